//! The hours of the demo company.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::super::content::rng::Rng;
use crate::domain::company::Company;

/// Orders of a day up to which the history stays short.
const ORDERS_A_DAY: u64 = 8;
const FEWEST_DAYS: u64 = 20;
const MOST_DAYS: u64 = 700;

/// A working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub date: NaiveDate,
    /// When the office opens.
    pub morning: DateTime<Utc>,
}

/// The working days that orders come in on, the last of them the day of `now`.
pub(super) struct Days {
    pub days: Vec<Day>,
    pub now: DateTime<Utc>,
}

impl Days {
    /// As many working days as the orders need, up to some three years.
    pub fn ending(now: DateTime<Utc>, company: &Company, orders: u64) -> Days {
        let wanted = (orders / ORDERS_A_DAY).clamp(FEWEST_DAYS, MOST_DAYS) as usize;
        let last = company.day(now);
        let mut days: Vec<Day> = last
            .iter_days()
            .rev()
            .take(4 * MOST_DAYS as usize)
            .filter(|date| company.calendar.is_working_day(*date))
            .map(|date| Day { date, morning: morning(company, date) })
            // Before the office has opened for an hour, today has brought nothing yet.
            .filter(|day| day.morning + TimeDelta::hours(1) <= now)
            .take(wanted)
            .collect();
        days.reverse();
        Days { days, now }
    }

    /// When order number `k` of `count` of a day comes in: over the office hours, never after `now`.
    pub fn received(&self, day: usize, k: u64, count: u64, rng: &mut Rng) -> DateTime<Utc> {
        let day = self.days[day];
        let span = (self.now - day.morning).num_seconds().clamp(3600, 8 * 3600);
        let slot = span / count.max(1) as i64;
        day.morning + TimeDelta::seconds(span * k as i64 / count.max(1) as i64 + rng.between(0, slot.max(1) - 1))
    }
}

/// The instant at which the office opens.
pub(super) fn morning(company: &Company, date: NaiveDate) -> DateTime<Utc> {
    let noon = date.and_hms_opt(0, 0, 0).unwrap_or_default().and_utc()
        - TimeDelta::minutes(i64::from(company.calendar.utc_offset_minutes));
    company.calendar.add_working_minutes(noon, 0)
}
