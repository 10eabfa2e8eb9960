//! Quality: the inbox, and the lots that wait for inspection.

use eframe::egui::Ui;

use crate::domain::people::Department;
use crate::ui::app::Prefs;
use crate::ui::cx::Cx;
use crate::ui::desk::DeskPanel;
use crate::ui::panels::making::MakingList;
use crate::ui::panels::tabs::tabs;

/// The panel.
pub struct QualityPanel {
    sub: usize,
    inbox: DeskPanel,
    list: MakingList,
}

impl QualityPanel {
    /// The panel with its dividers where they were.
    pub fn new(prefs: &Prefs) -> QualityPanel {
        let mut inbox = DeskPanel::new(Department::Quality);
        inbox.beside.split = prefs.split("quality");
        QualityPanel { sub: 0, inbox, list: MakingList::new(true, prefs.split("quality-making")) }
    }

    /// Keeps where the dividers stand.
    pub fn remember(&self, prefs: &mut Prefs) {
        prefs.splits.insert("quality".to_owned(), self.inbox.beside.split);
        prefs.splits.insert("quality-making".to_owned(), self.list.beside.split);
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.list.keep(cx);
        let titles = [(cx.t("orders-inbox"), self.inbox.waiting()), (cx.t("desk-lots-waiting"), self.list.count())];
        tabs(ui, "quality", &titles, &mut self.sub, |_, _| {});
        match self.sub {
            0 => self.inbox.show(ui, cx),
            _ => self.list.show(ui, cx),
        }
    }
}
