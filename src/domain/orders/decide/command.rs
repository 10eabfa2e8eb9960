//! What a person may ask of an order: one command a step.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::credit::Concern;
use crate::domain::ids::{LotId, MailId, PaperId};
use crate::domain::orders::change::{Asker, Possible};
use crate::domain::orders::event::Difference;
use crate::domain::orders::{Agreement, Batch, Channel, Content, Step, Transport};
use crate::domain::people::Department;

/// The credit desk's decision (II.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditDecision {
    /// Within the limit.
    Pass,
    /// Over the bar, with a guarantee recorded.
    Guarantee {
        /// Who answers for it.
        guarantor: String,
        /// Minor units of the company's own currency.
        amount: i64,
        /// The last day it counts.
        until: NaiveDate,
        /// The document.
        document: String,
    },
    /// Over the bar, let go by the head of credit.
    Release {
        /// Why.
        reason: String,
        /// What whoever releases had before them and signs; what is worse by now is not released unseen.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        seen: Vec<Concern>,
    },
    /// Over the bar, on releases that stand in the customer's file (F19).
    OnRelease,
    /// No.
    Refuse {
        /// Why.
        reason: String,
    },
}

/// A quantity of a lot for a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PickLine {
    /// The order's line, from 1.
    pub line: usize,
    /// From which lot.
    pub lot: LotId,
    /// Base units.
    pub quantity: i64,
}

/// What a person asks for.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the fields carry the names of the order's own fields, which are documented there
pub enum Command {
    Edit {
        content: Content,
        reason: String,
    },
    ReadBack {
        caller: String,
    },
    ReviewCredit {
        decision: CreditDecision,
        note: String,
    },
    ReviewStock,
    /// The stock review, and the question to production about what stays short, in one step.
    ReviewStockAndAsk {
        note: String,
    },
    AskProduction {
        note: String,
    },
    AnswerProduction {
        no: usize,
        possible: Possible,
        batches: Vec<Batch>,
        note: String,
    },
    ReviewDate {
        promised: NaiveDate,
        agreed: Option<Agreement>,
        /// Lines, from 1, that are promised on another day.
        lines: Vec<(usize, NaiveDate)>,
    },
    Confirm {
        channel: Channel,
        who: String,
    },
    AskChange {
        /// The number it will have, as the person saw it: the second of two who ask is told.
        no: usize,
        asker: Asker,
        reason: String,
        content: Content,
        /// Lines, from 1, that are no longer wanted.
        dropped: Vec<usize>,
    },
    AnswerChange {
        no: usize,
        desk: Department,
        possible: Possible,
        days: i64,
        cost: i64,
        note: String,
    },
    DecideChange {
        no: usize,
        adopted: bool,
        plan: String,
    },
    WithdrawChange {
        no: usize,
        reason: String,
    },
    NoteChange {
        no: usize,
        desk: Department,
    },
    Reserve,
    PlanProduction {
        line: usize,
        quantity: i64,
        due: NaiveDate,
        responsible: String,
    },
    RecordOutput {
        production: usize,
        lot: LotId,
        code: String,
        produced: NaiveDate,
        quantity: i64,
    },
    Inspect {
        production: usize,
        passed: bool,
        finding: String,
        report: String,
    },
    ApproveShortLife {
        line: usize,
        lot: LotId,
        reason: String,
    },
    Pick {
        lines: Vec<PickLine>,
        lot_reason: Option<String>,
    },
    ReversePlan {
        production: usize,
        reason: String,
    },
    CheckGoods {
        shipment: usize,
    },
    Notify {
        shipment: usize,
        channel: Channel,
        to: String,
        leaves: NaiveDate,
        expected: NaiveDate,
        waybill: String,
        carrier: String,
    },
    Dispatch {
        shipment: usize,
        transport: Transport,
        vehicle: String,
        driver: String,
        driver_phone: String,
        temperature: Option<i64>,
        /// Why the goods leave although something is held against the customer; needed where the settings warn.
        credit_note: String,
    },
    Deliver {
        shipment: usize,
        on: NaiveDate,
        signed_by: String,
        temperature: Option<i64>,
        differences: Vec<Difference>,
    },
    Close,
    File {
        serial: i64,
        sum: String,
    },
    Cancel {
        reason: String,
    },
    CancelRest {
        reason: String,
    },
    Hold {
        reason: String,
    },
    Resume,
    ReverseReview {
        desk: Department,
        reason: String,
    },
    ReverseConfirmation {
        reason: String,
    },
    ReversePick {
        shipment: usize,
        reason: String,
    },
    Seen {
        desk: Department,
    },
    AddPaper {
        paper: PaperId,
        name: String,
        size: i64,
        sum: String,
        /// The mail whose bytes it is (II.2).
        mail: Option<MailId>,
    },
}

impl Command {
    /// The step the command takes; none for adding a paper, which is no step of the line.
    pub fn step(&self) -> Option<Step> {
        Some(match self {
            Command::Edit { .. } => Step::Edit,
            Command::ReadBack { .. } => Step::ReadBack,
            Command::ReviewCredit { .. } => Step::ReviewCredit,
            Command::ReviewStock | Command::ReviewStockAndAsk { .. } => Step::ReviewStock,
            Command::AskProduction { .. } => Step::AskProduction,
            Command::AnswerProduction { .. } => Step::AnswerProduction,
            Command::ReviewDate { .. } => Step::ReviewDate,
            Command::Confirm { .. } => Step::Confirm,
            Command::AskChange { .. } => Step::AskChange,
            Command::AnswerChange { .. } => Step::AnswerChange,
            Command::DecideChange { .. } => Step::DecideChange,
            Command::WithdrawChange { .. } => Step::WithdrawChange,
            Command::NoteChange { .. } => Step::NoteChange,
            Command::Reserve => Step::Reserve,
            Command::PlanProduction { .. } => Step::PlanProduction,
            Command::RecordOutput { .. } => Step::RecordOutput,
            Command::Inspect { .. } => Step::Inspect,
            Command::ApproveShortLife { .. } => Step::ApproveShortLife,
            Command::Pick { .. } => Step::Pick,
            Command::ReversePlan { .. } => Step::ReversePlan,
            Command::CheckGoods { .. } => Step::CheckGoods,
            Command::Notify { .. } => Step::Notify,
            Command::Dispatch { .. } => Step::Dispatch,
            Command::Deliver { .. } => Step::Deliver,
            Command::Close => Step::Close,
            Command::File { .. } => Step::File,
            Command::Cancel { .. } => Step::Cancel,
            Command::CancelRest { .. } => Step::CancelRest,
            Command::Hold { .. } => Step::Hold,
            Command::Resume => Step::Resume,
            Command::ReverseReview { .. } => Step::ReverseReview,
            Command::ReverseConfirmation { .. } => Step::ReverseConfirmation,
            Command::ReversePick { .. } => Step::ReversePick,
            Command::Seen { .. } => Step::Seen,
            Command::AddPaper { .. } => return None,
        })
    }
}
