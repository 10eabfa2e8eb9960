//! A long list as a panel holds it: the exact count, and the rows in sight fetched in windows.

use std::ops::Range;

use super::ask::Ask;
use super::widgets::table::{RowWindow, TableState};
use crate::domain::ids::OrderId;
use crate::ops::OpError;
use crate::worker::Answer;

/// The rows of one list. `K` says which list: the filter.
pub struct Rows<T, K> {
    window: RowWindow<T>,
    count: Ask<i64, (K, u64)>,
    shown: Option<K>,
    pending: Vec<(u64, usize, Answer<Vec<T>>)>,
    fault: Option<OpError>,
}

impl<T, K: Clone + PartialEq> Default for Rows<T, K> {
    fn default() -> Self {
        Rows { window: RowWindow::default(), count: Ask::default(), shown: None, pending: Vec::new(), fault: None }
    }
}

impl<T, K: Clone + PartialEq> Rows<T, K> {
    /// Says which list is shown and at which revision; asks for the count when either changed. Call once a frame. Gives true
    /// in the frame in which another list (not only a fresh one) came.
    pub fn keep(&mut self, list: K, revision: u64, count: impl FnOnce() -> Answer<i64>) -> bool {
        let came = self.count.keep((list.clone(), revision), count);
        let mut another = false;
        if let (true, Some(count)) = (came, self.count.value()) {
            let count = usize::try_from(*count).unwrap_or(0);
            if self.shown.as_ref() == Some(&list) {
                self.window.refresh(count);
            } else {
                self.window.restart(count);
                self.shown = Some(list);
                another = true;
            }
            self.pending.clear();
        }
        self.take_in();
        another
    }

    fn take_in(&mut self) {
        let window = &mut self.window;
        let fault = &mut self.fault;
        self.pending.retain(|(edition, first, answer)| match answer.take() {
            None => true,
            Some(Ok(rows)) => {
                window.put(*edition, *first, rows);
                *fault = None;
                false
            }
            Some(Err(problem)) => {
                *fault = Some(problem);
                false
            }
        });
    }

    /// Asks for what is missing of the rows in sight; `page` is given an offset and a number of rows.
    pub fn fetch(&mut self, visible: Range<usize>, mut page: impl FnMut(i64, i64) -> Answer<Vec<T>>) {
        let edition = self.window.edition();
        for range in self.window.missing(visible) {
            self.pending.push((edition, range.start, page(range.start as i64, range.len() as i64)));
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.window.rows()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// True until the first count is there.
    pub fn is_counting(&self) -> bool {
        self.shown.is_none() && self.fault().is_none()
    }

    /// A row, if it is here.
    pub fn get(&self, row: usize) -> Option<&T> {
        self.window.get(row)
    }

    /// The rows that are here.
    pub fn here(&self) -> impl Iterator<Item = (usize, &T)> {
        (0..self.len().min(4_000)).filter_map(|row| Some((row, self.get(row)?)))
    }

    /// Why the newest question got no answer.
    pub fn fault(&self) -> Option<&OpError> {
        self.count.fault().or(self.fault.as_ref())
    }
}

/// What the cursor of a list does with the order that is shown beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Nothing: it stands on its row, or nothing can be said yet.
    There,
    /// The order stands in this row.
    Moved(usize),
    /// The order is not among the rows that are here, and the cursor is on another one.
    Gone,
}

/// Where the order that is shown beside a list stands in it.
pub fn stand<T, K: Clone + PartialEq>(
    rows: &Rows<T, K>,
    table: &TableState,
    shown: Option<OrderId>,
    order: impl Fn(&T) -> OrderId,
) -> Stand {
    let Some(shown) = shown.filter(|_| !table.awaited) else { return Stand::There };
    let under = table.cursor.and_then(|row| rows.get(row)).map(&order);
    if under == Some(shown) {
        return Stand::There;
    }
    match rows.here().find(|(_, row)| order(row) == shown) {
        Some((at, _)) => Stand::Moved(at),
        None if under.is_some() => Stand::Gone,
        None => Stand::There,
    }
}
