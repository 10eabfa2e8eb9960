//! What a firm sets for itself about credit (II.4, F15, F16, F19): where and how hard it looks, the limits above a
//! customer's own, and who releases up to how much.

use serde::{Deserialize, Serialize};

use super::Exposure;
use crate::domain::customers::Grade;
use crate::domain::ids::{GroupId, UserId};

/// How hard a concern weighs (F16).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hardness {
    /// Nobody looks.
    Off,
    /// It is put on record and holds nobody up.
    Note,
    /// Whoever goes on says why, in a note.
    Warn,
    /// Nothing goes on without a safeguard or a release.
    #[default]
    Stop,
}

impl Hardness {
    /// All of them, the mildest first.
    pub const ALL: [Hardness; 4] = [Hardness::Off, Hardness::Note, Hardness::Warn, Hardness::Stop];

    /// A stable name for text keys (`hardness-warn`).
    pub fn key(self) -> &'static str {
        match self {
            Hardness::Off => "off",
            Hardness::Note => "note",
            Hardness::Warn => "warn",
            Hardness::Stop => "stop",
        }
    }

    /// True for what was always so, which old documents do not say.
    pub fn is_stop(&self) -> bool {
        *self == Hardness::Stop
    }
}

/// Where an order is held against the credit file (F16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the credit desk (II.4).
    Review,
    /// At the gate, the last moment before goods leave (IV.3).
    Shipping,
}

/// Customers that share a limit, such as a chain with its branches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerGroup {
    /// The id; a group is never taken away, because old reviews name it.
    pub id: GroupId,
    /// The name.
    pub name: String,
    /// What all its customers together may owe, minor units of the company's own currency; none for no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
}

/// Somebody who may release, among those who hold the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Releaser {
    /// Who.
    pub person: UserId,
    /// Up to how much at a time, minor units of the company's own currency.
    pub ceiling: i64,
}

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreditSettings {
    /// What all customers together may owe; none for no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_limit: Option<i64>,
    /// Customer groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<CustomerGroup>,
    /// Named releasers. While nobody is named, whoever holds the right releases any amount.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub releasers: Vec<Releaser>,
    /// How hard an exceeded limit weighs at review.
    pub limit_at_review: Hardness,
    /// How hard an exceeded limit weighs when goods are to leave.
    pub limit_at_shipping: Hardness,
    /// How hard late payment weighs at review.
    pub overdue_at_review: Hardness,
    /// How hard late payment weighs when goods are to leave.
    pub overdue_at_shipping: Hardness,
    /// Days after the due day on which nothing is said yet.
    pub grace_days: i64,
    /// The credit period of a proposed limit, days.
    pub period_days: i64,
    /// The factor of grade A for a proposed limit, per cent.
    pub percent_a: i64,
    /// The factor of grade B for a proposed limit, per cent.
    pub percent_b: i64,
}

impl Default for CreditSettings {
    /// As it was before any of this could be set: a stop at review when a limit is exceeded, and no look at days.
    fn default() -> Self {
        CreditSettings {
            company_limit: None,
            groups: Vec::new(),
            releasers: Vec::new(),
            limit_at_review: Hardness::Stop,
            limit_at_shipping: Hardness::Off,
            overdue_at_review: Hardness::Off,
            overdue_at_shipping: Hardness::Off,
            grace_days: 7,
            period_days: 30,
            percent_a: 80,
            percent_b: 60,
        }
    }
}

impl CreditSettings {
    /// The group of an id.
    pub fn group(&self, id: GroupId) -> Option<&CustomerGroup> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The most that this person releases at a time; none for any amount. The right itself is asked elsewhere.
    pub fn ceiling(&self, person: UserId) -> Option<i64> {
        if self.releasers.is_empty() {
            return None;
        }
        let named = self.releasers.iter().find(|releaser| releaser.person == person);
        Some(named.map_or(0, |releaser| releaser.ceiling))
    }

    /// How hard an exceeded limit weighs here.
    pub fn limit_at(&self, place: Place) -> Hardness {
        match place {
            Place::Review => self.limit_at_review,
            Place::Shipping => self.limit_at_shipping,
        }
    }

    /// How hard late payment weighs here.
    pub fn overdue_at(&self, place: Place) -> Hardness {
        match place {
            Place::Review => self.overdue_at_review,
            Place::Shipping => self.overdue_at_shipping,
        }
    }

    /// True when late payment is held against anybody anywhere.
    pub fn minds_days(&self) -> bool {
        self.overdue_at_review.max(self.overdue_at_shipping) > Hardness::Off
    }

    /// A limit to propose: average monthly sales × credit period × factor of the grade, and never more than the monthly
    /// average. `sold` is what was shipped in the last `months` months; all in minor units, rounded down.
    pub fn proposed_limit(&self, grade: Grade, sold: i64, months: i64) -> i64 {
        let percent = match grade {
            Grade::A => self.percent_a,
            Grade::B => self.percent_b,
            Grade::C | Grade::Unknown => 0,
        };
        let average = i128::from(sold.max(0)) / i128::from(months.max(1));
        let proposed = average * i128::from(self.period_days.max(0)) * i128::from(percent.max(0)) / (30 * 100);
        i64::try_from(proposed.min(average)).unwrap_or(i64::MAX)
    }
}

/// What a limit above the customer's own was held against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelFigures {
    /// The group's name; empty for the company.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The limit, minor units of the company's own currency.
    pub limit: i64,
    /// What all its customers owe together, without the order.
    pub exposure: Exposure,
}

impl LevelFigures {
    /// The figures where there is a limit.
    pub fn held(name: &str, limit: Option<i64>, exposure: Exposure) -> Option<LevelFigures> {
        limit.map(|limit| LevelFigures { name: name.to_owned(), limit, exposure })
    }
}
