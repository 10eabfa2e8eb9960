//! An order with everything: what was ordered, what was promised, whose turn it is, what happened, what can be done now.
//! Every department shows the same.

mod beside;
mod changes;
mod facts;
mod goods;
mod messages;
mod papers;
mod questions;
mod steps;
mod turn;

pub use beside::{Beside, Chosen};

use eframe::egui;
use egui::{Frame, Label, Margin, RichText, ScrollArea, Ui};

use super::ask::{Ask, Doing};
use super::cx::{Cx, Wish};
use super::say;
use super::theme::{self, Tone};
use super::widgets::banner::banner;
use super::widgets::bar::heading;
use super::widgets::chip::{self, Steps};
use super::widgets::text;
use super::widgets::timeline::{Event, timeline};
use super::{clock, icons};
use crate::domain::ids::OrderId;
use crate::domain::orders::{Command, Event as Logged, Progress, Segment, Stage, progress, stage};
use crate::domain::people::Department;
use crate::i18n::{Lang, date, t_dyn};
use crate::ops::orders::{self, Dossier, LogEntry};
use crate::ops::tell::{Told, tell_all};
use crate::worker::Revision;

/// The detail of one order after another.
#[derive(Default)]
pub struct OrderView {
    dossier: Ask<Dossier, (OrderId, Revision)>,
    seen: Doing<()>,
    /// The order and the number of its events for which "seen" was sent already.
    seen_sent: Option<(OrderId, i64)>,
    papers: papers::Papers,
    changes: changes::Section,
    messages: messages::Messages,
    history: History,
}

impl OrderView {
    /// Shows an order in the room that there is; its desk has seen it from now on.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, id: OrderId) {
        self.draw(ui, cx, id, true);
    }

    /// Shows an order that nobody chose: a list just opened with its first one. That is no look, so nothing is marked as seen.
    pub fn glance(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, id: OrderId) {
        self.draw(ui, cx, id, false);
    }

    fn draw(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, id: OrderId, looked: bool) {
        self.dossier.keep((id, cx.revision), || cx.worker.ask(move |office| orders::open(office, id)));
        if let Some(Err(fault)) = self.seen.outcome() {
            cx.wish(Wish::Failed(fault));
        }
        let margin = Margin { left: theme::PAGE as i8, right: theme::PAGE as i8, top: 0, bottom: theme::GAP as i8 };
        let mut begin_seen = None;
        match self.dossier.value().filter(|dossier| dossier.order.id == id) {
            Some(_) if self.changes.past(id).is_some() => {
                let mut back = false;
                if let Some((day, then)) = self.changes.past(id) {
                    let history = &mut self.history;
                    Frame::new().inner_margin(margin).show(ui, |ui| back = show_past(ui, cx, day, then, history));
                }
                if back {
                    self.changes.leave_past();
                }
            }
            Some(dossier) => {
                begin_seen = unseen(dossier, cx).filter(|_| looked);
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    show_head(ui, cx, dossier);
                    ScrollArea::vertical().id_salt(("order", id)).auto_shrink(false).show(ui, |ui| {
                        // The scroll bar has its own room, so that it covers no figure.
                        ui.set_max_width(ui.available_width() - theme::GAP_WIDE);
                        ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
                        show_body(
                            ui,
                            cx,
                            dossier,
                            &mut self.papers,
                            &mut self.changes,
                            &mut self.messages,
                            &mut self.history,
                        );
                        ui.add_space(theme::SECTION);
                    });
                });
            }
            None => show_nothing(ui, cx, &self.dossier),
        }
        if let Some((desk, events)) = begin_seen.filter(|(_, events)| self.seen_sent != Some((id, *events))) {
            self.seen_sent = Some((id, events));
            let actor = cx.user.id;
            self.seen
                .begin(|| cx.worker.write(actor, move |work| orders::step(work, id, None, Command::Seen { desk })));
        }
    }

    /// The order that is shown, once it is here.
    pub fn dossier(&self) -> Option<&Dossier> {
        self.dossier.value()
    }
}

/// A desk of the person whose work on this order nobody has looked at yet, and the order's number of events.
fn unseen(dossier: &Dossier, cx: &Cx<'_>) -> Option<(Department, i64)> {
    let task = dossier.order.tasks.iter().find(|task| task.seen.is_none() && cx.user.belongs_to(task.desk))?;
    Some((task.desk, dossier.order.events))
}

fn show_nothing(ui: &mut Ui, cx: &Cx<'_>, ask: &Ask<Dossier, (OrderId, Revision)>) {
    Frame::new().inner_margin(theme::PAGE).show(ui, |ui| match ask.fault() {
        Some(fault) => {
            let (title, detail) = say::fault(cx.lang, fault);
            banner(ui, cx.lang, Tone::Bad, &title, &[detail], "", false);
        }
        None => {
            text::soft(ui, cx.t("widgets-loading"));
        }
    });
}

/// What stands on the right while no order is chosen.
pub fn show_invitation(ui: &mut Ui, cx: &Cx<'_>) {
    let palette = theme::palette(ui);
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.34).max(theme::SECTION));
        let (rect, _) = ui.allocate_exact_size(egui::vec2(theme::ICON_LARGE, theme::ICON_LARGE), egui::Sense::hover());
        icons::paint(ui.painter(), icons::Icon::Paper, rect.center(), theme::ICON_LARGE, palette.solid(Tone::Quiet));
        ui.set_max_width(320.0);
        text::soft(ui, cx.t("orders-pick-one"));
    });
}

/// The colour of a stage.
pub fn stage_tone(stage: Stage, on_hold: bool) -> Tone {
    match stage {
        _ if on_hold => Tone::Warn,
        Stage::Cancelled => Tone::Bad,
        Stage::Delivered | Stage::Closed | Stage::Filed => Tone::Good,
        Stage::Receipt => Tone::Quiet,
        _ => Tone::Accent,
    }
}

/// The five segments as the list and the detail draw them, and how they are told.
pub fn segments(progress: Progress, stopped: bool) -> (Steps, i64) {
    let mut steps = progress.0.map(|segment| match segment {
        Segment::Open => chip::Step::Open,
        Segment::Started => chip::Step::Part(50),
        Segment::Done => chip::Step::Done,
    });
    if stopped && let Some(step) = steps.iter_mut().find(|step| **step != chip::Step::Done) {
        *step = chip::Step::Stuck;
    }
    let done = progress.0.iter().filter(|segment| **segment == Segment::Done).count() as i64;
    (steps, done)
}

fn show_head(ui: &mut Ui, cx: &mut Cx<'_>, dossier: &Dossier) {
    let order = &dossier.order;
    let stage = stage(order);
    let stopped = order.hold.is_some() || order.cancelled.is_some();
    ui.add_space(theme::GAP);
    let mut wishes = Vec::new();
    heading(ui, &order.number, |_| {}, |ui| wishes = steps::buttons(ui, cx, dossier));
    cx.wishes.append(&mut wishes);
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = theme::CHIP;
        chip::chip(ui, &t_dyn(cx.lang, &format!("stage-{}", stage.key())), stage_tone(stage, order.hold.is_some()));
        let (steps, done) = segments(progress(order), stopped);
        chip::progress(ui, steps, &cx.tf("orders-progress-told", &[("done", done.into())]));
        text::caption(ui, &cx.tf("orders-version", &[("version", order.version.into())]));
        let name = RichText::new(&dossier.customer.name).font(theme::Type::Body.font()).color(theme::palette(ui).ink);
        ui.add(Label::new(name).truncate());
    });
    ui.add_space(theme::GRID);
}

/// The order as it stood when a day ended: to be read, with nothing to press but the way back. True when that was pressed.
fn show_past(ui: &mut Ui, cx: &mut Cx<'_>, day: chrono::NaiveDate, then: &Dossier, history: &mut History) -> bool {
    let order = &then.order;
    let stage = stage(order);
    ui.add_space(theme::GAP);
    heading(ui, &order.number, |_| {}, |_| {});
    let title = cx.tf("changes-past-title", &[("day", date(day).into())]);
    let sentence = [cx.t("changes-past-stock").to_owned()];
    let back = banner(ui, cx.lang, Tone::Warn, &title, &sentence, cx.t("changes-past-back"), false).step;
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = theme::CHIP;
        chip::chip(ui, &t_dyn(cx.lang, &format!("stage-{}", stage.key())), stage_tone(stage, order.hold.is_some()));
        text::caption(ui, &cx.tf("orders-version", &[("version", order.version.into())]));
    });
    ScrollArea::vertical().id_salt(("past", order.id)).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
        facts::show_past(ui, cx, then);
        goods::show_lines(ui, cx, then);
        goods::show_productions(ui, cx, then);
        goods::show_shipments(ui, cx, then);
        ui.add_space(theme::GAP);
        text::section(ui, cx.t("orders-history"));
        history.show(ui, cx, then);
        ui.add_space(theme::SECTION);
    });
    back
}

fn show_body(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    dossier: &Dossier,
    papers: &mut papers::Papers,
    changes: &mut changes::Section,
    messages: &mut messages::Messages,
    history: &mut History,
) {
    let order = &dossier.order;
    let told = |mark: &crate::domain::orders::Mark| {
        let when = clock::moment(cx.lang, cx.company, cx.now, mark.at);
        cx.tf("orders-at", &[("who", dossier.name(mark.by).into()), ("when", when.into())])
    };
    if let Some((reason, mark)) = &order.hold {
        let heading = cx.tf("orders-on-hold", &[("reason", reason.as_str().into())]);
        banner(ui, cx.lang, Tone::Warn, &heading, &[told(mark)], "", false);
    }
    if let Some((reason, mark)) = &order.cancelled {
        let heading = cx.tf("orders-cancelled-because", &[("reason", reason.as_str().into())]);
        banner(ui, cx.lang, Tone::Bad, &heading, &[told(mark)], "", false);
    }
    turn::show(ui, cx, dossier);
    changes.show_waiting(ui, cx, dossier);
    facts::show(ui, cx, dossier);
    goods::show_lines(ui, cx, dossier);
    questions::show(ui, cx, dossier);
    goods::show_productions(ui, cx, dossier);
    goods::show_shipments(ui, cx, dossier);
    changes.show(ui, cx, dossier);
    papers.show(ui, cx, dossier);
    messages.show(ui, cx, dossier);
    ui.add_space(theme::GAP);
    text::section(ui, cx.t("orders-history"));
    history.show(ui, cx, dossier);
}

/// The history as it is drawn: told once for each state of the order, not in every frame.
#[derive(Default)]
struct History {
    of: Option<(OrderId, i64, Lang)>,
    told: Vec<(Told, Tone)>,
}

impl History {
    fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier) {
        let of = (dossier.order.id, dossier.order.events, cx.lang);
        if self.of != Some(of) {
            let tones = dossier.log.iter().map(|entry| say::event_tone(&entry.event));
            self.told = tell_all(cx.lang, dossier).into_iter().zip(tones).collect();
            self.of = Some(of);
        }
        let newest_first = dossier.log.iter().zip(&self.told).rev().map(|(entry, (told, tone))| Event {
            when: clock::moment(cx.lang, cx.company, cx.now, entry.mark.at),
            who: dossier.name(entry.mark.by).to_owned(),
            what: told.title.clone(),
            note: note(entry, told),
            tone: *tone,
        });
        timeline(ui, &newest_first.collect::<Vec<_>>());
    }
}

/// The facts of an event; those of the whole content stand above already.
fn note(entry: &LogEntry, told: &Told) -> String {
    if matches!(entry.event, Logged::Received { .. } | Logged::Edited { .. }) {
        return String::new();
    }
    // Checksums are for the archive sheet, not for reading along.
    let facts = told.facts.iter().filter(|(_, value)| !value.is_empty() && (value.contains(' ') || value.len() < 60));
    facts.map(|(label, value)| format!("{label} {value}")).collect::<Vec<_>>().join("\u{2003}")
}
