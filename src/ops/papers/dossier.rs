//! The archive sheet: the whole dossier on paper (F93).

use chrono::Datelike;

use super::Filler;
use crate::domain::archive::missing_records;
use crate::domain::orders::{Event, MissingRecord};
use crate::i18n::{t, t_dyn, tf};
use crate::ops::orders::LogEntry;
use crate::ops::tell::{Told, tell_all};
use crate::print::documents::{ArchiveEvent, ArchiveRecord, ArchiveSheet, Completeness};

impl Filler<'_> {
    pub(super) fn archive(&self) -> ArchiveSheet {
        let order = &self.dossier.order;
        let told = tell_all(self.lang, self.dossier);
        let filed = order.filed.as_ref();
        let ended = order.closed.or(order.cancelled.as_ref().map(|(_, mark)| *mark)).unwrap_or(order.received);
        let customer = self.customer_name();
        let title = [("customer", customer.clone().into()), ("number", order.number.clone().into())];
        let filed_on = filed.map_or_else(|| self.day(ended), |filed| self.day(filed.mark));
        ArchiveSheet {
            company: self.company(),
            archive_number: filed.map(|filed| filed.number.clone()).unwrap_or_default(),
            title: tf(self.lang, "paper-dossier-title", &title),
            order_number: order.number.clone(),
            customer,
            opened_on: self.day(order.received),
            closed_on: self.day(ended),
            filed_on,
            retention: self.retention(),
            keep_until: filed.and_then(|filed| filed.keep_until),
            class: filed.map(|filed| t_dyn(self.lang, &format!("class-{}", filed.class.key()))).unwrap_or_default(),
            secrecy: t(self.lang, "paper-secrecy-internal").to_owned(),
            department: t(self.lang, "department-sales").to_owned(),
            filed_by: filed.map(|filed| self.name(filed.mark.by)).unwrap_or_default(),
            checked_by: String::new(),
            completeness: self.completeness(),
            records: self.records(&told),
            events: self.dossier.log.iter().zip(&told).map(|(entry, told)| self.event(entry, told)).collect(),
            printed_at: self.as_of(),
        }
    }

    /// The years from the end of the matter, as they were set when it was filed.
    fn retention(&self) -> String {
        let until = self.dossier.filed.as_ref().and_then(|entry| Some((entry.keep_until?, entry.ended)));
        match until {
            Some((until, ended)) => {
                tf(self.lang, "paper-keep-years", &[("years", (until.year() - ended.year()).to_string().into())])
            }
            None => t(self.lang, "paper-keep-for-ever").to_owned(),
        }
    }

    /// What belongs in the dossier, and whether it is there (VII.1).
    fn completeness(&self) -> Vec<Completeness> {
        let missing = missing_records(&self.dossier.order);
        let mut kinds = vec!["read-back", "review", "confirmation"];
        if !self.dossier.order.changes.is_empty() {
            kinds.push("change");
        }
        if !self.dossier.order.productions.is_empty() {
            kinds.push("inspection");
        }
        if self.dossier.order.shipments.iter().any(|shipment| shipment.reversed.is_none()) {
            kinds.extend(["notice", "transport", "delivery"]);
        }
        kinds
            .into_iter()
            .map(|kind| {
                let open = missing.iter().copied().map(MissingRecord::key).filter(|(key, _)| *key == kind).count();
                let there = open == 0 && !(self.dossier.order.cancelled.is_some() && self.is_without(kind));
                let note = if there { "" } else { t(self.lang, "paper-not-needed-cancelled") };
                Completeness {
                    item: t_dyn(self.lang, &format!("record-{kind}")),
                    present: there,
                    note: note.to_owned(),
                }
            })
            .collect()
    }

    /// A cancelled order may have ended before it had these.
    fn is_without(&self, kind: &str) -> bool {
        let order = &self.dossier.order;
        match kind {
            "read-back" => order.read_back.is_none(),
            "review" => !order.review.passed(),
            "confirmation" => order.confirmation.is_none(),
            _ => false,
        }
    }

    fn records(&self, told: &[Told]) -> Vec<ArchiveRecord> {
        let log = self.dossier.log.iter().zip(told).enumerate();
        log.filter(|(_, (entry, _))| is_record(&entry.event))
            .map(|(place, (entry, told))| self.record(place + 1, entry, told))
            .collect()
    }

    /// A record is numbered by its place in the order's log, where `check` names it too.
    fn record(&self, place: usize, entry: &LogEntry, told: &Told) -> ArchiveRecord {
        ArchiveRecord {
            number: format!("{}/{place:02}", self.dossier.order.number),
            responsible: self.name(entry.mark.by),
            title: told.title.clone(),
            dated: Some(self.day(entry.mark)),
            fields: told.facts.clone(),
            ..ArchiveRecord::default()
        }
    }

    fn event(&self, entry: &LogEntry, told: &Told) -> ArchiveEvent {
        let detail: Vec<String> = told.facts.iter().map(|(label, value)| format!("{label}: {value}")).collect();
        ArchiveEvent {
            at: self.date_time(entry.mark.at),
            who: self.name(entry.mark.by),
            what: told.title.clone(),
            detail: detail.join("; "),
            link: crate::domain::audit::hex(&entry.hash[..4]),
        }
    }
}

/// Looks and papers are in the log; they are no records of their own.
fn is_record(event: &Event) -> bool {
    !matches!(event, Event::Seen { .. })
}
