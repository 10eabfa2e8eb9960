//! Shipments that have left and are not signed for, the one expected first on top.

use eframe::egui;
use egui::{Id, Ui};

use crate::domain::orders::Step;
use crate::i18n::date;
use crate::ops::underway::{self, OnTheWay};
use crate::ui::ask::Ask;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::order::{Beside, Chosen};
use crate::ui::theme::Tone;
use crate::ui::widgets::split::Split;
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};

/// The list.
pub struct OnTheWayList {
    rows: Ask<Vec<OnTheWay>>,
    table: TableState,
    /// The order on the right.
    pub beside: Beside,
}

impl OnTheWayList {
    /// The list with its divider where it was.
    pub fn new(split: Split) -> OnTheWayList {
        OnTheWayList { rows: Ask::default(), table: TableState::default(), beside: Beside::new(split) }
    }

    /// How many are on their way.
    pub fn count(&self) -> u32 {
        self.rows.value().map_or(0, |rows| rows.len() as u32)
    }

    /// Asks for the rows; call it once a frame.
    pub fn keep(&mut self, cx: &Cx<'_>) {
        self.rows.keep(cx.revision.orders, || cx.worker.ask(underway::shipments));
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let OnTheWayList { rows, table, beside } = self;
        beside.show(ui, cx, |ui, cx| list(ui, cx, rows, table));
    }
}

/// Draws the list; gives what a person did in it.
fn list(ui: &mut Ui, cx: &mut Cx<'_>, asked: &Ask<Vec<OnTheWay>>, table: &mut TableState) -> Option<Chosen> {
    let columns = [
        Column::new("expected", cx.t("steps-notify-expected"), 104.0),
        Column::new("number", cx.t("orders-number"), 138.0),
        Column::new("customer", cx.t("orders-customer"), 176.0).grows(),
        Column::new("carrier", cx.t("steps-notify-carrier"), 150.0).gives_way(1),
        Column::new("waybill", cx.t("steps-notify-waybill"), 124.0).gives_way(3),
        Column::new("driver", cx.t("transport-road-person"), 76.0).gives_way(2),
        Column::new("phone", cx.t("steps-dispatch-phone"), 112.0).gives_way(2),
    ];
    let rows = asked.value().map_or(&[][..], Vec::as_slice);
    let empty = Empty { icon: Icon::Truck, sentence: cx.t("desk-nothing-on-the-way"), step: "" };
    let answer = Table::new(Id::unique("on the way"), cx.t("desk-on-the-way"), &columns, rows.len())
        .empty(empty)
        .counting(asked.value().is_none() && asked.fault().is_none())
        .show(ui, table, |row| {
            if let Some(shipment) = rows.get(row.index) {
                paint(row, cx, shipment);
            }
        });
    if let Some(row) = answer.opened.and_then(|row| rows.get(row)) {
        cx.wish(Wish::Take(row.order, Step::Deliver));
        return Some(Chosen::Look(row.order));
    }
    let under = table.cursor.and_then(|row| rows.get(row)).map(|row| row.order);
    Chosen::from_list(table, under, &answer)
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, on_the_way: &OnTheWay) {
    let shipment = &on_the_way.shipment;
    if let Some(notice) = &shipment.notice {
        let late = notice.expected < cx.today;
        row.cell("expected").toned(&date(notice.expected), if late { Tone::Bad } else { Tone::Quiet });
        row.cell("carrier").text(&notice.carrier);
        row.cell("waybill").soft(&notice.waybill);
    }
    row.cell("number").strong(&on_the_way.number);
    row.cell("customer").customer(&on_the_way.customer);
    if let Some(dispatch) = &shipment.dispatch {
        row.cell("driver").soft(&dispatch.driver);
        row.cell("phone").soft(&dispatch.driver_phone);
    }
}
