//! Drafts: what is typed survives a crash.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::office::admit;
use super::{Office, OpError, Work};
use crate::domain::ids::UserId;
use crate::store;

/// A person's open drafts that this form can read, newest first. One written by another version of the form is left.
///
/// # Errors
/// The store's.
pub fn open<T: DeserializeOwned>(office: &mut Office, user: UserId) -> Result<Vec<(i64, DateTime<Utc>, T)>, OpError> {
    let drafts = office.read(|tx| Ok(store::drafts::open(tx, user)?))?;
    let read =
        |draft: store::drafts::Draft| Some((draft.id, draft.changed_at, serde_json::from_str(&draft.body).ok()?));
    Ok(drafts.into_iter().filter_map(read).collect())
}

/// Keeps a draft as it is typed; a new one gets its id here.
///
/// # Errors
/// [`OpError::NotFound`] when it is not the person's own or done with; the store's.
pub fn keep<T: Serialize>(
    office: &mut Office,
    user: UserId,
    now: DateTime<Utc>,
    id: Option<i64>,
    form: &T,
) -> Result<i64, OpError> {
    let body = serde_json::to_string(form).map_err(|error| OpError::Program(error.to_string()))?;
    office.store.write(|tx| {
        admit(tx, Some(user), None)?;
        let id = match id {
            Some(id) => id,
            None => store::company::next_number(tx, "drafts")?,
        };
        if store::drafts::keep(tx, id, user, now, &body)? { Ok(id) } else { Err(OpError::NotFound(format!("#{id}"))) }
    })
}

/// Marks a person's own draft as done with.
///
/// # Errors
/// The store's.
pub fn finish(office: &mut Office, user: UserId, id: i64, now: DateTime<Utc>) -> Result<(), OpError> {
    office.store.write(|tx| {
        admit(tx, Some(user), None)?;
        Ok(store::drafts::finish(tx, id, user, now)?)
    })
}

/// Marks the draft that becomes an order as done with, in the order's own transaction: it is an order or a draft, never both.
///
/// # Errors
/// The store's.
pub fn becomes_order(work: &mut Work<'_, '_>, id: i64) -> Result<(), OpError> {
    Ok(store::drafts::finish(work.tx, id, work.actor.id, work.now)?)
}
