//! Customers from a file: known by their code, or by their name where the file has no codes.

use std::collections::HashMap;

use super::{Action, Outlook, Planned, Rules, judge, take, word};
use crate::domain::customers::{Contact, CreditFile, Customer, Grade, ShelfLifeRule, Terms};
use crate::domain::ids::CustomerId;
use crate::domain::money::Currency;
use crate::domain::orders::{Incoterm, IncotermRule};
use crate::domain::people::{Right, Sight, User, can_own, may};
use crate::intake::customers::{CustomerRow, field};
use crate::intake::import::{FindingKind, Findings, Import};
use crate::store::customers::Kept;

pub(super) fn plan(rows: &Import<CustomerRow>, known: Vec<Kept>, rules: &Rules<'_>) -> Planned {
    let mut codes = Codes::of(&known);
    let by_code: HashMap<&str, &Kept> = known.iter().map(|kept| (kept.customer.code.as_str(), kept)).collect();
    let by_name: HashMap<&str, &Kept> = known.iter().map(|kept| (kept.customer.name.as_str(), kept)).collect();
    let mut planned = Vec::with_capacity(rows.entries.len());
    for entry in &rows.entries {
        planned.push(judge(entry, |row, found| {
            let kept =
                if row.code.is_empty() { by_name.get(row.name.as_str()) } else { by_code.get(row.code.as_str()) };
            let mut customer = kept.map_or_else(|| blank(rules), |kept| kept.customer.clone());
            if !Sight::of(rules.actor).covers(customer.owner) {
                found.add(if row.code.is_empty() { field::NAME } else { field::CODE }, FindingKind::LookedAfter);
                return None;
            }
            fill(&mut customer, row, rules, found);
            owner(&mut customer, row, rules, found);
            if customer.code.is_empty() {
                customer.code = codes.next();
            }
            let known = kept.map(|kept| kept.changes);
            Some(match kept {
                Some(kept) if kept.customer == customer => (Outlook::Same, Action::Nothing),
                Some(_) => (Outlook::Changed, Action::Customer { customer: Box::new(customer), known }),
                None => (Outlook::New, Action::Customer { customer: Box::new(customer), known }),
            })
        }));
    }
    planned
}

/// Codes for customers that come without.
struct Codes {
    taken: std::collections::HashSet<String>,
    last: usize,
}

impl Codes {
    fn of(known: &[Kept]) -> Codes {
        Codes { taken: known.iter().map(|kept| kept.customer.code.clone()).collect(), last: known.len() }
    }

    fn next(&mut self) -> String {
        loop {
            self.last += 1;
            let code = format!("C{:05}", self.last);
            if self.taken.insert(code.clone()) {
                return code;
            }
        }
    }
}

fn blank(rules: &Rules<'_>) -> Customer {
    Customer {
        id: CustomerId::default(),
        code: String::new(),
        name: String::new(),
        name_en: String::new(),
        contacts: Vec::new(),
        addresses: Vec::new(),
        currency: Currency::Cny,
        incoterm: None,
        shelf_life: ShelfLifeRule::default(),
        transport_days: rules.defaults.transport_days,
        key_customer: false,
        credit: CreditFile::default(),
        price_group: String::new(),
        owner: None,
        merged_into: None,
        absorbed: Vec::new(),
        note: String::new(),
        active: true,
    }
}

fn fill(customer: &mut Customer, row: &CustomerRow, rules: &Rules<'_>, found: &mut Findings<'_>) {
    take(&mut customer.code, &row.code);
    take(&mut customer.name, &row.name);
    take(&mut customer.note, &row.note);
    contacts(customer, row);
    let address = address(row);
    if !address.is_empty() && !customer.addresses.contains(&address) {
        customer.addresses.insert(0, address);
    }
    if let Some((numerator, denominator)) = row.remaining_life {
        customer.shelf_life = ShelfLifeRule { numerator, denominator };
    }
    if !row.currency.is_empty() {
        match Currency::from_code(&row.currency) {
            Some(currency) => customer.currency = currency,
            None => found.add(field::CURRENCY, FindingKind::NotACurrency),
        }
    }
    if let Some((rule, place)) =
        row.incoterm.split_once(' ').or((!row.incoterm.is_empty()).then_some((row.incoterm.as_str(), "")))
    {
        customer.incoterm = IncotermRule::from_code(rule).map(|rule| Incoterm { rule, place: place.to_owned() });
    }
    credit(customer, row, rules, found);
}

/// The credit part is for whoever keeps credit; from anybody else's file it is left out, and that is said.
fn credit(customer: &mut Customer, row: &CustomerRow, rules: &Rules<'_>, found: &mut Findings<'_>) {
    let mut credit = customer.credit.clone();
    credit.limit = row.credit_limit.unwrap_or(credit.limit);
    word(&mut credit.terms, terms(&row.terms), field::TERMS, &row.terms, found);
    word(&mut credit.grade, grade(&row.grade), field::GRADE, &row.grade, found);
    if credit == customer.credit {
        return;
    }
    if rules.keeps_credit() {
        customer.credit = credit;
    } else {
        let told = [
            (row.credit_limit.is_some(), field::CREDIT_LIMIT),
            (!row.terms.is_empty(), field::TERMS),
            (true, field::GRADE),
        ];
        if let Some((_, field)) = told.iter().find(|(there, _)| *there) {
            found.add(*field, FindingKind::CreditLeftOut);
        }
    }
}

/// Whoever may not hand customers over takes new ones herself or leaves them to nobody.
fn owner(customer: &mut Customer, row: &CustomerRow, rules: &Rules<'_>, found: &mut Findings<'_>) {
    if row.owner.is_empty() {
        return;
    }
    let same = |user: &&User| user.name == row.owner || user.login == row.owner.to_lowercase();
    let Some(user) = rules.people.iter().filter(|user| can_own(user)).find(same) else {
        found.add(field::OWNER, FindingKind::UnknownOwner);
        return;
    };
    let takes_it = customer.id == CustomerId::default() && user.id == rules.actor.id;
    if takes_it || may(rules.actor, Right::HandOver) {
        customer.owner = Some(user.id);
    } else if customer.owner != Some(user.id) {
        found.add(field::OWNER, FindingKind::OwnerLeftOut);
    }
}

fn contacts(customer: &mut Customer, row: &CustomerRow) {
    if row.contact.is_empty() && row.phones.is_empty() && row.email.is_empty() {
        return;
    }
    let name = if row.contact.is_empty() { &row.name } else { &row.contact };
    let phones = if row.phones.is_empty() { vec![String::new()] } else { row.phones.clone() };
    for (index, phone) in phones.into_iter().enumerate() {
        let email = if index == 0 { row.email.clone() } else { String::new() };
        let contact = Contact { name: name.clone(), phone, email };
        if !customer.contacts.contains(&contact) {
            customer.contacts.insert(index.min(customer.contacts.len()), contact);
        }
    }
}

/// In one line: Chinese places from the province down, others from the street up.
fn address(row: &CustomerRow) -> String {
    let chinese = [&row.region, &row.city, &row.district, &row.address];
    let home = row.country.is_empty() || ["中国", "中國", "China", "CN"].contains(&row.country.as_str());
    if home && chinese.iter().any(|part| !part.is_ascii()) {
        // A full address often repeats its province and city.
        let lead: String =
            chinese[..3].iter().filter(|part| !row.address.contains(part.as_str())).map(|part| part.as_str()).collect();
        return format!("{lead}{}", row.address);
    }
    let parts = [&row.address, &row.district, &row.city, &row.region, &row.postal_code, &row.country];
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

fn terms(text: &str) -> Option<Terms> {
    let plain = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    if plain.is_empty() {
        None
    } else if has(&["预付", "預付", "款到发货", "款到發貨", "先款", "prepaid", "advance"]) {
        Some(Terms::Prepaid)
    } else if has(&["货到付款", "貨到付款", "现结", "現結", "现金", "cod", "on delivery"]) {
        Some(Terms::OnDelivery)
    } else if has(&["60"]) {
        Some(Terms::Monthly60)
    } else if has(&["30", "月结", "月結", "周结", "週結", "monthly"]) {
        Some(Terms::Monthly30)
    } else {
        None
    }
}

fn grade(text: &str) -> Option<Grade> {
    match text.trim().to_uppercase().trim_end_matches(['级', '級', '类']) {
        "A" | "AA" | "AAA" => Some(Grade::A),
        "B" => Some(Grade::B),
        "C" | "D" => Some(Grade::C),
        _ => None,
    }
}
