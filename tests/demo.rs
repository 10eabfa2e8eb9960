//! The demo company: orders in every state, the same from the same seed, and without a fault in its books.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use yili_orders::demo::build::{self, Summary};
use yili_orders::domain::orders::Stage;
use yili_orders::ops::Office;
use yili_orders::store::Location;
use yili_orders::store::orders::Filter;

fn now() -> DateTime<Utc> {
    "2026-11-23T06:30:00Z".parse().unwrap()
}

fn built(orders: u64, seed: u64) -> (Office, Summary) {
    let mut office = Office::open(&Location::Memory, now()).unwrap();
    let summary = build::build(&mut office, orders, seed, now(), &mut |_, _| true).unwrap();
    (office, summary)
}

#[test]
fn orders_stand_in_every_stage() {
    let (mut office, summary) = built(300, 1);
    assert_eq!((summary.orders, summary.customers, summary.products), (300, 60, 30));
    let mut stages: BTreeMap<Stage, i64> = BTreeMap::new();
    for stage in Stage::ALL {
        let filter = Filter { stages: vec![stage], customer: None };
        stages.insert(stage, yili_orders::ops::orders::count(&mut office, &filter).unwrap());
    }
    println!("{stages:?}");
    assert!(stages.values().all(|count| *count > 0), "{stages:?}");
    assert_eq!(stages.values().sum::<i64>(), 300);
}
