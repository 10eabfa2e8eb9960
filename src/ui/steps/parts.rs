//! Pieces that the forms share: fields that remember which one must be filled first, choices in a row, figures that speak.

use chrono::NaiveDate;
use eframe::egui;
use egui::{CornerRadius, Frame, Id, Margin, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::At;
use crate::domain::orders::Channel;
use crate::domain::quantity::Packs;
use crate::i18n::t_dyn;
use crate::ops::words::read_quantity;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Tone, Type};
use crate::ui::widgets::button::{Button, focus_ring};
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::date_field::date_field;
use crate::ui::widgets::field::{Field, FieldAnswer};
use crate::ui::widgets::number_field::{Place, money_field, quantity_field};
use crate::ui::widgets::text;

const WANTED: &str = "step-form-wanted";
const TOUCHED: &str = "step-form-touched";
const MISSING: &str = "step-form-missing";
/// How many rows of a long choice are seen at once; the half says that there are more.
const ROWS_IN_SIGHT: f32 = 6.5;

/// A figure or a date as typed, with what it means.
#[derive(Clone, Debug, Default)]
pub struct Typed<T> {
    /// What stands in the field.
    pub text: String,
    /// What it means; none while it cannot be read.
    pub value: Option<T>,
}

impl Typed<NaiveDate> {
    /// A day.
    pub fn day(day: NaiveDate) -> Self {
        Typed { text: crate::i18n::date(day), value: Some(day) }
    }
}

impl Typed<i64> {
    /// A quantity in packs.
    pub fn quantity(packs: &Packs, base: i64) -> Self {
        Typed { text: if base == 0 { "0".into() } else { packs.show(base) }, value: Some(base) }
    }

    /// An amount of money in hundredths.
    pub fn money(minor: i64) -> Self {
        Typed { text: crate::i18n::money(minor), value: Some(minor) }
    }
}

/// Begins a form's frame: nothing is known yet about the field that must be filled first.
pub fn begin(ui: &Ui) {
    ui.data_mut(|data| {
        data.insert_temp::<Option<Id>>(Id::unique(WANTED), None);
        data.insert_temp(Id::unique(TOUCHED), false);
        data.insert_temp(Id::unique(MISSING), Vec::<String>::new());
    });
}

/// True when a field or a choice was changed in this frame.
pub fn was_touched(ui: &Ui) -> bool {
    ui.data(|data| data.get_temp(Id::unique(TOUCHED))).unwrap_or(false)
}

/// Notes a change.
pub fn touch(ui: &Ui, changed: bool) {
    if changed {
        ui.data_mut(|data| data.insert_temp(Id::unique(TOUCHED), true));
    }
}

/// The fields that must be filled and are not, in the order in which they stand.
pub fn missing(ui: &Ui) -> Vec<String> {
    ui.data(|data| data.get_temp(Id::unique(MISSING))).unwrap_or_default()
}

/// Notes that a field must be filled; it is named above the buttons together with all others.
fn miss(ui: &Ui, label: &str, empty: bool) {
    if empty {
        ui.data_mut(|data| data.get_temp_mut_or_default::<Vec<String>>(Id::unique(MISSING)).push(label.to_owned()));
    }
}

fn want(ui: &Ui, id: Id, empty: bool) {
    if empty {
        ui.data_mut(|data| {
            let wanted = data.get_temp_mut_or_default::<Option<Id>>(Id::unique(WANTED));
            *wanted = wanted.or(Some(id));
        });
    }
}

/// Gives the keyboard to the button when the form is ready as it opened, else to the first field that must be filled.
pub fn first_focus(ui: &Ui, frames: &mut u8, ready: Option<Id>) {
    if *frames >= 2 {
        return;
    }
    *frames += 1;
    let wanted = ui.data(|data| data.get_temp::<Option<Id>>(Id::unique(WANTED))).flatten();
    if let Some(id) = ready.or(wanted) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    // Once more in any case: a dialog stands in the middle only when its height is known.
    ui.ctx().request_repaint();
}

/// A line of text.
pub fn line(ui: &mut Ui, label: &str, typed: &mut String, required: bool) -> FieldAnswer {
    line_wide(ui, label, typed, required, None)
}

/// A line of text of a width in points.
pub fn line_wide(ui: &mut Ui, label: &str, typed: &mut String, required: bool, width: Option<f32>) -> FieldAnswer {
    let empty = required && typed.trim().is_empty();
    let mut field = Field::new(label, typed);
    if required {
        field = field.required();
    }
    if let Some(width) = width {
        field = field.width(width);
    }
    let id = field.id_in(ui);
    let answer = field.show(ui);
    want(ui, id, empty);
    miss(ui, label, empty);
    touch(ui, answer.changed);
    answer
}

/// Several lines of text.
pub fn lines(ui: &mut Ui, label: &str, typed: &mut String, required: bool, rows: usize) {
    let empty = required && typed.trim().is_empty();
    let mut field = Field::new(label, typed).rows(rows);
    if required {
        field = field.required();
    }
    let id = field.id_in(ui);
    let answer = field.show(ui);
    want(ui, id, empty);
    miss(ui, label, empty);
    touch(ui, answer.changed);
}

/// A day.
pub fn day(ui: &mut Ui, at: &At<'_>, label: &str, typed: &mut Typed<NaiveDate>, lean: Lean, place: Place<'_>) {
    miss(ui, label, place.required && typed.text.trim().is_empty());
    let answer = date_field(ui, at.lang, label, &mut typed.text, &mut typed.value, at.today, lean, place);
    touch(ui, answer.changed);
}

/// An amount of money.
pub fn money(ui: &mut Ui, at: &At<'_>, label: &str, typed: &mut Typed<i64>, currency: &str, place: Place<'_>) {
    miss(ui, label, place.required && typed.text.trim().is_empty());
    let answer = money_field(ui, at.lang, label, &mut typed.text, &mut typed.value, currency, place);
    touch(ui, answer.changed);
}

/// A quantity in packs; nothing at all is written 0.
pub fn quantity(
    ui: &mut Ui,
    at: &At<'_>,
    label: &str,
    typed: &mut Typed<i64>,
    packs: &Packs,
    place: Place<'_>,
) -> FieldAnswer {
    miss(ui, label, place.required && typed.text.trim().is_empty());
    if matches!(typed.text.trim(), "0" | "０") {
        let error = place.error.map(str::to_owned);
        let mut field = Field::new(label, &mut typed.text).right().select_all().error(error);
        if place.bare {
            field = field.bare();
        }
        if let Some(width) = place.width {
            field = field.width(width);
        }
        // The id must not depend on what stands in the field, or the keyboard is lost with the first digit.
        let id = place.id.unwrap_or_else(|| ui.make_persistent_id(("field", label)));
        let answer = field.id(id).show(ui);
        typed.value =
            if matches!(typed.text.trim(), "0" | "０") { Some(0) } else { read_quantity(packs, &typed.text).ok() };
        touch(ui, answer.changed);
        return answer;
    }
    let id = place.id.unwrap_or_else(|| ui.make_persistent_id(("field", label)));
    let place = Place { id: Some(id), ..place };
    let answer = quantity_field(ui, at.lang, label, &mut typed.text, &mut typed.value, packs, place);
    if matches!(typed.text.trim(), "0" | "０") {
        typed.value = Some(0);
    }
    touch(ui, answer.changed);
    answer
}

/// A temperature: figures with at most one decimal, in °C.
pub fn temperature(ui: &mut Ui, at: &At<'_>, label: &str, typed: &mut Typed<i64>, required: bool, width: f32) {
    let empty = required && typed.text.trim().is_empty();
    let problem = typed.value.is_none() && !typed.text.trim().is_empty();
    let error = problem.then(|| at.t("steps-temperature-not-understood").to_owned());
    let mut field = Field::new(label, &mut typed.text).right().note("°C").width(width).error(error);
    if required {
        field = field.required();
    }
    let id = field.id_in(ui);
    let answer = field.show(ui);
    typed.value = parse_tenths(&typed.text);
    want(ui, id, empty);
    miss(ui, label, empty);
    touch(ui, answer.changed);
}

/// Tenths of a degree from `4`, `4.5`, `-18`, `－１８℃`.
pub fn parse_tenths(text: &str) -> Option<i64> {
    let half = |sign: char| match sign {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(sign as u32 - 0xFEE0).unwrap_or(sign),
        '−' | '—' => '-',
        '。' => '.',
        _ => sign,
    };
    let text: String = text.chars().map(half).filter(|sign| !sign.is_whitespace()).collect();
    let text = text.trim_end_matches(['℃', '°', 'C', 'c', '度']);
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    if part.len() > 1 || whole.len() > 3 {
        return None;
    }
    let tenths =
        whole.parse::<i64>().ok().filter(|_| !whole.starts_with(['+', '-']))? * 10 + part.parse::<i64>().ok()?;
    Some(if negative { -tenths } else { tenths })
}

/// Things of which one is chosen: buttons in one row or two, or rows under each other where that is not room enough. Each is named
/// to screen readers by its own words.
pub fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    chosen: &mut T,
    among: &[(T, String, Option<String>)],
) -> bool {
    let before = *chosen;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP_TIGHT;
        if !label.is_empty() {
            text::caption(ui, label);
        }
        let button =
            |word: &str| text::width(ui.painter(), word, Type::Body) + 2.0 * theme::GAP_WIDE + theme::GAP_TIGHT;
        let sign = theme::ICON + theme::GAP_TIGHT;
        let needed: f32 = among.iter().map(|(_, word, _)| button(word)).sum::<f32>() + sign;
        let (room, widest) = (ui.available_width(), among.iter().map(|(_, word, _)| button(word)).fold(0.0, f32::max));
        // A row that wraps loses less than its widest button.
        if needed > room && needed + widest > 2.0 * room {
            return choice_rows(ui, chosen, among);
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(theme::GAP_TIGHT, theme::GAP_TIGHT);
            for (value, word, refusal) in among {
                let on = *value == *chosen;
                let mut button = Button::new(word).chosen(on).refusal(refusal.as_deref());
                if on {
                    button = button.icon(Icon::Check);
                }
                if button.show(ui).clicked() {
                    *chosen = *value;
                }
            }
        });
    });
    touch(ui, before != *chosen);
    before != *chosen
}

/// Rows of which one is chosen, no more in sight than leaves room for the rest of the form.
fn choice_rows<T: Copy + PartialEq>(ui: &mut Ui, chosen: &mut T, among: &[(T, String, Option<String>)]) {
    let palette = theme::palette(ui);
    let frame = Frame::new()
        .fill(palette.field)
        .stroke(egui::Stroke::new(theme::HAIRLINE, palette.line_strong))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::same(theme::GAP_TIGHT as i8));
    frame.show(ui, |ui| {
        let room = ROWS_IN_SIGHT * theme::ROW;
        egui::ScrollArea::vertical().id_salt("choice").max_height(room).min_scrolled_height(room).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (value, word, refusal) in among {
                if choice_row(ui, *value == *chosen, word, refusal.as_deref()) {
                    *chosen = *value;
                }
            }
        });
    });
}

fn choice_row(ui: &mut Ui, on: bool, word: &str, refusal: Option<&str>) -> bool {
    let palette = theme::palette(ui);
    let sense = if refusal.is_none() { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::ROW), sense);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, refusal.is_none(), on, word));
    if on || response.hovered() {
        let fill = if on { palette.selected } else { palette.hover };
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS_SMALL), fill);
    }
    let mut room = rect.shrink2(vec2(theme::GAP, 0.0));
    if on {
        let center = egui::pos2(room.left() + theme::ICON / 2.0, room.center().y);
        icons::paint(ui.painter(), Icon::Check, center, theme::ICON, palette.word(Tone::Accent));
    }
    room.min.x += theme::ICON + theme::GAP;
    let ink = if refusal.is_some() { palette.ink_faint } else { palette.ink };
    let size = if on { Type::BodyStrong } else { Type::Body };
    let (_, cut) = text::paint_line(ui.painter(), room, word, size, ink, egui::Align::Min);
    focus_ring(ui, rect.shrink(2.0), &response);
    let clicked = response.clicked();
    if let Some(words) = refusal.or(cut.then_some(word)) {
        response.on_hover_text(words);
    }
    clicked
}

/// The way a message goes.
pub fn channel(ui: &mut Ui, at: &At<'_>, label: &str, chosen: &mut Channel) {
    let among = Channel::ALL.map(|channel| (channel, t_dyn(at.lang, &format!("channel-{}", channel.key())), None));
    choice(ui, label, chosen, &among);
}

/// A box to tick, with its words.
pub fn tick(ui: &mut Ui, on: &mut bool, words: &str) {
    let palette = theme::palette(ui);
    let width = ui.available_width().min(text::width(ui.painter(), words, Type::Body) + theme::ICON + 3.0 * theme::GAP);
    let (rect, response) = ui.allocate_exact_size(vec2(width, theme::CONTROL), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *on, words));
    want(ui, response.id, !*on);
    if response.clicked() {
        *on = !*on;
        touch(ui, true);
    }
    let edge = Rect::from_center_size(rect.left_center() + vec2(theme::GAP_WIDE, 0.0), vec2(18.0, 18.0));
    let (fill, line) = if *on { (palette.accent, palette.accent) } else { (palette.field, palette.line_strong) };
    let stroke = egui::Stroke::new(theme::HAIRLINE, line);
    ui.painter().rect(edge, CornerRadius::same(theme::RADIUS_SMALL), fill, stroke, egui::StrokeKind::Inside);
    if *on {
        icons::paint(ui.painter(), Icon::Check, edge.center(), theme::ICON_SMALL + 2.0, palette.on_accent);
    }
    let room = rect.with_min_x(edge.right() + theme::GAP);
    text::paint_line(ui.painter(), room, words, Type::Body, palette.ink, egui::Align::Min);
    focus_ring(ui, rect, &response);
}

/// A scroll bar that is seen before the pointer is there: what is below must not be overlooked in a form.
pub fn show_that_there_is_more(ui: &mut Ui) {
    let scroll = &mut ui.spacing_mut().scroll;
    scroll.floating_width = theme::GRID;
    scroll.floating_allocated_width = theme::GAP_WIDE;
    scroll.dormant_handle_opacity = 0.6;
}

/// Why the step cannot be taken yet, above the buttons.
pub fn not_yet(ui: &mut Ui, reason: &str) {
    let palette = theme::palette(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        let (rect, _) = ui.allocate_exact_size(vec2(theme::ICON, theme::CHIP), Sense::hover());
        icons::paint(ui.painter(), Icon::Info, rect.center(), theme::ICON, palette.word(Tone::Warn));
        ui.add(egui::Label::new(text::rich(reason, Type::Body, palette.word(Tone::Warn))).wrap());
    });
}

/// A quiet box around what is only to be read.
pub fn boxed<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let palette = theme::palette(ui);
    let frame = Frame::new()
        .fill(palette.ground)
        .stroke(theme::hairline(palette))
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::same(theme::GAP_WIDE as i8));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = theme::GAP;
            add(ui)
        })
        .inner
}

/// Fields beside each other with the same width; `add` gets that width in points.
pub fn beside(ui: &mut Ui, count: usize, add: impl FnOnce(&mut Ui, f32)) {
    let width = (ui.available_width() - theme::GAP_WIDE * (count.max(1) - 1) as f32) / count.max(1) as f32;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP_WIDE;
        add(ui, width.floor());
    });
}

/// A sentence in a tone with its sign.
pub fn sentence(ui: &mut Ui, tone: Tone, words: &str) {
    let palette = theme::palette(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        let (rect, _) = ui.allocate_exact_size(vec2(theme::ICON, theme::CHIP), Sense::hover());
        let icon = crate::ui::widgets::banner::sign(tone);
        icons::paint(ui.painter(), icon, rect.center(), theme::ICON, palette.word(tone));
        let ink = if tone == Tone::Quiet { palette.ink_soft } else { palette.word(tone) };
        ui.add(egui::Label::new(text::rich(words, Type::Body, ink)).wrap());
    });
}

#[cfg(test)]
mod tests {
    use super::parse_tenths;

    #[test]
    fn temperatures_as_they_are_typed() {
        assert_eq!(parse_tenths("4"), Some(40));
        assert_eq!(parse_tenths("4.5"), Some(45));
        assert_eq!(parse_tenths("-18"), Some(-180));
        assert_eq!(parse_tenths("－１８．５℃"), Some(-185));
        for wrong in ["", "4.55", "warm", "--4", "4444", "-"] {
            assert_eq!(parse_tenths(wrong), None, "{wrong}");
        }
    }
}
