//! Menus: the other steps of an order, the person's own menu, languages. What is not possible says why.

use eframe::egui;
use egui::{Align, CornerRadius, Popup, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::text;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Palette, Tone, Type};

/// One line of a menu.
#[derive(Clone, Copy, Debug, Default)]
pub struct Item<'a> {
    /// What it does.
    pub text: &'a str,
    /// Its picture.
    pub icon: Option<Icon>,
    /// The keys that do the same.
    pub shortcut: &'a str,
    /// Why it is not possible now.
    pub refusal: Option<&'a str>,
    /// It takes something away.
    pub danger: bool,
    /// It is switched on: a tick stands before it.
    pub on: bool,
    /// A line stands above it.
    pub apart: bool,
}

/// Opens a menu under `button` when it is clicked; gives the position of the item that was chosen.
pub fn menu(button: &Response, items: &[Item<'_>]) -> Option<usize> {
    let palette = theme::palette_in(&button.ctx);
    let mut chosen = None;
    Popup::menu(button).frame(theme::raised_frame(palette)).gap(theme::GAP_TIGHT).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let width = width(ui, items);
        ui.set_width(width);
        for (at, item) in items.iter().enumerate() {
            if item.apart {
                let (rect, _) = ui.allocate_exact_size(vec2(width, theme::GAP + 1.0), Sense::hover());
                ui.painter().hline(rect.x_range(), rect.center().y, theme::hairline(palette));
            }
            if show(ui, item, width, palette).clicked() {
                chosen = Some(at);
                ui.close();
            }
        }
    });
    chosen
}

/// Room for a tick or a picture before the words, in points.
const SIGN: f32 = theme::ICON + theme::GAP;

fn width(ui: &Ui, items: &[Item<'_>]) -> f32 {
    let one = |item: &Item<'_>| {
        let keys = if item.shortcut.is_empty() {
            0.0
        } else {
            text::width(ui.painter(), item.shortcut, Type::Caption) + theme::SECTION
        };
        SIGN + text::width(ui.painter(), item.text, Type::Body) + keys + 2.0 * theme::GAP
    };
    items.iter().map(one).fold(160.0, f32::max).ceil()
}

fn show(ui: &mut Ui, item: &Item<'_>, width: f32, palette: &Palette) -> Response {
    let possible = item.refusal.is_none();
    let sense = if possible { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(width, theme::CONTROL), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, possible, item.text));
    if possible && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), palette.hover);
    }
    let ink = match (possible, item.danger) {
        (false, _) => palette.ink_faint,
        (true, true) => palette.word(Tone::Bad),
        (true, false) => palette.ink,
    };
    let mut room = rect.shrink2(vec2(theme::GAP, 0.0));
    let sign = if item.on { Some(Icon::Check) } else { item.icon };
    if let Some(icon) = sign {
        let ink = if item.on { palette.word(Tone::Accent) } else { ink };
        icons::paint(ui.painter(), icon, pos2(room.left() + theme::ICON / 2.0, room.center().y), theme::ICON, ink);
    }
    text::paint_line(ui.painter(), room, item.shortcut, Type::Caption, palette.ink_faint, Align::Max);
    room.min.x += SIGN;
    text::paint_line(ui.painter(), room, item.text, Type::Body, ink, Align::Min);
    match item.refusal {
        Some(reason) => response.on_hover_text(reason).on_hover_cursor(egui::CursorIcon::NotAllowed),
        None => response,
    }
}
