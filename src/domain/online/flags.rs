//! What is unusual about an order of a platform, each with the figures that its sentence needs.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::places::{Misfit, misfit};
use super::{Sale, SaleState};
use crate::domain::ids::ProductId;
use crate::domain::money::{Currency, Price};
use crate::domain::orders::{Line, Problem};
use crate::domain::products::Product;

/// So many days back, an order of the same person for the same goods is a look-alike.
pub const ALIKE_DAYS: i64 = 3;
/// A quantity is unusual above so many times the usual one.
const TIMES_USUAL: i64 = 5;
/// So many earlier orders make a usual quantity.
const ENOUGH_HISTORY: usize = 5;

/// Something to look at before the order goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// The same person ordered the same goods a short time ago.
    Alike {
        /// The other order's number on the platform.
        other: String,
        /// The day of the other order.
        on: NaiveDate,
    },
    /// Far more than this account usually orders.
    Unusual {
        /// The order's line, from 1.
        line: usize,
        /// Base units ordered.
        quantity: i64,
        /// Base units usually ordered: the middle of the earlier orders.
        usual: i64,
    },
    /// Below the lowest price of the shop.
    Cheap {
        /// The order's line, from 1.
        line: usize,
        /// Minor units for `per` base units, as ordered.
        minor: i64,
        /// The lowest that is usual for as many, minor units.
        lowest: i64,
        /// Base units.
        per: i64,
    },
    /// Province, city and district do not belong together.
    Place(Misfit),
    /// Goods that nobody has assigned to a product of ours yet.
    UnknownGoods {
        /// As the platform names them.
        name: String,
    },
    /// The file does not say how many.
    NoQuantity {
        /// Which goods.
        name: String,
    },
    /// Neither the file nor the list has a price.
    NoPrice {
        /// Which goods.
        name: String,
    },
    /// Closed or refunded on the platform.
    Off {
        /// How it stands.
        state: SaleState,
        /// The file's own word.
        word: String,
    },
    /// Sent or received already when it was first seen here.
    Gone {
        /// How it stands.
        state: SaleState,
    },
    /// The file lacks recipient, telephone or address; the account's own stands in.
    StandIn,
    /// The file's word for how the order stands is not known.
    UnknownState {
        /// The word.
        word: String,
    },
    /// It stands otherwise on the platform than when it was looked at.
    Changed,
    /// A currency that the company does not keep.
    NoCurrency {
        /// Its code.
        code: String,
    },
    /// It cannot be written as an order of ours yet.
    Unfit {
        /// What the rules find wrong with it.
        problems: Vec<Problem>,
    },
}

impl Flag {
    /// A stable name for text keys (`flag-alike`).
    pub fn key(&self) -> &'static str {
        match self {
            Flag::Alike { .. } => "alike",
            Flag::Unusual { .. } => "unusual",
            Flag::Cheap { .. } => "cheap",
            Flag::Place(_) => "place",
            Flag::UnknownGoods { .. } => "unknown-goods",
            Flag::NoQuantity { .. } => "no-quantity",
            Flag::NoPrice { .. } => "no-price",
            Flag::Off { .. } => "off",
            Flag::Gone { .. } => "gone",
            Flag::StandIn => "stand-in",
            Flag::UnknownState { .. } => "unknown-state",
            Flag::Changed => "changed",
            Flag::NoCurrency { .. } => "no-currency",
            Flag::Unfit { .. } => "unfit",
        }
    }

    /// True when the order must be put right before it can become an order of ours.
    pub fn blocks(&self) -> bool {
        matches!(
            self,
            Flag::UnknownGoods { .. }
                | Flag::NoCurrency { .. }
                | Flag::NoQuantity { .. }
                | Flag::NoPrice { .. }
                | Flag::Unfit { .. }
        )
    }
}

/// What an account ordered of each product lately, base units a line.
#[derive(Clone, Debug, Default)]
pub struct History(BTreeMap<ProductId, Vec<i64>>);

impl History {
    /// Adds a line of an earlier order.
    pub fn add(&mut self, product: ProductId, quantity: i64) {
        self.0.entry(product).or_default().push(quantity);
    }

    /// The usual quantities, once all lines are in.
    pub fn usual(mut self) -> Usual {
        self.0.retain(|_, quantities| quantities.len() >= ENOUGH_HISTORY);
        let middle = |(product, mut quantities): (ProductId, Vec<i64>)| {
            quantities.sort_unstable();
            let most = quantities.last().copied().unwrap_or_default();
            (product, (quantities[quantities.len() / 2], most))
        };
        Usual(self.0.into_iter().map(middle).collect())
    }
}

/// The usual and the largest quantity of each product with enough history, base units.
#[derive(Clone, Debug, Default)]
pub struct Usual(BTreeMap<ProductId, (i64, i64)>);

impl Usual {
    /// The usual quantity, where this one is far beyond it and beyond every earlier one.
    pub fn exceeded_by(&self, product: ProductId, quantity: i64) -> Option<i64> {
        let (usual, most) = self.0.get(&product)?;
        (quantity > usual.saturating_mul(TIMES_USUAL) && quantity > *most).then_some(*usual)
    }
}

/// The flags that follow from the platform's own words.
pub fn of_sale(sale: &Sale) -> Vec<Flag> {
    let mut flags = Vec::new();
    match sale.state {
        SaleState::Closed | SaleState::Refunded => {
            flags.push(Flag::Off { state: sale.state, word: sale.state_word.clone() });
        }
        SaleState::Shipped | SaleState::Done => flags.push(Flag::Gone { state: sale.state }),
        SaleState::Unknown => flags.push(Flag::UnknownState { word: sale.state_word.clone() }),
        SaleState::Unpaid | SaleState::Paid => {}
    }
    flags.extend(misfit(&sale.address).map(Flag::Place));
    if sale.recipient.is_empty() || sale.phone.is_empty() || sale.address.is_empty() {
        flags.push(Flag::StandIn);
    }
    flags
}

/// The flags of lines that are written in our own goods: quantity against the account's history, price against the list.
pub fn of_lines(
    lines: &[Line],
    currency: Currency,
    usual: &Usual,
    products: &BTreeMap<ProductId, Product>,
    lowest_percent: i64,
) -> Vec<Flag> {
    let mut flags = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let no = index + 1;
        if let Some(usual) = usual.exceeded_by(line.product, line.quantity) {
            flags.push(Flag::Unusual { line: no, quantity: line.quantity, usual });
        }
        let product = products.get(&line.product).filter(|_| currency == Currency::Cny);
        if let Some(lowest) = product.and_then(|product| too_low(line.price, product, lowest_percent)) {
            flags.push(Flag::Cheap { line: no, minor: line.price.minor, lowest, per: line.price.per });
        }
    }
    flags
}

/// The lowest that as many base units may cost, where the price is below it: the product's own lowest price, or the shop's share
/// of the list price where the product has none.
fn too_low(price: Price, product: &Product, lowest_percent: i64) -> Option<i64> {
    let share = || product.price.amount(price.per).saturating_mul(lowest_percent) / 100;
    let lowest = product.lowest.map_or_else(share, |lowest| lowest.amount(price.per));
    (price.minor < lowest).then_some(lowest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::orders::samples;

    fn line(quantity: i64, minor: i64) -> Line {
        Line { quantity, price: Price { minor, per: 1 }, ..samples::content().lines.remove(0) }
    }

    fn of(lines: &[Line], history: &[i64]) -> Vec<Flag> {
        let mut past = History::default();
        history.iter().for_each(|quantity| past.add(ProductId(1), *quantity));
        of_lines(lines, Currency::Cny, &past.usual(), &samples::products(), 80)
    }

    #[test]
    fn a_quantity_is_unusual_against_the_accounts_own_history() {
        assert_eq!(of(&[line(100, 5_990)], &[1, 1, 1]), [], "three orders make no habit");
        assert_eq!(
            of(&[line(100, 5_990)], &[10, 12, 11, 10, 60]),
            [Flag::Unusual { line: 1, quantity: 100, usual: 11 }]
        );
        assert_eq!(of(&[line(56, 5_990)], &[10, 12, 11, 10, 60]), [], "as much was ordered before");
    }

    #[test]
    fn a_price_below_the_lowest_is_said_with_both() {
        assert_eq!(of(&[line(1, 4_792)], &[]), []);
        assert_eq!(of(&[line(1, 4_791)], &[]), [Flag::Cheap { line: 1, minor: 4_791, lowest: 4_792, per: 1 }]);
    }

    #[test]
    fn the_lowest_price_of_the_goods_goes_before_the_shops_share() {
        let lowest = Some(Price { minor: 60_000, per: 12 });
        let products = BTreeMap::from([(ProductId(1), Product { lowest, ..samples::product() })]);
        let flags = |minor| of_lines(&[line(1, minor)], Currency::Cny, &History::default().usual(), &products, 80);
        assert_eq!(flags(5_000), []);
        assert_eq!(flags(4_999), [Flag::Cheap { line: 1, minor: 4_999, lowest: 5_000, per: 1 }]);
    }

    #[test]
    fn a_closed_order_without_a_recipient() {
        let sale = Sale { state: SaleState::Closed, state_word: "交易关闭".into(), ..Sale::default() };
        let flags = of_sale(&sale);
        assert_eq!(flags, [Flag::Off { state: SaleState::Closed, word: "交易关闭".into() }, Flag::StandIn]);
        assert!(flags.iter().all(|flag| !flag.blocks()));
    }
}
