//! `.xlsx` and `.xls` through calamine, with the bounds that a file from outside needs.

mod biff;

use std::io::{Cursor, Read, copy, sink};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime, Reader, Xls, Xlsx};

use super::tables::{Collector, Limits, Workbook, clean};
use super::{Extent, IntakeError};

/// Parts of a zipped workbook; real ones have a few dozen.
const MOST_PARTS: usize = 10_000;

pub(super) fn read_xlsx(bytes: &[u8], limits: &Limits) -> Result<Workbook, IntakeError> {
    measure(bytes, limits)?;
    shielded(|| {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
            calamine::XlsxError::Password => IntakeError::Password,
            other => damaged(other),
        })?;
        let mut tables = Vec::new();
        let mut held = (0, 0);
        for name in book.sheet_names() {
            let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
            let mut collector = Collector::new(name.clone(), limits, held);
            let mut row: Vec<String> = Vec::new();
            let mut at = 0;
            while let Some(cell) = reader.next_cell().map_err(damaged)? {
                let (line, column) = cell.get_position();
                if u64::from(column) >= limits.columns {
                    let blank = matches!(cell.get_value(), DataRef::Empty);
                    if blank { continue } else { return Err(too_many(Extent::Columns, limits.columns)) }
                }
                if line != at {
                    if line < at {
                        return Err(IntakeError::Damaged { detail: format!("row {} after row {}", line + 1, at + 1) });
                    }
                    collector.push(at + 1, std::mem::take(&mut row))?;
                    at = line;
                }
                if let DataRef::SharedString(text) = cell.get_value() {
                    collector.weigh(text.len())?;
                }
                set(&mut row, column as usize, text_of_ref(cell.get_value()));
            }
            collector.push(at + 1, row)?;
            held = collector.held();
            tables.push(collector.table);
        }
        Ok(Workbook { tables })
    })
}

pub(super) fn read_xls(bytes: &[u8], limits: &Limits) -> Result<Workbook, IntakeError> {
    biff::check(bytes, limits)?;
    shielded(|| {
        let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
            calamine::XlsError::Password => IntakeError::Password,
            other => damaged(other),
        })?;
        let mut tables = Vec::new();
        let mut held = (0, 0);
        for name in book.sheet_names() {
            let Ok(range) = book.worksheet_range(&name) else { continue };
            let mut collector = Collector::new(name.clone(), limits, held);
            let (first_row, first_column) = range.start().unwrap_or((0, 0));
            for (offset, line) in range.rows().enumerate() {
                line.iter().try_for_each(|cell| match cell {
                    Data::String(text) => collector.weigh(text.len()),
                    _ => Ok(()),
                })?;
                let before = std::iter::repeat_n(String::new(), first_column as usize);
                let row = before.chain(line.iter().map(text_of)).collect();
                collector.push(first_row + offset as u32 + 1, row)?;
            }
            held = collector.held();
            tables.push(collector.table);
        }
        Ok(Workbook { tables })
    })
}

/// Unpacks every part into nothing and counts: the sizes that a zip file declares can lie.
fn measure(bytes: &[u8], limits: &Limits) -> Result<(), IntakeError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(IntakeError::UnpacksTooLarge { most: limits.unpacked });
    }
    let mut unpacked = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(detail) if detail.contains("assword") => IntakeError::Password,
            other => damaged(other),
        })?;
        unpacked += copy(&mut part.take(limits.unpacked + 1 - unpacked), &mut sink()).map_err(damaged)?;
        if unpacked > limits.unpacked {
            return Err(IntakeError::UnpacksTooLarge { most: limits.unpacked });
        }
    }
    Ok(())
}

/// A reader that trips over hostile bytes ends as a damaged file, not as the end of the program.
fn shielded<T>(read: impl FnOnce() -> Result<T, IntakeError>) -> Result<T, IntakeError> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(IntakeError::Damaged { detail: "unreadable".to_owned() }))
}

fn damaged(error: impl std::fmt::Display) -> IntakeError {
    IntakeError::Damaged { detail: error.to_string() }
}

fn too_many(what: Extent, most: u64) -> IntakeError {
    IntakeError::TooMany { what, most }
}

fn set(row: &mut Vec<String>, column: usize, text: String) {
    if row.len() <= column {
        row.resize(column + 1, String::new());
    }
    row[column] = text;
}

fn text_of_ref(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => clean(text).to_owned(),
        other => text_of(&Data::from(other.clone())),
    }
}

fn text_of(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => text_of_number(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => clean(text).to_owned(),
        Data::Bool(yes) => if *yes { "1" } else { "0" }.to_owned(),
        Data::DateTime(at) => text_of_date(at),
        // A missing look-up is a missing value; any other broken formula must be seen.
        Data::Error(CellErrorType::NA | CellErrorType::Null) => String::new(),
        Data::Error(error) => error.to_string(),
    }
}

/// A spreadsheet keeps 15 digits of a number; whole ones below this are exact.
const EXACT: f64 = 1e15;

/// A number as a spreadsheet shows it: whole numbers without a point, others with the 15 digits that it keeps. A whole number
/// of more digits has lost its last ones, and is written so that everybody who needs them sees it: `7.71234567890123E+18`.
fn text_of_number(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < EXACT {
        return format!("{number:.0}");
    }
    let scientific = format!("{number:.14e}");
    if number.abs() >= EXACT {
        return scientific.replace('e', "E+");
    }
    match scientific.parse::<f64>() {
        Ok(rounded) => rounded.to_string(),
        Err(_) => number.to_string(),
    }
}

/// `2026-01-05`, or `2026-01-05 08:32:00` where there is a time of day.
fn text_of_date(at: &ExcelDateTime) -> String {
    if at.is_duration() {
        return text_of_number(at.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_exact_or_says_that_it_is_not() {
        assert_eq!(text_of_number(6_901_234_567_892.0), "6901234567892");
        assert_eq!(text_of_number(-12.0), "-12");
        assert_eq!(text_of_number(52.8), "52.8");
        assert_eq!(text_of_number(999_999_999_999_999.0), "999999999999999");
        // An order's number of 19 digits that a spreadsheet made a figure of.
        assert_eq!(text_of_number(7.71234567890123e18), "7.71234567890123E+18");
        assert!(crate::intake::values::is_damaged(&text_of_number(7.71234567890123e18)));
    }
}
