//! Measures delivery notes per second: `cargo run --release --example print_speed`.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[path = "../tests/support/papers.rs"]
mod papers;

use std::time::Instant;

use yili_orders::i18n::Lang;
use yili_orders::print::documents::{self, CopyName, Options, Paper};
use yili_orders::print::{Go, Printer};

fn main() {
    let start = Instant::now();
    let printer = Printer::new().unwrap();
    println!("faces read in {:.1?}", start.elapsed());
    let usual = CopyName::usual(Lang::ZhHans);
    for (paper, copies) in [(Paper::A4, 0), (Paper::A4, 3), (Paper::Half241, 3)] {
        let copies = usual[..copies].to_vec();
        let options = Options { paper, copies: copies.clone(), ..Options::new(Lang::ZhHans) };
        let note = |number: usize| {
            let mut data = papers::delivery_note(Lang::ZhHans, 5);
            data.number = format!("DN20261123-{number:04}");
            documents::delivery_note(&data, &options)
        };
        let count = 1000;
        let start = Instant::now();
        let documents: Vec<_> = (0..count).map(|number| note(number).unwrap()).collect();
        let layout = start.elapsed();
        let start = Instant::now();
        let merged = printer.pdf(&documents).unwrap();
        let write = start.elapsed();
        let (mut total, mut largest) = (0, 0);
        let start = Instant::now();
        printer
            .separate((0..count).map(note), |_, _, bytes| {
                total += bytes.len();
                largest = largest.max(bytes.len());
                Ok(Go::On)
            })
            .unwrap();
        let separate = start.elapsed();
        let rate = |time: std::time::Duration| count as f64 / time.as_secs_f64();
        println!(
            "{} in {} copies: layout {:.0}/s; merged {:.0}/s with layout, {} bytes a note; separate {:.0}/s with layout, {} bytes a note (largest {})",
            paper.tag(),
            copies.len().max(1),
            rate(layout),
            rate(layout + write),
            merged.len() / count,
            rate(separate),
            total / count,
            largest
        );
    }
}
