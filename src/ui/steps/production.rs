//! Planning what is short (III.1) and recording what came out (III.3).

use chrono::NaiveDate;
use eframe::egui;
use egui::Ui;

use super::parts::{self, Typed};
use super::{At, Form, data};
use crate::domain::ids::LotId;
use crate::domain::orders::{Command, Production};
use crate::domain::people::Department;
use crate::domain::quantity::Packs;
use crate::domain::stock::expiry;
use crate::i18n::date;
use crate::ops::orders::Dossier;
use crate::ui::theme::Tone;
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::number_field::Place;
use crate::ui::widgets::text;

pub(super) struct Plan {
    line: usize,
    quantity: Typed<i64>,
    due: Typed<NaiveDate>,
    responsible: Option<String>,
}

fn packs(dossier: &Dossier, line: usize) -> Packs {
    data::product(dossier, line).map(|product| product.packs.clone()).unwrap_or_else(|| Packs::single(""))
}

impl Plan {
    pub fn new(dossier: &Dossier, today: NaiveDate) -> Self {
        let mut plan = Plan { line: 0, quantity: Typed::default(), due: Typed::default(), responsible: None };
        plan.fill(dossier, today, data::plans(dossier, today).first());
        plan
    }

    fn fill(&mut self, dossier: &Dossier, today: NaiveDate, plan: Option<&data::Plan>) {
        let Some(plan) = plan else { return };
        self.line = plan.line;
        self.quantity = Typed::quantity(&packs(dossier, plan.line), plan.quantity);
        self.due = Typed::day(plan.due.max(today));
    }
}

/// Goods of a line and how many, as a choice.
fn line_word(at: &At<'_>, line: usize, quantity: i64) -> String {
    let name = data::line_name(at.dossier, line, at.lang.tag());
    format!("{line} · {name} {}", data::show_quantity(at.dossier, line, quantity))
}

impl Form for Plan {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let plans = data::plans(at.dossier, at.today);
        let among: Vec<_> = plans.iter().map(|plan| (plan.line, line_word(at, plan.line, plan.short), None)).collect();
        if parts::choice(ui, at.t("steps-plan-line"), &mut self.line, &among) {
            self.fill(at.dossier, at.today, plans.iter().find(|plan| plan.line == self.line));
        }
        parts::beside(ui, 2, |ui, width| {
            let place = || Place { width: Some(width), required: true, ..Place::default() };
            parts::quantity(
                ui,
                at,
                at.t("steps-plan-quantity"),
                &mut self.quantity,
                &packs(at.dossier, self.line),
                place(),
            );
            parts::day(ui, at, at.t("steps-plan-due"), &mut self.due, Lean::Ahead, place());
        });
        let usual = || data::usual_person(at.dossier, at.user, Department::Production);
        let responsible = self.responsible.get_or_insert_with(usual);
        parts::line(ui, at.t("steps-plan-responsible"), responsible, true);
        if let Some(plan) = plans.iter().find(|plan| plan.line == self.line) {
            let promised = at.dossier.order.day_of(plan.line);
            let values = [
                ("short", data::show_quantity(at.dossier, plan.line, plan.short).into()),
                ("promised", date(promised).into()),
                ("days", at.dossier.customer.transport_days.into()),
            ];
            parts::sentence(ui, Tone::Quiet, &at.tf("steps-plan-why", &values));
        }
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        Ok(Command::PlanProduction {
            line: self.line,
            quantity: self.quantity.value.ok_or_else(|| at.t("steps-quantity-not-read").to_owned())?,
            due: self.due.value.ok_or_else(|| at.t("steps-day-not-read").to_owned())?,
            responsible: self.responsible.as_deref().unwrap_or_default().trim().to_owned(),
        })
    }

    fn renew(&mut self, at: &At<'_>) {
        let plans = data::plans(at.dossier, at.today);
        if !plans.iter().any(|plan| plan.line == self.line) {
            self.fill(at.dossier, at.today, plans.first());
        }
    }
}

pub(super) struct Output {
    no: usize,
    code: String,
    produced: Typed<NaiveDate>,
    quantity: Typed<i64>,
    proposed: String,
}

impl Output {
    pub fn new(dossier: &Dossier, today: NaiveDate) -> Self {
        let mut output = Output {
            no: 0,
            code: String::new(),
            produced: Typed::day(today),
            quantity: Typed::default(),
            proposed: String::new(),
        };
        let first = waiting(dossier).next().map(|production| production.no);
        output.fill(dossier, first);
        output
    }

    fn fill(&mut self, dossier: &Dossier, no: Option<usize>) {
        let Some(production) = no.and_then(|no| dossier.order.production(no)) else { return };
        self.no = production.no;
        self.quantity = Typed::quantity(&packs(dossier, production.line), production.quantity);
        self.propose(dossier);
    }

    /// Follows the production date with the proposed number for as long as nobody wrote another one.
    fn propose(&mut self, dossier: &Dossier) {
        let line = dossier.order.production(self.no).and_then(|production| dossier.order.line(production.line));
        if let (Some(line), Some(day)) = (line, self.produced.value)
            && self.code == self.proposed
        {
            self.code = data::lot_code(dossier, line.product, day);
            self.proposed.clone_from(&self.code);
        }
    }
}

fn waiting(dossier: &Dossier) -> impl Iterator<Item = &Production> {
    dossier.order.productions.iter().filter(|production| production.reversed.is_none() && production.output.is_none())
}

impl Form for Output {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let among: Vec<_> =
            waiting(at.dossier).map(|part| (part.no, line_word(at, part.line, part.quantity), None)).collect();
        let mut no = self.no;
        if parts::choice(ui, at.t("steps-output-order"), &mut no, &among) {
            self.fill(at.dossier, Some(no));
        }
        let Some(production) = at.dossier.order.production(self.no) else { return };
        let day = self.produced.value;
        parts::beside(ui, 2, |ui, width| {
            let place = || Place { width: Some(width), required: true, ..Place::default() };
            parts::day(ui, at, at.t("steps-output-day"), &mut self.produced, Lean::Back, place());
            let packs = packs(at.dossier, production.line);
            parts::quantity(ui, at, at.t("steps-output-quantity"), &mut self.quantity, &packs, place());
        });
        if self.produced.value != day {
            self.propose(at.dossier);
        }
        parts::line(ui, at.t("steps-output-code"), &mut self.code, true);
        if let (Some(product), Some(day)) = (data::product(at.dossier, production.line), self.produced.value) {
            let until = expiry(day, product.shelf_life_days, at.dossier.company.first_day_counts);
            let values = [("expiry", date(until).into()), ("days", product.shelf_life_days.into())];
            text::caption(ui, &at.tf("steps-output-expiry", &values));
        }
        if self.quantity.value.is_some_and(|made| made < production.quantity) {
            let planned = data::show_quantity(at.dossier, production.line, production.quantity);
            parts::sentence(ui, Tone::Warn, &at.tf("steps-output-less", &[("planned", planned.into())]));
        }
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        Ok(Command::RecordOutput {
            production: self.no,
            lot: LotId(0), // given by the store
            code: self.code.trim().to_owned(),
            produced: self.produced.value.ok_or_else(|| at.t("steps-day-not-read").to_owned())?,
            quantity: self.quantity.value.ok_or_else(|| at.t("steps-quantity-not-read").to_owned())?,
        })
    }
}
