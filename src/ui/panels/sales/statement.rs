//! The statement of a customer's orders: the days are asked for, then it is written as PDF or as a table.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError};

use chrono::Datelike;
use eframe::egui;
use egui::Ui;

use crate::domain::customers::Customer;
use crate::i18n::{Lang, date, money};
use crate::ops::OpError;
use crate::ops::statement::{self, Account};
use crate::print::workbook::Table;
use crate::print::{PrintError, Printer};
use crate::ui::ask::Ask;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::date::{Lean, parse_date};
use crate::ui::widgets::date_field::date_field;
use crate::ui::widgets::dialog::{buttons, modal};
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::number_field::Place;
use crate::ui::widgets::text;

type Days = (chrono::NaiveDate, chrono::NaiveDate);

/// Why a file was not written.
enum Fault {
    Print(PrintError),
    Disk(std::io::Error),
}

/// Where a file goes, whether it is a PDF, and how writing it ended.
type Writing = (PathBuf, bool, Receiver<Result<(), Fault>>);

/// The dialog.
pub struct StatementDialog {
    customer: Customer,
    from: String,
    to: String,
    account: Ask<Account, (Days, u64)>,
    writing: Option<Writing>,
}

impl StatementDialog {
    /// For this month so far.
    pub fn new(customer: Customer, today: chrono::NaiveDate) -> StatementDialog {
        let first = today.with_day(1).unwrap_or(today);
        StatementDialog { customer, from: date(first), to: date(today), account: Ask::default(), writing: None }
    }

    fn days(&self, cx: &Cx<'_>) -> Option<Days> {
        let read = |typed: &str| parse_date(typed, cx.today, Lean::Back).ok();
        read(&self.from).zip(read(&self.to)).filter(|(from, to)| from <= to)
    }

    /// Draws the dialog; false when it is done with.
    pub fn show(&mut self, ui: &Ui, cx: &mut Cx<'_>) -> bool {
        if let Some(days) = self.days(cx) {
            let id = self.customer.id;
            let key = (days, cx.revision.orders + cx.revision.customers);
            self.account.keep(key, || cx.worker.ask(move |office| statement::of_customer(office, id, days.0, days.1)));
        }
        let mut stay = self.take_written(cx);
        let (_, closed) = modal(ui.ctx(), cx.t("statement-title"), theme::DIALOG, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
            text::strong(ui, &self.customer.name);
            ui.horizontal_top(|ui| {
                let half = (ui.available_width() - theme::GAP_WIDE) / 2.0;
                for (key, typed) in [("export-from", &mut self.from), ("export-to", &mut self.to)] {
                    let place = Place { width: Some(half), required: true, ..Place::default() };
                    let mut day = None;
                    date_field(ui, cx.lang, cx.t(key), typed, &mut day, cx.today, Lean::Back, place);
                }
            });
            self.show_figures(ui, cx);
            if let Some(fault) = self.account.fault() {
                let (title, detail) = crate::ui::say::fault(cx.lang, fault);
                banner(ui, cx.lang, Tone::Bad, &title, &[detail], "", false);
            }
            let refusal = self.refusal(cx);
            buttons(ui, |ui| {
                if Button::primary(cx.t("statement-pdf")).icon(Icon::Paper).refusal(refusal).show(ui).clicked() {
                    self.write(cx, true);
                }
                if Button::new(cx.t("statement-table")).icon(Icon::Export).refusal(refusal).show(ui).clicked() {
                    self.write(cx, false);
                }
                if Button::new(cx.t("widgets-close")).show(ui).clicked() {
                    stay = false;
                }
            });
        });
        stay && !closed
    }

    /// The figures of the days as they are typed; none while they are on their way.
    fn known(&self, cx: &Cx<'_>) -> Option<&Account> {
        let days = self.days(cx)?;
        let found = self.account.value()?;
        ((found.statement.from, found.statement.to) == days).then_some(found)
    }

    fn refusal(&self, cx: &Cx<'_>) -> Option<&'static str> {
        if self.days(cx).is_none() {
            Some(cx.t("export-days-wrong"))
        } else if self.writing.is_some() || self.known(cx).is_none() {
            Some(cx.t("widgets-loading"))
        } else {
            None
        }
    }

    fn show_figures(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let found = self.known(cx).map(|account| &account.statement);
        let figure = |get: fn(&crate::domain::statement::Statement) -> i64| {
            found.map_or_else(|| "…".to_owned(), |found| money(get(found)))
        };
        let all = [
            Fact::new(cx.t("statement-opens"), figure(|found| found.opening)),
            Fact::new(cx.t("statement-ordered"), figure(|found| found.ordered)),
            Fact::new(cx.t("statement-shipped"), figure(|found| found.shipped)),
            Fact::new(cx.t("statement-paid"), figure(|found| found.paid)),
            Fact::new(cx.t("statement-closes"), figure(|found| found.closing)),
        ];
        ui.scope(|ui| facts(ui, &all));
        text::caption(ui, cx.t("statement-how"));
    }

    fn write(&mut self, cx: &Cx<'_>, pdf: bool) {
        let Some(account) = self.known(cx).cloned() else { return };
        let lang = language(cx.lang, &self.customer);
        let (code, until) = (&self.customer.code, account.statement.to.format("%Y%m%d"));
        let ending = if pdf { "pdf" } else { "xlsx" };
        let name = format!("{}-{code}-{until}.{ending}", crate::i18n::t(lang, "statement-title"));
        let Some(place) = cx.files.save(&name) else { return };
        let (target, by, now) = (place.clone(), cx.user.name.clone(), cx.now);
        let result = cx.jobs.run("statement-job", move |_| -> Result<(), Fault> {
            if pdf {
                let document = account.document(lang, &by, now).map_err(Fault::Print)?;
                let bytes = Printer::new().and_then(|printer| printer.pdf(&[document])).map_err(Fault::Print)?;
                return write_whole(&target, &bytes).map_err(Fault::Disk);
            }
            let title = crate::i18n::t(lang, "statement-title");
            let mut table = Table::begin(&target, title, &Account::columns(lang)).map_err(Fault::Disk)?;
            account.rows(lang).iter().try_for_each(|row| table.row(row)).map_err(Fault::Disk)?;
            table.finish().map_err(Fault::Disk)
        });
        self.writing = Some((place, pdf, result));
    }

    /// Takes in how writing ended; false when the dialog is done with.
    fn take_written(&mut self, cx: &mut Cx<'_>) -> bool {
        let Some((place, pdf, result)) = &self.writing else { return true };
        let ended = match result.try_recv() {
            Err(TryRecvError::Empty) => return true,
            Err(TryRecvError::Disconnected) => Err(OpError::CalledOff),
            Ok(Ok(())) => Ok(()),
            Ok(Err(Fault::Disk(error))) => {
                Err(OpError::NotWritten { place: place.display().to_string(), why: error.to_string() })
            }
            Ok(Err(Fault::Print(error))) => {
                let why = error.explain(cx.lang);
                Err(OpError::NotWritten { place: place.display().to_string(), why: why.detail })
            }
        };
        let (place, pdf) = (place.clone(), *pdf);
        self.writing = None;
        match ended {
            Ok(()) => {
                let values = [("place", place.display().to_string().into())];
                cx.wish(Wish::Done(cx.tf("statement-written", &values)));
                if pdf {
                    cx.files.show(&place);
                }
                false
            }
            Err(fault) => {
                cx.wish(Wish::Failed(fault));
                true
            }
        }
    }
}

/// Customers abroad get English, as with every paper.
fn language(lang: Lang, customer: &Customer) -> Lang {
    if customer.is_export() { Lang::En } else { lang }
}

/// Writes beside the place and renames, so that a full disk leaves no half file.
fn write_whole(place: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    let beside = place.with_extension("pdf.part");
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, place));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}
