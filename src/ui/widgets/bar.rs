//! The bar on top of a panel, and the heading of a detail: words on the left, steps on the right, in two rows where one is
//! too narrow.

use eframe::egui;
use egui::{Align, Layout, Ui, UiBuilder, vec2};

use super::text;
use crate::ui::theme;

/// A bar with `words` on the left and `steps` on the right; the first step stands outermost.
pub fn bar(ui: &mut Ui, id_salt: &str, words: impl FnOnce(&mut Ui), steps: impl FnOnce(&mut Ui)) {
    let id = ui.make_persistent_id((id_salt, "bar"));
    let room = ui.available_width();
    let (left_before, right_before): (f32, f32) = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let two_rows = left_before + right_before + theme::PAGE > room;
    let area = ui.available_rect_before_wrap();
    let first = egui::Rect::from_min_size(area.min, vec2(room, theme::PANEL_BAR));
    let second = if two_rows { first.translate(vec2(0.0, theme::PANEL_BAR)) } else { first };

    let mut left =
        ui.new_child(UiBuilder::new().max_rect(first).layout(Layout::left_to_right(Align::Center)).id_salt((id, 0)));
    words(&mut left);
    let mut right =
        ui.new_child(UiBuilder::new().max_rect(second).layout(Layout::right_to_left(Align::Center)).id_salt((id, 1)));
    steps(&mut right);
    let now = (left.min_rect().width(), right.min_rect().width());
    if now != (left_before, right_before) {
        ui.data_mut(|data| data.insert_temp(id, now));
        ui.ctx().request_repaint();
    }
    ui.advance_cursor_after_rect(first.union(second));
}

/// The heading of a detail: its title, chips behind it, steps on the right.
pub fn heading(ui: &mut Ui, title: &str, chips: impl FnOnce(&mut Ui), steps: impl FnOnce(&mut Ui)) {
    bar(
        ui,
        "heading",
        |ui| {
            text::title(ui, title);
            chips(ui);
        },
        steps,
    );
}
