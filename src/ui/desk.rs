//! A department's inbox: what waits for it, the most urgent first, with clock and next step, and the order beside it.

use eframe::egui;
use egui::{Id, Key, Ui};

use super::app::keys;
use super::clock;
use super::cx::{Cx, Wish};
use super::icons::Icon;
use super::order::{Beside, Chosen};
use super::rows::{Rows, Stand, stand};
use super::say;
use super::theme;
use super::widgets::table::{Column, Empty, RowPainter, Table, TableState};
use crate::domain::ids::OrderId;
use crate::domain::people::Department;
use crate::i18n::{Lang, t_dyn};
use crate::ops::orders::{self, InboxRow};

/// The inbox of one department, or of all of a person's departments when there is none.
pub struct DeskPanel {
    desk: Option<Department>,
    rows: Rows<InboxRow, Vec<Department>>,
    table: TableState,
    /// The order that the person last opened a step's form for.
    acted: Option<OrderId>,
    /// The order on the right.
    pub beside: Beside,
}

impl DeskPanel {
    /// The inbox of one department.
    pub fn new(desk: Department) -> DeskPanel {
        DeskPanel { desk: Some(desk), ..DeskPanel::of_person() }
    }

    /// Everything that waits for any of the person's departments.
    pub fn of_person() -> DeskPanel {
        DeskPanel {
            desk: None,
            rows: Rows::default(),
            table: TableState::default(),
            acted: None,
            beside: Beside::default(),
        }
    }

    /// Shows an order beside the list.
    pub fn open(&mut self, order: OrderId) {
        self.beside.open(order);
    }

    /// The order beside the list.
    pub fn shown(&self) -> Option<OrderId> {
        self.beside.shown()
    }

    /// How much waits, for a tab's number.
    pub fn waiting(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let DeskPanel { desk, rows, table, acted, beside } = self;
        let desks = desk.map_or_else(|| desks_of(cx), |desk| vec![desk]);
        let changed = keep(rows, cx, &desks);
        if changed {
            table.reset();
        }
        if let Some(first) = rows.get(0) {
            beside.offer(first.order.id);
        }
        follow(rows, table, beside, acted);
        beside.show(ui, cx, |ui, cx| list(ui, cx, rows, table, &desks));
        let taken = |wish: &Wish| if let Wish::Take(id, _) = wish { Some(*id) } else { None };
        *acted = cx.wishes.iter().rev().find_map(taken).or(*acted);
    }
}

/// The same facts with a list of wishes of its own, for two halves of a panel that are drawn at once.
pub fn part_of<'a>(cx: &Cx<'a>) -> Cx<'a> {
    Cx { wishes: Vec::new(), ..*cx }
}

/// The departments that a person belongs to.
fn desks_of(cx: &Cx<'_>) -> Vec<Department> {
    Department::ALL.into_iter().filter(|desk| cx.user.belongs_to(*desk)).collect()
}

fn keep(rows: &mut Rows<InboxRow, Vec<Department>>, cx: &Cx<'_>, desks: &[Department]) -> bool {
    let wanted = desks.to_vec();
    // What was calm a minute ago may be amber now, and then it stands elsewhere.
    let minute = cx.now.timestamp().unsigned_abs() / 60;
    let revision = cx.revision.orders.wrapping_mul(1 << 32).wrapping_add(minute);
    rows.keep(desks.to_vec(), revision, || {
        cx.worker.ask(move |office| {
            let counts = orders::inbox_counts(office)?;
            Ok(wanted.iter().filter_map(|desk| counts.get(desk)).sum())
        })
    })
}

/// When the list changed under the cursor, the cursor goes with its order where that is still in the list. Where the person's
/// own step took it off the list, the next one takes its place, or the one before at the end.
fn follow(
    rows: &Rows<InboxRow, Vec<Department>>,
    table: &mut TableState,
    beside: &mut Beside,
    acted: &mut Option<OrderId>,
) {
    // The last row went: the one before it takes its place.
    if let Some(last) = rows.len().checked_sub(1).filter(|last| table.cursor.is_some_and(|at| at > *last)) {
        table.cursor = Some(last);
    }
    match stand(rows, table, beside.shown(), |row| row.order.id) {
        Stand::There => {}
        Stand::Moved(at) => table.choose(at),
        Stand::Gone => match table.cursor.and_then(|at| Some((at, rows.get(at)?))) {
            Some((at, next)) if acted.is_some() && *acted == beside.shown() => {
                *acted = None;
                table.choose(at);
                beside.pass_on(next.order.id);
            }
            _ => table.clear(),
        },
    }
}

/// Draws the list; gives what a person did in it.
fn list(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    rows: &mut Rows<InboxRow, Vec<Department>>,
    table: &mut TableState,
    desks: &[Department],
) -> Option<Chosen> {
    let many_desks = desks.len() > 1;
    let mut columns = vec![
        Column::new("due", cx.t("orders-due"), 104.0),
        Column::new("number", cx.t("orders-number"), 138.0),
        Column::new("customer", cx.t("orders-customer"), 176.0).grows(),
        Column::figures("amount", cx.t("orders-amount"), 100.0).gives_way(2),
        // The button is as wide as its verb, and English verbs are long.
        Column::new("step", cx.t("orders-step"), if cx.lang == Lang::En { 148.0 } else { 96.0 }),
    ];
    if many_desks {
        columns.insert(1, Column::new("desk", cx.t("orders-turn"), 76.0).gives_way(3));
    }
    let sales = desks.contains(&Department::Sales);
    let may_receive = orders::may_receive(cx.user);
    let sentence = cx.t(if sales && may_receive { "orders-inbox-empty-sales" } else { "orders-inbox-empty" });
    let empty = Empty { icon: Icon::Inbox, sentence, step: if sales { cx.t("app-new-order") } else { "" } };
    let id = Id::unique(("inbox", desks));
    let label = cx.t("orders-inbox");
    let answer = Table::new(id, label, &columns, rows.len())
        .empty(empty)
        .step_refusal((!may_receive).then(|| cx.t("app-may-not-receive")))
        .counting(rows.is_counting())
        .show(ui, table, |row| paint(row, cx, rows));
    let wanted = desks.to_vec();
    rows.fetch(answer.visible.clone(), |offset, limit| {
        let wanted = wanted.clone();
        let now = cx.now;
        cx.worker.ask(move |office| orders::inbox_of(office, &wanted, now, offset, limit))
    });
    if answer.first_step {
        cx.wish(Wish::NewOrder(None));
    }
    let under = table.cursor.and_then(|row| rows.get(row));
    let by_key = under.is_some() && keys::command(ui.ctx(), Key::Enter);
    let opened = answer.opened.or(answer.pressed).and_then(|row| rows.get(row)).or(under.filter(|_| by_key));
    match opened {
        Some(row) if orders_may(cx, row) => {
            cx.wish(Wish::Take(row.order.id, row.step));
            Some(Chosen::Look(row.order.id))
        }
        Some(row) => Some(Chosen::NextStep(row.order.id)),
        None => Chosen::from_list(table, under.map(|row| row.order.id), &answer),
    }
}

/// Whether the person is of the desk that the row waits for; the form asks the rules for the rest.
fn orders_may(cx: &Cx<'_>, row: &InboxRow) -> bool {
    cx.user.belongs_to(row.desk)
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, rows: &Rows<InboxRow, Vec<Department>>) {
    let Some(work) = rows.get(row.index) else { return row.waiting() };
    let (due, tone) = clock::due(cx.lang, cx.company, cx.now, work.due, work.urgency(cx.now));
    row.cell("due").toned(&due, tone);
    row.cell("desk").soft(&t_dyn(cx.lang, &format!("department-{}", work.desk.key())));
    let step = t_dyn(cx.lang, &format!("step-{}", work.step.key()));
    // New work stands out until somebody of the desk has looked.
    if orders_may(cx, work) {
        row.cell("step").button(&step, !work.seen);
    } else {
        row.cell("step").soft(&step);
    }
    row.cell("number").strong(&work.order.number);
    row.cell("customer").customer(&work.order.customer);
    row.cell("amount").text(&say::amount(work.order.amount, work.order.currency));
}

/// How late the most urgent work is, for the rail.
pub fn is_late(row: &InboxRow, now: chrono::DateTime<chrono::Utc>) -> bool {
    row.due < now
}

/// The room of a panel below its bar, with the quiet line between.
pub fn under_bar(ui: &mut Ui) {
    let palette = theme::palette(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), theme::hairline(palette));
}
