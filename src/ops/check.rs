//! Is everything as it was written? Walks every chain, replays every order, adds all sums up again.
//!
//! Each order is built anew from its log and compared with what is kept: a changed byte in an audit row breaks the chain, a
//! changed byte in a document or a column differs from the replay. Stock, exposure and counts are added up from the orders.

use std::collections::BTreeMap;

use super::customers::CustomerEvent;
use super::stock::LotEvent;
use super::{Office, OpError};
use crate::domain::audit::{Area, Entry, Hash, START, digest, hex, link};
use crate::domain::company::Company;
use crate::domain::credit::{Exposure, records};
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, GroupId, LotId, OrderId};
use crate::domain::orders::{Event, Mark, Order, apply, as_logged, begin, footprint};
use crate::domain::people::{Right, Sight};
use crate::domain::stock::Lot;
use crate::store::audit::LogRow;
use crate::store::check as kept;
use crate::store::{self, Tx};

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The engine found the file broken; its own words.
    Engine(String),
    /// A row of the order's log was changed, left out or put in.
    Chain {
        /// The order's number.
        order: String,
        /// The first row that does not fit.
        sequence: i64,
    },
    /// The order is not what its log says.
    Order(String),
    /// A column, line or task kept beside the order is not what the order says.
    Columns(String),
    /// The archive's entry is not what the order says.
    Filed(String),
    /// A paper of the order is missing or was changed.
    Paper {
        /// The order's number.
        order: String,
        /// The paper's name.
        paper: String,
    },
    /// A row of another log was changed, left out or put in.
    Log {
        /// What the log is about.
        area: Area,
        /// Which one.
        subject: i64,
    },
    /// A customer, product, lot, person or the settings are not what their log says.
    Record {
        /// What it is.
        area: Area,
        /// Which one.
        subject: i64,
    },
    /// What is on hand or reserved in a lot is not what the orders say.
    Stock {
        /// The lot's number.
        lot: String,
    },
    /// What a customer owes is not what orders and payments say.
    Exposure {
        /// The customer's code.
        customer: String,
    },
    /// What groups, the company or releases were charged with, or what left on which day, is not what the orders say.
    CreditSums,
    /// A kept count of orders is wrong.
    Counts,
    /// An order is gone with everything.
    OrdersMissing,
}

/// What was looked at, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Orders looked at.
    pub orders: u64,
    /// Log rows looked at.
    pub rows: u64,
    /// What is wrong; nothing when all is well.
    pub faults: Vec<Fault>,
}

/// Sums taken from the orders and the lots' own logs, to be compared with what is kept beside lots, customers and days.
#[derive(Default)]
struct Sums {
    held: BTreeMap<LotId, i64>,
    gone: BTreeMap<LotId, i64>,
    written_off: BTreeMap<LotId, i64>,
    money: BTreeMap<CustomerId, (i64, i64)>,
    shipped_on: BTreeMap<(CustomerId, String, OrderId), i64>,
    released: BTreeMap<(CustomerId, i64), i64>,
    /// By owner, day and stage.
    counts: kept::Counts,
}

/// Checks everything. `progress` is told orders done and of how many; it answers whether to go on.
///
/// # Errors
/// The store's. What is wrong with the data is no error here but a [`Fault`].
pub fn run(office: &mut Office, progress: &mut dyn FnMut(u64, u64) -> bool) -> Result<Report, OpError> {
    let mut report = Report::default();
    report.faults.extend(office.store.integrity()?.into_iter().map(Fault::Engine));
    office.read(|tx| {
        let all = kept::orders(tx)?;
        let settings = all_settings(tx)?;
        let mut sums = Sums::default();
        let mut after = 0;
        loop {
            let page = kept::order_page(tx, after, 500)?;
            let Some(last) = page.last() else { break };
            after = last.id.0;
            for row in &page {
                check_order(tx, row, &settings, &mut sums, &mut report)?;
            }
            if !progress(report.orders, all) {
                break;
            }
        }
        check_all_there(tx, all, after, &mut report)?;
        check_records(tx, &mut sums, &mut report)?;
        check_merges(tx, &mut report)?;
        for (area, subject) in kept::wrong_owners(tx)? {
            report.faults.push(Fault::Record { area, subject });
        }
        super::post::check::run(tx, &mut report)?;
        check_sums(tx, &sums, &mut report)
    })?;
    Ok(report)
}

/// Checks one order; for the archive, before and after serving it.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn one(office: &mut Office, id: OrderId) -> Result<Vec<Fault>, OpError> {
    office.see(Right::ReadArchive, |tx, sight| {
        super::sight::order(tx, sight, id)?;
        let row = kept::order_page(tx, id.0 - 1, 1)?.pop().filter(|row| row.id == id);
        let row = row.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
        let mut report = Report::default();
        let settings = all_settings(tx)?;
        check_order(tx, &row, &settings, &mut Sums::default(), &mut report)?;
        Ok(report.faults)
    })
}

/// The first row of a chain that does not fit, and the chain's head before its last row and after it.
pub(super) fn walk(area: Area, subject: i64, rows: &[LogRow]) -> (Option<i64>, Hash, Hash) {
    let (mut before, mut head) = (START, START);
    for (index, row) in rows.iter().enumerate() {
        let sequence = index as i64 + 1;
        let entry = Entry { area, subject, sequence, at: row.at, actor: row.actor, data: &row.data };
        before = head;
        head = link(&before, &entry);
        if row.sequence != sequence || row.hash != head {
            return (Some(sequence), before, head);
        }
    }
    (None, before, head)
}

fn check_order(
    tx: &mut Tx<'_>,
    row: &kept::OrderColumns,
    settings: &[Company],
    sums: &mut Sums,
    report: &mut Report,
) -> Result<(), OpError> {
    let log = store::audit::chain(tx, Area::Order, row.id.0)?;
    report.orders += 1;
    report.rows += log.len() as u64;
    let number = || row.number.clone();
    let (broken, _, head) = walk(Area::Order, row.id.0, &log);
    if let Some(sequence) = broken {
        report.faults.push(Fault::Chain { order: number(), sequence });
    } else if head != row.head || log.len() as i64 != row.events {
        // Rows cut off at the end leave a chain that fits, but not the order's own head.
        report.faults.push(Fault::Chain { order: number(), sequence: log.len() as i64 + 1 });
    }
    let replayed = replay(&log);
    let order: Option<Order> = serde_json::from_str(&row.body).ok();
    let (Some(order), true) = (&order, order.clone().map(as_logged) == replayed) else {
        report.faults.push(Fault::Order(number()));
        return Ok(());
    };
    if !row.fits(order) || !kept::rows_fit(tx, order)? || !due_was_given(order, settings) {
        report.faults.push(Fault::Columns(number()));
    }
    check_filed(tx, order, &log, report)?;
    for paper in &order.papers {
        let bytes = store::archive::paper(tx, paper.id)?;
        let whole = bytes.is_some_and(|(_, name, bytes)| name == paper.name && hex(&digest(&bytes)) == paper.sum);
        if !whole {
            report.faults.push(Fault::Paper { order: number(), paper: paper.name.clone() });
        }
    }
    let print = footprint(order);
    for (lot, quantity) in print.held {
        *sums.held.entry(lot).or_default() += quantity;
    }
    for (lot, quantity) in print.gone {
        *sums.gone.entry(lot).or_default() += quantity;
    }
    for (day, amount) in print.shipped_on.iter().filter(|(_, amount)| **amount != 0) {
        sums.shipped_on.insert((order.content.customer, day.to_string(), order.id), *amount);
    }
    for (no, amount) in print.released {
        *sums.released.entry((order.content.customer, no)).or_default() += amount;
    }
    let money = sums.money.entry(order.content.customer).or_default();
    *money = (money.0 + print.shipped, money.1 + print.committed);
    for owner in [row.owner, kept::EVERYBODYS] {
        *sums.counts.entry((owner, row.day.clone(), row.stage)).or_default() += 1;
    }
    Ok(())
}

/// All settings that were ever in force.
fn all_settings(tx: &mut Tx<'_>) -> Result<Vec<Company>, OpError> {
    let log = store::audit::chain(tx, Area::Company, 0)?;
    let kept = log.iter().filter_map(|row| serde_json::from_str(&row.data).ok());
    Ok(std::iter::once(Company::default()).chain(kept).collect())
}

/// No event tells when work is late; it follows from the settings of the hand-over, so some settings must have given it.
fn due_was_given(order: &Order, settings: &[Company]) -> bool {
    let tasks = order.tasks.iter().chain(&order.paused);
    let mut said = tasks.filter_map(|task| Some((task, task.due?)));
    said.all(|(task, due)| {
        let gave = |company: &Company| {
            let soon = || company.soon(task.desk, task.step, task.since);
            company.due(task.desk, task.step, task.since) == due && task.soon.is_none_or(|known| known == soon())
        };
        settings.iter().rev().any(gave)
    })
}

fn replay(log: &[LogRow]) -> Option<Order> {
    let mut order = None;
    for row in log {
        let event: Event = serde_json::from_str(&row.data).ok()?;
        let mark = Mark { by: row.actor, at: row.at };
        match &mut order {
            None => order = Some(begin(&event, mark)?),
            Some(order) => apply(order, &event, mark),
        }
    }
    order
}

/// The register, the order and its chain must tell the same (VII.1).
fn check_filed(tx: &mut Tx<'_>, order: &Order, log: &[LogRow], report: &mut Report) -> Result<(), OpError> {
    let entry = store::archive::of_order(tx, order.id)?;
    let filing = log.iter().position(|row| row.data.starts_with("{\"filed\""));
    let sum =
        filing.and_then(|index| index.checked_sub(1)).and_then(|before| log.get(before)).map(|row| hex(&row.hash));
    let same = match (&entry, &order.filed) {
        (None, None) => true,
        (Some(entry), Some(filed)) => {
            entry.number == filed.number
                && entry.class == filed.class
                && entry.keep_until == filed.keep_until
                && entry.filed_at == filed.mark.at
                && entry.sum == filed.sum
                && Some(&entry.sum) == sum.as_ref()
        }
        _ => false,
    };
    if !same {
        report.faults.push(Fault::Filed(order.number.clone()));
    }
    Ok(())
}

/// Ids are given without gaps, so an order that is gone leaves one.
fn check_all_there(tx: &mut Tx<'_>, all: u64, highest: i64, report: &mut Report) -> Result<(), OpError> {
    let given = store::company::last_number(tx, "orders")?;
    // Stopped before the end, nothing is known about what comes after.
    if report.orders == all && (given != highest || all != given.unsigned_abs()) {
        report.faults.push(Fault::OrdersMissing);
    }
    Ok(())
}

fn check_sums(tx: &mut Tx<'_>, sums: &Sums, report: &mut Report) -> Result<(), OpError> {
    for lot in kept::lots(tx)? {
        let held = sums.held.get(&lot.id).copied().unwrap_or_default();
        let gone = sums.gone.get(&lot.id).unwrap_or(&0) + sums.written_off.get(&lot.id).unwrap_or(&0);
        if lot.reserved != held || lot.on_hand != lot.opened - gone {
            report.faults.push(Fault::Stock { lot: lot.code });
        }
    }
    for customer in kept::customers(tx)? {
        let (shipped, committed) = sums.money.get(&customer.id).copied().unwrap_or_default();
        if (customer.shipped, customer.committed, customer.paid) != (shipped, committed, customer.payments) {
            report.faults.push(Fault::Exposure { customer: customer.code });
        }
    }
    check_credit(tx, sums, report)?;
    let counts = kept::counts(tx)?;
    if counts != sums.counts {
        report.faults.push(Fault::Counts);
    }
    Ok(())
}

/// What is kept of groups, the company, releases and days is what customers and orders add up to.
fn check_credit(tx: &mut Tx<'_>, sums: &Sums, report: &mut Report) -> Result<(), OpError> {
    let mut levels: BTreeMap<GroupId, Exposure> = BTreeMap::new();
    for offset in (0..).step_by(500) {
        let page = store::customers::page(tx, Sight::All, offset, 500)?;
        if page.is_empty() {
            break;
        }
        // What merged duplicates owe is with the one that was kept.
        for kept in page.iter().filter(|kept| kept.customer.merged_into.is_none()) {
            for id in kept.customer.credit.group.into_iter().chain([store::credit::COMPANY]) {
                let level = levels.entry(id).or_default();
                *level = level.plus(kept.exposure);
            }
        }
    }
    let mut kept = store::credit::levels(tx)?;
    for levels in [&mut levels, &mut kept] {
        levels.retain(|_, sum| *sum != Exposure::default());
    }
    let used = store::credit::all_used(tx)?;
    if levels != kept || used != sums.released || store::credit::all_shipped(tx)? != sums.shipped_on {
        report.faults.push(Fault::CreditSums);
    }
    Ok(())
}

/// Everything that is no order: the chain fits, and the newest version in it is what is kept.
fn check_records(tx: &mut Tx<'_>, sums: &mut Sums, report: &mut Report) -> Result<(), OpError> {
    for area in [Area::Customer, Area::Product, Area::Lot, Area::User, Area::Company, Area::PriceList] {
        for (subject, body) in kept::records(tx, area)? {
            let log = store::audit::chain(tx, area, subject)?;
            report.rows += log.len() as u64;
            if walk(area, subject, &log).0.is_some() {
                report.faults.push(Fault::Log { area, subject });
            }
            let same = match area {
                Area::Lot => lot_as_logged(tx, subject, &log, sums)?,
                Area::Customer if has_parts(&log) => customer_as_logged(&log) == serde_json::from_str(&body).ok(),
                _ => newest_version(area, &log) == serde_json::from_str(&body).ok(),
            };
            let paid = area != Area::Customer || kept::paid(tx, subject)? == paid_as_logged(&log);
            if !same || !paid {
                report.faults.push(Fault::Record { area, subject });
            }
        }
    }
    Ok(())
}

/// A duplicate and the customer that was kept name each other.
fn check_merges(tx: &mut Tx<'_>, report: &mut Report) -> Result<(), OpError> {
    let (mut points, mut names) = (BTreeMap::new(), BTreeMap::new());
    for (id, body) in kept::records(tx, Area::Customer)? {
        let Ok(customer) = serde_json::from_str::<Customer>(&body) else { continue };
        points.extend(customer.merged_into.map(|root| (id, root.0)));
        names.extend(customer.absorbed.iter().map(|gone| (gone.0, id)));
    }
    for (subject, _) in points.iter().filter(|(gone, root)| names.get(*gone) != Some(*root)) {
        report.faults.push(Fault::Record { area: Area::Customer, subject: *subject });
    }
    for (_, root) in names.iter().filter(|(gone, root)| points.get(*gone) != Some(*root)) {
        report.faults.push(Fault::Record { area: Area::Customer, subject: *root });
    }
    Ok(())
}

/// What a lot was when it came, with quality control's newest word, against what is kept of it.
fn lot_as_logged(tx: &mut Tx<'_>, id: i64, log: &[LogRow], sums: &mut Sums) -> Result<bool, OpError> {
    let mut lot = None;
    for row in log {
        match serde_json::from_str(&row.data) {
            Ok(LotEvent::Opened(opened)) => lot = Some(opened),
            Ok(LotEvent::Inspected { state, .. }) => {
                if let Some(lot) = &mut lot {
                    lot.state = state;
                }
            }
            Ok(LotEvent::WrittenOff { quantity, .. }) => *sums.written_off.entry(LotId(id)).or_default() += quantity,
            Err(_) => return Ok(false),
        }
    }
    let Some(logged) = lot else { return Ok(false) };
    let opened = kept::opened(tx, LotId(id))?;
    let kept = store::stock::load(tx, LotId(id))?.map(|(lot, _)| lot);
    Ok(kept.is_some_and(|kept| {
        // Quantities follow from the orders and the write-offs and are compared with those.
        let same = Lot { on_hand: kept.on_hand, reserved: kept.reserved, ..logged.clone() } == kept;
        same && opened == Some(logged.on_hand)
    }))
}

/// True when records of the credit file were written or ended, or the customer was handed over, after the newest whole version.
fn has_parts(log: &[LogRow]) -> bool {
    let newest = log.iter().rev().find(|row| !row.data.starts_with("{\"paid\""));
    newest.is_some_and(|row| ["{\"credit\"", "{\"handed_over\""].iter().any(|part| row.data.starts_with(part)))
}

/// A customer as its log tells: the newest whole version, and what happened to its records and its owner since.
fn customer_as_logged(log: &[LogRow]) -> Option<Customer> {
    let mut customer = None;
    for row in log {
        match serde_json::from_str(&row.data).ok()? {
            CustomerEvent::Created(version) | CustomerEvent::Changed(version) => customer = Some(version),
            CustomerEvent::Credit(event) => records::apply(&mut customer.as_mut()?.credit.records, &event),
            CustomerEvent::HandedOver { to, .. } => customer.as_mut()?.owner = to,
            CustomerEvent::Paid { .. } => {}
        }
    }
    customer
}

/// The payments that a customer's log tells of, added up.
fn paid_as_logged(log: &[LogRow]) -> i64 {
    let amount = |row: &LogRow| match serde_json::from_str(&row.data) {
        Ok(CustomerEvent::Paid { amount, .. }) => amount,
        _ => 0,
    };
    log.iter().map(amount).fold(0, i64::saturating_add)
}

/// The newest whole version in a log, as JSON.
fn newest_version(area: Area, log: &[LogRow]) -> Option<serde_json::Value> {
    log.iter().rev().find_map(|row| {
        let event: serde_json::Value = serde_json::from_str(&row.data).ok()?;
        if area == Area::Company {
            return Some(event);
        }
        event.get("changed").or_else(|| event.get("created")).cloned()
    })
}
