//! Find anything by any part of it.

use super::office::admit;
use super::{Office, OpError};
use crate::domain::audit::Area;
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, OrderId, ProductId};
use crate::domain::people::{Right, Sight};
use crate::domain::products::Product;
use crate::domain::search_text::needle;
use crate::store::orders::{Filter, OrderRow};
use crate::store::{self, Tx};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Orders by number or the customer's own number, newest first; then the newest of customers that match.
    pub orders: Vec<OrderRow>,
    /// Customers.
    pub customers: Vec<Customer>,
    /// Goods.
    pub products: Vec<Product>,
    /// How many more orders, customers and goods there are; counted up to a thousand matches of each.
    pub more: [usize; 3],
}

/// Matches are counted up to here.
const COUNTED: usize = 1_000;

/// For whoever does not see all, so many matches are looked through for those that are seen, the newest first.
const LOOKED_THROUGH: usize = 16_000;

/// How many matches are asked for, so that `wanted` are left when those that are not seen are taken out.
fn deep(sight: Sight, wanted: usize) -> usize {
    if sight == Sight::All { wanted } else { wanted.max(LOOKED_THROUGH) }
}

/// The customers among these that are seen, in the order given.
fn seen_customers(tx: &mut Tx<'_>, sight: Sight, ids: Vec<i64>) -> Result<Vec<i64>, OpError> {
    if sight == Sight::All {
        return Ok(ids);
    }
    let mut seen = Vec::with_capacity(ids.len());
    for id in ids {
        if sight.covers(store::customers::owner_of(tx, CustomerId(id))?) {
            seen.push(id);
        }
    }
    Ok(seen)
}

/// Takes away what is more than `limit`; gives how much that was.
fn cut<T>(all: &mut Vec<T>, limit: usize) -> usize {
    let more = all.len().saturating_sub(limit);
    all.truncate(limit);
    more
}

/// Finds orders, customers and goods; at most `limit` of each. Nothing typed finds nothing.
///
/// # Errors
/// The store's.
pub fn find(office: &mut Office, text: &str, limit: usize) -> Result<Found, OpError> {
    let needle = needle(text);
    if needle.is_empty() {
        return Ok(Found::default());
    }
    let (reader, index) = (office.reader, &mut office.index);
    office.store.read(|tx| {
        let sight = admit(tx, reader, Some(Right::ReadOrders))?;
        index.catch_up(tx)?;
        let mut found = Found::default();
        let counted = limit.max(COUNTED);
        let deep = deep(sight, counted);
        let matches = index.find(Area::Order, &needle, deep).into_iter().map(OrderId).collect();
        let mut ids = store::orders::seen(tx, sight, matches)?;
        ids.truncate(counted);
        let mut customers = seen_customers(tx, sight, index.find_likely(Area::Customer, &needle, deep))?;
        customers.truncate(counted);
        let mut products = index.find_likely(Area::Product, &needle, counted);
        found.more = [cut(&mut ids, limit), cut(&mut customers, limit), cut(&mut products, limit)];
        for id in customers {
            let Some(kept) = kept_one(tx, CustomerId(id))? else { continue };
            if found.customers.contains(&kept.customer) {
                continue;
            }
            let filter = Filter { customer: Some(kept.customer.id), stages: Vec::new() };
            let open = limit.saturating_sub(ids.len()).min(5) as i64;
            if open > 0 {
                // How many more the customer has is not counted: at a million orders that is thousands, for each customer.
                ids.extend(store::orders::page(tx, Sight::All, &filter, 0, open)?.iter().map(|row| row.id));
            }
            found.customers.push(kept.customer);
        }
        for id in products {
            found.products.extend(store::products::load(tx, ProductId(id))?.map(|(product, _)| product));
        }
        let mut seen = std::collections::BTreeSet::new();
        ids.retain(|id| seen.insert(*id));
        found.orders = store::orders::rows(tx, &ids)?;
        Ok(found)
    })
}

/// The customer of an id; for a duplicate that was merged, the one that was kept.
fn kept_one(tx: &mut Tx<'_>, id: CustomerId) -> Result<Option<store::customers::Kept>, OpError> {
    match store::customers::load(tx, id)? {
        Some(kept) if kept.customer.merged_into.is_some() => Ok(store::customers::load(tx, kept.customer.root())?),
        other => Ok(other),
    }
}

/// Customers alone, for a look-up field.
///
/// # Errors
/// The store's.
pub fn customers(office: &mut Office, text: &str, limit: usize) -> Result<Vec<store::customers::Kept>, OpError> {
    let needle = needle(text);
    let (reader, index) = (office.reader, &mut office.index);
    office.store.read(|tx| {
        let sight = admit(tx, reader, Some(Right::ReadOrders))?;
        index.catch_up(tx)?;
        let mut found: Vec<store::customers::Kept> = Vec::new();
        let matches = index.find_likely(Area::Customer, &needle, deep(sight, limit));
        for id in seen_customers(tx, sight, matches)?.into_iter().take(limit) {
            let kept = kept_one(tx, CustomerId(id))?;
            found.extend(kept.filter(|kept| !found.contains(kept)));
        }
        Ok(found)
    })
}

/// Goods alone, for a look-up field, with what is free in the store (base units).
///
/// # Errors
/// The store's.
pub fn products(office: &mut Office, text: &str, limit: usize) -> Result<Vec<(Product, i64)>, OpError> {
    let needle = needle(text);
    let (reader, index) = (office.reader, &mut office.index);
    office.store.read(|tx| {
        admit(tx, reader, Some(Right::ReadOrders))?;
        index.catch_up(tx)?;
        let mut found = Vec::new();
        for id in index.find_likely(Area::Product, &needle, limit) {
            let Some((product, _)) = store::products::load(tx, ProductId(id))? else { continue };
            let free = store::stock::in_store(tx, product.id)?.iter().map(|(lot, _)| lot.available()).sum();
            found.push((product, free));
        }
        Ok(found)
    })
}

/// Rows that one call of [`warm_up`] reads: a twentieth of a second, so that nobody waits behind it.
const WARM: i64 = 40_000;

/// Reads a part of the index ahead, so that the first search need not wait; true when all is read.
///
/// # Errors
/// The store's.
pub fn warm_up(office: &mut Office) -> Result<bool, OpError> {
    let index = &mut office.index;
    office.store.read(|tx| Ok(index.catch_up_some(tx, WARM)?))
}
