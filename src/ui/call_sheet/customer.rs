//! The upper part of the sheet: who calls, where to, until when.

use eframe::egui::{self, Id, Ui, vec2};

use super::CallSheet;
use crate::domain::credit::limit_on;
use crate::domain::money::Currency;
use crate::domain::orders::IncotermRule;
use crate::i18n::money;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::choice::select;
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::date_field::date_field;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::lookup::{Candidate, Found, lookup};
use crate::ui::widgets::number_field::Place;

/// The customer's look-up, to send the keyboard there.
fn customer_id() -> Id {
    Id::unique("call sheet customer")
}

fn date_id() -> Id {
    Id::unique("call sheet date")
}

impl CallSheet {
    pub(super) fn show_customer(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let width = ui.available_width();
        let (third, gap) = ((width - 2.0 * theme::GAP_WIDE) / 3.0, theme::GAP_WIDE);
        row(ui, |ui| {
            self.look_up(ui, cx, 2.0 * third + gap);
            let place = Place { width: Some(third), id: Some(date_id()), required: true, ..Place::default() };
            let mut day = None;
            date_field(
                ui,
                cx.lang,
                cx.t("orders-requested"),
                &mut self.form.requested,
                &mut day,
                cx.today,
                Lean::Ahead,
                place,
            );
        });
        row(ui, |ui| {
            let form = &mut self.form;
            let contact_calls = form.caller == form.contact;
            Field::new(cx.t("orders-contact"), &mut form.contact).required().width(third).show(ui);
            if contact_calls && form.caller != form.contact {
                form.caller.clone_from(&form.contact);
            }
            Field::new(cx.t("orders-phone"), &mut form.phone).required().width(third).show(ui);
            Field::new(cx.t("orders-reference"), &mut form.reference).width(third).show(ui);
        });
        row(ui, |ui| {
            Field::new(cx.t("orders-address"), &mut self.form.address).required().width(width).show(ui);
        });
        if self.form.currency != Currency::Cny || self.customer().is_some_and(|caller| caller.customer.is_export()) {
            row(ui, |ui| self.show_export(ui, cx, third));
        }
    }

    fn look_up(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, width: f32) {
        self.customers.take_in();
        let found: Vec<Candidate> = self
            .customers
            .value()
            .into_iter()
            .flatten()
            .map(|kept| {
                let left = limit_on(&kept.customer, cx.today) - kept.exposure.total();
                Candidate {
                    key: kept.customer.id.0,
                    name: kept.customer.name.clone(),
                    code: kept.customer.code.clone(),
                    detail: cx.tf("orders-credit-left", &[("left", money(left).into())]),
                    tone: if left < 0 { Tone::Bad } else { Tone::Quiet },
                }
            })
            .collect();
        let asked = self.customers.key().cloned().unwrap_or_default();
        let found = if self.customers.is_waiting() {
            Found::Waiting
        } else {
            Found::Answer { words: &asked, candidates: &found }
        };
        let gone = self.customer().is_some_and(|caller| !caller.customer.active);
        let place = Place {
            width: Some(width),
            id: Some(customer_id()),
            required: true,
            error: gone.then(|| cx.t("orders-customer-gone")),
            ..Place::default()
        };
        let answer = lookup(ui, cx.lang, cx.t("orders-customer"), &mut self.form.customer_typed, found, place);
        if self.fresh && self.form.customer.is_none() {
            answer.field.response.request_focus();
            ui.ctx().request_repaint();
        }
        if answer.field.changed {
            self.form.customer = None;
        }
        if let Some(words) = answer.search {
            self.find_customers(cx, words);
        }
        if let Some(kept) = answer.picked.and_then(|at| self.customers.value()?.get(at)) {
            self.form.take_customer(&kept.customer);
            ui.memory_mut(|memory| memory.request_focus(date_id()));
            ui.ctx().request_repaint();
        }
    }

    fn show_export(&mut self, ui: &mut Ui, cx: &Cx<'_>, width: f32) {
        let currencies = [Currency::Cny, Currency::Usd, Currency::Eur, Currency::Hkd, Currency::Sgd];
        let codes = currencies.map(Currency::code);
        let mut at = currencies.iter().position(|currency| *currency == self.form.currency).unwrap_or(0);
        if select(ui, cx.t("orders-currency"), &codes, &mut at, width) {
            self.form.currency = currencies[at];
        }
        let rules: Vec<&str> = std::iter::once("—").chain(IncotermRule::ALL.map(IncotermRule::code)).collect();
        let mut at = rules.iter().position(|rule| *rule == self.form.incoterm).unwrap_or(0);
        if select(ui, cx.t("orders-incoterm"), &rules, &mut at, width) {
            self.form.incoterm = if at == 0 { String::new() } else { rules[at].to_owned() };
        }
        Field::new(cx.t("orders-incoterm-place"), &mut self.form.place).width(width).show(ui);
    }

    pub(super) fn show_rest(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.show_price_reason(ui, cx);
        Field::new(cx.t("orders-note"), &mut self.form.note).rows(2).show(ui);
        if self.form.asking.is_some() {
            self.show_asking(ui, cx);
        } else if self.status.is_some_and(|status| status != crate::domain::orders::Status::Receipt) {
            Field::new(cx.t("orders-edit-reason"), &mut self.form.reason).required().show(ui);
        }
    }
}

/// Fields beside each other, their labels on one line.
fn row(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), 0.0);
    ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Min), add);
}
