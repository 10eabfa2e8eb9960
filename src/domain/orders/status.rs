//! Status: the last human decision. Stage: where an order stands, for lists and counts.

use serde::{Deserialize, Serialize};

use super::{Order, open_to_pick};

/// The last human decision about an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Written down; the caller has not said yes yet.
    Receipt,
    /// With credit, stock and date.
    Review,
    /// All three agreed; the customer is asked.
    Reviewed,
    /// The customer said yes.
    Confirmed,
    /// Delivered and done.
    Closed,
    /// Given up.
    Cancelled,
    /// In the archive.
    Filed,
}

impl Status {
    /// All statuses.
    pub const ALL: [Status; 7] = [
        Status::Receipt,
        Status::Review,
        Status::Reviewed,
        Status::Confirmed,
        Status::Closed,
        Status::Cancelled,
        Status::Filed,
    ];

    /// A stable name for text keys (`status-review`).
    pub fn key(self) -> &'static str {
        match self {
            Status::Receipt => "receipt",
            Status::Review => "review",
            Status::Reviewed => "reviewed",
            Status::Confirmed => "confirmed",
            Status::Closed => "closed",
            Status::Cancelled => "cancelled",
            Status::Filed => "filed",
        }
    }
}

/// Where an order stands: the status, and while it is confirmed, what its goods do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being written down.
    Receipt,
    /// Under review.
    Review,
    /// The customer is asked.
    Reviewed,
    /// Confirmed; goods are made or gathered.
    Preparing,
    /// Something left, something is still here.
    PartShipped,
    /// Everything left.
    Shipped,
    /// Everything arrived.
    Delivered,
    /// Done.
    Closed,
    /// Given up.
    Cancelled,
    /// In the archive.
    Filed,
}

impl Stage {
    /// All stages, in the order of the line.
    pub const ALL: [Stage; 10] = [
        Stage::Receipt,
        Stage::Review,
        Stage::Reviewed,
        Stage::Preparing,
        Stage::PartShipped,
        Stage::Shipped,
        Stage::Delivered,
        Stage::Closed,
        Stage::Cancelled,
        Stage::Filed,
    ];

    /// The number kept in the store. Never changes.
    pub fn number(self) -> i64 {
        match self {
            Stage::Receipt => 1,
            Stage::Review => 2,
            Stage::Reviewed => 3,
            Stage::Preparing => 4,
            Stage::PartShipped => 5,
            Stage::Shipped => 6,
            Stage::Delivered => 7,
            Stage::Closed => 8,
            Stage::Cancelled => 9,
            Stage::Filed => 10,
        }
    }

    /// The stage of a number.
    pub fn from_number(number: i64) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.number() == number)
    }

    /// A stable name for text keys (`stage-preparing`).
    pub fn key(self) -> &'static str {
        match self {
            Stage::Receipt => "receipt",
            Stage::Review => "review",
            Stage::Reviewed => "reviewed",
            Stage::Preparing => "preparing",
            Stage::PartShipped => "part-shipped",
            Stage::Shipped => "shipped",
            Stage::Delivered => "delivered",
            Stage::Closed => "closed",
            Stage::Cancelled => "cancelled",
            Stage::Filed => "filed",
        }
    }
}

/// Where the order stands.
pub fn stage(order: &Order) -> Stage {
    match order.status {
        Status::Receipt => Stage::Receipt,
        Status::Review => Stage::Review,
        Status::Reviewed => Stage::Reviewed,
        Status::Closed => Stage::Closed,
        Status::Cancelled => Stage::Cancelled,
        Status::Filed => Stage::Filed,
        Status::Confirmed => stage_of_goods(order),
    }
}

fn stage_of_goods(order: &Order) -> Stage {
    let gone = order.shipments.iter().filter(|shipment| shipment.dispatch.is_some()).count();
    let waiting = order.shipments.iter().any(|shipment| shipment.dispatch.is_none() && shipment.reversed.is_none());
    let open = (1..=order.lines.len()).any(|line| open_to_pick(order, line) > 0);
    if gone == 0 {
        Stage::Preparing
    } else if open || waiting {
        Stage::PartShipped
    } else if order.shipments.iter().all(|shipment| shipment.reversed.is_some() || shipment.delivery.is_some()) {
        Stage::Delivered
    } else {
        Stage::Shipped
    }
}
