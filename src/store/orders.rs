//! Orders: documents with the columns that lists and sums need, their tasks, and the counts by day and stage.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Row, StoreError, Tx, audit, json, search};
use crate::domain::audit::{Area, Hash};
use crate::domain::ids::{CustomerId, OrderId};
use crate::domain::money::Currency;
use crate::domain::orders::{Order, Progress, Stage, Step, Task, progress, stage};
use crate::domain::people::Department;
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
}

/// One order.
///
/// # Errors
/// Those of the store.
pub fn load(tx: &mut Tx<'_>, id: OrderId) -> Result<Option<Kept>, StoreError> {
    tx.one("SELECT body, head, day FROM orders WHERE id = $1", &[id.0.into()])?.as_ref().map(kept).transpose()
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
    Ok(Kept { order: json::read(row.text(0)?)?, head: audit::hash(row, 1)?, day })
}

const INSERT: &str = "INSERT INTO orders (id, number, customer_id, stage, received_at, day, requested, promised, amount, \
    currency, progress, on_hold, turn, due, events, head, body) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
const UPDATE: &str = "UPDATE orders SET customer_id = $1, stage = $2, requested = $3, promised = $4, amount = $5, currency = $6, \
    progress = $7, on_hold = $8, turn = $9, due = $10, events = $11, head = $12, body = $13 WHERE id = $14 AND events = $15";

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
                guard.0,
                guard.1,
            ];
            tx.exec(UPDATE, &values)? == 1
        }
    };
    if saved {
        save_lines(tx, before, order)?;
        save_tasks(tx, before.map(|order| order.tasks.as_slice()).unwrap_or_default(), order)?;
        save_words(tx, before, order)?;
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
        let sql = "INSERT INTO tasks (order_id, desk, step, since, due, seen_by) VALUES ($1, $2, $3, $4, $5, $6)";
        let values = [
            order.id.0.into(),
            task.desk.key().into(),
            task.step.key().into(),
            task.since.into(),
            task.due.unwrap_or(task.since).into(),
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

/// Moves the counts of a day and stage.
///
/// # Errors
/// Those of the store.
pub fn move_counts(tx: &mut Tx<'_>, moves: &BTreeMap<(NaiveDate, Stage), i64>) -> Result<(), StoreError> {
    let sql = "INSERT INTO order_counts (day, stage, orders) VALUES ($1, $2, $3) \
               ON CONFLICT (day, stage) DO UPDATE SET orders = order_counts.orders + excluded.orders";
    for ((day, stage), change) in moves.iter().filter(|(_, change)| **change != 0) {
        tx.exec(sql, &[day.to_string().into(), stage.number().into(), (*change).into()])?;
    }
    Ok(())
}

/// A row of the order list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// The id.
    pub id: OrderId,
    /// The number.
    pub number: String,
    /// The customer's name.
    pub customer: String,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// The day wished.
    pub requested: NaiveDate,
    /// The day promised.
    pub promised: Option<NaiveDate>,
    /// Minor units of `currency`.
    pub amount: i64,
    /// The currency.
    pub currency: Currency,
    /// Where it stands.
    pub stage: Stage,
    /// The five segments.
    pub progress: Progress,
    /// Put aside.
    pub on_hold: bool,
    /// Whose turn it is.
    pub turn: Vec<Department>,
    /// When the most urgent task is late.
    pub due: Option<DateTime<Utc>>,
}

const ROW: &str = "SELECT o.id, o.number, c.name, o.received_at, o.requested, o.promised, o.amount, o.currency, o.stage, \
    o.progress, o.on_hold, o.turn, o.due";

fn order_row(row: &Row) -> Result<OrderRow, StoreError> {
    Ok(OrderRow {
        id: OrderId(row.int(0)?),
        number: row.string(1)?,
        customer: row.string(2)?,
        received_at: row.instant(3)?,
        requested: row.text(4)?.parse().unwrap_or_default(),
        promised: row.opt_text(5)?.and_then(|day| day.parse().ok()),
        amount: row.int(6)?,
        currency: Currency::from_code(row.text(7)?).unwrap_or_default(),
        stage: Stage::from_number(row.int(8)?).unwrap_or(Stage::Receipt),
        progress: Progress::from_number(row.int(9)?),
        on_hold: row.bool(10)?,
        turn: row.text(11)?.split(',').filter_map(Department::from_key).collect(),
        due: row.opt_instant(12)?,
    })
}

/// Which orders a list shows. Newest first always: that is how an office looks for an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these stages; all when empty.
    pub stages: Vec<Stage>,
    /// Only this customer's.
    pub customer: Option<CustomerId>,
}

/// A page of a list: ids from an index alone, then the rows of those ids.
///
/// # Errors
/// Those of the store.
pub fn page(tx: &mut Tx<'_>, filter: &Filter, offset: i64, limit: i64) -> Result<Vec<OrderRow>, StoreError> {
    let from = "FROM orders o JOIN customers c ON c.id = o.customer_id";
    if *filter == Filter::default() {
        // Ids have no gaps and nothing is deleted, so the place in the whole list is the distance from the newest: no row
        // before the page is looked at, wherever the list is scrolled to.
        let newest = "(SELECT max(id) FROM orders)";
        let sql = format!("{ROW} {from} WHERE o.id <= {newest} - CAST($1 AS BIGINT) ORDER BY o.id DESC LIMIT $2");
        return tx.query(&sql, &[offset.into(), limit.into()])?.iter().map(order_row).collect();
    }
    let (ids, values) = filter.ids(offset, limit);
    let sql = format!("{ROW} {from} WHERE o.id IN ({ids}) ORDER BY o.id DESC");
    tx.query(&sql, &values)?.iter().map(order_row).collect()
}

/// How many orders the list has, exactly: from the kept counts, or from the customer's own index.
///
/// # Errors
/// Those of the store.
pub fn count(tx: &mut Tx<'_>, filter: &Filter) -> Result<i64, StoreError> {
    let (clause, values) = filter.clause();
    let sql = match filter.customer {
        Some(_) => format!("SELECT count(*) FROM orders {clause}"),
        // sum() over integers is a numeric on one engine.
        None => format!("SELECT CAST(coalesce(sum(orders), 0) AS BIGINT) FROM order_counts {clause}"),
    };
    tx.one(&sql, &values)?.map_or(Ok(0), |row| row.int(0))
}

impl Filter {
    /// The ids of a page, newest first. Several stages are read each from its own run of the index and then merged, so
    /// that nothing sorts a million ids.
    fn ids(&self, offset: i64, limit: i64) -> (String, Vec<super::Value<'static>>) {
        if self.customer.is_some() || self.stages.len() < 2 {
            let (clause, mut values) = self.clause();
            let next = values.len() + 1;
            values.extend([limit.into(), offset.into()]);
            return (
                format!("SELECT id FROM orders {clause} ORDER BY id DESC LIMIT ${next} OFFSET ${}", next + 1),
                values,
            );
        }
        let run = |stage: &Stage| {
            let number = stage.number();
            format!(
                "SELECT id FROM (SELECT id FROM orders WHERE stage = {number} ORDER BY id DESC LIMIT $1) AS s{number}"
            )
        };
        let runs: Vec<String> = self.stages.iter().map(run).collect();
        let ids =
            format!("SELECT id FROM ({}) AS merged ORDER BY id DESC LIMIT $2 OFFSET $3", runs.join(" UNION ALL "));
        (ids, vec![offset.saturating_add(limit).into(), limit.into(), offset.into()])
    }

    /// The `WHERE` with its values. Stages are numbers of our own, so they stand in the text: one plan for each set.
    fn clause(&self) -> (String, Vec<super::Value<'static>>) {
        let mut parts = Vec::new();
        let mut values = Vec::new();
        if let Some(customer) = self.customer {
            parts.push("customer_id = $1".to_owned());
            values.push(customer.0.into());
        }
        match self.stages.as_slice() {
            [] => {}
            [one] => parts.push(format!("stage = {}", one.number())),
            many => {
                let numbers: Vec<String> = many.iter().map(|stage| stage.number().to_string()).collect();
                parts.push(format!("stage IN ({})", numbers.join(", ")));
            }
        }
        let clause = if parts.is_empty() { String::new() } else { format!("WHERE {}", parts.join(" AND ")) };
        (clause, values)
    }
}

/// Rows of these orders, in the order given.
///
/// # Errors
/// Those of the store.
pub fn rows(tx: &mut Tx<'_>, ids: &[OrderId]) -> Result<Vec<OrderRow>, StoreError> {
    let sql = format!("{ROW} FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.id = $1");
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(row) = tx.one(&sql, &[id.0.into()])? {
            rows.push(order_row(&row)?);
        }
    }
    Ok(rows)
}

/// Work on a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxRow {
    /// The order.
    pub order: OrderRow,
    /// Whose desk.
    pub desk: Department,
    /// What is to be done.
    pub step: Step,
    /// Since when it waits.
    pub since: DateTime<Utc>,
    /// When it is late.
    pub due: DateTime<Utc>,
    /// False until somebody of the desk looked.
    pub seen: bool,
}

/// The most urgent work of a desk.
///
/// # Errors
/// Those of the store.
pub fn inbox(tx: &mut Tx<'_>, desk: Department, offset: i64, limit: i64) -> Result<Vec<InboxRow>, StoreError> {
    let sql = format!(
        "{ROW}, t.step, t.since, t.due, t.seen_by FROM tasks t JOIN orders o ON o.id = t.order_id \
         JOIN customers c ON c.id = o.customer_id WHERE t.desk = $1 ORDER BY t.due, t.order_id, t.step LIMIT $2 OFFSET $3"
    );
    let rows = tx.query(&sql, &[desk.key().into(), limit.into(), offset.into()])?;
    let mut inbox = Vec::with_capacity(rows.len());
    for row in &rows {
        // A step of a newer program is not ours to do.
        let Some(step) = Step::from_key(row.text(13)?) else { continue };
        let (since, due, seen) = (row.instant(14)?, row.instant(15)?, row.opt_int(16)?.is_some());
        inbox.push(InboxRow { order: order_row(row)?, desk, step, since, due, seen });
    }
    Ok(inbox)
}

/// How much waits on each desk.
///
/// # Errors
/// Those of the store.
pub fn inbox_counts(tx: &mut Tx<'_>) -> Result<BTreeMap<Department, i64>, StoreError> {
    let mut counts = BTreeMap::new();
    for row in tx.query("SELECT desk, count(*) FROM tasks GROUP BY desk", &[])? {
        if let Some(desk) = Department::from_key(row.text(0)?) {
            counts.insert(desk, row.int(1)?);
        }
    }
    Ok(counts)
}

/// A customer's newest orders, as documents: for copying, usual goods and last prices.
///
/// # Errors
/// Those of the store.
pub fn newest_of(tx: &mut Tx<'_>, customer: CustomerId, limit: i64) -> Result<Vec<Order>, StoreError> {
    let sql = "SELECT body, head, day FROM orders WHERE customer_id = $1 ORDER BY id DESC LIMIT $2";
    let rows = tx.query(sql, &[customer.0.into(), limit.into()])?;
    rows.iter().map(|row| Ok(kept(row)?.order)).collect()
}
