//! What a form is filled with before anybody types: proposals worked out from the dossier, so that the usual case is one Enter.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::domain::credit::CreditEvidence;
use crate::domain::ids::{LotId, ProductId};
use crate::domain::orders::{self as rules, Command, Ctx, Event, Facts, Promise};
use crate::domain::orders::{LineStock, Mark, Order, Shipment, apply, decide, open_to_pick, to_plan};
use crate::domain::people::{Department, User};
use crate::domain::products::{Product, TemperatureRange};
use crate::domain::quantity::Packs;
use crate::domain::stock::{Freshness, Lot, LotQuantity};
use crate::ops::orders::{Dossier, LogEntry};

/// The facts of a decision, as the rules want them.
pub fn ctx<'a>(dossier: &'a Dossier, actor: &'a User, now: chrono::DateTime<chrono::Utc>) -> Ctx<'a> {
    Ctx {
        now,
        today: dossier.company.day(now),
        actor,
        company: &dossier.company,
        customer: Some(&dossier.customer),
        products: &dossier.products,
        lots: &dossier.lots,
        expected: &dossier.expected,
        standing: dossier.standing(dossier.company.day(now)),
    }
}

/// The product of a line, from 1.
pub fn product(dossier: &Dossier, line: usize) -> Option<&Product> {
    dossier.products.get(&dossier.order.line(line)?.product)
}

/// The packs of a line's goods; single units where the goods are not known.
pub fn packs(dossier: &Dossier, line: usize) -> Packs {
    product(dossier, line).map(|product| product.packs.clone()).unwrap_or_else(|| Packs::single(""))
}

/// A quantity of a line (from 1) in its packs.
pub fn show_quantity(dossier: &Dossier, line: usize, base: i64) -> String {
    product(dossier, line).map_or_else(|| crate::i18n::whole(base), |product| product.packs.show(base))
}

/// The dossier as it will stand after a step, for the paper that goes with the step. As it stands where the rules say no: the
/// step itself is then refused too.
pub fn as_if(dossier: &Dossier, command: &Command, actor: &User, now: chrono::DateTime<chrono::Utc>) -> Dossier {
    let mut then = dossier.clone();
    if let Ok(event) = decide::decide(&dossier.order, command.clone(), &ctx(dossier, actor, now)) {
        let mark = Mark { by: actor.id, at: now };
        apply(&mut then.order, &event, mark);
        then.log.push(LogEntry { event, mark, hash: crate::domain::audit::START });
    }
    then
}

/// The name of a line's goods in the window's language.
pub fn line_name(dossier: &Dossier, line: usize, lang_tag: &str) -> String {
    let written = dossier.order.line(line).map(|line| line.name.clone()).unwrap_or_default();
    product(dossier, line).map_or(written, |product| product.name_in(lang_tag).to_owned())
}

/// The credit figures that the reviewer signs.
pub fn credit(dossier: &Dossier, today: NaiveDate) -> CreditEvidence {
    dossier.credit(today)
}

/// What a reservation would do now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reservation {
    /// What it would hold, by line.
    pub lines: Vec<LineStock>,
    /// What it would let go of, with the line: held now, and no longer fit for the day.
    pub let_go: Vec<(usize, LotQuantity)>,
}

/// What a reservation would hold and let go of now, worked out by the rules themselves.
pub fn reservation(dossier: &Dossier, actor: &User, now: chrono::DateTime<chrono::Utc>) -> Reservation {
    let reviewed = dossier.order.review.stock.is_some();
    let command = if reviewed { Command::Reserve } else { Command::ReviewStock };
    match decide::decide(&dossier.order, command, &ctx(dossier, actor, now)) {
        Ok(Event::StockReviewed { lines, .. }) => Reservation { lines, let_go: Vec::new() },
        Ok(Event::Reserved { lines, let_go }) => Reservation { lines, let_go },
        _ => Reservation::default(),
    }
}

/// How fresh goods of a line (from 1) must be, on the day on which they can be there at the soonest.
pub fn freshness(dossier: &Dossier, line: usize, today: NaiveDate) -> Option<Freshness> {
    let product = product(dossier, line)?;
    let arrival = dossier.order.day_of(line);
    Some(decide::freshness_of(product, Some(&dossier.customer), arrival, today))
}

/// Days the goods travel to the customer.
pub fn travel(dossier: &Dossier) -> Days {
    Days::new(dossier.customer.transport_days.max(0).unsigned_abs())
}

/// When each line can be there, and why: the rule of the date review itself.
pub fn promises(dossier: &Dossier, today: NaiveDate) -> Vec<Promise> {
    let facts = Facts {
        today,
        company: &dossier.company,
        customer: Some(&dossier.customer),
        products: &dossier.products,
        lots: &dossier.lots,
        expected: &dossier.expected,
    };
    rules::promise::promises(&dossier.order, &facts)
}

/// The days to propose: the order's, for every line without a wish of its own, and those of the other lines.
pub fn proposed_days(order: &Order, found: &[Promise]) -> (NaiveDate, Vec<(usize, NaiveDate)>) {
    let own = |line: usize| order.line(line).and_then(|line| line.requested);
    let common = found.iter().filter(|promise| own(promise.line).is_none()).filter_map(|promise| promise.day);
    let day = common.fold(order.content.requested, NaiveDate::max);
    let lines = found.iter().filter_map(|promise| {
        let wished = own(promise.line)?;
        Some((promise.line, promise.day.map_or(wished, |earliest| earliest.max(wished))))
    });
    (day, lines.filter(|(_, own)| *own != day).collect())
}

/// Base units rounded up to whole outer packs: a plant does not make half a carton.
pub fn whole_packs(packs: &Packs, base: i64) -> i64 {
    let (_, holds) = packs.largest();
    let holds = holds.max(1);
    (base.max(0) + holds - 1) / holds * holds
}

/// A production order to propose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The line, from 1.
    pub line: usize,
    /// Base units that are short.
    pub short: i64,
    /// Base units to make.
    pub quantity: i64,
    /// Ready on.
    pub due: NaiveDate,
}

/// What must be planned, line by line.
pub fn plans(dossier: &Dossier, today: NaiveDate) -> Vec<Plan> {
    let lines = 1..=dossier.order.lines.len();
    let plan = |line: usize| {
        let short = to_plan(&dossier.order, line);
        let quantity = product(dossier, line).map_or(short, |product| whole_packs(&product.packs, short));
        let due = latest_working_day(dossier, dossier.order.day_of(line) - travel(dossier), today);
        (short > 0).then_some(Plan { line, short, quantity, due })
    };
    lines.filter_map(plan).collect()
}

/// The last working day up to `day`, and never before today.
fn latest_working_day(dossier: &Dossier, day: NaiveDate, today: NaiveDate) -> NaiveDate {
    let calendar = &dossier.company.calendar;
    let mut day = day;
    while day > today && !calendar.is_working_day(day) {
        day = day - Days::new(1);
    }
    day.max(today)
}

/// The person of a department whose name stands in a form: whoever sits there, else the one who did it last, else the
/// department's first.
pub fn usual_person(dossier: &Dossier, actor: &User, desk: Department) -> String {
    let last = dossier.order.productions.last().map(|production| production.responsible.clone());
    let first =
        || dossier.people.values().find(|user| user.active && user.belongs_to(desk)).map(|user| user.name.clone());
    if let Some(last) = last.filter(|_| desk == Department::Production) {
        return last;
    }
    if actor.belongs_to(desk) { actor.name.clone() } else { first().unwrap_or_default() }
}

/// A lot number by the house's custom: production date, line A, running number of the day.
pub fn lot_code(dossier: &Dossier, product: ProductId, produced: NaiveDate) -> String {
    let day = produced.format("%Y%m%d");
    let taken = |code: &str| {
        let in_store = dossier.lots.get(&product).is_some_and(|lots| lots.iter().any(|lot| lot.code == code));
        let made = dossier.order.productions.iter().filter_map(|part| part.output.as_ref());
        in_store || made.into_iter().any(|output| output.code == code)
    };
    (1..1000).map(|number| format!("{day}A{number}")).find(|code| !taken(code)).unwrap_or_default()
}

/// A lot that can be picked for a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The line, from 1.
    pub line: usize,
    /// The lot.
    pub lot: LotId,
    /// Held for this line.
    pub held: i64,
    /// Free for anybody, beyond that.
    pub free: i64,
    /// Proposed base units.
    pub proposed: i64,
    /// Days that remain on arrival.
    pub remaining: i64,
    /// True when the customer's rule takes it, or somebody let it go all the same.
    pub fresh: bool,
}

/// The lots of each open line, earliest expiry first. What is held for the line is proposed, and where that has grown too
/// old for the customer meanwhile, as much from fresh lots that are free.
pub fn choices(dossier: &Dossier, today: NaiveDate) -> Vec<Choice> {
    let mut found = Vec::new();
    for line in 1..=dossier.order.lines.len() {
        let open = open_to_pick(&dossier.order, line);
        if open > 0 {
            let mut of_line = lots_of_line(dossier, line, today);
            propose(&mut of_line, open);
            found.append(&mut of_line);
        }
    }
    found
}

fn lots_of_line(dossier: &Dossier, line: usize, today: NaiveDate) -> Vec<Choice> {
    let (Some(content), Some(rule)) = (dossier.order.line(line), freshness(dossier, line, today)) else {
        return Vec::new();
    };
    let mut lots: Vec<&Lot> = dossier.lots.get(&content.product).into_iter().flatten().collect();
    lots.sort_by_key(|lot| (lot.expiry, lot.id));
    let choice = |lot: &Lot| {
        let held = held(&dossier.order, line, lot.id);
        let remaining = crate::domain::stock::remaining_days(lot.expiry, rule.arrival);
        let approved = dossier.order.approvals.iter().any(|approval| approval.line == line && approval.lot == lot.id);
        let fresh = rule.accepts(lot.expiry) || approved;
        Choice { line, lot: lot.id, held, free: lot.available(), proposed: 0, remaining, fresh }
    };
    let usable = |choice: &Choice| choice.remaining >= 0 && choice.held + choice.free > 0;
    lots.into_iter().map(choice).filter(usable).collect()
}

fn propose(choices: &mut [Choice], open: i64) {
    let mut left = open;
    for choice in choices.iter_mut().filter(|choice| choice.fresh) {
        choice.proposed = choice.held.min(left);
        left -= choice.proposed;
    }
    let too_old: i64 = choices.iter().filter(|choice| !choice.fresh).map(|choice| choice.held).sum();
    let mut instead = too_old.min(left);
    for choice in choices.iter_mut().filter(|choice| choice.fresh) {
        let more = choice.free.min(instead);
        choice.proposed += more;
        instead -= more;
    }
}

fn held(order: &Order, line: usize, lot: LotId) -> i64 {
    let state = line.checked_sub(1).and_then(|index| order.lines.get(index));
    state.map_or(0, |state| state.reserved.iter().filter(|part| part.lot == lot).map(|part| part.quantity).sum())
}

/// A lot by its number in the store.
pub fn lot(dossier: &Dossier, id: LotId) -> Option<&Lot> {
    dossier.lots.values().flatten().find(|lot| lot.id == id)
}

/// The range that all goods of a shipment need.
pub fn range(dossier: &Dossier, shipment: &Shipment) -> TemperatureRange {
    let ranges = shipment.lines.iter().filter_map(|part| product(dossier, part.line)).map(|product| product.storage);
    ranges.fold(TemperatureRange::default(), TemperatureRange::and)
}

/// Numbers of the shipments that wait for a step.
pub fn shipments(order: &Order, waits: impl Fn(&Shipment) -> bool) -> Vec<usize> {
    let live = order.shipments.iter().filter(|shipment| shipment.reversed.is_none());
    live.filter(|shipment| waits(shipment)).map(|shipment| shipment.no).collect()
}

/// Quantities of the same line and lot added up, in the order of the lines.
pub fn by_line(shipment: &Shipment) -> BTreeMap<usize, i64> {
    let mut sums = BTreeMap::new();
    for part in &shipment.lines {
        *sums.entry(part.line).or_default() += part.quantity;
    }
    sums
}

#[cfg(test)]
mod tests;
