//! What stands in for columns that the file has not.

use eframe::egui::Ui;

use crate::ops::import::{Defaults, Kind, Sheet};
use crate::ui::cx::Cx;
use crate::ui::theme;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;

/// The figures as typed.
pub(super) struct Usual {
    shelf_life: String,
    tax: String,
    base_unit: String,
    lead: String,
    transport: String,
}

impl Default for Usual {
    fn default() -> Self {
        let usual = Defaults::default();
        Usual {
            shelf_life: usual.shelf_life_days.to_string(),
            tax: (usual.tax / 100).to_string(),
            base_unit: usual.base_unit,
            lead: usual.lead_days.to_string(),
            transport: usual.transport_days.to_string(),
        }
    }
}

fn days(text: &str, most: i64) -> Option<i64> {
    text.trim().parse().ok().filter(|days| (0..=most).contains(days))
}

impl Usual {
    /// The figures; what cannot be read stays as it usually is.
    pub fn defaults(&self) -> Defaults {
        let usual = Defaults::default();
        let unit = self.base_unit.trim();
        Defaults {
            shelf_life_days: days(&self.shelf_life, 3650).unwrap_or(usual.shelf_life_days),
            tax: days(&self.tax, 100).map_or(usual.tax, |percent| percent * 100),
            base_unit: if unit.is_empty() { usual.base_unit } else { unit.to_owned() },
            lead_days: days(&self.lead, 365).unwrap_or(usual.lead_days),
            transport_days: days(&self.transport, 120).unwrap_or(usual.transport_days),
        }
    }

    /// Draws the fields that this kind needs; true when one was changed.
    pub fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, sheet: &Sheet) -> bool {
        let before = self.defaults();
        let wrong = |text: &str, most: i64| days(text, most).is_none().then(|| cx.t("import-days-not-read").to_owned());
        match sheet.kind() {
            Kind::OpeningStock | Kind::Prices => return false,
            Kind::Customers => {
                text::caption(ui, cx.t("import-usual"));
                ui.horizontal_top(|ui| {
                    let error = wrong(&self.transport, 120);
                    Field::new(cx.t("import-usual-transport"), &mut self.transport)
                        .right()
                        .error(error)
                        .width(150.0)
                        .show(ui);
                });
            }
            Kind::Goods => {
                text::caption(ui, cx.t("import-usual"));
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = theme::GAP_WIDE;
                    for (label, typed, most) in [
                        (cx.t("import-usual-shelf-life"), &mut self.shelf_life, 3650),
                        (cx.t("import-usual-tax"), &mut self.tax, 100),
                        (cx.t("import-usual-lead"), &mut self.lead, 365),
                    ] {
                        let error = wrong(typed, most);
                        Field::new(label, typed).right().error(error).width(130.0).show(ui);
                    }
                    Field::new(cx.t("import-usual-unit"), &mut self.base_unit).width(110.0).show(ui);
                });
            }
        }
        self.defaults() != before
    }
}
