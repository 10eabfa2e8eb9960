//! Stock for the order, and production of what is short (II.4, III).

use std::collections::BTreeMap;

use super::{Command, Ctx, filled};
use crate::domain::ids::ProductId;
use crate::domain::orders::content::LARGEST_QUANTITY;
use crate::domain::orders::event::{Event, LineStock};
use crate::domain::orders::refusal::{Field, Refusal};
use crate::domain::orders::{Order, Step, open_to_pick, shortage, to_plan};
use crate::domain::stock::{Freshness, Lot, allocate, expiry, is_expired};

pub(super) fn gate(order: &Order, step: Step) -> Result<(), Refusal> {
    let lines = || 1..=order.lines.len();
    let possible = match step {
        Step::Reserve => lines().any(|line| shortage(order, line) > 0),
        Step::PlanProduction => lines().any(|line| to_plan(order, line) > 0),
        Step::RecordOutput => order.productions.iter().any(|production| production.output.is_none()),
        Step::Inspect => {
            order.productions.iter().any(|production| production.output.is_some() && production.inspection.is_none())
        }
        _ => lines().any(|line| open_to_pick(order, line) > 0),
    };
    let being_made = order.productions.iter().any(|production| production.inspection.is_none());
    if step == Step::CancelRest && being_made {
        return Err(Refusal::WorkUnderWay);
    }
    if possible { Ok(()) } else { Err(Refusal::NothingToDo(step)) }
}

/// How fresh goods of the line must be when they arrive on the promised, else the wished day.
pub(super) fn freshness(order: &Order, line: usize, ctx: &Ctx<'_>) -> Option<Freshness> {
    let product = ctx.products.get(&order.line(line)?.product)?;
    let arrival = order.promised().unwrap_or(order.content.requested);
    let rule = ctx.customer.map(|customer| customer.shelf_life).unwrap_or_default();
    Some(Freshness { arrival, rule, shelf_life_days: product.shelf_life_days })
}

/// Evidence and reservation for every line that is open. Two lines of the same goods do not get the same cartons.
pub(super) fn stock(order: &Order, ctx: &Ctx<'_>) -> Vec<LineStock> {
    let mut lots: BTreeMap<ProductId, Vec<Lot>> = BTreeMap::new();
    let mut found = Vec::new();
    for line in 1..=order.lines.len() {
        let (Some(content), Some(freshness)) = (order.line(line), freshness(order, line, ctx)) else { continue };
        let fresh_copy = || ctx.lots.get(&content.product).cloned().unwrap_or_default();
        let of_product = lots.entry(content.product).or_insert_with(fresh_copy);
        let available = of_product.iter().map(Lot::available).sum();
        let (reserved, short) = allocate(of_product, shortage(order, line), &freshness);
        for part in &reserved {
            if let Some(lot) = of_product.iter_mut().find(|lot| lot.id == part.lot) {
                lot.reserved += part.quantity;
            }
        }
        found.push(LineStock { line, available, reserved, short });
    }
    found
}

pub(super) fn decide(order: &Order, command: Command, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    match command {
        Command::Reserve => {
            let lines: Vec<LineStock> =
                stock(order, ctx).into_iter().filter(|line| !line.reserved.is_empty()).collect();
            if lines.is_empty() { Err(Refusal::NothingToDo(Step::Reserve)) } else { Ok(Event::Reserved { lines }) }
        }
        Command::PlanProduction { line, quantity, due, responsible } => {
            if order.line(line).is_none() {
                return Err(Refusal::NoSuchPart(line));
            }
            // A plant may make more than the order needs (whole batches), never less than nothing.
            if !(1..=LARGEST_QUANTITY).contains(&quantity) {
                return Err(Refusal::Quantity { quantity, most: LARGEST_QUANTITY });
            }
            if to_plan(order, line) == 0 {
                return Err(Refusal::NothingToDo(Step::PlanProduction));
            }
            if due < ctx.today {
                return Err(Refusal::DateInPast { day: due, today: ctx.today });
            }
            filled(&responsible, Field::Responsible)?;
            Ok(Event::ProductionPlanned { line, quantity, due, responsible })
        }
        Command::RecordOutput { production, lot, code, produced, quantity } => {
            let part = order.production(production).ok_or(Refusal::NoSuchPart(production))?;
            if part.output.is_some() {
                return Err(Refusal::DoneAlready(Step::RecordOutput));
            }
            filled(&code, Field::LotCode)?;
            if !(1..=LARGEST_QUANTITY).contains(&quantity) {
                return Err(Refusal::Quantity { quantity, most: LARGEST_QUANTITY });
            }
            if produced > ctx.today {
                return Err(Refusal::DateAhead { day: produced, today: ctx.today });
            }
            Ok(Event::Produced { production, lot, code, produced, quantity })
        }
        Command::Inspect { production, passed, finding, report } => {
            inspect(order, production, passed, finding, report, ctx)
        }
        _ => Err(Refusal::NoSuchPart(0)),
    }
}

fn inspect(
    order: &Order,
    no: usize,
    passed: bool,
    finding: String,
    report: String,
    ctx: &Ctx<'_>,
) -> Result<Event, Refusal> {
    let production = order.production(no).ok_or(Refusal::NoSuchPart(no))?;
    if production.inspection.is_some() {
        return Err(Refusal::DoneAlready(Step::Inspect));
    }
    let Some(output) = &production.output else { return Err(Refusal::NothingToDo(Step::Inspect)) };
    filled(&report, Field::Report)?;
    if !passed {
        filled(&finding, Field::Reason)?;
        return Ok(Event::Inspected { production: no, passed, finding, report, reserved: 0 });
    }
    let product = order.line(production.line).and_then(|line| ctx.products.get(&line.product));
    let expires = product.map(|product| expiry(output.produced, product.shelf_life_days, ctx.company.first_day_counts));
    if let Some(expires) = expires.filter(|day| is_expired(*day, ctx.today)) {
        return Err(Refusal::LotExpired { code: output.code.clone(), expiry: expires });
    }
    // Only what the customer's rule takes is held for the order; the rest of the lot is free for others.
    let fresh = expires.zip(freshness(order, production.line, ctx)).is_some_and(|(day, rule)| rule.accepts(day));
    let reserved = if fresh { output.quantity.min(shortage(order, production.line)) } else { 0 };
    Ok(Event::Inspected { production: no, passed, finding, report, reserved })
}
