//! Builds the demo company in an empty store: its people, goods and customers, and as many orders as are asked for, all
//! of them through the same operations that the window uses.
//!
//! The same seed, number and instant give the same company, to the byte of every log row (passwords are salted). A
//! working day is one transaction: its orders are received, the day's lots brought in, and each order walks on along the
//! line, every step in its own hour and by the right desk, until the hour would be after `now`.

mod clock;
mod company;
mod credit;
mod fates;
mod prices;
mod requests;
#[cfg(test)]
mod tests;
mod walk;

use chrono::{DateTime, Utc};

use crate::ops::{Office, OpError};

use clock::Days;
use fates::Fate;
use requests::Request;

pub use super::content::PASSWORD as DEMO_PASSWORD;

/// What was built.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Orders.
    pub orders: u64,
    /// Customers.
    pub customers: u64,
    /// Goods.
    pub products: u64,
    /// Working days that the orders came in on.
    pub days: u64,
}

/// Builds the company with `orders` orders, the last of them as of `now`. `progress` is told how many orders of how many
/// are done; when it answers false the building ends there, with what is done.
///
/// # Errors
/// [`OpError::SetUpAlready`] when somebody uses the store already; the store's.
pub fn build(
    office: &mut Office,
    orders: u64,
    seed: u64,
    now: DateTime<Utc>,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Summary, OpError> {
    let cast = company::set_up(office, orders, seed, now)?;
    let days = Days::ending(now, &cast.company, orders);
    let mut summary = Summary {
        orders: 0,
        customers: cast.customers.len() as u64,
        products: cast.products.len() as u64,
        days: days.days.len() as u64,
    };
    let plan = day_plan(&days, orders);
    for (index, fates) in plan.iter().enumerate() {
        let requests: Vec<Request> = requests::of_day(&cast, &days, index, fates, summary.orders, seed);
        let opens = days.days[index].morning;
        office.transact(cast.admin, opens, |work| walk::day(work, &cast, &days, index, &requests))?;
        summary.orders += requests.len() as u64;
        if !progress(summary.orders, orders) {
            return Ok(summary);
        }
    }
    company::stock_up(office, &cast, now)?;
    credit::set_up(office, &cast, now)?;
    Ok(summary)
}

/// What becomes of each order of each day: the set pieces where their age puts them, all others as it comes.
fn day_plan(days: &Days, orders: u64) -> Vec<Vec<Fate>> {
    let count = days.days.len();
    let mut plan: Vec<Vec<Fate>> = vec![Vec::new(); count];
    let pieces = Fate::SET_PIECES.iter().take(orders as usize);
    for (fate, age) in pieces {
        let day = count.saturating_sub(1 + age).min(count.saturating_sub(1));
        plan[day].push(*fate);
    }
    let usual = orders.saturating_sub(Fate::SET_PIECES.len() as u64);
    for (index, day) in plan.iter_mut().enumerate() {
        // Whole shares whose sum is exact.
        let upto = |day: u64| usual * day / count.max(1) as u64;
        let share = upto(index as u64 + 1) - upto(index as u64);
        day.extend(std::iter::repeat_n(Fate::Usual, share as usize));
    }
    plan
}
