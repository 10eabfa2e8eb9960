//! What happened, newest first: a line with a dot for each event, who did it and when.

use eframe::egui;
use egui::{Label, Rect, Sense, Ui, pos2, vec2};

use super::text;
use crate::ui::theme::{self, Tone, Type};

/// One event.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// When, already written: 11-23 09:05.
    pub when: String,
    /// Who did it.
    pub who: String,
    /// What happened.
    pub what: String,
    /// The reason or a remark; may be empty.
    pub note: String,
    /// Its meaning in colour.
    pub tone: Tone,
}

/// Width of the line with the dots, in points.
const TRACK: f32 = 20.0;

/// Places the events one under the other.
pub fn timeline(ui: &mut Ui, events: &[Event]) {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (at, event) in events.iter().enumerate() {
        let row = ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP_TIGHT;
            ui.allocate_exact_size(vec2(TRACK, theme::CHIP), Sense::hover());
            ui.vertical(|ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add(Label::new(text::rich(&event.what, Type::Body, palette.ink)).wrap());
                let by = format!("{}  {}", event.when, event.who);
                ui.add(Label::new(text::rich(by.trim_end(), Type::Caption, palette.ink_faint)).wrap());
                if !event.note.is_empty() {
                    ui.add(Label::new(text::rich(&event.note, Type::Caption, palette.ink_soft)).wrap());
                }
                ui.add_space(theme::GAP_WIDE);
            });
        });
        let rect = row.response.rect;
        let dot = pos2(rect.left() + TRACK / 2.0, rect.top() + theme::CHIP / 2.0);
        if at + 1 < events.len() {
            let line = Rect::from_min_max(pos2(dot.x, dot.y), pos2(dot.x, rect.bottom() + theme::CHIP / 2.0));
            ui.painter().vline(dot.x, line.y_range(), egui::Stroke::new(theme::HAIRLINE, palette.line_strong));
        }
        ui.painter().circle_filled(dot, 4.5, palette.surface);
        ui.painter().circle_filled(dot, 3.5, palette.solid(event.tone));
    }
}
