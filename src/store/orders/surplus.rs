//! What open productions make beyond what their own order needs: rows written from the order's document.

use std::collections::BTreeMap;

use crate::domain::ids::{OrderId, ProductId};
use crate::domain::orders::{Expected, Order, promise};
use crate::store::{Row, StoreError, Tx};

/// Writes the rows anew where they differ.
pub(super) fn save(tx: &mut Tx<'_>, before: Option<&Order>, order: &Order) -> Result<(), StoreError> {
    let was = before.map(promise::surplus).unwrap_or_default();
    let rows = promise::surplus(order);
    // Of an order that an older program wrote there may be no rows yet, so equal ones are written too.
    if rows.is_empty() && was.is_empty() {
        return Ok(());
    }
    tx.exec("DELETE FROM surplus WHERE order_id = $1", &[order.id.0.into()])?;
    let sql = "INSERT INTO surplus (order_id, place, product_id, day, quantity) VALUES ($1, $2, $3, $4, $5)";
    for (place, row) in rows.iter().enumerate() {
        let (place, day) = (place as i64, row.day.to_string());
        tx.exec(sql, &[order.id.0.into(), place.into(), row.product.0.into(), day.into(), row.quantity.into()])?;
    }
    Ok(())
}

/// What is planned or being made of a product and needed by no order, the first ready first.
///
/// # Errors
/// Those of the store.
pub fn expected(tx: &mut Tx<'_>, product: ProductId) -> Result<Vec<Expected>, StoreError> {
    let sql = "SELECT s.order_id, o.number, s.product_id, s.day, s.quantity FROM surplus s \
               JOIN orders o ON o.id = s.order_id WHERE s.product_id = $1 ORDER BY s.day, s.order_id";
    tx.query(sql, &[product.0.into()])?.iter().map(row).collect()
}

/// The same for several products.
///
/// # Errors
/// Those of the store.
pub fn expected_of(
    tx: &mut Tx<'_>,
    products: impl IntoIterator<Item = ProductId>,
) -> Result<BTreeMap<ProductId, Vec<Expected>>, StoreError> {
    let mut found = BTreeMap::new();
    for product in products {
        let rows = expected(tx, product)?;
        if !rows.is_empty() {
            found.insert(product, rows);
        }
    }
    Ok(found)
}

fn row(row: &Row) -> Result<Expected, StoreError> {
    Ok(Expected {
        order: OrderId(row.int(0)?),
        number: row.string(1)?,
        product: ProductId(row.int(2)?),
        day: row.text(3)?.parse().unwrap_or_default(),
        quantity: row.int(4)?,
    })
}

/// True when the rows are what the document says. None at all is right too: an order that no step was taken of since the rows
/// came to be has none, and is then merely not counted on.
pub(in crate::store) fn fits(tx: &mut Tx<'_>, order: &Order) -> Result<bool, StoreError> {
    let sql = "SELECT product_id, day, quantity FROM surplus WHERE order_id = $1 ORDER BY place";
    let rows = tx.query(sql, &[order.id.0.into()])?;
    let said = promise::surplus(order);
    let mut fits = rows.is_empty() || rows.len() == said.len();
    for (row, known) in rows.iter().zip(&said) {
        fits &= (row.int(0)?, row.string(1)?, row.int(2)?) == (known.product.0, known.day.to_string(), known.quantity);
    }
    Ok(fits)
}
