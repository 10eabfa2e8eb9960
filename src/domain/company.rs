//! The company's settings: its name on papers, its clock, its numbers, its rules that a firm sets for itself.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::calendar::WorkingCalendar;
use super::credit::CreditSettings;
use super::money::Currency;
use super::orders::Step;
use super::people::Department;
use super::post::PostSettings;

/// What stands at the head of every paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// Name in simplified Chinese.
    pub name: String,
    /// Name in traditional Chinese; empty means as `name`.
    #[serde(default)]
    pub name_hant: String,
    /// Name in English; empty means as `name`.
    #[serde(default)]
    pub name_en: String,
    /// Address.
    #[serde(default)]
    pub address: String,
    /// Address in English.
    #[serde(default)]
    pub address_en: String,
    /// Telephone.
    #[serde(default)]
    pub phone: String,
}

impl Letterhead {
    /// The name for a paper in this language, given by its tag.
    pub fn name_in(&self, lang_tag: &str) -> &str {
        let chosen = match lang_tag {
            "zh-Hant" => &self.name_hant,
            "en" => &self.name_en,
            _ => &self.name,
        };
        if chosen.is_empty() { &self.name } else { chosen }
    }

    /// The address for a paper in this language.
    pub fn address_in(&self, lang_tag: &str) -> &str {
        if lang_tag == "en" && !self.address_en.is_empty() { &self.address_en } else { &self.address }
    }
}

/// Numbers and periods of the archive (VII.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveSettings {
    /// 全宗号, the firm's number with its archive.
    pub fonds: String,
    /// 机构代码, the code of the department that arranges.
    pub department: String,
    /// Years for ordinary orders.
    pub ordinary_years: i32,
    /// Years for orders of key customers, large orders, and copies that serve as vouchers.
    pub long_years: i32,
    /// From this amount, in minor units of the company's own currency, an order is large.
    pub large_amount: i64,
}

impl Default for ArchiveSettings {
    fn default() -> Self {
        ArchiveSettings {
            fonds: "Z109".into(),
            department: "XSB".into(),
            ordinary_years: 10,
            long_years: 30,
            large_amount: 50_000_000,
        }
    }
}

/// How delivery notes are printed here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintSettings {
    /// True for 241 × 140 mm continuous paper, false for A4.
    pub half_page: bool,
    /// Shift to the right, tenths of a millimetre.
    pub offset_x: i32,
    /// Shift downwards, tenths of a millimetre.
    pub offset_y: i32,
    /// Prices on delivery notes.
    pub prices: bool,
}

impl Default for PrintSettings {
    fn default() -> Self {
        PrintSettings { half_page: false, offset_x: 0, offset_y: 0, prices: true }
    }
}

/// The working minutes that a desk can have for a step: 0 is at once, the most are some years of office hours.
pub const STEP_MINUTES: RangeInclusive<i64> = 0..=100_000;
/// The share of its time, in hundredths, in which work can be soon late.
pub const SOON_PERCENT: RangeInclusive<i64> = 0..=100;

/// The company's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// The head of every paper.
    #[serde(default)]
    pub letterhead: Letterhead,
    /// Working days and hours, and the company's clock.
    #[serde(default)]
    pub calendar: WorkingCalendar,
    /// Letters before an order's number.
    #[serde(default = "order_prefix")]
    pub order_prefix: String,
    /// CNY for one unit of another currency, in millionths.
    #[serde(default = "rates")]
    pub rates_ppm: BTreeMap<Currency, i64>,
    /// True when the production day counts as the first day of the shelf life.
    #[serde(default)]
    pub first_day_counts: bool,
    /// Working minutes by step, where they differ from the usual ones (I.3).
    #[serde(default)]
    pub step_minutes: BTreeMap<Step, i64>,
    /// The same for one department's desk, where it has other times than the rest for a step.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub desk_minutes: BTreeMap<Department, BTreeMap<Step, i64>>,
    /// Work is soon late when so many hundredths of its time are left.
    #[serde(default = "soon_percent")]
    pub soon_percent: i64,
    /// The archive.
    #[serde(default)]
    pub archive: ArchiveSettings,
    /// Printing.
    #[serde(default)]
    pub print: PrintSettings,
    /// How messages leave and where mails arrive.
    #[serde(default)]
    pub post: PostSettings,
    /// Credit: limits above the customer's own, where and how hard it is looked at, who releases.
    #[serde(default)]
    pub credit: CreditSettings,
}

fn order_prefix() -> String {
    "SO".into()
}

fn soon_percent() -> i64 {
    25
}

fn rates() -> BTreeMap<Currency, i64> {
    BTreeMap::from([
        (Currency::Usd, 7_100_000),
        (Currency::Eur, 8_200_000),
        (Currency::Hkd, 910_000),
        (Currency::Sgd, 5_450_000),
    ])
}

impl Default for Company {
    fn default() -> Self {
        Company {
            letterhead: Letterhead::default(),
            calendar: WorkingCalendar::default(),
            order_prefix: order_prefix(),
            rates_ppm: rates(),
            first_day_counts: false,
            step_minutes: BTreeMap::new(),
            desk_minutes: BTreeMap::new(),
            soon_percent: soon_percent(),
            archive: ArchiveSettings::default(),
            print: PrintSettings::default(),
            post: PostSettings::default(),
            credit: CreditSettings::default(),
        }
    }
}

impl Company {
    /// CNY for one unit, in millionths; a million for the company's own currency, none where no rate was set.
    pub fn rate_ppm(&self, currency: Currency) -> Option<i64> {
        if currency == Currency::Cny { Some(1_000_000) } else { self.rates_ppm.get(&currency).copied() }
    }

    /// The company's zone; papers and screens show its time, wherever the workstation stands.
    pub fn zone(&self) -> FixedOffset {
        self.calendar.zone()
    }

    /// The company's calendar day at an instant.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        self.calendar.local_date(at)
    }

    /// Working minutes a desk has for a step: its own, else those of the step, else the usual ones (I.3).
    pub fn minutes(&self, desk: Department, step: Step) -> i64 {
        let own = self.desk_minutes.get(&desk).and_then(|steps| steps.get(&step));
        own.or_else(|| self.step_minutes.get(&step)).copied().unwrap_or_else(|| step.usual_minutes())
    }

    /// Gives a desk so many working minutes for a step. What its step has anyway is not written down for the desk.
    pub fn set_minutes(&mut self, desk: Department, step: Step, minutes: i64) {
        let own = self.desk_minutes.entry(desk).or_default();
        own.remove(&step);
        if own.is_empty() {
            self.desk_minutes.remove(&desk);
        }
        if self.minutes(desk, step) != minutes {
            self.desk_minutes.entry(desk).or_default().insert(step, minutes);
        }
    }

    /// When work that began to wait on a desk at `since` is late (I.3).
    pub fn due(&self, desk: Department, step: Step, since: DateTime<Utc>) -> DateTime<Utc> {
        self.calendar.add_working_minutes(since, self.minutes(desk, step))
    }

    /// From when that work is soon late: when only the set share of its time is left (I.3).
    pub fn soon(&self, desk: Department, step: Step, since: DateTime<Utc>) -> DateTime<Utc> {
        let minutes = self.minutes(desk, step);
        let left = minutes.saturating_mul(self.soon_percent.clamp(0, 100)) / 100;
        self.calendar.add_working_minutes(since, minutes - left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_written_by_an_older_program_are_read_with_what_is_usual() {
        let company: Company = serde_json::from_str(r#"{"letterhead":{"name":"晨曦乳业"}}"#).unwrap();
        assert_eq!(company.order_prefix, "SO");
        assert_eq!(company.rate_ppm(Currency::Cny), Some(1_000_000));
        assert_eq!(company.letterhead.name_in("en"), "晨曦乳业");
    }

    #[test]
    fn a_step_left_on_friday_evening_is_due_on_monday() {
        let company = Company::default();
        let friday_17_00 = "2026-11-20T09:00:00Z".parse().unwrap();
        let due = company.due(Department::Sales, Step::ReadBack, friday_17_00);
        assert_eq!(company.day(due), "2026-11-23".parse().unwrap());
    }

    /// I.3: a desk may have its own time for a step, and work turns amber when the set share of it is left.
    #[test]
    fn a_desk_has_its_own_time_and_a_share_of_it_is_amber() {
        let mut company = Company::default();
        let monday_9_00: DateTime<Utc> = "2026-11-23T01:00:00Z".parse().unwrap();
        let due =
            |company: &Company, desk| (company.due(desk, Step::AnswerChange, monday_9_00) - monday_9_00).num_minutes();
        // 240 minutes from nine are 14:00, because of the hour at noon.
        assert_eq!(due(&company, Department::Quality), 300);
        company.step_minutes.insert(Step::AnswerChange, 60);
        company.desk_minutes.entry(Department::Quality).or_default().insert(Step::AnswerChange, 120);
        assert_eq!((due(&company, Department::Quality), due(&company, Department::Credit)), (120, 60));
        let soon = |company: &Company| {
            (company.soon(Department::Quality, Step::AnswerChange, monday_9_00) - monday_9_00).num_minutes()
        };
        assert_eq!(soon(&company), 90);
        company.soon_percent = 50;
        assert_eq!(soon(&company), 60);
        company.soon_percent = 0;
        assert_eq!(soon(&company), 120, "amber never comes before red");
        assert_eq!(serde_json::from_str::<Company>("{}").unwrap().soon_percent, 25);
    }

    #[test]
    fn only_what_a_desk_has_for_itself_is_written_down() {
        let mut company = Company::default();
        company.set_minutes(Department::Sales, Step::ReadBack, 120);
        assert_eq!(company, Company::default(), "two hours are usual");
        company.set_minutes(Department::Sales, Step::ReadBack, 30);
        assert_eq!(company.minutes(Department::Sales, Step::ReadBack), 30);
        company.set_minutes(Department::Sales, Step::ReadBack, 120);
        assert_eq!(company, Company::default());
        company.step_minutes.insert(Step::NoteChange, 60);
        company.set_minutes(Department::Credit, Step::NoteChange, 450);
        let of = |desk| company.minutes(desk, Step::NoteChange);
        assert_eq!((of(Department::Credit), of(Department::Quality)), (450, 60));
    }
}
