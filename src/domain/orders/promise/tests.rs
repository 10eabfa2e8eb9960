//! II.4, F25: the promised day on the small company: half of the shelf life of 15 days must remain, one day on the way, two
//! working days to make. Monday, 23 November 2026.

use proptest::prelude::*;

use super::*;
use crate::domain::orders::samples::{World, content, customer, lot, today};
use crate::domain::orders::{Content, Line};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn asked(world: &mut World, content: Content) -> Order {
    world.receive(content).unwrap()
}

fn facts<'a>(world: &'a World, expected: &'a BTreeMap<ProductId, Vec<Expected>>) -> Facts<'a> {
    Facts {
        today: today(),
        company: &world.company,
        customer: Some(&world.customer),
        products: &world.products,
        lots: &world.lots,
        expected,
    }
}

fn found(world: &World, order: &Order) -> Vec<Promise> {
    promises(order, &facts(world, &BTreeMap::new()))
}

fn surplus_of(quantity: i64, ready: &str) -> BTreeMap<ProductId, Vec<Expected>> {
    let number = "SO20261120-0007".to_owned();
    let known = Expected { order: OrderId(7), number, product: ProductId(1), day: day(ready), quantity };
    BTreeMap::from([(ProductId(1), vec![known])])
}

#[test]
fn goods_in_the_store_are_there_a_day_later() {
    let mut world = World::new(vec![lot(1, 100, "2026-12-07")]);
    let order = asked(&mut world, content());
    let why = vec![Why::InStore { quantity: 60 }, Why::Leaves { day: today() }, Why::Travel { days: 1 }];
    assert_eq!(found(&world, &order), [Promise { line: 1, day: Some(day("2026-11-24")), why }]);
}

#[test]
fn what_is_short_takes_the_lead_time_of_making() {
    let mut world = World::new(vec![lot(1, 25, "2026-12-07")]);
    let order = asked(&mut world, content());
    let ready = day("2026-11-25");
    let why = vec![
        Why::InStore { quantity: 25 },
        Why::ToMake { quantity: 35, lead_days: 2, ready },
        Why::Leaves { day: ready },
        Why::Travel { days: 1 },
    ];
    assert_eq!(found(&world, &order), [Promise { line: 1, day: Some(day("2026-11-26")), why }]);
}

/// Eight days must remain on the wished day; goods of 2 December have seven.
#[test]
fn goods_too_old_for_the_customer_do_not_count() {
    let mut world = World::new(vec![lot(1, 100, "2026-12-02")]);
    let order = asked(&mut world, content());
    assert_eq!(found(&world, &order)[0].why[0], Why::ToMake { quantity: 60, lead_days: 2, ready: day("2026-11-25") });
}

#[test]
fn what_another_order_does_not_need_is_counted_before_it_is_made_anew() {
    let mut world = World::new(vec![lot(1, 25, "2026-12-07")]);
    let order = asked(&mut world, content());
    let expected = surplus_of(40, "2026-11-24");
    let promise = &promises(&order, &facts(&world, &expected))[0];
    assert_eq!(promise.day, Some(day("2026-11-25")));
    let from = Source::Surplus("SO20261120-0007".into());
    assert_eq!(promise.why[1], Why::Coming { quantity: 35, day: day("2026-11-24"), from });
    // Waiting for it would take longer than making it.
    let expected = surplus_of(40, "2026-12-04");
    assert_eq!(promises(&order, &facts(&world, &expected))[0].day, Some(day("2026-11-26")));
}

#[test]
fn two_lines_do_not_count_the_same_cartons() {
    let mut world = World::new(vec![lot(1, 80, "2026-12-07")]);
    let mut wish = content();
    wish.lines.push(Line { ..wish.lines[0].clone() });
    let order = asked(&mut world, wish);
    let found = found(&world, &order);
    assert_eq!(found[0].day, Some(day("2026-11-24")));
    assert_eq!(
        found[1].why[..2],
        [Why::InStore { quantity: 20 }, Why::ToMake { quantity: 40, lead_days: 2, ready: day("2026-11-25") },]
    );
}

/// Friday's goods would be there on Saturday; they are handed over on Monday. Over National Day nothing leaves.
#[test]
fn goods_leave_and_arrive_on_working_days() {
    let calendar = WorkingCalendar::default();
    assert_eq!(arrival(&calendar, day("2026-11-27"), 1), day("2026-11-30"));
    assert_eq!(arrival(&calendar, day("2026-11-27"), 3), day("2026-11-30"));
    assert_eq!(arrival(&calendar, day("2026-09-30"), 2), day("2026-10-08"));
    // 20 September 2026 is a Sunday on which people work.
    assert_eq!(arrival(&calendar, day("2026-09-18"), 2), day("2026-09-20"));
}

#[test]
fn a_plan_larger_than_the_order_leaves_something_for_others() {
    let mut world = World::new(vec![lot(1, 25, "2026-12-07")]);
    let mut order = world.confirmed();
    let plan = crate::domain::orders::Command::PlanProduction {
        line: 1,
        quantity: 48,
        due: day("2026-11-25"),
        responsible: "孙伟".into(),
    };
    let planner = crate::domain::orders::samples::desk(crate::domain::people::Department::Production);
    world.act(&mut order, &planner, plan).unwrap();
    let left = surplus(&order);
    assert_eq!((left.len(), left[0].quantity, left[0].day), (1, 13, day("2026-11-25")));
    assert_eq!(promises(&order, &facts(&world, &BTreeMap::new()))[0].day, Some(day("2026-11-26")));
}

/// A need with random stock and supply.
#[derive(Clone, Debug)]
struct Drawn {
    today: u64,
    wished: u64,
    quantity: i64,
    travel: i64,
    lead: Option<i64>,
    shelf: Vec<(u64, i64)>,
    supply: Vec<(u64, i64)>,
}

prop_compose! {
    fn drawn()(
        today in 0u64..900, wished in 0u64..40, quantity in 1i64..300, travel in 0i64..12,
        lead in prop::option::of(0i64..15),
        shelf in prop::collection::vec((0u64..60, 1i64..120), 0..5),
        supply in prop::collection::vec((0u64..30, 1i64..120), 0..5),
    ) -> Drawn {
        Drawn { today, wished, quantity, travel, lead, shelf, supply }
    }
}

fn day_of(calendar: &WorkingCalendar, drawn: &Drawn) -> (NaiveDate, Promise) {
    let today = day("2024-01-02") + Days::new(drawn.today);
    let shelf = drawn.shelf.iter().enumerate().map(|(index, (days, quantity))| Shelf {
        lot: LotId(index as i64),
        expiry: today + Days::new(*days),
        quantity: *quantity,
        approved: false,
    });
    let supply = drawn.supply.iter().map(|(days, quantity)| Supply {
        day: today + Days::new(*days),
        quantity: *quantity,
        from: Source::Planned,
        expiry: None,
    });
    let wished = today + Days::new(drawn.wished);
    let need = Need {
        calendar,
        today,
        wished,
        quantity: drawn.quantity,
        travel: drawn.travel,
        freshness: Freshness { arrival: wished, rule: customer().shelf_life, shelf_life_days: 15 },
        shelf: shelf.collect(),
        supply: supply.collect(),
        plant: drawn.lead.map_or(Plant::Said, Plant::Lead),
    };
    (today, earliest(1, &need).0)
}

/// "Never" is later than any day.
fn rank(promise: &Promise) -> NaiveDate {
    promise.day.unwrap_or(NaiveDate::MAX)
}

proptest! {
    #[test]
    fn never_before_today_and_never_outside_the_working_days(drawn in drawn()) {
        let calendar = WorkingCalendar::default();
        let (today, promise) = day_of(&calendar, &drawn);
        prop_assert!(promise.day.is_none_or(|day| day >= today && calendar.is_working_day(day)));
        prop_assert!(promise.day.is_some() || drawn.lead.is_none());
    }

    #[test]
    fn more_stock_is_never_later(drawn in drawn(), days in 0u64..60, more in 1i64..200) {
        let calendar = WorkingCalendar::default();
        let (_, before) = day_of(&calendar, &drawn);
        let mut richer = drawn.clone();
        richer.shelf.push((days, more));
        prop_assert!(rank(&day_of(&calendar, &richer).1) <= rank(&before));
        let mut richer = drawn;
        richer.supply.push((days, more));
        prop_assert!(rank(&day_of(&calendar, &richer).1) <= rank(&before));
    }

    #[test]
    fn a_longer_way_and_a_longer_lead_time_are_never_earlier(drawn in drawn(), more in 1i64..10) {
        let calendar = WorkingCalendar::default();
        let (_, before) = day_of(&calendar, &drawn);
        let farther = Drawn { travel: drawn.travel + more, ..drawn.clone() };
        prop_assert!(rank(&day_of(&calendar, &farther).1) >= rank(&before));
        let slower = Drawn { lead: drawn.lead.map(|days| days + more), ..drawn.clone() };
        prop_assert!(rank(&day_of(&calendar, &slower).1) >= rank(&before));
        let more_wanted = Drawn { quantity: drawn.quantity + more, ..drawn };
        prop_assert!(rank(&day_of(&calendar, &more_wanted).1) >= rank(&before));
    }

    /// The reasons add up to what is wanted, nothing leaves before it is ready, and the way leads to the promised day.
    #[test]
    fn a_promised_day_is_reached_by_its_own_reasons(drawn in drawn()) {
        let calendar = WorkingCalendar::default();
        let (today, promise) = day_of(&calendar, &drawn);
        let (mut quantity, mut leaves, mut travel, mut latest) = (0, None, 0, today);
        for why in &promise.why {
            match why {
                Why::InStore { quantity: part } => quantity += part,
                Why::Coming { quantity: part, day, .. } => { quantity += part; latest = latest.max(*day); }
                Why::ToMake { quantity: part, ready, lead_days } => {
                    quantity += part;
                    latest = latest.max(*ready);
                    prop_assert!(calendar.working_days_between(today, *ready) >= *lead_days);
                }
                Why::CannotMake { quantity: part } => { quantity += part; prop_assert!(promise.day.is_none()); }
                Why::Leaves { day } => leaves = Some(*day),
                Why::Travel { days } => travel = *days,
            }
        }
        prop_assert_eq!(quantity, drawn.quantity);
        prop_assert_eq!(leaves.is_some(), promise.day.is_some());
        if let Some(leaves) = leaves {
            prop_assert!(leaves >= latest && calendar.is_working_day(leaves));
            prop_assert_eq!(promise.day, Some(arrival(&calendar, leaves, travel)));
        }
    }
}
