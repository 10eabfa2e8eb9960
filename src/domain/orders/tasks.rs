//! Whose turn it is (F73): worked out from the order after every event, never kept by hand.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Change, Mark, Order, Shipment, Status, Step, open_question, open_to_pick, progress, to_plan, was_confirmed,
};
use crate::domain::company::Company;
use crate::domain::people::Department;

/// Work that waits on a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Whose.
    pub desk: Department,
    /// What.
    pub step: Step,
    /// Since when.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub since: DateTime<Utc>,
    /// When it is late, by the settings of the moment in which it was handed over: a fact, which later settings do not
    /// change (I.3). None only until [`hand_over`], and in documents of a program that did not keep it.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "chrono::serde::ts_milliseconds_option")]
    pub due: Option<DateTime<Utc>>,
    /// From when it is soon late (I.3), said together with `due`.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "chrono::serde::ts_milliseconds_option")]
    pub soon: Option<DateTime<Utc>>,
    /// Who of the desk saw it first (I.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Mark>,
}

/// How urgent work is (I.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Its time is over: red.
    Late,
    /// Little of its time is left: amber.
    Soon,
    /// Neither.
    Calm,
}

impl Urgency {
    /// Of work that is soon late from `soon` on and late after `due`.
    pub fn of(soon: DateTime<Utc>, due: DateTime<Utc>, now: DateTime<Utc>) -> Urgency {
        match now {
            now if now > due => Urgency::Late,
            now if now >= soon => Urgency::Soon,
            _ => Urgency::Calm,
        }
    }
}

type Tasks = Vec<(Department, Step)>;

/// The work that can wait on a desk, in the order of the line: what a time can be set for (I.3).
pub fn work_of(desk: Department) -> &'static [Step] {
    match desk {
        Department::Sales => &[
            Step::ReadBack,
            Step::Seen,
            Step::Edit,
            Step::Confirm,
            Step::AskChange,
            Step::DecideChange,
            Step::NoteChange,
            Step::Close,
            Step::Resume,
        ],
        Department::Credit => &[Step::ReviewCredit, Step::AnswerChange, Step::NoteChange],
        Department::Production => &[
            Step::AnswerProduction,
            Step::ReviewDate,
            Step::PlanProduction,
            Step::RecordOutput,
            Step::AnswerChange,
            Step::NoteChange,
        ],
        Department::Quality => &[Step::Inspect, Step::AnswerChange, Step::NoteChange],
        Department::Logistics => &[
            Step::ReviewStock,
            Step::Pick,
            Step::CheckGoods,
            Step::Notify,
            Step::Dispatch,
            Step::Deliver,
            Step::AnswerChange,
            Step::NoteChange,
        ],
        Department::Archive => &[Step::File],
        Department::Administration => &[],
    }
}

/// Puts the present tasks in place of the old ones; work that goes on keeps its clock and its "seen".
pub(super) fn refresh(order: &mut Order, at: DateTime<Utc>) {
    let tasks = due_with_news(order)
        .into_iter()
        .map(|(desk, step)| {
            let known = order.tasks.iter().chain(&order.paused);
            let same = known.into_iter().find(|task| task.desk == desk && task.step == step);
            same.copied().unwrap_or(Task { desk, step, since: at, due: None, soon: None, seen: None })
        })
        .collect();
    order.tasks = tasks;
    if order.hold.is_none() {
        order.paused.clear();
    }
}

/// Says of the work that was just put on a desk when it is late. What has its due time keeps it.
pub fn hand_over(order: &mut Order, company: &Company) {
    for task in &mut order.tasks {
        if task.due.is_none() {
            task.due = Some(company.due(task.desk, task.step, task.since));
            task.soon = Some(company.soon(task.desk, task.step, task.since));
        }
    }
}

/// The order without the due times, which no event tells: as its log alone gives it.
pub fn as_logged(mut order: Order) -> Order {
    for task in order.tasks.iter_mut().chain(&mut order.paused) {
        task.due = None;
        task.soon = None;
    }
    order
}

/// Sales looks at news from a platform, whatever else is to be done.
fn due_with_news(order: &Order) -> Tasks {
    let mut tasks = due(order);
    let unheeded = order.online.as_ref().is_some_and(|online| online.unheeded.is_some());
    if unheeded && !matches!(order.status, Status::Cancelled | Status::Filed) {
        tasks.push((Department::Sales, Step::Seen));
    }
    tasks
}

fn due(order: &Order) -> Tasks {
    if order.hold.is_some() {
        return vec![(Department::Sales, Step::Resume)];
    }
    let mut tasks = match order.status {
        Status::Receipt => vec![(Department::Sales, Step::ReadBack)],
        Status::Review => due_reviews(order),
        Status::Reviewed => vec![(Department::Sales, Step::Confirm)],
        Status::Confirmed => due_goods(order),
        Status::Closed | Status::Cancelled => vec![(Department::Archive, Step::File)],
        Status::Filed => Vec::new(),
    };
    if matches!(order.status, Status::Review | Status::Reviewed) {
        due_meanwhile(order, &mut tasks);
    }
    due_change(order, &mut tasks);
    tasks
}

fn due_reviews(order: &Order) -> Tasks {
    let review = &order.review;
    if review.credit.as_ref().is_some_and(|credit| !credit.passed()) {
        let again = if was_confirmed(order) { Step::AskChange } else { Step::Edit };
        // While another change is open, that one is what everybody waits for.
        return if order.open_change().is_some() { Vec::new() } else { vec![(Department::Sales, again)] };
    }
    let mut tasks = Vec::new();
    if review.credit.is_none() {
        tasks.push((Department::Credit, Step::ReviewCredit));
    }
    if review.stock.is_none() {
        tasks.push((Department::Logistics, Step::ReviewStock));
    } else if open_question(order).is_some() {
        tasks.push((Department::Production, Step::AnswerProduction));
    } else if review.date.is_none() {
        tasks.push((Department::Production, Step::ReviewDate));
    }
    tasks
}

fn add(tasks: &mut Tasks, desk: Department, step: Step) {
    if !tasks.contains(&(desk, step)) {
        tasks.push((desk, step));
    }
}

/// What goes on while a changed version is reviewed and confirmed: goods are made, looked at and delivered (III.5).
fn due_meanwhile(order: &Order, tasks: &mut Tasks) {
    due_productions(order, tasks);
    let waits = |shipment: &Shipment| progress::next_of_shipment(shipment) == Some(Step::Deliver);
    if order.shipments.iter().filter(|shipment| shipment.reversed.is_none()).any(waits) {
        add(tasks, Department::Logistics, Step::Deliver);
    }
}

fn due_productions(order: &Order, tasks: &mut Tasks) {
    for production in order.productions.iter().filter(|production| production.reversed.is_none()) {
        match (&production.output, &production.inspection) {
            (None, _) => add(tasks, Department::Production, Step::RecordOutput),
            (Some(_), None) => add(tasks, Department::Quality, Step::Inspect),
            (Some(_), Some(_)) => {}
        }
    }
}

fn due_goods(order: &Order) -> Tasks {
    let mut tasks = Vec::new();
    let lines = 1..=order.lines.len();
    if lines.clone().any(|line| to_plan(order, line) > 0) {
        add(&mut tasks, Department::Production, Step::PlanProduction);
    }
    due_productions(order, &mut tasks);
    let ready = |line: usize| order.lines[line - 1].reserved.iter().map(|part| part.quantity).sum::<i64>();
    let open: i64 = lines.clone().map(|line| open_to_pick(order, line)).sum();
    if open > 0 && lines.clone().all(|line| ready(line) >= open_to_pick(order, line)) {
        add(&mut tasks, Department::Logistics, Step::Pick);
    }
    for shipment in order.shipments.iter().filter(|shipment| shipment.reversed.is_none()) {
        if let Some(step) = progress::next_of_shipment(shipment) {
            add(&mut tasks, Department::Logistics, step);
        }
    }
    if tasks.is_empty() && open == 0 && order.open_change().is_none() {
        tasks.push((Department::Sales, Step::Close));
    }
    tasks
}

/// Answers that are missing, the decision, and the word on decided changes that a desk has not noted.
fn due_change(order: &Order, tasks: &mut Tasks) {
    if let Some(change) = order.open_change() {
        let missing = change.missing();
        for desk in &missing {
            add(tasks, *desk, Step::AnswerChange);
        }
        if missing.is_empty() {
            add(tasks, Department::Sales, Step::DecideChange);
        }
    }
    if order.status != Status::Filed {
        for desk in order.changes.iter().flat_map(Change::to_note) {
            add(tasks, desk, Step::NoteChange);
        }
    }
}
