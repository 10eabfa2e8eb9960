//! The register: file number, class, keep-until; the dossier beside it, and a check that nothing in it was touched.

use eframe::egui;
use egui::{Id, Ui};

use crate::domain::ids::OrderId;
use crate::i18n::{date, t_dyn};
use crate::ops::archive::{self, EntryRow};
use crate::ops::check::{self, Fault};
use crate::ops::papers::PaperKind;
use crate::ops::words;
use crate::ui::ask::Ask;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::order::{Beside, Chosen};
use crate::ui::rows::Rows;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::split::Split;
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};
use crate::ui::widgets::text;

/// The register.
pub struct Register {
    rows: Rows<EntryRow, ()>,
    table: TableState,
    verified: Ask<Vec<Fault>, (OrderId, u64)>,
    /// The order that was checked, and how often a check was asked for.
    checking: Option<(OrderId, u64)>,
    /// The order on the right.
    pub beside: Beside,
}

impl Register {
    /// The register with its divider where it was.
    pub fn new(split: Split) -> Register {
        Register {
            rows: Rows::default(),
            table: TableState::default(),
            verified: Ask::default(),
            checking: None,
            beside: Beside::new(split),
        }
    }

    /// What can be done with the chosen entry, and how many there are.
    pub fn tools(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let refusal = self.beside.shown().is_none().then(|| cx.t("desk-choose-entry"));
        let verify = Button::new(cx.t("desk-verify")).icon(Icon::Check).hint(cx.t("desk-verify-hint")).refusal(refusal);
        if let (true, Some(id)) = (verify.show(ui).clicked(), self.beside.shown()) {
            let times = self.checking.map_or(0, |(_, times)| times);
            self.checking = Some((id, times + 1));
        }
        let chosen: Vec<OrderId> =
            self.table.selection.rows().filter_map(|row| self.rows.get(row)).map(|row| row.entry.order).collect();
        let print =
            Button::new(cx.t("desk-print-sheet")).icon(Icon::Print).refusal(refusal.filter(|_| chosen.is_empty()));
        if print.show(ui).clicked() {
            let orders = if chosen.is_empty() { self.beside.shown().into_iter().collect() } else { chosen };
            cx.wish(Wish::Preview(PaperKind::ArchiveSheet, orders));
        }
        text::caption(ui, &cx.tf("widgets-rows", &[("count", self.rows.len().into())]));
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.rows.keep((), cx.revision.orders, || cx.worker.ask(archive::count));
        if let Some((id, times)) = self.checking {
            self.verified.keep((id, times), || cx.worker.ask(move |office| check::one(office, id)));
        }
        let Register { rows, table, verified, checking, beside } = self;
        let verdict = |ui: &mut Ui, cx: &Cx<'_>, id: OrderId| {
            if checking.is_some_and(|(checked, _)| checked == id) && show_verdict(ui, cx, verified) {
                *checking = None;
            }
        };
        beside.show_under(ui, cx, |ui, cx| list(ui, cx, rows, table), verdict);
    }
}

/// What the check found; true when the person has read it.
fn show_verdict(ui: &mut Ui, cx: &Cx<'_>, verified: &Ask<Vec<Fault>, (OrderId, u64)>) -> bool {
    if verified.is_waiting() {
        return false;
    }
    let frame = egui::Frame::new().inner_margin(theme::GAP);
    let (tone, heading, sentences) = match (verified.value(), verified.fault()) {
        (_, Some(fault)) => {
            let (title, sentences) = crate::ui::steps::said::fault(cx.lang, fault);
            (Tone::Bad, title, sentences)
        }
        (Some(faults), None) if faults.is_empty() => (Tone::Good, cx.t("desk-verified").to_owned(), Vec::new()),
        (Some(faults), None) => {
            let sentences = faults.iter().map(|fault| words::fault(cx.lang, fault)).collect();
            (Tone::Bad, cx.t("desk-not-as-written").to_owned(), sentences)
        }
        (None, None) => return false,
    };
    frame.show(ui, |ui| banner(ui, cx.lang, tone, &heading, &sentences, "", true).dismissed).inner
}

/// Draws the list; gives what a person did in it.
fn list(ui: &mut Ui, cx: &Cx<'_>, rows: &mut Rows<EntryRow, ()>, table: &mut TableState) -> Option<Chosen> {
    let columns = [
        Column::new("file", cx.t("steps-file-number"), 216.0),
        Column::new("number", cx.t("orders-number"), 142.0).gives_way(1),
        Column::new("customer", cx.t("orders-customer"), 176.0).grows(),
        Column::new("class", cx.t("steps-file-class"), 84.0).gives_way(2),
        Column::new("filed", cx.t("desk-filed-on"), 96.0).gives_way(4),
        Column::new("keep", cx.t("steps-file-keep"), 96.0).gives_way(3),
    ];
    let empty = Empty { icon: Icon::Archive, sentence: cx.t("desk-nothing-filed"), step: "" };
    let answer = Table::new(Id::unique("register"), cx.t("desk-register"), &columns, rows.len())
        .empty(empty)
        .counting(rows.is_counting())
        .show(ui, table, |row| paint(row, cx, rows));
    rows.fetch(answer.visible.clone(), |offset, limit| {
        cx.worker.ask(move |office| archive::page(office, offset, limit))
    });
    let under = table.cursor.and_then(|row| rows.get(row)).map(|row| row.entry.order);
    Chosen::from_list(table, under, &answer)
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, rows: &Rows<EntryRow, ()>) {
    let Some(filed) = rows.get(row.index) else { return row.waiting() };
    let entry = &filed.entry;
    row.cell("file").strong(&entry.number);
    row.cell("number").text(&filed.order_number);
    row.cell("customer").customer(&filed.customer);
    row.cell("class").text(&t_dyn(cx.lang, &format!("class-{}", entry.class.key())));
    row.cell("filed").soft(&date(cx.company.day(entry.filed_at)));
    let keep = entry.keep_until.map_or_else(|| cx.t("steps-file-for-ever").to_owned(), date);
    row.cell("keep").text(&keep);
}
