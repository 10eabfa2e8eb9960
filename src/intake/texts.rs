//! CSV and its relatives: encodings and separators as they occur in the trade.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::IntakeError;
use super::tables::{Collector, Limits, Table, clean};

/// Rows by which the separator is told.
const SAMPLE_ROWS: usize = 30;

pub(super) fn read_csv(bytes: &[u8], limits: &Limits) -> Result<Table, IntakeError> {
    let text = decode(bytes)?;
    if looks_like_a_page(&text) {
        return Err(IntakeError::NotATable);
    }
    let separator = separator_of(&text);
    let mut reader = reader(&text, separator);
    let mut record = csv::StringRecord::new();
    let mut collector = Collector::new(String::new(), limits, (0, 0));
    let mut numbers = RowNumbers::of(&text);
    while reader.read_record(&mut record).map_err(|error| IntakeError::Damaged { detail: error.to_string() })? {
        let start = record.position().map_or(0, csv::Position::byte) as usize;
        let number = numbers.next(start, &record);
        let beyond = record.iter().skip(limits.columns as usize);
        if beyond.into_iter().any(|cell| !clean(cell).is_empty()) {
            return Err(IntakeError::TooMany { what: super::Extent::Columns, most: limits.columns });
        }
        collector
            .push(number, record.iter().take(limits.columns as usize).map(|cell| clean(cell).to_owned()).collect())?;
    }
    Ok(collector.table)
}

/// Counts rows as a spreadsheet does: blank lines count, line breaks inside a cell do not.
struct RowNumbers<'a> {
    text: &'a [u8],
    line_end: u8,
    counted: usize,
    breaks: i64,
}

impl<'a> RowNumbers<'a> {
    fn of(text: &'a str) -> RowNumbers<'a> {
        let line_end = if text.contains('\n') { b'\n' } else { b'\r' };
        RowNumbers { text: text.as_bytes(), line_end, counted: 0, breaks: 0 }
    }

    /// The number of a record that begins at `start` or behind the blank lines there.
    fn next(&mut self, start: usize, record: &csv::StringRecord) -> u32 {
        let blank =
            self.text[start.min(self.text.len())..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let begins = (start + blank).min(self.text.len()).max(self.counted);
        self.breaks += self.count(&self.text[self.counted..begins]);
        self.counted = begins;
        let number = u32::try_from(self.breaks + 1).unwrap_or(u32::MAX);
        let inner: i64 = record.iter().map(|cell| self.count(cell.as_bytes())).sum();
        self.breaks -= inner;
        number
    }

    fn count(&self, bytes: &[u8]) -> i64 {
        memchr::memchr_iter(self.line_end, bytes).count() as i64
    }
}

/// Byte order mark, else strict UTF-8, else GB18030 (which covers GBK and GB2312).
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, IntakeError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if bytes.contains(&0) {
        return Err(IntakeError::NotATable);
    }
    decode_as(UTF_8, bytes).or_else(|_| decode_as(GB18030, bytes))
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, IntakeError> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(IntakeError::UnknownEncoding)
}

/// Web pages named `.xls` and PDF files are not tables, though they are text.
pub(super) fn looks_like_a_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(512).collect::<String>().to_ascii_lowercase();
    start.starts_with('<') || start.starts_with("%pdf") || start.starts_with("{\\rtf")
}

/// The separator by which most sample rows fall into the same number of columns, more columns winning.
pub(super) fn separator_of(text: &str) -> u8 {
    let columns_by = |separator: u8| {
        let mut counts = Vec::new();
        let mut reader = reader(text, separator);
        let mut record = csv::StringRecord::new();
        while counts.len() < SAMPLE_ROWS && reader.read_record(&mut record).unwrap_or(false) {
            counts.push(record.len());
        }
        let rows_alike = |columns: usize| counts.iter().filter(|count| **count == columns).count();
        let best =
            counts.iter().copied().filter(|columns| *columns > 1).max_by_key(|columns| rows_alike(*columns) * columns);
        best.map_or(0, |columns| rows_alike(columns) * columns)
    };
    let scores = [b',', b'\t', b';'].map(|separator| (columns_by(separator), separator));
    scores.iter().fold((0, b','), |best, score| if score.0 > best.0 { *score } else { best }).1
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes())
}
