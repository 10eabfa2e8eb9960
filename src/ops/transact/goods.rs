//! Goods in a transaction: lots are loaded when a rule looks at them or an order moves them, and written once.

use std::collections::{BTreeMap, btree_map};

use super::Work;
use crate::domain::ids::{CustomerId, LotId, ProductId};
use crate::domain::orders::Footprint;
use crate::domain::products::Product;
use crate::domain::stock::Lot;
use crate::ops::OpError;
use crate::store;

/// A lot before the transaction.
pub(super) enum LotBefore {
    /// As it was loaded, with how often it had changed.
    Kept(Lot, i64),
    /// New in this transaction, with what it began with: some of it may have gone already.
    New(ProductId, i64),
}

impl LotBefore {
    fn product(&self) -> ProductId {
        match self {
            LotBefore::Kept(lot, _) => lot.product,
            LotBefore::New(product, _) => *product,
        }
    }
}

/// Which lots the rules of a step look at. Over the years a product has many, so nobody loads more than is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ops) enum Lots {
    /// None. What an event then moves is loaded by itself.
    None,
    /// These.
    Named(Vec<LotId>),
    /// All that hold goods: to take some of them.
    InStore,
    /// The same, with what others make too much of: to promise some.
    ToPromise,
}

impl Work<'_, '_> {
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

    /// The product's lots with goods in them, as they stand in this transaction, with any other that was asked for.
    ///
    /// # Errors
    /// The store's.
    pub fn lots(&mut self, product: ProductId) -> Result<&[Lot], OpError> {
        let lots = self.lots.entry(product).or_default();
        if self.whole.insert(product) {
            for (lot, changes) in store::stock::in_store(self.tx, product)? {
                if let btree_map::Entry::Vacant(vacant) = self.lots_before.entry(lot.id) {
                    vacant.insert(LotBefore::Kept(lot.clone(), changes));
                    lots.push(lot);
                }
            }
            lots.sort_by_key(|lot| (lot.expiry, lot.id));
        }
        Ok(lots)
    }

    /// Loads what rules about these goods and this customer may look at.
    pub(in crate::ops) fn prepare(
        &mut self,
        customer: CustomerId,
        products: &[ProductId],
        lots: &Lots,
    ) -> Result<(), OpError> {
        self.customer(customer)?;
        for product in products {
            self.product(*product)?;
            if matches!(lots, Lots::InStore | Lots::ToPromise) {
                self.lots(*product)?;
            }
            if *lots == Lots::ToPromise
                && let btree_map::Entry::Vacant(vacant) = self.expected.entry(*product)
            {
                vacant.insert(store::orders::expected(self.tx, *product)?);
            }
        }
        if let Lots::Named(named) = lots {
            for lot in named {
                self.lot(*lot)?;
            }
        }
        Ok(())
    }

    /// Any lot as it stands in this transaction, rejected or empty too.
    pub(in crate::ops) fn lot(&mut self, id: LotId) -> Result<&mut Lot, OpError> {
        let not_found = || OpError::NotFound(format!("lot #{id}"));
        let product = match self.lots_before.entry(id) {
            btree_map::Entry::Occupied(known) => known.get().product(),
            btree_map::Entry::Vacant(vacant) => {
                let (lot, changes) = store::stock::load(self.tx, id)?.ok_or_else(not_found)?;
                let product = vacant.insert(LotBefore::Kept(lot.clone(), changes)).product();
                self.lots.entry(product).or_default().push(lot);
                product
            }
        };
        let lots = self.lots.get_mut(&product).into_iter().flatten();
        lots.into_iter().find(|lot| lot.id == id).ok_or_else(not_found)
    }

    /// Adds a new lot to the store.
    pub(in crate::ops) fn add_lot(&mut self, lot: Lot) {
        self.lots_before.insert(lot.id, LotBefore::New(lot.product, lot.on_hand));
        self.touched.stock = true;
        self.lots.entry(lot.product).or_default().push(lot);
    }

    /// Changes a lot.
    pub(in crate::ops) fn change_lot(&mut self, id: LotId, change: impl FnOnce(&mut Lot)) -> Result<(), OpError> {
        change(self.lot(id)?);
        self.touched.stock = true;
        Ok(())
    }

    /// Moves the stock by the difference of an order's footprint.
    pub(super) fn move_stock(&mut self, before: &Footprint, after: &Footprint) -> Result<(), OpError> {
        let held = differences(&before.held, &after.held);
        let gone = differences(&before.gone, &after.gone);
        for (id, quantity) in held {
            self.change_lot(id, |lot| lot.reserved += quantity)?;
        }
        for (id, quantity) in gone {
            self.change_lot(id, |lot| lot.on_hand -= quantity)?;
        }
        Ok(())
    }

    /// Writes the lots that changed.
    pub(super) fn finish_lots(&mut self) -> Result<(), OpError> {
        for lot in std::mem::take(&mut self.lots).into_values().flatten() {
            match self.lots_before.get(&lot.id) {
                Some(LotBefore::Kept(before, _)) if *before == lot => {}
                Some(LotBefore::Kept(_, changes)) => {
                    if !store::stock::update(self.tx, &lot, *changes)? {
                        return Err(OpError::Conflict { by: String::new(), at: self.now });
                    }
                }
                Some(LotBefore::New(_, opened)) => store::stock::insert(self.tx, &lot, *opened)?,
                None => return Err(OpError::Program(format!("lot {} came from nowhere", lot.code))),
            }
        }
        Ok(())
    }
}

/// What is more of each lot after than before; less is negative.
fn differences(before: &BTreeMap<LotId, i64>, after: &BTreeMap<LotId, i64>) -> BTreeMap<LotId, i64> {
    let mut more = after.clone();
    for (lot, quantity) in before {
        *more.entry(*lot).or_default() -= quantity;
    }
    more.retain(|_, quantity| *quantity != 0);
    more
}
