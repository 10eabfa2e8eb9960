//! Orders of a web shop in the window: a file comes in, goods are assigned once, the list shows what nobody has looked at.
#![allow(clippy::expect_used, clippy::unwrap_used)] // a failing test may stop anywhere

mod support;

use eframe::egui;
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use support::program::Program;
use yili_orders::domain::online::{Platform, Shop};
use yili_orders::domain::orders::Channel;
use yili_orders::ops::{customers, online, products};

const FILE: &str = "订单号,商品ID,商品名称,订购数量,京东价,下单时间,订单状态,客户姓名,客户地址,联系电话,货号\n\
    9001,1,整箱奶,2,150.00,2026-11-23 09:00:00,等待出库,丁示例,内蒙古呼和浩特市赛罕区一街1号,13911112222,CODE\n\
    9002,2,新品酸奶,3,60.00,2026-11-23 09:05:00,等待出库,冯示例,江苏省杭州市西湖区二街2号,13911113333,ZZ-9\n\
    9.01E+15,2,新品酸奶,3,60.00,2026-11-23 09:05:00,等待出库,冯示例,江苏省南京市二街2号,13911113333,ZZ-9\n";

/// A shop under the account of a domestic customer.
fn shop(program: &Program) {
    let account =
        program.ask(|office| customers::page(office, 0, 50)).into_iter().find(|kept| !kept.customer.is_export());
    let customer = account.expect("a domestic customer").customer.id;
    let shop =
        Shop { platform: Platform::Jd, name: "示例旗舰店".into(), customer, lowest_percent: 0, ..Shop::default() };
    program.write_as("zhaomin", move |work| online::keep_shop(work, shop));
}

#[test]
fn a_file_comes_in_goods_are_assigned_and_the_list_is_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jd.csv");
    let mut program = Program::open_with("zhaomin", Some(path.clone()));
    let product =
        program.ask(|office| products::page(office, 0, 50)).into_iter().find(|(one, _)| one.active).unwrap().0;
    std::fs::write(&path, FILE.replace("CODE", &product.code)).unwrap();
    shop(&program);
    program.click(Role::Tab, "销售");
    program.click(Role::Tab, "网店");
    program.wait_for("网店订单都看过了");
    program.click(Role::Button, "导入平台文件");
    program.click(Role::Button, "选择文件…");
    program.wait_for("写的是“9.01");
    program.wait_for("这是我们的哪个商品？");
    // The one with our own code is suggested; it only has to be confirmed.
    for _ in 0..2 {
        program.settle();
        if program.field("我们的商品").value().unwrap_or_default().is_empty() {
            program.focus("我们的商品");
            program.write(&product.code);
            program.wait_for(&product.code);
            program.settle();
            program.enter();
        }
        program.settle();
        program.click(Role::Button, "对应");
        program.settle();
    }
    program.wait_for("商品都已对应");
    program.click(Role::Button, "导入正确的订单");
    program.wait_for("新增 2 单");
    program.wait_for("不收 1 单");
    program.click(Role::Button, "关闭");
    program.wait_for("地址不符");
    let waiting = program.ask(online::inbox_count);
    assert_eq!(waiting, 2);
    // The newest stands first; the arrow key opens it, and opening it is the look.
    let list = program.harness().get_by_label("还没有人看过的网店订单").rect();
    let first = egui::pos2(list.left() + 60.0, list.top() + yili_orders::ui::theme::ROW * 0.5);
    program.harness().hover_at(first);
    program.harness().drag_at(first);
    program.harness().drop_at(first);
    program.settle();
    program.wait_for("请先看这几点");
    program.settle();
    program.settle();
    assert_eq!(program.ask(online::inbox_count), 1, "one was looked at");
    let order = program.newest();
    assert_eq!((order.channel, order.content.contact.as_str()), (Channel::Online, "冯示例"));
}

/// A file in a shop's folder comes in by itself and stays where it is.
#[test]
fn a_watched_folder_brings_its_files_in() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jd.csv");
    std::fs::write(&path, FILE).unwrap();
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(600);
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
    let mut program = Program::open("zhaomin");
    let account =
        program.ask(|office| customers::page(office, 0, 50)).into_iter().find(|kept| !kept.customer.is_export());
    let customer = account.expect("a domestic customer").customer.id;
    let watched = folder.path().display().to_string();
    let shop =
        Shop { platform: Platform::Jd, name: "示例旗舰店".into(), customer, folder: watched, ..Shop::default() };
    program.write_as("zhaomin", move |work| online::keep_shop(work, shop));
    program.later(60);
    program.wait_for("自动导入了 2 单");
    assert_eq!(program.ask(online::inbox_count), 2);
    assert!(path.exists());
    program.later(60);
    program.settle();
    assert_eq!(program.ask(|office| online::files(office, 10)).len(), 1, "each file once");
}
