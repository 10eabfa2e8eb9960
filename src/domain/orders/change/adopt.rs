//! What the events of a change do to the order.

use super::{Answer, Change, Changed, Decision, differences};
use crate::domain::money::to_company_currency;
use crate::domain::orders::apply::trim;
use crate::domain::orders::{Content, CreditDecision, CreditReview, Event, LineState, Mark, Order, Status, taken};

/// Lets an event of a change change the order.
pub(in crate::domain::orders) fn apply(order: &mut Order, event: &Event, mark: Mark) {
    match event {
        Event::ChangeAsked { asker, reason, content, dropped, concerned } => order.changes.push(Change {
            no: order.changes.len() + 1,
            asked: mark,
            asker: asker.clone(),
            reason: reason.clone(),
            base: order.version,
            content: content.clone(),
            dropped: dropped.clone(),
            concerned: concerned.clone(),
            answers: Vec::new(),
            decision: None,
            withdrawn: None,
            noted: Vec::new(),
        }),
        Event::ChangeAnswered { change, desk, possible, days, cost, note } => {
            let answer =
                Answer { desk: *desk, possible: *possible, days: *days, cost: *cost, note: note.clone(), mark };
            with(order, *change, |change| {
                change.answers.retain(|known| known.desk != *desk);
                change.answers.push(answer);
            });
        }
        Event::ChangeDecided { change: no, adopted, plan, rate_ppm, given_up } => {
            let decision = Decision { adopted: *adopted, plan: plan.clone(), given_up: given_up.clone(), mark };
            with(order, *no, |change| change.decision = Some(decision));
            if *adopted {
                adopt(order, *no, *rate_ppm, given_up);
            }
        }
        Event::ChangeWithdrawn { change, reason } => {
            with(order, *change, |change| change.withdrawn = Some((reason.clone(), mark)));
        }
        Event::ChangeNoted { change, desk } => with(order, *change, |change| change.noted.push((*desk, mark))),
        _ => {}
    }
}

fn with(order: &mut Order, no: usize, change: impl FnOnce(&mut Change)) {
    if let Some(found) = order.changes.get_mut(no.wrapping_sub(1)) {
        change(found);
    }
}

/// A new version: the customer is asked again, and those desks review again whose word it touches. What is made, picked and
/// shipped stays with its links.
fn adopt(order: &mut Order, no: usize, rate_ppm: i64, given_up: &[(usize, i64)]) {
    let Some(change) = order.changes.get(no.wrapping_sub(1)) else { return };
    let content = super::without(change.content.clone(), given_up);
    let asked = change.asked;
    let before = std::mem::replace(&mut order.content, content);
    let owed_before = owed(&before, &order.lines, order.rate_ppm);
    order.rate_ppm = rate_ppm;
    order.version += 1;
    order.edited = Some(asked);
    order.confirmation = None;
    order.lines.resize(order.content.lines.len(), LineState::default());
    for line in 1..=order.lines.len() {
        // Of a line that shrank there is less left that could have been given up before.
        let rest = order.content.lines[line - 1].quantity - taken(order, line);
        let state = &mut order.lines[line - 1];
        state.cancelled = state.cancelled.min(rest.max(0));
    }
    trim(order);
    void_reviews(order, &before, owed_before);
    order.status = if order.review.passed() { Status::Reviewed } else { Status::Review };
}

/// What the order is worth without what was given up, in minor units of the company's own currency.
fn owed(content: &Content, lines: &[LineState], rate_ppm: i64) -> i64 {
    let wanted = content.lines.iter().enumerate().map(|(index, line)| {
        let cancelled = lines.get(index).map_or(0, |state| state.cancelled);
        line.price.amount(line.quantity - cancelled)
    });
    to_company_currency(wanted.fold(0, i64::saturating_add), rate_ppm)
}

/// Only what the change touches is reviewed anew (F57).
fn void_reviews(order: &mut Order, before: &Content, owed_before: i64) {
    let differs = differences(before, &order.content);
    let more = |changed: &Changed| match changed {
        Changed::Added(_) => true,
        Changed::Quantity { from, to, .. } => to > from,
        _ => false,
    };
    let more_goods = differs.iter().any(more);
    let terms = differs.iter().any(|changed| matches!(changed, Changed::Currency | Changed::Incoterm));
    let another_day =
        differs.iter().any(|changed| matches!(changed, Changed::Requested { .. } | Changed::LineRequested { .. }));
    let more_money = owed(&order.content, &order.lines, order.rate_ppm) > owed_before;
    let last = order.content.last_wished();
    // A no was said to the version before; a guarantee counts no longer than it says.
    let other_grounds = |review: &CreditReview| match &review.decision {
        CreditDecision::Refuse { .. } => true,
        CreditDecision::Guarantee { until, .. } => *until < last,
        CreditDecision::Pass | CreditDecision::Release { .. } | CreditDecision::OnRelease => false,
    };
    if more_money || terms || order.review.credit.as_ref().is_some_and(other_grounds) {
        order.review.credit = None;
    }
    if more_goods {
        order.review.stock = None;
        super::super::question::overtake(order);
    }
    if more_goods || another_day {
        order.review.date = None;
    }
}
