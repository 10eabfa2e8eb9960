//! One row to mend: every column as a field, what is wrong under it.

use eframe::egui;
use egui::Ui;

use crate::intake::words;
use crate::ops::import::{RowCheck, Sheet};
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;

/// What the person changed.
pub(super) enum Change {
    /// The text of a cell.
    Text {
        /// Index of the row.
        row: usize,
        /// Index of the field.
        field: usize,
        /// The new text.
        text: String,
    },
    /// The row is left out.
    LeaveOut(usize),
}

/// The editor; nothing is open at first.
#[derive(Default)]
pub(super) struct Editor {
    row: Option<usize>,
    texts: Vec<String>,
}

impl Editor {
    /// Opens a row.
    pub fn open(&mut self, sheet: &Sheet, row: usize) {
        if self.row != Some(row)
            && let Some(draft) = sheet.draft(row)
        {
            *self = Editor { row: Some(row), texts: draft.texts.clone() };
        }
    }

    /// Draws the fields; gives what was changed.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, sheet: &Sheet, checks: &[RowCheck]) -> Option<Change> {
        let Some((row, draft)) = self.row.and_then(|row| Some((row, sheet.draft(row)?))) else {
            ui.add_space(theme::SECTION * 3.0);
            ui.vertical_centered(|ui| text::soft(ui, cx.t("import-choose-row")));
            return None;
        };
        let mut change = None;
        egui::ScrollArea::vertical().id_salt(row).auto_shrink(false).show(ui, |ui| {
            egui::Frame::new().inner_margin(theme::PAGE).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
                text::strong(ui, &cx.tf("import-row-number", &[("row", i64::from(draft.row).into())]));
                let findings = checks.get(row).map_or(&[][..], |check| &check.findings);
                for (index, field) in sheet.kind().fields().iter().enumerate() {
                    let has = sheet.has().get(index).copied().unwrap_or(false);
                    let found = findings.iter().find(|finding| finding.field == field.key);
                    if !has && !field.needed && found.is_none() {
                        continue;
                    }
                    let Some(typed) = self.texts.get_mut(index) else { continue };
                    let label = words::field(cx.lang, field.key);
                    let wrong = found.map(|finding| words::finding_kind(cx.lang, finding.kind));
                    let blocks = found.is_some_and(|finding| finding.kind.blocks());
                    let mut shown = Field::new(&label, typed).error(wrong.clone().filter(|_| blocks));
                    if field.needed {
                        shown = shown.required();
                    }
                    let answer = shown.show(ui);
                    if let Some(words) = wrong.filter(|_| !blocks) {
                        crate::ui::steps::parts::sentence(ui, Tone::Warn, &words);
                    }
                    if answer.settled() && draft.texts.get(index).is_some_and(|before| before != typed) {
                        change = Some(Change::Text { row, field: index, text: typed.clone() });
                    }
                }
                ui.add_space(theme::GAP);
                if Button::danger(cx.t("import-leave-out")).icon(Icon::Cross).show(ui).clicked() {
                    change = Some(Change::LeaveOut(row));
                }
            });
        });
        change
    }
}
