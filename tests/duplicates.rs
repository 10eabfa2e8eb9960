//! Duplicate customers: found, made one without moving anything, and taken apart again. On both engines.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a failing test may stop anywhere

mod support {
    pub mod office;
    pub mod pg;
}

use support::office::Setup;
use support::pg::fresh_url;
use yili_orders::domain::credit::{Concern, CreditSettings, CustomerGroup, Level};
use yili_orders::domain::customers::{Contact, Customer};
use yili_orders::domain::duplicates::Reason;
use yili_orders::domain::ids::{CustomerId, GroupId, OrderId};
use yili_orders::domain::orders::{Channel, Command, CreditDecision, Problem, Refusal};
use yili_orders::domain::people::Right;
use yili_orders::ops::check::Fault;
use yili_orders::ops::duplicates::MergeFault;
use yili_orders::ops::orders::Filter;
use yili_orders::ops::{self, OpError};
use yili_orders::store::Location;

fn on_both(test: impl Fn(Setup)) {
    test(Setup::new(&Location::Memory));
    if let Some(url) = fresh_url() {
        test(Setup::new(&Location::Postgres(url)));
    }
}

/// A second file of the same shop, graded by the credit desk, with one confirmed order of ten cartons.
fn twin(setup: &mut Setup) -> (CustomerId, OrderId) {
    let (sales, now) = (setup.person("sales"), setup.now);
    let kept = ops::customers::open(&mut setup.office, setup.customer).unwrap().customer;
    let again = Customer {
        code: "C002".into(),
        name: "呼和浩特鮮客來超市".into(),
        contacts: vec![Contact { name: "刘敏".into(), phone: "0471 5550101".into(), email: String::new() }],
        addresses: vec!["内蒙古呼和浩特市新城区 2 号".into()],
        ..kept
    };
    let (id, _) = setup.office.transact(sales, now, |work| ops::customers::create(work, again)).unwrap();
    let first = std::mem::replace(&mut setup.customer, id);
    setup.trust(10_000_000);
    let order = setup.receive(120).unwrap();
    setup.confirm(order);
    setup.customer = first;
    (id, order)
}

fn merge(setup: &mut Setup, login: &str, gone: CustomerId) -> Result<(), OpError> {
    let (kept, person, now) = (setup.customer, setup.person(login), setup.now);
    let seen = [kept, gone].map(|id| ops::customers::open(&mut setup.office, id).unwrap().changes);
    setup.office.transact(person, now, |work| ops::duplicates::merge(work, kept, gone, (seen[0], seen[1]))).map(|_| ())
}

#[test]
fn two_files_of_one_customer_are_read_as_one_and_taken_apart_again() {
    on_both(|mut setup| {
        let own = setup.receive(60).unwrap();
        setup.confirm(own);
        let (gone, theirs) = twin(&mut setup);
        let customer = setup.customer;
        let found = ops::duplicates::find(&mut setup.office).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].reasons, [Reason::Name, Reason::Phone]);
        let before = [customer, gone].map(|id| ops::customers::open(&mut setup.office, id).unwrap().exposure.total());
        let refused = merge(&mut setup, "sales", gone);
        assert!(matches!(refused, Err(OpError::NotAllowed(Right::MergeCustomers))), "{refused:?}");
        merge(&mut setup, "sales-head", gone).unwrap();
        assert_eq!(ops::duplicates::find(&mut setup.office).unwrap(), []);
        let kept = ops::customers::open(&mut setup.office, customer).unwrap();
        assert_eq!(kept.exposure.total(), before[0] + before[1]);
        assert_eq!((kept.customer.addresses.len(), kept.customer.absorbed.as_slice()), (2, &[gone][..]));
        // Lists, the call, the statement and the search of the one that was kept have both.
        let filter = Filter { customer: Some(customer), stages: Vec::new() };
        assert_eq!(ops::orders::count(&mut setup.office, &filter).unwrap(), 2);
        let rows = ops::orders::page(&mut setup.office, &filter, 0, 10).unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [theirs, own]);
        assert_eq!(ops::orders::page(&mut setup.office, &filter, 1, 10).unwrap()[0].id, own);
        assert_eq!(ops::orders::caller(&mut setup.office, customer).unwrap().newest.len(), 2);
        let days = ("2026-11-01".parse().unwrap(), "2026-11-30".parse().unwrap());
        let account = ops::statement::of_customer(&mut setup.office, customer, days.0, days.1).unwrap();
        assert_eq!(account.statement.lines.len(), 2);
        let names = ops::search::customers(&mut setup.office, "C002", 5).unwrap();
        assert_eq!(names.iter().map(|kept| kept.customer.id).collect::<Vec<_>>(), [customer]);
        // The order stays as it was written; nothing new is written for the duplicate.
        assert_eq!(ops::orders::open(&mut setup.office, theirs).unwrap().order.content.customer, gone);
        let content = yili_orders::domain::orders::Content { customer: gone, ..setup.content(12) };
        let (sales, now) = (setup.person("sales"), setup.now);
        let refused = setup.office.transact(sales, now, |work| ops::orders::receive(work, Channel::Telephone, content));
        assert!(
            matches!(&refused, Err(OpError::Refused(Refusal::Content(found))) if *found == [Problem::CustomerGone]),
            "{refused:?}"
        );
        setup.ship(theirs);
        assert_eq!(setup.check().faults, []);
        // A tick in the form does not bring a duplicate back.
        let mut file = ops::customers::open(&mut setup.office, gone).unwrap();
        (file.customer.active, file.customer.merged_into) = (true, None);
        setup.office.transact(sales, now, |work| ops::customers::change(work, file.customer, file.changes)).unwrap();
        let file = ops::customers::open(&mut setup.office, gone).unwrap();
        assert_eq!((file.customer.active, file.customer.merged_into), (false, Some(customer)));
        let (head, changes) = (setup.person("sales-head"), file.changes);
        setup.office.transact(head, now, |work| ops::duplicates::take_apart(work, gone, changes)).unwrap();
        let apart = [customer, gone].map(|id| ops::customers::open(&mut setup.office, id).unwrap());
        assert!(apart[1].customer.active && apart[0].customer.absorbed.is_empty());
        assert_eq!(apart[0].exposure.total() + apart[1].exposure.total(), before[0] + before[1]);
        assert_eq!(setup.check().faults, []);
    });
}

/// II.4: an order of the duplicate is held to the limit of the one that was kept, with what both owe.
#[test]
fn credit_of_both_is_one() {
    on_both(|mut setup| {
        let own = setup.receive(60).unwrap();
        setup.confirm(own);
        let (gone, _) = twin(&mut setup);
        let first = std::mem::replace(&mut setup.customer, gone);
        let open = setup.receive(24).unwrap();
        setup.customer = first;
        merge(&mut setup, "sales-head", gone).unwrap();
        let owed = ops::customers::open(&mut setup.office, first).unwrap().exposure.total();
        setup.trust(owed + 28_559);
        setup.step(open, "sales", Command::ReadBack { caller: "刘敏".into() }).unwrap();
        let pass = || Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() };
        let refused = setup.step(open, "credit", pass());
        assert!(
            matches!(refused, Err(OpError::Refused(Refusal::Credit(Concern::OverLimit { over: 1, .. })))),
            "{refused:?}"
        );
        setup.trust(owed + 28_560);
        setup.step(open, "credit", pass()).unwrap();
        assert_eq!(setup.check().faults, []);
    });
}

#[test]
fn chains_of_merges_are_refused_and_a_lost_mark_is_found() {
    on_both(|mut setup| {
        let (gone, _) = twin(&mut setup);
        let me = setup.customer;
        assert!(matches!(merge(&mut setup, "sales-head", me), Err(OpError::Merge(MergeFault::Same))));
        merge(&mut setup, "sales-head", gone).unwrap();
        assert!(matches!(merge(&mut setup, "sales-head", gone), Err(OpError::Merge(MergeFault::Merged))));
        let (sales, now) = (setup.person("sales"), setup.now);
        let third = Customer { code: "C003".into(), name: "第三家".into(), ..support::office::customer() };
        let (third, _) = setup.office.transact(sales, now, |work| ops::customers::create(work, third)).unwrap();
        setup.customer = third;
        assert!(matches!(merge(&mut setup, "sales-head", me), Err(OpError::Merge(MergeFault::HoldsOthers))));
        let spoil = "UPDATE customers SET body = replace(body, '\"absorbed\"', '\"forgotten\"')";
        setup.office.store().write(|tx| tx.exec(spoil, &[]).map(|_| ())).unwrap();
        let found = setup.check().faults;
        assert!(found.contains(&Fault::Record { area: yili_orders::domain::audit::Area::Customer, subject: gone.0 }));
    });
}

/// F15: what a duplicate owes counts in the group of the one that was kept, and in its own again once they are apart.
#[test]
fn groups_of_two_that_are_one() {
    on_both(|mut setup| {
        let own = setup.receive(60).unwrap();
        setup.confirm(own);
        let (gone, theirs) = twin(&mut setup);
        let (customer, admin, now) = (setup.customer, setup.person("admin"), setup.now);
        let owed = [customer, gone].map(|id| ops::customers::open(&mut setup.office, id).unwrap().exposure.total());
        let group = |id, limit| CustomerGroup { id: GroupId(id), name: format!("第{id}组"), limit: Some(limit) };
        // The kept one's group takes both and one bottle less than two cartons more.
        let groups = vec![group(1, owed[0] + owed[1] + 28_559), group(2, owed[1])];
        let seen = ops::company::load(&mut setup.office).unwrap();
        let mut company = seen.clone();
        company.letterhead.name = "晨曦乳业有限公司".into();
        company.credit = CreditSettings { groups, ..CreditSettings::default() };
        setup.office.transact(admin, now, |work| ops::company::change(work, &seen, &company)).unwrap();
        let credit = setup.person("credit-head");
        for (id, group) in [(customer, 1), (gone, 2)] {
            let mut kept = ops::customers::open(&mut setup.office, id).unwrap();
            kept.customer.credit.group = Some(GroupId(group));
            let change = |work: &mut ops::Work<'_, '_>| ops::customers::change(work, kept.customer, kept.changes);
            setup.office.transact(credit, now, change).unwrap();
        }
        let today = now.date_naive();
        let sums =
            |setup: &mut Setup, id| ops::credit::open(&mut setup.office, id, today).unwrap().ledger.group.total();
        assert_eq!([sums(&mut setup, customer), sums(&mut setup, gone)], owed);
        let pass = || Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() };
        let open = setup.receive(24).unwrap();
        setup.step(open, "sales", Command::ReadBack { caller: "刘敏".into() }).unwrap();
        merge(&mut setup, "sales-head", gone).unwrap();
        assert_eq!(sums(&mut setup, customer), owed[0] + owed[1]);
        assert_eq!(setup.check().faults, []);
        let refused = setup.step(open, "credit", pass());
        let by = Concern::OverLimit { over: 1, level: Level::Group };
        assert!(matches!(&refused, Err(OpError::Refused(Refusal::Credit(found))) if *found == by), "{refused:?}");
        // What the duplicate's order still does counts there too, as does what is paid for it.
        setup.ship(theirs);
        let day = setup.now.date_naive();
        let pay = |work: &mut ops::Work<'_, '_>| ops::credit::record_payment(work, gone, 1, day, "");
        setup.office.transact(credit, setup.now, pay).unwrap();
        assert_eq!(sums(&mut setup, customer), owed[0] + owed[1] - 1);
        assert_eq!(setup.check().faults, []);
        setup.step(open, "credit", pass()).unwrap();
        let (head, changes) =
            (setup.person("sales-head"), ops::customers::open(&mut setup.office, gone).unwrap().changes);
        setup.office.transact(head, setup.now, |work| ops::duplicates::take_apart(work, gone, changes)).unwrap();
        assert_eq!([sums(&mut setup, customer), sums(&mut setup, gone)], [owed[0] + 28_560, owed[1] - 1]);
        assert_eq!(setup.check().faults, []);
    });
}
