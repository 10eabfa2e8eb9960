//! Archive: the inbox, and the register of everything that was filed, with its dossier and whether it is as it was written.

mod register;

use eframe::egui::Ui;

use crate::domain::people::Department;
use crate::ui::app::Prefs;
use crate::ui::cx::Cx;
use crate::ui::desk::DeskPanel;
use crate::ui::panels::tabs::tabs;
use register::Register;

/// The panel.
pub struct ArchivePanel {
    sub: usize,
    inbox: DeskPanel,
    register: Register,
}

impl ArchivePanel {
    /// The panel with its dividers where they were.
    pub fn new(prefs: &Prefs) -> ArchivePanel {
        let mut inbox = DeskPanel::new(Department::Archive);
        inbox.beside.split = prefs.split("archive");
        ArchivePanel { sub: 0, inbox, register: Register::new(prefs.split("register")) }
    }

    /// Keeps where the dividers stand.
    pub fn remember(&self, prefs: &mut Prefs) {
        prefs.splits.insert("archive".to_owned(), self.inbox.beside.split);
        prefs.splits.insert("register".to_owned(), self.register.beside.split);
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let titles = [(cx.t("orders-inbox"), self.inbox.waiting()), (cx.t("desk-register"), 0)];
        let register = &mut self.register;
        tabs(ui, "archive", &titles, &mut self.sub, |ui, sub| {
            if sub == 1 {
                register.tools(ui, cx);
            }
        });
        match self.sub {
            0 => self.inbox.show(ui, cx),
            _ => self.register.show(ui, cx),
        }
    }
}
