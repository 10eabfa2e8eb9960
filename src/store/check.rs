//! What `check` reads: the kept columns and sums, whole, to be compared with the documents.

use std::collections::BTreeMap;

pub use super::customers::EVERYBODYS;
use super::customers::owner_number;
use super::{Row, StoreError, Tx, audit, json};
use crate::domain::audit::{Area, Hash};
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, LotId, OrderId};
use crate::domain::orders::{Order, progress, stage};

/// An order's row as it is kept.
#[derive(Clone, Debug)]
pub struct OrderColumns {
    /// The id.
    pub id: OrderId,
    /// The number.
    pub number: String,
    /// The day it is counted under.
    pub day: String,
    /// The stage it is counted under.
    pub stage: i64,
    /// How many log rows it has.
    pub events: i64,
    /// The hash of the last of them.
    pub head: Hash,
    /// The document.
    pub body: String,
    /// The number of who looks after the customer.
    pub owner: i64,
    customers_owner: i64,
    customer: i64,
    received_at: i64,
    requested: String,
    promised: Option<String>,
    amount: i64,
    currency: String,
    progress: i64,
    on_hold: bool,
    due: Option<i64>,
}

impl OrderColumns {
    /// True when every column is what the document says.
    pub fn fits(&self, order: &Order) -> bool {
        self.id == order.id
            && self.number == order.number
            && self.customer == order.content.customer.0
            && self.owner == self.customers_owner
            && self.stage == stage(order).number()
            && self.received_at == order.received.at.timestamp_millis()
            && self.requested == order.content.requested.to_string()
            && self.promised == order.promised().map(|day| day.to_string())
            && self.amount == order.content.amount()
            && self.currency == order.content.currency.code()
            && self.progress == progress(order).number()
            && self.on_hold == order.hold.is_some()
            && (self.due == order.due().map(|due| due.timestamp_millis())
                || order.tasks.iter().any(|task| task.due.is_none()))
            && self.events == order.events
    }
}

/// How many orders there are, counted one by one.
///
/// # Errors
/// Those of the store.
pub fn orders(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
    let row = tx.one("SELECT count(*) FROM orders", &[])?;
    Ok(row.map_or(Ok(0), |row| row.int(0))?.unsigned_abs())
}

/// The next orders by id.
///
/// # Errors
/// Those of the store.
pub fn order_page(tx: &mut Tx<'_>, after: i64, limit: i64) -> Result<Vec<OrderColumns>, StoreError> {
    let sql = "SELECT id, number, day, stage, events, head, body, customer_id, received_at, requested, promised, amount, \
               currency, progress, on_hold, due, owner, (SELECT c.owner FROM customers c WHERE c.id = orders.customer_id) \
               FROM orders WHERE id > $1 ORDER BY id LIMIT $2";
    tx.query(sql, &[after.into(), limit.into()])?.iter().map(columns).collect()
}

fn columns(row: &Row) -> Result<OrderColumns, StoreError> {
    Ok(OrderColumns {
        id: OrderId(row.int(0)?),
        number: row.string(1)?,
        day: row.string(2)?,
        stage: row.int(3)?,
        events: row.int(4)?,
        head: audit::hash(row, 5)?,
        body: row.string(6)?,
        customer: row.int(7)?,
        received_at: row.int(8)?,
        requested: row.string(9)?,
        promised: row.opt_string(10)?,
        amount: row.int(11)?,
        currency: row.string(12)?,
        progress: row.int(13)?,
        on_hold: row.bool(14)?,
        due: row.opt_int(15)?,
        owner: row.int(16)?,
        customers_owner: row.int(17)?,
    })
}

/// True when the rows kept of the order's lines and tasks are what the document says.
///
/// # Errors
/// Those of the store.
pub fn rows_fit(tx: &mut Tx<'_>, order: &Order) -> Result<bool, StoreError> {
    let sql = "SELECT product_id, quantity, amount FROM order_lines WHERE order_id = $1 ORDER BY line";
    let rows = tx.query(sql, &[order.id.0.into()])?;
    let mut fit = rows.len() == order.content.lines.len();
    for (row, line) in rows.iter().zip(&order.content.lines) {
        fit &= (row.int(0)?, row.int(1)?, row.int(2)?) == (line.product.0, line.quantity, line.amount());
    }
    let sql = "SELECT desk, step, since, seen_by, due, soon FROM tasks WHERE order_id = $1";
    let rows = tx.query(sql, &[order.id.0.into()])?;
    fit &= rows.len() == order.tasks.len();
    for row in &rows {
        let (desk, step, since, seen) = (row.text(0)?, row.text(1)?, row.instant(2)?, row.opt_int(3)?);
        let (due, soon) = (row.instant(4)?, row.instant(5)?);
        fit &= order.tasks.iter().any(|task| {
            let same = (task.desk.key(), task.step.key(), task.since) == (desk, step, since);
            same && task.seen.map(|mark| mark.by.0) == seen
                && task.due.is_none_or(|known| known == due)
                && task.soon.is_none_or(|known| known == soon)
        });
    }
    Ok(fit && super::orders::surplus_fits(tx, order)?)
}

/// What a lot began with.
///
/// # Errors
/// Those of the store.
pub fn opened(tx: &mut Tx<'_>, lot: LotId) -> Result<Option<i64>, StoreError> {
    tx.one("SELECT opened FROM lots WHERE id = $1", &[lot.0.into()])?.map(|row| row.int(0)).transpose()
}

/// What a customer paid, as kept.
///
/// # Errors
/// Those of the store.
pub fn paid(tx: &mut Tx<'_>, customer: i64) -> Result<i64, StoreError> {
    tx.one("SELECT paid FROM customers WHERE id = $1", &[customer.into()])?.map_or(Ok(0), |row| row.int(0))
}

/// A lot's sums as kept.
#[derive(Clone, Debug)]
pub struct LotSums {
    /// The id.
    pub id: LotId,
    /// The lot's number.
    pub code: String,
    /// What it began with.
    pub opened: i64,
    /// In the store.
    pub on_hand: i64,
    /// Promised.
    pub reserved: i64,
}

/// All lots.
///
/// # Errors
/// Those of the store.
pub fn lots(tx: &mut Tx<'_>) -> Result<Vec<LotSums>, StoreError> {
    let rows = tx.query("SELECT id, code, opened, on_hand, reserved FROM lots ORDER BY id", &[])?;
    let sums = |row: &Row| {
        let (id, code) = (LotId(row.int(0)?), row.string(1)?);
        Ok(LotSums { id, code, opened: row.int(2)?, on_hand: row.int(3)?, reserved: row.int(4)? })
    };
    rows.iter().map(sums).collect()
}

/// A customer's sums as kept, and what the payments come to.
#[derive(Clone, Debug)]
pub struct CustomerSums {
    /// The id.
    pub id: CustomerId,
    /// The code.
    pub code: String,
    /// Shipped.
    pub shipped: i64,
    /// Committed.
    pub committed: i64,
    /// Paid.
    pub paid: i64,
    /// The payments, added up.
    pub payments: i64,
}

/// All customers.
///
/// # Errors
/// Those of the store.
pub fn customers(tx: &mut Tx<'_>) -> Result<Vec<CustomerSums>, StoreError> {
    let sql = "SELECT c.id, c.code, c.shipped, c.committed, c.paid, \
               CAST(coalesce((SELECT sum(p.amount) FROM payments p WHERE p.customer_id = c.id), 0) AS BIGINT) \
               FROM customers c ORDER BY c.id";
    let sums = |row: &Row| {
        let (id, code) = (CustomerId(row.int(0)?), row.string(1)?);
        let (shipped, committed, paid) = (row.int(2)?, row.int(3)?, row.int(4)?);
        Ok(CustomerSums { id, code, shipped, committed, paid, payments: row.int(5)? })
    };
    tx.query(sql, &[])?.iter().map(sums).collect()
}

/// How many orders there are by owner, day and stage.
pub type Counts = BTreeMap<(i64, String, i64), i64>;

/// The kept counts that are not zero.
///
/// # Errors
/// Those of the store.
pub fn counts(tx: &mut Tx<'_>) -> Result<Counts, StoreError> {
    let rows = tx.query("SELECT owner, day, stage, orders FROM order_counts WHERE orders <> 0", &[])?;
    rows.iter().map(|row| Ok(((row.int(0)?, row.string(1)?, row.int(2)?), row.int(3)?))).collect()
}

/// Customers whose column of the owner is not what their file says or not that of the one they were merged into, and messages
/// that have another owner than their order.
///
/// # Errors
/// Those of the store.
pub fn wrong_owners(tx: &mut Tx<'_>) -> Result<Vec<(Area, i64)>, StoreError> {
    let mut wrong = Vec::new();
    let mut owners = BTreeMap::new();
    let mut merged = Vec::new();
    for row in tx.query("SELECT id, owner, body FROM customers ORDER BY id", &[])? {
        let (id, owner, customer) = (row.int(0)?, row.int(1)?, json::read::<Customer>(row.text(2)?)?);
        owners.insert(id, owner);
        merged.extend(customer.merged_into.map(|root| (id, root.0)));
        if owner != owner_number(customer.owner) {
            wrong.push((Area::Customer, id));
        }
    }
    let parted = merged.iter().filter(|(id, root)| owners.get(id) != owners.get(root));
    wrong.extend(parted.map(|(id, _)| (Area::Customer, *id)));
    let sql = "SELECT m.id FROM messages m JOIN orders o ON o.id = m.order_id WHERE m.owner <> o.owner ORDER BY m.id";
    for row in tx.query(sql, &[])? {
        wrong.push((Area::Message, row.int(0)?));
    }
    Ok(wrong)
}

/// All records of an area that is not orders: the id, and the document where there is one.
///
/// # Errors
/// Those of the store.
pub fn records(tx: &mut Tx<'_>, area: Area) -> Result<Vec<(i64, String)>, StoreError> {
    let sql = match area {
        Area::Customer => "SELECT id, body FROM customers ORDER BY id",
        Area::Product => "SELECT id, body FROM products ORDER BY id",
        Area::User => "SELECT id, body FROM users ORDER BY id",
        Area::PriceList => "SELECT id, body FROM price_lists ORDER BY id",
        Area::Company => "SELECT id, body FROM company ORDER BY id",
        Area::Lot | Area::Order | Area::Message | Area::Mail => "SELECT id, code FROM lots ORDER BY id",
    };
    tx.query(sql, &[])?.iter().map(|row| Ok((row.int(0)?, row.string(1)?))).collect()
}
