//! How the goods of the line under the keyboard stand (II.4, F23): the figures that the stock review will show, while the customer
//! is still on the telephone.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use eframe::egui::{self, Align, Id, Ui, vec2};

use super::CallSheet;
use crate::domain::ids::ProductId;
use crate::domain::orders::LineStock;
use crate::domain::orders::decide::{freshness_of, look};
use crate::domain::products::Product;
use crate::domain::stock::Lot;
use crate::i18n::date;
use crate::ops::stock;
use crate::ops::words::packs_in;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Tone, Type};
use crate::ui::widgets::date::{Lean, parse_date};
use crate::ui::widgets::text;

/// A figure: what it is, how much, its meaning, and the whole sentence for the pointer.
struct Figure {
    label: &'static str,
    value: String,
    tone: Tone,
    told: Option<String>,
}

impl CallSheet {
    /// Asks for the goods of the sheet, and anew when stock or orders changed anywhere.
    pub(super) fn ask_outlook(&mut self, cx: &Cx<'_>) {
        let mut products: Vec<ProductId> = self.form.lines.iter().filter_map(|line| line.product).collect();
        products.sort_unstable();
        products.dedup();
        // What a confirmed order holds and makes already is told by the desks that answer for it.
        if products.is_empty() || self.form.asking.is_some() {
            return;
        }
        let own = self.form.order.map(|(id, _, _)| id);
        let key = (own, products, cx.revision.stock, cx.revision.orders);
        let wanted = key.1.clone();
        self.outlook.keep(key, || cx.worker.ask(move |office| stock::outlook(office, &wanted, own)));
    }

    /// Remembers the line that has the keyboard.
    pub(super) fn follow_line(&mut self, ui: &Ui, grid: Id, columns: usize) {
        let focused = ui.memory(|memory| memory.focused());
        let has_keyboard = |line: &usize| (0..columns).any(|column| focused == Some(grid.with((*line, column))));
        self.line_looked_at = (0..self.form.lines.len()).find(has_keyboard).unwrap_or(self.line_looked_at);
    }

    /// What a review of the stock would say of a line, from 0, with the lines before it.
    fn line_stock(&self, cx: &Cx<'_>, at: usize) -> Option<LineStock> {
        let outlook = self.outlook.value()?;
        let customer = self.customer().map(|caller| &caller.customer);
        let own = self.form.order.map(|(id, _, _)| id);
        let mut left: BTreeMap<ProductId, Vec<Lot>> = BTreeMap::new();
        let mut found = None;
        for line in 0..=at {
            let Some(id) = self.form.lines.get(line).and_then(|line| line.product) else { continue };
            let (Some((product, _)), Some(known)) = (self.goods.get(&id), outlook.get(&id)) else { continue };
            let lots = left.entry(id).or_insert_with(|| known.lots.clone());
            let day = self.wished(cx, line).unwrap_or(cx.today);
            let freshness = freshness_of(product, customer, day, cx.today);
            let wanted = self.form.quantity(line, &self.goods).unwrap_or(0);
            let stock = look(lots, &known.expected, own, wanted, &freshness);
            found = (line == at).then_some(LineStock { line: line + 1, ..stock });
        }
        found
    }

    /// The day of a line, from 0: its own, else the order's.
    fn wished(&self, cx: &Cx<'_>, at: usize) -> Option<NaiveDate> {
        let own = parse_date(&self.form.lines.get(at)?.day, cx.today, Lean::Ahead).ok();
        own.or_else(|| self.form.requested_day(cx.today))
    }

    /// The figures, in two rows, and what is short.
    pub(super) fn show_standing(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let at = self.line_looked_at;
        let Some(stock) = self.line_stock(cx, at) else { return };
        let product = self.form.lines.get(at).and_then(|line| line.product).and_then(|id| self.goods.get(&id));
        let Some((product, _)) = product else { return };
        let day = self.wished(cx, at);
        let title = match day {
            Some(day) => cx.tf("orders-standing-on", &[("line", (at + 1).into()), ("day", date(day).into())]),
            None => cx.tf("orders-standing", &[("line", (at + 1).into())]),
        };
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = theme::GRID;
            text::section(ui, &title);
            show_figures(ui, &figures(cx, product, &stock, day));
            if stock.short > 0 {
                let show = |base: i64| packs_in(cx.lang, &product.packs).show(base);
                let held: i64 = stock.reserved.iter().map(|part| part.quantity).sum();
                let values = [("held", show(held).into()), ("short", show(stock.short).into())];
                let palette = theme::palette(ui);
                let words = cx.tf("orders-standing-short", &values);
                ui.add(egui::Label::new(text::rich(words, Type::Caption, palette.word(Tone::Warn))).wrap());
            }
        });
    }
}

fn figures(cx: &Cx<'_>, product: &Product, stock: &LineStock, day: Option<NaiveDate>) -> [Figure; 4] {
    let packs = packs_in(cx.lang, &product.packs);
    let standing = stock.standing.unwrap_or_default();
    let show = |base: i64| match base {
        0 => "0".to_owned(),
        base if base < 0 => format!("−{}", packs.show(-base)),
        base => packs.show(base),
    };
    let plain = |label, value| Figure { label: cx.t(label), value, tone: Tone::Quiet, told: None };
    let expected = match standing.expected_on {
        Some(on) => {
            let told =
                cx.tf("dates-expected-on", &[("quantity", show(standing.expected).into()), ("day", date(on).into())]);
            // What comes after the day on which it is wanted is no help for that day.
            let late = day.is_some_and(|day| on > day);
            let value = format!("{} · {}", show(standing.expected), &date(on)[5..]);
            let tone = if late { Tone::Warn } else { Tone::Quiet };
            Figure { label: cx.t("dates-expected"), value, tone, told: Some(told) }
        }
        None => plain("dates-expected", show(0)),
    };
    let left = Figure {
        tone: if standing.projected < 0 { Tone::Bad } else { Tone::Quiet },
        ..plain("dates-projected", show(standing.projected))
    };
    [plain("dates-on-hand", show(standing.on_hand)), plain("dates-reserved", show(standing.reserved)), expected, left]
}

/// Two figures a row, or one where a language needs more room than half a row.
fn show_figures(ui: &mut Ui, figures: &[Figure; 4]) {
    let half = (ui.available_width() - theme::PAGE) / 2.0;
    let needs = |figure: &Figure| {
        let width = |words: &str, size| text::width(ui.painter(), words, size);
        width(figure.label, Type::Caption) + theme::GAP + width(&figure.value, Type::Body)
    };
    let in_a_row = if figures.iter().all(|figure| needs(figure) <= half) { 2 } else { 1 };
    for row in figures.chunks(in_a_row) {
        figure_row(ui, row);
    }
}

/// Figures beside one another, each with its label on the left and its value on the right.
fn figure_row(ui: &mut Ui, row: &[Figure]) {
    let palette = theme::palette(ui);
    let width = ui.available_width();
    let (area, response) = ui.allocate_exact_size(vec2(width, theme::CHIP), egui::Sense::hover());
    let spoken: Vec<String> = row.iter().map(|figure| format!("{} {}", figure.label, figure.value)).collect();
    let spoken = spoken.join(", ");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    let column = (width - theme::PAGE * (row.len() as f32 - 1.0)) / row.len() as f32;
    for (at, figure) in row.iter().enumerate() {
        let left = area.left() + at as f32 * (column + theme::PAGE);
        let room = egui::Rect::from_min_size(egui::pos2(left, area.top()), vec2(column, area.height()));
        let (label, _) =
            text::paint_line(ui.painter(), room, figure.label, Type::Caption, palette.ink_soft, Align::Min);
        let rest = room.with_min_x(label.right() + theme::GAP);
        let ink = if figure.tone == Tone::Quiet { palette.ink } else { palette.word(figure.tone) };
        text::paint_line(ui.painter(), rest, &figure.value, Type::Body, ink, Align::Max);
        if let Some(told) = figure.told.as_ref().filter(|_| ui.rect_contains_pointer(room)) {
            response.clone().on_hover_text(told);
        }
    }
}
