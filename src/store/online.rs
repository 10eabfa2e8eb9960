//! Shops, what their platforms' files said, and what a person decided about their goods and columns.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Row, StoreError, Tx, json};
use crate::domain::ids::{CustomerId, OrderId, ProductId, UserId};
use crate::domain::online::flags::Flag;
use crate::domain::online::{Assigned, Mapping, Sale, SaleState, Shop};

/// All shops by platform and name.
///
/// # Errors
/// Those of the store.
pub fn shops(tx: &mut Tx<'_>) -> Result<Vec<Shop>, StoreError> {
    tx.query("SELECT body FROM shops ORDER BY platform, name", &[])?
        .iter()
        .map(|row| json::read(row.text(0)?))
        .collect()
}

/// One shop.
///
/// # Errors
/// Those of the store.
pub fn shop(tx: &mut Tx<'_>, id: i64) -> Result<Option<Shop>, StoreError> {
    tx.one("SELECT body FROM shops WHERE id = $1", &[id.into()])?.map(|row| json::read(row.text(0)?)).transpose()
}

/// Keeps a shop, new or changed.
///
/// # Errors
/// Those of the store; a platform and name used twice is a constraint violation.
pub fn keep_shop(tx: &mut Tx<'_>, shop: &Shop) -> Result<(), StoreError> {
    let sql = "INSERT INTO shops (id, platform, name, body) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (id) DO UPDATE SET platform = excluded.platform, name = excluded.name, body = excluded.body";
    let values = [shop.id.into(), shop.platform.key().into(), (&shop.name).into(), json::write(shop)?.into()];
    tx.exec(sql, &values).map(|_| ())
}

/// An order of a platform as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The id of this record.
    pub id: i64,
    /// The order of ours; none while something is in the way.
    pub order: Option<OrderId>,
    /// When sales looked at it; none while nobody did.
    pub looked_at: Option<DateTime<Utc>>,
    /// What the platform's file said last, as text.
    pub said: String,
    /// What is unusual.
    pub flags: Vec<Flag>,
}

impl Known {
    /// What the platform's file said last.
    ///
    /// # Errors
    /// Where the text is not of this program's making.
    pub fn sale(&self) -> Result<Sale, StoreError> {
        json::read(&self.said)
    }
}

const KNOWN: &str = "SELECT id, order_id, looked_at, said, flags FROM platform_orders";

fn known(row: &Row) -> Result<Known, StoreError> {
    Ok(Known {
        id: row.int(0)?,
        order: row.opt_int(1)?.map(OrderId),
        looked_at: row.opt_instant(2)?,
        said: row.string(3)?,
        flags: json::read(row.text(4)?)?,
    })
}

/// The order of this number in this shop, where a file told of it before.
///
/// # Errors
/// Those of the store.
pub fn find(tx: &mut Tx<'_>, shop: i64, number: &str) -> Result<Option<Known>, StoreError> {
    let sql = format!("{KNOWN} WHERE shop_id = $1 AND number = $2");
    tx.one(&sql, &[shop.into(), number.into()])?.as_ref().map(known).transpose()
}

/// The record that an order of ours came from.
///
/// # Errors
/// Those of the store.
pub fn of_order(tx: &mut Tx<'_>, order: OrderId) -> Result<Option<Known>, StoreError> {
    let sql = format!("{KNOWN} WHERE order_id = $1");
    tx.one(&sql, &[order.0.into()])?.as_ref().map(known).transpose()
}

/// The next records of a shop that are no order of ours, after an id.
///
/// # Errors
/// Those of the store.
pub fn waiting(tx: &mut Tx<'_>, shop: i64, after: i64, limit: i64) -> Result<Vec<Known>, StoreError> {
    let sql = format!("{KNOWN} WHERE shop_id = $1 AND order_id IS NULL AND id > $2 ORDER BY id LIMIT $3");
    tx.query(&sql, &[shop.into(), after.into(), limit.into()])?.iter().map(known).collect()
}

/// What is written beside the words of a platform's file.
pub struct Noted<'a> {
    /// The shop.
    pub shop: i64,
    /// The order of ours.
    pub order: Option<OrderId>,
    /// The buyer's key for look-alikes.
    pub buyer: &'a str,
    /// The goods' key for look-alikes.
    pub goods: &'a str,
    /// The company's day on which it was ordered.
    pub day: NaiveDate,
    /// What is unusual.
    pub flags: &'a [Flag],
    /// When it was looked at.
    pub looked_at: Option<DateTime<Utc>>,
    /// The words as text, made by [`written`].
    pub said: &'a str,
}

/// The words of a file as they are kept: equal texts say the same.
///
/// # Errors
/// None that a sale can cause.
pub fn written(sale: &Sale) -> Result<String, StoreError> {
    json::write(sale)
}

/// Keeps an order that no file told of before.
///
/// # Errors
/// Those of the store; a number used twice in a shop is a constraint violation.
pub fn insert(tx: &mut Tx<'_>, id: i64, sale: &Sale, noted: &Noted<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "INSERT INTO platform_orders (id, shop_id, number, order_id, state, buyer, goods, day, first_seen, last_seen, \
               looked_at, said, flags) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let values = [
        id.into(),
        noted.shop.into(),
        (&sale.number).into(),
        noted.order.map(|order| order.0).into(),
        sale.state.key().into(),
        noted.buyer.into(),
        noted.goods.into(),
        noted.day.to_string().into(),
        now.into(),
        now.into(),
        noted.looked_at.into(),
        noted.said.into(),
        json::write(&noted.flags)?.into(),
    ];
    tx.exec(sql, &values).map(|_| ())
}

/// Keeps what a later file said, or what a person decided.
///
/// # Errors
/// Those of the store.
pub fn update(tx: &mut Tx<'_>, id: i64, sale: &Sale, noted: &Noted<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE platform_orders SET order_id = $1, state = $2, buyer = $3, goods = $4, day = $5, last_seen = $6, \
               looked_at = $7, said = $8, flags = $9 WHERE id = $10";
    let values = [
        noted.order.map(|order| order.0).into(),
        sale.state.key().into(),
        noted.buyer.into(),
        noted.goods.into(),
        noted.day.to_string().into(),
        now.into(),
        noted.looked_at.into(),
        noted.said.into(),
        json::write(&noted.flags)?.into(),
        id.into(),
    ];
    tx.exec(sql, &values).map(|_| ())
}

/// Notes that sales looked at a record, the first time.
///
/// # Errors
/// Those of the store.
pub fn looked(tx: &mut Tx<'_>, id: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE platform_orders SET looked_at = $1 WHERE id = $2 AND looked_at IS NULL";
    tx.exec(sql, &[now.into(), id.into()]).map(|_| ())
}

/// An earlier order of the same buyer for the same goods, from a day on, by its number and day.
///
/// # Errors
/// Those of the store.
pub fn alike(
    tx: &mut Tx<'_>,
    buyer: &str,
    goods: &str,
    from: NaiveDate,
    to: NaiveDate,
    except: (i64, &str),
) -> Result<Option<(String, NaiveDate)>, StoreError> {
    let sql = "SELECT number, day FROM platform_orders WHERE buyer = $1 AND goods = $2 AND day >= $3 AND day <= $4 \
               AND NOT (shop_id = $5 AND number = $6) ORDER BY day DESC, number LIMIT 1";
    let (shop, number) = except;
    let values =
        [buyer.into(), goods.into(), from.to_string().into(), to.to_string().into(), shop.into(), number.into()];
    let row = tx.one(sql, &values)?;
    row.map(|row| Ok((row.string(0)?, row.text(1)?.parse().unwrap_or_default()))).transpose()
}

/// Product and base units of the lines of an account's newest orders.
///
/// # Errors
/// Those of the store.
pub fn history(tx: &mut Tx<'_>, customer: CustomerId, orders: i64) -> Result<Vec<(ProductId, i64)>, StoreError> {
    let sql = "SELECT l.product_id, l.quantity FROM order_lines l JOIN \
               (SELECT id FROM orders WHERE customer_id = $1 ORDER BY id DESC LIMIT $2) AS newest ON newest.id = l.order_id";
    let rows = tx.query(sql, &[customer.0.into(), orders.into()])?;
    rows.iter().map(|row| Ok((ProductId(row.int(0)?), row.int(1)?))).collect()
}

/// All goods of a shop that a person has assigned, by their key.
///
/// # Errors
/// Those of the store.
pub fn goods(tx: &mut Tx<'_>, shop: i64) -> Result<Vec<(String, Assigned)>, StoreError> {
    let sql = "SELECT goods, product_id, base_units FROM platform_goods WHERE shop_id = $1 ORDER BY goods";
    let rows = tx.query(sql, &[shop.into()])?;
    rows.iter()
        .map(|row| Ok((row.string(0)?, Assigned { product: ProductId(row.int(1)?), base_units: row.int(2)? })))
        .collect()
}

/// Keeps to which product goods of a shop belong.
///
/// # Errors
/// Those of the store.
pub fn assign(
    tx: &mut Tx<'_>,
    shop: i64,
    key: &str,
    assigned: Assigned,
    by: UserId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO platform_goods (shop_id, goods, product_id, base_units, decided_by, decided_at) \
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (shop_id, goods) DO UPDATE SET \
               product_id = excluded.product_id, base_units = excluded.base_units, \
               decided_by = excluded.decided_by, decided_at = excluded.decided_at";
    let values =
        [shop.into(), key.into(), assigned.product.0.into(), assigned.base_units.into(), by.0.into(), now.into()];
    tx.exec(sql, &values).map(|_| ())
}

/// All column mappings by name.
///
/// # Errors
/// Those of the store.
pub fn mappings(tx: &mut Tx<'_>) -> Result<Vec<Mapping>, StoreError> {
    tx.query("SELECT body FROM platform_mappings ORDER BY name", &[])?
        .iter()
        .map(|row| json::read(row.text(0)?))
        .collect()
}

/// Keeps a column mapping, new or changed.
///
/// # Errors
/// Those of the store; a name used twice is a constraint violation.
pub fn keep_mapping(tx: &mut Tx<'_>, mapping: &Mapping) -> Result<(), StoreError> {
    let sql = "INSERT INTO platform_mappings (id, name, body) VALUES ($1, $2, $3) \
               ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body";
    tx.exec(sql, &[mapping.id.into(), (&mapping.name).into(), json::write(mapping)?.into()]).map(|_| ())
}

/// A file that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sum: String,
    /// Its name.
    pub name: String,
    /// Rows below the headers.
    pub rows: i64,
    /// Who brought it in.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
    /// What came of it, as text of whoever wrote it.
    pub result: String,
}

/// Notes a file.
///
/// # Errors
/// Those of the store.
pub fn note_file(tx: &mut Tx<'_>, id: i64, shop: i64, file: &File) -> Result<(), StoreError> {
    let sql = "INSERT INTO platform_files (id, shop_id, sum, name, row_count, imported_by, at, result) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = [
        id.into(),
        shop.into(),
        (&file.sum).into(),
        (&file.name).into(),
        file.rows.into(),
        file.by.0.into(),
        file.at.into(),
        (&file.result).into(),
    ];
    tx.exec(sql, &values).map(|_| ())
}

/// The last time a file of these bytes came in for a shop.
///
/// # Errors
/// Those of the store.
pub fn file(tx: &mut Tx<'_>, shop: i64, sum: &str) -> Result<Option<File>, StoreError> {
    let sql = format!("{FILE} WHERE sum = $1 AND shop_id = $2 ORDER BY id DESC LIMIT 1");
    tx.one(&sql, &[sum.into(), shop.into()])?.as_ref().map(read_file).transpose()
}

/// The newest files, of some shops or of all.
///
/// # Errors
/// Those of the store.
pub fn files(tx: &mut Tx<'_>, shops: Option<&[i64]>, limit: i64) -> Result<Vec<File>, StoreError> {
    let of = of_shops("shop_id", shops).map(|of| format!("WHERE {of}")).unwrap_or_default();
    tx.query(&format!("{FILE} {of} ORDER BY id DESC LIMIT $1"), &[limit.into()])?.iter().map(read_file).collect()
}

const FILE: &str = "SELECT sum, name, row_count, imported_by, at, result FROM platform_files";

fn read_file(row: &Row) -> Result<File, StoreError> {
    Ok(File {
        sum: row.string(0)?,
        name: row.string(1)?,
        rows: row.int(2)?,
        by: UserId(row.int(3)?),
        at: row.instant(4)?,
        result: row.string(5)?,
    })
}

/// An order of a platform in the list of those that nobody has looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct InboxRow {
    /// The record's id.
    pub id: i64,
    /// Its number on the platform.
    pub number: String,
    /// The shop's name.
    pub shop: String,
    /// The order of ours, with its number.
    pub order: Option<(OrderId, String)>,
    /// How it stands on the platform.
    pub state: SaleState,
    /// When a file first told of it.
    pub first_seen: DateTime<Utc>,
    /// When a file told of it last.
    pub last_seen: DateTime<Utc>,
    /// What the file said last.
    pub sale: Sale,
    /// What is unusual.
    pub flags: Vec<Flag>,
}

/// The clause for some shops: their numbers are our own, so they stand in the text. None for all.
fn of_shops(column: &str, shops: Option<&[i64]>) -> Option<String> {
    let list = |shops: &[i64]| shops.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
    // A list with nothing in it is no list for every engine.
    shops.map(|shops| format!("+{column} IN ({})", if shops.is_empty() { "0".to_owned() } else { list(shops) }))
}

/// True when a record is of one of these shops.
///
/// # Errors
/// Those of the store.
pub fn is_of(tx: &mut Tx<'_>, id: i64, shops: &[i64]) -> Result<bool, StoreError> {
    let row = tx.one("SELECT shop_id FROM platform_orders WHERE id = $1", &[id.into()])?;
    row.map_or(Ok(false), |row| Ok(shops.contains(&row.int(0)?)))
}

/// Orders of some shops or of all that nobody of sales has looked at, the newest first.
///
/// # Errors
/// Those of the store.
pub fn inbox(tx: &mut Tx<'_>, shops: Option<&[i64]>, offset: i64, limit: i64) -> Result<Vec<InboxRow>, StoreError> {
    let of = of_shops("p.shop_id", shops).map(|of| format!("AND {of}")).unwrap_or_default();
    let sql = format!(
        "SELECT p.id, p.number, s.name, p.order_id, o.number, p.state, p.first_seen, p.last_seen, p.said, p.flags \
         FROM platform_orders p JOIN shops s ON s.id = p.shop_id LEFT JOIN orders o ON o.id = p.order_id \
         WHERE p.looked_at IS NULL {of} ORDER BY p.id DESC LIMIT $1 OFFSET $2"
    );
    let rows = tx.query(&sql, &[limit.into(), offset.into()])?;
    rows.iter().map(inbox_row).collect()
}

fn inbox_row(row: &Row) -> Result<InboxRow, StoreError> {
    let order = row.opt_int(3)?.map(OrderId).zip(row.opt_text(4)?.map(str::to_owned));
    Ok(InboxRow {
        id: row.int(0)?,
        number: row.string(1)?,
        shop: row.string(2)?,
        order,
        state: SaleState::from_key(row.text(5)?).unwrap_or_default(),
        first_seen: row.instant(6)?,
        last_seen: row.instant(7)?,
        sale: json::read(row.text(8)?)?,
        flags: json::read(row.text(9)?)?,
    })
}

/// How many orders nobody has looked at.
///
/// # Errors
/// Those of the store.
pub fn inbox_count(tx: &mut Tx<'_>, shops: Option<&[i64]>) -> Result<i64, StoreError> {
    let of = of_shops("shop_id", shops).map(|of| format!("AND {of}")).unwrap_or_default();
    tx.one(&format!("SELECT count(*) FROM platform_orders WHERE looked_at IS NULL {of}"), &[])?
        .map_or(Ok(0), |row| row.int(0))
}
