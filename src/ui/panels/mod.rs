//! The panels of the tabs, and what takes their whole room: the call sheet, a step's form, the print preview, the import.

pub mod sales;

use eframe::egui::Ui;

use super::app::Prefs;
use super::call_sheet::CallSheet;
use super::cx::{Cx, PaperKind, Tab};
use super::desk::DeskPanel;
use crate::domain::ids::{CustomerId, OrderId};
use crate::domain::orders::Step;
use crate::domain::people::Department;
use sales::SalesPanel;

/// All panels of a session.
pub struct Panels {
    work: DeskPanel,
    sales: SalesPanel,
    credit: DeskPanel,
    production: DeskPanel,
    quality: DeskPanel,
    logistics: DeskPanel,
    archive: DeskPanel,
    call: Option<Box<CallSheet>>,
}

impl Panels {
    /// All panels with their dividers where they were.
    pub fn new(prefs: &Prefs) -> Panels {
        let desk = |desk: Department| {
            let mut panel = DeskPanel::new(desk);
            panel.split = prefs.split(desk.key());
            panel
        };
        let mut work = DeskPanel::of_person();
        work.split = prefs.split("work");
        Panels {
            work,
            sales: SalesPanel::new(prefs),
            credit: desk(Department::Credit),
            production: desk(Department::Production),
            quality: desk(Department::Quality),
            logistics: desk(Department::Logistics),
            archive: desk(Department::Archive),
            call: None,
        }
    }

    /// Keeps where the dividers stand.
    pub fn remember(&self, prefs: &mut Prefs) {
        let desks = [
            ("work", &self.work),
            ("credit", &self.credit),
            ("production", &self.production),
            ("quality", &self.quality),
            ("logistics", &self.logistics),
            ("archive", &self.archive),
        ];
        for (name, panel) in desks {
            prefs.splits.insert(name.to_owned(), panel.split);
        }
        self.sales.remember(prefs);
    }

    /// Fills the room that there is with the panel of a tab.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, tab: Tab) {
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
            Tab::Desk(Department::Administration) | Tab::Settings => {}
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

    /// Opens a draft.
    pub fn open_draft(&mut self, id: i64) {
        if self.call.is_none() {
            self.call = Some(Box::new(CallSheet::draft(id)));
        }
    }

    /// Opens the form of a step.
    pub fn take(&mut self, _id: OrderId, _step: Step) {}

    /// Opens the preview.
    pub fn preview(&mut self, _kind: PaperKind, _orders: Vec<OrderId>) {}

    /// Opens the import.
    pub fn import(&mut self) {}
}
