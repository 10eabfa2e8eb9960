//! What happened to a price list, in sentences.

use super::Told;
use crate::domain::money::Price;
use crate::domain::prices::{Audience, PriceList};
use crate::i18n::{Lang, date, money, t, tf, whole};
use crate::ops::prices::{PriceEvent, PriceFile};
use crate::ops::words::packs_in;

/// Lines that one entry names; the rest is counted.
const NAMED: usize = 8;

/// Tells one entry of a list's history; `before` is the list as it stood before.
pub fn tell_prices(lang: Lang, file: &PriceFile, before: Option<&PriceList>, event: &PriceEvent) -> Told {
    let now = event.list();
    let Some(before) = before else {
        let facts = vec![
            (t(lang, "prices-holds").to_owned(), days(lang, now)),
            (t(lang, "prices-lines").to_owned(), whole(now.lines.len() as i64)),
        ];
        return Told { title: tf(lang, "prices-told-created", &[("name", now.name.as_str().into())]), facts };
    };
    let mut facts = Vec::new();
    let mut fact = |key: &'static str, old: String, new: String| {
        if old != new {
            facts.push((t(lang, key).to_owned(), format!("{old} → {new}")));
        }
    };
    fact("prices-name", before.name.clone(), now.name.clone());
    fact("prices-audience", whom(lang, &before.audience), whom(lang, &now.audience));
    fact("orders-currency", before.currency.code().to_owned(), now.currency.code().to_owned());
    fact("prices-holds", days(lang, before), days(lang, now));
    facts.extend(lines(lang, file, before, now));
    let key = match (before.active, now.active) {
        (true, false) => "prices-told-withdrawn",
        (false, true) => "prices-told-again",
        _ => "prices-told-changed",
    };
    Told { title: t(lang, key).to_owned(), facts }
}

fn days(lang: Lang, list: &PriceList) -> String {
    match list.until {
        Some(until) => format!("{} – {}", date(list.from), date(until)),
        None => tf(lang, "prices-from-on", &[("day", date(list.from).into())]),
    }
}

fn whom(lang: Lang, audience: &Audience) -> String {
    match audience {
        Audience::Group(name) => name.clone(),
        Audience::Customer(id) => format!("{} #{id}", t(lang, "prices-one-customer")),
    }
}

/// Every price that differs, by its goods.
fn lines(lang: Lang, file: &PriceFile, before: &PriceList, now: &PriceList) -> Vec<(String, String)> {
    let mut goods: Vec<_> = before.lines.iter().chain(&now.lines).map(|line| line.product).collect();
    goods.sort_unstable();
    goods.dedup();
    goods.retain(|id| before.price_of(*id) != now.price_of(*id));
    let show = |id, price: Option<Price>| {
        let Some(price) = price else { return "—".to_owned() };
        match file.products.get(&id) {
            Some(product) => {
                format!("{}/{}", money(price.minor), packs_in(lang, &product.packs).show_per(price.per))
            }
            None => money(price.minor),
        }
    };
    let mut told: Vec<(String, String)> = goods
        .iter()
        .take(NAMED)
        .map(|id| {
            let name = file.products.get(id).map_or_else(|| format!("#{id}"), |product| product.code.clone());
            (name, format!("{} → {}", show(*id, before.price_of(*id)), show(*id, now.price_of(*id))))
        })
        .collect();
    if goods.len() > NAMED {
        told.push((tf(lang, "prices-told-more", &[("count", (goods.len() - NAMED).into())]), "…".to_owned()));
    }
    told
}
