//! What is being made and what is on its way, over all orders: for the people who stand at the machines and the gate.

use std::collections::BTreeSet;

use super::{Office, OpError};
use crate::domain::customers::Customer;
use crate::domain::ids::{OrderId, ProductId};
use crate::domain::orders::{Order, Production, Shipment, Step};
use crate::domain::people::{Department, Right, Sight};
use crate::domain::products::Product;
use crate::store;
use crate::store::Tx;

/// Orders looked through at most.
const MOST: i64 = 500;

/// A production order that is not through inspection.
#[derive(Clone, Debug, PartialEq)]
pub struct Making {
    /// The order it is for.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// The customer's name.
    pub customer: String,
    /// The goods.
    pub product: Option<Product>,
    /// The production order.
    pub production: Production,
}

/// A shipment that has left and is not signed for.
#[derive(Clone, Debug, PartialEq)]
pub struct OnTheWay {
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// The customer's name.
    pub customer: String,
    /// The shipment.
    pub shipment: Shipment,
}

/// Production orders that are planned or wait for inspection, the one due first on top.
///
/// # Errors
/// The store's.
pub fn productions(office: &mut Office) -> Result<Vec<Making>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        let steps = [(Department::Production, Step::RecordOutput), (Department::Quality, Step::Inspect)];
        let mut found = Vec::new();
        for (order, customer) in waiting(tx, sight, &steps)? {
            for production in order.productions.iter().filter(|part| part.is_open()) {
                let product = match order.line(production.line) {
                    Some(line) => product(tx, line.product)?,
                    None => None,
                };
                let (number, production) = (order.number.clone(), production.clone());
                found.push(Making { order: order.id, number, customer: customer.name.clone(), product, production });
            }
        }
        found.sort_by(|a, b| (a.production.due, &a.number).cmp(&(b.production.due, &b.number)));
        Ok(found)
    })
}

/// Shipments on their way, the one expected first on top.
///
/// # Errors
/// The store's.
pub fn shipments(office: &mut Office) -> Result<Vec<OnTheWay>, OpError> {
    office.see(Right::ReadOrders, |tx, sight| {
        let mut found = Vec::new();
        for (order, customer) in waiting(tx, sight, &[(Department::Logistics, Step::Deliver)])? {
            let gone = |shipment: &&Shipment| shipment.dispatch.is_some() && shipment.delivery.is_none();
            for shipment in order.shipments.iter().filter(gone) {
                let (number, shipment) = (order.number.clone(), shipment.clone());
                found.push(OnTheWay { order: order.id, number, customer: customer.name.clone(), shipment });
            }
        }
        found.sort_by_key(|row| (row.shipment.notice.as_ref().map(|notice| notice.expected), row.number.clone()));
        Ok(found)
    })
}

/// The orders that wait for one of these steps.
fn waiting(tx: &mut Tx<'_>, sight: Sight, steps: &[(Department, Step)]) -> Result<Vec<(Order, Customer)>, OpError> {
    let mut ids = BTreeSet::new();
    for (desk, step) in steps {
        ids.extend(store::orders::waiting_for(tx, *desk, *step, MOST)?);
    }
    let mut found = Vec::new();
    for id in ids {
        let kept = store::orders::load(tx, id)?.filter(|kept| sight.covers(kept.owner));
        let Some(kept) = kept else { continue };
        let Some(customer) = store::customers::load(tx, kept.order.content.customer)? else { continue };
        found.push((kept.order, customer.customer));
    }
    Ok(found)
}

fn product(tx: &mut Tx<'_>, id: ProductId) -> Result<Option<Product>, OpError> {
    Ok(store::products::load(tx, id)?.map(|(product, _)| product))
}
