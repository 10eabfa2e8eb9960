//! Breaks text into lines as Chinese and English typesetters do.
//!
//! Chinese may break between any two characters, but no line begins with closing punctuation or ends with an opening
//! bracket; a number stays with its sign, its per cent and its unit; English words stay whole unless they are wider than
//! the line.

use super::super::PrintError;
use super::super::fonts::{Face, Fonts, Weight, scale};
use super::super::page::Um;

/// A stretch of a line in one face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The face that has all of its characters.
    pub face: Face,
    /// The characters.
    pub text: String,
    /// Its advance width.
    pub width: Um,
}

/// One line of broken text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// From left to right.
    pub runs: Vec<Run>,
    /// Width of all runs.
    pub width: Um,
}

#[derive(Clone, Copy)]
struct Glyph {
    character: char,
    face: Face,
    /// Thousandths of an em.
    advance: i32,
}

/// Breaks `text` into lines no wider than `width`; a newline always ends a line. There is at least one line.
///
/// # Errors
/// [`PrintError::MissingGlyph`] for a character that no face has.
pub fn break_lines(fonts: &Fonts, text: &str, weight: Weight, size: Um, width: Um) -> Result<Vec<Line>, PrintError> {
    let mut lines = Vec::new();
    // Room in thousandths of an em.
    let room = i64::from(width.max(1)) * 1000 / i64::from(size.max(1));
    for paragraph in text.split('\n') {
        let glyphs = glyphs_of(fonts, paragraph, weight, text)?;
        fill(&glyphs, room, size, &mut lines);
    }
    Ok(lines)
}

/// The width of `text` set in one line; newlines count as spaces.
///
/// # Errors
/// [`PrintError::MissingGlyph`] for a character that no face has.
pub fn width_of(fonts: &Fonts, text: &str, weight: Weight, size: Um) -> Result<Um, PrintError> {
    let glyphs = glyphs_of(fonts, text, weight, text)?;
    Ok(scale(glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum(), size))
}

fn glyphs_of(fonts: &Fonts, paragraph: &str, weight: Weight, whole: &str) -> Result<Vec<Glyph>, PrintError> {
    let mut glyphs = Vec::with_capacity(paragraph.len());
    let latin = !paragraph.chars().any(wide);
    let mut before = ' ';
    for (at, character) in paragraph.char_indices() {
        let character = match character {
            '\t' | '\r' | '\n' | '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
            // Marks that steer display but have no shape of their own.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => continue,
            '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}' => continue,
            other if other.is_control() => continue,
            other => other,
        };
        let next = || paragraph[at + character.len_utf8()..].chars().next().unwrap_or(' ');
        let apostrophe = character == '’' && before.is_ascii_alphabetic() && next().is_ascii_alphabetic();
        before = character;
        // Quotation marks are full-width in the main faces; the rare face has those of Latin text.
        let quote = matches!(character, '‘' | '’' | '“' | '”') && (latin || apostrophe);
        let face = Some(Face::Rare)
            .filter(|_| quote)
            .or_else(|| fonts.face_for(character, weight))
            .ok_or_else(|| PrintError::MissingGlyph { character, text: whole.to_owned() })?;
        glyphs.push(Glyph { character, face, advance: fonts.advance(character, face) });
    }
    Ok(glyphs)
}

fn fill(glyphs: &[Glyph], room: i64, size: Um, lines: &mut Vec<Line>) {
    let mut start = 0;
    let first = lines.len();
    while start < glyphs.len() {
        let end = line_end(&glyphs[start..], room) + start;
        lines.push(set(&glyphs[start..end], size));
        start = end;
        while start < glyphs.len() && glyphs[start].character == ' ' {
            start += 1;
        }
    }
    if lines.len() == first {
        lines.push(Line::default());
    }
}

/// How many glyphs go on the line: up to the last place where a break is allowed, or as many as fit in an emergency.
fn line_end(glyphs: &[Glyph], room: i64) -> usize {
    let mut used = 0;
    let (mut last_good, mut last_space) = (0, 0);
    for (at, glyph) in glyphs.iter().enumerate() {
        if at > 0 && may_break(glyphs, at) {
            last_good = at;
        }
        if at > 0 && glyphs[at - 1].character == ' ' && glyph.character != ' ' {
            last_space = at;
        }
        used += i64::from(glyph.advance);
        // Spaces may hang over the edge: nobody sees them.
        if used > room && glyph.character != ' ' {
            return [last_good, last_space, at].into_iter().find(|end| *end > 0).unwrap_or(1);
        }
    }
    glyphs.len()
}

fn set(glyphs: &[Glyph], size: Um) -> Line {
    let visible = glyphs.iter().rposition(|glyph| glyph.character != ' ').map_or(0, |last| last + 1);
    let mut line = Line::default();
    for chunk in glyphs[..visible].chunk_by(|a, b| a.face == b.face) {
        let width = scale(chunk.iter().map(|glyph| i64::from(glyph.advance)).sum(), size);
        line.runs.push(Run { face: chunk[0].face, text: chunk.iter().map(|glyph| glyph.character).collect(), width });
        line.width += width;
    }
    line
}

const NO_START: &str = "、。，．：；！？…—～·）》」』】〕〉〗’”％‰℃°%)]},.:;!?>々ー";
const NO_END: &str = "（《「『【〔〈〖‘“￥¥$€£№#([{<";
/// Units that stay with the figure before them.
const UNITS: &str = "年月日号號时時分秒元圆圓角厘万萬亿億箱盒瓶袋杯片提件托个個张張份页頁联聯克斤吨噸升米层層楼樓室栋棟幢单單排天周度批次条條台辆輛人";

const ENGLISH_UNITS: [&str; 24] = [
    "kg", "g", "t", "ml", "mL", "l", "L", "mm", "cm", "m", "h", "min", "days", "pcs", "pc", "ctn", "box", "boxes",
    "btl", "bag", "cup", "cups", "packs", "pallets",
];

/// Whether a line may end before glyph `at` (which is not the first).
fn may_break(glyphs: &[Glyph], at: usize) -> bool {
    let before = glyphs[at - 1].character;
    let after = glyphs[at].character;
    if after == ' ' || NO_START.contains(after) || NO_END.contains(before) {
        return false;
    }
    if before == ' ' {
        return !joined_over_space(glyphs, at);
    }
    if before.is_ascii_digit() && UNITS.contains(after) {
        return false;
    }
    if wide(before) || wide(after) {
        return true;
    }
    // A hyphen or stroke between letters lets a word go on; between figures it is a date, a range or a number.
    matches!(before, '-' | '/' | '\u{2013}')
        && after.is_alphabetic()
        && at >= 2
        && glyphs[at - 2].character.is_alphabetic()
}

/// `10 kg`, `4.5 °C`, `USD 1,200.00`: a figure and its unit on two sides of a space.
fn joined_over_space(glyphs: &[Glyph], at: usize) -> bool {
    let Some(last) = glyphs[..at].iter().rposition(|glyph| glyph.character != ' ') else { return false };
    let word_before = || {
        let start = glyphs[..last].iter().rposition(|glyph| glyph.character == ' ').map_or(0, |space| space + 1);
        glyphs[start..=last].iter().map(|glyph| glyph.character)
    };
    let word_after =
        || glyphs[at..].iter().map(|glyph| glyph.character).take_while(|c| *c != ' ' && !NO_START.contains(*c));
    let ends_in_digit = glyphs[last].character.is_ascii_digit();
    if ends_in_digit {
        if matches!(glyphs[at].character, '°' | '℃' | '%') || UNITS.contains(glyphs[at].character) {
            return true;
        }
        let after: String = word_after().take(8).collect();
        return ENGLISH_UNITS.contains(&after.as_str());
    }
    glyphs[at].character.is_ascii_digit()
        && word_before().count() == 3
        && word_before().all(|character| character.is_ascii_uppercase())
}

/// Characters that may be parted from their neighbours: ideographs, kana, full-width forms.
fn wide(character: char) -> bool {
    matches!(character as u32,
        0x2e80..=0x9fff | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff00..=0xffef | 0x2_0000..=0x3_ffff)
        || matches!(character, '—' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::page::pt10;

    /// Breaks at a number of full-width characters of 10 pt.
    fn broken(text: &str, ems: i32) -> Vec<String> {
        let fonts = Fonts::shared().unwrap();
        break_lines(fonts, text, Weight::Regular, pt10(100), pt10(100) * ems)
            .unwrap()
            .into_iter()
            .map(|line| line.runs.into_iter().map(|run| run.text).collect())
            .collect()
    }

    #[test]
    fn no_line_begins_with_closing_punctuation() {
        assert_eq!(broken("请当面点清，签字生效。", 5), ["请当面点", "清，签字生", "效。"]);
        assert_eq!(broken("买方为呼和浩特（集团）", 7), ["买方为呼和浩特", "（集团）"]);
        assert_eq!(broken("买方呼和浩特（集团）", 7), ["买方呼和浩特", "（集团）"]);
    }

    #[test]
    fn figures_keep_their_signs_and_units() {
        assert_eq!(broken("蛋白质占3.65%以上", 6), ["蛋白质占", "3.65%以上"]);
        assert_eq!(broken("本次共计发货120箱整", 7), ["本次共计发货", "120箱整"]);
        assert_eq!(broken("冷链温度不高于4.5 °C到货", 9), ["冷链温度不高于", "4.5 °C到货"]);
        assert_eq!(broken("The total of USD 1,200.00 is due", 7), ["The total of", "USD 1,200.00", "is due"]);
        assert_eq!(broken("张阳路 118 号库", 5), ["张阳路", "118 号库"]);
        assert_eq!(broken("日期 2026-11-23 起", 6), ["日期", "2026-11-23", "起"]);
    }

    #[test]
    fn english_words_stay_whole_unless_wider_than_the_line() {
        assert_eq!(broken("pasteurised whole milk", 6), ["pasteurised", "whole milk"]);
        assert_eq!(broken("pasteurised", 3), ["paste", "urised"]);
        assert_eq!(broken("Sainsbury’s fresh milk", 6), ["Sainsbury’s", "fresh milk"]);
        assert_eq!(broken("", 3), [""]);
        assert_eq!(broken("a\n\nb", 3), ["a", "", "b"]);
    }

    #[test]
    fn rare_characters_come_from_the_rare_face() {
        let fonts = Fonts::shared().unwrap();
        let lines = break_lines(fonts, "王𠮷先生", Weight::Regular, pt10(100), pt10(1000)).unwrap();
        let faces: Vec<(Face, &str)> = lines[0].runs.iter().map(|run| (run.face, run.text.as_str())).collect();
        assert_eq!(faces, [(Face::Regular, "王"), (Face::Rare, "𠮷"), (Face::Regular, "先生")]);
    }

    #[test]
    fn quotation_marks_are_narrow_in_latin_text_and_wide_in_chinese() {
        let fonts = Fonts::shared().unwrap();
        let width = |text: &str| width_of(fonts, text, Weight::Regular, 1000).unwrap();
        assert_eq!(width("“a”") - width("a"), 2 * 474);
        assert_eq!(width("“一”") - width("一"), 2 * 1000);
        assert_eq!(width("Lee’s 店") - width("Lees 店"), 278);
    }

    #[test]
    fn a_character_without_a_face_is_named() {
        let fonts = Fonts::shared().unwrap();
        let error = break_lines(fonts, "牛🐄奶", Weight::Regular, pt10(100), pt10(1000)).unwrap_err();
        assert_eq!(error, PrintError::MissingGlyph { character: '🐄', text: "牛🐄奶".to_owned() });
    }
}
