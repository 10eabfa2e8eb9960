//! What differs between two contents, field by field.

use chrono::NaiveDate;

use crate::domain::orders::Content;

/// One field that differs. Lines are counted from 1 and compared by their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Another customer.
    Customer,
    /// The contact.
    Contact,
    /// The telephone.
    Phone,
    /// The delivery address.
    Address,
    /// The wished day.
    Requested {
        /// Before.
        from: NaiveDate,
        /// After.
        to: NaiveDate,
    },
    /// The currency of all prices.
    Currency,
    /// The Incoterm.
    Incoterm,
    /// The customer's own number.
    Reference,
    /// The remark.
    Note,
    /// Other goods in the line, or the same goods under other words.
    Goods(usize),
    /// More or less of a line.
    Quantity {
        /// The line.
        line: usize,
        /// Base units before.
        from: i64,
        /// Base units after.
        to: i64,
    },
    /// Another price in the line.
    Price(usize),
    /// Another day for the line alone (F26).
    LineRequested {
        /// The line.
        line: usize,
        /// The day wished for it before.
        from: NaiveDate,
        /// After.
        to: NaiveDate,
    },
    /// A new line.
    Added(usize),
    /// A line that is gone, or of which nothing is wanted any more.
    Dropped(usize),
}

impl Changed {
    /// The line it is about; none for what is about the whole order.
    pub fn line(&self) -> Option<usize> {
        match self {
            Changed::Goods(line)
            | Changed::Quantity { line, .. }
            | Changed::LineRequested { line, .. }
            | Changed::Price(line)
            | Changed::Added(line)
            | Changed::Dropped(line) => Some(*line),
            _ => None,
        }
    }
}

/// Everything that differs, in the order in which it stands on paper.
pub fn differences(before: &Content, after: &Content) -> Vec<Changed> {
    let mut found = Vec::new();
    let mut note = |differs: bool, changed: Changed| {
        if differs {
            found.push(changed);
        }
    };
    note(before.customer != after.customer, Changed::Customer);
    note(before.contact != after.contact, Changed::Contact);
    note(before.phone != after.phone, Changed::Phone);
    note(before.address != after.address, Changed::Address);
    let requested = Changed::Requested { from: before.requested, to: after.requested };
    note(before.requested != after.requested, requested);
    note(before.currency != after.currency, Changed::Currency);
    note(before.incoterm != after.incoterm, Changed::Incoterm);
    note(before.reference != after.reference, Changed::Reference);
    note((&before.note, &before.price_reason) != (&after.note, &after.price_reason), Changed::Note);
    lines(before, after, &mut found);
    found
}

fn lines(before: &Content, after: &Content, found: &mut Vec<Changed>) {
    for index in 0..before.lines.len().max(after.lines.len()) {
        let line = index + 1;
        let (old, new) = match (before.lines.get(index), after.lines.get(index)) {
            (Some(old), Some(new)) => (old, new),
            (None, Some(_)) => {
                found.push(Changed::Added(line));
                continue;
            }
            _ => {
                found.push(Changed::Dropped(line));
                continue;
            }
        };
        if (old.product, &old.name, &old.specification) != (new.product, &new.name, &new.specification) {
            found.push(Changed::Goods(line));
        }
        if old.quantity != new.quantity {
            let all_gone = new.quantity == 0;
            let quantity = Changed::Quantity { line, from: old.quantity, to: new.quantity };
            found.push(if all_gone { Changed::Dropped(line) } else { quantity });
        }
        if old.price != new.price {
            found.push(Changed::Price(line));
        }
        if old.requested != new.requested {
            found.push(Changed::LineRequested { line, from: before.wished(line), to: after.wished(line) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Price;
    use crate::domain::orders::samples;

    #[test]
    fn every_field_is_named_once_and_in_order() {
        let before = samples::content();
        assert_eq!(differences(&before, &before), []);
        let mut after = before.clone();
        after.phone = "0471-555 0199".into();
        after.requested = "2026-11-27".parse().unwrap();
        after.note = "走后门".into();
        after.lines[0].quantity = 72;
        after.lines[0].price = Price { minor: 5_800, per: 1 };
        after.lines.push(before.lines[0].clone());
        let expected = [
            Changed::Phone,
            Changed::Requested { from: before.requested, to: after.requested },
            Changed::Note,
            Changed::Quantity { line: 1, from: 60, to: 72 },
            Changed::Price(1),
            Changed::Added(2),
        ];
        assert_eq!(differences(&before, &after), expected);
        after.lines[0].quantity = 0;
        assert!(differences(&before, &after).contains(&Changed::Dropped(1)));
        assert!(differences(&after, &before).contains(&Changed::Dropped(2)));
    }
}
