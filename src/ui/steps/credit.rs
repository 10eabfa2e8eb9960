//! Credit review (II.4): the figures that are signed, what speaks against it, and the four answers.

use chrono::{Days, NaiveDate};
use eframe::egui;
use egui::Ui;

use super::parts::{self, Typed};
use super::table::{Cell, Col, table};
use super::{At, Form, data};
use crate::domain::credit::{Concern, CreditEvidence};
use crate::domain::orders::{Command, CreditDecision};
use crate::domain::people::{Right, may};
use crate::i18n::{date, money, t_dyn};
use crate::ops::orders::Dossier;
use crate::ui::theme::Tone;
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::number_field::Place;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Pass,
    Guarantee,
    Release,
    Refuse,
}

pub(super) struct Credit {
    answer: Answer,
    guarantor: String,
    amount: Typed<i64>,
    until: Typed<NaiveDate>,
    document: String,
    reason: String,
    note: String,
}

/// What a guarantee must at least cover.
pub(crate) fn needed(evidence: &CreditEvidence) -> i64 {
    match evidence.concern {
        None => 0,
        Some(Concern::NewCustomer) => evidence.amount,
        Some(Concern::PrepaymentMissing { missing }) => missing,
        Some(Concern::OverLimit { over }) => over,
    }
}

impl Credit {
    pub fn new(dossier: &Dossier, today: NaiveDate) -> Self {
        let evidence = data::credit(dossier, today);
        let until = dossier.order.content.requested.max(today) + Days::new(60);
        Credit {
            answer: if evidence.concern.is_none() { Answer::Pass } else { Answer::Guarantee },
            guarantor: String::new(),
            amount: Typed::money(needed(&evidence)),
            until: Typed::day(until),
            document: String::new(),
            reason: String::new(),
            note: String::new(),
        }
    }
}

fn show_evidence(ui: &mut Ui, at: &At<'_>, evidence: &CreditEvidence) {
    let exposure = evidence.exposure;
    let cols = [Col::words(at.t("steps-credit-item"), 0.0), Col::figures(at.t("steps-credit-amount"), 160.0)];
    let row = |key: &'static str, minor: i64| vec![Cell::Text(at.t(key).to_owned()), Cell::Text(money(minor))];
    let soft = |key: &'static str, minor: i64| {
        vec![Cell::Toned(format!("　{}", at.t(key)), Tone::Quiet), Cell::Toned(money(minor), Tone::Quiet)]
    };
    let mut rows = vec![row("steps-credit-limit", evidence.limit), row("steps-credit-exposure", exposure.total())];
    for (key, minor) in [
        ("steps-credit-opening", exposure.opening),
        ("steps-credit-shipped", exposure.shipped),
        ("steps-credit-committed", exposure.committed),
        ("steps-credit-paid", -exposure.paid),
    ] {
        if minor != 0 {
            rows.push(soft(key, minor));
        }
    }
    rows.push(row("steps-credit-order", evidence.amount));
    let left = evidence.left();
    let tone = if left < 0 { Tone::Bad } else { Tone::Good };
    rows.push(vec![Cell::Strong(at.t("steps-credit-left").to_owned()), Cell::Toned(money(left), tone)]);
    table(ui, &cols, rows);
}

/// What speaks against the order, in words.
pub(crate) fn concern_words(at: &At<'_>, concern: Option<Concern>) -> (Tone, String) {
    match concern {
        None => (Tone::Good, at.t("steps-credit-fine").to_owned()),
        Some(Concern::NewCustomer) => (Tone::Warn, at.t("steps-credit-new").to_owned()),
        Some(Concern::PrepaymentMissing { missing }) => {
            (Tone::Bad, at.tf("steps-credit-prepayment", &[("missing", money(missing).into())]))
        }
        Some(Concern::OverLimit { over }) => (Tone::Bad, at.tf("steps-credit-over", &[("over", money(over).into())])),
    }
}

impl Form for Credit {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let evidence = data::credit(at.dossier, at.today);
        let credit = &at.dossier.customer.credit;
        let mut file = vec![
            t_dyn(at.lang, &format!("grade-{}", credit.grade.key())),
            t_dyn(at.lang, &format!("terms-{}", credit.terms.key())),
        ];
        if let Some(temporary) = credit.temporary.filter(|limit| limit.until >= at.today) {
            let values = [("amount", money(temporary.amount).into()), ("until", date(temporary.until).into())];
            file.push(at.tf("steps-credit-temporary", &values));
        }
        crate::ui::widgets::text::caption(ui, &file.join(" · "));
        show_evidence(ui, at, &evidence);
        let (tone, words) = concern_words(at, evidence.concern);
        parts::sentence(ui, tone, &words);

        let against = evidence.concern.is_some();
        let only_against = (!against).then(|| at.t("steps-credit-not-needed").to_owned());
        let not_passed = against.then(|| words.clone());
        let head_only = (!may(at.user, Right::ReleaseCredit))
            .then(|| at.t("steps-credit-head-only").to_owned())
            .or(only_against.clone());
        let among = [
            (Answer::Pass, at.t("steps-credit-pass").to_owned(), not_passed),
            (Answer::Guarantee, at.t("steps-credit-guarantee").to_owned(), only_against),
            (Answer::Release, at.t("steps-credit-release").to_owned(), head_only),
            (Answer::Refuse, at.t("steps-credit-refuse").to_owned(), None),
        ];
        parts::choice(ui, at.t("steps-credit-answer"), &mut self.answer, &among);
        match self.answer {
            Answer::Pass => {}
            Answer::Guarantee => {
                parts::beside(ui, 2, |ui, width| {
                    parts::line_wide(ui, at.t("steps-credit-guarantor"), &mut self.guarantor, true, Some(width));
                    parts::line_wide(ui, at.t("steps-credit-document"), &mut self.document, true, Some(width));
                });
                parts::beside(ui, 2, |ui, width| {
                    let place = || Place { width: Some(width), required: true, ..Place::default() };
                    parts::money(ui, at, at.t("steps-credit-guaranteed"), &mut self.amount, "CNY", place());
                    parts::day(ui, at, at.t("steps-credit-until"), &mut self.until, Lean::Ahead, place());
                });
            }
            Answer::Release | Answer::Refuse => parts::lines(ui, at.t("widgets-reason"), &mut self.reason, true, 2),
        }
        parts::line(ui, at.t("steps-note"), &mut self.note, false);
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        let reason = self.reason.trim().to_owned();
        let decision = match self.answer {
            Answer::Pass => CreditDecision::Pass,
            Answer::Guarantee => CreditDecision::Guarantee {
                guarantor: self.guarantor.trim().to_owned(),
                amount: self.amount.value.ok_or_else(|| at.t("steps-amount-not-read").to_owned())?,
                until: self.until.value.ok_or_else(|| at.t("steps-day-not-read").to_owned())?,
                document: self.document.trim().to_owned(),
            },
            Answer::Release => CreditDecision::Release { reason },
            Answer::Refuse => CreditDecision::Refuse { reason },
        };
        Ok(Command::ReviewCredit { decision, note: self.note.trim().to_owned() })
    }

    fn verb(&self, at: &At<'_>) -> Option<&'static str> {
        Some(at.t(match self.answer {
            Answer::Pass => "steps-credit-verb-pass",
            Answer::Guarantee => "steps-credit-verb-guarantee",
            Answer::Release => "steps-credit-verb-release",
            Answer::Refuse => "steps-credit-verb-refuse",
        }))
    }

    fn takes_away(&self) -> bool {
        self.answer == Answer::Refuse
    }

    fn width(&self) -> f32 {
        600.0
    }
}
