//! The messages about an order: how each stands, every attempt, and whether it speaks of an older version.

use eframe::egui::{CollapsingHeader, Ui};

use crate::domain::ids::OrderId;
use crate::domain::post::Message;
use crate::i18n::t_dyn;
use crate::ops::orders::Dossier;
use crate::ops::{post, words};
use crate::ui::ask::Ask;
use crate::ui::clock;
use crate::ui::cx::Cx;
use crate::ui::panels::outbox::{show_attempts, show_state};
use crate::ui::steps::parts;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::text;

/// The messages of one order after another.
#[derive(Default)]
pub(super) struct Messages(Ask<Vec<Message>, (OrderId, u64)>);

impl Messages {
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier) {
        let id = dossier.order.id;
        self.0.keep((id, cx.revision.post), || cx.worker.ask(move |office| post::of_order(office, id)));
        let messages = self.0.value().map_or(&[][..], Vec::as_slice);
        let mut own = messages.iter().filter(|message| message.letter.about.order == Some(id)).rev().peekable();
        if own.peek().is_none() {
            return;
        }
        ui.add_space(theme::GAP);
        text::section(ui, cx.t("post-messages"));
        for message in own {
            one(ui, cx, dossier, message);
        }
    }
}

fn one(ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier, message: &Message) {
    let letter = &message.letter;
    let kind = t_dyn(cx.lang, &format!("post-kind-{}", letter.about.kind.key()));
    let state = words::post_state(cx.lang, cx.company.zone(), message.state);
    let when = clock::moment(cx.lang, cx.company, cx.now, message.written.at);
    let by = dossier.name(message.written.by);
    let title = format!("{kind}  {}  {state}", letter.to);
    CollapsingHeader::new(title).id_salt(("message", letter.id)).show(ui, |ui| {
        text::caption(ui, &cx.tf("orders-at", &[("who", by.into()), ("when", when.into())]));
        show_state(ui, cx, message);
        text::body(ui, &letter.text);
        show_attempts(ui, cx, message);
    });
    if message.is_of_older(dossier.order.version) {
        let version = letter.about.version.unwrap_or_default().to_string();
        parts::sentence(ui, Tone::Warn, &cx.tf("post-of-older-version", &[("version", version.into())]));
    }
}
