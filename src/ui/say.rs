//! Faults and refusals in words, the way the window says them.

use crate::domain::money::Currency;
use crate::domain::orders::{Event, Problem, Refusal};
use crate::i18n::{Lang, money};
use crate::ops::{OpError, words};
use crate::ui::theme::Tone;

/// A refusal as one line, for tooltips.
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    words::refusal(lang, refusal).one_line()
}

/// Something that keeps an order from being taken, as one sentence.
pub fn problem(lang: Lang, problem: &Problem) -> String {
    words::problem(lang, problem)
}

/// A fault: its heading, and what happened with what to do.
pub fn fault(lang: Lang, fault: &OpError) -> (String, String) {
    let said = words::op_error(lang, fault);
    let detail = [said.detail, said.todo].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    (said.title, detail)
}

/// The colour of what happened.
pub fn event_tone(event: &Event) -> Tone {
    match event {
        Event::Cancelled { .. } | Event::RestCancelled { .. } | Event::Inspected { passed: false, .. } => Tone::Bad,
        Event::Held { .. } | Event::ConfirmationReversed { .. } | Event::ReviewReversed { .. } => Tone::Warn,
        Event::Confirmed { .. } | Event::Delivered { .. } | Event::Closed | Event::Filed { .. } => Tone::Good,
        _ => Tone::Quiet,
    }
}

/// An amount in a list: with its currency where that is not the company's own.
pub fn amount(minor: i64, currency: Currency) -> String {
    match currency {
        Currency::Cny => money(minor),
        other => format!("{} {}", other.code(), money(minor)),
    }
}
