//! Orders of web shops that nobody has looked at yet, with how long they wait and what is unusual; and their files coming in.

mod goods;
mod incoming;
mod look_up;
mod mapping;
mod planned;
mod row;
mod shop_form;
mod watch;

use eframe::egui;
use egui::{Frame, Id, Margin, Ui};

use crate::i18n::{money, t_dyn};
use crate::ops::online::{self, InboxRow};
use crate::ops::words;
use crate::ui::ask::Doing;
use crate::ui::cx::{Cx, Wish};
use crate::ui::desk::part_of;
use crate::ui::icons::Icon;
use crate::ui::order::{self, OrderView};
use crate::ui::rows::Rows;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::split::{Split, split};
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};
use crate::ui::widgets::text;
use incoming::Incoming;
use watch::Watch;

/// From so many minutes on an order waits rather long, and from so many too long.
const LONG: i64 = 30;
const TOO_LONG: i64 = 120;

/// The list.
#[derive(Default)]
pub struct OnlineList {
    rows: Rows<InboxRow, ()>,
    table: TableState,
    /// What is shown on the right, as it was when it was chosen: a look takes it off the list.
    shown: Option<InboxRow>,
    view: OrderView,
    looking: Doing<()>,
    incoming: Option<Box<Incoming>>,
    watch: Watch,
    /// Where the divider stands.
    pub split: Split,
}

impl OnlineList {
    /// Asks how many wait; once a frame, whatever is shown.
    pub fn ask(&mut self, cx: &Cx<'_>) {
        let before = self.rows.len();
        self.rows.keep((), cx.revision.orders, || cx.worker.ask(online::inbox_count));
        if self.rows.len() != before {
            // A look takes its order off the list; the cursor does not open the next one by itself.
            self.table.clear();
        }
    }

    /// Looks into the shops' folders, whatever is shown.
    pub fn watch(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        if self.watch.go_on(cx) {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs(30));
        }
    }

    /// How many wait.
    pub fn waiting(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// The button beside the tabs.
    pub fn tools(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let open = self.incoming.is_some();
        let refusal = self.incoming.as_ref().and_then(|incoming| incoming.stays(cx));
        let button = Button::new(cx.t("online-import")).icon(Icon::Import).chosen(open).refusal(refusal);
        if button.show(ui).clicked() {
            self.incoming = match self.incoming.take() {
                None => Some(Box::default()),
                Some(mut incoming) => (!incoming.may_leave()).then_some(incoming),
            };
        }
    }

    /// Fills the room below the bar.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if let Some(Err(fault)) = self.looking.outcome() {
            cx.wish(Wish::Failed(fault));
        }
        if self.incoming.is_none() && ui.input(|input| !input.raw.dropped_files.is_empty()) {
            self.incoming = Some(Box::default());
        }
        if let Some(incoming) = &mut self.incoming {
            if !incoming.show(ui, cx) {
                self.incoming = None;
            }
            return;
        }
        let OnlineList { rows, table, shown, view, looking, split: place, .. } = self;
        let on_the_right = shown.clone();
        let (import, wishes) = split(
            ui,
            cx.lang,
            place,
            |ui| list(ui, cx, rows, table, shown),
            |ui| {
                let mut cx = part_of(cx);
                match &on_the_right {
                    Some(row) => detail(ui, &mut cx, row, view, looking),
                    None => order::show_invitation(ui, &cx),
                }
                cx.wishes
            },
        );
        cx.wishes.extend(wishes);
        if import {
            self.incoming = Some(Box::default());
        }
    }
}

/// Draws the list; true when the first step of an empty one was taken.
fn list(
    ui: &mut Ui,
    cx: &Cx<'_>,
    rows: &mut Rows<InboxRow, ()>,
    table: &mut TableState,
    shown: &mut Option<InboxRow>,
) -> bool {
    let columns = [
        Column::new("age", cx.t("online-age"), 84.0),
        Column::new("flags", cx.t("online-flags"), 132.0),
        Column::new("number", cx.t("online-number"), 164.0),
        Column::new("recipient", cx.t("online-recipient"), 96.0).grows(),
        Column::new("state", cx.t("online-state"), 92.0).gives_way(1),
        Column::figures("amount", cx.t("online-amount"), 96.0).gives_way(2),
        Column::new("shop", cx.t("online-shop"), 110.0).gives_way(3),
    ];
    let empty = Empty { icon: Icon::Import, sentence: cx.t("online-none"), step: cx.t("online-import") };
    let answer = Table::new(Id::unique("online orders"), cx.t("online-title"), &columns, rows.len())
        .empty(empty)
        .counting(rows.is_counting())
        .show(ui, table, |row| paint(row, cx, rows));
    rows.fetch(answer.visible.clone(), |offset, limit| {
        cx.worker.ask(move |office| online::inbox(office, offset, limit))
    });
    let chosen = table.cursor.and_then(|row| rows.get(row));
    if let Some(row) = chosen.filter(|_| answer.moved || answer.response.clicked() || answer.opened.is_some()) {
        *shown = Some(row.clone());
        ui.ctx().request_repaint();
    }
    answer.first_step
}

fn paint(row: &mut RowPainter<'_>, cx: &Cx<'_>, rows: &Rows<InboxRow, ()>) {
    let Some(sale) = rows.get(row.index) else { return row.waiting() };
    let minutes = (cx.now - sale.last_seen.min(cx.now)).num_minutes();
    row.cell("age").toned(&age_words(cx, minutes), age_tone(minutes));
    match sale.flags.as_slice() {
        [] => row.cell("flags").soft("—"),
        [first, rest @ ..] => {
            let word = flag_word(cx, first.key());
            let word = if rest.is_empty() { word } else { format!("{word} +{}", rest.len()) };
            let reasons: Vec<String> = sale.flags.iter().map(|flag| words::flag(cx.lang, flag)).collect();
            let tone = if sale.flags.iter().any(|flag| flag.blocks()) { Tone::Bad } else { Tone::Warn };
            row.cell("flags").marked(&word, &reasons.join("\n"), tone);
        }
    }
    row.cell("number").strong(&sale.number);
    row.cell("recipient").text(if sale.sale.recipient.is_empty() { &sale.sale.buyer } else { &sale.sale.recipient });
    row.cell("state").soft(&t_dyn(cx.lang, &format!("sale-{}", sale.state.key())));
    row.cell("amount").text(&sale.sale.paid.or(sale.sale.total).map(money).unwrap_or_default());
    row.cell("shop").soft(&sale.shop);
}

fn flag_word(cx: &Cx<'_>, key: &str) -> String {
    t_dyn(cx.lang, &format!("flag-{key}"))
}

/// How long something waits, in the unit that fits.
fn age_words(cx: &Cx<'_>, minutes: i64) -> String {
    match minutes {
        ..120 => cx.tf("online-minutes", &[("count", minutes.into())]),
        120..2880 => cx.tf("online-hours", &[("count", (minutes / 60).into())]),
        _ => cx.tf("online-days", &[("count", (minutes / 1440).into())]),
    }
}

fn age_tone(minutes: i64) -> Tone {
    match minutes {
        ..LONG => Tone::Quiet,
        LONG..TOO_LONG => Tone::Warn,
        _ => Tone::Bad,
    }
}

/// The order with what is unusual above it; opening it is the look. What is no order of ours is looked at by a button.
fn detail(ui: &mut Ui, cx: &mut Cx<'_>, row: &InboxRow, view: &mut OrderView, looking: &mut Doing<()>) {
    let margin = Margin::symmetric(theme::PAGE as i8, theme::GAP as i8);
    if !row.flags.is_empty() {
        Frame::new().inner_margin(margin).show(ui, |ui| {
            let reasons: Vec<String> = row.flags.iter().map(|flag| words::flag(cx.lang, flag)).collect();
            banner(ui, cx.lang, Tone::Warn, cx.t("online-look-at"), &reasons, "", false);
        });
    }
    if let Some((id, _)) = &row.order {
        view.show(ui, cx, *id);
        return;
    }
    Frame::new().inner_margin(theme::PAGE).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
        text::title(ui, &row.number);
        text::soft(ui, cx.t("online-no-order"));
        let sale = &row.sale;
        let mut told = vec![
            Fact::new(cx.t("online-shop"), row.shop.as_str()),
            Fact::new(cx.t("online-state"), t_dyn(cx.lang, &format!("sale-{}", row.state.key()))),
            Fact::new(cx.t("online-recipient"), sale.recipient.as_str()),
            Fact::new(cx.t("intake-field-sale-phone"), sale.phone.as_str()),
            Fact::new(cx.t("intake-field-sale-street"), sale.address.as_str()).wide(),
        ];
        for line in &sale.lines {
            told.push(Fact::new(line.goods.name(), format!("× {}", line.quantity)).wide());
        }
        facts(ui, &told);
        let look = Button::primary(cx.t("online-looked")).icon(Icon::Check).show(ui);
        if look.clicked() {
            let id = row.id;
            looking.begin(|| cx.worker.write(cx.user.id, move |work| online::look(work, id)));
        }
    });
}
