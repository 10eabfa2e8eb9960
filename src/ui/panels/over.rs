//! What lies over the panels: the form of a step, the print preview, the import.

use eframe::egui::Ui;

use crate::domain::ids::OrderId;
use crate::domain::orders::Step;
use crate::ops::orders::{self, Dossier};
use crate::ops::papers::PaperKind;
use crate::ui::cx::{Cx, Wish};
use crate::ui::import::Import;
use crate::ui::preview::Preview;
use crate::ui::steps::{StepForm, StepOutcome};
use crate::worker::Answer;

/// What lies over the panels; nothing most of the time.
#[derive(Default)]
pub struct Over {
    wanted: Option<(OrderId, Step)>,
    opening: Option<(Step, Answer<Dossier>)>,
    form: Option<StepForm>,
    preview: Option<Preview>,
    import: Option<Box<Import>>,
}

impl Over {
    /// Opens the form of a step as soon as the order is read.
    pub fn take(&mut self, id: OrderId, step: Step) {
        self.wanted = Some((id, step));
    }

    /// Opens the preview.
    pub fn preview(&mut self, kind: PaperKind, orders: Vec<OrderId>) {
        self.preview = Some(Preview::open(kind, orders));
    }

    /// Opens the import. One that is open stays.
    pub fn import(&mut self) {
        self.import.get_or_insert_default();
    }

    /// Draws what takes the whole room; false when the panel below is to be drawn.
    pub fn show_instead(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        if let Some(preview) = &mut self.preview {
            if !preview.show(ui, cx) {
                self.preview = None;
            }
            return true;
        }
        if let Some(import) = &mut self.import {
            if !import.show(ui, cx) {
                self.import = None;
            }
            return true;
        }
        false
    }

    /// Draws what lies above the panel.
    pub fn show_above(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        if let Some((id, step)) = self.wanted.take() {
            self.opening = Some((step, cx.worker.ask(move |office| orders::open(office, id))));
        }
        let come = self.opening.as_ref().and_then(|(step, answer)| Some((*step, answer.take()?)));
        if let Some((step, answer)) = come {
            self.opening = None;
            match answer {
                Ok(dossier) => self.form = Some(StepForm::open(step, &dossier, cx.today, cx.lang)),
                Err(fault) => cx.wish(Wish::Failed(fault)),
            }
        }
        let Some(form) = &mut self.form else { return };
        match form.show_dialog(ui.ctx(), cx) {
            StepOutcome::Stay => return,
            StepOutcome::Close => {}
            StepOutcome::Done(sentence) => cx.wish(Wish::Done(sentence)),
        }
        self.form = None;
    }
}
