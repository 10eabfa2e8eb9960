//! The only door to a write.
//!
//! A [`Work`] is one transaction: it loads each thing once, lets the rules change it in memory, and writes each changed
//! thing once at the end, so one step and a thousand steps run the same code. Sums beside customers and lots move by the
//! difference of the order's footprint, so they cannot drift.

mod goods;
pub(super) mod money;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use goods::LotBefore;
pub(super) use goods::Lots;

use super::{Office, OpError, sight};
use crate::domain::audit::{Area, Entry};
use crate::domain::company::Company;
use crate::domain::credit::{Exposure, Overdue};
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, GroupId, LotId, OrderId, ProductId, UserId};
use crate::domain::orders::{Ctx, Event, Expected, Footprint, Mark, Order, apply, begin, footprint, hand_over, stage};
use crate::domain::people::{Right, Sight, User, may};
use crate::domain::products::Product;
use crate::domain::stock::Lot;
use crate::store::{self, Tx};

/// What a step changed, so that panels that show it ask again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Orders and their desks.
    pub orders: bool,
    /// Customers and credit.
    pub customers: bool,
    /// Goods.
    pub products: bool,
    /// Stock.
    pub stock: bool,
    /// People and settings.
    pub company: bool,
    /// Messages and mails.
    pub post: bool,
}

impl Touched {
    /// Everything: another workstation worked, and nobody said on what.
    pub const ALL: Touched =
        Touched { orders: true, customers: true, products: true, stock: true, company: true, post: true };
}

impl Office {
    /// Does a person's work in one transaction: all of it is kept, durably, or nothing.
    ///
    /// # Errors
    /// Those of `f`; [`OpError::Conflict`] when another workstation was quicker; the store's.
    pub fn transact<T>(
        &mut self,
        actor: UserId,
        now: DateTime<Utc>,
        f: impl FnOnce(&mut Work<'_, '_>) -> Result<T, OpError>,
    ) -> Result<(T, Touched), OpError> {
        self.store.write(|tx| {
            let actor = store::people::load(tx, actor)?.ok_or_else(|| OpError::NotFound(format!("#{actor}")))?.user;
            let company = store::company::load_cached(tx, &mut self.settings)?;
            let mut work = Work::new(tx, actor, now, company);
            let answer = f(&mut work)?;
            let touched = work.finish()?;
            Ok((answer, touched))
        })
    }
}

/// An order in the hands of a transaction.
struct OpenOrder {
    before: Option<Order>,
    kept: store::orders::Kept,
    footprint: Footprint,
    /// Whose money the footprint is.
    debtor: Option<CustomerId>,
}

/// A customer in the hands of a transaction.
struct OpenCustomer {
    kept: store::customers::Kept,
    shipped: i64,
    committed: i64,
    /// What is late, once somebody asked.
    overdue: Option<Overdue>,
    /// What orders took of the releases, once somebody asked.
    used: BTreeMap<i64, i64>,
}

/// The sums of a group or of the company in the hands of a transaction.
#[derive(Default)]
struct OpenLevel {
    /// As they were loaded, once somebody asked.
    kept: Option<Exposure>,
    moved: Exposure,
}

/// One transaction of one person.
pub struct Work<'a, 't> {
    pub(super) tx: &'a mut Tx<'t>,
    /// Who works.
    pub actor: User,
    /// The instant of the step.
    pub now: DateTime<Utc>,
    /// The company's settings.
    pub company: Arc<Company>,
    pub(super) touched: Touched,
    orders: BTreeMap<OrderId, OpenOrder>,
    customers: BTreeMap<CustomerId, OpenCustomer>,
    levels: BTreeMap<GroupId, OpenLevel>,
    products: BTreeMap<ProductId, Product>,
    /// Lots somebody asked for: all that hold goods of the products in `whole`, single ones of others.
    lots: BTreeMap<ProductId, Vec<Lot>>,
    whole: BTreeSet<ProductId>,
    lots_before: BTreeMap<LotId, LotBefore>,
    expected: BTreeMap<ProductId, Vec<Expected>>,
    /// The first and the last number given of each series.
    numbers: BTreeMap<String, (i64, i64)>,
    /// Entries for the archive's register; written after the orders they stand for.
    pub(super) filed: Vec<store::archive::Entry>,
}

impl<'a, 't> Work<'a, 't> {
    fn new(tx: &'a mut Tx<'t>, actor: User, now: DateTime<Utc>, company: Arc<Company>) -> Self {
        Work {
            tx,
            actor,
            now,
            company,
            touched: Touched::default(),
            orders: BTreeMap::new(),
            customers: BTreeMap::new(),
            levels: BTreeMap::new(),
            products: BTreeMap::new(),
            lots: BTreeMap::new(),
            whole: BTreeSet::new(),
            lots_before: BTreeMap::new(),
            expected: BTreeMap::new(),
            numbers: BTreeMap::new(),
            filed: Vec::new(),
        }
    }

    /// Refuses when the person may not.
    ///
    /// # Errors
    /// [`OpError::NotAllowed`].
    pub fn needs(&self, right: Right) -> Result<(), OpError> {
        if may(&self.actor, right) { Ok(()) } else { Err(OpError::NotAllowed(right)) }
    }

    /// How far whoever works sees.
    pub fn sight(&self) -> Sight {
        Sight::of(&self.actor)
    }

    /// The same transaction in another person's name, for the demo company, where one hand plays all desks.
    pub(crate) fn act_as(&mut self, actor: User, now: DateTime<Utc>) {
        self.actor = actor;
        self.now = now;
    }

    /// The company's calendar day.
    pub fn today(&self) -> NaiveDate {
        self.company.day(self.now)
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { by: self.actor.id, at: self.now }
    }

    /// The next number of a series. The store is asked once a transaction; how many were given is written at its end.
    pub(super) fn next(&mut self, series: &str) -> Result<i64, OpError> {
        if let Some((_, last)) = self.numbers.get_mut(series) {
            *last += 1;
            return Ok(*last);
        }
        let first = store::company::next_number(self.tx, series)?;
        self.numbers.insert(series.to_owned(), (first, first));
        Ok(first)
    }

    /// Appends to the chain of anything but an order; orders know their own head.
    pub(super) fn log<T: serde::Serialize>(&mut self, area: Area, subject: i64, event: &T) -> Result<(), OpError> {
        let data = serde_json::to_string(event).map_err(|error| OpError::Program(error.to_string()))?;
        let (last, head) = store::audit::head(self.tx, area, subject)?;
        let entry = Entry { area, subject, sequence: last + 1, at: self.now, actor: self.actor.id, data: &data };
        store::audit::append(self.tx, &head, &entry)?;
        Ok(())
    }

    /// The order as it stands in this transaction. Every step begins here, so nobody takes one on an order that is not seen.
    ///
    /// # Errors
    /// [`OpError::NotFound`], [`OpError::LookedAfter`]; the store's.
    pub fn order(&mut self, id: OrderId) -> Result<&Order, OpError> {
        if !self.orders.contains_key(&id) {
            let kept = store::orders::load(self.tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
            sight::of_owner(self.tx, self.sight(), kept.owner)?;
            let debtor = Some(kept.order.content.customer);
            let open = OpenOrder { before: Some(kept.order.clone()), footprint: footprint(&kept.order), debtor, kept };
            self.orders.insert(id, open);
        }
        self.orders.get(&id).map(|open| &open.kept.order).ok_or_else(|| OpError::NotFound(format!("#{id}")))
    }

    /// The customer with the exposure as it stands in this transaction.
    ///
    /// # Errors
    /// [`OpError::LookedAfter`] for one that is not seen; the store's. `None` when there is no such customer.
    pub fn customer(&mut self, id: CustomerId) -> Result<Option<(&Customer, Exposure)>, OpError> {
        if !self.customers.contains_key(&id) {
            let Some(kept) = store::customers::for_orders(self.tx, id)? else { return Ok(None) };
            sight::of_owner(self.tx, self.sight(), kept.customer.owner)?;
            self.customers
                .insert(id, OpenCustomer { kept, shipped: 0, committed: 0, overdue: None, used: BTreeMap::new() });
        }
        let exposure = self.exposure(id);
        Ok(self.customers.get(&id).map(|open| (&open.kept.customer, exposure)))
    }

    /// The facts for a decision about this customer's order; what was not prepared is not in it.
    pub(super) fn ctx(&self, customer: CustomerId) -> Ctx<'_> {
        let open = self.customers.get(&customer);
        Ctx {
            now: self.now,
            today: self.company.day(self.now),
            actor: &self.actor,
            company: &self.company,
            customer: open.map(|open| &open.kept.customer),
            products: &self.products,
            lots: &self.lots,
            expected: &self.expected,
            standing: self.standing(customer),
        }
    }

    /// Lets an event happen to an order, new or loaded before: log, document, stock and money.
    pub(super) fn happen(&mut self, id: OrderId, event: &Event) -> Result<(), OpError> {
        let mark = self.mark();
        let data = serde_json::to_string(event).map_err(|error| OpError::Program(error.to_string()))?;
        let mut open = match self.orders.remove(&id) {
            Some(mut open) => {
                apply(&mut open.kept.order, event, mark);
                open
            }
            None => {
                let order = begin(event, mark).ok_or_else(|| OpError::Program("first event".into()))?;
                let day = self.company.day(order.received.at);
                let kept = store::orders::Kept { order, head: crate::domain::audit::START, day, owner: None };
                OpenOrder { before: None, kept, footprint: Footprint::default(), debtor: None }
            }
        };
        hand_over(&mut open.kept.order, &self.company);
        let order = &open.kept.order;
        let entry = Entry {
            area: Area::Order,
            subject: id.0,
            sequence: order.events,
            at: mark.at,
            actor: mark.by,
            data: &data,
        };
        open.kept.head = store::audit::append(self.tx, &open.kept.head, &entry)?;
        let after = footprint(order);
        let debtor = order.content.customer;
        if after != open.footprint {
            self.move_stock(&open.footprint, &after)?;
            self.move_money(id, (open.debtor.unwrap_or(debtor), &open.footprint), (debtor, &after))?;
            open.footprint = after;
        }
        open.debtor = Some(debtor);
        self.touched.orders = true;
        self.orders.insert(id, open);
        Ok(())
    }

    /// Writes the orders that are open and lets go of them, so that a transaction of many thousand orders needs no more
    /// memory than one of a few.
    pub(super) fn settle(&mut self) -> Result<(), OpError> {
        let mut counts: BTreeMap<store::orders::Counted, i64> = BTreeMap::new();
        for mut open in std::mem::take(&mut self.orders).into_values() {
            let owner_before = open.kept.owner;
            open.kept.owner = self.owner_of(&open)?;
            let order = &open.kept.order;
            if open.before.as_ref().is_some_and(|before| before.events == order.events) {
                continue;
            }
            if !store::orders::save(self.tx, open.before.as_ref(), &open.kept)? {
                return Err(self.conflict(order.id)?);
            }
            // The day it was counted under when it came, whatever the company's zone is now.
            let day = open.kept.day;
            if let Some(before) = &open.before {
                *counts.entry((day, stage(before), owner_before)).or_default() -= 1;
            }
            *counts.entry((day, stage(order), open.kept.owner)).or_default() += 1;
        }
        store::orders::move_counts(self.tx, &counts)?;
        Ok(())
    }

    /// A customer in the hands of this transaction was handed over.
    pub(super) fn handed_over(&mut self, id: CustomerId, to: Option<UserId>) {
        if let Some(open) = self.customers.get_mut(&id) {
            open.kept.customer.owner = to;
        }
    }

    /// Who looks after the customer of an order that is about to be written. An order keeps its customer nearly always, and then
    /// its row says it.
    fn owner_of(&mut self, open: &OpenOrder) -> Result<Option<UserId>, OpError> {
        let customer = open.kept.order.content.customer;
        if open.before.as_ref().is_some_and(|before| before.content.customer == customer) {
            return Ok(open.kept.owner);
        }
        match self.customers.get(&customer) {
            Some(open) => Ok(open.kept.customer.owner),
            None => Ok(store::customers::owner_of(self.tx, customer)?),
        }
    }

    /// Writes everything that changed.
    fn finish(mut self) -> Result<Touched, OpError> {
        self.settle()?;
        for entry in &self.filed {
            store::archive::insert(self.tx, entry)?;
        }
        self.finish_lots()?;
        for (id, open) in std::mem::take(&mut self.customers) {
            if (open.shipped, open.committed) != (0, 0) {
                store::customers::move_sums(self.tx, id, open.shipped, open.committed)?;
            }
        }
        for (id, level) in std::mem::take(&mut self.levels) {
            if level.moved != Exposure::default() {
                store::credit::move_level(self.tx, id, level.moved)?;
            }
        }
        for (series, (_, last)) in self.numbers.iter().filter(|(_, (first, last))| first != last) {
            store::company::given(self.tx, series, *last)?;
        }
        store::company::count_step(self.tx)?;
        Ok(self.touched)
    }

    /// The head of an order's chain as it stands in this transaction.
    pub(super) fn head(&mut self, id: OrderId) -> Result<crate::domain::audit::Hash, OpError> {
        self.order(id)?;
        self.orders.get(&id).map(|open| open.kept.head).ok_or_else(|| OpError::NotFound(format!("#{id}")))
    }

    /// Who was quicker, and when.
    pub(super) fn conflict(&mut self, id: OrderId) -> Result<OpError, OpError> {
        let last = store::audit::chain(self.tx, Area::Order, id.0)?.pop();
        let Some(last) = last else { return Ok(OpError::NotFound(format!("#{id}"))) };
        let by = store::people::load(self.tx, last.actor)?.map(|account| account.user.name).unwrap_or_default();
        Ok(OpError::Conflict { by, at: last.at })
    }
}
