//! What this program is.

use eframe::egui::Ui;

use crate::ui::cx::Cx;
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::text;

/// Draws the page.
pub fn show(ui: &mut Ui, cx: &Cx<'_>) {
    text::strong(ui, cx.t("settings-product"));
    text::soft(ui, cx.t("settings-about-what"));
    ui.scope(|ui| {
        facts(ui, &[Fact::new(cx.t("settings-version"), env!("CARGO_PKG_VERSION"))]);
        facts(ui, &[Fact::new(cx.t("settings-license"), env!("CARGO_PKG_LICENSE"))]);
        facts(ui, &[Fact::new(cx.t("settings-fonts"), cx.t("settings-fonts-what"))]);
    });
}
