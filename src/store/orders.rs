//! Orders: documents with the columns that lists and sums need, their tasks, and the counts by day and stage.

mod lists;
mod surplus;
mod tables;

use std::collections::BTreeMap;

use chrono::NaiveDate;
pub use lists::{Filter, InboxRow, OrderRow, count, inbox, inbox_counts, newest_of, page, rows, seen, waiting_for};
pub(super) use lists::{numbers, page_ids};
pub(super) use surplus::fits as surplus_fits;
pub use surplus::{expected, expected_of};
pub use tables::{TableLine, TableRow, after, line_window, of_customer, window};

use super::customers::{EVERYBODYS, owner, owner_number};
use super::{Row, StoreError, Tx, audit, json, search};
use crate::domain::audit::{Area, Hash};
use crate::domain::ids::{OrderId, UserId};
use crate::domain::orders::{Order, Stage, Task, progress, stage};
use crate::domain::search_text::haystack;

/// An order as kept, with the head of its chain.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The document.
    pub order: Order,
    /// The hash of its last log row.
    pub head: Hash,
    /// The company's day on which it came, under which it is counted.
    pub day: NaiveDate,
    /// Who looks after its customer.
    pub owner: Option<UserId>,
}

/// What [`kept`] reads.
pub(super) const DOCUMENT: &str = "SELECT body, head, day, owner FROM orders";

/// One order.
///
/// # Errors
/// Those of the store.
pub fn load(tx: &mut Tx<'_>, id: OrderId) -> Result<Option<Kept>, StoreError> {
    tx.one(&format!("{DOCUMENT} WHERE id = $1"), &[id.0.into()])?.as_ref().map(kept).transpose()
}

/// Who looks after the customer of an order. None both for nobody and where there is no such order.
///
/// # Errors
/// Those of the store.
pub fn owner_of(tx: &mut Tx<'_>, id: OrderId) -> Result<Option<UserId>, StoreError> {
    let row = tx.one("SELECT owner FROM orders WHERE id = $1", &[id.0.into()])?;
    Ok(row.map(|row| row.int(0)).transpose()?.and_then(owner))
}

/// The id of a number.
///
/// # Errors
/// Those of the store.
pub fn id_of(tx: &mut Tx<'_>, number: &str) -> Result<Option<OrderId>, StoreError> {
    let row = tx.one("SELECT id FROM orders WHERE number = $1", &[number.into()])?;
    row.map(|row| row.int(0).map(OrderId)).transpose()
}

pub(super) fn kept(row: &Row) -> Result<Kept, StoreError> {
    let day = row.text(2)?.parse().unwrap_or_default();
    Ok(Kept { order: json::read(row.text(0)?)?, head: audit::hash(row, 1)?, day, owner: owner(row.int(3)?) })
}

const INSERT: &str = "INSERT INTO orders (id, number, customer_id, stage, received_at, day, requested, promised, amount, \
    currency, progress, on_hold, turn, due, events, head, body, owner) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
const UPDATE: &str = "UPDATE orders SET customer_id = $1, stage = $2, requested = $3, promised = $4, amount = $5, currency = $6, \
    progress = $7, on_hold = $8, turn = $9, due = $10, events = $11, head = $12, body = $13, owner = $14 \
    WHERE id = $15 AND events = $16";

/// Keeps an order. `before` is the order as it was loaded; none for a new one. False when somebody else was quicker.
///
/// # Errors
/// Those of the store.
pub fn save(tx: &mut Tx<'_>, before: Option<&Order>, now: &Kept) -> Result<bool, StoreError> {
    let order = &now.order;
    let due = order.due();
    let mut desks: Vec<&str> = Vec::new();
    for task in &order.tasks {
        if !desks.contains(&task.desk.key()) {
            desks.push(task.desk.key());
        }
    }
    let customer = order.content.customer.0.into();
    let stage = stage(order).number().into();
    let requested = order.content.requested.to_string().into();
    let promised = order.promised().map(|day| day.to_string()).into();
    let amount = order.content.amount().into();
    let currency = order.content.currency.code().into();
    let progress = progress(order).number().into();
    let on_hold = order.hold.is_some().into();
    let turn = desks.join(",").into();
    let body = json::write(order)?.into();
    let head = (&now.head).into();
    let owned_by = owner_number(now.owner).into();
    let saved = match before {
        None => {
            let day = now.day.to_string();
            let values = [
                order.id.0.into(),
                (&order.number).into(),
                customer,
                stage,
                order.received.at.into(),
                day.into(),
                requested,
                promised,
                amount,
                currency,
                progress,
                on_hold,
                turn,
                due.into(),
                order.events.into(),
                head,
                body,
                owned_by,
            ];
            tx.exec(INSERT, &values)? == 1
        }
        Some(before) => {
            let guard = (order.id.0.into(), before.events.into());
            let events = order.events.into();
            let values = [
                customer,
                stage,
                requested,
                promised,
                amount,
                currency,
                progress,
                on_hold,
                turn,
                due.into(),
                events,
                head,
                body,
                owned_by,
                guard.0,
                guard.1,
            ];
            tx.exec(UPDATE, &values)? == 1
        }
    };
    if saved {
        save_lines(tx, before, order)?;
        save_tasks(tx, before.map(|order| order.tasks.as_slice()).unwrap_or_default(), order)?;
        surplus::save(tx, before, order)?;
        save_words(tx, before, order)?;
        // An order that was written down for another customer takes its messages along.
        if before.is_some_and(|before| before.content.customer != order.content.customer) {
            super::post::give(tx, order.id, now.owner)?;
        }
    }
    Ok(saved)
}

fn save_lines(tx: &mut Tx<'_>, before: Option<&Order>, order: &Order) -> Result<(), StoreError> {
    match before {
        Some(before) if before.version == order.version => return Ok(()),
        Some(_) => tx.exec("DELETE FROM order_lines WHERE order_id = $1", &[order.id.0.into()])?,
        None => 0,
    };
    let sql = "INSERT INTO order_lines (order_id, line, product_id, quantity, amount) VALUES ($1, $2, $3, $4, $5)";
    for (index, line) in order.content.lines.iter().enumerate() {
        let no = index as i64 + 1;
        tx.exec(
            sql,
            &[order.id.0.into(), no.into(), line.product.0.into(), line.quantity.into(), line.amount().into()],
        )?;
    }
    Ok(())
}

fn save_tasks(tx: &mut Tx<'_>, before: &[Task], order: &Order) -> Result<(), StoreError> {
    for task in before.iter().filter(|task| !order.tasks.contains(task)) {
        let sql = "DELETE FROM tasks WHERE order_id = $1 AND desk = $2 AND step = $3";
        tx.exec(sql, &[order.id.0.into(), task.desk.key().into(), task.step.key().into()])?;
    }
    for task in order.tasks.iter().filter(|task| !before.contains(task)) {
        let sql =
            "INSERT INTO tasks (order_id, desk, step, since, due, soon, seen_by) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let values = [
            order.id.0.into(),
            task.desk.key().into(),
            task.step.key().into(),
            task.since.into(),
            task.due.unwrap_or(task.since).into(),
            task.soon.or(task.due).unwrap_or(task.since).into(),
            task.seen.map(|mark| mark.by.0).into(),
        ];
        tx.exec(sql, &values)?;
    }
    Ok(())
}

fn save_words(tx: &mut Tx<'_>, before: Option<&Order>, order: &Order) -> Result<(), StoreError> {
    if before.is_some_and(|before| before.content.reference == order.content.reference) {
        return Ok(());
    }
    search::put(tx, Area::Order, order.id.0, &haystack(&[&order.number, &order.content.reference]))
}

/// What is counted: the orders of a day at a stage, of the customers that a person looks after.
pub type Counted = (NaiveDate, Stage, Option<UserId>);

/// Moves the counts: of the owner and of all customers together, in one statement each.
///
/// # Errors
/// Those of the store.
pub fn move_counts(tx: &mut Tx<'_>, moves: &BTreeMap<Counted, i64>) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO order_counts (owner, day, stage, orders) VALUES ({EVERYBODYS}, $1, $2, $3), ($4, $1, $2, $3) \
         ON CONFLICT (owner, day, stage) DO UPDATE SET orders = order_counts.orders + excluded.orders"
    );
    for ((day, stage, owner), change) in moves.iter().filter(|(_, change)| **change != 0) {
        let values = [day.to_string().into(), stage.number().into(), (*change).into(), owner_number(*owner).into()];
        tx.exec(&sql, &values)?;
    }
    Ok(())
}
