//! Paints finished pages on screen: the same page model that becomes the PDF, so what is seen is what is printed.

#![allow(clippy::disallowed_methods)] // a document brings its own inks

mod build;
mod save;
mod window;

use eframe::egui;
use egui::epaint::TextShape;
use egui::{Color32, FontFamily, FontId, Pos2, Rect, Stroke, Ui, pos2, vec2};

use super::theme;
use super::widgets::page::{PageView, Sheet, pages};
use crate::i18n::Lang;
use crate::print::fonts::Face;
use crate::print::page::{Ink, Item, Page, Text, Um};

pub(in crate::ui) use save::Saving;
pub use window::Preview;

/// Places a document's pages in the room that there is.
pub fn show(ui: &mut Ui, lang: Lang, view: &mut PageView, document: &[Page]) {
    let first = document.first().map_or((210_000, 297_000), |page| (page.width, page.height));
    let size = (millimetres(first.0), millimetres(first.1));
    pages(ui, lang, view, document.len(), size, |sheet| {
        if let Some(page) = document.get(sheet.page) {
            page.all().for_each(|item| paint(sheet, item));
        }
    });
}

fn millimetres(length: Um) -> f32 {
    length as f32 / 1000.0
}

fn color(ink: Ink) -> Color32 {
    Color32::from_rgb(ink.0, ink.1, ink.2)
}

fn paint(sheet: &Sheet<'_>, item: &Item) {
    let at = |x: Um, y: Um| sheet.at(millimetres(x), millimetres(y));
    let length = |length: Um| millimetres(length) * sheet.scale;
    match item {
        Item::Text(text) => paint_text(sheet, text, at(text.x, text.y)),
        Item::Line { from, to, width, ink } => {
            // A line thinner than a pixel is still seen.
            let stroke = Stroke::new(length(*width).max(0.6), color(*ink));
            sheet.painter.line_segment([at(from.0, from.1), at(to.0, to.1)], stroke);
        }
        Item::Fill { x, y, width, height, ink } => {
            let rect = Rect::from_min_size(at(*x, *y), vec2(length(*width), length(*height)));
            sheet.painter.rect_filled(rect, 0.0, color(*ink));
        }
        Item::Code { x, y, side, modules, dark } => {
            let module = length(*side) / f32::from(*modules).max(1.0);
            let corner = at(*x, *y);
            for (index, _) in dark.iter().enumerate().filter(|(_, dark)| **dark) {
                let (row, column) = (index / usize::from(*modules), index % usize::from(*modules));
                let from = corner + vec2(column as f32, row as f32) * module;
                sheet.painter.rect_filled(Rect::from_min_size(from, vec2(module, module)), 0.0, color(Ink::BLACK));
            }
        }
    }
}

/// Text on its baseline. The screen's face is hinted and so a little wider or narrower than on paper: the run is drawn from
/// its left edge and squeezed into its printed width by choosing the size.
fn paint_text(sheet: &Sheet<'_>, text: &Text, baseline: Pos2) {
    let family = match text.face {
        Face::SemiBold => FontFamily::Name(theme::SEMIBOLD.into()),
        Face::Regular | Face::Rare => FontFamily::Proportional,
    };
    let size = millimetres(text.size) * sheet.scale;
    if size < 1.0 {
        return;
    }
    let lay =
        |size: f32| sheet.painter.layout_no_wrap(text.text.clone(), FontId::new(size, family.clone()), color(text.ink));
    let mut galley = lay(size);
    let printed = millimetres(text.width) * sheet.scale;
    if galley.size().x > printed + 0.5 && printed > 0.0 {
        galley = lay((size * printed / galley.size().x).max(1.0));
    }
    let ascent = galley.rows.first().and_then(|row| row.glyphs.first()).map_or(size, |glyph| glyph.pos.y);
    sheet.painter.add(TextShape::new(pos2(baseline.x, baseline.y - ascent), galley, color(text.ink)));
}
