//! What an order takes from the world outside it: goods held in lots, goods gone from lots, and money.
//!
//! The store keeps these sums beside lots and customers. A step changes them by the difference of the order's footprint
//! before and after, so they cannot drift, and `check` adds all footprints up again.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Order, shipped, was_confirmed};
use crate::domain::credit::{CreditEvidence, Exposure, assess};
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
    let owes = owes(order) && order.closed.is_none();
    for (index, line) in order.content.lines.iter().enumerate() {
        let gone = shipped(order, index + 1);
        let open = (line.quantity - order.lines[index].cancelled - gone).max(0);
        let value = |quantity| to_company_currency(line.price.amount(quantity), order.rate_ppm);
        print.shipped = print.shipped.saturating_add(value(gone - refused(order, index + 1)));
        if owes {
            // Taken as a difference, so that part shipments never add up to a fen more or less than the line.
            print.committed = print.committed.saturating_add(value(gone + open) - value(gone));
        }
    }
    print
}

/// What the credit desk passed counts, and so does what was once confirmed: while a changed version is looked at anew, the
/// goods of the one before are still being made and held for the customer.
fn owes(order: &Order) -> bool {
    let passed = order.review.credit.as_ref().is_some_and(super::CreditReview::passed);
    (passed || was_confirmed(order)) && order.cancelled.is_none()
}

/// The figures on which the credit desk decides about the order as it stands. What has left is in the customer's exposure
/// already, and what the order itself commits there is taken out again, so nothing counts twice.
pub fn credit_evidence(order: &Order, customer: &Customer, exposure: Exposure, today: NaiveDate) -> CreditEvidence {
    let mut wanted: i64 = 0;
    let mut gone: i64 = 0;
    for (index, line) in order.content.lines.iter().enumerate() {
        let cancelled = order.lines.get(index).map_or(0, |state| state.cancelled);
        wanted = wanted.saturating_add(line.price.amount(line.quantity - cancelled));
        gone = gone.saturating_add(to_company_currency(line.price.amount(shipped(order, index + 1)), order.rate_ppm));
    }
    let amount = to_company_currency(wanted, order.rate_ppm).saturating_sub(gone).max(0);
    let own = footprint(order).committed;
    let others = Exposure { committed: exposure.committed.saturating_sub(own), ..exposure };
    assess(customer, others, amount, today)
}

/// Base units of a line that the customer did not take on delivery.
fn refused(order: &Order, line: usize) -> i64 {
    let mut refused = 0;
    for shipment in &order.shipments {
        let Some(delivery) = &shipment.delivery else { continue };
        for difference in &delivery.differences {
            match shipment.lines.get(difference.index) {
                Some(part) if part.line == line => refused += part.quantity - difference.accepted,
                _ => {}
            }
        }
    }
    refused
}
