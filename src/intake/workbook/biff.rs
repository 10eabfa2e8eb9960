//! A look at an `.xls` file before calamine reads it.
//!
//! calamine reserves memory for the rectangle a sheet claims to fill; a few hostile bytes would claim all memory there is.
//! Here the workbook stream is walked record by record, nothing is stored, and claims beyond the format are refused.

use super::super::tables::Limits;
use super::super::{Extent, IntakeError};

const DIMENSIONS: u16 = 0x0200;
const BOUND_SHEET: u16 = 0x0085;
/// Columns of the format; rows are 16 bits wide by themselves.
const COLUMNS: u32 = 256;
const END_OF_CHAIN: u32 = 0xffff_fffa;

/// Records that place cells: their data begin with row and column.
const CELL_RECORDS: [u16; 9] = [0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x00bd, 0x00d6, 0x00fd, 0x027e];

/// Refuses a file whose sheets claim more rows, columns or cells than are taken. Errors: see [`IntakeError`].
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), IntakeError> {
    let stream = workbook_stream(bytes).ok_or_else(|| damaged("no workbook in it"))?;
    let mut at = 0;
    let (mut last_row, mut last_column) = (0_u32, 0_u32);
    let mut sheets = 0_u64;
    while let (Some(kind), Some(length)) = (u16_at(&stream, at), u16_at(&stream, at + 2)) {
        let Some(data) = stream.get(at + 4..at + 4 + usize::from(length)) else { break };
        if kind == DIMENSIONS {
            check_dimensions(data, limits)?;
        } else if kind == BOUND_SHEET {
            sheets += 1;
            let start = u32_at(data, 0).unwrap_or(u32::MAX) as usize;
            if start >= stream.len() {
                return Err(damaged("a sheet lies outside the file"));
            }
        } else if CELL_RECORDS.contains(&kind) {
            last_row = last_row.max(u16_at(data, 0).map_or(0, u32::from));
            last_column = last_column.max(u16_at(data, 2).map_or(0, u32::from));
        }
        at += 4 + usize::from(length);
    }
    check_extent(last_row + 1, last_column + 1, limits)?;
    // Every sheet may point at the same cells, and each would get its own rectangle of them.
    let all = u64::from(last_row + 1) * u64::from(last_column + 1) * sheets.max(1);
    if all > limits.cells { Err(IntakeError::TooMany { what: Extent::Cells, most: limits.cells }) } else { Ok(()) }
}

fn check_dimensions(data: &[u8], limits: &Limits) -> Result<(), IntakeError> {
    let (rows, columns) = match data.len() {
        10 => (u16_at(data, 2).map_or(0, u32::from), u16_at(data, 6).map_or(0, u32::from)),
        _ => (u32_at(data, 4).unwrap_or(0), u16_at(data, 10).map_or(0, u32::from)),
    };
    let first_row = if data.len() == 10 { u16_at(data, 0).map_or(0, u32::from) } else { u32_at(data, 0).unwrap_or(0) };
    if rows > 0 && first_row >= rows {
        return Err(damaged("a sheet ends before it begins"));
    }
    check_extent(rows, columns, limits)
}

fn check_extent(rows: u32, columns: u32, limits: &Limits) -> Result<(), IntakeError> {
    if rows > 65_536 || columns > COLUMNS {
        return Err(damaged("a sheet claims more cells than the format has"));
    }
    if u64::from(rows) * u64::from(columns) > limits.cells {
        return Err(IntakeError::TooMany { what: Extent::Cells, most: limits.cells });
    }
    Ok(())
}

/// The bytes of the `Workbook` (or older `Book`) stream of a compound file.
fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let file = Compound::open(bytes)?;
    let directory = file.chain(u32_at(bytes, 48)?, usize::MAX)?;
    let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
    let root = entries.first()?;
    let entry = entries.iter().find(|entry| {
        let length = u16_at(entry, 64).map_or(0, usize::from).saturating_sub(2).min(64);
        let units: Vec<u16> =
            entry[..length].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let name = String::from_utf16_lossy(&units);
        name.eq_ignore_ascii_case("workbook") || name.eq_ignore_ascii_case("book")
    })?;
    let (start, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
    if length >= 4096 {
        return file.chain(start, length);
    }
    let small = file.chain(u32_at(root, 116)?, u32_at(root, 120)? as usize)?;
    let small_table = words(&file.chain(u32_at(bytes, 60)?, usize::MAX)?);
    follow(&small, 64, 0, &small_table, start, length)
}

/// The sectors of a compound file and the table that chains them.
struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
}

impl<'a> Compound<'a> {
    fn open(bytes: &'a [u8]) -> Option<Compound<'a>> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Compound { bytes, sector, table: Vec::new() };
        let mut table_sectors = words(bytes.get(76..512)?);
        let mut next = u32_at(bytes, 68)?;
        for _ in 0..bytes.len() / sector {
            if next >= END_OF_CHAIN {
                break;
            }
            let mut more = words(file.sector(next)?);
            next = more.pop()?;
            table_sectors.extend(more);
        }
        for id in table_sectors.into_iter().filter(|id| *id < END_OF_CHAIN) {
            let words = words(file.sector(id)?);
            file.table.extend(words);
        }
        Some(file)
    }

    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let start = (id as usize).checked_mul(self.sector)?.checked_add(self.sector.max(512))?;
        let end = (start + self.sector).min(self.bytes.len());
        self.bytes.get(start..end)
    }

    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        follow(self.bytes, self.sector, self.sector.max(512), &self.table, start, length)
    }
}

/// Joins the sectors of a chain; a chain that runs in a circle ends at the size of the file.
fn follow(bytes: &[u8], sector: usize, skip: usize, table: &[u32], start: u32, length: usize) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut id = start;
    while id < END_OF_CHAIN && joined.len() < length && joined.len() <= bytes.len() {
        let from = (id as usize).checked_mul(sector)?.checked_add(skip)?;
        let to = (from + sector).min(bytes.len());
        joined.extend_from_slice(bytes.get(from..to)?);
        id = *table.get(id as usize)?;
    }
    joined.truncate(length);
    Some(joined)
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
}

fn damaged(detail: &str) -> IntakeError {
    IntakeError::Damaged { detail: detail.to_owned() }
}
