//! What customers of the demo company ask for.

use chrono::{DateTime, Days as CalendarDays, NaiveDate, Utc};

use super::super::content::rng::Rng;
use super::clock::Days;
use super::company::Cast;
use super::fates::Fate;
use super::prices::sold_at;
use crate::demo::content::customers::Kind;
use crate::domain::customers::Customer;
use crate::domain::money::{Currency, Price};
use crate::domain::orders::{Channel, Content, Line};
use crate::domain::products::Product;

/// An order before anybody has taken it.
pub(super) struct Request {
    /// Running number over the whole company, from 0.
    pub number: u64,
    pub fate: Fate,
    pub at: DateTime<Utc>,
    pub channel: Channel,
    pub content: Content,
    /// Index of the customer.
    pub customer: usize,
    /// The last working day on which the goods can leave and arrive as wished.
    pub leaves: NaiveDate,
    pub rng: Rng,
}

/// The orders of a working day, in the order in which they come in.
pub(super) fn of_day(cast: &Cast, days: &Days, day: usize, fates: &[Fate], first: u64, seed: u64) -> Vec<Request> {
    let count = fates.len() as u64;
    let mut fates = fates.to_vec();
    Rng::for_item(seed, 4, day as u64).shuffle(&mut fates);
    let one = |(k, fate): (usize, Fate)| {
        let number = first + k as u64;
        let mut rng = Rng::for_item(seed, 3, number);
        let fate = if fate == Fate::Usual { Fate::by_chance(&mut rng) } else { fate };
        let at = days.received(day, k as u64, count, &mut rng);
        request(cast, days, day, Request::blank(number, fate, at, rng))
    };
    fates.into_iter().enumerate().map(one).collect()
}

impl Request {
    fn blank(number: u64, fate: Fate, at: DateTime<Utc>, rng: Rng) -> Request {
        let content = Content {
            customer: Default::default(),
            contact: String::new(),
            phone: String::new(),
            address: String::new(),
            requested: NaiveDate::default(),
            currency: Currency::Cny,
            incoterm: None,
            reference: String::new(),
            note: String::new(),
            price_reason: String::new(),
            lines: Vec::new(),
        };
        Request {
            number,
            fate,
            at,
            channel: Channel::Telephone,
            content,
            customer: 0,
            leaves: NaiveDate::default(),
            rng,
        }
    }
}

fn request(cast: &Cast, days: &Days, day: usize, mut request: Request) -> Request {
    let rng = &mut request.rng;
    let credit_matters = matches!(request.fate, Fate::Guarantee | Fate::Release | Fate::Refused);
    request.customer = choose_customer(cast, request.number, credit_matters, rng);
    let customer = &cast.customers[request.customer];
    request.channel = [Channel::Telephone, Channel::Mail, Channel::Online][rng.weighted(&[55, 30, 15])];
    let date = days.days[day].date;
    let ready = cast.company.calendar.next_working_day(date);
    let travel = CalendarDays::new(customer.transport_days.unsigned_abs());
    let requested = ready + travel + CalendarDays::new(rng.below(3));
    request.leaves = last_working_day(cast, ready, requested - travel);
    let contact = customer.contacts.first();
    let content = &mut request.content;
    content.customer = customer.id;
    content.contact = contact.map_or_else(String::new, |contact| contact.name.clone());
    content.phone = contact.map_or_else(String::new, |contact| contact.phone.clone());
    content.address = customer.addresses.first().cloned().unwrap_or_default();
    content.requested = requested;
    content.currency = customer.currency;
    content.incoterm = customer.incoterm.clone();
    if request.channel != Channel::Telephone || rng.chance(20) {
        content.reference = format!("PO{}{:03}", date.format("%y%m%d"), request.number % 1000);
    }
    if rng.chance(12) {
        content.note = rng.pick(NOTES).to_owned();
    }
    let days_on_the_way = (requested - date).num_days();
    content.lines = lines(cast, request.customer, request.fate, (date, days_on_the_way), rng);
    request
}

const NOTES: &[&str] = &[
    "请上午送货",
    "卸货需要尾板车",
    "送货前一小时电话联系",
    "随车带出厂检验报告",
    "请按托盘码放",
    "开学第一批，请勿延误",
];

/// The last working day from `first` up to `last`.
fn last_working_day(cast: &Cast, first: NaiveDate, last: NaiveDate) -> NaiveDate {
    let back = last.iter_days().rev().take_while(|day| *day >= first);
    back.into_iter().find(|day| cast.company.calendar.is_working_day(*day)).unwrap_or(first)
}

/// The first sixty order more often than each of the others; a set piece about credit needs one with a limit.
fn choose_customer(cast: &Cast, number: u64, credit_matters: bool, rng: &mut Rng) -> usize {
    let all = cast.customers.len() as u64;
    // In a small company everybody orders in turn, so that nobody is without an order.
    let any = if all <= 60 { (number * 7 + rng.below(5)) % all } else { rng.below(all) };
    let fits = |index: usize| {
        let customer: &Customer = &cast.customers[index];
        !credit_matters || customer.credit.limit > 0 && customer.currency == Currency::Cny
    };
    (0..all).map(|step| ((any + step) % all) as usize).find(|index| fits(*index)).unwrap_or(0)
}

/// Lines of an order that comes in on a day, and whose goods are on the way for so many days from it.
fn lines(
    cast: &Cast,
    customer: usize,
    fate: Fate,
    (date, days_on_the_way): (NaiveDate, i64),
    rng: &mut Rng,
) -> Vec<Line> {
    let kind = cast.kinds[customer];
    let rule = cast.customers[customer].shelf_life;
    // Made this morning, so much remains on arrival; with two days in hand.
    let fresh =
        |product: &Product| product.shelf_life_days - days_on_the_way - 2 >= rule.days_needed(product.shelf_life_days);
    let long_lived = |product: &Product| !fate.is_short() || product.shelf_life_days >= 100;
    let fits = |product: &Product| {
        let bulk = product.packs.largest().0 == "托";
        fresh(product) && long_lived(product) && (!bulk || matches!(kind, Kind::Wholesaler | Kind::Export))
    };
    let mut choice: Vec<&Product> = cast.products.iter().filter(|product| fits(product)).collect();
    rng.shuffle(&mut choice);
    let wanted = (cast.usual_lines[customer] + rng.between(-1, 1)).max(1) as usize;
    let customer = &cast.customers[customer];
    let price = |product| sold_at(cast, customer, product, date);
    choice.into_iter().take(wanted).map(|product| line(product, kind, price(product), rng)).collect()
}

fn line(product: &Product, kind: Kind, price: Price, rng: &mut Rng) -> Line {
    let largest = product.packs.largest().1;
    let bulk = product.price.minor / product.price.per.max(1) * largest > 500_000;
    let (low, high) = match kind {
        _ if bulk => (1, 3),
        Kind::School | Kind::Canteen => (1, 8),
        Kind::Convenience => (2, 20),
        Kind::Supermarket | Kind::Wholesaler => (4, 36),
        Kind::OnlineWarehouse | Kind::Export => (16, 80),
    };
    let mut quantity = rng.between(low, high) * largest;
    if let Some(inner) = product.packs.packs.first().filter(|_| rng.chance(10)) {
        quantity += inner.base_units * rng.between(1, 3);
    }
    Line {
        requested: None,
        product: product.id,
        name: product.name.clone(),
        specification: product.specification.clone(),
        quantity,
        price,
    }
}
