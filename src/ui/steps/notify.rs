//! The shipping notice (IV.2): when it leaves, when it arrives, with whom; and the message, ready to send.

use chrono::NaiveDate;
use eframe::egui;
use egui::Ui;

use super::check::choose_shipment;
use super::letter::{self, Letter, written_before};
use super::parts::{self, Typed};
use super::{At, Form, data};
use crate::domain::orders::{Channel, Command};
use crate::domain::post::{Kind, Message, Way};
use crate::i18n::{date, listed};
use crate::ops::orders::Dossier;
use crate::ops::papers::PaperKind;
use crate::ops::post::letters;
use crate::ui::icons::Icon;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::date_field::weekday;
use crate::ui::widgets::number_field::Place;
use crate::ui::widgets::text;

pub(super) struct Notify {
    no: usize,
    channel: Channel,
    to: String,
    leaves: Typed<NaiveDate>,
    expected: Typed<NaiveDate>,
    carrier: String,
    waybill: String,
    /// When the text was copied, in the window's seconds: the button says so for a moment.
    copied: Option<f64>,
    letter: Letter,
}

/// The channel under which a letter of this way is on record.
fn channel_of(way: Option<Way>) -> Channel {
    match way {
        None => Channel::Telephone,
        Some(Way::Mail) => Channel::Mail,
        Some(Way::Sms | Way::Robot) => Channel::Online,
    }
}

/// Seconds for which the button says that the text is copied.
const SAYS_COPIED: f64 = 2.0;

fn waiting(dossier: &Dossier) -> Vec<usize> {
    data::shipments(&dossier.order, |shipment| shipment.checked.is_some() && shipment.notice.is_none())
}

impl Notify {
    pub fn new(dossier: &Dossier, today: NaiveDate) -> Self {
        let content = &dossier.order.content;
        let leaves = dossier.company.calendar.working_day_on_or_after(today);
        let last = dossier.order.shipments.iter().rev().find_map(|shipment| shipment.notice.as_ref());
        let mut letter = Letter::new(Kind::ShippingNotice, PaperKind::ShippingNotice);
        let way = [Way::Mail, Way::Sms]
            .into_iter()
            .find(|way| dossier.company.post.is_set_up(*way) && !letters::recipient(dossier, *way).is_empty());
        letter.choose(way, dossier);
        Notify {
            letter,
            no: waiting(dossier).first().copied().unwrap_or_default(),
            channel: way.map_or_else(
                || last.map_or(dossier.order.channel, |notice| notice.channel),
                |way| channel_of(Some(way)),
            ),
            to: format!("{} {}", content.contact, content.phone).trim().to_owned(),
            leaves: Typed::day(leaves),
            expected: Typed::day(leaves + data::travel(dossier)),
            carrier: last.map(|notice| notice.carrier.clone()).unwrap_or_default(),
            waybill: String::new(),
            copied: None,
        }
    }

    fn show_message(&mut self, ui: &mut Ui, at: &At<'_>) {
        let message = self.message(at);
        let now = ui.input(|input| input.time);
        let copied = self.copied.is_some_and(|then| now - then < SAYS_COPIED);
        ui.horizontal(|ui| {
            text::caption(ui, at.t("steps-notify-text"));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let (word, icon) =
                    if copied { (at.t("steps-copied"), Icon::Check) } else { (at.t("steps-copy"), Icon::Paper) };
                if Button::new(word).icon(icon).show(ui).clicked() {
                    ui.ctx().copy_text(message.clone());
                    self.copied = Some(now);
                    ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(SAYS_COPIED));
                }
            });
        });
        parts::boxed(ui, |ui| text::body(ui, &message));
    }

    /// The message, word for word as it goes to the customer.
    fn message(&self, at: &At<'_>) -> String {
        let order = &at.dossier.order;
        let day = |typed: &Typed<NaiveDate>| {
            typed.value.map_or_else(|| "…".to_owned(), |day| format!("{} {}", date(day), weekday(at.lang, day)))
        };
        let goods =
            order.shipment(self.no).map(data::by_line).unwrap_or_default().into_iter().map(|(line, quantity)| {
                let name = data::line_name(at.dossier, line, at.lang.tag());
                format!("{name} {}", data::show_quantity(at.dossier, line, quantity))
            });
        at.tf(
            "steps-notify-message",
            &[
                ("contact", order.content.contact.as_str().into()),
                ("number", order.number.as_str().into()),
                ("goods", listed(at.lang, &goods.collect::<Vec<_>>()).into()),
                ("leaves", day(&self.leaves).into()),
                ("expected", day(&self.expected).into()),
                ("by", letters::carried_by(at.lang, &self.carrier, &self.waybill).into()),
                ("company", at.dossier.company.letterhead.name_in(at.lang.tag()).into()),
            ],
        )
    }
}

impl Form for Notify {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        choose_shipment(ui, at, &mut self.no, &waiting(at.dossier));
        parts::beside(ui, 2, |ui, width| {
            parts::line_wide(ui, at.t("steps-notify-carrier"), &mut self.carrier, true, Some(width));
            parts::line_wide(ui, at.t("steps-notify-waybill"), &mut self.waybill, true, Some(width));
        });
        let before = self.leaves.value;
        parts::beside(ui, 2, |ui, width| {
            let place = || Place { width: Some(width), required: true, ..Place::default() };
            parts::day(ui, at, at.t("steps-notify-leaves"), &mut self.leaves, Lean::Ahead, place());
            parts::day(ui, at, at.t("steps-notify-expected"), &mut self.expected, Lean::Ahead, place());
        });
        if let (Some(leaves), true) = (self.leaves.value, self.leaves.value != before) {
            self.expected = Typed::day(leaves + data::travel(at.dossier));
        }
        parts::line(ui, at.t("steps-notify-to"), &mut self.to, true);
        // Of a letter the way is known, and its words stand in it.
        if self.letter.way.is_none() {
            parts::channel(ui, at, at.t("steps-channel"), &mut self.channel);
            self.show_message(ui, at);
        }
    }

    fn show_letter(&mut self, ui: &mut Ui, at: &At<'_>, messages: &[Message]) {
        letter::seam(ui);
        written_before(ui, at, messages, Kind::ShippingNotice);
        let then = self.command(at).map(|command| data::as_if(at.dossier, &command, at.user, at.now)).ok();
        let lang = letters::language(&at.dossier.customer);
        let wording = |way| {
            let told = then.as_ref().and_then(|then| Some((then, then.order.shipment(self.no)?)));
            told.map(|(then, shipment)| letters::shipping_notice(then, shipment, way, lang)).unwrap_or_default()
        };
        let before = self.letter.way;
        self.letter.show(ui, at, at.t("post-letter-notice"), at.t("post-letter-not-now"), wording);
        if self.letter.way != before {
            self.channel = channel_of(self.letter.way);
        }
    }

    fn letter_refusal(&self, at: &At<'_>) -> Option<String> {
        self.letter.refusal(at)
    }

    fn letter(&self) -> Option<&Letter> {
        Some(&self.letter)
    }

    fn posts_with_step(&self) -> bool {
        self.letter.way.is_some()
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        let day = |typed: &Typed<NaiveDate>| typed.value.ok_or_else(|| at.t("steps-day-not-read").to_owned());
        Ok(Command::Notify {
            shipment: self.no,
            channel: self.channel,
            to: self.to.trim().to_owned(),
            leaves: day(&self.leaves)?,
            expected: day(&self.expected)?,
            waybill: self.waybill.trim().to_owned(),
            carrier: self.carrier.trim().to_owned(),
        })
    }

    fn width(&self) -> f32 {
        640.0
    }
}
