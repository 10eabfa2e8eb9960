//! Figures, dates and ranges as they stand in table files, read exactly: no floating point.

use chrono::NaiveDate;

use super::import::FindingKind;

/// A barcode longer than this many digits does not exist (GTIN-14).
const LONGEST_BARCODE: usize = 14;
const LONGEST_SHELF_LIFE: i64 = 3650;
/// Largest price or limit that is taken: a hundred billion in minor units.
const LARGEST_MONEY: i64 = 10_000_000_000_000;

/// A decimal as whole `10^-places`: `decimal("2.5", 2)` is 250. Signs, thousands commas, currency signs and a unit such as
/// 元 are taken; more digits behind the point than `places` only if they are zero.
pub fn decimal(text: &str, places: u32) -> Result<i64, FindingKind> {
    if let Some(plain) = plain_decimal(text, places as usize) {
        return Ok(plain);
    }
    let folded: String = text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    if is_damaged(&folded) {
        return Err(FindingKind::DamagedNumber);
    }
    let signs = ['¥', '￥', '$', '€', '£'];
    let upper = folded.to_ascii_uppercase();
    let bare = upper.trim_start_matches(signs);
    let bare = ["CNY", "RMB", "USD", "HKD", "NT"].iter().find_map(|code| bare.strip_prefix(code)).unwrap_or(bare);
    let bare = bare.trim_start_matches(signs).trim_end_matches(['元', '圆', '圓', '天', '日']);
    let (negative, digits) = match bare.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start_matches(signs)),
        None => (false, bare.strip_prefix('+').unwrap_or(bare)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = without_thousands(whole)?;
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !all_digits(&whole) || !all_digits(fraction) {
        return Err(FindingKind::NotANumber);
    }
    let places = places as usize;
    let (kept, beyond) = fraction.split_at(fraction.len().min(places));
    if beyond.bytes().any(|byte| byte != b'0') {
        return Err(FindingKind::OutOfRange);
    }
    let padded = format!("{}{kept:0<places$}", if whole.is_empty() { "0" } else { &whole });
    let value: i64 = padded.parse().map_err(|_| FindingKind::OutOfRange)?;
    Ok(if negative { -value } else { value })
}

/// Digits and at most one point, as nearly every cell of a large file has them; everything else takes the long way.
fn plain_decimal(text: &str, places: usize) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=12).contains(&whole.len()) || fraction.len() > places.min(6) || !digits(whole) || !digits(fraction) {
        return None;
    }
    let read = |value: i64, byte: u8| value * 10 + i64::from(byte - b'0');
    let value = whole.bytes().chain(fraction.bytes()).fold(0, read);
    let missing = u32::try_from(places - fraction.len()).ok()?;
    value.checked_mul(10_i64.checked_pow(missing)?)
}

/// An amount in minor units (fen, cents), not below zero.
pub fn money(text: &str) -> Result<i64, FindingKind> {
    match decimal(text, 2)? {
        value if value < 0 => Err(FindingKind::Negative),
        value if value > LARGEST_MONEY => Err(FindingKind::OutOfRange),
        value => Ok(value),
    }
}

/// A whole number, not below zero.
pub fn count(text: &str) -> Result<i64, FindingKind> {
    match decimal(text, 0)? {
        value if value < 0 => Err(FindingKind::Negative),
        value => Ok(value),
    }
}

/// A shelf life in days: `180`, `6个月` (30 days each), `1年`.
pub fn shelf_life(text: &str) -> Result<i64, FindingKind> {
    let folded: String = text.chars().map(half_width).collect::<String>().to_lowercase();
    let (digits, days) =
        [("个月", 30), ("個月", 30), ("月", 30), ("months", 30), ("年", 365), ("years", 365), ("days", 1)]
            .iter()
            .find_map(|(unit, days)| folded.trim().strip_suffix(unit).map(|digits| (digits.to_owned(), *days)))
            .unwrap_or((folded, 1));
    match count(&digits)?.checked_mul(days) {
        Some(value) if (1..=LONGEST_SHELF_LIFE).contains(&value) => Ok(value),
        _ => Err(FindingKind::AbsurdShelfLife),
    }
}

/// A tax rate in basis points: `13%`, `13` and `0.13` are all 1300. Without a sign, a number below 1 is a fraction.
pub fn tax_rate(text: &str) -> Result<i64, FindingKind> {
    let text = text.trim();
    let unreadable = |_| FindingKind::UnreadableTaxRate;
    if ["免税", "免稅", "不征税", "exempt"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return Ok(0);
    }
    let percent = text.strip_suffix(['%', '％']);
    let points = match percent {
        Some(digits) => decimal(digits, 2).map_err(unreadable)?,
        None => match decimal(text, 4).map_err(unreadable)? {
            fraction @ 0..=9_999 => fraction,
            percent => percent / 100,
        },
    };
    if (0..=5_000).contains(&points) { Ok(points) } else { Err(FindingKind::UnreadableTaxRate) }
}

/// A temperature range in tenths of °C: `2-6`, `2~6℃`, `-18以下`, `≤-18`, `常温` (no range).
pub fn temperatures(text: &str) -> Result<Option<(i64, i64)>, FindingKind> {
    let folded: String = text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let words = ["常温", "常溫", "常温干燥", "ambient", "roomtemperature", "阴凉干燥"];
    if words.contains(&folded.as_str()) {
        return Ok(None);
    }
    let bare = folded.replace(['℃', '°', '度'], "").replace('c', "");
    let tenths = |digits: &str| decimal(digits, 1).map_err(|_| FindingKind::UnreadableTemperature);
    let below = bare.strip_prefix("≤").or_else(|| bare.strip_prefix("<=")).or_else(|| bare.strip_suffix("以下"));
    let range = match below {
        // Nothing is stored colder than this.
        Some(digits) => (-400, tenths(digits)?),
        None => {
            let (low, high) = split_range(&bare).ok_or(FindingKind::UnreadableTemperature)?;
            (tenths(low)?, tenths(high)?)
        }
    };
    let sensible = -400 <= range.0 && range.0 <= range.1 && range.1 <= 600;
    if sensible { Ok(Some(range)) } else { Err(FindingKind::UnreadableTemperature) }
}

/// `2-6`, `-22--18`, `2~6`, `2至6` in two.
fn split_range(text: &str) -> Option<(&str, &str)> {
    for separator in ["~", "～", "至", "到", "–", "—"] {
        if let Some(pair) = text.split_once(separator) {
            return Some(pair);
        }
    }
    let skip = usize::from(text.starts_with('-'));
    let at = skip + text.get(skip..)?.find('-')?;
    Some((&text[..at], &text[at + 1..]))
}

/// A calendar date: `2026-01-05`, `2026/1/5`, `2026.01.05`, `20260105`, `2026年1月5日`, with or without a time behind it.
pub fn date(text: &str) -> Result<NaiveDate, FindingKind> {
    let folded: String = text.trim().chars().map(half_width).collect();
    let day = folded.split([' ', 'T']).next().unwrap_or_default();
    let day = day.replace(['/', '.', '年', '月'], "-").replace(['日', '号'], "");
    let day = if day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])
    } else {
        day
    };
    let mut parts = day.split('-').map(str::parse::<u32>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(of_month)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(FindingKind::NotADate);
    };
    let found = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, of_month));
    found.filter(|_| (1990..=2100).contains(&year)).ok_or(FindingKind::NotADate)
}

/// The digits of a barcode. The check digit of EAN-8, UPC-A, EAN-13 and GTIN-14 is [`check_digit_fits`]'s matter.
pub fn barcode(text: &str) -> Result<String, FindingKind> {
    let digits: String = text.chars().map(half_width).filter(|c| !c.is_whitespace() && *c != '-').collect();
    if is_damaged(&digits) {
        return Err(FindingKind::DamagedNumber);
    }
    let fits = (4..=LONGEST_BARCODE).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(digits) } else { Err(FindingKind::NotABarcode) }
}

/// True when the last digit of an 8, 12, 13 or 14 digit barcode fits the others; other lengths have none.
pub fn check_digit_fits(digits: &str) -> bool {
    if ![8, 12, 13, 14].contains(&digits.len()) {
        return true;
    }
    let weighted =
        digits.bytes().rev().enumerate().map(|(at, byte)| u32::from(byte - b'0') * if at % 2 == 1 { 3 } else { 1 });
    weighted.sum::<u32>().is_multiple_of(10)
}

/// A share between 0 and 1 as an exact ratio: `2/3`, `0.5`, `50%`.
pub fn ratio(text: &str) -> Result<(i64, i64), FindingKind> {
    let folded: String = text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    let unreadable = |_| FindingKind::UnreadableRemainingLife;
    let (part, whole) = if let Some((part, whole)) = folded.split_once('/') {
        (decimal(part, 0).map_err(unreadable)?, decimal(whole, 0).map_err(unreadable)?)
    } else if let Some(percent) = folded.strip_suffix('%') {
        (decimal(percent, 2).map_err(unreadable)?, 10_000)
    } else {
        (decimal(&folded, 4).map_err(unreadable)?, 10_000)
    };
    if whole <= 0 || part < 0 || part > whole {
        return Err(FindingKind::UnreadableRemainingLife);
    }
    let divisor = greatest_common_divisor(part, whole);
    Ok((part / divisor, whole / divisor))
}

fn greatest_common_divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a.max(1) } else { greatest_common_divisor(b, a % b) }
}

/// `6.90E+12`, as a spreadsheet writes a long number into a CSV file.
pub(super) fn is_damaged(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    upper.split_once('E').is_some_and(|(digits, power)| {
        let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        number(digits.trim_start_matches('-')) && number(power.trim_start_matches(['+', '-']))
    })
}

/// `1,234` → `1234`; commas elsewhere than between groups of three are no thousands.
fn without_thousands(whole: &str) -> Result<String, FindingKind> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let groups: Vec<&str> = groups.collect();
    if !groups.is_empty() && (first.is_empty() || first.len() > 3 || groups.iter().any(|group| group.len() != 3)) {
        return Err(FindingKind::NotANumber);
    }
    Ok(format!("{first}{}", groups.concat()))
}

/// Full-width forms of ASCII signs as the signs themselves.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '−' => '-',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use FindingKind as K;
    use proptest::prelude::*;

    #[test]
    fn figures_are_exact_or_refused() {
        assert_eq!(money("2.5"), Ok(250));
        assert_eq!(money("¥1,234.50"), Ok(123_450));
        assert_eq!(money("１２．５元"), Ok(1250));
        assert_eq!(money("18.0000"), Ok(1800));
        assert_eq!(money("USD 3.99"), Ok(399));
        assert_eq!(money(".5"), Ok(50));
        assert_eq!(money("18.005"), Err(K::OutOfRange));
        assert_eq!(money("-1"), Err(K::Negative));
        assert_eq!(money("面议"), Err(K::NotANumber));
        assert_eq!(money("1,23"), Err(K::NotANumber));
        assert_eq!(money("."), Err(K::NotANumber));
        assert_eq!(money("6.9E+12"), Err(K::DamagedNumber));
        assert_eq!(money("99999999999999999999"), Err(K::OutOfRange));
        assert_eq!(count("12.0"), Ok(12));
    }

    #[test]
    fn shelf_life_tax_and_temperature() {
        assert_eq!(shelf_life("180天"), Ok(180));
        assert_eq!(shelf_life("6个月"), Ok(180));
        assert_eq!(shelf_life("0"), Err(K::AbsurdShelfLife));
        assert_eq!(shelf_life("99999"), Err(K::AbsurdShelfLife));
        for (text, points) in
            [("13%", 1300), ("13", 1300), ("0.13", 1300), ("9", 900), ("0.09", 900), ("免税", 0), ("0", 0)]
        {
            assert_eq!(tax_rate(text), Ok(points), "{text}");
        }
        assert_eq!(tax_rate("130"), Err(K::UnreadableTaxRate));
        for (text, range) in [
            ("2-6", Some((20, 60))),
            ("2～6℃", Some((20, 60))),
            ("-22~-18", Some((-220, -180))),
            ("-22--18", Some((-220, -180))),
            ("≤-18℃", Some((-400, -180))),
            ("-18℃以下", Some((-400, -180))),
            ("2.5-6", Some((25, 60))),
            ("常温", None),
        ] {
            assert_eq!(temperatures(text), Ok(range), "{text}");
        }
        assert_eq!(temperatures("6-2"), Err(K::UnreadableTemperature));
        assert_eq!(temperatures("冷"), Err(K::UnreadableTemperature));
    }

    #[test]
    fn dates_in_the_forms_of_the_trade() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
        for text in
            ["2026-01-05", "2026/1/5", "2026.1.5", "20260105", "2026年1月5日", "2026-01-05 08:32:00", "２０２６-01-05"]
        {
            assert_eq!(date(text), Ok(day), "{text}");
        }
        for text in ["", "05/01/2026", "2026-13-01", "2026-02-30", "昨天", "45943"] {
            assert_eq!(date(text), Err(K::NotADate), "{text}");
        }
    }

    #[test]
    fn barcodes_keep_their_digits_and_are_checked() {
        assert_eq!(barcode("6907992 100012"), Ok("6907992100012".to_owned()));
        assert_eq!(barcode("6.90E+12"), Err(K::DamagedNumber));
        assert_eq!(barcode("ABC"), Err(K::NotABarcode));
        assert!(check_digit_fits("6901234567892"));
        assert!(!check_digit_fits("6901234567893"));
        assert!(check_digit_fits("036000291452"));
        assert!(check_digit_fits("12345"), "a house code has no check digit");
    }

    #[test]
    fn remaining_shelf_life_is_an_exact_ratio() {
        assert_eq!(ratio("2/3"), Ok((2, 3)));
        assert_eq!(ratio("0.5"), Ok((1, 2)));
        assert_eq!(ratio("50%"), Ok((1, 2)));
        assert_eq!(ratio("3/2"), Err(K::UnreadableRemainingLife));
        assert_eq!(ratio("1/0"), Err(K::UnreadableRemainingLife));
    }

    proptest! {
        #[test]
        fn money_written_is_money_read(minor in 0_i64..=LARGEST_MONEY) {
            prop_assert_eq!(money(&crate::i18n::money(minor)), Ok(minor));
        }

        #[test]
        fn no_text_breaks_a_reader(text in "[0-9.,%/~E+年月日℃-]{0,12}|\\PC{0,20}") {
            let _ = (money(&text), count(&text), shelf_life(&text), tax_rate(&text), temperatures(&text), date(&text));
            let _ = (barcode(&text).map(|digits| check_digit_fits(&digits)), ratio(&text));
        }
    }
}
