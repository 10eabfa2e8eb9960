//! What a credit file keeps beside the lasting limit: temporary limits, safeguards and releases, each a record of its own.
//!
//! A record is never rewritten. It is ended with a reason, or it runs out by its last day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::orders::Mark;

/// What stands behind a safeguard (担保, F20).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SafeguardKind {
    /// A person or firm who answers for it (保证人).
    #[default]
    Guarantor,
    /// A mortgage on land or buildings (抵押).
    Mortgage,
    /// A pledge of goods or papers (质押).
    Pledge,
    /// A deposit (定金).
    Deposit,
    /// A bank's guarantee (银行保函).
    BankGuarantee,
}

impl SafeguardKind {
    /// All kinds.
    pub const ALL: [SafeguardKind; 5] = [
        SafeguardKind::Guarantor,
        SafeguardKind::BankGuarantee,
        SafeguardKind::Deposit,
        SafeguardKind::Mortgage,
        SafeguardKind::Pledge,
    ];

    /// A stable name for text keys (`safeguard-bank-guarantee`).
    pub fn key(self) -> &'static str {
        match self {
            SafeguardKind::Guarantor => "guarantor",
            SafeguardKind::Mortgage => "mortgage",
            SafeguardKind::Pledge => "pledge",
            SafeguardKind::Deposit => "deposit",
            SafeguardKind::BankGuarantee => "bank-guarantee",
        }
    }
}

/// What kind of record it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// A limit on top of the lasting one for a time.
    Temporary,
    /// Somebody or something answers for the customer; raises the limit while it counts (F20).
    Safeguard {
        /// What stands behind it.
        kind: SafeguardKind,
        /// Who gives it.
        who: String,
        /// The document's number or name.
        document: String,
    },
    /// Leave to go on although a concern stands, used up by orders (F19).
    Release,
}

/// A record of the credit file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditRecord {
    /// 1, 2, … inside the file, over all kinds.
    pub no: i64,
    /// What it is.
    pub kind: RecordKind,
    /// Minor units of the company's own currency.
    pub amount: i64,
    /// The first day on which it counts.
    pub from: NaiveDate,
    /// The last day on which it counts.
    pub until: NaiveDate,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who allowed or recorded it, and when.
    pub mark: Mark,
    /// Ended before its last day, with the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<(String, Mark)>,
}

impl CreditRecord {
    /// True when it counts on this day.
    pub fn counts(&self, today: NaiveDate) -> bool {
        self.ended.is_none() && self.from <= today && today <= self.until
    }
}

/// What raises a customer's limit on a day, with its parts, minor units of the company's own currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitParts {
    /// The lasting limit.
    pub lasting: i64,
    /// Temporary limits.
    pub temporary: i64,
    /// Safeguards.
    pub safeguards: i64,
}

impl LimitParts {
    /// The limit that counts.
    pub fn total(self) -> i64 {
        self.lasting.saturating_add(self.temporary).saturating_add(self.safeguards)
    }
}

/// What an order takes of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseUse {
    /// [`CreditRecord::no`].
    pub no: i64,
    /// Minor units of the company's own currency.
    pub amount: i64,
}

/// The sum of these kinds of records on a day.
pub fn sum(records: &[CreditRecord], today: NaiveDate, wanted: impl Fn(&RecordKind) -> bool) -> i64 {
    let counting = records.iter().filter(|record| record.counts(today) && wanted(&record.kind));
    counting.map(|record| record.amount).fold(0, i64::saturating_add)
}

/// The releases with what is left of them, the one that ends first on top. `used` is what orders took, by number.
pub fn open_releases<'a>(
    records: &'a [CreditRecord],
    used: &BTreeMap<i64, i64>,
    today: NaiveDate,
) -> Vec<(&'a CreditRecord, i64)> {
    let releases = records.iter().filter(|record| record.kind == RecordKind::Release && record.counts(today));
    let mut open: Vec<(&CreditRecord, i64)> = releases
        .map(|record| (record, record.amount.saturating_sub(used.get(&record.no).copied().unwrap_or_default())))
        .filter(|(_, left)| *left > 0)
        .collect();
    open.sort_by_key(|(record, _)| (record.until, record.no));
    open
}

/// Takes `needed` from the open releases, the one that ends first before the others; none when they do not reach.
pub fn draw(
    records: &[CreditRecord],
    used: &BTreeMap<i64, i64>,
    today: NaiveDate,
    needed: i64,
) -> Option<Vec<ReleaseUse>> {
    let mut missing = needed;
    let mut uses = Vec::new();
    for (record, left) in open_releases(records, used, today) {
        let amount = left.min(missing);
        if amount > 0 {
            uses.push(ReleaseUse { no: record.no, amount });
            missing -= amount;
        }
    }
    (missing <= 0).then_some(uses)
}

/// What happened to the records of a credit file. Words of the customer's own chain: only ever added to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordEvent {
    /// A record was written.
    Written(CreditRecord),
    /// A record was ended before its last day.
    Ended {
        /// Which.
        no: i64,
        /// Why.
        reason: String,
        /// Who and when.
        mark: Mark,
    },
}

/// Lets an event change the records; cannot fail.
pub fn apply(records: &mut Vec<CreditRecord>, event: &RecordEvent) {
    match event {
        RecordEvent::Written(record) => records.push(record.clone()),
        RecordEvent::Ended { no, reason, mark } => {
            if let Some(record) = records.iter_mut().find(|record| record.no == *no) {
                record.ended = Some((reason.clone(), *mark));
            }
        }
    }
}
