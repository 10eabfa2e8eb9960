//! Which customer writes.

use super::{Known, KnownCustomer, Match, Matches, Reason, STRONG, squeezed};
use crate::domain::customers::Customer;
use crate::domain::ids::CustomerId;
use crate::domain::search_text::plain_char;
use crate::intake::mail::draft::{Draft, Found, Open};

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
        let text = |found: &Option<Found<String>>| found.as_ref().map_or("", |found| found.value.as_str()).to_owned();
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

/// Somebody whom the mail leaves in doubt and whom the customer's file has is certain, and so is a telephone number; what is
/// still in doubt then is open.
pub fn settle_people(draft: &mut Draft, customer: &Customer) -> Vec<Open> {
    let mut open = Vec::new();
    if let Some(found) = draft.contact.as_mut().filter(|found| !found.certain) {
        let said = squeezed(&found.value);
        found.certain = customer.contacts.iter().any(|contact| squeezed(&contact.name) == said);
        open.extend((!found.certain).then(|| Open::DoubtfulContact(found.value.clone())));
    }
    if let Some(found) = draft.phone.as_mut().filter(|found| !found.certain) {
        let said = digits(&found.value);
        found.certain = customer.contacts.iter().any(|contact| digits(&contact.phone) == said);
        open.extend((!found.certain).then(|| Open::DoubtfulPhone(found.value.clone())));
    }
    open
}

/// The figures of a telephone number without the country's.
fn digits(phone: &str) -> String {
    let digits: String = phone.chars().map(plain_char).filter(char::is_ascii_digit).collect();
    let without = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86").filter(|rest| rest.len() >= 10));
    without.unwrap_or(&digits).to_owned()
}
