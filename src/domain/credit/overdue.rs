//! Late payment (II.4, F22). Payments carry no word on what they pay, so there is one definition: a payment pays what is
//! owed longest, the opening balance first, then shipments by the day on which they left.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Exposure;
use crate::domain::customers::{Customer, Terms};

/// What left on a day, minor units of the company's own currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// The company's day on which the goods left.
    pub day: NaiveDate,
    /// What the customer owes for them.
    pub amount: i64,
}

/// What is later than terms and grace allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overdue {
    /// The day on which the oldest of it was due.
    pub due: NaiveDate,
    /// Days since then, with the grace.
    pub days: i64,
    /// Minor units of the company's own currency.
    pub amount: i64,
}

/// The day on which what left on `shipped` is to be paid: in advance on the day itself, on delivery when the goods are
/// there, by the month 30 or 60 days after the end of the month in which they left.
pub fn due_day(terms: Terms, transport_days: i64, shipped: NaiveDate) -> NaiveDate {
    let after_month = |days: u64| {
        let next = shipped.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
        next.and_then(|first| first.checked_add_days(Days::new(days - 1))).unwrap_or(shipped)
    };
    match terms {
        Terms::Prepaid => shipped,
        Terms::OnDelivery => shipped + Days::new(transport_days.clamp(0, 365).unsigned_abs()),
        Terms::Monthly30 => after_month(30),
        Terms::Monthly60 => after_month(60),
    }
}

/// The unpaid part of each of these, given newest first and as far back as anything is unpaid; and what of the opening
/// balance is unpaid.
pub fn unpaid(exposure: Exposure, newest_first: &[i64]) -> (Vec<i64>, i64) {
    let mut left = receivable(exposure).max(0);
    let parts = newest_first.iter().map(|amount| {
        let part = (*amount).clamp(0, left);
        left -= part;
        part
    });
    (parts.collect(), left)
}

/// What was shipped or brought in and is not paid; negative when the customer paid in advance.
pub fn receivable(exposure: Exposure) -> i64 {
    exposure.opening.saturating_add(exposure.shipped).saturating_sub(exposure.paid)
}

/// What is overdue on `today`. `newest_first` is what left, at least as far back as anything is unpaid. An opening
/// balance is late only when the file says when it was due.
pub fn overdue(
    customer: &Customer,
    exposure: Exposure,
    newest_first: &[Shipped],
    grace_days: i64,
    today: NaiveDate,
) -> Option<Overdue> {
    let amounts: Vec<i64> = newest_first.iter().map(|shipped| shipped.amount).collect();
    let (parts, opening) = unpaid(exposure, &amounts);
    let terms = customer.credit.terms;
    let of_shipments = newest_first
        .iter()
        .zip(parts)
        .map(|(shipped, part)| (due_day(terms, customer.transport_days, shipped.day), part));
    let brought_in = customer.credit.opening_due.map(|due| (due, opening));
    let late =
        of_shipments.chain(brought_in).filter(|(due, part)| *part > 0 && (today - *due).num_days() > grace_days.max(0));
    late.fold(None, |found: Option<Overdue>, (due, part)| {
        let due = found.map_or(due, |found| found.due.min(due));
        let amount = found.map_or(0, |found| found.amount).saturating_add(part);
        Some(Overdue { due, days: (today - due).num_days(), amount })
    })
}
