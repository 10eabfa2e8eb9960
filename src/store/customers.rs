//! Customers, what they owe, and what they paid.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Row, StoreError, Tx, json, search};
use crate::domain::audit::Area;
use crate::domain::credit::{Exposure, RecordKind};
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, UserId};
use crate::domain::orders::Stage;
use crate::domain::people::Sight;
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

/// The number of nobody among owners.
const NOBODY: i64 = 0;
/// The number under which orders of all customers are counted together.
pub const EVERYBODYS: i64 = -1;

/// An owner as it stands in a column.
pub(super) fn owner_number(owner: Option<UserId>) -> i64 {
    owner.map_or(NOBODY, |owner| owner.0)
}

/// The owner of a column.
pub(super) fn owner(number: i64) -> Option<UserId> {
    (number != NOBODY).then_some(UserId(number))
}

/// The owners whose customers are seen, for a statement; none where all are. They are numbers of our own, so they stand in the
/// text.
pub(super) fn seen_owners(sight: Sight) -> Option<String> {
    match sight {
        Sight::All => None,
        Sight::Own(own) => Some(format!("{}, {NOBODY}", own.0)),
    }
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

/// A page of the customers that `sight` covers, by code.
///
/// # Errors
/// Those of the store.
pub fn page(tx: &mut Tx<'_>, sight: Sight, offset: i64, limit: i64) -> Result<Vec<Kept>, StoreError> {
    let seen = seen_owners(sight).map(|owners| format!("WHERE +owner IN ({owners})")).unwrap_or_default();
    let sql = format!("{COLUMNS} {seen} ORDER BY code LIMIT $1 OFFSET $2");
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

/// How many `sight` covers.
///
/// # Errors
/// Those of the store.
pub fn count(tx: &mut Tx<'_>, sight: Sight) -> Result<i64, StoreError> {
    let seen = seen_owners(sight).map(|owners| format!("WHERE owner IN ({owners})")).unwrap_or_default();
    tx.one(&format!("SELECT count(*) FROM customers {seen}"), &[])?.map_or(Ok(0), |row| row.int(0))
}

/// Who looks after a customer. None both for nobody and where there is no such customer.
///
/// # Errors
/// Those of the store.
pub fn owner_of(tx: &mut Tx<'_>, id: CustomerId) -> Result<Option<UserId>, StoreError> {
    let row = tx.one("SELECT owner FROM customers WHERE id = $1", &[id.0.into()])?;
    Ok(row.map(|row| row.int(0)).transpose()?.and_then(owner))
}

/// Who looks after the customers of a name. Walks all customers: asked when a file is opened, and not for everybody.
///
/// # Errors
/// Those of the store.
pub fn owners_by_name(tx: &mut Tx<'_>, name: &str) -> Result<Vec<Option<UserId>>, StoreError> {
    let rows = tx.query("SELECT owner FROM customers WHERE name = $1 ORDER BY id", &[name.into()])?;
    rows.iter().map(|row| row.int(0).map(owner)).collect()
}

/// How many customers each person looks after; none is nobody.
///
/// # Errors
/// Those of the store.
pub fn owned(tx: &mut Tx<'_>) -> Result<BTreeMap<Option<UserId>, i64>, StoreError> {
    let rows = tx.query("SELECT owner, count(*) FROM customers GROUP BY owner", &[])?;
    rows.iter().map(|row| Ok((owner(row.int(0)?), row.int(1)?))).collect()
}

/// The customers that a person looks after, by code; none for those of nobody.
///
/// # Errors
/// Those of the store.
pub fn of_owner(tx: &mut Tx<'_>, of: Option<UserId>) -> Result<Vec<CustomerId>, StoreError> {
    let sql = "SELECT id FROM customers WHERE owner = $1 ORDER BY code";
    tx.query(sql, &[owner_number(of).into()])?.iter().map(|row| row.int(0).map(CustomerId)).collect()
}

/// Writes the owner of a customer beside its orders and their messages, and moves the counts. The file itself is kept by
/// [`update`].
///
/// # Errors
/// Those of the store.
pub fn give_orders(tx: &mut Tx<'_>, id: CustomerId, to: Option<UserId>) -> Result<(), StoreError> {
    let number = owner_number(to);
    let sql = "SELECT owner, day, stage, count(*) FROM orders WHERE customer_id = $1 AND owner <> $2 GROUP BY owner, day, stage";
    let mut moves = BTreeMap::new();
    for row in tx.query(sql, &[id.0.into(), number.into()])? {
        let (from, orders) = (owner(row.int(0)?), row.int(3)?);
        let Some(stage) = Stage::from_number(row.int(2)?) else { continue };
        let day: NaiveDate = row.text(1)?.parse().unwrap_or_default();
        *moves.entry((day, stage, from)).or_default() -= orders;
        *moves.entry((day, stage, to)).or_default() += orders;
    }
    if moves.is_empty() {
        return Ok(());
    }
    tx.exec("UPDATE orders SET owner = $1 WHERE customer_id = $2", &[number.into(), id.0.into()])?;
    let messages = "UPDATE messages SET owner = $1 WHERE order_id IN (SELECT id FROM orders WHERE customer_id = $2)";
    tx.exec(messages, &[number.into(), id.0.into()])?;
    super::orders::move_counts(tx, &moves)
}

/// Keeps a new customer.
///
/// # Errors
/// Those of the store; a code used twice is a constraint violation.
pub fn insert(tx: &mut Tx<'_>, customer: &Customer) -> Result<(), StoreError> {
    let sql = "INSERT INTO customers (id, code, name, active, changes, shipped, committed, paid, body, owner) \
               VALUES ($1, $2, $3, $4, 1, 0, 0, 0, $5, $6)";
    let values = [
        customer.id.0.into(),
        (&customer.code).into(),
        (&customer.name).into(),
        customer.active.into(),
        json::write(customer)?.into(),
        owner_number(customer.owner).into(),
    ];
    tx.exec(sql, &values)?;
    search::put(tx, Area::Customer, customer.id.0, &words(customer))
}

/// Keeps a changed customer; false when somebody else was quicker.
///
/// # Errors
/// Those of the store.
pub fn update(tx: &mut Tx<'_>, customer: &Customer, changes: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE customers SET code = $1, name = $2, active = $3, changes = changes + 1, body = $4, \
               owner = $5 WHERE id = $6 AND changes = $7";
    let values = [
        (&customer.code).into(),
        (&customer.name).into(),
        customer.active.into(),
        json::write(customer)?.into(),
        owner_number(customer.owner).into(),
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
