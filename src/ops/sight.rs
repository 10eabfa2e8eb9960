//! What somebody who sees only her own customers may look at, and the refusal for the rest (F103).
//!
//! Lists leave out what is not seen; whatever is opened or changed by its id is refused with who looks after the customer and
//! whom to ask. Who sees all, and that is nearly everybody, costs no query.

use super::OpError;
use crate::domain::ids::{CustomerId, OrderId, PostId, UserId};
use crate::domain::people::{Department, Rank, Role, Sight, User};
use crate::store::{self, Tx};

/// Refuses what this owner looks after, unless it is seen.
///
/// # Errors
/// [`OpError::LookedAfter`]; the store's.
pub(super) fn of_owner(tx: &mut Tx<'_>, sight: Sight, owner: Option<UserId>) -> Result<(), OpError> {
    match owner {
        Some(owner) if !sight.covers(Some(owner)) => Err(looked_after(tx, owner)?),
        _ => Ok(()),
    }
}

/// Refuses a customer that is not seen.
///
/// # Errors
/// [`OpError::LookedAfter`]; the store's.
pub(super) fn customer(tx: &mut Tx<'_>, sight: Sight, id: CustomerId) -> Result<(), OpError> {
    if sight == Sight::All {
        return Ok(());
    }
    let owner = store::customers::owner_of(tx, id)?;
    of_owner(tx, sight, owner)
}

/// Refuses an order of a customer that is not seen.
///
/// # Errors
/// [`OpError::LookedAfter`]; the store's.
pub(super) fn order(tx: &mut Tx<'_>, sight: Sight, id: OrderId) -> Result<(), OpError> {
    if sight == Sight::All {
        return Ok(());
    }
    let owner = store::orders::owner_of(tx, id)?;
    of_owner(tx, sight, owner)
}

/// Refuses a message to a customer that is not seen, and one about no order that somebody else wrote.
///
/// # Errors
/// [`OpError::LookedAfter`]; the store's.
pub(super) fn message(tx: &mut Tx<'_>, sight: Sight, id: PostId) -> Result<(), OpError> {
    if sight == Sight::All {
        return Ok(());
    }
    let owner = store::post::owner_of(tx, id)?;
    of_owner(tx, sight, owner)
}

/// The refusal: who looks after the customer, while they work here, and the heads of sales, who can hand it over.
fn looked_after(tx: &mut Tx<'_>, owner: UserId) -> Result<OpError, OpError> {
    let people = store::people::all(tx)?;
    let by = people.iter().find(|user| user.id == owner);
    let head = |user: &&User| user.active && user.holds(Role::new(Department::Sales, Rank::Head));
    Ok(OpError::LookedAfter {
        by: by.map(|user| user.name.clone()).unwrap_or_default(),
        left: by.is_none_or(|user| !user.active),
        heads: people.iter().filter(head).map(|user| user.name.clone()).collect(),
    })
}
