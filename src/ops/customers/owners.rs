//! Who looks after a customer, and handing customers over (F103).

use std::collections::{BTreeMap, BTreeSet};

use super::{CustomerEvent, conflict};
use crate::domain::audit::Area;
use crate::domain::ids::{CustomerId, UserId};
use crate::domain::orders::Refusal;
use crate::domain::people::{Right, Sight, can_own};
use crate::ops::{Office, OpError, Work};
use crate::store;

/// Customers that go from one person to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// Who looks after them as the person saw it; none is nobody.
    pub from: Option<UserId>,
    /// Who looks after them from now on; none is nobody.
    pub to: Option<UserId>,
    /// Only these; all that `from` looks after where there are none.
    pub only: Vec<CustomerId>,
    /// Why, for the record; may be empty.
    pub note: String,
}

/// Hands customers over with their orders and messages, all of them or none; gives how many. A customer brings its merged
/// duplicates along. Each customer's history says who did it, when and why.
///
/// # Errors
/// [`OpError::NotAllowed`]; [`OpError::CannotOwn`] for somebody who is gone or not of sales; [`Refusal::NothingChanged`] when
/// nothing is to be handed over; [`OpError::NotFound`]; [`OpError::Conflict`] when one of them is looked after by somebody else
/// by now; the store's.
pub fn hand_over(work: &mut Work<'_, '_>, hand: &HandOver) -> Result<usize, OpError> {
    work.needs(Right::HandOver)?;
    may_own(work, hand.to)?;
    let mut wanted: BTreeSet<CustomerId> = hand.only.iter().copied().collect();
    if wanted.is_empty() {
        wanted.extend(store::customers::of_owner(work.tx, hand.from)?);
    }
    if hand.from == hand.to || wanted.is_empty() {
        return Err(Refusal::NothingChanged.into());
    }
    for id in hand.only.iter().copied() {
        if store::customers::owner_of(work.tx, id)? != hand.from {
            return conflict(work, Area::Customer, id.0);
        }
    }
    let mut handed = 0;
    for id in wanted {
        handed += give(work, id, hand.to, &hand.note)?;
    }
    Ok(handed)
}

/// Refuses somebody to whom no customer can be given.
pub(super) fn may_own(work: &mut Work<'_, '_>, to: Option<UserId>) -> Result<(), OpError> {
    let Some(to) = to else { return Ok(()) };
    match store::people::load(work.tx, to)? {
        Some(account) if can_own(&account.user) => Ok(()),
        Some(account) => Err(OpError::CannotOwn(account.user.name)),
        None => Err(OpError::NotFound(format!("#{to}"))),
    }
}

/// Gives a customer, and the duplicates that were merged with it, to somebody; says how many files that changed.
pub(super) fn give(work: &mut Work<'_, '_>, id: CustomerId, to: Option<UserId>, note: &str) -> Result<usize, OpError> {
    let not_found = || OpError::NotFound(format!("#{id}"));
    let root = store::customers::load(work.tx, id)?.ok_or_else(not_found)?.customer.root();
    let mut given = 0;
    for one in store::customers::group(work.tx, root)? {
        let kept = store::customers::load(work.tx, one)?.ok_or_else(not_found)?;
        let from = kept.customer.owner;
        if from == to {
            continue;
        }
        let mut customer = kept.customer;
        customer.owner = to;
        if !store::customers::update(work.tx, &customer, kept.changes)? {
            return conflict(work, Area::Customer, one.0);
        }
        follow(work, one, to)?;
        work.log(Area::Customer, one.0, &CustomerEvent::HandedOver { from, to, note: note.trim().to_owned() })?;
        given += 1;
    }
    Ok(given)
}

/// Orders and messages follow the customer, those of this very transaction too.
pub(in crate::ops) fn follow(work: &mut Work<'_, '_>, id: CustomerId, to: Option<UserId>) -> Result<(), OpError> {
    work.settle()?;
    work.handed_over(id, to);
    store::customers::give_orders(work.tx, id, to)?;
    (work.touched.customers, work.touched.orders, work.touched.post) = (true, true, true);
    Ok(())
}

/// Who looks after a customer that is new. Whoever may hand customers over says who; anybody else takes it herself or leaves it
/// to nobody, and whoever sees only her own always takes it.
pub(super) fn of_new(work: &mut Work<'_, '_>, wished: Option<UserId>) -> Result<Option<UserId>, OpError> {
    let own = work.actor.id;
    let owner = if matches!(work.sight(), Sight::Own(_)) { wished.or(Some(own)) } else { wished };
    if owner.is_some_and(|owner| owner != own) {
        work.needs(Right::HandOver)?;
    }
    may_own(work, owner)?;
    Ok(owner)
}

/// How many customers each person looks after, for whoever hands them over; none is nobody.
///
/// # Errors
/// [`OpError::NotAllowed`]; the store's.
pub fn owned(office: &mut Office) -> Result<BTreeMap<Option<UserId>, i64>, OpError> {
    office.read_by(Right::HandOver, |tx| Ok(store::customers::owned(tx)?))
}
