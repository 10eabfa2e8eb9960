//! Proposals on the small company of the rules' own tests: half of the shelf life of 15 days must remain, one day on the way,
//! two working days to make.

use super::*;
use crate::domain::credit::Ledger;
use crate::domain::orders::decide::CreditDecision;
use crate::domain::orders::samples::{World, content, desk, head, lot, now, today};
use crate::domain::orders::{Agreement, Channel};
use crate::domain::people::Rank;

fn dossier(world: &World, order: &Order) -> Dossier {
    let people = Department::ALL.into_iter().flat_map(|department| [desk(department), head(department)]);
    Dossier {
        order: order.clone(),
        log: Vec::new(),
        customer: world.customer.clone(),
        exposure: world.standing.exposure,
        ledger: Ledger { exposure: world.standing.exposure, ..Ledger::default() },
        products: world.products.clone(),
        lots: world.lots.clone(),
        expected: world.expected.clone(),
        people: people.map(|user| (user.id, user)).collect(),
        company: world.company.clone(),
        then: Default::default(),
        filed: None,
    }
}

/// An order of 60 bottles whose stock was looked at.
fn reviewed(lots: Vec<Lot>) -> (World, Order) {
    let mut world = World::new(lots);
    let mut order = world.receive(content()).unwrap();
    world.act(&mut order, &desk(Department::Sales), Command::ReadBack { caller: "刘敏".into() }).unwrap();
    let pass = Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() };
    world.act(&mut order, &desk(Department::Credit), pass).unwrap();
    world.act(&mut order, &desk(Department::Logistics), Command::ReviewStock).unwrap();
    (world, order)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// F26: a line with a wish of its own is proposed its own day; the others share one.
#[test]
fn the_proposed_days_follow_from_what_is_possible() {
    let (world, mut order) = reviewed(vec![lot(1, 25, "2026-12-07")]);
    let found = promises(&dossier(&world, &order), today());
    assert_eq!(found[0].day, Some(day("2026-11-26")), "two working days to make, one on the way");
    assert_eq!(proposed_days(&order, &found), (day("2026-11-26"), vec![]));
    order.content.lines[0].requested = Some(day("2026-12-02"));
    let found = promises(&dossier(&world, &order), today());
    assert_eq!(proposed_days(&order, &found), (order.content.requested, vec![(1, day("2026-12-02"))]));
}

/// III.1: whole cartons, ready a day before the promised one because of the way.
#[test]
fn a_plan_is_rounded_up_to_cartons_and_due_before_the_way() {
    let (mut world, mut order) = reviewed(vec![lot(1, 25, "2026-12-07")]);
    let agreed = Some(Agreement { who: "刘敏".into(), note: "周五".into() });
    let promised = day("2026-11-27");
    world
        .act(&mut order, &desk(Department::Production), Command::ReviewDate { promised, agreed, lines: Vec::new() })
        .unwrap();
    let confirm = Command::Confirm { channel: Channel::Telephone, who: "刘敏".into() };
    world.act(&mut order, &desk(Department::Sales), confirm).unwrap();
    let found = plans(&dossier(&world, &order), today());
    assert_eq!(found, [Plan { line: 1, short: 35, quantity: 36, due: day("2026-11-26") }]);
    let packs = &world.products[&ProductId(1)].packs;
    assert_eq!((whole_packs(packs, 0), whole_packs(packs, 12), whole_packs(packs, 13)), (0, 12, 24));
}

#[test]
fn a_due_day_is_a_working_day_and_never_over() {
    let (world, order) = reviewed(vec![lot(1, 25, "2026-12-07")]);
    let kept = dossier(&world, &order);
    assert_eq!(latest_working_day(&kept, day("2026-11-29"), today()), day("2026-11-27"), "Sunday: the Friday before");
    assert_eq!(latest_working_day(&kept, day("2026-11-20"), today()), today());
}

/// IV.1: the lot that expires first stands first; an old one is offered and not proposed.
#[test]
fn picking_proposes_what_is_held_and_offers_the_rest() {
    let (world, order) = reviewed(vec![lot(1, 100, "2026-12-07"), lot(2, 100, "2026-12-05"), lot(3, 8, "2026-11-30")]);
    let found = choices(&dossier(&world, &order), today());
    let told: Vec<_> =
        found.iter().map(|one| (one.lot, one.held, one.free, one.proposed, one.remaining, one.fresh)).collect();
    assert_eq!(
        told,
        [(LotId(3), 0, 8, 0, 5, false), (LotId(2), 60, 40, 60, 10, true), (LotId(1), 0, 100, 0, 12, true),]
    );
}

#[test]
fn what_was_held_and_grew_too_old_is_proposed_from_fresh_lots() {
    let (world, order) = reviewed(vec![lot(1, 100, "2026-12-05"), lot(2, 100, "2026-12-20")]);
    let found = choices(&dossier(&world, &order), day("2026-11-27"));
    let told: Vec<_> = found.iter().map(|one| (one.lot, one.held, one.proposed, one.fresh)).collect();
    assert_eq!(told, [(LotId(1), 60, 0, false), (LotId(2), 0, 60, true)]);
}

#[test]
fn a_lot_number_that_is_taken_is_not_proposed_again() {
    let (mut world, order) = reviewed(vec![lot(1, 100, "2026-12-07")]);
    world.lots.get_mut(&ProductId(1)).unwrap()[0].code = "20261123A1".into();
    let kept = dossier(&world, &order);
    assert_eq!(lot_code(&kept, ProductId(1), today()), "20261123A2");
    assert_eq!(lot_code(&kept, ProductId(1), day("2026-11-22")), "20261122A1");
}

#[test]
fn reservation_is_what_the_rules_would_do() {
    let mut world = World::new(vec![lot(1, 25, "2026-12-07")]);
    let mut order = world.receive(content()).unwrap();
    world.act(&mut order, &desk(Department::Sales), Command::ReadBack { caller: "刘敏".into() }).unwrap();
    let found = reservation(&dossier(&world, &order), &desk(Department::Logistics), now());
    assert_eq!((found.lines[0].reserved[0].quantity, found.lines[0].short), (25, 35));
    assert_eq!(found.let_go, []);
    let nobody = reservation(&dossier(&world, &order), &desk(Department::Quality), now());
    assert_eq!(nobody, Reservation::default(), "who may not reserve is shown nothing");
}

#[test]
fn the_responsible_person_is_whoever_sits_there_else_one_of_the_desk() {
    let (world, order) = reviewed(vec![lot(1, 25, "2026-12-07")]);
    let kept = dossier(&world, &order);
    let planner = crate::domain::orders::samples::person(77, Department::Production, Rank::Staff);
    assert_eq!(usual_person(&kept, &planner, Department::Production), "员工77");
    assert_eq!(
        usual_person(&kept, &desk(Department::Sales), Department::Production),
        desk(Department::Production).name
    );
}
