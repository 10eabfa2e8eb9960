//! Orders that are half written.

use chrono::{DateTime, Utc};
use eframe::egui::{Id, Ui};

use crate::ops::drafts;
use crate::ui::ask::Ask;
use crate::ui::call_sheet::Form;
use crate::ui::clock;
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::widgets::table::{Column, Empty, Table, TableState};

/// The drafts of whoever sits here.
#[derive(Default)]
pub struct DraftList {
    drafts: Ask<Vec<(i64, DateTime<Utc>, Form)>, i64>,
    table: TableState,
}

impl DraftList {
    /// Asks again every few seconds: drafts are no part of the orders, so nothing tells of them.
    pub fn ask(&mut self, cx: &Cx<'_>) {
        let user = cx.user.id;
        self.drafts.keep(cx.now.timestamp() / 5, || cx.worker.ask(move |office| drafts::open(office, user)));
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.drafts.value().map_or(0, |drafts| drafts.len() as u32)
    }

    /// The list; gives the draft that was opened.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> Option<i64> {
        let columns = [
            Column::new("customer", cx.t("orders-customer"), 200.0).grows(),
            Column::new("lines", cx.t("orders-lines"), 120.0),
            Column::new("day", cx.t("orders-requested"), 120.0),
            Column::new("changed", cx.t("orders-changed-at"), 140.0),
        ];
        let empty = Empty { icon: Icon::Pen, sentence: cx.t("orders-no-drafts"), step: "" };
        let none = Vec::new();
        let rows = self.drafts.value().unwrap_or(&none);
        let answer = Table::new(Id::unique("drafts"), cx.t("orders-drafts"), &columns, rows.len())
            .empty(empty)
            .counting(self.drafts.value().is_none())
            .show(ui, &mut self.table, |row| {
                let Some((_, at, form)) = rows.get(row.index) else { return row.waiting() };
                let name = if form.customer_typed.is_empty() { "—" } else { &form.customer_typed };
                let lines = form.lines.iter().filter(|line| !line.is_empty()).count();
                row.cell("customer").strong(name);
                row.cell("lines").text(&cx.tf("orders-draft-lines", &[("count", lines.into())]));
                row.cell("day").text(&form.requested);
                row.cell("changed").soft(&clock::moment(cx.lang, cx.company, cx.now, *at));
            });
        answer.opened.and_then(|row| rows.get(row)).map(|(id, _, _)| *id)
    }
}
