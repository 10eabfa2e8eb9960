//! What would become of an order of a platform: one judgement for the check and for the import.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};

use crate::domain::audit::{digest, hex};
use crate::domain::company::Company;
use crate::domain::customers::Customer;
use crate::domain::ids::ProductId;
use crate::domain::money::{Currency, Price};
use crate::domain::online::flags::{self, ALIKE_DAYS, Flag, History, Usual};
use crate::domain::online::{Assigned, News, Sale, SaleGoods, SaleLine, Shop, news, obvious};
use crate::domain::orders::{Content, Line, check};
use crate::domain::people::Sight;
use crate::domain::prices::{PriceList, price_on};
use crate::domain::products::Product;
use crate::ops::OpError;
use crate::ops::sight::of_owner;
use crate::store::online::{Known, Noted};
use crate::store::{self, Tx};

/// So many of the account's newest orders say what is usual.
const HISTORY: i64 = 500;
/// A key longer than this is kept as its digest.
const LONGEST_KEY: usize = 64;

/// What the judgement goes by, loaded once for a whole import.
pub(super) struct Facts {
    pub shop: Shop,
    customer: Customer,
    products: BTreeMap<ProductId, Product>,
    by_code: HashMap<String, ProductId>,
    by_barcode: HashMap<String, ProductId>,
    assigned: HashMap<String, Assigned>,
    prices: Vec<PriceList>,
    usual: Usual,
    company: Company,
    today: NaiveDate,
}

/// An order of a platform, judged.
pub(super) struct Judged {
    /// What a file said of it before.
    pub known: Option<Known>,
    /// What is not as before.
    pub news: Vec<News>,
    /// The order of ours that it can become; none while something is in the way, or where nobody waits for goods.
    pub content: Option<Content>,
    /// What is unusual.
    pub flags: Vec<Flag>,
    /// The words of the file, as they are kept.
    pub said: String,
    buyer: String,
    goods: String,
    pub day: NaiveDate,
}

impl Judged {
    /// True when a file said exactly this before.
    pub fn is_same(&self) -> bool {
        self.known.as_ref().is_some_and(|known| known.said == self.said)
    }

    pub fn noted<'a>(
        &'a self,
        shop: i64,
        order: Option<crate::domain::ids::OrderId>,
        looked_at: Option<chrono::DateTime<chrono::Utc>>,
    ) -> Noted<'a> {
        Noted {
            shop,
            order,
            buyer: &self.buyer,
            goods: &self.goods,
            day: self.day,
            flags: &self.flags,
            looked_at,
            said: &self.said,
        }
    }
}

impl Facts {
    /// A shop's orders are those of its account, so whoever does not see that customer does not bring them in.
    pub fn load(tx: &mut Tx<'_>, sight: Sight, shop: i64, today: NaiveDate) -> Result<Facts, OpError> {
        let not_found = || OpError::NotFound(format!("#{shop}"));
        let shop = store::online::shop(tx, shop)?.ok_or_else(not_found)?;
        let customer = store::customers::load(tx, shop.customer)?.ok_or_else(not_found)?.customer;
        of_owner(tx, sight, customer.owner)?;
        let products: BTreeMap<ProductId, Product> =
            store::products::page(tx, 0, i64::MAX)?.into_iter().map(|(product, _)| (product.id, product)).collect();
        let by = |text: fn(&Product) -> &String| -> HashMap<String, ProductId> {
            products.values().filter(|one| !text(one).is_empty()).map(|one| (text(one).clone(), one.id)).collect()
        };
        let mut history = History::default();
        for (product, quantity) in store::online::history(tx, shop.customer, HISTORY)? {
            history.add(product, quantity);
        }
        Ok(Facts {
            by_code: by(|product| &product.code),
            by_barcode: by(|product| &product.barcode),
            assigned: store::online::goods(tx, shop.id)?.into_iter().collect(),
            prices: crate::ops::prices::lists(tx, &customer)?,
            usual: history.usual(),
            company: store::company::load(tx)?,
            shop,
            customer,
            products,
            today,
        })
    }

    /// The company's zone, in which platforms write their times.
    pub fn zone(&self) -> chrono::FixedOffset {
        self.company.zone()
    }

    /// What goods of the shop are, by a person's word or beyond doubt.
    pub fn assigned(&self, goods: &SaleGoods) -> Option<Assigned> {
        self.assigned.get(&goods.key()).copied().or_else(|| {
            let product = self.suggested(goods)?;
            obvious(goods, self.products.get(&product)?)
        })
    }

    /// The product whose code or barcode the goods have, for a person to confirm.
    pub fn suggested(&self, goods: &SaleGoods) -> Option<ProductId> {
        self.by_code.get(&goods.code).or_else(|| self.by_barcode.get(&goods.barcode)).copied()
    }

    /// Judges what a file says, against what is known.
    pub fn judge(&self, tx: &mut Tx<'_>, sale: &Sale) -> Result<Judged, OpError> {
        let said = store::online::written(sale)?;
        let known = store::online::find(tx, self.shop.id, &sale.number)?;
        self.weigh(tx, sale, said, known)
    }

    /// The same with what is known at hand.
    pub fn weigh(&self, tx: &mut Tx<'_>, sale: &Sale, said: String, known: Option<Known>) -> Result<Judged, OpError> {
        let day = sale.ordered_at.map_or(self.today, |at| self.company.day(at));
        let mut judged = Judged {
            news: Vec::new(),
            content: None,
            flags: Vec::new(),
            buyer: String::new(),
            goods: String::new(),
            known,
            said,
            day,
        };
        let has_order = judged.known.as_ref().is_some_and(|known| known.order.is_some());
        if judged.is_same() && has_order {
            return Ok(judged);
        }
        if let Some(known) = &judged.known {
            judged.news = news(&known.sale()?, sale);
        }
        judged.flags = flags::of_sale(sale);
        let lines = self.lines(sale, &mut judged.flags);
        (judged.buyer, judged.goods) = (buyer_key(sale), self.goods_key(sale));
        if !sale.state.is_off() {
            self.content(sale, lines, &mut judged);
            self.alike(tx, sale, &mut judged)?;
        }
        // Only what is really gone or off may lack quantities and products without a word.
        if sale.state.is_off() {
            judged.flags.retain(|flag| !flag.blocks());
        }
        Ok(judged)
    }

    /// The order as the platform's words alone make it; none where they do not make one.
    pub fn as_written(&self, sale: &Sale) -> Option<Content> {
        let mut flags = Vec::new();
        let lines = self.lines(sale, &mut flags);
        let currency = self.currency(sale)?;
        if flags.iter().any(Flag::blocks) { None } else { Some(self.written(sale, lines, currency)) }
    }

    fn currency(&self, sale: &Sale) -> Option<Currency> {
        if sale.currency.is_empty() { Some(self.customer.currency) } else { Currency::from_code(&sale.currency) }
    }

    /// The goods in our own terms; what cannot be said so is flagged.
    fn lines(&self, sale: &Sale, flags: &mut Vec<Flag>) -> Vec<Line> {
        let currency = self.currency(sale);
        let mut lines = Vec::with_capacity(sale.lines.len());
        for line in &sale.lines {
            let known = self.assigned(&line.goods);
            let product = known.and_then(|known| Some((known, self.products.get(&known.product)?)));
            let Some((known, product)) = product else {
                flags.push(Flag::UnknownGoods { name: line.goods.name() });
                continue;
            };
            if line.quantity == 0 {
                flags.push(Flag::NoQuantity { name: line.goods.name() });
                continue;
            }
            let Some(price) = self.price_of(line, known, product, currency) else {
                flags.push(Flag::NoPrice { name: line.goods.name() });
                continue;
            };
            lines.push(Line {
                requested: None,
                product: product.id,
                name: product.name.clone(),
                specification: product.specification.clone(),
                quantity: line.quantity.saturating_mul(known.base_units),
                price,
            });
        }
        lines
    }

    /// The price in our terms. Where the file has none, the price of the day for the shop's account.
    fn price_of(
        &self,
        line: &SaleLine,
        known: Assigned,
        product: &Product,
        currency: Option<Currency>,
    ) -> Option<Price> {
        let of_the_day = || {
            let quoted = price_on(&self.prices, &self.customer, product, currency?, self.today);
            quoted.map(|quoted| quoted.price)
        };
        line.price_for(known.base_units).or_else(of_the_day)
    }

    /// Writes the order of ours, where nothing is in the way.
    fn content(&self, sale: &Sale, lines: Vec<Line>, judged: &mut Judged) {
        let Some(currency) = self.currency(sale) else {
            judged.flags.push(Flag::NoCurrency { code: sale.currency.clone() });
            return;
        };
        if judged.flags.iter().any(Flag::blocks) {
            return;
        }
        let percent = self.shop.lowest_percent;
        judged.flags.extend(flags::of_lines(&lines, currency, &self.usual, &self.products, percent));
        let content = self.written(sale, lines, currency);
        let problems = check(&content, self.today, Some(&self.customer), &self.products);
        if problems.is_empty() {
            judged.content = Some(content);
        } else {
            judged.flags.push(Flag::Unfit { problems });
        }
    }

    /// The order as ours. Where the file lacks recipient, telephone or address, the account's own stand in; that is flagged.
    fn written(&self, sale: &Sale, lines: Vec<Line>, currency: Currency) -> Content {
        let or = |text: &str, other: Option<&String>| {
            if text.is_empty() { other.cloned().unwrap_or_default() } else { text.to_owned() }
        };
        let own = self.customer.contacts.first();
        let recipient = if sale.recipient.is_empty() { &sale.buyer } else { &sale.recipient };
        let travel = Days::new(self.customer.transport_days.max(0).unsigned_abs());
        let soonest = self.today.checked_add_days(travel).unwrap_or(self.today);
        let notes = [sale.buyer_note.as_str(), sale.seller_note.as_str()];
        let notes: Vec<&str> = notes.into_iter().filter(|note| !note.is_empty()).collect();
        Content {
            customer: self.customer.id,
            contact: or(recipient, own.map(|contact| &contact.name)),
            phone: or(&sale.phone, own.map(|contact| &contact.phone)),
            address: or(&sale.address, self.customer.addresses.first()),
            requested: sale.wanted.filter(|day| *day >= self.today).unwrap_or(soonest),
            currency,
            incoterm: self.customer.incoterm.clone().filter(|_| currency != Currency::Cny),
            reference: sale.number.clone(),
            note: notes.join("\n"),
            price_reason: String::new(),
            lines,
        }
    }

    fn alike(&self, tx: &mut Tx<'_>, sale: &Sale, judged: &mut Judged) -> Result<(), OpError> {
        if judged.buyer.is_empty() {
            return Ok(());
        }
        let span = Days::new(ALIKE_DAYS.unsigned_abs());
        let (from, to) = (judged.day.checked_sub_days(span), judged.day.checked_add_days(span));
        let (from, to) = (from.unwrap_or(judged.day), to.unwrap_or(judged.day));
        let me = (self.shop.id, sale.number.as_str());
        if let Some((other, on)) = store::online::alike(tx, &judged.buyer, &judged.goods, from, to, me)? {
            judged.flags.push(Flag::Alike { other, on });
        }
        Ok(())
    }

    /// The goods of an order in any sequence, by our own products where they are known.
    fn goods_key(&self, sale: &Sale) -> String {
        let mut keys: Vec<String> = Vec::with_capacity(sale.lines.len());
        for line in &sale.lines {
            keys.push(match self.assigned(&line.goods) {
                Some(assigned) => assigned.product.to_string(),
                None => line.goods.key(),
            });
        }
        keys.sort_unstable();
        keys.dedup();
        short(keys.join(" "))
    }
}

/// Who buys, by telephone, or by name and address where the number has stars; empty where the file does not say.
fn buyer_key(sale: &Sale) -> String {
    let digits: String = sale.phone.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 7 && !sale.phone.contains('*') {
        return digits;
    }
    if sale.recipient.is_empty() || (sale.address.is_empty() && digits.is_empty()) {
        return String::new();
    }
    short(format!("{} {digits} {}", sale.recipient, sale.address))
}

fn short(key: String) -> String {
    if key.len() <= LONGEST_KEY { key } else { hex(&digest(key.as_bytes())[..16]) }
}
