//! Lines to be read: as written, and in a plain shape with the same number of characters, so that a place found in the one
//! is a place in the other.

use std::ops::Range;

use regex::{Captures, Regex};

use super::Source;
use crate::domain::search_text::plain_char;

/// A longer line is cut: what stands behind belongs to no order.
const LONGEST: usize = 1_500;

/// Where a line stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Subject,
    /// Number of the line in the body, from 1.
    Body(u32),
    /// Attachment, sheet and row number; cells are joined by tabs.
    Row(String, String, u32),
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Strip {
    pub raw: String,
    pub plain: String,
    pub place: Place,
}

impl Strip {
    pub fn new(raw: &str, place: Place) -> Strip {
        let raw: String = raw.chars().take(LONGEST).collect();
        let plain = plain(&raw);
        Strip { raw, plain, place }
    }

    /// The text as written for a range of bytes of the plain shape.
    pub fn said(&self, range: Range<usize>) -> String {
        let from = chars_before(&self.plain, range.start);
        let to = chars_before(&self.plain, range.end);
        self.raw.chars().skip(from).take(to.saturating_sub(from)).collect()
    }

    /// Where a range of bytes of the plain shape stands.
    pub fn source(&self, range: Range<usize>) -> Source {
        let from = chars_before(&self.plain, range.start) as u32;
        let to = chars_before(&self.plain, range.end) as u32;
        match &self.place {
            Place::Subject => Source::Subject { from, to },
            Place::Body(line) => Source::Body { line: *line, from, to },
            Place::Row(attachment, sheet, row) => {
                let before = self.plain.get(..range.start).unwrap_or_default();
                let column = before.matches('\t').count() as u32;
                Source::Cell { attachment: attachment.clone(), sheet: sheet.clone(), row: *row, column }
            }
        }
    }

    /// The range without blanks and signs at its ends that belong to the sentence, not to the value.
    pub fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.plain.get(range.clone()).unwrap_or_default();
        let is_edge = |c: char| c.is_whitespace() || ",;、。!?:|>".contains(c) || matches!(c, '(' | '"' | '“' | '”');
        let start = range.start + (text.len() - text.trim_start_matches(is_edge).len());
        let text = self.plain.get(start..range.end).unwrap_or_default();
        let is_end = |c: char| is_edge(c) || c == ')' && !text.contains('(');
        let mut end = start + text.trim_end_matches(|c: char| is_end(c) && c != '(').len();
        // A full stop ends the sentence unless it belongs to `Inc.` or `Ltd.`.
        let kept = self.plain.get(start..end).unwrap_or_default();
        if kept.ends_with('.')
            && !["inc.", "ltd.", "co.", "corp.", "b.v.", "s.a."].iter().any(|word| kept.ends_with(word))
        {
            end -= 1;
        }
        start..end
    }

    pub fn is_body(&self) -> bool {
        matches!(self.place, Place::Body(_))
    }
}

/// One character for one: traditional as simplified, full width as half width, capitals as small, `×` as `*`.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '×' | '✕' | '✖' | '╳' | '∗' => '*',
            '–' | '—' | '－' | '―' => '-',
            '〜' => '~',
            '￥' => '¥',
            '’' => '\'',
            c => plain_char(c),
        })
        .collect()
}

fn chars_before(text: &str, bytes: usize) -> usize {
    text.get(..bytes.min(text.len())).map_or(0, |before| before.chars().count())
}

/// A regular expression written in this program. One that cannot be compiled finds nothing, and a test names it.
pub(super) struct Pattern(Option<Regex>);

impl Pattern {
    pub fn new(pattern: &str) -> Pattern {
        Pattern(Regex::new(pattern).ok())
    }

    pub fn is_match(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        self.0.as_ref().and_then(|regex| regex.find(text)).map(|found| found.range())
    }

    pub fn find_all(&self, text: &str) -> Vec<Range<usize>> {
        self.0.as_ref().map(|regex| regex.find_iter(text).map(|found| found.range()).collect()).unwrap_or_default()
    }

    pub fn captures<'a>(&self, text: &'a str) -> Option<Captures<'a>> {
        self.0.as_ref().and_then(|regex| regex.captures(text))
    }

    pub fn all_captures<'a>(&self, text: &'a str) -> Vec<Captures<'a>> {
        self.0.as_ref().map(|regex| regex.captures_iter(text).collect()).unwrap_or_default()
    }

    #[cfg(test)]
    pub fn works(&self) -> bool {
        self.0.is_some()
    }
}

/// Declares patterns that are compiled once.
macro_rules! patterns {
    ($($name:ident = $pattern:expr;)+) => {
        $(static $name: std::sync::LazyLock<crate::intake::mail::draft::text::Pattern> =
            std::sync::LazyLock::new(|| crate::intake::mail::draft::text::Pattern::new($pattern));)+

        #[cfg(test)]
        mod pattern_tests {
            #[test]
            fn every_pattern_can_be_compiled() {
                $(assert!(super::$name.works(), "{}", stringify!($name));)+
            }
        }
    };
}
pub(super) use patterns;

/// A telephone number: a mobile, a landline with its area, or one with a country code.
pub(super) const PHONE: &str = r"\+[0-9]{1,3}[ -]?[0-9][0-9 ()-]{5,16}[0-9]|1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}|0[0-9]{1,3}[ )-]{1,2}[0-9]{3,4}[ -]?[0-9]{3,4}(?:[ -]?[0-9]{1,4})?|0[0-9]{9,11}|400[ -]?[0-9]{3}[ -]?[0-9]{4}";
