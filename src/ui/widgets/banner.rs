//! A banner across the top of a panel: what is missing, what happened, what to do now.

use eframe::egui;
use egui::{CornerRadius, Frame, Margin, Ui};

use super::button::Button;
use super::text;
use crate::i18n::{Lang, t};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Tone, Type};

/// What was pressed in a banner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BannerAnswer {
    /// Its step.
    pub step: bool,
    /// The cross.
    pub dismissed: bool,
}

/// Places a banner: a heading, sentences, and a step that helps (empty for none).
pub fn banner(
    ui: &mut Ui,
    lang: Lang,
    tone: Tone,
    heading: &str,
    sentences: &[String],
    step: &str,
    dismissable: bool,
) -> BannerAnswer {
    let palette = theme::palette(ui);
    let mut answer = BannerAnswer::default();
    let margin = Margin::symmetric(theme::GAP_WIDE as i8, theme::GAP as i8);
    let frame =
        Frame::new().fill(palette.soft(tone)).corner_radius(CornerRadius::same(theme::RADIUS)).inner_margin(margin);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if dismissable {
                answer.dismissed =
                    Button::only_icon(Icon::Cross, t(lang, "widgets-dismiss")).square(24.0).show(ui).clicked();
            }
            if !step.is_empty() {
                answer.step = Button::new(step).show(ui).clicked();
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Min), |ui| {
                icons::show(ui, sign(tone), palette.word(tone));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.add(egui::Label::new(text::rich(heading, Type::BodyStrong, palette.word(tone))).wrap());
                    for sentence in sentences {
                        ui.add(egui::Label::new(text::rich(sentence, Type::Body, palette.ink)).wrap());
                    }
                });
            });
        });
    });
    answer
}

/// The sign that goes with a tone.
pub fn sign(tone: Tone) -> Icon {
    match tone {
        Tone::Quiet | Tone::Accent => Icon::Info,
        Tone::Good => Icon::Check,
        Tone::Warn => Icon::Clock,
        Tone::Bad => Icon::Warning,
    }
}
