//! Sets blocks to bands: things placed relative to a corner, with a height.

use super::super::PrintError;
use super::super::fonts::Fonts;
use super::super::page::{Ink, Item, Text, Um, mm10};
use super::blocks::{Align, Block, Code, Field, Fields, Grid, Signatures, Style};
use super::lines::{self, Line};
use super::table;

/// Set things of a known height; (0, 0) is the upper left corner.
#[derive(Clone, Debug, Default)]
pub(crate) struct Band {
    pub height: Um,
    pub items: Vec<Item>,
}

impl Band {
    pub fn space(height: Um) -> Band {
        Band { height, items: Vec::new() }
    }

    /// Puts another band below.
    pub fn below(&mut self, other: Band) {
        self.place(other.items, 0, self.height);
        self.height += other.height;
    }

    pub fn place(&mut self, items: Vec<Item>, dx: Um, dy: Um) {
        self.items.extend(items.into_iter().map(|mut item| {
            item.shift(dx, dy);
            item
        }));
    }

    pub fn line(&mut self, from: (Um, Um), to: (Um, Um), width: Um, ink: Ink) {
        self.items.push(Item::Line { from, to, width, ink });
    }

    pub fn fill(&mut self, x: Um, width: Um, height: Um, ink: Ink) {
        self.items.push(Item::Fill { x, y: 0, width, height, ink });
    }
}

pub(crate) const THIN: Um = 180;
pub(crate) const HAIRLINE: Um = 120;
/// Air left and right of the text of a cell.
pub(crate) const SIDE: Um = mm10(13);

/// Sets broken lines into a band at `x`, `width` wide.
pub(crate) fn set_lines(lines: &[Line], style: Style, x: Um, width: Um) -> Band {
    let mut band = Band::default();
    for line in lines {
        let mut left = x + match style.align {
            Align::Left => 0,
            Align::Centre => (width - line.width) / 2,
            Align::Right => width - line.width,
        };
        // Ideographs stand in the middle of the line: their body reaches from 0.88 above to 0.12 below the baseline.
        let baseline = band.height + (style.line() - style.size) / 2 + style.size * 88 / 100;
        for run in &line.runs {
            band.items.push(Item::Text(Text {
                x: left,
                y: baseline,
                width: run.width,
                size: style.size,
                face: run.face,
                ink: style.ink,
                text: run.text.clone(),
            }));
            left += run.width;
        }
        band.height += style.line();
    }
    band
}

pub(crate) fn set_text(fonts: &Fonts, text: &str, style: Style, x: Um, width: Um) -> Result<Band, PrintError> {
    let lines = lines::break_lines(fonts, text, style.weight, style.size, width)?;
    Ok(set_lines(&lines, style, x, width))
}

/// Sets blocks below each other into one band that will not be parted.
pub(crate) fn set_all(fonts: &Fonts, blocks: &[Block], width: Um) -> Result<Band, PrintError> {
    let mut band = Band::default();
    for block in blocks {
        band.below(set(fonts, block, width)?);
    }
    Ok(band)
}

/// Sets one block.
pub(crate) fn set(fonts: &Fonts, block: &Block, width: Um) -> Result<Band, PrintError> {
    match block {
        Block::Text { text, style } => set_text(fonts, text, *style, 0, width),
        Block::Space(height) => Ok(Band::space(*height)),
        Block::Rule { width: stroke, ink } => {
            let mut band = Band::space(*stroke);
            band.line((0, stroke / 2), (width, stroke / 2), *stroke, *ink);
            Ok(band)
        }
        Block::Columns(columns, gap) => set_columns(fonts, columns, *gap, width),
        Block::Fields(fields) => {
            let mut band = Band::default();
            for row in set_fields(fonts, fields, width)? {
                band.below(row);
            }
            Ok(band)
        }
        Block::Table(table) => table::set_whole(fonts, table, width),
        Block::Keep(blocks) => set_all(fonts, blocks, width),
        Block::Signatures(signatures) => set_signatures(fonts, signatures, width),
        Block::Code { code, side, align } => Ok(set_code(code, *side, *align, width)),
        Block::Anchor(_) | Block::NewPage | Block::Need(_) => Ok(Band::default()),
        Block::Drawing { height, items } => Ok(Band { height: *height, items: items.clone() }),
    }
}

fn set_columns(fonts: &Fonts, columns: &[(i32, Vec<Block>)], gap: Um, width: Um) -> Result<Band, PrintError> {
    let shares: Vec<i32> = columns.iter().map(|column| column.0).collect();
    let places = edges(&shares, width - gap * (columns.len() as i32 - 1).max(0));
    let mut band = Band::default();
    for (number, (_, blocks)) in columns.iter().enumerate() {
        let (start, end) = (places[number], places[number + 1]);
        let part = set_all(fonts, blocks, end - start)?;
        band.height = band.height.max(part.height);
        band.place(part.items, start + gap * number as i32, 0);
    }
    Ok(band)
}

/// The edges of columns by shares: one more than there are columns.
pub(crate) fn edges(shares: &[i32], width: Um) -> Vec<Um> {
    let whole: i64 = shares.iter().map(|share| i64::from(*share)).sum::<i64>().max(1);
    let mut edges = vec![0];
    let mut sum = 0;
    for share in shares {
        sum += i64::from(*share);
        edges.push((i64::from(width) * sum / whole) as Um);
    }
    edges
}

/// A field grid as one band a row.
pub(crate) fn set_fields(fonts: &Fonts, fields: &Fields, width: Um) -> Result<Vec<Band>, PrintError> {
    let edges = edges(&fields.columns, width);
    let count = fields.columns.len();
    let rows = pack(&fields.fields, count);
    let side = if fields.grid == Grid::Quiet { 0 } else { SIDE };
    let label_style = fields.style.ink(Ink::GREY);
    // Labels of one grid column are equally wide, so that values line up.
    let mut label_widths = vec![0; count];
    for (column, field) in rows.iter().flatten() {
        let label = lines::width_of(fonts, &field.label, label_style.weight, label_style.size)?;
        let most = (edges[*column + 1] - edges[*column]) * 6 / 10;
        label_widths[*column] = label_widths[*column].max((label + side * 2 + mm10(5)).min(most));
    }
    let mut bands = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let mut cells = Vec::new();
        let mut height = 0;
        for (column, field) in row {
            let (left, right) = (edges[*column], edges[(*column + field.span).min(count)]);
            let middle = left + label_widths[*column];
            let value_style = if field.strong { fields.style.bold() } else { fields.style };
            let gap = if fields.grid == Grid::Quiet { mm10(12) } else { side };
            let label = set_text(fonts, &field.label, label_style, left + side, middle - left - side * 2 + mm10(5))?;
            let value = set_text(fonts, &field.value, value_style, middle + gap, right - middle - gap - side)?;
            height = height.max(label.height).max(value.height);
            cells.push((left, middle, right, label, value));
        }
        height += fields.pad * 2;
        let mut band = Band::space(height);
        for (left, middle, right, label, value) in cells {
            if fields.grid == Grid::Tinted {
                band.fill(left, middle - left, height, Ink::TINT);
            }
            // On a form both stand in the middle of the cell; in a letter the label stands at the first line.
            let middle_of =
                |part: &Band| if fields.grid == Grid::Quiet { fields.pad } else { (height - part.height) / 2 };
            let (label_top, value_top) = (middle_of(&label), middle_of(&value));
            band.place(label.items, 0, label_top);
            band.place(value.items, 0, value_top);
            if fields.grid != Grid::Quiet {
                for x in [left, middle, right] {
                    band.line((x, 0), (x, height), THIN, Ink::LINE);
                }
            }
        }
        if fields.grid != Grid::Quiet {
            if number == 0 {
                band.line((0, 0), (width, 0), THIN, Ink::LINE);
            }
            band.line((0, height), (width, height), THIN, Ink::LINE);
        }
        bands.push(band);
    }
    Ok(bands)
}

/// Puts fields into rows; the last field of a row takes what is left of it.
fn pack(fields: &[Field], columns: usize) -> Vec<Vec<(usize, Field)>> {
    let mut rows: Vec<Vec<(usize, Field)>> = Vec::new();
    let mut next = columns;
    for field in fields {
        let span = field.span.clamp(1, columns.max(1));
        if next + span > columns {
            stretch_last(rows.last_mut(), columns);
            rows.push(Vec::new());
            next = 0;
        }
        if let Some(row) = rows.last_mut() {
            row.push((next, Field { span, ..field.clone() }));
        }
        next += span;
    }
    stretch_last(rows.last_mut(), columns);
    rows
}

fn stretch_last(row: Option<&mut Vec<(usize, Field)>>, columns: usize) {
    if let Some((start, field)) = row.and_then(|row| row.last_mut()) {
        field.span = columns - *start;
    }
}

fn set_signatures(fonts: &Fonts, signatures: &Signatures, width: Um) -> Result<Band, PrintError> {
    let shares = vec![1; signatures.places.len()];
    let edges = edges(&shares, width);
    let style = signatures.style;
    let mut band = Band::space(signatures.height);
    for (number, (label, name)) in signatures.places.iter().enumerate() {
        let gap = if number + 1 == signatures.places.len() { 0 } else { mm10(30) };
        let (left, right) = (edges[number], edges[number + 1] - gap);
        let label_width = lines::width_of(fonts, label, style.weight, style.size)?;
        let top = signatures.height - style.line() - mm10(8);
        let label = set_text(fonts, label, style.ink(Ink::GREY), left, right - left)?;
        band.place(label.items, 0, top);
        let start = left + label_width + mm10(10);
        let name = set_text(fonts, name, style.align(Align::Centre), start, (right - start).max(mm10(10)))?;
        band.place(name.items, 0, top);
        let y = signatures.height - mm10(5);
        band.line((start, y), (right, y), HAIRLINE, Ink::BLACK);
    }
    Ok(band)
}

fn set_code(code: &Code, side: Um, align: Align, width: Um) -> Band {
    let x = match align {
        Align::Left => 0,
        Align::Centre => (width - side) / 2,
        Align::Right => width - side,
    };
    Band { height: side, items: vec![Item::Code { x, y: 0, side, modules: code.modules, dark: code.dark.clone() }] }
}
