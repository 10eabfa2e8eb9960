//! Every refusal and every failure has words in every language, with its figures in them.
#![allow(missing_docs)]

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::*;
use crate::domain::archive::Class;
use crate::domain::credit::{Concern, Level};
use crate::domain::customers::{Grade, Terms};
use crate::domain::money::Price;
use crate::domain::orders::{Channel, Field, MissingRecord, Problem, Refusal, Stage, Status, Step, Transport};
use crate::domain::post::{PostRefusal, Way};
use crate::domain::prices::LowLine;
use crate::domain::quantity::QuantityRefusal;
use crate::domain::stock::LotState;
use crate::ops::post::PostFault;
use crate::store::StoreError;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

const FIELDS: [Field; 22] = [
    Field::Caller,
    Field::Contact,
    Field::Phone,
    Field::Address,
    Field::Reason,
    Field::Who,
    Field::Agreement,
    Field::Guarantor,
    Field::Document,
    Field::LotCode,
    Field::Report,
    Field::Responsible,
    Field::Carrier,
    Field::Waybill,
    Field::Vehicle,
    Field::Driver,
    Field::SignedBy,
    Field::Temperature,
    Field::Plan,
    Field::Note,
    Field::PriceReason,
    Field::Batches,
];

fn rights() -> Vec<Right> {
    let mut rights = vec![
        Right::ReceiveOrder,
        Right::ReleaseCredit,
        Right::RecordPayment,
        Right::KeepSafeguards,
        Right::SendMessage,
        Right::ReadOrders,
        Right::AddPaper,
        Right::KeepCustomers,
        Right::KeepCredit,
        Right::KeepProducts,
        Right::KeepStock,
        Right::WriteOff,
        Right::ReadArchive,
        Right::KeepPeople,
        Right::KeepCompany,
        Right::KeepBackups,
        Right::KeepPrices,
        Right::SellBelow,
        Right::MergeCustomers,
        Right::HandOver,
    ];
    rights.extend(Step::ALL.map(Right::Step));
    rights
}

fn problems() -> Vec<Problem> {
    vec![
        Problem::Missing(Field::Contact),
        Problem::UnknownCustomer,
        Problem::CustomerGone,
        Problem::NoLines,
        Problem::TooManyLines,
        Problem::UnknownProduct(2),
        Problem::ProductWithdrawn(3),
        Problem::Quantity(1, 0),
        Problem::Quantity(1, 20_000_000),
        Problem::Price(4),
        Problem::DateInPast(day("2026-11-20")),
        Problem::DateTooFar(day("2062-11-20")),
        Problem::LineDateInPast(2, day("2026-11-20")),
        Problem::LineDateTooFar(2, day("2062-11-20")),
        Problem::IncotermMissing,
    ]
}

fn refusals() -> Vec<Refusal> {
    let (early, late) = (day("2026-11-20"), day("2026-11-23"));
    let code = || "20261121A1".to_owned();
    let mut all = vec![
        Refusal::WrongStatus { step: Step::ReviewCredit, status: Status::Receipt },
        Refusal::OnHold("客户要求等通知".into()),
        Refusal::NotOnHold,
        Refusal::Content(problems()),
        Refusal::Content(vec![Problem::NoLines]),
        Refusal::DateInPast { day: early, today: late },
        Refusal::DateAhead { day: late, today: early },
        Refusal::NothingChanged,
        Refusal::Credit(Concern::NewCustomer),
        Refusal::Credit(Concern::PrepaymentMissing { missing: 359_300 }),
        Refusal::Credit(Concern::OverLimit { over: 1_200_050, level: Level::Customer }),
        Refusal::Credit(Concern::OverLimit { over: 1_200_050, level: Level::Group }),
        Refusal::Credit(Concern::OverLimit { over: 1_200_050, level: Level::Company }),
        Refusal::Credit(Concern::Overdue { days: 12, amount: 350_000 }),
        Refusal::CreditNote(Concern::Overdue { days: 12, amount: 350_000 }),
        Refusal::CreditAtShipping(Concern::Overdue { days: 12, amount: 350_000 }),
        Refusal::CreditWorse(Concern::OverLimit { over: 1_200_050, level: Level::Customer }),
        Refusal::ReleasesShort { available: 10_000, needed: 250_000 },
        Refusal::ReleaseTooLarge { amount: 900_000, ceiling: 500_000 },
        Refusal::NoConcern,
        Refusal::GuaranteeTooSmall { amount: 100, needed: 359_300 },
        Refusal::AlreadyReviewed,
        Refusal::StockFirst,
        Refusal::LaterThanWished { promised: late, requested: early },
        Refusal::WorkUnderWay,
        Refusal::AskForChange,
        Refusal::ChangeOpen(2),
        Refusal::NotConcerned(vec![Department::Credit, Department::Logistics]),
        Refusal::NotConcerned(Vec::new()),
        Refusal::AnswersMissing(vec![Department::Production]),
        Refusal::LineFixed(3),
        Refusal::BelowTaken { line: 1, quantity: 12, taken: 36 },
        Refusal::PriceOfShipped(1),
        Refusal::CurrencyOfShipped(Currency::Usd),
        Refusal::CustomerFixed,
        Refusal::NoRate(Currency::Sgd),
        Refusal::BelowLowest(vec![
            LowLine { line: 1, lowest: Price { minor: 13_500, per: 12 }, unit: "箱".into() },
            LowLine { line: 3, lowest: Price { minor: 599, per: 1 }, unit: "瓶".into() },
        ]),
        Refusal::AnswerAwaited,
        Refusal::AnswerBelowAsked { line: 2, asked: 60, said: 48 },
        Refusal::NoSuchPart(3),
        Refusal::Quantity { quantity: 72, most: 60 },
        Refusal::Quantity { quantity: 0, most: 60 },
        Refusal::Quantity { quantity: 12, most: 0 },
        Refusal::WrongLot(2),
        Refusal::LotNotReleased(code()),
        Refusal::LotShort { code: code(), available: 24 },
        Refusal::LotExpired { code: code(), expiry: early },
        Refusal::LotTooShort { code: code(), remaining: 7, needed: 8 },
        Refusal::LotStillGood(code()),
        Refusal::SamePerson,
        Refusal::ShipmentNeeds(Step::Notify),
        Refusal::DoneAlready(Step::Dispatch),
        Refusal::Temperature { tenths: 75 },
        Refusal::Incomplete(vec![
            MissingRecord::ReadBack,
            MissingRecord::Review,
            MissingRecord::Confirmation,
            MissingRecord::Inspection(1),
            MissingRecord::Notice(1),
            MissingRecord::Transport(1),
            MissingRecord::Delivery(2),
            MissingRecord::Change(1),
        ]),
    ];
    all.extend(FIELDS.map(Refusal::Missing));
    all.extend(Step::ALL.map(Refusal::NothingToDo));
    all.extend(rights().into_iter().map(Refusal::NotAllowed));
    all
}

fn store_errors() -> Vec<StoreError> {
    let place = || "D:\\订单\\yili.db".to_owned();
    let server = || "postgres://10.0.0.5/yili".to_owned();
    let text = || "engine text".to_owned();
    vec![
        StoreError::InUse { place: place(), by: "wang@office-3".into() },
        StoreError::NetworkShare { place: place(), share: "cifs".into() },
        StoreError::Damaged { place: place(), detail: text() },
        StoreError::NotOurs { place: place() },
        StoreError::Newer { place: place(), found: 9, known: 1 },
        StoreError::Missing { place: place() },
        StoreError::ReadOnly { place: place() },
        StoreError::DiskFull { place: place() },
        StoreError::Io { place: place(), detail: text() },
        StoreError::Busy { place: place() },
        StoreError::Conflict { context: text() },
        StoreError::Disconnected { place: server(), detail: text(), outcome_unknown: false },
        StoreError::Disconnected { place: server(), detail: text(), outcome_unknown: true },
        StoreError::Unreachable { place: server(), detail: text() },
        StoreError::LoginRefused { place: server(), detail: text() },
        StoreError::BadLocation { place: server(), detail: text() },
        StoreError::Duplicate { context: text(), detail: text() },
        StoreError::Constraint { context: text(), detail: text() },
        StoreError::Column { index: 3, wanted: "text", found: "null" },
        StoreError::Aborted { context: text() },
        StoreError::Cancelled,
        StoreError::BadCopy { place: place(), detail: text() },
        StoreError::NotEmpty { place: server() },
        StoreError::Sql { context: text(), message: text() },
    ]
}

/// Every field that an operation names, as the sources name it.
fn fields_named_in_operations() -> Vec<&'static str> {
    let sources = [
        include_str!("../company.rs"),
        include_str!("../credit.rs"),
        include_str!("../customers.rs"),
        include_str!("../orders.rs"),
        include_str!("../people.rs"),
        include_str!("../products.rs"),
        include_str!("../stock.rs"),
        include_str!("../mails/mod.rs"),
        include_str!("../mails/desk.rs"),
        include_str!("../orders/paper.rs"),
        include_str!("../post/mod.rs"),
        include_str!("../../domain/post/settings.rs"),
    ];
    let named = sources.into_iter().flat_map(|source| source.split('"')).filter(|part| part.starts_with("field-"));
    named.collect::<BTreeSet<_>>().into_iter().collect()
}

fn ops_errors() -> Vec<OpError> {
    let mut all = vec![
        OpError::NotAllowed(Right::KeepStock),
        OpError::LookedAfter { by: "梅芳".into(), left: false, heads: vec!["王芳".into()] },
        OpError::LookedAfter { by: "梅芳".into(), left: true, heads: Vec::new() },
        OpError::CannotOwn("钱映雪".into()),
        OpError::Conflict { by: "王芳".into(), at: at() },
        OpError::Conflict { by: String::new(), at: at() },
        OpError::NotFound("SO20261123-0007".into()),
        OpError::NotFound("#12".into()),
        OpError::Taken("C001".into()),
        OpError::PacksFixed,
        OpError::PriceList(vec![
            ListFault::NoName,
            ListFault::NoGroup,
            ListFault::EndsBefore,
            ListFault::Lines,
            ListFault::UnknownProduct(1),
            ListFault::Twice(2),
            ListFault::Price(3),
        ]),
        OpError::NotWritten { place: "D:\\订单.xlsx".into(), why: "engine text".into() },
        OpError::Merge(MergeFault::Same),
        OpError::Merge(MergeFault::Merged),
        OpError::Merge(MergeFault::HoldsOthers),
        OpError::Merge(MergeFault::OtherCurrency),
        OpError::Merge(MergeFault::NotMerged),
        OpError::Packs(PacksFault::NoName),
        OpError::Packs(PacksFault::BadName("箱12".into())),
        OpError::Packs(PacksFault::Twice("箱".into())),
        OpError::Packs(PacksFault::BadRatio { unit: "箱".into(), base_units: 1 }),
        OpError::SignIn(SignInFault::Wrong),
        OpError::SignIn(SignInFault::Locked(at())),
        OpError::SignIn(SignInFault::Gone),
        OpError::WeakPassword(WeakPassword::Short),
        OpError::WeakPassword(WeakPassword::Guessable),
        OpError::LastAdministrator,
        OpError::SetUpAlready,
        OpError::PaperTooLarge((40 << 20) + 1),
        OpError::Program("first event".into()),
        OpError::Post(PostFault::NotSetUp(Way::Mail)),
        OpError::Post(PostFault::NotSetUp(Way::Sms)),
        OpError::Post(PostFault::NotSetUp(Way::Robot)),
        OpError::Post(PostFault::BadRecipient("刘敏".into())),
        OpError::Post(PostFault::TooLarge(20 << 20 | 1)),
        OpError::Post(PostFault::Refused(PostRefusal::BeingSent)),
        OpError::Post(PostFault::Refused(PostRefusal::Sent)),
        OpError::Post(PostFault::Refused(PostRefusal::Withdrawn)),
        OpError::Post(PostFault::Refused(PostRefusal::Waiting)),
        OpError::Post(PostFault::Refused(PostRefusal::NotDue)),
        OpError::Post(PostFault::Refused(PostRefusal::NotYours)),
        OpError::Refused(Refusal::StockFirst),
        OpError::Store(StoreError::Cancelled),
    ];
    all.extend(fields_named_in_operations().into_iter().map(OpError::Missing));
    all.extend(fields_named_in_operations().into_iter().map(OpError::OutOfRange));
    all
}

fn print_errors() -> Vec<PrintError> {
    vec![
        PrintError::MissingGlyph { character: '𠮷', text: "𠮷野家".into() },
        PrintError::Font { face: "NotoSansSC-Regular", detail: "engine text".into() },
        PrintError::CodeTooLong { text: "SO20261123-0007".into() },
        PrintError::NoRoom,
        PrintError::NoPages,
        PrintError::Pdf("engine text".into()),
        PrintError::Delivery("engine text".into()),
    ]
}

/// Everything there is to say, with the name of the case.
fn all(lang: Lang) -> Vec<(String, Words)> {
    let mut said: Vec<(String, Words)> =
        refusals().iter().map(|why| (format!("{why:?}"), refusal(lang, why))).collect();
    said.extend(ops_errors().iter().map(|why| (format!("{why:?}"), op_error(lang, why))));
    said.extend(store_errors().iter().map(|why| (format!("{why:?}"), store_error(lang, why))));
    said.extend(print_errors().iter().map(|why| (format!("{why:?}"), print_error(lang, why))));
    said
}

/// A key that has no text comes back as itself; a variable that was not given stays in braces.
fn assert_whole(lang: Lang, case: &str, text: &str) {
    assert!(!text.trim().is_empty(), "{lang} {case}: empty");
    assert!(!text.contains("{$") && !text.contains("{ $"), "{lang} {case}: {text}");
    let leftover = ["errors-", "field-", "step-", "status-", "record-", "department-", "right-", "money-"];
    assert!(leftover.iter().all(|key| !text.contains(key)), "{lang} {case}: {text}");
}

#[test]
fn everything_is_said_whole_in_every_language() {
    for lang in Lang::ALL {
        for (case, words) in all(lang) {
            for text in [&words.title, &words.detail, &words.todo] {
                assert_whole(lang, &case, text);
            }
            assert!(!words.title.ends_with(['。', '.']), "{lang} {case}: {}", words.title);
            assert!(!words.one_line().contains('\n'));
        }
        for found in problems() {
            assert_whole(lang, &format!("{found:?}"), &problem(lang, &found));
        }
    }
}

/// What an engine says is English and for whoever mends it: only faults show it, in a last line of its own.
#[test]
fn the_engines_words_stay_out_of_sight() {
    for (case, words) in all(Lang::ZhHans).into_iter().filter(|(case, _)| case.contains("engine text")) {
        let (last, before) = words
            .detail
            .lines()
            .rev()
            .map(str::to_owned)
            .collect::<Vec<_>>()
            .split_first()
            .map_or_else(|| panic!("{case}: no detail"), |(last, before)| (last.clone(), before.to_vec()));
        assert!(before.iter().all(|line| !line.contains("engine")), "{case}");
        assert!(!last.contains("engine") || last.starts_with("技术信息："), "{case}: {last}");
    }
}

/// IV.1, as it is said on the telephone.
#[test]
fn a_lot_too_short_says_its_figures_and_who_may_decide() {
    let why = Refusal::LotTooShort { code: "20261121A1".into(), remaining: 7, needed: 8 };
    assert_eq!(
        refusal(Lang::ZhHans, &why).one_line(),
        "批次 20261121A1 到货时只剩 7 天，该客户要求至少 8 天。请换较新的批次；如客户同意，请销售负责人填写原因后放行。"
    );
    let english = refusal(Lang::En, &why).one_line();
    assert!(english.contains("20261121A1 has 7 days") && english.contains("at least 8. Choose"), "{english}");
}

#[test]
fn figures_are_in_the_sentence() {
    let over = refusal(Lang::ZhHans, &Refusal::Credit(Concern::OverLimit { over: 1_200_050, level: Level::Customer }));
    assert!(over.detail.contains("12,000.50 元"), "{}", over.detail);
    let warm = refusal(Lang::En, &Refusal::Temperature { tenths: 75 });
    assert!(warm.detail.contains("7.5 °C"), "{}", warm.detail);
    let who = refusal(Lang::ZhHans, &Refusal::NotAllowed(Right::Step(Step::ApproveShortLife)));
    assert!(who.todo.contains("销售部门负责人"), "{}", who.todo);
    let locked = op_error(Lang::ZhHans, &SignInFault::Locked(at()).into());
    assert!(locked.detail.contains("2026-11-23 10:00"), "{}", locked.detail);
    let large = op_error(Lang::En, &OpError::PaperTooLarge((40 << 20) + 1));
    assert!(large.detail.contains("40.1 MB") && large.detail.contains("40 MB"), "{}", large.detail);
}

/// Codes, names and numbers mean something to people, ids do not.
#[test]
fn ids_are_not_shown() {
    assert!(!op_error(Lang::En, &OpError::NotFound("lot #7".into())).detail.contains('7'));
    assert!(op_error(Lang::En, &OpError::NotFound("P001".into())).detail.contains("P001"));
}

#[test]
fn every_word_of_the_trade_has_its_text() {
    let mut keys: Vec<String> = Vec::new();
    keys.extend(Department::ALL.map(|it| format!("department-{}", it.key())));
    keys.extend(["rank-staff", "rank-head"].map(str::to_owned));
    keys.extend(Channel::ALL.map(|it| format!("channel-{}", it.key())));
    keys.extend(Status::ALL.map(|it| format!("status-{}", it.key())));
    keys.extend(Stage::ALL.map(|it| format!("stage-{}", it.key())));
    keys.extend(Step::ALL.map(|it| format!("step-{}", it.key())));
    keys.extend(FIELDS.map(|it| format!("field-{}", it.key())));
    keys.extend(fields_named_in_operations().into_iter().map(str::to_owned));
    keys.extend(Grade::ALL.map(|it| format!("grade-{}", it.key())));
    keys.extend(Terms::ALL.map(|it| format!("terms-{}", it.key())));
    keys.extend(Transport::ALL.map(|it| format!("transport-{}", it.key())));
    keys.extend(Class::ALL.map(|it| format!("class-{}", it.key())));
    keys.extend([LotState::Quarantined, LotState::Released, LotState::Rejected].map(|it| format!("lot-{}", it.key())));
    keys.extend(Currency::ALL.map(|it| format!("currency-{}", it.code().to_lowercase())));
    keys.extend(["received", "confirmed", "made", "shipped", "archived"].map(|it| format!("segment-{it}")));
    for lang in Lang::ALL {
        for key in &keys {
            assert!(i18n::has(lang, key), "{lang}: {key}");
        }
        for right in rights() {
            assert_whole(lang, &format!("{right:?}"), &right_name(lang, right));
            assert_whole(lang, &format!("{right:?}"), &holder_names(lang, right));
        }
        for role in Department::ALL.into_iter().flat_map(|it| [Role::new(it, Rank::Staff), Role::new(it, Rank::Head)]) {
            assert_whole(lang, &format!("{role:?}"), &role_name(lang, role));
        }
        assert_whole(lang, "quantity", &quantity_refusal(lang, &QuantityRefusal::Zero));
    }
}

/// All sentences, to be read by a person when they change.
#[test]
fn sentences_read_as_they_should() {
    for lang in [Lang::ZhHans, Lang::En] {
        let mut text = String::new();
        for (case, words) in all(lang) {
            let (title, detail, todo) = (&words.title, &words.detail, &words.todo);
            text.push_str(&format!("[{case}]\n{title}\n{detail}\n-> {todo}\n\n"));
        }
        insta::assert_snapshot!(format!("sentences-{}", lang.tag()), text);
    }
}

#[test]
fn what_a_quantity_field_writes_it_can_read_in_every_language() {
    for unit in ["杯", "罐", "盒", "瓶", "袋", "片", "支", "礼篮"] {
        let packs = Packs::new(unit, &[("箱", 12)]).unwrap();
        for lang in Lang::ALL {
            let shown = packs_in(lang, &packs).show(200);
            assert_eq!(read_quantity(&packs, &shown), Ok(200), "{shown}");
            // Typed before the language was switched.
            for other in Lang::ALL {
                assert_eq!(read_quantity(&packs_in(other, &packs), &shown), Ok(200), "{shown}");
            }
        }
    }
}
