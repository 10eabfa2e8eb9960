//! Quantities in running text: `二十箱`, `20件`, `20*24`, `1千盒`, `半箱`, `3箱5盒`.

use std::ops::Range;

use super::text::{patterns, plain};
use crate::domain::quantity::{self, Packs, QuantityRefusal};

/// A quantity as somebody wrote it; what it comes to is known with the product's packs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    /// Figures with their units, in the order in which they stand: two for `3箱5盒`.
    pub parts: Vec<Part>,
    /// The second figure of `20*24`: how many one of the first is said to hold.
    pub each_holds: Option<i64>,
}

/// A figure and a unit: `digits / 10^places` of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// All digits as one whole number.
    pub digits: i64,
    /// How many of the digits stand behind the decimal point.
    pub places: u32,
    /// The unit in lower case and simplified characters; empty where none was written.
    pub unit: String,
}

impl Quantity {
    /// True where a figure has no unit.
    pub fn lacks_unit(&self) -> bool {
        self.parts.iter().any(|part| part.unit.is_empty())
    }

    /// Base units by the product's packs. Errors: as [`Packs::parse`]; `20*24` is taken where the product has a pack of 24.
    pub fn base_units(&self, packs: &Packs) -> Result<i64, QuantityRefusal> {
        let Some(each) = self.each_holds else { return packs.parse(&self.to_string()) };
        let count = self.parts.first().map_or(0, |part| if part.places == 0 { part.digits } else { 0 });
        let has_pack = packs.packs.iter().any(|pack| pack.base_units == each);
        let total = count.checked_mul(each).filter(|total| (1..=quantity::LARGEST).contains(total));
        total.filter(|_| has_pack).ok_or_else(|| QuantityRefusal::NotUnderstood { at: format!("*{each}") })
    }
}

impl std::fmt::Display for Quantity {
    /// `20箱`, `3箱5盒`, `20 ctn`, `20*24`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, part) in self.parts.iter().enumerate() {
            let latin = part.unit.is_ascii() && !part.unit.is_empty();
            if at > 0 && latin {
                f.write_str(" ")?;
            }
            f.write_str(&figure_text(part.digits, part.places))?;
            if let Some(each) = self.each_holds {
                write!(f, "*{each}")?;
            }
            if latin {
                f.write_str(" ")?;
            }
            f.write_str(&part.unit)?;
        }
        Ok(())
    }
}

/// `25` with one place is `2.5`; zeros at the end are left out.
pub(super) fn figure_text(digits: i64, places: u32) -> String {
    let scale = 10_i64.checked_pow(places).unwrap_or(1);
    let fraction = format!("{:0width$}", (digits % scale).unsigned_abs(), width = places as usize);
    let fraction = fraction.trim_end_matches('0');
    if places == 0 || fraction.is_empty() {
        (digits / scale).to_string()
    } else {
        format!("{}.{fraction}", digits / scale)
    }
}

/// A quantity in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityAt {
    /// Bytes of the plain text.
    pub range: Range<usize>,
    /// What it says.
    pub quantity: Quantity,
    /// False for `半箱`, `20*24` and what else a person should look at.
    pub certain: bool,
    /// True where the word 各 or `each` stands before it: it counts for every product named before.
    pub each: bool,
}

const FIGURE: &str = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?[千百万]?|[0-9]+(?:\.[0-9]+)?[千百万]?|[零〇一二两三四五六七八九十百千万壹贰貳叁叄参參肆伍陆柒捌玖拾佰仟]+|半";
const HAN_UNIT: &str = "箱|件|提|盒|瓶|袋|杯|罐|支|个|托|板|包|桶|块|片|条|打|排|听|组|篮|筐|盘|碗|只|盅|托盘|卡板";
const LATIN_UNIT: &str = r"(?:cartons?|ctns?|cases?|cs|boxes|box|bxs?|bottles?|btls?|bags?|packs?|packets?|pks?|pallets?|plts?|cups?|pcs|pieces?|tins?|cans?|units?|crates?|trays?|tubs?|barrels?|blocks?|dozens?|pouches|pouch|tubes?)\b";

/// The unit words as a pattern.
pub(super) fn unit_pattern() -> String {
    format!("(?:{HAN_UNIT}|(?-u:{LATIN_UNIT}))")
}

patterns! {
    ONE = &format!(r"(各|每[样种]|each )?\s*({FIGURE})\s*({})", unit_pattern());
    TIMES = &format!(r"([0-9]+)\s*[*x]\s*([0-9]+)\s*({}|(?:$|[^0-9a-z*]))", unit_pattern());
    UNIT_ONLY = &format!("^{}$", unit_pattern());
    LAST_FIGURE = r"(?:^|[ \t:*x=-])([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,7})\s*$";
    HALF_AFTER = "^半";
}

/// True for a unit word and nothing else.
pub(super) fn is_unit(plain: &str) -> bool {
    UNIT_ONLY.is_match(plain.trim())
}

/// Reads a cell that holds nothing but a quantity: with a unit, without one, or `20*24`.
pub fn read(text: &str) -> Option<(Quantity, bool)> {
    let text = plain(text.trim());
    let all = find(&text);
    if let [only] = all.as_slice() {
        let whole = text.get(..only.range.start).is_some_and(|before| before.trim().is_empty())
            && text.get(only.range.end..).is_some_and(|after| after.trim_matches([' ', '.', '。', ',']).is_empty());
        return whole.then(|| (only.quantity.clone(), only.certain));
    }
    let (digits, places, taken) = quantity::read_figure(&text)?;
    let rest = text.get(taken..)?.trim();
    let latin = !rest.is_empty() && rest.len() <= 15 && rest.chars().all(char::is_alphabetic);
    (rest.is_empty() || latin).then(|| {
        let part = Part { digits, places, unit: rest.to_owned() };
        (Quantity { parts: vec![part], each_holds: None }, false)
    })
}

/// All quantities with units in a plain text, and all of the shape `20*24`. Specifications must have been taken out.
pub fn find(text: &str) -> Vec<QuantityAt> {
    let mut found: Vec<QuantityAt> = Vec::new();
    let times: Vec<QuantityAt> = TIMES.all_captures(text).iter().filter_map(|c| times_at(text, c)).collect();
    for captures in ONE.all_captures(text) {
        let Some(next) = one_at(text, &captures) else { continue };
        if times.iter().any(|other| other.range.start < next.range.end && next.range.start < other.range.end) {
            continue;
        }
        match found.last_mut().filter(|last| joins(text, last, &next)) {
            Some(last) => {
                last.range.end = next.range.end;
                last.certain &= next.certain;
                last.quantity.parts.extend(next.quantity.parts);
            }
            None => found.push(next),
        }
    }
    found.retain(|quantity| !is_content(text, quantity));
    found.extend(times);
    found.sort_by_key(|quantity| quantity.range.start);
    found
}

/// `3箱5盒`: the second follows at once and in another unit.
fn joins(text: &str, last: &QuantityAt, next: &QuantityAt) -> bool {
    let between = text.get(last.range.end..next.range.start).unwrap_or("x");
    let same = |part: &Part| next.quantity.parts.iter().any(|other| other.unit == part.unit);
    matches!(between.trim(), "" | "+" | "零" | "又") && !next.each && !last.quantity.parts.iter().any(same)
}

/// `一箱24盒的`: what a pack holds, not how many are wished.
fn is_content(text: &str, found: &QuantityAt) -> bool {
    let after = text.get(found.range.end..).unwrap_or_default().trim_start();
    let one = found.quantity.parts.first().is_some_and(|part| part.digits == 1 && part.places == 0);
    one && found.quantity.parts.len() == 2 && after.starts_with(['的', '装', ')', '/'])
}

/// `20-30箱`, `20或30箱`: the figure is the end of a range; gives where the range begins.
fn range_before(before: &str) -> Option<usize> {
    const MARKS: [&str; 8] = ["-", "~", "至", "到", "或者", "或", " to", " or"];
    let rest = MARKS.iter().find_map(|mark| before.trim_end().strip_suffix(mark))?.trim_end();
    let is_figure = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百两".contains(c);
    let start = rest.trim_end_matches(is_figure).len();
    (start < rest.len()).then_some(start)
}

fn one_at(text: &str, captures: &regex::Captures<'_>) -> Option<QuantityAt> {
    let (whole, figure, unit) = (captures.get(0)?, captures.get(2)?, captures.get(3)?);
    let before = text.get(..figure.start())?;
    let mut end = whole.end();
    let after = text.get(end..)?;
    // `24盒/箱` and `每箱24盒` say what a pack holds; `第3箱` and `A20箱` count nothing.
    let is_rate =
        after.starts_with('/') || before.ends_with(['/', '.', '第', '*']) && before.ends_with(['/', '.', '第']);
    let in_word = before.ends_with(|c: char| c.is_ascii_alphanumeric())
        && figure.as_str().starts_with(|c: char| c.is_ascii_digit());
    if is_rate
        || in_word && !before.ends_with('x')
        || says_content(before)
        || unit.as_str() == "个" && after.starts_with(['月', '人', '工'])
    {
        return None;
    }
    let range = range_before(before);
    let half = figure.as_str() == "半";
    let (mut digits, mut places, _) = if half { (5, 1, 0) } else { quantity::read_figure(figure.as_str())? };
    let mut certain = !half && digits > 0 && range.is_none();
    if !half && HALF_AFTER.is_match(after) {
        // `3箱半`
        (digits, places) = (digits.saturating_mul(10).saturating_add(5), places + 1);
        end += '半'.len_utf8();
        certain = false;
    }
    let part = Part { digits, places, unit: unit.as_str().trim_end_matches('.').to_owned() };
    let start = captures.get(1).map_or(range.unwrap_or(figure.start()), |each| each.start());
    let quantity = Quantity { parts: vec![part], each_holds: None };
    Some(QuantityAt { range: start..end, quantity, certain, each: captures.get(1).is_some() })
}

fn says_content(before: &str) -> bool {
    let before = before.trim_end();
    before
        .chars()
        .next_back()
        .filter(|unit| is_unit(unit.encode_utf8(&mut [0; 4])))
        .is_some_and(|unit| before.len() > unit.len_utf8() && before.ends_with(&format!("每{unit}")))
}

fn times_at(text: &str, captures: &regex::Captures<'_>) -> Option<QuantityAt> {
    let (first, second, tail) = (captures.get(1)?, captures.get(2)?, captures.get(3)?);
    let before = text.get(..first.start())?;
    if before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '*' | '.' | '/' | '-')) {
        return None;
    }
    let (digits, each) = (first.as_str().parse::<i64>().ok()?, second.as_str().parse::<i64>().ok()?);
    let unit = if is_unit(tail.as_str()) { tail.as_str().to_owned() } else { String::new() };
    let end = if unit.is_empty() { second.end() } else { tail.end() };
    let quantity = Quantity { parts: vec![Part { digits, places: 0, unit }], each_holds: Some(each) };
    let sane = (1..=1_000_000).contains(&digits) && (1..=100_000).contains(&each);
    sane.then_some(QuantityAt { range: first.start()..end, quantity, certain: false, each: false })
}

/// A figure without a unit at the end of a line: `纯牛奶 30`.
pub(super) fn last_figure(text: &str) -> Option<QuantityAt> {
    let captures = LAST_FIGURE.captures(text)?;
    let figure = captures.get(1)?;
    let (digits, places, _) = quantity::read_figure(figure.as_str())?;
    let quantity = Quantity { parts: vec![Part { digits, places, unit: String::new() }], each_holds: None };
    Some(QuantityAt { range: figure.range(), quantity, certain: false, each: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        find(&plain(text))
            .iter()
            .map(|found| format!("{}{}", found.quantity, if found.certain { "" } else { "?" }))
            .collect()
    }

    #[test]
    fn quantities_in_running_text() {
        for (text, wanted) in [
            ("纯牛奶二十箱，酸奶20件", &["20箱", "20件"][..]),
            ("１千盒和1,200块", &["1000盒", "1200块"]),
            ("各10箱", &["10箱"]),
            ("半箱", &["0.5箱?"]),
            ("3箱5盒", &["3箱5盒"]),
            ("3箱半", &["3.5箱?"]),
            ("貳拾箱、兩百提、壹佰贰拾箱", &["20箱", "200提", "120箱"]),
            ("20*24", &["20*24?"]),
            ("20 x 24", &["20*24?"]),
            ("每箱24盒，24盒/箱", &[]),
            ("200 cartons of milk, 10 ctns butter", &["200 cartons", "10 ctns"]),
            ("两个月", &[]),
            ("2.5箱", &["2.5箱"]),
        ] {
            assert_eq!(all(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_cell_is_a_quantity_or_nothing() {
        assert_eq!(read("２０箱").map(|(q, certain)| (q.to_string(), certain)), Some(("20箱".to_owned(), true)));
        assert_eq!(read("30").map(|(q, certain)| (q.to_string(), certain)), Some(("30".to_owned(), false)));
        assert_eq!(
            read("30 carton").map(|(q, certain)| (q.to_string(), certain)),
            Some(("30 carton".to_owned(), true))
        );
        assert_eq!(read("约20箱左右"), None);
        assert_eq!(read("无"), None);
    }

    #[test]
    fn twenty_of_twenty_four_needs_such_a_pack() {
        let (quantity, certain) = read("20*24").unwrap();
        assert!(!certain);
        assert_eq!(quantity.base_units(&Packs::new("盒", &[("箱", 24)]).unwrap()), Ok(480));
        assert!(quantity.base_units(&Packs::new("盒", &[("箱", 12)]).unwrap()).is_err());
    }
}
