//! Changes and versions of an order (III.5): what is asked and who has not answered, what was decided, two versions beside
//! each other, and the day as of which the whole order is shown.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use eframe::egui::Ui;

use crate::domain::ids::OrderId;
use crate::domain::orders::{Change, Step, Version};
use crate::i18n::{Lang, date, t_dyn};
use crate::ops::orders::{Dossier, may_step};
use crate::ops::tell::{Compared, compare};
use crate::ui::changes;
use crate::ui::cx::{Cx, Wish};
use crate::ui::steps::parts;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::chip::chip;
use crate::ui::widgets::choice::select;
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::date_field::date_field;
use crate::ui::widgets::number_field::Place;
use crate::ui::widgets::text;

/// What the section was made from: the order, its number of events, the language.
type Of = (OrderId, i64, Lang);

/// The section, told once for each state of the order.
#[derive(Default)]
pub(super) struct Section {
    of: Option<Of>,
    versions: Vec<Version>,
    /// Rows of each change, by its number, once it was looked at.
    told: BTreeMap<usize, Vec<Compared>>,
    /// Changes of the past that are opened.
    opened: Vec<usize>,
    /// The two versions that are compared, from 0, and their rows.
    chosen: (usize, usize),
    compared: Vec<Compared>,
    day: String,
    /// The day as of which the order is shown.
    past: Option<(NaiveDate, Box<Dossier>)>,
    /// Why it cannot be shown as of the day that was typed.
    no_past: String,
}

impl Section {
    /// The order as it stood, while a day of the past is looked at.
    pub fn past(&self, id: OrderId) -> Option<(NaiveDate, &Dossier)> {
        let (day, dossier) = self.past.as_ref()?;
        (dossier.order.id == id).then_some((*day, dossier))
    }

    /// Back to now.
    pub fn leave_past(&mut self) {
        self.past = None;
    }

    /// What waits for an answer, a decision or a note: it stands at the top of the order.
    pub fn show_waiting(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier) {
        self.take(cx.lang, dossier);
        for change in dossier.order.changes.iter().rev().filter(|change| waits(change)) {
            self.show_change(ui, cx, dossier, change);
        }
    }

    /// Changes that are over with, versions beside each other, and the order as it stood.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier) {
        self.take(cx.lang, dossier);
        ui.add_space(theme::GAP);
        text::section(ui, cx.t("changes-title"));
        for change in dossier.order.changes.iter().rev().filter(|change| !waits(change)) {
            self.show_change(ui, cx, dossier, change);
        }
        if self.versions.len() > 1 {
            self.show_versions(ui, cx, dossier);
        }
        self.show_past_field(ui, cx, dossier);
    }

    fn take(&mut self, lang: Lang, dossier: &Dossier) {
        let of = (dossier.order.id, dossier.order.events, lang);
        if self.of == Some(of) {
            return;
        }
        if self.of.is_none_or(|(id, _, _)| id != dossier.order.id) {
            *self = Section::default();
        }
        self.of = Some(of);
        self.told.clear();
        self.versions = dossier.versions();
        let last = self.versions.len().saturating_sub(1);
        self.chosen = (last.saturating_sub(1), last);
        self.compare(lang, dossier);
    }

    fn compare(&mut self, lang: Lang, dossier: &Dossier) {
        let version = |at: usize| self.versions.get(at).map(|version| &version.content);
        if let (Some(left), Some(right)) = (version(self.chosen.0), version(self.chosen.1)) {
            self.compared = compare(lang, dossier, left, right);
            // What differs is looked for first.
            self.compared.sort_by_key(|row| !row.differs);
        }
    }

    fn show_change(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, change: &Change) {
        let mut steps: Vec<Step> = if change.is_open() {
            vec![Step::AnswerChange, Step::DecideChange, Step::WithdrawChange]
        } else if change.to_note().is_empty() {
            Vec::new()
        } else {
            vec![Step::NoteChange]
        };
        steps.retain(|step| may_step(&dossier.order, *step, cx.user).is_ok());
        let open = waits(change) || self.opened.contains(&change.no);
        parts::boxed(ui, |ui| {
            self.show_change_head(ui, cx, change, open);
            if !steps.is_empty() {
                ui.horizontal_wrapped(|ui| show_steps(ui, cx, dossier, &steps));
            }
            if !open {
                return;
            }
            let rows = self.told.entry(change.no).or_insert_with(|| changes::rows_of(cx.lang, dossier, change));
            changes::story(ui, cx.lang, cx.company, cx.now, dossier, change);
            changes::differences(ui, cx.lang, rows);
            changes::answers(ui, cx.lang, dossier, change);
        });
    }

    fn show_change_head(&mut self, ui: &mut Ui, cx: &Cx<'_>, change: &Change, open: bool) {
        let (word, tone) = changes::state(cx.lang, change);
        ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = theme::CHIP;
            chip(ui, &cx.tf("changes-no-state", &[("no", change.no.into()), ("state", word.into())]), tone);
            if waits(change) {
                return;
            }
            text::caption(ui, &change.reason);
            let key = if open { "changes-hide" } else { "changes-show" };
            if Button::quiet(cx.t(key)).show(ui).clicked() {
                if open {
                    self.opened.retain(|no| *no != change.no);
                } else {
                    self.opened.push(change.no);
                }
            }
        });
    }

    fn show_versions(&mut self, ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier) {
        text::strong(ui, cx.t("changes-versions"));
        let lines: Vec<String> = self.versions.iter().map(|version| version_line(cx, dossier, version)).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let before = self.chosen;
        parts::beside(ui, 2, |ui, width| {
            select(ui, cx.t("changes-left"), &lines, &mut self.chosen.0, width);
            select(ui, cx.t("changes-right"), &lines, &mut self.chosen.1, width);
        });
        if before != self.chosen {
            self.compare(cx.lang, dossier);
        }
        let (left, right) = self.chosen;
        for at in if left == right { vec![left] } else { vec![left, right] } {
            let Some(version) = self.versions.get(at) else { continue };
            let reason = if version.reason.is_empty() { cx.t("changes-first-version") } else { &version.reason };
            let mut words = cx.tf("changes-version-reason", &[("no", version.no.into()), ("reason", reason.into())]);
            if let Some((_, asker)) = &version.change {
                words = format!("{words} · {}", changes::asker(cx.lang, asker));
            }
            text::caption(ui, &words);
        }
        changes::beside(ui, cx.lang, &self.compared, [lines[left], lines[right]], false);
    }

    /// The day as of which the order shall be shown.
    fn show_past_field(&mut self, ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier) {
        let mut day = None;
        let mut asked = false;
        ui.horizontal_top(|ui| {
            let place = Place { width: Some(theme::DIALOG / 2.0), ..Place::default() };
            let label = cx.t("changes-past");
            asked = date_field(ui, cx.lang, label, &mut self.day, &mut day, cx.today, Lean::Back, place).entered;
            ui.add_space(theme::GAP);
            ui.vertical(|ui| {
                ui.add_space(theme::PAGE);
                asked |= Button::new(cx.t("changes-past-show")).show(ui).clicked();
            });
        });
        if let Some(day) = day.filter(|_| asked) {
            self.look_back(cx, dossier, day);
        }
        if !self.no_past.is_empty() {
            parts::sentence(ui, Tone::Warn, &self.no_past);
        }
    }

    fn look_back(&mut self, cx: &Cx<'_>, dossier: &Dossier, day: NaiveDate) {
        self.no_past.clear();
        let last = dossier.log.last().map(|entry| cx.company.day(entry.mark.at));
        if last.is_some_and(|last| last <= day) {
            cx.t("changes-past-today").clone_into(&mut self.no_past);
            return;
        }
        match dossier.as_of(day) {
            Some(then) => self.past = Some((day, Box::new(then))),
            None => self.no_past = cx.tf("changes-past-too-early", &[("day", date(day).into())]),
        }
    }
}

/// True while somebody has still to do with it.
fn waits(change: &Change) -> bool {
    change.is_open() || !change.to_note().is_empty()
}

/// The steps that this person may take with the change.
fn show_steps(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier, steps: &[Step]) {
    for (at, step) in steps.iter().enumerate() {
        let word = t_dyn(cx.lang, &format!("step-{}", step.key()));
        let button = if at == 0 { Button::new(&word) } else { Button::quiet(&word) };
        if button.show(ui).clicked() {
            cx.wish(Wish::Take(dossier.order.id, *step));
        }
    }
}

fn version_line(cx: &Cx<'_>, dossier: &Dossier, version: &Version) -> String {
    let day = date(cx.company.day(version.mark.at));
    let who = dossier.name(version.mark.by).to_owned();
    cx.tf("changes-version-line", &[("no", version.no.into()), ("day", day.into()), ("who", who.into())])
}
