//! Price lists, the lowest price, tables without a limit, and the statement of a customer's orders. On both engines.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a failing test may stop anywhere

mod support {
    pub mod office;
    pub mod pg;
}

use calamine::{Data, Reader, Xlsx, open_workbook};
use chrono::NaiveDate;
use support::office::Setup;
use support::pg::fresh_url;
use yili_orders::domain::ids::PriceListId;
use yili_orders::domain::money::{Currency, Price};
use yili_orders::domain::orders::{Channel, Command, Content, Field, Refusal};
use yili_orders::domain::people::Right;
use yili_orders::domain::prices::{Audience, ListFault, PriceLine, PriceList, price_on};
use yili_orders::i18n::Lang;
use yili_orders::ops::check::Fault;
use yili_orders::ops::export::{self, What};
use yili_orders::ops::import::{self, Defaults, Kind};
use yili_orders::ops::orders::Filter;
use yili_orders::ops::prices::PriceEvent;
use yili_orders::ops::{self, OpError};
use yili_orders::print::Printer;
use yili_orders::print::workbook::{Cell, Table};
use yili_orders::store::Location;

fn on_both(test: impl Fn(Setup)) {
    test(Setup::new(&Location::Memory));
    if let Some(url) = fresh_url() {
        test(Setup::new(&Location::Postgres(url)));
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn list(setup: &Setup, audience: Audience, minor: i64) -> PriceList {
    PriceList {
        id: PriceListId(0),
        name: "超市冬季价".into(),
        audience,
        currency: Currency::Cny,
        from: day("2026-11-01"),
        until: None,
        lines: vec![PriceLine { product: setup.product, price: Price { minor, per: 12 } }],
        active: true,
    }
}

fn lowest(setup: &mut Setup, minor: i64) {
    let (mut product, changes) = ops::products::open(&mut setup.office, setup.product).unwrap();
    product.lowest = Some(Price { minor, per: 12 });
    let (head, now) = (setup.person("sales-head"), setup.now);
    setup.office.transact(head, now, |work| ops::products::change(work, product, changes)).unwrap();
}

fn receive(setup: &mut Setup, login: &str, content: Content) -> Result<yili_orders::domain::ids::OrderId, OpError> {
    let (person, now) = (setup.person(login), setup.now);
    setup.office.transact(person, now, |work| ops::orders::receive(work, Channel::Telephone, content)).map(|(id, _)| id)
}

fn priced(setup: &Setup, minor: i64) -> Content {
    let mut content = setup.content(12);
    content.lines[0].price.minor = minor;
    content
}

/// A list is written by the head of sales, gives the price of the day, keeps its history, and tells the second of two who was
/// quicker; `check` sees a changed byte.
#[test]
fn a_price_list_from_its_first_day_to_its_end() {
    on_both(|mut setup| {
        let (head, staff, now) = (setup.person("sales-head"), setup.person("sales"), setup.now);
        let group = list(&setup, Audience::Group("超市".into()), 13_000);
        let refused = setup.office.transact(staff, now, |work| ops::prices::create(work, group.clone()));
        assert!(matches!(refused, Err(OpError::NotAllowed(Right::KeepPrices))), "{refused:?}");
        let wrong = PriceList { name: " ".into(), lines: Vec::new(), ..group.clone() };
        let refused = setup.office.transact(head, now, |work| ops::prices::create(work, wrong));
        assert!(
            matches!(&refused, Err(OpError::PriceList(faults)) if *faults == [ListFault::NoName, ListFault::Lines]),
            "{refused:?}"
        );
        let (id, _) = setup.office.transact(head, now, |work| ops::prices::create(work, group)).unwrap();
        assert_eq!(ops::prices::of_customer(&mut setup.office, setup.customer).unwrap(), []);
        let mut kept = ops::customers::open(&mut setup.office, setup.customer).unwrap();
        kept.customer.price_group = "超市".into();
        let customer = kept.customer.clone();
        setup.office.transact(staff, now, |work| ops::customers::change(work, kept.customer, kept.changes)).unwrap();
        let lists = ops::prices::of_customer(&mut setup.office, setup.customer).unwrap();
        let (product, _) = ops::products::open(&mut setup.office, setup.product).unwrap();
        let quoted = price_on(&lists, &customer, &product, Currency::Cny, day("2026-11-23")).unwrap();
        assert_eq!(quoted.price, Price { minor: 13_000, per: 12 });
        let seen = ops::prices::open(&mut setup.office, id).unwrap();
        let mut first = seen.list.clone();
        first.until = Some(day("2026-11-30"));
        let second = PriceList { active: false, ..seen.list.clone() };
        setup.office.transact(head, now, |work| ops::prices::change(work, first, seen.changes)).unwrap();
        let late = setup.office.transact(head, now, |work| ops::prices::change(work, second.clone(), seen.changes));
        assert!(matches!(&late, Err(OpError::Conflict { .. })), "{late:?}");
        setup.office.transact(head, now, |work| ops::prices::change(work, second, seen.changes + 1)).unwrap();
        assert_eq!(ops::prices::of_customer(&mut setup.office, setup.customer).unwrap(), [], "withdrawn");
        let file = ops::prices::open(&mut setup.office, id).unwrap();
        assert_eq!(file.log.len(), 3);
        assert!(matches!(&file.log[0].event, PriceEvent::Created(list) if list.until.is_none()));
        assert_eq!(setup.check().faults, []);
        let spoil = "UPDATE price_lists SET body = replace(body, '13000', '12000')";
        setup.office.store().write(|tx| tx.exec(spoil, &[]).map(|_| ())).unwrap();
        let found = setup.check().faults;
        assert!(matches!(found.as_slice(), [Fault::Record { subject, .. }] if *subject == id.0), "{found:?}");
    });
}

/// F11: below the lowest price only the head of sales writes, and says why; what was let pass stays, no further down.
#[test]
fn the_lowest_price_holds_in_receiving_editing_and_changing() {
    on_both(|mut setup| {
        lowest(&mut setup, 13_500);
        let low = priced(&setup, 13_499);
        let refused = receive(&mut setup, "sales", low.clone());
        assert!(
            matches!(&refused, Err(OpError::Refused(Refusal::BelowLowest(lines))) if lines[0].line == 1),
            "{refused:?}"
        );
        let silent = receive(&mut setup, "sales-head", low.clone());
        assert!(matches!(silent, Err(OpError::Refused(Refusal::Missing(Field::PriceReason)))), "{silent:?}");
        let told = Content { price_reason: "临期促销".into(), ..low };
        let id = receive(&mut setup, "sales-head", told.clone()).unwrap();
        let moved = Content { address: "新地址 1 号".into(), ..told.clone() };
        setup.step(id, "sales", Command::Edit { content: moved.clone(), reason: String::new() }).unwrap();
        let mut lower = moved.clone();
        lower.lines[0].price.minor -= 1;
        let edit = Command::Edit { content: lower, reason: "再便宜一点".into() };
        assert!(matches!(setup.step(id, "sales", edit), Err(OpError::Refused(Refusal::BelowLowest(_)))));
        let normal = priced(&setup, 13_500);
        let other = receive(&mut setup, "sales", normal.clone()).unwrap();
        setup.confirm(other);
        let mut cheaper = normal;
        cheaper.lines[0].price.minor = 13_000;
        let asker = yili_orders::domain::orders::Asker::Customer { who: "刘敏".into(), channel: Channel::Telephone };
        let ask = |content| Command::AskChange {
            no: 1,
            asker: asker.clone(),
            reason: "降价".into(),
            content,
            dropped: vec![],
        };
        let refused = setup.step(other, "sales", ask(cheaper.clone()));
        assert!(matches!(refused, Err(OpError::Refused(Refusal::BelowLowest(_)))), "{refused:?}");
        let told = Content { price_reason: "竞争对手降价".into(), ..cheaper };
        setup.step(other, "sales-head", ask(told)).unwrap();
        assert_eq!(setup.check().faults, []);
    });
}

/// Everything that a list has comes out, page by page, whatever comes in meanwhile; and it can be read again.
#[test]
fn a_list_comes_out_whole() {
    on_both(|mut setup| {
        for quantity in 1..=30 {
            setup.receive(quantity * 12).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let write = |setup: &mut Setup, what: &What| {
            let place = folder.path().join(format!("{}.xlsx", what.key()));
            let mut table = Table::begin(&place, &what.title(Lang::En), &what.columns(Lang::En)).unwrap();
            let mut next = Some(0);
            while let Some(after) = next {
                let page = export::page(&mut setup.office, what, Lang::En, after).unwrap();
                for row in &page.rows {
                    assert_eq!(row.len(), what.columns(Lang::En).len(), "{what:?}");
                    table.row(row).unwrap();
                }
                next = page.next;
            }
            table.finish().unwrap();
            let mut book: Xlsx<_> = open_workbook(&place).unwrap();
            let name = book.sheet_names()[0].clone();
            book.worksheet_range(&name).unwrap()
        };
        let orders = write(&mut setup, &What::Orders(Filter::default()));
        assert_eq!(orders.height(), 31);
        assert_eq!(orders.get((30, 0)), Some(&Data::String("SO20261123-0030".into())));
        assert_eq!(orders.get((30, 8)), Some(&Data::Float(30.0 * 142.8)));
        let none = Filter { stages: vec![yili_orders::domain::orders::Stage::Filed], customer: Some(setup.customer) };
        assert_eq!(write(&mut setup, &What::Orders(none)).height(), 1);
        let days = |from, to| What::Lines { from: day(from), to: day(to) };
        assert_eq!(write(&mut setup, &days("2026-11-01", "2026-11-30")).height(), 31);
        assert_eq!(write(&mut setup, &days("2026-11-24", "2026-11-30")).height(), 1);
        let (id, clerk, head) = (setup.customer, setup.person("sales"), setup.person("sales-head"));
        let hand = ops::customers::HandOver { from: None, to: Some(clerk), only: vec![id], note: String::new() };
        setup.office.transact(head, setup.now, |work| ops::customers::hand_over(work, &hand)).unwrap();
        let customers = write(&mut setup, &What::Customers);
        assert_eq!(customers.get((1, 4)), Some(&Data::String("员工 sales".into())), "who looks after the customer");
        assert_eq!(customers.get((1, 6)), Some(&Data::String("0471-555 0101".into())));
        assert_eq!(write(&mut setup, &What::Goods).get((1, 5)), Some(&Data::String("6901234567892".into())));
        let (head, now) = (setup.person("sales-head"), setup.now);
        let own = list(&setup, Audience::Customer(setup.customer), 13_000);
        setup.office.transact(head, now, |work| ops::prices::create(work, own)).unwrap();
        let prices = write(&mut setup, &What::Prices);
        assert_eq!((prices.height(), prices.get((1, 2))), (2, Some(&Data::String("C001".into()))));
    });
}

/// The balance of today is what the customer owes without what is only committed; and every page says so.
#[test]
fn the_statement_ends_with_what_is_owed() {
    on_both(|mut setup| {
        let mut kept = ops::customers::open(&mut setup.office, setup.customer).unwrap();
        kept.customer.credit.opening_balance = 12_345;
        let (credit, now) = (setup.person("credit-head"), setup.now);
        setup.office.transact(credit, now, |work| ops::customers::change(work, kept.customer, kept.changes)).unwrap();
        for quantity in [120, 30] {
            let id = setup.receive(quantity).unwrap();
            setup.confirm(id);
            setup.ship(id);
        }
        setup.receive(600).unwrap();
        let (credit, now, customer) = (setup.person("credit"), setup.now, setup.customer);
        setup
            .office
            .transact(credit, now, |work| {
                ops::credit::record_payment(work, customer, 100_000, day("2026-11-22"), "转账")
            })
            .unwrap();
        let account =
            ops::statement::of_customer(&mut setup.office, customer, day("2026-11-01"), day("2026-11-30")).unwrap();
        let exposure = ops::customers::open(&mut setup.office, customer).unwrap().exposure;
        let found = &account.statement;
        assert_eq!(found.opening, 12_345);
        assert_eq!(found.closing, exposure.opening + exposure.shipped - exposure.paid);
        assert_eq!((found.shipped, found.paid), (exposure.shipped, 100_000));
        assert_eq!(found.lines.len(), 3 + 2 + 1);
        let later =
            ops::statement::of_customer(&mut setup.office, customer, day("2026-11-23"), day("2026-11-30")).unwrap();
        assert_eq!(later.statement.opening, 12_345 - 100_000);
        assert_eq!(later.statement.closing, found.closing);
        let rows = account.rows(Lang::ZhHans);
        assert_eq!(rows.len(), 7);
        assert_eq!(rows[6][6], Cell::Money(found.closing));
        for lang in Lang::ALL {
            let document = account.document(lang, "钱莹", now).unwrap();
            let bytes = Printer::new().unwrap().pdf(&[document]).unwrap();
            assert!(bytes.starts_with(b"%PDF-1."));
        }
    });
}

/// The table that the program writes is read again: unchanged it changes nothing, a new price changes its list alone.
#[test]
fn a_price_table_comes_in_again() {
    on_both(|mut setup| {
        let (head, now) = (setup.person("sales-head"), setup.now);
        let own = list(&setup, Audience::Customer(setup.customer), 13_000);
        setup.office.transact(head, now, |work| ops::prices::create(work, own)).unwrap();
        for lang in Lang::ALL {
            let what = What::Prices;
            let head_line: Vec<String> = what.columns(lang).into_iter().map(|column| column.title).collect();
            let page = export::page(&mut setup.office, &what, lang, 0).unwrap();
            let texts: Vec<String> = page.rows[0]
                .iter()
                .map(|cell| match cell {
                    Cell::Empty => String::new(),
                    Cell::Text(text) => text.clone(),
                    Cell::Whole(number) => number.to_string(),
                    Cell::Money(minor) => yili_orders::i18n::decimal(*minor, 2),
                    Cell::Day(day) => day.to_string(),
                })
                .collect();
            let bring = |setup: &mut Setup, row: &str| {
                let bytes = format!("{}\n{row}\n", head_line.join(","));
                let sheet = import::read(Kind::Prices, bytes.as_bytes()).unwrap();
                let defaults = Defaults::default();
                let (report, _) =
                    setup.office.transact(head, now, |work| import::import(work, &sheet, &defaults)).unwrap();
                (report.created, report.changed, report.same, report.blocked)
            };
            let row = texts.join(",");
            assert_eq!(bring(&mut setup, &row), (0, 0, 1, 0), "{lang}: {row}");
            let dearer = format!("{}.50", 131 + lang as i64);
            assert_eq!(bring(&mut setup, &row.replace(&texts[8], &dearer)), (0, 1, 0, 0), "{lang}");
            assert_eq!(bring(&mut setup, &row.replace("C001", "C999")), (0, 0, 0, 1), "{lang}");
        }
        assert_eq!(ops::prices::count(&mut setup.office).unwrap(), 1);
        assert_eq!(setup.check().faults, []);
    });
}
