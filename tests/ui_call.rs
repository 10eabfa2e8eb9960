//! Beside the call sheet's lines: how their goods stand, and a day of a line's own.
#![allow(clippy::expect_used, clippy::unwrap_used)] // a failing test may stop anywhere

mod support;

use eframe::egui;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use support::looks;
use support::program::Program;
use yili_orders::domain::orders::{Command, LineStock, Status};
use yili_orders::domain::products::Product;
use yili_orders::i18n::t;
use yili_orders::ops::{orders, search};

/// The call of the demo's customer for the first day, up to the quantity of the first line, which is typed.
fn begin_a_call(program: &mut Program, quantity: &str) {
    program.keys(Modifiers::COMMAND, Key::N);
    program.write("K00021");
    program.enter();
    program.write("+5");
    program.enter();
    program.focus(t(program.lang(), "orders-goods"));
    program.write("cn");
    program.enter();
    program.write(quantity);
    program.settle();
}

/// The same goods again in the next line.
fn next_line(program: &mut Program, quantity: &str) {
    program.enter();
    program.enter();
    program.write("cn");
    program.settle();
    program.enter();
    program.write(quantity);
    program.settle();
}

fn agree(program: &mut Program) {
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.write("徐静平");
    program.keys(Modifiers::COMMAND, Key::Enter);
    program.wait_for("已保存");
}

fn goods(program: &Program) -> Product {
    program.ask(|office| Ok(search::products(office, "cn", 1)?.remove(0).0))
}

/// What the side says of the line under the keyboard, in the words of the review's figures.
fn told(product: &Product, stock: &LineStock) -> [String; 2] {
    let standing = stock.standing.unwrap();
    let show = |base: i64| match base {
        0 => "0".to_owned(),
        base if base < 0 => format!("−{}", product.packs.show(-base)),
        base => product.packs.show(base),
    };
    let expected = match standing.expected_on {
        Some(day) => format!("{} · {}", show(standing.expected), day.format("%m-%d")),
        None => "0".to_owned(),
    };
    [
        format!("在库 {}, 已占用 {}", show(standing.on_hand), show(standing.reserved)),
        format!("预计入库 {expected}, 本单后余 {}", show(standing.projected)),
    ]
}

/// The figures beside the sheet.
fn shown(program: &mut Program) -> Vec<String> {
    let words = program.harness().query_all_by_role(Role::Label).filter_map(|node| node.value());
    words.filter(|words| words.starts_with("在库") || words.starts_with("预计入库")).collect()
}

/// II.4, F23: on hand, reserved, expected and left are the figures of the stock review, line by line, before anything is saved.
#[test]
fn the_sheet_shows_the_figures_of_the_stock_review() {
    let mut program = Program::open("zhaomin");
    let product = goods(&program);
    begin_a_call(&mut program, "3箱5盒");
    program.wait_for("第 1 行的库存 · 2026-11-28 要货");
    let first = shown(&mut program);
    next_line(&mut program, "9999箱");
    program.wait_for("第 2 行的库存");
    program.wait_for("缺 ");
    let second = shown(&mut program);
    agree(&mut program);
    let id = program.newest().id;
    program.write_as("chenbo", move |work| orders::step(work, id, None, Command::ReviewStock));
    let review = program.order(id).review.stock.expect("a review");
    assert_eq!(first, told(&product, &review.lines[0]));
    assert_eq!(second, told(&product, &review.lines[1]), "less what the line before gets");
}

/// What others take meanwhile shows at once.
#[test]
fn the_figures_follow_the_store() {
    let mut program = Program::open("zhaomin");
    begin_a_call(&mut program, "3箱");
    program.wait_for("第 1 行的库存");
    let product = goods(&program);
    let before = shown(&mut program);
    assert_eq!(before.len(), 2);
    let mut content = program.content("K00021");
    let line = &mut content.lines[0];
    (line.product, line.name, line.quantity) = (product.id, product.name.clone(), product.packs.largest().1);
    (line.specification, line.price) = (product.specification.clone(), product.price);
    let channel = yili_orders::domain::orders::Channel::Telephone;
    let id = program.write_as("liwen", move |work| {
        let id = orders::receive(work, channel, content)?;
        orders::step(work, id, None, Command::ReadBack { caller: "刘敏".into() })?;
        Ok(id)
    });
    program.write_as("chenbo", move |work| orders::step(work, id, None, Command::ReviewStock));
    program.settle();
    assert_ne!(shown(&mut program), before);
}

/// F26: the day of one line is typed as any day, kept with the order, and refused while it cannot be read.
#[test]
fn a_line_may_be_wanted_on_a_day_of_its_own() {
    let mut program = Program::open("zhaomin");
    begin_a_call(&mut program, "3箱");
    next_line(&mut program, "2箱");
    program.focus("第 2 行要求到货");
    program.write("下辈子");
    program.wait_for("第 2 行的到货日看不懂");
    let before = program.ask(|office| orders::count(office, &orders::Filter::default()));
    program.keys(Modifiers::COMMAND, Key::S);
    program.settle();
    assert_eq!(program.ask(|office| orders::count(office, &orders::Filter::default())), before, "nothing is saved");
    program.write_over("第 2 行要求到货", "+8");
    program.focus("备注");
    program.settle();
    assert_eq!(program.field("第 2 行要求到货").value().as_deref(), Some("2026-12-01"), "shown as it was understood");
    program.focus("第 2 行要求到货");
    program.settle();
    program.wait_for("第 2 行的库存 · 2026-12-01 要货");
    program.wait_for("2026-12-01 周二");
    agree(&mut program);
    let order = program.newest();
    let days: Vec<_> = order.content.lines.iter().map(|line| line.requested).collect();
    assert_eq!(days, [None, Some("2026-12-01".parse().unwrap())]);
    assert_eq!(order.content.requested, "2026-11-28".parse().unwrap());
    assert_eq!(order.status, Status::Review);
}

/// Every look has its picture where somebody looks (`PICTURES=1`): `target/pictures/call-*.png`.
#[test]
fn pictures_of_the_sheet() {
    for (lang, theme, look) in looks() {
        let mut program = Program::open_looking("zhaomin", lang, theme);
        begin_a_call(&mut program, "3箱5盒");
        program.picture(&format!("call-one-{look}"));
        next_line(&mut program, "9999箱");
        program.picture(&format!("call-short-{look}"));
    }
}
