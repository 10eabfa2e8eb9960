//! Customers that may be one and the same: pairs with their reasons, made one by keeping either.

use eframe::egui;
use egui::{ScrollArea, Ui};

use crate::domain::customers::Customer;
use crate::domain::ids::CustomerId;
use crate::domain::orders::Refusal;
use crate::domain::people::{Right, may};
use crate::i18n::{money, t_dyn};
use crate::ops::customers::Kept;
use crate::ops::duplicates::{self, Alike};
use crate::ui::ask::{Ask, Doing};
use crate::ui::cx::{Cx, Wish};
use crate::ui::say;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::chip::chip;
use crate::ui::widgets::dialog::{buttons, modal};
use crate::ui::widgets::text;

/// The dialog's width, and those of the columns beside the name.
const WIDTH: f32 = 760.0;
const CODE: f32 = 64.0;
const REACHED: f32 = 170.0;
const OWED: f32 = 160.0;

/// The dialog.
#[derive(Default)]
pub struct DuplicateDialog {
    found: Ask<Vec<Alike>, u64>,
    doing: Doing<()>,
    /// The name of the customer that is being kept.
    keeping: String,
    fault: Option<(String, String)>,
}

/// Which file of a pair goes on.
type Choice = (CustomerId, CustomerId, (i64, i64), String);

impl DuplicateDialog {
    /// Draws the dialog; false when it is done with.
    pub fn show(&mut self, ui: &Ui, cx: &mut Cx<'_>) -> bool {
        self.found.keep(cx.revision.customers, || cx.worker.ask(duplicates::find));
        match self.doing.outcome() {
            Some(Ok(())) => {
                let words = cx.tf("duplicates-merged", &[("name", self.keeping.as_str().into())]);
                cx.wish(Wish::Done(words));
            }
            Some(Err(fault)) => self.fault = Some(say::fault(cx.lang, &fault)),
            None => {}
        }
        let mut stay = true;
        let mut choice = None;
        let (_, closed) = modal(ui.ctx(), cx.t("duplicates-title"), WIDTH, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
            text::soft(ui, cx.t("duplicates-words"));
            if let Some((title, detail)) = &self.fault {
                banner(ui, cx.lang, Tone::Bad, title, std::slice::from_ref(detail), "", false);
            }
            let most = (ui.ctx().content_rect().height() - 260.0).max(160.0);
            ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
                choice = self.pairs(ui, cx);
            });
            buttons(ui, |ui| {
                stay = !Button::new(cx.t("widgets-close")).show(ui).clicked();
            });
        });
        if let Some((kept, gone, seen, name)) = choice {
            (self.keeping, self.fault) = (name, None);
            self.doing.begin(|| cx.worker.write(cx.user.id, move |work| duplicates::merge(work, kept, gone, seen)));
        }
        stay && !closed
    }

    fn pairs(&self, ui: &mut Ui, cx: &Cx<'_>) -> Option<Choice> {
        let Some(found) = self.found.value() else {
            text::soft(ui, cx.t("widgets-loading"));
            return None;
        };
        if found.is_empty() {
            text::body(ui, cx.t("duplicates-none"));
        }
        let refusal = refusal(cx).or_else(|| self.doing.is_busy().then(|| cx.t("widgets-loading").to_owned()));
        let mut choice = None;
        for (at, pair) in found.iter().enumerate() {
            if at > 0 {
                ui.separator();
            }
            ui.push_id((pair.first.customer.id.0, pair.second.customer.id.0), |ui| {
                ui.horizontal(|ui| {
                    for reason in &pair.reasons {
                        chip(ui, &t_dyn(cx.lang, &format!("duplicates-{}", reason.key())), Tone::Quiet);
                    }
                });
                for (one, other) in [(&pair.first, &pair.second), (&pair.second, &pair.first)] {
                    if side(ui, cx, one, refusal.as_deref()) {
                        let (kept, gone) = (&one.customer, &other.customer);
                        choice = Some((kept.id, gone.id, (one.changes, other.changes), kept.name.clone()));
                    }
                }
            });
        }
        choice
    }
}

/// One of a pair; true when it shall be kept.
fn side(ui: &mut Ui, cx: &Cx<'_>, kept: &Kept, refusal: Option<&str>) -> bool {
    let customer = &kept.customer;
    let mut keep = false;
    let row = egui::vec2(ui.available_width(), theme::CONTROL);
    ui.allocate_ui_with_layout(row, egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let called = cx.tf("duplicates-keep-called", &[("code", customer.code.as_str().into())]);
        keep = Button::new(cx.t("duplicates-keep")).called(&called).refusal(refusal).show(ui).clicked();
        let owed = cx.tf("duplicates-owed", &[("amount", money(kept.exposure.total()).into())]);
        column(ui, OWED, &owed, false);
        column(ui, REACHED, &reached(customer), false);
        let name = ui.available_width() - CODE - theme::GAP;
        column(ui, name, &customer.name, true);
        column(ui, CODE, &customer.code, false);
    });
    keep
}

/// A text in a column, so that the two files of a pair stand one below the other.
fn column(ui: &mut Ui, width: f32, words: &str, strong: bool) {
    let palette = theme::palette(ui);
    let (size, ink) =
        if strong { (theme::Type::BodyStrong, palette.ink) } else { (theme::Type::Body, palette.ink_soft) };
    let room = egui::vec2(width, theme::CONTROL);
    ui.allocate_ui_with_layout(room, egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.set_min_width(width);
        ui.add(egui::Label::new(text::rich(words.to_owned(), size, ink)).truncate());
    });
}

fn reached(customer: &Customer) -> String {
    customer.contacts.first().map(|contact| format!("{} {}", contact.name, contact.phone)).unwrap_or_default()
}

/// Why the person may not make customers one.
pub(super) fn refusal(cx: &Cx<'_>) -> Option<String> {
    (!may(cx.user, Right::MergeCustomers)).then(|| say::refusal(cx.lang, &Refusal::NotAllowed(Right::MergeCustomers)))
}
