//! Facts about a thing: labels on the left, values beside them, in one or two columns.

use eframe::egui;
use egui::{Align, Label, Ui, vec2};

use super::text;
use crate::ui::theme::{self, Tone, Type};

/// One fact.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// What it says; "—" is shown for nothing.
    pub value: String,
    /// Its meaning in colour.
    pub tone: Tone,
}

impl Fact {
    /// A plain fact.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Fact {
        Fact { label: label.into(), value: value.into(), tone: Tone::Quiet }
    }

    /// The same with a meaning in colour.
    pub fn toned(self, tone: Tone) -> Fact {
        Fact { tone, ..self }
    }
}

/// Width of the labels, in points.
const LABEL: f32 = 88.0;

/// Places facts in as many columns as fit with 280 points each, at most two.
pub fn facts(ui: &mut Ui, facts: &[Fact]) {
    let columns = if ui.available_width() >= 560.0 { 2 } else { 1 };
    let width = (ui.available_width() - theme::SECTION * (columns - 1) as f32) / columns as f32;
    ui.spacing_mut().item_spacing = vec2(theme::SECTION, theme::GAP_TIGHT + 2.0);
    for row in facts.chunks(columns) {
        ui.horizontal_top(|ui| {
            for fact in row {
                ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::left_to_right(Align::Min), |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.x = theme::GAP;
                    show(ui, fact, width);
                });
            }
        });
    }
}

fn show(ui: &mut Ui, fact: &Fact, width: f32) {
    let palette = theme::palette(ui);
    let (label, _) = ui.allocate_exact_size(vec2(LABEL, theme::CHIP), egui::Sense::hover());
    text::paint_line(ui.painter(), label, &fact.label, Type::Caption, palette.ink_soft, Align::Min);
    let (value, ink) = match (fact.value.is_empty(), fact.tone) {
        (true, _) => ("—", palette.ink_faint),
        (false, Tone::Quiet) => (fact.value.as_str(), palette.ink),
        (false, tone) => (fact.value.as_str(), palette.word(tone)),
    };
    let size = if fact.tone == Tone::Quiet { Type::Body } else { Type::BodyStrong };
    ui.vertical(|ui| {
        ui.set_width(width - LABEL - theme::GAP);
        ui.add(Label::new(text::rich(value, size, ink)).wrap());
    });
}
