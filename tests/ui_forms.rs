//! An order walked down the whole line through the forms of its steps, as the desks do it: mostly one Enter each.
#![allow(clippy::expect_used, clippy::unwrap_used)] // a failing test may stop anywhere

#[path = "support/office.rs"]
mod office;
mod support;

use egui_kittest::kittest::{NodeT as _, Queryable as _};
use office::Setup;
use support::Window;
use support::desk::{Desk, Filling, form_window, wait_for};
use yili_orders::domain::ids::OrderId;
use yili_orders::domain::orders::{Command, Status, Step};
use yili_orders::domain::people::User;
use yili_orders::i18n::Lang;
use yili_orders::ops;
use yili_orders::ops::orders::Dossier;
use yili_orders::store::Location;
use yili_orders::ui::steps::StepOutcome;
use yili_orders::ui::theme::Theme;

type Forms = Window<'static, Filling>;

/// The small office with an order of so many bottles, and a window without a form.
fn at_the_desk(bottles: i64) -> (Forms, OrderId) {
    let mut setup = Setup::new(&Location::Memory);
    let id = setup.receive(bottles).unwrap();
    let people = setup.people.clone();
    let desk = Desk::serve(setup.office, office::now());
    let user = people[0].clone();
    let filling = Filling { desk, user, lang: Lang::ZhHans, form: None, done: None, wishes: Vec::new() };
    (form_window([1000.0, 800.0], Theme::Light, filling), id)
}

fn person(forms: &Forms, login: &str) -> User {
    let people = &forms.harness.state().desk.people;
    people.iter().find(|user| user.login == login).expect("a person of the office").clone()
}

fn open(forms: &mut Forms, login: &str, id: OrderId, step: Step) {
    let user = person(forms, login);
    let filling = forms.harness.state_mut();
    filling.user = user;
    filling.take(id, step);
    forms.harness.run_ok();
}

fn enter(forms: &mut Forms) {
    forms.harness.key_press(eframe::egui::Key::Enter);
    assert!(wait_for(forms, |filling| filling.done.is_some()), "the step is taken");
    assert!(matches!(forms.harness.state().done, Some(StepOutcome::Done(_))));
}

/// Opens a form and presses Enter.
fn just_enter(forms: &mut Forms, login: &str, id: OrderId, step: Step) {
    open(forms, login, id, step);
    enter(forms);
}

fn dossier(forms: &Forms, id: OrderId) -> Dossier {
    forms.harness.state().desk.worker.ask(move |office| ops::orders::open(office, id)).wait().unwrap()
}

fn type_into(forms: &mut Forms, label: &str, text: &str) {
    forms.harness.get_by_label(label).focus();
    forms.harness.run_ok();
    forms.harness.get_by_label(label).type_text(text);
    forms.harness.run_ok();
}

fn send(forms: &mut Forms, step: &str) {
    forms.harness.get_all_by_label(step).last().expect("the button").click();
    assert!(wait_for(forms, |filling| filling.done.is_some()), "{step} is done");
}

/// A reservation made anew says which lots it lets go of, and why, before it does.
#[test]
fn a_reservation_says_what_it_lets_go() {
    let mut setup = Setup::new(&Location::Memory);
    let id = setup.receive(120).unwrap();
    setup.confirm(id);
    let people = setup.people.clone();
    // Eight days must remain on arrival; nine days later the lot that is held has five.
    let later = office::now() + chrono::TimeDelta::days(8);
    let desk = Desk::serve(setup.office, later);
    let filling =
        Filling { desk, user: people[0].clone(), lang: Lang::ZhHans, form: None, done: None, wishes: Vec::new() };
    let mut forms = form_window([1000.0, 800.0], Theme::Light, filling);
    open(&mut forms, "logistics", id, Step::Reserve);
    forms.harness.get_by_label("将释放的批次");
    let row = forms.harness.get_by_label_contains("20261122A1").accesskit_node().label().unwrap_or_default();
    assert!(row.contains("10箱") && row.contains('5') && row.contains('8'), "{row}");
    enter(&mut forms);
    assert_eq!(dossier(&forms, id).order.lines[0].reserved, []);
}

/// II.1 to VII.2 by the forms: eight of the fifteen steps are one Enter.
#[test]
fn the_whole_line_by_the_forms() {
    let (mut forms, id) = at_the_desk(1_200);
    just_enter(&mut forms, "sales", id, Step::ReadBack);
    open(&mut forms, "credit", id, Step::ReviewCredit);
    forms.harness.get_by_label("不通过").click();
    forms.harness.run_ok();
    forms.harness.get_by_label("审核不通过");
    forms.harness.get_by_label("通过").click();
    forms.harness.run_ok();
    send(&mut forms, "审核通过");
    just_enter(&mut forms, "logistics", id, Step::ReviewStock);
    assert_eq!(dossier(&forms, id).order.review.stock.unwrap().lines[0].short, 200);
    just_enter(&mut forms, "production", id, Step::AnswerProduction);
    just_enter(&mut forms, "production", id, Step::ReviewDate);
    just_enter(&mut forms, "sales", id, Step::Confirm);
    just_enter(&mut forms, "production", id, Step::PlanProduction);
    let made = dossier(&forms, id).order.productions[0].clone();
    assert_eq!((made.quantity, made.responsible.as_str()), (204, "员工 production"), "200 bottles are 17 cartons");
    just_enter(&mut forms, "production", id, Step::RecordOutput);
    assert_eq!(dossier(&forms, id).order.productions[0].output.as_ref().unwrap().code, "20261123A1");
    just_enter(&mut forms, "quality", id, Step::Inspect);
    just_enter(&mut forms, "logistics", id, Step::Pick);
    open(&mut forms, "logistics-head", id, Step::CheckGoods);
    forms.harness.get_by_label("全部核对无误").click();
    forms.harness.run_ok();
    send(&mut forms, "复核货物");
    open(&mut forms, "logistics", id, Step::Notify);
    type_into(&mut forms, "承运商", "驿达冷链");
    type_into(&mut forms, "运单号", "YD0007");
    send(&mut forms, "通知客户");
    open(&mut forms, "logistics", id, Step::Dispatch);
    type_into(&mut forms, "车牌号", "蒙A·D1234");
    type_into(&mut forms, "司机", "赵刚");
    type_into(&mut forms, "装车温度", "4.5");
    send(&mut forms, "发车交接");
    just_enter(&mut forms, "logistics", id, Step::Deliver);
    just_enter(&mut forms, "sales", id, Step::Close);
    just_enter(&mut forms, "archive", id, Step::File);
    let filed = dossier(&forms, id).order;
    assert_eq!(filed.status, Status::Filed);
    assert_eq!(filed.shipments[0].dispatch.as_ref().unwrap().temperature, Some(45));
}

/// IV.3: warm goods do not leave, and the form says why before anybody clicks.
#[test]
fn a_reading_outside_the_range_is_told_before_the_click() {
    let (mut forms, id) = at_the_desk(120);
    for (login, step) in [
        ("sales", Step::ReadBack),
        ("credit", Step::ReviewCredit),
        ("logistics", Step::ReviewStock),
        ("production", Step::ReviewDate),
        ("sales", Step::Confirm),
        ("logistics", Step::Pick),
    ] {
        just_enter(&mut forms, login, id, step);
    }
    open(&mut forms, "logistics", id, Step::CheckGoods);
    let why = forms.harness.get_all_by_label_contains("另一").count();
    assert_eq!(why, 2, "the picker is told to let another person look");
    open(&mut forms, "logistics-head", id, Step::CheckGoods);
    forms.harness.get_by_label_contains("没有核对");
    forms.harness.get_by_label("鲜牛奶　批号 20261122A1　到期 2026-12-07　10箱").click();
    forms.harness.run_ok();
    send(&mut forms, "复核货物");
    open(&mut forms, "logistics", id, Step::Notify);
    forms.harness.get_by_label("还需填写：承运商、运单号");
    type_into(&mut forms, "承运商", "驿达冷链");
    type_into(&mut forms, "运单号", "YD0007");
    send(&mut forms, "通知客户");
    open(&mut forms, "logistics", id, Step::Dispatch);
    forms.harness.get_by_label("还需填写：车牌号、司机、装车温度");
    forms.harness.get_by_label("快递").click();
    forms.harness.run_ok();
    forms.harness.get_by_label("还需填写：快递员、装车温度");
    forms.harness.get_by_label("公路承运").click();
    forms.harness.run_ok();
    type_into(&mut forms, "车牌号", "蒙A·D1234");
    type_into(&mut forms, "司机", "赵刚");
    type_into(&mut forms, "装车温度", "9");
    forms.harness.get_by_label("冷链商品，装车温度须在 2 °C – 6 °C。");
    forms.harness.get_all_by_label("发车交接").last().expect("the button").click();
    forms.harness.run_ok();
    assert!(forms.harness.state().done.is_none() && forms.harness.state().form.is_some());
}

/// Somebody edits the order while the form is open: nothing typed is lost, and the newest is one click away.
#[test]
fn a_form_that_is_overtaken_says_so_and_keeps_what_was_typed() {
    let (mut forms, id) = at_the_desk(120);
    open(&mut forms, "sales", id, Step::ReadBack);
    type_into(&mut forms, "答复人（客户说“对”的人）", "，刘敏的同事");
    let mut content = dossier(&forms, id).order.content;
    content.note = "要小票".into();
    let by = person(&forms, "sales-head").id;
    let edit = Command::Edit { content, reason: String::new() };
    let worker = &forms.harness.state().desk.worker;
    worker.write(by, move |work| ops::orders::step(work, id, None, edit)).wait().unwrap();
    forms.harness.get_all_by_label("复述确认").last().unwrap().click();
    assert!(wait_for(&mut forms, |_| true));
    for _ in 0..40 {
        forms.harness.step();
        std::thread::sleep(std::time::Duration::from_millis(3));
    }
    forms.harness.get_by_label("查看最新内容").click();
    for _ in 0..40 {
        forms.harness.step();
        std::thread::sleep(std::time::Duration::from_millis(3));
    }
    forms.harness.get_by_label("另外：要小票");
    forms.harness.get_all_by_label("复述确认").last().unwrap().click();
    assert!(wait_for(&mut forms, |filling| filling.done.is_some()));
    let caller = dossier(&forms, id).order.read_back.unwrap().caller;
    assert!(caller.contains("刘敏的同事"), "{caller}");
}

/// Leaving what was typed in asks once.
#[test]
fn leaving_a_changed_form_asks_once() {
    let (mut forms, id) = at_the_desk(120);
    open(&mut forms, "sales", id, Step::Hold);
    forms.harness.get_by_label("还需填写：原因");
    type_into(&mut forms, "原因", "等客户回电");
    forms.harness.get_by_label("取消").click();
    forms.harness.run_ok();
    forms.harness.get_by_label("继续填写").click();
    forms.harness.run_ok();
    send(&mut forms, "暂停");
    assert_eq!(dossier(&forms, id).order.hold.unwrap().0, "等客户回电");
}
