//! Words that a hasty reader takes for an order: they are read, but never as certain.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::panic)]

use chrono::DateTime;
use yili_orders::intake::mail::draft::{self, Draft};
use yili_orders::intake::mail::message::Message;

fn read(body: &str) -> Draft {
    let date = DateTime::parse_from_rfc3339("2026-12-01T09:00:00+08:00").ok();
    draft::draft(&Message { subject: "订单".to_owned(), body: body.to_owned(), date, ..Message::default() })
}

/// Goods and quantities, a `?` where one is not certain.
fn lines(body: &str) -> String {
    let line = |line: &draft::DraftLine| {
        let name = line.name.as_ref().map_or("", |found| found.value.as_str());
        let quantity =
            line.quantity.as_ref().map(|found| format!("{}{}", found.value, if found.certain { "" } else { "?" }));
        format!("{name} {}", quantity.unwrap_or("-".to_owned()))
    };
    read(body).lines.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn check(wrong: &mut Vec<String>, body: &str, wanted: &str) {
    let got = lines(body);
    if got != wanted {
        wrong.push(format!("{body}: wanted {wanted}, got {got}"));
    }
}

#[test]
fn a_doubtful_quantity_is_not_certain() {
    let mut wrong = Vec::new();
    for (body, wanted) in [
        ("纯牛奶20-30箱", "纯牛奶 30箱?"),
        ("纯牛奶20或30箱", "纯牛奶 30箱?"),
        ("纯牛奶大概20箱", "纯牛奶 20箱?"),
        ("纯牛奶20箱左右", "纯牛奶 20箱?"),
        ("每天20箱纯牛奶", "纯牛奶 20箱?"),
        ("如果有货，纯牛奶要50箱", "纯牛奶 50箱?"),
        ("纯牛奶至少50箱", "纯牛奶 50箱?"),
        ("上次订的纯牛奶50箱已收到，这次要酸奶20箱", "纯牛奶 50箱?; 酸奶 20箱"),
        ("库存还有纯牛奶5箱。请送酸奶20箱", "纯牛奶 5箱?; 酸奶 20箱"),
        ("一箱24盒的纯牛奶20箱", "纯牛奶 20箱"),
        ("纯牛奶20箱不要了", "纯牛奶 -"),
        ("纯牛奶 半箱", "纯牛奶 0.5箱?"),
        ("纯牛奶3箱半", "纯牛奶 3.5箱?"),
        ("纯牛奶(250ml*24)×30", "纯牛奶 30?"),
        ("纯牛奶 0箱", "纯牛奶 0箱?"),
        ("about 20 cartons of pure milk", "pure milk 20 cartons?"),
        ("20 to 30 cartons of pure milk", "pure milk 30 cartons?"),
        ("up to 40 ctns butter", "butter 40 ctns?"),
        ("20 cartons of pure milk per week", "pure milk 20 cartons?"),
    ] {
        check(&mut wrong, body, wanted);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn plain_orders_in_many_shapes_are_certain() {
    let mut wrong = Vec::new();
    for (body, wanted) in [
        ("纯牛奶250ml*24*20箱", "纯牛奶 20箱"),
        ("3.6牛奶 20箱", "3.6牛奶 20箱"),
        ("Pure milk - 24 x 250ml - 50 ctns", "Pure milk 50 ctns"),
        ("纯牛奶\n酸奶\n老酸奶\n以上各5箱", "纯牛奶 5箱; 酸奶 5箱; 老酸奶 5箱"),
        ("1. 纯牛奶：20箱\n2. 酸奶：5箱\n3. 合计：25箱", "纯牛奶 20箱; 酸奶 5箱"),
        ("1）纯牛奶 贰拾箱；2）酸奶 伍箱", "纯牛奶 20箱; 酸奶 5箱"),
        ("纯牛奶20箱，单价52.8元，酸奶5箱，单价39.6元", "纯牛奶 20箱; 酸奶 5箱"),
        ("麻烦给我们安排一下发酵乳10箱", "发酵乳 10箱"),
        ("纯牛奶3箱5盒", "纯牛奶 3箱5盒"),
        ("優酪乳兩百提、鮮奶一千二百瓶", "優酪乳 200提; 鮮奶 1200瓶"),
    ] {
        check(&mut wrong, body, wanted);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn days_and_places_in_doubt_are_not_certain() {
    for body in [
        "纯牛奶20箱\n12月20日-22日送到",
        "纯牛奶20箱\n9号之前送",
        "纯牛奶20箱\n12月5日送，或者12月8日送",
        "纯牛奶20箱\n交货日期：2025-12-05",
        "纯牛奶20箱\n交货日期：13/14",
    ] {
        assert!(read(body).requested.is_none_or(|day| !day.certain), "{body}");
    }
    let two = read("纯牛奶10箱送到中山路1号东门店，酸奶5箱送到解放路22号西门店");
    assert!(!two.ship_to.unwrap().certain, "two places");
    let two = read("纯牛奶20箱\n收货地址：中山路1号东门店\n收货地址：解放路22号西门店");
    assert!(!two.ship_to.unwrap().certain, "two labelled places");
}

#[test]
fn our_own_name_is_not_the_customers() {
    let draft =
        read("致：澄原乳业有限公司\n供应商：澄原乳业有限公司\n纯牛奶20箱\n送到中山路1号仓库\n\n杭州湖畔商贸有限公司");
    assert_eq!(draft.customer.name.unwrap().value, "杭州湖畔商贸有限公司");
    let draft = read("澄原乳业有限公司：\n纯牛奶20箱\n送到中山路1号仓库");
    assert!(draft.customer.name.is_none_or(|found| !found.certain));
}

#[test]
fn places_point_at_the_words() {
    let draft = read("您好，\n请送　純牛奶２０箱。");
    let line = &draft.lines[0];
    let quantity = line.quantity.as_ref().unwrap();
    assert_eq!((quantity.said.as_str(), quantity.value.to_string().as_str()), ("２０箱", "20箱"));
    assert_eq!(quantity.source, draft::Source::Body { line: 2, from: 6, to: 9 });
    assert_eq!(line.name.as_ref().unwrap().said, "純牛奶");
}
