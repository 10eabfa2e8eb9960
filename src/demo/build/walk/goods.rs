//! Making what is short, and the way from the shelf to the customer's signature.

use chrono::{Days as CalendarDays, NaiveDate, TimeDelta};

use super::{Going, Walk};
use crate::demo::build::fates::{Fate, Making, Stop};
use crate::demo::content::transport::{self, CARRIERS, Carrier};
use crate::domain::ids::LotId;
use crate::domain::orders::decide::PickLine;
use crate::domain::orders::{Command, Difference, Order, Transport, to_plan};
use crate::domain::people::{Department, Rank};
use crate::domain::products::TemperatureRange;
use crate::ops::OpError;

impl Walk<'_, '_, '_, '_> {
    /// Production of everything that is short.
    pub(super) fn make(&mut self) -> Result<Going, OpError> {
        let wanted = self.making();
        if wanted == Making::Unplanned {
            return Ok(Going::Stays);
        }
        let mut again = wanted == Making::Failed || self.rng.chance(8);
        loop {
            let short = self.short()?;
            if short.is_empty() {
                return Ok(if wanted == Making::Gone { Going::On } else { Going::Stays });
            }
            let first = self.made + 1;
            if self.plan(&short)? == Going::Stays || wanted == Making::Planned {
                return Ok(Going::Stays);
            }
            if self.produce(first, &short)? == Going::Stays || wanted == Making::Made {
                return Ok(Going::Stays);
            }
            let passes = !again;
            if self.inspect(first, passes)? == Going::Stays || (again && wanted == Making::Failed) {
                return Ok(Going::Stays);
            }
            again = false;
        }
    }

    /// Lines with what is to be made of them.
    fn short(&mut self) -> Result<Vec<(usize, i64)>, OpError> {
        let order = self.work.order(self.id)?;
        let lines = (1..=order.lines.len()).map(|line| (line, to_plan(order, line)));
        Ok(lines.filter(|(_, quantity)| *quantity > 0).collect())
    }

    fn plan(&mut self, short: &[(usize, i64)]) -> Result<Going, OpError> {
        if self.passes((30, 200)) == Going::Stays {
            return Ok(Going::Stays);
        }
        let due = self.today() + CalendarDays::new(2);
        for (line, quantity) in short {
            let responsible = ["周启强", "吴婷玉"][line % 2].to_owned();
            let command = Command::PlanProduction { line: *line, quantity: *quantity, due, responsible };
            self.step(Department::Production, Rank::Staff, command)?;
        }
        Ok(Going::On)
    }

    fn produce(&mut self, first: usize, short: &[(usize, i64)]) -> Result<Going, OpError> {
        if self.passes((240, 480)) == Going::Stays {
            return Ok(Going::Stays);
        }
        let produced = self.today();
        for (index, (_, quantity)) in short.iter().enumerate() {
            self.made += 1;
            let code = format!("{}B{}", produced.format("%Y%m%d"), self.request.number * 20 + self.made as u64);
            let production = first + index;
            let command =
                Command::RecordOutput { production, lot: LotId::default(), code, produced, quantity: *quantity };
            self.step(Department::Production, Rank::Staff, command)?;
        }
        Ok(Going::On)
    }

    fn inspect(&mut self, first: usize, passes: bool) -> Result<Going, OpError> {
        if self.passes((60, 200)) == Going::Stays {
            return Ok(Going::Stays);
        }
        for production in first..=self.made {
            let report =
                format!("JY{}-{}", self.today().format("%Y%m%d"), self.request.number * 20 + production as u64);
            let finding = if passes {
                "感官、理化、微生物均合格"
            } else {
                "酸度超出标准上限，判不合格，返工处理"
            };
            let command = Command::Inspect { production, passed: passes, finding: finding.to_owned(), report };
            self.step(Department::Quality, Rank::Staff, command)?;
        }
        Ok(Going::On)
    }

    /// One shipment for what travels chilled or ambient, one for what travels frozen.
    pub(super) fn ship(&mut self) -> Result<Going, OpError> {
        let mut groups = self.held()?;
        groups.retain(|group| !group.is_empty());
        if self.request.fate == Fate::PartShipped
            && let [only] = groups.as_mut_slice()
        {
            // Half of it goes now.
            let rest = only.split_off(only.len().div_ceil(2));
            if rest.is_empty() {
                only.iter_mut().for_each(|part| part.quantity = (part.quantity / 2).max(1));
            }
        }
        if self.request.fate == Fate::PartShipped {
            groups.truncate(1);
        }
        let start = self.start_of_picking();
        if self.until(Stop::Pick, start) == Going::Stays {
            return Ok(Going::Stays);
        }
        let groups: Vec<(Vec<PickLine>, usize)> =
            groups.into_iter().enumerate().map(|(at, group)| (group, at + 1)).collect();
        for (group, _) in &groups {
            self.step(Department::Logistics, Rank::Staff, Command::Pick { lines: group.clone(), lot_reason: None })?;
        }
        for (_, shipment) in &groups {
            if self.prepare(*shipment)? == Going::Stays {
                return Ok(Going::Stays);
            }
        }
        for (group, shipment) in &groups {
            if self.deliver(group, *shipment)? == Going::Stays {
                return Ok(Going::Stays);
            }
        }
        Ok(Going::On)
    }

    /// The morning on which the goods leave, or later where they were not ready.
    fn start_of_picking(&mut self) -> chrono::DateTime<chrono::Utc> {
        let minutes = self.rng.between(10, 150);
        let soonest = self.cast.company.calendar.add_working_minutes(self.at, 20);
        self.morning_of(self.request.leaves, minutes).max(soonest)
    }

    /// What is held for the order, apart by how cold it travels.
    fn held(&mut self) -> Result<Vec<Vec<PickLine>>, OpError> {
        let cast = self.cast;
        let order = self.work.order(self.id)?;
        let mut groups = vec![Vec::new(), Vec::new()];
        for (index, state) in order.lines.iter().enumerate() {
            let frozen = storage(cast, order, index).high.is_some_and(|high| high < 0);
            let parts =
                state.reserved.iter().map(|part| PickLine { line: index + 1, lot: part.lot, quantity: part.quantity });
            groups[usize::from(frozen)].extend(parts);
        }
        Ok(groups)
    }

    /// Check, notice and dispatch.
    fn prepare(&mut self, shipment: usize) -> Result<Going, OpError> {
        let minutes = self.rng.between(15, 60);
        if self.later(Stop::Check, minutes) == Going::Stays {
            return Ok(Going::Stays);
        }
        // Whoever picked does not check.
        self.step_by(Department::Logistics, Rank::Staff, self.request.number + 1, Command::CheckGoods { shipment })?;
        let minutes = self.rng.between(5, 30);
        if self.later(Stop::Notify, minutes) == Going::Stays {
            return Ok(Going::Stays);
        }
        let range = self.range_of(shipment)?;
        let carrier = self.carrier(range);
        let leaves = self.today();
        let command = Command::Notify {
            shipment,
            channel: self.request.channel,
            to: self.request.content.phone.clone(),
            leaves,
            expected: self.arrival(leaves),
            waybill: transport::waybill(carrier, self.request.number * 4 + shipment as u64),
            carrier: carrier.name.to_owned(),
        };
        self.step(Department::Logistics, Rank::Staff, command)?;
        let minutes = self.rng.between(20, 90);
        if self.later(Stop::Dispatch, minutes) == Going::Stays {
            return Ok(Going::Stays);
        }
        let trip = transport::trip(self.rng.below(transport::VEHICLES));
        let command = Command::Dispatch {
            shipment,
            transport: carrier.way,
            vehicle: trip.plate,
            driver: trip.driver,
            driver_phone: trip.phone,
            temperature: self.temperature(range),
            credit_note: String::new(),
        };
        self.step(Department::Logistics, Rank::Staff, command)?;
        Ok(Going::On)
    }

    fn deliver(&mut self, group: &[PickLine], shipment: usize) -> Result<Going, OpError> {
        let order = self.work.order(self.id)?;
        let left =
            order.shipment(shipment).and_then(|shipment| shipment.dispatch.as_ref()).map(|dispatch| dispatch.mark.at);
        let left = left.map_or(self.today(), |at| self.cast.company.day(at));
        // A few lorries come a day or two late.
        let late = if self.rng.chance(7) { self.rng.below(2) + 1 } else { 0 };
        let on: NaiveDate = self.arrival(left) + CalendarDays::new(late);
        let recorded = self.cast.company.calendar.working_day_on_or_after(on);
        let minutes = self.rng.between(60, 420);
        let at = self.morning_of(recorded, minutes).max(self.at + TimeDelta::minutes(5));
        if self.until(Stop::Deliver, at) == Going::Stays {
            return Ok(Going::Stays);
        }
        let differences = self.differences(group);
        let range = self.range_of(shipment)?;
        let command = Command::Deliver {
            shipment,
            on,
            signed_by: self.request.content.contact.clone(),
            temperature: self.temperature(range),
            differences,
        };
        self.step(Department::Logistics, Rank::Staff, command)?;
        Ok(Going::On)
    }

    fn differences(&mut self, group: &[PickLine]) -> Vec<Difference> {
        let some = self.request.fate == Fate::Differences || self.request.fate == Fate::Usual && self.rng.chance(2);
        let Some(part) = group.first().filter(|_| some) else { return Vec::new() };
        let broken = self.rng.between(1, 6).min(part.quantity);
        let reason = ["外箱破损，客户拒收", "运输途中漏奶", "数量短少", "到货温度偏高，客户拒收"][broken as usize % 4];
        vec![Difference { index: 0, accepted: part.quantity - broken, reason: reason.to_owned() }]
    }

    fn range_of(&mut self, shipment: usize) -> Result<TemperatureRange, OpError> {
        let cast = self.cast;
        let order = self.work.order(self.id)?;
        let lines = order.shipment(shipment).map(|shipment| shipment.lines.as_slice()).unwrap_or_default();
        Ok(lines
            .iter()
            .map(|part| storage(cast, order, part.line - 1))
            .fold(TemperatureRange::default(), TemperatureRange::and))
    }

    fn carrier(&mut self, range: TemperatureRange) -> &'static Carrier {
        let export = self.cast.customers[self.request.customer].is_export();
        let fits = |carrier: &&&Carrier| {
            let far = matches!(carrier.way, Transport::Sea | Transport::Air);
            (!range.is_cold() || carrier.is_cold) && far == export
        };
        let fit: Vec<&Carrier> = CARRIERS.iter().collect::<Vec<_>>().iter().filter(fits).copied().collect();
        fit.get(self.rng.below(fit.len() as u64) as usize).copied().unwrap_or(&CARRIERS[0])
    }

    /// Measured between the cartons, in tenths of °C; nothing where the goods travel at any temperature.
    fn temperature(&mut self, range: TemperatureRange) -> Option<i64> {
        let (low, high) = (range.low?, range.high?);
        range.is_cold().then(|| self.rng.between(low + (high - low) / 4, high - (high - low) / 4))
    }
}

/// How the goods of a line, by index, are kept.
fn storage(cast: &super::Cast, order: &Order, line: usize) -> TemperatureRange {
    let product = order.content.lines.get(line).map(|line| line.product);
    let found = product.and_then(|id| cast.products.iter().find(|product| product.id == id));
    found.map(|product| product.storage).unwrap_or_default()
}
