//! A table file as plain text: CSV in the encodings of the trade, `.xls` and `.xlsx`.

use super::{IntakeError, texts, workbook};

/// How much of a file is taken. Files come from outside: everything has a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes all parts of a zipped workbook may unpack to.
    pub unpacked: u64,
    /// Rows of one sheet.
    pub rows: u64,
    /// Columns of one sheet.
    pub columns: u64,
    /// Cells of the whole file.
    pub cells: u64,
}

impl Default for Limits {
    /// 50 MB, 400 MB unpacked, a million rows, 500 columns, ten million cells.
    fn default() -> Self {
        Limits { bytes: 50_000_000, unpacked: 400_000_000, rows: 1_000_000, columns: 500, cells: 10_000_000 }
    }
}

/// All sheets of a file that hold something; a CSV file has one without a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    /// Sheets in the file's order.
    pub tables: Vec<Table>,
}

/// One sheet: text cells, trimmed, without the guards that spreadsheets put round numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Name of the sheet; empty for CSV.
    pub name: String,
    /// Rows that are not blank.
    pub rows: Vec<Row>,
}

/// A row of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Number of the row as a spreadsheet shows it, from 1.
    pub number: u32,
    /// Cells from the first column on; blank cells are empty texts.
    pub cells: Vec<String>,
}

/// Reads a table file; the kind is told from its bytes, not from its name. Errors: see [`IntakeError`].
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, IntakeError> {
    if bytes.is_empty() {
        return Err(IntakeError::Empty);
    }
    let size = bytes.len() as u64;
    if size > limits.bytes {
        return Err(IntakeError::TooLarge { bytes: size, most: limits.bytes });
    }
    let book = match bytes {
        [b'P', b'K', 3, 4, ..] => workbook::read_xlsx(bytes, limits)?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => workbook::read_xls(bytes, limits)?,
        _ => Workbook { tables: vec![texts::read_csv(bytes, limits)?] },
    };
    let tables: Vec<Table> = book.tables.into_iter().filter(|table| !table.rows.is_empty()).collect();
    if tables.is_empty() { Err(IntakeError::Empty) } else { Ok(Workbook { tables }) }
}

/// A cell's text without what is not part of it: blanks and tabs at the ends, byte order marks, `="…"` and `'` guards.
pub(super) fn clean(text: &str) -> &str {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0');
    let text = text.trim_matches(blank);
    if let Some(inner) = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        return inner.trim_matches(blank);
    }
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || c == '+') => rest,
        _ => text,
    }
}

/// Collects rows of one sheet and stops at the limits.
pub(super) struct Collector<'a> {
    limits: &'a Limits,
    cells: u64,
    bytes: u64,
    pub table: Table,
}

impl<'a> Collector<'a> {
    /// A sheet by this name; `before` are cells and bytes of text that earlier sheets of the file hold already.
    pub fn new(name: String, limits: &'a Limits, before: (u64, u64)) -> Collector<'a> {
        Collector { limits, cells: before.0, bytes: before.1, table: Table { name, rows: Vec::new() } }
    }

    /// Cells and bytes of text seen so far, earlier sheets included.
    pub fn held(&self) -> (u64, u64) {
        (self.cells, self.bytes)
    }

    /// Counts the text of a cell before it is copied: one long text may stand in a million cells of a small file.
    ///
    /// # Errors
    /// [`IntakeError::UnpacksTooLarge`].
    pub fn weigh(&mut self, bytes: usize) -> Result<(), IntakeError> {
        self.bytes += bytes as u64;
        let most = self.limits.unpacked;
        if self.bytes > most { Err(IntakeError::UnpacksTooLarge { most }) } else { Ok(()) }
    }

    /// Adds a row unless all its cells are blank.
    pub fn push(&mut self, number: u32, mut cells: Vec<String>) -> Result<(), IntakeError> {
        use super::Extent;
        let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        cells.truncate(filled);
        if filled == 0 {
            return Ok(());
        }
        self.cells += filled as u64;
        let too_many = |what, most| Err(IntakeError::TooMany { what, most });
        if filled as u64 > self.limits.columns {
            return too_many(Extent::Columns, self.limits.columns);
        }
        if self.table.rows.len() as u64 >= self.limits.rows {
            return too_many(Extent::Rows, self.limits.rows);
        }
        if self.cells > self.limits.cells {
            return too_many(Extent::Cells, self.limits.cells);
        }
        cells.shrink_to_fit();
        self.table.rows.push(Row { number, cells });
        Ok(())
    }
}
