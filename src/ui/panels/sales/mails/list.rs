//! The list: who wrote, about what, what it is, and how long it waits.

use eframe::egui::{Id, Ui};

use crate::domain::ids::MailId;
use crate::domain::orders::{Step, Urgency};
use crate::domain::people::Department;
use crate::i18n::t_dyn;
use crate::intake::mail::message::{decoded_line, sender};
use crate::ops::mails::{self, IncomingMail, MailEnd, MailKind, MailState};
use crate::ui::clock;
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::rows::Rows;
use crate::ui::theme::Tone;
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};

/// Draws the list; true when the first step of an empty one was taken.
pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    rows: &mut Rows<IncomingMail, usize>,
    table: &mut TableState,
    state: MailState,
    shown: &mut Option<MailId>,
) -> bool {
    let last = if state == MailState::Done { "mails-became" } else { "mails-waits" };
    let columns = [
        Column::new("subject", cx.t("mails-subject"), 120.0).grows(),
        Column::new("waits", cx.t(last), 84.0),
        Column::new("kind", cx.t("mails-kind"), 92.0).gives_way(1),
        Column::new("from", cx.t("mails-from"), 104.0).gives_way(2),
    ];
    let (sentence, step) = match state {
        MailState::New => ("mails-none-new", cx.t("mails-bring")),
        MailState::InHand => ("mails-none-in-hand", ""),
        MailState::Done => ("mails-none-done", ""),
    };
    let may = crate::ops::orders::may_receive(cx.user);
    let empty = Empty { icon: Icon::Inbox, sentence: cx.t(sentence), step };
    let answer = Table::new(Id::unique("mails"), cx.t("mails-title"), &columns, rows.len())
        .empty(empty)
        .step_refusal((!may).then(|| cx.t("app-may-not-receive")))
        .counting(rows.is_counting())
        .show(ui, table, |row| paint(row, cx, rows));
    rows.fetch(answer.visible.clone(), |offset, limit| {
        cx.worker.ask(move |office| mails::page(office, state, offset, limit))
    });
    let moved = answer.moved || answer.response.clicked() || answer.opened.is_some();
    if let Some(mail) = table.cursor.and_then(|row| rows.get(row)).filter(|_| moved) {
        *shown = Some(mail.id);
    }
    answer.first_step
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, rows: &Rows<IncomingMail, usize>) {
    let Some(mail) = rows.get(row.index) else { return row.waiting() };
    let subject = decoded_line(&mail.subject);
    let subject = if subject.is_empty() { cx.t("mails-no-subject") } else { subject.as_str() };
    // What nobody has looked at yet stands out.
    if mail.state == MailState::New && !mail.looked {
        row.cell("subject").strong(subject);
    } else {
        row.cell("subject").text(subject);
    }
    match (&mail.end, mail.state) {
        (Some(end), _) => row.cell("waits").soft(&became(cx, end)),
        (None, MailState::Done) => row.cell("waits").soft("—"),
        (None, _) => {
            let (words, tone) = waits(cx, mail);
            row.cell("waits").toned(&words, tone);
        }
    }
    let (kind, tone) = kind_chip(cx, mail);
    row.cell("kind").chip(&kind, tone);
    row.cell("from").soft(&sender(&mail.from));
}

/// How long a mail waits, and how urgent that is: a mail is read in the time that the office has for any order's receipt (I.3).
pub(super) fn waits(cx: &Cx<'_>, mail: &IncomingMail) -> (String, Tone) {
    let (desk, step, since) = (Department::Sales, Step::ReadBack, mail.received_at);
    let due = cx.company.due(desk, step, since);
    let urgency = Urgency::of(cx.company.soon(desk, step, since), due, cx.now);
    let (_, tone) = clock::due(cx.lang, cx.company, cx.now, due, urgency);
    (clock::span(cx.lang, cx.now - mail.received_at.min(cx.now)), tone)
}

/// What a mail is, in a word; what is in doubt has a question mark.
pub(super) fn kind_chip(cx: &Cx<'_>, mail: &IncomingMail) -> (String, Tone) {
    let Some(kind) = mail.kind else { return (cx.t("mails-unread").to_owned(), Tone::Bad) };
    let word = t_dyn(cx.lang, &format!("mail-kind-{}", kind.key()));
    match (kind, mail.certain) {
        (_, false) => (cx.tf("mails-perhaps", &[("kind", word.into())]), Tone::Quiet),
        (MailKind::Order | MailKind::Change | MailKind::Cancellation, true) => (word, Tone::Accent),
        (_, true) => (word, Tone::Quiet),
    }
}

/// What became of a mail, in a few words.
pub(super) fn became(cx: &Cx<'_>, end: &MailEnd) -> String {
    match end {
        MailEnd::Order { number, .. } => number.clone(),
        MailEnd::Attached { number, .. } => cx.tf("mails-with-order", &[("number", number.as_str().into())]),
        MailEnd::SetAside { kind, .. } => t_dyn(cx.lang, &format!("mail-kind-{}", kind.key())),
    }
}
