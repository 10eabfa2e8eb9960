//! Prices: lists by customer group or customer with the days on which they hold, the price of a day, and the lowest price.
//!
//! The price of a day for a customer is that of the customer's own list, else that of the group's list, else the product's
//! list price. Of several lists that hold, the one that began last counts, line by line: a list of a few offers leaves the
//! other prices as they are.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::customers::Customer;
use super::ids::{CustomerId, PriceListId, ProductId};
use super::money::{Currency, Price};
use super::orders::{Content, Field, HIGHEST_PRICE, Line, Refusal};
use super::people::{Right, User, may};
use super::products::Product;

/// The most lines a list may have: more goods than any dairy sells.
pub const MOST_LINES: usize = 5_000;

/// For whom a list is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The customers of a price group, by its name.
    Group(String),
    /// One customer.
    Customer(CustomerId),
}

impl Audience {
    /// The key under which the store finds lists: `g:超市`, `c:17`.
    pub fn key(&self) -> String {
        match self {
            Audience::Group(name) => format!("g:{name}"),
            Audience::Customer(id) => format!("c:{id}"),
        }
    }

    /// All whose lists count for a customer, the strongest first.
    pub fn of(customer: &Customer) -> Vec<Audience> {
        let group = customer.price_group.trim();
        let group = (!group.is_empty()).then(|| Audience::Group(group.to_owned()));
        std::iter::once(Audience::Customer(customer.id)).chain(group).collect()
    }
}

/// A product's price in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceLine {
    /// What.
    pub product: ProductId,
    /// For how much, tax included, in the list's currency.
    pub price: Price,
}

/// A price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceList {
    /// The id.
    pub id: PriceListId,
    /// The name.
    pub name: String,
    /// For whom.
    pub audience: Audience,
    /// The currency of all prices; the list counts for orders in this currency only.
    pub currency: Currency,
    /// The first day on which it holds.
    pub from: NaiveDate,
    /// The last day on which it holds; none for until further notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The prices, each product once.
    #[serde(default)]
    pub lines: Vec<PriceLine>,
    /// A list that was withdrawn stays on record and counts no more.
    pub active: bool,
}

impl PriceList {
    /// True when the list counts on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.active && self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Its price of a product.
    pub fn price_of(&self, product: ProductId) -> Option<Price> {
        self.lines.iter().find(|line| line.product == product).map(|line| line.price)
    }
}

/// Where a price comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A list for this customer or the group, by its name.
    List(String),
    /// The product's own list price.
    Product,
}

/// The price of a day, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The price.
    pub price: Price,
    /// Its source.
    pub source: Source,
}

/// The price of a product for a customer on a day, in a currency. None in a foreign currency that no list has: the program
/// makes no export price out of a rate.
pub fn price_on(
    lists: &[PriceList],
    customer: &Customer,
    product: &Product,
    currency: Currency,
    day: NaiveDate,
) -> Option<Quoted> {
    for audience in Audience::of(customer) {
        let fitting = lists
            .iter()
            .filter(|list| list.audience == audience && list.currency == currency && list.holds_on(day))
            .filter_map(|list| Some((list, list.price_of(product.id)?)));
        // Two lists of one day: the one that was written later.
        if let Some((list, price)) = fitting.max_by_key(|(list, _)| (list.from, list.id)) {
            return Some(Quoted { price, source: Source::List(list.name.clone()) });
        }
    }
    (currency == Currency::Cny).then_some(Quoted { price: product.price, source: Source::Product })
}

/// What is wrong with a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListFault {
    /// It has no name.
    NoName,
    /// It is for a group without a name.
    NoGroup,
    /// It ends before it begins.
    EndsBefore,
    /// It has no line, or more than [`MOST_LINES`].
    Lines,
    /// The line, from 1, names goods that are not in the list of goods.
    UnknownProduct(usize),
    /// The line, from 1, names goods that stand in the list already.
    Twice(usize),
    /// The line, from 1, has a price below one minor unit, above the highest, or for a quantity that is no unit of the goods.
    Price(usize),
}

/// Everything that is wrong with a list, so that a form can say all of it at once.
pub fn check_list(list: &PriceList, products: &BTreeMap<ProductId, Product>) -> Vec<ListFault> {
    let mut faults = Vec::new();
    if list.name.trim().is_empty() {
        faults.push(ListFault::NoName);
    }
    if matches!(&list.audience, Audience::Group(name) if name.trim().is_empty()) {
        faults.push(ListFault::NoGroup);
    }
    if list.until.is_some_and(|until| until < list.from) {
        faults.push(ListFault::EndsBefore);
    }
    if !(1..=MOST_LINES).contains(&list.lines.len()) {
        faults.push(ListFault::Lines);
    }
    let mut seen = BTreeSet::new();
    for (index, line) in list.lines.iter().enumerate() {
        let no = index + 1;
        let Some(product) = products.get(&line.product) else {
            faults.push(ListFault::UnknownProduct(no));
            continue;
        };
        if !seen.insert(line.product) {
            faults.push(ListFault::Twice(no));
        }
        let unit = line.price.per == 1 || product.packs.packs.iter().any(|pack| pack.base_units == line.price.per);
        if !unit || !(1..=HIGHEST_PRICE).contains(&line.price.minor) {
            faults.push(ListFault::Price(no));
        }
    }
    faults
}

/// A line of an order below the lowest price of its goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LowLine {
    /// The line, from 1.
    pub line: usize,
    /// The lowest price of the goods, in the company's own currency, for as much as the line's own price is for. Rounded up, so that
    /// it passes.
    pub lowest: Price,
    /// How much that is, in the unit of the goods: 箱.
    pub unit: String,
}

/// True when a price in a currency of `rate_ppm` is below the lowest price. Compared exactly, without rounding.
fn is_below(price: Price, rate_ppm: i64, lowest: Price) -> bool {
    let wide = i128::from;
    let offered = wide(price.minor) * wide(rate_ppm) * wide(lowest.per.max(1));
    offered < wide(lowest.minor) * 1_000_000 * wide(price.per.max(1))
}

/// The lines below the lowest price that were not so cheap before: what a head let pass stays passed, as long as the price
/// does not fall further.
pub fn below_lowest(
    content: &Content,
    before: Option<&Content>,
    rate_ppm: i64,
    products: &BTreeMap<ProductId, Product>,
) -> Vec<LowLine> {
    let before = before.filter(|before| before.currency == content.currency && before.customer == content.customer);
    let passed = |line: &Line| {
        let known = before.into_iter().flat_map(|before| &before.lines);
        known.filter(|known| known.product == line.product).any(|known| !is_below(line.price, 1_000_000, known.price))
    };
    let mut low = Vec::new();
    for (index, line) in content.lines.iter().enumerate() {
        let Some((product, lowest)) = products.get(&line.product).and_then(|known| Some((known, known.lowest?))) else {
            continue;
        };
        if is_below(line.price, rate_ppm, lowest) && !passed(line) {
            let (lowest, unit) = (lowest.for_as_much_as(line.price), product.packs.show_per(line.price.per.max(1)));
            low.push(LowLine { line: index + 1, lowest, unit });
        }
    }
    low
}

/// Whether the person may write these prices: below the lowest price only the head of sales does, and says why (F11).
///
/// # Errors
/// [`Refusal::BelowLowest`] for everybody else, [`Refusal::Missing`] without a reason.
pub fn may_write(
    actor: &User,
    content: &Content,
    before: Option<&Content>,
    rate_ppm: i64,
    products: &BTreeMap<ProductId, Product>,
) -> Result<(), Refusal> {
    let low = below_lowest(content, before, rate_ppm, products);
    if low.is_empty() {
        return Ok(());
    }
    if !may(actor, Right::SellBelow) {
        return Err(Refusal::BelowLowest(low));
    }
    if content.price_reason.trim().is_empty() { Err(Refusal::Missing(Field::PriceReason)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::orders::samples;
    use crate::domain::people::{Department, Rank};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn list(id: i64, audience: Audience, from: &str, until: Option<&str>, minor: i64) -> PriceList {
        PriceList {
            id: PriceListId(id),
            name: format!("价目 {id}"),
            audience,
            currency: Currency::Cny,
            from: day(from),
            until: until.map(day),
            lines: vec![PriceLine { product: ProductId(1), price: Price { minor, per: 12 } }],
            active: true,
        }
    }

    fn grouped() -> Customer {
        Customer { price_group: "超市".into(), ..samples::customer() }
    }

    fn quoted(lists: &[PriceList], on: &str) -> (i64, Source) {
        let quoted = price_on(lists, &grouped(), &samples::product(), Currency::Cny, day(on)).unwrap();
        (quoted.price.minor, quoted.source)
    }

    #[test]
    fn own_list_then_group_then_the_product() {
        let group = || Audience::Group("超市".into());
        let lists = [
            list(1, group(), "2026-01-01", None, 60_000),
            list(2, group(), "2026-11-01", Some("2026-11-30"), 55_000),
            list(3, Audience::Customer(CustomerId(1)), "2026-11-20", Some("2026-11-25"), 50_000),
            list(4, Audience::Customer(CustomerId(2)), "2026-11-01", None, 1),
            list(5, Audience::Group("学校".into()), "2026-11-01", None, 1),
        ];
        let named = |id: i64| Source::List(format!("价目 {id}"));
        assert_eq!(quoted(&lists, "2025-12-31"), (5_990, Source::Product));
        assert_eq!(quoted(&lists, "2026-10-31"), (60_000, named(1)));
        assert_eq!(quoted(&lists, "2026-11-19"), (55_000, named(2)));
        assert_eq!(quoted(&lists, "2026-11-20"), (50_000, named(3)));
        assert_eq!(quoted(&lists, "2026-11-25"), (50_000, named(3)));
        assert_eq!(quoted(&lists, "2026-11-26"), (55_000, named(2)));
        assert_eq!(quoted(&lists, "2026-12-01"), (60_000, named(1)));
    }

    #[test]
    fn a_withdrawn_list_counts_no_more_and_the_later_of_one_day_wins() {
        let own = || Audience::Customer(CustomerId(1));
        let mut lists = [list(1, own(), "2026-11-01", None, 100), list(2, own(), "2026-11-01", None, 200)];
        assert_eq!(quoted(&lists, "2026-11-23").0, 200);
        lists[1].active = false;
        assert_eq!(quoted(&lists, "2026-11-23").0, 100);
    }

    #[test]
    fn an_export_price_needs_an_export_list() {
        let dollars =
            PriceList { currency: Currency::Usd, ..list(1, Audience::Group("超市".into()), "2026-01-01", None, 990) };
        let ask = |lists: &[PriceList]| {
            price_on(lists, &grouped(), &samples::product(), Currency::Usd, day("2026-11-23"))
                .map(|found| found.price.minor)
        };
        assert_eq!(ask(&[]), None);
        assert_eq!(ask(&[list(2, Audience::Group("超市".into()), "2026-01-01", None, 5)]), None);
        assert_eq!(ask(&[dollars]), Some(990));
    }

    #[test]
    fn everything_wrong_with_a_list_is_said_at_once() {
        let mut wrong = list(1, Audience::Group(" ".into()), "2026-11-01", Some("2026-10-01"), 0);
        wrong.name.clear();
        wrong.lines.push(wrong.lines[0]);
        wrong.lines.push(PriceLine { product: ProductId(9), price: Price { minor: 1, per: 1 } });
        wrong.lines.push(PriceLine { product: ProductId(1), price: Price { minor: 1, per: 7 } });
        let faults = check_list(&wrong, &samples::products());
        let expected = [
            ListFault::NoName,
            ListFault::NoGroup,
            ListFault::EndsBefore,
            ListFault::Price(1),
            ListFault::Twice(2),
            ListFault::Price(2),
            ListFault::UnknownProduct(3),
            ListFault::Twice(4),
            ListFault::Price(4),
        ];
        assert_eq!(faults, expected);
        assert_eq!(
            check_list(&list(1, Audience::Group("超市".into()), "2026-11-01", None, 1), &samples::products()),
            []
        );
    }

    fn with_lowest(minor: i64, per: i64) -> BTreeMap<ProductId, Product> {
        BTreeMap::from([(ProductId(1), Product { lowest: Some(Price { minor, per }), ..samples::product() })])
    }

    fn at(minor: i64, per: i64) -> Content {
        let mut content = samples::content();
        content.lines[0].price = Price { minor, per };
        content
    }

    #[test]
    fn below_the_lowest_only_the_head_writes_and_says_why() {
        let products = with_lowest(60_000, 12);
        let staff = samples::person(3, Department::Sales, Rank::Staff);
        let head = samples::person(4, Department::Sales, Rank::Head);
        let write = |actor, content: &Content, before| may_write(actor, content, before, 1_000_000, &products);
        assert_eq!(write(&staff, &at(5_000, 1), None), Ok(()));
        // It is said for as much as the clerk's own price is for.
        let low = |minor, per, unit: &str| LowLine { line: 1, lowest: Price { minor, per }, unit: unit.into() };
        assert_eq!(write(&staff, &at(4_999, 1), None), Err(Refusal::BelowLowest(vec![low(5_000, 1, "瓶")])));
        assert_eq!(write(&staff, &at(59_999, 12), None), Err(Refusal::BelowLowest(vec![low(60_000, 12, "箱")])));
        assert_eq!(write(&head, &at(4_999, 1), None), Err(Refusal::Missing(Field::PriceReason)));
        let told = Content { price_reason: "临期促销".into(), ..at(4_999, 1) };
        assert_eq!(write(&head, &told, None), Ok(()));
        // What the head let pass stays passed, but no further down, and for nobody else.
        assert_eq!(write(&staff, &told, Some(&told)), Ok(()));
        assert!(write(&staff, &at(4_998, 1), Some(&told)).is_err());
        let other = Content { customer: CustomerId(2), ..told.clone() };
        assert!(write(&staff, &other, Some(&told)).is_err());
    }

    #[test]
    fn a_price_in_dollars_is_held_to_the_lowest_through_the_rate() {
        let products = with_lowest(7_100, 1);
        let dollars = |minor| Content { currency: Currency::Usd, ..at(minor, 1) };
        assert_eq!(below_lowest(&dollars(1_000), None, 7_100_000, &products), []);
        assert_eq!(below_lowest(&dollars(999), None, 7_100_000, &products).len(), 1);
    }

    proptest! {
        /// However a price is worded, a carton's or a piece's, it stands in the same place beside the lowest price; and a
        /// higher price is never below it where a lower one is not.
        #[test]
        fn the_wording_of_a_price_changes_nothing(
            minor in 0_i64..HIGHEST_PRICE, per in 1_i64..1_000, lowest in 1_i64..HIGHEST_PRICE, by in 1_i64..50, rate in 1_i64..20_000_000
        ) {
            let (one, many) = (Price { minor, per }, Price { minor: minor * by, per: per * by });
            let floor = Price { minor: lowest, per: 12 };
            prop_assert!(!is_below(floor.for_as_much_as(one), 1_000_000, floor), "what is proposed passes");
            prop_assert_eq!(is_below(one, rate, floor), is_below(many, rate, floor));
            let higher = Price { minor: minor + 1, per };
            prop_assert!(is_below(one, rate, floor) || !is_below(higher, rate, floor));
        }

        /// The price of a day comes from a list that holds on that day for that customer, and no stronger or newer one does.
        #[test]
        fn no_list_that_holds_is_passed_over(
            lists in prop::collection::vec((0_usize..3, 0_u64..40, prop::option::of(0_u64..40), 1_i64..9_999, any::<bool>()), 0..12), on in 0_u64..60
        ) {
            let start = day("2026-10-01");
            let plus = |days: u64| start.checked_add_days(chrono::Days::new(days)).unwrap();
            let audiences = [Audience::Customer(CustomerId(1)), Audience::Group("超市".into()), Audience::Group("学校".into())];
            let lists: Vec<PriceList> = lists.into_iter().enumerate().map(|(at, (whose, from, lasts, minor, active))| PriceList {
                from: plus(from),
                until: lasts.map(|lasts| plus(from + lasts)),
                active,
                ..list(at as i64, audiences[whose].clone(), "2026-10-01", None, minor)
            }).collect();
            let today = plus(on);
            let quoted = price_on(&lists, &grouped(), &samples::product(), Currency::Cny, today).unwrap();
            let holding = |audience: &Audience| lists.iter().filter(|list| list.audience == *audience && list.holds_on(today)).collect::<Vec<_>>();
            let (own, group) = (holding(&audiences[0]), holding(&audiences[1]));
            let pool = if own.is_empty() { group } else { own };
            match pool.iter().map(|list| list.from).max() {
                None => prop_assert_eq!(quoted.source, Source::Product),
                Some(newest) => {
                    let Source::List(name) = quoted.source else { return Err(TestCaseError::fail("a list holds")) };
                    let chosen = pool.iter().find(|list| list.name == name);
                    prop_assert!(chosen.is_some_and(|list| list.from == newest && list.lines[0].price == quoted.price));
                }
            }
        }
    }
}
