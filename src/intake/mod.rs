//! Files of others become records to look at: bytes in, candidates and findings out. Nothing here touches the store.
//!
//! A file is read into [`tables::Workbook`] (plain text cells), a sheet with a header of known names becomes an
//! [`import::Import`] of goods, customers or opening stock. Every row is checked by itself and against the other rows;
//! what is wrong is a [`import::Finding`] at a row and a field, and a row can be edited and checked again in place.

pub mod customers;
pub mod goods;
pub mod header;
pub mod import;
pub mod mail;
mod naming;
pub mod opening_stock;
pub mod platforms;
pub mod prices;
pub mod tables;
mod texts;
pub mod values;
pub mod words;
mod workbook;

/// Why a file cannot be read as a table at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// The file has no bytes, or no cell with text.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than is taken.
    #[error("{bytes} bytes, at most {most}")]
    TooLarge {
        /// Size of the file in bytes.
        bytes: u64,
        /// The largest size that is taken, in bytes.
        most: u64,
    },
    /// The file unpacks to far more than its size lets expect.
    #[error("unpacks to more than {most} bytes")]
    UnpacksTooLarge {
        /// The largest unpacked size that is taken, in bytes.
        most: u64,
    },
    /// More rows, columns or cells than are taken.
    #[error("more than {most} {what:?}")]
    TooMany {
        /// Rows, columns or cells.
        what: Extent,
        /// The largest number that is taken.
        most: u64,
    },
    /// Neither UTF-8, UTF-16 nor GB18030.
    #[error("the text is in no known encoding")]
    UnknownEncoding,
    /// Not a table: a picture, a PDF, a web page named .xls …
    #[error("not a table file")]
    NotATable,
    /// The workbook is locked with a password.
    #[error("the workbook has a password")]
    Password,
    /// The file begins like a workbook but cannot be read to the end.
    #[error("the file is damaged: {detail}")]
    Damaged {
        /// What the reader stumbled over, in its own words.
        detail: String,
    },
    /// No row has enough of the column names that are looked for.
    #[error("no header row; looked for {looked_for:?}")]
    NoHeader {
        /// Keys of the fields that must be there; [`words::field`] names them.
        looked_for: Vec<&'static str>,
    },
}

/// What there can be too many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Rows of one sheet.
    Rows,
    /// Columns of one sheet.
    Columns,
    /// Cells of the whole file.
    Cells,
}
