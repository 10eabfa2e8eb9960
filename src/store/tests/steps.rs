//! The schema grows step by step: data stays, a copy is made first, and a failing step changes nothing.

use super::{folder, names_in, now, pg};
use crate::store::engine::{Engine, Mode};
use crate::store::migrations::{self, MIGRATIONS, Migration, State};
use crate::store::open::{Absent, open_file};
use crate::store::postgres::Postgres;
use crate::store::sqlite::Sqlite;
use crate::store::{StoreError, Tx};
use std::path::Path;

const BASE: &str = "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE phone (customer_id INTEGER NOT NULL REFERENCES customer (id), number TEXT NOT NULL) STRICT;
INSERT INTO customer (id, name) VALUES (1, '光华超市');
INSERT INTO phone VALUES (1, '021-5555 0101');";

/// A table is rebuilt, as SQLite needs it for most changes.
const GROWN: &str = "CREATE TABLE customer_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT NOT NULL) STRICT;
INSERT INTO customer_new SELECT id, name, '上海' FROM customer;
DROP TABLE customer;
ALTER TABLE customer_new RENAME TO customer;";

const ONE: &[Migration] = &[(1, "base", BASE)];
const TWO: &[Migration] = &[(1, "base", BASE), (2, "city", GROWN)];
const BROKEN: &[Migration] = &[(1, "base", BASE), (2, "city", GROWN), (3, "slip", "CREATE TABLE oops (")];
const STRAY: &[Migration] = &[(1, "base", BASE), (2, "stray", "DELETE FROM customer;")];

fn open(path: &Path, steps: &[Migration]) -> Result<Engine, StoreError> {
    open_file(path, Absent::Create, steps, now())
}

fn customer(engine: &mut Engine, columns: &str) -> Result<String, StoreError> {
    let sql = format!("SELECT {columns} FROM customer, phone WHERE customer_id = id");
    engine.transaction(Mode::Read, |tx| tx.one(&sql, &[])?.unwrap().string(0))
}

fn version(engine: &mut Engine) -> State {
    engine.transaction(Mode::Read, migrations::state).unwrap()
}

#[test]
fn steps_are_numbered_without_gaps() {
    assert!(MIGRATIONS.iter().zip(1..).all(|(step, number)| step.0 == number));
}

#[test]
fn an_older_file_grows_and_a_copy_of_it_stays() {
    let (folder, path) = folder();
    drop(open(&path, ONE).unwrap());
    let mut engine = open(&path, TWO).unwrap();
    assert_eq!(customer(&mut engine, "name || city || number").as_deref(), Ok("光华超市上海021-5555 0101"));
    assert_eq!(version(&mut engine), State::Version(2));
    drop(engine);

    let backups = folder.path().join("backups");
    assert_eq!(names_in(&backups), ["before-v2-20261123T013000-orders.sqlite"]);
    let mut copy = Engine::Sqlite(Box::new(Sqlite::open_readonly(&backups.join(&names_in(&backups)[0])).unwrap()));
    assert_eq!(version(&mut copy), State::Version(1));
    assert_eq!(customer(&mut copy, "name || number").as_deref(), Ok("光华超市021-5555 0101"));
    drop(open(&path, TWO).unwrap());
    assert_eq!(names_in(&backups).len(), 1, "nothing to do, nothing copied");
}

#[test]
fn a_step_that_fails_changes_nothing() {
    for steps in [BROKEN, STRAY] {
        let (_folder, path) = folder();
        drop(open(&path, ONE).unwrap());
        assert!(matches!(open(&path, steps), Err(StoreError::Sql { .. })));
        let mut engine = open(&path, ONE).unwrap();
        assert_eq!(version(&mut engine), State::Version(1));
        assert_eq!(customer(&mut engine, "name").as_deref(), Ok("光华超市"));
    }
}

#[test]
fn a_new_file_that_fails_is_still_empty() {
    let (_folder, path) = folder();
    assert!(open(&path, BROKEN).is_err());
    assert_eq!(version(&mut open(&path, TWO).unwrap()), State::Version(2));
}

#[test]
fn a_server_grows_the_same_way() {
    let Some(url) = pg::fresh_url() else { return };
    let connect = || Engine::Postgres(Box::new(Postgres::connect(&url, "server").unwrap()));
    let grow = |engine: &mut Engine, steps| migrations::run(engine, "server", steps, now(), |_, _| Ok(()));
    let mut engine = connect();
    assert_eq!(version(&mut engine), State::Empty);
    grow(&mut engine, ONE).unwrap();
    let rebuilt = GROWN.replace(
        "DROP TABLE customer",
        "ALTER TABLE phone DROP CONSTRAINT phone_customer_id_fkey;\nDROP TABLE customer",
    );
    let two: &[Migration] = &[(1, "base", BASE), (2, "city", &rebuilt.leak()[..])];
    grow(&mut engine, two).unwrap();
    assert_eq!(customer(&mut engine, "name || city").as_deref(), Ok("光华超市上海"));
    let newer = grow(&mut connect(), ONE).unwrap_err();
    assert_eq!(newer, StoreError::Newer { place: "server".to_owned(), found: 2, known: 1 });
    let broken = BROKEN[2];
    assert!(grow(&mut connect(), &[two[0], two[1], broken]).is_err());
    assert_eq!(version(&mut engine), State::Version(2));
}

#[test]
fn two_workstations_may_start_on_an_empty_server_at_once() {
    let Some(url) = pg::fresh_url() else { return };
    let place = crate::store::Location::Postgres(url);
    let starts: Vec<_> = (0..4)
        .map(|_| {
            let place = place.clone();
            std::thread::spawn(move || crate::store::Store::open(&place, now()).map(|_| ()))
        })
        .collect();
    assert!(starts.into_iter().all(|start| start.join().unwrap().is_ok()));
}

#[test]
fn another_programs_database_is_refused() {
    let Some(url) = pg::fresh_url() else { return };
    let mut engine = Engine::Postgres(Box::new(Postgres::connect(&url, "server").unwrap()));
    let foreign = |tx: &mut Tx<'_>| tx.script_as_is("CREATE TABLE meta (key TEXT, value TEXT)");
    engine.transaction(Mode::Write, foreign).unwrap();
    let place = crate::store::Location::Postgres(url);
    let refused = crate::store::Store::open(&place, now()).err();
    assert_eq!(refused, Some(StoreError::NotOurs { place: place.to_string() }));
}
