//! Commands are decided here: either an event, or a refusal that says which rule and which figures.
//!
//! [`gate`] asks only what can be known before a form is filled in: the right and the state. The window shows a step as
//! possible, or its refusal as a tooltip, by asking `gate`; `decide` asks it first, so the two cannot differ.

mod goods;
mod review;
mod shipping;

pub use goods::freshness_of;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::content::{Content, check};
use super::event::{Difference, Event};
use super::refusal::{Field, Refusal};
use super::{Agreement, Channel, Order, Production, Status, Step, Transport};
use crate::domain::archive::{self, Class};
use crate::domain::company::Company;
use crate::domain::credit::Exposure;
use crate::domain::customers::Customer;
use crate::domain::ids::{LotId, OrderId, PaperId, ProductId};
use crate::domain::money::Currency;
use crate::domain::online::{News, SaleState};
use crate::domain::people::{Department, Right, User, may};
use crate::domain::products::Product;
use crate::domain::stock::Lot;

/// The credit desk's decision (II.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditDecision {
    /// Within the limit.
    Pass,
    /// Over the bar, with a guarantee recorded.
    Guarantee {
        /// Who answers for it.
        guarantor: String,
        /// Minor units of the company's own currency.
        amount: i64,
        /// The last day it counts.
        until: NaiveDate,
        /// The document.
        document: String,
    },
    /// Over the bar, let go by the head of credit.
    Release {
        /// Why.
        reason: String,
    },
    /// No.
    Refuse {
        /// Why.
        reason: String,
    },
}

/// A quantity of a lot for a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PickLine {
    /// The order's line, from 1.
    pub line: usize,
    /// From which lot.
    pub lot: LotId,
    /// Base units.
    pub quantity: i64,
}

/// What a person asks for.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the fields carry the names of the order's own fields, which are documented there
pub enum Command {
    Edit {
        content: Content,
        reason: String,
    },
    ReadBack {
        caller: String,
    },
    ReviewCredit {
        decision: CreditDecision,
        note: String,
    },
    ReviewStock,
    ReviewDate {
        promised: NaiveDate,
        agreed: Option<Agreement>,
    },
    Confirm {
        channel: Channel,
        who: String,
    },
    Reserve,
    PlanProduction {
        line: usize,
        quantity: i64,
        due: NaiveDate,
        responsible: String,
    },
    RecordOutput {
        production: usize,
        lot: LotId,
        code: String,
        produced: NaiveDate,
        quantity: i64,
    },
    Inspect {
        production: usize,
        passed: bool,
        finding: String,
        report: String,
    },
    ApproveShortLife {
        line: usize,
        lot: LotId,
        reason: String,
    },
    Pick {
        lines: Vec<PickLine>,
        lot_reason: Option<String>,
    },
    ReversePlan {
        production: usize,
        reason: String,
    },
    CheckGoods {
        shipment: usize,
    },
    Notify {
        shipment: usize,
        channel: Channel,
        to: String,
        leaves: NaiveDate,
        expected: NaiveDate,
        waybill: String,
        carrier: String,
    },
    Dispatch {
        shipment: usize,
        transport: Transport,
        vehicle: String,
        driver: String,
        driver_phone: String,
        temperature: Option<i64>,
    },
    Deliver {
        shipment: usize,
        on: NaiveDate,
        signed_by: String,
        temperature: Option<i64>,
        differences: Vec<Difference>,
    },
    Close,
    File {
        serial: i64,
        sum: String,
    },
    Cancel {
        reason: String,
    },
    CancelRest {
        reason: String,
    },
    Hold {
        reason: String,
    },
    Resume,
    ReverseReview {
        desk: Department,
        reason: String,
    },
    ReverseConfirmation {
        reason: String,
    },
    ReversePick {
        shipment: usize,
        reason: String,
    },
    Seen {
        desk: Department,
    },
    AddPaper {
        paper: PaperId,
        name: String,
        size: i64,
        sum: String,
    },
}

impl Command {
    /// The step the command takes; none for adding a paper, which is no step of the line.
    pub fn step(&self) -> Option<Step> {
        Some(match self {
            Command::Edit { .. } => Step::Edit,
            Command::ReadBack { .. } => Step::ReadBack,
            Command::ReviewCredit { .. } => Step::ReviewCredit,
            Command::ReviewStock => Step::ReviewStock,
            Command::ReviewDate { .. } => Step::ReviewDate,
            Command::Confirm { .. } => Step::Confirm,
            Command::Reserve => Step::Reserve,
            Command::PlanProduction { .. } => Step::PlanProduction,
            Command::RecordOutput { .. } => Step::RecordOutput,
            Command::Inspect { .. } => Step::Inspect,
            Command::ApproveShortLife { .. } => Step::ApproveShortLife,
            Command::Pick { .. } => Step::Pick,
            Command::ReversePlan { .. } => Step::ReversePlan,
            Command::CheckGoods { .. } => Step::CheckGoods,
            Command::Notify { .. } => Step::Notify,
            Command::Dispatch { .. } => Step::Dispatch,
            Command::Deliver { .. } => Step::Deliver,
            Command::Close => Step::Close,
            Command::File { .. } => Step::File,
            Command::Cancel { .. } => Step::Cancel,
            Command::CancelRest { .. } => Step::CancelRest,
            Command::Hold { .. } => Step::Hold,
            Command::Resume => Step::Resume,
            Command::ReverseReview { .. } => Step::ReverseReview,
            Command::ReverseConfirmation { .. } => Step::ReverseConfirmation,
            Command::ReversePick { .. } => Step::ReversePick,
            Command::Seen { .. } => Step::Seen,
            Command::AddPaper { .. } => return None,
        })
    }
}

/// The facts a decision may look at. Loaded by the caller; deciding loads nothing.
pub struct Ctx<'a> {
    /// The instant of the step.
    pub now: DateTime<Utc>,
    /// The company's calendar day at that instant.
    pub today: NaiveDate,
    /// Who takes the step.
    pub actor: &'a User,
    /// The company's settings.
    pub company: &'a Company,
    /// The order's customer, as in the file now.
    pub customer: Option<&'a Customer>,
    /// At least the products of the order and of the command.
    pub products: &'a BTreeMap<ProductId, Product>,
    /// At least all lots with stock of those products.
    pub lots: &'a BTreeMap<ProductId, Vec<Lot>>,
    /// The customer's exposure without this order.
    pub exposure: Exposure,
}

impl Ctx<'_> {
    fn rate(&self, currency: Currency) -> Result<i64, Refusal> {
        self.company.rate_ppm(currency).ok_or(Refusal::NoRate(currency))
    }

    fn lot(&self, product: ProductId, id: LotId) -> Option<&Lot> {
        self.lots.get(&product)?.iter().find(|lot| lot.id == id)
    }
}

/// Takes an order: decides whether it may be written down.
pub fn receive(
    id: OrderId,
    number: String,
    channel: Channel,
    content: Content,
    ctx: &Ctx<'_>,
) -> Result<Event, Refusal> {
    allowed(ctx.actor, Right::ReceiveOrder)?;
    complete(&content, ctx)?;
    let rate_ppm = ctx.rate(content.currency)?;
    Ok(Event::Received { id, number, channel, rate_ppm, content, online: None })
}

/// Takes down what a later file of the platform says; sales is asked to look where it concerns what is delivered.
pub fn platform_news(order: &Order, state: SaleState, news: Vec<News>, actor: &User) -> Result<Event, Refusal> {
    allowed(actor, Right::ReceiveOrder)?;
    if order.status == Status::Filed || order.online.is_none() || news.is_empty() {
        return Err(Refusal::NothingChanged);
    }
    Ok(Event::PlatformNews { state, news })
}

fn allowed(actor: &User, right: Right) -> Result<(), Refusal> {
    if may(actor, right) { Ok(()) } else { Err(Refusal::NotAllowed(right)) }
}

fn complete(content: &Content, ctx: &Ctx<'_>) -> Result<(), Refusal> {
    let problems = check(content, ctx.today, ctx.customer, ctx.products);
    if problems.is_empty() { Ok(()) } else { Err(Refusal::Content(problems)) }
}

/// A field of a step that must not be empty.
fn filled(text: &str, field: Field) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::Missing(field)) } else { Ok(()) }
}

/// Whether the person may take the step on this order as it stands, before any form is filled in.
pub fn gate(order: &Order, step: Step, actor: &User) -> Result<(), Refusal> {
    allowed(actor, Right::Step(step))?;
    let wrong = Err(Refusal::WrongStatus { step, status: order.status });
    if let Some((reason, _)) = &order.hold
        && !matches!(step, Step::Resume | Step::Cancel | Step::Seen)
    {
        return Err(Refusal::OnHold(reason.clone()));
    }
    let fits = match step {
        Step::Edit => matches!(order.status, Status::Receipt | Status::Review | Status::Reviewed | Status::Confirmed),
        Step::ReadBack => order.status == Status::Receipt,
        Step::ReviewCredit | Step::ReviewStock | Step::ReviewDate => order.status == Status::Review,
        Step::Confirm => order.status == Status::Reviewed,
        Step::Reserve
        | Step::PlanProduction
        | Step::RecordOutput
        | Step::Inspect
        | Step::Pick
        | Step::CheckGoods
        | Step::Notify
        | Step::Dispatch
        | Step::Deliver
        | Step::Close
        | Step::CancelRest
        | Step::ReverseConfirmation
        | Step::ApproveShortLife
        | Step::ReversePlan
        | Step::ReversePick => order.status == Status::Confirmed,
        Step::File => matches!(order.status, Status::Closed | Status::Cancelled),
        Step::Cancel | Step::Hold => {
            matches!(order.status, Status::Receipt | Status::Review | Status::Reviewed | Status::Confirmed)
        }
        Step::Resume => return if order.hold.is_some() { Ok(()) } else { Err(Refusal::NotOnHold) },
        Step::ReverseReview => matches!(order.status, Status::Review | Status::Reviewed),
        Step::Seen => true,
    };
    if !fits {
        return wrong;
    }
    match step {
        Step::Edit | Step::ReverseConfirmation if was_made(order) => Err(Refusal::WorkUnderWay),
        Step::Edit | Step::Cancel | Step::ReverseConfirmation if is_under_way(order) => Err(Refusal::WorkUnderWay),
        Step::ReviewCredit | Step::ReviewStock | Step::ReviewDate | Step::ReverseReview => review::gate(order, step),
        Step::Pick
        | Step::ApproveShortLife
        | Step::CheckGoods
        | Step::Notify
        | Step::Dispatch
        | Step::Deliver
        | Step::ReversePick
        | Step::Close => shipping::gate(order, step, actor),
        Step::Reserve
        | Step::PlanProduction
        | Step::ReversePlan
        | Step::RecordOutput
        | Step::Inspect
        | Step::CancelRest => goods::gate(order, step),
        _ => Ok(()),
    }
}

/// Goods are being made, picked or have left, so the order as a whole can no longer be given up.
fn is_under_way(order: &Order) -> bool {
    let being_made = order.productions.iter().any(Production::is_open);
    being_made || order.shipments.iter().any(|shipment| shipment.reversed.is_none())
}

/// Goods were made for lines as they stand, so the lines are not rewritten any more.
fn was_made(order: &Order) -> bool {
    order.productions.iter().any(|production| production.reversed.is_none())
}

/// Decides a command.
pub fn decide(order: &Order, command: Command, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    match command.step() {
        Some(step) => gate(order, step, ctx.actor)?,
        // A filed dossier is closed; what comes later is added by the archive and stands in the log as such.
        None if order.filed.is_some() => allowed(ctx.actor, Right::Step(Step::File))?,
        None => allowed(ctx.actor, Right::AddPaper)?,
    }
    match command {
        Command::Edit { content, reason } => edit(order, content, reason, ctx),
        Command::ReadBack { caller } => {
            filled(&caller, Field::Caller)?;
            Ok(Event::ReadBack { caller })
        }
        Command::ReviewCredit { decision, note } => review::credit(order, decision, note, ctx),
        Command::ReviewStock => Ok(Event::StockReviewed { lines: goods::stock(order, &[], ctx) }),
        Command::ReviewDate { promised, agreed } => review::date(order, promised, agreed, ctx),
        Command::Confirm { channel, who } => {
            filled(&who, Field::Who)?;
            Ok(Event::Confirmed { channel, who })
        }
        Command::Cancel { reason } => with_reason(reason, |reason| Event::Cancelled { reason }),
        Command::CancelRest { reason } => with_reason(reason, |reason| Event::RestCancelled { reason }),
        Command::Hold { reason } => with_reason(reason, |reason| Event::Held { reason }),
        Command::Resume => Ok(Event::Resumed),
        Command::ReverseReview { desk, reason } => review::reverse(order, desk, reason, ctx),
        Command::ReverseConfirmation { reason } => with_reason(reason, |reason| Event::ConfirmationReversed { reason }),
        Command::Seen { desk } => seen(order, desk, ctx),
        Command::Close => Ok(Event::Closed),
        Command::File { serial, sum } => file(order, serial, sum, ctx),
        Command::AddPaper { paper, name, size, sum } => Ok(Event::PaperAdded { paper, name, size, sum }),
        Command::Reserve
        | Command::PlanProduction { .. }
        | Command::ReversePlan { .. }
        | Command::RecordOutput { .. }
        | Command::Inspect { .. } => goods::decide(order, command, ctx),
        Command::Pick { .. }
        | Command::ApproveShortLife { .. }
        | Command::CheckGoods { .. }
        | Command::Notify { .. }
        | Command::Dispatch { .. }
        | Command::Deliver { .. }
        | Command::ReversePick { .. } => shipping::decide(order, command, ctx),
    }
}

fn with_reason(reason: String, event: impl FnOnce(String) -> Event) -> Result<Event, Refusal> {
    filled(&reason, Field::Reason)?;
    Ok(event(reason))
}

fn edit(order: &Order, content: Content, reason: String, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    if content == order.content {
        return Err(Refusal::NothingChanged);
    }
    // While the caller is still on the line, a correction needs no reason.
    if order.status != Status::Receipt {
        filled(&reason, Field::Reason)?;
    }
    complete(&content, ctx)?;
    let rate_ppm = ctx.rate(content.currency)?;
    Ok(Event::Edited { content, rate_ppm, reason })
}

fn seen(order: &Order, desk: Department, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    let unseen = order.tasks.iter().any(|task| task.desk == desk && task.seen.is_none());
    if unseen && ctx.actor.belongs_to(desk) { Ok(Event::Seen { desk }) } else { Err(Refusal::NothingToDo(Step::Seen)) }
}

fn file(order: &Order, serial: i64, sum: String, ctx: &Ctx<'_>) -> Result<Event, Refusal> {
    let missing = archive::missing_records(order);
    if !missing.is_empty() {
        return Err(Refusal::Incomplete(missing));
    }
    let class = archive::class_of(order, ctx.customer, ctx.company);
    let ended = ctx
        .company
        .day(order.closed.or(order.cancelled.as_ref().map(|(_, mark)| *mark)).map_or(ctx.now, |mark| mark.at));
    let number = archive::number(&ctx.company.archive, ended, class, serial);
    Ok(Event::Filed { number, class, keep_until: archive::keep_until(class, ended, &ctx.company.archive), sum })
}

/// The retention class an order would be filed under.
pub fn class_for(order: &Order, ctx: &Ctx<'_>) -> Class {
    archive::class_of(order, ctx.customer, ctx.company)
}
