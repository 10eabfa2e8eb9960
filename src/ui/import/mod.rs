//! Own data in: a file is read, its columns and rows are shown with what is wrong, mended here, checked again, and brought in
//! whole or not at all.

mod editor;
mod grid;
mod source;
mod usual;

use std::sync::Arc;

use eframe::egui;
use egui::{Frame, Key, Margin, Modifiers, Ui};

use super::ask::{Ask, Doing};
use super::cx::{Cx, Wish};
use super::icons::Icon;
use super::steps::said;
use super::theme::{self, Tone};
use super::widgets::banner::banner;
use super::widgets::bar::bar;
use super::widgets::button::Button;
use super::widgets::choice::{segments, tick};
use super::widgets::split::{Split, split};
use super::widgets::text;
use crate::domain::people::may;
use crate::i18n::whole;
use crate::ops::import::{self, Kind, Outlook, Report, RowCheck, Sheet};
use crate::ops::{OpError, Work};
use editor::Editor;
use grid::Grid;
use source::{ReadFault, Reading};
use usual::Usual;

/// An import that is open.
#[derive(Default)]
pub struct Import {
    kind: usize,
    file: Option<std::path::PathBuf>,
    reading: Option<Reading>,
    sheet: Option<Arc<Sheet>>,
    /// Counts what was edited, so that it is checked again.
    edition: u64,
    usual: Usual,
    checks: Ask<Vec<RowCheck>, (u64, u64, u64, u64)>,
    grid: Grid,
    editor: Editor,
    split: Option<Split>,
    doing: Doing<Report>,
    unread: Option<ReadFault>,
    fault: Option<OpError>,
    report: Option<Report>,
    /// Rows were mended here and not brought in yet.
    mended: bool,
    /// The person was asked whether to leave them.
    asked_to_leave: bool,
}

impl Import {
    fn kind(&self) -> Kind {
        Kind::ALL[self.kind.min(Kind::ALL.len() - 1)]
    }

    /// Fills the room that there is; false when the person is done with it.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        self.take_in(ui, cx);
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut stay = true;
        Frame::new().inner_margin(Margin::symmetric(theme::PAGE as i8, 0)).show(ui, |ui| {
            stay = self.heading(ui, cx);
            ui.spacing_mut().item_spacing.y = theme::GAP;
            self.faults(ui, cx);
            if self.sheet.is_some() {
                self.about_file(ui, cx);
            }
            ui.add_space(theme::GAP);
        });
        let palette = theme::palette(ui);
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top(), theme::hairline(palette));
        match self.sheet.clone() {
            Some(sheet) => self.rows(ui, cx, &sheet),
            None => self.invitation(ui, cx),
        }
        let escaped = !egui::Popup::is_any_open(ui.ctx())
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        stay && !(escaped && self.may_leave())
    }

    /// Whether the person may go: what was mended here is asked about once.
    fn may_leave(&mut self) -> bool {
        let leaves = self.asked_to_leave || !self.mended || self.report.is_some();
        self.asked_to_leave = true;
        leaves
    }

    fn heading(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let refusal = self.refusal(cx);
        let (mut send, mut choose, mut leave) = (false, false, false);
        let before = self.kind;
        let kind = &mut self.kind;
        let names = [cx.t("import-goods"), cx.t("import-customers"), cx.t("import-stock"), cx.t("prices-lists")];
        let loaded = self.sheet.is_some();
        bar(
            ui,
            "import",
            |ui| {
                text::title(ui, cx.t("import-title"));
                ui.add_space(theme::GAP);
                segments(ui, &names, kind);
            },
            |ui| {
                if Button::only_icon(Icon::Cross, cx.t("widgets-close")).shortcut("Esc").show(ui).clicked() {
                    leave = true;
                }
                if loaded {
                    send = Button::primary(cx.t("import-all"))
                        .icon(Icon::Import)
                        .refusal(refusal.as_deref())
                        .show(ui)
                        .clicked();
                    choose = Button::new(cx.t("import-other-file")).show(ui).clicked();
                }
            },
        );
        if self.kind != before {
            self.begin_again(cx);
        }
        if choose {
            self.choose(cx);
        }
        if send {
            self.send(cx);
        }
        !(leave && self.may_leave())
    }

    /// Why the rows cannot be brought in yet.
    fn refusal(&self, cx: &Cx<'_>) -> Option<String> {
        let right = self.kind().right();
        if !may(cx.user, right) {
            return Some(said::fault(cx.lang, &OpError::NotAllowed(right)).1.join(" "));
        }
        if self.report.is_some() {
            return Some(cx.t("import-done-already").to_owned());
        }
        if self.checks.is_waiting() || self.checks.value().is_none() || self.doing.is_busy() {
            return Some(cx.t("import-checking").to_owned());
        }
        let blocked = self.count(Outlook::Blocked);
        if blocked > 0 {
            return Some(cx.tf("import-blocked", &[("count", blocked.into())]));
        }
        let something = self.count(Outlook::New) + self.count(Outlook::Changed) > 0;
        (!something).then(|| cx.t("import-nothing-new").to_owned())
    }

    fn count(&self, outlook: Outlook) -> usize {
        self.checks.value().map_or(0, |checks| checks.iter().filter(|check| check.outlook == outlook).count())
    }

    fn faults(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if self.asked_to_leave && self.mended && self.report.is_none() {
            banner(ui, cx.lang, Tone::Warn, cx.t("import-leave"), &[], "", false);
        }
        if let Some(fault) = &self.unread {
            let (title, sentences) = fault.words(cx.lang);
            banner(ui, cx.lang, Tone::Bad, &title, &sentences, "", false);
        }
        if let Some(fault) = self.fault.as_ref().or(self.checks.fault()) {
            let (title, sentences) = said::fault(cx.lang, fault);
            banner(ui, cx.lang, Tone::Bad, &title, &sentences, "", false);
        }
        if let Some(report) = &self.report {
            let values =
                [("created", report.created.into()), ("changed", report.changed.into()), ("same", report.same.into())];
            let sentence = cx.tf("import-report", &values);
            banner(ui, cx.lang, Tone::Good, cx.t("import-done"), &[sentence], "", false);
        }
    }

    /// The file, its columns, and how many rows are what.
    fn about_file(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(sheet) = self.sheet.clone() else { return };
        let name = self.file.as_ref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
        let (table, header) = sheet.place();
        let values = [
            ("file", name.unwrap_or_default().into()),
            ("sheet", table.into()),
            ("row", i64::from(header).into()),
            ("rows", whole(sheet.len() as i64).into()),
        ];
        let key = if table.is_empty() { "import-file-plain" } else { "import-file" };
        text::soft(ui, &cx.tf(key, &values));
        grid::show_columns(ui, cx.lang, &sheet);
        if self.usual.show(ui, cx, &sheet) {
            self.edition += 1;
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::PAGE;
            for (outlook, tone) in [
                (Outlook::New, Tone::Good),
                (Outlook::Changed, Tone::Accent),
                (Outlook::Same, Tone::Quiet),
                (Outlook::Blocked, Tone::Bad),
            ] {
                let word = format!("{} {}", grid::outlook_word(cx.lang, outlook), whole(self.count(outlook) as i64));
                super::widgets::chip::chip(ui, &word, tone);
            }
            tick(ui, cx.t("import-only-findings"), &mut self.grid.only_findings);
        });
    }

    fn rows(&mut self, ui: &mut Ui, cx: &Cx<'_>, sheet: &Arc<Sheet>) {
        let checks = self.checks.value().map_or(&[][..], Vec::as_slice);
        let mut place = self.split.unwrap_or(Split { beside: 0.68, above: 0.5 });
        let (grid, editor) = (&mut self.grid, &mut self.editor);
        let edition = self.edition;
        let (chosen, change) = split(
            ui,
            cx.lang,
            &mut place,
            |ui| grid.show(ui, cx.lang, sheet, checks, edition),
            |ui| editor.show(ui, cx, sheet, checks),
        );
        self.split = Some(place);
        if let Some(row) = chosen {
            self.editor.open(sheet, row);
            ui.ctx().request_repaint();
        }
        let Some(change) = change.filter(|_| self.report.is_none()) else { return };
        if let Some(sheet) = &mut self.sheet {
            let sheet = Arc::make_mut(sheet);
            match change {
                editor::Change::Text { row, field, text } => sheet.edit(row, field, &text),
                editor::Change::LeaveOut(row) => {
                    sheet.leave_out(row);
                    self.editor = Editor::default();
                    self.grid.forget_choice();
                }
            }
            self.edition += 1;
            (self.mended, self.asked_to_leave) = (true, false);
        }
    }

    fn invitation(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.add_space(theme::SECTION * 3.0);
        let mut choose = false;
        ui.vertical_centered(|ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
            ui.set_max_width(520.0);
            super::icons::show(ui, Icon::Import, theme::palette(ui).ink_soft);
            if self.reading.is_some() {
                text::soft(ui, cx.t("widgets-loading"));
                return;
            }
            text::soft(ui, cx.t("import-invitation"));
            let known: Vec<String> =
                self.kind().fields().iter().map(|field| crate::intake::words::field(cx.lang, field.key)).collect();
            let columns = crate::i18n::listed(cx.lang, &known);
            text::caption(ui, &cx.tf("import-known-columns", &[("columns", columns.into())]));
            choose = Button::primary(cx.t("import-choose")).icon(Icon::Paper).show(ui).clicked();
        });
        if choose {
            self.choose(cx);
        }
    }

    fn choose(&mut self, cx: &Cx<'_>) {
        if let Some(path) = cx.files.open() {
            self.read(cx, path);
        }
    }

    /// Another kind: the file is read anew as that.
    fn begin_again(&mut self, cx: &Cx<'_>) {
        let (kind, file) = (self.kind, self.file.take());
        *self = Import { kind, usual: std::mem::take(&mut self.usual), ..Import::default() };
        if let Some(file) = file {
            self.read(cx, file);
        }
    }

    fn read(&mut self, cx: &Cx<'_>, path: std::path::PathBuf) {
        (self.sheet, self.report, self.unread, self.fault) = (None, None, None, None);
        self.checks.forget();
        self.editor = Editor::default();
        (self.mended, self.asked_to_leave) = (false, false);
        self.reading = Some(Reading::begin(cx, self.kind(), path.clone()));
        self.file = Some(path);
    }

    fn send(&mut self, cx: &Cx<'_>) {
        let (Some(sheet), defaults) = (self.sheet.clone(), self.usual.defaults()) else { return };
        self.fault = None;
        let write = move |work: &mut Work<'_, '_>| import::import(work, &sheet, &defaults);
        self.doing.begin(|| cx.worker.write(cx.user.id, write));
    }

    /// What came: a dropped file, a file that was read, a check, the end of the import.
    fn take_in(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let dropped = ui.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_path_buf()));
        if let Some(path) = dropped {
            self.read(cx, path);
        }
        if let Some(outcome) = self.reading.as_ref().and_then(Reading::outcome) {
            self.reading = None;
            match outcome {
                Ok(sheet) => {
                    self.sheet = Some(Arc::new(sheet));
                    self.edition += 1;
                    self.grid = Grid::default();
                }
                Err(fault) => self.unread = Some(fault),
            }
        }
        if let Some(sheet) = &self.sheet {
            let revision = cx.revision;
            let key = (self.edition, revision.customers, revision.products, revision.stock);
            let (sheet, user, defaults, today) = (sheet.clone(), cx.user.clone(), self.usual.defaults(), cx.today);
            self.checks
                .keep(key, || cx.worker.ask(move |office| import::check(office, &user, &sheet, &defaults, today)));
        }
        match self.doing.outcome() {
            Some(Ok(report)) if report.blocked == 0 => {
                let values = [
                    ("created", report.created.into()),
                    ("changed", report.changed.into()),
                    ("same", report.same.into()),
                ];
                cx.wish(Wish::Done(cx.tf("import-report", &values)));
                self.report = Some(report);
            }
            // Somebody changed the store between the check and the import: check again and show what is in the way.
            Some(Ok(_)) => self.edition += 1,
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
    }
}
