//! What a later file says otherwise than an earlier one.

use serde::{Deserialize, Serialize};

use super::{Sale, SaleState};

/// One thing that changed on the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// It stands otherwise: paid, closed, refunded …
    State {
        /// Before.
        from: SaleState,
        /// Now.
        to: SaleState,
        /// The file's own word.
        word: String,
    },
    /// Another recipient.
    Recipient {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// Another telephone number.
    Phone {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// Goes elsewhere.
    Address {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// Another amount was paid, minor units.
    Paid {
        /// Before.
        from: Option<i64>,
        /// Now.
        to: Option<i64>,
    },
    /// More or less went back, minor units.
    Refunded {
        /// Before.
        from: Option<i64>,
        /// Now.
        to: Option<i64>,
    },
    /// Other goods, quantities or prices.
    Goods,
    /// Another remark.
    Note {
        /// Now.
        to: String,
    },
    /// Something that only the record keeps, such as a time.
    Particulars,
}

impl News {
    /// True when it concerns what is delivered, where to, or whether at all: an order already agreed on must be looked at.
    pub fn matters(&self) -> bool {
        match self {
            News::State { to, .. } => to.is_off(),
            News::Particulars | News::Paid { .. } => false,
            _ => true,
        }
    }
}

/// Everything that is not as before, the weightiest first; empty when the files say the same.
pub fn news(before: &Sale, now: &Sale) -> Vec<News> {
    let mut news = Vec::new();
    if before.state != now.state {
        news.push(News::State { from: before.state, to: now.state, word: now.state_word.clone() });
    }
    if before.refunded.unwrap_or(0) != now.refunded.unwrap_or(0) {
        news.push(News::Refunded { from: before.refunded, to: now.refunded });
    }
    if before.address != now.address {
        news.push(News::Address { from: before.address.clone(), to: now.address.clone() });
    }
    if before.recipient != now.recipient {
        news.push(News::Recipient { from: before.recipient.clone(), to: now.recipient.clone() });
    }
    if before.phone != now.phone {
        news.push(News::Phone { from: before.phone.clone(), to: now.phone.clone() });
    }
    if before.lines != now.lines {
        news.push(News::Goods);
    }
    if before.paid != now.paid {
        news.push(News::Paid { from: before.paid, to: now.paid });
    }
    if before.buyer_note != now.buyer_note || before.seller_note != now.seller_note {
        let notes = [now.buyer_note.as_str(), now.seller_note.as_str()];
        let filled: Vec<&str> = notes.into_iter().filter(|note| !note.is_empty()).collect();
        news.push(News::Note { to: filled.join("; ") });
    }
    if news.is_empty() && before != now {
        news.push(News::Particulars);
    }
    news
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_says_the_same_brings_no_news() {
        let sale = Sale { number: "1".into(), paid: Some(100), ..Sale::default() };
        assert_eq!(news(&sale, &sale.clone()), []);
    }

    #[test]
    fn each_difference_is_named_once() {
        let before = Sale { state: SaleState::Unpaid, address: "甲".into(), ..Sale::default() };
        let now = Sale { state: SaleState::Paid, address: "乙".into(), paid: Some(5), ..before.clone() };
        let found = news(&before, &now);
        assert_eq!(found.len(), 3);
        assert!(matches!(&found[0], News::State { to: SaleState::Paid, .. }) && !found[0].matters());
        assert!(matches!(&found[1], News::Address { to, .. } if to == "乙") && found[1].matters());
    }

    #[test]
    fn a_time_alone_is_kept_without_a_stir() {
        let before = Sale::default();
        let now = Sale { paid_at: Some(chrono::DateTime::UNIX_EPOCH), ..Sale::default() };
        assert_eq!(news(&before, &now), [News::Particulars]);
    }
}
