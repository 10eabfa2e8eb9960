//! Orders: taking them, walking them along the line, and what the panels ask about them.

mod paper;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

pub use super::desks::{inbox, inbox_counts, inbox_of};
use super::office::admit;
use super::then::{Versions, versions};
use super::transact::Lots;
use super::{Office, OpError, Work, sight};
use crate::domain::audit::{Area, hex};
use crate::domain::company::Company;
use crate::domain::credit::{Exposure, Ledger, LevelFigures};
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, LotId, OrderId, ProductId, UserId};
use crate::domain::online::Online;
use crate::domain::orders::decide::class_for;
use crate::domain::orders::{self as rules, Channel, Command, Content, Event, Expected, Mark, Order};
use crate::domain::orders::{Refusal, Status, Step, Task, Urgency};
use crate::domain::people::{Department, Right, Sight, User, may};
use crate::domain::products::Product;
use crate::domain::stock::{Lot, LotState, expiry};
use crate::domain::{archive, audit};
pub(super) use paper::add_paper_of;
pub use paper::{LARGEST_PAPER, add_paper};

pub use crate::store::orders::{Filter, InboxRow, OrderRow};
use crate::store::{self, Tx};

/// Takes an order and gives it its number.
///
/// # Errors
/// [`OpError::Refused`] with everything that is missing; the store's.
pub fn receive(work: &mut Work<'_, '_>, channel: Channel, content: Content) -> Result<OrderId, OpError> {
    receive_from(work, channel, content, None)
}

/// The same for an order that came from a shop on a platform.
pub(super) fn receive_from(
    work: &mut Work<'_, '_>,
    channel: Channel,
    content: Content,
    shop: Option<Online>,
) -> Result<OrderId, OpError> {
    work.needs(Right::ReceiveOrder)?;
    let products: Vec<ProductId> = content.lines.iter().map(|line| line.product).collect();
    work.prepare(content.customer, &products, &Lots::None)?;
    let id = OrderId(work.next("orders")?);
    let day = work.today().format("%Y%m%d");
    let serial = work.next(&format!("orders/{day}"))?;
    let number = format!("{}{day}-{serial:04}", work.company.order_prefix);
    let customer = content.customer;
    let event = match shop {
        None => rules::receive(id, number, channel, content, &work.ctx(customer))?,
        Some(shop) => rules::receive_sold(id, number, channel, content, shop, &work.ctx(customer))?,
    };
    work.happen(id, &event)?;
    Ok(id)
}

/// What the person saw when they decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looked {
    /// [`Order::version`].
    pub version: i64,
    /// [`Order::revision`].
    pub revision: i64,
}

impl Looked {
    /// As the order stands.
    pub fn at(order: &Order) -> Looked {
        Looked { version: order.version, revision: order.revision }
    }

    /// An edit writes over everything, and a decision weighs all answers, so nothing may have changed. Whoever asks for a
    /// change must have seen every change before it. Any other step needs the same content, and the rules see to the rest.
    /// So credit and stock may review at the same time, and goods go on while a change is written down.
    fn is_stale(self, order: &Order, command: &Command) -> bool {
        match command {
            Command::Edit { .. } | Command::DecideChange { .. } => self.revision != order.revision,
            Command::AskChange { no, .. } => self.version != order.version || *no != order.changes.len() + 1,
            Command::AnswerChange { no, .. } | Command::WithdrawChange { no, .. } => {
                self.version != order.version || order.open_change().map(|change| change.no) != Some(*no)
            }
            _ => self.version != order.version,
        }
    }
}

/// Takes a step of an order. `looked` is what the person saw; none for a program that has just read it.
///
/// # Errors
/// [`OpError::Refused`], [`OpError::Conflict`] when the order changed since, [`OpError::NotFound`]; the store's.
pub fn step(work: &mut Work<'_, '_>, id: OrderId, looked: Option<Looked>, mut command: Command) -> Result<(), OpError> {
    let order = work.order(id)?.clone();
    if looked.is_some_and(|looked| looked.is_stale(&order, &command)) {
        return Err(work.conflict(id)?);
    }
    let mut products: BTreeSet<ProductId> = order.content.lines.iter().map(|line| line.product).collect();
    let mut customer = order.content.customer;
    if let Command::Edit { content, .. } | Command::AskChange { content, .. } = &command {
        customer = content.customer;
        products.extend(content.lines.iter().map(|line| line.product));
    }
    if let (Command::DecideChange { .. }, Some(change)) = (&command, order.open_change()) {
        products.extend(change.content.lines.iter().map(|line| line.product));
    }
    work.prepare(customer, &products.into_iter().collect::<Vec<_>>(), &looks_at(&order, &command))?;
    if let Command::Inspect { production, .. } = &command
        && let Some(output) = order.production(*production).and_then(|part| part.output.as_ref())
    {
        // One that was written off whole is no longer in the store, and is judged all the same.
        work.lot(output.lot)?;
    }
    if matches!(command, Command::ReviewCredit { .. } | Command::Dispatch { .. }) {
        work.prepare_credit(customer)?;
    }
    match &mut command {
        Command::RecordOutput { production, lot, code, .. } => {
            *lot = LotId(work.next("lots")?);
            let product = order.production(*production).and_then(|part| order.line(part.line)).map(|line| line.product);
            if let Some(product) = product
                && store::stock::has_code(work.tx, product, code)?
            {
                return Err(OpError::Taken(code.clone()));
            }
        }
        Command::File { serial, sum } => {
            let ended =
                order.closed.or(order.cancelled.as_ref().map(|(_, mark)| *mark)).map_or(work.now, |mark| mark.at);
            let class = class_for(&order, &work.ctx(customer));
            let series = archive::series(work.company.day(ended), class, &work.company.archive);
            *serial = work.next(&format!("archive/{series}"))?;
            *sum = hex(&work.head(id)?);
        }
        _ => {}
    }
    let event = rules::decide(&order, command, &work.ctx(customer))?;
    work.happen(id, &event)?;
    follow(work, &order, &event)
}

/// The lots that the rules of a command look at.
fn looks_at(order: &Order, command: &Command) -> Lots {
    match command {
        Command::ReviewStock
        | Command::ReviewStockAndAsk { .. }
        | Command::ReviewDate { .. }
        | Command::Reserve
        | Command::Inspect { .. } => Lots::ToPromise,
        Command::Pick { .. } | Command::ApproveShortLife { .. } => Lots::InStore,
        Command::Dispatch { shipment, .. } => {
            let picked = order.shipment(*shipment).map(|shipment| shipment.lines.iter().map(|part| part.lot).collect());
            Lots::Named(picked.unwrap_or_default())
        }
        Command::Edit { .. }
        | Command::AskChange { .. }
        | Command::AnswerChange { .. }
        | Command::DecideChange { .. }
        | Command::WithdrawChange { .. }
        | Command::NoteChange { .. }
        | Command::ReadBack { .. }
        | Command::ReviewCredit { .. }
        | Command::AskProduction { .. }
        | Command::AnswerProduction { .. }
        | Command::Confirm { .. }
        | Command::PlanProduction { .. }
        | Command::ReversePlan { .. }
        | Command::RecordOutput { .. }
        | Command::CheckGoods { .. }
        | Command::Notify { .. }
        | Command::Deliver { .. }
        | Command::ReversePick { .. }
        | Command::Close
        | Command::File { .. }
        | Command::Cancel { .. }
        | Command::CancelRest { .. }
        | Command::Hold { .. }
        | Command::Resume
        | Command::ReverseReview { .. }
        | Command::ReverseConfirmation { .. }
        | Command::Seen { .. }
        | Command::AddPaper { .. } => Lots::None,
    }
}

/// What an event does outside of the order.
fn follow(work: &mut Work<'_, '_>, order: &Order, event: &Event) -> Result<(), OpError> {
    match event {
        Event::Produced { production, lot, code, produced, quantity } => {
            let Some(line) = order.production(*production).and_then(|part| order.line(part.line)) else {
                return Ok(());
            };
            let Some(product) = work.product(line.product)? else { return Ok(()) };
            let shelf_life = product.shelf_life_days;
            let lot = Lot {
                id: *lot,
                product: line.product,
                code: code.clone(),
                produced: *produced,
                expiry: expiry(*produced, shelf_life, work.company.first_day_counts),
                on_hand: *quantity,
                reserved: 0,
                state: LotState::Quarantined,
                place: String::new(),
            };
            work.log(Area::Lot, lot.id.0, &super::stock::LotEvent::Opened(lot.clone()))?;
            work.add_lot(lot);
            Ok(())
        }
        Event::Inspected { production, passed, report, .. } => {
            let made = order.production(*production);
            let Some(output) = made.and_then(|part| part.output.as_ref()) else { return Ok(()) };
            let state = if *passed { LotState::Released } else { LotState::Rejected };
            let event = super::stock::LotEvent::Inspected { state, report: report.clone() };
            work.log(Area::Lot, output.lot.0, &event)?;
            work.change_lot(output.lot, |lot| lot.state = state)
        }
        Event::Filed { number, class, keep_until, sum } => {
            let ended =
                order.closed.or(order.cancelled.as_ref().map(|(_, mark)| *mark)).map_or(work.now, |mark| mark.at);
            let entry = store::archive::Entry {
                order: order.id,
                number: number.clone(),
                class: *class,
                ended: work.company.day(ended),
                filed_at: work.now,
                keep_until: *keep_until,
                sum: sum.clone(),
            };
            work.filed.push(entry);
            Ok(())
        }
        Event::Seen { desk: Department::Sales } if order.online.is_some() => super::online::looked(work, order.id),
        _ => Ok(()),
    }
}

/// One entry of the order's history.
#[derive(Clone, Debug, PartialEq)]
pub struct LogEntry {
    /// What.
    pub event: Event,
    /// Who and when.
    pub mark: Mark,
    /// The link of the chain.
    pub hash: audit::Hash,
}

/// An order with everything a person may want to see beside it.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The order.
    pub order: Order,
    /// Its whole history.
    pub log: Vec<LogEntry>,
    /// Its customer, as in the file now.
    pub customer: Customer,
    /// The customer's exposure.
    pub exposure: Exposure,
    /// All that is kept of what the customer owes.
    pub ledger: Ledger,
    /// Its goods, as in the list now.
    pub products: BTreeMap<ProductId, Product>,
    /// Lots with stock of its goods.
    pub lots: BTreeMap<ProductId, Vec<Lot>>,
    /// What others make too much of its goods, while it is under review; what helps to promise a day.
    pub expected: BTreeMap<ProductId, Vec<Expected>>,
    /// Everybody named in it.
    pub people: BTreeMap<UserId, User>,
    /// The company's settings.
    pub company: Company,
    /// The archive's entry.
    pub filed: Option<store::archive::Entry>,
    /// Names as they stood, where they were changed since the order came.
    pub then: Then,
}

/// What stood in the files of a dossier before it was changed, since the order came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Then {
    /// Of its customer.
    pub customer: Versions<Customer>,
    /// Of its goods.
    pub products: BTreeMap<ProductId, Versions<Product>>,
    /// Of the company's settings, for the letterhead.
    pub company: Versions<Company>,
}

impl Dossier {
    /// The name of a person in it; empty for the program itself.
    pub fn name(&self, id: UserId) -> &str {
        self.people.get(&id).map_or("", |user| user.name.as_str())
    }

    /// When a task of the order is late, as it was said when the work was handed over.
    pub fn due(&self, task: &Task) -> DateTime<Utc> {
        task.due.unwrap_or_else(|| self.company.due(task.desk, task.step, task.since))
    }

    /// How urgent a task of the order is.
    pub fn urgency(&self, task: &Task, now: DateTime<Utc>) -> Urgency {
        let due = self.due(task);
        Urgency::of(task.soon.unwrap_or(due), due, now)
    }
}

/// Opens an order with everything. One that is filed is the archive's.
///
/// # Errors
/// [`OpError::NotFound`], [`OpError::NotAllowed`]; the store's.
pub fn open(office: &mut Office, id: OrderId) -> Result<Dossier, OpError> {
    let reader = office.reader;
    office.see(Right::ReadOrders, |tx, sight| {
        let not_found = || OpError::NotFound(format!("#{id}"));
        let kept = store::orders::load(tx, id)?.ok_or_else(not_found)?;
        sight::of_owner(tx, sight, kept.owner)?;
        let order = kept.order;
        if order.filed.is_some() {
            admit(tx, reader, Some(Right::ReadArchive))?;
        }
        let mut log = Vec::new();
        for row in store::audit::chain(tx, Area::Order, id.0)? {
            let event = serde_json::from_str(&row.data).map_err(|error| OpError::Program(error.to_string()))?;
            log.push(LogEntry { event, mark: Mark { by: row.actor, at: row.at }, hash: row.hash });
        }
        let kept = store::customers::for_orders(tx, order.content.customer)?.ok_or_else(not_found)?;
        let (products, lots) = goods(tx, &named(&log))?;
        let since = order.received.at;
        let mut then = Then {
            customer: versions(tx, order.content.customer.0, since)?,
            company: versions(tx, 0, since)?,
            products: BTreeMap::new(),
        };
        for id in products.keys() {
            then.products.insert(*id, versions(tx, id.0, since)?);
        }
        let company = store::company::load(tx)?;
        let ledger = super::credit::ledger(tx, &kept)?;
        let people = store::people::all(tx)?.into_iter().map(|user| (user.id, user)).collect();
        let reviewed = matches!(order.status, Status::Review | Status::Reviewed);
        let asked = products.keys().copied().filter(|_| reviewed);
        Ok(Dossier {
            expected: store::orders::expected_of(tx, asked)?,
            filed: store::archive::of_order(tx, id)?,
            company,
            customer: kept.customer,
            exposure: kept.exposure,
            ledger,
            order,
            log,
            products,
            lots,
            people,
            then,
        })
    })
}

/// The goods and lots that a log names, in whatever version of the order.
fn named(log: &[LogEntry]) -> (BTreeSet<ProductId>, BTreeSet<LotId>) {
    let (mut products, mut lots) = (BTreeSet::new(), BTreeSet::new());
    for entry in log {
        match &entry.event {
            Event::Received { content, .. } | Event::Edited { content, .. } | Event::ChangeAsked { content, .. } => {
                products.extend(content.lines.iter().map(|line| line.product));
            }
            Event::StockReviewed { lines, .. } | Event::Reserved { lines, .. } => {
                lots.extend(lines.iter().flat_map(|line| &line.reserved).map(|part| part.lot));
            }
            Event::Picked { lines, .. } => lots.extend(lines.iter().map(|line| line.lot)),
            Event::Produced { lot, .. } | Event::ShortLifeApproved { lot, .. } => {
                lots.insert(*lot);
            }
            _ => {}
        }
    }
    (products, lots)
}

type Goods = (BTreeMap<ProductId, Product>, BTreeMap<ProductId, Vec<Lot>>);

/// Products, and of each the lots with goods in them and those that the order took from, empty since or not.
fn goods(tx: &mut Tx<'_>, (ids, taken): &(BTreeSet<ProductId>, BTreeSet<LotId>)) -> Result<Goods, OpError> {
    let (mut products, mut lots) = (BTreeMap::new(), BTreeMap::<ProductId, Vec<Lot>>::new());
    for id in ids {
        if let Some((product, _)) = store::products::load(tx, *id)? {
            products.insert(*id, product);
        }
        lots.insert(*id, store::stock::in_store(tx, *id)?.into_iter().map(|(lot, _)| lot).collect());
    }
    for id in taken {
        if lots.values().flatten().any(|lot| lot.id == *id) {
            continue;
        }
        if let Some((lot, _)) = store::stock::load(tx, *id)? {
            lots.entry(lot.product).or_default().push(lot);
        }
    }
    Ok((products, lots))
}

/// The order of a number.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn id_of(office: &mut Office, number: &str) -> Result<OrderId, OpError> {
    let id = office.read_by(Right::ReadOrders, |tx| Ok(store::orders::id_of(tx, number.trim())?))?;
    id.ok_or_else(|| OpError::NotFound(number.to_owned()))
}

/// A page of the order list.
///
/// # Errors
/// The store's.
pub fn page(office: &mut Office, filter: &Filter, offset: i64, limit: i64) -> Result<Vec<OrderRow>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        of_seen(tx, sight, filter)?;
        Ok(store::orders::page(tx, sight, filter, offset, limit)?)
    })
}

/// How many the list has, exactly.
///
/// # Errors
/// The store's.
pub fn count(office: &mut Office, filter: &Filter) -> Result<i64, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        of_seen(tx, sight, filter)?;
        Ok(store::orders::count(tx, sight, filter)?)
    })
}

/// A customer's own list is asked for by whoever may see that customer.
pub(super) fn of_seen(tx: &mut Tx<'_>, sight: Sight, filter: &Filter) -> Result<(), OpError> {
    filter.customer.map_or(Ok(()), |id| sight::customer(tx, sight, id))
}

/// What helps whoever takes the call: the customer, what is left of the credit, and the newest orders.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The customer.
    pub customer: Customer,
    /// The exposure now.
    pub exposure: Exposure,
    /// The limits above the customer's own.
    pub levels: Vec<LevelFigures>,
    /// The newest orders, newest first.
    pub newest: Vec<Order>,
}

/// Looks up the caller.
///
/// # Errors
/// [`OpError::NotFound`]; the store's.
pub fn caller(office: &mut Office, customer: CustomerId) -> Result<Caller, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        sight::customer(tx, sight, customer)?;
        let kept =
            store::customers::for_orders(tx, customer)?.ok_or_else(|| OpError::NotFound(format!("#{customer}")))?;
        Ok(Caller {
            levels: super::credit::levels(tx, &kept)?,
            customer: kept.customer,
            exposure: kept.exposure,
            newest: store::orders::newest_of(tx, customer, 10)?,
        })
    })
}

/// Whether the person may take a step of the order, as the step itself would decide it.
///
/// # Errors
/// The refusal, for the tooltip.
pub fn may_step(order: &Order, step: Step, actor: &User) -> Result<(), Refusal> {
    rules::gate(order, step, actor)
}

/// True when the person may take orders.
pub fn may_receive(actor: &User) -> bool {
    may(actor, Right::ReceiveOrder)
}
