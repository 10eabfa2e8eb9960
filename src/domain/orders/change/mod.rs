//! A change of a confirmed order (III.5): asked for, answered by every desk it concerns, decided once, noted by all.
//!
//! Lines keep their place and their goods, because productions and shipments point at them by number. A line that is no
//! longer wanted is dropped: its quantity becomes what of it is picked or gone, so amounts, papers and credit count it right
//! without a second look, and what was given up stays with the decision.

mod adopt;
mod concern;
mod differences;
mod version;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

pub(super) use self::adopt::apply;
pub use self::concern::concerned;
pub use self::differences::{Changed, differences};
pub use self::version::{Version, versions};
use super::{Channel, Content, Mark, Order, open_to_pick};
use crate::domain::people::Department;

/// The longest delay a desk may name, in days.
pub const LONGEST_DELAY: i64 = 365;
/// The highest cost a desk may name, in minor units of the company's own currency.
pub const HIGHEST_COST: i64 = 10_000_000_000;

/// Who wants the change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asker {
    /// The customer.
    Customer {
        /// The person at the customer's.
        who: String,
        /// Over which channel.
        channel: Channel,
    },
    /// One of our own desks, such as production when a machine stands still.
    Desk(Department),
}

/// Whether a desk can do it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Possible {
    /// Without more ado.
    #[default]
    Yes,
    /// Under the condition that the note names.
    OnlyIf,
    /// It cannot be done, for the reason that the note names.
    No,
}

impl Possible {
    /// All answers.
    pub const ALL: [Possible; 3] = [Possible::Yes, Possible::OnlyIf, Possible::No];

    /// A stable name for text keys (`possible-only-if`).
    pub fn key(self) -> &'static str {
        match self {
            Possible::Yes => "yes",
            Possible::OnlyIf => "only-if",
            Possible::No => "no",
        }
    }
}

/// What a change means for a desk (III.5: the effect on production, logistics and cost).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whose.
    pub desk: Department,
    /// Whether it can be done.
    pub possible: Possible,
    /// Days of delay it brings.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub days: i64,
    /// What it costs, in minor units of the company's own currency.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub cost: i64,
    /// The condition, the reason, or a remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Who answered.
    pub mark: Mark,
}

impl Answer {
    /// True when the desk can do it as it is, without delay and without cost.
    pub fn is_smooth(&self) -> bool {
        self.possible == Possible::Yes && self.days == 0 && self.cost == 0
    }
}

/// The word on a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// True when it became a new version.
    pub adopted: bool,
    /// The joint plan of an adopted change; why a declined one was declined.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plan: String,
    /// Base units given up with dropped lines, by line from 1 (F58).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given_up: Vec<(usize, i64)>,
    /// The head of sales who decided.
    pub mark: Mark,
}

/// A change of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// 1, 2, … inside the order.
    pub no: usize,
    /// Who wrote it down, and when.
    pub asked: Mark,
    /// Who wants it.
    pub asker: Asker,
    /// Why.
    pub reason: String,
    /// The version it changes.
    pub base: i64,
    /// The content as it shall be; dropped lines stand in it as they were.
    pub content: Content,
    /// Lines, from 1, that are no longer wanted: what is open of them is given up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<usize>,
    /// The desks that are asked, worked out from what changes and how far the goods are.
    pub concerned: Vec<Department>,
    /// Their answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// The word on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Taken back before a decision, with the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<(String, Mark)>,
    /// Desks that noted the word on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub noted: Vec<(Department, Mark)>,
}

impl Change {
    /// True while it is neither decided nor withdrawn.
    pub fn is_open(&self) -> bool {
        self.decision.is_none() && self.withdrawn.is_none()
    }

    /// True once it became a version.
    pub fn is_adopted(&self) -> bool {
        self.decision.as_ref().is_some_and(|decision| decision.adopted)
    }

    /// The desk's answer.
    pub fn answer(&self, desk: Department) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.desk == desk)
    }

    /// Desks that have not answered yet.
    pub fn missing(&self) -> Vec<Department> {
        self.concerned.iter().copied().filter(|desk| self.answer(*desk).is_none()).collect()
    }

    /// True when an answer names a condition, a no, a delay or a cost, so that adopting needs a joint plan.
    pub fn needs_plan(&self) -> bool {
        self.answers.iter().any(|answer| !answer.is_smooth())
    }

    /// Desks that are told how it ended: all that were asked; of a withdrawn change those that had answered, for they may
    /// have made ready for it. Sales is told of a decline, because sales tells the customer.
    pub fn told(&self) -> Vec<Department> {
        match (&self.decision, &self.withdrawn) {
            (Some(decision), _) if decision.adopted => self.concerned.clone(),
            (Some(_), _) => std::iter::once(Department::Sales).chain(self.concerned.iter().copied()).collect(),
            (None, Some(_)) => self.answers.iter().map(|answer| answer.desk).collect(),
            (None, None) => Vec::new(),
        }
    }

    /// Desks that have not noted yet how it ended.
    pub fn to_note(&self) -> Vec<Department> {
        let noted = |desk: &Department| self.noted.iter().any(|(known, _)| known == desk);
        self.told().into_iter().filter(|desk| !noted(desk)).collect()
    }
}

/// A proposal as it is kept: lines that were there keep the words under which they were ordered, and dropped lines stand in
/// it as they were.
pub fn proposal(order: &Order, mut content: Content, dropped: &[usize]) -> Content {
    for (index, (line, known)) in content.lines.iter_mut().zip(&order.content.lines).enumerate() {
        if dropped.contains(&(index + 1)) {
            line.clone_from(known);
        } else if line.product == known.product {
            line.name.clone_from(&known.name);
            line.specification.clone_from(&known.specification);
        }
    }
    content
}

/// What is given up with dropped lines as the order stands: base units by line.
pub fn given_up(order: &Order, dropped: &[usize]) -> Vec<(usize, i64)> {
    dropped.iter().map(|line| (*line, open_to_pick(order, *line))).collect()
}

/// While a change is open, work on the order goes on: a desk that came to be concerned since it was asked for answers too.
pub(super) fn widen(order: &mut Order) {
    let Some(at) = order.changes.iter().position(Change::is_open) else { return };
    let change = &order.changes[at];
    let now = concerned(order, &change.content, &change.dropped);
    let known: BTreeSet<Department> = change.concerned.iter().copied().collect();
    let all: Vec<Department> = known.into_iter().chain(now).collect::<BTreeSet<_>>().into_iter().collect();
    order.changes[at].concerned = all;
}

/// The content that a change would become if it were adopted as the order stands.
pub fn outcome(order: &Order, content: &Content, dropped: &[usize]) -> Content {
    without(content.clone(), &given_up(order, dropped))
}

fn without(mut content: Content, given_up: &[(usize, i64)]) -> Content {
    for (line, quantity) in given_up {
        if let Some(line) = content.lines.get_mut(line.wrapping_sub(1)) {
            line.quantity -= quantity;
        }
    }
    content
}

/// True when the customer has said yes to this order or to a version before it: from then on its content changes only
/// through a change, and goods may be under way for it.
pub fn was_confirmed(order: &Order) -> bool {
    order.confirmation.is_some() || order.changes.iter().any(Change::is_adopted)
}
