//! Tables as files for a spreadsheet: `.xlsx`, and CSV where the name says so. Written as a stream, so a million rows need no
//! more memory than one.
//!
//! A text stays a text: in a workbook it stands as an inline string, which no program evaluates; in CSV, which knows no types,
//! what a spreadsheet would take for a formula gets an apostrophe before it.

use std::fs::File;
use std::io::{BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

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
    Workbook(Box<Workbook<BufWriter<File>>>),
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
            Body::Workbook(Box::new(Workbook::begin(file, title, columns, MOST_ROWS)?))
        });
        Ok(table)
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn row(&mut self, cells: &[Cell]) -> std::io::Result<()> {
        match &mut self.body {
            Some(Body::Workbook(book)) => book.row(cells),
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
            Some(Body::Workbook(book)) => book.finish()?,
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

/// An `.xlsx` file as a stream: one sheet after the other, the directory last.
struct Workbook<W: Write + Seek> {
    zip: ZipWriter<W>,
    title: String,
    columns: Vec<Column>,
    sheets: u32,
    /// Rows of the present sheet, its heading among them.
    rows: u32,
    most: u32,
    line: String,
}

impl<W: Write + Seek> Workbook<W> {
    fn begin(out: W, title: &str, columns: &[Column], most: u32) -> std::io::Result<Workbook<W>> {
        let mut book = Workbook {
            zip: ZipWriter::new(out),
            title: sheet_name(title),
            columns: columns.to_vec(),
            sheets: 0,
            rows: 0,
            most,
            line: String::new(),
        };
        book.open_sheet()?;
        Ok(book)
    }

    fn part(&mut self, name: &str) -> std::io::Result<()> {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        Ok(self.zip.start_file(name, options)?)
    }

    fn open_sheet(&mut self) -> std::io::Result<()> {
        (self.sheets, self.rows) = (self.sheets + 1, 0);
        let name = format!("xl/worksheets/sheet{}.xml", self.sheets);
        self.part(&name)?;
        let mut head = format!(
            "{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" \
             topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
        );
        for (at, column) in self.columns.iter().enumerate() {
            let no = at + 1;
            head += &format!("<col min=\"{no}\" max=\"{no}\" width=\"{}\" customWidth=\"1\"/>", column.width);
        }
        head += "</cols><sheetData>";
        self.zip.write_all(head.as_bytes())?;
        let titles: Vec<Cell> = self.columns.iter().map(|column| Cell::from(column.title.as_str())).collect();
        self.write_row(&titles, 1)
    }

    fn close_sheet(&mut self) -> std::io::Result<()> {
        self.zip.write_all(b"</sheetData></worksheet>")
    }

    fn row(&mut self, cells: &[Cell]) -> std::io::Result<()> {
        if self.rows >= self.most {
            self.close_sheet()?;
            self.open_sheet()?;
        }
        self.write_row(cells, 0)
    }

    fn write_row(&mut self, cells: &[Cell], style: u8) -> std::io::Result<()> {
        self.rows += 1;
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        line += &format!("<row r=\"{}\">", self.rows);
        for (at, cell) in cells.iter().enumerate() {
            write_cell(&mut line, &format!("{}{}", letters(at), self.rows), cell, style);
        }
        line += "</row>";
        self.zip.write_all(line.as_bytes())?;
        self.line = line;
        Ok(())
    }

    fn finish(mut self) -> std::io::Result<W> {
        self.close_sheet()?;
        let (mut types, mut names, mut links) = (String::new(), String::new(), String::new());
        for no in 1..=self.sheets {
            let name = if no == 1 { self.title.clone() } else { format!("{} ({no})", self.title) };
            types +=
                &format!("<Override PartName=\"/xl/worksheets/sheet{no}.xml\" ContentType=\"{TYPE}.worksheet+xml\"/>");
            names += &format!("<sheet name=\"{}\" sheetId=\"{no}\" r:id=\"rId{no}\"/>", escaped(&name));
            links += &format!(
                "<Relationship Id=\"rId{no}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{no}.xml\"/>"
            );
        }
        let styles = self.sheets + 1;
        let parts = [
            ("xl/styles.xml", STYLES.to_owned()),
            (
                "xl/workbook.xml",
                format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{names}</sheets></workbook>"),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{LINKS}\">{links}<Relationship Id=\"rId{styles}\" Type=\"{OFFICE}/styles\" \
                     Target=\"styles.xml\"/></Relationships>"
                ),
            ),
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{LINKS}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" \
                     Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
                     Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default \
                     Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" \
                     ContentType=\"{TYPE}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" \
                     ContentType=\"{TYPE}.styles+xml\"/>{types}</Types>"
                ),
            ),
        ];
        for (name, body) in parts {
            self.part(name)?;
            self.zip.write_all(format!("{XML}{body}").as_bytes())?;
        }
        Ok(self.zip.finish()?)
    }
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// 0 plain, 1 heading, 2 money, 3 day, 4 text.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"1\">\
    <numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><fonts count=\"2\"><font><sz val=\"11\"/>\
    <name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill>\
    <patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\">\
    <border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" \
    fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" \
    borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/><xf \
    numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"164\" \
    fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" \
    borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>";

fn write_cell(line: &mut String, place: &str, cell: &Cell, style: u8) {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            let style = if style == 0 { 4 } else { style };
            *line += &format!(
                "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(text)
            );
        }
        Cell::Whole(number) => *line += &format!("<c r=\"{place}\"><v>{number}</v></c>"),
        Cell::Money(minor) => {
            let amount = decimal(*minor, 2).replace(',', "");
            *line += &format!("<c r=\"{place}\" s=\"2\"><v>{amount}</v></c>");
        }
        Cell::Day(day) => *line += &format!("<c r=\"{place}\" s=\"3\"><v>{}</v></c>", serial(*day)),
    }
}

/// The day as spreadsheets count: days since 1899-12-30.
fn serial(day: NaiveDate) -> i64 {
    NaiveDate::from_ymd_opt(1899, 12, 30).map_or(0, |start| (day - start).num_days())
}

/// The letters of a column, from 0: A … Z, AA ….
fn letters(at: usize) -> String {
    let digit = char::from(b'A' + (at % 26) as u8);
    if at < 26 { digit.to_string() } else { format!("{}{digit}", letters(at / 26 - 1)) }
}

/// A name that a sheet may have: without the signs that the format forbids, and room for a number behind it.
fn sheet_name(title: &str) -> String {
    let name: String = title.chars().filter(|sign| !"[]:*?/\\'".contains(*sign)).take(24).collect();
    if name.trim().is_empty() { "Sheet".to_owned() } else { name }
}

/// A text in XML: as long as a cell may hold, without the signs that XML cannot carry.
fn escaped(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut units = 0;
    for sign in text.chars() {
        units += sign.len_utf16();
        if units > LONGEST {
            break;
        }
        match sign {
            '&' => clean += "&amp;",
            '<' => clean += "&lt;",
            '>' => clean += "&gt;",
            '"' => clean += "&quot;",
            '\u{fffe}' | '\u{ffff}' => {}
            sign if sign.is_control() && !matches!(sign, '\n' | '\t') => {}
            sign => clean.push(sign),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    fn columns() -> Vec<Column> {
        ["编号", "金额", "日期"].map(|title| Column { title: title.into(), width: 12 }).to_vec()
    }

    fn row(no: u32) -> Vec<Cell> {
        vec![Cell::Text(format!("SO-{no}")), Cell::Money(-105), Cell::Day("2026-11-23".parse().unwrap())]
    }

    #[test]
    fn what_is_written_is_read_again_and_a_full_sheet_is_followed_by_another() {
        let mut book = Workbook::begin(Cursor::new(Vec::new()), "订单/[1]", &columns(), 4).unwrap();
        (1..=7).for_each(|no| book.row(&row(no)).unwrap());
        let bytes = book.finish().unwrap().into_inner();
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
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
        let nasty = "=HYPERLINK(\"http://x\")<&>\u{1}]]>";
        let mut book = Workbook::begin(Cursor::new(Vec::new()), "x", &columns(), 10).unwrap();
        book.row(&[Cell::Text(nasty.into())]).unwrap();
        let bytes = book.finish().unwrap().into_inner();
        let mut read: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheet = read.worksheet_range("x").unwrap();
        assert_eq!(sheet.get((1, 0)), Some(&Data::String(nasty.replace('\u{1}', ""))));
        assert!(read.worksheet_formula("x").unwrap().is_empty());
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
        assert_eq!((letters(25), letters(26), letters(27)), ("Z".into(), "AA".into(), "AB".into()));
    }
}
