//! Files: what may be wrong with one, how it grows with the program, and the copies of it.

mod backups;
mod files;
mod plans;
mod steps;

// The same server that the tests of the whole program use.
#[path = "../../../tests/support/pg.rs"]
mod pg;

use super::{Location, Store, StoreError};
use chrono::{DateTime, TimeZone, Utc};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// 2026-11-23 09:30 in Shanghai.
fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 1, 30, 0).unwrap()
}

/// A folder with a place for a store in it.
fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    (folder, path)
}

fn open(path: &Path) -> Result<Store, StoreError> {
    Store::open(&Location::File(path.to_owned()), now())
}

/// Keeps a note, in the one table that every store has.
fn note(store: &mut Store, key: &str, value: &str) -> Result<u64, StoreError> {
    let sql = "INSERT INTO meta (key, value) VALUES ($1, $2)";
    store.write(|tx| tx.exec(sql, &[key.into(), value.into()]))
}

fn noted(store: &mut Store, key: &str) -> Option<String> {
    let sql = "SELECT value FROM meta WHERE key = $1";
    store.read(|tx| tx.one(sql, &[key.into()])).unwrap().map(|row| row.string(0).unwrap())
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries: Vec<_> = std::fs::read_dir(folder).map(|entries| entries.flatten().collect()).unwrap_or_default();
    let mut names: Vec<String> = entries.iter().map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
