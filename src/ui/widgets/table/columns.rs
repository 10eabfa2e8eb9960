//! Columns: title, side, width; the heading row with sorting and dragging.

use std::collections::BTreeMap;

use eframe::egui;
use egui::{Align, CursorIcon, Id, Painter, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use serde::{Deserialize, Serialize};

use super::Sort;
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{self, Palette, Tone, Type};
use crate::ui::widgets::text;

/// The narrowest a column can be dragged, in points.
const NARROWEST: f32 = 48.0;

/// Before the first column, so that its words stand below those of the panel's bar.
const MARGIN: f32 = theme::PAGE - theme::GAP;

/// A column of a list.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in code and in remembered widths.
    pub key: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// Its width until a person drags it, in points.
    pub width: f32,
    /// Side on which its contents stand.
    pub align: Align,
    /// Takes a share of the room that is left.
    pub grows: bool,
    /// Its heading can be clicked to order by it.
    pub sorts: bool,
    /// Where the list is too narrow, columns with the highest number go first; 0 always stays.
    pub gives_way: u8,
}

impl Column {
    /// A column of words with a width in points.
    pub fn new(key: &'static str, title: &'static str, width: f32) -> Self {
        Column { key, title, width, align: Align::Min, grows: false, sorts: false, gives_way: 0 }
    }

    /// A column of figures: on the right.
    pub fn figures(key: &'static str, title: &'static str, width: f32) -> Self {
        Column { align: Align::Max, ..Column::new(key, title, width) }
    }

    /// Takes a share of the room that is left.
    pub fn grows(mut self) -> Self {
        self.grows = true;
        self
    }

    /// Hidden where the list is too narrow; the highest `rank` goes first.
    pub fn gives_way(mut self, rank: u8) -> Self {
        self.gives_way = rank;
        self
    }

    /// Can be ordered by.
    pub fn sorts(mut self) -> Self {
        self.sorts = true;
        self
    }
}

/// The columns that fit into `room` points: where they do not, those that give way first go first.
pub(super) fn fitting(columns: &[Column], widths: &Widths, room: f32) -> Vec<Column> {
    let mut shown = columns.to_vec();
    loop {
        let total: f32 = shown.iter().map(|column| own_width(column, widths)).sum();
        let least = shown.iter().enumerate().filter(|(_, column)| column.gives_way > 0);
        let Some((at, _)) = least.max_by_key(|(at, column)| (column.gives_way, *at)).filter(|_| total + MARGIN > room)
        else {
            return shown;
        };
        shown.remove(at);
    }
}

fn own_width(column: &Column, widths: &Widths) -> f32 {
    widths.0.get(column.key).copied().unwrap_or(column.width).max(NARROWEST)
}

/// Widths that a person dragged, by column key, in points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Widths(pub BTreeMap<String, f32>);

/// Left edge and width of each column for a list `room` points wide.
pub(super) fn lay_out(columns: &[Column], widths: &Widths, room: f32) -> Vec<(f32, f32)> {
    let own = |column: &Column| own_width(column, widths);
    let total: f32 = columns.iter().map(own).sum();
    let growing = columns.iter().filter(|column| column.grows).count();
    let extra = if growing > 0 { ((room - MARGIN - total) / growing as f32).max(0.0) } else { 0.0 };
    let mut left = MARGIN;
    columns
        .iter()
        .map(|column| {
            let width = own(column) + if column.grows { extra } else { 0.0 };
            let place = (left, width);
            left += width;
            place
        })
        .collect()
}

/// The room inside a cell for its contents.
pub(super) fn inside(rect: Rect) -> Rect {
    rect.shrink2(vec2(theme::GAP, 0.0))
}

/// Draws the heading row; gives the column whose heading was clicked.
#[allow(clippy::too_many_arguments)] // one call, beside the loop that has them all
pub(super) fn headings(
    ui: &Ui,
    id: Id,
    rect: Rect,
    left: f32,
    columns: &[Column],
    places: &[(f32, f32)],
    sort: Option<Sort>,
    widths: &mut Widths,
) -> Option<&'static str> {
    let palette = theme::palette(ui);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let mut clicked = None;
    for (column, (start, width)) in columns.iter().zip(places) {
        let cell = Rect::from_min_size(pos2(rect.left() + start - left, rect.top()), vec2(*width, rect.height()));
        if column.sorts {
            let response = ui.interact(cell.intersect(rect), id.with(("sort", column.key)), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, column.title));
            if response.hovered() {
                painter.rect_filled(cell, 0.0, palette.hover);
            }
            if response.clicked() {
                clicked = Some(column.key);
            }
        }
        paint_heading(&painter, cell, column, sort, palette);
        drag_edge(ui, id, cell, rect, column, *width, widths, &painter, palette);
    }
    painter.hline(rect.x_range(), rect.bottom() - 0.5, egui::Stroke::new(theme::HAIRLINE, palette.line_strong));
    clicked
}

fn paint_heading(painter: &Painter, cell: Rect, column: &Column, sort: Option<Sort>, palette: &Palette) {
    let mut room = inside(cell);
    let sorted = sort.filter(|sort| sort.column == column.key);
    if sorted.is_some() && column.align == Align::Max {
        room.max.x -= theme::ICON_SMALL + theme::GAP_TIGHT;
    }
    let ink = if sorted.is_some() { palette.ink } else { palette.ink_soft };
    let (taken, _) = text::paint_line(painter, room, column.title, Type::CaptionStrong, ink, column.align);
    if let Some(sort) = sorted {
        let icon = if sort.ascending { Icon::Up } else { Icon::Down };
        let x = taken.right() + theme::GAP_TIGHT + theme::ICON_SMALL / 2.0;
        icons::paint(painter, icon, pos2(x, cell.center().y), theme::ICON_SMALL, palette.word(Tone::Accent));
    }
}

#[allow(clippy::too_many_arguments)] // one call, beside the loop that has them all
fn drag_edge(
    ui: &Ui,
    id: Id,
    cell: Rect,
    row: Rect,
    column: &Column,
    width: f32,
    widths: &mut Widths,
    painter: &Painter,
    palette: &Palette,
) {
    let edge = Rect::from_center_size(pos2(cell.right(), cell.center().y), vec2(theme::GAP, cell.height()));
    if !row.intersects(edge) {
        return;
    }
    let response = ui.interact(edge, id.with(("edge", column.key)), Sense::click_and_drag() - Sense::FOCUSABLE);
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        painter.vline(cell.right(), cell.y_range(), egui::Stroke::new(theme::FOCUS, palette.line_strong));
    }
    if response.dragged() {
        let wider = (width + response.drag_delta().x).max(NARROWEST);
        widths.0.insert(column.key.to_owned(), wider);
    }
    if response.double_clicked() {
        widths.0.remove(column.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growing_columns_share_what_is_left() {
        let columns = [
            Column::new("number", "", 100.0),
            Column::new("customer", "", 100.0).grows(),
            Column::figures("amount", "", 80.0),
        ];
        assert_eq!(lay_out(&columns, &Widths::default(), 500.0), vec![(8.0, 100.0), (108.0, 312.0), (420.0, 80.0)]);
        // Too narrow: nothing is squeezed, the list scrolls sideways.
        assert_eq!(lay_out(&columns, &Widths::default(), 100.0), vec![(8.0, 100.0), (108.0, 100.0), (208.0, 80.0)]);
    }

    #[test]
    fn what_gives_way_goes_before_anything_is_cut() {
        let columns = [
            Column::new("number", "", 100.0),
            Column::new("way", "", 100.0).gives_way(2),
            Column::figures("amount", "", 80.0).gives_way(1),
        ];
        let keys =
            |room| fitting(&columns, &Widths::default(), room).iter().map(|column| column.key).collect::<Vec<_>>();
        assert_eq!(keys(288.0), ["number", "way", "amount"]);
        assert_eq!(keys(287.0), ["number", "amount"]);
        assert_eq!(keys(120.0), ["number"]);
        assert_eq!(keys(20.0), ["number"]);
    }

    #[test]
    fn dragged_widths_survive_being_written_down() {
        let mut widths = Widths::default();
        widths.0.insert("number".into(), 200.0);
        let back: Widths = serde_json::from_str(&serde_json::to_string(&widths).unwrap()).unwrap();
        assert_eq!(lay_out(&[Column::new("number", "", 100.0)], &back, 0.0), vec![(8.0, 200.0)]);
    }
}
