//! Lines of goods, as several forms show them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::layout::{Align, Column, Figure, Row, Style, Subtotal, Table, Wide, counted};
use super::super::page::Um;
use super::{Options, Paper};
use crate::i18n::{self, Lang, t, tf};

/// A count of one unit: 3 cartons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portion {
    /// How many.
    pub count: i64,
    /// Of what, such as 箱.
    pub unit: String,
}

/// What comes from one lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotPart {
    /// Lot number.
    pub lot: String,
    /// Production date.
    pub produced: Option<NaiveDate>,
    /// Last day of shelf life.
    pub expires: Option<NaiveDate>,
    /// How much of the line; empty when the line has one lot only.
    pub quantity: Vec<Portion>,
}

/// One line of goods.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsLine {
    /// Product code or barcode.
    pub code: String,
    /// Product name.
    pub name: String,
    /// Specification, such as 250ml×16.
    pub specification: String,
    /// The unit the price is for.
    pub unit: String,
    /// How much, largest unit first: 3 cartons and 5 packs.
    pub quantity: Vec<Portion>,
    /// Price of one unit, in hundredths of the currency.
    pub price: i64,
    /// Amount of the line, in hundredths of the currency.
    pub amount: i64,
    /// The lots it comes from.
    pub lots: Vec<LotPart>,
    /// Remark.
    pub remark: String,
}

/// `3箱 5盒`.
pub(crate) fn quantity_text(portions: &[Portion]) -> String {
    let parts: Vec<String> = portions.iter().map(|portion| counted(portion.count, &portion.unit)).collect();
    parts.join(" ")
}

/// All units that occur, in order of first appearance, and the sums over all lines.
pub(crate) fn totals_by_unit(lines: &[GoodsLine]) -> Vec<Portion> {
    let mut totals: Vec<Portion> = Vec::new();
    for portion in lines.iter().flat_map(|line| &line.quantity) {
        match totals.iter_mut().find(|total| total.unit == portion.unit) {
            Some(total) => total.count += portion.count,
            None => totals.push(portion.clone()),
        }
    }
    totals
}

/// What the goods table of a form shows besides name and quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub prices: bool,
    pub lots: bool,
}

/// The goods as a table with page subtotals and a total row.
pub(crate) fn goods_table(lines: &[GoodsLine], shown: Shown, options: &Options, style: Style, pad: Um) -> Table {
    let lang = options.lang;
    let half = options.paper == Paper::Half241;
    let remarks = lines.iter().any(|line| !line.remark.is_empty());
    let longest = lines.iter().map(|line| line.code.chars().count()).max().unwrap_or(0).clamp(7, 15) as i32;
    // Codes are figures and capitals: 0.56 em and a little more for a few wide letters, in tenths of a millimetre.
    let code_width = longest * style.size * 58 / 100 / 100 + 22;
    let columns = columns(lang, shown, half, remarks, code_width);
    let units = totals_by_unit(lines);
    let mut table = Table::new(columns, options.paper.grid(), style, pad);
    for (number, line) in lines.iter().enumerate() {
        let mut sums = vec![line.amount];
        sums.extend(units.iter().map(|unit| portion_of(line, &unit.unit)));
        table.rows.push(Row { cells: cells(line, number + 1, shown, half, remarks, lang), sums, strong: false });
    }
    let before = if half { 4 } else { 3 };
    let figures = figures(&units, shown, before);
    // The quantities of several units need more room than their own column.
    let span = before - 1;
    table.subtotal =
        Some(Subtotal { label: t(lang, "print-page-subtotal").to_owned(), span, sums: units.len() + 1, figures });
    let amount: i64 = lines.iter().map(|line| line.amount).sum();
    let mut total = vec![Wide { text: t(lang, "print-total").to_owned(), span, align: Align::Right }];
    total.push(Wide { text: quantity_text(&units), span: 2, align: Align::Right });
    let mut used = before + 1;
    if shown.prices {
        total.push(Wide { text: String::new(), span: 1, align: Align::Left });
        total.push(Wide { text: i18n::money(amount), span: 1, align: Align::Right });
        used += 2;
    }
    if used < table.columns.len() {
        total.push(Wide { text: String::new(), span: table.columns.len() - used, align: Align::Left });
    }
    table.totals.push(total);
    table
}

fn figures(units: &[Portion], shown: Shown, before: usize) -> Vec<(usize, usize, Figure)> {
    let places = units.iter().enumerate().map(|(place, unit)| (place + 1, unit.unit.clone())).collect();
    let mut figures = vec![(before - 1, 2, Figure::Units(places))];
    if shown.prices {
        figures.push((before + 2, 1, Figure::Money(0)));
    }
    figures
}

fn portion_of(line: &GoodsLine, unit: &str) -> i64 {
    line.quantity.iter().filter(|portion| portion.unit == unit).map(|portion| portion.count).sum()
}

fn columns(lang: Lang, shown: Shown, half: bool, remarks: bool, code_width: i32) -> Vec<Column> {
    let (left, right, centre) = (Align::Left, Align::Right, Align::Centre);
    let mut columns = vec![
        Column::fixed(t(lang, "print-col-number"), 90, centre),
        Column::fixed(t(lang, "print-col-code"), code_width, left),
    ];
    if half {
        columns.push(Column::grow(t(lang, "print-col-name"), 240, 3, left));
        columns.push(Column::grow(t(lang, "print-col-spec"), 220, 1, left));
    } else {
        columns.push(Column::grow(t(lang, "print-col-goods"), 240, 3, left));
    }
    columns.push(Column::fixed(t(lang, "print-col-quantity"), 230, right));
    if shown.prices {
        // The unit stands in the quantity; a price says itself what it is for.
        columns.push(Column::fixed(t(lang, "print-col-price"), 240, right));
        columns.push(Column::fixed(t(lang, "print-col-amount"), 220, right));
    }
    if shown.lots && half {
        columns.push(Column::fixed(t(lang, "print-col-lot"), 280, left));
        columns.push(Column::fixed(t(lang, "print-col-expiry"), 200, centre));
    } else if shown.lots {
        columns.push(Column::fixed(t(lang, "print-col-lot-expiry"), 320, left));
    }
    if remarks {
        columns.push(Column::grow(t(lang, "print-col-remark"), 140, 1, left));
    }
    columns
}

fn cells(line: &GoodsLine, number: usize, shown: Shown, half: bool, remarks: bool, lang: Lang) -> Vec<String> {
    let mut cells = vec![number.to_string(), line.code.clone()];
    if half || line.specification.is_empty() {
        cells.push(line.name.clone());
    } else {
        cells.push(format!("{}\n{}", line.name, line.specification));
    }
    if half {
        cells.push(line.specification.clone());
    }
    cells.push(quantity_text(&line.quantity));
    if shown.prices {
        cells.extend([price_text(line), i18n::money(line.amount)]);
    }
    if shown.lots {
        let (lots, expiries): (Vec<String>, Vec<String>) =
            line.lots.iter().map(|lot| (lot_text(lot), super::date_or_empty(lot.expires))).unzip();
        if half {
            cells.extend([lots.join("\n"), expiries.join("\n")]);
        } else {
            cells.push(line.lots.iter().map(|lot| lot_with_dates(lang, lot)).collect::<Vec<_>>().join("\n"));
        }
    }
    if remarks {
        cells.push(line.remark.clone());
    }
    cells
}

/// `62.40/箱`.
fn price_text(line: &GoodsLine) -> String {
    let price = i18n::money(line.price);
    if line.unit.is_empty() { price } else { format!("{price}/{}", line.unit) }
}

fn lot_text(lot: &LotPart) -> String {
    if lot.quantity.is_empty() { lot.lot.clone() } else { format!("{} {}", lot.lot, quantity_text(&lot.quantity)) }
}

fn lot_with_dates(lang: Lang, lot: &LotPart) -> String {
    match lot.expires {
        Some(day) => {
            let until = tf(lang, "print-until", &[("day", i18n::date(day).into())]);
            format!("{}\n{until}", lot_text(lot))
        }
        None => lot_text(lot),
    }
}
