//! The order line as the desks walk it, with the clause that each test proves.

use proptest::prelude::*;

use super::decide::PickLine;
use super::samples::*;
use super::*;
use crate::domain::credit::{Concern, Level};
use crate::domain::ids::LotId;
use crate::domain::people::{Department, Right};

pub(super) const REST: &str = "2026-12-08";

pub(super) fn ship(world: &mut World, order: &mut Order, no: usize) {
    let logistics = desk(Department::Logistics);
    let second = head(Department::Logistics);
    let day = today();
    let (leaves, expected) = (day, order.content.requested);
    world.act(order, &second, Command::CheckGoods { shipment: no }).unwrap();
    let notify = Command::Notify {
        shipment: no,
        channel: Channel::Telephone,
        to: "刘敏".into(),
        leaves,
        expected,
        waybill: "YD0001".into(),
        carrier: "驿达冷链".into(),
    };
    world.act(order, &logistics, notify).unwrap();
    let dispatch = Command::Dispatch {
        shipment: no,
        transport: Transport::Road,
        vehicle: "蒙A·D1234".into(),
        driver: "赵刚".into(),
        driver_phone: "000".into(),
        temperature: Some(40),
        credit_note: String::new(),
    };
    world.act(order, &logistics, dispatch).unwrap();
}

pub(super) fn deliver(world: &mut World, order: &mut Order, no: usize, differences: Vec<Difference>) {
    let deliver =
        Command::Deliver { shipment: no, on: today(), signed_by: "刘敏".into(), temperature: Some(45), differences };
    world.act(order, &desk(Department::Logistics), deliver).unwrap();
}

/// II.1–VII.1: from the call to the archive.
#[test]
fn the_whole_line() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    assert_eq!(order.status, Status::Confirmed);
    assert!(order.waits_for(Department::Logistics));
    world.pick_held(&mut order).unwrap();
    ship(&mut world, &mut order, 1);
    assert_eq!(stage(&order), Stage::Shipped);
    deliver(&mut world, &mut order, 1, Vec::new());
    world.act(&mut order, &desk(Department::Sales), Command::Close).unwrap();
    world.act(&mut order, &desk(Department::Archive), Command::File { serial: 1, sum: "s".into() }).unwrap();
    assert_eq!(order.filed.as_ref().unwrap().number, "Z109-XS·2026-D10-XSB-0001");
    assert_eq!(order.tasks, []);
    assert_eq!(world.lots[&ProductId(1)][0].on_hand, 40);
    assert_eq!(replay(world.log.iter().map(|(event, mark)| (event, *mark))), Some(order.clone()));
    assert_eq!(progress(&order), Progress([Segment::Done; 5]));
}

/// II.1: without the caller's yes the order cannot leave receipt.
#[test]
fn without_read_back_nothing_goes_on() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let order = world.receive(content()).unwrap();
    let refused = gate(&order, Step::ReviewCredit, &desk(Department::Credit));
    assert_eq!(refused, Err(Refusal::WrongStatus { step: Step::ReviewCredit, status: Status::Receipt }));
}

/// II.4: over the limit an order passes only with a guarantee, or released by the head of credit, never by its own maker.
#[test]
fn over_credit_needs_a_safeguard() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    world.customer.credit.limit = 100;
    let mut order = world.receive(content()).unwrap();
    world.act(&mut order, &desk(Department::Sales), Command::ReadBack { caller: "刘敏".into() }).unwrap();
    let credit = |decision| Command::ReviewCredit { decision, note: String::new() };
    let pass = world.act(&mut order, &desk(Department::Credit), credit(CreditDecision::Pass));
    assert!(matches!(pass, Err(Refusal::Credit(_))));
    let seen = |over| vec![Concern::OverLimit { over, level: Level::Customer }];
    let release = || CreditDecision::Release { reason: "老客户, 本周付清".into(), seen: seen(359_300) };
    let by_staff = world.act(&mut order, &desk(Department::Credit), credit(release()));
    assert_eq!(by_staff, Err(Refusal::NotAllowed(Right::ReleaseCredit)));
    let small = CreditDecision::Guarantee {
        guarantor: "建行".into(),
        amount: 1,
        until: "2027-01-31".parse().unwrap(),
        document: "BH-1".into(),
    };
    let too_small = world.act(&mut order, &desk(Department::Credit), credit(small));
    assert_eq!(too_small, Err(Refusal::GuaranteeTooSmall { amount: 1, needed: 359_300 }));
    // What grew since the head of credit looked is not released unseen.
    let unseen = CreditDecision::Release { reason: "老客户".into(), seen: seen(359_299) };
    let refused = world.act(&mut order, &head(Department::Credit), credit(unseen));
    assert_eq!(refused, Err(Refusal::CreditWorse(Concern::OverLimit { over: 359_300, level: Level::Customer })));
    world.act(&mut order, &head(Department::Credit), credit(release())).unwrap();
    assert!(order.review.credit.unwrap().passed());
}

/// II.5: before the customer's yes an edit voids the reviews and lets the goods go; after it, a change is asked for.
#[test]
fn an_edit_voids_the_reviews() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    let mut wish = content();
    wish.lines[0].quantity = 72;
    let edit = Command::Edit { content: wish, reason: "客户加货".into() };
    let refused = world.act(&mut order, &desk(Department::Sales), edit.clone());
    assert_eq!(refused, Err(Refusal::AskForChange));
    let back = Command::ReverseConfirmation { reason: "客户改口".into() };
    world.act(&mut order, &head(Department::Sales), back).unwrap();
    assert_eq!(world.lots[&ProductId(1)][0].reserved, 60);
    world.act(&mut order, &desk(Department::Sales), edit).unwrap();
    assert_eq!((order.version, order.status), (2, Status::Review));
    assert_eq!(world.lots[&ProductId(1)][0].reserved, 0);
}

/// II.4: a later date than wished needs the talk with the customer.
#[test]
fn a_later_date_needs_a_talk() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.receive(content()).unwrap();
    world.act(&mut order, &desk(Department::Sales), Command::ReadBack { caller: "刘敏".into() }).unwrap();
    let production = desk(Department::Production);
    let promised = "2026-11-28".parse().unwrap();
    let early = world.act(&mut order, &production, Command::ReviewDate { promised, agreed: None, lines: Vec::new() });
    assert_eq!(early, Err(Refusal::StockFirst));
    world.act(&mut order, &desk(Department::Logistics), Command::ReviewStock).unwrap();
    let silent = world.act(&mut order, &production, Command::ReviewDate { promised, agreed: None, lines: Vec::new() });
    assert_eq!(silent, Err(Refusal::LaterThanWished { promised, requested: order.content.requested }));
    let agreed = Some(Agreement { who: "刘敏".into(), note: "同意周六到".into() });
    world.act(&mut order, &production, Command::ReviewDate { promised, agreed, lines: Vec::new() }).unwrap();
    assert_eq!(order.promised(), Some(promised));
}

/// III: what is short is made, inspected and goes to the order; a failed lot is never shipped and is made again.
#[test]
fn what_is_short_is_made_and_inspected() {
    let mut world = World::new(vec![lot(1, 20, REST)]);
    let mut order = world.confirmed();
    assert_eq!(to_plan(&order, 1), 40);
    let production = desk(Department::Production);
    let quality = desk(Department::Quality);
    for (no, passed) in [(1, false), (2, true)] {
        let plan = Command::PlanProduction { line: 1, quantity: 48, due: today(), responsible: "孙伟".into() };
        world.act(&mut order, &production, plan).unwrap();
        assert_eq!(to_plan(&order, 1), 0);
        let output = Command::RecordOutput {
            production: no,
            lot: LotId(100 + no as i64),
            code: format!("20261123A{no}"),
            produced: today(),
            quantity: 48,
        };
        world.act(&mut order, &production, output).unwrap();
        assert!(order.waits_for(Department::Quality));
        let inspect =
            Command::Inspect { production: no, passed, finding: "酸度超标".into(), report: format!("QC-{no}") };
        world.act(&mut order, &quality, inspect).unwrap();
    }
    assert_eq!(shortage(&order, 1), 0);
    assert_eq!(order.lines[0].reserved.iter().map(|part| part.lot).collect::<Vec<_>>(), [LotId(1), LotId(102)]);
    let rejected = Command::Pick { lines: vec![PickLine { line: 1, lot: LotId(101), quantity: 5 }], lot_reason: None };
    let refused = world.act(&mut order, &desk(Department::Logistics), rejected);
    assert_eq!(refused, Err(Refusal::LotNotReleased("20261123A1".into())));
}

/// IV.1: another person looks; cold goods leave only cold; each step in its turn.
#[test]
fn the_second_look_is_another_persons_and_cold_goods_stay_cold() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    world.pick_held(&mut order).unwrap();
    let picker = desk(Department::Logistics);
    assert_eq!(gate(&order, Step::CheckGoods, &picker), Err(Refusal::SamePerson));
    let dispatch = |temperature| Command::Dispatch {
        shipment: 1,
        transport: Transport::Road,
        vehicle: "蒙A".into(),
        driver: "赵刚".into(),
        driver_phone: String::new(),
        temperature,
        credit_note: String::new(),
    };
    assert!(matches!(world.act(&mut order, &picker, dispatch(Some(40))), Err(Refusal::NothingToDo(Step::Dispatch))));
    world.act(&mut order, &head(Department::Logistics), Command::CheckGoods { shipment: 1 }).unwrap();
    let notify = Command::Notify {
        shipment: 1,
        channel: Channel::Mail,
        to: "刘敏".into(),
        leaves: today(),
        expected: today(),
        waybill: "1".into(),
        carrier: "驿达".into(),
    };
    world.act(&mut order, &picker, notify).unwrap();
    assert_eq!(world.act(&mut order, &picker, dispatch(None)), Err(Refusal::Missing(Field::Temperature)));
    assert_eq!(world.act(&mut order, &picker, dispatch(Some(75))), Err(Refusal::Temperature { tenths: 75 }));
    world.act(&mut order, &picker, dispatch(Some(20))).unwrap();
    assert_eq!(gate(&order, Step::Cancel, &desk(Department::Sales)), Err(Refusal::WorkUnderWay));
}

/// IV.1: the customer's rule counts on the day of receipt, and only somebody who may goes below it, with a reason.
#[test]
fn a_lot_too_short_for_the_customer() {
    // 15 days of shelf life, half must remain: 8 days on the 25th is the 3rd of December.
    let mut world = World::new(vec![lot(1, 100, "2026-12-02"), lot(2, 60, "2026-12-03")]);
    let mut order = world.confirmed();
    assert_eq!(order.lines[0].reserved[0].lot, LotId(2));
    let pick = |reason: Option<&str>| Command::Pick {
        lines: vec![PickLine { line: 1, lot: LotId(1), quantity: 60 }],
        lot_reason: reason.map(str::to_owned),
    };
    let picker = desk(Department::Logistics);
    let refused = world.act(&mut order, &picker, pick(Some("先发老批次")));
    assert_eq!(refused, Err(Refusal::LotTooShort { code: "20261121A1".into(), remaining: 7, needed: 8 }));
    let approve = Command::ApproveShortLife { line: 1, lot: LotId(1), reason: "客户同意, 当日售完".into() };
    let refused = world.act(&mut order, &picker, approve.clone());
    assert_eq!(refused, Err(Refusal::NotAllowed(Right::Step(Step::ApproveShortLife))));
    world.act(&mut order, &head(Department::Sales), approve).unwrap();
    world.act(&mut order, &picker, pick(None)).unwrap();
    // What was held of the other lot is let go: the line needs nothing more.
    assert_eq!(order.lines[0].reserved, []);
    assert_eq!(world.lots[&ProductId(1)][1].reserved, 0);
}

/// FEFO: a lot that expires earlier and fits is not passed over without a word.
#[test]
fn the_earliest_lot_that_fits_goes_first() {
    let mut world = World::new(vec![lot(1, 100, REST), lot(2, 100, "2026-12-06")]);
    let mut order = world.confirmed();
    assert_eq!(order.lines[0].reserved[0].lot, LotId(2));
    let pick = |reason: Option<&str>| Command::Pick {
        lines: vec![PickLine { line: 1, lot: LotId(1), quantity: 60 }],
        lot_reason: reason.map(str::to_owned),
    };
    let picker = desk(Department::Logistics);
    let refused = world.act(&mut order, &picker, pick(None));
    assert_eq!(refused, Err(Refusal::EarlierLot("20261122A1".into())));
    world.act(&mut order, &picker, pick(Some("客户要同一批次"))).unwrap();
    assert_eq!(order.shipments[0].lot_reason.as_deref(), Some("客户要同一批次"));
}

/// II.4: a later day agreed with the customer lets go of what would be too short by then, so that it is made anew.
#[test]
fn a_later_day_lets_go_of_what_would_be_too_short() {
    // 15 days of shelf life: on the 25th of November 8 remain, on the 28th only 5.
    let mut world = World::new(vec![lot(1, 100, "2026-12-03")]);
    let mut order = world.receive(content()).unwrap();
    world.act(&mut order, &desk(Department::Sales), Command::ReadBack { caller: "刘敏".into() }).unwrap();
    world.act(&mut order, &desk(Department::Logistics), Command::ReviewStock).unwrap();
    assert_eq!(shortage(&order, 1), 0);
    let promised = "2026-11-28".parse().unwrap();
    let agreed = Some(Agreement { who: "刘敏".into(), note: "可以".into() });
    world
        .act(&mut order, &desk(Department::Production), Command::ReviewDate { promised, agreed, lines: Vec::new() })
        .unwrap();
    assert_eq!(shortage(&order, 1), 60);
    assert_eq!(world.lots[&ProductId(1)][0].reserved, 0);
}

/// II.5: an edit into another currency takes that currency's rate.
#[test]
fn an_edit_takes_the_rate_of_its_currency() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.receive(content()).unwrap();
    let mut wish = content();
    wish.currency = crate::domain::money::Currency::Usd;
    wish.incoterm = Some(Incoterm { rule: IncotermRule::Fob, place: "Tianjin".into() });
    world.company.rates_ppm.clear();
    let edit = || Command::Edit { content: wish.clone(), reason: String::new() };
    let refused = world.act(&mut order, &desk(Department::Sales), edit());
    assert_eq!(refused, Err(Refusal::NoRate(crate::domain::money::Currency::Usd)));
    world.company.rates_ppm.insert(crate::domain::money::Currency::Usd, 7_000_000);
    world.act(&mut order, &desk(Department::Sales), edit()).unwrap();
    assert_eq!(order.rate_ppm, 7_000_000);
}

/// III.1: a plan of which nothing was made is taken back, and the order can be given up.
#[test]
fn a_plan_is_taken_back_before_anything_was_made() {
    let mut world = World::new(Vec::new());
    let mut order = world.confirmed();
    let production = desk(Department::Production);
    let plan = Command::PlanProduction { line: 1, quantity: 60, due: today(), responsible: "孙伟".into() };
    world.act(&mut order, &production, plan).unwrap();
    assert_eq!(gate(&order, Step::Cancel, &desk(Department::Sales)), Err(Refusal::WorkUnderWay));
    world.act(&mut order, &production, Command::ReversePlan { production: 1, reason: "客户不要了".into() }).unwrap();
    assert_eq!(to_plan(&order, 1), 60);
    world.act(&mut order, &desk(Department::Sales), Command::Cancel { reason: "客户不要了".into() }).unwrap();
}

/// I.3, I.4: an edit starts the clock anew and nobody has seen it yet; a hold does not turn late work fresh.
#[test]
fn clocks_of_an_edit_and_of_a_hold() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.receive(content()).unwrap();
    world.act(&mut order, &desk(Department::Sales), Command::ReadBack { caller: "刘敏".into() }).unwrap();
    world.act(&mut order, &desk(Department::Credit), Command::Seen { desk: Department::Credit }).unwrap();
    let since = order.tasks[0].since;
    world.now += chrono::TimeDelta::hours(5);
    world.act(&mut order, &desk(Department::Sales), Command::Hold { reason: "等客户".into() }).unwrap();
    world.act(&mut order, &desk(Department::Sales), Command::Resume).unwrap();
    assert_eq!((order.tasks[0].since, order.tasks[0].seen.is_some()), (since, true));
    let mut wish = content();
    wish.lines[0].quantity = 72;
    world.act(&mut order, &desk(Department::Sales), Command::Edit { content: wish, reason: "加货".into() }).unwrap();
    assert_eq!((order.tasks[0].since, order.tasks[0].seen), (world.now, None));
}

/// Part shipments leave the rest open; the rest can be given up with a reason; differences change what is owed.
#[test]
fn part_shipment_rest_and_differences() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    let part = Command::Pick { lines: vec![PickLine { line: 1, lot: LotId(1), quantity: 24 }], lot_reason: None };
    world.act(&mut order, &desk(Department::Logistics), part).unwrap();
    ship(&mut world, &mut order, 1);
    assert_eq!(stage(&order), Stage::PartShipped);
    assert_eq!(open_to_pick(&order, 1), 36);
    assert_eq!(footprint(&order).shipped, 24 * 5_990);
    assert_eq!(footprint(&order).committed, 36 * 5_990);
    let broken = Difference { index: 0, accepted: 22, reason: "两瓶破损".into() };
    deliver(&mut world, &mut order, 1, vec![broken]);
    assert_eq!(footprint(&order).shipped, 22 * 5_990);
    assert!(gate(&order, Step::Close, &desk(Department::Sales)).is_err());
    world.act(&mut order, &head(Department::Sales), Command::CancelRest { reason: "客户不要了".into() }).unwrap();
    assert_eq!(world.lots[&ProductId(1)][0].reserved, 0);
    world.act(&mut order, &desk(Department::Sales), Command::Close).unwrap();
    assert_eq!(footprint(&order).committed, 0);
}

/// Nothing is deleted: each way back leaves its own mark and a reason.
#[test]
fn reversals_leave_their_mark() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    world.pick_held(&mut order).unwrap();
    let silent =
        world.act(&mut order, &head(Department::Logistics), Command::ReversePick { shipment: 1, reason: " ".into() });
    assert_eq!(silent, Err(Refusal::Missing(Field::Reason)));
    let back = Command::ReversePick { shipment: 1, reason: "拣错".into() };
    world.act(&mut order, &head(Department::Logistics), back).unwrap();
    assert_eq!(order.lines[0].reserved[0].quantity, 60);
    let back = Command::ReverseConfirmation { reason: "客户改口".into() };
    world.act(&mut order, &head(Department::Sales), back).unwrap();
    let back = Command::ReverseReview { desk: Department::Logistics, reason: "盘点".into() };
    world.act(&mut order, &head(Department::Logistics), back).unwrap();
    assert_eq!(order.status, Status::Review);
    assert_eq!(world.lots[&ProductId(1)][0].reserved, 0);
    world.act(&mut order, &desk(Department::Sales), Command::Cancel { reason: "不要了".into() }).unwrap();
    assert_eq!(replay(world.log.iter().map(|(event, mark)| (event, *mark))), Some(order));
}

/// I.4: the receiver's look is kept, once, and only by the desk itself.
#[test]
fn seen_is_kept_once() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    let see = || Command::Seen { desk: Department::Logistics };
    assert!(world.act(&mut order, &desk(Department::Sales), see()).is_err());
    world.act(&mut order, &desk(Department::Logistics), see()).unwrap();
    assert!(order.tasks[0].seen.is_some());
    assert!(world.act(&mut order, &head(Department::Logistics), see()).is_err());
}

pub(super) fn any_command() -> impl Strategy<Value = (usize, bool, Command)> {
    let reason = || "理由".to_owned();
    let day = today();
    let commands = prop_oneof![
        Just(Command::ReadBack { caller: "刘敏".into() }),
        Just(Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() }),
        Just(Command::ReviewStock),
        Just(Command::ReviewDate { promised: content().requested, agreed: None, lines: Vec::new() }),
        Just(Command::Confirm { channel: Channel::Telephone, who: "刘敏".into() }),
        Just(Command::Reserve),
        (1i64..80).prop_map(move |quantity| Command::PlanProduction {
            line: 1,
            quantity,
            due: day,
            responsible: "孙伟".into()
        }),
        (1usize..3, 1i64..80).prop_map(move |(no, quantity)| Command::RecordOutput {
            production: no,
            lot: LotId(100 + no as i64),
            code: format!("A{no}"),
            produced: day,
            quantity
        }),
        (1usize..3, any::<bool>()).prop_map(|(no, passed)| Command::Inspect {
            production: no,
            passed,
            finding: "见报告".into(),
            report: "QC".into()
        }),
        (1usize..3).prop_map(|production| Command::ReversePlan { production, reason: "理由".into() }),
        (1i64..4).prop_map(|lot| Command::ApproveShortLife { line: 1, lot: LotId(lot), reason: "理由".into() }),
        (1i64..4, -3i64..80, any::<bool>()).prop_map(|(lot, quantity, why)| Command::Pick {
            lines: vec![PickLine { line: 1, lot: LotId(lot), quantity }],
            lot_reason: why.then(|| "理由".to_owned())
        }),
        (1usize..4).prop_map(|shipment| Command::CheckGoods { shipment }),
        (1usize..4).prop_map(move |shipment| Command::Notify {
            shipment,
            channel: Channel::Mail,
            to: "刘敏".into(),
            leaves: day,
            expected: day,
            waybill: "1".into(),
            carrier: "驿达".into()
        }),
        (1usize..4).prop_map(|shipment| Command::Dispatch {
            shipment,
            transport: Transport::Road,
            vehicle: "蒙A".into(),
            driver: "赵刚".into(),
            driver_phone: String::new(),
            temperature: Some(40),
            credit_note: String::new(),
        }),
        (1usize..4, 0i64..80).prop_map(move |(shipment, accepted)| Command::Deliver {
            shipment,
            on: day,
            signed_by: "刘敏".into(),
            temperature: None,
            differences: vec![Difference { index: 0, accepted, reason: "破损".into() }]
        }),
        Just(Command::Close),
        Just(Command::File { serial: 1, sum: "s".into() }),
        Just(Command::Cancel { reason: reason() }),
        Just(Command::CancelRest { reason: reason() }),
        Just(Command::ReverseReview { desk: Department::Logistics, reason: reason() }),
        Just(Command::ReverseConfirmation { reason: reason() }),
        (1usize..4).prop_map(move |shipment| Command::ReversePick { shipment, reason: "理由".into() }),
        (1i64..90).prop_map(|quantity| {
            let mut wish = content();
            wish.lines[0].quantity = quantity;
            Command::Edit { content: wish, reason: "改".into() }
        }),
    ];
    (0usize..7, any::<bool>(), commands)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Whatever people do in whatever order: stock never goes below zero or below what is promised, nothing is shipped
    /// beyond what was ordered, and the log replayed is the order.
    #[test]
    fn random_days_keep_the_books(commands in prop::collection::vec(any_command(), 1..60), on_hand in 0i64..100) {
        let mut world = World::new(vec![lot(1, on_hand, REST), lot(2, 30, "2026-12-05")]);
        let mut order = world.receive(content()).unwrap();
        for (who, as_head, command) in commands {
            let department = Department::ALL[who];
            // Most of the time the right desk acts, so that runs get far.
            let department = command.step().and_then(|step| crate::domain::people::holders(Right::Step(step)).first())
                .map_or(department, |role| role.department);
            let actor = if as_head { head(department) } else { desk(department) };
            let _ = world.act(&mut order, &actor, command);
            for lot in world.lots.values().flatten() {
                prop_assert!(lot.on_hand >= 0 && lot.reserved >= 0 && lot.reserved <= lot.on_hand, "{lot:?}");
            }
            prop_assert!(shipped(&order, 1) <= order.content.lines[0].quantity);
            let print = footprint(&order);
            prop_assert!(print.committed >= 0 && print.shipped >= 0);
            for line in 1..=order.lines.len() {
                let held: i64 = order.lines[line - 1].reserved.iter().map(|part| part.quantity).sum();
                prop_assert!(held <= open_to_pick(&order, line), "a line holds more than it needs: {order:?}");
            }
            if matches!(order.status, Status::Closed | Status::Cancelled | Status::Filed) {
                prop_assert!(print.held.is_empty(), "an ended order still holds goods: {order:?}");
            }
        }
        prop_assert_eq!(replay(world.log.iter().map(|(event, mark)| (event, *mark))), Some(order));
    }
}
