//! Which customer writes and which goods are meant, by what the company knows. A match is certain only when it is the one
//! match and the evidence is strong: a code, a barcode, the exact name with the specification, the firm's full name.

use std::collections::BTreeMap;

use super::draft::{Draft, DraftLine, Open};
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, ProductId};
use crate::domain::products::Product;
use crate::domain::quantity::{Packs, QuantityRefusal};
use crate::domain::search_text::plain_char;

/// Candidates beyond so many are not listed.
const MOST: usize = 8;
/// From this score a candidate is worth showing.
const WORTH_SHOWING: u32 = 30;
/// From this score a match may be certain.
const STRONG: u32 = 90;
/// Domains that everybody has an address at say nothing about the firm.
const PUBLIC_DOMAINS: &[&str] = &[
    "qq.com",
    "163.com",
    "126.com",
    "sina.com",
    "sina.cn",
    "sohu.com",
    "139.com",
    "189.cn",
    "yeah.net",
    "foxmail.com",
    "aliyun.com",
    "gmail.com",
    "hotmail.com",
    "outlook.com",
    "live.com",
    "yahoo.com",
    "yahoo.com.tw",
    "yahoo.com.hk",
    "icloud.com",
    "msn.com",
    "hinet.net",
];

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
    let lines: Vec<LineMatch> = draft.lines.iter().map(|line| self::line(line, known, last)).collect();
    let open = open(draft, known, &customer, &lines);
    Matched { customer, lines, open }
}

/// The customer by address, telephone, name and place.
pub fn customer(draft: &Draft, known: &Known) -> Matches<CustomerId> {
    let said = Said::of(draft);
    let mut candidates: Vec<Match<CustomerId>> =
        known.customers.iter().filter_map(|customer| said.compare(customer)).collect();
    // A name that is another one's full name stands against an address: the mail may come from a colleague's account.
    let named: Vec<CustomerId> =
        candidates.iter().filter(|found| found.reasons.contains(&Reason::Name)).map(|found| found.id).collect();
    let written =
        |found: &Match<CustomerId>| found.reasons.iter().any(|why| matches!(why, Reason::Email | Reason::Phone));
    if named.len() == 1 && candidates.iter().any(|found| written(found) && !named.contains(&found.id)) {
        candidates.iter_mut().for_each(|found| found.score = found.score.min(STRONG - 1));
    }
    Matches::of(candidates)
}

/// What the mail says of its customer, made comparable.
struct Said {
    name: String,
    email: String,
    domain: String,
    phones: Vec<String>,
    address: String,
}

impl Said {
    fn of(draft: &Draft) -> Said {
        let text = |found: &Option<super::draft::Found<String>>| {
            found.as_ref().map_or("", |found| found.value.as_str()).to_owned()
        };
        let email = text(&draft.customer.email);
        let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain).to_owned();
        let phones = [&draft.customer.phone, &draft.phone].map(|found| digits(&text(found)));
        Said {
            name: bare_name(&text(&draft.customer.name)),
            domain: if PUBLIC_DOMAINS.contains(&domain.as_str()) { String::new() } else { domain },
            email,
            phones: phones.into_iter().filter(|phone| phone.len() >= 7).collect(),
            address: squeezed(&text(&draft.ship_to)),
        }
    }

    fn compare(&self, customer: &KnownCustomer) -> Option<Match<CustomerId>> {
        let mut reasons = Vec::new();
        let mut score = 0;
        let mut add = |points: u32, reason: Reason| {
            score += points;
            reasons.push(reason);
        };
        match name_fits(&self.name, &customer.names) {
            Some(true) => add(90, Reason::Name),
            Some(false) => add(45, Reason::PartOfName),
            None => {}
        }
        let other_name = reasons_lack_name(&reasons) && self.name.chars().count() >= 2;
        let mut add = |points: u32, reason: Reason| {
            score += points;
            reasons.push(reason);
        };
        if customer.emails.iter().any(|email| !self.email.is_empty() && email.trim().eq_ignore_ascii_case(&self.email))
        {
            add(90, Reason::Email);
        } else if customer.emails.iter().any(|email| same_domain(email, &self.domain)) {
            add(50, Reason::Domain);
        }
        if customer.phones.iter().any(|phone| self.phones.contains(&digits(phone))) {
            add(50, Reason::Phone);
        }
        if customer.addresses.iter().any(|address| !self.address.is_empty() && squeezed(address) == self.address) {
            add(40, Reason::Address);
        }
        // A firm of another name signs: then neither address nor telephone is enough.
        let most = if other_name { STRONG - 1 } else { 100 };
        (score > 0).then(|| Match { id: customer.id, score: score.min(most), reasons })
    }
}

fn reasons_lack_name(reasons: &[Reason]) -> bool {
    !reasons.contains(&Reason::Name) && !reasons.contains(&Reason::PartOfName)
}

fn same_domain(email: &str, domain: &str) -> bool {
    let theirs = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    !domain.is_empty() && theirs.trim().eq_ignore_ascii_case(domain)
}

/// True for the full name, false for a part of at least four characters, none where it does not fit.
fn name_fits(said: &str, names: &[String]) -> Option<bool> {
    if said.chars().count() < 2 {
        return None;
    }
    let names: Vec<String> =
        names.iter().map(|name| bare_name(name)).filter(|name| name.chars().count() >= 2).collect();
    if names.iter().any(|name| name == said) {
        return Some(true);
    }
    let part = |name: &&String| {
        let (short, long) = if name.len() < said.len() { (name.as_str(), said) } else { (said, name.as_str()) };
        short.chars().count() >= 4 && long.contains(short)
    };
    names.iter().find(part).map(|_| false)
}

/// A firm's name in the plain shape, without blanks, signs and the form of the company.
fn bare_name(name: &str) -> String {
    let mut bare = squeezed(name);
    for form in [
        "股份有限公司",
        "有限责任公司",
        "有限公司",
        "coltd",
        "pteltd",
        "ptyltd",
        "ltd",
        "limited",
        "inc",
        "llc",
        "gmbh",
        "sdnbhd",
    ] {
        if let Some(rest) = bare.strip_suffix(form).filter(|rest| rest.chars().count() >= 2) {
            bare = rest.to_owned();
            break;
        }
    }
    bare
}

/// Letters and figures alone, in the plain shape.
fn squeezed(text: &str) -> String {
    text.chars().map(plain_char).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The figures of a telephone number without the country's.
fn digits(phone: &str) -> String {
    let digits: String = phone.chars().map(plain_char).filter(char::is_ascii_digit).collect();
    let without = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86").filter(|rest| rest.len() >= 10));
    without.unwrap_or(&digits).to_owned()
}

/// The goods of one line. `last` are the lines of the customer's last order.
pub fn line(line: &DraftLine, known: &Known, last: &[(ProductId, i64)]) -> LineMatch {
    let product = product(line, known, last);
    let chosen = product.certain.and_then(|id| known.products.iter().find(|product| product.id == id));
    let said = line.quantity.as_ref();
    let quantity = chosen.zip(said).map(|(product, said)| said.value.base_units(&product.packs));
    // A figure alone counts base units by rule, but whoever wrote it may have meant cartons.
    let unit_said = said.is_some_and(|said| said.certain || said.value.each_holds.is_some());
    let quantity_certain = unit_said && matches!(quantity, Some(Ok(_)));
    let had = |id: ProductId| {
        last.iter().filter(|(product, _)| *product == id).map(|(_, base)| *base).reduce(|a, b| a.saturating_add(b))
    };
    let from_last = line.like_last.as_ref().and(product.certain).and_then(had);
    LineMatch { product, quantity, quantity_certain, from_last }
}

/// The goods by barcode, code, name and specification.
pub fn product(line: &DraftLine, known: &Known, last: &[(ProductId, i64)]) -> Matches<ProductId> {
    let text = |found: &Option<super::draft::Found<String>>| {
        found.as_ref().map_or(String::new(), |found| squeezed(&found.value))
    };
    let said = Goods {
        name: text(&line.name),
        code: text(&line.code),
        barcode: text(&line.barcode),
        specification: line.specification.as_ref().map_or(String::new(), |found| specification(&found.value)),
    };
    let mut candidates: Vec<Match<ProductId>> =
        known.products.iter().filter_map(|product| said.compare(product)).collect();
    for found in &mut candidates {
        if last.iter().any(|(id, _)| *id == found.id) {
            // It makes one the likelier, never the certain one.
            found.score = (found.score + 5).min(if found.score >= STRONG { 100 } else { STRONG - 1 });
            found.reasons.push(Reason::OrderedBefore);
        }
    }
    raise_the_only_one(&mut candidates);
    let numbered =
        |found: &Match<ProductId>| found.reasons.iter().any(|why| matches!(why, Reason::Code | Reason::Barcode));
    let strong = |found: &Match<ProductId>| found.score >= STRONG;
    if candidates.iter().any(numbered) && candidates.iter().any(|found| strong(found) && !numbered(found)) {
        // The number says one thing, name and specification another.
        candidates.iter_mut().for_each(|found| found.score = found.score.min(STRONG - 1));
    }
    Matches::of(candidates)
}

/// The exact name is enough where no other goods come near it: the others are called otherwise, or hold something else.
fn raise_the_only_one(candidates: &mut [Match<ProductId>]) {
    let specified = candidates.iter().any(|found| found.reasons.contains(&Reason::Specification));
    let near = |found: &&mut Match<ProductId>| found.score >= if specified { 70 } else { WORTH_SHOWING };
    let mut near = candidates.iter_mut().filter(near);
    if let (Some(only), None) = (near.next(), near.next())
        && only.score >= 75
        && only.reasons.contains(&Reason::Name)
    {
        only.score = only.score.max(STRONG);
    }
}

struct Goods {
    name: String,
    code: String,
    barcode: String,
    specification: String,
}

impl Goods {
    fn compare(&self, product: &KnownProduct) -> Option<Match<ProductId>> {
        let mut reasons = Vec::new();
        let mut score: u32 = 0;
        if !self.barcode.is_empty() && product.barcodes.iter().any(|code| squeezed(code) == self.barcode) {
            score = 95;
            reasons.push(Reason::Barcode);
        }
        // A code may stand in the column of names, and a barcode in that of codes.
        let code = squeezed(&product.code);
        let coded = |said: &String| {
            !said.is_empty() && (*said == code || product.barcodes.iter().any(|known| squeezed(known) == *said))
        };
        if !code.is_empty() && (coded(&self.code) || coded(&self.name)) {
            score = score.max(95);
            reasons.push(Reason::Code);
        }
        let theirs = specification(&product.specification);
        let same_specification = !self.specification.is_empty() && self.specification == theirs;
        let specified =
            same_specification || content(&self.specification).is_some_and(|said| Some(said) == content(&theirs));
        let contradicts = !self.specification.is_empty() && !theirs.is_empty() && !specified;
        match goods_name_fits(&self.name, &product.names) {
            Some(true) if same_specification => (score, reasons) = (score.max(92), with(reasons, Reason::Name)),
            Some(true) => (score, reasons) = (score.max(75), with(reasons, Reason::Name)),
            Some(false) => (score, reasons) = (score.max(40), with(reasons, Reason::PartOfName)),
            None => {}
        }
        if specified && score > 0 {
            score = (score + 8).min(if score >= STRONG { 100 } else { STRONG - 1 });
            reasons.push(Reason::Specification);
        }
        // Another specification, or another name, beside the right code: one of them is a slip.
        let other_name = score >= STRONG
            && !self.name.is_empty()
            && !reasons.contains(&Reason::Name)
            && !reasons.contains(&Reason::PartOfName);
        if contradicts || other_name && !coded(&self.name) {
            score = score.min(STRONG - 1).saturating_sub(if contradicts { 20 } else { 0 });
        }
        (score > 0).then_some(Match { id: product.id, score, reasons })
    }
}

fn with(mut reasons: Vec<Reason>, reason: Reason) -> Vec<Reason> {
    reasons.push(reason);
    reasons
}

/// True for a whole name, false where one holds the other or all its characters in order.
fn goods_name_fits(said: &str, names: &[String]) -> Option<bool> {
    if said.chars().count() < 2 {
        return None;
    }
    let names: Vec<String> = names.iter().map(|name| squeezed(name)).collect();
    if names.iter().any(|name| name == said) {
        return Some(true);
    }
    let fits = |name: &String| {
        name.contains(said) || name.chars().count() >= 3 && said.contains(name.as_str()) || in_order(said, name)
    };
    names.iter().any(fits).then_some(false)
}

/// All characters of a Chinese name in their order: `希腊酸奶` in `低温希腊风味酸奶`.
fn in_order(said: &str, name: &str) -> bool {
    if said.is_ascii() || said.chars().count() < 3 {
        return false;
    }
    let mut rest = name.chars();
    said.chars().all(|c| rest.any(|other| other == c))
}

/// A specification in one shape: `250ml×24盒/箱` is `250ml*24`.
fn specification(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if matches!(c, '×' | '✕' | 'X' | 'x') { '*' } else { plain_char(c) })
        .filter(|c| !c.is_whitespace())
        .collect();
    let plain = plain
        .replace("毫升", "ml")
        .replace("千克", "kg")
        .replace("公斤", "kg")
        .replace("公克", "g")
        .replace('克', "g")
        .replace("公升", "l")
        .replace('升', "l");
    let mut shape = String::new();
    for (at, part) in plain.split('*').enumerate() {
        if at > 0 {
            shape.push('*');
            shape.extend(part.chars().take_while(char::is_ascii_digit));
        } else {
            shape.push_str(part);
        }
    }
    shape
}

/// The net content of a specification: `250ml`.
fn content(specification: &str) -> Option<&str> {
    specification.split('*').next().filter(|content| !content.is_empty())
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
