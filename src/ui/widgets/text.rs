//! Text on one line, cut with an ellipsis where it does not fit, and the labels of forms.

use std::sync::Arc;

use eframe::egui;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align, Align2, Color32, Galley, Label, Painter, Rect, Response, RichText, Ui, pos2};

use crate::ui::theme::{self, Type};

/// Lays out one line no wider than `width` points; what is longer ends in "…".
pub fn one_line(painter: &Painter, text: &str, size: Type, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(size.font(), color));
    job.break_on_newline = false;
    job.wrap =
        TextWrapping { max_width: width.max(0.0), max_rows: 1, break_anywhere: true, overflow_character: Some('…') };
    painter.layout_job(job)
}

/// Lays out at most two lines no wider than `width` points, broken between words; what is longer ends in "…".
pub fn two_lines(painter: &Painter, text: &str, size: Type, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(size.font(), color));
    job.break_on_newline = false;
    job.wrap =
        TextWrapping { max_width: width.max(0.0), max_rows: 2, break_anywhere: false, overflow_character: Some('…') };
    painter.layout_job(job)
}

/// Paints one line into `rect`, centred in its height. Gives back the room it took and whether it was cut.
pub fn paint_line(painter: &Painter, rect: Rect, text: &str, size: Type, color: Color32, align: Align) -> (Rect, bool) {
    let galley = one_line(painter, text, size, color, rect.width());
    let cut = galley.elided;
    let side = Align2([align, Align::Center]);
    let place = side.align_size_within_rect(galley.size(), rect);
    painter.galley(pos2(place.left(), place.top()), galley, color);
    (place, cut)
}

/// Width of a text on one line, in points.
pub fn width(painter: &Painter, text: &str, size: Type) -> f32 {
    painter.layout_no_wrap(text.to_owned(), size.font(), Color32::PLACEHOLDER).size().x
}

/// A text of the type scale in a colour, for egui's own labels.
pub fn rich(text: impl Into<String>, size: Type, color: Color32) -> RichText {
    RichText::new(text).font(size.font()).color(color)
}

/// Reading text, wrapped.
pub fn body(ui: &mut Ui, text: &str) -> Response {
    let color = theme::palette(ui).ink;
    ui.add(Label::new(rich(text, Type::Body, color)).wrap())
}

/// Secondary text, wrapped.
pub fn soft(ui: &mut Ui, text: &str) -> Response {
    let color = theme::palette(ui).ink_soft;
    ui.add(Label::new(rich(text, Type::Body, color)).wrap())
}

/// A label above a field, or a fact beside the point.
pub fn caption(ui: &mut Ui, text: &str) -> Response {
    let color = theme::palette(ui).ink_soft;
    ui.add(Label::new(rich(text, Type::Caption, color)).selectable(false))
}

/// Heading of a section inside a page or card.
pub fn section(ui: &mut Ui, text: &str) -> Response {
    let color = theme::palette(ui).ink_soft;
    ui.add(Label::new(rich(text, Type::CaptionStrong, color)).selectable(false))
}

/// Heading of a card or dialog.
pub fn strong(ui: &mut Ui, text: &str) -> Response {
    let color = theme::palette(ui).ink;
    ui.add(Label::new(rich(text, Type::Strong, color)).wrap())
}

/// The one title of a page.
pub fn title(ui: &mut Ui, text: &str) -> Response {
    let color = theme::palette(ui).ink;
    ui.add(Label::new(rich(text, Type::Title, color)).truncate())
}
