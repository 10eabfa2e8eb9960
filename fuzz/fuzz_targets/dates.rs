//! Any text as a day, with and without a day to count from.
#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use yili_orders::intake::mail::draft::dates;
use yili_orders::intake::values;

fuzz_target!(|text: &str| {
    let _ = values::date(text);
    for today in [None, NaiveDate::from_ymd_opt(2026, 12, 31), Some(NaiveDate::MAX), Some(NaiveDate::MIN)] {
        for month_first in [true, false] {
            for day in dates::find(text, today, month_first) {
                assert!(text.get(day.range).is_some());
                assert!(day.day.is_some() || !day.certain);
            }
        }
    }
});
