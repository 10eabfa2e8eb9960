//! The list of keys, by F1.

use eframe::egui;
use egui::{Align, Context, CornerRadius, Rect, Sense, StrokeKind, Ui, vec2};

use super::dialog::modal;
use super::text;
use crate::i18n::{Lang, t};
use crate::ui::theme::{self, Type};

/// A group of keys: its heading, and each key (`Ctrl+K`) with what it does.
pub struct KeyGroup<'a> {
    /// Where these keys work.
    pub title: &'a str,
    /// Keys and meanings.
    pub keys: &'a [(&'a str, &'a str)],
}

/// Draws the list of keys; `open` becomes false by Esc or a click beside it.
pub fn keys_help(ctx: &Context, lang: Lang, open: &mut bool, groups: &[KeyGroup<'_>]) {
    if !*open {
        return;
    }
    let (_, closed) = modal(ctx, t(lang, "widgets-keys-title"), 680.0, |ui| {
        let width = (ui.available_width() - theme::SECTION) / 2.0;
        ui.spacing_mut().item_spacing = vec2(theme::SECTION, 0.0);
        ui.horizontal_top(|ui| {
            let half = groups.len().div_ceil(2);
            for side in [&groups[..half], &groups[half..]] {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = theme::GRID;
                    for group in side {
                        text::section(ui, group.title);
                        for (keys, meaning) in group.keys {
                            line(ui, keys, meaning);
                        }
                        ui.add_space(theme::GAP_WIDE);
                    }
                });
            }
        });
        text::caption(ui, t(lang, "widgets-keys-close"));
    });
    *open = !closed;
}

fn line(ui: &mut Ui, keys: &str, meaning: &str) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, format!("{keys} {meaning}")));
    let mut right = rect.right();
    for (at, keys) in keys.split(" / ").enumerate().collect::<Vec<_>>().into_iter().rev() {
        right = caps(ui, rect.with_max_x(right), keys);
        if at > 0 {
            // Several ways to do the same stand beside each other.
            let (taken, _) = text::paint_line(
                ui.painter(),
                rect.with_max_x(right - 2.0),
                "/",
                Type::Caption,
                palette.ink_faint,
                Align::Max,
            );
            right = taken.left() - theme::GRID - 2.0;
        }
    }
    text::paint_line(ui.painter(), rect.with_max_x(right - theme::GAP), meaning, Type::Body, palette.ink, Align::Min);
}

/// Draws the caps of one combination from the right; gives where they begin.
fn caps(ui: &Ui, rect: Rect, keys: &str) -> f32 {
    let palette = theme::palette(ui);
    let mut right = rect.right();
    // "Ctrl++" is Ctrl and the plus key.
    let (keys, plus) = keys.strip_suffix("++").map_or((keys, None), |rest| (rest, Some("+")));
    for key in keys.split('+').chain(plus).rev() {
        let width = (text::width(ui.painter(), key, Type::Caption) + 12.0).max(22.0);
        let cap = Rect::from_min_max(
            egui::pos2(right - width, rect.center().y - 10.0),
            egui::pos2(right, rect.center().y + 10.0),
        );
        let stroke = egui::Stroke::new(theme::HAIRLINE, palette.line_strong);
        ui.painter().rect(cap, CornerRadius::same(theme::RADIUS_SMALL), palette.field, stroke, StrokeKind::Inside);
        text::paint_line(ui.painter(), cap, key, Type::Caption, palette.ink_soft, Align::Center);
        right -= width + theme::GRID;
    }
    right
}
