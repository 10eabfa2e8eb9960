//! What an order takes from the world outside it: goods held in lots, goods gone from lots, and money.
//!
//! The store keeps these sums beside lots and customers. A step changes them by the difference of the order's footprint
//! before and after, so they cannot drift, and `check` adds all footprints up again.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{CreditDecision, Order, Shipment, shipped, was_confirmed};
use crate::domain::calendar::WorkingCalendar;
use crate::domain::credit::{Concern, CreditEvidence, CreditSettings, Exposure, Place, Standing, assess};
use crate::domain::customers::Customer;
use crate::domain::ids::LotId;
use crate::domain::money::to_company_currency;

/// What an order takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footprint {
    /// Base units held in each lot: reserved or picked, still in the store.
    pub held: BTreeMap<LotId, i64>,
    /// Base units gone from each lot.
    pub gone: BTreeMap<LotId, i64>,
    /// Passed by the credit desk or once confirmed, and not shipped, minor units of the company's own currency.
    pub committed: i64,
    /// Shipped and accepted, minor units of the company's own currency.
    pub shipped: i64,
    /// The same by the day on which the goods left.
    pub shipped_on: BTreeMap<NaiveDate, i64>,
    /// Taken of each of the customer's releases, by number, minor units of the company's own currency.
    pub released: BTreeMap<i64, i64>,
}

/// The money of a footprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoneyPrint {
    /// [`Footprint::committed`].
    pub committed: i64,
    /// [`Footprint::shipped`].
    pub shipped: i64,
    /// [`Footprint::shipped_on`].
    pub shipped_on: BTreeMap<NaiveDate, i64>,
    /// [`Footprint::released`].
    pub released: BTreeMap<i64, i64>,
}

impl Footprint {
    /// The money of it.
    pub fn money(&self) -> MoneyPrint {
        let (committed, shipped) = (self.committed, self.shipped);
        MoneyPrint { committed, shipped, shipped_on: self.shipped_on.clone(), released: self.released.clone() }
    }
}

impl MoneyPrint {
    /// What is more in this one; days and releases that are equal are left out.
    pub fn less(mut self, other: &MoneyPrint) -> MoneyPrint {
        fn take<K: Ord + Copy>(from: &mut BTreeMap<K, i64>, other: &BTreeMap<K, i64>) {
            for (key, amount) in other {
                *from.entry(*key).or_default() -= amount;
            }
            from.retain(|_, amount| *amount != 0);
        }
        self.committed -= other.committed;
        self.shipped -= other.shipped;
        take(&mut self.shipped_on, &other.shipped_on);
        take(&mut self.released, &other.released);
        self
    }
}

/// Measures an order.
pub fn footprint(order: &Order) -> Footprint {
    let mut print = Footprint::default();
    for part in order.lines.iter().flat_map(|line| &line.reserved) {
        *print.held.entry(part.lot).or_default() += part.quantity;
    }
    for shipment in order.shipments.iter().filter(|shipment| shipment.reversed.is_none()) {
        let side = if shipment.dispatch.is_some() { &mut print.gone } else { &mut print.held };
        for part in &shipment.lines {
            *side.entry(part.lot).or_default() += part.quantity;
        }
    }
    // What a version took of a release is free again when the version is reviewed anew or given up.
    let review = order.review.credit.as_ref().filter(|_| order.cancelled.is_none());
    let reviewed = review.iter().flat_map(|review| &review.evidence.releases);
    let left = order.shipments.iter().filter_map(|shipment| shipment.dispatch.as_ref()?.credit.as_ref());
    for part in reviewed.chain(left.flat_map(|evidence| &evidence.releases)) {
        *print.released.entry(part.no).or_default() += part.amount;
    }
    let owes = owes(order) && order.closed.is_none();
    for (index, line) in order.content.lines.iter().enumerate() {
        let gone = shipped(order, index + 1);
        let open = (line.quantity - order.lines[index].cancelled - gone).max(0);
        let value = |quantity| to_company_currency(line.price.amount(quantity), order.rate_ppm);
        print.shipped = print.shipped.saturating_add(value(gone - refused(order, index + 1)));
        ship(order, index + 1, &mut print.shipped_on, value);
        if owes {
            // Taken as a difference, so that part shipments never add up to a fen more or less than the line.
            print.committed = print.committed.saturating_add(value(gone + open) - value(gone));
        }
    }
    print
}

/// Puts what was shipped and accepted of a line to the days on which it left. Taken as differences, so that the days add up
/// to the line. Days are those of the usual office's clock, so that a later setting moves nothing.
fn ship(order: &Order, line: usize, days: &mut BTreeMap<NaiveDate, i64>, value: impl Fn(i64) -> i64) {
    // Most orders that are measured have sent nothing yet.
    let calendar = LazyCell::new(WorkingCalendar::default);
    let mut so_far = 0;
    for shipment in order.shipments.iter().filter(|shipment| shipment.reversed.is_none()) {
        let Some(dispatch) = &shipment.dispatch else { continue };
        let sent: i64 = shipment.lines.iter().filter(|part| part.line == line).map(|part| part.quantity).sum();
        let taken = so_far + sent - refused_of(shipment, line);
        let amount = value(taken) - value(so_far);
        so_far = taken;
        if amount != 0 {
            *days.entry(calendar.local_date(dispatch.mark.at)).or_default() += amount;
        }
    }
}

/// What the credit desk passed counts, and so does what was once confirmed: while a changed version is looked at anew, the
/// goods of the one before are still being made and held for the customer.
fn owes(order: &Order) -> bool {
    let passed = order.review.credit.as_ref().is_some_and(super::CreditReview::passed);
    (passed || was_confirmed(order)) && order.cancelled.is_none()
}

/// The figures on which the credit desk decides about the order as it stands. What has left is in the customer's exposure
/// already, and what the order itself commits there is taken out again, so nothing counts twice.
pub fn credit_evidence(
    order: &Order,
    customer: &Customer,
    standing: &Standing,
    today: NaiveDate,
    settings: &CreditSettings,
) -> CreditEvidence {
    let mut wanted: i64 = 0;
    let mut gone: i64 = 0;
    for (index, line) in order.content.lines.iter().enumerate() {
        let cancelled = order.lines.get(index).map_or(0, |state| state.cancelled);
        wanted = wanted.saturating_add(line.price.amount(line.quantity - cancelled));
        gone = gone.saturating_add(to_company_currency(line.price.amount(shipped(order, index + 1)), order.rate_ppm));
    }
    let amount = to_company_currency(wanted, order.rate_ppm).saturating_sub(gone).max(0);
    let own = footprint(order).committed;
    let others = standing.clone().map(|exposure| exposure.less_committed(own));
    assess(customer, &others, amount, today, settings, Place::Review)
}

/// What is held against the customer when a shipment is to leave. What other orders commit is no debt yet, so only what was
/// shipped and this shipment count.
pub fn shipping_evidence(
    order: &Order,
    shipment: &Shipment,
    customer: &Customer,
    standing: &Standing,
    today: NaiveDate,
    settings: &CreditSettings,
) -> CreditEvidence {
    let value = |part: &super::ShipmentLine| order.line(part.line).map_or(0, |line| line.price.amount(part.quantity));
    let amount = shipment.lines.iter().map(value).fold(0, i64::saturating_add);
    let debts = standing.clone().map(|exposure| Exposure { committed: 0, ..exposure });
    assess(customer, &debts, to_company_currency(amount, order.rate_ppm), today, settings, Place::Shipping)
}

/// What the desk let pass with its eyes open covers the same order at the gate: all of it by a person's own release, else as
/// much as the guarantee or the releases say.
pub fn covered(order: &Order, evidence: &CreditEvidence, today: NaiveDate) -> i64 {
    let Some(review) = &order.review.credit else { return 0 };
    let taken = |evidence: &CreditEvidence| evidence.releases.iter().map(|part| part.amount).sum::<i64>();
    let reviewed = match &review.decision {
        CreditDecision::Release { .. } => return i64::MAX,
        CreditDecision::Guarantee { amount, until, .. } if *until >= today => *amount,
        CreditDecision::OnRelease => taken(&review.evidence),
        _ => 0,
    };
    // Over a limit is measured with what left before, and so counts what was released for that.
    let is_sum = matches!(evidence.concern, Some(Concern::OverLimit { .. } | Concern::PrepaymentMissing { .. }));
    let left = order.shipments.iter().filter_map(|shipment| shipment.dispatch.as_ref()?.credit.as_ref());
    let before = if is_sum { left.map(|evidence| taken(evidence)).sum() } else { 0 };
    reviewed.saturating_add(before)
}

/// Base units of a line that the customer did not take on delivery.
fn refused(order: &Order, line: usize) -> i64 {
    order.shipments.iter().map(|shipment| refused_of(shipment, line)).sum()
}

fn refused_of(shipment: &Shipment, line: usize) -> i64 {
    let differences = shipment.delivery.iter().flat_map(|delivery| &delivery.differences);
    let of_line = differences.filter_map(|difference| {
        let part = shipment.lines.get(difference.index).filter(|part| part.line == line)?;
        Some(part.quantity - difference.accepted)
    });
    of_line.sum()
}
