//! Setting a mail aside: what it is, and why nothing is to be done.

use eframe::egui::{Context, Key, Modifiers};

use crate::i18n::t_dyn;
use crate::ops::mails::MailKind;
use crate::ui::cx::Cx;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::select;
use crate::ui::widgets::dialog::{DialogAnswer, buttons, modal};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;

/// The form.
pub(super) struct AsideForm {
    kind: usize,
    note: String,
}

impl AsideForm {
    /// With the kind that the program read.
    pub fn new(kind: MailKind) -> AsideForm {
        AsideForm { kind: MailKind::ALL.iter().position(|one| *one == kind).unwrap_or(0), note: String::new() }
    }

    /// What was decided.
    pub fn decided(self) -> (MailKind, String) {
        (MailKind::ALL.get(self.kind).copied().unwrap_or(MailKind::Other), self.note)
    }

    /// Draws the form over the window.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> DialogAnswer {
        let mut answer = DialogAnswer::Open;
        let (_, closed) = modal(ctx, cx.t("mails-aside-title"), theme::DIALOG, |ui| {
            text::soft(ui, cx.t("mails-aside-how"));
            let names = MailKind::ALL.map(|kind| t_dyn(cx.lang, &format!("mail-kind-{}", kind.key())));
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let width = ui.available_width();
            select(ui, cx.t("mails-aside-kind"), &names, &mut self.kind, width);
            let needed = MailKind::ALL.get(self.kind).is_some_and(|kind| kind.concerns_an_order());
            let mut field = Field::new(cx.t("mails-aside-note"), &mut self.note).rows(2);
            if needed {
                field = field.required();
            }
            field.show(ui);
            let lacks = needed && self.note.trim().is_empty();
            let refusal = lacks.then(|| cx.t("mails-aside-why"));
            let by_key = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
            buttons(ui, |ui| {
                let yes = Button::primary(cx.t("mails-aside-do")).shortcut("Ctrl+Enter").refusal(refusal).show(ui);
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
}
