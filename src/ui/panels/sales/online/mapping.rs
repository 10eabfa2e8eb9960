//! Which column of an unknown file holds what; kept, so that the next such file is known by its column names.

use eframe::egui;
use egui::{Frame, ScrollArea, Ui};

use crate::domain::online::Mapping;
use crate::intake::words;
use crate::ops::OpError;
use crate::ops::online::{self, COLUMNS, Column, Incoming};
use crate::ui::ask::Doing;
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::steps::said;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::select;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;

/// Width of a drop-down, in points.
const WIDTH: f32 = 220.0;

/// The editor.
#[derive(Default)]
pub(super) struct MappingForm {
    name: String,
    /// The file that the choices are for, by its sum.
    about: String,
    /// For each kind of column the place among the names, 0 for none.
    chosen: Vec<usize>,
    doing: Doing<i64>,
    fault: Option<OpError>,
}

impl MappingForm {
    /// Draws the editor; true when the mapping was kept.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, file: &Incoming) -> bool {
        if self.about != file.opened.sum {
            *self = MappingForm {
                about: file.opened.sum.clone(),
                name: file.name.split('.').next().unwrap_or_default().to_owned(),
                chosen: vec![0; COLUMNS.len()],
                ..MappingForm::default()
            };
        }
        match self.doing.outcome() {
            Some(Ok(_)) => return true,
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
        let names = header_of(file);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            Frame::new().inner_margin(theme::PAGE).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
                text::strong(ui, &cx.tf("online-mapping-title", &[("file", file.name.as_str().into())]));
                text::soft(ui, cx.t("online-mapping-sentence"));
                if let Some(fault) = &self.fault {
                    let (title, sentences) = said::fault(cx.lang, fault);
                    banner(ui, cx.lang, Tone::Bad, &title, &sentences, "", false);
                }
                Field::new(cx.t("online-mapping-name"), &mut self.name).required().width(WIDTH).show(ui);
                let options: Vec<&str> = std::iter::once("—").chain(names.iter().map(String::as_str)).collect();
                let abreast = ((ui.available_width() + theme::GAP_WIDE) / (WIDTH + theme::GAP_WIDE)).floor().max(1.0);
                for (columns, chosen) in COLUMNS.chunks(abreast as usize).zip(self.chosen.chunks_mut(abreast as usize))
                {
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = theme::GAP_WIDE;
                        for (column, chosen) in columns.iter().zip(chosen) {
                            select(ui, &words::field(cx.lang, column.key()), &options, chosen, WIDTH);
                        }
                    });
                }
                let refusal = (self.chosen[Column::Number as usize] == 0).then(|| cx.t("online-mapping-needs-number"));
                let save = Button::primary(cx.t("online-mapping-save")).icon(Icon::Check).refusal(refusal);
                if save.show(ui).clicked() {
                    self.save(cx, &names);
                }
            });
        });
        false
    }

    fn save(&mut self, cx: &Cx<'_>, names: &[String]) {
        let pairs = COLUMNS.iter().zip(&self.chosen);
        let columns = pairs
            .filter_map(|(column, chosen)| Some((column.key().to_owned(), names.get(chosen.checked_sub(1)?)?.clone())))
            .collect();
        let mapping = Mapping { id: 0, name: self.name.clone(), columns };
        self.fault = None;
        self.doing.begin(|| cx.worker.write(cx.user.id, move |work| online::keep_mapping(work, mapping)));
    }
}

/// The row with the most filled cells among the first ones, the uppermost of them: the names of the columns.
fn header_of(file: &Incoming) -> Vec<String> {
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let rows = file.opened.beginning.iter().rev();
    let best = rows.max_by_key(|(_, cells)| filled(cells)).map(|(_, cells)| cells.clone());
    best.unwrap_or_default().into_iter().filter(|cell| !cell.is_empty()).collect()
}
