//! The headless commands.

use std::fs;
use std::path::Path;

use chrono::Utc;

use super::args::{Export, Print};
use super::{Failure, session};
use crate::demo;
use crate::domain::people::Right;
use crate::i18n::{self, Lang, t, t_dyn, tf};
use crate::ops::papers::{self, PaperOptions};
use crate::ops::{Office, check as verify, export as exports, orders, search, words};
use crate::print::workbook::Table;
use crate::print::{Document, Printer};
use crate::store::{Location, backup as copies};

/// Rows of each kind that `find` shows.
const FOUND: usize = 20;

pub(super) fn window(
    location: Option<Location>,
    chosen: Option<Lang>,
    user: Option<String>,
    lang: Lang,
) -> Result<(), Failure> {
    // The system's own words name files and lines of a library; they help nobody who only lacks a display.
    crate::ui::run(location, chosen, user).map_err(|_| Failure::Said(t(lang, "cli-no-display").to_owned()))
}

pub(super) fn demo(lang: Lang, location: Option<Location>, count: u64, seed: Option<u64>) -> Result<(), Failure> {
    let location = location.ok_or_else(|| Failure::Said(t(lang, "cli-name-store").to_owned()))?;
    let mut office = Office::open(&location, Utc::now())?;
    let mut said = 0;
    let mut progress = |done: u64, all: u64| {
        let tenth = done * 10 / all.max(1);
        if tenth > said {
            said = tenth;
            println!("{} / {}", i18n::whole(done as i64), i18n::whole(all as i64));
        }
        true
    };
    demo::build(&mut office, count, seed.unwrap_or(demo::content::SEED), Utc::now(), &mut progress)?;
    let values = [("place", location.to_string().into()), ("password", demo::content::PASSWORD.into())];
    println!("{}", tf(lang, "cli-demo-done", &values));
    Ok(())
}

pub(super) fn print(lang: Lang, location: Option<Location>, user: Option<&str>, what: &Print) -> Result<(), Failure> {
    let (mut office, _) = session::sign_in(lang, location, user, Right::ReadOrders)?;
    let kind = what.kind.paper();
    let mut documents: Vec<Document> = Vec::new();
    for number in &what.orders {
        let id = orders::id_of(&mut office, number)?;
        let dossier = orders::open(&mut office, id)?;
        let mut options = PaperOptions::usual(lang, &dossier);
        options.paper = what.paper.unwrap_or(options.paper);
        options.prices &= !what.no_prices;
        let found = papers::documents(kind, &dossier, &options)?;
        if found.is_empty() {
            let paper = t_dyn(lang, &format!("paper-{}", kind.key()));
            let values = [("number", number.clone().into()), ("paper", paper.into())];
            return Err(Failure::Said(tf(lang, "cli-no-such-paper", &values)));
        }
        documents.extend(found);
    }
    fs::create_dir_all(&what.out).map_err(|error| not_written(lang, &what.out, &error))?;
    let printer = Printer::new()?;
    if what.merged {
        let path = what.out.join(format!("{}.pdf", t_dyn(lang, &format!("paper-{}", kind.key()))));
        return save(lang, &path, &printer.pdf(&documents)?);
    }
    for document in &documents {
        let path = what.out.join(format!("{}.pdf", document.file_stem()));
        save(lang, &path, &printer.pdf(std::slice::from_ref(document))?)?;
    }
    Ok(())
}

/// Writes a file and says where it is.
pub(super) fn save(lang: Lang, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|error| not_written(lang, path, &error))?;
    println!("{}", path.display());
    Ok(())
}

pub(super) fn not_written(lang: Lang, path: &Path, error: &std::io::Error) -> Failure {
    let values = [("path", path.display().to_string().into()), ("reason", error.to_string().into())];
    Failure::Said(tf(lang, "cli-not-written", &values))
}

pub(super) fn find(lang: Lang, location: Option<Location>, user: Option<&str>, text: &str) -> Result<(), Failure> {
    let (mut office, _) = session::sign_in(lang, location, user, Right::ReadOrders)?;
    let found = search::find(&mut office, text, FOUND)?;
    let mut first = true;
    let mut part = |count: usize| {
        if count > 0 && !std::mem::take(&mut first) {
            println!();
        }
    };
    part(found.orders.len());
    for row in &found.orders {
        let stage = t_dyn(lang, &format!("stage-{}", row.stage.key()));
        println!("{}  {}  {}  {} {}", row.number, stage, row.customer, row.currency.code(), i18n::money(row.amount));
    }
    part(found.customers.len());
    for customer in &found.customers {
        let contact =
            customer.contacts.first().map(|contact| format!("{} {}", contact.name, contact.phone)).unwrap_or_default();
        println!("{}  {}  {contact}", customer.code, customer.name);
    }
    part(found.products.len());
    for product in &found.products {
        println!("{}  {}  {}", product.code, product.name_in(lang.tag()), product.specification);
    }
    if found.orders.is_empty() && found.customers.is_empty() && found.products.is_empty() {
        println!("{}", tf(lang, "cli-nothing-found", &[("text", text.into())]));
    }
    if [found.orders.len(), found.customers.len(), found.products.len()].contains(&FOUND) {
        println!("\n{}", tf(lang, "cli-found-more", &[("most", FOUND.into())]));
    }
    Ok(())
}

pub(super) fn export(lang: Lang, location: Option<Location>, user: Option<&str>, wish: &Export) -> Result<(), Failure> {
    let (mut office, _) = session::sign_in(lang, location, user, Right::ReadOrders)?;
    let what = wish.what();
    let failed = |error: std::io::Error| not_written(lang, &wish.out, &error);
    let mut table = Table::begin(&wish.out, &what.title(lang), &what.columns(lang)).map_err(failed)?;
    let (mut next, mut rows) = (Some(0), 0);
    while let Some(after) = next {
        let page = exports::page(&mut office, &what, lang, after)?;
        page.rows.iter().try_for_each(|row| table.row(row)).map_err(failed)?;
        rows += page.rows.len() as i64;
        next = page.next;
    }
    table.finish().map_err(failed)?;
    let values = [("rows", i18n::whole(rows).into()), ("place", wish.out.display().to_string().into())];
    println!("{}", tf(lang, "export-done", &values));
    Ok(())
}

pub(super) fn check(lang: Lang, location: Option<Location>, user: Option<&str>) -> Result<(), Failure> {
    let (mut office, _) = session::sign_in(lang, location, user, Right::KeepBackups)?;
    let report = verify::run(&mut office, &mut |_, _| true)?;
    for fault in &report.faults {
        println!("{}", words::fault(lang, fault));
    }
    let values = [
        ("orders", i18n::whole(report.orders as i64).into()),
        ("rows", i18n::whole(report.rows as i64).into()),
        ("faults", report.faults.len().into()),
    ];
    println!("{}", tf(lang, "cli-checked", &values));
    if report.faults.is_empty() { Ok(()) } else { Err(Failure::Silent) }
}

pub(super) fn backup(lang: Lang, location: Option<Location>, user: Option<&str>, out: &Path) -> Result<(), Failure> {
    let (mut office, _) = session::sign_in(lang, location, user, Right::KeepBackups)?;
    if out.exists() {
        return Err(Failure::Said(tf(lang, "cli-copy-there", &[("path", out.display().to_string().into())])));
    }
    copies::backup(office.store(), out, Utc::now(), &mut |_| true)?;
    println!("{}", tf(lang, "cli-backup-done", &[("path", out.display().to_string().into())]));
    Ok(())
}

pub(super) fn restore(lang: Lang, location: Option<Location>, file: &Path) -> Result<(), Failure> {
    let place = session::place(location, lang)?;
    let restored = copies::restore(file, &place, Utc::now(), &mut |_| true)?;
    println!("{}", tf(lang, "cli-restored", &[("place", place.to_string().into())]));
    if let Some(kept) = restored.kept {
        println!("{}", tf(lang, "cli-restored-kept", &[("path", kept.display().to_string().into())]));
    }
    Ok(())
}
