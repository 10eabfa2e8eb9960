//! Whose turn it is, since when, until when, and whether anybody there has looked.

use eframe::egui;
use egui::{CornerRadius, Frame, Margin, Ui};

use crate::domain::orders::Task;
use crate::i18n::t_dyn;
use crate::ops::orders::Dossier;
use crate::ui::clock;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Tone, Type};
use crate::ui::widgets::chip::chip;
use crate::ui::widgets::text;

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier) {
    let palette = theme::palette(ui);
    let tasks = &dossier.order.tasks;
    if tasks.is_empty() {
        return;
    }
    let margin = Margin::symmetric(theme::GAP_WIDE as i8, theme::GAP as i8);
    let frame = Frame::new().fill(palette.ground).corner_radius(CornerRadius::same(theme::RADIUS)).inner_margin(margin);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = theme::GRID;
        for task in tasks {
            show_task(ui, cx, dossier, task);
        }
    });
}

fn show_task(ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier, task: &Task) {
    let palette = theme::palette(ui);
    let (due, tone) = clock::due(cx.lang, cx.company, cx.now, dossier.due(task), dossier.urgency(task, cx.now));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.spacing_mut().interact_size.y = theme::CHIP;
        let desk = t_dyn(cx.lang, &format!("department-{}", task.desk.key()));
        let step = t_dyn(cx.lang, &format!("step-{}", task.step.key()));
        text::caption(ui, cx.t("orders-turn"));
        ui.label(text::rich(format!("{desk} · {step}"), Type::BodyStrong, palette.ink));
        chip(ui, &due, if tone == Tone::Quiet { Tone::Accent } else { tone });
        let since = clock::moment(cx.lang, cx.company, cx.now, task.since);
        text::caption(ui, &cx.tf("orders-since", &[("when", since.into())]));
        let seen = match &task.seen {
            Some(mark) => cx.tf("orders-seen-by", &[("who", dossier.name(mark.by).into())]),
            None => cx.t("orders-unseen").to_owned(),
        };
        text::caption(ui, &seen);
    });
}
