//! When the goods of a line can be at the customer's, and why (II.4, F25).
//!
//! One rule for the form of the date review, its refusals and its papers: from what is in the store and fresh enough for the
//! customer on the day of arrival, from what is planned or being made and promised to nobody, from production's own word where
//! it was asked, else from the lead time of making. Goods leave and arrive on working days; the way itself takes calendar days,
//! because a truck or a ship goes on over the weekend.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Order, open_to_pick, question, shortage};
use crate::domain::calendar::WorkingCalendar;
use crate::domain::company::Company;
use crate::domain::customers::Customer;
use crate::domain::ids::{LotId, OrderId, ProductId, UserId};
use crate::domain::products::Product;
use crate::domain::stock::{Freshness, Lot, LotState, expiry, is_expired};

/// Where goods come from that are not in the store yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Planned or being made for this order.
    Planned,
    /// Planned or being made for the order of this number, which does not need all of it.
    Surplus(String),
    /// What this person of production said when asked.
    Answer(UserId),
}

/// A reason why goods are there on a day and not sooner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// In the store and fresh enough, base units.
    InStore {
        /// Base units.
        quantity: i64,
    },
    /// Ready on a day.
    Coming {
        /// Base units.
        quantity: i64,
        /// When.
        day: NaiveDate,
        /// From where.
        from: Source,
    },
    /// To be made within the usual time.
    ToMake {
        /// Base units.
        quantity: i64,
        /// Working days to make them.
        lead_days: i64,
        /// When they are ready.
        ready: NaiveDate,
    },
    /// Production was asked and does not make these.
    CannotMake {
        /// Base units.
        quantity: i64,
    },
    /// All of it leaves on this working day.
    Leaves {
        /// When.
        day: NaiveDate,
    },
    /// The way to the customer.
    Travel {
        /// Calendar days.
        days: i64,
    },
}

/// When a line can be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The line, from 1.
    pub line: usize,
    /// The earliest day; none when production said that it cannot be made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    /// The reasons, in the order in which they happen.
    pub why: Vec<Why>,
}

/// Goods that are planned or being made and that no order needs (F23).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// For whose order they are made.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// The goods.
    pub product: ProductId,
    /// When they are to be ready.
    pub day: NaiveDate,
    /// Base units beyond what the order needs.
    pub quantity: i64,
}

/// The facts of the rule. Loaded by the caller.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The company's calendar day.
    pub today: NaiveDate,
    /// The company's settings.
    pub company: &'a Company,
    /// The order's customer.
    pub customer: Option<&'a Customer>,
    /// At least the products of the order.
    pub products: &'a BTreeMap<ProductId, Product>,
    /// At least the lots of those products with stock.
    pub lots: &'a BTreeMap<ProductId, Vec<Lot>>,
    /// What others make too much of those products.
    pub expected: &'a BTreeMap<ProductId, Vec<Expected>>,
}

/// Goods in the store that a line may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shelf {
    lot: LotId,
    expiry: NaiveDate,
    quantity: i64,
    /// Let go by the sales head although short (IV.1).
    approved: bool,
}

/// Goods that will be ready.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Supply {
    day: NaiveDate,
    quantity: i64,
    from: Source,
    /// The last day of their shelf life, where it is not for the plan to see to.
    expiry: Option<NaiveDate>,
}

/// What the plant does about the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plant {
    /// Makes it in so many working days.
    Lead(i64),
    /// Was asked, and makes no more than it said.
    Said,
}

/// Everything that decides about one line.
struct Need<'a> {
    calendar: &'a WorkingCalendar,
    today: NaiveDate,
    /// The day on which it is wanted; fresh on that day too.
    wished: NaiveDate,
    quantity: i64,
    travel: i64,
    freshness: Freshness,
    shelf: Vec<Shelf>,
    supply: Vec<Supply>,
    plant: Plant,
}

/// The first working day on which goods that leave on a day are at a customer's who is so many calendar days away.
pub fn arrival(calendar: &WorkingCalendar, leaves: NaiveDate, travel: i64) -> NaiveDate {
    let there = leaves.checked_add_days(Days::new(travel.max(0).unsigned_abs())).unwrap_or(leaves);
    calendar.working_day_on_or_after(there)
}

/// When each line that is still wanted can be there, in the order of the lines. Lines of the same goods do not count the same
/// cartons twice.
pub fn promises(order: &Order, facts: &Facts<'_>) -> Vec<Promise> {
    let mut used: BTreeMap<LotId, i64> = BTreeMap::new();
    let mut others = facts.expected.clone();
    let mut found = Vec::new();
    for line in 1..=order.lines.len() {
        let open = open_to_pick(order, line);
        let Some(product) = order.line(line).and_then(|line| facts.products.get(&line.product)) else { continue };
        if open == 0 {
            continue;
        }
        let surplus = others.entry(product.id).or_default();
        let need = need(order, line, open, product, facts, &used, surplus);
        let (promise, took) = earliest(line, &need);
        for (lot, quantity) in took.shelf {
            *used.entry(lot).or_default() += quantity;
        }
        for (mut quantity, number) in took.surplus {
            for known in surplus.iter_mut().filter(|known| known.number == number) {
                let less = known.quantity.min(quantity);
                known.quantity -= less;
                quantity -= less;
            }
        }
        found.push(promise);
    }
    found
}

fn need<'a>(
    order: &Order,
    line: usize,
    open: i64,
    product: &Product,
    facts: &Facts<'a>,
    used: &BTreeMap<LotId, i64>,
    surplus: &[Expected],
) -> Need<'a> {
    let travel = facts.customer.map_or(0, |customer| customer.transport_days).clamp(0, 365);
    let rule = facts.customer.map(|customer| customer.shelf_life).unwrap_or_default();
    let wished = order.content.wished(line);
    let lasts = |day| expiry(day, product.shelf_life_days, facts.company.first_day_counts);
    let mut supply = planned(order, line);
    supply.extend(surplus.iter().filter(|known| known.order != order.id && known.quantity > 0).map(|known| Supply {
        day: known.day,
        quantity: known.quantity,
        from: Source::Surplus(known.number.clone()),
        expiry: Some(lasts(known.day.max(facts.today))),
    }));
    let answer = question::answer_for(order, line);
    if let Some((parts, by)) = &answer {
        let said = |(quantity, day): &(i64, NaiveDate)| Supply {
            day: *day,
            quantity: *quantity,
            from: Source::Answer(*by),
            expiry: None,
        };
        supply.extend(parts.iter().map(said));
    }
    Need {
        calendar: &facts.company.calendar,
        today: facts.today,
        wished,
        quantity: open,
        travel,
        freshness: Freshness { arrival: wished, rule, shelf_life_days: product.shelf_life_days },
        shelf: shelf(order, line, facts.lots.get(&product.id).map_or(&[][..], Vec::as_slice), used),
        supply,
        plant: if answer.is_some() { Plant::Said } else { Plant::Lead(product.lead_days.max(0)) },
    }
}

/// What is held for the line, and what is free, less what lines before it took.
fn shelf(order: &Order, line: usize, lots: &[Lot], used: &BTreeMap<LotId, i64>) -> Vec<Shelf> {
    let held = |lot: LotId| -> i64 {
        let state = order.lines.get(line.wrapping_sub(1));
        state.map_or(0, |state| state.reserved.iter().filter(|part| part.lot == lot).map(|part| part.quantity).sum())
    };
    let mut shelf: Vec<Shelf> = lots
        .iter()
        .filter(|lot| lot.state == LotState::Released)
        .map(|lot| {
            let free = (lot.available() - used.get(&lot.id).unwrap_or(&0)).max(0);
            let approved = order.approvals.iter().any(|leave| leave.line == line && leave.lot == lot.id);
            Shelf { lot: lot.id, expiry: lot.expiry, quantity: held(lot.id) + free, approved }
        })
        .filter(|part| part.quantity > 0)
        .collect();
    shelf.sort_by_key(|part| (part.expiry, part.lot));
    shelf
}

/// What is planned or being made for the line.
fn planned(order: &Order, line: usize) -> Vec<Supply> {
    let open = order.productions.iter().filter(|part| part.line == line && part.is_open());
    let supply = |quantity, day| Supply { day, quantity, from: Source::Planned, expiry: None };
    open.map(|part| supply(part.output.as_ref().map_or(part.quantity, |output| output.quantity), part.due)).collect()
}

/// What a line takes from what others could have too.
#[derive(Default)]
struct Took {
    shelf: Vec<(LotId, i64)>,
    surplus: Vec<(i64, String)>,
}

/// The first working day on which enough can leave, with its reasons. Each day on which something becomes ready is tried, so
/// that more stock is never later, and a longer way or a longer lead time never earlier.
fn earliest(line: usize, need: &Need<'_>) -> (Promise, Took) {
    let leaves_on = |day: NaiveDate| need.calendar.working_day_on_or_after(day.max(need.today));
    let made = match need.plant {
        Plant::Lead(days) => {
            let days = u32::try_from(days).unwrap_or(0);
            Some(leaves_on(need.calendar.add_working_days(need.today, days)))
        }
        Plant::Said => None,
    };
    let mut days: Vec<NaiveDate> = std::iter::once(leaves_on(need.today))
        .chain(need.supply.iter().map(|supply| leaves_on(supply.day)))
        .chain(made)
        .collect();
    days.sort_unstable();
    days.dedup();
    for leaves in &days {
        let there = arrival(need.calendar, *leaves, need.travel);
        let (mut why, took, rest) = gather(need, *leaves, there.max(need.wished), leaves_on);
        let makes = made.filter(|ready| ready <= leaves);
        if let (true, Some(ready), Plant::Lead(lead_days)) = (rest > 0, makes, need.plant) {
            why.push(Why::ToMake { quantity: rest, lead_days, ready });
        }
        if rest == 0 || makes.is_some() {
            why.push(Why::Leaves { day: *leaves });
            if need.travel > 0 {
                why.push(Why::Travel { days: need.travel });
            }
            return (Promise { line, day: Some(there), why }, took);
        }
    }
    let last = days.last().copied().unwrap_or(need.today);
    let there = arrival(need.calendar, last, need.travel).max(need.wished);
    let (mut why, took, rest) = gather(need, last, there, leaves_on);
    why.push(Why::CannotMake { quantity: rest });
    (Promise { line, day: None, why }, took)
}

/// What can leave on a day for an arrival on another one: from the shelf, earliest expiry first, then what is ready by then,
/// the first ready first. Gives the reasons, what was taken, and what is still missing.
fn gather(
    need: &Need<'_>,
    leaves: NaiveDate,
    on: NaiveDate,
    leaves_on: impl Fn(NaiveDate) -> NaiveDate,
) -> (Vec<Why>, Took, i64) {
    let fresh = Freshness { arrival: on, ..need.freshness };
    let mut rest = need.quantity;
    let (mut why, mut took) = (Vec::new(), Took::default());
    let fits = |part: &&Shelf| fresh.accepts(part.expiry) || (part.approved && !is_expired(part.expiry, on));
    for part in need.shelf.iter().filter(fits) {
        let quantity = part.quantity.min(rest);
        if quantity > 0 {
            took.shelf.push((part.lot, quantity));
            rest -= quantity;
        }
    }
    if rest < need.quantity {
        why.push(Why::InStore { quantity: need.quantity - rest });
    }
    let ready =
        |supply: &&Supply| leaves_on(supply.day) <= leaves && supply.expiry.is_none_or(|expiry| fresh.accepts(expiry));
    let mut supply: Vec<&Supply> = need.supply.iter().filter(ready).collect();
    supply.sort_by_key(|supply| supply.day);
    for supply in supply {
        let quantity = supply.quantity.min(rest);
        if quantity <= 0 {
            continue;
        }
        rest -= quantity;
        if let Source::Surplus(number) = &supply.from {
            took.surplus.push((quantity, number.clone()));
        }
        why.push(Why::Coming { quantity, day: supply.day, from: supply.from.clone() });
    }
    (why, took, rest)
}

/// What of an order's open productions the order itself does not need: a plant makes whole batches. The production due first
/// goes to the order.
pub fn surplus(order: &Order) -> Vec<Expected> {
    let mut found = Vec::new();
    for line in 1..=order.lines.len() {
        let Some(content) = order.line(line) else { continue };
        let mut parts = planned(order, line);
        parts.sort_by_key(|part| part.day);
        let mut needed = shortage(order, line);
        for part in parts {
            let own = part.quantity.min(needed);
            needed -= own;
            if part.quantity > own {
                let quantity = part.quantity - own;
                let (number, product) = (order.number.clone(), content.product);
                found.push(Expected { order: order.id, number, product, day: part.day, quantity });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
