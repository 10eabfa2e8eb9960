//! A firm whose clerk Li Wen sees only her own customers (F103): customers of nobody, of hers and of Mei's.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use super::office::{PASSWORD, Setup, customer, now};
use super::pg::fresh_url;
use yili_orders::domain::customers::Customer;
use yili_orders::domain::ids::{CustomerId, OrderId, PriceListId, UserId};
use yili_orders::domain::money::{Currency, Price};
use yili_orders::domain::orders::Stage;
use yili_orders::domain::people::{Department, Rank, Role, User};
use yili_orders::domain::post::{About, Kind, MailAccount, Tls, Way};
use yili_orders::domain::prices::{Audience, PriceLine, PriceList};
use yili_orders::i18n::Lang;
use yili_orders::ops::customers::HandOver;
use yili_orders::ops::export::What;
use yili_orders::ops::orders::Filter;
use yili_orders::ops::post::Draft;
use yili_orders::ops::{self, Office, OpError};
use yili_orders::store::Location;

pub fn on_both(test: impl Fn(Firm)) {
    test(Firm::new(&Location::Memory));
    if let Some(url) = fresh_url() {
        test(Firm::new(&Location::Postgres(url)));
    }
}

/// A firm with three customers: of nobody, of Li Wen, who sees only her own, and of Mei; an order each.
pub struct Firm {
    pub setup: Setup,
    pub liwen: UserId,
    pub mei: UserId,
    pub customers: [CustomerId; 3],
    pub orders: [OrderId; 3],
}

pub const NOBODYS: usize = 0;
pub const LIWENS: usize = 1;
pub const MEIS: usize = 2;

impl Firm {
    pub fn new(location: &Location) -> Firm {
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

    pub fn limit(&mut self, login: &str, own_only: bool) {
        let admin = self.setup.person("admin");
        let seen = ops::people::all(&mut self.setup.office).unwrap();
        let seen = seen.into_iter().find(|user| user.login == login).unwrap();
        let user = User { own_only, ..seen.clone() };
        self.setup.office.transact(admin, now(), |work| ops::people::change(work, &seen, user, None)).unwrap();
        self.setup.people = ops::people::all(&mut self.setup.office).unwrap();
    }

    pub fn add(&mut self, code: &str, name: &str, owner: Option<UserId>) -> CustomerId {
        let file = Customer { code: code.into(), name: name.into(), owner, ..customer() };
        self.as_person("sales-head", |work| ops::customers::create(work, file)).unwrap()
    }

    pub fn as_person<T>(
        &mut self,
        login: &str,
        f: impl FnOnce(&mut ops::Work<'_, '_>) -> Result<T, OpError>,
    ) -> Result<T, OpError> {
        let person = self.setup.person(login);
        self.setup.office.transact(person, now(), f).map(|(answer, _)| answer)
    }

    /// Reads in a person's name.
    pub fn read<T>(&mut self, login: &str, f: impl FnOnce(&mut Office) -> T) -> T {
        let person = self.setup.person(login);
        self.setup.office.serve(Some(person));
        let answer = f(&mut self.setup.office);
        self.setup.office.serve(None);
        answer
    }

    pub fn hand(
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
    pub fn seen(&mut self, login: &str) -> Vec<(&'static str, Vec<usize>)> {
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
    pub fn prices_and_post(&mut self) -> [PriceListId; 3] {
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

pub fn letter(order: Option<OrderId>) -> Draft {
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
pub fn looked_after<T>(answer: Result<T, OpError>, what: &str) {
    let Err(OpError::LookedAfter { by, left, heads }) = &answer else {
        panic!("{what}: {:?}", answer.err());
    };
    assert_eq!((by.as_str(), *left, heads.as_slice()), ("梅芳", false, &["员工 sales-head".to_owned()][..]), "{what}");
}
