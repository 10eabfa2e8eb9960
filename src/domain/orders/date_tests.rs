//! The dates of an order by line, and the question to production (II.4, F26, F28).

use chrono::Days;

use super::decide::CreditDecision;
use super::samples::*;
use super::*;
use Department::{Credit, Logistics, Production as Plant, Sales};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An order of two lines of 60 bottles under review, with 60 bottles in the store; the second line is wished later.
fn under_review() -> (World, Order) {
    let mut world = World::new(vec![lot(1, 60, "2026-12-20")]);
    let mut wish = content();
    let later = Line { requested: Some(day("2026-12-02")), ..wish.lines[0].clone() };
    wish.lines.push(later);
    let mut order = world.receive(wish).unwrap();
    world.act(&mut order, &desk(Sales), Command::ReadBack { caller: "刘敏".into() }).unwrap();
    (world, order)
}

fn promise(promised: &str, agreed: bool, lines: &[(usize, &str)]) -> Command {
    let agreed = agreed.then(|| Agreement { who: "刘敏".into(), note: "分两次送".into() });
    let lines = lines.iter().map(|(line, on)| (*line, day(on))).collect();
    Command::ReviewDate { promised: day(promised), agreed, lines }
}

fn answer(possible: Possible, quantity: i64, note: &str) -> Command {
    let batches = if quantity > 0 { vec![Batch { line: 2, quantity, day: day("2026-12-01") }] } else { Vec::new() };
    Command::AnswerProduction { no: 1, possible, batches, note: note.into() }
}

/// F26: each line is promised against its own wish.
#[test]
fn a_line_is_promised_on_its_own_day() {
    let (mut world, mut order) = under_review();
    world.act(&mut order, &desk(Logistics), Command::ReviewStock).unwrap();
    let late = world.act(&mut order, &desk(Plant), promise("2026-11-25", false, &[(2, "2026-12-03")]));
    assert_eq!(late, Err(Refusal::LaterThanWished { promised: day("2026-12-03"), requested: day("2026-12-02") }));
    let no_line = world.act(&mut order, &desk(Plant), promise("2026-11-25", false, &[(3, "2026-12-01")]));
    assert_eq!(no_line, Err(Refusal::NoSuchPart(3)));
    let past = world.act(&mut order, &desk(Plant), promise("2026-11-25", false, &[(1, "2026-11-22")]));
    assert_eq!(past, Err(Refusal::DateInPast { day: day("2026-11-22"), today: today() }));
    world.act(&mut order, &desk(Plant), promise("2026-11-25", false, &[(1, "2026-11-25"), (2, "2026-12-02")])).unwrap();
    let review = order.review.date.as_ref().unwrap();
    assert_eq!(review.lines, [(2, day("2026-12-02"))], "a day that is the order's is not kept twice");
    assert_eq!((order.day_of(1), order.day_of(2)), (day("2026-11-25"), day("2026-12-02")));
    assert_eq!(review.found.len(), 2, "what was possible is on record");
    assert_eq!(replay(world.log.iter().map(|(event, mark)| (event, *mark))), Some(order));
}

/// II.4: a shortage asks production whether and when; the date waits for the answer, credit does not, and the answer decides.
#[test]
fn the_date_waits_for_productions_answer() {
    let (mut world, mut order) = under_review();
    let early = world.act(&mut order, &desk(Logistics), Command::AskProduction { note: String::new() });
    assert_eq!(early, Err(Refusal::StockFirst));
    world.act(&mut order, &desk(Logistics), Command::ReviewStockAndAsk { note: "急".into() }).unwrap();
    assert_eq!(order.questions[0].lines, [(2, 60)]);
    let waits = |order: &Order, step| order.tasks.iter().any(|task| (task.desk, task.step) == (Plant, step));
    assert!(waits(&order, Step::AnswerProduction) && !waits(&order, Step::ReviewDate));
    let too_soon = world.act(&mut order, &desk(Plant), promise("2026-11-25", false, &[(2, "2026-12-02")]));
    assert_eq!(too_soon, Err(Refusal::AnswerAwaited));
    let twice = world.act(&mut order, &desk(Logistics), Command::AskProduction { note: String::new() });
    assert_eq!(twice, Err(Refusal::AnswerAwaited));
    let pass = Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() };
    world.act(&mut order, &desk(Credit), pass).unwrap();
    world.act(&mut order, &desk(Plant), Command::Seen { desk: Plant }).unwrap();
    assert!(order.tasks.iter().any(|task| task.step == Step::AnswerProduction && task.seen.is_some()));

    let less = world.act(&mut order, &desk(Plant), answer(Possible::Yes, 48, ""));
    assert_eq!(less, Err(Refusal::AnswerBelowAsked { line: 2, asked: 60, said: 48 }));
    let silent = world.act(&mut order, &desk(Plant), answer(Possible::No, 0, " "));
    assert_eq!(silent, Err(Refusal::Missing(Field::Note)));
    let empty = world.act(&mut order, &desk(Plant), answer(Possible::OnlyIf, 0, "加班"));
    assert_eq!(empty, Err(Refusal::Missing(Field::Batches)));
    let both = world.act(&mut order, &desk(Plant), answer(Possible::No, 60, "停机"));
    assert_eq!(both, Err(Refusal::Quantity { quantity: 60, most: 0 }));
    world.act(&mut order, &desk(Plant), answer(Possible::Yes, 60, "")).unwrap();
    assert!(waits(&order, Step::ReviewDate));
    let found = promise::promises(&order, &world.ctx(&desk(Plant)).facts());
    assert_eq!(found[1].day, Some(day("2026-12-02")), "ready on the first, one day on the way");
    world.act(&mut order, &desk(Plant), promise("2026-11-25", false, &[(2, "2026-12-02")])).unwrap();
    assert_eq!(order.status, Status::Reviewed);
}

/// A no leaves no day that could be promised without the customer; another look at the stock makes the question moot.
#[test]
fn a_no_and_a_stock_looked_at_anew() {
    let (mut world, mut order) = under_review();
    world.act(&mut order, &desk(Logistics), Command::ReviewStock).unwrap();
    world.act(&mut order, &desk(Logistics), Command::AskProduction { note: String::new() }).unwrap();
    let no = answer(Possible::No, 0, "设备检修");
    world.act(&mut order, &desk(Plant), no).unwrap();
    let found = promise::promises(&order, &world.ctx(&desk(Plant)).facts());
    assert_eq!((found[1].day, found[1].why.last()), (None, Some(&promise::Why::CannotMake { quantity: 60 })));
    let reverse = Command::ReverseReview { desk: Logistics, reason: "到货".into() };
    world.act(&mut order, &head(Logistics), reverse).unwrap();
    assert!(order.questions[0].overtaken && open_question(&order).is_none());
    let found = promise::promises(&order, &world.ctx(&desk(Plant)).facts());
    assert_eq!(found[1].day, Some(day("2026-11-26")), "without an answer the usual time of making counts");
    let without = Command::AnswerProduction { no: 1, possible: Possible::No, batches: vec![], note: "否".into() };
    assert_eq!(world.act(&mut order, &desk(Plant), without), Err(Refusal::NothingToDo(Step::AnswerProduction)));
}

/// III.5: another day for one line is a change of the date: logistics and production answer, the date is reviewed anew.
#[test]
fn a_line_on_another_day_is_a_change_of_the_date() {
    let mut world = World::new(vec![lot(1, 100, "2026-12-20")]);
    let mut order = world.confirmed();
    let mut wish = order.content.clone();
    wish.lines[0].requested = Some(wish.requested + Days::new(7));
    let from = order.content.requested;
    let to = from + Days::new(7);
    assert_eq!(differences(&order.content, &wish), [Changed::LineRequested { line: 1, from, to }]);
    assert_eq!(change::concerned(&order, &wish, &[]), [Logistics]);
    let asker = Asker::Customer { who: "刘敏".into(), channel: Channel::Telephone };
    let ask = Command::AskChange { no: 1, asker, reason: "店休".into(), content: wish, dropped: vec![] };
    world.act(&mut order, &desk(Sales), ask).unwrap();
    let smooth = Command::AnswerChange {
        no: 1,
        desk: Logistics,
        possible: Possible::Yes,
        days: 0,
        cost: 0,
        note: String::new(),
    };
    world.act(&mut order, &desk(Logistics), smooth).unwrap();
    let adopt = Command::DecideChange { no: 1, adopted: true, plan: String::new() };
    world.act(&mut order, &head(Sales), adopt).unwrap();
    assert!(order.review.date.is_none() && order.review.stock.is_some() && order.review.credit.is_some());
    assert_eq!(order.day_of(1), to);
}
