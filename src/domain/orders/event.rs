//! What happened to an order. These words are the audit log: they are only ever added to, never changed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::change::{Asker, Possible};
use super::decide::CreditDecision;
use super::{Agreement, Batch, Channel, Content, Promise, Transport, is_zero};
use crate::domain::archive::Class;
use crate::domain::credit::CreditEvidence;
use crate::domain::ids::{LotId, MailId, OrderId, PaperId};
use crate::domain::online::{News, Online, SaleState};
use crate::domain::people::Department;
use crate::domain::stock::LotQuantity;

/// Stock evidence for a line: what was reserved, and what is short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineStock {
    /// The line, from 1.
    pub line: usize,
    /// What was free to promise in all lots, fresh enough or not, base units.
    pub available: i64,
    /// What was reserved.
    pub reserved: Vec<LotQuantity>,
    /// What must be made, base units.
    pub short: i64,
    /// How the goods stood before this order took anything; none in logs of a program that did not keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<StockStanding>,
}

/// How the goods of a line stand (II.4, F23), in base units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockStanding {
    /// In released lots.
    pub on_hand: i64,
    /// Of that, held for orders.
    pub reserved: i64,
    /// Planned or being made, and needed by no order.
    pub expected: i64,
    /// When the first of that is ready.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_on: Option<NaiveDate>,
    /// What is left for others once this line has what it wants; below zero, so much is missing.
    pub projected: i64,
}

/// A line of a shipment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShipmentLine {
    /// The order's line, from 1.
    pub line: usize,
    /// From which lot.
    pub lot: LotId,
    /// The lot number on the carton.
    pub code: String,
    /// Production date.
    pub produced: NaiveDate,
    /// Expiry.
    pub expiry: NaiveDate,
    /// Base units.
    pub quantity: i64,
}

/// Where the signed quantity differs from the shipped one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Place in the shipment's lines, from 0.
    pub index: usize,
    /// Base units that the customer took.
    pub accepted: i64,
    /// Why not all.
    pub reason: String,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the fields carry the names of the order's own fields, which are documented there
pub enum Event {
    /// Written down.
    Received {
        id: OrderId,
        number: String,
        channel: Channel,
        rate_ppm: i64,
        content: Content,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        online: Option<Online>,
    },
    /// Changed; voids reviews and confirmation.
    Edited { content: Content, rate_ppm: i64, reason: String },
    /// The caller said yes to what was read.
    ReadBack { caller: String },
    /// The credit desk decided.
    CreditReviewed {
        decision: CreditDecision,
        evidence: CreditEvidence,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Stock was looked at and reserved.
    StockReviewed {
        lines: Vec<LineStock>,
        /// Production is asked about what is short, with these words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        question: Option<String>,
    },
    /// A date was promised.
    DateReviewed {
        promised: NaiveDate,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agreed: Option<Agreement>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        let_go: Vec<(usize, LotQuantity)>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<(usize, NaiveDate)>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        found: Vec<Promise>,
    },
    /// The customer said yes to this version.
    Confirmed { channel: Channel, who: String },
    /// A change of what was confirmed was asked for; these desks are to answer.
    ChangeAsked {
        asker: Asker,
        reason: String,
        content: Content,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        dropped: Vec<usize>,
        concerned: Vec<Department>,
    },
    /// A desk said what the open change means for it; an earlier answer of the same desk is replaced.
    ChangeAnswered {
        change: usize,
        desk: Department,
        possible: Possible,
        #[serde(default, skip_serializing_if = "is_zero")]
        days: i64,
        #[serde(default, skip_serializing_if = "is_zero")]
        cost: i64,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// The open change was adopted, which makes a new version, or declined. `given_up` are base units by line.
    ChangeDecided {
        change: usize,
        adopted: bool,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        plan: String,
        rate_ppm: i64,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        given_up: Vec<(usize, i64)>,
    },
    /// The open change was taken back.
    ChangeWithdrawn { change: usize, reason: String },
    /// A desk noted the word on a change.
    ChangeNoted { change: usize, desk: Department },
    /// Reserved anew after confirmation; what no longer fits the customer's rule was let go.
    Reserved {
        lines: Vec<LineStock>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        let_go: Vec<(usize, LotQuantity)>,
    },
    /// Production was planned.
    ProductionPlanned { line: usize, quantity: i64, due: NaiveDate, responsible: String },
    /// A planned production was taken back.
    PlanReversed { production: usize, reason: String },
    /// A lot shorter than the customer's rule may go all the same.
    ShortLifeApproved { line: usize, lot: LotId, reason: String },
    /// A lot came out of production; it waits for inspection.
    Produced { production: usize, lot: LotId, code: String, produced: NaiveDate, quantity: i64 },
    /// Quality control decided; `reserved` base units of a released lot go to the line.
    Inspected { production: usize, passed: bool, finding: String, report: String, reserved: i64 },
    /// Goods were picked.
    Picked {
        lines: Vec<ShipmentLine>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot_reason: Option<String>,
    },
    /// A second person checked the goods.
    GoodsChecked { shipment: usize },
    /// The customer was told.
    Notified {
        shipment: usize,
        channel: Channel,
        to: String,
        leaves: NaiveDate,
        expected: NaiveDate,
        waybill: String,
        carrier: String,
    },
    /// The goods left.
    Dispatched {
        shipment: usize,
        transport: Transport,
        vehicle: String,
        driver: String,
        driver_phone: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        temperature: Option<i64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        credit: Option<Box<CreditEvidence>>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        credit_note: String,
    },
    /// The goods arrived and were signed for.
    Delivered {
        shipment: usize,
        on: NaiveDate,
        signed_by: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        temperature: Option<i64>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        differences: Vec<Difference>,
    },
    /// Done.
    Closed,
    /// Put into the archive.
    Filed { number: String, class: Class, keep_until: Option<NaiveDate>, sum: String },
    /// Given up.
    Cancelled { reason: String },
    /// What is not shipped was given up.
    RestCancelled { reason: String },
    /// Put aside.
    Held { reason: String },
    /// Taken up again.
    Resumed,
    /// A desk took its review back.
    ReviewReversed { desk: Department, reason: String },
    /// The confirmation was taken back.
    ConfirmationReversed { reason: String },
    /// A picked shipment was taken back.
    PickReversed { shipment: usize, reason: String },
    /// A desk saw its work.
    Seen { desk: Department },
    /// A later file of the platform says otherwise than the one before.
    PlatformNews { state: SaleState, news: Vec<News> },
    /// Production was asked whether and when what is short can be made.
    ProductionAsked {
        lines: Vec<(usize, i64)>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Production answered.
    ProductionAnswered {
        question: usize,
        possible: Possible,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        batches: Vec<Batch>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// A paper was added; `mail` names the mail of which it is the very bytes (II.2).
    PaperAdded {
        paper: PaperId,
        name: String,
        size: i64,
        sum: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mail: Option<MailId>,
    },
}

impl Event {
    /// A stable name for text keys (`event-read-back`).
    pub fn key(&self) -> &'static str {
        match self {
            Event::Received { .. } => "received",
            Event::Edited { .. } => "edited",
            Event::ReadBack { .. } => "read-back",
            Event::CreditReviewed { .. } => "credit-reviewed",
            Event::StockReviewed { .. } => "stock-reviewed",
            Event::DateReviewed { .. } => "date-reviewed",
            Event::Confirmed { .. } => "confirmed",
            Event::ChangeAsked { .. } => "change-asked",
            Event::ChangeAnswered { .. } => "change-answered",
            Event::ChangeDecided { .. } => "change-decided",
            Event::ChangeWithdrawn { .. } => "change-withdrawn",
            Event::ChangeNoted { .. } => "change-noted",
            Event::Reserved { .. } => "reserved",
            Event::ProductionPlanned { .. } => "production-planned",
            Event::PlanReversed { .. } => "plan-reversed",
            Event::ShortLifeApproved { .. } => "short-life-approved",
            Event::Produced { .. } => "produced",
            Event::Inspected { .. } => "inspected",
            Event::Picked { .. } => "picked",
            Event::GoodsChecked { .. } => "goods-checked",
            Event::Notified { .. } => "notified",
            Event::Dispatched { .. } => "dispatched",
            Event::Delivered { .. } => "delivered",
            Event::Closed => "closed",
            Event::Filed { .. } => "filed",
            Event::Cancelled { .. } => "cancelled",
            Event::RestCancelled { .. } => "rest-cancelled",
            Event::Held { .. } => "held",
            Event::Resumed => "resumed",
            Event::ReviewReversed { .. } => "review-reversed",
            Event::ConfirmationReversed { .. } => "confirmation-reversed",
            Event::PickReversed { .. } => "pick-reversed",
            Event::Seen { .. } => "seen",
            Event::PlatformNews { .. } => "platform-news",
            Event::ProductionAsked { .. } => "production-asked",
            Event::ProductionAnswered { .. } => "production-answered",
            Event::PaperAdded { .. } => "paper-added",
        }
    }
}
