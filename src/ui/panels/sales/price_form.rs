//! A price list to fill in: for whom, on which days, and a price for each of its goods.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use eframe::egui::{self, Align, Id, Ui};

use super::file_form::{FileForm, Keeping};
use crate::domain::ids::{CustomerId, PriceListId, ProductId};
use crate::domain::money::{Currency, Price};
use crate::domain::prices::{Audience, ListFault, PriceLine, PriceList, check_list};
use crate::domain::products::Product;
use crate::i18n::{Lang, date, money};
use crate::ops::customers::Kept;
use crate::ops::prices::{self, PriceFile};
use crate::ops::search;
use crate::ops::words::{list_fault, packs_in};
use crate::ui::ask::Ask;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Tone, Type};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::{segments, select, tick};
use crate::ui::widgets::date::{Lean, parse_date};
use crate::ui::widgets::date_field::date_field;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::grid::{CellKind, GridColumn, Slot, grid};
use crate::ui::widgets::lookup::{Candidate, Found, lookup};
use crate::ui::widgets::money::parse_money;
use crate::ui::widgets::number_field::{Place, money_field};
use crate::ui::widgets::text;

/// A line as typed.
#[derive(Clone, Default, PartialEq)]
struct FormLine {
    product: Option<ProductId>,
    typed: String,
    price: String,
    per: i64,
}

impl FormLine {
    fn is_empty(&self) -> bool {
        self.product.is_none() && self.typed.trim().is_empty() && self.price.trim().is_empty()
    }
}

/// The form.
pub struct PriceForm {
    before: Option<(PriceList, i64)>,
    name: String,
    /// 0 a group, 1 a customer.
    whom: usize,
    group: String,
    customer: Option<CustomerId>,
    customer_typed: String,
    currency: usize,
    from: String,
    until: String,
    lines: Vec<FormLine>,
    active: bool,
    today: NaiveDate,
    goods: BTreeMap<ProductId, Product>,
    found_goods: Ask<Vec<(Product, i64)>, String>,
    found_customers: Ask<Vec<Kept>, String>,
    keeping: Keeping,
}

/// What the grid did in this frame.
#[derive(Default)]
struct Done {
    search: Option<String>,
    picked: Option<(usize, ProductId)>,
}

fn grid_id() -> Id {
    Id::unique("price list lines")
}

impl PriceForm {
    /// An empty one, in force from today.
    pub fn new(today: NaiveDate) -> PriceForm {
        PriceForm {
            before: None,
            name: String::new(),
            whom: 0,
            group: String::new(),
            customer: None,
            customer_typed: String::new(),
            currency: 0,
            from: date(today),
            until: String::new(),
            lines: vec![FormLine::default()],
            active: true,
            today,
            goods: BTreeMap::new(),
            found_goods: Ask::default(),
            found_customers: Ask::default(),
            keeping: Keeping::default(),
        }
    }

    /// A list as it stands.
    pub fn of(file: &PriceFile, lang: Lang, today: NaiveDate) -> PriceForm {
        let list = &file.list;
        let lines = list.lines.iter().map(|line| FormLine {
            product: Some(line.product),
            typed: file.products.get(&line.product).map(|product| called(product, lang)).unwrap_or_default(),
            price: money(line.price.minor),
            per: line.price.per,
        });
        let (whom, group, customer) = match &list.audience {
            Audience::Group(name) => (0, name.clone(), None),
            Audience::Customer(id) => (1, String::new(), Some(*id)),
        };
        PriceForm {
            name: list.name.clone(),
            whom,
            group,
            customer,
            customer_typed: file.customer.as_ref().map(|customer| customer.name.clone()).unwrap_or_default(),
            currency: Currency::ALL.iter().position(|one| *one == list.currency).unwrap_or(0),
            from: date(list.from),
            until: list.until.map(date).unwrap_or_default(),
            lines: lines.collect(),
            active: list.active,
            goods: file.products.clone(),
            before: Some((list.clone(), file.changes)),
            ..PriceForm::new(today)
        }
    }

    /// The list as it would be kept; none while something cannot be read.
    fn list(&self) -> Option<PriceList> {
        let until = match self.until.trim() {
            "" => None,
            text => Some(parse_date(text, self.today, Lean::Ahead).ok()?),
        };
        let mut lines = Vec::with_capacity(self.lines.len());
        for line in self.lines.iter().filter(|line| !line.is_empty()) {
            let price = Price { minor: parse_money(&line.price).ok()?, per: line.per.max(1) };
            lines.push(PriceLine { product: line.product?, price });
        }
        let audience = match self.whom {
            0 => Audience::Group(self.group.trim().to_owned()),
            _ => Audience::Customer(self.customer?),
        };
        Some(PriceList {
            id: self.before.as_ref().map_or(PriceListId(0), |(list, _)| list.id),
            name: self.name.trim().to_owned(),
            audience,
            currency: Currency::ALL[self.currency],
            from: parse_date(&self.from, self.today, Lean::Ahead).ok()?,
            until,
            lines,
            active: self.active,
        })
    }

    fn whom(&mut self, ui: &mut Ui, cx: &Cx<'_>, half: f32) {
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(half);
                ui.spacing_mut().item_spacing.y = theme::GAP_TIGHT;
                crate::ui::widgets::field::show_label(ui, cx.t("prices-audience"), true);
                ui.horizontal(|ui| segments(ui, &[cx.t("prices-group"), cx.t("orders-customer")], &mut self.whom));
            });
            if self.whom == 0 {
                let field = Field::new(cx.t("prices-group"), &mut self.group).required().width(half);
                field.hint(cx.t("prices-group-hint")).show(ui);
                return;
            }
            self.found_customers.take_in();
            let found: Vec<Candidate> = self
                .found_customers
                .value()
                .into_iter()
                .flatten()
                .map(|kept| Candidate {
                    key: kept.customer.id.0,
                    name: kept.customer.name.clone(),
                    code: kept.customer.code.clone(),
                    ..Candidate::default()
                })
                .collect();
            let asked = self.found_customers.key().cloned().unwrap_or_default();
            let found = answer(self.found_customers.is_waiting(), &asked, &found);
            let place = Place { width: Some(half), required: true, ..Place::default() };
            let looked = lookup(ui, cx.lang, cx.t("orders-customer"), &mut self.customer_typed, found, place);
            if looked.field.changed {
                self.customer = None;
            }
            if let Some(words) = looked.search {
                let ask = words.clone();
                let find = || cx.worker.ask(move |office| search::customers(office, &ask, 12));
                self.found_customers.keep(words, find);
            }
            if let Some(kept) = looked.picked.and_then(|at| self.found_customers.value()?.get(at)) {
                self.customer = Some(kept.customer.id);
                self.customer_typed.clone_from(&kept.customer.name);
            }
        });
    }

    fn days(&mut self, ui: &mut Ui, cx: &Cx<'_>, third: f32) {
        ui.horizontal_top(|ui| {
            select(ui, cx.t("orders-currency"), &Currency::ALL.map(Currency::code), &mut self.currency, third);
            let days = [("prices-valid-from", &mut self.from, true), ("prices-valid-until", &mut self.until, false)];
            for (key, typed, required) in days {
                let place = Place { width: Some(third), required, ..Place::default() };
                let mut day = None;
                date_field(ui, cx.lang, cx.t(key), typed, &mut day, cx.today, Lean::Ahead, place);
            }
        });
    }

    fn show_lines(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.found_goods.take_in();
        let column = |title: &'static str, width: f32, grows: bool, figures: bool| GridColumn {
            title,
            width,
            grows,
            figures,
            required: grows || figures,
        };
        let columns = [
            column(cx.t("orders-goods"), 220.0, true, false),
            column(cx.t("orders-price"), 120.0, false, true),
            column(cx.t("prices-unit"), 96.0, false, false),
        ];
        let candidates: Vec<Candidate> = self
            .found_goods
            .value()
            .into_iter()
            .flatten()
            .map(|(product, _)| Candidate {
                key: product.id.0,
                name: called(product, cx.lang),
                code: product.code.clone(),
                detail: listed(product, cx.lang),
                tone: Tone::Quiet,
            })
            .collect();
        let asked = self.found_goods.key().cloned().unwrap_or_default();
        let found = answer(self.found_goods.is_waiting(), &asked, &candidates);
        let (lines, goods) = (&mut self.lines, &self.goods);
        let known: Vec<bool> = lines.iter().map(|line| line.product.is_some()).collect();
        let mut done = Done::default();
        let answer = grid(ui, cx.lang, grid_id(), &columns, &known, |ui, slot| {
            let line = &mut lines[slot.line];
            let product = line.product.and_then(|id| goods.get(&id));
            if let (Some(under), Some(product)) = (slot.under, product) {
                show_under(ui, cx, under, slot.column, product);
            }
            match slot.column {
                0 => goods_cell(ui, cx, line, found, slot, &mut done),
                1 => {
                    let mut minor = None;
                    let (label, place) = (cx.t("orders-price"), place(slot));
                    let field = money_field(ui, cx.lang, label, &mut line.price, &mut minor, "", place);
                    CellKind::Field { entered: field.entered }
                }
                _ => unit_cell(ui, cx, line, product, slot),
            }
        });
        self.carry_out(ui, cx, done);
        if let Some(line) = answer.remove {
            self.lines.remove(line);
        }
        if self.lines.is_empty() || answer.add && self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(FormLine::default());
        }
    }

    fn carry_out(&mut self, ui: &Ui, cx: &Cx<'_>, done: Done) {
        if let Some(words) = done.search {
            let ask = words.clone();
            self.found_goods.keep(words, || cx.worker.ask(move |office| search::products(office, &ask, 12)));
        }
        let Some((at, id)) = done.picked else { return };
        let picked = self.found_goods.value().into_iter().flatten().find(|(product, _)| product.id == id);
        let (Some((product, _)), Some(line)) = (picked.cloned(), self.lines.get_mut(at)) else { return };
        line.product = Some(id);
        line.typed = called(&product, cx.lang);
        line.per = product.price.per;
        // The list price to begin with, where the list is in its currency.
        if line.price.is_empty() && Currency::ALL[self.currency] == Currency::Cny {
            line.price = money(product.price.minor);
        }
        self.goods.insert(id, product);
        ui.memory_mut(|memory| memory.request_focus(grid_id().with((at, 1_usize))));
        ui.ctx().request_repaint();
    }

    /// What the rules would say about the list.
    fn faults(&self) -> Vec<ListFault> {
        self.list().map(|list| check_list(&list, &self.goods)).unwrap_or_default()
    }
}

impl FileForm for PriceForm {
    fn title(&self) -> &'static str {
        if self.before.is_some() { "prices-change" } else { "prices-new" }
    }

    fn fields(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let width = ui.available_width();
        let (third, half) = ((width - 2.0 * theme::GAP_WIDE) / 3.0, (width - theme::GAP_WIDE) / 2.0);
        Field::new(cx.t("prices-name"), &mut self.name).required().show(ui);
        self.whom(ui, cx, half);
        self.days(ui, cx, third);
        self.show_lines(ui, cx);
        for fault in self.faults().iter().filter(|fault| !matches!(fault, ListFault::NoName | ListFault::NoGroup)) {
            ui.label(text::rich(list_fault(cx.lang, fault), Type::Caption, theme::palette(ui).word(Tone::Bad)));
        }
        tick(ui, cx.t("prices-active"), &mut self.active);
    }

    fn names(&self) -> (&str, &str) {
        (&self.name, if self.whom == 0 { &self.group } else { &self.customer_typed })
    }

    fn is_readable(&self) -> bool {
        self.list().is_some() && self.faults().is_empty()
    }

    fn is_changed(&self) -> bool {
        match (&self.before, self.list()) {
            (Some((before, _)), Some(list)) => *before != list,
            (Some(_), None) => true,
            (None, _) => !self.name.is_empty() || self.lines.iter().any(|line| !line.is_empty()),
        }
    }

    fn save(&mut self, cx: &Cx<'_>) {
        let Some(list) = self.list() else { return };
        let (actor, changes) = (cx.user.id, self.before.as_ref().map(|(_, changes)| *changes));
        self.keeping.begin(|| {
            cx.worker.write(actor, move |work| match changes {
                Some(changes) => prices::change(work, list, changes),
                None => prices::create(work, list).map(|_| ()),
            })
        });
    }

    fn keeping(&mut self) -> &mut Keeping {
        &mut self.keeping
    }

    fn kept_words(&self, cx: &Cx<'_>) -> String {
        cx.tf("prices-kept", &[("name", self.name.trim().into())])
    }
}

fn called(product: &Product, lang: Lang) -> String {
    format!("{} {}", product.name_in(lang.tag()), product.specification).trim_end().to_owned()
}

/// The list price with its unit.
fn listed(product: &Product, lang: Lang) -> String {
    format!("{} / {}", money(product.price.minor), packs_in(lang, &product.packs).show_per(product.price.per))
}

fn answer<'a>(waiting: bool, words: &'a str, candidates: &'a [Candidate]) -> Found<'a> {
    if waiting { Found::Waiting } else { Found::Answer { words, candidates } }
}

fn place<'a>(slot: Slot) -> Place<'a> {
    Place { flat: true, stays: true, id: Some(slot.id), width: Some(slot.width), ..Place::default() }
}

/// Under the goods their code, under the price the list price.
fn show_under(ui: &Ui, cx: &Cx<'_>, room: egui::Rect, column: usize, product: &Product) {
    let (words, align) = match column {
        0 => (product.code.clone(), Align::Min),
        1 => (format!("{} {}", cx.t("prices-listed"), listed(product, cx.lang)), Align::Max),
        _ => return,
    };
    let room = room.translate(egui::vec2(0.0, -2.0));
    text::paint_line(ui.painter(), room, &words, Type::Caption, theme::palette(ui).ink_soft, align);
}

fn goods_cell(
    ui: &mut Ui,
    cx: &Cx<'_>,
    line: &mut FormLine,
    found: Found<'_>,
    slot: Slot,
    done: &mut Done,
) -> CellKind {
    let looked = lookup(ui, cx.lang, cx.t("orders-goods"), &mut line.typed, found, place(slot));
    if looked.field.changed {
        line.product = None;
    }
    if looked.search.is_some() {
        done.search = looked.search;
    }
    if let (Some(at), Found::Answer { candidates, .. }) = (looked.picked, found) {
        done.picked = candidates.get(at).map(|candidate| (slot.line, ProductId(candidate.key)));
    }
    CellKind::Field { entered: looked.field.entered && line.product.is_some() && looked.picked.is_none() }
}

/// The unit that the price is for; pressing it takes the next one.
fn unit_cell(ui: &mut Ui, cx: &Cx<'_>, line: &mut FormLine, product: Option<&Product>, slot: Slot) -> CellKind {
    let Some(product) = product else { return CellKind::Shown };
    let packs = packs_in(cx.lang, &product.packs);
    let units: Vec<i64> = std::iter::once(1).chain(packs.packs.iter().map(|pack| pack.base_units)).collect();
    let word = format!("/ {}", packs.show_per(line.per.max(1)));
    let called = cx.tf("prices-unit-of", &[("line", (slot.line + 1).into()), ("unit", word.as_str().into())]);
    ui.horizontal_centered(|ui| {
        let button = Button::quiet(&word).called(&called).hint(cx.t("prices-unit-hint"));
        if button.show(ui).clicked() {
            let at = units.iter().position(|unit| *unit == line.per).unwrap_or(0);
            line.per = units[(at + 1) % units.len()];
        }
    });
    CellKind::Shown
}
