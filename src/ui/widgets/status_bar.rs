//! The status bar: the store, the last backup, and long work with its progress and a way to stop it.

use eframe::egui;
use egui::{Align, CornerRadius, Layout, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::button::Button;
use super::text;
use crate::i18n::{Lang, t};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Palette, Tone, Type};

/// Long work on its way.
#[derive(Clone, Debug)]
pub struct Job {
    /// The caller's name for it.
    pub key: u64,
    /// What it is.
    pub title: String,
    /// How much is done, in percent; `None` when nobody knows.
    pub percent: Option<u8>,
}

/// Places the bar's contents: the store with a dot, facts beside it, jobs on the right. Gives the job that shall be stopped.
pub fn status_bar(
    ui: &mut Ui,
    lang: Lang,
    store: (Tone, &str),
    facts: &[(Option<Icon>, String)],
    jobs: &[Job],
) -> Option<u64> {
    let palette = theme::palette(ui);
    let mut stopped = None;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        let (dot, _) = ui.allocate_exact_size(vec2(theme::GAP, theme::PAGE), Sense::hover());
        ui.painter().circle_filled(dot.center(), 4.0, palette.solid(store.0));
        text::caption(ui, store.1);
        for (icon, fact) in facts {
            seam(ui, palette);
            if let Some(icon) = icon {
                let (rect, _) = ui.allocate_exact_size(vec2(theme::ICON_SMALL, theme::PAGE), Sense::hover());
                icons::paint(ui.painter(), *icon, rect.center(), theme::ICON_SMALL, palette.ink_soft);
            }
            text::caption(ui, fact);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for job in jobs {
                if show_job(ui, lang, job, palette) {
                    stopped = Some(job.key);
                }
            }
        });
    });
    stopped
}

fn seam(ui: &mut Ui, palette: &Palette) {
    let (rect, _) = ui.allocate_exact_size(vec2(theme::HAIRLINE, theme::PAGE), Sense::hover());
    ui.painter().vline(rect.center().x, rect.y_range(), egui::Stroke::new(theme::HAIRLINE, palette.line_strong));
}

fn show_job(ui: &mut Ui, lang: Lang, job: &Job, palette: &Palette) -> bool {
    let name = format!("{}: {}", t(lang, "widgets-cancel"), job.title);
    let stop = Button::only_icon(Icon::Cross, &name).square(theme::CHIP).show(ui).clicked();
    let percent = job.percent.map_or_else(String::new, |percent| format!("{percent}%"));
    let (rect, _) = ui.allocate_exact_size(vec2(36.0, theme::PAGE), Sense::hover());
    text::paint_line(ui.painter(), rect, &percent, Type::Caption, palette.ink_soft, Align::Max);
    progress(ui, &job.title, job.percent, 96.0);
    text::caption(ui, &job.title);
    stop
}

/// How much of something is done, in percent; `None` when nobody knows. `width` in points.
pub fn progress(ui: &mut Ui, title: &str, percent: Option<u8>, width: f32) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 6.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, title));
    let radius = CornerRadius::same(3);
    ui.painter().rect_filled(rect, radius, palette.press);
    let filled = match percent {
        Some(percent) => {
            Rect::from_min_size(rect.min, vec2(rect.width() * f32::from(percent.min(100)) / 100.0, rect.height()))
        }
        // Nobody knows how much is left: a piece that wanders.
        None => {
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(120));
            let share = (ui.input(|input| input.time) * 0.6).fract() as f32;
            Rect::from_min_size(
                pos2(rect.left() + share * rect.width() * 0.7, rect.top()),
                vec2(rect.width() * 0.3, rect.height()),
            )
        }
    };
    ui.painter().rect_filled(filled, radius, palette.solid(Tone::Accent));
}
