//! The way back from a copy. The copy is proven first, the present store is kept, and the change is one step.

use super::copy::{self, Part};
use super::{Progress, Watch, bad_copy, check_content, first_difference, same_file, verify};
use crate::store::Location;
use crate::store::engine::{Engine, Mode, Tx};
use crate::store::error::StoreError;
use crate::store::lock::FileLock;
use crate::store::migrations::{self, MIGRATIONS, Migration, State};
use crate::store::open::{self, Absent, backups_folder, beside_dash};
use crate::store::postgres::Postgres;
use crate::store::sqlite::Sqlite;
use chrono::{DateTime, Utc};
use std::fs;
use std::path::{Path, PathBuf};

/// What was brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where the store that was there before is kept now.
    pub kept: Option<PathBuf>,
    /// Rows of each table, by table name.
    pub rows: Vec<(String, u64)>,
}

/// Brings the copy `file` back to `target`. A file at `target` is kept as `backups/before-restore-…` beside it; a
/// database on a server must be empty. Stopped when `progress` answers false; until the last step nothing has changed.
///
/// # Errors
/// Those of [`verify`] for the copy; [`StoreError::InUse`] while a program has `target` open;
/// [`StoreError::NotEmpty`]; what writing to `target` may give.
pub fn restore(
    file: &Path,
    target: &Location,
    now: DateTime<Utc>,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Restored, StoreError> {
    let rows = verify(file)?;
    let mut watch = Watch(progress);
    let kept = match target {
        Location::File(path) => restore_file(file, path, &rows, now, &mut watch)?,
        Location::Postgres(url) => restore_server(file, url, target, now, &mut watch).map(|()| None)?,
        Location::Memory => {
            let detail = "memory cannot take a copy back".to_owned();
            return Err(StoreError::BadLocation { place: target.to_string(), detail });
        }
    };
    Ok(Restored { kept, rows })
}

fn restore_file(
    file: &Path,
    target: &Path,
    rows: &[(String, u64)],
    now: DateTime<Utc>,
    watch: &mut Watch<'_>,
) -> Result<Option<PathBuf>, StoreError> {
    if same_file(file, target) {
        let detail = "the copy is the store itself".to_owned();
        return Err(StoreError::BadLocation { place: target.display().to_string(), detail });
    }
    let target = &open::followed(target);
    open::prepare_folder(target, Absent::Create)?;
    open::refuse_network(target)?;
    let _lock = FileLock::take(target, now)?;
    let part = Part::of(target)?;
    copy::pages(&Sqlite::open_readonly(file)?.conn, &part, watch)?;
    let found = check_content(part.path(), target)?;
    if found != rows {
        return Err(bad_copy(target, first_difference(rows, &found)));
    }
    let kept = keep_present(target, now)?;
    part.put_in_place()?;
    Ok(kept)
}

/// Gives the present file a second name. A log that belongs to it must not meet the new file: it is folded in, or, when
/// the file is too damaged for that, moved along.
fn keep_present(target: &Path, now: DateTime<Utc>) -> Result<Option<PathBuf>, StoreError> {
    if !target.exists() {
        return Ok(None);
    }
    if let Ok(present) = Sqlite::open_file(target, None) {
        let _ = present.conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    let folder = backups_folder(target);
    fs::create_dir_all(&folder).map_err(|error| StoreError::from_io(&folder, &error))?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let kept = folder.join(format!("before-restore-{}-{name}", now.format("%Y%m%dT%H%M%S")));
    let failed = |error: std::io::Error| StoreError::from_io(&kept, &error);
    // Some disks cannot give a file two names: then it is copied.
    fs::hard_link(target, &kept).or_else(|_| fs::copy(target, &kept).map(|_| ())).map_err(failed)?;
    fs::File::open(&kept).and_then(|file| file.sync_all()).map_err(failed)?;
    for ending in ["wal", "journal"] {
        let log = beside_dash(target, ending);
        if log.exists() {
            fs::rename(&log, beside_dash(&kept, ending)).map_err(failed)?;
        }
    }
    let _ = fs::remove_file(beside_dash(target, "shm"));
    Ok(Some(kept))
}

fn restore_server(
    file: &Path,
    url: &str,
    target: &Location,
    now: DateTime<Utc>,
    watch: &mut Watch<'_>,
) -> Result<(), StoreError> {
    let place = target.to_string();
    let scratch = std::env::temp_dir().join(format!("yili-orders-restore-{}.sqlite", std::process::id()));
    let scratch = Part::of(&scratch)?;
    let mut source = up_to_date(file, &scratch, now)?;
    let mut server = Engine::Postgres(Box::new(Postgres::connect(url, &place)?));
    fill_server(&mut source, &mut server, &place, MIGRATIONS, now, watch.0)
}

/// Builds the schema on an empty server and fills it from `source`, in one transaction.
pub(crate) fn fill_server(
    source: &mut Engine,
    server: &mut Engine,
    place: &str,
    steps: &[Migration],
    now: DateTime<Utc>,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<(), StoreError> {
    let mut watch = Watch(progress);
    source.transaction(Mode::Read, |from| {
        server.transaction(Mode::Write, |tx| {
            if migrations::state(tx)? != State::Empty {
                return Err(StoreError::NotEmpty { place: place.to_owned() });
            }
            migrations::build(tx, steps, now)?;
            let references = take_references(tx)?;
            copy::empty(tx)?;
            copy::rows(from, tx, &mut watch)?;
            references.iter().try_for_each(|add| tx.script_as_is(add))?;
            number_on(tx)
        })
    })
}

/// The copy itself, or, when an older program made it, a scratch copy brought up to this program's schema.
fn up_to_date(file: &Path, scratch: &Part, now: DateTime<Utc>) -> Result<Engine, StoreError> {
    let mut source = Engine::Sqlite(Box::new(Sqlite::open_readonly(file)?));
    if source.transaction(Mode::Read, migrations::state)? == State::Version(migrations::SCHEMA_VERSION) {
        return Ok(source);
    }
    if let Engine::Sqlite(sqlite) = &source {
        copy::pages(&sqlite.conn, scratch, &mut Watch(&mut |_| true))?;
    }
    let mut engine = Engine::Sqlite(Box::new(Sqlite::open_file(scratch.path(), None)?));
    migrations::run(&mut engine, &file.display().to_string(), MIGRATIONS, now, |_, _| Ok(()))?;
    Ok(engine)
}

/// Takes the references between tables away, so that rows may come in any order; returns how to put them back.
fn take_references(tx: &mut Tx<'_>) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT conrelid::regclass::text, quote_ident(conname), \
               'ALTER TABLE ' || conrelid::regclass::text || ' ADD CONSTRAINT ' || quote_ident(conname) || ' ' || \
               pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' \
               AND connamespace = current_schema()::regnamespace ORDER BY 1, 2";
    let mut references = Vec::new();
    for row in tx.query(sql, &[])? {
        tx.script_as_is(&format!("ALTER TABLE {} DROP CONSTRAINT {}", row.text(0)?, row.text(1)?))?;
        references.push(row.string(2)?);
    }
    Ok(references)
}

/// Lets the self-numbering keys go on after the highest number that came in.
fn number_on(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let sql = "SELECT quote_ident(table_name), quote_ident(column_name) FROM information_schema.columns \
               WHERE table_schema = current_schema() AND is_identity = 'YES'";
    for row in tx.query(sql, &[])? {
        let (table, column) = (row.text(0)?, row.text(1)?);
        tx.script_as_is(&format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max({column})) FROM {table} \
             HAVING max({column}) IS NOT NULL"
        ))?;
    }
    Ok(())
}
