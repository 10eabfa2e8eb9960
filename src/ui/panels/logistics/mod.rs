//! Logistics: the inbox, the stock by lot, and what is on its way.

mod on_the_way;
mod stock;

use eframe::egui::Ui;

use crate::domain::people::Department;
use crate::ui::app::Prefs;
use crate::ui::cx::Cx;
use crate::ui::desk::DeskPanel;
use crate::ui::panels::tabs::tabs;
use on_the_way::OnTheWayList;
use stock::StockList;

/// The panel.
pub struct LogisticsPanel {
    sub: usize,
    inbox: DeskPanel,
    stock: StockList,
    way: OnTheWayList,
}

impl LogisticsPanel {
    /// The panel with its dividers where they were.
    pub fn new(prefs: &Prefs) -> LogisticsPanel {
        let mut inbox = DeskPanel::new(Department::Logistics);
        inbox.beside.split = prefs.split("logistics");
        LogisticsPanel { sub: 0, inbox, stock: StockList::default(), way: OnTheWayList::new(prefs.split("on-the-way")) }
    }

    /// Keeps where the dividers stand.
    pub fn remember(&self, prefs: &mut Prefs) {
        prefs.splits.insert("logistics".to_owned(), self.inbox.beside.split);
        prefs.splits.insert("on-the-way".to_owned(), self.way.beside.split);
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.way.keep(cx);
        let titles = [
            (cx.t("orders-inbox"), self.inbox.waiting()),
            (cx.t("desk-stock"), 0),
            (cx.t("desk-on-the-way"), self.way.count()),
        ];
        let stock = &mut self.stock;
        tabs(ui, "logistics", &titles, &mut self.sub, |ui, sub| {
            if sub == 1 {
                stock.tools(ui, cx);
            }
        });
        match self.sub {
            0 => self.inbox.show(ui, cx),
            1 => self.stock.show(ui, cx),
            _ => self.way.show(ui, cx),
        }
    }
}
