//! The whole program in a window without a screen, on the demo company: `target/pictures/app-*.png`.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use eframe::egui;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use support::Window;
use yili_orders::demo::build::{DEMO_PASSWORD, build};
use yili_orders::demo::content::SEED;
use yili_orders::i18n::Lang;
use yili_orders::ops::{Location, Office};
use yili_orders::ui::app::{App, Prefs};
use yili_orders::ui::files::GivenFiles;
use yili_orders::ui::theme::Theme;
use yili_orders::worker::{Clock, Worker};

fn now() -> DateTime<Utc> {
    "2026-11-23T02:30:00Z".parse().expect("an instant")
}

/// The demo company with a few orders, ready to be signed in to.
fn demo(orders: u64) -> (Arc<Worker>, Clock) {
    let mut office = Office::open(&Location::Memory, now()).expect("a store in memory");
    build(&mut office, orders, SEED, now(), &mut |_, _| true).expect("the demo company");
    let time = Arc::new(Mutex::new(now()));
    let clock: Clock = Arc::new(move || *time.lock().unwrap());
    (Arc::new(Worker::serve(office, clock.clone(), || {})), clock)
}

fn window(
    size: [f32; 2],
    scale: f32,
    theme: Theme,
    lang: Lang,
    company: &(Arc<Worker>, Clock),
) -> Window<'static, App> {
    let prefs = Prefs { lang, theme, ..Prefs::default() };
    let files = GivenFiles { opens: None, saves: std::env::temp_dir() };
    let app = App::for_test(company.0.clone(), company.1.clone(), prefs, Box::new(files));
    Window::open_at(size, scale, theme, app, |ui, app| app.show(ui))
}

/// Runs frames until something with this label is there; the worker answers from its own thread.
fn wait_for(harness: &mut Harness<'_, App>, label: &str) {
    for _ in 0..400 {
        harness.step();
        if harness.query_all_by_label_contains(label).next().is_some() {
            harness.run_steps(3);
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("{label:?} did not appear");
}

fn settle(harness: &mut Harness<'_, App>) {
    for _ in 0..20 {
        harness.step();
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

fn sign_in(harness: &mut Harness<'_, App>, login: &str, [name, password, button, there]: [&str; 4]) {
    wait_for(harness, name);
    harness.get_by_label(name).focus();
    harness.run_steps(2);
    harness.get_by_label(name).type_text(login);
    harness.run_steps(2);
    harness.get_by_label(password).focus();
    harness.run_steps(2);
    harness.get_by_label(password).type_text(DEMO_PASSWORD);
    harness.run_steps(2);
    harness.get_by_role_and_label(egui::Role::Button, button).click();
    wait_for(harness, there);
    settle(harness);
}

fn words(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::ZhHans => ["用户名", "密码", "登录", "我的工作"],
        Lang::ZhHant => ["使用者名稱", "密碼", "登入", "我的工作"],
        Lang::En => ["User name", "Password", "Sign in", "My work"],
    }
}

fn all_orders(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhHans => "全部订单",
        Lang::ZhHant => "全部訂單",
        Lang::En => "All orders",
    }
}

/// Somebody of sales at the desk.
fn at_work(
    size: [f32; 2],
    scale: f32,
    theme: Theme,
    lang: Lang,
    company: &(Arc<Worker>, Clock),
) -> Window<'static, App> {
    let mut window = window(size, scale, theme, lang, company);
    sign_in(&mut window.harness, "zhaomin", words(lang));
    window
}

#[test]
fn every_screen_in_its_looks() {
    let company = demo(40);
    let looks = [
        (Theme::Light, Lang::ZhHans, [1280.0, 720.0], 1.0, "light-zh-Hans"),
        (Theme::Dark, Lang::ZhHant, [1280.0, 720.0], 1.0, "dark-zh-Hant"),
        (Theme::Light, Lang::En, [1280.0, 720.0], 1.0, "light-en"),
        (Theme::Light, Lang::ZhHans, [1920.0, 1080.0], 1.0, "large"),
        (Theme::Dark, Lang::En, [1280.0, 720.0], 1.5, "zoomed"),
    ];
    for (theme, lang, size, scale, look) in looks {
        let mut window = at_work(size, scale, theme, lang, &company);
        window.picture(&format!("app-work-{look}"));
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
        settle(&mut window.harness);
        for (at, name) in [(1, "orders"), (2, "customers"), (3, "goods"), (4, "drafts")] {
            let tabs: Vec<_> = window.harness.get_all_by_role(egui::Role::Tab).collect();
            // After the rail's eight stand the sub-tabs.
            tabs[8 + at].click();
            settle(&mut window.harness);
            for row in window.harness.query_all_by_role(egui::Role::Row).skip(3).take(1) {
                row.click();
            }
            settle(&mut window.harness);
            window.picture(&format!("app-{name}-{look}"));
        }
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
        settle(&mut window.harness);
        window.picture(&format!("app-find-{look}"));
        window.harness.key_press(Key::Escape);
        settle(&mut window.harness);
        write_a_call(&mut window.harness, lang);
        window.picture(&format!("app-call-{look}"));
    }
    let _ = all_orders(Lang::En);
}

fn call_words(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::ZhHans => ["客户", "要求交期", "商品", "数量", "单价"],
        Lang::ZhHant => ["客戶", "要求交期", "品項", "數量", "單價"],
        Lang::En => ["Customer", "Wanted by", "Goods", "Quantity", "Price"],
    }
}

fn type_in(harness: &mut Harness<'_, App>, text: &str) {
    harness.event(egui::Event::Text(text.to_owned()));
    harness.run_steps(2);
}

fn enter(harness: &mut Harness<'_, App>) {
    harness.key_press(Key::Enter);
    settle(harness);
}

/// Ctrl+N, and the order typed by keyboard alone: customer, day, one line of goods.
fn write_a_call(harness: &mut Harness<'_, App>, lang: Lang) {
    let [customer, day, goods, quantity, _] = call_words(lang);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    settle(harness);
    assert!(harness.get_by_role_and_label(egui::Role::TextInput, customer).is_focused());
    type_in(harness, "K00021");
    enter(harness);
    assert!(harness.get_by_role_and_label(egui::Role::TextInput, day).is_focused(), "the day follows the customer");
    type_in(harness, "+5");
    enter(harness);
    harness.get_by_role_and_label(egui::Role::TextInput, goods).focus();
    harness.run_steps(3);
    type_in(harness, "cn");
    enter(harness);
    assert!(
        harness.get_by_role_and_label(egui::Role::TextInput, quantity).is_focused(),
        "the quantity follows the goods"
    );
    type_in(harness, "3c5");
    enter(harness);
    enter(harness);
    settle(harness);
}
