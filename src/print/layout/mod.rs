//! Cuts a document's blocks into pages.
//!
//! Pure: the same blocks on the same paper give the same pages. Each page has a head that knows its number and a foot
//! that also knows how many there are; the body flows between them, set once however many copies are printed. Tables repeat their head, close each page with its subtotal, and keep their last row
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

use std::sync::Arc;

use super::PrintError;
use super::fonts::Fonts;
use super::page::{Ink, Item, Page, Um};
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

    /// The things of a band as they stand on the paper when its upper edge is `y` below the upper margin.
    fn placed(&self, band: Band, y: Um) -> Vec<Item> {
        let mut placed = Band::default();
        placed.place(band.items, self.left + self.offset.0, self.top + y + self.offset.1);
        placed.items
    }
}

/// A document ready to be cut.
pub struct Flow<'a> {
    /// The paper.
    pub sheet: Sheet,
    /// How many copies; they share the body and differ in head and foot. Nought is one.
    pub copies: usize,
    /// Above the body of each page, given (copy counted from 0, page counted from 1). May be taller on the first page.
    pub head: &'a dyn Fn(usize, usize) -> Vec<Block>,
    /// Below the body of each page, given (copy counted from 0, page counted from 1, pages of the copy).
    pub foot: &'a dyn Fn(usize, usize, usize) -> Vec<Block>,
    /// What flows.
    pub body: &'a [Block],
}

/// Pages, and where the anchors came to stand.
pub struct Cut {
    /// In order, copy after copy.
    pub pages: Vec<Page>,
    /// (anchor, page of a copy counted from 1).
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
    let set = |blocks: &[Block]| set::set_all(fonts, blocks, room);
    let first_head = set(&(flow.head)(0, 1))?;
    let other_head = set(&(flow.head)(0, 2))?.height;
    // Numbers do not change heights; nine hundred is as wide as any.
    let foot = set(&(flow.foot)(0, 1, 900))?.height;
    let whole = flow.sheet.height - flow.sheet.top - flow.sheet.bottom - foot;
    let mut cutter = Cutter {
        fonts,
        room,
        first: whole - first_head.height,
        other: whole - other_head,
        pages: vec![Band::default()],
        anchors: Vec::new(),
    };
    if cutter.first.min(cutter.other) < flow.sheet.height / 8 {
        return Err(PrintError::NoRoom);
    }
    cutter.blocks(flow.body)?;
    let bodies = cutter.pages;
    let too_tall = |(number, page): (usize, &Band)| page.height > if number == 0 { cutter.first } else { cutter.other };
    if bodies.iter().enumerate().any(too_tall) {
        return Err(PrintError::NoRoom);
    }
    let (sheet, count) = (&flow.sheet, bodies.len());
    let mut copies = vec![Vec::with_capacity(count); flow.copies.max(1)];
    for (number, body) in bodies.into_iter().enumerate() {
        let mut frames = Vec::with_capacity(copies.len());
        for copy in 0..copies.len() {
            let head = match (copy, number) {
                (0, 0) => first_head.clone(),
                _ => set(&(flow.head)(copy, number + 1))?,
            };
            let foot = set(&(flow.foot)(copy, number + 1, count))?;
            let foot_top = sheet.height - sheet.bottom - foot.height - sheet.top;
            let mut items = sheet.placed(head, 0);
            items.extend(sheet.placed(foot, foot_top));
            frames.push(items);
        }
        let body = sheet.placed(body, if number == 0 { first_head.height } else { other_head });
        for (copy, page) in copies.iter_mut().zip(share(sheet, body, frames)) {
            copy.push(page);
        }
    }
    let pages = copies.into_iter().flatten().collect();
    Ok(Cut { pages, anchors: cutter.anchors })
}

/// Parts the things of one page in all copies: those that every copy has at the same place are shared.
fn share(sheet: &Sheet, body: Vec<Item>, mut frames: Vec<Vec<Item>>) -> Vec<Page> {
    let page = |shared, items| Page { width: sheet.width, height: sheet.height, shared, items: tidy::tidy(items) };
    let mut shared = body;
    if let [frame] = frames.as_mut_slice() {
        shared.append(frame);
        return vec![page(None, shared)];
    }
    let count = frames.iter().map(Vec::len).min().unwrap_or(0);
    let same: Vec<bool> = (0..count).map(|at| frames.iter().all(|frame| frame[at] == frames[0][at])).collect();
    let is_same = |at: usize| same.get(at) == Some(&true);
    if let Some(first) = frames.first() {
        shared.extend(first.iter().enumerate().filter(|(at, _)| is_same(*at)).map(|(_, item)| item.clone()));
    }
    let shared = Arc::new(tidy::tidy(shared));
    let own = |frame: Vec<Item>| frame.into_iter().enumerate().filter(|(at, _)| !is_same(*at)).map(|(_, item)| item);
    frames.into_iter().map(|frame| page(Some(shared.clone()), own(frame).collect())).collect()
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
        // An end that is most of a page would pull the last row overleaf and leave the page before it empty, so it is parted.
        let in_one_piece = end <= self.other * 2 / 3;
        let end = if in_one_piece { end } else { set.totals.height };
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
        if in_one_piece {
            self.put_or_turn(set.totals, set.tail.height);
            self.put_or_turn(set.tail, 0);
            return Ok(());
        }
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
