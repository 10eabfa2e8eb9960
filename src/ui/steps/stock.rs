//! Stock review and later reservation (II.4): per line what is there, what will be held from which lots, what is short.

use eframe::egui;
use egui::Ui;

use super::data::Reservation;
use super::parts;
use super::table::{Cell, Col, remaining, table};
use super::{At, Form, data};
use crate::domain::orders::{Command, LineStock};
use crate::domain::stock::{Lot, LotQuantity, LotState, remaining_days};
use crate::i18n::{date, t_dyn};
use crate::ui::theme::Tone;
use crate::ui::widgets::text;

pub(super) struct Stock {
    pub review: bool,
}

/// Base units of a line's goods: on hand in all lots, held by orders, free.
fn sums(lots: &[Lot]) -> (i64, i64, i64) {
    // Released lots alone, so that what is on hand less what is reserved is what is free.
    let good = lots.iter().filter(|lot| lot.state == LotState::Released);
    good.fold((0, 0, 0), |sum, lot| (sum.0 + lot.on_hand, sum.1 + lot.reserved, sum.2 + lot.available()))
}

fn show_sums(ui: &mut Ui, at: &At<'_>, found: &[LineStock]) {
    let cols = [
        Col::words(at.t("steps-goods"), 0.0),
        Col::figures(at.t("steps-wanted"), 92.0),
        Col::figures(at.t("steps-stock-on-hand"), 92.0),
        Col::figures(at.t("steps-stock-reserved"), 92.0),
        Col::figures(at.t("steps-stock-available"), 92.0),
        Col::figures(at.t("steps-stock-will-hold"), 92.0),
        Col::figures(at.t("steps-stock-short"), 92.0),
    ];
    let rows = found.iter().filter_map(|stock| {
        let content = at.dossier.order.line(stock.line)?;
        let lots = at.dossier.lots.get(&content.product).map_or(&[][..], Vec::as_slice);
        let (on_hand, reserved, available) = sums(lots);
        let show =
            |base: i64| if base == 0 { "—".to_owned() } else { data::show_quantity(at.dossier, stock.line, base) };
        let held: i64 = stock.reserved.iter().map(|part| part.quantity).sum();
        let short = if stock.short > 0 {
            Cell::Toned(show(stock.short), Tone::Bad)
        } else {
            Cell::Toned("—".into(), Tone::Quiet)
        };
        Some(vec![
            Cell::Text(data::line_name(at.dossier, stock.line, at.lang.tag())),
            Cell::Text(show(content.quantity)),
            Cell::Text(show(on_hand)),
            Cell::Text(show(reserved)),
            Cell::Text(show(available)),
            Cell::Strong(show(held)),
            short,
        ])
    });
    table(ui, &cols, rows.collect::<Vec<_>>());
}

fn show_lots(ui: &mut Ui, at: &At<'_>, found: &[LineStock]) {
    let parts: Vec<_> =
        found.iter().flat_map(|stock| stock.reserved.iter().map(move |part| (stock.line, part))).collect();
    if parts.is_empty() {
        return;
    }
    text::section(ui, at.t("steps-stock-lots"));
    let cols = [
        Col::words(at.t("steps-lot"), 130.0),
        Col::words(at.t("steps-goods"), 0.0),
        Col::words(at.t("steps-expiry"), 100.0),
        Col::figures(at.t("steps-remaining"), 96.0),
        Col::figures(at.t("steps-stock-will-hold"), 110.0),
    ];
    let rows = parts.iter().filter_map(|(line, part)| {
        let lot = data::lot(at.dossier, part.lot)?;
        let rule = data::freshness(at.dossier, *line, at.today)?;
        let days = remaining_days(lot.expiry, rule.arrival);
        Some(vec![
            Cell::Text(lot.code.clone()),
            Cell::Toned(data::line_name(at.dossier, *line, at.lang.tag()), Tone::Quiet),
            Cell::Text(date(lot.expiry)),
            remaining(at, days, rule.days_needed(), Tone::Quiet),
            Cell::Text(data::show_quantity(at.dossier, *line, part.quantity)),
        ])
    });
    table(ui, &cols, rows.collect::<Vec<_>>());
}

/// What is held now and will go back to the store, with the reason: nobody shall wonder afterwards where it went.
fn show_let_go(ui: &mut Ui, at: &At<'_>, let_go: &[(usize, LotQuantity)]) {
    if let_go.is_empty() {
        return;
    }
    text::section(ui, at.t("steps-stock-let-go"));
    let cols = [
        Col::words(at.t("steps-lot"), 130.0),
        Col::words(at.t("steps-goods"), 0.0),
        Col::words(at.t("steps-expiry"), 100.0),
        Col::words(at.t("steps-stock-why-let-go"), 200.0),
        Col::figures(at.t("steps-stock-will-let-go"), 110.0),
    ];
    let rows = let_go.iter().map(|(line, part)| {
        let lot = data::lot(at.dossier, part.lot);
        vec![
            Cell::Text(lot.map(|lot| lot.code.clone()).unwrap_or_default()),
            Cell::Toned(data::line_name(at.dossier, *line, at.lang.tag()), Tone::Quiet),
            Cell::Text(lot.map(|lot| date(lot.expiry)).unwrap_or_default()),
            Cell::Toned(why_let_go(at, *line, lot), Tone::Bad),
            Cell::Text(data::show_quantity(at.dossier, *line, part.quantity)),
        ]
    });
    table(ui, &cols, rows.collect::<Vec<_>>());
    parts::sentence(ui, Tone::Warn, at.t("steps-stock-let-go-means"));
}

/// Why a lot is no longer held.
fn why_let_go(at: &At<'_>, line: usize, lot: Option<&Lot>) -> String {
    let (Some(lot), Some(rule)) = (lot, data::freshness(at.dossier, line, at.today)) else { return String::new() };
    if lot.state != LotState::Released {
        return t_dyn(at.lang, &format!("lot-{}", lot.state.key()));
    }
    let remaining = remaining_days(lot.expiry, rule.arrival);
    at.tf("steps-days-of", &[("days", remaining.into()), ("needed", rule.days_needed().into())])
}

impl Form for Stock {
    fn show(&mut self, ui: &mut Ui, at: &At<'_>) {
        let Reservation { lines: found, let_go } = data::reservation(at.dossier, at.user, at.now);
        if !found.is_empty() {
            show_sums(ui, at, &found);
        }
        show_lots(ui, at, &found);
        show_let_go(ui, at, &let_go);
        let short = found.iter().filter(|stock| stock.short > 0).count();
        if short > 0 {
            parts::sentence(ui, Tone::Warn, &at.tf("steps-stock-some-short", &[("count", short.into())]));
        } else if !found.is_empty() && let_go.is_empty() {
            parts::sentence(ui, Tone::Good, at.t("steps-stock-all-there"));
        }
    }

    fn command(&self, _at: &At<'_>) -> Result<Command, String> {
        Ok(if self.review { Command::ReviewStock } else { Command::Reserve })
    }

    fn width(&self) -> f32 {
        820.0
    }
}
