//! The archive's register, and papers as they came.

use chrono::{DateTime, NaiveDate, Utc};

use super::orders::{Filter, numbers, page_ids};
use super::{Row, StoreError, Tx};
use crate::domain::archive::Class;
use crate::domain::ids::{OrderId, PaperId};
use crate::domain::orders::Stage;
use crate::domain::people::Sight;

/// An entry of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The order.
    pub order: OrderId,
    /// 档号.
    pub number: String,
    /// Retention class.
    pub class: Class,
    /// The day on which the matter ended.
    pub ended: NaiveDate,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// The last day to keep; none for ever.
    pub keep_until: Option<NaiveDate>,
    /// The head of the order's chain before it was filed, in hexadecimal.
    pub sum: String,
}

/// An entry with what a list shows beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// The entry.
    pub entry: Entry,
    /// The order's number.
    pub order_number: String,
    /// The customer's name.
    pub customer: String,
}

const COLUMNS: &str = "SELECT a.order_id, a.number, a.class, a.ended, a.filed_at, a.keep_until, a.sum";

/// An entry whose columns come first in the row.
pub(super) fn entry(row: &Row) -> Result<Entry, StoreError> {
    let class = row.text(2)?;
    Ok(Entry {
        order: OrderId(row.int(0)?),
        number: row.string(1)?,
        class: Class::ALL.into_iter().find(|known| known.key() == class).unwrap_or(Class::Permanent),
        ended: row.text(3)?.parse().unwrap_or_default(),
        filed_at: row.instant(4)?,
        keep_until: row.opt_text(5)?.and_then(|day| day.parse().ok()),
        sum: row.string(6)?,
    })
}

/// Enters an order.
///
/// # Errors
/// Those of the store; an order filed twice is a constraint violation.
pub fn insert(tx: &mut Tx<'_>, entry: &Entry) -> Result<(), StoreError> {
    let sql = "INSERT INTO archive (order_id, number, class, ended, filed_at, keep_until, sum) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = [
        entry.order.0.into(),
        (&entry.number).into(),
        entry.class.key().into(),
        entry.ended.to_string().into(),
        entry.filed_at.into(),
        entry.keep_until.map(|day| day.to_string()).into(),
        (&entry.sum).into(),
    ];
    tx.exec(sql, &values).map(|_| ())
}

/// The entry of an order.
///
/// # Errors
/// Those of the store.
pub fn of_order(tx: &mut Tx<'_>, order: OrderId) -> Result<Option<Entry>, StoreError> {
    tx.one(&format!("{COLUMNS} FROM archive a WHERE a.order_id = $1"), &[order.0.into()])?
        .as_ref()
        .map(entry)
        .transpose()
}

/// A page of the register, newest order first.
///
/// # Errors
/// Those of the store.
pub fn page(tx: &mut Tx<'_>, sight: Sight, offset: i64, limit: i64) -> Result<Vec<EntryRow>, StoreError> {
    // What is filed stands at that stage and is counted there, so the register's pages are that stage's.
    let filed = Filter { stages: vec![Stage::Filed], customer: None };
    let ids = page_ids(tx, sight, &filed, offset, limit)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = numbers(&ids);
    let sql = format!(
        "{COLUMNS}, o.number, c.name FROM archive a JOIN orders o ON o.id = a.order_id \
         JOIN customers c ON c.id = o.customer_id WHERE a.order_id IN ({places})"
    );
    let found = tx.query(&sql, &values)?;
    let read = |row: &Row| Ok(EntryRow { entry: entry(row)?, order_number: row.string(7)?, customer: row.string(8)? });
    let mut rows: Vec<EntryRow> = found.iter().map(read).collect::<Result<_, StoreError>>()?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.entry.order));
    Ok(rows)
}

/// Keeps a paper.
///
/// # Errors
/// Those of the store.
pub fn insert_paper(
    tx: &mut Tx<'_>,
    id: PaperId,
    order: OrderId,
    name: &str,
    sum: &str,
    content: &[u8],
) -> Result<(), StoreError> {
    let sql = "INSERT INTO papers (id, order_id, name, sum, content) VALUES ($1, $2, $3, $4, $5)";
    tx.exec(sql, &[id.0.into(), order.0.into(), name.into(), sum.into(), content.into()]).map(|_| ())
}

/// A paper's name and bytes.
///
/// # Errors
/// Those of the store.
pub fn paper(tx: &mut Tx<'_>, id: PaperId) -> Result<Option<(OrderId, String, Vec<u8>)>, StoreError> {
    let row = tx.one("SELECT name, content, order_id FROM papers WHERE id = $1", &[id.0.into()])?;
    row.map(|row| Ok((OrderId(row.int(2)?), row.string(0)?, row.blob(1)?.to_vec()))).transpose()
}
