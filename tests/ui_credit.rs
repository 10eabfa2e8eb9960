//! Credit in the window (II.4, F15-F22): limits, safeguards, releases and late payment as the desks meet them, two people on one
//! file, and pictures of it in every look.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use std::time::Duration;

use chrono::{DateTime, Utc};
use eframe::egui;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use support::desk::{Desk, Filling, form_window};
use support::panels::{Office, click, office_window, settle, write_over};
use support::program::Program;
use support::{Window, is_looked_at, looks};
use yili_orders::domain::company::Company;
use yili_orders::domain::credit::{CreditSettings, Hardness, RecordKind, SafeguardKind};
use yili_orders::domain::customers::{CreditFile, Customer, Grade, Terms};
use yili_orders::domain::ids::{CustomerId, OrderId};
use yili_orders::domain::orders::{Channel, Command, CreditDecision, Order, Step};
use yili_orders::domain::people::Department;
use yili_orders::i18n::{Lang, money, t_dyn};
use yili_orders::ops::credit::NewRecord;
use yili_orders::ops::customers::Kept;
use yili_orders::ops::{company, credit, customers, orders, search};
use yili_orders::ui::cx::Tab;

const CODE: &str = "K00021";

fn kept(program: &Program, code: &'static str) -> Kept {
    program.ask(move |office| Ok(search::customers(office, code, 1)?.remove(0)))
}

/// The head of credit changes a file on another workstation.
fn file(program: &Program, code: &'static str, change: impl FnOnce(&mut CreditFile)) {
    let mut kept = kept(program, code);
    change(&mut kept.customer.credit);
    program.write_as("qianying", move |work| customers::change(work, kept.customer, kept.changes));
}

/// The customer is trusted, and as good as used up its limit.
fn at_the_limit(program: &Program) {
    let owed = kept(program, CODE).exposure.total().max(0);
    file(program, CODE, |file| {
        (file.grade, file.terms, file.limit) = (Grade::A, Terms::Monthly30, owed);
    });
}

/// An order of that customer that waits for the credit desk.
fn order(program: &Program) -> Order {
    let content = program.content(CODE);
    let id = program.write_as("liwen", move |work| {
        let id = orders::receive(work, Channel::Telephone, content)?;
        orders::step(work, id, None, Command::ReadBack { caller: "刘敏".into() })?;
        Ok(id)
    });
    program.order(id)
}

/// The file of a customer in the list of the credit desk.
fn open_file(program: &mut Program, code: &'static str) {
    // High enough that nothing lies below the edge.
    program.harness().set_size(egui::vec2(1280.0, 1900.0));
    program.settle();
    program.click(Role::Tab, "信用");
    program.click(Role::Tab, "客户信用");
    choose(program, code);
}

fn choose(program: &mut Program, code: &'static str) {
    program.focus("客户名称、拼音、电话");
    program.keys(Modifiers::COMMAND, Key::A);
    program.write(code);
    program.later(1);
    for _ in 0..20 {
        program.settle();
        std::thread::sleep(Duration::from_millis(20));
    }
    let rows = program.harness().query_all_by_role(Role::Row);
    let of_code = |row: &egui_kittest::Node<'_>| row.accesskit_node().label().unwrap_or_default().contains(code);
    rows.rev().find(of_code).expect("the customer's row").click();
    program.settle();
}

fn value(program: &Program, name: &str) -> String {
    program.field(name).value().unwrap_or_default()
}

/// The next step as the head of the order offers it.
fn open_step(program: &mut Program, number: &str, step: Step) {
    program.find_and_open(number);
    let word = t_dyn(Lang::ZhHans, &format!("step-{}", step.key()));
    let is_button = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::Button;
    program.harness().query_all_by_label(&word).find(is_button).expect("the next step").click();
    program.settle();
}

#[test]
fn an_order_over_the_limit_passes_on_a_safeguard_of_the_file() {
    let mut program = Program::open("qianying");
    at_the_limit(&program);
    let order = order(&program);
    open_step(&mut program, &order.number, Step::ReviewCredit);
    program.wait_for("超出额度");
    program.keys(Modifiers::NONE, Key::Escape);
    program.settle();
    open_file(&mut program, CODE);
    program.click(Role::Button, "登记担保");
    program.write_over("担保方", "澜汀银行");
    program.write_over("担保文件编号", "BH2026-077");
    program.write_over("金额", &money(order.content.amount()));
    program.click(Role::Button, "保存");
    program.wait_for("已记入信用档案");
    open_step(&mut program, &order.number, Step::ReviewCredit);
    program.wait_for("在信用额度之内");
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.settle();
    let review = program.order(order.id).review.credit.expect("a review");
    assert_eq!(review.decision, CreditDecision::Pass);
    assert_eq!(review.evidence.parts.expect("more than the lasting limit").safeguards, order.content.amount());
}

/// F19: what grew while the head of credit looked at the form is not released by one more key press.
#[test]
fn a_release_is_for_what_was_on_screen() {
    let mut program = Program::open("qianying");
    at_the_limit(&program);
    let order = order(&program);
    open_step(&mut program, &order.number, Step::ReviewCredit);
    program.click(Role::Button, "特批放行");
    program.focus("原因");
    program.write("月底集中付款");
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.settle();
    let review = program.order(order.id).review.credit.expect("a review");
    let CreditDecision::Release { seen, .. } = review.decision else { panic!("{:?}", review.decision) };
    assert_eq!(seen, review.evidence.concerns());
}

/// An order whose goods wait at the gate.
fn at_the_gate(program: &Program) -> Order {
    let rows = program.ask(|office| orders::inbox(office, Department::Logistics, DateTime::<Utc>::MAX_UTC, 0, 100));
    let row = rows.into_iter().find(|row| row.step == Step::Dispatch).expect("goods at the gate");
    program.order(row.order.id)
}

/// The goods are to leave, with all that the form asks for.
fn send(program: &mut Program, number: &str) {
    open_step(program, number, Step::Dispatch);
    for (name, text) in [("车牌号", "蒙A12345"), ("司机", "巴特尔"), ("装车温度", "4")] {
        if program.harness().query_all_by_label(name).next().is_some() {
            program.write_over(name, text);
        }
    }
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.settle();
}

#[test]
fn a_late_customers_goods_leave_on_a_release_with_amount_and_end() {
    let mut program = Program::open_sized("weijun", 60);
    let order = at_the_gate(&program);
    let (id, settings) = (order.content.customer, Hardness::Stop);
    program.write_as("admin", move |work| {
        let seen = Company::clone(&work.company);
        let credit = CreditSettings { overdue_at_shipping: settings, ..seen.credit.clone() };
        company::change(work, &seen, &Company { credit, ..seen.clone() })
    });
    let mut kept = program.ask(move |office| customers::open(office, id));
    let code: &'static str = kept.customer.code.clone().leak();
    kept.customer.credit.opening_balance += kept.exposure.paid + 100_000;
    kept.customer.credit.opening_due = Some("2026-10-01".parse().unwrap());
    program.write_as("qianying", move |work| customers::change(work, kept.customer, kept.changes));
    program.settle();
    let gone = |program: &Program| program.order(order.id).shipments.iter().any(|one| one.dispatch.is_some());
    send(&mut program, &order.number);
    assert!(!gone(&program), "a late customer's goods stay");
    program.wait_for("货物先不要发出");
    program.keys(Modifiers::NONE, Key::Escape);
    program.click(Role::Button, "放弃");
    program.sign_in_as("qianying");
    open_file(&mut program, code);
    program.click(Role::Button, "开放行单");
    program.write_over("金额", "250000");
    program.write_over("截止日", "2026-11-24");
    program.write_over("原因", "已见银行回单");
    program.click(Role::Button, "保存");
    program.wait_for("已记入信用档案");
    let file = program.ask(move |office| customers::open(office, id)).customer.credit;
    let record = file.records.last().expect("a record");
    assert_eq!((&record.kind, record.until), (&RecordKind::Release, "2026-11-24".parse().unwrap()));
    program.sign_in_as("weijun");
    send(&mut program, &order.number);
    assert!(gone(&program));
    let shipment = program.order(order.id).shipments.into_iter().find(|one| one.dispatch.is_some()).unwrap();
    let evidence = shipment.dispatch.unwrap().credit.expect("what was held against the customer");
    assert_eq!(evidence.releases.iter().map(|part| part.no).collect::<Vec<_>>(), [record.no]);
}

#[test]
fn a_part_of_what_is_owed_opens_its_order() {
    let mut program = Program::open("qianying");
    file(&program, CODE, |file| (file.grade, file.limit) = (Grade::A, 900_000_000));
    let order = order(&program);
    let id = order.id;
    let pass = Command::ReviewCredit { decision: CreditDecision::Pass, note: "已核".into() };
    program.write_as("sunhao", move |work| orders::step(work, id, None, pass));
    open_file(&mut program, CODE);
    program.wait_for("已通过未发货");
    assert!(program.harness().query_by_label("其他步骤").is_none());
    program.click(Role::Button, &order.number);
    program.wait_for("其他步骤");
    program.wait_for(&order.content.contact);
}

#[test]
fn how_hard_and_where_is_kept() {
    let mut program = Program::open("admin");
    program.click(Role::Tab, "设置");
    program.click(Role::Tab, "信用");
    program.wait_for("在哪里查");
    program.click(Role::ComboBox, "货款逾期，发货时");
    program.click(Role::MenuItem, "拦住");
    program.write_over("宽限天数", "3");
    program.write_over("公司总额度（全部客户合计）", "88000000");
    program.click(Role::Button, "保存");
    program.wait_for("设置已保存");
    let kept = program.ask(company::load).credit;
    assert_eq!((kept.overdue_at_shipping, kept.grace_days), (Hardness::Stop, 3));
    assert_eq!(kept.company_limit, Some(8_800_000_000));
    assert_eq!((kept.limit_at_review, kept.groups.len(), kept.releasers.len()), (Hardness::Stop, 1, 1));
}

#[test]
fn what_is_typed_waits_while_another_customer_is_looked_at() {
    let mut program = Program::open("qianying");
    open_file(&mut program, CODE);
    program.click(Role::Button, "修改信用档案");
    program.write_over("长期额度", "7654");
    program.click(Role::Button, "给予临时额度");
    program.write_over("原因", "旺季备货");
    choose(&mut program, "K00022");
    assert!(program.harness().query_by_label("长期额度").is_none_or(|node| node.value().is_none()));
    choose(&mut program, CODE);
    assert_eq!((value(&program, "长期额度"), value(&program, "原因")), ("7,654.00".into(), "旺季备货".into()));
}

/// The second of two is told, what the first wrote stands, and nothing that the second typed is lost.
#[test]
fn a_colleagues_file_is_not_written_over() {
    let mut program = Program::open("qianying");
    open_file(&mut program, CODE);
    program.click(Role::Button, "修改信用档案");
    program.write_over("长期额度", "7654");
    file(&program, CODE, |file| file.limit = 123_400);
    program.settle();
    program.click(Role::Button, "保存");
    program.wait_for("刚被别人改过");
    assert_eq!(kept(&program, CODE).customer.credit.limit, 123_400);
    assert_eq!(value(&program, "长期额度"), "7,654.00");
    // Looked at anew, it goes through.
    program.click(Role::Button, "取消");
    program.click(Role::Button, "修改信用档案");
    assert_eq!(value(&program, "长期额度"), "1,234.00");
    program.write_over("长期额度", "7654");
    program.click(Role::Button, "保存");
    program.wait_for("信用档案已保存");
    assert_eq!(kept(&program, CODE).customer.credit.limit, 765_400);
}

/// A payment, a file and a safeguard of one customer, sent while the store is busy: each is kept and said, and one's own write is
/// no colleague's.
#[test]
fn forms_of_one_file_do_not_swallow_each_other() {
    let mut program = Program::open("qianying");
    open_file(&mut program, CODE);
    program.click(Role::Button, "登记收款");
    program.write_over("金额", "1000");
    program.click(Role::Button, "修改信用档案");
    program.write_over("长期额度", "7654");
    program.hold(Duration::from_millis(300));
    for (name, last) in [("登记收款", true), ("保存", false)] {
        let is_button = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::Button;
        let mut found: Vec<_> = program.harness().query_all_by_label(name).filter(is_button).collect();
        let button = if last { found.pop() } else { found.drain(..).next() };
        button.expect("a button").click();
        program.harness().run_steps(2);
    }
    program.settle();
    let id = kept(&program, CODE).customer.id;
    let paid = program.ask(move |office| credit::payments(office, id));
    assert_eq!((paid[0].amount, kept(&program, CODE).customer.credit.limit), (100_000, 765_400));
    // A file that is open while one writes a record oneself is not behind anybody.
    program.click(Role::Button, "修改信用档案");
    program.write_over("长期额度", "8000");
    program.click(Role::Button, "登记担保");
    program.write_over("担保方", "澜汀银行");
    program.write_over("担保文件编号", "BH2026-078");
    program.write_over("金额", "500");
    program.click(Role::Button, "保存");
    program.wait_for("已记入信用档案");
    assert_eq!(value(&program, "长期额度"), "8,000.00", "only its own answer clears a form");
    program.click(Role::Button, "保存");
    program.wait_for("信用档案已保存");
    assert_eq!(kept(&program, CODE).customer.credit.limit, 800_000);
}

/// A customer of the chain with everything in its file.
fn everything(desk: &Desk) -> CustomerId {
    let head = desk.people.iter().find(|user| user.login == "qianying").expect("the head of credit").id;
    let ask = |office: &mut yili_orders::ops::Office| {
        let all = customers::page(office, 0, 60)?;
        let chain = all.into_iter().filter(|kept| kept.customer.credit.group.is_some());
        Ok(chain.max_by_key(|kept| kept.exposure.committed).expect("a chain"))
    };
    let kept = desk.worker.ask(ask).wait().unwrap();
    let id = kept.customer.id;
    let safeguard = RecordKind::Safeguard {
        kind: SafeguardKind::BankGuarantee,
        who: "澜汀银行呼和浩特分行".into(),
        document: "BH2026-031".into(),
    };
    let records = [(safeguard, 20_000_000, ""), (RecordKind::Release, 5_000_000, "月底集中付款，已见付款计划")];
    for (at, (kind, amount, reason)) in (0..).zip(records) {
        let (from, until) = ("2026-11-01".parse().unwrap(), "2027-03-31".parse().unwrap());
        let (changes, record) = (kept.changes + at, NewRecord { kind, amount, from, until, reason: reason.into() });
        desk.worker.write(head, move |work| credit::write_record(work, id, changes, record)).wait().unwrap();
    }
    id
}

/// A customer that owes more than its limit, since long ago.
fn late(desk: &Desk) -> CustomerId {
    let mut kept = desk.worker.ask(|office| Ok(search::customers(office, CODE, 1)?.remove(0))).wait().unwrap();
    let id = kept.customer.id;
    let file = &mut kept.customer.credit;
    (file.grade, file.terms, file.limit) = (Grade::B, Terms::Monthly30, 5_000_000);
    (file.opening_balance, file.opening_due) = (kept.exposure.paid + 12_345_678, Some("2026-09-30".parse().unwrap()));
    let head = desk.people.iter().find(|user| user.login == "qianying").expect("the head of credit").id;
    desk.worker.write(head, move |work| customers::change(work, kept.customer, kept.changes)).wait().unwrap();
    id
}

/// A customer of whom nothing is known but the name.
fn nobody(desk: &Desk) -> CustomerId {
    let some = desk.worker.ask(|office| Ok(search::customers(office, CODE, 1)?.remove(0))).wait().unwrap().customer;
    let blank = Customer {
        code: "K90001".into(),
        name: "呼和浩特新开小店".into(),
        credit: CreditFile::default(),
        note: String::new(),
        ..some
    };
    let sales = desk.people.iter().find(|user| user.login == "zhaomin").expect("the head of sales").id;
    desk.worker.write(sales, move |work| customers::create(work, blank)).wait().unwrap()
}

/// F22: at the gate late payment is red while it stops the goods, and no obstacle once a release of the file covers it.
#[test]
fn a_release_that_covers_is_no_obstacle_at_the_gate() {
    let desk = Desk::demo(60);
    let order = desk.waits_for(Step::Dispatch).expect("goods at the gate");
    let person = |login: &str| desk.people.iter().find(|user| user.login == login).expect("a person").clone();
    let (head, admin, user) = (person("qianying"), person("admin"), person("weijun"));
    let id = desk.worker.ask(move |office| orders::open(office, order)).wait().unwrap().order.content.customer;
    let stop = move |work: &mut yili_orders::ops::Work<'_, '_>| {
        let seen = Company::clone(&work.company);
        let credit = CreditSettings { overdue_at_shipping: Hardness::Stop, ..seen.credit.clone() };
        company::change(work, &seen, &Company { credit, ..seen.clone() })
    };
    desk.worker.write(admin.id, stop).wait().unwrap();
    let mut kept = desk.worker.ask(move |office| customers::open(office, id)).wait().unwrap();
    kept.customer.credit.opening_balance += kept.exposure.paid + 100_000;
    kept.customer.credit.opening_due = Some("2026-10-01".parse().unwrap());
    desk.worker.write(head.id, move |work| customers::change(work, kept.customer, kept.changes)).wait().unwrap();
    let filling = Filling::open(desk, user, Lang::ZhHans, order, Step::Dispatch);
    let filling = at_the_gate_in_all_looks(filling, order, "stopped", "逾期");
    let changes = filling.desk.worker.ask(move |office| customers::open(office, id)).wait().unwrap().changes;
    let record = NewRecord {
        kind: RecordKind::Release,
        amount: 25_000_000,
        from: "2026-11-20".parse().unwrap(),
        until: "2026-11-30".parse().unwrap(),
        reason: "已见银行回单".into(),
    };
    let write = move |work: &mut yili_orders::ops::Work<'_, '_>| credit::write_record(work, id, changes, record);
    filling.desk.worker.write(head.id, write).wait().unwrap();
    at_the_gate_in_all_looks(filling, order, "released", "放行单第");
}

/// Draws the form of departure in every look; in the first it says `words`.
fn at_the_gate_in_all_looks(mut filling: Filling, order: OrderId, name: &str, words: &str) -> Filling {
    for (lang, theme, look) in looks() {
        filling.lang = lang;
        filling.take(order, Step::Dispatch);
        let mut window = form_window([1100.0, 760.0], theme, filling);
        window.harness.run_ok();
        if lang == Lang::ZhHans {
            assert!(window.harness.query_all_by_label_contains(words).next().is_some(), "{words}");
        }
        window.picture(&format!("dispatch-{name}-{look}"));
        filling = window.harness.into_state();
    }
    filling
}

/// Every look has its picture where somebody looks (`PICTURES=1`): `target/pictures/credit-*.png`.
#[test]
fn pictures_of_credit() {
    let desk = Desk::demo(if is_looked_at() { 200 } else { 60 });
    let code =
        |id: CustomerId| desk.worker.ask(move |office| customers::open(office, id)).wait().unwrap().customer.code;
    // Everything in the file; over the limit and late; nothing at all.
    let files = [("file", code(everything(&desk))), ("late", code(late(&desk))), ("empty", code(nobody(&desk)))];
    let user = desk.everywhere();
    let tab = Tab::Desk(Department::Credit);
    let mut office = Office::new(desk, user, tab);
    for (lang, theme, look) in looks() {
        office.begin_anew(lang, tab);
        let mut window = office_window([1280.0, 1500.0], theme, office);
        let click = |window: &mut Window<'_, Office>, key: &str| click(window, &t_dyn(lang, key));
        click(&mut window, "desk-credit-customers");
        for (name, code) in &files {
            write_over(&mut window, &t_dyn(lang, "desk-find-customer"), code);
            std::thread::sleep(Duration::from_millis(400));
            settle(&mut window);
            let is_wanted =
                |row: &egui_kittest::Node<'_>| row.accesskit_node().label().unwrap_or_default().contains(code);
            window.harness.query_all_by_role(Role::Row).find(is_wanted).expect("the customer's row").click();
            settle(&mut window);
            window.picture(&format!("credit-{name}-{look}"));
            if *name == "file" {
                let bars = window.harness.query_all_by_role(Role::ProgressIndicator).count();
                assert!(bars >= 2, "the customer's and the chain's");
            }
        }
        click(&mut window, "desk-credit-change");
        click(&mut window, "credit-add-safeguard");
        window.picture(&format!("credit-forms-{look}"));
        window.harness.state_mut().tab = Tab::Settings;
        settle(&mut window);
        click(&mut window, "credit-settings");
        window.picture(&format!("credit-settings-{look}"));
        office = window.harness.into_state();
    }
    assert!(office.wishes.is_empty(), "looking changes nothing");
}
