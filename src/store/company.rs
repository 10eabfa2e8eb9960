//! The company's settings and the number series.

use std::sync::Arc;

use super::{EngineKind, StoreError, Tx, json};
use crate::domain::company::Company;

/// The settings; the usual ones where none were kept yet.
///
/// # Errors
/// Those of the store.
pub fn load(tx: &mut Tx<'_>) -> Result<Company, StoreError> {
    let row = tx.one("SELECT body FROM company WHERE id = $1", &[0.into()])?;
    row.map_or(Ok(Company::default()), |row| json::read(row.text(0)?))
}

/// The settings as they were read before, with the text that they were read from.
pub type Cached = Option<(String, Arc<Company>)>;

/// Like [`load`], but reads the text anew only when it is another one: every step asks for the settings.
///
/// # Errors
/// Those of the store.
pub fn load_cached(tx: &mut Tx<'_>, cached: &mut Cached) -> Result<Arc<Company>, StoreError> {
    let Some(row) = tx.one("SELECT body FROM company WHERE id = $1", &[0.into()])? else {
        return Ok(Arc::new(Company::default()));
    };
    match cached {
        Some((text, company)) if text == row.text(0)? => Ok(Arc::clone(company)),
        _ => {
            let company = Arc::new(json::read(row.text(0)?)?);
            *cached = Some((row.string(0)?, Arc::clone(&company)));
            Ok(company)
        }
    }
}

/// Keeps the settings.
///
/// # Errors
/// Those of the store.
pub fn save(tx: &mut Tx<'_>, company: &Company) -> Result<(), StoreError> {
    let sql = "INSERT INTO company (id, body) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET body = excluded.body";
    tx.exec(sql, &[0.into(), json::write(company)?.into()]).map(|_| ())
}

/// The next number of a series, from 1. Given in the transaction that uses it, so a step that fails leaves no gap.
///
/// # Errors
/// Those of the store.
pub fn next_number(tx: &mut Tx<'_>, series: &str) -> Result<i64, StoreError> {
    let sql = "INSERT INTO counters (series, last) VALUES ($1, 1) \
               ON CONFLICT (series) DO UPDATE SET last = counters.last + 1 RETURNING last";
    match tx.one(sql, &[series.into()])? {
        Some(row) => row.int(0),
        None => Err(StoreError::sql(sql, "no row")),
    }
}

/// Notes the last number of a series that was given in this transaction, which began with [`next_number`].
///
/// # Errors
/// Those of the store.
pub fn given(tx: &mut Tx<'_>, series: &str, last: i64) -> Result<(), StoreError> {
    let sql = "UPDATE counters SET last = $1 WHERE series = $2";
    tx.exec(sql, &[last.into(), series.into()]).map(|_| ())
}

/// The series that counts steps on a server.
const STEPS: &str = "steps";

/// Counts a step where other workstations look for it; a file has one user, who needs no count.
///
/// # Errors
/// Those of the store.
pub fn count_step(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    if tx.kind() == EngineKind::Postgres { next_number(tx, STEPS).map(|_| ()) } else { Ok(()) }
}

/// How many steps were counted.
///
/// # Errors
/// Those of the store.
pub fn steps(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    last_number(tx, STEPS)
}

/// The last number given of a series; 0 before the first.
///
/// # Errors
/// Those of the store.
pub fn last_number(tx: &mut Tx<'_>, series: &str) -> Result<i64, StoreError> {
    tx.one("SELECT last FROM counters WHERE series = $1", &[series.into()])?.map_or(Ok(0), |row| row.int(0))
}
