//! Money that moves in a transaction: what customers, groups and the company owe.

use std::collections::BTreeMap;

use super::{OpenCustomer, OpenLevel, Work};
use crate::domain::credit::overdue::overdue;
use crate::domain::credit::{Exposure, RecordKind, Shipped, Standing, receivable};
use crate::domain::customers::Customer;
use crate::domain::ids::{CustomerId, GroupId, OrderId};
use crate::domain::orders::{Footprint, MoneyPrint};
use crate::ops::OpError;
use crate::store::credit::COMPANY;
use crate::store::{self, Tx};

impl Work<'_, '_> {
    /// Moves the money by the difference of an order's footprint, from whose it was to whose it is.
    pub(super) fn move_money(
        &mut self,
        order: OrderId,
        (before, was): (CustomerId, &Footprint),
        (after, is): (CustomerId, &Footprint),
    ) -> Result<(), OpError> {
        if before == after {
            return self.add_money(order, after, &is.money().less(&was.money()));
        }
        self.add_money(order, before, &MoneyPrint::default().less(&was.money()))?;
        self.add_money(order, after, &is.money())
    }

    fn add_money(&mut self, order: OrderId, customer: CustomerId, by: &MoneyPrint) -> Result<(), OpError> {
        self.customer(customer)?;
        let Some(open) = self.customers.get_mut(&customer) else { return Ok(()) };
        open.shipped += by.shipped;
        open.committed += by.committed;
        self.touched.customers |= (by.shipped, by.committed) != (0, 0);
        for (no, amount) in &by.released {
            *open.used.entry(*no).or_default() += amount;
            store::credit::move_used(self.tx, customer, *no, *amount)?;
        }
        for (day, amount) in &by.shipped_on {
            store::credit::move_shipped(self.tx, customer, *day, order, *amount)?;
        }
        let group = open.kept.customer.credit.group;
        self.move_levels(group, Exposure { shipped: by.shipped, committed: by.committed, ..Exposure::default() });
        Ok(())
    }

    /// Moves the sums above a customer.
    pub(in crate::ops) fn move_levels(&mut self, group: Option<GroupId>, by: Exposure) {
        for id in group.into_iter().chain([COMPANY]) {
            let level = self.levels.entry(id).or_default();
            level.moved = level.moved.plus(by);
        }
    }

    /// Counts a payment for later decisions of this transaction; the row is written by the caller.
    pub(in crate::ops) fn paid(&mut self, customer: CustomerId, amount: i64) {
        let Some(open) = self.customers.get_mut(&customer) else { return };
        open.kept.exposure.paid += amount;
        let group = open.kept.customer.credit.group;
        self.move_levels(group, Exposure { paid: amount, ..Exposure::default() });
    }

    /// The customer's file was written: later decisions of this transaction look at the new one, and the sums above it
    /// follow its group and opening balance.
    pub(in crate::ops) fn refile(&mut self, before: &store::customers::Kept, after: &Customer) -> Result<(), OpError> {
        let (was, is) = (before.customer.credit.group, after.credit.group);
        let whole = |opening: i64, exposure: Exposure| Exposure { opening, ..exposure };
        self.customer(before.customer.id)?;
        let Some(open) = self.customers.get_mut(&before.customer.id) else { return Ok(()) };
        let now = open.exposure();
        open.kept.customer = after.clone();
        open.kept.exposure.opening = after.credit.opening_balance;
        let minus = negative(whole(before.customer.credit.opening_balance, now));
        self.move_levels(was, minus);
        self.move_levels(is, whole(after.credit.opening_balance, now));
        Ok(())
    }

    /// Looks up what a credit decision about this customer may look at. What nobody holds against anybody is not asked for.
    pub(in crate::ops) fn prepare_credit(&mut self, id: CustomerId) -> Result<(), OpError> {
        let Some((customer, exposure)) = self.customer(id)? else { return Ok(()) };
        let (customer, settings) = (customer.clone(), self.company.credit.clone());
        let group = customer.credit.group.filter(|id| settings.group(*id).is_some_and(|group| group.limit.is_some()));
        for id in group.into_iter().chain(settings.company_limit.map(|_| COMPANY)) {
            let level: &mut OpenLevel = self.levels.entry(id).or_default();
            if level.kept.is_none() {
                level.kept = Some(store::credit::level(self.tx, id)?);
            }
        }
        let today = self.today();
        let overdue = if settings.minds_days() {
            let shipped = unpaid_shipments(self.tx, id, exposure)?;
            overdue(&customer, exposure, &shipped, settings.grace_days, today)
        } else {
            None
        };
        let releases = customer.credit.records.iter().any(|record| record.kind == RecordKind::Release);
        let used = if releases { store::credit::used(self.tx, id)? } else { BTreeMap::new() };
        if let Some(open) = self.customers.get_mut(&id) {
            (open.overdue, open.used) = (overdue, used);
        }
        Ok(())
    }

    /// What is known of the customer's standing; what was not looked up is not in it.
    pub(super) fn standing(&self, open: &OpenCustomer) -> Standing {
        let level = |id: GroupId| {
            let level = self.levels.get(&id)?;
            Some(level.kept?.plus(level.moved))
        };
        Standing {
            exposure: open.exposure(),
            group: open.kept.customer.credit.group.and_then(level).unwrap_or_default(),
            company: level(COMPANY).unwrap_or_default(),
            overdue: open.overdue,
            used: open.used.clone(),
        }
    }
}

impl OpenCustomer {
    pub(super) fn exposure(&self) -> Exposure {
        let kept = self.kept.exposure;
        Exposure { shipped: kept.shipped + self.shipped, committed: kept.committed + self.committed, ..kept }
    }
}

fn negative(of: Exposure) -> Exposure {
    Exposure { opening: -of.opening, shipped: -of.shipped, committed: -of.committed, paid: -of.paid }
}

/// What left and is not paid, newest first: read from the newest until it reaches what is owed, however long the history.
pub(in crate::ops) fn unpaid_shipments(
    tx: &mut Tx<'_>,
    id: CustomerId,
    exposure: Exposure,
) -> Result<Vec<Shipped>, OpError> {
    const PAGE: i64 = 100;
    let mut found: Vec<Shipped> = Vec::new();
    let mut left = receivable(exposure);
    while left > 0 {
        let page = store::credit::shipped(tx, id, found.len() as i64, PAGE)?;
        left -= page.iter().map(|(shipped, _)| shipped.amount).sum::<i64>();
        let last = (page.len() as i64) < PAGE;
        found.extend(page.into_iter().map(|(shipped, _)| shipped));
        if last {
            break;
        }
    }
    Ok(found)
}
