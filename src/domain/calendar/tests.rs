use super::*;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A local time of the company as an instant.
fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_str(&format!("{text} +0800"), "%Y-%m-%d %H:%M %z").unwrap().with_timezone(&Utc)
}

#[test]
fn a_hand_over_is_due_in_office_time() {
    let office = WorkingCalendar::default();
    for (from, minutes, due) in [
        ("2026-03-02 09:00", 60, "2026-03-02 10:00"),
        ("2026-03-02 11:30", 30, "2026-03-02 12:00"),
        ("2026-03-02 11:30", 31, "2026-03-02 13:01"),
        ("2026-03-02 12:20", 0, "2026-03-02 13:00"),
        ("2026-03-02 17:00", 60, "2026-03-03 09:00"),
        ("2026-03-06 17:30", 1, "2026-03-09 08:31"),
        ("2026-03-07 10:00", 0, "2026-03-09 08:30"),
        ("2026-03-02 08:30", 480, "2026-03-02 17:30"),
        ("2026-03-02 08:30", 4800, "2026-03-13 17:30"),
    ] {
        assert_eq!(office.add_working_minutes(at(from), minutes), at(due), "{from} + {minutes} min");
    }
}

/// I.3: Chinese public holidays and make-up working days.
#[test]
fn the_spring_festival_does_not_count_and_the_make_up_saturday_does() {
    let office = WorkingCalendar::default();
    assert!(office.is_working_day(day("2026-02-14")), "Saturday before the festival is worked");
    assert!(!office.is_working_day(day("2026-02-16")));
    assert!(!office.is_working_day(day("2026-02-23")));
    assert_eq!(office.next_working_day(day("2026-02-14")), day("2026-02-24"));
    assert_eq!(office.add_working_minutes(at("2026-02-13 17:00"), 60), at("2026-02-14 09:00"));
    assert_eq!(office.add_working_minutes(at("2026-02-14 17:00"), 60), at("2026-02-24 09:00"));
    assert_eq!(office.working_days_between(day("2026-02-13"), day("2026-02-25")), 3);
    assert_eq!(office.working_days_between(day("2026-02-25"), day("2026-02-13")), -3);
    assert_eq!(office.add_working_days(day("2026-02-13"), 3), day("2026-02-25"));
    assert_eq!(office.working_day_on_or_after(day("2026-10-03")), day("2026-10-08"));
}

#[test]
fn every_make_up_day_is_a_weekend_outside_the_holidays() {
    let office = WorkingCalendar::default();
    assert_eq!(office.check(), Ok(()));
    for worked in china_make_up_days() {
        assert!(office.weekend.contains(&worked.weekday()), "{worked}");
    }
    // The regulation grants 11 days a year up to 2024 and 13 from 2025 on; notices only move them about.
    for (year, granted) in [(2024, 11), (2025, 13), (2026, 13)] {
        let free =
            china_holidays().filter(|free| free.year() == year && !office.weekend.contains(&free.weekday())).count();
        let worked = china_make_up_days().filter(|worked| worked.year() == year).count();
        assert_eq!(free - worked, granted, "{year}");
    }
}

/// I.3: over National Day 2026 (1 to 7 October) people work on Sunday, 20 September and Saturday, 10 October instead.
#[test]
fn national_day_does_not_count_and_its_make_up_days_do() {
    let office = WorkingCalendar::default();
    assert_eq!(office.add_working_days(day("2026-09-18"), 1), day("2026-09-20"), "the Sunday is worked");
    assert_eq!(office.add_working_days(day("2026-09-30"), 3), day("2026-10-10"), "the Saturday is worked");
    assert_eq!(office.add_working_minutes(at("2026-09-30 17:00"), 60), at("2026-10-08 09:00"));
    assert_eq!(office.working_days_between(day("2026-09-30"), day("2026-10-12")), 4);
}

/// The days that the regulation grants for the year that is not published yet, where the lunar calendar puts them.
#[test]
fn the_expected_year_has_the_statutory_days_alone() {
    let of_year = |day: &NaiveDate| day.year() == EXPECTED_YEAR;
    assert_eq!(china_holidays().filter(of_year).count(), 13);
    assert_eq!(china_make_up_days().filter(of_year).count(), 0);
    assert!(china_holidays().any(|free| free == day("2027-02-06")), "the first day of the lunar year");
}

#[test]
fn an_edited_calendar_is_checked() {
    let office = WorkingCalendar::default;
    let fault = |edit: fn(&mut WorkingCalendar)| {
        let mut edited = office();
        edit(&mut edited);
        edited.check().unwrap_err()
    };
    assert_eq!(fault(|office| office.hours.clear()), CalendarFault::Hours);
    assert_eq!(fault(|office| office.hours = vec![(600, 540)]), CalendarFault::Hours);
    assert_eq!(fault(|office| office.hours = vec![(540, 720), (700, 800)]), CalendarFault::Hours);
    assert_eq!(fault(|office| office.hours = vec![(540, 1441)]), CalendarFault::Hours);
    assert_eq!(fault(|office| office.utc_offset_minutes = 900), CalendarFault::Offset(900));
    let whole_week =
        |office: &mut WorkingCalendar| office.weekend = (0..7).filter_map(|day| Weekday::try_from(day).ok()).collect();
    assert_eq!(fault(whole_week), CalendarFault::NoWorkingDay);
    let both = |office: &mut WorkingCalendar| {
        office.make_up.insert("2026-10-01".parse().unwrap());
    };
    assert_eq!(fault(both), CalendarFault::Both(day("2026-10-01")));
}

#[test]
fn a_calendar_without_any_work_still_gives_an_answer() {
    let mut closed = WorkingCalendar::default();
    closed.hours.clear();
    assert_eq!(closed.add_working_minutes(at("2026-03-02 09:00"), 60), at("2026-03-02 10:00"));
    closed.weekend = (0..7).filter_map(|day| Weekday::try_from(day).ok()).collect();
    closed.make_up.clear();
    assert_eq!(closed.next_working_day(day("2026-03-02")), day("2026-03-03"));
}

#[test]
fn a_calendar_is_stored_as_text_and_read_back() {
    let office = WorkingCalendar::default();
    let text = serde_json::to_string(&office).unwrap();
    assert_eq!(serde_json::from_str::<WorkingCalendar>(&text).unwrap(), office);
}

prop_compose! {
    fn instant()(minute in 0_i64..(4 * 366 * 24 * 60), second in 0_i64..60) -> DateTime<Utc> {
        at("2024-01-01 00:00") + TimeDelta::minutes(minute) + TimeDelta::seconds(second)
    }
}

proptest! {
    #[test]
    fn adding_in_two_steps_is_adding_once(from in instant(), first in 0_i64..3000, second in 0_i64..3000) {
        let office = WorkingCalendar::default();
        let there = office.add_working_minutes(from, first);
        prop_assert_eq!(office.add_working_minutes(there, second), office.add_working_minutes(from, first + second));
    }

    #[test]
    fn what_was_added_is_what_lies_between(from in instant(), minutes in 0_i64..5000) {
        let office = WorkingCalendar::default();
        let due = office.add_working_minutes(from, minutes);
        prop_assert!(due >= from);
        prop_assert_eq!(office.working_minutes_between(from, due), minutes);
        prop_assert_eq!(office.working_minutes_between(due, from), -minutes);
        prop_assert!(office.is_working_day(office.local_date(due)));
    }

    #[test]
    fn days_between_agree_with_days_added(offset in 0_u64..1000, count in 0_u32..60) {
        let office = WorkingCalendar::default();
        let from = day("2024-01-02") + Days::new(offset);
        let to = office.add_working_days(from, count);
        prop_assert_eq!(office.working_days_between(from, to), i64::from(count));
        prop_assert!(count == 0 || office.is_working_day(to));
    }
}
