//! Forms and letters on paper: what stands on the pages, and what another program reads in the PDF files.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "support/papers.rs"]
mod papers;

use std::io::Write as _;
use std::process::{Command, Stdio};

use papers::day;
use yili_orders::i18n::{Lang, money};
use yili_orders::print::documents::{self, CopyName, Offset, Options, Paper};
use yili_orders::print::fonts::Face;
use yili_orders::print::page::{Item, Page, Text};
use yili_orders::print::{Document, Go, PrintError, Printer};

fn runs(page: &Page) -> Vec<&Text> {
    page.all().filter_map(|item| if let Item::Text(run) = item { Some(run) } else { None }).collect()
}

fn words(document: &Document) -> String {
    document.pages().iter().map(Page::words).collect()
}

fn note(lang: Lang, lines: usize, options: &Options) -> Document {
    documents::delivery_note(&papers::delivery_note(lang, lines), options).unwrap()
}

/// Every kind of document, in every language, on every paper it is made for.
fn all_documents() -> Vec<(String, Document)> {
    let mut all = Vec::new();
    for lang in Lang::ALL {
        let plain = Options::new(lang);
        for paper in [Paper::A4, Paper::Half241] {
            let with = Options { paper, copies: CopyName::usual(lang), ..plain.clone() };
            let bare = Options { paper, prices: false, ..plain.clone() };
            let tag = format!("{lang} {}", paper.tag());
            all.push((format!("delivery note {tag}"), note(lang, 30, &with)));
            all.push((format!("delivery note without prices {tag}"), note(lang, 3, &bare)));
            let shipping = documents::shipping_notice(&papers::shipping(lang, 14), &with).unwrap();
            all.push((format!("shipping notice {tag}"), shipping));
            let picking = documents::picking_list(&papers::picking(lang, 25), &bare).unwrap();
            all.push((format!("picking list {tag}"), picking));
        }
        let confirmation = documents::order_confirmation(&papers::confirmation(lang, 32), &plain).unwrap();
        all.push((format!("confirmation {lang}"), confirmation));
        all.push((
            format!("read-back {lang}"),
            documents::readback_sheet(&papers::readback(lang, 25), &plain).unwrap(),
        ));
        let statement = documents::statement_sheet(&papers::statement(lang, 70), &plain).unwrap();
        assert!(statement.pages().len() > 1, "the balance is carried over pages");
        all.push((format!("statement {lang}"), statement));
        for lines in [2, 25] {
            let review = documents::review_sheet(&papers::review(lang, lines), &plain).unwrap();
            all.push((format!("review sheet {lang} {lines}"), review));
        }
        all.push((format!("archive {lang}"), documents::archive_sheet(&papers::archive(lang, 6, 60), &plain).unwrap()));
    }
    all
}

#[test]
fn delivery_note_on_paper() {
    let options = Options { copies: CopyName::usual(Lang::ZhHans), ..Options::new(Lang::ZhHans) };
    let document = note(Lang::ZhHans, 4, &options);
    assert_eq!(document.pages().len(), 3, "one page for each copy");
    insta::assert_snapshot!("delivery_note", document.pages()[0].words());
    insta::assert_snapshot!("delivery_note_placed", document.pages()[1].describe());
}

#[test]
fn export_delivery_note_on_half_page() {
    let options = Options { paper: Paper::Half241, ..Options::new(Lang::En) };
    insta::assert_snapshot!("delivery_note_export", words(&note(Lang::En, 4, &options)));
}

#[test]
fn letters_and_sheets_on_paper() {
    let options = Options::new(Lang::ZhHant);
    let confirmation = documents::order_confirmation(&papers::confirmation(Lang::ZhHant, 3), &options).unwrap();
    insta::assert_snapshot!("confirmation", words(&confirmation));
    let options = Options { prices: false, ..Options::new(Lang::ZhHans) };
    let shipping = documents::shipping_notice(&papers::shipping(Lang::ZhHans, 3), &options).unwrap();
    insta::assert_snapshot!("shipping_notice", words(&shipping));
    let picking = documents::picking_list(&papers::picking(Lang::ZhHans, 3), &options).unwrap();
    insta::assert_snapshot!("picking_list", words(&picking));
    let readback = documents::readback_sheet(&papers::readback(Lang::En, 2), &Options::new(Lang::En)).unwrap();
    insta::assert_snapshot!("readback", words(&readback));
    let archive = documents::archive_sheet(&papers::archive(Lang::ZhHans, 2, 3), &options).unwrap();
    insta::assert_snapshot!("archive", words(&archive));
}

#[test]
fn contents_of_the_dossier_name_the_pages_where_records_begin() {
    let document =
        documents::archive_sheet(&papers::archive(Lang::ZhHans, 6, 60), &Options::new(Lang::ZhHans)).unwrap();
    let contents = document.pages()[1].words();
    for (number, title) in [(4, "拣货及复核记录"), (6, "送货单（客户签收）"), (7, "办理过程记录")]
    {
        let heading = format!("{number}　{title}");
        let page = document.pages().iter().position(|page| page.words().contains(&heading)).unwrap() + 1;
        let line = contents.lines().find(|line| line.contains(title)).unwrap();
        assert!(line.split_whitespace().any(|word| word == page.to_string()), "{line} stands on page {page}");
    }
    let last = format!("第 {0} 页 / 共 {0} 页", document.pages().len());
    assert!(document.pages().last().unwrap().words().contains(&last));
}

#[test]
fn forty_lines_continue_with_head_subtotal_and_one_total() {
    let data = papers::delivery_note(Lang::ZhHans, 40);
    for paper in [Paper::A4, Paper::Half241] {
        let options = Options { paper, ..Options::new(Lang::ZhHans) };
        let document = documents::delivery_note(&data, &options).unwrap();
        let pages: Vec<String> = document.pages().iter().map(Page::words).collect();
        assert!(pages.len() > 1);
        let mut subtotals = 0;
        for (number, page) in pages.iter().enumerate() {
            assert!(page.contains("序号") && page.contains("DN20261123-0007"), "head on page {}", number + 1);
            assert!(page.contains(&format!("第 {} 页 / 共 {} 页", number + 1, pages.len())));
            let line = page.lines().find(|line| line.contains("本页小计")).expect("a subtotal on each page");
            subtotals += cents(line.split_whitespace().last().unwrap());
            assert_eq!(page.contains("金额合计(大写)"), number + 1 == pages.len(), "the total stands on the last page");
        }
        let total: i64 = data.lines.iter().map(|line| line.amount).sum();
        assert_eq!(subtotals, total);
        assert!(pages.last().unwrap().contains(&format!("¥{}", money(total))));
        let whole = pages.concat();
        assert_eq!(data.lines.iter().filter(|line| whole.contains(&line.lots[0].lot)).count(), 40);
    }
}

fn cents(figure: &str) -> i64 {
    figure.replace([',', '.'], "").parse().unwrap()
}

#[test]
fn nothing_leaves_the_paper_and_no_two_texts_overlap() {
    for (name, document) in all_documents() {
        for (number, page) in document.pages().iter().enumerate() {
            for item in page.all() {
                let (x, y) = item.reach();
                assert!(x <= page.width && y <= page.height, "{name}, page {}: {item:?}", number + 1);
            }
            let mut texts = runs(page);
            let foot = texts.iter().map(|run| run.y).max().unwrap();
            for item in page.all().filter(|item| !matches!(item, Item::Text(run) if run.y == foot)) {
                assert!(item.reach().1 < foot - 2500, "{name}, page {}: into the foot: {item:?}", number + 1);
            }
            texts.sort_by_key(|run| run.y);
            for (at, one) in texts.iter().enumerate() {
                // A body of ink reaches from 0.8 above to 0.1 below the baseline.
                for other in
                    texts[at + 1..].iter().take_while(|other| other.y - other.size * 8 / 10 < one.y + one.size / 10)
                {
                    let apart = one.x + one.width <= other.x + 60 || other.x + other.width <= one.x + 60;
                    assert!(apart, "{name}, page {}: {} over {}", number + 1, one.text, other.text);
                }
            }
        }
    }
}

#[test]
fn the_offset_moves_everything_by_the_same_distance() {
    let plain = Options { paper: Paper::Half241, ..Options::new(Lang::ZhHans) };
    let moved = Options { offset: Offset { x: 15, y: -8 }, ..plain.clone() };
    let (here, there) = (note(Lang::ZhHans, 12, &plain), note(Lang::ZhHans, 12, &moved));
    assert_eq!(here.pages().len(), there.pages().len());
    for (mut page, expected) in here.pages().to_vec().into_iter().zip(there.pages()) {
        page.items.iter_mut().for_each(|item| item.shift(1500, -800));
        assert_eq!(&page, expected);
    }
}

#[test]
fn a_character_without_a_face_is_named_and_a_rare_one_is_drawn() {
    let mut data = papers::delivery_note(Lang::ZhHans, 2);
    data.customer.contact = "王𠮷祥".to_owned();
    let document = documents::delivery_note(&data, &Options::new(Lang::ZhHans)).unwrap();
    let page = &document.pages()[0];
    let rare = runs(page).into_iter().find(|run| run.text == "𠮷").unwrap();
    assert_eq!(rare.face, Face::Rare);
    data.remark = "小心🥛轻放".to_owned();
    let error = documents::delivery_note(&data, &Options::new(Lang::ZhHans)).unwrap_err();
    assert_eq!(error, PrintError::MissingGlyph { character: '🥛', text: "小心🥛轻放".to_owned() });
}

#[test]
fn endless_words_are_parted_and_stay_on_the_paper() {
    let mut data = papers::archive(Lang::ZhHans, 1, 2);
    data.events[1].detail = "客户来电要求改期并说明原因。".repeat(400);
    data.records[0].notes.push("甲".repeat(9000));
    let document = documents::archive_sheet(&data, &Options::new(Lang::ZhHans)).unwrap();
    for page in document.pages() {
        assert!(page.all().all(|item| item.reach().1 <= page.height));
    }
    assert_eq!(words(&document).matches('甲').count(), 9000);
}

#[test]
fn a_remark_longer_than_a_half_page_goes_on_overleaf_and_an_endless_address_is_refused() {
    let options = Options { paper: Paper::Half241, ..Options::new(Lang::ZhHans) };
    let mut data = papers::delivery_note(Lang::ZhHans, 9);
    data.legal_note = "收货人应当面清点。".repeat(150);
    let document = documents::delivery_note(&data, &options).unwrap();
    assert_eq!(words(&document).replace('\n', "").matches("收货人应当面清点。").count(), 150);
    // Goods and the beginning of the remark stand on the first page: none is turned while there is room.
    data = papers::delivery_note(Lang::ZhHans, 2);
    data.legal_note = "收货人应当面清点。".repeat(100);
    let document = documents::delivery_note(&data, &options).unwrap();
    let first = document.pages()[0].words().replace('\n', "");
    assert_eq!(data.lines.iter().filter(|line| first.contains(line.code.as_str())).count(), 2);
    assert!(first.contains("收货人应当面清点。"), "{first}");
    data.customer.address = "江苏省无锡市宜兴市".repeat(60);
    assert_eq!(documents::delivery_note(&data, &options), Err(PrintError::NoRoom));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let build = || {
        let options = Options { copies: CopyName::usual(Lang::ZhHant), ..Options::new(Lang::ZhHant) };
        Printer::new().unwrap().pdf(&[note(Lang::ZhHant, 9, &options)]).unwrap()
    };
    let here = build();
    let there = std::thread::spawn(build).join().unwrap();
    assert!(here == there);
    let other = Printer::new().unwrap().pdf(&[note(Lang::ZhHant, 10, &Options::new(Lang::ZhHant))]).unwrap();
    assert!(here != other);
}

#[test]
fn many_notes_become_one_file_or_many_and_stop_when_told() {
    let printer = Printer::new().unwrap();
    let notes: Vec<Document> = (1..=4).map(|lines| note(Lang::ZhHans, lines, &Options::new(Lang::ZhHans))).collect();
    let mut seen = Vec::new();
    let merged = printer.merged(&notes, |done| {
        seen.push(done);
        Go::On
    });
    assert_eq!(seen, [1, 2, 3, 4]);
    let file = lopdf::Document::load_mem(&merged.unwrap().unwrap()).unwrap();
    assert_eq!(file.get_pages().len(), 4);
    let stopped = printer.merged(&notes, |done| if done == 2 { Go::Stop } else { Go::On }).unwrap();
    assert!(stopped.is_none());
    let mut names = Vec::new();
    let delivered = printer
        .separate(notes.iter().cloned().map(Ok), |number, document, bytes| {
            assert!(bytes.starts_with(b"%PDF-1.7"));
            names.push(format!("{number} {}", document.file_stem()));
            Ok(if number == 1 { Go::Stop } else { Go::On })
        })
        .unwrap();
    assert_eq!(
        (delivered, names),
        (2, vec!["0 送货单-DN20261123-0007".to_owned(), "1 送货单-DN20261123-0007".to_owned()])
    );
    assert_eq!(printer.pdf(&[]), Err(PrintError::NoPages));
}

#[test]
fn a_note_of_five_lines_stays_small_and_embeds_all_its_faces() {
    for lang in Lang::ALL {
        for paper in [Paper::A4, Paper::Half241] {
            let bytes =
                Printer::new().unwrap().pdf(&[note(lang, 5, &Options { paper, ..Options::new(lang) })]).unwrap();
            assert!(bytes.len() <= 60_000, "{lang} {}: {} bytes", paper.tag(), bytes.len());
            let file = lopdf::Document::load_mem(&bytes).unwrap();
            let descriptors: Vec<_> = file
                .objects
                .values()
                .filter_map(|object| object.as_dict().ok())
                .filter(|dictionary| dictionary.has_type(b"FontDescriptor"))
                .collect();
            assert!(!descriptors.is_empty());
            assert!(descriptors.iter().all(|descriptor| descriptor.has(b"FontFile2")));
            let catalog = file.catalog().unwrap();
            assert!(catalog.has(b"Metadata") && catalog.has(b"OutputIntents"));
        }
    }
}

/// Text of a file as poppler reads it; none where poppler is not installed.
fn poppler_text(bytes: &[u8]) -> Option<String> {
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = reader.stdin.take()?;
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = reader.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn another_program_reads_customer_goods_lot_and_capitals() {
    let printer = Printer::new().unwrap();
    let bytes = printer.pdf(&[note(Lang::ZhHans, 4, &Options::new(Lang::ZhHans))]).unwrap();
    let Some(text) = poppler_text(&bytes) else {
        println!("skipped: pdftotext (poppler-utils) is not installed");
        return;
    };
    for expected in
        ["惠民连锁超市", "王𠮷祥", "安慕希希腊风味酸奶", "20261102B2", "人民币捌仟贰佰贰拾肆元壹角", "¥8,224.10"]
    {
        assert!(text.contains(expected), "{expected} in:\n{text}");
    }
    let english = printer.pdf(&[note(Lang::En, 4, &Options::new(Lang::En))]).unwrap();
    let text = poppler_text(&english).unwrap();
    assert!(text.contains("USD Eight thousand two hundred twenty-four and 10/100 only"), "{text}");
    assert!(text.contains("CIF Singapore"));
}

#[test]
fn every_text_of_every_document_can_be_copied_from_its_file() {
    // Without poppler: the strings of the content streams, read through each face's table of code points.
    let document = note(Lang::ZhHant, 6, &Options::new(Lang::ZhHant));
    let bytes = Printer::new().unwrap().pdf(std::slice::from_ref(&document)).unwrap();
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    let text: String = file.extract_text(&[1]).unwrap().split_whitespace().collect();
    for run in runs(&document.pages()[0]) {
        let expected: String = run.text.split_whitespace().collect();
        assert!(text.contains(&expected), "{expected} in {text}");
    }
}

#[test]
fn what_copies_have_in_common_is_written_once_and_stands_on_each() {
    let options = |copies: Vec<CopyName>| Options { copies, ..Options::new(Lang::ZhHans) };
    let usual = CopyName::usual(Lang::ZhHans);
    // More lines than a page holds.
    let document = note(Lang::ZhHans, 40, &options(usual.clone()));
    let bytes = Printer::new().unwrap().pdf(std::slice::from_ref(&document)).unwrap();
    let file = lopdf::Document::load_mem(&bytes).unwrap();
    assert_eq!(document.pages().len() % usual.len(), 0);
    assert_eq!(file.get_pages().len(), document.pages().len());
    for (number, page) in (1..).zip(document.pages()) {
        let text: String = file.extract_text(&[number]).unwrap().split_whitespace().collect();
        for run in runs(page) {
            let expected: String = run.text.split_whitespace().collect();
            assert!(text.contains(&expected), "{expected} on page {number}");
        }
    }
    let alone = Printer::new().unwrap().pdf(&[note(Lang::ZhHans, 40, &options(Vec::new()))]).unwrap();
    assert!(bytes.len() < alone.len() * 12 / 10, "{} bytes, alone {}", bytes.len(), alone.len());
}

#[test]
fn the_test_page_has_rulers_to_both_edges() {
    let page = documents::test_page(Lang::ZhHans, Paper::Half241, Offset::default(), day(23)).unwrap();
    let numbers: Vec<i32> = runs(&page.pages()[0]).iter().filter_map(|run| run.text.parse().ok()).collect();
    assert!(numbers.contains(&240) && numbers.contains(&130), "{numbers:?}");
    assert_eq!(numbers.iter().filter(|number| **number == 130).count(), 2, "across and down");
}

#[test]
fn a_printer_is_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Printer>();
    shared::<Document>();
}
