//! What a draft still lacks.

use chrono::NaiveDate;

use super::Draft;

/// Something that is missing or doubtful. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Open {
    /// No customer can be told from the mail.
    NoCustomer,
    /// Several customers fit.
    SeveralCustomers(Vec<String>),
    /// No goods are named.
    NoLines,
    /// Both the text and a file, or two files, list goods.
    SeveralLists,
    /// A file that cannot be read here: a person opens it.
    UnreadableAttachment(String),
    /// The mail is larger than is read; a person looks at the rest.
    Cut,
    /// No day of delivery.
    NoDate,
    /// Two different days.
    TwoDates(NaiveDate, NaiveDate),
    /// A day that can be read in two ways.
    DoubtfulDate {
        /// The words.
        said: String,
        /// How they were read.
        read: NaiveDate,
    },
    /// The day lies before the mail.
    DateInPast(NaiveDate),
    /// No place of delivery.
    NoAddress,
    /// A place that is no address.
    DoubtfulAddress(String),
    /// Nobody is named who takes the goods in.
    NoContact,
    /// Somebody who may be meant, and whom the customer's file does not have.
    DoubtfulContact(String),
    /// No telephone.
    NoPhone,
    /// A number that may be theirs, and that the customer's file does not have.
    DoubtfulPhone(String),
    /// Goods without a quantity.
    NoQuantity {
        /// Line.
        line: usize,
        /// The goods as written.
        goods: String,
    },
    /// A figure without a unit.
    NoUnit {
        /// Line.
        line: usize,
        /// The goods as written.
        goods: String,
        /// The quantity as written.
        said: String,
    },
    /// A quantity that can be read in two ways: `半箱`, `20*24`.
    DoubtfulQuantity {
        /// Line.
        line: usize,
        /// The goods as written.
        goods: String,
        /// The quantity as written.
        said: String,
    },
    /// `同上次`: which order was the last one has to be confirmed.
    LikeLast {
        /// Line.
        line: usize,
        /// The goods as written; empty for the whole order.
        goods: String,
    },
    /// Goods that are not in the list.
    UnknownGoods {
        /// Line.
        line: usize,
        /// The goods as written.
        goods: String,
    },
    /// Several goods fit.
    SeveralGoods {
        /// Line.
        line: usize,
        /// The goods as written.
        goods: String,
        /// Those that fit, by name and specification.
        which: Vec<String>,
    },
    /// A unit in which the goods are not sold, or a quantity that does not come out whole.
    OtherUnit {
        /// Line.
        line: usize,
        /// The goods as written.
        goods: String,
        /// The quantity as written.
        said: String,
        /// Their units, largest first.
        units: Vec<String>,
    },
}

impl Open {
    /// A stable name: the reply's text is `mail-ask-` and this.
    pub fn key(&self) -> &'static str {
        match self {
            Open::NoCustomer => "no-customer",
            Open::SeveralCustomers(_) => "several-customers",
            Open::NoLines => "no-lines",
            Open::SeveralLists => "several-lists",
            Open::UnreadableAttachment(_) => "unreadable-attachment",
            Open::Cut => "cut",
            Open::NoDate => "no-date",
            Open::TwoDates(..) => "two-dates",
            Open::DoubtfulDate { .. } => "doubtful-date",
            Open::DateInPast(_) => "date-in-past",
            Open::NoAddress => "no-address",
            Open::DoubtfulAddress(_) => "doubtful-address",
            Open::NoContact => "no-contact",
            Open::DoubtfulContact(_) => "doubtful-contact",
            Open::NoPhone => "no-phone",
            Open::DoubtfulPhone(_) => "doubtful-phone",
            Open::NoQuantity { .. } => "no-quantity",
            Open::NoUnit { .. } => "no-unit",
            Open::DoubtfulQuantity { .. } => "doubtful-quantity",
            Open::LikeLast { .. } => "like-last",
            Open::UnknownGoods { .. } => "unknown-goods",
            Open::SeveralGoods { .. } => "several-goods",
            Open::OtherUnit { .. } => "other-unit",
        }
    }

    /// The line it is about, from 1.
    pub fn line(&self) -> Option<usize> {
        match self {
            Open::NoQuantity { line, .. }
            | Open::NoUnit { line, .. }
            | Open::DoubtfulQuantity { line, .. }
            | Open::LikeLast { line, .. }
            | Open::UnknownGoods { line, .. }
            | Open::SeveralGoods { line, .. }
            | Open::OtherUnit { line, .. } => Some(*line),
            _ => None,
        }
    }
}

/// What the draft lacks by itself, without a look at customers and goods.
pub(super) fn of(draft: &Draft) -> Vec<Open> {
    let mut open = Vec::new();
    if draft.customer.name.is_none() {
        open.push(Open::NoCustomer);
    }
    match &draft.ship_to {
        None => open.push(Open::NoAddress),
        Some(found) if !found.certain => open.push(Open::DoubtfulAddress(found.value.clone())),
        Some(_) => {}
    }
    if draft.contact.is_none() {
        open.push(Open::NoContact);
    }
    if draft.phone.is_none() {
        open.push(Open::NoPhone);
    }
    if draft.requested.is_none() {
        open.push(Open::NoDate);
    }
    if draft.lines.is_empty() {
        open.push(Open::NoLines);
    }
    for (at, line) in draft.lines.iter().enumerate() {
        let (number, goods) = (at + 1, line.goods());
        match &line.quantity {
            _ if line.like_last.is_some() => open.push(Open::LikeLast { line: number, goods }),
            None => open.push(Open::NoQuantity { line: number, goods }),
            Some(found) if found.certain => {}
            Some(found) if found.value.lacks_unit() && found.value.each_holds.is_none() => {
                open.push(Open::NoUnit { line: number, goods, said: found.said.clone() });
            }
            Some(found) => open.push(Open::DoubtfulQuantity { line: number, goods, said: found.said.clone() }),
        }
    }
    open
}
