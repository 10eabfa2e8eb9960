//! III.5: a change of a confirmed order: who may ask, answer and decide, and what it may hold.

use super::decide::PickLine;
use super::samples::*;
use super::tests::{REST, ship};
use super::*;
use crate::domain::ids::LotId;
use crate::domain::money::{Currency, Price};
use crate::domain::people::{Department, Right};
use Department::{Credit, Logistics, Production as Plant, Quality, Sales};

pub(super) fn ask_for(content: Content, dropped: Vec<usize>) -> Command {
    let asker = Asker::Customer { who: "刘敏".into(), channel: Channel::Telephone };
    Command::AskChange { no: 1, asker, reason: "客户加货".into(), content, dropped }
}

pub(super) fn with_quantity(quantity: i64) -> Content {
    let mut wish = content();
    wish.lines[0].quantity = quantity;
    wish
}

pub(super) fn two_lines() -> Content {
    let mut wish = content();
    wish.lines.push(Line { quantity: 30, ..wish.lines[0].clone() });
    wish
}

pub(super) fn answer(no: usize, desk: Department) -> Command {
    Command::AnswerChange { no, desk, possible: Possible::Yes, days: 0, cost: 0, note: String::new() }
}

pub(super) fn adopt(no: usize) -> Command {
    Command::DecideChange { no, adopted: true, plan: String::new() }
}

pub(super) fn answer_all(world: &mut World, order: &mut Order) {
    let change = order.open_change().unwrap();
    let (no, missing) = (change.no, change.missing());
    for department in missing {
        world.act(order, &desk(department), answer(no, department)).unwrap();
    }
}

/// Asked, answered by everybody without conditions, adopted.
pub(super) fn changed(world: &mut World, order: &mut Order, content: Content, dropped: Vec<usize>) {
    world.act(order, &desk(Sales), ask_for(content, dropped)).unwrap();
    answer_all(world, order);
    let no = order.changes.len();
    world.act(order, &head(Sales), adopt(no)).unwrap();
}

fn concern(order: &Order, content: &Content, dropped: &[usize]) -> Vec<Department> {
    change::concerned(order, content, dropped)
}

pub(super) fn confirmed_with(world: &mut World, wish: Content) -> Order {
    let mut order = world.receive(wish).unwrap();
    confirm(world, &mut order, true);
    order
}

/// What is still to do until the customer's yes.
pub(super) fn confirm(world: &mut World, order: &mut Order, read_back: bool) {
    let promised = order.content.requested;
    if read_back {
        world.act(order, &desk(Sales), Command::ReadBack { caller: "刘敏".into() }).unwrap();
    }
    if order.review.credit.is_none() {
        let pass = Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() };
        world.act(order, &desk(Credit), pass).unwrap();
    }
    if order.review.stock.is_none() {
        world.act(order, &desk(Logistics), Command::ReviewStock).unwrap();
    }
    if order.review.date.is_none() {
        world.act(order, &desk(Plant), Command::ReviewDate { promised, agreed: None, lines: Vec::new() }).unwrap();
    }
    let yes = Command::Confirm { channel: Channel::Telephone, who: "刘敏".into() };
    world.act(order, &desk(Sales), yes).unwrap();
}

pub(super) fn plan(world: &mut World, order: &mut Order, line: usize, quantity: i64) {
    let plan = Command::PlanProduction { line, quantity, due: today(), responsible: "孙伟".into() };
    world.act(order, &desk(Plant), plan).unwrap();
}

pub(super) fn make(world: &mut World, order: &mut Order, production: usize, quantity: i64) {
    let lot = LotId(100 + production as i64);
    let output = Command::RecordOutput { production, lot, code: format!("A{production}"), produced: today(), quantity };
    world.act(order, &desk(Plant), output).unwrap();
}

pub(super) fn release(world: &mut World, order: &mut Order, production: usize) {
    let inspect = Command::Inspect { production, passed: true, finding: String::new(), report: "QC".into() };
    world.act(order, &desk(Quality), inspect).unwrap();
}

pub(super) fn pick(world: &mut World, order: &mut Order, line: usize, lot: i64, quantity: i64) {
    let lines = vec![PickLine { line, lot: LotId(lot), quantity }];
    world.act(order, &desk(Logistics), Command::Pick { lines, lot_reason: Some("客户指定".into()) }).unwrap();
}

/// Only what was confirmed is changed by asking; sales asks, nobody else, and one change at a time.
#[test]
fn who_may_ask_and_when() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.receive(content()).unwrap();
    let early = world.act(&mut order, &desk(Sales), ask_for(with_quantity(72), vec![]));
    assert_eq!(early, Err(Refusal::WrongStatus { step: Step::AskChange, status: Status::Receipt }));
    confirm(&mut world, &mut order, true);
    let stranger = world.act(&mut order, &desk(Logistics), ask_for(with_quantity(72), vec![]));
    assert_eq!(stranger, Err(Refusal::NotAllowed(Right::Step(Step::AskChange))));
    let same = world.act(&mut order, &desk(Sales), ask_for(content(), vec![]));
    assert_eq!(same, Err(Refusal::NothingChanged));
    world.act(&mut order, &desk(Sales), Command::Hold { reason: "等客户".into() }).unwrap();
    assert!(matches!(gate(&order, Step::AskChange, &desk(Sales)), Err(Refusal::OnHold(_))));
    world.act(&mut order, &desk(Sales), Command::Resume).unwrap();
    world.act(&mut order, &desk(Sales), ask_for(with_quantity(72), vec![])).unwrap();
    let second = world.act(&mut order, &head(Sales), ask_for(with_quantity(80), vec![]));
    assert_eq!(second, Err(Refusal::ChangeOpen(1)));
    for step in [Step::Cancel, Step::ReverseConfirmation] {
        assert_eq!(gate(&order, step, &head(Sales)), Err(Refusal::ChangeOpen(1)), "{step:?}");
    }
}

/// A change says who asked and why.
#[test]
fn a_change_has_an_asker_and_a_reason() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    let ask = |asker, reason: &str| Command::AskChange {
        no: 1,
        asker,
        reason: reason.into(),
        content: with_quantity(72),
        dropped: vec![],
    };
    let nobody = Asker::Customer { who: " ".into(), channel: Channel::Mail };
    let refused = world.act(&mut order, &desk(Sales), ask(nobody, "加货"));
    assert_eq!(refused, Err(Refusal::Missing(Field::Who)));
    let refused = world.act(&mut order, &desk(Sales), ask(Asker::Desk(Plant), ""));
    assert_eq!(refused, Err(Refusal::Missing(Field::Reason)));
    world.act(&mut order, &desk(Sales), ask(Asker::Desk(Plant), "设备检修")).unwrap();
    assert_eq!(order.changes[0].asker, Asker::Desk(Plant));
}

/// The desks follow from the differences and from how far the goods are.
#[test]
fn who_is_concerned_follows_from_what_changes() {
    let mut world = World::new(vec![lot(1, 20, REST)]);
    let mut order = world.confirmed();
    let base = content();
    let edited = |change: fn(&mut Content)| {
        let mut wish = content();
        change(&mut wish);
        wish
    };
    assert_eq!(concern(&order, &with_quantity(72), &[]), [Credit, Plant, Logistics]);
    assert_eq!(concern(&order, &two_lines(), &[]), [Credit, Plant, Logistics]);
    // Some is held, nothing is being made yet.
    assert_eq!(concern(&order, &with_quantity(30), &[]), [Logistics]);
    assert_eq!(concern(&order, &base, &[1]), [Logistics]);
    assert_eq!(concern(&order, &edited(|wish| wish.address = "新地址".into()), &[]), [Logistics]);
    assert_eq!(concern(&order, &edited(|wish| wish.phone = "1".into()), &[]), [Logistics]);
    let price = edited(|wish| wish.lines[0].price = Price { minor: 5_000, per: 1 });
    assert_eq!(concern(&order, &price, &[]), [Credit]);
    let incoterm = Incoterm { rule: IncotermRule::Fob, place: "天津".into() };
    let terms = Content { incoterm: Some(incoterm), ..content() };
    assert_eq!(concern(&order, &terms, &[]), [Credit, Logistics]);
    // 40 are short, so the day concerns the plant.
    let day = edited(|wish| wish.requested = "2026-11-27".parse().unwrap());
    assert_eq!(concern(&order, &day, &[]), [Plant, Logistics]);
    let reference = edited(|wish| wish.reference = "PO-9".into());
    assert_eq!(concern(&order, &reference, &[]), []);
    plan(&mut world, &mut order, 1, 40);
    assert_eq!(concern(&order, &base, &[1]), [Plant, Logistics]);
    make(&mut world, &mut order, 1, 40);
    assert_eq!(concern(&order, &base, &[1]), [Plant, Quality, Logistics]);
    pick(&mut world, &mut order, 1, 1, 20);
    assert_eq!(concern(&order, &reference, &[]), [Logistics]);
}

/// Work goes on while a change is open: who comes to be concerned by it answers before it is decided.
#[test]
fn a_desk_that_comes_to_be_concerned_answers_too() {
    let mut world = World::new(vec![lot(1, 20, REST)]);
    let mut order = world.confirmed();
    world.act(&mut order, &desk(Sales), ask_for(with_quantity(30), vec![])).unwrap();
    assert_eq!(order.changes[0].concerned, [Logistics]);
    world.act(&mut order, &desk(Logistics), answer(1, Logistics)).unwrap();
    plan(&mut world, &mut order, 1, 40);
    assert_eq!(world.act(&mut order, &head(Sales), adopt(1)), Err(Refusal::AnswersMissing(vec![Plant])));
    world.act(&mut order, &desk(Plant), answer(1, Plant)).unwrap();
    world.act(&mut order, &head(Sales), adopt(1)).unwrap();
    assert!(order.changes[0].to_note().contains(&Plant));
}

/// A change that asks nobody is decided at once.
#[test]
fn what_concerns_nobody_is_decided_at_once() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    let wish = Content { reference: "PO-9".into(), ..content() };
    changed(&mut world, &mut order, wish, vec![]);
    // No review is touched: the customer is asked again, and that is all.
    assert_eq!((order.status, order.version, order.confirmation.clone()), (Status::Reviewed, 2, None));
    assert_eq!(world.lots[&ProductId(1)][0].reserved, 60);
    confirm(&mut world, &mut order, false);
    assert_eq!(order.status, Status::Confirmed);
}

/// Lines keep place and goods; what is picked, shipped or was priced on leaving is respected.
#[test]
fn what_a_change_may_not_hold() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = confirmed_with(&mut world, two_lines());
    pick(&mut world, &mut order, 1, 1, 24);
    ship(&mut world, &mut order, 1);
    let ask = |wish: Content, dropped: Vec<usize>| {
        decide(&order, ask_for(wish, dropped), &world.ctx(&desk(Sales))).map(|_| ())
    };
    let base = two_lines();
    let mut fewer = base.clone();
    fewer.lines.truncate(1);
    assert_eq!(ask(fewer, vec![]), Err(Refusal::LineFixed(2)));
    let mut other = base.clone();
    other.lines[1].product = ProductId(2);
    assert_eq!(ask(other, vec![]), Err(Refusal::LineFixed(2)));
    let mut little = base.clone();
    little.lines[0].quantity = 23;
    assert_eq!(ask(little, vec![]), Err(Refusal::BelowTaken { line: 1, quantity: 23, taken: 24 }));
    let mut dearer = base.clone();
    dearer.lines[0].price = Price { minor: 6_000, per: 1 };
    assert_eq!(ask(dearer, vec![]), Err(Refusal::PriceOfShipped(1)));
    let mut dollars = base.clone();
    dollars.currency = Currency::Usd;
    assert_eq!(ask(dollars, vec![]), Err(Refusal::CurrencyOfShipped(Currency::Cny)));
    let mut theirs = base.clone();
    theirs.customer = crate::domain::ids::CustomerId(2);
    assert_eq!(ask(theirs, vec![]), Err(Refusal::CustomerFixed));
    let mut nothing = base.clone();
    nothing.lines[1].quantity = 0;
    assert_eq!(ask(nothing, vec![]), Err(Refusal::Content(vec![Problem::Quantity(2, 0)])));
    assert_eq!(ask(base.clone(), vec![3]), Err(Refusal::NoSuchPart(3)));
    // The price of what has not left may change, and a line of which nothing left is dropped whole.
    let mut cheaper = base.clone();
    cheaper.lines[1].price = Price { minor: 5_000, per: 1 };
    assert_eq!(ask(cheaper, vec![]), Ok(()));
    assert_eq!(ask(base, vec![1, 2]), Ok(()));
}

/// Giving up everything is no change: the order itself is given up.
#[test]
fn a_change_leaves_something() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    let refused = world.act(&mut order, &desk(Sales), ask_for(content(), vec![1]));
    assert_eq!(refused, Err(Refusal::Content(vec![Problem::NoLines])));
    world.pick_held(&mut order).unwrap();
    let refused = world.act(&mut order, &desk(Sales), ask_for(content(), vec![1]));
    assert_eq!(refused, Err(Refusal::BelowTaken { line: 1, quantity: 0, taken: 60 }));
}

/// A wished day that is over, or goods withdrawn since, do not stand in the way of another change.
#[test]
fn what_was_so_before_is_not_asked_again() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    world.now += chrono::TimeDelta::days(4);
    world.products.get_mut(&ProductId(1)).unwrap().active = false;
    let wish = Content { address: "新地址".into(), ..content() };
    assert!(decide(&order, ask_for(wish, vec![]), &world.ctx(&desk(Sales))).is_ok());
    let more = world.act(&mut order, &desk(Sales), ask_for(with_quantity(72), vec![]));
    assert_eq!(more, Err(Refusal::Content(vec![Problem::ProductWithdrawn(1)])));
}

/// F55: each concerned desk answers for itself, with figures, and may think again until the decision.
#[test]
fn answers_are_the_desks_own() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    world.act(&mut order, &desk(Sales), ask_for(with_quantity(72), vec![])).unwrap();
    assert!(
        [Credit, Plant, Logistics]
            .iter()
            .all(|desk| order.tasks.iter().any(|task| { task.desk == *desk && task.step == Step::AnswerChange }))
    );
    let asked = vec![Credit, Plant, Logistics];
    let strange = world.act(&mut order, &desk(Quality), answer(1, Quality));
    assert_eq!(strange, Err(Refusal::NotConcerned(asked.clone())));
    let for_others = world.act(&mut order, &desk(Credit), answer(1, Logistics));
    assert_eq!(for_others, Err(Refusal::NotConcerned(asked)));
    let no = |possible, days, note: &str| Command::AnswerChange {
        no: 1,
        desk: Plant,
        possible,
        days,
        cost: 0,
        note: note.into(),
    };
    let silent = world.act(&mut order, &desk(Plant), no(Possible::No, 0, ""));
    assert_eq!(silent, Err(Refusal::Missing(Field::Note)));
    let strange = world.act(&mut order, &desk(Plant), no(Possible::Yes, -1, ""));
    assert_eq!(strange, Err(Refusal::Quantity { quantity: -1, most: change::LONGEST_DELAY }));
    world.act(&mut order, &desk(Plant), no(Possible::No, 0, "排满")).unwrap();
    world.act(&mut order, &desk(Plant), no(Possible::OnlyIf, 2, "加班")).unwrap();
    assert_eq!(order.changes[0].answers.len(), 1);
    assert_eq!(order.changes[0].answer(Plant).unwrap().days, 2);
    assert_eq!(order.changes[0].missing(), [Credit, Logistics]);
}

/// A head of sales decides, once everybody answered; what is not smooth needs a joint plan.
#[test]
fn the_head_decides_with_a_plan() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    world.act(&mut order, &desk(Sales), ask_for(with_quantity(72), vec![])).unwrap();
    let staff = world.act(&mut order, &desk(Sales), adopt(1));
    assert_eq!(staff, Err(Refusal::NotAllowed(Right::Step(Step::DecideChange))));
    let early = world.act(&mut order, &head(Sales), adopt(1));
    assert_eq!(early, Err(Refusal::AnswersMissing(vec![Credit, Plant, Logistics])));
    let costs = Command::AnswerChange {
        no: 1,
        desk: Logistics,
        possible: Possible::Yes,
        days: 0,
        cost: 20_000,
        note: String::new(),
    };
    world.act(&mut order, &desk(Logistics), costs).unwrap();
    answer_all(&mut world, &mut order);
    assert!(order.tasks.iter().any(|task| (task.desk, task.step) == (Sales, Step::DecideChange)));
    let planless = world.act(&mut order, &head(Sales), adopt(1));
    assert_eq!(planless, Err(Refusal::Missing(Field::Plan)));
    let silent = Command::DecideChange { no: 1, adopted: false, plan: " ".into() };
    assert_eq!(world.act(&mut order, &head(Sales), silent), Err(Refusal::Missing(Field::Reason)));
    let with_plan = Command::DecideChange { no: 1, adopted: true, plan: "加派一车".into() };
    world.act(&mut order, &head(Sales), with_plan).unwrap();
    assert_eq!((order.version, order.status), (2, Status::Review));
    let again = world.act(&mut order, &desk(Logistics), answer(1, Logistics));
    assert_eq!(again, Err(Refusal::WrongStatus { step: Step::AnswerChange, status: Status::Review }));
}

/// Another currency takes its rate, while the same one keeps the rate at which the order was taken.
#[test]
fn a_change_of_currency_takes_its_rate() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    world.company.rates_ppm.clear();
    let mut order = world.confirmed();
    let incoterm = Some(Incoterm { rule: IncotermRule::Fob, place: "Tianjin".into() });
    let dollars = Content { currency: Currency::Usd, incoterm, ..content() };
    let refused = world.act(&mut order, &desk(Sales), ask_for(dollars.clone(), vec![]));
    assert_eq!(refused, Err(Refusal::NoRate(Currency::Usd)));
    world.company.rates_ppm.insert(Currency::Usd, 7_000_000);
    changed(&mut world, &mut order, dollars, vec![]);
    assert_eq!((order.rate_ppm, order.review.credit.clone()), (7_000_000, None));
    world.company.rates_ppm.insert(Currency::Usd, 7_200_000);
    let note = Content { note: "急".into(), ..order.content.clone() };
    changed(&mut world, &mut order, note, vec![]);
    assert_eq!(order.rate_ppm, 7_000_000);
}
