//! A file's rows as candidates: read, checked, edited in place, checked again.

use std::collections::HashMap;

use super::IntakeError;
use super::header::{self, Field};
use super::tables::Workbook;

/// A row as texts, one for each field of its kind; what a person edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Number of the row in the file as a spreadsheet shows it, from 1.
    pub row: u32,
    /// Texts in the order of the kind's fields; empty where the file has none.
    pub texts: Vec<String>,
}

impl Draft {
    /// The text of a field by its index among the kind's fields; `NULL` and `#N/A` count as empty.
    pub fn text(&self, field: usize) -> &str {
        match self.texts.get(field).map_or("", |text| text.trim()) {
            "NULL" | "null" | "#N/A" | "N/A" => "",
            text => text,
        }
    }
}

/// Something to look at in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Number of the row in the file.
    pub row: u32,
    /// Key of the field it is about.
    pub field: &'static str,
    /// What it is.
    pub kind: FindingKind,
    /// The text that was found there.
    pub value: String,
}

/// What can be wrong, or remarkable, in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// A text that must be there is not.
    Missing,
    /// A text is longer than is kept.
    TooLong {
        /// The longest text that is kept, in characters.
        most: usize,
    },
    /// Not a number where one belongs.
    NotANumber,
    /// A number below zero where none belongs.
    Negative,
    /// A number beyond what can be.
    OutOfRange,
    /// A spreadsheet has turned a long number into `6.90E+12`: digits are lost.
    DamagedNumber,
    /// A long number whose last digits a spreadsheet has turned into zeros.
    LostDigits,
    /// The order is here, its goods stand in another file of the platform.
    GoodsElsewhere,
    /// The goods are here, their order stands in another file of the platform.
    OrderElsewhere,
    /// An earlier row of the file has the same.
    Duplicate {
        /// Number of that row.
        first: u32,
    },
    /// The last digit of a barcode does not fit the others.
    BarcodeCheckDigit,
    /// A barcode with letters, or of a length that does not exist.
    NotABarcode,
    /// A shelf life of no or of thousands of days.
    AbsurdShelfLife,
    /// The ratio of two units cannot be read: `12`, or `12 = 1箱12瓶`.
    UnreadableRatio,
    /// An outer unit without a ratio, or a ratio without an outer unit.
    HalfARatio,
    /// Unit names or ratios that no quantity can be read with.
    UnusableUnits,
    /// Not a temperature range such as `2-6`.
    UnreadableTemperature,
    /// Not a tax rate that exists.
    UnreadableTaxRate,
    /// Not a date.
    NotADate,
    /// The expiry lies before the production.
    ExpiresBeforeMade,
    /// No digits in a phone number, or letters.
    NotAPhone,
    /// Not a currency of three letters.
    NotACurrency,
    /// Not one of the Incoterms.
    NotAnIncoterm,
    /// A remaining shelf life that is no ratio between 0 and 1.
    UnreadableRemainingLife,
    /// A quantity that cannot be read.
    UnreadableQuantity,
    /// A word that is none of those known for this field.
    UnknownWord,
    /// Goods without a code and without a barcode.
    NoNumber,
    /// No such goods in the list.
    UnknownGoods,
    /// Several goods of this name.
    SeveralGoods,
    /// A price list for nobody, or for a group and a customer at once.
    NoAudience,
    /// No such customer in the list.
    UnknownCustomer,
    /// It ends before it begins.
    EndsBefore,
    /// A day that is still to come.
    InFuture,
    /// A lot that is not free: it belongs to quality control, not to the opening stock.
    HeldLot,
    /// The goods are known with other packs; packs never change, so theirs are kept.
    PacksKept,
    /// The expiry in the file is not the one that follows from the shelf life, which counts.
    ExpiryDiffers,
    /// The credit part is left out: whoever imports does not keep credit.
    CreditLeftOut,
    /// Nobody of sales by this name looks after customers; nothing is changed.
    UnknownOwner,
    /// Who looks after the customer is left out: whoever imports does not hand customers over.
    OwnerLeftOut,
    /// Somebody else looks after this customer, and whoever imports sees only her own.
    LookedAfter,
}

impl FindingKind {
    /// True where the row cannot be taken over as it is; the others are only to be looked at.
    pub fn blocks(self) -> bool {
        use FindingKind::{BarcodeCheckDigit, CreditLeftOut, ExpiryDiffers, NotAPhone, PacksKept, UnknownWord};
        use FindingKind::{OwnerLeftOut, UnknownOwner};
        let told = matches!(self, BarcodeCheckDigit | NotAPhone | UnknownWord | PacksKept | ExpiryDiffers);
        !told && !matches!(self, CreditLeftOut | OwnerLeftOut | UnknownOwner)
    }
}

/// Collects the findings of one row while its fields are read.
#[derive(Debug)]
pub struct Findings<'a> {
    draft: &'a Draft,
    fields: &'static [Field],
    found: Vec<Finding>,
}

impl<'a> Findings<'a> {
    /// Nothing found yet in this row.
    pub fn of(draft: &'a Draft, fields: &'static [Field]) -> Findings<'a> {
        Findings { draft, fields, found: Vec::new() }
    }

    /// Notes that a field, by its index, has something.
    pub fn add(&mut self, field: usize, kind: FindingKind) {
        let key = self.fields.get(field).map_or("", |field| field.key);
        self.found.push(Finding { row: self.draft.row, field: key, kind, value: self.draft.text(field).to_owned() });
    }

    /// The value where reading went well; else notes why it did not.
    pub fn take<T>(&mut self, field: usize, read: Result<T, FindingKind>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(kind) => {
                self.add(field, kind);
                None
            }
        }
    }

    /// A text of at most `most` characters; missing where `needed` is a finding.
    pub fn text(&mut self, field: usize, needed: bool, most: usize) -> String {
        let text = self.draft.text(field);
        if text.is_empty() && needed {
            self.add(field, FindingKind::Missing);
        }
        if text.chars().count() > most {
            self.add(field, FindingKind::TooLong { most });
        }
        text.to_owned()
    }

    /// Everything found.
    pub fn done(self) -> Vec<Finding> {
        self.found
    }
}

/// A kind of record that can be read from a table.
pub trait Record: Sized {
    /// Its fields, in the order of a draft's texts.
    const FIELDS: &'static [Field];

    /// Reads a row. Where something blocks, the findings say so and there is no record.
    fn recheck(draft: &Draft) -> (Option<Self>, Vec<Finding>);

    /// Fields, by index, whose text no two rows may share, with the shape in which they are compared.
    fn unique(draft: &Draft) -> Vec<(usize, String)>;
}

/// One row of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<R> {
    /// The row as texts.
    pub draft: Draft,
    /// The record, where nothing blocks.
    pub record: Option<R>,
    /// What was found in the row itself and against other rows.
    pub findings: Vec<Finding>,
}

/// A file read as records of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import<R> {
    /// Name of the sheet they come from; empty for CSV.
    pub sheet: String,
    /// Row number of the header in the file.
    pub header_row: u32,
    /// Which fields the file has, by index.
    pub has: Vec<bool>,
    /// Names of columns in the file that are not read.
    pub left_out: Vec<String>,
    /// All rows below the header.
    pub entries: Vec<Entry<R>>,
}

impl<R: Record> Import<R> {
    /// Finds the sheet and header for this kind and checks every row. Errors: [`IntakeError::NoHeader`], or
    /// [`IntakeError::Empty`] where nothing stands below the header.
    pub fn read(book: &Workbook) -> Result<Import<R>, IntakeError> {
        let (table, header) = header::find_in(book, R::FIELDS)?;
        let header_row = table.rows[header.at].number;
        let drafts = table.rows[header.at + 1..].iter().map(|row| {
            let text = |column: &Option<usize>| column.and_then(|at| row.cells.get(at)).cloned().unwrap_or_default();
            Draft { row: row.number, texts: header.columns.iter().map(text).collect() }
        });
        let filled = drafts.filter(|draft| draft.texts.iter().any(|text| !text.is_empty()));
        let entries: Vec<Entry<R>> = filled.map(|draft| Entry { draft, record: None, findings: Vec::new() }).collect();
        if entries.is_empty() {
            return Err(IntakeError::Empty);
        }
        let has = header.columns.iter().map(Option::is_some).collect();
        let mut import = Import { sheet: table.name.clone(), header_row, has, left_out: header.left_out, entries };
        import.recheck_all();
        Ok(import)
    }

    /// Writes a text into a field of a row (both by index) and checks again. Does nothing beyond the last row or field.
    pub fn edit(&mut self, entry: usize, field: usize, text: &str) {
        let Some(cell) = self.entries.get_mut(entry).and_then(|entry| entry.draft.texts.get_mut(field)) else { return };
        text.trim().clone_into(cell);
        self.recheck_all();
    }

    /// Leaves a row, by index, out of the import.
    pub fn leave_out(&mut self, entry: usize) {
        if entry < self.entries.len() {
            self.entries.remove(entry);
            self.recheck_all();
        }
    }

    /// The rows that can be taken over.
    pub fn records(&self) -> impl Iterator<Item = &R> {
        self.entries.iter().filter_map(|entry| entry.record.as_ref())
    }

    /// All findings in the order of the rows.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.entries.iter().flat_map(|entry| &entry.findings)
    }

    /// How many rows cannot be taken over as they are.
    pub fn blocked(&self) -> usize {
        self.entries.iter().filter(|entry| entry.record.is_none()).count()
    }

    fn recheck_all(&mut self) {
        let mut first_rows: HashMap<(usize, String), u32> = HashMap::new();
        for entry in &mut self.entries {
            let (record, mut findings) = R::recheck(&entry.draft);
            let mut against_others = Findings::of(&entry.draft, R::FIELDS);
            for key in R::unique(&entry.draft).into_iter().filter(|(_, value)| !value.is_empty()) {
                let field = key.0;
                let first = *first_rows.entry(key).or_insert(entry.draft.row);
                if first != entry.draft.row {
                    against_others.add(field, FindingKind::Duplicate { first });
                }
            }
            findings.extend(against_others.done());
            let blocked = findings.iter().any(|finding| finding.kind.blocks());
            entry.record = record.filter(|_| !blocked);
            entry.findings = findings;
        }
    }
}
