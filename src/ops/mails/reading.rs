//! A mail as a person looks at it: its text, what it is, what it orders, and which customer and goods are meant.
//!
//! Three parts, for three threads: [`material`] is taken from the store, [`parse`] reads bytes of strangers and compares them
//! with every customer, which may take a while and asks the store nothing, and [`finish`] looks up what little is then known to
//! be needed. None of them is work for a frame.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::IncomingMail;
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, MailId, ProductId};
use crate::domain::money::Price;
use crate::domain::orders::Order;
use crate::domain::people::{Right, Sight};
use crate::domain::products::Product;
use crate::intake::mail::draft::{self, Draft};
use crate::intake::mail::is_complete;
use crate::intake::mail::kind::{self, Verdict};
use crate::intake::mail::matching::{self, Known, Matched, Matches};
use crate::intake::mail::message::{self, Limits, MailError, Message};
use crate::ops::office::admit;
use crate::ops::{Office, OpError, sight};
use crate::store::{self, Tx};

/// So many of the customer's newest orders are looked at for prices.
const NEWEST: i64 = 10;

/// What is taken from the store to read a mail.
pub struct Material {
    mail: IncomingMail,
    raw: Vec<u8>,
    known: Arc<Known>,
}

/// A mail that was read, and whose customer was looked for.
pub struct Parsed {
    mail: IncomingMail,
    known: Arc<Known>,
    message: Message,
    unreadable: Option<MailError>,
    draft: Draft,
    verdict: Verdict,
    customer: Matches<CustomerId>,
}

/// A mail with everything that a person may want to see beside it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The mail as it is kept.
    pub mail: IncomingMail,
    /// Its text and files.
    pub message: Message,
    /// Why its bytes cannot be read; there is then nothing but what the list shows.
    pub unreadable: Option<MailError>,
    /// What it orders.
    pub draft: Draft,
    /// What it is.
    pub verdict: Verdict,
    /// Customer and goods that are meant, and what is open.
    pub matched: Matched,
    /// The customers among the candidates.
    pub customers: BTreeMap<CustomerId, Customer>,
    /// The goods among the candidates.
    pub products: BTreeMap<ProductId, Product>,
    /// The newest orders of the customer, where that one is certain; newest first.
    pub newest: Vec<Order>,
}

impl Reading {
    /// True where nothing is left for a person to decide (II.2).
    pub fn is_complete(&self) -> bool {
        is_complete(&self.verdict, &self.matched)
    }

    /// The customer who writes, where that is certain.
    pub fn customer(&self) -> Option<&Customer> {
        self.customers.get(&self.matched.customer.certain?)
    }

    /// The goods of a line, from 0, where they are certain.
    pub fn product(&self, line: usize) -> Option<&Product> {
        self.products.get(&self.matched.lines.get(line)?.product.certain?)
    }

    /// What the customer paid for goods the last time.
    pub fn last_price(&self, product: ProductId) -> Option<Price> {
        let lines = self.newest.iter().flat_map(|order| &order.content.lines);
        lines.into_iter().find(|line| line.product == product).map(|line| line.price)
    }
}

/// Takes from the store what is needed to read a mail.
///
/// # Errors
/// [`OpError::NotFound`], [`OpError::NotAllowed`]; the store's.
pub fn material(office: &mut Office, id: MailId) -> Result<Material, OpError> {
    let (mail, raw) = super::open(office, id)?;
    let (reader, known) = (office.reader, &mut office.known);
    let known = office.store.read(|tx| {
        admit(tx, reader, Some(Right::ReadOrders))?;
        known.get(tx)
    })?;
    Ok(Material { mail, raw, known })
}

/// Reads the mail and looks for its customer. Takes time in proportion to the mail and to the number of customers. One that
/// cannot be read is empty, so that a person can see what came and set it aside.
pub fn parse(material: Material) -> Parsed {
    let Material { mail, raw, known } = material;
    let (message, unreadable) = match message::read(&raw, &Limits::default()) {
        Ok(message) => (message, None),
        Err(why) => (Message::default(), Some(why)),
    };
    let draft = draft::draft(&message);
    let verdict = kind::tell(&message, &draft);
    let customer = matching::customer(&draft, &known);
    Parsed { mail, known, message, unreadable, draft, verdict, customer }
}

/// Refuses a mail that surely is of a customer who is not seen. Of the customers that it may be of, those that are not seen are
/// left out.
fn of_seen(tx: &mut Tx<'_>, sight: Sight, customer: &mut Matches<CustomerId>) -> Result<(), OpError> {
    if sight == Sight::All {
        return Ok(());
    }
    if let Some(id) = customer.certain {
        sight::customer(tx, sight, id)?;
    }
    let mut seen = Vec::with_capacity(customer.candidates.len());
    for found in std::mem::take(&mut customer.candidates) {
        if sight.covers(store::customers::owner_of(tx, found.id)?) {
            seen.push(found);
        }
    }
    customer.candidates = seen;
    Ok(())
}

/// Looks up the customer's last order and the candidates, and tells which goods are meant and what is open.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::LookedAfter`]; the store's.
pub fn finish(office: &mut Office, parsed: Parsed) -> Result<Reading, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        let Parsed { mail, known, message, unreadable, mut draft, verdict, mut customer } = parsed;
        of_seen(tx, sight, &mut customer)?;
        let newest = match customer.certain {
            Some(id) => store::orders::newest_of(tx, id, NEWEST)?,
            None => Vec::new(),
        };
        let last: Vec<(ProductId, i64)> = newest.first().map_or_else(Vec::new, |order| {
            order.content.lines.iter().map(|line| (line.product, line.quantity)).collect()
        });
        let mut matched = matching::matched_of(&draft, &known, customer, &last);
        let mut customers = BTreeMap::new();
        for found in &matched.customer.candidates {
            customers.extend(store::customers::load(tx, found.id)?.map(|kept| (found.id, kept.customer)));
        }
        if let Some(customer) = matched.customer.certain.and_then(|id| customers.get(&id)) {
            matched.open.extend(matching::settle_people(&mut draft, customer));
        }
        let mut products = BTreeMap::new();
        for found in matched.lines.iter().flat_map(|line| &line.product.candidates) {
            if !products.contains_key(&found.id) {
                products.extend(store::products::load(tx, found.id)?.map(|(product, _)| (found.id, product)));
            }
        }
        Ok(Reading { mail, message, unreadable, draft, verdict, matched, customers, products, newest })
    })
}
