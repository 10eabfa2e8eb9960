//! Quality: the inbox, the lots that wait for inspection, and those that are to be written off.

mod waste;

use eframe::egui::Ui;

use crate::domain::people::Department;
use crate::ui::app::Prefs;
use crate::ui::cx::Cx;
use crate::ui::desk::DeskPanel;
use crate::ui::panels::making::MakingList;
use crate::ui::panels::tabs::tabs;
use waste::WasteList;

/// The panel.
pub struct QualityPanel {
    sub: usize,
    inbox: DeskPanel,
    list: MakingList,
    waste: WasteList,
}

impl QualityPanel {
    /// The panel with its dividers where they were.
    pub fn new(prefs: &Prefs) -> QualityPanel {
        let mut inbox = DeskPanel::new(Department::Quality);
        inbox.beside.split = prefs.split("quality");
        let list = MakingList::new(true, prefs.split("quality-making"));
        QualityPanel { sub: 0, inbox, list, waste: WasteList::new(prefs.split("quality-waste")) }
    }

    /// Keeps where the dividers stand.
    pub fn remember(&self, prefs: &mut Prefs) {
        prefs.splits.insert("quality".to_owned(), self.inbox.beside.split);
        prefs.splits.insert("quality-making".to_owned(), self.list.beside.split);
        prefs.splits.insert("quality-waste".to_owned(), self.waste.split);
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.list.keep(cx);
        self.waste.keep(cx);
        let titles = [
            (cx.t("orders-inbox"), self.inbox.waiting()),
            (cx.t("desk-lots-waiting"), self.list.count()),
            (cx.t("desk-waste"), self.waste.count()),
        ];
        tabs(ui, "quality", &titles, &mut self.sub, |_, _| {});
        match self.sub {
            0 => self.inbox.show(ui, cx),
            1 => self.list.show(ui, cx),
            _ => self.waste.show(ui, cx),
        }
    }
}
