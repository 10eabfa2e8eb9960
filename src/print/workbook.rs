//! Tables as files for a spreadsheet: `.xlsx`, and CSV where the name says so. Written as a stream, so a million rows need no
//! more memory than one.
//!
//! A text stays a text: in a workbook it stands as a string, which no program evaluates; in CSV, which knows no types,
//! what a spreadsheet would take for a formula gets an apostrophe before it.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, XlsxError};

use crate::i18n::decimal;

/// The most rows of a sheet, its heading among them (the limit of the format).
pub const MOST_ROWS: u32 = 1_048_576;
/// The longest text of a cell, in UTF-16 units (the limit of the format).
const LONGEST: usize = 32_767;

/// A value in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text, a number of an order, a telephone: never evaluated.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Money in minor units: two decimals.
    Money(i64),
    /// A day.
    Day(NaiveDate),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }
}

impl From<Option<NaiveDate>> for Cell {
    fn from(day: Option<NaiveDate>) -> Cell {
        day.map_or(Cell::Empty, Cell::Day)
    }
}

/// A column: its heading, and its width in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub title: String,
    /// The width.
    pub width: u32,
}

/// A file being written beside its place; it takes the place when it is whole.
pub struct Table {
    place: PathBuf,
    beside: PathBuf,
    body: Option<Body>,
}

enum Body {
    Workbook(Box<Workbook>, BufWriter<File>),
    Csv(Box<csv::Writer<BufWriter<File>>>),
}

impl Table {
    /// Begins a file: CSV where the name ends so, a workbook otherwise. `title` names its sheets.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn begin(place: &Path, title: &str, columns: &[Column]) -> std::io::Result<Table> {
        let mut beside = place.as_os_str().to_owned();
        beside.push(".part");
        let beside = PathBuf::from(beside);
        let file = BufWriter::new(File::create(&beside)?);
        let mut table = Table { place: place.to_owned(), beside, body: None };
        let is_csv = place.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        table.body = Some(if is_csv {
            let mut file = file;
            // Without the mark a spreadsheet takes UTF-8 for the page of the system.
            file.write_all("\u{feff}".as_bytes())?;
            let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
            writer.write_record(columns.iter().map(|column| guarded(&column.title)))?;
            Body::Csv(Box::new(writer))
        } else {
            let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Body::Workbook(Box::new(Workbook::begin(folder, title, columns, MOST_ROWS)?), file)
        });
        Ok(table)
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn row(&mut self, cells: &[Cell]) -> std::io::Result<()> {
        match &mut self.body {
            Some(Body::Workbook(book, _)) => book.row(cells),
            Some(Body::Csv(writer)) => Ok(writer.write_record(cells.iter().map(plain))?),
            None => Ok(()),
        }
    }

    /// Ends the file and puts it in its place.
    ///
    /// # Errors
    /// Those of the disk; then what stood in the place still stands there.
    pub fn finish(mut self) -> std::io::Result<()> {
        let file = match self.body.take() {
            Some(Body::Workbook(book, mut file)) => {
                book.finish(&mut file)?;
                file
            }
            Some(Body::Csv(writer)) => writer.into_inner().map_err(|error| error.into_error())?,
            None => return Ok(()),
        };
        file.into_inner().map_err(|error| error.into_error())?.sync_all()?;
        std::fs::rename(&self.beside, &self.place)
    }
}

impl Drop for Table {
    /// A file that was not finished leaves nothing behind.
    fn drop(&mut self) {
        self.body = None;
        // Nothing is there any more once it was renamed.
        let _ = std::fs::remove_file(&self.beside);
    }
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Whole(number) => number.to_string(),
        Cell::Money(minor) => decimal(*minor, 2).replace(',', ""),
        Cell::Day(day) => day.to_string(),
    }
}

/// A text that no spreadsheet takes for a formula.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// An `.xlsx` file: rows go into a file without a name beside the place as they come, sheet by sheet, and are packed at the end.
struct Workbook {
    book: rust_xlsxwriter::Workbook,
    title: String,
    columns: Vec<Column>,
    formats: Formats,
    /// Sheets begun.
    sheets: usize,
    /// Rows of the present sheet, its heading among them.
    rows: u32,
    most: u32,
}

struct Formats {
    heading: Format,
    text: Format,
    money: Format,
    day: Format,
}

impl Workbook {
    fn begin(folder: &Path, title: &str, columns: &[Column], most: u32) -> std::io::Result<Workbook> {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.set_tempdir(folder).map_err(of_disk)?;
        let format = |number: &str| Format::new().set_num_format(number);
        let formats = Formats {
            heading: format("@").set_bold(),
            text: format("@"),
            money: format("#,##0.00"),
            day: format("yyyy\\-mm\\-dd"),
        };
        let title = sheet_name(title);
        let mut book = Workbook { book, title, columns: columns.to_vec(), formats, sheets: 0, rows: 0, most };
        book.open_sheet()?;
        Ok(book)
    }

    fn open_sheet(&mut self) -> std::io::Result<()> {
        (self.sheets, self.rows) = (self.sheets + 1, 1);
        let name = if self.sheets == 1 { self.title.clone() } else { format!("{} ({})", self.title, self.sheets) };
        contained(|| {
            let sheet = self.book.add_worksheet_with_constant_memory()?;
            sheet.set_name(name)?.set_freeze_panes(1, 0)?;
            for (column, at) in self.columns.iter().zip(0_u16..) {
                sheet.set_column_width(at, column.width)?;
                sheet.write_string_with_format(0, at, &column.title, &self.formats.heading)?;
            }
            Ok(())
        })
    }

    fn row(&mut self, cells: &[Cell]) -> std::io::Result<()> {
        if self.rows >= self.most {
            self.open_sheet()?;
        }
        let row = self.rows;
        self.rows += 1;
        let formats = &self.formats;
        contained(|| {
            let sheet = self.book.worksheet_from_index(self.sheets - 1)?;
            for (cell, at) in cells.iter().zip(0_u16..) {
                match cell {
                    Cell::Empty => {}
                    Cell::Text(text) => drop(sheet.write_string_with_format(row, at, clean(text), &formats.text)?),
                    Cell::Whole(number) => drop(sheet.write_number(row, at, number_of(*number, 0))?),
                    Cell::Money(minor) => {
                        sheet.write_number_with_format(row, at, number_of(*minor, 2), &formats.money)?;
                    }
                    Cell::Day(day) => {
                        sheet.write_number_with_format(row, at, number_of(serial(*day), 0), &formats.day)?;
                    }
                }
            }
            Ok(())
        })
    }

    fn finish(mut self, file: &mut BufWriter<File>) -> std::io::Result<()> {
        contained(|| self.book.save_to_writer(file))
    }
}

/// The workbook library panics where the disk takes no more of its rows: here that is a failure of the disk like any other.
fn contained(write: impl FnOnce() -> Result<(), XlsxError>) -> std::io::Result<()> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(write))
        .unwrap_or_else(|_| Err(XlsxError::IoError(std::io::ErrorKind::StorageFull.into())))
        .map_err(of_disk)
}

fn of_disk(error: XlsxError) -> std::io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        other => std::io::Error::other(other),
    }
}

/// A figure as the format knows figures, which is as the nearest binary fraction; up to 15 digits it is read as it was.
fn number_of(value: i64, decimals: u32) -> f64 {
    decimal(value, decimals).replace(',', "").parse().unwrap_or_default()
}

/// The day as spreadsheets count: days since 1899-12-30.
fn serial(day: NaiveDate) -> i64 {
    NaiveDate::from_ymd_opt(1899, 12, 30).map_or(0, |start| (day - start).num_days())
}

/// A name that a sheet may have: without the signs that the format forbids, and room for a number behind it.
fn sheet_name(title: &str) -> String {
    let name: String = title.chars().filter(|sign| !"[]:*?/\\'".contains(*sign)).take(24).collect();
    if name.trim().is_empty() { "Sheet".to_owned() } else { name }
}

/// A text as long as a cell may hold, without the signs that XML cannot carry.
fn clean(text: &str) -> String {
    let mut units = 0;
    let fits = |sign: &char| {
        units += sign.len_utf16();
        units <= LONGEST
    };
    let carried =
        |sign: &char| matches!(sign, '\n' | '\t') || !(sign.is_control() || matches!(sign, '\u{fffe}' | '\u{ffff}'));
    text.chars().take_while(fits).filter(carried).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    fn columns() -> Vec<Column> {
        ["编号", "金额", "日期"].map(|title| Column { title: title.into(), width: 12 }).to_vec()
    }

    fn written(title: &str, most: u32, rows: &[Vec<Cell>]) -> Xlsx<Cursor<Vec<u8>>> {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.xlsx");
        let mut book = Workbook::begin(folder.path(), title, &columns(), most).unwrap();
        rows.iter().for_each(|row| book.row(row).unwrap());
        let mut file = BufWriter::new(File::create(&place).unwrap());
        book.finish(&mut file).unwrap();
        file.flush().unwrap();
        Xlsx::new(Cursor::new(std::fs::read(&place).unwrap())).unwrap()
    }

    fn row(no: u32) -> Vec<Cell> {
        vec![Cell::Text(format!("SO-{no}")), Cell::Money(-105), Cell::Day("2026-11-23".parse().unwrap())]
    }

    #[test]
    fn what_is_written_is_read_again_and_a_full_sheet_is_followed_by_another() {
        let mut read = written("订单/[1]", 4, &(1..=7).map(row).collect::<Vec<_>>());
        assert_eq!(read.sheet_names(), ["订单1", "订单1 (2)", "订单1 (3)"]);
        let sizes: Vec<usize> =
            read.sheet_names().iter().map(|name| read.worksheet_range(name).unwrap().height()).collect();
        assert_eq!(sizes, [4, 4, 2]);
        let last = read.worksheet_range("订单1 (3)").unwrap();
        assert_eq!(last.get((0, 0)), Some(&Data::String("编号".into())));
        assert_eq!(last.get((1, 0)), Some(&Data::String("SO-7".into())));
        assert_eq!(last.get((1, 1)), Some(&Data::Float(-1.05)));
        assert!(last.get((1, 2)).is_some_and(|cell| cell.to_string().starts_with("46349") || cell.to_string().starts_with("2026-11-23")));
    }

    #[test]
    fn a_text_is_never_a_formula_nor_broken_xml() {
        let nasty =
            ["=HYPERLINK(\"http://x\")<&>\u{1}]]>", "=1+1", "+86 10 5550", "-5", "@SUM(A1)", "007", " \t x", "_x0041_"];
        let rows: Vec<Vec<Cell>> = nasty.iter().map(|text| vec![Cell::Text((*text).into())]).collect();
        let mut read = written("x", 20, &rows);
        let sheet = read.worksheet_range("x").unwrap();
        for (row, text) in (1..).zip(nasty) {
            assert_eq!(sheet.get((row, 0)), Some(&Data::String(text.replace('\u{1}', ""))));
        }
        assert!(read.worksheet_formula("x").unwrap().is_empty());
        let long = clean(&"😀".repeat(20_000));
        assert_eq!(long.encode_utf16().count(), 32_766, "a sign of two units is not cut in two");
    }

    #[test]
    fn a_csv_file_has_its_mark_and_no_formulas() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.csv");
        let mut table = Table::begin(&place, "x", &columns()).unwrap();
        table.row(&[Cell::Text("=1+1".into()), Cell::Money(1_234_567), Cell::Empty]).unwrap();
        table.finish().unwrap();
        let text = std::fs::read_to_string(&place).unwrap();
        assert_eq!(text, "\u{feff}编号,金额,日期\r\n'=1+1,12345.67,\r\n");
    }

    #[test]
    fn a_file_that_was_given_up_leaves_nothing_and_keeps_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a.xlsx");
        std::fs::write(&place, "before").unwrap();
        let mut table = Table::begin(&place, "x", &columns()).unwrap();
        table.row(&row(1)).unwrap();
        drop(table);
        assert_eq!(std::fs::read_to_string(&place).unwrap(), "before");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        let full = contained(|| panic!("no room"));
        assert_eq!(full.unwrap_err().kind(), std::io::ErrorKind::StorageFull);
    }
}
