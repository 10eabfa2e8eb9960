//! Orders of platforms: files come in once, later ones follow, nothing is guessed and nothing is half done.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "support/office.rs"]
mod office;
#[path = "support/pg.rs"]
mod pg;

use std::path::{Path, PathBuf};

use office::Setup;
use yili_orders::domain::ids::OrderId;
use yili_orders::domain::online::flags::Flag;
use yili_orders::domain::online::{Assigned, Mapping, News, Platform, SaleState, Shop};
use yili_orders::domain::orders::{Channel, Command, CreditDecision, Event, Status, Step};
use yili_orders::intake::import::FindingKind;
use yili_orders::ops::online::{self, Batch, Check, Edits, Outlook, Report, Tally};
use yili_orders::ops::{self, OpError};
use yili_orders::store::{Location, Value};

fn own(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/platforms");
    std::fs::read(folder.join(name)).unwrap()
}

/// The shared samples, where they are there.
fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/platform_exports");
    if !folder.exists() {
        println!("left out: the shared samples of platform exports are not here");
        return None;
    }
    Some(folder)
}

struct Desk {
    setup: Setup,
    shop: i64,
}

impl Desk {
    fn new(platform: Platform) -> Desk {
        Desk::at(&Location::Memory, platform)
    }

    fn at(location: &Location, platform: Platform) -> Desk {
        let mut setup = Setup::new(location);
        let customer = setup.customer;
        let shop = Shop { platform, name: "晨曦旗舰店".into(), customer, lowest_percent: 80, ..Shop::default() };
        let sales = setup.person("sales");
        let (shop, _) = setup.office.transact(sales, setup.now, |work| online::keep_shop(work, shop)).unwrap();
        Desk { setup, shop }
    }

    fn batch(&mut self, files: &[(&str, Vec<u8>)]) -> Batch {
        let mappings = online::mappings(&mut self.setup.office).unwrap();
        let mut batch = Batch::default();
        for (name, bytes) in files {
            batch.add(name, Box::new(bytes.clone()), &mappings).unwrap();
        }
        batch
    }

    fn own(&mut self, names: &[&str]) -> Batch {
        let files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (*name, own(name))).collect();
        self.batch(&files)
    }

    fn check(&mut self, batch: &Batch) -> Check {
        let today = "2026-11-23".parse().unwrap();
        online::check(&mut self.setup.office, self.shop, batch, &Edits::default(), today, &Tally::default()).unwrap()
    }

    fn import(&mut self, batch: &Batch) -> Report {
        let (sales, now, shop) = (self.setup.person("sales"), self.setup.now, self.shop);
        let office = &mut self.setup.office;
        let import =
            office.transact(sales, now, |work| online::import(work, shop, batch, &Edits::default(), &Tally::default()));
        import.unwrap().0
    }

    /// A check says what the import then does.
    fn bring_in(&mut self, names: &[&str]) -> Report {
        let batch = self.own(names);
        let foreseen = self.check(&batch).report;
        let report = self.import(&batch);
        assert_eq!(report, foreseen);
        report
    }

    fn assign(&mut self, key: &str, base_units: i64) -> u64 {
        let (sales, now, shop) = (self.setup.person("sales"), self.setup.now, self.shop);
        let assigned = Assigned { product: self.setup.product, base_units };
        self.setup
            .office
            .transact(sales, now, |work| online::assign(work, shop, key, assigned, &Tally::default()))
            .unwrap()
            .0
    }

    fn confirm(&mut self, id: OrderId) {
        let promised = self.dossier(id).order.content.requested;
        let pass = Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() };
        let online = Channel::Online;
        for (who, command) in [
            ("sales", Command::ReadBack { caller: "丁示例".into() }),
            ("credit", pass),
            ("logistics", Command::ReviewStock),
            ("production", Command::ReviewDate { promised, agreed: None, lines: Vec::new() }),
            ("sales", Command::Confirm { channel: online, who: "丁示例".into() }),
        ] {
            self.setup.step(id, who, command).unwrap();
        }
    }

    fn inbox(&mut self) -> Vec<online::InboxRow> {
        online::inbox(&mut self.setup.office, 0, 100).unwrap()
    }

    fn dossier(&mut self, id: OrderId) -> ops::orders::Dossier {
        ops::orders::open(&mut self.setup.office, id).unwrap()
    }

    fn order_of(&mut self, number: &str) -> OrderId {
        let row = self.inbox().into_iter().find(|row| row.number == number).unwrap();
        row.order.unwrap().0
    }

    /// Everything that the store keeps, row by row.
    fn contents(&mut self) -> Vec<String> {
        let tables = [
            ("platform_orders", 13),
            ("platform_goods", 6),
            ("platform_files", 8),
            ("orders", 18),
            ("audit", 7),
            ("tasks", 6),
            ("counters", 2),
            ("order_counts", 4),
            ("search_texts", 4),
        ];
        let mut rows = Vec::new();
        self.setup
            .office
            .read(|tx| {
                for (table, columns) in tables {
                    // Other workstations look at this one; it counts transactions, not contents.
                    let only = if table == "counters" { "WHERE series <> 'steps'" } else { "" };
                    let sql = format!("SELECT * FROM {table} {only} ORDER BY 1, 2, 3");
                    let sql = if columns == 2 { sql.replace(", 3", "") } else { sql };
                    for row in tx.query(&sql, &[] as &[Value<'_>])? {
                        let cells: Vec<String> = (0..columns)
                            .map(|at| {
                                let text = row.opt_text(at).ok().flatten().map(str::to_owned);
                                let number = || row.opt_int(at).ok().flatten().map(|number| number.to_string());
                                text.or_else(number).unwrap_or_default()
                            })
                            .collect();
                        rows.push(format!("{table}: {}", cells.join("|")));
                    }
                }
                Ok(())
            })
            .unwrap();
        rows
    }

    fn is_sound(&mut self) {
        let report = ops::check::run(&mut self.setup.office, &mut |_, _| true).unwrap();
        assert!(report.faults.is_empty(), "{:?}", report.faults);
    }
}

fn all(created: u64, waiting: u64) -> Report {
    Report { created, waiting, ..Report::default() }
}

#[test]
fn a_pair_of_files_becomes_orders_once_goods_are_assigned() {
    let mut desk = Desk::new(Platform::Taobao);
    let batch = desk.own(&["taobao-orders.csv", "taobao-goods.csv"]);
    let check = desk.check(&batch);
    assert_eq!(check.report, all(1, 2), "the closed one needs no goods");
    let unknown: Vec<_> = check.unknown.iter().map(|one| (one.goods.code.as_str(), one.lines)).collect();
    assert_eq!(unknown, [("Y100", 2)], "the milk is known by its own code and the pack that is named");
    assert_eq!(desk.import(&batch), all(1, 2));
    assert_eq!(desk.assign("code:Y100", 1), 2);
    let first = desk.order_of("7710000000000000201");
    let order = desk.dossier(first).order;
    assert_eq!((order.content.contact.as_str(), order.content.phone.as_str()), ("包示例", "13900000001"));
    assert_eq!((order.content.reference.as_str(), order.content.amount()), ("7710000000000000201", 12_880));
    assert_eq!(order.content.lines[0].quantity, 12, "one of the shop's is a carton of ours");
    let online = order.online.unwrap();
    assert_eq!((online.platform, online.state), (Platform::Taobao, SaleState::Paid));
    let elsewhere = desk.inbox().into_iter().find(|row| row.number == "7710000000000000202").unwrap();
    assert!(elsewhere.flags.iter().any(|flag| matches!(flag, Flag::Place(misfit) if misfit.named == "杭州市")));
    let closed = desk.inbox().into_iter().find(|row| row.number == "7710000000000000203").unwrap();
    assert!(closed.order.is_none() && matches!(closed.flags[0], Flag::Off { state: SaleState::Closed, .. }));
    desk.is_sound();
}

#[test]
fn the_same_files_twice_give_the_same_store() {
    for (platform, names) in [
        (Platform::Taobao, &["taobao-orders.csv", "taobao-goods.csv"][..]),
        (Platform::Jd, &["jd.csv"]),
        (Platform::Pinduoduo, &["pinduoduo.csv"]),
        (Platform::Alibaba1688, &["1688.xlsx"]),
        (Platform::Youzan, &["youzan.csv", "youzan-goods.csv"]),
        (Platform::Shopify, &["shopify.csv"]),
        (Platform::WooCommerce, &["woocommerce.csv"]),
        (Platform::Amazon, &["amazon.tsv"]),
    ] {
        let mut desk = Desk::new(platform);
        desk.assign("code:Y100", 1);
        desk.assign("code:P001", 12);
        let first = desk.bring_in(names);
        assert!(first.all() > 0 && first.refused == 0, "{platform:?}: {first:?}");
        let before = desk.contents();
        desk.setup.now += chrono::TimeDelta::hours(1);
        let second = desk.bring_in(names);
        assert_eq!(second, Report { same: first.all(), ..Report::default() }, "{platform:?}");
        assert_eq!(desk.contents(), before, "{platform:?}");
        desk.is_sound();
    }
}

#[test]
fn damaged_rows_are_refused_with_the_reason() {
    let mut desk = Desk::new(Platform::Taobao);
    let batch = desk.own(&["taobao-damaged.csv"]);
    let check = desk.check(&batch);
    let found: Vec<_> = check.planned.iter().map(|row| (row.place.2, row.findings[0].kind)).collect();
    assert_eq!(found, [(2, FindingKind::DamagedNumber), (3, FindingKind::LostDigits)]);
    assert_eq!(desk.import(&batch), Report { refused: 2, ..Report::default() });
    assert!(desk.inbox().is_empty());
    let file = online::files(&mut desk.setup.office, 10).unwrap().remove(0);
    assert_eq!((file.name.as_str(), file.rows), ("taobao-damaged.csv", 2), "that it came is on record");
}

const JD: &str = "订单号,商品ID,商品名称,订购数量,京东价,下单时间,订单状态,客户姓名,客户地址,联系电话,货号\n";

fn jd(rows: &[(&str, &str, &str)]) -> Vec<u8> {
    let row = |(number, state, address): &(&str, &str, &str)| {
        format!("{number},1,鲜牛奶950ml*12瓶,2,142.80,2026-11-23 09:00:00,{state},丁示例,{address},13911112222,P001\n")
    };
    format!("{JD}{}", rows.iter().map(row).collect::<String>()).into_bytes()
}

const HOME: &str = "内蒙古呼和浩特市赛罕区一街1号";

/// What sales corrected by hand is not written over by a file; where the file now says something else, somebody looks.
#[test]
fn a_correction_by_hand_stays() {
    let mut desk = Desk::new(Platform::Jd);
    let batch = desk.batch(&[("a.csv", jd(&[("5001", "等待付款", HOME)]))]);
    desk.import(&batch);
    let id = desk.order_of("5001");
    let by_hand = "内蒙古呼和浩特市玉泉区三街3号";
    let content = desk.dossier(id).order.content;
    let content = yili_orders::domain::orders::Content { address: by_hand.into(), ..content };
    desk.setup.step(id, "sales", Command::Edit { content, reason: "客户来电".into() }).unwrap();
    let batch = desk.batch(&[("b.csv", jd(&[("5001", "等待出库", HOME)]))]);
    assert_eq!(desk.import(&batch).changed, 1);
    assert_eq!(desk.dossier(id).order.content.address, by_hand);
    let batch = desk.batch(&[("c.csv", jd(&[("5001", "等待出库", "内蒙古呼和浩特市新城区二街2号")]))]);
    assert_eq!(desk.import(&batch).changed, 1);
    assert_eq!(desk.dossier(id).order.content.address, by_hand);
    let row = desk.inbox().into_iter().find(|row| row.number == "5001").unwrap();
    assert!(row.flags.contains(&Flag::Changed), "{:?}", row.flags);
    desk.is_sound();
}

#[test]
fn a_later_file_changes_what_nobody_works_on_and_keeps_it_on_record() {
    let mut desk = Desk::new(Platform::Jd);
    let batch = desk.batch(&[("a.csv", jd(&[("5001", "等待付款", HOME), ("5002", "等待出库", HOME)]))]);
    assert_eq!(desk.import(&batch), all(2, 0));
    let (paid, closed) = (desk.order_of("5001"), desk.order_of("5002"));
    let batch = desk
        .batch(&[("b.csv", jd(&[("5001", "等待出库", "内蒙古呼和浩特市新城区二街2号"), ("5002", "已取消", HOME)]))]);
    assert_eq!(desk.check(&batch).report, Report { changed: 2, ..Report::default() });
    assert_eq!(desk.import(&batch).changed, 2);
    let dossier = desk.dossier(paid);
    assert_eq!(dossier.order.content.address, "内蒙古呼和浩特市新城区二街2号");
    let told = |event: &Event| matches!(event, Event::PlatformNews { state: SaleState::Paid, news } if news.len() == 2);
    assert!(dossier.log.iter().any(|entry| told(&entry.event)));
    let dossier = desk.dossier(closed);
    assert_eq!(dossier.order.status, Status::Cancelled);
    assert_eq!(dossier.order.cancelled.as_ref().unwrap().0, "已取消");
    desk.is_sound();
}

#[test]
fn news_of_a_confirmed_order_is_a_task_for_sales_and_no_silent_change() {
    let mut desk = Desk::new(Platform::Jd);
    let batch = desk.batch(&[("a.csv", jd(&[("6001", "等待出库", HOME)]))]);
    desk.import(&batch);
    let id = desk.order_of("6001");
    desk.setup.step(id, "sales", Command::Seen { desk: yili_orders::domain::people::Department::Sales }).unwrap();
    assert!(desk.inbox().is_empty(), "looked at");
    desk.confirm(id);
    let batch = desk.batch(&[("b.csv", jd(&[("6001", "已取消", "内蒙古呼和浩特市新城区二街2号")]))]);
    let check = desk.check(&batch);
    assert_eq!(check.planned[0].outlook, Outlook::Changed);
    assert!(matches!(check.planned[0].news[0], News::State { to: SaleState::Closed, .. }));
    desk.import(&batch);
    let order = desk.dossier(id).order;
    assert_eq!((order.status, order.content.address.as_str()), (Status::Confirmed, HOME));
    let asked = |order: &yili_orders::domain::orders::Order| order.tasks.iter().any(|task| task.step == Step::Seen);
    assert!(asked(&order) && desk.inbox()[0].flags.contains(&Flag::Changed));
    desk.setup.step(id, "sales", Command::Seen { desk: yili_orders::domain::people::Department::Sales }).unwrap();
    assert!(!asked(&desk.dossier(id).order) && desk.inbox().is_empty());
    desk.is_sound();
}

#[test]
fn look_alikes_low_prices_and_odd_quantities_are_flagged() {
    let mut desk = Desk::new(Platform::Jd);
    for quantity in 1..=5 {
        let content = desk.setup.content(12 * quantity);
        let (sales, now) = (desk.setup.person("sales"), desk.setup.now);
        let channel = Channel::Telephone;
        desk.setup.office.transact(sales, now, |work| ops::orders::receive(work, channel, content)).unwrap();
    }
    let row = |number: &str, quantity: i64, price: &str, phone: &str| {
        format!(
            "{number},1,鲜牛奶950ml*12瓶,{quantity},{price},2026-11-23 09:00:00,等待出库,丁示例,{HOME},{phone},P001\n"
        )
    };
    let rows =
        row("1", 1, "142.80", "13911112222") + &row("2", 1, "142.80", "13911112222") + &row("3", 50, "100.00", "1");
    let batch = desk.batch(&[("a.csv", format!("{JD}{rows}").into_bytes())]);
    assert_eq!(desk.import(&batch), all(3, 0));
    let inbox = desk.inbox();
    let flags = |number: &str| inbox.iter().find(|row| row.number == number).unwrap().flags.clone();
    assert_eq!(flags("1"), []);
    assert_eq!(flags("2"), [Flag::Alike { other: "1".into(), on: "2026-11-23".parse().unwrap() }]);
    let odd = [
        Flag::Unusual { line: 1, quantity: 600, usual: 36 },
        Flag::Cheap { line: 1, minor: 10_000, lowest: 11_424, per: 12 },
    ];
    assert_eq!(flags("3"), odd);
}

#[test]
fn called_off_half_way_leaves_nothing() {
    let mut desk = Desk::new(Platform::Jd);
    let numbers: Vec<String> = (0..2_000).map(|number| format!("7{number:05}")).collect();
    let rows: Vec<_> = numbers.iter().map(|number| (number.as_str(), "等待出库", HOME)).collect();
    let batch = desk.batch(&[("a.csv", jd(&rows))]);
    let before = desk.contents();
    let tally = std::sync::Arc::new(Tally::default());
    let watch = tally.clone();
    let watcher = std::thread::spawn(move || {
        let begun = std::time::Instant::now();
        while watch.progress().0 < 1_000 && begun.elapsed().as_secs() < 60 {
            std::thread::yield_now();
        }
        watch.call_off();
    });
    let (sales, now, shop) = (desk.setup.person("sales"), desk.setup.now, desk.shop);
    let off =
        desk.setup.office.transact(sales, now, |work| online::import(work, shop, &batch, &Edits::default(), &tally));
    watcher.join().unwrap();
    assert!(matches!(off, Err(OpError::CalledOff)));
    assert!(tally.progress().0 >= 1_000);
    assert_eq!(desk.contents(), before);
}

#[test]
fn a_file_of_another_platform_and_a_person_without_the_right_are_refused() {
    let mut desk = Desk::new(Platform::Jd);
    let batch = desk.own(&["pinduoduo.csv"]);
    let (sales, credit, now, shop) =
        (desk.setup.person("sales"), desk.setup.person("credit"), desk.setup.now, desk.shop);
    let office = &mut desk.setup.office;
    let mut import = |who| {
        office.transact(who, now, |work| online::import(work, shop, &batch, &Edits::default(), &Tally::default()))
    };
    assert!(matches!(import(sales), Err(OpError::OtherPlatform { file: Platform::Pinduoduo, shop: Platform::Jd })));
    assert!(matches!(import(credit), Err(OpError::NotAllowed(_))));
}

#[test]
fn an_unknown_file_comes_in_through_a_kept_mapping() {
    let mut desk = Desk::new(Platform::Other);
    assert!(desk.own(&["other.csv"]).unknown().is_some());
    let pairs = [
        ("sale-number", "单据"),
        ("sale-recipient", "顾客"),
        ("sale-phone", "电话"),
        ("sale-street", "送到"),
        ("sale-title", "货"),
        ("sale-quantity", "件数"),
        ("sale-price", "单价(元)"),
        ("sale-state", "状态"),
    ];
    let columns = pairs.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect();
    let mapping = Mapping { id: 0, name: "小店".into(), columns };
    let (sales, now) = (desk.setup.person("sales"), desk.setup.now);
    desk.setup.office.transact(sales, now, |work| online::keep_mapping(work, mapping)).unwrap();
    desk.assign("title:鲜牛奶:", 12);
    assert_eq!(desk.bring_in(&["other.csv"]), all(1, 0));
}

#[test]
fn a_server_keeps_the_same_as_a_file() {
    let Some(url) = pg::fresh_url() else { return };
    let location = Location::parse(&url);
    let names = ["jd.csv"];
    let mut here = Desk::new(Platform::Jd);
    let mut there = Desk::at(&location, Platform::Jd);
    for desk in [&mut here, &mut there] {
        desk.assign("code:Y100", 1);
        desk.bring_in(&names);
        desk.bring_in(&names);
    }
    assert_eq!(here.contents(), there.contents());
    there.is_sound();
}

/// Every shared sample comes in as its description says, and twice gives the same store.
#[test]
fn the_shared_samples_come_in() {
    let Some(folder) = shared() else { return };
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    for (platform, names, orders) in [
        (Platform::Taobao, &["taobao_ExportOrderList.gbk.csv", "taobao_ExportOrderDetailList.gbk.csv"][..], 5),
        (Platform::Jd, &["jd_orders.gbk.csv"], 2),
        (Platform::Pinduoduo, &["pdd_orders.utf8bom.csv"], 3),
        (Platform::Alibaba1688, &["1688_orders.xlsx"], 2),
        (Platform::Youzan, &["youzan_orders.utf8.csv"], 1),
        (Platform::Shopify, &["shopify_orders_export.utf8.csv"], 2),
        (Platform::WooCommerce, &["woocommerce_analytics_orders.utf8.csv"], 2),
        (Platform::Amazon, &["amazon_all_orders_flat.utf8.tsv"], 2),
    ] {
        let mut desk = Desk::new(platform);
        let files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (*name, read(name))).collect();
        let batch = desk.batch(&files);
        let check = desk.check(&batch);
        assert_eq!((check.report.refused, check.report.all()), (0, orders), "{platform:?}: {:?}", check.planned);
        for one in &check.unknown {
            desk.assign(&one.goods.key(), 1);
        }
        desk.import(&batch);
        let before = desk.contents();
        assert_eq!(desk.import(&batch), Report { same: orders, ..Report::default() }, "{platform:?}");
        assert_eq!(desk.contents(), before, "{platform:?}");
        desk.is_sound();
    }
    let mut desk = Desk::new(Platform::Taobao);
    let batch = desk.batch(&[("damaged.csv", read("taobao_damaged_by_excel.gbk.csv"))]);
    assert_eq!(desk.import(&batch), Report { refused: 1, ..Report::default() });
}
