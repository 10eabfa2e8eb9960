//! What letters to customers say: in the customer's language, from the dossier, with the paper made of it.

use crate::domain::customers::Customer;
use crate::domain::money::Currency;
use crate::domain::orders::{Order, Shipment};
use crate::i18n::{Lang, date, listed, tf};
use crate::ops::orders::Dossier;
use crate::ops::papers::{PaperKind, PaperOptions, documents};
use crate::ops::post::{Message, Way};
use crate::ops::words::{money, packs_in};
use crate::print::{Go, PrintError, Printer};

/// What stands in a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// The subject; texts have none.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// The language in which a customer is written to.
pub fn language(customer: &Customer) -> Lang {
    match customer.currency {
        Currency::Hkd => Lang::ZhHant,
        _ if customer.is_export() => Lang::En,
        _ => Lang::ZhHans,
    }
}

/// Where the order's contact is reached this way: the person named in the order first, else the first who has such a line.
pub fn recipient(dossier: &Dossier, way: Way) -> String {
    let content = &dossier.order.content;
    match way {
        Way::Mail => {
            let people = &dossier.customer.contacts;
            let named = people.iter().find(|one| one.name == content.contact && !one.email.is_empty());
            let any = named.or_else(|| people.iter().find(|one| !one.email.is_empty()));
            any.map(|one| one.email.trim().to_owned()).unwrap_or_default()
        }
        Way::Sms => content.phone.clone(),
        Way::Robot => dossier.company.post.robots.first().map(|robot| robot.name.clone()).unwrap_or_default(),
    }
}

fn goods(dossier: &Dossier, lang: Lang, lines: impl Iterator<Item = (usize, i64)>) -> Vec<String> {
    let order = &dossier.order;
    lines
        .filter_map(|(no, quantity)| {
            let line = order.line(no)?;
            let Some(product) = dossier.products.get(&line.product) else { return Some(line.name.clone()) };
            Some(format!("{} {}", product.name_in(lang.tag()), packs_in(lang, &product.packs).show(quantity)))
        })
        .collect()
}

fn ordered(order: &Order) -> impl Iterator<Item = (usize, i64)> {
    let lines = order.content.lines.iter().enumerate();
    // A line that was given up whole is asked for no more.
    lines.filter(|(_, line)| line.quantity > 0).map(|(at, line)| (at + 1, line.quantity))
}

/// The letter that asks for the customer's yes (II.5).
pub fn confirmation(dossier: &Dossier, way: Way, lang: Lang) -> Wording {
    let order = &dossier.order;
    let content = &order.content;
    let company = dossier.company.letterhead.name_in(lang.tag());
    let list = goods(dossier, lang, ordered(order));
    let joined = match way {
        Way::Mail => list.iter().map(|line| format!("  {line}\n")).collect(),
        Way::Sms | Way::Robot => listed(lang, &list),
    };
    let values = [
        ("contact", content.contact.as_str().into()),
        ("number", order.number.as_str().into()),
        ("version", order.version.to_string().into()),
        ("goods", joined.into()),
        ("amount", money(lang, content.amount(), content.currency).into()),
        ("day", order.promised().map(date).unwrap_or_else(|| date(content.requested)).into()),
        ("address", content.address.as_str().into()),
        ("phone", dossier.company.letterhead.phone.as_str().into()),
        ("company", company.into()),
    ];
    match way {
        Way::Mail => Wording {
            subject: tf(lang, "post-letter-confirmation-subject", &values),
            text: tf(lang, "post-letter-confirmation-text", &values),
        },
        Way::Sms | Way::Robot => {
            Wording { subject: String::new(), text: tf(lang, "post-letter-confirmation-short", &values) }
        }
    }
}

/// The notice that goods leave (IV.2); `shipment` has its notice already.
pub fn shipping_notice(dossier: &Dossier, shipment: &Shipment, way: Way, lang: Lang) -> Wording {
    let order = &dossier.order;
    let Some(notice) = &shipment.notice else { return Wording::default() };
    let list = goods(dossier, lang, shipment.lines.iter().map(|line| (line.line, line.quantity)));
    let values = [
        ("contact", order.content.contact.as_str().into()),
        ("number", order.number.as_str().into()),
        ("goods", listed(lang, &list).into()),
        ("leaves", date(notice.leaves).into()),
        ("expected", date(notice.expected).into()),
        ("by", carried_by(lang, &notice.carrier, &notice.waybill).into()),
        ("company", dossier.company.letterhead.name_in(lang.tag()).into()),
    ];
    let subject = if way == Way::Mail { tf(lang, "post-letter-notice-subject", &values) } else { String::new() };
    Wording { subject, text: tf(lang, "steps-notify-message", &values) }
}

/// Who carries the goods, as far as it is known; empty where nothing is.
pub fn carried_by(lang: Lang, carrier: &str, waybill: &str) -> String {
    let (carrier, waybill) = (carrier.trim(), waybill.trim());
    let key = match (carrier.is_empty(), waybill.is_empty()) {
        (true, true) => return String::new(),
        (false, true) => "steps-notify-by-carrier",
        (true, false) => "steps-notify-by-waybill",
        (false, false) => "steps-notify-by",
    };
    tf(lang, key, &[("carrier", carrier.into()), ("waybill", waybill.into())])
}

/// The text of a test of the settings.
pub fn test(lang: Lang, company: &str) -> Wording {
    let values = [("company", company.into())];
    Wording { subject: tf(lang, "post-letter-test-subject", &values), text: tf(lang, "post-letter-test-text", &values) }
}

/// A paper as a file to go with a letter. None when the dossier does not have it.
///
/// # Errors
/// [`PrintError::MissingGlyph`] names a character that cannot be printed.
pub fn paper(kind: PaperKind, dossier: &Dossier, lang: Lang) -> Result<Option<(String, Vec<u8>)>, PrintError> {
    let made = documents(kind, dossier, &PaperOptions::usual(lang, dossier))?;
    // Of notices the one that was said last is meant, which need not be that of the last shipment.
    let live = dossier.order.shipments.iter().filter(|shipment| shipment.reversed.is_none());
    let told = live.filter_map(|shipment| shipment.notice.as_ref()).map(|notice| notice.mark.at);
    let newest = told.enumerate().max_by_key(|(_, at)| *at).map(|(place, _)| place);
    let meant = if kind == PaperKind::ShippingNotice { newest.and_then(|place| made.get(place)) } else { made.last() };
    let Some(meant) = meant else { return Ok(None) };
    let name = format!("{}.pdf", meant.file_stem());
    let wanted = std::slice::from_ref(meant);
    Ok(Printer::new()?.merged(wanted, &mut |_| Go::On)?.map(|bytes| (name, bytes)))
}

/// True when the newest letter of this kind speaks of an older version of the order.
pub fn is_of_older(message: &Message, order: &Order) -> bool {
    message.is_of_older(order.version)
}
