//! Orders of web shops and platforms (II.3): what a platform's file says, what changed since the last one, and what is unusual.

pub mod flags;
mod news;
pub mod places;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

pub use news::{News, news};

use super::ids::{CustomerId, ProductId};
use super::money::Price;
use super::orders::Mark;
use super::products::Product;

/// Where people buy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // they carry their own names
pub enum Platform {
    Taobao,
    Jd,
    Pinduoduo,
    Alibaba1688,
    Youzan,
    Shopify,
    WooCommerce,
    Amazon,
    /// Any other, through a column mapping that a person made.
    #[default]
    Other,
}

impl Platform {
    /// All platforms.
    pub const ALL: [Platform; 9] = [
        Platform::Taobao,
        Platform::Jd,
        Platform::Pinduoduo,
        Platform::Alibaba1688,
        Platform::Youzan,
        Platform::Shopify,
        Platform::WooCommerce,
        Platform::Amazon,
        Platform::Other,
    ];

    /// A stable name for the store and for text keys (`platform-taobao`).
    pub fn key(self) -> &'static str {
        match self {
            Platform::Taobao => "taobao",
            Platform::Jd => "jd",
            Platform::Pinduoduo => "pinduoduo",
            Platform::Alibaba1688 => "alibaba1688",
            Platform::Youzan => "youzan",
            Platform::Shopify => "shopify",
            Platform::WooCommerce => "woocommerce",
            Platform::Amazon => "amazon",
            Platform::Other => "other",
        }
    }

    /// The platform of a stable name.
    pub fn from_key(key: &str) -> Option<Platform> {
        Platform::ALL.into_iter().find(|platform| platform.key() == key)
    }
}

/// How an order stands on its platform.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaleState {
    /// The buyer has not paid.
    Unpaid,
    /// Paid, or to be paid on delivery; waits for the goods.
    Paid,
    /// Sent by the platform's or the shop's own way.
    Shipped,
    /// The buyer has it.
    Done,
    /// Called off, by whomever.
    Closed,
    /// The money went back.
    Refunded,
    /// A word that is not known.
    #[default]
    Unknown,
}

impl SaleState {
    /// All states.
    pub const ALL: [SaleState; 7] = [
        SaleState::Unpaid,
        SaleState::Paid,
        SaleState::Shipped,
        SaleState::Done,
        SaleState::Closed,
        SaleState::Refunded,
        SaleState::Unknown,
    ];

    /// A stable name for the store and for text keys (`sale-paid`).
    pub fn key(self) -> &'static str {
        match self {
            SaleState::Unpaid => "unpaid",
            SaleState::Paid => "paid",
            SaleState::Shipped => "shipped",
            SaleState::Done => "done",
            SaleState::Closed => "closed",
            SaleState::Refunded => "refunded",
            SaleState::Unknown => "unknown",
        }
    }

    /// The state of a stable name.
    pub fn from_key(key: &str) -> Option<SaleState> {
        SaleState::ALL.into_iter().find(|state| state.key() == key)
    }

    /// True when nobody waits for goods any more.
    pub fn is_off(self) -> bool {
        matches!(self, SaleState::Closed | SaleState::Refunded)
    }
}

/// Goods as the platform names them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SaleGoods {
    /// The seller's own code; empty where the file has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// The barcode.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub barcode: String,
    /// The platform's own number for the goods.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The title in the shop.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The chosen specification.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub specification: String,
}

impl SaleGoods {
    /// By what the goods are known once a person has said what they are: the surest that the file has.
    pub fn key(&self) -> String {
        if !self.code.is_empty() {
            return format!("code:{}", self.code);
        }
        if !self.barcode.is_empty() {
            return format!("barcode:{}", self.barcode);
        }
        if !self.id.is_empty() {
            return format!("id:{}:{}", self.id, self.specification);
        }
        format!("title:{}:{}", self.title, self.specification)
    }

    /// Title and specification, or whatever there is.
    pub fn name(&self) -> String {
        let parts = [&self.title, &self.specification];
        let name: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        if name.is_empty() { self.key() } else { name.join(" ") }
    }
}

/// A line as the platform has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleLine {
    /// What.
    pub goods: Arc<SaleGoods>,
    /// How many of what the platform sells as one; 0 where the file does not say.
    pub quantity: i64,
    /// Price of one, minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<i64>,
    /// Price of all, minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
}

impl SaleLine {
    /// The price in our own terms, when one of the platform's is `base_units` of ours; none where the file has no price.
    pub fn price_for(&self, base_units: i64) -> Option<Price> {
        match (self.price, self.amount) {
            (Some(minor), _) => Some(Price { minor, per: base_units }),
            (None, Some(minor)) => Some(Price { minor, per: base_units.saturating_mul(self.quantity.max(1)) }),
            (None, None) => None,
        }
    }
}

/// An order as a platform's file says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sale {
    /// The platform's order number.
    pub number: String,
    /// How it stands.
    pub state: SaleState,
    /// The file's own word for that, and why it was closed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state_word: String,
    /// The buyer's name on the platform.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub buyer: String,
    /// Who receives the goods.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub recipient: String,
    /// The recipient's telephone number, perhaps with stars in it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Where the goods go.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// When it was placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered_at: Option<DateTime<Utc>>,
    /// When it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_at: Option<DateTime<Utc>>,
    /// The day the buyer chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<NaiveDate>,
    /// Goods and freight, minor units of `currency`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    /// What the buyer paid, minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<i64>,
    /// Freight, minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub freight: Option<i64>,
    /// What went back to the buyer, minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refunded: Option<i64>,
    /// ISO 4217; empty means the currency of the shop's account.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub currency: String,
    /// What the buyer wrote.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub buyer_note: String,
    /// What the shop's staff wrote.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seller_note: String,
    /// The goods.
    pub lines: Vec<SaleLine>,
}

/// What an order of ours knows of its platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Online {
    /// The platform.
    pub platform: Platform,
    /// The shop's name.
    pub shop: String,
    /// How it stands there, by the newest file.
    pub state: SaleState,
    /// News from the platform that sales has not looked at yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unheeded: Option<Mark>,
}

/// Goods of a platform as a person has assigned them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Assigned {
    /// Our product.
    pub product: ProductId,
    /// Base units of ours in one of the platform's, at least 1.
    pub base_units: i64,
}

/// What the goods must be, where the file itself leaves no doubt: our own code or barcode, and a pack that it names.
///
/// A product with outer packs may be sold by the carton or by the piece; only the pack that the shop's own words name
/// (`250ml*24`) is taken. Everything else is for a person to say, once.
pub fn obvious(goods: &SaleGoods, product: &Product) -> Option<Assigned> {
    let by_code = !goods.code.is_empty() && goods.code == product.code;
    let by_barcode = !goods.barcode.is_empty() && goods.barcode == product.barcode;
    if !product.active || !(by_code || by_barcode) {
        return None;
    }
    let words = format!("{} {} {}", goods.code, goods.title, goods.specification);
    let mut named = product.packs.packs.iter().filter(|pack| names_pack(&words, pack.base_units));
    let base_units = match (product.packs.packs.is_empty(), named.next(), named.next()) {
        (true, _, _) => 1,
        (false, Some(pack), None) => pack.base_units,
        _ => return None,
    };
    Some(Assigned { product: product.id, base_units })
}

/// True when the words name a pack of so many: `*24`, `×24`, `x24`, `-24`, `24盒`, as a figure of its own.
fn names_pack(words: &str, size: i64) -> bool {
    let characters: Vec<char> = words.chars().collect();
    let digits: Vec<char> = size.to_string().chars().collect();
    characters.windows(digits.len()).enumerate().any(|(at, window)| {
        let before = at.checked_sub(1).and_then(|before| characters.get(before));
        let after = characters.get(at + digits.len());
        let alone = after.is_none_or(|next| !next.is_ascii_digit() && *next != '.');
        let marked = before.is_some_and(|c| matches!(c, '*' | '×' | 'x' | 'X' | '-'));
        let counted = before.is_none_or(|c| !c.is_ascii_digit() && *c != '.')
            && after.is_some_and(|next| matches!(next, '盒' | '瓶' | '袋' | '杯' | '支' | '罐' | '包' | '入'));
        window == digits && alone && (marked || counted)
    })
}

/// A shop of the company's on a platform.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shop {
    /// The id; 0 before it is kept.
    pub id: i64,
    /// Where it stands.
    pub platform: Platform,
    /// Its name; with the platform, unique.
    pub name: String,
    /// The account of ours under which its orders are written.
    pub customer: CustomerId,
    /// Prices below so many percent of the list price are flagged.
    #[serde(default = "lowest_percent")]
    pub lowest_percent: i64,
    /// A folder whose files come in by themselves; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub folder: String,
    /// Put files that were read into the folder's own `imported`; otherwise they stay where they are.
    #[serde(default)]
    pub move_read_files: bool,
}

fn lowest_percent() -> i64 {
    80
}

/// Which columns of an unknown file hold what; made by a person once, known again by its column names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The id; 0 before it is kept.
    pub id: i64,
    /// Its name; unique.
    pub name: String,
    /// The field's key and the column's name in the file.
    pub columns: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::orders::samples;

    #[test]
    fn a_pack_is_taken_only_where_the_shop_names_it() {
        for (words, fits) in [
            ("纯牛奶250ml*24盒 整箱", true),
            ("CN-250-24", true),
            ("24盒/箱", true),
            ("纯牛奶 250ml × 24", false),
            ("纯牛奶250ml*240", false),
            ("纯牛奶 240盒", false),
            ("整箱", false),
            ("2.24盒", false),
        ] {
            assert_eq!(names_pack(words, 24), fits, "{words}");
        }
    }

    #[test]
    fn our_own_code_with_a_named_pack_leaves_no_doubt() {
        let product = samples::products().into_values().next().unwrap();
        let size = product.packs.largest().1;
        let goods = SaleGoods { code: product.code.clone(), title: format!("奶*{size}"), ..SaleGoods::default() };
        assert_eq!(obvious(&goods, &product), Some(Assigned { product: product.id, base_units: size }));
        let vague = SaleGoods { title: "奶".into(), ..goods.clone() };
        assert_eq!(obvious(&vague, &product), None);
        let other = SaleGoods { code: "X".into(), ..goods };
        assert_eq!(obvious(&other, &product), None);
    }

    #[test]
    fn a_price_for_all_is_kept_exactly() {
        let line = SaleLine { quantity: 3, amount: Some(1_000), ..SaleLine::default() };
        assert_eq!(line.price_for(24), Some(Price { minor: 1_000, per: 72 }));
        assert_eq!(line.price_for(24).unwrap().amount(72), 1_000);
    }
}
