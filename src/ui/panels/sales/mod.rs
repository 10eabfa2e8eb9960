//! Sales: the inbox, all orders, customers, goods, drafts.

mod customer_form;
mod customers;
mod drafts;
mod goods;
mod goods_form;
mod list;

use eframe::egui;
use egui::{Frame, Margin, Ui};

use crate::domain::ids::{CustomerId, OrderId, ProductId};
use crate::domain::people::Department;
use crate::ui::app::Prefs;
use crate::ui::cx::Cx;
use crate::ui::desk::{DeskPanel, under_bar};
use crate::ui::panels::outbox::Outbox;
use crate::ui::theme;
use crate::ui::widgets::bar::bar;
use crate::ui::widgets::rail::sub_tabs;
use customers::CustomerList;
use drafts::DraftList;
use goods::GoodsList;
use list::OrderList;

/// The sub-tabs, in their order.
const INBOX: usize = 0;
const ALL: usize = 1;
const CUSTOMERS: usize = 2;
const GOODS: usize = 3;
const OUTBOX: usize = 5;

/// The panel.
pub struct SalesPanel {
    sub: usize,
    inbox: DeskPanel,
    list: OrderList,
    customers: CustomerList,
    goods: GoodsList,
    drafts: DraftList,
    outbox: Outbox,
}

impl SalesPanel {
    /// The panel with its dividers where they were.
    pub fn new(prefs: &Prefs) -> SalesPanel {
        let mut inbox = DeskPanel::new(Department::Sales);
        inbox.split = prefs.split("sales");
        let mut list = OrderList::default();
        list.split = prefs.split("orders");
        let mut customers = CustomerList::default();
        customers.split = prefs.split("customers");
        let mut goods = GoodsList::default();
        goods.split = prefs.split("goods");
        SalesPanel {
            sub: INBOX,
            inbox,
            list,
            customers,
            goods,
            drafts: DraftList::default(),
            outbox: Outbox::default(),
        }
    }

    /// Keeps where the dividers stand.
    pub fn remember(&self, prefs: &mut Prefs) {
        prefs.splits.insert("sales".to_owned(), self.inbox.split);
        prefs.splits.insert("orders".to_owned(), self.list.split);
        prefs.splits.insert("customers".to_owned(), self.customers.split);
        prefs.splits.insert("goods".to_owned(), self.goods.split);
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

    /// Shows goods with everything.
    pub fn open_goods(&mut self, product: ProductId) {
        self.sub = GOODS;
        self.goods.open(product);
    }

    /// Fills the room that there is; gives a draft that shall be opened.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> Option<i64> {
        self.drafts.ask(cx);
        self.outbox.keep(cx);
        ui.spacing_mut().item_spacing.y = 0.0;
        Frame::new().inner_margin(Margin::symmetric(theme::GAP as i8, 0)).show(ui, |ui| {
            let titles = [
                (cx.t("orders-inbox"), self.inbox.waiting()),
                (cx.t("orders-all"), 0),
                (cx.t("orders-customers"), 0),
                (cx.t("orders-goods-list"), 0),
                (cx.t("orders-drafts"), self.drafts.count()),
                (cx.t("post-outbox"), self.outbox.unsent()),
            ];
            let SalesPanel { sub, list, customers, goods, .. } = self;
            let shown = *sub;
            bar(
                ui,
                "sales",
                |ui| {
                    sub_tabs(ui, &titles, sub);
                },
                |ui| match shown {
                    ALL => list.tools(ui, cx),
                    CUSTOMERS => customers.tools(ui, cx),
                    GOODS => goods.tools(ui, cx),
                    _ => {}
                },
            );
        });
        under_bar(ui);
        match self.sub {
            INBOX => self.inbox.show(ui, cx),
            ALL => self.list.show(ui, cx),
            CUSTOMERS => self.customers.show(ui, cx),
            GOODS => self.goods.show(ui, cx),
            OUTBOX => self.outbox.show(ui, cx),
            _ => return self.drafts.show(ui, cx),
        }
        None
    }
}
