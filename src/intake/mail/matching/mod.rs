//! Which customer writes and which goods are meant, by what the company knows. A match is certain only when it is the one
//! match and the evidence is strong: a code, a barcode, the exact name with the specification, the firm's full name.

mod customers;
mod goods;

use std::collections::BTreeMap;

use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, ProductId};
use crate::domain::products::Product;
use crate::domain::quantity::{Packs, QuantityRefusal};
use crate::domain::search_text::plain_char;
use crate::intake::mail::draft::{Draft, DraftLine, Open};
pub use customers::{customer, settle_people};
pub use goods::{GoodsIndex, line, product};

/// Candidates beyond so many are not listed.
const MOST: usize = 8;
/// From this score a candidate is worth showing.
const WORTH_SHOWING: u32 = 30;
/// From this score a match may be certain.
const STRONG: u32 = 90;

/// A customer as far as a mail can tell one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownCustomer {
    /// The id.
    pub id: CustomerId,
    /// Full name, English name, short names.
    pub names: Vec<String>,
    /// Telephone numbers of the firm and its people.
    pub phones: Vec<String>,
    /// Mail addresses of its people.
    pub emails: Vec<String>,
    /// Delivery addresses.
    pub addresses: Vec<String>,
}

impl KnownCustomer {
    /// What the customer's file says.
    pub fn of(customer: &Customer) -> KnownCustomer {
        let filled = |text: &&String| !text.trim().is_empty();
        let names = [&customer.name, &customer.name_en];
        let parts = |part: fn(&crate::domain::customers::Contact) -> &String| {
            customer.contacts.iter().map(part).filter(filled).cloned().collect::<Vec<_>>()
        };
        KnownCustomer {
            id: customer.id,
            names: names.into_iter().filter(filled).cloned().collect(),
            phones: parts(|contact| &contact.phone),
            emails: parts(|contact| &contact.email),
            addresses: customer.addresses.clone(),
        }
    }
}

/// Goods as far as a mail can tell them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownProduct {
    /// The id.
    pub id: ProductId,
    /// The company's own code.
    pub code: String,
    /// Barcodes of all units.
    pub barcodes: Vec<String>,
    /// Names in all languages, and those that customers use.
    pub names: Vec<String>,
    /// Specification: `250ml*24`.
    pub specification: String,
    /// Units.
    pub packs: Packs,
}

impl KnownProduct {
    /// What the list of goods says.
    pub fn of(product: &Product) -> KnownProduct {
        let names = [&product.name, &product.name_hant, &product.name_en];
        KnownProduct {
            id: product.id,
            code: product.code.clone(),
            barcodes: Some(product.barcode.clone()).filter(|code| !code.is_empty()).into_iter().collect(),
            names: names.into_iter().filter(|name| !name.is_empty()).cloned().collect(),
            specification: product.specification.clone(),
            packs: product.packs.clone(),
        }
    }

    /// Name and specification, for a question.
    pub fn title(&self) -> String {
        let name = self.names.first().map_or("", String::as_str);
        if self.specification.is_empty() { name.to_owned() } else { format!("{name} {}", self.specification) }
    }
}

/// What the company knows. Withdrawn goods and customers who are gone are left out by whoever fills it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Customers.
    pub customers: Vec<KnownCustomer>,
    /// Goods.
    pub products: Vec<KnownProduct>,
    /// Lines of each customer's last order: product and base units.
    pub last: BTreeMap<CustomerId, Vec<(ProductId, i64)>>,
}

/// Why something matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The same mail address.
    Email,
    /// An address at the firm's own domain.
    Domain,
    /// A telephone number.
    Phone,
    /// The full name.
    Name,
    /// A part of the name.
    PartOfName,
    /// A delivery address.
    Address,
    /// The code.
    Code,
    /// A barcode.
    Barcode,
    /// The specification.
    Specification,
    /// The customer ordered it last time.
    OrderedBefore,
}

impl Reason {
    /// A stable name for text keys (`mail-match-email`).
    pub fn key(self) -> &'static str {
        match self {
            Reason::Email => "email",
            Reason::Domain => "domain",
            Reason::Phone => "phone",
            Reason::Name => "name",
            Reason::PartOfName => "part-of-name",
            Reason::Address => "address",
            Reason::Code => "code",
            Reason::Barcode => "barcode",
            Reason::Specification => "specification",
            Reason::OrderedBefore => "ordered-before",
        }
    }
}

/// A candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match<Id> {
    /// Which one.
    pub id: Id,
    /// How well it fits, 0 to 100.
    pub score: u32,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// All candidates, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matches<Id> {
    /// The one that is meant, where that is certain.
    pub certain: Option<Id>,
    /// Those that may be meant.
    pub candidates: Vec<Match<Id>>,
}

impl<Id: Copy + Ord> Matches<Id> {
    /// Sorts candidates; the best is certain when it is strong and no other comes near.
    fn of(mut candidates: Vec<Match<Id>>) -> Matches<Id> {
        candidates.retain(|found| found.score >= WORTH_SHOWING);
        candidates.sort_by(|a, b| b.score.cmp(&a.score).then(a.id.cmp(&b.id)));
        candidates.truncate(MOST);
        let certain = match candidates.as_slice() {
            [best] if best.score >= STRONG => Some(best.id),
            [best, second, ..] if best.score >= STRONG && second.score < STRONG => Some(best.id),
            _ => None,
        };
        Matches { certain, candidates }
    }
}

/// A line with what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineMatch {
    /// The goods.
    pub product: Matches<ProductId>,
    /// Base units of the certain product, or why the quantity does not fit it. None without a certain product or a quantity.
    pub quantity: Option<Result<i64, QuantityRefusal>>,
    /// True where the quantity may be taken as it stands.
    pub quantity_certain: bool,
    /// What the customer had of the product in the last order, in base units, where the line says `同上次`.
    pub from_last: Option<i64>,
}

/// A draft with what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// The customer.
    pub customer: Matches<CustomerId>,
    /// One for each line of the draft.
    pub lines: Vec<LineMatch>,
    /// What is still open: what the draft lacks less what was found, and what was not found.
    pub open: Vec<Open>,
}

/// Matches a whole draft.
pub fn matched(draft: &Draft, known: &Known) -> Matched {
    let customer = customer(draft, known);
    let last = customer.certain.and_then(|id| known.last.get(&id)).map_or(&[] as &[_], Vec::as_slice);
    matched_of(draft, known, customer, last)
}

/// The same where the customer was looked for before, with the lines of that customer's last order: who knows many thousand
/// customers reads the last order of the one only.
pub fn matched_of(draft: &Draft, known: &Known, customer: Matches<CustomerId>, last: &[(ProductId, i64)]) -> Matched {
    let index = GoodsIndex::of(&known.products);
    let lines: Vec<LineMatch> = draft.lines.iter().map(|line| goods::line(line, &index, last)).collect();
    let open = open(draft, known, &customer, &lines);
    Matched { customer, lines, open }
}

/// Letters and figures alone, in the plain shape.
fn squeezed(text: &str) -> String {
    text.chars().map(plain_char).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What is still open.
fn open(draft: &Draft, known: &Known, customer: &Matches<CustomerId>, lines: &[LineMatch]) -> Vec<Open> {
    let mut open = Vec::new();
    for item in &draft.open {
        let matched = item.line().and_then(|line| lines.get(line.checked_sub(1)?));
        let settled = match item {
            Open::NoCustomer => true,
            Open::DoubtfulQuantity { .. } => matched.is_some_and(|line| line.quantity_certain),
            _ => false,
        };
        if !settled {
            open.push(item.clone());
        }
    }
    let names = |id: CustomerId| {
        known.customers.iter().find(|other| other.id == id).and_then(|other| other.names.first().cloned())
    };
    if customer.certain.is_none() {
        let which: Vec<String> = customer.candidates.iter().filter_map(|found| names(found.id)).collect();
        open.insert(0, if which.is_empty() { Open::NoCustomer } else { Open::SeveralCustomers(which) });
    }
    for (at, (said, found)) in draft.lines.iter().zip(lines).enumerate() {
        open.extend(open_line(at + 1, said, found, known));
    }
    open
}

fn open_line(line: usize, said: &DraftLine, found: &LineMatch, known: &Known) -> Option<Open> {
    let goods = said.goods();
    if goods.is_empty() {
        return None;
    }
    if found.product.certain.is_none() {
        let title = |id: ProductId| known.products.iter().find(|product| product.id == id).map(KnownProduct::title);
        let which: Vec<String> = found.product.candidates.iter().filter_map(|candidate| title(candidate.id)).collect();
        return Some(if which.is_empty() {
            Open::UnknownGoods { line, goods }
        } else {
            Open::SeveralGoods { line, goods, which }
        });
    }
    let refused =
        matches!(found.quantity, Some(Err(_))) && said.quantity.as_ref().is_some_and(|quantity| quantity.certain);
    let product = known.products.iter().find(|product| Some(product.id) == found.product.certain);
    product.filter(|_| refused).map(|product| {
        let packs = &product.packs;
        let units = packs.packs.iter().rev().map(|pack| &pack.unit).chain([&packs.base_unit]).cloned().collect();
        let written = said.quantity.as_ref().map_or(String::new(), |quantity| quantity.said.clone());
        Open::OtherUnit { line, goods, said: written, units }
    })
}
