//! Date review (II.4): what was wished, what is possible and why, line by line, and the talk where it is later.

use chrono::NaiveDate;
use eframe::egui;
use egui::Ui;

use super::parts::{self, Typed};
use super::table::{Cell, Col, table};
use super::{At, Form, data};
use crate::domain::orders::{Agreement, Command, Order, Promise};
use crate::i18n::date;
use crate::ops::orders::Dossier;
use crate::ops::tell::why_words;
use crate::ui::theme::Tone;
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::date_field::weekday;
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::number_field::Place;
use crate::ui::widgets::text;

pub(super) struct Date {
    promised: Typed<NaiveDate>,
    /// By line, from 0: its own day; empty where it is the order's.
    own: Vec<Typed<NaiveDate>>,
    who: String,
    note: String,
}

impl Date {
    pub fn new(dossier: &Dossier, today: NaiveDate) -> Self {
        let (day, lines) = data::proposed_days(&dossier.order, &data::promises(dossier, today));
        let mut own = vec![Typed::default(); dossier.order.content.lines.len()];
        for (line, day) in lines {
            own[line - 1] = Typed::day(day);
        }
        Date { promised: Typed::day(day), own, who: dossier.order.content.contact.clone(), note: String::new() }
    }

    /// The day of a line, from 1, as typed.
    fn day_of(&self, line: usize) -> Option<NaiveDate> {
        let own = self.own.get(line.wrapping_sub(1)).filter(|own| !own.text.trim().is_empty());
        own.map_or(self.promised.value, |own| own.value)
    }

    /// By how many days the latest line is later than wished; none where all are kept.
    fn late(&self, order: &Order) -> Option<i64> {
        let wanted = (1..=order.content.lines.len()).filter(|line| order.content.lines[line - 1].quantity > 0);
        let late = wanted.filter_map(|line| Some((self.day_of(line)? - order.content.wished(line)).num_days()));
        late.max().filter(|days| *days > 0)
    }

    fn show_lines(&mut self, ui: &mut Ui, at: &At<'_>, found: &[Promise]) {
        let cols = [
            Col::words(at.t("dates-goods"), 0.0),
            Col::figures(at.t("dates-quantity"), 120.0),
            Col::words(at.t("dates-wished"), 124.0),
            Col::words(at.t("dates-earliest"), 124.0),
            Col::words(at.t("dates-promised"), 148.0),
        ];
        let order = &at.dossier.order;
        let common = self.promised.value.map(date).unwrap_or_default();
        let rows = self.own.iter_mut().enumerate().filter_map(|(index, own)| {
            let line = index + 1;
            let promise = found.iter().find(|promise| promise.line == line)?;
            let wished = order.content.wished(line);
            let quantity = order.line(line).map_or(0, |line| line.quantity);
            let label = at.tf("dates-promised-line", &[("line", line.into())]);
            let common = common.clone();
            let field = move |ui: &mut Ui, width: f32| {
                let place = Place { bare: true, width: Some(width), hint: Some(&common), ..Place::default() };
                parts::day(ui, at, &label, own, Lean::Ahead, place);
            };
            Some(vec![
                Cell::Text(data::line_name(at.dossier, line, at.lang.tag())),
                Cell::Text(data::show_quantity(at.dossier, line, quantity)),
                Cell::Text(with_weekday(at, wished)),
                earliest_cell(at, promise, wished),
                Cell::Field(Box::new(field)),
            ])
        });
        table(ui, &cols, rows.collect::<Vec<_>>());
        text::caption(ui, at.t("dates-own-hint"));
    }

    fn warn(&self, ui: &mut Ui, at: &At<'_>, found: &[Promise]) {
        for promise in found {
            let line = ("line", promise.line.into());
            match (promise.day, self.day_of(promise.line)) {
                (None, _) => parts::sentence(ui, Tone::Bad, &at.tf("dates-not-possible", &[line])),
                (Some(earliest), Some(day)) if day < earliest => {
                    let values = [line, ("day", with_weekday(at, earliest).into())];
                    parts::sentence(ui, Tone::Warn, &at.tf("dates-too-early", &values));
                }
                _ => {}
            }
        }
    }
}

fn with_weekday(at: &At<'_>, day: NaiveDate) -> String {
    format!("{} {}", date(day), weekday(at.lang, day))
}

fn earliest_words(at: &At<'_>, promise: &Promise) -> String {
    promise.day.map_or_else(|| at.t("dates-never").to_owned(), |day| with_weekday(at, day))
}

fn earliest_tone(promise: &Promise, wished: NaiveDate) -> Tone {
    if promise.day.is_some_and(|day| day <= wished) { Tone::Good } else { Tone::Bad }
}

fn earliest_cell<'a>(at: &At<'_>, promise: &Promise, wished: NaiveDate) -> Cell<'a> {
    Cell::Toned(earliest_words(at, promise), earliest_tone(promise, wished))
}

/// The reasons of a line's day in one sentence.
fn reasons(at: &At<'_>, promise: &Promise) -> String {
    let shown = |base: i64| data::show_quantity(at.dossier, promise.line, base);
    let why = why_words(at.lang, promise, shown, |id| at.dossier.name(id).to_owned());
    let values = [
        ("line", promise.line.into()),
        ("goods", data::line_name(at.dossier, promise.line, at.lang.tag()).into()),
        ("why", why.join(at.t("dates-why-join")).into()),
    ];
    at.tf("dates-why-title", &values)
}

impl Form for Date {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let found = data::promises(at.dossier, at.today);
        let many = self.own.len() > 1;
        if let (false, Some(only)) = (many, found.first()) {
            let wished = at.dossier.order.content.wished(only.line);
            let told = [
                Fact::new(at.t("steps-date-wished"), with_weekday(at, wished)),
                Fact::new(at.t("steps-date-earliest"), earliest_words(at, only)).toned(earliest_tone(only, wished)),
            ];
            ui.scope(|ui| facts(ui, &told));
        }
        let place = Place { width: Some(260.0), required: true, ..Place::default() };
        parts::day(ui, at, at.t("steps-date-promised"), &mut self.promised, Lean::Ahead, place);
        if many {
            self.show_lines(ui, at, &found);
        }
        for promise in &found {
            parts::sentence(ui, Tone::Quiet, &reasons(at, promise));
        }
        self.warn(ui, at, &found);
        if let Some(days) = self.late(&at.dossier.order) {
            parts::sentence(ui, Tone::Warn, &at.tf("steps-date-later", &[("days", days.into())]));
            parts::line(ui, at.t("steps-date-who"), &mut self.who, true);
            parts::lines(ui, at.t("steps-date-talk"), &mut self.note, true, 2);
        }
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        let unread = || at.t("steps-day-not-read").to_owned();
        let promised = self.promised.value.ok_or_else(unread)?;
        let mut lines = Vec::new();
        for (index, own) in self.own.iter().enumerate().filter(|(_, own)| !own.text.trim().is_empty()) {
            lines.push((index + 1, own.value.ok_or_else(unread)?));
        }
        let later = self.late(&at.dossier.order).is_some();
        let agreed = later.then(|| Agreement { who: self.who.trim().to_owned(), note: self.note.trim().to_owned() });
        Ok(Command::ReviewDate { promised, agreed, lines })
    }

    fn renew(&mut self, at: &At<'_>) {
        self.own.resize(at.dossier.order.content.lines.len(), Typed::default());
    }

    fn width(&self) -> f32 {
        if self.own.len() > 1 { 820.0 } else { 560.0 }
    }
}
