//! What happened to a customer's file, newest first: beside the credit file and beside the customer.

use eframe::egui::Ui;

use crate::ops::customers::CustomerEntry;
use crate::ops::tell::tell_customer;
use crate::ui::clock;
use crate::ui::cx::Cx;
use crate::ui::theme::Tone;
use crate::ui::widgets::timeline::{Event, timeline};

/// Draws the history of a file, given oldest first.
pub fn customer_history(ui: &mut Ui, cx: &Cx<'_>, log: &[CustomerEntry]) {
    let newest_first = log.iter().rev().map(|entry| {
        let told = tell_customer(cx.lang, entry);
        let facts = told.facts.iter().filter(|(_, value)| !value.is_empty());
        Event {
            when: clock::moment(cx.lang, cx.company, cx.now, entry.mark.at),
            who: entry.by.clone(),
            what: told.title.clone(),
            note: facts.map(|(label, value)| format!("{label} {value}")).collect::<Vec<_>>().join("\u{2003}"),
            tone: Tone::Quiet,
        }
    });
    timeline(ui, &newest_first.collect::<Vec<_>>());
}
