//! Reading a typed quantity against the units of a product.

use pinyin::ToPinyin;

use super::numerals::{self, Figure};
use super::{LARGEST, Packs, QuantityRefusal};

/// Short forms that people use for a unit whatever language the product's own name for it is in.
const SHORT_FORMS: &[(&[&str], &[&str])] = &[
    (&["箱", "件", "carton", "case"], &["c", "ctn", "carton", "case", "cs", "箱", "件"]),
    (&["提", "pack", "tray"], &["pack", "pk", "提"]),
    (&["盒", "box"], &["box", "bx", "盒"]),
    (&["瓶", "bottle"], &["bottle", "btl", "瓶"]),
    (&["袋", "bag"], &["bag", "袋"]),
    (&["托", "板", "pallet"], &["pallet", "plt", "托", "板"]),
];

/// Full-width signs as half-width, lower case, traditional as simplified: the same fold as for searching.
pub(super) fn fold(text: &str) -> String {
    crate::domain::search_text::needle(&format!("x{text}")).split_off(1).trim().to_owned()
}

/// `boxes` → `box`, `cartons` → `carton`. Good enough for the names of packs.
pub(super) fn singular(word: &str) -> String {
    if !word.is_ascii() {
        return word.to_owned();
    }
    for ending in ["xes", "ches", "shes", "sses"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    let stem = word.strip_suffix('s').filter(|stem| !stem.is_empty() && !stem.ends_with('s'));
    stem.unwrap_or(word).to_owned()
}

/// `box` → `boxes`, `carton` → `cartons`; a name that ends in `s` or a full stop stays as it is.
pub(super) fn plural(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    if lower.ends_with('x') || lower.ends_with("ch") || lower.ends_with("sh") {
        format!("{word}es")
    } else if lower.ends_with(|c: char| c.is_ascii_alphabetic() && c != 's') {
        format!("{word}s")
    } else {
        word.to_owned()
    }
}

pub(super) fn parse(packs: &Packs, text: &str) -> Result<i64, QuantityRefusal> {
    let folded = fold(text);
    let mut rest = folded.as_str();
    if rest.is_empty() {
        return Err(QuantityRefusal::Empty);
    }
    if rest.starts_with(['-', '负', '–']) {
        return Err(QuantityRefusal::Negative);
    }
    let mut total = 0_i64;
    let mut used: Vec<i64> = Vec::new();
    while !rest.is_empty() {
        let step = read_step(packs, rest, used.last().copied())?;
        if used.contains(&step.unit_size) && !step.is_half {
            return Err(QuantityRefusal::UnitTwice { unit: name_of(packs, step.unit_size) });
        }
        used.push(step.unit_size);
        total = total.saturating_add(step.base);
        rest = skip_joiners(step.rest);
    }
    match total {
        0 => Err(QuantityRefusal::Zero),
        1..=LARGEST => Ok(total),
        _ => Err(QuantityRefusal::TooLarge { largest: LARGEST }),
    }
}

pub(super) fn parse_spoken(packs: &Packs, text: &str) -> Result<i64, QuantityRefusal> {
    let folded = fold(text);
    match numerals::read(&folded, |_| false) {
        Some((_, taken)) if taken == folded.len() => parse(packs, &format!("{folded}{}", packs.largest().0)),
        _ => parse(packs, text),
    }
}

/// One figure with its unit, taken off the front.
struct Step<'a> {
    base: i64,
    unit_size: i64,
    is_half: bool,
    rest: &'a str,
}

fn read_step<'a>(packs: &Packs, rest: &'a str, before: Option<i64>) -> Result<Step<'a>, QuantityRefusal> {
    if let Some(after) = rest.strip_prefix('半') {
        return read_half(packs, after.trim_start(), before);
    }
    let is_unit = |text: &str| chinese_unit(packs, text).is_some();
    let Some((figure, taken)) = numerals::read(rest, is_unit) else {
        return Err(QuantityRefusal::NotUnderstood { at: rest.to_owned() });
    };
    let typed = rest[..taken].trim();
    let after = rest[taken..].trim_start();
    if after.is_empty() {
        // A bare figure counts base units.
        let base = whole_base(figure, 1, typed, &packs.base_unit)?;
        return Ok(Step { base, unit_size: 1, is_half: false, rest: after });
    }
    let (name, size, length) = read_unit(packs, after)?;
    let base = whole_base(figure, size, typed, name)?;
    Ok(Step { base, unit_size: size, is_half: false, rest: &after[length..] })
}

/// `半箱`, or the `半` of `3箱半`, which is half of the unit before it.
fn read_half<'a>(packs: &Packs, after: &'a str, before: Option<i64>) -> Result<Step<'a>, QuantityRefusal> {
    let half = Figure { digits: 5, places: 1 };
    let (size, length, is_half) = match before {
        Some(size) if after.is_empty() => (size, 0, true),
        _ => read_unit(packs, after).map(|(_, size, length)| (size, length, false))?,
    };
    let base = whole_base(half, size, "半", &name_of(packs, size))?;
    Ok(Step { base, unit_size: size, is_half, rest: &after[length..] })
}

fn whole_base(figure: Figure, size: i64, typed: &str, unit: &str) -> Result<i64, QuantityRefusal> {
    let scale = 10_i128.pow(figure.places);
    let product = i128::from(figure.digits) * i128::from(size);
    if product % scale != 0 {
        return Err(QuantityRefusal::NotWhole { typed: typed.to_owned(), unit: unit.to_owned() });
    }
    Ok(i64::try_from(product / scale).unwrap_or(i64::MAX).min(LARGEST + 1))
}

/// The unit at the front of `text`: its name, base units, and how many bytes it took.
fn read_unit<'a>(packs: &'a Packs, text: &str) -> Result<(&'a str, i64, usize), QuantityRefusal> {
    let full = units(packs).filter_map(|(name, size)| starts_with_name(text, name).map(|length| (name, size, length)));
    if let Some(found) = full.max_by_key(|(_, _, length)| *length) {
        return Ok(found);
    }
    let word = first_word(text);
    if word.is_empty() {
        return Err(QuantityRefusal::NotUnderstood { at: text.to_owned() });
    }
    match unit_named(packs, word) {
        Some((name, size)) => Ok((name, size, word.len() + text[word.len()..].starts_with('.') as usize)),
        None => {
            let known = packs.packs.iter().rev().map(|pack| &pack.unit).chain([&packs.base_unit]).cloned().collect();
            Err(QuantityRefusal::UnknownUnit { unit: word.to_owned(), known })
        }
    }
}

/// The letters up to the next figure, blank or sign; Chinese text and Latin text do not run together.
fn first_word(text: &str) -> &str {
    let latin = text.starts_with(|c: char| c.is_ascii_alphabetic());
    let end = text.find(|c: char| !c.is_alphabetic() || c.is_ascii() != latin || numerals::is_numeral(c));
    &text[..end.unwrap_or(text.len())]
}

/// Bytes taken when `text` begins with the unit's full name, or its plural, and the word ends there.
fn starts_with_name(text: &str, name: &str) -> Option<usize> {
    let folded = fold(name);
    let spellings = [fold(&plural(name)), folded];
    spellings.iter().find_map(|spelling| {
        let rest = text.strip_prefix(spelling.as_str())?;
        let ends = !spelling.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphabetic());
        ends.then_some(spelling.len())
    })
}

/// A unit with a Chinese name at the front of `text`.
fn chinese_unit<'a>(packs: &'a Packs, text: &str) -> Option<(&'a str, i64)> {
    units(packs).find(|(name, _)| !name.is_ascii() && text.starts_with(&fold(name)))
}

/// The unit a single folded word stands for: its name, a short form, its pinyin, or the beginning of one unit only.
pub(super) fn unit_named<'a>(packs: &'a Packs, word: &str) -> Option<(&'a str, i64)> {
    let word = word.trim_end_matches('.');
    if word.is_empty() {
        return None;
    }
    let single = singular(word);
    let by_name = units(packs).find(|(name, _)| {
        let name = fold(name);
        name == word || singular(&name) == single
    });
    let by_short_form = || units(packs).find(|(name, _)| is_short_form(&fold(name), &single));
    let by_beginning = || {
        let mut fitting =
            units(packs).filter(|(name, _)| fold(name).starts_with(&single) || pinyin_of(name).starts_with(&single));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    by_name.or_else(by_short_form).or_else(by_beginning)
}

fn is_short_form(name: &str, word: &str) -> bool {
    SHORT_FORMS.iter().any(|(names, forms)| names.contains(&name) && forms.contains(&word))
}

fn pinyin_of(name: &str) -> String {
    name.chars().filter_map(|c| c.to_pinyin()).map(|reading| reading.plain()).collect()
}

/// All units, largest first.
fn units(packs: &Packs) -> impl Iterator<Item = (&str, i64)> {
    packs.packs.iter().rev().map(|pack| (pack.unit.as_str(), pack.base_units)).chain([(packs.base_unit.as_str(), 1)])
}

fn name_of(packs: &Packs, size: i64) -> String {
    units(packs).find(|unit| unit.1 == size).map_or_else(String::new, |unit| unit.0.to_owned())
}

/// Blanks and words that join two figures: `3箱 + 5盒`, `3箱加5盒`, `3箱又5盒`, `3 cartons and 5`.
fn skip_joiners(text: &str) -> &str {
    let rest = text.trim_start_matches([' ', '+', '加', '又', '和', '、', ',']);
    rest.strip_prefix("and ").unwrap_or(rest).trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_alone_counts_base_units_in_files_and_the_largest_unit_in_speech() {
        let packs = Packs::new("盒", &[("箱", 24), ("提", 12)]).unwrap();
        assert_eq!((parse(&packs, "30"), parse_spoken(&packs, "30")), (Ok(30), Ok(720)));
        assert_eq!(parse_spoken(&packs, "三十"), Ok(720));
        assert_eq!(parse_spoken(&packs, "1.5"), Ok(36));
        assert_eq!(parse_spoken(&packs, "3箱5"), Ok(77));
        assert_eq!(parse_spoken(&packs, "30盒"), Ok(30));
        assert_eq!(parse_spoken(&packs, "0"), Err(QuantityRefusal::Zero));
        assert_eq!(parse_spoken(&Packs::single("罐"), "30"), Ok(30));
    }
}
