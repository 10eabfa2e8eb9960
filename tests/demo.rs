//! The demo company: orders in every state, the same from the same seed, and without a fault in its books.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod support {
    pub mod pg;
}

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use yili_orders::demo::build::{self, Summary};
use yili_orders::domain::money::Currency;
use yili_orders::domain::orders::{CreditDecision, Order, Stage, as_logged, replay};
use yili_orders::domain::people::Department;
use yili_orders::ops::{Office, OpError};
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

fn orders(office: &mut Office) -> Vec<Order> {
    let rows = yili_orders::ops::orders::page(office, &Filter::default(), 0, 10_000).unwrap();
    rows.iter().map(|row| yili_orders::ops::orders::open(office, row.id).unwrap().order).collect()
}

#[test]
fn every_desk_has_work_and_some_of_it_is_late() {
    let (mut office, _) = built(200, 5);
    let desks = yili_orders::ops::orders::inbox_counts(&mut office).unwrap();
    for desk in Department::ALL.into_iter().filter(|desk| *desk != Department::Administration) {
        assert!(desks.contains_key(&desk), "{desk:?} has nothing to do: {desks:?}");
    }
    let sales = yili_orders::ops::orders::inbox(&mut office, Department::Sales, chrono::Utc::now(), 0, 100).unwrap();
    assert!(sales.iter().any(|row| row.due < now()) && sales.iter().any(|row| row.due > now()));
}

#[test]
fn every_turn_that_an_order_can_take_is_there() {
    let (mut office, _) = built(200, 5);
    let orders = orders(&mut office);
    let any = |what: &str, fits: &dyn Fn(&Order) -> bool| assert!(orders.iter().any(fits), "no order {what}");
    let decided = |order: &Order, fits: fn(&CreditDecision) -> bool| {
        order.review.credit.as_ref().is_some_and(|credit| fits(&credit.decision))
    };
    any("with a guarantee", &|order| decided(order, |decision| matches!(decision, CreditDecision::Guarantee { .. })));
    any("released", &|order| decided(order, |decision| matches!(decision, CreditDecision::Release { .. })));
    any("refused", &|order| decided(order, |decision| matches!(decision, CreditDecision::Refuse { .. })));
    any("on hold", &|order| order.hold.is_some());
    any("changed after it was confirmed", &|order| order.version > 1 && order.confirmation.is_none());
    any("with a change that waits for answers", &|order| order.open_change().is_some());
    any("with a change that was declined", &|order| {
        order.changes.iter().any(|change| change.decision.as_ref().is_some_and(|word| !word.adopted))
    });
    any("changed, confirmed anew and gone", &|order| order.version > 1 && order.closed.is_some());
    any("waiting for the plant", &|order| order.productions.iter().any(|made| made.output.is_none()));
    any("waiting for inspection", &|order| {
        order.productions.iter().any(|made| made.output.is_some() && made.inspection.is_none())
    });
    any("with a failed lot", &|order| {
        order.productions.iter().any(|made| made.inspection.as_ref().is_some_and(|inspection| !inspection.passed))
    });
    any("made to measure and filed", &|order| !order.productions.is_empty() && order.filed.is_some());
    any("picked and not checked", &|order| order.shipments.iter().any(|shipment| shipment.checked.is_none()));
    any("checked and not notified", &|order| order.shipments.iter().any(|s| s.checked.is_some() && s.notice.is_none()));
    any("notified and not gone", &|order| order.shipments.iter().any(|s| s.notice.is_some() && s.dispatch.is_none()));
    any("on the road", &|order| order.shipments.iter().any(|s| s.dispatch.is_some() && s.delivery.is_none()));
    any("with a difference", &|order| {
        order.shipments.iter().filter_map(|s| s.delivery.as_ref()).any(|delivery| !delivery.differences.is_empty())
    });
    any("in two shipments", &|order| order.shipments.len() > 1);
    any("for export", &|order| order.content.incoterm.is_some() && order.content.currency != Currency::Cny);
    any("cancelled and filed", &|order| order.cancelled.is_some() && order.filed.is_some());
    for order in &orders {
        for shipment in &order.shipments {
            let checker = shipment.checked.map(|mark| mark.by);
            assert_ne!(checker, Some(shipment.picked.by), "{}: a second person checks", order.number);
        }
    }
}

#[test]
fn nothing_happens_after_now_and_steps_follow_one_another() {
    let (mut office, _) = built(150, 9);
    let rows = yili_orders::ops::orders::page(&mut office, &Filter::default(), 0, 1000).unwrap();
    let mut received: Vec<DateTime<Utc>> = rows.iter().map(|row| row.received_at).collect();
    received.reverse();
    assert!(received.is_sorted(), "numbers follow the hours");
    for row in &rows {
        let dossier = yili_orders::ops::orders::open(&mut office, row.id).unwrap();
        let times: Vec<DateTime<Utc>> = dossier.log.iter().map(|entry| entry.mark.at).collect();
        assert!(times.is_sorted() && times.iter().all(|at| *at <= now()), "{}: {times:?}", row.number);
        let again = replay(dossier.log.iter().map(|entry| (&entry.event, entry.mark))).unwrap();
        assert_eq!(again, as_logged(dossier.order), "{}: the log replayed is the order", row.number);
    }
}

#[test]
fn the_same_seed_builds_the_same_company_to_the_byte() {
    let log = |seed| {
        let (mut office, _) = built(60, seed);
        let rows = yili_orders::ops::orders::page(&mut office, &Filter::default(), 0, 100).unwrap();
        let whole: Vec<String> = rows
            .iter()
            .flat_map(|row| yili_orders::ops::orders::open(&mut office, row.id).unwrap().log)
            .map(|entry| format!("{entry:?}"))
            .collect();
        whole
    };
    assert_eq!(log(4), log(4));
    assert_ne!(log(4), log(5));
}

#[test]
fn a_server_holds_the_same_company_to_the_byte() {
    let Some(url) = support::pg::fresh_url() else { return };
    let mut server = Office::open(&Location::Postgres(url), now()).unwrap();
    build::build(&mut server, 80, 4, now(), &mut |_, _| true).unwrap();
    let (mut file, _) = built(80, 4);
    assert_eq!(orders(&mut server), orders(&mut file));
    assert_eq!(yili_orders::ops::check::run(&mut server, &mut |_, _| true).unwrap().faults, []);
}

#[test]
fn a_company_of_few_orders_is_built_too() {
    for orders in [0, 1, 7] {
        let (_, summary) = built(orders, 2);
        assert_eq!(summary.orders, orders);
    }
}

#[test]
fn a_store_in_use_is_left_alone() {
    let (mut office, _) = built(3, 2);
    let refused = build::build(&mut office, 3, 2, now(), &mut |_, _| true);
    assert!(matches!(refused, Err(OpError::SetUpAlready)));
}

#[test]
fn building_can_be_ended_early() {
    let mut office = Office::open(&Location::Memory, now()).unwrap();
    let summary = build::build(&mut office, 100, 1, now(), &mut |done, _| done < 30).unwrap();
    assert!((30..60).contains(&summary.orders), "{}", summary.orders);
}

#[test]
fn everybody_signs_in_with_the_password_of_the_demo() {
    let (mut office, _) = built(0, 1);
    for login in ["admin", "liwen", "hanmei"] {
        assert!(yili_orders::ops::people::sign_in(&mut office, login, build::DEMO_PASSWORD, now()).is_ok(), "{login}");
    }
}

#[test]
fn shelves_hold_something_of_everything_and_little_that_nobody_takes() {
    let (mut office, _) = built(400, 3);
    let lots = yili_orders::ops::stock::page(&mut office, 0, 10_000).unwrap();
    let mut products: BTreeMap<_, usize> = BTreeMap::new();
    for (lot, _) in &lots {
        assert!(lot.reserved <= lot.on_hand);
        *products.entry(lot.product).or_default() += 1;
    }
    assert_eq!(products.len(), 30);
    assert!(products.values().all(|count| *count < 20), "{products:?}");
}

#[test]
fn it_can_be_built_on_any_day_of_the_year() {
    for (now, seed) in [
        ("2026-11-22T20:00:00Z", 1), // a Monday before the office opens
        ("2026-02-20T04:00:00Z", 2), // in the Spring Festival
        ("2026-10-08T00:40:00Z", 3), // the first minutes after the long holiday
        ("2026-05-10T09:00:00Z", 4), // a Sunday
        ("2026-12-31T15:59:59Z", 5),
        ("2028-02-29T05:00:00Z", 6), // a year without known holidays
    ] {
        let now = now.parse().unwrap();
        let mut office = Office::open(&Location::Memory, now).unwrap();
        let summary = build::build(&mut office, 120, seed, now, &mut |_, _| true);
        assert_eq!(summary.map(|summary| summary.orders).unwrap(), 120, "{now}");
    }
}

#[test]
fn the_books_of_the_demo_company_are_clean() {
    let (mut office, _) = built(250, 7);
    let report = yili_orders::ops::check::run(&mut office, &mut |_, _| true).unwrap();
    assert_eq!(report.faults, []);
}

#[test]
fn a_list_scrolled_to_any_place_shows_what_stands_there() {
    let (mut office, _) = built(120, 6);
    let ids = |office: &mut Office, filter: &Filter, offset, limit| -> Vec<i64> {
        let rows = yili_orders::ops::orders::page(office, filter, offset, limit).unwrap();
        rows.iter().map(|row| row.id.0).collect()
    };
    for filter in [Filter::default(), Filter { stages: vec![Stage::Filed], customer: None }] {
        let whole = ids(&mut office, &filter, 0, 1000);
        assert_eq!(whole.len() as i64, yili_orders::ops::orders::count(&mut office, &filter).unwrap());
        for offset in [0, 1, 37, 118, 119, 120, 500] {
            let there: Vec<i64> = whole.iter().copied().skip(offset as usize).take(10).collect();
            assert_eq!(ids(&mut office, &filter, offset, 10), there, "{filter:?} at {offset}");
        }
    }
}

#[test]
fn prices_are_those_of_the_lists_in_force() {
    let (mut office, _) = built(200, 1);
    let lists = yili_orders::ops::prices::page(&mut office, 0, 10).unwrap();
    let names: Vec<&str> = lists.iter().map(|(list, _)| list.name.as_str()).collect();
    assert_eq!(names, ["年度协议价", "出口美元价", "批发价"]);
    let mut seen = BTreeMap::new();
    for order in orders(&mut office) {
        let content = &order.content;
        let customer = yili_orders::ops::customers::open(&mut office, content.customer).unwrap().customer;
        let day = yili_orders::domain::company::Company::default().day(order.received.at);
        let lists = yili_orders::ops::prices::of_customer(&mut office, content.customer).unwrap();
        for line in &content.lines {
            let product = yili_orders::ops::products::open(&mut office, line.product).unwrap().0;
            let quoted = yili_orders::domain::prices::price_on(&lists, &customer, &product, content.currency, day);
            if let Some(quoted) = quoted {
                assert_eq!(line.price, quoted.price, "{}", order.number);
                *seen.entry(format!("{:?}", quoted.source)).or_insert(0) += 1;
            }
        }
    }
    assert_eq!(seen.len(), 4, "three lists and the goods' own price: {seen:?}");
}

/// F15, F19, F20, F22: there is something of everything that the credit desk looks at, whatever the seed.
#[test]
fn the_credit_desk_finds_a_chain_a_guarantee_and_somebody_late() {
    use yili_orders::domain::credit::RecordKind;
    for (orders, seed) in [(0, 1), (200, 5)] {
        let (mut office, _) = built(orders, seed);
        let settings = yili_orders::ops::company::load(&mut office).unwrap().credit;
        let chain = &settings.groups[0];
        assert!(chain.limit.is_some_and(|limit| limit > 0), "{settings:?}");
        assert_eq!(settings.releasers.len(), 1);
        let today = now().date_naive();
        let all = yili_orders::ops::customers::page(&mut office, 0, 100).unwrap();
        let files: Vec<_> = all
            .iter()
            .map(|kept| yili_orders::ops::credit::open(&mut office, kept.customer.id, today).unwrap())
            .collect();
        let of_chain = files.iter().filter(|file| file.kept.customer.credit.group == Some(chain.id));
        let owed: Vec<i64> = of_chain.map(|file| file.kept.exposure.total()).collect();
        assert!(owed.len() > 2, "{owed:?}");
        let group = files.iter().find(|file| file.kept.customer.credit.group.is_some()).unwrap().ledger.group;
        assert_eq!(group.total(), owed.iter().sum::<i64>());
        let record = |file: &&yili_orders::ops::credit::CreditFile| {
            file.kept.customer.credit.records.iter().any(|record| matches!(record.kind, RecordKind::Safeguard { .. }))
        };
        assert_eq!(files.iter().filter(record).count(), 1);
        let late = files.iter().filter_map(|file| file.ledger.overdue(&file.kept.customer, &settings, today));
        let late: Vec<_> = late.collect();
        assert!(late.iter().any(|late| late.days == 45), "{late:?}");
        assert_eq!(yili_orders::ops::check::run(&mut office, &mut |_, _| true).unwrap().faults, []);
    }
}
