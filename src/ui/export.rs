//! Lists written as files for a spreadsheet: pages come from the store's thread one after the other, the job thread writes
//! them, the window only looks on. The store serves others between two pages.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, TrySendError, sync_channel};

use chrono::{Datelike, NaiveDate};
use eframe::egui::Ui;

use super::ask::Doing;
use super::cx::{Cx, Wish};
use super::theme;
use super::widgets::button::Button;
use super::widgets::date::{Lean, parse_date};
use super::widgets::date_field::date_field;
use super::widgets::dialog::{buttons, modal};
use super::widgets::number_field::Place;
use super::widgets::text;
use crate::i18n::{date, whole};
use crate::ops::OpError;
use crate::ops::export::{self, Page, What};
use crate::print::workbook::Table;

/// How a file ended: rows written, or none when it was called off.
type Ended = Result<Option<u64>, std::io::Error>;

/// A file that is being written.
struct Running {
    what: What,
    place: PathBuf,
    /// Where the page that is asked for next begins; none once all were asked for.
    next: Option<i64>,
    asked: Doing<Page>,
    waiting: Option<Page>,
    feed: Option<SyncSender<Page>>,
    result: Receiver<Ended>,
}

/// What is being written, and the question for its days.
#[derive(Default)]
pub struct Exports {
    running: Option<Running>,
    days: Option<(String, String)>,
}

impl Exports {
    /// Why nothing more can be written now.
    pub fn refusal(&self, cx: &Cx<'_>) -> Option<&'static str> {
        self.running.is_some().then(|| cx.t("export-busy"))
    }

    /// Asks where to, and begins.
    pub fn begin(&mut self, cx: &Cx<'_>, what: What) {
        if self.running.is_some() {
            return;
        }
        let name = format!("{}-{}.xlsx", what.title(cx.lang), cx.today.format("%Y%m%d"));
        let Some(place) = cx.files.save(&name) else { return };
        let (feed, parts) = sync_channel::<Page>(2);
        let (title, columns, target) = (what.title(cx.lang), what.columns(cx.lang), place.clone());
        let result = cx.jobs.run("export-job", move |job| -> Ended {
            let mut table = Table::begin(&target, &title, &columns)?;
            let mut rows = 0;
            for part in parts {
                for row in &part.rows {
                    table.row(row)?;
                }
                rows += part.rows.len() as u64;
                if !job.go_on(part.done, part.all) {
                    return Ok(None);
                }
                if part.next.is_none() {
                    table.finish()?;
                    return Ok(Some(rows));
                }
            }
            // The pages ended before the last one: a fault, or nobody wants it any more.
            Ok(None)
        });
        let asked = Doing::default();
        self.running = Some(Running { what, place, next: Some(0), asked, waiting: None, feed: Some(feed), result });
    }

    /// Asks for the days of the order lines.
    pub fn ask_days(&mut self, today: NaiveDate) {
        let first = today.with_day(1).unwrap_or(today);
        self.days = Some((date(first), date(today)));
    }

    /// Hands on what has come; call it once a frame, whichever panel is shown.
    pub fn step(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        self.show_days(ui, cx);
        let Some(running) = &mut self.running else { return };
        if let Some(fault) = running.fetch(cx) {
            self.running = None;
            cx.wish(Wish::Failed(fault));
            return;
        }
        if running.waiting.is_some() {
            // The writer does not wake the window for each page.
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(30));
        }
        let ended = match running.result.try_recv() {
            Err(TryRecvError::Empty) => return,
            Err(TryRecvError::Disconnected) => Ok(None),
            Ok(ended) => ended,
        };
        let place = running.place.display().to_string();
        self.running = None;
        match ended {
            Ok(Some(rows)) => {
                let rows = whole(i64::try_from(rows).unwrap_or(i64::MAX));
                cx.wish(Wish::Done(cx.tf("export-done", &[("rows", rows.into()), ("place", place.into())])));
            }
            Ok(None) => cx.wish(Wish::Done(cx.t("export-called-off").to_owned())),
            Err(error) => cx.wish(Wish::Failed(OpError::NotWritten { place, why: error.to_string() })),
        }
    }

    fn show_days(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let Some((from, to)) = &mut self.days else { return };
        let mut chosen = None;
        let mut stay = true;
        let today = cx.today;
        let (_, closed) = modal(ui.ctx(), cx.t("export-lines-of"), theme::DIALOG, |ui| {
            text::soft(ui, cx.t("export-days-words"));
            ui.horizontal_top(|ui| {
                let half = (ui.available_width() - theme::GAP_WIDE) / 2.0;
                for (key, typed) in [("export-from", &mut *from), ("export-to", &mut *to)] {
                    let place = Place { width: Some(half), required: true, ..Place::default() };
                    let mut day = None;
                    date_field(ui, cx.lang, cx.t(key), typed, &mut day, today, Lean::Back, place);
                }
            });
            let read = |typed: &str| parse_date(typed, today, Lean::Back).ok();
            let days = read(from).zip(read(to)).filter(|(from, to)| from <= to);
            buttons(ui, |ui| {
                let refusal = days.is_none().then(|| cx.t("export-days-wrong"));
                if Button::primary(cx.t("export-write")).refusal(refusal).show(ui).clicked() {
                    chosen = days;
                }
                stay = !Button::new(cx.t("widgets-cancel")).show(ui).clicked();
            });
        });
        if !stay || closed || chosen.is_some() {
            self.days = None;
        }
        if let Some((from, to)) = chosen {
            self.begin(cx, What::Lines { from, to });
        }
    }
}

impl Running {
    /// Takes in a page, hands it on, and asks for the next one; a fault ends everything.
    fn fetch(&mut self, cx: &Cx<'_>) -> Option<OpError> {
        match self.asked.outcome() {
            Some(Ok(page)) => {
                self.next = page.next;
                self.waiting = Some(page);
            }
            Some(Err(fault)) => return Some(fault),
            None => {}
        }
        if let (Some(part), Some(feed)) = (self.waiting.take(), &self.feed) {
            match feed.try_send(part) {
                Ok(()) if self.next.is_none() => self.feed = None,
                Ok(()) => {}
                Err(TrySendError::Full(part)) => self.waiting = Some(part),
                Err(TrySendError::Disconnected(_)) => self.feed = None,
            }
        }
        if let (Some(after), None, true, false) = (self.next, &self.waiting, self.feed.is_some(), self.asked.is_busy())
        {
            let (what, lang) = (self.what.clone(), cx.lang);
            self.asked.begin(|| cx.worker.ask(move |office| export::page(office, &what, lang, after)));
        }
        None
    }
}
