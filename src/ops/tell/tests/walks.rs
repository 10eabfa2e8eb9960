//! Orders that between them meet every event.

use super::*;
pub(super) use Department::{Archive, Credit, Logistics, Production, Quality, Sales};

pub(super) fn dossier(world: &World, order: &Order) -> Dossier {
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
        ledger: crate::domain::credit::Ledger { exposure: world.standing.exposure, ..Default::default() },
        products: world.products.clone(),
        expected: world.expected.clone(),
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

pub(super) fn notify(shipment: usize) -> Command {
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

pub(super) fn dispatch(shipment: usize) -> Command {
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

pub(super) fn deliver(shipment: usize, differences: Vec<Difference>) -> Command {
    Command::Deliver { shipment, on: today(), signed_by: "刘敏".into(), temperature: Some(45), differences }
}

/// From the call to the archive, with a correction while the caller was on the line and a date agreed later.
pub(super) fn straight() -> (World, Order) {
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
        (desk(Production), Command::ReviewDate { promised, agreed, lines: Vec::new() }),
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
pub(super) fn crooked() -> (World, Order) {
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
        (desk(Production), Command::ReviewDate { promised, agreed: None, lines: Vec::new() }),
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
pub(super) fn backwards() -> (World, Order) {
    let mut world = World::new(vec![lot(1, 30, REST)]);
    world.customer.credit.limit = 100;
    let mut order = world.receive(content()).unwrap();
    let promised = order.content.requested;
    let refuse = CreditDecision::Refuse { reason: "逾期未付".into() };
    let release = CreditDecision::Release {
        reason: "已承诺本周付清".into(),
        seen: vec![Concern::OverLimit { over: 359_300, level: Level::Customer }],
    };
    for (who, command) in [
        (desk(Sales), Command::ReadBack { caller: "刘敏".into() }),
        (desk(Credit), Command::ReviewCredit { decision: refuse, note: String::new() }),
        (head(Credit), Command::ReverseReview { desk: Credit, reason: "客户来函说明".into() }),
        (head(Credit), Command::ReviewCredit { decision: release, note: String::new() }),
        (desk(Logistics), Command::ReviewStock),
        (desk(Production), Command::ReviewDate { promised, agreed: None, lines: Vec::new() }),
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

pub(super) fn more(quantity: i64) -> Content {
    let mut wish = content();
    wish.lines[0].quantity = quantity;
    wish
}

/// A change with all answers, adopted; another withdrawn, another declined.
pub(super) fn changing() -> (World, Order) {
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

pub(super) fn dossiers() -> Vec<Dossier> {
    [straight(), crooked(), backwards(), changing()].iter().map(|(world, order)| dossier(world, order)).collect()
}
