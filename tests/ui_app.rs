//! The whole program in a window without a screen, on the demo company: `target/pictures/app-*.png`.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use eframe::egui;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use support::Window;
use yili_orders::demo::build::{DEMO_PASSWORD, build};
use yili_orders::demo::content::SEED;
use yili_orders::domain::people::{Department, User};
use yili_orders::i18n::Lang;
use yili_orders::ops::{Location, Office, people};
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
    // Only people look at pictures; without them one look is enough.
    let count = if std::env::var_os("PICTURES").is_some() { looks.len() } else { 1 };
    for (theme, lang, size, scale, look) in looks.into_iter().take(count) {
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

fn shared_clock() -> Clock {
    Arc::new(now)
}

#[test]
fn the_first_start_sets_up_the_administrator_and_the_company() {
    let office = Office::open(&Location::Memory, now()).expect("a store in memory");
    let company = (Arc::new(Worker::serve(office, shared_clock(), || {})), shared_clock());
    let mut window = window([1280.0, 720.0], 1.0, Theme::Light, Lang::ZhHans, &company);
    wait_for(&mut window.harness, "欢迎使用");
    window.picture("app-first-start");
    window.harness.get_by_label("从空白开始").click();
    settle(&mut window.harness);
    // The first field has the keyboard; Enter goes to the first field that is not right, and never to "back".
    let focused = |window: &Window<'_, App>, label: &str| window.harness.get_by_label(label).is_focused();
    assert!(focused(&window, "公司名称"));
    type_in(&mut window.harness, "晨源");
    enter(&mut window.harness);
    assert!(focused(&window, "您的姓名"));
    enter(&mut window.harness);
    assert!(focused(&window, "您的姓名"));
    for (field, text) in [
        ("公司名称", "乳业有限公司"),
        ("您的姓名", "王芳"),
        ("用户名", "wangfang"),
        ("密码", "短"),
        ("再输一次密码", "不同"),
    ] {
        window.harness.get_by_label(field).focus();
        window.harness.run_steps(2);
        type_in(&mut window.harness, text);
    }
    window.picture("app-set-up");
    window.harness.get_by_label_contains("密码至少 10 个字符");
    window.harness.get_by_label("两次输入的密码不一样。");
    for field in ["密码", "再输一次密码"] {
        window.harness.get_by_label(field).focus();
        window.harness.run_steps(2);
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        type_in(&mut window.harness, "milk-and-more-77");
    }
    enter(&mut window.harness);
    wait_for(&mut window.harness, "我的工作");
    // The administrator writes no orders: key, button and empty list all say so.
    settle(&mut window.harness);
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    wait_for(&mut window.harness, "只有销售可以写新订单。");
    window.harness.get_by_label("销售").click();
    settle(&mut window.harness);
    let buttons: Vec<_> = window.harness.get_all_by_label("新订单").collect();
    assert_eq!(buttons.len(), 2, "in the bar and in the empty inbox");
    assert!(buttons.iter().all(|button| button.accesskit_node().is_disabled()));
    let settings = company.0.ask(yili_orders::ops::company::load).wait().expect("settings");
    assert_eq!(settings.letterhead.name, "晨源乳业有限公司");
}

/// Whoever is taken off the list of people while at work is shown the sign-in at once, and is not let in again.
#[test]
fn who_is_gone_is_signed_out() {
    let company = demo(20);
    let people = company.0.ask(people::all).wait().expect("people");
    let named = |login: &str| people.iter().find(|user| user.login == login).expect("somebody").clone();
    let keeps = |user: &&User| user.active && user.belongs_to(Department::Administration);
    let admin = people.iter().find(keeps).expect("an administrator").id;
    let seen = named("zhaomin");
    let mut window = at_work([1280.0, 720.0], 1.0, Theme::Light, Lang::ZhHans, &company);
    let gone = User { active: false, ..seen.clone() };
    company.0.write(admin, move |work| people::change(work, &seen, gone, None)).wait().expect("it is kept");
    wait_for(&mut window.harness, "用户名");
    assert!(window.harness.query_by_label("我的工作").is_none());
    assert!(company.0.ask(people::all).wait().is_ok(), "nobody sits here: the sign-in may read");
}

#[test]
fn a_store_that_will_not_open_is_told_in_words_with_ways_out() {
    // A folder cannot be a file: no privilege changes that.
    let place = Location::File(std::env::temp_dir());
    let prefs = Prefs { lang: Lang::ZhHans, theme: Theme::Light, ..Prefs::default() };
    let files = GivenFiles { opens: None, saves: std::env::temp_dir() };
    let mut start = Some((place, prefs, files));
    let mut app: Option<App> = None;
    let mut window = Window::open([1280.0, 720.0], Theme::Light, (), move |ui, ()| {
        let ctx = ui.ctx().clone();
        let app = app.get_or_insert_with(|| {
            let (place, prefs, files) = start.take().expect("once");
            App::new(&ctx, place, shared_clock(), prefs, Box::new(files))
        });
        app.show(ui);
    });
    for _ in 0..300 {
        window.harness.step();
        if window.harness.query_by_label("再试一次").is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    window.harness.run_steps(3);
    window.picture("app-refused");
    window.harness.get_by_label("选择别的文件");
    window.harness.get_by_label("数据打不开");
}

#[test]
fn forms_of_the_sales_tab_to_look_at() {
    let company = demo(30);
    let mut window = at_work([1280.0, 720.0], 1.0, Theme::Light, Lang::ZhHans, &company);
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    settle(&mut window.harness);
    for (tab, name) in [("客户", "customer-form"), ("商品", "goods-form")] {
        window.harness.get_by_role_and_label(egui::Role::Tab, tab).click();
        settle(&mut window.harness);
        for row in window.harness.query_all_by_role(egui::Role::Row).skip(1).take(1) {
            row.click();
        }
        settle(&mut window.harness);
        window.harness.get_by_role_and_label(egui::Role::Button, "修改").click();
        settle(&mut window.harness);
        window.picture(&format!("app-{name}"));
        window.harness.key_press(Key::Escape);
        settle(&mut window.harness);
        assert!(
            window.harness.query_by_role_and_label(egui::Role::Button, "保存").is_none(),
            "Esc closes an unchanged form"
        );
    }
    window.harness.key_press(Key::F1);
    settle(&mut window.harness);
    window.picture("app-keys");
}

#[test]
fn pictures_of_a_long_way() {
    if std::env::var_os("PICTURES").is_none() {
        return;
    }
    let company = demo(60);
    for (theme, lang, look) in [(Theme::Light, Lang::ZhHans, "light"), (Theme::Dark, Lang::En, "dark")] {
        let mut window = at_work([1440.0, 1400.0], 1.0, theme, lang, &company);
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
        settle(&mut window.harness);
        let tabs: Vec<_> = window.harness.get_all_by_role(egui::Role::Tab).collect();
        tabs[9].click();
        drop(tabs);
        settle(&mut window.harness);
        for row in window.harness.query_all_by_role(egui::Role::Row).skip(38).take(1) {
            row.click();
        }
        settle(&mut window.harness);
        window.picture(&format!("app-long-{look}"));
        let more = match lang {
            Lang::En => "Other steps",
            _ => "其他步骤",
        };
        window.harness.get_by_role_and_label(egui::Role::Button, more).click();
        settle(&mut window.harness);
        window.picture(&format!("app-steps-{look}"));
        window.harness.key_press(Key::Escape);
        settle(&mut window.harness);
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
        settle(&mut window.harness);
        type_in(&mut window.harness, "K0003");
        settle(&mut window.harness);
        window.picture(&format!("app-lookup-{look}"));
        enter(&mut window.harness);
        type_in(&mut window.harness, "2-30");
        settle(&mut window.harness);
        window.picture(&format!("app-problems-{look}"));
    }
}

/// Whoever signs in next begins at their own place, not where somebody else has been.
#[test]
fn each_person_comes_back_to_the_own_place() {
    let company = demo(20);
    let people = company.0.ask(people::all).wait().expect("people");
    let other = people.iter().find(|user| user.active && user.login != "zhaomin").expect("somebody").clone();
    let zhaomin = people.iter().find(|user| user.login == "zhaomin").expect("zhaomin").name.clone();
    let mut window = at_work([1280.0, 720.0], 1.0, Theme::Light, Lang::ZhHans, &company);
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    settle(&mut window.harness);
    let place = |window: &Window<'_, App>| {
        let tabs: Vec<_> = window.harness.get_all_by_role(egui::Role::Tab).collect();
        tabs.iter().position(|tab| tab.accesskit_node().is_selected() == Some(true) || is_on(tab))
    };
    assert_eq!(place(&window), Some(1));
    sign_out(&mut window.harness, &zhaomin);
    sign_in(&mut window.harness, &other.login, words(Lang::ZhHans));
    assert_eq!(place(&window), Some(0));
    sign_out(&mut window.harness, &other.name);
    sign_in(&mut window.harness, "zhaomin", words(Lang::ZhHans));
    assert_eq!(place(&window), Some(1));
}

fn is_on(node: &egui_kittest::Node<'_>) -> bool {
    node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
}

fn sign_out(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_role_and_label(egui::Role::Button, name).click();
    settle(harness);
    harness.get_by_label("退出登录").click();
    settle(harness);
    wait_for(harness, "用户名");
    // The name of whoever was here last is typed over.
    harness.get_by_label("用户名").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run_steps(2);
}
