//! The outbox: what waits, what went, what needs a person; the chosen message with every attempt beside the list.

use eframe::egui::{self, Id, ScrollArea, Ui};

use crate::domain::people::{Right, may};
use crate::domain::post::{Message, State};
use crate::i18n::t_dyn;
use crate::ops::post::{self, Counts};
use crate::ops::{OpError, words};
use crate::ui::ask::{Ask, Doing};
use crate::ui::chosen::beside;
use crate::ui::clock;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::steps::letter::tone;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::bar::heading;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::chip;
use crate::ui::widgets::dialog::{Dialog, DialogAnswer};
use crate::ui::widgets::split::Split;
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};
use crate::ui::widgets::text;

/// Messages asked for at once: more than anybody reads; older ones stand in their orders.
const PAGE: i64 = 500;

/// A question before something is done.
enum Asking {
    /// Why it is taken back.
    Withdraw(String),
    /// Whether the customer shall perhaps have it twice.
    Again,
}

/// The list with the message beside it.
#[derive(Default)]
pub struct Outbox {
    messages: Ask<Vec<Message>>,
    counts: Ask<Counts>,
    table: TableState,
    shown: Option<Message>,
    doing: Doing<()>,
    asking: Option<Asking>,
    saving: Doing<()>,
    /// Where the divider stands.
    pub split: Split,
}

impl Outbox {
    /// Asks how many there are; call it once a frame.
    pub fn keep(&mut self, cx: &Cx<'_>) {
        self.counts.keep(cx.revision.post, || cx.worker.ask(post::counts));
    }

    /// How many are not sent.
    pub fn unsent(&self) -> u32 {
        self.counts.value().map_or(0, |counts| u32::try_from(counts.unsent).unwrap_or(u32::MAX))
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.messages.keep(cx.revision.post, || cx.worker.ask(|office| post::page(office, false, 0, PAGE)));
        self.take_in(cx);
        let Outbox { messages, table, shown, split: place, doing, asking, saving, .. } = self;
        let none = Vec::new();
        let rows = messages.value().unwrap_or(&none);
        let fresh = shown.as_ref().and_then(|old| rows.iter().find(|one| one.letter.id == old.letter.id));
        if let Some(fresh) = fresh {
            *shown = Some(fresh.clone());
        }
        let counting = messages.value().is_none() && messages.fault().is_none();
        let invitation = cx.t("post-pick-one");
        let list = |ui: &mut Ui, cx: &Cx<'_>, shown: &mut Option<Message>| {
            if let Some(chosen) = list(ui, cx, rows, counting, table) {
                *shown = Some(chosen);
            }
        };
        beside(ui, cx, place, shown, invitation, list, |ui, cx, message| {
            show_message(ui, cx, message, doing, asking, saving);
        });
    }

    fn take_in(&mut self, cx: &mut Cx<'_>) {
        for outcome in [self.doing.outcome(), self.saving.outcome()].into_iter().flatten() {
            if let Err(fault) = outcome {
                cx.wish(Wish::Failed(fault));
            }
        }
    }
}

/// Draws the list; gives the message that was chosen just now.
fn list(ui: &mut Ui, cx: &Cx<'_>, rows: &[Message], counting: bool, table: &mut TableState) -> Option<Message> {
    let columns = [
        Column::new("state", cx.t("desk-state"), 150.0),
        Column::new("kind", cx.t("post-kind"), 110.0),
        Column::new("to", cx.t("post-to"), 150.0).grows(),
        Column::new("number", cx.t("orders-number"), 142.0).gives_way(2),
        Column::new("written", cx.t("post-written"), 110.0).gives_way(1),
        Column::figures("attempts", cx.t("post-attempts"), 64.0).gives_way(3),
    ];
    let empty = Empty { icon: Icon::Note, sentence: cx.t("post-outbox-empty"), step: "" };
    let answer = Table::new(Id::unique("outbox"), cx.t("post-outbox"), &columns, rows.len())
        .empty(empty)
        .counting(counting)
        .show(ui, table, |row| {
            if let Some(message) = rows.get(row.index) {
                paint(row, cx, message);
            }
        });
    let moved = answer.moved || answer.response.clicked() || answer.opened.is_some();
    table.cursor.and_then(|row| rows.get(row)).filter(|_| moved).cloned()
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, message: &Message) {
    let letter = &message.letter;
    row.cell("state").chip(&t_dyn(cx.lang, &format!("post-short-{}", message.state.key())), tone(message));
    row.cell("kind").text(&t_dyn(cx.lang, &format!("post-kind-{}", letter.about.kind.key())));
    row.cell("to").text(&letter.to);
    row.cell("number").soft(&letter.about.number);
    row.cell("written").soft(&clock::moment(cx.lang, cx.company, cx.now, message.written.at));
    row.cell("attempts").soft(&message.attempts.len().to_string());
}

fn show_message(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    message: &Message,
    doing: &mut Doing<()>,
    asking: &mut Option<Asking>,
    saving: &mut Doing<()>,
) {
    let letter = &message.letter;
    let kind = t_dyn(cx.lang, &format!("post-kind-{}", letter.about.kind.key()));
    egui::Frame::new().inner_margin(egui::Margin::symmetric(theme::PAGE as i8, 0)).show(ui, |ui| {
        ui.add_space(theme::GAP);
        heading(ui, &kind, |_| {}, |ui| buttons(ui, cx, message, doing, asking));
        ScrollArea::vertical().id_salt(("message", letter.id)).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
            show_state(ui, cx, message);
            fact(ui, cx.t("post-to"), &letter.to);
            if !letter.subject.is_empty() {
                fact(ui, cx.t("field-post-subject"), &letter.subject);
            }
            fact(ui, "Message-ID", &letter.message_id);
            crate::ui::steps::parts::boxed(ui, |ui| text::body(ui, &letter.text));
            papers(ui, cx, message, saving);
            show_attempts(ui, cx, message);
            ui.add_space(theme::SECTION);
        });
    });
}

/// How a message stands and what to do now.
pub fn show_state(ui: &mut Ui, cx: &Cx<'_>, message: &Message) {
    ui.horizontal(|ui| {
        let state = words::post_state(cx.lang, cx.company.zone(), message.state);
        chip::chip(ui, &state, tone(message));
        text::caption(ui, &t_dyn(cx.lang, &format!("post-way-{}", message.letter.way.key())));
    });
    text::soft(ui, &words::post_what_now(cx.lang, message));
    if let Some((reason, mark)) = &message.withdrawn {
        let when = clock::moment(cx.lang, cx.company, cx.now, mark.at);
        let values = [("reason", reason.as_str().into()), ("when", when.into())];
        text::caption(ui, &cx.tf("post-withdrawn-because", &values));
    }
    let missing = cx.worker.post().told().missing;
    let needs = cx.company.post.secret_of(message.letter.way, &message.letter.to);
    if !message.state.is_settled() && needs.is_some_and(|name| missing.contains(&name)) {
        crate::ui::steps::parts::sentence(ui, Tone::Warn, cx.t("post-no-password-here"));
    }
}

/// Every attempt with its result, the newest first.
pub fn show_attempts(ui: &mut Ui, cx: &Cx<'_>, message: &Message) {
    if message.attempts.is_empty() {
        return;
    }
    text::section(ui, cx.t("post-attempts"));
    for (at, attempt) in message.attempts.iter().enumerate().rev() {
        let when = clock::moment(cx.lang, cx.company, cx.now, attempt.begun.at);
        let how = match &attempt.end {
            Some(end) => words::post_outcome(cx.lang, &end.outcome),
            None => cx.t("post-state-sending").to_owned(),
        };
        text::body(ui, &format!("{}. {when}  {how}", at + 1));
    }
}

fn papers(ui: &mut Ui, cx: &Cx<'_>, message: &Message, saving: &mut Doing<()>) {
    for paper in &message.letter.attachments {
        ui.horizontal(|ui| {
            let name = format!("{}: {}", cx.t("orders-save-copy"), paper.name);
            if Button::only_icon(Icon::Export, &name).show(ui).clicked()
                && let Some(place) = cx.files.save(&paper.name)
            {
                let id = paper.id;
                saving.begin(|| {
                    cx.worker.ask(move |office| {
                        let (_, content) = post::paper(office, id)?;
                        let failed = |error| OpError::Store(crate::ops::StoreError::from_io(&place, &error));
                        std::fs::write(&place, content).map_err(failed)
                    })
                });
            }
            text::body(ui, &paper.name);
            text::caption(ui, &format!("{} KB", crate::i18n::whole((paper.size + 1023) / 1024)));
        });
    }
}

fn buttons(ui: &mut Ui, cx: &mut Cx<'_>, message: &Message, doing: &mut Doing<()>, asking: &mut Option<Asking>) {
    let (id, user) = (message.letter.id, cx.user.id);
    let may = may(cx.user, Right::SendMessage);
    let off = (!may).then(|| cx.t("post-not-you")).or(doing.is_busy().then(|| cx.t("steps-busy")));
    let waits = matches!(message.state, State::Waiting | State::Sending | State::Withdrawn);
    let state = words::post_what_now(cx.lang, message);
    let refusal = off.or(waits.then_some(state.as_str()));
    let again = Button::new(cx.t("post-again")).icon(Icon::Arrow).refusal(refusal);
    let again =
        if message.state.needs_a_person() { again.kind(crate::ui::widgets::button::Kind::Primary) } else { again };
    if again.show(ui).clicked() {
        // What was surely not taken goes without a question.
        if matches!(message.state, State::Sent | State::PerhapsSent) {
            *asking = Some(Asking::Again);
        } else {
            doing.begin(|| cx.worker.write(user, move |work| post::again(work, id)));
        }
    }
    let gone = message.state.is_settled() || message.state == State::Sending;
    let refusal = off.or(gone.then_some(state.as_str()));
    if Button::new(cx.t("post-withdraw")).icon(Icon::Undo).refusal(refusal).show(ui).clicked() {
        *asking = Some(Asking::Withdraw(String::new()));
    }
    if let Some(order) = message.letter.about.order
        && Button::new(cx.t("post-open-order")).icon(Icon::Paper).show(ui).clicked()
    {
        cx.wish(Wish::OpenOrder(order));
    }
    ask(ui, cx, message, doing, asking);
}

/// The question that is open, and what follows a yes.
fn ask(ui: &Ui, cx: &Cx<'_>, message: &Message, doing: &mut Doing<()>, asking: &mut Option<Asking>) {
    let (id, user) = (message.letter.id, cx.user.id);
    let answer = match asking {
        None => return,
        Some(Asking::Withdraw(reason)) => {
            let (heading, word) = (cx.t("post-withdraw"), cx.t("post-withdraw"));
            let dialog = Dialog::new(heading, cx.t("post-withdraw-question"), word).danger().reason(reason);
            dialog.show(ui.ctx(), cx.lang)
        }
        Some(Asking::Again) => {
            let (heading, word) = (cx.t("post-again"), cx.t("post-again"));
            Dialog::new(heading, cx.t("post-again-question"), word).show(ui.ctx(), cx.lang)
        }
    };
    if answer == DialogAnswer::Open {
        return;
    }
    match (asking.take(), answer) {
        (Some(Asking::Withdraw(reason)), DialogAnswer::Confirmed) => {
            doing.begin(|| cx.worker.write(user, move |work| post::withdraw(work, id, &reason)));
        }
        (Some(Asking::Again), DialogAnswer::Confirmed) => {
            doing.begin(|| cx.worker.write(user, move |work| post::again(work, id)));
        }
        _ => {}
    }
}

fn fact(ui: &mut Ui, name: &str, value: &str) {
    ui.horizontal_wrapped(|ui| {
        text::caption(ui, name);
        text::body(ui, value);
    });
}
