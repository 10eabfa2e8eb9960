//! All customers with what they owe and may owe; the file of the chosen one beside the list.

use eframe::egui;
use egui::{Id, Ui};

use super::form::CreditForm;
use crate::domain::credit::limit_on;
use crate::domain::customers::Grade;
use crate::domain::ids::CustomerId;
use crate::i18n::{money, t_dyn};
use crate::ops::customers::{self, Kept};
use crate::ops::search;
use crate::ui::ask::Ask;
use crate::ui::chosen::beside;
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::rows::Rows;
use crate::ui::theme::Tone;
use crate::ui::widgets::field::search_box;
use crate::ui::widgets::split::Split;
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};

/// Customers shown for a search.
const FOUND: usize = 200;

/// The list.
pub struct CreditList {
    words: String,
    asked: String,
    found: Ask<Vec<Kept>, (String, u64)>,
    rows: Rows<Kept, ()>,
    table: TableState,
    shown: Option<CustomerId>,
    form: CreditForm,
    /// Where the divider stands.
    pub split: Split,
}

impl CreditList {
    /// The list with its divider where it was.
    pub fn new(split: Split) -> CreditList {
        CreditList {
            words: String::new(),
            asked: String::new(),
            found: Ask::default(),
            rows: Rows::default(),
            table: TableState::default(),
            shown: None,
            form: CreditForm::default(),
            split,
        }
    }

    /// The search box.
    pub fn tools(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let answer = search_box(ui, cx.lang, cx.t("desk-find-customer"), &mut self.words, 240.0);
        if answer.settled() && self.asked != self.words.trim() {
            self.asked = self.words.trim().to_owned();
            self.table.reset();
        }
    }

    fn keep(&mut self, cx: &Cx<'_>) {
        self.rows.keep((), cx.revision.customers, || cx.worker.ask(customers::count));
        if !self.asked.is_empty() {
            let words = self.asked.clone();
            let key = (words.clone(), cx.revision.customers);
            self.found.keep(key, || cx.worker.ask(move |office| search::customers(office, &words, FOUND)));
        }
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.keep(cx);
        let CreditList { asked, found, rows, table, shown, form, split: place, .. } = self;
        let searched = (!asked.is_empty()).then(|| found.value().map_or(&[][..], Vec::as_slice));
        let invitation = cx.t("desk-choose-customer");
        let list =
            |ui: &mut Ui, cx: &Cx<'_>, shown: &mut Option<CustomerId>| list(ui, cx, searched, rows, table, shown);
        beside(ui, cx, place, shown, invitation, list, |ui, cx, id| form.show(ui, cx, *id));
    }
}

fn list(
    ui: &mut Ui,
    cx: &Cx<'_>,
    searched: Option<&[Kept]>,
    rows: &mut Rows<Kept, ()>,
    table: &mut TableState,
    shown: &mut Option<CustomerId>,
) {
    let columns = [
        Column::new("code", cx.t("desk-code"), 72.0).gives_way(3),
        Column::new("name", cx.t("desk-customer"), 150.0).grows(),
        Column::new("grade", cx.t("desk-grade"), 72.0).gives_way(2),
        Column::figures("limit", cx.t("desk-limit"), 112.0).gives_way(1),
        Column::figures("exposure", cx.t("desk-exposure"), 112.0),
        Column::figures("left", cx.t("desk-left"), 116.0),
    ];
    let count = searched.map_or(rows.len(), <[Kept]>::len);
    let sentence = if searched.is_some() { cx.t("widgets-nothing-found") } else { cx.t("desk-no-customers") };
    let empty = Empty { icon: Icon::People, sentence, step: "" };
    let get = |at: usize| match searched {
        Some(found) => found.get(at),
        None => rows.get(at),
    };
    let answer = Table::new(Id::unique("credit customers"), cx.t("desk-credit-customers"), &columns, count)
        .empty(empty)
        .counting(searched.is_none() && rows.is_counting())
        .show(ui, table, |row| paint(row, cx, get(row.index)));
    let chosen = table.cursor.and_then(get).map(|kept| kept.customer.id);
    if let Some(id) = chosen.filter(|_| answer.moved || answer.response.clicked() || answer.opened.is_some()) {
        *shown = Some(id);
    }
    if searched.is_none() {
        rows.fetch(answer.visible.clone(), |offset, limit| {
            cx.worker.ask(move |office| customers::page(office, offset, limit))
        });
    }
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, kept: Option<&Kept>) {
    let Some(kept) = kept else { return row.waiting() };
    let customer = &kept.customer;
    let limit = limit_on(customer, cx.today);
    let left = limit - kept.exposure.total();
    row.cell("code").soft(&customer.code);
    row.cell("name").customer(&customer.name);
    let grade = t_dyn(cx.lang, &format!("grade-{}", customer.credit.grade.key()));
    let tone = if customer.credit.grade == Grade::Unknown { Tone::Warn } else { Tone::Quiet };
    row.cell("grade").toned(&grade, tone);
    row.cell("limit").text(&money(limit));
    row.cell("exposure").text(&money(kept.exposure.total()));
    row.cell("left").toned(&money(left), if left < 0 { Tone::Bad } else { Tone::Quiet });
}
