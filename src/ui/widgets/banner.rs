//! A banner across the top of a panel: what is missing, what happened, what to do now.

use eframe::egui;
use egui::{CornerRadius, Frame, Margin, Ui, vec2};

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
        let mut taken = theme::ICON + theme::GAP;
        if !step.is_empty() {
            taken += text::width(ui.painter(), step, Type::Body) + 2.0 * theme::GAP_WIDE + theme::GAP;
        }
        if dismissable {
            taken += 24.0 + theme::GAP;
        }
        let words = (ui.available_width() - taken).max(120.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            let (rect, _) = ui.allocate_exact_size(vec2(theme::ICON, theme::CHIP), egui::Sense::hover());
            icons::paint(ui.painter(), sign(tone), rect.center(), theme::ICON, palette.word(tone));
            ui.vertical(|ui| {
                ui.set_width(words);
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add(egui::Label::new(text::rich(heading, Type::BodyStrong, palette.word(tone))).wrap());
                for sentence in sentences {
                    ui.add(egui::Label::new(text::rich(sentence, Type::Body, palette.ink)).wrap());
                }
            });
            if !step.is_empty() {
                answer.step = Button::new(step).show(ui).clicked();
            }
            if dismissable {
                answer.dismissed =
                    Button::only_icon(Icon::Cross, t(lang, "widgets-dismiss")).square(24.0).show(ui).clicked();
            }
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
