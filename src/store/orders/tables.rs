//! Orders one after the other: as tables for a spreadsheet, and as documents for whoever walks through all of them.

use chrono::NaiveDate;

use super::lists::{FROM, Filter, OrderRow, ROW, order_row, places};
use super::{DOCUMENT, kept};
use crate::domain::ids::{CustomerId, ProductId};
use crate::domain::money::Currency;
use crate::domain::orders::Order;
use crate::domain::people::Sight;
use crate::store::customers::{self, seen_owners};
use crate::store::{Row, StoreError, Tx, Value};

/// An order of a table for a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The order as the list shows it.
    pub row: OrderRow,
    /// The company's day on which it came.
    pub day: Option<NaiveDate>,
    /// The customer's code.
    pub customer_code: String,
}

/// The orders of a list whose ids are above `after` and up to `until`, oldest first.
///
/// # Errors
/// Those of the store.
pub fn window(
    tx: &mut Tx<'_>,
    sight: Sight,
    filter: &Filter,
    after: i64,
    until: i64,
) -> Result<Vec<TableRow>, StoreError> {
    let mut sql = format!("{ROW}, o.day, c.code {FROM} WHERE o.id > $1 AND o.id <= $2");
    let mut values: Vec<Value<'static>> = vec![after.into(), until.into()];
    if let Some(customer) = filter.customer {
        let group = customers::group(tx, customer)?;
        sql += &format!(" AND o.customer_id IN ({})", places(3, group.len()));
        values.extend(group.iter().map(|customer| Value::from(customer.0)));
    }
    if !filter.stages.is_empty() {
        let numbers: Vec<String> = filter.stages.iter().map(|stage| stage.number().to_string()).collect();
        // The plus keeps the engine on the ids: the order is theirs, and a window is short.
        sql += &format!(" AND +o.stage IN ({})", numbers.join(", "));
    }
    sql += &seen(sight);
    sql += " ORDER BY o.id";
    let table = |row: &Row| {
        let (day, customer_code) = (row.text(13)?.parse().ok(), row.string(14)?);
        Ok(TableRow { row: order_row(row)?, day, customer_code })
    };
    tx.query(&sql, &values)?.iter().map(table).collect()
}

/// The clause for what is seen. The plus keeps the engine on the ids, as with the stages.
fn seen(sight: Sight) -> String {
    seen_owners(sight).map(|owners| format!(" AND +o.owner IN ({owners})")).unwrap_or_default()
}

/// A line of an order of a table for a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLine {
    /// The order's number.
    pub number: String,
    /// The company's day on which it came.
    pub day: Option<NaiveDate>,
    /// The customer's code.
    pub customer_code: String,
    /// The customer's name.
    pub customer: String,
    /// The line, from 1.
    pub line: i64,
    /// The goods.
    pub product: ProductId,
    /// Base units.
    pub quantity: i64,
    /// Minor units of `currency`.
    pub amount: i64,
    /// The order's currency.
    pub currency: Currency,
}

/// The lines of the orders of some days whose ids are above `after` and up to `until`, oldest first.
///
/// # Errors
/// Those of the store.
pub fn line_window(
    tx: &mut Tx<'_>,
    sight: Sight,
    (from, to): (NaiveDate, NaiveDate),
    after: i64,
    until: i64,
) -> Result<Vec<TableLine>, StoreError> {
    let sql = format!(
        "SELECT o.number, o.day, c.code, c.name, l.line, l.product_id, l.quantity, l.amount, o.currency \
         FROM orders o JOIN customers c ON c.id = o.customer_id JOIN order_lines l ON l.order_id = o.id \
         WHERE o.id > $1 AND o.id <= $2 AND o.day >= $3 AND o.day <= $4{} ORDER BY o.id, l.line",
        seen(sight)
    );
    let values = [after.into(), until.into(), from.to_string().into(), to.to_string().into()];
    let table = |row: &Row| {
        Ok(TableLine {
            number: row.string(0)?,
            day: row.text(1)?.parse().ok(),
            customer_code: row.string(2)?,
            customer: row.string(3)?,
            line: row.int(4)?,
            product: ProductId(row.int(5)?),
            quantity: row.int(6)?,
            amount: row.int(7)?,
            currency: Currency::from_code(row.text(8)?).unwrap_or_default(),
        })
    };
    tx.query(&sql, &values)?.iter().map(table).collect()
}

/// A customer's orders as documents, oldest first, behind an id.
///
/// # Errors
/// Those of the store.
pub fn of_customer(tx: &mut Tx<'_>, customer: CustomerId, after: i64, limit: i64) -> Result<Vec<Order>, StoreError> {
    let sql = format!("{DOCUMENT} WHERE customer_id = $1 AND id > $2 ORDER BY id LIMIT $3");
    let rows = tx.query(&sql, &[customer.0.into(), after.into(), limit.into()])?;
    rows.iter().map(|row| Ok(kept(row)?.order)).collect()
}

/// The next orders by id, as documents.
///
/// # Errors
/// Those of the store.
pub fn after(tx: &mut Tx<'_>, after: i64, limit: i64) -> Result<Vec<Order>, StoreError> {
    let sql = format!("{DOCUMENT} WHERE id > $1 ORDER BY id LIMIT $2");
    let rows = tx.query(&sql, &[after.into(), limit.into()])?;
    rows.iter().map(|row| Ok(kept(row)?.order)).collect()
}
