//! Whose turn it is (F73): worked out from the order after every event, never kept by hand.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Mark, Order, Status, Step, open_to_pick, progress, to_plan};
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
    /// Who of the desk saw it first (I.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Mark>,
}

/// Puts the present tasks in place of the old ones; work that goes on keeps its clock and its "seen".
pub(super) fn refresh(order: &mut Order, at: DateTime<Utc>) {
    let tasks = due_with_news(order)
        .into_iter()
        .map(|(desk, step)| {
            let known = order.tasks.iter().chain(&order.paused);
            let same = known.into_iter().find(|task| task.desk == desk && task.step == step);
            same.copied().unwrap_or(Task { desk, step, since: at, seen: None })
        })
        .collect();
    order.tasks = tasks;
    if order.hold.is_none() {
        order.paused.clear();
    }
}

/// Sales looks at news from a platform, whatever else is to be done.
fn due_with_news(order: &Order) -> Vec<(Department, Step)> {
    let mut tasks = due(order);
    let unheeded = order.online.as_ref().is_some_and(|online| online.unheeded.is_some());
    if unheeded && !matches!(order.status, Status::Cancelled | Status::Filed) {
        tasks.push((Department::Sales, Step::Seen));
    }
    tasks
}

fn due(order: &Order) -> Vec<(Department, Step)> {
    if order.hold.is_some() {
        return vec![(Department::Sales, Step::Resume)];
    }
    match order.status {
        Status::Receipt => vec![(Department::Sales, Step::ReadBack)],
        Status::Review => due_reviews(order),
        Status::Reviewed => vec![(Department::Sales, Step::Confirm)],
        Status::Confirmed => due_goods(order),
        Status::Closed | Status::Cancelled => vec![(Department::Archive, Step::File)],
        Status::Filed => Vec::new(),
    }
}

fn due_reviews(order: &Order) -> Vec<(Department, Step)> {
    let review = &order.review;
    if review.credit.as_ref().is_some_and(|credit| !credit.passed()) {
        return vec![(Department::Sales, Step::Edit)];
    }
    let mut tasks = Vec::new();
    if review.credit.is_none() {
        tasks.push((Department::Credit, Step::ReviewCredit));
    }
    if review.stock.is_none() {
        tasks.push((Department::Logistics, Step::ReviewStock));
    } else if review.date.is_none() {
        tasks.push((Department::Production, Step::ReviewDate));
    }
    tasks
}

fn due_goods(order: &Order) -> Vec<(Department, Step)> {
    let mut tasks = Vec::new();
    let mut add = |desk, step| {
        if !tasks.contains(&(desk, step)) {
            tasks.push((desk, step));
        }
    };
    let lines = 1..=order.lines.len();
    if lines.clone().any(|line| to_plan(order, line) > 0) {
        add(Department::Production, Step::PlanProduction);
    }
    for production in order.productions.iter().filter(|production| production.reversed.is_none()) {
        match (&production.output, &production.inspection) {
            (None, _) => add(Department::Production, Step::RecordOutput),
            (Some(_), None) => add(Department::Quality, Step::Inspect),
            (Some(_), Some(_)) => {}
        }
    }
    let ready = |line: usize| order.lines[line - 1].reserved.iter().map(|part| part.quantity).sum::<i64>();
    let open: i64 = lines.clone().map(|line| open_to_pick(order, line)).sum();
    if open > 0 && lines.clone().all(|line| ready(line) >= open_to_pick(order, line)) {
        add(Department::Logistics, Step::Pick);
    }
    for shipment in order.shipments.iter().filter(|shipment| shipment.reversed.is_none()) {
        let step = progress::next_of_shipment(shipment);
        if let Some(step) = step {
            add(Department::Logistics, step);
        }
    }
    if tasks.is_empty() && open == 0 {
        tasks.push((Department::Sales, Step::Close));
    }
    tasks
}
