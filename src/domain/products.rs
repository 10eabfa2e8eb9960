//! Goods: what an order line may name.

use serde::{Deserialize, Serialize};

use super::ids::ProductId;
use super::money::Price;
use super::quantity::Packs;

/// A storage temperature range in tenths of a degree Celsius; `None` on a side means no bound there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemperatureRange {
    /// Lowest, tenths of °C.
    pub low: Option<i64>,
    /// Highest, tenths of °C.
    pub high: Option<i64>,
}

impl TemperatureRange {
    /// True when the goods need a cold chain: a highest temperature of 10 °C or less (GB 31605).
    pub fn is_cold(self) -> bool {
        self.high.is_some_and(|high| high <= 100)
    }

    /// True when a reading is inside.
    pub fn holds(self, tenths: i64) -> bool {
        self.low.is_none_or(|low| tenths >= low) && self.high.is_none_or(|high| tenths <= high)
    }

    /// The range that satisfies both, as a vehicle with mixed goods must.
    pub fn and(self, other: TemperatureRange) -> TemperatureRange {
        let tighter = |a: Option<i64>, b: Option<i64>, pick: fn(i64, i64) -> i64| match (a, b) {
            (Some(a), Some(b)) => Some(pick(a, b)),
            (one, None) | (None, one) => one,
        };
        TemperatureRange { low: tighter(self.low, other.low, i64::max), high: tighter(self.high, other.high, i64::min) }
    }
}

/// A product as it is sold: one SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// The id.
    pub id: ProductId,
    /// The company's own article code; unique.
    pub code: String,
    /// The name in simplified Chinese, as on the label.
    pub name: String,
    /// The name in traditional Chinese; empty means as `name`.
    #[serde(default)]
    pub name_hant: String,
    /// The name in English, for export papers; empty means as `name`.
    #[serde(default)]
    pub name_en: String,
    /// The specification, such as `250ml*24`.
    pub specification: String,
    /// EAN-13 or another barcode; empty where there is none.
    #[serde(default)]
    pub barcode: String,
    /// Units: the base unit and the packs above it.
    pub packs: Packs,
    /// List price, tax included, in the company's own currency.
    pub price: Price,
    /// The price below which only the head of sales sells, tax included, in the company's own currency (F11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest: Option<Price>,
    /// Value added tax, basis points (1300 is 13 %).
    pub tax_basis_points: i64,
    /// Days from production to expiry.
    pub shelf_life_days: i64,
    /// Where it must be kept.
    #[serde(default)]
    pub storage: TemperatureRange,
    /// Working days to make it once planned; part of the promise date.
    pub lead_days: i64,
    /// Withdrawn goods stay on record and cannot be ordered.
    pub active: bool,
}

impl Product {
    /// The name for a paper or a screen in this language, given by its tag.
    pub fn name_in(&self, lang_tag: &str) -> &str {
        let chosen = match lang_tag {
            "zh-Hant" => &self.name_hant,
            "en" => &self.name_en,
            _ => &self.name,
        };
        if chosen.is_empty() { &self.name } else { chosen }
    }
}

/// True for a barcode of 8, 12, 13 or 14 digits whose last one is the GS1 check digit.
pub fn barcode_is_valid(code: &str) -> bool {
    let digits: Option<Vec<u32>> = code.chars().map(|character| character.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| matches!(digits.len(), 8 | 12 | 13 | 14)) else { return false };
    let weighted: u32 =
        digits.iter().rev().enumerate().map(|(place, digit)| if place % 2 == 1 { digit * 3 } else { *digit }).sum();
    weighted.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cold_chain_and_ranges() {
        let chilled = TemperatureRange { low: Some(20), high: Some(60) };
        let yoghurt = TemperatureRange { low: Some(10), high: Some(40) };
        assert!(chilled.is_cold() && !TemperatureRange::default().is_cold());
        assert!(chilled.holds(20) && chilled.holds(60) && !chilled.holds(61));
        assert_eq!(chilled.and(yoghurt), TemperatureRange { low: Some(20), high: Some(40) });
        assert_eq!(chilled.and(TemperatureRange::default()), chilled);
    }

    #[test]
    fn barcodes() {
        assert!(barcode_is_valid("6901234567892"));
        assert!(!barcode_is_valid("6901234567893"));
        assert!(!barcode_is_valid("69012345678"));
        assert!(!barcode_is_valid("690123456789x"));
    }
}
