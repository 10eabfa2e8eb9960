//! A small office with one customer, one product, one lot and a person on every desk, and the line as they walk it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use chrono::{DateTime, TimeDelta, Utc};
use yili_orders::domain::customers::{Contact, CreditFile, Customer, Grade, ShelfLifeRule, Terms};
use yili_orders::domain::ids::{CustomerId, LotId, OrderId, ProductId, UserId};
use yili_orders::domain::money::{Currency, Price};
use yili_orders::domain::orders::decide::PickLine;
use yili_orders::domain::orders::{Channel, Command, Content, CreditDecision, Line, Transport};
use yili_orders::domain::people::{Department, Rank, Role, User};
use yili_orders::domain::products::{Product, TemperatureRange};
use yili_orders::domain::quantity::Packs;
use yili_orders::ops::{self, Office, OpError};
use yili_orders::store::Location;

pub const PASSWORD: &str = "milk-in-the-morning";

pub fn now() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

/// Makes a file one from before customers had owners, all but its messages.
pub const WITHOUT_OWNERS: &str = "DROP INDEX customers_owner; ALTER TABLE customers DROP COLUMN owner;
     DROP INDEX orders_owner; ALTER TABLE orders DROP COLUMN owner;
     DELETE FROM order_counts WHERE owner <> -1; ALTER TABLE order_counts RENAME TO counts_by_owner;
     CREATE TABLE order_counts (day TEXT NOT NULL, stage INTEGER NOT NULL, orders INTEGER NOT NULL,
         PRIMARY KEY (day, stage)) STRICT, WITHOUT ROWID;
     INSERT INTO order_counts SELECT day, stage, orders FROM counts_by_owner; DROP TABLE counts_by_owner;";

pub struct Setup {
    pub office: Office,
    pub people: Vec<User>,
    pub customer: CustomerId,
    pub product: ProductId,
    pub now: DateTime<Utc>,
}

impl Setup {
    pub fn new(location: &Location) -> Setup {
        let mut office = Office::open(location, now()).expect("a fresh store");
        let admin = ops::people::set_up(&mut office, "admin", "管理员", PASSWORD, now()).unwrap();
        let (answer, _) = office
            .transact(admin.id, now(), |work| {
                for department in Department::ALL.into_iter().filter(|one| *one != Department::Administration) {
                    for (rank, ending) in [(Rank::Staff, ""), (Rank::Head, "-head")] {
                        let login = format!("{}{ending}", department.key());
                        let roles = vec![Role { department, rank }];
                        ops::people::create(work, &login, &format!("员工 {login}"), roles, PASSWORD)?;
                    }
                }
                let product = ops::products::create(work, product())?;
                let lot = |code: &str, quantity| ops::stock::NewLot {
                    product,
                    code: code.into(),
                    produced: "2026-11-22".parse().unwrap(),
                    expires: None,
                    quantity,
                    place: "A-01-02".into(),
                };
                ops::stock::open_lot(work, &lot("20261122A1", 1_000))?;
                Ok(product)
            })
            .unwrap();
        let people = ops::people::all(&mut office).unwrap();
        let mut setup = Setup { office, people, customer: CustomerId(0), product: answer, now: now() };
        let sales = setup.person("sales");
        let (id, _) = setup.office.transact(sales, now(), |work| ops::customers::create(work, customer())).unwrap();
        setup.customer = id;
        setup.trust(10_000_000);
        setup
    }

    /// The credit desk grades the customer and sets a limit.
    pub fn trust(&mut self, limit: i64) {
        let mut kept = ops::customers::open(&mut self.office, self.customer).unwrap();
        kept.customer.credit = CreditFile { grade: Grade::A, limit, terms: Terms::Monthly30, ..CreditFile::default() };
        let credit = self.person("credit-head");
        self.office
            .transact(credit, self.now, |work| ops::customers::change(work, kept.customer, kept.changes))
            .unwrap();
    }

    pub fn person(&self, login: &str) -> UserId {
        self.people.iter().find(|user| user.login == login).expect("a person of the office").id
    }

    pub fn content(&self, quantity: i64) -> Content {
        Content {
            customer: self.customer,
            contact: "刘敏".into(),
            phone: "0471-555 0101".into(),
            address: "内蒙古呼和浩特市赛罕区大学东街 18 号".into(),
            requested: "2026-11-26".parse().unwrap(),
            currency: Currency::Cny,
            incoterm: None,
            reference: String::new(),
            note: String::new(),
            price_reason: String::new(),
            lines: vec![Line {
                requested: None,
                product: self.product,
                name: "鲜牛奶".into(),
                specification: "950ml*12".into(),
                quantity,
                price: Price { minor: 14_280, per: 12 },
            }],
        }
    }

    pub fn receive(&mut self, quantity: i64) -> Result<OrderId, OpError> {
        let content = self.content(quantity);
        let sales = self.person("sales");
        self.office
            .transact(sales, self.now, |work| ops::orders::receive(work, Channel::Telephone, content))
            .map(|(id, _)| id)
    }

    /// One step, one transaction, a minute later than the one before.
    pub fn step(&mut self, id: OrderId, login: &str, command: Command) -> Result<(), OpError> {
        self.now += TimeDelta::minutes(1);
        let person = self.person(login);
        self.office.transact(person, self.now, |work| ops::orders::step(work, id, None, command)).map(|_| ())
    }

    pub fn confirm(&mut self, id: OrderId) {
        let promised = "2026-11-26".parse().unwrap();
        self.step(id, "sales", Command::ReadBack { caller: "刘敏".into() }).unwrap();
        let pass = Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() };
        self.step(id, "credit", pass).unwrap();
        self.step(id, "logistics", Command::ReviewStock).unwrap();
        self.step(id, "production", Command::ReviewDate { promised, agreed: None, lines: Vec::new() }).unwrap();
        self.step(id, "sales", Command::Confirm { channel: Channel::Telephone, who: "刘敏".into() }).unwrap();
    }

    pub fn make_what_is_short(&mut self, id: OrderId, line: usize, quantity: i64) {
        self.make(id, line, quantity);
        let inspect =
            Command::Inspect { production: 1, passed: true, finding: "合格".into(), report: format!("QC-{id}") };
        self.step(id, "quality", inspect).unwrap();
    }

    /// 240 base units are made for line 1, and somebody of quality control rejects them.
    pub fn make_and_reject(&mut self, id: OrderId, login: &str) {
        self.make(id, 1, 240);
        let inspect =
            Command::Inspect {
                production: 1, passed: false, finding: "酸度超标".into(), report: format!("QC-{id}")
            };
        self.step(id, login, inspect).unwrap();
    }

    pub fn make(&mut self, id: OrderId, line: usize, quantity: i64) {
        let due = "2026-11-25".parse().unwrap();
        let produced = "2026-11-23".parse().unwrap();
        let plan = Command::PlanProduction { line, quantity, due, responsible: "孙伟".into() };
        self.step(id, "production", plan).unwrap();
        let output =
            Command::RecordOutput { production: 1, lot: LotId(0), code: format!("20261123B{id}"), produced, quantity };
        self.step(id, "production", output).unwrap();
    }

    pub fn ship(&mut self, id: OrderId) {
        self.make_ready(id);
        self.dispatch(id).unwrap();
    }

    /// Picked, looked at twice and announced.
    pub fn make_ready(&mut self, id: OrderId) {
        let order = ops::orders::open(&mut self.office, id).unwrap().order;
        let held = order.lines.iter().enumerate().flat_map(|(index, line)| {
            line.reserved.iter().map(move |part| PickLine { line: index + 1, lot: part.lot, quantity: part.quantity })
        });
        let lines = held.collect();
        let day = "2026-11-23".parse().unwrap();
        self.step(id, "logistics", Command::Pick { lines, lot_reason: None }).unwrap();
        self.step(id, "logistics-head", Command::CheckGoods { shipment: 1 }).unwrap();
        let notify = Command::Notify {
            shipment: 1,
            channel: Channel::Telephone,
            to: "刘敏".into(),
            leaves: day,
            expected: "2026-11-24".parse().unwrap(),
            waybill: "YD202611230007".into(),
            carrier: "驿达冷链".into(),
        };
        self.step(id, "logistics", notify).unwrap();
    }

    /// Goods leave.
    pub fn dispatch(&mut self, id: OrderId) -> Result<(), OpError> {
        let dispatch = Command::Dispatch {
            shipment: 1,
            transport: Transport::Road,
            vehicle: "蒙A·D1234".into(),
            driver: "赵刚".into(),
            driver_phone: "139 0000 0007".into(),
            temperature: Some(40),
            credit_note: String::new(),
        };
        self.step(id, "logistics", dispatch)
    }

    pub fn deliver_and_file(&mut self, id: OrderId) {
        let on = "2026-11-23".parse().unwrap();
        let deliver = Command::Deliver {
            shipment: 1,
            on,
            signed_by: "刘敏".into(),
            temperature: Some(45),
            differences: Vec::new(),
        };
        self.step(id, "logistics", deliver).unwrap();
        self.step(id, "sales", Command::Close).unwrap();
        self.step(id, "archive", Command::File { serial: 0, sum: String::new() }).unwrap();
    }

    pub fn check(&mut self) -> ops::check::Report {
        ops::check::run(&mut self.office, &mut |_, _| true).unwrap()
    }
}

pub fn customer() -> Customer {
    Customer {
        id: CustomerId(0),
        code: "C001".into(),
        name: "呼和浩特鲜客来超市".into(),
        name_en: String::new(),
        contacts: vec![Contact { name: "刘敏".into(), phone: "0471-555 0101".into(), email: String::new() }],
        addresses: vec!["内蒙古呼和浩特市赛罕区大学东街 18 号".into()],
        currency: Currency::Cny,
        incoterm: None,
        shelf_life: ShelfLifeRule::default(),
        transport_days: 1,
        key_customer: false,
        credit: CreditFile::default(),
        price_group: String::new(),
        owner: None,
        merged_into: None,
        absorbed: Vec::new(),
        note: String::new(),
        active: true,
    }
}

pub fn product() -> Product {
    Product {
        id: ProductId(0),
        code: "P001".into(),
        name: "鲜牛奶".into(),
        name_hant: "鮮牛奶".into(),
        name_en: "Fresh milk".into(),
        specification: "950ml*12".into(),
        barcode: "6901234567892".into(),
        packs: Packs::new("瓶", &[("箱", 12)]).unwrap(),
        price: Price { minor: 14_280, per: 12 },
        lowest: None,
        tax_basis_points: 900,
        shelf_life_days: 15,
        storage: TemperatureRange { low: Some(20), high: Some(60) },
        lead_days: 2,
        active: true,
    }
}
