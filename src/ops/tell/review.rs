//! Reading back, the three reviews and the customer's yes (II).

use super::{Teller, tf};
use crate::domain::credit::{Concern, CreditEvidence, Hardness, Level, LimitParts};
use crate::domain::orders::{Agreement, CreditDecision, Event, LineStock};
use crate::domain::people::Department;
use crate::i18n::date;

impl Teller<'_> {
    pub(super) fn review(&mut self) -> String {
        let version = self.version();
        match &self.entry.event {
            Event::ReadBack { caller } => {
                self.fact("tell-fact-caller", caller);
                self.fact("tell-fact-version", &version.to_string());
                self.say("tell-read-back", &[("version", version.into()), ("caller", caller.as_str().into())])
            }
            Event::CreditReviewed { decision, evidence, note } => self.credit(decision, evidence, note),
            Event::StockReviewed { lines, question } => {
                self.stock(lines);
                if let Some(note) = question {
                    self.fact("tell-fact-asked", &self.plain("tell-asked-production"));
                    self.fact("tell-fact-question", note);
                }
                let short = lines.iter().any(|line| line.short > 0);
                self.plain(if short { "tell-stock-short" } else { "tell-stock-all" })
            }
            Event::ProductionAsked { lines, note } => self.production_asked(lines, note),
            Event::ProductionAnswered { possible, batches, note, .. } => {
                self.production_answered(*possible, batches, note)
            }
            Event::DateReviewed { promised, agreed, let_go, lines, found } => {
                self.fact("tell-fact-promised", &date(*promised));
                let requested = self.before.map(|order| date(order.content.requested)).unwrap_or_default();
                self.fact("tell-fact-requested", &requested);
                if let Some(Agreement { who, note }) = agreed {
                    self.fact("tell-fact-agreed-with", who);
                    self.fact("tell-fact-agreement", note);
                }
                for (line, day) in lines {
                    let wished = self.before.map(|order| date(order.content.wished(*line))).unwrap_or_default();
                    let values = [("promised", date(*day).into()), ("requested", wished.into())];
                    self.fact_of_line(*line, self.say("tell-line-promised", &values));
                }
                self.possible_days(found);
                self.let_go(let_go);
                let key = if agreed.is_some() { "tell-date-agreed" } else { "tell-date" };
                self.say(key, &[("promised", date(*promised).into())])
            }
            Event::Confirmed { channel, who } => {
                let channel = self.word("channel", channel.key());
                self.fact("tell-fact-confirmed-by", who);
                self.fact("tell-fact-confirmed-over", &channel);
                self.fact("tell-fact-version", &version.to_string());
                let values = [("who", who.as_str().into()), ("channel", channel.into()), ("version", version.into())];
                self.say("tell-confirmed", &values)
            }
            Event::ReviewReversed { desk, reason } => {
                self.fact("tell-fact-reason", reason);
                if *desk == Department::Logistics {
                    self.freed();
                }
                self.say("tell-review-reversed", &[("desk", self.desk(*desk).into())])
            }
            Event::ConfirmationReversed { reason } => {
                self.fact("tell-fact-reason", reason);
                self.plain("tell-confirmation-reversed")
            }
            _ => String::new(),
        }
    }

    fn credit(&mut self, decision: &CreditDecision, evidence: &CreditEvidence, note: &str) -> String {
        let exposure = evidence.exposure;
        for (key, minor) in [
            ("tell-fact-limit", evidence.limit),
            ("tell-fact-exposure", exposure.total()),
            ("tell-fact-opening", exposure.opening),
            ("tell-fact-shipped", exposure.shipped),
            ("tell-fact-committed", exposure.committed),
            ("tell-fact-paid", exposure.paid),
            ("tell-fact-amount", evidence.amount),
            ("tell-fact-left", evidence.left()),
        ] {
            self.fact(key, &self.own_money(minor));
        }
        self.credit_parts(evidence);
        let concern = evidence.concern.map_or_else(|| self.plain("tell-none"), |concern| self.concern(concern));
        self.fact("tell-fact-concern", &concern);
        for weighed in &evidence.also {
            let concern = self.concern(weighed.concern);
            self.fact("tell-fact-concern-also", &concern);
        }
        let key = match decision {
            CreditDecision::Pass if evidence.concern.is_some() && evidence.hardness == Hardness::Warn => {
                "tell-credit-pass-warned"
            }
            CreditDecision::Pass if evidence.concern.is_some() => "tell-credit-pass-noted",
            CreditDecision::Pass => "tell-credit-pass",
            CreditDecision::OnRelease => {
                self.releases(evidence);
                "tell-credit-on-release"
            }
            CreditDecision::Guarantee { guarantor, amount, until, document } => {
                self.fact("tell-fact-guarantor", guarantor);
                self.fact("tell-fact-guarantee", &self.own_money(*amount));
                self.fact("tell-fact-until", &date(*until));
                self.fact("tell-fact-document", document);
                "tell-credit-guarantee"
            }
            CreditDecision::Release { reason, .. } => {
                self.fact("tell-fact-reason", reason);
                let dossier = self.dossier;
                self.fact("tell-fact-released-by", dossier.name(self.entry.mark.by));
                "tell-credit-release"
            }
            CreditDecision::Refuse { reason } => {
                self.fact("tell-fact-reason", reason);
                "tell-credit-refuse"
            }
        };
        self.fact("tell-fact-note", note);
        self.plain(key)
    }

    /// What was held against the customer when goods left, and what was taken of releases for it.
    pub(super) fn credit_at_the_gate(&mut self, evidence: &CreditEvidence) {
        if let Some(concern) = evidence.concern {
            let concern = self.concern(concern);
            self.fact("tell-fact-concern", &concern);
        }
        self.releases(evidence);
    }

    fn releases(&mut self, evidence: &CreditEvidence) {
        for part in &evidence.releases {
            let values = [("no", part.no.into()), ("amount", self.own_money(part.amount).into())];
            let words = self.say("tell-release-used", &values);
            self.fact("tell-fact-release", &words);
        }
    }

    /// What the limit was made of, and the limits above it.
    fn credit_parts(&mut self, evidence: &CreditEvidence) {
        if let Some(LimitParts { temporary, safeguards, .. }) = evidence.parts {
            for (key, minor) in [("tell-fact-temporary", temporary), ("tell-fact-safeguards", safeguards)] {
                let words = if minor == 0 { String::new() } else { self.own_money(minor) };
                self.fact(key, &words);
            }
        }
        let levels = [("tell-fact-group-limit", &evidence.group), ("tell-fact-company-limit", &evidence.company)];
        for (key, figures) in levels {
            let Some(figures) = figures else { continue };
            let values = [
                ("name", figures.name.as_str().into()),
                ("limit", self.own_money(figures.limit).into()),
                ("exposure", self.own_money(figures.exposure.total()).into()),
            ];
            let words = self.say("tell-level", &values);
            self.fact(key, words.trim());
        }
        if let Some(overdue) = evidence.overdue {
            let values = [
                ("amount", self.own_money(overdue.amount).into()),
                ("days", overdue.days.into()),
                ("due", date(overdue.due).into()),
            ];
            let words = self.say("tell-overdue", &values);
            self.fact("tell-fact-overdue", &words);
        }
    }

    fn concern(&self, concern: Concern) -> String {
        match concern {
            Concern::NewCustomer => self.plain("tell-concern-new"),
            Concern::PrepaymentMissing { missing } => {
                tf(self.lang, "tell-concern-prepayment", &[("missing", self.own_money(missing).into())])
            }
            Concern::OverLimit { over, level } => {
                let key = match level {
                    Level::Customer => "tell-concern-over",
                    Level::Group => "tell-concern-over-group",
                    Level::Company => "tell-concern-over-company",
                };
                tf(self.lang, key, &[("over", self.own_money(over).into())])
            }
            Concern::Overdue { days, amount } => {
                let values = [("days", days.into()), ("amount", self.own_money(amount).into())];
                tf(self.lang, "tell-concern-overdue", &values)
            }
        }
    }

    /// By line: what was free, what was reserved from which lots, what is short.
    pub(super) fn stock(&mut self, lines: &[LineStock]) {
        for stock in lines {
            let kept: i64 = stock.reserved.iter().map(|part| part.quantity).sum();
            let available = self.quantity_of(stock.line, stock.available);
            let mut parts = vec![self.say("tell-available", &[("quantity", available.into())])];
            parts.push(if stock.reserved.is_empty() {
                self.plain("tell-kept-none")
            } else {
                let lots = self.lots(stock.line, &stock.reserved);
                let quantity = self.quantity_of(stock.line, kept);
                self.say("tell-kept", &[("quantity", quantity.into()), ("lots", lots.into())])
            });
            if let Some(standing) = &stock.standing {
                parts.push(self.standing(stock.line, standing));
            }
            // What is free and not taken although something is short does not last long enough.
            if stock.short > 0 && stock.available > kept {
                let quantity = self.quantity_of(stock.line, stock.available - kept);
                parts.push(self.say("tell-too-short-lived", &[("quantity", quantity.into())]));
            }
            parts.push(if stock.short > 0 {
                let short = self.quantity_of(stock.line, stock.short);
                self.say("tell-short", &[("quantity", short.into())])
            } else {
                self.plain("tell-not-short")
            });
            self.fact_of_line(stock.line, parts.join(&self.plain("tell-separator")));
        }
    }
}
