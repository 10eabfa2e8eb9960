//! The only door to a write.
//!
//! A [`Work`] is one transaction: it loads each thing once, lets the rules change it in memory, and writes each changed
//! thing once at the end, so one step and a thousand steps run the same code. Sums beside customers and lots move by the
//! difference of the order's footprint, so they cannot drift.

pub(super) mod money;

use std::collections::{BTreeMap, BTreeSet, btree_map};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Office, OpError};
use crate::domain::audit::{Area, Entry};
use crate::domain::company::Company;
use crate::domain::credit::{Exposure, Overdue};
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, GroupId, LotId, OrderId, ProductId, UserId};
use crate::domain::orders::{Ctx, Event, Expected, Footprint, Mark, Order, apply, begin, footprint, hand_over, stage};
use crate::domain::people::{Right, User, may};
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
    owner: Option<CustomerId>,
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

/// A lot before the transaction.
enum LotBefore {
    /// As it was loaded, with how often it had changed.
    Kept(Lot, i64),
    /// New in this transaction, with what it began with: some of it may have gone already.
    New(i64),
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
    lots: BTreeMap<ProductId, Vec<Lot>>,
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

    /// The order as it stands in this transaction.
    ///
    /// # Errors
    /// [`OpError::NotFound`]; the store's.
    pub fn order(&mut self, id: OrderId) -> Result<&Order, OpError> {
        if !self.orders.contains_key(&id) {
            let kept = store::orders::load(self.tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
            let owner = Some(kept.order.content.customer);
            let open = OpenOrder { before: Some(kept.order.clone()), footprint: footprint(&kept.order), owner, kept };
            self.orders.insert(id, open);
        }
        self.orders.get(&id).map(|open| &open.kept.order).ok_or_else(|| OpError::NotFound(format!("#{id}")))
    }

    /// The customer with the exposure as it stands in this transaction.
    ///
    /// # Errors
    /// The store's. `None` when there is no such customer.
    pub fn customer(&mut self, id: CustomerId) -> Result<Option<(&Customer, Exposure)>, OpError> {
        if !self.customers.contains_key(&id) {
            let Some(kept) = store::customers::for_orders(self.tx, id)? else { return Ok(None) };
            self.customers
                .insert(id, OpenCustomer { kept, shipped: 0, committed: 0, overdue: None, used: BTreeMap::new() });
        }
        let exposure = self.exposure(id);
        Ok(self.customers.get(&id).map(|open| (&open.kept.customer, exposure)))
    }

    /// The product.
    ///
    /// # Errors
    /// The store's. `None` when there is no such product.
    pub fn product(&mut self, id: ProductId) -> Result<Option<&Product>, OpError> {
        if !self.products.contains_key(&id)
            && let Some((product, _)) = store::products::load(self.tx, id)?
        {
            self.products.insert(id, product);
        }
        Ok(self.products.get(&id))
    }

    /// The product's lots with goods in them, as they stand in this transaction.
    ///
    /// # Errors
    /// The store's.
    pub fn lots(&mut self, product: ProductId) -> Result<&[Lot], OpError> {
        if !self.lots.contains_key(&product) {
            let kept = store::stock::in_store(self.tx, product)?;
            for (lot, changes) in &kept {
                self.lots_before.insert(lot.id, LotBefore::Kept(lot.clone(), *changes));
            }
            self.lots.insert(product, kept.into_iter().map(|(lot, _)| lot).collect());
        }
        Ok(self.lots.get(&product).map(Vec::as_slice).unwrap_or_default())
    }

    /// Loads what rules about these goods and this customer may look at; their lots, and what comes of them, where goods are to
    /// be taken or promised.
    pub(super) fn prepare(
        &mut self,
        customer: CustomerId,
        products: &[ProductId],
        with_lots: bool,
    ) -> Result<(), OpError> {
        self.customer(customer)?;
        for product in products {
            self.product(*product)?;
            if with_lots {
                self.lots(*product)?;
                if let btree_map::Entry::Vacant(vacant) = self.expected.entry(*product) {
                    vacant.insert(store::orders::expected(self.tx, *product)?);
                }
            }
        }
        Ok(())
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

    /// Any lot as it stands in this transaction, rejected or empty too.
    pub(super) fn lot(&mut self, id: LotId) -> Result<Lot, OpError> {
        // One that came in in this transaction is not in the store yet.
        if let Some(lot) = self.lots.values().flatten().find(|lot| lot.id == id) {
            return Ok(lot.clone());
        }
        let not_found = || OpError::NotFound(format!("lot #{id}"));
        if self.lots_before.contains_key(&id) {
            return self.lots.values().flatten().find(|lot| lot.id == id).cloned().ok_or_else(not_found);
        }
        let (lot, changes) = store::stock::load(self.tx, id)?.ok_or_else(not_found)?;
        let product = lot.product;
        self.lots(product)?;
        let lots = self.lots.entry(product).or_default();
        if let btree_map::Entry::Vacant(vacant) = self.lots_before.entry(id) {
            vacant.insert(LotBefore::Kept(lot.clone(), changes));
            lots.push(lot);
        }
        lots.iter().find(|lot| lot.id == id).cloned().ok_or_else(not_found)
    }

    /// Adds a new lot to the store.
    pub(super) fn add_lot(&mut self, lot: Lot) -> Result<(), OpError> {
        self.lots(lot.product)?;
        self.lots_before.insert(lot.id, LotBefore::New(lot.on_hand));
        self.touched.stock = true;
        self.lots.entry(lot.product).or_default().push(lot);
        Ok(())
    }

    /// Changes a lot that holds goods.
    pub(super) fn change_lot(
        &mut self,
        product: ProductId,
        id: LotId,
        change: impl FnOnce(&mut Lot),
    ) -> Result<(), OpError> {
        self.lots(product)?;
        self.touched.stock = true;
        let lot = self.lots.get_mut(&product).and_then(|lots| lots.iter_mut().find(|lot| lot.id == id));
        lot.map(change).ok_or_else(|| OpError::NotFound(format!("lot #{id}")))
    }

    /// Lets an event happen to an order, new or loaded before: log, document, stock and money.
    pub(super) fn happen(&mut self, id: OrderId, event: &Event) -> Result<(), OpError> {
        let mark = self.mark();
        let data = serde_json::to_string(event).map_err(|error| OpError::Program(error.to_string()))?;
        let mut products = BTreeSet::new();
        let mut open = match self.orders.remove(&id) {
            Some(mut open) => {
                // The goods of the version before count too: an edit lets go of what it held.
                products.extend(open.kept.order.content.lines.iter().map(|line| line.product));
                apply(&mut open.kept.order, event, mark);
                open
            }
            None => {
                let order = begin(event, mark).ok_or_else(|| OpError::Program("first event".into()))?;
                let day = self.company.day(order.received.at);
                let kept = store::orders::Kept { order, head: crate::domain::audit::START, day };
                OpenOrder { before: None, kept, footprint: Footprint::default(), owner: None }
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
        let owner = order.content.customer;
        if after != open.footprint {
            products.extend(order.content.lines.iter().map(|line| line.product));
            self.move_stock(&products, &open.footprint, &after)?;
            self.move_money(id, (open.owner.unwrap_or(owner), &open.footprint), (owner, &after))?;
            open.footprint = after;
        }
        open.owner = Some(owner);
        self.touched.orders = true;
        self.orders.insert(id, open);
        Ok(())
    }

    fn move_stock(
        &mut self,
        products: &BTreeSet<ProductId>,
        before: &Footprint,
        after: &Footprint,
    ) -> Result<(), OpError> {
        let change = |lot: LotId, before: &BTreeMap<LotId, i64>, after: &BTreeMap<LotId, i64>| {
            after.get(&lot).unwrap_or(&0) - before.get(&lot).unwrap_or(&0)
        };
        for product in products {
            self.lots(*product)?;
            for lot in self.lots.get_mut(product).into_iter().flatten() {
                let held = change(lot.id, &before.held, &after.held);
                let gone = change(lot.id, &before.gone, &after.gone);
                lot.reserved += held;
                lot.on_hand -= gone;
                self.touched.stock |= (held, gone) != (0, 0);
            }
        }
        Ok(())
    }

    /// Writes the orders that are open and lets go of them, so that a transaction of many thousand orders needs no more
    /// memory than one of a few.
    pub(super) fn settle(&mut self) -> Result<(), OpError> {
        let mut counts: BTreeMap<(NaiveDate, crate::domain::orders::Stage), i64> = BTreeMap::new();
        for open in std::mem::take(&mut self.orders).into_values() {
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
                *counts.entry((day, stage(before))).or_default() -= 1;
            }
            *counts.entry((day, stage(order))).or_default() += 1;
        }
        store::orders::move_counts(self.tx, &counts)?;
        Ok(())
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

    fn finish_lots(&mut self) -> Result<(), OpError> {
        for lot in std::mem::take(&mut self.lots).into_values().flatten() {
            match self.lots_before.get(&lot.id) {
                Some(LotBefore::Kept(before, _)) if *before == lot => {}
                Some(LotBefore::Kept(_, changes)) => {
                    if !store::stock::update(self.tx, &lot, *changes)? {
                        return Err(OpError::Conflict { by: String::new(), at: self.now });
                    }
                }
                Some(LotBefore::New(opened)) => store::stock::insert(self.tx, &lot, *opened)?,
                None => return Err(OpError::Program(format!("lot {} came from nowhere", lot.code))),
            }
        }
        Ok(())
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
