//! Opening stock from a table: one row a lot of a product.

use chrono::NaiveDate;

use super::header::Field;
use super::import::{Draft, Finding, FindingKind, Findings, Record};
use super::{naming, values};
use crate::domain::quantity::{Packs, QuantityRefusal};

/// A lot in stock as a file has it. Which product it is, is known when it is taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StockRow {
    /// Number of the row in the file.
    pub row: u32,
    /// The product's number; may be empty where barcode or name is given.
    pub code: String,
    /// The product's barcode, or empty.
    pub barcode: String,
    /// The product's name, or empty.
    pub name: String,
    /// Specification as in the file, to tell products of one name apart.
    pub specification: String,
    /// Lot number; empty where the file has none.
    pub lot: String,
    /// Day of production.
    pub produced: Option<NaiveDate>,
    /// Day of expiry; none where it follows from the product's shelf life.
    pub expires: Option<NaiveDate>,
    /// Quantity as written, with its unit: `3箱5盒`, `77`.
    pub quantity: String,
    /// Warehouse as worded in the file, or empty.
    pub warehouse: String,
    /// True where the file says that the lot is not free: 待检, 不合格, 冻结.
    pub quarantined: bool,
    /// Remark.
    pub note: String,
}

impl StockRow {
    /// The quantity in base units of the product. Errors: see [`QuantityRefusal`].
    pub fn base_units(&self, packs: &Packs) -> Result<i64, QuantityRefusal> {
        packs.parse(&self.quantity)
    }
}

/// Indexes of the fields in a draft.
#[allow(missing_docs)]
pub mod field {
    pub const CODE: usize = 0;
    pub const BARCODE: usize = 1;
    pub const NAME: usize = 2;
    pub const SPECIFICATION: usize = 3;
    pub const LOT: usize = 4;
    pub const PRODUCED: usize = 5;
    pub const EXPIRES: usize = 6;
    pub const QUANTITY: usize = 7;
    pub const UNIT: usize = 8;
    pub const WAREHOUSE: usize = 9;
    pub const STATE: usize = 10;
    pub const NOTE: usize = 11;
}
use field::*;

const fn known(key: &'static str, names: &'static [&'static str]) -> Field {
    Field { key, needed: false, names }
}

const FIELDS: &[Field] = &[
    known("code", naming::CODE),
    known("barcode", naming::BARCODE),
    known("name", naming::NAME),
    known("specification", naming::SPECIFICATION),
    known("lot", &["批号", "批次", "批次号", "生产批号", "lot", "lotno", "lotnumber", "batch", "batchno"]),
    known("produced", &["生产日期", "制造日期", "productiondate", "produced", "manufacturedate", "mfgdate"]),
    known(
        "expires",
        &[
            "到期日期",
            "有效期至",
            "失效日期",
            "到期日",
            "保质期至",
            "有效日期",
            "expirydate",
            "expires",
            "bestbefore",
            "expdate",
        ],
    ),
    Field {
        key: "quantity",
        needed: true,
        names: &[
            "数量",
            "库存数量",
            "期初数量",
            "期初库存",
            "库存",
            "结存数量",
            "现存量",
            "quantity",
            "qty",
            "stock",
            "onhand",
            "unitsinstock",
        ],
    },
    known("unit", &["单位", "计量单位", "unit", "uom"]),
    known("warehouse", &["仓库", "仓库名称", "库房", "warehouse", "location"]),
    known("state", &["质量状态", "库存状态", "状态", "status", "state"]),
    known("note", &["备注", "说明", "remark", "remarks", "note"]),
];

const FREE: [&str; 7] = ["合格", "正常", "可用", "良品", "free", "ok", "released"];
const HELD: [&str; 9] = ["待检", "待檢", "不合格", "冻结", "凍結", "隔离", "hold", "quarantine", "blocked"];

impl Record for StockRow {
    const FIELDS: &'static [Field] = FIELDS;

    fn recheck(draft: &Draft) -> (Option<Self>, Vec<Finding>) {
        let mut found = Findings::of(draft, FIELDS);
        let given = |field: usize| Some(draft.text(field)).filter(|text| !text.is_empty());
        let state = draft.text(STATE).to_lowercase();
        let held = HELD.contains(&state.as_str());
        if !state.is_empty() && !held && !FREE.contains(&state.as_str()) {
            found.add(STATE, FindingKind::UnknownWord);
        }
        let stock = StockRow {
            row: draft.row,
            code: found.text(CODE, false, 40),
            barcode: given(BARCODE).and_then(|text| found.take(BARCODE, values::barcode(text))).unwrap_or_default(),
            name: found.text(NAME, false, 120),
            specification: found.text(SPECIFICATION, false, 120),
            lot: found.text(LOT, false, 40),
            produced: given(PRODUCED).and_then(|text| found.take(PRODUCED, values::date(text))),
            expires: given(EXPIRES).and_then(|text| found.take(EXPIRES, values::date(text))),
            quantity: quantity(draft, &mut found),
            warehouse: found.text(WAREHOUSE, false, 60),
            quarantined: held,
            note: found.text(NOTE, false, 500),
        };
        if [CODE, BARCODE, NAME].iter().all(|field| draft.text(*field).is_empty()) {
            found.add(CODE, FindingKind::Missing);
        }
        match (stock.produced, stock.expires) {
            (Some(produced), Some(expires)) if expires < produced => found.add(EXPIRES, FindingKind::ExpiresBeforeMade),
            _ => {}
        }
        (Some(stock), found.done())
    }

    /// One lot of one product in one warehouse stands in a file once.
    fn unique(draft: &Draft) -> Vec<(usize, String)> {
        let goods = [CODE, BARCODE, NAME, SPECIFICATION].map(|field| draft.text(field).to_uppercase()).join("\n");
        let lot = [LOT, PRODUCED, WAREHOUSE].map(|field| draft.text(field)).join("\n");
        if draft.text(LOT).is_empty() { Vec::new() } else { vec![(LOT, format!("{goods}\n{lot}"))] }
    }
}

/// The quantity with the unit of its own column behind it. Whether the product has that unit is known later.
fn quantity(draft: &Draft, found: &mut Findings<'_>) -> String {
    let (text, unit) = (draft.text(QUANTITY), draft.text(UNIT));
    if text.is_empty() {
        found.add(QUANTITY, FindingKind::Missing);
        return String::new();
    }
    match values::decimal(text, 3) {
        Ok(..0) => found.add(QUANTITY, FindingKind::Negative),
        Ok(0) => found.add(QUANTITY, FindingKind::OutOfRange),
        Err(FindingKind::DamagedNumber) => found.add(QUANTITY, FindingKind::DamagedNumber),
        Err(_) if !text.chars().any(char::is_numeric) => found.add(QUANTITY, FindingKind::UnreadableQuantity),
        Ok(_) => return format!("{text}{unit}"),
        Err(_) => {}
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::import::Import;
    use crate::intake::tables::{self, Limits};

    #[test]
    fn lots_are_read_with_dates_and_packs() {
        let text = "商品编码,批号,生产日期,有效期至,数量,单位,仓库,质量状态\n\
                    P001,20260105A1,2026/1/5,2026-07-04,3,箱,常温库,合格\n\
                    P002,20260110B1,20260110,2026-01-01,3箱5盒,,冷库,待检\n\
                    P001,20260105A1,2026/1/5,2026-07-04,3,箱,常温库,\n\
                    ,X,昨天,,-5,,,坏\n";
        let stock: Import<StockRow> =
            Import::read(&tables::read(text.as_bytes(), &Limits::default()).unwrap()).unwrap();
        let packs = Packs::new("盒", &[("箱", 24)]).unwrap();
        let first = stock.records().next().unwrap();
        assert_eq!(first.base_units(&packs), Ok(72));
        assert!(!first.quarantined);
        let found: Vec<_> = stock.findings().map(|finding| (finding.row, finding.field, finding.kind)).collect();
        assert_eq!(
            found,
            [
                (3, "expires", FindingKind::ExpiresBeforeMade),
                (4, "lot", FindingKind::Duplicate { first: 2 }),
                (5, "state", FindingKind::UnknownWord),
                (5, "produced", FindingKind::NotADate),
                (5, "quantity", FindingKind::Negative),
                (5, "code", FindingKind::Missing),
            ]
        );
    }
}
