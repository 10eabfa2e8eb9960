//! A small company for the tests of the rules: fixed day, one customer, one product, people of every desk.
#![allow(missing_docs)]

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::decide::{Command, CreditDecision, PickLine};
use super::{
    Agreement, Channel, Content, Ctx, Event, Expected, Line, Mark, Order, Refusal, apply, apply::begin, decide,
    footprint, receive,
};
use crate::domain::company::Company;
use crate::domain::credit::{Exposure, Standing};
use crate::domain::customers::{Contact, CreditFile, Customer, Grade, ShelfLifeRule, Terms};
use crate::domain::ids::{CustomerId, LotId, OrderId, ProductId, UserId};
use crate::domain::money::{Currency, Price};
use crate::domain::people::{Department, Rank, Role, User};
use crate::domain::products::{Product, TemperatureRange};
use crate::domain::quantity::Packs;
use crate::domain::stock::{Lot, LotState};

pub fn today() -> NaiveDate {
    "2026-11-23".parse().unwrap()
}

pub fn now() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

pub fn customer() -> Customer {
    Customer {
        id: CustomerId(1),
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
        credit: CreditFile { grade: Grade::A, limit: 1_000_000, terms: Terms::Monthly30, ..CreditFile::default() },
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
        id: ProductId(1),
        code: "P001".into(),
        name: "鲜牛奶".into(),
        name_hant: "鮮牛奶".into(),
        name_en: "Fresh milk".into(),
        specification: "950ml*12".into(),
        barcode: String::new(),
        packs: Packs::new("瓶", &[("箱", 12)]).unwrap(),
        price: Price { minor: 5_990, per: 1 },
        lowest: None,
        tax_basis_points: 900,
        shelf_life_days: 15,
        storage: TemperatureRange { low: Some(20), high: Some(60) },
        lead_days: 2,
        active: true,
    }
}

pub fn products() -> BTreeMap<ProductId, Product> {
    BTreeMap::from([(ProductId(1), product())])
}

pub fn lot(id: i64, on_hand: i64, expiry: &str) -> Lot {
    let expiry: NaiveDate = expiry.parse().unwrap();
    Lot {
        id: LotId(id),
        product: ProductId(1),
        code: format!("2026112{id}A1"),
        produced: expiry - chrono::Days::new(15),
        expiry,
        on_hand,
        reserved: 0,
        state: LotState::Released,
        place: "A-01".into(),
    }
}

pub fn content() -> Content {
    Content {
        customer: CustomerId(1),
        contact: "刘敏".into(),
        phone: "0471-555 0101".into(),
        address: "内蒙古呼和浩特市赛罕区大学东街 18 号".into(),
        requested: "2026-11-25".parse().unwrap(),
        currency: Currency::Cny,
        incoterm: None,
        reference: String::new(),
        note: String::new(),
        price_reason: String::new(),
        lines: vec![Line {
            product: ProductId(1),
            name: "鲜牛奶".into(),
            specification: "950ml*12".into(),
            quantity: 60,
            price: Price { minor: 5_990, per: 1 },
            requested: None,
        }],
    }
}

pub fn person(id: i64, department: Department, rank: Rank) -> User {
    let roles = vec![Role { department, rank }];
    User { id: UserId(id), login: format!("u{id}"), name: format!("员工{id}"), roles, active: true, own_only: false }
}

/// The desk of a department: staff has ids 10, 20, …; heads 11, 21, ….
pub fn desk(department: Department) -> User {
    person(10 * (department as i64 + 1), department, Rank::Staff)
}

pub fn head(department: Department) -> User {
    person(10 * (department as i64 + 1) + 1, department, Rank::Head)
}

/// A world in which an order lives: stock and money move with it as the store would move them.
pub struct World {
    pub company: Company,
    pub customer: Customer,
    pub products: BTreeMap<ProductId, Product>,
    pub lots: BTreeMap<ProductId, Vec<Lot>>,
    pub expected: BTreeMap<ProductId, Vec<Expected>>,
    pub standing: Standing,
    pub now: DateTime<Utc>,
    pub log: Vec<(Event, Mark)>,
}

impl World {
    pub fn new(lots: Vec<Lot>) -> World {
        World {
            company: Company::default(),
            customer: customer(),
            products: products(),
            lots: BTreeMap::from([(ProductId(1), lots)]),
            expected: BTreeMap::new(),
            standing: Standing::default(),
            now: now(),
            log: Vec::new(),
        }
    }

    pub fn ctx<'a>(&'a self, actor: &'a User) -> Ctx<'a> {
        Ctx {
            now: self.now,
            today: self.company.day(self.now),
            actor,
            company: &self.company,
            customer: Some(&self.customer),
            products: &self.products,
            lots: &self.lots,
            expected: &self.expected,
            standing: self.standing.clone(),
        }
    }

    pub fn receive(&mut self, content: Content) -> Result<Order, Refusal> {
        let sales = desk(Department::Sales);
        let event = receive(OrderId(1), "SO20261123-0001".into(), Channel::Telephone, content, &self.ctx(&sales))?;
        let mark = Mark { by: sales.id, at: self.now };
        self.log.push((event.clone(), mark));
        Ok(begin(&event, mark).unwrap())
    }

    pub fn act(&mut self, order: &mut Order, actor: &User, command: Command) -> Result<(), Refusal> {
        let event = decide(order, command, &self.ctx(actor))?;
        if let Event::Produced { lot: id, code, produced, quantity, .. } = &event {
            let mut made = lot(id.0, *quantity, "2026-12-08");
            made.code.clone_from(code);
            made.produced = *produced;
            made.state = LotState::Quarantined;
            self.lots.entry(ProductId(1)).or_default().push(made);
        }
        if let Event::Inspected { production, passed, .. } = &event {
            let id = order.production(*production).unwrap().output.as_ref().unwrap().lot;
            let state = if *passed { LotState::Released } else { LotState::Rejected };
            self.all_lots().find(|lot| lot.id == id).unwrap().state = state;
        }
        let before = footprint(order);
        let mark = Mark { by: actor.id, at: self.now };
        apply(order, &event, mark);
        self.log.push((event, mark));
        let after = footprint(order);
        let (shipped, committed) = (after.shipped - before.shipped, after.committed - before.committed);
        let moved = Exposure { shipped, committed, ..Exposure::default() };
        self.standing = std::mem::take(&mut self.standing).map(|exposure| exposure.plus(moved));
        for (sign, released) in [(-1, &before.released), (1, &after.released)] {
            for (no, amount) in released {
                *self.standing.used.entry(*no).or_default() += sign * amount;
            }
        }
        for lot in self.all_lots() {
            let change = |map: fn(&super::Footprint) -> &BTreeMap<LotId, i64>| {
                map(&after).get(&lot.id).unwrap_or(&0) - map(&before).get(&lot.id).unwrap_or(&0)
            };
            lot.reserved += change(|print| &print.held);
            lot.on_hand -= change(|print| &print.gone);
        }
        Ok(())
    }

    fn all_lots(&mut self) -> impl Iterator<Item = &mut Lot> {
        self.lots.values_mut().flatten()
    }

    /// Receipt, read-back, the three reviews and the customer's yes.
    pub fn confirmed(&mut self) -> Order {
        let mut order = self.receive(content()).unwrap();
        let promised = order.content.requested;
        for (department, command) in [
            (Department::Sales, Command::ReadBack { caller: "刘敏".into() }),
            (Department::Credit, Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() }),
            (Department::Logistics, Command::ReviewStock),
            (Department::Production, Command::ReviewDate { promised, agreed: None::<Agreement>, lines: Vec::new() }),
            (Department::Sales, Command::Confirm { channel: Channel::Telephone, who: "刘敏".into() }),
        ] {
            self.act(&mut order, &desk(department), command).unwrap();
        }
        order
    }

    /// Picks everything that is held for the order.
    pub fn pick_held(&mut self, order: &mut Order) -> Result<(), Refusal> {
        let lines = order.lines.iter().enumerate().flat_map(|(index, line)| {
            line.reserved.iter().map(move |part| PickLine { line: index + 1, lot: part.lot, quantity: part.quantity })
        });
        let lines = lines.collect();
        self.act(order, &desk(Department::Logistics), Command::Pick { lines, lot_reason: None })
    }
}
