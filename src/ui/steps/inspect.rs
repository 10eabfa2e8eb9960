//! Inspection of a produced lot (III.4).

use eframe::egui;
use egui::Ui;

use super::{At, Form, data, parts};
use crate::domain::orders::{Command, Output, Production};
use crate::i18n::date;
use crate::ops::orders::Dossier;
use crate::ui::theme::Tone;
use crate::ui::widgets::facts::{Fact, facts};

pub(super) struct Inspect {
    no: usize,
    passed: bool,
    report: String,
    finding: String,
}

fn waiting(dossier: &Dossier) -> impl Iterator<Item = &Production> {
    dossier.order.productions.iter().filter(|part| part.output.is_some() && part.inspection.is_none())
}

fn report_number(dossier: &Dossier, no: usize) -> String {
    let output = dossier.order.production(no).and_then(|part| part.output.as_ref());
    output.map_or_else(String::new, |output| format!("QC-{}", output.code))
}

/// A lot as a choice: its number alone says nothing to whoever has the goods before them.
fn lot_words(at: &At<'_>, part: &Production, output: &Output) -> String {
    let goods = data::line_name(at.dossier, part.line, at.lang.tag());
    let quantity = data::show_quantity(at.dossier, part.line, output.quantity);
    format!("{goods}　{}　{quantity}", output.code)
}

impl Inspect {
    pub fn new(dossier: &Dossier) -> Self {
        let no = waiting(dossier).next().map_or(0, |part| part.no);
        Inspect { no, passed: true, report: report_number(dossier, no), finding: String::new() }
    }
}

impl Form for Inspect {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let among: Vec<_> = waiting(at.dossier)
            .filter_map(|part| part.output.as_ref().map(|output| (part.no, lot_words(at, part, output), None)))
            .collect();
        if parts::choice(ui, at.t("steps-inspect-lot"), &mut self.no, &among) {
            self.report = report_number(at.dossier, self.no);
        }
        let part = at.dossier.order.production(self.no);
        if let Some((part, output)) = part.and_then(|part| part.output.as_ref().map(|output| (part, output))) {
            let product = data::product(at.dossier, part.line);
            let until = product.map(|product| {
                crate::domain::stock::expiry(
                    output.produced,
                    product.shelf_life_days,
                    at.dossier.company.first_day_counts,
                )
            });
            let found = [
                Fact::new(at.t("steps-goods"), data::line_name(at.dossier, part.line, at.lang.tag())),
                Fact::new(at.t("steps-quantity"), data::show_quantity(at.dossier, part.line, output.quantity)),
                Fact::new(at.t("steps-output-day"), date(output.produced)),
                Fact::new(at.t("steps-expiry"), until.map(date).unwrap_or_default()),
            ];
            ui.scope(|ui| facts(ui, &found));
        }
        let answers =
            [(true, at.t("steps-inspect-pass").to_owned(), None), (false, at.t("steps-inspect-fail").to_owned(), None)];
        parts::choice(ui, at.t("steps-inspect-answer"), &mut self.passed, &answers);
        parts::line(ui, at.t("steps-inspect-report"), &mut self.report, true);
        let label = if self.passed { at.t("steps-inspect-finding") } else { at.t("steps-inspect-why") };
        parts::lines(ui, label, &mut self.finding, !self.passed, 3);
        if !self.passed {
            parts::sentence(ui, Tone::Bad, at.t("steps-inspect-fail-means"));
        }
    }

    fn command(&self, _at: &At<'_>) -> Result<Command, String> {
        Ok(Command::Inspect {
            production: self.no,
            passed: self.passed,
            finding: self.finding.trim().to_owned(),
            report: self.report.trim().to_owned(),
        })
    }

    fn verb(&self, at: &At<'_>) -> Option<&'static str> {
        Some(at.t(if self.passed { "steps-inspect-verb-pass" } else { "steps-inspect-verb-fail" }))
    }

    fn takes_away(&self) -> bool {
        !self.passed
    }
}
