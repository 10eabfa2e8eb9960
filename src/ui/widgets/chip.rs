//! Status as a small chip, and the progress of an order as five joined segments.

use eframe::egui;
use egui::{Align, CornerRadius, Painter, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::text;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Palette, Tone, Type};

/// Places a chip: a word in a tone, with an icon where the tone alone would carry meaning.
pub fn chip(ui: &mut Ui, word: &str, tone: Tone) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) =
        ui.allocate_exact_size(vec2(chip_width(ui.painter(), word, tone), theme::CHIP), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, word));
    paint_chip(ui.painter(), rect, word, tone, palette);
    response
}

fn icon_of(tone: Tone) -> Option<Icon> {
    match tone {
        Tone::Good => Some(Icon::Check),
        Tone::Warn => Some(Icon::Clock),
        Tone::Bad => Some(Icon::Warning),
        Tone::Quiet | Tone::Accent => None,
    }
}

/// Width of a chip with this word, in points.
pub fn chip_width(painter: &Painter, word: &str, tone: Tone) -> f32 {
    let icon = if icon_of(tone).is_some() { theme::ICON_SMALL + theme::GAP_TIGHT } else { 0.0 };
    (text::width(painter, word, Type::Caption) + 2.0 * theme::GAP + icon).ceil()
}

/// Paints a chip that starts at the left of `rect` and is no wider than it.
pub fn paint_chip(painter: &Painter, rect: Rect, word: &str, tone: Tone, palette: &Palette) {
    let width = chip_width(painter, word, tone).min(rect.width());
    let left = rect.left();
    let chip = Rect::from_min_size(pos2(left, rect.center().y - theme::CHIP / 2.0), vec2(width, theme::CHIP));
    painter.rect_filled(chip, CornerRadius::same(theme::RADIUS_SMALL), palette.soft(tone));
    let mut room = chip.shrink2(vec2(theme::GAP, 0.0));
    if let Some(icon) = icon_of(tone) {
        let center = pos2(room.left() + theme::ICON_SMALL / 2.0, room.center().y);
        icons::paint(painter, icon, center, theme::ICON_SMALL, palette.word(tone));
        room.min.x += theme::ICON_SMALL + theme::GAP_TIGHT;
    }
    room.max.x += theme::GAP_TIGHT;
    text::paint_line(painter, room, word, Type::Caption, palette.word(tone), Align::Min);
}

/// How far one segment of an order's way is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Step {
    /// Not yet.
    #[default]
    Open,
    /// Some of it, in percent of the segment.
    Part(u8),
    /// Done.
    Done,
    /// Stopped here: refused, on hold or late.
    Stuck,
}

/// The five segments: received, confirmed, made, shipped, archived.
pub type Steps = [Step; 5];

/// Width of the five segments in a list, in points.
pub const PROGRESS: f32 = 84.0;

/// Places the five segments with a spoken `meaning`, such as 已发货 4/5.
pub fn progress(ui: &mut Ui, steps: Steps, meaning: &str) -> Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(PROGRESS, theme::CHIP), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, meaning));
    paint_progress(ui.painter(), rect, steps, palette);
    response.on_hover_text(meaning)
}

/// Paints the five segments at the left of `rect`, centred in its height.
pub fn paint_progress(painter: &Painter, rect: Rect, steps: Steps, palette: &Palette) {
    const HEIGHT: f32 = 6.0;
    const SEAM: f32 = 2.0;
    let width = (rect.width().min(PROGRESS) - SEAM * 4.0) / 5.0;
    for (at, step) in steps.iter().enumerate() {
        let left = rect.left() + at as f32 * (width + SEAM);
        let segment = Rect::from_min_size(pos2(left, rect.center().y - HEIGHT / 2.0), vec2(width, HEIGHT));
        let radius = match at {
            0 => CornerRadius { nw: 3, sw: 3, ne: 0, se: 0 },
            4 => CornerRadius { nw: 0, sw: 0, ne: 3, se: 3 },
            _ => CornerRadius::ZERO,
        };
        painter.rect_filled(segment, radius, palette.press);
        let (share, tone) = match step {
            Step::Open => continue,
            Step::Part(percent) => (f32::from((*percent).clamp(8, 100)) / 100.0, Tone::Accent),
            Step::Done => (1.0, Tone::Good),
            Step::Stuck => (1.0, Tone::Bad),
        };
        let filled = Rect::from_min_size(segment.min, vec2(segment.width() * share, HEIGHT));
        painter.rect_filled(filled, radius, palette.solid(tone));
    }
}
