//! Events change the order here and nowhere else. `apply` cannot fail: what may not happen was refused before.

use super::content::Content;
use super::event::{Event, LineStock};
use super::{
    Approval, Confirmation, CreditReview, DateReview, Delivery, Dispatch, Filed, Inspection, LineState, Mark, Notice,
    Order, Output, Paper, PlantAnswer, Production, Question, ReadBack, Review, Shipment, Status, StockReview, change,
    open_to_pick, question, tasks,
};
use crate::domain::ids::LotId;
use crate::domain::online::News;
use crate::domain::people::Department;
use crate::domain::stock::LotQuantity;

/// Builds the order again from its log. `None` when the log does not begin with [`Event::Received`].
pub fn replay<'a>(log: impl IntoIterator<Item = (&'a Event, Mark)>) -> Option<Order> {
    let mut order = None;
    for (event, mark) in log {
        match &mut order {
            None => order = Some(begin(event, mark)?),
            Some(order) => apply(order, event, mark),
        }
    }
    order
}

/// The order that [`Event::Received`] begins; `None` for any other event.
pub fn begin(event: &Event, mark: Mark) -> Option<Order> {
    let Event::Received { id, number, channel, rate_ppm, content, online } = event else { return None };
    let mut order = Order {
        id: *id,
        number: number.clone(),
        version: 1,
        channel: *channel,
        received: mark,
        content: content.clone(),
        rate_ppm: *rate_ppm,
        status: Status::Receipt,
        lines: fresh_lines(content),
        edited: None,
        hold: None,
        paused: Vec::new(),
        approvals: Vec::new(),
        read_back: None,
        review: Review::default(),
        questions: Vec::new(),
        confirmation: None,
        changes: Vec::new(),
        productions: Vec::new(),
        shipments: Vec::new(),
        papers: Vec::new(),
        closed: None,
        cancelled: None,
        filed: None,
        online: online.clone(),
        tasks: Vec::new(),
        events: 1,
        revision: 1,
    };
    tasks::refresh(&mut order, mark.at);
    Some(order)
}

fn fresh_lines(content: &Content) -> Vec<LineState> {
    vec![LineState::default(); content.lines.len()]
}

/// Lets an event change the order.
pub fn apply(order: &mut Order, event: &Event, mark: Mark) {
    order.events += 1;
    if !matches!(event, Event::Seen { .. } | Event::PaperAdded { .. }) {
        order.revision += 1;
    }
    match event {
        Event::Received { .. } => {}
        Event::Edited { content, rate_ppm, .. } => edit(order, content, *rate_ppm, mark),
        Event::ReadBack { caller } => {
            order.read_back = Some(ReadBack { caller: caller.clone(), version: order.version, mark });
            order.status = Status::Review;
        }
        Event::ChangeAsked { .. }
        | Event::ChangeAnswered { .. }
        | Event::ChangeDecided { .. }
        | Event::ChangeWithdrawn { .. }
        | Event::ChangeNoted { .. } => change::apply(order, event, mark),
        Event::Cancelled { reason } => {
            release(order);
            order.cancelled = Some((reason.clone(), mark));
            order.hold = None;
            order.status = Status::Cancelled;
        }
        Event::RestCancelled { .. } => cancel_rest(order),
        Event::Held { reason } => {
            order.hold = Some((reason.clone(), mark));
            order.paused.clone_from(&order.tasks);
        }
        Event::Resumed => order.hold = None,
        Event::Closed => {
            release(order);
            order.closed = Some(mark);
            order.status = Status::Closed;
        }
        Event::Filed { number, class, keep_until, sum } => {
            let filed =
                Filed { number: number.clone(), class: *class, keep_until: *keep_until, sum: sum.clone(), mark };
            order.filed = Some(filed);
            order.status = Status::Filed;
        }
        Event::Seen { desk } => {
            for task in order.tasks.iter_mut().filter(|task| task.desk == *desk) {
                task.seen.get_or_insert(mark);
            }
            if let Some(online) = order.online.as_mut().filter(|_| *desk == Department::Sales) {
                online.unheeded = None;
            }
        }
        Event::PlatformNews { state, news } => {
            if let Some(online) = &mut order.online {
                online.state = *state;
                if news.iter().any(News::matters) && order.status != Status::Cancelled {
                    online.unheeded = Some(mark);
                }
            }
        }
        Event::PaperAdded { paper, name, size, sum, mail } => {
            let (name, sum) = (name.clone(), sum.clone());
            order.papers.push(Paper { id: *paper, name, size: *size, sum, mark, mail: *mail });
        }
        _ => {
            apply_review(order, event, mark);
            apply_goods(order, event, mark);
        }
    }
    super::change::widen(order);
    tasks::refresh(order, mark.at);
}

/// A new version: what was reviewed and confirmed was another order (II.5).
fn edit(order: &mut Order, content: &Content, rate_ppm: i64, mark: Mark) {
    order.content = content.clone();
    order.rate_ppm = rate_ppm;
    order.edited = Some(mark);
    // What a desk saw and how long it waited belongs to the version before.
    order.tasks.clear();
    order.approvals.clear();
    order.lines = fresh_lines(content);
    order.version += 1;
    question::overtake(order);
    order.review = Review::default();
    order.confirmation = None;
    if order.status == Status::Receipt {
        order.read_back = None;
    } else {
        order.status = Status::Review;
    }
}

fn release(order: &mut Order) {
    for line in &mut order.lines {
        line.reserved.clear();
    }
}

/// A line never holds more than it still needs: a pick from another lot lets go of the one that was held, the latest held
/// first.
pub(super) fn trim(order: &mut Order) {
    for line in 1..=order.lines.len() {
        let open = open_to_pick(order, line);
        let held = &mut order.lines[line - 1].reserved;
        let mut beyond = held.iter().map(|part| part.quantity).sum::<i64>() - open;
        while beyond > 0 {
            let Some(last) = held.last_mut() else { break };
            let less = last.quantity.min(beyond);
            last.quantity -= less;
            beyond -= less;
            held.retain(|part| part.quantity > 0);
        }
    }
}

fn cancel_rest(order: &mut Order) {
    for line in 1..=order.lines.len() {
        let open = open_to_pick(order, line);
        order.lines[line - 1].cancelled += open;
    }
    release(order);
}

fn apply_review(order: &mut Order, event: &Event, mark: Mark) {
    match event {
        Event::CreditReviewed { decision, evidence, note } => {
            let review =
                CreditReview { decision: decision.clone(), evidence: evidence.clone(), note: note.clone(), mark };
            order.review.credit = Some(review);
        }
        Event::StockReviewed { lines, question } => {
            reserve(order, lines);
            question::overtake(order);
            order.review.stock = Some(StockReview { lines: lines.clone(), mark });
            if let Some(note) = question {
                let short = lines.iter().filter(|line| line.short > 0).map(|line| (line.line, line.short));
                ask(order, short.collect(), note, mark);
            }
        }
        Event::ProductionAsked { lines, note } => {
            question::overtake(order);
            ask(order, lines.clone(), note, mark);
        }
        Event::ProductionAnswered { question, possible, batches, note } => {
            let answer = PlantAnswer { possible: *possible, batches: batches.clone(), note: note.clone(), mark };
            if let Some(asked) = order.questions.get_mut(question.wrapping_sub(1)) {
                asked.answer = Some(answer);
            }
        }
        Event::DateReviewed { promised, agreed, let_go, lines, found } => {
            for (line, part) in let_go {
                unhold(order, *line, part.lot, part.quantity);
            }
            let (lines, found) = (lines.clone(), found.clone());
            order.review.date = Some(DateReview { promised: *promised, agreed: agreed.clone(), lines, found, mark });
        }
        Event::Confirmed { channel, who } => {
            order.confirmation =
                Some(Confirmation { version: order.version, channel: *channel, who: who.clone(), mark });
            order.status = Status::Confirmed;
        }
        Event::ReviewReversed { desk, .. } => {
            match desk {
                Department::Credit => order.review.credit = None,
                Department::Logistics => {
                    release(order);
                    question::overtake(order);
                    order.review.stock = None;
                    order.review.date = None;
                }
                _ => order.review.date = None,
            }
            order.status = Status::Review;
        }
        Event::ConfirmationReversed { .. } => {
            order.confirmation = None;
            order.status = Status::Reviewed;
        }
        _ => {}
    }
    if order.status == Status::Review && order.review.passed() {
        order.status = Status::Reviewed;
    }
}

fn ask(order: &mut Order, lines: Vec<(usize, i64)>, note: &str, mark: Mark) {
    let no = order.questions.len() + 1;
    order.questions.push(Question { no, asked: mark, lines, note: note.to_owned(), answer: None, overtaken: false });
}

fn reserve(order: &mut Order, lines: &[LineStock]) {
    for stock in lines {
        for part in &stock.reserved {
            hold(order, stock.line, *part);
        }
    }
}

/// Holds a lot for a line; a lot already held grows.
fn hold(order: &mut Order, line: usize, part: LotQuantity) {
    let Some(state) = order.lines.get_mut(line.wrapping_sub(1)) else { return };
    if part.quantity <= 0 {
        return;
    }
    match state.reserved.iter_mut().find(|held| held.lot == part.lot) {
        Some(held) => held.quantity += part.quantity,
        None => state.reserved.push(part),
    }
}

/// Lets go of up to `quantity` base units of a lot held for a line.
fn unhold(order: &mut Order, line: usize, lot: LotId, quantity: i64) {
    let Some(state) = order.lines.get_mut(line.wrapping_sub(1)) else { return };
    if let Some(held) = state.reserved.iter_mut().find(|held| held.lot == lot) {
        held.quantity -= quantity.min(held.quantity);
    }
    state.reserved.retain(|held| held.quantity > 0);
}

fn apply_goods(order: &mut Order, event: &Event, mark: Mark) {
    match event {
        Event::Reserved { lines, let_go } => {
            for (line, part) in let_go {
                unhold(order, *line, part.lot, part.quantity);
            }
            reserve(order, lines);
        }
        Event::ProductionPlanned { line, quantity, due, responsible } => {
            let production = Production {
                no: order.productions.len() + 1,
                line: *line,
                quantity: *quantity,
                due: *due,
                responsible: responsible.clone(),
                planned: mark,
                output: None,
                inspection: None,
                reversed: None,
            };
            order.productions.push(production);
        }
        Event::PlanReversed { production, reason } => {
            let reversed = Some((reason.clone(), mark));
            with_production(order, *production, |production| production.reversed = reversed);
        }
        Event::ShortLifeApproved { line, lot, reason } => {
            order.approvals.push(Approval { line: *line, lot: *lot, reason: reason.clone(), mark });
        }
        Event::Produced { production, lot, code, produced, quantity } => {
            let output = Output { lot: *lot, code: code.clone(), produced: *produced, quantity: *quantity, mark };
            with_production(order, *production, |production| production.output = Some(output));
        }
        Event::Inspected { production, passed, finding, report, reserved } => {
            let inspection = Inspection { passed: *passed, finding: finding.clone(), report: report.clone(), mark };
            with_production(order, *production, |production| production.inspection = Some(inspection));
            let made = order.production(*production).and_then(|made| Some((made.line, made.output.as_ref()?.lot)));
            if let Some((line, lot)) = made {
                hold(order, line, LotQuantity { lot, quantity: *reserved });
            }
        }
        _ => apply_shipment(order, event, mark),
    }
}

fn with_production(order: &mut Order, no: usize, change: impl FnOnce(&mut Production)) {
    if let Some(production) = order.productions.get_mut(no.wrapping_sub(1)) {
        change(production);
    }
}

fn with_shipment(order: &mut Order, no: usize, change: impl FnOnce(&mut Shipment)) {
    if let Some(shipment) = order.shipments.get_mut(no.wrapping_sub(1)) {
        change(shipment);
    }
}

fn apply_shipment(order: &mut Order, event: &Event, mark: Mark) {
    match event {
        Event::Picked { lines, lot_reason } => {
            for part in lines {
                unhold(order, part.line, part.lot, part.quantity);
            }
            let shipment = Shipment {
                no: order.shipments.len() + 1,
                lines: lines.clone(),
                picked: mark,
                lot_reason: lot_reason.clone(),
                checked: None,
                notice: None,
                dispatch: None,
                delivery: None,
                reversed: None,
            };
            order.shipments.push(shipment);
            trim(order);
        }
        Event::GoodsChecked { shipment } => {
            with_shipment(order, *shipment, |shipment| shipment.checked = Some(mark));
        }
        Event::Notified { shipment, channel, to, leaves, expected, waybill, carrier } => {
            let notice = Notice {
                channel: *channel,
                to: to.clone(),
                leaves: *leaves,
                expected: *expected,
                waybill: waybill.clone(),
                carrier: carrier.clone(),
                mark,
            };
            with_shipment(order, *shipment, |shipment| shipment.notice = Some(notice));
        }
        Event::Dispatched { shipment, transport, vehicle, driver, driver_phone, temperature, credit, .. } => {
            let dispatch = Dispatch {
                transport: *transport,
                vehicle: vehicle.clone(),
                driver: driver.clone(),
                driver_phone: driver_phone.clone(),
                temperature: *temperature,
                credit: credit.clone(),
                mark,
            };
            with_shipment(order, *shipment, |shipment| shipment.dispatch = Some(dispatch));
        }
        Event::Delivered { shipment, on, signed_by, temperature, differences } => {
            let delivery = Delivery {
                on: *on,
                signed_by: signed_by.clone(),
                temperature: *temperature,
                differences: differences.clone(),
                mark,
            };
            with_shipment(order, *shipment, |shipment| shipment.delivery = Some(delivery));
        }
        Event::PickReversed { shipment, reason } => {
            let parts = order.shipment(*shipment).map(|shipment| shipment.lines.clone()).unwrap_or_default();
            with_shipment(order, *shipment, |shipment| shipment.reversed = Some((reason.clone(), mark)));
            for part in parts {
                hold(order, part.line, LotQuantity { lot: part.lot, quantity: part.quantity });
            }
            trim(order);
        }
        _ => {}
    }
}
