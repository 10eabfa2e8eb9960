//! A field that finds one thing by any part of its name.

use eframe::egui::Ui;

use crate::ops::{Office, OpError};
use crate::ui::ask::Ask;
use crate::ui::cx::Cx;
use crate::ui::widgets::lookup::{Candidate, Found, lookup};
use crate::ui::widgets::number_field::Place;

/// The field with what was found for what is typed.
pub(super) struct LookUp<T> {
    /// What stands in the field.
    pub typed: String,
    found: Ask<Vec<T>, String>,
}

impl<T> Default for LookUp<T> {
    fn default() -> Self {
        LookUp { typed: String::new(), found: Ask::default() }
    }
}

/// What a person did in the field.
pub(super) enum Looked<T> {
    Nothing,
    /// Something else is typed: what was picked before counts no more.
    Typed,
    Picked(T),
}

impl<T: Clone + Send + 'static> LookUp<T> {
    /// Draws the field, `width` points wide.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        (label, width): (&str, f32),
        candidate: impl Fn(&T) -> Candidate,
        search: fn(&mut Office, &str) -> Result<Vec<T>, OpError>,
    ) -> Looked<T> {
        self.found.take_in();
        let candidates: Vec<Candidate> = self.found.value().into_iter().flatten().map(candidate).collect();
        let words = self.found.key().cloned().unwrap_or_default();
        let found = if self.found.is_waiting() {
            Found::Waiting
        } else {
            Found::Answer { words: &words, candidates: &candidates }
        };
        let place = Place { width: Some(width), required: true, ..Place::default() };
        let answer = lookup(ui, cx.lang, label, &mut self.typed, found, place);
        if let Some(words) = answer.search {
            let text = words.clone();
            self.found.keep(words, || cx.worker.ask(move |office| search(office, &text)));
        }
        match answer.picked.and_then(|at| self.found.value()?.get(at)) {
            Some(picked) => Looked::Picked(picked.clone()),
            None if answer.field.changed => Looked::Typed,
            None => Looked::Nothing,
        }
    }
}
