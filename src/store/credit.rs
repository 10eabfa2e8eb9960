//! Sums of credit beside the customers' own: of groups and the company, of releases, of what left on which day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Row, StoreError, Tx, customers, orders};
use crate::domain::credit::{Exposure, Shipped};
use crate::domain::ids::{CustomerId, GroupId, OrderId};
use crate::domain::orders::footprint;
use crate::domain::people::Sight;

/// The company's row among the levels; groups have their own ids, from 1.
pub const COMPANY: GroupId = GroupId(0);

/// What all customers of a level owe together.
///
/// # Errors
/// Those of the store.
pub fn level(tx: &mut Tx<'_>, id: GroupId) -> Result<Exposure, StoreError> {
    let sql = "SELECT opening, shipped, committed, paid FROM credit_levels WHERE id = $1";
    tx.one(sql, &[id.0.into()])?.as_ref().map_or(Ok(Exposure::default()), |row| exposure(row, 0))
}

fn exposure(row: &Row, first: usize) -> Result<Exposure, StoreError> {
    Ok(Exposure {
        opening: row.int(first)?,
        shipped: row.int(first + 1)?,
        committed: row.int(first + 2)?,
        paid: row.int(first + 3)?,
    })
}

/// All levels, for whoever adds them up again.
///
/// # Errors
/// Those of the store.
pub fn levels(tx: &mut Tx<'_>) -> Result<BTreeMap<GroupId, Exposure>, StoreError> {
    let rows = tx.query("SELECT id, opening, shipped, committed, paid FROM credit_levels", &[])?;
    rows.iter().map(|row| Ok((GroupId(row.int(0)?), exposure(row, 1)?))).collect()
}

/// Moves the sums of a level.
///
/// # Errors
/// Those of the store.
pub fn move_level(tx: &mut Tx<'_>, id: GroupId, by: Exposure) -> Result<(), StoreError> {
    let sql = "INSERT INTO credit_levels (id, opening, shipped, committed, paid) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (id) DO UPDATE SET opening = credit_levels.opening + excluded.opening, \
               shipped = credit_levels.shipped + excluded.shipped, \
               committed = credit_levels.committed + excluded.committed, paid = credit_levels.paid + excluded.paid";
    let values = [id.0.into(), by.opening.into(), by.shipped.into(), by.committed.into(), by.paid.into()];
    tx.exec(sql, &values).map(|_| ())
}

/// What orders took of a customer's releases, by number.
///
/// # Errors
/// Those of the store.
pub fn used(tx: &mut Tx<'_>, customer: CustomerId) -> Result<BTreeMap<i64, i64>, StoreError> {
    let rows = tx.query("SELECT no, used FROM credit_releases WHERE customer_id = $1", &[customer.0.into()])?;
    rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect()
}

/// All that orders took of releases, for whoever adds it up again. What was given back is left out.
///
/// # Errors
/// Those of the store.
pub fn all_used(tx: &mut Tx<'_>) -> Result<BTreeMap<(CustomerId, i64), i64>, StoreError> {
    let rows = tx.query("SELECT customer_id, no, used FROM credit_releases WHERE used <> 0", &[])?;
    rows.iter().map(|row| Ok(((CustomerId(row.int(0)?), row.int(1)?), row.int(2)?))).collect()
}

/// Moves what orders took of a release.
///
/// # Errors
/// Those of the store.
pub fn move_used(tx: &mut Tx<'_>, customer: CustomerId, no: i64, by: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO credit_releases (customer_id, no, used) VALUES ($1, $2, $3) \
               ON CONFLICT (customer_id, no) DO UPDATE SET used = credit_releases.used + excluded.used";
    tx.exec(sql, &[customer.0.into(), no.into(), by.into()]).map(|_| ())
}

/// Moves what left for a customer on a day with an order.
///
/// # Errors
/// Those of the store.
pub fn move_shipped(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    day: NaiveDate,
    order: OrderId,
    by: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO credit_shipped (customer_id, day, order_id, amount) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (customer_id, day, order_id) DO UPDATE SET amount = credit_shipped.amount + excluded.amount";
    tx.exec(sql, &[customer.0.into(), day.to_string().into(), order.0.into(), by.into()]).map(|_| ())
}

/// What left for a customer, newest first, with its order.
///
/// # Errors
/// Those of the store.
pub fn shipped(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    offset: i64,
    limit: i64,
) -> Result<Vec<(Shipped, OrderId)>, StoreError> {
    let sql = "SELECT day, amount, order_id FROM credit_shipped WHERE customer_id = $1 \
               ORDER BY day DESC, order_id DESC LIMIT $2 OFFSET $3";
    let rows = tx.query(sql, &[customer.0.into(), limit.into(), offset.into()])?;
    let read = |row: &Row| {
        let day = row.text(0)?.parse().unwrap_or_default();
        Ok((Shipped { day, amount: row.int(1)? }, OrderId(row.int(2)?)))
    };
    rows.iter().map(read).collect()
}

/// What left for a customer since a day, added up.
///
/// # Errors
/// Those of the store.
pub fn sold_since(tx: &mut Tx<'_>, customer: CustomerId, since: NaiveDate) -> Result<i64, StoreError> {
    let sql =
        "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM credit_shipped WHERE customer_id = $1 AND day >= $2";
    tx.one(sql, &[customer.0.into(), since.to_string().into()])?.map_or(Ok(0), |row| row.int(0))
}

/// What left for all customers, for whoever adds it up again.
///
/// # Errors
/// Those of the store.
pub fn all_shipped(tx: &mut Tx<'_>) -> Result<BTreeMap<(CustomerId, String, OrderId), i64>, StoreError> {
    let rows = tx.query("SELECT customer_id, day, order_id, amount FROM credit_shipped WHERE amount <> 0", &[])?;
    let read = |row: &Row| Ok(((CustomerId(row.int(0)?), row.string(1)?, OrderId(row.int(2)?)), row.int(3)?));
    rows.iter().map(read).collect()
}

/// Everything above from the customers and orders that a store already has: its schema has just grown these tables.
///
/// # Errors
/// Those of the store.
pub(super) fn fill(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    const PAGE: i64 = 500;
    let mut offset = 0;
    loop {
        let page = customers::page(tx, Sight::All, offset, PAGE)?;
        if page.is_empty() {
            break;
        }
        offset += PAGE;
        // What merged duplicates owe is with the one that was kept.
        let whole = page.iter().filter(|kept| kept.customer.merged_into.is_none());
        let sum = whole.fold(Exposure::default(), |sum, kept| sum.plus(kept.exposure));
        move_level(tx, COMPANY, sum)?;
    }
    let mut after = 0;
    loop {
        let page = orders::after(tx, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id.0;
        for order in &page {
            for (day, amount) in footprint(order).shipped_on {
                move_shipped(tx, order.content.customer, day, order.id, amount)?;
            }
        }
    }
}
