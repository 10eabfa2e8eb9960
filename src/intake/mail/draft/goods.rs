//! Words about goods: names, codes, specifications, prices, currencies.

use std::ops::Range;

use super::text::{Strip, patterns};
use super::{Found, PriceSaid};
use crate::domain::money::Currency;
use crate::domain::quantity;

const CURRENCIES: &str = r"us\$|usd|us dollars?|美元|美金|eur|euros?|€|hk\$|hkd|港币|港元|sgd|s\$|rmb|cny|人民币";

patterns! {
    GOODS = r"奶|乳|酪|黄油|冰淇淋|冰激凌|雪糕|优格|芝士|起司|酥油|饮品|饮料|(?-u:\b)(?:milks?|yogh?urts?|cheeses?|butter|cream|powder|mozzarella|whey|kefir|lactic|lactose|ghee|drinks?|ice ?cream)(?-u:\b)";
    NOT_GOODS = r"奶茶店|乳业|订单|要货|订货单|采购单|价格表|产品目录|dairy co|price list";
    SPECIFICATION = r"[0-9]+(?:\.[0-9]+)?\s*(?:毫升|升|千克|公斤|公克|公升|克|(?:ml|l|g|kg)(?-u:\b))(?:\s*[*x/]\s*[0-9]+\s*(?:(?:盒|瓶|袋|杯|罐|支|块|包|片|桶)(?:/(?:箱|件|提|托))?)?)?|[0-9]+\s*[*x]\s*[0-9]+(?:\.[0-9]+)?\s*(?:毫升|升|千克|公斤|克|(?:ml|l|g|kg)(?-u:\b))";
    CODE = r"^([a-z]{1,4}-?[0-9]{3,8}[a-z]?|[0-9]{5,14})[\s,:、-]+";
    BULLET = r"^\s*(?:[-*•·●○■>]+\s*|\(?[0-9]{1,2}[.、):]\s*(?:[^0-9]|$)|[一二三四五六七八九十]{1,2}、|[①-⑳])";
    DOUBTFUL_NAME = r"[到减不了吗请给送发要说在把就没有已还再什么]|(?-u:\b)(?:asap|urgent|please|need|our|your|the|this|for)(?-u:\b)";
    CURRENCY = CURRENCIES;
    PRICE_LABELLED = &format!(r"(?:单价|价格|价|@|(?-u:\b)at|(?-u:\b)price)\s*:?\s*({CURRENCIES}|[¥$])?\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*(元|{CURRENCIES})?(?:\s*(?:/|每|per )\s*([\p{{Han}}]|[a-z]+))?");
    PRICE_CURRENCY = &format!(r"({CURRENCIES}|[¥$])\s*([0-9][0-9,]*(?:\.[0-9]+)?)()(?:\s*(?:/|每|per )\s*([\p{{Han}}]|[a-z]+))?");
    PRICE_YUAN = r"()([0-9][0-9,]*(?:\.[0-9]+)?)\s*(元)(?:\s*(?:/|每|一)\s*([\p{Han}]))?";
    LAST = r"同上一?次|[和跟与同照按]上一?次的?(?:一样|相同|数量|的量|订单)?|和?上次一样|同上回|照旧|老样子|照常|same as (?:the )?(?:last|before|previous|usual)[a-z ]{0,14}|as last time|(?:the )?usual (?:order|quantity)|repeat (?:of )?(?:our |the )?last order";
}

/// True where the text speaks of dairy goods.
pub(super) fn names_goods(plain: &str) -> bool {
    GOODS.is_match(plain) && !NOT_GOODS.is_match(plain)
}

/// True for `同上次` and the like.
pub(super) fn is_like_last(plain: &str) -> bool {
    LAST.is_match(plain)
}

/// Where `同上次` and the like stand.
pub(super) fn like_last_at(plain: &str) -> Vec<Range<usize>> {
    LAST.find_all(plain)
}

pub(super) fn specifications(plain: &str) -> Vec<Range<usize>> {
    SPECIFICATION.find_all(plain)
}

/// Bytes that a mark at the front of a list's line takes: `1、`, `-`.
pub(super) fn bullet(plain: &str) -> usize {
    let Some(found) = BULLET.find(plain) else { return 0 };
    let mark = plain.get(found.clone()).unwrap_or_default();
    // The pattern looks one character further to tell `1.` from `1.5`.
    let taken = mark
        .trim_end_matches(|c: char| c.is_alphanumeric() && !"一二三四五六七八九十".contains(c) || c.is_alphabetic());
    if taken.trim().is_empty() { 0 } else { taken.len() }
}

/// Name, code and specification of goods.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub name: Option<Found<String>>,
    pub code: Option<Found<String>>,
    pub specification: Option<Found<String>>,
}

/// Takes a text that names goods apart: `CY2001 Fresh Milk 950ml x 12`.
pub(super) fn take_apart(strip: &Strip, range: Range<usize>) -> Parts {
    let mut parts = Parts::default();
    let mut rest = strip.trimmed(range);
    let text = |range: &Range<usize>| strip.plain.get(range.clone()).unwrap_or_default();
    let found = |range: Range<usize>, certain: bool| {
        let said = strip.said(range.clone());
        Found { value: said.clone(), certain, source: strip.source(range), said }
    };
    if let Some(code) = CODE.captures(text(&rest)).and_then(|found| found.get(1)).map(|code| code.range()) {
        parts.code = Some(found(rest.start + code.start..rest.start + code.end, true));
        rest.start += code.end;
    }
    let mut name = strip.trimmed(rest.clone());
    if let Some(specification) = SPECIFICATION.find(text(&rest)) {
        let at = rest.start + specification.start..rest.start + specification.end;
        parts.specification = Some(found(strip.trimmed(at.clone()), true));
        name = strip.trimmed(rest.start..at.start);
        if name.is_empty() {
            name = strip.trimmed(at.end..rest.end);
        }
    }
    let name = without_signs(strip, name);
    if !name.is_empty() {
        let said = text(&name);
        let words = said.split_whitespace().count();
        let length = if said.is_ascii() { 60 } else { 16 };
        let sure = names_goods(said) && said.chars().count() <= length && words <= 8 && !DOUBTFUL_NAME.is_match(said);
        parts.name = Some(found(name, sure || parts.code.is_some()));
    }
    parts
}

/// The range without dashes, stars and brackets at its ends.
fn without_signs(strip: &Strip, range: Range<usize>) -> Range<usize> {
    let text = strip.plain.get(range.clone()).unwrap_or_default();
    let edge = |c: char| c.is_whitespace() || "-*:=/,.、".contains(c) || c == '(';
    let start = range.start + (text.len() - text.trim_start_matches(edge).len());
    let end = start + text.trim_matches(edge).len();
    start..end.max(start)
}

/// The currency that a text names.
pub(super) fn currency_in(plain: &str) -> Option<Currency> {
    let found = CURRENCY.find_all(plain).into_iter().find(|range| {
        let word = plain.get(range.clone()).unwrap_or_default();
        let bounded = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphabetic());
        let before = plain.get(..range.start).and_then(|text| text.chars().next_back());
        let after = plain.get(range.end..).and_then(|text| text.chars().next());
        !word.starts_with(|c: char| c.is_ascii_alphabetic())
            || bounded(before) && (bounded(after) || word.ends_with('$'))
    })?;
    let code = match plain.get(found)? {
        "us$" | "usd" | "us dollar" | "us dollars" | "美元" | "美金" => Currency::Usd,
        "eur" | "euro" | "euros" | "€" => Currency::Eur,
        "hk$" | "hkd" | "港币" | "港元" => Currency::Hkd,
        "sgd" | "s$" => Currency::Sgd,
        _ => Currency::Cny,
    };
    Some(code)
}

/// A price in a plain text and where it stands.
pub(super) fn price_in(plain: &str) -> Option<(PriceSaid, Range<usize>)> {
    let found = [&PRICE_LABELLED, &PRICE_CURRENCY, &PRICE_YUAN].iter().find_map(|pattern| pattern.captures(plain))?;
    let (digits, places, _) = quantity::read_figure(found.get(2)?.as_str())?;
    let currency = [1, 3].iter().find_map(|at| found.get(*at).and_then(|word| currency_in(word.as_str())));
    let per = found.get(4).map_or("", |unit| unit.as_str());
    let mut end = found.get(0)?.end();
    let per = if quantity_unit(per) {
        per.to_owned()
    } else {
        end = found.get(4).map_or(end, |unit| unit.start());
        String::new()
    };
    Some((PriceSaid { digits, places, currency, per }, found.get(0)?.start()..end))
}

fn quantity_unit(word: &str) -> bool {
    !word.is_empty() && super::quantity::is_unit(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::mail::draft::text::{Place, plain};

    #[test]
    fn goods_are_taken_apart() {
        for (text, wanted) in [
            ("CY2001 Fresh Milk 950ml x 12", ["CY2001", "Fresh Milk", "950ml x 12"]),
            ("澄原纯牛奶250ml×24", ["", "澄原纯牛奶", "250ml×24"]),
            ("全脂奶粉 400g*20袋/箱", ["", "全脂奶粉", "400g*20袋/箱"]),
            ("24*250ml 纯牛奶", ["", "纯牛奶", "24*250ml"]),
        ] {
            let strip = Strip::new(text, Place::Body(1));
            let parts = take_apart(&strip, 0..strip.plain.len());
            let said = |found: Option<Found<String>>| found.map(|found| found.value).unwrap_or_default();
            assert_eq!([said(parts.code), said(parts.name), said(parts.specification)], wanted, "{text}");
        }
    }

    #[test]
    fn prices_and_currencies() {
        for (text, wanted) in [
            ("单价52.8元/箱", "52.8/箱"),
            ("520元/箱", "520/箱"),
            ("usd 21.00", "21 USD"),
            ("@ us$13.20 per ctn", "13.2 USD/ctn"),
            ("¥1,234.50", "1234.5"),
        ] {
            assert_eq!(price_in(&plain(text)).map(|(price, _)| price.to_string()).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(price_in("20箱"), None);
        assert_eq!(currency_in("europe"), None);
        assert_eq!(currency_in("price eur"), Some(Currency::Eur));
    }

    #[test]
    fn marks_of_lists() {
        for (text, taken) in
            [("1、纯牛奶", 4), ("- milk", 2), ("1.5升", 0), ("2. milk", 3), ("纯牛奶", 0), ("12) x", 4)]
        {
            assert_eq!(bullet(text), taken, "{text}");
        }
    }
}
