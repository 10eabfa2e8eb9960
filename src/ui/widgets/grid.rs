//! Entering lines: a small table of fields. Enter goes to the next cell, and from the last cell to a new line.

use eframe::egui;
use egui::{Align, CornerRadius, Id, Key, Modifiers, Rect, Sense, StrokeKind, Ui, UiBuilder, pos2, vec2};

use super::button::Button;
use super::text;
use crate::i18n::{Lang, t, tf};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tone, Type};

/// Height of a line's fields, in points.
const LINE: f32 = 36.0;
/// Height of the quiet words under a line's fields, in points.
const UNDER: f32 = 18.0;
/// Width of the line numbers and of the cross, in points.
const EDGE: f32 = 32.0;

/// A column of the grid.
#[derive(Clone, Copy, Debug)]
pub struct GridColumn {
    /// Its heading.
    pub title: &'static str,
    /// Its width, in points; growing columns take a share of the rest as well.
    pub width: f32,
    /// Takes a share of the room that is left.
    pub grows: bool,
    /// Figures stand on the right.
    pub figures: bool,
    /// Marked as one that must be filled.
    pub required: bool,
}

/// The cell that is being drawn.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Number of the line, from 0.
    pub line: usize,
    /// Number of the column, from 0.
    pub column: usize,
    /// The id that the cell's field must have.
    pub id: Id,
    /// Room for the field, in points.
    pub width: f32,
    /// Room for quiet words under the field, where the line has any.
    pub under: Option<Rect>,
}

/// What a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Only shows something.
    Shown,
    /// Can be typed in.
    Field {
        /// Enter was pressed and the cell is finished.
        entered: bool,
    },
}

/// What happened in the grid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GridAnswer {
    /// Enter in the last cell, or the button: append an empty line.
    pub add: bool,
    /// Take this line away.
    pub remove: Option<usize>,
}

/// Draws a line for each of `lines`, true where there are words under its fields; `cell` draws one cell. The keyboard moves on
/// its own.
pub fn grid(
    ui: &mut Ui,
    lang: Lang,
    id: Id,
    columns: &[GridColumn],
    lines: &[bool],
    cell: impl FnMut(&mut Ui, Slot) -> CellKind,
) -> GridAnswer {
    let remove = |line: usize| tf(lang, "widgets-remove-line", &[("line", (line + 1).into())]);
    grid_with(ui, lang, id, columns, lines, remove, cell)
}

/// The same where the cross of a line, from 0, does something else than take it away, and says so.
pub fn grid_with(
    ui: &mut Ui,
    lang: Lang,
    id: Id,
    columns: &[GridColumn],
    lines: &[bool],
    cross_name: impl Fn(usize) -> String,
    mut cell: impl FnMut(&mut Ui, Slot) -> CellKind,
) -> GridAnswer {
    let palette = theme::palette(ui);
    let mut answer = GridAnswer::default();
    let width = ui.available_width();
    let places = lay_out(columns, width - 2.0 * EDGE);
    let tops = tops(lines);
    let height = tops.last().copied().unwrap_or_default();
    let (area, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    paint_ground(ui, area, columns, &places, &tops);

    let mut fields: Vec<(usize, usize, Id)> = Vec::new();
    let mut entered: Option<usize> = None;
    for (line, has_words) in lines.iter().enumerate() {
        let top = area.top() + tops[line];
        let number = Rect::from_min_size(pos2(area.left(), top), vec2(EDGE, LINE));
        text::paint_line(
            ui.painter(),
            number,
            &(line + 1).to_string(),
            Type::Caption,
            palette.ink_faint,
            Align::Center,
        );
        for (column, (left, room)) in places.iter().enumerate() {
            let rect =
                Rect::from_min_size(pos2(area.left() + EDGE + left, top), vec2(*room, LINE)).shrink2(vec2(2.0, 3.0));
            let words =
                Rect::from_min_size(rect.left_bottom(), vec2(rect.width(), UNDER)).shrink2(vec2(theme::GAP, 0.0));
            let under = has_words.then_some(words);
            let slot = Slot { line, column, id: id.with((line, column)), width: rect.width(), under };
            let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(slot.id));
            if let CellKind::Field { entered: finished } = cell(&mut child, slot) {
                if finished {
                    entered = Some(fields.len());
                }
                fields.push((line, column, slot.id));
            }
        }
        if cross(ui, &cross_name(line), area, top, line) {
            answer.remove = Some(line);
        }
    }
    move_keyboard(ui, id, &fields, entered, &mut answer);
    if Button::quiet(t(lang, "widgets-add-line")).icon(Icon::Plus).show(ui).clicked() {
        answer.add = true;
    }
    if answer.add {
        // The new line's first field takes the keyboard as soon as it is there.
        ui.data_mut(|data| data.insert_temp(id.with("wanted"), Some(lines.len())));
    }
    answer
}

fn cross(ui: &mut Ui, name: &str, area: Rect, top: f32, line: usize) -> bool {
    let rect = Rect::from_center_size(pos2(area.right() - EDGE / 2.0, top + LINE / 2.0), vec2(24.0, 24.0));
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(("cross", line)));
    Button::only_icon(Icon::Cross, name).square(24.0).show(&mut child).clicked()
}

/// Enter to the next field, up and down within a column, and to the line that was just added.
fn move_keyboard(ui: &Ui, id: Id, fields: &[(usize, usize, Id)], entered: Option<usize>, answer: &mut GridAnswer) {
    let focus = |id: Id| {
        ui.memory_mut(|memory| memory.request_focus(id));
        ui.ctx().request_repaint();
    };
    let wanted = ui.data(|data| data.get_temp::<Option<usize>>(id.with("wanted"))).flatten();
    if let Some((_, _, field)) = wanted.and_then(|wanted| fields.iter().find(|(line, _, _)| *line == wanted)) {
        ui.data_mut(|data| data.insert_temp::<Option<usize>>(id.with("wanted"), None));
        focus(*field);
        return;
    }
    if let Some(at) = entered {
        match fields.get(at + 1) {
            Some((_, _, next)) => focus(*next),
            None => answer.add = true,
        }
        return;
    }
    let Some((line, column, _)) = fields.iter().find(|(_, _, field)| ui.memory(|memory| memory.has_focus(*field)))
    else {
        return;
    };
    let step = ui.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            1
        } else if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            -1
        } else {
            0
        }
    });
    let to = line.checked_add_signed(step).filter(|_| step != 0);
    if let Some((_, _, next)) = to.and_then(|to| fields.iter().find(|field| (field.0, field.1) == (to, *column))) {
        focus(*next);
    }
}

/// Where each line begins below the grid's upper edge, and where the last one ends.
fn tops(lines: &[bool]) -> Vec<f32> {
    let mut tops = vec![theme::HEADING_ROW];
    let mut at = theme::HEADING_ROW;
    for has_words in lines {
        at += if *has_words { LINE + UNDER } else { LINE };
        tops.push(at);
    }
    tops
}

fn lay_out(columns: &[GridColumn], room: f32) -> Vec<(f32, f32)> {
    let total: f32 = columns.iter().map(|column| column.width).sum();
    let growing = columns.iter().filter(|column| column.grows).count().max(1);
    let extra = ((room - total) / growing as f32).max(0.0);
    let mut left = 0.0;
    columns
        .iter()
        .map(|column| {
            let width = column.width + if column.grows { extra } else { 0.0 };
            let place = (left, width);
            left += width;
            place
        })
        .collect()
}

fn paint_ground(ui: &Ui, area: Rect, columns: &[GridColumn], places: &[(f32, f32)], tops: &[f32]) {
    let palette = theme::palette(ui);
    let painter = ui.painter();
    let edge = egui::Stroke::new(theme::HAIRLINE, palette.line_strong);
    let heading = area.with_max_y(area.top() + theme::HEADING_ROW);
    let top = CornerRadius { sw: 0, se: 0, ..CornerRadius::same(theme::RADIUS) };
    painter.rect_filled(heading, top, palette.ground);
    for (column, (left, width)) in columns.iter().zip(places) {
        let rect = Rect::from_min_size(pos2(area.left() + EDGE + left, area.top()), vec2(*width, theme::HEADING_ROW));
        let align = if column.figures { Align::Max } else { Align::Min };
        let mut room = rect.shrink2(vec2(theme::GAP + 2.0, 0.0));
        let mark = text::width(painter, "*", Type::CaptionStrong) + theme::GAP_TIGHT;
        if column.required && column.figures {
            room.max.x -= mark;
        }
        let (taken, _) = text::paint_line(painter, room, column.title, Type::CaptionStrong, palette.ink_soft, align);
        if column.required {
            let beside = rect.with_min_x(taken.right() + theme::GAP_TIGHT);
            text::paint_line(painter, beside, "*", Type::CaptionStrong, palette.word(Tone::Bad), Align::Min);
        }
    }
    for top in &tops[..tops.len() - 1] {
        painter.hline(area.x_range(), area.top() + top, theme::hairline(palette));
    }
    painter.rect_stroke(area, CornerRadius::same(theme::RADIUS), edge, StrokeKind::Inside);
}
