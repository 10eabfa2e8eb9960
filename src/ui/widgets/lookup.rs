//! Look-up: typing offers candidates with what matters beside their names. The caller finds them, in its own time.

use eframe::egui;
use egui::{
    Align, Context, CornerRadius, Id, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Role, Sense, Ui, WidgetInfo,
    pos2, vec2,
};

use super::field::{Field, FieldAnswer};
use super::number_field::Place;
use super::text;
use crate::i18n::{Lang, t};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Palette, Tone, Type};

/// One thing that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    /// What is chosen: the row's id in the store.
    pub key: i64,
    /// Its name.
    pub name: String,
    /// Its code, shown small before the name; may be empty.
    pub code: String,
    /// What matters about it, on the right: credit left, stock left, last price.
    pub detail: String,
    /// Colour and sign of the detail.
    pub tone: Tone,
}

/// What the caller found so far.
#[derive(Clone, Copy, Debug)]
pub enum Found<'a> {
    /// Nothing was asked yet, or the answer is on its way.
    Waiting,
    /// The answer to `words`, best first.
    Answer {
        /// What was looked for.
        words: &'a str,
        /// What was found.
        candidates: &'a [Candidate],
    },
}

/// What happened in a look-up in this frame.
pub struct LookupAnswer {
    /// Look for this now.
    pub search: Option<String>,
    /// The candidate that was picked, as an index into the candidates handed in.
    pub picked: Option<usize>,
    /// The field's own answer.
    pub field: FieldAnswer,
}

#[derive(Clone, Debug, Default)]
struct State {
    open: bool,
    marked: usize,
    asked: Option<String>,
    /// Enter was pressed before the answer came: pick the first when it does.
    enter_waits: bool,
}

/// Places a look-up. `typed` is what stands in the field. After a pick the caller writes the chosen name into `typed`.
pub fn lookup(
    ui: &mut Ui,
    lang: Lang,
    label: &str,
    typed: &mut String,
    found: Found<'_>,
    place: Place<'_>,
) -> LookupAnswer {
    let id = place.id.unwrap_or_else(|| ui.make_persistent_id(("lookup", label)));
    let mut state: State = ui.data(|data| data.get_temp(id.with("state"))).unwrap_or_default();
    let candidates = match found {
        Found::Answer { words, candidates } if words == typed.trim() => candidates,
        _ => &[],
    };
    let answered = matches!(found, Found::Answer { words, .. } if words == typed.trim());
    let keys = take_keys(ui.ctx(), id, &mut state, candidates.len());
    let stays = Place { id: Some(id), stays: true, ..place };
    let hint = t(lang, "widgets-lookup-hint");
    let field = stays.apply(Field::new(label, typed).hint(hint).icon(Icon::Search), None).show(ui);

    let mut picked = keys.pick.then_some(state.marked).filter(|at| *at < candidates.len());
    let mut search = None;
    if field.changed {
        state = State { open: !typed.trim().is_empty(), ..State::default() };
    }
    let words = typed.trim();
    if field.settled() && state.open && !words.is_empty() && state.asked.as_deref() != Some(words) {
        state.asked = Some(words.to_owned());
        search = Some(words.to_owned());
    }
    if field.entered && state.open && picked.is_none() {
        state.enter_waits = true;
    }
    if state.enter_waits && answered {
        state.enter_waits = false;
        picked = picked.or_else(|| (!candidates.is_empty()).then_some(0));
    }
    if state.open {
        let clicked = show_candidates(ui, lang, &field.response, &mut state, candidates, answered);
        picked = clicked.or(picked);
    }
    if keys.close || picked.is_some() || (field.left && !ui.rect_contains_pointer(popup_rect(ui.ctx(), id))) {
        state.open = false;
    }
    ui.data_mut(|data| data.insert_temp(id.with("state"), state));
    LookupAnswer { search, picked, field }
}

#[derive(Default)]
struct Keys {
    pick: bool,
    close: bool,
}

/// Takes the keys that belong to the list before the field sees them.
fn take_keys(ctx: &Context, id: Id, state: &mut State, count: usize) -> Keys {
    let mut keys = Keys::default();
    let focused = ctx.memory(|memory| memory.has_focus(id));
    let composing = ctx.data(|data| data.get_temp::<bool>(id.with("composing"))).unwrap_or(false);
    if !focused || !state.open || composing {
        return keys;
    }
    ctx.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) && state.marked + 1 < count {
            state.marked += 1;
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            state.marked = state.marked.saturating_sub(1);
        }
        keys.close = input.consume_key(Modifiers::NONE, Key::Escape);
        // Without candidates the field keeps the Enter: it asks for a search.
        keys.pick = count > 0 && input.consume_key(Modifiers::NONE, Key::Enter);
    });
    keys
}

fn popup_rect(ctx: &Context, id: Id) -> Rect {
    ctx.data(|data| data.get_temp(id.with("rect"))).unwrap_or(Rect::NOTHING)
}

fn show_candidates(
    ui: &Ui,
    lang: Lang,
    field: &egui::Response,
    state: &mut State,
    candidates: &[Candidate],
    answered: bool,
) -> Option<usize> {
    let palette = theme::palette(ui);
    let width = field.rect.width().max(360.0);
    let mut clicked = None;
    let shown = Popup::from_response(field)
        .id(field.id.with("list"))
        .open(true)
        .close_behavior(PopupCloseBehavior::IgnoreClicks)
        .frame(theme::raised_frame(palette))
        .gap(theme::GAP_TIGHT)
        .width(width)
        .show(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            if candidates.is_empty() {
                let word = if answered { t(lang, "widgets-nothing-found") } else { t(lang, "widgets-searching") };
                let (rect, response) = ui.allocate_exact_size(vec2(width, theme::ROW), Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, word));
                text::paint_line(
                    ui.painter(),
                    rect.shrink2(vec2(theme::GAP, 0.0)),
                    word,
                    Type::Body,
                    palette.ink_faint,
                    Align::Min,
                );
            }
            egui::ScrollArea::vertical().max_height(theme::ROW * 9.5).show(ui, |ui| {
                for (at, candidate) in candidates.iter().enumerate() {
                    let row = show_candidate(ui, width, candidate, at == state.marked, palette);
                    if row.clicked() {
                        clicked = Some(at);
                    }
                    if at == state.marked && field.has_focus() && !row.hovered() {
                        row.scroll_to_me(None);
                    }
                }
            });
        });
    if let Some(shown) = shown {
        ui.data_mut(|data| data.insert_temp(field.id.with("rect"), shown.response.rect));
    }
    clicked
}

/// One row: code, name, and what matters on the right.
pub(super) fn show_candidate(
    ui: &mut Ui,
    width: f32,
    candidate: &Candidate,
    marked: bool,
    palette: &Palette,
) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(vec2(width, theme::ROW + theme::GRID), Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(
            Role::ListBoxOption,
            true,
            marked,
            format!("{} {} {}", candidate.code, candidate.name, candidate.detail).trim(),
        )
    });
    let fill = if marked {
        Some(palette.selected)
    } else if response.hovered() {
        Some(palette.hover)
    } else {
        None
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), fill);
    }
    let mut room = rect.shrink2(vec2(theme::GAP, 0.0));
    if !candidate.detail.is_empty() {
        let ink = if candidate.tone == Tone::Quiet { palette.ink_soft } else { palette.word(candidate.tone) };
        let side = Rect::from_min_max(pos2(room.center().x, room.top()), room.max);
        let (taken, _) = text::paint_line(ui.painter(), side, &candidate.detail, Type::Caption, ink, Align::Max);
        room.max.x = taken.left() - theme::GAP;
    }
    if !candidate.code.is_empty() {
        let column = Rect::from_min_size(room.min, vec2(76.0_f32.min(room.width()), room.height()));
        text::paint_line(ui.painter(), column, &candidate.code, Type::Caption, palette.ink_faint, Align::Min);
        room.min.x += 84.0;
    }
    text::paint_line(ui.painter(), room, &candidate.name, Type::Body, palette.ink, Align::Min);
    response
}
