//! From the shelf to the customer's signature (IV).

use super::Teller;
use crate::domain::orders::{Difference, Event, Shipment, ShipmentLine};
use crate::i18n::{Arg, date, temperature};

impl Teller<'_> {
    pub(super) fn shipping(&mut self) -> String {
        match &self.entry.event {
            Event::ShortLifeApproved { line, lot, reason } => {
                let code = self.lot_code(*lot);
                self.fact("tell-fact-goods", &self.goods_of(*line));
                self.fact("tell-fact-lot", &code);
                self.fact("tell-fact-reason", reason);
                self.say("tell-short-life-approved", &[("code", code.into())])
            }
            Event::Picked { lines, lot_reason } => {
                let no = self.before.map_or(1, |order| order.shipments.len() + 1);
                self.parts(lines);
                self.fact("tell-fact-lot-reason", lot_reason.as_deref().unwrap_or_default());
                self.say("tell-picked", &[("shipment", no.into())])
            }
            Event::GoodsChecked { shipment: no } => {
                let dossier = self.dossier;
                let picker = self.shipment(*no).map(|shipment| dossier.name(shipment.picked.by)).unwrap_or_default();
                self.fact("tell-fact-picked-by", picker);
                self.fact("tell-fact-checked-by", dossier.name(self.entry.mark.by));
                self.say("tell-goods-checked", &[("shipment", (*no).into())])
            }
            Event::Notified { shipment: no, channel, to, leaves, expected, waybill, carrier } => {
                self.fact("tell-fact-notified", to);
                self.fact("tell-fact-notified-over", &self.word("channel", channel.key()));
                self.fact("tell-fact-leaves", &date(*leaves));
                self.fact("tell-fact-expected", &date(*expected));
                self.fact("tell-fact-carrier", carrier);
                self.fact("tell-fact-waybill", waybill);
                let values: [(&str, Arg); 3] =
                    [("shipment", (*no).into()), ("to", to.as_str().into()), ("leaves", date(*leaves).into())];
                self.say("tell-notified", &values)
            }
            Event::Dispatched {
                shipment: no,
                transport,
                vehicle,
                driver,
                driver_phone,
                temperature: tenths,
                credit,
                credit_note,
            } => {
                self.fact("tell-fact-transport", &self.word("transport", transport.key()));
                self.fact_called(self.word("transport", &format!("{}-vehicle", transport.key())), vehicle);
                self.fact_called(self.word("transport", &format!("{}-person", transport.key())), driver);
                self.fact("tell-fact-driver-phone", driver_phone);
                self.fact("tell-fact-loaded", &tenths.map(temperature).unwrap_or_default());
                if let Some(evidence) = credit {
                    self.credit_at_the_gate(evidence);
                }
                self.fact("tell-fact-note", credit_note);
                self.say("tell-dispatched", &[("shipment", (*no).into())])
            }
            Event::Delivered { shipment: no, on, signed_by, temperature: tenths, differences } => {
                self.fact("tell-fact-arrived", &date(*on));
                self.fact("tell-fact-signed", signed_by);
                self.fact("tell-fact-arrival", &tenths.map(temperature).unwrap_or_default());
                self.accepted(*no, differences);
                let key = if differences.is_empty() { "tell-delivered" } else { "tell-delivered-differences" };
                self.say(key, &[("shipment", (*no).into()), ("signed", signed_by.as_str().into())])
            }
            Event::PickReversed { shipment: no, reason } => {
                self.fact("tell-fact-reason", reason);
                let lines = self.shipment(*no).map(|shipment| shipment.lines.clone()).unwrap_or_default();
                self.parts(&lines);
                self.say("tell-pick-reversed", &[("shipment", (*no).into())])
            }
            _ => String::new(),
        }
    }

    fn shipment(&self, no: usize) -> Option<&Shipment> {
        self.before.and_then(|order| order.shipment(no))
    }

    /// Quantity, lot and dates of what was picked.
    fn parts(&mut self, lines: &[ShipmentLine]) {
        for part in lines {
            let values = [
                ("quantity", self.quantity_of(part.line, part.quantity).into()),
                ("code", part.code.as_str().into()),
                ("produced", date(part.produced).into()),
                ("expiry", date(part.expiry).into()),
            ];
            self.fact_of_line(part.line, self.say("tell-picked-part", &values));
        }
    }

    /// What the customer took, and why not all.
    fn accepted(&mut self, no: usize, differences: &[Difference]) {
        let lines = self.shipment(no).map(|shipment| shipment.lines.clone()).unwrap_or_default();
        for (index, part) in lines.iter().enumerate() {
            let sent = self.quantity_of(part.line, part.quantity);
            let value = match differences.iter().find(|difference| difference.index == index) {
                None => {
                    self.say("tell-delivered-part", &[("quantity", sent.into()), ("code", part.code.as_str().into())])
                }
                Some(difference) => {
                    let values = [
                        ("sent", sent.into()),
                        ("accepted", self.quantity_of(part.line, difference.accepted).into()),
                        ("code", part.code.as_str().into()),
                        ("reason", difference.reason.as_str().into()),
                    ];
                    self.say("tell-delivered-less", &values)
                }
            };
            self.fact_of_line(part.line, value);
        }
    }
}
