//! The goods of an order: its lines with their stock, what is being made, what has been picked and sent.

use eframe::egui::Ui;

use crate::domain::ids::ProductId;
use crate::domain::orders::{Line, Order, Production, Shipment, ShipmentLine, shipped, shortage};
use crate::i18n::{Lang, date, listed, money, temperature, whole};
use crate::ops::orders::Dossier;
use crate::ops::words::packs_in;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::plain::{PlainCell, PlainColumn, plain_table};
use crate::ui::widgets::text;

/// A quantity in the product's own packs.
pub fn packed(lang: Lang, dossier: &Dossier, product: ProductId, base: i64) -> String {
    let product = dossier.products.get(&product);
    product.map_or_else(|| whole(base), |product| packs_in(lang, &product.packs).show(base))
}

/// The goods in the reader's language, as the list of goods has them; else as they were written down.
fn name_of(cx: &Cx<'_>, dossier: &Dossier, line: &Line) -> String {
    let product = dossier.products.get(&line.product);
    product.map_or_else(|| line.name.clone(), |product| product.name_in(cx.lang.tag()).to_owned())
}

fn column(title: &str, width: f32, figures: bool) -> PlainColumn<'_> {
    PlainColumn { title, width, figures }
}

pub(super) fn show_lines(ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier) {
    let order = &dossier.order;
    let columns = [
        column(cx.t("orders-goods"), 130.0, false),
        column(cx.t("orders-quantity"), 128.0, true),
        column(cx.t("orders-price"), 76.0, true),
        column(cx.t("orders-amount"), 100.0, true),
    ];
    let mut rows: Vec<Vec<PlainCell>> = order
        .content
        .lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            vec![
                PlainCell::new(name_of(cx, dossier, line).as_str()).under(under_name(cx, order, index + 1, line)),
                quantity_cell(cx, dossier, index + 1, line),
                PlainCell::new(money(line.price.minor)).under(unit_of_price(cx, dossier, line.product, line.price.per)),
                PlainCell::new(money(line.amount())),
            ]
        })
        .collect();
    let total = money(order.content.amount());
    let label = format!("{} {}", cx.t("orders-total"), order.content.currency.code());
    rows.push(vec![PlainCell::strong(label), PlainCell::default(), PlainCell::default(), PlainCell::strong(total)]);
    ui.add_space(theme::GAP);
    text::section(ui, cx.t("orders-lines"));
    ui.scope(|ui| plain_table(ui, &columns, &rows));
}

/// The specification, and the days of the line where they are not the order's.
fn under_name(cx: &Cx<'_>, order: &Order, line: usize, content: &Line) -> String {
    let mut words = vec![content.specification.clone()];
    words.extend(content.requested.map(|day| cx.tf("dates-line-wished", &[("day", date(day).into())])));
    let promised = order.review.date.iter().flat_map(|review| &review.lines).find(|(of, _)| *of == line);
    words.extend(promised.map(|(_, day)| cx.tf("dates-line-promised", &[("day", date(*day).into())])));
    words.retain(|word| !word.is_empty());
    words.join(" · ")
}

fn unit_of_price(cx: &Cx<'_>, dossier: &Dossier, product: ProductId, per: i64) -> String {
    let product = dossier.products.get(&product);
    let unit = product.map_or_else(|| whole(per), |product| packs_in(cx.lang, &product.packs).show_per(per));
    format!("/ {unit}")
}

/// The quantity, and under it what is there, missing or gone.
fn quantity_cell(cx: &Cx<'_>, dossier: &Dossier, line: usize, content: &Line) -> PlainCell {
    let order = &dossier.order;
    let product = content.product;
    if content.quantity == 0 {
        return PlainCell::new(cx.t("changes-dropped")).tone(Tone::Quiet);
    }
    let cell = PlainCell::new(packed(cx.lang, dossier, product, content.quantity));
    let told = |key: &str, base: i64| cx.tf(key, &[("quantity", packed(cx.lang, dossier, product, base).into())]);
    let state = order.lines.get(line - 1);
    let reserved: i64 = state.map_or(0, |state| state.reserved.iter().map(|part| part.quantity).sum());
    let mut words = Vec::new();
    let gone = shipped(order, line);
    if gone > 0 {
        words.push((told("orders-shipped", gone), Tone::Good));
    }
    if order.review.stock.is_some() && shortage(order, line) > 0 {
        words.push((told("orders-short", shortage(order, line)), Tone::Bad));
    }
    if reserved > 0 {
        words.push((told("orders-reserved", reserved), Tone::Quiet));
    }
    if let Some(cancelled) = state.map(|state| state.cancelled).filter(|cancelled| *cancelled > 0) {
        words.push((told("orders-cancelled-part", cancelled), Tone::Quiet));
    }
    let tone = words.first().map_or(Tone::Quiet, |(_, tone)| *tone);
    let words: Vec<String> = words.into_iter().map(|(word, _)| word).collect();
    cell.under(listed(cx.lang, &words)).under_tone(tone)
}

pub(super) fn show_productions(ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier) {
    if dossier.order.productions.is_empty() {
        return;
    }
    let columns = [
        column(cx.t("orders-productions"), 130.0, false),
        column(cx.t("orders-planned"), 92.0, false),
        column(cx.t("orders-output"), 140.0, false),
        column(cx.t("orders-inspection"), 92.0, false),
    ];
    let rows: Vec<_> =
        dossier.order.productions.iter().map(|production| production_row(cx, dossier, production)).collect();
    ui.scope(|ui| plain_table(ui, &columns, &rows));
}

fn production_row(cx: &Cx<'_>, dossier: &Dossier, production: &Production) -> Vec<PlainCell> {
    let line = dossier.order.line(production.line);
    let quantity = |base: i64| line.map_or_else(|| whole(base), |line| packed(cx.lang, dossier, line.product, base));
    let name = line.map(|line| name_of(cx, dossier, line)).unwrap_or_default();
    let waits = || PlainCell::new(cx.t("orders-waits"));
    let output = production.output.as_ref().map_or_else(waits, |output| {
        let lot = cx.tf("orders-lot", &[("code", output.code.as_str().into())]);
        PlainCell::new(quantity(output.quantity)).under(format!("{lot} · {}", date(output.produced)))
    });
    let inspection = match (&production.output, &production.inspection) {
        (_, Some(inspection)) if inspection.passed => {
            PlainCell::new(cx.t("orders-passed")).tone(Tone::Good).under(inspection.report.as_str())
        }
        (_, Some(inspection)) => {
            PlainCell::new(cx.t("orders-failed")).tone(Tone::Bad).under(inspection.finding.as_str())
        }
        (Some(_), None) => waits(),
        (None, None) => PlainCell::default(),
    };
    let title = cx.tf("orders-production-no", &[("no", production.no.into())]);
    vec![
        PlainCell::new(title).under(format!("{name} · {}", production.responsible)),
        PlainCell::new(quantity(production.quantity)).under(date(production.due)),
        output,
        inspection,
    ]
}

pub(super) fn show_shipments(ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier) {
    if dossier.order.shipments.is_empty() {
        return;
    }
    let columns = [
        column(cx.t("orders-shipments"), 110.0, false),
        column(cx.t("orders-notice"), 146.0, false),
        column(cx.t("orders-dispatch"), 108.0, false),
        column(cx.t("orders-delivery"), 92.0, false),
    ];
    let rows: Vec<_> = dossier.order.shipments.iter().map(|shipment| shipment_row(cx, dossier, shipment)).collect();
    ui.scope(|ui| plain_table(ui, &columns, &rows));
}

fn shipment_row(cx: &Cx<'_>, dossier: &Dossier, shipment: &Shipment) -> Vec<PlainCell> {
    let title = cx.tf("orders-shipment-no", &[("no", shipment.no.into())]);
    let goods: Vec<String> = shipment.lines.iter().map(|part| goods_of(cx, dossier, part)).collect();
    let head = match &shipment.reversed {
        Some((reason, _)) => {
            let words = cx.tf("orders-reversed", &[("reason", reason.as_str().into())]);
            PlainCell::new(title).tone(Tone::Bad).under(words)
        }
        None => PlainCell::new(title).under(listed(cx.lang, &goods)),
    };
    let waits = || PlainCell::new(cx.t("orders-waits"));
    let notice = shipment.notice.as_ref().map_or_else(waits, |notice| {
        let expected = cx.tf("orders-expected", &[("day", date(notice.expected).into())]);
        PlainCell::new(expected).under(format!("{} {}", notice.carrier, notice.waybill))
    });
    let dispatch = shipment.dispatch.as_ref().map_or_else(waits, |dispatch| {
        let cold = dispatch.temperature.map(temperature).unwrap_or_default();
        PlainCell::new(dispatch.vehicle.as_str()).under(format!("{} {cold}", dispatch.driver))
    });
    let delivery = shipment.delivery.as_ref().map_or_else(waits, |delivery| {
        let tone = if delivery.differences.is_empty() { Tone::Good } else { Tone::Warn };
        PlainCell::new(date(delivery.on)).tone(tone).under(delivery.signed_by.as_str())
    });
    vec![head, notice, dispatch, delivery]
}

fn goods_of(cx: &Cx<'_>, dossier: &Dossier, part: &ShipmentLine) -> String {
    let order: &Order = &dossier.order;
    let Some(line) = order.line(part.line) else { return whole(part.quantity) };
    format!("{} {}", name_of(cx, dossier, line), packed(cx.lang, dossier, line.product, part.quantity))
}
