//! What mails are matched against: customers and goods as far as a mail can tell them. Read once, then only what was changed
//! since: with ten thousand customers, opening a mail reads none of them again.

use std::sync::Arc;

use crate::domain::audit::Area;
use crate::domain::ids::{CustomerId, ProductId};
use crate::intake::mail::matching::{Known, KnownCustomer, KnownProduct};
use crate::ops::OpError;
use crate::store::{self, Tx};

/// Kept beside the store; both lists stand in the order of their ids.
#[derive(Default)]
pub struct KnownThings {
    known: Arc<Known>,
    /// The last row of the search texts that was heeded: every change of a customer or of goods adds one.
    last: Option<i64>,
}

impl KnownThings {
    /// Everything as it stands.
    ///
    /// # Errors
    /// The store's.
    pub fn get(&mut self, tx: &mut Tx<'_>) -> Result<Arc<Known>, OpError> {
        self.last = Some(match self.last {
            None => self.read_all(tx)?,
            Some(last) => self.read_on(tx, last)?,
        });
        Ok(self.known.clone())
    }

    fn read_all(&mut self, tx: &mut Tx<'_>) -> Result<i64, OpError> {
        let last = store::search::last_row(tx)?;
        let mut known = Known::default();
        store::customers::each_active(tx, &mut |customer| known.customers.push(KnownCustomer::of(&customer)))?;
        store::products::each_active(tx, &mut |product| known.products.push(KnownProduct::of(&product)))?;
        self.known = Arc::new(known);
        Ok(last)
    }

    fn read_on(&mut self, tx: &mut Tx<'_>, after: i64) -> Result<i64, OpError> {
        let (changed, last) = store::search::changed_since(tx, after)?;
        for (area, subject) in changed {
            if area == Area::Customer.number() {
                let id = CustomerId(subject);
                let now = store::customers::load(tx, id)?.map(|kept| kept.customer).filter(|customer| customer.active);
                let known = Arc::make_mut(&mut self.known);
                put(&mut known.customers, now.map(|customer| KnownCustomer::of(&customer)), |one| one.id.cmp(&id));
            } else if area == Area::Product.number() {
                let id = ProductId(subject);
                let now = store::products::load(tx, id)?.map(|(product, _)| product).filter(|product| product.active);
                let known = Arc::make_mut(&mut self.known);
                put(&mut known.products, now.map(|product| KnownProduct::of(&product)), |one| one.id.cmp(&id));
            }
        }
        Ok(last)
    }
}

/// Puts the newest state into its place; none takes it out.
fn put<T>(all: &mut Vec<T>, now: Option<T>, place: impl FnMut(&T) -> std::cmp::Ordering) {
    match (all.binary_search_by(place), now) {
        (Ok(at), Some(now)) => all[at] = now,
        (Ok(at), None) => {
            all.remove(at);
        }
        (Err(at), Some(now)) => all.insert(at, now),
        (Err(_), None) => {}
    }
}
