//! Who looks after a customer, and people who see only their own (F103). On both engines.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a failing test may stop anywhere

mod support {
    pub mod office;
    pub mod pg;
}

use support::office::{PASSWORD, Setup, now};
use support::pg::fresh_url;
use yili_orders::domain::customers::Customer;
use yili_orders::domain::ids::{CustomerId, OrderId, PriceListId, UserId};
use yili_orders::domain::money::{Currency, Price};
use yili_orders::domain::orders::{Channel, Command, Refusal, Stage};
use yili_orders::domain::people::{Department, Rank, Right, Role, User};
use yili_orders::domain::post::{About, Kind, MailAccount, Tls, Way};
use yili_orders::domain::prices::{Audience, PriceLine, PriceList};
use yili_orders::i18n::Lang;
use yili_orders::ops::customers::{CustomerEvent, HandOver};
use yili_orders::ops::export::What;
use yili_orders::ops::orders::Filter;
use yili_orders::ops::post::Draft;
use yili_orders::ops::{self, Office, OpError, words};
use yili_orders::store::Location;

fn on_both(test: impl Fn(Firm)) {
    test(Firm::new(&Location::Memory));
    if let Some(url) = fresh_url() {
        test(Firm::new(&Location::Postgres(url)));
    }
}

/// A firm with three customers: of nobody, of Li Wen, who sees only her own, and of Mei; an order each.
struct Firm {
    setup: Setup,
    liwen: UserId,
    mei: UserId,
    customers: [CustomerId; 3],
    orders: [OrderId; 3],
}

const NOBODYS: usize = 0;
const LIWENS: usize = 1;
const MEIS: usize = 2;

impl Firm {
    fn new(location: &Location) -> Firm {
        let mut setup = Setup::new(location);
        let admin = setup.person("admin");
        let staff = || vec![Role::new(Department::Sales, Rank::Staff)];
        let ((liwen, mei), _) = setup
            .office
            .transact(admin, now(), |work| {
                let liwen = ops::people::create(work, "liwen", "李雯", staff(), PASSWORD)?;
                Ok((liwen, ops::people::create(work, "mei", "梅芳", staff(), PASSWORD)?))
            })
            .unwrap();
        setup.people = ops::people::all(&mut setup.office).unwrap();
        let mut firm = Firm { liwen, mei, customers: [setup.customer; 3], orders: [OrderId(0); 3], setup };
        firm.limit("liwen", true);
        firm.customers[LIWENS] = firm.add("C101", "李记乳品行", Some(liwen));
        firm.customers[MEIS] = firm.add("C201", "梅家冷饮店", Some(mei));
        for place in 0..3 {
            firm.setup.customer = firm.customers[place];
            firm.orders[place] = firm.setup.receive(12 * (place as i64 + 1)).unwrap();
        }
        firm
    }

    fn limit(&mut self, login: &str, own_only: bool) {
        let admin = self.setup.person("admin");
        let seen = ops::people::all(&mut self.setup.office).unwrap();
        let seen = seen.into_iter().find(|user| user.login == login).unwrap();
        let user = User { own_only, ..seen.clone() };
        self.setup.office.transact(admin, now(), |work| ops::people::change(work, &seen, user, None)).unwrap();
        self.setup.people = ops::people::all(&mut self.setup.office).unwrap();
    }

    fn add(&mut self, code: &str, name: &str, owner: Option<UserId>) -> CustomerId {
        let customer = Customer { code: code.into(), name: name.into(), owner, ..support::office::customer() };
        self.as_person("sales-head", |work| ops::customers::create(work, customer)).unwrap()
    }

    fn as_person<T>(
        &mut self,
        login: &str,
        f: impl FnOnce(&mut ops::Work<'_, '_>) -> Result<T, OpError>,
    ) -> Result<T, OpError> {
        let person = self.setup.person(login);
        self.setup.office.transact(person, now(), f).map(|(answer, _)| answer)
    }

    /// Reads in a person's name.
    fn read<T>(&mut self, login: &str, f: impl FnOnce(&mut Office) -> T) -> T {
        let person = self.setup.person(login);
        self.setup.office.serve(Some(person));
        let answer = f(&mut self.setup.office);
        self.setup.office.serve(None);
        answer
    }

    fn hand(
        &mut self,
        login: &str,
        from: Option<UserId>,
        to: Option<UserId>,
        only: &[usize],
    ) -> Result<usize, OpError> {
        let only = only.iter().map(|place| self.customers[*place]).collect();
        let hand = HandOver { from, to, only, note: "换区域".into() };
        self.as_person(login, |work| ops::customers::hand_over(work, &hand))
    }

    /// The customers in whose lists, searches and tables a person finds something, and how much.
    fn seen(&mut self, login: &str) -> Vec<(&'static str, Vec<usize>)> {
        let (customers, orders) = (self.customers, self.orders);
        let of_customers = move |ids: Vec<CustomerId>| -> Vec<usize> {
            (0..3).filter(|place| ids.contains(&customers[*place])).collect()
        };
        let of_orders =
            move |ids: Vec<OrderId>| -> Vec<usize> { (0..3).filter(|place| ids.contains(&orders[*place])).collect() };
        let numbers: Vec<String> =
            orders.iter().map(|id| ops::orders::open(&mut self.setup.office, *id).unwrap().order.number).collect();
        self.read(login, |office| {
            let all = Filter::default();
            let receipt = Filter { stages: vec![Stage::Receipt, Stage::Filed], customer: None };
            let mut seen = Vec::new();
            for (name, filter) in [("orders", &all), ("orders of a stage", &receipt)] {
                let rows = ops::orders::page(office, filter, 0, 50).unwrap();
                assert_eq!(ops::orders::count(office, filter).unwrap(), rows.len() as i64, "{name}");
                let second = ops::orders::page(office, filter, 1, 50).unwrap();
                assert_eq!(rows[1..], second, "{name}");
                seen.push((name, of_orders(rows.iter().map(|row| row.id).collect())));
            }
            let inbox = ops::orders::inbox(office, Department::Sales, now(), 0, 50).unwrap();
            let counts = ops::orders::inbox_counts(office).unwrap();
            assert_eq!(counts[&Department::Sales], inbox.len() as i64);
            seen.push(("inbox", of_orders(inbox.iter().map(|row| row.order.id).collect())));
            let page = ops::customers::page(office, 0, 50).unwrap();
            assert_eq!(ops::customers::count(office).unwrap(), page.len() as i64);
            seen.push(("customers", of_customers(page.iter().map(|kept| kept.customer.id).collect())));
            let found = ops::search::find(office, "so2026", 20).unwrap();
            seen.push(("find orders", of_orders(found.orders.iter().map(|row| row.id).collect())));
            let found = ops::search::find(office, "0471", 20).unwrap();
            seen.push(("find customers", of_customers(found.customers.iter().map(|one| one.id).collect())));
            seen.push(("find customers' orders", of_orders(found.orders.iter().map(|row| row.id).collect())));
            let found = ops::search::customers(office, "0471", 20).unwrap();
            seen.push(("look-up", of_customers(found.iter().map(|kept| kept.customer.id).collect())));
            let table = |office: &mut Office, what: &What| {
                format!("{:?}", ops::export::page(office, what, Lang::ZhHans, 0).unwrap().rows)
            };
            let day = now().date_naive();
            let places = |text: &str, names: &[String]| (0..3).filter(|place| text.contains(&names[*place])).collect();
            let written = table(office, &What::Orders(Filter::default()));
            seen.push(("table of orders", places(&written, &numbers)));
            let written = table(office, &What::Lines { from: day, to: day });
            seen.push(("table of lines", places(&written, &numbers)));
            let written = table(office, &What::Customers);
            seen.push(("table of customers", places(&written, &["鲜客来".into(), "李记".into(), "梅家".into()])));
            let lists = ops::prices::page(office, 0, 50).unwrap();
            assert_eq!(ops::prices::count(office).unwrap(), lists.len() as i64);
            seen.push((
                "price lists",
                of_customers(
                    lists
                        .iter()
                        .filter_map(|(list, _)| match list.audience {
                            Audience::Customer(id) => Some(id),
                            Audience::Group(_) => None,
                        })
                        .collect(),
                ),
            ));
            let written = table(office, &What::Prices);
            seen.push(("table of prices", places(&written, &["给0".into(), "给1".into(), "给2".into()])));
            let post = ops::post::page(office, false, 0, 50).unwrap();
            assert_eq!(ops::post::counts(office).unwrap().all, post.len() as i64);
            assert_eq!(ops::post::counts(office).unwrap().unsent, post.len() as i64);
            seen.push(("outbox", of_orders(post.iter().filter_map(|one| one.letter.about.order).collect())));
            seen
        })
    }

    /// A price list and a message for each customer.
    fn prices_and_post(&mut self) -> [PriceListId; 3] {
        let product = self.setup.product;
        let customers = self.customers;
        let orders = self.orders;
        self.as_person("admin", |work| {
            let (seen, mut company) = ((*work.company).clone(), (*work.company).clone());
            company.letterhead.name = "晨曦乳业".into();
            company.post.mail = MailAccount {
                name: "晨曦乳业 销售部".into(),
                address: "sales@dairy.example".into(),
                server: "127.0.0.1".into(),
                port: 2525,
                tls: Tls::None,
                user: "sales".into(),
            };
            ops::company::change(work, &seen, &company)
        })
        .unwrap();
        self.as_person("sales-head", |work| {
            let mut lists = [PriceListId(0); 3];
            for place in 0..3 {
                let line = PriceLine { product, price: Price { minor: 10_000, per: 12 } };
                let list = PriceList {
                    id: PriceListId(0),
                    name: format!("给{place}"),
                    audience: Audience::Customer(customers[place]),
                    currency: Currency::Cny,
                    from: "2026-11-01".parse().unwrap(),
                    until: None,
                    lines: vec![line],
                    active: true,
                };
                lists[place] = ops::prices::create(work, list)?;
            }
            for order in orders {
                ops::post::queue(work, letter(Some(order)))?;
            }
            Ok(lists)
        })
        .unwrap()
    }
}

fn letter(order: Option<OrderId>) -> Draft {
    Draft {
        way: Way::Mail,
        to: "liumin@shop.example".into(),
        subject: "订单".into(),
        text: "您好".into(),
        papers: vec![("确认书.pdf".into(), b"%PDF-1.7 paper".to_vec())],
        about: About { order, ..About::nothing(Kind::Other) },
        answers: None,
    }
}

/// The refusal says who looks after the customer and whom to ask.
fn looked_after<T>(answer: Result<T, OpError>, what: &str) {
    let Err(OpError::LookedAfter { by, left, heads }) = &answer else {
        panic!("{what}: {:?}", answer.err());
    };
    assert_eq!((by.as_str(), *left, heads.as_slice()), ("梅芳", false, &["员工 sales-head".to_owned()][..]), "{what}");
}

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
            let content = firm.setup.content(24);
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
fn who_looks_after_a_new_customer() {
    on_both(|mut firm| {
        let (liwen, mei) = (firm.liwen, firm.mei);
        let new = |code: &str, owner| Customer { code: code.into(), owner, ..support::office::customer() };
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
    assert_eq!(said.todo, "请找梅芳、王芳。需要接手时，由销售部门负责人移交给您。");
    let gone = OpError::LookedAfter { by: "梅芳".into(), left: true, heads: vec!["王芳".into()] };
    assert_eq!(words::op_error(Lang::En, &gone).todo, "Ask 王芳. The head of sales can hand the customer over to you.");
    let headless = OpError::LookedAfter { by: "梅芳".into(), left: true, heads: Vec::new() };
    assert!(words::op_error(Lang::ZhHant, &headless).todo.starts_with("請找業務部門主管。"));
}
