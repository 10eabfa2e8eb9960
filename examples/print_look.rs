//! Prints every document once, for looking at.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]
#[path = "../tests/support/papers.rs"]
mod papers;
use yili_orders::i18n::Lang;
use yili_orders::print::Printer;
use yili_orders::print::documents::{self, CopyName, Offset, Options, Paper};

fn main() {
    let out = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    let printer = Printer::new().unwrap();
    for lang in Lang::ALL {
        for paper in [Paper::A4, Paper::Half241] {
            for (name, lines, prices, copies) in [
                ("short", 4, true, true),
                ("long", 30, true, false),
                ("bare", 3, false, false),
                ("five", 5, true, false),
            ] {
                let options = Options {
                    lang,
                    paper,
                    prices,
                    copies: if copies { CopyName::usual(lang) } else { vec![] },
                    offset: Offset::default(),
                };
                let data = papers::delivery_note(lang, lines);
                let document = documents::delivery_note(&data, &options).unwrap();
                let bytes = printer.pdf(std::slice::from_ref(&document)).unwrap();
                std::fs::write(out.join(format!("delivery-{}-{}-{name}.pdf", lang.tag(), paper.tag())), bytes).unwrap();
            }
            let page = documents::test_page(lang, paper, Offset { x: 5, y: -12 }, papers::day(23)).unwrap();
            std::fs::write(out.join(format!("test-{}-{}.pdf", lang.tag(), paper.tag())), printer.pdf(&[page]).unwrap())
                .unwrap();
        }
    }
}
