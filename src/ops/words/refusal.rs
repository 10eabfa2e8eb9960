//! The business says no, in words.

use super::{Words, holder_names, money, not_allowed, say};
use crate::domain::credit::{Concern, Level};
use crate::domain::money::Currency;
use crate::domain::orders::{Field, MissingRecord, Problem, Refusal, Step};
use crate::domain::people::{Department, Right};
use crate::domain::prices::LowLine;
use crate::i18n::{Lang, date, listed, t, t_dyn, temperature, tf, unit_name, whole};

/// A rule that refuses a step.
pub fn refusal(lang: Lang, why: &Refusal) -> Words {
    match why {
        Refusal::NotAllowed(right) => not_allowed(lang, *right),
        Refusal::WrongStatus { step, status } => {
            let status = t_dyn(lang, &format!("status-{}", status.key()));
            say(lang, "refusal-wrong-status", &[("step", step_name(lang, *step).into()), ("status", status.into())])
        }
        Refusal::OnHold(reason) => say(lang, "refusal-on-hold", &[("reason", reason.as_str().into())]),
        Refusal::NotOnHold => say(lang, "refusal-not-on-hold", &[]),
        Refusal::Content(problems) => content(lang, problems),
        Refusal::Missing(field) => say(lang, "refusal-missing", &[("field", field_name(lang, *field).into())]),
        Refusal::DateInPast { day, today } => {
            say(lang, "refusal-date-in-past", &[("day", date(*day).into()), ("today", date(*today).into())])
        }
        Refusal::DateAhead { day, today } => {
            say(lang, "refusal-date-ahead", &[("day", date(*day).into()), ("today", date(*today).into())])
        }
        Refusal::NothingChanged => say(lang, "refusal-nothing-changed", &[]),
        Refusal::Credit(concern) => credit(lang, *concern),
        Refusal::CreditNote(concern) => credit_note(lang, *concern),
        Refusal::CreditAtShipping(concern) => {
            Words { todo: t(lang, "errors-refusal-credit-at-shipping-todo").to_owned(), ..credit(lang, *concern) }
        }
        Refusal::CreditWorse(concern) => {
            Words { todo: t(lang, "errors-refusal-credit-worse-todo").to_owned(), ..credit(lang, *concern) }
        }
        Refusal::ReleasesShort { available, needed } => {
            let own = |minor| money(lang, minor, Currency::Cny).into();
            say(lang, "refusal-releases-short", &[("available", own(*available)), ("needed", own(*needed))])
        }
        Refusal::ReleaseTooLarge { amount, ceiling } => {
            let own = |minor| money(lang, minor, Currency::Cny).into();
            say(lang, "refusal-release-too-large", &[("amount", own(*amount)), ("ceiling", own(*ceiling))])
        }
        Refusal::NoConcern => say(lang, "refusal-no-concern", &[]),
        Refusal::GuaranteeTooSmall { amount, needed } => {
            let own = |minor| money(lang, minor, Currency::Cny).into();
            say(lang, "refusal-guarantee-too-small", &[("amount", own(*amount)), ("needed", own(*needed))])
        }
        Refusal::AlreadyReviewed => say(lang, "refusal-already-reviewed", &[]),
        Refusal::StockFirst => say(lang, "refusal-stock-first", &[]),
        Refusal::LaterThanWished { promised, requested } => {
            let values = [("promised", date(*promised).into()), ("requested", date(*requested).into())];
            say(lang, "refusal-later-than-wished", &values)
        }
        Refusal::AskForChange
        | Refusal::ChangeOpen(_)
        | Refusal::NotConcerned(_)
        | Refusal::AnswersMissing(_)
        | Refusal::LineFixed(_)
        | Refusal::BelowTaken { .. }
        | Refusal::PriceOfShipped(_)
        | Refusal::CurrencyOfShipped(_)
        | Refusal::CustomerFixed => of_change(lang, why),
        Refusal::AnswerAwaited => say(lang, "refusal-answer-awaited", &[]),
        Refusal::AnswerBelowAsked { line, asked, said } => {
            let values = [("line", (*line).into()), ("asked", whole(*asked).into()), ("said", whole(*said).into())];
            say(lang, "refusal-answer-below-asked", &values)
        }
        Refusal::WorkUnderWay => say(lang, "refusal-work-under-way", &[]),
        Refusal::NothingToDo(step) => nothing_to_do(lang, *step),
        Refusal::NoSuchPart(no) => say(lang, "refusal-no-such-part", &[("no", (*no).into())]),
        Refusal::Quantity { quantity, most } => quantity_refused(lang, *quantity, *most),
        Refusal::WrongLot(line) => say(lang, "refusal-wrong-lot", &[("line", (*line).into())]),
        Refusal::LotNotReleased(code) => say(lang, "refusal-lot-not-released", &[("code", code.as_str().into())]),
        Refusal::LotShort { code, available } => {
            say(lang, "refusal-lot-short", &[("code", code.as_str().into()), ("available", whole(*available).into())])
        }
        Refusal::LotExpired { code, expiry } => {
            say(lang, "refusal-lot-expired", &[("code", code.as_str().into()), ("expiry", date(*expiry).into())])
        }
        Refusal::LotTooShort { code, remaining, needed } => {
            let days = |days: i64| whole(days).into();
            let values = [("code", code.as_str().into()), ("remaining", days(*remaining)), ("needed", days(*needed))];
            say(lang, "refusal-lot-too-short", &values)
        }
        Refusal::EarlierLot(code) => say(lang, "refusal-earlier-lot", &[("code", code.as_str().into())]),
        Refusal::RangesExclude => say(lang, "refusal-ranges-exclude", &[]),
        Refusal::BelowLowest(low) => below_lowest(lang, low),
        Refusal::NoRate(currency) => say(lang, "refusal-no-rate", &[("currency", currency.code().into())]),
        Refusal::LotStillGood(code) => say(lang, "refusal-lot-still-good", &[("code", code.as_str().into())]),
        Refusal::SamePerson => say(lang, "refusal-same-person", &[]),
        Refusal::ShipmentNeeds(step) => say(lang, "refusal-shipment-needs", &[("step", step_name(lang, *step).into())]),
        Refusal::DoneAlready(step) => say(lang, "refusal-done-already", &[("step", step_name(lang, *step).into())]),
        Refusal::Temperature { tenths } => {
            say(lang, "refusal-temperature", &[("temperature", temperature(*tenths).into())])
        }
        Refusal::Incomplete(missing) => {
            let names: Vec<String> = missing.iter().map(|record| record_name(lang, *record)).collect();
            let records = names.join(t(lang, "errors-list-separator"));
            say(lang, "refusal-incomplete", &[("records", records.into())])
        }
    }
}

/// Each line with the lowest price of its goods, and who may go below it.
fn below_lowest(lang: Lang, low: &[LowLine]) -> Words {
    let sentences: Vec<String> = low
        .iter()
        .map(|low| {
            let values = [
                ("line", low.line.into()),
                ("lowest", money(lang, low.lowest.minor, Currency::Cny).into()),
                ("unit", unit_name(lang, &low.unit).into()),
            ];
            tf(lang, "prices-low-line", &values)
        })
        .collect();
    let holders = holder_names(lang, Right::SellBelow);
    say(lang, "refusal-below-lowest", &[("holders", holders.into())]).with_detail(sentences.join("\n"))
}

/// What keeps a change of a confirmed order from being asked for, answered or decided (III.5).
fn of_change(lang: Lang, why: &Refusal) -> Words {
    let desks = |among: &[Department]| {
        let names: Vec<String> = among.iter().map(|desk| t_dyn(lang, &format!("department-{}", desk.key()))).collect();
        ("desks", listed(lang, &names).into())
    };
    match why {
        Refusal::ChangeOpen(no) => say(lang, "refusal-change-open", &[("no", (*no).into())]),
        Refusal::NotConcerned(among) if among.is_empty() => say(lang, "refusal-nobody-asked", &[]),
        Refusal::NotConcerned(among) => say(lang, "refusal-not-concerned", &[desks(among)]),
        Refusal::AnswersMissing(among) => say(lang, "refusal-answers-missing", &[desks(among)]),
        Refusal::LineFixed(line) => say(lang, "refusal-line-fixed", &[("line", (*line).into())]),
        Refusal::BelowTaken { line, quantity, taken } => {
            let values =
                [("line", (*line).into()), ("quantity", whole(*quantity).into()), ("taken", whole(*taken).into())];
            say(lang, "refusal-below-taken", &values)
        }
        Refusal::PriceOfShipped(line) => say(lang, "refusal-price-of-shipped", &[("line", (*line).into())]),
        Refusal::CurrencyOfShipped(currency) => {
            say(lang, "refusal-currency-of-shipped", &[("currency", currency.code().into())])
        }
        Refusal::CustomerFixed => say(lang, "refusal-customer-fixed", &[]),
        _ => say(lang, "refusal-ask-for-change", &[]),
    }
}

fn step_name(lang: Lang, step: Step) -> String {
    t_dyn(lang, &format!("step-{}", step.key()))
}

fn field_name(lang: Lang, field: Field) -> String {
    t_dyn(lang, &format!("field-{}", field.key()))
}

/// A record the dossier lacks: `发货通知（第 2 批货）`.
pub fn record_name(lang: Lang, record: MissingRecord) -> String {
    let (key, no) = record.key();
    let name = t_dyn(lang, &format!("record-{key}"));
    let of = match record {
        MissingRecord::ReadBack | MissingRecord::Review | MissingRecord::Confirmation => return name,
        MissingRecord::Change(_) => "errors-record-of-change",
        MissingRecord::Inspection(_) => "errors-record-of-production",
        MissingRecord::Notice(_) | MissingRecord::Transport(_) | MissingRecord::Delivery(_) => {
            "errors-record-of-shipment"
        }
    };
    tf(lang, of, &[("record", name.into()), ("no", no.unwrap_or_default().into())])
}

/// Every problem in a line of its own.
fn content(lang: Lang, problems: &[Problem]) -> Words {
    let sentences: Vec<String> = problems.iter().map(|found| problem(lang, found)).collect();
    let values = [("count", problems.len().into()), ("problems", String::new().into())];
    say(lang, "refusal-content", &values).with_detail(sentences.join("\n"))
}

fn credit(lang: Lang, concern: Concern) -> Words {
    let own = |minor| money(lang, minor, Currency::Cny).into();
    match concern {
        Concern::NewCustomer => say(lang, "refusal-credit-new-customer", &[]),
        Concern::PrepaymentMissing { missing } => say(lang, "refusal-credit-prepayment", &[("missing", own(missing))]),
        Concern::OverLimit { over, level: Level::Customer } => {
            say(lang, "refusal-credit-over-limit", &[("over", own(over))])
        }
        Concern::OverLimit { over, level: Level::Group } => {
            say(lang, "refusal-credit-over-group", &[("over", own(over))])
        }
        Concern::OverLimit { over, level: Level::Company } => {
            say(lang, "refusal-credit-over-company", &[("over", own(over))])
        }
        Concern::Overdue { days, amount } => {
            say(lang, "refusal-credit-overdue", &[("days", whole(days).into()), ("amount", own(amount))])
        }
    }
}

/// The same concern where a note is enough.
fn credit_note(lang: Lang, concern: Concern) -> Words {
    Words { todo: t(lang, "errors-refusal-credit-note-todo").to_owned(), ..credit(lang, concern) }
}

fn quantity_refused(lang: Lang, quantity: i64, most: i64) -> Words {
    let values = [("quantity", whole(quantity).into()), ("most", whole(most).into())];
    let words = say(lang, "refusal-quantity", &values);
    if most <= 0 {
        words.with_detail(tf(lang, "errors-refusal-quantity-none-detail", &values))
    } else if quantity > most {
        words.with_detail(tf(lang, "errors-refusal-quantity-most-detail", &values))
    } else {
        words
    }
}

/// What the step would need to have something to do.
fn nothing_to_do(lang: Lang, step: Step) -> Words {
    let detail = match step {
        Step::Reserve => t(lang, "errors-refusal-nothing-reserve"),
        Step::PlanProduction => t(lang, "errors-refusal-nothing-plan"),
        Step::RecordOutput => t(lang, "errors-refusal-nothing-output"),
        Step::Inspect => t(lang, "errors-refusal-nothing-inspect"),
        Step::CancelRest => t(lang, "errors-refusal-nothing-rest"),
        Step::Pick => t(lang, "errors-refusal-nothing-pick"),
        Step::ApproveShortLife => t(lang, "errors-refusal-nothing-approve"),
        Step::ReversePlan => t(lang, "errors-refusal-nothing-output"),
        Step::ReversePick => t(lang, "errors-refusal-nothing-reverse-pick"),
        Step::Close => t(lang, "errors-refusal-nothing-close"),
        Step::CheckGoods | Step::Notify | Step::Dispatch | Step::Deliver => t(lang, "errors-refusal-nothing-shipment"),
        Step::ReverseReview => t(lang, "errors-refusal-nothing-review"),
        Step::Seen => t(lang, "errors-refusal-nothing-seen"),
        Step::NoteChange => t(lang, "errors-refusal-nothing-note"),
        Step::AskProduction => t(lang, "errors-refusal-nothing-short"),
        Step::AnswerProduction => t(lang, "errors-refusal-nothing-asked"),
        Step::Edit
        | Step::AskChange
        | Step::AnswerChange
        | Step::DecideChange
        | Step::WithdrawChange
        | Step::ReadBack
        | Step::ReviewCredit
        | Step::ReviewStock
        | Step::ReviewDate
        | Step::Confirm
        | Step::File
        | Step::Cancel
        | Step::Hold
        | Step::Resume
        | Step::ReverseConfirmation => t(lang, "errors-refusal-nothing-other"),
    };
    Words {
        title: tf(lang, "errors-refusal-nothing-to-do-title", &[("step", step_name(lang, step).into())]),
        detail: detail.to_owned(),
        todo: t(lang, "errors-refusal-nothing-to-do-todo").to_owned(),
    }
}

/// What keeps an order from being taken, as one sentence.
pub fn problem(lang: Lang, problem: &Problem) -> String {
    let line = |no: usize| ("line", no.into());
    match problem {
        Problem::Missing(field) => tf(lang, "errors-problem-missing", &[("field", field_name(lang, *field).into())]),
        Problem::UnknownCustomer => t(lang, "errors-problem-unknown-customer").to_owned(),
        Problem::CustomerGone => t(lang, "errors-problem-customer-gone").to_owned(),
        Problem::NoLines => t(lang, "errors-problem-no-lines").to_owned(),
        Problem::TooManyLines => t(lang, "errors-problem-too-many-lines").to_owned(),
        Problem::UnknownProduct(no) => tf(lang, "errors-problem-unknown-product", &[line(*no)]),
        Problem::ProductWithdrawn(no) => tf(lang, "errors-problem-product-withdrawn", &[line(*no)]),
        Problem::Quantity(no, quantity) if *quantity < 1 => tf(lang, "errors-problem-quantity-none", &[line(*no)]),
        Problem::Quantity(no, quantity) => {
            let values = [line(*no), ("quantity", whole(*quantity).into())];
            tf(lang, "errors-problem-quantity-too-large", &values)
        }
        Problem::Price(no) => tf(lang, "errors-problem-price", &[line(*no)]),
        Problem::DateInPast(day) => tf(lang, "errors-problem-date-in-past", &[("day", date(*day).into())]),
        Problem::DateTooFar(day) => tf(lang, "errors-problem-date-too-far", &[("day", date(*day).into())]),
        Problem::LineDateInPast(no, day) => {
            tf(lang, "errors-problem-line-date-in-past", &[line(*no), ("day", date(*day).into())])
        }
        Problem::LineDateTooFar(no, day) => {
            tf(lang, "errors-problem-line-date-too-far", &[line(*no), ("day", date(*day).into())])
        }
        Problem::IncotermMissing => t(lang, "errors-problem-incoterm-missing").to_owned(),
    }
}
