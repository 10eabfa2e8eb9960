//! Price lists: the list of them, and beside it for whom one is, when it holds, its prices and its history.

use eframe::egui;
use egui::{Frame, Id, Margin, ScrollArea, Ui};

use super::file_form;
use super::price_form::PriceForm;
use crate::domain::ids::PriceListId;
use crate::domain::orders::Refusal;
use crate::domain::people::{Right, may};
use crate::domain::prices::{Audience, PriceList};
use crate::i18n::{Lang, date, t, tf, whole};
use crate::ops::prices::{self, Kept, PriceFile};
use crate::ops::tell::tell_prices;
use crate::ops::words::packs_in;
use crate::ui::ask::Ask;
use crate::ui::chosen::beside;
use crate::ui::clock;
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::rows::Rows;
use crate::ui::say;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::bar::heading;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::chip::chip;
use crate::ui::widgets::choice::segments;
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::split::Split;
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};
use crate::ui::widgets::text;
use crate::ui::widgets::timeline::{Event, timeline};

/// The part of the goods' sub-tab.
#[derive(Default)]
pub struct PriceTab {
    rows: Rows<Kept, ()>,
    table: TableState,
    shown: Option<PriceListId>,
    file: Ask<PriceFile, (PriceListId, u64, u64)>,
    /// 0 the prices, 1 the history.
    part: usize,
    lines: TableState,
    form: Option<PriceForm>,
    /// Where the divider stands.
    pub split: Split,
}

impl PriceTab {
    /// The new-list button, from the right.
    pub fn tools(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let refusal = refusal(cx);
        if Button::new(cx.t("prices-new")).icon(Icon::Plus).refusal(refusal.as_deref()).show(ui).clicked() {
            self.form = Some(PriceForm::new(cx.today));
        }
    }

    /// Fills the room below the bar.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if self.rows.keep((), cx.revision.products, || cx.worker.ask(prices::count)) {
            self.table.reset();
        }
        if let Some(id) = self.shown {
            let key = (id, cx.revision.products, cx.revision.customers);
            self.file.keep(key, || cx.worker.ask(move |office| prices::open(office, id)));
        }
        let PriceTab { rows, table, shown, file, part, lines, form, split } = self;
        let mut change = false;
        let invitation = cx.t("prices-choose");
        beside(
            ui,
            cx,
            split,
            shown,
            invitation,
            |ui, cx, shown| list(ui, cx, rows, table, shown),
            |ui, cx, id| match file.value().filter(|file| file.list.id == *id) {
                Some(file) => change = detail(ui, cx, file, part, lines),
                None => {
                    ui.add_space(theme::SECTION);
                    ui.vertical_centered(|ui| text::soft(ui, cx.t("widgets-loading")));
                }
            },
        );
        if let Some(file) = file.value().filter(|_| change) {
            *form = Some(PriceForm::of(file, cx.lang, cx.today));
        }
        file_form::show(form, ui.ctx(), cx);
    }
}

/// Why the person may not change price lists.
fn refusal(cx: &Cx<'_>) -> Option<String> {
    (!may(cx.user, Right::KeepPrices)).then(|| say::refusal(cx.lang, &Refusal::NotAllowed(Right::KeepPrices)))
}

fn list(ui: &mut Ui, cx: &Cx<'_>, rows: &mut Rows<Kept, ()>, table: &mut TableState, shown: &mut Option<PriceListId>) {
    let columns = [
        Column::new("name", cx.t("prices-list"), 150.0).grows(),
        Column::new("audience", cx.t("prices-audience"), 120.0).gives_way(3),
        Column::new("currency", cx.t("orders-currency"), if cx.lang == Lang::En { 72.0 } else { 56.0 }).gives_way(1),
        Column::new("holds", cx.t("prices-holds"), if cx.lang == Lang::En { 190.0 } else { 180.0 }),
        Column::new("state", cx.t("desk-state"), if cx.lang == Lang::En { 104.0 } else { 84.0 }),
    ];
    let empty = Empty { icon: Icon::Paper, sentence: cx.t("prices-none"), step: "" };
    let answer = Table::new(Id::unique("price lists"), cx.t("prices-lists"), &columns, rows.len())
        .empty(empty)
        .counting(rows.is_counting())
        .show(ui, table, |row| match rows.get(row.index) {
            Some((list, _)) => paint(row, cx, list),
            None => row.waiting(),
        });
    rows.fetch(answer.visible.clone(), |offset, limit| {
        cx.worker.ask(move |office| prices::page(office, offset, limit))
    });
    let chosen = table.cursor.and_then(|row| rows.get(row)).map(|(list, _)| list.id);
    if let Some(id) = chosen.filter(|_| answer.moved || answer.response.clicked() || answer.opened.is_some()) {
        *shown = Some(id);
    }
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, list: &PriceList) {
    row.cell("name").strong(&list.name);
    row.cell("audience").text(&match &list.audience {
        Audience::Group(name) => name.clone(),
        Audience::Customer(_) => cx.t("prices-one-customer").to_owned(),
    });
    row.cell("currency").soft(list.currency.code());
    row.cell("holds").text(&holds(cx.lang, list));
    let (word, tone) = state(cx, list);
    row.cell("state").chip(word, tone);
}

/// The days on which a list holds: 2026-11-01 – 2026-11-30.
fn holds(lang: Lang, list: &PriceList) -> String {
    match list.until {
        Some(until) => format!("{} – {}", date(list.from), date(until)),
        None => tf(lang, "prices-from-on", &[("day", date(list.from).into())]),
    }
}

fn state(cx: &Cx<'_>, list: &PriceList) -> (&'static str, Tone) {
    match list {
        list if !list.active => (cx.t("prices-withdrawn"), Tone::Bad),
        list if list.holds_on(cx.today) => (cx.t("prices-in-force"), Tone::Good),
        list if list.from > cx.today => (cx.t("prices-ahead"), Tone::Accent),
        _ => (cx.t("prices-over"), Tone::Quiet),
    }
}

/// A list with everything; true when it shall be changed.
fn detail(ui: &mut Ui, cx: &Cx<'_>, file: &PriceFile, part: &mut usize, lines: &mut TableState) -> bool {
    let list = &file.list;
    let mut change = false;
    Frame::new().inner_margin(Margin::symmetric(theme::PAGE as i8, theme::GAP as i8)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
        heading(
            ui,
            &list.name,
            |ui| {
                let (word, tone) = state(cx, list);
                chip(ui, word, tone);
            },
            |ui| {
                let refusal = refusal(cx);
                change =
                    Button::new(cx.t("orders-change")).icon(Icon::Pen).refusal(refusal.as_deref()).show(ui).clicked();
            },
        );
        ui.scope(|ui| facts(ui, &about(cx, file)));
        ui.horizontal(|ui| segments(ui, &[cx.t("prices-lines"), cx.t("prices-history")], part));
        if *part == 0 {
            show_lines(ui, cx, file, lines);
        } else {
            ScrollArea::vertical().id_salt("price history").auto_shrink(false).show(ui, |ui| history(ui, cx, file));
        }
    });
    change
}

fn about(cx: &Cx<'_>, file: &PriceFile) -> Vec<Fact> {
    let list = &file.list;
    let (label, whom) = match &list.audience {
        Audience::Group(name) => (cx.t("prices-group"), name.clone()),
        Audience::Customer(_) => {
            let name = file.customer.as_ref().map(|customer| customer.name.clone());
            (cx.t("orders-customer"), name.unwrap_or_default())
        }
    };
    vec![
        Fact::new(label, whom),
        Fact::new(cx.t("orders-currency"), list.currency.code()),
        Fact::new(cx.t("prices-holds"), holds(cx.lang, list)),
        Fact::new(cx.t("prices-count"), whole(list.lines.len() as i64)),
    ]
}

fn show_lines(ui: &mut Ui, cx: &Cx<'_>, file: &PriceFile, state: &mut TableState) {
    let columns = [
        Column::new("code", cx.t("orders-code"), 80.0).gives_way(2),
        Column::new("goods", cx.t("orders-goods"), 150.0).grows(),
        Column::figures("price", cx.t("orders-price"), 84.0),
        Column::new("per", "", 52.0),
        Column::figures("listed", cx.t("prices-listed"), 84.0).gives_way(1),
    ];
    let empty = Empty { icon: Icon::Carton, sentence: cx.t("prices-no-lines"), step: "" };
    let lines = &file.list.lines;
    Table::new(Id::unique("price lines"), cx.t("prices-lines"), &columns, lines.len()).empty(empty).show(
        ui,
        state,
        |row| {
            let Some(line) = lines.get(row.index) else { return row.waiting() };
            row.cell("price").strong(&crate::i18n::money(line.price.minor));
            let Some(product) = file.products.get(&line.product) else { return };
            row.cell("code").soft(&product.code);
            row.cell("goods").text(&format!("{} {}", product.name_in(cx.lang.tag()), product.specification));
            row.cell("per").soft(&format!("/ {}", packs_in(cx.lang, &product.packs).show_per(line.price.per)));
            // For as many, so that the two can be compared.
            row.cell("listed").soft(&crate::i18n::money(product.price.amount(line.price.per)));
        },
    );
}

fn history(ui: &mut Ui, cx: &Cx<'_>, file: &PriceFile) {
    let told: Vec<Event> = (0..file.log.len())
        .rev()
        .map(|at| {
            let entry = &file.log[at];
            let before = at.checked_sub(1).map(|before| file.log[before].event.list());
            let told = tell_prices(cx.lang, file, before, &entry.event);
            let facts = told.facts.iter().filter(|(_, value)| !value.is_empty());
            Event {
                when: clock::moment(cx.lang, cx.company, cx.now, entry.mark.at),
                who: entry.by.clone(),
                what: told.title.clone(),
                note: facts.map(|(label, value)| format!("{label} {value}")).collect::<Vec<_>>().join("\u{2003}"),
                tone: Tone::Quiet,
            }
        })
        .collect();
    if told.is_empty() {
        text::soft(ui, t(cx.lang, "prices-no-history"));
    }
    timeline(ui, &told);
}
