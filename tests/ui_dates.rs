//! The dates of an order through the window: a shortage asked about and answered, the day promised by line with its reasons and
//! the talk. Pictures: `target/pictures/dates-*.png`.
#![allow(clippy::expect_used, clippy::unwrap_used)] // a failing test may stop anywhere

#[path = "support/office.rs"]
mod office;
mod support;

use egui_kittest::kittest::Queryable as _;
use office::Setup;
use support::desk::{Desk, Filling, form_window, wait_for};
use support::{Window, looks};
use yili_orders::domain::ids::OrderId;
use yili_orders::domain::orders::{Channel, Command, CreditDecision, Possible, Status, Step};
use yili_orders::i18n::Lang;
use yili_orders::ops;
use yili_orders::ops::orders::Dossier;
use yili_orders::store::Location;
use yili_orders::ui::theme::Theme;

/// An order of two lines, the second with a day of its own, passed by caller and credit; 1,000 bottles are in the store.
fn office() -> (Filling, OrderId) {
    let mut setup = Setup::new(&Location::Memory);
    let mut content = setup.content(960);
    let mut later = content.lines[0].clone();
    (later.quantity, later.requested) = (240, Some("2026-12-01".parse().unwrap()));
    content.lines.push(later);
    let sales = setup.person("sales");
    let (id, _) = setup
        .office
        .transact(sales, setup.now, |work| ops::orders::receive(work, Channel::Telephone, content))
        .unwrap();
    setup.step(id, "sales", Command::ReadBack { caller: "刘敏".into() }).unwrap();
    let pass = Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() };
    setup.step(id, "credit", pass).unwrap();
    let desk = Desk::serve(setup.office, setup.now);
    let user = setup.people[0].clone();
    (Filling { desk, user, lang: Lang::ZhHans, form: None, done: None, wishes: Vec::new() }, id)
}

fn dossier(filling: &Filling, id: OrderId) -> Dossier {
    filling.desk.worker.ask(move |office| ops::orders::open(office, id)).wait().unwrap()
}

/// Draws the form of a step in every look, and gives the window of the last one, in Chinese.
fn look(mut filling: Filling, login: &str, id: OrderId, step: Step, name: &str) -> Window<'static, Filling> {
    filling.user = filling.desk.people.iter().find(|user| user.login == login).unwrap().clone();
    for (lang, theme, look) in looks() {
        filling.lang = lang;
        filling.take(id, step);
        let mut window = form_window([1100.0, 760.0], theme, filling);
        window.harness.run_ok();
        window.picture(&format!("dates-{name}-{look}"));
        filling = window.harness.into_state();
    }
    filling.lang = Lang::ZhHans;
    filling.take(id, step);
    let mut window = form_window([1100.0, 760.0], Theme::Light, filling);
    window.harness.run_ok();
    window
}

fn enter(mut window: Window<'static, Filling>) -> Filling {
    window.harness.key_press(eframe::egui::Key::Enter);
    assert!(wait_for(&mut window, |filling| filling.done.is_some()), "the step is taken");
    window.harness.into_state()
}

fn type_into(window: &mut Window<'static, Filling>, label: &str, text: &str) {
    window.harness.get_by_label(label).focus();
    window.harness.run_ok();
    window.harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::A);
    window.harness.get_by_label(label).type_text(text);
    window.harness.run_ok();
}

/// II.4, F23, F26: 240 bottles are short, because what is there is too old by then; production says by when; each line is promised its own day, later than wished with
/// the talk; the reasons stay with the promise.
#[test]
fn a_shortage_is_asked_answered_and_promised() {
    let (filling, id) = office();
    let window = look(filling, "logistics", id, Step::ReviewStock, "stock");
    window.harness.get_by_label("同时询问生产：缺的能否做、何时做出");
    let filling = enter(window);
    let question = dossier(&filling, id).order.questions[0].clone();
    assert_eq!((question.lines, question.answer.is_none()), (vec![(2, 240)], true));

    let mut window = look(filling, "production", id, Step::AnswerProduction, "answer");
    window.harness.get_by_label("不可行").click();
    window.harness.run_ok();
    assert!(window.harness.query_by_label("不能做的原因").is_some(), "a no is explained");
    window.harness.get_by_label("可行").click();
    window.harness.run_ok();
    type_into(&mut window, "完成日期", "2026-12-02");
    window.harness.get_all_by_label("答复能否生产").last().unwrap().click();
    assert!(wait_for(&mut window, |filling| filling.done.is_some()), "the answer is given");
    let filling = window.harness.into_state();
    let answer = dossier(&filling, id).order.questions[0].answer.clone().unwrap();
    assert_eq!((answer.possible, answer.batches[0].quantity), (Possible::Yes, 240));

    let mut window = look(filling, "production", id, Step::ReviewDate, "promise");
    assert!(window.harness.query_by_label_contains("比客户要求晚 2 天").is_some(), "the second line is late");
    type_into(&mut window, "与客户商谈的内容", "第二行周四送");
    window.picture("dates-promise-agreed");
    window.harness.get_all_by_label("交期审核").last().unwrap().click();
    assert!(wait_for(&mut window, |filling| filling.done.is_some()), "the day is promised");
    let order = dossier(&window.harness.into_state(), id).order;
    let review = order.review.date.as_ref().unwrap();
    assert_eq!(review.promised.to_string(), "2026-11-26");
    assert_eq!(review.day_of(2).to_string(), "2026-12-03");
    assert_eq!(review.agreed.as_ref().unwrap().note, "第二行周四送");
    assert_eq!((review.found.len(), order.status), (2, Status::Reviewed));
}
