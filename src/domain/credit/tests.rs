use proptest::prelude::*;

use super::records::{draw, open_releases};
use super::*;
use crate::domain::customers::{CreditFile, TemporaryLimit};
use crate::domain::ids::{GroupId, UserId};
use crate::domain::orders::{Mark, samples};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-23")
}

fn trusted(limit: i64) -> Customer {
    let credit = CreditFile { grade: Grade::A, limit, terms: Terms::Monthly30, ..CreditFile::default() };
    Customer { credit, ..samples::customer() }
}

fn record(no: i64, kind: RecordKind, amount: i64, from: &str, until: &str) -> CreditRecord {
    let mark = Mark { by: UserId(21), at: samples::now() };
    CreditRecord { no, kind, amount, from: day(from), until: day(until), reason: String::new(), mark, ended: None }
}

fn guarantee(no: i64, amount: i64, until: &str) -> CreditRecord {
    let kind = RecordKind::Safeguard {
        kind: SafeguardKind::BankGuarantee,
        who: "澜汀银行".into(),
        document: "BH-2026-031".into(),
    };
    record(no, kind, amount, "2026-11-01", until)
}

/// What the desk sees of a customer with a history, at the usual settings.
fn review(customer: &Customer, exposure: Exposure, amount: i64) -> CreditEvidence {
    let standing = Standing { exposure, ..Standing::default() };
    assess(customer, &standing, amount, today(), &CreditSettings::default(), Place::Review)
}

#[test]
fn exposure_is_the_sum_of_its_parts() {
    let exposure = Exposure { opening: 100, shipped: 50, committed: 30, paid: 20 };
    assert_eq!(exposure.total(), 160);
}

#[test]
fn up_to_the_limit_passes_and_one_fen_more_does_not() {
    let exposure = Exposure { shipped: 600, ..Exposure::default() };
    assert_eq!(review(&trusted(1_000), exposure, 400).concern, None);
    let evidence = review(&trusted(1_000), exposure, 401);
    assert_eq!(evidence.concern, Some(Concern::OverLimit { over: 1, level: Level::Customer }));
    assert_eq!((evidence.left(), evidence.needed(), evidence.stops()), (-1, 1, true));
}

#[test]
fn temporary_limits_and_safeguards_count_through_their_last_day() {
    let mut customer = trusted(1_000);
    customer.credit.temporary = Some(TemporaryLimit { amount: 500, until: day("2026-11-30") });
    customer.credit.records = vec![
        record(1, RecordKind::Temporary, 70, "2026-11-24", "2026-11-25"),
        guarantee(2, 300, "2026-11-25"),
        CreditRecord {
            ended: Some(("退回".into(), guarantee(3, 1, "2026-11-25").mark)),
            ..guarantee(3, 9_000, "2027-01-01")
        },
        record(4, RecordKind::Release, 4_000, "2026-11-01", "2026-12-31"),
    ];
    let on = |text: &str| limit_on(&customer, day(text));
    assert_eq!([on("2026-11-23"), on("2026-11-24"), on("2026-11-25")], [1_800, 1_870, 1_870]);
    assert_eq!([on("2026-11-26"), on("2026-11-30"), on("2026-12-01")], [1_500, 1_500, 1_000]);
}

#[test]
fn new_and_weak_customers_go_to_the_desk() {
    let mut customer = trusted(1_000_000);
    customer.credit.grade = Grade::Unknown;
    assert_eq!(review(&customer, Exposure::default(), 1).concern, Some(Concern::NewCustomer));
    customer.credit.records = vec![guarantee(1, 700, "2026-11-25")];
    assert_eq!(review(&customer, Exposure::default(), 700).concern, None);
    assert_eq!(review(&customer, Exposure::default(), 701).concern, Some(Concern::NewCustomer));
    customer.credit.records.clear();
    customer.credit.grade = Grade::C;
    let missing = review(&customer, Exposure::default(), 700).concern;
    assert_eq!(missing, Some(Concern::PrepaymentMissing { missing: 700 }));
    let paid = Exposure { paid: 700, ..Exposure::default() };
    assert_eq!(review(&customer, paid, 700).concern, None);
}

#[test]
fn the_first_limit_that_is_exceeded_is_the_concern_and_says_whose_it_is() {
    let group = CustomerGroup { id: GroupId(1), name: "鲜客来连锁".into(), limit: Some(2_000) };
    let settings = CreditSettings { company_limit: Some(10_000), groups: vec![group], ..CreditSettings::default() };
    let mut customer = trusted(1_000);
    customer.credit.group = Some(GroupId(1));
    let shipped = |shipped| Exposure { shipped, ..Exposure::default() };
    let look = |own, group, company| {
        let standing =
            Standing { exposure: shipped(own), group: shipped(group), company: shipped(company), ..Default::default() };
        assess(&customer, &standing, 100, today(), &settings, Place::Review)
    };
    let over = |over, level| Some(Concern::OverLimit { over, level });
    assert_eq!(look(900, 1_900, 9_900).concern, None);
    assert_eq!(look(905, 1_900, 9_900).concern, over(5, Level::Customer));
    assert_eq!(look(100, 1_907, 9_900).concern, over(7, Level::Group));
    assert_eq!(look(100, 100, 9_901).concern, over(1, Level::Company));
    let all = look(905, 1_907, 9_901);
    assert_eq!((all.concern, all.also.len(), all.needed()), (over(5, Level::Customer), 2, 7));
}

#[test]
fn how_hard_it_weighs_is_a_setting_but_not_for_whoever_was_never_delivered_to() {
    let settings = CreditSettings { limit_at_review: Hardness::Note, ..CreditSettings::default() };
    let look = |exposure| {
        let standing = Standing { exposure, ..Standing::default() };
        assess(&trusted(100), &standing, 101, today(), &settings, Place::Review)
    };
    assert_eq!(look(Exposure::default()).hardness, Hardness::Stop);
    let known = look(Exposure { shipped: 50, paid: 50, ..Exposure::default() });
    assert_eq!((known.hardness, known.stops(), known.concern.is_some()), (Hardness::Note, false, true));
}

#[test]
fn the_hardest_concern_stands_first() {
    let settings = CreditSettings { overdue_at_review: Hardness::Note, ..CreditSettings::default() };
    let overdue = Some(Overdue { due: day("2026-11-01"), days: 22, amount: 40 });
    let exposure = Exposure { shipped: 90, ..Exposure::default() };
    let standing = Standing { exposure, overdue, ..Standing::default() };
    let evidence = assess(&trusted(100), &standing, 50, today(), &settings, Place::Review);
    assert_eq!(evidence.concern, Some(Concern::OverLimit { over: 40, level: Level::Customer }));
    let late = Concern::Overdue { days: 22, amount: 40 };
    assert_eq!(evidence.also, [Weighed { concern: late, hardness: Hardness::Note }]);
    // A note asks for no cover.
    assert_eq!(evidence.needed(), 40);
}

#[test]
fn goods_are_due_by_the_terms() {
    let due = |terms, shipped| due_day(terms, 3, day(shipped));
    assert_eq!(due(Terms::Prepaid, "2026-11-23"), day("2026-11-23"));
    assert_eq!(due(Terms::OnDelivery, "2026-11-23"), day("2026-11-26"));
    assert_eq!(due(Terms::Monthly30, "2026-11-01"), day("2026-12-30"));
    assert_eq!(due(Terms::Monthly30, "2026-11-30"), day("2026-12-30"));
    assert_eq!(due(Terms::Monthly60, "2026-12-05"), day("2027-03-01"));
}

#[test]
fn payments_pay_what_is_owed_longest() {
    let customer = trusted(1_000);
    let shipped = [("2026-10-20", 300), ("2026-09-10", 200), ("2026-08-05", 100)];
    let shipped = shipped.map(|(text, amount)| Shipped { day: day(text), amount });
    let look = |paid, grace| {
        let exposure = Exposure { opening: 50, shipped: 600, paid, ..Exposure::default() };
        overdue::overdue(&customer, exposure, &shipped, grace, today())
    };
    // September is due on 30 October, October on 30 November.
    assert_eq!(look(350, 0), None);
    assert_eq!(look(200, 0), Some(Overdue { due: day("2026-10-30"), days: 24, amount: 150 }));
    assert_eq!(look(200, 24), None);
    assert_eq!(look(149, 0).map(|late| (late.due, late.amount)), Some((day("2026-09-30"), 201)));
    // An opening balance without a day is paid first and never late.
    assert_eq!(look(0, 0).map(|late| late.amount), Some(300));
    let mut dated = customer.clone();
    dated.credit.opening_due = Some(day("2026-07-01"));
    let exposure = Exposure { opening: 50, shipped: 600, ..Exposure::default() };
    let late = overdue::overdue(&dated, exposure, &shipped, 0, today());
    assert_eq!(late.map(|late| (late.due, late.amount)), Some((day("2026-07-01"), 350)));
}

#[test]
fn releases_are_used_up_the_one_that_ends_first_before_the_others() {
    let releases = [
        record(1, RecordKind::Release, 500, "2026-11-01", "2026-12-31"),
        record(2, RecordKind::Release, 300, "2026-11-01", "2026-11-23"),
        record(3, RecordKind::Release, 900, "2026-11-01", "2026-11-22"),
    ];
    let used = BTreeMap::from([(2, 100)]);
    let left: Vec<i64> = open_releases(&releases, &used, today()).iter().map(|(_, left)| *left).collect();
    assert_eq!(left, [200, 500]);
    let uses = draw(&releases, &used, today(), 250).unwrap();
    assert_eq!(uses, [ReleaseUse { no: 2, amount: 200 }, ReleaseUse { no: 1, amount: 50 }]);
    assert_eq!(draw(&releases, &used, today(), 701), None);
}

#[test]
fn a_limit_is_proposed_from_sales_period_and_grade() {
    let settings = CreditSettings::default();
    // 1,200,000.00 in a year: 100,000.00 a month, 30 days, 80 % and 60 %.
    assert_eq!(settings.proposed_limit(Grade::A, 120_000_000, 12), 8_000_000);
    assert_eq!(settings.proposed_limit(Grade::B, 120_000_000, 12), 6_000_000);
    assert_eq!(settings.proposed_limit(Grade::C, 120_000_000, 12), 0);
    assert_eq!(settings.proposed_limit(Grade::Unknown, 120_000_000, 12), 0);
    // Never more than a month's mean.
    let long = CreditSettings { period_days: 60, ..settings };
    assert_eq!(long.proposed_limit(Grade::A, 120_000_000, 12), 10_000_000);
}

#[test]
fn nobody_named_means_any_amount_and_somebody_named_means_only_those() {
    let mut settings = CreditSettings::default();
    assert_eq!(settings.ceiling(UserId(21)), None);
    settings.releasers = vec![Releaser { person: UserId(21), ceiling: 500 }];
    assert_eq!((settings.ceiling(UserId(21)), settings.ceiling(UserId(31))), (Some(500), Some(0)));
}

/// What was signed by a program that knew one limit and one concern reads as it was meant.
#[test]
fn old_evidence_reads() {
    let old = r#"{"limit":100,"exposure":{"opening":0,"shipped":90,"committed":0,"paid":0},"amount":20,
        "concern":{"over_limit":{"over":10}}}"#;
    let evidence: CreditEvidence = serde_json::from_str(old).unwrap();
    assert_eq!(evidence.concern, Some(Concern::OverLimit { over: 10, level: Level::Customer }));
    assert_eq!((evidence.hardness, evidence.needed()), (Hardness::Stop, 10));
    let written = serde_json::to_string(&evidence).unwrap();
    assert_eq!(written, old.replace(['\n', ' '], ""));
}

proptest! {
    /// However payments fall, the unpaid parts add up to what is owed, no part is more than was shipped, and a payment more
    /// never makes anything later.
    #[test]
    fn unpaid_parts_add_up(
        opening in 0i64..500, amounts in prop::collection::vec(0i64..500, 0..12), paid in 0i64..6_000, more in 0i64..600,
    ) {
        let shipped: i64 = amounts.iter().sum();
        let exposure = Exposure { opening, shipped, paid, committed: 0 };
        let (parts, rest) = overdue::unpaid(exposure, &amounts);
        prop_assert_eq!(parts.iter().sum::<i64>() + rest, receivable(exposure).max(0));
        prop_assert!(parts.iter().zip(&amounts).all(|(part, amount)| part <= amount));
        prop_assert!(rest <= opening);
        let newest_first: Vec<Shipped> = amounts.iter().enumerate()
            .map(|(age, amount)| Shipped { day: today() - chrono::Days::new(20 * age as u64), amount: *amount })
            .collect();
        let late = |paid| {
            let found = overdue::overdue(&trusted(0), Exposure { paid, ..exposure }, &newest_first, 7, today());
            found.map_or((0, 0), |late| (late.days, late.amount))
        };
        let (before, after) = (late(paid), late(paid + more));
        prop_assert!(after.0 <= before.0 && after.1 <= before.1);
    }

    /// What is drawn is what was needed, and no release gives more than it has.
    #[test]
    fn a_draw_takes_exactly_what_is_needed(
        amounts in prop::collection::vec((1i64..500, 0i64..500), 0..6), needed in 1i64..2_000,
    ) {
        let records: Vec<CreditRecord> = amounts.iter().enumerate()
            .map(|(at, (amount, _))| record(at as i64 + 1, RecordKind::Release, *amount, "2026-11-01", "2026-12-31"))
            .collect();
        let used: BTreeMap<i64, i64> = amounts.iter().enumerate().map(|(at, (_, used))| (at as i64 + 1, *used)).collect();
        let open: i64 = open_releases(&records, &used, today()).iter().map(|(_, left)| *left).sum();
        match draw(&records, &used, today(), needed) {
            None => prop_assert!(open < needed),
            Some(uses) => {
                prop_assert_eq!(uses.iter().map(|part| part.amount).sum::<i64>(), needed);
                for part in uses {
                    let record = &records[part.no as usize - 1];
                    prop_assert!(part.amount + used[&part.no] <= record.amount);
                }
            }
        }
    }
}
