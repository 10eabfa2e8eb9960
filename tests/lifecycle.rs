//! The operations as the desks chain them, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support {
    pub mod office;
    pub mod pg;
}

use chrono::TimeDelta;
use support::office::{PASSWORD, Setup, now};
use support::pg::fresh_url;
use yili_orders::domain::audit::Area;
use yili_orders::domain::orders::{Channel, Command, CreditDecision, Refusal, Stage, Status};
use yili_orders::domain::people::{Department, Right};
use yili_orders::ops::check::Fault;
use yili_orders::ops::orders::Looked;
use yili_orders::ops::{self, OpError, SignInFault};
use yili_orders::store::orders::Filter;
use yili_orders::store::{Location, Tx};

/// Runs a test on an embedded store, and on a server where there is one.
fn on_both(test: impl Fn(Setup)) {
    test(Setup::new(&Location::Memory));
    if let Some(url) = fresh_url() {
        test(Setup::new(&Location::Postgres(url)));
    }
}

fn count(setup: &mut Setup, stage: Stage) -> i64 {
    ops::orders::count(&mut setup.office, &Filter { stages: vec![stage], customer: None }).unwrap()
}

/// Writes past all rules, as a broken disk or a stranger with a database tool would.
fn tamper(setup: &mut Setup, sql: &str) {
    setup.office.store().write(|tx: &mut Tx<'_>| tx.exec(sql, &[]).map(|_| ())).unwrap();
}

/// II.1–VII.2
#[test]
fn the_whole_line_from_call_to_archive() {
    on_both(|mut setup| {
        let id = setup.receive(1_200).unwrap();
        setup.confirm(id);
        assert_eq!(ops::orders::inbox(&mut setup.office, Department::Production, now(), 0, 10).unwrap().len(), 1);
        setup.make_what_is_short(id, 1, 240);
        setup.ship(id);
        assert_eq!(count(&mut setup, Stage::Shipped), 1);
        setup.deliver_and_file(id);
        let dossier = ops::orders::open(&mut setup.office, id).unwrap();
        assert_eq!(dossier.order.number, "SO20261123-0001");
        assert_eq!(dossier.order.status, Status::Filed);
        assert_eq!(dossier.filed.unwrap().number, "Z109-XS·2026-D10-XSB-0001");
        assert_eq!(dossier.exposure.shipped, 1_200 / 12 * 14_280);
        assert_eq!(dossier.exposure.committed, 0);
        assert_eq!(dossier.log.len(), 16);
        assert_eq!((count(&mut setup, Stage::Shipped), count(&mut setup, Stage::Filed)), (0, 1));
        for desk in Department::ALL {
            assert_eq!(ops::orders::inbox(&mut setup.office, desk, now(), 0, 10).unwrap(), [], "{desk:?}");
        }
        assert_eq!(setup.check().faults, []);
    });
}

/// II.4: what one order holds, another cannot have, in stock and in credit.
#[test]
fn two_orders_share_stock_and_credit() {
    on_both(|mut setup| {
        setup.trust(1_000 / 12 * 14_280 + 100_000);
        let first = setup.receive(960).unwrap();
        setup.confirm(first);
        let second = setup.receive(480).unwrap();
        setup.step(second, "sales", Command::ReadBack { caller: "刘敏".into() }).unwrap();
        let pass = || Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() };
        let refused = setup.step(second, "credit", pass());
        assert!(matches!(refused, Err(OpError::Refused(Refusal::Credit(_)))), "{refused:?}");
        setup.step(second, "logistics", Command::ReviewStock).unwrap();
        let order = ops::orders::open(&mut setup.office, second).unwrap().order;
        assert_eq!(order.review.stock.unwrap().lines[0].short, 440);
        setup.step(first, "sales", Command::Cancel { reason: "客户不要了".into() }).unwrap();
        setup.step(second, "credit", pass()).unwrap();
        assert_eq!(setup.check().faults, []);
    });
}

/// A step that fails leaves nothing: no number is lost, no row is written.
#[test]
fn a_refused_order_leaves_no_gap() {
    on_both(|mut setup| {
        assert!(matches!(setup.receive(0), Err(OpError::Refused(Refusal::Content(_)))));
        let id = setup.receive(12).unwrap();
        assert_eq!(ops::orders::open(&mut setup.office, id).unwrap().order.number, "SO20261123-0001");
        assert_eq!(setup.check().faults, []);
    });
}

/// Two people at once: an edit made on an old look is told who was quicker; nothing is overwritten.
#[test]
fn a_stale_edit_is_told_who_was_quicker() {
    on_both(|mut setup| {
        let id = setup.receive(120).unwrap();
        let looked = Looked::at(&ops::orders::open(&mut setup.office, id).unwrap().order);
        let edit = |setup: &Setup, quantity| Command::Edit { content: setup.content(quantity), reason: String::new() };
        let (first, second) = (edit(&setup, 240), edit(&setup, 360));
        let (sales, head, now) = (setup.person("sales"), setup.person("sales-head"), setup.now);
        setup.office.transact(sales, now, |work| ops::orders::step(work, id, Some(looked), first)).unwrap();
        let late = setup.office.transact(head, now, |work| ops::orders::step(work, id, Some(looked), second));
        assert!(matches!(late, Err(OpError::Conflict { by, .. }) if by == "员工 sales"));
        assert_eq!(ops::orders::open(&mut setup.office, id).unwrap().order.content.lines[0].quantity, 240);
    });
}

/// Rights are asked in ops, whatever a window shows.
#[test]
fn who_may_not_is_refused_by_the_operation() {
    on_both(|mut setup| {
        let archive = setup.person("archive");
        let (content, now) = (setup.content(12), setup.now);
        let refused = setup.office.transact(archive, now, |work| ops::orders::receive(work, Channel::Mail, content));
        assert!(matches!(refused, Err(OpError::NotAllowed(Right::ReceiveOrder))));
        let sales = setup.person("sales");
        let mut kept = ops::customers::open(&mut setup.office, setup.customer).unwrap();
        kept.customer.credit.limit = i64::from(u32::MAX);
        let refused =
            setup.office.transact(sales, now, |work| ops::customers::change(work, kept.customer, kept.changes));
        assert!(matches!(refused, Err(OpError::NotAllowed(Right::KeepCredit))));
    });
}

/// One changed byte anywhere: `check` names the order.
#[test]
fn check_names_what_was_tampered_with() {
    on_both(|mut setup| {
        let id = setup.receive(120).unwrap();
        setup.confirm(id);
        setup.ship(id);
        setup.deliver_and_file(id);
        let number = "SO20261123-0001".to_owned();
        type Expected = fn(&Fault, &str) -> bool;
        let cases: [(&str, &str, Expected); 8] = [
            (
                "UPDATE audit SET data = replace(data, '刘敏', '刘明') WHERE area = 1 AND subject = 1 AND sequence = 2",
                "UPDATE audit SET data = replace(data, '刘明', '刘敏') WHERE area = 1 AND subject = 1 AND sequence = 2",
                |fault, number| matches!(fault, Fault::Chain { order, sequence: 2 } if order == number),
            ),
            (
                "UPDATE orders SET body = replace(body, '大学东街 18', '大学东街 19')",
                "UPDATE orders SET body = replace(body, '大学东街 19', '大学东街 18')",
                |fault, number| *fault == Fault::Order(number.to_owned()),
            ),
            ("UPDATE orders SET amount = amount + 1", "UPDATE orders SET amount = amount - 1", |fault, number| {
                *fault == Fault::Columns(number.to_owned())
            }),
            ("UPDATE order_lines SET quantity = 121", "UPDATE order_lines SET quantity = 120", |fault, number| {
                *fault == Fault::Columns(number.to_owned())
            }),
            (
                "UPDATE archive SET keep_until = '2027-12-31'",
                "UPDATE archive SET keep_until = '2036-12-31'",
                |fault, number| *fault == Fault::Filed(number.to_owned()),
            ),
            ("UPDATE lots SET on_hand = on_hand + 1", "UPDATE lots SET on_hand = on_hand - 1", |fault, _| {
                *fault == Fault::Stock { lot: "20261122A1".into() }
            }),
            ("UPDATE customers SET shipped = shipped - 1", "UPDATE customers SET shipped = shipped + 1", |fault, _| {
                *fault == Fault::Exposure { customer: "C001".into() }
            }),
            (
                "UPDATE products SET body = replace(body, '14280', '14281')",
                "UPDATE products SET body = replace(body, '14281', '14280')",
                |fault, _| *fault == Fault::Record { area: Area::Product, subject: 1 },
            ),
        ];
        for (break_it, mend_it, expected) in cases {
            tamper(&mut setup, break_it);
            let faults = setup.check().faults;
            assert!(faults.iter().any(|fault| expected(fault, &number)), "{break_it}: {faults:?}");
            tamper(&mut setup, mend_it);
            assert_eq!(setup.check().faults, [], "after {mend_it}");
        }
        tamper(&mut setup, "DELETE FROM audit WHERE area = 1 AND subject = 1 AND sequence = 13");
        let faults = setup.check().faults;
        assert!(
            faults.iter().any(|fault| matches!(fault, Fault::Chain { order, .. } if *order == number)),
            "{faults:?}"
        );
    });
}

/// Papers come back byte for byte, and a changed byte is found.
#[test]
fn papers_are_kept_as_they_came() {
    on_both(|mut setup| {
        let id = setup.receive(12).unwrap();
        let sales = setup.person("sales");
        let bytes = b"%PDF-1.7 signed".to_vec();
        let now = setup.now;
        let (paper, _) =
            setup.office.transact(sales, now, |work| ops::orders::add_paper(work, id, "回签.pdf", &bytes)).unwrap();
        assert_eq!(ops::archive::paper(&mut setup.office, paper).unwrap(), ("回签.pdf".to_owned(), bytes));
        assert_eq!(setup.check().faults, []);
        tamper(&mut setup, "UPDATE papers SET name = '回签1.pdf'");
        assert_eq!(setup.check().faults, [Fault::Paper { order: "SO20261123-0001".into(), paper: "回签.pdf".into() }]);
    });
}

/// Five wrong passwords close the account for a while; the right one then opens it again.
#[test]
fn sign_in_closes_after_five_wrong_passwords() {
    on_both(|mut setup| {
        let mut enter = |password: &str, minutes| {
            ops::people::sign_in(&mut setup.office, "Sales ", password, now() + TimeDelta::minutes(minutes))
        };
        for _ in 0..5 {
            assert!(matches!(enter("wrong-password", 0), Err(OpError::SignIn(SignInFault::Wrong))));
        }
        // Only who knows the password is told that the account is closed.
        assert!(matches!(enter("wrong-password", 1), Err(OpError::SignIn(SignInFault::Wrong))));
        assert!(matches!(enter(PASSWORD, 14), Err(OpError::SignIn(SignInFault::Locked(_)))));
        assert_eq!(enter(PASSWORD, 16).unwrap().login, "sales");
    });
}

/// Any part of a number or telephone, two characters, pinyin and initials find orders, customers and goods.
#[test]
fn everything_is_found_by_any_part() {
    on_both(|mut setup| {
        let id = setup.receive(12).unwrap();
        for text in ["1123-00", "SO2026", "鲜客", "xiankelai", "xkl", "4715550", "刘敏"] {
            let found = ops::search::find(&mut setup.office, text, 20).unwrap();
            assert_eq!(found.orders.iter().map(|row| row.id).collect::<Vec<_>>(), [id], "{text}");
        }
        for text in ["牛奶", "xnn", "xianniunai", "690123456", "fresh"] {
            assert_eq!(ops::search::find(&mut setup.office, text, 20).unwrap().products.len(), 1, "{text}");
        }
        let second = setup.receive(24).unwrap();
        let found = ops::search::find(&mut setup.office, "1123", 20).unwrap();
        assert_eq!(found.orders.iter().map(|row| row.id).collect::<Vec<_>>(), [second, id]);
    });
}
