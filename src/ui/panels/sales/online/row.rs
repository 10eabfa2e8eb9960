//! One order of the files: what is said of it, and its first row's cells to mend.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use eframe::egui;
use egui::{Frame, Ui};

use super::planned::sentences;
use crate::intake::import::Finding;
use crate::intake::words;
use crate::ops::online::{Batch, Check, Column, Edits, Outlook, Place, Planned};
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::theme;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;
use crate::worker::Job;

/// A cell of the row.
struct Cell {
    column: Column,
    typed: String,
    /// What was last taken over.
    taken: String,
}

/// The form; nothing is open at first.
#[derive(Default)]
pub(super) struct RowForm {
    chosen: Option<Planned>,
    /// The cells on their way, from the thread for slow jobs: the file is read again up to the row.
    reading: Option<Receiver<Vec<(Column, String)>>>,
    cells: Vec<Cell>,
}

impl RowForm {
    /// Opens an order, with the cells of its row where it must be mended.
    pub fn open(&mut self, cx: &Cx<'_>, batch: &Arc<Batch>, edits: &Edits, planned: Planned) {
        let mends = planned.outlook == Outlook::Refused || edits.0.contains_key(&planned.place);
        let (batch, edits, place) = (batch.clone(), edits.clone(), planned.place);
        // Where the file is gone by now, the findings still say what was wrong.
        let read = move |_: &Job| batch.cells(place, &edits).unwrap_or_default();
        self.reading = mends.then(|| cx.jobs.run("import-job-read", read));
        self.cells = Vec::new();
        self.chosen = Some(planned);
    }

    /// True while an order is open.
    pub fn is_open(&self) -> bool {
        self.chosen.is_some()
    }

    /// Draws the order; gives a cell that was written. Nothing can be written while `locked`.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, check: &Check, locked: bool) -> Option<(Place, Column, String)> {
        if let Some(cells) = self.reading.as_ref().and_then(|reading| reading.try_recv().ok()) {
            let cell = |(column, text): (Column, String)| Cell { column, taken: text.clone(), typed: text };
            (self.cells, self.reading) = (cells.into_iter().map(cell).collect(), None);
        }
        let chosen = self.chosen.as_ref()?;
        // After a mended cell the newest check has the newest words.
        let planned = check.planned.iter().find(|planned| planned.place == chosen.place).unwrap_or(chosen).clone();
        let (mut written, mut close) = (None, false);
        egui::ScrollArea::vertical().id_salt(planned.place).auto_shrink(false).show(ui, |ui| {
            Frame::new().inner_margin(theme::PAGE).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
                ui.horizontal(|ui| {
                    text::strong(ui, &cx.tf("import-row-number", &[("row", i64::from(planned.place.2).into())]));
                    close = Button::only_icon(Icon::Left, cx.t("online-back-to-goods")).show(ui).clicked();
                });
                // What is said of a cell stands at the cell.
                let cells = &self.cells;
                let at_a_cell = |finding: &Finding| cells.iter().any(|cell| cell.column.key() == finding.field);
                let mut above = planned.clone();
                above.findings.retain(|finding| !at_a_cell(finding));
                for sentence in sentences(cx, &above) {
                    text::body(ui, &sentence);
                }
                for Cell { column, typed, taken } in &mut self.cells {
                    let error = planned.findings.iter().find(|finding| finding.field == column.key());
                    let error = error.map(|finding| words::finding_kind(cx.lang, finding.kind));
                    let name = words::field(cx.lang, column.key());
                    let answer = Field::new(&name, typed).error(error).enabled(!locked).show(ui);
                    if answer.settled() && typed != taken {
                        taken.clone_from(typed);
                        written = Some((planned.place, *column, typed.clone()));
                    }
                }
            });
        });
        if close {
            self.chosen = None;
        }
        written
    }
}
