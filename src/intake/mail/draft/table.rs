//! Lines of an order from a table: in the body (tabs, pipes, several blanks) or in a sheet of an attachment.

use std::collections::BTreeSet;
use std::ops::Range;

use super::goods;
use super::quantity::{self, Quantity};
use super::text::{Place, Strip, patterns, plain};
use super::{DraftLine, Found, PriceSaid, Source};
use crate::intake::header::{self, Field};
use crate::intake::tables::{Row, Table};

patterns! {
    BLANKS = r"[ ]{2,}|\t+ *";
    RULE = r"^[\s|+:=-]+$";
    TOTAL = r"^\W*(?:合计|总计|共计|小计|总数|total|sub ?total|sum)";
    UNIT_IN_HEADER = r"([箱件提盒瓶])数|^(cases|cartons|ctns|boxes)$|[(\[/]\s*(箱|件|提|盒|瓶|袋|ctns?|cartons?|cases?|boxes)\s*[)\]]?";
    CURRENCY_TAIL = r"^(.*?)[ (/]*(?:rmb|cny|usd|us\$|eur|hkd|sgd|元|美元|欧元|港币)\)?$";
}

const fn column(key: &'static str, names: &'static [&'static str]) -> Field {
    Field { key, needed: false, names }
}

const NAME: usize = 0;
const CODE: usize = 1;
const BARCODE: usize = 2;
const SPECIFICATION: usize = 3;
const QUANTITY: usize = 4;
const UNIT: usize = 5;
const PRICE: usize = 6;
const NOTE: usize = 7;
const CURRENCY: usize = 8;
const DAY: usize = 9;

const FIELDS: &[Field] = &[
    column(
        "name",
        &[
            "商品名称",
            "产品名称",
            "货品名称",
            "货物名称",
            "物料名称",
            "物料描述",
            "品名",
            "名称",
            "描述",
            "商品",
            "产品",
            "货物",
            "货名",
            "品项",
            "productname",
            "productdescription",
            "itemdescription",
            "description",
            "product",
            "goods",
            "itemname",
            "item",
            "article",
            "commodity",
        ],
    ),
    column(
        "code",
        &[
            "商品编码",
            "商品编号",
            "商品代码",
            "产品编码",
            "产品编号",
            "物料编码",
            "物料号",
            "物料",
            "货号",
            "料号",
            "品号",
            "编码",
            "编号",
            "代码",
            "itemcode",
            "itemno",
            "itemnumber",
            "productcode",
            "sku",
            "articleno",
            "articlecode",
            "materialno",
            "material",
            "code",
        ],
    ),
    column("barcode", &["商品条码", "国际条码", "条形码", "条码", "barcode", "ean", "eancode", "gtin", "upc"]),
    column(
        "specification",
        &[
            "规格型号",
            "包装规格",
            "商品规格",
            "产品规格",
            "规格",
            "包装",
            "specification",
            "packsize",
            "packing",
            "pack",
            "size",
            "spec",
        ],
    ),
    column(
        "quantity",
        &[
            "订货数量",
            "采购数量",
            "订购数量",
            "订单数量",
            "要货数量",
            "需求数量",
            "数量",
            "订货量",
            "要货量",
            "箱数",
            "件数",
            "数",
            "orderquantity",
            "orderqty",
            "quantity",
            "qty",
            "qtyctn",
            "qtyctns",
            "cartons",
            "ctns",
            "cases",
            "boxes",
            "订量",
        ],
    ),
    column("unit", &["单位", "计量单位", "采购单位", "uom", "unit", "um"]),
    column(
        "price",
        &[
            "含税单价",
            "采购单价",
            "不含税单价",
            "单价",
            "进价",
            "采购价",
            "价格",
            "unitprice",
            "price",
            "unitcost",
            "casecost",
            "caseprice",
            "cost",
        ],
    ),
    column("note", &["备注", "说明", "remarks", "remark", "note", "notes", "comment"]),
    column("currency", &["币种", "币别", "货币", "currency", "curr"]),
    column("day", &["到货日期", "交货日期", "要货日期", "送货日期", "deliverydate", "requireddate"]),
];

/// Cells of a line with their places.
struct Cells {
    ranges: Vec<Range<usize>>,
    /// Cut at commas, which sentences have too: then a row must have as many cells as the header.
    commas: bool,
}

impl Cells {
    /// Cuts a line at tabs, pipes, wide gaps or else commas.
    fn of(strip: &Strip) -> Cells {
        let line = &strip.plain;
        let tabbed = matches!(strip.place, Place::Row(..)) || line.contains('\t');
        let gaps: Vec<Range<usize>> = if tabbed {
            line.match_indices('\t').map(|(at, gap)| at..at + gap.len()).collect()
        } else if line.matches('|').count() >= 1 {
            line.match_indices('|').map(|(at, gap)| at..at + gap.len()).collect()
        } else {
            let wide = BLANKS.find_all(line.trim_end());
            let commas = || line.match_indices(',').map(|(at, gap)| at..at + gap.len()).collect();
            if wide.is_empty() { commas() } else { wide }
        };
        let mut ranges = Vec::new();
        let mut from = 0;
        for gap in gaps.iter().cloned().chain(std::iter::once(line.len()..line.len())) {
            ranges.push(from..gap.start.max(from));
            from = gap.end;
        }
        // A line of pipes has them at both ends, too; blanks before the first cell are none.
        let empty = |range: &Range<usize>| line.get(range.clone()).is_some_and(|cell| cell.trim().is_empty());
        if !tabbed && ranges.len() > 1 && ranges.first().is_some_and(empty) {
            ranges.remove(0);
        }
        let commas = gaps.first().is_some_and(|gap| line.get(gap.clone()) == Some(","));
        Cells { ranges, commas }
    }

    fn count(&self) -> usize {
        self.ranges.len()
    }

    fn row(&self, strip: &Strip) -> Row {
        let cell = |range: &Range<usize>| usual_name(strip.plain.get(range.clone()).unwrap_or_default().trim());
        Row { number: 1, cells: self.ranges.iter().map(cell).collect() }
    }

    fn at(&self, strip: &Strip, column: Option<usize>) -> Option<Range<usize>> {
        let range = strip.trimmed(self.ranges.get(column?)?.clone());
        (!range.is_empty()).then_some(range)
    }
}

/// The usual name of a column for what firms call theirs: `订货箱数`, `Qty (ctn)`, `Price EUR`.
fn usual_name(cell: &str) -> String {
    const USUAL: [(&[&str], &str); 7] = [
        (&["数量", "箱数", "件数", "订货量", "要货量"], "数量"),
        (&["qty", "quantity"], "quantity"),
        (&["单价", "unit price"], "单价"),
        (&["条码", "barcode"], "条码"),
        (&["品名", "品项", "名称"], "品名"),
        (&["规格"], "规格"),
        (&["商品编码", "货号"], "编码"),
    ];
    // What was delivered or is in stock is not what is ordered.
    const OTHER: [&str; 14] = [
        "库存",
        "现存",
        "可用",
        "已",
        "实",
        "起订",
        "装箱",
        "每箱",
        "箱装",
        "客户",
        "公司",
        "stock",
        "delivered",
        "per",
    ];
    let cell = cell.trim_end_matches([':', ' ']);
    let long = cell.contains(':') || cell.chars().count() > 14 || OTHER.iter().any(|word| cell.contains(word));
    let usual = USUAL.iter().find(|(words, _)| !long && words.iter().any(|word| cell.contains(word)));
    let bare = CURRENCY_TAIL.captures(cell).and_then(|found| found.get(1)).map_or(cell, |bare| bare.as_str());
    usual.map_or(bare, |(_, name)| name).to_owned()
}

/// What a table gave.
#[derive(Debug, Default)]
pub(super) struct TableFound {
    pub lines: Vec<DraftLine>,
    /// Indexes of the strips that were read as part of it.
    pub used: BTreeSet<usize>,
    /// Days in a column for them.
    pub days: Vec<Found<String>>,
    /// Currencies in a column, a price or the header.
    pub currencies: Vec<Found<String>>,
}

/// Reads all tables among the lines.
pub(super) fn read(strips: &[Strip]) -> TableFound {
    let mut found = TableFound::default();
    let mut at = 0;
    while at < strips.len() {
        match columns_of(&strips[at]) {
            Some(columns) => at = rows(strips, at, &columns, &mut found),
            None => at += 1,
        }
    }
    // A list of all goods has a quantity only beside those that are wanted.
    if found.lines.iter().any(|line| line.quantity.is_some()) {
        found.lines.retain(|line| line.quantity.is_some());
    }
    found
}

/// The columns of a header, and the unit that stands in it: `箱数`.
struct Columns {
    at: Vec<Option<usize>>,
    unit: Option<String>,
    count: usize,
}

/// The columns of a header: it names the goods and a quantity.
fn columns_of(strip: &Strip) -> Option<Columns> {
    let cells = Cells::of(strip);
    if cells.count() < 2 {
        return None;
    }
    let row = cells.row(strip);
    let header = header::find(&Table { name: String::new(), rows: vec![row] }, FIELDS)?;
    let has = |field: usize| header.columns.get(field).copied().flatten();
    has(NAME).or(has(CODE)).or(has(BARCODE))?;
    let name = cells.at(strip, Some(has(QUANTITY)?)).and_then(|range| strip.plain.get(range)).unwrap_or_default();
    let unit = UNIT_IN_HEADER.captures(name).and_then(|found| (1..=3).find_map(|at| found.get(at)));
    let unit = unit.map(|unit| unit.as_str().to_owned());
    Some(Columns { at: header.columns, unit, count: cells.count() })
}

/// Reads the rows below a header; gives the index of the first line behind the table.
fn rows(strips: &[Strip], header: usize, columns: &Columns, found: &mut TableFound) -> usize {
    found.used.insert(header);
    note_currency(&strips[header], 0..strips[header].plain.len(), found);
    let mut at = header + 1;
    let mut blank = 0;
    while let Some(strip) = strips.get(at) {
        let cells = Cells::of(strip);
        let line = strip.plain.trim();
        if line.is_empty() || RULE.is_match(line) {
            blank += usize::from(line.is_empty());
            if blank > 1 {
                break;
            }
            at += 1;
            continue;
        }
        if TOTAL.is_match(line) {
            found.used.insert(at);
        } else if cells.count() < 2
            || cells.commas && cells.count() != columns.count
            || super::labels::has_label(line)
            || columns_of(strip).is_some()
        {
            break;
        } else if let Some(line) = row(strip, &cells, columns, found) {
            found.used.insert(at);
            found.lines.push(line);
        } else if strip.is_body() {
            break;
        }
        at += 1;
    }
    at
}

fn row(strip: &Strip, cells: &Cells, columns: &Columns, found: &mut TableFound) -> Option<DraftLine> {
    let cell = |field: usize| cells.at(strip, columns.at.get(field).copied().flatten());
    let value = |field: usize| cell(field).map(|range| said(strip, range, true));
    let (mut name, mut code, mut specification) = (value(NAME), value(CODE), value(SPECIFICATION));
    if let Some(range) = cell(NAME) {
        let parts = goods::take_apart(strip, range);
        name = parts.name;
        code = code.or(parts.code);
        specification = specification.or(parts.specification);
    }
    let barcode = value(BARCODE).map(with_check_digit);
    if name.is_none() && code.is_none() && barcode.is_none() {
        return None;
    }
    let quantity = cell(QUANTITY).and_then(|range| quantity_of(strip, range, cell(UNIT), columns.unit.clone()));
    let quantity = quantity.filter(|found| found.value.parts.iter().any(|part| part.digits != 0));
    if let Some(range) = cell(PRICE) {
        note_currency(strip, range, found);
    }
    if let Some(range) = cell(CURRENCY) {
        note_currency(strip, range, found);
    }
    found.days.extend(cell(DAY).map(|range| said(strip, range, true)));
    let currency = cell(CURRENCY).and_then(|range| goods::currency_in(strip.plain.get(range)?));
    let price = cell(PRICE).and_then(|range| price_of(strip, range, currency));
    Some(DraftLine { name, code, barcode, specification, quantity, price, note: value(NOTE), like_last: None })
}

fn with_check_digit(found: Found<String>) -> Found<String> {
    let digits = found.value.chars().all(|c| c.is_ascii_digit());
    let fits = digits && crate::domain::products::barcode_is_valid(&found.value);
    Found { certain: fits, ..found }
}

fn said(strip: &Strip, range: Range<usize>, certain: bool) -> Found<String> {
    let said = strip.said(range.clone());
    Found { value: said.clone(), certain, source: strip.source(range), said }
}

fn quantity_of(
    strip: &Strip,
    range: Range<usize>,
    unit: Option<Range<usize>>,
    in_header: Option<String>,
) -> Option<Found<Quantity>> {
    let said = strip.said(range.clone());
    let source: Source = strip.source(range);
    if goods::is_like_last(&plain(&said)) {
        return None;
    }
    let (mut quantity, mut certain) = quantity::read(&said)?;
    let unit = unit.and_then(|range| strip.plain.get(range)).map(str::to_owned).or(in_header);
    if let (Some(unit), [part]) = (unit, quantity.parts.as_mut_slice())
        && part.unit.is_empty()
        && quantity.each_holds.is_none()
    {
        certain = quantity::is_unit(&unit) || unit.chars().all(char::is_alphabetic) && unit.chars().count() <= 12;
        part.unit = unit;
    }
    Some(Found { value: quantity, certain, source, said })
}

fn price_of(
    strip: &Strip,
    range: Range<usize>,
    currency: Option<crate::domain::money::Currency>,
) -> Option<Found<PriceSaid>> {
    let text = strip.plain.get(range.clone())?;
    let mut price = goods::price_in(text).map(|(price, _)| price).or_else(|| {
        let (digits, places, taken) = crate::domain::quantity::read_figure(text.trim())?;
        text.trim().get(taken..)?.trim().is_empty().then_some(PriceSaid {
            digits,
            places,
            currency: None,
            per: String::new(),
        })
    })?;
    price.currency = price.currency.or(currency);
    let said = strip.said(range.clone());
    Some(Found { value: price, certain: true, source: strip.source(range), said })
}

fn note_currency(strip: &Strip, range: Range<usize>, found: &mut TableFound) {
    let code = strip.plain.get(range.clone()).and_then(goods::currency_in);
    if let Some(code) = code {
        let mut noted = said(strip, range, true);
        noted.value = code.code().to_owned();
        found.currencies.push(noted);
    }
}
