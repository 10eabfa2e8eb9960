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

fn window(size: [f32; 2], scale: f32, theme: Theme, lang: Lang, company: &(Arc<Worker>, Clock)) -> Window<'static, App> {
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

#[test]
fn a_person_signs_in_and_finds_their_work() {
    let company = demo(40);
    let logins: Vec<String> = company.0.ask(yili_orders::ops::people::all).wait().expect("people").into_iter().map(|user| format!("{} {:?}", user.login, user.roles)).collect();
    println!("{logins:#?}");
    for (theme, lang, look) in
        [(Theme::Light, Lang::ZhHans, "light-zh-Hans"), (Theme::Dark, Lang::ZhHant, "dark-zh-Hant"), (Theme::Light, Lang::En, "light-en")]
    {
        let mut window = window([1280.0, 720.0], 1.0, theme, lang, &company);
        wait_for(&mut window.harness, words(lang)[0]);
        window.picture(&format!("app-sign-in-{look}"));
        let sales = logins.iter().find(|login| login.contains("Sales")).expect("somebody of sales");
        sign_in(&mut window.harness, sales.split(' ').next().unwrap(), words(lang));
        window.picture(&format!("app-work-{look}"));
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
        settle(&mut window.harness);
        window.picture(&format!("app-sales-{look}"));
        let all = match lang {
            Lang::ZhHans => "全部订单",
            Lang::ZhHant => "全部訂單",
            Lang::En => "All orders",
        };
        window.harness.get_by_role_and_label(egui::Role::Tab, all).click();
        settle(&mut window.harness);
        window.harness.get_all_by_role(egui::Role::Row).nth(2).expect("an order").click();
        settle(&mut window.harness);
        window.picture(&format!("app-orders-{look}"));
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
        settle(&mut window.harness);
        window.picture(&format!("app-call-{look}"));
    }
}
