//! How the goods stand, the question to production, its answer, and why a day is possible (II.4).

use super::Teller;
use crate::domain::orders::promise::{Promise, Source, Why};
use crate::domain::orders::{Batch, Possible, StockStanding};
use crate::i18n::{Lang, date, tf, whole};

/// The reasons of a day, one sentence each. `quantity` shows base units of the line, `name` a person.
pub fn why_words(
    lang: Lang,
    promise: &Promise,
    quantity: impl Fn(i64) -> String,
    name: impl Fn(crate::domain::ids::UserId) -> String,
) -> Vec<String> {
    let words = |why: &Why| match why {
        Why::InStore { quantity: part } => tf(lang, "dates-why-store", &[("quantity", quantity(*part).into())]),
        Why::Coming { quantity: part, day, from } => {
            let values =
                |who: String| [("quantity", quantity(*part).into()), ("day", date(*day).into()), ("from", who.into())];
            match from {
                Source::Planned => tf(lang, "dates-why-planned", &values(String::new())),
                Source::Surplus(number) => tf(lang, "dates-why-surplus", &values(number.clone())),
                Source::Answer(by) => tf(lang, "dates-why-answer", &values(name(*by))),
            }
        }
        Why::ToMake { quantity: part, lead_days, ready } => {
            let values =
                [("quantity", quantity(*part).into()), ("days", (*lead_days).into()), ("day", date(*ready).into())];
            tf(lang, "dates-why-make", &values)
        }
        Why::CannotMake { quantity: part } => tf(lang, "dates-why-cannot", &[("quantity", quantity(*part).into())]),
        Why::Leaves { day } => tf(lang, "dates-why-leaves", &[("day", date(*day).into())]),
        Why::Travel { days } => tf(lang, "dates-why-travel", &[("days", (*days).into())]),
    };
    promise.why.iter().map(words).collect()
}

impl Teller<'_> {
    pub(super) fn standing(&self, line: usize, standing: &StockStanding) -> String {
        let shown = |base: i64| self.quantity_of(line, base);
        let values = [
            ("on-hand", shown(standing.on_hand).into()),
            ("reserved", shown(standing.reserved).into()),
            ("expected", shown(standing.expected).into()),
            ("projected", signed(standing.projected, shown).into()),
        ];
        self.say("dates-standing", &values)
    }

    pub(super) fn production_asked(&mut self, lines: &[(usize, i64)], note: &str) -> String {
        for (line, short) in lines {
            let short = self.quantity_of(*line, *short);
            self.fact_of_line(*line, self.say("tell-short", &[("quantity", short.into())]));
        }
        self.fact("tell-fact-question", note);
        self.plain("tell-production-asked")
    }

    pub(super) fn production_answered(&mut self, possible: Possible, batches: &[Batch], note: &str) -> String {
        let word = self.word("possible", possible.key());
        self.fact("changes-answer-word", &word);
        for batch in batches {
            let values =
                [("quantity", self.quantity_of(batch.line, batch.quantity).into()), ("day", date(batch.day).into())];
            self.fact_of_line(batch.line, self.say("tell-batch", &values));
        }
        self.fact("field-note", note);
        self.say("tell-production-answered", &[("answer", word.into())])
    }

    /// By line: the earliest day, and why.
    pub(super) fn possible_days(&mut self, found: &[Promise]) {
        for promise in found {
            let dossier = self.dossier;
            let reasons = why_words(
                self.lang,
                promise,
                |base| self.quantity_of(promise.line, base),
                |id| dossier.name(id).to_owned(),
            );
            let day = promise.day.map_or_else(|| self.plain("dates-never"), date);
            let values = [("day", day.into()), ("why", reasons.join(&self.plain("dates-why-join")).into())];
            self.fact_of_line(promise.line, self.say("tell-earliest", &values));
        }
    }
}

/// A quantity that may be below zero.
fn signed(base: i64, shown: impl Fn(i64) -> String) -> String {
    match base {
        0 => whole(0),
        base if base < 0 => format!("−{}", shown(-base)),
        base => shown(base),
    }
}
