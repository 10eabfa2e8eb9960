//! Opening a store: everything that may be wrong with a place is found here, before anything is written to it.

use super::engine::Engine;
use super::error::StoreError;
use super::lock::FileLock;
use super::migrations::{self, MIGRATIONS, State};
use super::postgres::Postgres;
use super::sqlite::Sqlite;
use super::{Location, Store, backup, engine::Mode, platform};
use chrono::{DateTime, Utc};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// What to do where there is no store yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absent {
    Create,
    Refuse,
}

/// Opens, makes or upgrades the store at `location`.
pub(crate) fn open(location: &Location, absent: Absent, now: DateTime<Utc>) -> Result<Store, StoreError> {
    let engine = match location {
        Location::File(path) => open_file(path, absent, MIGRATIONS, now)?,
        Location::Memory => open_memory(now)?,
        Location::Postgres(url) => open_server(url, location, absent, now)?,
    };
    Ok(Store { engine, location: location.clone() })
}

fn open_memory(now: DateTime<Utc>) -> Result<Engine, StoreError> {
    let mut engine = Engine::Sqlite(Box::new(Sqlite::in_memory()?));
    migrations::run(&mut engine, ":memory:", MIGRATIONS, now, |_, _| Ok(()))?;
    Ok(engine)
}

fn open_server(url: &str, location: &Location, absent: Absent, now: DateTime<Utc>) -> Result<Engine, StoreError> {
    let place = location.to_string();
    let mut engine = Engine::Postgres(Box::new(Postgres::connect(url, &place)?));
    refuse_if_empty(&mut engine, &place, absent)?;
    // The server's own backup is the copy: its tables may be too many to carry over the line while people wait.
    migrations::run(&mut engine, &place, MIGRATIONS, now, |_, _| Ok(()))?;
    Ok(engine)
}

/// Opens the file `path`, with `steps` as the schema (the program's own, or a shorter list in tests).
pub(crate) fn open_file(
    path: &Path,
    absent: Absent,
    steps: &[migrations::Migration],
    now: DateTime<Utc>,
) -> Result<Engine, StoreError> {
    let place = path.display().to_string();
    let path = &followed(path);
    prepare_folder(path, absent)?;
    refuse_network(path)?;
    let lock = FileLock::take(path, now)?;
    check_file(path)?;
    let mut engine = Engine::Sqlite(Box::new(Sqlite::open_file(path, Some(lock))?));
    refuse_if_empty(&mut engine, &place, absent)?;
    migrations::run(&mut engine, &place, steps, now, |engine, version| copy_before(engine, path, version, now))?;
    // Only now: a file that is not ours must stay as it is.
    engine.use_write_ahead_log()?;
    Ok(engine)
}

/// A further connection to a store that this program has open: the lock is the first one's, and so is the schema.
pub(crate) fn second(location: &Location) -> Result<Option<Engine>, StoreError> {
    let engine = match location {
        Location::File(path) => {
            let mut sqlite = Sqlite::open_file(&followed(path), None)?;
            // For few, large writes: pages that leave the cache before the end are looked for in a long log again.
            sqlite.script("PRAGMA cache_size = -131072")?;
            Engine::Sqlite(Box::new(sqlite))
        }
        Location::Postgres(url) => Engine::Postgres(Box::new(Postgres::connect(url, &location.to_string())?)),
        Location::Memory => return Ok(None),
    };
    Ok(Some(engine))
}

pub(crate) fn refuse_network(path: &Path) -> Result<(), StoreError> {
    let place = || path.display().to_string();
    let share = platform::network_share(folder_of(path));
    share.map_or(Ok(()), |share| Err(StoreError::NetworkShare { place: place(), share }))
}

fn refuse_if_empty(engine: &mut Engine, place: &str, absent: Absent) -> Result<(), StoreError> {
    if absent == Absent::Refuse && engine.transaction(Mode::Read, migrations::state)? == State::Empty {
        return Err(StoreError::Missing { place: place.to_owned() });
    }
    Ok(())
}

/// A link to a store file is the file itself, so that both names share one lock and one log.
pub(crate) fn followed(path: &Path) -> PathBuf {
    if path.is_symlink() { path.canonicalize().unwrap_or_else(|_| path.to_owned()) } else { path.to_owned() }
}

pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

pub(crate) fn prepare_folder(path: &Path, absent: Absent) -> Result<(), StoreError> {
    if absent == Absent::Create {
        let folder = folder_of(path);
        return fs::create_dir_all(folder).map_err(|error| StoreError::from_io(folder, &error));
    }
    match fs::metadata(path) {
        Ok(found) if found.len() == 0 => Err(StoreError::Missing { place: path.display().to_string() }),
        Ok(_) => Ok(()),
        Err(error) => Err(StoreError::from_io(path, &error)),
    }
}

/// Looks at the head of an existing file: a store begins in a known way and is as long as it says.
fn check_file(path: &Path) -> Result<(), StoreError> {
    let mut file = match OpenOptions::new().read(true).write(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(StoreError::from_io(path, &error)),
    };
    let failed = |error: std::io::Error| StoreError::from_io(path, &error);
    let length = file.metadata().map_err(failed)?.len();
    if length == 0 {
        return Ok(());
    }
    let damaged = |detail: String| StoreError::Damaged { place: path.display().to_string(), detail };
    let mut head = [0u8; 100];
    match file.read_exact(&mut head) {
        Ok(()) if head.starts_with(b"SQLite format 3\0") => {}
        Ok(()) => return Err(damaged("it does not begin as a store does".to_owned())),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Err(damaged("it is cut off".to_owned())),
        Err(error) => return Err(failed(error)),
    }
    // While a log lies beside the file, its length is not settled yet.
    if has_content(&beside_dash(path, "wal")) || has_content(&beside_dash(path, "journal")) {
        return Ok(());
    }
    let wanted = stated_length(&head);
    if length < wanted { Err(damaged(format!("{length} bytes of {wanted} are there"))) } else { Ok(()) }
}

/// The length in bytes that the head of a file promises, or 0 when that field does not count.
fn stated_length(head: &[u8; 100]) -> u64 {
    let number = |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65536,
        size => u64::from(size),
    };
    let (change, pages, valid_for) = (number(24), number(28), number(92));
    if change == valid_for { page * u64::from(pages) } else { 0 }
}

fn has_content(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.len() > 0)
}

/// The engine's own files: `orders.sqlite-wal`.
pub(crate) fn beside_dash(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-");
    name.push(ending);
    PathBuf::from(name)
}

/// The folder of copies beside a store file.
pub(crate) fn backups_folder(path: &Path) -> PathBuf {
    folder_of(path).join("backups")
}

fn copy_before(engine: &mut Engine, path: &Path, version: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
    let Engine::Sqlite(sqlite) = engine else { return Ok(()) };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = backups_folder(path);
    fs::create_dir_all(&folder).map_err(|error| StoreError::from_io(&folder, &error))?;
    let target = folder.join(format!("before-v{}-{}-{name}", version + 1, now.format("%Y%m%dT%H%M%S")));
    backup::copy_raw(&sqlite.conn, &target)
}
