//! What a caller draws a row with: cells by column, in the few looks that lists have.

use eframe::egui;
use egui::{Align, Color32, CornerRadius, Painter, Pos2, Rect, pos2, vec2};

use super::Column;
use super::columns::inside;
use crate::domain::customers::short_name;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Palette, Tone, Type};
use crate::ui::widgets::chip::{self, Steps};
use crate::ui::widgets::text;

/// One row that is being drawn.
pub struct RowPainter<'a> {
    /// Its number in the list.
    pub index: usize,
    /// Whether it is chosen.
    pub chosen: bool,
    pub(super) rect: Rect,
    pub(super) left: f32,
    pub(super) painter: &'a Painter,
    pub(super) palette: &'static Palette,
    pub(super) columns: &'a [Column],
    pub(super) places: &'a [(f32, f32)],
    pub(super) pointer: Option<Pos2>,
    pub(super) spoken: String,
    pub(super) tip: Option<String>,
    pub(super) waiting: bool,
    pub(super) button: Option<(Rect, String)>,
}

impl<'a> RowPainter<'a> {
    /// The cell of a column; a column that is not shown swallows what is drawn.
    pub fn cell(&mut self, key: &str) -> Cell<'_, 'a> {
        let at = self.columns.iter().position(|column| column.key == key);
        Cell { at, row: self }
    }

    /// The row is not here yet: grey bars where its words will be.
    pub fn waiting(&mut self) {
        self.waiting = true;
        let columns = self.columns;
        for (at, column) in columns.iter().enumerate() {
            let room = inside(self.cell_rect(at));
            // Different lengths, the same in every frame.
            let share = 0.45 + 0.4 * (((self.index * 7 + at * 5) % 10) as f32 / 10.0);
            let size = vec2(room.width() * share, theme::GAP);
            let left = if column.align == Align::Max { room.right() - size.x } else { room.left() };
            let bar = Rect::from_min_size(pos2(left, room.center().y - size.y / 2.0), size);
            self.painter.rect_filled(bar, CornerRadius::same(theme::RADIUS_SMALL), self.palette.hover);
        }
    }

    fn cell_rect(&self, at: usize) -> Rect {
        let (start, width) = self.places[at];
        Rect::from_min_size(
            pos2(self.rect.left() + start - self.left, self.rect.top()),
            vec2(width, self.rect.height()),
        )
    }

    fn speak(&mut self, words: &str) {
        if !words.is_empty() {
            if !self.spoken.is_empty() {
                self.spoken.push_str(" · ");
            }
            self.spoken.push_str(words);
        }
    }
}

/// One cell that is being drawn.
pub struct Cell<'r, 'a> {
    at: Option<usize>,
    row: &'r mut RowPainter<'a>,
}

impl Cell<'_, '_> {
    /// Plain words.
    pub fn text(self, words: &str) {
        let ink = self.row.palette.ink;
        self.line(words, Type::Body, ink);
    }

    /// The name of the row: what the eye looks for.
    pub fn strong(self, words: &str) {
        let ink = self.row.palette.ink;
        self.line(words, Type::BodyStrong, ink);
    }

    /// A customer's name: where the whole does not fit its legal form goes first; the tooltip has the whole.
    pub fn customer(self, name: &str) {
        let Some(at) = self.at else { return self.row.speak(name) };
        let rect = self.row.cell_rect(at);
        let room = inside(rect).width();
        if text::width(self.row.painter, name, Type::Body) <= room {
            return self.text(name);
        }
        self.row.speak(name);
        let ink = self.row.palette.ink;
        let align = self.row.columns[at].align;
        text::paint_line(self.row.painter, inside(rect), short_name(name), Type::Body, ink, align);
        if self.row.pointer.is_some_and(|pointer| rect.contains(pointer)) {
            self.row.tip = Some(name.to_owned());
        }
    }

    /// Words beside the point.
    pub fn soft(self, words: &str) {
        let ink = self.row.palette.ink_soft;
        self.line(words, Type::Body, ink);
    }

    /// Words with a meaning in colour; say it in words too.
    pub fn toned(self, words: &str, tone: Tone) {
        let ink = if tone == Tone::Quiet { self.row.palette.ink } else { self.row.palette.word(tone) };
        self.line(words, if tone == Tone::Quiet { Type::Body } else { Type::BodyStrong }, ink);
    }

    /// Words with a meaning in colour, and a sentence about them under the pointer.
    pub fn explained(self, words: &str, tone: Tone, sentence: &str) {
        let rect = self.at.map(|at| self.row.cell_rect(at));
        if let (Some(rect), Some(pointer)) = (rect, self.row.pointer)
            && rect.contains(pointer)
        {
            self.row.tip = Some(sentence.to_owned());
        }
        let tip = self.row.tip.clone();
        let row = self.row;
        Cell { at: self.at, row }.toned(words, tone);
        row.tip = tip;
    }

    /// A status.
    pub fn chip(self, word: &str, tone: Tone) {
        self.row.speak(word);
        if let Some(at) = self.at {
            let room = inside(self.row.cell_rect(at));
            chip::paint_chip(&self.clipped(at), room, word, tone, self.row.palette);
        }
    }

    /// A step that can be taken from the list: a button. It fills with the accent under the pointer, so that a column of them
    /// stays calm. One in a row.
    pub fn button(self, word: &str, strong: bool) {
        self.row.speak(word);
        let Some(at) = self.at else { return };
        let palette = self.row.palette;
        let size = if strong { Type::BodyStrong } else { Type::Body };
        let room = inside(self.row.cell_rect(at)).shrink2(vec2(0.0, 2.0));
        let width = text::width(self.row.painter, word, size).ceil() + 2.0 * theme::GAP;
        let rect = Rect::from_min_size(room.min, vec2(width.min(room.width()), room.height()));
        let under = self.row.pointer.is_some_and(|pointer| rect.contains(pointer));
        let (fill, edge, ink) = if under {
            (palette.accent, palette.accent, palette.on_accent)
        } else {
            (palette.surface, palette.line_strong, palette.word(Tone::Accent))
        };
        let stroke = egui::Stroke::new(theme::HAIRLINE, edge);
        self.clipped(at).rect(rect, CornerRadius::same(theme::RADIUS_SMALL), fill, stroke, egui::StrokeKind::Inside);
        let words = rect.shrink2(vec2(theme::GAP, 0.0)).expand2(vec2(theme::GAP_TIGHT, 0.0));
        text::paint_line(&self.clipped(at), words, word, size, ink, Align::Center);
        self.row.button = Some((rect, word.to_owned()));
    }

    /// A status with its reasons, shown while the pointer rests on it.
    pub fn marked(self, word: &str, reasons: &str, tone: Tone) {
        self.row.speak(word);
        self.row.speak(reasons);
        if let Some(at) = self.at {
            let rect = self.row.cell_rect(at);
            chip::paint_chip(&self.clipped(at), inside(rect), word, tone, self.row.palette);
            if self.row.pointer.is_some_and(|pointer| rect.contains(pointer)) {
                self.row.tip = Some(reasons.to_owned());
            }
        }
    }

    /// The five segments of an order's way.
    pub fn progress(self, steps: Steps, meaning: &str) {
        self.row.speak(meaning);
        if let Some(at) = self.at {
            let rect = self.row.cell_rect(at);
            chip::paint_progress(&self.clipped(at), inside(rect), steps, self.row.palette);
            if self.row.pointer.is_some_and(|pointer| rect.contains(pointer)) {
                self.row.tip = Some(meaning.to_owned());
            }
        }
    }

    /// A sign with a spoken meaning.
    pub fn icon(self, icon: Icon, meaning: &str, tone: Tone) {
        self.row.speak(meaning);
        if let Some(at) = self.at {
            let rect = self.row.cell_rect(at);
            let center = pos2(inside(rect).left() + theme::ICON / 2.0, rect.center().y);
            icons::paint(&self.clipped(at), icon, center, theme::ICON, self.row.palette.word(tone));
            if self.row.pointer.is_some_and(|pointer| rect.contains(pointer)) {
                self.row.tip = Some(meaning.to_owned());
            }
        }
    }

    fn clipped(&self, at: usize) -> Painter {
        let rect = self.row.cell_rect(at);
        self.row.painter.with_clip_rect(rect.intersect(self.row.painter.clip_rect()))
    }

    fn line(self, words: &str, size: Type, ink: Color32) {
        self.row.speak(words);
        let Some(at) = self.at else { return };
        let rect = self.row.cell_rect(at);
        let (_, cut) = text::paint_line(self.row.painter, inside(rect), words, size, ink, self.row.columns[at].align);
        if cut && self.row.pointer.is_some_and(|pointer| rect.contains(pointer)) {
            self.row.tip = Some(words.to_owned());
        }
    }
}
