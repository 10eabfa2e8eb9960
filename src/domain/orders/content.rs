//! What is asked: the part of an order that the customer words, and the checks made while it is typed (I.2).

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::refusal::Field;
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, ProductId};
use crate::domain::money::{Currency, Price};
use crate::domain::products::Product;

/// The most lines an order may have.
pub const MOST_LINES: usize = 500;
/// The largest quantity of a line, in base units: more than a year's output of a large plant, so surely a slip.
pub const LARGEST_QUANTITY: i64 = 10_000_000;
/// The highest price, in minor units: a hundred million yuan, so surely a slip.
pub const HIGHEST_PRICE: i64 = 10_000_000_000;
/// How far ahead a delivery may be asked for, in days.
pub const FURTHEST_DAYS: u64 = 730;

/// A rule of Incoterms 2020.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)] // the codes are their own names
pub enum IncotermRule {
    Exw,
    Fca,
    Cpt,
    Cip,
    Dap,
    Dpu,
    Ddp,
    Fas,
    Fob,
    Cfr,
    Cif,
}

impl IncotermRule {
    /// All rules.
    pub const ALL: [IncotermRule; 11] = [
        IncotermRule::Exw,
        IncotermRule::Fca,
        IncotermRule::Cpt,
        IncotermRule::Cip,
        IncotermRule::Dap,
        IncotermRule::Dpu,
        IncotermRule::Ddp,
        IncotermRule::Fas,
        IncotermRule::Fob,
        IncotermRule::Cfr,
        IncotermRule::Cif,
    ];

    /// The three letters.
    pub fn code(self) -> &'static str {
        match self {
            IncotermRule::Exw => "EXW",
            IncotermRule::Fca => "FCA",
            IncotermRule::Cpt => "CPT",
            IncotermRule::Cip => "CIP",
            IncotermRule::Dap => "DAP",
            IncotermRule::Dpu => "DPU",
            IncotermRule::Ddp => "DDP",
            IncotermRule::Fas => "FAS",
            IncotermRule::Fob => "FOB",
            IncotermRule::Cfr => "CFR",
            IncotermRule::Cif => "CIF",
        }
    }

    /// The rule of three letters.
    pub fn from_code(code: &str) -> Option<IncotermRule> {
        IncotermRule::ALL.into_iter().find(|rule| rule.code().eq_ignore_ascii_case(code.trim()))
    }
}

/// A rule and its named place, such as FOB Tianjin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoterm {
    /// The rule.
    pub rule: IncotermRule,
    /// The named place.
    pub place: String,
}

impl std::fmt::Display for Incoterm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.rule.code(), self.place)
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What.
    pub product: ProductId,
    /// Its name when the line was written.
    pub name: String,
    /// Its specification when the line was written.
    pub specification: String,
    /// How many base units.
    pub quantity: i64,
    /// At what price, in the order's currency.
    pub price: Price,
    /// The day wished for this line; none where it is the order's (F26).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested: Option<NaiveDate>,
}

impl Line {
    /// The amount in minor units of the order's currency.
    pub fn amount(&self) -> i64 {
        self.price.amount(self.quantity)
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// By whom.
    pub customer: CustomerId,
    /// The person who called or wrote.
    pub contact: String,
    /// Their telephone number.
    pub phone: String,
    /// Where the goods go.
    pub address: String,
    /// The day the customer wishes to have them.
    pub requested: NaiveDate,
    /// The currency of all prices.
    pub currency: Currency,
    /// For export orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incoterm: Option<Incoterm>,
    /// The customer's own order number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// Remarks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Why a price below the lowest one is right; the head of sales says it, and no paper shows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub price_reason: String,
    /// The goods.
    pub lines: Vec<Line>,
}

impl Content {
    /// The order's amount in minor units of its currency.
    pub fn amount(&self) -> i64 {
        self.lines.iter().map(Line::amount).fold(0, i64::saturating_add)
    }

    /// The day wished for a line, from 1: its own, else the order's.
    pub fn wished(&self, line: usize) -> NaiveDate {
        let own = line.checked_sub(1).and_then(|index| self.lines.get(index)).and_then(|line| line.requested);
        own.unwrap_or(self.requested)
    }

    /// The last of all wished days.
    pub fn last_wished(&self) -> NaiveDate {
        self.lines.iter().filter_map(|line| line.requested).fold(self.requested, NaiveDate::max)
    }

    /// The same content, where a line's own day that is the order's is not kept twice.
    pub fn tidied(mut self) -> Content {
        for line in &mut self.lines {
            line.requested = line.requested.filter(|day| *day != self.requested);
        }
        self
    }
}

/// Something that keeps an order from being taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// A field is empty.
    Missing(Field),
    /// The customer is not in the file.
    UnknownCustomer,
    /// The customer is marked as gone.
    CustomerGone,
    /// No goods at all.
    NoLines,
    /// More than [`MOST_LINES`].
    TooManyLines,
    /// The line, from 1, names goods that are not in the list.
    UnknownProduct(usize),
    /// The line, from 1, names goods that were withdrawn.
    ProductWithdrawn(usize),
    /// The line, from 1, has a quantity of zero, less, or more than [`LARGEST_QUANTITY`].
    Quantity(usize, i64),
    /// The line, from 1, has a price below zero or above [`HIGHEST_PRICE`].
    Price(usize),
    /// The wished day is over.
    DateInPast(NaiveDate),
    /// The wished day is more than [`FURTHEST_DAYS`] away.
    DateTooFar(NaiveDate),
    /// An order in another currency needs an Incoterm with a place.
    IncotermMissing,
    /// The day wished for the line, from 1, is over.
    LineDateInPast(usize, NaiveDate),
    /// The day wished for the line, from 1, is more than [`FURTHEST_DAYS`] away.
    LineDateTooFar(usize, NaiveDate),
}

/// Everything that is wrong with the content, so that a form can say all of it at once (I.2).
pub fn check(
    content: &Content,
    today: NaiveDate,
    customer: Option<&Customer>,
    products: &BTreeMap<ProductId, Product>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    match customer {
        None => problems.push(Problem::UnknownCustomer),
        Some(customer) if !customer.active => problems.push(Problem::CustomerGone),
        Some(_) => {}
    }
    for (text, field) in
        [(&content.contact, Field::Contact), (&content.phone, Field::Phone), (&content.address, Field::Address)]
    {
        if text.trim().is_empty() {
            problems.push(Problem::Missing(field));
        }
    }
    if content.requested < today {
        problems.push(Problem::DateInPast(content.requested));
    } else if is_too_far(content.requested, today) {
        problems.push(Problem::DateTooFar(content.requested));
    }
    for (index, line) in content.lines.iter().enumerate() {
        match line.requested {
            Some(day) if day < today => problems.push(Problem::LineDateInPast(index + 1, day)),
            Some(day) if is_too_far(day, today) => problems.push(Problem::LineDateTooFar(index + 1, day)),
            _ => {}
        }
    }
    let no_place = content.incoterm.as_ref().is_none_or(|incoterm| incoterm.place.trim().is_empty());
    if content.currency != Currency::Cny && no_place {
        problems.push(Problem::IncotermMissing);
    }
    problems.extend(check_lines(content, products));
    problems
}

fn is_too_far(day: NaiveDate, today: NaiveDate) -> bool {
    today.checked_add_days(Days::new(FURTHEST_DAYS)).is_some_and(|last| day > last)
}

fn check_lines(content: &Content, products: &BTreeMap<ProductId, Product>) -> Vec<Problem> {
    if content.lines.is_empty() {
        return vec![Problem::NoLines];
    }
    if content.lines.len() > MOST_LINES {
        return vec![Problem::TooManyLines];
    }
    let mut problems = Vec::new();
    for (index, line) in content.lines.iter().enumerate() {
        let no = index + 1;
        match products.get(&line.product) {
            None => problems.push(Problem::UnknownProduct(no)),
            Some(product) if !product.active => problems.push(Problem::ProductWithdrawn(no)),
            Some(_) => {}
        }
        if !(1..=LARGEST_QUANTITY).contains(&line.quantity) {
            problems.push(Problem::Quantity(no, line.quantity));
        }
        if !(0..=HIGHEST_PRICE).contains(&line.price.minor) || !(1..=LARGEST_QUANTITY).contains(&line.price.per) {
            problems.push(Problem::Price(no));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::orders::samples;

    #[test]
    fn a_complete_order_has_no_problem() {
        let content = samples::content();
        assert_eq!(check(&content, samples::today(), Some(&samples::customer()), &samples::products()), []);
        assert_eq!(content.amount(), 60 * 5_990);
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let mut content = samples::content();
        content.contact.clear();
        content.requested = samples::today() - Days::new(1);
        content.lines[0].quantity = 0;
        content.lines.push(Line { product: ProductId(99), quantity: i64::MAX, ..content.lines[0].clone() });
        let problems = check(&content, samples::today(), None, &samples::products());
        assert_eq!(
            problems,
            [
                Problem::UnknownCustomer,
                Problem::Missing(Field::Contact),
                Problem::DateInPast(content.requested),
                Problem::Quantity(1, 0),
                Problem::UnknownProduct(2),
                Problem::Quantity(2, i64::MAX),
            ]
        );
    }

    /// F26: a line may be wished on a day of its own; a document without one reads as before.
    #[test]
    fn a_line_may_have_a_day_of_its_own() {
        let mut content = samples::content();
        let line = serde_json::to_string(&content.lines[0]).unwrap();
        assert!(!line.contains("requested"), "{line}");
        assert_eq!(serde_json::from_str::<Line>(&line).unwrap(), content.lines[0]);
        assert_eq!((content.wished(1), content.last_wished()), (content.requested, content.requested));
        let later = content.requested + Days::new(7);
        content.lines[0].requested = Some(later);
        assert_eq!((content.wished(1), content.last_wished()), (later, later));
        content.lines[0].requested = Some(samples::today() - Days::new(1));
        let problems = check(&content, samples::today(), Some(&samples::customer()), &samples::products());
        assert_eq!(problems, [Problem::LineDateInPast(1, samples::today() - Days::new(1))]);
        content.lines[0].requested = Some(content.requested);
        assert_eq!(content.tidied(), samples::content());
    }

    #[test]
    fn an_export_order_names_its_incoterm() {
        let mut content = samples::content();
        content.currency = Currency::Usd;
        let problems = check(&content, samples::today(), Some(&samples::customer()), &samples::products());
        assert_eq!(problems, [Problem::IncotermMissing]);
    }
}
