//! From the shelf to the customer's signature (IV).

use std::collections::BTreeMap;

use super::{Command, Ctx, PickLine, filled, goods};
use crate::domain::credit::records::draw;
use crate::domain::credit::{CreditEvidence, Hardness};
use crate::domain::ids::LotId;
use crate::domain::orders::event::{Difference, Event, ShipmentLine};
use crate::domain::orders::progress::next_of_shipment;
use crate::domain::orders::refusal::{Field, Refusal};
use crate::domain::orders::{Order, Production, Shipment, Step, covered, open_to_pick, shipping_evidence};
use crate::domain::people::User;
use crate::domain::products::TemperatureRange;
use crate::domain::stock::{Lot, LotState, is_expired, remaining_days};

pub(super) fn gate(order: &Order, step: Step, actor: &User) -> Result<(), Refusal> {
    let live = || order.shipments.iter().filter(|shipment| shipment.reversed.is_none());
    match step {
        Step::Pick | Step::ApproveShortLife => {
            let open = (1..=order.lines.len()).any(|line| open_to_pick(order, line) > 0);
            if open { Ok(()) } else { Err(Refusal::NothingToDo(step)) }
        }
        Step::ReversePick => {
            if live().any(|shipment| shipment.dispatch.is_none()) {
                Ok(())
            } else {
                Err(Refusal::NothingToDo(step))
            }
        }
        Step::Close => {
            let open: i64 = (1..=order.lines.len()).map(|line| open_to_pick(order, line)).sum();
            let done = open == 0 && live().next().is_some() && live().all(|shipment| shipment.delivery.is_some());
            let nothing_made = !order.productions.iter().any(Production::is_open);
            if done && nothing_made { Ok(()) } else { Err(Refusal::NothingToDo(step)) }
        }
        _ => {
            let waiting: Vec<&Shipment> = live().filter(|shipment| next_of_shipment(shipment) == Some(step)).collect();
            if waiting.is_empty() {
                return Err(Refusal::NothingToDo(step));
            }
            let mine = step == Step::CheckGoods && waiting.iter().all(|shipment| shipment.picked.by == actor.id);
            if mine { Err(Refusal::SamePerson) } else { Ok(()) }
        }
    }
}

/// The shipment, when `step` is what it waits for.
fn waiting(order: &Order, no: usize, step: Step) -> Result<&Shipment, Refusal> {
    let shipment = order.shipment(no).filter(|shipment| shipment.reversed.is_none()).ok_or(Refusal::NoSuchPart(no))?;
    match next_of_shipment(shipment) {
        Some(next) if next == step => Ok(shipment),
        Some(next) if next < step => Err(Refusal::ShipmentNeeds(next)),
        _ => Err(Refusal::DoneAlready(step)),
    }
}

pub(super) fn decide(order: &Order, command: Command, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    match command {
        Command::Pick { lines, lot_reason } => pick(order, &lines, lot_reason, ctx),
        Command::ApproveShortLife { line, lot, reason } => approve(order, line, lot, reason, ctx),
        Command::CheckGoods { shipment: no } => {
            let shipment = waiting(order, no, Step::CheckGoods)?;
            if shipment.picked.by == ctx.actor.id {
                return Err(Refusal::SamePerson);
            }
            Ok(Event::GoodsChecked { shipment: no })
        }
        Command::Notify { shipment, channel, to, leaves, expected, waybill, carrier } => {
            waiting(order, shipment, Step::Notify)?;
            filled(&to, Field::Who)?;
            filled(&carrier, Field::Carrier)?;
            filled(&waybill, Field::Waybill)?;
            if leaves < ctx.today {
                return Err(Refusal::DateInPast { day: leaves, today: ctx.today });
            }
            if expected < leaves {
                return Err(Refusal::DateInPast { day: expected, today: leaves });
            }
            Ok(Event::Notified { shipment, channel, to, leaves, expected, waybill, carrier })
        }
        Command::Dispatch { shipment: no, transport, vehicle, driver, driver_phone, temperature, credit_note } => {
            let shipment = waiting(order, no, Step::Dispatch)?;
            if transport.names_vehicle() {
                filled(&vehicle, Field::Vehicle)?;
            }
            filled(&driver, Field::Driver)?;
            cold_enough(order, shipment, temperature, ctx)?;
            fit_to_leave(order, shipment, ctx)?;
            let credit = credit(order, shipment, &credit_note, ctx)?.map(Box::new);
            Ok(Event::Dispatched {
                shipment: no,
                transport,
                vehicle,
                driver,
                driver_phone,
                temperature,
                credit,
                credit_note: credit_note.trim().to_owned(),
            })
        }
        Command::Deliver { shipment: no, on, signed_by, temperature, differences } => {
            let shipment = waiting(order, no, Step::Deliver)?;
            filled(&signed_by, Field::SignedBy)?;
            if on > ctx.today {
                return Err(Refusal::DateAhead { day: on, today: ctx.today });
            }
            let left = shipment.dispatch.as_ref().map(|dispatch| ctx.company.day(dispatch.mark.at));
            if let Some(left) = left.filter(|left| on < *left) {
                return Err(Refusal::DateInPast { day: on, today: left });
            }
            sound(shipment, &differences)?;
            Ok(Event::Delivered { shipment: no, on, signed_by, temperature, differences })
        }
        Command::ReversePick { shipment: no, reason } => {
            let shipment =
                order.shipment(no).filter(|shipment| shipment.reversed.is_none()).ok_or(Refusal::NoSuchPart(no))?;
            if shipment.dispatch.is_some() {
                return Err(Refusal::DoneAlready(Step::Dispatch));
            }
            filled(&reason, Field::Reason)?;
            Ok(Event::PickReversed { shipment: no, reason })
        }
        _ => Err(Refusal::NoSuchPart(0)),
    }
}

/// Lets a lot go to a line although it is shorter than the customer's rule; past its expiry it never goes.
fn approve(order: &Order, line: usize, lot: LotId, reason: String, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    let content = order.line(line).ok_or(Refusal::NoSuchPart(line))?;
    let found = ctx.lot(content.product, lot).ok_or(Refusal::WrongLot(line))?;
    if found.state != LotState::Released {
        return Err(Refusal::LotNotReleased(found.code.clone()));
    }
    let freshness = goods::freshness(order, line, ctx).ok_or(Refusal::WrongLot(line))?;
    if is_expired(found.expiry, freshness.arrival) {
        return Err(Refusal::LotExpired { code: found.code.clone(), expiry: found.expiry });
    }
    if freshness.accepts(found.expiry) || goods::is_approved(order, line, lot) {
        return Err(Refusal::NothingToDo(Step::ApproveShortLife));
    }
    filled(&reason, Field::Reason)?;
    Ok(Event::ShortLifeApproved { line, lot, reason })
}

fn pick(order: &Order, lines: &[PickLine], lot_reason: Option<String>, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    if lines.is_empty() {
        return Err(Refusal::NothingToDo(Step::Pick));
    }
    let mut taken = Taken::default();
    let mut picked = Vec::with_capacity(lines.len());
    for part in lines {
        let content = order.line(part.line).ok_or(Refusal::NoSuchPart(part.line))?;
        let lot = ctx.lot(content.product, part.lot).ok_or(Refusal::WrongLot(part.line))?;
        if lot.state != LotState::Released {
            return Err(Refusal::LotNotReleased(lot.code.clone()));
        }
        taken.take(order, part, lot)?;
        fresh_enough(order, part.line, lot, ctx)?;
        picked.push(ShipmentLine {
            line: part.line,
            lot: part.lot,
            code: lot.code.clone(),
            produced: lot.produced,
            expiry: lot.expiry,
            quantity: part.quantity,
        });
    }
    if lot_reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
        earliest_first(order, lines, &taken, ctx)?;
    }
    let products = lines.iter().filter_map(|part| ctx.products.get(&order.line(part.line)?.product));
    let range = products.map(|product| product.storage).fold(TemperatureRange::default(), TemperatureRange::and);
    if range.low.zip(range.high).is_some_and(|(low, high)| low > high) {
        return Err(Refusal::RangesExclude);
    }
    Ok(Event::Picked { lines: picked, lot_reason: lot_reason.filter(|reason| !reason.trim().is_empty()) })
}

/// What a pick takes so far.
#[derive(Default)]
struct Taken {
    by_line: BTreeMap<usize, i64>,
    by_lot: BTreeMap<(usize, LotId), i64>,
    /// Beyond what was held for the line, so it must be free for anybody.
    from_free: BTreeMap<LotId, i64>,
}

impl Taken {
    fn take(&mut self, order: &Order, part: &PickLine, lot: &Lot) -> Result<(), Refusal> {
        let of_line = self.by_line.entry(part.line).or_default();
        *of_line = of_line.saturating_add(part.quantity);
        let most = open_to_pick(order, part.line);
        if part.quantity < 1 || *of_line > most {
            return Err(Refusal::Quantity { quantity: part.quantity, most });
        }
        let held = held_for(order, part.line, part.lot);
        let of_lot = self.by_lot.entry((part.line, part.lot)).or_default();
        let beyond = (*of_lot + part.quantity - held).max(0) - (*of_lot - held).max(0);
        *of_lot += part.quantity;
        let free = self.from_free.entry(part.lot).or_default();
        *free += beyond;
        if *free > lot.available() {
            return Err(Refusal::LotShort { code: lot.code.clone(), available: held + lot.available() });
        }
        Ok(())
    }

    /// What of a lot the line could still have.
    fn left(&self, order: &Order, line: usize, lot: &Lot) -> i64 {
        let taken = self.by_lot.get(&(line, lot.id)).copied().unwrap_or_default();
        let free = lot.available() - self.from_free.get(&lot.id).copied().unwrap_or_default();
        (held_for(order, line, lot.id) - taken).max(0) + free.max(0)
    }
}

/// Earliest expiry first (FEFO): no lot is passed over that expires earlier, fits the customer's rule and is there for the
/// line. Going past it needs a reason, which stays on the shipment.
fn earliest_first(order: &Order, lines: &[PickLine], taken: &Taken, ctx: &Ctx<'_>) -> Result<(), Refusal> {
    for part in lines {
        let Some(content) = order.line(part.line) else { continue };
        let Some(freshness) = goods::freshness(order, part.line, ctx) else { continue };
        let Some(picked) = ctx.lot(content.product, part.lot) else { continue };
        let earlier = ctx.lots.get(&content.product).into_iter().flatten().find(|lot| {
            let fits = lot.state == LotState::Released && freshness.accepts(lot.expiry);
            fits && lot.expiry < picked.expiry && taken.left(order, part.line, lot) > 0
        });
        if let Some(lot) = earlier {
            return Err(Refusal::EarlierLot(lot.code.clone()));
        }
    }
    Ok(())
}

fn held_for(order: &Order, line: usize, lot: LotId) -> i64 {
    order.lines[line - 1].reserved.iter().filter(|part| part.lot == lot).map(|part| part.quantity).sum()
}

/// The customer's rule on arrival (IV.1). Below it only a lot that was approved, and never by the picker; past the expiry
/// nothing goes.
fn fresh_enough(order: &Order, line: usize, lot: &Lot, ctx: &Ctx<'_>) -> Result<(), Refusal> {
    let Some(rule) = goods::freshness(order, line, ctx) else { return Ok(()) };
    if is_expired(lot.expiry, rule.arrival) {
        return Err(Refusal::LotExpired { code: lot.code.clone(), expiry: lot.expiry });
    }
    let approval = order.approvals.iter().find(|approval| approval.line == line && approval.lot == lot.id);
    match approval {
        _ if rule.accepts(lot.expiry) => Ok(()),
        Some(approval) if approval.mark.by == ctx.actor.id => Err(Refusal::SamePerson),
        Some(_) => Ok(()),
        None => Err(Refusal::LotTooShort {
            code: lot.code.clone(),
            remaining: remaining_days(lot.expiry, rule.arrival),
            needed: rule.days_needed(),
        }),
    }
}

/// Picked goods may have been rejected or expired while they waited.
fn fit_to_leave(order: &Order, shipment: &Shipment, ctx: &Ctx<'_>) -> Result<(), Refusal> {
    for part in &shipment.lines {
        if is_expired(part.expiry, ctx.today) {
            return Err(Refusal::LotExpired { code: part.code.clone(), expiry: part.expiry });
        }
        let lot = order.line(part.line).and_then(|line| ctx.lot(line.product, part.lot));
        if lot.is_some_and(|lot| lot.state != LotState::Released) {
            return Err(Refusal::LotNotReleased(part.code.clone()));
        }
    }
    Ok(())
}

/// The last look at the customer's credit before goods leave (F16): nothing, a record, a note, or a release in the file.
fn credit(order: &Order, shipment: &Shipment, note: &str, ctx: &Ctx<'_>) -> Result<Option<CreditEvidence>, Refusal> {
    let Some(customer) = ctx.customer else { return Ok(None) };
    let mut evidence = shipping_evidence(order, shipment, customer, &ctx.standing, ctx.today, &ctx.company.credit);
    let Some(concern) = evidence.concern else { return Ok(None) };
    let needed = evidence.needed().saturating_sub(covered(order, &evidence, ctx.today));
    if needed <= 0 {
        return Ok(None);
    }
    if evidence.stops() {
        let uses = draw(&customer.credit.records, &ctx.standing.used, ctx.today, needed);
        evidence.releases = uses.ok_or(Refusal::CreditAtShipping(concern))?;
    } else if evidence.hardness == Hardness::Warn && note.trim().is_empty() {
        return Err(Refusal::CreditNote(concern));
    }
    Ok(Some(evidence))
}

/// Goods that need a cold chain leave only with a reading inside their range (IV.1).
fn cold_enough(order: &Order, shipment: &Shipment, temperature: Option<i64>, ctx: &Ctx<'_>) -> Result<(), Refusal> {
    let range = storage_range(order, shipment, ctx);
    match temperature {
        None if range.is_cold() => Err(Refusal::Missing(Field::Temperature)),
        Some(tenths) if !range.holds(tenths) => Err(Refusal::Temperature { tenths }),
        _ => Ok(()),
    }
}

fn storage_range(order: &Order, shipment: &Shipment, ctx: &Ctx<'_>) -> TemperatureRange {
    let of_line =
        |line: usize| order.line(line).and_then(|line| ctx.products.get(&line.product)).map(|product| product.storage);
    shipment.lines.iter().filter_map(|part| of_line(part.line)).fold(TemperatureRange::default(), TemperatureRange::and)
}

fn sound(shipment: &Shipment, differences: &[Difference]) -> Result<(), Refusal> {
    let mut seen = Vec::new();
    for difference in differences {
        let part = shipment.lines.get(difference.index).ok_or(Refusal::NoSuchPart(difference.index + 1))?;
        if !(0..=part.quantity).contains(&difference.accepted) {
            return Err(Refusal::Quantity { quantity: difference.accepted, most: part.quantity });
        }
        if seen.contains(&difference.index) {
            return Err(Refusal::NoSuchPart(difference.index + 1));
        }
        filled(&difference.reason, Field::Reason)?;
        seen.push(difference.index);
    }
    Ok(())
}
