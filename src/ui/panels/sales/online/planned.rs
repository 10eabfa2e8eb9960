//! The orders of files before they come in: what would become of each, and why.

use eframe::egui;
use egui::{Frame, Id, Margin, Ui};

use crate::i18n::whole;
use crate::intake::words as intake_words;
use crate::ops::online::{Check, Outlook, Planned, Report};
use crate::ops::words;
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::chip::chip;
use crate::ui::widgets::choice::tick;
use crate::ui::widgets::table::{Column, Empty, Table, TableState};
use crate::ui::widgets::text;

/// How many orders became what.
pub(super) fn report_words(cx: &Cx<'_>, report: &Report) -> String {
    let count = |count: u64| whole(i64::try_from(count).unwrap_or(i64::MAX)).into();
    let values = [
        ("created", count(report.created)),
        ("changed", count(report.changed)),
        ("same", count(report.same)),
        ("waiting", count(report.waiting)),
        ("refused", count(report.refused)),
    ];
    cx.tf("online-report", &values)
}

fn outlook_word(cx: &Cx<'_>, outlook: Outlook) -> (&'static str, Tone) {
    match outlook {
        Outlook::New => (cx.t("import-new"), Tone::Good),
        Outlook::Changed => (cx.t("import-changed"), Tone::Accent),
        Outlook::Same => (cx.t("import-same"), Tone::Quiet),
        Outlook::Waits => (cx.t("online-waits"), Tone::Warn),
        Outlook::Refused => (cx.t("online-refused"), Tone::Bad),
    }
}

/// Everything that is to be said of an order, in sentences.
pub(super) fn sentences(cx: &Cx<'_>, planned: &Planned) -> Vec<String> {
    let findings = planned.findings.iter().map(|finding| intake_words::finding(cx.lang, finding));
    let news = planned.news.iter().map(|news| words::news(cx.lang, news));
    let flags = planned.flags.iter().map(|flag| words::flag(cx.lang, flag));
    findings.chain(news).chain(flags).collect()
}

/// The orders of the files; gives the one that was chosen just now.
pub(super) fn rows(
    ui: &mut Ui,
    cx: &Cx<'_>,
    check: &Check,
    table: &mut TableState,
    only_marked: &mut bool,
) -> Option<Planned> {
    Frame::new().inner_margin(Margin::symmetric(theme::PAGE as i8, 0)).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP;
            let report = &check.report;
            for (outlook, count) in [
                (Outlook::New, report.created),
                (Outlook::Changed, report.changed),
                (Outlook::Same, report.same),
                (Outlook::Waits, report.waiting),
                (Outlook::Refused, report.refused),
            ] {
                let (word, tone) = outlook_word(cx, outlook);
                chip(ui, &format!("{word} {}", whole(i64::try_from(count).unwrap_or(i64::MAX))), tone);
            }
            if tick(ui, cx.t("import-only-findings"), only_marked) {
                table.reset();
            }
        });
        for name in &check.came_before {
            text::caption(ui, &cx.tf("online-came-before", &[("file", name.as_str().into())]));
        }
    });
    let plain = |planned: &Planned| planned.findings.is_empty() && planned.flags.is_empty() && planned.news.is_empty();
    let marked = |planned: &&Planned| !*only_marked || !plain(planned);
    let shown: Vec<&Planned> = check.planned.iter().filter(marked).collect();
    let columns = [
        Column::figures("row", cx.t("import-row"), 56.0),
        Column::new("outlook", cx.t("import-outlook"), 104.0),
        Column::new("number", cx.t("online-number"), 164.0),
        Column::new("recipient", cx.t("online-recipient"), 84.0).gives_way(1),
        Column::new("what", cx.t("online-what"), 160.0).grows(),
    ];
    let empty = Empty { icon: Icon::Check, sentence: cx.t("online-nothing-marked"), step: "" };
    let answer = Table::new(Id::unique("online rows"), cx.t("online-rows"), &columns, shown.len()).empty(empty).show(
        ui,
        table,
        |row| {
            let Some(planned) = shown.get(row.index) else { return row.waiting() };
            let (word, tone) = outlook_word(cx, planned.outlook);
            row.cell("row").soft(&planned.place.2.to_string());
            row.cell("outlook").chip(word, tone);
            row.cell("number").text(&planned.number);
            row.cell("recipient").soft(&planned.recipient);
            row.cell("what").text(&sentences(cx, planned).join(" "));
        },
    );
    let chosen = table.cursor.and_then(|row| shown.get(row));
    chosen.filter(|_| answer.moved || answer.response.clicked()).map(|planned| (*planned).clone())
}
