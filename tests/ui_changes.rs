//! A change of a confirmed order in the whole program, by keyboard: asked for, answered desk after desk, decided, noted, and
//! looked at afterwards.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use eframe::egui;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use support::program::Program;
use yili_orders::domain::ids::OrderId;
use yili_orders::domain::orders::{Asker, Command, Content, Order, Stage, Step, stage};
use yili_orders::domain::people::Department;
use yili_orders::i18n::{Lang, date, t_dyn};
use yili_orders::ops::orders::{self, Filter};

/// A confirmed order of which nothing has left and nothing is being changed.
fn confirmed(program: &Program) -> Order {
    let rows =
        program.ask(|office| orders::page(office, &Filter { stages: vec![Stage::Preparing], customer: None }, 0, 50));
    let orders = rows.iter().map(|row| program.order(row.id));
    let fits = |order: &Order| order.changes.is_empty() && order.hold.is_none() && order.shipments.is_empty();
    orders.into_iter().find(fits).expect("a confirmed order")
}

fn open_change(program: &mut Program, number: &str) {
    program.find_and_open(number);
    program.click(Role::Button, "其他步骤");
    program.click(Role::MenuItem, "申请变更");
    program.settle();
}

/// The next step as the head of the order offers it, confirmed by keyboard as its form opens.
fn take(program: &mut Program, step: Step) {
    let word = t_dyn(Lang::ZhHans, &format!("step-{}", step.key()));
    let is_button = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::Button;
    program.harness().query_all_by_label(&word).find(is_button).expect("the next step").click();
    program.settle();
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.settle();
}

/// The tasks of a change on this order, one desk after another, each in its own name.
fn walk(program: &mut Program, id: OrderId, number: &str, step: Step) {
    for round in 0..6 {
        let order = program.order(id);
        let Some(task) = order.tasks.iter().find(|task| task.step == step).copied() else { return };
        program.sign_in_as(Program::head_of(task.desk, round * 2));
        program.find_and_open(number);
        take(program, step);
        let after = program.order(id);
        if after.events == order.events {
            program.draw();
        }
        assert!(after.events > order.events, "{step:?} did nothing; see target/pictures/line.png");
    }
}

#[test]
fn a_change_goes_from_desk_to_desk() {
    let mut program = Program::open("zhaomin");
    let order = confirmed(&program);
    open_change(&mut program, &order.number);
    program.wait_for("申请变更");
    // Before the click it says what is missing.
    program.wait_for("还没有改动");
    program.focus("数量");
    program.keys(Modifiers::COMMAND, Key::A);
    program.write(&(order.content.lines[0].quantity * 2).to_string());
    program.settle();
    program.wait_for("须答复的部门");
    program.wait_for("信用、生产、物流");
    program.focus("变更原因");
    program.write("客户加货");
    program.keys(Modifiers::COMMAND, Key::S);
    program.wait_for("变更已提交");
    let asked = program.order(order.id);
    assert_eq!(asked.open_change().expect("a change").reason, "客户加货");
    assert_eq!(asked.version, 1);
    program.wait_for("待答复");

    walk(&mut program, order.id, &order.number, Step::AnswerChange);
    assert_eq!(program.order(order.id).open_change().expect("a change").missing(), []);
    walk(&mut program, order.id, &order.number, Step::DecideChange);
    let adopted = program.order(order.id);
    assert_eq!((adopted.version, stage(&adopted)), (2, Stage::Review));
    walk(&mut program, order.id, &order.number, Step::NoteChange);
    assert_eq!(program.order(order.id).changes[0].to_note(), []);

    program.sign_in_as("zhaomin");
    program.find_and_open(&order.number);
    program.wait_for("版本对照");
    look_back(&mut program, &order);
}

/// The order as it stood on the day before today, to be read only, and back again.
fn look_back(program: &mut Program, order: &Order) {
    let received = order.received.at.date_naive();
    program.focus("查看某日的订单");
    program.write(&date(received));
    program.enter();
    program.wait_for("当日结束时的订单");
    assert!(program.harness().query_by_label("其他步骤").is_none(), "nothing can be done with the past");
    program.click(Role::Button, "回到现在");
    program.wait_for("其他步骤");
}

#[test]
fn what_is_refused_is_told_before_the_click() {
    let mut program = Program::open("zhaomin");
    let order = confirmed(&program);
    open_change(&mut program, &order.number);
    program.focus("变更原因");
    program.write("客户不要了");
    for line in 1..=order.content.lines.len() {
        program.click(Role::Button, &format!("放弃第 {line} 行的余量"));
    }
    program.settle();
    program.wait_for("放弃余量");
    let before = program.order(order.id).events;
    program.keys(Modifiers::COMMAND, Key::S);
    program.settle();
    assert_eq!(program.order(order.id).events, before, "an order is given up as a whole, not by a change");
}

/// Two people change the same order: whoever comes second sees it while typing, and nothing typed is lost.
#[test]
fn a_colleagues_change_is_told_while_typing() {
    let mut program = Program::open("zhaomin");
    let order = confirmed(&program);
    open_change(&mut program, &order.number);
    program.focus("备注");
    program.write("早上七点前送到");
    let mut content = order.content.clone();
    content.reference = "PO-77".into();
    let asker = Asker::Desk(Department::Sales);
    let ask = Command::AskChange { no: 1, asker, reason: "补单号".into(), content, dropped: Vec::new() };
    let id = order.id;
    program.write_as("liwen", move |work| orders::step(work, id, None, ask));
    program.settle();
    program.wait_for("还没有决定");
    let events = program.order(id).events;
    program.focus("变更原因");
    program.write("客户来电");
    program.keys(Modifiers::COMMAND, Key::S);
    assert_eq!(program.order(id).events, events);
    // Once the colleague takes it back, the same sheet goes through.
    let back = Command::WithdrawChange { no: 1, reason: "单号有误".into() };
    program.write_as("liwen", move |work| orders::step(work, id, None, back));
    program.settle();
    program.keys(Modifiers::COMMAND, Key::S);
    program.wait_for("变更已提交");
    assert_eq!(program.order(id).open_change().expect("a change").no, 2);
}

/// A change of the customer's number concerns no desk: it is declined with a reason, and another is withdrawn.
#[test]
fn a_change_is_declined_and_another_withdrawn() {
    let mut program = Program::open("zhaomin");
    let order = confirmed(&program);
    let id = order.id;
    let ask = |no, reference: &str| Command::AskChange {
        no,
        asker: Asker::Desk(Department::Sales),
        reason: "补单号".into(),
        content: Content { reference: reference.into(), ..order.content.clone() },
        dropped: Vec::new(),
    };
    for (no, step, word, field) in
        [(1, Step::DecideChange, "不采纳", "不采纳原因"), (2, Step::WithdrawChange, "", "原因")]
    {
        let asked = ask(no, &format!("PO-{no}"));
        program.write_as("liwen", move |work| orders::step(work, id, None, asked));
        program.find_and_open(&order.number);
        let word_of_step = t_dyn(Lang::ZhHans, &format!("step-{}", step.key()));
        program.wait_for(&word_of_step);
        let is_button = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::Button;
        program.harness().query_all_by_label(&word_of_step).find(is_button).expect("the step").click();
        program.settle();
        if !word.is_empty() {
            program.click(Role::Button, word);
        }
        let before = program.order(id).events;
        program.keys(Modifiers::COMMAND, Key::Enter);
        assert_eq!(program.order(id).events, before, "a reason is asked for");
        program.focus(field);
        program.write("客户说不用了");
        program.keys(Modifiers::COMMAND, Key::Enter);
        program.settle();
        assert!(program.order(id).events > before, "{step:?}");
    }
    let after = program.order(id);
    assert_eq!(after.changes[0].decision.as_ref().expect("a word").plan, "客户说不用了");
    assert_eq!(after.changes[1].withdrawn.as_ref().expect("taken back").0, "客户说不用了");
    assert_eq!(after.version, 1);
}
