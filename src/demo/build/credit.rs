//! What the credit desk of the demo company has set up: a chain with a shared limit, a bank's guarantee, a customer who is
//! late, and who releases up to how much.

use chrono::{DateTime, Days, Utc};

use super::super::content::customers::Kind;
use super::company::Cast;
use crate::domain::company::Company;
use crate::domain::credit::{CreditSettings, CustomerGroup, Hardness, RecordKind, Releaser, SafeguardKind};
use crate::domain::customers::{CreditFile, Grade, Terms};
use crate::domain::ids::{CustomerId, GroupId};
use crate::domain::people::{Department, Rank};
use crate::ops::credit::NewRecord;
use crate::ops::{self, Office, OpError, Work};

/// The group of the chain.
const CHAIN: GroupId = GroupId(1);

/// What its head releases at a time, in fen.
const CEILING: i64 = 30_000_000;

/// What the bank answers for, in fen.
const GUARANTEED: i64 = 20_000_000;

/// What is late, in fen, and since how many days it was to be paid.
const LATE: (i64, u64) = (3_860_000, 45);

/// Sets it up once the orders are there, so that it changes none of them. Errors: the store's.
pub(super) fn set_up(office: &mut Office, cast: &Cast, now: DateTime<Utc>) -> Result<(), OpError> {
    let head = cast.of(Department::Credit, Rank::Head, 0).clone();
    let of = |fits: &dyn Fn(usize) -> bool| -> Vec<CustomerId> {
        (0..cast.customers.len()).filter(|at| fits(*at)).map(|at| cast.customers[at].id).collect()
    };
    let chain = of(&|at| cast.kinds[at] == Kind::Supermarket && cast.customers[at].key_customer);
    let graded = |at: usize| matches!(cast.customers[at].credit.grade, Grade::A | Grade::B);
    let on_account = |at: usize| graded(at) && cast.customers[at].credit.terms == Terms::Monthly30;
    let guaranteed = of(&|at| cast.kinds[at] == Kind::Convenience && on_account(at)).first().copied();
    let late = of(&|at| cast.kinds[at] == Kind::Wholesaler && on_account(at)).first().copied();
    let limits = cast.customers.iter().filter(|customer| chain.contains(&customer.id));
    let mut owed = 0;
    for id in &chain {
        owed += ops::customers::open(office, *id)?.exposure.total();
    }
    // A tenth of what its shops might owe each by itself, and enough for what they do owe, in whole 10 000 yuan.
    let shared = (limits.map(|customer| customer.credit.limit).sum::<i64>() / 10).max(owed / 4 * 5);
    let shared = shared / 1_000_000 * 1_000_000;
    office.transact(cast.admin, now, |work| {
        let seen = Company::clone(&work.company);
        let group = CustomerGroup { id: CHAIN, name: "重点商超".to_owned(), limit: Some(shared) };
        let credit = CreditSettings {
            groups: vec![group],
            releasers: vec![Releaser { person: head.id, ceiling: CEILING }],
            overdue_at_review: Hardness::Note,
            ..seen.credit.clone()
        };
        ops::company::change(work, &seen, &Company { credit, ..seen.clone() })
    })?;
    office.transact(head.id, now, |work| {
        for id in &chain {
            change(work, *id, |file, _| file.group = Some(CHAIN))?;
        }
        if let Some(id) = guaranteed {
            guarantee(work, id)?;
        }
        if let Some(id) = late {
            let due = work.today() - Days::new(LATE.1);
            // Payments pay the opening balance first; what is late is what they left of it.
            change(work, id, |file, paid| (file.opening_balance, file.opening_due) = (paid + LATE.0, Some(due)))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Changes the credit part of a customer's file, which is told what was paid.
fn change(work: &mut Work<'_, '_>, id: CustomerId, change: impl FnOnce(&mut CreditFile, i64)) -> Result<(), OpError> {
    let mut kept = ops::credit::kept(work, id)?;
    change(&mut kept.customer.credit, kept.exposure.paid);
    ops::customers::change(work, kept.customer, kept.changes)
}

fn guarantee(work: &mut Work<'_, '_>, id: CustomerId) -> Result<(), OpError> {
    let kept = ops::credit::kept(work, id)?;
    let today = work.today();
    let kind = RecordKind::Safeguard {
        kind: SafeguardKind::BankGuarantee,
        who: "澜汀银行呼和浩特分行".to_owned(),
        document: format!("BH{}-018", today.format("%Y")),
    };
    let (from, until) = (today - Days::new(30), today + Days::new(150));
    let record = NewRecord { kind, amount: GUARANTEED, from, until, reason: String::new() };
    ops::credit::write_record(work, id, kept.changes, record)
}
