//! Rows that were fetched so far, in pages. What is in sight is asked for once; what was long out of sight is forgotten.

use std::collections::HashMap;
use std::ops::Range;

/// Rows a page: one request fetches this many.
pub const PAGE_ROWS: usize = 100;
/// Pages kept: about four thousand rows.
const KEPT: usize = 40;

/// A cache of rows for a list that is larger than anybody wants in memory.
#[derive(Debug)]
pub struct RowWindow<T> {
    rows: usize,
    pages: HashMap<usize, Page<T>>,
    turn: u64,
    edition: u64,
}

#[derive(Debug)]
struct Page<T> {
    used: u64,
    /// `None` while the answer is on its way.
    rows: Option<Vec<T>>,
    stale: bool,
}

impl<T> Default for RowWindow<T> {
    fn default() -> Self {
        RowWindow { rows: 0, pages: HashMap::new(), turn: 0, edition: 0 }
    }
}

impl<T> RowWindow<T> {
    /// How many rows the list has.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Which edition of the list this is; answers to older ones must not be put in.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// Another list: a new filter or order. Everything is forgotten; gives the new edition.
    pub fn restart(&mut self, rows: usize) -> u64 {
        self.pages.clear();
        self.rows = rows;
        self.edition += 1;
        self.edition
    }

    /// The same list has changed somewhere: what is shown stays until the fresh rows come; gives the new edition.
    pub fn refresh(&mut self, rows: usize) -> u64 {
        self.rows = rows;
        self.edition += 1;
        self.pages.retain(|_, page| page.rows.is_some());
        for page in self.pages.values_mut() {
            page.stale = true;
        }
        self.edition
    }

    /// A row, if it is here.
    pub fn get(&self, row: usize) -> Option<&T> {
        self.pages.get(&(row / PAGE_ROWS))?.rows.as_ref()?.get(row % PAGE_ROWS)
    }

    /// The pages to fetch so that `visible` and its surroundings are here, as ranges of rows. Each is named once.
    pub fn missing(&mut self, visible: Range<usize>) -> Vec<Range<usize>> {
        self.turn += 1;
        let first = visible.start.saturating_sub(PAGE_ROWS / 4) / PAGE_ROWS;
        let last = (visible.end + PAGE_ROWS / 4).min(self.rows).div_ceil(PAGE_ROWS);
        let mut wanted = Vec::new();
        for number in first..last {
            let page = self.pages.get_mut(&number);
            let fetch = page.as_ref().is_none_or(|page| page.stale);
            match page {
                Some(page) => {
                    page.used = self.turn;
                    page.stale = false;
                }
                None => {
                    self.pages.insert(number, Page { used: self.turn, rows: None, stale: false });
                }
            }
            if fetch {
                wanted.push(number * PAGE_ROWS..((number + 1) * PAGE_ROWS).min(self.rows));
            }
        }
        self.forget();
        wanted
    }

    /// Puts in the rows from `first` on, as [`RowWindow::missing`] asked for them. Answers to an older edition are dropped.
    pub fn put(&mut self, edition: u64, first: usize, rows: Vec<T>) {
        if edition == self.edition && first.is_multiple_of(PAGE_ROWS) {
            self.pages.insert(first / PAGE_ROWS, Page { used: self.turn, rows: Some(rows), stale: false });
        }
    }

    fn forget(&mut self) {
        if self.pages.len() > KEPT {
            let mut uses: Vec<u64> = self.pages.values().map(|page| page.used).collect();
            uses.sort_unstable();
            let oldest = uses[uses.len() - KEPT];
            self.pages.retain(|_, page| page.used >= oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_is_asked_for_once() {
        let mut window = RowWindow::default();
        let edition = window.restart(1_000);
        assert_eq!(window.missing(0..30), vec![0..100]);
        assert!(window.missing(0..30).is_empty());
        assert_eq!(window.get(5), None);
        window.put(edition, 0, (0..100).collect());
        assert_eq!(window.get(5), Some(&5));
        assert_eq!(window.missing(80..110), vec![100..200]);
    }

    #[test]
    fn an_answer_to_an_older_list_is_dropped() {
        let mut window = RowWindow::default();
        let old = window.restart(100);
        window.missing(0..30);
        window.restart(100);
        window.put(old, 0, vec![1; 100]);
        assert_eq!(window.get(0), None);
    }

    #[test]
    fn a_refresh_keeps_rows_in_sight_until_fresh_ones_come() {
        let mut window = RowWindow::default();
        let edition = window.restart(100);
        window.missing(0..30);
        window.put(edition, 0, vec![1; 100]);
        let edition = window.refresh(100);
        assert_eq!(window.get(0), Some(&1));
        assert_eq!(window.missing(0..30), vec![0..100]);
        window.put(edition, 0, vec![2; 100]);
        assert_eq!(window.get(0), Some(&2));
    }

    #[test]
    fn scrolling_through_a_million_rows_keeps_memory_small() {
        let mut window = RowWindow::default();
        let edition = window.restart(1_000_000);
        for first in (0..1_000_000).step_by(1_000) {
            for range in window.missing(first..first + 30) {
                window.put(edition, range.start, range.clone().collect());
            }
        }
        assert!(window.pages.len() <= KEPT + 2);
        assert_eq!(window.get(999_000), Some(&999_000));
    }
}
