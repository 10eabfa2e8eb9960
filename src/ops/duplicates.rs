//! Duplicate customers: found, made one, and taken apart again.
//!
//! Nothing moves. The duplicate points at the customer that was kept, and that one names it; orders, payments and sums stay with
//! the file under which they were written, and whoever asks for the one that was kept is given both together. So no order is
//! rewritten, every sum still follows from the footprints of its own orders, and taking a merge back is two marks.

use super::transact::money::negative;
use super::{Office, OpError, Work};
use crate::domain::audit::Area;
use crate::domain::customers::Customer;
use crate::domain::duplicates::{Reason, pairs};
use crate::domain::ids::{CustomerId, GroupId};
use crate::domain::people::Right;
use crate::ops::customers::owners::follow;
use crate::ops::customers::{CustomerEvent, Kept};
use crate::store;

/// Pairs shown at most.
const MOST: usize = 200;

/// Two customers that may be one, with what both owe and what they have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The older file.
    pub first: Kept,
    /// The newer file.
    pub second: Kept,
    /// What they have in common.
    pub reasons: Vec<Reason>,
}

/// Why two customers cannot be made one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeFault {
    /// A customer is not made one with itself.
    Same,
    /// One of them was merged already.
    Merged,
    /// The duplicate holds merged customers itself; those are taken apart first.
    HoldsOthers,
    /// Orders are in another currency or trade, so that the files cannot speak for each other.
    OtherCurrency,
    /// It was not merged.
    NotMerged,
}

/// All pairs that may be one, the likeliest first.
///
/// # Errors
/// The store's.
pub fn find(office: &mut Office) -> Result<Vec<Alike>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        let all: Vec<Customer> =
            store::customers::page(tx, sight, 0, i64::MAX)?.into_iter().map(|kept| kept.customer).collect();
        let mut found = Vec::new();
        for pair in pairs(&all).into_iter().take(MOST) {
            let (first, second) = (store::customers::load(tx, pair.first)?, store::customers::load(tx, pair.second)?);
            if let (Some(first), Some(second)) = (first, second) {
                found.push(Alike { first, second, reasons: pair.reasons });
            }
        }
        Ok(found)
    })
}

/// Makes two customers one: `kept` goes on, with the people and places of both; `gone` is inactive and points at it. Whoever looks
/// after `kept` looks after both, also when the merge is taken back. `seen` are
/// the counts of changes that the person saw, of `kept` and of `gone`.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::Merge`], [`OpError::NotFound`]; [`OpError::Conflict`] when somebody was quicker.
pub fn merge(work: &mut Work<'_, '_>, kept: CustomerId, gone: CustomerId, seen: (i64, i64)) -> Result<(), OpError> {
    work.needs(Right::MergeCustomers)?;
    if kept == gone {
        return Err(OpError::Merge(MergeFault::Same));
    }
    let (mut one, mut other) = (load(work, kept)?, load(work, gone)?);
    if one.merged_into.is_some() || other.merged_into.is_some() {
        return Err(OpError::Merge(MergeFault::Merged));
    }
    if !other.absorbed.is_empty() {
        return Err(OpError::Merge(MergeFault::HoldsOthers));
    }
    if one.currency != other.currency || one.incoterm.is_some() != other.incoterm.is_some() {
        return Err(OpError::Merge(MergeFault::OtherCurrency));
    }
    for contact in &other.contacts {
        if !one.contacts.contains(contact) {
            one.contacts.push(contact.clone());
        }
    }
    for address in &other.addresses {
        if !one.addresses.contains(address) {
            one.addresses.push(address.clone());
        }
    }
    owe_elsewhere(work, gone, other.credit.group, one.credit.group)?;
    one.absorbed.push(gone);
    (other.merged_into, other.active) = (Some(kept), false);
    let handed = other.owner != one.owner;
    other.owner = one.owner;
    let owner = one.owner;
    keep(work, one, seen.0)?;
    keep(work, other, seen.1)?;
    if handed { follow(work, gone, owner) } else { Ok(()) }
}

/// Takes a merge back: the duplicate stands for itself again. People and places that were united stay with both.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::Merge`], [`OpError::NotFound`]; [`OpError::Conflict`] when somebody was quicker.
pub fn take_apart(work: &mut Work<'_, '_>, gone: CustomerId, changes: i64) -> Result<(), OpError> {
    work.needs(Right::MergeCustomers)?;
    let mut other = load(work, gone)?;
    let kept = other.merged_into.take().ok_or(OpError::Merge(MergeFault::NotMerged))?;
    other.active = true;
    let held = store::customers::load(work.tx, kept)?.ok_or_else(|| OpError::NotFound(format!("#{kept}")))?;
    let mut one = held.customer;
    owe_elsewhere(work, gone, one.credit.group, other.credit.group)?;
    one.absorbed.retain(|id| *id != gone);
    keep(work, one, held.changes)?;
    keep(work, other, changes)
}

/// What the duplicate's own orders owe counts in the group of the one that answers for it.
fn owe_elsewhere(
    work: &mut Work<'_, '_>,
    gone: CustomerId,
    from: Option<GroupId>,
    to: Option<GroupId>,
) -> Result<(), OpError> {
    if from != to
        && let Some(kept) = store::customers::load(work.tx, gone)?
    {
        work.move_levels(from, negative(kept.exposure));
        work.move_levels(to, kept.exposure);
    }
    Ok(())
}

fn load(work: &mut Work<'_, '_>, id: CustomerId) -> Result<Customer, OpError> {
    let kept = store::customers::load(work.tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
    Ok(kept.customer)
}

fn keep(work: &mut Work<'_, '_>, customer: Customer, changes: i64) -> Result<(), OpError> {
    let id = customer.id;
    if !store::customers::update(work.tx, &customer, changes)? {
        return super::customers::conflict(work, Area::Customer, id.0);
    }
    work.log(Area::Customer, id.0, &CustomerEvent::Changed(customer))?;
    (work.touched.customers, work.touched.orders) = (true, true);
    Ok(())
}
