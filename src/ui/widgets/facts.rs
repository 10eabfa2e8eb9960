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
    /// Takes a row of its own: an address, a remark.
    pub wide: bool,
}

impl Fact {
    /// A plain fact.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Fact {
        Fact { label: label.into(), value: value.into(), tone: Tone::Quiet, wide: false }
    }

    /// The same over the whole width.
    pub fn wide(self) -> Fact {
        Fact { wide: true, ..self }
    }

    /// The same with a meaning in colour.
    pub fn toned(self, tone: Tone) -> Fact {
        Fact { tone, ..self }
    }
}

/// Width of the labels, in points: as the longest needs, within these.
const LABELS: std::ops::RangeInclusive<f32> = 48.0..=112.0;

/// Places facts in two columns where 200 points are there for each, else in one.
pub fn facts(ui: &mut Ui, facts: &[Fact]) {
    let room = ui.available_width();
    let two = room >= 2.0 * 200.0 + theme::PAGE;
    let gap = if room >= 640.0 { theme::SECTION } else { theme::PAGE };
    let column = if two { (room - gap) / 2.0 } else { room };
    let longest = facts.iter().map(|fact| text::width(ui.painter(), &fact.label, Type::Caption)).fold(0.0, f32::max);
    let label = longest.ceil().clamp(*LABELS.start(), LABELS.end().min(column * 0.4));
    ui.spacing_mut().item_spacing = vec2(gap, theme::GAP_TIGHT + 2.0);
    let mut rest = facts;
    while let Some((first, after)) = rest.split_first() {
        let second = after.first().filter(|second| two && !first.wide && !second.wide);
        ui.horizontal_top(|ui| {
            let width = if first.wide { room } else { column };
            place(ui, first, width, label);
            if let Some(second) = second {
                place(ui, second, column, label);
            }
        });
        rest = if second.is_some() { &after[1..] } else { after };
    }
}

fn place(ui: &mut Ui, fact: &Fact, width: f32, label: f32) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::left_to_right(Align::Min), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.x = theme::GAP;
        show(ui, fact, width, label);
    });
}

fn show(ui: &mut Ui, fact: &Fact, width: f32, label_width: f32) {
    let palette = theme::palette(ui);
    let (label, _) = ui.allocate_exact_size(vec2(label_width, theme::CHIP), egui::Sense::hover());
    text::paint_line(ui.painter(), label, &fact.label, Type::Caption, palette.ink_soft, Align::Min);
    let (value, ink) = match (fact.value.is_empty(), fact.tone) {
        (true, _) => ("—", palette.ink_faint),
        (false, Tone::Quiet) => (fact.value.as_str(), palette.ink),
        (false, tone) => (fact.value.as_str(), palette.word(tone)),
    };
    let size = if fact.tone == Tone::Quiet { Type::Body } else { Type::BodyStrong };
    ui.vertical(|ui| {
        ui.set_width(width - label_width - theme::GAP);
        ui.add(Label::new(text::rich(value, size, ink)).wrap());
    });
}
