//! The sheet filled from a mail (II.2). Only what is certain is filled in as if somebody had typed it. What is doubtful is left
//! to the person, with the mail beside; for what the mail does not say, the customer's file stands in, and the sheet says so.

use eframe::egui::{Frame, Ui};

use super::CallSheet;
use super::form::{Form, FormLine, name_of};
use crate::domain::ids::MailId;
use crate::domain::orders::Channel;
use crate::i18n::{Lang, date, money};
use crate::intake::mail::draft::Found;
use crate::intake::mail::words as mail_words;
use crate::ops::drafts;
use crate::ops::mails::Reading;
use crate::ops::words::packs_in;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::money::parse_money;
use crate::ui::widgets::text;

/// Lines of the mail that are shown beside the sheet; the mail desk has them all.
const MOST_LINES: usize = 120;

/// A value where it is certain.
fn sure<T: Clone>(found: &Option<Found<T>>) -> Option<T> {
    found.as_ref().filter(|found| found.certain).map(|found| found.value.clone())
}

impl Form {
    /// What a mail orders, as far as it is certain.
    pub fn of_mail(reading: &Reading, lang: Lang) -> Form {
        let draft = &reading.draft;
        let mut form = Form { channel: Channel::Mail, mail: Some(reading.mail.id), ..Form::default() };
        match reading.customer() {
            Some(customer) => form.take_customer(customer),
            None => {
                form.customer_typed = draft.customer.name.as_ref().map(|found| found.value.clone()).unwrap_or_default()
            }
        }
        let put = |field: &mut String, found: &Option<Found<String>>| {
            if let Some(value) = sure(found) {
                *field = value;
            }
        };
        put(&mut form.contact, &draft.contact);
        put(&mut form.phone, &draft.phone);
        put(&mut form.address, &draft.ship_to);
        put(&mut form.reference, &draft.reference);
        form.requested = sure(&draft.requested).map(date).unwrap_or_default();
        form.currency = sure(&draft.currency).unwrap_or(form.currency);
        if let Some(incoterm) = sure(&draft.incoterm) {
            form.incoterm = incoterm.rule.code().to_owned();
            form.place = incoterm.place;
        }
        let remarks: Vec<&str> = draft.remarks.iter().map(|found| found.value.as_str()).collect();
        form.note = remarks.join("\n");
        // Who wrote said it: nobody is called about a written order.
        let writer = reading.message.from.name.trim();
        form.caller = if writer.is_empty() { form.contact.clone() } else { writer.to_owned() };
        let export = reading.customer().is_some_and(crate::domain::customers::Customer::is_export);
        form.lines = (0..draft.lines.len()).map(|at| line_of(reading, at, lang, export)).collect();
        if form.lines.is_empty() {
            form.lines.push(FormLine::default());
        }
        form
    }
}

fn line_of(reading: &Reading, at: usize, lang: Lang, export: bool) -> FormLine {
    let said = &reading.draft.lines[at];
    let Some(product) = reading.product(at) else {
        return FormLine { typed: said.goods(), ..FormLine::default() };
    };
    let found = reading.matched.lines.get(at).filter(|found| found.quantity_certain);
    let base = found.and_then(|found| found.quantity.as_ref()?.as_ref().ok());
    let price = reading.last_price(product.id).unwrap_or(product.price);
    FormLine {
        product: Some(product.id),
        typed: name_of(product, export).to_owned(),
        quantity: base.map(|base| packs_in(lang, &product.packs).show(*base)).unwrap_or_default(),
        price: money(price.minor),
        per: price.per,
        day: String::new(),
    }
}

/// Prices that the mail names and that are not the sheet's, by line.
fn other_prices(cx: &Cx<'_>, form: &Form, reading: &Reading) -> Vec<String> {
    let mut words = Vec::new();
    for (at, line) in reading.draft.lines.iter().enumerate() {
        let (Some(said), Some(product)) = (&line.price, reading.product(at)) else { continue };
        let Some(ours) = form.lines.iter().find(|line| line.product == Some(product.id)) else { continue };
        let unit = said.value.per.as_str();
        let pack = product.packs.packs.iter().find(|pack| pack.unit == unit).map(|pack| pack.base_units);
        let per = pack.unwrap_or(if unit == product.packs.base_unit { 1 } else { ours.per });
        let same = said.value.minor().zip(parse_money(&ours.price).ok()).is_some_and(|(theirs, minor)| {
            i128::from(theirs) * i128::from(ours.per) == i128::from(minor) * i128::from(per)
        });
        if !same {
            let values = [
                ("line", (at + 1).into()),
                ("said", said.value.to_string().into()),
                ("ours", ours.price.as_str().into()),
            ];
            words.push(cx.tf("mails-other-price", &values));
        }
    }
    words
}

impl CallSheet {
    /// Fills the form once the mail is read; a draft that somebody began for the same mail goes on instead.
    pub(super) fn fill_from_mail(&mut self, cx: &Cx<'_>, id: MailId) {
        let user = cx.user.id;
        self.drafts.keep(0, || cx.worker.ask(move |office| drafts::open(office, user)));
        self.mail.keep(cx, id);
        let Some(found) = self.drafts.value() else { return };
        if let Some((draft, _, form)) = found.iter().find(|(_, _, form)| form.mail == Some(id)) {
            self.form = form.clone();
            self.saving.goes_on(*draft);
            self.filled = true;
        } else if let Some(reading) = self.mail.reading() {
            self.form = Form::of_mail(&reading, cx.lang);
            self.filled = true;
        } else if self.mail.fault().is_some() {
            // The mail cannot be read: the person reads it elsewhere and types.
            self.form = Form { channel: Channel::Mail, mail: Some(id), ..Form::default() };
            self.filled = true;
        }
    }

    /// True for an order that is written down from a mail, or that came by mail.
    pub(super) fn is_by_mail(&self) -> bool {
        self.form.channel == Channel::Mail
    }

    /// What is open in the mail, and where its prices differ.
    pub(super) fn show_mail_notes(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(reading) = self.mail.reading().filter(|_| self.form.mail.is_some()) else { return };
        let mut open: Vec<String> = reading.matched.open.iter().map(|item| mail_words::open(cx.lang, item)).collect();
        open.extend(other_prices(cx, &self.form, &reading));
        if open.is_empty() && reading.is_complete() {
            banner(ui, cx.lang, Tone::Good, cx.t("mails-complete"), &[], "", false);
        } else {
            open.push(cx.t("mails-sheet-decide").to_owned());
            banner(ui, cx.lang, Tone::Warn, cx.t("mails-sheet-open"), &open, "", false);
        }
    }

    /// The mail itself, to be read beside the sheet.
    pub(super) fn show_mail_text(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(reading) = self.mail.reading().filter(|_| self.form.mail.is_some()) else { return };
        text::section(ui, cx.t("mails-sheet-mail"));
        let palette = theme::palette(ui);
        Frame::new().fill(palette.ground).corner_radius(theme::RADIUS).inner_margin(theme::GAP_WIDE).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            text::strong(ui, &reading.message.subject);
            text::caption(ui, &format!("{} {}", reading.message.from.name, reading.message.from.address));
            for line in reading.message.body.lines().take(MOST_LINES) {
                let cut: String = line.chars().take(1_000).collect();
                text::body(ui, if cut.is_empty() { " " } else { &cut });
            }
            for file in &reading.message.attachments {
                text::caption(ui, &file.name);
            }
        });
    }
}
