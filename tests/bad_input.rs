//! Whatever goes wrong gets a sentence that says what and what now, in three languages, and nothing is lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a failing test may stop anywhere

mod support {
    pub mod office;
}

use std::path::{Path, PathBuf};

use support::office::{Setup, now};
use yili_orders::domain::ids::{CustomerId, LotId};
use yili_orders::domain::orders::decide::PickLine;
use yili_orders::domain::orders::{Channel, Command, CreditDecision, LARGEST_QUANTITY};
use yili_orders::i18n::Lang;
use yili_orders::ops::orders::Looked;
use yili_orders::ops::words::{self, Words};
use yili_orders::ops::{self, Office, OpError};
use yili_orders::print::PrintError;
use yili_orders::store::{Location, SCHEMA_VERSION, Tx};

/// The words are there in every language, are no keys, and hold the figures.
fn says(words_of: impl Fn(Lang) -> Words, figures: &[&str]) {
    for lang in Lang::ALL {
        let words = words_of(lang);
        for part in [&words.title, &words.todo] {
            assert!(!part.is_empty(), "{lang}: {words:?}");
            assert!(!part.contains("error-") && !part.contains("{"), "{lang}: {words:?}");
        }
        let whole = words.one_line() + &words.title;
        for figure in figures {
            assert!(whole.contains(figure), "{lang}: {figure} is not in {whole}");
        }
        if lang != Lang::En {
            assert!(whole.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{lang}: {whole}");
        }
    }
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, OpError>, figures: &[&str]) {
    let error = outcome.expect_err("refused");
    says(|lang| words::op_error(lang, &error), figures);
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn filled(path: &Path) -> PathBuf {
    let mut setup = Setup::new(&Location::File(path.to_owned()));
    setup.receive(12).unwrap();
    path.to_owned()
}

fn receive(setup: &mut Setup, change: impl FnOnce(&mut yili_orders::domain::orders::Content)) -> Result<(), OpError> {
    let mut content = setup.content(12);
    change(&mut content);
    let (sales, now) = (setup.person("sales"), setup.now);
    setup.office.transact(sales, now, |work| ops::orders::receive(work, Channel::Telephone, content)).map(|_| ())
}

#[test]
fn what_was_typed_wrongly() {
    let mut setup = Setup::new(&Location::Memory);
    refused(receive(&mut setup, |content| content.customer = CustomerId(99)), &[]);
    refused(receive(&mut setup, |content| content.lines[0].quantity = 0), &["1"]);
    refused(receive(&mut setup, |content| content.lines[0].quantity = LARGEST_QUANTITY + 1), &["10,000,001"]);
    refused(receive(&mut setup, |content| content.requested = "2026-11-22".parse().unwrap()), &["2026-11-22"]);
    assert_eq!(setup.check().orders, 0);
}

#[test]
fn a_lot_too_short_for_the_customer_and_an_order_over_credit() {
    let mut setup = Setup::new(&Location::Memory);
    setup.trust(100);
    let id = setup.receive(12).unwrap();
    setup.step(id, "sales", Command::ReadBack { caller: "刘敏".into() }).unwrap();
    let credit = |decision| Command::ReviewCredit { decision, note: String::new() };
    refused(setup.step(id, "credit", credit(CreditDecision::Pass)), &["141.80"]);
    let release = |seen| credit(CreditDecision::Release { reason: "本周付清".into(), seen });
    refused(setup.step(id, "credit-head", release(Vec::new())), &["141.80"]);
    let seen = ops::orders::open(&mut setup.office, id).unwrap().credit("2026-11-23".parse().unwrap()).concerns();
    setup.step(id, "credit-head", release(seen)).unwrap();
    setup.step(id, "logistics", Command::ReviewStock).unwrap();
    let promised = "2026-11-30".parse().unwrap();
    refused(
        setup.step(id, "production", Command::ReviewDate { promised, agreed: None, lines: Vec::new() }),
        &["2026-11-30", "2026-11-26"],
    );
    let agreed = Some(yili_orders::domain::orders::Agreement { who: "刘敏".into(), note: "可以".into() });
    setup.step(id, "production", Command::ReviewDate { promised, agreed, lines: Vec::new() }).unwrap();
    setup.step(id, "sales", Command::Confirm { channel: Channel::Telephone, who: "刘敏".into() }).unwrap();
    // Made on the 22nd, 15 days: on the 30th of November 7 days remain, the customer wants 8.
    let pick = Command::Pick { lines: vec![PickLine { line: 1, lot: LotId(1), quantity: 12 }], lot_reason: None };
    refused(setup.step(id, "logistics", pick), &["20261122A1", "7", "8"]);
}

#[test]
fn a_stale_edit() {
    let mut setup = Setup::new(&Location::Memory);
    let id = setup.receive(12).unwrap();
    let looked = Looked::at(&ops::orders::open(&mut setup.office, id).unwrap().order);
    let edit = |setup: &Setup, quantity| Command::Edit { content: setup.content(quantity), reason: String::new() };
    let (first, second) = (edit(&setup, 24), edit(&setup, 36));
    setup.step(id, "sales-head", first).unwrap();
    let (sales, now) = (setup.person("sales"), setup.now);
    let stale = setup.office.transact(sales, now, |work| ops::orders::step(work, id, Some(looked), second));
    refused(stale, &["员工 sales-head"]);
}

#[test]
fn a_character_no_face_has_is_named_and_a_rare_one_is_drawn() {
    let missing = PrintError::MissingGlyph { character: '\u{1F95B}', text: "牛奶🥛".into() };
    says(|lang| words::print_error(lang, &missing), &["🥛"]);
    let mut setup = Setup::new(&Location::Memory);
    receive(&mut setup, |content| content.contact = "𠮷田".into()).unwrap();
    let id = ops::orders::id_of(&mut setup.office, "SO20261123-0001").unwrap();
    let dossier = ops::orders::open(&mut setup.office, id).unwrap();
    let options = ops::papers::PaperOptions::usual(Lang::ZhHans, &dossier);
    let papers = ops::papers::documents(ops::papers::PaperKind::ReadBack, &dossier, &options);
    assert_eq!(papers.expect("the fallback face has it").len(), 1);
}

#[test]
fn a_damaged_a_newer_and_a_foreign_file() {
    let folder = folder();
    let damaged = filled(&folder.path().join("damaged.db"));
    let mut bytes = std::fs::read(&damaged).unwrap();
    bytes[..32].fill(0);
    std::fs::write(&damaged, bytes).unwrap();
    refused(Office::open(&Location::File(damaged), now()).map(|_| ()), &["damaged.db"]);

    let newer = filled(&folder.path().join("newer.db"));
    rusqlite::Connection::open(&newer).unwrap().execute_batch("PRAGMA user_version = 9999").unwrap();
    refused(Office::open(&Location::File(newer.clone()), now()).map(|_| ()), &["newer.db"]);
    rusqlite::Connection::open(&newer)
        .unwrap()
        .execute_batch(&format!("PRAGMA user_version = {SCHEMA_VERSION}"))
        .unwrap();
    let mut office = Office::open(&Location::File(newer), now()).expect("nothing was lost by trying");
    assert_eq!(ops::check::run(&mut office, &mut |_, _| true).unwrap().orders, 1);

    let foreign = folder.path().join("foreign.db");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE other (a)").unwrap();
    refused(Office::open(&Location::File(foreign), now()).map(|_| ()), &["foreign.db"]);
}

#[test]
fn a_second_window_on_the_same_file() {
    let folder = folder();
    let path = folder.path().join("office.db");
    let mut first = Setup::new(&Location::File(path.clone()));
    refused(Office::open(&Location::File(path), now()).map(|_| ()), &["office.db"]);
    first.receive(12).expect("the first goes on");
}

#[test]
fn a_full_disk_loses_nothing() {
    let folder = folder();
    let path = folder.path().join("full.db");
    let mut setup = Setup::new(&Location::File(path.clone()));
    let first = setup.receive(12).unwrap();
    setup
        .office
        .store()
        .write(|tx: &mut Tx<'_>| {
            let pages = tx.one("PRAGMA page_count", &[])?.map_or(Ok(0), |row| row.int(0))?;
            tx.query(&format!("PRAGMA max_page_count = {}", pages + 2), &[]).map(|_| ())
        })
        .unwrap();
    let sales = setup.person("sales");
    let paper = vec![7u8; 1 << 20];
    let now = setup.now;
    let full = setup.office.transact(sales, now, |work| ops::orders::add_paper(work, first, "扫描.pdf", &paper));
    refused(full, &["full.db"]);
    drop(setup.office);
    let mut office = Office::open(&Location::File(path), now).unwrap();
    let report = ops::check::run(&mut office, &mut |_, _| true).unwrap();
    assert_eq!((report.orders, report.faults), (1, Vec::new()));
}

#[cfg(unix)]
#[test]
fn a_read_only_folder() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let closed = folder.path().join("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(closed.join("probe"), b"").is_ok() {
        eprintln!("skipped: this account may write anywhere");
        return;
    }
    refused(Office::open(&Location::File(closed.join("office.db")), now()).map(|_| ()), &["closed"]);
}
