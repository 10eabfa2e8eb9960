//! A customer's credit file: figures, grade and limits to change, records and payments to write, and its history.
//!
//! What is typed about a customer waits while another one is looked at.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use eframe::egui;
use egui::Ui;

use super::figures::show_figures;
use super::parts::ShownParts;
use super::records::Records;
use crate::domain::customers::{CreditFile, Customer, Grade, Terms};
use crate::domain::ids::CustomerId;
use crate::domain::people::{Right, may};
use crate::i18n::{date, money, t_dyn};
use crate::ops::credit::{self, CreditFile as File, Payment};
use crate::ops::customers::{self, Kept};
use crate::ops::{OpError, Work};
use crate::ui::ask::{Ask, Doing};
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::panels::customer_history::customer_history;
use crate::ui::steps::parts::Typed;
use crate::ui::steps::said;
use crate::ui::steps::table::{Cell, Col, table};
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::select;
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::date_field::date_field;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::number_field::{Place, money_field};
use crate::ui::widgets::text;

/// The file that is open.
#[derive(Default)]
pub struct CreditForm {
    file: Ask<File, (CustomerId, u64, u64, NaiveDate)>,
    parts: ShownParts,
    typed: BTreeMap<CustomerId, Drafts>,
}

/// What is typed about a customer. Each form waits for its own answer, so none of them swallows another's click, and only its
/// own answer clears what was typed.
#[derive(Default)]
struct Drafts {
    editing: Option<Editing>,
    /// With [`Kept::changes`] as they were before the write.
    saving: Doing<i64>,
    paying: Option<Paying>,
    booking: Doing<()>,
    records: Records,
    fault: Option<OpError>,
}

struct Editing {
    /// The file as it was when the typing began: who was quicker meanwhile is told of, and nothing of theirs is written over.
    opened: Kept,
    grade: usize,
    terms: usize,
    /// 0 for none, else the place among the settings' groups, from 1.
    group: usize,
    limit: Typed<i64>,
    opening: Typed<i64>,
    opening_due: Typed<NaiveDate>,
}

struct Paying {
    amount: Typed<i64>,
    day: Typed<NaiveDate>,
    note: String,
}

impl Drafts {
    /// Takes in the answers that came; gives the keys of what there is to say.
    fn take_in(&mut self) -> Vec<&'static str> {
        let mut said = Vec::new();
        let saved = self.saving.outcome();
        if let Some(Ok(changes)) = saved {
            self.editing = None;
            self.moved_on(changes);
            said.push("desk-credit-saved");
        }
        let booked = self.booking.outcome();
        if let Some(Ok(())) = booked {
            self.paying = None;
            said.push("desk-payment-saved");
        }
        let recorded = self.records.outcome();
        if let Some(Ok(changes)) = recorded {
            self.moved_on(changes);
            said.push("credit-record-saved");
        }
        let fault = |answer: Option<Result<i64, OpError>>| answer.and_then(Result::err);
        if let Some(fault) = fault(saved).or(booked.and_then(Result::err)).or(fault(recorded)) {
            self.fault = Some(fault);
        } else if !said.is_empty() {
            self.fault = None;
        }
        said
    }

    /// One's own write moved the file on from `changes`: the other forms that were opened on it are not behind a colleague's.
    fn moved_on(&mut self, changes: i64) {
        if let Some(editing) = self.editing.as_mut().filter(|editing| editing.opened.changes == changes) {
            editing.opened.changes += 1;
        }
        self.records.moved_on(changes);
    }
}

impl Editing {
    fn of(kept: &Kept, cx: &Cx<'_>) -> Editing {
        let file = &kept.customer.credit;
        let groups = &cx.company.credit.groups;
        let group = file.group.and_then(|id| groups.iter().position(|group| group.id == id));
        Editing {
            opened: kept.clone(),
            grade: Grade::ALL.iter().position(|grade| *grade == file.grade).unwrap_or_default(),
            terms: Terms::ALL.iter().position(|terms| *terms == file.terms).unwrap_or_default(),
            group: group.map_or(0, |place| place + 1),
            limit: Typed::money(file.limit),
            opening: Typed::money(file.opening_balance),
            opening_due: file.opening_due.map(Typed::day).unwrap_or_default(),
        }
    }

    /// The file as typed, on top of what it has besides; none while a figure cannot be read.
    fn file(&self, cx: &Cx<'_>) -> Option<CreditFile> {
        let due_typed = !self.opening_due.text.trim().is_empty();
        let groups = &cx.company.credit.groups;
        Some(CreditFile {
            grade: Grade::ALL[self.grade],
            limit: self.limit.value?,
            terms: Terms::ALL[self.terms],
            opening_balance: self.opening.value?,
            opening_due: if due_typed { Some(self.opening_due.value?) } else { None },
            group: self.group.checked_sub(1).and_then(|place| groups.get(place)).map(|group| group.id),
            ..self.opened.customer.credit.clone()
        })
    }
}

impl CreditForm {
    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, id: CustomerId) {
        let (today, key) = (cx.today, (id, cx.revision.customers, cx.revision.company, cx.today));
        self.file.keep(key, || cx.worker.ask(move |office| credit::open(office, id, today)));
        self.take_in(cx);
        let Some(file) = self.file.value().filter(|file| file.kept.customer.id == id).cloned() else {
            ui.add_space(theme::SECTION);
            ui.vertical_centered(|ui| text::soft(ui, cx.t("widgets-loading")));
            return;
        };
        egui::ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, |ui| {
            egui::Frame::new().inner_margin(theme::PAGE).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
                text::title(ui, &file.kept.customer.name);
                self.show_fault(ui, cx, id);
                show_figures(ui, cx, &file);
                self.parts.show(ui, cx, id);
                self.show_file(ui, cx, &file.kept);
                self.typed.entry(id).or_default().records.show(ui, cx, &file);
                self.show_payments(ui, cx, &file);
                ui.add_space(theme::GAP);
                text::section(ui, cx.t("credit-history"));
                customer_history(ui, cx, &file.log);
            });
        });
    }

    fn take_in(&mut self, cx: &mut Cx<'_>) {
        for drafts in self.typed.values_mut() {
            for said in drafts.take_in() {
                cx.wish(Wish::Done(t_dyn(cx.lang, said)));
            }
        }
    }

    fn show_fault(&mut self, ui: &mut Ui, cx: &Cx<'_>, id: CustomerId) {
        let drafts = self.typed.entry(id).or_default();
        if let Some(fault) = &drafts.fault {
            let (title, sentences) = said::fault(cx.lang, fault);
            if banner(ui, cx.lang, Tone::Bad, &title, &sentences, "", true).dismissed {
                drafts.fault = None;
            }
        }
    }

    fn show_file(&mut self, ui: &mut Ui, cx: &Cx<'_>, kept: &Kept) {
        let refusal = (!may(cx.user, Right::KeepCredit)).then(|| cx.t("desk-credit-not-you"));
        let id = kept.customer.id;
        let drafts = self.typed.entry(id).or_default();
        let Some(editing) = &mut drafts.editing else {
            if Button::new(cx.t("desk-credit-change")).icon(Icon::Pen).refusal(refusal).show(ui).clicked() {
                drafts.editing = Some(Editing::of(kept, cx));
            }
            return;
        };
        ui.add_space(theme::GAP);
        text::section(ui, cx.t("desk-credit-change"));
        show_fields(ui, cx, editing);
        let file = editing.file(cx);
        let busy = drafts.saving.is_busy().then(|| cx.t("widgets-loading"));
        let unread = file.is_none().then(|| cx.t("steps-amount-not-read"));
        let same = file.as_ref() == Some(&editing.opened.customer.credit);
        let reason = busy.or(unread).or(same.then(|| cx.t("desk-nothing-changed")));
        let (mut save, mut leave) = (false, false);
        ui.horizontal(|ui| {
            save = Button::primary(cx.t("desk-save")).refusal(reason).show(ui).clicked();
            leave = Button::new(cx.t("widgets-cancel")).refusal(busy).show(ui).clicked();
        });
        let Kept { customer, changes, .. } = editing.opened.clone();
        if leave {
            drafts.editing = None;
        }
        if let Some(file) = file.filter(|_| save) {
            let customer = Customer { credit: file, ..customer };
            let write = move |work: &mut Work<'_, '_>| customers::change(work, customer, changes).map(|()| changes);
            drafts.saving.begin(|| cx.worker.write(cx.user.id, write));
        }
    }

    fn show_payments(&mut self, ui: &mut Ui, cx: &Cx<'_>, file: &File) {
        ui.add_space(theme::GAP);
        text::section(ui, cx.t("desk-payments"));
        let refusal = (!may(cx.user, Right::RecordPayment)).then(|| cx.t("desk-credit-not-you"));
        let id = file.kept.customer.id;
        let drafts = self.typed.entry(id).or_default();
        match &mut drafts.paying {
            None => {
                if Button::new(cx.t("desk-payment-record")).icon(Icon::Plus).refusal(refusal).show(ui).clicked() {
                    let (amount, day) = (Typed::default(), Typed::day(cx.today));
                    drafts.paying = Some(Paying { amount, day, note: String::new() });
                }
            }
            Some(_) => self.show_paying(ui, cx, id),
        }
        show_paid(ui, cx, &file.payments);
    }

    fn show_paying(&mut self, ui: &mut Ui, cx: &Cx<'_>, id: CustomerId) {
        let drafts = self.typed.entry(id).or_default();
        let Some(paying) = &mut drafts.paying else { return };
        let width = (ui.available_width() - theme::GAP_WIDE) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP_WIDE;
            let place = || Place { width: Some(width), required: true, ..Place::default() };
            let Typed { text, value } = &mut paying.amount;
            money_field(ui, cx.lang, cx.t("desk-amount"), text, value, "CNY", place());
            let Typed { text, value } = &mut paying.day;
            date_field(ui, cx.lang, cx.t("desk-day"), text, value, cx.today, Lean::Back, place());
        });
        Field::new(cx.t("steps-note"), &mut paying.note).show(ui);
        let busy = drafts.booking.is_busy().then(|| cx.t("widgets-loading"));
        let reason = match (paying.amount.value, paying.day.value) {
            _ if busy.is_some() => busy,
            (None | Some(0), _) => Some(cx.t("steps-amount-not-read")),
            (_, None) => Some(cx.t("steps-day-not-read")),
            (Some(amount), _) if amount < 0 && paying.note.trim().is_empty() => Some(cx.t("desk-payment-why")),
            _ => None,
        };
        let (mut save, mut leave) = (false, false);
        ui.horizontal(|ui| {
            save = Button::primary(cx.t("desk-payment-save")).refusal(reason).show(ui).clicked();
            leave = Button::new(cx.t("widgets-cancel")).refusal(busy).show(ui).clicked();
        });
        if let (Some(amount), Some(day), true) = (paying.amount.value, paying.day.value, save) {
            let note = paying.note.clone();
            let write = move |work: &mut Work<'_, '_>| credit::record_payment(work, id, amount, day, &note);
            drafts.booking.begin(|| cx.worker.write(cx.user.id, write));
        }
        if leave {
            drafts.paying = None;
        }
    }
}

fn show_paid(ui: &mut Ui, cx: &Cx<'_>, payments: &[Payment]) {
    if payments.is_empty() {
        text::soft(ui, cx.t("desk-no-payments"));
        return;
    }
    let cols = [
        Col::words(cx.t("desk-day"), 104.0),
        Col::figures(cx.t("desk-amount"), 124.0),
        Col::words(cx.t("steps-note"), 0.0),
    ];
    let rows = payments.iter().map(|payment| {
        let tone = if payment.amount < 0 { Tone::Bad } else { Tone::Good };
        vec![
            Cell::Text(date(payment.day)),
            Cell::Toned(money(payment.amount), tone),
            Cell::Toned(payment.note.clone(), Tone::Quiet),
        ]
    });
    table(ui, &cols, rows.collect::<Vec<_>>());
}

fn show_fields(ui: &mut Ui, cx: &Cx<'_>, editing: &mut Editing) {
    let width = ((ui.available_width() - theme::GAP_WIDE) / 2.0).floor();
    let place = || Place { width: Some(width), ..Place::default() };
    let row = |ui: &mut Ui, add: &mut dyn FnMut(&mut Ui)| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP_WIDE;
            add(ui);
        });
    };
    row(ui, &mut |ui| {
        let grades = Grade::ALL.map(|grade| t_dyn(cx.lang, &format!("grade-{}", grade.key())));
        select(ui, cx.t("desk-grade"), &grades.each_ref().map(String::as_str), &mut editing.grade, width);
        let terms = Terms::ALL.map(|terms| t_dyn(cx.lang, &format!("terms-{}", terms.key())));
        select(ui, cx.t("desk-terms"), &terms.each_ref().map(String::as_str), &mut editing.terms, width);
    });
    row(ui, &mut |ui| {
        let Typed { text, value } = &mut editing.limit;
        money_field(ui, cx.lang, cx.t("desk-limit-lasting"), text, value, "CNY", place());
        let groups = cx.company.credit.groups.iter().map(|group| group.name.as_str());
        let groups: Vec<&str> = std::iter::once(cx.t("credit-no-group")).chain(groups).collect();
        select(ui, cx.t("credit-group"), &groups, &mut editing.group, width);
    });
    row(ui, &mut |ui| {
        let Typed { text, value } = &mut editing.opening;
        money_field(ui, cx.lang, cx.t("steps-credit-opening"), text, value, "CNY", place());
        let Typed { text, value } = &mut editing.opening_due;
        date_field(ui, cx.lang, cx.t("credit-opening-due"), text, value, cx.today, Lean::Back, place());
    });
}
