//! Money that moves in a transaction: what customers, groups and the company owe.

use std::collections::BTreeMap;

use super::{OpenLevel, Work};
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
        let Some(open) = self.customers.get(&customer) else { return };
        let (root, group) = (open.kept.customer.root(), open.kept.customer.credit.group);
        for one in self.customers.values_mut().filter(|one| one.kept.customer.root() == root) {
            one.kept.exposure.paid += amount;
        }
        self.move_levels(group, Exposure { paid: amount, ..Exposure::default() });
    }

    /// The customer's file was written: later decisions of this transaction look at the new one, and the sums above it
    /// follow its group and opening balance.
    pub(in crate::ops) fn refile(&mut self, before: &store::customers::Kept, after: &Customer) -> Result<(), OpError> {
        let (was, is) = (before.customer.credit.group, after.credit.group);
        let whole = |opening: i64, exposure: Exposure| Exposure { opening, ..exposure };
        // Duplicates that were merged into it bring their own.
        let others = before.exposure.opening - before.customer.credit.opening_balance;
        self.customer(before.customer.id)?;
        let now = self.exposure(before.customer.id);
        let Some(open) = self.customers.get_mut(&before.customer.id) else { return Ok(()) };
        open.kept.customer = after.clone();
        open.kept.exposure.opening = others + after.credit.opening_balance;
        let minus = negative(whole(before.exposure.opening, now));
        self.move_levels(was, minus);
        self.move_levels(is, whole(others + after.credit.opening_balance, now));
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
            let shipped = amounts_of(unpaid_shipments(self.tx, &customer, exposure)?);
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
    pub(super) fn standing(&self, id: CustomerId) -> Standing {
        let Some(open) = self.customers.get(&id) else { return Standing::default() };
        let level = |id: GroupId| {
            let level = self.levels.get(&id)?;
            Some(level.kept?.plus(level.moved))
        };
        Standing {
            exposure: self.exposure(id),
            group: open.kept.customer.credit.group.and_then(level).unwrap_or_default(),
            company: level(COMPANY).unwrap_or_default(),
            overdue: open.overdue,
            used: open.used.clone(),
        }
    }

    /// What a customer owes as it stands in this transaction, together with those who answer for the same.
    pub(super) fn exposure(&self, id: CustomerId) -> Exposure {
        let Some(open) = self.customers.get(&id) else { return Exposure::default() };
        let root = open.kept.customer.root();
        let mut sum = open.kept.exposure;
        for one in self.customers.values().filter(|one| one.kept.customer.root() == root) {
            sum.shipped += one.shipped;
            sum.committed += one.committed;
        }
        sum
    }
}

/// The same taken away.
pub(in crate::ops) fn negative(of: Exposure) -> Exposure {
    Exposure { opening: -of.opening, shipped: -of.shipped, committed: -of.committed, paid: -of.paid }
}

/// What left and is not paid with its orders, newest first: read from the newest until it reaches what is owed, however long
/// the history. Duplicates that were merged owe together.
pub(in crate::ops) fn unpaid_shipments(
    tx: &mut Tx<'_>,
    customer: &Customer,
    exposure: Exposure,
) -> Result<Vec<(Shipped, OrderId)>, OpError> {
    const PAGE: i64 = 100;
    let mut all = Vec::new();
    for id in owing_together(tx, customer)? {
        let (mut left, mut offset) = (receivable(exposure), 0);
        while left > 0 {
            let page = store::credit::shipped(tx, id, offset, PAGE)?;
            left -= page.iter().map(|(shipped, _)| shipped.amount).sum::<i64>();
            let last = (page.len() as i64) < PAGE;
            offset += PAGE;
            all.extend(page);
            if last {
                break;
            }
        }
    }
    all.sort_by_key(|(shipped, order)| std::cmp::Reverse((shipped.day, *order)));
    Ok(all)
}

/// The customer, and the duplicates that are one with it.
pub(in crate::ops) fn owing_together(tx: &mut Tx<'_>, customer: &Customer) -> Result<Vec<CustomerId>, OpError> {
    if customer.merged_into.is_none() && customer.absorbed.is_empty() {
        return Ok(vec![customer.id]);
    }
    Ok(store::customers::group(tx, customer.root())?)
}

/// The amounts alone.
pub(in crate::ops) fn amounts_of(left: Vec<(Shipped, OrderId)>) -> Vec<Shipped> {
    left.into_iter().map(|(shipped, _)| shipped).collect()
}
