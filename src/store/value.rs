//! What goes into a statement and what comes out of it: integer, text, blob or nothing, on both engines.

use super::error::StoreError;
use chrono::{DateTime, TimeZone, Utc};
use std::borrow::Cow;

/// A value handed to a statement. Borrows where it can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// Ids, yes and no, minor units, base units, milliseconds.
    Int(i64),
    /// Text in UTF-8, without a NUL character.
    Text(Cow<'a, str>),
    /// Bytes.
    Blob(Cow<'a, [u8]>),
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Value::Int(value)
    }
}

impl From<i32> for Value<'_> {
    fn from(value: i32) -> Self {
        Value::Int(value.into())
    }
}

impl From<u32> for Value<'_> {
    fn from(value: u32) -> Self {
        Value::Int(value.into())
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Value::Int(value.into())
    }
}

/// An instant, stored as milliseconds since 1970 in UTC.
impl From<DateTime<Utc>> for Value<'_> {
    fn from(value: DateTime<Utc>) -> Self {
        Value::Int(value.timestamp_millis())
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Value::Text(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(value: &'a String) -> Self {
        Value::Text(Cow::Borrowed(value))
    }
}

impl From<String> for Value<'_> {
    fn from(value: String) -> Self {
        Value::Text(Cow::Owned(value))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(value: Cow<'a, str>) -> Self {
        Value::Text(value)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(value: &'a [u8]) -> Self {
        Value::Blob(Cow::Borrowed(value))
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(value: &'a [u8; N]) -> Self {
        Value::Blob(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a Vec<u8>> for Value<'a> {
    fn from(value: &'a Vec<u8>) -> Self {
        Value::Blob(Cow::Borrowed(value))
    }
}

impl From<Vec<u8>> for Value<'_> {
    fn from(value: Vec<u8>) -> Self {
        Value::Blob(Cow::Owned(value))
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// One column of a row; texts and blobs are ranges in the row's own buffers.
#[derive(Debug, Clone, Copy)]
enum Cell {
    Null,
    Int(i64),
    Text(usize, usize),
    Blob(usize, usize),
}

impl Cell {
    fn kind(self) -> &'static str {
        match self {
            Cell::Null => "nothing",
            Cell::Int(_) => "an integer",
            Cell::Text(..) => "text",
            Cell::Blob(..) => "bytes",
        }
    }
}

/// One row of an answer. Columns are counted from 0 in the order of the `SELECT`.
///
/// All readers fail with [`StoreError::Column`] when the column is absent or of another kind.
#[derive(Debug, Clone, Default)]
pub struct Row {
    cells: Vec<Cell>,
    text: String,
    blob: Vec<u8>,
}

impl Row {
    pub(crate) fn with_columns(count: usize) -> Row {
        Row { cells: Vec::with_capacity(count), text: String::new(), blob: Vec::new() }
    }

    /// How many bytes its texts and blobs have.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len() + self.blob.len()
    }

    /// Empties the row and keeps its memory, so that a scan of a million rows allocates once.
    pub(crate) fn clear(&mut self) {
        self.cells.clear();
        self.text.clear();
        self.blob.clear();
    }

    pub(crate) fn push_null(&mut self) {
        self.cells.push(Cell::Null);
    }

    pub(crate) fn push_int(&mut self, value: i64) {
        self.cells.push(Cell::Int(value));
    }

    pub(crate) fn push_text(&mut self, value: &str) {
        let start = self.text.len();
        self.text.push_str(value);
        self.cells.push(Cell::Text(start, self.text.len()));
    }

    pub(crate) fn push_blob(&mut self, value: &[u8]) {
        let start = self.blob.len();
        self.blob.extend_from_slice(value);
        self.cells.push(Cell::Blob(start, self.blob.len()));
    }

    /// Number of columns.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// True for a row without columns.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// An integer.
    pub fn int(&self, i: usize) -> Result<i64, StoreError> {
        match self.cell(i, "an integer")? {
            Cell::Int(value) => Ok(value),
            other => Err(mismatch(i, "an integer", other)),
        }
    }

    /// An integer or nothing.
    pub fn opt_int(&self, i: usize) -> Result<Option<i64>, StoreError> {
        self.present(i, "an integer")?.then(|| self.int(i)).transpose()
    }

    /// Yes or no, stored as 1 or 0.
    pub fn bool(&self, i: usize) -> Result<bool, StoreError> {
        match self.int(i)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(StoreError::Column { index: i, wanted: "0 or 1", found: "another integer" }),
        }
    }

    /// An instant, stored as milliseconds since 1970 in UTC.
    pub fn instant(&self, i: usize) -> Result<DateTime<Utc>, StoreError> {
        let millis = self.int(i)?;
        let out_of_range = StoreError::Column { index: i, wanted: "an instant", found: "an integer out of range" };
        Utc.timestamp_millis_opt(millis).single().ok_or(out_of_range)
    }

    /// An instant or nothing.
    pub fn opt_instant(&self, i: usize) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.present(i, "an instant")?.then(|| self.instant(i)).transpose()
    }

    /// Text, borrowed from the row.
    pub fn text(&self, i: usize) -> Result<&str, StoreError> {
        match self.cell(i, "text")? {
            Cell::Text(start, end) => Ok(&self.text[start..end]),
            other => Err(mismatch(i, "text", other)),
        }
    }

    /// Text or nothing, borrowed from the row.
    pub fn opt_text(&self, i: usize) -> Result<Option<&str>, StoreError> {
        self.present(i, "text")?.then(|| self.text(i)).transpose()
    }

    /// Text, owned.
    pub fn string(&self, i: usize) -> Result<String, StoreError> {
        self.text(i).map(str::to_owned)
    }

    /// Text or nothing, owned.
    pub fn opt_string(&self, i: usize) -> Result<Option<String>, StoreError> {
        Ok(self.opt_text(i)?.map(str::to_owned))
    }

    /// Bytes, borrowed from the row.
    pub fn blob(&self, i: usize) -> Result<&[u8], StoreError> {
        match self.cell(i, "bytes")? {
            Cell::Blob(start, end) => Ok(&self.blob[start..end]),
            other => Err(mismatch(i, "bytes", other)),
        }
    }

    /// Bytes or nothing, borrowed from the row.
    pub fn opt_blob(&self, i: usize) -> Result<Option<&[u8]>, StoreError> {
        self.present(i, "bytes")?.then(|| self.blob(i)).transpose()
    }

    /// The column as a value, whatever its kind: for copying between engines.
    pub fn value(&self, i: usize) -> Result<Value<'_>, StoreError> {
        Ok(match self.cell(i, "a value")? {
            Cell::Null => Value::Null,
            Cell::Int(value) => Value::Int(value),
            Cell::Text(start, end) => Value::Text(Cow::Borrowed(&self.text[start..end])),
            Cell::Blob(start, end) => Value::Blob(Cow::Borrowed(&self.blob[start..end])),
        })
    }

    fn cell(&self, i: usize, wanted: &'static str) -> Result<Cell, StoreError> {
        self.cells.get(i).copied().ok_or(StoreError::Column { index: i, wanted, found: "no such column" })
    }

    fn present(&self, i: usize, wanted: &'static str) -> Result<bool, StoreError> {
        Ok(!matches!(self.cell(i, wanted)?, Cell::Null))
    }
}

fn mismatch(index: usize, wanted: &'static str, found: Cell) -> StoreError {
    StoreError::Column { index, wanted, found: found.kind() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        let mut row = Row::with_columns(4);
        row.push_int(320);
        row.push_text("鲜牛奶");
        row.push_null();
        row.push_blob(&[1, 2]);
        row.push_text("冷藏");
        row
    }

    #[test]
    fn columns_come_back_as_they_went_in() {
        let row = row();
        assert_eq!(row.int(0), Ok(320));
        assert_eq!((row.text(1), row.text(4)), (Ok("鲜牛奶"), Ok("冷藏")));
        assert_eq!((row.opt_int(2), row.opt_text(2), row.opt_blob(2)), (Ok(None), Ok(None), Ok(None)));
        assert_eq!(row.blob(3), Ok(&[1u8, 2][..]));
    }

    #[test]
    fn another_kind_is_named() {
        let row = row();
        assert_eq!(row.text(0), Err(StoreError::Column { index: 0, wanted: "text", found: "an integer" }));
        assert_eq!(row.int(2), Err(StoreError::Column { index: 2, wanted: "an integer", found: "nothing" }));
        assert_eq!(row.int(9), Err(StoreError::Column { index: 9, wanted: "an integer", found: "no such column" }));
        assert!(row.bool(0).is_err(), "320 is neither yes nor no");
    }
}
