//! What the office keeps beside its orders: people, settings, lots, and who may read them. On both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support {
    pub mod office;
    pub mod pg;
}

use std::sync::Arc;

use chrono::TimeDelta;
use support::office::{PASSWORD, Setup, now};
use support::pg::fresh_url;
use yili_orders::domain::ids::{CustomerId, LotId, OrderId, ProductId};
use yili_orders::domain::orders::{Channel, Command, Refusal, Stage, Step};
use yili_orders::domain::people::{Department, Right, User};
use yili_orders::domain::stock::LotState;
use yili_orders::i18n::Lang;
use yili_orders::ops::check::Fault;
use yili_orders::ops::orders::Filter;
use yili_orders::ops::papers::{PaperKind, PaperOptions};
use yili_orders::ops::stock::LotEvent;
use yili_orders::ops::{self, Office, OpError, SignInFault};
use yili_orders::store::Location;
use yili_orders::worker::Worker;

/// Runs a test on an embedded store, and on a server where there is one.
fn on_both(test: impl Fn(Setup)) {
    test(Setup::new(&Location::Memory));
    if let Some(url) = fresh_url() {
        test(Setup::new(&Location::Postgres(url)));
    }
}

fn user(setup: &Setup, login: &str) -> User {
    setup.people.iter().find(|user| user.login == login).unwrap().clone()
}

/// Two administrators at once: the second is told who was quicker; nothing is overwritten.
#[test]
fn a_person_changed_meanwhile_is_not_written_over() {
    on_both(|mut setup| {
        let (admin, now) = (setup.person("admin"), setup.now);
        let seen = user(&setup, "sales");
        let renamed = User { name: "王芳".into(), ..seen.clone() };
        let gone = User { active: false, ..seen.clone() };
        setup.office.transact(admin, now, |work| ops::people::change(work, &seen, renamed.clone(), None)).unwrap();
        let late = setup.office.transact(admin, now, |work| ops::people::change(work, &seen, gone.clone(), None));
        assert!(matches!(&late, Err(OpError::Conflict { by, .. }) if by == "管理员"), "{late:?}");
        let people = ops::people::all(&mut setup.office).unwrap();
        assert_eq!(people.iter().find(|one| one.id == seen.id), Some(&renamed));
        let anew = User { active: false, ..renamed.clone() };
        setup.office.transact(admin, now, |work| ops::people::change(work, &renamed, anew, None)).unwrap();
        assert_eq!(setup.check().faults, []);
    });
}

/// The same for the settings.
#[test]
fn settings_changed_meanwhile_are_not_written_over() {
    on_both(|mut setup| {
        let (admin, now) = (setup.person("admin"), setup.now);
        let seen = ops::company::load(&mut setup.office).unwrap();
        let (mut first, mut second) = (seen.clone(), seen.clone());
        first.letterhead.name = "晨曦乳业".into();
        second.letterhead.name = "朝阳乳业".into();
        setup.office.transact(admin, now, |work| ops::company::change(work, &seen, &first)).unwrap();
        let late = setup.office.transact(admin, now, |work| ops::company::change(work, &seen, &second));
        assert!(matches!(&late, Err(OpError::Conflict { by, .. }) if by == "管理员"), "{late:?}");
        assert_eq!(ops::company::load(&mut setup.office).unwrap(), first);
        setup.office.transact(admin, now, |work| ops::company::change(work, &first, &second)).unwrap();
        assert_eq!(setup.check().faults, []);
    });
}

/// Whoever was made inactive reads nothing from the next request on, without signing out; nor does one without a place.
#[test]
fn who_is_gone_reads_no_more() {
    on_both(|mut setup| {
        let id = setup.receive(120).unwrap();
        setup.confirm(id);
        setup.ship(id);
        setup.deliver_and_file(id);
        let (admin, sales) = (setup.person("admin"), user(&setup, "sales"));
        let worker = Worker::serve(setup.office, Arc::new(now), || {});
        let reads = |worker: &Worker| {
            let all = Filter::default();
            let gone = |answer: Result<(), OpError>| answer.err();
            [
                gone(worker.ask(move |office| ops::orders::page(office, &all, 0, 10)).wait().map(drop)),
                gone(worker.ask(move |office| ops::orders::open(office, id)).wait().map(drop)),
                gone(worker.ask(|office| ops::search::find(office, "SO2026", 10)).wait().map(drop)),
                gone(worker.ask(|office| ops::search::products(office, "牛奶", 10)).wait().map(drop)),
                gone(worker.ask(|office| ops::stock::page(office, 0, 10)).wait().map(drop)),
                gone(worker.ask(|office| ops::customers::page(office, 0, 10)).wait().map(drop)),
                gone(worker.ask(ops::underway::shipments).wait().map(drop)),
                gone(worker.ask(|office| ops::archive::page(office, 0, 10)).wait().map(drop)),
                gone(worker.ask(ops::archive::count).wait().map(drop)),
                gone(worker.ask(move |office| ops::check::one(office, id)).wait().map(drop)),
                gone(worker.ask(ops::people::all).wait().map(drop)),
                gone(worker.ask(ops::company::load).wait().map(drop)),
                gone(worker.ask(move |office| ops::drafts::keep(office, sales.id, now(), None, &1)).wait().map(drop)),
            ]
        };
        worker.sit(Some(sales.id));
        assert!(reads(&worker).iter().all(Option::is_none), "{:?}", reads(&worker));
        let (seen, placeless) = (sales.clone(), User { roles: Vec::new(), ..sales.clone() });
        let change =
            move |seen: User, to: User| move |work: &mut ops::Work<'_, '_>| ops::people::change(work, &seen, to, None);
        worker.write(admin, change(seen, placeless.clone())).wait().unwrap();
        let refused = reads(&worker);
        let without_right = refused.iter().filter(|fault| matches!(fault, Some(OpError::NotAllowed(_)))).count();
        assert_eq!(without_right, 10, "{refused:?}");
        let of_archive = |fault: &&Option<OpError>| matches!(fault, Some(OpError::NotAllowed(Right::ReadArchive)));
        assert_eq!(refused.iter().filter(of_archive).count(), 3, "{refused:?}");
        worker.write(admin, change(placeless.clone(), User { active: false, ..placeless })).wait().unwrap();
        let refused = reads(&worker);
        let gone = |fault: &Option<OpError>| matches!(fault, Some(OpError::SignIn(SignInFault::Gone)));
        assert!(refused.iter().all(gone), "{refused:?}");
        worker.sit(None);
        let back = worker.ask(|office| ops::people::sign_in(office, "sales", PASSWORD, now())).wait();
        assert!(matches!(back, Err(OpError::SignIn(SignInFault::Gone))), "{back:?}");
    });
}

fn write_off(setup: &mut Setup, login: &str, lot: LotId, quantity: i64, reason: &str) -> Result<(), OpError> {
    let (person, now) = (setup.person(login), setup.now);
    setup.office.transact(person, now, |work| ops::stock::write_off(work, lot, quantity, reason)).map(|_| ())
}

/// III.4: a failed lot is written off by the head of quality, part by part, with its reason; nothing is deleted.
#[test]
fn a_rejected_lot_is_written_off_by_another_person() {
    on_both(|mut setup| {
        let id = setup.receive(1_200).unwrap();
        setup.confirm(id);
        setup.make_and_reject(id, "quality");
        let today = "2026-11-23".parse().unwrap();
        let (lot, product) = ops::stock::waste(&mut setup.office, today, 10).unwrap().remove(0);
        assert_eq!((lot.code.as_str(), lot.on_hand, lot.state), ("20261123B1", 240, LotState::Rejected));
        assert_eq!(product.unwrap().code, "P001");

        let staff = write_off(&mut setup, "quality", lot.id, 40, "酸度超标，倒弃");
        assert!(matches!(staff, Err(OpError::NotAllowed(Right::WriteOff))), "{staff:?}");
        let silent = write_off(&mut setup, "quality-head", lot.id, 40, " ");
        assert!(matches!(silent, Err(OpError::Refused(Refusal::Missing(_)))), "{silent:?}");
        let too_much = write_off(&mut setup, "quality-head", lot.id, 241, "酸度超标，倒弃");
        assert!(matches!(too_much, Err(OpError::Refused(Refusal::Quantity { most: 240, .. }))), "{too_much:?}");
        write_off(&mut setup, "quality-head", lot.id, 40, "酸度超标，倒弃").unwrap();
        write_off(&mut setup, "quality-head", lot.id, 200, "酸度超标，倒弃").unwrap();
        assert_eq!(ops::stock::waste(&mut setup.office, today, 10).unwrap(), []);
        let file = ops::stock::open(&mut setup.office, lot.id).unwrap();
        assert_eq!((file.lot.on_hand, file.log.len()), (0, 4));
        let last = file.log.last().unwrap();
        assert_eq!(last.event, LotEvent::WrittenOff { quantity: 200, reason: "酸度超标，倒弃".into() });
        assert_eq!(last.by, "员工 quality-head");
        assert_eq!(setup.check().faults, []);
        setup.office.store().write(|tx| tx.exec("UPDATE lots SET on_hand = 1 WHERE on_hand = 0", &[])).unwrap();
        assert_eq!(setup.check().faults, [Fault::Stock { lot: "20261123B1".into() }]);
    });
}

/// Whoever rejected a lot does not write it off as well.
#[test]
fn who_rejected_does_not_write_off() {
    on_both(|mut setup| {
        let id = setup.receive(1_200).unwrap();
        setup.confirm(id);
        setup.make_and_reject(id, "quality-head");
        let refused = write_off(&mut setup, "quality-head", LotId(2), 240, "酸度超标，倒弃");
        assert!(matches!(refused, Err(OpError::Refused(Refusal::SamePerson))), "{refused:?}");
    });
}

/// A lot that expired before anybody inspected it is written off whole, and the order goes on: quality says its word all the same.
#[test]
fn a_lot_that_was_never_inspected_does_not_hold_its_order() {
    on_both(|mut setup| {
        let id = setup.receive(1_200).unwrap();
        setup.confirm(id);
        setup.make(id, 1, 240);
        setup.now += TimeDelta::days(400);
        write_off(&mut setup, "quality-head", LotId(2), 240, "过期").unwrap();
        let inspect =
            |passed| Command::Inspect { production: 1, passed, finding: "过期".into(), report: "QC-1".into() };
        let passed = setup.step(id, "quality", inspect(true));
        assert!(
            matches!(passed, Err(OpError::Refused(Refusal::LotExpired { .. } | Refusal::NothingToDo(_)))),
            "{passed:?}"
        );
        setup.step(id, "quality", inspect(false)).unwrap();
        assert_eq!(setup.check().faults, []);
    });
}

/// Good goods stay; what expired goes, but not what an order still holds.
#[test]
fn an_expired_lot_is_written_off_but_for_what_is_held() {
    on_both(|mut setup| {
        let id = setup.receive(120).unwrap();
        setup.confirm(id);
        let good = write_off(&mut setup, "quality-head", LotId(1), 10, "过期");
        assert!(matches!(good, Err(OpError::Refused(Refusal::LotStillGood(_)))), "{good:?}");
        setup.now += TimeDelta::days(20);
        let held = write_off(&mut setup, "quality-head", LotId(1), 1_000, "过期");
        assert!(matches!(held, Err(OpError::Refused(Refusal::Quantity { most: 880, .. }))), "{held:?}");
        write_off(&mut setup, "quality-head", LotId(1), 880, "过期").unwrap();
        assert_eq!(setup.check().faults, []);
    });
}

/// I.3: when work is late is said once, at the hand-over. Lists, the order and the row of the task agree whatever the
/// settings say later, through a hold too, and `check` compares them.
#[test]
fn a_due_time_is_a_fact() {
    on_both(|mut setup| {
        let id = setup.receive(120).unwrap();
        let dues = |setup: &mut Setup| {
            let row = ops::orders::page(&mut setup.office, &Filter::default(), 0, 1).unwrap().remove(0);
            let inbox = ops::orders::inbox(&mut setup.office, Department::Sales, now(), 0, 1).unwrap().remove(0);
            let dossier = ops::orders::open(&mut setup.office, id).unwrap();
            let told = dossier.due(&dossier.order.tasks[0]);
            assert_eq!((row.due, inbox.due, inbox.order.due), (Some(told), told, Some(told)));
            (dossier.order.tasks[0].step, told)
        };
        let said = dues(&mut setup);
        assert_eq!(said, (Step::ReadBack, now() + TimeDelta::minutes(120)));
        let (admin, at) = (setup.person("admin"), setup.now);
        let seen = ops::company::load(&mut setup.office).unwrap();
        let mut quicker = seen.clone();
        quicker.letterhead.name = "晨曦乳业".into();
        quicker.step_minutes.insert(Step::ReadBack, 15);
        setup.office.transact(admin, at, |work| ops::company::change(work, &seen, &quicker)).unwrap();
        assert_eq!(dues(&mut setup), said);
        // A step that leaves the work where it is, and a hold, keep it too.
        setup.step(id, "sales", Command::Seen { desk: Department::Sales }).unwrap();
        assert_eq!(dues(&mut setup), said);
        setup.step(id, "sales", Command::Hold { reason: "等客户回电".into() }).unwrap();
        setup.step(id, "sales", Command::Resume).unwrap();
        assert_eq!(dues(&mut setup), said);
        assert_eq!(setup.check().faults, []);
        // Work handed over now is due by the settings of now.
        let second = setup.receive(12).unwrap();
        let task = ops::orders::open(&mut setup.office, second).unwrap().order.tasks[0];
        assert_eq!(task.due, Some(task.since + TimeDelta::minutes(15)));
        assert_eq!(setup.check().faults, []);
        let columns = [Fault::Columns("SO20261123-0001".into())];
        for table in ["tasks", "orders"] {
            let key = if table == "tasks" { "order_id" } else { "id" };
            for (sign, faults) in [("+", &columns[..]), ("-", &[][..])] {
                let sql = format!("UPDATE {table} SET due = due {sign} 60000 WHERE {key} = 1");
                setup.office.store().write(|tx| tx.exec(&sql, &[])).unwrap();
                assert_eq!(setup.check().faults, faults, "{sql}");
            }
        }
        // Even where all three were moved together, no settings ever gave that time.
        let (old, new) = (said.1.timestamp_millis(), said.1.timestamp_millis() + 60_000);
        let body = format!("UPDATE orders SET body = replace(body, '{old}', '{new}'), due = {new} WHERE id = 1");
        setup.office.store().write(|tx| tx.exec(&body, &[])).unwrap();
        let row = format!("UPDATE tasks SET due = {new} WHERE order_id = 1");
        setup.office.store().write(|tx| tx.exec(&row, &[])).unwrap();
        assert_eq!(setup.check().faults, columns);
    });
}

/// What is printed again says what it said: the customer's name, the goods' and the letterhead of the day of the step.
#[test]
fn papers_keep_the_names_of_their_day() {
    on_both(|mut setup| {
        let (shipped, open) = (setup.receive(120).unwrap(), setup.receive(120).unwrap());
        setup.confirm(shipped);
        setup.ship(shipped);
        setup.confirm(open);
        let printed = |setup: &mut Setup, id, kind| {
            let dossier = ops::orders::open(&mut setup.office, id).unwrap();
            let options = PaperOptions { copies: false, ..PaperOptions::usual(Lang::ZhHans, &dossier) };
            let documents = ops::papers::documents(kind, &dossier, &options).unwrap();
            documents.iter().map(|document| format!("{:?}", document.pages())).collect::<String>()
        };
        let kinds = [PaperKind::ReadBack, PaperKind::Confirmation, PaperKind::ShippingNotice, PaperKind::DeliveryNote];
        let before = kinds.map(|kind| printed(&mut setup, shipped, kind));
        setup.now += TimeDelta::hours(1);
        let (admin, sales, at) = (setup.person("admin"), setup.person("sales"), setup.now);
        let mut kept = ops::customers::open(&mut setup.office, setup.customer).unwrap();
        kept.customer.name = "青城鲜生超市".into();
        let seen = ops::company::load(&mut setup.office).unwrap();
        let mut company = seen.clone();
        company.letterhead.name = "晨曦乳业".into();
        let (mut milk, changes) = ops::products::open(&mut setup.office, setup.product).unwrap();
        milk.name = "巴氏鲜牛奶".into();
        let rename = |work: &mut ops::Work<'_, '_>| ops::customers::change(work, kept.customer, kept.changes);
        setup.office.transact(sales, at, rename).unwrap();
        setup.office.transact(admin, at, |work| ops::company::change(work, &seen, &company)).unwrap();
        setup.office.transact(admin, at, |work| ops::products::change(work, milk, changes)).unwrap();
        for (kind, before) in kinds.into_iter().zip(before) {
            assert!(printed(&mut setup, shipped, kind) == before, "{kind:?}");
        }
        // What is still to be done goes out under the names of today.
        setup.ship(open);
        let note = printed(&mut setup, open, PaperKind::DeliveryNote);
        for name in ["青城鲜生超市", "晨曦乳业", "巴氏鲜牛奶"] {
            assert!(note.contains(name), "{name}");
        }
        assert!(!printed(&mut setup, open, PaperKind::ReadBack).contains("青城鲜生超市"));
    });
}

/// Page after page gives every order once, newest first, whichever list it is and wherever it begins.
#[test]
fn pages_of_a_list_follow_one_another() {
    on_both(|mut setup| {
        let mut cancelled = Vec::new();
        for number in 0..40 {
            if number % 9 == 8 {
                setup.now += TimeDelta::days(1);
            }
            let mut content = setup.content(12);
            content.requested = "2026-12-01".parse().unwrap();
            let (sales, at) = (setup.person("sales"), setup.now);
            let receive = |work: &mut ops::Work<'_, '_>| ops::orders::receive(work, Channel::Mail, content);
            let id = setup.office.transact(sales, at, receive).unwrap().0;
            if number % 3 == 0 {
                setup.step(id, "sales", Command::Cancel { reason: "重复".into() }).unwrap();
                cancelled.push(id);
            }
        }
        let all: Vec<OrderId> = (1..=40).rev().map(OrderId).collect();
        let gone = |id: &&OrderId| cancelled.contains(id);
        let customer = Some(setup.customer);
        let both = vec![Stage::Receipt, Stage::Cancelled];
        let lists = [
            (Filter::default(), all.clone()),
            (Filter { stages: Vec::new(), customer }, all.clone()),
            (Filter { stages: both.clone(), customer: None }, all.clone()),
            (Filter { stages: both, customer }, all.clone()),
            (Filter { stages: vec![Stage::Cancelled], customer: None }, all.iter().filter(gone).copied().collect()),
            (Filter { stages: vec![Stage::Cancelled], customer }, all.iter().filter(gone).copied().collect()),
        ];
        for (filter, expected) in lists {
            assert_eq!(ops::orders::count(&mut setup.office, &filter).unwrap(), expected.len() as i64, "{filter:?}");
            for length in [1, 7, 50] {
                let mut found = Vec::new();
                for offset in (0..=42).step_by(length as usize) {
                    let rows = ops::orders::page(&mut setup.office, &filter, offset, length).unwrap();
                    found.extend(rows.iter().map(|row| row.id));
                }
                assert_eq!(found, expected, "{filter:?} by {length}");
            }
        }
    });
}

/// A file of the first schema, whose orders do not know their due times, is brought up with everything in it.
#[test]
fn an_older_file_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.db");
    let mut setup = Setup::new(&Location::File(path.clone()));
    let (first, second) = (setup.receive(120).unwrap(), setup.receive(12).unwrap());
    setup.confirm(second);
    let people = setup.people.clone();
    drop(setup);
    let old = rusqlite::Connection::open(&path).unwrap();
    old.execute_batch(support::office::WITHOUT_OWNERS).unwrap();
    old.execute_batch(
        "DROP TABLE platform_files; DROP TABLE platform_mappings; DROP TABLE platform_goods;
         DROP TABLE platform_orders; DROP TABLE shops;
         DROP TABLE mailbox_marks; DROP TABLE mail_papers; DROP TABLE mails;
         DROP TABLE secrets; DROP TABLE message_papers; DROP TABLE messages;
         DROP INDEX lots_rejected; DROP INDEX lots_expiry;
         DROP INDEX orders_stage; CREATE INDEX orders_stage ON orders (stage, id);
         DROP INDEX orders_customer_stage; CREATE INDEX orders_customer_stage ON orders (customer_id, stage);
         DROP TABLE price_lists; DROP TABLE credit_levels; DROP TABLE credit_releases; DROP TABLE credit_shipped;
         DROP TABLE surplus; DROP INDEX tasks_desk; ALTER TABLE tasks DROP COLUMN soon;
         CREATE INDEX tasks_desk ON tasks (desk, due, order_id);
         UPDATE orders SET body = json_remove(body, '$.tasks[0].due', '$.tasks[0].soon');
         UPDATE meta SET value = '1' WHERE key = 'schema_version'; PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(old);
    let office = Office::open(&Location::File(path), now()).unwrap();
    let mut setup = Setup { office, people, customer: CustomerId(1), product: ProductId(1), now: now() };
    assert_eq!(setup.check().faults, []);
    let receipt = Filter { stages: vec![Stage::Receipt], customer: None };
    assert_eq!(ops::orders::page(&mut setup.office, &receipt, 0, 10).unwrap()[0].id, first);
    let task = ops::orders::open(&mut setup.office, first).unwrap().order.tasks[0];
    assert_eq!(task.due, None);
    setup.step(first, "sales", Command::Seen { desk: Department::Sales }).unwrap();
    let task = ops::orders::open(&mut setup.office, first).unwrap().order.tasks[0];
    assert_eq!(task.due, Some(task.since + TimeDelta::minutes(120)));
    assert_eq!(setup.check().faults, []);
}
