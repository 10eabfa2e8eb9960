//! Figures in front of a unit: `1,200`, `2.5`, `二十`, `一百零五`, `1万`. Exact: a count of units and a decimal fraction.

/// A figure as it was read: `digits / 10^places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// All digits as one whole number; saturated far above every quantity that is taken.
    pub digits: i64,
    /// Digits after the decimal point.
    pub places: u32,
}

/// Larger than any quantity times any ratio may be; keeps the arithmetic from running over.
const SATURATED: i64 = 1_000_000_000_000;

/// True for characters that Chinese figures are made of.
pub(super) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || multiplier(c).is_some()
}

fn digit(c: char) -> Option<i64> {
    let value = match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' | '貳' => 2,
        '三' | '叁' | '叄' | '參' | '参' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    };
    Some(value)
}

fn multiplier(c: char) -> Option<i64> {
    match c {
        '十' | '拾' => Some(10),
        '百' | '佰' => Some(100),
        '千' | '仟' => Some(1000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// Reads a figure at the start of `text`: the figure and how many bytes it took. `is_unit` says whether a unit begins at
/// a text, so that `三千克` is three 千克 where that is a unit.
pub(super) fn read(text: &str, is_unit: impl Fn(&str) -> bool) -> Option<(Figure, usize)> {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let (figure, taken) = read_digits(text)?;
        return Some(with_large_multipliers(figure, text, taken, is_unit));
    }
    read_chinese(text, is_unit)
}

/// `1,200`, `20`, `2.5`.
fn read_digits(text: &str) -> Option<(Figure, usize)> {
    let bytes = text.as_bytes();
    let (mut digits, mut places, mut at) = (0_i64, 0_u32, 0_usize);
    let mut after_point = false;
    while at < bytes.len() {
        match bytes[at] {
            b @ b'0'..=b'9' => {
                if after_point && places >= 6 {
                    return None;
                }
                digits = (digits * 10 + i64::from(b - b'0')).min(SATURATED);
                places += u32::from(after_point);
            }
            b',' if !after_point && is_thousands_group(&bytes[at + 1..]) => {}
            b'.' if !after_point && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => after_point = true,
            _ => break,
        }
        at += 1;
    }
    Some((Figure { digits, places }, at))
}

fn is_thousands_group(rest: &[u8]) -> bool {
    rest.len() >= 3 && rest[..3].iter().all(u8::is_ascii_digit) && !rest.get(3).is_some_and(u8::is_ascii_digit)
}

/// `1万`, `3千`, `1.5万`: a multiplier behind digits counts unless a unit begins there.
fn with_large_multipliers(
    mut figure: Figure,
    text: &str,
    mut taken: usize,
    is_unit: impl Fn(&str) -> bool,
) -> (Figure, usize) {
    while let Some(c) = text[taken..].chars().next() {
        let Some(times) = multiplier(c).filter(|_| !is_unit(&text[taken..])) else { break };
        figure.digits = figure.digits.saturating_mul(times).min(SATURATED);
        taken += c.len_utf8();
    }
    (figure, taken)
}

fn read_chinese(text: &str, is_unit: impl Fn(&str) -> bool) -> Option<(Figure, usize)> {
    let (mut total, mut section, mut pending, mut taken) = (0_i64, 0_i64, None::<i64>, 0_usize);
    for c in text.chars() {
        if is_unit(&text[taken..]) {
            break;
        }
        if let Some(value) = digit(c) {
            // Digits in a row are read like figures: 二〇 is twenty.
            pending = Some((pending.unwrap_or(0) * 10 + value).min(SATURATED));
        } else if let Some(times) = multiplier(c) {
            if times < 10_000 {
                section = section.saturating_add(pending.take().filter(|value| *value > 0).unwrap_or(1) * times);
            } else {
                section = section.saturating_add(pending.take().unwrap_or(0));
                total = total.saturating_add(section).saturating_mul(times);
                section = 0;
            }
            section = section.min(SATURATED);
            total = total.min(SATURATED);
        } else {
            break;
        }
        taken += c.len_utf8();
    }
    let digits = total.saturating_add(section).saturating_add(pending.unwrap_or(0)).min(SATURATED);
    (taken > 0).then_some((Figure { digits, places: 0 }, taken))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_figures() {
        for (text, value) in [
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("一百零五", 105),
            ("两千三百", 2300),
            ("一万二千", 12_000),
            ("二〇", 20),
            ("叁佰", 300),
            ("零五", 5),
        ] {
            assert_eq!(read(text, |_| false), Some((Figure { digits: value, places: 0 }, text.len())), "{text}");
        }
        assert_eq!(read("箱", |_| false), None);
    }
}
