//! Public holidays of mainland China.
//!
//! 2024 to 2026 after the General Office of the State Council's yearly notices on holiday arrangements (国务院办公厅关于
//! 部分节假日安排的通知: 国办发明电〔2023〕7号, 〔2024〕12号, 〔2025〕7号), with the make-up working days they order. For 2027 no
//! notice was known when this was written: only the days of the regulation on public holidays (全国年节及纪念日放假办法) are
//! listed, without make-up days. All of it is where a company's calendar starts from; each company edits its own.

use chrono::NaiveDate;

/// The year whose days are expected, not published: the lunar calendar gives the festivals, nobody knows the make-up days.
pub const EXPECTED_YEAR: i32 = 2027;

/// First day and number of days of each holiday, weekends within them included.
const HOLIDAYS: &[(i32, u32, u32, u32)] = &[
    (2024, 1, 1, 1),
    (2024, 2, 10, 8),
    (2024, 4, 4, 3),
    (2024, 5, 1, 5),
    (2024, 6, 10, 1),
    (2024, 9, 15, 3),
    (2024, 10, 1, 7),
    (2025, 1, 1, 1),
    (2025, 1, 28, 8),
    (2025, 4, 4, 3),
    (2025, 5, 1, 5),
    (2025, 5, 31, 3),
    (2025, 10, 1, 8),
    (2026, 1, 1, 3),
    (2026, 2, 15, 9),
    (2026, 4, 4, 3),
    (2026, 5, 1, 5),
    (2026, 6, 19, 3),
    (2026, 9, 25, 3),
    (2026, 10, 1, 7),
    (2027, 1, 1, 1),
    (2027, 2, 5, 4),
    (2027, 4, 5, 1),
    (2027, 5, 1, 2),
    (2027, 6, 9, 1),
    (2027, 9, 15, 1),
    (2027, 10, 1, 3),
];

/// Weekend days on which people work to make up for a longer holiday.
const MAKE_UP: &[(i32, u32, u32)] = &[
    (2024, 2, 4),
    (2024, 2, 18),
    (2024, 4, 7),
    (2024, 4, 28),
    (2024, 5, 11),
    (2024, 9, 14),
    (2024, 9, 29),
    (2024, 10, 12),
    (2025, 1, 26),
    (2025, 2, 8),
    (2025, 4, 27),
    (2025, 9, 28),
    (2025, 10, 11),
    (2026, 1, 4),
    (2026, 2, 14),
    (2026, 2, 28),
    (2026, 5, 9),
    (2026, 9, 20),
    (2026, 10, 10),
];

/// All days of the public holidays 2024 to 2027, weekends within them included.
pub fn china_holidays() -> impl Iterator<Item = NaiveDate> {
    HOLIDAYS.iter().flat_map(|(year, month, day, days)| {
        NaiveDate::from_ymd_opt(*year, *month, *day)
            .into_iter()
            .flat_map(|first| first.iter_days().take(*days as usize))
    })
}

/// The make-up working days 2024 to 2026.
pub fn china_make_up_days() -> impl Iterator<Item = NaiveDate> {
    MAKE_UP.iter().filter_map(|(year, month, day)| NaiveDate::from_ymd_opt(*year, *month, *day))
}
