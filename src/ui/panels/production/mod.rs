//! Production: the inbox, and the open production orders, the one due first on top.

use eframe::egui::Ui;

use crate::domain::people::Department;
use crate::ui::app::Prefs;
use crate::ui::cx::Cx;
use crate::ui::desk::DeskPanel;
use crate::ui::panels::making::MakingList;
use crate::ui::panels::tabs::tabs;

/// The panel.
pub struct ProductionPanel {
    sub: usize,
    inbox: DeskPanel,
    list: MakingList,
}

impl ProductionPanel {
    /// The panel with its dividers where they were.
    pub fn new(prefs: &Prefs) -> ProductionPanel {
        let mut inbox = DeskPanel::new(Department::Production);
        inbox.beside.split = prefs.split("production");
        ProductionPanel { sub: 0, inbox, list: MakingList::new(false, prefs.split("production-making")) }
    }

    /// Keeps where the dividers stand.
    pub fn remember(&self, prefs: &mut Prefs) {
        prefs.splits.insert("production".to_owned(), self.inbox.beside.split);
        prefs.splits.insert("production-making".to_owned(), self.list.beside.split);
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.list.keep(cx);
        let titles = [(cx.t("orders-inbox"), self.inbox.waiting()), (cx.t("desk-productions"), self.list.count())];
        tabs(ui, "production", &titles, &mut self.sub, |_, _| {});
        match self.sub {
            0 => self.inbox.show(ui, cx),
            _ => self.list.show(ui, cx),
        }
    }
}
