//! Putting a mail into the dossier of an order that is there: the order is looked for by number, customer or anything else.

use eframe::egui::{Context, Id, Key, Modifiers};

use crate::domain::ids::OrderId;
use crate::i18n::t_dyn;
use crate::ops::orders::OrderRow;
use crate::ops::search;
use crate::ui::ask::Ask;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::dialog::{DialogAnswer, buttons, modal};
use crate::ui::widgets::lookup::{Candidate, Found, lookup};
use crate::ui::widgets::number_field::Place;
use crate::ui::widgets::text;

/// The form.
pub(super) struct AttachForm {
    typed: String,
    chosen: Option<OrderId>,
    found: Ask<Vec<OrderRow>, String>,
    fresh: bool,
}

impl AttachForm {
    /// With what the mail calls the order, to begin with.
    pub fn new(said: String) -> AttachForm {
        AttachForm { typed: said, chosen: None, found: Ask::default(), fresh: true }
    }

    /// The order that was chosen.
    pub fn chosen(&self) -> Option<OrderId> {
        self.chosen
    }

    /// Draws the form over the window.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> DialogAnswer {
        let mut answer = DialogAnswer::Open;
        let (_, closed) = modal(ctx, cx.t("mails-attach-title"), theme::DIALOG, |ui| {
            text::soft(ui, cx.t("mails-attach-how"));
            self.found.take_in();
            let candidates: Vec<Candidate> = self.found.value().into_iter().flatten().map(|row| of(cx, row)).collect();
            let asked = self.found.key().cloned().unwrap_or_default();
            let found = if self.found.is_waiting() {
                Found::Waiting
            } else {
                Found::Answer { words: &asked, candidates: &candidates }
            };
            let id = Id::unique("mail order");
            let place = Place { width: Some(ui.available_width()), id: Some(id), required: true, ..Place::default() };
            let looked = lookup(ui, cx.lang, cx.t("mails-attach-order"), &mut self.typed, found, place);
            if self.fresh {
                ui.memory_mut(|memory| memory.request_focus(id));
                self.fresh = false;
                self.find(cx, self.typed.trim().to_owned());
            }
            if looked.field.changed {
                self.chosen = None;
            }
            if let Some(words) = looked.search {
                self.find(cx, words);
            }
            if let Some(row) = looked.picked.and_then(|at| self.found.value()?.get(at)) {
                self.chosen = Some(row.id);
                self.typed.clone_from(&row.number);
            }
            let refusal = self.chosen.is_none().then(|| cx.t("mails-attach-choose"));
            let by_key = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
            buttons(ui, |ui| {
                let yes = Button::primary(cx.t("mails-attach-do")).shortcut("Ctrl+Enter").refusal(refusal).show(ui);
                if yes.clicked() || by_key && refusal.is_none() {
                    answer = DialogAnswer::Confirmed;
                }
                if Button::new(cx.t("widgets-cancel")).show(ui).clicked() {
                    answer = DialogAnswer::Cancelled;
                }
            });
        });
        if closed && answer == DialogAnswer::Open { DialogAnswer::Cancelled } else { answer }
    }

    fn find(&mut self, cx: &Cx<'_>, words: String) {
        if !words.is_empty() {
            let wanted = words.clone();
            self.found.keep(words, || cx.worker.ask(move |office| Ok(search::find(office, &wanted, 10)?.orders)));
        }
    }
}

fn of(cx: &Cx<'_>, row: &OrderRow) -> Candidate {
    Candidate {
        key: row.id.0,
        name: row.customer.clone(),
        code: row.number.clone(),
        detail: t_dyn(cx.lang, &format!("stage-{}", row.stage.key())),
        tone: Tone::Quiet,
    }
}
