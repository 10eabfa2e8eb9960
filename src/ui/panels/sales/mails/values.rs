//! What was read out of a mail: each value with where it stands and whether it is certain; candidates of customer and goods with
//! their reasons.

use eframe::egui;
use egui::{Align, CornerRadius, Role, Sense, Ui, WidgetInfo, vec2};

use super::mail_text::Mark;
use crate::domain::ids::{CustomerId, ProductId};
use crate::i18n::{Lang, date, t, t_dyn, tf};
use crate::intake::mail::draft::{Found, Source};
use crate::intake::mail::matching::{Match, Matches};
use crate::intake::mail::words::match_reason;
use crate::ops::mails::Reading;
use crate::ops::words::packs_in;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Tone, Type};
use crate::ui::widgets::button::focus_ring;
use crate::ui::widgets::chip::{chip_width, paint_chip};
use crate::ui::widgets::text;

/// A value as a row shows it.
pub(super) struct Value {
    label: String,
    words: String,
    certain: bool,
    source: Source,
}

/// A group of rows under a heading, with what may be meant.
pub(super) struct Group {
    heading: String,
    values: Vec<Value>,
    /// What is meant where that is certain; else the candidates with their reasons.
    meant: Option<String>,
    candidates: Vec<(String, String)>,
    /// Nothing fits.
    unknown: bool,
}

fn value<T>(lang: Lang, key: &'static str, found: &Option<Found<T>>, words: impl Fn(&T) -> String) -> Option<Value> {
    let found = found.as_ref()?;
    Some(Value {
        label: t(lang, key).to_owned(),
        words: words(&found.value),
        certain: found.certain,
        source: found.source.clone(),
    })
}

/// Everything that was found, in the order in which an order is written down.
pub(super) fn groups(lang: Lang, reading: &Reading) -> Vec<Group> {
    let mut all = vec![of_customer(lang, reading), of_delivery(lang, reading)];
    all.extend((0..reading.draft.lines.len()).map(|at| of_line(lang, reading, at)));
    all.retain(|group| !group.values.is_empty() || group.meant.is_some() || !group.candidates.is_empty());
    all
}

fn of_customer(lang: Lang, reading: &Reading) -> Group {
    let (draft, text) = (&reading.draft, String::clone);
    let values = [
        value(lang, "mails-value-customer", &draft.customer.name, text),
        value(lang, "mails-value-email", &draft.customer.email, text),
        value(lang, "mails-value-firm-phone", &draft.customer.phone, text),
    ];
    let matches = &reading.matched.customer;
    let name = |id: CustomerId| reading.customers.get(&id).map_or_else(String::new, |customer| customer.name.clone());
    let (meant, candidates) = told(lang, matches, name);
    let heading = t(lang, "mails-group-customer").to_owned();
    let unknown = meant.is_none() && candidates.is_empty();
    Group { heading, values: values.into_iter().flatten().collect(), meant, candidates, unknown }
}

fn of_delivery(lang: Lang, reading: &Reading) -> Group {
    let (draft, text) = (&reading.draft, String::clone);
    let mut values: Vec<Value> = [
        value(lang, "mails-value-reference", &draft.reference, text),
        value(lang, "mails-value-requested", &draft.requested, |day| date(*day)),
        value(lang, "mails-value-address", &draft.ship_to, text),
        value(lang, "mails-value-contact", &draft.contact, text),
        value(lang, "mails-value-phone", &draft.phone, text),
        value(lang, "mails-value-terms", &draft.terms, |terms| terms.text.clone()),
        value(lang, "mails-value-incoterm", &draft.incoterm, |incoterm| incoterm.to_string()),
        value(lang, "mails-value-currency", &draft.currency, |currency| currency.code().to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect();
    for remark in &draft.remarks {
        values.extend(value(lang, "mails-value-remark", &Some(remark.clone()), text));
    }
    let heading = t(lang, "mails-group-delivery").to_owned();
    Group { heading, values, meant: None, candidates: Vec::new(), unknown: false }
}

fn of_line(lang: Lang, reading: &Reading, at: usize) -> Group {
    let (line, text) = (&reading.draft.lines[at], String::clone);
    let found = reading.matched.lines.get(at);
    let quantity = line.quantity.as_ref().map(|said| {
        let packed = reading.product(at).zip(found.and_then(|found| found.quantity.as_ref()?.as_ref().ok()));
        let words = packed
            .map(|(product, base)| packs_in(lang, &product.packs).show(*base))
            .filter(|_| found.is_some_and(|found| found.quantity_certain))
            .unwrap_or_else(|| said.said.trim().to_owned());
        Value {
            label: t(lang, "mails-value-quantity").to_owned(),
            words,
            certain: found.is_some_and(|found| found.quantity_certain),
            source: said.source.clone(),
        }
    });
    let values = [
        value(lang, "mails-value-goods", &line.name, text),
        value(lang, "mails-value-code", &line.code, text),
        value(lang, "mails-value-barcode", &line.barcode, text),
        value(lang, "mails-value-specification", &line.specification, text),
        quantity,
        value(lang, "mails-value-like-last", &line.like_last, text),
        value(lang, "mails-value-price", &line.price, ToString::to_string),
        value(lang, "mails-value-remark", &line.note, text),
    ];
    let name = |id: ProductId| {
        let product = reading.products.get(&id);
        product.map_or_else(String::new, |one| format!("{} {}", one.name_in(lang.tag()), one.specification))
    };
    let (meant, candidates) = found.map_or_else(|| (None, Vec::new()), |found| told(lang, &found.product, name));
    let heading = tf(lang, "mails-group-line", &[("line", (at + 1).into())]);
    let unknown = meant.is_none() && candidates.is_empty() && !line.goods().is_empty();
    Group { heading, values: values.into_iter().flatten().collect(), meant, candidates, unknown }
}

/// What is meant, or else the candidates, each with its reasons.
fn told<Id: Copy + PartialEq>(
    lang: Lang,
    matches: &Matches<Id>,
    name: impl Fn(Id) -> String,
) -> (Option<String>, Vec<(String, String)>) {
    let one = |found: &Match<Id>| {
        let reasons: Vec<String> = found.reasons.iter().map(|reason| match_reason(lang, *reason)).collect();
        (name(found.id), crate::i18n::listed(lang, &reasons))
    };
    match matches.certain {
        Some(id) => {
            let found = matches.candidates.iter().find(|found| found.id == id).map(one);
            (found.map(|(name, why)| format!("{name}\n{why}")), Vec::new())
        }
        None => (None, matches.candidates.iter().map(one).collect()),
    }
}

/// The words of all values in the mail.
pub(super) fn marks(groups: &[Group]) -> Vec<Mark> {
    let values = groups.iter().flat_map(|group| &group.values);
    values.map(|value| Mark { source: value.source.clone(), certain: value.certain }).collect()
}

/// Where a value stands, in words.
fn source_words(lang: Lang, source: &Source) -> String {
    match source {
        Source::Subject { .. } => t(lang, "mails-in-subject").to_owned(),
        Source::Body { line, .. } => tf(lang, "mails-in-body", &[("line", (*line as usize).into())]),
        Source::Sender => t(lang, "mails-in-sender").to_owned(),
        Source::Cell { attachment, sheet, row, column } => {
            let values = [
                ("file", attachment.as_str().into()),
                ("sheet", sheet.as_str().into()),
                ("row", (*row as usize).into()),
                ("column", column_name(*column).into()),
            ];
            tf(lang, if sheet.is_empty() { "mails-in-table" } else { "mails-in-sheet" }, &values)
        }
    }
}

/// The letters over a column: A, B … Z, AA.
fn column_name(column: u32) -> String {
    let mut rest = column;
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
        if rest == 0 {
            return name;
        }
        rest -= 1;
    }
}

/// Draws all groups. Gives the value under the pointer and the one that was clicked.
pub(super) fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    groups: &[Group],
    pointed: Option<&Source>,
) -> (Option<Source>, Option<Source>) {
    let (mut hovered, mut clicked) = (None, None);
    for group in groups {
        ui.add_space(theme::GAP_TIGHT);
        text::section(ui, &group.heading);
        show_meant(ui, cx, group);
        for (at, value) in group.values.iter().enumerate() {
            let response = ui.push_id((&group.heading, at), |ui| row(ui, cx.lang, value, pointed)).inner;
            if response.hovered() {
                hovered = Some(value.source.clone());
            }
            if response.clicked() {
                clicked = Some(value.source.clone());
            }
        }
    }
    (hovered, clicked)
}

fn show_meant(ui: &mut Ui, cx: &Cx<'_>, group: &Group) {
    if let Some((name, why)) = group.meant.as_ref().and_then(|meant| meant.split_once('\n')) {
        text::strong(ui, name);
        text::caption(ui, why);
    }
    if group.unknown {
        crate::ui::steps::parts::sentence(ui, Tone::Warn, cx.t("mails-nothing-fits"));
    }
    if !group.candidates.is_empty() {
        crate::ui::steps::parts::sentence(ui, Tone::Warn, cx.t("mails-candidates"));
        for (name, why) in &group.candidates {
            ui.horizontal_wrapped(|ui| {
                text::body(ui, name);
                text::caption(ui, why);
            });
        }
    }
}

/// One value: what it is, what was read, where; and whether that is certain.
fn row(ui: &mut Ui, lang: Lang, value: &Value, pointed: Option<&Source>) -> egui::Response {
    const LABEL: f32 = 76.0;
    let palette = theme::palette(ui);
    let (word, tone) = if value.certain { ("mails-certain", Tone::Good) } else { ("mails-doubtful", Tone::Warn) };
    let word = t(lang, word);
    let place = source_words(lang, &value.source);
    let chip = chip_width(ui.painter(), word, tone);
    let room = (ui.available_width() - LABEL - chip - 3.0 * theme::GAP).max(80.0);
    let words: String = value.words.chars().take(300).collect();
    let ink = palette.ink;
    let galley = ui.painter().layout(words, Type::Body.font(), ink, room);
    let height = galley.size().y + theme::PAGE + theme::GAP;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{} {} {place} {word}", value.label, value.words))
    });
    if pointed == Some(&value.source) || response.hovered() {
        let fill = if pointed == Some(&value.source) { palette.selected } else { palette.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS_SMALL), fill);
    }
    let inner = rect.shrink2(vec2(theme::GRID, theme::GRID));
    let label = inner.with_max_x(inner.left() + LABEL).with_max_y(inner.top() + theme::CHIP);
    text::paint_line(ui.painter(), label, &value.label, Type::Caption, palette.ink_soft, Align::Min);
    let left = inner.left() + LABEL + theme::GRID;
    let below = inner.top() + galley.size().y;
    ui.painter().galley(egui::pos2(left, inner.top()), galley, ink);
    let under =
        egui::Rect::from_min_max(egui::pos2(left, below), egui::pos2(inner.right() - chip, below + theme::PAGE));
    text::paint_line(ui.painter(), under, &place, Type::Caption, palette.ink_soft, Align::Min);
    let corner = inner.with_min_x(inner.right() - chip).with_max_y(inner.top() + theme::CHIP);
    paint_chip(ui.painter(), corner, word, tone, palette);
    focus_ring(ui, rect.shrink(1.0), &response);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Why the mail is taken for what it is.
pub(super) fn reasons(cx: &Cx<'_>, reading: &Reading) -> String {
    let verdict = &reading.verdict;
    let kind = t_dyn(cx.lang, &format!("mail-kind-{}", verdict.kind.key()));
    let reasons = crate::intake::mail::words::reasons(cx.lang, verdict);
    let why = crate::i18n::listed(cx.lang, &reasons);
    let key = if verdict.certain { "mails-is" } else { "mails-is-perhaps" };
    if why.is_empty() { kind } else { cx.tf(key, &[("kind", kind.into()), ("why", why.into())]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_a_spreadsheet() {
        let names = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(column_name);
        assert_eq!(names, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }
}
