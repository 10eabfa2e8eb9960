//! Working hours, free days and times for steps as texts that are typed, and back.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::kept::Part;
use crate::domain::calendar::{CalendarFault, WorkingCalendar};
use crate::domain::company::{Company, SOON_PERCENT, STEP_MINUTES};
use crate::domain::orders::{Step, work_of};
use crate::domain::people::Department;
use crate::i18n::{Lang, date, t, t_dyn, tf, whole};

/// The days of the week in their order.
const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// What is typed.
#[derive(Clone, Debug, Default)]
pub(super) struct HoursFields {
    pub hours: String,
    /// By day of the week from Monday: without work.
    pub weekend: [bool; 7],
    /// Holidays from this year on.
    pub holidays: String,
    /// Working days although weekend or holiday, from this year on.
    pub make_up: String,
    /// The first day of the year; days before it are kept as they are and not shown.
    from: NaiveDate,
    /// The share of its time, in hundredths, in which work is amber.
    pub soon: String,
    pub times: Vec<StepTime>,
}

/// The time that a desk has for a step.
#[derive(Clone, Debug)]
pub(super) struct StepTime {
    pub desk: Department,
    pub step: Step,
    /// Working hours and minutes; empty is what is usual.
    pub typed: String,
}

impl StepTime {
    /// Working minutes as typed; none while they cannot be read.
    pub fn minutes(&self) -> Option<i64> {
        if self.typed.trim().is_empty() { Some(self.step.usual_minutes()) } else { read_minutes(&self.typed) }
    }

    /// Desk and step, as a person calls them.
    pub fn name(&self, lang: Lang) -> String {
        let desk = t_dyn(lang, &format!("department-{}", self.desk.key()));
        format!("{desk} · {}", t_dyn(lang, &format!("step-{}", self.step.key())))
    }
}

impl Part for HoursFields {
    fn of(company: &Company, today: NaiveDate) -> HoursFields {
        let from = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
        let calendar = &company.calendar;
        let all = Department::ALL.into_iter().flat_map(|desk| work_of(desk).iter().map(move |step| (desk, *step)));
        let times = all.map(|(desk, step)| {
            let typed = show_minutes(company.minutes(desk, step));
            StepTime { desk, step, typed }
        });
        HoursFields {
            hours: show_hours(&calendar.hours),
            weekend: WEEK.map(|day| calendar.weekend.contains(&day)),
            holidays: show_days(&calendar.holidays, from),
            make_up: show_days(&calendar.make_up, from),
            from,
            soon: company.soon_percent.to_string(),
            times: times.collect(),
        }
    }

    fn company(&self, base: &Company, lang: Lang) -> Result<Company, String> {
        let mut company = base.clone();
        company.calendar = self.calendar(&base.calendar, lang)?;
        company.soon_percent = self.soon_percent().ok_or_else(|| t(lang, "settings-soon-unread").to_owned())?;
        for time in &self.times {
            let minutes = time.minutes().ok_or_else(|| time_unread(lang, time))?;
            if company.minutes(time.desk, time.step) != minutes {
                company.set_minutes(time.desk, time.step, minutes);
            }
        }
        Ok(company)
    }
}

impl HoursFields {
    /// The share as typed; none while it cannot be read.
    pub fn soon_percent(&self) -> Option<i64> {
        self.soon.trim().parse().ok().filter(|percent| SOON_PERCENT.contains(percent))
    }

    /// The calendar as typed, on top of its days of earlier years.
    ///
    /// # Errors
    /// A sentence: what cannot be read or cannot be so, and what to write.
    pub fn calendar(&self, base: &WorkingCalendar, lang: Lang) -> Result<WorkingCalendar, String> {
        let unread = |key: &str| tf(lang, "settings-unread", &[("field", t_dyn(lang, key).into())]);
        let mut calendar = base.clone();
        calendar.hours = read_hours(&self.hours).ok_or_else(|| t(lang, "settings-hours-unread").to_owned())?;
        if WEEK.map(|day| calendar.weekend.contains(&day)) != self.weekend {
            calendar.weekend =
                WEEK.into_iter().zip(self.weekend).filter(|(_, free)| *free).map(|(day, _)| day).collect();
        }
        let holidays = with_days(&calendar.holidays, self.from, &self.holidays);
        calendar.holidays = holidays.ok_or_else(|| unread("settings-holidays"))?;
        let make_up = with_days(&calendar.make_up, self.from, &self.make_up);
        calendar.make_up = make_up.ok_or_else(|| unread("settings-make-up"))?;
        calendar.check().map_err(|fault| contradiction(lang, &fault))?;
        Ok(calendar)
    }
}

/// What is wrong with the calendar, and what to do about it.
fn contradiction(lang: Lang, fault: &CalendarFault) -> String {
    match fault {
        CalendarFault::Hours => t(lang, "settings-hours-wrong").to_owned(),
        CalendarFault::NoWorkingDay => t(lang, "settings-weekend-wrong").to_owned(),
        CalendarFault::Both(day) => tf(lang, "settings-day-both", &[("day", date(*day).into())]),
        CalendarFault::Offset(_) => t(lang, "errors-range-calendar").to_owned(),
    }
}

/// That a time cannot be read, and how it is written.
pub(super) fn time_unread(lang: Lang, time: &StepTime) -> String {
    let values = [("work", time.name(lang).into()), ("most", whole(STEP_MINUTES.end() / 60).into())];
    tf(lang, "settings-time-unread", &values)
}

/// Working minutes as hours and minutes: `7:30`.
pub(super) fn show_minutes(minutes: i64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// `7:30`, `7.5`, `7`, `7小时30分`, `30分`, `1h 30m`, with full-width signs too; none beyond what a time may be.
fn read_minutes(text: &str) -> Option<i64> {
    let plain: String = text.chars().filter(|sign| !sign.is_whitespace()).map(plain_sign).collect();
    let minutes = if let Some((hours, minutes)) = plain.split_once(':') {
        let minutes = read_whole(minutes).filter(|count| minutes.len() == 2 && *count < 60)?;
        read_whole(hours)? * 60 + minutes
    } else if let Some(rest) = without(&plain, &["分钟", "分鐘", "分", "minutes", "min", "m"]) {
        let (hours, minutes) = rest.split_at(rest.trim_end_matches(|sign: char| sign.is_ascii_digit()).len());
        let hours = if hours.is_empty() { 0 } else { read_hours_alone(without(hours, &HOURS)?)? };
        hours + read_whole(minutes)?
    } else {
        read_hours_alone(without(&plain, &HOURS).unwrap_or(&plain))?
    };
    STEP_MINUTES.contains(&minutes).then_some(minutes)
}

const HOURS: [&str; 4] = ["小时", "小時", "hours", "h"];

fn plain_sign(sign: char) -> char {
    match sign {
        '０'..='９' => char::from(b'0' + (u32::from(sign) - u32::from('０')) as u8),
        '：' => ':',
        '．' | '。' => '.',
        other => other.to_ascii_lowercase(),
    }
}

/// What stands before one of the words.
fn without<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_suffix(word))
}

fn read_whole(text: &str) -> Option<i64> {
    let plain = (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// `7` or `7.5`, in minutes.
fn read_hours_alone(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let hundredths = read_whole(&format!("{part:0<2}")).filter(|_| (1..=2).contains(&part.len()))?;
    Some(read_whole(whole)? * 60 + (hundredths * 60 + 50) / 100)
}

fn show_hours(hours: &[(u16, u16)]) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let spans: Vec<String> = hours.iter().map(|(from, to)| format!("{}-{}", clock(*from), clock(*to))).collect();
    spans.join(" ")
}

/// `08:30-12:00 13:30-17:30`, with full-width signs too.
fn read_hours(text: &str) -> Option<Vec<(u16, u16)>> {
    let text: String = text
        .chars()
        .map(|sign| match sign {
            '：' => ':',
            '－' | '—' | '–' | '~' | '～' | '至' => '-',
            '，' | ',' | '、' | '；' => ' ',
            other => other,
        })
        .collect();
    let clock = |text: &str| {
        let (hour, minute) = text.trim().split_once(':')?;
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour <= 24 && minute < 60).then_some(hour * 60 + minute)
    };
    let span = |text: &str| {
        let (from, to) = text.split_once('-')?;
        Some((clock(from)?, clock(to)?))
    };
    let spans: Option<Vec<_>> = text.split_whitespace().map(span).collect();
    spans.filter(|spans| !spans.is_empty())
}

/// Days as spans: `2026-10-01..2026-10-08 2027-01-01`.
fn show_days(days: &BTreeSet<NaiveDate>, from: NaiveDate) -> String {
    let mut spans: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for day in days.range(from..) {
        match spans.last_mut() {
            Some((_, last)) if *last + Days::new(1) == *day => *last = *day,
            _ => spans.push((*day, *day)),
        }
    }
    let span = |(first, last): &(NaiveDate, NaiveDate)| {
        if first == last { first.to_string() } else { format!("{first}..{last}") }
    };
    spans.iter().map(span).collect::<Vec<_>>().join(" ")
}

/// The days before `from` as they are, and those that are typed; none where one cannot be read.
fn with_days(known: &BTreeSet<NaiveDate>, from: NaiveDate, text: &str) -> Option<BTreeSet<NaiveDate>> {
    let mut days: BTreeSet<NaiveDate> = known.range(..from).copied().collect();
    for span in text.split(|sign: char| sign.is_whitespace() || matches!(sign, ',' | '，' | '、' | ';' | '；')) {
        if span.is_empty() {
            continue;
        }
        let (first, last) = span.split_once("..").or_else(|| span.split_once('~')).unwrap_or((span, span));
        let (first, last): (NaiveDate, NaiveDate) = (first.parse().ok()?, last.parse().ok()?);
        // A holiday longer than a quarter is a slip in the year.
        if last < first || (last - first).num_days() > 92 {
            return None;
        }
        days.extend(first.iter_days().take_while(|day| *day <= last));
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(change: impl FnOnce(&mut HoursFields)) -> Result<Company, String> {
        let company = Company::default();
        let mut fields = HoursFields::of(&company, day("2026-11-23"));
        change(&mut fields);
        fields.company(&company, Lang::En)
    }

    #[test]
    fn settings_written_and_read_again_are_the_same() {
        let mut company = Company::default();
        company.set_minutes(Department::Credit, Step::NoteChange, 95);
        company.soon_percent = 40;
        let fields = HoursFields::of(&company, day("2026-11-23"));
        assert_eq!(fields.company(&company, Lang::En), Ok(company));
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        let read = [("7:30", 450), ("7：30", 450), ("7.5", 450), ("2", 120), ("２", 120), ("0:05", 5), ("0", 0)];
        let words = [("2小时", 120), ("7小時30分", 450), ("90 分钟", 90), ("1h 30m", 90), ("45 min", 45), ("1.5h", 90)];
        for (text, minutes) in read.into_iter().chain(words) {
            assert_eq!(read_minutes(text), Some(minutes), "{text}");
        }
        for wrong in [
            "7:5",
            "7:60",
            "-2",
            "两小时",
            "7.125",
            "1.",
            ".5",
            "h",
            "1667",
            "7时8分",
            "分",
            "",
            "99999999999999999999",
            ":",
        ] {
            assert_eq!(read_minutes(wrong), None, "{wrong}");
        }
        assert_eq!((show_minutes(450), show_minutes(5)), ("7:30".into(), "0:05".into()));
    }

    #[test]
    fn a_time_that_is_left_empty_is_the_usual_one() {
        let company = typed(|fields| fields.times[0].typed = String::new()).unwrap();
        assert_eq!(company, Company::default());
        let company = typed(|fields| fields.times[0].typed = "0:45".into()).unwrap();
        assert_eq!(company.minutes(Department::Sales, Step::ReadBack), 45);
    }

    /// Whatever cannot be so is said in a sentence before anything is saved.
    #[test]
    fn what_cannot_be_so_is_said() {
        let said = |change: fn(&mut HoursFields)| typed(change).unwrap_err();
        assert!(said(|fields| fields.times[0].typed = "soon".into()).contains("Read back"));
        assert!(said(|fields| fields.soon = "101".into()).contains("100"));
        assert!(said(|fields| fields.hours = "9-5".into()).contains("08:30"));
        assert!(said(|fields| fields.hours = "13:00-17:00 12:00-14:00".into()).contains("overlap"));
        assert!(said(|fields| fields.weekend = [true; 7]).contains("working day"));
        assert!(said(|fields| fields.make_up = fields.holidays.clone()).contains("2026-01-01"));
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn holidays_are_typed_as_spans_and_older_ones_stay() {
        let known = BTreeSet::from([day("2025-10-01"), day("2026-10-01"), day("2026-10-02"), day("2027-01-01")]);
        assert_eq!(show_days(&known, day("2026-01-01")), "2026-10-01..2026-10-02 2027-01-01");
        let typed = with_days(&known, day("2026-01-01"), "2026-10-01..2026-10-03，2026-12-31").unwrap();
        assert_eq!(typed.len(), 5);
        assert!(typed.contains(&day("2025-10-01")) && !typed.contains(&day("2027-01-01")));
        for wrong in ["2026-02-30", "2026-10-03..2026-10-01", "2026-10-01..2027-10-07", "国庆"] {
            assert_eq!(with_days(&known, day("2026-01-01"), wrong), None, "{wrong}");
        }
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        assert_eq!(read_hours("8:30-12:00，13：30—17：30"), Some(vec![(510, 720), (810, 1050)]));
        for wrong in ["", "8-12", "08:30", "25:00-26:00"] {
            assert_eq!(read_hours(wrong), None, "{wrong}");
        }
    }
}
