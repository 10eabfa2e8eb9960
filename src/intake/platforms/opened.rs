//! A file once looked through: what it is, how it is written, where its columns stand.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8};

use super::columns::{Column, Header, Part};
use crate::domain::audit::hex;
use crate::domain::online::Mapping;
use crate::intake::IntakeError;
use crate::intake::tables::{self, Limits, Workbook, clean};
use crate::intake::texts::{looks_like_a_page, separator_of};

/// The header is looked for in so many rows.
const HEADER_WITHIN: usize = 30;
/// The separator is told from so many bytes.
const SAMPLE: usize = 1 << 16;
/// The largest text file that is taken, in bytes.
const LARGEST_TEXT: u64 = 1_000_000_000;

/// Where a file's bytes come from; opened once for each look at it.
pub trait Source: Send + Sync {
    /// Begins at the first byte.
    ///
    /// # Errors
    /// The system's.
    fn open(&self) -> io::Result<Box<dyn Read + '_>>;
}

impl Source for Vec<u8> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(self.as_slice()))
    }
}

/// A sheet with orders, or with goods of orders.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Which of the file's sheets, from 0.
    pub table: usize,
    /// Its name; empty for CSV.
    pub name: String,
    /// Its columns.
    pub header: Header,
    /// Rows below the header.
    pub rows: u64,
    /// Orders whose rows do not stand together, by the hash of their number.
    pub(super) scattered: HashSet<u64>,
}

/// How a text file is written.
#[derive(Clone, Copy)]
struct Writing {
    encoding: &'static Encoding,
    separator: u8,
    /// Lines end with a line feed, so that a carriage return is only a part of that, or nothing.
    has_line_feeds: bool,
}

enum Body {
    Text(Writing),
    Book(Workbook),
}

/// A file that was looked through.
pub struct Opened {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sum: String,
    /// Its bytes.
    pub size: u64,
    /// The sheets that hold orders; none where no header is known.
    pub sheets: Vec<Sheet>,
    /// The first rows of the first sheet, for whoever says which column is what.
    pub beginning: Vec<(u32, Vec<String>)>,
    body: Body,
}

/// The cells of a row as they stand in the file.
#[derive(Clone, Copy)]
pub(super) enum Cells<'a> {
    Csv(&'a csv::StringRecord),
    Book(&'a [String]),
}

impl<'a> Cells<'a> {
    /// A cell; empty where the row is shorter.
    pub fn raw(self, at: usize) -> &'a str {
        match self {
            Cells::Csv(record) => record.get(at).unwrap_or_default(),
            Cells::Book(cells) => cells.get(at).map_or("", String::as_str),
        }
    }

    fn is_blank(self) -> bool {
        match self {
            Cells::Csv(record) => record.iter().all(|cell| clean(cell).is_empty()),
            Cells::Book(cells) => cells.iter().all(String::is_empty),
        }
    }

    fn cleaned(self) -> Vec<String> {
        match self {
            Cells::Csv(record) => record.iter().map(|cell| clean(cell).to_owned()).collect(),
            Cells::Book(cells) => cells.to_vec(),
        }
    }
}

pub(super) fn hash_of(number: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

impl Opened {
    /// Looks a file through. A file without a known header is opened too, without sheets.
    ///
    /// # Errors
    /// See [`IntakeError`]; [`IntakeError::Damaged`] also where the system does not hand the bytes over.
    pub fn open(source: &dyn Source, mappings: &[Mapping]) -> Result<Opened, IntakeError> {
        let scan = Scan::of(source)?;
        let body = match scan.head.as_slice() {
            [b'P', b'K', 3, 4, ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => {
                let limits = Limits::default();
                if scan.size > limits.bytes {
                    return Err(IntakeError::TooLarge { bytes: scan.size, most: limits.bytes });
                }
                let mut bytes = Vec::new();
                source.open().and_then(|mut file| file.read_to_end(&mut bytes)).map_err(unreadable)?;
                Body::Book(tables::read(&bytes, &limits)?)
            }
            _ => scan.text()?,
        };
        let mut opened = Opened { sum: scan.sum, size: scan.size, sheets: Vec::new(), beginning: Vec::new(), body };
        opened.find_headers(source, mappings)?;
        for index in 0..opened.sheets.len() {
            opened.count(source, index)?;
        }
        Ok(opened)
    }

    /// Rows below all headers.
    pub fn rows(&self) -> u64 {
        self.sheets.iter().map(|sheet| sheet.rows).sum()
    }

    fn find_headers(&mut self, source: &dyn Source, mappings: &[Mapping]) -> Result<(), IntakeError> {
        let tables = match &self.body {
            Body::Text(_) => 1,
            Body::Book(book) => book.tables.len(),
        };
        for table in 0..tables {
            let mut first = Vec::new();
            self.each_row::<IntakeError>(source, table, &mut |number, cells| {
                first.push((number, cells.cleaned()));
                Ok(first.len() < HEADER_WITHIN)
            })?;
            let header = first.iter().find_map(|(number, cells)| Header::of_row(*number, cells, mappings));
            if self.beginning.is_empty() {
                self.beginning = first;
            }
            if let Some(header) = header {
                let name = match &self.body {
                    Body::Text(_) => String::new(),
                    Body::Book(book) => book.tables[table].name.clone(),
                };
                self.sheets.push(Sheet { table, name, header, rows: 0, scattered: HashSet::new() });
            }
        }
        if self.beginning.is_empty() { Err(IntakeError::Empty) } else { Ok(()) }
    }

    /// Counts the rows, and notes orders that come again after another one.
    fn count(&mut self, source: &dyn Source, index: usize) -> Result<(), IntakeError> {
        let sheet = &self.sheets[index];
        let (mut rows, mut seen, mut scattered) = (0, HashSet::new(), HashSet::new());
        let mut last = None;
        let number_columns = sheet.header.places(Column::Number);
        let whole = sheet.header.part == Part::Whole;
        self.each_row::<IntakeError>(source, sheet.table, &mut |number, cells| {
            if number <= sheet.header.row {
                return Ok(true);
            }
            rows += 1;
            let text = number_columns.iter().map(|at| clean(cells.raw(*at))).find(|text| !text.is_empty());
            if let Some(text) = text.filter(|_| whole) {
                let hash = hash_of(text);
                if last != Some(hash) && !seen.insert(hash) {
                    scattered.insert(hash);
                }
                last = Some(hash);
            }
            Ok(true)
        })?;
        let sheet = &mut self.sheets[index];
        (sheet.rows, sheet.scattered) = (rows, scattered);
        Ok(())
    }

    /// Hands over the rows of a sheet that are not blank, with their numbers as a spreadsheet shows them, until `f` says
    /// false.
    pub(super) fn each_row<E: From<IntakeError>>(
        &self,
        source: &dyn Source,
        table: usize,
        f: &mut dyn FnMut(u32, Cells<'_>) -> Result<bool, E>,
    ) -> Result<(), E> {
        match &self.body {
            Body::Book(book) => {
                for row in book.tables.get(table).map(|table| table.rows.as_slice()).unwrap_or_default() {
                    if !f(row.number, Cells::Book(&row.cells))? {
                        break;
                    }
                }
                Ok(())
            }
            Body::Text(writing) => each_record(source, *writing, f),
        }
    }
}

fn each_record<E: From<IntakeError>>(
    source: &dyn Source,
    writing: Writing,
    f: &mut dyn FnMut(u32, Cells<'_>) -> Result<bool, E>,
) -> Result<(), E> {
    let text = Decoding {
        file: source.open().map_err(unreadable)?,
        decoder: writing.encoding.new_decoder_with_bom_removal(),
        drops_returns: writing.has_line_feeds,
        raw: vec![0; SAMPLE],
        from: 0,
        to: 0,
        ended: false,
        done: false,
    };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(writing.separator).has_headers(false).flexible(true).from_reader(text);
    let mut record = csv::StringRecord::new();
    let (mut before, mut inner_before) = (1, 0);
    while reader.read_record(&mut record).map_err(unreadable)? {
        let after = reader.position().line();
        let inner: u64 = record.iter().map(|cell| memchr::memchr_iter(b'\n', cell.as_bytes()).count() as u64).sum();
        // The last line may have no end of its own.
        let ended = u64::from(after.saturating_sub(before) > inner);
        let line = after.saturating_sub(ended + inner);
        let number = u32::try_from(line.saturating_sub(inner_before)).unwrap_or(u32::MAX);
        (before, inner_before) = (after, inner_before + inner);
        let cells = Cells::Csv(&record);
        if !cells.is_blank() && !f(number, cells)? {
            break;
        }
    }
    Ok(())
}

pub(super) fn unreadable(error: impl std::fmt::Display) -> IntakeError {
    IntakeError::Damaged { detail: error.to_string() }
}

/// One look over all bytes.
struct Scan {
    sum: String,
    size: u64,
    head: Vec<u8>,
    is_utf8: bool,
    has_nul: bool,
}

impl Scan {
    fn of(source: &dyn Source) -> Result<Scan, IntakeError> {
        use sha2::{Digest, Sha256};
        let mut file = source.open().map_err(unreadable)?;
        let (mut sum, mut utf8) = (Sha256::new(), UTF_8.new_decoder_without_bom_handling());
        let mut scan = Scan { sum: String::new(), size: 0, head: Vec::new(), is_utf8: true, has_nul: false };
        let (mut chunk, mut text) = (vec![0; SAMPLE], vec![0; SAMPLE * 3 + 16]);
        loop {
            let length = file.read(&mut chunk).map_err(unreadable)?;
            let bytes = &chunk[..length];
            sum.update(bytes);
            scan.size += length as u64;
            if scan.size > LARGEST_TEXT {
                return Err(IntakeError::TooLarge { bytes: scan.size, most: LARGEST_TEXT });
            }
            if scan.head.len() < SAMPLE {
                scan.head.extend_from_slice(bytes);
            }
            scan.has_nul |= memchr::memchr(0, bytes).is_some();
            if scan.is_utf8 {
                let (result, _, _) = utf8.decode_to_utf8_without_replacement(bytes, &mut text, length == 0);
                scan.is_utf8 = matches!(result, DecoderResult::InputEmpty);
            }
            if length == 0 {
                break;
            }
        }
        if scan.size == 0 {
            return Err(IntakeError::Empty);
        }
        scan.sum = hex(&sum.finalize());
        Ok(scan)
    }

    /// Byte order mark, else strict UTF-8, else GB18030.
    fn text(&self) -> Result<Body, IntakeError> {
        let encoding = match Encoding::for_bom(&self.head) {
            Some((encoding, _)) => encoding,
            None if self.has_nul => return Err(IntakeError::NotATable),
            None if self.is_utf8 => UTF_8,
            None => GB18030,
        };
        let (text, _) = encoding.decode_with_bom_removal(&self.head);
        if looks_like_a_page(&text) {
            return Err(IntakeError::NotATable);
        }
        // The sample may end inside of a row.
        let whole = if (self.head.len() as u64) < self.size {
            text.rfind('\n').map_or(&text[..], |end| &text[..end])
        } else {
            &text
        };
        Ok(Body::Text(Writing { encoding, separator: separator_of(whole), has_line_feeds: whole.contains('\n') }))
    }
}

/// Reads a file of any encoding as UTF-8.
struct Decoding<'a> {
    file: Box<dyn Read + 'a>,
    decoder: Decoder,
    drops_returns: bool,
    raw: Vec<u8>,
    from: usize,
    to: usize,
    ended: bool,
    done: bool,
}

impl Read for Decoding<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // The decoder needs room for one whole character.
        if out.len() < 16 {
            return Err(io::Error::other("no room"));
        }
        while !self.done {
            if self.from == self.to && !self.ended {
                (self.from, self.to) = (0, self.file.read(&mut self.raw)?);
                self.ended = self.to == 0;
            }
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(&self.raw[self.from..self.to], out, self.ended);
            self.from += read;
            let written = if self.drops_returns { drop_returns(&mut out[..written]) } else { written };
            self.done = self.ended && matches!(result, DecoderResult::InputEmpty);
            match result {
                DecoderResult::Malformed(_, _) => {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "neither UTF-8 nor GB18030"));
                }
                _ if written > 0 => return Ok(written),
                _ => {}
            }
        }
        Ok(0)
    }
}

/// Moves the bytes together over every carriage return; how many are left.
fn drop_returns(bytes: &mut [u8]) -> usize {
    let Some(first) = memchr::memchr(b'\r', bytes) else { return bytes.len() };
    let mut kept = first;
    for at in first..bytes.len() {
        if bytes[at] != b'\r' {
            bytes[kept] = bytes[at];
            kept += 1;
        }
    }
    kept
}
