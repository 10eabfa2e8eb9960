//! What happened to a customer's file, in sentences.

use super::Told;
use crate::domain::credit::{CreditRecord, RecordEvent, RecordKind};
use crate::domain::money::Currency;
use crate::i18n::{Lang, date, t, t_dyn, tf};
use crate::ops::customers::{CustomerEntry, CustomerEvent};
use crate::ops::words;

/// Tells one entry of a customer's history.
pub fn tell_customer(lang: Lang, entry: &CustomerEntry) -> Told {
    let own = |minor: i64| words::money(lang, minor, Currency::Cny);
    let fact = |key: &str, value: String| (t_dyn(lang, key), value);
    let plain = |key: &'static str| t(lang, key).to_owned();
    match &entry.event {
        CustomerEvent::Created(_) => Told { title: plain("tell-customer-created"), facts: Vec::new() },
        CustomerEvent::Changed(customer) => {
            let file = &customer.credit;
            let facts = vec![
                fact("desk-grade", t_dyn(lang, &format!("grade-{}", file.grade.key()))),
                fact("desk-limit-lasting", own(file.limit)),
                fact("desk-terms", t_dyn(lang, &format!("terms-{}", file.terms.key()))),
            ];
            Told { title: plain("tell-customer-changed"), facts }
        }
        CustomerEvent::Paid { amount, day, note } => {
            let title = tf(lang, "tell-customer-paid", &[("amount", own(*amount).into())]);
            Told { title, facts: vec![fact("desk-day", date(*day)), fact("steps-note", note.clone())] }
        }
        CustomerEvent::HandedOver { note, .. } => {
            let [from, to] = entry.handed.each_ref().map(|name| match name.as_str() {
                "" => t(lang, "owner-nobody").to_owned(),
                name => name.to_owned(),
            });
            let title = tf(lang, "tell-customer-handed-over", &[("from", from.into()), ("to", to.into())]);
            let facts = if note.is_empty() { Vec::new() } else { vec![fact("tell-fact-reason", note.clone())] };
            Told { title, facts }
        }
        CustomerEvent::Credit(RecordEvent::Written(record)) => written(lang, record),
        CustomerEvent::Credit(RecordEvent::Ended { no, reason, .. }) => Told {
            title: tf(lang, "tell-record-ended", &[("no", (*no).into())]),
            facts: vec![fact("tell-fact-reason", reason.clone())],
        },
    }
}

fn written(lang: Lang, record: &CreditRecord) -> Told {
    let fact = |key: &str, value: String| (t_dyn(lang, key), value);
    let key = match &record.kind {
        RecordKind::Temporary => "tell-record-temporary",
        RecordKind::Safeguard { .. } => "tell-record-safeguard",
        RecordKind::Release => "tell-record-release",
    };
    let amount = words::money(lang, record.amount, Currency::Cny);
    let title = tf(lang, key, &[("no", record.no.into()), ("amount", amount.into())]);
    let mut facts = vec![fact("credit-from", date(record.from)), fact("credit-until", date(record.until))];
    if let RecordKind::Safeguard { kind, who, document } = &record.kind {
        facts.push(fact("credit-kind", t_dyn(lang, &format!("safeguard-{}", kind.key()))));
        facts.push(fact("field-guarantor", who.clone()));
        facts.push(fact("field-document", document.clone()));
    }
    facts.push(fact("tell-fact-reason", record.reason.clone()));
    Told { title, facts }
}
