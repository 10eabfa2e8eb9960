//! The orders behind what a customer owes, each one click away (F17).

use eframe::egui::{self, Ui};

use crate::domain::ids::CustomerId;
use crate::i18n::{date, money};
use crate::ops::credit::{self, Owed, Parts};
use crate::ui::ask::Ask;
use crate::ui::cx::{Cx, Wish};
use crate::ui::theme::{self, Tone, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::text;

/// Orders of a part that are shown before somebody asks for all.
const FIRST: usize = 5;

/// The parts of the customer that is open.
#[derive(Default)]
pub(super) struct ShownParts {
    parts: Ask<Parts, (CustomerId, u64, u64)>,
    all: bool,
}

impl ShownParts {
    /// Draws both lists.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, id: CustomerId) {
        let key = (id, cx.revision.customers, cx.revision.orders);
        self.parts.keep(key, || cx.worker.ask(move |office| credit::parts(office, id)));
        let asked_for = self.parts.key().is_some_and(|(of, ..)| *of == id);
        let Some(parts) = self.parts.value().filter(|_| asked_for && !self.parts.is_waiting()).cloned() else { return };
        let longest = parts.unpaid.len().max(parts.committed.len());
        for (key, owed) in [("credit-unpaid", &parts.unpaid), ("credit-committed", &parts.committed)] {
            ui.add_space(theme::GAP_TIGHT);
            text::section(ui, cx.t(key));
            let shown = if self.all { owed.len() } else { FIRST };
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                if owed.is_empty() {
                    text::soft(ui, cx.t("credit-nothing"));
                }
                for owed in owed.iter().take(shown) {
                    show_owed(ui, cx, owed);
                }
            });
        }
        if longest > FIRST && !self.all && Button::quiet(cx.t("credit-show-all")).show(ui).clicked() {
            self.all = true;
        }
    }
}

fn show_owed(ui: &mut Ui, cx: &mut Cx<'_>, owed: &Owed) {
    let palette = theme::palette(ui);
    let row = egui::vec2(ui.available_width(), theme::ROW);
    let late = owed.left.is_some_and(|(_, due)| (cx.today - due).num_days() > cx.company.credit.grace_days);
    let tone = if late { palette.word(Tone::Bad) } else { palette.ink };
    let mut opened = false;
    ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.label(text::rich(money(owed.amount), Type::Body, tone));
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            opened = Button::quiet(&owed.number).show(ui).clicked();
            if let Some((left, due)) = owed.left {
                let words = cx.tf("credit-left-due", &[("left", date(left).into()), ("due", date(due).into())]);
                ui.add(egui::Label::new(text::rich(words, Type::Caption, palette.ink_soft)).truncate());
            }
        });
    });
    if opened {
        cx.wish(Wish::OpenOrder(owed.order));
    }
}
