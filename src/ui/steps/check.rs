//! The second look (IV.1): every picked lot is ticked by another person.

use eframe::egui;
use egui::Ui;

use super::{At, Form, data, parts};
use crate::domain::orders::{Command, Shipment};
use crate::i18n::date;
use crate::ops::orders::Dossier;
use crate::ui::theme::Tone;
use crate::ui::widgets::button::Button;

pub(super) struct Check {
    no: usize,
    ticked: Vec<bool>,
}

fn waiting(dossier: &Dossier) -> Vec<usize> {
    data::shipments(&dossier.order, |shipment| shipment.checked.is_none())
}

fn count(dossier: &Dossier, no: usize) -> usize {
    dossier.order.shipment(no).map_or(0, |shipment| shipment.lines.len())
}

impl Check {
    pub fn new(dossier: &Dossier) -> Self {
        let no = waiting(dossier).first().copied().unwrap_or_default();
        Check { no, ticked: vec![false; count(dossier, no)] }
    }
}

/// Shipments as a choice, where there are several.
pub(super) fn choose_shipment(ui: &mut Ui, at: &At<'_>, no: &mut usize, among: &[usize]) -> bool {
    if among.len() < 2 {
        return false;
    }
    let word = |no: usize| at.tf("steps-shipment", &[("no", no.into())]);
    let among: Vec<_> = among.iter().map(|no| (*no, word(*no), None)).collect();
    parts::choice(ui, at.t("steps-which-shipment"), no, &among)
}

fn words(at: &At<'_>, shipment: &Shipment, index: usize) -> String {
    let Some(part) = shipment.lines.get(index) else { return String::new() };
    at.tf(
        "steps-check-line",
        &[
            ("goods", data::line_name(at.dossier, part.line, at.lang.tag()).into()),
            ("lot", part.code.as_str().into()),
            ("expiry", date(part.expiry).into()),
            ("quantity", data::show_quantity(at.dossier, part.line, part.quantity).into()),
        ],
    )
}

impl Form for Check {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        if choose_shipment(ui, at, &mut self.no, &waiting(at.dossier)) {
            self.ticked = vec![false; count(at.dossier, self.no)];
        }
        let Some(shipment) = at.dossier.order.shipment(self.no) else { return };
        let picker = at.dossier.name(shipment.picked.by);
        parts::sentence(ui, Tone::Quiet, &at.tf("steps-check-how", &[("picker", picker.into())]));
        parts::boxed(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (index, ticked) in self.ticked.iter_mut().enumerate() {
                parts::tick(ui, ticked, &words(at, shipment, index));
            }
        });
        if self.ticked.len() > 1 && Button::new(at.t("steps-check-all")).show(ui).clicked() {
            self.ticked.fill(true);
            parts::touch(ui, true);
        }
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        let open = self.ticked.iter().filter(|ticked| !**ticked).count();
        if open > 0 {
            return Err(at.tf("steps-check-open", &[("count", open.into())]));
        }
        Ok(Command::CheckGoods { shipment: self.no })
    }

    fn renew(&mut self, at: &At<'_>) {
        if !waiting(at.dossier).contains(&self.no) {
            *self = Check::new(at.dossier);
        }
    }

    fn width(&self) -> f32 {
        640.0
    }
}
