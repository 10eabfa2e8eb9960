//! Sets tables: a head that is repeated, rows, subtotals, totals and empty rows, each as a band.

use super::super::PrintError;
use super::super::fonts::Fonts;
use super::super::page::{Ink, Um, mm10};
use super::blocks::{Align, Grid, Row, Style, Table, Wide};
use super::lines::{self, Line};
use super::set::{Band, HAIRLINE, SIDE, THIN, set_all, set_lines};

/// A row taller than this many lines is parted, so that it never outgrows a page.
const LINES_A_BAND: usize = 10;

/// A table set to bands.
pub(crate) struct SetTable {
    pub head: Band,
    /// Each row with what it adds to the page's sums.
    pub rows: Vec<(Band, Vec<i64>)>,
    pub blank: Band,
    pub filler: usize,
    /// Height of the subtotal row, 0 without one.
    pub subtotal_height: Um,
    pub totals: Band,
    pub tail: Band,
}

/// Sets a table; subtotals come later from [`set_subtotal`], when a page's sums are known.
pub(crate) fn set(fonts: &Fonts, table: &Table, width: Um) -> Result<SetTable, PrintError> {
    let edges = column_edges(table, width);
    let mut rows = Vec::with_capacity(table.rows.len());
    for (number, row) in table.rows.iter().enumerate() {
        let last = number + 1 == table.rows.len();
        set_row(fonts, table, &edges, row, last, &mut rows)?;
    }
    let blank_lines = [Line::default()];
    let blank_cells: Vec<(usize, usize, Style, &[Line])> =
        (0..table.columns.len()).map(|column| (column, column + 1, table.style, &blank_lines[..])).collect();
    let mut totals = Band::default();
    for total in &table.totals {
        totals.below(wide_row(fonts, table, &edges, total)?);
    }
    // The sums of all rows are as wide as those of any page, so their height is what a page must keep free.
    let sums = table.subtotal.as_ref().map_or(0, |subtotal| subtotal.sums);
    let whole: Vec<i64> =
        (0..sums).map(|place| table.rows.iter().filter_map(|row| row.sums.get(place)).sum()).collect();
    let subtotal_height = set_subtotal(fonts, table, width, &whole)?.height;
    Ok(SetTable {
        head: set_head(fonts, table, &edges)?,
        rows,
        blank: cell_band(table, &edges, &blank_cells, true),
        filler: table.filler,
        subtotal_height,
        totals,
        tail: set_all(fonts, &table.tail, width)?,
    })
}

/// A table in one piece, for places where it cannot be parted.
pub(crate) fn set_whole(fonts: &Fonts, table: &Table, width: Um) -> Result<Band, PrintError> {
    let set = set(fonts, table, width)?;
    let mut band = set.head;
    let missing = set.filler.saturating_sub(set.rows.len());
    for (row, _) in set.rows {
        band.below(row);
    }
    for _ in 0..missing {
        band.below(set.blank.clone());
    }
    band.below(set.totals);
    band.below(set.tail);
    Ok(band)
}

/// The subtotal row for the sums of one page.
pub(crate) fn set_subtotal(fonts: &Fonts, table: &Table, width: Um, sums: &[i64]) -> Result<Band, PrintError> {
    let Some(subtotal) = &table.subtotal else { return Ok(Band::default()) };
    let mut cells = vec![Wide { text: subtotal.label.clone(), span: subtotal.span, align: Align::Right }];
    let mut column = subtotal.span;
    while column < table.columns.len() {
        let figure = subtotal.figures.iter().find(|(first, _, _)| *first == column);
        let (span, text) = figure.map_or((1, String::new()), |(_, span, figure)| (*span, figure.write(sums)));
        cells.push(Wide { text, span, align: Align::Right });
        column += span.max(1);
    }
    wide_row(fonts, table, &column_edges(table, width), &cells)
}

fn column_edges(table: &Table, width: Um) -> Vec<Um> {
    let least: Um = table.columns.iter().map(|column| column.width).sum();
    let shares: i32 = table.columns.iter().map(|column| column.grow).sum();
    let left_over = i64::from((width - least).max(0));
    let mut edges = vec![0];
    let (mut fixed, mut shared) = (0, 0);
    for column in &table.columns {
        fixed += column.width;
        shared += column.grow;
        edges.push(fixed + (left_over * i64::from(shared) / i64::from(shares.max(1))) as Um);
    }
    edges
}

fn side(table: &Table) -> Um {
    if table.grid == Grid::Quiet { mm10(9) } else { SIDE * 3 / 4 }
}

fn set_head(fonts: &Fonts, table: &Table, edges: &[Um]) -> Result<Band, PrintError> {
    // Forms have a ground or a grid to tell the head by; one weight less also keeps the file small.
    let style = if table.grid == Grid::Quiet { table.style.bold() } else { table.style };
    let mut broken = Vec::new();
    for (number, column) in table.columns.iter().enumerate() {
        let room = edges[number + 1] - edges[number] - side(table) * 2;
        broken.push(lines::break_lines(fonts, &column.title, style.weight, style.size, room)?);
    }
    let tallest = broken.iter().map(Vec::len).max().unwrap_or(1);
    let cells: Vec<(usize, usize, Style, &[Line])> = broken
        .iter()
        .enumerate()
        .map(|(number, lines)| {
            let align = match (table.grid, table.columns[number].align) {
                (Grid::Quiet, align) => align,
                _ => Align::Centre,
            };
            (number, number + 1, style.align(align), &lines[..])
        })
        .collect();
    let mut band = Band::default();
    let row = cell_band_of(table, edges, &cells, true, tallest);
    if table.grid == Grid::Tinted {
        band.fill(0, edges[edges.len() - 1], row.height, Ink::TINT);
    }
    band.below(row);
    let width = edges[edges.len() - 1];
    match table.grid {
        Grid::Quiet => band.line((0, band.height), (width, band.height), THIN, Ink::BLACK),
        _ => band.line((0, 0), (width, 0), THIN, Ink::LINE),
    }
    Ok(band)
}

fn set_row(
    fonts: &Fonts,
    table: &Table,
    edges: &[Um],
    row: &Row,
    last: bool,
    rows: &mut Vec<(Band, Vec<i64>)>,
) -> Result<(), PrintError> {
    let style = if row.strong { table.style.bold() } else { table.style };
    let mut broken = Vec::with_capacity(row.cells.len());
    for (number, text) in row.cells.iter().enumerate().take(table.columns.len()) {
        let room = edges[number + 1] - edges[number] - side(table) * 2;
        broken.push(lines::break_lines(fonts, text, style.weight, style.size, room)?);
    }
    broken.resize(table.columns.len(), vec![Line::default()]);
    let tallest = broken.iter().map(Vec::len).max().unwrap_or(1);
    let mut from = 0;
    while from < tallest {
        // A few lines more than the limit stay together rather than leave a stub.
        let to = if tallest - from <= LINES_A_BAND + 3 { tallest } else { from + LINES_A_BAND };
        let cells: Vec<(usize, usize, Style, &[Line])> = broken
            .iter()
            .enumerate()
            .map(|(number, lines)| {
                let part = &lines[from.min(lines.len())..to.min(lines.len())];
                (number, number + 1, style.align(table.columns[number].align), part)
            })
            .collect();
        let closed = to == tallest;
        let band = cell_band(table, edges, &cells, closed && !(last && table.grid == Grid::Quiet));
        rows.push((band, if from == 0 { row.sums.clone() } else { Vec::new() }));
        from = to;
    }
    Ok(())
}

fn wide_row(fonts: &Fonts, table: &Table, edges: &[Um], cells: &[Wide]) -> Result<Band, PrintError> {
    let style = table.style.bold();
    let mut broken = Vec::new();
    let mut start = 0;
    for cell in cells {
        let end = (start + cell.span.max(1)).min(table.columns.len());
        let room = edges[end] - edges[start] - side(table) * 2;
        let lines = lines::break_lines(fonts, &cell.text, style.weight, style.size, room)?;
        broken.push((start, end, style.align(cell.align), lines));
        start = end;
    }
    let tallest = broken.iter().map(|cell| cell.3.len()).max().unwrap_or(1);
    let cells: Vec<(usize, usize, Style, &[Line])> =
        broken.iter().map(|(start, end, style, lines)| (*start, *end, *style, &lines[..])).collect();
    let mut band = cell_band_of(table, edges, &cells, table.grid != Grid::Quiet, tallest);
    if table.grid == Grid::Quiet {
        band.line((0, 0), (edges[edges.len() - 1], 0), THIN, Ink::BLACK);
    }
    Ok(band)
}

fn cell_band(table: &Table, edges: &[Um], cells: &[(usize, usize, Style, &[Line])], closed: bool) -> Band {
    let tallest = cells.iter().map(|cell| cell.3.len()).max().unwrap_or(1);
    cell_band_of(table, edges, cells, closed, tallest)
}

/// Cells side by side, each in the middle of the height when it has one line only, else from the top.
fn cell_band_of(
    table: &Table,
    edges: &[Um],
    cells: &[(usize, usize, Style, &[Line])],
    closed: bool,
    tallest: usize,
) -> Band {
    let line = table.style.line();
    let height = line * tallest as i32 + table.pad * 2;
    let width = edges[edges.len() - 1];
    let side = side(table);
    let mut band = Band::space(height);
    for (start, end, style, lines) in cells {
        let (left, right) = (edges[*start], edges[*end]);
        let text = set_lines(lines, *style, left + side, right - left - side * 2);
        let top = if table.grid == Grid::Quiet { table.pad } else { (height - text.height) / 2 };
        band.place(text.items, 0, top);
        if table.grid != Grid::Quiet {
            band.line((left, 0), (left, height), THIN, Ink::LINE);
        }
    }
    match table.grid {
        Grid::Quiet if closed => band.line((0, height), (width, height), HAIRLINE, Ink::HAIR),
        Grid::Quiet => {}
        _ => {
            band.line((width, 0), (width, height), THIN, Ink::LINE);
            if closed {
                band.line((0, height), (width, height), THIN, Ink::LINE);
            }
        }
    }
    band
}
