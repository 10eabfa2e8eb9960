//! Any bytes as a table: `.xlsx`, `.xls`, CSV.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yili_orders::intake::tables::{Limits, read};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { unpacked: 4_000_000, rows: 10_000, cells: 100_000, ..Limits::default() };
    if let Ok(book) = read(bytes, &limits) {
        let cells: usize = book.tables.iter().flat_map(|table| &table.rows).map(|row| row.cells.len()).sum();
        assert!(cells as u64 <= limits.cells);
    }
});
