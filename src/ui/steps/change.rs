//! The forms of a change (III.5): a desk's answer, the decision, and the note of whoever is told.

use eframe::egui;
use egui::Ui;

use super::parts::{self, Typed};
use super::{At, Form};
use crate::domain::ids::OrderId;
use crate::domain::orders::{Change, Command, Possible};
use crate::domain::people::Department;
use crate::i18n::t_dyn;
use crate::ops::tell::Compared;
use crate::ui::changes;
use crate::ui::widgets::number_field::Place;
use crate::ui::widgets::text;

/// The change that a form is about, told once for each state of the order.
#[derive(Default)]
struct Told {
    of: Option<(OrderId, i64, usize)>,
    rows: Vec<Compared>,
}

impl Told {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>, change: &Change) {
        let of = (at.dossier.order.id, at.dossier.order.events, change.no);
        if self.of != Some(of) {
            self.rows = changes::rows_of(at.lang, at.dossier, change);
            self.of = Some(of);
        }
        parts::boxed(ui, |ui| {
            changes::story(ui, at.lang, &at.dossier.company, at.now, at.dossier, change);
            changes::differences(ui, at.lang, &self.rows);
        });
    }
}

/// What a change means for one's own desk.
pub(super) struct AnswerForm {
    desk: Option<Department>,
    possible: Possible,
    days: String,
    cost: Typed<i64>,
    note: String,
    told: Told,
}

impl AnswerForm {
    pub fn new() -> Self {
        AnswerForm {
            desk: None,
            possible: Possible::Yes,
            days: String::new(),
            cost: Typed::default(),
            note: String::new(),
            told: Told::default(),
        }
    }

    /// The desk that answers: the person's own first one that has not answered. What it said before is taken over.
    fn desk(&mut self, at: &At<'_>, change: &Change) -> Option<Department> {
        if self.desk.is_none() {
            let own = || change.concerned.iter().copied().filter(|desk| at.user.belongs_to(*desk));
            let desk = own().find(|desk| change.answer(*desk).is_none()).or_else(|| own().next());
            self.take(change, desk);
        }
        self.desk
    }

    fn take(&mut self, change: &Change, desk: Option<Department>) {
        self.desk = desk;
        let Some(answer) = desk.and_then(|desk| change.answer(desk)) else { return };
        self.possible = answer.possible;
        self.days = if answer.days > 0 { answer.days.to_string() } else { String::new() };
        self.cost = if answer.cost > 0 { Typed::money(answer.cost) } else { Typed::default() };
        self.note.clone_from(&answer.note);
    }
}

/// Whole days as typed; nothing is none.
fn days(typed: &str) -> Option<i64> {
    let half = |sign: char| match sign {
        '０'..='９' => char::from_u32(sign as u32 - '０' as u32 + '0' as u32).unwrap_or(sign),
        _ => sign,
    };
    let text: String = typed.trim().chars().map(half).collect();
    if text.is_empty() { Some(0) } else { text.parse().ok() }
}

impl Form for AnswerForm {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let Some(change) = at.dossier.order.open_change() else { return };
        self.told.show(ui, at, change);
        let desk = self.desk(at, change);
        let own: Vec<_> = change.concerned.iter().filter(|desk| at.user.belongs_to(**desk)).collect();
        if let (Some(mut chosen), true) = (desk, own.len() > 1) {
            let among: Vec<_> = own.iter().map(|desk| (**desk, changes::desk_name(at.lang, **desk), None)).collect();
            if parts::choice(ui, at.t("changes-answer-for"), &mut chosen, &among) {
                self.take(change, Some(chosen));
            }
        }
        let among =
            Possible::ALL.map(|possible| (possible, t_dyn(at.lang, &format!("possible-{}", possible.key())), None));
        parts::choice(ui, at.t("changes-answer-word"), &mut self.possible, &among);
        parts::beside(ui, 2, |ui, width| {
            parts::line_wide(ui, at.t("changes-answer-days"), &mut self.days, false, Some(width));
            let place = Place { width: Some(width), ..Place::default() };
            parts::money(ui, at, at.t("changes-answer-cost"), &mut self.cost, "CNY", place);
        });
        let needed = self.possible != Possible::Yes;
        let label = match self.possible {
            Possible::Yes => at.t("field-note"),
            Possible::OnlyIf => at.t("changes-answer-condition"),
            Possible::No => at.t("changes-answer-why-not"),
        };
        parts::lines(ui, label, &mut self.note, needed, 3);
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        let no = at.dossier.order.open_change().map_or(0, |change| change.no);
        let days = days(&self.days).ok_or_else(|| at.t("changes-days-not-understood").to_owned())?;
        let cost = if self.cost.text.trim().is_empty() { Some(0) } else { self.cost.value };
        let cost = cost.ok_or_else(|| at.t("widgets-money-not-understood").to_owned())?;
        let desk = self.desk.unwrap_or(Department::Logistics);
        let note = self.note.trim().to_owned();
        Ok(Command::AnswerChange { no, desk, possible: self.possible, days, cost, note })
    }

    fn width(&self) -> f32 {
        680.0
    }
}

/// Adopt or decline.
pub(super) struct DecideForm {
    adopted: bool,
    plan: String,
    told: Told,
}

impl DecideForm {
    pub fn new() -> Self {
        DecideForm { adopted: true, plan: String::new(), told: Told::default() }
    }
}

impl Form for DecideForm {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let Some(change) = at.dossier.order.open_change() else { return };
        self.told.show(ui, at, change);
        changes::answers(ui, at.lang, at.dossier, change);
        let words = [(true, at.t("changes-adopt").to_owned(), None), (false, at.t("changes-decline").to_owned(), None)];
        parts::choice(ui, at.t("changes-decision"), &mut self.adopted, &words);
        let (label, needed) = match self.adopted {
            true => (at.t("field-plan"), change.needs_plan()),
            false => (at.t("changes-why-declined"), true),
        };
        parts::lines(ui, label, &mut self.plan, needed, 3);
        let means = if self.adopted { at.t("changes-adopt-means") } else { at.t("changes-decline-means") };
        text::soft(ui, means);
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        let no = at.dossier.order.open_change().map_or(0, |change| change.no);
        Ok(Command::DecideChange { no, adopted: self.adopted, plan: self.plan.trim().to_owned() })
    }

    fn takes_away(&self) -> bool {
        !self.adopted
    }

    fn width(&self) -> f32 {
        680.0
    }
}

/// Whoever is told marks it as noted.
#[derive(Default)]
pub(super) struct NoteForm {
    told: Told,
}

/// The oldest change that one of the person's desks has not noted, and that desk.
fn to_note<'a>(at: &At<'a>) -> Option<(&'a Change, Department)> {
    at.dossier.order.changes.iter().find_map(|change| {
        let desk = change.to_note().into_iter().find(|desk| at.user.belongs_to(*desk))?;
        Some((change, desk))
    })
}

impl Form for NoteForm {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let Some((change, desk)) = to_note(at) else { return };
        let (word, tone) = changes::state(at.lang, change);
        let values = [("no", change.no.into()), ("state", word.into())];
        parts::sentence(ui, tone, &at.tf("changes-no-state", &values));
        self.told.show(ui, at, change);
        changes::answers(ui, at.lang, at.dossier, change);
        let desk = changes::desk_name(at.lang, desk);
        text::soft(ui, &at.tf("changes-note-means", &[("desk", desk.into())]));
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        let found = to_note(at).map(|(change, desk)| (change.no, desk));
        let (no, desk) = found.unwrap_or((0, Department::Logistics));
        Ok(Command::NoteChange { no, desk })
    }

    fn width(&self) -> f32 {
        680.0
    }
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_as_they_are_typed() {
        assert_eq!((days(""), days(" 3 "), days("１２"), days("two")), (Some(0), Some(3), Some(12), None));
    }
}
