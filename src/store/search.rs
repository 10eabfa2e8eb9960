//! Finding orders, customers and goods by any part of what they are known by.
//!
//! All texts stand in one append-only table. The index is that table in memory, newest last, and a search is one pass of
//! a substring search over it: any two characters, any part of a number or telephone, pinyin and initials need no
//! further index, on either engine, and cost the speed of memory. Because rows are only ever added, catching up with
//! other workstations is reading the rows that came since.

use std::collections::HashMap;

use memchr::memmem;

use super::{StoreError, Tx};
use crate::domain::audit::Area;

/// Adds the text by which a subject is found from now on.
///
/// # Errors
/// Those of the store.
pub fn put(tx: &mut Tx<'_>, area: Area, subject: i64, text: &str) -> Result<(), StoreError> {
    // Writers follow one another, so the next number is the highest and one more on both engines.
    let sql = "INSERT INTO search_texts (id, area, subject, text) \
               SELECT coalesce(max(id), 0) + 1, CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT) FROM search_texts";
    tx.exec(sql, &[area.number().into(), subject.into(), text.into()]).map(|_| ())
}

/// Subjects whose texts were added behind row `after`, with their areas, and the last row: who keeps something by customers or
/// goods learns here which of them were changed since.
///
/// # Errors
/// Those of the store.
pub fn changed_since(tx: &mut Tx<'_>, after: i64) -> Result<(Vec<(i64, i64)>, i64), StoreError> {
    let (mut changed, mut last) = (Vec::new(), after);
    tx.each("SELECT id, area, subject FROM search_texts WHERE id > $1 ORDER BY id", &[after.into()], &mut |row| {
        last = row.int(0)?;
        changed.push((row.int(1)?, row.int(2)?));
        Ok(())
    })?;
    Ok((changed, last))
}

/// The last row of all.
///
/// # Errors
/// Those of the store.
pub fn last_row(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    tx.one("SELECT coalesce(max(id), 0) FROM search_texts", &[])?.map_or(Ok(0), |row| row.int(0))
}

/// Ends every entry in the buffers. No text holds it, so a match never runs over into the next entry.
const END: u8 = 0;

/// Entries that are searched at once.
const BLOCK: usize = 4096;

/// The texts of one area.
#[derive(Default)]
struct Texts {
    bytes: Vec<u8>,
    /// Where each entry ends, and whose it is, in the order in which they were added.
    entries: Vec<(usize, i64)>,
    /// The newest entry of subjects that have more than one; older ones no longer count.
    newest: HashMap<i64, usize>,
    highest: i64,
}

impl Texts {
    fn add(&mut self, subject: i64, text: &str) {
        // Ids grow, so a subject beyond the highest is new and needs no place in the map.
        if subject <= self.highest {
            self.newest.insert(subject, self.entries.len());
        }
        self.highest = self.highest.max(subject);
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(END);
        self.entries.push((self.bytes.len(), subject));
    }

    /// Subjects whose text holds the needle, newest entry first, at most `limit`; with each the entry's text.
    fn find(&self, needle: &[u8], limit: usize) -> Vec<(i64, &[u8])> {
        let mut found = Vec::new();
        let finder = memmem::Finder::new(needle);
        let mut behind = self.entries.len();
        // Searching forwards is many times as fast as backwards; so blocks are taken from the newest, each from its start.
        while behind > 0 && found.len() < limit {
            let first = behind.saturating_sub(BLOCK);
            let mut hits = self.hits(first, behind, &finder);
            while let Some(index) = hits.pop().filter(|_| found.len() < limit) {
                let (stop, subject) = self.entries[index];
                if self.newest.get(&subject).is_none_or(|newest| *newest == index) {
                    found.push((subject, &self.bytes[self.start(index)..stop]));
                }
            }
            behind = first;
        }
        found
    }

    /// Where an entry begins.
    fn start(&self, index: usize) -> usize {
        if index == 0 { 0 } else { self.entries[index - 1].0 }
    }

    /// Indexes of the entries from `first` to before `behind` that hold the needle, oldest first.
    fn hits(&self, first: usize, behind: usize, finder: &memmem::Finder<'_>) -> Vec<usize> {
        let mut hits = Vec::new();
        let (mut at, end) = (self.start(first), self.entries[behind - 1].0);
        while let Some(place) = finder.find(&self.bytes[at..end]) {
            let index = first + self.entries[first..behind].partition_point(|(stop, _)| *stop <= at + place);
            hits.push(index);
            at = self.entries[index].0;
        }
        hits
    }
}

/// So many hits are weighed against each other before the likeliest are shown.
const LIKELY: usize = 500;

/// How far into one of its forms (a line of the text) the needle stands, at best.
fn place(text: &[u8], needle: &[u8]) -> usize {
    let forms = text.split(|byte| *byte == b'\n');
    forms.filter_map(|form| memmem::find(form, needle)).min().unwrap_or(usize::MAX)
}

/// The index of one store.
#[derive(Default)]
pub struct SearchIndex {
    texts: HashMap<i64, Texts>,
    last: i64,
}

impl SearchIndex {
    /// Reads what was added since the last time. Costs one index look-up when nothing was.
    ///
    /// # Errors
    /// Those of the store.
    pub fn catch_up(&mut self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        self.read_on(tx, i64::MAX)
    }

    /// Reads at most `rows` of what was added since the last time; true when that was all.
    ///
    /// # Errors
    /// Those of the store.
    pub fn catch_up_some(&mut self, tx: &mut Tx<'_>, rows: i64) -> Result<bool, StoreError> {
        let before = self.last;
        self.read_on(tx, rows)?;
        // Rows are numbered without gaps.
        Ok(self.last - before < rows)
    }

    fn read_on(&mut self, tx: &mut Tx<'_>, rows: i64) -> Result<(), StoreError> {
        let sql = "SELECT id, area, subject, text FROM search_texts WHERE id > $1 ORDER BY id LIMIT $2";
        let after = self.last;
        tx.each(sql, &[after.into(), rows.into()], &mut |row| {
            self.last = row.int(0)?;
            self.texts.entry(row.int(1)?).or_default().add(row.int(2)?, row.text(3)?);
            Ok(())
        })
    }

    /// Ids of an area whose text holds the needle (made by [`crate::domain::search_text::needle`]), newest first.
    pub fn find(&self, area: Area, needle: &str, limit: usize) -> Vec<i64> {
        if needle.is_empty() {
            return Vec::new();
        }
        let found =
            self.texts.get(&area.number()).map(|texts| texts.find(needle.as_bytes(), limit)).unwrap_or_default();
        found.into_iter().map(|(subject, _)| subject).collect()
    }

    /// Like [`SearchIndex::find`], the likeliest first: where the needle stands early in a short text. For names, of which
    /// people type the beginning; orders are looked for by their newest.
    pub fn find_likely(&self, area: Area, needle: &str, limit: usize) -> Vec<i64> {
        if needle.is_empty() {
            return Vec::new();
        }
        let Some(texts) = self.texts.get(&area.number()) else { return Vec::new() };
        let mut found = texts.find(needle.as_bytes(), limit.max(LIKELY));
        found.sort_by_key(|(subject, text)| (place(text, needle.as_bytes()), text.len(), *subject));
        found.into_iter().map(|(subject, _)| subject).take(limit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newest_first_and_only_the_newest_text_counts() {
        let mut texts = Texts::default();
        texts.add(1, "so20261123-0001");
        texts.add(2, "so20261123-0002");
        texts.add(1, "so20261123-0001\npo-77");
        let find = |needle: &[u8], limit| texts.find(needle, limit).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(find(b"1123", 10), [1, 2]);
        assert_eq!(find(b"po-7", 10), [1]);
        assert_eq!(find(b"0002", 10), [2]);
        assert_eq!(find(b"1123", 1), [1]);
    }

    #[test]
    fn the_newest_are_found_over_many_blocks() {
        let mut texts = Texts::default();
        for id in 1..=3 * BLOCK as i64 {
            texts.add(id, if id % 5000 == 7 { "needle" } else { "hay" });
        }
        let found: Vec<i64> = texts.find(b"needle", 10).into_iter().map(|found| found.0).collect();
        assert_eq!(found, [10_007, 5_007, 7]);
        let newest: Vec<i64> = texts.find(b"hay", 3).into_iter().map(|found| found.0).collect();
        assert_eq!(newest, [12_288, 12_287, 12_286]);
    }

    #[test]
    fn a_match_never_runs_from_one_entry_into_the_next() {
        let mut texts = Texts::default();
        texts.add(1, "ab");
        texts.add(2, "cd");
        assert!(texts.find(b"bc", 10).is_empty());
    }

    #[test]
    fn the_likeliest_name_comes_first() {
        let mut index = SearchIndex::default();
        let texts = index.texts.entry(Area::Product.number()).or_default();
        texts.add(1, "p1\n纯牛奶\nchunniunai\ncnn");
        texts.add(2, "p2\n儿童成长牛奶\nertongchengzhangniunai\netcznn\netccnn");
        assert_eq!(index.find_likely(Area::Product, "cnn", 10), [1, 2]);
    }

    #[test]
    fn a_text_that_no_longer_counts_is_not_found() {
        let mut texts = Texts::default();
        texts.add(7, "old name");
        texts.add(7, "new name");
        assert!(texts.find(b"old", 10).is_empty());
        assert_eq!(texts.find(b"new", 10)[0].0, 7);
    }
}
