//! Copies: good ones only, while others write, and the way back on both engines.

use super::{folder, names_in, note, noted, now, open, pg};
use crate::store::backup::{Copier, Restored, Stage, backup, daily, fill_server, restore, verify};
use crate::store::engine::{Engine, Mode};
use crate::store::migrations::{self, Migration};
use crate::store::open::{Absent, open_file};
use crate::store::postgres::Postgres;
use crate::store::{Location, Store, StoreError};
use chrono::Days;
use std::fs;
use std::path::{Path, PathBuf};

fn go_on(_: crate::store::backup::Progress) -> bool {
    true
}

fn back(copy: &Path, target: &Path) -> Result<Restored, StoreError> {
    restore(copy, &Location::File(target.to_owned()), now(), &mut go_on)
}

/// A store with a little history, and a copy of it.
fn store_and_copy() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let (folder, path) = folder();
    let mut store = open(&path).unwrap();
    (0..300).for_each(|i| note(&mut store, &format!("order {i}"), &"纯牛奶".repeat(50)).map(|_| ()).unwrap());
    let copy = folder.path().join("copy.sqlite");
    backup(&mut store, &copy, now(), &mut go_on).unwrap();
    (folder, path, copy)
}

#[test]
fn a_copy_is_whole_counted_and_sealed() {
    let (folder, path, copy) = store_and_copy();
    let rows = verify(&copy).unwrap();
    assert!(rows.contains(&("meta".to_owned(), 303)), "300 notes and what the store says of itself: {rows:?}");
    let seal = fs::read_to_string(folder.path().join("copy.sqlite.sha256")).unwrap();
    assert!(seal.ends_with("  copy.sqlite\n") && seal.find(' ') == Some(64), "{seal}");
    let left = names_in(folder.path());
    assert_eq!(left, ["copy.sqlite", "copy.sqlite.sha256", "orders.sqlite", "orders.sqlite.lock"]);
    assert_eq!(noted(&mut open(&path).unwrap(), "order 7"), noted(&mut open(&copy).unwrap(), "order 7"));
}

#[test]
fn work_goes_on_while_a_copy_is_made() {
    let (folder, path) = folder();
    let mut store = open(&path).unwrap();
    // Three times what is copied in one go.
    (0..30).for_each(|i| note(&mut store, &format!("order {i}"), &"x".repeat(900_000)).map(|_| ()).unwrap());
    let mut copier = Copier::of(store.location()).unwrap();
    let copy = folder.path().join("copy.sqlite");
    let mut written = 0;
    let report = copier.backup(&copy, now(), &mut |progress| {
        if progress.stage == Stage::Copying {
            written += 1;
            note(&mut store, &format!("meanwhile {written}"), "kept").unwrap();
        }
        true
    });
    assert!(written >= 3, "{written}");
    assert!(report.unwrap().rows.contains(&("meta".to_owned(), 33)), "the state at the beginning");
    assert_eq!(noted(&mut store, &format!("meanwhile {written}")).as_deref(), Some("kept"));
}

#[test]
fn a_stopped_copy_leaves_nothing_and_the_old_one_stays() {
    let (folder, path, copy) = store_and_copy();
    let before = (names_in(folder.path()), fs::read(&copy).unwrap());
    let mut store = open(&path).unwrap();
    for stage in [Stage::Copying, Stage::Checking, Stage::Sealing] {
        let stopped = backup(&mut store, &copy, now(), &mut |progress| progress.stage != stage);
        assert_eq!(stopped, Err(StoreError::Cancelled), "{stage:?}");
    }
    drop(store);
    assert!(before == (names_in(folder.path()), fs::read(&copy).unwrap()));
}

#[test]
fn a_copy_never_takes_the_place_of_its_store() {
    let (_folder, path) = folder();
    let mut store = open(&path).unwrap();
    let refused = backup(&mut store, &path, now(), &mut go_on);
    assert!(matches!(refused, Err(StoreError::BadLocation { .. })), "{refused:?}");
}

#[test]
fn one_changed_byte_is_found() {
    let (folder, path, copy) = store_and_copy();
    let mut bytes = fs::read(&copy).unwrap();
    let at = bytes.len() - 20;
    bytes[at] ^= 1;
    fs::write(&copy, &bytes).unwrap();
    assert!(matches!(verify(&copy), Err(StoreError::BadCopy { .. })));
    let before = fs::read(&path).unwrap();
    assert!(matches!(back(&copy, &path), Err(StoreError::BadCopy { .. })));
    assert!(fs::read(&path).unwrap() == before && !folder.path().join("backups").exists(), "nothing was touched");
    fs::write(&copy, &bytes[..8192]).unwrap();
    fs::remove_file(folder.path().join("copy.sqlite.sha256")).unwrap();
    assert!(back(&copy, &path).is_err(), "without its seal, a cut copy is found by reading it");
    assert!(matches!(back(&folder.path().join("none"), &path), Err(StoreError::Missing { .. })));
}

#[test]
fn the_copy_comes_back_and_the_present_store_is_kept() {
    let (folder, path, copy) = store_and_copy();
    let mut store = open(&path).unwrap();
    note(&mut store, "after the copy", "too").unwrap();
    let refused = back(&copy, &path);
    assert!(matches!(refused, Err(StoreError::InUse { .. })), "{refused:?}");
    drop(store);
    let restored = back(&copy, &path).unwrap();
    let mut store = open(&path).unwrap();
    assert_eq!(noted(&mut store, "after the copy"), None);
    assert!(noted(&mut store, "order 299").is_some());
    let kept = restored.kept.unwrap();
    assert_eq!(kept, folder.path().join("backups").join("before-restore-20261123T013000-orders.sqlite"));
    assert_eq!(noted(&mut open(&kept).unwrap(), "after the copy").as_deref(), Some("too"));
}

#[test]
fn a_log_left_by_a_crash_does_not_meet_the_restored_file() {
    let (folder, path, copy) = store_and_copy();
    // As after a power cut: the file and its log are there, nobody closed them.
    let crashed = folder.path().join("crashed.sqlite");
    let mut store = open(&path).unwrap();
    note(&mut store, "in the log", "yes").unwrap();
    fs::copy(&path, &crashed).unwrap();
    fs::copy(folder.path().join("orders.sqlite-wal"), folder.path().join("crashed.sqlite-wal")).unwrap();
    drop(store);
    for damaged in [false, true] {
        if damaged {
            fs::write(&crashed, b"no store any more, only letters").unwrap();
            fs::write(folder.path().join("crashed.sqlite-wal"), b"and a log of it").unwrap();
        }
        let kept = back(&copy, &crashed).unwrap().kept.unwrap();
        let mut store = open(&crashed).unwrap();
        assert_eq!((noted(&mut store, "in the log"), store.integrity()), (None, Ok(vec![])));
        if !damaged {
            assert_eq!(noted(&mut open(&kept).unwrap(), "in the log").as_deref(), Some("yes"));
            fs::remove_file(kept).unwrap();
        }
    }
}

#[test]
fn one_copy_a_day_and_old_ones_go() {
    let (folder, path) = folder();
    let store = open(&path).unwrap();
    let mut copier = Copier::of(store.location()).unwrap();
    let set = folder.path().join("backups");
    let first = now().date_naive();
    for day in 0..20 {
        let today = first + Days::new(day);
        assert!(daily(&mut copier, &set, today, now(), &mut go_on).unwrap().is_some());
        assert!(daily(&mut copier, &set, today, now(), &mut go_on).unwrap().is_none(), "only one a day");
    }
    let names = names_in(&set);
    assert_eq!(names.len(), 2 * (7 + 1 + 1), "seven days, the Sunday before them, the end of November: {names:?}");
    assert!(names.contains(&"orders-2026-12-12.sqlite.sha256".to_owned()));
}

#[test]
fn a_server_is_copied_and_brought_back() {
    let (Some(first), Some(second)) = (pg::fresh_url(), pg::fresh_url()) else { return };
    let (folder, path) = folder();
    let table = "CREATE TABLE parent (id INTEGER PRIMARY KEY, seal BLOB, up INTEGER REFERENCES parent (id)) STRICT;";
    let mut store = Store::open(&Location::Postgres(first), now()).unwrap();
    (0..120).for_each(|i| note(&mut store, &format!("order {i}"), "纯牛奶").map(|_| ()).unwrap());
    store.write(|tx| tx.script(table)).unwrap();
    let copy = folder.path().join("server.sqlite");
    let report = Copier::of(store.location()).unwrap().backup(&copy, now(), &mut go_on).unwrap();
    assert!(report.rows.contains(&("meta".to_owned(), 123)), "{:?}", report.rows);

    let target = Location::Postgres(second);
    restore(&copy, &target, now(), &mut go_on).unwrap();
    let mut brought = Store::open_existing(&target, now()).unwrap();
    assert_eq!(noted(&mut brought, "order 119").as_deref(), Some("纯牛奶"));
    assert_eq!(noted(&mut brought, "created_at"), noted(&mut store, "created_at"));
    let again = restore(&copy, &target, now(), &mut go_on);
    assert_eq!(again, Err(StoreError::NotEmpty { place: target.to_string() }));
    back(&copy, &path).unwrap();
    assert_eq!(noted(&mut open(&path).unwrap(), "order 0").as_deref(), Some("纯牛奶"), "and to an embedded file");
}

/// Tables whose rows point at rows that come later, and at themselves.
const FAMILY: &[Migration] = &[(
    1,
    "family",
    "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
     CREATE TABLE lot (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, from_lot INTEGER REFERENCES lot (id)) STRICT;
     CREATE TABLE drawn (lot_id INTEGER NOT NULL REFERENCES lot (id), boxes INTEGER NOT NULL, seal BLOB) STRICT;",
)];

#[test]
fn references_and_numbering_survive_the_way_to_a_server() {
    let Some(url) = pg::fresh_url() else { return };
    let (_folder, path) = folder();
    let mut file = open_file(&path, Absent::Create, FAMILY, now()).unwrap();
    let rows = "INSERT INTO lot VALUES (1, 'A', 400);
        WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 400) INSERT INTO lot SELECT i, 'B' || i, i - 1 FROM n;
        INSERT INTO drawn SELECT id, id * 12, zeroblob(3) FROM lot;";
    file.set_foreign_keys(false).unwrap();
    file.transaction(Mode::Write, |tx| tx.script(rows)).unwrap();
    let mut server = Engine::Postgres(Box::new(Postgres::connect(&url, "server").unwrap()));
    fill_server(&mut file, &mut server, "server", FAMILY, now(), &mut go_on).unwrap();
    let asked: Result<_, StoreError> = server.transaction(Mode::Write, |tx| {
        let sum = "SELECT sum(boxes), count(*), max(length(seal)), max(from_lot) FROM drawn, lot WHERE id = lot_id";
        let row = tx.one(sum, &[])?.unwrap();
        let next = tx.one("INSERT INTO lot (code) VALUES ($1) RETURNING id", &["C".into()])?.unwrap().int(0)?;
        Ok([row.int(0)?, row.int(1)?, row.int(2)?, row.int(3)?, next])
    });
    assert_eq!(asked, Ok([12 * 400 * 401 / 2, 400, 3, 400, 401]));
    let stray = "INSERT INTO drawn (lot_id, boxes) VALUES ($1, $2)";
    let refused = server.transaction(Mode::Write, |tx| tx.exec(stray, &[9999.into(), 1.into()]));
    assert!(matches!(refused, Err(StoreError::Constraint { .. })), "references are watched again: {refused:?}");
    let again = fill_server(&mut file, &mut server, "server", FAMILY, now(), &mut go_on);
    assert_eq!(again, Err(StoreError::NotEmpty { place: "server".to_owned() }));
    assert_eq!(server.transaction(Mode::Read, migrations::state), Ok(migrations::State::Version(1)));
}
