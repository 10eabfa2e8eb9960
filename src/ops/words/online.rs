//! What is unusual about an order of a platform, and what changed in it, in sentences.

use super::{money, problem};
use crate::domain::money::Currency;
use crate::domain::online::flags::Flag;
use crate::domain::online::{News, SaleState};
use crate::i18n::{Arg, Lang, date, t, t_dyn, tf, whole};

/// The reason of a flag, in one sentence.
pub fn flag(lang: Lang, flag: &Flag) -> String {
    let say = |values: &[(&str, Arg)]| tf(lang, &format!("flag-{}-why", flag.key()), values);
    match flag {
        Flag::Alike { other, on } => say(&[("other", other.as_str().into()), ("day", date(*on).into())]),
        Flag::Unusual { line, quantity, usual } => {
            say(&[("line", (*line).into()), ("quantity", whole(*quantity).into()), ("usual", whole(*usual).into())])
        }
        Flag::Cheap { line, minor, lowest, per } => say(&[
            ("line", (*line).into()),
            ("price", money(lang, *minor, Currency::Cny).into()),
            ("lowest", money(lang, *lowest, Currency::Cny).into()),
            ("per", whole(*per).into()),
        ]),
        Flag::Place(misfit) => say(&[
            ("inside", misfit.inside.as_str().into()),
            ("named", misfit.named.as_str().into()),
            ("lies", misfit.lies_in.as_str().into()),
        ]),
        Flag::UnknownGoods { name } | Flag::NoQuantity { name } | Flag::NoPrice { name } => {
            say(&[("name", name.as_str().into())])
        }
        Flag::Off { state, word } => say(&[("state", state_word(lang, *state).into()), ("word", word.as_str().into())]),
        Flag::Gone { state } => say(&[("state", state_word(lang, *state).into())]),
        Flag::UnknownState { word } => say(&[("word", word.as_str().into())]),
        Flag::NoCurrency { code } => say(&[("code", code.as_str().into())]),
        Flag::Unfit { problems } => {
            let found: Vec<String> = problems.iter().map(|one| problem(lang, one)).collect();
            say(&[("why", found.join(" ").into())])
        }
        Flag::StandIn | Flag::Changed => say(&[]),
    }
}

fn state_word(lang: Lang, state: SaleState) -> String {
    t_dyn(lang, &format!("sale-{}", state.key()))
}

/// What changed, in one sentence.
pub fn news(lang: Lang, news: &News) -> String {
    let texts = |key: &str, from: &str, to: &str| {
        let shown = |text: &str| if text.is_empty() { "—".to_owned() } else { text.to_owned() };
        tf(lang, key, &[("from", shown(from).into()), ("to", shown(to).into())])
    };
    let amounts = |key: &str, from: &Option<i64>, to: &Option<i64>| {
        let shown = |minor: &Option<i64>| minor.map(crate::i18n::money).unwrap_or_default();
        texts(key, &shown(from), &shown(to))
    };
    match news {
        News::State { from, to, .. } => texts("news-state", &state_word(lang, *from), &state_word(lang, *to)),
        News::Recipient { from, to } => texts("news-recipient", from, to),
        News::Phone { from, to } => texts("news-phone", from, to),
        News::Address { from, to } => texts("news-address", from, to),
        News::Paid { from, to } => amounts("news-paid", from, to),
        News::Refunded { from, to } => amounts("news-refunded", from, to),
        News::Goods => t(lang, "news-goods").to_owned(),
        News::Note { to } => tf(lang, "news-note", &[("to", to.as_str().into())]),
        News::Particulars => t(lang, "news-particulars").to_owned(),
    }
}
