//! Customers that may be one and the same: found by what two files have in common, each with its reasons.

use std::collections::BTreeMap;

use super::customers::{Customer, short_name};
use super::ids::CustomerId;
use super::search_text::plain_char;

/// So many digits make a telephone number that tells people apart.
const DIGITS: usize = 7;
/// A key that more customers share than this, such as a building's switchboard, says nothing.
const MOST_ALIKE: usize = 12;

/// What two customers have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The name, without its legal form and however it is written.
    Name,
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// A delivery address.
    Address,
}

impl Reason {
    /// A stable name for text keys (`duplicates-name`).
    pub fn key(self) -> &'static str {
        match self {
            Reason::Name => "name",
            Reason::Phone => "phone",
            Reason::Email => "email",
            Reason::Address => "address",
        }
    }
}

/// Two customers that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The older file.
    pub first: CustomerId,
    /// The newer file.
    pub second: CustomerId,
    /// What they have in common.
    pub reasons: Vec<Reason>,
}

/// A text with one shape for each way of writing it: simplified, lower case, letters and figures alone.
fn plain(text: &str) -> String {
    text.chars().map(plain_char).filter(|sign| sign.is_alphanumeric()).collect()
}

fn keys(customer: &Customer) -> Vec<(Reason, String)> {
    let mut keys = vec![(Reason::Name, plain(short_name(customer.name.trim())))];
    if !customer.name_en.is_empty() {
        keys.push((Reason::Name, plain(short_name(customer.name_en.trim()))));
    }
    for contact in &customer.contacts {
        let digits: String = contact.phone.chars().map(plain_char).filter(char::is_ascii_digit).collect();
        if digits.len() >= DIGITS {
            // A number with and without the country's code is one number.
            keys.push((
                Reason::Phone,
                digits.strip_prefix("86").filter(|_| digits.len() > 11).unwrap_or(&digits).to_owned(),
            ));
        }
        if contact.email.contains('@') {
            keys.push((Reason::Email, contact.email.trim().to_lowercase()));
        }
    }
    keys.extend(customer.addresses.iter().map(|address| (Reason::Address, plain(address))));
    keys.retain(|(_, key)| key.chars().count() > 1);
    keys
}

/// All pairs of customers that have something in common, most reasons first. Customers that were merged already are left out.
pub fn pairs<'a>(customers: impl IntoIterator<Item = &'a Customer>) -> Vec<Pair> {
    let mut alike: BTreeMap<(Reason, String), Vec<CustomerId>> = BTreeMap::new();
    for customer in customers.into_iter().filter(|customer| customer.merged_into.is_none()) {
        for key in keys(customer) {
            let ids = alike.entry(key).or_default();
            if ids.last() != Some(&customer.id) {
                ids.push(customer.id);
            }
        }
    }
    let mut found: BTreeMap<(CustomerId, CustomerId), Vec<Reason>> = BTreeMap::new();
    for ((reason, _), mut ids) in alike.into_iter().filter(|(_, ids)| (2..=MOST_ALIKE).contains(&ids.len())) {
        ids.sort_unstable();
        for (at, first) in ids.iter().enumerate() {
            for second in &ids[at + 1..] {
                let reasons = found.entry((*first, *second)).or_default();
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
        }
    }
    let mut all: Vec<Pair> =
        found.into_iter().map(|((first, second), reasons)| Pair { first, second, reasons }).collect();
    all.sort_by_key(|pair| (std::cmp::Reverse(pair.reasons.len()), pair.first, pair.second));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::customers::Contact;
    use crate::domain::orders::samples;

    fn customer(id: i64, name: &str, phone: &str, email: &str, address: &str) -> Customer {
        Customer {
            id: CustomerId(id),
            name: name.into(),
            contacts: vec![Contact { name: "刘敏".into(), phone: phone.into(), email: email.into() }],
            addresses: vec![address.into()],
            ..samples::customer()
        }
    }

    #[test]
    fn one_firm_written_in_two_ways_is_found_with_its_reasons() {
        let all = [
            customer(1, "昆明禾里超市有限公司", "+86 138 0000 1111", "a@x.cn", "大学东街 18 号"),
            customer(2, "昆明禾里超市", "13800001111", "A@x.cn ", "大学东街18号"),
            customer(3, "南昌泓田学校", "0791-555 0101", "", "青山路 1 号"),
            customer(4, "南昌泓田學校", "0791-555 0202", "", "青山路 2 号"),
            customer(5, "别的店", "123", "", "别处"),
        ];
        let found = pairs(&all);
        let reasons = vec![Reason::Name, Reason::Phone, Reason::Email, Reason::Address];
        assert_eq!(found[0], Pair { first: CustomerId(1), second: CustomerId(2), reasons });
        assert_eq!(found[1], Pair { first: CustomerId(3), second: CustomerId(4), reasons: vec![Reason::Name] });
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_switchboard_of_many_and_what_was_merged_say_nothing() {
        let many: Vec<Customer> =
            (1..=13).map(|id| customer(id, &format!("店铺{id}"), "0471-5550101", "", &format!("{id} 号楼"))).collect();
        assert_eq!(pairs(&many), []);
        let merged = Customer { merged_into: Some(CustomerId(1)), ..many[1].clone() };
        assert_eq!(pairs([&many[0], &merged]), []);
        assert_eq!(pairs(&many[..2]).len(), 1);
    }
}
