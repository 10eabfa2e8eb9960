//! Cuts a face down to the glyphs a document uses.
//!
//! Only the tables that a PDF reader needs are written. The faces have no glyphs built from others (a test in
//! `fonts.rs` holds that), so outlines are copied as they are: a few microseconds for a note.

use std::collections::BTreeMap;

use super::super::fonts::Loaded;

/// A cut-down face and the new number of each glyph.
pub(crate) struct Subset {
    /// The font program.
    pub program: Vec<u8>,
    /// New glyph number by code point.
    pub glyphs: BTreeMap<u32, u16>,
    /// Advance by new glyph number, in thousandths of an em.
    pub advances: Vec<u16>,
}

/// Cuts `face` down to `characters` (ascending); characters it lacks are left out.
pub(crate) fn cut(face: &Loaded, characters: impl Iterator<Item = char>) -> Subset {
    // Glyph 0 is the box for a missing glyph: a font program must begin with it.
    let mut kept = vec![0u16];
    let mut glyphs = BTreeMap::new();
    for character in characters {
        let Some(old) = face.glyph(character) else { continue };
        // Characters that share a shape get one each, so that copied text is exactly what was written.
        glyphs.insert(character as u32, kept.len() as u16);
        kept.push(old);
    }
    let mut glyf = Vec::new();
    let mut loca = Vec::with_capacity(kept.len() * 4 + 4);
    let mut hmtx = Vec::with_capacity(kept.len() * 4);
    let mut advances = Vec::with_capacity(kept.len());
    for old in &kept {
        loca.extend_from_slice(&(glyf.len() as u32).to_be_bytes());
        let outline = outline(face, *old);
        glyf.extend_from_slice(outline);
        glyf.resize(glyf.len().next_multiple_of(4), 0);
        let advance = face.advances.get(usize::from(*old)).copied().unwrap_or(0);
        let left_edge = outline.get(2..4).map_or([0, 0], |bytes| [bytes[0], bytes[1]]);
        hmtx.extend_from_slice(&advance.to_be_bytes());
        hmtx.extend_from_slice(&left_edge);
        advances.push(advance);
    }
    loca.extend_from_slice(&(glyf.len() as u32).to_be_bytes());
    let count = (kept.len() as u16).to_be_bytes();
    let tables = [
        (*b"glyf", glyf),
        // Long places, and the sum over the whole file is not used inside a PDF.
        (*b"head", patched(&patched(face.head, 50, &[0, 1]), 8, &[0; 4])),
        (*b"hhea", patched(face.hhea, 34, &count)),
        (*b"hmtx", hmtx),
        (*b"loca", loca),
        (*b"maxp", patched(face.maxp, 4, &count)),
    ];
    Subset { program: assemble(&tables), glyphs, advances }
}

fn outline(face: &Loaded, glyph: u16) -> &'static [u8] {
    let at = usize::from(glyph);
    let (Some(start), Some(end)) = (face.places.get(at), face.places.get(at + 1)) else { return &[] };
    face.glyf.get(*start as usize..*end as usize).unwrap_or(&[])
}

fn patched(table: &[u8], at: usize, value: &[u8]) -> Vec<u8> {
    let mut table = table.to_vec();
    if let Some(place) = table.get_mut(at..at + value.len()) {
        place.copy_from_slice(value);
    }
    table
}

/// Puts tables (in alphabetical order) behind a directory.
fn assemble(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.ilog2();
    let range = (1u16 << power) * 16;
    let mut file = vec![0, 1, 0, 0];
    for number in [count, range, power as u16, count * 16 - range] {
        file.extend_from_slice(&number.to_be_bytes());
    }
    let mut place = 12 + tables.len() * 16;
    for (name, table) in tables {
        file.extend_from_slice(name);
        for number in [checksum(table), place as u32, table.len() as u32] {
            file.extend_from_slice(&number.to_be_bytes());
        }
        place += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        file.extend_from_slice(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

fn checksum(table: &[u8]) -> u32 {
    table.chunks(4).fold(0u32, |sum, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::fonts::{Face, Fonts};

    #[test]
    fn a_subset_is_a_small_face_with_the_same_widths() {
        let fonts = Fonts::shared().unwrap();
        let subset = cut(fonts.face(Face::Regular), "1牛奶".chars());
        assert!(subset.program.len() < 4000, "{} bytes", subset.program.len());
        assert_eq!(subset.glyphs.len(), 3);
        assert_eq!(subset.advances, [1000, 555, 1000, 1000]);
        let mut warnings = Vec::new();
        let again = printpdf::ParsedFont::from_bytes(&subset.program, 0, &mut warnings).unwrap();
        assert_eq!(again.get_glyph_width(subset.glyphs[&u32::from('1')]), Some(555));
    }
}
