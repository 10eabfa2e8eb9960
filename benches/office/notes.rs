//! Delivery notes: a file each, and many in one file.

use yili_orders::domain::orders::Stage;
use yili_orders::i18n::Lang;
use yili_orders::ops::papers::{self, PaperKind, PaperOptions};
use yili_orders::ops::{self, Office};
use yili_orders::print::{Document, Printer};
use yili_orders::store::orders::Filter;

use crate::measure::Meter;

/// Notes that are printed.
const NOTES: usize = 400;

pub fn measure(office: &mut Office, meter: &Meter) {
    let filed = Filter { stages: vec![Stage::Filed], customer: None };
    let rows = ops::orders::page(office, &filed, 0, NOTES as i64).unwrap();
    let dossiers: Vec<_> = rows.iter().map(|row| ops::orders::open(office, row.id).unwrap()).collect();
    let printer = Printer::new().unwrap();
    let notes = || -> Vec<Document> {
        let of = |dossier: &ops::orders::Dossier| {
            let options = PaperOptions::usual(Lang::ZhHans, dossier);
            papers::documents(PaperKind::DeliveryNote, dossier, &options).unwrap()
        };
        dossiers.iter().flat_map(of).collect()
    };
    // Once before the clock starts: fonts are parsed once in a process.
    printer.pdf(&notes()[..1]).unwrap();
    let clock = meter.start();
    let (mut count, mut bytes) = (0, 0);
    for note in notes() {
        bytes += printer.pdf(std::slice::from_ref(&note)).unwrap().len();
        count += 1;
    }
    let spent = clock.stop();
    // One thread's own time: what else the machine does is not the printer's matter.
    meter.say("notes, a file each", f64::from(count) / spent.cpu.as_secs_f64(), "1/CPU-s");
    meter.say("notes, size each", bytes as f64 / f64::from(count) / 1000.0, "kB");
    let clock = meter.start();
    let notes = notes();
    let merged = printer.pdf(&notes).unwrap();
    let spent = clock.stop();
    meter.say("notes, one file", notes.len() as f64 / spent.cpu.as_secs_f64(), "1/CPU-s");
    meter.say("notes in one file, size each", merged.len() as f64 / notes.len() as f64 / 1000.0, "kB");
}
