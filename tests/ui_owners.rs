//! Own customers in the window (F103): the administrator limits a person, who then sees her own alone; the head hands over.
#![allow(clippy::expect_used, clippy::unwrap_used)] // a failing test may stop anywhere

mod support;

use eframe::egui;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use support::program::Program;
use yili_orders::domain::people::User;
use yili_orders::i18n::{Lang, t, tf};
use yili_orders::ops::customers::{self, CustomerEvent, HandOver};
use yili_orders::ops::orders::{self, Filter};
use yili_orders::ops::people;
use yili_orders::ui::theme::Theme;

fn person(program: &Program, login: &str) -> User {
    program.ask(people::all).into_iter().find(|user| user.login == login).expect("a person of the demo")
}

/// Clicks the first thing whose label has these words, such as a row of a list.
fn click_row(program: &mut Program, words: &str) {
    let found = program.harness().query_all_by_label_contains(words).next();
    found.unwrap_or_else(|| panic!("no row {words}")).click();
    program.settle();
}

fn is_there(program: &mut Program, words: &str) -> bool {
    program.harness().query_all_by_label_contains(words).next().is_some()
}

/// How many orders and customers whoever sits here sees.
fn seen(program: &Program) -> (i64, i64) {
    program.ask(|office| Ok((orders::count(office, &Filter::default())?, customers::count(office)?)))
}

#[test]
fn a_clerk_is_limited_to_her_own_customers_and_the_head_hands_over() {
    let mut program = Program::open("admin");
    let (liwen, zhaomin) = (person(&program, "liwen"), person(&program, "zhaomin"));
    let all = seen(&program);
    let every = program.ask(|office| customers::page(office, 0, 200));
    let theirs = every.iter().find(|kept| kept.customer.owner == Some(zhaomin.id)).unwrap().customer.clone();
    let heads = every.iter().filter(|kept| kept.customer.owner == Some(zhaomin.id)).count() as i64;
    // The administrator says so in the person's form.
    program.click(Role::Tab, "设置");
    program.click(Role::Tab, "人员");
    click_row(&mut program, &liwen.login);
    program.click(Role::CheckBox, "只看自己的客户");
    program.click(Role::Button, "保存");
    program.settle();
    assert!(person(&program, "liwen").own_only);
    program.click(Role::Tab, "我的工作");

    program.sign_in_as("liwen");
    let own = seen(&program);
    assert_eq!(own.1, all.1 - heads);
    assert!(own.0 < all.0, "{own:?} of {all:?}");
    program.click(Role::Tab, "销售");
    program.click(Role::Tab, "全部订单");
    program.wait_for("您看到的是自己负责的客户");
    program.wait_for(&format!("{} 张订单", own.0));
    program.picture("owners-list-limited");
    program.click(Role::Tab, "客户");
    program.settle();
    assert!(is_there(&mut program, "您看到的是自己负责的客户"));
    // Another's customer is not found by the call sheet either.
    program.keys(Modifiers::COMMAND, Key::N);
    program.write(&theirs.code);
    assert!(!is_there(&mut program, &theirs.name));
    program.keys(Modifiers::NONE, Key::Escape);
    program.keys(Modifiers::NONE, Key::Escape);
    program.sign_in_as("zhaomin");
    program.click(Role::Tab, "销售");
    program.click(Role::Tab, "客户");
    program.settle();
    program.click(Role::Button, "移交客户");
    program.settle();
    // Nobody's customers stand first; the head takes her own.
    program.click(Role::ComboBox, "原业务负责人");
    program.click(Role::MenuItem, &format!("{}（{heads}）", zhaomin.name));
    program.click(Role::ComboBox, "新业务负责人");
    program.click(Role::MenuItem, &liwen.name);
    program.focus("原因");
    program.write("休产假");
    program.picture("owners-hand-over");
    program.click(Role::Button, "移交");
    program.wait_for(&format!("{heads} 个客户今后由{}负责", liwen.name));
    let id = theirs.id;
    let log = program.ask(move |office| customers::history(office, id));
    let last = log.last().unwrap();
    assert_eq!(
        last.event,
        CustomerEvent::HandedOver { from: Some(zhaomin.id), to: Some(liwen.id), note: "休产假".into() }
    );
    assert_eq!(last.by, zhaomin.name);

    program.sign_in_as("liwen");
    assert_eq!(seen(&program), all);
}

#[test]
fn a_new_customer_is_taken_by_whoever_writes_it_down() {
    let mut program = Program::open("liwen");
    let liwen = person(&program, "liwen");
    program.click(Role::Tab, "销售");
    program.click(Role::Tab, "客户");
    program.settle();
    program.click(Role::Button, "新客户");
    program.focus("编码");
    program.write("K99001");
    program.focus("客户名称");
    program.write("城南早餐铺");
    program.keys(Modifiers::COMMAND, Key::S);
    program.wait_for("城南早餐铺");
    let kept = program.ask(|office| yili_orders::ops::search::customers(office, "K99001", 1)).remove(0);
    assert_eq!(kept.customer.owner, Some(liwen.id));
    let hand = HandOver { from: kept.customer.owner, to: None, only: vec![kept.customer.id], note: String::new() };
    program.write_as("zhaomin", move |work| customers::hand_over(work, &hand));
    program.settle();
    program.focus("编码、名称、拼音、电话");
    program.write("K99001");
    program.enter();
    click_row(&mut program, "城南早餐铺");
    program.wait_for(&tf(
        Lang::ZhHans,
        "tell-customer-handed-over",
        &[("from", liwen.name.as_str().into()), ("to", t(Lang::ZhHans, "owner-nobody").into())],
    ));
}

#[test]
fn pictures_of_own_customers() {
    let looks = [
        (Lang::ZhHans, Theme::Light, "zh-Hans"),
        (Lang::ZhHant, Theme::Dark, "zh-Hant-dark"),
        (Lang::En, Theme::Light, "en"),
        (Lang::En, Theme::Dark, "en-dark"),
    ];
    // Only people look at pictures; without them one look is enough.
    let count = if std::env::var_os("PICTURES").is_some() { looks.len() } else { 1 };
    for (lang, theme, look) in looks.into_iter().take(count) {
        let mut program = Program::open_looking("zhaomin", lang, theme);
        let (zhaomin, liwen) = (person(&program, "zhaomin"), person(&program, "liwen"));
        let kept = program.ask(|office| customers::page(office, 0, 1)).remove(0);
        let id = kept.customer.id;
        let hand =
            HandOver { from: kept.customer.owner, to: Some(zhaomin.id), only: vec![id], note: "换区域".into() };
        if kept.customer.owner == Some(zhaomin.id) {
            let away = HandOver { to: Some(liwen.id), ..hand };
            program.write_as("zhaomin", move |work| customers::hand_over(work, &away));
        } else {
            program.write_as("zhaomin", move |work| customers::hand_over(work, &hand));
        }
        program.click(Role::Tab, t(lang, "department-sales"));
        program.click(Role::Tab, t(lang, "orders-customers"));
        program.settle();
        click_row(&mut program, &kept.customer.code);
        program.settle();
        program.picture(&format!("owners-customers-{look}"));
        program.click(Role::Button, t(lang, "orders-change"));
        program.settle();
        program.picture(&format!("owners-form-{look}"));
        program.keys(Modifiers::NONE, Key::Escape);
        program.click(Role::Button, t(lang, "owner-hand-over"));
        program.settle();
        program.picture(&format!("owners-dialog-{look}"));
        program.keys(Modifiers::NONE, Key::Escape);
        drop(program);

        let mut program = Program::open_looking("admin", lang, theme);
        program.click(Role::Tab, t(lang, "app-tab-settings"));
        program.click(Role::Tab, t(lang, "settings-people"));
        click_row(&mut program, "liwen");
        program.click(Role::CheckBox, t(lang, "owner-limit"));
        program.click(Role::CheckBox, t(lang, "settings-works-here"));
        program.settle();
        program.picture(&format!("owners-person-{look}"));
        drop(program);

        let program = Program::open_looking("liwen", lang, theme);
        let id = program.user();
        program.write_as("admin", move |work| people::limit(work, id));
        // The window's own hints follow at the next sign-in.
        let mut program = program.killed_and_opened_again_looking("liwen", lang, theme);
        program.click(Role::Tab, t(lang, "department-sales"));
        program.click(Role::Tab, t(lang, "orders-all"));
        program.settle();
        program.picture(&format!("owners-limited-{look}"));
    }
}
