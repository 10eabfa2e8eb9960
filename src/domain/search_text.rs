//! The text by which a customer, a product or an order is found.
//!
//! [`haystack`] writes everything a person may type into one string, one form a line; [`needle`] brings what was typed
//! into the same shape; a plain substring match decides. So two Chinese characters are enough, a part of a phone number
//! is enough whatever separators it was written with, and so are pinyin (`chunniunai`) and pinyin initials (`cnn`).

mod fold;
mod readings;

use fold::fold_into;

/// A figure of at least this many digits may be typed without its separators.
const DIGITS_OF_A_NUMBER: usize = 5;

/// The lower-case text by which a thing with these parts (number, name, phone, …) is found.
///
/// Forms stand on lines of their own, so a match never runs from one part into the next.
pub fn haystack(parts: &[&str]) -> String {
    let mut text = String::with_capacity(parts.iter().map(|part| part.len() * 2 + 2).sum());
    for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        fold_into(part, &mut text);
        push_without_separators(&mut text, start);
        if !part.is_ascii() {
            readings::push_pinyin(part, &mut text);
        }
    }
    text
}

/// What a person typed, in the shape in which [`haystack`] holds it. Empty when nothing was typed.
pub fn needle(query: &str) -> String {
    let mut text = String::with_capacity(query.len());
    fold_into(query.trim(), &mut text);
    let trimmed = text.trim();
    let is_a_number = trimmed.chars().all(|c| c.is_ascii_digit() || is_separator(c));
    if is_a_number && count_digits(trimmed) >= DIGITS_OF_A_NUMBER {
        return trimmed.chars().filter(|c| !is_separator(*c)).collect();
    }
    trimmed.to_owned()
}

/// The simplified form of a traditional character, the half-width form of a full-width sign, lower case: one character for
/// one, so that places in a text stay the same.
pub fn plain_char(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        c => fold::simplified(c.to_ascii_lowercase()),
    }
}

/// True when the needle is in the haystack: the one definition of "found".
pub fn found(haystack: &str, needle: &str) -> bool {
    haystack.contains(needle)
}

/// Adds the part that begins at `start` once more without separators, where it holds a figure such as a phone number.
fn push_without_separators(text: &mut String, start: usize) {
    let part = &text[start..];
    if !part.contains(is_separator) || count_digits(part) < DIGITS_OF_A_NUMBER {
        return;
    }
    let compact: String = part.chars().filter(|c| !is_separator(*c)).collect();
    text.push('\n');
    text.push_str(&compact);
}

fn count_digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | ' ' | '(' | ')' | '+' | '.' | '/' | '–' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn finds(parts: &[&str], query: &str) -> bool {
        found(&haystack(parts), &needle(query))
    }

    #[test]
    fn a_product_is_found_by_characters_pinyin_and_initials() {
        let milk = ["P001", "纯牛奶 250ml*24", "6901234567892"];
        for query in
            ["cnn", "CNN", "chunniunai", "niunai", "牛奶", "纯牛", "250ml", "２５０ＭＬ", "cnn250", "p001", "4567"]
        {
            assert!(finds(&milk, query), "{query}");
        }
        for query in ["酸奶", "suannai", "cnm", "ml*246901"] {
            assert!(!finds(&milk, query), "{query}");
        }
    }

    #[test]
    fn a_phone_is_found_by_any_part_with_any_separators() {
        let customer = ["杭州西湖商贸", "0571-8555 0123", "+86 139-0000-4567"];
        for query in ["85550123", "8555-0123", "0571 8555", "(0571)8555", "139 0000 4567", "4567", "8555 01"] {
            assert!(finds(&customer, query), "{query}");
        }
        assert!(!finds(&customer, "0123 86139"), "a match must not run from one phone into the next");
    }

    #[test]
    fn characters_with_two_readings_are_found_by_both() {
        for (name, queries) in [
            ("重庆乳品", &["cq", "zq", "chongqing", "zhongqing", "cqrp"][..]),
            ("长乐超市", &["clcs", "zlcs", "cycs", "changle", "changyue"]),
            ("厦门航空食品", &["xm", "sm", "xiamen"]),
            ("西藏高原", &["xz", "xc", "xizang"]),
            ("吕氏商行", &["lv", "lu", "lssx", "lssh", "shanghang", "lvshi"]),
        ] {
            for query in queries {
                assert!(finds(&[name], query), "{name} by {query}");
            }
        }
    }

    #[test]
    fn many_double_readings_do_not_explode() {
        let name = "长重乐行调曾单解查盛".repeat(6);
        assert!(haystack(&[&name]).len() < 6_000, "{}", haystack(&[&name]).len());
    }

    #[test]
    fn traditional_and_simplified_find_each_other() {
        assert!(finds(&["台灣統一貿易股份有限公司"], "台湾统一贸易"));
        assert!(finds(&["广东鲜奶"], "廣東鮮奶"));
        assert!(finds(&["臺北農產運銷"], "台北农产"));
        assert!(finds(&["廣東鮮奶"], "gdxn"));
    }

    #[test]
    fn accents_do_not_hide_a_foreign_name() {
        assert!(finds(&["Toms Spezialitäten, Münster"], "munster"));
        assert!(finds(&["Ana Trujillo, México D.F."], "MEXICO"));
        assert!(finds(&["Straße 5"], "strasse"));
    }

    #[test]
    fn an_order_number_costs_only_itself() {
        assert_eq!(haystack(&["SO202601050012"]), "so202601050012");
        assert_eq!(haystack(&["", "  ", "A1"]), "a1");
        assert_eq!(needle("  ＳＯ２０２６  "), "so2026");
        assert_eq!(needle("   "), "");
    }

    proptest! {
        #[test]
        fn any_part_of_a_text_finds_it(text in "[a-zA-Z0-9 ()+./-]{1,24}|[a-z0-9纯牛奶重庆長樂é　０-９-]{1,20}", from in 0usize..24, len in 1usize..24) {
            let typed: String = text.chars().skip(from).take(len).collect();
            prop_assume!(!needle(&typed).is_empty());
            prop_assert!(finds(&["before", &text, "after"], &typed), "{typed:?} in {text:?}");
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC{0,60}") {
            let hay = haystack(&[&text]);
            prop_assert!(!hay.contains("\n\n"));
            needle(&text);
        }
    }
}
