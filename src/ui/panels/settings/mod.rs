//! Settings.

use eframe::egui::Ui;

use crate::ui::cx::Cx;

/// The panel.
#[derive(Default)]
pub struct SettingsPanel {}

impl SettingsPanel {
    /// Fills the room that there is.
    pub fn show(&mut self, _ui: &mut Ui, _cx: &mut Cx<'_>) {}
}
