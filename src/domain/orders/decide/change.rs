//! A change of what was confirmed (III.5): who may ask, answer, decide, and what a change may hold.

use super::{Command, Ctx, check, filled};
use crate::domain::orders::change::{
    Asker, Change, HIGHEST_COST, LONGEST_DELAY, Possible, concerned, given_up, proposal,
};
use crate::domain::orders::event::Event;
use crate::domain::orders::refusal::{Field, Refusal};
use crate::domain::orders::{Content, Line, Order, Problem, Step, open_to_pick, shipped, taken, was_confirmed};
use crate::domain::people::User;
use crate::domain::prices;

pub(super) fn gate(order: &Order, step: Step, actor: &User) -> Result<(), Refusal> {
    let open = order.open_change();
    match (step, open) {
        (Step::Edit, _) if was_confirmed(order) => Err(Refusal::AskForChange),
        // These would end or turn round what the change is about.
        (Step::AskChange | Step::Close | Step::Cancel | Step::CancelRest | Step::ReverseConfirmation, Some(change)) => {
            Err(Refusal::ChangeOpen(change.no))
        }
        (Step::AnswerChange, Some(change)) if !change.concerned.iter().any(|desk| actor.belongs_to(*desk)) => {
            Err(Refusal::NotConcerned(change.concerned.clone()))
        }
        (Step::DecideChange, Some(change)) => answered(change),
        (Step::NoteChange, _) => {
            let mine = |change: &Change| change.to_note().into_iter().any(|desk| actor.belongs_to(desk));
            if order.changes.iter().any(mine) { Ok(()) } else { Err(Refusal::NothingToDo(step)) }
        }
        _ => Ok(()),
    }
}

fn answered(change: &Change) -> Result<(), Refusal> {
    let missing = change.missing();
    if missing.is_empty() { Ok(()) } else { Err(Refusal::AnswersMissing(missing)) }
}

pub(super) fn decide(order: &Order, command: Command, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    match command {
        Command::AskChange { no: _, asker, reason, content, dropped } => {
            ask(order, asker, reason, content, dropped, ctx)
        }
        Command::AnswerChange { no, desk, possible, days, cost, note } => {
            let change = open(order, no)?;
            if !change.concerned.contains(&desk) || !ctx.actor.belongs_to(desk) {
                return Err(Refusal::NotConcerned(change.concerned.clone()));
            }
            within(days, LONGEST_DELAY)?;
            within(cost, HIGHEST_COST)?;
            if possible != Possible::Yes {
                filled(&note, Field::Note)?;
            }
            Ok(Event::ChangeAnswered { change: no, desk, possible, days, cost, note })
        }
        Command::DecideChange { no, adopted: false, plan } => {
            open(order, no)?;
            filled(&plan, Field::Reason)?;
            let rate_ppm = order.rate_ppm;
            Ok(Event::ChangeDecided { change: no, adopted: false, plan, rate_ppm, given_up: Vec::new() })
        }
        Command::DecideChange { no, adopted: true, plan } => adopt(order, open(order, no)?, plan, ctx),
        Command::WithdrawChange { no, reason } => {
            open(order, no)?;
            filled(&reason, Field::Reason)?;
            Ok(Event::ChangeWithdrawn { change: no, reason })
        }
        Command::NoteChange { no, desk } => {
            let change = no.checked_sub(1).and_then(|index| order.changes.get(index)).ok_or(Refusal::NoSuchPart(no))?;
            if !change.to_note().contains(&desk) || !ctx.actor.belongs_to(desk) {
                return Err(Refusal::NothingToDo(Step::NoteChange));
            }
            Ok(Event::ChangeNoted { change: no, desk })
        }
        _ => Err(Refusal::NoSuchPart(0)),
    }
}

fn open(order: &Order, no: usize) -> Result<&Change, Refusal> {
    order.open_change().filter(|change| change.no == no).ok_or(Refusal::NoSuchPart(no))
}

fn within(value: i64, most: i64) -> Result<(), Refusal> {
    if (0..=most).contains(&value) { Ok(()) } else { Err(Refusal::Quantity { quantity: value, most }) }
}

fn ask(
    order: &Order,
    asker: Asker,
    reason: String,
    content: Content,
    mut dropped: Vec<usize>,
    ctx: &Ctx<'_>,
) -> Result<Event, Refusal> {
    dropped.sort_unstable();
    dropped.dedup();
    let content = proposal(order, content, &dropped);
    if content == order.content && dropped.is_empty() {
        return Err(Refusal::NothingChanged);
    }
    possible(order, &content, &dropped, ctx)?;
    let rate_ppm = rate(order, &content, ctx)?;
    if order.online.is_none() {
        prices::may_write(ctx.actor, &content, Some(&order.content), rate_ppm, ctx.products)?;
    }
    if let Asker::Customer { who, .. } = &asker {
        filled(who, Field::Who)?;
    }
    filled(&reason, Field::Reason)?;
    let concerned = concerned(order, &content, &dropped);
    Ok(Event::ChangeAsked { asker, reason, content, dropped, concerned })
}

/// Adopting asks everything again: goods may have been picked since the change was asked for.
fn adopt(order: &Order, change: &Change, plan: String, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    possible(order, &change.content, &change.dropped, ctx)?;
    if change.needs_plan() {
        filled(&plan, Field::Plan)?;
    }
    let rate_ppm = rate(order, &change.content, ctx)?;
    let given_up = given_up(order, &change.dropped);
    Ok(Event::ChangeDecided { change: change.no, adopted: true, plan, rate_ppm, given_up })
}

/// The rate of the changed order: the same in the same currency, so that what has left keeps its value.
fn rate(order: &Order, content: &Content, ctx: &Ctx<'_>) -> Result<i64, Refusal> {
    if content.currency == order.content.currency { Ok(order.rate_ppm) } else { ctx.rate(content.currency) }
}

/// Whether the order as it stands could become that.
fn possible(order: &Order, content: &Content, dropped: &[usize], ctx: &Ctx<'_>) -> Result<(), Refusal> {
    if content.customer != order.content.customer {
        return Err(Refusal::CustomerFixed);
    }
    lines_stay(order, content)?;
    for line in dropped {
        let known = order.line(*line).ok_or(Refusal::NoSuchPart(*line))?;
        if open_to_pick(order, *line) == 0 || known.quantity == 0 {
            return Err(Refusal::BelowTaken { line: *line, quantity: 0, taken: taken(order, *line) });
        }
    }
    let any_gone = (1..=order.lines.len()).any(|line| shipped(order, line) > 0);
    if any_gone && content.currency != order.content.currency {
        return Err(Refusal::CurrencyOfShipped(order.content.currency));
    }
    let wanted = content.lines.iter().enumerate().filter(|(index, _)| !dropped.contains(&(index + 1)));
    let left = |line: &usize| taken(order, *line) > 0;
    if wanted.map(|(_, line)| line.quantity).sum::<i64>() == 0 && !dropped.iter().any(left) {
        return Err(Refusal::Content(vec![Problem::NoLines]));
    }
    let problems = problems(order, content, dropped, ctx);
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Content(problems)) }
}

/// Productions and shipments point at lines by their number; what has left has left at its price.
fn lines_stay(order: &Order, content: &Content) -> Result<(), Refusal> {
    for (index, known) in order.content.lines.iter().enumerate() {
        let no = index + 1;
        let line = content.lines.get(index).filter(|line| line.product == known.product);
        let line = line.ok_or(Refusal::LineFixed(no))?;
        let taken = taken(order, no);
        if line.quantity < taken {
            return Err(Refusal::BelowTaken { line: no, quantity: line.quantity, taken });
        }
        if line.price != known.price && shipped(order, no) > 0 {
            return Err(Refusal::PriceOfShipped(no));
        }
    }
    Ok(())
}

/// What the form of an order would say, without what was so before and is not asked for anew: a wished day that is over by
/// now, goods withdrawn since, a line dropped before.
fn problems(order: &Order, content: &Content, dropped: &[usize], ctx: &Ctx<'_>) -> Vec<Problem> {
    let known = |no: usize| order.line(no);
    let mut problems = check(content, ctx.today, ctx.customer, ctx.products);
    problems.retain(|problem| match problem {
        Problem::DateInPast(day) | Problem::DateTooFar(day) => *day != order.content.requested,
        Problem::ProductWithdrawn(no) => {
            let more = |line: &Line| content.lines[no - 1].quantity > line.quantity;
            !dropped.contains(no) && known(*no).is_none_or(more)
        }
        Problem::LineDateInPast(no, day) | Problem::LineDateTooFar(no, day) => {
            known(*no).is_none_or(|_| order.content.wished(*no) != *day)
        }
        // A line is dropped as such, not written down to nothing.
        Problem::Quantity(no, quantity) => *quantity != 0 || known(*no).is_none_or(|line| line.quantity != 0),
        _ => true,
    });
    problems
}
