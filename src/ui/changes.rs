//! Pieces about changes of an order (III.5) that its page, the forms and the call sheet share.

use eframe::egui::{Align, Label, Layout, RichText, Sense, Ui, vec2};

use crate::domain::company::Company;
use crate::domain::money::Currency;
use crate::domain::orders::{Asker, Change, Content};
use crate::domain::people::Department;
use crate::i18n::{Lang, listed, t, t_dyn, tf};
use crate::ops::orders::Dossier;
use crate::ops::tell::{Compared, compare};
use crate::ops::words;
use crate::ui::clock;
use crate::ui::theme::{self, Tone, Type};
use crate::ui::widgets::facts::{Fact, facts};
use crate::ui::widgets::plain::{PlainCell, PlainColumn, plain_table};
use crate::ui::widgets::text;

/// Room for the name of a field, in points; the two contents share the rest.
const NAMES: f32 = 120.0;

/// The rows of a change as it stands: what was decided as it became, what is open as it would become now.
pub fn rows_of(lang: Lang, dossier: &Dossier, change: &Change) -> Vec<Compared> {
    let (before, after) = contents_of(dossier, change);
    let mut rows = compare(lang, dossier, &before, &after);
    rows.retain(|row| row.differs);
    rows
}

fn contents_of(dossier: &Dossier, change: &Change) -> (Content, Content) {
    let log = dossier.log.iter().map(|entry| (&entry.event, entry.mark));
    let known = crate::domain::orders::versions(log);
    let version = |no: i64| known.iter().find(|version| version.no == no).map(|version| version.content.clone());
    let before = version(change.base).unwrap_or_else(|| dossier.order.content.clone());
    let after = if change.is_adopted() {
        version(change.base + 1)
    } else if change.is_open() {
        Some(crate::domain::orders::change::outcome(&dossier.order, &change.content, &change.dropped))
    } else {
        None
    };
    (before, after.unwrap_or_else(|| change.content.clone()))
}

/// Two contents beside each other under their titles, with whole texts; what differs stands out.
pub fn beside(ui: &mut Ui, lang: Lang, rows: &[Compared], titles: [&str; 2], differing_only: bool) {
    let palette = theme::palette(ui);
    let half = ((ui.available_width() - NAMES - 2.0 * theme::GAP) / 2.0).max(80.0);
    let widths = [NAMES, half, half];
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(theme::GAP, theme::GAP_TIGHT);
        let head = |text: &str| vec![text::rich(text, Type::CaptionStrong, palette.ink_soft)];
        columns(ui, widths, [head(t(lang, "changes-what")), head(titles[0]), head(titles[1])]);
        for row in rows {
            let none = |text: &str| if text.is_empty() { t(lang, "tell-none").to_owned() } else { text.to_owned() };
            let marked = row.differs && !differing_only;
            let after = if marked { palette.word(Tone::Warn) } else { palette.ink };
            let kind = if row.differs { Type::BodyStrong } else { Type::Body };
            let mut label = vec![text::rich(&row.label, kind, palette.ink)];
            if !row.goods.is_empty() {
                label.push(text::rich(&row.goods, Type::Caption, palette.ink_soft));
            }
            let from = vec![text::rich(none(&row.from), Type::Body, palette.ink)];
            columns(ui, widths, [label, from, vec![text::rich(none(&row.to), kind, after)]]);
        }
    });
}

/// One row: texts under each other in three columns, wrapped where they are long, and a quiet line below.
fn columns(ui: &mut Ui, widths: [f32; 3], cells: [Vec<RichText>; 3]) {
    let palette = theme::palette(ui);
    ui.horizontal_top(|ui| {
        for (width, texts) in widths.into_iter().zip(cells) {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = 0.0;
                for text in texts {
                    ui.add(Label::new(text).wrap());
                }
            });
        }
    });
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(line.x_range(), line.center().y, theme::hairline(palette));
}

/// What changes, before and after.
pub fn differences(ui: &mut Ui, lang: Lang, rows: &[Compared]) {
    beside(ui, lang, rows, [t(lang, "changes-before"), t(lang, "changes-after")], true);
}

/// The answers by desk, and the desks that have not answered.
pub fn answers(ui: &mut Ui, lang: Lang, dossier: &Dossier, change: &Change) {
    if change.concerned.is_empty() {
        return;
    }
    let column = |key: &'static str, width, figures| PlainColumn { title: t(lang, key), width, figures };
    let columns = [
        column("changes-desk", 130.0, false),
        column("changes-answer", 120.0, false),
        column("tell-fact-days", 64.0, true),
        column("tell-fact-cost", 110.0, true),
    ];
    let rows: Vec<_> = change.concerned.iter().map(|desk| answer_row(lang, dossier, change, *desk)).collect();
    ui.scope(|ui| plain_table(ui, &columns, &rows));
}

fn answer_row(lang: Lang, dossier: &Dossier, change: &Change, desk: Department) -> Vec<PlainCell> {
    let name = desk_name(lang, desk);
    let Some(answer) = change.answer(desk) else {
        let waits = if change.is_open() { "changes-no-answer" } else { "changes-not-answered" };
        return vec![PlainCell::strong(name), PlainCell::new(t(lang, waits)).tone(Tone::Warn)];
    };
    let tone = match answer.possible.key() {
        "yes" => Tone::Good,
        "no" => Tone::Bad,
        _ => Tone::Warn,
    };
    let word = t_dyn(lang, &format!("possible-{}", answer.possible.key()));
    let days = if answer.days > 0 { tf(lang, "tell-days", &[("days", answer.days.into())]) } else { String::new() };
    let cost = if answer.cost > 0 { words::money(lang, answer.cost, Currency::Cny) } else { String::new() };
    let said = if answer.note.is_empty() {
        dossier.name(answer.mark.by).to_owned()
    } else {
        let values = [("who", dossier.name(answer.mark.by).into()), ("note", answer.note.as_str().into())];
        tf(lang, "changes-said", &values)
    };
    vec![
        PlainCell::strong(name).under(said),
        PlainCell::new(word).tone(tone),
        PlainCell::new(days),
        PlainCell::new(cost),
    ]
}

/// Who asked for it, when, and why; the joint plan or the reason once it is decided.
pub fn story(
    ui: &mut Ui,
    lang: Lang,
    company: &Company,
    now: chrono::DateTime<chrono::Utc>,
    dossier: &Dossier,
    change: &Change,
) {
    let when = |mark: crate::domain::orders::Mark| {
        let when = clock::moment(lang, company, now, mark.at);
        tf(lang, "orders-at", &[("who", dossier.name(mark.by).into()), ("when", when.into())])
    };
    let mut all = vec![
        Fact::new(t(lang, "changes-asked-by"), asker(lang, &change.asker)).wide(),
        Fact::new(t(lang, "tell-fact-reason"), change.reason.as_str()).wide(),
        Fact::new(t(lang, "changes-written"), when(change.asked)).wide(),
    ];
    if let Some(decision) = &change.decision {
        let key = if decision.adopted { "tell-fact-plan" } else { "changes-why-declined" };
        if !decision.plan.is_empty() {
            all.push(Fact::new(t(lang, key), decision.plan.as_str()).wide());
        }
        all.push(Fact::new(t(lang, "changes-decided"), when(decision.mark)).wide());
    }
    if let Some((reason, mark)) = &change.withdrawn {
        all.push(Fact::new(t(lang, "changes-withdrawn-why"), reason.as_str()).wide());
        all.push(Fact::new(t(lang, "changes-withdrawn"), when(*mark)).wide());
    }
    if !change.is_open() && !change.told().is_empty() {
        let still = change.to_note();
        let noted: Vec<_> = change.told().into_iter().filter(|desk| !still.contains(desk)).collect();
        all.push(Fact::new(t(lang, "changes-noted-by"), desks(lang, &noted)).wide());
        if !still.is_empty() {
            all.push(Fact::new(t(lang, "changes-not-noted"), desks(lang, &still)).toned(Tone::Warn).wide());
        }
    }
    ui.scope(|ui| facts(ui, &all));
}

/// Who wants it: a person of the customer's with the channel, or one of our desks.
pub fn asker(lang: Lang, asker: &Asker) -> String {
    match asker {
        Asker::Customer { who, channel } => {
            let channel = t_dyn(lang, &format!("channel-{}", channel.key()));
            tf(lang, "changes-customer-by", &[("who", who.as_str().into()), ("channel", channel.into())])
        }
        Asker::Desk(desk) => tf(lang, "changes-own-desk", &[("desk", desk_name(lang, *desk).into())]),
    }
}

/// Where a change stands, and its colour.
pub fn state(lang: Lang, change: &Change) -> (&'static str, Tone) {
    let (key, tone) = match (&change.decision, &change.withdrawn) {
        (Some(decision), _) if decision.adopted => ("changes-state-adopted", Tone::Good),
        (Some(_), _) => ("changes-state-declined", Tone::Bad),
        (None, Some(_)) => ("changes-state-withdrawn", Tone::Quiet),
        (None, None) if change.missing().is_empty() => ("changes-state-answered", Tone::Accent),
        (None, None) => ("changes-state-asked", Tone::Warn),
    };
    (t(lang, key), tone)
}

/// The name of a desk.
pub fn desk_name(lang: Lang, desk: Department) -> String {
    t_dyn(lang, &format!("department-{}", desk.key()))
}

/// Names of desks in a row.
pub fn desks(lang: Lang, among: &[Department]) -> String {
    if among.is_empty() {
        return t(lang, "tell-none").to_owned();
    }
    listed(lang, &among.iter().map(|desk| desk_name(lang, *desk)).collect::<Vec<_>>())
}
