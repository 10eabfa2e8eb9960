//! The versions of an order, read from its log (F56).

use super::{Asker, Change};
use crate::domain::orders::apply::{apply, begin};
use crate::domain::orders::{Content, Event, Mark, Order};

/// A version of the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// 1, 2, ….
    pub no: i64,
    /// The content as it became.
    pub content: Content,
    /// Who made it, and when.
    pub mark: Mark,
    /// Why; empty for the first, and for corrections while the caller was on the line.
    pub reason: String,
    /// Who wanted it, and as which change; none before the order was confirmed.
    pub change: Option<(usize, Asker)>,
}

/// All versions, oldest first. The log of an order begins with [`Event::Received`]; another has none.
pub fn versions<'a>(log: impl IntoIterator<Item = (&'a Event, Mark)>) -> Vec<Version> {
    let mut found: Vec<Version> = Vec::new();
    let mut order: Option<Order> = None;
    for (event, mark) in log {
        match &mut order {
            None => order = begin(event, mark),
            Some(order) => apply(order, event, mark),
        }
        let Some(order) = &order else { continue };
        if found.last().is_none_or(|last| last.no < order.version) {
            found.push(version(order, event, mark));
        }
    }
    found
}

fn version(order: &Order, event: &Event, mark: Mark) -> Version {
    let change: Option<&Change> = match event {
        Event::ChangeDecided { change, .. } => order.changes.get(change.wrapping_sub(1)),
        _ => None,
    };
    let reason = match (event, change) {
        (Event::Edited { reason, .. }, _) => reason.clone(),
        (_, Some(change)) => change.reason.clone(),
        _ => String::new(),
    };
    let change = change.map(|change| (change.no, change.asker.clone()));
    Version { no: order.version, content: order.content.clone(), mark, reason, change }
}
