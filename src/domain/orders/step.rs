//! The steps of an order that a person takes. One word for a button, a right, a due time and a text key.

use serde::{Deserialize, Serialize};

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Change what is ordered.
    Edit,
    /// Read back and record the caller's yes (II.1).
    ReadBack,
    /// Credit review (II.4).
    ReviewCredit,
    /// Stock review (II.4).
    ReviewStock,
    /// Date review (II.4).
    ReviewDate,
    /// The customer's yes (II.5).
    Confirm,
    /// Ask for a change of what was confirmed (III.5).
    AskChange,
    /// Say what a change means for one's own desk (III.5).
    AnswerChange,
    /// Adopt or decline a change (III.5).
    DecideChange,
    /// Take a change back before it is decided.
    WithdrawChange,
    /// Mark the word on a change as noted (III.5).
    NoteChange,
    /// Reserve what has become available since.
    Reserve,
    /// Plan production of what is short (III.1).
    PlanProduction,
    /// Record a produced lot (III.3).
    RecordOutput,
    /// Inspect a produced lot (III.4).
    Inspect,
    /// Let a lot go that is shorter than the customer's rule (IV.1).
    ApproveShortLife,
    /// Pick by lot (IV.1).
    Pick,
    /// Second-person check (IV.1).
    CheckGoods,
    /// Shipping notice (IV.2).
    Notify,
    /// Hand over to the carrier (IV.3).
    Dispatch,
    /// Record the signed delivery.
    Deliver,
    /// Close.
    Close,
    /// File in the archive (VII.1).
    File,
    /// Give the order up.
    Cancel,
    /// Give up what is not shipped yet.
    CancelRest,
    /// Put aside.
    Hold,
    /// Take up again.
    Resume,
    /// Take a review back (反审核).
    ReverseReview,
    /// Take the confirmation back.
    ReverseConfirmation,
    /// Take a planned production back.
    ReversePlan,
    /// Take a picked shipment back.
    ReversePick,
    /// Mark the work as seen (I.4).
    Seen,
    /// Ask production whether and when a shortage can be made (II.4).
    AskProduction,
    /// Answer that question (II.4).
    AnswerProduction,
}

impl Step {
    /// All steps, in the order of the line.
    pub const ALL: [Step; 34] = [
        Step::Edit,
        Step::ReadBack,
        Step::ReviewCredit,
        Step::ReviewStock,
        Step::AskProduction,
        Step::AnswerProduction,
        Step::ReviewDate,
        Step::Confirm,
        Step::AskChange,
        Step::AnswerChange,
        Step::DecideChange,
        Step::WithdrawChange,
        Step::NoteChange,
        Step::Reserve,
        Step::PlanProduction,
        Step::RecordOutput,
        Step::Inspect,
        Step::ApproveShortLife,
        Step::Pick,
        Step::CheckGoods,
        Step::Notify,
        Step::Dispatch,
        Step::Deliver,
        Step::Close,
        Step::File,
        Step::Cancel,
        Step::CancelRest,
        Step::Hold,
        Step::Resume,
        Step::ReverseReview,
        Step::ReverseConfirmation,
        Step::ReversePlan,
        Step::ReversePick,
        Step::Seen,
    ];

    /// A stable name for the store and for text keys (`step-review-credit`).
    pub fn key(self) -> &'static str {
        match self {
            Step::Edit => "edit",
            Step::ReadBack => "read-back",
            Step::ReviewCredit => "review-credit",
            Step::ReviewStock => "review-stock",
            Step::ReviewDate => "review-date",
            Step::Confirm => "confirm",
            Step::AskChange => "ask-change",
            Step::AnswerChange => "answer-change",
            Step::DecideChange => "decide-change",
            Step::WithdrawChange => "withdraw-change",
            Step::NoteChange => "note-change",
            Step::Reserve => "reserve",
            Step::PlanProduction => "plan-production",
            Step::RecordOutput => "record-output",
            Step::Inspect => "inspect",
            Step::ApproveShortLife => "approve-short-life",
            Step::Pick => "pick",
            Step::CheckGoods => "check-goods",
            Step::Notify => "notify",
            Step::Dispatch => "dispatch",
            Step::Deliver => "deliver",
            Step::Close => "close",
            Step::File => "file",
            Step::Cancel => "cancel",
            Step::CancelRest => "cancel-rest",
            Step::Hold => "hold",
            Step::Resume => "resume",
            Step::ReverseReview => "reverse-review",
            Step::ReverseConfirmation => "reverse-confirmation",
            Step::ReversePlan => "reverse-plan",
            Step::ReversePick => "reverse-pick",
            Step::Seen => "seen",
            Step::AskProduction => "ask-production",
            Step::AnswerProduction => "answer-production",
        }
    }

    /// The step of a stable name.
    pub fn from_key(key: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.key() == key)
    }

    /// Working minutes a desk has for the step unless the company sets others (I.3).
    pub fn usual_minutes(self) -> i64 {
        match self {
            Step::ReadBack | Step::Confirm | Step::Notify => 120,
            Step::ReviewCredit | Step::ReviewStock | Step::ReviewDate | Step::Reserve => 240,
            Step::AnswerChange | Step::DecideChange | Step::AnswerProduction => 240,
            Step::Pick | Step::CheckGoods | Step::Dispatch | Step::PlanProduction => 450,
            Step::RecordOutput | Step::Inspect | Step::Deliver => 3 * 450,
            Step::Close | Step::File => 5 * 450,
            _ => 450,
        }
    }
}
