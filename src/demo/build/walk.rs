//! A working day of the demo company: orders come in, lots are brought in, and every order walks on as far as it gets.

mod change;
mod goods;
mod review;

use std::collections::BTreeMap;

use chrono::{DateTime, Days as CalendarDays, NaiveDate, Utc};

use super::clock::{Days, morning};
use super::company::{Cast, place};
use super::fates::{Fate, Making, Stop};
use super::requests::Request;
use crate::demo::content::rng::Rng;
use crate::domain::ids::{OrderId, ProductId};
use crate::domain::orders::Command;
use crate::domain::people::{Department, Rank};
use crate::ops::stock::NewLot;
use crate::ops::{self, OpError, Work};

/// Works a day in one transaction.
pub(super) fn day(
    work: &mut Work<'_, '_>,
    cast: &Cast,
    days: &Days,
    index: usize,
    requests: &[Request],
) -> Result<(), OpError> {
    bring_in(work, cast, days, index, requests)?;
    let mut orders = Vec::with_capacity(requests.len());
    for request in requests {
        let sales = cast.of(Department::Sales, Rank::Staff, request.number);
        work.act_as(sales.clone(), request.at);
        orders.push(ops::orders::receive(work, request.channel, request.content.clone())?);
    }
    // Orders that production must make goods for come last: what was brought in is for the others.
    for short in [false, true] {
        for (request, id) in requests.iter().zip(&orders).filter(|(request, _)| request.fate.is_short() == short) {
            Walk::of(work, cast, days, request, *id).all()?;
        }
    }
    Ok(())
}

/// Brings in the day's production: for each product exactly what the day's orders will take.
fn bring_in(
    work: &mut Work<'_, '_>,
    cast: &Cast,
    days: &Days,
    index: usize,
    requests: &[Request],
) -> Result<(), OpError> {
    let mut wanted: BTreeMap<ProductId, i64> = BTreeMap::new();
    for request in requests.iter().filter(|request| request.fate.needs_goods()) {
        for line in &request.content.lines {
            *wanted.entry(line.product).or_default() += line.quantity;
        }
    }
    let day = days.days[index];
    work.act_as(cast.of(Department::Logistics, Rank::Head, 0).clone(), day.morning);
    for (rack, product) in cast.products.iter().enumerate() {
        let Some(quantity) = wanted.get(&product.id) else { continue };
        let new = NewLot {
            product: product.id,
            code: format!("{}A{}", day.date.format("%Y%m%d"), 1 + rack % 4),
            produced: day.date,
            expires: None,
            quantity: *quantity,
            place: place(product, rack as i64),
        };
        ops::stock::open_lot(work, &new)?;
    }
    Ok(())
}

/// An order on its way.
struct Walk<'w, 'a, 't, 'c> {
    work: &'w mut Work<'a, 't>,
    cast: &'c Cast,
    days: &'c Days,
    request: &'c Request,
    id: OrderId,
    rng: Rng,
    /// When the last step was taken.
    at: DateTime<Utc>,
    /// How many lots this order has had made.
    made: usize,
}

/// Whether an order walks on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Going {
    On,
    /// The hour is not there yet, or the order is to stay here.
    Stays,
}

impl<'w, 'a, 't, 'c> Walk<'w, 'a, 't, 'c> {
    fn of(work: &'w mut Work<'a, 't>, cast: &'c Cast, days: &'c Days, request: &'c Request, id: OrderId) -> Self {
        Walk { work, cast, days, request, id, rng: request.rng.clone(), at: request.at, made: 0 }
    }

    fn all(mut self) -> Result<(), OpError> {
        if self.review()? == Going::Stays {
            return Ok(());
        }
        if self.request.fate.is_short() && self.make()? == Going::Stays {
            return Ok(());
        }
        if self.ship()? == Going::Stays {
            return Ok(());
        }
        self.end()?;
        Ok(())
    }

    /// Closing and filing.
    fn end(&mut self) -> Result<Going, OpError> {
        let minutes = self.rng.between(30, 500);
        if self.later(Stop::Close, minutes) == Going::Stays {
            return Ok(Going::Stays);
        }
        self.step(Department::Sales, Rank::Staff, Command::Close)?;
        let minutes = self.rng.between(200, 2000);
        self.file(minutes)
    }

    fn file(&mut self, minutes: i64) -> Result<Going, OpError> {
        if self.later(Stop::File, minutes) == Going::Stays {
            return Ok(Going::Stays);
        }
        self.step(Department::Archive, Rank::Staff, Command::File { serial: 0, sum: String::new() })?;
        Ok(Going::On)
    }

    /// Lets so much office time pass before a step; stays where the order ends before it or the hour has not come.
    fn later(&mut self, step: Stop, minutes: i64) -> Going {
        let at = self.cast.company.calendar.add_working_minutes(self.at, minutes);
        self.until(step, at)
    }

    /// Lets some office time pass, between so many and so many minutes; stays where that hour has not come.
    fn passes(&mut self, (fewest, most): (i64, i64)) -> Going {
        let minutes = self.rng.between(fewest, most);
        let at = self.cast.company.calendar.add_working_minutes(self.at, minutes);
        if at > self.days.now {
            return Going::Stays;
        }
        self.at = at;
        Going::On
    }

    /// The same as [`Walk::later`] for a given instant.
    fn until(&mut self, step: Stop, at: DateTime<Utc>) -> Going {
        if step > self.request.fate.stop() || at > self.days.now {
            return Going::Stays;
        }
        self.at = at.max(self.at);
        Going::On
    }

    /// Takes a step in the name of somebody of that desk.
    fn step(&mut self, desk: Department, rank: Rank, command: Command) -> Result<(), OpError> {
        self.step_by(desk, rank, self.request.number, command)
    }

    fn step_by(&mut self, desk: Department, rank: Rank, turn: u64, command: Command) -> Result<(), OpError> {
        let person = self.cast.of(desk, rank, turn);
        self.work.act_as(person.clone(), self.at);
        ops::orders::step(self.work, self.id, None, command)
    }

    fn today(&self) -> NaiveDate {
        self.cast.company.day(self.at)
    }

    /// The morning of a working day, some minutes in.
    fn morning_of(&self, date: NaiveDate, minutes: i64) -> DateTime<Utc> {
        morning(&self.cast.company, date) + chrono::TimeDelta::minutes(minutes)
    }

    fn arrival(&self, leaves: NaiveDate) -> NaiveDate {
        leaves + CalendarDays::new(self.cast.customers[self.request.customer].transport_days.unsigned_abs())
    }

    fn making(&self) -> Making {
        match self.request.fate {
            Fate::Short(making) => making,
            _ => Making::Gone,
        }
    }
}
