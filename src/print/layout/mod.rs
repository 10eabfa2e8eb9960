//! Cuts a document's blocks into pages.
//!
//! Pure: the same blocks on the same paper give the same pages. Each page has a head and a foot that know its number;
//! the body flows between them. Tables repeat their head, close each page with its subtotal, and keep their last row
//! together with totals and signatures.

mod blocks;
mod lines;
mod set;
mod table;
mod tidy;

pub use blocks::{
    Align, Block, Code, Column, Field, Fields, Figure, Grid, Row, Signatures, Style, Subtotal, Table, Wide, counted,
};
pub use lines::{break_lines, width_of};

use super::PrintError;
use super::fonts::Fonts;
use super::page::{Ink, Page, Um};
use set::{Band, THIN};

/// A sheet of paper and the room on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Width of the paper.
    pub width: Um,
    /// Height of the paper.
    pub height: Um,
    /// Left margin.
    pub left: Um,
    /// Right margin.
    pub right: Um,
    /// Upper margin.
    pub top: Um,
    /// Lower margin.
    pub bottom: Um,
    /// Moves everything right and down, to fit a printer's feed.
    pub offset: (Um, Um),
}

impl Sheet {
    /// Room from left to right.
    pub fn room(&self) -> Um {
        self.width - self.left - self.right
    }
}

/// Blocks at the head or foot of a page, given (page, pages), counted from 1.
pub type Furniture<'a> = &'a dyn Fn(usize, usize) -> Vec<Block>;

/// A document ready to be cut.
pub struct Flow<'a> {
    /// The paper.
    pub sheet: Sheet,
    /// Above the body of each page. May be taller on the first.
    pub head: Furniture<'a>,
    /// Below the body of each page.
    pub foot: Furniture<'a>,
    /// What flows.
    pub body: &'a [Block],
}

/// Pages, and where the anchors came to stand.
pub struct Cut {
    /// In order.
    pub pages: Vec<Page>,
    /// (anchor, page counted from 1).
    pub anchors: Vec<(usize, usize)>,
}

/// Cuts a flow into pages; there is at least one.
///
/// # Errors
/// [`PrintError::MissingGlyph`] for a character that no face has; [`PrintError::NoRoom`] when head and foot leave too
/// little of the paper.
pub fn cut(flow: &Flow<'_>) -> Result<Cut, PrintError> {
    let fonts = Fonts::shared()?;
    let room = flow.sheet.room();
    let height = |blocks: &[Block]| Ok::<Um, PrintError>(set::set_all(fonts, blocks, room)?.height);
    // Numbers do not change heights; nine hundred is as wide as any.
    let first_head = height(&(flow.head)(1, 900))?;
    let other_head = height(&(flow.head)(2, 900))?;
    let foot = height(&(flow.foot)(1, 900))?;
    let whole = flow.sheet.height - flow.sheet.top - flow.sheet.bottom - foot;
    let mut cutter = Cutter {
        fonts,
        room,
        first: whole - first_head,
        other: whole - other_head,
        pages: vec![Band::default()],
        anchors: Vec::new(),
    };
    if cutter.first.min(cutter.other) < flow.sheet.height / 8 {
        return Err(PrintError::NoRoom);
    }
    cutter.blocks(flow.body)?;
    let count = cutter.pages.len();
    let too_tall = |(number, page): (usize, &Band)| page.height > if number == 0 { cutter.first } else { cutter.other };
    if cutter.pages.iter().enumerate().any(too_tall) {
        return Err(PrintError::NoRoom);
    }
    let mut pages = Vec::with_capacity(count);
    for (number, body) in cutter.pages.into_iter().enumerate() {
        pages.push(finish(fonts, flow, body, number + 1, count)?);
    }
    Ok(Cut { pages, anchors: cutter.anchors })
}

fn finish(fonts: &Fonts, flow: &Flow<'_>, body: Band, number: usize, count: usize) -> Result<Page, PrintError> {
    let sheet = &flow.sheet;
    let head = set::set_all(fonts, &(flow.head)(number, count), sheet.room())?;
    let foot = set::set_all(fonts, &(flow.foot)(number, count), sheet.room())?;
    let (x, y) = (sheet.left + sheet.offset.0, sheet.top + sheet.offset.1);
    let mut page = Band::default();
    let head_height = head.height;
    page.place(head.items, x, y);
    page.place(body.items, x, y + head_height);
    page.place(foot.items, x, sheet.height - sheet.bottom - foot.height + sheet.offset.1);
    Ok(Page { width: sheet.width, height: sheet.height, items: tidy::tidy(page.items) })
}

struct Cutter<'a> {
    fonts: &'a Fonts,
    room: Um,
    first: Um,
    other: Um,
    pages: Vec<Band>,
    anchors: Vec<(usize, usize)>,
}

impl Cutter<'_> {
    fn capacity(&self) -> Um {
        if self.pages.len() == 1 { self.first } else { self.other }
    }

    fn used(&self) -> Um {
        self.pages.last().map_or(0, |page| page.height)
    }

    fn fits(&self, height: Um) -> bool {
        self.used() + height <= self.capacity()
    }

    fn put(&mut self, band: Band) {
        if let Some(page) = self.pages.last_mut() {
            page.below(band);
        }
    }

    fn new_page(&mut self) {
        self.pages.push(Band::default());
    }

    fn put_or_turn(&mut self, band: Band, with: Um) {
        if !self.fits(band.height + with) && self.used() > 0 {
            self.new_page();
        }
        self.put(band);
    }

    fn blocks(&mut self, blocks: &[Block]) -> Result<(), PrintError> {
        for block in blocks {
            match block {
                Block::NewPage => {
                    if self.used() > 0 {
                        self.new_page();
                    }
                }
                Block::Need(height) => {
                    if self.used() > 0 && !self.fits(*height) {
                        self.new_page();
                    }
                }
                Block::Anchor(anchor) => self.anchors.push((*anchor, self.pages.len())),
                // Empty height at the head of a page would only look like a mistake.
                Block::Space(_) if self.used() == 0 => {}
                Block::Space(height) => {
                    if self.fits(*height) {
                        self.put(Band::space(*height));
                    } else {
                        self.new_page();
                    }
                }
                Block::Text { text, style } => self.paragraph(text, *style)?,
                Block::Fields(fields) => {
                    for band in set::set_fields(self.fonts, fields, self.room)? {
                        self.put_or_turn(band, 0);
                    }
                }
                Block::Table(table) => self.table(table)?,
                other => {
                    let band = set::set(self.fonts, other, self.room)?;
                    self.put_or_turn(band, 0);
                }
            }
        }
        Ok(())
    }

    /// Parts a paragraph between lines, never leaving one line alone at the foot of a page.
    fn paragraph(&mut self, text: &str, style: Style) -> Result<(), PrintError> {
        let lines = lines::break_lines(self.fonts, text, style.weight, style.size, self.room)?;
        for (number, line) in lines.iter().enumerate() {
            let band = set::set_lines(std::slice::from_ref(line), style, 0, self.room);
            let company = if number == 0 && lines.len() > 1 { style.line() } else { 0 };
            self.put_or_turn(band, company);
        }
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), PrintError> {
        let set = table::set(self.fonts, table, self.room)?;
        let end = set.totals.height + set.tail.height;
        let first_row = set.rows.first().map_or(set.blank.height, |row| row.0.height);
        let company = if set.rows.len() <= 1 { end } else { set.subtotal_height };
        if !self.fits(set.head.height + first_row + company) && self.used() > 0 {
            self.new_page();
        }
        self.put(set.head.clone());
        let mut on_page = 0;
        let mut broken = false;
        let mut sums = vec![0_i64; table.subtotal.as_ref().map_or(0, |subtotal| subtotal.sums)];
        let count = set.rows.len();
        for (number, (row, adds)) in set.rows.into_iter().enumerate() {
            let last = number + 1 == count;
            let company = match (last, broken) {
                (true, true) => end + set.subtotal_height,
                (true, false) => end,
                (false, _) => set.subtotal_height,
            };
            if !self.fits(row.height + company) && on_page > 0 {
                self.close_page(table, &sums)?;
                self.new_page();
                self.put(set.head.clone());
                (on_page, broken) = (0, true);
                sums.fill(0);
            }
            self.put(row);
            on_page += 1;
            for (sum, add) in sums.iter_mut().zip(&adds) {
                *sum += add;
            }
        }
        let closing = end + if broken { set.subtotal_height } else { 0 };
        while on_page < set.filler && self.fits(set.blank.height + closing) {
            self.put(set.blank.clone());
            on_page += 1;
        }
        if broken {
            self.close_page(table, &sums)?;
        }
        if end <= self.other {
            self.put_or_turn(set.totals, set.tail.height);
            self.put_or_turn(set.tail, 0);
            return Ok(());
        }
        // Totals, remarks and signatures that fill more than a page are parted after all.
        self.put_or_turn(set.totals, 0);
        self.blocks(&table.tail)
    }

    /// Ends a page in the middle of a table: its subtotal, or the line that closes an open row.
    fn close_page(&mut self, table: &Table, sums: &[i64]) -> Result<(), PrintError> {
        let subtotal = table::set_subtotal(self.fonts, table, self.room, sums)?;
        if subtotal.height > 0 {
            self.put(subtotal);
        } else if let Some(page) = self.pages.last_mut() {
            page.line((0, page.height), (self.room, page.height), THIN, Ink::LINE);
        }
        Ok(())
    }
}
