//! Figures, dates and times as people read them.
//!
//! Dates are written year first in every language: an office that writes to three continents must not guess whether
//! 04/05 is April or May.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};

use super::Lang;

/// A calendar date: `2026-11-23`.
pub fn date(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// An instant in the company's own time: `2026-11-23 09:05`.
pub fn date_time(at: DateTime<Utc>, zone: FixedOffset) -> String {
    at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}

/// A month as a heading: `2026年11月`, `2026-11`.
pub fn month(lang: Lang, day: NaiveDate) -> String {
    match lang {
        Lang::ZhHans | Lang::ZhHant => format!("{}年{}月", day.year(), day.month()),
        Lang::En => day.format("%Y-%m").to_string(),
    }
}

/// A whole number with thousands separators: `1,284`.
pub fn whole(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('-');
    }
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number held in its smallest unit, with `places` decimals: `decimal(123450, 2)` is `1,234.50`.
pub fn decimal(value: i64, places: u32) -> String {
    let unit = 10_u64.pow(places);
    let whole_part = whole((value.unsigned_abs() / unit) as i64);
    let sign = if value < 0 { "-" } else { "" };
    if places == 0 {
        return format!("{sign}{whole_part}");
    }
    format!("{sign}{whole_part}.{:0width$}", value.unsigned_abs() % unit, width = places as usize)
}

/// Money in hundredths (fen, cents): `1,234.50`.
pub fn money(minor: i64) -> String {
    decimal(minor, 2)
}

/// A count of base units, plain.
pub fn quantity(value: i64) -> String {
    whole(value)
}

/// A temperature held in tenths of a degree Celsius: `4.5 °C`.
pub fn temperature(tenths: i64) -> String {
    if tenths % 10 == 0 { format!("{} °C", tenths / 10) } else { format!("{} °C", decimal(tenths, 1)) }
}

/// `part` of `all` as a percentage with one decimal; "—" where there is nothing to divide by.
pub fn percent_of(part: i64, all: i64) -> String {
    if all == 0 { "—".to_owned() } else { format!("{} %", decimal(part * 1000 / all, 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_thousands_and_keeps_signs() {
        assert_eq!(whole(0), "0");
        assert_eq!(whole(1_284), "1,284");
        assert_eq!(whole(-1_000_000), "-1,000,000");
        assert_eq!(money(123_450), "1,234.50");
        assert_eq!(money(-5), "-0.05");
        assert_eq!(temperature(45), "4.5 °C");
        assert_eq!(temperature(-180), "-18 °C");
        assert_eq!(percent_of(1, 0), "—");
        assert_eq!(percent_of(985, 1000), "98.5 %");
    }
}
