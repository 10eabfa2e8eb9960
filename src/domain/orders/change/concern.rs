//! Which desks a change concerns: worked out from what changes and from how far the goods are, never chosen by hand.

use std::collections::BTreeSet;

use super::{Changed, differences};
use crate::domain::orders::{Content, Order, Production, Shipment, shortage};
use crate::domain::people::Department;

/// The desks that must answer, in the order of the tabs. Empty for what only sales looks after, such as the customer's
/// number before anything is picked.
pub fn concerned(order: &Order, content: &Content, dropped: &[usize]) -> Vec<Department> {
    let mut desks = BTreeSet::new();
    for changed in differences(&order.content, content) {
        desks.extend(of_field(order, &changed));
    }
    for line in dropped {
        desks.extend(of_less(order, *line));
    }
    desks.into_iter().collect()
}

fn of_field(order: &Order, changed: &Changed) -> Vec<Department> {
    use Department::{Credit, Logistics, Production};
    match changed {
        // Stock is looked for, what is short is made, and more is owed.
        Changed::Added(_) => vec![Logistics, Production, Credit],
        Changed::Quantity { from, to, .. } if to > from => vec![Logistics, Production, Credit],
        Changed::Quantity { line, .. } | Changed::Dropped(line) => of_less(order, *line),
        Changed::Requested { .. } | Changed::LineRequested { .. } => of_day(order),
        Changed::Price(_) | Changed::Currency | Changed::Customer => vec![Credit],
        // Who pays for which part of the way.
        Changed::Incoterm => vec![Credit, Logistics],
        Changed::Contact | Changed::Phone | Changed::Address | Changed::Note => vec![Logistics],
        // It stands on the papers of what is picked and has not left.
        Changed::Reference if order.shipments.iter().any(is_in_the_store) => vec![Logistics],
        Changed::Reference | Changed::Goods(_) => Vec::new(),
    }
}

/// Less of a line: whoever makes, tests, holds or has picked it.
fn of_less(order: &Order, line: usize) -> Vec<Department> {
    let mut desks = Vec::new();
    let being_made = || order.productions.iter().filter(|part| part.line == line && part.is_open());
    if being_made().next().is_some() {
        desks.push(Department::Production);
    }
    if being_made().any(|part| part.output.is_some()) {
        desks.push(Department::Quality);
    }
    let held = order.lines.get(line.wrapping_sub(1)).is_some_and(|state| !state.reserved.is_empty());
    let mut picked = order.shipments.iter().filter(|shipment| is_in_the_store(shipment));
    if held || picked.any(|shipment| shipment.lines.iter().any(|part| part.line == line)) {
        desks.push(Department::Logistics);
    }
    desks
}

/// Another day: logistics always, production when anything is short or being made, quality when a lot waits for its word.
fn of_day(order: &Order) -> Vec<Department> {
    let mut desks = vec![Department::Logistics];
    let being_made = || order.productions.iter().filter(|part| part.is_open());
    let short = (1..=order.lines.len()).any(|line| shortage(order, line) > 0);
    if short || being_made().next().is_some() {
        desks.push(Department::Production);
    }
    if being_made().any(|part: &Production| part.output.is_some()) {
        desks.push(Department::Quality);
    }
    desks
}

fn is_in_the_store(shipment: &Shipment) -> bool {
    shipment.reversed.is_none() && shipment.dispatch.is_none()
}
