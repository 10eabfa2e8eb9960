//! The panels of the departments on the demo company, drawn to look at: `target/pictures/panel-*.png`.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use eframe::egui;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use support::Window;
use support::desk::Desk;
use support::panels::{Office, click, last, office_window, settle, write_over};
use yili_orders::domain::orders::{Command, Step};
use yili_orders::domain::people::{Department, Rank};
use yili_orders::i18n::{Lang, t_dyn};
use yili_orders::ui::cx::{Tab, Wish};
use yili_orders::ui::theme::{self, Theme};

#[test]
fn pictures_of_every_panel() {
    // Enough orders for one of every kind; more of them only make nicer pictures.
    let desk = Desk::demo(if std::env::var_os("PICTURES").is_some() { 300 } else { 100 });
    let user = desk.everywhere();
    let mut office = Office::new(desk, user, Tab::Desk(Department::Credit));
    let looks = [(Theme::Light, Lang::ZhHans), (Theme::Dark, Lang::ZhHant), (Theme::Light, Lang::En)];
    let only = std::env::var("PANEL").ok();
    let panels = [
        (Department::Credit, "desk-credit-customers"),
        (Department::Production, "desk-productions"),
        (Department::Quality, "desk-lots-waiting"),
        (Department::Quality, "desk-waste"),
        (Department::Logistics, "desk-stock"),
        (Department::Logistics, "desk-on-the-way"),
        (Department::Archive, "desk-register"),
        (Department::Administration, "settings-company"),
        (Department::Administration, "settings-times-tab"),
        (Department::Administration, "settings-people"),
        (Department::Administration, "settings-copies"),
        (Department::Administration, "settings-about"),
    ];
    let all_looks = std::env::var_os("PICTURES").is_some();
    for (number, (department, sub)) in panels.into_iter().enumerate() {
        if only.as_deref().is_some_and(|only| only != department.key()) {
            continue;
        }
        // Each panel in every look only where somebody looks; else each look with some of the panels.
        for (theme, lang) in
            looks.into_iter().enumerate().filter(|(at, _)| all_looks || number % 3 == *at).map(|(_, look)| look)
        {
            office.begin_anew(lang, Tab::Desk(department));
            let mut window = office_window([1280.0, 720.0], theme, office);
            window.harness.get_by_label(&t_dyn(lang, sub)).click();
            settle(&mut window);
            let list = window.harness.get_all_by_label(&t_dyn(lang, sub)).last().expect("the tab at least").rect();
            if list.height() > 200.0 {
                let row = egui::pos2(list.left() + 60.0, list.top() + theme::HEADING_ROW + theme::ROW * 2.5);
                window.harness.hover_at(row);
                window.harness.drag_at(row);
                window.harness.drop_at(row);
                settle(&mut window);
            }
            window.picture(&format!("panel-{sub}-{lang}"));
            office = window.harness.into_state();
        }
    }
    assert!(office.said().is_empty(), "looking changes nothing");
}

/// A panel of the demo company before somebody of a desk.
fn at(tab: Tab, department: Department, rank: Rank) -> Window<'static, Office> {
    let desk = Desk::demo(60);
    let user = desk.person(department, rank);
    office_window([1280.0, 800.0], Theme::Light, Office::new(desk, user, tab))
}

fn choose_row(window: &mut Window<'_, Office>, list: &str, number: f32) {
    let rect = window.harness.get_all_by_label(list).last().expect("a list").rect();
    let row = egui::pos2(rect.left() + 60.0, rect.top() + theme::ROW * (number - 0.5));
    window.harness.hover_at(row);
    window.harness.drag_at(row);
    window.harness.drop_at(row);
    settle(window);
}

fn said(window: &Window<'_, Office>) -> Vec<String> {
    window.harness.state().said()
}

#[test]
fn the_credit_desk_sets_a_limit_and_records_a_payment() {
    let mut window = at(Tab::Desk(Department::Credit), Department::Credit, Rank::Head);
    click(&mut window, "客户信用");
    choose_row(&mut window, "客户信用", 1.0);
    click(&mut window, "修改信用档案");
    write_over(&mut window, "长期额度", "123456");
    click(&mut window, "保存");
    click(&mut window, "登记收款");
    write_over(&mut window, "金额", "1000");
    click(&mut window, "登记收款");
    assert_eq!(said(&window), ["信用档案已保存", "收款已登记"]);
    let ask = |office: &mut yili_orders::ops::Office| {
        let kept = yili_orders::ops::customers::page(office, 0, 1)?.remove(0);
        let paid = yili_orders::ops::credit::payments(office, kept.customer.id)?;
        Ok((kept.customer.credit.limit, paid[0].amount))
    };
    assert_eq!(window.harness.state().desk.worker.ask(ask).wait().unwrap(), (12_345_600, 100_000));
}

#[test]
fn stock_is_brought_in_by_its_keepers_alone_and_a_search_narrows_the_list() {
    let mut window = at(Tab::Desk(Department::Logistics), Department::Sales, Rank::Staff);
    click(&mut window, "库存");
    assert!(window.harness.query_by_label("导入期初库存").is_none(), "only who keeps stock brings it in");
    let all = window.harness.get_by_label_contains(" 行").accesskit_node().value().unwrap_or_default();
    write_over(&mut window, "商品、批号、库位", "xnn");
    let found = window.harness.get_by_label_contains(" 行").accesskit_node().value().unwrap_or_default();
    assert_ne!(all, found);
}

#[test]
fn the_head_of_quality_writes_a_lot_off_and_its_history_says_so() {
    let mut window = at(Tab::Desk(Department::Quality), Department::Quality, Rank::Staff);
    click(&mut window, "待报废批次");
    choose_row(&mut window, "待报废批次", 1.0);
    assert!(last(&window, "报废").accesskit_node().is_disabled(), "staff look, the head decides");
    let mut window = at(Tab::Desk(Department::Quality), Department::Quality, Rank::Head);
    click(&mut window, "待报废批次");
    choose_row(&mut window, "待报废批次", 1.0);
    assert!(last(&window, "报废").accesskit_node().is_disabled(), "a reason is missing");
    write_over(&mut window, "报废原因", "复检仍不合格，按规程倒弃");
    click(&mut window, "报废");
    assert_eq!(said(&window), ["已报废"]);
    window.harness.get_by_label_contains("复检仍不合格，按规程倒弃");
}

#[test]
fn a_filed_dossier_is_verified_from_the_register() {
    let mut window = at(Tab::Desk(Department::Archive), Department::Archive, Rank::Staff);
    click(&mut window, "归档登记簿");
    choose_row(&mut window, "归档登记簿", 1.0);
    click(&mut window, "核对档案");
    window.harness.get_by_label("核对无误：记录与当初写入的完全一致。");
}

#[test]
fn settings_are_changed_by_the_administrator_and_only_read_by_others() {
    let window = at(Tab::Settings, Department::Sales, Rank::Head);
    assert!(window.harness.get_by_label("公司名称（简体）").accesskit_node().is_disabled());
    let mut window = at(Tab::Settings, Department::Administration, Rank::Head);
    write_over(&mut window, "订单号前缀", "YL");
    click(&mut window, "保存");
    assert_eq!(said(&window), ["设置已保存"]);
    let company = window.harness.state().desk.worker.ask(yili_orders::ops::company::load).wait().unwrap();
    assert_eq!(company.order_prefix, "YL");
}

#[test]
fn a_new_person_gets_a_place_and_a_password_that_is_no_guess() {
    let mut window = at(Tab::Settings, Department::Administration, Rank::Head);
    click(&mut window, "人员");
    click(&mut window, "新增人员");
    write_over(&mut window, "姓名", "郑重");
    write_over(&mut window, "登录名", "zhengzhong");
    write_over(&mut window, "密码", "12345");
    click(&mut window, "保存");
    assert!(said(&window).is_empty(), "a short password is refused before the click");
    write_over(&mut window, "密码", "milk-at-the-gate");
    click(&mut window, "保存");
    assert_eq!(said(&window), ["郑重 已保存"]);
    let people = window.harness.state().desk.worker.ask(yili_orders::ops::people::all).wait().unwrap();
    assert!(people.iter().any(|user| user.login == "zhengzhong" && user.roles.is_empty()));
}

/// The first order stands there at once and is not taken for seen; a row's button opens the form that it names.
#[test]
fn my_work_shows_its_first_order_and_takes_a_step_with_one_click() {
    let mut window = at(Tab::Work, Department::Logistics, Rank::Head);
    let first = |window: &Window<'_, Office>| {
        let ask = |office: &mut yili_orders::ops::Office| {
            let mut rows =
                yili_orders::ops::orders::inbox_of(office, &[Department::Logistics], support::desk::now(), 0, 1)?;
            Ok(rows.remove(0))
        };
        window.harness.state().desk.worker.ask(ask).wait().unwrap()
    };
    let before = first(&window);
    assert!(window.harness.query_all_by_label("收件箱").next().is_some());
    assert!(window.harness.query_by_label("从左边选一张订单，这里会显示它的全部内容。").is_none(), "an order is shown");
    assert!(window.harness.state().wishes.is_empty());
    assert_eq!(first(&window).seen, before.seen, "nobody has chosen it yet");
    let step = t_dyn(Lang::ZhHans, &format!("step-{}", before.step.key()));
    window.harness.get_all_by_label(&step).next().expect("the row's button").click();
    settle(&mut window);
    let wishes = &window.harness.state().wishes;
    assert!(
        matches!(wishes.as_slice(), [Wish::Take(order, taken)] if (*order, *taken) == (before.order.id, before.step))
    );
}

/// Enter on a row and Ctrl+Enter beside it take the next step of the chosen order in the list of all orders too.
#[test]
fn keys_take_the_next_step_in_the_list_of_all_orders() {
    let mut window = at(Tab::Desk(Department::Sales), Department::Sales, Rank::Head);
    click(&mut window, "全部订单");
    choose_row(&mut window, "全部订单", 2.0);
    let told = |window: &mut Window<'_, Office>| {
        settle(window);
        std::mem::take(&mut window.harness.state_mut().wishes)
    };
    told(&mut window);
    window.harness.key_press(egui::Key::Enter);
    let by_enter = told(&mut window);
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    let by_both = told(&mut window);
    for wishes in [by_enter, by_both] {
        assert!(matches!(wishes.as_slice(), [Wish::Take(..) | Wish::Failed(_)]), "{}", wishes.len());
    }
}

/// The words of the row that is chosen.
fn chosen_row(window: &Window<'_, Office>) -> String {
    let rows = window.harness.query_all_by_role(egui::Role::Row);
    let chosen = rows.filter(|row| row.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True));
    chosen.map(|row| row.accesskit_node().label().unwrap_or_default()).collect()
}

#[test]
fn an_order_that_was_opened_from_elsewhere_is_marked_in_the_list_of_all() {
    let mut window = at(Tab::Desk(Department::Sales), Department::Sales, Rank::Head);
    let ask = |office: &mut yili_orders::ops::Office| {
        yili_orders::ops::orders::page(office, &yili_orders::ops::orders::Filter::default(), 5, 1)
    };
    let row = window.harness.state().desk.worker.ask(ask).wait().unwrap().remove(0);
    window.harness.state_mut().panels.open_order(row.id);
    settle(&mut window);
    assert!(chosen_row(&window).contains(&row.number), "{:?}", chosen_row(&window));
}

/// The order leaves the inbox with its step; the next one is chosen, so that the next key press goes to it.
#[test]
fn after_a_step_the_next_order_of_the_inbox_is_chosen() {
    let mut window = at(Tab::Desk(Department::Logistics), Department::Logistics, Rank::Head);
    let ask = |office: &mut yili_orders::ops::Office| {
        yili_orders::ops::orders::inbox_of(office, &[Department::Logistics], support::desk::now(), 0, 100)
    };
    let rows = window.harness.state().desk.worker.ask(ask).wait().unwrap();
    let at = rows.iter().position(|row| row.step == Step::ReviewStock).expect("stock to be looked at");
    let next = rows.get(at + 1).unwrap_or(&rows[at - 1]).order.number.clone();
    choose_row(&mut window, "收件箱", 1.0);
    for _ in 0..at {
        window.harness.key_press(egui::Key::ArrowDown);
    }
    settle(&mut window);
    assert!(chosen_row(&window).contains(&rows[at].order.number), "{at}: {:?}", chosen_row(&window));
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Enter);
    settle(&mut window);
    let (actor, id) = (window.harness.state().user.id, rows[at].order.id);
    let step = move |work: &mut yili_orders::ops::Work<'_, '_>| {
        yili_orders::ops::orders::step(work, id, None, Command::ReviewStock)
    };
    window.harness.state().desk.worker.write(actor, step).wait().unwrap();
    settle(&mut window);
    assert!(chosen_row(&window).contains(&next), "{:?}", chosen_row(&window));
}
