//! Who looks after a customer, and people who see only their own (F103). On both engines.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a failing test may stop anywhere

mod support {
    pub mod firm;
    pub mod office;
    pub mod pg;
}

use support::firm::{Firm, LIWENS, MEIS, NOBODYS, letter, looked_after, on_both};
use support::office::now;
use yili_orders::domain::customers::Customer;
use yili_orders::domain::orders::{Channel, Command, Refusal, Stage};
use yili_orders::domain::people::{Department, Rank, Right, Role, User};
use yili_orders::i18n::Lang;
use yili_orders::ops::customers::CustomerEvent;
use yili_orders::ops::export::What;
use yili_orders::ops::orders::Filter;
use yili_orders::ops::{self, OpError, words};

#[test]
fn lists_searches_and_tables_leave_out_what_others_look_after() {
    on_both(|mut firm| {
        firm.prices_and_post();
        for (what, places) in firm.seen("liwen") {
            assert_eq!(places, [NOBODYS, LIWENS], "{what}");
        }
        for login in ["mei", "sales-head", "credit", "logistics", "archive", "admin"] {
            for (what, places) in firm.seen(login) {
                assert_eq!(places, [NOBODYS, LIWENS, MEIS], "{login}: {what}");
            }
        }
        // Taken off, she sees all again; and so does who heads sales or also sits at another desk.
        firm.limit("liwen", false);
        assert!(firm.seen("liwen").iter().all(|(_, places)| places.len() == 3));
        assert_eq!(firm.setup.check().faults, []);
    });
}

#[test]
fn what_others_look_after_is_not_opened_by_its_id() {
    on_both(|mut firm| {
        let lists = firm.prices_and_post();
        let (customers, orders) = (firm.customers, firm.orders);
        let messages = ops::post::page(&mut firm.setup.office, false, 0, 50).unwrap();
        let day = now().date_naive();
        for place in [NOBODYS, LIWENS, MEIS] {
            let (customer, order, list) = (customers[place], orders[place], lists[place]);
            let message = messages.iter().find(|one| one.letter.about.order == Some(order)).unwrap();
            let (post, paper) = (message.letter.id, message.letter.attachments[0].id);
            let own = Filter { stages: vec![Stage::Receipt], customer: Some(customer) };
            let answers: Vec<(&str, Result<(), OpError>)> = firm.read("liwen", |office| {
                vec![
                    ("order", ops::orders::open(office, order).map(drop)),
                    ("caller", ops::orders::caller(office, customer).map(drop)),
                    ("page", ops::orders::page(office, &own, 0, 10).map(drop)),
                    ("count", ops::orders::count(office, &own).map(drop)),
                    ("customer", ops::customers::open(office, customer).map(drop)),
                    ("history", ops::customers::history(office, customer).map(drop)),
                    ("statement", ops::statement::of_customer(office, customer, day, day).map(drop)),
                    ("payments", ops::credit::payments(office, customer).map(drop)),
                    ("credit file", ops::credit::open(office, customer, day).map(drop)),
                    ("credit parts", ops::credit::parts(office, customer).map(drop)),
                    ("prices", ops::prices::of_customer(office, customer).map(drop)),
                    ("price list", ops::prices::open(office, list).map(drop)),
                    ("table", ops::export::page(office, &What::Orders(own.clone()), Lang::En, 0).map(drop)),
                    ("messages", ops::post::of_order(office, order).map(drop)),
                    ("message", ops::post::open(office, post).map(drop)),
                    ("paper", ops::post::paper(office, paper).map(drop)),
                    ("flags", ops::online::flags_of(office, order).map(drop)),
                    ("check", ops::check::one(office, order).map(drop)),
                ]
            });
            for (what, answer) in answers {
                if place == MEIS {
                    looked_after(answer, what);
                } else {
                    assert!(answer.is_ok(), "{what}: {answer:?}");
                }
            }
        }
    });
}

#[test]
fn no_step_is_taken_on_what_others_look_after() {
    on_both(|mut firm| {
        firm.prices_and_post();
        let (customers, orders) = (firm.customers, firm.orders);
        let message = ops::post::page(&mut firm.setup.office, false, 0, 50).unwrap();
        for place in [NOBODYS, LIWENS, MEIS] {
            let (customer, order) = (customers[place], orders[place]);
            let post = message.iter().find(|one| one.letter.about.order == Some(order)).unwrap().letter.id;
            firm.setup.customer = customer;
            let content = firm.setup.content(48);
            let kept = ops::customers::open(&mut firm.setup.office, customer).unwrap();
            let changed = Customer { note: "早上送".into(), ..kept.customer };
            let steps: Vec<(&str, Result<(), OpError>)> = vec![
                (
                    "seen",
                    firm.as_person("liwen", |work| {
                        ops::orders::step(work, order, None, Command::Seen { desk: Department::Sales })
                    }),
                ),
                (
                    "receive",
                    firm.as_person("liwen", |work| {
                        ops::orders::receive(work, Channel::Telephone, content.clone()).map(drop)
                    }),
                ),
                (
                    "edit",
                    firm.as_person("liwen", |work| {
                        let command = Command::Edit { content: content.clone(), reason: String::new() };
                        ops::orders::step(work, order, None, command)
                    }),
                ),
                (
                    "read back",
                    firm.as_person("liwen", |work| {
                        ops::orders::step(work, order, None, Command::ReadBack { caller: "刘敏".into() })
                    }),
                ),
                ("paper", firm.as_person("liwen", |work| ops::orders::add_paper(work, order, "a.txt", b"a").map(drop))),
                ("customer", firm.as_person("liwen", |work| ops::customers::change(work, changed, kept.changes))),
                ("letter", firm.as_person("liwen", |work| ops::post::queue(work, letter(Some(order))).map(drop))),
                ("withdraw", firm.as_person("liwen", |work| ops::post::withdraw(work, post, "另发"))),
                ("again", firm.as_person("liwen", |work| ops::post::again(work, post))),
            ];
            for (what, answer) in steps {
                if place == MEIS {
                    looked_after(answer, what);
                } else {
                    // A message that was taken back is not sent again, whoever asks.
                    assert!(answer.is_ok() || what == "again", "{what}: {answer:?}");
                    assert!(!matches!(answer, Err(OpError::LookedAfter { .. })), "{what}");
                }
            }
        }
        // Nor is an order of hers moved to another's customer.
        firm.setup.customer = customers[MEIS];
        let content = firm.setup.content(24);
        let command = Command::Edit { content, reason: String::new() };
        looked_after(firm.as_person("liwen", |work| ops::orders::step(work, orders[NOBODYS], None, command)), "moved");
        // Whoever sees all goes on as before.
        firm.setup.step(orders[MEIS], "mei", Command::ReadBack { caller: "刘敏".into() }).unwrap();
        firm.setup.step(orders[LIWENS], "mei", Command::Hold { reason: "等电话".into() }).unwrap();
        assert_eq!(firm.setup.check().faults, []);
    });
}

#[test]
fn customers_are_handed_over_with_their_orders_and_on_record() {
    on_both(|mut firm| {
        firm.prices_and_post();
        let (liwen, mei, customers) = (firm.liwen, firm.mei, firm.customers);
        for login in ["liwen", "mei", "credit-head", "logistics-head"] {
            let refused = firm.hand(login, Some(mei), Some(liwen), &[]);
            assert!(matches!(refused, Err(OpError::NotAllowed(Right::HandOver))), "{login}: {refused:?}");
        }
        let credit = firm.setup.person("credit");
        let refused = firm.hand("sales-head", Some(mei), Some(credit), &[]);
        assert!(matches!(refused, Err(OpError::CannotOwn(_))), "{refused:?}");
        let refused = firm.hand("sales-head", Some(mei), Some(mei), &[]);
        assert!(matches!(refused, Err(OpError::Refused(Refusal::NothingChanged))), "{refused:?}");
        let overtaken = firm.hand("sales-head", Some(liwen), Some(mei), &[MEIS]);
        assert!(matches!(overtaken, Err(OpError::Conflict { .. })), "{overtaken:?}");
        // All that Mei looks after, because she leaves.
        assert_eq!(firm.hand("sales-head", Some(mei), Some(liwen), &[]).unwrap(), 1);
        for (what, places) in firm.seen("liwen") {
            assert_eq!(places, [NOBODYS, LIWENS, MEIS], "{what}");
        }
        let log = ops::customers::history(&mut firm.setup.office, customers[MEIS]).unwrap();
        let last = log.last().unwrap();
        let event = CustomerEvent::HandedOver { from: Some(mei), to: Some(liwen), note: "换区域".into() };
        assert_eq!((&last.event, last.by.as_str()), (&event, "员工 sales-head"));
        assert_eq!((last.mark.at, &last.handed), (now(), &["梅芳".to_owned(), "李雯".to_owned()]));
        // One alone, to nobody: it is seen by all of sales again. An order taken since comes along.
        firm.setup.customer = customers[LIWENS];
        firm.setup.trust(10_000_000);
        let later = firm.setup.receive(36).unwrap();
        firm.setup.confirm(later);
        assert_eq!(firm.hand("admin", Some(liwen), None, &[LIWENS]).unwrap(), 1);
        assert_eq!(firm.setup.check().faults, []);
        assert_eq!(firm.hand("sales-head", Some(liwen), Some(mei), &[MEIS]).unwrap(), 1);
        for (what, places) in firm.seen("liwen") {
            assert_eq!(places, [NOBODYS, LIWENS], "{what}");
        }
        let counts = firm.read("sales-head", |office| ops::customers::owned(office).unwrap());
        assert_eq!(counts.into_iter().collect::<Vec<_>>(), [(None, 2), (Some(mei), 1)]);
        assert_eq!(firm.setup.check().faults, []);
    });
}

#[test]
fn an_order_written_down_for_another_customer_is_that_ones() {
    on_both(|mut firm| {
        firm.prices_and_post();
        let (order, customers) = (firm.orders[LIWENS], firm.customers);
        firm.setup.customer = customers[MEIS];
        let content = firm.setup.content(24);
        firm.setup.step(order, "mei", Command::Edit { content, reason: "写错了客户".into() }).unwrap();
        looked_after(firm.read("liwen", |office| ops::orders::open(office, order)), "moved");
        looked_after(firm.read("liwen", |office| ops::post::of_order(office, order)), "its messages");
        assert_eq!(firm.setup.check().faults, []);
    });
}

#[test]
fn who_looks_after_a_new_customer() {
    on_both(|mut firm| {
        let (liwen, mei) = (firm.liwen, firm.mei);
        let new = |code: &str, owner| {
            let name = format!("新店 {code}");
            Customer { code: code.into(), name, owner, ..support::office::customer() }
        };
        let owner = |firm: &mut Firm, id| ops::customers::open(&mut firm.setup.office, id).unwrap().customer.owner;
        // Whoever sees only her own takes a new customer herself, or would never see it again once it is given.
        let id = firm.as_person("liwen", |work| ops::customers::create(work, new("N1", None))).unwrap();
        assert_eq!(owner(&mut firm, id), Some(liwen));
        let id = firm.as_person("mei", |work| ops::customers::create(work, new("N2", None))).unwrap();
        assert_eq!(owner(&mut firm, id), None);
        let id = firm.as_person("mei", |work| ops::customers::create(work, new("N3", Some(mei)))).unwrap();
        assert_eq!(owner(&mut firm, id), Some(mei));
        for login in ["mei", "liwen"] {
            let other = if login == "mei" { liwen } else { mei };
            let refused = firm.as_person(login, |work| ops::customers::create(work, new("N4", Some(other))));
            assert!(matches!(refused, Err(OpError::NotAllowed(Right::HandOver))), "{login}: {refused:?}");
        }
        // One that somebody else looks after is not written down a second time.
        let again = Customer { name: "梅家冷饮店".into(), ..new("N5", None) };
        looked_after(firm.as_person("liwen", |work| ops::customers::create(work, again.clone())), "again");
        firm.as_person("mei", |work| ops::customers::create(work, again)).unwrap();
        // In the file, too, only the head says who it is; the rest of the file is sales' own.
        let kept = ops::customers::open(&mut firm.setup.office, id).unwrap();
        let change = |owner, note: &str| Customer { owner, note: note.into(), ..kept.customer.clone() };
        let refused = firm.as_person("mei", |work| ops::customers::change(work, change(None, "x"), kept.changes));
        assert!(matches!(refused, Err(OpError::NotAllowed(Right::HandOver))), "{refused:?}");
        let both = change(Some(liwen), "早上送");
        firm.as_person("sales-head", |work| ops::customers::change(work, both, kept.changes)).unwrap();
        let log = ops::customers::history(&mut firm.setup.office, id).unwrap();
        let [.., first, second] = log.as_slice() else { panic!("{log:?}") };
        assert!(matches!(&first.event, CustomerEvent::Changed(file) if file.note == "早上送"));
        assert!(matches!(&second.event, CustomerEvent::HandedOver { to: Some(to), .. } if *to == liwen));
        assert_eq!(firm.setup.check().faults, []);
    });
}

#[test]
fn a_merged_duplicate_is_looked_after_with_the_one_that_was_kept() {
    on_both(|mut firm| {
        let (liwen, mei, customers) = (firm.liwen, firm.mei, firm.customers);
        let seen =
            [LIWENS, MEIS].map(|at| ops::customers::open(&mut firm.setup.office, customers[at]).unwrap().changes);
        let merge = |work: &mut ops::Work<'_, '_>| {
            ops::duplicates::merge(work, customers[LIWENS], customers[MEIS], (seen[0], seen[1]))
        };
        firm.as_person("sales-head", merge).unwrap();
        let orders = firm.orders;
        firm.read("liwen", |office| ops::orders::open(office, orders[MEIS]).unwrap());
        assert_eq!(firm.setup.check().faults, []);
        // Handed over together, too.
        assert_eq!(firm.hand("sales-head", Some(liwen), Some(mei), &[MEIS]).unwrap(), 2);
        looked_after(firm.read("liwen", |office| ops::orders::open(office, orders[LIWENS])), "after");
        looked_after(firm.read("liwen", |office| ops::orders::open(office, orders[MEIS])), "after");
        assert_eq!(firm.setup.check().faults, []);
    });
}

#[test]
fn a_message_about_no_order_is_its_writers() {
    on_both(|mut firm| {
        firm.prices_and_post();
        let post = firm.as_person("mei", |work| ops::post::queue(work, letter(None))).unwrap();
        let own = firm.as_person("liwen", |work| ops::post::queue(work, letter(None))).unwrap();
        looked_after(firm.read("liwen", |office| ops::post::open(office, post)), "message");
        firm.read("liwen", |office| ops::post::open(office, own).unwrap());
        let listed = firm.read("liwen", |office| ops::post::page(office, false, 0, 50).unwrap());
        assert!(listed.iter().any(|one| one.letter.id == own) && listed.iter().all(|one| one.letter.id != post));
    });
}

#[test]
fn only_staff_of_sales_is_limited_and_a_place_more_lifts_it() {
    on_both(|mut firm| {
        let seen = firm.setup.people.iter().find(|user| user.login == "liwen").unwrap().clone();
        let both = vec![Role::new(Department::Sales, Rank::Staff), Role::new(Department::Credit, Rank::Staff)];
        let user = User { roles: both, ..seen.clone() };
        firm.as_person("admin", |work| ops::people::change(work, &seen, user, None)).unwrap();
        let now_is = ops::people::all(&mut firm.setup.office).unwrap().into_iter().find(|user| user.login == "liwen");
        assert!(!now_is.unwrap().own_only);
        assert_eq!(firm.read("liwen", |office| ops::orders::count(office, &Filter::default()).unwrap()), 3);
        assert_eq!(firm.setup.check().faults, []);
    });
}

#[test]
fn the_refusal_is_a_sentence_in_three_languages() {
    let error = OpError::LookedAfter { by: "梅芳".into(), left: false, heads: vec!["王芳".into()] };
    let said = words::op_error(Lang::ZhHans, &error);
    assert_eq!(said.title, "这个客户由梅芳负责");
    assert_eq!(said.todo, "请找梅芳或王芳。需要接手时，由销售部门负责人移交给您。");
    let gone = OpError::LookedAfter { by: "梅芳".into(), left: true, heads: vec!["王芳".into()] };
    assert_eq!(words::op_error(Lang::En, &gone).todo, "Ask 王芳. The head of sales can hand the customer over to you.");
    let headless = OpError::LookedAfter { by: "梅芳".into(), left: true, heads: Vec::new() };
    assert!(words::op_error(Lang::ZhHant, &headless).todo.starts_with("請找業務部門主管。"));
}
