//! The list that every department works in: any number of rows, fetched in windows, with keyboard, multiple selection,
//! columns that can be dragged, and a frame cost that does not depend on how many rows there are.

mod columns;
mod paint;
mod selection;
mod show;
mod window;

pub use columns::{Column, Widths};
pub use paint::{Cell, RowPainter};
pub use selection::Selection;
pub use show::{Empty, Table, TableAnswer};
pub use window::RowWindow;

use crate::ui::theme;

/// Which column the rows are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column's key.
    pub column: &'static str,
    /// Smallest first.
    pub ascending: bool,
}

/// Where a list stands: what is in sight, what is chosen.
#[derive(Clone, Debug, Default)]
pub struct TableState {
    /// Distance of the view's upper edge from the first row's, in points. An f64: with a million rows an f32 would place them
    /// whole pixels apart, and they would jitter.
    top: f64,
    left: f32,
    /// The row with the keyboard.
    pub cursor: Option<usize>,
    anchor: usize,
    /// The chosen rows.
    pub selection: Selection,
    /// Widths that a person dragged; worth remembering.
    pub widths: Widths,
    view_rows: usize,
    reveal: bool,
    /// The keyboard went to a row that is not here yet; it is looked at when it comes.
    pub awaited: bool,
}

impl TableState {
    /// Chooses one row and brings it into sight.
    pub fn choose(&mut self, row: usize) {
        self.mark(row);
        self.reveal = true;
    }

    /// Chooses one row and leaves the view where it is.
    pub fn mark(&mut self, row: usize) {
        self.cursor = Some(row);
        self.anchor = row;
        self.selection = Selection::one(row);
        self.awaited = false;
    }

    /// Where the view stands: the distance of its upper edge from the first row's, in points.
    pub fn top(&self) -> f64 {
        self.top
    }

    /// Nothing is chosen any more; the view stays.
    pub fn clear(&mut self) {
        self.cursor = None;
        self.selection = Selection::default();
        self.awaited = false;
    }

    /// Back to the top with nothing chosen: for a new filter.
    pub fn reset(&mut self) {
        let widths = std::mem::take(&mut self.widths);
        *self = TableState { widths, view_rows: self.view_rows, ..TableState::default() };
    }

    /// Moves the keyboard to a row; with `extend` everything from the anchor is chosen.
    fn go(&mut self, row: usize, extend: bool) {
        if extend {
            self.selection = Selection::between(self.anchor, row);
        } else {
            self.anchor = row;
            self.selection = Selection::one(row);
        }
        self.cursor = Some(row);
        self.reveal = true;
    }

    fn toggle(&mut self, row: usize) {
        self.selection.toggle(row);
        self.anchor = row;
        self.cursor = Some(row);
    }

    fn clamp(&mut self, rows: usize, view: f32) {
        let room = rows as f64 * f64::from(theme::ROW) - f64::from(view);
        self.top = self.top.clamp(0.0, room.max(0.0));
        if rows == 0 {
            self.cursor = None;
        } else if let Some(cursor) = &mut self.cursor {
            *cursor = (*cursor).min(rows - 1);
        }
        self.selection.cut(rows);
    }

    /// Scrolls as little as possible so that the cursor is in sight.
    fn bring_into_sight(&mut self, view: f32) {
        let Some(cursor) = self.cursor.filter(|_| self.reveal) else { return };
        self.reveal = false;
        let row = f64::from(theme::ROW);
        let upper = cursor as f64 * row;
        let lower = upper + row - f64::from(view);
        self.top = self.top.min(upper).max(lower.max(0.0));
    }

    /// The rows in sight.
    fn visible(&self, rows: usize, view: f32) -> std::ops::Range<usize> {
        let row = f64::from(theme::ROW);
        let first = (self.top / row).floor() as usize;
        let last = ((self.top + f64::from(view)) / row).ceil() as usize;
        first.min(rows)..last.min(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: f32 = 280.0;

    #[test]
    fn the_last_of_a_million_rows_stands_exactly_at_the_bottom() {
        let mut state = TableState::default();
        state.go(999_999, false);
        state.bring_into_sight(VIEW);
        state.clamp(1_000_000, VIEW);
        assert_eq!(state.visible(1_000_000, VIEW), 999_990..1_000_000);
        assert_eq!(state.top, 999_990.0 * 28.0);
    }

    #[test]
    fn fewer_rows_than_before_keep_view_and_choice_inside() {
        let mut state = TableState::default();
        state.go(90, false);
        state.go(95, true);
        state.bring_into_sight(VIEW);
        state.clamp(10, VIEW);
        assert_eq!(state.cursor, Some(9));
        assert_eq!(state.selection.count(), 0);
        assert_eq!(state.visible(10, VIEW), 0..10);
        state.clamp(0, VIEW);
        assert_eq!(state.cursor, None);
    }

    #[test]
    fn going_one_row_down_scrolls_by_one_row_at_most() {
        let mut state = TableState::default();
        for row in 0..30 {
            let before = state.top;
            state.go(row, false);
            state.bring_into_sight(VIEW);
            assert!(state.top - before <= 28.0);
            assert!(state.visible(30, VIEW).contains(&row));
        }
    }
}
