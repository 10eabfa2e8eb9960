//! A document that is ready: its pages and what it is called.

use chrono::NaiveDate;

use super::page::Page;
use crate::i18n::Lang;

/// Finished pages with a title, ready for the preview or the printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub(crate) title: String,
    pub(crate) file_stem: String,
    pub(crate) lang: Lang,
    pub(crate) dated: NaiveDate,
    pub(crate) pages: Vec<Page>,
}

impl Document {
    /// The pages, all copies one after the other.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The title, as a window or a reader shows it.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// A name for the file, without folder and ending, safe on all systems.
    pub fn file_stem(&self) -> &str {
        &self.file_stem
    }

    /// The language it is written in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The date it bears; also the date inside the file.
    pub fn dated(&self) -> NaiveDate {
        self.dated
    }
}

/// Takes the signs out of a name that one of the file systems refuses.
pub(crate) fn safe_name(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|character| match character {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            other if other.is_control() || other.is_whitespace() => '_',
            other => other,
        })
        .take(80)
        .collect();
    safe.trim_matches(['.', '_']).to_owned()
}
