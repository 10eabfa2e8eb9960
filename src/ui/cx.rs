//! What a panel is given: things to read, the worker to ask, and a place for wishes. A panel changes nothing itself.

use chrono::{DateTime, NaiveDate, Utc};

use super::files::Files;
use crate::domain::company::Company;
use crate::domain::ids::{CustomerId, MailId, OrderId, ProductId};
use crate::domain::orders::Step;
use crate::domain::people::{Department, User};
use crate::i18n::{Arg, Lang, t, tf};
use crate::ops::OpError;
pub use crate::ops::papers::PaperKind;
use crate::worker::{Jobs, Revision, Worker};

/// A tab of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Tab {
    /// 我的工作
    Work,
    /// A department's desk.
    Desk(Department),
    /// 设置
    Settings,
}

/// A wish of a panel, carried out by the app after the frame.
pub enum Wish {
    /// Show a tab.
    Go(Tab),
    /// Show an order with everything, in the tab of its own desk or of the list.
    OpenOrder(OrderId),
    /// Show the orders of a customer.
    OrdersOf(CustomerId),
    /// Show goods with everything.
    OpenGoods(ProductId),
    /// Write down a new order; for this customer where one is known.
    NewOrder(Option<CustomerId>),
    /// Write down a new order like this one.
    CopyOrder(OrderId),
    /// Write down the order of a mail.
    OrderOfMail(MailId),
    /// Open the form of a step of an order.
    Take(OrderId, Step),
    /// Show papers of orders in the preview; several orders become one stack.
    Preview(PaperKind, Vec<OrderId>),
    /// Say that something is done.
    Done(String),
    /// Say what went wrong.
    Failed(OpError),
    /// Bring in customers, goods or stock from a file.
    Import,
}

/// What a panel is given each frame.
pub struct Cx<'a> {
    /// The language.
    pub lang: Lang,
    /// The store's thread.
    pub worker: &'a Worker,
    /// The thread for slow jobs.
    pub jobs: &'a Jobs,
    /// Who sits here.
    pub user: &'a User,
    /// The company's settings.
    pub company: &'a Company,
    /// This frame's instant.
    pub now: DateTime<Utc>,
    /// The company's calendar day.
    pub today: NaiveDate,
    /// Change counts, for [`crate::ui::ask::Ask::keep`].
    pub revision: Revision,
    /// How to ask for files.
    pub files: &'a dyn Files,
    /// What the app shall do.
    pub wishes: Vec<Wish>,
}

impl Cx<'_> {
    /// The text of a key.
    pub fn t(&self, key: &'static str) -> &'static str {
        t(self.lang, key)
    }

    /// The text of a key with its variables.
    pub fn tf(&self, key: &str, values: &[(&str, Arg)]) -> String {
        tf(self.lang, key, values)
    }

    /// Asks the app for something.
    pub fn wish(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }
}
