//! The façade keeps its promises on both engines: values come back as they went in, a transaction is kept whole or not
//! at all, and every failure has its name.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/pg.rs"]
mod pg;

use chrono::{DateTime, TimeZone, Utc};
use std::panic::{AssertUnwindSafe, catch_unwind};
use yili_orders::store::{EngineKind, Location, Row, Store, StoreError, Tx, Value};

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 1, 30, 0).unwrap()
}

const SHELF: &str = "CREATE TABLE shelf (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, boxes INTEGER CHECK (boxes >= 0), \
                     seal BLOB, next_to INTEGER REFERENCES shelf (id)) STRICT;";

/// Runs a test on an empty store with one table, on each engine that this machine has.
fn on_both(test: impl Fn(&mut Store)) {
    let mut places = vec![Location::Memory];
    places.extend(pg::fresh_url().map(Location::Postgres));
    for place in places {
        let mut store = Store::open(&place, now()).unwrap();
        store.write(|tx| tx.script(SHELF)).unwrap();
        test(&mut store);
    }
}

fn put(tx: &mut Tx<'_>, name: &str, boxes: i64) -> Result<u64, StoreError> {
    tx.exec("INSERT INTO shelf (name, boxes) VALUES ($1, $2)", &[name.into(), boxes.into()])
}

fn rows(store: &mut Store, sql: &str, values: &[Value<'_>]) -> Vec<Row> {
    store.read(|tx| tx.query(sql, values)).unwrap()
}

fn names(store: &mut Store) -> Vec<String> {
    let rows = rows(store, "SELECT name FROM shelf ORDER BY name", &[]);
    rows.iter().map(|row| row.string(0).unwrap()).collect()
}

#[test]
fn values_come_back_as_they_went_in() {
    on_both(|store| {
        let blob: Vec<u8> = (0..3_000_000u32).map(|i| (i % 251) as u8).collect();
        let insert = "INSERT INTO shelf (name, boxes, seal, next_to) VALUES ($1, $2, $3, $4) RETURNING id";
        let id = store
            .write(|tx| {
                let values = ["纯牛奶 250mL 🥛".into(), i64::MAX.into(), (&blob).into(), Value::Null];
                let id = tx.one(insert, &values)?.unwrap().int(0)?;
                tx.one(insert, &["空".into(), Value::Null, None::<Vec<u8>>.into(), id.into()])?;
                Ok::<_, StoreError>(id)
            })
            .unwrap();
        let found = rows(store, "SELECT name, boxes, seal, next_to FROM shelf ORDER BY id", &[]);
        assert_eq!(found[0].text(0), Ok("纯牛奶 250mL 🥛"));
        assert_eq!(found[0].int(1), Ok(i64::MAX));
        assert!(found[0].blob(2).unwrap() == blob, "three megabytes, unchanged");
        assert_eq!(found[0].opt_int(3), Ok(None));
        assert_eq!((found[1].opt_int(1), found[1].opt_blob(2), found[1].int(3)), (Ok(None), Ok(None), Ok(id)));
    });
}

#[test]
fn nothing_first_and_a_number_later_fit_the_same_statement() {
    on_both(|store| {
        let update = "UPDATE shelf SET boxes = $1, seal = $2 WHERE name = $3";
        store.write(|tx| put(tx, "a", 1)).unwrap();
        let answer = store.write(|tx| {
            tx.exec(update, &[Value::Null, Value::Null, "a".into()])?;
            tx.exec(update, &[7.into(), (&[1u8, 2]).into(), "a".into()])?;
            tx.exec(update, &[8.into(), Value::Null, "a".into()])
        });
        assert_eq!(answer, Ok(1));
        let wide = "SELECT boxes FROM shelf WHERE ($1 IS NULL OR boxes = $1) AND name = $2";
        assert_eq!(rows(store, wide, &[8.into(), "a".into()]).len(), 1);
        assert_eq!(rows(store, wide, &[Value::Null, "a".into()]).len(), 1);
        assert_eq!(rows(store, wide, &[9.into(), "a".into()]).len(), 0);
    });
}

#[test]
fn sums_counts_and_comparisons_are_integers() {
    on_both(|store| {
        store.write(|tx| put(tx, "a", 1 << 40).and_then(|_| put(tx, "b", 1 << 41))).unwrap();
        let sql = "SELECT sum(boxes), count(*), max(boxes) > $1, sum(boxes) / 2, EXISTS (SELECT 1 FROM shelf WHERE boxes = $2), \
                   CASE WHEN max(boxes) > $3 THEN 1 ELSE 0 END FROM shelf";
        let row = &rows(store, sql, &[1.into(), 2.into(), 3.into()])[0];
        assert_eq!((row.int(0), row.int(1)), (Ok(3 << 40), Ok(2)));
        assert_eq!((row.bool(2), row.bool(4), row.int(5)), (Ok(true), Ok(false), Ok(1)));
        assert_eq!(row.int(3), Ok(3 << 39));
        assert_eq!(rows(store, "SELECT sum(boxes) FROM shelf WHERE boxes < $1", &[0.into()])[0].opt_int(0), Ok(None));
    });
}

#[test]
fn an_error_undoes_the_whole_transaction() {
    on_both(|store| {
        let result: Result<(), StoreError> = store.write(|tx| {
            put(tx, "kept by nobody", 1)?;
            Err(StoreError::Cancelled)
        });
        assert_eq!(result, Err(StoreError::Cancelled));
        assert!(names(store).is_empty());
    });
}

#[test]
fn a_panic_undoes_the_whole_transaction_and_work_goes_on() {
    on_both(|store| {
        let caught = catch_unwind(AssertUnwindSafe(|| {
            store.write(|tx| -> Result<(), StoreError> {
                put(tx, "half done", 1)?;
                std::panic::panic_any("a defect");
            })
        }));
        assert!(caught.is_err());
        store.write(|tx| put(tx, "next", 1)).unwrap();
        assert_eq!(names(store), ["next"]);
    });
}

#[test]
fn after_a_failed_statement_nothing_is_kept_even_if_nobody_minds() {
    on_both(|store| {
        let result = store.write(|tx| -> Result<(), StoreError> {
            put(tx, "first", 1)?;
            assert!(matches!(put(tx, "first", 2), Err(StoreError::Duplicate { .. })));
            assert!(matches!(put(tx, "second", 2), Err(StoreError::Aborted { .. })));
            Ok(())
        });
        assert!(matches!(result, Err(StoreError::Aborted { .. })), "{result:?}");
        assert!(names(store).is_empty());
    });
}

#[test]
fn the_schema_refuses_what_it_must() {
    on_both(|store| {
        store.write(|tx| put(tx, "a", 1)).unwrap();
        let twice = store.write(|tx| put(tx, "a", 2)).unwrap_err();
        assert!(matches!(&twice, StoreError::Duplicate { detail, .. } if detail.contains("name")), "{twice:?}");
        let negative = store.write(|tx| put(tx, "b", -1)).unwrap_err();
        assert!(matches!(negative, StoreError::Constraint { .. }), "{negative:?}");
        let nameless = "INSERT INTO shelf (boxes) VALUES ($1)";
        let nameless = store.write(|tx| tx.exec(nameless, &[1.into()])).unwrap_err();
        assert!(matches!(nameless, StoreError::Constraint { .. }), "{nameless:?}");
        let stray = "INSERT INTO shelf (name, next_to) VALUES ($1, $2)";
        let stray = store.write(|tx| tx.exec(stray, &["c".into(), 999.into()])).unwrap_err();
        assert!(matches!(stray, StoreError::Constraint { .. }), "{stray:?}");
        let typed = store.write(|tx| tx.exec("UPDATE shelf SET boxes = $1", &["many".into()]));
        assert!(typed.is_err(), "text is no number");
        assert_eq!(names(store), ["a"]);
    });
}

#[test]
fn text_sorts_by_code_points_and_like_minds_case() {
    on_both(|store| {
        let unsorted = ["b", "B", "a", "_", "Z", "é", "e", "奶", "一", "🥛", "a b", "a-b", "ab"];
        store.write(|tx| unsorted.iter().try_for_each(|name| put(tx, name, 1).map(|_| ()))).unwrap();
        let mut sorted = unsorted;
        sorted.sort_unstable();
        assert_eq!(names(store), sorted);
        let like = "SELECT name FROM shelf WHERE name LIKE $1 ESCAPE '\\' ORDER BY name";
        let found = |store: &mut Store, pattern: &str| rows(store, like, &[pattern.into()]).len();
        assert_eq!(found(store, "b%"), 1);
        assert_eq!(found(store, "\\_%"), 1);
        assert_eq!(found(store, "%奶%"), 1);
        let between =
            rows(store, "SELECT count(*) FROM shelf WHERE name >= $1 AND name < $2", &["a".into(), "b".into()]);
        assert_eq!(between[0].int(0), Ok(4));
    });
}

#[test]
fn long_answers_come_row_by_row_and_may_be_stopped() {
    on_both(|store| {
        store.write(|tx| (0..5000).try_for_each(|i| put(tx, &format!("{i:05}"), i).map(|_| ()))).unwrap();
        let (mut sum, mut last) = (0, String::new());
        let all = "SELECT boxes, name FROM shelf WHERE boxes >= $1 ORDER BY name";
        let scan = store.read(|tx| {
            tx.each(all, &[0.into()], &mut |row| {
                sum += row.int(0)?;
                row.text(1)?.clone_into(&mut last);
                Ok(())
            })
        });
        assert_eq!((scan, sum, last.as_str()), (Ok(()), 4999 * 5000 / 2, "04999"));
        let mut seen = 0;
        let stopped = store.read(|tx| {
            tx.each(all, &[0.into()], &mut |_| {
                seen += 1;
                if seen == 10 { Err(StoreError::Cancelled) } else { Ok(()) }
            })
        });
        assert_eq!((stopped, seen), (Err(StoreError::Cancelled), 10));
        assert_eq!(rows(store, all, &[4990.into()]).len(), 10, "the connection is still in order");
    });
}

#[test]
fn a_reading_transaction_cannot_write() {
    on_both(|store| {
        assert!(store.read(|tx| put(tx, "a", 1)).is_err());
        let sneaky = "INSERT INTO shelf (name) VALUES ($1) RETURNING id";
        assert!(store.read(|tx| tx.one(sneaky, &["a".into()])).is_err());
        assert!(names(store).is_empty());
    });
}

#[test]
fn slips_in_a_statement_are_named() {
    on_both(|store| {
        let few = store.read(|tx| tx.query("SELECT name FROM shelf WHERE id = $1 AND boxes = $2", &[1.into()]));
        assert!(matches!(few, Err(StoreError::Sql { .. })), "{few:?}");
        let order =
            store.read(|tx| tx.query("SELECT name FROM shelf WHERE id = $2 AND boxes = $1", &[1.into(), 2.into()]));
        assert!(matches!(order, Err(StoreError::Sql { .. })), "{order:?}");
        let quotes = store.read(|tx| tx.query("SELECT \"no such column\" FROM shelf", &[]));
        assert!(matches!(quotes, Err(StoreError::Sql { .. })), "{quotes:?}");
        let nul = store.write(|tx| put(tx, "a\0b", 1));
        assert!(matches!(nul, Err(StoreError::Sql { .. })), "{nul:?}");
        let average = store.read(|tx| tx.one("SELECT 1.5", &[]));
        assert!(matches!(average, Err(StoreError::Sql { .. })), "{average:?}");
    });
}

#[test]
fn the_plan_names_the_index() {
    on_both(|store| {
        let plan = store.read(|tx| tx.plan("SELECT id FROM shelf WHERE name = $1", &["a".into()])).unwrap();
        let index = match store.kind() {
            EngineKind::Sqlite => "sqlite_autoindex_shelf",
            EngineKind::Postgres => "shelf",
        };
        assert!(plan.contains(index), "{plan}");
    });
}

#[test]
fn writers_on_a_server_follow_one_another() {
    let Some(url) = pg::fresh_url() else { return };
    let place = Location::Postgres(url);
    let mut first = Store::open(&place, now()).unwrap();
    first.write(|tx| tx.script(SHELF)).unwrap();
    first.write(|tx| put(tx, "counter", 0)).unwrap();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let place = place.clone();
            std::thread::spawn(move || {
                let mut store = Store::open(&place, now()).unwrap();
                for _ in 0..50 {
                    let step = store.write(|tx| {
                        // Looked at first and written later: only safe when nobody comes between.
                        let row = tx.one("SELECT boxes FROM shelf WHERE name = $1", &["counter".into()])?.unwrap();
                        tx.exec("UPDATE shelf SET boxes = $1", &[(row.int(0)? + 1).into()])
                    });
                    step.unwrap();
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(rows(&mut first, "SELECT boxes FROM shelf", &[])[0].int(0), Ok(200));
}

fn refusal(url: &str) -> StoreError {
    match Store::open(&Location::parse(url), now()) {
        Ok(_) => panic!("{url} was opened"),
        Err(error) => error,
    }
}

#[test]
fn a_server_that_does_not_answer_is_named_without_the_password() {
    let nobody = refusal("postgresql://lin:s3cret@127.0.0.1:1/orders?connect_timeout=2");
    assert!(matches!(nobody, StoreError::Unreachable { .. }), "{nobody:?}");
    let nonsense = refusal("postgresql://lin:s3cret@127.0.0.1:many/orders");
    assert!(matches!(nonsense, StoreError::BadLocation { .. }), "{nonsense:?}");
    for shown in [format!("{nobody:?} {nobody}"), format!("{nonsense:?} {nonsense}")] {
        assert!(!shown.contains("s3cret") && shown.contains("lin@127.0.0.1"), "{shown}");
    }
}

#[test]
fn a_server_that_refuses_says_why() {
    let Some(url) = pg::fresh_url() else { return };
    let stranger = refusal(&url.replace("yili@", "stranger@"));
    assert!(matches!(stranger, StoreError::LoginRefused { .. }), "{stranger:?}");
    let absent = refusal(&url.replace("/postgres?", "/no_such_database?"));
    assert!(matches!(absent, StoreError::Missing { .. }), "{absent:?}");
    let schema = refusal(&format!("{url}_gone"));
    assert!(matches!(schema, StoreError::BadLocation { .. }), "{schema:?}");
    let empty = Store::open_existing(&Location::Postgres(url), now()).err();
    assert!(matches!(empty, Some(StoreError::Missing { .. })), "{empty:?}");
}

/// Ends one connection from the server's side, as a restart or a pulled cable would.
fn cut(pid: i64, url: &str) {
    let mut other = postgres::Client::connect(url, postgres::NoTls).unwrap();
    let gone = other.query_one("SELECT pg_terminate_backend($1::int4, 5000)", &[&i32::try_from(pid).unwrap()]).unwrap();
    assert!(gone.get::<_, bool>(0));
}

#[test]
fn a_lost_connection_is_named_and_the_next_transaction_finds_a_new_one() {
    let Some(url) = pg::fresh_url() else { return };
    let mut store = Store::open(&Location::Postgres(url.clone()), now()).unwrap();
    store.write(|tx| tx.script(SHELF)).unwrap();
    let pid = |tx: &mut Tx<'_>| tx.one("SELECT pg_backend_pid()", &[])?.unwrap().int(0);

    let lost = store.write(|tx| {
        put(tx, "half done", 1)?;
        cut(pid(tx)?, &url);
        put(tx, "never", 1)
    });
    assert!(matches!(lost, Err(StoreError::Disconnected { outcome_unknown: false, .. })), "{lost:?}");
    store.write(|tx| put(tx, "goes on", 1)).unwrap();

    let between = store.read(pid).unwrap();
    cut(between, &url);
    store.write(|tx| put(tx, "as if nothing had been", 1)).unwrap();

    let unknown = store.write(|tx| {
        put(tx, "who knows", 1)?;
        cut(pid(tx)?, &url);
        Ok::<_, StoreError>(())
    });
    assert!(matches!(unknown, Err(StoreError::Disconnected { outcome_unknown: true, .. })), "{unknown:?}");
    assert_eq!(names(&mut store), ["as if nothing had been", "goes on"]);
}
