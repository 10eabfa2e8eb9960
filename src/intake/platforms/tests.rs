//! The invented files of each platform, and bytes of any kind.

use proptest::prelude::*;

use super::*;
use crate::domain::online::{Platform, Sale, SaleState};
use crate::intake::import::FindingKind;

fn file(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/platforms");
    std::fs::read(folder.join(name)).unwrap()
}

fn china() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).unwrap()
}

fn read_with(files: &[Vec<u8>], mappings: &[Mapping], edits: &Edits) -> Vec<ReadSale> {
    let opened: Vec<Opened> = files.iter().map(|bytes| Opened::open(bytes, mappings).unwrap()).collect();
    let files: Vec<(&Opened, &dyn Source)> =
        opened.iter().zip(files).map(|(opened, bytes)| (opened, bytes as &dyn Source)).collect();
    let mut sales = Vec::new();
    read::<IntakeError>(&files, china(), edits, &mut |sale| {
        sales.push(sale);
        Ok(())
    })
    .unwrap();
    sales
}

fn read_names(names: &[&str]) -> Vec<ReadSale> {
    let files: Vec<Vec<u8>> = names.iter().map(|name| file(name)).collect();
    read_with(&files, &[], &Edits::default())
}

fn good(names: &[&str]) -> Vec<Sale> {
    let sales = read_names(names);
    let findings: Vec<_> = sales.iter().flat_map(|sale| &sale.findings).collect();
    assert!(findings.is_empty(), "{findings:?}");
    sales.into_iter().filter_map(|read| read.sale).collect()
}

fn at(text: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    text.parse().ok()
}

#[test]
fn taobao_comes_as_a_pair_of_files_in_either_order() {
    let sales = good(&["taobao-orders.csv", "taobao-goods.csv"]);
    assert_eq!(sales, good(&["taobao-goods.csv", "taobao-orders.csv"]));
    // Two pairs that say the same order twice say it once, and its goods are not doubled.
    let mut twice = good(&["taobao-orders.csv", "taobao-goods.csv", "taobao-orders.csv", "taobao-goods.csv"]);
    twice.sort_by(|a, b| a.number.cmp(&b.number));
    assert_eq!(twice, sales);
    let first = &sales[0];
    assert_eq!(first.number, "7710000000000000201");
    assert_eq!((first.state, first.paid, first.phone.as_str()), (SaleState::Paid, Some(12_880), "13900000001"));
    assert_eq!(first.address, "内蒙古自治区 呼和浩特市 赛罕区 牧歌路1号,东门(010010)");
    assert_eq!((first.ordered_at, first.paid_at), (at("2026-11-20T01:12:33Z"), at("2026-11-20T01:13:02Z")));
    let goods: Vec<_> = first.lines.iter().map(|line| (line.goods.code.as_str(), line.quantity, line.price)).collect();
    assert_eq!(goods, [("P001", 1, Some(10_000)), ("Y100", 2, Some(1_440))]);
    assert_eq!(sales[1].address, "江苏省 杭州市 余杭区 河边路 2号");
    assert_eq!(sales[1].state, SaleState::Unpaid);
    assert_eq!((sales[2].state, sales[2].state_word.as_str()), (SaleState::Closed, "交易关闭: 缺货"));
}

#[test]
fn one_half_of_a_pair_is_refused_by_row() {
    let alone = |name| {
        let sales = read_names(&[name]);
        assert!(sales.iter().all(|sale| sale.sale.is_none()));
        sales.iter().map(|sale| (sale.place.2, sale.findings[0].kind)).collect::<Vec<_>>()
    };
    use FindingKind::{GoodsElsewhere, OrderElsewhere};
    assert_eq!(alone("taobao-orders.csv"), [(2, GoodsElsewhere), (3, GoodsElsewhere), (4, GoodsElsewhere)]);
    assert_eq!(alone("taobao-goods.csv"), [(2, OrderElsewhere), (4, OrderElsewhere), (5, OrderElsewhere)]);
}

#[test]
fn numbers_that_a_spreadsheet_damaged_are_refused_never_guessed() {
    let kinds: Vec<_> =
        read_names(&["taobao-damaged.csv"]).into_iter().map(|sale| (sale.place.2, sale.findings[0].kind)).collect();
    assert_eq!(kinds, [(2, FindingKind::DamagedNumber), (3, FindingKind::LostDigits)]);
}

#[test]
fn jd_rows_of_one_order_may_stand_apart() {
    let sales = good(&["jd.csv"]);
    assert_eq!(sales.len(), 2);
    let apart = sales.iter().find(|sale| sale.number == "310000000001").unwrap();
    assert_eq!(apart.lines.len(), 2);
    assert_eq!((apart.total, apart.paid, apart.phone.as_str()), (Some(30_450), Some(30_000), "139****0006"));
}

#[test]
fn pinduoduo_below_its_instructions_with_a_day_from_the_number() {
    let sales = good(&["pinduoduo.csv"]);
    assert_eq!((sales[0].number.as_str(), sales[0].seller_note.as_str()), ("261120-100000000000001", "𠮷田客户"));
    assert_eq!(sales[0].lines[0].goods.id, "810000000001");
    assert_eq!((sales[0].lines[0].price, sales[0].lines[0].amount), (None, Some(14_280)));
    assert_eq!((sales[1].state, sales[1].ordered_at), (SaleState::Refunded, at("2026-11-20T16:00:00Z")));
}

#[test]
fn a_workbook_of_1688_goes_on_below_an_empty_number() {
    let sales = good(&["1688.xlsx"]);
    assert_eq!(sales.iter().map(|sale| sale.lines.len()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(sales[0].lines[1].price, Some(2_176));
    assert_eq!((sales[0].buyer.as_str(), sales[1].buyer_note.as_str()), ("示例商行", "要最新批次"));
}

#[test]
fn youzan_knows_quantities_from_its_second_file_only() {
    let alone = good(&["youzan.csv"]);
    assert_eq!((alone[0].lines[0].quantity, alone[0].lines[0].amount), (0, Some(9_000)));
    assert_eq!(alone[0].address, "内蒙古自治区 呼和浩特市 新城区 青草小区3-2-101");
    assert_eq!(alone[0].wanted, "2026-11-25".parse().ok());
    let both = good(&["youzan.csv", "youzan-goods.csv"]);
    assert_eq!((both[0].lines.len(), both[0].lines[0].quantity, both[0].lines[0].price), (1, 30, Some(300)));
}

#[test]
fn shopify_says_the_order_on_its_first_row_only() {
    let sales = good(&["shopify.csv"]);
    assert_eq!(sales.len(), 2);
    assert_eq!((sales[0].lines.len(), sales[0].currency.as_str(), sales[0].total), (2, "SGD", Some(6_980)));
    assert_eq!(sales[0].address, "2 Sample St, Singapore, 018957, SG");
    assert_eq!(sales[0].buyer_note, "leave at door, \"twice\" thanks");
    assert_eq!((sales[1].state, sales[1].refunded), (SaleState::Refunded, Some(1_200)));
}

#[test]
fn woocommerce_and_amazon() {
    let woo = good(&["woocommerce.csv"]);
    assert_eq!((woo[0].lines.len(), woo[0].lines[0].quantity, woo[0].lines[0].amount), (2, 2, None));
    assert_eq!((woo[1].lines[0].goods.title.as_str(), woo[1].lines[0].amount), ("Butter, salted 227g", Some(810)));
    let amazon = good(&["amazon.tsv"]);
    assert_eq!((amazon[0].lines.len(), amazon[0].lines[0].amount), (2, Some(3_998)));
    assert_eq!(amazon[0].address, "SAMPLE, CA, 01235, US");
    assert_eq!((amazon[1].state, amazon[1].lines[0].quantity), (SaleState::Closed, 0));
}

fn own_mapping() -> Mapping {
    let pairs = [("sale-number", "单据"), ("sale-recipient", "顾客"), ("sale-phone", "电话"), ("sale-street", "送到")];
    let goods = [("sale-title", "货"), ("sale-quantity", "件数"), ("sale-price", "单价(元)"), ("sale-state", "状态")];
    let columns = pairs.iter().chain(&goods).map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect();
    Mapping { id: 7, name: "小店".into(), columns }
}

#[test]
fn any_file_comes_in_through_a_mapping() {
    let bytes = file("other.csv");
    let unknown = Opened::open(&bytes, &[]).unwrap();
    assert!(unknown.sheets.is_empty());
    assert_eq!(unknown.beginning[1].1[0], "单据");
    let sales = read_with(&[bytes], &[own_mapping()], &Edits::default());
    let sale = sales[0].sale.as_ref().unwrap();
    assert_eq!((sale.number.as_str(), sale.lines[0].quantity, sale.lines[0].price), ("A-1", 2, Some(14_280)));
}

#[test]
fn every_platform_is_told_from_its_header() {
    for (name, platform) in [
        ("taobao-orders.csv", Platform::Taobao),
        ("taobao-goods.csv", Platform::Taobao),
        ("jd.csv", Platform::Jd),
        ("pinduoduo.csv", Platform::Pinduoduo),
        ("1688.xlsx", Platform::Alibaba1688),
        ("youzan.csv", Platform::Youzan),
        ("youzan-goods.csv", Platform::Youzan),
        ("shopify.csv", Platform::Shopify),
        ("woocommerce.csv", Platform::WooCommerce),
        ("amazon.tsv", Platform::Amazon),
    ] {
        let opened = Opened::open(&file(name), &[]).unwrap();
        assert_eq!(opened.sheets.len(), 1, "{name}");
        assert_eq!(opened.sheets[0].header.platform, platform, "{name}");
    }
}

#[test]
fn a_cell_that_is_mended_is_read_as_mended() {
    let mut edits = Edits::default();
    edits.write((1, 0, 2), Column::Number, "=\"7710000000000000201\"");
    let files = [file("taobao-orders.csv"), file("taobao-damaged.csv")];
    let sales = read_with(&files, &[], &edits);
    let whole: Vec<_> = sales.iter().filter_map(|read| read.sale.as_ref()).collect();
    assert_eq!((whole.len(), whole[0].lines[0].quantity), (1, 1));
    let opened = Opened::open(&files[1], &[]).unwrap();
    let cells = cells_of_row(&opened, &files[1], (1, 0, 2), &Edits::default()).unwrap();
    assert!(cells.contains(&(Column::Number, "7.71E+18".to_owned())));
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does() {
    let text = "订单号,商品ID,商品名称,订购数量,京东价\n\n\n1,a,\"甲\n乙\",x,1\n2,b,丙,x,1";
    let rows: Vec<u32> =
        read_with(&[text.as_bytes().to_vec()], &[], &Edits::default()).iter().map(|sale| sale.place.2).collect();
    assert_eq!(rows, [4, 5]);
}

proptest! {
    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_anything(&bytes);
    }

    #[test]
    fn no_cells_break_it(cells in prop::collection::vec("[0-9A-Z+.×,：\" \t-]{0,9}|\\PC{0,8}", 20), lines in 1_usize..5) {
        let header = "订单号,商品ID,商品名称,订购数量,京东价,订单金额,下单时间,订单状态,联系电话,客户地址\n";
        let rows: Vec<String> = cells.chunks(cells.len() / lines).map(|row| row.join(",")).collect();
        read_anything(format!("{header}{}", rows.join("\n")).as_bytes());
    }

    /// What is written of an order is what is read of it, in both encodings and with any separator.
    #[test]
    fn what_is_written_is_read(
        orders in prop::collection::vec((1_u64..999_999_999, 1_i64..999, 0_i64..99_999, "[\u{4e00}-\u{4fff}]{1,6}"), 1..20),
        separator in prop::sample::select(vec![",", "\t", ";"]),
        gb in any::<bool>(),
    ) {
        let head = ["订单号", "商品ID", "商品名称", "订购数量", "京东价", "客户姓名"].join(separator);
        let mut text = format!("{head}\n");
        for (number, quantity, price, name) in &orders {
            let price = format!("{}.{:02}", price / 100, price % 100);
            let row = [&number.to_string(), "7", "奶", &quantity.to_string(), &price, name].join(separator);
            text.push_str(&format!("{row}\n"));
        }
        let bytes = if gb { encoding_rs::GB18030.encode(&text).0.into_owned() } else { text.into_bytes() };
        let sales = read_with(&[bytes], &[], &Edits::default());
        let lines: i64 = sales.iter().filter_map(|sale| sale.sale.as_ref()).flat_map(|sale| &sale.lines).map(|line| line.quantity).sum();
        prop_assert_eq!(lines, orders.iter().map(|order| order.1).sum::<i64>());
        let (number, _, price, name) = &orders[0];
        let first = sales.iter().find(|sale| sale.number == number.to_string()).unwrap().sale.as_ref().unwrap();
        prop_assert_eq!((&first.recipient, first.lines[0].price), (name, Some(*price)));
    }
}
