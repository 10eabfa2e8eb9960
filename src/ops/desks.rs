//! What waits on the desks, the most urgent first (I.3).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{Office, OpError};
use crate::domain::people::{Department, Right};
use crate::store;
use crate::store::orders::InboxRow;

/// The most urgent work of a desk: late, soon late, the rest; within each the first due first.
///
/// # Errors
/// The store's.
pub fn inbox(
    office: &mut Office,
    desk: Department,
    now: DateTime<Utc>,
    offset: i64,
    limit: i64,
) -> Result<Vec<InboxRow>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| Ok(store::orders::inbox(tx, sight, desk, now, offset, limit)?))
}

/// The most urgent work of several desks together.
///
/// # Errors
/// The store's.
pub fn inbox_of(
    office: &mut Office,
    desks: &[Department],
    now: DateTime<Utc>,
    offset: i64,
    limit: i64,
) -> Result<Vec<InboxRow>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        let mut rows = Vec::new();
        for desk in desks {
            // Whatever a desk adds to the first `offset + limit` is among its own first ones.
            rows.extend(store::orders::inbox(tx, sight, *desk, now, 0, offset + limit)?);
        }
        rows.sort_by_key(|row| (row.urgency(now), row.due, row.order.id, row.step));
        Ok(rows.into_iter().skip(offset as usize).take(limit as usize).collect())
    })
}

/// How much waits on each desk.
///
/// # Errors
/// The store's.
pub fn inbox_counts(office: &mut Office) -> Result<BTreeMap<Department, i64>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| Ok(store::orders::inbox_counts(tx, sight)?))
}
