//! Date review (II.4): what was wished, what is possible and why, and the talk where it is later.

use chrono::NaiveDate;
use eframe::egui;
use egui::Ui;

use super::data::{Earliest, Why};
use super::parts::{self, Typed};
use super::{At, Form, data};
use crate::domain::orders::{Agreement, Command};
use crate::i18n::date;
use crate::ops::orders::Dossier;
use crate::ui::theme::Tone;
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::date_field::weekday;
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::number_field::Place;

pub(super) struct Date {
    promised: Typed<NaiveDate>,
    who: String,
    note: String,
}

impl Date {
    pub fn new(dossier: &Dossier, today: NaiveDate) -> Self {
        let earliest = data::earliest(dossier, today).day;
        let promised = dossier.order.content.requested.max(earliest);
        Date { promised: Typed::day(promised), who: dossier.order.content.contact.clone(), note: String::new() }
    }
}

fn with_weekday(at: &At<'_>, day: NaiveDate) -> String {
    format!("{} {}", date(day), weekday(at.lang, day))
}

/// The reasons of the earliest day, one sentence each.
fn why_words(at: &At<'_>, earliest: &Earliest) -> Vec<String> {
    let words = |why: &Why| match why {
        Why::InStore { leaves } => at.tf("steps-date-in-store", &[("day", with_weekday(at, *leaves).into())]),
        Why::ToMake { line, short, lead_days, ready } => at.tf(
            "steps-date-to-make",
            &[
                ("goods", data::line_name(at.dossier, *line, at.lang.tag()).into()),
                ("quantity", data::show_quantity(at.dossier, *line, *short).into()),
                ("days", (*lead_days).into()),
                ("day", with_weekday(at, *ready).into()),
            ],
        ),
        Why::Travel { days } => at.tf("steps-date-travel", &[("days", (*days).into())]),
    };
    earliest.why.iter().map(words).collect()
}

impl Form for Date {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let requested = at.dossier.order.content.requested;
        let earliest = data::earliest(at.dossier, at.today);
        let tone = if earliest.day > requested { Tone::Bad } else { Tone::Good };
        let found = [
            Fact::new(at.t("steps-date-wished"), with_weekday(at, requested)),
            Fact::new(at.t("steps-date-earliest"), with_weekday(at, earliest.day)).toned(tone),
        ];
        ui.scope(|ui| facts(ui, &found));
        for words in why_words(at, &earliest) {
            parts::sentence(ui, Tone::Quiet, &words);
        }
        let place = Place { width: Some(260.0), required: true, ..Place::default() };
        parts::day(ui, at, at.t("steps-date-promised"), &mut self.promised, Lean::Ahead, place);
        let Some(promised) = self.promised.value else { return };
        if promised < earliest.day {
            parts::sentence(ui, Tone::Warn, at.t("steps-date-too-early"));
        }
        if promised > requested {
            let late = (promised - requested).num_days();
            parts::sentence(ui, Tone::Warn, &at.tf("steps-date-later", &[("days", late.into())]));
            parts::line(ui, at.t("steps-date-who"), &mut self.who, true);
            parts::lines(ui, at.t("steps-date-talk"), &mut self.note, true, 2);
        }
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        let promised = self.promised.value.ok_or_else(|| at.t("steps-day-not-read").to_owned())?;
        let later = promised > at.dossier.order.content.requested;
        let agreed = later.then(|| Agreement { who: self.who.trim().to_owned(), note: self.note.trim().to_owned() });
        Ok(Command::ReviewDate { promised, agreed })
    }
}
