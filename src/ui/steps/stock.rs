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
    review: bool,
    /// Production is asked about what is short, in the same step.
    asks: bool,
    note: String,
}

impl Stock {
    pub fn new(review: bool) -> Self {
        Stock { review, asks: true, note: String::new() }
    }
}

/// What is left for others; below zero it is what is missing.
fn left(at: &At<'_>, line: usize, base: i64) -> Cell<'static> {
    match base {
        0 => Cell::Text("0".to_owned()),
        base if base < 0 => Cell::Toned(format!("−{}", data::show_quantity(at.dossier, line, -base)), Tone::Bad),
        base => Cell::Text(data::show_quantity(at.dossier, line, base)),
    }
}

fn show_sums(ui: &mut Ui, at: &At<'_>, found: &[LineStock]) {
    let cols = [
        Col::words(at.t("steps-goods"), 0.0),
        Col::figures(at.t("steps-wanted"), 92.0),
        Col::figures(at.t("dates-on-hand"), 106.0),
        Col::figures(at.t("dates-reserved"), 100.0),
        Col::figures(at.t("dates-expected"), 100.0),
        Col::figures(at.t("dates-projected"), 130.0),
        Col::figures(at.t("steps-stock-will-hold"), 106.0),
        Col::figures(at.t("steps-stock-short"), 100.0),
    ];
    let rows = found.iter().filter_map(|stock| {
        let content = at.dossier.order.line(stock.line)?;
        let standing = stock.standing.unwrap_or_default();
        let show =
            |base: i64| if base == 0 { "—".to_owned() } else { data::show_quantity(at.dossier, stock.line, base) };
        let held: i64 = stock.reserved.iter().map(|part| part.quantity).sum();
        let short = if stock.short > 0 {
            Cell::Toned(show(stock.short), Tone::Bad)
        } else {
            Cell::Toned("—".into(), Tone::Quiet)
        };
        let expected = match standing.expected_on {
            Some(day) => {
                let values = [("quantity", show(standing.expected).into()), ("day", date(day).into())];
                Cell::Told(show(standing.expected), Tone::Quiet, at.tf("dates-expected-on", &values))
            }
            None => Cell::Toned("—".into(), Tone::Quiet),
        };
        Some(vec![
            Cell::Text(data::line_name(at.dossier, stock.line, at.lang.tag())),
            Cell::Text(show(content.quantity)),
            Cell::Text(show(standing.on_hand)),
            Cell::Text(show(standing.reserved)),
            expected,
            left(at, stock.line, standing.projected),
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
            if self.review {
                parts::tick(ui, &mut self.asks, at.t("dates-ask-too"));
                if self.asks {
                    parts::lines(ui, at.t("dates-question-note"), &mut self.note, false, 2);
                }
            }
        } else if !found.is_empty() && let_go.is_empty() {
            parts::sentence(ui, Tone::Good, at.t("steps-stock-all-there"));
        }
    }

    fn command(&self, at: &At<'_>) -> Result<Command, String> {
        if !self.review {
            return Ok(Command::Reserve);
        }
        let found = data::reservation(at.dossier, at.user, at.now).lines;
        let asks = self.asks && found.iter().any(|stock| stock.short > 0);
        let note = self.note.trim().to_owned();
        Ok(if asks { Command::ReviewStockAndAsk { note } } else { Command::ReviewStock })
    }

    fn width(&self) -> f32 {
        940.0
    }
}
