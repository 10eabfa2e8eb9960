//! Customers.

pub(super) mod owners;

use serde::{Deserialize, Serialize};

pub use owners::{HandOver, hand_over, owned};

use super::{Office, OpError, Work, sight};
use crate::domain::audit::Area;
use crate::domain::credit::{Exposure, RecordEvent};
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, UserId};
use crate::domain::orders::Mark;
use crate::domain::people::{Right, Sight};
pub use crate::store::customers::Kept;
use crate::store::{self, Tx};

/// What happened to a customer's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerEvent {
    /// The file was opened.
    Created(Customer),
    /// The file was changed; this is how it stands since.
    Changed(Customer),
    /// A payment came in.
    Paid {
        /// Minor units of the company's own currency.
        amount: i64,
        /// The day of value.
        day: chrono::NaiveDate,
        /// What for.
        note: String,
    },
    /// A temporary limit, safeguard or release was written or ended.
    Credit(RecordEvent),
    /// Somebody else looks after the customer from now on; none is nobody.
    HandedOver {
        /// Who did before.
        from: Option<UserId>,
        /// Who does now.
        to: Option<UserId>,
        /// Why; may be empty.
        note: String,
    },
}

/// The largest credit figure, in minor units of the company's own currency: ten billion yuan.
pub(super) const MOST_MONEY: i64 = 1_000_000_000_000;

fn complete(customer: &Customer) -> Result<(), OpError> {
    if customer.code.trim().is_empty() {
        return Err(OpError::Missing("field-code"));
    }
    if customer.name.trim().is_empty() {
        return Err(OpError::Missing("field-name"));
    }
    let rule = customer.shelf_life;
    if rule.denominator < 1 || rule.numerator < 0 || rule.numerator > rule.denominator {
        return Err(OpError::OutOfRange("field-shelf-life-rule"));
    }
    if !(0..=120).contains(&customer.transport_days) {
        return Err(OpError::OutOfRange("field-transport-days"));
    }
    let possible = 0..=MOST_MONEY;
    let temporary = customer.credit.temporary.map_or(0, |limit| limit.amount);
    let opening = customer.credit.opening_balance.unsigned_abs() <= MOST_MONEY.unsigned_abs();
    if !possible.contains(&customer.credit.limit) || !possible.contains(&temporary) || !opening {
        return Err(OpError::OutOfRange("field-credit-limit"));
    }
    Ok(())
}

/// The group must be one of the settings'.
fn in_a_group(work: &Work<'_, '_>, customer: &Customer) -> Result<(), OpError> {
    match customer.credit.group {
        Some(group) if work.company.credit.group(group).is_none() => Err(OpError::NotFound(format!("#{group}"))),
        _ => Ok(()),
    }
}

/// Whoever sees only her own finds no customer of somebody else's, and would write it down a second time: she is told who looks
/// after the one of the same name instead.
fn not_anothers(work: &mut Work<'_, '_>, customer: &Customer) -> Result<(), OpError> {
    if work.sight() == Sight::All {
        return Ok(());
    }
    for owner in store::customers::owners_by_name(work.tx, customer.name.trim())? {
        sight::of_owner(work.tx, work.sight(), owner)?;
    }
    Ok(())
}

/// Opens a file; its id is given here. The credit part begins as that of a new customer unless the person keeps credit.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::Missing`], [`OpError::OutOfRange`], [`OpError::Taken`], [`OpError::CannotOwn`],
/// [`OpError::LookedAfter`]; the store's.
pub fn create(work: &mut Work<'_, '_>, mut customer: Customer) -> Result<CustomerId, OpError> {
    work.needs(Right::KeepCustomers)?;
    complete(&customer)?;
    if store::customers::by_code(work.tx, &customer.code)?.is_some() {
        return Err(OpError::Taken(customer.code));
    }
    not_anothers(work, &customer)?;
    if work.needs(Right::KeepCredit).is_err() {
        customer.credit = Default::default();
    }
    (customer.merged_into, customer.absorbed) = (None, Vec::new());
    customer.credit.records.clear();
    in_a_group(work, &customer)?;
    customer.owner = owners::of_new(work, customer.owner)?;
    customer.id = CustomerId(work.next("customers")?);
    let id = customer.id;
    store::customers::insert(work.tx, &customer)?;
    let opening = customer.credit.opening_balance;
    work.move_levels(customer.credit.group, Exposure { opening, ..Exposure::default() });
    work.log(Area::Customer, id.0, &CustomerEvent::Created(customer))?;
    work.touched.customers = true;
    Ok(id)
}

/// Changes a file. `changes` is [`Kept::changes`] as the person saw it. The credit part only by whoever keeps credit, who looks
/// after the customer only by whoever hands customers over.
///
/// # Errors
/// As [`create`]; [`OpError::Conflict`] when somebody was quicker; [`OpError::LookedAfter`].
pub fn change(work: &mut Work<'_, '_>, mut customer: Customer, changes: i64) -> Result<(), OpError> {
    let kept = store::customers::load(work.tx, customer.id)?.ok_or_else(|| OpError::NotFound(customer.code.clone()))?;
    sight::of_owner(work.tx, work.sight(), kept.customer.owner)?;
    // Who was slower is told so, before anything is weighed against what the quicker one wrote.
    if kept.changes != changes {
        return conflict(work, Area::Customer, customer.id.0);
    }
    // Merging is a step of its own, and a duplicate does not come back by a tick.
    customer.merged_into = kept.customer.merged_into;
    customer.absorbed.clone_from(&kept.customer.absorbed);
    customer.active &= customer.merged_into.is_none();
    // A duplicate is looked after by whoever looks after the one that was kept; handing over is an event of its own.
    let owner = if customer.merged_into.is_some() { kept.customer.owner } else { customer.owner };
    let handed = owner != kept.customer.owner;
    customer.owner = kept.customer.owner;
    if handed {
        work.needs(Right::HandOver)?;
        owners::may_own(work, owner)?;
    }
    // Records are written and ended one by one, each with its own event.
    customer.credit.records.clone_from(&kept.customer.credit.records);
    let credit_differs = kept.customer.credit != customer.credit;
    let rest_differs = Customer { credit: kept.customer.credit.clone(), ..customer.clone() } != kept.customer;
    if credit_differs {
        work.needs(Right::KeepCredit)?;
    }
    if rest_differs || !credit_differs && !handed {
        work.needs(Right::KeepCustomers)?;
    }
    complete(&customer)?;
    in_a_group(work, &customer)?;
    let other = store::customers::by_code(work.tx, &customer.code)?;
    if other.is_some_and(|other| other.customer.id != customer.id) {
        return Err(OpError::Taken(customer.code));
    }
    let id = customer.id;
    if customer != kept.customer || !handed {
        if !store::customers::update(work.tx, &customer, changes)? {
            return conflict(work, Area::Customer, id.0);
        }
        work.refile(&kept, &customer)?;
        work.log(Area::Customer, id.0, &CustomerEvent::Changed(customer))?;
    }
    if handed {
        owners::give(work, id, owner, "")?;
    }
    work.touched.customers = true;
    Ok(())
}

/// Who changed it last.
pub(super) fn conflict<T>(work: &mut Work<'_, '_>, area: Area, subject: i64) -> Result<T, OpError> {
    let Some(last) = store::audit::chain(work.tx, area, subject)?.pop() else {
        return Err(OpError::NotFound(format!("#{subject}")));
    };
    let by = store::people::load(work.tx, last.actor)?.map(|account| account.user.name).unwrap_or_default();
    Err(OpError::Conflict { by, at: last.at })
}

/// A page of the customer list, by code.
///
/// # Errors
/// The store's.
pub fn page(office: &mut Office, offset: i64, limit: i64) -> Result<Vec<Kept>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| Ok(store::customers::page(tx, sight, offset, limit)?))
}

/// How many customers there are.
///
/// # Errors
/// The store's.
pub fn count(office: &mut Office) -> Result<i64, OpError> {
    office.see(Right::ReadOrders, |tx, sight| Ok(store::customers::count(tx, sight)?))
}

/// One customer.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn open(office: &mut Office, id: CustomerId) -> Result<Kept, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        sight::customer(tx, sight, id)?;
        store::customers::load(tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))
    })
}

/// An entry of a customer's history.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerEntry {
    /// What.
    pub event: CustomerEvent,
    /// Who and when.
    pub mark: Mark,
    /// The person's name.
    pub by: String,
    /// Names of those between whom the customer was handed over: from whom and to whom; empty for nobody.
    pub handed: [String; 2],
}

/// What happened to a customer's file, oldest first.
///
/// # Errors
/// [`OpError::LookedAfter`]; the store's.
pub fn history(office: &mut Office, id: CustomerId) -> Result<Vec<CustomerEntry>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        sight::customer(tx, sight, id)?;
        log(tx, id)
    })
}

/// The same inside of a transaction.
pub(super) fn log(tx: &mut Tx<'_>, id: CustomerId) -> Result<Vec<CustomerEntry>, OpError> {
    let people = store::people::all(tx)?;
    let name = |id: Option<UserId>| {
        let user = people.iter().find(|user| Some(user.id) == id);
        user.map(|user| user.name.clone()).unwrap_or_default()
    };
    let mut log = Vec::new();
    for row in store::audit::chain(tx, Area::Customer, id.0)? {
        let event = serde_json::from_str(&row.data).map_err(|error| OpError::Program(error.to_string()))?;
        let handed = match &event {
            CustomerEvent::HandedOver { from, to, .. } => [name(*from), name(*to)],
            _ => Default::default(),
        };
        log.push(CustomerEntry { event, mark: Mark { by: row.actor, at: row.at }, by: name(Some(row.actor)), handed });
    }
    Ok(log)
}
