//! The schema, step by step. A step that has been released is never edited: a change is a new step at the end.

use super::engine::{Engine, EngineKind, Mode, Tx};
use super::error::StoreError;
use chrono::{DateTime, Utc};

/// One step: its number, a word for people who read the sources, and its statements in SQLite's words.
pub(crate) type Migration = (i64, &'static str, &'static str);

/// The step whose tables are filled from the orders that are there.
const CREDIT: i64 = 6;

/// All steps, in order, numbered from 1 without gaps.
pub(crate) const MIGRATIONS: &[Migration] = &[
    (1, "base", include_str!("schema/0001_base.sql")),
    (2, "lists", include_str!("schema/0002_lists.sql")),
    (3, "online orders", include_str!("schema/0003_online.sql")),
    (4, "post", include_str!("schema/0004_post.sql")),
    (5, "prices", include_str!("schema/0005_prices.sql")),
    (CREDIT, "credit", include_str!("schema/0006_credit.sql")),
    (7, "dates", include_str!("schema/0007_dates.sql")),
    (8, "owners", include_str!("schema/0008_owners.sql")),
];

/// The newest schema version that this program knows.
pub const SCHEMA_VERSION: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

/// Written into the head of every embedded file ("YiLi"), so that no other program's file is taken for ours.
pub(crate) const APPLICATION_ID: i64 = 0x5969_4C69;

/// The same for a database, as a row of `meta`.
const APPLICATION: &str = "yili-orders";

/// What is found at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing at all yet.
    Empty,
    /// A store of this schema version.
    Version(i64),
    /// Tables of another program.
    Foreign,
}

/// Looks, and changes nothing.
pub(crate) fn state(tx: &mut Tx<'_>) -> Result<State, StoreError> {
    match tx.kind() {
        EngineKind::Sqlite => sqlite_state(tx),
        EngineKind::Postgres => postgres_state(tx),
    }
}

fn sqlite_state(tx: &mut Tx<'_>) -> Result<State, StoreError> {
    let application = number(tx, "PRAGMA application_id")?;
    if application == APPLICATION_ID {
        return number(tx, "PRAGMA user_version").map(State::Version);
    }
    let tables = number(tx, "SELECT count(*) FROM sqlite_schema")?;
    Ok(if application == 0 && tables == 0 { State::Empty } else { State::Foreign })
}

fn postgres_state(tx: &mut Tx<'_>) -> Result<State, StoreError> {
    let tables = "SELECT count(*), count(*) FILTER (WHERE tablename = 'meta') \
                  FROM pg_tables WHERE schemaname = current_schema()";
    let Some(row) = tx.one(tables, &[])? else { return Ok(State::Empty) };
    match (row.int(0)?, row.int(1)?) {
        (0, _) => return Ok(State::Empty),
        (_, 0) => return Ok(State::Foreign),
        _ => {}
    }
    let columns = "SELECT count(*) FROM information_schema.columns \
                   WHERE table_schema = current_schema() AND table_name = 'meta' AND column_name IN ('key', 'value')";
    if number(tx, columns)? != 2 || meta(tx, "application")?.as_deref() != Some(APPLICATION) {
        return Ok(State::Foreign);
    }
    let version = meta(tx, "schema_version")?.and_then(|text| text.parse().ok());
    Ok(version.map_or(State::Foreign, State::Version))
}

/// Runs all steps that are newer than the store, in one transaction. `before` makes a copy; it is called when a store
/// with data is about to change, with its present version.
///
/// # Errors
/// [`StoreError::Newer`], [`StoreError::NotOurs`], and those of the statements; then the store is as it was.
pub(crate) fn run(
    engine: &mut Engine,
    place: &str,
    steps: &[Migration],
    now: DateTime<Utc>,
    before: impl FnOnce(&mut Engine, i64) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let known = steps.last().map_or(0, |step| step.0);
    match engine.transaction(Mode::Read, state)? {
        State::Version(version) if version == known => return Ok(()),
        State::Version(version) if version < known => before(engine, version)?,
        State::Version(found) => return Err(StoreError::Newer { place: place.to_owned(), found, known }),
        State::Foreign => return Err(StoreError::NotOurs { place: place.to_owned() }),
        State::Empty => {}
    }
    engine.set_foreign_keys(false)?;
    let result = engine.transaction(Mode::Write, |tx| build(tx, steps, now));
    engine.set_foreign_keys(true)?;
    result
}

/// Runs the steps that are newer than the store inside an open transaction.
pub(crate) fn build(tx: &mut Tx<'_>, steps: &[Migration], now: DateTime<Utc>) -> Result<(), StoreError> {
    // Asked again under the lock: another workstation may have been quicker.
    let present = match state(tx)? {
        State::Version(version) => version,
        _ => 0,
    };
    let newer: Vec<_> = steps.iter().filter(|step| step.0 > present).collect();
    newer.iter().try_for_each(|step| tx.script(step.2))?;
    if (1..CREDIT).contains(&present) && newer.iter().any(|step| step.0 == CREDIT) {
        super::credit::fill(tx)?;
    }
    newer.last().map_or(Ok(()), |last| stamp(tx, present, last.0, now))
}

/// Writes what the store is and at which version, where each engine is asked for it.
fn stamp(tx: &mut Tx<'_>, from: i64, to: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
    if from == 0 {
        set_meta(tx, "application", APPLICATION)?;
        set_meta(tx, "created_at", &now.timestamp_millis().to_string())?;
    }
    set_meta(tx, "schema_version", &to.to_string())?;
    if tx.kind() == EngineKind::Sqlite {
        tx.script(&format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {to};"))?;
        // Keys were not watched while tables changed places.
        if let Some(row) = tx.one("PRAGMA foreign_key_check", &[])? {
            return Err(StoreError::sql("PRAGMA foreign_key_check", format!("table {}", row.text(0)?)));
        }
    }
    Ok(())
}

fn meta(tx: &mut Tx<'_>, key: &str) -> Result<Option<String>, StoreError> {
    tx.one("SELECT value FROM meta WHERE key = $1", &[key.into()])?.map(|row| row.string(0)).transpose()
}

fn set_meta(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    tx.exec(sql, &[key.into(), value.into()]).map(|_| ())
}

fn number(tx: &mut Tx<'_>, sql: &str) -> Result<i64, StoreError> {
    tx.one(sql, &[])?.map_or(Ok(0), |row| row.int(0))
}
