//! Lists of orders and desks. Every statement here goes along an index; a test reads their plans.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::{DOCUMENT, kept};
use crate::domain::ids::{CustomerId, OrderId};
use crate::domain::money::Currency;
use crate::domain::orders::{Order, Progress, Stage, Step, Urgency};
use crate::domain::people::{Department, Sight};
use crate::store::customers::{self, EVERYBODYS, seen_owners};
use crate::store::{Row, StoreError, Tx, Value};

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

pub(super) const FROM: &str = "FROM orders o JOIN customers c ON c.id = o.customer_id";
pub(super) const ROW: &str = "SELECT o.id, o.number, c.name, o.received_at, o.requested, o.promised, o.amount, o.currency, o.stage, \
    o.progress, o.on_hold, o.turn, o.due";

pub(super) fn order_row(row: &Row) -> Result<OrderRow, StoreError> {
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

/// A page of a list: ids from an index alone, then the rows of those ids. Whether a customer's own list may be seen is asked by
/// whoever asks for it; every other list shows what `sight` covers.
///
/// # Errors
/// Those of the store.
pub fn page(
    tx: &mut Tx<'_>,
    sight: Sight,
    filter: &Filter,
    offset: i64,
    limit: i64,
) -> Result<Vec<OrderRow>, StoreError> {
    if *filter == Filter::default() && sight == Sight::All {
        // Ids have no gaps and nothing is deleted, so the place in the whole list is the distance from the newest: no row
        // before the page is looked at, wherever the list is scrolled to.
        let newest = "(SELECT max(id) FROM orders)";
        let sql = format!("{ROW} {FROM} WHERE o.id <= {newest} - CAST($1 AS BIGINT) ORDER BY o.id DESC LIMIT $2");
        return tx.query(&sql, &[offset.into(), limit.into()])?.iter().map(order_row).collect();
    }
    let ids = page_ids(tx, sight, filter, offset, limit)?;
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
    sight: Sight,
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
            let (day, skip) = day_of(tx, sight, filter, offset)?;
            let run = |place: usize, which: &str| {
                format!(
                    "SELECT day, id FROM (SELECT day, id FROM orders WHERE {which} AND day <= $1 \
                     ORDER BY day DESC, id DESC LIMIT $2) AS s{place}"
                )
            };
            let owners = seen_owners(sight);
            let runs = filter.runs(owners.as_deref(), run);
            (runs, vec![day.into(), skip.saturating_add(limit).into()], skip)
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
fn day_of(tx: &mut Tx<'_>, sight: Sight, filter: &Filter, offset: i64) -> Result<(String, i64), StoreError> {
    const LATEST: &str = "9999-12-31";
    if offset <= 0 {
        return Ok((LATEST.to_owned(), 0));
    }
    let run = |_, which: &str| format!("SELECT day, orders FROM order_counts WHERE {which} AND orders <> 0");
    let owners = counted(sight);
    let mut days: BTreeMap<String, i64> = BTreeMap::new();
    for row in tx.query(&filter.runs(Some(&owners), run), &[])? {
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
pub fn count(tx: &mut Tx<'_>, sight: Sight, filter: &Filter) -> Result<i64, StoreError> {
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
            let owners = counted(sight);
            format!(
                "SELECT CAST(coalesce(sum(orders), 0) AS BIGINT) FROM order_counts {which} owner IN ({owners}) AND orders <> 0"
            )
        }
    };
    tx.one(&sql, &values)?.map_or(Ok(0), |row| row.int(0))
}

/// Under which owners of the kept counts the orders that are seen are counted.
fn counted(sight: Sight) -> String {
    seen_owners(sight).unwrap_or_else(|| EVERYBODYS.to_string())
}

impl Filter {
    /// One statement for each stage, and for each of some owners, from its own run of an index, put together: nothing sorts a
    /// million ids.
    fn runs(&self, owners: Option<&str>, run: impl Fn(usize, &str) -> String) -> String {
        let stages = if self.stages.is_empty() { &Stage::ALL[..] } else { &self.stages };
        let mut which = Vec::new();
        for stage in stages.iter().map(|stage| stage.number()) {
            match owners {
                None => which.push(format!("stage = {stage}")),
                Some(owners) => {
                    which.extend(owners.split(", ").map(|owner| format!("owner = {owner} AND stage = {stage}")))
                }
            }
        }
        let runs: Vec<String> = which.iter().enumerate().map(|(place, which)| run(place, which)).collect();
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
pub(super) fn places(from: usize, count: usize) -> String {
    (from..from + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

/// The orders among these that `sight` covers, in the order given.
///
/// # Errors
/// Those of the store.
pub fn seen(tx: &mut Tx<'_>, sight: Sight, ids: Vec<OrderId>) -> Result<Vec<OrderId>, StoreError> {
    let Some(owners) = seen_owners(sight) else { return Ok(ids) };
    let mut seen = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        let (places, values) = numbers(some);
        let sql = format!("SELECT id FROM orders WHERE id IN ({places}) AND +owner IN ({owners})");
        let found: BTreeSet<i64> = tx.query(&sql, &values)?.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?;
        seen.extend(some.iter().filter(|id| found.contains(&id.0)));
    }
    Ok(seen)
}

/// Ids that one statement names.
const AT_ONCE: usize = 500;

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
    sight: Sight,
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
            rows.extend(run(tx, sight, desk, which, now, left as i64)?);
        }
    }
    Ok(rows.into_iter().skip(usize::try_from(offset).unwrap_or(0)).collect())
}

fn run(
    tx: &mut Tx<'_>,
    sight: Sight,
    desk: Department,
    which: &str,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<InboxRow>, StoreError> {
    // Open work is little beside all orders, so it is walked as it is due, whoever looks.
    let seen = seen_owners(sight).map(|owners| format!(" AND +o.owner IN ({owners})")).unwrap_or_default();
    let sql = format!(
        "{ROW}, t.step, t.since, t.due, t.soon, t.seen_by FROM tasks t JOIN orders o ON o.id = t.order_id \
         JOIN customers c ON c.id = o.customer_id WHERE t.desk = $1 AND {which}{seen} \
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
pub fn inbox_counts(tx: &mut Tx<'_>, sight: Sight) -> Result<BTreeMap<Department, i64>, StoreError> {
    let mut counts = BTreeMap::new();
    let seen = seen_owners(sight).map(|owners| {
        // The cross join keeps the walk along the desks; each order is looked up by its id.
        format!("t CROSS JOIN orders o WHERE o.id = t.order_id AND +o.owner IN ({owners})")
    });
    let sql = format!("SELECT desk, count(*) FROM tasks {} GROUP BY desk", seen.unwrap_or_default());
    for row in tx.query(&sql, &[])? {
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
    let sql = format!("{DOCUMENT} WHERE customer_id = $1 ORDER BY id DESC LIMIT $2");
    let mut newest: Vec<Order> = Vec::new();
    for one in customers::group(tx, customer)? {
        for row in tx.query(&sql, &[one.0.into(), limit.into()])? {
            newest.push(kept(&row)?.order);
        }
    }
    newest.sort_by_key(|order| std::cmp::Reverse(order.id));
    newest.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(newest)
}
