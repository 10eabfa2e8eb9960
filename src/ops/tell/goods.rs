//! Reserving, making and inspecting (III), and giving up what is left.

use super::Teller;
use crate::domain::orders::{Event, open_to_pick};
use crate::domain::stock::LotQuantity;
use crate::i18n::{date, listed};

impl Teller<'_> {
    pub(super) fn goods(&mut self) -> String {
        match &self.entry.event {
            Event::Reserved { lines, let_go } => {
                self.stock(lines);
                self.let_go(let_go);
                self.plain("tell-reserved")
            }
            Event::ProductionPlanned { line, quantity, due, responsible } => {
                let no = self.before.map_or(1, |order| order.productions.len() + 1);
                let goods = self.goods_of(*line);
                let quantity = self.quantity_of(*line, *quantity);
                self.fact("tell-fact-goods", &goods);
                self.fact("tell-fact-quantity", &quantity);
                self.fact("tell-fact-due", &date(*due));
                self.fact("tell-fact-responsible", responsible);
                let values = [("no", no.into()), ("goods", goods.into()), ("quantity", quantity.into())];
                self.say("tell-production-planned", &values)
            }
            Event::PlanReversed { production, reason } => {
                self.fact("tell-fact-goods", &self.goods_of(self.line_of_production(*production)));
                self.fact("tell-fact-reason", reason);
                self.say("tell-plan-reversed", &[("no", (*production).into())])
            }
            Event::Produced { production, code, produced, quantity, .. } => {
                let line = self.line_of_production(*production);
                self.fact("tell-fact-goods", &self.goods_of(line));
                self.fact("tell-fact-lot", code);
                self.fact("tell-fact-produced", &date(*produced));
                self.fact("tell-fact-quantity", &self.quantity_of(line, *quantity));
                self.say("tell-produced", &[("no", (*production).into()), ("code", code.as_str().into())])
            }
            Event::Inspected { production, passed, finding, report, reserved } => {
                let line = self.line_of_production(*production);
                let output = self.before.and_then(|order| order.production(*production)?.output.as_ref());
                let code = output.map(|output| output.code.clone()).unwrap_or_default();
                self.fact("tell-fact-goods", &self.goods_of(line));
                self.fact("tell-fact-lot", &code);
                if let Some(output) = output {
                    self.fact("tell-fact-quantity", &self.quantity_of(line, output.quantity));
                }
                self.fact("tell-fact-result", &self.plain(if *passed { "tell-passed" } else { "tell-failed" }));
                self.fact("tell-fact-finding", finding);
                self.fact("tell-fact-report", report);
                if *passed {
                    self.fact("tell-fact-for-order", &self.quantity_of(line, *reserved));
                }
                let key = if *passed { "tell-inspected-passed" } else { "tell-inspected-failed" };
                self.say(key, &[("code", code.into())])
            }
            Event::RestCancelled { reason } => {
                self.fact("tell-fact-reason", reason);
                self.rest();
                self.freed();
                self.plain("tell-rest-cancelled")
            }
            _ => String::new(),
        }
    }

    /// What was held and no longer fits the day.
    pub(super) fn let_go(&mut self, parts: &[(usize, LotQuantity)]) {
        let told: Vec<String> = parts.iter().map(|(line, part)| self.lots(*line, std::slice::from_ref(part))).collect();
        self.fact("tell-fact-let-go", &listed(self.lang, &told));
    }

    /// What is given up, by line.
    fn rest(&mut self) {
        let Some(order) = self.before else { return };
        for no in 1..=order.lines.len() {
            let open = open_to_pick(order, no);
            if open > 0 {
                let quantity = self.quantity_of(no, open);
                self.fact_of_line(no, self.say("tell-cancelled-part", &[("quantity", quantity.into())]));
            }
        }
    }

    fn line_of_production(&self, no: usize) -> usize {
        self.before.and_then(|order| order.production(no)).map_or(0, |production| production.line)
    }

    /// The goods of a line of the order as it stood.
    pub(super) fn goods_of(&self, no: usize) -> String {
        let line = self.before.and_then(|order| order.line(no));
        line.map(|line| self.goods_name(line)).unwrap_or_default()
    }

    /// `批次 20261121A1 3箱、批次 20261122A1 2箱`.
    pub(super) fn lots(&self, line: usize, parts: &[LotQuantity]) -> String {
        let of_lot = |part: &LotQuantity| {
            let quantity = self.quantity_of(line, part.quantity);
            self.say("tell-of-lot", &[("code", self.lot_code(part.lot).into()), ("quantity", quantity.into())])
        };
        listed(self.lang, &parts.iter().map(of_lot).collect::<Vec<_>>())
    }
}
