//! The list itself: keys, wheel, clicks, rows in sight, scroll bar.

use std::ops::Range;

use eframe::egui;
use egui::{
    EventFilter, Id, Key, Modifiers, Painter, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::columns::{fitting, headings, lay_out};
use super::{Column, RowPainter, Selection, Sort, TableState, Widths};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Palette, Tone};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::text;

/// What an empty list says: what belongs there, and the first step.
#[derive(Clone, Copy, Debug)]
pub struct Empty<'a> {
    /// A picture of what belongs there.
    pub icon: Icon,
    /// One sentence.
    pub sentence: &'a str,
    /// The word of the first step's button; empty for none.
    pub step: &'a str,
}

/// What happened in a list in this frame.
pub struct TableAnswer {
    /// The rows in sight: fetch what is missing of them.
    pub visible: Range<usize>,
    /// A row was double-clicked or Enter was pressed on it.
    pub opened: Option<usize>,
    /// The keyboard stands on another row than before.
    pub moved: bool,
    /// The heading of this column was clicked.
    pub sort: Option<&'static str>,
    /// The button in this row was pressed.
    pub pressed: Option<usize>,
    /// The first step's button of the empty list was pressed.
    pub first_step: bool,
    /// egui's answer for the rows' area.
    pub response: Response,
}

/// A list of `rows` rows.
#[must_use = "call show"]
pub struct Table<'a> {
    id: Id,
    label: &'a str,
    columns: &'a [Column],
    rows: usize,
    sort: Option<Sort>,
    empty: Option<Empty<'a>>,
    step_refusal: Option<&'a str>,
    counting: bool,
}

impl<'a> Table<'a> {
    /// A list with a name for screen readers.
    pub fn new(id: Id, label: &'a str, columns: &'a [Column], rows: usize) -> Self {
        Table { id, label, columns, rows, sort: None, empty: None, step_refusal: None, counting: false }
    }

    /// How the rows are ordered, for the mark in the heading.
    pub fn sorted(mut self, sort: Option<Sort>) -> Self {
        self.sort = sort;
        self
    }

    /// What to say when there are no rows.
    pub fn empty(mut self, empty: Empty<'a>) -> Self {
        self.empty = Some(empty);
        self
    }

    /// Why the first step of the empty list is not possible for this person; `None` when it is.
    pub fn step_refusal(mut self, reason: Option<&'a str>) -> Self {
        self.step_refusal = reason;
        self
    }

    /// The number of rows is not known yet: shows waiting rows, not emptiness.
    pub fn counting(mut self, counting: bool) -> Self {
        self.counting = counting;
        self
    }

    /// Fills the room that there is. `row` draws one row.
    pub fn show(self, ui: &mut Ui, state: &mut TableState, mut row: impl FnMut(&mut RowPainter<'_>)) -> TableAnswer {
        let palette = theme::palette(ui);
        let (area, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
        let heading = Rect::from_min_size(area.min, vec2(area.width(), theme::HEADING_ROW));
        let body = Rect::from_min_max(pos2(area.left(), heading.bottom()), area.max);
        if state.widths.0.is_empty()
            && let Some(kept) = ui.data_mut(|data| data.get_persisted::<Widths>(self.id))
        {
            state.widths = kept;
        }
        // The scroll bar has its own room, so that it covers nothing.
        let room = area.width() - theme::GAP_WIDE;
        let shown = fitting(self.columns, &state.widths, room);
        let this = Table { columns: &shown, ..self };
        let places = lay_out(this.columns, &state.widths, room);
        let content = places.last().map_or(0.0, |(left, width)| left + width);
        state.left = state.left.clamp(0.0, (content - room).max(0.0));
        let widths_before = state.widths.clone();
        let sort = headings(ui, this.id, heading, state.left, this.columns, &places, this.sort, &mut state.widths);

        // egui keeps this with the window's own settings, so a dragged column stays as it was dragged.
        if state.widths != widths_before {
            ui.data_mut(|data| data.insert_persisted(this.id, state.widths.clone()));
        }

        let response = ui.interact(body, this.id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Table, true, this.label));
        let before = state.cursor;
        this.wheel(ui, state, &response);
        let opened_by_key = this.keys(ui, state, &response);
        state.view_rows = (body.height() / theme::ROW).floor().max(1.0) as usize;
        state.bring_into_sight(body.height());
        state.clamp(this.rows, body.height());
        let opened = this.clicks(ui, state, &response, body).or(opened_by_key);

        let visible = state.visible(this.rows, body.height());
        let painter = ui.painter().with_clip_rect(body.intersect(ui.clip_rect()));
        let view = View { body, places: &places, response: &response };
        let (tip, pressed) = if this.rows == 0 && this.counting {
            this.paint_rows(ui, state, &painter, &view, 0..state.view_rows, palette, &mut |row| row.waiting())
        } else {
            this.paint_rows(ui, state, &painter, &view, visible.clone(), palette, &mut row)
        };
        let first_step = this.rows == 0 && !this.counting && this.show_empty(ui, body, palette);
        scroll_bar(ui, this.id, state, body, this.rows, palette);
        let response = match tip {
            Some(tip) => response.on_hover_text_at_pointer(tip),
            None => response,
        };
        TableAnswer { visible, opened, moved: before != state.cursor, sort, pressed, first_step, response }
    }

    fn wheel(&self, ui: &Ui, state: &mut TableState, response: &Response) {
        if response.contains_pointer() {
            let delta = ui.input(|input| input.smooth_scroll_delta());
            state.top -= f64::from(delta.y);
            state.left -= delta.x;
        }
    }

    fn keys(&self, ui: &Ui, state: &mut TableState, response: &Response) -> Option<usize> {
        if !response.has_focus() || self.rows == 0 {
            return None;
        }
        let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, filter));
        let last = self.rows - 1;
        let page = state.view_rows.saturating_sub(1).max(1);
        ui.input_mut(|input| {
            let mut go = |state: &mut TableState, key: Key, to: &dyn Fn(usize) -> usize| {
                for (modifiers, extend) in [(Modifiers::SHIFT, true), (Modifiers::NONE, false)] {
                    while input.consume_key(modifiers, key) {
                        let row = state.cursor.map_or(0, to);
                        state.go(row.min(last), extend);
                    }
                }
            };
            go(state, Key::ArrowDown, &|at| at + 1);
            go(state, Key::ArrowUp, &|at| at.saturating_sub(1));
            go(state, Key::PageDown, &|at| at + page);
            go(state, Key::PageUp, &|at| at.saturating_sub(page));
            go(state, Key::Home, &|_| 0);
            go(state, Key::End, &|_| last);
            if input.consume_key(Modifiers::COMMAND, Key::A) {
                state.selection = Selection::all(self.rows);
            }
            if let Some(cursor) = state.cursor.filter(|_| input.consume_key(Modifiers::COMMAND, Key::Space)) {
                state.toggle(cursor);
            }
            let enter = input.consume_key(Modifiers::NONE, Key::Enter);
            state.cursor.filter(|_| enter)
        })
    }

    fn clicks(&self, ui: &Ui, state: &mut TableState, response: &Response, body: Rect) -> Option<usize> {
        if !response.clicked() {
            return None;
        }
        response.request_focus();
        let pointer = response.interact_pointer_pos()?;
        let row = ((f64::from(pointer.y - body.top()) + state.top) / f64::from(theme::ROW)).floor() as usize;
        if row >= self.rows {
            return None;
        }
        let modifiers = ui.input(|input| input.modifiers);
        if modifiers.command {
            state.toggle(row);
        } else {
            state.go(row, modifiers.shift);
            // Whoever clicks sees the row already.
            state.reveal = false;
        }
        response.double_clicked().then_some(row)
    }

    #[allow(clippy::too_many_arguments)] // one frame's worth of facts
    fn paint_rows(
        &self,
        ui: &Ui,
        state: &TableState,
        painter: &Painter,
        view: &View<'_>,
        rows: Range<usize>,
        palette: &'static Palette,
        paint: &mut dyn FnMut(&mut RowPainter<'_>),
    ) -> (Option<String>, Option<usize>) {
        let body = view.body;
        // Not `hovered`: a button in a row takes that from the list.
        let over = view.response.contains_pointer();
        let pointer = ui.input(|input| input.pointer.hover_pos()).filter(|pointer| over && body.contains(*pointer));
        let (mut tip, mut pressed) = (None, None);
        for index in rows {
            let top = body.top() + (index as f64 * f64::from(theme::ROW) - state.top) as f32;
            let rect = Rect::from_min_size(pos2(body.left(), top), vec2(body.width(), theme::ROW));
            let chosen = state.selection.contains(index);
            let hovered = pointer.is_some_and(|pointer| rect.contains(pointer));
            if chosen || hovered {
                painter.rect_filled(rect, 0.0, if chosen { palette.selected } else { palette.hover });
            }
            painter.hline(rect.x_range(), rect.bottom() - 0.5, theme::hairline(palette));
            let mut row = RowPainter {
                index,
                chosen,
                rect,
                left: state.left,
                painter,
                palette,
                columns: self.columns,
                places: view.places,
                pointer: pointer.filter(|_| hovered),
                spoken: String::new(),
                tip: None,
                waiting: false,
                button: None,
            };
            paint(&mut row);
            tip = row.tip.take().or(tip);
            let spoken = std::mem::take(&mut row.spoken);
            let button = row.button.take();
            if state.cursor == Some(index) && view.response.has_focus() {
                let bar = Rect::from_min_size(rect.min, vec2(3.0, theme::ROW - 1.0));
                painter.rect_filled(bar, 0.0, palette.solid(Tone::Accent));
            }
            if !row.waiting {
                let node = ui.interact(rect.intersect(body), self.id.with(("row", index)), Sense::hover());
                node.widget_info(|| WidgetInfo::selected(Role::Row, true, chosen, &spoken));
            }
            if let Some((place, word)) = button {
                // Enter on the row does the same, so the keyboard need not stop at every button.
                let sense = Sense::click() - Sense::FOCUSABLE;
                let button = ui.interact(place.intersect(body), self.id.with(("button", index)), sense);
                button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &word));
                if button.clicked() {
                    pressed = Some(index);
                }
            }
        }
        (tip, pressed)
    }

    fn show_empty(&self, ui: &mut Ui, body: Rect, palette: &Palette) -> bool {
        let Some(empty) = self.empty else { return false };
        let room =
            Rect::from_center_size(body.center() - vec2(0.0, theme::SECTION), vec2(body.width().min(360.0), 160.0));
        let mut corner = ui.new_child(UiBuilder::new().max_rect(room).id_salt("empty"));
        corner
            .vertical_centered(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(theme::ICON_LARGE, theme::ICON_LARGE), Sense::hover());
                icons::paint(ui.painter(), empty.icon, rect.center(), theme::ICON_LARGE, palette.solid(Tone::Quiet));
                ui.add_space(theme::GRID);
                text::soft(ui, empty.sentence);
                ui.add_space(theme::GRID);
                !empty.step.is_empty()
                    && Button::new(empty.step).icon(Icon::Plus).refusal(self.step_refusal).show(ui).clicked()
            })
            .inner
    }
}

/// Where the rows stand in this frame.
struct View<'a> {
    body: Rect,
    places: &'a [(f32, f32)],
    response: &'a Response,
}

fn scroll_bar(ui: &Ui, id: Id, state: &mut TableState, body: Rect, rows: usize, palette: &Palette) {
    let total = rows as f64 * f64::from(theme::ROW);
    let room = total - f64::from(body.height());
    if room <= 0.0 {
        return;
    }
    let track = Rect::from_min_max(pos2(body.right() - theme::GAP_WIDE, body.top()), body.max);
    let response = ui.interact(track, id.with("bar"), Sense::click_and_drag() - Sense::FOCUSABLE);
    let length = (body.height() * (f64::from(body.height()) / total) as f32).max(theme::ROW);
    let travel = body.height() - length;
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged() || response.clicked()) {
        let share = ((pointer.y - body.top() - length / 2.0) / travel).clamp(0.0, 1.0);
        state.top = (f64::from(share) * room).round();
    }
    let top = body.top() + (state.top / room) as f32 * travel;
    let active = response.hovered() || response.dragged();
    let width = if active { theme::GAP } else { 5.0 };
    let handle = Rect::from_min_size(pos2(body.right() - width - 2.0, top + 2.0), vec2(width, length - 4.0));
    let ink = if active { palette.solid(Tone::Quiet) } else { palette.line_strong };
    ui.painter().rect_filled(handle, width / 2.0, ink);
}
