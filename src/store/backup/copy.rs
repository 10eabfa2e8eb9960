//! Carrying a store's content: page by page within the embedded engine, row by row between the engines.

use super::{Progress, Stage, Watch};
use crate::store::engine::{EngineKind, Tx};
use crate::store::error::StoreError;
use crate::store::open::folder_of;
use crate::store::value::{Row, Value};
use crate::store::{lock::beside, platform, sqlite};
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Pages copied between two looks at the person's wish to stop.
const PAGES_A_STEP: i32 = 2000;

/// Rows written with one statement, at most.
const ROWS_A_STATEMENT: usize = 50;

/// Bytes written with one statement: a statement ends with the row that reaches them, so papers of forty megabytes go one
/// by one and memory holds one of them at a time.
const BYTES_A_STATEMENT: usize = 4 << 20;

/// A file that is being made. It is removed unless it is put in place.
pub(crate) struct Part {
    path: PathBuf,
    target: PathBuf,
}

impl Part {
    /// The beginnings of `target`, beside it; its folder is made, and what an interrupted run left there is removed.
    pub(crate) fn of(target: &Path) -> Result<Part, StoreError> {
        let folder = folder_of(target);
        fs::create_dir_all(folder).map_err(|error| StoreError::from_io(folder, &error))?;
        let part = Part { path: beside(target, "part"), target: target.to_owned() };
        match fs::remove_file(&part.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::from_io(target, &error)),
            _ => Ok(part),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes the file durable and gives it its name in one step.
    pub(crate) fn put_in_place(self) -> Result<(), StoreError> {
        let place = || -> std::io::Result<()> {
            fs::OpenOptions::new().read(true).write(true).open(&self.path)?.sync_all()?;
            fs::rename(&self.path, &self.target)?;
            platform::sync_folder(folder_of(&self.target))
        };
        place().map_err(|error| StoreError::from_io(&self.target, &error))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_file(crate::store::open::beside_dash(&self.path, "journal"));
    }
}

/// Copies all pages of `from` into the new file. With a reading transaction open on `from`, it is the state of
/// that moment, however long it takes and whoever writes meanwhile.
pub(crate) fn pages(from: &Connection, to: &Part, watch: &mut Watch<'_>) -> Result<(), StoreError> {
    let failed = |error| sqlite::fault(&to.target.display().to_string(), "backup", error);
    let mut copy = Connection::open(to.path()).map_err(failed)?;
    {
        let backup = Backup::new(from, &mut copy).map_err(failed)?;
        loop {
            let step = backup.step(PAGES_A_STEP).map_err(failed)?;
            let seen = backup.progress();
            let (total, left) = (seen.pagecount.max(0) as u64, seen.remaining.max(0) as u64);
            watch.tell(Progress { stage: Stage::Copying, done: total - left, total })?;
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(20)), // the file is busy for a moment
            }
        }
    }
    // One file without a log beside it, whole wherever it is carried.
    copy.execute_batch("PRAGMA journal_mode = DELETE").map_err(failed)?;
    copy.close().map_err(|(_, error)| failed(error))
}

/// The tables that hold a store's data, by name. What an engine keeps for itself (search indexes) is left out.
pub(crate) fn tables(tx: &mut Tx<'_>) -> Result<Vec<String>, StoreError> {
    let sql = match tx.kind() {
        EngineKind::Sqlite => {
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
             AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name"
        }
        EngineKind::Postgres => {
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
        }
    };
    tx.query(sql, &[])?.iter().map(|row| row.string(0)).collect()
}

/// How many rows each table has.
pub(crate) fn counts(tx: &mut Tx<'_>) -> Result<Vec<(String, u64)>, StoreError> {
    let tables = tables(tx)?;
    let count = |table: String| {
        let row = tx.one(&format!("SELECT count(*) FROM {}", quoted(&table)), &[])?;
        let rows = row.map_or(Ok(0), |row| row.int(0))?;
        Ok((table, rows.max(0) as u64))
    };
    tables.into_iter().map(count).collect()
}

/// Removes the rows that the steps of the schema put there by themselves; the copied ones take their place.
pub(crate) fn empty(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    for table in tables(tx)? {
        tx.exec(&format!("DELETE FROM {}", quoted(&table)), &[])?;
    }
    Ok(())
}

/// Carries all rows of the tables that both stores have from one to the other. Those of `to` must be empty and their
/// references unwatched.
pub(crate) fn rows(from: &mut Tx<'_>, to: &mut Tx<'_>, watch: &mut Watch<'_>) -> Result<(), StoreError> {
    let source = counts(from)?;
    let present = tables(to)?;
    let total = source.iter().map(|(_, rows)| rows).sum();
    let mut done = 0;
    for (table, _) in source {
        if !present.contains(&table) {
            continue;
        }
        let columns = columns(to, &table)?;
        let names = columns.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        let mut batch: Vec<Row> = Vec::with_capacity(ROWS_A_STATEMENT);
        let mut bytes = 0;
        from.each(&format!("SELECT {names} FROM {}", quoted(&table)), &[], &mut |row| {
            bytes += row.bytes();
            batch.push(row.clone());
            done += 1;
            if batch.len() == ROWS_A_STATEMENT || bytes >= BYTES_A_STATEMENT {
                bytes = 0;
                insert(to, &table, &names, &mut batch)?;
                watch.tell(Progress { stage: Stage::Copying, done, total })?;
            }
            Ok(())
        })?;
        insert(to, &table, &names, &mut batch)?;
        watch.tell(Progress { stage: Stage::Copying, done, total })?;
    }
    Ok(())
}

fn insert(to: &mut Tx<'_>, table: &str, names: &str, batch: &mut Vec<Row>) -> Result<(), StoreError> {
    let Some(width) = batch.first().map(Row::len) else { return Ok(()) };
    let line = |row: usize| {
        let places = (1..=width).map(|column| format!("${}", row * width + column)).collect::<Vec<_>>();
        format!("({})", places.join(", "))
    };
    let lines = (0..batch.len()).map(line).collect::<Vec<_>>().join(", ");
    let sql = format!("INSERT INTO {} ({names}) VALUES {lines}", quoted(table));
    let values =
        batch.iter().flat_map(|row| (0..width).map(|i| row.value(i))).collect::<Result<Vec<Value<'_>>, _>>()?;
    to.exec(&sql, &values)?;
    batch.clear();
    Ok(())
}

fn columns(tx: &mut Tx<'_>, table: &str) -> Result<Vec<String>, StoreError> {
    let sql = match tx.kind() {
        EngineKind::Sqlite => "SELECT name FROM pragma_table_info($1) ORDER BY cid",
        EngineKind::Postgres => {
            "SELECT column_name::text FROM information_schema.columns WHERE table_schema = current_schema() \
             AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position"
        }
    };
    tx.query(sql, &[table.into()])?.iter().map(|row| row.string(0)).collect()
}

/// A name as both engines quote it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Location, Store};

    const MEGABYTE: usize = 1 << 20;

    /// However large papers are, memory holds few megabytes of them while rows are carried between the engines.
    #[test]
    fn large_rows_are_written_a_few_megabytes_at_a_time() {
        let now = chrono::DateTime::UNIX_EPOCH;
        let mut from = Store::open(&Location::Memory, now).unwrap();
        let mut to = Store::open(&Location::Memory, now).unwrap();
        let large = "x".repeat(MEGABYTE);
        let put = |tx: &mut Tx<'_>| {
            let sql = "INSERT INTO meta (key, value) VALUES ($1, $2)";
            (0..40).try_for_each(|i| tx.exec(sql, &[format!("paper {i:02}").into(), (&large).into()]).map(|_| ()))
        };
        from.write(put).unwrap();
        let mut told = vec![0];
        let mut go_on = |progress: Progress| {
            told.push(progress.done);
            true
        };
        let carry = |from: &mut Tx<'_>| {
            to.write(|to| {
                empty(to)?;
                rows(from, to, &mut Watch(&mut go_on))
            })
        };
        from.read(carry).unwrap();
        let most = told.windows(2).map(|pair| pair[1] - pair[0]).max();
        // Four of a megabyte each, and the few small rows that every store has.
        assert!(most.is_some_and(|rows| rows < 10), "{most:?} rows in a statement");
        let kept = to.read(|tx| tx.one("SELECT value FROM meta WHERE key = 'paper 39'", &[])).unwrap().unwrap();
        assert_eq!(kept.text(0).unwrap().len(), MEGABYTE);
    }
}
