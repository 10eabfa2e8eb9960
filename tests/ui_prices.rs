//! Price lists in the window: written, proposed in the call sheet, the last price by one key, the lowest price refused and let
//! pass; the table and the statement that leave the program.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support;

use eframe::egui;
use egui::{Key, Modifiers, Role};
use support::looks;
use support::program::Program;
use yili_orders::domain::customers::Customer;
use yili_orders::domain::ids::PriceListId;
use yili_orders::domain::money::{Currency, Price};
use yili_orders::domain::prices::{Audience, PriceLine, PriceList};
use yili_orders::i18n::t;
use yili_orders::ops::{customers, orders, prices, products, search};

/// The call of the demo's customer for its first goods, up to the quantity.
fn begin_a_call(program: &mut Program) {
    program.keys(Modifiers::COMMAND, Key::N);
    program.write("K00021");
    program.enter();
    program.write("+5");
    program.enter();
    program.focus("商品");
    program.write("cn");
    program.enter();
    program.write("3箱");
}

fn price_typed(program: &Program) -> String {
    program.field("单价").value().unwrap_or_default()
}

/// The product that "cn" finds first, and the customer, as the office keeps them.
fn known(program: &Program) -> (yili_orders::domain::products::Product, i64, customers::Kept) {
    program.ask(|office| {
        let product = search::products(office, "cn", 1)?.remove(0).0;
        let (product, changes) = products::open(office, product.id)?;
        Ok((product, changes, search::customers(office, "K00021", 1)?.remove(0)))
    })
}

#[test]
fn a_list_is_written_by_keyboard_and_its_price_is_proposed() {
    let mut program = Program::open("zhaomin");
    let (product, _, kept) = known(&program);
    program.click(Role::Tab, "销售");
    program.click(Role::Tab, "商品");
    program.click(Role::RadioButton, "价目表");
    program.wait_for("年度协议价");
    program.click(Role::Button, "新建价目表");
    program.focus("名称");
    program.write("金川冬季价");
    program.click(Role::RadioButton, "客户");
    program.focus("客户");
    program.write("K00021");
    program.enter();
    program.focus("商品");
    program.write("cn");
    program.enter();
    assert!(program.field("单价").is_focused(), "the price follows the goods");
    program.keys(Modifiers::COMMAND, Key::A);
    program.write("41.50");
    program.keys(Modifiers::COMMAND, Key::S);
    program.wait_for("价目表“金川冬季价”已保存");
    let list = program.ask(|office| prices::page(office, 0, 1)).remove(0).0;
    assert_eq!(list.audience, Audience::Customer(kept.customer.id));
    assert_eq!(list.lines[0].price, Price { minor: 4_150, per: product.price.per });
    begin_a_call(&mut program);
    assert_eq!(price_typed(&program), "41.50");
}

#[test]
fn the_last_price_stands_beside_the_line_and_one_key_takes_it() {
    let mut program = Program::open("zhaomin");
    begin_a_call(&mut program);
    program.focus("单价");
    program.keys(Modifiers::COMMAND, Key::A);
    program.write("61.80");
    program.focus("备注");
    program.write("试价");
    program.keys(Modifiers::COMMAND, Key::S);
    program.wait_for("已保存");
    let before = program.newest();
    begin_a_call(&mut program);
    let today = price_typed(&program);
    assert_ne!(today, "61.80", "the price of the day is proposed, not the last one");
    program.wait_for(&format!("订单 {}。", before.number));
    program.settle();
    program.picture("prices-last");
    program.keys(Modifiers::COMMAND, Key::L);
    assert_eq!(price_typed(&program), "61.80");
}

#[test]
fn below_the_lowest_price_staff_are_told_and_the_head_says_why() {
    let mut program = Program::open("liwen");
    let (mut product, changes, _) = known(&program);
    product.lowest = Some(product.price);
    let lowest = product.price.minor;
    program.write_as("zhaomin", move |work| products::change(work, product, changes));
    let lower = yili_orders::i18n::money(lowest - 1);
    for login in ["liwen", "zhaomin"] {
        program.sign_in_as(login);
        begin_a_call(&mut program);
        program.focus("单价");
        program.keys(Modifiers::COMMAND, Key::A);
        program.write(&lower);
        program.focus("低价原因");
        if login == "liwen" {
            program.wait_for("低于最低价");
            program.wait_for("销售部门负责人");
            program.settle();
            program.picture("prices-low");
            let count = program.ask(|office| orders::count(office, &orders::Filter::default()));
            program.keys(Modifiers::COMMAND, Key::S);
            assert_eq!(program.ask(|office| orders::count(office, &orders::Filter::default())), count);
            program.keys(Modifiers::NONE, Key::Escape);
            program.click(Role::Button, "不要了");
        } else {
            program.wait_for("请填写低价原因");
            program.write("临期促销");
            program.keys(Modifiers::COMMAND, Key::S);
            program.wait_for("已保存");
            assert_eq!(program.newest().content.price_reason, "临期促销");
        }
    }
}

#[test]
fn tables_and_the_statement_leave_the_program() {
    let mut program = Program::open("zhaomin");
    program.click(Role::Tab, "销售");
    program.click(Role::Tab, "客户");
    program.wait_for("选一个客户");
    let table = std::env::temp_dir().join("客户-20261123.xlsx");
    let _ = std::fs::remove_file(&table);
    program.click(Role::Button, "导出表格");
    program.wait_for("已导出");
    assert!(std::fs::metadata(&table).unwrap().len() > 2_000);
    std::fs::remove_file(&table).unwrap();
    program.keys(Modifiers::NONE, Key::ArrowDown);
    program.settle();
    program.write("");
    let first = program.ask(|office| customers::page(office, 0, 1)).remove(0).customer;
    program.wait_for(&first.name);
    let row = format!("{} ·", first.code);
    egui_kittest::kittest::Queryable::query_all_by_label_contains(program.harness(), row.as_str())
        .next()
        .expect("the first customer")
        .click();
    program.settle();
    program.click(Role::Button, "对账单");
    program.wait_for("存为 PDF");
    program.settle();
    let paper = std::env::temp_dir().join(format!("对账单-{}-20261123.pdf", first.code));
    let _ = std::fs::remove_file(&paper);
    program.click(Role::Button, "存为 PDF");
    program.wait_for("对账单已保存");
    assert!(std::fs::read(&paper).unwrap().starts_with(b"%PDF"));
    std::fs::remove_file(&paper).unwrap();
}

/// A list for pictures.
fn filled(program: &Program) -> PriceList {
    let goods = program.ask(|office| products::page(office, 0, 12));
    let lines = goods.iter().map(|(product, _)| PriceLine {
        product: product.id,
        price: Price { minor: product.price.minor * 9 / 10, per: product.price.per },
    });
    PriceList {
        id: PriceListId(0),
        name: "超市冬季价".into(),
        audience: Audience::Group("超市".into()),
        currency: Currency::Cny,
        from: "2026-11-01".parse().unwrap(),
        until: Some("2027-02-28".parse().unwrap()),
        lines: lines.collect(),
        active: true,
    }
}

#[test]
fn a_list_shows_its_prices_and_its_history() {
    let mut program = Program::open("zhaomin");
    let list = filled(&program);
    let mut next = list.clone();
    let id = program.write_as("zhaomin", move |work| prices::create(work, list));
    (next.id, next.until) = (id, None);
    next.lines[0].price.minor += 10;
    program.write_as("zhaomin", move |work| prices::change(work, next, 1));
    program.click(Role::Tab, "销售");
    program.click(Role::Tab, "商品");
    program.click(Role::RadioButton, "价目表");
    program.wait_for("超市冬季价");
    egui_kittest::kittest::Queryable::query_all_by_label_contains(program.harness(), "超市冬季价")
        .next()
        .expect("the list")
        .click();
    program.wait_for("生效中");
    program.settle();
    program.click(Role::RadioButton, "历史");
    program.wait_for("价目表已修改");
}

/// A second file of the first customer, under another code.
fn twin(program: &Program) -> Customer {
    let first = program.ask(|office| customers::page(office, 0, 1)).remove(0).customer;
    let mut again = Customer { code: "K90001".into(), absorbed: Vec::new(), ..first.clone() };
    again.credit = yili_orders::domain::customers::CreditFile::default();
    program.write_as("zhaomin", move |work| customers::create(work, again));
    first
}

#[test]
fn duplicates_are_found_and_one_of_them_is_kept() {
    let mut program = Program::open("zhaomin");
    let first = twin(&program);
    program.click(Role::Tab, "销售");
    program.click(Role::Tab, "客户");
    program.click(Role::Button, "查重");
    program.wait_for("名称相同");
    program.settle();
    program.click(Role::Button, &format!("保留 {}", first.code));
    program.wait_for(&format!("已合并到“{}”", first.name));
    program.wait_for("没有发现可能重复的客户。");
    let all = program.ask(|office| customers::page(office, 0, 100));
    let gone = all.into_iter().find(|kept| kept.customer.code == "K90001").unwrap().customer;
    assert_eq!((gone.merged_into, gone.active), (Some(first.id), false));
    program.click(Role::Button, "关闭");
}

#[test]
fn pictures_of_prices_and_what_leaves_the_program() {
    for (lang, theme, look) in looks() {
        let mut program = Program::open_looking("zhaomin", lang, theme);
        twin(&program);
        let sees = |key: &str| yili_orders::i18n::t_dyn(lang, key);
        program.click(Role::Tab, t(lang, "department-sales"));
        program.click(Role::Tab, t(lang, "orders-goods-list"));
        program.click(Role::RadioButton, t(lang, "prices-lists"));
        program.wait_for("批发价");
        egui_kittest::kittest::Queryable::query_all_by_label_contains(program.harness(), "年度协议价")
            .next()
            .expect("the list")
            .click();
        program.settle();
        program.picture(&format!("prices-list-{look}"));
        program.click(Role::Button, &sees("orders-change"));
        program.settle();
        program.picture(&format!("prices-form-{look}"));
        program.keys(Modifiers::NONE, Key::Escape);
        program.settle();
        program.click(Role::Tab, t(lang, "orders-customers"));
        program.click(Role::Button, t(lang, "duplicates-find"));
        program.wait_for(t(lang, "duplicates-name"));
        program.settle();
        program.picture(&format!("prices-duplicates-{look}"));
        program.click(Role::Button, t(lang, "widgets-close"));
        egui_kittest::kittest::Queryable::query_all_by_label_contains(program.harness(), "K00003")
            .next()
            .expect("a customer")
            .click();
        program.settle();
        program.click(Role::Button, t(lang, "statement-title"));
        program.wait_for(t(lang, "statement-pdf"));
        program.settle();
        program.picture(&format!("prices-statement-{look}"));
        program.keys(Modifiers::NONE, Key::Escape);
        program.settle();
        program.keys(Modifiers::COMMAND, Key::N);
        program.write("K00001");
        program.enter();
        program.write("+5");
        program.enter();
        program.focus(t(lang, "orders-goods"));
        program.write("cn");
        program.enter();
        program.write("3");
        program.focus(t(lang, "orders-price"));
        program.settle();
        program.picture(&format!("prices-call-{look}"));
        assert!(!program.field(t(lang, "orders-price")).value().unwrap_or_default().is_empty(), "a price is proposed");
    }
}
