//! Sales: the inbox, all orders, customers, goods, drafts.

mod drafts;
mod list;

use eframe::egui;
use egui::{Frame, Margin, Ui};

use crate::domain::ids::{CustomerId, OrderId};
use crate::domain::people::Department;
use crate::ui::app::Prefs;
use crate::ui::cx::Cx;
use crate::ui::desk::{DeskPanel, under_bar};
use crate::ui::theme;
use crate::ui::widgets::bar::bar;
use crate::ui::widgets::rail::sub_tabs;
use drafts::DraftList;
use list::OrderList;

/// The sub-tabs, in their order.
const INBOX: usize = 0;
const ALL: usize = 1;

/// The panel.
pub struct SalesPanel {
    sub: usize,
    inbox: DeskPanel,
    list: OrderList,
    drafts: DraftList,
}

impl SalesPanel {
    /// The panel with its dividers where they were.
    pub fn new(prefs: &Prefs) -> SalesPanel {
        let mut inbox = DeskPanel::new(Department::Sales);
        inbox.split = prefs.split("sales");
        let mut list = OrderList::default();
        list.split = prefs.split("orders");
        SalesPanel { sub: INBOX, inbox, list, drafts: DraftList::default() }
    }

    /// Keeps where the dividers stand.
    pub fn remember(&self, prefs: &mut Prefs) {
        prefs.splits.insert("sales".to_owned(), self.inbox.split);
        prefs.splits.insert("orders".to_owned(), self.list.split);
    }

    /// Shows an order beside the list of all.
    pub fn open_order(&mut self, id: OrderId) {
        self.sub = ALL;
        self.list.open(id);
    }

    /// Shows the orders of a customer.
    pub fn orders_of(&mut self, customer: CustomerId) {
        self.sub = ALL;
        self.list.of_customer(customer);
    }

    /// Fills the room that there is; gives a draft that shall be opened.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> Option<i64> {
        self.drafts.ask(cx);
        ui.spacing_mut().item_spacing.y = 0.0;
        Frame::new().inner_margin(Margin::symmetric(theme::GAP as i8, 0)).show(ui, |ui| {
            let titles = [
                (cx.t("orders-inbox"), self.inbox.waiting()),
                (cx.t("orders-all"), 0),
                (cx.t("orders-drafts"), self.drafts.count()),
            ];
            let (sub, list) = (&mut self.sub, &mut self.list);
            let on_all = *sub == ALL;
            bar(
                ui,
                "sales",
                |ui| {
                    sub_tabs(ui, &titles, sub);
                },
                |ui| {
                    if on_all {
                        list.tools(ui, cx);
                    }
                },
            );
        });
        under_bar(ui);
        match self.sub {
            INBOX => self.inbox.show(ui, cx),
            ALL => self.list.show(ui, cx),
            _ => return self.drafts.show(ui, cx),
        }
        None
    }
}
