//! What a person looks at: lists, searches, an order.

use yili_orders::domain::ids::OrderId;
use yili_orders::domain::orders::Stage;
use yili_orders::domain::people::Department;
use yili_orders::domain::search_text::haystack;
use yili_orders::ops::{self, Office};
use yili_orders::store::orders::Filter;

use crate::measure::Meter;

/// Rows of a screen.
const SCREEN: i64 = 50;

/// A number from 0 to below `bound` that jumps about.
fn scattered(index: usize, bound: i64) -> i64 {
    (index as i64).wrapping_mul(7_368_787).wrapping_add(1_234_567).rem_euclid(bound.max(1))
}

pub fn measure(office: &mut Office, meter: &Meter) {
    let all = Filter::default();
    let page =
        |office: &mut Office, filter: &Filter, offset| ops::orders::page(office, filter, offset, SCREEN).unwrap();
    meter.repeat("first page and count", 200, |_| {
        assert!(!page(office, &all, 0).is_empty());
        assert!(ops::orders::count(office, &all).unwrap() > 0);
    });
    let filed = Filter { stages: vec![Stage::Filed], customer: None };
    meter.repeat("first page and count of one stage", 200, |_| {
        page(office, &filed, 0);
        ops::orders::count(office, &filed).unwrap();
    });
    meter.repeat("inbox of a desk", 100, |_| {
        drop(ops::orders::inbox(office, Department::Logistics, chrono::Utc::now(), 0, SCREEN).unwrap())
    });
    let count = ops::orders::count(office, &all).unwrap();
    meter.repeat("a page in the middle", 20, |index| drop(page(office, &all, scattered(index, count - SCREEN))));
    let filed_count = ops::orders::count(office, &filed).unwrap();
    meter.repeat("a page in the middle of one stage", 20, |index| {
        drop(page(office, &filed, scattered(index, filed_count - SCREEN)))
    });
    meter.repeat("open an order", 200, |index| {
        let id = OrderId(1 + scattered(index, count));
        assert_eq!(ops::orders::open(office, id).unwrap().order.id, id);
    });
    finds(office, meter, count);
}

fn finds(office: &mut Office, meter: &Meter, count: i64) {
    let clock = meter.start();
    ops::search::find(office, "nothing is called this", 20).unwrap();
    meter.say("first search after the start", clock.stop().wall.as_secs_f64() * 1e3, "ms");
    let numbers: Vec<String> = (0..40)
        .map(|index| ops::orders::open(office, OrderId(1 + scattered(index, count))).unwrap().order.number)
        .collect();
    meter.repeat("find by number", numbers.len(), |index| {
        let found = ops::search::find(office, &numbers[index], 20).unwrap();
        assert!(found.orders.iter().any(|row| row.number == numbers[index]));
    });
    let customers = ops::customers::count(office).unwrap();
    let customers: Vec<_> = (0..40)
        .map(|index| ops::customers::page(office, scattered(index, customers), 1).unwrap().remove(0).customer)
        .collect();
    let two = |index: usize| customers[index].name.chars().skip(index % 4).take(2).collect::<String>();
    meter.repeat("find by two characters", customers.len(), |index| {
        assert!(!ops::search::find(office, &two(index), 20).unwrap().customers.is_empty());
    });
    let initials: Vec<String> = customers
        .iter()
        .map(|customer| haystack(&[&customer.name]).lines().nth(2).unwrap_or("cy").chars().take(5).collect())
        .collect();
    meter.repeat("find by pinyin initials", customers.len(), |index| {
        ops::search::find(office, &initials[index], 20).unwrap();
    });
    meter.repeat("find by phone", customers.len(), |index| {
        let phone: String = customers[index].contacts[0].phone.chars().skip(4).collect();
        assert!(!ops::search::find(office, &phone, 20).unwrap().customers.is_empty());
    });
    meter.repeat("find what is nowhere", 40, |index| {
        ops::search::find(office, &format!("zzqx{index}"), 20).unwrap();
    });
}
