//! A date field: typed freely, with a small calendar beside it.

use chrono::{Datelike, Days, Months, NaiveDate};
use eframe::egui;
use egui::{
    Align, CornerRadius, Id, Popup, PopupCloseBehavior, Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::button::Button;
use super::date::{DateProblem, Lean, parse_date};
use super::field::{Field, FieldAnswer};
use super::number_field::Place;
use super::text;
use crate::i18n::{Lang, date, month, t};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tone, Type};

/// Edge of a day in the calendar, in points.
const DAY: f32 = 32.0;

/// The sentence for a date that cannot be read.
pub fn date_words(lang: Lang, problem: DateProblem) -> &'static str {
    match problem {
        DateProblem::NotUnderstood => t(lang, "widgets-date-not-understood"),
        DateProblem::NoSuchDay => t(lang, "widgets-date-no-such-day"),
    }
}

/// The name of a day of the week: 周一, 週一, Mon.
pub fn weekday(lang: Lang, day: NaiveDate) -> &'static str {
    let at = day.weekday().num_days_from_monday() as usize;
    t(lang, "widgets-weekdays").split(' ').nth(at).unwrap_or_default()
}

/// A date field. `typed` is what stands in it, `value` the day that it means (`None` while it cannot be read). `today` is the
/// company's own day; `lean` completes what is left out.
#[allow(clippy::too_many_arguments)] // a field's words, its value, its place: all needed at each use
pub fn date_field(
    ui: &mut Ui,
    lang: Lang,
    label: &str,
    typed: &mut String,
    value: &mut Option<NaiveDate>,
    today: NaiveDate,
    lean: Lean,
    place: Place<'_>,
) -> FieldAnswer {
    let problem = match parse_date(typed, today, lean) {
        Err(problem) if !typed.trim().is_empty() => Some(date_words(lang, problem).to_owned()),
        _ => None,
    };
    let id = place.id.unwrap_or_else(|| ui.make_persistent_id(("date", label)));
    let place = Place { id: Some(id), ..place };
    let note = parse_date(typed, today, lean).ok().map(|day| note_for(lang, day, typed));
    let note = format!("{}        ", note.unwrap_or_default()); // room for the calendar's button
    let mut answer =
        place.apply(Field::new(label, typed).hint(t(lang, "widgets-date-hint")).note(note), problem).show(ui);
    *value = parse_date(typed, today, lean).ok();
    if let Some(picked) = calendar_button(ui, lang, id, label, answer.response.rect, value.unwrap_or(today), today) {
        *value = Some(picked);
        *typed = date(picked);
        answer.changed = true;
        answer.left = true;
    }
    if let (Some(day), true) = (*value, (answer.left || answer.entered) && !answer.composing) {
        *typed = date(day);
    }
    answer
}

fn note_for(lang: Lang, day: NaiveDate, typed: &str) -> String {
    let written = date(day);
    if typed.trim() == written { weekday(lang, day).to_owned() } else { format!("{written} {}", weekday(lang, day)) }
}

fn calendar_button(
    ui: &mut Ui,
    lang: Lang,
    id: Id,
    label: &str,
    field: Rect,
    shown: NaiveDate,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let place = Rect::from_center_size(pos2(field.right() - theme::PAGE, field.center().y), vec2(26.0, 26.0));
    let name = format!("{label}: {}", t(lang, "widgets-calendar"));
    let mut corner = ui.new_child(UiBuilder::new().max_rect(place).id_salt(id.with("calendar")));
    let button = Button::only_icon(Icon::Calendar, &name).square(26.0).show(&mut corner);
    let palette = theme::palette(ui);
    let month_key = id.with("month");
    if button.clicked() {
        ui.data_mut(|data| data.insert_temp(month_key, shown));
    }
    let mut picked = None;
    Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .frame(theme::raised_frame(palette).inner_margin(theme::GAP_WIDE))
        .gap(theme::GAP_TIGHT)
        .show(|ui| {
            let mut first = ui.data(|data| data.get_temp(month_key)).unwrap_or(shown).with_day(1).unwrap_or(shown);
            picked = calendar(ui, lang, &mut first, shown, today);
            ui.data_mut(|data| data.insert_temp(month_key, first));
            if picked.is_some() {
                ui.close();
            }
        });
    picked
}

/// A month of days; gives back the day that was clicked. `first` is the first day of the month in sight.
pub fn calendar(
    ui: &mut Ui,
    lang: Lang,
    first: &mut NaiveDate,
    chosen: NaiveDate,
    today: NaiveDate,
) -> Option<NaiveDate> {
    ui.spacing_mut().item_spacing = vec2(0.0, theme::GAP_TIGHT);
    ui.set_width(DAY * 7.0);
    ui.horizontal(|ui| {
        if Button::only_icon(Icon::Left, t(lang, "widgets-month-before")).show(ui).clicked() {
            *first = first.checked_sub_months(Months::new(1)).unwrap_or(*first);
        }
        let room = DAY * 7.0 - 2.0 * theme::CONTROL;
        let (rect, response) = ui.allocate_exact_size(vec2(room, theme::CONTROL), Sense::hover());
        let title = month(lang, *first);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &title));
        text::paint_line(ui.painter(), rect, &title, Type::BodyStrong, theme::palette(ui).ink, Align::Center);
        if Button::only_icon(Icon::Right, t(lang, "widgets-month-after")).show(ui).clicked() {
            *first = first.checked_add_months(Months::new(1)).unwrap_or(*first);
        }
    });
    let picked = days(ui, lang, *first, chosen, today);
    let back_to_today = Button::quiet(t(lang, "widgets-today")).width(DAY * 7.0).show(ui).clicked();
    if back_to_today { Some(today) } else { picked }
}

fn days(ui: &mut Ui, lang: Lang, first: NaiveDate, chosen: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    let palette = theme::palette(ui);
    let (area, _) = ui.allocate_exact_size(vec2(DAY * 7.0, DAY * 7.0 - theme::GAP), Sense::hover());
    let heading = DAY - theme::GAP;
    for (column, name) in t(lang, "widgets-weekdays-short").split(' ').enumerate() {
        let rect = Rect::from_min_size(area.min + vec2(column as f32 * DAY, 0.0), vec2(DAY, heading));
        text::paint_line(ui.painter(), rect, name, Type::Caption, palette.ink_faint, Align::Center);
    }
    let start = first - Days::new(u64::from(first.weekday().num_days_from_monday()));
    let mut picked = None;
    for at in 0..42_u64 {
        let day = start + Days::new(at);
        let corner = area.min + vec2((at % 7) as f32 * DAY, heading + (at / 7) as f32 * DAY);
        let rect = Rect::from_min_size(corner, vec2(DAY, DAY)).shrink(1.0);
        let response = ui.interact(rect, ui.scope_id().with(("day", at)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, day == chosen, date(day)));
        let inside = day.month() == first.month();
        let radius = CornerRadius::same(theme::RADIUS);
        let (fill, ink) = match (day == chosen, response.hovered(), inside) {
            (true, _, _) => (Some(palette.accent), palette.on_accent),
            (_, true, _) => (Some(palette.hover), palette.ink),
            (_, _, true) => (None, palette.ink),
            (_, _, false) => (None, palette.ink_faint),
        };
        if let Some(fill) = fill {
            ui.painter().rect_filled(rect, radius, fill);
        }
        if day == today && day != chosen {
            let edge = Stroke::new(theme::HAIRLINE, palette.solid(Tone::Accent));
            ui.painter().rect_stroke(rect, radius, edge, StrokeKind::Inside);
        }
        text::paint_line(ui.painter(), rect, &day.day().to_string(), Type::Body, ink, Align::Center);
        super::button::focus_ring(ui, rect, &response);
        if response.clicked() {
            picked = Some(day);
        }
    }
    picked
}
