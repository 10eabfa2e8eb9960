//! The demo company before its first order: settings, people, goods, customers; and its shelves today.

use chrono::{DateTime, Days as CalendarDays, Utc};

use super::super::content::customers::{self, CORE, Kind};
use super::super::content::goods::{GOODS, Goods};
use super::super::content::rng::Rng;
use super::super::content::staff::PEOPLE;
use super::super::content::{FIRM, transport};
use super::DEMO_PASSWORD;
use crate::domain::company::{Company, Letterhead};
use crate::domain::customers::{Contact, CreditFile, Customer};
use crate::domain::ids::{CustomerId, ProductId, UserId};
use crate::domain::money::Price;
use crate::domain::people::{Department, Rank, User, can_own};
use crate::domain::prices::PriceList;
use crate::domain::products::{Product, TemperatureRange};
use crate::ops::stock::NewLot;
use crate::ops::{self, Office, OpError, Work};
use crate::store;

/// Beyond so many orders the company has more customers, one for each so many orders.
const SMALL: u64 = 10_000;
const ORDERS_A_CUSTOMER: u64 = 200;

/// Everybody and everything that orders are about.
pub(super) struct Cast {
    pub admin: UserId,
    pub company: Company,
    pub people: Vec<User>,
    pub products: Vec<Product>,
    pub customers: Vec<Customer>,
    /// What each customer is.
    pub kinds: Vec<Kind>,
    /// How many lines each customer's orders have.
    pub usual_lines: Vec<i64>,
    /// The price lists, in force from the first day on.
    pub lists: Vec<PriceList>,
}

impl Cast {
    /// Somebody of a department: its head, or one of the others in turn.
    pub fn of(&self, department: Department, rank: Rank, turn: u64) -> &User {
        let fit: Vec<&User> = self
            .people
            .iter()
            .filter(|user| user.roles.iter().any(|role| role.department == department && role.rank == rank))
            .collect();
        fit.get(turn as usize % fit.len().max(1)).copied().unwrap_or(&self.people[0])
    }
}

/// Sets up the store. Errors: [`OpError::SetUpAlready`]; the store's.
pub(super) fn set_up(office: &mut Office, orders: u64, seed: u64, now: DateTime<Utc>) -> Result<Cast, OpError> {
    // Set up long before the first order came in.
    let founded = now - chrono::TimeDelta::days(4 * 365);
    let first = PEOPLE.first().map_or(("admin", "admin"), |person| (person.login, person.name));
    let admin = ops::people::set_up(office, first.0, first.1, DEMO_PASSWORD, founded)?;
    // Everybody has the administrator's password, so it is hashed once.
    let hash =
        office.read(|tx| Ok(store::people::load(tx, admin.id)?))?.map_or_else(String::new, |account| account.password);
    let company = company();
    office.transact(admin.id, founded, |work| {
        ops::company::change(work, &work.company.clone(), &company)?;
        for person in PEOPLE.iter().skip(1) {
            ops::people::create_hashed(work, person.login, person.name, vec![person.role()], &hash)?;
        }
        Ok(())
    })?;
    let people = office.read(|tx| Ok(store::people::all(tx)?))?;
    let (cast, _) = office.transact(admin.id, founded, |work| {
        let products = products(work)?;
        let count = CORE + orders.saturating_sub(SMALL) / ORDERS_A_CUSTOMER;
        let mut cast = Cast {
            admin: admin.id,
            company,
            people,
            products,
            customers: Vec::new(),
            kinds: Vec::new(),
            usual_lines: Vec::new(),
            lists: Vec::new(),
        };
        for n in 0..count {
            let wanted = customers::customer(n, seed);
            cast.kinds.push(wanted.kind);
            cast.usual_lines.push(wanted.usual_lines);
            cast.customers.push(customer(work, &cast.people, n, wanted)?);
        }
        cast.lists = super::prices::write(work, &cast)?;
        Ok(cast)
    })?;
    Ok(cast)
}

fn company() -> Company {
    let letterhead = Letterhead {
        name: FIRM.name.to_owned(),
        name_hant: FIRM.name_hant.to_owned(),
        name_en: FIRM.name_en.to_owned(),
        address: FIRM.address.to_owned(),
        address_en: FIRM.address_en.to_owned(),
        phone: FIRM.phone.to_owned(),
    };
    let mut company = Company { letterhead, ..Company::default() };
    company.archive.fonds = FIRM.fonds.to_owned();
    company
}

fn products(work: &mut Work<'_, '_>) -> Result<Vec<Product>, OpError> {
    let mut products = Vec::with_capacity(GOODS.len());
    for (at, goods) in GOODS.iter().enumerate() {
        let mut product = product(goods);
        product.lowest = super::prices::lowest(at, product.price);
        product.id = ops::products::create(work, product.clone())?;
        products.push(product);
    }
    Ok(products)
}

fn product(goods: &Goods) -> Product {
    Product {
        id: ProductId::default(),
        code: goods.code.to_owned(),
        name: goods.name.to_owned(),
        name_hant: goods.name_hant.to_owned(),
        name_en: goods.name_en.to_owned(),
        specification: goods.specification.to_owned(),
        barcode: goods.barcode(),
        packs: goods.packs(),
        price: Price { minor: goods.price, per: goods.largest() },
        lowest: None,
        tax_basis_points: goods.tax,
        shelf_life_days: goods.shelf_life_days,
        storage: TemperatureRange { low: goods.storage.map(|range| range.0), high: goods.storage.map(|range| range.1) },
        lead_days: if goods.shelf_life_days < 60 { 1 } else { 3 },
        active: true,
    }
}

/// Sales opens the file, credit fills in its part.
fn customer(
    work: &mut Work<'_, '_>,
    people: &[User],
    n: u64,
    wanted: customers::Customer,
) -> Result<Customer, OpError> {
    let head = |department| people.iter().find(|user| user.belongs_to(department)).cloned();
    let (admin, now) = (work.actor.clone(), work.now);
    let mut customer = Customer {
        id: CustomerId::default(),
        code: wanted.code.clone(),
        name: wanted.name.clone(),
        name_en: wanted.name_en.clone(),
        contacts: contacts(&wanted),
        addresses: vec![wanted.full_address()],
        currency: wanted.currency,
        incoterm: wanted.incoterm.clone(),
        shelf_life: wanted.shelf_life,
        transport_days: wanted.transport_days,
        key_customer: wanted.is_key,
        credit: CreditFile::default(),
        price_group: super::prices::group(wanted.kind, wanted.currency).to_owned(),
        owner: owner(people, n),
        merged_into: None,
        absorbed: Vec::new(),
        note: String::new(),
        active: true,
    };
    if let Some(sales) = head(Department::Sales) {
        work.act_as(sales, now);
    }
    customer.id = ops::customers::create(work, customer.clone())?;
    let credit =
        CreditFile { grade: wanted.grade, limit: wanted.credit_limit, terms: wanted.terms, ..CreditFile::default() };
    if let Some(desk) = head(Department::Credit) {
        work.act_as(desk, now);
    }
    customer.credit = credit;
    ops::customers::change(work, customer.clone(), 1)?;
    work.act_as(admin, now);
    Ok(customer)
}

/// The people of sales look after the customers in turn; every fifth customer is one that nobody looks after yet.
fn owner(people: &[User], n: u64) -> Option<UserId> {
    let sellers: Vec<&User> = people.iter().filter(|user| can_own(user)).collect();
    let turn = usize::try_from(n / 5 * 4 + n % 5).unwrap_or_default();
    sellers.get(turn.checked_rem(sellers.len())?).filter(|_| n % 5 != 4).map(|user| user.id)
}

fn contacts(wanted: &customers::Customer) -> Vec<Contact> {
    let person = Contact { name: wanted.contact.clone(), phone: wanted.mobile.clone(), email: wanted.email.clone() };
    let mut contacts = vec![person];
    if !wanted.landline.is_empty() {
        contacts.push(Contact { name: "总机".to_owned(), phone: wanted.landline.clone(), email: String::new() });
    }
    contacts
}

/// Fills the shelves, so that whoever tries the program has goods to sell: of each product a fresh lot, one of middle age,
/// and of some a lot that will not last much longer.
pub(super) fn stock_up(office: &mut Office, cast: &Cast, now: DateTime<Utc>) -> Result<(), OpError> {
    let keeper = cast.of(Department::Logistics, Rank::Head, 0).id;
    office.transact(keeper, now, |work| {
        let today = work.today();
        for (index, product) in cast.products.iter().enumerate() {
            let mut rng = Rng::for_item(super::super::content::SEED, 5, index as u64);
            let life = product.shelf_life_days;
            let ages = [(life / 12, 'S'), (life / 3, 'T'), (life * 5 / 6, 'U')];
            for (age, series) in ages.into_iter().take(if index % 3 == 0 { 3 } else { 2 }) {
                let produced = today - CalendarDays::new(age.max(1).unsigned_abs());
                let cartons = if series == 'U' { rng.between(5, 40) } else { rng.between(80, 600) };
                let largest = product.packs.largest().1;
                let new = NewLot {
                    product: product.id,
                    code: format!("{}{series}1", produced.format("%Y%m%d")),
                    produced,
                    expires: None,
                    quantity: cartons * largest,
                    place: place(product, index as i64),
                };
                ops::stock::open_lot(work, &new)?;
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// Store and rack of a product.
pub(super) fn place(product: &Product, rack: i64) -> String {
    let range = product.storage.low.zip(product.storage.high);
    format!("{}-{:02}", transport::warehouse_for(range).name, rack + 1)
}
