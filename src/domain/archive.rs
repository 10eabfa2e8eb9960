//! The archive's rules (VII.1, VII.2): is the dossier complete, under which number, how long.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::company::{ArchiveSettings, Company};
use super::customers::Customer;
use super::money::to_company_currency;
use super::orders::{Channel, MissingRecord, Order};

/// Retention class, with its code in the file number (DA/T 22).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Ordinary orders.
    Ordinary,
    /// Key customers, large orders, deliveries with differences.
    Long,
    /// For ever.
    Permanent,
}

impl Class {
    /// All classes.
    pub const ALL: [Class; 3] = [Class::Ordinary, Class::Long, Class::Permanent];

    /// A stable name for text keys (`class-ordinary`).
    pub fn key(self) -> &'static str {
        match self {
            Class::Ordinary => "ordinary",
            Class::Long => "long",
            Class::Permanent => "permanent",
        }
    }

    fn code(self, settings: &ArchiveSettings) -> String {
        match self {
            Class::Ordinary => format!("D{}", settings.ordinary_years),
            Class::Long => format!("D{}", settings.long_years),
            Class::Permanent => "Y".into(),
        }
    }
}

/// The class of an order: longer for key customers, large orders and deliveries the customer did not take in full (VII.2).
pub fn class_of(order: &Order, customer: Option<&Customer>, company: &Company) -> Class {
    let amount = to_company_currency(order.content.amount(), order.rate_ppm);
    let disputed = order
        .shipments
        .iter()
        .filter_map(|shipment| shipment.delivery.as_ref())
        .any(|delivery| !delivery.differences.is_empty());
    let key = customer.is_some_and(|customer| customer.key_customer);
    if key || disputed || amount >= company.archive.large_amount { Class::Long } else { Class::Ordinary }
}

/// The last day to keep: counted from the first day after the year in which the matter ended; none for ever.
pub fn keep_until(class: Class, ended: NaiveDate, settings: &ArchiveSettings) -> Option<NaiveDate> {
    let years = match class {
        Class::Ordinary => settings.ordinary_years,
        Class::Long => settings.long_years,
        Class::Permanent => return None,
    };
    NaiveDate::from_ymd_opt(ended.year() + years, 12, 31)
}

/// The series inside which serial numbers run: one for each year and class.
pub fn series(ended: NaiveDate, class: Class, settings: &ArchiveSettings) -> String {
    format!("{}-{}", ended.year(), class.code(settings))
}

/// 档号, shaped as DA/T 22-2015 has it: `Z109-XS·2026-D10-XSB-0001`. Four digits, more when a year needs more.
pub fn number(settings: &ArchiveSettings, ended: NaiveDate, class: Class, serial: i64) -> String {
    format!("{}-XS·{}-{}-{serial:04}", settings.fonds, series(ended, class, settings), settings.department)
}

/// Records that the dossier lacks (VII.1). A cancelled order needs its receipt and the reason, which are always there,
/// and whatever its shipments left behind.
pub fn missing_records(order: &Order) -> Vec<MissingRecord> {
    let mut missing = Vec::new();
    if order.cancelled.is_none() {
        if order.channel == Channel::Telephone && order.read_back.is_none() {
            missing.push(MissingRecord::ReadBack);
        }
        if !order.review.passed() {
            missing.push(MissingRecord::Review);
        }
        if order.confirmation.is_none() {
            missing.push(MissingRecord::Confirmation);
        }
    }
    for change in &order.changes {
        if change.is_open() || !change.to_note().is_empty() {
            missing.push(MissingRecord::Change(change.no));
        }
    }
    for production in &order.productions {
        if production.output.is_some() && production.inspection.is_none() {
            missing.push(MissingRecord::Inspection(production.no));
        }
    }
    for shipment in order.shipments.iter().filter(|shipment| shipment.reversed.is_none()) {
        if shipment.notice.is_none() {
            missing.push(MissingRecord::Notice(shipment.no));
        }
        if shipment.dispatch.is_none() {
            missing.push(MissingRecord::Transport(shipment.no));
        }
        if shipment.delivery.is_none() {
            missing.push(MissingRecord::Delivery(shipment.no));
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn file_number_is_shaped_as_the_standard_has_it() {
        let settings = ArchiveSettings::default();
        assert_eq!(number(&settings, day("2026-11-23"), Class::Ordinary, 1), "Z109-XS·2026-D10-XSB-0001");
        assert_eq!(number(&settings, day("2026-11-23"), Class::Permanent, 12_345), "Z109-XS·2026-Y-XSB-12345");
    }

    #[test]
    fn years_are_counted_from_the_end_of_the_year() {
        let settings = ArchiveSettings::default();
        assert_eq!(keep_until(Class::Ordinary, day("2026-01-02"), &settings), Some(day("2036-12-31")));
        assert_eq!(keep_until(Class::Long, day("2026-12-31"), &settings), Some(day("2056-12-31")));
        assert_eq!(keep_until(Class::Permanent, day("2026-12-31"), &settings), None);
    }
}
