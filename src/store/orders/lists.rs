//! Lists of orders and desks. Every statement here goes along an index; a test reads their plans.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::kept;
use crate::domain::ids::{CustomerId, OrderId, ProductId};
use crate::domain::money::Currency;
use crate::domain::orders::{Order, Progress, Stage, Step, Urgency};
use crate::domain::people::Department;
use crate::store::{Row, StoreError, Tx, Value, customers};

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

const FROM: &str = "FROM orders o JOIN customers c ON c.id = o.customer_id";
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
    if *filter == Filter::default() {
        // Ids have no gaps and nothing is deleted, so the place in the whole list is the distance from the newest: no row
        // before the page is looked at, wherever the list is scrolled to.
        let newest = "(SELECT max(id) FROM orders)";
        let sql = format!("{ROW} {FROM} WHERE o.id <= {newest} - CAST($1 AS BIGINT) ORDER BY o.id DESC LIMIT $2");
        return tx.query(&sql, &[offset.into(), limit.into()])?.iter().map(order_row).collect();
    }
    let ids = page_ids(tx, filter, offset, limit)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = numbers(&ids);
    let found = tx.query(&format!("{ROW} {FROM} WHERE o.id IN ({places})"), &values)?;
    let mut rows: Vec<OrderRow> = found.iter().map(order_row).collect::<Result<_, _>>()?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(rows)
}

/// Ids as values with their placeholders, `$1, $2, …`.
pub(in crate::store) fn numbers(ids: &[OrderId]) -> (String, Vec<Value<'static>>) {
    (places(1, ids.len()), ids.iter().map(|id| id.0.into()).collect())
}

/// The ids of a page of a list that is not the whole one, newest first: a customer's by id, stages by day and id. Whoever
/// scrolls to the middle of a million orders of one stage waits for one day's orders: the kept counts say on which day the
/// page begins, and no id before that day is looked at.
///
/// # Errors
/// Those of the store.
pub(in crate::store) fn page_ids(
    tx: &mut Tx<'_>,
    filter: &Filter,
    offset: i64,
    limit: i64,
) -> Result<Vec<OrderId>, StoreError> {
    let group = match filter.customer {
        Some(customer) => customers::group(tx, customer)?,
        None => Vec::new(),
    };
    if let ([customer], true) = (group.as_slice(), filter.stages.is_empty()) {
        let sql = "SELECT id FROM orders WHERE customer_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3";
        let rows = tx.query(sql, &[customer.0.into(), limit.into(), offset.into()])?;
        return rows.iter().map(|row| row.int(0).map(OrderId)).collect();
    }
    let (runs, values, skip) = match filter.customer {
        Some(_) => {
            // The first customer is $1, the limit $2, the duplicates follow.
            let run = |place: usize, stage: Option<Stage>| {
                let customer = if place == 0 { 1 } else { place + 2 };
                let number = stage.map_or(0, Stage::number);
                let stage = stage.map(|stage| format!(" AND stage = {}", stage.number())).unwrap_or_default();
                format!(
                    "SELECT day, id FROM (SELECT day, id FROM orders WHERE customer_id = ${customer}{stage} \
                     ORDER BY id DESC LIMIT $2) AS s{place}{number}"
                )
            };
            let stages: Vec<Option<Stage>> = match filter.stages.as_slice() {
                [] => vec![None],
                some => some.iter().copied().map(Some).collect(),
            };
            let each = (0..group.len()).flat_map(|place| stages.iter().map(move |stage| (place, *stage)));
            let runs: Vec<String> = each.map(|(place, stage)| run(place, stage)).collect();
            let mut values: Vec<Value<'static>> = group.iter().map(|customer| customer.0.into()).collect();
            values.insert(1, offset.saturating_add(limit).into());
            (runs.join(" UNION ALL "), values, offset)
        }
        None => {
            let (day, skip) = day_of(tx, filter, offset)?;
            let run = |stage: i64| {
                format!(
                    "SELECT day, id FROM (SELECT day, id FROM orders WHERE stage = {stage} AND day <= $1 \
                     ORDER BY day DESC, id DESC LIMIT $2) AS s{stage}"
                )
            };
            (filter.runs(run), vec![day.into(), skip.saturating_add(limit).into()], skip)
        }
    };
    let rows = tx.query(&runs, &values)?;
    let mut ids = rows.iter().map(|row| Ok((row.string(0)?, row.int(1)?))).collect::<Result<Vec<_>, StoreError>>()?;
    if filter.customer.is_some() {
        ids.sort_unstable_by_key(|(_, id)| std::cmp::Reverse(*id));
    } else {
        ids.sort_unstable_by(|a, b| b.cmp(a));
    }
    let (skip, limit) = (usize::try_from(skip).unwrap_or(0), usize::try_from(limit).unwrap_or(0));
    Ok(ids.into_iter().skip(skip).take(limit).map(|(_, id)| OrderId(id)).collect())
}

/// The day on which the row at `offset` stands, and how many rows of that day come before it.
fn day_of(tx: &mut Tx<'_>, filter: &Filter, offset: i64) -> Result<(String, i64), StoreError> {
    const LATEST: &str = "9999-12-31";
    if offset <= 0 {
        return Ok((LATEST.to_owned(), 0));
    }
    let run = |stage: i64| format!("SELECT day, orders FROM order_counts WHERE stage = {stage} AND orders <> 0");
    let mut days: BTreeMap<String, i64> = BTreeMap::new();
    for row in tx.query(&filter.runs(run), &[])? {
        *days.entry(row.string(0)?).or_default() += row.int(1)?;
    }
    let mut rest = offset;
    for (day, orders) in days.into_iter().rev() {
        if rest < orders {
            return Ok((day, rest));
        }
        rest -= orders;
    }
    // Behind the last row: nothing is left there.
    Ok((String::new(), 0))
}

/// How many orders the list has, exactly: from the kept counts, or from the customer's own index.
///
/// # Errors
/// Those of the store.
pub fn count(tx: &mut Tx<'_>, filter: &Filter) -> Result<i64, StoreError> {
    let group = match filter.customer {
        Some(customer) => customers::group(tx, customer)?,
        None => Vec::new(),
    };
    let clause = filter.clause(group.len());
    let values: Vec<Value<'static>> = group.iter().map(|customer| customer.0.into()).collect();
    let sql = match filter.customer {
        Some(_) => format!("SELECT count(*) FROM orders {clause}"),
        // sum() over integers is a numeric on one engine.
        None => {
            let which = if clause.is_empty() { "WHERE".to_owned() } else { format!("{clause} AND") };
            format!("SELECT CAST(coalesce(sum(orders), 0) AS BIGINT) FROM order_counts {which} orders <> 0")
        }
    };
    tx.one(&sql, &values)?.map_or(Ok(0), |row| row.int(0))
}

impl Filter {
    /// One statement for each stage, from its own run of an index, put together: nothing sorts a million ids.
    fn runs(&self, run: impl Fn(i64) -> String) -> String {
        let runs: Vec<String> = self.stages.iter().map(|stage| run(stage.number())).collect();
        runs.join(" UNION ALL ")
    }

    /// The `WHERE`, with places for so many customers. Stages are numbers of our own, so they stand in the text: one plan for
    /// each set.
    fn clause(&self, customers: usize) -> String {
        let mut parts = Vec::new();
        if customers > 0 {
            parts.push(format!("customer_id IN ({})", places(1, customers)));
        }
        match self.stages.as_slice() {
            [] => {}
            [one] => parts.push(format!("stage = {}", one.number())),
            many => {
                let numbers: Vec<String> = many.iter().map(|stage| stage.number().to_string()).collect();
                parts.push(format!("stage IN ({})", numbers.join(", ")));
            }
        }
        if parts.is_empty() { String::new() } else { format!("WHERE {}", parts.join(" AND ")) }
    }
}

/// So many placeholders from a number on.
fn places(from: usize, count: usize) -> String {
    (from..from + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
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
    /// From when it is soon late.
    pub soon: DateTime<Utc>,
    /// False until somebody of the desk looked.
    pub seen: bool,
}

impl InboxRow {
    /// How urgent it is at an instant (I.3).
    pub fn urgency(&self, now: DateTime<Utc>) -> Urgency {
        Urgency::of(self.soon, self.due, now)
    }
}

/// The most urgent work of a desk: what is late, then what is soon late, then the rest; within each the first due first.
/// Three runs of one index put together, so nothing is sorted.
///
/// # Errors
/// Those of the store.
pub fn inbox(
    tx: &mut Tx<'_>,
    desk: Department,
    now: DateTime<Utc>,
    offset: i64,
    limit: i64,
) -> Result<Vec<InboxRow>, StoreError> {
    let last = usize::try_from(offset.saturating_add(limit)).unwrap_or(0);
    let mut rows = Vec::new();
    for which in ["t.due < $2", "t.due >= $2 AND t.soon <= $2", "t.due >= $2 AND t.soon > $2"] {
        let left = last.saturating_sub(rows.len());
        if left > 0 {
            rows.extend(run(tx, desk, which, now, left as i64)?);
        }
    }
    Ok(rows.into_iter().skip(usize::try_from(offset).unwrap_or(0)).collect())
}

fn run(
    tx: &mut Tx<'_>,
    desk: Department,
    which: &str,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<InboxRow>, StoreError> {
    let sql = format!(
        "{ROW}, t.step, t.since, t.due, t.soon, t.seen_by FROM tasks t JOIN orders o ON o.id = t.order_id \
         JOIN customers c ON c.id = o.customer_id WHERE t.desk = $1 AND {which} \
         ORDER BY t.due, t.order_id, t.step LIMIT $3"
    );
    let rows = tx.query(&sql, &[desk.key().into(), now.into(), most.into()])?;
    let mut inbox = Vec::with_capacity(rows.len());
    for row in &rows {
        // A step of a newer program is not ours to do.
        let Some(step) = Step::from_key(row.text(13)?) else { continue };
        let (since, due, soon) = (row.instant(14)?, row.instant(15)?, row.instant(16)?);
        inbox.push(InboxRow { order: order_row(row)?, desk, step, since, due, soon, seen: row.opt_int(17)?.is_some() });
    }
    Ok(inbox)
}

/// The orders that wait for one step of a desk, the most urgent first.
///
/// # Errors
/// Those of the store.
pub fn waiting_for(tx: &mut Tx<'_>, desk: Department, step: Step, limit: i64) -> Result<Vec<OrderId>, StoreError> {
    let sql = "SELECT order_id FROM tasks WHERE desk = $1 AND step = $2 ORDER BY due, order_id LIMIT $3";
    let rows = tx.query(sql, &[desk.key().into(), step.key().into(), limit.into()])?;
    rows.iter().map(|row| Ok(OrderId(row.int(0)?))).collect()
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
    let mut newest: Vec<Order> = Vec::new();
    for one in customers::group(tx, customer)? {
        for row in tx.query(sql, &[one.0.into(), limit.into()])? {
            newest.push(kept(&row)?.order);
        }
    }
    newest.sort_by_key(|order| std::cmp::Reverse(order.id));
    newest.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(newest)
}

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
pub fn window(tx: &mut Tx<'_>, filter: &Filter, after: i64, until: i64) -> Result<Vec<TableRow>, StoreError> {
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
    sql += " ORDER BY o.id";
    let table = |row: &Row| {
        let (day, customer_code) = (row.text(13)?.parse().ok(), row.string(14)?);
        Ok(TableRow { row: order_row(row)?, day, customer_code })
    };
    tx.query(&sql, &values)?.iter().map(table).collect()
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
    (from, to): (NaiveDate, NaiveDate),
    after: i64,
    until: i64,
) -> Result<Vec<TableLine>, StoreError> {
    let sql = "SELECT o.number, o.day, c.code, c.name, l.line, l.product_id, l.quantity, l.amount, o.currency \
               FROM orders o JOIN customers c ON c.id = o.customer_id JOIN order_lines l ON l.order_id = o.id \
               WHERE o.id > $1 AND o.id <= $2 AND o.day >= $3 AND o.day <= $4 ORDER BY o.id, l.line";
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
    tx.query(sql, &values)?.iter().map(table).collect()
}

/// A customer's orders as documents, oldest first, behind an id.
///
/// # Errors
/// Those of the store.
pub fn of_customer(tx: &mut Tx<'_>, customer: CustomerId, after: i64, limit: i64) -> Result<Vec<Order>, StoreError> {
    let sql = "SELECT body, head, day FROM orders WHERE customer_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    let rows = tx.query(sql, &[customer.0.into(), after.into(), limit.into()])?;
    rows.iter().map(|row| Ok(kept(row)?.order)).collect()
}

/// The next orders by id, as documents.
///
/// # Errors
/// Those of the store.
pub fn after(tx: &mut Tx<'_>, after: i64, limit: i64) -> Result<Vec<Order>, StoreError> {
    let sql = "SELECT body, head, day FROM orders WHERE id > $1 ORDER BY id LIMIT $2";
    let rows = tx.query(sql, &[after.into(), limit.into()])?;
    rows.iter().map(|row| Ok(kept(row)?.order)).collect()
}
