//! Choosing one of a few: a drop-down under a label, joined buttons; and a tick for yes or no.

use eframe::egui;
use egui::{
    Align, CornerRadius, Key, Modifiers, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::button::focus_ring;
use super::field::show_label;
use super::menu::{Item, menu};
use super::text;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Tone, Type};

/// A drop-down under a label (empty for none); `width` in points. Arrow keys change it too. Gives true when `chosen` changed.
pub fn select(ui: &mut Ui, label: &str, options: &[&str], chosen: &mut usize, width: f32) -> bool {
    let before = *chosen;
    // Without a label its height is known, so that it stands in the middle of a bar.
    let height = if label.is_empty() { theme::CONTROL } else { 0.0 };
    ui.allocate_ui_with_layout(vec2(width, height), egui::Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP_TIGHT;
        ui.set_width(width);
        if !label.is_empty() {
            show_label(ui, label, false);
        }
        let shown = options.get(*chosen).copied().unwrap_or("—");
        let (rect, response) = ui.allocate_exact_size(vec2(width, theme::CONTROL), Sense::click());
        response
            .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, if label.is_empty() { shown } else { label }));
        paint_select(ui, rect, &response, shown);
        if response.has_focus() {
            let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            ui.input_mut(|input| {
                if input.consume_key(Modifiers::NONE, Key::ArrowDown) && *chosen + 1 < options.len() {
                    *chosen += 1;
                }
                if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                    *chosen = chosen.saturating_sub(1);
                }
            });
        }
        let items: Vec<Item<'_>> =
            options.iter().enumerate().map(|(at, text)| Item { text, on: at == *chosen, ..Item::default() }).collect();
        if let Some(at) = menu(&response, &items) {
            *chosen = at;
        }
    });
    before != *chosen
}

fn paint_select(ui: &Ui, rect: Rect, response: &Response, shown: &str) {
    let palette = theme::palette(ui);
    let fill = if response.hovered() { palette.hover } else { palette.field };
    let edge = if response.has_focus() {
        theme::focus_stroke(palette)
    } else {
        Stroke::new(theme::HAIRLINE, palette.line_strong)
    };
    ui.painter().rect(rect, CornerRadius::same(theme::RADIUS), fill, edge, StrokeKind::Inside);
    let mut room = rect.shrink2(vec2(theme::GAP, 0.0));
    icons::paint(
        ui.painter(),
        Icon::Down,
        pos2(room.right() - 6.0, room.center().y),
        theme::ICON_SMALL,
        palette.ink_soft,
    );
    room.max.x -= theme::PAGE;
    text::paint_line(ui.painter(), room, shown, Type::Body, palette.ink, Align::Min);
}

/// Joined buttons, one of them on. Gives true when `chosen` changed.
pub fn segments(ui: &mut Ui, options: &[&str], chosen: &mut usize) -> bool {
    let before = *chosen;
    let palette = theme::palette(ui);
    let widths: Vec<f32> = options
        .iter()
        .map(|word| text::width(ui.painter(), word, Type::BodyStrong).ceil() + 2.0 * theme::GAP_WIDE)
        .collect();
    let (rect, _) = ui.allocate_exact_size(vec2(widths.iter().sum::<f32>() + 4.0, theme::CONTROL), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), palette.press);
    let mut left = rect.left() + 2.0;
    for (at, (word, width)) in options.iter().zip(widths).enumerate() {
        let cell = Rect::from_min_size(pos2(left, rect.top() + 2.0), vec2(width, theme::CONTROL - 4.0));
        left += width;
        let on = at == *chosen;
        let response = ui.interact(cell, ui.scope_id().with(("segment", at, *word)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, *word));
        if on {
            ui.painter().rect_filled(cell, CornerRadius::same(theme::RADIUS_SMALL), palette.raised);
        }
        focus_ring(ui, cell, &response);
        let (size, ink) = if on { (Type::BodyStrong, palette.ink) } else { (Type::Body, palette.ink) };
        text::paint_line(ui.painter(), cell, word, size, ink, Align::Center);
        if response.clicked() {
            *chosen = at;
        }
    }
    before != *chosen
}

/// A tick before a sentence. Gives true when it changed.
pub fn tick(ui: &mut Ui, sentence: &str, on: &mut bool) -> bool {
    let palette = theme::palette(ui);
    let words = text::width(ui.painter(), sentence, Type::Body);
    let size = vec2(words.ceil() + theme::ICON + theme::GAP + 2.0, theme::ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *on, sentence));
    let side = Rect::from_center_size(pos2(rect.left() + theme::ICON / 2.0 + 1.0, rect.center().y), vec2(18.0, 18.0));
    let radius = CornerRadius::same(theme::RADIUS_SMALL);
    if response.clicked() {
        *on = !*on;
    }
    if *on {
        ui.painter().rect_filled(side, radius, palette.accent);
        icons::paint(ui.painter(), Icon::Check, side.center(), 14.0, palette.on_accent);
    } else {
        let fill = if response.hovered() { palette.hover } else { palette.field };
        let edge = Stroke::new(theme::HAIRLINE, palette.solid(Tone::Quiet));
        ui.painter().rect(side, radius, fill, edge, StrokeKind::Inside);
    }
    focus_ring(ui, side, &response);
    let room = rect.with_min_x(side.right() + theme::GAP);
    text::paint_line(ui.painter(), room, sentence, Type::Body, palette.ink, Align::Min);
    response.clicked()
}
