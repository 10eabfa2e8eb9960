//! Typing as the office does it: dates, quantities, look-ups, input methods, lines of an order.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use chrono::NaiveDate;
use eframe::egui;
use egui::{Event, ImeEvent, Key};
use egui_kittest::kittest::Queryable as _;
use support::Window;
use yili_orders::domain::quantity::Packs;
use yili_orders::i18n::Lang;
use yili_orders::ui::theme::Theme;
use yili_orders::ui::widgets::date::Lean;
use yili_orders::ui::widgets::date_field::date_field;
use yili_orders::ui::widgets::field::Field;
use yili_orders::ui::widgets::grid::{CellKind, GridColumn, grid};
use yili_orders::ui::widgets::lookup::{Candidate, Found, lookup};
use yili_orders::ui::widgets::number_field::{Place, money_field, quantity_field};

const LANG: Lang = Lang::ZhHans;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

#[derive(Default)]
struct Form {
    date: String,
    day: Option<NaiveDate>,
    quantity: String,
    base: Option<i64>,
    money: String,
    fen: Option<i64>,
}

fn form(ui: &mut egui::Ui, form: &mut Form) {
    let packs = Packs::new("盒", &[("箱", 24)]).expect("packs");
    date_field(ui, LANG, "交期", &mut form.date, &mut form.day, today(), Lean::Ahead, Place::default());
    quantity_field(ui, LANG, "数量", &mut form.quantity, &mut form.base, &packs, Place::default());
    money_field(ui, LANG, "单价", &mut form.money, &mut form.fen, "CNY", Place::default());
}

#[test]
fn enter_goes_from_field_to_field_and_writes_values_tidily() {
    let mut window = Window::open([400.0, 300.0], Theme::Light, Form::default(), form);
    let harness = &mut window.harness;
    harness.get_by_label("交期").focus();
    harness.run();
    harness.get_by_label("交期").type_text("+4");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().date, "2026-11-27");
    // The calendar's button is passed with a second key, as Tab would.
    harness.key_press(Key::Tab);
    harness.run();
    assert!(harness.get_by_label("数量").is_focused());
    harness.get_by_label("数量").type_text("3c5");
    harness.run();
    assert_eq!(harness.state().base, Some(77));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().quantity, "3箱5盒");
    assert!(harness.get_by_label("单价").is_focused());
    harness.get_by_label("单价").type_text("1234.5");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!((harness.state().money.as_str(), harness.state().fen), ("1,234.50", Some(123_450)));
}

#[test]
fn a_wrong_date_says_so_under_the_field_and_stays_as_typed() {
    let mut window = Window::open([400.0, 300.0], Theme::Light, Form::default(), form);
    let harness = &mut window.harness;
    harness.get_by_label("交期").focus();
    harness.run();
    harness.get_by_label("交期").type_text("2-30");
    harness.run();
    harness.get_by_label("日历上没有这一天。");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!((harness.state().date.as_str(), harness.state().day), ("2-30", None));
}

#[test]
fn the_calendar_picks_a_day_of_another_month() {
    let mut window = Window::open([500.0, 500.0], Theme::Light, Form::default(), form);
    let harness = &mut window.harness;
    harness.get_by_label("交期: 日历").click();
    harness.run();
    harness.get_by_label("下个月").click();
    harness.run();
    harness.get_by_label("2026-12-10").click();
    harness.run();
    assert_eq!(harness.state().date, "2026-12-10");
    assert_eq!(harness.state().day, NaiveDate::from_ymd_opt(2026, 12, 10));
    assert!(harness.query_by_label("下个月").is_none(), "the calendar closes after the choice");
}

#[derive(Default)]
struct Search {
    typed: String,
    asked: Vec<String>,
    found: Option<(String, Vec<Candidate>)>,
    picked: Option<i64>,
    next: String,
}

fn search(ui: &mut egui::Ui, state: &mut Search) {
    let found = match &state.found {
        Some((words, candidates)) => Found::Answer { words, candidates },
        None => Found::Waiting,
    };
    let answer = lookup(ui, LANG, "客户", &mut state.typed, found, Place::default());
    if let Some((at, (_, candidates))) = answer.picked.zip(state.found.as_ref()) {
        state.picked = Some(candidates[at].key);
        state.typed.clone_from(&candidates[at].name);
    }
    state.asked.extend(answer.search);
    Field::new("下一个", &mut state.next).show(ui);
}

fn customers() -> Vec<Candidate> {
    let one = |key, name: &str| Candidate { key, name: name.into(), ..Candidate::default() };
    vec![one(11, "金川超市"), one(12, "金山奶站"), one(13, "金海小学")]
}

#[test]
fn a_look_up_asks_after_a_rest_and_arrow_and_enter_pick() {
    let mut window = Window::open([500.0, 400.0], Theme::Light, Search::default(), search);
    let harness = &mut window.harness;
    harness.get_by_label("客户").focus();
    harness.run();
    harness.get_by_label("客户").type_text("金");
    harness.step();
    assert!(harness.state().asked.is_empty(), "nothing is asked while typing");
    harness.run();
    assert_eq!(harness.state().asked, ["金"]);
    harness.state_mut().found = Some(("金".into(), customers()));
    harness.run();
    harness.get_by_label("金山奶站");
    harness.key_press(Key::ArrowDown);
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().picked, Some(12));
    assert!(harness.query_by_label("金海小学").is_none(), "the list is closed");
}

#[test]
fn a_fast_typist_may_press_enter_before_the_answer_comes() {
    let mut window = Window::open([500.0, 400.0], Theme::Light, Search::default(), search);
    let harness = &mut window.harness;
    harness.get_by_label("客户").focus();
    harness.run();
    harness.get_by_label("客户").type_text("金");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().asked, ["金"]);
    assert_eq!(harness.state().picked, None);
    harness.state_mut().found = Some(("金".into(), customers()));
    harness.run();
    assert_eq!(harness.state().picked, Some(11));
}

#[test]
fn an_answer_to_older_words_is_not_offered() {
    let mut window = Window::open([500.0, 400.0], Theme::Light, Search::default(), search);
    let harness = &mut window.harness;
    harness.state_mut().found = Some(("银".into(), customers()));
    harness.get_by_label("客户").focus();
    harness.run();
    harness.get_by_label("客户").type_text("金");
    harness.run();
    assert!(harness.query_by_label("金川超市").is_none());
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("正在查找…").is_none(), "Esc closes the list");
}

#[test]
fn an_input_method_in_the_middle_of_a_word_asks_nothing() {
    let mut window = Window::open([500.0, 400.0], Theme::Light, Search::default(), search);
    let harness = &mut window.harness;
    harness.get_by_label("客户").focus();
    harness.run();
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None });
    harness.event(preedit("jin chuan"));
    harness.run_steps(8);
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert!(harness.state().asked.is_empty(), "{:?}", harness.state().asked);
    harness.event(preedit(""));
    harness.event(Event::Ime(ImeEvent::Commit("金川".into())));
    harness.run();
    assert_eq!(harness.state().typed, "金川");
    assert_eq!(harness.state().asked, ["金川"]);
}

#[derive(Default)]
struct Lines {
    lines: Vec<(String, String, Option<i64>)>,
}

fn lines(ui: &mut egui::Ui, state: &mut Lines) {
    let columns = [
        GridColumn { title: "商品", width: 200.0, grows: true, figures: false, required: false },
        GridColumn { title: "行次", width: 60.0, grows: false, figures: false, required: false },
        GridColumn { title: "单价", width: 120.0, grows: false, figures: true, required: false },
    ];
    let count = state.lines.len();
    let answer = grid(ui, LANG, egui::Id::unique("lines"), &columns, &vec![false; count], |ui, slot| {
        let (product, price, fen) = &mut state.lines[slot.line];
        let place = Place { flat: true, stays: true, id: Some(slot.id), width: Some(slot.width), ..Place::default() };
        match slot.column {
            0 => {
                let field = Field::new("商品", product).flat().stays().id(slot.id).width(slot.width);
                CellKind::Field { entered: field.show(ui).entered }
            }
            1 => CellKind::Shown,
            _ => CellKind::Field { entered: money_field(ui, LANG, "单价", price, fen, "", place).entered },
        }
    });
    if let Some(line) = answer.remove {
        state.lines.remove(line);
    }
    if answer.add {
        state.lines.push(Default::default());
    }
}

#[test]
fn enter_walks_through_the_cells_and_opens_a_new_line_at_the_end() {
    let mut window = Window::open([600.0, 400.0], Theme::Light, Lines { lines: vec![Default::default()] }, lines);
    let harness = &mut window.harness;
    harness.get_by_label("商品").focus();
    harness.run();
    for (product, price) in [("纯牛奶", "58"), ("酸奶", "66.5")] {
        harness.event(Event::Text(product.into()));
        harness.key_press(Key::Enter);
        harness.run();
        harness.event(Event::Text(price.into()));
        harness.key_press(Key::Enter);
        harness.run();
    }
    harness.event(Event::Text("奶粉".into()));
    harness.run();
    let written: Vec<_> = harness.state().lines.iter().map(|line| (line.0.as_str(), line.2)).collect();
    assert_eq!(written, [("纯牛奶", Some(5_800)), ("酸奶", Some(6_650)), ("奶粉", None)]);
    // Up goes to the same column of the line above; typing goes there.
    harness.key_press(Key::ArrowUp);
    harness.run();
    assert!(harness.get_all_by_label("商品").nth(1).expect("a second line").is_focused());
    harness.get_by_label("删除第 3 行").click();
    harness.run();
    assert_eq!(harness.state().lines.len(), 2);
}
