//! Stock lots.

use chrono::NaiveDate;

use super::{Row, StoreError, Tx};
use crate::domain::ids::{LotId, ProductId};
use crate::domain::stock::{Lot, LotState};

const COLUMNS: &str =
    "SELECT id, product_id, code, produced, expiry, on_hand, reserved, state, place, changes FROM lots";

/// A lot and how often it changed.
pub type Kept = (Lot, i64);

fn kept(row: &Row) -> Result<Kept, StoreError> {
    let lot = Lot {
        id: LotId(row.int(0)?),
        product: ProductId(row.int(1)?),
        code: row.string(2)?,
        produced: date(row.text(3)?),
        expiry: date(row.text(4)?),
        on_hand: row.int(5)?,
        reserved: row.int(6)?,
        // A state nobody knows is treated as the one that never ships.
        state: LotState::from_key(row.text(7)?).unwrap_or(LotState::Rejected),
        place: row.string(8)?,
    };
    Ok((lot, row.int(9)?))
}

/// `2026-01-05`. Every step that takes goods reads many of them, and a general reader takes ten times as long.
fn date(text: &str) -> NaiveDate {
    let number = |part: std::ops::Range<usize>| text.get(part).and_then(|digits| digits.parse::<u32>().ok());
    let plain = text.len() == 10;
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let read = year.zip(month).zip(day).filter(|_| plain);
    let read = read.and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year as i32, month, day));
    read.unwrap_or_else(|| text.parse().unwrap_or_default())
}

/// One lot.
///
/// # Errors
/// Those of the store.
pub fn load(tx: &mut Tx<'_>, id: LotId) -> Result<Option<Kept>, StoreError> {
    tx.one(&format!("{COLUMNS} WHERE id = $1"), &[id.0.into()])?.as_ref().map(kept).transpose()
}

/// The lots of a product that hold goods, earliest expiry first. Rejected lots are not among them: whatever is in them, no
/// order ever takes it, and over the years they are many.
///
/// # Errors
/// Those of the store.
pub fn in_store(tx: &mut Tx<'_>, product: ProductId) -> Result<Vec<Kept>, StoreError> {
    let sql = format!("{COLUMNS} WHERE product_id = $1 AND on_hand > 0 AND state <> 'rejected' ORDER BY expiry, id");
    tx.query(&sql, &[product.0.into()])?.iter().map(kept).collect()
}

/// All lots that hold goods, for the stock list: by product, earliest expiry first.
///
/// # Errors
/// Those of the store.
pub fn all_in_store(tx: &mut Tx<'_>, offset: i64, limit: i64) -> Result<Vec<Kept>, StoreError> {
    let sql = format!("{COLUMNS} WHERE on_hand > 0 ORDER BY product_id, expiry, id LIMIT $1 OFFSET $2");
    tx.query(&sql, &[limit.into(), offset.into()])?.iter().map(kept).collect()
}

/// Lots that hold goods nobody will ever take: all rejected ones, then those past their expiry on `today`; of each the
/// earliest expiry first.
///
/// # Errors
/// Those of the store.
pub fn waste(tx: &mut Tx<'_>, today: NaiveDate, limit: i64) -> Result<Vec<Kept>, StoreError> {
    let rejected = format!("{COLUMNS} WHERE on_hand > 0 AND state = 'rejected' ORDER BY expiry, id LIMIT $1");
    let mut rows = tx.query(&rejected, &[limit.into()])?;
    let rest = limit - rows.len() as i64;
    let expired =
        format!("{COLUMNS} WHERE on_hand > 0 AND state <> 'rejected' AND expiry < $1 ORDER BY expiry, id LIMIT $2");
    rows.extend(tx.query(&expired, &[today.to_string().into(), rest.into()])?);
    rows.iter().map(kept).collect()
}

/// True when the product has a lot of this number.
///
/// # Errors
/// Those of the store.
pub fn has_code(tx: &mut Tx<'_>, product: ProductId, code: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM lots WHERE product_id = $1 AND code = $2";
    tx.one(sql, &[product.0.into(), code.into()]).map(|row| row.is_some())
}

/// Keeps a new lot that began with `opened` base units.
///
/// # Errors
/// Those of the store; a lot number used twice for a product is a constraint violation.
pub fn insert(tx: &mut Tx<'_>, lot: &Lot, opened: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO lots (id, product_id, code, produced, expiry, opened, on_hand, reserved, state, place, changes) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)";
    let values = [
        lot.id.0.into(),
        lot.product.0.into(),
        (&lot.code).into(),
        lot.produced.to_string().into(),
        lot.expiry.to_string().into(),
        opened.into(),
        lot.on_hand.into(),
        lot.reserved.into(),
        lot.state.key().into(),
        (&lot.place).into(),
    ];
    tx.exec(sql, &values).map(|_| ())
}

/// Keeps a changed lot; false when somebody else was quicker.
///
/// # Errors
/// Those of the store.
pub fn update(tx: &mut Tx<'_>, lot: &Lot, changes: i64) -> Result<bool, StoreError> {
    let sql =
        "UPDATE lots SET on_hand = $1, reserved = $2, state = $3, changes = changes + 1 WHERE id = $4 AND changes = $5";
    let values = [lot.on_hand.into(), lot.reserved.into(), lot.state.key().into(), lot.id.0.into(), changes.into()];
    Ok(tx.exec(sql, &values)? == 1)
}
