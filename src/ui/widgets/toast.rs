//! Toasts: done things say so at the bottom right, with "open" or "undo" where that exists. Errors stay until read.

use eframe::egui;
use egui::{Align2, Area, Context, Id, Layout, Order, Ui, vec2};

use super::banner::sign;
use super::button::Button;
use super::text;
use crate::i18n::{Lang, t};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Tone, Type};

/// Seconds that a toast without bad news stays.
const STAYS: f64 = 6.0;
/// Toasts shown at once; older ones give way.
const AT_ONCE: usize = 4;

/// One message.
#[derive(Clone, Debug)]
struct Toast {
    key: u64,
    tone: Tone,
    heading: String,
    detail: String,
    /// The word of its step, and what the caller calls that step.
    step: Option<(String, u64)>,
    /// When it goes, in seconds of the window's clock; `None` stays.
    until: Option<f64>,
}

/// The toasts of a window.
#[derive(Debug, Default)]
pub struct Toasts {
    shown: Vec<Toast>,
    next: u64,
}

impl Toasts {
    /// Says something. Bad news stay until they are dismissed.
    pub fn say(&mut self, ctx: &Context, tone: Tone, heading: impl Into<String>, detail: impl Into<String>) {
        self.add(ctx, tone, heading.into(), detail.into(), None);
    }

    /// Says something and offers a step; `name` comes back from [`Toasts::show`] when it is pressed.
    pub fn offer(&mut self, ctx: &Context, tone: Tone, heading: impl Into<String>, step: impl Into<String>, name: u64) {
        self.add(ctx, tone, heading.into(), String::new(), Some((step.into(), name)));
    }

    fn add(&mut self, ctx: &Context, tone: Tone, heading: String, detail: String, step: Option<(String, u64)>) {
        let now = ctx.input(|input| input.time);
        let until = (tone != Tone::Bad).then_some(now + STAYS);
        // Saying the same again only keeps it longer.
        self.shown.retain(|toast| toast.heading != heading || toast.detail != detail);
        self.next += 1;
        self.shown.push(Toast { key: self.next, tone, heading, detail, step, until });
        if self.shown.len() > AT_ONCE {
            self.shown.remove(0);
        }
    }

    /// Whether anything is said at the moment.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Draws the toasts above everything; gives the name of the step that was pressed.
    pub fn show(&mut self, ctx: &Context, lang: Lang) -> Option<u64> {
        let now = ctx.input(|input| input.time);
        let mut pressed = None;
        let mut gone = None;
        let mut held = false;
        if !self.shown.is_empty() {
            let offset = vec2(-theme::PAGE, -theme::STATUS_BAR - theme::GAP_WIDE);
            let area = Area::new(Id::unique("toasts")).order(Order::Foreground).anchor(Align2::RIGHT_BOTTOM, offset);
            let shown = area.show(ctx, |ui| {
                ui.spacing_mut().item_spacing.y = theme::GAP;
                for toast in &self.shown {
                    let (step, dismissed) = show_one(ui, lang, toast);
                    if step || dismissed {
                        gone = Some(toast.key);
                        pressed = toast.step.as_ref().map(|(_, name)| *name).filter(|_| step);
                    }
                }
            });
            held = shown.response.contains_pointer();
        }
        self.shown.retain(|toast| Some(toast.key) != gone && (held || toast.until.is_none_or(|until| until > now)));
        if let Some(next) = self.shown.iter().filter_map(|toast| toast.until).min_by(f64::total_cmp) {
            ctx.request_repaint_after(std::time::Duration::from_secs_f64((next - now).clamp(0.2, STAYS)));
        }
        pressed
    }
}

fn show_one(ui: &mut Ui, lang: Lang, toast: &Toast) -> (bool, bool) {
    let palette = theme::palette(ui);
    let mut answer = (false, false);
    theme::raised_frame(palette).inner_margin(theme::GAP_WIDE).show(ui, |ui| {
        ui.set_width(340.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            let (rect, _) = ui.allocate_exact_size(vec2(theme::ICON, 24.0), egui::Sense::hover());
            icons::paint(ui.painter(), sign(toast.tone), rect.center(), theme::ICON, palette.word(toast.tone));
            let words = 340.0 - theme::ICON - 24.0 - 2.0 * theme::GAP;
            ui.vertical(|ui| {
                ui.set_width(words);
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add(egui::Label::new(text::rich(&toast.heading, Type::BodyStrong, palette.ink)).wrap());
                if !toast.detail.is_empty() {
                    ui.add(egui::Label::new(text::rich(&toast.detail, Type::Body, palette.ink_soft)).wrap());
                }
                if let Some((word, _)) = &toast.step {
                    answer.0 = Button::new(word).show(ui).clicked();
                }
            });
            ui.with_layout(Layout::right_to_left(egui::Align::Min), |ui| {
                answer.1 = Button::only_icon(Icon::Cross, t(lang, "widgets-dismiss")).square(24.0).show(ui).clicked();
            });
        });
    });
    answer
}
