//! What `check` found, in words.

use crate::domain::audit::Area;
use crate::i18n::{Lang, t, tf};
use crate::ops::check::Fault;

/// A fault as one sentence that names the order or the record.
pub fn fault(lang: Lang, fault: &Fault) -> String {
    match fault {
        Fault::Engine(detail) => tf(lang, "fault-engine", &[("detail", detail.as_str().into())]),
        Fault::Chain { order, sequence } => {
            tf(lang, "fault-chain", &[("order", order.as_str().into()), ("sequence", (*sequence).into())])
        }
        Fault::Order(order) => tf(lang, "fault-order", &[("order", order.as_str().into())]),
        Fault::Columns(order) => tf(lang, "fault-columns", &[("order", order.as_str().into())]),
        Fault::Filed(order) => tf(lang, "fault-filed", &[("order", order.as_str().into())]),
        Fault::Paper { order, paper } => {
            tf(lang, "fault-paper", &[("order", order.as_str().into()), ("paper", paper.as_str().into())])
        }
        Fault::Log { area, subject } => {
            tf(lang, "fault-log", &[("area", name(lang, *area).into()), ("subject", subject.to_string().into())])
        }
        Fault::Record { area, subject } => {
            tf(lang, "fault-record", &[("area", name(lang, *area).into()), ("subject", subject.to_string().into())])
        }
        Fault::Stock { lot } => tf(lang, "fault-stock", &[("lot", lot.as_str().into())]),
        Fault::Exposure { customer } => tf(lang, "fault-exposure", &[("customer", customer.as_str().into())]),
        Fault::CreditSums => t(lang, "fault-credit-sums").to_owned(),
        Fault::Counts => t(lang, "fault-counts").to_owned(),
        Fault::OrdersMissing => t(lang, "fault-orders-missing").to_owned(),
    }
}

fn name(lang: Lang, area: Area) -> &'static str {
    match area {
        Area::Order => t(lang, "fault-area-order"),
        Area::Customer => t(lang, "fault-area-customer"),
        Area::Product => t(lang, "fault-area-product"),
        Area::Lot => t(lang, "fault-area-lot"),
        Area::User => t(lang, "fault-area-user"),
        Area::Company => t(lang, "fault-area-company"),
        Area::Message => t(lang, "fault-area-message"),
        Area::Mail => t(lang, "fault-area-mail"),
        Area::PriceList => t(lang, "fault-area-price-list"),
    }
}
