//! The audit log: rows chained by hash, one chain for each subject.

use chrono::{DateTime, Utc};

use super::{Row, StoreError, Tx};
use crate::domain::audit::{Area, Entry, Hash, START, link};
use crate::domain::ids::UserId;

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// Place in the chain, from 1.
    pub sequence: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: UserId,
    /// The event as JSON.
    pub data: String,
    /// The chain's hash with this row.
    pub hash: Hash,
}

const APPEND: &str =
    "INSERT INTO audit (area, subject, sequence, at, actor, data, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const CHAIN: &str =
    "SELECT sequence, at, actor, data, hash FROM audit WHERE area = $1 AND subject = $2 ORDER BY sequence";
const HEAD: &str = "SELECT sequence, hash FROM audit WHERE area = $1 AND subject = $2 ORDER BY sequence DESC LIMIT 1";

/// Appends a row that follows `before` and returns the chain's new head.
///
/// # Errors
/// Those of the store; a second row of the same number is a constraint violation.
pub fn append(tx: &mut Tx<'_>, before: &Hash, entry: &Entry<'_>) -> Result<Hash, StoreError> {
    let hash = link(before, entry);
    let values = [
        entry.area.number().into(),
        entry.subject.into(),
        entry.sequence.into(),
        entry.at.into(),
        entry.actor.0.into(),
        entry.data.into(),
        (&hash).into(),
    ];
    tx.exec(APPEND, &values)?;
    Ok(hash)
}

/// The last row's number and hash; 0 and the start where the chain is empty.
///
/// # Errors
/// Those of the store.
pub fn head(tx: &mut Tx<'_>, area: Area, subject: i64) -> Result<(i64, Hash), StoreError> {
    let row = tx.one(HEAD, &[area.number().into(), subject.into()])?;
    row.map_or(Ok((0, START)), |row| Ok((row.int(0)?, hash(&row, 1)?)))
}

/// A whole chain.
///
/// # Errors
/// Those of the store.
pub fn chain(tx: &mut Tx<'_>, area: Area, subject: i64) -> Result<Vec<LogRow>, StoreError> {
    tx.query(CHAIN, &[area.number().into(), subject.into()])?.iter().map(|row| log_row(row, 0)).collect()
}

/// What happened to a subject after an instant, oldest first.
///
/// # Errors
/// Those of the store.
pub fn after(
    tx: &mut Tx<'_>,
    area: Area,
    subject: i64,
    at: DateTime<Utc>,
) -> Result<Vec<(DateTime<Utc>, String)>, StoreError> {
    let sql = "SELECT at, data FROM audit WHERE area = $1 AND subject = $2 AND at > $3 ORDER BY sequence";
    let rows = tx.query(sql, &[area.number().into(), subject.into(), at.into()])?;
    rows.iter().map(|row| Ok((row.instant(0)?, row.string(1)?))).collect()
}

/// The newest row of a subject at an instant or before it that is no payment: payments are many, and change nothing.
///
/// # Errors
/// Those of the store.
pub fn until(
    tx: &mut Tx<'_>,
    area: Area,
    subject: i64,
    at: DateTime<Utc>,
) -> Result<Option<(DateTime<Utc>, String)>, StoreError> {
    let sql = "SELECT at, data FROM audit WHERE area = $1 AND subject = $2 AND at <= $3 \
               AND substr(data, 1, 8) <> '{\"paid\":' ORDER BY sequence DESC LIMIT 1";
    let row = tx.one(sql, &[area.number().into(), subject.into(), at.into()])?;
    row.map(|row| Ok((row.instant(0)?, row.string(1)?))).transpose()
}

/// A log row whose columns begin at `first`.
pub(super) fn log_row(row: &Row, first: usize) -> Result<LogRow, StoreError> {
    Ok(LogRow {
        sequence: row.int(first)?,
        at: row.instant(first + 1)?,
        actor: UserId(row.int(first + 2)?),
        data: row.string(first + 3)?,
        hash: hash(row, first + 4)?,
    })
}

/// A hash column. One of a wrong length is taken as all zeros, which no chain fits: `check` then names the place.
pub(super) fn hash(row: &Row, column: usize) -> Result<Hash, StoreError> {
    Ok(row.blob(column)?.try_into().unwrap_or(START))
}
