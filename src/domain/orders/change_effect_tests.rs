//! III.5: what a change does: which reviews it voids, what it gives up, what goes on meanwhile, who is told.

use super::change_tests::*;
use super::samples::*;
use super::tests::{REST, deliver, ship};
use super::*;
use crate::domain::archive::missing_records;
use crate::domain::people::Department;
use Department::{Credit, Logistics, Production as Plant, Quality, Sales};

/// F57: only what the change touches is reviewed anew.
#[test]
fn only_the_touched_reviews_are_void() {
    let stands = |wish: Content, dropped: Vec<usize>| {
        let mut world = World::new(vec![lot(1, 200, REST)]);
        let mut order = confirmed_with(&mut world, two_lines());
        changed(&mut world, &mut order, wish, dropped);
        let review = &order.review;
        assert_eq!(order.confirmation, None);
        assert_eq!(order.status == Status::Reviewed, review.passed());
        (review.credit.is_some(), review.stock.is_some(), review.date.is_some())
    };
    let with = |change: fn(&mut Content)| {
        let mut wish = two_lines();
        change(&mut wish);
        wish
    };
    assert_eq!(stands(with(|wish| wish.lines[0].quantity = 72), vec![]), (false, false, false));
    assert_eq!(stands(with(|wish| wish.lines[0].quantity = 50), vec![]), (true, true, true));
    assert_eq!(stands(two_lines(), vec![2]), (true, true, true));
    assert_eq!(stands(with(|wish| wish.address = "新".into()), vec![]), (true, true, true));
    let later = with(|wish| wish.requested = "2026-11-28".parse().unwrap());
    assert_eq!(stands(later, vec![]), (true, true, false));
    assert_eq!(stands(with(|wish| wish.lines[0].price.minor += 1), vec![]), (false, true, true));
    assert_eq!(stands(with(|wish| wish.lines[0].price.minor -= 1), vec![]), (true, true, true));
    // More of one and less of the other: stock and day, but no more money.
    let turned = with(|wish| {
        wish.lines[0].quantity = 40;
        wish.lines[1].quantity = 50;
    });
    assert_eq!(stands(turned, vec![]), (true, false, false));
    let fob = with(|wish| {
        let place = "天津".into();
        wish.incoterm = Some(Incoterm { rule: IncotermRule::Fob, place });
    });
    assert_eq!(stands(fob, vec![]), (false, true, true));
}

/// A guarantee covers no delivery after its last day; a no of the credit desk was said to the version before.
#[test]
fn a_guarantee_ends_and_a_no_is_asked_again() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    world.customer.credit.limit = 100;
    let mut order = world.receive(content()).unwrap();
    world.act(&mut order, &desk(Sales), Command::ReadBack { caller: "刘敏".into() }).unwrap();
    let until = "2026-11-26".parse().unwrap();
    let decision =
        CreditDecision::Guarantee { guarantor: "建行".into(), amount: 400_000, until, document: "BH-1".into() };
    world.act(&mut order, &desk(Credit), Command::ReviewCredit { decision, note: String::new() }).unwrap();
    confirm(&mut world, &mut order, false);
    let wish = Content { requested: "2026-11-28".parse().unwrap(), ..content() };
    changed(&mut world, &mut order, wish.clone(), vec![]);
    assert_eq!(order.review.credit, None);
    let no = CreditDecision::Refuse { reason: "逾期".into() };
    world.act(&mut order, &desk(Credit), Command::ReviewCredit { decision: no, note: String::new() }).unwrap();
    // Sales goes on by another change, not by an edit.
    assert!(order.tasks.iter().any(|task| (task.desk, task.step) == (Sales, Step::AskChange)));
    let mut smaller = wish;
    smaller.lines[0].quantity = 10;
    changed(&mut world, &mut order, smaller, vec![]);
    assert_eq!(order.review.credit, None);
    assert!(order.tasks.iter().any(|task| (task.desk, task.step) == (Credit, Step::ReviewCredit)));
}

/// A dropped line gives up what is open, lets its lots go, and keeps what was picked; it may be wanted again.
#[test]
fn a_dropped_line_gives_up_what_is_open() {
    let mut world = World::new(vec![lot(1, 200, REST)]);
    let mut order = confirmed_with(&mut world, two_lines());
    pick(&mut world, &mut order, 1, 1, 24);
    changed(&mut world, &mut order, two_lines(), vec![1, 2]);
    assert_eq!(order.changes[0].decision.as_ref().unwrap().given_up, [(1, 36), (2, 30)]);
    assert_eq!((order.content.lines[0].quantity, order.content.lines[1].quantity), (24, 0));
    assert_eq!((open_to_pick(&order, 1), open_to_pick(&order, 2)), (0, 0));
    assert!(order.lines.iter().all(|line| line.reserved.is_empty()));
    assert_eq!(world.lots[&ProductId(1)][0].reserved, 24);
    assert_eq!(order.content.amount(), 24 * 5_990);
    confirm(&mut world, &mut order, false);
    let mut again = order.content.clone();
    again.lines[1].quantity = 12;
    changed(&mut world, &mut order, again, vec![]);
    assert_eq!(open_to_pick(&order, 2), 12);
}

/// Adopting asks again: goods may have been picked meanwhile.
#[test]
fn goods_picked_meanwhile_are_respected() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    world.act(&mut order, &desk(Sales), ask_for(with_quantity(30), vec![])).unwrap();
    pick(&mut world, &mut order, 1, 1, 36);
    answer_all(&mut world, &mut order);
    let refused = world.act(&mut order, &head(Sales), adopt(1));
    assert_eq!(refused, Err(Refusal::BelowTaken { line: 1, quantity: 30, taken: 36 }));
    // The head may still decline, or sales withdraw.
    world.act(&mut order, &desk(Sales), Command::WithdrawChange { no: 1, reason: "已拣".into() }).unwrap();
    assert_eq!(order.version, 1);
}

/// What is under way goes on while a version is reviewed anew; picking, notice, dispatch and plans wait.
#[test]
fn work_under_way_goes_on() {
    let mut world = World::new(vec![lot(1, 44, REST)]);
    let mut order = world.confirmed();
    plan(&mut world, &mut order, 1, 16);
    pick(&mut world, &mut order, 1, 1, 24);
    ship(&mut world, &mut order, 1);
    pick(&mut world, &mut order, 1, 1, 10);
    changed(&mut world, &mut order, with_quantity(90), vec![]);
    assert_eq!((order.status, stage(&order)), (Status::Review, Stage::Review));
    // Nothing that was promised or owed is forgotten meanwhile.
    assert_eq!(footprint(&order).committed, (90 - 24) * 5_990);
    assert_eq!(footprint(&order).shipped, 24 * 5_990);
    let due = |desk, step| order.tasks.iter().any(|task| (task.desk, task.step) == (desk, step));
    assert!(due(Plant, Step::RecordOutput) && due(Logistics, Step::Deliver) && due(Credit, Step::ReviewCredit));
    assert!(!due(Logistics, Step::CheckGoods));
    for (step, actor) in
        [(Step::Pick, desk(Logistics)), (Step::Dispatch, desk(Logistics)), (Step::PlanProduction, desk(Plant))]
    {
        assert!(matches!(gate(&order, step, &actor), Err(Refusal::WrongStatus { .. })), "{step:?}");
    }
    make(&mut world, &mut order, 1, 16);
    deliver(&mut world, &mut order, 1, Vec::new());
    release(&mut world, &mut order, 1);
    // 10 held of the first lot, 10 picked, 24 gone, 16 made: 30 more are wanted.
    assert_eq!(shortage(&order, 1), 30);
    let credit = credit_evidence(&order, &world.customer, &world.standing, today(), &world.company.credit);
    assert_eq!((credit.amount, credit.exposure.shipped, credit.exposure.committed), (66 * 5_990, 24 * 5_990, 0));
    confirm(&mut world, &mut order, false);
    assert_eq!(order.status, Status::Confirmed);
    assert_eq!(to_plan(&order, 1), 30);
}

/// More than is still needed: a surplus of what is being made goes to free stock at release.
#[test]
fn a_surplus_goes_to_free_stock() {
    let mut world = World::new(Vec::new());
    let mut order = world.confirmed();
    plan(&mut world, &mut order, 1, 60);
    changed(&mut world, &mut order, with_quantity(20), vec![]);
    make(&mut world, &mut order, 1, 60);
    release(&mut world, &mut order, 1);
    assert_eq!(order.lines[0].reserved[0].quantity, 20);
    let made = &world.lots[&ProductId(1)][0];
    assert_eq!((made.on_hand, made.available()), (60, 40));
}

/// The review looks for what is neither held nor being made.
#[test]
fn stock_review_counts_what_is_held_and_made() {
    let mut world = World::new(vec![lot(1, 20, REST)]);
    let mut order = world.confirmed();
    plan(&mut world, &mut order, 1, 40);
    world.lots.get_mut(&ProductId(1)).unwrap().push(lot(2, 100, REST));
    changed(&mut world, &mut order, with_quantity(72), vec![]);
    world.act(&mut order, &desk(Logistics), Command::ReviewStock).unwrap();
    let line = &order.review.stock.as_ref().unwrap().lines[0];
    assert_eq!((line.reserved.iter().map(|part| part.quantity).sum::<i64>(), line.short), (12, 0));
}

/// Everybody concerned is told and marks it; the dossier is not complete before.
#[test]
fn everyone_concerned_notes_it() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    world.act(&mut order, &desk(Sales), ask_for(with_quantity(72), vec![])).unwrap();
    answer_all(&mut world, &mut order);
    let declined = Command::DecideChange { no: 1, adopted: false, plan: "产能已满".into() };
    world.act(&mut order, &head(Sales), declined).unwrap();
    assert_eq!((order.version, order.status), (1, Status::Confirmed));
    // Sales tells the customer.
    assert_eq!(order.changes[0].to_note(), [Sales, Credit, Plant, Logistics]);
    assert_eq!(missing_records(&order)[0], MissingRecord::Change(1));
    let note = |desk| Command::NoteChange { no: 1, desk };
    let strange = world.act(&mut order, &desk(Quality), note(Quality));
    assert_eq!(strange, Err(Refusal::NothingToDo(Step::NoteChange)));
    for department in [Sales, Credit, Plant, Logistics] {
        assert!(order.tasks.iter().any(|task| (task.desk, task.step) == (department, Step::NoteChange)));
        world.act(&mut order, &desk(department), note(department)).unwrap();
    }
    assert_eq!(order.changes[0].to_note(), []);
    let twice = world.act(&mut order, &desk(Credit), note(Credit));
    assert_eq!(twice, Err(Refusal::NothingToDo(Step::NoteChange)));
    assert!(order.tasks.iter().all(|task| task.step != Step::NoteChange));
}

/// A change withdrawn is told to those who had answered; the next one may be asked for.
#[test]
fn a_change_is_withdrawn() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    world.act(&mut order, &desk(Sales), ask_for(with_quantity(72), vec![])).unwrap();
    world.act(&mut order, &desk(Plant), answer(1, Plant)).unwrap();
    let silent = world.act(&mut order, &desk(Sales), Command::WithdrawChange { no: 1, reason: String::new() });
    assert_eq!(silent, Err(Refusal::Missing(Field::Reason)));
    world.act(&mut order, &desk(Sales), Command::WithdrawChange { no: 1, reason: "客户改主意".into() }).unwrap();
    assert_eq!(order.changes[0].to_note(), [Plant]);
    let stale = world.act(&mut order, &desk(Logistics), answer(1, Logistics));
    assert!(stale.is_err());
    world.act(&mut order, &desk(Sales), ask_for(with_quantity(66), vec![])).unwrap();
    let old = world.act(&mut order, &desk(Logistics), answer(1, Logistics));
    assert_eq!(old, Err(Refusal::NoSuchPart(1)));
}

/// F56, X5: each version has its content, day and reason; the order as it stood follows from the log.
#[test]
fn versions_and_the_past() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    let then = (world.log.len(), order.clone());
    world.now += chrono::TimeDelta::hours(3);
    changed(&mut world, &mut order, with_quantity(72), vec![]);
    let log = || world.log.iter().map(|(event, mark)| (event, *mark));
    let found = versions(log());
    assert_eq!(found.iter().map(|version| version.no).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((found[0].content.clone(), found[1].content.clone()), (content(), with_quantity(72)));
    assert_eq!((found[1].reason.as_str(), found[1].mark.at), ("客户加货", world.now));
    assert!(matches!(&found[1].change, Some((1, Asker::Customer { who, .. })) if who == "刘敏"));
    assert_eq!(replay(log().take(then.0)), Some(then.1));
    assert_eq!(replay(log()), Some(order));
}

/// An order without changes is kept in the words it was kept in before there were changes.
#[test]
fn an_order_without_changes_does_not_grow() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let order = world.confirmed();
    assert!(!serde_json::to_string(&order).unwrap().contains("change"));
}
