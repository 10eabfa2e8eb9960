//! Puts a draft together from the parts of a mail.

use std::ops::Range;

use chrono::NaiveDate;

use super::dates::DayAt;
use super::labels::{self, Key, Labelled};
use super::requested::Wishes;
use super::text::{Place, Strip, plain};
use super::zones::{self, Zones};
use super::{Draft, DraftLine, Found, Open, PriceSaid, Source};
use super::{dates, fields, firms, goods, open, prose, quantity, sheets, table};
use crate::domain::money::Currency;
use crate::domain::search_text::plain_char;
use crate::i18n::Lang;
use crate::intake::mail::message::Message;

/// Reads what a mail orders. Never fails: a mail that orders nothing gives a draft without lines.
pub fn draft(message: &Message) -> Draft {
    let zones = zones::zones(message);
    let sheets = sheets::read(message);
    let mut gather = Gather::new(message, lang_of(message));
    let from_sheets = gather.sheets(&sheets.sheets);
    let (active, passed_on) = active(&zones, &mut gather, !from_sheets.is_empty());
    gather.body(active);
    gather.reference();
    gather.lines(active, from_sheets);
    gather.people(active, passed_on);
    gather.subject();
    gather.done(&sheets.unread, passed_on)
}

/// What the writer says, or the one whose mail was passed on, without older mails below.
pub fn own_words(message: &Message) -> String {
    let zones = zones::zones(message);
    let has_words = |zones: &Zones| zones.own.iter().any(|strip| !strip.plain.trim().is_empty());
    let mut text = String::new();
    let mut inner = Some(&zones);
    while let Some(zones) = inner {
        for strip in &zones.own {
            text.push_str(&strip.raw);
            text.push('\n');
        }
        inner = zones.passed_on.as_deref().filter(|inner| has_words(inner));
    }
    text
}

/// The zone that orders: the writer's own words, or the mail that was passed on where those name no goods.
fn active<'a>(zones: &'a Zones, gather: &mut Gather<'_>, has_sheets: bool) -> (&'a Zones, bool) {
    let mut chosen = zones;
    let mut passed_on = false;
    while let Some(inner) = chosen.passed_on.as_deref() {
        let own = gather.prose_and_tables(&chosen.own);
        let inner_is_empty = inner.own.iter().all(|strip| strip.plain.trim().is_empty());
        if !own.is_empty() || inner_is_empty || has_sheets && inner.sender.is_empty() {
            break;
        }
        (chosen, passed_on) = (inner, true);
    }
    (chosen, passed_on)
}

/// The language most of the text is in.
fn lang_of(message: &Message) -> Lang {
    let (mut han, mut traditional, mut latin) = (0_usize, 0_usize, 0_usize);
    for c in message.subject.chars().chain(message.body.chars()).take(20_000) {
        if ('\u{4e00}'..='\u{9fff}').contains(&c) {
            han += 1;
            traditional += usize::from(plain_char(c) != c);
        } else {
            latin += usize::from(c.is_ascii_alphabetic());
        }
    }
    if han * 5 < latin {
        Lang::En
    } else if traditional * 12 > han {
        Lang::ZhHant
    } else {
        Lang::ZhHans
    }
}

struct Gather<'a> {
    message: &'a Message,
    mail_day: Option<NaiveDate>,
    draft: Draft,
    wishes: Wishes,
    currencies: Vec<Found<Currency>>,
    asks: Vec<Open>,
    /// Days in a column of a table.
    days: Vec<Found<String>>,
}

impl<'a> Gather<'a> {
    fn new(message: &'a Message, lang: Lang) -> Gather<'a> {
        Gather {
            message,
            mail_day: message.date.map(|date| date.date_naive()),
            draft: Draft { lang, ..Draft::default() },
            wishes: Wishes::default(),
            currencies: Vec::new(),
            asks: Vec::new(),
            days: Vec::new(),
        }
    }

    fn month_first(&self) -> bool {
        self.draft.lang != Lang::En
    }

    /// Goods and labels of table files; gives the lines of the first sheet that has some.
    fn sheets(&mut self, sheets: &[Vec<Strip>]) -> Vec<DraftLine> {
        let mut chosen: Vec<DraftLine> = Vec::new();
        for strips in sheets {
            let found = table::read(strips);
            let others: Vec<&Strip> = strips
                .iter()
                .enumerate()
                .filter(|(at, _)| !found.used.contains(at))
                .map(|(_, strip)| strip)
                .take(200)
                .collect();
            let mut lines = found.lines;
            if lines.is_empty() {
                lines = vertical(&others);
            }
            if lines.is_empty() {
                continue;
            }
            if chosen.is_empty() {
                self.labels(&others);
                self.days.extend(found.days);
                self.note_currencies(found.currencies);
                chosen = lines;
            } else if !self.asks.contains(&Open::SeveralLists) {
                self.asks.push(Open::SeveralLists);
            }
        }
        chosen
    }

    fn note_currencies(&mut self, found: Vec<Found<String>>) {
        let code = |found: Found<String>| {
            let value = Currency::from_code(&found.value)?;
            Some(Found { value, certain: found.certain, source: found.source, said: found.said })
        };
        self.currencies.extend(found.into_iter().filter_map(code));
    }

    /// Labels, days, places and people in the words of the mail.
    fn body(&mut self, zones: &Zones) {
        let strips: Vec<&Strip> = zones.own.iter().collect();
        self.labels(&strips);
        for strip in &strips {
            let labels = labels::labelled(strip);
            let own_days = |label: &&Labelled| matches!(label.key, Key::Requested | Key::Ignored | Key::Reference);
            let taken: Vec<Range<usize>> = labels.iter().filter(own_days).map(|label| label.value.clone()).collect();
            let days = self.days_of(strip);
            self.wishes.line(strip, &days, &taken);
            self.sentences(strip);
        }
    }

    fn days_of(&self, strip: &Strip) -> Vec<DayAt> {
        dates::find(&strip.plain, self.mail_day, self.month_first())
    }

    /// Values behind labels; the first of each kind counts, another one makes it doubtful.
    fn labels(&mut self, strips: &[&Strip]) {
        for (at, strip) in strips.iter().enumerate() {
            for label in labels::labelled(strip) {
                self.label(strips, at, &label);
            }
        }
    }

    fn label(&mut self, strips: &[&Strip], at: usize, label: &Labelled) {
        let Some(strip) = strips.get(at) else { return };
        let (mail_day, month_first) = (self.mail_day, self.month_first());
        let draft = &mut self.draft;
        match label.key {
            Key::Reference => keep(&mut draft.reference, fields::reference(strip, label)),
            Key::Customer => keep(&mut draft.customer.name, fields::customer(strip, label)),
            Key::ShipTo if label.value.is_empty() => keep(&mut draft.ship_to, fields::lines_below(strips, at)),
            Key::ShipTo => keep(&mut draft.ship_to, fields::address(strip, label)),
            Key::Contact => keep(&mut draft.contact, fields::contact(strip, label)),
            Key::Phone => keep(&mut draft.phone, fields::phone(strip, label)),
            Key::Terms => keep(&mut draft.terms, fields::terms(strip, Some(label))),
            Key::Requested => self.wishes.label(strip, label, mail_day, month_first),
            Key::Currency => {
                let code = strip.plain.get(label.value.clone()).and_then(goods::currency_in);
                let found = code.map(|code| {
                    let found = fields::text(strip, label.value.clone(), true);
                    Found { value: code, certain: true, source: found.source, said: found.said }
                });
                keep(&mut draft.currency, found);
            }
            Key::Remark if !label.value.is_empty() => draft.remarks.push(fields::remark(strip, label)),
            _ => {}
        }
    }

    /// Values in sentences, where no label gave them.
    fn sentences(&mut self, strip: &Strip) {
        let draft = &mut self.draft;
        if let Some(place) = fields::sent_to(strip) {
            match draft.ship_to.as_mut() {
                None => draft.ship_to = Some(place),
                // Another place makes the first doubtful; the same in fewer words does not.
                Some(known) if place.certain => {
                    let same = known.value.contains(&place.value) || place.value.contains(&known.value);
                    known.certain &= same;
                }
                Some(_) => {}
            }
        }
        if draft.contact.is_none() {
            draft.contact = fields::person_named(strip);
        }
        if draft.phone.is_none() {
            draft.phone = fields::phones(strip).into_iter().next();
        }
        if draft.terms.is_none() {
            draft.terms = fields::terms(strip, None);
        }
        if draft.incoterm.is_none() {
            draft.incoterm = fields::incoterm(strip);
        }
        if draft.reference.is_none() {
            draft.reference = fields::numbered(strip);
        }
        if let (None, Some((firm, person))) = (&draft.customer.name, fields::introduced(strip)) {
            draft.customer.name = Some(firm);
            draft.contact = draft.contact.take().or(Some(person));
        }
        if let Some(currency) = goods::currency_in(&strip.plain) {
            let found = fields::text(strip, 0..strip.plain.len(), true);
            self.currencies.push(Found { value: currency, certain: true, source: found.source, said: found.said });
        }
    }

    /// Lines in the words of the mail, beside those of files.
    fn lines(&mut self, zones: &Zones, from_sheets: Vec<DraftLine>) {
        let found = table::read(&zones.own);
        self.days.extend(found.days);
        self.note_currencies(found.currencies);
        let rest: Vec<&Strip> =
            zones.own.iter().enumerate().filter(|(at, _)| !found.used.contains(at)).map(|(_, strip)| strip).collect();
        let mut own = found.lines;
        let upright = vertical(&rest);
        if upright.is_empty() {
            let mut in_words = self.prose(&rest);
            if !own.is_empty() || !from_sheets.is_empty() {
                // Beside a list, only what names its own quantity is a further line, and a person looks at it.
                in_words.retain(|line| line.quantity.is_some());
                in_words.iter_mut().filter_map(|line| line.quantity.as_mut()).for_each(|found| found.certain = false);
            }
            own.extend(in_words);
        } else {
            own.extend(upright);
        }
        if from_sheets.is_empty() {
            self.draft.lines = own;
        } else {
            if !own.is_empty() {
                self.asks.push(Open::SeveralLists);
            }
            self.draft.lines = from_sheets;
        }
        self.whole_order_as_last();
    }

    /// `老样子` beside goods says nothing more; alone it is the whole order.
    fn whole_order_as_last(&mut self) {
        let names = |line: &DraftLine| line.name.is_some() || line.code.is_some() || line.barcode.is_some();
        if self.draft.lines.iter().any(names) {
            self.draft.lines.retain(names);
        } else {
            self.draft.lines.truncate(1);
        }
    }

    fn prose(&self, strips: &[&Strip]) -> Vec<DraftLine> {
        let reference = self.draft.reference.as_ref().map_or(String::new(), |found| plain(&found.value));
        let masked: Vec<Vec<Range<usize>>> = strips
            .iter()
            .map(|strip| {
                let days = self.days_of(strip).into_iter().map(|day| day.range);
                let number = strip.plain.find(&reference).filter(|_| !reference.is_empty());
                days.chain(number.map(|at| at..at + reference.len())).collect()
            })
            .collect();
        prose::read(strips, &masked)
    }

    /// Lines of a zone, to see whether it orders anything.
    fn prose_and_tables(&self, strips: &[Strip]) -> Vec<DraftLine> {
        let mut lines = table::read(strips).lines;
        lines.extend(self.prose(&strips.iter().collect::<Vec<_>>()));
        lines
    }

    /// Customer, contact and telephone from the signature and the sender.
    fn people(&mut self, zones: &Zones, passed_on: bool) {
        let from = &self.message.from;
        let (sender, address) =
            if passed_on { split_sender(&zones.sender) } else { (from.name.clone(), from.address.clone()) };
        let draft = &mut self.draft;
        let said = |value: &str, certain: bool| Found {
            value: value.to_owned(),
            certain,
            source: Source::Sender,
            said: value.to_owned(),
        };
        draft.customer.email = Some(address).filter(|address| !address.is_empty()).map(|address| said(&address, true));
        let signature: Vec<&Strip> = zones.signature.iter().collect();
        draft.customer.phone = signature.iter().find_map(|strip| fields::phones(strip).into_iter().next());
        if draft.customer.name.is_none() {
            let lines = signature.iter().copied().chain(zones.own.iter().skip(1).rev().take(8));
            draft.customer.name =
                firm_named(lines).or_else(|| firms::firm_in(&sender).map(|(name, _)| said(&name, false)));
        }
        if draft.contact.is_none() {
            let signed = signature.iter().find_map(|strip| person_signed(strip));
            let in_text =
                firms::may_be_person(&sender) && zones.own.iter().any(|strip| strip.raw.contains(sender.as_str()));
            draft.contact = signed.or_else(|| in_text.then(|| said(&sender, false)));
        }
        if draft.phone.is_none() {
            draft.phone = draft.customer.phone.clone().map(|found| Found { certain: false, ..found });
        }
    }

    /// Their number in the subject, where the text has none.
    fn reference(&mut self) {
        let strip = Strip::new(&self.message.subject, Place::Subject);
        self.draft.reference = self.draft.reference.take().or_else(|| fields::numbered(&strip));
    }

    /// What the subject says where the text does not.
    fn subject(&mut self) {
        let strip = Strip::new(&self.message.subject, Place::Subject);
        if self.draft.lines.is_empty()
            && let Some(at) = goods::like_last_at(&strip.plain).into_iter().next()
        {
            let like_last = Some(fields::text(&strip, at, true));
            self.draft.lines.push(DraftLine { like_last, ..DraftLine::default() });
        }
    }

    fn done(mut self, unread: &[String], passed_on: bool) -> Draft {
        for day in std::mem::take(&mut self.days) {
            self.wishes.cell(&day, self.mail_day);
        }
        let (requested, asks) = std::mem::take(&mut self.wishes).settle(self.mail_day);
        let mut draft = self.draft;
        draft.requested = requested;
        draft.passed_on = passed_on;
        if draft.currency.is_none() {
            let first = self.currencies.first().cloned();
            let alike =
                self.currencies.iter().all(|found| first.as_ref().is_some_and(|first| first.value == found.value));
            draft.currency = first.map(|found| Found { certain: found.certain && alike, ..found });
        }
        draft.open = open::of(&draft);
        draft.open.extend(asks);
        draft.open.extend(self.asks);
        draft.open.extend(unread.iter().cloned().map(Open::UnreadableAttachment));
        draft.open.extend(self.message.cut.then_some(Open::Cut));
        draft
    }
}

/// Keeps the first value; a second one that differs makes it doubtful.
fn keep<T: PartialEq>(slot: &mut Option<Found<T>>, found: Option<Found<T>>) {
    match (slot.as_mut(), found) {
        (Some(known), Some(other)) if known.value != other.value => known.certain = false,
        (None, found) => *slot = found,
        _ => {}
    }
}

/// A line that is a firm's name, perhaps with a person behind it.
fn firm_named<'a>(strips: impl Iterator<Item = &'a Strip>) -> Option<Found<String>> {
    strips.filter(|strip| firms::signs(&strip.raw)).find_map(|strip| {
        let (name, sure) = firms::firm_in(&strip.raw)?;
        let start = strip.plain.len() - strip.plain.trim_start().len();
        let end = start + plain(&name).len();
        let source = strip.source(start..end);
        Some(Found { value: name.clone(), certain: sure, source, said: name })
    })
}

fn person_signed(strip: &Strip) -> Option<Found<String>> {
    let without_firm = firms::firm_in(&strip.raw)
        .map_or(strip.raw.trim().to_owned(), |(firm, _)| strip.raw.trim()[firm.len()..].to_owned());
    let name = firms::person_in(&without_firm)?;
    let start = strip.plain.find(&plain(&name)).unwrap_or(0);
    Some(fields::text(strip, start..start + plain(&name).len(), false))
}

/// `胡志明 <huzm@donghai.example>` in two.
fn split_sender(text: &str) -> (String, String) {
    let (name, address) = text.rsplit_once('<').unwrap_or((text, ""));
    let address = address.trim_end_matches(['>', ' ', ';', '；']).to_lowercase();
    let is_address = address.contains('@');
    (name.trim_matches([' ', '"', '\'']).to_owned(), if is_address { address } else { String::new() })
}

/// Goods in labelled lines: `品名：…`, `规格：…`, `数量：…`.
fn vertical(strips: &[&Strip]) -> Vec<DraftLine> {
    let mut lines: Vec<DraftLine> = Vec::new();
    for strip in strips {
        for label in labels::labelled(strip).into_iter().filter(|label| !label.value.is_empty()) {
            let begins = match label.key {
                Key::GoodsName => lines.last().is_none_or(|line| line.name.is_some()),
                Key::GoodsCode => lines.last().is_none_or(|line| line.code.is_some()),
                Key::GoodsBarcode => lines.last().is_none_or(|line| line.barcode.is_some()),
                _ => false,
            };
            if begins {
                lines.push(DraftLine::default());
            }
            if let Some(line) = lines.last_mut() {
                set(line, strip, &label);
            }
        }
    }
    if lines.iter().all(|line| line.quantity.is_none()) { Vec::new() } else { lines }
}

fn set(line: &mut DraftLine, strip: &Strip, label: &Labelled) {
    let value = || fields::text(strip, label.value.clone(), true);
    match label.key {
        Key::GoodsName => {
            let parts = goods::take_apart(strip, label.value.clone());
            line.name = parts.name;
            line.code = line.code.take().or(parts.code);
            line.specification = line.specification.take().or(parts.specification);
        }
        Key::GoodsCode => line.code = Some(value()),
        Key::GoodsBarcode => line.barcode = Some(value()),
        Key::GoodsSpecification => line.specification = Some(value()),
        Key::GoodsQuantity => {
            let found = value();
            line.quantity = quantity::read(&found.value).map(|(quantity, certain)| Found {
                value: quantity,
                certain,
                source: found.source,
                said: found.said,
            });
        }
        Key::GoodsPrice => {
            let found = value();
            let price =
                goods::price_in(&plain(&found.value)).map(|(price, _)| price).or_else(|| bare_price(&found.value));
            line.price =
                price.map(|price| Found { value: price, certain: true, source: found.source, said: found.said });
        }
        _ => {}
    }
}

fn bare_price(text: &str) -> Option<PriceSaid> {
    let text = plain(text.trim());
    let (digits, places, taken) = crate::domain::quantity::read_figure(&text)?;
    (taken == text.len()).then_some(PriceSaid { digits, places, currency: None, per: String::new() })
}
