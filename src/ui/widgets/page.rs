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

/// How large the pages are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    /// As wide as the room.
    #[default]
    Width,
    /// A whole page in sight.
    Page,
    /// In percent.
    Percent(u16),
}

/// How a preview is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PageView {
    /// How large the pages are.
    pub zoom: Zoom,
    /// The page in sight, from 0.
    at: usize,
    /// What the zoom came to when the pages were drawn last, in percent.
    percent: u16,
    /// The page to bring into sight.
    wanted: Option<usize>,
}

impl PageView {
    /// Pages of a size in percent.
    pub fn percent(percent: u16) -> PageView {
        PageView { zoom: Zoom::Percent(percent), ..PageView::default() }
    }
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

/// Places the pages in the room that there is. `size` is a sheet's width and height in
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
    let room = ui.available_size() - vec2(2.0 * theme::PAGE + theme::GAP, 2.0 * theme::PAGE + theme::SECTION);
    let width = (room.x / (size.0 * POINTS_A_MM)).clamp(0.25, 1.6);
    let zoom = match view.zoom {
        Zoom::Width => width,
        Zoom::Page => width.min(room.y / (size.1 * POINTS_A_MM)).max(0.25),
        Zoom::Percent(percent) => f32::from(percent) / 100.0,
    };
    let percent = (zoom * 100.0).round() as u16;
    if view.percent != percent {
        view.percent = percent;
        ui.ctx().request_repaint();
    }
    let scale = POINTS_A_MM * zoom;
    let wanted = view.wanted.take();
    let (before, mut at) = (view.at, 0);
    let sheet = vec2(size.0, size.1) * scale;
    egui::ScrollArea::both().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP;
        ui.add_space(theme::GAP);
        let middle = ui.clip_rect().center().y;
        for page in 0..count {
            let width = ui.available_width().max(sheet.x + 2.0 * theme::PAGE);
            let (place, response) = ui.allocate_exact_size(vec2(width, sheet.y + theme::SECTION), Sense::hover());
            if wanted == Some(page) {
                response.scroll_to_me(Some(Align::Min));
            }
            if place.top() <= middle {
                at = page;
            }
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
    view.at = at;
    if before != at {
        ui.ctx().request_repaint();
    }
}

/// Zoom, the two usual fits, and the page in sight of `count`: for the bar above the pages.
pub fn tools(ui: &mut Ui, lang: Lang, view: &mut PageView, count: usize) {
    ui.spacing_mut().item_spacing.x = theme::GAP_TIGHT;
    let now = view.percent.max(1);
    if Button::only_icon(Icon::Minus, t(lang, "widgets-zoom-out")).show(ui).clicked() {
        view.zoom = Zoom::Percent((now.saturating_sub(1) / 25 * 25).max(25));
    }
    let word = format!("{now}%");
    if Button::quiet(&word).width(56.0).hint(t(lang, "widgets-zoom-hint")).show(ui).clicked() {
        view.zoom = Zoom::Percent(100);
    }
    if Button::only_icon(Icon::Plus, t(lang, "widgets-zoom-in")).show(ui).clicked() {
        view.zoom = Zoom::Percent(((now / 25 + 1) * 25).min(400));
    }
    for (zoom, key) in [(Zoom::Page, "widgets-zoom-page"), (Zoom::Width, "widgets-zoom-fit")] {
        if Button::quiet(t(lang, key)).chosen(view.zoom == zoom).show(ui).clicked() {
            view.zoom = zoom;
        }
    }
    ui.add_space(theme::GAP);
    let page = view.at.min(count.saturating_sub(1));
    let (first, last) = (page == 0, page + 1 >= count);
    let mut step = |ui: &mut Ui, icon: Icon, key: &'static str, at_end: bool, to: usize| {
        let name = t(lang, key);
        if Button::only_icon(icon, name).refusal(at_end.then_some(name)).show(ui).clicked() {
            view.wanted = Some(to);
        }
    };
    step(ui, Icon::Up, "widgets-page-before", first, page.saturating_sub(1));
    text::caption(ui, &tf(lang, "widgets-page-short", &[("page", (page + 1).into()), ("pages", count.into())]));
    step(ui, Icon::Down, "widgets-page-after", last, page + 1);
}
