//! The order line in the whole program, by keyboard: from the call to the archive, desk after desk, each in its own name.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use eframe::egui;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use support::program::Program;
use yili_orders::domain::orders::{Command, Status};
use yili_orders::ops::{drafts, orders};
use yili_orders::ui::call_sheet::Form;

/// Ctrl+N and the whole order by keyboard: customer, day, one line of goods.
fn write_a_call(program: &mut Program) {
    program.keys(Modifiers::COMMAND, Key::N);
    assert!(program.field("客户").is_focused(), "the keyboard is where the call begins");
    program.write("K00021");
    program.enter();
    assert!(program.field("要求交期").is_focused(), "the day follows the customer");
    program.write("+5");
    program.enter();
    program.focus("商品");
    program.write("cn");
    program.enter();
    assert!(program.field("数量").is_focused(), "the quantity follows the goods");
    program.write("3箱5盒");
    program.enter();
    program.enter();
}

#[test]
fn a_call_becomes_an_order_that_credit_and_stock_find_in_their_inboxes() {
    let mut program = Program::open("zhaomin");
    let before = program.ask(|office| orders::count(office, &orders::Filter::default()));
    write_a_call(&mut program);
    program.keys(Modifiers::COMMAND, Key::Enter);
    assert!(program.field("电话里确认的人").is_focused(), "who said yes is asked for before anything is saved");
    program.write("徐静平");
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.wait_for("已保存");
    let after = program.ask(|office| orders::count(office, &orders::Filter::default()));
    assert_eq!(after, before + 1);
    let newest = program.newest();
    assert_eq!(newest.status, Status::Review);
    assert_eq!(newest.read_back.as_ref().map(|read| read.caller.as_str()), Some("徐静平"));
    assert_eq!(newest.content.lines[0].quantity, 77);
    assert!(newest.tasks.iter().any(|task| task.step.key() == "review-credit"));
    // Nothing of the sheet is left behind.
    let user = program.user();
    assert!(program.ask(move |office| drafts::open::<Form>(office, user)).is_empty());
}

#[test]
fn a_draft_survives_a_kill_and_is_offered_again() {
    let mut program = Program::open("zhaomin");
    write_a_call(&mut program);
    program.settle();
    program.wait_for("草稿已保存");
    // The window is gone without a word; the store is not.
    let mut program = program.killed_and_opened_again("zhaomin");
    program.keys(Modifiers::COMMAND, Key::N);
    program.wait_for("有一份没写完的订单");
    program.click(Role::Button, "接着写");
    program.settle();
    assert_eq!(program.field("数量").value().as_deref(), Some("3箱5盒"));
}

#[test]
fn the_same_again_is_one_press_away_and_shows_packs() {
    let mut program = Program::open("zhaomin");
    program.keys(Modifiers::COMMAND, Key::N);
    program.write("K00021");
    program.enter();
    program.write("+5");
    program.settle();
    program.write("");
    let newest = program.ask(|office| {
        let kept = yili_orders::ops::search::customers(office, "K00021", 1)?.remove(0);
        orders::caller(office, kept.customer.id)
    });
    let order = newest.newest.first().expect("an order before").clone();
    program.focus("备注");
    program.write("照旧");
    program.click(Role::Button, &format!("沿用 {} 的明细", order.number));
    program.settle();
    let product = order.content.lines[0].product;
    let packs = program.ask(move |office| yili_orders::ops::products::open(office, product)).0.packs;
    let quantity = program.harness().query_all_by_label("数量").next().expect("a line").value();
    assert_eq!(quantity.as_deref(), Some(packs.show(order.content.lines[0].quantity).as_str()));
}

#[test]
fn leaving_a_changed_sheet_asks_once() {
    let mut program = Program::open("zhaomin");
    write_a_call(&mut program);
    program.keys(Modifiers::NONE, Key::Escape);
    program.wait_for("离开这张订单？");
    program.click(Role::Button, "继续填写");
    program.settle();
    assert!(program.harness().query_by_label_contains("离开这张订单").is_none());
    program.keys(Modifiers::NONE, Key::Escape);
    program.wait_for("离开这张订单？");
    program.click(Role::Button, "不要了");
    program.settle();
    let user = program.user();
    assert!(program.ask(move |office| drafts::open::<Form>(office, user)).is_empty());
}

#[test]
fn a_stale_edit_is_told_and_nothing_typed_is_lost() {
    let mut program = Program::open("zhaomin");
    let order = program.newest();
    program.find_and_open(&order.number);
    program.click(Role::Button, "其他步骤");
    program.click(Role::MenuItem, "修改订单");
    program.focus("备注");
    program.write("早上七点前送到");
    // Meanwhile a colleague changes the same order.
    let mut content = order.content.clone();
    content.reference = "PO-77".into();
    program.write_as("liwen", move |work| {
        orders::step(work, order.id, None, Command::Edit { content, reason: "客户补单号".into() })
    });
    if order.status != Status::Receipt {
        program.focus("修改原因");
        program.write("客户来电");
    }
    program.keys(Modifiers::COMMAND, Key::S);
    program.wait_for("李文");
    assert_eq!(program.field("备注").value().as_deref(), Some("早上七点前送到"), "what was typed still stands there");
    assert_eq!(program.order(order.id).content.reference, "PO-77");
    assert_eq!(program.order(order.id).content.note, order.content.note);
}

#[test]
fn what_is_missing_is_told_before_the_button_can_be_pressed() {
    let mut program = Program::open("zhaomin");
    program.keys(Modifiers::COMMAND, Key::N);
    program.write("K00021");
    program.enter();
    program.write("昨天");
    program.settle();
    program.wait_for("还差");
    let before = program.ask(|office| orders::count(office, &orders::Filter::default()));
    program.click(Role::Button, "先保存，稍后复述");
    program.settle();
    let after = program.ask(|office| orders::count(office, &orders::Filter::default()));
    assert_eq!(after, before, "a button that is not possible does nothing");
}

#[test]
fn whoever_may_not_take_orders_sees_why() {
    let mut program = Program::open("hanmei");
    program.keys(Modifiers::COMMAND, Key::N);
    assert!(program.harness().query_by_label_contains("从客户开始").is_none());
    program.harness().get_by_role_and_label(Role::Button, "新订单").hover();
    program.settle();
    program.wait_for("只有销售可以写新订单。");
}

#[test]
fn an_order_walks_from_the_call_to_the_archive() {
    let mut program = Program::open("zhaomin");
    write_a_call(&mut program);
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.write("徐静平");
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.wait_for("已保存");
    let order = program.newest();
    // Each desk signs in, opens the order by its number, takes the step it is asked for, and goes home.
    for round in 0..30 {
        let now = program.order(order.id);
        let Some(task) = now.tasks.first().copied() else { break };
        let login = Program::head_of(task.desk, round);
        program.sign_in_as(login);
        program.find_and_open(&order.number);
        program.take_the_step(task);
        let after = program.order(order.id);
        if after.events == now.events {
            program.draw();
        }
        assert!(after.events > now.events, "{:?} by {login} did nothing; see target/pictures/line.png", task.step);
    }
    assert_eq!(program.order(order.id).status, Status::Filed);
}
