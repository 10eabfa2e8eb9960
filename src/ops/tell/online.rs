//! What came from a shop, and what its platform said since.

use super::Teller;
use crate::domain::online::{News, Online, SaleState};
use crate::ops::words;

impl Teller<'_> {
    /// The shop that an order came from.
    pub(super) fn shop(&mut self, online: Option<&Online>) {
        if let Some(online) = online {
            let platform = self.word("platform", online.platform.key());
            self.fact("tell-fact-shop", &format!("{platform} · {}", online.shop));
            self.fact("tell-fact-sale-state", &self.word("sale", online.state.key()));
        }
    }

    pub(super) fn platform_news(&mut self, state: SaleState, news: &[News]) -> String {
        for one in news {
            match one {
                News::State { from, to, word } => {
                    let change = self.change_words(&self.word("sale", from.key()), &self.word("sale", to.key()));
                    self.fact("tell-fact-sale-state", &change);
                    self.fact("tell-fact-sale-word", word);
                }
                News::Recipient { from, to } => self.fact("field-contact", &self.change_words(from, to)),
                News::Phone { from, to } => self.fact("field-phone", &self.change_words(from, to)),
                News::Address { from, to } => self.fact("field-address", &self.change_words(from, to)),
                News::Paid { from, to } => self.amounts("tell-fact-sale-paid", *from, *to),
                News::Refunded { from, to } => self.amounts("tell-fact-sale-refunded", *from, *to),
                News::Goods => self.fact("tell-fact-sale-goods", &self.plain("tell-sale-goods-differ")),
                News::Note { to } => self.fact("tell-fact-note", to),
                News::Particulars => {}
            }
        }
        self.say("tell-platform-news", &[("state", self.word("sale", state.key()).into())])
    }

    fn amounts(&mut self, key: &'static str, from: Option<i64>, to: Option<i64>) {
        let currency = self.before.map(|order| order.content.currency).unwrap_or_default();
        let money =
            |minor: Option<i64>| minor.map(|minor| words::money(self.lang, minor, currency)).unwrap_or_default();
        let change = self.change_words(&money(from), &money(to));
        self.fact(key, &change);
    }
}
