//! The print preview's sheets: the same pages that go to the PDF, painted on screen, one under the other.

use eframe::egui;
use egui::{Align, CornerRadius, Painter, Rect, Sense, Ui, vec2};

use super::button::Button;
use super::text;
use crate::i18n::{Lang, t, tf};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Type};

/// Points on screen for a millimetre at 100 %.
const POINTS_A_MM: f32 = 96.0 / 25.4;

/// How a preview is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PageView {
    /// Zoom in percent; `None` fits the width.
    pub zoom: Option<u16>,
}

/// One sheet to paint on.
pub struct Sheet<'a> {
    /// Paints clipped to the sheet.
    pub painter: &'a Painter,
    /// The sheet on screen.
    pub rect: Rect,
    /// Points on screen for a millimetre.
    pub scale: f32,
    /// Number of the page, from 0.
    pub page: usize,
}

impl Sheet<'_> {
    /// A place in millimetres from the upper left corner, on screen.
    pub fn at(&self, x: f32, y: f32) -> egui::Pos2 {
        self.rect.min + vec2(x, y) * self.scale
    }
}

/// Places the pages in the room that there is, with zoom and page numbers. `size` is a sheet's width and height in
/// millimetres; `paint` is asked only for pages in sight.
pub fn pages(
    ui: &mut Ui,
    lang: Lang,
    view: &mut PageView,
    count: usize,
    size: (f32, f32),
    mut paint: impl FnMut(&Sheet<'_>),
) {
    let palette = theme::palette(ui);
    let room = ui.available_width() - 2.0 * theme::PAGE - theme::GAP;
    let fitting = (room / (size.0 * POINTS_A_MM)).clamp(0.25, 1.6);
    bar(ui, lang, view, fitting);
    let scale = POINTS_A_MM * view.zoom.map_or(fitting, |zoom| f32::from(zoom) / 100.0);
    let sheet = vec2(size.0, size.1) * scale;
    egui::ScrollArea::both().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        for page in 0..count {
            let width = ui.available_width().max(sheet.x + 2.0 * theme::PAGE);
            let (place, response) = ui.allocate_exact_size(vec2(width, sheet.y + theme::SECTION), Sense::hover());
            if !ui.is_rect_visible(place) {
                continue;
            }
            let number = tf(lang, "widgets-page-of", &[("page", (page + 1).into()), ("pages", count.into())]);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &number));
            let rect = Rect::from_min_size(egui::pos2(place.center().x - sheet.x / 2.0, place.top()), sheet);
            ui.painter().add(theme::shadow(palette).as_shape(rect, CornerRadius::ZERO));
            ui.painter().rect_filled(rect, CornerRadius::ZERO, palette.paper);
            let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
            paint(&Sheet { painter: &painter, rect, scale, page });
            let foot = Rect::from_min_max(rect.left_bottom(), egui::pos2(rect.right(), place.bottom()));
            text::paint_line(ui.painter(), foot, &number, Type::Caption, palette.ink_soft, Align::Center);
        }
    });
}

fn bar(ui: &mut Ui, lang: Lang, view: &mut PageView, fitting: f32) {
    ui.add_space(theme::GAP);
    ui.horizontal(|ui| {
        ui.add_space(theme::GAP);
        let now = view.zoom.unwrap_or((fitting * 100.0).round() as u16);
        if Button::only_icon(Icon::Minus, t(lang, "widgets-zoom-out")).show(ui).clicked() {
            view.zoom = Some((now.saturating_sub(1) / 25 * 25).max(25));
        }
        let word = format!("{now}%");
        if Button::quiet(&word).width(56.0).hint(t(lang, "widgets-zoom-fit")).show(ui).clicked() {
            view.zoom = None;
        }
        if Button::only_icon(Icon::Plus, t(lang, "widgets-zoom-in")).show(ui).clicked() {
            view.zoom = Some(((now / 25 + 1) * 25).min(400));
        }
    });
}
