//! Pages to PDF: printpdf's page operations with our own cut-down faces, finished as PDF/A-2u.

mod layers;
mod meta;
mod subset;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Object, Stream};
use printpdf::{
    Color, FontId, Line, LinePoint, Op, PageAnnotId, PageAnnotation, PaintMode, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect, Rgb, TextItem, WindingOrder,
};

use super::document::Document;
use super::fonts::{Face, Fonts};
use super::page::{Ink, Item, Page, Text, Um};
use super::{Go, PrintError};
use layers::Layers;
use subset::Subset;

/// How hard streams are packed, from 1 to 9.
const LEVEL: u32 = 6;

/// Turns documents into PDF files. Made once, shared by threads.
pub struct Printer {
    fonts: &'static Fonts,
}

impl Printer {
    /// A printer with all faces loaded.
    ///
    /// # Errors
    /// [`PrintError::Font`] when a font file inside the program is damaged.
    pub fn new() -> Result<Printer, PrintError> {
        Ok(Printer { fonts: Fonts::shared()? })
    }

    /// One file with the pages of all documents, in order: PDF/A-2u, the same bytes for the same documents.
    ///
    /// # Errors
    /// [`PrintError::NoPages`] without any page, [`PrintError::Pdf`] when the file cannot be put together.
    pub fn pdf(&self, documents: &[Document]) -> Result<Vec<u8>, PrintError> {
        match self.merged(documents, |_| Go::On)? {
            Some(bytes) => Ok(bytes),
            None => Err(PrintError::NoPages),
        }
    }

    /// Like [`Printer::pdf`], reporting after each document how many are done; none when `progress` said stop.
    ///
    /// # Errors
    /// As [`Printer::pdf`].
    pub fn merged(
        &self,
        documents: &[Document],
        mut progress: impl FnMut(usize) -> Go,
    ) -> Result<Option<Vec<u8>>, PrintError> {
        let Some(first) = documents.first().filter(|_| documents.iter().any(|document| !document.pages().is_empty()))
        else {
            return Err(PrintError::NoPages);
        };
        let subsets = self.subsets(documents.iter().flat_map(Document::pages));
        let mut pdf = PdfDocument::new(first.title());
        let mut layers = Layers::default();
        for (face, subset) in &subsets {
            pdf.resources.fonts.map.insert(font_id(*face), PdfFont::new(self.parsed(*face, subset)));
        }
        for (done, document) in documents.iter().enumerate() {
            if documents.len() > 1 && !document.pages().is_empty() {
                let page = pdf.pages.len() + 1;
                let bookmark = PageAnnotation { name: document.title().to_owned(), page };
                pdf.bookmarks.map.insert(PageAnnotId(format!("{done:08}")), bookmark);
            }
            for page in document.pages() {
                layers.note(pdf.pages.len(), page);
                pdf.pages.push(translate(page, &page.items));
            }
            if progress(done + 1) == Go::Stop {
                return Ok(None);
            }
        }
        let about = meta::About { title: first.title(), lang: first.lang(), dated: first.dated() };
        let count = pdf.pages.len();
        pdf.pages.extend(layers.pages.iter().filter_map(|page| Some(translate(page, page.shared.as_ref()?))));
        write(&pdf, &about, |file| layers.lay(file, count)).map(Some)
    }

    /// A file for each document. `deliver` gets the number of the document and its file as soon as it is made, and says
    /// whether to go on. Returns how many were delivered.
    ///
    /// # Errors
    /// As [`Printer::pdf`], and whatever `documents` or `deliver` fail with.
    pub fn separate(
        &self,
        documents: impl IntoIterator<Item = Result<Document, PrintError>>,
        mut deliver: impl FnMut(usize, &Document, Vec<u8>) -> Result<Go, PrintError>,
    ) -> Result<usize, PrintError> {
        let mut delivered = 0;
        for document in documents {
            let document = document?;
            let bytes = self.pdf(std::slice::from_ref(&document))?;
            delivered += 1;
            if deliver(delivered - 1, &document, bytes)? == Go::Stop {
                break;
            }
        }
        Ok(delivered)
    }

    fn subsets<'a>(&self, pages: impl Iterator<Item = &'a Page>) -> BTreeMap<Face, Subset> {
        let mut used: BTreeMap<Face, BTreeSet<char>> = BTreeMap::new();
        for item in pages.flat_map(Page::all) {
            if let Item::Text(run) = item {
                used.entry(run.face).or_default().extend(run.text.chars());
            }
        }
        used.into_iter()
            .map(|(face, characters)| (face, subset::cut(self.fonts.face(face), characters.into_iter())))
            .collect()
    }

    /// The cut-down face as printpdf wants it.
    fn parsed(&self, face: Face, subset: &Subset) -> ParsedFont {
        let loaded = self.fonts.face(face);
        let mut parsed = ParsedFont::with_glyph_data(
            subset.program.clone(),
            0,
            Some(format!("{}+{}", tag(subset), face.name())),
            subset.glyphs.clone(),
            subset.advances.iter().enumerate().map(|(glyph, advance)| (glyph as u16, *advance)).collect(),
            1000,
            printpdf::FontMetrics { ascent: loaded.ascent, descent: loaded.descent },
        );
        let [x_min, y_min, x_max, y_max] = loaded.bounds;
        let metrics = &mut parsed.pdf_font_metrics;
        (metrics.x_min, metrics.y_min, metrics.x_max, metrics.y_max) = (x_min, y_min, x_max, y_max);
        metrics.us_weight_class = if face == Face::SemiBold { 600 } else { 400 };
        parsed
    }
}

/// Six capitals that mark a cut-down face, different for different sets of characters.
fn tag(subset: &Subset) -> String {
    let sum = subset.glyphs.keys().fold(5_381_u64, |sum, character| sum.wrapping_mul(33) ^ u64::from(*character));
    (0..6).map(|place| char::from(b'A' + (sum >> (place * 5) & 31) as u8 % 26)).collect()
}

fn font_id(face: Face) -> FontId {
    FontId(format!("T{}", face as usize))
}

fn write(
    pdf: &PdfDocument,
    about: &meta::About<'_>,
    lay: impl FnOnce(&mut lopdf::Document) -> lopdf::Result<()>,
) -> Result<Vec<u8>, PrintError> {
    let mut warnings = Vec::new();
    let mut file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(PrintError::Pdf(warning.msg.clone()));
    }
    lay(&mut file).map_err(|error| PrintError::Pdf(error.to_string()))?;
    meta::finish(&mut file, about);
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object {
            compress(stream)?;
        }
    }
    let mut bytes = Vec::with_capacity(64 * 1024);
    file.save_to(&mut bytes).map_err(|error| PrintError::Pdf(error.to_string()))?;
    Ok(bytes)
}

/// Packs a stream. lopdf's own way takes the highest level: half of all the time of printing, for a fiftieth of the size.
fn compress(stream: &mut Stream) -> Result<(), PrintError> {
    if !stream.allows_compression || stream.dict.has(b"Filter") {
        return Ok(());
    }
    let mut packer = ZlibEncoder::new(Vec::with_capacity(stream.content.len() / 3), Compression::new(LEVEL));
    let packed = packer.write_all(&stream.content).and_then(|()| packer.finish());
    let packed = packed.map_err(|error| PrintError::Pdf(error.to_string()))?;
    stream.dict.set("Filter", "FlateDecode");
    stream.set_content(packed);
    Ok(())
}

/// Micrometres as thousandths of a point, in steps of ten: finer than any printer, and short to write.
fn milli_pt(length: Um) -> i32 {
    let tenfold = i64::from(length) * 720;
    ((tenfold + 1270).div_euclid(2540) as i32) * 10
}

/// Micrometres as points, to a hundredth.
fn pt(length: Um) -> Pt {
    Pt(milli_pt(length) as f32 / 1000.0)
}

fn color(ink: Ink) -> Color {
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb { r: part(ink.0), g: part(ink.1), b: part(ink.2), icc_profile: None })
}

/// Collects operations, naming colours and widths only where they change.
struct Pen {
    height: Um,
    ops: Vec<Op>,
    fill: Option<Ink>,
    stroke: Option<(Ink, Um)>,
    font: Option<(Face, Um)>,
    /// Where the last run of text began, in thousandths of a point from the lower left corner.
    cursor: (i32, i32),
}

fn translate(page: &Page, items: &[Item]) -> PdfPage {
    let mut pen = Pen { height: page.height, ops: Vec::new(), fill: None, stroke: None, font: None, cursor: (0, 0) };
    let is_text = |item: &&Item| matches!(item, Item::Text(_));
    for item in items.iter().filter(|item| !is_text(item)) {
        pen.shape(item);
    }
    pen.ops.push(Op::StartTextSection);
    for item in items.iter().filter(is_text) {
        if let Item::Text(run) = item {
            pen.text(run);
        }
    }
    pen.ops.push(Op::EndTextSection);
    let paper = Rect::from_wh(pt(page.width), pt(page.height));
    PdfPage { media_box: paper.clone(), trim_box: paper.clone(), crop_box: paper, ops: pen.ops }
}

impl Pen {
    fn fill_with(&mut self, ink: Ink) {
        if self.fill != Some(ink) {
            self.ops.push(Op::SetFillColor { col: color(ink) });
            self.fill = Some(ink);
        }
    }

    fn rectangle(&mut self, x: Um, y: Um, width: Um, height: Um) {
        let rectangle = Rect {
            x: pt(x),
            y: pt(self.height - y - height),
            width: pt(width),
            height: pt(height),
            mode: Some(PaintMode::Fill),
            winding_order: Some(WindingOrder::NonZero),
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn shape(&mut self, item: &Item) {
        match item {
            Item::Text(_) => {}
            Item::Line { from, to, width, ink } => {
                if self.stroke != Some((*ink, *width)) {
                    self.ops.push(Op::SetOutlineColor { col: color(*ink) });
                    self.ops.push(Op::SetOutlineThickness { pt: pt(*width) });
                    self.stroke = Some((*ink, *width));
                }
                let height = self.height;
                let point = |at: &(Um, Um)| LinePoint { p: Point { x: pt(at.0), y: pt(height - at.1) }, bezier: false };
                self.ops.push(Op::DrawLine { line: Line { points: vec![point(from), point(to)], is_closed: false } });
            }
            Item::Fill { x, y, width, height, ink } => {
                self.fill_with(*ink);
                self.rectangle(*x, *y, *width, *height);
            }
            Item::Code { x, y, side, modules, dark } => {
                self.fill_with(Ink::BLACK);
                self.code(*x, *y, *side, usize::from(*modules), dark);
            }
        }
    }

    /// Dark modules side by side become one box.
    fn code(&mut self, x: Um, y: Um, side: Um, modules: usize, dark: &[bool]) {
        let place = |module: usize| (i64::from(side) * module as i64 / modules.max(1) as i64) as Um;
        for (row, cells) in dark.chunks(modules.max(1)).enumerate() {
            let mut column = 0;
            for stretch in cells.chunk_by(|a, b| a == b) {
                let (start, end) = (column, column + stretch.len());
                column = end;
                if stretch[0] {
                    let top = place(row);
                    self.rectangle(x + place(start), y + top, place(end) - place(start), place(row + 1) - top);
                }
            }
        }
    }

    fn text(&mut self, run: &Text) {
        self.fill_with(run.ink);
        if self.font != Some((run.face, run.size)) {
            self.ops.push(Op::SetFont { font: PdfFontHandle::External(font_id(run.face)), size: pt(run.size) });
            self.font = Some((run.face, run.size));
        }
        // Moves count from where the last run began.
        let place = (milli_pt(run.x), milli_pt(self.height - run.y));
        let (dx, dy) = (place.0 - self.cursor.0, place.1 - self.cursor.1);
        self.cursor = place;
        let pos = Point { x: Pt(dx as f32 / 1000.0), y: Pt(dy as f32 / 1000.0) };
        self.ops.push(Op::SetTextCursor { pos });
        self.ops.push(Op::ShowText { items: vec![TextItem::Text(run.text.clone())] });
    }
}
