//! Faults and refusals in words, the way the window says them.

use crate::domain::orders::{Event, Problem, Refusal};
use crate::i18n::Lang;
use crate::ops::OpError;
use crate::ui::theme::Tone;

/// A refusal as one sentence, for tooltips.
pub fn refusal(_lang: Lang, refusal: &Refusal) -> String {
    refusal.to_string()
}

/// Something that keeps an order from being taken, as one sentence.
pub fn problem(_lang: Lang, problem: &Problem) -> String {
    format!("{problem:?}")
}

/// A fault: its heading and what to do.
pub fn fault(_lang: Lang, fault: &OpError) -> (String, String) {
    (fault.to_string(), String::new())
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
