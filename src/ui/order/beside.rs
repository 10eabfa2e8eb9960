//! A list, and beside it the order that is chosen in it: every list of orders stands like that.

use eframe::egui::Ui;

use super::{OrderView, show_invitation};
use crate::domain::ids::OrderId;
use crate::ui::cx::Cx;
use crate::ui::desk::part_of;
use crate::ui::widgets::split::{Split, split};

/// The order beside a list, and the divider between them.
#[derive(Default)]
pub struct Beside {
    view: OrderView,
    /// It stays there when its work is done and it leaves the list.
    shown: Option<OrderId>,
    /// The list showed that order itself when it opened; nobody has looked for it.
    by_itself: bool,
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

    /// Draws both halves; `list` gives the order that a person chose in it.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, list: impl FnOnce(&mut Ui, &mut Cx<'_>) -> Option<OrderId>) {
        self.show_under(ui, cx, list, |_, _, _| {});
    }

    /// The same with something of the list's own above the order.
    pub fn show_under(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        list: impl FnOnce(&mut Ui, &mut Cx<'_>) -> Option<OrderId>,
        above: impl FnOnce(&mut Ui, &Cx<'_>, OrderId),
    ) {
        let Beside { view, shown, by_itself, split: place } = self;
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
        if let Some(chosen) = chosen {
            self.open(chosen);
        }
        if self.shown != order {
            ui.ctx().request_repaint();
        }
    }
}
