//! The rolling set: which of the daily copies stay.

use super::{Copier, Progress, Report};
use crate::store::error::StoreError;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const DAYS: usize = 7;
const WEEKS: usize = 4;
const MONTHS: usize = 12;

/// Which of the copies made on `dates` stay: the newest 7, the newest of each of the newest 4 weeks (Monday to Sunday)
/// and of each of the newest 12 months that have one. A date after `today` stays too: the clock may be wrong, the copy
/// is not.
///
/// Weeks and months without a copy do not count, so that a long holiday costs no copy.
pub fn keep(dates: &[NaiveDate], today: NaiveDate) -> BTreeSet<NaiveDate> {
    let all: BTreeSet<NaiveDate> = dates.iter().copied().collect();
    let mut stay: BTreeSet<NaiveDate> = all.iter().copied().filter(|date| *date > today).collect();
    let past: Vec<NaiveDate> = all.into_iter().rev().filter(|date| *date <= today).collect();
    stay.extend(past.iter().take(DAYS));
    stay.extend(newest_of_each(&past, WEEKS, |date| (date.iso_week().year(), date.iso_week().week())));
    stay.extend(newest_of_each(&past, MONTHS, |date| (date.year(), date.month())));
    stay
}

/// `dates` run from the newest to the oldest.
fn newest_of_each(dates: &[NaiveDate], count: usize, span: impl Fn(NaiveDate) -> (i32, u32)) -> Vec<NaiveDate> {
    let mut newest: Vec<NaiveDate> = Vec::new();
    for date in dates {
        if newest.last().is_none_or(|last| span(*last) != span(*date)) {
            newest.push(*date);
        }
    }
    newest.truncate(count);
    newest
}

/// Makes today's copy in `folder` unless it is there already, then lets go of those that need not stay. Returns what
/// was made, if anything. `today` is the date where the office is.
///
/// # Errors
/// As [`super::backup`]. Copies are let go only after a good one was made.
pub fn daily(
    copier: &mut Copier,
    folder: &Path,
    today: NaiveDate,
    now: DateTime<Utc>,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Option<Report>, StoreError> {
    fs::create_dir_all(folder).map_err(|error| StoreError::from_io(folder, &error))?;
    let target = folder.join(name_of(today));
    if target.exists() {
        return Ok(None);
    }
    let report = copier.backup(&target, now, progress)?;
    let dates = copies(folder);
    let stay = keep(&dates, today);
    for date in dates.iter().filter(|date| !stay.contains(date)) {
        let old = folder.join(name_of(*date));
        // One that cannot be removed now will be tomorrow; the new copy is what counts.
        let _ = fs::remove_file(super::seal_of(&old));
        let _ = fs::remove_file(old);
    }
    Ok(Some(report))
}

const HEAD: &str = "orders-";
const TAIL: &str = ".sqlite";

fn name_of(date: NaiveDate) -> PathBuf {
    PathBuf::from(format!("{HEAD}{date}{TAIL}"))
}

/// The dates of the daily copies in `folder`. Files of other names are none of ours.
fn copies(folder: &Path) -> Vec<NaiveDate> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let date_of = |name: String| name.strip_prefix(HEAD)?.strip_suffix(TAIL)?.parse().ok();
    entries.flatten().filter_map(|entry| date_of(entry.file_name().into_string().ok()?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    /// Two years of work with a copy each day, letting go each day as the program does.
    fn two_years(worked: impl Fn(NaiveDate) -> bool) -> BTreeSet<NaiveDate> {
        let mut set = BTreeSet::new();
        for today in day(2024, 11, 24).iter_days().take_while(|date| *date <= day(2026, 11, 23)).filter(|d| worked(*d))
        {
            set.insert(today);
            set = keep(&set.into_iter().collect::<Vec<_>>(), today);
        }
        set
    }

    #[test]
    fn seven_days_four_weeks_twelve_months_stay() {
        let set = two_years(|_| true);
        let days: Vec<NaiveDate> = (17..=23).map(|d| day(2026, 11, d)).collect();
        assert!(days.iter().all(|date| set.contains(date)));
        let sundays = [day(2026, 11, 22), day(2026, 11, 15), day(2026, 11, 8)];
        assert!(sundays.iter().all(|date| set.contains(date)), "the last day of each full week: {set:?}");
        let months = [day(2026, 10, 31), day(2026, 2, 28), day(2025, 12, 31)];
        assert!(months.iter().all(|date| set.contains(date)), "the last day of each full month: {set:?}");
        assert_eq!(set.first(), Some(&day(2025, 12, 31)));
        assert_eq!(set.len(), 7 + 2 + 11, "{set:?}");
    }

    #[test]
    fn closed_days_cost_no_copy() {
        let weekdays = two_years(|date| date.weekday().number_from_monday() <= 5);
        assert!(weekdays.contains(&day(2026, 11, 13)), "a Friday ends the week");
        assert!(weekdays.contains(&day(2026, 10, 30)), "a Friday ends the month");
        let yearly = two_years(|date| date.day() == 1 && date.month() == 3);
        assert_eq!(yearly.len(), 2);
    }

    #[test]
    fn a_wrong_clock_costs_no_copy() {
        let today = day(2026, 11, 23);
        let ahead = today + Days::new(400);
        assert!(keep(&[ahead, today], today).contains(&ahead));
        assert!(keep(&[], today).is_empty());
    }
}
