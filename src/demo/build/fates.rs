//! What becomes of an order of the demo company.

use super::super::content::rng::Rng;

/// How far an order goes, and what happens to it on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// As it comes, as far as the time allows.
    Usual,
    /// Ends here, at this step of the usual way; the next desk has it.
    Until(Stop),
    /// Credit refuses.
    Refused,
    /// Over the limit, with a guarantee.
    Guarantee,
    /// Over the limit, released by the head of credit.
    Release,
    /// Put aside.
    Hold,
    /// Goods are short: production is planned, and goes so far.
    Short(Making),
    /// Part of it has gone, the rest waits.
    PartShipped,
    /// Delivered with something broken.
    Differences,
    /// Cancelled.
    Cancelled,
    /// Cancelled and filed.
    CancelledFiled,
    /// Confirmed and then changed with a joint plan: what the change touches is reviewed anew.
    Changed,
    /// Confirmed; a change is asked for, and not every desk has answered.
    ChangeAsked,
    /// Confirmed; a change was declined.
    ChangeDeclined,
    /// Changed in a small thing, confirmed anew, and gone its way.
    ChangedAndGone,
}

/// The steps of the usual way, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stop {
    Receipt,
    ReadBack,
    Credit,
    Stock,
    Date,
    Confirm,
    Pick,
    Check,
    Notify,
    Dispatch,
    Deliver,
    Close,
    File,
}

/// How far production has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Making {
    Unplanned,
    Planned,
    Made,
    Failed,
    Passed,
    Gone,
}

impl Fate {
    /// One order of each kind, with its age in working days; the most telling first, for a small company.
    pub const SET_PIECES: &'static [(Fate, usize)] = &[
        (Fate::Until(Stop::File), 12),
        (Fate::Until(Stop::Receipt), 0),
        (Fate::Until(Stop::ReadBack), 0),
        (Fate::Until(Stop::Date), 1),
        (Fate::Until(Stop::Confirm), 1),
        (Fate::Until(Stop::Dispatch), 3),
        (Fate::Short(Making::Planned), 3),
        (Fate::Until(Stop::Deliver), 6),
        (Fate::Until(Stop::Close), 10),
        (Fate::PartShipped, 5),
        (Fate::Until(Stop::Credit), 1),
        (Fate::Until(Stop::Stock), 1),
        (Fate::Refused, 1),
        (Fate::Guarantee, 4),
        (Fate::Release, 5),
        (Fate::Hold, 2),
        (Fate::Short(Making::Unplanned), 2),
        (Fate::Short(Making::Made), 4),
        (Fate::Short(Making::Failed), 5),
        (Fate::Short(Making::Passed), 5),
        (Fate::Short(Making::Gone), 14),
        (Fate::Until(Stop::Pick), 3),
        (Fate::Until(Stop::Check), 3),
        (Fate::Until(Stop::Notify), 3),
        (Fate::Differences, 8),
        (Fate::Cancelled, 3),
        (Fate::CancelledFiled, 9),
        (Fate::Changed, 2),
        (Fate::ChangeAsked, 1),
        (Fate::ChangeDeclined, 2),
        (Fate::ChangedAndGone, 11),
        // Left lying on a desk: late by now.
        (Fate::Until(Stop::Receipt), 2),
        (Fate::Until(Stop::ReadBack), 4),
        (Fate::Until(Stop::Confirm), 7),
        (Fate::Until(Stop::Dispatch), 9),
    ];

    /// The usual, with the share of cancelled and changed orders and of orders made to measure that a dairy has.
    pub fn by_chance(rng: &mut Rng) -> Fate {
        let among = [Fate::Usual, Fate::CancelledFiled, Fate::Short(Making::Gone), Fate::ChangedAndGone];
        among[rng.weighted(&[924, 16, 40, 20])]
    }

    /// The last step of the usual way that this order takes.
    pub fn stop(self) -> Stop {
        match self {
            Fate::Until(stop) => stop,
            Fate::Refused => Stop::Credit,
            Fate::Hold => Stop::Stock,
            Fate::Changed | Fate::ChangeAsked | Fate::ChangeDeclined => Stop::Confirm,
            Fate::Cancelled | Fate::CancelledFiled => Stop::Credit,
            Fate::Short(making) if making < Making::Gone => Stop::Confirm,
            Fate::PartShipped => Stop::Dispatch,
            Fate::Differences => Stop::Deliver,
            Fate::Usual | Fate::Guarantee | Fate::Release | Fate::Short(_) | Fate::ChangedAndGone => Stop::File,
        }
    }

    /// True when the customer calls again after the yes.
    pub fn is_changed(self) -> bool {
        matches!(self, Fate::Changed | Fate::ChangeAsked | Fate::ChangeDeclined | Fate::ChangedAndGone)
    }

    /// True when the goods of the order are not brought in: production must make them.
    pub fn is_short(self) -> bool {
        matches!(self, Fate::Short(_))
    }

    /// True when the order takes goods from the shelf, or may.
    pub fn needs_goods(self) -> bool {
        !self.is_short() && self.stop() >= Stop::Stock
    }
}
