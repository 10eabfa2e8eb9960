//! Credit (II.4) through the operations, on both engines: three levels of limits, records that raise a limit or release, late
//! payment at the gate, and two people who write the same file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support {
    pub mod office;
    pub mod pg;
}

use chrono::{NaiveDate, TimeDelta};
use support::office::{Setup, customer};
use support::pg::fresh_url;
use yili_orders::domain::credit::{
    Concern, CreditSettings, CustomerGroup, Hardness, Level, RecordKind, Releaser, SafeguardKind,
};
use yili_orders::domain::customers::CreditFile;
use yili_orders::domain::ids::{CustomerId, GroupId, OrderId};
use yili_orders::domain::orders::{Command, CreditDecision, Refusal};
use yili_orders::domain::people::Right;
use yili_orders::ops::credit::NewRecord;
use yili_orders::ops::{self, OpError};
use yili_orders::store::Location;

/// An answer as it can be compared.
fn said(error: OpError) -> String {
    format!("{error:?}")
}

/// What 120 bottles cost, in fen.
const ORDER: i64 = 142_800;

fn on_both(test: impl Fn(Setup)) {
    test(Setup::new(&Location::Memory));
    if let Some(url) = fresh_url() {
        test(Setup::new(&Location::Postgres(url)));
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn settle(setup: &mut Setup, credit: CreditSettings) {
    let admin = setup.person("admin");
    let seen = ops::company::load(&mut setup.office).unwrap();
    let mut company = seen.clone();
    if company.letterhead.name.is_empty() {
        company.letterhead.name = "晨曦乳业有限公司".into();
    }
    company.credit = credit;
    setup.office.transact(admin, setup.now, |work| ops::company::change(work, &seen, &company)).unwrap();
}

/// Changes the credit part of a customer's file.
fn file(setup: &mut Setup, id: CustomerId, change: impl FnOnce(&mut CreditFile)) {
    let mut kept = ops::customers::open(&mut setup.office, id).unwrap();
    change(&mut kept.customer.credit);
    let head = setup.person("credit-head");
    let write = |work: &mut ops::Work<'_, '_>| ops::customers::change(work, kept.customer, kept.changes);
    setup.office.transact(head, setup.now, write).unwrap();
}

fn write(setup: &mut Setup, login: &str, record: NewRecord) -> Result<(), String> {
    let (person, id) = (setup.person(login), setup.customer);
    let changes = ops::customers::open(&mut setup.office, id).unwrap().changes;
    let write = |work: &mut ops::Work<'_, '_>| ops::credit::write_record(work, id, changes, record);
    setup.office.transact(person, setup.now, write).map(|_| ()).map_err(said)
}

fn guarantee(amount: i64, until: &str) -> NewRecord {
    let kind = RecordKind::Safeguard {
        kind: SafeguardKind::BankGuarantee,
        who: "澜汀银行".into(),
        document: "BH-2026-031".into(),
    };
    NewRecord { kind, amount, from: day("2026-11-01"), until: day(until), reason: String::new() }
}

fn release(amount: i64, until: &str) -> NewRecord {
    let reason = "月底集中付款".into();
    NewRecord { kind: RecordKind::Release, amount, from: day("2026-11-23"), until: day(until), reason }
}

fn taken(setup: &mut Setup) -> OrderId {
    let id = setup.receive(120).unwrap();
    setup.step(id, "sales", Command::ReadBack { caller: "刘敏".into() }).unwrap();
    id
}

fn review(setup: &mut Setup, id: OrderId, login: &str, decision: CreditDecision) -> Result<(), String> {
    setup.step(id, login, Command::ReviewCredit { decision, note: String::new() }).map_err(said)
}

fn over(over: i64, level: Level) -> Result<(), String> {
    Err(said(OpError::Refused(Refusal::Credit(Concern::OverLimit { over, level }))))
}

fn sound(setup: &mut Setup) {
    let report = setup.check();
    assert!(report.faults.is_empty(), "{:?}", report.faults);
}

/// F15: a branch within its own limit is stopped by the chain's, and the chain by the company's; what another customer of the
/// group owes counts, and leaving the group takes it along.
#[test]
fn three_levels_of_limits() {
    on_both(|mut setup| {
        let group = CustomerGroup { id: GroupId(1), name: "鲜客来连锁".into(), limit: Some(3 * ORDER) };
        let settings = CreditSettings { groups: vec![group], ..CreditSettings::default() };
        settle(&mut setup, settings.clone());
        let branch = setup.customer;
        let sales = setup.person("sales");
        let other = yili_orders::domain::customers::Customer { code: "C002".into(), ..customer() };
        let (other, _) = setup.office.transact(sales, setup.now, |work| ops::customers::create(work, other)).unwrap();
        for id in [branch, other] {
            file(&mut setup, id, |file| file.group = Some(GroupId(1)));
        }
        file(&mut setup, other, |file| file.opening_balance = 2 * ORDER);
        let first = taken(&mut setup);
        review(&mut setup, first, "credit", CreditDecision::Pass).unwrap();
        let second = taken(&mut setup);
        assert_eq!(review(&mut setup, second, "credit", CreditDecision::Pass), over(ORDER, Level::Group));
        file(&mut setup, other, |file| file.group = None);
        review(&mut setup, second, "credit", CreditDecision::Pass).unwrap();
        settle(&mut setup, CreditSettings { company_limit: Some(5 * ORDER - 1), ..settings });
        let third = taken(&mut setup);
        assert_eq!(review(&mut setup, third, "credit", CreditDecision::Pass), over(1, Level::Company));
        sound(&mut setup);
    });
}

/// F20: a safeguard raises the limit through its last day, and not a day longer; once ended, not at all.
#[test]
fn a_safeguard_counts_until_it_ends() {
    on_both(|mut setup| {
        setup.trust(ORDER - 1);
        let id = taken(&mut setup);
        assert_eq!(review(&mut setup, id, "credit", CreditDecision::Pass), over(1, Level::Customer));
        let not_you = write(&mut setup, "sales", guarantee(1, "2026-11-30"));
        assert_eq!(not_you, Err(said(OpError::NotAllowed(Right::KeepSafeguards))));
        write(&mut setup, "credit", guarantee(1, "2026-11-24")).unwrap();
        setup.now += TimeDelta::days(2);
        assert_eq!(review(&mut setup, id, "credit", CreditDecision::Pass), over(1, Level::Customer));
        write(&mut setup, "credit", guarantee(5, "2026-11-25")).unwrap();
        review(&mut setup, id, "credit", CreditDecision::Pass).unwrap();
        let order = ops::orders::open(&mut setup.office, id).unwrap().order;
        let parts = order.review.credit.unwrap().evidence.parts.unwrap();
        assert_eq!((parts.lasting, parts.safeguards), (ORDER - 1, 5));
        sound(&mut setup);
    });
}

/// F19: a release is written by whoever may, up to the ceiling; orders use it up, and what is given up gives back.
#[test]
fn orders_use_releases_up() {
    on_both(|mut setup| {
        setup.trust(1);
        let head = setup.person("credit-head");
        let named = vec![Releaser { person: head, ceiling: 2 * ORDER }];
        settle(&mut setup, CreditSettings { releasers: named, ..CreditSettings::default() });
        let id = taken(&mut setup);
        let staff = write(&mut setup, "credit", release(ORDER, "2026-11-30"));
        assert_eq!(staff, Err(said(OpError::NotAllowed(Right::ReleaseCredit))));
        let too_much = write(&mut setup, "credit-head", release(2 * ORDER + 1, "2026-11-30"));
        let refusal = Refusal::ReleaseTooLarge { amount: 2 * ORDER + 1, ceiling: 2 * ORDER };
        assert_eq!(too_much, Err(said(OpError::Refused(refusal))));
        write(&mut setup, "credit-head", release(ORDER, "2026-11-30")).unwrap();
        review(&mut setup, id, "credit", CreditDecision::OnRelease).unwrap();
        let second = taken(&mut setup);
        let short = Refusal::ReleasesShort { available: 1, needed: 2 * ORDER - 1 };
        let refused = review(&mut setup, second, "credit", CreditDecision::OnRelease);
        assert_eq!(refused, Err(said(OpError::Refused(short))));
        let customer = setup.customer;
        let today = day("2026-11-23");
        let used = |setup: &mut Setup| {
            ops::credit::open(&mut setup.office, customer, today).unwrap().ledger.used.get(&1).copied()
        };
        assert_eq!(used(&mut setup), Some(ORDER - 1));
        setup.step(id, "sales", Command::Cancel { reason: "客户取消".into() }).unwrap();
        assert_eq!(used(&mut setup), Some(0));
        sound(&mut setup);
    });
}

/// F22, F16: goods of a customer who is late stay at the gate until a release with amount and end date lets them go.
#[test]
fn a_late_customers_goods_stay_until_released() {
    on_both(|mut setup| {
        let settings = CreditSettings {
            overdue_at_shipping: Hardness::Stop,
            limit_at_shipping: Hardness::Warn,
            ..CreditSettings::default()
        };
        settle(&mut setup, settings);
        let customer = setup.customer;
        file(&mut setup, customer, |file| {
            (file.opening_balance, file.opening_due) = (50_000, Some(day("2026-11-10")));
        });
        let id = setup.receive(120).unwrap();
        setup.confirm(id);
        setup.make_ready(id);
        let stopped = Refusal::CreditAtShipping(Concern::Overdue { days: 13, amount: 50_000 });
        assert_eq!(dispatch(&mut setup, id), Err(said(OpError::Refused(stopped))));
        write(&mut setup, "credit-head", release(ORDER - 1, "2026-11-23")).unwrap();
        assert!(dispatch(&mut setup, id).is_err());
        write(&mut setup, "credit-head", release(1, "2026-11-23")).unwrap();
        dispatch(&mut setup, id).unwrap();
        let order = ops::orders::open(&mut setup.office, id).unwrap().order;
        let evidence = order.shipments[0].dispatch.as_ref().unwrap().credit.clone().unwrap();
        assert_eq!(evidence.releases.iter().map(|part| part.amount).sum::<i64>(), ORDER);
        sound(&mut setup);
    });
}

/// Two people who write the same file: the second is told, and nothing is lost of what the first wrote.
#[test]
fn the_second_of_two_is_told() {
    on_both(|mut setup| {
        let (credit, id) = (setup.person("credit"), setup.customer);
        let changes = ops::customers::open(&mut setup.office, id).unwrap().changes;
        write(&mut setup, "credit", guarantee(100, "2026-12-31")).unwrap();
        let late =
            |work: &mut ops::Work<'_, '_>| ops::credit::write_record(work, id, changes, guarantee(200, "2026-12-31"));
        let refused = setup.office.transact(credit, setup.now, late).map(|_| ());
        assert!(matches!(refused, Err(OpError::Conflict { .. })), "{refused:?}");
        let file = ops::credit::open(&mut setup.office, id, day("2026-11-23")).unwrap();
        assert_eq!(file.kept.customer.credit.records.len(), 1);
        sound(&mut setup);
    });
}

/// A store from before these sums were kept gets them from its customers and orders.
#[test]
fn an_older_store_gets_its_sums() {
    let folder = tempfile::tempdir().unwrap();
    let place = Location::File(folder.path().join("orders.sqlite"));
    let mut setup = Setup::new(&place);
    let customer = setup.customer;
    file(&mut setup, customer, |file| file.opening_balance = 700);
    let id = setup.receive(120).unwrap();
    setup.confirm(id);
    setup.ship(id);
    drop(setup);
    let older = "DROP INDEX messages_owner; ALTER TABLE messages DROP COLUMN owner; \
                 CREATE INDEX order_counts_stage ON order_counts (stage, day, orders) WHERE orders <> 0; \
                 DROP TABLE surplus; DROP INDEX tasks_desk; ALTER TABLE tasks DROP COLUMN soon; \
                 CREATE INDEX tasks_desk ON tasks (desk, due, order_id); \
                 UPDATE orders SET body = json_remove(body, '$.tasks[0].soon', '$.tasks[1].soon'); \
                 DROP TABLE credit_levels; DROP TABLE credit_releases; DROP TABLE credit_shipped; PRAGMA user_version = 5; \
                 UPDATE meta SET value = '5' WHERE key = 'schema_version';";
    let old = rusqlite::Connection::open(folder.path().join("orders.sqlite")).unwrap();
    old.execute_batch(support::office::WITHOUT_OWNERS).unwrap();
    old.execute_batch(older).unwrap();
    drop(old);
    let mut office = ops::Office::open(&place, support::office::now()).unwrap();
    let report = ops::check::run(&mut office, &mut |_, _| true).unwrap();
    assert!(report.faults.is_empty(), "{:?}", report.faults);
}

fn dispatch(setup: &mut Setup, id: OrderId) -> Result<(), String> {
    setup.dispatch(id).map_err(said)
}
