//! A list, and beside it the order that is chosen in it: every list of orders stands like that.

use eframe::egui::{Key, Ui};

use super::{OrderView, show_invitation, steps};
use crate::domain::ids::OrderId;
use crate::ops::OpError;
use crate::ui::app::keys;
use crate::ui::cx::{Cx, Wish};
use crate::ui::desk::part_of;
use crate::ui::widgets::split::{Split, split};
use crate::ui::widgets::table::{TableAnswer, TableState};

/// What a person did in a list of orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Show this one.
    Look(OrderId),
    /// Show it and take its next step: Enter, or a double click.
    NextStep(OrderId),
}

impl Chosen {
    /// What a person did with the row under the cursor, whose order is `under` where it is here. A row that the keyboard
    /// reached before it was read is looked at when it comes.
    pub fn from_list(table: &mut TableState, under: Option<OrderId>, answer: &TableAnswer) -> Option<Chosen> {
        let moved = answer.moved || table.awaited;
        table.awaited = under.is_none() && moved;
        let order = under?;
        if answer.opened.is_some() {
            return Some(Chosen::NextStep(order));
        }
        (moved || answer.response.clicked()).then_some(Chosen::Look(order))
    }
}

/// The order beside a list, and the divider between them.
#[derive(Default)]
pub struct Beside {
    view: OrderView,
    /// It stays there when its work is done and it leaves the list.
    shown: Option<OrderId>,
    /// The list showed that order itself when it opened; nobody has looked for it.
    by_itself: bool,
    /// The order whose next step is to be taken as soon as it is read.
    wanted: Option<OrderId>,
    /// Where the divider stands.
    pub split: Split,
}

impl Beside {
    /// No order yet, with the divider where it was.
    pub fn new(split: Split) -> Beside {
        Beside { split, ..Beside::default() }
    }

    /// The order on the right.
    pub fn shown(&self) -> Option<OrderId> {
        self.shown
    }

    /// Shows an order that a person chose.
    pub fn open(&mut self, order: OrderId) {
        (self.shown, self.by_itself) = (Some(order), false);
    }

    /// Shows the next order of a list in place of one whose work is done. Nobody chose it, so that marks nothing as seen.
    pub fn pass_on(&mut self, order: OrderId) {
        (self.shown, self.by_itself) = (Some(order), true);
    }

    /// Shows an order that nobody chose, where none is shown: the first of a list. That marks nothing as seen.
    pub fn offer(&mut self, order: OrderId) {
        if self.shown.is_none() {
            (self.shown, self.by_itself) = (Some(order), true);
        }
    }

    /// Shows no order any more.
    pub fn close(&mut self) {
        self.shown = None;
    }

    /// Draws both halves; `list` gives what a person did in it.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, list: impl FnOnce(&mut Ui, &mut Cx<'_>) -> Option<Chosen>) {
        self.show_under(ui, cx, list, |_, _, _| {});
    }

    /// The same with something of the list's own above the order.
    pub fn show_under(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        list: impl FnOnce(&mut Ui, &mut Cx<'_>) -> Option<Chosen>,
        above: impl FnOnce(&mut Ui, &Cx<'_>, OrderId),
    ) {
        let Beside { view, shown, by_itself, split: place, .. } = self;
        let (order, glance) = (*shown, *by_itself);
        let (mut left, mut right) = (part_of(cx), part_of(cx));
        let detail = |ui: &mut Ui| match order {
            Some(id) => {
                above(ui, &right, id);
                if glance { view.glance(ui, &mut right, id) } else { view.show(ui, &mut right, id) }
            }
            None => show_invitation(ui, &right),
        };
        let (chosen, ()) = split(ui, cx.lang, place, |ui| list(ui, &mut left), detail);
        let wishes = left.wishes.into_iter().chain(right.wishes);
        cx.wishes.extend(wishes);
        match chosen {
            Some(Chosen::Look(id)) => self.open(id),
            Some(Chosen::NextStep(id)) => {
                self.open(id);
                self.wanted = Some(id);
            }
            None => {}
        }
        if let Some(id) = self.shown.filter(|_| keys::command(ui.ctx(), Key::Enter)) {
            self.open(id);
            self.wanted = Some(id);
        }
        self.take_wanted(cx);
        if self.shown != order {
            ui.ctx().request_repaint();
        }
    }
    /// Opens the form of the next step of the wanted order, or says why it cannot be taken, once the order is here.
    fn take_wanted(&mut self, cx: &mut Cx<'_>) {
        let Some(id) = self.wanted else { return };
        let asked = &self.view.dossier;
        if self.shown != Some(id) || asked.fault().is_some() {
            self.wanted = None;
            return;
        }
        let Some(dossier) = asked.value().filter(|dossier| dossier.order.id == id && !asked.is_waiting()) else {
            return;
        };
        self.wanted = None;
        match steps::next(&dossier.order, cx.user) {
            Some((step, Ok(()))) => cx.wish(Wish::Take(id, step)),
            Some((_, Err(refusal))) => cx.wish(Wish::Failed(OpError::Refused(refusal))),
            None => {}
        }
    }
}
