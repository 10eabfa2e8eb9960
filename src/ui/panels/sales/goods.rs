//! Goods: the list with a search, and beside it what a product is, how it is packed, kept and priced, and what is in store.

use eframe::egui;
use egui::{Frame, Id, ScrollArea, Ui};

use super::file_form;
use super::goods_form::GoodsForm;
use crate::domain::ids::ProductId;
use crate::domain::orders::Refusal;
use crate::domain::people::{Right, may};
use crate::domain::products::{Product, TemperatureRange, barcode_is_valid};
use crate::i18n::{Lang, listed, money, temperature};
use crate::ops::products::{self, Kept};
use crate::ops::search;
use crate::ops::words::packs_in;
use crate::ui::ask::Ask;
use crate::ui::chosen::beside;
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::rows::Rows;
use crate::ui::say;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::bar::heading;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::chip::chip;
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::field::search_box;
use crate::ui::widgets::split::Split;
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};

/// The most that a search shows.
const FOUND: usize = 500;

/// The sub-tab.
#[derive(Default)]
pub struct GoodsList {
    typed: String,
    words: String,
    rows: Rows<Product, String>,
    table: TableState,
    shown: Option<Product>,
    /// The product with its stock and the count of its changes, for the form.
    stock: Ask<Beside, (ProductId, u64, u64)>,
    form: Option<GoodsForm>,
    /// A product that shall be shown as soon as it is read.
    wanted: Option<ProductId>,
    opening: Ask<Kept, ProductId>,
    /// Where the divider stands.
    pub split: Split,
}

/// What is free of a product, in base units, and the product as kept, for the form.
type Beside = (Vec<(Product, i64)>, Option<Kept>);

impl GoodsList {
    /// Shows a product beside the list.
    pub fn open(&mut self, product: ProductId) {
        self.wanted = Some(product);
        self.opening.forget();
        self.table.clear();
    }

    /// Search and the new-goods button, from the right.
    pub fn tools(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let refusal = refusal(cx);
        let button = Button::new(cx.t("orders-goods-new")).icon(Icon::Plus).refusal(refusal.as_deref());
        if button.show(ui).clicked() {
            self.form = Some(GoodsForm::new());
        }
        let answer = search_box(ui, cx.lang, cx.t("orders-goods-search"), &mut self.typed, 240.0);
        if answer.settled() {
            self.words = self.typed.trim().to_owned();
        }
    }

    /// Fills the room below the bar.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let words = self.words.clone();
        let another = self.rows.keep(self.words.clone(), cx.revision.products, || {
            cx.worker.ask(move |office| match words.as_str() {
                "" => products::count(office),
                words => Ok(search::products(office, words, FOUND)?.len() as i64),
            })
        });
        if another {
            self.table.reset();
        }
        if let Some(wanted) = self.wanted
            && self.opening.keep(wanted, || cx.worker.ask(move |office| products::open(office, wanted)))
        {
            self.shown = self.opening.value().map(|(product, _)| product.clone());
            self.wanted = None;
        }
        if let Some(id) = self.shown.as_ref().map(|product| product.id) {
            let key = (id, cx.revision.products, cx.revision.stock);
            self.stock.keep(key, || {
                cx.worker.ask(move |office| Ok((products::with_stock(office, &[id])?, products::open(office, id).ok())))
            });
        }
        let GoodsList { words, rows, table, shown, stock, form, split: place, .. } = self;
        let known = stock.value();
        let mut change = false;
        let invitation = cx.t("orders-choose-goods");
        beside(
            ui,
            cx,
            place,
            shown,
            invitation,
            |ui, cx, shown| list(ui, cx, words, rows, table, shown),
            |ui, cx, product| {
                let free = known
                    .and_then(|(found, _)| found.iter().find(|(one, _)| one.id == product.id))
                    .map(|(_, free)| *free);
                change = detail(ui, cx, product, free);
            },
        );
        if let Some(kept) = known.and_then(|(_, kept)| kept.clone()).filter(|_| change) {
            *form = Some(GoodsForm::of(&kept));
        }
        if file_form::show(form, ui.ctx(), cx) {
            // What stands beside the list is read again with the list.
            *shown = None;
            table.clear();
        }
    }
}

/// Why the person may not change goods.
fn refusal(cx: &Cx<'_>) -> Option<String> {
    (!may(cx.user, Right::KeepProducts)).then(|| say::refusal(cx.lang, &Refusal::NotAllowed(Right::KeepProducts)))
}

fn list(
    ui: &mut Ui,
    cx: &Cx<'_>,
    words: &str,
    rows: &mut Rows<Product, String>,
    table: &mut TableState,
    shown: &mut Option<Product>,
) {
    let columns = [
        Column::new("code", cx.t("orders-code"), 96.0),
        // English names are long; what stands beside the list too gives way to them.
        Column::new("name", cx.t("orders-goods"), if cx.lang == Lang::En { 250.0 } else { 150.0 }).grows(),
        Column::new("specification", cx.t("orders-specification"), 110.0).gives_way(1),
        Column::figures("price", cx.t("orders-price"), 90.0),
        Column::new("per", "", 70.0).gives_way(2),
        Column::new("storage", cx.t("orders-storage"), 96.0).gives_way(3),
    ];
    let empty = Empty { icon: Icon::Carton, sentence: cx.t("orders-no-goods"), step: "" };
    let answer = Table::new(Id::unique("goods"), cx.t("orders-goods-list"), &columns, rows.len())
        .empty(empty)
        .counting(rows.is_counting())
        .show(ui, table, |row| paint(row, cx, rows));
    rows.fetch(answer.visible.clone(), |offset, limit| {
        let words = words.to_owned();
        cx.worker.ask(move |office| match words.as_str() {
            "" => Ok(products::page(office, offset, limit)?.into_iter().map(|(product, _)| product).collect()),
            words => {
                let found = search::products(office, words, FOUND)?;
                Ok(found.into_iter().skip(offset as usize).take(limit as usize).map(|(product, _)| product).collect())
            }
        })
    });
    let chosen = table.cursor.and_then(|row| rows.get(row));
    let other = chosen != shown.as_ref();
    if let Some(product) = chosen.filter(|_| answer.moved || answer.response.clicked() || other) {
        *shown = Some(product.clone());
        ui.ctx().request_repaint();
    }
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, rows: &Rows<Product, String>) {
    let Some(product) = rows.get(row.index) else { return row.waiting() };
    row.cell("code").soft(&product.code);
    row.cell("name").strong(product.name_in(cx.lang.tag()));
    row.cell("specification").text(&product.specification);
    row.cell("price").text(&money(product.price.minor));
    row.cell("per").soft(&format!("/ {}", packs_in(cx.lang, &product.packs).show_per(product.price.per)));
    row.cell("storage").soft(&range(product.storage));
}

/// A range of temperatures: 2 °C – 6 °C.
fn range(storage: TemperatureRange) -> String {
    let one = |tenths: Option<i64>| tenths.map(temperature);
    match (one(storage.low), one(storage.high)) {
        (Some(low), Some(high)) => format!("{low} – {high}"),
        (Some(low), None) => format!("≥ {low}"),
        (None, Some(high)) => format!("≤ {high}"),
        (None, None) => String::new(),
    }
}

/// What the product is; true when it shall be changed.
fn detail(ui: &mut Ui, cx: &Cx<'_>, product: &Product, free: Option<i64>) -> bool {
    let mut change = false;
    Frame::new().inner_margin(egui::Margin::symmetric(theme::PAGE as i8, theme::GAP as i8)).show(ui, |ui| {
        heading(
            ui,
            product.name_in(cx.lang.tag()),
            |ui| {
                if !product.active {
                    chip(ui, cx.t("orders-withdrawn"), Tone::Bad);
                }
            },
            |ui| {
                let refusal = refusal(cx);
                change =
                    Button::new(cx.t("orders-change")).icon(Icon::Pen).refusal(refusal.as_deref()).show(ui).clicked();
            },
        );
        ui.add_space(theme::GAP);
        ScrollArea::vertical().id_salt("product").auto_shrink(false).show(ui, |ui| {
            // The scroll bar has its own room, so that it covers no figure.
            ui.set_max_width(ui.available_width() - theme::GAP_WIDE);
            facts(ui, &all_facts(cx, product, free));
        });
    });
    change
}

fn all_facts(cx: &Cx<'_>, product: &Product, free: Option<i64>) -> Vec<Fact> {
    let packs = packs_in(cx.lang, &product.packs);
    let outer: Vec<String> =
        packs.packs.iter().map(|pack| format!("{} = {} {}", pack.unit, pack.base_units, packs.base_unit)).collect();
    let price = format!("{} / {}", money(product.price.minor), packs.show_per(product.price.per));
    let lowest = product.lowest.map(|lowest| format!("{} / {}", money(lowest.minor), packs.show_per(lowest.per)));
    let lowest = lowest.unwrap_or_default();
    let tax = format!("{} %", crate::i18n::decimal(product.tax_basis_points, 2));
    let days = |days: i64| cx.tf("app-days", &[("count", days.into())]);
    vec![
        Fact::new(cx.t("orders-code"), product.code.as_str()),
        barcode(cx, product),
        Fact::new(cx.t("orders-specification"), product.specification.as_str()),
        Fact::new(
            cx.t("orders-packs"),
            if outer.is_empty() { packs.base_unit.clone() } else { listed(cx.lang, &outer) },
        ),
        Fact::new(cx.t("orders-price"), price),
        Fact::new(cx.t("prices-lowest"), lowest),
        Fact::new(cx.t("orders-tax"), tax),
        Fact::new(cx.t("orders-shelf-life"), days(product.shelf_life_days)),
        Fact::new(cx.t("orders-storage"), range(product.storage)),
        Fact::new(cx.t("orders-lead"), days(product.lead_days)),
        Fact::new(cx.t("orders-free"), free.map(|free| packs.show(free)).unwrap_or_default())
            .toned(if free.is_some_and(|free| free <= 0) { Tone::Warn } else { Tone::Quiet }),
        Fact::new(cx.t("orders-name-hant"), product.name_hant.as_str()).wide(),
        Fact::new(cx.t("orders-name-en"), product.name_en.as_str()).wide(),
    ]
}

/// The barcode, marked where its check digit does not fit.
fn barcode(cx: &Cx<'_>, product: &Product) -> Fact {
    let code = product.barcode.as_str();
    if code.is_empty() || barcode_is_valid(code) {
        return Fact::new(cx.t("orders-barcode"), code);
    }
    let words = format!("{code} · {}", cx.t("orders-barcode-wrong"));
    Fact::new(cx.t("orders-barcode"), words).toned(Tone::Warn)
}
