//! The parts of what a customer owes with their papers (F17): which orders left and are not paid, which are confirmed.

use chrono::NaiveDate;

use crate::domain::credit::{due_day, overdue};
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, OrderId};
use crate::domain::orders::{Stage, footprint};
use crate::domain::people::{Right, Sight};
use crate::ops::transact::money::{owing_together, unpaid_shipments};
use crate::ops::{Office, OpError, sight};
use crate::store::orders::Filter;
use crate::store::{self, Tx};

/// Orders of a part at most; who owes more is looked at in the order list.
pub const MOST_ORDERS: i64 = 100;

/// An order in a part of what a customer owes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// What of it counts here, minor units of the company's own currency.
    pub amount: i64,
    /// The day on which it left, and when it was to be paid; none for what has not left.
    pub left: Option<(NaiveDate, NaiveDate)>,
}

/// The orders behind the figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Left and not paid, newest first.
    pub unpaid: Vec<Owed>,
    /// Confirmed and not shipped, newest first.
    pub committed: Vec<Owed>,
}

/// The orders behind what a customer owes.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn parts(office: &mut Office, id: CustomerId) -> Result<Parts, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        sight::customer(tx, sight, id)?;
        let kept = store::customers::load(tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
        let mut left = unpaid_shipments(tx, &kept.customer, kept.exposure)?;
        left.truncate(usize::try_from(MOST_ORDERS).unwrap_or_default());
        let amounts: Vec<i64> = left.iter().map(|(shipped, _)| shipped.amount).collect();
        let (open, _) = overdue::unpaid(kept.exposure, &amounts);
        let unpaid = left.into_iter().zip(open).filter(|(_, amount)| *amount > 0);
        let unpaid = unpaid.map(|((shipped, order), amount)| (order, amount, Some(shipped.day))).collect();
        let mut open = Vec::new();
        for id in owing_together(tx, &kept.customer)? {
            open.extend(committed(tx, id)?);
        }
        Ok(Parts { unpaid: named(tx, &kept.customer, unpaid)?, committed: named(tx, &kept.customer, open)? })
    })
}

type Part = (OrderId, i64, Option<NaiveDate>);

/// The orders that are not done, by their own footprints.
fn committed(tx: &mut Tx<'_>, id: CustomerId) -> Result<Vec<Part>, OpError> {
    let stages = vec![Stage::Review, Stage::Reviewed, Stage::Preparing, Stage::PartShipped];
    let filter = Filter { stages, customer: Some(id) };
    let mut found = Vec::new();
    for row in store::orders::page(tx, Sight::All, &filter, 0, MOST_ORDERS)? {
        let Some(kept) = store::orders::load(tx, row.id)? else { continue };
        let amount = footprint(&kept.order).committed;
        if amount != 0 {
            found.push((row.id, amount, None));
        }
    }
    Ok(found)
}

fn named(tx: &mut Tx<'_>, customer: &Customer, parts: Vec<Part>) -> Result<Vec<Owed>, OpError> {
    let mut owed = Vec::with_capacity(parts.len());
    for (order, amount, day) in parts {
        let row = store::orders::rows(tx, &[order])?.pop();
        let number = row.map(|row| row.number).unwrap_or_default();
        let due = |day: NaiveDate| (day, due_day(customer.credit.terms, customer.transport_days, day));
        owed.push(Owed { order, number, amount, left: day.map(due) });
    }
    Ok(owed)
}
