//! One row: the order it begins, and the goods it holds.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, Utc};

use super::columns::{Column, Header};
use super::opened::Cells;
use super::states;
use super::values::{self, LONGEST_TEXT};
use crate::domain::online::{Sale, SaleGoods, SaleLine};
use crate::intake::import::{Finding, FindingKind};
use crate::intake::tables::clean;
use crate::intake::values::{count, money};

/// The largest quantity of a line: beyond it, it is surely a slip.
const LARGEST_QUANTITY: i64 = 10_000_000;

/// A row with its columns, and what a person wrote in its cells.
#[derive(Clone, Copy)]
pub(super) struct RowView<'a> {
    pub header: &'a Header,
    pub number: u32,
    pub cells: Cells<'a>,
    pub edited: Option<&'a BTreeMap<Column, String>>,
    pub zone: FixedOffset,
}

impl<'a> RowView<'a> {
    /// The first cell of a column that is not empty, with its guards.
    pub fn raw(&self, column: Column) -> &'a str {
        if let Some(text) = self.edited.and_then(|edited| edited.get(&column)) {
            return text;
        }
        let cells = self.header.places(column).iter().map(|at| self.cells.raw(*at));
        cells.into_iter().find(|cell| !clean(cell).is_empty()).unwrap_or_default()
    }

    /// The same without guards; `NULL` counts as empty.
    pub fn text(&self, column: Column) -> &'a str {
        match clean(self.raw(column)) {
            "NULL" | "null" | "#N/A" => "",
            text => text,
        }
    }

    fn finding(&self, column: Column, kind: FindingKind) -> Finding {
        Finding { row: self.number, field: column.key(), kind, value: self.text(column).chars().take(100).collect() }
    }

    /// The order number.
    pub fn order_number(&self) -> Result<&'a str, Finding> {
        values::order_number(self.raw(Column::Number)).map_err(|kind| self.finding(Column::Number, kind))
    }

    /// The order that the row begins, without goods.
    pub fn sale(&self, number: &str, findings: &mut Vec<Finding>) -> Sale {
        let mut note = |column, kind| findings.push(self.finding(column, kind));
        let words = [self.text(Column::State), self.text(Column::CloseReason)];
        let state = states::combined(
            words[0],
            self.text(Column::Fulfilment),
            self.text(Column::RefundState),
            !self.text(Column::CancelledAt).is_empty(),
        );
        let mut word = words[0].to_owned();
        if state.is_off() && !words[1].is_empty() {
            word = format!("{word}: {}", words[1]);
        }
        let mut amount = |column| {
            self.amount(column).unwrap_or_else(|kind| {
                note(column, kind);
                None
            })
        };
        let (total, paid) = (amount(Column::Total), amount(Column::Paid));
        let (freight, refunded) = (amount(Column::Freight), amount(Column::Refunded));
        let mut instant = |column| {
            self.instant(column).unwrap_or_else(|kind| {
                note(column, kind);
                None
            })
        };
        let (ordered_at, paid_at) = (instant(Column::OrderedAt), instant(Column::PaidAt));
        let phone = values::phone(self.text(Column::Phone)).unwrap_or_else(|kind| {
            note(Column::Phone, kind);
            String::new()
        });
        let mut line = |column| {
            let text = values::one_line(self.text(column));
            if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
                note(column, FindingKind::TooLong { most: LONGEST_TEXT });
            }
            text
        };
        Sale {
            number: number.to_owned(),
            state,
            state_word: word,
            buyer: line(Column::Buyer),
            recipient: line(Column::Recipient),
            phone,
            address: self.address(&line(Column::Street)),
            ordered_at: ordered_at.or_else(|| values::day_in_number(number, self.zone)),
            paid_at,
            wanted: values::day(self.text(Column::Wanted)),
            total,
            paid,
            freight,
            refunded: refunded.filter(|amount| *amount != 0),
            currency: self.text(Column::Currency).to_ascii_uppercase(),
            buyer_note: line(Column::BuyerNote),
            seller_note: line(Column::SellerNote),
            lines: Vec::new(),
        }
    }

    /// The parts of an address in the order of its country; a street that holds the rest already stands alone.
    fn address(&self, street: &str) -> String {
        let [province, city, district] =
            [Column::Province, Column::City, Column::District].map(|column| self.text(column));
        let [zip, country] = [Column::Zip, Column::Country].map(|column| self.text(column));
        let has_all = province.is_empty() || street.starts_with(province);
        let chinese: [&str; 4] = if has_all { ["", "", "", street] } else { [province, city, district, street] };
        let western = [street, city, province, zip, country];
        let is_western = western.iter().all(|part| part.is_ascii()) && district.is_empty();
        let (parts, between): (&[&str], &str) = if is_western { (&western, ", ") } else { (&chinese, " ") };
        let mut address = String::new();
        for part in parts.iter().filter(|part| !part.is_empty()) {
            if !address.is_empty() {
                address.push_str(between);
            }
            address.push_str(part);
        }
        address
    }

    fn amount(&self, column: Column) -> Result<Option<i64>, FindingKind> {
        match self.text(column) {
            "" => Ok(None),
            text => money(text).map(Some),
        }
    }

    fn instant(&self, column: Column) -> Result<Option<DateTime<Utc>>, FindingKind> {
        values::instant(self.text(column), self.zone)
    }

    /// The goods of the row; none where it names none.
    pub fn lines(&self, goods: &mut GoodsKnown, findings: &mut Vec<Finding>) -> Vec<SaleLine> {
        if self.header.has(Column::Products) {
            return self.products(goods, findings);
        }
        let named = SaleGoods {
            code: self.text(Column::Code).to_owned(),
            barcode: self.text(Column::Barcode).to_owned(),
            id: self.text(Column::GoodsId).to_owned(),
            title: values::one_line(self.text(Column::Title)),
            specification: values::one_line(self.text(Column::Specification)),
        };
        if named == SaleGoods::default() {
            return Vec::new();
        }
        for (column, text) in [(Column::Code, &named.code), (Column::GoodsId, &named.id)] {
            if crate::intake::values::is_damaged(text) && column == Column::GoodsId {
                findings.push(self.finding(column, FindingKind::DamagedNumber));
            }
        }
        let quantity = self.quantity().unwrap_or_else(|kind| {
            findings.push(self.finding(Column::Quantity, kind));
            0
        });
        let mut amount = |column| {
            self.amount(column).unwrap_or_else(|kind| {
                findings.push(self.finding(column, kind));
                None
            })
        };
        let (price, amount) = (amount(Column::Price), amount(Column::Amount));
        vec![SaleLine { goods: goods.shared(named), quantity, price, amount }]
    }

    /// How many; 0 where the file has no such column. A blank cell of a column that is there is missing.
    fn quantity(&self) -> Result<i64, FindingKind> {
        match self.text(Column::Quantity) {
            "" if self.header.has(Column::Quantity) => Err(FindingKind::Missing),
            "" => Ok(0),
            text => count(text)
                .and_then(|many| if many > LARGEST_QUANTITY { Err(FindingKind::OutOfRange) } else { Ok(many) }),
        }
    }

    /// Goods in one text. Its amount is that of the only line; of several, nobody knows the shares.
    fn products(&self, goods: &mut GoodsKnown, findings: &mut Vec<Finding>) -> Vec<SaleLine> {
        let text = values::one_line(self.text(Column::Products));
        if text.is_empty() {
            return Vec::new();
        }
        let Some(found) = values::products(&text) else {
            findings.push(self.finding(Column::Products, FindingKind::UnreadableQuantity));
            return Vec::new();
        };
        let amount = self.amount(Column::Amount).unwrap_or_else(|kind| {
            findings.push(self.finding(Column::Amount, kind));
            None
        });
        let only = found.len() == 1;
        let line = |(quantity, title)| {
            let named = SaleGoods { title, ..SaleGoods::default() };
            SaleLine { goods: goods.shared(named), quantity, price: None, amount: amount.filter(|_| only) }
        };
        found.into_iter().map(line).collect()
    }
}

/// Goods met so far: half a million rows name a few hundred.
#[derive(Default)]
pub(super) struct GoodsKnown(HashMap<SaleGoods, Arc<SaleGoods>>);

impl GoodsKnown {
    fn shared(&mut self, goods: SaleGoods) -> Arc<SaleGoods> {
        if let Some(known) = self.0.get(&goods) {
            return known.clone();
        }
        let shared = Arc::new(goods.clone());
        self.0.insert(goods, shared.clone());
        shared
    }
}
