//! Own data in: a firm brings its goods, customers and first stock from its tables.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use chrono::{DateTime, Utc};
use yili_orders::domain::customers::{Grade, Terms};
use yili_orders::domain::ids::UserId;
use yili_orders::domain::people::{Department, Rank, Role, User};
use yili_orders::intake::import::FindingKind;
use yili_orders::ops::import::{self, Defaults, Kind, Outlook, Report, Sheet};
use yili_orders::ops::{self, Office, OpError};
use yili_orders::store::Location;

fn now() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

/// An office with an administrator and somebody who keeps credit as well.
fn office() -> (Office, User, User) {
    let mut office = Office::open(&Location::Memory, now()).unwrap();
    let admin = ops::people::set_up(&mut office, "admin", "管理员", "milk-in-the-morning", now()).unwrap();
    let roles = vec![Role::new(Department::Sales, Rank::Head), Role::new(Department::Credit, Rank::Head)];
    let (id, _) = office
        .transact(admin.id, now(), |work| {
            ops::people::create(work, "wang", "王主管", roles.clone(), "milk-in-the-evening")
        })
        .unwrap();
    let keeper = User { id, login: "wang".into(), name: "王主管".into(), roles, active: true, own_only: false };
    (office, admin, keeper)
}

fn sheet(kind: Kind, text: &str) -> Sheet {
    import::read(kind, text.as_bytes()).unwrap()
}

fn bring_in(office: &mut Office, actor: UserId, sheet: &Sheet) -> Result<Report, OpError> {
    office.transact(actor, now(), |work| import::import(work, sheet, &Defaults::default())).map(|(report, _)| report)
}

fn outlooks(office: &mut Office, actor: &User, sheet: &Sheet) -> Vec<Outlook> {
    let today = "2026-11-23".parse().unwrap();
    let checks = import::check(office, actor, sheet, &Defaults::default(), today).unwrap();
    checks.iter().map(|check| check.outlook).collect()
}

fn kinds(office: &mut Office, actor: &User, sheet: &Sheet) -> Vec<(u32, FindingKind)> {
    let today = "2026-11-23".parse().unwrap();
    let checks = import::check(office, actor, sheet, &Defaults::default(), today).unwrap();
    checks.iter().flat_map(|check| &check.findings).map(|finding| (finding.row, finding.kind)).collect()
}

const GOODS: &str = "编码,品名,规格,基本单位,副单位,比例,保质期,储存温度,箱价\n\
                     P1,纯牛奶,250ml*24,盒,箱,24,180,常温,52.80\n\
                     P2,鲜牛奶,950ml*12,瓶,箱,12,15,2-6,138\n";

#[test]
fn goods_customers_and_stock_come_in_and_twice_is_once() {
    let (mut office, admin, _) = office();
    let goods = sheet(Kind::Goods, GOODS);
    assert_eq!(bring_in(&mut office, admin.id, &goods).unwrap(), Report { created: 2, ..Report::default() });
    assert_eq!(outlooks(&mut office, &admin, &goods), [Outlook::Same, Outlook::Same]);
    let milk = ops::products::page(&mut office, 0, 10).unwrap().remove(0).0;
    assert_eq!((milk.price.minor, milk.price.per, milk.packs.show(25).as_str()), (5280, 24, "1箱1盒"));

    let stock = sheet(
        Kind::OpeningStock,
        "商品编码,批号,生产日期,数量,单位\nP1,20261101A1,2026-11-01,100,箱\nP2,20261120B1,2026-11-20,3箱5瓶,\n",
    );
    assert_eq!(bring_in(&mut office, admin.id, &stock).unwrap().created, 2);
    assert_eq!(bring_in(&mut office, admin.id, &stock).unwrap(), Report { same: 2, ..Report::default() });
    let lots = ops::stock::page(&mut office, 0, 10).unwrap();
    assert_eq!(lots.iter().map(|(lot, _)| lot.on_hand).collect::<Vec<_>>(), [2400, 41]);

    let customers = sheet(
        Kind::Customers,
        "客户名称,联系人,电话,省份,城市,地址\n甲超市,李四,0571-00000001,浙江省,杭州市,西湖区1号\n",
    );
    assert_eq!(bring_in(&mut office, admin.id, &customers).unwrap().created, 1);
    assert_eq!(outlooks(&mut office, &admin, &customers), [Outlook::Same], "known by name");
    let kept = ops::customers::page(&mut office, 0, 10).unwrap().remove(0).customer;
    assert_eq!((kept.code.as_str(), kept.addresses[0].as_str()), ("C00001", "浙江省杭州市西湖区1号"));
}

#[test]
fn one_blocked_row_keeps_everything_out_until_it_is_put_right() {
    let (mut office, admin, _) = office();
    let mut goods = sheet(Kind::Goods, &format!("{GOODS}P3,酸奶,100g,杯,,,21,2-6,abc\n"));
    assert_eq!(outlooks(&mut office, &admin, &goods), [Outlook::New, Outlook::New, Outlook::Blocked]);
    assert_eq!(
        bring_in(&mut office, admin.id, &goods).unwrap(),
        Report { created: 2, blocked: 1, ..Report::default() }
    );
    assert_eq!(ops::products::count(&mut office).unwrap(), 0);
    let price = Kind::Goods.fields().iter().position(|field| field.key == "pack-price").unwrap();
    goods.edit(2, price, "67.20");
    assert_eq!(bring_in(&mut office, admin.id, &goods).unwrap().created, 3);
}

#[test]
fn known_goods_change_but_never_their_packs() {
    let (mut office, admin, _) = office();
    bring_in(&mut office, admin.id, &sheet(Kind::Goods, GOODS)).unwrap();
    let dearer = sheet(Kind::Goods, "编码,品名,基本单位,副单位,比例,箱价\nP1,纯牛奶,盒,箱,12,55\n");
    assert_eq!(outlooks(&mut office, &admin, &dearer), [Outlook::Changed]);
    assert_eq!(kinds(&mut office, &admin, &dearer), [(2, FindingKind::PacksKept)]);
    bring_in(&mut office, admin.id, &dearer).unwrap();
    let milk = ops::products::page(&mut office, 0, 1).unwrap().remove(0).0;
    assert_eq!((milk.price.minor, milk.packs.largest().1, milk.shelf_life_days), (5500, 24, 180));
}

#[test]
fn credit_comes_in_only_from_whoever_keeps_credit() {
    let (mut office, admin, keeper) = office();
    let customers = sheet(
        Kind::Customers,
        "客户编号,客户名称,信用额度,信用等级,结算方式\nK1,甲超市,\"100,000\",AA,月结60天\nK2,乙商行,5000,特级,赊账\n",
    );
    assert!(kinds(&mut office, &admin, &customers).contains(&(2, FindingKind::CreditLeftOut)));
    bring_in(&mut office, admin.id, &customers).unwrap();
    let limit = |office: &mut Office| ops::customers::page(office, 0, 1).unwrap().remove(0).customer.credit;
    assert_eq!((limit(&mut office).limit, limit(&mut office).grade), (0, Grade::Unknown));

    assert_eq!(
        kinds(&mut office, &keeper, &customers),
        [(3, FindingKind::UnknownWord), (3, FindingKind::UnknownWord)],
        "a grade and terms that nobody knows"
    );
    assert_eq!(bring_in(&mut office, keeper.id, &customers).unwrap().changed, 2);
    let credit = limit(&mut office);
    assert_eq!((credit.limit, credit.grade, credit.terms), (10_000_000, Grade::A, Terms::Monthly60));
}

#[test]
fn stock_is_checked_against_the_goods() {
    let (mut office, admin, _) = office();
    bring_in(&mut office, admin.id, &sheet(Kind::Goods, GOODS)).unwrap();
    let stock = sheet(
        Kind::OpeningStock,
        "编码,品名,批号,生产日期,有效期至,数量,状态\n\
         P9,,A,2026-11-01,,5,\n\
         ,鲜牛奶,B,2026-12-01,,5,\n\
         P1,,C,2026-11-01,2026-12-31,5桶,待检\n\
         P1,,D,,2027-04-30,5箱,合格\n\
         P2,,E,,,5,\n",
    );
    let mut found = kinds(&mut office, &admin, &stock);
    found.sort_by_key(|(row, kind)| (*row, format!("{kind:?}")));
    assert_eq!(
        found,
        [
            (2, FindingKind::UnknownGoods),
            (3, FindingKind::InFuture),
            (4, FindingKind::ExpiryDiffers),
            (4, FindingKind::HeldLot),
            (4, FindingKind::UnreadableQuantity),
            (6, FindingKind::Missing),
        ]
    );
    let outlooks = outlooks(&mut office, &admin, &stock);
    assert_eq!(outlooks[3], Outlook::New, "the production date follows from the expiry");
}

/// What is printed on the carton counts where it is the earlier; the shelf life where that is.
#[test]
fn the_earlier_of_two_expiries_counts() {
    let (mut office, admin, _) = office();
    bring_in(&mut office, admin.id, &sheet(Kind::Goods, GOODS)).unwrap();
    // 15 days from the 20th is the 5th; the printed days are two earlier, five later, and the same.
    let stock = sheet(
        Kind::OpeningStock,
        "编码,批号,生产日期,有效期至,数量\n\
         P2,A,2026-11-20,2026-12-03,12\n\
         P2,B,2026-11-20,2026-12-10,12\n\
         P2,C,2026-11-20,2026-12-05,12\n",
    );
    let differs = |row| (row, FindingKind::ExpiryDiffers);
    assert_eq!(kinds(&mut office, &admin, &stock), [differs(2), differs(3)]);
    bring_in(&mut office, admin.id, &stock).unwrap();
    let lots = ops::stock::page(&mut office, 0, 10).unwrap();
    let expiries: Vec<_> = lots.iter().map(|(lot, _)| (lot.code.as_str(), lot.expiry.to_string())).collect();
    let expected = [("A", "2026-12-03"), ("B", "2026-12-05"), ("C", "2026-12-05")];
    assert_eq!(expiries, expected.map(|(code, day)| (code, day.to_owned())));
}

/// Where the production day is the first day of the shelf life, the file is held to that.
#[test]
fn expiries_follow_the_companys_way_of_counting() {
    let (mut office, admin, _) = office();
    bring_in(&mut office, admin.id, &sheet(Kind::Goods, GOODS)).unwrap();
    let seen = ops::company::load(&mut office).unwrap();
    let mut company = seen.clone();
    company.letterhead.name = "晨曦乳业".into();
    company.first_day_counts = true;
    office.transact(admin.id, now(), |work| ops::company::change(work, &seen, &company)).unwrap();
    let stock = sheet(
        Kind::OpeningStock,
        "编码,批号,生产日期,有效期至,数量\n\
         P2,A,2026-11-20,2026-12-04,12\n\
         P2,B,2026-11-20,2026-12-05,12\n\
         P2,C,,2026-12-04,12\n",
    );
    assert_eq!(kinds(&mut office, &admin, &stock), [(3, FindingKind::ExpiryDiffers)]);
    bring_in(&mut office, admin.id, &stock).unwrap();
    let lots = ops::stock::page(&mut office, 0, 10).unwrap();
    let days: Vec<_> = lots.iter().map(|(lot, _)| (lot.produced.to_string(), lot.expiry.to_string())).collect();
    assert_eq!(days, vec![("2026-11-20".to_owned(), "2026-12-04".to_owned()); 3]);
}

#[test]
fn whoever_may_not_keep_goods_does_not_import_them() {
    let (mut office, admin, _) = office();
    let roles = vec![Role::new(Department::Archive, Rank::Staff)];
    let (clerk, _) = office
        .transact(admin.id, now(), |work| ops::people::create(work, "yang", "档案员", roles, "milk-in-the-evening"))
        .unwrap();
    let refused = bring_in(&mut office, clerk, &sheet(Kind::Goods, GOODS));
    assert!(matches!(refused, Err(OpError::NotAllowed(_))));
}

#[test]
fn the_template_of_a_public_erp_comes_in_by_its_barcodes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/xlsx/jsherp_goods_template.xls");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: {path} is not here");
        return;
    };
    let (mut office, admin, _) = office();
    let goods = import::read(Kind::Goods, &bytes).unwrap();
    assert_eq!(bring_in(&mut office, admin.id, &goods).unwrap().created, 2);
    let kept = ops::products::page(&mut office, 0, 10).unwrap();
    assert_eq!(kept.iter().map(|kept| kept.0.code.as_str()).collect::<Vec<_>>(), ["2001", "2011"]);
}
