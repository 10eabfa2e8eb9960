//! Real input that nobody here wrote: the Northwind company brings in its customers and goods, its 830 orders walk the
//! line, and the totals by customer, product and month are those of its own files.
//!
//! Amounts are exact: a line with a discount of d percent is priced at `cents × (100 − d)` for 100 units, and the line is
//! rounded once, half a cent up. The files' sums below are made by the same rule, from the files alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use yili_orders::domain::ids::{CustomerId, LotId, OrderId, ProductId, UserId};
use yili_orders::domain::money::{Currency, Price};
use yili_orders::domain::orders::decide::PickLine;
use yili_orders::domain::orders::{Channel, Command, Content, CreditDecision, Line, Order, Stage, Transport};
use yili_orders::domain::people::{Department, Rank, Role};
use yili_orders::ops::import::{self, Defaults, Kind, Outlook};
use yili_orders::ops::stock::NewLot;
use yili_orders::ops::{self, Office};
use yili_orders::store::Location;
use yili_orders::store::orders::Filter;

const PASSWORD: &str = "milk-in-the-morning";

/// A file of the data set as rows by column name; nothing where the data is not here.
fn file(name: &str) -> Option<Vec<HashMap<String, String>>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(std::io::Cursor::new(bytes(name)?));
    let header = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        header
            .iter()
            .map(str::to_owned)
            .zip(record.iter().map(|cell| if cell == "NULL" { "" } else { cell }.to_owned()))
            .collect()
    };
    Some(reader.records().map(|record| row(record.unwrap())).collect())
}

fn bytes(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/orders/northwind").join(name);
    let bytes = std::fs::read(&path).ok();
    if bytes.is_none() {
        println!("skipped: {} is not here", path.display());
    }
    bytes
}

/// `18.00` → 1800, `0.15` → 15.
fn hundredths(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    whole.parse::<i64>().unwrap() * 100 + format!("{part:0<2}")[..2].parse::<i64>().unwrap()
}

fn date(text: &str) -> Option<NaiveDate> {
    text.split(' ').next().unwrap().parse().ok()
}

fn at(day: NaiveDate, hour: u32) -> DateTime<Utc> {
    day.and_hms_opt(hour, 0, 0).unwrap().and_utc() - TimeDelta::hours(8)
}

/// A line of the files.
struct Sold {
    order: String,
    product: String,
    cents: i64,
    quantity: i64,
    discount: i64,
}

impl Sold {
    fn price(&self) -> Price {
        Price { minor: self.cents * (100 - self.discount), per: 100 }
    }

    /// The file's own amount by the rule above, without a look at the program's arithmetic.
    fn amount(&self) -> i64 {
        (self.cents * self.quantity * (100 - self.discount) + 50) / 100
    }
}

struct Firm {
    office: Office,
    /// Takes orders and does everything that one person may.
    clerk: UserId,
    /// Releases credit and checks goods.
    second: UserId,
    customers: HashMap<String, CustomerId>,
    products: HashMap<String, ProductId>,
}

fn firm() -> Option<Firm> {
    let (customers, products) = (bytes("customers.csv")?, bytes("products.csv")?);
    let founded = "1996-06-01T01:00:00Z".parse().unwrap();
    let mut office = Office::open(&Location::Memory, founded).unwrap();
    let admin = ops::people::set_up(&mut office, "admin", "Admin", PASSWORD, founded).unwrap().id;
    let everything: Vec<Role> =
        Department::ALL.into_iter().map(|department| Role::new(department, Rank::Head)).collect();
    let person = |office: &mut Office, login: &str| {
        let roles = everything.clone();
        office.transact(admin, founded, |work| ops::people::create(work, login, login, roles, PASSWORD)).unwrap().0
    };
    let (clerk, second) = (person(&mut office, "clerk"), person(&mut office, "second"));
    let defaults = Defaults { shelf_life_days: 3650, ..Defaults::default() };

    let customers = import::read(Kind::Customers, &customers).unwrap();
    let report = office.transact(clerk, founded, |work| import::import(work, &customers, &defaults)).unwrap().0;
    assert_eq!((report.created, report.blocked), (91, 0));
    // Goods that are no longer sold were sold then: the column is put right before they come in.
    let mut goods = import::read(Kind::Goods, &products).unwrap();
    let ended = Kind::Goods.fields().iter().position(|field| field.key == "ended").unwrap();
    for row in 0..goods.len() {
        goods.edit(row, ended, "0");
    }
    let report = office.transact(clerk, founded, |work| import::import(work, &goods, &defaults)).unwrap().0;
    assert_eq!((report.created, report.blocked), (77, 0));

    let customers = ops::customers::page(&mut office, 0, 1000).unwrap();
    let products = ops::products::page(&mut office, 0, 1000).unwrap();
    Some(Firm {
        office,
        clerk,
        second,
        customers: customers.into_iter().map(|kept| (kept.customer.code, kept.customer.id)).collect(),
        products: products.into_iter().map(|(product, _)| (product.code, product.id)).collect(),
    })
}

impl Firm {
    /// Everything that will ever be sold, brought in before the first order.
    fn fill_the_store(&mut self, sold: &[Sold]) {
        let mut totals: BTreeMap<ProductId, i64> = BTreeMap::new();
        for line in sold {
            *totals.entry(self.products[&line.product]).or_default() += line.quantity;
        }
        let produced = "1996-07-01".parse().unwrap();
        self.office
            .transact(self.clerk, at(produced, 10), |work| {
                for (product, quantity) in totals {
                    let place = String::new();
                    ops::stock::open_lot(
                        work,
                        &NewLot { product, code: "19960701".into(), produced, expires: None, quantity, place },
                    )?;
                }
                Ok(())
            })
            .unwrap();
    }

    fn receive(&mut self, row: &HashMap<String, String>, lines: &[&Sold]) -> OrderId {
        let ordered = date(&row["orderDate"]).unwrap();
        let content = Content {
            customer: self.customers[&row["customerID"]],
            contact: row["shipName"].clone(),
            phone: "0123456".into(),
            address: format!("{}, {}", row["shipAddress"], row["shipCity"]),
            requested: date(&row["requiredDate"]).unwrap(),
            currency: Currency::Cny,
            incoterm: None,
            reference: row["orderID"].clone(),
            note: String::new(),
            price_reason: String::new(),
            lines: lines
                .iter()
                .map(|line| Line {
                    requested: None,
                    product: self.products[&line.product],
                    name: line.product.clone(),
                    specification: String::new(),
                    quantity: line.quantity,
                    price: line.price(),
                })
                .collect(),
        };
        let receive = |work: &mut ops::Work<'_, '_>| ops::orders::receive(work, Channel::Mail, content);
        self.office.transact(self.clerk, at(ordered, 9), receive).unwrap().0
    }

    fn step(&mut self, id: OrderId, actor: UserId, now: DateTime<Utc>, command: Command) {
        let said = format!("{command:?}");
        let done = self.office.transact(actor, now, |work| ops::orders::step(work, id, None, command));
        if let Err(error) = done {
            panic!("#{id} {said}: {error}");
        }
    }

    /// The order as it stands.
    fn order(&mut self, id: OrderId) -> Order {
        ops::orders::open(&mut self.office, id).unwrap().order
    }

    fn walk(&mut self, id: OrderId, ordered: NaiveDate, shipped: Option<NaiveDate>) {
        let (clerk, second) = (self.clerk, self.second);
        let requested = self.order(id).content.requested;
        self.step(id, clerk, at(ordered, 10), Command::ReadBack { caller: "buyer".into() });
        let seen = ops::orders::open(&mut self.office, id).unwrap().credit(ordered).concerns();
        let decision = CreditDecision::Release { reason: "paid within the month for years".into(), seen };
        self.step(id, second, at(ordered, 11), Command::ReviewCredit { decision, note: String::new() });
        self.step(id, clerk, at(ordered, 13), Command::ReviewStock);
        self.step(
            id,
            clerk,
            at(ordered, 14),
            Command::ReviewDate { promised: requested, agreed: None, lines: Vec::new() },
        );
        self.step(id, clerk, at(ordered, 15), Command::Confirm { channel: Channel::Mail, who: "buyer".into() });
        let Some(shipped) = shipped else { return };
        let held = self.order(id).lines;
        let part = |(index, lot, quantity): (usize, LotId, i64)| PickLine { line: index + 1, lot, quantity };
        let parts = held
            .iter()
            .enumerate()
            .flat_map(|(index, state)| state.reserved.iter().map(move |part| (index, part.lot, part.quantity)));
        let lines = parts.map(part).collect();
        self.step(id, clerk, at(shipped, 16), Command::Pick { lines, lot_reason: None });
        self.step(id, second, at(shipped, 17), Command::CheckGoods { shipment: 1 });
        let arrives = shipped + Days::new(2);
        let notify = Command::Notify {
            shipment: 1,
            channel: Channel::Mail,
            to: "buyer".into(),
            leaves: shipped,
            expected: arrives,
            waybill: format!("W{id}"),
            carrier: "Speedy Express".into(),
        };
        self.step(id, clerk, at(shipped, 18), notify);
        let dispatch = Command::Dispatch {
            shipment: 1,
            transport: Transport::Road,
            vehicle: "lorry".into(),
            driver: "driver".into(),
            driver_phone: String::new(),
            temperature: None,
            credit_note: String::new(),
        };
        self.step(id, clerk, at(shipped, 19), dispatch);
        let deliver = Command::Deliver {
            shipment: 1,
            on: arrives,
            signed_by: "buyer".into(),
            temperature: None,
            differences: vec![],
        };
        self.step(id, clerk, at(arrives, 12), deliver);
        self.step(id, clerk, at(arrives, 13), Command::Close);
        self.step(id, clerk, at(arrives, 14), Command::File { serial: 0, sum: String::new() });
    }
}

type Totals<K> = BTreeMap<K, i64>;

/// Sums over the rows, by a key each.
fn add_up<T, K: Ord>(rows: impl IntoIterator<Item = T>, of: impl Fn(T) -> (K, i64)) -> Totals<K> {
    let mut totals = BTreeMap::new();
    for (key, amount) in rows.into_iter().map(of) {
        *totals.entry(key).or_default() += amount;
    }
    totals
}

#[test]
fn all_orders_walk_the_line_and_the_totals_are_those_of_the_files() {
    let (Some(orders), Some(details)) = (file("orders.csv"), file("order-details.csv")) else { return };
    let sold: Vec<Sold> = details
        .iter()
        .map(|row| Sold {
            order: row["orderID"].clone(),
            product: row["productID"].clone(),
            cents: hundredths(&row["unitPrice"]),
            quantity: row["quantity"].parse().unwrap(),
            discount: hundredths(&row["discount"]),
        })
        .collect();
    let mut lines: HashMap<&str, Vec<&Sold>> = HashMap::new();
    for line in &sold {
        lines.entry(&line.order).or_default().push(line);
    }
    let mut firm = firm().unwrap();
    firm.fill_the_store(&sold);
    let mut unshipped = 0;
    for row in &orders {
        let id = firm.receive(row, &lines[row["orderID"].as_str()]);
        let shipped = date(&row["shippedDate"]);
        unshipped += i64::from(shipped.is_none());
        firm.walk(id, date(&row["orderDate"]).unwrap(), shipped);
    }

    // What the files say.
    let customer_of: HashMap<&str, &str> =
        orders.iter().map(|row| (row["orderID"].as_str(), row["customerID"].as_str())).collect();
    let month_of: HashMap<&str, &str> =
        orders.iter().map(|row| (row["orderID"].as_str(), &row["orderDate"][..7])).collect();
    let by_customer = add_up(&sold, |line| (customer_of[line.order.as_str()].to_owned(), line.amount()));
    let by_product = add_up(&sold, |line| (line.product.clone(), line.amount()));
    let by_month = add_up(&sold, |line| (month_of[line.order.as_str()].to_owned(), line.amount()));

    // What the program says.
    let rows = ops::orders::page(&mut firm.office, &Filter::default(), 0, 1000).unwrap();
    assert_eq!(rows.len(), 830);
    let filed = Filter { stages: vec![Stage::Filed], customer: None };
    assert_eq!(ops::orders::count(&mut firm.office, &filed).unwrap(), 830 - unshipped);
    let kept: Vec<Order> = rows.iter().map(|row| firm.order(row.id)).collect();
    let code: HashMap<CustomerId, String> = firm.customers.iter().map(|(code, id)| (*id, code.clone())).collect();
    let product: HashMap<ProductId, String> = firm.products.iter().map(|(code, id)| (*id, code.clone())).collect();
    assert_eq!(add_up(&kept, |order| (code[&order.content.customer].clone(), order.content.amount())), by_customer);
    assert_eq!(
        add_up(kept.iter().flat_map(|order| &order.content.lines), |line| (
            product[&line.product].clone(),
            line.amount()
        )),
        by_product
    );
    assert_eq!(add_up(&rows, |row| (row.received_at.format("%Y-%m").to_string(), row.amount)), by_month);
    let exact: i64 = sold.iter().map(|line| line.cents * line.quantity * (100 - line.discount)).sum();
    let total: i64 = by_customer.values().sum();
    assert!((total * 100 - exact).abs() <= 50 * sold.len() as i64, "half a cent a line at most");

    // What customers owe is what was shipped and what is promised, to the cent; and nothing is left in the store but that.
    let owed: i64 = firm
        .customers
        .clone()
        .values()
        .map(|id| ops::customers::open(&mut firm.office, *id).unwrap().exposure.total())
        .sum();
    assert_eq!(owed, total);
    let left: i64 =
        ops::stock::page(&mut firm.office, 0, 1000).unwrap().iter().map(|(lot, _)| lot.on_hand - lot.reserved).sum();
    assert_eq!(left, 0);
    assert_eq!(ops::check::run(&mut firm.office, &mut |_, _| true).unwrap().faults, []);
}

#[test]
fn the_same_files_again_change_nothing_but_what_was_put_right() {
    let Some(mut firm) = firm() else { return };
    let actor =
        ops::people::sign_in(&mut firm.office, "clerk", PASSWORD, at("1996-07-01".parse().unwrap(), 9)).unwrap();
    let today = "1996-07-01".parse().unwrap();
    let defaults = Defaults { shelf_life_days: 3650, ..Defaults::default() };
    let outlooks = |office: &mut Office, kind: Kind, name: &str| -> HashMap<Outlook, usize> {
        let sheet = import::read(kind, &bytes(name).unwrap()).unwrap();
        let mut counts = HashMap::new();
        for check in import::check(office, &actor, &sheet, &defaults, today).unwrap() {
            *counts.entry(check.outlook).or_default() += 1;
        }
        counts
    };
    assert_eq!(outlooks(&mut firm.office, Kind::Customers, "customers.csv"), HashMap::from([(Outlook::Same, 91)]));
    let goods = outlooks(&mut firm.office, Kind::Goods, "products.csv");
    assert_eq!(goods, HashMap::from([(Outlook::Same, 69), (Outlook::Changed, 8)]), "eight are no longer sold");
}
