//! From a mail to customer, goods and a reply: nothing is certain without evidence, and the reply asks for what is open only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::panic)]

use std::collections::BTreeMap;

use chrono::DateTime;
use yili_orders::domain::ids::{CustomerId, ProductId};
use yili_orders::domain::quantity::Packs;
use yili_orders::i18n::{self, Lang};
use yili_orders::intake::mail::draft::{self, Draft, Open};
use yili_orders::intake::mail::matching::{self, Known, KnownCustomer, KnownProduct, Reason};
use yili_orders::intake::mail::message::{Mailbox, Message};
use yili_orders::intake::mail::{kind, reply, words};

fn product(id: i64, code: &str, names: &[&str], specification: &str, packs: Packs) -> KnownProduct {
    KnownProduct {
        id: ProductId(id),
        code: code.to_owned(),
        barcodes: vec![format!("952000{id:07}")],
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        specification: specification.to_owned(),
        packs,
    }
}

fn known() -> Known {
    let boxes = || Packs::new("盒", &[("箱", 24), ("提", 12)]).unwrap();
    let customer = |id: i64, name: &str, phone: &str, email: &str| KnownCustomer {
        id: CustomerId(id),
        names: vec![name.to_owned()],
        phones: vec![phone.to_owned()],
        emails: vec![email.to_owned()],
        addresses: vec![],
    };
    Known {
        customers: vec![
            customer(1, "宁波嘉和食品有限公司", "0574-80000012", "zhoumin@jiahe.example"),
            customer(2, "宁波嘉和贸易有限公司", "0574-80000099", "a@other.example"),
            customer(3, "得利商行", "13900000555", "hexd@qq.com"),
        ],
        products: vec![
            product(1, "CY1001", &["纯牛奶", "純牛奶", "Pure Milk"], "250ml×24", boxes()),
            product(2, "CY1002", &["纯牛奶"], "200ml×24", boxes()),
            product(3, "CY3002", &["老酸奶", "Set Yoghurt"], "139g×12", Packs::new("杯", &[("箱", 12)]).unwrap()),
            product(4, "CY3101", &["希腊风味酸奶"], "205g×12", Packs::new("盒", &[("箱", 12)]).unwrap()),
        ],
        last: BTreeMap::from([(CustomerId(3), vec![(ProductId(3), 60)])]),
    }
}

fn mail(from: &str, body: &str) -> Message {
    Message {
        from: Mailbox { name: String::new(), address: from.to_owned() },
        date: DateTime::parse_from_rfc3339("2026-12-01T09:00:00+08:00").ok(),
        subject: "订单".to_owned(),
        body: body.to_owned(),
        ..Message::default()
    }
}

fn read(from: &str, body: &str) -> (Draft, matching::Matched) {
    let draft = draft::draft(&mail(from, body));
    let matched = matching::matched(&draft, &known());
    (draft, matched)
}

#[test]
fn the_name_with_the_specification_is_certain_and_the_name_alone_is_not() {
    let (_, found) =
        read("x@y.example", "纯牛奶 250ml*24 20箱\n纯牛奶 20箱\nCY1002 纯牛奶 5箱\n老酸奶 3箱\n酸奶 2箱\n核桃奶 1箱");
    let certain: Vec<_> = found.lines.iter().map(|line| line.product.certain.map(|id| id.0)).collect();
    assert_eq!(certain, [Some(1), None, Some(2), Some(3), None, None]);
    let two: Vec<_> = found.lines[1].product.candidates.iter().map(|found| found.id.0).collect();
    assert_eq!(two, [1, 2], "a name that fits two specifications lists both");
    assert_eq!(found.lines[0].quantity, Some(Ok(480)));
    assert_eq!(found.lines[3].quantity, Some(Ok(36)));
    let keys: Vec<_> = found.open.iter().map(|open| (open.key(), open.line())).collect();
    assert!(keys.contains(&("several-goods", Some(2))) && keys.contains(&("several-goods", Some(5))), "{keys:?}");
    assert!(keys.contains(&("unknown-goods", Some(6))), "{keys:?}");
    assert!(!keys.iter().any(|(_, line)| matches!(line, Some(1 | 3 | 4))), "{keys:?}");
}

#[test]
fn a_code_beside_another_specification_is_not_certain() {
    let (_, found) = read("x@y.example", "CY1001 纯牛奶 200ml*24 5箱\nCY3002 纯牛奶 5箱");
    assert_eq!(found.lines[0].product.certain, None);
    assert_eq!(found.lines[1].product.certain, None, "the code says one thing, the name another");
    let (_, found) = read("x@y.example", "老酸奶 139g*24 5箱\n老酸奶 12*139g 5箱\n老酸奶 139克 5箱");
    let certain: Vec<_> = found.lines.iter().map(|line| line.product.certain).collect();
    assert_eq!(certain, [None, Some(ProductId(3)), Some(ProductId(3))], "another pack is another product");
}

#[test]
fn a_barcode_is_enough_and_a_foreign_unit_is_asked_for() {
    let (_, found) = read("x@y.example", "条码\t数量\n9520000000003\t3桶\n");
    assert_eq!(found.lines[0].product.certain, Some(ProductId(3)));
    assert!(
        matches!(found.open.last(), Some(Open::OtherUnit { units, .. }) if units == &["箱", "杯"]),
        "{:?}",
        found.open
    );
}

#[test]
fn twenty_of_twenty_four_is_taken_where_the_pack_holds_so_many() {
    let (_, found) = read("x@y.example", "纯牛奶 250ml*24 20*24\n老酸奶 139g*12 20*24");
    assert_eq!((found.lines[0].quantity.clone(), found.lines[0].quantity_certain), (Some(Ok(480)), true));
    assert!(!found.lines[1].quantity_certain);
    let doubtful: Vec<_> = found.open.iter().filter(|open| open.key() == "doubtful-quantity").map(Open::line).collect();
    assert_eq!(doubtful, [Some(2)]);
}

#[test]
fn the_customer_needs_evidence() {
    let by = |from: &str, body: &str| {
        let (_, found) = read(from, body);
        (found.customer.certain.map(|id| id.0), found.customer.candidates.len())
    };
    let order = "纯牛奶 20箱\n\n";
    assert_eq!(by("zhoumin@jiahe.example", order), (Some(1), 1));
    assert_eq!(by("new@jiahe.example", order), (None, 1), "a colleague at the same domain is a hint");
    assert_eq!(by("x@y.example", &format!("{order}宁波嘉和食品有限公司")), (Some(1), 1));
    assert_eq!(by("x@y.example", &format!("{order}宁波嘉和公司")), (None, 0));
    assert_eq!(by("new@qq.com", order), (None, 0), "everybody has an address there");
    assert_eq!(
        by("zhoumin@jiahe.example", &format!("{order}宁波嘉和贸易有限公司")).0,
        None,
        "address and name disagree"
    );
    assert_eq!(by("zhoumin@jiahe.example", &format!("{order}杭州别家超市")).0, None, "another firm signs");
    let (_, found) = read("x@y.example", &format!("{order}宁波嘉和食品有限公司\n0574 8000 0012"));
    assert_eq!(found.customer.candidates[0].reasons, [Reason::Name, Reason::Phone]);
}

#[test]
fn as_last_time_gives_what_the_last_order_had_and_still_asks() {
    let (draft, found) = read("hexd@qq.com", "老酸奶和上次一样\n纯牛奶 250ml*24 同上次\n\n得利商行");
    assert_eq!(found.customer.certain, Some(CustomerId(3)));
    assert_eq!(found.lines.iter().map(|line| line.from_last).collect::<Vec<_>>(), [Some(60), None]);
    assert_eq!(found.open.iter().filter(|open| open.key() == "like-last").count(), 2);
    assert!(draft.lines.iter().all(|line| line.quantity.is_none()));
}

#[test]
fn the_reply_asks_for_what_is_open_in_the_mails_language() {
    let message = mail("x@y.example", "纯牛奶 20箱\n酸奶\n明天送");
    let (draft, found) = read("x@y.example", &message.body);
    let reply = reply::ask(&message, &draft, &found.open, "澄原乳业");
    println!("{}\n", reply.body);
    assert_eq!((reply.to.as_str(), reply.subject.as_str()), ("x@y.example", "回复：订单"));
    assert!(
        reply.body.contains("纯牛奶 250ml×24、纯牛奶 200ml×24") && reply.body.contains("酸奶：需要多少？"),
        "{}",
        reply.body
    );
    assert!(!reply.body.contains("哪一天"), "the day is known: {}", reply.body);
    for (body, lang, word) in [
        ("Please send 20 cartons of pure milk", Lang::En, "On which day would you like the delivery?"),
        ("請送純牛奶二十箱、優酪乳五箱，謝謝", Lang::ZhHant, "希望哪一天到貨？"),
    ] {
        let message = mail("x@y.example", body);
        let message =
            Message { subject: if lang == Lang::En { "Order".to_owned() } else { "訂單".to_owned() }, ..message };
        let draft = draft::draft(&message);
        let reply = reply::ask(&message, &draft, &draft.open, "C");
        println!("{}\n", reply.body);
        assert_eq!(reply.lang, lang);
        assert!(reply.body.contains(word), "{}", reply.body);
    }
}

#[test]
fn nothing_open_asks_nothing() {
    let message = mail(
        "zhoumin@jiahe.example",
        "纯牛奶 250ml*24 20箱\n收货地址：宁波市鄞州区天童南路568号\n联系人：周敏 电话：0574-80000012\n到货日期：2026-12-08",
    );
    let draft = draft::draft(&message);
    let found = matching::matched(&draft, &known());
    assert_eq!(found.open, [], "{draft:#?}");
    assert_eq!(reply::ask(&message, &draft, &found.open, "C").questions, 0);
    let verdict = kind::tell(&message, &draft);
    assert_eq!((verdict.kind, verdict.certain), (kind::Kind::Order, true));
}

#[test]
fn every_word_exists_in_every_language() {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 12, 3).unwrap();
    let (goods, said) = (String::from("g"), String::from("s"));
    let all = [
        Open::NoCustomer,
        Open::SeveralCustomers(vec![]),
        Open::NoLines,
        Open::SeveralLists,
        Open::UnreadableAttachment(String::new()),
        Open::Cut,
        Open::NoDate,
        Open::TwoDates(day, day),
        Open::DoubtfulDate { said: said.clone(), read: day },
        Open::DateInPast(day),
        Open::NoAddress,
        Open::DoubtfulAddress(said.clone()),
        Open::DoubtfulContact(said.clone()),
        Open::DoubtfulPhone(said.clone()),
        Open::NoContact,
        Open::NoPhone,
        Open::NoQuantity { line: 1, goods: goods.clone() },
        Open::NoUnit { line: 1, goods: goods.clone(), said: said.clone() },
        Open::DoubtfulQuantity { line: 1, goods: goods.clone(), said: said.clone() },
        Open::LikeLast { line: 1, goods: goods.clone() },
        Open::UnknownGoods { line: 1, goods: goods.clone() },
        Open::SeveralGoods { line: 1, goods: goods.clone(), which: vec![] },
        Open::OtherUnit { line: 1, goods, said, units: vec![] },
    ];
    for lang in Lang::ALL {
        for item in &all {
            let text = words::open(lang, item);
            assert!(!text.starts_with("mail-") && !text.contains("{$"), "{lang} {text}");
        }
        for kind in kind::Kind::ALL {
            assert!(i18n::has(lang, &format!("mail-kind-{}", kind.key())));
        }
    }
}
