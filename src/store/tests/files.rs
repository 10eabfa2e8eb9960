//! What may be wrong with the place of a store: each has its name, and nothing is harmed.

use super::{folder, names_in, note, noted, now, open};
use crate::store::{Location, Store, StoreError, migrations};
use rusqlite::Connection;
use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

fn refusal(path: &Path) -> StoreError {
    match open(path) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(error) => error,
    }
}

fn place(path: &Path) -> String {
    path.display().to_string()
}

/// A closed store with some content.
fn some_store(path: &Path) {
    let mut store = open(path).unwrap();
    for i in 0..200 {
        note(&mut store, &format!("note {i}"), &"鲜奶".repeat(60)).unwrap();
    }
}

#[test]
fn a_store_is_made_and_found_again() {
    let (_folder, path) = folder();
    let path = path.parent().unwrap().join("一利").join("订单").join("orders.sqlite");
    note(&mut open(&path).unwrap(), "first order", "2026-0001").unwrap();
    let mut store = Store::open_existing(&Location::File(path.clone()), now()).unwrap();
    assert_eq!(noted(&mut store, "first order").as_deref(), Some("2026-0001"));
    assert_eq!(noted(&mut store, "created_at"), Some(now().timestamp_millis().to_string()));
    assert_eq!(store.integrity(), Ok(vec![]));
    drop(store);
    assert_eq!(names_in(path.parent().unwrap()), ["orders.sqlite", "orders.sqlite.lock"], "the log is folded in");
}

#[test]
fn where_there_is_no_store_none_is_made() {
    let (folder, path) = folder();
    let missing = Store::open_existing(&Location::File(path.clone()), now());
    assert_eq!(missing.err(), Some(StoreError::Missing { place: place(&path) }));
    assert!(names_in(folder.path()).is_empty());
    fs::write(&path, b"").unwrap();
    let empty = Store::open_existing(&Location::File(path.clone()), now());
    assert_eq!(empty.err(), Some(StoreError::Missing { place: place(&path) }));
}

#[test]
fn one_program_to_a_file() {
    let (_folder, path) = folder();
    let mut first = open(&path).unwrap();
    match refusal(&path) {
        StoreError::InUse { place: at, by } => {
            assert_eq!(at, place(&path));
            assert!(by.contains(&format!("({}, 2026-11-23 01:30 UTC)", std::process::id())), "{by}");
        }
        other => panic!("{other:?}"),
    }
    note(&mut first, "still", "working").unwrap();
    drop(first);
    assert_eq!(noted(&mut open(&path).unwrap(), "still").as_deref(), Some("working"));
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_is_that_file() {
    let (folder, path) = folder();
    let link = folder.path().join("on the desktop.sqlite");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let _first = open(&path).unwrap();
    assert!(matches!(refusal(&link), StoreError::InUse { .. }));
}

#[test]
fn another_programs_file_stays_as_it_is() {
    let (_folder, path) = folder();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE songs (name TEXT); INSERT INTO songs VALUES ('x')").unwrap();
    drop(other);
    let before = fs::read(&path).unwrap();
    assert_eq!(refusal(&path), StoreError::NotOurs { place: place(&path) });
    assert!(fs::read(&path).unwrap() == before);
}

#[test]
fn a_newer_programs_file_stays_as_it_is() {
    let (_folder, path) = folder();
    some_store(&path);
    Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 999").unwrap();
    let before = fs::read(&path).unwrap();
    let known = migrations::SCHEMA_VERSION;
    assert_eq!(refusal(&path), StoreError::Newer { place: place(&path), found: 999, known });
    assert!(fs::read(&path).unwrap() == before);
}

fn overwrite(path: &Path, at: u64, bytes: &[u8]) {
    let mut file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}

#[test]
fn a_damaged_file_is_told_from_a_good_one() {
    let (_folder, path) = folder();
    let damaged = |spoil: &dyn Fn()| {
        let _ = fs::remove_file(&path);
        some_store(&path);
        spoil();
        let error = refusal(&path);
        assert!(matches!(&error, StoreError::Damaged { place: at, .. } if *at == place(&path)), "{error:?}");
    };
    damaged(&|| overwrite(&path, 0, b"Dear customer, "));
    damaged(&|| fs::write(&path, "订单").unwrap());
    damaged(&|| fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(8192).unwrap());
    damaged(&|| overwrite(&path, 100, &[0xAA; 3000]));
}

#[test]
fn damage_deep_inside_is_found_by_the_check() {
    let (_folder, path) = folder();
    some_store(&path);
    let length = fs::metadata(&path).unwrap().len();
    overwrite(&path, length - 4096, &[0x55; 4096]);
    let mut store = open(&path).unwrap();
    let found = store.integrity();
    assert!(found.as_ref().map_or(true, |lines| !lines.is_empty()), "{found:?}");
}

#[test]
fn a_full_disk_loses_nothing_that_was_answered() {
    let (_folder, path) = folder();
    let mut store = open(&path).unwrap();
    let pages = store.read(|tx| tx.one("PRAGMA page_count", &[])?.unwrap().int(0)).unwrap();
    store.write(|tx| tx.script_as_is(&format!("PRAGMA max_page_count = {}", pages + 30))).unwrap();
    let mut kept = 0;
    let error = loop {
        match note(&mut store, &format!("note {kept}"), &"x".repeat(900)) {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error, StoreError::DiskFull { place: place(&path) });
    assert!(kept > 50);
    drop(store);
    let mut store = open(&path).unwrap();
    assert!((0..kept).all(|i| noted(&mut store, &format!("note {i}")).is_some()));
    assert_eq!(noted(&mut store, &format!("note {kept}")), None);
    note(&mut store, "room again", "").unwrap();
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = folder();
    some_store(&path);
    let locked = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    fs::remove_file(path.with_extension("sqlite.lock")).unwrap();
    locked(0o555);
    if fs::write(folder.path().join("probe"), b"").is_ok() {
        eprintln!("skipped: this account may write into every folder");
        locked(0o755);
        return;
    }
    assert_eq!(refusal(&path), StoreError::ReadOnly { place: place(&path) });
    locked(0o755);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    assert_eq!(refusal(&path), StoreError::ReadOnly { place: place(&path) });
}

#[test]
fn a_folder_in_the_place_of_a_file_is_no_store() {
    let (folder, _) = folder();
    assert!(matches!(refusal(folder.path()), StoreError::Io { .. }));
}

#[test]
fn a_store_may_move_to_another_thread() {
    fn sendable<T: Send>() {}
    sendable::<Store>();
    sendable::<crate::store::backup::Copier>();
}
