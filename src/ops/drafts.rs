//! Drafts: what is typed survives a crash.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Office, OpError};
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
/// The store's.
pub fn keep<T: Serialize>(
    office: &mut Office,
    user: UserId,
    now: DateTime<Utc>,
    id: Option<i64>,
    form: &T,
) -> Result<i64, OpError> {
    let body = serde_json::to_string(form).map_err(|error| OpError::Program(error.to_string()))?;
    office.store.write(|tx| {
        let id = match id {
            Some(id) => id,
            None => store::company::next_number(tx, "drafts")?,
        };
        store::drafts::keep(tx, id, user, now, &body)?;
        Ok(id)
    })
}

/// Marks a draft as done with.
///
/// # Errors
/// The store's.
pub fn finish(office: &mut Office, id: i64, now: DateTime<Utc>) -> Result<(), OpError> {
    office.store.write(|tx| Ok(store::drafts::finish(tx, id, now)?))
}
