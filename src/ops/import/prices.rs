//! Price lists from a file: rows of one name, audience, currency and first day are one list. A list that is known by these is
//! written over whole; its last row carries what is to be done.

use std::collections::HashMap;

use super::{Action, Outlook, Planned, judge};
use crate::domain::customers::Customer;
use crate::domain::ids::PriceListId;
use crate::domain::money::{Currency, Price};
use crate::domain::prices::{Audience, PriceLine, PriceList};
use crate::domain::products::Product;
use crate::i18n::{Lang, unit_name};
use crate::intake::import::{FindingKind, Findings, Import};
use crate::intake::prices::{PriceRow, field};
use crate::store;

/// What a row may name.
pub(super) struct Known<'a> {
    pub products: &'a [store::products::Kept],
    pub customers: &'a [store::customers::Kept],
    pub lists: Vec<store::prices::Kept>,
}

/// What makes rows one list.
type Key = (String, Audience, Currency, chrono::NaiveDate);

fn key(list: &PriceList) -> Key {
    (list.name.clone(), list.audience.clone(), list.currency, list.from)
}

pub(super) fn plan(rows: &Import<PriceRow>, known: &Known<'_>) -> Planned {
    let products: HashMap<&str, &Product> = known
        .products
        .iter()
        .flat_map(|(product, _)| [(product.barcode.as_str(), product), (product.code.as_str(), product)])
        .collect();
    let customers: HashMap<&str, &Customer> =
        known.customers.iter().map(|kept| (kept.customer.code.as_str(), &kept.customer)).collect();
    let mut lists: Vec<(PriceList, usize)> = Vec::new();
    let mut planned: Planned = Vec::with_capacity(rows.entries.len());
    for (at, entry) in rows.entries.iter().enumerate() {
        planned.push(judge(entry, |row, found| {
            let one = list_of(row, &products, &customers, found)?;
            match lists.iter_mut().find(|(list, _)| key(list) == key(&one)) {
                Some((list, last)) => {
                    list.lines.extend(one.lines);
                    (list.until, list.active, *last) = (one.until, one.active, at);
                }
                None => lists.push((one, at)),
            }
            // Judged with the whole list.
            Some((Outlook::Same, Action::Nothing))
        }));
    }
    for (mut list, last) in lists {
        let before = known.lists.iter().find(|(before, _)| key(before) == key(&list));
        list.id = before.map_or(PriceListId(0), |(before, _)| before.id);
        let outlook = match before {
            Some((before, _)) if *before == list => continue,
            Some(_) => Outlook::Changed,
            None => Outlook::New,
        };
        if let Some((check, action)) = planned.get_mut(last).filter(|(check, _)| check.outlook == Outlook::Same) {
            check.outlook = outlook;
            *action = Action::Prices { list: Box::new(list), known: before.map(|(_, changes)| *changes) };
        }
    }
    planned
}

/// The list of a row, with its one price.
fn list_of(
    row: &PriceRow,
    products: &HashMap<&str, &Product>,
    customers: &HashMap<&str, &Customer>,
    found: &mut Findings<'_>,
) -> Option<PriceList> {
    let mut missing = |field, kind| {
        found.add(field, kind);
        None
    };
    let audience = if row.customer.is_empty() {
        Audience::Group(row.group.clone())
    } else {
        match customers.get(row.customer.as_str()) {
            Some(customer) => Audience::Customer(customer.id),
            None => return missing(field::CUSTOMER, FindingKind::UnknownCustomer),
        }
    };
    let currency = match row.currency.as_str() {
        "" => Currency::Cny,
        code => match Currency::from_code(code) {
            Some(currency) => currency,
            None => return missing(field::CURRENCY, FindingKind::NotACurrency),
        },
    };
    let Some(product) = products.get(row.code.as_str()).filter(|_| !row.code.is_empty()) else {
        return missing(field::CODE, FindingKind::UnknownGoods);
    };
    let Some(per) = units(product, &row.unit) else { return missing(field::UNIT, FindingKind::UnusableUnits) };
    Some(PriceList {
        id: PriceListId(0),
        name: row.list.clone(),
        audience,
        currency,
        from: row.from?,
        until: row.until,
        lines: vec![PriceLine { product: product.id, price: Price { minor: row.price, per } }],
        active: row.in_use,
    })
}

/// The base units of a unit, in whatever language it is named; nothing named is the unit of the list price.
fn units(product: &Product, unit: &str) -> Option<i64> {
    if unit.is_empty() {
        return Some(product.price.per);
    }
    let packs = &product.packs;
    let all = std::iter::once((packs.base_unit.as_str(), 1))
        .chain(packs.packs.iter().map(|pack| (pack.unit.as_str(), pack.base_units)));
    let named =
        |own: &str| own == unit || Lang::ALL.into_iter().any(|lang| unit_name(lang, own).eq_ignore_ascii_case(unit));
    all.into_iter().find(|(own, _)| named(own)).map(|(_, base_units)| base_units)
}
