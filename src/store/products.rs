//! Goods.

use super::{Row, StoreError, Tx, json, search};
use crate::domain::audit::Area;
use crate::domain::ids::ProductId;
use crate::domain::products::Product;
use crate::domain::search_text::haystack;

/// A product and how often it changed.
pub type Kept = (Product, i64);

const COLUMNS: &str = "SELECT body, changes FROM products";

fn kept(row: &Row) -> Result<Kept, StoreError> {
    Ok((json::read(row.text(0)?)?, row.int(1)?))
}

/// One product.
///
/// # Errors
/// Those of the store.
pub fn load(tx: &mut Tx<'_>, id: ProductId) -> Result<Option<Kept>, StoreError> {
    tx.one(&format!("{COLUMNS} WHERE id = $1"), &[id.0.into()])?.as_ref().map(kept).transpose()
}

/// One product by article code.
///
/// # Errors
/// Those of the store.
pub fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Kept>, StoreError> {
    tx.one(&format!("{COLUMNS} WHERE code = $1"), &[code.into()])?.as_ref().map(kept).transpose()
}

/// A page of all goods by code.
///
/// # Errors
/// Those of the store.
pub fn page(tx: &mut Tx<'_>, offset: i64, limit: i64) -> Result<Vec<Kept>, StoreError> {
    let sql = format!("{COLUMNS} ORDER BY code LIMIT $1 OFFSET $2");
    tx.query(&sql, &[limit.into(), offset.into()])?.iter().map(kept).collect()
}

/// Reads all that are active, one after the other.
///
/// # Errors
/// Those of the store.
pub fn each_active(tx: &mut Tx<'_>, take: &mut dyn FnMut(Product)) -> Result<(), StoreError> {
    tx.each("SELECT body FROM products WHERE active = 1 ORDER BY id", &[], &mut |row| {
        take(json::read(row.text(0)?)?);
        Ok(())
    })
}

/// How many there are.
///
/// # Errors
/// Those of the store.
pub fn count(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    tx.one("SELECT count(*) FROM products", &[])?.map_or(Ok(0), |row| row.int(0))
}

/// Keeps a new product.
///
/// # Errors
/// Those of the store; a code used twice is a constraint violation.
pub fn insert(tx: &mut Tx<'_>, product: &Product) -> Result<(), StoreError> {
    let sql = "INSERT INTO products (id, code, name, active, changes, body) VALUES ($1, $2, $3, $4, 1, $5)";
    let values = [
        product.id.0.into(),
        (&product.code).into(),
        (&product.name).into(),
        product.active.into(),
        json::write(product)?.into(),
    ];
    tx.exec(sql, &values)?;
    search::put(tx, Area::Product, product.id.0, &words(product))
}

/// Keeps a changed product; false when somebody else was quicker.
///
/// # Errors
/// Those of the store.
pub fn update(tx: &mut Tx<'_>, product: &Product, changes: i64) -> Result<bool, StoreError> {
    let sql = "UPDATE products SET code = $1, name = $2, active = $3, changes = changes + 1, body = $4 \
               WHERE id = $5 AND changes = $6";
    let values = [
        (&product.code).into(),
        (&product.name).into(),
        product.active.into(),
        json::write(product)?.into(),
        product.id.0.into(),
        changes.into(),
    ];
    let done = tx.exec(sql, &values)? == 1;
    if done {
        search::put(tx, Area::Product, product.id.0, &words(product))?;
    }
    Ok(done)
}

fn words(product: &Product) -> String {
    let name =
        [&product.code, &product.name, &product.name_hant, &product.name_en, &product.specification, &product.barcode];
    haystack(&name.map(String::as_str))
}
