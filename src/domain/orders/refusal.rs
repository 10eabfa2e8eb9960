//! When the business says no: which rule, with its figures. Words for people are made elsewhere.

use chrono::NaiveDate;

use super::content::Problem;
use super::{Status, Step};
use crate::domain::credit::Concern;
use crate::domain::money::Currency;
use crate::domain::people::{Department, Right};
use crate::domain::prices::LowLine;

/// A field a person fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Field {
    /// The caller.
    Caller,
    /// The customer's contact.
    Contact,
    /// A telephone number.
    Phone,
    /// The delivery address.
    Address,
    /// Why.
    Reason,
    /// Who said yes, or was told.
    Who,
    /// The talk with the customer.
    Agreement,
    /// The guarantor.
    Guarantor,
    /// The guarantee's document.
    Document,
    /// The lot number.
    LotCode,
    /// The inspection report's number.
    Report,
    /// The responsible person.
    Responsible,
    /// The carrier.
    Carrier,
    /// The waybill number.
    Waybill,
    /// The vehicle.
    Vehicle,
    /// The driver.
    Driver,
    /// The signature.
    SignedBy,
    /// The temperature.
    Temperature,
    /// The joint plan of a change.
    Plan,
    /// What a desk has to say.
    Note,
    /// Why a price below the lowest one is right.
    PriceReason,
    /// How much by when.
    Batches,
}

impl Field {
    /// A stable name for text keys (`field-caller`).
    pub fn key(self) -> &'static str {
        match self {
            Field::Caller => "caller",
            Field::Contact => "contact",
            Field::Phone => "phone",
            Field::Address => "address",
            Field::Reason => "reason",
            Field::Who => "who",
            Field::Agreement => "agreement",
            Field::Guarantor => "guarantor",
            Field::Document => "document",
            Field::LotCode => "lot-code",
            Field::Report => "report",
            Field::Responsible => "responsible",
            Field::Carrier => "carrier",
            Field::Waybill => "waybill",
            Field::Vehicle => "vehicle",
            Field::Driver => "driver",
            Field::SignedBy => "signed-by",
            Field::Temperature => "temperature",
            Field::Plan => "plan",
            Field::Note => "note",
            Field::PriceReason => "price-reason",
            Field::Batches => "batches",
        }
    }
}

/// A record that the dossier lacks (VII.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MissingRecord {
    /// The caller's yes.
    ReadBack,
    /// A review.
    Review,
    /// The customer's yes.
    Confirmation,
    /// The inspection of production order n.
    Inspection(usize),
    /// The notice of shipment n.
    Notice(usize),
    /// The transport record of shipment n.
    Transport(usize),
    /// The signed delivery of shipment n.
    Delivery(usize),
    /// The word on change n that some desk has not noted.
    Change(usize),
}

impl MissingRecord {
    /// A stable name for text keys (`record-read-back`), and which one where there are several.
    pub fn key(self) -> (&'static str, Option<usize>) {
        match self {
            MissingRecord::ReadBack => ("read-back", None),
            MissingRecord::Review => ("review", None),
            MissingRecord::Confirmation => ("confirmation", None),
            MissingRecord::Inspection(no) => ("inspection", Some(no)),
            MissingRecord::Notice(no) => ("notice", Some(no)),
            MissingRecord::Transport(no) => ("transport", Some(no)),
            MissingRecord::Delivery(no) => ("delivery", Some(no)),
            MissingRecord::Change(no) => ("change", Some(no)),
        }
    }
}

/// The business says no.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The person may not.
    #[error("not allowed: {0:?}")]
    NotAllowed(Right),
    /// The order is not where this step belongs.
    #[error("{step:?} does not fit status {status:?}")]
    WrongStatus {
        /// What was tried.
        step: Step,
        /// Where the order is.
        status: Status,
    },
    /// The order is put aside.
    #[error("on hold: {0}")]
    OnHold(String),
    /// It is not put aside.
    #[error("not on hold")]
    NotOnHold,
    /// What is asked is not complete or not possible.
    #[error("content: {0:?}")]
    Content(Vec<Problem>),
    /// A field of the step is empty.
    #[error("missing: {0:?}")]
    Missing(Field),
    /// A day that is over.
    #[error("{day} is before {today}")]
    DateInPast {
        /// The day given.
        day: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// A day that has not come.
    #[error("{day} is after {today}")]
    DateAhead {
        /// The day given.
        day: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// An edit that changes nothing.
    #[error("nothing changed")]
    NothingChanged,
    /// The credit desk's concern stands, and goes on record with a note (F16).
    #[error("credit needs a note: {0:?}")]
    CreditNote(Concern),
    /// Goods do not leave while something is held against the customer (F16).
    #[error("credit at the gate: {0:?}")]
    CreditAtShipping(Concern),
    /// The releases in the customer's file do not reach.
    #[error("releases have {available} of {needed}")]
    ReleasesShort {
        /// What is left of them, minor units.
        available: i64,
        /// What is needed, minor units.
        needed: i64,
    },
    /// More than this person may release at a time.
    #[error("release of {amount}, at most {ceiling}")]
    ReleaseTooLarge {
        /// What is to be released, minor units.
        amount: i64,
        /// The most, minor units; 0 for somebody who is not named.
        ceiling: i64,
    },
    /// The credit desk's concern stands; a guarantee or a release is needed (II.4).
    #[error("credit: {0:?}")]
    Credit(Concern),
    /// What is to be released is worse than what whoever releases had seen.
    #[error("credit is worse than seen: {0:?}")]
    CreditWorse(Concern),
    /// There is nothing to guarantee or release.
    #[error("no concern")]
    NoConcern,
    /// The guarantee is too small or ends too early.
    #[error("guarantee of {amount} does not cover {needed}")]
    GuaranteeTooSmall {
        /// Offered, minor units.
        amount: i64,
        /// Needed, minor units.
        needed: i64,
    },
    /// This desk has decided already.
    #[error("already reviewed")]
    AlreadyReviewed,
    /// Stock must be looked at before the date.
    #[error("stock not reviewed")]
    StockFirst,
    /// The promised day is later than wished, and nobody talked with the customer.
    #[error("promised {promised}, wished {requested}")]
    LaterThanWished {
        /// The day offered.
        promised: NaiveDate,
        /// The day wished.
        requested: NaiveDate,
    },
    /// Goods are made, picked or shipped; the order cannot be edited or given up as a whole.
    #[error("work under way")]
    WorkUnderWay,
    /// What was confirmed is not edited; a change is asked for (III.5).
    #[error("ask for a change")]
    AskForChange,
    /// A change is open; it is decided or withdrawn first.
    #[error("change {0} is open")]
    ChangeOpen(usize),
    /// Another desk is asked.
    #[error("asked are {0:?}")]
    NotConcerned(Vec<Department>),
    /// These desks have not answered yet.
    #[error("no answer of {0:?}")]
    AnswersMissing(Vec<Department>),
    /// A change keeps the place and the goods of a line, because productions and shipments point at it.
    #[error("line {0} keeps its goods")]
    LineFixed(usize),
    /// So much of the line is picked or shipped.
    #[error("line {line}: {taken} taken, {quantity} asked")]
    BelowTaken {
        /// The line, from 1.
        line: usize,
        /// What it shall become, base units.
        quantity: i64,
        /// Picked and shipped, base units.
        taken: i64,
    },
    /// Goods of the line have left at its price.
    #[error("line {0} was shipped at its price")]
    PriceOfShipped(usize),
    /// Goods have left in the order's currency.
    #[error("shipped in {0:?}")]
    CurrencyOfShipped(Currency),
    /// Another customer is another order.
    #[error("the customer stays")]
    CustomerFixed,
    /// Nothing has been reserved or made that could be done with.
    #[error("nothing to do for {0:?}")]
    NothingToDo(Step),
    /// There is no such line, shipment or production order.
    #[error("no such part: {0}")]
    NoSuchPart(usize),
    /// A quantity that does not fit.
    #[error("quantity {quantity}, at most {most}")]
    Quantity {
        /// Given.
        quantity: i64,
        /// The most that fits; 0 when nothing does.
        most: i64,
    },
    /// The lot does not exist, or is another product's.
    #[error("no such lot for line {0}")]
    WrongLot(usize),
    /// The lot is not released.
    #[error("lot {0} is not released")]
    LotNotReleased(String),
    /// The lot does not hold that much for this order.
    #[error("lot {code} has {available}")]
    LotShort {
        /// The lot number.
        code: String,
        /// What it has for this order, base units.
        available: i64,
    },
    /// The lot is past its expiry.
    #[error("lot {code} expired {expiry}")]
    LotExpired {
        /// The lot number.
        code: String,
        /// Its expiry.
        expiry: NaiveDate,
    },
    /// The lot may still be shipped; only rejected and expired goods are written off.
    #[error("lot {0} is still good")]
    LotStillGood(String),
    /// Less shelf life would remain than the customer takes.
    #[error("lot {code}: {remaining} days remain, {needed} needed")]
    LotTooShort {
        /// The lot number.
        code: String,
        /// Days that remain on arrival.
        remaining: i64,
        /// Days the customer wants.
        needed: i64,
    },
    /// A lot that expires earlier and fits is left; going past it needs a reason (FEFO).
    #[error("lot {0} goes first")]
    EarlierLot(String),
    /// No single temperature is right for all goods of the shipment.
    #[error("ranges exclude each other")]
    RangesExclude,
    /// Prices below the lowest that only the head of sales writes (F11).
    #[error("below the lowest price: {0:?}")]
    BelowLowest(Vec<LowLine>),
    /// There is no exchange rate for the order's currency.
    #[error("no rate for {0:?}")]
    NoRate(Currency),
    /// The second look must be another person's (IV.1); so must the write-off of a lot that somebody rejected.
    #[error("same person")]
    SamePerson,
    /// The shipment's steps go in order.
    #[error("shipment needs {0:?} first")]
    ShipmentNeeds(Step),
    /// The shipment's step is done already.
    #[error("done already: {0:?}")]
    DoneAlready(Step),
    /// The goods are not cold or warm enough to go.
    #[error("temperature {tenths} outside the range")]
    Temperature {
        /// The reading, tenths of °C.
        tenths: i64,
    },
    /// Production was asked about a shortage and has not answered (II.4).
    #[error("production was asked")]
    AnswerAwaited,
    /// Production said yes and named less than it was asked for.
    #[error("line {line}: asked {asked}, said {said}")]
    AnswerBelowAsked {
        /// The line, from 1.
        line: usize,
        /// Base units asked.
        asked: i64,
        /// Base units named.
        said: i64,
    },
    /// The dossier is not complete (VII.1).
    #[error("incomplete: {0:?}")]
    Incomplete(Vec<MissingRecord>),
}
