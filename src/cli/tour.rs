//! One order, from the telephone call to the archive, on a fresh store: what a person would do in the window, in the name
//! of the demo company's people. The clock is fixed, so two tours leave the same bytes.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::Failure;
use super::commands::{not_written, save};
use crate::demo;
use crate::domain::customers::{Customer, Terms};
use crate::domain::ids::{LotId, OrderId, UserId};
use crate::domain::orders::decide::PickLine;
use crate::domain::orders::{Channel, Command, Content, CreditDecision, Line, Transport};
use crate::domain::people::{Department, Rank, Role, User};
use crate::domain::products::Product;
use crate::i18n::{self, Lang, t, tf};
use crate::ops::papers::{self, PaperKind, PaperOptions};
use crate::ops::{self, Office, OpError};
use crate::print::Printer;
use crate::print::documents::Paper;
use crate::store::Location;

/// Monday, 2 March 2026, five past nine in the morning at the company.
const MORNING: DateTime<Utc> = match DateTime::from_timestamp(1_772_413_500, 0) {
    Some(morning) => morning,
    None => DateTime::UNIX_EPOCH,
};

pub(super) fn run(lang: Lang, out: &Path) -> Result<(), Failure> {
    fs::create_dir_all(out).map_err(|error| not_written(lang, out, &error))?;
    let file = out.join("tour.db");
    make_room(lang, &file)?;
    let mut tour = Tour::begin(lang, &file)?;
    tour.walk()?;
    tour.papers(out)?;
    println!("{}", tf(lang, "cli-tour-done", &[("path", file.display().to_string().into())]));
    Ok(())
}

/// A tour begins on a fresh store; the one of the last tour is its own and goes.
fn make_room(lang: Lang, file: &Path) -> Result<(), Failure> {
    for ending in ["", "-wal", "-shm", ".lock"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(not_written(lang, file, &error)),
            _ => {}
        }
    }
    Ok(())
}

struct Tour {
    lang: Lang,
    office: Office,
    people: Vec<User>,
    now: DateTime<Utc>,
    order: OrderId,
}

impl Tour {
    fn begin(lang: Lang, file: &Path) -> Result<Tour, Failure> {
        let mut office = Office::open(&Location::File(file.to_owned()), MORNING)?;
        demo::build(&mut office, 0, demo::content::SEED, MORNING, &mut |_, _| true)?;
        println!("{}", t(lang, "cli-tour-company"));
        let people = ops::people::all(&mut office)?;
        Ok(Tour { lang, office, people, now: MORNING, order: OrderId(0) })
    }

    fn today(&self) -> NaiveDate {
        (self.now + TimeDelta::hours(8)).date_naive()
    }

    fn person(&self, department: Department, rank: Rank) -> Result<UserId, Failure> {
        let role = Role::new(department, rank);
        let found = self.people.iter().find(|user| user.roles.contains(&role));
        found.map(|user| user.id).ok_or_else(|| OpError::NotFound(department.key().into()).into())
    }

    /// Takes a step in somebody's name, says what happened, and lets time pass.
    fn step(&mut self, department: Department, rank: Rank, minutes: i64, command: Command) -> Result<(), Failure> {
        self.now += TimeDelta::minutes(minutes);
        let (person, id) = (self.person(department, rank)?, self.order);
        self.office.transact(person, self.now, |work| ops::orders::step(work, id, None, command))?;
        self.say()
    }

    /// The newest entry of the order's history, as a sentence.
    fn say(&mut self) -> Result<(), Failure> {
        let dossier = ops::orders::open(&mut self.office, self.order)?;
        if let Some(entry) = dossier.log.last() {
            let told = ops::tell::tell(self.lang, &dossier, entry);
            let at = i18n::date_time(entry.mark.at, dossier.company.zone());
            println!("{at}  {}  {}", dossier.name(entry.mark.by), told.title);
        }
        Ok(())
    }

    fn walk(&mut self) -> Result<(), Failure> {
        self.receive()?;
        let caller = self.caller()?;
        let requested = self.open()?.order.content.requested;
        self.step(Department::Sales, Rank::Staff, 4, Command::ReadBack { caller: caller.clone() })?;
        let pass = Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() };
        self.step(Department::Credit, Rank::Staff, 20, pass)?;
        self.step(Department::Logistics, Rank::Staff, 10, Command::ReviewStock)?;
        self.step(
            Department::Production,
            Rank::Staff,
            15,
            Command::ReviewDate { promised: requested, agreed: None, lines: Vec::new() },
        )?;
        let confirm = Command::Confirm { channel: Channel::Telephone, who: caller.clone() };
        self.step(Department::Sales, Rank::Staff, 25, confirm)?;
        self.make_what_is_short()?;
        self.ship(&caller)?;
        self.deliver(&caller)
    }

    fn open(&mut self) -> Result<ops::orders::Dossier, Failure> {
        Ok(ops::orders::open(&mut self.office, self.order)?)
    }

    fn caller(&mut self) -> Result<String, Failure> {
        Ok(self.open()?.order.content.contact)
    }

    /// A trusted customer at home calls and wants three kinds of goods, of one more than there is.
    fn receive(&mut self) -> Result<(), Failure> {
        let customers = ops::customers::page(&mut self.office, 0, 60)?;
        let fits = |customer: &Customer| !customer.is_export() && customer.credit.terms != Terms::Prepaid;
        let best =
            customers.into_iter().map(|kept| kept.customer).filter(fits).max_by_key(|customer| customer.credit.limit);
        let customer = best.ok_or_else(|| OpError::NotFound("customer".into()))?;
        let goods = self.goods()?;
        let requested = self.today() + Days::new(4);
        let contact = customer.contacts.first().cloned().unwrap_or_default();
        let content = Content {
            customer: customer.id,
            contact: contact.name,
            phone: contact.phone,
            address: customer.addresses.first().cloned().unwrap_or_default(),
            requested,
            currency: customer.currency,
            incoterm: None,
            reference: "PO-2026-0302".into(),
            note: String::new(),
            price_reason: String::new(),
            lines: goods,
        };
        let sales = self.person(Department::Sales, Rank::Staff)?;
        let receive = |work: &mut ops::Work<'_, '_>| ops::orders::receive(work, Channel::Telephone, content);
        self.order = self.office.transact(sales, self.now, receive)?.0;
        self.say()
    }

    fn goods(&mut self) -> Result<Vec<Line>, Failure> {
        let all = ops::products::page(&mut self.office, 0, 100)?;
        let mut stock = std::collections::BTreeMap::new();
        for (lot, _) in ops::stock::page(&mut self.office, 0, 1_000)? {
            *stock.entry(lot.product).or_insert(0) += lot.available();
        }
        let value = |product: &Product| product.price.amount(stock.get(&product.id).copied().unwrap_or_default());
        let mut goods: Vec<Product> = all.into_iter().map(|(product, _)| product).collect();
        // The cheapest stock first: of the first kind all of it and four cartons more are wanted.
        goods.sort_by_key(|product| (value(product), product.id));
        let cold = goods.iter().position(|product| product.storage.is_cold()).unwrap_or_default();
        let short = goods.remove(cold);
        let (_, carton) = short.packs.largest();
        let free = stock.get(&short.id).copied().unwrap_or_default();
        let mut lines = vec![line(&short, (free / carton + 4) * carton)];
        for product in goods.iter().filter(|product| stock.contains_key(&product.id)).take(2) {
            lines.push(line(product, 5 * product.packs.largest().1));
        }
        Ok(lines)
    }

    /// III: plan, output, inspection of every line that is short.
    fn make_what_is_short(&mut self) -> Result<(), Failure> {
        let dossier = self.open()?;
        let day = self.today();
        for (index, content) in dossier.order.content.lines.iter().enumerate() {
            let short = crate::domain::orders::to_plan(&dossier.order, index + 1);
            if short == 0 {
                continue;
            }
            let carton = dossier.products.get(&content.product).map_or(1, |product| product.packs.largest().1);
            let quantity = (short + carton - 1) / carton * carton;
            let production = self.open()?.order.productions.len() + 1;
            let responsible = dossier.people.values().find(|user| user.belongs_to(Department::Production));
            let responsible = responsible.map(|user| user.name.clone()).unwrap_or_default();
            let plan = Command::PlanProduction { line: index + 1, quantity, due: day + Days::new(1), responsible };
            self.step(Department::Production, Rank::Staff, 10, plan)?;
            let code = format!("{}A{production}T", day.format("%Y%m%d"));
            let output = Command::RecordOutput { production, lot: LotId(0), code, produced: day, quantity };
            self.step(Department::Production, Rank::Staff, 180, output)?;
            let report = format!("QC-{}-{production:02}", day.format("%Y%m%d"));
            let finding = t(self.lang, "cli-tour-finding").to_owned();
            self.step(
                Department::Quality,
                Rank::Staff,
                60,
                Command::Inspect { production, passed: true, finding, report },
            )?;
        }
        Ok(())
    }

    /// IV: picked, checked by another person, announced, handed over.
    fn ship(&mut self, caller: &str) -> Result<(), Failure> {
        let dossier = self.open()?;
        let held = dossier.order.lines.iter().enumerate().flat_map(|(index, line)| {
            line.reserved.iter().map(move |part| PickLine { line: index + 1, lot: part.lot, quantity: part.quantity })
        });
        let pick = Command::Pick { lines: held.collect(), lot_reason: None };
        self.step(Department::Logistics, Rank::Staff, 30, pick)?;
        self.step(Department::Logistics, Rank::Head, 20, Command::CheckGoods { shipment: 1 })?;
        let carrier = &demo::content::transport::CARRIERS[0];
        let trip = demo::content::transport::trip(1);
        let notify = Command::Notify {
            shipment: 1,
            channel: Channel::Telephone,
            to: caller.to_owned(),
            leaves: self.today(),
            expected: self.today() + Days::new(2),
            waybill: demo::content::transport::waybill(carrier, 1),
            carrier: carrier.name.to_owned(),
        };
        self.step(Department::Logistics, Rank::Staff, 10, notify)?;
        let dispatch = Command::Dispatch {
            shipment: 1,
            transport: Transport::Road,
            vehicle: trip.plate,
            driver: trip.driver,
            driver_phone: trip.phone,
            temperature: Some(40),
            credit_note: String::new(),
        };
        self.step(Department::Logistics, Rank::Staff, 45, dispatch)
    }

    /// Signed for two days later, closed and filed.
    fn deliver(&mut self, caller: &str) -> Result<(), Failure> {
        self.now += TimeDelta::days(2);
        let deliver = Command::Deliver {
            shipment: 1,
            on: self.today(),
            signed_by: caller.to_owned(),
            temperature: Some(45),
            differences: Vec::new(),
        };
        self.step(Department::Logistics, Rank::Staff, 0, deliver)?;
        self.step(Department::Sales, Rank::Staff, 60, Command::Close)?;
        self.step(Department::Archive, Rank::Staff, 120, Command::File { serial: 0, sum: String::new() })
    }

    /// All papers of the order, the delivery note on both papers.
    fn papers(&mut self, out: &Path) -> Result<(), Failure> {
        let dossier = self.open()?;
        let printer = Printer::new()?;
        let usual = PaperOptions::usual(self.lang, &dossier);
        for kind in PaperKind::ALL {
            for document in papers::documents(kind, &dossier, &usual)? {
                let bytes = printer.pdf(std::slice::from_ref(&document))?;
                save(self.lang, &out.join(format!("{}.pdf", kind.key())), &bytes)?;
            }
        }
        let half = PaperOptions { paper: Paper::Half241, ..usual };
        for document in papers::documents(PaperKind::DeliveryNote, &dossier, &half)? {
            let bytes = printer.pdf(std::slice::from_ref(&document))?;
            save(self.lang, &out.join("delivery-note-241x140.pdf"), &bytes)?;
        }
        Ok(())
    }
}

fn line(product: &Product, quantity: i64) -> Line {
    Line {
        requested: None,
        product: product.id,
        name: product.name.clone(),
        specification: product.specification.clone(),
        quantity,
        price: product.price,
    }
}
