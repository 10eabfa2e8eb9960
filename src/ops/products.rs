//! Goods.

use serde::{Deserialize, Serialize};

use super::{Office, OpError, Work};
use crate::domain::audit::Area;
use crate::domain::ids::ProductId;
use crate::domain::money::Price;
use crate::domain::orders::{HIGHEST_PRICE, LARGEST_QUANTITY};
use crate::domain::people::Right;
use crate::domain::products::Product;
use crate::store;
pub use crate::store::products::Kept;

/// What happened to a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductEvent {
    /// It came into the list.
    Created(Product),
    /// It was changed; this is how it stands since.
    Changed(Product),
}

fn complete(product: &Product) -> Result<(), OpError> {
    if product.code.trim().is_empty() {
        return Err(OpError::Missing("field-code"));
    }
    if product.name.trim().is_empty() {
        return Err(OpError::Missing("field-name"));
    }
    product.packs.check()?;
    if !(1..=3650).contains(&product.shelf_life_days) {
        return Err(OpError::OutOfRange("field-shelf-life"));
    }
    if !(0..=HIGHEST_PRICE).contains(&product.price.minor) || !(1..=LARGEST_QUANTITY).contains(&product.price.per) {
        return Err(OpError::OutOfRange("field-price"));
    }
    let possible =
        |lowest: Price| (1..=HIGHEST_PRICE).contains(&lowest.minor) && (1..=LARGEST_QUANTITY).contains(&lowest.per);
    if !product.lowest.is_none_or(possible) {
        return Err(OpError::OutOfRange("field-lowest-price"));
    }
    if !(0..=10_000).contains(&product.tax_basis_points) {
        return Err(OpError::OutOfRange("field-tax"));
    }
    if !(0..=365).contains(&product.lead_days) {
        return Err(OpError::OutOfRange("field-lead-days"));
    }
    Ok(())
}

/// Puts a product into the list; its id is given here.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::Missing`], [`OpError::OutOfRange`], [`OpError::Packs`], [`OpError::Taken`].
pub fn create(work: &mut Work<'_, '_>, mut product: Product) -> Result<ProductId, OpError> {
    work.needs(Right::KeepProducts)?;
    complete(&product)?;
    if store::products::by_code(work.tx, &product.code)?.is_some() {
        return Err(OpError::Taken(product.code));
    }
    product.id = ProductId(work.next("products")?);
    let id = product.id;
    store::products::insert(work.tx, &product)?;
    work.log(Area::Product, id.0, &ProductEvent::Created(product))?;
    work.touched.products = true;
    Ok(id)
}

/// Changes a product. Its packs never change: quantities of old orders are counted in them, so another pack is another
/// product.
///
/// # Errors
/// As [`create`]; [`OpError::PacksFixed`]; [`OpError::Conflict`] when somebody was quicker.
pub fn change(work: &mut Work<'_, '_>, product: Product, changes: i64) -> Result<(), OpError> {
    work.needs(Right::KeepProducts)?;
    complete(&product)?;
    let (kept, _) =
        store::products::load(work.tx, product.id)?.ok_or_else(|| OpError::NotFound(product.code.clone()))?;
    if kept.packs != product.packs {
        return Err(OpError::PacksFixed);
    }
    let other = store::products::by_code(work.tx, &product.code)?;
    if other.is_some_and(|(other, _)| other.id != product.id) {
        return Err(OpError::Taken(product.code));
    }
    if !store::products::update(work.tx, &product, changes)? {
        return super::customers::conflict(work, Area::Product, product.id.0);
    }
    work.log(Area::Product, product.id.0, &ProductEvent::Changed(product))?;
    work.touched.products = true;
    Ok(())
}

/// A page of the goods list, by code.
///
/// # Errors
/// The store's.
pub fn page(office: &mut Office, offset: i64, limit: i64) -> Result<Vec<Kept>, OpError> {
    office.read_by(Right::ReadOrders, |tx| Ok(store::products::page(tx, offset, limit)?))
}

/// How many goods there are.
///
/// # Errors
/// The store's.
pub fn count(office: &mut Office) -> Result<i64, OpError> {
    office.read_by(Right::ReadOrders, |tx| Ok(store::products::count(tx)?))
}

/// These products with what is free in the store (base units), for a form that names them. Unknown ones are left out.
///
/// # Errors
/// The store's.
pub fn with_stock(office: &mut Office, ids: &[ProductId]) -> Result<Vec<(Product, i64)>, OpError> {
    office.read_by(Right::ReadOrders, |tx| {
        let mut found = Vec::new();
        for id in ids {
            let Some((product, _)) = store::products::load(tx, *id)? else { continue };
            let free = store::stock::in_store(tx, *id)?.iter().map(|(lot, _)| lot.available()).sum();
            found.push((product, free));
        }
        Ok(found)
    })
}

/// One product with the count of its changes.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn open(office: &mut Office, id: ProductId) -> Result<Kept, OpError> {
    office.read_by(Right::ReadOrders, |tx| {
        store::products::load(tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))
    })
}
