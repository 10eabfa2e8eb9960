//! Lists by keyboard and mouse, a million rows long, and what stands above the window: dialogs, finder, tabs, toasts.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use eframe::egui;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use support::Window;
use yili_orders::i18n::Lang;
use yili_orders::ui::icons::Icon;
use yili_orders::ui::theme::{Theme, Tone};
use yili_orders::ui::widgets::button::Button;
use yili_orders::ui::widgets::dialog::{Dialog, DialogAnswer};
use yili_orders::ui::widgets::finder::{Finder, FinderAnswer, Group};
use yili_orders::ui::widgets::lookup::Candidate;
use yili_orders::ui::widgets::rail::{Tab, rail};
use yili_orders::ui::widgets::table::{Column, Empty, Table, TableState};
use yili_orders::ui::widgets::toast::Toasts;

const LANG: Lang = Lang::En;

#[derive(Default)]
struct List {
    rows: usize,
    table: TableState,
    opened: Option<usize>,
    visible: std::ops::Range<usize>,
    drawn: usize,
    first_step: bool,
}

fn list(ui: &mut egui::Ui, state: &mut List) {
    let columns = [Column::new("number", "Number", 120.0).sorts(), Column::figures("amount", "Amount", 100.0).grows()];
    let empty = Empty { icon: Icon::Inbox, sentence: "No orders yet.", step: "New order" };
    state.drawn = 0;
    let table = Table::new(egui::Id::unique("orders"), "Orders", &columns, state.rows).empty(empty);
    let answer = table.show(ui, &mut state.table, |row| {
        state.drawn += 1;
        let number = format!("SO-{}", row.index + 1);
        row.cell("number").strong(&number);
        row.cell("amount").text("1.00");
        row.cell("no such column").text("spoken only");
    });
    state.opened = answer.opened.or(state.opened);
    state.visible = answer.visible;
    state.first_step |= answer.first_step;
}

fn a_million() -> Window<'static, List> {
    let mut window = Window::open([500.0, 400.0], Theme::Light, List { rows: 1_000_000, ..List::default() }, list);
    window.harness.run();
    window
}

#[test]
fn arrows_pages_home_and_end_move_through_a_million_rows() {
    let mut window = a_million();
    let harness = &mut window.harness;
    harness.get_by_label_contains("SO-1 ·").click();
    harness.run();
    assert_eq!(harness.state().table.cursor, Some(0));
    let press = |harness: &mut egui_kittest::Harness<'_, List>, key, expected| {
        harness.key_press(key);
        harness.run();
        assert_eq!(harness.state().table.cursor, Some(expected), "{key:?}");
        assert!(harness.state().visible.contains(&expected), "{key:?} shows the row");
    };
    press(harness, Key::ArrowDown, 1);
    press(harness, Key::ArrowUp, 0);
    press(harness, Key::ArrowUp, 0);
    press(harness, Key::End, 999_999);
    harness.get_by_label_contains("SO-1000000 ·");
    press(harness, Key::ArrowDown, 999_999);
    press(harness, Key::Home, 0);
    let page = harness.state().visible.len();
    harness.key_press(Key::PageDown);
    harness.run();
    let at = harness.state().table.cursor.expect("a row");
    assert!(at + 3 >= page && at < page, "{at} of {page}");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().opened, Some(at));
}

#[test]
fn only_rows_in_sight_are_drawn() {
    let mut window = a_million();
    assert!(window.harness.state().drawn < 20, "{} rows drawn", window.harness.state().drawn);
    window.harness.get_by_label_contains("SO-1 ·").click();
    window.harness.run();
    window.harness.key_press(Key::End);
    window.harness.run();
    assert!(window.harness.state().drawn < 20);
}

#[test]
fn shift_and_ctrl_choose_several() {
    let mut window = a_million();
    let harness = &mut window.harness;
    harness.get_by_label_contains("SO-2 ·").click();
    harness.run();
    harness.get_by_label_contains("SO-5 ·").click_modifiers(Modifiers::SHIFT);
    harness.run();
    assert_eq!(harness.state().table.selection.rows().collect::<Vec<_>>(), [1, 2, 3, 4]);
    harness.get_by_label_contains("SO-3 ·").click_modifiers(Modifiers::COMMAND);
    harness.run();
    assert_eq!(harness.state().table.selection.rows().collect::<Vec<_>>(), [1, 3, 4]);
    harness.get_by_label_contains("SO-8 ·").click();
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    harness.run();
    assert_eq!(harness.state().table.selection.rows().collect::<Vec<_>>(), [7, 8]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    assert_eq!(harness.state().table.selection.count(), 1_000_000);
}

#[test]
fn a_dragged_column_stays_wide_in_the_next_list_of_the_same_name() {
    let mut window = a_million();
    let harness = &mut window.harness;
    let edge = harness.get_by_label("Number").rect().right_center();
    harness.drag_at(edge);
    harness.run();
    harness.hover_at(edge + egui::vec2(60.0, 0.0));
    harness.run();
    harness.drop_at(edge + egui::vec2(60.0, 0.0));
    harness.run();
    let wide = harness.get_by_label("Number").rect().width();
    assert!(wide > 150.0, "{wide}");
    // The panel was closed and opened again: a fresh state, the same window.
    harness.state_mut().table = TableState::default();
    harness.run();
    assert_eq!(harness.get_by_label("Number").rect().width(), wide);
}

#[test]
fn an_empty_list_offers_the_first_step() {
    let mut window = Window::open([500.0, 400.0], Theme::Light, List::default(), list);
    window.harness.run();
    window.harness.get_by_label("New order").click();
    window.harness.run();
    assert!(window.harness.state().first_step);
}

#[test]
fn a_frame_costs_the_same_with_ten_rows_in_sight_of_a_million() {
    // Generous, for slow machines without optimisation; a cost that grows with the rows would be seconds.
    let mut window = a_million();
    let start = std::time::Instant::now();
    window.harness.run_steps(20);
    assert!(start.elapsed().as_millis() < 2_000, "{:?}", start.elapsed());
}

#[test]
fn a_refused_step_cannot_be_pressed_and_says_why() {
    let mut window = Window::open([400.0, 200.0], Theme::Light, 0, |ui, pressed: &mut i32| {
        let refusal = (*pressed > 0).then_some("Already sent.");
        if Button::primary("Send").refusal(refusal).show(ui).clicked() {
            *pressed += 1;
        }
    });
    window.harness.get_by_label("Send").click();
    window.harness.run();
    window.harness.get_by_label("Send").click();
    window.harness.run();
    assert_eq!(*window.harness.state(), 1);
    window.harness.get_by_label("Send").hover();
    window.harness.run();
    window.harness.run_steps(4);
    window.harness.get_by_label("Already sent.");
}

#[test]
fn a_dialog_wants_its_reason_before_it_confirms() {
    let state = (String::new(), DialogAnswer::Open);
    let mut window = Window::open([600.0, 400.0], Theme::Light, state, |ui, (reason, answer)| {
        if *answer == DialogAnswer::Open {
            let dialog = Dialog::new("Cancel order", "The number is kept.", "Cancel the order").danger();
            *answer = dialog.reason(reason).show(ui.ctx(), LANG);
        }
    });
    let harness = &mut window.harness;
    harness.run();
    harness.get_by_label("Cancel the order").click();
    harness.run();
    assert_eq!(harness.state().1, DialogAnswer::Open);
    assert!(harness.get_by_label("Reason").is_focused(), "the reason has the keyboard");
    harness.get_by_label("Reason").type_text("Customer closed");
    harness.run();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    assert_eq!(harness.state().1, DialogAnswer::Confirmed);
    assert_eq!(harness.state().0, "Customer closed");
}

#[test]
fn escape_leaves_a_dialog() {
    let mut window = Window::open([600.0, 400.0], Theme::Light, DialogAnswer::Open, |ui, answer| {
        if *answer == DialogAnswer::Open {
            *answer = Dialog::new("Close order", "All lines are delivered.", "Close it").show(ui.ctx(), LANG);
        }
    });
    window.harness.run();
    window.harness.key_press(Key::Escape);
    window.harness.run();
    assert_eq!(*window.harness.state(), DialogAnswer::Cancelled);
}

#[test]
fn the_finder_searches_after_a_rest_and_goes_by_arrows() {
    let state = (Finder::open(), Vec::<FinderAnswer>::new(), Vec::<Candidate>::new());
    let mut window = Window::open([800.0, 600.0], Theme::Light, state, |ui, (finder, answers, found)| {
        let commands = [Candidate { name: "New order".into(), ..Candidate::default() }];
        let groups =
            [Group { title: "Orders", found, more: 0 }, Group { title: "Commands", found: &commands, more: 0 }];
        let answer = finder.show(ui.ctx(), LANG, &groups, false);
        if answer != FinderAnswer::Nothing {
            answers.push(answer);
        }
    });
    let harness = &mut window.harness;
    harness.run();
    assert!(harness.get_by_label("Find or do").is_focused());
    harness.get_by_label("Find or do").type_text("0007");
    harness.run();
    assert_eq!(harness.state().1, [FinderAnswer::Search("0007".into())]);
    harness.state_mut().2 = vec![Candidate { name: "SO20261123-0007".into(), ..Candidate::default() }];
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().1.last(), Some(&FinderAnswer::Picked(1, 0)));
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().1.last(), Some(&FinderAnswer::Closed));
}

#[test]
fn ctrl_and_a_digit_go_to_a_department() {
    let mut window = Window::open([300.0, 400.0], Theme::Light, 0, |ui, chosen: &mut usize| {
        let tabs =
            ["My work", "Sales", "Credit"].map(|title| Tab { title, icon: Icon::Inbox, waiting: 3, late: false });
        rail(ui, LANG, &tabs, chosen, false);
    });
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    window.harness.run();
    assert_eq!(*window.harness.state(), 2);
    window.harness.get_by_label("Sales").click();
    window.harness.run();
    assert_eq!(*window.harness.state(), 1);
}

#[test]
fn good_news_go_by_themselves_and_bad_news_stay() {
    let mut window = Window::open([600.0, 400.0], Theme::Light, (Toasts::default(), None), |ui, (toasts, pressed)| {
        *pressed = toasts.show(ui.ctx(), LANG).or(*pressed);
    });
    let harness = &mut window.harness;
    let ctx = harness.ctx.clone();
    harness.state_mut().0.offer(&ctx, Tone::Good, "32 notes written", "Open", 7);
    harness.state_mut().0.say(&ctx, Tone::Bad, "Not saved", "Somebody else changed it.");
    harness.run_steps(3);
    harness.get_by_label("Open").click();
    harness.run_steps(2);
    assert_eq!(harness.state().1, Some(7));
    harness.state_mut().0.say(&ctx, Tone::Good, "Saved", "");
    harness.remove_cursor();
    // A quarter of a second a step: ten seconds.
    harness.run_steps(40);
    assert!(harness.query_by_label("Saved").is_none());
    harness.get_by_label("Not saved");
}
