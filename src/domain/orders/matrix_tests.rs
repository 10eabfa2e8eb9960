//! The whole matrix of rights: which desk may take which step at which status, before any form. A change here is a change of
//! policy.

use super::change_tests::{answer_all, ask_for, with_quantity};
use super::samples::*;
use super::tests::REST;
use super::*;
use crate::domain::people::Rank;
use Department::{Production, Sales};

fn rows(table: &mut String, name: &str, order: &Order) {
    for step in Step::ALL {
        let may: Vec<String> = Department::ALL
            .into_iter()
            .flat_map(|department| [(department, Rank::Staff), (department, Rank::Head)])
            .filter(|(department, rank)| gate(order, step, &person(999, *department, *rank)).is_ok())
            .map(|(department, rank)| format!("{}{}", department.key(), if rank == Rank::Head { "!" } else { "" }))
            .collect();
        if !may.is_empty() {
            *table += &format!("{name:10} {:21} {}\n", step.key(), may.join(" "));
        }
    }
}

/// The order with a change: asked for, answered, adopted with goods being made.
fn changes(world: &mut World, order: &Order) -> [(&'static str, Order); 3] {
    let mut asked = order.clone();
    let plan = Command::PlanProduction { line: 1, quantity: 40, due: today(), responsible: "孙伟".into() };
    world.act(&mut asked, &desk(Production), plan).unwrap();
    world.act(&mut asked, &desk(Sales), ask_for(with_quantity(72), vec![])).unwrap();
    let mut answered = asked.clone();
    answer_all(world, &mut answered);
    let mut adopted = answered.clone();
    let decide = Command::DecideChange { no: 1, adopted: true, plan: String::new() };
    world.act(&mut adopted, &head(Sales), decide).unwrap();
    [("asked", asked), ("answered", answered), ("adopted", adopted)]
}

/// The order under review with something short: not asked about, and asked.
fn questions() -> [(&'static str, Order); 2] {
    let mut world = World::new(vec![lot(1, 20, REST)]);
    let mut order = world.receive(content()).unwrap();
    world.act(&mut order, &desk(Sales), Command::ReadBack { caller: "刘敏".into() }).unwrap();
    world.act(&mut order, &desk(Department::Logistics), Command::ReviewStock).unwrap();
    let short = order.clone();
    let ask = Command::AskProduction { note: String::new() };
    world.act(&mut order, &desk(Department::Logistics), ask).unwrap();
    [("short", short), ("question", order)]
}

#[test]
fn the_matrix_of_status_step_and_role() {
    let mut world = World::new(vec![lot(1, 20, REST)]);
    let mut table = String::new();
    let confirmed = world.confirmed();
    for status in Status::ALL {
        // Before the customer's yes there is none.
        let before = matches!(status, Status::Receipt | Status::Review | Status::Reviewed);
        let confirmation = confirmed.confirmation.clone().filter(|_| !before);
        rows(&mut table, status.key(), &Order { status, confirmation, ..confirmed.clone() });
    }
    for (name, order) in changes(&mut world, &confirmed) {
        rows(&mut table, name, &order);
    }
    for (name, order) in questions() {
        rows(&mut table, name, &order);
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/rights_matrix.txt");
    if std::env::var_os("YILI_BLESS").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    assert_eq!(table, std::fs::read_to_string(path).unwrap_or_default(), "run with YILI_BLESS=1 to take the new table");
}
