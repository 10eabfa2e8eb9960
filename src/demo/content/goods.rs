//! Thirty dairy products: the kinds, packs, shelf lives, storage and standards of the trade, under an invented brand.

use crate::domain::quantity::{Pack, Packs};

/// What a product is, by the standard it is made to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Ambient milk (灭菌乳).
    Sterilised,
    /// Ambient milk with something added (调制乳).
    Modified,
    /// Milk drink (含乳饮料).
    Drink,
    /// Chilled fresh milk (巴氏杀菌乳).
    Pasteurised,
    /// Chilled yoghurt (低温发酵乳).
    ChilledYoghurt,
    /// Ambient yoghurt (常温酸奶).
    AmbientYoghurt,
    /// Milk powder (乳粉).
    Powder,
    /// Cream and butter (稀奶油、黄油).
    Fat,
    /// Cheese (干酪).
    Cheese,
    /// Ice cream (冰淇淋).
    IceCream,
}

/// A product of the demo company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goods {
    /// The firm's own number.
    pub code: &'static str,
    /// What it is.
    pub kind: Kind,
    /// Name in Simplified Chinese.
    pub name: &'static str,
    /// Name in Traditional Chinese.
    pub name_hant: &'static str,
    /// Name in English.
    pub name_en: &'static str,
    /// Net content and number in the outer unit.
    pub specification: &'static str,
    /// Units, the base unit first with 1: Chinese name, English name, base units.
    pub units: &'static [(&'static str, &'static str, i64)],
    /// Days from production to expiry.
    pub shelf_life_days: i64,
    /// Coldest and warmest storage in tenths of °C; none at ambient temperature.
    pub storage: Option<(i64, i64)>,
    /// List price for one of the largest unit, without tax, in fen.
    pub price: i64,
    /// Value-added tax in basis points.
    pub tax: i64,
    /// Product standard.
    pub standard: &'static str,
}

impl Goods {
    /// EAN-13 of the base unit, under the prefix 952 that GS1 keeps for examples.
    pub fn barcode(&self) -> String {
        ean13("9520001", self.code)
    }

    /// EAN-13 of the largest unit; empty where there is only one.
    pub fn pack_barcode(&self) -> String {
        if self.units.len() > 1 { ean13("9520002", self.code) } else { String::new() }
    }

    /// Units with Chinese names.
    pub fn packs(&self) -> Packs {
        self.packs_by(|unit| unit.0)
    }

    /// Units with English names, for export papers.
    pub fn packs_en(&self) -> Packs {
        self.packs_by(|unit| unit.1)
    }

    fn packs_by(&self, name: fn(&(&'static str, &'static str, i64)) -> &'static str) -> Packs {
        let outer =
            self.units.iter().skip(1).map(|unit| Pack { unit: name(unit).to_owned(), base_units: unit.2 }).collect();
        Packs { base_unit: self.units.first().map_or("", name).to_owned(), packs: outer }
    }

    /// Base units in the largest unit.
    pub fn largest(&self) -> i64 {
        self.units.last().map_or(1, |unit| unit.2)
    }

    /// True where the cold chain must not break.
    pub fn is_cold(&self) -> bool {
        self.storage.is_some()
    }
}

/// Seven digits of the firm, five of the product's code, and the check digit.
fn ean13(firm: &str, code: &str) -> String {
    let item: String = code.chars().filter(char::is_ascii_digit).collect();
    let body = format!("{firm}{item:0>5}");
    let sum: u32 =
        body.bytes().rev().enumerate().map(|(at, byte)| u32::from(byte - b'0') * if at % 2 == 0 { 3 } else { 1 }).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

type Units = &'static [(&'static str, &'static str, i64)];
const BOX_12: Units = &[("盒", "box", 1), ("箱", "carton", 12)];
const BOX_12_24: Units = &[("盒", "box", 1), ("提", "pack", 12), ("箱", "carton", 24)];
const BOX_15: Units = &[("盒", "box", 1), ("箱", "carton", 15)];
const BOX_16: Units = &[("盒", "box", 1), ("箱", "carton", 16)];
const BOX_6: Units = &[("盒", "box", 1), ("箱", "carton", 6)];
const BAG_16: Units = &[("袋", "bag", 1), ("箱", "carton", 16)];
const BAG_4: Units = &[("袋", "bag", 1), ("箱", "carton", 4)];
const BAG_20: Units = &[("袋", "bag", 1), ("箱", "carton", 20)];
const BAG_PALLET: Units = &[("袋", "bag", 1), ("托", "pallet", 40)];
const BOTTLE_12: Units = &[("瓶", "bottle", 1), ("箱", "carton", 12)];
const BOTTLE_20: Units = &[("瓶", "bottle", 1), ("箱", "crate", 20)];
const BOTTLE_5_40: Units = &[("瓶", "bottle", 1), ("提", "pack", 5), ("箱", "carton", 40)];
const CUP_8_48: Units = &[("杯", "cup", 1), ("提", "pack", 8), ("箱", "carton", 48)];
const CUP_12: Units = &[("杯", "cup", 1), ("箱", "carton", 12)];
const TIN_12: Units = &[("罐", "tin", 1), ("箱", "carton", 12)];
const BLOCK_20: Units = &[("块", "block", 1), ("箱", "carton", 20)];
const PIECE_24: Units = &[("支", "piece", 1), ("箱", "carton", 24)];
const CHILLED: Option<(i64, i64)> = Some((20, 60));
const FROZEN: Option<(i64, i64)> = Some((-250, -180));

#[allow(clippy::too_many_arguments)]
const fn goods(
    code: &'static str,
    kind: Kind,
    names: [&'static str; 3],
    specification: &'static str,
    units: Units,
    shelf_life_days: i64,
    storage: Option<(i64, i64)>,
    price: i64,
    standard: &'static str,
) -> Goods {
    // Milk with nothing added is taxed as a farm product, everything else at the full rate.
    let tax = if matches!(kind, Kind::Sterilised | Kind::Pasteurised) { 900 } else { 1300 };
    let [name, name_hant, name_en] = names;
    Goods { code, kind, name, name_hant, name_en, specification, units, shelf_life_days, storage, price, tax, standard }
}

use Kind::*;

/// All products, by code.
#[rustfmt::skip]
pub const GOODS: &[Goods] = &[
    goods("CY1001", Sterilised, ["澄原纯牛奶", "澄原純牛奶", "Chengyuan Pure Milk"], "250ml×24", BOX_12_24, 180, None, 5_280, "GB 25190"),
    goods("CY1002", Sterilised, ["澄原纯牛奶小包装", "澄原純牛奶小包裝", "Chengyuan Pure Milk, Small"], "200ml×24", BOX_12_24, 180, None, 4_560, "GB 25190"),
    goods("CY1003", Sterilised, ["澄原全脂牛奶", "澄原全脂牛奶", "Chengyuan Whole Milk"], "1L×12", BOX_12, 270, None, 8_640, "GB 25190"),
    goods("CY1004", Sterilised, ["澄原有机纯牛奶", "澄原有機純牛奶", "Chengyuan Organic Milk"], "250ml×12", BOX_12, 180, None, 5_940, "GB 25190"),
    goods("CY1005", Sterilised, ["澄原百利包纯牛奶", "澄原百利包純牛奶", "Chengyuan Pure Milk in Bags"], "240ml×16", BAG_16, 45, None, 3_200, "GB 25190"),
    goods("CY1006", Modified, ["澄原高钙低脂牛奶", "澄原高鈣低脂牛奶", "Chengyuan High-Calcium Low-Fat Milk"], "250ml×24", BOX_12_24, 180, None, 5_520, "GB 25191"),
    goods("CY1007", Modified, ["澄原无乳糖牛奶", "澄原無乳糖牛奶", "Chengyuan Lactose-Free Milk"], "220ml×12", BOX_12, 180, None, 4_680, "GB 25191"),
    goods("CY1008", Modified, ["澄原儿童成长牛奶", "澄原兒童成長牛奶", "Chengyuan Children's Milk"], "190ml×15", BOX_15, 180, None, 4_500, "GB 25191"),
    goods("CY1009", Modified, ["澄原核桃早餐奶", "澄原核桃早餐奶", "Chengyuan Walnut Breakfast Milk"], "250ml×24", BOX_12_24, 180, None, 4_800, "GB 25191"),
    goods("CY1010", Drink, ["澄原草莓乳饮料", "澄原草莓乳飲料", "Chengyuan Strawberry Milk Drink"], "250ml×24", BOX_12_24, 270, None, 3_840, "GB/T 21732"),
    goods("CY1011", Drink, ["澄原乳酸菌饮品", "澄原乳酸菌飲品", "Chengyuan Lactic Drink"], "100ml×40", BOTTLE_5_40, 28, CHILLED, 6_000, "GB/T 21732"),
    goods("CY2001", Pasteurised, ["澄原鲜牛奶", "澄原鮮牛奶", "Chengyuan Fresh Milk"], "950ml×12", BOTTLE_12, 15, CHILLED, 13_800, "GB 19645"),
    goods("CY2002", Pasteurised, ["澄原屋顶盒鲜牛奶", "澄原屋頂盒鮮牛奶", "Chengyuan Fresh Milk, Gable Top"], "500ml×16", BOX_16, 10, CHILLED, 10_880, "GB 19645"),
    goods("CY2003", Pasteurised, ["澄原玻瓶鲜牛奶", "澄原玻璃瓶鮮牛奶", "Chengyuan Fresh Milk in Glass"], "195ml×20", BOTTLE_20, 7, CHILLED, 7_000, "GB 19645"),
    goods("CY2004", Pasteurised, ["澄原高品质鲜牛奶", "澄原高品質鮮牛奶", "Chengyuan Premium Fresh Milk"], "260ml×12", BOTTLE_12, 15, CHILLED, 7_920, "GB 19645"),
    goods("CY3001", ChilledYoghurt, ["澄原八联杯原味酸奶", "澄原八聯杯原味優酪乳", "Chengyuan Plain Yoghurt, 8 Cups"], "100g×48", CUP_8_48, 21, CHILLED, 6_720, "GB 19302"),
    goods("CY3002", ChilledYoghurt, ["澄原老酸奶", "澄原老優酪乳", "Chengyuan Set Yoghurt"], "139g×12", CUP_12, 21, CHILLED, 3_960, "GB 19302"),
    goods("CY3003", ChilledYoghurt, ["澄原低温希腊酸奶", "澄原低溫希臘優格", "Chengyuan Greek Yoghurt, Chilled"], "135g×12", CUP_12, 21, CHILLED, 5_400, "GB 19302"),
    goods("CY3004", ChilledYoghurt, ["澄原爱克林袋酸奶", "澄原愛克林袋優酪乳", "Chengyuan Yoghurt in Ecolean Bags"], "160g×16", BAG_16, 14, CHILLED, 3_520, "GB 19302"),
    goods("CY3005", ChilledYoghurt, ["澄原果粒酸奶", "澄原果粒優酪乳", "Chengyuan Fruit Yoghurt"], "950g×6", BOX_6, 28, CHILLED, 7_200, "GB 19302"),
    goods("CY3101", AmbientYoghurt, ["澄原希腊风味酸奶", "澄原希臘風味優酪乳", "Chengyuan Greek-Style Yoghurt"], "205g×12", BOX_12, 150, None, 4_920, "GB 19302"),
    goods("CY3102", AmbientYoghurt, ["澄原常温酸奶", "澄原常溫優酪乳", "Chengyuan Ambient Yoghurt"], "200g×24", BOX_12_24, 180, None, 7_200, "GB 19302"),
    goods("CY4001", Powder, ["澄原全脂奶粉", "澄原全脂奶粉", "Chengyuan Whole Milk Powder"], "400g×20", BAG_20, 540, None, 52_000, "GB 19644"),
    goods("CY4002", Powder, ["澄原工业用脱脂奶粉", "澄原工業用脫脂奶粉", "Chengyuan Skimmed Milk Powder"], "25kg×40", BAG_PALLET, 730, None, 2_600_000, "GB 19644"),
    goods("CY4003", Powder, ["澄原中老年高钙奶粉", "澄原中老年高鈣奶粉", "Chengyuan High-Calcium Powder for Adults"], "800g×12", TIN_12, 730, None, 81_600, "GB 19644"),
    goods("CY5001", Fat, ["澄原稀奶油", "澄原鮮奶油", "Chengyuan Whipping Cream"], "1L×12", BOX_12, 180, CHILLED, 43_200, "GB 19646"),
    goods("CY5002", Fat, ["澄原无盐黄油", "澄原無鹽奶油", "Chengyuan Unsalted Butter"], "454g×20", BLOCK_20, 720, FROZEN, 64_000, "GB 19646"),
    goods("CY6001", Cheese, ["澄原马苏里拉干酪碎", "澄原莫札瑞拉乳酪絲", "Chengyuan Shredded Mozzarella"], "3kg×4", BAG_4, 180, CHILLED, 48_000, "GB 5420"),
    goods("CY6002", Cheese, ["澄原儿童奶酪棒", "澄原兒童乳酪棒", "Chengyuan Cheese Sticks"], "100g×20", BAG_20, 120, CHILLED, 25_600, "GB 25192"),
    goods("CY7001", IceCream, ["澄原香草冰淇淋", "澄原香草冰淇淋", "Chengyuan Vanilla Ice Cream"], "75g×24", PIECE_24, 540, FROZEN, 5_760, "GB/T 31114"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::values::check_digit_fits;
    use std::collections::HashSet;

    #[test]
    fn every_product_is_whole() {
        for goods in GOODS {
            assert_eq!(goods.packs().check(), Ok(()), "{}", goods.code);
            assert_eq!(goods.packs_en().check(), Ok(()), "{}", goods.code);
            assert_eq!(goods.packs().largest().1, goods.largest(), "{}", goods.code);
            for barcode in [goods.barcode(), goods.pack_barcode()] {
                assert!(
                    barcode.is_empty() || barcode.len() == 13 && check_digit_fits(&barcode),
                    "{} {barcode}",
                    goods.code
                );
            }
            let number_in_pack = goods.specification.rsplit('×').next().unwrap();
            assert_eq!(number_in_pack.parse(), Ok(goods.largest()), "{}", goods.code);
            assert!(goods.price % goods.largest() == 0, "{}: the price of a base unit is whole fen", goods.code);
            assert!(goods.storage.is_none_or(|(low, high)| low < high), "{}", goods.code);
        }
    }

    #[test]
    fn numbers_and_names_are_there_once() {
        let barcodes: HashSet<String> =
            GOODS.iter().flat_map(|goods| [goods.barcode(), goods.pack_barcode()]).collect();
        assert_eq!(barcodes.len(), GOODS.len() * 2);
        for name in [
            |goods: &Goods| goods.code,
            |goods: &Goods| goods.name,
            |goods: &Goods| goods.name_hant,
            |goods: &Goods| goods.name_en,
        ] {
            assert_eq!(GOODS.iter().map(name).collect::<HashSet<_>>().len(), GOODS.len());
        }
    }

    #[test]
    fn shelf_life_and_storage_are_those_of_the_kind() {
        for goods in GOODS {
            let (days, cold) = match goods.kind {
                Kind::Sterilised | Kind::Modified => (45..=270, false),
                Kind::Drink => (21..=270, goods.shelf_life_days < 60),
                Kind::Pasteurised => (3..=15, true),
                Kind::ChilledYoghurt => (14..=28, true),
                Kind::AmbientYoghurt => (150..=180, false),
                Kind::Powder => (365..=730, false),
                Kind::Fat => (180..=720, true),
                Kind::Cheese => (90..=180, true),
                Kind::IceCream => (365..=720, true),
            };
            assert!(days.contains(&goods.shelf_life_days) && goods.is_cold() == cold, "{}", goods.code);
        }
    }
}
