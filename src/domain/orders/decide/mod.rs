//! Commands are decided here: either an event, or a refusal that says which rule and which figures.
//!
//! [`gate`] asks only what can be known before a form is filled in: the right and the state. The window shows a step as
//! possible, or its refusal as a tooltip, by asking `gate`; `decide` asks it first, so the two cannot differ.

mod change;
mod command;
mod goods;
mod question;
mod review;
mod shipping;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
pub use command::{Command, CreditDecision, PickLine};
pub use goods::{freshness_of, look};

use super::content::{Content, Problem, check};
use super::event::Event;
use super::refusal::{Field, Refusal};
use super::{Channel, Expected, Facts, Order, Production, Status, Step, was_confirmed};
use crate::domain::archive::{self, Class};
use crate::domain::company::Company;
use crate::domain::credit::Standing;
use crate::domain::customers::Customer;
use crate::domain::ids::{LotId, OrderId, ProductId};
use crate::domain::money::Currency;
use crate::domain::online::{News, Online, SaleState};
use crate::domain::people::{Department, Right, User, may};
use crate::domain::prices;
use crate::domain::products::Product;
use crate::domain::stock::Lot;

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
    /// What others make too much of those products.
    pub expected: &'a BTreeMap<ProductId, Vec<Expected>>,
    /// What the customer, its group and the company owe, with what this order commits.
    pub standing: Standing,
}

impl<'a> Ctx<'a> {
    /// What the rule of the promised day looks at.
    pub fn facts(&self) -> Facts<'a> {
        Facts {
            today: self.today,
            company: self.company,
            customer: self.customer,
            products: self.products,
            lots: self.lots,
            expected: self.expected,
        }
    }

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
    new_and_complete(&content, ctx)?;
    let rate_ppm = ctx.rate(content.currency)?;
    prices::may_write(ctx.actor, &content, None, rate_ppm, ctx.products)?;
    Ok(Event::Received { id, number, channel, rate_ppm, content, online: None })
}

/// Takes an order that a shop on a platform has sold already: its prices stand, and a low one is flagged for a look.
pub fn receive_sold(
    id: OrderId,
    number: String,
    channel: Channel,
    content: Content,
    shop: Online,
    ctx: &Ctx<'_>,
) -> Result<Event, Refusal> {
    allowed(ctx.actor, Right::ReceiveOrder)?;
    new_and_complete(&content, ctx)?;
    let rate_ppm = ctx.rate(content.currency)?;
    Ok(Event::Received { id, number, channel, rate_ppm, content, online: Some(shop) })
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

/// A new order is written for the customer that was kept, never for a duplicate.
fn new_and_complete(content: &Content, ctx: &Ctx<'_>) -> Result<(), Refusal> {
    if ctx.customer.is_some_and(|customer| customer.merged_into.is_some()) {
        return Err(Refusal::Content(vec![Problem::CustomerGone]));
    }
    complete(content, ctx)
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
    let open = matches!(order.status, Status::Receipt | Status::Review | Status::Reviewed | Status::Confirmed);
    let fits = match step {
        Step::Edit => open,
        Step::AskChange => open && was_confirmed(order),
        Step::AnswerChange | Step::DecideChange | Step::WithdrawChange => order.open_change().is_some(),
        Step::NoteChange => order.status != Status::Filed,
        Step::ReadBack => order.status == Status::Receipt,
        Step::ReviewCredit | Step::ReviewStock | Step::AskProduction | Step::AnswerProduction | Step::ReviewDate => {
            order.status == Status::Review
        }
        Step::Confirm => order.status == Status::Reviewed,
        // What is under way goes on while a new version is reviewed, and what is not wanted any more is taken back (III.5).
        Step::RecordOutput | Step::Inspect | Step::Deliver | Step::ReversePlan | Step::ReversePick => {
            open && was_confirmed(order)
        }
        Step::Reserve
        | Step::PlanProduction
        | Step::Pick
        | Step::CheckGoods
        | Step::Notify
        | Step::Dispatch
        | Step::Close
        | Step::CancelRest
        | Step::ReverseConfirmation
        | Step::ApproveShortLife => order.status == Status::Confirmed,
        Step::File => matches!(order.status, Status::Closed | Status::Cancelled),
        Step::Cancel | Step::Hold => open,
        Step::Resume => return if order.hold.is_some() { Ok(()) } else { Err(Refusal::NotOnHold) },
        Step::ReverseReview => matches!(order.status, Status::Review | Status::Reviewed),
        Step::Seen => true,
    };
    if !fits {
        return wrong;
    }
    change::gate(order, step, actor)?;
    match step {
        Step::ReverseConfirmation if was_made(order) => Err(Refusal::WorkUnderWay),
        Step::Cancel | Step::ReverseConfirmation if is_under_way(order) => Err(Refusal::WorkUnderWay),
        Step::ReviewCredit | Step::ReviewStock | Step::ReviewDate | Step::ReverseReview => review::gate(order, step),
        Step::AskProduction | Step::AnswerProduction => question::gate(order, step),
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
        Command::ReviewStock => Ok(Event::StockReviewed { lines: goods::review(order, ctx), question: None }),
        Command::ReviewStockAndAsk { note } => question::with_review(goods::review(order, ctx), note),
        Command::AskProduction { .. } | Command::AnswerProduction { .. } => question::decide(order, command, ctx),
        Command::ReviewDate { promised, agreed, lines } => review::date(order, promised, agreed, lines, ctx),
        Command::Confirm { channel, who } => {
            filled(&who, Field::Who)?;
            Ok(Event::Confirmed { channel, who })
        }
        Command::AskChange { .. }
        | Command::AnswerChange { .. }
        | Command::DecideChange { .. }
        | Command::WithdrawChange { .. }
        | Command::NoteChange { .. } => change::decide(order, command, ctx),
        Command::Cancel { reason } => with_reason(reason, |reason| Event::Cancelled { reason }),
        Command::CancelRest { reason } => with_reason(reason, |reason| Event::RestCancelled { reason }),
        Command::Hold { reason } => with_reason(reason, |reason| Event::Held { reason }),
        Command::Resume => Ok(Event::Resumed),
        Command::ReverseReview { desk, reason } => review::reverse(order, desk, reason, ctx),
        Command::ReverseConfirmation { reason } => with_reason(reason, |reason| Event::ConfirmationReversed { reason }),
        Command::Seen { desk } => seen(order, desk, ctx),
        Command::Close => Ok(Event::Closed),
        Command::File { serial, sum } => file(order, serial, sum, ctx),
        Command::AddPaper { paper, name, size, sum, mail } => Ok(Event::PaperAdded { paper, name, size, sum, mail }),
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
    if order.online.is_none() {
        prices::may_write(ctx.actor, &content, Some(&order.content), rate_ppm, ctx.products)?;
    }
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
