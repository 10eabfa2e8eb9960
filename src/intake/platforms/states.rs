//! The words by which platforms say how an order stands.

use crate::domain::online::SaleState;

/// Words that show a state, looked for in this order: 买家已付款，等待卖家发货 holds those of several.
const WORDS: &[(SaleState, &[&str])] = &[
    (SaleState::Unknown, &["partially_refunded", "partiallyrefunded", "部分退款"]),
    (SaleState::Refunded, &["退款成功", "已退款", "全额退款", "全部退款", "refunded"]),
    (SaleState::Closed, &["关闭", "取消", "作废", "cancel", "voided", "failed", "trash", "expired"]),
    (SaleState::Unpaid, &["等待买家付款", "待付款", "未付款", "待支付", "unpaid", "pending", "on-hold", "onhold"]),
    (
        SaleState::Paid,
        &[
            "等待卖家发货",
            "待发货",
            "等待出库",
            "待出库",
            "待成团",
            "备货",
            "部分发货",
            "unshipped",
            "processing",
            "待接单",
        ],
    ),
    (SaleState::Shipped, &["已发货", "待收货", "等待确认收货", "已出库", "shipped", "fulfilled"]),
    (SaleState::Done, &["成功", "完成", "已收货", "已签收", "已提货", "completed", "delivered"]),
    (SaleState::Paid, &["已付款", "已支付", "paid", "authorized"]),
];

/// The state that a word shows; unknown for any other word.
pub(super) fn state(word: &str) -> SaleState {
    let word = word.to_lowercase();
    let shows = |(_, words): &&(SaleState, &[&str])| words.iter().any(|known| word.contains(known));
    WORDS.iter().find(shows).map_or(SaleState::Unknown, |(state, _)| *state)
}

/// The state of an order by its own word and those of its goods, its refund and its end.
pub(super) fn combined(own: &str, goods: &str, refund: &str, called_off: bool) -> SaleState {
    let by_word = state(own);
    // A partial refund keeps the order going: its goods tell how it stands.
    let going =
        if by_word == SaleState::Unknown && own.to_lowercase().contains("part") { SaleState::Paid } else { by_word };
    if going == SaleState::Refunded || state(refund) == SaleState::Refunded {
        return SaleState::Refunded;
    }
    if called_off {
        return SaleState::Closed;
    }
    let goods = goods.to_lowercase();
    let sent = !goods.starts_with("un") && !goods.contains("part") && state(&goods) == SaleState::Shipped;
    if sent && going == SaleState::Paid { SaleState::Shipped } else { going }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_platforms() {
        for (word, expected) in [
            ("等待买家付款", SaleState::Unpaid),
            ("买家已付款，等待卖家发货", SaleState::Paid),
            ("卖家已发货，等待买家确认", SaleState::Shipped),
            ("交易成功", SaleState::Done),
            ("交易关闭", SaleState::Closed),
            ("等待出库", SaleState::Paid),
            ("完成", SaleState::Done),
            ("已发货，待收货", SaleState::Shipped),
            ("退款成功", SaleState::Refunded),
            ("无售后或售后取消", SaleState::Closed),
            ("Unshipped", SaleState::Paid),
            ("Shipped", SaleState::Shipped),
            ("Cancelled", SaleState::Closed),
            ("processing", SaleState::Paid),
            ("外星", SaleState::Unknown),
        ] {
            assert_eq!(state(word), expected, "{word}");
        }
    }

    #[test]
    fn several_columns_make_one_state() {
        assert_eq!(combined("paid", "unfulfilled", "", false), SaleState::Paid);
        assert_eq!(combined("paid", "fulfilled", "", false), SaleState::Shipped);
        assert_eq!(combined("refunded", "fulfilled", "", true), SaleState::Refunded);
        assert_eq!(combined("partially_refunded", "fulfilled", "", false), SaleState::Shipped);
        assert_eq!(combined("已收货", "", "退款成功", false), SaleState::Refunded);
        assert_eq!(combined("待发货", "", "无售后或售后取消", false), SaleState::Paid);
    }
}
