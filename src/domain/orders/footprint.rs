//! What an order takes from the world outside it: goods held in lots, goods gone from lots, and money.
//!
//! The store keeps these sums beside lots and customers. A step changes them by the difference of the order's footprint
//! before and after, so they cannot drift, and `check` adds all footprints up again.

use std::collections::BTreeMap;

use super::{Order, shipped};
use crate::domain::ids::LotId;
use crate::domain::money::to_company_currency;

/// What an order takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footprint {
    /// Base units held in each lot: reserved or picked, still in the store.
    pub held: BTreeMap<LotId, i64>,
    /// Base units gone from each lot.
    pub gone: BTreeMap<LotId, i64>,
    /// Passed by the credit desk and not shipped, minor units of the company's own currency.
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
    let owes = order.review.credit.as_ref().is_some_and(super::CreditReview::passed) && order.cancelled.is_none();
    for (index, line) in order.content.lines.iter().enumerate() {
        let gone = shipped(order, index + 1);
        let open = (line.quantity - order.lines[index].cancelled - gone).max(0);
        let value = |quantity| to_company_currency(line.price.amount(quantity), order.rate_ppm);
        print.shipped = print.shipped.saturating_add(value(gone - refused(order, index + 1)));
        if owes && order.closed.is_none() {
            // Taken as a difference, so that part shipments never add up to a fen more or less than the line.
            print.committed = print.committed.saturating_add(value(gone + open) - value(gone));
        }
    }
    print
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
