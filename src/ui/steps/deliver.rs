//! The signed delivery: when, by whom, how warm, and what the customer did not take.

use chrono::NaiveDate;
use eframe::egui;
use egui::Ui;

use super::check::choose_shipment;
use super::parts::{self, Typed};
use super::table::{Cell, Col, table};
use super::{At, Form, data};
use crate::domain::orders::{Command, Difference};
use crate::domain::quantity::Packs;
use crate::i18n::tf;
use crate::ops::orders::Dossier;
use crate::ui::theme::Tone;
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::number_field::Place;
use crate::ui::widgets::text;

pub(super) struct Deliver {
    no: usize,
    on: Typed<NaiveDate>,
    signed_by: String,
    reading: Typed<i64>,
    rows: Vec<(Typed<i64>, String)>,
}

fn waiting(dossier: &Dossier) -> Vec<usize> {
    data::shipments(&dossier.order, |shipment| shipment.dispatch.is_some() && shipment.delivery.is_none())
}

fn packs(dossier: &Dossier, line: usize) -> Packs {
    data::product(dossier, line).map(|product| product.packs.clone()).unwrap_or_else(|| Packs::single(""))
}

impl Deliver {
    pub fn new(dossier: &Dossier, today: NaiveDate) -> Self {
        let mut form = Deliver {
            no: waiting(dossier).first().copied().unwrap_or_default(),
            on: Typed::day(today),
            signed_by: dossier.order.content.contact.clone(),
            reading: Typed::default(),
            rows: Vec::new(),
        };
        form.fill(dossier, today);
        form
    }

    fn fill(&mut self, dossier: &Dossier, today: NaiveDate) {
        let Some(shipment) = dossier.order.shipment(self.no) else { return };
        let full = |part: &crate::domain::orders::ShipmentLine| {
            (Typed::quantity(&packs(dossier, part.line), part.quantity), String::new())
        };
        self.rows = shipment.lines.iter().map(full).collect();
        let left = shipment.dispatch.as_ref().map(|dispatch| dossier.company.day(dispatch.mark.at));
        let expected = shipment.notice.as_ref().map_or(today, |notice| notice.expected);
        self.on = Typed::day(expected.min(today).max(left.unwrap_or(today)));
    }

    fn show_lines(&mut self, ui: &mut Ui, at: &At<'_>) {
        let Some(shipment) = at.dossier.order.shipment(self.no) else { return };
        text::section(ui, at.t("steps-deliver-lines"));
        let cols = [
            Col::words(at.t("steps-goods"), 0.0),
            Col::words(at.t("steps-lot"), 120.0),
            Col::figures(at.t("steps-deliver-shipped"), 90.0),
            Col::figures(at.t("steps-deliver-accepted"), 150.0),
            Col::words(at.t("steps-deliver-why"), 190.0),
        ];
        let rows = shipment.lines.iter().zip(&mut self.rows).map(|(part, (accepted, reason))| {
            let differs = accepted.value.is_some_and(|value| value != part.quantity);
            let label = tf(at.lang, "steps-deliver-field", &[("lot", part.code.as_str().into())]);
            let why = tf(at.lang, "steps-deliver-why-field", &[("lot", part.code.as_str().into())]);
            let too_much = accepted.value.is_some_and(|value| value > part.quantity);
            let error = too_much.then(|| at.t("steps-deliver-too-much"));
            let packs = packs(at.dossier, part.line);
            let field = move |ui: &mut Ui, width: f32| {
                let place = Place { bare: true, width: Some(width), error, ..Place::default() };
                parts::quantity(ui, at, &label, accepted, &packs, place);
            };
            let because = move |ui: &mut Ui, width: f32| {
                if differs {
                    let empty = reason.trim().is_empty().then(|| at.t("steps-deliver-why-missing").to_owned());
                    let answer = Field::new(&why, reason).bare().error(empty).width(width).show(ui);
                    parts::touch(ui, answer.changed);
                }
            };
            vec![
                Cell::Text(data::line_name(at.dossier, part.line, at.lang.tag())),
                Cell::Toned(part.code.clone(), Tone::Quiet),
                Cell::Text(data::show_quantity(at.dossier, part.line, part.quantity)),
                Cell::Field(Box::new(field)),
                Cell::Field(Box::new(because)),
            ]
        });
        table(ui, &cols, rows.collect::<Vec<_>>());
    }
}

impl Form for Deliver {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        if choose_shipment(ui, at, &mut self.no, &waiting(at.dossier)) {
            self.fill(at.dossier, at.today);
        }
        parts::beside(ui, 3, |ui, width| {
            parts::line_wide(ui, at.t("steps-deliver-signed"), &mut self.signed_by, true, Some(width));
            let place = Place { width: Some(width), required: true, ..Place::default() };
            parts::day(ui, at, at.t("steps-deliver-on"), &mut self.on, Lean::Back, place);
            parts::temperature(ui, at, at.t("steps-deliver-temperature"), &mut self.reading, false, width);
        });
        if let Some(shipment) = at.dossier.order.shipment(self.no) {
            let range = data::range(at.dossier, shipment);
            if self.reading.value.is_some_and(|tenths| !range.holds(tenths)) {
                let words = super::dispatch::range_words(at, range);
                parts::sentence(ui, Tone::Bad, &at.tf("steps-deliver-warm", &[("range", words.into())]));
            }
        }
        self.show_lines(ui, at);
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        let shipped = at.dossier.order.shipment(self.no).map_or(&[][..], |shipment| &shipment.lines);
        let mut differences = Vec::new();
        for (index, ((accepted, reason), part)) in self.rows.iter().zip(shipped).enumerate() {
            let accepted = accepted.value.ok_or_else(|| at.t("steps-quantity-not-read").to_owned())?;
            if accepted != part.quantity {
                differences.push(Difference { index, accepted, reason: reason.trim().to_owned() });
            }
        }
        if self.reading.value.is_none() && !self.reading.text.trim().is_empty() {
            return Err(at.t("steps-temperature-not-understood").to_owned());
        }
        Ok(Command::Deliver {
            shipment: self.no,
            on: self.on.value.ok_or_else(|| at.t("steps-day-not-read").to_owned())?,
            signed_by: self.signed_by.trim().to_owned(),
            temperature: self.reading.value,
            differences,
        })
    }

    fn width(&self) -> f32 {
        820.0
    }
}
