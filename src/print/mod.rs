//! The printing floor: documents become pages, and pages become PDF files or the preview on screen.
//!
//! [`documents`] fills forms from plain data, [`layout`] cuts them into [`page`]s, [`Printer`] writes the pages as PDF/A.

pub mod documents;
pub mod fonts;
pub mod layout;
pub mod page;
pub mod workbook;

mod document;
mod pdf;
mod words;

pub use document::Document;
pub use pdf::Printer;
pub use words::Explanation;

/// Why a document could not be printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// No face has this character.
    #[error("no face has the character {character} (U+{code:04X}) in: {text}", code = *.character as u32)]
    MissingGlyph {
        /// The character.
        character: char,
        /// The text it stands in.
        text: String,
    },
    /// A font file inside the program cannot be read.
    #[error("the face {face} cannot be read: {detail}")]
    Font {
        /// PostScript name of the face.
        face: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// A text is too long for a two-dimensional code.
    #[error("too long for a code: {text}")]
    CodeTooLong {
        /// The text.
        text: String,
    },
    /// Head and foot of the page leave no room for the body.
    #[error("the paper is too small for this document")]
    NoRoom,
    /// Nothing to print.
    #[error("there are no pages to print")]
    NoPages,
    /// The PDF file could not be put together.
    #[error("the PDF file could not be made: {0}")]
    Pdf(String),
    /// A finished file could not be delivered, with the system's own words.
    #[error("the file could not be written: {0}")]
    Delivery(String),
}

/// Whether a long job goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    /// Go on.
    On,
    /// Stop after this.
    Stop,
}
