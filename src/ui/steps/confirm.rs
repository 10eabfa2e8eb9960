//! The customer's yes (II.5), tied to the version on screen; and before it the letter that asks for it.

use eframe::egui;
use egui::Ui;

use super::letter::{self, Letter, written_before};
use super::{At, Form, data, parts};
use crate::domain::orders::{Channel, Command};
use crate::domain::post::{Kind, Message};
use crate::i18n::{date, listed, money};
use crate::ops::orders::Dossier;
use crate::ops::papers::PaperKind;
use crate::ops::post::letters;
use crate::ui::widgets::date_field::weekday;
use crate::ui::widgets::text;

pub(super) struct Confirm {
    channel: Channel,
    who: String,
    letter: Letter,
}

impl Confirm {
    pub fn new(dossier: &Dossier) -> Self {
        let letter = Letter::new(Kind::Confirmation, PaperKind::Confirmation);
        Confirm { channel: dossier.order.channel, who: dossier.order.content.contact.clone(), letter }
    }
}

impl Form for Confirm {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let order = &at.dossier.order;
        text::caption(ui, at.t("steps-confirm-say"));
        parts::boxed(ui, |ui| {
            let wanted = (1..=order.content.lines.len()).filter(|line| order.content.lines[line - 1].quantity > 0);
            let goods = wanted.map(|line| {
                let quantity = data::show_quantity(at.dossier, line, order.content.lines[line - 1].quantity);
                format!("{} {quantity}", data::line_name(at.dossier, line, at.lang.tag()))
            });
            text::body(ui, &listed(at.lang, &goods.collect::<Vec<_>>()));
            let amount = format!("{} {}", order.content.currency.code(), money(order.content.amount()));
            text::body(ui, &at.tf("steps-confirm-amount", &[("amount", amount.into())]));
            if let Some(day) = order.promised() {
                let day = format!("{} {}", date(day), weekday(at.lang, day));
                let values = [("day", day.into()), ("address", order.content.address.as_str().into())];
                text::body(ui, &at.tf("steps-confirm-day", &values));
                for (line, day) in order.review.date.iter().flat_map(|review| &review.lines) {
                    let goods = data::line_name(at.dossier, *line, at.lang.tag());
                    let day = format!("{} {}", date(*day), weekday(at.lang, *day));
                    text::body(ui, &at.tf("dates-confirm-line", &[("goods", goods.into()), ("day", day.into())]));
                }
            }
        });
        parts::channel(ui, at, at.t("steps-channel"), &mut self.channel);
        parts::line(ui, at.t("steps-confirm-who"), &mut self.who, true);
        text::caption(ui, &at.tf("steps-confirm-version", &[("version", order.version.into())]));
    }

    fn show_letter(&mut self, ui: &mut Ui, at: &At<'_>, messages: &[Message]) {
        letter::seam(ui);
        written_before(ui, at, messages, Kind::Confirmation);
        let lang = letters::language(&at.dossier.customer);
        let wording = |way| letters::confirmation(at.dossier, way, lang);
        self.letter.show(ui, at, at.t("post-letter-ask"), at.t("post-letter-not-now"), wording);
    }

    fn letter(&self) -> Option<&Letter> {
        Some(&self.letter)
    }

    fn letter_refusal(&self, at: &At<'_>) -> Option<String> {
        self.letter.refusal(at)
    }

    fn posts_alone(&self, at: &At<'_>) -> Option<&'static str> {
        self.letter.way.map(|_| at.t("post-letter-send-confirmation"))
    }

    fn was_posted(&mut self, at: &At<'_>) {
        self.letter.choose(None, at.dossier);
        self.channel = Channel::Mail;
    }

    fn command(&self, _at: &At<'_>) -> Result<Command, String> {
        Ok(Command::Confirm { channel: self.channel, who: self.who.trim().to_owned() })
    }
}
