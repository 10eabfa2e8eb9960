//! Every event is told whole: what was written down with it is in its facts.
#![allow(missing_docs)]

use super::*;
use crate::domain::credit::{Concern, Ledger, Level};
use crate::domain::ids::{PaperId, ProductId};
use crate::domain::orders::samples::{World, content, desk, head, lot, product, today};
use crate::domain::orders::{
    Agreement, Asker, Channel, Command, CreditDecision, Difference, Incoterm, IncotermRule, Line, Possible, Transport,
};
use crate::domain::products::Product;
use Department::{Archive, Credit, Logistics, Production, Quality, Sales};
use std::collections::{BTreeMap, BTreeSet};
const REST: &str = "2026-12-08";

fn dossier(world: &World, order: &Order) -> Dossier {
    let people = Department::ALL.into_iter().flat_map(|it| [desk(it), head(it)]).map(|user| (user.id, user)).collect();
    Dossier {
        order: order.clone(),
        log: world
            .log
            .iter()
            .map(|(event, mark)| LogEntry { event: event.clone(), mark: *mark, hash: crate::domain::audit::START })
            .collect(),
        customer: world.customer.clone(),
        exposure: world.standing.exposure,
        ledger: Ledger { exposure: world.standing.exposure, ..Default::default() },
        products: world.products.clone(),
        // As a real dossier has them: lots that still hold goods.
        lots: world
            .lots
            .iter()
            .map(|(id, lots)| (*id, lots.iter().filter(|lot| lot.on_hand > 0).cloned().collect()))
            .collect(),
        people,
        company: world.company.clone(),
        then: Default::default(),
        filed: None,
    }
}

fn notify(shipment: usize) -> Command {
    Command::Notify {
        shipment,
        channel: Channel::Mail,
        to: "刘敏".into(),
        leaves: today(),
        expected: content().requested,
        waybill: "YD0001".into(),
        carrier: "驿达冷链".into(),
    }
}

fn dispatch(shipment: usize) -> Command {
    Command::Dispatch {
        shipment,
        transport: Transport::Road,
        vehicle: "蒙A·D1234".into(),
        driver: "赵刚".into(),
        driver_phone: "0471-555 0199".into(),
        temperature: Some(40),
        credit_note: String::new(),
    }
}

fn deliver(shipment: usize, differences: Vec<Difference>) -> Command {
    Command::Deliver { shipment, on: today(), signed_by: "刘敏".into(), temperature: Some(45), differences }
}

/// From the call to the archive, with a correction while the caller was on the line and a date agreed later.
fn straight() -> (World, Order) {
    let mut world = World::new(vec![lot(1, 66, REST)]);
    let mut order = world.receive(content()).unwrap();
    let mut wish = content();
    wish.lines[0].quantity = 66;
    wish.contact = "刘敏敏".into();
    wish.reference = "PO-77".into();
    let promised = "2026-11-27".parse().unwrap();
    let agreed = Some(Agreement { who: "刘敏".into(), note: "同意周五到".into() });
    let (name, sum) = ("传真.pdf".into(), "ab12".into());
    let paper = Command::AddPaper { paper: PaperId(1), name, size: 2_621_440, sum, mail: None };
    for (who, command) in [
        (desk(Sales), Command::Edit { content: wish, reason: String::new() }),
        (desk(Sales), Command::ReadBack { caller: "刘敏".into() }),
        (desk(Credit), Command::ReviewCredit { decision: CreditDecision::Pass, note: "老客户".into() }),
        (desk(Logistics), Command::ReviewStock),
        (desk(Production), Command::ReviewDate { promised, agreed }),
        (desk(Sales), Command::Confirm { channel: Channel::Telephone, who: "刘敏".into() }),
        (desk(Logistics), Command::Seen { desk: Logistics }),
        (desk(Sales), paper),
    ] {
        world.act(&mut order, &who, command).unwrap();
    }
    world.pick_held(&mut order).unwrap();
    for (who, command) in [
        (head(Logistics), Command::CheckGoods { shipment: 1 }),
        (desk(Logistics), notify(1)),
        (desk(Logistics), dispatch(1)),
        (desk(Logistics), deliver(1, Vec::new())),
        (desk(Sales), Command::Close),
        (desk(Archive), Command::File { serial: 1, sum: "cd34".into() }),
    ] {
        world.act(&mut order, &who, command).unwrap();
    }
    (world, order)
}

/// Short of goods, a failed lot, a part shipment with broken bottles, the rest given up.
fn crooked() -> (World, Order) {
    let mut world = World::new(vec![lot(1, 20, REST)]);
    world.customer.credit.limit = 100_000;
    let mut order = world.receive(content()).unwrap();
    let promised = order.content.requested;
    let guarantee = CreditDecision::Guarantee {
        guarantor: "建设银行".into(),
        amount: 300_000,
        until: "2027-01-31".parse().unwrap(),
        document: "BH-2026-17".into(),
    };
    let plan = || Command::PlanProduction { line: 1, quantity: 48, due: today(), responsible: "孙伟".into() };
    let output = |no: usize| Command::RecordOutput {
        production: no,
        lot: LotId(100 + no as i64),
        code: format!("20261123B{no}"),
        produced: today(),
        quantity: 48,
    };
    let inspect = |production, passed, finding: &str| Command::Inspect {
        production,
        passed,
        finding: finding.into(),
        report: format!("QC-{production}"),
    };
    for (who, command) in [
        (desk(Sales), Command::ReadBack { caller: "刘敏".into() }),
        (desk(Credit), Command::ReviewCredit { decision: guarantee, note: String::new() }),
        (desk(Logistics), Command::ReviewStock),
        (desk(Production), Command::ReviewDate { promised, agreed: None }),
        (desk(Sales), Command::Confirm { channel: Channel::Mail, who: "刘敏".into() }),
        (desk(Production), plan()),
        (desk(Production), output(1)),
        (desk(Quality), inspect(1, false, "酸度超标")),
        (desk(Production), plan()),
        (desk(Production), output(2)),
        (desk(Quality), inspect(2, true, "")),
        (desk(Sales), Command::Hold { reason: "客户要求等通知".into() }),
        (desk(Sales), Command::Resume),
    ] {
        world.act(&mut order, &who, command).unwrap();
    }
    let first = order.lines[0].reserved[0];
    let part = crate::domain::orders::decide::PickLine { line: 1, lot: first.lot, quantity: first.quantity };
    let broken = Difference { index: 0, accepted: 18, reason: "两瓶破损".into() };
    for (who, command) in [
        (desk(Logistics), Command::Pick { lines: vec![part], lot_reason: None }),
        (head(Logistics), Command::CheckGoods { shipment: 1 }),
        (desk(Logistics), notify(1)),
        (desk(Logistics), dispatch(1)),
        (desk(Logistics), deliver(1, vec![broken])),
        (head(Sales), Command::CancelRest { reason: "客户不要了".into() }),
    ] {
        world.act(&mut order, &who, command).unwrap();
    }
    (world, order)
}

/// Everything taken back, step by step, until the order is given up.
fn backwards() -> (World, Order) {
    let mut world = World::new(vec![lot(1, 30, REST)]);
    world.customer.credit.limit = 100;
    let mut order = world.receive(content()).unwrap();
    let promised = order.content.requested;
    let refuse = CreditDecision::Refuse { reason: "逾期未付".into() };
    let over = Concern::OverLimit { over: 359_300, level: Level::Customer };
    let release = CreditDecision::Release { reason: "已承诺本周付清".into(), seen: vec![over] };
    for (who, command) in [
        (desk(Sales), Command::ReadBack { caller: "刘敏".into() }),
        (desk(Credit), Command::ReviewCredit { decision: refuse, note: String::new() }),
        (head(Credit), Command::ReverseReview { desk: Credit, reason: "客户来函说明".into() }),
        (head(Credit), Command::ReviewCredit { decision: release, note: String::new() }),
        (desk(Logistics), Command::ReviewStock),
        (desk(Production), Command::ReviewDate { promised, agreed: None }),
        (desk(Sales), Command::Confirm { channel: Channel::Online, who: "刘敏".into() }),
    ] {
        world.act(&mut order, &who, command).unwrap();
    }
    world.lots.get_mut(&ProductId(1)).unwrap().push(lot(2, 12, REST));
    world.act(&mut order, &desk(Logistics), Command::Reserve).unwrap();
    world.pick_held(&mut order).unwrap();
    for (who, command) in [
        (head(Logistics), Command::ReversePick { shipment: 1, reason: "拣错".into() }),
        (head(Sales), Command::ReverseConfirmation { reason: "客户改口".into() }),
        (head(Logistics), Command::ReverseReview { desk: Logistics, reason: "盘点".into() }),
        (desk(Logistics), Command::ReviewStock),
        (desk(Sales), Command::Cancel { reason: "不要了".into() }),
    ] {
        world.act(&mut order, &who, command).unwrap();
    }
    (world, order)
}

fn more(quantity: i64) -> Content {
    let mut wish = content();
    wish.lines[0].quantity = quantity;
    wish
}

/// A change with all answers, adopted; another withdrawn, another declined.
fn changing() -> (World, Order) {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    let mut wish = content();
    wish.requested = "2026-11-28".parse().unwrap();
    wish.lines.push(Line { quantity: 24, ..wish.lines[0].clone() });
    let customer = Asker::Customer { who: "刘敏".into(), channel: Channel::Telephone };
    let ask =
        |no, asker, content, dropped| Command::AskChange { no, asker, reason: "促销改期".into(), content, dropped };
    let answer = |no, desk, possible, days, cost, note: &str| Command::AnswerChange {
        no,
        desk,
        possible,
        days,
        cost,
        note: note.into(),
    };
    let pick = crate::domain::orders::decide::PickLine { line: 1, lot: LotId(1), quantity: 24 };
    for (who, command) in [
        (desk(Logistics), Command::Pick { lines: vec![pick], lot_reason: None }),
        (desk(Sales), ask(1, customer, wish, vec![1])),
        (desk(Credit), answer(1, Credit, Possible::Yes, 0, 0, "")),
        (desk(Production), answer(1, Production, Possible::OnlyIf, 2, 0, "须加夜班")),
        (desk(Logistics), answer(1, Logistics, Possible::Yes, 0, 35_000, "")),
        (head(Sales), Command::DecideChange { no: 1, adopted: true, plan: "夜班赶制，加派一车".into() }),
        (desk(Credit), Command::NoteChange { no: 1, desk: Credit }),
    ] {
        world.act(&mut order, &who, command).unwrap();
    }
    let mut later = order.content.clone();
    later.note = "改送后门".into();
    for (who, command) in [
        (desk(Sales), ask(2, Asker::Desk(Logistics), later.clone(), vec![])),
        (desk(Sales), Command::WithdrawChange { no: 2, reason: "前门已修好".into() }),
        (desk(Sales), ask(3, Asker::Desk(Logistics), later, vec![])),
        (desk(Logistics), answer(3, Logistics, Possible::No, 0, 0, "后门进不了车")),
        (head(Sales), Command::DecideChange { no: 3, adopted: false, plan: "请客户仍在前门收货".into() }),
    ] {
        world.act(&mut order, &who, command).unwrap();
    }
    (world, order)
}

fn dossiers() -> Vec<Dossier> {
    [straight(), crooked(), backwards(), changing()].iter().map(|(world, order)| dossier(world, order)).collect()
}

fn value<'a>(told: &'a Told, label: &str) -> &'a str {
    told.facts.iter().find(|(known, _)| known == label).map_or("", |(_, value)| value)
}

fn of_kind(lang: Lang, dossier: &Dossier, key: &str) -> Told {
    let entry = dossier.log.iter().find(|entry| entry.event.key() == key).unwrap();
    tell(lang, dossier, entry)
}

#[test]
fn every_event_is_told_whole_in_every_language() {
    let mut told_events = BTreeSet::new();
    for dossier in dossiers() {
        told_events.extend(dossier.log.iter().map(|entry| entry.event.key()));
        for lang in Lang::ALL {
            for (entry, told) in dossier.log.iter().zip(tell_all(lang, &dossier)) {
                let texts = told.facts.iter().flat_map(|(label, value)| [label, value]).chain([&told.title]);
                for text in texts {
                    assert!(!text.trim().is_empty(), "{lang} {}", entry.event.key());
                    let leftover = [
                        "tell-",
                        "field-",
                        "possible-",
                        "step-",
                        "{",
                        "channel-",
                        "department-",
                        "transport-",
                        "class-",
                        "currency-",
                    ];
                    assert!(leftover.iter().all(|key| !text.contains(key)), "{lang}: {text}");
                }
                assert_eq!(told, tell(lang, &dossier, entry));
                assert!(crate::i18n::has(lang, &format!("event-{}", entry.event.key())));
            }
        }
    }
    assert_eq!(told_events.len(), 32, "{told_events:?}");
}

/// VII.1: a value that a person typed or read is nowhere lost on its way to the timeline and the archive sheet.
#[test]
fn nothing_that_was_written_down_is_left_out() {
    let told: String = dossiers()
        .iter()
        .flat_map(|dossier| tell_all(Lang::ZhHans, dossier))
        .flat_map(|told| told.facts.into_iter().map(|(label, value)| format!("{label}：{value}\n")).chain([told.title]))
        .collect();
    for written in [
        "刘敏敏",
        "PO-77",
        "同意周五到",
        "老客户",
        "传真.pdf",
        "2.5 MB",
        "ab12",
        "YD0001",
        "驿达冷链",
        "蒙A·D1234",
        "赵刚",
        "0471-555 0199",
        "4 °C",
        "4.5 °C",
        "Z109-XS·2026-D10-XSB-0001",
        "cd34",
        "2036-12-31",
        "建设银行",
        "3,000.00 元",
        "2027-01-31",
        "BH-2026-17",
        "孙伟",
        "酸度超标",
        "QC-1",
        "QC-2",
        "20261123B1",
        "20261123B2",
        "客户要求等通知",
        "两瓶破损",
        "客户不要了",
        "逾期未付",
        "客户来函说明",
        "已承诺本周付清",
        "拣错",
        "客户改口",
        "盘点",
        "不要了",
        "促销改期",
        "须加夜班",
        "2 天",
        "350.00 元",
        "夜班赶制，加派一车",
        "前门已修好",
        "后门进不了车",
        "请客户仍在前门收货",
    ] {
        assert!(told.contains(written), "{written}");
    }
}

/// III.5: what exactly was changed.
#[test]
fn an_edit_tells_what_changed_and_nothing_else() {
    let (world, order) = straight();
    let told = of_kind(Lang::ZhHans, &dossier(&world, &order), "edited");
    assert_eq!(told.title, "订单改为第 2 版");
    let labels: Vec<&str> = told.facts.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(labels, ["联系人", "客户单号", "第 1 行 鲜牛奶 950ml*12", "金额合计"]);
    assert_eq!(value(&told, "联系人"), "刘敏 → 刘敏敏");
    assert_eq!(value(&told, "客户单号"), "无 → PO-77");
    assert_eq!(value(&told, "第 1 行 鲜牛奶 950ml*12"), "数量 5箱 → 5箱6瓶");
    assert_eq!(value(&told, "金额合计"), "3,594.00 元 → 3,953.40 元");
}

/// II.5: what was reviewed before is void, and the goods that were held are free again.
#[test]
fn an_edit_of_a_reviewed_order_tells_what_it_voids() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    let mut order = world.confirmed();
    let back = Command::ReverseConfirmation { reason: "客户改口".into() };
    world.act(&mut order, &head(Sales), back).unwrap();
    world.act(&mut order, &desk(Sales), Command::Edit { content: more(72), reason: "客户加货".into() }).unwrap();
    let told = of_kind(Lang::ZhHans, &dossier(&world, &order), "edited");
    assert_eq!(told.title, "订单改为第 2 版，原审核和确认作废");
    assert_eq!(value(&told, "原因"), "客户加货");
    assert_eq!(value(&told, "释放预留（第 1 行）"), "批次 20261121A1 5箱");
}

/// F54, F55: who asked for what and why, what each desk answered, what was decided and what it means.
#[test]
fn a_change_is_told_from_the_asking_to_the_noting() {
    let (world, order) = changing();
    let dossier = dossier(&world, &order);
    let asked = of_kind(Lang::ZhHans, &dossier, "change-asked");
    assert_eq!(asked.title, "变更 1：刘敏以电话方式提出变更");
    assert_eq!(value(&asked, "第 1 行 鲜牛奶 950ml*12 余量"), "未拣部分不再需要");
    assert_eq!(value(&asked, "须答复部门"), "信用、生产、物流");
    let decided = of_kind(Lang::ZhHans, &dossier, "change-decided");
    assert_eq!(decided.title, "变更 1 采纳，订单改为第 2 版，需客户重新确认");
    assert_eq!(value(&decided, "放弃第 1 行 鲜牛奶 950ml*12"), "3箱");
    assert_eq!(value(&decided, "释放预留（第 1 行）"), "批次 20261121A1 3箱");
    assert_eq!(value(&decided, "须重新审核"), "库存审核、交期审核");
    let rows = compare(Lang::ZhHans, &dossier, &content(), &order.content);
    let differing: Vec<&str> = rows.iter().filter(|row| row.differs).map(|row| row.label.as_str()).collect();
    assert_eq!(differing, ["要求到货", "第 1 行", "第 2 行", "金额合计"]);
}

#[test]
fn lines_are_paired_by_their_goods() {
    let mut world = World::new(vec![lot(1, 100, REST)]);
    for (id, name, english) in [(2, "酸奶", "Yoghurt"), (3, "奶酪", "")] {
        let more = Product { id: ProductId(id), name: name.into(), name_en: english.into(), ..product() };
        world.products.insert(more.id, more);
    }
    let line = |id: i64, name: &str, quantity| Line {
        product: ProductId(id),
        name: name.into(),
        quantity,
        ..content().lines[0].clone()
    };
    let mut first = content();
    first.lines = vec![line(1, "鲜牛奶", 12), line(2, "酸奶", 24)];
    let mut order = world.receive(first).unwrap();
    let mut wish = content();
    wish.lines = vec![line(2, "酸奶", 36), line(1, "鲜牛奶", 12), line(3, "奶酪", 5)];
    wish.currency = Currency::Usd;
    wish.incoterm = Some(Incoterm { rule: IncotermRule::Fob, place: "Tianjin".into() });
    world.act(&mut order, &desk(Sales), Command::Edit { content: wish, reason: String::new() }).unwrap();
    let mut less = order.content.clone();
    less.lines.remove(0);
    world.act(&mut order, &desk(Sales), Command::Edit { content: less, reason: String::new() }).unwrap();
    let dossier = dossier(&world, &order);
    let told = tell(Lang::En, &dossier, &dossier.log[1]);
    assert_eq!(
        value(&told, "Line 1: Yoghurt 950ml*12"),
        "Quantity 2 ctns → 3 ctns; Price CNY 59.90 per btl → USD 59.90 per btl"
    );
    assert_eq!(value(&told, "Line 3 added"), "奶酪 950ml*12: 5 btls × USD 59.90 per btl = USD 299.50");
    assert_eq!(value(&told, "Order of the lines"), "rearranged");
    assert_eq!(value(&told, "Incoterm"), "none → FOB Tianjin");
    let told = tell(Lang::En, &dossier, &dossier.log[2]);
    assert_eq!(value(&told, "Old line 1 removed"), "Yoghurt 950ml*12: 3 ctns × USD 59.90 per btl = USD 2,156.40");
    assert!(told.facts.iter().all(|(label, _)| label != "Order of the lines"), "{told:?}");
}

/// II.4: the figures that the reviewers signed.
#[test]
fn reviews_tell_their_evidence() {
    let (world, order) = crooked();
    let dossier = dossier(&world, &order);
    let credit = of_kind(Lang::ZhHans, &dossier, "credit-reviewed");
    assert_eq!(credit.title, "凭担保通过信用审核");
    assert_eq!(value(&credit, "审核发现"), "超出额度 2,594.00 元");
    assert_eq!(value(&credit, "本单后余额"), "-2,594.00 元");
    let stock = of_kind(Lang::ZhHans, &dossier, "stock-reviewed");
    // The lot is empty by now and has left the stock list; its number is known from what was picked.
    let line = "可用 1箱8瓶；预留 1箱8瓶（批次 20261121A1 1箱8瓶）；缺 3箱4瓶";
    assert_eq!(stock.facts, [("第 1 行 鲜牛奶 950ml*12".to_owned(), line.to_owned())]);
    let delivered = of_kind(Lang::ZhHans, &dossier, "delivered");
    assert_eq!(
        value(&delivered, "第 1 行 鲜牛奶 950ml*12"),
        "发出 1箱8瓶，签收 1箱6瓶，批次 20261121A1，原因：两瓶破损"
    );
    let rest = of_kind(Lang::ZhHans, &dossier, "rest-cancelled");
    assert_eq!(value(&rest, "第 1 行 鲜牛奶 950ml*12"), "取消 3箱4瓶");
    assert_eq!(value(&rest, "释放预留（第 1 行）"), "批次 20261123B2 3箱4瓶");
}

/// IV.1: two names stand for two looks.
#[test]
fn the_second_look_names_both_people() {
    let (world, order) = straight();
    let told = of_kind(Lang::ZhHant, &dossier(&world, &order), "goods-checked");
    assert_eq!(value(&told, "揀貨人"), desk(Logistics).name);
    assert_eq!(value(&told, "複核人"), head(Logistics).name);
}

#[test]
fn figures_are_shown_as_people_write_them() {
    assert_eq!([rate(7_100_000), rate(913_500), rate(1_000_000)], ["7.10", "0.9135", "1.00"]);
    assert_eq!([file_size(999), file_size(1_536), file_size(2_621_440)], ["999 B", "1.5 KB", "2.5 MB"]);
}

/// Goods that left the list, or an order whose customer changed, are still told.
#[test]
fn what_is_no_longer_on_file_is_told_from_the_order() {
    let (world, order) = straight();
    let mut dossier = dossier(&world, &order);
    dossier.products = BTreeMap::new();
    let told = tell(Lang::En, &dossier, &dossier.log[0]);
    assert_eq!(value(&told, "Line 1: 鲜牛奶 950ml*12"), "60 base units × CNY 59.90 = CNY 3,594.00");
}

/// All timelines, to be read by a person when they change.
#[test]
fn timelines_read_as_they_should() {
    for lang in [Lang::ZhHans, Lang::En] {
        let mut text = String::new();
        for told in dossiers().iter().flat_map(|dossier| tell_all(lang, dossier)) {
            text.push_str(&format!("{}\n", told.title));
            told.facts.iter().for_each(|(label, value)| text.push_str(&format!("    {label}: {value}\n")));
        }
        insta::assert_snapshot!(format!("timelines-{}", lang.tag()), text);
    }
}
