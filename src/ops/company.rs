//! The company's settings.

use std::collections::BTreeSet;

use super::customers::{MOST_MONEY, conflict};
use super::{Office, OpError, Work};
use crate::domain::audit::Area;
use crate::domain::company::{Company, SOON_PERCENT, STEP_MINUTES};
use crate::domain::credit::CreditSettings;
use crate::domain::ids::GroupId;
use crate::domain::money::Currency;
use crate::domain::people::Right;
use crate::store;

/// The settings.
///
/// # Errors
/// The store's.
pub fn load(office: &mut Office) -> Result<Company, OpError> {
    office.read(|tx| Ok(store::company::load(tx)?))
}

/// Changes the settings; every change is on record whole. `seen` is what the person saw before changing it.
///
/// # Errors
/// [`OpError::NotAllowed`], [`OpError::Missing`], [`OpError::OutOfRange`]; [`OpError::Conflict`] when somebody was
/// quicker; the store's.
pub fn change(work: &mut Work<'_, '_>, seen: &Company, company: &Company) -> Result<(), OpError> {
    work.needs(Right::KeepCompany)?;
    if *work.company != *seen {
        return conflict(work, Area::Company, 0);
    }
    if company.letterhead.name.trim().is_empty() {
        return Err(OpError::Missing("field-company-name"));
    }
    if company.calendar.check().is_err() {
        return Err(OpError::OutOfRange("field-calendar"));
    }
    let prefix_is_plain = company.order_prefix.chars().all(|letter| letter.is_ascii_alphanumeric());
    if !prefix_is_plain || company.order_prefix.len() > 6 {
        return Err(OpError::OutOfRange("field-order-prefix"));
    }
    let archive = &company.archive;
    if !(1..=100).contains(&archive.ordinary_years) || !(archive.ordinary_years..=100).contains(&archive.long_years) {
        return Err(OpError::OutOfRange("field-retention-years"));
    }
    let rate_is_set =
        |currency: Currency| company.rate_ppm(currency).is_some_and(|rate| (1..=1_000_000_000_000).contains(&rate));
    if !Currency::ALL.into_iter().all(rate_is_set) {
        return Err(OpError::OutOfRange("field-rate"));
    }
    let of_desks = company.desk_minutes.values().flat_map(|steps| steps.values());
    if company.step_minutes.values().chain(of_desks).any(|minutes| !STEP_MINUTES.contains(minutes)) {
        return Err(OpError::OutOfRange("field-step-minutes"));
    }
    if !SOON_PERCENT.contains(&company.soon_percent) {
        return Err(OpError::OutOfRange("field-soon-percent"));
    }
    if company.print.offset_x.abs() > 300 || company.print.offset_y.abs() > 300 {
        return Err(OpError::OutOfRange("field-print-offset"));
    }
    credit(&work.company.credit, &company.credit)?;
    company.post.check().map_err(OpError::OutOfRange)?;
    store::company::save(work.tx, company)?;
    work.log(Area::Company, 0, company)?;
    work.company = std::sync::Arc::new(company.clone());
    work.touched.company = true;
    Ok(())
}

/// Limits and days within reason; groups have names, and none is taken away, because files and reviews name them.
fn credit(before: &CreditSettings, after: &CreditSettings) -> Result<(), OpError> {
    let possible = 0..=MOST_MONEY;
    let groups = after.groups.iter().filter_map(|group| group.limit);
    let ceilings = after.releasers.iter().map(|releaser| releaser.ceiling);
    let mut amounts = groups.chain(ceilings).chain(after.company_limit);
    if !amounts.all(|amount| possible.contains(&amount)) {
        return Err(OpError::OutOfRange("field-credit-limit"));
    }
    if after.groups.iter().any(|group| group.name.trim().is_empty()) {
        return Err(OpError::Missing("field-group"));
    }
    let distinct: BTreeSet<GroupId> = after.groups.iter().map(|group| group.id).collect();
    let kept = before.groups.iter().all(|group| distinct.contains(&group.id));
    if !kept || distinct.len() != after.groups.len() || distinct.iter().any(|id| id.0 < 1) {
        return Err(OpError::OutOfRange("field-group"));
    }
    let days = (0..=365).contains(&after.grace_days) && (0..=365).contains(&after.period_days);
    if !days || !(0..=300).contains(&after.percent_a) || !(0..=300).contains(&after.percent_b) {
        return Err(OpError::OutOfRange("field-credit-days"));
    }
    Ok(())
}
