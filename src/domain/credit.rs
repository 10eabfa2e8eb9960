//! Credit (II.4): one definition of exposure, and the judgement that follows from it.
//!
//! Exposure = opening balance + shipped and not paid + confirmed and not shipped − paid. Available = limit (with the
//! temporary limit while it counts) − exposure. All amounts in minor units of the company's own currency.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

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
}

/// The limit that counts on a day.
pub fn limit_on(customer: &Customer, today: NaiveDate) -> i64 {
    let temporary = customer.credit.temporary.filter(|limit| limit.until >= today).map_or(0, |limit| limit.amount);
    customer.credit.limit.saturating_add(temporary)
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
    },
}

/// The figures a credit reviewer sees and signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditEvidence {
    /// The limit on the day of review.
    pub limit: i64,
    /// The exposure without this order.
    pub exposure: Exposure,
    /// This order's amount in the company's own currency.
    pub amount: i64,
    /// What speaks against it, if anything.
    pub concern: Option<Concern>,
}

impl CreditEvidence {
    /// What is left of the limit once this order counts; negative when over.
    pub fn left(&self) -> i64 {
        self.limit.saturating_sub(self.exposure.total()).saturating_sub(self.amount)
    }
}

/// Weighs an order of `amount` against the customer's file.
pub fn assess(customer: &Customer, exposure: Exposure, amount: i64, today: NaiveDate) -> CreditEvidence {
    let limit = limit_on(customer, today);
    let after = exposure.total().saturating_add(amount);
    let concern = if customer.credit.grade == Grade::Unknown {
        Some(Concern::NewCustomer)
    } else if customer.credit.grade == Grade::C || customer.credit.terms == Terms::Prepaid {
        (after > 0).then_some(Concern::PrepaymentMissing { missing: after })
    } else {
        (after > limit).then(|| Concern::OverLimit { over: after - limit })
    };
    CreditEvidence { limit, exposure, amount, concern }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::customers::{CreditFile, TemporaryLimit};
    use crate::domain::orders::samples;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn trusted(limit: i64) -> Customer {
        let credit = CreditFile { grade: Grade::A, limit, terms: Terms::Monthly30, ..CreditFile::default() };
        Customer { credit, ..samples::customer() }
    }

    #[test]
    fn exposure_is_the_sum_of_its_parts() {
        let exposure = Exposure { opening: 100, shipped: 50, committed: 30, paid: 20 };
        assert_eq!(exposure.total(), 160);
    }

    #[test]
    fn up_to_the_limit_passes_and_one_fen_more_does_not() {
        let exposure = Exposure { shipped: 600, ..Exposure::default() };
        assert_eq!(assess(&trusted(1_000), exposure, 400, day("2026-11-23")).concern, None);
        let evidence = assess(&trusted(1_000), exposure, 401, day("2026-11-23"));
        assert_eq!(evidence.concern, Some(Concern::OverLimit { over: 1 }));
        assert_eq!(evidence.left(), -1);
    }

    #[test]
    fn a_temporary_limit_counts_through_its_last_day() {
        let mut customer = trusted(1_000);
        customer.credit.temporary = Some(TemporaryLimit { amount: 500, until: day("2026-11-30") });
        assert_eq!(limit_on(&customer, day("2026-11-30")), 1_500);
        assert_eq!(limit_on(&customer, day("2026-12-01")), 1_000);
    }

    #[test]
    fn new_and_weak_customers_go_to_the_desk() {
        let mut customer = trusted(1_000_000);
        customer.credit.grade = Grade::Unknown;
        assert_eq!(assess(&customer, Exposure::default(), 1, day("2026-11-23")).concern, Some(Concern::NewCustomer));
        customer.credit.grade = Grade::C;
        let missing = assess(&customer, Exposure::default(), 700, day("2026-11-23")).concern;
        assert_eq!(missing, Some(Concern::PrepaymentMissing { missing: 700 }));
        let paid = Exposure { paid: 700, ..Exposure::default() };
        assert_eq!(assess(&customer, paid, 700, day("2026-11-23")).concern, None);
    }
}
