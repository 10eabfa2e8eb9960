//! Values behind a label: `收货地址：…`, `PO No.: …`, and in sheets a label in one cell and its value in the next.

use std::ops::Range;
use std::sync::LazyLock;

use super::text::{Pattern, Place, Strip};

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    Reference,
    Customer,
    ShipTo,
    Contact,
    Phone,
    Requested,
    Terms,
    Incoterm,
    Currency,
    Remark,
    /// Our own side, the day of writing and other things that are no part of an order.
    Ignored,
    GoodsName,
    GoodsCode,
    GoodsBarcode,
    GoodsSpecification,
    GoodsQuantity,
    GoodsPrice,
}

/// Labels in the plain shape: lower case, simplified.
const LABELS: &[(Key, &str)] = &[
    (
        Key::Reference,
        "采购订单编号|采购订单号|采购单编号|采购单号|客户订单号|客户单号|订单编号|订单号码|订单号|订货单号|要货单号|合同编号|合同号|合约号|采购编号|单据编号|单号|purchase order number|purchase order no\\.?|purchase order|our order no\\.?|order number|order no\\.?|order ref(?:erence)?|our ref(?:erence)?\\.?|po number|po no\\.?|p\\.o\\. no\\.?|p\\.o\\. number|p/o no\\.?|po ref|po ?#|po",
    ),
    (
        Key::Customer,
        "客户名称|客户全称|公司名称|单位名称|门店名称|门店|店名|订货单位|采购单位|购货单位|购买单位|订货客户|收货单位|买方名称|需方|买方|购方|甲方|客户|公司|订购单位|买受人|bill to|billed to|sold to|buyer name|buyer|customer name|customer|company name|company|purchaser|importer",
    ),
    (
        Key::ShipTo,
        "收货地址|送|送货地址|交货地址|配送地址|到货地址|收件地址|卸货地址|交货地点|到货地点|送货地点|卸货地点|收货地点|收货仓库|收货仓|仓库地址|仓库|送货到|送货至|送到|送至|发往|地址|ship to address|shipping address|delivery address|deliver to|delivery to|delivery place|place of delivery|ship to|ship-to|consignee address|address",
    ),
    (
        Key::Contact,
        "收货联系人|收货人姓名|收货人|收件人|联系人姓名|联系人|联络人|联繋人|连络人|接货人|经办人|店长|收货|contact person|contact name|contact|attention|attn\\.?|receiver|consignee",
    ),
    (
        Key::Phone,
        "收货人电话|收货电话|联系电话|联络电话|联系手机|联系方式|电话号码|手机号码|手机号|行动电话|电话|手机|telephone|tel\\.?|phone number|phone no\\.?|phone|mobile|cell",
    ),
    (
        Key::Requested,
        "要求到货日期|要求到货时间|要求交货日期|要求送货日期|希望到货日期|希望交期|希望到货|要求到货|期望到货|预计到货日期|交货日期|交货时间|交货期限|交货期|到货日期|到货时间|要货日期|要货时间|送货日期|送货时间|送达日期|送达时间|需求日期|交期|配送日期|到货日|交货日|送货日|时间|requested date|requested delivery date|requested delivery|required delivery date|required date|delivery required by|required by|needed by|need by|latest delivery date|latest delivery|delivery date|deliver by|deliver on|delivery by|date of delivery|date required|arrival date|eta",
    ),
    (
        Key::Terms,
        "付款方式|付款条件|付款条款|结算方式|结账方式|支付方式|账期|payment terms|terms of payment|payment method|payment term|payment",
    ),
    (
        Key::Incoterm,
        "贸易术语|贸易条款|贸易条件|价格条款|价格条件|交货条件|incoterms? ?(?:20[12]0)?|trade terms?|price terms?|delivery terms?|shipping terms?|terms of delivery",
    ),
    (Key::Currency, "币种|货币|币别|结算货币|currency"),
    (
        Key::Remark,
        "备注说明|备注|附注|特别说明|特殊要求|特别要求|注意事项|其他要求|remarks?|notes?|special instructions?|comments?|instructions?",
    ),
    (
        Key::Ignored,
        "供应商|供货单位|供货方|供方|卖方|乙方|销货单位|致|下单日期|下单时间|订单日期|订货日期|订购日期|采购日期|制单日期|制表日期|开单日期|日期|制单人|制单|审核|税号|开户行|账号|邮箱|电邮|传真|邮编|网址|发件人|主题|抄送|合计|总计|小计|总金额|金额合计|页码|supplier|vendor|seller|order date|po date|date|fax|e-?mail|website|web|subject|total|sub ?total|vat no\\.?|cc|tax id|zip|page|prepared by|approved by",
    ),
    (Key::GoodsName, "商品名称|产品名称|货品名称|货物名称|品名|商品|产品|product name|product|description"),
    (Key::GoodsCode, "商品编码|商品编号|产品编码|货号|物料编码|item code|sku|product code"),
    (Key::GoodsBarcode, "商品条码|条形码|条码|barcode|ean"),
    (Key::GoodsSpecification, "规格型号|包装规格|规格|specification|pack size|spec"),
    (Key::GoodsQuantity, "订货数量|采购数量|订购数量|数量|quantity|qty"),
    (Key::GoodsPrice, "采购单价|含税单价|单价|价格|unit price|price"),
];

/// All labels as one pattern, longest first, each in a group of its key.
struct Labels {
    with_colon: Pattern,
    whole_cell: Pattern,
    words: Vec<(Key, Pattern)>,
}

static KNOWN: LazyLock<Labels> = LazyLock::new(|| {
    let mut words: Vec<&str> = LABELS.iter().flat_map(|(_, words)| words.split('|')).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let all = words.join("|");
    let one = |(key, words): &(Key, &str)| (*key, Pattern::new(&format!("^(?:{words})$")));
    Labels {
        with_colon: Pattern::new(&format!(r"({all})(?:\s*[(\[][^)\]\n]{{0,14}}[)\]])?\s*[:=]")),
        whole_cell: Pattern::new(&format!(r"^[*\s]*({all})(?:\s*[(\[][^)\]\n]{{0,14}}[)\]])?\s*[:=]?\s*$")),
        words: LABELS.iter().map(one).collect(),
    }
});

fn key_of(word: &str) -> Option<Key> {
    KNOWN.words.iter().find(|(_, pattern)| pattern.is_match(word)).map(|(key, _)| *key)
}

/// A label with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Labelled {
    pub key: Key,
    /// Where the label begins.
    pub label: usize,
    /// The value, trimmed; may be empty.
    pub value: Range<usize>,
}

/// True where a line has a label with a colon.
pub(super) fn has_label(plain: &str) -> bool {
    !spans(plain).is_empty()
}

/// True where a line has a label that no signature has: signatures give telephones, fax numbers and mail addresses.
pub(super) fn has_order_label(plain: &str) -> bool {
    spans(plain).iter().any(|(key, _)| !matches!(key, Key::Phone | Key::Ignored))
}

/// Labels of a line: key, start of the label, end behind the colon.
fn spans(plain: &str) -> Vec<(Key, Range<usize>)> {
    let mut spans = Vec::new();
    for found in KNOWN.with_colon.all_captures(plain) {
        let (Some(whole), Some(word)) = (found.get(0), found.get(1)) else { continue };
        let before = plain.get(..whole.start()).unwrap_or_default();
        let after = plain.get(whole.end()..).unwrap_or_default();
        // `http://`, a time such as `8:30`, and a Latin word whose end looks like a label.
        let cut_word = word.as_str().starts_with(|c: char| c.is_ascii_alphanumeric())
            && before.ends_with(|c: char| c.is_ascii_alphanumeric());
        if after.starts_with("//") || cut_word {
            continue;
        }
        if let Some(key) = key_of(word.as_str()) {
            spans.push((key, whole.range()));
        }
    }
    spans
}

/// All labels of a line with their values; a value ends where the next label begins.
pub(super) fn labelled(strip: &Strip) -> Vec<Labelled> {
    let mut found = match strip.place {
        Place::Row(..) => in_cells(strip),
        Place::Body(_) if strip.plain.contains('\t') => in_cells(strip),
        _ => Vec::new(),
    };
    let spans = spans(&strip.plain);
    for (at, (key, span)) in spans.iter().enumerate() {
        let mut end = spans.get(at + 1).map_or(strip.plain.len(), |(_, next)| next.start);
        if let Place::Row(..) = strip.place {
            // In a sheet the value may stand in the next cell, but does not run over several.
            let rest = strip.plain.get(span.end..end).unwrap_or_default();
            let skipped = rest.len() - rest.trim_start_matches(['\t', ' ']).len();
            end = strip
                .plain
                .get(span.end + skipped..end)
                .and_then(|rest| rest.find('\t'))
                .map_or(end, |tab| span.end + skipped + tab);
        }
        let value = strip.trimmed(span.end..end);
        if !found.iter().any(|other| other.label == span.start) {
            found.push(Labelled { key: *key, label: span.start, value });
        }
    }
    found.sort_by_key(|labelled| labelled.label);
    found
}

/// Cells that are nothing but a label; the value is the next cell that is not empty.
fn in_cells(strip: &Strip) -> Vec<Labelled> {
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    for part in strip.plain.split('\t') {
        cells.push(from..from + part.len());
        from += part.len() + 1;
    }
    let text = |range: &Range<usize>| strip.plain.get(range.clone()).unwrap_or_default();
    let label =
        |range: &Range<usize>| KNOWN.whole_cell.captures(text(range)).and_then(|found| key_of(found.get(1)?.as_str()));
    let mut found = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        let Some(key) = label(cell) else { continue };
        let next = cells[at + 1..].iter().find(|cell| !text(cell).trim().is_empty());
        if let Some(value) = next.filter(|value| label(value).is_none() && !has_label(text(value))) {
            found.push(Labelled { key, label: cell.start, value: strip.trimmed(value.clone()) });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(strip: &Strip) -> Vec<(Key, String)> {
        labelled(strip).into_iter().map(|found| (found.key, strip.said(found.value))).collect()
    }

    #[test]
    fn values_behind_labels() {
        assert!(
            KNOWN.with_colon.works() && KNOWN.whole_cell.works() && KNOWN.words.iter().all(|(_, word)| word.works())
        );
        let line = Strip::new("收貨人：林志明　電話：02-8000-0041，", Place::Body(1));
        assert_eq!(read(&line), [(Key::Contact, "林志明".to_owned()), (Key::Phone, "02-8000-0041".to_owned())]);
        let line = Strip::new("PO No.: PO-88213", Place::Body(1));
        assert_eq!(read(&line), [(Key::Reference, "PO-88213".to_owned())]);
        let line = Strip::new("联系人\t吴海燕\t\t电话\t13900000052", Place::Row("a".to_owned(), "b".to_owned(), 1));
        assert_eq!(read(&line), [(Key::Contact, "吴海燕".to_owned()), (Key::Phone, "13900000052".to_owned())]);
        let line = Strip::new("see http://a.example, at 8:30", Place::Body(1));
        assert_eq!(read(&line), []);
    }
}
