//! The order: what was asked, what was promised, what happened.
//!
//! An order is one document. Commands are decided by [`decide`](decide::decide) into an [`Event`]; [`apply`](apply::apply)
//! is the only way in which an event changes the order, so the audit log replayed gives the stored order (X5, F95).
//! [`Status`] holds human decisions only; what is made, shipped and delivered follows from quantities.

mod apply;
pub mod change;
#[cfg(test)]
mod change_effect_tests;
#[cfg(test)]
mod change_tests;
#[cfg(test)]
mod change_walk_tests;
mod content;
#[cfg(test)]
mod date_tests;
pub mod decide;
mod event;
mod footprint;
#[cfg(test)]
mod matrix_tests;
mod progress;
pub mod promise;
pub mod question;
mod refusal;
#[cfg(test)]
pub mod samples;
mod shipment;
mod status;
mod step;
mod tasks;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

pub use apply::{apply, begin, replay};
pub use change::{Answer, Asker, Change, Changed, Decision, Possible, Version, differences, versions, was_confirmed};
pub use content::{
    Content, FURTHEST_DAYS, HIGHEST_PRICE, Incoterm, IncotermRule, LARGEST_QUANTITY, Line, MOST_LINES, Problem, check,
};
pub use decide::{Command, CreditDecision, Ctx, decide, gate, platform_news, receive, receive_sold};
pub use event::{Difference, Event, LineStock, ShipmentLine, StockStanding};
pub use footprint::{Footprint, MoneyPrint, covered, credit_evidence, footprint, shipping_evidence};
pub use progress::{Progress, Segment, open_to_pick, progress, shipped, shortage, taken, to_plan};
pub use promise::{Expected, Facts, Promise};
pub use question::{Batch, PlantAnswer, Question, open_question};
pub use refusal::{Field, MissingRecord, Refusal};
pub use shipment::{Delivery, Dispatch, Notice, Shipment, Transport};
pub use status::{Stage, Status, stage};
pub use step::Step;
pub use tasks::{Task, Urgency, as_logged, hand_over, work_of};

use super::credit::CreditEvidence;
#[cfg(test)]
use super::ids::ProductId;
use super::ids::{LotId, MailId, OrderId, PaperId, UserId};
use super::online::Online;
use super::people::Department;
use super::stock::LotQuantity;

/// Who did it and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The person.
    pub by: UserId,
    /// The instant.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub at: DateTime<Utc>,
}

/// The way an order or a message came or went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A telephone call (II.1).
    #[default]
    Telephone,
    /// A mail (II.2).
    Mail,
    /// A web shop or platform, or a message inside a system (II.3).
    Online,
}

impl Channel {
    /// All channels.
    pub const ALL: [Channel; 3] = [Channel::Telephone, Channel::Mail, Channel::Online];

    /// A stable name for text keys (`channel-telephone`).
    pub fn key(self) -> &'static str {
        match self {
            Channel::Telephone => "telephone",
            Channel::Mail => "mail",
            Channel::Online => "online",
        }
    }
}

/// The yes that lets an order leave receipt, tied to the version that was held against it. By telephone the order is read back
/// and the caller says yes (II.1); without that an order by telephone is never filed either. A written order says it itself:
/// nobody calls, but somebody still holds the order against what was written, and names who wrote it (II.2, II.3). So no
/// channel goes on to the reviews by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadBack {
    /// Who said yes.
    pub caller: String,
    /// The version that was read.
    pub version: i64,
    /// Who read it, and when.
    pub mark: Mark,
}

/// The credit desk's word (II.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditReview {
    /// What was decided.
    pub decision: CreditDecision,
    /// The figures it was decided on.
    pub evidence: CreditEvidence,
    /// Remarks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The reviewer.
    pub mark: Mark,
}

impl CreditReview {
    /// False when the credit desk said no.
    pub fn passed(&self) -> bool {
        !matches!(self.decision, CreditDecision::Refuse { .. })
    }
}

/// The stock desk's word (II.4): what was there, and what is short, by line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockReview {
    /// Evidence by line.
    pub lines: Vec<LineStock>,
    /// The reviewer.
    pub mark: Mark,
}

/// The planner's word on the date (II.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateReview {
    /// The date that will be kept, for every line without one of its own.
    pub promised: NaiveDate,
    /// The talk in which the customer agreed to a date later than wished.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Agreement>,
    /// Lines, from 1, that are promised on another day than the order (F26).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<(usize, NaiveDate)>,
    /// What was possible at that moment, by line, with the reasons (F25).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<Promise>,
    /// The reviewer.
    pub mark: Mark,
}

impl DateReview {
    /// The day promised for a line, from 1.
    pub fn day_of(&self, line: usize) -> NaiveDate {
        self.lines.iter().find(|(of, _)| *of == line).map_or(self.promised, |(_, day)| *day)
    }
}

/// A talk with the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// With whom.
    pub who: String,
    /// What was said.
    pub note: String,
}

/// The three reviews of the present version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Credit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<CreditReview>,
    /// Stock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<StockReview>,
    /// Date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<DateReview>,
}

impl Review {
    /// True when all three desks agreed.
    pub fn passed(&self) -> bool {
        self.credit.as_ref().is_some_and(CreditReview::passed) && self.stock.is_some() && self.date.is_some()
    }
}

/// The customer's yes to one version (II.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// The version that was confirmed.
    pub version: i64,
    /// Over which channel.
    pub channel: Channel,
    /// Who at the customer's said yes.
    pub who: String,
    /// Who recorded it, and when.
    pub mark: Mark,
}

/// A production order for what is short (III.1, III.3, III.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Production {
    /// 1, 2, … inside the order.
    pub no: usize,
    /// The line it is for, from 1.
    pub line: usize,
    /// Base units to make.
    pub quantity: i64,
    /// To be ready on.
    pub due: NaiveDate,
    /// The responsible person at the plant.
    pub responsible: String,
    /// Who planned it.
    pub planned: Mark,
    /// What came out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Output>,
    /// What quality control found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspection: Option<Inspection>,
    /// Taken back before anything was made, with the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversed: Option<(String, Mark)>,
}

impl Production {
    /// True while something is still to be made or inspected.
    pub fn is_open(&self) -> bool {
        self.reversed.is_none() && self.inspection.is_none()
    }
}

/// A produced lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// The lot.
    pub lot: LotId,
    /// Its number on the carton.
    pub code: String,
    /// Production date.
    pub produced: NaiveDate,
    /// Base units.
    pub quantity: i64,
    /// Who recorded it.
    pub mark: Mark,
}

/// Quality control's word on a produced lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// True: released. False: never shipped.
    pub passed: bool,
    /// What was measured, or why it failed.
    pub finding: String,
    /// The inspection report's number.
    pub report: String,
    /// The inspector.
    pub mark: Mark,
}

/// What fulfilment knows about a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineState {
    /// Lots held for the line and not picked yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reserved: Vec<LotQuantity>,
    /// Base units given up with a reason.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub cancelled: i64,
}

fn is_zero(value: &i64) -> bool {
    *value == 0
}

/// Leave for a lot that is shorter than the customer's rule (IV.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The line, from 1.
    pub line: usize,
    /// The lot.
    pub lot: LotId,
    /// Why, and what the customer said.
    pub reason: String,
    /// Who approved.
    pub mark: Mark,
}

/// A paper in the dossier. Its bytes are in the store, found by id and held to the sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The id.
    pub id: PaperId,
    /// The file's name.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 in hexadecimal.
    pub sum: String,
    /// Who added it.
    pub mark: Mark,
    /// The mail whose bytes it is (II.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailId>,
}

/// The archive's entry (VII.1, VII.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// 档号.
    pub number: String,
    /// Retention class.
    pub class: super::archive::Class,
    /// The last day it must be kept; none for ever.
    pub keep_until: Option<NaiveDate>,
    /// The head of the order's chain before it was filed, in hexadecimal.
    pub sum: String,
    /// Who filed it.
    pub mark: Mark,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The id.
    pub id: OrderId,
    /// The number, such as `SO20261123-0007`.
    pub number: String,
    /// Counts the contents: 1 as received, one more with each edit.
    pub version: i64,
    /// How it came.
    pub channel: Channel,
    /// Who took it, and when.
    pub received: Mark,
    /// What was asked, as it stands.
    pub content: Content,
    /// CNY for one unit of the order's currency, in millionths.
    pub rate_ppm: i64,
    /// The last human decision about it.
    pub status: Status,
    /// Fulfilment by line, as many as `content.lines`.
    pub lines: Vec<LineState>,
    /// Who changed the content last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited: Option<Mark>,
    /// Put aside, with the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<(String, Mark)>,
    /// The tasks that waited when it was put aside; their clocks go on afterwards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paused: Vec<Task>,
    /// Leave given for lots that are shorter than the customer's rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<Approval>,
    /// The caller's yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_back: Option<ReadBack>,
    /// Reviews of this version.
    #[serde(default)]
    pub review: Review,
    /// Questions of the stock review to production.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// The customer's yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<Confirmation>,
    /// Changes of what was confirmed, in the order in which they were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// Production for what is short.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub productions: Vec<Production>,
    /// Deliveries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shipments: Vec<Shipment>,
    /// Attached papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Paper>,
    /// Done with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Mark>,
    /// Given up, with the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<(String, Mark)>,
    /// In the archive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<Filed>,
    /// The shop it came from, and what its platform said since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<Online>,
    /// Whose turn it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// How many events made it what it is.
    pub events: i64,
    /// Counts the events that changed something for others: all but looks and added papers.
    pub revision: i64,
}

impl Order {
    /// The line of this number, from 1.
    pub fn line(&self, no: usize) -> Option<&Line> {
        no.checked_sub(1).and_then(|index| self.content.lines.get(index))
    }

    /// The shipment of this number, from 1.
    pub fn shipment(&self, no: usize) -> Option<&Shipment> {
        no.checked_sub(1).and_then(|index| self.shipments.get(index))
    }

    /// The production order of this number, from 1.
    pub fn production(&self, no: usize) -> Option<&Production> {
        no.checked_sub(1).and_then(|index| self.productions.get(index))
    }

    /// The change that is neither decided nor withdrawn.
    pub fn open_change(&self) -> Option<&Change> {
        self.changes.last().filter(|change| change.is_open())
    }

    /// The day promised for a line, from 1, once there is one.
    pub fn promised_for(&self, line: usize) -> Option<NaiveDate> {
        self.review.date.as_ref().map(|review| review.day_of(line))
    }

    /// The day on which a line, from 1, is to be there: as promised, else as wished.
    pub fn day_of(&self, line: usize) -> NaiveDate {
        self.promised_for(line).unwrap_or_else(|| self.content.wished(line))
    }

    /// The promised date, once there is one.
    pub fn promised(&self) -> Option<NaiveDate> {
        self.review.date.as_ref().map(|review| review.promised)
    }

    /// When the most urgent task is late.
    pub fn due(&self) -> Option<DateTime<Utc>> {
        self.tasks.iter().filter_map(|task| task.due).min()
    }

    /// True when the department has something to do.
    pub fn waits_for(&self, desk: Department) -> bool {
        self.tasks.iter().any(|task| task.desk == desk)
    }
}
