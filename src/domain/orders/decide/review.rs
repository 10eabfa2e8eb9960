//! Credit, stock and date (II.4).

use chrono::NaiveDate;

use super::{CreditDecision, Ctx, allowed, filled};
use crate::domain::credit::records::{draw, open_releases};
use crate::domain::credit::{CreditEvidence, Hardness};
use crate::domain::customers::Customer;
use crate::domain::ids::UserId;
use crate::domain::orders::event::Event;
use crate::domain::orders::promise::promises;
use crate::domain::orders::refusal::{Field, Refusal};
use crate::domain::orders::{Agreement, Order, Step, credit_evidence, open_question};
use crate::domain::people::{Department, Rank, Right, Role};

pub(super) fn gate(order: &Order, step: Step) -> Result<(), Refusal> {
    let review = &order.review;
    let done = match step {
        Step::ReviewCredit => review.credit.is_some(),
        Step::ReviewStock => review.stock.is_some(),
        Step::ReviewDate if review.stock.is_none() => return Err(Refusal::StockFirst),
        // Whether and when it can be made is what the day hangs on; credit and stock need not wait.
        Step::ReviewDate if open_question(order).is_some() => {
            return Err(Refusal::AnswerAwaited);
        }
        Step::ReviewDate => review.date.is_some(),
        _ => {
            let any = review.credit.is_some() || review.stock.is_some() || review.date.is_some();
            return if any { Ok(()) } else { Err(Refusal::NothingToDo(step)) };
        }
    };
    if done { Err(Refusal::AlreadyReviewed) } else { Ok(()) }
}

pub(super) fn credit(order: &Order, decision: CreditDecision, note: String, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    let Some(customer) = ctx.customer else {
        return Err(Refusal::Content(vec![super::super::Problem::UnknownCustomer]));
    };
    let mut evidence = credit_evidence(order, customer, &ctx.standing, ctx.today, &ctx.company.credit);
    match (&decision, evidence.concern) {
        (CreditDecision::Pass, Some(concern)) if evidence.stops() => return Err(Refusal::Credit(concern)),
        (CreditDecision::Pass, Some(concern)) if evidence.hardness == Hardness::Warn && note.trim().is_empty() => {
            return Err(Refusal::CreditNote(concern));
        }
        (CreditDecision::Guarantee { .. } | CreditDecision::Release { .. } | CreditDecision::OnRelease, None) => {
            return Err(Refusal::NoConcern);
        }
        (CreditDecision::Guarantee { guarantor, amount, until, document }, Some(_)) => {
            filled(guarantor, Field::Guarantor)?;
            filled(document, Field::Document)?;
            let needed = evidence.needed();
            if *amount < needed {
                return Err(Refusal::GuaranteeTooSmall { amount: *amount, needed });
            }
            let last = order.content.last_wished();
            if *until < last {
                return Err(Refusal::DateInPast { day: *until, today: last });
            }
        }
        (CreditDecision::Release { reason, seen }, Some(_)) => {
            allowed(ctx.actor, Right::ReleaseCredit)?;
            filled(reason, Field::Reason)?;
            let amount = evidence.needed();
            if let Some(ceiling) = ctx.company.credit.ceiling(ctx.actor.id).filter(|ceiling| *ceiling < amount) {
                return Err(Refusal::ReleaseTooLarge { amount, ceiling });
            }
            if is_writer(order, ctx.actor.id) {
                return Err(Refusal::SamePerson);
            }
            if let Some(worse) = evidence.worse_than(seen) {
                return Err(Refusal::CreditWorse(worse));
            }
        }
        (CreditDecision::OnRelease, Some(_)) => on_release(order, customer, &mut evidence, ctx)?,
        (CreditDecision::Refuse { reason }, _) => filled(reason, Field::Reason)?,
        (CreditDecision::Pass, _) => {}
    }
    Ok(Event::CreditReviewed { decision, evidence, note })
}

/// Takes what is needed from the releases in the customer's file. Those that a writer of the order gave do not count.
fn on_release(order: &Order, customer: &Customer, evidence: &mut CreditEvidence, ctx: &Ctx<'_>) -> Result<(), Refusal> {
    let (used, needed) = (&ctx.standing.used, evidence.needed());
    let others: Vec<_> =
        customer.credit.records.iter().filter(|record| !is_writer(order, record.mark.by)).cloned().collect();
    let Some(uses) = draw(&others, used, ctx.today, needed) else {
        let available = open_releases(&others, used, ctx.today).iter().map(|(_, left)| *left).sum();
        return Err(Refusal::ReleasesShort { available, needed });
    };
    evidence.releases = uses;
    Ok(())
}

/// Whoever took or changed the order, or adopted a change of it, does not let it pass as well.
fn is_writer(order: &Order, person: UserId) -> bool {
    let deciders = order.changes.iter().filter_map(|change| change.decision.as_ref());
    let writers = [Some(order.received), order.edited].into_iter().flatten();
    writers.chain(deciders.map(|decision| decision.mark)).any(|mark| mark.by == person)
}

pub(super) fn date(
    order: &Order,
    promised: NaiveDate,
    agreed: Option<Agreement>,
    lines: Vec<(usize, NaiveDate)>,
    ctx: &Ctx<'_>,
) -> Result<Event, Refusal> {
    let lines = own_days(order, promised, lines)?;
    let day_of = |line: usize| lines.iter().find(|(of, _)| *of == line).map_or(promised, |(_, day)| *day);
    let wanted = || (1..=order.lines.len()).filter(|line| order.line(*line).is_some_and(|line| line.quantity > 0));
    if let Some(day) = wanted().map(day_of).find(|day| *day < ctx.today) {
        return Err(Refusal::DateInPast { day, today: ctx.today });
    }
    if let Some(late) = wanted().find(|line| day_of(*line) > order.content.wished(*line)) {
        let Some(agreed) = &agreed else {
            return Err(Refusal::LaterThanWished { promised: day_of(late), requested: order.content.wished(late) });
        };
        filled(&agreed.who, Field::Who)?;
        filled(&agreed.note, Field::Agreement)?;
    }
    // What would be too short on the promised day is let go, so that it is made or found anew.
    let let_go = super::goods::unfit(order, day_of, ctx);
    let found = promises(order, &ctx.facts());
    Ok(Event::DateReviewed { promised, agreed, let_go, lines, found })
}

/// Days of lines that differ from the order's, in the order of the lines.
fn own_days(
    order: &Order,
    promised: NaiveDate,
    mut lines: Vec<(usize, NaiveDate)>,
) -> Result<Vec<(usize, NaiveDate)>, Refusal> {
    if let Some((line, _)) = lines.iter().find(|(line, _)| order.line(*line).is_none()) {
        return Err(Refusal::NoSuchPart(*line));
    }
    lines.sort_unstable();
    lines.dedup_by_key(|(line, _)| *line);
    lines.retain(|(_, day)| *day != promised);
    Ok(lines)
}

pub(super) fn reverse(order: &Order, desk: Department, reason: String, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    if !ctx.actor.holds(Role::new(desk, Rank::Head)) {
        return Err(Refusal::NotAllowed(Right::Step(Step::ReverseReview)));
    }
    let there = match desk {
        Department::Credit => order.review.credit.is_some(),
        Department::Logistics => order.review.stock.is_some(),
        Department::Production => order.review.date.is_some(),
        _ => false,
    };
    if !there {
        return Err(Refusal::NothingToDo(Step::ReverseReview));
    }
    filled(&reason, Field::Reason)?;
    Ok(Event::ReviewReversed { desk, reason })
}
