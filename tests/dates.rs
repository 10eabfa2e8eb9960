//! Dates through the operations, on both engines: days by line, the question to production, what others make too much, the
//! order of the inbox, and the review sheet (I.3, II.4, F23, F25, F26, F28).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support {
    pub mod office;
    pub mod pg;
}

use chrono::{NaiveDate, TimeDelta};
use support::office::{Setup, now};
use support::pg::fresh_url;
use yili_orders::domain::ids::OrderId;
use yili_orders::domain::orders::promise::{Source, Why, promises};
use yili_orders::domain::orders::{
    Agreement, Batch, Command, CreditDecision, Facts, Possible, Promise, Refusal, Step, Urgency,
};
use yili_orders::domain::people::Department;
use yili_orders::i18n::Lang;
use yili_orders::ops::orders::Dossier;
use yili_orders::ops::papers::{PaperKind, PaperOptions, documents};
use yili_orders::ops::{self, OpError};
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

fn open(setup: &mut Setup, id: OrderId) -> Dossier {
    ops::orders::open(&mut setup.office, id).unwrap()
}

fn possible(dossier: &Dossier) -> Vec<Promise> {
    let facts = Facts {
        today: dossier.company.day(now()),
        company: &dossier.company,
        customer: Some(&dossier.customer),
        products: &dossier.products,
        lots: &dossier.lots,
        expected: &dossier.expected,
    };
    promises(&dossier.order, &facts)
}

/// An order that caller and credit passed.
fn under_review(setup: &mut Setup, quantity: i64) -> OrderId {
    let id = setup.receive(quantity).unwrap();
    setup.step(id, "sales", Command::ReadBack { caller: "刘敏".into() }).unwrap();
    let pass = Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() };
    setup.step(id, "credit", pass).unwrap();
    id
}

/// II.4: the shortage is asked about, the answer moves the day, the day is agreed, and all of it stands on one sheet.
#[test]
fn a_shortage_is_asked_about_and_the_answer_stands_on_the_review_sheet() {
    on_both(|mut setup| {
        let id = under_review(&mut setup, 1_240);
        setup.step(id, "logistics", Command::ReviewStockAndAsk { note: "周四促销".into() }).unwrap();
        let standing = open(&mut setup, id).order.review.stock.unwrap().lines[0].standing.unwrap();
        assert_eq!((standing.on_hand, standing.reserved, standing.expected, standing.projected), (1_000, 0, 0, -240));
        let inbox = ops::orders::inbox(&mut setup.office, Department::Production, now(), 0, 10).unwrap();
        assert_eq!(inbox.iter().map(|row| row.step).collect::<Vec<_>>(), [Step::AnswerProduction]);
        let promised = day("2026-11-27");
        let agreed = Some(Agreement { who: "刘敏".into(), note: "同意周五送".into() });
        let date = Command::ReviewDate { promised, agreed, lines: Vec::new() };
        let waits = setup.step(id, "production", date.clone());
        assert!(matches!(waits, Err(OpError::Refused(Refusal::AnswerAwaited))), "{waits:?}");
        let batches = vec![
            Batch { line: 1, quantity: 120, day: day("2026-11-25") },
            Batch { line: 1, quantity: 120, day: day("2026-11-26") },
        ];
        let answer = Command::AnswerProduction { no: 1, possible: Possible::Yes, batches, note: String::new() };
        setup.step(id, "production", answer).unwrap();
        let dossier = open(&mut setup, id);
        let found = possible(&dossier);
        assert_eq!(found[0].day, Some(promised), "the second batch, and a day on the way");
        assert!(found[0].why.iter().any(|why| matches!(why, Why::Coming { from: Source::Answer(_), .. })));
        setup.step(id, "production", date).unwrap();
        let dossier = open(&mut setup, id);
        for (lang, words) in [
            (Lang::ZhHans, ["订单审核单", "周四促销", "2026-11-26", "同意周五送", "晚于要求"]),
            (Lang::ZhHant, ["訂單審核單", "周四促销", "2026-11-26", "同意周五送", "晚於要求"]),
            (Lang::En, ["Order review sheet", "周四促销", "2026-11-26", "同意周五送", "Later than wished"]),
        ] {
            let sheet = documents(PaperKind::ReviewSheet, &dossier, &PaperOptions::usual(lang, &dossier)).unwrap();
            let printed: String = sheet[0].pages().iter().map(|page| page.words()).collect();
            for word in words {
                assert!(printed.contains(word), "{lang}: {word} in {printed}");
            }
        }
        assert_eq!(setup.check().faults, []);
    });
}

/// F23, F25: a plant makes whole batches, and what the first order does not need is promised to the second.
#[test]
fn what_one_order_does_not_need_is_promised_to_the_next() {
    on_both(|mut setup| {
        let first = setup.receive(1_100).unwrap();
        setup.confirm(first);
        let plan = |quantity| Command::PlanProduction {
            line: 1,
            quantity,
            due: day("2026-11-25"),
            responsible: "孙伟".into(),
        };
        setup.step(first, "production", plan(240)).unwrap();
        let second = under_review(&mut setup, 120);
        let dossier = open(&mut setup, second);
        let expected = &dossier.expected[&setup.product];
        assert_eq!((expected[0].order, expected[0].quantity, expected[0].day), (first, 140, day("2026-11-25")));
        assert_eq!(possible(&dossier)[0].day, Some(day("2026-11-26")));
        setup.step(second, "logistics", Command::ReviewStock).unwrap();
        let standing = open(&mut setup, second).order.review.stock.unwrap().lines[0].standing.unwrap();
        assert_eq!((standing.expected, standing.expected_on), (140, Some(day("2026-11-25"))));
        assert_eq!(setup.check().faults, []);
        let reverse = Command::ReversePlan { production: 1, reason: "停机".into() };
        setup.step(first, "production", reverse).unwrap();
        assert!(open(&mut setup, second).expected.is_empty());
        assert_eq!(setup.check().faults, []);
    });
}

/// I.3: late work first, then what is soon late, then the rest, whatever is due first; the times are kept with the work.
#[test]
fn the_inbox_shows_red_before_amber_before_the_rest() {
    on_both(|mut setup| {
        let admin = setup.person("admin");
        let seen = ops::company::load(&mut setup.office).unwrap();
        let mut company = seen.clone();
        company.letterhead.name = "晨曦乳业".into();
        // A long task that is amber early, and a short one that is not amber before it is late.
        company.desk_minutes.entry(Department::Sales).or_default().insert(Step::ReadBack, 400);
        company.soon_percent = 90;
        setup.office.transact(admin, setup.now, |work| ops::company::change(work, &seen, &company)).unwrap();
        let amber = setup.receive(12).unwrap();
        let seen = ops::company::load(&mut setup.office).unwrap();
        let mut company = seen.clone();
        company.desk_minutes.entry(Department::Sales).or_default().insert(Step::ReadBack, 120);
        company.soon_percent = 0;
        setup.office.transact(admin, setup.now, |work| ops::company::change(work, &seen, &company)).unwrap();
        let calm = setup.receive(12).unwrap();
        let seen = ops::company::load(&mut setup.office).unwrap();
        let mut company = seen.clone();
        company.desk_minutes.entry(Department::Sales).or_default().insert(Step::ReadBack, 30);
        setup.office.transact(admin, setup.now, |work| ops::company::change(work, &seen, &company)).unwrap();
        let late = setup.receive(12).unwrap();
        let at = now() + TimeDelta::minutes(60);
        let rows = ops::orders::inbox(&mut setup.office, Department::Sales, at, 0, 10).unwrap();
        let told: Vec<_> = rows.iter().map(|row| (row.order.id, row.urgency(at))).collect();
        assert_eq!(told, [(late, Urgency::Late), (amber, Urgency::Soon), (calm, Urgency::Calm)]);
        assert!(rows[1].due > rows[2].due, "amber comes first although it is due later");
        let desks = [Department::Sales, Department::Credit];
        let second = ops::orders::inbox_of(&mut setup.office, &desks, at, 1, 1).unwrap();
        assert_eq!(second[0].order.id, amber);
        assert_eq!(setup.check().faults, []);
        let mut wrong = company.clone();
        wrong.soon_percent = 101;
        let refused = setup.office.transact(admin, setup.now, |work| ops::company::change(work, &company, &wrong));
        assert!(matches!(refused, Err(OpError::OutOfRange("field-soon-percent"))), "{:?}", refused.err());
    });
}
