//! Stock for the order, and production of what is short (II.4, III).

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{Command, Ctx, filled};
use crate::domain::customers::Customer;
use crate::domain::ids::{LotId, OrderId, ProductId};
use crate::domain::orders::content::LARGEST_QUANTITY;
use crate::domain::orders::event::{Event, LineStock, StockStanding};
use crate::domain::orders::refusal::{Field, Refusal};
use crate::domain::orders::{Expected, Order, Production, Step, open_to_pick, shortage, to_plan};
use crate::domain::products::Product;
use crate::domain::stock::{Freshness, Lot, LotQuantity, LotState, allocate, is_expired};

pub(super) fn gate(order: &Order, step: Step) -> Result<(), Refusal> {
    let lines = || 1..=order.lines.len();
    let live = || order.productions.iter().filter(|production| production.reversed.is_none());
    let possible = match step {
        Step::PlanProduction => lines().any(|line| to_plan(order, line) > 0),
        Step::RecordOutput | Step::ReversePlan => live().any(|production| production.output.is_none()),
        Step::Inspect => live().any(|production| production.output.is_some() && production.inspection.is_none()),
        Step::CancelRest if live().any(Production::is_open) => return Err(Refusal::WorkUnderWay),
        // Where nothing has left, the order is given up as a whole.
        Step::CancelRest => {
            let left = order.shipments.iter().any(|shipment| shipment.dispatch.is_some());
            left && lines().any(|line| open_to_pick(order, line) > 0)
        }
        _ => lines().any(|line| open_to_pick(order, line) > 0),
    };
    if possible { Ok(()) } else { Err(Refusal::NothingToDo(step)) }
}

/// How fresh goods of the line must be on arrival: on the promised, else the wished day; and where that day cannot be kept
/// any more, on the soonest day on which they can be there.
pub(super) fn freshness(order: &Order, line: usize, ctx: &Ctx<'_>) -> Option<Freshness> {
    freshness_on(order, line, order.day_of(line), ctx)
}

fn freshness_on(order: &Order, line: usize, arrival: NaiveDate, ctx: &Ctx<'_>) -> Option<Freshness> {
    let product = ctx.products.get(&order.line(line)?.product)?;
    Some(freshness_of(product, ctx.customer, arrival, ctx.today))
}

/// How fresh a product must be for a customer when it is wanted on `arrival`, seen from `today`. The one definition.
pub fn freshness_of(product: &Product, customer: Option<&Customer>, arrival: NaiveDate, today: NaiveDate) -> Freshness {
    let travel = customer.map_or(0, |customer| customer.transport_days).clamp(0, 365);
    let soonest = today.checked_add_days(Days::new(travel.unsigned_abs())).unwrap_or(today);
    let rule = customer.map(|customer| customer.shelf_life).unwrap_or_default();
    Freshness { arrival: arrival.max(soonest), rule, shelf_life_days: product.shelf_life_days }
}

/// What is held for the order and cannot go to the customer on the day of its line: too short, expired, or no longer released. What
/// somebody approved stays.
pub(super) fn unfit(order: &Order, arrival: impl Fn(usize) -> NaiveDate, ctx: &Ctx<'_>) -> Vec<(usize, LotQuantity)> {
    let mut unfit = Vec::new();
    for (index, state) in order.lines.iter().enumerate() {
        let line = index + 1;
        let (Some(content), Some(freshness)) = (order.line(line), freshness_on(order, line, arrival(line), ctx)) else {
            continue;
        };
        for part in &state.reserved {
            let lot = ctx.lot(content.product, part.lot);
            let fits = lot.is_some_and(|lot| {
                let approved = is_approved(order, line, part.lot) && !is_expired(lot.expiry, freshness.arrival);
                lot.state == LotState::Released && (freshness.accepts(lot.expiry) || approved)
            });
            if !fits {
                unfit.push((line, *part));
            }
        }
    }
    unfit
}

/// True when the sales head let this lot go to this line although it is short (IV.1).
pub(super) fn is_approved(order: &Order, line: usize, lot: LotId) -> bool {
    order.approvals.iter().any(|approval| approval.line == line && approval.lot == lot)
}

/// Stock for the review: what is neither held nor being made already is looked for, and what is found is held.
pub(super) fn review(order: &Order, ctx: &Ctx<'_>) -> Vec<LineStock> {
    found(order, |line| to_plan(order, line), ctx)
}

/// Stock for a line that waits, whether it is being made or not: what is there now goes first.
fn stock(order: &Order, let_go: &[(usize, LotQuantity)], ctx: &Ctx<'_>) -> Vec<LineStock> {
    let given_up =
        |line: usize| let_go.iter().filter(|(of, _)| *of == line).map(|(_, part)| part.quantity).sum::<i64>();
    found(order, |line| shortage(order, line) + given_up(line), ctx)
}

/// Evidence and reservation for every line that is wanted. Two lines of the same goods do not get the same cartons.
fn found(order: &Order, wanted: impl Fn(usize) -> i64, ctx: &Ctx<'_>) -> Vec<LineStock> {
    let mut lots: BTreeMap<ProductId, Vec<Lot>> = BTreeMap::new();
    let mut found = Vec::new();
    for line in 1..=order.lines.len() {
        let (Some(content), Some(freshness)) = (order.line(line), freshness(order, line, ctx)) else { continue };
        // A line that was dropped before anything of it was picked.
        if content.quantity == 0 {
            continue;
        }
        let fresh_copy = || ctx.lots.get(&content.product).cloned().unwrap_or_default();
        let of_product = lots.entry(content.product).or_insert_with(fresh_copy);
        let expected = ctx.expected.get(&content.product).map_or(&[][..], Vec::as_slice);
        let stock = look(of_product, expected, Some(order.id), wanted(line), &freshness);
        found.push(LineStock { line, ..stock });
    }
    found
}

/// The look of one line at its goods, for the review and for an order that is only being written: how they stand (F23), and what
/// it would get. That is taken out of `lots`, so that the next line of the same goods does not get the same cartons. `own` is the
/// order that asks: what it makes too much of is its own affair. The line's number is left to the caller.
pub fn look(
    lots: &mut [Lot],
    expected: &[Expected],
    own: Option<OrderId>,
    wanted: i64,
    freshness: &Freshness,
) -> LineStock {
    let available = lots.iter().map(Lot::available).sum();
    let standing = Some(standing(lots, expected, own, wanted));
    let (reserved, short) = allocate(lots, wanted, freshness);
    for part in &reserved {
        if let Some(lot) = lots.iter_mut().find(|lot| lot.id == part.lot) {
            lot.reserved += part.quantity;
        }
    }
    LineStock { line: 0, available, reserved, short, standing }
}

/// How the goods stand before a line takes what it wants of them (F23). Released lots alone, so that what is on hand less what
/// is reserved is what is free.
fn standing(lots: &[Lot], expected: &[Expected], own: Option<OrderId>, wanted: i64) -> StockStanding {
    let good = || lots.iter().filter(|lot| lot.state == LotState::Released);
    let others = || expected.iter().filter(|known| Some(known.order) != own);
    let (on_hand, reserved) = (good().map(|lot| lot.on_hand).sum(), good().map(|lot| lot.reserved).sum());
    let coming: i64 = others().map(|known| known.quantity).sum();
    let expected_on = others().map(|known| known.day).min();
    StockStanding { on_hand, reserved, expected: coming, expected_on, projected: on_hand - reserved + coming - wanted }
}

pub(super) fn decide(order: &Order, command: Command, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    match command {
        Command::Reserve => {
            let let_go = unfit(order, |line| order.day_of(line), ctx);
            let lines = stock(order, &let_go, ctx).into_iter().filter(|line| !line.reserved.is_empty());
            let lines: Vec<LineStock> = lines.collect();
            if lines.is_empty() && let_go.is_empty() {
                return Err(Refusal::NothingToDo(Step::Reserve));
            }
            Ok(Event::Reserved { lines, let_go })
        }
        Command::ReversePlan { production, reason } => {
            let part = live(order, production)?;
            if part.output.is_some() {
                return Err(Refusal::DoneAlready(Step::RecordOutput));
            }
            filled(&reason, Field::Reason)?;
            Ok(Event::PlanReversed { production, reason })
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
            if live(order, production)?.output.is_some() {
                return Err(Refusal::DoneAlready(Step::RecordOutput));
            }
            filled(&code, Field::LotCode)?;
            if !(1..=LARGEST_QUANTITY).contains(&quantity) {
                return Err(Refusal::Quantity { quantity, most: LARGEST_QUANTITY });
            }
            if produced > ctx.today {
                return Err(Refusal::DateAhead { day: produced, today: ctx.today });
            }
            Ok(Event::Produced { production, lot, code: code.trim().to_owned(), produced, quantity })
        }
        Command::Inspect { production, passed, finding, report } => {
            inspect(order, production, passed, finding, report, ctx)
        }
        _ => Err(Refusal::NoSuchPart(0)),
    }
}

/// A production order that was not taken back.
fn live(order: &Order, no: usize) -> Result<&Production, Refusal> {
    order.production(no).filter(|production| production.reversed.is_none()).ok_or(Refusal::NoSuchPart(no))
}

fn inspect(
    order: &Order,
    no: usize,
    passed: bool,
    finding: String,
    report: String,
    ctx: &Ctx<'_>,
) -> Result<Event, Refusal> {
    let production = live(order, no)?;
    if production.inspection.is_some() {
        return Err(Refusal::DoneAlready(Step::Inspect));
    }
    let Some(output) = &production.output else { return Err(Refusal::NothingToDo(Step::Inspect)) };
    filled(&report, Field::Report)?;
    if !passed {
        filled(&finding, Field::Reason)?;
        return Ok(Event::Inspected { production: no, passed, finding, report, reserved: 0 });
    }
    // The lot says when it ends and what is left of it: the goods' shelf life may have been changed since, and a part of it
    // written off.
    let lot = order.line(production.line).and_then(|line| ctx.lot(line.product, output.lot));
    if let Some(lot) = lot.filter(|lot| is_expired(lot.expiry, ctx.today)) {
        return Err(Refusal::LotExpired { code: output.code.clone(), expiry: lot.expiry });
    }
    // Only what the customer's rule takes is held for the order; the rest of the lot is free for others.
    let fresh = lot.zip(freshness(order, production.line, ctx)).filter(|(lot, rule)| rule.accepts(lot.expiry));
    let reserved =
        fresh.map_or(0, |(lot, _)| (lot.on_hand - lot.reserved).min(shortage(order, production.line)).max(0));
    Ok(Event::Inspected { production: no, passed, finding, report, reserved })
}
