//! What a person types for a quantity, read without a window: `3箱5盒`, `3c5`, `2.5箱`, `120`. Quantities are whole base units.

/// One way in which goods are packed: the unit's name and how many base units it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// The unit's name as shown: 箱, 提, 盒, carton.
    pub unit: String,
    /// Base units in one of it; 1 for the base unit itself.
    pub holds: i64,
}

impl Pack {
    /// A pack of `holds` base units.
    pub fn new(unit: impl Into<String>, holds: i64) -> Pack {
        Pack { unit: unit.into(), holds }
    }
}

/// Why a text is no quantity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantityProblem {
    /// Not a number with units.
    #[error("not a quantity")]
    NotUnderstood,
    /// The goods are not sold in this unit.
    #[error("no unit {0}")]
    UnknownUnit(String),
    /// A fraction that is no whole number of base units, such as half a box.
    #[error("not a whole number of base units")]
    NotWhole,
    /// More than anybody orders: above a billion base units.
    #[error("too large")]
    TooLarge,
}

/// The largest quantity that a field takes, in base units.
pub const LARGEST: i64 = 1_000_000_000;

/// Words for the same unit, so that an English keyboard and either script reach it.
const SAME: &[&[&str]] = &[
    &["箱", "件", "c", "ct", "ctn", "cs", "case", "carton", "cartons"],
    &["提", "p", "pk", "pack", "packs"],
    &["盒", "b", "bx", "box", "boxes"],
    &["瓶", "btl", "bottle", "bottles"],
    &["袋", "bag", "bags"],
    &["杯", "cup", "cups"],
    &["罐", "can", "cans", "tin", "tins"],
    &["桶", "bucket", "pail"],
    &["支", "stick", "sticks"],
    &["个", "個", "e", "ea", "pc", "pcs", "piece", "pieces"],
];

/// Reads a quantity as typed and gives base units. A number without a unit counts in `packs[plain]`; a number behind a larger
/// unit without one of its own ("3c5") counts in the next smaller pack, or the base unit.
///
/// # Errors
/// [`QuantityProblem`] for texts that are no quantity, unknown units, broken base units and absurd amounts.
pub fn parse_quantity(text: &str, packs: &[Pack], plain: usize) -> Result<i64, QuantityProblem> {
    let mut rest = half_width(text);
    if rest.is_empty() {
        return Err(QuantityProblem::NotUnderstood);
    }
    let mut total: i64 = 0;
    let mut last: Option<i64> = None;
    while !rest.is_empty() {
        let digits = rest.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        let word_end = after.find(|sign: char| sign.is_ascii_digit()).unwrap_or(after.len());
        let (word, next) = after.split_at(word_end);
        let holds = match word.trim_matches(['+', '.']) {
            "" => last.map_or_else(|| unit_at(packs, plain), |larger| next_smaller(packs, larger)),
            word => unit_named(packs, word)?,
        };
        let part = times(number, holds)?;
        total = total.checked_add(part).filter(|sum| *sum <= LARGEST).ok_or(QuantityProblem::TooLarge)?;
        last = Some(holds);
        rest = next.to_owned();
    }
    Ok(total)
}

/// A quantity as people write it, the largest packs first: `3箱5盒`; plain when there are no packs or nothing to write.
pub fn write_quantity(base: i64, packs: &[Pack]) -> String {
    let mut sorted: Vec<&Pack> = packs.iter().filter(|pack| pack.holds > 0).collect();
    sorted.sort_by_key(|pack| std::cmp::Reverse(pack.holds));
    let smallest = sorted.last().map_or("", |pack| pack.unit.as_str());
    if base <= 0 || sorted.last().is_none_or(|pack| pack.holds != 1) {
        return format!("{}{}", crate::i18n::whole(base), spaced(smallest));
    }
    let mut left = base;
    let mut text = String::new();
    for pack in sorted {
        let count = left / pack.holds;
        left %= pack.holds;
        if count > 0 {
            if !text.is_empty() && pack.unit.is_ascii() {
                text.push(' ');
            }
            text.push_str(&crate::i18n::whole(count));
            text.push_str(&spaced(&pack.unit));
        }
    }
    text
}

/// Latin unit names stand apart from their number, Chinese ones do not.
fn spaced(unit: &str) -> String {
    if unit.is_ascii() && !unit.is_empty() { format!(" {unit}") } else { unit.to_owned() }
}

fn half_width(text: &str) -> String {
    let half = |sign: char| match sign {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(sign as u32 - 0xFEE0).unwrap_or(sign),
        _ => sign,
    };
    text.chars().map(half).filter(|sign| !sign.is_whitespace() && *sign != ',').collect::<String>().to_lowercase()
}

fn unit_at(packs: &[Pack], at: usize) -> i64 {
    packs.get(at).map_or(1, |pack| pack.holds.max(1))
}

fn next_smaller(packs: &[Pack], than: i64) -> i64 {
    packs.iter().map(|pack| pack.holds).filter(|holds| *holds < than && *holds > 0).max().unwrap_or(1)
}

fn unit_named(packs: &[Pack], word: &str) -> Result<i64, QuantityProblem> {
    let exact = packs.iter().find(|pack| pack.unit.to_lowercase() == word);
    let group = SAME.iter().find(|group| group.contains(&word));
    let alike = || {
        let group = group?;
        packs.iter().find(|pack| group.contains(&&*pack.unit.to_lowercase()))
    };
    let found = exact.or_else(alike).map(|pack| pack.holds.max(1));
    // A bare "c" is the largest pack, whatever the goods call it.
    let largest = || (word == "c").then(|| packs.iter().map(|pack| pack.holds).max()).flatten();
    found.or_else(largest).ok_or_else(|| QuantityProblem::UnknownUnit(word.to_owned()))
}

/// `number` (decimal text) times `holds`, exact.
fn times(number: &str, holds: i64) -> Result<i64, QuantityProblem> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) || number.ends_with('.') {
        return Err(QuantityProblem::NotUnderstood);
    }
    if whole.len() > 10 || fraction.len() > 6 {
        return Err(QuantityProblem::TooLarge);
    }
    let value =
        |text: &str| if text.is_empty() { Ok(0) } else { text.parse::<i64>().map_err(|_| QuantityProblem::TooLarge) };
    let scale = 10_i64.pow(fraction.len() as u32);
    let broken = value(fraction)?.checked_mul(holds).ok_or(QuantityProblem::TooLarge)?;
    if broken % scale != 0 {
        return Err(QuantityProblem::NotWhole);
    }
    let sum = value(whole)?.checked_mul(holds).and_then(|part| part.checked_add(broken / scale));
    sum.filter(|sum| *sum <= LARGEST).ok_or(QuantityProblem::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn milk() -> Vec<Pack> {
        vec![Pack::new("箱", 24), Pack::new("提", 12), Pack::new("盒", 1)]
    }

    fn read(text: &str) -> Result<i64, QuantityProblem> {
        parse_quantity(text, &milk(), 0)
    }

    #[test]
    fn cartons_and_boxes() {
        assert_eq!(read("3箱5盒"), Ok(77));
        assert_eq!(read("3 箱 5 盒"), Ok(77));
        assert_eq!(read("３箱５盒"), Ok(77));
        assert_eq!(read("1箱1提1盒"), Ok(37));
        assert_eq!(read("3箱"), Ok(72));
        assert_eq!(read("1,000箱"), Ok(24_000));
    }

    #[test]
    fn short_forms_for_the_number_pad() {
        assert_eq!(read("3c5b"), Ok(77));
        assert_eq!(parse_quantity("3c5", &[Pack::new("箱", 24), Pack::new("盒", 1)], 0), Ok(77));
        // Behind cartons stands the next smaller pack.
        assert_eq!(read("3c1"), Ok(84));
        assert_eq!(read("3ctn 5box"), Ok(77));
    }

    #[test]
    fn a_plain_number_counts_in_the_customary_unit() {
        assert_eq!(parse_quantity("10", &milk(), 0), Ok(240));
        assert_eq!(parse_quantity("10", &milk(), 2), Ok(10));
        assert_eq!(parse_quantity("10", &[], 0), Ok(10));
    }

    #[test]
    fn fractions_only_where_they_come_out_even() {
        assert_eq!(read("2.5箱"), Ok(60));
        assert_eq!(read(".5箱"), Ok(12));
        assert_eq!(read("0.3箱"), Err(QuantityProblem::NotWhole));
        assert_eq!(read("1.5盒"), Err(QuantityProblem::NotWhole));
    }

    #[test]
    fn nonsense_is_named() {
        for text in ["", "箱", "abc", "-3", "3..5", "3.", "1箱盒"] {
            let answer = read(text);
            assert!(
                matches!(answer, Err(QuantityProblem::NotUnderstood | QuantityProblem::UnknownUnit(_))),
                "{text} {answer:?}"
            );
        }
        assert_eq!(read("3桶"), Err(QuantityProblem::UnknownUnit("桶".into())));
        assert_eq!(read("99999999999"), Err(QuantityProblem::TooLarge));
        assert_eq!(read("999999999箱"), Err(QuantityProblem::TooLarge));
    }

    #[test]
    fn written_the_way_it_is_spoken() {
        assert_eq!(write_quantity(77, &milk()), "3箱5盒");
        assert_eq!(write_quantity(36, &milk()), "1箱1提");
        assert_eq!(write_quantity(0, &milk()), "0盒");
        assert_eq!(write_quantity(77, &[Pack::new("carton", 24), Pack::new("box", 1)]), "3 carton 5 box");
        assert_eq!(write_quantity(1200, &[]), "1,200");
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_can_be_read(base in 1i64..10_000_000) {
            proptest::prop_assert_eq!(parse_quantity(&write_quantity(base, &milk()), &milk(), 2), Ok(base));
        }

        #[test]
        fn any_text_gives_an_answer(text in "\\PC{0,16}") {
            let _ = read(&text);
        }
    }
}
