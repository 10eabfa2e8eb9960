//! What a person types for a date, read without a window: `23`, `11-23`, `+3`, 明天, 下周五, `fri`, `20261123`.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Which way an incomplete date leans: "23" on the 24th is next month for a delivery and this month for a production date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lean {
    /// The next such day, today included: delivery, due.
    #[default]
    Ahead,
    /// The last such day, today included: production, receipt.
    Back,
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateProblem {
    /// The text has none of the known forms.
    #[error("not a date")]
    NotUnderstood,
    /// The form is known, but the calendar has no such day (31 April, 29 February).
    #[error("no such day")]
    NoSuchDay,
}

/// Reads a date as typed. `today` is the company's own day; `lean` completes a missing month or year.
///
/// # Errors
/// [`DateProblem`] when the text is no date in any of the three languages, or a day that the calendar lacks.
pub fn parse_date(text: &str, today: NaiveDate, lean: Lean) -> Result<NaiveDate, DateProblem> {
    let text = plain(text);
    if text.is_empty() {
        return Err(DateProblem::NotUnderstood);
    }
    if let Some(days) = relative(&text) {
        return shift(today, days);
    }
    if let Some(date) = weekday(&text, today, lean) {
        return Ok(date);
    }
    if matches!(&*text, "月底" | "eom") {
        return month_end(today);
    }
    numbers(&text, today, lean)
}

/// Small letters, half-width signs, no spaces around.
fn plain(text: &str) -> String {
    let half = |sign: char| match sign {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(sign as u32 - 0xFEE0).unwrap_or(sign),
        '\u{3000}' => ' ',
        '。' => '.',
        _ => sign,
    };
    text.trim().chars().map(half).collect::<String>().trim().to_lowercase()
}

fn relative(text: &str) -> Option<i64> {
    if let Some(rest) = text.strip_prefix('+') {
        return rest.trim_end_matches(['天', 'd']).trim().parse().ok().filter(|days: &i64| *days >= 0);
    }
    if let Some(days) = text.strip_prefix('-').and_then(|rest| rest.parse::<i64>().ok()) {
        return Some(-days);
    }
    Some(match text {
        "今天" | "今日" | "今" | "today" | "tod" | "t" => 0,
        "明天" | "明日" | "明" | "tomorrow" | "tmr" | "tom" => 1,
        "后天" | "後天" | "后日" | "後日" => 2,
        "大后天" | "大後天" => 3,
        "昨天" | "昨日" | "昨" | "yesterday" => -1,
        "前天" => -2,
        _ => return None,
    })
}

fn shift(today: NaiveDate, days: i64) -> Result<NaiveDate, DateProblem> {
    let by = Days::new(days.unsigned_abs());
    let date = if days < 0 { today.checked_sub_days(by) } else { today.checked_add_days(by) };
    date.filter(|date| (1990..=2199).contains(&date.year())).ok_or(DateProblem::NoSuchDay)
}

fn weekday(text: &str, today: NaiveDate, lean: Lean) -> Option<NaiveDate> {
    let (week, name) = match text {
        _ if text.starts_with('下') => (Some(1), text.trim_start_matches('下').trim_start_matches(['个', '個'])),
        _ if text.starts_with('上') => (Some(-1), text.trim_start_matches('上').trim_start_matches(['个', '個'])),
        _ if text.starts_with("本周") || text.starts_with("本週") => (Some(0), text.trim_start_matches('本')),
        _ if text.starts_with("next ") => (Some(1), text.trim_start_matches("next ")),
        _ if text.starts_with("last ") => (Some(-1), text.trim_start_matches("last ")),
        _ => (None, text),
    };
    let day = weekday_named(name)?;
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    if let Some(week) = week {
        let days = week * 7 + i64::from(day.num_days_from_monday());
        return shift(monday, days).ok();
    }
    let ahead = i64::from((7 + day.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7);
    match lean {
        Lean::Ahead => shift(today, ahead).ok(),
        Lean::Back => shift(today, if ahead == 0 { 0 } else { ahead - 7 }).ok(),
    }
}

fn weekday_named(name: &str) -> Option<Weekday> {
    let chinese = ["周", "週", "星期", "礼拜", "禮拜"].iter().find_map(|word| name.strip_prefix(word));
    if let Some(sign) = chinese {
        return Some(match sign {
            "一" | "1" => Weekday::Mon,
            "二" | "2" => Weekday::Tue,
            "三" | "3" => Weekday::Wed,
            "四" | "4" => Weekday::Thu,
            "五" | "5" => Weekday::Fri,
            "六" | "6" => Weekday::Sat,
            "日" | "天" | "7" => Weekday::Sun,
            _ => return None,
        });
    }
    if name.len() < 3 || !name.is_ascii() {
        return None;
    }
    name.parse().ok()
}

fn month_end(day: NaiveDate) -> Result<NaiveDate, DateProblem> {
    let (year, month) = if day.month() == 12 { (day.year() + 1, 1) } else { (day.year(), day.month() + 1) };
    NaiveDate::from_ymd_opt(year, month, 1).and_then(|first| first.pred_opt()).ok_or(DateProblem::NoSuchDay)
}

/// Day, month and day, or all three, with any of the usual separators or none.
fn numbers(text: &str, today: NaiveDate, lean: Lean) -> Result<NaiveDate, DateProblem> {
    let text = text.trim_end_matches(['日', '号', '號']);
    let mut parts: Vec<&str> = text.split(['-', '/', '.', '年', '月', ' ']).collect();
    if parts.iter().any(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(DateProblem::NotUnderstood);
    }
    if let [joined] = parts[..] {
        parts = match joined.len() {
            8 => vec![&joined[..4], &joined[4..6], &joined[6..]],
            6 => vec![&joined[..2], &joined[2..4], &joined[4..]],
            4 => vec![&joined[..2], &joined[2..]],
            _ => parts,
        };
    }
    let mut values = Vec::with_capacity(3);
    for part in &parts {
        values.push(part.parse::<i32>().map_err(|_| DateProblem::NotUnderstood)?);
    }
    match values[..] {
        [day] if parts[0].len() <= 2 => with_day(day, today, lean),
        [month, day] if parts.iter().all(|part| part.len() <= 2) => with_month(month, day, today, lean),
        [year, month, day] if parts[0].len() == 2 || parts[0].len() == 4 => {
            let year = if parts[0].len() == 2 { 2000 + year } else { year };
            date(year, month, day).filter(|date| (1990..=2199).contains(&date.year())).ok_or(DateProblem::NoSuchDay)
        }
        _ => Err(DateProblem::NotUnderstood),
    }
}

fn date(year: i32, month: i32, day: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// The nearest month in the leaning direction that has such a day on the right side of today.
fn with_day(day: i32, today: NaiveDate, lean: Lean) -> Result<NaiveDate, DateProblem> {
    let month = today.year() * 12 + today.month0() as i32;
    (0..3)
        .map(|step| if lean == Lean::Ahead { month + step } else { month - step })
        .filter_map(|month| date(month.div_euclid(12), month.rem_euclid(12) + 1, day))
        .find(|found| right_side(*found, today, lean))
        .ok_or(DateProblem::NoSuchDay)
}

fn with_month(month: i32, day: i32, today: NaiveDate, lean: Lean) -> Result<NaiveDate, DateProblem> {
    // Eight years reach the next 29 February even across a century.
    (0..=8)
        .map(|step| if lean == Lean::Ahead { today.year() + step } else { today.year() - step })
        .filter_map(|year| date(year, month, day))
        .find(|found| right_side(*found, today, lean))
        .ok_or(DateProblem::NoSuchDay)
}

fn right_side(found: NaiveDate, today: NaiveDate, lean: Lean) -> bool {
    if lean == Lean::Ahead { found >= today } else { found <= today }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Monday, 23 November 2026.
    fn today() -> NaiveDate {
        date(2026, 11, 23).unwrap()
    }

    fn ahead(text: &str) -> String {
        parse_date(text, today(), Lean::Ahead).map_or_else(|problem| problem.to_string(), |date| date.to_string())
    }

    fn back(text: &str) -> String {
        parse_date(text, today(), Lean::Back).map_or_else(|problem| problem.to_string(), |date| date.to_string())
    }

    #[test]
    fn a_day_alone_is_the_next_such_day() {
        assert_eq!(ahead("23"), "2026-11-23");
        assert_eq!(ahead("25日"), "2026-11-25");
        assert_eq!(ahead("2"), "2026-12-02");
        assert_eq!(ahead("31"), "2026-12-31");
        assert_eq!(back("25"), "2026-10-25");
        assert_eq!(back("31"), "2026-10-31");
    }

    #[test]
    fn month_and_day_roll_over_the_year() {
        for text in ["11-25", "11/25", "11.25", "1125", "11月25日", "１１－２５", " 11月25号 "] {
            assert_eq!(ahead(text), "2026-11-25", "{text}");
        }
        assert_eq!(ahead("1-5"), "2027-01-05");
        assert_eq!(back("12-30"), "2025-12-30");
        assert_eq!(ahead("2-29"), "2028-02-29");
    }

    #[test]
    fn whole_dates_in_all_forms() {
        for text in ["2026-12-01", "20261201", "26-12-1", "261201", "2026年12月1日", "2026/12/1", "2026.12.01"] {
            assert_eq!(ahead(text), "2026-12-01", "{text}");
        }
    }

    #[test]
    fn days_from_now_in_three_languages() {
        assert_eq!(ahead("+3"), "2026-11-26");
        assert_eq!(ahead("+10天"), "2026-12-03");
        assert_eq!(ahead("-2"), "2026-11-21");
        for text in ["明天", "明日", "tomorrow", "TMR", "+1"] {
            assert_eq!(ahead(text), "2026-11-24", "{text}");
        }
        assert_eq!(ahead("後天"), "2026-11-25");
        assert_eq!(ahead("大后天"), "2026-11-26");
        assert_eq!(ahead("昨天"), "2026-11-22");
        assert_eq!(ahead("月底"), "2026-11-30");
    }

    #[test]
    fn weekdays_in_three_languages() {
        for text in ["周五", "週五", "星期五", "礼拜五", "fri", "Friday"] {
            assert_eq!(ahead(text), "2026-11-27", "{text}");
        }
        assert_eq!(ahead("周一"), "2026-11-23");
        assert_eq!(ahead("下周一"), "2026-11-30");
        assert_eq!(ahead("下週日"), "2026-12-06");
        assert_eq!(ahead("next wed"), "2026-12-02");
        assert_eq!(back("周日"), "2026-11-22");
        assert_eq!(back("上周五"), "2026-11-20");
    }

    #[test]
    fn nonsense_is_named_as_such() {
        for text in ["", "abc", "11-", "1-2-3-4", "123", "五", "+", "+-3", "纯牛奶", "12345"] {
            assert_eq!(ahead(text), "not a date", "{text}");
        }
        for text in ["32", "0", "13-1", "4-31", "2026-02-29", "99999999", "+9999999"] {
            assert_eq!(ahead(text), "no such day", "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_an_answer(text in "\\PC{0,12}") {
            let _ = parse_date(&text, today(), Lean::Ahead);
            let _ = parse_date(&text, today(), Lean::Back);
        }

        #[test]
        fn a_written_date_reads_as_itself(days in 0u64..20_000) {
            let day = date(2000, 1, 1).unwrap() + Days::new(days);
            proptest::prop_assert_eq!(parse_date(&crate::i18n::date(day), today(), Lean::Ahead), Ok(day));
        }
    }
}
