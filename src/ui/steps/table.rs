//! A small table inside a form: headings, rows one can read, and cells that hold a field.

use eframe::egui;
use egui::{Align, CornerRadius, Id, Rect, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::At;
use crate::ui::theme::{self, Tone, Type};
use crate::ui::widgets::text;

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Col {
    /// Its heading.
    pub title: &'static str,
    /// Its width, in points; 0 takes what is left.
    pub width: f32,
    /// Figures stand on the right.
    pub right: bool,
}

impl Col {
    /// Words.
    pub const fn words(title: &'static str, width: f32) -> Col {
        Col { title, width, right: false }
    }

    /// Figures.
    pub const fn figures(title: &'static str, width: f32) -> Col {
        Col { title, width, right: true }
    }
}

/// Draws a field or button into a width.
pub type Draw<'a> = Box<dyn FnOnce(&mut Ui, f32) + 'a>;

/// What stands in a cell.
pub enum Cell<'a> {
    /// Words.
    Text(String),
    /// Words, and quieter ones under them with a meaning in colour.
    Two(String, String, Tone),
    /// Words that matter.
    Strong(String),
    /// Words with a meaning in colour.
    Toned(String, Tone),
    /// Words with a meaning in colour, and a sentence that the pointer brings up.
    Told(String, Tone, String),
    /// A field or button, drawn into its room.
    Field(Draw<'a>),
}

/// Height of a row, in points.
const LINE: f32 = 36.0;
/// Height of a row with two lines of words, in points.
const TWO_LINES: f32 = 48.0;
/// The least that a growing column keeps, in points.
const LEAST: f32 = 110.0;

/// Draws the table.
pub fn table<'a>(ui: &mut Ui, cols: &[Col], rows: impl IntoIterator<Item = Vec<Cell<'a>>>) {
    let palette = theme::palette(ui);
    let width = ui.available_width();
    let fixed: f32 = cols.iter().map(|col| col.width).sum();
    let growing = cols.iter().filter(|col| col.width == 0.0).count().max(1) as f32;
    // Where the room is small the fixed columns give some of theirs, so that nothing leaves the form.
    let shrink = ((width - LEAST * growing) / fixed.max(1.0)).min(1.0);
    let rest = ((width - fixed * shrink) / growing).max(LEAST);
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    let places = |area: Rect| {
        let mut left = area.left();
        cols.iter()
            .map(|col| {
                let width = if col.width == 0.0 { rest } else { col.width * shrink };
                let rect = Rect::from_min_size(pos2(left, area.top()), vec2(width, area.height()));
                left += width;
                rect.shrink2(vec2(theme::GAP, 0.0))
            })
            .collect::<Vec<_>>()
    };
    let (head, this) = ui.allocate_exact_size(vec2(width, theme::HEADING_ROW), Sense::hover());
    ui.painter().rect_filled(head, CornerRadius::same(theme::RADIUS_SMALL), palette.ground);
    for (col, rect) in cols.iter().zip(places(head)) {
        text::paint_line(ui.painter(), rect, col.title, Type::CaptionStrong, palette.ink_soft, side(col));
    }
    for (number, cells) in rows.into_iter().enumerate() {
        let height = if cells.iter().any(|cell| matches!(cell, Cell::Two(..))) { TWO_LINES } else { LINE };
        let (row, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        let mut spoken: Vec<String> = Vec::new();
        for (at, ((col, rect), cell)) in cols.iter().zip(places(row)).zip(cells).enumerate() {
            let tip = show(ui, col, rect, cell, this.id.with((number, at)), &mut spoken);
            if let Some(tip) = tip.filter(|_| ui.rect_contains_pointer(rect)) {
                response.clone().on_hover_text(tip);
            }
        }
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Row, true, spoken.join(" ")));
        ui.painter().hline(row.x_range(), row.bottom() - 0.5, theme::hairline(palette));
    }
    ui.spacing_mut().item_spacing.y = spacing;
    ui.add_space(spacing);
}

/// What remains of a lot's life on arrival against what the customer wants: short in the cell, in a sentence under the pointer.
pub fn remaining<'a>(at: &At<'_>, days: i64, needed: i64, tone: Tone) -> Cell<'a> {
    let values = [("days", days.into()), ("needed", needed.into())];
    Cell::Told(at.tf("steps-days-short", &values), tone, at.tf("steps-days-told", &values))
}

fn side(col: &Col) -> Align {
    if col.right { Align::Max } else { Align::Min }
}

/// Draws a cell; gives its whole words when they were cut.
fn show(ui: &mut Ui, col: &Col, rect: Rect, cell: Cell<'_>, id: Id, spoken: &mut Vec<String>) -> Option<String> {
    let palette = theme::palette(ui);
    let mut told = None;
    let (words, size, ink) = match cell {
        Cell::Text(words) => (words, Type::Body, palette.ink),
        Cell::Strong(words) => (words, Type::BodyStrong, palette.ink),
        Cell::Told(words, tone, sentence) => {
            told = Some(sentence);
            (words, Type::Body, if tone == Tone::Quiet { palette.ink_soft } else { palette.word(tone) })
        }
        Cell::Toned(words, Tone::Quiet) => (words, Type::Body, palette.ink_soft),
        Cell::Toned(words, tone) => (words, Type::Body, palette.word(tone)),
        Cell::Two(words, under, tone) => return show_two(ui, col, rect, [words, under], tone, spoken),
        Cell::Field(add) => {
            let room = rect.expand2(vec2(theme::GAP_TIGHT, 0.0)).shrink2(vec2(0.0, 3.0));
            let mut child = ui.new_child(UiBuilder::new().max_rect(room).id_salt(id));
            add(&mut child, room.width());
            return None;
        }
    };
    let (_, cut) = text::paint_line(ui.painter(), rect, &words, size, ink, side(col));
    spoken.push(words.clone());
    told.or(cut.then_some(words))
}

/// Draws a cell of two lines; gives the whole words of what was cut.
fn show_two(
    ui: &Ui,
    col: &Col,
    rect: Rect,
    words: [String; 2],
    tone: Tone,
    spoken: &mut Vec<String>,
) -> Option<String> {
    let palette = theme::palette(ui);
    let middle = rect.center().y;
    let [upper, lower] = [rect.with_max_y(middle + 2.0).with_min_y(rect.top() + 4.0), rect.with_min_y(middle)];
    let looks =
        [(upper, Type::Body, palette.ink), (lower.with_max_y(rect.bottom() - 4.0), Type::Caption, palette.word(tone))];
    let mut cut = Vec::new();
    for (words, (room, size, ink)) in words.into_iter().zip(looks) {
        if text::paint_line(ui.painter(), room, &words, size, ink, side(col)).1 {
            cut.push(words.clone());
        }
        spoken.push(words);
    }
    (!cut.is_empty()).then(|| cut.join("\n"))
}
