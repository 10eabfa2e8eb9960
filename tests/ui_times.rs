//! Office hours, free days and due times in the window (I.3): set by the office, seen on other workstations, and what they do to
//! the clocks in My work.
#![allow(clippy::expect_used, clippy::unwrap_used)] // a failing test may stop anywhere

mod support;

use eframe::egui;
use egui::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use support::looks;
use support::program::Program;
use yili_orders::domain::company::Company;
use yili_orders::domain::orders::{Channel, Order, Step};
use yili_orders::domain::people::Department;
use yili_orders::i18n::t;
use yili_orders::ops::{company, orders};

const CODE: &str = "K00021";
const TIME: &str = "销售 · 复述确认";
const SOON: &str = "时限还剩百分之几时变黄";

/// The page of hours and due times, in a window so high that nothing lies below the edge.
fn open_times(program: &mut Program) {
    program.harness().set_size(egui::vec2(1280.0, 2200.0));
    program.settle();
    program.click(Role::Tab, "设置");
    program.click(Role::Tab, "办公时间与时限");
    program.settle();
}

fn may_save(program: &mut Program) -> bool {
    let is_button = |node: &egui_kittest::Node<'_>| node.accesskit_node().role() == Role::Button;
    let save = program.harness().query_all_by_label("保存").find(is_button).expect("the button");
    !save.accesskit_node().is_disabled()
}

fn save(program: &mut Program) {
    program.click(Role::Button, "保存");
    program.wait_for("设置已保存");
    program.settle();
}

/// An order that a colleague takes down; it waits to be read back.
fn receive(program: &Program) -> Order {
    let content = program.content(CODE);
    let id = program.write_as("liwen", move |work| orders::receive(work, Channel::Telephone, content));
    program.order(id)
}

/// What My work says of an order, cell by cell.
fn row(program: &mut Program, order: &Order) -> String {
    program.settle();
    let rows = program.harness().query_all_by_role(Role::Row);
    let told = rows.map(|row| row.accesskit_node().label().unwrap_or_default());
    told.into_iter().find(|told| told.contains(&order.number)).expect("the order's row")
}

fn my_work(program: &mut Program) {
    program.sign_in_as("liwen");
    program.click(Role::Tab, "我的工作");
    program.settle();
}

/// Another workstation changes the settings.
fn elsewhere(program: &mut Program, change: impl FnOnce(&mut Company)) {
    let seen = program.ask(company::load);
    let mut changed = seen.clone();
    change(&mut changed);
    program.write_as("admin", move |work| company::change(work, &seen, &changed));
    program.settle();
}

/// Hours until eleven and a holiday tomorrow: two hours from half past ten end on Wednesday at half past ten.
#[test]
fn hours_and_holidays_move_the_due_time_of_new_work() {
    let mut program = Program::open("admin");
    open_times(&mut program);
    for (name, wrong, said) in [
        ("办公时间", "8点到11点", "办公时间看不懂"),
        ("办公时间", "10:00-11:00 09:00-10:30", "不能重叠"),
        ("节假日（今年起）", "2026-02-30", "看不懂“节假日"),
        ("调休上班日（今年起）", "2026-10-01", "2026-10-01 既是节假日又是调休上班日"),
    ] {
        let before = program.field(name).value().unwrap_or_default();
        program.write_over(name, wrong);
        program.wait_for(said);
        assert!(!may_save(&mut program), "{name}: {wrong}");
        program.write_over(name, &before);
    }
    assert!(!may_save(&mut program), "nothing is changed");
    program.write_over("办公时间", "09:00－11:00");
    let holidays = program.field("节假日（今年起）").value().unwrap_or_default();
    program.write_over("节假日（今年起）", &format!("{holidays} 2026-11-24"));
    save(&mut program);
    let kept = program.ask(company::load).calendar;
    assert_eq!(kept.hours, [(540, 660)]);
    assert!(kept.holidays.contains(&"2026-11-24".parse().unwrap()));
    let order = receive(&program);
    my_work(&mut program);
    assert!(row(&mut program, &order).contains("周三 10:30"), "{}", row(&mut program, &order));
}

/// A desk's own time and the share that is amber: new work goes by them, work on a desk keeps what it was given.
#[test]
fn new_due_times_turn_new_work_amber_and_red() {
    let mut program = Program::open("admin");
    let before = receive(&program);
    open_times(&mut program);
    for (name, wrong) in [(TIME, "四十分"), (TIME, "2000"), (SOON, "101")] {
        let kept = program.field(name).value().unwrap_or_default();
        program.write_over(name, wrong);
        assert!(!may_save(&mut program), "{name}: {wrong}");
        program.write_over(name, &kept);
    }
    program.write_over(TIME, "40分");
    program.write_over(SOON, "50");
    save(&mut program);
    let kept = program.ask(company::load);
    assert_eq!((kept.minutes(Department::Sales, Step::ReadBack), kept.soon_percent), (40, 50));
    assert_eq!(program.field(TIME).value().unwrap_or_default(), "0:40", "shown as it was understood");
    let after = receive(&program);
    my_work(&mut program);
    assert!(row(&mut program, &before).contains("今天 13:30"), "as it was said at the hand-over");
    assert!(row(&mut program, &after).contains("今天 11:10"));
    program.later(21 * 60);
    assert!(row(&mut program, &after).contains("还剩 19 分钟"), "amber");
    assert!(row(&mut program, &before).contains("今天 13:30"));
    program.later(20 * 60);
    assert!(row(&mut program, &after).contains("迟 1 分钟"), "red");
    program.later(2 * 3600 - 40 * 60);
    assert!(row(&mut program, &before).contains("还剩"), "amber by the quarter that counted when it was given");
    // What is late stands above what is soon late.
    let rows = program.harness().query_all_by_role(Role::Row);
    let told: Vec<String> = rows.map(|row| row.accesskit_node().label().unwrap_or_default()).collect();
    let place = |order: &Order| told.iter().position(|told| told.contains(&order.number)).expect("a row");
    assert!(place(&after) < place(&before));
}

#[test]
fn other_workstations_see_the_times_and_nobody_writes_over_them() {
    let mut program = Program::open("admin");
    open_times(&mut program);
    elsewhere(&mut program, |company| company.set_minutes(Department::Sales, Step::ReadBack, 75));
    assert_eq!(program.field(TIME).value().unwrap_or_default(), "1:15");
    // Another part of the settings is nobody's business here: what is typed stays, and is saved on top of it.
    program.write_over(TIME, "0:50");
    elsewhere(&mut program, |company| company.order_prefix = "YL".into());
    assert_eq!(program.field(TIME).value().unwrap_or_default(), "0:50");
    save(&mut program);
    let kept = program.ask(company::load);
    assert_eq!((kept.minutes(Department::Sales, Step::ReadBack), kept.order_prefix.as_str()), (50, "YL"));
    // The same part: the second is told, and nothing is written over.
    program.write_over(TIME, "0:45");
    elsewhere(&mut program, |company| company.set_minutes(Department::Quality, Step::Inspect, 600));
    program.click(Role::Button, "保存");
    program.wait_for("刚被别人改过");
    let kept = program.ask(company::load);
    assert_eq!(kept.minutes(Department::Sales, Step::ReadBack), 50);
    assert_eq!(program.field(TIME).value().unwrap_or_default(), "0:45", "what was typed stays");
    program.click(Role::Button, "恢复原样");
    program.settle();
    assert_eq!(program.field("质检 · 质量检验").value().unwrap_or_default(), "10:00");
}

#[test]
fn the_times_are_read_by_all_and_changed_by_the_office() {
    let mut program = Program::open("zhaomin");
    open_times(&mut program);
    assert!(program.field(TIME).accesskit_node().is_disabled());
    assert!(!may_save(&mut program));
}

/// Every look has its picture where somebody looks (`PICTURES=1`): `target/pictures/times-*.png`.
#[test]
fn pictures_of_hours_and_times() {
    for (lang, theme, look) in looks() {
        let mut program = Program::open_looking("admin", lang, theme);
        program.harness().set_size(egui::vec2(1280.0, 1900.0));
        program.settle();
        program.click(Role::Tab, t(lang, "app-tab-settings"));
        program.click(Role::Tab, t(lang, "settings-times-tab"));
        program.settle();
        program.picture(&format!("times-{look}"));
    }
}
