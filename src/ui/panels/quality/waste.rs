//! Lots that nobody will ever take, rejected or expired; the chosen one beside the list, with its history and its write-off.

use std::collections::BTreeMap;

use eframe::egui;
use egui::{Id, Ui};

use crate::domain::ids::LotId;
use crate::domain::people::{Right, may};
use crate::domain::products::Product;
use crate::domain::quantity::Packs;
use crate::domain::stock::{Lot, LotState};
use crate::i18n::{date, t_dyn};
use crate::ops::stock::{self, LotFile};
use crate::ops::tell::tell_lot;
use crate::ops::words::packs_in;
use crate::ops::{OpError, Work};
use crate::ui::ask::{Ask, Doing};
use crate::ui::chosen::beside;
use crate::ui::clock;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::steps::parts::Typed;
use crate::ui::steps::said;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::number_field::{Place, quantity_field};
use crate::ui::widgets::split::Split;
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};
use crate::ui::widgets::text;
use crate::ui::widgets::timeline::{Event, timeline};

/// Lots shown at most; what is written off leaves the list.
const MOST: i64 = 2_000;

type Row = (Lot, Option<Product>);

/// The list with its form.
pub struct WasteList {
    lots: Ask<Vec<Row>, (u64, chrono::NaiveDate)>,
    table: TableState,
    shown: Option<LotId>,
    form: WriteOff,
    /// Where the divider stands.
    pub split: Split,
}

impl WasteList {
    /// The list with its divider where it was.
    pub fn new(split: Split) -> WasteList {
        let (lots, table, form) = (Ask::default(), TableState::default(), WriteOff::default());
        WasteList { lots, table, shown: None, form, split }
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.lots.value().map_or(0, |lots| lots.len() as u32)
    }

    /// Asks for the rows; call it once a frame.
    pub fn keep(&mut self, cx: &Cx<'_>) {
        let today = cx.today;
        self.lots.keep((cx.revision.stock, today), || cx.worker.ask(move |office| stock::waste(office, today, MOST)));
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let WasteList { lots, table, shown, form, split: place } = self;
        let counting = lots.value().is_none() && lots.fault().is_none();
        let lots = lots.value().map_or(&[][..], Vec::as_slice);
        let invitation = cx.t("desk-choose-lot");
        let list = |ui: &mut Ui, cx: &Cx<'_>, shown: &mut Option<LotId>| list(ui, cx, lots, counting, table, shown);
        beside(ui, cx, place, shown, invitation, list, |ui, cx, id| form.show(ui, cx, *id));
    }
}

fn list(ui: &mut Ui, cx: &Cx<'_>, lots: &[Row], counting: bool, table: &mut TableState, shown: &mut Option<LotId>) {
    let columns = [
        Column::new("lot", cx.t("steps-lot"), 128.0),
        Column::new("goods", cx.t("steps-goods"), 150.0).grows(),
        Column::new("why", cx.t("desk-state"), 96.0),
        Column::new("expiry", cx.t("steps-expiry"), 96.0).gives_way(2),
        Column::figures("on-hand", cx.t("steps-stock-on-hand"), 104.0),
        Column::new("place", cx.t("steps-place"), 110.0).gives_way(1),
    ];
    let empty = Empty { icon: Icon::Carton, sentence: cx.t("desk-no-waste"), step: "" };
    let answer = Table::new(Id::unique("waste"), cx.t("desk-waste"), &columns, lots.len())
        .empty(empty)
        .counting(counting)
        .show(ui, table, |row| match lots.get(row.index) {
            Some(lot) => paint(row, cx, lot),
            None => row.waiting(),
        });
    let chosen = table.cursor.and_then(|row| lots.get(row)).map(|(lot, _)| lot.id);
    if let Some(id) = chosen.filter(|_| answer.moved || answer.response.clicked() || answer.opened.is_some()) {
        *shown = Some(id);
    }
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, (lot, product): &Row) {
    row.cell("lot").strong(&lot.code);
    row.cell("goods").text(product.as_ref().map(|product| product.name_in(cx.lang.tag())).unwrap_or_default());
    row.cell("why").chip(&why(cx, lot), Tone::Bad);
    row.cell("expiry").soft(&date(lot.expiry));
    row.cell("on-hand").text(&packs_of(cx, product.as_ref()).show(lot.on_hand));
    row.cell("place").soft(&lot.place);
}

/// Why nobody takes it.
fn why(cx: &Cx<'_>, lot: &Lot) -> String {
    match lot.state {
        LotState::Rejected => t_dyn(cx.lang, "lot-rejected"),
        _ => cx.t("desk-expired").to_owned(),
    }
}

fn packs_of(cx: &Cx<'_>, product: Option<&Product>) -> Packs {
    product.map_or_else(|| Packs::single(""), |product| packs_in(cx.lang, &product.packs))
}

/// The lot that is open, and what is typed about it.
#[derive(Default)]
struct WriteOff {
    file: Ask<LotFile, (LotId, u64)>,
    /// What is typed about a lot waits while another one is looked at.
    typed: BTreeMap<LotId, (Typed<i64>, String)>,
    doing: Doing<()>,
    /// The lot that was written off last, and why it could not be.
    written: Option<LotId>,
    fault: Option<OpError>,
}

impl WriteOff {
    fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, id: LotId) {
        self.file.keep((id, cx.revision.stock), || cx.worker.ask(move |office| stock::open(office, id)));
        match self.doing.outcome() {
            Some(Ok(())) => {
                if let Some(written) = self.written.take() {
                    self.typed.remove(&written);
                }
                cx.wish(Wish::Done(cx.t("desk-written-off").to_owned()));
            }
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
        let Some(file) = self.file.value().filter(|file| file.lot.id == id).cloned() else {
            ui.add_space(theme::SECTION);
            ui.vertical_centered(|ui| text::soft(ui, cx.t("widgets-loading")));
            return;
        };
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            egui::Frame::new().inner_margin(theme::PAGE).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
                text::title(ui, &file.lot.code);
                if let Some(fault) = self.fault.as_ref().filter(|_| self.written == Some(id)) {
                    let (title, sentences) = said::fault(cx.lang, fault);
                    banner(ui, cx.lang, Tone::Bad, &title, &sentences, "", false);
                }
                show_figures(ui, cx, &file);
                if file.lot.on_hand > 0 {
                    self.show_form(ui, cx, &file);
                }
                text::section(ui, cx.t("desk-lot-history"));
                show_history(ui, cx, &file);
            });
        });
    }

    fn show_form(&mut self, ui: &mut Ui, cx: &Cx<'_>, file: &LotFile) {
        let lot = &file.lot;
        let free = lot.on_hand - lot.reserved;
        let packs = packs_of(cx, file.product.as_ref());
        let (quantity, reason) =
            self.typed.entry(lot.id).or_insert_with(|| (Typed::quantity(&packs, free), String::new()));
        text::section(ui, cx.t("desk-write-off"));
        let Typed { text: typed, value } = quantity;
        let place = Place { width: Some(ui.available_width().min(240.0)), required: true, ..Place::default() };
        quantity_field(ui, cx.lang, cx.t("desk-write-off-quantity"), typed, value, &packs, place);
        Field::new(cx.t("desk-write-off-reason"), reason).required().show(ui);
        let refusal = if !may(cx.user, Right::WriteOff) {
            Some(cx.t("desk-write-off-not-you"))
        } else if free <= 0 {
            Some(cx.t("desk-write-off-held"))
        } else if value.is_none_or(|quantity| !(1..=free).contains(&quantity)) {
            Some(cx.t("desk-write-off-how-much"))
        } else if reason.trim().is_empty() {
            Some(cx.t("desk-write-off-why"))
        } else {
            None
        };
        let save = Button::primary(cx.t("desk-write-off")).refusal(refusal).show(ui).clicked();
        text::caption(ui, cx.t("desk-write-off-hint"));
        if let (Some(quantity), true) = (*value, save) {
            let (id, reason) = (lot.id, reason.clone());
            let write = move |work: &mut Work<'_, '_>| stock::write_off(work, id, quantity, &reason);
            if self.doing.begin(|| cx.worker.write(cx.user.id, write)) {
                (self.written, self.fault) = (Some(id), None);
            }
        }
    }
}

fn show_figures(ui: &mut Ui, cx: &Cx<'_>, file: &LotFile) {
    let (lot, packs) = (&file.lot, packs_of(cx, file.product.as_ref()));
    let name = file.product.as_ref().map(|product| product.name_in(cx.lang.tag())).unwrap_or_default();
    let shown = [
        Fact::new(cx.t("steps-goods"), name),
        Fact::new(cx.t("desk-state"), why(cx, lot)).toned(Tone::Bad),
        Fact::new(cx.t("steps-output-day"), date(lot.produced)),
        Fact::new(cx.t("steps-expiry"), date(lot.expiry)),
        Fact::new(cx.t("steps-stock-on-hand"), packs.show(lot.on_hand)),
        Fact::new(cx.t("steps-stock-reserved"), packs.show(lot.reserved)),
        Fact::new(cx.t("steps-place"), lot.place.as_str()),
    ];
    ui.scope(|ui| facts(ui, &shown));
}

fn show_history(ui: &mut Ui, cx: &Cx<'_>, file: &LotFile) {
    let newest_first = file.log.iter().rev().map(|entry| {
        let told = tell_lot(cx.lang, file, entry);
        let facts = told.facts.iter().filter(|(_, value)| !value.is_empty());
        Event {
            when: clock::moment(cx.lang, cx.company, cx.now, entry.mark.at),
            who: entry.by.clone(),
            what: told.title.clone(),
            note: facts.map(|(label, value)| format!("{label} {value}")).collect::<Vec<_>>().join("\u{2003}"),
            tone: Tone::Quiet,
        }
    });
    timeline(ui, &newest_first.collect::<Vec<_>>());
}
