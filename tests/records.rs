//! What the office keeps beside its orders: people, settings, lots, and who may read them. On both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support {
    pub mod office;
    pub mod pg;
}

use std::sync::Arc;

use support::office::{PASSWORD, Setup, now};
use support::pg::fresh_url;
use yili_orders::domain::people::User;
use yili_orders::ops::orders::Filter;
use yili_orders::ops::{self, OpError, SignInFault};
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
                gone(worker.ask(|office| ops::underway::shipments(office)).wait().map(drop)),
                gone(worker.ask(|office| ops::archive::page(office, 0, 10)).wait().map(drop)),
                gone(worker.ask(|office| ops::archive::count(office)).wait().map(drop)),
                gone(worker.ask(move |office| ops::check::one(office, id)).wait().map(drop)),
                gone(worker.ask(ops::people::all).wait().map(drop)),
                gone(worker.ask(|office| ops::company::load(office)).wait().map(drop)),
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
        worker.write(admin, change(placeless.clone(), User { active: false, ..placeless })).wait().unwrap();
        let refused = reads(&worker);
        let gone = |fault: &Option<OpError>| matches!(fault, Some(OpError::SignIn(SignInFault::Gone)));
        assert!(refused.iter().all(gone), "{refused:?}");
        worker.sit(None);
        let back = worker.ask(|office| ops::people::sign_in(office, "sales", PASSWORD, now())).wait();
        assert!(matches!(back, Err(OpError::SignIn(SignInFault::Gone))), "{back:?}");
    });
}
