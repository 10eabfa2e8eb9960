//! How far the goods are. Everything here follows from quantities; nothing of it is kept.

use super::{Order, Shipment, Status, Step, was_confirmed};

fn live(order: &Order) -> impl Iterator<Item = &Shipment> {
    order.shipments.iter().filter(|shipment| shipment.reversed.is_none())
}

fn in_shipments(order: &Order, line: usize, gone: bool) -> i64 {
    live(order)
        .filter(|shipment| shipment.dispatch.is_some() == gone)
        .flat_map(|shipment| &shipment.lines)
        .filter(|part| part.line == line)
        .map(|part| part.quantity)
        .sum()
}

/// Base units of the line (from 1) that have left.
pub fn shipped(order: &Order, line: usize) -> i64 {
    in_shipments(order, line, true)
}

/// Base units of the line (from 1) that are picked or have left.
pub fn taken(order: &Order, line: usize) -> i64 {
    in_shipments(order, line, true) + in_shipments(order, line, false)
}

/// Base units of the line (from 1) that are neither picked, shipped nor given up.
pub fn open_to_pick(order: &Order, line: usize) -> i64 {
    let Some(content) = order.line(line) else { return 0 };
    let cancelled = order.lines.get(line - 1).map_or(0, |state| state.cancelled);
    (content.quantity - cancelled - taken(order, line)).max(0)
}

/// Base units of the line (from 1) that are open and held by no lot.
pub fn shortage(order: &Order, line: usize) -> i64 {
    let reserved: i64 =
        order.lines.get(line - 1).map_or(0, |state| state.reserved.iter().map(|part| part.quantity).sum());
    (open_to_pick(order, line) - reserved).max(0)
}

/// Base units of the line (from 1) that are short and not being made yet.
pub fn to_plan(order: &Order, line: usize) -> i64 {
    let being_made: i64 = order
        .productions
        .iter()
        .filter(|production| production.line == line && production.is_open())
        .map(|production| production.output.as_ref().map_or(production.quantity, |output| output.quantity))
        .sum();
    (shortage(order, line) - being_made).max(0)
}

/// The next step of a shipment that is on its way.
pub(super) fn next_of_shipment(shipment: &Shipment) -> Option<Step> {
    if shipment.checked.is_none() {
        Some(Step::CheckGoods)
    } else if shipment.notice.is_none() {
        Some(Step::Notify)
    } else if shipment.dispatch.is_none() {
        Some(Step::Dispatch)
    } else if shipment.delivery.is_none() {
        Some(Step::Deliver)
    } else {
        None
    }
}

/// One of the five joined segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Not begun.
    Open,
    /// Begun.
    Started,
    /// Done.
    Done,
}

/// Received, confirmed, made, shipped, archived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress(pub [Segment; 5]);

impl Progress {
    /// One number for the store: two bits a segment.
    pub fn number(self) -> i64 {
        self.0.iter().rev().fold(0, |number, segment| number * 4 + *segment as i64)
    }

    /// Back from the number.
    pub fn from_number(number: i64) -> Progress {
        let segment = |place: usize| match (number >> (2 * place)) & 3 {
            0 => Segment::Open,
            1 => Segment::Started,
            _ => Segment::Done,
        };
        Progress(std::array::from_fn(segment))
    }
}

/// How far the order is.
pub fn progress(order: &Order) -> Progress {
    let state = |done: bool, started: bool| match (done, started) {
        (true, _) => Segment::Done,
        (false, true) => Segment::Started,
        (false, false) => Segment::Open,
    };
    let lines = || 1..=order.lines.len();
    let confirmed = order.confirmation.is_some();
    let all_held = lines().all(|line| shortage(order, line) == 0);
    // Goods under way stay under way while a new version is reviewed.
    let begun = was_confirmed(order);
    let made = begun && all_held;
    let being_made =
        begun && (!order.productions.is_empty() || order.lines.iter().any(|line| !line.reserved.is_empty()));
    let gone = live(order).any(|shipment| shipment.dispatch.is_some());
    let all_gone = gone
        && lines().all(|line| open_to_pick(order, line) == 0)
        && live(order).all(|shipment| shipment.dispatch.is_some());
    Progress([
        state(order.status != Status::Receipt, true),
        state(confirmed, order.status >= Status::Review),
        state(made, being_made),
        state(all_gone, live(order).next().is_some()),
        state(order.filed.is_some(), order.closed.is_some()),
    ])
}
