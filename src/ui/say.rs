//! Faults and refusals in words, the way the window says them.

use crate::domain::orders::{Event, Refusal};
use crate::i18n::{Lang, t_dyn};
use crate::ops::OpError;
use crate::ops::orders::Dossier;
use crate::ui::theme::Tone;

/// A refusal as one sentence, for tooltips.
pub fn refusal(_lang: Lang, refusal: &Refusal) -> String {
    refusal.to_string()
}

/// A fault: its heading and what to do.
pub fn fault(_lang: Lang, fault: &OpError) -> (String, String) {
    (fault.to_string(), String::new())
}

/// What happened, as one sentence.
pub fn event(lang: Lang, _dossier: &Dossier, event: &Event) -> String {
    t_dyn(lang, &format!("event-{}", serde_json::to_value(event).map(|value| value.to_string()).unwrap_or_default().chars().take(40).collect::<String>()))
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
