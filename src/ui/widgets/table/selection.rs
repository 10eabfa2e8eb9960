//! Chosen rows as ranges, so that "all of a million" is one range.

use std::ops::Range;

/// A set of row numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Sorted, apart, never empty.
    ranges: Vec<Range<usize>>,
}

impl Selection {
    /// One row.
    pub fn one(row: usize) -> Self {
        Self::between(row, row)
    }

    /// All rows from one to another, both included, in either order.
    pub fn between(a: usize, b: usize) -> Self {
        let range = a.min(b)..a.max(b) + 1;
        Selection { ranges: std::iter::once(range).collect() }
    }

    /// The first `rows` rows.
    pub fn all(rows: usize) -> Self {
        if rows == 0 { Self::default() } else { Self::between(0, rows - 1) }
    }

    /// Whether a row is chosen.
    pub fn contains(&self, row: usize) -> bool {
        let after = self.ranges.partition_point(|range| range.start <= row);
        after > 0 && self.ranges[after - 1].contains(&row)
    }

    /// How many rows are chosen.
    pub fn count(&self) -> usize {
        self.ranges.iter().map(Range::len).sum()
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The chosen rows, ascending.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.ranges.iter().flat_map(Clone::clone)
    }

    /// Adds a row, or takes it out.
    pub fn toggle(&mut self, row: usize) {
        if !self.contains(row) {
            self.ranges.push(row..row + 1);
            self.tidy();
            return;
        }
        let split = |range: Range<usize>| {
            if range.contains(&row) { [range.start..row, row + 1..range.end] } else { [range, 0..0] }
        };
        self.ranges = self.ranges.drain(..).flat_map(split).filter(|range| !range.is_empty()).collect();
    }

    /// Drops everything from row number `rows` on.
    pub fn cut(&mut self, rows: usize) {
        self.ranges.retain(|range| range.start < rows);
        if let Some(last) = self.ranges.last_mut() {
            last.end = last.end.min(rows);
        }
    }

    fn tidy(&mut self) {
        self.ranges.sort_by_key(|range| range.start);
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(self.ranges.len());
        for range in self.ranges.drain(..) {
            match joined.last_mut() {
                Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        self.ranges = joined;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn all_of_a_million_is_cheap() {
        let mut all = Selection::all(1_000_000);
        all.toggle(500_000);
        assert_eq!(all.count(), 999_999);
        assert!(!all.contains(500_000) && all.contains(500_001));
        assert!(Selection::all(0).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn behaves_like_a_set(rows in proptest::collection::vec(0usize..40, 0..80), cut in 0usize..50) {
            let mut selection = Selection::default();
            let mut set = BTreeSet::new();
            for row in rows {
                selection.toggle(row);
                if !set.remove(&row) {
                    set.insert(row);
                }
            }
            selection.cut(cut);
            set.retain(|row| *row < cut);
            proptest::prop_assert_eq!(selection.rows().collect::<Vec<_>>(), set.iter().copied().collect::<Vec<_>>());
            proptest::prop_assert_eq!(selection.count(), set.len());
            for row in 0..50 {
                proptest::prop_assert_eq!(selection.contains(row), set.contains(&row));
            }
        }
    }
}
