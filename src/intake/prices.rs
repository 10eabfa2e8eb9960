//! Price lists from a table: one row a price, with the list that it belongs to in columns of its own.

use chrono::NaiveDate;

use super::header::Field;
use super::import::{Draft, Finding, FindingKind, Findings, Record};
use super::values;

/// A price of a list as a file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceRow {
    /// Number of the row in the file.
    pub row: u32,
    /// Name of the list, never empty.
    pub list: String,
    /// The price group, or empty.
    pub group: String,
    /// The code of the one customer, or empty.
    pub customer: String,
    /// ISO 4217 code of the currency; empty for the company's own.
    pub currency: String,
    /// The first day on which it holds.
    pub from: Option<NaiveDate>,
    /// The last day on which it holds; none for until further notice.
    pub until: Option<NaiveDate>,
    /// The product's code or barcode, never empty.
    pub code: String,
    /// The price in minor units of the currency.
    pub price: i64,
    /// The unit that the price is for; empty for the unit of the list price.
    pub unit: String,
    /// False where the list was withdrawn.
    pub in_use: bool,
}

/// Indexes of the fields in a draft.
#[allow(missing_docs)]
pub mod field {
    pub const LIST: usize = 0;
    pub const GROUP: usize = 1;
    pub const CUSTOMER: usize = 2;
    pub const CURRENCY: usize = 3;
    pub const FROM: usize = 4;
    pub const UNTIL: usize = 5;
    pub const CODE: usize = 6;
    pub const PRICE: usize = 7;
    pub const UNIT: usize = 8;
    pub const IN_USE: usize = 9;
}
use field::*;

const fn known(key: &'static str, needed: bool, names: &'static [&'static str]) -> Field {
    Field { key, needed, names }
}

const FIELDS: &[Field] = &[
    known("price-list", true, &["价目表", "价格表", "价目表名称", "pricelist", "list", "pricelistname"]),
    known("price-group", false, &["价格组", "价格群组", "客户组", "客户分组", "pricegroup", "customergroup", "group"]),
    known("customer-code", false, &["客户编号", "客户编码", "客户代码", "customercode", "customerid", "customer"]),
    known("currency", false, &["币种", "币别", "货币", "currency"]),
    known("valid-from", true, &["生效日", "生效日期", "起始日期", "开始日期", "validfrom", "from", "startdate"]),
    known("valid-until", false, &["截止日", "截止日期", "结束日期", "失效日期", "validuntil", "until", "enddate"]),
    Field {
        key: "code", needed: true, names: &["商品编号", "商品编码", "货号", "编码", "articlecode", "sku", "code"]
    },
    known("price", true, &["单价", "价格", "含税单价", "price", "unitprice"]),
    known("unit", false, &["单价单位", "单位", "计价单位", "priceperunit", "pricefor", "unit", "uom"]),
    known("in-use", false, &["正常使用", "启用", "状态", "inuse", "active"]),
];

const NO: [&str; 7] = ["否", "停用", "不启用", "no", "false", "0", "n"];

impl Record for PriceRow {
    const FIELDS: &'static [Field] = FIELDS;

    fn recheck(draft: &Draft) -> (Option<Self>, Vec<Finding>) {
        let mut found = Findings::of(draft, FIELDS);
        let given = |field: usize| Some(draft.text(field)).filter(|text| !text.is_empty());
        let from = given(FROM).and_then(|text| found.take(FROM, values::date(text)));
        let until = given(UNTIL).and_then(|text| found.take(UNTIL, values::date(text)));
        let price = given(PRICE).and_then(|text| found.take(PRICE, values::money(text)));
        let row = PriceRow {
            row: draft.row,
            list: found.text(LIST, true, 60),
            group: found.text(GROUP, false, 60),
            customer: found.text(CUSTOMER, false, 40),
            currency: found.text(CURRENCY, false, 3),
            from,
            until,
            code: found.text(CODE, true, 40),
            price: price.unwrap_or_default(),
            unit: found.text(UNIT, false, 20).trim_start_matches('/').trim().to_owned(),
            in_use: !NO.contains(&draft.text(IN_USE).to_lowercase().as_str()),
        };
        for (field, empty) in [(FROM, given(FROM).is_none()), (PRICE, given(PRICE).is_none())] {
            if empty {
                found.add(field, FindingKind::Missing);
            }
        }
        if price == Some(0) {
            found.add(PRICE, FindingKind::OutOfRange);
        }
        if row.group.is_empty() == row.customer.is_empty() {
            found.add(GROUP, FindingKind::NoAudience);
        }
        if row.from.zip(row.until).is_some_and(|(from, until)| until < from) {
            found.add(UNTIL, FindingKind::EndsBefore);
        }
        (Some(row), found.done())
    }

    /// A product stands in a list once.
    fn unique(draft: &Draft) -> Vec<(usize, String)> {
        let key = [LIST, GROUP, CUSTOMER, CURRENCY, FROM, CODE].map(|field| draft.text(field).to_uppercase());
        vec![(CODE, key.join("\n"))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::import::Import;
    use crate::intake::tables::{self, Limits};

    #[test]
    fn prices_are_read_with_their_list() {
        let text = "价目表,价格组,客户编号,币种,生效日,截止日,商品编号,单价,单价单位,正常使用\n\
                    冬季,超市,,CNY,2026-11-01,,P001,58.00,箱,是\n\
                    冬季,超市,,CNY,2026-11-01,,P001,57.00,箱,是\n\
                    专价,超市,C001,CNY,2026-11-01,2026-10-01,P002,0,箱,否\n\
                    ,,,,昨天,,,贵,,\n";
        let rows: Import<PriceRow> = Import::read(&tables::read(text.as_bytes(), &Limits::default()).unwrap()).unwrap();
        let first = rows.records().next().unwrap();
        assert_eq!((first.price, first.unit.as_str(), first.in_use), (5_800, "箱", true));
        let found: Vec<_> = rows.findings().map(|finding| (finding.row, finding.field, finding.kind)).collect();
        assert_eq!(
            found,
            [
                (3, "code", FindingKind::Duplicate { first: 2 }),
                (4, "price", FindingKind::OutOfRange),
                (4, "price-group", FindingKind::NoAudience),
                (4, "valid-until", FindingKind::EndsBefore),
                (5, "valid-from", FindingKind::NotADate),
                (5, "price", FindingKind::NotANumber),
                (5, "price-list", FindingKind::Missing),
                (5, "code", FindingKind::Missing),
                (5, "price-group", FindingKind::NoAudience),
            ]
        );
    }
}
