//! III.5 through the operations, on both engines: a change of an order with goods under way, one declined, one withdrawn, and
//! two people who change the same order.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support {
    pub mod office;
    pub mod pg;
}

use chrono::{NaiveDate, TimeDelta};
use support::office::{Setup, now};
use support::pg::fresh_url;
use yili_orders::domain::archive::missing_records;
use yili_orders::domain::ids::{LotId, OrderId};
use yili_orders::domain::orders::decide::PickLine;
use yili_orders::domain::orders::{
    Asker, Channel, Command, Content, CreditDecision, MissingRecord, Order, Possible, Refusal, Status, Step, Transport,
    as_logged, replay,
};
use yili_orders::domain::people::Department;
use yili_orders::i18n::Lang;
use yili_orders::ops::orders::{Dossier, Looked};
use yili_orders::ops::papers::{PaperKind, PaperOptions};
use yili_orders::ops::{self, OpError};
use yili_orders::store::Location;

fn on_both(test: impl Fn(Setup)) {
    test(Setup::new(&Location::Memory));
    if let Some(url) = fresh_url() {
        test(Setup::new(&Location::Postgres(url)));
    }
}

fn dossier(setup: &mut Setup, id: OrderId) -> Dossier {
    ops::orders::open(&mut setup.office, id).unwrap()
}

fn order(setup: &mut Setup, id: OrderId) -> Order {
    dossier(setup, id).order
}

fn ask(no: usize, content: Content, dropped: Vec<usize>) -> Command {
    let asker = Asker::Customer { who: "刘敏".into(), channel: Channel::Telephone };
    Command::AskChange { no, asker, reason: "门店促销加货".into(), content, dropped }
}

fn answer(no: usize, desk: Department, possible: Possible, days: i64, cost: i64, note: &str) -> Command {
    Command::AnswerChange { no, desk, possible, days, cost, note: note.into() }
}

fn inbox(setup: &mut Setup, desk: Department) -> Vec<Step> {
    ops::orders::inbox(&mut setup.office, desk, now(), 0, 20).unwrap().iter().map(|row| row.step).collect()
}

/// 960 of 1,200 were there; the rest is planned, and 600 have left.
fn under_way(setup: &mut Setup) -> OrderId {
    let id = setup.receive(1_200).unwrap();
    setup.confirm(id);
    let due: NaiveDate = "2026-11-25".parse().unwrap();
    let plan = Command::PlanProduction { line: 1, quantity: 240, due, responsible: "孙伟".into() };
    setup.step(id, "production", plan).unwrap();
    ship_part(setup, id, 1, vec![PickLine { line: 1, lot: LotId(1), quantity: 600 }]);
    id
}

fn ship_part(setup: &mut Setup, id: OrderId, shipment: usize, lines: Vec<PickLine>) {
    let day = "2026-11-23".parse().unwrap();
    let reason = Some("客户指定批次".to_owned());
    setup.step(id, "logistics", Command::Pick { lines, lot_reason: reason }).unwrap();
    setup.step(id, "logistics-head", Command::CheckGoods { shipment }).unwrap();
    let notify = Command::Notify {
        shipment,
        channel: Channel::Mail,
        to: "刘敏".into(),
        leaves: day,
        expected: "2026-11-24".parse().unwrap(),
        waybill: format!("YD{shipment}"),
        carrier: "驿达冷链".into(),
    };
    setup.step(id, "logistics", notify).unwrap();
    let dispatch = Command::Dispatch {
        shipment,
        transport: Transport::Road,
        vehicle: "蒙A·D1234".into(),
        driver: "赵刚".into(),
        driver_phone: String::new(),
        temperature: Some(40),
        credit_note: String::new(),
    };
    setup.step(id, "logistics", dispatch).unwrap();
}

fn deliver(shipment: usize) -> Command {
    let (on, temperature) = ("2026-11-23".parse().unwrap(), Some(45));
    Command::Deliver { shipment, on, signed_by: "刘敏".into(), temperature, differences: Vec::new() }
}

fn held(order: &Order) -> Vec<PickLine> {
    let lines = order.lines.iter().enumerate();
    lines
        .flat_map(|(index, line)| {
            line.reserved.iter().map(move |part| PickLine { line: index + 1, lot: part.lot, quantity: part.quantity })
        })
        .collect()
}

/// III.5, II.5, F54–F57: asked, answered by every desk, adopted with a joint plan, reviewed anew where it is touched,
/// confirmed, finished and filed; nothing that was made or shipped is lost on the way.
#[test]
fn a_change_of_an_order_under_way_from_the_asking_to_the_archive() {
    on_both(|mut setup| {
        let id = under_way(&mut setup);
        let mut wish = order(&mut setup, id).content;
        wish.lines[0].quantity = 1_440;
        wish.note = "二门收货".into();
        setup.step(id, "sales", ask(1, wish, vec![])).unwrap();
        for desk in [Department::Credit, Department::Production, Department::Logistics] {
            assert!(inbox(&mut setup, desk).contains(&Step::AnswerChange), "{desk:?}");
        }
        assert!(!inbox(&mut setup, Department::Quality).contains(&Step::AnswerChange));
        setup.step(id, "credit", answer(1, Department::Credit, Possible::Yes, 0, 0, "")).unwrap();
        let only_if = answer(1, Department::Production, Possible::OnlyIf, 1, 80_000, "须加夜班");
        setup.step(id, "production", only_if).unwrap();
        let early = setup.step(id, "sales-head", Command::DecideChange { no: 1, adopted: true, plan: "加班".into() });
        assert!(matches!(early, Err(OpError::Refused(Refusal::AnswersMissing(_)))), "{early:?}");
        setup.step(id, "logistics", answer(1, Department::Logistics, Possible::Yes, 0, 0, "")).unwrap();
        assert!(inbox(&mut setup, Department::Sales).contains(&Step::DecideChange));
        let plan = "夜班赶制 480 瓶，周四一车送齐".to_owned();
        setup.step(id, "sales-head", Command::DecideChange { no: 1, adopted: true, plan }).unwrap();

        let changed = order(&mut setup, id);
        assert_eq!((changed.version, changed.status, changed.confirmation.clone()), (2, Status::Review, None));
        assert_eq!((changed.productions.len(), changed.shipments.len()), (1, 1));
        let exposure = dossier(&mut setup, id).exposure;
        assert_eq!((exposure.shipped, exposure.committed), (600 / 12 * 14_280, 840 / 12 * 14_280));
        // What is under way goes on meanwhile.
        let code = "20261123B1".to_owned();
        let produced = "2026-11-23".parse().unwrap();
        let output = Command::RecordOutput { production: 1, lot: LotId(0), code, produced, quantity: 240 };
        setup.step(id, "production", output).unwrap();
        setup.step(id, "logistics", deliver(1)).unwrap();
        let inspect = Command::Inspect { production: 1, passed: true, finding: "合格".into(), report: "QC-1".into() };
        setup.step(id, "quality", inspect).unwrap();
        assert_eq!(setup.check().faults, []);

        review_and_confirm(&mut setup, id);
        for (login, desk) in [
            ("credit", Department::Credit),
            ("production", Department::Production),
            ("logistics", Department::Logistics),
        ] {
            assert!(inbox(&mut setup, desk).contains(&Step::NoteChange), "{desk:?}");
            setup.step(id, login, Command::NoteChange { no: 1, desk }).unwrap();
        }
        finish(&mut setup, id);
        let dossier = dossier(&mut setup, id);
        assert_eq!(dossier.order.status, Status::Filed);
        assert_eq!((dossier.exposure.shipped, dossier.exposure.committed), (1_440 / 12 * 14_280, 0));
        versions_and_past(&dossier);
        assert_eq!(setup.check().faults, []);
    });
}

fn review_and_confirm(setup: &mut Setup, id: OrderId) {
    let pass = Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() };
    setup.step(id, "credit", pass).unwrap();
    setup.step(id, "logistics", Command::ReviewStock).unwrap();
    let promised = "2026-11-26".parse().unwrap();
    setup.step(id, "production", Command::ReviewDate { promised, agreed: None, lines: Vec::new() }).unwrap();
    setup.step(id, "sales", Command::Confirm { channel: Channel::Telephone, who: "刘敏".into() }).unwrap();
}

/// What is still short is made, and everything that is held goes.
fn finish(setup: &mut Setup, id: OrderId) {
    let due: NaiveDate = "2026-11-25".parse().unwrap();
    let short = yili_orders::domain::orders::to_plan(&order(setup, id), 1);
    let plan = Command::PlanProduction { line: 1, quantity: short, due, responsible: "孙伟".into() };
    setup.step(id, "production", plan).unwrap();
    let produced = "2026-11-23".parse().unwrap();
    let code = "20261123B2".to_owned();
    let output = Command::RecordOutput { production: 2, lot: LotId(0), code, produced, quantity: short };
    setup.step(id, "production", output).unwrap();
    let inspect = Command::Inspect { production: 2, passed: true, finding: "合格".into(), report: "QC-2".into() };
    setup.step(id, "quality", inspect).unwrap();
    let lines = held(&order(setup, id));
    ship_part(setup, id, 2, lines);
    setup.step(id, "logistics", deliver(2)).unwrap();
    setup.step(id, "sales", Command::Close).unwrap();
    setup.step(id, "archive", Command::File { serial: 0, sum: String::new() }).unwrap();
}

/// F56, X5: both versions with who and why, and the order as it stood after any event.
fn versions_and_past(dossier: &Dossier) {
    let versions = dossier.versions();
    assert_eq!(versions.iter().map(|version| version.content.lines[0].quantity).collect::<Vec<_>>(), [1_200, 1_440]);
    assert_eq!(versions[1].reason, "门店促销加货");
    let decided = dossier.log.iter().position(|entry| entry.event.key() == "change-decided").unwrap();
    let before = dossier.after_events(decided).unwrap();
    assert_eq!((before.order.version, before.order.status), (1, Status::Confirmed));
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    assert!(dossier.as_of(day("2026-11-22")).is_none(), "there was no such order yet");
    let then = dossier.as_of(day("2026-11-23")).unwrap();
    assert_eq!(then.order, replay(then.log.iter().map(|entry| (&entry.event, entry.mark))).unwrap());
    assert_eq!(as_logged(dossier.order.clone()), then.order, "everything happened on that day");
    let sheet = ops::tell::tell_all(Lang::ZhHans, dossier);
    for told in ["须加夜班", "800.00 元", "夜班赶制 480 瓶，周四一车送齐"] {
        assert!(sheet.iter().any(|entry| entry.facts.iter().any(|(_, value)| value == told)), "{told}");
    }
}

/// A declined change leaves the order as it is; the dossier is complete once everybody has noted it.
#[test]
fn a_declined_change_leaves_the_order_as_it_is() {
    on_both(|mut setup| {
        let id = setup.receive(120).unwrap();
        setup.confirm(id);
        let wish = setup.content(960);
        setup.step(id, "sales", ask(1, wish, vec![])).unwrap();
        setup.step(id, "credit", answer(1, Department::Credit, Possible::Yes, 0, 0, "")).unwrap();
        let no = answer(1, Department::Production, Possible::No, 0, 0, "设备检修");
        setup.step(id, "production-head", no).unwrap();
        setup.step(id, "logistics", answer(1, Department::Logistics, Possible::Yes, 0, 0, "")).unwrap();
        let decline = Command::DecideChange { no: 1, adopted: false, plan: "下周再补".into() };
        setup.step(id, "sales-head", decline).unwrap();
        let after = order(&mut setup, id);
        assert_eq!((after.version, after.status, after.content.lines[0].quantity), (1, Status::Confirmed, 120));
        assert_eq!(missing_records(&after).first(), Some(&MissingRecord::Change(1)));
        setup.ship(id);
        setup.step(id, "logistics", deliver(1)).unwrap();
        setup.step(id, "sales", Command::Close).unwrap();
        let incomplete = setup.step(id, "archive", Command::File { serial: 0, sum: String::new() });
        assert!(matches!(incomplete, Err(OpError::Refused(Refusal::Incomplete(_)))), "{incomplete:?}");
        for desk in [Department::Sales, Department::Credit, Department::Production, Department::Logistics] {
            setup.step(id, desk.key(), Command::NoteChange { no: 1, desk }).unwrap();
        }
        setup.step(id, "archive", Command::File { serial: 0, sum: String::new() }).unwrap();
        assert_eq!(setup.check().faults, []);
    });
}

/// A change is withdrawn; a line is dropped by the next one, and its lots are free for others.
#[test]
fn a_withdrawn_change_and_a_dropped_line() {
    on_both(|mut setup| {
        let mut two = setup.content(240);
        two.lines.push(two.lines[0].clone());
        let (sales, now) = (setup.person("sales"), setup.now);
        let receive = setup.office.transact(sales, now, |work| ops::orders::receive(work, Channel::Mail, two));
        let (id, _) = receive.unwrap();
        setup.confirm(id);
        setup.step(id, "sales", ask(1, setup.content(300), vec![])).unwrap_err();
        let base = order(&mut setup, id).content;
        let mut more = base.clone();
        more.lines[1].quantity = 300;
        setup.step(id, "sales", ask(1, more, vec![])).unwrap();
        let edit = Command::Edit { content: setup.content(12), reason: "改".into() };
        let refused = setup.step(id, "sales", edit);
        assert!(matches!(refused, Err(OpError::Refused(Refusal::AskForChange))), "{refused:?}");
        setup.step(id, "sales", Command::WithdrawChange { no: 1, reason: "客户改主意".into() }).unwrap();
        setup.step(id, "sales", ask(2, base, vec![2])).unwrap();
        setup.step(id, "logistics", answer(2, Department::Logistics, Possible::Yes, 0, 0, "")).unwrap();
        setup.step(id, "sales-head", Command::DecideChange { no: 2, adopted: true, plan: String::new() }).unwrap();
        let after = order(&mut setup, id);
        // Nothing is reviewed anew: the customer only says yes to less.
        assert_eq!((after.status, after.content.lines[1].quantity), (Status::Reviewed, 0));
        let lots = ops::stock::page(&mut setup.office, 0, 10).unwrap();
        assert_eq!(lots[0].0.reserved, 240);
        setup.step(id, "sales", Command::Confirm { channel: Channel::Mail, who: "刘敏".into() }).unwrap();
        assert_eq!(setup.check().faults, []);
    });
}

/// A note of goods that left says for ever what it said when they left; what comes after follows the new version, without
/// the dropped line.
#[test]
fn papers_say_what_was_ordered_on_the_day_of_their_step() {
    let mut setup = Setup::new(&Location::Memory);
    let mut two = setup.content(240);
    two.lines.push(two.lines[0].clone());
    let (sales, now) = (setup.person("sales"), setup.now);
    let receive = setup.office.transact(sales, now, |work| ops::orders::receive(work, Channel::Mail, two));
    let (id, _) = receive.unwrap();
    setup.confirm(id);
    ship_part(&mut setup, id, 1, vec![PickLine { line: 1, lot: LotId(1), quantity: 120 }]);
    let printed = |setup: &mut Setup, kind| {
        let dossier = dossier(setup, id);
        let options = PaperOptions { copies: false, ..PaperOptions::usual(Lang::ZhHans, &dossier) };
        let documents = ops::papers::documents(kind, &dossier, &options).unwrap();
        documents.iter().map(|document| format!("{:?}", document.pages())).collect::<Vec<_>>()
    };
    let old = |page: &str| page.contains("大学东街 18 号") && !page.contains("海拉尔大街");
    let mut wish = order(&mut setup, id).content;
    wish.address = "呼和浩特市新城区海拉尔大街 7 号".into();
    setup.step(id, "sales", ask(1, wish, vec![2])).unwrap();
    setup.step(id, "logistics", answer(1, Department::Logistics, Possible::Yes, 0, 0, "")).unwrap();
    setup.step(id, "sales-head", Command::DecideChange { no: 1, adopted: true, plan: String::new() }).unwrap();
    assert!(old(&printed(&mut setup, PaperKind::DeliveryNote)[0]));
    let letter = printed(&mut setup, PaperKind::Confirmation).remove(0);
    assert!(letter.contains("海拉尔大街"));
    assert_eq!(letter.matches("950ml*12").count(), 1, "the dropped line is not ordered any more");
    setup.step(id, "sales", Command::Confirm { channel: Channel::Mail, who: "刘敏".into() }).unwrap();
    ship_part(&mut setup, id, 2, vec![PickLine { line: 1, lot: LotId(1), quantity: 120 }]);
    let notes = printed(&mut setup, PaperKind::DeliveryNote);
    assert!(old(&notes[0]) && notes[1].contains("海拉尔大街"));
}

/// Two people change the same order: the second is told who was quicker, whether asking or deciding.
#[test]
fn the_second_of_two_is_told() {
    on_both(|mut setup| {
        let id = setup.receive(120).unwrap();
        setup.confirm(id);
        let looked = Looked::at(&order(&mut setup, id));
        let (first, second) = (ask(1, setup.content(240), vec![]), ask(1, setup.content(360), vec![]));
        let (sales, head) = (setup.person("sales"), setup.person("sales-head"));
        let now = setup.now + TimeDelta::minutes(1);
        setup.office.transact(sales, now, |work| ops::orders::step(work, id, Some(looked), first)).unwrap();
        let late = setup.office.transact(head, now, |work| ops::orders::step(work, id, Some(looked), second));
        assert!(matches!(late, Err(OpError::Conflict { by, .. }) if by == "员工 sales"));
        for desk in [Department::Credit, Department::Production, Department::Logistics] {
            setup.step(id, desk.key(), answer(1, desk, Possible::Yes, 0, 0, "")).unwrap();
        }
        // An answer is thought over while the head is reading.
        let looked = Looked::at(&order(&mut setup, id));
        let no = answer(1, Department::Credit, Possible::No, 0, 0, "逾期未付");
        setup.step(id, "credit", no).unwrap();
        let decide = Command::DecideChange { no: 1, adopted: true, plan: String::new() };
        let now = setup.now + TimeDelta::minutes(1);
        let late = setup.office.transact(head, now, |work| ops::orders::step(work, id, Some(looked), decide));
        assert!(matches!(late, Err(OpError::Conflict { by, .. }) if by == "员工 credit"));
        assert_eq!(order(&mut setup, id).version, 1);
    });
}
