//! Everything in the store by lot: how long it may still be sold, how much is free, what quality control says.

use eframe::egui;
use egui::{Id, Ui};

use crate::domain::people::{Right, may};
use crate::domain::products::Product;
use crate::domain::search_text::{found, haystack, needle};
use crate::domain::stock::{Lot, LotState, remaining_days};
use crate::i18n::{date, t_dyn, whole};
use crate::ops::stock;
use crate::ops::words::packs_in;
use crate::ui::ask::Ask;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::theme::Tone;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::field::search_box;
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};
use crate::ui::widgets::text;

/// Lots shown at most; a store holds far fewer.
const MOST: i64 = 20_000;

type Row = (Lot, Option<Product>);

/// The list.
#[derive(Default)]
pub struct StockList {
    words: String,
    lots: Ask<Vec<Row>, (u64, u64)>,
    fitting: Vec<usize>,
    fits: Option<(String, (u64, u64))>,
    table: TableState,
}

impl StockList {
    /// The search box, and what brings stock in.
    pub fn tools(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if may(cx.user, Right::KeepStock) && Button::new(cx.t("desk-bring-in")).icon(Icon::Import).show(ui).clicked() {
            cx.wish(Wish::Import);
        }
        search_box(ui, cx.lang, cx.t("desk-find-lot"), &mut self.words, 240.0);
        text::caption(ui, &cx.tf("widgets-rows", &[("count", self.fitting.len().into())]));
    }

    fn keep(&mut self, cx: &Cx<'_>) {
        let key = (cx.revision.stock, cx.revision.orders);
        self.lots.keep(key, || cx.worker.ask(move |office| stock::page(office, 0, MOST)));
        let wanted = needle(&self.words);
        let fits = (wanted.clone(), key);
        let Some(lots) = self.lots.value() else { return };
        if self.fits.as_ref() == Some(&fits) && !self.lots.is_waiting() && self.fitting.len() <= lots.len() {
            return;
        }
        let fit = |row: &Row| wanted.is_empty() || found(&words_of(row), &wanted);
        self.fitting = lots.iter().enumerate().filter(|(_, row)| fit(row)).map(|(at, _)| at).collect();
        self.fits = (!self.lots.is_waiting()).then_some(fits);
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.keep(cx);
        let columns = [
            Column::new("goods", cx.t("steps-goods"), 180.0).grows(),
            Column::new("specification", cx.t("desk-specification"), 96.0).gives_way(4),
            Column::new("lot", cx.t("steps-lot"), 128.0),
            Column::new("state", cx.t("desk-state"), 116.0),
            Column::new("produced", cx.t("steps-output-day"), 96.0).gives_way(3),
            Column::new("expiry", cx.t("steps-expiry"), 96.0),
            Column::figures("days", cx.t("desk-days-left"), 84.0),
            Column::figures("on-hand", cx.t("steps-stock-on-hand"), 104.0),
            Column::figures("reserved", cx.t("steps-stock-reserved"), 104.0).gives_way(2),
            Column::figures("free", cx.t("steps-stock-available"), 104.0),
            Column::new("place", cx.t("steps-place"), 130.0).gives_way(1),
        ];
        let searched = !self.words.trim().is_empty();
        let sentence = if searched { cx.t("widgets-nothing-found") } else { cx.t("desk-no-stock") };
        let empty = Empty { icon: Icon::Carton, sentence, step: "" };
        let lots = self.lots.value().map_or(&[][..], Vec::as_slice);
        let fitting = &self.fitting;
        Table::new(Id::unique("stock"), cx.t("desk-stock"), &columns, fitting.len())
            .empty(empty)
            .counting(self.lots.value().is_none())
            .show(ui, &mut self.table, |row| match fitting.get(row.index).and_then(|at| lots.get(*at)) {
                Some(lot) => paint(row, cx, lot),
                None => row.waiting(),
            });
    }
}

fn words_of((lot, product): &Row) -> String {
    let of_product = product.as_ref().map(|product| {
        [
            product.name.as_str(),
            product.name_hant.as_str(),
            product.name_en.as_str(),
            product.code.as_str(),
            product.barcode.as_str(),
        ]
    });
    let mut parts = vec![lot.code.as_str(), lot.place.as_str()];
    parts.extend(of_product.into_iter().flatten());
    haystack(&parts)
}

/// The colour of a lot's state.
fn tone_of(state: LotState) -> Tone {
    match state {
        LotState::Quarantined => Tone::Warn,
        LotState::Released => Tone::Good,
        LotState::Rejected => Tone::Bad,
    }
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, (lot, product): &Row) {
    let show = |base: i64| match product {
        _ if base == 0 => "—".to_owned(),
        Some(product) => packs_in(cx.lang, &product.packs).show(base),
        None => whole(base),
    };
    row.cell("goods").text(product.as_ref().map(|product| product.name_in(cx.lang.tag())).unwrap_or_default());
    row.cell("specification").soft(product.as_ref().map(|product| product.specification.as_str()).unwrap_or_default());
    row.cell("lot").strong(&lot.code);
    row.cell("state").chip(&t_dyn(cx.lang, &format!("lot-{}", lot.state.key())), tone_of(lot.state));
    row.cell("produced").soft(&date(lot.produced));
    row.cell("expiry").text(&date(lot.expiry));
    let days = remaining_days(lot.expiry, cx.today);
    // Below a third of its life a lot is hard to sell to most customers.
    let life = product.as_ref().map_or(0, |product| product.shelf_life_days);
    let tone = match days {
        days if days < 0 => Tone::Bad,
        days if days * 3 < life => Tone::Warn,
        _ => Tone::Quiet,
    };
    let word = if days < 0 { cx.t("desk-expired").to_owned() } else { cx.tf("desk-days", &[("days", days.into())]) };
    row.cell("days").toned(&word, tone);
    row.cell("on-hand").text(&show(lot.on_hand));
    row.cell("reserved").soft(&show(lot.reserved));
    row.cell("free").strong(&show(lot.available()));
    row.cell("place").soft(&lot.place);
}
