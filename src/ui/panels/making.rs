//! Production orders that are open, over all orders: what is to be made, what waits for inspection; the order beside the list.

use eframe::egui;
use egui::{Id, Ui};

use crate::i18n::{date, whole};
use crate::ops::underway::{self, Making};
use crate::ops::words::packs_in;
use crate::ui::ask::Ask;
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::order::{Beside, Chosen};
use crate::ui::theme::Tone;
use crate::ui::widgets::split::Split;
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};

/// The list of one department.
pub struct MakingList {
    /// Only lots that wait for inspection.
    made: bool,
    rows: Ask<Vec<Making>>,
    table: TableState,
    /// The order on the right.
    pub beside: Beside,
}

impl MakingList {
    /// What is to be made and what is made, or with `made` only what waits for inspection.
    pub fn new(made: bool, split: Split) -> MakingList {
        MakingList { made, rows: Ask::default(), table: TableState::default(), beside: Beside::new(split) }
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.rows.value().map_or(0, |rows| rows.iter().filter(|row| self.fits(row)).count() as u32)
    }

    fn fits(&self, row: &Making) -> bool {
        !self.made || row.production.output.is_some()
    }

    /// Asks for the rows; call it once a frame.
    pub fn keep(&mut self, cx: &Cx<'_>) {
        self.rows.keep(cx.revision.orders, || cx.worker.ask(underway::productions));
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let made = self.made;
        let rows: Vec<&Making> =
            self.rows.value().into_iter().flatten().filter(|row| !made || row.production.output.is_some()).collect();
        let counting = self.rows.value().is_none() && self.rows.fault().is_none();
        let table = &mut self.table;
        self.beside.show(ui, cx, |ui, cx| list(ui, cx, made, &rows, counting, table));
    }
}

/// Draws the list; gives what a person did in it.
fn list(
    ui: &mut Ui,
    cx: &Cx<'_>,
    made: bool,
    rows: &[&Making],
    counting: bool,
    table: &mut TableState,
) -> Option<Chosen> {
    let mut columns = vec![
        Column::new("goods", cx.t("steps-goods"), 176.0).grows(),
        Column::figures("quantity", cx.t("steps-quantity"), 92.0),
        Column::new("number", cx.t("orders-number"), 138.0),
        Column::new("customer", cx.t("orders-customer"), 110.0).grows().gives_way(3),
    ];
    if made {
        columns.insert(0, Column::new("lot", cx.t("steps-lot"), 130.0));
        columns.insert(3, Column::new("produced", cx.t("steps-output-day"), 96.0).gives_way(1));
    } else {
        columns.insert(0, Column::new("due", cx.t("steps-plan-due"), 96.0));
        columns.push(Column::new("responsible", cx.t("steps-plan-responsible"), 80.0).gives_way(2));
        columns.push(Column::new("state", cx.t("desk-state"), 106.0).gives_way(1));
    }
    let sentence = if made { cx.t("desk-no-lots-waiting") } else { cx.t("desk-nothing-to-make") };
    let label = if made { cx.t("desk-lots-waiting") } else { cx.t("desk-productions") };
    let empty = Empty { icon: if made { Icon::Flask } else { Icon::Factory }, sentence, step: "" };
    let answer = Table::new(Id::unique(("making", made)), label, &columns, rows.len())
        .empty(empty)
        .counting(counting)
        .show(ui, table, |row| {
            if let Some(making) = rows.get(row.index) {
                paint(row, cx, making);
            }
        });
    let under = table.cursor.and_then(|row| rows.get(row)).map(|row| row.order);
    Chosen::from_list(table, under, &answer)
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, making: &Making) {
    let part = &making.production;
    let name = making.product.as_ref().map(|product| product.name_in(cx.lang.tag())).unwrap_or_default();
    let quantity = part.output.as_ref().map_or(part.quantity, |output| output.quantity);
    let shown = making.product.as_ref().map(|product| packs_in(cx.lang, &product.packs).show(quantity));
    let late = part.output.is_none() && part.due < cx.today;
    row.cell("due").toned(&date(part.due), if late { Tone::Bad } else { Tone::Quiet });
    if let Some(output) = &part.output {
        row.cell("lot").strong(&output.code);
        row.cell("produced").soft(&date(output.produced));
    }
    row.cell("goods").text(name);
    row.cell("quantity").text(&shown.unwrap_or_else(|| whole(quantity)));
    row.cell("number").soft(&making.number);
    row.cell("customer").customer(&making.customer);
    row.cell("responsible").text(&part.responsible);
    let (word, tone) = match (&part.output, late) {
        (Some(_), _) => (cx.t("desk-state-made"), Tone::Accent),
        (None, true) => (cx.t("desk-state-late"), Tone::Bad),
        (None, false) => (cx.t("desk-state-planned"), Tone::Quiet),
    };
    row.cell("state").chip(word, tone);
}
