//! Files that others made: read as tables, as goods, customers and opening stock; hostile ones end in a sentence.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::panic)]

#[path = "support/seeded.rs"]
mod seeded;

use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use seeded::Seeded;

use yili_orders::domain::quantity::Packs;
use yili_orders::i18n::{self, Lang};
use yili_orders::intake::customers::CustomerRow;
use yili_orders::intake::goods::{self, GoodsRow};
use yili_orders::intake::import::{FindingKind, Import, Record};
use yili_orders::intake::opening_stock::StockRow;
use yili_orders::intake::tables::{self, Limits, Workbook};
use yili_orders::intake::{Extent, IntakeError, words};

fn read(bytes: &[u8]) -> Result<Workbook, IntakeError> {
    tables::read(bytes, &Limits::default())
}

/// A file of the shared test data; says so and gives nothing where it is absent.
fn shared(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        println!("skipped: {} is not here", path.display());
    }
    bytes
}

fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    read(bytes).unwrap().tables.remove(0).rows.into_iter().map(|row| row.cells).collect()
}

// ---- CSV -----------------------------------------------------------------------------------------------------------

#[test]
fn the_same_table_is_read_from_every_encoding_and_separator() {
    let text = "编码,品名,备注\nP1,纯牛奶,\"好,又多\"\n";
    let wanted = [vec!["编码", "品名", "备注"], vec!["P1", "纯牛奶", "好,又多"]];
    let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for bytes in [text.as_bytes(), &gbk, &utf16, &with_mark] {
        assert_eq!(rows(bytes), wanted);
    }
    for separator in ["\t", ";"] {
        assert_eq!(rows(text.replace(',', separator).replace(&format!("好{separator}"), "好,").as_bytes()), wanted);
    }
}

#[test]
fn guards_round_numbers_come_off_and_rows_keep_their_numbers() {
    let book =
        read(b"\"co\r\nde\",phone\r\n\r\n=\"004410000012345678\",'0571-1\r\n\"a\r\nb\",x\r\nlast,\xef\xbb\xbfy\t\r\n")
            .unwrap();
    let rows: Vec<_> =
        book.tables[0].rows.iter().map(|row| (row.number, row.cells[0].as_str(), row.cells[1].as_str())).collect();
    assert_eq!(
        rows,
        [(1, "co\r\nde", "phone"), (3, "004410000012345678", "0571-1"), (4, "a\r\nb", "x"), (5, "last", "y")],
        "as a spreadsheet counts them"
    );
}

#[test]
fn platform_exports_are_read_without_a_broken_character() {
    for (name, column, cell) in [
        ("platform_exports/taobao_ExportOrderList.gbk.csv", "订单编号", None),
        ("platform_exports/jd_orders.gbk.csv", "订单号", None),
        ("platform_exports/pdd_orders.utf8bom.csv", "订单号", None),
        ("platform_exports/amazon_all_orders_flat.utf8.tsv", "amazon-order-id", None),
        ("platform_exports/1688_orders.xlsx", "订单编号", None),
        ("platform_exports/taobao_damaged_by_excel.gbk.csv", "订单编号", Some("E+")),
    ] {
        let Some(bytes) = shared(name) else { continue };
        let rows = rows(&bytes);
        let at = rows[0].iter().position(|cell| cell == column).unwrap_or_else(|| panic!("{name}: {:?}", rows[0]));
        assert!(!rows[1][at].is_empty(), "{name}");
        assert!(!rows[1][at].contains(['\t', '=', '"']), "{name}: {}", rows[1][at]);
        if let Some(part) = cell {
            assert!(rows[1][at].contains(part), "{name}: {}", rows[1][at]);
        }
        assert!(rows.iter().flatten().all(|cell| !cell.contains('\u{fffd}')), "{name}");
    }
}

// ---- workbooks -----------------------------------------------------------------------------------------------------

/// A workbook with one sheet of this XML, and shared strings.
fn xlsx(sheet: &str, strings: &[&str]) -> Vec<u8> {
    let shared: String = strings.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    parts_of_a_zip(&[
        (
            "_rels/.rels",
            &format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                r#"<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="{relations}/styles" Target="styles.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/styles.xml",
            &format!(
                r#"<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
        ),
        ("xl/sharedStrings.xml", &format!(r#"<sst xmlns="{main}">{shared}</sst>"#)),
        (
            "xl/worksheets/sheet1.xml",
            &format!(r#"<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>"#),
        ),
    ])
}

fn parts_of_a_zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, text) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn cells_of_a_workbook_become_text_without_damage() {
    let sheet = r#"
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>生产日期</t></is></c></row>
        <row r="3"><c r="A3"><v>6901234567892</v></c><c r="B3"><v>0.30000000000000004</v></c><c r="C3" s="1"><v>46027</v></c></row>
        <row r="4"><c r="A4"><v>6.901234567892E12</v></c><c r="B4"><v>12.50</v></c><c r="C4" t="b"><v>1</v></c></row>
        <row r="5"><c r="B5" t="e"><v>#N/A</v></c><c r="C5"><v>-0.1</v></c></row>"#;
    let book = read(&xlsx(sheet, &["条码", " 单价 "])).unwrap();
    let rows: Vec<_> = book.tables[0].rows.iter().map(|row| (row.number, row.cells.join("|"))).collect();
    let wanted =
        [(1, "条码|单价|生产日期"), (3, "6901234567892|0.3|2026-01-05"), (4, "6901234567892|12.5|1"), (5, "||-0.1")];
    assert_eq!(rows, wanted.map(|(number, text)| (number, text.to_owned())));
}

#[test]
fn workbooks_of_another_maker_read_as_their_csv_twins() {
    for name in ["utf8", "float", "datetime", "empty_row", "sheets"] {
        let (Some(workbook), Some(_)) = (shared(&format!("xlsx/{name}.xlsx")), shared(&format!("xlsx/{name}.csv")))
        else {
            continue;
        };
        let rows = rows(&workbook);
        assert!(!rows.is_empty(), "{name}");
        if name == "utf8" {
            let twin = self::rows(&shared("xlsx/utf8.csv").unwrap());
            assert_eq!(rows, twin);
        }
    }
}

#[test]
fn the_goods_template_of_a_public_erp_is_read() {
    let Some(bytes) = shared("xlsx/jsherp_goods_template.xls") else { return };
    let book = read(&bytes).unwrap();
    let goods: Import<GoodsRow> = Import::read(&book).unwrap();
    assert_eq!(goods.header_row, 2, "instructions stand above the header");
    assert_eq!(goods.blocked(), 0, "{:#?}", goods.findings().collect::<Vec<_>>());
    let sample = goods.records().next().unwrap();
    assert_eq!((sample.row, sample.barcode.as_str(), sample.specification.as_str()), (3, "2001", "250ml kele"));
    assert_eq!(sample.packs, Some(Packs::single("瓶")));
    assert_eq!((sample.shelf_life_days, sample.price, sample.on_sale), (Some(180), Some(1000), true));
}

// ---- Northwind: a file that nobody here wrote ----------------------------------------------------------------------

#[test]
fn northwind_customers_and_products_are_taken_over() {
    let (Some(customers), Some(products)) =
        (shared("orders/northwind/customers.csv"), shared("orders/northwind/products.csv"))
    else {
        return;
    };
    let customers: Import<CustomerRow> = Import::read(&read(&customers).unwrap()).unwrap();
    assert_eq!(
        (customers.records().count(), customers.blocked()),
        (91, 0),
        "{:#?}",
        customers.findings().collect::<Vec<_>>()
    );
    let first = customers.records().next().unwrap();
    assert_eq!(
        (first.code.as_str(), first.name.as_str(), first.contact.as_str()),
        ("ALFKI", "Alfreds Futterkiste", "Maria Anders")
    );
    assert_eq!((first.region.as_str(), first.country.as_str()), ("", "Germany"), "NULL as text is nothing");

    let products: Import<GoodsRow> = Import::read(&read(&products).unwrap()).unwrap();
    assert_eq!(
        (products.records().count(), products.blocked()),
        (77, 0),
        "{:#?}",
        products.findings().collect::<Vec<_>>()
    );
    let chai = products.records().next().unwrap();
    assert_eq!(
        (chai.code.as_str(), chai.name.as_str(), chai.specification.as_str()),
        ("1", "Chai", "10 boxes x 20 bags")
    );
    assert_eq!((chai.price, chai.on_sale), (Some(1800), true));
    assert_eq!(products.records().filter(|goods| !goods.on_sale).count(), 8);
}

#[test]
fn opening_stock_is_read_from_a_workbook() {
    let sheet = r#"
        <row r="1"><c r="A1" t="s"><v>0</v></c></row>
        <row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c><c r="C2" t="s"><v>3</v></c><c r="D2" t="s"><v>4</v></c></row>
        <row r="3"><c r="A3" t="s"><v>5</v></c><c r="B3"><v>20260105</v></c><c r="C3" s="1"><v>46027</v></c><c r="D3"><v>77</v></c></row>"#;
    let strings = ["期初库存导入，红色必填", "商品编码", "批号", "生产日期", "期初数量", "P001"];
    let stock: Import<StockRow> = Import::read(&read(&xlsx(sheet, &strings)).unwrap()).unwrap();
    let lot = stock.records().next().unwrap();
    assert_eq!((lot.row, lot.lot.as_str(), lot.produced.unwrap().to_string().as_str()), (3, "20260105", "2026-01-05"));
    assert_eq!(lot.base_units(&Packs::new("盒", &[("箱", 24)]).unwrap()), Ok(77));
}

// ---- hostile and broken files --------------------------------------------------------------------------------------

#[test]
fn what_is_no_table_is_refused_by_kind() {
    assert_eq!(read(b""), Err(IntakeError::Empty));
    assert_eq!(read(b" \r\n\t\r\n"), Err(IntakeError::Empty));
    assert_eq!(read(b"<html><table><tr><td>1</td></tr></table></html>"), Err(IntakeError::NotATable));
    assert_eq!(read(b"%PDF-1.7 ..."), Err(IntakeError::NotATable));
    assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(IntakeError::NotATable));
    assert_eq!(read(b"name,\xff\xff\xff\n"), Err(IntakeError::UnknownEncoding));
    assert!(matches!(read(b"PK\x03\x04 not really a zip"), Err(IntakeError::Damaged { .. })));
    assert!(matches!(read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 short"), Err(IntakeError::Damaged { .. })));
    assert!(matches!(read(&parts_of_a_zip(&[("hello.txt", "hi")])), Err(IntakeError::Damaged { .. })));
    let no_header = Import::<GoodsRow>::read(&read(b"a,b\n1,2\n").unwrap());
    assert_eq!(no_header, Err(IntakeError::NoHeader { looked_for: vec!["name"] }));
    assert_eq!(Import::<GoodsRow>::read(&read("品名,单价\n".as_bytes()).unwrap()), Err(IntakeError::Empty));
}

#[test]
fn limits_hold() {
    let limits = Limits { bytes: 2000, unpacked: 5000, rows: 3, columns: 4, cells: 8 };
    let read = |bytes: &[u8]| tables::read(bytes, &limits);
    assert_eq!(read(&[b'a'; 2001]), Err(IntakeError::TooLarge { bytes: 2001, most: 2000 }));
    assert_eq!(read(b"1\n2\n3\n4\n"), Err(IntakeError::TooMany { what: Extent::Rows, most: 3 }));
    assert_eq!(read(b"1,2,3,4,5\n"), Err(IntakeError::TooMany { what: Extent::Columns, most: 4 }));
    assert_eq!(read(b"1,2,3\n1,2,3\n1,2,3\n"), Err(IntakeError::TooMany { what: Extent::Cells, most: 8 }));
    assert!(read(b"1,2,3,4,,,,\n").is_ok(), "empty cells at the end do not count");
    let far = xlsx(r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#, &[]);
    assert_eq!(read(&far), Err(IntakeError::TooMany { what: Extent::Columns, most: 4 }));
}

#[test]
fn a_workbook_that_unpacks_without_end_is_refused() {
    let zeros = " ".repeat(3_000_000);
    let bomb = xlsx(&zeros, &["x"]);
    assert!(bomb.len() < 50_000, "{}", bomb.len());
    let limits = Limits { unpacked: 1_000_000, ..Limits::default() };
    assert_eq!(tables::read(&bomb, &limits), Err(IntakeError::UnpacksTooLarge { most: 1_000_000 }));
}

#[test]
fn a_zip_that_lies_about_its_size_is_measured() {
    let mut bomb = xlsx(&" ".repeat(3_000_000), &["x"]);
    // Every entry of the directory at the end says that it unpacks to one byte.
    let mut at = 0;
    while let Some(found) = bomb[at..].windows(4).position(|window| window == b"PK\x01\x02") {
        at += found + 4;
        bomb[at + 20..at + 24].copy_from_slice(&1_u32.to_le_bytes());
    }
    let limits = Limits { unpacked: 1_000_000, ..Limits::default() };
    let refused = tables::read(&bomb, &limits);
    assert!(matches!(refused, Err(IntakeError::UnpacksTooLarge { .. } | IntakeError::Damaged { .. })), "{refused:?}");
}

#[test]
fn damaged_workbooks_end_in_an_error_and_never_in_a_crash() {
    let mut whole = vec![xlsx(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#, &["品名"])];
    whole.extend(shared("xlsx/jsherp_goods_template.xls"));
    whole.extend(shared("xlsx/jsherp_order_item_template.xls"));
    let mut seed = 20_260_105_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for original in whole {
        for cut in [0, 4, 8, 30, 512, 1024, original.len() / 2, original.len() - 1] {
            let _ = read(&original[..cut.min(original.len())]);
        }
        for _ in 0..150 {
            let mut bytes = original.clone();
            for _ in 0..1 + next(8) {
                let at = next(bytes.len());
                bytes[at] = [0, 0xff, 0x7f, 0x80][next(4)];
            }
            let _ = read(&bytes);
        }
    }
}

#[test]
fn an_old_workbook_that_claims_all_memory_is_refused() {
    let Some(original) = shared("xlsx/jsherp_goods_template.xls") else { return };
    // The record DIMENSIONS: id 0x0200, 14 bytes; its claim goes to four thousand million rows.
    let at = original.windows(4).position(|window| window == [0x00, 0x02, 0x0e, 0x00]).unwrap();
    let mut bytes = original.clone();
    bytes[at + 8..at + 12].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(matches!(read(&bytes), Err(IntakeError::Damaged { .. })));
    assert!(read(&original).is_ok());
}

// ---- words ---------------------------------------------------------------------------------------------------------

#[test]
fn every_field_has_a_name_in_every_language() {
    let fields = [GoodsRow::FIELDS, CustomerRow::FIELDS, StockRow::FIELDS].concat();
    for field in fields {
        let key = format!("intake-field-{}", field.key);
        for lang in Lang::ALL {
            assert!(i18n::has(lang, &key), "{lang}: {key}");
        }
        for name in field.names {
            assert_eq!(&yili_orders::intake::header::plain_name(name), name, "the name as it is compared");
        }
    }
}

#[test]
fn a_finding_is_a_sentence() {
    let goods: Import<GoodsRow> =
        Import::read(&read("品名,条码\n纯牛奶,6901234567893\n纯牛奶二,abc\n".as_bytes()).unwrap()).unwrap();
    let say = |lang| goods.findings().map(|finding| words::finding(lang, finding)).collect::<Vec<_>>();
    assert_eq!(
        say(Lang::ZhHans),
        [
            "第 2 行的“条码”写的是“6901234567893”。条码最后一位对不上，可能抄错了，请核对。",
            "第 3 行的“条码”写的是“abc”。这不是条码。条码是 4 到 14 位数字。"
        ]
    );
    assert_eq!(
        say(Lang::ZhHant)[0],
        "第 2 列的「條碼」寫的是「6901234567893」。條碼最後一位對不上，可能抄錯了，請核對。"
    );
    assert_eq!(
        say(Lang::En)[1],
        "Row 3, column \"Barcode\", says \"abc\". This is not a barcode. A barcode has 4 to 14 digits."
    );
    assert!(!FindingKind::BarcodeCheckDigit.blocks() && FindingKind::NotABarcode.blocks());
    let sentence = words::error(Lang::En, &IntakeError::NoHeader { looked_for: vec!["name", "quantity"] });
    assert_eq!(sentence.detail, "No header row was found. It must have at least: Name, Quantity.");
    assert_eq!(goods::field::NAME, 1);
}

/// What the fuzz targets look for over hours, for some seconds: no bytes break the readers of tables and of platform files.
#[test]
fn bent_files_break_nothing() {
    const WORDS: [&[u8]; 6] = [b"\"", b"\r\n", b"=\"", b"\xef\xbb\xbf", b"7.71E+18", b"\xff\xff\xff\xff"];
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/platforms");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let corpus: Vec<Vec<u8>> = files.iter().map(|path| std::fs::read(path).unwrap()).collect();
    let limits = Limits { unpacked: 4_000_000, rows: 10_000, cells: 100_000, ..Limits::default() };
    let (mut seeded, begin, mut rounds) = (Seeded(20_261_124), Instant::now(), 0);
    while begin.elapsed() < Duration::from_secs(4) {
        let mut bytes = corpus[rounds % corpus.len()].clone();
        seeded.bend(&mut bytes, &WORDS);
        yili_orders::intake::platforms::read_anything(&bytes);
        if let Ok(book) = tables::read(&bytes, &limits) {
            let cells: usize = book.tables.iter().flat_map(|table| &table.rows).map(|row| row.cells.len()).sum();
            assert!(cells as u64 <= limits.cells);
        }
        rounds += 1;
    }
    println!("{rounds} bent files");
}
