//! Table files that came with the mail, as lines to be read like those of the body.

use super::text::{Place, Strip};
use crate::intake::mail::message::{Attachment, Message};
use crate::intake::tables::{self, Limits};

/// Orders are short: a larger file is none.
const LIMITS: Limits = Limits { bytes: 20_000_000, unpacked: 60_000_000, rows: 20_000, columns: 100, cells: 300_000 };
const MOST_FILES: usize = 20;

/// The sheets of all files, and the names of files that a person has to open.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    /// One list of lines a sheet.
    pub sheets: Vec<Vec<Strip>>,
    pub unread: Vec<String>,
}

pub(super) fn read(message: &Message) -> Sheets {
    let mut found = Sheets::default();
    for file in message.attachments.iter().take(MOST_FILES) {
        match kind(file) {
            Kind::Table => match tables::read(&file.bytes, &LIMITS) {
                Ok(book) => found.sheets.extend(book.tables.iter().map(|table| strips(&file.name, table))),
                Err(_) => found.unread.push(file.name.clone()),
            },
            Kind::Paper => found.unread.push(file.name.clone()),
            Kind::Nothing => {}
        }
    }
    found
}

enum Kind {
    Table,
    /// Perhaps an order, but nothing that can be read here.
    Paper,
    /// Pictures of signatures, calendars, keys.
    Nothing,
}

fn kind(file: &Attachment) -> Kind {
    let name = file.name.to_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "xlsx" | "xls" | "xlsm" | "csv" | "tsv" => Kind::Table,
        "pdf" | "doc" | "docx" | "wps" | "et" | "ods" | "odt" | "rtf" | "zip" | "rar" | "7z" | "tif" | "tiff" => {
            Kind::Paper
        }
        // Photographs of a list are sent from telephones; a logo is small.
        "jpg" | "jpeg" | "png" | "heic" if file.bytes.len() > 60_000 => Kind::Paper,
        _ if matches!(file.bytes.as_slice(), [0xd0, 0xcf, 0x11, 0xe0, ..]) || file.media.contains("spreadsheet") => {
            Kind::Table
        }
        _ if file.media == "text/csv" => Kind::Table,
        _ if file.media == "application/pdf" => Kind::Paper,
        _ => Kind::Nothing,
    }
}

fn strips(name: &str, table: &tables::Table) -> Vec<Strip> {
    let row = |row: &tables::Row| {
        let cells: Vec<String> = row.cells.iter().map(|cell| cell.replace(['\t', '\n', '\r'], " ")).collect();
        Strip::new(&cells.join("\t"), Place::Row(name.to_owned(), table.name.clone(), row.number))
    };
    table.rows.iter().map(row).collect()
}
