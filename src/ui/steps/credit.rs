//! Credit review (II.4): the figures that are signed, what speaks against it, and the four answers.

use chrono::{Days, NaiveDate};
use eframe::egui;
use egui::Ui;

use super::parts::{self, Typed};
use super::table::{Cell, Col, table};
use super::{At, Form, data};
use crate::domain::credit::records::open_releases;
use crate::domain::credit::{Concern, CreditEvidence, Level, LevelFigures, limit_parts};
use crate::domain::customers::Grade;
use crate::domain::orders::{Command, CreditDecision};
use crate::domain::people::{Right, may};
use crate::i18n::{money, t_dyn};
use crate::ops::orders::Dossier;
use crate::ui::theme::Tone;
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::number_field::Place;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Pass,
    Guarantee,
    OnRelease,
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

impl Credit {
    pub fn new(dossier: &Dossier, today: NaiveDate) -> Self {
        let evidence = data::credit(dossier, today);
        let until = dossier.order.content.requested.max(today) + Days::new(60);
        Credit {
            answer: first_answer(dossier, &evidence, today),
            guarantor: String::new(),
            amount: Typed::money(evidence.needed()),
            until: Typed::day(until),
            document: String::new(),
            reason: String::new(),
            note: String::new(),
        }
    }
}

/// What is most likely: releases that reach go before a new guarantee.
fn first_answer(dossier: &Dossier, evidence: &CreditEvidence, today: NaiveDate) -> Answer {
    if !evidence.stops() {
        Answer::Pass
    } else if released(dossier, today) >= evidence.needed() {
        Answer::OnRelease
    } else {
        Answer::Guarantee
    }
}

/// What is left of the releases in the customer's file.
fn released(dossier: &Dossier, today: NaiveDate) -> i64 {
    let open = open_releases(&dossier.customer.credit.records, &dossier.ledger.used, today);
    open.iter().map(|(_, left)| *left).fold(0, i64::saturating_add)
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
    for (key, figures) in
        [("steps-credit-group-left", &evidence.group), ("steps-credit-company-left", &evidence.company)]
    {
        if let Some(LevelFigures { limit, exposure, .. }) = figures {
            rows.push(soft(key, limit - exposure.total() - evidence.amount));
        }
    }
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
        Some(Concern::OverLimit { over, level }) => {
            let key = match level {
                Level::Customer => "steps-credit-over",
                Level::Group => "steps-credit-over-group",
                Level::Company => "steps-credit-over-company",
            };
            (Tone::Bad, at.tf(key, &[("over", money(over).into())]))
        }
        Some(Concern::Overdue { days, amount }) => {
            let values = [("days", days.into()), ("amount", money(amount).into())];
            (Tone::Bad, at.tf("steps-credit-overdue", &values))
        }
    }
}

impl Form for Credit {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let evidence = data::credit(at.dossier, at.today);
        let credit = &at.dossier.customer.credit;
        let grade = t_dyn(at.lang, &format!("grade-{}", credit.grade.key()));
        let graded = credit.grade != Grade::Unknown;
        let mut file = vec![
            if graded { at.tf("grade-in-words", &[("grade", grade.into())]) } else { grade },
            t_dyn(at.lang, &format!("terms-{}", credit.terms.key())),
        ];
        let parts = limit_parts(&at.dossier.customer, at.today);
        for (key, minor) in
            [("steps-credit-temporary-sum", parts.temporary), ("steps-credit-safeguard-sum", parts.safeguards)]
        {
            if minor != 0 {
                file.push(at.tf(key, &[("amount", money(minor).into())]));
            }
        }
        crate::ui::widgets::text::caption(ui, &file.join(" · "));
        show_evidence(ui, at, &evidence);
        let (tone, words) = concern_words(at, evidence.concern);
        parts::sentence(ui, tone, &words);
        for weighed in &evidence.also {
            let (_, words) = concern_words(at, Some(weighed.concern));
            parts::sentence(ui, Tone::Warn, &words);
        }

        let against = evidence.concern.is_some();
        let only_against = (!against).then(|| at.t("steps-credit-not-needed").to_owned());
        let not_passed = evidence.stops().then(|| words.clone());
        let released = released(at.dossier, at.today);
        let none_on_file = only_against.clone().or_else(|| {
            let values = [("left", money(released).into()), ("needed", money(evidence.needed()).into())];
            (released < evidence.needed()).then(|| at.tf("steps-credit-releases-short", &values))
        });
        let head_only = (!may(at.user, Right::ReleaseCredit))
            .then(|| at.t("steps-credit-head-only").to_owned())
            .or(only_against.clone());
        let among = [
            (Answer::Pass, at.t("steps-credit-pass").to_owned(), not_passed),
            (Answer::Guarantee, at.t("steps-credit-guarantee").to_owned(), only_against),
            (Answer::OnRelease, at.t("steps-credit-on-release").to_owned(), none_on_file),
            (Answer::Release, at.t("steps-credit-release").to_owned(), head_only),
            (Answer::Refuse, at.t("steps-credit-refuse").to_owned(), None),
        ];
        parts::choice(ui, at.t("steps-credit-answer"), &mut self.answer, &among);
        match self.answer {
            Answer::Pass | Answer::OnRelease => {}
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
            Answer::OnRelease => CreditDecision::OnRelease,
            Answer::Guarantee => CreditDecision::Guarantee {
                guarantor: self.guarantor.trim().to_owned(),
                amount: self.amount.value.ok_or_else(|| at.t("steps-amount-not-read").to_owned())?,
                until: self.until.value.ok_or_else(|| at.t("steps-day-not-read").to_owned())?,
                document: self.document.trim().to_owned(),
            },
            Answer::Release => CreditDecision::Release { reason, seen: data::credit(at.dossier, at.today).concerns() },
            Answer::Refuse => CreditDecision::Refuse { reason },
        };
        Ok(Command::ReviewCredit { decision, note: self.note.trim().to_owned() })
    }

    fn verb(&self, at: &At<'_>) -> Option<&'static str> {
        Some(at.t(match self.answer {
            Answer::Pass => "steps-credit-verb-pass",
            Answer::OnRelease => "steps-credit-verb-on-release",
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
