//! Every list goes along an index, and its last page is as near as its first.

use super::now;
use crate::domain::ids::{CustomerId, OrderId, ProductId, UserId};
use crate::domain::orders::{Stage, Step};
use crate::domain::people::{Department, Sight};
use crate::domain::post::MailState;
use crate::domain::prices::Audience;
use crate::store::orders::Filter;
use crate::store::sqlite::watch;
use crate::store::{
    Location, Store, StoreError, Tx, Value, archive, check, credit, customers, mails, orders, post, prices, products,
    stock,
};
use std::path::Path;

type List = (&'static str, fn(&mut Tx<'_>, i64) -> Result<usize, StoreError>);

/// Somebody who sees only her own customers: every second one of [`fill`].
const OWN: Sight = Sight::Own(UserId(7));

fn stages(tx: &mut Tx<'_>, stages: &[Stage], customer: Option<i64>, offset: i64) -> Result<usize, StoreError> {
    seen(tx, Sight::All, stages, customer, offset)
}

fn seen(
    tx: &mut Tx<'_>,
    sight: Sight,
    stages: &[Stage],
    customer: Option<i64>,
    offset: i64,
) -> Result<usize, StoreError> {
    let filter = Filter { stages: stages.to_vec(), customer: customer.map(CustomerId) };
    orders::count(tx, sight, &filter)?;
    orders::page(tx, sight, &filter, offset, 50).map(|rows| rows.len())
}

/// Every list of the store, by the name of its function in the sources, at an offset.
const LISTS: &[List] = &[
    ("orders.rs: page", |tx, offset| stages(tx, &[], None, offset)),
    ("orders.rs: page", |tx, offset| stages(tx, &[Stage::Filed], None, offset)),
    ("orders.rs: page", |tx, offset| stages(tx, &[Stage::Receipt, Stage::Shipped, Stage::Filed], None, offset)),
    ("orders.rs: page", |tx, offset| stages(tx, &[], Some(1), offset)),
    ("orders.rs: page", |tx, offset| stages(tx, &[Stage::Shipped, Stage::Filed], Some(1), offset)),
    ("orders.rs: page_ids", |tx, offset| stages(tx, &[Stage::Shipped], None, offset)),
    ("orders.rs: inbox", |tx, offset| inbox(tx, Sight::All, offset)),
    ("orders.rs: inbox", |tx, offset| inbox(tx, OWN, offset)),
    ("orders.rs: waiting_for", |tx, _| {
        orders::waiting_for(tx, Department::Logistics, Step::Deliver, 50).map(|rows| rows.len())
    }),
    ("orders.rs: expected", |tx, _| orders::expected(tx, ProductId(1)).map(|rows| rows.len())),
    ("orders.rs: newest_of", |tx, _| orders::newest_of(tx, CustomerId(1), 10).map(|rows| rows.len())),
    ("orders.rs: of_customer", |tx, offset| orders::of_customer(tx, CustomerId(1), offset, 50).map(|rows| rows.len())),
    ("orders.rs: window", |tx, offset| {
        let filter = Filter { stages: vec![Stage::Shipped], customer: Some(CustomerId(1)) };
        orders::window(tx, Sight::All, &filter, offset, offset + 50)?;
        let filed = Filter { stages: vec![Stage::Filed], customer: None };
        orders::window(tx, OWN, &filed, offset, offset + 50)?;
        orders::window(tx, Sight::All, &filed, offset, offset + 50).map(|rows| rows.len())
    }),
    ("orders.rs: window", |tx, offset| {
        let days = (now().date_naive(), now().date_naive());
        orders::line_window(tx, OWN, days, offset, offset + 50)?;
        orders::line_window(tx, Sight::All, days, offset, offset + 50).map(|rows| rows.len())
    }),
    ("archive.rs: page", |tx, offset| archive::page(tx, Sight::All, offset, 50).map(|rows| rows.len())),
    ("archive.rs: page", |tx, offset| archive::page(tx, OWN, offset, 50).map(|rows| rows.len())),
    ("customers.rs: page", |tx, offset| customers::page(tx, Sight::All, offset, 50).map(|rows| rows.len())),
    ("customers.rs: page", |tx, offset| customers::page(tx, OWN, offset, 50).map(|rows| rows.len())),
    ("customers.rs: page", |tx, _| customers::count(tx, OWN).map(|count| count as usize)),
    ("customers.rs: page", |tx, _| customers::of_owner(tx, Some(UserId(7))).map(|rows| rows.len())),
    ("customers.rs: page", |tx, _| customers::owned(tx).map(|rows| rows.len())),
    ("customers.rs: payments", |tx, _| customers::payments(tx, CustomerId(1), 50).map(|rows| rows.len())),
    ("prices.rs: page", |tx, offset| prices::page(tx, Sight::All, offset, 50).map(|rows| rows.len())),
    ("prices.rs: page", |tx, offset| prices::page(tx, OWN, offset, 50).map(|rows| rows.len())),
    ("prices.rs: of", |tx, _| prices::of(tx, &[Audience::Group("x".into())]).map(|rows| rows.len())),
    ("products.rs: page", |tx, offset| products::page(tx, offset, 50).map(|rows| rows.len())),
    ("stock.rs: all_in_store", |tx, offset| stock::all_in_store(tx, offset, 50).map(|rows| rows.len())),
    ("stock.rs: waste", |tx, _| stock::waste(tx, now().date_naive(), 50).map(|rows| rows.len())),
    ("stock.rs: in_store", |tx, _| stock::in_store(tx, ProductId(1)).map(|rows| rows.len())),
    ("check.rs: order_page", |tx, offset| check::order_page(tx, offset, 50).map(|rows| rows.len())),
    ("post.rs: page", |tx, offset| post::page(tx, Sight::All, false, offset, 50).map(|rows| rows.len())),
    ("post.rs: page", |tx, offset| post::page(tx, Sight::All, true, offset, 50).map(|rows| rows.len())),
    ("post.rs: page", |tx, offset| post::page(tx, OWN, false, offset, 50).map(|rows| rows.len())),
    ("post.rs: page", |tx, offset| post::page(tx, OWN, true, offset, 50).map(|rows| rows.len())),
    ("post.rs: page", |tx, _| post::count(tx, OWN).map(|count| count as usize)),
    ("post.rs: due", |tx, _| post::due(tx, now(), 50).map(|rows| rows.len())),
    ("post.rs: due", |tx, _| post::next_due(tx).map(|found| usize::from(found.is_some()))),
    ("post.rs: due", |tx, _| post::being_sent(tx).map(|rows| rows.len())),
    ("post.rs: due", |tx, _| post::unsent(tx, Sight::All).map(|count| count as usize)),
    ("post.rs: due", |tx, _| post::unsent(tx, OWN).map(|count| count as usize)),
    ("post.rs: due", |tx, _| post::of_order(tx, OrderId(1)).map(|rows| rows.len())),
    ("post.rs: after", |tx, offset| post::after(tx, offset, 50).map(|rows| rows.len())),
    ("mails.rs: page", |tx, offset| mails::page(tx, MailState::New, offset, 50).map(|rows| rows.len())),
    ("mails.rs: page", |tx, _| mails::count(tx, MailState::New).map(|count| count as usize)),
    ("mails.rs: after", |tx, offset| mails::after(tx, offset, 50).map(|rows| rows.len())),
    ("credit.rs: shipped", |tx, offset| credit::shipped(tx, CustomerId(1), offset, 50).map(|rows| rows.len())),
    ("credit.rs: shipped", |tx, _| credit::used(tx, CustomerId(1)).map(|used| used.len())),
    ("orders.rs: after", |tx, offset| orders::after(tx, offset, 50).map(|rows| rows.len())),
    ("orders.rs: inbox_counts", |tx, _| orders::inbox_counts(tx, Sight::All).map(|counts| counts.len())),
    ("orders.rs: inbox_counts", |tx, _| orders::inbox_counts(tx, OWN).map(|counts| counts.len())),
    ("orders.rs: seen", |tx, offset| orders::seen(tx, OWN, vec![OrderId(offset)]).map(|rows| rows.len())),
    OWN_ALL,
    OWN_FILED,
];

const OWN_ALL: List = ("orders.rs: page", |tx, offset| seen(tx, OWN, &[], None, offset));
const OWN_FILED: List = ("orders.rs: page", |tx, offset| seen(tx, OWN, &[Stage::Filed], None, offset));
const REGISTER: List =
    ("archive.rs: page", |tx, offset| archive::page(tx, Sight::All, offset, 50).map(|rows| rows.len()));

fn inbox(tx: &mut Tx<'_>, sight: Sight, offset: i64) -> Result<usize, StoreError> {
    orders::inbox(tx, sight, Department::Sales, now(), offset, 50).map(|rows| rows.len())
}

fn memory() -> Store {
    Store::open(&Location::Memory, now()).unwrap()
}

/// No list reads a whole table, and none sorts: each goes along an index in the order in which it shows its rows.
#[test]
fn every_list_goes_along_an_index() {
    let mut store = memory();
    let mut asked: Vec<(&str, String)> = Vec::new();
    watch::take();
    for (name, list) in LISTS {
        store.read(|tx| list(tx, 7).map(|_| ())).unwrap();
        // An empty store finds no ids, and then asks for no rows.
        asked.extend(watch::take().into_iter().map(|(sql, _)| (*name, sql)));
    }
    fill(&mut store, 300);
    for (name, list) in LISTS {
        watch::take();
        // The orders here are rows without documents; what is asked counts, not what is read.
        let _ = store.read(|tx| list(tx, 7).map(|_| ()));
        asked.extend(watch::take().into_iter().map(|(sql, _)| (*name, sql)));
    }
    assert!(asked.len() > LISTS.len() * 2, "{}", asked.len());
    let mut wrong = Vec::new();
    for (name, sql) in asked {
        let nothing = vec![Value::Null; (1..).take_while(|place| sql.contains(&format!("${place}"))).count()];
        let plan = store.read(|tx| tx.query(&format!("EXPLAIN QUERY PLAN {sql}"), &nothing)).unwrap();
        for row in &plan {
            let step = row.text(3).unwrap();
            let table = step.strip_prefix("SCAN ").is_some_and(|rest| !rest.contains(" USING ") && !is_run(rest));
            if table || step.contains("TEMP B-TREE") {
                wrong.push(format!("{name}: {step}\n    {sql}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A few rows put together before, such as `s7`, the run of a stage.
fn is_run(name: &str) -> bool {
    name.strip_prefix('s').is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
        || name.contains("SUBQUERY")
        || name.contains("CONSTANT ROW")
}

/// A list that is added must be added above: whatever takes a limit is a list.
#[test]
fn no_list_is_forgotten() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut forgotten = Vec::new();
    for file in [
        "archive",
        "audit",
        "check",
        "company",
        "credit",
        "customers",
        "drafts",
        "mails",
        "orders",
        "people",
        "post",
        "prices",
        "products",
        "stock",
    ] {
        let mut code = std::fs::read_to_string(root.join(format!("{file}.rs"))).unwrap();
        for part in ["lists", "tables"] {
            code += &std::fs::read_to_string(root.join(format!("{file}/{part}.rs"))).unwrap_or_default();
        }
        for function in code.split("fn ").skip(1) {
            let head = function.split('{').next().unwrap_or_default();
            let name = format!("{file}.rs: {}", head.split(['(', '<']).next().unwrap_or_default());
            if head.contains("limit: i64") && !LISTS.iter().any(|(known, _)| *known == name) {
                forgotten.push(name);
            }
        }
    }
    assert!(forgotten.is_empty(), "not among the lists: {forgotten:?}");
}

const DAYS: i64 = 250;

/// Orders over many days, nearly all of them filed, as after years; written by the engine itself, without documents.
fn fill(store: &mut Store, count: i64) {
    let per_day = (count / DAYS).max(1);
    let day = "date('2026-01-01', '+' || ((n - 1) / $PER) || ' days')".replace("$PER", &per_day.to_string());
    let numbers = format!("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < {count})");
    let stage =
        format!("CASE WHEN n > {count} - 20 THEN {} ELSE {} END", Stage::Shipped.number(), Stage::Filed.number());
    let statements = [
        "INSERT INTO customers VALUES (1, 'C1', '鲜客来', 1, 1, 0, 0, 0, '{}', 0)".to_owned(),
        format!(
            "{numbers} INSERT INTO orders SELECT n, 'SO' || n, 1, {stage}, n, {day}, '2026-12-01', NULL, 100, 'CNY', 0, 0, '', \
             NULL, 1, x'00', '{{}}', CASE n % 4 WHEN 0 THEN 0 WHEN 1 THEN 7 ELSE 8 END FROM t"
        ),
        "INSERT INTO order_counts SELECT -1, day, stage, count(*) FROM orders GROUP BY day, stage".to_owned(),
        "INSERT INTO order_counts SELECT owner, day, stage, count(*) FROM orders GROUP BY owner, day, stage".to_owned(),
        format!(
            "INSERT INTO archive SELECT id, 'Z' || id, 'ordinary', day, id, NULL, '' FROM orders WHERE stage = {}",
            Stage::Filed.number()
        ),
    ];
    store.write(|tx| statements.iter().try_for_each(|sql| tx.exec(sql, &[]).map(|_| ()))).unwrap();
}

/// Counted in steps of the engine's machine, which no busy computer changes: the last page of a stage, of the register and
/// of everything costs about what the first one costs, and the page in the middle too.
#[test]
fn the_last_page_is_as_near_as_the_first() {
    const ORDERS: i64 = 100_000;
    let mut store = memory();
    fill(&mut store, ORDERS);
    let filed = ORDERS - 20;
    let all: [(&str, i64, List); 6] = [
        ("everything", ORDERS, LISTS[0]),
        ("one stage", filed, LISTS[1]),
        ("three stages", ORDERS, LISTS[2]),
        ("the register", filed, REGISTER),
        ("own and nobody's", ORDERS / 2, OWN_ALL),
        ("own and nobody's, one stage", filed / 2, OWN_FILED),
    ];
    for (name, rows, (_, list)) in all {
        let mut cost = |offset: i64| {
            watch::take();
            let found = store.read(|tx| list(tx, offset)).unwrap();
            let steps: i64 = watch::take().iter().map(|(_, steps)| i64::from(*steps)).sum();
            (found, steps)
        };
        let (first, middle, last) = (cost(0), cost(rows / 2), cost(rows - 50));
        println!("{name}: first {first:?}, middle {middle:?}, last {last:?}");
        assert_eq!((first.0, middle.0, last.0), (50, 50, 50), "{name}");
        assert_eq!(cost(rows).0, 0, "{name}: nothing behind the last");
        // What is added: the kept counts of the days, and the orders of the day on which the page begins.
        let most = first.1 + 12 * (DAYS + ORDERS / DAYS);
        assert!(middle.1 < most && last.1 < most, "{name}: {first:?} {middle:?} {last:?}");
    }
}
