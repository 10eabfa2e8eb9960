//! Price lists.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Office, OpError, Work, sight};
use crate::domain::audit::Area;
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, PriceListId, ProductId};
use crate::domain::orders::Mark;
use crate::domain::people::Right;
use crate::domain::prices::{Audience, PriceList, check_list};
use crate::domain::products::Product;
pub use crate::store::prices::Kept;
use crate::store::{self, Tx};

/// What happened to a price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceEvent {
    /// It was written.
    Created(PriceList),
    /// It was changed; this is how it stands since.
    Changed(PriceList),
}

impl PriceEvent {
    /// The list as it stood afterwards.
    pub fn list(&self) -> &PriceList {
        match self {
            PriceEvent::Created(list) | PriceEvent::Changed(list) => list,
        }
    }
}

fn complete(work: &mut Work<'_, '_>, list: &PriceList) -> Result<(), OpError> {
    let mut products: BTreeMap<ProductId, Product> = BTreeMap::new();
    for line in &list.lines {
        if let Some(product) = work.product(line.product)? {
            products.insert(line.product, product.clone());
        }
    }
    let faults = check_list(list, &products);
    if !faults.is_empty() {
        return Err(OpError::PriceList(faults));
    }
    match &list.audience {
        Audience::Customer(id) if work.customer(*id)?.is_none() => Err(OpError::NotFound(format!("#{id}"))),
        _ => Ok(()),
    }
}

/// Writes a list; its id is given here.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::PriceList`] with everything that is wrong, [`OpError::NotFound`]; the store's.
pub fn create(work: &mut Work<'_, '_>, mut list: PriceList) -> Result<PriceListId, OpError> {
    work.needs(Right::KeepPrices)?;
    complete(work, &list)?;
    list.id = PriceListId(work.next("price lists")?);
    let id = list.id;
    store::prices::insert(work.tx, &list)?;
    work.log(Area::PriceList, id.0, &PriceEvent::Created(list))?;
    work.touched.products = true;
    Ok(id)
}

/// Changes a list. `changes` is how often it had changed when the person looked.
///
/// # Errors
/// As [`create`]; [`OpError::Conflict`] when somebody was quicker.
pub fn change(work: &mut Work<'_, '_>, list: PriceList, changes: i64) -> Result<(), OpError> {
    work.needs(Right::KeepPrices)?;
    complete(work, &list)?;
    if !store::prices::update(work.tx, &list, changes)? {
        return super::customers::conflict(work, Area::PriceList, list.id.0);
    }
    work.log(Area::PriceList, list.id.0, &PriceEvent::Changed(list))?;
    work.touched.products = true;
    Ok(())
}

/// A page of all lists, newest first.
///
/// # Errors
/// The store's.
pub fn page(office: &mut Office, offset: i64, limit: i64) -> Result<Vec<Kept>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| Ok(store::prices::page(tx, sight, offset, limit)?))
}

/// How many lists there are.
///
/// # Errors
/// The store's.
pub fn count(office: &mut Office) -> Result<i64, OpError> {
    office.see(Right::ReadOrders, |tx, sight| Ok(store::prices::count(tx, sight)?))
}

/// The lists that may give a customer's prices, withdrawn ones left out.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn of_customer(office: &mut Office, id: CustomerId) -> Result<Vec<PriceList>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        sight::customer(tx, sight, id)?;
        let kept = store::customers::load(tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
        lists(tx, &kept.customer)
    })
}

/// The same inside of a transaction.
pub(super) fn lists(tx: &mut Tx<'_>, customer: &Customer) -> Result<Vec<PriceList>, OpError> {
    Ok(store::prices::of(tx, &Audience::of(customer))?)
}

/// One entry of a list's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceEntry {
    /// What.
    pub event: PriceEvent,
    /// Who and when.
    pub mark: Mark,
    /// The name of who did it.
    pub by: String,
}

/// A list with everything a person may want to see beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceFile {
    /// The list.
    pub list: PriceList,
    /// How often it changed.
    pub changes: i64,
    /// The customer's name, where it is for one customer.
    pub customer: Option<Customer>,
    /// Its goods.
    pub products: BTreeMap<ProductId, Product>,
    /// What happened to it, oldest first.
    pub log: Vec<PriceEntry>,
}

/// Opens a list with everything.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn open(office: &mut Office, id: PriceListId) -> Result<PriceFile, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        let (list, changes) = store::prices::load(tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
        let customer = match &list.audience {
            Audience::Customer(id) => {
                sight::customer(tx, sight, *id)?;
                store::customers::load(tx, *id)?.map(|kept| kept.customer)
            }
            Audience::Group(_) => None,
        };
        let mut products = BTreeMap::new();
        for line in &list.lines {
            if let Some((product, _)) = store::products::load(tx, line.product)? {
                products.insert(line.product, product);
            }
        }
        let mut log = Vec::new();
        for row in store::audit::chain(tx, Area::PriceList, id.0)? {
            let event = serde_json::from_str(&row.data).map_err(|error| OpError::Program(error.to_string()))?;
            let by = store::people::load(tx, row.actor)?.map(|account| account.user.name).unwrap_or_default();
            log.push(PriceEntry { event, mark: Mark { by: row.actor, at: row.at }, by });
        }
        Ok(PriceFile { list, changes, customer, products, log })
    })
}
