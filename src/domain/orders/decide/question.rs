//! Asking production about a shortage, and its answer (II.4).

use super::{Command, Ctx, filled};
use crate::domain::orders::change::Possible;
use crate::domain::orders::content::LARGEST_QUANTITY;
use crate::domain::orders::event::{Event, LineStock};
use crate::domain::orders::question::{Batch, Question, lines_of, open_question, shortages, uncovered};
use crate::domain::orders::refusal::{Field, Refusal};
use crate::domain::orders::{Order, Step};

pub(super) fn gate(order: &Order, step: Step) -> Result<(), Refusal> {
    match (step, open_question(order)) {
        (Step::AnswerProduction, Some(_)) => Ok(()),
        (Step::AnswerProduction, None) => Err(Refusal::NothingToDo(step)),
        (_, Some(_)) => Err(Refusal::AnswerAwaited),
        (_, None) if order.review.stock.is_none() => Err(Refusal::StockFirst),
        (_, None) if order.review.date.is_some() => Err(Refusal::AlreadyReviewed),
        (_, None) if shortages(order).is_empty() => Err(Refusal::NothingToDo(step)),
        _ => Ok(()),
    }
}

/// What a stock review that asks at once asks about: what stays short after it.
pub(super) fn with_review(lines: Vec<LineStock>, note: String) -> Result<Event, Refusal> {
    if lines.iter().all(|line| line.short == 0) {
        return Err(Refusal::NothingToDo(Step::AskProduction));
    }
    Ok(Event::StockReviewed { lines, question: Some(note.trim().to_owned()) })
}

pub(super) fn decide(order: &Order, command: Command, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    match command {
        Command::AskProduction { note } => {
            Ok(Event::ProductionAsked { lines: shortages(order), note: note.trim().to_owned() })
        }
        Command::AnswerProduction { no, possible, batches, note } => answer(order, no, possible, batches, note, ctx),
        _ => Err(Refusal::NoSuchPart(0)),
    }
}

/// A yes covers all that was asked; a condition and a no are explained; a no names no quantities.
fn answer(
    order: &Order,
    no: usize,
    possible: Possible,
    batches: Vec<Batch>,
    note: String,
    ctx: &Ctx<'_>,
) -> Result<Event, Refusal> {
    let question: &Question =
        open_question(order).filter(|question| question.no == no).ok_or(Refusal::NoSuchPart(no))?;
    let asked = lines_of(question);
    for batch in &batches {
        if !asked.contains(&batch.line) {
            return Err(Refusal::NoSuchPart(batch.line));
        }
        if !(1..=LARGEST_QUANTITY).contains(&batch.quantity) {
            return Err(Refusal::Quantity { quantity: batch.quantity, most: LARGEST_QUANTITY });
        }
        if batch.day < ctx.today {
            return Err(Refusal::DateInPast { day: batch.day, today: ctx.today });
        }
    }
    match (possible, uncovered(question, &batches)) {
        (Possible::Yes, Some((line, asked, said))) => return Err(Refusal::AnswerBelowAsked { line, asked, said }),
        (Possible::Yes, None) => {}
        (Possible::OnlyIf, _) if batches.is_empty() => return Err(Refusal::Missing(Field::Batches)),
        (Possible::No, _) if !batches.is_empty() => {
            let quantity = batches.iter().map(|batch| batch.quantity).fold(0, i64::saturating_add);
            return Err(Refusal::Quantity { quantity, most: 0 });
        }
        (Possible::OnlyIf | Possible::No, _) => filled(&note, Field::Note)?,
    }
    Ok(Event::ProductionAnswered { question: no, possible, batches, note: note.trim().to_owned() })
}
