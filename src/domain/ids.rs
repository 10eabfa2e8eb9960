//! Ids of things in the store. A type each, so that a customer is never taken for a product.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta] $name:ident),+ $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

id! {
    /// An order (订单).
    OrderId,
    /// A customer (客户).
    CustomerId,
    /// A product (商品), one SKU.
    ProductId,
    /// A stock lot (批次): one product of one production date.
    LotId,
    /// A person who signs in.
    UserId,
    /// A paper attached to an order.
    PaperId,
    /// A message that leaves the office.
    PostId,
    /// A mail that arrived.
    MailId,
    /// A price list (价目表).
    PriceListId,
    /// A group of customers with a shared credit limit.
    GroupId,
}
