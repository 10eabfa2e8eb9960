//! Stock: opening lots, and what is in the store.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Office, OpError, Work};
use crate::domain::audit::Area;
use crate::domain::ids::{LotId, ProductId};
use crate::domain::people::Right;
use crate::domain::products::Product;
use crate::domain::stock::{Lot, LotState, expiry};
use crate::store;

/// What happened to a lot. Quantities that orders take are in the orders' own chains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LotEvent {
    /// It came into the store.
    Opened(Lot),
    /// Quality control decided.
    Inspected {
        /// What it is now.
        state: LotState,
        /// The report's number.
        report: String,
    },
}

/// A lot to bring in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLot {
    /// What it is.
    pub product: ProductId,
    /// The lot number on the carton.
    pub code: String,
    /// Production date.
    pub produced: NaiveDate,
    /// The expiry printed on the goods, where it is known. The earlier of it and what follows from the shelf life counts.
    pub expires: Option<NaiveDate>,
    /// Base units.
    pub quantity: i64,
    /// Warehouse and shelf.
    pub place: String,
}

/// Brings in an opening lot; it counts as released.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::Missing`], [`OpError::OutOfRange`], [`OpError::Taken`], [`OpError::NotFound`].
pub fn open_lot(work: &mut Work<'_, '_>, new: &NewLot) -> Result<LotId, OpError> {
    work.needs(Right::KeepStock)?;
    let code = new.code.trim();
    if code.is_empty() {
        return Err(OpError::Missing("field-lot-code"));
    }
    if !(1..=1_000_000_000).contains(&new.quantity) {
        return Err(OpError::OutOfRange("field-quantity"));
    }
    if new.produced > work.today() {
        return Err(OpError::OutOfRange("field-produced"));
    }
    let shelf_life = match work.product(new.product)? {
        Some(product) => product.shelf_life_days,
        None => return Err(OpError::NotFound(format!("#{}", new.product))),
    };
    let usual = expiry(new.produced, shelf_life, work.company.first_day_counts);
    if new.expires.is_some_and(|printed| printed < new.produced) {
        return Err(OpError::OutOfRange("field-expires"));
    }
    let known = work.lots(new.product)?.iter().any(|lot| lot.code == code);
    if known || store::stock::has_code(work.tx, new.product, code)? {
        return Err(OpError::Taken(code.to_owned()));
    }
    let lot = Lot {
        id: LotId(work.next("lots")?),
        product: new.product,
        code: code.to_owned(),
        produced: new.produced,
        expiry: new.expires.map_or(usual, |printed| printed.min(usual)),
        on_hand: new.quantity,
        reserved: 0,
        state: LotState::Released,
        place: new.place.clone(),
    };
    let id = lot.id;
    work.log(Area::Lot, id.0, &LotEvent::Opened(lot.clone()))?;
    work.add_lot(lot)?;
    Ok(id)
}

/// Lots with goods in them and their products, by product and earliest expiry.
///
/// # Errors
/// The store's.
pub fn page(office: &mut Office, offset: i64, limit: i64) -> Result<Vec<(Lot, Option<Product>)>, OpError> {
    office.read_by(Right::ReadOrders, |tx| {
        let mut rows = Vec::new();
        let mut last: Option<Product> = None;
        for (lot, _) in store::stock::all_in_store(tx, offset, limit)? {
            if last.as_ref().is_none_or(|product| product.id != lot.product) {
                last = store::products::load(tx, lot.product)?.map(|(product, _)| product);
            }
            rows.push((lot, last.clone()));
        }
        Ok(rows)
    })
}
