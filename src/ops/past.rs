//! An order as it stood (X5): the log up to a day, replayed.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};

use super::orders::{Dossier, LogEntry};
use crate::domain::orders::{Version, replay, versions};

impl Dossier {
    /// The dossier as it stood when that day of the company ended; none before the order came. Of stock and exposure only the
    /// present figures are known; they come along for names and are not to be shown as those of that day.
    pub fn as_of(&self, day: NaiveDate) -> Option<Dossier> {
        let there = self.log.iter().take_while(|entry| self.company.day(entry.mark.at) <= day).count();
        let mut then = self.after_events(there)?;
        let end = self.end_of(day);
        then.customer = self.then.customer.at(end, &self.customer).clone();
        then.company = self.then.company.at(end, &self.company).clone();
        for (id, product) in &mut then.products {
            if let Some(known) = self.then.products.get(id) {
                *product = known.at(end, product).clone();
            }
        }
        Some(then)
    }

    /// The dossier as it stood after so many of its events; none for none.
    pub fn after_events(&self, events: usize) -> Option<Dossier> {
        let log: Vec<LogEntry> = self.log.iter().take(events).cloned().collect();
        let order = replay(log.iter().map(|entry| (&entry.event, entry.mark)))?;
        let filed = self.filed.clone().filter(|_| order.filed.is_some());
        let then = Dossier { order, log, filed, ..self.clone() };
        Some(then)
    }

    /// The versions of the order's content, oldest first (F56).
    pub fn versions(&self) -> Vec<Version> {
        versions(self.log.iter().map(|entry| (&entry.event, entry.mark)))
    }

    /// The last instant of the company's day.
    fn end_of(&self, day: NaiveDate) -> Option<DateTime<Utc>> {
        let midnight = day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN);
        let local = self.company.zone().from_local_datetime(&midnight).single()?;
        Some(local.with_timezone(&Utc) - chrono::TimeDelta::milliseconds(1))
    }
}
