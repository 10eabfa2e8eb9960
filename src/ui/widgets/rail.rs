//! The rail with the departments on the left, and the sub-tabs inside a department.

use eframe::egui;
use egui::{Align, CornerRadius, Key, Modifiers, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::button::focus_ring;
use super::text;
use crate::i18n::{Lang, tf};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Palette, Tone, Type};

/// A department, or another place to go.
#[derive(Clone, Copy, Debug)]
pub struct Tab<'a> {
    /// Its name.
    pub title: &'a str,
    /// Its picture.
    pub icon: Icon,
    /// How many things wait there.
    pub waiting: u32,
    /// Some of them are late.
    pub late: bool,
}

/// Height of a department's row, in points.
const ITEM: f32 = 36.0;
/// Width of the rail when only icons fit, in points.
pub const NARROW_RAIL: f32 = 56.0;

/// Places the rail down the height that there is; `chosen` changes by click and by Ctrl+1…9. Gives true when it changed.
pub fn rail(ui: &mut Ui, lang: Lang, tabs: &[Tab<'_>], chosen: &mut usize, narrow: bool) -> bool {
    let before = *chosen;
    ui.spacing_mut().item_spacing.y = 2.0;
    for (at, tab) in tabs.iter().enumerate() {
        if item(ui, lang, tab, at, at == *chosen, narrow).clicked() {
            *chosen = at;
        }
    }
    const DIGITS: [Key; 9] =
        [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    // A dialog over the window keeps its keys.
    let free = ui.memory(|memory| memory.top_modal_layer().is_none());
    for (at, key) in DIGITS.into_iter().enumerate().take(if free { tabs.len() } else { 0 }) {
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, key)) {
            *chosen = at;
        }
    }
    before != *chosen
}

fn item(ui: &mut Ui, lang: Lang, tab: &Tab<'_>, at: usize, chosen: bool, narrow: bool) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ITEM), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, chosen, tab.title));
    let radius = CornerRadius::same(theme::RADIUS);
    if chosen {
        ui.painter().rect_filled(rect, radius, palette.selected);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, palette.hover);
    }
    focus_ring(ui, rect, &response);
    let ink = if chosen { palette.word(Tone::Accent) } else { palette.ink_soft };
    let icon_at =
        if narrow { rect.center() } else { pos2(rect.left() + theme::GAP + theme::ICON / 2.0 + 2.0, rect.center().y) };
    icons::paint(ui.painter(), tab.icon, icon_at, theme::ICON + 2.0, ink);
    if narrow {
        if tab.waiting > 0 {
            let tone = if tab.late { Tone::Bad } else { Tone::Accent };
            ui.painter().circle_filled(icon_at + vec2(10.0, -9.0), 4.0, palette.solid(tone));
        }
    } else {
        paint_words(ui, rect, tab, chosen, palette);
    }
    let keys = if at < 9 { format!("Ctrl+{}", at + 1) } else { String::new() };
    let waiting = if tab.waiting > 0 {
        tf(lang, "widgets-waiting", &[("count", i64::from(tab.waiting).into())])
    } else {
        String::new()
    };
    let tip = [if narrow { tab.title } else { "" }, &keys, &waiting]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" · ");
    response.on_hover_text(tip)
}

fn paint_words(ui: &Ui, rect: Rect, tab: &Tab<'_>, chosen: bool, palette: &Palette) {
    let mut room = rect;
    room.min.x += theme::GAP + theme::ICON + theme::GAP_WIDE;
    room.max.x -= theme::GAP;
    if tab.waiting > 0 {
        room.max.x = count(ui, room, tab.waiting, tab.late, palette) - theme::GAP;
    }
    let (size, ink) = if chosen { (Type::BodyStrong, palette.word(Tone::Accent)) } else { (Type::Body, palette.ink) };
    text::paint_line(ui.painter(), room, tab.title, size, ink, Align::Min);
}

/// The number of waiting things at the right of `room`; gives its left edge.
fn count(ui: &Ui, room: Rect, waiting: u32, late: bool, palette: &Palette) -> f32 {
    let word = if waiting > 999 { "999+".to_owned() } else { waiting.to_string() };
    let (ink, fill) =
        if late { (palette.word(Tone::Bad), palette.soft(Tone::Bad)) } else { (palette.ink_soft, palette.press) };
    let width = (text::width(ui.painter(), &word, Type::CaptionStrong) + theme::GAP_WIDE).max(theme::CHIP);
    let pill = Rect::from_min_size(pos2(room.right() - width, room.center().y - 9.0), vec2(width, 18.0));
    ui.painter().rect_filled(pill, 9.0, fill);
    text::paint_line(ui.painter(), pill, &word, Type::CaptionStrong, ink, Align::Center);
    pill.left()
}

/// The sub-tabs of a department, in a row. Each is a title and how many things wait there. Gives true when `chosen` changed.
pub fn sub_tabs(ui: &mut Ui, tabs: &[(&str, u32)], chosen: &mut usize) -> bool {
    let palette = theme::palette(ui);
    let before = *chosen;
    ui.spacing_mut().interact_size.y = theme::PANEL_BAR;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GRID;
        for (at, (title, waiting)) in tabs.iter().enumerate() {
            let on = at == *chosen;
            let size = if on { Type::BodyStrong } else { Type::Body };
            let number = if *waiting > 0 { format!("  {waiting}") } else { String::new() };
            let words = text::width(ui.painter(), title, size);
            let digits = text::width(ui.painter(), &number, Type::Caption);
            let (rect, response) =
                ui.allocate_exact_size(vec2(words + digits + 2.0 * theme::GAP, theme::PANEL_BAR), Sense::click());
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, on, *title));
            let ink = if on || response.hovered() { palette.ink } else { palette.ink_soft };
            let mut room = rect.shrink2(vec2(theme::GAP, 0.0));
            text::paint_line(ui.painter(), room, title, size, ink, Align::Min);
            room.min.x += words;
            text::paint_line(ui.painter(), room.expand(1.0), &number, Type::Caption, palette.ink_faint, Align::Max);
            if on {
                let line = Rect::from_min_max(
                    pos2(rect.left() + theme::GAP, rect.bottom() - 2.0),
                    pos2(rect.right() - theme::GAP, rect.bottom()),
                );
                ui.painter().rect_filled(line, 1.0, palette.solid(Tone::Accent));
            }
            focus_ring(ui, rect.shrink(theme::GRID), &response);
            if response.clicked() {
                *chosen = at;
            }
        }
    });
    before != *chosen
}
