//! Print errors in words.

use super::PrintError;
use crate::i18n::{Lang, t, tf};

/// An error as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What went wrong, in a few words.
    pub title: String,
    /// What exactly.
    pub detail: String,
    /// What to do now.
    pub advice: String,
}

impl PrintError {
    /// The error in words of a language.
    pub fn explain(&self, lang: Lang) -> Explanation {
        let (title, detail, advice) = match self {
            PrintError::MissingGlyph { character, text } => (
                t(lang, "print-error-glyph"),
                tf(
                    lang,
                    "print-error-glyph-detail",
                    &[
                        ("character", character.to_string().into()),
                        ("code", format!("U+{:04X}", *character as u32).into()),
                        ("text", text.clone().into()),
                    ],
                ),
                t(lang, "print-error-glyph-advice"),
            ),
            PrintError::Font { face, detail } => (
                t(lang, "print-error-font"),
                tf(lang, "print-error-font-detail", &[("face", (*face).into()), ("detail", detail.clone().into())]),
                t(lang, "print-error-font-advice"),
            ),
            PrintError::CodeTooLong { text } => (
                t(lang, "print-error-code"),
                tf(lang, "print-error-code-detail", &[("text", text.clone().into())]),
                t(lang, "print-error-code-advice"),
            ),
            PrintError::NoRoom => (
                t(lang, "print-error-room"),
                t(lang, "print-error-room-detail").to_owned(),
                t(lang, "print-error-room-advice"),
            ),
            PrintError::NoPages => (
                t(lang, "print-error-pages"),
                t(lang, "print-error-pages-detail").to_owned(),
                t(lang, "print-error-pages-advice"),
            ),
            PrintError::Pdf(detail) => (
                t(lang, "print-error-pdf"),
                tf(lang, "print-error-pdf-detail", &[("detail", detail.clone().into())]),
                t(lang, "print-error-pdf-advice"),
            ),
            PrintError::Delivery(detail) => (
                t(lang, "print-error-delivery"),
                tf(lang, "print-error-delivery-detail", &[("detail", detail.clone().into())]),
                t(lang, "print-error-delivery-advice"),
            ),
        };
        Explanation { title: title.to_owned(), detail, advice: advice.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_character_is_named_with_its_code_and_its_text() {
        let error = PrintError::MissingGlyph { character: '🥛', text: "小心🥛".to_owned() };
        let words = error.explain(Lang::ZhHans);
        assert!(words.detail.contains('🥛') && words.detail.contains("U+1F95B") && words.detail.contains("小心🥛"));
    }
}
