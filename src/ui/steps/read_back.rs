//! Reading back (II.1): the words to say, large, and the caller's yes.

use eframe::egui;
use egui::Ui;

use super::{At, Form, data, parts};
use crate::domain::orders::{Channel, Command};
use crate::i18n::{date, money};
use crate::ops::orders::Dossier;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::date_field::weekday;
use crate::ui::widgets::text;

pub(super) struct ReadBack {
    caller: String,
}

impl ReadBack {
    pub fn new(dossier: &Dossier) -> Self {
        ReadBack { caller: dossier.order.content.contact.clone() }
    }
}

/// What is read to the caller, sentence by sentence: greeting, goods, sum, day and place, question.
pub(crate) fn sentences(at: &At<'_>) -> Vec<String> {
    let content = &at.dossier.order.content;
    let mut said = vec![at.tf(
        "steps-read-greeting",
        &[("contact", content.contact.as_str().into()), ("customer", at.dossier.customer.name.as_str().into())],
    )];
    for (index, line) in content.lines.iter().enumerate() {
        let name = data::line_name(at.dossier, index + 1, at.lang.tag());
        said.push(at.tf(
            "steps-read-line",
            &[
                ("line", (index + 1).into()),
                ("goods", name.into()),
                ("specification", line.specification.as_str().into()),
                ("quantity", data::show_quantity(at.dossier, index + 1, line.quantity).into()),
            ],
        ));
    }
    let amount = format!("{} {}", content.currency.code(), money(content.amount()));
    said.push(at.tf("steps-read-amount", &[("amount", amount.into())]));
    let day = format!("{} {}", date(content.requested), weekday(at.lang, content.requested));
    said.push(at.tf("steps-read-place", &[("day", day.into()), ("address", content.address.as_str().into())]));
    for (index, line) in content.lines.iter().enumerate() {
        if let Some(day) = line.requested {
            let goods = data::line_name(at.dossier, index + 1, at.lang.tag());
            let day = format!("{} {}", date(day), weekday(at.lang, day));
            said.push(at.tf("dates-read-line", &[("goods", goods.into()), ("day", day.into())]));
        }
    }
    if !content.note.is_empty() {
        said.push(at.tf("steps-read-note", &[("note", content.note.as_str().into())]));
    }
    said.push(at.t("steps-read-question").to_owned());
    said
}

impl Form for ReadBack {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let written = at.dossier.order.channel != Channel::Telephone;
        text::caption(ui, at.t(if written { "steps-read-compare" } else { "steps-read-aloud" }));
        parts::boxed(ui, |ui| {
            let palette = theme::palette(ui);
            for sentence in sentences(at) {
                ui.add(egui::Label::new(text::rich(sentence, Type::Strong, palette.ink)).wrap());
            }
        });
        let label = at.t(if written { "steps-read-writer" } else { "steps-read-caller" });
        parts::line(ui, label, &mut self.caller, true);
    }

    fn command(&self, _at: &At<'_>) -> Result<Command, String> {
        Ok(Command::ReadBack { caller: self.caller.trim().to_owned() })
    }

    fn width(&self) -> f32 {
        640.0
    }
}
