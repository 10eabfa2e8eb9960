//! A list and its detail side by side, with a divider that moves and is remembered; narrow windows stack them.

use eframe::egui;
use egui::{CursorIcon, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use serde::{Deserialize, Serialize};

use crate::i18n::{Lang, t};
use crate::ui::theme::{self, Tone};

/// Where the divider stands; worth remembering.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// The list's share of the width.
    pub beside: f32,
    /// The list's share of the height when stacked.
    pub above: f32,
}

impl Default for Split {
    fn default() -> Self {
        Split { beside: 0.56, above: 0.45 }
    }
}

/// The least that each side keeps, in points.
const LEAST: f32 = 260.0;
const LEAST_HIGH: f32 = 140.0;

/// Draws the list and, unless `alone`, its detail.
pub fn split<A, B>(
    ui: &mut Ui,
    lang: Lang,
    split: &mut Split,
    list: impl FnOnce(&mut Ui) -> A,
    detail: impl FnOnce(&mut Ui) -> B,
) -> (A, B) {
    let area = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(area);
    let stacked = area.width() < theme::STACK_BELOW;
    let (first, second) = places(area, stacked, split);
    divider(ui, lang, area, first, stacked, split);
    let mut child = ui.new_child(UiBuilder::new().max_rect(first).id_salt("list"));
    child.shrink_clip_rect(first);
    let a = list(&mut child);
    let mut child = ui.new_child(UiBuilder::new().max_rect(second).id_salt("detail"));
    child.shrink_clip_rect(second);
    let b = detail(&mut child);
    (a, b)
}

fn places(area: Rect, stacked: bool, split: &Split) -> (Rect, Rect) {
    let least = if stacked { LEAST_HIGH } else { LEAST };
    let (share, whole) = if stacked { (split.above, area.height()) } else { (split.beside, area.width()) };
    let least = least.min(whole / 2.0);
    let at = (whole * share).clamp(least, whole - least).round();
    if stacked { area.split_top_bottom_at_y(area.top() + at) } else { area.split_left_right_at_x(area.left() + at) }
}

fn divider(ui: &Ui, lang: Lang, area: Rect, first: Rect, stacked: bool, split: &mut Split) {
    let palette = theme::palette(ui);
    let grip = if stacked {
        Rect::from_center_size(pos2(area.center().x, first.bottom()), vec2(area.width(), theme::GAP))
    } else {
        Rect::from_center_size(pos2(first.right(), area.center().y), vec2(theme::GAP, area.height()))
    };
    let response = ui.interact(grip, ui.scope_id().with("divider"), Sense::click_and_drag() - Sense::FOCUSABLE);
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, t(lang, "widgets-divider")));
    let active = response.hovered() || response.dragged();
    if active {
        ui.ctx().set_cursor_icon(if stacked { CursorIcon::ResizeVertical } else { CursorIcon::ResizeHorizontal });
    }
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        if stacked {
            split.above = ((pointer.y - area.top()) / area.height()).clamp(0.1, 0.9);
        } else {
            split.beside = ((pointer.x - area.left()) / area.width()).clamp(0.1, 0.9);
        }
    }
    if response.double_clicked() {
        *split = Split::default();
    }
    let stroke =
        if active { egui::Stroke::new(theme::FOCUS, palette.solid(Tone::Accent)) } else { theme::hairline(palette) };
    if stacked {
        ui.painter().hline(area.x_range(), first.bottom(), stroke);
    } else {
        ui.painter().vline(first.right(), area.y_range(), stroke);
    }
}
