//! The statement of a customer's orders for a period: what was ordered, what left, what was paid, and what is owed.
//!
//! All in minor units of the company's own currency. **Goods amount**: the order's lines as they stand, on the day the order came;
//! it moves no balance. **Shipped**: what left on a shipment at the order's prices, without what the customer did not take on
//! delivery, on the day of dispatch. **Paid**: payments by their day of value; what was booked back is a row of its own, with its
//! reason, and is taken off. **Balance** = what was owed when the file was opened + shipped − paid, all days before included. So
//! the balance of today is the exposure without what is committed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::company::Company;
use super::money::to_company_currency;
use super::orders::{Order, Shipment};

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An order came in.
    Ordered,
    /// Goods left.
    Shipped,
    /// A payment.
    Paid,
    /// A payment that was booked back, whole or in part; its amount is negative.
    BookedBack,
}

impl Kind {
    /// What a payment of this amount is.
    pub fn of_payment(amount: i64) -> Kind {
        if amount < 0 { Kind::BookedBack } else { Kind::Paid }
    }
}

/// One thing that happened on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The day.
    pub day: NaiveDate,
    /// What it is.
    pub kind: Kind,
    /// The order's number, the shipment's number, what a payment was for, or why it was booked back.
    pub number: String,
    /// Minor units of the company's own currency.
    pub amount: i64,
}

/// An entry with what is owed after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLine {
    /// The entry.
    pub entry: Entry,
    /// What is owed then; negative when paid ahead.
    pub balance: i64,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// What was owed when the first day began.
    pub opening: i64,
    /// What happened, by day.
    pub lines: Vec<StatementLine>,
    /// Ordered in the period.
    pub ordered: i64,
    /// Shipped in the period.
    pub shipped: i64,
    /// Paid in the period, less what was booked back.
    pub paid: i64,
    /// What is owed when the last day ends.
    pub closing: i64,
}

/// What an order adds to a statement. An order that was given up counts with what left before.
pub fn of_order(order: &Order, company: &Company) -> Vec<Entry> {
    let mut entries = Vec::new();
    if order.cancelled.is_none() {
        entries.push(Entry {
            day: company.day(order.received.at),
            kind: Kind::Ordered,
            number: order.number.clone(),
            amount: to_company_currency(order.content.amount(), order.rate_ppm),
        });
    }
    let mut left: Vec<(&Shipment, chrono::DateTime<chrono::Utc>)> = order
        .shipments
        .iter()
        .filter(|shipment| shipment.reversed.is_none())
        .filter_map(|shipment| Some((shipment, shipment.dispatch.as_ref()?.mark.at)))
        .collect();
    left.sort_by_key(|(shipment, at)| (*at, shipment.no));
    // As the footprint counts: each line is rounded once over all that left, so parts never add up to a fen more or less.
    let mut gone = vec![0_i64; order.content.lines.len()];
    for (shipment, at) in left {
        let mut amount = 0_i64;
        for (index, line) in order.content.lines.iter().enumerate() {
            let more = accepted(shipment, index + 1);
            let value = |quantity| to_company_currency(line.price.amount(quantity), order.rate_ppm);
            amount = amount.saturating_add(value(gone[index] + more) - value(gone[index]));
            gone[index] += more;
        }
        let number = format!("{}-{}", order.number, shipment.no);
        entries.push(Entry { day: company.day(at), kind: Kind::Shipped, number, amount });
    }
    entries
}

/// Base units of a line on a shipment that the customer took, or will take as far as is known.
fn accepted(shipment: &Shipment, line: usize) -> i64 {
    let differences = shipment.delivery.as_ref().map_or(&[][..], |delivery| delivery.differences.as_slice());
    let taken = |(index, quantity): (usize, i64)| {
        differences.iter().find(|difference| difference.index == index).map_or(quantity, |found| found.accepted)
    };
    let parts = shipment.lines.iter().enumerate().filter(|(_, part)| part.line == line);
    parts.map(|(index, part)| taken((index, part.quantity))).sum()
}

/// Puts a statement together. `opened` is what was owed when the file was opened; `entries` are all, in any sequence.
pub fn statement(opened: i64, mut entries: Vec<Entry>, from: NaiveDate, to: NaiveDate) -> Statement {
    entries.retain(|entry| entry.day <= to);
    entries.sort_by(|a, b| (a.day, a.kind, &a.number).cmp(&(b.day, b.kind, &b.number)));
    let mut all =
        Statement { from, to, opening: opened, lines: Vec::new(), ordered: 0, shipped: 0, paid: 0, closing: 0 };
    let mut balance = opened;
    for entry in entries {
        balance = match entry.kind {
            Kind::Ordered => balance,
            Kind::Shipped => balance.saturating_add(entry.amount),
            Kind::Paid | Kind::BookedBack => balance.saturating_sub(entry.amount),
        };
        if entry.day < from {
            all.opening = balance;
            continue;
        }
        let sum = match entry.kind {
            Kind::Ordered => &mut all.ordered,
            Kind::Shipped => &mut all.shipped,
            Kind::Paid | Kind::BookedBack => &mut all.paid,
        };
        *sum = sum.saturating_add(entry.amount);
        all.lines.push(StatementLine { entry, balance });
    }
    all.closing = balance;
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(day: u32, kind: Kind, amount: i64) -> Entry {
        let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        Entry { day, kind, number: format!("{day} {amount}"), amount }
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    #[test]
    fn a_month_with_everything() {
        let entries = vec![
            entry(12, Kind::Paid, 500),
            entry(2, Kind::Shipped, 300),
            entry(5, Kind::Ordered, 900),
            entry(10, Kind::Shipped, 900),
            entry(20, Kind::Shipped, 7),
        ];
        let found = statement(100, entries, day(3), day(15));
        assert_eq!((found.opening, found.closing), (400, 800));
        assert_eq!((found.ordered, found.shipped, found.paid), (900, 900, 500));
        let balances: Vec<i64> = found.lines.iter().map(|line| line.balance).collect();
        assert_eq!(balances, [400, 1_300, 800]);
    }

    #[test]
    fn a_payment_that_is_booked_back_is_owed_again() {
        let back = Kind::of_payment(-500);
        assert_eq!((back, Kind::of_payment(500)), (Kind::BookedBack, Kind::Paid));
        let found = statement(800, vec![entry(4, Kind::Paid, 500), entry(5, back, -500)], day(1), day(28));
        let balances: Vec<i64> = found.lines.iter().map(|line| line.balance).collect();
        assert_eq!((balances, found.paid, found.closing), (vec![300, 800], 0, 800));
    }

    proptest! {
        /// A period ends where the next one begins, however it is cut; and what happened is its balance.
        #[test]
        fn periods_fit_each_other(
            opened in -1_000_i64..1_000,
            raw in prop::collection::vec((1_u32..29, 0_u8..3, 0_i64..10_000), 0..40),
            cut in 1_u32..28,
        ) {
            let kinds = [Kind::Ordered, Kind::Shipped, Kind::Paid];
            let entries: Vec<Entry> =
                raw.into_iter().map(|(day, kind, amount)| entry(day, kinds[usize::from(kind)], amount)).collect();
            let whole = statement(opened, entries.clone(), day(1), day(28));
            let first = statement(opened, entries.clone(), day(1), day(cut));
            let second = statement(opened, entries, day(cut + 1), day(28));
            prop_assert_eq!(first.closing, second.opening);
            prop_assert_eq!(second.closing, whole.closing);
            prop_assert_eq!(whole.opening + whole.shipped - whole.paid, whole.closing);
            prop_assert_eq!(first.lines.len() + second.lines.len(), whole.lines.len());
        }
    }
}
