//! A customer's file to fill in.

use eframe::egui;
use egui::{Context, ScrollArea, Ui, vec2};

use crate::domain::customers::{Contact, Customer, ShelfLifeRule};
use crate::domain::ids::CustomerId;
use crate::domain::money::Currency;
use crate::domain::orders::{Incoterm, IncotermRule};
use crate::ops::customers::{self, Kept};
use crate::ui::ask::Doing;
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::say;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::{select, tick};
use crate::ui::widgets::dialog::{buttons, modal};
use crate::ui::widgets::field::Field;

/// What became of a form in this frame.
pub enum FormOutcome {
    /// It is still open.
    Stay,
    /// It was closed without a change.
    Close,
    /// It is kept; the sentence for the toast.
    Done(String),
}

/// The form.
pub struct CustomerForm {
    /// The file as it was, and the count of its changes that the person saw; none for a new one.
    before: Option<(Customer, i64)>,
    customer: Customer,
    addresses: String,
    incoterm: usize,
    place: String,
    fraction: [String; 2],
    days: String,
    saving: Doing<()>,
    fault: Option<(String, String)>,
}

impl CustomerForm {
    /// An empty file.
    pub fn new() -> CustomerForm {
        let customer = Customer {
            id: CustomerId(0),
            code: String::new(),
            name: String::new(),
            name_en: String::new(),
            contacts: vec![Contact::default()],
            addresses: Vec::new(),
            currency: Currency::Cny,
            incoterm: None,
            shelf_life: ShelfLifeRule::default(),
            transport_days: 1,
            key_customer: false,
            credit: Default::default(),
            note: String::new(),
            active: true,
        };
        CustomerForm::from(customer, None)
    }

    /// A file as it stands.
    pub fn of(kept: &Kept) -> CustomerForm {
        CustomerForm::from(kept.customer.clone(), Some((kept.customer.clone(), kept.changes)))
    }

    fn from(customer: Customer, before: Option<(Customer, i64)>) -> CustomerForm {
        let rule = customer.incoterm.as_ref().map(|incoterm| incoterm.rule);
        let incoterm = IncotermRule::ALL.iter().position(|one| Some(*one) == rule).map_or(0, |at| at + 1);
        CustomerForm {
            before,
            addresses: customer.addresses.join("\n"),
            incoterm,
            place: customer.incoterm.as_ref().map(|incoterm| incoterm.place.clone()).unwrap_or_default(),
            fraction: [customer.shelf_life.numerator.to_string(), customer.shelf_life.denominator.to_string()],
            days: customer.transport_days.to_string(),
            saving: Doing::default(),
            fault: None,
            customer,
        }
    }

    /// Shows the form over the window.
    pub fn show(&mut self, ctx: &Context, cx: &Cx<'_>) -> FormOutcome {
        match self.saving.outcome() {
            Some(Ok(())) => {
                let name = self.customer.name.as_str();
                return FormOutcome::Done(cx.tf("orders-customer-kept", &[("name", name.into())]));
            }
            Some(Err(fault)) => self.fault = Some(say::fault(cx.lang, &fault)),
            None => {}
        }
        let mut outcome = FormOutcome::Stay;
        let title = cx.t(if self.before.is_some() { "orders-customer-change" } else { "orders-customer-new" });
        let (_, closed) = modal(ctx, title, 640.0, |ui| {
            if let Some((title, detail)) = &self.fault {
                banner(ui, cx.lang, Tone::Bad, title, std::slice::from_ref(detail), "", false);
            }
            let most = (ctx.content_rect().height() - 220.0).max(200.0);
            ScrollArea::vertical().max_height(most).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(theme::GAP_WIDE, theme::GAP_WIDE);
                self.fields(ui, cx);
            });
            let refusal = self.refusal(cx);
            buttons(ui, |ui| {
                if Button::primary(cx.t("orders-keep")).shortcut("Ctrl+S").refusal(refusal).show(ui).clicked() {
                    self.save(cx);
                }
                if Button::new(cx.t("widgets-cancel")).show(ui).clicked() {
                    outcome = FormOutcome::Close;
                }
            });
        });
        // A click beside a form that was typed in must not lose it.
        if closed && !self.is_changed() { FormOutcome::Close } else { outcome }
    }

    fn fields(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let third = (ui.available_width() - 2.0 * theme::GAP_WIDE) / 3.0;
        let customer = &mut self.customer;
        ui.horizontal_top(|ui| {
            Field::new(cx.t("orders-code"), &mut customer.code).required().width(third).show(ui);
            Field::new(cx.t("orders-customer-name"), &mut customer.name)
                .required()
                .width(2.0 * third + theme::GAP_WIDE)
                .show(ui);
        });
        Field::new(cx.t("orders-name-en"), &mut customer.name_en).show(ui);
        contacts(ui, cx, &mut customer.contacts, third);
        Field::new(cx.t("orders-addresses"), &mut self.addresses).rows(3).hint(cx.t("orders-addresses-hint")).show(ui);
        ui.horizontal_top(|ui| {
            let codes = Currency::ALL.map(Currency::code);
            let mut at = Currency::ALL.iter().position(|one| *one == customer.currency).unwrap_or(0);
            if select(ui, cx.t("orders-currency"), &codes, &mut at, third) {
                customer.currency = Currency::ALL[at];
            }
            let rules: Vec<&str> = std::iter::once("—").chain(IncotermRule::ALL.map(IncotermRule::code)).collect();
            select(ui, cx.t("orders-incoterm"), &rules, &mut self.incoterm, third);
            Field::new(cx.t("orders-incoterm-place"), &mut self.place).width(third).show(ui);
        });
        ui.horizontal_top(|ui| {
            let [numerator, denominator] = &mut self.fraction;
            let half = (third - theme::GAP_WIDE) / 2.0;
            Field::new(cx.t("orders-shelf-numerator"), numerator).right().width(half).show(ui);
            Field::new(cx.t("orders-shelf-denominator"), denominator).right().width(half).show(ui);
            Field::new(cx.t("orders-transport-days"), &mut self.days).right().width(third).show(ui);
        });
        Field::new(cx.t("orders-note"), &mut customer.note).rows(2).show(ui);
        tick(ui, cx.t("orders-key-customer"), &mut customer.key_customer);
        tick(ui, cx.t("orders-active"), &mut customer.active);
    }

    /// The file as it would be kept; none while a figure cannot be read.
    fn file(&self) -> Option<Customer> {
        let rule = self.incoterm.checked_sub(1).and_then(|at| IncotermRule::ALL.get(at));
        let number = |text: &str| text.trim().parse::<i64>().ok();
        Some(Customer {
            addresses: self
                .addresses
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
            incoterm: rule.map(|rule| Incoterm { rule: *rule, place: self.place.trim().to_owned() }),
            shelf_life: ShelfLifeRule {
                numerator: number(&self.fraction[0])?,
                denominator: number(&self.fraction[1])?,
            },
            transport_days: number(&self.days)?,
            contacts: self
                .customer
                .contacts
                .iter()
                .filter(|contact| !contact.name.trim().is_empty())
                .cloned()
                .collect(),
            ..self.customer.clone()
        })
    }

    fn is_changed(&self) -> bool {
        match (&self.before, self.file()) {
            (Some((before, _)), Some(file)) => *before != file,
            (None, _) => !self.customer.name.is_empty() || !self.customer.code.is_empty(),
            (Some(_), None) => true,
        }
    }

    fn refusal(&self, cx: &Cx<'_>) -> Option<&'static str> {
        if self.saving.is_busy() {
            return Some(cx.t("widgets-loading"));
        }
        if self.customer.code.trim().is_empty() || self.customer.name.trim().is_empty() {
            return Some(cx.t("app-fill-all"));
        }
        if self.file().is_none() {
            return Some(cx.t("orders-figures"));
        }
        (!self.is_changed()).then(|| cx.t("orders-nothing-changed"))
    }

    fn save(&mut self, cx: &Cx<'_>) {
        let Some(file) = self.file() else { return };
        let (actor, changes) = (cx.user.id, self.before.as_ref().map(|(_, changes)| *changes));
        self.fault = None;
        self.saving.begin(|| {
            cx.worker.write(actor, move |work| match changes {
                Some(changes) => customers::change(work, file, changes),
                None => customers::create(work, file).map(|_| ()),
            })
        });
    }
}

impl Default for CustomerForm {
    fn default() -> Self {
        CustomerForm::new()
    }
}

fn contacts(ui: &mut Ui, cx: &Cx<'_>, contacts: &mut Vec<Contact>, third: f32) {
    let mut removed = None;
    for (at, contact) in contacts.iter_mut().enumerate() {
        ui.push_id(at, |ui| {
            ui.horizontal_top(|ui| {
                let width = (third * 3.0 + 2.0 * theme::GAP_WIDE - theme::CONTROL - 3.0 * theme::GAP_WIDE) / 3.0;
                Field::new(cx.t("orders-contact"), &mut contact.name).width(width).show(ui);
                Field::new(cx.t("orders-phone"), &mut contact.phone).width(width).show(ui);
                Field::new(cx.t("orders-email"), &mut contact.email).width(width).show(ui);
                ui.vertical(|ui| {
                    ui.add_space(theme::CHIP);
                    let name = format!("{} {}", cx.t("widgets-clear"), at + 1);
                    if Button::only_icon(Icon::Cross, &name).show(ui).clicked() {
                        removed = Some(at);
                    }
                });
            });
        });
    }
    if let Some(at) = removed {
        contacts.remove(at);
    }
    if Button::quiet(cx.t("orders-contact-add")).icon(Icon::Plus).show(ui).clicked() {
        contacts.push(Contact::default());
    }
}
