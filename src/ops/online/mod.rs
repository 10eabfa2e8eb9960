//! Orders of web shops and platforms (II.3): shops, what is decided about their goods and columns, files that come in, and the
//! list of what nobody has looked at yet.
//!
//! The way of files: [`Batch::open`] looks them through on the job thread; [`check`] says of every order what would become of
//! it; a person mends rows ([`Edits`]) or assigns goods and checks again; [`import()`] brings in every order that is right,
//! in the one transaction that it is given. Both ask the same judgement, so what was shown is what is done.

mod batch;
mod import;
mod judge;
mod watch;

use super::{Office, OpError, Work, sight};
use crate::domain::ids::OrderId;
use crate::domain::online::{Assigned, Mapping, Shop};
use crate::domain::orders::LARGEST_QUANTITY;
use crate::domain::people::{Right, Sight};
pub use crate::intake::platforms::{COLUMNS, Column, Edits, Place};
pub use crate::store::online::{File, InboxRow};
use crate::store::{self, Tx};

pub use batch::{Batch, FileSource, Incoming, Tally};
pub use import::{Check, MOST_SHOWN, Outlook, Planned, Report, UnknownGoods, check, import, import_unseen};
pub use watch::{Found, Seen, look as look_into, move_read};

/// The shops whose account the reader sees, by platform and name.
///
/// # Errors
/// The store's.
pub fn shops(office: &mut Office) -> Result<Vec<Shop>, OpError> {
    office.see(Right::ReadOrders, shops_seen)
}

fn shops_seen(tx: &mut Tx<'_>, sight: Sight) -> Result<Vec<Shop>, OpError> {
    let mut shops = store::online::shops(tx)?;
    if sight != Sight::All {
        let mut seen = Vec::with_capacity(shops.len());
        for shop in shops {
            if sight.covers(store::customers::owner_of(tx, shop.customer)?) {
                seen.push(shop);
            }
        }
        shops = seen;
    }
    Ok(shops)
}

/// The shops to which lists are narrowed; none for whoever sees all.
fn narrowed(tx: &mut Tx<'_>, sight: Sight) -> Result<Option<Vec<i64>>, OpError> {
    if sight == Sight::All {
        return Ok(None);
    }
    Ok(Some(shops_seen(tx, sight)?.into_iter().map(|shop| shop.id).collect()))
}

/// Keeps a shop; a new one gets its id here, which is given back.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::Missing`], [`OpError::OutOfRange`], [`OpError::Taken`], [`OpError::NotFound`] where
/// there is no such account; the store's.
pub fn keep_shop(work: &mut Work<'_, '_>, mut shop: Shop) -> Result<i64, OpError> {
    work.needs(Right::KeepCustomers)?;
    shop.name = shop.name.trim().to_owned();
    if shop.name.is_empty() {
        return Err(OpError::Missing("field-shop"));
    }
    if !(0..=100).contains(&shop.lowest_percent) {
        return Err(OpError::OutOfRange("field-lowest-percent"));
    }
    if work.customer(shop.customer)?.is_none() {
        return Err(OpError::Missing("field-shop-account"));
    }
    if let Some(known) = store::online::shop(work.tx, shop.id)? {
        work.customer(known.customer)?;
    }
    let same = |other: &Shop| other.id != shop.id && other.platform == shop.platform && other.name == shop.name;
    if store::online::shops(work.tx)?.iter().any(same) {
        return Err(OpError::Taken(shop.name));
    }
    if shop.id == 0 {
        shop.id = work.next("shops")?;
    }
    store::online::keep_shop(work.tx, &shop)?;
    work.touched.customers = true;
    Ok(shop.id)
}

/// All column mappings by name.
///
/// # Errors
/// The store's.
pub fn mappings(office: &mut Office) -> Result<Vec<Mapping>, OpError> {
    office.read_by(Right::ReadOrders, |tx| Ok(store::online::mappings(tx)?))
}

/// Keeps a column mapping; a new one gets its id here, which is given back. One of the same name is written over.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::Missing`] where it has no name or no order number; the store's.
pub fn keep_mapping(work: &mut Work<'_, '_>, mut mapping: Mapping) -> Result<i64, OpError> {
    work.needs(Right::ReceiveOrder)?;
    mapping.name = mapping.name.trim().to_owned();
    mapping.columns.retain(|key, name| Column::from_key(key).is_some() && !name.trim().is_empty());
    if mapping.name.is_empty() {
        return Err(OpError::Missing("field-name"));
    }
    if !mapping.columns.contains_key(Column::Number.key()) {
        return Err(OpError::Missing("intake-field-sale-number"));
    }
    let known = store::online::mappings(work.tx)?.into_iter().find(|known| known.name == mapping.name);
    mapping.id = match known {
        Some(known) => known.id,
        None => work.next("platform-mappings")?,
    };
    store::online::keep_mapping(work.tx, &mapping)?;
    Ok(mapping.id)
}

/// Says once and for all which product of ours goods of a shop are, and how many base units one of them is. Orders that
/// waited for it become orders of ours; how many did is given back. When it is called off, nothing is kept.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::NotFound`], [`OpError::OutOfRange`], [`OpError::CalledOff`]; the store's.
pub fn assign(
    work: &mut Work<'_, '_>,
    shop: i64,
    key: &str,
    assigned: Assigned,
    tally: &Tally,
) -> Result<u64, OpError> {
    work.needs(Right::ReceiveOrder)?;
    if !(1..=LARGEST_QUANTITY).contains(&assigned.base_units) {
        return Err(OpError::OutOfRange("field-base-units"));
    }
    if work.product(assigned.product)?.is_none() {
        return Err(OpError::NotFound(format!("#{}", assigned.product)));
    }
    store::online::assign(work.tx, shop, key, assigned, work.actor.id, work.now)?;
    import::take_waiting(work, shop, tally)
}

/// Orders that nobody of sales has looked at, the newest first.
///
/// # Errors
/// The store's.
pub fn inbox(office: &mut Office, offset: i64, limit: i64) -> Result<Vec<InboxRow>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        let shops = narrowed(tx, sight)?;
        Ok(store::online::inbox(tx, shops.as_deref(), offset, limit)?)
    })
}

/// How many there are.
///
/// # Errors
/// The store's.
pub fn inbox_count(office: &mut Office) -> Result<i64, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        let shops = narrowed(tx, sight)?;
        Ok(store::online::inbox_count(tx, shops.as_deref())?)
    })
}

/// Notes that sales looked at an order that is no order of ours, such as one that was closed before it came.
///
/// # Errors
/// [`OpError::NotAllowed`]; the store's.
pub fn look(work: &mut Work<'_, '_>, id: i64) -> Result<(), OpError> {
    work.needs(Right::ReceiveOrder)?;
    if let Some(shops) = narrowed(work.tx, work.sight())?
        && !store::online::is_of(work.tx, id, &shops)?
    {
        return Err(OpError::NotFound(format!("#{id}")));
    }
    store::online::looked(work.tx, id, work.now)?;
    work.touched.orders = true;
    Ok(())
}

/// Notes that sales looked at an order of ours, in the transaction of the look itself.
pub(super) fn looked(work: &mut Work<'_, '_>, order: OrderId) -> Result<(), OpError> {
    match store::online::of_order(work.tx, order)? {
        Some(known) => Ok(store::online::looked(work.tx, known.id, work.now)?),
        None => Ok(()),
    }
}

/// What is unusual about an order of ours that came from a shop; nothing for any other.
///
/// # Errors
/// The store's.
pub fn flags_of(office: &mut Office, order: OrderId) -> Result<Vec<crate::domain::online::flags::Flag>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        sight::order(tx, sight, order)?;
        Ok(store::online::of_order(tx, order)?.map(|known| known.flags).unwrap_or_default())
    })
}

/// The newest files that came in.
///
/// # Errors
/// The store's.
pub fn files(office: &mut Office, limit: i64) -> Result<Vec<File>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        let shops = narrowed(tx, sight)?;
        Ok(store::online::files(tx, shops.as_deref(), limit)?)
    })
}
