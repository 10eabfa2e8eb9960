//! What happened to an order, as sentences with their facts: the window's timeline and the printed archive sheet.
//!
//! An event holds only what is new, so it is told beside the order as it stood before: which lines a lot went to, which
//! version the customer said yes to, what an edit changed. Who did it and when stands in the entry's own mark.

mod change;
mod changes;
mod customers;
mod goods;
mod lots;
mod mails;
mod online;
mod prices;
mod question;
mod review;
mod shipping;
#[cfg(test)]
mod tests;

pub use change::{Compared, compare};
pub use customers::tell_customer;
pub use lots::tell_lot;
pub use mails::tell_mail;
pub use prices::tell_prices;
pub use question::why_words;

use super::orders::{Dossier, LogEntry};
use super::words;
use crate::domain::ids::LotId;
use crate::domain::money::{Currency, Price};
use crate::domain::orders::{Content, Event, Line, Order, apply, begin, replay};
use crate::domain::people::Department;
use crate::i18n::{Arg, Lang, date, decimal, t, t_dyn, tf, unit_name, whole};

/// An event as people read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What happened, in a sentence without a full stop.
    pub title: String,
    /// Names and values: everything that was written down with it.
    pub facts: Vec<(String, String)>,
}

/// Tells one entry of the dossier's log.
pub fn tell(lang: Lang, dossier: &Dossier, entry: &LogEntry) -> Told {
    let log = &dossier.log;
    let place =
        log.iter().position(|known| std::ptr::eq(known, entry)).or_else(|| log.iter().position(|it| it == entry));
    let before = match place {
        Some(place) => replay(log[..place].iter().map(|known| (&known.event, known.mark))),
        // Not kept yet: it follows on the order as it stands.
        None => Some(dossier.order.clone()),
    };
    told(lang, dossier, before.as_ref(), entry)
}

/// Tells the whole log, oldest first; one pass, however long it is.
pub fn tell_all(lang: Lang, dossier: &Dossier) -> Vec<Told> {
    let mut order: Option<Order> = None;
    let mut all = Vec::with_capacity(dossier.log.len());
    for entry in &dossier.log {
        all.push(told(lang, dossier, order.as_ref(), entry));
        match &mut order {
            None => order = begin(&entry.event, entry.mark),
            Some(order) => apply(order, &entry.event, entry.mark),
        }
    }
    all
}

fn told(lang: Lang, dossier: &Dossier, before: Option<&Order>, entry: &LogEntry) -> Told {
    let teller = Teller { lang, dossier, before, entry, facts: Vec::new() };
    teller.told()
}

/// One event being told.
struct Teller<'a> {
    lang: Lang,
    dossier: &'a Dossier,
    /// The order before the event; none before the first.
    before: Option<&'a Order>,
    entry: &'a LogEntry,
    facts: Vec<(String, String)>,
}

impl Teller<'_> {
    fn told(mut self) -> Told {
        let title = match &self.entry.event {
            Event::Received { number, channel, rate_ppm, content, online, .. } => {
                let channel = self.word("channel", channel.key());
                self.shop(online.as_ref());
                self.content(content, *rate_ppm);
                self.say("tell-received", &[("channel", channel.into()), ("number", number.as_str().into())])
            }
            Event::Edited { content, reason, .. } => self.edited(content, reason),
            Event::ReadBack { .. }
            | Event::CreditReviewed { .. }
            | Event::StockReviewed { .. }
            | Event::DateReviewed { .. }
            | Event::ProductionAsked { .. }
            | Event::ProductionAnswered { .. }
            | Event::Confirmed { .. }
            | Event::ReviewReversed { .. }
            | Event::ConfirmationReversed { .. } => self.review(),
            Event::ChangeAsked { .. }
            | Event::ChangeAnswered { .. }
            | Event::ChangeDecided { .. }
            | Event::ChangeWithdrawn { .. }
            | Event::ChangeNoted { .. } => self.change(),
            Event::Reserved { .. }
            | Event::ProductionPlanned { .. }
            | Event::PlanReversed { .. }
            | Event::Produced { .. }
            | Event::Inspected { .. }
            | Event::RestCancelled { .. } => self.goods(),
            Event::ShortLifeApproved { .. }
            | Event::Picked { .. }
            | Event::GoodsChecked { .. }
            | Event::Notified { .. }
            | Event::Dispatched { .. }
            | Event::Delivered { .. }
            | Event::PickReversed { .. } => self.shipping(),
            Event::Closed => self.plain("tell-closed"),
            Event::Resumed => self.plain("tell-resumed"),
            Event::Cancelled { reason } => {
                self.fact("tell-fact-reason", reason);
                self.freed();
                self.plain("tell-cancelled")
            }
            Event::Held { reason } => {
                self.fact("tell-fact-reason", reason);
                self.plain("tell-held")
            }
            Event::Filed { number, class, keep_until, sum } => {
                self.fact("tell-fact-archive-number", number);
                self.fact("tell-fact-class", &self.word("class", class.key()));
                let until = keep_until.map_or_else(|| self.plain("tell-for-ever"), date);
                self.fact("tell-fact-keep-until", &until);
                self.fact("tell-fact-sum", sum);
                self.say("tell-filed", &[("number", number.as_str().into())])
            }
            Event::Seen { desk } => {
                let desk = self.desk(*desk);
                self.fact("tell-fact-desk", &desk);
                self.say("tell-seen", &[("desk", desk.into())])
            }
            Event::PlatformNews { state, news } => self.platform_news(*state, news),
            Event::PaperAdded { name, size, sum, mail, .. } => {
                self.fact("tell-fact-file", name);
                self.fact("tell-fact-size", &file_size(*size));
                self.fact("tell-fact-sum", sum);
                let key = if mail.is_some() { "tell-mail-added" } else { "tell-paper-added" };
                self.say(key, &[("name", name.as_str().into())])
            }
        };
        Told { title, facts: self.facts }
    }

    fn say(&self, key: &str, values: &[(&str, Arg)]) -> String {
        tf(self.lang, key, values)
    }

    fn plain(&self, key: &'static str) -> String {
        t(self.lang, key).to_owned()
    }

    /// A word of the trade: `status-review`, `channel-mail`.
    fn word(&self, kind: &str, key: &str) -> String {
        t_dyn(self.lang, &format!("{kind}-{key}"))
    }

    fn desk(&self, desk: Department) -> String {
        self.word("department", desk.key())
    }

    /// Adds a fact, unless there is nothing to say.
    fn fact(&mut self, key: &'static str, value: &str) {
        if !value.trim().is_empty() {
            self.facts.push((self.plain(key), value.to_owned()));
        }
    }

    /// Adds a fact whose label depends on what happened, unless there is nothing to say.
    fn fact_called(&mut self, label: String, value: &str) {
        if !value.trim().is_empty() {
            self.facts.push((label, value.to_owned()));
        }
    }

    /// Money of the company's own currency.
    fn own_money(&self, minor: i64) -> String {
        words::money(self.lang, minor, Currency::Cny)
    }

    /// The whole content, as it was received.
    fn content(&mut self, content: &Content, rate_ppm: i64) {
        self.fact("tell-fact-customer", &self.customer(content));
        self.fact("field-contact", &content.contact);
        self.fact("field-phone", &content.phone);
        self.fact("field-address", &content.address);
        self.fact("tell-fact-requested", &date(content.requested));
        self.fact("tell-fact-currency", &self.currency(content));
        if content.currency != Currency::Cny {
            let values = [("currency", content.currency.code().into()), ("rate", rate(rate_ppm).into())];
            self.fact("tell-fact-rate", &self.say("tell-rate", &values));
        }
        self.fact("tell-fact-incoterm", &content.incoterm.as_ref().map(ToString::to_string).unwrap_or_default());
        self.fact("tell-fact-reference", &content.reference);
        self.fact("tell-fact-note", &content.note);
        self.fact("field-price-reason", &content.price_reason);
        for (index, line) in content.lines.iter().enumerate() {
            self.line_fact(index + 1, line, self.line(content, line));
        }
        self.fact("tell-fact-total", &words::money(self.lang, content.amount(), content.currency));
    }

    fn currency(&self, content: &Content) -> String {
        t_dyn(self.lang, &format!("currency-{}", content.currency.code().to_lowercase()))
    }

    /// The customer's name, as in the file now; an order that changed hands keeps the number of the one before.
    fn customer(&self, content: &Content) -> String {
        let known = &self.dossier.customer;
        if known.id != content.customer {
            return self.say("tell-lot-unknown", &[("id", content.customer.to_string().into())]);
        }
        let name = if self.lang == Lang::En && !known.name_en.is_empty() { &known.name_en } else { &known.name };
        name.clone()
    }

    fn line_fact(&mut self, no: usize, line: &Line, value: String) {
        let values = [("line", no.into()), ("goods", self.goods_name(line).into())];
        self.facts.push((self.say("tell-fact-line", &values), value));
    }

    /// A fact about a line of the order as it stood.
    fn fact_of_line(&mut self, no: usize, value: String) {
        match self.before.and_then(|order| order.line(no)) {
            Some(line) => self.line_fact(no, line, value),
            None => self.facts.push((no.to_string(), value)),
        }
    }

    /// The goods in the reader's language, with the specification as it was ordered.
    fn goods_name(&self, line: &Line) -> String {
        let product = self.dossier.products.get(&line.product);
        let name = product.map_or(line.name.as_str(), |product| product.name_in(self.lang.tag()));
        format!("{name} {}", line.specification).trim_end().to_owned()
    }

    /// Quantity, price and amount of a line.
    fn line(&self, content: &Content, line: &Line) -> String {
        let amount = words::money(self.lang, line.amount(), content.currency);
        let price = self.price(content, line);
        let quantity = self.quantity(line, line.quantity);
        let values = [("quantity", quantity.into()), ("price", price.into()), ("amount", amount.into())];
        let said = self.say("tell-line", &values);
        match line.requested {
            Some(day) => self.say("tell-line-on", &[("line", said.into()), ("day", date(day).into())]),
            None => said,
        }
    }

    /// Base units in packs.
    fn quantity(&self, line: &Line, base: i64) -> String {
        match self.dossier.products.get(&line.product) {
            Some(product) => words::packs_in(self.lang, &product.packs).show(base),
            None => self.say("tell-base-quantity", &[("quantity", whole(base).into())]),
        }
    }

    /// Base units of a line of the order as it stood.
    fn quantity_of(&self, no: usize, base: i64) -> String {
        match self.before.and_then(|order| order.line(no)) {
            Some(line) => self.quantity(line, base),
            None => self.say("tell-base-quantity", &[("quantity", whole(base).into())]),
        }
    }

    /// A price with the unit it buys: `59.90 元/箱`.
    fn price(&self, content: &Content, line: &Line) -> String {
        let Price { minor, per } = line.price;
        let money = words::money(self.lang, minor, content.currency);
        let packs = self.dossier.products.get(&line.product).map(|product| &product.packs);
        let base = packs.map(|packs| packs.base_unit.as_str()).unwrap_or_default();
        let pack = packs.and_then(|packs| packs.packs.iter().find(|pack| pack.base_units == per));
        let unit = if per == 1 { Some(base) } else { pack.map(|pack| pack.unit.as_str()) };
        match unit {
            Some("") => money,
            Some(unit) => {
                self.say("tell-price", &[("money", money.into()), ("unit", unit_name(self.lang, unit).into())])
            }
            None => {
                let values = [
                    ("money", money.into()),
                    ("count", whole(per).into()),
                    ("unit", unit_name(self.lang, base).into()),
                ];
                self.say("tell-price-many", &values)
            }
        }
    }

    /// The number on the carton. A lot that is empty by now is found where the order picked or made it.
    fn lot_code(&self, lot: LotId) -> String {
        let in_store = self.dossier.lots.values().flatten().find(|known| known.id == lot).map(|known| &known.code);
        let in_log = || {
            self.dossier.log.iter().find_map(|entry| match &entry.event {
                Event::Picked { lines, .. } => lines.iter().find(|part| part.lot == lot).map(|part| &part.code),
                Event::Produced { lot: made, code, .. } if *made == lot => Some(code),
                _ => None,
            })
        };
        match in_store.or_else(in_log) {
            Some(code) => code.clone(),
            None => self.say("tell-lot-unknown", &[("id", lot.to_string().into())]),
        }
    }

    /// What the order held by line and now lets go of.
    fn freed(&mut self) {
        let Some(order) = self.before else { return };
        for (index, state) in order.lines.iter().enumerate().filter(|(_, state)| !state.reserved.is_empty()) {
            let label = self.say("tell-fact-freed", &[("line", (index + 1).into())]);
            let lots = self.lots(index + 1, &state.reserved);
            self.facts.push((label, lots));
        }
    }

    /// The version of the order before the event.
    fn version(&self) -> i64 {
        self.before.map_or(1, |order| order.version)
    }
}

/// CNY for one unit, from millionths, with at least two decimals: `7.10`, `0.9135`.
fn rate(ppm: i64) -> String {
    let mut text = decimal(ppm, 6);
    while text.ends_with('0') && text.rfind('.').is_some_and(|point| text.len() - point > 3) {
        text.pop();
    }
    text
}

/// Bytes as people speak of files.
fn file_size(bytes: i64) -> String {
    match bytes {
        ..1024 => format!("{} B", whole(bytes)),
        1024..0x10_0000 => format!("{} KB", decimal(bytes * 10 / 1024, 1)),
        _ => format!("{} MB", decimal(bytes / 1024 * 10 / 1024, 1)),
    }
}
