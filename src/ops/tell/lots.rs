//! What happened to a lot, in sentences.

use super::Told;
use crate::domain::stock::LotState;
use crate::i18n::{Lang, date, t, t_dyn, tf, whole};
use crate::ops::stock::{LotEntry, LotEvent, LotFile};
use crate::ops::words::packs_in;

/// Tells one entry of a lot's history.
pub fn tell_lot(lang: Lang, file: &LotFile, entry: &LotEntry) -> Told {
    let show = |base: i64| match &file.product {
        Some(product) => packs_in(lang, &product.packs).show(base),
        None => whole(base),
    };
    let fact = |key: &str, value: String| (t_dyn(lang, key), value);
    match &entry.event {
        LotEvent::Opened(lot) => {
            let facts = vec![
                fact("tell-fact-produced", date(lot.produced)),
                fact("field-expires", date(lot.expiry)),
                fact("tell-fact-state", t_dyn(lang, &format!("lot-{}", lot.state.key()))),
            ];
            Told { title: tf(lang, "tell-lot-opened", &[("quantity", show(lot.on_hand).into())]), facts }
        }
        LotEvent::Inspected { state, report } => {
            let key = if *state == LotState::Released { "tell-lot-released" } else { "tell-lot-rejected" };
            Told { title: t(lang, key).to_owned(), facts: vec![fact("tell-fact-report", report.clone())] }
        }
        LotEvent::WrittenOff { quantity, reason } => Told {
            title: tf(lang, "tell-lot-written-off", &[("quantity", show(*quantity).into())]),
            facts: vec![fact("tell-fact-reason", reason.clone())],
        },
    }
}
