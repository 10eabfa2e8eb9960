//! Departure (IV.3): vehicle, driver, and the temperature where the goods need a cold chain.

use eframe::egui;
use egui::Ui;

use super::check::choose_shipment;
use super::credit::concern_words;
use super::parts::{self, Typed};
use super::{At, Form, data};
use crate::domain::credit::Hardness;
use crate::domain::credit::records::draw;
use crate::domain::orders::{Command, Shipment, Transport, covered, shipping_evidence};
use crate::domain::products::TemperatureRange;
use crate::i18n::{money, t_dyn, temperature};
use crate::ops::orders::Dossier;
use crate::ui::theme::Tone;
use crate::ui::widgets::text;

pub(super) struct Dispatch {
    no: usize,
    transport: Transport,
    vehicle: String,
    driver: String,
    phone: String,
    reading: Typed<i64>,
    credit_note: String,
}

fn waiting(dossier: &Dossier) -> Vec<usize> {
    data::shipments(&dossier.order, |shipment| shipment.notice.is_some() && shipment.dispatch.is_none())
}

impl Dispatch {
    pub fn new(dossier: &Dossier) -> Self {
        let last = dossier.order.shipments.iter().rev().find_map(|shipment| shipment.dispatch.as_ref());
        let usual = if dossier.customer.is_export() { Transport::Sea } else { Transport::Road };
        Dispatch {
            no: waiting(dossier).first().copied().unwrap_or_default(),
            transport: last.map_or(usual, |dispatch| dispatch.transport),
            vehicle: String::new(),
            driver: String::new(),
            phone: String::new(),
            reading: Typed::default(),
            credit_note: String::new(),
        }
    }
}

impl Dispatch {
    /// What is held against the customer, where anything is, and the note that a warning asks for.
    fn show_credit(&mut self, ui: &mut Ui, at: &At<'_>, shipment: &Shipment) {
        let dossier = at.dossier;
        let (order, settings) = (&dossier.order, &dossier.company.credit);
        let standing = dossier.standing(at.today);
        let evidence = shipping_evidence(order, shipment, &dossier.customer, &standing, at.today, settings);
        let needed = evidence.needed().saturating_sub(covered(order, &evidence, at.today));
        if evidence.concern.is_none() || needed <= 0 {
            return;
        }
        let (tone, words) = concern_words(at, evidence.concern);
        let records = &dossier.customer.credit.records;
        // What a release of the file covers is no obstacle: it is used up by the step.
        if let Some(uses) = draw(records, &standing.used, at.today, needed).filter(|_| evidence.stops()) {
            let numbers: Vec<String> = uses.iter().map(|part| part.no.to_string()).collect();
            let values = [("numbers", numbers.join(", ").into()), ("amount", money(needed).into())];
            parts::sentence(ui, Tone::Quiet, &words);
            parts::sentence(ui, Tone::Good, &at.tf("steps-dispatch-released", &values));
            return;
        }
        parts::sentence(ui, if evidence.stops() { tone } else { Tone::Warn }, &words);
        if evidence.stops() {
            // A reason does not let them pass.
            text::body(ui, at.t("errors-refusal-credit-at-shipping-todo"));
            return;
        }
        parts::line(ui, at.t("steps-dispatch-credit-note"), &mut self.credit_note, evidence.hardness == Hardness::Warn);
    }
}

/// A range as it stands on a label: 2–6 °C, at most 25 °C; empty where there is none.
pub(crate) fn range_words(at: &At<'_>, range: TemperatureRange) -> String {
    match (range.low, range.high) {
        (Some(low), Some(high)) => format!("{} – {}", temperature(low), temperature(high)),
        (None, Some(high)) => at.tf("steps-range-most", &[("high", temperature(high).into())]),
        (Some(low), None) => at.tf("steps-range-least", &[("low", temperature(low).into())]),
        (None, None) => String::new(),
    }
}

impl Form for Dispatch {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        choose_shipment(ui, at, &mut self.no, &waiting(at.dossier));
        let Some(shipment) = at.dossier.order.shipment(self.no) else { return };
        if let Some(notice) = &shipment.notice {
            let values = [("carrier", notice.carrier.as_str().into()), ("waybill", notice.waybill.as_str().into())];
            text::caption(ui, &at.tf("steps-dispatch-notice", &values));
        }
        let modes = Transport::ALL.map(|mode| (mode, t_dyn(at.lang, &format!("transport-{}", mode.key())), None));
        parts::choice(ui, at.t("steps-dispatch-mode"), &mut self.transport, &modes);
        let label = |of: &str| t_dyn(at.lang, &format!("transport-{}-{of}", self.transport.key()));
        let (vehicle, person) = (label("vehicle"), label("person"));
        let with_vehicle = self.transport.names_vehicle();
        parts::beside(ui, if with_vehicle { 3 } else { 2 }, |ui, width| {
            if with_vehicle {
                parts::line_wide(ui, &vehicle, &mut self.vehicle, true, Some(width));
            }
            parts::line_wide(ui, &person, &mut self.driver, true, Some(width));
            parts::line_wide(ui, at.t("steps-dispatch-phone"), &mut self.phone, false, Some(width));
        });
        let range = data::range(at.dossier, shipment);
        parts::temperature(ui, at, at.t("steps-dispatch-temperature"), &mut self.reading, range.is_cold(), 260.0);
        let words = range_words(at, range);
        if !words.is_empty() {
            let outside = self.reading.value.is_some_and(|tenths| !range.holds(tenths));
            let tone = if outside { Tone::Bad } else { Tone::Quiet };
            let key = if range.is_cold() { "steps-dispatch-cold" } else { "steps-dispatch-range" };
            parts::sentence(ui, tone, &at.tf(key, &[("range", words.into())]));
        }
        self.show_credit(ui, at, shipment);
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        if self.reading.value.is_none() && !self.reading.text.trim().is_empty() {
            return Err(at.t("steps-temperature-not-understood").to_owned());
        }
        Ok(Command::Dispatch {
            shipment: self.no,
            transport: self.transport,
            vehicle: if self.transport.names_vehicle() { self.vehicle.trim().to_owned() } else { String::new() },
            driver: self.driver.trim().to_owned(),
            driver_phone: self.phone.trim().to_owned(),
            temperature: self.reading.value,
            credit_note: self.credit_note.trim().to_owned(),
        })
    }
}
