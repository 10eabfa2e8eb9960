//! The customer's yes (II.5), tied to the version on screen.

use eframe::egui;
use egui::Ui;

use super::{At, Form, data, parts};
use crate::domain::orders::{Channel, Command};
use crate::i18n::{date, listed, money};
use crate::ops::orders::Dossier;
use crate::ui::widgets::date_field::weekday;
use crate::ui::widgets::text;

pub(super) struct Confirm {
    channel: Channel,
    who: String,
}

impl Confirm {
    pub fn new(dossier: &Dossier) -> Self {
        Confirm { channel: dossier.order.channel, who: dossier.order.content.contact.clone() }
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
            }
        });
        parts::channel(ui, at, at.t("steps-channel"), &mut self.channel);
        parts::line(ui, at.t("steps-confirm-who"), &mut self.who, true);
        text::caption(ui, &at.tf("steps-confirm-version", &[("version", order.version.into())]));
    }

    fn command(&self, _at: &At<'_>) -> Result<Command, String> {
        Ok(Command::Confirm { channel: self.channel, who: self.who.trim().to_owned() })
    }
}
