//! The lines of goods on papers.

use std::collections::BTreeMap;

use super::Filler;
use crate::domain::orders::{Line, Shipment, ShipmentLine};
use crate::domain::products::Product;
use crate::domain::quantity::Packs;
use crate::i18n::{tf, unit_name};
use crate::print::documents::{GoodsLine, LotPart, PickLine, Portion};

impl Filler<'_> {
    /// The line of this number, from 1, as it was ordered.
    fn line(&self, no: usize) -> Option<&Line> {
        no.checked_sub(1).and_then(|index| self.content.lines.get(index))
    }

    /// The product of a line, from 1.
    pub(super) fn product_of(&self, line: usize) -> Option<&Product> {
        let id = self.line(line)?.product;
        let today = self.dossier.products.get(&id)?;
        Some(self.dossier.then.products.get(&id).map_or(today, |versions| versions.at(self.at, today)))
    }

    fn portions(&self, packs: Option<&Packs>, quantity: i64) -> Vec<Portion> {
        let Some(packs) = packs else { return vec![Portion { count: quantity, unit: String::new() }] };
        let mut rest = quantity;
        let mut portions = Vec::new();
        let units = packs.packs.iter().rev().map(|pack| (pack.unit.as_str(), pack.base_units));
        for (unit, size) in units.chain([(packs.base_unit.as_str(), 1)]) {
            let count = rest / size;
            if count != 0 {
                portions.push(Portion { count, unit: unit_name(self.lang, unit).to_owned() });
                rest -= count * size;
            }
        }
        portions
    }

    fn goods_line(&self, no: usize, line: &Line, quantity: i64) -> GoodsLine {
        let product = self.product_of(no);
        let packs = product.map(|product| &product.packs);
        let unit = packs.map(|packs| unit_of_price(packs, line.price.per)).unwrap_or_default();
        GoodsLine {
            code: product.map(|product| product.code.clone()).unwrap_or_default(),
            name: product.map_or_else(|| line.name.clone(), |product| product.name_in(self.lang.tag()).to_owned()),
            specification: line.specification.clone(),
            unit: unit_name(self.lang, unit).to_owned(),
            quantity: self.portions(packs, quantity),
            price: line.price.minor,
            amount: line.price.amount(quantity),
            lots: Vec::new(),
            remark: String::new(),
        }
    }

    /// The day wished for the line where it is not the order's, as a remark.
    fn own_day(&self, line: &Line) -> String {
        let day = line.requested.map(crate::i18n::date);
        day.map(|day| tf(self.lang, "dates-line-wished", &[("day", day.into())])).unwrap_or_default()
    }

    /// The goods as read to the caller: with the days of lines that have their own (F26).
    pub(super) fn wished_goods(&self) -> Vec<GoodsLine> {
        let lines = self.content.lines.iter().filter(|line| line.quantity > 0);
        let mut goods = self.ordered_goods();
        for (row, line) in goods.iter_mut().zip(lines) {
            row.remark = self.own_day(line);
        }
        goods
    }

    /// The goods as ordered.
    pub(super) fn ordered_goods(&self) -> Vec<GoodsLine> {
        // A line that was dropped before anything of it was picked is not ordered any more.
        let lines = self.content.lines.iter().enumerate().filter(|(_, line)| line.quantity > 0);
        lines.map(|(index, line)| self.goods_line(index + 1, line, line.quantity)).collect()
    }

    /// The goods of a shipment, a line for each line of the order, with their lots.
    pub(super) fn shipped_goods(&self, shipment: &Shipment) -> Vec<GoodsLine> {
        let mut by_line: BTreeMap<usize, Vec<&ShipmentLine>> = BTreeMap::new();
        for part in &shipment.lines {
            by_line.entry(part.line).or_default().push(part);
        }
        let mut goods = Vec::new();
        for (no, parts) in by_line {
            let Some(line) = self.line(no) else { continue };
            let mut row = self.goods_line(no, line, parts.iter().map(|part| part.quantity).sum());
            let packs = self.product_of(no).map(|product| &product.packs);
            let one = parts.len() == 1;
            row.lots = parts
                .iter()
                .map(|part| LotPart {
                    lot: part.code.clone(),
                    produced: Some(part.produced),
                    expires: Some(part.expiry),
                    quantity: if one { Vec::new() } else { self.portions(packs, part.quantity) },
                })
                .collect();
            goods.push(row);
        }
        goods
    }

    /// The goods of a shipment by place in the store, for whoever picks them.
    pub(super) fn picked_goods(&self, shipment: &Shipment) -> Vec<PickLine> {
        let lots = || self.dossier.lots.values().flatten();
        let mut lines: Vec<PickLine> = shipment
            .lines
            .iter()
            .filter_map(|part| {
                let line = self.line(part.line)?;
                let row = self.goods_line(part.line, line, part.quantity);
                let place = lots().find(|lot| lot.id == part.lot).map(|lot| lot.place.clone()).unwrap_or_default();
                Some(PickLine {
                    place,
                    code: row.code,
                    name: row.name,
                    specification: row.specification,
                    lot: part.code.clone(),
                    expires: Some(part.expiry),
                    quantity: row.quantity,
                })
            })
            .collect();
        lines.sort_by(|a, b| (&a.place, &a.code, &a.lot).cmp(&(&b.place, &b.code, &b.lot)));
        lines
    }
}

/// The unit that a price is for; the base unit where no pack has that size.
fn unit_of_price(packs: &Packs, per: i64) -> &str {
    let pack = packs.packs.iter().find(|pack| pack.base_units == per);
    pack.map_or(packs.base_unit.as_str(), |pack| pack.unit.as_str())
}
