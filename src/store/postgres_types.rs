//! Values and rows on PostgreSQL's wire.

use super::value::{Row, Value};
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use std::error::Error;

type Failure = Box<dyn Error + Sync + Send>;

/// The kind to prepare a value's placeholder with.
pub(crate) fn type_of(value: &Value<'_>) -> Type {
    match value {
        Value::Null => Type::UNKNOWN,
        Value::Int(_) => Type::INT8,
        Value::Text(_) => Type::TEXT,
        Value::Blob(_) => Type::BYTEA,
    }
}

/// True when `value` can stand for a placeholder that the server takes as `kind`.
pub(crate) fn suits(value: &Value<'_>, kind: &Type) -> bool {
    match value {
        Value::Null => true,
        Value::Int(_) => *kind == Type::INT8,
        Value::Text(_) => matches!(*kind, Type::TEXT | Type::VARCHAR | Type::NAME),
        Value::Blob(_) => *kind == Type::BYTEA,
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Failure> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            value if !suits(value, kind) => Err(format!("the server wants {kind} here").into()),
            Value::Int(value) => value.to_sql(kind, out),
            Value::Text(text) if memchr::memchr(0, text.as_bytes()).is_some() => {
                Err("text with a NUL character".into())
            }
            Value::Text(text) => text.as_ref().to_sql(kind, out),
            Value::Blob(bytes) => bytes.as_ref().to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A column as it came.
enum Column<'a> {
    Int(i64),
    Text(&'a str),
    Blob(&'a [u8]),
}

impl<'a> FromSql<'a> for Column<'a> {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Column<'a>, Failure> {
        Ok(match *kind {
            Type::INT8 => Column::Int(i64::from_sql(kind, raw)?),
            Type::INT4 => Column::Int(i32::from_sql(kind, raw)?.into()),
            Type::INT2 => Column::Int(i16::from_sql(kind, raw)?.into()),
            Type::BOOL => Column::Int(bool::from_sql(kind, raw)?.into()),
            Type::NUMERIC => Column::Int(numeric(raw).ok_or("a number that is not a 64-bit integer")?),
            Type::BYTEA => Column::Blob(raw),
            _ => Column::Text(<&str>::from_sql(kind, raw)?),
        })
    }

    fn accepts(kind: &Type) -> bool {
        let numbers = matches!(*kind, Type::INT8 | Type::INT4 | Type::INT2 | Type::BOOL | Type::NUMERIC | Type::BYTEA);
        numbers || <&str as FromSql>::accepts(kind)
    }
}

/// Adds the columns of `from` to `row`.
pub(crate) fn fill(row: &mut Row, from: &postgres::Row) -> Result<(), postgres::Error> {
    for i in 0..from.len() {
        match from.try_get::<_, Option<Column<'_>>>(i)? {
            None => row.push_null(),
            Some(Column::Int(value)) => row.push_int(value),
            Some(Column::Text(text)) => row.push_text(text),
            Some(Column::Blob(bytes)) => row.push_blob(bytes),
        }
    }
    Ok(())
}

/// A whole number out of `numeric`, which PostgreSQL answers for `sum` of big integers: four 16-bit words (count of
/// digits, weight of the first, sign, shown decimals), then digits to the base 10,000.
fn numeric(raw: &[u8]) -> Option<i64> {
    let word = |i: usize| raw.get(2 * i..2 * i + 2).map(|two| i16::from_be_bytes([two[0], two[1]]));
    let (count, weight, sign) = (word(0)?, word(1)?, word(2)?);
    let mut total: i128 = 0;
    for position in 0..=i32::from(weight).max(i32::from(count) - 1) {
        let digit = if position < i32::from(count) { word(4 + position as usize)? } else { 0 };
        if position <= i32::from(weight) {
            total = total.checked_mul(10_000)?.checked_add(digit.into())?;
        } else if digit != 0 {
            return None; // a fraction
        }
    }
    match sign {
        0 => total.try_into().ok(),
        0x4000 => (-total).try_into().ok(),
        _ => None, // not a number, or infinite
    }
}

#[cfg(test)]
mod tests {
    use super::numeric;

    fn wire(weight: i16, sign: i16, digits: &[i16]) -> Vec<u8> {
        let head = [digits.len() as i16, weight, sign, 0];
        head.iter().chain(digits).flat_map(|word| word.to_be_bytes()).collect()
    }

    #[test]
    fn sums_come_back_whole() {
        assert_eq!(numeric(&wire(0, 0, &[])), Some(0));
        assert_eq!(numeric(&wire(1, 0, &[12, 3456])), Some(123_456));
        assert_eq!(numeric(&wire(2, 0x4000, &[5])), Some(-500_000_000));
        assert_eq!(numeric(&wire(4, 0, &[922, 3372, 368, 5477, 5807])), Some(i64::MAX));
    }

    #[test]
    fn what_is_not_a_64_bit_integer_is_refused() {
        assert_eq!(numeric(&wire(4, 0, &[922, 3372, 368, 5477, 5808])), None);
        assert_eq!(numeric(&wire(0, 0, &[1, 5000])), None, "one and a half");
        assert_eq!(numeric(&wire(0, -0x4000, &[])), None, "not a number");
        assert_eq!(numeric(&[0, 1]), None, "cut off");
    }
}
