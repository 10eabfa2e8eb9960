//! Goods from a file: known by their code, or by their barcode where the file has no codes.

use std::collections::HashMap;

use super::{Action, Outlook, Planned, Rules, judge, take};
use crate::domain::ids::ProductId;
use crate::domain::money::Price;
use crate::domain::products::{Product, TemperatureRange};
use crate::domain::quantity::Packs;
use crate::intake::goods::{GoodsRow, field};
use crate::intake::import::{FindingKind, Findings, Import};
use crate::store::products::Kept;

pub(super) fn plan(rows: &Import<GoodsRow>, known: Vec<Kept>, rules: &Rules<'_>) -> Planned {
    let by_code: HashMap<&str, &Kept> = known.iter().map(|kept| (kept.0.code.as_str(), kept)).collect();
    let with_barcode = known.iter().filter(|kept| !kept.0.barcode.is_empty());
    let by_barcode: HashMap<&str, &Kept> = with_barcode.map(|kept| (kept.0.barcode.as_str(), kept)).collect();
    let one = |row: &GoodsRow, found: &mut Findings<'_>| {
        let kept =
            if row.code.is_empty() { by_barcode.get(row.barcode.as_str()) } else { by_code.get(row.code.as_str()) };
        let mut product = kept.map_or_else(|| blank(rules), |kept| kept.0.clone());
        fill(&mut product, row, kept.is_some(), rules, found);
        if product.code.is_empty() {
            found.add(field::CODE, FindingKind::NoNumber);
            return None;
        }
        let known = kept.map(|kept| kept.1);
        Some(match kept {
            Some(kept) if kept.0 == product => (Outlook::Same, Action::Nothing),
            Some(_) => (Outlook::Changed, Action::Product { product: Box::new(product), known }),
            None => (Outlook::New, Action::Product { product: Box::new(product), known }),
        })
    };
    rows.entries.iter().map(|entry| judge(entry, one)).collect()
}

fn blank(rules: &Rules<'_>) -> Product {
    Product {
        id: ProductId::default(),
        code: String::new(),
        name: String::new(),
        name_hant: String::new(),
        name_en: String::new(),
        specification: String::new(),
        barcode: String::new(),
        packs: Packs::single(&rules.defaults.base_unit),
        price: Price { minor: 0, per: 1 },
        lowest: None,
        tax_basis_points: rules.defaults.tax,
        shelf_life_days: rules.defaults.shelf_life_days,
        storage: TemperatureRange::default(),
        lead_days: rules.defaults.lead_days,
        active: true,
    }
}

fn fill(product: &mut Product, row: &GoodsRow, is_known: bool, rules: &Rules<'_>, found: &mut Findings<'_>) {
    // A file without codes, such as the templates of some shop systems, has its barcodes for them.
    let code = if row.code.is_empty() && product.code.is_empty() { &row.barcode } else { &row.code };
    take(&mut product.code, code);
    take(&mut product.name, &row.name);
    take(&mut product.name_en, &row.name_en);
    take(&mut product.name_hant, &row.name_hant);
    take(&mut product.specification, &row.specification);
    take(&mut product.barcode, &row.barcode);
    match &row.packs {
        Some(packs) if is_known && *packs != product.packs => found.add(field::UNIT, FindingKind::PacksKept),
        Some(packs) => product.packs = packs.clone(),
        None => {}
    }
    if let Some(minor) = row.pack_price {
        product.price = Price { minor, per: product.packs.largest().1 };
    } else if let Some(minor) = row.price {
        product.price = Price { minor, per: 1 };
    }
    product.shelf_life_days = row.shelf_life_days.unwrap_or(product.shelf_life_days);
    product.tax_basis_points = row.tax.unwrap_or(product.tax_basis_points);
    if let Some((low, high)) = row.storage {
        product.storage = TemperatureRange { low: Some(low), high: Some(high) };
    }
    if !is_known && row.shelf_life_days.is_some_and(|days| days < rules.defaults.lead_days) {
        product.lead_days = 1;
    }
    product.active = row.on_sale;
}
