//! Credit: payments, which lower what a customer owes.

use chrono::NaiveDate;

use super::customers::CustomerEvent;
use super::{Office, OpError, Work};
use crate::domain::audit::Area;
use crate::domain::ids::CustomerId;
use crate::domain::people::Right;
use crate::store;
pub use crate::store::customers::Payment;

/// Records a payment, in minor units of the company's own currency. A payment booked wrongly is booked back with a
/// negative amount and its reason.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::OutOfRange`], [`OpError::NotFound`], [`OpError::Missing`] note of a negative
/// amount; the store's.
pub fn record_payment(
    work: &mut Work<'_, '_>,
    id: CustomerId,
    amount: i64,
    day: NaiveDate,
    note: &str,
) -> Result<(), OpError> {
    work.needs(Right::RecordPayment)?;
    if amount == 0 || amount.unsigned_abs() > 1_000_000_000_000 {
        return Err(OpError::OutOfRange("field-amount"));
    }
    if amount < 0 && note.trim().is_empty() {
        return Err(OpError::Missing("field-reason"));
    }
    if day > work.today() {
        return Err(OpError::OutOfRange("field-day"));
    }
    if work.customer(id)?.is_none() {
        return Err(OpError::NotFound(format!("#{id}")));
    }
    let number = work.next("payments")?;
    let payment = Payment { day, amount, note: note.trim().to_owned(), by: work.actor.id, at: work.now };
    store::customers::pay(work.tx, number, id, &payment)?;
    work.paid(id, amount);
    work.log(Area::Customer, id.0, &CustomerEvent::Paid { amount, day, note: payment.note })?;
    work.touched.customers = true;
    Ok(())
}

/// The newest payments of a customer.
///
/// # Errors
/// The store's.
pub fn payments(office: &mut Office, id: CustomerId) -> Result<Vec<Payment>, OpError> {
    office.read_by(Right::ReadOrders, |tx| Ok(store::customers::payments(tx, id, 50)?))
}
