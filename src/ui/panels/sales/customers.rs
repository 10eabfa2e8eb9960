//! Customers: the list with a search, and beside it the file: people, places, terms, credit. Opened, changed, kept.

use eframe::egui;
use egui::{Frame, Id, ScrollArea, Ui};

use super::customer_form::CustomerForm;
use super::duplicates::{self, DuplicateDialog};
use super::file_form;
use super::owners::{HandOverDialog, hand_over_button, owner_name, scope_line};
use super::statement::StatementDialog;
use crate::domain::credit::limit_on;
use crate::domain::ids::CustomerId;
use crate::domain::orders::Refusal;
use crate::domain::people::{Right, User, may};
use crate::i18n::{Lang, date, money, t_dyn};
use crate::ops::customers::{self, CustomerEntry, Kept};
use crate::ops::{people, search};
use crate::ui::ask::{Ask, Doing};
use crate::ui::chosen::beside;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::panels::customer_history::customer_history;
use crate::ui::rows::Rows;
use crate::ui::say;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::bar::heading;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::chip::chip;
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::field::search_box;
use crate::ui::widgets::split::Split;
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};
use crate::ui::widgets::text;

/// The most that a search shows.
const FOUND: usize = 500;

/// The sub-tab.
#[derive(Default)]
pub struct CustomerList {
    typed: String,
    words: String,
    rows: Rows<Kept, String>,
    table: TableState,
    shown: Option<Kept>,
    form: Option<CustomerForm>,
    statement: Option<StatementDialog>,
    duplicates: Option<DuplicateDialog>,
    people: Ask<Vec<User>, u64>,
    hand_over: Option<HandOverDialog>,
    history: Ask<Vec<CustomerEntry>, (CustomerId, u64)>,
    apart: Doing<()>,
    /// Where the divider stands.
    pub split: Split,
}

impl CustomerList {
    /// Search and the new-customer button, from the right.
    pub fn tools(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let refusal = refusal(cx);
        let button = Button::new(cx.t("orders-customer-new")).icon(Icon::Plus).refusal(refusal.as_deref());
        if button.show(ui).clicked() {
            self.form = Some(CustomerForm::new(cx, self.people.value().map_or(&[], Vec::as_slice)));
        }
        if hand_over_button(ui, cx).clicked() {
            let shown = self.shown.as_ref().map(|kept| &kept.customer);
            self.hand_over.get_or_insert_with(|| HandOverDialog::new(shown));
        }
        let find = Button::new(cx.t("duplicates-find")).icon(Icon::People).hint(cx.t("duplicates-title"));
        if find.show(ui).clicked() {
            self.duplicates.get_or_insert_default();
        }
        let answer = search_box(ui, cx.lang, cx.t("orders-customer-search"), &mut self.typed, 240.0);
        if answer.settled() {
            self.words = self.typed.trim().to_owned();
        }
    }

    /// Fills the room below the bar.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.people.keep(cx.revision.company, || cx.worker.ask(people::all));
        if let Some(id) = self.shown.as_ref().map(|kept| kept.customer.id) {
            let key = (id, cx.revision.customers);
            self.history.keep(key, || cx.worker.ask(move |office| customers::history(office, id)));
        }
        let words = self.words.clone();
        let another = self.rows.keep(self.words.clone(), cx.revision.customers, || {
            cx.worker.ask(move |office| match words.as_str() {
                "" => customers::count(office),
                words => Ok(search::customers(office, words, FOUND)?.len() as i64),
            })
        });
        if another {
            self.table.reset();
        }
        let CustomerList { words, rows, table, shown, form, statement, duplicates, apart, split: place, .. } = self;
        let people = self.people.value().map_or(&[][..], Vec::as_slice);
        let history = self
            .history
            .value()
            .filter(|_| self.history.key().map(|key| key.0) == shown.as_ref().map(|kept| kept.customer.id));
        let mut asked = Asked::Nothing;
        let invitation = cx.t("orders-choose-customer");
        beside(
            ui,
            cx,
            place,
            shown,
            invitation,
            |ui, cx, shown| list(ui, cx, words, people, rows, table, shown),
            |ui, cx, kept| asked = detail(ui, cx, people, kept, history.map(Vec::as_slice)),
        );
        match (asked, &*shown) {
            (Asked::Change, Some(kept)) => *form = Some(CustomerForm::of(cx, people, kept)),
            (Asked::Statement, Some(kept)) => {
                *statement = Some(StatementDialog::new(kept.customer.clone(), cx.today));
            }
            (Asked::Apart, Some(kept)) => {
                let (id, changes) = (kept.customer.id, kept.changes);
                apart.begin(|| {
                    cx.worker.write(cx.user.id, move |work| crate::ops::duplicates::take_apart(work, id, changes))
                });
            }
            _ => {}
        }
        match apart.outcome() {
            Some(Ok(())) => cx.wish(Wish::Done(cx.t("duplicates-apart-done").to_owned())),
            Some(Err(fault)) => cx.wish(Wish::Failed(fault)),
            None => {}
        }
        if self.hand_over.as_mut().is_some_and(|dialog| !dialog.show(ui, cx, people)) {
            self.hand_over = None;
        }
        if duplicates.as_mut().is_some_and(|dialog| !dialog.show(ui, cx)) {
            *duplicates = None;
        }
        if statement.as_mut().is_some_and(|dialog| !dialog.show(ui, cx)) {
            *statement = None;
        }
        if file_form::show(form, ui.ctx(), cx) {
            // What stands beside the list is read again with the list.
            *shown = None;
            table.clear();
        }
    }
}

/// What a person wants of the file that is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    Change,
    Statement,
    Apart,
}

/// Why the person may not change customers.
fn refusal(cx: &Cx<'_>) -> Option<String> {
    (!may(cx.user, Right::KeepCustomers)).then(|| say::refusal(cx.lang, &Refusal::NotAllowed(Right::KeepCustomers)))
}

fn list(
    ui: &mut Ui,
    cx: &Cx<'_>,
    words: &str,
    people: &[User],
    rows: &mut Rows<Kept, String>,
    table: &mut TableState,
    shown: &mut Option<Kept>,
) {
    scope_line(ui, cx);
    let columns = [
        Column::new("code", cx.t("orders-code"), 84.0),
        Column::new("name", cx.t("orders-customer"), 200.0).grows(),
        Column::new("contact", cx.t("orders-contact"), 84.0).gives_way(3),
        Column::new("phone", cx.t("orders-phone"), 116.0).gives_way(4),
        Column::new("owner", cx.t("owner-label"), if cx.lang == Lang::En { 112.0 } else { 96.0 }).gives_way(2),
        Column::figures("left", cx.t("orders-credit-column"), 116.0).gives_way(1),
    ];
    let empty = Empty { icon: Icon::People, sentence: cx.t("orders-no-customers"), step: "" };
    let answer = Table::new(Id::unique("customers"), cx.t("orders-customers"), &columns, rows.len())
        .empty(empty)
        .counting(rows.is_counting())
        .show(ui, table, |row| paint(row, cx, people, rows));
    rows.fetch(answer.visible.clone(), |offset, limit| {
        let words = words.to_owned();
        cx.worker.ask(move |office| match words.as_str() {
            "" => customers::page(office, offset, limit),
            words => {
                let found = search::customers(office, words, FOUND)?;
                Ok(found.into_iter().skip(offset as usize).take(limit as usize).collect())
            }
        })
    });
    let chosen = table.cursor.and_then(|row| rows.get(row));
    let other = chosen.map(|kept| (kept.customer.id, kept.changes))
        != shown.as_ref().map(|kept| (kept.customer.id, kept.changes));
    if let Some(kept) = chosen.filter(|_| answer.moved || answer.response.clicked() || other) {
        *shown = Some(kept.clone());
        ui.ctx().request_repaint();
    }
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, people: &[User], rows: &Rows<Kept, String>) {
    let Some(kept) = rows.get(row.index) else { return row.waiting() };
    let customer = &kept.customer;
    row.cell("code").soft(&customer.code);
    row.cell("name").strong(&customer.name);
    let contact = customer.contacts.first();
    row.cell("contact").text(contact.map_or("", |contact| contact.name.as_str()));
    row.cell("phone").text(contact.map_or("", |contact| contact.phone.as_str()));
    let owner = owner_name(cx.lang, people, customer.owner);
    match customer.owner {
        Some(_) => row.cell("owner").text(&owner),
        None => row.cell("owner").toned(&owner, Tone::Quiet),
    }
    let left = limit_on(customer, cx.today) - kept.exposure.total();
    row.cell("left").toned(&money(left), if left < 0 { Tone::Bad } else { Tone::Quiet });
}

/// The file, and what a person wants of it.
fn detail(ui: &mut Ui, cx: &mut Cx<'_>, people: &[User], kept: &Kept, history: Option<&[CustomerEntry]>) -> Asked {
    let customer = &kept.customer;
    let mut asked = Asked::Nothing;
    let mut wishes = Vec::new();
    Frame::new().inner_margin(egui::Margin::symmetric(theme::PAGE as i8, theme::GAP as i8)).show(ui, |ui| {
        heading(
            ui,
            &customer.name,
            |ui| {
                if customer.merged_into.is_some() {
                    chip(ui, cx.t("duplicates-is-merged"), Tone::Warn);
                } else if !customer.absorbed.is_empty() {
                    chip(ui, cx.t("duplicates-holds"), Tone::Accent);
                } else if !customer.active {
                    chip(ui, cx.t("orders-gone"), Tone::Bad);
                } else if customer.key_customer {
                    chip(ui, cx.t("orders-key-customer"), Tone::Accent);
                }
            },
            |ui| {
                let refusal = refusal(cx);
                let button = Button::new(cx.t("orders-change")).icon(Icon::Pen).refusal(refusal.as_deref());
                if button.show(ui).clicked() {
                    asked = Asked::Change;
                }
                if customer.merged_into.is_some() {
                    let refusal = duplicates::refusal(cx);
                    let button = Button::new(cx.t("duplicates-apart")).icon(Icon::Undo).refusal(refusal.as_deref());
                    if button.show(ui).clicked() {
                        asked = Asked::Apart;
                    }
                }
            },
        );
        ScrollArea::vertical().id_salt("customer").auto_shrink(false).show(ui, |ui| {
            // The scroll bar has its own room, so that it covers no figure.
            ui.set_max_width(ui.available_width() - theme::GAP_WIDE);
            ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
            ui.horizontal(|ui| {
                let refusal = (!crate::ops::orders::may_receive(cx.user)).then(|| cx.t("app-may-not-receive"));
                if Button::primary(cx.t("app-new-order")).icon(Icon::Plus).refusal(refusal).show(ui).clicked() {
                    wishes.push(Wish::NewOrder(Some(customer.id)));
                }
                if Button::new(cx.t("orders-of-customer")).icon(Icon::Paper).show(ui).clicked() {
                    wishes.push(Wish::OrdersOf(customer.id));
                }
                if Button::new(cx.t("statement-title")).icon(Icon::Card).show(ui).clicked() {
                    asked = Asked::Statement;
                }
            });
            let owner = owner_name(cx.lang, people, customer.owner);
            text::body(ui, &cx.tf("owner-line", &[("name", owner.into())]));
            ui.scope(|ui| facts(ui, &file(cx, kept)));
            let contacts = customer.contacts.iter().map(|contact| {
                let reached = format!("{}   {}", contact.phone, contact.email);
                Fact::new(contact.name.as_str(), reached.trim()).wide()
            });
            let addresses =
                customer.addresses.iter().map(|address| Fact::new(cx.t("orders-address"), address.as_str()).wide());
            let reached: Vec<Fact> = contacts.chain(addresses).collect();
            ui.scope(|ui| facts(ui, &reached));
            ui.add_space(theme::GRID);
            text::section(ui, cx.t("orders-credit"));
            ui.scope(|ui| facts(ui, &credit(cx, kept)));
            if let Some(history) = history {
                ui.add_space(theme::GRID);
                text::section(ui, cx.t("credit-history"));
                customer_history(ui, cx, history);
            }
        });
    });
    cx.wishes.append(&mut wishes);
    asked
}

fn file(cx: &Cx<'_>, kept: &Kept) -> Vec<Fact> {
    let customer = &kept.customer;
    let rule = customer.shelf_life;
    let mut all = vec![
        Fact::new(cx.t("orders-code"), customer.code.as_str()),
        Fact::new(cx.t("orders-name-en"), customer.name_en.as_str()),
        Fact::new(cx.t("orders-currency"), customer.currency.code()),
        Fact::new(cx.t("orders-incoterm"), customer.incoterm.as_ref().map(ToString::to_string).unwrap_or_default()),
        Fact::new(cx.t("orders-shelf-rule"), format!("{} / {}", rule.numerator, rule.denominator)),
        Fact::new(cx.t("orders-transport-days"), customer.transport_days.to_string()),
        Fact::new(cx.t("prices-group"), customer.price_group.as_str()),
    ];
    if !customer.note.is_empty() {
        all.push(Fact::new(cx.t("orders-note"), customer.note.as_str()).toned(Tone::Warn).wide());
    }
    all
}

fn credit(cx: &Cx<'_>, kept: &Kept) -> Vec<Fact> {
    let file = &kept.customer.credit;
    let exposure = kept.exposure;
    let limit = limit_on(&kept.customer, cx.today);
    let left = limit - exposure.total();
    let mut all = vec![
        Fact::new(cx.t("orders-credit-column"), money(left)).toned(if left < 0 { Tone::Bad } else { Tone::Good }),
        Fact::new(cx.t("orders-limit"), money(file.limit)),
        Fact::new(cx.t("orders-terms"), t_dyn(cx.lang, &format!("terms-{}", file.terms.key()))),
        Fact::new(cx.t("orders-grade"), t_dyn(cx.lang, &format!("grade-{}", file.grade.key()))),
        Fact::new(cx.t("orders-exposure-shipped"), money(exposure.opening + exposure.shipped)),
        Fact::new(cx.t("orders-exposure-committed"), money(exposure.committed)),
        Fact::new(cx.t("orders-exposure-paid"), money(exposure.paid)),
    ];
    if let Some(temporary) = &file.temporary {
        let words = format!("{} → {}", money(temporary.amount), date(temporary.until));
        all.push(Fact::new(cx.t("orders-temporary"), words).toned(Tone::Warn));
    }
    all
}
