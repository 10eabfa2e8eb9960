//! Price lists.

use super::customers::seen_owners;
use super::{Row, StoreError, Tx, Value, json};
use crate::domain::ids::PriceListId;
use crate::domain::people::Sight;
use crate::domain::prices::{Audience, PriceList};

/// A list and how often it changed.
pub type Kept = (PriceList, i64);

const COLUMNS: &str = "SELECT body, changes FROM price_lists";

fn kept(row: &Row) -> Result<Kept, StoreError> {
    Ok((json::read(row.text(0)?)?, row.int(1)?))
}

/// One list.
///
/// # Errors
/// Those of the store.
pub fn load(tx: &mut Tx<'_>, id: PriceListId) -> Result<Option<Kept>, StoreError> {
    tx.one(&format!("{COLUMNS} WHERE id = $1"), &[id.0.into()])?.as_ref().map(kept).transpose()
}

/// The clause that leaves out lists of single customers who are not seen; those of groups are seen by everybody. With something
/// added to the audience the engine stays on the index by days, which is the order of the list.
fn seen(sight: Sight) -> String {
    let clause = |owners| {
        format!(
            "WHERE (audience || '' LIKE 'g:%' OR audience || '' IN (SELECT 'c:' || id FROM customers WHERE owner IN ({owners})))"
        )
    };
    seen_owners(sight).map(clause).unwrap_or_default()
}

/// A page of all lists, the one that began last first.
///
/// # Errors
/// Those of the store.
pub fn page(tx: &mut Tx<'_>, sight: Sight, offset: i64, limit: i64) -> Result<Vec<Kept>, StoreError> {
    let seen = seen(sight);
    let sql = format!("{COLUMNS} {seen} ORDER BY valid_from DESC, id DESC LIMIT $1 OFFSET $2");
    tx.query(&sql, &[limit.into(), offset.into()])?.iter().map(kept).collect()
}

/// How many there are.
///
/// # Errors
/// Those of the store.
pub fn count(tx: &mut Tx<'_>, sight: Sight) -> Result<i64, StoreError> {
    tx.one(&format!("SELECT count(*) FROM price_lists {}", seen(sight)), &[])?.map_or(Ok(0), |row| row.int(0))
}

/// The lists for any of these, withdrawn ones left out.
///
/// # Errors
/// Those of the store.
pub fn of(tx: &mut Tx<'_>, audiences: &[Audience]) -> Result<Vec<PriceList>, StoreError> {
    let sql = format!("{COLUMNS} WHERE audience = $1 AND active = 1 ORDER BY valid_from");
    let mut found = Vec::new();
    for audience in audiences {
        for row in tx.query(&sql, &[audience.key().into()])? {
            found.push(kept(&row)?.0);
        }
    }
    Ok(found)
}

/// Keeps a new list.
///
/// # Errors
/// Those of the store.
pub fn insert(tx: &mut Tx<'_>, list: &PriceList) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO price_lists (id, audience, active, valid_from, changes, body) VALUES ($1, $2, $3, $4, 1, $5)";
    let [audience, active, from, body] = columns(list)?;
    tx.exec(sql, &[list.id.0.into(), audience, active, from, body]).map(|_| ())
}

/// Keeps a changed list; false when somebody else was quicker.
///
/// # Errors
/// Those of the store.
pub fn update(tx: &mut Tx<'_>, list: &PriceList, changes: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE price_lists SET audience = $1, active = $2, valid_from = $3, body = $4, changes = changes + 1 \
               WHERE id = $5 AND changes = $6";
    let [audience, active, from, body] = columns(list)?;
    Ok(tx.exec(sql, &[audience, active, from, body, list.id.0.into(), changes.into()])? == 1)
}

fn columns(list: &PriceList) -> Result<[Value<'static>; 4], StoreError> {
    Ok([list.audience.key().into(), list.active.into(), list.from.to_string().into(), json::write(list)?.into()])
}
