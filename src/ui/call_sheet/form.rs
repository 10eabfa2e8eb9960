//! What stands in the call sheet, exactly as typed: this is also the draft that survives a crash.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, MailId, OrderId, ProductId};
use crate::domain::money::{Currency, Price};
use crate::domain::orders::{Channel, Content, Incoterm, IncotermRule, Line, Order};
use crate::domain::people::Department;
use crate::domain::products::Product;
use crate::i18n::{Lang, money};
use crate::ops::words::{packs_in, read_quantity};
use crate::print::fonts::{Fonts, Weight};
use crate::ui::widgets::date::{Lean, parse_date};
use crate::ui::widgets::money::parse_money;

/// A line as typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FormLine {
    /// The goods that were picked.
    pub product: Option<ProductId>,
    /// What stands in the goods' field.
    pub typed: String,
    /// What stands in the quantity's field.
    pub quantity: String,
    /// What stands in the price's field.
    pub price: String,
    /// Base units that the price is for.
    pub per: i64,
    /// The day wished for this line, as typed; empty where it is the order's (F26).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub day: String,
}

impl FormLine {
    /// True when nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.product.is_none() && self.typed.trim().is_empty() && self.quantity.trim().is_empty()
    }
}

/// What a change of a confirmed order needs besides its content (III.5).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Asking {
    /// The number that the change will have, as the person saw it.
    pub no: usize,
    /// One of our own desks that wants it; none for the customer.
    pub desk: Option<Department>,
    /// The person at the customer's.
    pub who: String,
    /// Lines, from 1, of which the rest is given up.
    pub dropped: Vec<usize>,
    /// How many lines the order has: those keep their place and their goods.
    pub fixed: usize,
}

impl Asking {
    /// True for a line, from 0, of which the rest is given up.
    pub fn is_dropped(&self, at: usize) -> bool {
        self.dropped.contains(&(at + 1))
    }

    /// Gives a line, from 0, up or takes it back.
    pub fn turn(&mut self, at: usize) {
        let no = at + 1;
        if self.is_dropped(at) {
            self.dropped.retain(|line| *line != no);
        } else {
            self.dropped.push(no);
            self.dropped.sort_unstable();
        }
    }
}

/// The sheet as typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// The order that is being changed, and what the person saw of it (version, revision).
    pub order: Option<(OrderId, i64, i64)>,
    /// How it came.
    pub channel: Channel,
    /// The customer that was picked.
    pub customer: Option<CustomerId>,
    /// What stands in the customer's field.
    pub customer_typed: String,
    /// The contact.
    pub contact: String,
    /// The telephone.
    pub phone: String,
    /// Where to.
    pub address: String,
    /// The wished day, as typed.
    pub requested: String,
    /// The currency.
    pub currency: Currency,
    /// The Incoterm's rule, as a code; empty for none.
    pub incoterm: String,
    /// The Incoterm's place.
    pub place: String,
    /// The customer's own number.
    pub reference: String,
    /// A remark.
    pub note: String,
    /// Why a price below the lowest one is right.
    pub price_reason: String,
    /// The goods.
    pub lines: Vec<FormLine>,
    /// Who said yes to the read-back.
    pub caller: String,
    /// Why the order is changed.
    pub reason: String,
    /// For a change of a confirmed order.
    pub asking: Option<Asking>,
    /// The mail of which this is the order (II.2).
    pub mail: Option<MailId>,
}

impl Default for Form {
    fn default() -> Self {
        Form {
            order: None,
            channel: Channel::Telephone,
            customer: None,
            customer_typed: String::new(),
            contact: String::new(),
            phone: String::new(),
            address: String::new(),
            requested: String::new(),
            currency: Currency::Cny,
            incoterm: String::new(),
            place: String::new(),
            reference: String::new(),
            note: String::new(),
            price_reason: String::new(),
            lines: vec![FormLine::default()],
            caller: String::new(),
            reason: String::new(),
            asking: None,
            mail: None,
        }
    }
}

/// Goods that the sheet knows, with what is free in the store (base units).
pub type Goods = BTreeMap<ProductId, (Product, i64)>;

impl Form {
    /// True when nothing was typed that would be worth keeping.
    pub fn is_empty(&self) -> bool {
        let blank = |text: &String| text.trim().is_empty();
        self.customer.is_none()
            && [&self.customer_typed, &self.contact, &self.phone, &self.address, &self.requested].into_iter().all(blank)
            && [&self.reference, &self.caller, &self.note].into_iter().all(blank)
            && self.lines.iter().all(FormLine::is_empty)
    }

    /// Takes over what the customer's file says, where nothing else was typed for the same purpose.
    pub fn take_customer(&mut self, customer: &Customer) {
        let changed = self.customer != Some(customer.id);
        self.customer = Some(customer.id);
        self.customer_typed.clone_from(&customer.name);
        if !changed {
            return;
        }
        let contact = customer.contacts.first();
        self.contact = contact.map(|contact| contact.name.clone()).unwrap_or_default();
        // Mostly the contact calls; whoever it was really can be written over it.
        self.caller.clone_from(&self.contact);
        self.phone = contact.map(|contact| contact.phone.clone()).unwrap_or_default();
        self.address = customer.addresses.first().cloned().unwrap_or_default();
        self.currency = customer.currency;
        self.incoterm = customer.incoterm.as_ref().map(|incoterm| incoterm.rule.code().to_owned()).unwrap_or_default();
        self.place = customer.incoterm.as_ref().map(|incoterm| incoterm.place.clone()).unwrap_or_default();
    }

    /// Takes over a product into a line, at a price; without one the price is to be typed, for the largest unit.
    pub fn take_product(&mut self, at: usize, product: &Product, price: Option<Price>, name: &str) {
        if let Some(line) = self.lines.get_mut(at) {
            line.product = Some(product.id);
            name.clone_into(&mut line.typed);
            line.price.clear();
            line.per = product.packs.largest().1;
        }
        if let Some(price) = price {
            self.take_price(at, price);
        }
    }

    /// Puts a price into a line.
    pub fn take_price(&mut self, at: usize, price: Price) {
        if let Some(line) = self.lines.get_mut(at) {
            line.price = money(price.minor);
            line.per = price.per;
        }
    }

    /// The price of a line as it stands, where it can be read.
    pub fn price(&self, at: usize) -> Option<Price> {
        let line = self.lines.get(at)?;
        Some(Price { minor: parse_money(&line.price).ok()?, per: line.per.max(1) })
    }

    /// The lines of an order, at its prices. Quantities of goods that are not known yet stand in base units until they are.
    pub fn take_lines(&mut self, content: &Content, goods: &Goods, lang: Lang) {
        let quantity = |line: &Line| {
            let known = goods.get(&line.product);
            known.map_or_else(
                || line.quantity.to_string(),
                |(product, _)| packs_in(lang, &product.packs).show(line.quantity),
            )
        };
        let lines = content.lines.iter().map(|line| FormLine {
            product: Some(line.product),
            typed: line.name.clone(),
            quantity: quantity(line),
            price: money(line.price.minor),
            per: line.price.per,
            // Goods ordered again are wanted on another day.
            day: String::new(),
        });
        self.lines = lines.collect();
    }

    /// Goods have become known: their plain quantities are shown in packs.
    pub fn goods_known(&mut self, product: &Product, lang: Lang) {
        for line in self.lines.iter_mut().filter(|line| line.product == Some(product.id)) {
            if let Ok(base) = line.quantity.parse::<i64>() {
                line.quantity = packs_in(lang, &product.packs).show(base);
            }
        }
    }

    /// An order as it stands, to be changed.
    pub fn of_order(order: &Order, customer: &Customer, goods: &Goods, lang: Lang) -> Form {
        let content = &order.content;
        let mut form = Form {
            order: Some((order.id, order.version, order.revision)),
            channel: order.channel,
            customer: Some(content.customer),
            customer_typed: customer.name.clone(),
            contact: content.contact.clone(),
            phone: content.phone.clone(),
            address: content.address.clone(),
            requested: crate::i18n::date(content.requested),
            currency: content.currency,
            incoterm: content.incoterm.as_ref().map(|incoterm| incoterm.rule.code().to_owned()).unwrap_or_default(),
            place: content.incoterm.as_ref().map(|incoterm| incoterm.place.clone()).unwrap_or_default(),
            reference: content.reference.clone(),
            note: content.note.clone(),
            price_reason: content.price_reason.clone(),
            ..Form::default()
        };
        form.take_lines(content, goods, lang);
        for (line, known) in form.lines.iter_mut().zip(&content.lines) {
            line.day = known.requested.map(crate::i18n::date).unwrap_or_default();
        }
        form
    }

    /// A confirmed order, to ask for a change of it.
    pub fn of_change(order: &Order, customer: &Customer, goods: &Goods, lang: Lang) -> Form {
        let who = order.content.contact.clone();
        let fixed = order.content.lines.len();
        let asking = Asking { no: order.changes.len() + 1, desk: None, who, dropped: Vec::new(), fixed };
        Form { asking: Some(asking), ..Form::of_order(order, customer, goods, lang) }
    }

    /// Lines that are there and keep their goods.
    pub fn fixed(&self) -> usize {
        self.asking.as_ref().map_or(0, |asking| asking.fixed)
    }

    /// Signs that no face has, so that no paper could carry them.
    pub fn unprintable(&self) -> String {
        let Ok(fonts) = Fonts::shared() else { return String::new() };
        let texts = [&self.contact, &self.phone, &self.address, &self.reference, &self.note, &self.caller, &self.place];
        let signs: BTreeSet<char> = texts.into_iter().flat_map(|text| text.chars()).collect();
        let lacks = |sign: &char| !sign.is_control() && fonts.face_for(*sign, Weight::Regular).is_none();
        signs.into_iter().filter(lacks).map(|sign| sign.to_string()).collect::<Vec<_>>().join(" ")
    }

    /// The wished day.
    pub fn requested_day(&self, today: NaiveDate) -> Option<NaiveDate> {
        parse_date(&self.requested, today, Lean::Ahead).ok()
    }

    /// True when something stands in the day of a line, from 0, that is no day.
    pub fn line_day_unread(&self, at: usize, today: NaiveDate) -> bool {
        let typed = self.lines.get(at).map(|line| line.day.trim()).unwrap_or_default();
        !typed.is_empty() && parse_date(typed, today, Lean::Ahead).is_err()
    }

    /// A line's quantity in base units.
    pub fn quantity(&self, at: usize, goods: &Goods) -> Option<i64> {
        let line = self.lines.get(at)?;
        let (product, _) = goods.get(&line.product?)?;
        read_quantity(&product.packs, &line.quantity).ok()
    }

    /// A line's amount in minor units.
    pub fn amount(&self, at: usize, goods: &Goods) -> Option<i64> {
        if self.asking.as_ref().is_some_and(|asking| asking.is_dropped(at)) {
            return None;
        }
        let line = self.lines.get(at)?;
        let price = Price { minor: parse_money(&line.price).ok()?, per: line.per.max(1) };
        Some(price.amount(self.quantity(at, goods)?))
    }

    /// The sum of all lines that can be read, in minor units.
    pub fn total(&self, goods: &Goods) -> i64 {
        (0..self.lines.len()).filter_map(|at| self.amount(at, goods)).fold(0, i64::saturating_add)
    }

    /// The content as the rules want it. What cannot be read is zero, so that the rules name it. Empty lines are left out.
    pub fn content(&self, customer: CustomerId, today: NaiveDate, goods: &Goods, export: bool) -> Content {
        let rule = IncotermRule::from_code(&self.incoterm);
        let lines = self.lines.iter().enumerate().filter(|(_, line)| !line.is_empty()).map(|(at, line)| {
            let known = line.product.and_then(|id| goods.get(&id));
            let name = known.map_or_else(|| line.typed.clone(), |(product, _)| name_of(product, export).to_owned());
            Line {
                product: line.product.unwrap_or(ProductId(0)),
                name,
                specification: known.map(|(product, _)| product.specification.clone()).unwrap_or_default(),
                quantity: self.quantity(at, goods).unwrap_or(0),
                price: Price { minor: parse_money(&line.price).unwrap_or(-1), per: line.per.max(1) },
                requested: line_day(&line.day, today),
            }
        });
        Content {
            customer,
            contact: self.contact.trim().to_owned(),
            phone: self.phone.trim().to_owned(),
            address: self.address.trim().to_owned(),
            requested: self.requested_day(today).unwrap_or_default(),
            currency: self.currency,
            incoterm: rule.map(|rule| Incoterm { rule, place: self.place.trim().to_owned() }),
            reference: self.reference.trim().to_owned(),
            note: self.note.trim().to_owned(),
            price_reason: self.price_reason.trim().to_owned(),
            lines: lines.collect(),
        }
        .tidied()
    }
}

/// The day of a line; one that cannot be read is a day long past, so that the rules name the line.
fn line_day(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| parse_date(typed, today, Lean::Ahead).unwrap_or_default())
}

/// Export papers carry the English name where there is one.
pub fn name_of(product: &Product, export: bool) -> &str {
    if export && !product.name_en.is_empty() { &product.name_en } else { &product.name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_of_an_older_form_is_still_read() {
        let form: Form = serde_json::from_str(r#"{"customer_typed":"金川","note":"要早上送"}"#).unwrap();
        assert_eq!((form.customer_typed.as_str(), form.lines.len()), ("金川", 1));
        assert!(!form.is_empty());
        assert!(Form::default().is_empty());
    }

    #[test]
    fn a_sign_that_no_face_has_is_named() {
        let form = Form { note: "早上送✗，找𠮷野先生".into(), ..Form::default() };
        assert_eq!(form.unprintable(), "✗");
    }

    #[test]
    fn what_cannot_be_read_is_left_to_the_rules_to_name() {
        let mut form = Form { requested: "下雨".into(), ..Form::default() };
        form.lines = vec![
            FormLine { typed: "不知道什么".into(), quantity: "很多".into(), ..FormLine::default() },
            FormLine::default(),
        ];
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let content = form.content(CustomerId(1), today, &Goods::new(), false);
        assert_eq!(content.lines.len(), 1);
        assert_eq!((content.lines[0].quantity, content.lines[0].product), (0, ProductId(0)));
        assert!(content.requested < today);
    }
}
