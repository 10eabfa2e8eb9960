//! Opening stock from a file: lots of goods that are in the list already.

use std::collections::HashMap;

use super::{Action, OpError, Outlook, Planned, Rules, judge};
use crate::domain::products::Product;
use crate::domain::stock::{expiry, made};
use crate::intake::import::{FindingKind, Findings, Import};
use crate::intake::opening_stock::{StockRow, field};
use crate::ops::stock::NewLot;
use crate::store;
use crate::store::products::Kept;

pub(super) fn plan(
    tx: &mut store::Tx<'_>,
    rows: &Import<StockRow>,
    products: &[Kept],
    rules: &Rules<'_>,
) -> Result<Planned, OpError> {
    let goods = Goods::of(products);
    let mut planned = Vec::with_capacity(rows.entries.len());
    for entry in &rows.entries {
        let mut lot = None;
        let mut judged = judge(entry, |row, found| {
            lot = goods.find(row, found).and_then(|product| new_lot(row, product, rules, found));
            lot.clone().map(|lot| (Outlook::New, Action::Lot(lot)))
        });
        // A lot that came in before is not brought in again: a file may be imported twice.
        if judged.0.outlook == Outlook::New
            && let Some(lot) = &lot
            && store::stock::has_code(tx, lot.product, &lot.code)?
        {
            judged.0.outlook = Outlook::Same;
            judged.1 = Action::Nothing;
        }
        planned.push(judged);
    }
    Ok(planned)
}

/// The goods by everything a row may name them by.
struct Goods<'a> {
    by_code: HashMap<&'a str, &'a Product>,
    by_barcode: HashMap<&'a str, &'a Product>,
    by_name: HashMap<&'a str, Vec<&'a Product>>,
}

impl<'a> Goods<'a> {
    fn of(products: &'a [Kept]) -> Goods<'a> {
        let mut by_name: HashMap<&str, Vec<&Product>> = HashMap::new();
        for (product, _) in products {
            by_name.entry(product.name.as_str()).or_default().push(product);
        }
        Goods {
            by_code: products.iter().map(|(product, _)| (product.code.as_str(), product)).collect(),
            by_barcode: products.iter().map(|(product, _)| (product.barcode.as_str(), product)).collect(),
            by_name,
        }
    }

    fn find(&self, row: &StockRow, found: &mut Findings<'_>) -> Option<&'a Product> {
        if !row.code.is_empty() {
            // Files without codes of their own carry the barcode in the same column.
            let product = self.by_code.get(row.code.as_str()).or_else(|| self.by_barcode.get(row.code.as_str()));
            return product.copied().or_else(|| unknown(field::CODE, found));
        }
        if !row.barcode.is_empty() {
            return self.by_barcode.get(row.barcode.as_str()).copied().or_else(|| unknown(field::BARCODE, found));
        }
        let named = self.by_name.get(row.name.as_str()).map(Vec::as_slice).unwrap_or_default();
        let fits = |product: &&&Product| row.specification.is_empty() || product.specification == row.specification;
        let mut fitting = named.iter().filter(fits);
        match (fitting.next(), fitting.next()) {
            (Some(product), None) => Some(product),
            (None, _) => unknown(field::NAME, found),
            _ => {
                found.add(field::NAME, FindingKind::SeveralGoods);
                None
            }
        }
    }
}

fn unknown<'a>(field: usize, found: &mut Findings<'_>) -> Option<&'a Product> {
    found.add(field, FindingKind::UnknownGoods);
    None
}

fn new_lot(row: &StockRow, product: &Product, rules: &Rules<'_>, found: &mut Findings<'_>) -> Option<NewLot> {
    if row.quarantined {
        found.add(field::STATE, FindingKind::HeldLot);
    }
    let from_expiry = || made(row.expires?, product.shelf_life_days, rules.first_day_counts);
    let Some(produced) = row.produced.or_else(from_expiry) else {
        found.add(field::PRODUCED, FindingKind::Missing);
        return None;
    };
    if produced > rules.today {
        found.add(field::PRODUCED, FindingKind::InFuture);
    }
    let usual = expiry(produced, product.shelf_life_days, rules.first_day_counts);
    if row.expires.is_some_and(|day| day != usual) {
        found.add(field::EXPIRES, FindingKind::ExpiryDiffers);
    }
    let Ok(quantity) = row.base_units(&product.packs) else {
        found.add(field::QUANTITY, FindingKind::UnreadableQuantity);
        return None;
    };
    let code = if row.lot.is_empty() { produced.format("%Y%m%d").to_string() } else { row.lot.clone() };
    Some(NewLot { product: product.id, code, produced, expires: row.expires, quantity, place: row.warehouse.clone() })
}
