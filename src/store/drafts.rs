//! Typing that is not an order yet.

use chrono::{DateTime, Utc};

use super::{StoreError, Tx};
use crate::domain::ids::UserId;

/// A draft: its id and its text, whatever the form that wrote it put there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The id.
    pub id: i64,
    /// Last change.
    pub changed_at: DateTime<Utc>,
    /// The form's own text.
    pub body: String,
}

/// The drafts a person has open, newest first.
///
/// # Errors
/// Those of the store.
pub fn open(tx: &mut Tx<'_>, user: UserId) -> Result<Vec<Draft>, StoreError> {
    let sql =
        "SELECT id, changed_at, body FROM drafts WHERE user_id = $1 AND finished = 0 ORDER BY changed_at DESC, id DESC";
    let rows = tx.query(sql, &[user.0.into()])?;
    rows.iter().map(|row| Ok(Draft { id: row.int(0)?, changed_at: row.instant(1)?, body: row.string(2)? })).collect()
}

/// Keeps a draft as it is typed; false when it is another person's or done with.
///
/// # Errors
/// Those of the store.
pub fn keep(tx: &mut Tx<'_>, id: i64, user: UserId, at: DateTime<Utc>, body: &str) -> Result<bool, StoreError> {
    let sql = "INSERT INTO drafts (id, user_id, changed_at, finished, body) VALUES ($1, $2, $3, 0, $4) \
               ON CONFLICT (id) DO UPDATE SET changed_at = excluded.changed_at, body = excluded.body \
               WHERE drafts.user_id = excluded.user_id AND drafts.finished = 0";
    Ok(tx.exec(sql, &[id.into(), user.0.into(), at.into(), body.into()])? == 1)
}

/// Marks a person's draft as done with: it became an order, or its writer gave it up.
///
/// # Errors
/// Those of the store.
pub fn finish(tx: &mut Tx<'_>, id: i64, user: UserId, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE drafts SET finished = 1, changed_at = $1 WHERE id = $2 AND user_id = $3";
    tx.exec(sql, &[at.into(), id.into(), user.0.into()]).map(|_| ())
}
