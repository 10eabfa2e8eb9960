//! Picking by lot (IV.1): a proposal by earliest expiry, quantities that can be changed, other lots with what remains of their
//! life against the customer's rule.

use chrono::NaiveDate;
use eframe::egui;
use egui::Ui;

use super::data::Choice;
use super::parts::{self, Typed};
use super::table::{Cell, Col, remaining, table};
use super::{At, Form, data};
use crate::domain::orders::decide::PickLine;
use crate::domain::orders::{Command, open_to_pick};
use crate::domain::quantity::Packs;
use crate::i18n::{date, tf};
use crate::ops::orders::Dossier;
use crate::ui::theme::{self, Tone, Type};
use crate::ui::widgets::number_field::Place;
use crate::ui::widgets::text;

pub(super) struct Pick {
    rows: Vec<(Choice, Typed<i64>)>,
    reason: String,
}

fn packs(dossier: &Dossier, line: usize) -> Packs {
    data::product(dossier, line).map(|product| product.packs.clone()).unwrap_or_else(|| Packs::single(""))
}

impl Pick {
    pub fn new(dossier: &Dossier, today: NaiveDate) -> Self {
        let typed = |choice: &Choice| Typed::quantity(&packs(dossier, choice.line), choice.proposed);
        let rows = data::choices(dossier, today).into_iter().map(|choice| (choice.clone(), typed(&choice)));
        Pick { rows: rows.collect(), reason: String::new() }
    }

    fn sum(&self, line: usize) -> i64 {
        let of_line = self.rows.iter().filter(|(choice, _)| choice.line == line);
        of_line.map(|(_, typed)| typed.value.unwrap_or(0)).sum()
    }

    fn takes_old(&self) -> bool {
        self.rows.iter().any(|(choice, typed)| !choice.fresh && typed.value.unwrap_or(0) > 0)
    }

    /// True when a lot is taken while one that expires earlier and fits is left.
    fn passes_over(&self) -> bool {
        self.rows.iter().enumerate().any(|(place, (choice, typed))| {
            let earlier = self.rows[..place].iter().filter(|(other, _)| other.line == choice.line && other.fresh);
            let left = |(other, typed): &(Choice, Typed<i64>)| typed.value.unwrap_or(0) < other.held + other.free;
            typed.value.unwrap_or(0) > 0 && earlier.into_iter().any(left)
        })
    }

    fn show_line(&mut self, ui: &mut Ui, at: &At<'_>, line: usize) {
        let open = open_to_pick(&at.dossier.order, line);
        let sum = self.sum(line);
        let name = data::line_name(at.dossier, line, at.lang.tag());
        let values = [
            ("goods", name.into()),
            ("open", data::show_quantity(at.dossier, line, open).into()),
            ("picked", if sum == 0 { "0".into() } else { data::show_quantity(at.dossier, line, sum).into() }),
        ];
        let ink = theme::palette(ui).ink;
        ui.label(text::rich(at.tf("steps-pick-line", &values), Type::BodyStrong, ink));
        let cols = [
            Col::words(at.t("steps-lot"), 112.0),
            Col::words(at.t("steps-place"), 0.0),
            Col::words(at.t("steps-expiry"), 96.0),
            Col::figures(at.t("steps-remaining"), 92.0),
            Col::figures(at.t("steps-pick-held"), 92.0),
            Col::figures(at.t("steps-pick-free"), 92.0),
            Col::figures(at.t("steps-pick-take"), 150.0),
        ];
        let packs = packs(at.dossier, line);
        let needed = data::freshness(at.dossier, line, at.today).map_or(0, |rule| rule.days_needed());
        let rows = self.rows.iter_mut().filter(|(choice, _)| choice.line == line).filter_map(|(choice, typed)| {
            let lot = data::lot(at.dossier, choice.lot)?;
            let tone = if choice.fresh { Tone::Quiet } else { Tone::Bad };
            let most = choice.held + choice.free;
            let too_much = typed.value.is_some_and(|value| value > most);
            let label = tf(at.lang, "steps-pick-field", &[("lot", lot.code.as_str().into())]);
            let error = too_much.then(|| at.t("steps-pick-too-much"));
            let packs = &packs;
            let field = move |ui: &mut Ui, width: f32| {
                let place = Place { bare: true, width: Some(width), error, ..Place::default() };
                parts::quantity(ui, at, &label, typed, packs, place);
            };
            let show = |base: i64| if base == 0 { "—".to_owned() } else { packs.show(base) };
            Some(vec![
                Cell::Text(lot.code.clone()),
                Cell::Toned(lot.place.clone(), Tone::Quiet),
                Cell::Text(date(lot.expiry)),
                remaining(at, choice.remaining, needed, tone),
                Cell::Text(show(choice.held)),
                Cell::Toned(show(choice.free), Tone::Quiet),
                Cell::Field(Box::new(field)),
            ])
        });
        table(ui, &cols, rows.collect::<Vec<_>>());
        if sum > open {
            parts::sentence(ui, Tone::Bad, at.t("steps-pick-over"));
        } else if sum < open {
            let rest = data::show_quantity(at.dossier, line, open - sum);
            parts::sentence(ui, Tone::Warn, &at.tf("steps-pick-rest", &[("rest", rest.into())]));
        }
    }
}

impl Form for Pick {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let mut lines: Vec<usize> = self.rows.iter().map(|(choice, _)| choice.line).collect();
        lines.dedup();
        for line in lines {
            self.show_line(ui, at, line);
        }
        if self.takes_old() {
            parts::sentence(ui, Tone::Bad, at.t("steps-pick-old"));
        }
        if self.passes_over() {
            parts::sentence(ui, Tone::Warn, at.t("steps-pick-earlier"));
            parts::lines(ui, at.t("steps-pick-reason"), &mut self.reason, true, 2);
        }
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        let mut lines = Vec::new();
        for (choice, typed) in &self.rows {
            let quantity = typed.value.ok_or_else(|| at.t("steps-quantity-not-read").to_owned())?;
            if quantity > 0 {
                lines.push(PickLine { line: choice.line, lot: choice.lot, quantity });
            }
        }
        if lines.is_empty() {
            return Err(at.t("steps-pick-nothing").to_owned());
        }
        let reason = self.reason.trim();
        let lot_reason = (self.passes_over() && !reason.is_empty()).then(|| reason.to_owned());
        Ok(Command::Pick { lines, lot_reason })
    }

    /// Keeps what was typed for lots that are still there.
    fn renew(&mut self, at: &At<'_>) {
        let before = std::mem::replace(self, Pick::new(at.dossier, at.today));
        self.reason = before.reason;
        for (choice, typed) in before.rows {
            let same = self.rows.iter_mut().find(|(now, _)| (now.line, now.lot) == (choice.line, choice.lot));
            if let Some((_, now)) = same {
                *now = typed;
            }
        }
    }

    fn width(&self) -> f32 {
        860.0
    }
}
