//! Customers with their people and places, and the part of their file that credit and stock rules read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::credit::CreditRecord;
use super::ids::{CustomerId, GroupId, UserId};
use super::money::Currency;
use super::orders::Incoterm;

/// Credit grade. `Unknown` is a new customer whom nobody has graded yet (II.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Best.
    A,
    /// Good.
    B,
    /// Weak: goods against payment in advance only.
    C,
    /// Not graded yet.
    #[default]
    Unknown,
}

impl Grade {
    /// All grades.
    pub const ALL: [Grade; 4] = [Grade::A, Grade::B, Grade::C, Grade::Unknown];

    /// A stable name for text keys (`grade-a`).
    pub fn key(self) -> &'static str {
        match self {
            Grade::A => "a",
            Grade::B => "b",
            Grade::C => "c",
            Grade::Unknown => "unknown",
        }
    }
}

/// When the customer pays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Terms {
    /// Before the goods leave (款到发货).
    #[default]
    Prepaid,
    /// On delivery (货到付款).
    OnDelivery,
    /// By the month, 30 days (月结 30 天).
    Monthly30,
    /// By the month, 60 days (月结 60 天).
    Monthly60,
}

impl Terms {
    /// All terms.
    pub const ALL: [Terms; 4] = [Terms::Prepaid, Terms::OnDelivery, Terms::Monthly30, Terms::Monthly60];

    /// A stable name for text keys (`terms-prepaid`).
    pub fn key(self) -> &'static str {
        match self {
            Terms::Prepaid => "prepaid",
            Terms::OnDelivery => "on-delivery",
            Terms::Monthly30 => "monthly-30",
            Terms::Monthly60 => "monthly-60",
        }
    }
}

/// A person at the customer's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// The telephone number as they write it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Mail address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
}

/// The part of the shelf life that must remain on the day of receipt: at least `numerator / denominator` of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShelfLifeRule {
    /// Upper part of the ratio.
    pub numerator: i64,
    /// Lower part of the ratio, at least 1.
    pub denominator: i64,
}

impl Default for ShelfLifeRule {
    /// Half of the shelf life, the custom with wholesalers.
    fn default() -> Self {
        ShelfLifeRule { numerator: 1, denominator: 2 }
    }
}

impl ShelfLifeRule {
    /// The whole days that must remain: the ratio of the shelf life, rounded up, so no rounding favours an older lot.
    pub fn days_needed(self, shelf_life_days: i64) -> i64 {
        let denominator = self.denominator.max(1);
        (shelf_life_days * self.numerator + denominator - 1).div_euclid(denominator)
    }
}

/// The credit file: how far the customer is trusted. All amounts in minor units of the company's own currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditFile {
    /// The grade.
    #[serde(default)]
    pub grade: Grade,
    /// The lasting limit.
    #[serde(default)]
    pub limit: i64,
    /// A limit on top of the lasting one, until a day, from before such limits were records; it counts until it runs out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temporary: Option<TemporaryLimit>,
    /// When the customer pays.
    #[serde(default)]
    pub terms: Terms,
    /// What the customer owed when the file was opened here.
    #[serde(default)]
    pub opening_balance: i64,
    /// When that was due; without a day it is never called late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening_due: Option<NaiveDate>,
    /// The group whose limit the customer shares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
    /// Temporary limits, safeguards and releases, in the order in which they were written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<CreditRecord>,
}

/// A limit for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemporaryLimit {
    /// Minor units on top of the lasting limit.
    pub amount: i64,
    /// The last day on which it counts.
    pub until: NaiveDate,
}

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// The id.
    pub id: CustomerId,
    /// The company's own code for the customer; unique.
    pub code: String,
    /// The full name, as on papers.
    pub name: String,
    /// The name in English, for export papers; empty means as `name`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_en: String,
    /// People, the usual caller first.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// Delivery addresses, the usual one first.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// The currency of their orders.
    #[serde(default)]
    pub currency: Currency,
    /// The Incoterm of their orders; none for domestic customers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incoterm: Option<Incoterm>,
    /// How fresh goods must be when they arrive.
    #[serde(default)]
    pub shelf_life: ShelfLifeRule,
    /// Days the goods travel.
    #[serde(default)]
    pub transport_days: i64,
    /// A key customer has longer retention (VII.2) and a named follower (V.2).
    #[serde(default)]
    pub key_customer: bool,
    /// The credit file.
    #[serde(default)]
    pub credit: CreditFile,
    /// The price group, by its name; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub price_group: String,
    /// Who of sales looks after the customer; none is nobody yet (F103).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<UserId>,
    /// The customer that was kept, where this file is a duplicate that was merged into it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<CustomerId>,
    /// The duplicates that were merged into this file; each of them points back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absorbed: Vec<CustomerId>,
    /// Notes for whoever takes the call.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// A customer who is gone stays on record and cannot order.
    pub active: bool,
}

impl Customer {
    /// The customer who answers for this one: the one it was merged into, else itself.
    pub fn root(&self) -> CustomerId {
        self.merged_into.unwrap_or(self.id)
    }

    /// True when orders go abroad.
    pub fn is_export(&self) -> bool {
        self.incoterm.is_some() || self.currency != Currency::Cny
    }
}

/// Endings that say what a company is in law and not who it is, longest first.
const LEGAL_FORMS: [&str; 17] = [
    "一人有限公司",
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "有限公司",
    " Company Limited",
    " Private Limited",
    " Pte. Ltd.",
    " Pte Ltd",
    " Co., Ltd.",
    " Co., Ltd",
    " Sdn. Bhd.",
    " Sdn Bhd",
    " Limited",
    " GmbH",
    " Ltd.",
    " Ltd",
];

/// The name without its legal form, for places too narrow for the whole: what tells customers apart stays.
pub fn short_name(name: &str) -> &str {
    let short = LEGAL_FORMS.iter().find_map(|form| name.strip_suffix(form)).map(|short| short.trim_end_matches(','));
    short.filter(|short| !short.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_keeps_who_it_is() {
        assert_eq!(short_name("昆明禾里超市有限公司"), "昆明禾里超市");
        assert_eq!(short_name("Tan Brothers Trading Pte. Ltd."), "Tan Brothers Trading");
        assert_eq!(short_name("南昌红谷滩区泓田学校"), "南昌红谷滩区泓田学校");
        assert_eq!(short_name("有限公司"), "有限公司");
    }

    #[test]
    fn shelf_life_days_round_up_never_down() {
        let two_thirds = ShelfLifeRule { numerator: 2, denominator: 3 };
        assert_eq!(two_thirds.days_needed(21), 14);
        assert_eq!(two_thirds.days_needed(7), 5);
        assert_eq!(ShelfLifeRule::default().days_needed(15), 8);
        assert_eq!(ShelfLifeRule { numerator: 0, denominator: 1 }.days_needed(180), 0);
    }
}
