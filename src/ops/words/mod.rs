//! Everything that can go wrong, in words: what happened, the figures, what to do now.
//!
//! One exhaustive match for each kind of error, so that a new refusal does not compile before it has words. The texts
//! stand in `errors.ftl`, three for each case: `…-title`, `…-detail`, `…-todo`.

mod fault;
mod online;
mod post;
mod refusal;
mod store;
#[cfg(test)]
mod tests;

use chrono::FixedOffset;

use super::duplicates::MergeFault;
use super::{OpError, SignInFault};
use crate::domain::calendar::usual_zone;
use crate::domain::money::Currency;
use crate::domain::online::Platform;
use crate::domain::people::{Department, PASSWORD_LENGTH, Rank, Right, Role, WeakPassword, holders};
use crate::domain::prices::{ListFault, MOST_LINES};
use crate::domain::quantity::{Packs, PacksFault, QuantityRefusal};
use crate::i18n::{self, Arg, Lang, t, t_dyn, tf, whole};
use crate::print::PrintError;

pub use crate::intake::words::quantity_refusal;
pub use fault::fault;
pub use online::{flag, news};
pub use post::{
    mail as mail_refusal, outcome as post_outcome, state as post_state, trouble as post_trouble,
    what_now as post_what_now,
};
pub use refusal::{problem, record_name, refusal};
pub use store::store_error;

/// A message for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What happened, in a few words, without a full stop.
    pub title: String,
    /// The figures, in whole sentences. A technical detail, where there is one, stands in a last line of its own.
    pub detail: String,
    /// What to do now.
    pub todo: String,
}

impl Words {
    /// The figures and what to do, in one line: for a tooltip, a toast or a terminal.
    pub fn one_line(&self) -> String {
        let mut text = String::new();
        for line in self.detail.lines().chain(self.todo.lines()).filter(|line| !line.is_empty()) {
            // Chinese sentences follow each other without a blank.
            if text.chars().last().is_some_and(|last| !"。！？".contains(last)) {
                text.push(' ');
            }
            text.push_str(line);
        }
        text
    }

    fn with_detail(mut self, detail: String) -> Words {
        self.detail = detail;
        self
    }

    fn with_technical(mut self, lang: Lang, text: &str) -> Words {
        self.detail.push('\n');
        self.detail.push_str(&tf(lang, "errors-technical", &[("text", text.into())]));
        self
    }
}

/// The three texts of a case.
fn say(lang: Lang, case: &str, values: &[(&str, Arg)]) -> Words {
    let text = |part| tf(lang, &format!("errors-{case}-{part}"), values);
    Words { title: text("title"), detail: text("detail"), todo: text("todo") }
}

/// An operation that was not done. Instants are told in the usual office's time; see [`op_error_in`].
pub fn op_error(lang: Lang, error: &OpError) -> Words {
    op_error_in(lang, usual_zone(), error)
}

/// An operation that was not done, with instants in this zone.
pub fn op_error_in(lang: Lang, zone: FixedOffset, error: &OpError) -> Words {
    match error {
        OpError::Refused(why) => refusal(lang, why),
        OpError::NotAllowed(right) => not_allowed(lang, *right),
        OpError::LookedAfter { by, left, heads } => looked_after(lang, by, *left, heads),
        OpError::CannotOwn(who) => say(lang, "op-cannot-own", &[("who", who.as_str().into())]),
        OpError::Conflict { by, at } => {
            let by = if by.is_empty() { t(lang, "errors-op-conflict-somebody") } else { by.as_str() };
            say(lang, "op-conflict", &[("by", by.into()), ("at", i18n::date_time(*at, zone).into())])
        }
        OpError::NotFound(what) => not_found(lang, what),
        OpError::Taken(what) => say(lang, "op-taken", &[("what", what.as_str().into())]),
        OpError::Missing(field) => say(lang, "op-missing", &[("field", t_dyn(lang, field).into())]),
        OpError::OutOfRange(field) => out_of_range(lang, field),
        OpError::PriceList(faults) => {
            let sentences: Vec<String> = faults.iter().map(|fault| list_fault(lang, fault)).collect();
            say(lang, "op-price-list", &[]).with_detail(sentences.join("\n"))
        }
        OpError::PacksFixed => say(lang, "op-packs-fixed", &[]),
        OpError::Packs(fault) => packs_fault(lang, fault),
        OpError::SignIn(SignInFault::Wrong) => say(lang, "op-sign-in-wrong", &[]),
        OpError::SignIn(SignInFault::Locked(until)) => {
            say(lang, "op-sign-in-locked", &[("until", i18n::date_time(*until, zone).into())])
        }
        OpError::SignIn(SignInFault::Gone) => say(lang, "op-sign-in-gone", &[]),
        OpError::WeakPassword(why) => weak_password(lang, *why),
        OpError::LastAdministrator => say(lang, "op-last-administrator", &[]),
        OpError::SetUpAlready => say(lang, "op-set-up-already", &[]),
        OpError::PaperTooLarge(bytes) => {
            let most = i18n::whole((super::orders::LARGEST_PAPER >> 20) as i64);
            let size = megabytes_up(*bytes);
            say(lang, "op-paper-too-large", &[("size", size.into()), ("most", most.into())])
        }
        OpError::File(error) => {
            let said = crate::intake::words::error(lang, error);
            Words { title: said.title, detail: said.detail, todo: said.advice }
        }
        OpError::OtherPlatform { file, shop } => {
            let name = |platform: Platform| t_dyn(lang, &format!("platform-{}", platform.key()));
            say(lang, "op-other-platform", &[("file", name(*file).into()), ("shop", name(*shop).into())])
        }
        OpError::Merge(fault) => {
            let detail = match fault {
                MergeFault::Same => t(lang, "duplicates-fault-same"),
                MergeFault::Merged => t(lang, "duplicates-fault-merged"),
                MergeFault::HoldsOthers => t(lang, "duplicates-fault-holds"),
                MergeFault::OtherCurrency => t(lang, "duplicates-fault-currency"),
                MergeFault::NotMerged => t(lang, "duplicates-fault-not"),
            };
            say(lang, "op-merge", &[]).with_detail(detail.to_owned())
        }
        OpError::NotWritten { place, why } => {
            say(lang, "op-not-written", &[("place", place.as_str().into())]).with_technical(lang, why)
        }
        OpError::CalledOff => say(lang, "op-called-off", &[]),
        OpError::Post(fault) => post::fault(lang, fault),
        OpError::Mail(why) => post::mail(lang, why),
        OpError::NoMail(why) => post::no_mail(lang, why),
        OpError::Store(error) => store_error(lang, error),
        OpError::Program(text) => say(lang, "op-program", &[]).with_technical(lang, text),
    }
}

/// Megabytes with one decimal, rounded up, so that a file just too large never seems to fit.
fn megabytes_up(bytes: u64) -> String {
    let tenths = u128::from(bytes).saturating_mul(10).div_ceil(1 << 20);
    i18n::decimal(i64::try_from(tenths).unwrap_or(i64::MAX), 1)
}

/// Who looks after the customer, and whom to ask: that person while they work here, and the heads of sales.
fn looked_after(lang: Lang, by: &str, left: bool, heads: &[String]) -> Words {
    let mut asked: Vec<&str> = if left { Vec::new() } else { vec![by] };
    asked.extend(heads.iter().map(String::as_str).filter(|head| *head != by));
    let head = role_name(lang, Role::new(Department::Sales, Rank::Head));
    if heads.is_empty() {
        asked.push(&head);
    }
    let either = |one: String, other: &str| {
        let values = [("one", one.into()), ("other", other.into())];
        tf(lang, "errors-op-looked-after-either", &values)
    };
    let mut asked = asked.into_iter();
    let first = asked.next().unwrap_or_default().to_owned();
    let whom = asked.fold(first, either);
    say(lang, "op-looked-after", &[("by", by.into()), ("whom", whom.into())])
}

/// Ids mean nothing to people; codes, names and numbers do.
fn not_found(lang: Lang, what: &str) -> Words {
    let words = say(lang, "op-not-found", &[("what", what.into())]);
    if what.contains('#') || what.is_empty() {
        words.with_detail(t(lang, "errors-op-not-found-record").to_owned())
    } else {
        words
    }
}

fn out_of_range(lang: Lang, field: &str) -> Words {
    let name: Arg = t_dyn(lang, field).into();
    let range = format!("errors-range-{}", field.trim_start_matches("field-"));
    let range = if i18n::has(lang, &range) { range.as_str() } else { "errors-range-other" };
    Words {
        title: tf(lang, "errors-op-out-of-range-title", &[("field", name.clone())]),
        detail: t_dyn(lang, range),
        todo: tf(lang, "errors-op-out-of-range-todo", &[("field", name)]),
    }
}

fn packs_fault(lang: Lang, fault: &PacksFault) -> Words {
    let detail = match fault {
        PacksFault::NoName => t(lang, "errors-op-packs-no-name").to_owned(),
        PacksFault::BadName(unit) => tf(lang, "errors-op-packs-bad-name", &[("unit", unit.as_str().into())]),
        PacksFault::Twice(unit) => tf(lang, "errors-op-packs-twice", &[("unit", unit.as_str().into())]),
        PacksFault::BadRatio { unit, base_units } => {
            let values = [("unit", unit.as_str().into()), ("count", whole(*base_units).into())];
            tf(lang, "errors-op-packs-bad-ratio", &values)
        }
    };
    let title = t(lang, "errors-op-packs-title").to_owned();
    Words { title, detail, todo: t(lang, "errors-op-packs-todo").to_owned() }
}

/// What is wrong with a price list, as one sentence.
pub fn list_fault(lang: Lang, fault: &ListFault) -> String {
    let (key, line) = match fault {
        ListFault::NoName => ("prices-fault-no-name", 0),
        ListFault::NoGroup => ("prices-fault-no-group", 0),
        ListFault::EndsBefore => ("prices-fault-ends-before", 0),
        ListFault::Lines => ("prices-fault-lines", MOST_LINES),
        ListFault::UnknownProduct(line) => ("prices-fault-unknown", *line),
        ListFault::Twice(line) => ("prices-fault-twice", *line),
        ListFault::Price(line) => ("prices-fault-price", *line),
    };
    tf(lang, key, &[("line", line.into())])
}

/// A new password that would be guessed.
pub fn weak_password(lang: Lang, why: WeakPassword) -> Words {
    let detail = match why {
        WeakPassword::Short => tf(lang, "errors-op-password-short", &[("least", PASSWORD_LENGTH.into())]),
        WeakPassword::Guessable => t(lang, "errors-op-password-guessable").to_owned(),
    };
    let title = t(lang, "errors-op-password-title").to_owned();
    Words { title, detail, todo: t(lang, "errors-op-password-todo").to_owned() }
}

/// A document that could not be printed.
pub fn print_error(lang: Lang, error: &PrintError) -> Words {
    let explained = error.explain(lang);
    Words { title: explained.title, detail: explained.detail, todo: explained.advice }
}

fn not_allowed(lang: Lang, right: Right) -> Words {
    let what = ("what", right_name(lang, right).into());
    if is_for_everybody(right) {
        return say(lang, "refusal-no-role", &[what]);
    }
    say(lang, "refusal-not-allowed", &[what, ("holders", holder_names(lang, right).into())])
}

/// What a right lets a person do: `信用审核`, `Review credit`.
pub fn right_name(lang: Lang, right: Right) -> String {
    let key = match right {
        Right::Step(step) => return t_dyn(lang, &format!("step-{}", step.key())),
        Right::ReceiveOrder => "right-receive-order",
        Right::ReleaseCredit => "right-release-credit",
        Right::SendMessage => "right-send-message",
        Right::ReadOrders => "right-read-orders",
        Right::AddPaper => "right-add-paper",
        Right::KeepCustomers => "right-keep-customers",
        Right::KeepCredit => "right-keep-credit",
        Right::KeepSafeguards => "right-keep-safeguards",
        Right::RecordPayment => "right-record-payment",
        Right::KeepProducts => "right-keep-products",
        Right::KeepStock => "right-keep-stock",
        Right::WriteOff => "right-write-off",
        Right::ReadArchive => "right-read-archive",
        Right::KeepPeople => "right-keep-people",
        Right::KeepCompany => "right-keep-company",
        Right::KeepBackups => "right-keep-backups",
        Right::KeepPrices => "right-keep-prices",
        Right::SellBelow => "right-sell-below",
        Right::MergeCustomers => "right-merge-customers",
        Right::HandOver => "right-hand-over",
    };
    t_dyn(lang, key)
}

/// Who holds a right: `销售部门负责人、管理部门`.
pub fn holder_names(lang: Lang, right: Right) -> String {
    if is_for_everybody(right) {
        return t(lang, "errors-everybody").to_owned();
    }
    let names: Vec<String> = holders(right).iter().map(|role| role_name(lang, *role)).collect();
    names.join(t(lang, "errors-list-separator"))
}

fn is_for_everybody(right: Right) -> bool {
    Department::ALL.into_iter().all(|department| holders(right).contains(&Role::new(department, Rank::Staff)))
}

/// A role as a person is asked for: `信用部门`, `信用部门负责人`.
pub fn role_name(lang: Lang, role: Role) -> String {
    let department = t_dyn(lang, &format!("department-{}", role.department.key()));
    let key = match role.rank {
        Rank::Staff => "errors-role-staff",
        Rank::Head => "errors-role-head",
    };
    tf(lang, key, &[("department", department.into())])
}

/// Money with its currency: `3,593.00 元`, `USD 120.00`. Minor units.
pub fn money(lang: Lang, minor: i64, currency: Currency) -> String {
    let key = match currency {
        Currency::Cny => "money-cny",
        Currency::Usd => "money-usd",
        Currency::Eur => "money-eur",
        Currency::Hkd => "money-hkd",
        Currency::Sgd => "money-sgd",
    };
    tf(lang, key, &[("amount", i18n::money(minor).into())])
}

/// Reads what a person types as a quantity: its units in any of the languages, a figure alone in the largest unit.
///
/// # Errors
/// Why it cannot be read, see [`QuantityRefusal`].
pub fn read_quantity(packs: &Packs, typed: &str) -> Result<i64, QuantityRefusal> {
    let read = packs.parse_spoken(typed);
    if !matches!(read, Err(QuantityRefusal::UnknownUnit { .. } | QuantityRefusal::NotUnderstood { .. })) {
        return read;
    }
    Lang::ALL.into_iter().find_map(|lang| packs_in(lang, packs).parse_spoken(typed).ok()).map_or(read, Ok)
}

/// A product's packs with their units in the reader's language.
pub fn packs_in(lang: Lang, packs: &Packs) -> Packs {
    packs.renamed(|unit| i18n::unit_name(lang, unit).to_owned())
}
