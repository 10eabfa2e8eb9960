//! All orders: any number of them, newest first, by stage and customer, with the order beside the list.

use eframe::egui;
use egui::{Id, Key, Ui};

use super::owners::scope_line;
use crate::domain::ids::{CustomerId, OrderId};
use crate::domain::orders::Stage;
use crate::i18n::{Lang, date, listed, t_dyn, whole};
use crate::ops::customers;
use crate::ops::orders::{self, Filter, OrderRow};
use crate::ui::app::keys;
use crate::ui::ask::Ask;
use crate::ui::cx::{Cx, PaperKind, Wish};
use crate::ui::icons::Icon;
use crate::ui::order::{Beside, Chosen, segments, stage_tone};
use crate::ui::rows::{Rows, Stand, stand};
use crate::ui::say;
use crate::ui::theme::Tone;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::menu::{Item, menu};
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};
use crate::ui::widgets::text;

/// The list.
#[derive(Default)]
pub struct OrderList {
    filter: Filter,
    customer: Ask<customers::Kept, CustomerId>,
    rows: Rows<OrderRow, Filter>,
    table: TableState,
    /// An order was opened from elsewhere while the view stood here: its row is brought into sight.
    sought: Option<f64>,
    /// The order on the right.
    pub beside: Beside,
}

impl OrderList {
    /// Shows an order beside the list.
    pub fn open(&mut self, id: OrderId) {
        self.beside.open(id);
        self.table.clear();
        self.sought = Some(self.table.top());
    }

    /// What the list shows.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Only the orders of a customer.
    pub fn of_customer(&mut self, customer: CustomerId) {
        self.filter = Filter { customer: Some(customer), stages: Vec::new() };
        self.beside.close();
    }

    /// The filters and the count, from the right.
    pub fn tools(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let chosen = self.table.selection.count();
        if chosen > 1 {
            let words = cx.tf("orders-copies", &[("count", chosen.into())]);
            let button = Button::new(&words).icon(Icon::Print).trailing(Icon::Down).shortcut("Ctrl+P").show(ui);
            self.print_menu(cx, &button);
        }
        self.stage_filter(ui, cx);
        if let Some(customer) = self.filter.customer {
            self.customer.keep(customer, || cx.worker.ask(move |office| customers::open(office, customer)));
            let name = self.customer.value().map_or("…", |kept| kept.customer.name.as_str());
            let clear = Button::new(name).chosen(true).trailing(Icon::Cross).hint(cx.t("orders-clear-filter")).show(ui);
            if clear.clicked() {
                self.filter.customer = None;
            }
        }
        if !self.rows.is_counting() {
            text::caption(ui, &cx.tf("app-orders-count", &[("count", whole(self.rows.len() as i64).into())]));
        }
    }

    fn print_menu(&self, cx: &mut Cx<'_>, button: &egui::Response) {
        let kinds = [PaperKind::Confirmation, PaperKind::Picking, PaperKind::ShippingNotice, PaperKind::DeliveryNote];
        let names = kinds.map(|kind| t_dyn(cx.lang, &format!("orders-paper-{}", kind.key())));
        let items = names.each_ref().map(|text| Item { text, icon: Some(Icon::Paper), ..Item::default() });
        if let Some(at) = menu(button, &items) {
            let orders = self.table.selection.rows().filter_map(|row| self.rows.get(row)).map(|row| row.id).collect();
            cx.wish(Wish::Preview(kinds[at], orders));
        }
    }

    fn stage_filter(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let names: Vec<String> =
            Stage::ALL.iter().map(|stage| t_dyn(cx.lang, &format!("stage-{}", stage.key()))).collect();
        let any = self.filter.stages.is_empty();
        let word = match self.filter.stages.as_slice() {
            [] => cx.t("orders-any-stage").to_owned(),
            some => {
                let told = some.iter().filter_map(|stage| names.get(stage.number() as usize - 1).cloned());
                listed(cx.lang, &told.collect::<Vec<_>>())
            }
        };
        let button =
            Button::new(&word).icon(Icon::Filter).trailing(Icon::Down).chosen(!any).shortcut("Ctrl+F").show(ui);
        if keys::command(ui.ctx(), Key::F) {
            egui::Popup::toggle_id(ui.ctx(), egui::Popup::default_response_id(&button));
        }
        let first = Item { text: cx.t("orders-any-stage"), on: any, ..Item::default() };
        let rest = Stage::ALL.iter().zip(&names).enumerate().map(|(at, (stage, name))| Item {
            text: name,
            on: self.filter.stages.contains(stage),
            apart: at == 0,
            ..Item::default()
        });
        let items: Vec<Item<'_>> = std::iter::once(first).chain(rest).collect();
        match menu(&button, &items) {
            None => {}
            Some(0) => self.filter.stages.clear(),
            Some(at) => self.toggle(Stage::ALL[at - 1]),
        }
    }

    fn toggle(&mut self, stage: Stage) {
        let stages = &mut self.filter.stages;
        if stages.contains(&stage) {
            stages.retain(|one| *one != stage);
        } else {
            stages.push(stage);
            stages.sort();
        }
    }

    /// Fills the room below the bar.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let wanted = self.filter.clone();
        let another = self.rows.keep(self.filter.clone(), cx.revision.orders, || {
            cx.worker.ask(move |office| orders::count(office, &wanted))
        });
        if another {
            self.table.reset();
        }
        let OrderList { filter, rows, table, beside, sought, .. } = self;
        match stand(rows, table, beside.shown(), |row| row.id) {
            Stand::There => {}
            // Whoever has scrolled on since keeps the view.
            Stand::Moved(at) if sought.take() == Some(table.top()) => table.choose(at),
            Stand::Moved(at) => table.mark(at),
            Stand::Gone => table.clear(),
        }
        beside.show(ui, cx, |ui, cx| list(ui, cx, filter, rows, table));
    }
}

/// Draws the list; gives what a person did in it.
fn list(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    filter: &Filter,
    rows: &mut Rows<OrderRow, Filter>,
    table: &mut TableState,
) -> Option<Chosen> {
    scope_line(ui, cx);
    // As narrow as number, status and amount allow: at 1280 points the amount must still have its place.
    let english = cx.lang == Lang::En;
    let columns = [
        Column::new("number", cx.t("orders-number"), 138.0),
        Column::new("customer", cx.t("orders-customer"), if english { 130.0 } else { 150.0 }).grows(),
        Column::new("stage", cx.t("orders-stage"), if english { 124.0 } else { 98.0 }),
        Column::new("day", cx.t("orders-due-day"), 94.0).gives_way(1),
        Column::figures("amount", cx.t("orders-amount"), 108.0).gives_way(2),
        Column::new("progress", cx.t("orders-progress"), 100.0).gives_way(3),
        Column::new("turn", cx.t("orders-turn"), 128.0).gives_way(4),
    ];
    let empty = Empty { icon: Icon::Paper, sentence: cx.t("orders-no-orders"), step: cx.t("app-new-order") };
    let answer = Table::new(Id::unique("all orders"), cx.t("orders-all"), &columns, rows.len())
        .empty(empty)
        .step_refusal((!orders::may_receive(cx.user)).then(|| cx.t("app-may-not-receive")))
        .counting(rows.is_counting())
        .show(ui, table, |row| paint(row, cx, rows));
    rows.fetch(answer.visible.clone(), |offset, limit| {
        let filter = filter.clone();
        cx.worker.ask(move |office| orders::page(office, &filter, offset, limit))
    });
    if answer.first_step {
        cx.wish(Wish::NewOrder(None));
    }
    let under = table.cursor.and_then(|row| rows.get(row)).map(|row| row.id);
    Chosen::from_list(table, under, &answer)
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, rows: &Rows<OrderRow, Filter>) {
    let Some(order) = rows.get(row.index) else { return row.waiting() };
    row.cell("number").strong(&order.number);
    row.cell("customer").customer(&order.customer);
    let stage = t_dyn(cx.lang, &format!("stage-{}", order.stage.key()));
    row.cell("stage").chip(&stage, stage_tone(order.stage, order.on_hold));
    let due = order.promised.unwrap_or(order.requested);
    row.cell("day").toned(&day_words(cx, order, due), day_tone(cx, order, due));
    row.cell("amount").text(&say::amount(order.amount, order.currency));
    let (steps, done) = segments(order.progress, order.on_hold || order.stage == Stage::Cancelled);
    row.cell("progress").progress(steps, &cx.tf("orders-progress-told", &[("done", done.into())]));
    let turn: Vec<String> =
        order.turn.iter().map(|desk| t_dyn(cx.lang, &format!("department-{}", desk.key()))).collect();
    row.cell("turn").soft(&listed(cx.lang, &turn));
}

/// True while the goods are not with the customer and somebody waits for them.
fn is_awaited(order: &OrderRow) -> bool {
    !matches!(order.stage, Stage::Delivered | Stage::Closed | Stage::Cancelled | Stage::Filed)
}

/// The day, and beside it in a word when it is over.
fn day_words(cx: &Cx<'_>, order: &OrderRow, due: chrono::NaiveDate) -> String {
    let day = due.format("%m-%d").to_string();
    if is_awaited(order) && due < cx.today { cx.tf("orders-overdue", &[("day", day.into())]) } else { date(due) }
}

fn day_tone(cx: &Cx<'_>, order: &OrderRow, due: chrono::NaiveDate) -> Tone {
    if !is_awaited(order) {
        Tone::Quiet
    } else if due < cx.today {
        Tone::Bad
    } else if due <= cx.today + chrono::Days::new(1) {
        Tone::Warn
    } else {
        Tone::Quiet
    }
}
