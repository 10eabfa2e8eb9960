//! A department's sub-tabs on top of its panel.

use eframe::egui;
use egui::{Frame, Margin, Ui};

use crate::ui::desk::under_bar;
use crate::ui::theme;
use crate::ui::widgets::bar::bar;
use crate::ui::widgets::rail::sub_tabs;

/// Draws the sub-tabs and, on the right, the tools of the one that is shown; the panel follows below the line.
pub fn tabs(ui: &mut Ui, name: &str, titles: &[(&str, u32)], sub: &mut usize, tools: impl FnOnce(&mut Ui, usize)) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let shown = *sub;
    Frame::new().inner_margin(Margin::symmetric(theme::GAP as i8, 0)).show(ui, |ui| {
        bar(
            ui,
            name,
            |ui| {
                sub_tabs(ui, titles, sub);
            },
            |ui| tools(ui, shown),
        );
    });
    under_bar(ui);
}
