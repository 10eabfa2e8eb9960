//! Goods from a table: one row a product.

use super::header::Field;
use super::import::{Draft, Finding, FindingKind, Findings, Record};
use super::{naming, values};
use crate::domain::quantity::{Pack, Packs};

/// A product as a file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoodsRow {
    /// Number of the row in the file.
    pub row: u32,
    /// The firm's own number; empty where the file has none.
    pub code: String,
    /// Name, never empty.
    pub name: String,
    /// English name, or empty.
    pub name_en: String,
    /// Traditional Chinese name, or empty.
    pub name_hant: String,
    /// Group of goods, or empty.
    pub category: String,
    /// Specification: `250ml*24`.
    pub specification: String,
    /// Digits of the base unit's barcode, or empty.
    pub barcode: String,
    /// Digits of the outer unit's barcode, or empty.
    pub pack_barcode: String,
    /// Units; the base unit is empty where the file names none.
    pub packs: Option<Packs>,
    /// Shelf life in days.
    pub shelf_life_days: Option<i64>,
    /// Coldest and warmest storage temperature in tenths of °C; none at ambient temperature.
    pub storage: Option<(i64, i64)>,
    /// List price in minor units (fen, cents) for one base unit.
    pub price: Option<i64>,
    /// List price in minor units for one of the largest unit.
    pub pack_price: Option<i64>,
    /// Tax in basis points.
    pub tax: Option<i64>,
    /// Product standard: `GB 25190`.
    pub standard: String,
    /// False where the file says that the product is no longer sold.
    pub on_sale: bool,
    /// Remark.
    pub note: String,
}

/// Indexes of the fields in a draft.
#[allow(missing_docs)]
pub mod field {
    pub const CODE: usize = 0;
    pub const NAME: usize = 1;
    pub const NAME_EN: usize = 2;
    pub const NAME_HANT: usize = 3;
    pub const CATEGORY: usize = 4;
    pub const SPECIFICATION: usize = 5;
    pub const MODEL: usize = 6;
    pub const BARCODE: usize = 7;
    pub const PACK_BARCODE: usize = 8;
    pub const UNIT: usize = 9;
    pub const PACK_UNIT: usize = 10;
    pub const RATIO: usize = 11;
    pub const SHELF_LIFE: usize = 12;
    pub const STORAGE: usize = 13;
    pub const PRICE: usize = 14;
    pub const PACK_PRICE: usize = 15;
    pub const TAX: usize = 16;
    pub const STANDARD: usize = 17;
    pub const ENDED: usize = 18;
    pub const ENABLED: usize = 19;
    pub const NOTE: usize = 20;
}
use field::*;

const fn known(key: &'static str, names: &'static [&'static str]) -> Field {
    Field { key, needed: false, names }
}

const FIELDS: &[Field] = &[
    known("code", naming::CODE),
    Field { key: "name", needed: true, names: naming::NAME },
    known("name-en", &["英文名称", "英文品名", "englishname", "nameen"]),
    known("name-hant", &["繁体名称", "繁体品名", "traditionalname", "namehant"]),
    known("category", &["商品类别", "产品类别", "类别", "分类", "品类", "商品分类", "categoryid", "category"]),
    known("specification", naming::SPECIFICATION),
    known("model", &["型号", "model"]),
    known("barcode", naming::BARCODE),
    known("pack-barcode", &["副条码", "箱码", "外箱条码", "箱条码", "cartonbarcode", "casebarcode", "itf14"]),
    known("unit", &["基本单位", "最小单位", "计量单位", "主单位", "单位", "baseunit", "unit", "uom"]),
    known("pack-unit", &["副单位", "箱单位", "大单位", "辅助单位", "包装单位", "packunit", "outerunit"]),
    known(
        "ratio",
        &[
            "比例",
            "换算比例",
            "换算率",
            "箱规",
            "装箱数",
            "箱入数",
            "入数",
            "ratio",
            "packratio",
            "unitspercarton",
            "casepack",
        ],
    ),
    known("shelf-life", &["保质期", "保质天数", "保存期限", "有效期", "有效天数", "shelflife", "shelflifedays"]),
    known(
        "storage",
        &[
            "储存温度",
            "贮存温度",
            "保存温度",
            "储存条件",
            "贮存条件",
            "保存条件",
            "温度",
            "storage",
            "storagetemperature",
            "storagetemp",
        ],
    ),
    known("price", &["销售价", "零售价", "单价", "售价", "标准售价", "定价", "unitprice", "listprice", "price"]),
    known("pack-price", &["箱价", "整箱价", "每箱价格", "件价", "cartonprice", "caseprice"]),
    known("tax", &["税率", "增值税率", "taxrate", "tax", "vat"]),
    known("standard", &["执行标准", "产品标准", "产品标准号", "标准号", "执行标准号", "standard", "productstandard"]),
    known("ended", &["停售", "停用", "discontinued"]),
    known("enabled", &["状态", "启用", "是否启用", "在售", "onsale", "active"]),
    known("note", &["备注", "说明", "remark", "remarks", "note", "notes"]),
];

impl Record for GoodsRow {
    const FIELDS: &'static [Field] = FIELDS;

    fn recheck(draft: &Draft) -> (Option<Self>, Vec<Finding>) {
        let mut found = Findings::of(draft, FIELDS);
        let given = |field: usize| Some(draft.text(field)).filter(|text| !text.is_empty());
        let goods = GoodsRow {
            row: draft.row,
            code: found.text(CODE, false, 40),
            name: found.text(NAME, true, 120),
            name_en: found.text(NAME_EN, false, 120),
            name_hant: found.text(NAME_HANT, false, 120),
            category: found.text(CATEGORY, false, 60),
            specification: specification(&mut found),
            barcode: barcode(draft, BARCODE, &mut found),
            pack_barcode: barcode(draft, PACK_BARCODE, &mut found),
            packs: packs(draft, &mut found),
            shelf_life_days: given(SHELF_LIFE).and_then(|text| found.take(SHELF_LIFE, values::shelf_life(text))),
            storage: given(STORAGE).and_then(|text| found.take(STORAGE, values::temperatures(text)).flatten()),
            price: given(PRICE).and_then(|text| found.take(PRICE, values::money(text))),
            pack_price: given(PACK_PRICE).and_then(|text| found.take(PACK_PRICE, values::money(text))),
            tax: given(TAX).and_then(|text| found.take(TAX, values::tax_rate(text))),
            standard: found.text(STANDARD, false, 40),
            on_sale: !says_yes(draft.text(ENDED)) && !says_no(draft.text(ENABLED)),
            note: found.text(NOTE, false, 500),
        };
        (Some(goods), found.done())
    }

    fn unique(draft: &Draft) -> Vec<(usize, String)> {
        let mut keys = vec![(CODE, draft.text(CODE).to_uppercase())];
        if let Ok(digits) = values::barcode(draft.text(BARCODE)) {
            keys.push((BARCODE, digits));
        }
        if keys.iter().all(|(_, key)| key.is_empty()) {
            // Without any number, name and specification are all there is to tell two products apart.
            keys.push((NAME, format!("{}\n{}\n{}", draft.text(NAME), draft.text(SPECIFICATION), draft.text(MODEL))));
        }
        keys
    }
}

/// Specification and model, where a file has both apart.
fn specification(found: &mut Findings<'_>) -> String {
    let texts = [found.text(SPECIFICATION, false, 120), found.text(MODEL, false, 120)];
    let parts: Vec<&str> = texts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    if parts.len() == 2 && parts[0] == parts[1] { parts[0].to_owned() } else { parts.join(" ") }
}

fn barcode(draft: &Draft, field: usize, found: &mut Findings<'_>) -> String {
    let text = draft.text(field);
    if text.is_empty() {
        return String::new();
    }
    let digits = found.take(field, values::barcode(text)).unwrap_or_default();
    if !digits.is_empty() && !values::check_digit_fits(&digits) {
        found.add(field, FindingKind::BarcodeCheckDigit);
    }
    digits
}

/// The units from base unit, outer unit and their ratio.
fn packs(draft: &Draft, found: &mut Findings<'_>) -> Option<Packs> {
    let (unit, outer, ratio) = (draft.text(UNIT), draft.text(PACK_UNIT), draft.text(RATIO));
    if unit.is_empty() {
        if !outer.is_empty() {
            found.add(UNIT, FindingKind::Missing);
        }
        return None;
    }
    // A file with one unit column may hold both units in it: 箱/盒, or a ratio: 1箱=24盒.
    let read = match (outer.is_empty(), ratio.is_empty()) {
        (true, true) => Ok(Packs::single(unit)),
        (false, true) | (true, false) if !matches!(read_ratio(ratio), Some(Ratio { outer: Some(_), .. })) => {
            Err((RATIO, FindingKind::HalfARatio))
        }
        _ => with_ratio(unit, outer, ratio),
    };
    let checked = read.and_then(|packs| packs.check().map(|()| packs).map_err(|_| (UNIT, FindingKind::UnusableUnits)));
    checked.map_err(|(field, kind)| found.add(field, kind)).ok()
}

fn with_ratio(unit: &str, outer: &str, ratio: &str) -> Result<Packs, (usize, FindingKind)> {
    let unreadable = Err((RATIO, FindingKind::UnreadableRatio));
    let Some(read) = read_ratio(ratio) else { return unreadable };
    let says = |name: &Option<String>, unit: &str| name.as_deref().is_none_or(|name| unit.is_empty() || name == unit);
    if !says(&read.base, unit) || !says(&read.outer, outer) {
        return unreadable;
    }
    let outer = if outer.is_empty() { read.outer.unwrap_or_default() } else { outer.to_owned() };
    Ok(Packs { base_unit: unit.to_owned(), packs: vec![Pack { unit: outer, base_units: read.base_units }] })
}

/// What a ratio says, with the unit names where it names them.
struct Ratio {
    base_units: i64,
    outer: Option<String>,
    base: Option<String>,
}

/// `12`, `1:12`, `12 = 1箱12瓶`, `1箱=12瓶`, `1箱12瓶`, `12瓶/箱`.
fn read_ratio(text: &str) -> Option<Ratio> {
    let folded: String = text.chars().map(values::half_width).filter(|c| !c.is_whitespace()).collect();
    let plain = |digits: &str| digits.parse::<i64>().ok().filter(|units| *units >= 2);
    if let Some(base_units) = plain(folded.strip_prefix("1:").unwrap_or(&folded)) {
        return Some(Ratio { base_units, outer: None, base: None });
    }
    let (leading, rest) = match folded.split_once('=') {
        Some((digits, rest)) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            (Some(plain(digits)?), rest.to_owned())
        }
        _ => (None, folded.replacen('=', "", 1)),
    };
    let (outer, base_units, base) = match rest.split_once('/') {
        Some((inner, outer)) => {
            let (digits, base) = split_digits(inner)?;
            (outer.to_owned(), plain(digits)?, base.to_owned())
        }
        None => {
            let (outer, inner) = rest
                .strip_prefix('1')?
                .split_at_checked(rest.strip_prefix('1')?.find(|c: char| c.is_ascii_digit())?)?;
            let (digits, base) = split_digits(inner)?;
            (outer.to_owned(), plain(digits)?, base.to_owned())
        }
    };
    let agrees = leading.is_none_or(|leading| leading == base_units);
    (agrees && !outer.is_empty() && !base.is_empty()).then_some(Ratio {
        base_units,
        outer: Some(outer),
        base: Some(base),
    })
}

fn split_digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    (end > 0).then(|| text.split_at(end))
}

fn says_yes(text: &str) -> bool {
    ["1", "是", "Y", "YES", "TRUE", "停用", "停售"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn says_no(text: &str) -> bool {
    ["0", "否", "N", "NO", "FALSE", "停用", "停售", "禁用"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::import::Import;
    use crate::intake::tables::{self, Limits};

    fn import(text: &str) -> Import<GoodsRow> {
        Import::read(&tables::read(text.as_bytes(), &Limits::default()).unwrap()).unwrap()
    }

    #[test]
    fn ratios_as_people_write_them() {
        for (text, base_units) in [
            ("12", 12),
            ("1:24", 24),
            ("12 = 1箱12瓶", 12),
            ("1箱=12瓶", 12),
            ("1箱12瓶", 12),
            ("12瓶/箱", 12),
            ("１箱＝２４盒", 24),
        ] {
            assert_eq!(read_ratio(text).map(|ratio| ratio.base_units), Some(base_units), "{text}");
        }
        for text in ["", "箱", "1", "0", "-12", "24 = 1箱12瓶", "1箱", "=12"] {
            assert!(read_ratio(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_row_becomes_a_product() {
        let goods = import(
            "编码,品名,规格,条码,基本单位,副单位,比例,保质期(天),储存温度,单价(元),税率,执行标准\n\
             P001,纯牛奶,250ml*24,6901234567892,盒,箱,12 = 1箱12盒,180,常温,2.50,13%,GB 25190\n",
        );
        assert_eq!(goods.blocked(), 0, "{:?}", goods.entries[0].findings);
        let milk = goods.records().next().unwrap();
        assert_eq!((milk.row, milk.code.as_str(), milk.name.as_str()), (2, "P001", "纯牛奶"));
        assert_eq!(milk.packs, Some(Packs::new("盒", &[("箱", 12)]).unwrap()));
        assert_eq!(
            (milk.shelf_life_days, milk.storage, milk.price, milk.tax),
            (Some(180), None, Some(250), Some(1300))
        );
    }

    #[test]
    fn what_is_wrong_is_named_by_row_and_field_and_can_be_put_right() {
        let mut goods = import(
            "编码,名称,条码,单位,副单位,比例,保质期,单价\n\
             P1,,6901234567892,盒,,,180,2.5\n\
             P2,酸奶,6901234567893,盒,箱,,0,abc\n\
             p1,鲜奶,6.90E+12,盒,箱,十二,15,-1\n",
        );
        let found: Vec<_> = goods.findings().map(|finding| (finding.row, finding.field, finding.kind)).collect();
        assert_eq!(
            found,
            [
                (2, "name", FindingKind::Missing),
                (3, "barcode", FindingKind::BarcodeCheckDigit),
                (3, "ratio", FindingKind::HalfARatio),
                (3, "shelf-life", FindingKind::AbsurdShelfLife),
                (3, "price", FindingKind::NotANumber),
                (4, "barcode", FindingKind::DamagedNumber),
                (4, "ratio", FindingKind::UnreadableRatio),
                (4, "price", FindingKind::Negative),
                (4, "code", FindingKind::Duplicate { first: 2 }),
            ]
        );
        assert_eq!(goods.blocked(), 3);
        goods.edit(0, NAME, "纯牛奶");
        assert_eq!(goods.blocked(), 2);
        for (field, text) in [(BARCODE, ""), (RATIO, "12"), (PRICE, "4.5"), (CODE, "P3")] {
            goods.edit(2, field, text);
        }
        assert_eq!(goods.records().map(|goods| goods.code.as_str()).collect::<Vec<_>>(), ["P1", "P3"]);
    }

    #[test]
    fn goods_without_numbers_are_told_apart_by_name_and_specification() {
        let goods = import("品名,规格\n纯牛奶,250ml\n纯牛奶,200ml\n纯牛奶,250ml\n");
        assert_eq!(goods.findings().map(|finding| finding.row).collect::<Vec<_>>(), [4]);
    }
}
