//! The question of the stock review to production, and its answer (II.4).

use chrono::NaiveDate;
use eframe::egui;
use egui::Ui;

use super::parts::{self, Typed};
use super::table::{Cell, Col, table};
use super::{At, Form, data};
use crate::domain::orders::question::shortages;
use crate::domain::orders::{Batch, Command, Possible, Question, open_question};
use crate::i18n::t_dyn;
use crate::ops::orders::Dossier;
use crate::ui::clock;
use crate::ui::icons::Icon;
use crate::ui::theme::Tone;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::number_field::Place;
use crate::ui::widgets::text;

/// Asks about what is short.
#[derive(Default)]
pub(super) struct AskForm {
    note: String,
}

/// What is short, a sentence a line.
pub(super) fn show_short(ui: &mut Ui, at: &At<'_>, lines: &[(usize, i64)]) {
    for (line, short) in lines {
        let values = [
            ("goods", data::line_name(at.dossier, *line, at.lang.tag()).into()),
            ("quantity", data::show_quantity(at.dossier, *line, *short).into()),
        ];
        text::body(ui, &at.tf("dates-short-line", &values));
    }
}

impl Form for AskForm {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        text::caption(ui, at.t("dates-asks-about"));
        parts::boxed(ui, |ui| show_short(ui, at, &shortages(&at.dossier.order)));
        parts::lines(ui, at.t("dates-question-note"), &mut self.note, false, 2);
    }

    fn command(&self, _at: &At<'_>) -> Result<Command, String> {
        Ok(Command::AskProduction { note: self.note.trim().to_owned() })
    }
}

/// A batch as typed.
struct Row {
    line: usize,
    quantity: Typed<i64>,
    day: Typed<NaiveDate>,
}

/// Whether it can be made, and how much by when.
pub(super) struct AnswerForm {
    possible: Possible,
    rows: Vec<Row>,
    note: String,
}

impl AnswerForm {
    pub fn new(dossier: &Dossier, today: NaiveDate) -> Self {
        let asked = open_question(&dossier.order).map(|question| question.lines.clone()).unwrap_or_default();
        let rows = asked.into_iter().map(|(line, quantity)| row(dossier, today, line, quantity)).collect();
        AnswerForm { possible: Possible::Yes, rows, note: String::new() }
    }

    /// What of a line is not named yet.
    fn rest(&self, question: &Question, line: usize) -> i64 {
        let asked = question.lines.iter().find(|(of, _)| *of == line).map_or(0, |(_, asked)| *asked);
        let named: i64 =
            self.rows.iter().filter(|row| row.line == line).map(|row| row.quantity.value.unwrap_or(0)).sum();
        (asked - named).max(0)
    }

    fn show_rows(&mut self, ui: &mut Ui, at: &At<'_>, question: &Question) {
        text::caption(ui, at.t("dates-answer-lines"));
        let cols = [
            Col::words(at.t("dates-goods"), 0.0),
            Col::figures(at.t("dates-quantity"), 170.0),
            Col::words(at.t("dates-batch-day"), 170.0),
            Col::words("", 48.0),
        ];
        let many = self.rows.len() > 1;
        // The cells are drawn one after the other, and no more than one button is pressed in a frame.
        let pressed = std::cell::Cell::new(None);
        let rows = self.rows.iter_mut().enumerate().map(|(place, row)| {
            let Row { line, quantity, day } = row;
            let packs = data::packs(at.dossier, *line);
            let label = at.tf("dates-batch-quantity", &[("line", (*line).into())]);
            let name = data::line_name(at.dossier, *line, at.lang.tag());
            let pressed = &pressed;
            let how_much = move |ui: &mut Ui, width: f32| {
                let id = ui.scope_id().with(("batch quantity", place));
                let place = Place { bare: true, width: Some(width), id: Some(id), ..Place::default() };
                parts::quantity(ui, at, &label, quantity, &packs, place);
            };
            let when = move |ui: &mut Ui, width: f32| {
                let id = ui.scope_id().with(("batch day", place));
                let place = Place { bare: true, width: Some(width), id: Some(id), ..Place::default() };
                parts::day(ui, at, at.t("dates-batch-day"), day, Lean::Ahead, place);
            };
            let away = move |ui: &mut Ui, _: f32| {
                let button = Button::only_icon(Icon::Cross, at.t("dates-remove-batch"));
                if many && button.show(ui).clicked() {
                    pressed.set(Some(place));
                }
            };
            vec![
                Cell::Text(name),
                Cell::Field(Box::new(how_much)),
                Cell::Field(Box::new(when)),
                Cell::Field(Box::new(away)),
            ]
        });
        table(ui, &cols, rows.collect::<Vec<_>>());
        if let Some(place) = pressed.get() {
            self.rows.remove(place);
            parts::touch(ui, true);
        }
        if Button::new(at.t("dates-add-batch")).icon(Icon::Plus).show(ui).clicked() {
            let open = question.lines.iter().map(|(line, _)| *line).find(|line| self.rest(question, *line) > 0);
            let line = open.or_else(|| question.lines.last().map(|(line, _)| *line)).unwrap_or(1);
            let rest = self.rest(question, line);
            self.rows.push(row(at.dossier, at.today, line, rest));
            parts::touch(ui, true);
        }
    }
}

fn row(dossier: &Dossier, today: NaiveDate, line: usize, quantity: i64) -> Row {
    let lead = data::product(dossier, line).map_or(0, |product| product.lead_days.max(0));
    let calendar = &dossier.company.calendar;
    let ready = calendar.add_working_days(today, u32::try_from(lead).unwrap_or(0));
    let typed = Typed::quantity(&data::packs(dossier, line), quantity);
    Row { line, quantity: typed, day: Typed::day(calendar.working_day_on_or_after(ready)) }
}

impl Form for AnswerForm {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let Some(question) = open_question(&at.dossier.order) else { return };
        let when = clock::moment(at.lang, &at.dossier.company, at.now, question.asked.at);
        let values = [("who", at.dossier.name(question.asked.by).into()), ("when", when.into())];
        text::caption(ui, &at.tf("dates-question", &values));
        parts::boxed(ui, |ui| {
            show_short(ui, at, &question.lines);
            if !question.note.is_empty() {
                text::body(ui, &question.note);
            }
        });
        let among = Possible::ALL.map(|word| (word, t_dyn(at.lang, &format!("possible-{}", word.key())), None));
        parts::choice(ui, at.t("changes-answer-word"), &mut self.possible, &among);
        if self.possible != Possible::No {
            self.show_rows(ui, at, question);
        }
        let short = question.lines.iter().filter(|(line, _)| self.rest(question, *line) > 0).map(|(line, _)| *line);
        for line in short.filter(|_| self.possible == Possible::OnlyIf) {
            let rest = data::show_quantity(at.dossier, line, self.rest(question, line));
            let goods = data::line_name(at.dossier, line, at.lang.tag());
            let values = [("goods", goods.into()), ("quantity", rest.into())];
            parts::sentence(ui, Tone::Warn, &at.tf("dates-short-line", &values));
        }
        let label = match self.possible {
            Possible::Yes => at.t("field-note"),
            Possible::OnlyIf => at.t("dates-answer-condition"),
            Possible::No => at.t("dates-answer-why-not"),
        };
        parts::lines(ui, label, &mut self.note, self.possible != Possible::Yes, 2);
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        let no = open_question(&at.dossier.order).map_or(0, |question| question.no);
        let mut batches = Vec::new();
        for row in self.rows.iter().filter(|_| self.possible != Possible::No) {
            let quantity = row.quantity.value.ok_or_else(|| at.t("steps-quantity-not-read").to_owned())?;
            let day = row.day.value.ok_or_else(|| at.t("steps-day-not-read").to_owned())?;
            batches.push(Batch { line: row.line, quantity, day });
        }
        Ok(Command::AnswerProduction { no, possible: self.possible, batches, note: self.note.trim().to_owned() })
    }

    fn renew(&mut self, at: &At<'_>) {
        let asked = open_question(&at.dossier.order).map(|question| question.lines.clone()).unwrap_or_default();
        if self.rows.iter().any(|row| !asked.iter().any(|(line, _)| *line == row.line)) {
            *self = AnswerForm { note: std::mem::take(&mut self.note), ..AnswerForm::new(at.dossier, at.today) };
        }
    }

    fn width(&self) -> f32 {
        680.0
    }
}
