//! The company's working calendar: office hours, weekends, public holidays and make-up working days.
//!
//! Every hand-over between departments is due after so many *working* minutes or days. All of it is data: the company
//! edits hours and days in the settings; [`WorkingCalendar::default`] is what a firm in mainland China starts with.

mod holidays;

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, Offset, TimeDelta, TimeZone, Utc, Weekday};
use serde::{Deserialize, Serialize};

pub use holidays::{EXPECTED_YEAR, china_holidays, china_make_up_days};

const MILLIS_A_MINUTE: i64 = 60_000;
const MINUTES_A_DAY: u16 = 24 * 60;
/// After so many days without a working day the calendar itself must be wrong; then plain days are counted.
const LONGEST_CLOSURE: u32 = 366;

/// When the office works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingCalendar {
    /// The company's distance from UTC in minutes, east positive: China 480.
    pub utc_offset_minutes: i32,
    /// Office hours of a working day as [from, to) in minutes since local midnight, ascending, not overlapping.
    pub hours: Vec<(u16, u16)>,
    /// Days of the week without work.
    pub weekend: Vec<Weekday>,
    /// Days without work although no weekend.
    pub holidays: BTreeSet<NaiveDate>,
    /// Working days although weekend or holiday (调休上班).
    pub make_up: BTreeSet<NaiveDate>,
}

/// What is wrong with a calendar that someone edited.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// The offset is not between -14 and +14 hours.
    #[error("an offset of {0} minutes from UTC does not exist")]
    Offset(i32),
    /// No office hours, or hours that end before they begin, overlap, or lie outside the day.
    #[error("office hours must follow one another within the day")]
    Hours,
    /// All seven days are weekend.
    #[error("no day of the week is a working day")]
    NoWorkingDay,
    /// A day is both holiday and make-up day.
    #[error("{0} is both a holiday and a working day")]
    Both(NaiveDate),
}

/// China's clock, UTC+8.
const USUAL_OFFSET_MINUTES: i32 = 480;

/// The clock of the usual office. Sums that are kept by day go by it, so that a later setting of the company moves none of
/// them.
pub fn usual_zone() -> FixedOffset {
    zone_of(USUAL_OFFSET_MINUTES)
}

fn zone_of(utc_offset_minutes: i32) -> FixedOffset {
    FixedOffset::east_opt(utc_offset_minutes.saturating_mul(60)).unwrap_or_else(|| Utc.fix())
}

impl Default for WorkingCalendar {
    /// China: UTC+8, 08:30–12:00 and 13:00–17:30, Saturday and Sunday free, the public holidays known to the program.
    fn default() -> Self {
        WorkingCalendar {
            utc_offset_minutes: USUAL_OFFSET_MINUTES,
            hours: vec![(8 * 60 + 30, 12 * 60), (13 * 60, 17 * 60 + 30)],
            weekend: vec![Weekday::Sat, Weekday::Sun],
            holidays: china_holidays().collect(),
            make_up: china_make_up_days().collect(),
        }
    }
}

impl WorkingCalendar {
    /// Holds an edited calendar to what counting relies on. Errors: see [`CalendarFault`].
    pub fn check(&self) -> Result<(), CalendarFault> {
        if self.utc_offset_minutes.abs() > 14 * 60 {
            return Err(CalendarFault::Offset(self.utc_offset_minutes));
        }
        let each_runs_forward = self.hours.iter().all(|(from, to)| from < to && *to <= MINUTES_A_DAY);
        let none_overlaps = self.hours.windows(2).all(|pair| pair[0].1 <= pair[1].0);
        if self.hours.is_empty() || !each_runs_forward || !none_overlaps {
            return Err(CalendarFault::Hours);
        }
        if (0..7).filter_map(|day| Weekday::try_from(day).ok()).all(|day| self.weekend.contains(&day)) {
            return Err(CalendarFault::NoWorkingDay);
        }
        match self.holidays.intersection(&self.make_up).next() {
            Some(day) => Err(CalendarFault::Both(*day)),
            None => Ok(()),
        }
    }

    /// The company's time zone; UTC where the offset makes no sense.
    pub fn zone(&self) -> FixedOffset {
        zone_of(self.utc_offset_minutes)
    }

    /// The date in the company at an instant.
    pub fn local_date(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone()).date_naive()
    }

    /// True when the office works on this day. A make-up day beats a holiday, a holiday beats the week.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        self.make_up.contains(&day) || !(self.holidays.contains(&day) || self.weekend.contains(&day.weekday()))
    }

    /// The first working day after `day`.
    pub fn next_working_day(&self, day: NaiveDate) -> NaiveDate {
        self.working_day_on_or_after(day.succ_opt().unwrap_or(day))
    }

    /// `day` itself if it is a working day, or the first one after it.
    pub fn working_day_on_or_after(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().take(LONGEST_CLOSURE as usize).find(|day| self.is_working_day(*day)).unwrap_or(day)
    }

    /// The day that is `count` working days after `day`; `day` itself for 0.
    pub fn add_working_days(&self, day: NaiveDate, count: u32) -> NaiveDate {
        (0..count).fold(day, |day, _| self.next_working_day(day))
    }

    /// How many working days lie after `from` up to and including `to`; negative when `to` is the earlier one.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        from.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| self.is_working_day(*day)).count() as i64
    }

    /// The instant `minutes` of office time after `from`. Time outside office hours does not count: with 0 minutes it is
    /// the first instant of office time at or after `from`. Negative minutes count as 0.
    pub fn add_working_minutes(&self, from: DateTime<Utc>, minutes: i64) -> DateTime<Utc> {
        let mut left = minutes.max(0).saturating_mul(MILLIS_A_MINUTE);
        let mut closed = 0;
        let mut day = self.local_date(from);
        while closed < LONGEST_CLOSURE {
            let spans = self.spans(day);
            closed = if spans.is_empty() { closed + 1 } else { 0 };
            for (opens, closes) in spans.into_iter().filter(|span| span.1 >= from) {
                let start = opens.max(from);
                let room = (closes - start).num_milliseconds();
                // What ends at closing time ends there and not at the next opening.
                if left <= room {
                    return start + TimeDelta::milliseconds(left);
                }
                left -= room;
            }
            let Some(next) = day.checked_add_days(Days::new(1)) else { break };
            day = next;
        }
        from.checked_add_signed(TimeDelta::milliseconds(left)).unwrap_or(from)
    }

    /// Whole minutes of office time from one instant to another; negative when `to` is the earlier one.
    pub fn working_minutes_between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
        if to < from {
            return -self.working_minutes_between(to, from);
        }
        let last = self.local_date(to);
        let days = self.local_date(from).iter_days().take_while(|day| *day <= last);
        let office_time = days.flat_map(|day| self.spans(day)).map(|(opens, closes)| {
            let overlap = closes.min(to) - opens.max(from);
            overlap.num_milliseconds().max(0)
        });
        office_time.sum::<i64>() / MILLIS_A_MINUTE
    }

    /// The instants between which the office works on a day.
    fn spans(&self, day: NaiveDate) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
        if !self.is_working_day(day) {
            return Vec::new();
        }
        let midnight = day.and_time(chrono::NaiveTime::MIN);
        let Some(midnight) = self.zone().from_local_datetime(&midnight).single() else { return Vec::new() };
        let midnight = midnight.with_timezone(&Utc);
        let at = |minute: u16| midnight + TimeDelta::minutes(i64::from(minute));
        self.hours.iter().filter(|(from, to)| from < to).map(|(from, to)| (at(*from), at(*to))).collect()
    }
}

#[cfg(test)]
mod tests;
