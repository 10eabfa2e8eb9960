//! Stock: opening lots, what is in the store, and what is written off.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Office, OpError, Work};
use crate::domain::audit::Area;
use crate::domain::ids::{LotId, OrderId, ProductId};
use crate::domain::orders::{Expected, Mark};
use crate::domain::people::Right;
use crate::domain::products::Product;
use crate::domain::stock::{Lot, LotQuantity, LotState, expiry, may_write_off};
use crate::store::{self, Tx};

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
    /// Goods that nobody will take were given up.
    WrittenOff {
        /// Base units.
        quantity: i64,
        /// Why.
        reason: String,
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

/// The goods that an order being written may get: the lots in the store, and what others make too much of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// With stock, earliest expiry first.
    pub lots: Vec<Lot>,
    /// The first ready first.
    pub expected: Vec<Expected>,
}

/// The outlook for products, for the call sheet (II.4, F23). What the order `own` holds counts as free, because writing it anew lets
/// that go.
///
/// # Errors
/// [`OpError::NotAllowed`]; the store's.
pub fn outlook(
    office: &mut Office,
    products: &[ProductId],
    own: Option<OrderId>,
) -> Result<BTreeMap<ProductId, Outlook>, OpError> {
    office.read_by(Right::ReadOrders, |tx| {
        let order = own.map(|id| store::orders::load(tx, id)).transpose()?.flatten();
        let held = order.iter().flat_map(|kept| &kept.order.lines).flat_map(|line| &line.reserved);
        let held: Vec<LotQuantity> = held.copied().collect();
        let mut found = BTreeMap::new();
        for product in products {
            let mut lots: Vec<Lot> = store::stock::in_store(tx, *product)?.into_iter().map(|(lot, _)| lot).collect();
            for lot in &mut lots {
                lot.reserved -= held.iter().filter(|part| part.lot == lot.id).map(|part| part.quantity).sum::<i64>();
            }
            found.insert(*product, Outlook { lots, expected: store::orders::expected(tx, *product)? });
        }
        Ok(found)
    })
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
    work.add_lot(lot);
    Ok(id)
}

/// Gives up goods of a rejected or expired lot. Nothing is deleted: the lot stays with what is left, and its chain says how
/// many, why, who and when.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::NotFound`], [`OpError::Refused`] as [`may_write_off`] says; the store's.
pub fn write_off(work: &mut Work<'_, '_>, id: LotId, quantity: i64, reason: &str) -> Result<(), OpError> {
    work.needs(Right::WriteOff)?;
    let lot = work.lot(id)?.clone();
    let mut rejected_by = None;
    for entry in log(work.tx, id)? {
        if matches!(entry.event, LotEvent::Inspected { state: LotState::Rejected, .. }) {
            rejected_by = Some(entry.mark.by);
        }
    }
    may_write_off(&lot, quantity, reason, work.today(), work.actor.id, rejected_by)?;
    work.log(Area::Lot, id.0, &LotEvent::WrittenOff { quantity, reason: reason.trim().to_owned() })?;
    work.change_lot(id, |lot| lot.on_hand -= quantity)
}

/// One entry of a lot's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotEntry {
    /// What.
    pub event: LotEvent,
    /// Who and when.
    pub mark: Mark,
    /// The name of who.
    pub by: String,
}

/// A lot with everything a person may want to see beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LotFile {
    /// The lot.
    pub lot: Lot,
    /// What it is of.
    pub product: Option<Product>,
    /// Its whole history; what orders took is in the orders' own.
    pub log: Vec<LotEntry>,
}

/// Opens a lot with its history.
///
/// # Errors
/// [`OpError::NotFound`], [`OpError::NotAllowed`]; the store's.
pub fn open(office: &mut Office, id: LotId) -> Result<LotFile, OpError> {
    office.read_by(Right::ReadOrders, |tx| {
        let (lot, _) = store::stock::load(tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
        let product = store::products::load(tx, lot.product)?.map(|(product, _)| product);
        Ok(LotFile { lot, product, log: log(tx, id)? })
    })
}

fn log(tx: &mut Tx<'_>, id: LotId) -> Result<Vec<LotEntry>, OpError> {
    let mut log = Vec::new();
    for row in store::audit::chain(tx, Area::Lot, id.0)? {
        let event = serde_json::from_str(&row.data).map_err(|error| OpError::Program(error.to_string()))?;
        let by = store::people::load(tx, row.actor)?.map(|account| account.user.name).unwrap_or_default();
        log.push(LotEntry { event, mark: Mark { by: row.actor, at: row.at }, by });
    }
    Ok(log)
}

/// Lots with goods that nobody will ever take, and their products: what may be written off on `today`.
///
/// # Errors
/// [`OpError::NotAllowed`]; the store's.
pub fn waste(office: &mut Office, today: NaiveDate, limit: i64) -> Result<Vec<(Lot, Option<Product>)>, OpError> {
    office.read_by(Right::ReadOrders, |tx| {
        let lots = store::stock::waste(tx, today, limit)?;
        with_products(tx, lots)
    })
}

/// Lots with goods in them and their products, by product and earliest expiry.
///
/// # Errors
/// The store's.
pub fn page(office: &mut Office, offset: i64, limit: i64) -> Result<Vec<(Lot, Option<Product>)>, OpError> {
    office.read_by(Right::ReadOrders, |tx| {
        let lots = store::stock::all_in_store(tx, offset, limit)?;
        with_products(tx, lots)
    })
}

fn with_products(tx: &mut Tx<'_>, lots: Vec<store::stock::Kept>) -> Result<Vec<(Lot, Option<Product>)>, OpError> {
    let mut rows = Vec::with_capacity(lots.len());
    let mut last: Option<Product> = None;
    for (lot, _) in lots {
        if last.as_ref().is_none_or(|product| product.id != lot.product) {
            last = store::products::load(tx, lot.product)?.map(|(product, _)| product);
        }
        rows.push((lot, last.clone()));
    }
    Ok(rows)
}
