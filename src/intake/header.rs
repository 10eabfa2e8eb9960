//! Finding the header row by the names of its columns: they may be in Chinese or English, in any order, and below rows
//! with a title or instructions.

use super::IntakeError;
use super::tables::{Row, Table, Workbook};
use crate::domain::search_text;

/// A header is looked for in so many rows from the top of a sheet.
const HEADER_WITHIN: usize = 30;

/// A column that a kind of record may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Key of the field; its name in the window is the text `intake-field-KEY`.
    pub key: &'static str,
    /// A file without this column is not one of this kind.
    pub needed: bool,
    /// Names of the column in files, in the shape of [`plain_name`]: lower case, simplified, without blanks and brackets.
    pub names: &'static [&'static str],
}

/// Where the fields of a kind of record stand in a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Index of the header among the sheet's rows.
    pub at: usize,
    /// For each field of the kind: the column it stands in.
    pub columns: Vec<Option<usize>>,
    /// Names of the columns that are not read, as in the file.
    pub left_out: Vec<String>,
}

/// The first sheet with a header for these fields. Errors: [`IntakeError::NoHeader`].
pub fn find_in<'a>(book: &'a Workbook, fields: &[Field]) -> Result<(&'a Table, Header), IntakeError> {
    let found = book.tables.iter().find_map(|table| find(table, fields).map(|header| (table, header)));
    found.ok_or_else(|| IntakeError::NoHeader {
        looked_for: fields.iter().filter(|field| field.needed).map(|field| field.key).collect(),
    })
}

/// The row, among the first ones, that names most of the fields and all that are needed.
pub fn find(table: &Table, fields: &[Field]) -> Option<Header> {
    let candidates = table.rows.iter().take(HEADER_WITHIN).enumerate();
    let headers = candidates.map(|(at, row)| match_row(at, row, fields));
    let fitting = headers
        .filter(|header| fields.iter().zip(&header.columns).all(|(field, column)| !field.needed || column.is_some()));
    fitting.rev().max_by_key(|header| header.columns.iter().flatten().count())
}

fn match_row(at: usize, row: &Row, fields: &[Field]) -> Header {
    let names: Vec<String> = row.cells.iter().map(|cell| plain_name(cell)).collect();
    let mut taken = vec![false; names.len()];
    let columns = fields
        .iter()
        .map(|field| {
            // The order of a field's names is their rank: a file may have both 商品名称 and 名称.
            let column =
                field.names.iter().find_map(|name| (0..names.len()).find(|at| !taken[*at] && names[*at] == *name));
            if let Some(column) = column {
                taken[column] = true;
            }
            column
        })
        .collect();
    let unread = row.cells.iter().zip(&taken).filter(|(cell, taken)| !**taken && !cell.is_empty());
    Header { at, columns, left_out: unread.map(|(cell, _)| cell.clone()).collect() }
}

/// A column's name without what varies: case, blanks, underscores, stars, hints in brackets, traditional characters.
pub fn plain_name(text: &str) -> String {
    let folded = search_text::needle(&format!("x{text}"));
    let mut depth = 0_u32;
    let mut name = String::new();
    for c in folded.chars().skip(1) {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => name.push(c),
            _ => {}
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: &[Field] = &[
        Field { key: "name", needed: true, names: &["商品名称", "名称", "name"] },
        Field { key: "price", needed: false, names: &["单价", "unitprice"] },
    ];

    fn table(rows: &[&[&str]]) -> Table {
        let row = |(at, cells): (usize, &&[&str])| Row {
            number: at as u32 + 1,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        };
        Table { name: String::new(), rows: rows.iter().enumerate().map(row).collect() }
    }

    #[test]
    fn names_are_compared_without_what_varies() {
        assert_eq!(plain_name("*商品名称（必填）"), "商品名称");
        assert_eq!(plain_name(" Unit_Price (CNY) "), "unitprice");
        assert_eq!(plain_name("單價(元)："), "单价");
        assert_eq!(plain_name("保质期(天)"), "保质期");
    }

    #[test]
    fn the_header_may_stand_below_instructions() {
        let sheet = table(&[&["导入说明：名称必填"], &["名称", "备注", "單價（元）"], &["纯牛奶", "", "2.5"]]);
        let header = find(&sheet, FIELDS).unwrap();
        assert_eq!((header.at, header.columns, header.left_out), (1, vec![Some(0), Some(2)], vec!["备注".to_owned()]));
    }

    #[test]
    fn a_sheet_without_the_needed_column_has_no_header() {
        assert_eq!(find(&table(&[&["单价", "备注"], &["2.5", ""]]), FIELDS), None);
    }
}
