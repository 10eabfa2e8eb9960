//! The goods: a grid in which Enter goes on.

use eframe::egui::{self, Align, Id, Rect, Ui, vec2};

use super::CallSheet;
use super::form::{FormLine, name_of};
use crate::domain::ids::ProductId;
use crate::domain::products::Product;
use crate::domain::quantity::Packs;
use crate::i18n::{date, money};
use crate::ops::words::packs_in;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Tone, Type};
use crate::ui::widgets::date::{Lean, parse_date};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::grid::{CellKind, GridColumn, Slot, grid_with};
use crate::ui::widgets::lookup::{Candidate, Found, lookup};
use crate::ui::widgets::number_field::{Place, money_field, quantity_field};
use crate::ui::widgets::text;

/// What the grid did to the lines in this frame.
#[derive(Default)]
struct Done {
    search: Option<String>,
    picked: Option<(usize, ProductId)>,
    untyped: Option<usize>,
    /// The last price of this line was asked for.
    last: Option<usize>,
}

impl CallSheet {
    pub(super) fn show_lines(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.products.take_in();
        let column = |key: &'static str, width: f32, grows: bool, figures: bool| GridColumn {
            title: cx.t(key),
            width,
            grows,
            figures,
            required: !matches!(key, "orders-amount" | "dates-line-day-title"),
        };
        let columns = [
            column("orders-goods", 200.0, true, false),
            column("orders-quantity", 138.0, false, true),
            column("orders-price", 110.0, false, true),
            column("orders-amount", 100.0, false, true),
            column("dates-line-day-title", 112.0, false, false),
        ];
        let candidates = self.candidates(cx);
        let asked = self.products.key().cloned().unwrap_or_default();
        let found = if self.products.is_waiting() {
            Found::Waiting
        } else {
            Found::Answer { words: &asked, candidates: &candidates }
        };
        let mut done = Done::default();
        let amounts: Vec<Option<i64>> =
            (0..self.form.lines.len()).map(|at| self.form.amount(at, &self.goods)).collect();
        self.take_last_price_by_key(ui, cx, Id::unique("call sheet lines"), columns.len());
        self.follow_line(ui, Id::unique("call sheet lines"), columns.len());
        let last: Vec<Option<(String, String)>> =
            (0..self.form.lines.len()).map(|at| self.last_words(cx, at)).collect();
        let (form, goods) = (&mut self.form, &self.goods);
        let known = |line: &FormLine| line.product.is_some_and(|id| goods.contains_key(&id));
        let lines: Vec<bool> = form.lines.iter().map(known).collect();
        let wanted: Vec<Option<i64>> = (0..lines.len()).map(|at| form.quantity(at, goods)).collect();
        let (fixed, asking) = (form.fixed(), form.asking.clone());
        let dropped = |at: usize| asking.as_ref().is_some_and(|asking| asking.is_dropped(at));
        let cross = |at: usize| {
            let key = match at {
                at if at >= fixed => "widgets-remove-line",
                at if dropped(at) => "changes-keep-line",
                _ => "changes-drop-line",
            };
            cx.tf(key, &[("line", (at + 1).into())])
        };
        let answer = ui
            .scope(|ui| {
                grid_with(ui, cx.lang, Id::unique("call sheet lines"), &columns, &lines, cross, |ui, slot| {
                    let line = &mut form.lines[slot.line];
                    let known = line.product.and_then(|id| goods.get(&id));
                    let product = known.map(|(product, _)| product);
                    if let (Some(under), Some((product, free))) = (slot.under, known) {
                        let wanted = wanted.get(slot.line).copied().flatten();
                        show_under(ui, cx, under, slot.column, product, (*free, wanted), line.per);
                        let words = last.get(slot.line).cloned().flatten().filter(|_| slot.column == 0);
                        if words.is_some_and(|words| show_last(ui, under, product, &words, slot.line)) {
                            done.last = Some(slot.line);
                        }
                    }
                    match slot.column {
                        // What was confirmed keeps its place and its goods.
                        0 if slot.line < fixed => fixed_cell(ui, cx, &line.typed, dropped(slot.line)),
                        1 | 2 if dropped(slot.line) => amount_cell(ui, None),
                        0 => goods_cell(ui, cx, line, found, slot, &mut done),
                        1 => {
                            quantity_cell(ui, cx, line, product.map(|product| packs_in(cx.lang, &product.packs)), slot)
                        }
                        2 => price_cell(ui, cx, line, slot),
                        4 if dropped(slot.line) => amount_cell(ui, None),
                        4 => day_cell(ui, cx, line, slot),
                        _ => amount_cell(ui, amounts.get(slot.line).copied().flatten()),
                    }
                })
            })
            .inner;
        self.carry_out(ui, cx, done);
        if let Some(line) = answer.remove
            && line < fixed
        {
            if let Some(asking) = &mut self.form.asking {
                asking.turn(line);
            }
        } else if let Some(line) = answer.remove {
            self.form.lines.remove(line);
            if self.form.lines.is_empty() {
                self.form.lines.push(FormLine::default());
            }
        }
        // An empty last line is enough.
        if answer.add && self.form.lines.last().is_none_or(|line| !line.is_empty()) {
            self.form.lines.push(FormLine::default());
        }
        // What of a dropped line stays is told beside, with the whole amount before and after.
        if asking.is_none_or(|asking| asking.dropped.is_empty()) {
            self.show_total(ui, cx);
        }
    }

    fn candidates(&self, cx: &Cx<'_>) -> Vec<Candidate> {
        let found = self.products.value().into_iter().flatten();
        found
            .map(|(product, free)| {
                let price = self.price_of_the_day(cx, product).map_or("—".to_owned(), |price| money(price.minor));
                let stock = packs_in(cx.lang, &product.packs).show(*free);
                let detail = cx.tf("orders-candidate", &[("free", stock.into()), ("price", price.into())]);
                Candidate {
                    key: product.id.0,
                    name: format!("{} {}", product.name_in(cx.lang.tag()), product.specification),
                    code: product.code.clone(),
                    detail,
                    tone: if *free > 0 { Tone::Quiet } else { Tone::Warn },
                }
            })
            .collect()
    }

    /// What the customer paid the last time, where the line says something else.
    fn last_words(&self, cx: &Cx<'_>, at: usize) -> Option<(String, String)> {
        let product = self.form.lines.get(at)?.product?;
        let (product, _) = self.goods.get(&product)?;
        let last = self.last_price(cx, product.id)?;
        (self.form.price(at) != Some(last.price)).then(|| last.words(cx, product))
    }

    fn carry_out(&mut self, ui: &Ui, cx: &Cx<'_>, done: Done) {
        if let Some(at) = done.last {
            self.take_last_price(cx, at);
        }
        if let Some(line) = done.untyped.and_then(|at| self.form.lines.get_mut(at)) {
            line.product = None;
        }
        if let Some(words) = done.search {
            self.find_products(cx, words);
        }
        if let Some((at, id)) = done.picked {
            let picked = self.products.value().into_iter().flatten().find(|(product, _)| product.id == id).cloned();
            let Some((product, free)) = picked else { return };
            let export = self.customer().is_some_and(|caller| caller.customer.is_export());
            let price = self.price_of_the_day(cx, &product);
            self.form.take_product(at, &product, price, name_of(&product, export));
            self.goods.insert(id, (product, free));
            let quantity = Id::unique("call sheet lines").with((at, 1_usize));
            ui.memory_mut(|memory| memory.request_focus(quantity));
            ui.ctx().request_repaint();
        }
    }

    fn show_total(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let palette = theme::palette(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW), egui::Sense::hover());
        let words =
            format!("{}  {} {}", cx.t("orders-total"), self.form.currency.code(), money(self.form.total(&self.goods)));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
        let room = rect.with_max_x(rect.right() - 42.0);
        text::paint_line(ui.painter(), room, &words, Type::Strong, palette.ink, egui::Align::Max);
    }
}

/// Under the goods their specification, under the quantity what is free, under the price the unit that it is for.
fn show_under(
    ui: &Ui,
    cx: &Cx<'_>,
    room: Rect,
    column: usize,
    product: &Product,
    (free, wanted): (i64, Option<i64>),
    per: i64,
) {
    let palette = theme::palette(ui);
    let packs = packs_in(cx.lang, &product.packs);
    let (words, tone, align) = match column {
        0 => (product.specification.clone(), Tone::Quiet, Align::Min),
        1 if free <= 0 => (cx.t("orders-line-no-free").to_owned(), Tone::Warn, Align::Max),
        1 => {
            let tone = if wanted.is_some_and(|wanted| wanted > free) { Tone::Warn } else { Tone::Quiet };
            (cx.tf("orders-line-free", &[("free", packs.show(free).into())]), tone, Align::Max)
        }
        2 => (format!("/ {}", packs.show_per(per.max(1))), Tone::Quiet, Align::Max),
        _ => return,
    };
    let ink = if tone == Tone::Quiet { palette.ink_soft } else { palette.word(tone) };
    text::paint_line(ui.painter(), room.translate(vec2(0.0, -2.0)), &words, Type::Caption, ink, align);
}

/// After the specification, what the customer paid the last time; true when it was pressed.
fn show_last(ui: &Ui, room: Rect, product: &Product, (words, hint): &(String, String), line: usize) -> bool {
    let palette = theme::palette(ui);
    let taken = text::width(ui.painter(), &product.specification, Type::Caption) + theme::GAP_WIDE;
    let room = room.with_min_x(room.left() + taken).translate(vec2(0.0, -2.0));
    if room.width() < 40.0 {
        return false;
    }
    let response = ui.interact(room, Id::unique("last price").with(line), egui::Sense::click());
    let called = format!("{words} · {hint}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &called));
    let ink = if response.hovered() { palette.ink } else { palette.word(Tone::Accent) };
    text::paint_line(ui.painter(), room, words, Type::Caption, ink, Align::Min);
    response.on_hover_text(called).clicked()
}

fn place<'a>(slot: Slot) -> Place<'a> {
    Place { flat: true, stays: true, id: Some(slot.id), width: Some(slot.width), ..Place::default() }
}

fn goods_cell(
    ui: &mut Ui,
    cx: &Cx<'_>,
    line: &mut FormLine,
    found: Found<'_>,
    slot: Slot,
    done: &mut Done,
) -> CellKind {
    let answer = lookup(ui, cx.lang, cx.t("orders-goods"), &mut line.typed, found, place(slot));
    if answer.field.changed {
        done.untyped = Some(slot.line);
    }
    if answer.search.is_some() {
        done.search = answer.search;
    }
    if let (Some(at), Found::Answer { candidates, .. }) = (answer.picked, found) {
        done.picked = candidates.get(at).map(|candidate| (slot.line, ProductId(candidate.key)));
    }
    // Enter goes on once goods are picked; before that it searches.
    CellKind::Field { entered: answer.field.entered && line.product.is_some() && answer.picked.is_none() }
}

/// Goods that stay as they are; crossed out where the rest is given up.
fn fixed_cell(ui: &mut Ui, cx: &Cx<'_>, name: &str, dropped: bool) -> CellKind {
    let palette = theme::palette(ui);
    let room = ui.max_rect().shrink2(vec2(theme::GAP, 0.0));
    let (words, ink) = if dropped {
        (format!("{name} · {}", cx.t("changes-dropped")), palette.word(Tone::Bad))
    } else {
        (name.to_owned(), palette.ink)
    };
    let response = ui.allocate_rect(room, egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
    text::paint_line(ui.painter(), room, &words, Type::Body, ink, egui::Align::Min);
    CellKind::Shown
}

fn quantity_cell(ui: &mut Ui, cx: &Cx<'_>, line: &mut FormLine, packs: Option<Packs>, slot: Slot) -> CellKind {
    let packs = packs.unwrap_or_else(|| Packs::single(""));
    let mut base = None;
    let answer =
        quantity_field(ui, cx.lang, cx.t("orders-quantity"), &mut line.quantity, &mut base, &packs, place(slot));
    CellKind::Field { entered: answer.entered }
}

fn price_cell(ui: &mut Ui, cx: &Cx<'_>, line: &mut FormLine, slot: Slot) -> CellKind {
    let mut minor = None;
    CellKind::Field {
        entered: money_field(ui, cx.lang, cx.t("orders-price"), &mut line.price, &mut minor, "", place(slot)).entered,
    }
}

/// The day of the line alone, typed as anywhere; a cell has no room for the calendar. Enter passes it by: nearly every line goes
/// with the order, and Tab or the pointer reaches it.
fn day_cell(ui: &mut Ui, cx: &Cx<'_>, line: &mut FormLine, slot: Slot) -> CellKind {
    let label = cx.tf("dates-line-day", &[("line", (slot.line + 1).into())]);
    let day = parse_date(&line.day, cx.today, Lean::Ahead);
    let unread = day.is_err() && !line.day.trim().is_empty();
    let error = unread.then(|| cx.tf("orders-line-date-unread", &[("line", (slot.line + 1).into())]));
    let field = Field::new(&label, &mut line.day).flat().hint(cx.t("dates-line-day-same")).width(slot.width);
    let answer = field.id(slot.id).error(error).select_all().show(ui);
    if let (Ok(day), true) = (day, (answer.left || answer.entered) && !answer.composing) {
        line.day = date(day);
    }
    CellKind::Shown
}

fn amount_cell(ui: &Ui, amount: Option<i64>) -> CellKind {
    let palette = theme::palette(ui);
    let room = ui.max_rect().shrink2(vec2(theme::GAP, 0.0));
    let (words, ink) =
        amount.map_or_else(|| ("—".to_owned(), palette.ink_faint), |amount| (money(amount), palette.ink));
    text::paint_line(ui.painter(), room, &words, Type::Body, ink, egui::Align::Max);
    CellKind::Shown
}
