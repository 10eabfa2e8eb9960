//! The faces: read once for the whole process, shared by all threads.
//!
//! Two weights of one family carry the three languages; a third face holds the rare characters of personal and place
//! names that the family lacks. A character that none of them has is an error with its name, never an empty box.

use std::sync::OnceLock;

use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::tables::cmap::Cmap;
use allsorts::tables::{FontTableProvider, HeadTable, HheaTable, HmtxTable, MaxpTable};
use allsorts::tag;
use serde::{Deserialize, Serialize};

use super::PrintError;
use super::page::Um;

/// A face of type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Face {
    /// Text.
    Regular,
    /// Headings and totals.
    SemiBold,
    /// Rare characters and the quotation marks of Latin text, one weight.
    Rare,
}

impl Face {
    /// All faces, in the order of their numbers.
    pub const ALL: [Face; 3] = [Face::Regular, Face::SemiBold, Face::Rare];

    /// The font file, so that a window can load the same faces.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Face::Regular => include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf"),
            Face::SemiBold => include_bytes!("../../assets/fonts/NotoSansSC-SemiBold.ttf"),
            Face::Rare => include_bytes!("../../assets/fonts/NotoSansCJKsc-Rare.ttf"),
        }
    }

    /// The PostScript name.
    pub fn name(self) -> &'static str {
        match self {
            Face::Regular => "NotoSansSC-Regular",
            Face::SemiBold => "NotoSansSC-SemiBold",
            Face::Rare => "NotoSansCJKsc-Rare",
        }
    }

    pub(crate) fn letter(self) -> char {
        match self {
            Face::Regular => 'r',
            Face::SemiBold => 'b',
            Face::Rare => 'x',
        }
    }
}

/// How heavy a text is meant to be; the face follows from it and from the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Weight {
    /// Text.
    #[default]
    Regular,
    /// Headings and totals.
    SemiBold,
}

/// One face, taken apart as far as layout and subsetting need it.
pub(crate) struct Loaded {
    /// Glyph by code point below 0x10000; 0 where the face has none.
    plane0: Vec<u16>,
    /// (code point, glyph) above, ascending.
    beyond: Vec<(u32, u16)>,
    /// Advance by glyph, in thousandths of an em.
    pub advances: Vec<u16>,
    /// Extent of the whole face, in thousandths of an em: x min, y min, x max, y max.
    pub bounds: [i16; 4],
    /// Typographic ascender and descender, in thousandths of an em.
    pub ascent: i16,
    /// See `ascent`.
    pub descent: i16,
    /// Places of the glyphs in `glyf`; one more than there are glyphs.
    pub places: Vec<u32>,
    /// The outlines.
    pub glyf: &'static [u8],
    /// The tables that a subset takes over with small changes.
    pub head: &'static [u8],
    /// See `head`.
    pub hhea: &'static [u8],
    /// See `head`.
    pub maxp: &'static [u8],
}

impl Loaded {
    fn read(face: Face) -> Result<Loaded, PrintError> {
        let broken = |table: &str| PrintError::Font { face: face.name(), detail: table.to_owned() };
        let bytes = face.bytes();
        let table = |name: &[u8; 4]| find_table(bytes, name).ok_or_else(|| broken(&String::from_utf8_lossy(name)));
        let provider = ReadScope::new(bytes)
            .read::<FontData<'_>>()
            .map_err(|error| broken(&error.to_string()))?
            .table_provider(0)
            .map_err(|error| broken(&error.to_string()))?;
        let head = ReadScope::new(table(b"head")?).read::<HeadTable>().map_err(|_| broken("head"))?;
        let maxp = ReadScope::new(table(b"maxp")?).read::<MaxpTable>().map_err(|_| broken("maxp"))?;
        let hhea = ReadScope::new(table(b"hhea")?).read::<HheaTable>().map_err(|_| broken("hhea"))?;
        if head.units_per_em != 1000 {
            return Err(broken("head: units per em"));
        }
        let glyphs = usize::from(maxp.num_glyphs);
        let hmtx = ReadScope::new(table(b"hmtx")?)
            .read_dep::<HmtxTable<'_>>((glyphs, usize::from(hhea.num_h_metrics)))
            .map_err(|_| broken("hmtx"))?;
        let advances = (0..maxp.num_glyphs).map(|glyph| hmtx.horizontal_advance(glyph).unwrap_or(0)).collect();
        let (plane0, beyond) = read_cmap(&provider).ok_or_else(|| broken("cmap"))?;
        Ok(Loaded {
            plane0,
            beyond,
            advances,
            bounds: [head.x_min, head.y_min, head.x_max, head.y_max],
            ascent: hhea.ascender,
            descent: hhea.descender,
            places: read_places(table(b"loca")?, glyphs, table(b"head")?).ok_or_else(|| broken("loca"))?,
            glyf: table(b"glyf")?,
            head: table(b"head")?,
            hhea: table(b"hhea")?,
            maxp: table(b"maxp")?,
        })
    }

    /// The glyph of a character, if the face has one.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let code = character as u32;
        let glyph = match self.plane0.get(code as usize) {
            Some(glyph) => *glyph,
            None => self.beyond.binary_search_by_key(&code, |entry| entry.0).map_or(0, |at| self.beyond[at].1),
        };
        (glyph != 0).then_some(glyph)
    }
}

/// Finds a table of a font file by its four-letter name.
fn find_table(bytes: &'static [u8], name: &[u8; 4]) -> Option<&'static [u8]> {
    let count = u16::from_be_bytes(bytes.get(4..6)?.try_into().ok()?);
    let entry =
        (0..usize::from(count)).filter_map(|n| bytes.get(12 + n * 16..28 + n * 16)).find(|e| &e[..4] == name)?;
    let number = |at: usize| entry.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_be_bytes);
    let (start, length) = (number(8)? as usize, number(12)? as usize);
    bytes.get(start..start + length)
}

/// Glyphs of the first plane by code point, and (code point, glyph) of the others.
type Glyphs = (Vec<u16>, Vec<(u32, u16)>);

fn read_cmap(provider: &impl FontTableProvider) -> Option<Glyphs> {
    let data = provider.read_table_data(tag::CMAP).ok()?;
    let cmap = ReadScope::new(&data).read::<Cmap<'_>>().ok()?;
    let (_, subtable) = allsorts::font::read_cmap_subtable(&cmap).ok()??;
    let mut plane0 = vec![0; 0x1_0000];
    let mut beyond = Vec::new();
    subtable
        .mappings_fn(|code, glyph| match plane0.get_mut(code as usize) {
            Some(place) => *place = glyph,
            None => beyond.push((code, glyph)),
        })
        .ok()?;
    beyond.sort_unstable();
    Some((plane0, beyond))
}

fn read_places(loca: &[u8], glyphs: usize, head: &[u8]) -> Option<Vec<u32>> {
    let long = head.get(50..52)? != [0, 0];
    let places: Vec<u32> = if long {
        loca.chunks_exact(4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]])).collect()
    } else {
        loca.chunks_exact(2).map(|b| u32::from(u16::from_be_bytes([b[0], b[1]])) * 2).collect()
    };
    (places.len() > glyphs).then_some(places)
}

/// All faces.
pub struct Fonts {
    faces: [Loaded; 3],
}

impl Fonts {
    /// The faces of this process, read on first use.
    ///
    /// # Errors
    /// [`PrintError::Font`] when a font file inside the program is damaged.
    pub fn shared() -> Result<&'static Fonts, PrintError> {
        static FONTS: OnceLock<Result<Fonts, PrintError>> = OnceLock::new();
        let read = || {
            let [regular, semi_bold, rare] = Face::ALL.map(Loaded::read);
            Ok(Fonts { faces: [regular?, semi_bold?, rare?] })
        };
        FONTS.get_or_init(read).as_ref().map_err(Clone::clone)
    }

    pub(crate) fn face(&self, face: Face) -> &Loaded {
        &self.faces[face as usize]
    }

    /// The face that has the character, preferring the wanted weight; none when all lack it.
    pub fn face_for(&self, character: char, weight: Weight) -> Option<Face> {
        let order = match weight {
            Weight::Regular => [Face::Regular, Face::SemiBold, Face::Rare],
            Weight::SemiBold => [Face::SemiBold, Face::Regular, Face::Rare],
        };
        order.into_iter().find(|face| self.face(*face).glyph(character).is_some())
    }

    /// Advance of a character in thousandths of an em; 0 when the face lacks it.
    pub fn advance(&self, character: char, face: Face) -> i32 {
        let loaded = self.face(face);
        let glyph = loaded.glyph(character).unwrap_or(0);
        loaded.advances.get(usize::from(glyph)).map_or(0, |advance| i32::from(*advance))
    }

    /// Width of a run of text in one face at a size.
    pub fn width(&self, text: &str, face: Face, size: Um) -> Um {
        let thousandths: i64 = text.chars().map(|character| i64::from(self.advance(character, face))).sum();
        scale(thousandths, size)
    }
}

/// Thousandths of an em at a size, rounded to the nearest micrometre.
pub(crate) fn scale(thousandths: i64, size: Um) -> Um {
    ((thousandths * i64::from(size) + 500).div_euclid(1000)) as Um
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_characters_of_place_names_have_a_face() {
        let fonts = Fonts::shared().unwrap();
        for character in "㳇䃥㙦㮾㙍䢺㯊㵲".chars() {
            assert_eq!(fonts.face_for(character, Weight::Regular), Some(Face::Regular), "{character}");
        }
        for character in "𠮷𡈽𨭎".chars() {
            assert_eq!(fonts.face_for(character, Weight::SemiBold), Some(Face::Rare), "{character}");
        }
        assert_eq!(fonts.face_for('🐄', Weight::Regular), None);
    }

    #[test]
    fn figures_are_equally_wide_so_columns_line_up() {
        let fonts = Fonts::shared().unwrap();
        for face in [Face::Regular, Face::SemiBold] {
            let widths: Vec<i32> = "0123456789".chars().map(|digit| fonts.advance(digit, face)).collect();
            assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
        }
    }

    #[test]
    fn no_face_builds_glyphs_from_others() {
        // The subset copies outlines as they are; a composite would need its parts renumbered.
        let fonts = Fonts::shared().unwrap();
        for face in Face::ALL {
            let loaded = fonts.face(face);
            for pair in loaded.places.windows(2) {
                let outline = &loaded.glyf[pair[0] as usize..pair[1] as usize];
                assert!(outline.is_empty() || i16::from_be_bytes([outline[0], outline[1]]) >= 0, "{}", face.name());
            }
        }
    }
}
