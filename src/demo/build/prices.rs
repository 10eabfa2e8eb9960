//! The demo company's price lists: one for a group, one for a customer, one in dollars for customers abroad; and the lowest
//! prices of some goods.

use chrono::NaiveDate;

use super::company::Cast;
use crate::demo::content::customers::Kind;
use crate::domain::customers::Customer;
use crate::domain::ids::PriceListId;
use crate::domain::money::{Currency, Price};
use crate::domain::people::{Department, Rank};
use crate::domain::prices::{Audience, PriceLine, PriceList, price_on};
use crate::domain::products::Product;
use crate::ops::{self, OpError, Work};

/// The wholesalers' group.
const WHOLESALE: &str = "批发";
/// The group of customers abroad who pay in dollars.
const DOLLARS: &str = "出口（美元）";

/// The price group of a customer.
pub(super) fn group(kind: Kind, currency: Currency) -> &'static str {
    match kind {
        Kind::Supermarket => "超市",
        Kind::Convenience => "便利店",
        Kind::OnlineWarehouse => "电商",
        Kind::Wholesaler => WHOLESALE,
        Kind::School | Kind::Canteen => "学校食堂",
        Kind::Export if currency == Currency::Usd => DOLLARS,
        Kind::Export => "",
    }
}

/// The lowest price of goods by their place in the list: an eighth below the list price, for every sixth.
pub(super) fn lowest(at: usize, price: Price) -> Option<Price> {
    (at % 6 == 5).then_some(Price { minor: price.minor - price.minor / 8, per: price.per })
}

/// Writes the lists, in the name of the head of sales. Errors: the store's.
pub(super) fn write(work: &mut Work<'_, '_>, cast: &Cast) -> Result<Vec<PriceList>, OpError> {
    let (actor, now) = (work.actor.clone(), work.now);
    work.act_as(cast.of(Department::Sales, Rank::Head, 0).clone(), now);
    let from = work.today();
    let mut lists = vec![
        list("批发价", Audience::Group(WHOLESALE.to_owned()), from, &cast.products, percent(95)),
        dollars(cast, from),
    ];
    // The key customer with a price of its own for what it takes most of.
    let key =
        cast.customers.iter().zip(&cast.kinds).find(|(one, kind)| one.key_customer && **kind == Kind::Supermarket);
    if let Some((customer, _)) = key {
        let goods = &cast.products[..cast.products.len().min(8)];
        lists.push(list("年度协议价", Audience::Customer(customer.id), from, goods, percent(92)));
    }
    for list in &mut lists {
        list.id = ops::prices::create(work, list.clone())?;
    }
    work.act_as(actor, now);
    Ok(lists)
}

fn percent(part: i64) -> impl Fn(&Product) -> i64 {
    // Whole jiao, as lists are written.
    move |product| product.price.minor * part / 1_000 * 10
}

fn dollars(cast: &Cast, from: NaiveDate) -> PriceList {
    let rate = cast.company.rate_ppm(Currency::Usd).unwrap_or(1_000_000).max(1);
    let price = |product: &Product| (product.price.minor * 1_000_000 / rate / 5 + 1) * 5;
    let mut list = list("出口美元价", Audience::Group(DOLLARS.to_owned()), from, &cast.products, price);
    list.currency = Currency::Usd;
    list
}

fn list(
    name: &str,
    audience: Audience,
    from: NaiveDate,
    products: &[Product],
    price: impl Fn(&Product) -> i64,
) -> PriceList {
    let line = |product: &Product| PriceLine {
        product: product.id,
        price: Price { minor: price(product).max(1), per: product.price.per },
    };
    PriceList {
        id: PriceListId(0),
        name: name.to_owned(),
        audience,
        currency: Currency::Cny,
        from,
        until: None,
        lines: products.iter().map(line).collect(),
        active: true,
    }
}

/// What a customer is sold goods at: the price of the day, or at the settings' rate in a currency that no list has.
pub(super) fn sold_at(cast: &Cast, customer: &Customer, product: &Product, day: NaiveDate) -> Price {
    let rate = cast.company.rate_ppm(customer.currency).unwrap_or(1_000_000).max(1);
    let converted = Price { minor: product.price.minor * 1_000_000 / rate, per: product.price.per };
    price_on(&cast.lists, customer, product, customer.currency, day).map_or(converted, |quoted| quoted.price)
}
