//! Rows become orders: those of one number together, goods of a second file joined to them.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::FixedOffset;

use super::columns::{COLUMNS, Column, Part};
use super::opened::{Opened, Sheet, Source, hash_of};
use super::rows::{GoodsKnown, RowView};
use crate::domain::online::{Sale, SaleLine};
use crate::intake::IntakeError;
use crate::intake::import::{Finding, FindingKind};

/// Where a row stands: file, sheet, row number.
pub type Place = (usize, usize, u32);

/// What a person wrote into cells, by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits(pub BTreeMap<Place, BTreeMap<Column, String>>);

impl Edits {
    /// Writes a text into a cell.
    pub fn write(&mut self, place: Place, column: Column, text: &str) {
        self.0.entry(place).or_default().insert(column, text.trim().to_owned());
    }

    fn numbers(&self) -> impl Iterator<Item = u64> {
        self.0.values().filter_map(|row| row.get(&Column::Number)).map(|number| hash_of(number))
    }
}

/// An order that was read, or rows that cannot be taken.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadSale {
    /// Where it begins.
    pub place: Place,
    /// Its number, as far as it can be read.
    pub number: String,
    /// The order; none where a finding blocks.
    pub sale: Option<Sale>,
    /// What was found in its rows.
    pub findings: Vec<Finding>,
}

/// An order being put together.
struct Building {
    place: Place,
    sale: Sale,
    findings: Vec<Finding>,
}

impl Building {
    fn done(self) -> ReadSale {
        let blocked = self.findings.iter().any(|finding| finding.kind.blocks());
        let number = self.sale.number.clone();
        ReadSale { place: self.place, number, sale: (!blocked).then_some(self.sale), findings: self.findings }
    }
}

/// Goods that wait for their order.
struct Loose {
    place: Place,
    lines: Vec<SaleLine>,
    findings: Vec<Finding>,
    /// Their order came.
    taken: bool,
}

/// Reads the orders of all files, in the order of their rows, and hands over each as soon as it is whole. Of files that come in
/// two parts a later one counts instead of an earlier one: what two pairs say of the same order is said once, by the newer.
///
/// # Errors
/// [`IntakeError`] where a file cannot be read to its end, and those of `f`.
pub fn read<E: From<IntakeError>>(
    files: &[(&Opened, &dyn Source)],
    zone: FixedOffset,
    edits: &Edits,
    f: &mut dyn FnMut(ReadSale) -> Result<(), E>,
) -> Result<(), E> {
    let (goods, loose) = (GoodsKnown::default(), HashMap::new());
    let mut reading = Reading { files, zone, edits, goods, loose, said: None, f };
    for (file, sheet) in reading.sheets(|part| part == Part::Lines) {
        reading.lines(file, sheet)?;
    }
    for (file, sheet) in reading.sheets(|part| part == Part::Whole) {
        reading.orders(file, sheet)?;
    }
    let halves = reading.sheets(|part| part == Part::Orders);
    reading.said = (halves.len() > 1).then(HashSet::new);
    for (file, sheet) in halves.into_iter().rev() {
        reading.orders(file, sheet)?;
    }
    reading.left_over()
}

struct Reading<'a, E> {
    files: &'a [(&'a Opened, &'a dyn Source)],
    zone: FixedOffset,
    edits: &'a Edits,
    goods: GoodsKnown,
    loose: HashMap<String, Loose>,
    /// Orders that a newer one of several files has told of.
    said: Option<HashSet<u64>>,
    f: &'a mut dyn FnMut(ReadSale) -> Result<(), E>,
}

impl<'a, E: From<IntakeError>> Reading<'a, E> {
    fn sheets(&self, which: impl Fn(Part) -> bool) -> Vec<(usize, &'a Sheet)> {
        let all = self.files.iter().enumerate();
        let sheets = all.flat_map(|(file, (opened, _))| opened.sheets.iter().map(move |sheet| (file, sheet)));
        sheets.filter(|(_, sheet)| which(sheet.header.part)).collect()
    }

    /// Hands over the rows below a sheet's header, as a person mended them.
    fn each(
        &mut self,
        file: usize,
        sheet: &'a Sheet,
        f: &mut dyn FnMut(&mut Self, Place, RowView<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let (opened, source) = self.files[file];
        let (edits, zone) = (self.edits, self.zone);
        opened.each_row::<E>(source, sheet.table, &mut |number, cells| {
            if number > sheet.header.row {
                let place = (file, sheet.table, number);
                let edited = if edits.0.is_empty() { None } else { edits.0.get(&place) };
                f(self, place, RowView { header: &sheet.header, number, cells, edited, zone })?;
            }
            Ok(true)
        })
    }

    fn refuse(&mut self, place: Place, finding: Finding) -> Result<(), E> {
        let number = if finding.field == Column::Number.key() { finding.value.clone() } else { String::new() };
        (self.f)(ReadSale { place, number, sale: None, findings: vec![finding] })
    }

    /// Keeps the goods of a file until their orders come.
    fn lines(&mut self, file: usize, sheet: &'a Sheet) -> Result<(), E> {
        self.each(file, sheet, &mut |reading, place, row| {
            let number = match row.order_number() {
                Ok(number) => number,
                Err(finding) => return reading.refuse(place, finding),
            };
            let mut findings = Vec::new();
            let lines = row.lines(&mut reading.goods, &mut findings);
            match reading.loose.get_mut(number) {
                Some(loose) if loose.place.0 == place.0 => {
                    loose.lines.extend(lines);
                    loose.findings.extend(findings);
                }
                _ => {
                    reading.loose.insert(number.to_owned(), Loose { place, lines, findings, taken: false });
                }
            }
            Ok(())
        })
    }

    fn orders(&mut self, file: usize, sheet: &'a Sheet) -> Result<(), E> {
        let mut scattered: HashSet<u64> = self.edits.numbers().collect();
        let has_scattered = !(scattered.is_empty() && sheet.scattered.is_empty());
        scattered.extend(&sheet.scattered);
        let mut current: Option<Building> = None;
        let mut held: HashMap<String, Building> = HashMap::new();
        let mut last_held: Option<String> = None;
        self.each(file, sheet, &mut |reading, place, row| {
            let goes_on = sheet.header.goes_on && row.text(Column::Number).is_empty();
            if goes_on {
                let above = last_held.as_ref().and_then(|number| held.get_mut(number)).or(current.as_mut());
                if let Some(above) = above {
                    reading.add_goods(above, &row);
                    return Ok(());
                }
            }
            let number = match row.order_number() {
                Ok(number) => number,
                Err(finding) => {
                    last_held = None;
                    reading.finish(current.take())?;
                    return reading.refuse(place, finding);
                }
            };
            if let Some(same) = current.as_mut().filter(|building| building.sale.number == number) {
                reading.add_goods(same, &row);
                return Ok(());
            }
            reading.finish(current.take())?;
            last_held = None;
            if has_scattered && scattered.contains(&hash_of(number)) {
                let building = held.entry(number.to_owned()).or_insert_with(|| begin(place, &row, number));
                reading.add_goods(building, &row);
                last_held = Some(number.to_owned());
                return Ok(());
            }
            let mut building = begin(place, &row, number);
            reading.add_goods(&mut building, &row);
            current = Some(building);
            Ok(())
        })?;
        self.finish(current)?;
        let mut held: Vec<Building> = held.into_values().collect();
        held.sort_by_key(|building| building.place);
        held.into_iter().try_for_each(|building| self.finish(Some(building)))
    }

    /// Adds the goods of a row; those of a second file stand before the order's own summary of them.
    fn add_goods(&mut self, building: &mut Building, row: &RowView<'_>) {
        if row.header.part == Part::Orders {
            if let Some(loose) = self.loose.get_mut(&building.sale.number).filter(|loose| !loose.taken) {
                loose.taken = true;
                building.sale.lines.append(&mut loose.lines);
                building.findings.append(&mut loose.findings);
                return;
            }
            if !building.sale.lines.is_empty() {
                return;
            }
        }
        let lines = row.lines(&mut self.goods, &mut building.findings);
        building.sale.lines.extend(lines);
    }

    fn finish(&mut self, building: Option<Building>) -> Result<(), E> {
        let Some(mut building) = building else { return Ok(()) };
        if self.said.as_mut().is_some_and(|said| !said.insert(hash_of(&building.sale.number))) {
            return Ok(());
        }
        if building.sale.lines.is_empty() && !building.findings.iter().any(|finding| finding.kind.blocks()) {
            let number = building.sale.number.clone();
            let kind = FindingKind::GoodsElsewhere;
            building.findings.push(Finding { row: building.place.2, field: Column::Title.key(), kind, value: number });
        }
        (self.f)(building.done())
    }

    /// Goods without an order: its file was not given.
    fn left_over(self) -> Result<(), E> {
        let mut loose: Vec<(String, Loose)> = self.loose.into_iter().filter(|(_, loose)| !loose.taken).collect();
        loose.sort_by_key(|(_, loose)| loose.place);
        for (number, mut loose) in loose {
            let kind = FindingKind::OrderElsewhere;
            loose.findings.push(Finding {
                row: loose.place.2,
                field: Column::Number.key(),
                kind,
                value: number.clone(),
            });
            (self.f)(ReadSale { place: loose.place, number, sale: None, findings: loose.findings })?;
        }
        Ok(())
    }
}

fn begin(place: Place, row: &RowView<'_>, number: &str) -> Building {
    let mut findings = Vec::new();
    let sale = row.sale(number, &mut findings);
    Building { place, sale, findings }
}

/// The texts of one row by what they hold, for whoever mends it. Empty where there is no such row.
///
/// # Errors
/// [`IntakeError`] where the file cannot be read.
pub fn cells_of_row(
    file: &Opened,
    source: &dyn Source,
    place: Place,
    edits: &Edits,
) -> Result<Vec<(Column, String)>, IntakeError> {
    let Some(sheet) = file.sheets.iter().find(|sheet| sheet.table == place.1) else { return Ok(Vec::new()) };
    let zone = chrono::Offset::fix(&chrono::Utc);
    let mut texts = Vec::new();
    file.each_row::<IntakeError>(source, place.1, &mut |number, cells| {
        if number < place.2 {
            return Ok(true);
        }
        if number == place.2 {
            let row = RowView { header: &sheet.header, number, cells, edited: edits.0.get(&place), zone };
            let there = COLUMNS.iter().filter(|column| sheet.header.has(**column));
            texts = there.map(|column| (*column, row.text(*column).to_owned())).collect();
        }
        Ok(false)
    })?;
    Ok(texts)
}
