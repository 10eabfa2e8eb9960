//! A text field with its label above and what is wrong underneath; a search box; and the one rule for input methods: their
//! unfinished text is not text yet.

use eframe::egui;
use egui::text::{CCursor, CCursorRange};
use egui::{
    Align, Context, CornerRadius, Event, FocusDirection, Frame, Id, ImeEvent, Key, Margin, Modifiers, Stroke, TextEdit,
    Ui, vec2,
};

use super::button::Button;
use super::text;
use crate::i18n::{Lang, t};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Palette, Tone, Type};

/// Seconds without a key after which typing counts as resting.
pub const REST: f64 = 0.18;

/// What happened in a field in this frame.
pub struct FieldAnswer {
    /// egui's own answer.
    pub response: egui::Response,
    /// The text is another one than before.
    pub changed: bool,
    /// Enter was pressed.
    pub entered: bool,
    /// The keyboard went elsewhere.
    pub left: bool,
    /// Typing paused for a moment.
    pub rested: bool,
    /// An input method is in the middle of a word.
    pub composing: bool,
}

impl FieldAnswer {
    /// The moment to search, check or save: Enter, focus lost or a short rest, and never in the middle of a word.
    pub fn settled(&self) -> bool {
        (self.entered || self.left || self.rested) && !self.composing
    }
}

/// A labelled text field.
#[must_use = "call show"]
pub struct Field<'a> {
    label: &'a str,
    text: &'a mut String,
    hint: &'a str,
    note: String,
    error: Option<String>,
    required: bool,
    bare: bool,
    flat: bool,
    secret: bool,
    right: bool,
    select_all: bool,
    moves_on: bool,
    enabled: bool,
    rows: usize,
    icon: Option<Icon>,
    width: Option<f32>,
    id: Option<Id>,
}

impl<'a> Field<'a> {
    /// A field for `text` under `label`.
    pub fn new(label: &'a str, text: &'a mut String) -> Self {
        Field {
            label,
            text,
            hint: "",
            note: String::new(),
            error: None,
            required: false,
            bare: false,
            flat: false,
            secret: false,
            right: false,
            select_all: false,
            moves_on: true,
            enabled: true,
            rows: 1,
            icon: None,
            width: None,
            id: None,
        }
    }

    /// An example, shown while the field is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// A quiet word at the right inside the field: a unit, a weekday, a converted quantity.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// What is wrong, shown under the field; `None` when nothing is.
    pub fn error(mut self, error: Option<impl Into<String>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// Marks the field as one that must be filled.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Only the field: for table cells and bars. The label stays its name for screen readers.
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Like [`Field::bare`], and without an outline until it has the keyboard: for the cells of a grid. What is wrong is said in
    /// the tooltip.
    pub fn flat(mut self) -> Self {
        self.bare = true;
        self.flat = true;
        self
    }

    /// Dots instead of letters.
    pub fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Figures stand on the right.
    pub fn right(mut self) -> Self {
        self.right = true;
        self
    }

    /// Arriving by keyboard selects everything, so typing replaces it.
    pub fn select_all(mut self) -> Self {
        self.select_all = true;
        self
    }

    /// Enter stays in the field instead of going to the next one.
    pub fn stays(mut self) -> Self {
        self.moves_on = false;
        self
    }

    /// Whether the field can be typed in.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Several lines; Enter starts a new one.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows.max(1);
        self
    }

    /// An icon at the left inside the field.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Width in points; without it the room that there is.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// A fixed id, to send the keyboard there.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// The id that the field will have here.
    pub fn id_in(&self, ui: &Ui) -> Id {
        self.id.unwrap_or_else(|| ui.make_persistent_id(("field", self.label)))
    }

    /// Places the field.
    pub fn show(mut self, ui: &mut Ui) -> FieldAnswer {
        // Fixed here, so that it is the id that `id_in` told the caller.
        self.id = Some(self.id_in(ui));
        if self.bare {
            return self.show_input(ui);
        }
        let palette = theme::palette(ui);
        let width = self.width.unwrap_or_else(|| ui.available_width());
        ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_TIGHT;
            ui.set_width(width);
            show_label(ui, self.label, self.required);
            let answer = self.show_input(ui);
            if let Some(error) = &self.error {
                show_error(ui, error, palette);
            }
            answer
        })
        .inner
    }

    fn show_input(&mut self, ui: &mut Ui) -> FieldAnswer {
        let palette = theme::palette(ui);
        let id = self.id_in(ui);
        let focused = ui.memory(|memory| memory.has_focus(id));
        let composing = watch_input_method(ui.ctx(), id, focused);
        let single = self.rows == 1;
        let entered =
            single && focused && !composing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        if entered && self.moves_on {
            ui.memory_mut(|memory| memory.move_focus(FocusDirection::Next));
        }
        let width = self.width.unwrap_or_else(|| ui.available_width());
        let response = ui.add_enabled_ui(self.enabled, |ui| self.text_edit(ui, id, width, focused, palette)).inner;
        if self.select_all && response.gained_focus() {
            select_everything(ui.ctx(), id, self.text);
        }
        self.paint_inside(ui, &response, palette);
        let response = match self.error.as_ref().filter(|_| self.bare) {
            Some(error) => response.on_hover_text(error),
            None => response,
        };
        let changed = response.changed();
        let rested = rest(ui.ctx(), id, changed, composing);
        FieldAnswer { changed, entered, left: response.lost_focus(), rested, composing, response }
    }

    fn text_edit(&mut self, ui: &mut Ui, id: Id, width: f32, focused: bool, palette: &Palette) -> egui::Response {
        let edge = match (focused, self.error.is_some()) {
            (_, true) => Stroke::new(if focused { theme::FOCUS } else { theme::HAIRLINE }, palette.solid(Tone::Bad)),
            (true, false) => theme::focus_stroke(palette),
            (false, false) if self.flat => Stroke::NONE,
            (false, false) => Stroke::new(theme::HAIRLINE, palette.line_strong),
        };
        let left =
            if self.icon.is_some() && !self.flat { theme::GAP + theme::ICON + theme::GAP_TIGHT } else { theme::GAP };
        let note =
            if self.note.is_empty() { 0.0 } else { text::width(ui.painter(), &self.note, Type::Caption) + theme::GAP };
        // The line's width belongs to the margin, so that gaining focus moves nothing.
        let line = edge.width;
        let margin = Margin {
            left: (left - line) as i8,
            right: (theme::GAP + note - line).ceil() as i8,
            top: (theme::GRID - line) as i8,
            bottom: (theme::GRID - line) as i8,
        };
        let fill = if self.flat && !focused {
            egui::Color32::TRANSPARENT
        } else if self.enabled {
            palette.field
        } else {
            palette.hover
        };
        let frame =
            Frame::new().fill(fill).stroke(edge).corner_radius(CornerRadius::same(theme::RADIUS)).inner_margin(margin);
        let edit = if self.rows == 1 {
            TextEdit::singleline(self.text).return_key(None)
        } else {
            TextEdit::multiline(self.text)
        };
        edit.id(id)
            .frame(frame)
            .password(self.secret)
            .desired_rows(self.rows)
            .desired_width(width)
            .min_size(vec2(width, theme::CONTROL))
            .align(egui::Align2([
                if self.right { Align::Max } else { Align::Min },
                if self.rows == 1 { Align::Center } else { Align::Min },
            ]))
            .font(Type::Body.font())
            .text_color(if self.enabled { palette.ink } else { palette.ink_faint })
            .hint_text(text::rich(self.hint, Type::Body, palette.ink_faint))
            .show(ui)
            .response
            .response
            .accessible_name(self.label)
    }

    fn paint_inside(&self, ui: &Ui, response: &egui::Response, palette: &Palette) {
        let rect = response.rect;
        if let Some(icon) = self.icon.filter(|_| !self.flat) {
            let center = egui::pos2(rect.left() + theme::GAP + theme::ICON / 2.0, rect.center().y);
            icons::paint(ui.painter(), icon, center, theme::ICON, palette.ink_faint);
        }
        if !self.note.is_empty() {
            let room = rect.shrink2(vec2(theme::GAP, 0.0));
            text::paint_line(ui.painter(), room, &self.note, Type::Caption, palette.ink_soft, Align::Max);
        }
    }
}

/// The label above a field, with a mark where it must be filled. Painted only: the field itself carries the name.
pub fn show_label(ui: &mut Ui, label: &str, required: bool) {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::PAGE), egui::Sense::hover());
    let (taken, _) = text::paint_line(ui.painter(), rect, label, Type::Caption, palette.ink_soft, Align::Min);
    if required {
        let mark = rect.with_min_x(taken.right() + theme::GAP_TIGHT);
        text::paint_line(ui.painter(), mark, "*", Type::CaptionStrong, palette.word(Tone::Bad), Align::Min);
    }
}

/// A sentence about what is wrong, in red with its sign.
pub fn show_error(ui: &mut Ui, error: &str, palette: &Palette) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP_TIGHT;
        ui.spacing_mut().interact_size.y = 0.0;
        let (rect, _) = ui.allocate_exact_size(vec2(theme::ICON_SMALL, theme::PAGE), egui::Sense::hover());
        icons::paint(ui.painter(), Icon::Warning, rect.center(), theme::ICON_SMALL, palette.word(Tone::Bad));
        ui.add(egui::Label::new(text::rich(error, Type::Caption, palette.word(Tone::Bad))).wrap());
    });
}

/// A search box with its sign and a way to clear it. `width` in points.
pub fn search_box(ui: &mut Ui, lang: Lang, label: &str, words: &mut String, width: f32) -> FieldAnswer {
    let mut answer = Field::new(label, words).hint(label).icon(Icon::Search).bare().stays().width(width).show(ui);
    if !words.is_empty() {
        let place = egui::Rect::from_center_size(
            answer.response.rect.right_center() - vec2(theme::PAGE, 0.0),
            vec2(24.0, 24.0),
        );
        let mut corner = ui.new_child(egui::UiBuilder::new().max_rect(place).id_salt((label, "clear")));
        let clear = Button::only_icon(Icon::Cross, t(lang, "widgets-clear")).square(24.0).show(&mut corner);
        let escaped =
            answer.response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if clear.clicked() || escaped {
            words.clear();
            answer.changed = true;
            answer.rested = true;
        }
    }
    answer
}

/// True while an input method's unfinished text stands in the field. Called once a frame for each field.
pub fn watch_input_method(ctx: &Context, id: Id, focused: bool) -> bool {
    let key = id.with("composing");
    let mut composing = focused && ctx.data(|data| data.get_temp::<bool>(key).unwrap_or(false));
    if focused {
        ctx.input(|input| {
            for event in &input.events {
                match event {
                    Event::Ime(ImeEvent::Preedit { text, .. }) => composing = !text.is_empty(),
                    Event::Ime(ImeEvent::Commit(_)) => composing = false,
                    _ => {}
                }
            }
        });
    }
    ctx.data_mut(|data| data.insert_temp(key, composing));
    composing
}

/// True once when nothing was typed for [`REST`] seconds after a change.
fn rest(ctx: &Context, id: Id, changed: bool, composing: bool) -> bool {
    let key = id.with("rest");
    let now = ctx.input(|input| input.time);
    if changed || composing {
        ctx.data_mut(|data| data.insert_temp(key, Some(now)));
    }
    let since = ctx.data(|data| data.get_temp::<Option<f64>>(key)).flatten();
    let Some(since) = since else { return false };
    if composing {
        return false;
    }
    if now - since >= REST {
        ctx.data_mut(|data| data.insert_temp::<Option<f64>>(key, None));
        // Whoever searches now asks in the next frame, which nothing else may bring about.
        ctx.request_repaint();
        return true;
    }
    ctx.request_repaint_after(std::time::Duration::from_secs_f64(REST - (now - since)));
    false
}

/// Selects the whole text of a field, so that typing replaces it.
pub fn select_everything(ctx: &Context, id: Id, content: &str) {
    if let Some(mut state) = TextEdit::load_state(ctx, id) {
        state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), CCursor::end_of_str(content))));
        TextEdit::store_state(ctx, id, state);
    }
}
