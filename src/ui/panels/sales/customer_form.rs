//! A customer's file to fill in.

use eframe::egui::Ui;

use super::file_form::{FileForm, Keeping};
use super::owners::OwnerChoice;
use crate::domain::customers::{Contact, Customer, ShelfLifeRule};
use crate::domain::ids::CustomerId;
use crate::domain::money::Currency;
use crate::domain::orders::{Incoterm, IncotermRule};
use crate::domain::people::User;
use crate::ops::customers::{self, Kept};
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::{select, tick};
use crate::ui::widgets::field::Field;

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
    owners: OwnerChoice,
    keeping: Keeping,
}

impl CustomerForm {
    /// An empty file.
    pub fn new(cx: &Cx<'_>, people: &[User]) -> CustomerForm {
        let owners = OwnerChoice::of(cx, people, None);
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
            price_group: String::new(),
            owner: owners.proposed(cx.user),
            merged_into: None,
            absorbed: Vec::new(),
            note: String::new(),
            active: true,
        };
        CustomerForm::from(customer, None, owners)
    }

    /// A file as it stands.
    pub fn of(cx: &Cx<'_>, people: &[User], kept: &Kept) -> CustomerForm {
        let owners = OwnerChoice::of(cx, people, Some(&kept.customer));
        CustomerForm::from(kept.customer.clone(), Some((kept.customer.clone(), kept.changes)), owners)
    }

    fn from(customer: Customer, before: Option<(Customer, i64)>, owners: OwnerChoice) -> CustomerForm {
        let rule = customer.incoterm.as_ref().map(|incoterm| incoterm.rule);
        let incoterm = IncotermRule::ALL.iter().position(|one| Some(*one) == rule).map_or(0, |at| at + 1);
        CustomerForm {
            before,
            addresses: customer.addresses.join("\n"),
            incoterm,
            place: customer.incoterm.as_ref().map(|incoterm| incoterm.place.clone()).unwrap_or_default(),
            fraction: [customer.shelf_life.numerator.to_string(), customer.shelf_life.denominator.to_string()],
            days: customer.transport_days.to_string(),
            owners,
            keeping: Keeping::default(),
            customer,
        }
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
}

impl FileForm for CustomerForm {
    fn title(&self) -> &'static str {
        if self.before.is_some() { "orders-customer-change" } else { "orders-customer-new" }
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
            let group = Field::new(cx.t("prices-group"), &mut customer.price_group).width(third);
            group.hint(cx.t("prices-group-hint")).show(ui);
        });
        ui.horizontal_top(|ui| {
            self.owners.show(ui, cx, &mut customer.owner, third);
            let note = Field::new(cx.t("orders-note"), &mut customer.note).rows(2);
            note.width(2.0 * third + theme::GAP_WIDE).show(ui);
        });
        tick(ui, cx.t("orders-key-customer"), &mut customer.key_customer);
        tick(ui, cx.t("orders-active"), &mut customer.active);
    }

    fn names(&self) -> (&str, &str) {
        (&self.customer.code, &self.customer.name)
    }

    fn is_readable(&self) -> bool {
        self.file().is_some()
    }

    fn is_changed(&self) -> bool {
        match (&self.before, self.file()) {
            (Some((before, _)), Some(file)) => *before != file,
            (None, _) => !self.customer.name.is_empty() || !self.customer.code.is_empty(),
            (Some(_), None) => true,
        }
    }

    fn save(&mut self, cx: &Cx<'_>) {
        let Some(file) = self.file() else { return };
        let (actor, changes) = (cx.user.id, self.before.as_ref().map(|(_, changes)| *changes));
        self.keeping.begin(|| {
            cx.worker.write(actor, move |work| match changes {
                Some(changes) => customers::change(work, file, changes),
                None => customers::create(work, file).map(|_| ()),
            })
        });
    }

    fn keeping(&mut self) -> &mut Keeping {
        &mut self.keeping
    }

    fn kept_words(&self, cx: &Cx<'_>) -> String {
        cx.tf("orders-customer-kept", &[("name", self.customer.name.as_str().into())])
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
