//! A list, and beside it what is chosen there: one shape for every list whose rows are no orders.

use eframe::egui::Ui;

use super::cx::Cx;
use super::desk::part_of;
use super::theme;
use super::widgets::split::{Split, split};
use super::widgets::text;

/// Draws the list and the chosen thing, or the sentence that invites to choose; gives what the list gave.
///
/// What is chosen in this frame stands beside the list in the next one, which is asked for at once.
pub fn beside<A, T: Clone + PartialEq>(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    place: &mut Split,
    chosen: &mut Option<T>,
    invitation: &str,
    list: impl FnOnce(&mut Ui, &Cx<'_>, &mut Option<T>) -> A,
    detail: impl FnOnce(&mut Ui, &mut Cx<'_>, &T),
) -> A {
    let shown = chosen.clone();
    let (answer, wishes) = split(
        ui,
        cx.lang,
        place,
        |ui| list(ui, cx, chosen),
        |ui| {
            let mut cx = part_of(cx);
            match &shown {
                Some(shown) => detail(ui, &mut cx, shown),
                None => {
                    ui.add_space(theme::SECTION * 3.0);
                    ui.vertical_centered(|ui| text::soft(ui, invitation));
                }
            }
            cx.wishes
        },
    );
    if *chosen != shown {
        ui.ctx().request_repaint();
    }
    cx.wishes.extend(wishes);
    answer
}
