//! What tables call the columns by which goods are known: the same words in a list of goods and in one of stock, so that a
//! heading that is understood in one file is understood in the other.

/// The firm's own number of a product.
pub(super) const CODE: &[&str] = &[
    "商品编码",
    "商品编号",
    "产品编码",
    "产品编号",
    "货号",
    "物料编码",
    "存货编码",
    "编码",
    "编号",
    "商品id",
    "productid",
    "productcode",
    "itemno",
    "itemcode",
    "sku",
    "code",
];

/// The barcode of the base unit.
pub(super) const BARCODE: &[&str] =
    &["基本条码", "商品条码", "条码", "条形码", "国际条码", "69码", "barcode", "ean13", "ean", "gtin", "upc"];

/// The name of a product.
pub(super) const NAME: &[&str] = &[
    "商品名称",
    "产品名称",
    "物料名称",
    "存货名称",
    "品名",
    "名称",
    "货品名称",
    "productname",
    "itemname",
    "description",
    "product",
    "name",
];

/// What is in a unit: `250ml*24`.
pub(super) const SPECIFICATION: &[&str] = &[
    "规格",
    "规格型号",
    "商品规格",
    "产品规格",
    "包装规格",
    "quantityperunit",
    "specification",
    "spec",
    "packsize",
    "size",
];

#[cfg(test)]
mod tests {
    use crate::intake::goods::GoodsRow;
    use crate::intake::import::Import;
    use crate::intake::opening_stock::StockRow;
    use crate::intake::tables::{self, Limits};

    #[test]
    fn a_heading_understood_in_one_file_is_understood_in_the_other() {
        let table = "商品id,国际条码,货品名称,包装规格,数量\nP001,6901234567892,纯牛奶,250ml*24,5\n";
        let table = tables::read(table.as_bytes(), &Limits::default()).unwrap();
        let goods: Import<GoodsRow> = Import::read(&table).unwrap();
        let stock: Import<StockRow> = Import::read(&table).unwrap();
        let (goods, stock) = (goods.records().next().unwrap(), stock.records().next().unwrap());
        let known = |code: &str, barcode: &str, name: &str, specification: &str| {
            assert_eq!((code, barcode, name, specification), ("P001", "6901234567892", "纯牛奶", "250ml*24"));
        };
        known(&goods.code, &goods.barcode, &goods.name, &goods.specification);
        known(&stock.code, &stock.barcode, &stock.name, &stock.specification);
    }
}
