//! A platform's file of 540,000 lines comes in: read, checked, and written in one transaction, beside the store's own connection
//! as in the window.

use std::io::Write;
use std::path::PathBuf;

use yili_orders::demo::build;
use yili_orders::domain::ids::UserId;
use yili_orders::domain::online::{Assigned, Platform, Shop};
use yili_orders::domain::people::{Right, User, may};
use yili_orders::ops::online::{self, Batch, Check, Edits, Tally};
use yili_orders::ops::{self, Office};
use yili_orders::store::Location;

use crate::measure::{Meter, most_memory};

/// Lines of goods in each file.
const LINES: u64 = 540_000;
/// Orders in the files: of one to five lines as shops have them that sell by the carton, and as many orders as lines.
pub const ORDERS: [u64; 2] = [180_000, LINES];
/// The shop that the files come into.
pub const SHOP: &str = "量一量";

/// The platform's file.
pub fn file() -> PathBuf {
    crate::folder().join("online.csv")
}

/// The store that it comes into.
pub fn store() -> PathBuf {
    crate::folder().join("online.db")
}

/// Writes a file of so many orders and a small store with a shop in a process of its own, so that their memory is not counted.
pub fn prepare(orders: u64) {
    std::fs::create_dir_all(crate::folder()).unwrap();
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", store().display()));
    }
    let mut office = Office::open(&Location::File(store()), crate::now()).unwrap();
    build::build(&mut office, 50, 1, crate::now(), &mut |_, _| true).unwrap();
    let codes: Vec<String> = ops::products::page(&mut office, 0, 40)
        .unwrap()
        .into_iter()
        .filter(|(product, _)| product.active)
        .map(|(product, _)| product.code)
        .collect();
    open_shop(&mut office);
    let mut out = std::io::BufWriter::new(std::fs::File::create(file()).unwrap());
    writeln!(
        out,
        "订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,订单类型,下单帐号,客户姓名,\
         客户地址,联系电话,订单备注,发票类型,发票抬头,发票内容,商家备注,运费金额,付款确认时间,货号"
    )
    .unwrap();
    let (mut line, mut order) = (0, 0_u64);
    while line < LINES {
        order += 1;
        let lines = if orders == LINES { 1 } else { 1 + order % 5 };
        for part in 0..lines.min(LINES - line) {
            write_line(&mut out, order, part, &codes);
            line += 1;
        }
    }
}

fn write_line(out: &mut impl Write, order: u64, part: u64, codes: &[String]) {
    let goods = ((order * 7 + part * 3) % codes.len() as u64) as usize;
    let (quantity, minute) = (1 + (order + part) % 4, order % 60);
    writeln!(
        out,
        "{:012},{},常温纯牛奶整箱装 {goods},{quantity},在线支付,2026-11-{:02} {:02}:{minute:02}:00,{}.90,{}.00,{}.00,0.00,{}.00,等待出库,SOP,\
         jd_{order},收货人{order},内蒙古自治区呼和浩特市赛罕区牧歌路{}号{}单元,139{:08},{},电子发票,个人,明细,,0.00,\
         2026-11-20 11:{minute:02}:21,{}",
        300_000_000_000 + order,
        goods + 1,
        1 + order % 22,
        order % 24,
        60 + goods,
        200 + goods,
        198 + goods,
        198 + goods,
        order % 997,
        order % 9,
        order,
        if order.is_multiple_of(11) { "请放在门口" } else { "" },
        codes[goods],
    )
    .unwrap();
}

fn open_shop(office: &mut Office) {
    let page = ops::customers::page(office, 0, 100).unwrap();
    let account = page.into_iter().find(|kept| !kept.customer.is_export() && kept.customer.active).unwrap().customer.id;
    let shop =
        Shop { platform: Platform::Jd, name: SHOP.into(), customer: account, lowest_percent: 0, ..Shop::default() };
    let sales = sales(office);
    office.transact(sales, crate::now(), |work| online::keep_shop(work, shop)).unwrap();
}

/// Somebody who keeps shops and takes orders.
pub fn sales(office: &mut Office) -> UserId {
    let users = ops::people::all(office).unwrap();
    let may = |user: &User| may(user, Right::KeepCustomers) && may(user, Right::ReceiveOrder);
    users.into_iter().find(may).unwrap().id
}

/// Says of all goods of the file what they are.
pub fn assign(office: &mut Office, shop: i64, check: &Check) {
    let sales = sales(office);
    for one in &check.unknown {
        let assigned = Assigned { product: one.suggested.unwrap(), base_units: 1 };
        let (key, tally) = (one.goods.key(), Tally::default());
        office.transact(sales, crate::now(), |work| online::assign(work, shop, &key, assigned, &tally)).unwrap();
    }
}

/// Looks the file through, assigns its goods, brings it in, and once more to see that nothing changes.
pub fn measure(meter: &Meter) {
    let mut office = Office::open_existing(&Location::File(store()), crate::now()).unwrap();
    let (sales, today) = (sales(&mut office), crate::now().date_naive());
    let shop = online::shops(&mut office).unwrap().remove(0).id;
    let clock = meter.start();
    let whole = meter.start();
    let batch = Batch::open(&[file()], &[]).unwrap_or_else(|(name, error)| panic!("{name}: {error}"));
    meter.say("online: look the file through, CPU", clock.stop().cpu.as_secs_f64(), "s");
    let (edits, tally) = (Edits::default(), Tally::default());
    let clock = meter.start();
    let check = online::check(&mut office, shop, &batch, &edits, today, &tally).unwrap();
    meter.say("online: check 540,000 lines, CPU", clock.stop().cpu.as_secs_f64(), "s");
    let prepared = meter.start();
    assign(&mut office, shop, &check);
    let aside = prepared.stop().cpu;
    let clock = meter.start();
    let mut beside = office.beside().unwrap().unwrap();
    let import = beside.transact(sales, crate::now(), |work| online::import(work, shop, &batch, &edits, &tally));
    drop(beside);
    let report = import.unwrap().0;
    let all = whole.stop();
    meter.say("online: import 540,000 lines, CPU", clock.stop().cpu.as_secs_f64(), "s");
    meter.say("online: all of it, CPU", (all.cpu - aside).as_secs_f64(), "s");
    meter.say("online: orders of it", report.created as f64, "");
    meter.say("online: memory, most", most_memory(), "MiB");
    let clock = meter.start();
    let again = office.transact(sales, crate::now(), |work| online::import(work, shop, &batch, &edits, &tally));
    assert_eq!(again.unwrap().0.same, report.created);
    meter.say("online: the same file again, CPU", clock.stop().cpu.as_secs_f64(), "s");
}
