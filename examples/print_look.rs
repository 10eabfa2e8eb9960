//! Prints every document once into a folder, for looking at: `cargo run --example print_look -- FOLDER`.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/support/papers.rs"]
mod papers;

use yili_orders::i18n::Lang;
use yili_orders::print::documents::{self, CopyName, Offset, Options, Paper};
use yili_orders::print::{Document, Printer};

fn main() {
    let out = std::path::PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/papers".to_owned()));
    std::fs::create_dir_all(&out).unwrap();
    let printer = Printer::new().unwrap();
    let save = |name: String, document: Document| {
        std::fs::write(out.join(name + ".pdf"), printer.pdf(&[document]).unwrap()).unwrap();
    };
    let many: Vec<Document> = (3..9)
        .map(|lines| {
            documents::delivery_note(&papers::delivery_note(Lang::ZhHans, lines), &Options::new(Lang::ZhHans)).unwrap()
        })
        .collect();
    std::fs::write(out.join("merged.pdf"), printer.pdf(&many).unwrap()).unwrap();
    for lang in Lang::ALL {
        for paper in [Paper::A4, Paper::Half241] {
            let tag = format!("{}-{}", lang.tag(), paper.tag());
            let plain = Options { paper, ..Options::new(lang) };
            let bare = Options { prices: false, ..plain.clone() };
            let copies = Options { copies: CopyName::usual(lang), ..plain.clone() };
            let note = |lines: usize, options: &Options| {
                documents::delivery_note(&papers::delivery_note(lang, lines), options)
            };
            save(format!("delivery-{tag}-copies"), note(4, &copies).unwrap());
            save(format!("delivery-{tag}-five"), note(5, &plain).unwrap());
            save(format!("delivery-{tag}-long"), note(30, &plain).unwrap());
            save(format!("delivery-{tag}-bare"), note(3, &bare).unwrap());
            save(format!("shipping-{tag}"), documents::shipping_notice(&papers::shipping(lang, 4), &bare).unwrap());
            save(format!("picking-{tag}"), documents::picking_list(&papers::picking(lang, 9), &bare).unwrap());
            let test = documents::test_page(lang, paper, Offset { x: 5, y: -12 }, papers::day(23)).unwrap();
            save(format!("test-{tag}"), test);
        }
        let plain = Options::new(lang);
        let tag = lang.tag();
        save(
            format!("confirmation-{tag}"),
            documents::order_confirmation(&papers::confirmation(lang, 5), &plain).unwrap(),
        );
        save(
            format!("confirmation-{tag}-long"),
            documents::order_confirmation(&papers::confirmation(lang, 32), &plain).unwrap(),
        );
        save(format!("statement-{tag}"), documents::statement_sheet(&papers::statement(lang, 70), &plain).unwrap());
        save(format!("readback-{tag}"), documents::readback_sheet(&papers::readback(lang, 5), &plain).unwrap());
        save(format!("archive-{tag}"), documents::archive_sheet(&papers::archive(lang, 6, 45), &plain).unwrap());
    }
}
