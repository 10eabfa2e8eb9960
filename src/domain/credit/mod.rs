//! Credit (II.4): one definition of exposure, and the judgement that follows from it.
//!
//! Exposure = opening balance + shipped + confirmed and not shipped − paid. Available = limit (with temporary limits and
//! safeguards while they count) − exposure. It is held against three limits: the customer's, the group's, the company's
//! (F15). All amounts in minor units of the company's own currency.

pub mod overdue;
pub mod records;
mod settings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use overdue::{Overdue, Shipped, due_day, receivable};
pub use records::{CreditRecord, LimitParts, RecordEvent, RecordKind, ReleaseUse, SafeguardKind};
pub use settings::{CreditSettings, CustomerGroup, Hardness, LevelFigures, Place, Releaser};

use super::customers::{Customer, Grade, Terms};

/// What the customer owes or will owe, with its parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposure {
    /// Owed when the file was opened here.
    pub opening: i64,
    /// Shipped since.
    pub shipped: i64,
    /// Reviewed or confirmed, not shipped yet; this order is not in it.
    pub committed: i64,
    /// Paid since.
    pub paid: i64,
}

impl Exposure {
    /// The sum of the parts.
    pub fn total(self) -> i64 {
        let owed = self.opening.saturating_add(self.shipped).saturating_add(self.committed);
        owed.saturating_sub(self.paid)
    }

    /// Part by part.
    pub fn plus(self, other: Exposure) -> Exposure {
        Exposure {
            opening: self.opening.saturating_add(other.opening),
            shipped: self.shipped.saturating_add(other.shipped),
            committed: self.committed.saturating_add(other.committed),
            paid: self.paid.saturating_add(other.paid),
        }
    }

    /// Without so much of what is committed.
    pub fn less_committed(self, committed: i64) -> Exposure {
        Exposure { committed: self.committed.saturating_sub(committed), ..self }
    }
}

/// What a customer, the group and the company owe at a moment, and what orders took of the customer's releases. What was
/// not looked up is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Of the customer.
    pub exposure: Exposure,
    /// Of all customers of its group.
    pub group: Exposure,
    /// Of all customers.
    pub company: Exposure,
    /// What is late.
    pub overdue: Option<Overdue>,
    /// What orders took of each release, by number.
    pub used: BTreeMap<i64, i64>,
}

impl Standing {
    /// The same with another figure committed at every level.
    pub fn map(self, change: impl Fn(Exposure) -> Exposure) -> Standing {
        Standing {
            exposure: change(self.exposure),
            group: change(self.group),
            company: change(self.company),
            overdue: self.overdue,
            used: self.used,
        }
    }
}

/// All that is kept of what a customer owes, for a look at any day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Of the customer.
    pub exposure: Exposure,
    /// Of all customers of its group.
    pub group: Exposure,
    /// Of all customers.
    pub company: Exposure,
    /// What orders took of each release, by number.
    pub used: BTreeMap<i64, i64>,
    /// What left, newest first, as far back as anything is unpaid.
    pub shipped: Vec<Shipped>,
}

impl Ledger {
    /// What is late on a day.
    pub fn overdue(&self, customer: &Customer, settings: &CreditSettings, today: NaiveDate) -> Option<Overdue> {
        overdue::overdue(customer, self.exposure, &self.shipped, settings.grace_days, today)
    }

    /// The limits above the customer's own with what they are held against: the group's, named, then the company's.
    pub fn levels(&self, customer: &Customer, settings: &CreditSettings) -> Vec<LevelFigures> {
        let group = customer.credit.group.and_then(|id| settings.group(id));
        let of_group = group.and_then(|group| LevelFigures::held(&group.name, group.limit, self.group));
        of_group.into_iter().chain(LevelFigures::held("", settings.company_limit, self.company)).collect()
    }

    /// The standing as a step of that day would look it up: days count where the settings hold them against anybody.
    pub fn standing(&self, customer: &Customer, settings: &CreditSettings, today: NaiveDate) -> Standing {
        let overdue = if settings.minds_days() { self.overdue(customer, settings, today) } else { None };
        let Ledger { exposure, group, company, .. } = *self;
        Standing { exposure, group, company, overdue, used: self.used.clone() }
    }
}

/// The limit that counts on a day, with its parts.
pub fn limit_parts(customer: &Customer, today: NaiveDate) -> LimitParts {
    let file = &customer.credit;
    let old = file.temporary.filter(|limit| limit.until >= today).map_or(0, |limit| limit.amount);
    let temporary = records::sum(&file.records, today, |kind| *kind == RecordKind::Temporary);
    let safeguards = records::sum(&file.records, today, |kind| matches!(kind, RecordKind::Safeguard { .. }));
    LimitParts { lasting: file.limit, temporary: old.saturating_add(temporary), safeguards }
}

/// The limit that counts on a day.
pub fn limit_on(customer: &Customer, today: NaiveDate) -> i64 {
    limit_parts(customer, today).total()
}

/// Whose limit it is (F15).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The customer's own.
    #[default]
    Customer,
    /// The customer group's.
    Group,
    /// The company's, for all customers together.
    Company,
}

impl Level {
    /// A stable name for text keys (`credit-level-group`).
    pub fn key(self) -> &'static str {
        match self {
            Level::Customer => "customer",
            Level::Group => "group",
            Level::Company => "company",
        }
    }

    fn is_customer(&self) -> bool {
        *self == Level::Customer
    }
}

/// Why an order may not pass the credit desk without a safeguard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// Nobody has graded the customer yet.
    NewCustomer,
    /// The grade is C, or the terms are payment in advance, and the order is not covered by what was paid.
    PrepaymentMissing {
        /// What is not covered, minor units.
        missing: i64,
    },
    /// Exposure with this order is over the limit.
    OverLimit {
        /// By how much, minor units.
        over: i64,
        /// Over whose limit.
        #[serde(default, skip_serializing_if = "Level::is_customer")]
        level: Level,
    },
    /// Something is later than terms and grace allow (F22).
    Overdue {
        /// Days since the oldest of it was due.
        days: i64,
        /// What is late, minor units.
        amount: i64,
    },
}

impl Concern {
    /// True when this is the same thing as `seen` and no more of it.
    fn is_within(&self, seen: &Concern) -> bool {
        match (self, seen) {
            (Concern::NewCustomer, Concern::NewCustomer) => true,
            (Concern::PrepaymentMissing { missing }, Concern::PrepaymentMissing { missing: seen }) => missing <= seen,
            (Concern::OverLimit { over, level }, Concern::OverLimit { over: seen, level: of }) => {
                level == of && over <= seen
            }
            (Concern::Overdue { days, amount }, Concern::Overdue { days: seen, amount: late }) => {
                days <= seen && amount <= late
            }
            _ => false,
        }
    }
}

/// A concern with how hard it weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighed {
    /// What.
    pub concern: Concern,
    /// How hard.
    pub hardness: Hardness,
}

/// The figures a credit reviewer sees and signs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditEvidence {
    /// The limit on the day of review.
    pub limit: i64,
    /// The exposure without this order.
    pub exposure: Exposure,
    /// This order's amount in the company's own currency.
    pub amount: i64,
    /// What speaks against it, if anything; the hardest, and of equals the first.
    pub concern: Option<Concern>,
    /// How hard that weighs.
    #[serde(default, skip_serializing_if = "Hardness::is_stop")]
    pub hardness: Hardness,
    /// What else speaks against it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Weighed>,
    /// What the limit is made of, where it is more than the lasting one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<LimitParts>,
    /// The group's figures, where it has a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<LevelFigures>,
    /// The company's figures, where it has a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<LevelFigures>,
    /// What was late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdue: Option<Overdue>,
    /// What was taken of which releases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub releases: Vec<ReleaseUse>,
}

impl CreditEvidence {
    /// What is left of the limit once this order counts; negative when over.
    pub fn left(&self) -> i64 {
        self.limit.saturating_sub(self.exposure.total()).saturating_sub(self.amount)
    }

    /// What a safeguard or release must at least cover: the most that any of the hardest concerns asks for.
    pub fn needed(&self) -> i64 {
        let of = |concern: &Concern| match concern {
            // Late payment is about everything that leaves before it is paid.
            Concern::NewCustomer | Concern::Overdue { .. } => self.amount,
            Concern::PrepaymentMissing { missing } => *missing,
            Concern::OverLimit { over, .. } => *over,
        };
        let also = self.also.iter().filter(|weighed| weighed.hardness == self.hardness);
        also.map(|weighed| &weighed.concern).chain(&self.concern).map(of).max().unwrap_or_default()
    }

    /// All that speaks against it, the hardest first.
    pub fn concerns(&self) -> Vec<Concern> {
        self.concern.into_iter().chain(self.also.iter().map(|weighed| weighed.concern)).collect()
    }

    /// The first concern that is not among those seen, or is more than what was seen.
    pub fn worse_than(&self, seen: &[Concern]) -> Option<Concern> {
        self.concerns().into_iter().find(|concern| !seen.iter().any(|seen| concern.is_within(seen)))
    }

    /// True when nothing passes without a safeguard or a release.
    pub fn stops(&self) -> bool {
        self.concern.is_some() && self.hardness == Hardness::Stop
    }
}

/// Weighs an order of `amount` against the customer's file and the limits above it.
///
/// A customer whom nobody graded, or who has never been delivered to, is always held hard at the desk, whatever the
/// settings say (F21).
pub fn assess(
    customer: &Customer,
    standing: &Standing,
    amount: i64,
    today: NaiveDate,
    settings: &CreditSettings,
    place: Place,
) -> CreditEvidence {
    let parts = limit_parts(customer, today);
    let group = customer.credit.group.and_then(|id| settings.group(id));
    let mut evidence = CreditEvidence {
        limit: parts.total(),
        exposure: standing.exposure,
        amount,
        parts: (parts.total() != parts.lasting).then_some(parts),
        group: group.and_then(|group| LevelFigures::held(&group.name, group.limit, standing.group)),
        company: LevelFigures::held("", settings.company_limit, standing.company),
        overdue: standing.overdue,
        ..CreditEvidence::default()
    };
    let mut found = concerns(customer, &evidence, parts, settings, place);
    found.retain(|weighed| weighed.hardness > Hardness::Off);
    // The sort is stable, so of equals the first stays first.
    found.sort_by_key(|weighed| std::cmp::Reverse(weighed.hardness));
    if let Some(first) = found.first().copied() {
        (evidence.concern, evidence.hardness) = (Some(first.concern), first.hardness);
        evidence.also = found.split_off(1);
    }
    evidence
}

fn concerns(
    customer: &Customer,
    evidence: &CreditEvidence,
    parts: LimitParts,
    settings: &CreditSettings,
    place: Place,
) -> Vec<Weighed> {
    let is_new = place == Place::Review && (customer.credit.grade == Grade::Unknown || is_without_history(evidence));
    let weigh = |hardness: Hardness| if is_new && hardness > Hardness::Off { Hardness::Stop } else { hardness };
    let limit_weight = weigh(settings.limit_at(place));
    let after = evidence.exposure.total().saturating_add(evidence.amount);
    let mut found = Vec::new();
    let mut add = |concern: Concern, hardness: Hardness| found.push(Weighed { concern, hardness });
    let mut over: Vec<Concern> = Vec::new();
    if customer.credit.grade == Grade::Unknown {
        // What is safeguarded needs no grade; at the gate the desk has had its look.
        if place == Place::Review && after > parts.safeguards {
            add(Concern::NewCustomer, Hardness::Stop);
        }
    } else if customer.credit.grade == Grade::C || customer.credit.terms == Terms::Prepaid {
        let missing = after.saturating_sub(parts.safeguards);
        if missing > 0 {
            add(Concern::PrepaymentMissing { missing }, limit_weight);
        }
    } else if after > evidence.limit {
        over.push(Concern::OverLimit { over: after - evidence.limit, level: Level::Customer });
    }
    for (level, figures) in [(Level::Group, &evidence.group), (Level::Company, &evidence.company)] {
        let Some(figures) = figures else { continue };
        let after = figures.exposure.total().saturating_add(evidence.amount);
        if after > figures.limit {
            over.push(Concern::OverLimit { over: after.saturating_sub(figures.limit), level });
        }
    }
    over.into_iter().for_each(|concern| add(concern, limit_weight));
    if let Some(Overdue { days, amount, .. }) = evidence.overdue {
        add(Concern::Overdue { days, amount }, weigh(settings.overdue_at(place)));
    }
    found
}

/// Nothing was ever delivered, brought in or paid.
fn is_without_history(evidence: &CreditEvidence) -> bool {
    let Exposure { opening, shipped, paid, .. } = evidence.exposure;
    (opening, shipped, paid) == (0, 0, 0)
}
