//! The price of the day, what the customer paid the last time, and the lowest price.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use eframe::egui::{Id, Ui};

use super::CallSheet;
use crate::domain::ids::ProductId;
use crate::domain::money::Price;
use crate::domain::orders::{Content, Field as OrderField, Refusal};
use crate::domain::prices::{below_lowest, may_write, price_on};
use crate::domain::products::Product;
use crate::i18n::{date, money};
use crate::ops::words::packs_in;
use crate::ui::app::keys;
use crate::ui::cx::Cx;
use crate::ui::say;
use crate::ui::widgets::field::Field;

/// What a customer paid for goods, and when.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LastPrice {
    /// How much.
    pub price: Price,
    /// The day of the order.
    pub day: NaiveDate,
    /// Its number.
    pub number: String,
}

impl LastPrice {
    /// The price with its day, and what the pointer says about it: 上次 58.00/箱 · 2026-11-20; the order and how to take it.
    pub fn words(&self, cx: &Cx<'_>, product: &Product) -> (String, String) {
        let unit = packs_in(cx.lang, &product.packs).show_per(self.price.per);
        let values = [("price", format!("{}/{unit}", money(self.price.minor)).into()), ("day", date(self.day).into())];
        (cx.tf("prices-last", &values), cx.tf("prices-last-hint", &[("number", self.number.as_str().into())]))
    }
}

impl CallSheet {
    /// What this customer paid the last time, in the sheet's currency.
    pub(super) fn last_price(&self, cx: &Cx<'_>, product: ProductId) -> Option<LastPrice> {
        let newest = self.customer()?.newest.iter();
        // An order that is being changed is no earlier one.
        let earlier = newest.filter(|order| self.form.order.is_none_or(|(id, _, _)| id != order.id));
        let mut same =
            earlier.filter(|order| order.content.currency == self.form.currency && order.cancelled.is_none());
        same.find_map(|order| {
            let line = order.content.lines.iter().find(|line| line.product == product)?;
            let day = cx.company.day(order.received.at);
            Some(LastPrice { price: line.price, day, number: order.number.clone() })
        })
    }

    /// The price of the day; none in a foreign currency that no list has.
    pub(super) fn price_of_the_day(&self, cx: &Cx<'_>, product: &Product) -> Option<Price> {
        let lists = self.prices.value().map_or(&[][..], Vec::as_slice);
        let customer = &self.customer()?.customer;
        price_on(lists, customer, product, self.form.currency, cx.today).map(|quoted| quoted.price)
    }

    /// Ctrl+L takes the last price of the line that has the keyboard.
    pub(super) fn take_last_price_by_key(&mut self, ui: &Ui, cx: &Cx<'_>, grid: Id, columns: usize) {
        let focused = ui.memory(|memory| memory.focused());
        let lines = self.form.lines.len();
        let at = (0..lines).find(|line| (0..columns).any(|column| focused == Some(grid.with((*line, column)))));
        if let Some(at) = at.filter(|_| keys::command(ui.ctx(), eframe::egui::Key::L)) {
            self.take_last_price(cx, at);
        }
    }

    /// Takes the last price into a line.
    pub(super) fn take_last_price(&mut self, cx: &Cx<'_>, at: usize) {
        let product = self.form.lines.get(at).and_then(|line| line.product);
        if let Some(last) = product.and_then(|product| self.last_price(cx, product)) {
            self.form.take_price(at, last.price);
        }
    }

    /// The words about prices below the lowest one, from the rule that decides.
    pub(super) fn price_problem(
        &self,
        cx: &Cx<'_>,
        content: &Content,
        known: &BTreeMap<ProductId, Product>,
    ) -> Option<String> {
        let rate = cx.company.rate_ppm(content.currency)?;
        let before = self.content_before();
        // Of an order that is not here yet nothing can be said; the rule is asked again when it is saved.
        if self.is_sold_online() || self.form.order.is_some() && before.is_none() {
            return None;
        }
        match may_write(cx.user, content, before, rate, known) {
            Ok(()) => None,
            Err(Refusal::Missing(OrderField::PriceReason)) => Some(cx.t("prices-reason-missing").to_owned()),
            Err(refusal) => Some(say::refusal(cx.lang, &refusal)),
        }
    }

    /// The field for the reason, while a price is below the lowest one or a reason stands there.
    pub(super) fn show_price_reason(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let content = self.content(cx);
        let known: BTreeMap<ProductId, Product> =
            self.goods.iter().map(|(id, (product, _))| (*id, product.clone())).collect();
        let rate = cx.company.rate_ppm(content.currency);
        let low = rate.is_some_and(|rate| !below_lowest(&content, self.content_before(), rate, &known).is_empty());
        if (low && !self.is_sold_online()) || !self.form.price_reason.is_empty() {
            Field::new(cx.t("field-price-reason"), &mut self.form.price_reason).required().show(ui);
        }
    }

    /// The order as it stands, where one is being changed.
    fn content_before(&self) -> Option<&Content> {
        self.form.order?;
        self.dossier.value().map(|dossier| &dossier.order.content)
    }

    fn is_sold_online(&self) -> bool {
        self.form.order.is_some() && self.dossier.value().is_some_and(|dossier| dossier.order.online.is_some())
    }
}
