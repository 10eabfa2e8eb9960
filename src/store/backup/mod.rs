//! Copies of a store that are proven to be good before they count, and the way back from them.
//!
//! A copy is always an embedded file, whichever engine it was taken from, so each of them can be brought back to
//! either engine. It is made beside its place, opened anew, read from end to end, counted against what was copied,
//! sealed with a SHA-256 beside it, and only then given its name.

mod copy;
mod restore;
mod rolling;

#[cfg(test)]
pub(crate) use restore::fill_server;
pub use restore::{Restored, restore};
pub use rolling::{daily, keep};

use super::engine::{Engine, Mode};
use super::error::StoreError;
use super::lock::beside;
use super::migrations::{self, MIGRATIONS, SCHEMA_VERSION, State};
use super::postgres::Postgres;
use super::sqlite::Sqlite;
use super::{Location, Store};
use chrono::{DateTime, Utc};
use copy::Part;
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// What a long job is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Carrying over pages or rows.
    Copying,
    /// Reading the copy from end to end. Cannot be stopped in between.
    Checking,
    /// Computing its checksum; counted in bytes.
    Sealing,
}

/// How far a long job has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Parts done so far in this stage: pages, rows or bytes.
    pub done: u64,
    /// All parts of this stage, or 0 when unknown.
    pub total: u64,
}

/// Who is told of progress; answers false to stop.
pub(crate) struct Watch<'a>(&'a mut dyn FnMut(Progress) -> bool);

impl Watch<'_> {
    fn tell(&mut self, progress: Progress) -> Result<(), StoreError> {
        if (self.0)(progress) { Ok(()) } else { Err(StoreError::Cancelled) }
    }
}

/// A good copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The file.
    pub path: PathBuf,
    /// When it was asked for.
    pub made_at: DateTime<Utc>,
    /// Its length in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, as 64 hexadecimal digits; also in the file of the same name ending in `.sha256`.
    pub sha256: String,
    /// Rows of each table, by table name.
    pub rows: Vec<(String, u64)>,
}

/// A second connection to a store, for the thread of long jobs: it reads one state while others write.
pub struct Copier {
    engine: Engine,
    location: Location,
}

impl Copier {
    /// Opens a second connection to an open store.
    ///
    /// # Errors
    /// [`StoreError::BadLocation`] for a store in memory, which has only one; else as [`Store::open`].
    pub fn of(location: &Location) -> Result<Copier, StoreError> {
        let place = location.to_string();
        let engine = match location {
            Location::File(path) => Engine::Sqlite(Box::new(Sqlite::open_readonly(path)?)),
            Location::Postgres(url) => Engine::Postgres(Box::new(Postgres::connect(url, &place)?)),
            Location::Memory => {
                return Err(StoreError::BadLocation { place, detail: "memory has one connection only".to_owned() });
            }
        };
        Ok(Copier { engine, location: location.clone() })
    }

    /// Makes a good copy at `target`, as [`backup`] does, without holding up the store's own connection.
    ///
    /// # Errors
    /// As [`backup`].
    pub fn backup(
        &mut self,
        target: &Path,
        now: DateTime<Utc>,
        progress: &mut dyn FnMut(Progress) -> bool,
    ) -> Result<Report, StoreError> {
        make(&mut self.engine, &self.location, target, now, &mut Watch(progress))
    }
}

/// Makes a good copy of the store at `target`, replacing what is there. Stopped when `progress` answers false.
///
/// # Errors
/// [`StoreError::BadCopy`] when the copy does not agree with the store, [`StoreError::Cancelled`],
/// [`StoreError::DiskFull`], [`StoreError::ReadOnly`], [`StoreError::Io`], and what reading the store may give; then
/// there is nothing at `target` that was not there before.
pub fn backup(
    store: &mut Store,
    target: &Path,
    now: DateTime<Utc>,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Report, StoreError> {
    make(&mut store.engine, &store.location, target, now, &mut Watch(progress))
}

fn make(
    engine: &mut Engine,
    location: &Location,
    target: &Path,
    now: DateTime<Utc>,
    watch: &mut Watch<'_>,
) -> Result<Report, StoreError> {
    if matches!(location, Location::File(path) if same_file(path, target)) {
        let detail = "the copy would take the place of the store itself".to_owned();
        return Err(StoreError::BadLocation { place: target.display().to_string(), detail });
    }
    let part = Part::of(target)?;
    let counted = match engine {
        Engine::Sqlite(_) => copy_embedded(engine, &part, watch)?,
        Engine::Postgres(_) => copy_server(engine, &part, now, watch)?,
    };
    watch.tell(Progress { stage: Stage::Checking, done: 0, total: 0 })?;
    let rows = check_content(part.path(), target)?;
    if rows != counted {
        return Err(bad_copy(target, first_difference(&counted, &rows)));
    }
    let (sha256, bytes) = checksum(part.path(), watch)?;
    let seal = seal_of(target);
    // A seal that does not fit its file is worse than none: the old one goes first, the new one comes last.
    let _ = fs::remove_file(&seal);
    part.put_in_place()?;
    write_seal(&seal, target, &sha256)?;
    Ok(Report { path: target.to_owned(), made_at: now, bytes, sha256, rows })
}

/// A plain copy in the words of the engine alone, for the moment before the schema changes.
pub(crate) fn copy_raw(from: &Connection, target: &Path) -> Result<(), StoreError> {
    let part = Part::of(target)?;
    copy::pages(from, &part, &mut Watch(&mut |_| true))?;
    part.put_in_place()
}

fn copy_embedded(engine: &mut Engine, to: &Part, watch: &mut Watch<'_>) -> Result<Vec<(String, u64)>, StoreError> {
    engine.transaction(Mode::Read, |tx| {
        let counted = copy::counts(tx)?;
        tx.with_sqlite(|conn| copy::pages(conn, to, watch))?;
        Ok(counted)
    })
}

fn copy_server(
    engine: &mut Engine,
    to: &Part,
    now: DateTime<Utc>,
    watch: &mut Watch<'_>,
) -> Result<Vec<(String, u64)>, StoreError> {
    let mut copy = Engine::Sqlite(Box::new(Sqlite::open_file(to.path(), None)?));
    copy.set_foreign_keys(false)?;
    engine.transaction(Mode::Read, |from| {
        copy.transaction(Mode::Write, |tx| {
            migrations::build(tx, MIGRATIONS, now)?;
            copy::empty(tx)?;
            copy::rows(from, tx, watch)
        })?;
        let here = copy.transaction(Mode::Read, copy::tables)?;
        Ok(copy::counts(from)?.into_iter().filter(|(table, _)| here.contains(table)).collect())
    })
}

/// Proves that `file` is a whole store that this program can open; returns the rows of each table.
///
/// # Errors
/// [`StoreError::BadCopy`] when its seal does not fit or anything in it is broken, [`StoreError::NotOurs`],
/// [`StoreError::Newer`], [`StoreError::Missing`], [`StoreError::Damaged`].
pub fn verify(file: &Path) -> Result<Vec<(String, u64)>, StoreError> {
    if !file.is_file() {
        return Err(StoreError::Missing { place: file.display().to_string() });
    }
    if let Ok(line) = fs::read_to_string(seal_of(file)) {
        let (found, _) = checksum(file, &mut Watch(&mut |_| true))?;
        if line.split_whitespace().next() != Some(found.as_str()) {
            return Err(bad_copy(file, "its checksum is another one than when it was made".to_owned()));
        }
    }
    check_content(file, file)
}

/// Opens `file` anew, reads all of it and counts. `target` is the name that errors speak of.
fn check_content(file: &Path, target: &Path) -> Result<Vec<(String, u64)>, StoreError> {
    let place = || target.display().to_string();
    let mut engine = Engine::Sqlite(Box::new(Sqlite::open_readonly(file)?));
    match engine.transaction(Mode::Read, migrations::state)? {
        State::Version(version) if version <= SCHEMA_VERSION => {}
        State::Version(found) => return Err(StoreError::Newer { place: place(), found, known: SCHEMA_VERSION }),
        State::Empty | State::Foreign => return Err(StoreError::NotOurs { place: place() }),
    }
    if let Engine::Sqlite(sqlite) = &engine
        && let Some(first) = sqlite.integrity()?.into_iter().next()
    {
        return Err(bad_copy(target, first));
    }
    engine.transaction(Mode::Read, copy::counts)
}

fn bad_copy(file: &Path, detail: String) -> StoreError {
    StoreError::BadCopy { place: file.display().to_string(), detail }
}

fn first_difference(counted: &[(String, u64)], found: &[(String, u64)]) -> String {
    let differs = counted.iter().find(|row| !found.contains(row));
    match differs {
        Some((table, rows)) => format!("table {table} had {rows} rows, the copy has not"),
        None => "the copy has more tables".to_owned(),
    }
}

fn checksum(file: &Path, watch: &mut Watch<'_>) -> Result<(String, u64), StoreError> {
    let failed = |error: std::io::Error| StoreError::from_io(file, &error);
    let mut from = File::open(file).map_err(failed)?;
    let total = from.metadata().map_err(failed)?.len();
    let (mut sha, mut done) = (Sha256::new(), 0u64);
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = from.read(&mut buffer).map_err(failed)?;
        if read == 0 {
            break;
        }
        sha.update(&buffer[..read]);
        done += read as u64;
        watch.tell(Progress { stage: Stage::Sealing, done, total })?;
    }
    Ok((sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect(), done))
}

/// The seal beside a copy.
fn seal_of(file: &Path) -> PathBuf {
    beside(file, "sha256")
}

/// One line as `sha256sum -c` reads it.
fn write_seal(seal: &Path, file: &Path, sha256: &str) -> Result<(), StoreError> {
    let part = Part::of(seal)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let written = File::create(part.path()).and_then(|mut out| writeln!(out, "{sha256}  {name}"));
    written.map_err(|error| StoreError::from_io(seal, &error))?;
    part.put_in_place()
}

/// True when both paths name one existing file.
fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
