//! The rows of the file with what would become of each, and where something is wrong.

use eframe::egui;
use egui::{Id, Ui};

use crate::i18n::{Lang, listed, t, t_known, tf, whole};
use crate::intake::import::Finding;
use crate::intake::words;
use crate::ops::import::{Outlook, RowCheck, Sheet};
use crate::ui::icons::Icon;
use crate::ui::theme::Tone;
use crate::ui::widgets::table::{Column, Empty, RowPainter, Table, TableState};
use crate::ui::widgets::text;

/// The grid.
#[derive(Default)]
pub(super) struct Grid {
    /// Only rows with something to look at.
    pub only_findings: bool,
    table: TableState,
    shown: Vec<usize>,
    made_for: Option<(u64, usize, bool)>,
}

/// What would become of a row, in a word.
pub(super) fn outlook_word(lang: Lang, outlook: Outlook) -> &'static str {
    match outlook {
        Outlook::New => t(lang, "import-new"),
        Outlook::Changed => t(lang, "import-changed"),
        Outlook::Same => t(lang, "import-same"),
        Outlook::Blocked => t(lang, "import-wrong"),
    }
}

fn outlook_tone(outlook: Outlook) -> Tone {
    match outlook {
        Outlook::New => Tone::Good,
        Outlook::Changed => Tone::Accent,
        Outlook::Same => Tone::Quiet,
        Outlook::Blocked => Tone::Bad,
    }
}

/// Which columns are read, and which are not.
pub(super) fn show_columns(ui: &mut Ui, lang: Lang, sheet: &Sheet) {
    let fields = sheet.kind().fields();
    let read: Vec<String> = fields
        .iter()
        .zip(sheet.has())
        .filter(|(_, has)| **has)
        .map(|(field, _)| words::field(lang, field.key))
        .collect();
    text::caption(ui, &tf(lang, "import-columns-read", &[("columns", listed(lang, &read).into())]));
    if !sheet.left_out().is_empty() {
        let left_out = listed(lang, sheet.left_out());
        text::caption(ui, &tf(lang, "import-columns-left-out", &[("columns", left_out.into())]));
    }
}

impl Grid {
    /// Nothing is chosen any more.
    pub fn forget_choice(&mut self) {
        self.table.clear();
    }

    fn keep(&mut self, sheet: &Sheet, checks: &[RowCheck], edition: u64) {
        let wanted = (edition, checks.len(), self.only_findings);
        if self.made_for == Some(wanted) {
            return;
        }
        // Rows are told again only when the list itself changes, so that a mended row does not jump away while it is edited.
        let same_list =
            self.made_for.is_some_and(|(_, length, only)| (length, only) == (checks.len(), self.only_findings));
        self.made_for = Some(wanted);
        if same_list && self.only_findings && self.shown.iter().all(|row| *row < sheet.len()) {
            return;
        }
        let fits = |row: &usize| !self.only_findings || checks.get(*row).is_none_or(|check| !check.findings.is_empty());
        self.shown = (0..sheet.len()).filter(fits).collect();
    }

    /// Draws the grid; gives the row that was chosen just now.
    pub fn show(&mut self, ui: &mut Ui, lang: Lang, sheet: &Sheet, checks: &[RowCheck], edition: u64) -> Option<usize> {
        self.keep(sheet, checks, edition);
        let mut columns = vec![
            Column::figures("row", t(lang, "import-row"), 56.0),
            Column::new("outlook", t(lang, "import-outlook"), 84.0),
        ];
        // Only a file in which something is wrong has a place that says what.
        if checks.iter().any(|check| !check.findings.is_empty()) {
            columns.push(Column::new("what", t(lang, "import-what"), if lang == Lang::En { 380.0 } else { 300.0 }));
        }
        let mut fields = Vec::new();
        for (index, (field, has)) in sheet.kind().fields().iter().zip(sheet.has()).enumerate() {
            if *has || field.needed {
                let title = t_known(lang, &format!("intake-field-{}", field.key)).unwrap_or(field.key);
                let column = Column::new(field.key, title, 104.0);
                columns.push(if field.key == "name" { column.grows() } else { column });
                fields.push((index, field.key));
            }
        }
        let empty = Empty { icon: Icon::Check, sentence: t(lang, "import-no-findings"), step: "" };
        let shown = &self.shown;
        let answer = Table::new(Id::unique("import rows"), t(lang, "import-rows"), &columns, shown.len())
            .empty(empty)
            .show(ui, &mut self.table, |row| {
                if let Some(at) = shown.get(row.index) {
                    paint(row, lang, sheet, *at, checks.get(*at), &fields);
                }
            });
        let moved = answer.moved || answer.response.clicked() || answer.opened.is_some();
        self.table.cursor.and_then(|row| shown.get(row)).copied().filter(|_| moved)
    }
}

fn paint(
    row: &mut RowPainter<'_>,
    lang: Lang,
    sheet: &Sheet,
    at: usize,
    check: Option<&RowCheck>,
    fields: &[(usize, &'static str)],
) {
    let Some(draft) = sheet.draft(at) else { return };
    row.cell("row").soft(&whole(i64::from(draft.row)));
    if let Some(check) = check {
        row.cell("outlook").chip(outlook_word(lang, check.outlook), outlook_tone(check.outlook));
        show_first(row, lang, &check.findings);
    }
    for (index, key) in fields {
        let found = check.and_then(|check| check.findings.iter().find(|finding| finding.field == *key));
        match found {
            Some(finding) => {
                let tone = if finding.kind.blocks() { Tone::Bad } else { Tone::Warn };
                let written = draft.text(*index);
                let words = if written.is_empty() { "—" } else { written };
                row.cell(key).explained(words, tone, &words::finding(lang, finding));
            }
            None => row.cell(key).text(draft.text(*index)),
        }
    }
}

/// What is to be looked at in a row: the first thing with the name of its column, and how many more there are; all of them under
/// the pointer.
fn show_first(row: &mut RowPainter<'_>, lang: Lang, findings: &[Finding]) {
    let Some(first) = findings.iter().find(|finding| finding.kind.blocks()).or(findings.first()) else { return };
    let told = |finding: &Finding| {
        let values = [
            ("field", words::field(lang, finding.field).into()),
            ("what", words::finding_kind(lang, finding.kind).into()),
        ];
        tf(lang, "import-finding-here", &values)
    };
    let mut words = told(first);
    if findings.len() > 1 {
        words = tf(lang, "import-finding-more", &[("first", words.into()), ("more", (findings.len() - 1).into())]);
    }
    let all: Vec<String> = findings.iter().map(|finding| words::finding(lang, finding)).collect();
    let tone = if first.kind.blocks() { Tone::Bad } else { Tone::Warn };
    row.cell("what").explained(&words, tone, &all.join("\n"));
}
