//! A customer's credit file: figures, grade and limits to change, payments to record.

use chrono::{Days, NaiveDate};
use eframe::egui;
use egui::Ui;

use crate::domain::credit::limit_on;
use crate::domain::customers::{CreditFile, Grade, TemporaryLimit, Terms};
use crate::domain::ids::CustomerId;
use crate::domain::people::{Right, may};
use crate::i18n::{date, money, t_dyn};
use crate::ops::OpError;
use crate::ops::credit::{self, Payment};
use crate::ops::customers::{self, Kept};
use crate::ui::ask::{Ask, Doing};
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::steps::parts::Typed;
use crate::ui::steps::said;
use crate::ui::steps::table::{Cell, Col, table};
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::select;
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::date_field::date_field;
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::number_field::{Place, money_field};
use crate::ui::widgets::text;

/// The file that is open.
#[derive(Default)]
pub struct CreditForm {
    kept: Ask<Kept, (CustomerId, u64)>,
    payments: Ask<Vec<Payment>, (CustomerId, u64)>,
    editing: Option<Editing>,
    paying: Option<Paying>,
    doing: Doing<()>,
    fault: Option<OpError>,
    said: &'static str,
}

struct Editing {
    customer: CustomerId,
    grade: usize,
    terms: usize,
    limit: Typed<i64>,
    temporary: Typed<i64>,
    until: Typed<NaiveDate>,
    opening: Typed<i64>,
}

struct Paying {
    customer: CustomerId,
    amount: Typed<i64>,
    day: Typed<NaiveDate>,
    note: String,
}

impl Editing {
    fn of(kept: &Kept, today: NaiveDate) -> Editing {
        let file = &kept.customer.credit;
        let (amount, until) = file.temporary.map_or((0, today + Days::new(30)), |limit| (limit.amount, limit.until));
        Editing {
            customer: kept.customer.id,
            grade: Grade::ALL.iter().position(|grade| *grade == file.grade).unwrap_or_default(),
            terms: Terms::ALL.iter().position(|terms| *terms == file.terms).unwrap_or_default(),
            limit: Typed::money(file.limit),
            temporary: Typed::money(amount),
            until: Typed::day(until),
            opening: Typed::money(file.opening_balance),
        }
    }

    /// The file as typed; none while a figure cannot be read.
    fn file(&self) -> Option<CreditFile> {
        let temporary = match self.temporary.value? {
            0 => None,
            amount => Some(TemporaryLimit { amount, until: self.until.value? }),
        };
        Some(CreditFile {
            grade: Grade::ALL[self.grade],
            limit: self.limit.value?,
            temporary,
            terms: Terms::ALL[self.terms],
            opening_balance: self.opening.value?,
        })
    }
}

impl CreditForm {
    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, id: CustomerId) {
        let key = (id, cx.revision.customers);
        self.kept.keep(key, || cx.worker.ask(move |office| customers::open(office, id)));
        self.payments.keep(key, || cx.worker.ask(move |office| credit::payments(office, id)));
        self.take_in(cx);
        if self.editing.as_ref().is_some_and(|editing| editing.customer != id) {
            self.editing = None;
        }
        if self.paying.as_ref().is_some_and(|paying| paying.customer != id) {
            self.paying = None;
        }
        let Some(kept) = self.kept.value().filter(|kept| kept.customer.id == id).cloned() else {
            ui.add_space(theme::SECTION);
            ui.vertical_centered(|ui| text::soft(ui, cx.t("widgets-loading")));
            return;
        };
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            egui::Frame::new().inner_margin(theme::PAGE).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
                text::title(ui, &kept.customer.name);
                self.show_fault(ui, cx);
                show_figures(ui, cx, &kept);
                self.show_file(ui, cx, &kept);
                self.show_payments(ui, cx, &kept);
            });
        });
    }

    fn take_in(&mut self, cx: &mut Cx<'_>) {
        match self.doing.outcome() {
            Some(Ok(())) => {
                (self.editing, self.paying, self.fault) = (None, None, None);
                cx.wish(Wish::Done(t_dyn(cx.lang, self.said)));
            }
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
    }

    fn show_fault(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if let Some(fault) = &self.fault {
            let (title, sentences) = said::fault(cx.lang, fault);
            if banner(ui, cx.lang, Tone::Bad, &title, &sentences, "", true).dismissed {
                self.fault = None;
            }
        }
    }

    fn show_file(&mut self, ui: &mut Ui, cx: &Cx<'_>, kept: &Kept) {
        let refusal = (!may(cx.user, Right::KeepCredit)).then(|| cx.t("desk-credit-not-you"));
        let Some(editing) = &mut self.editing else {
            if Button::new(cx.t("desk-credit-change")).icon(Icon::Pen).refusal(refusal).show(ui).clicked() {
                self.editing = Some(Editing::of(kept, cx.today));
            }
            return;
        };
        text::section(ui, cx.t("desk-credit-change"));
        show_fields(ui, cx, editing);
        let file = editing.file();
        let unread = file.is_none().then(|| cx.t("steps-amount-not-read"));
        let same = file.as_ref() == Some(&kept.customer.credit);
        let reason = unread.or(same.then(|| cx.t("desk-nothing-changed")));
        let (mut save, mut leave) = (false, false);
        ui.horizontal(|ui| {
            save = Button::primary(cx.t("desk-save")).refusal(reason).show(ui).clicked();
            leave = Button::new(cx.t("widgets-cancel")).show(ui).clicked();
        });
        if let Some(file) = file.filter(|_| save) {
            let customer = crate::domain::customers::Customer { credit: file, ..kept.customer.clone() };
            let changes = kept.changes;
            self.said = "desk-credit-saved";
            self.doing.begin(|| cx.worker.write(cx.user.id, move |work| customers::change(work, customer, changes)));
        }
        if leave {
            self.editing = None;
        }
    }

    fn show_payments(&mut self, ui: &mut Ui, cx: &Cx<'_>, kept: &Kept) {
        ui.add_space(theme::GAP);
        text::section(ui, cx.t("desk-payments"));
        let refusal = (!may(cx.user, Right::RecordPayment)).then(|| cx.t("desk-credit-not-you"));
        match &mut self.paying {
            None => {
                if Button::new(cx.t("desk-payment-record")).icon(Icon::Plus).refusal(refusal).show(ui).clicked() {
                    let (amount, day) = (Typed::default(), Typed::day(cx.today));
                    self.paying = Some(Paying { customer: kept.customer.id, amount, day, note: String::new() });
                }
            }
            Some(_) => self.show_paying(ui, cx),
        }
        let payments = self.payments.value().map_or(&[][..], Vec::as_slice);
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

    fn show_paying(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(paying) = &mut self.paying else { return };
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
        let reason = match (paying.amount.value, paying.day.value) {
            (None | Some(0), _) => Some(cx.t("steps-amount-not-read")),
            (_, None) => Some(cx.t("steps-day-not-read")),
            (Some(amount), _) if amount < 0 && paying.note.trim().is_empty() => Some(cx.t("desk-payment-why")),
            _ => None,
        };
        let (mut save, mut leave) = (false, false);
        ui.horizontal(|ui| {
            save = Button::primary(cx.t("desk-payment-save")).refusal(reason).show(ui).clicked();
            leave = Button::new(cx.t("widgets-cancel")).show(ui).clicked();
        });
        if let (Some(amount), Some(day), true) = (paying.amount.value, paying.day.value, save) {
            let (id, note) = (paying.customer, paying.note.clone());
            self.said = "desk-payment-saved";
            let write = move |work: &mut crate::ops::Work<'_, '_>| credit::record_payment(work, id, amount, day, &note);
            self.doing.begin(|| cx.worker.write(cx.user.id, write));
        }
        if leave {
            self.paying = None;
        }
    }
}

fn show_figures(ui: &mut Ui, cx: &Cx<'_>, kept: &Kept) {
    let (file, exposure) = (&kept.customer.credit, kept.exposure);
    let limit = limit_on(&kept.customer, cx.today);
    let left = limit - exposure.total();
    let mut found = vec![
        Fact::new(cx.t("desk-grade"), t_dyn(cx.lang, &format!("grade-{}", file.grade.key()))),
        Fact::new(cx.t("desk-terms"), t_dyn(cx.lang, &format!("terms-{}", file.terms.key()))),
        Fact::new(cx.t("desk-limit"), money(limit)),
        Fact::new(cx.t("desk-left"), money(left)).toned(if left < 0 { Tone::Bad } else { Tone::Good }),
        Fact::new(cx.t("steps-credit-opening"), money(exposure.opening)),
        Fact::new(cx.t("steps-credit-shipped"), money(exposure.shipped)),
        Fact::new(cx.t("steps-credit-committed"), money(exposure.committed)),
        Fact::new(cx.t("steps-credit-paid"), money(exposure.paid)),
        Fact::new(cx.t("desk-exposure"), money(exposure.total())),
    ];
    if let Some(temporary) = file.temporary {
        let words = format!("{} → {}", money(temporary.amount), date(temporary.until));
        found.push(Fact::new(cx.t("desk-temporary"), words));
    }
    ui.scope(|ui| facts(ui, &found));
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
        let Typed { text, value } = &mut editing.opening;
        money_field(ui, cx.lang, cx.t("steps-credit-opening"), text, value, "CNY", place());
    });
    row(ui, &mut |ui| {
        let Typed { text, value } = &mut editing.temporary;
        money_field(ui, cx.lang, cx.t("desk-temporary"), text, value, "CNY", place());
        let Typed { text, value } = &mut editing.until;
        date_field(ui, cx.lang, cx.t("desk-temporary-until"), text, value, cx.today, Lean::Ahead, place());
    });
}
