//! The reply that asks for exactly what is open. It goes through the outbox; where no mail account is set up it can be copied.

use eframe::egui::Ui;

use super::Beside;
use crate::domain::people::{Right, may};
use crate::intake::mail::reply::{self, Reply};
use crate::ops::mails::{self, Reading};
use crate::ops::post::{self, About, Draft, Kind, Way};
use crate::ops::words;
use crate::ui::ask::Doing;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::theme::Tone;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;

/// A reply as it stands in its fields.
#[derive(Default)]
pub(super) struct ReplyForm {
    to: String,
    subject: String,
    text: String,
    /// As the program wrote it last; what a person wrote stays.
    proposed: (String, String, String),
    sending: Doing<()>,
}

impl ReplyForm {
    /// Takes over a fresh proposal unless somebody wrote into the one before.
    fn propose(&mut self, reply: Reply) {
        let fresh = (reply.to, reply.subject, reply.body);
        let untouched = (&self.to, &self.subject, &self.text) == (&self.proposed.0, &self.proposed.1, &self.proposed.2);
        if untouched && self.proposed != fresh {
            (self.to, self.subject, self.text) = fresh.clone();
        }
        self.proposed = fresh;
    }

    fn draft(&self) -> Draft {
        Draft {
            way: Way::Mail,
            to: self.to.clone(),
            subject: self.subject.clone(),
            text: self.text.clone(),
            papers: Vec::new(),
            about: About::nothing(Kind::Reply),
            // The desk names the mail that is answered.
            answers: None,
        }
    }
}

impl Beside {
    /// The reply, to be looked at, changed and sent.
    pub(super) fn show_reply(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, reading: &Reading) {
        let mail = &reading.mail;
        let form = self.replies.entry(mail.id).or_default();
        match form.sending.outcome() {
            Some(Ok(())) => cx.wish(Wish::Done(cx.t("mails-reply-queued").to_owned())),
            Some(Err(fault)) => cx.wish(Wish::Failed(fault)),
            None => {}
        }
        let company = cx.company.letterhead.name_in(reading.draft.lang.tag());
        form.propose(reply::ask(&reading.message, &reading.draft, &reading.matched.open, company));
        text::section(ui, cx.t("mails-reply"));
        if !mail.replies.is_empty() {
            let count = cx.tf("mails-replied", &[("count", mail.replies.len().into())]);
            crate::ui::steps::parts::sentence(ui, Tone::Good, &count);
        }
        Field::new(cx.t("mails-reply-to"), &mut form.to).required().show(ui);
        Field::new(cx.t("mails-reply-subject"), &mut form.subject).required().show(ui);
        Field::new(cx.t("mails-reply-text"), &mut form.text).required().rows(9).show(ui);
        let draft = form.draft();
        let set_up = cx.company.post.is_set_up(Way::Mail);
        let wrong = post::look(&cx.company.post, &draft).err().map(|fault| words::op_error(cx.lang, &fault).one_line());
        let refusal = if !may(cx.user, Right::ReceiveOrder) {
            Some(cx.t("app-may-not-receive"))
        } else if form.sending.is_busy() {
            Some(cx.t("steps-busy"))
        } else {
            wrong.as_deref()
        };
        if !set_up {
            text::caption(ui, cx.t("mails-reply-not-set-up"));
        }
        ui.horizontal(|ui| {
            if Button::new(cx.t("mails-reply-send")).icon(Icon::Arrow).refusal(refusal).show(ui).clicked() {
                let id = mail.id;
                form.sending
                    .begin(|| cx.worker.write(cx.user.id, move |work| mails::answer(work, id, draft).map(drop)));
            }
            if Button::new(cx.t("mails-reply-copy")).icon(Icon::Paper).show(ui).clicked() {
                ui.ctx().copy_text(form.text.clone());
                cx.wish(Wish::Done(cx.t("mails-reply-copied").to_owned()));
            }
        });
    }
}
