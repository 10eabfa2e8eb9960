//! Credit: payments, which lower what a customer owes; temporary limits, safeguards and releases; and the file with all
//! its figures.

mod parts;

use chrono::NaiveDate;

use super::customers::{CustomerEntry, CustomerEvent, Kept, MOST_MONEY, conflict};
use super::orders::Dossier;
use super::transact::money::{amounts_of, unpaid_shipments};
use super::{Office, OpError, Work, sight};
use crate::domain::audit::Area;
use crate::domain::credit::{
    CreditEvidence, CreditRecord, Ledger, LevelFigures, RecordEvent, RecordKind, Standing, records,
};
use crate::domain::ids::CustomerId;
use crate::domain::orders::{Refusal, credit_evidence};
use crate::domain::people::Right;
use crate::store;
pub use parts::{MOST_ORDERS, Owed, Parts, parts};

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
    office.see(Right::ReadOrders, |tx, sight| {
        sight::customer(tx, sight, id)?;
        Ok(store::customers::payments(tx, id, 50)?)
    })
}

/// A record as a person writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRecord {
    /// What it is.
    pub kind: RecordKind,
    /// Minor units of the company's own currency.
    pub amount: i64,
    /// The first day on which it counts.
    pub from: NaiveDate,
    /// The last day on which it counts.
    pub until: NaiveDate,
    /// Why; a temporary limit and a release need it.
    pub reason: String,
}

/// The right that a kind of record needs.
pub fn right_for(kind: &RecordKind) -> Right {
    match kind {
        RecordKind::Temporary => Right::KeepCredit,
        RecordKind::Safeguard { .. } => Right::KeepSafeguards,
        RecordKind::Release => Right::ReleaseCredit,
    }
}

/// Writes a temporary limit, a safeguard or a release into a customer's file. `changes` is [`Kept::changes`] as the person
/// saw it.
///
/// # Errors
/// [`OpError::NotAllowed`]; [`OpError::Refused`] beyond the person's ceiling; [`OpError::Missing`],
/// [`OpError::OutOfRange`], [`OpError::NotFound`]; [`OpError::Conflict`] when somebody was quicker; the store's.
pub fn write_record(work: &mut Work<'_, '_>, id: CustomerId, changes: i64, new: NewRecord) -> Result<(), OpError> {
    work.needs(right_for(&new.kind))?;
    if !(1..=MOST_MONEY).contains(&new.amount) {
        return Err(OpError::OutOfRange("field-amount"));
    }
    if new.until < new.from || new.until < work.today() {
        return Err(OpError::OutOfRange("field-until"));
    }
    let is_empty = |text: &str| text.trim().is_empty();
    match &new.kind {
        RecordKind::Safeguard { who, .. } if is_empty(who) => return Err(OpError::Missing("field-guarantor")),
        RecordKind::Safeguard { document, .. } if is_empty(document) => return Err(OpError::Missing("field-document")),
        RecordKind::Temporary | RecordKind::Release if is_empty(&new.reason) => {
            return Err(OpError::Missing("field-reason"));
        }
        _ => {}
    }
    let ceiling = work.company.credit.ceiling(work.actor.id).filter(|_| new.kind == RecordKind::Release);
    if let Some(ceiling) = ceiling.filter(|ceiling| *ceiling < new.amount) {
        return Err(OpError::Refused(Refusal::ReleaseTooLarge { amount: new.amount, ceiling }));
    }
    let kept = kept(work, id)?;
    let NewRecord { kind, amount, from, until, reason } = new;
    let no = kept.customer.credit.records.len() as i64 + 1;
    let reason = reason.trim().to_owned();
    let record = CreditRecord { no, kind, amount, from, until, reason, mark: work.mark(), ended: None };
    record_event(work, kept, changes, RecordEvent::Written(record))
}

/// Ends a record before its last day. What orders took of a release stays taken.
///
/// # Errors
/// As [`write_record`]; [`OpError::NotFound`] too for a record that is ended already.
pub fn end_record(work: &mut Work<'_, '_>, id: CustomerId, changes: i64, no: i64, reason: &str) -> Result<(), OpError> {
    let kept = kept(work, id)?;
    let record = kept.customer.credit.records.iter().find(|record| record.no == no && record.ended.is_none());
    let record = record.ok_or_else(|| OpError::NotFound(format!("#{no}")))?;
    work.needs(right_for(&record.kind))?;
    if reason.trim().is_empty() {
        return Err(OpError::Missing("field-reason"));
    }
    let event = RecordEvent::Ended { no, reason: reason.trim().to_owned(), mark: work.mark() };
    record_event(work, kept, changes, event)
}

/// The customer with what it owed when this transaction began.
pub(crate) fn kept(work: &mut Work<'_, '_>, id: CustomerId) -> Result<Kept, OpError> {
    store::customers::load(work.tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))
}

fn record_event(work: &mut Work<'_, '_>, kept: Kept, changes: i64, event: RecordEvent) -> Result<(), OpError> {
    let mut customer = kept.customer.clone();
    records::apply(&mut customer.credit.records, &event);
    if !store::customers::update(work.tx, &customer, changes)? {
        return conflict(work, Area::Customer, customer.id.0);
    }
    work.refile(&kept, &customer)?;
    work.log(Area::Customer, customer.id.0, &CustomerEvent::Credit(event))?;
    work.touched.customers = true;
    Ok(())
}

/// A customer's credit file with everything a person may want to see beside it.
#[derive(Clone, Debug)]
pub struct CreditFile {
    /// The customer with the exposure.
    pub kept: Kept,
    /// What the customer, its group and the company owe, and what orders took of the releases.
    pub ledger: Ledger,
    /// A limit to propose, and the sales of the months it was worked out from, minor units.
    pub proposed: (i64, i64),
    /// The newest payments.
    pub payments: Vec<Payment>,
    /// The history of the file, oldest first.
    pub log: Vec<CustomerEntry>,
}

/// Months of sales that a proposed limit looks back.
const MONTHS: u32 = 12;

/// Opens a credit file as it stands on `today`.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn open(office: &mut Office, id: CustomerId, today: NaiveDate) -> Result<CreditFile, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        sight::customer(tx, sight, id)?;
        let kept = store::customers::load(tx, id)?.ok_or_else(|| OpError::NotFound(format!("#{id}")))?;
        let ledger = ledger(tx, &kept)?;
        let since = today.checked_sub_months(chrono::Months::new(MONTHS)).unwrap_or(today);
        let sold = store::credit::sold_since(tx, id, since)?;
        let settings = store::company::load(tx)?.credit;
        let proposed = settings.proposed_limit(kept.customer.credit.grade, sold, i64::from(MONTHS));
        let log = super::customers::log(tx, id)?;
        let payments = store::customers::payments(tx, id, 50)?;
        Ok(CreditFile { kept, ledger, proposed: (proposed, sold), payments, log })
    })
}

impl Dossier {
    /// What a credit reviewer sees and signs on a day.
    pub fn credit(&self, today: NaiveDate) -> CreditEvidence {
        credit_evidence(&self.order, &self.customer, &self.standing(today), today, &self.company.credit)
    }

    /// The customer's standing on a day, as a step of that day would look it up.
    pub fn standing(&self, today: NaiveDate) -> Standing {
        self.ledger.standing(&self.customer, &self.company.credit, today)
    }
}

/// All that is kept of what a customer owes.
pub(super) fn ledger(tx: &mut store::Tx<'_>, kept: &Kept) -> Result<Ledger, OpError> {
    let Ledger { group, company, .. } = sums(tx, kept)?;
    let used = store::credit::used(tx, kept.customer.id)?;
    let shipped = amounts_of(unpaid_shipments(tx, &kept.customer, kept.exposure)?);
    Ok(Ledger { exposure: kept.exposure, group, company, used, shipped })
}

/// The sums alone: of the customer, its group and the company.
fn sums(tx: &mut store::Tx<'_>, kept: &Kept) -> Result<Ledger, OpError> {
    let group = match kept.customer.credit.group {
        Some(id) => store::credit::level(tx, id)?,
        None => Default::default(),
    };
    let company = store::credit::level(tx, store::credit::COMPANY)?;
    Ok(Ledger { exposure: kept.exposure, group, company, ..Ledger::default() })
}

/// The limits above a customer's own with what they are held against.
pub(super) fn levels(tx: &mut store::Tx<'_>, kept: &Kept) -> Result<Vec<LevelFigures>, OpError> {
    let settings = store::company::load(tx)?.credit;
    Ok(sums(tx, kept)?.levels(&kept.customer, &settings))
}
