//! The panels of the tabs, and what takes their whole room: the call sheet, a step's form, the print preview, the import.

pub mod archive;
pub mod credit;
mod customer_history;
pub mod logistics;
pub mod making;
pub mod outbox;
mod over;
pub mod production;
pub mod quality;
pub mod sales;
pub mod settings;
mod tabs;

use std::path::PathBuf;

use eframe::egui::Ui;

use super::app::Prefs;
use super::call_sheet::CallSheet;
use super::cx::{Cx, PaperKind, Tab};
use super::desk::DeskPanel;
use crate::domain::ids::{CustomerId, MailId, OrderId, ProductId};
use crate::domain::orders::Step;
use crate::domain::people::Department;
use archive::ArchivePanel;
use credit::CreditPanel;
use logistics::LogisticsPanel;
use over::Over;
use production::ProductionPanel;
use quality::QualityPanel;
use sales::SalesPanel;
use settings::SettingsPanel;

/// All panels of a session.
pub struct Panels {
    work: DeskPanel,
    sales: SalesPanel,
    credit: CreditPanel,
    production: ProductionPanel,
    quality: QualityPanel,
    logistics: LogisticsPanel,
    archive: ArchivePanel,
    settings: SettingsPanel,
    call: Option<Box<CallSheet>>,
    over: Over,
}

impl Panels {
    /// All panels with their dividers where they were.
    pub fn new(prefs: &Prefs) -> Panels {
        let mut work = DeskPanel::of_person();
        work.beside.split = prefs.split("work");
        Panels {
            work,
            sales: SalesPanel::new(prefs),
            credit: CreditPanel::new(prefs),
            production: ProductionPanel::new(prefs),
            quality: QualityPanel::new(prefs),
            logistics: LogisticsPanel::new(prefs),
            archive: ArchivePanel::new(prefs),
            settings: SettingsPanel::default(),
            call: None,
            over: Over::default(),
        }
    }

    /// Keeps where the dividers stand.
    pub fn remember(&self, prefs: &mut Prefs) {
        prefs.splits.insert("work".to_owned(), self.work.beside.split);
        self.credit.remember(prefs);
        self.production.remember(prefs);
        self.quality.remember(prefs);
        self.logistics.remember(prefs);
        self.archive.remember(prefs);
        self.sales.remember(prefs);
    }

    /// Fills the room that there is with the panel of a tab, and what lies over it.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, tab: Tab) {
        self.sales.behind(ui, cx);
        if !self.over.show_instead(ui, cx) {
            self.show_panel(ui, cx, tab);
        }
        self.over.show_above(ui, cx);
    }

    fn show_panel(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, tab: Tab) {
        if let Some(call) = &mut self.call {
            if !call.show(ui, cx) {
                self.call = None;
            }
            return;
        }
        match tab {
            Tab::Work => self.work.show(ui, cx),
            Tab::Desk(Department::Sales) => {
                if let Some(draft) = self.sales.show(ui, cx) {
                    self.open_draft(draft);
                }
            }
            Tab::Desk(Department::Credit) => self.credit.show(ui, cx),
            Tab::Desk(Department::Production) => self.production.show(ui, cx),
            Tab::Desk(Department::Quality) => self.quality.show(ui, cx),
            Tab::Desk(Department::Logistics) => self.logistics.show(ui, cx),
            Tab::Desk(Department::Archive) => self.archive.show(ui, cx),
            Tab::Desk(Department::Administration) | Tab::Settings => self.settings.show(ui, cx),
        }
    }

    /// Shows an order in the list of all orders.
    pub fn open_order(&mut self, id: OrderId) {
        self.sales.open_order(id);
    }

    /// Shows the orders of a customer.
    pub fn orders_of(&mut self, customer: CustomerId) {
        self.sales.orders_of(customer);
    }

    /// Shows goods with everything.
    pub fn open_goods(&mut self, product: ProductId) {
        self.sales.open_goods(product);
    }

    /// Opens an empty call sheet. One that is open stays.
    pub fn new_order(&mut self, customer: Option<CustomerId>) {
        if self.call.is_none() {
            self.call = Some(Box::new(CallSheet::new(customer)));
        }
    }

    /// Opens a call sheet with the lines of an order.
    pub fn copy_order(&mut self, id: OrderId) {
        if self.call.is_none() {
            self.call = Some(Box::new(CallSheet::copy_of(id)));
        }
    }

    /// Opens an order in the call sheet.
    pub fn edit_order(&mut self, id: OrderId) {
        if self.call.is_none() {
            self.call = Some(Box::new(CallSheet::edit(id)));
        }
    }

    /// Opens a confirmed order in the call sheet, to ask for a change of it.
    pub fn change_order(&mut self, id: OrderId) {
        if self.call.is_none() {
            self.call = Some(Box::new(CallSheet::change(id)));
        }
    }

    /// Opens a draft.
    pub fn open_draft(&mut self, id: i64) {
        if self.call.is_none() {
            self.call = Some(Box::new(CallSheet::draft(id)));
        }
    }

    /// Opens a call sheet with what a mail orders.
    pub fn order_of_mail(&mut self, id: MailId) {
        if self.call.is_none() {
            self.call = Some(Box::new(CallSheet::of_mail(id)));
        }
    }

    /// Takes in mails that were brought as files; true where the mail desk is then shown. A sheet that is open stays in sight.
    pub fn bring_mails(&mut self, paths: Vec<PathBuf>) -> bool {
        if paths.is_empty() {
            return false;
        }
        self.sales.bring_mails(paths);
        self.call.is_none()
    }

    /// Opens the form of a step.
    pub fn take(&mut self, id: OrderId, step: Step) {
        self.over.take(id, step);
    }

    /// Opens the preview.
    pub fn preview(&mut self, kind: PaperKind, orders: Vec<OrderId>) {
        self.over.preview(kind, orders);
    }

    /// Opens the import.
    pub fn import(&mut self) {
        self.over.import();
    }
}
