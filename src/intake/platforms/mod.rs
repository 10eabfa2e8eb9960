//! Order files of web shops and platforms: files in, orders and findings out, row by row.
//!
//! A file is looked through once for its encoding, separator, sum and header ([`open`](opened::Opened::open)), and then read as
//! a stream: an order is handed on as soon as its rows are over, so a file of half a million rows needs no more memory than
//! a small one. Only orders whose rows stand apart, and the goods of a file that comes in two parts, are held back.

mod columns;
mod layouts;
mod opened;
mod reader;
mod rows;
mod states;
mod values;

pub use columns::{COLUMNS, Column, Header, Part};
pub use opened::{Opened, Sheet, Source};
pub use reader::{Edits, Place, ReadSale, cells_of_row, read};

use chrono::FixedOffset;

use super::IntakeError;
use crate::domain::online::Mapping;

/// The entry for tools that throw arbitrary bytes at the reader: opens them as a file and reads whatever orders there are.
pub fn read_anything(bytes: &[u8]) {
    let source = bytes.to_vec();
    let mappings: &[Mapping] = &[];
    let Ok(file) = Opened::open(&source, mappings) else { return };
    let zone = FixedOffset::east_opt(8 * 3600).unwrap_or_else(|| chrono::Offset::fix(&chrono::Utc));
    let files: [(&Opened, &dyn Source); 1] = [(&file, &source)];
    let _ = read::<IntakeError>(&files, zone, &Edits::default(), &mut |_| Ok(()));
}

#[cfg(test)]
mod tests;
