//! A small table inside a page: the lines of an order, its shipments. All of its rows are there; long lists use `table`.

use eframe::egui;
use egui::{Align, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::text;
use crate::ui::theme::{self, Tone, Type};

/// A column: heading, width in points, side.
#[derive(Clone, Copy, Debug)]
pub struct PlainColumn<'a> {
    /// Its heading.
    pub title: &'a str,
    /// Its width in points; the first column of a table takes what is left as well.
    pub width: f32,
    /// Figures stand on the right.
    pub figures: bool,
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub struct PlainCell {
    /// Its words.
    pub words: String,
    /// A second, quiet line under them.
    pub under: String,
    /// Their meaning in colour.
    pub tone: Tone,
    /// What the eye looks for.
    pub strong: bool,
    /// The meaning of the second line.
    pub under_tone: Tone,
}

impl PlainCell {
    /// Plain words.
    pub fn new(words: impl Into<String>) -> PlainCell {
        PlainCell { words: words.into(), ..PlainCell::default() }
    }

    /// What the eye looks for.
    pub fn strong(words: impl Into<String>) -> PlainCell {
        PlainCell { words: words.into(), strong: true, ..PlainCell::default() }
    }

    /// A second, quiet line.
    pub fn under(mut self, words: impl Into<String>) -> PlainCell {
        self.under = words.into();
        self
    }

    /// A meaning in colour for the second line.
    pub fn under_tone(mut self, tone: Tone) -> PlainCell {
        self.under_tone = tone;
        self
    }

    /// A meaning in colour.
    pub fn tone(mut self, tone: Tone) -> PlainCell {
        self.tone = tone;
        self
    }
}

/// Places the table over the width that there is. Gives the row that was clicked.
pub fn plain_table(ui: &mut Ui, columns: &[PlainColumn<'_>], rows: &[Vec<PlainCell>]) -> Option<usize> {
    let palette = theme::palette(ui);
    let width = ui.available_width();
    ui.spacing_mut().item_spacing.y = 0.0;
    let fixed: f32 = columns.iter().map(|column| column.width).sum();
    let mut places = Vec::with_capacity(columns.len());
    let mut left = 0.0;
    for (at, column) in columns.iter().enumerate() {
        let own = column.width + if at == 0 { (width - fixed).max(0.0) } else { 0.0 };
        places.push((left, own));
        left += own;
    }
    let (heading, _) = ui.allocate_exact_size(vec2(width, theme::ROW), Sense::hover());
    for (column, (left, own)) in columns.iter().zip(&places) {
        let rect = cell_rect(heading, *left, *own);
        text::paint_line(ui.painter(), rect, column.title, Type::CaptionStrong, palette.ink_soft, side(column));
    }
    ui.painter().hline(heading.x_range(), heading.bottom(), theme::hairline(palette));
    let mut clicked = None;
    for (at, cells) in rows.iter().enumerate() {
        let two_lines = cells.iter().any(|cell| !cell.under.is_empty());
        // The first column holds names: what is longer than its line goes on in a second one.
        let room = places.first().map_or(0.0, |(_, own)| *own);
        let wraps = cells.first().is_some_and(|cell| text::width(ui.painter(), &cell.words, size_of(cell)) > room);
        let second = if wraps { theme::CHIP } else { 0.0 };
        let height = second + if two_lines { theme::ROW + theme::PAGE } else { theme::ROW + theme::GRID };
        let (row, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        let spoken = || {
            cells
                .iter()
                .map(|cell| cell.words.as_str())
                .filter(|words| !words.is_empty())
                .collect::<Vec<_>>()
                .join(" · ")
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Row, true, spoken()));
        if !ui.is_rect_visible(row) {
            continue;
        }
        let pointer = response.hover_pos();
        let mut tip = None;
        for (index, (cell, (column, (left, own)))) in cells.iter().zip(columns.iter().zip(&places)).enumerate() {
            let rect = cell_rect(row, *left, *own);
            let cut = if index == 0 && wraps {
                paint_wrapped(ui, rect, cell)
            } else {
                paint_cell(ui, rect.with_max_y(rect.bottom() - second), cell, side(column), two_lines)
            };
            if cut && pointer.is_some_and(|pointer| rect.contains(pointer)) {
                tip = Some(format!("{}\n{}", cell.words, cell.under));
            }
        }
        ui.painter().hline(row.x_range(), row.bottom(), theme::hairline(palette));
        if response.clicked() {
            clicked = Some(at);
        }
        if let Some(tip) = tip {
            response.on_hover_text_at_pointer(tip.trim());
        }
    }
    clicked
}

fn side(column: &PlainColumn<'_>) -> Align {
    if column.figures { Align::Max } else { Align::Min }
}

fn cell_rect(row: Rect, left: f32, width: f32) -> Rect {
    // The first column begins at the page's own edge.
    let inset = if left == 0.0 { 0.0 } else { theme::GAP };
    Rect::from_min_size(pos2(row.left() + left + inset, row.top()), vec2((width - inset).max(0.0), row.height()))
}

/// Draws a cell; true when some of its words were cut.
fn paint_cell(ui: &Ui, rect: Rect, cell: &PlainCell, align: Align, two_lines: bool) -> bool {
    let palette = theme::palette(ui);
    let size = size_of(cell);
    let ink = if cell.tone == Tone::Quiet { palette.ink } else { palette.word(cell.tone) };
    if !two_lines {
        return text::paint_line(ui.painter(), rect, &cell.words, size, ink, align).1;
    }
    let upper = Rect::from_min_size(rect.min + vec2(0.0, theme::GRID), vec2(rect.width(), theme::CHIP));
    let (_, cut) = text::paint_line(ui.painter(), upper, &cell.words, size, ink, align);
    let under = palette.word(cell.under_tone);
    let lower = Rect::from_min_size(pos2(rect.left(), upper.bottom()), vec2(rect.width(), theme::PAGE));
    text::paint_line(ui.painter(), lower, &cell.under, Type::Caption, under, align).1 || cut
}

fn size_of(cell: &PlainCell) -> Type {
    if cell.strong || cell.tone != Tone::Quiet { Type::BodyStrong } else { Type::Body }
}

/// Draws a cell whose words take two lines, and its quiet line under them; true when some of the words were cut.
fn paint_wrapped(ui: &Ui, rect: Rect, cell: &PlainCell) -> bool {
    let palette = theme::palette(ui);
    let ink = if cell.tone == Tone::Quiet { palette.ink } else { palette.word(cell.tone) };
    let galley = text::two_lines(ui.painter(), &cell.words, size_of(cell), ink, rect.width());
    let (cut, at) = (galley.elided, rect.min + vec2(0.0, theme::GRID));
    let lower = Rect::from_min_size(at + vec2(0.0, 2.0 * theme::CHIP), vec2(rect.width(), theme::PAGE));
    ui.painter().galley(at, galley, ink);
    let under = palette.word(cell.under_tone);
    text::paint_line(ui.painter(), lower, &cell.under, Type::Caption, under, Align::Min).1 || cut
}
