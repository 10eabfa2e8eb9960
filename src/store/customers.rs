//! Customers, what they owe, and what they paid.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Row, StoreError, Tx, json, search};
use crate::domain::audit::Area;
use crate::domain::credit::{Exposure, RecordKind};
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, UserId};
use crate::domain::search_text::haystack;

/// A customer with the sums kept beside the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The file.
    pub customer: Customer,
    /// How often it changed; guards against two people at once.
    pub changes: i64,
    /// Exposure with all its parts, minor units of the company's own currency.
    pub exposure: Exposure,
}

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The day of value.
    pub day: NaiveDate,
    /// Minor units of the company's own currency.
    pub amount: i64,
    /// What for.
    pub note: String,
    /// Who recorded it.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

const COLUMNS: &str = "SELECT body, changes, shipped, committed, paid FROM customers";

fn kept(row: &Row) -> Result<Kept, StoreError> {
    let customer: Customer = json::read(row.text(0)?)?;
    let exposure = Exposure {
        opening: customer.credit.opening_balance,
        shipped: row.int(2)?,
        committed: row.int(3)?,
        paid: row.int(4)?,
    };
    Ok(Kept { customer, changes: row.int(1)?, exposure })
}

/// One customer.
///
/// # Errors
/// Those of the store.
pub fn load(tx: &mut Tx<'_>, id: CustomerId) -> Result<Option<Kept>, StoreError> {
    let row = tx.one(&format!("{COLUMNS} WHERE id = $1"), &[id.0.into()])?;
    row.as_ref().map(kept).transpose()?.map(|kept| with_absorbed(tx, kept)).transpose()
}

/// One customer as its orders are judged: a duplicate that was merged has the credit file and the exposure of the one that was
/// kept, and stands as long as that one does; name, places and rules for goods are its own.
///
/// # Errors
/// Those of the store.
pub fn for_orders(tx: &mut Tx<'_>, id: CustomerId) -> Result<Option<Kept>, StoreError> {
    let Some(mut kept) = load(tx, id)? else { return Ok(None) };
    if let Some(root) = kept.customer.merged_into
        && let Some(root) = load(tx, root)?
    {
        kept.customer.credit = root.customer.credit;
        // Releases are for orders under the one name and counted there.
        kept.customer.credit.records.retain(|record| record.kind != RecordKind::Release);
        kept.customer.active = root.customer.active;
        kept.exposure = root.exposure;
    }
    Ok(Some(kept))
}

/// A customer and the duplicates that were merged into it: whose orders and payments count as theirs.
///
/// # Errors
/// Those of the store.
pub fn group(tx: &mut Tx<'_>, id: CustomerId) -> Result<Vec<CustomerId>, StoreError> {
    /// The one part of a file that is looked at.
    #[derive(serde::Deserialize)]
    struct Names {
        #[serde(default)]
        absorbed: Vec<CustomerId>,
    }
    let mut group = vec![id];
    if let Some(row) = tx.one("SELECT body FROM customers WHERE id = $1", &[id.0.into()])? {
        group.extend(json::read::<Names>(row.text(0)?)?.absorbed);
    }
    Ok(group)
}

/// The sums of the duplicates are read together with those of the one that was kept; none of them ever moves.
fn with_absorbed(tx: &mut Tx<'_>, mut whole: Kept) -> Result<Kept, StoreError> {
    for id in &whole.customer.absorbed {
        let row = tx.one(&format!("{COLUMNS} WHERE id = $1"), &[id.0.into()])?;
        let Some(part) = row.as_ref().map(kept).transpose()? else { continue };
        let (sum, more) = (&mut whole.exposure, part.exposure);
        sum.opening = sum.opening.saturating_add(more.opening);
        sum.shipped = sum.shipped.saturating_add(more.shipped);
        sum.committed = sum.committed.saturating_add(more.committed);
        sum.paid = sum.paid.saturating_add(more.paid);
    }
    Ok(whole)
}

/// One customer by code.
///
/// # Errors
/// Those of the store.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Kept>, StoreError> {
    tx.one(&format!("{COLUMNS} WHERE code = $1"), &[code.into()])?.as_ref().map(kept).transpose()
}

/// A page of all customers by code.
///
/// # Errors
/// Those of the store.
pub fn page(tx: &mut Tx<'_>, offset: i64, limit: i64) -> Result<Vec<Kept>, StoreError> {
    let sql = format!("{COLUMNS} ORDER BY code LIMIT $1 OFFSET $2");
    let rows = tx.query(&sql, &[limit.into(), offset.into()])?;
    rows.iter().map(|row| with_absorbed(tx, kept(row)?)).collect()
}

/// Reads all that are active, one after the other.
///
/// # Errors
/// Those of the store.
pub fn each_active(tx: &mut Tx<'_>, take: &mut dyn FnMut(Customer)) -> Result<(), StoreError> {
    tx.each("SELECT body FROM customers WHERE active = 1 ORDER BY id", &[], &mut |row| {
        take(json::read(row.text(0)?)?);
        Ok(())
    })
}

/// How many there are.
///
/// # Errors
/// Those of the store.
pub fn count(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    tx.one("SELECT count(*) FROM customers", &[])?.map_or(Ok(0), |row| row.int(0))
}

/// Keeps a new customer.
///
/// # Errors
/// Those of the store; a code used twice is a constraint violation.
pub fn insert(tx: &mut Tx<'_>, customer: &Customer) -> Result<(), StoreError> {
    let sql = "INSERT INTO customers (id, code, name, active, changes, shipped, committed, paid, body) \
               VALUES ($1, $2, $3, $4, 1, 0, 0, 0, $5)";
    let values = [
        customer.id.0.into(),
        (&customer.code).into(),
        (&customer.name).into(),
        customer.active.into(),
        json::write(customer)?.into(),
    ];
    tx.exec(sql, &values)?;
    search::put(tx, Area::Customer, customer.id.0, &words(customer))
}

/// Keeps a changed customer; false when somebody else was quicker.
///
/// # Errors
/// Those of the store.
pub fn update(tx: &mut Tx<'_>, customer: &Customer, changes: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE customers SET code = $1, name = $2, active = $3, changes = changes + 1, body = $4 \
               WHERE id = $5 AND changes = $6";
    let values = [
        (&customer.code).into(),
        (&customer.name).into(),
        customer.active.into(),
        json::write(customer)?.into(),
        customer.id.0.into(),
        changes.into(),
    ];
    let done = tx.exec(sql, &values)? == 1;
    if done {
        search::put(tx, Area::Customer, customer.id.0, &words(customer))?;
    }
    Ok(done)
}

/// Moves the sums of what was shipped and what is committed.
///
/// # Errors
/// Those of the store.
pub fn move_sums(tx: &mut Tx<'_>, id: CustomerId, shipped: i64, committed: i64) -> Result<(), StoreError> {
    let sql = "UPDATE customers SET shipped = shipped + $1, committed = committed + $2 WHERE id = $3";
    tx.exec(sql, &[shipped.into(), committed.into(), id.0.into()]).map(|_| ())
}

/// Records a payment and counts it.
///
/// # Errors
/// Those of the store.
pub fn pay(tx: &mut Tx<'_>, number: i64, customer: CustomerId, payment: &Payment) -> Result<(), StoreError> {
    let sql = "INSERT INTO payments (id, customer_id, day, amount, note, recorded_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = [
        number.into(),
        customer.0.into(),
        payment.day.to_string().into(),
        payment.amount.into(),
        (&payment.note).into(),
        payment.by.0.into(),
        payment.at.into(),
    ];
    tx.exec(sql, &values)?;
    let sql = "UPDATE customers SET paid = paid + $1 WHERE id = $2";
    tx.exec(sql, &[payment.amount.into(), customer.0.into()]).map(|_| ())
}

/// The newest payments of a customer.
///
/// # Errors
/// Those of the store.
pub fn payments(tx: &mut Tx<'_>, customer: CustomerId, limit: i64) -> Result<Vec<Payment>, StoreError> {
    let sql =
        "SELECT day, amount, note, recorded_by, at FROM payments WHERE customer_id = $1 ORDER BY id DESC LIMIT $2";
    let rows = tx.query(sql, &[customer.0.into(), limit.into()])?;
    rows.iter()
        .map(|row| {
            Ok(Payment {
                day: row.text(0)?.parse().unwrap_or_default(),
                amount: row.int(1)?,
                note: row.string(2)?,
                by: UserId(row.int(3)?),
                at: row.instant(4)?,
            })
        })
        .collect()
}

fn words(customer: &Customer) -> String {
    let mut parts = vec![customer.code.as_str(), &customer.name, &customer.name_en];
    for contact in &customer.contacts {
        parts.extend([contact.name.as_str(), &contact.phone]);
    }
    parts.extend(customer.addresses.iter().map(String::as_str));
    haystack(&parts)
}
