//! Numbers, times and texts of order files. What a spreadsheet damaged is refused, never guessed.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};

use crate::intake::import::FindingKind;
use crate::intake::tables::clean;
use crate::intake::values::is_damaged;

/// The longest order number that is taken, in characters.
const LONGEST_NUMBER: usize = 64;
/// The longest remark or address, in characters.
pub(super) const LONGEST_TEXT: usize = 1_000;
/// A spreadsheet keeps so many digits of a number; the others become zeros.
const DIGITS_KEPT: usize = 15;
/// So many zeros at the end of a bare number are no chance.
const ZEROS_THAT_TELL: usize = 2;

/// An order number as text. Errors: missing, damaged by a spreadsheet, or too long.
pub(super) fn order_number(raw: &str) -> Result<&str, FindingKind> {
    let number = clean(raw);
    if number.is_empty() {
        return Err(FindingKind::Missing);
    }
    if is_damaged(number) {
        return Err(FindingKind::DamagedNumber);
    }
    if number.len() > LONGEST_NUMBER {
        return Err(FindingKind::TooLong { most: LONGEST_NUMBER });
    }
    // A guard shows that no spreadsheet has written the number anew.
    let bare = raw.trim_matches([' ', '"']) == number;
    if bare && has_lost_digits(number) { Err(FindingKind::LostDigits) } else { Ok(number) }
}

fn has_lost_digits(number: &str) -> bool {
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    digits && number.len() >= DIGITS_KEPT + ZEROS_THAT_TELL && number[DIGITS_KEPT..].bytes().all(|byte| byte == b'0')
}

/// A telephone number as it stands; one that a spreadsheet damaged is refused.
pub(super) fn phone(text: &str) -> Result<String, FindingKind> {
    if is_damaged(text) { Err(FindingKind::DamagedNumber) } else { Ok(text.to_owned()) }
}

/// An instant. A time without a zone is the company's own. `none` where nothing stands.
pub(super) fn instant(text: &str, zone: FixedOffset) -> Result<Option<DateTime<Utc>>, FindingKind> {
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(local) = plain_instant(text) {
        let at = zone.from_local_datetime(&local).single();
        return at.map(|at| Some(at.to_utc())).ok_or(FindingKind::NotADate);
    }
    for format in ["%Y-%m-%dT%H:%M:%S%:z", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%dT%H:%M:%S%.f%:z"] {
        if let Ok(at) = DateTime::parse_from_str(text, format) {
            return Ok(Some(at.to_utc()));
        }
    }
    let text = text.strip_suffix('Z').map_or_else(|| text.to_owned(), |rest| format!("{rest}+00:00"));
    if let Ok(at) = DateTime::parse_from_rfc3339(&text) {
        return Ok(Some(at.to_utc()));
    }
    let plain = text.replace('/', "-").replace('T', " ");
    let formats = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S%.f"];
    let local = formats.iter().find_map(|format| NaiveDateTime::parse_from_str(&plain, format).ok());
    let local =
        local.or_else(|| NaiveDate::parse_from_str(&plain, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN)));
    let at = local.and_then(|local| zone.from_local_datetime(&local).single());
    at.map(|at| Some(at.to_utc())).ok_or(FindingKind::NotADate)
}

/// `2026-11-20 11:00:21`, as nearly every row of a large file has it; everything else takes the long way.
fn plain_instant(text: &str) -> Option<NaiveDateTime> {
    let bytes: &[u8; 19] = text.as_bytes().try_into().ok()?;
    let parted = [(4, b'-'), (7, b'-'), (10, b' '), (13, b':'), (16, b':')];
    if parted.iter().any(|(at, mark)| bytes[*at] != *mark) {
        return None;
    }
    let number = |from: usize, to: usize| {
        let digits = &bytes[from..to];
        let read = |value: u32, byte: &u8| value * 10 + u32::from(byte - b'0');
        digits.iter().all(u8::is_ascii_digit).then(|| digits.iter().fold(0, read))
    };
    let day = NaiveDate::from_ymd_opt(i32::try_from(number(0, 4)?).ok()?, number(5, 7)?, number(8, 10)?)?;
    day.and_hms_opt(number(11, 13)?, number(14, 16)?, number(17, 19)?)
}

/// The day at the beginning of a text such as `2026-01-14 06:00 - 2026-01-14 07:00`.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    crate::intake::values::date(text).ok()
}

/// The day that a number such as `260110-000000000000001` begins with, at midnight of the company's zone.
pub(super) fn day_in_number(number: &str, zone: FixedOffset) -> Option<DateTime<Utc>> {
    let (digits, _) = number.split_once('-').filter(|(digits, _)| digits.len() == 6)?;
    let day = NaiveDate::parse_from_str(&format!("20{digits}"), "%Y%m%d").ok()?;
    zone.from_local_datetime(&day.and_time(NaiveTime::MIN)).single().map(|at| at.to_utc())
}

/// A text in one line, without a line break or tab inside it.
pub(super) fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r', '\t']) {
        text.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

/// `2× UHT Milk 250ml x 24, 1× Yogurt` in quantities and titles; none where the text has another shape.
pub(super) fn products(text: &str) -> Option<Vec<(i64, String)>> {
    let mut found: Vec<(i64, String)> = Vec::new();
    for part in text.split(", ") {
        match part.split_once('×').map(|(count, title)| (count.trim().parse::<i64>(), title.trim())) {
            Some((Ok(count), title)) if !title.is_empty() => found.push((count, title.to_owned())),
            // A comma inside of a title.
            _ => {
                let (_, title) = found.last_mut()?;
                title.push_str(", ");
                title.push_str(part);
            }
        }
    }
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn china() -> FixedOffset {
        FixedOffset::east_opt(8 * 3600).unwrap()
    }

    #[test]
    fn order_numbers_are_whole_or_refused() {
        assert_eq!(order_number("=\"4410000000000000101\""), Ok("4410000000000000101"));
        assert_eq!(order_number("=\"4410000000000000000\""), Ok("4410000000000000000"), "guarded");
        assert_eq!(order_number("4410000000000000000"), Err(FindingKind::LostDigits));
        assert_eq!(order_number("4.41E+18"), Err(FindingKind::DamagedNumber));
        assert_eq!(order_number("300000000000"), Ok("300000000000"), "short enough to be whole");
        assert_eq!(order_number("260110-000000000000001\t"), Ok("260110-000000000000001"));
        assert_eq!(order_number(" "), Err(FindingKind::Missing));
    }

    #[test]
    fn times_in_the_forms_of_the_platforms() {
        let at = |text: &str| Ok(Some(text.parse::<DateTime<Utc>>().unwrap()));
        assert_eq!(instant("2026-01-05 09:12:33", china()), at("2026-01-05T01:12:33Z"));
        assert_eq!(instant("2026/1/5 9:12", china()), at("2026-01-05T01:12:00Z"));
        assert_eq!(instant("2026-01-14 10:00:00 +0800", china()), at("2026-01-14T02:00:00Z"));
        assert_eq!(instant("2026-01-14T02:00:00+00:00", china()), at("2026-01-14T02:00:00Z"));
        assert_eq!(instant("2026-01-14T02:00:00Z", china()), at("2026-01-14T02:00:00Z"));
        assert_eq!(instant("", china()), Ok(None));
        assert_eq!(instant("昨天", china()), Err(FindingKind::NotADate));
        assert_eq!(day_in_number("260111-000000000000003", china()), at("2026-01-10T16:00:00Z").unwrap());
        assert_eq!(day("2026-01-14 06:00 - 2026-01-14 07:00"), "2026-01-14".parse().ok());
    }

    #[test]
    fn goods_in_one_text() {
        let found = products("2× UHT Milk 250ml x 24, 1× Yogurt, mild 205g x 12").unwrap();
        assert_eq!(found, [(2, "UHT Milk 250ml x 24".to_owned()), (1, "Yogurt, mild 205g x 12".to_owned())]);
        assert_eq!(products("UHT Milk"), None);
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_reader(text in "[0-9+\\-: TZ/.E=\"'×,年月]{0,30}|\\PC{0,30}") {
            let _ = (order_number(&text), instant(&text, china()), day(&text), products(&text), one_line(&text));
            let _ = day_in_number(&text, china());
        }
    }
}
