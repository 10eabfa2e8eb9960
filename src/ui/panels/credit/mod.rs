//! Credit: the inbox, and every customer's limit, exposure and payments.

mod customers;
mod figures;
mod form;
mod parts;
mod records;

use eframe::egui::Ui;

use crate::domain::people::Department;
use crate::ui::app::Prefs;
use crate::ui::cx::Cx;
use crate::ui::desk::DeskPanel;
use crate::ui::panels::tabs::tabs;
use customers::CreditList;

/// The panel.
pub struct CreditPanel {
    sub: usize,
    inbox: DeskPanel,
    list: CreditList,
}

impl CreditPanel {
    /// The panel with its dividers where they were.
    pub fn new(prefs: &Prefs) -> CreditPanel {
        let mut inbox = DeskPanel::new(Department::Credit);
        inbox.beside.split = prefs.split("credit");
        CreditPanel { sub: 0, inbox, list: CreditList::new(prefs.split("credit-customers")) }
    }

    /// Keeps where the dividers stand.
    pub fn remember(&self, prefs: &mut Prefs) {
        prefs.splits.insert("credit".to_owned(), self.inbox.beside.split);
        prefs.splits.insert("credit-customers".to_owned(), self.list.split);
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let titles = [(cx.t("orders-inbox"), self.inbox.waiting()), (cx.t("desk-credit-customers"), 0)];
        let list = &mut self.list;
        tabs(ui, "credit", &titles, &mut self.sub, |ui, sub| {
            if sub == 1 {
                list.tools(ui, cx);
            }
        });
        match self.sub {
            0 => self.inbox.show(ui, cx),
            _ => self.list.show(ui, cx),
        }
    }
}
