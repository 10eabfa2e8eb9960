//! Customers.

use serde::{Deserialize, Serialize};

use super::{Office, OpError, Work};
use crate::domain::audit::Area;
use crate::domain::credit::{Exposure, RecordEvent};
use crate::domain::customers::Customer;
use crate::domain::ids::CustomerId;
use crate::domain::people::Right;
use crate::store;
pub use crate::store::customers::Kept;

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

/// Opens a file; its id is given here. The credit part begins as that of a new customer unless the person keeps credit.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::Missing`], [`OpError::OutOfRange`], [`OpError::Taken`]; the store's.
pub fn create(work: &mut Work<'_, '_>, mut customer: Customer) -> Result<CustomerId, OpError> {
    work.needs(Right::KeepCustomers)?;
    complete(&customer)?;
    if store::customers::by_code(work.tx, &customer.code)?.is_some() {
        return Err(OpError::Taken(customer.code));
    }
    if work.needs(Right::KeepCredit).is_err() {
        customer.credit = Default::default();
    }
    (customer.merged_into, customer.absorbed) = (None, Vec::new());
    customer.credit.records.clear();
    in_a_group(work, &customer)?;
    customer.id = CustomerId(work.next("customers")?);
    let id = customer.id;
    store::customers::insert(work.tx, &customer)?;
    let opening = customer.credit.opening_balance;
    work.move_levels(customer.credit.group, Exposure { opening, ..Exposure::default() });
    work.log(Area::Customer, id.0, &CustomerEvent::Created(customer))?;
    work.touched.customers = true;
    Ok(id)
}

/// Changes a file. `changes` is [`Kept::changes`] as the person saw it. The credit part only by whoever keeps credit.
///
/// # Errors
/// As [`create`]; [`OpError::Conflict`] when somebody was quicker.
pub fn change(work: &mut Work<'_, '_>, mut customer: Customer, changes: i64) -> Result<(), OpError> {
    let kept = store::customers::load(work.tx, customer.id)?.ok_or_else(|| OpError::NotFound(customer.code.clone()))?;
    // Who was slower is told so, before anything is weighed against what the quicker one wrote.
    if kept.changes != changes {
        return conflict(work, Area::Customer, customer.id.0);
    }
    // Merging is a step of its own, and a duplicate does not come back by a tick.
    customer.merged_into = kept.customer.merged_into;
    customer.absorbed.clone_from(&kept.customer.absorbed);
    customer.active &= customer.merged_into.is_none();
    // Records are written and ended one by one, each with its own event.
    customer.credit.records.clone_from(&kept.customer.credit.records);
    let credit_differs = kept.customer.credit != customer.credit;
    let rest_differs = Customer { credit: kept.customer.credit.clone(), ..customer.clone() } != kept.customer;
    if credit_differs {
        work.needs(Right::KeepCredit)?;
    }
    if rest_differs || !credit_differs {
        work.needs(Right::KeepCustomers)?;
    }
    complete(&customer)?;
    in_a_group(work, &customer)?;
    let other = store::customers::by_code(work.tx, &customer.code)?;
    if other.is_some_and(|other| other.customer.id != customer.id) {
        return Err(OpError::Taken(customer.code));
    }
    if !store::customers::update(work.tx, &customer, changes)? {
        return conflict(work, Area::Customer, customer.id.0);
    }
    work.refile(&kept, &customer)?;
    work.log(Area::Customer, customer.id.0, &CustomerEvent::Changed(customer))?;
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
    office.read_by(Right::ReadOrders, |tx| Ok(store::customers::page(tx, offset, limit)?))
}

/// How many customers there are.
///
/// # Errors
/// The store's.
pub fn count(office: &mut Office) -> Result<i64, OpError> {
    office.read_by(Right::ReadOrders, |tx| Ok(store::customers::count(tx)?))
}

/// One customer.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn open(office: &mut Office, id: CustomerId) -> Result<Kept, OpError> {
    office.read_by(Right::ReadOrders, |tx| {
        store::customers::load(tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))
    })
}
