//! Sales: the inbox, all orders, customers, goods, drafts, orders of web shops, mails.

mod customer_form;
mod customers;
mod drafts;
mod duplicates;
mod file_form;
mod goods;
mod goods_form;
mod list;
mod mails;
mod online;
mod owners;
mod price_form;
mod prices;
mod statement;

use std::path::PathBuf;

use eframe::egui;
use egui::{Frame, Margin, Ui};

use crate::domain::ids::{CustomerId, OrderId, ProductId};
use crate::domain::people::Department;
use crate::ops::export::What;
use crate::ops::orders::Filter;
use crate::ui::app::Prefs;
use crate::ui::cx::Cx;
use crate::ui::desk::{DeskPanel, under_bar};
use crate::ui::export::Exports;
use crate::ui::icons::Icon;
use crate::ui::panels::outbox::Outbox;
use crate::ui::theme;
use crate::ui::widgets::bar::bar;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::segments;
use crate::ui::widgets::menu::{Item, menu};
use crate::ui::widgets::rail::sub_tabs;
use customers::CustomerList;
use drafts::DraftList;
use goods::GoodsList;
use list::OrderList;
use mails::MailDesk;
use online::OnlineList;
use prices::PriceTab;

/// The sub-tabs, in their order.
const INBOX: usize = 0;
const ALL: usize = 1;
const CUSTOMERS: usize = 2;
const GOODS: usize = 3;
const ONLINE: usize = 5;
const MAILS: usize = 6;
const OUTBOX: usize = 7;

/// The panel.
pub struct SalesPanel {
    sub: usize,
    inbox: DeskPanel,
    list: OrderList,
    customers: CustomerList,
    goods: GoodsList,
    prices: PriceTab,
    /// What the goods' sub-tab shows: 0 the goods, 1 the price lists.
    goods_part: usize,
    drafts: DraftList,
    online: OnlineList,
    mails: MailDesk,
    exports: Exports,
    outbox: Outbox,
}

impl SalesPanel {
    /// The panel with its dividers where they were.
    pub fn new(prefs: &Prefs) -> SalesPanel {
        let mut inbox = DeskPanel::new(Department::Sales);
        inbox.beside.split = prefs.split("sales");
        let mut list = OrderList::default();
        list.beside.split = prefs.split("orders");
        let mut customers = CustomerList::default();
        customers.split = prefs.split("customers");
        let mut goods = GoodsList::default();
        goods.split = prefs.split("goods");
        let mut prices_tab = PriceTab::default();
        prices_tab.split = prefs.split("prices");
        let mut online = OnlineList::default();
        online.split = prefs.split("online");
        SalesPanel {
            sub: INBOX,
            inbox,
            list,
            customers,
            goods,
            prices: prices_tab,
            goods_part: 0,
            drafts: DraftList::default(),
            online,
            mails: MailDesk::new(prefs),
            exports: Exports::default(),
            outbox: Outbox::default(),
        }
    }

    /// Keeps where the dividers stand.
    pub fn remember(&self, prefs: &mut Prefs) {
        prefs.splits.insert("sales".to_owned(), self.inbox.beside.split);
        prefs.splits.insert("orders".to_owned(), self.list.beside.split);
        prefs.splits.insert("customers".to_owned(), self.customers.split);
        prefs.splits.insert("goods".to_owned(), self.goods.split);
        prefs.splits.insert("prices".to_owned(), self.prices.split);
        prefs.splits.insert("online".to_owned(), self.online.split);
        prefs.splits.insert("mails".to_owned(), self.mails.split);
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
        (self.sub, self.goods_part) = (GOODS, 0);
        self.goods.open(product);
    }

    /// Takes in mails that were brought as files, and shows the mail desk.
    pub fn bring_mails(&mut self, paths: Vec<PathBuf>) {
        self.sub = MAILS;
        self.mails.bring(paths);
    }

    /// What goes on behind the panels, whichever is shown.
    pub fn behind(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        self.online.watch(ui, cx);
        self.mails.behind(ui, cx);
        self.exports.step(ui, cx);
    }

    /// Fills the room that there is; gives a draft that shall be opened.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> Option<i64> {
        self.drafts.ask(cx);
        self.online.ask(cx);
        self.mails.ask(cx);
        self.outbox.keep(cx);
        ui.spacing_mut().item_spacing.y = 0.0;
        Frame::new().inner_margin(Margin::symmetric(theme::GAP as i8, 0)).show(ui, |ui| {
            let titles = [
                (cx.t("orders-inbox"), self.inbox.waiting()),
                (cx.t("orders-all"), 0),
                (cx.t("orders-customers"), 0),
                (cx.t("orders-goods-list"), 0),
                (cx.t("orders-drafts"), self.drafts.count()),
                (cx.t("online-tab"), self.online.waiting()),
                (cx.t("mails-tab"), self.mails.waiting()),
                (cx.t("post-outbox"), self.outbox.unsent()),
            ];
            let SalesPanel { sub, list, customers, goods, prices, goods_part, online, mails, exports, .. } = self;
            let shown = *sub;
            bar(
                ui,
                "sales",
                |ui| {
                    sub_tabs(ui, &titles, sub);
                },
                |ui| match shown {
                    ALL => {
                        orders_out(ui, cx, exports, list.filter());
                        list.tools(ui, cx);
                    }
                    CUSTOMERS => {
                        list_out(ui, cx, exports, What::Customers);
                        customers.tools(ui, cx);
                    }
                    GOODS => {
                        list_out(ui, cx, exports, if *goods_part == 0 { What::Goods } else { What::Prices });
                        if *goods_part == 0 {
                            goods.tools(ui, cx);
                        } else {
                            prices.tools(ui, cx);
                        }
                        segments(ui, &[cx.t("orders-goods-list"), cx.t("prices-lists")], goods_part);
                    }
                    ONLINE => online.tools(ui, cx),
                    MAILS => mails.tools(ui, cx),
                    _ => {}
                },
            );
        });
        under_bar(ui);
        match self.sub {
            INBOX => self.inbox.show(ui, cx),
            ALL => self.list.show(ui, cx),
            CUSTOMERS => self.customers.show(ui, cx),
            GOODS if self.goods_part == 0 => self.goods.show(ui, cx),
            GOODS => self.prices.show(ui, cx),
            ONLINE => self.online.show(ui, cx),
            MAILS => self.mails.show(ui, cx),
            OUTBOX => self.outbox.show(ui, cx),
            _ => return self.drafts.show(ui, cx),
        }
        None
    }
}

/// The button that writes a list as a file.
fn list_out(ui: &mut Ui, cx: &Cx<'_>, exports: &mut Exports, what: What) {
    let button = Button::only_icon(Icon::Export, cx.t("export-button")).refusal(exports.refusal(cx));
    if button.show(ui).clicked() {
        exports.begin(cx, what);
    }
}

/// The same for orders: the list as it is filtered, or the lines of some days.
fn orders_out(ui: &mut Ui, cx: &Cx<'_>, exports: &mut Exports, filter: &Filter) {
    let button = Button::only_icon(Icon::Export, cx.t("export-button")).refusal(exports.refusal(cx)).show(ui);
    let items = [cx.t("export-orders-as-shown"), cx.t("export-lines-of")];
    match menu(&button, &items.map(|text| Item { text, ..Item::default() })) {
        Some(0) => exports.begin(cx, What::Orders(filter.clone())),
        Some(_) => exports.ask_days(cx.today),
        None => {}
    }
}
