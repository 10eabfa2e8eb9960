//! The single values of an order: number, customer, address, contact, telephone, terms.

use std::ops::Range;

use super::goods;
use super::labels::{Key, Labelled};
use super::text::{PHONE, Place, Strip, patterns};
use super::{Found, TermsSaid, firms};
use crate::domain::customers::Terms;
use crate::domain::orders::{Incoterm, IncotermRule};

patterns! {
    PHONE_AT = &format!("({PHONE})");
    TOKEN = r"^[a-z0-9][a-z0-9_./-]*";
    NUMBERED = r"(?-u:\b)(po-?[0-9][a-z0-9/-]{3,})|(?:采购订单|采购单|订货单|要货单|订购单|订单|合同|单号|(?-u:\b)(?:purchase order|order|p\.?o\.?))\s*(?:no\.?|number|号|编号|#|:)?\s*[:#]?\s*([a-z]{0,6}[-/]?[0-9][a-z0-9/-]{2,})";
    ADDRESS_SIGNS = r"[路街道巷弄村镇乡区县市号楼栋座店仓园厦场心库库]|[0-9]+ [a-z]|street|road|avenue|(?-u:\b)(?:st|rd|ave|way|unit|floor|warehouse|port|wharf|strasse)(?-u:\b)";
    HAN = r"\p{Han}";
    SENT_TO = r"(?:送到|送至|送往|送去|发到|发往|发至|运到|运至|送货到|送货至|配送到|地址还是|地址仍是|地址是|地址为|地址在|[箱件盒瓶提袋杯桶]到)\s*([^,。:;!?\s][^,。;!?]{2,60})";
    SENT_TO_EN = r"(?-u:\b)(?:deliver|ship|send|delivered|shipped)(?-u:\b)(?: (?:them|it|all|the goods|everything|by|on|before)(?-u:\b))*[^.;\n]{0,34}?(?-u:\b)to ([a-z0-9][^.;\n]{5,90})";
    OUR_PLACE = r"^our [^,]{2,40}, ";
    RECEIVER = r"(?:收货联系人|收货人|联系人|联络人|收件人|接货人|找)\s*([\p{Han}]{2,4}?)(?:[,。;\s0-9+]|电话|手机|收|$)";
    NAME_AND_PHONE = &format!(r"(?:^|[,。;、:\s])([\p{{Han}}]{{2,4}})[\s,:]*(?:电话|手机|tel)?[\s.:]*(?:{PHONE})");
    CONTACT_EN = &format!(r"(?-u:\b)(?:contact|attn\.?|call)\s+([a-z][a-z .'-]{{1,30}}?)[\s,:]*(?:{PHONE})");
    TERMS_HAN = r"月结\s*[0-9]{0,3}\s*天?|款到发货|货到付款|现款现货|现金结算|现结|预付货款|全额预付|周结|批结|票到\s*[0-9]+\s*天付款";
    TERMS_EN = r"(?-u:\b)payment (?:by |is |terms? )?([^,.;\n]{3,40})|(?-u:\b)(net [0-9]{2,3}(?: days)?)(?-u:\b)";
    INCOTERM = r"(?-u:\b)(exw|fca|cpt|cip|dap|dpu|ddp|fas|fob|cfr|cif)(?-u:\b)[ ,]*([^,.;。:\n\t|()]*)";
    WE_ARE = r"我是([\p{Han}]{2,24}?)的([\p{Han}]{2,4}?)(?:[,。!;\s]|$)";
    CUT_AT = r"[。;]|,\s*(?:收货|联系|电话|手机|收件|找|tel|phone|attn|contact)|\s{2,}";
}

/// A text as a value.
pub(super) fn text(strip: &Strip, range: Range<usize>, certain: bool) -> Found<String> {
    let said = strip.said(range.clone());
    Found { value: said.clone(), certain, source: strip.source(range), said }
}

fn part(strip: &Strip, range: &Range<usize>) -> String {
    strip.plain.get(range.clone()).unwrap_or_default().to_owned()
}

/// Their number behind a label: the first word of it.
pub(super) fn reference(strip: &Strip, label: &Labelled) -> Option<Found<String>> {
    let value = part(strip, &label.value);
    let token = TOKEN.find(&value)?;
    let number = value.get(token.clone())?.trim_end_matches(['-', '.', '/', '_']);
    let has_digit = number.bytes().any(|byte| byte.is_ascii_digit());
    (has_digit && number.len() >= 3).then(|| text(strip, label.value.start..label.value.start + number.len(), true))
}

/// Their number in a sentence or a subject: `订单TY-0312`, `PO#55102`.
pub(super) fn numbered(strip: &Strip) -> Option<Found<String>> {
    let found = NUMBERED.captures(&strip.plain)?;
    let at = found.get(1).or_else(|| found.get(2))?;
    let number = at.as_str().trim_end_matches(['-', '/']);
    // `order 200 cartons` counts cartons.
    let only_digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let unit_follows =
        super::quantity::find(strip.plain.get(at.start()..)?).first().is_some_and(|found| found.range.start == 0);
    if only_digits && (number.len() < 4 || unit_follows) {
        return None;
    }
    // Eight digits may be a day, and a row of digits behind 订单 may be anything but still is most likely the number.
    let day = super::dates::read(number, None).is_some_and(|day| day.range.len() == number.len());
    Some(text(strip, at.start()..at.start() + number.len(), !day))
}

/// The place behind a label. It ends where somebody's name or number begins.
pub(super) fn address(strip: &Strip, label: &Labelled) -> Option<Found<String>> {
    let value = part(strip, &label.value);
    let mut end = CUT_AT.find(&value).map_or(value.len(), |cut| cut.start);
    if let Some(comma) = value.find(',').filter(|comma| HAN.is_match(&value) && *comma < end) {
        end = comma;
    }
    let range = strip.trimmed(label.value.start..label.value.start + end);
    let value = part(strip, &range);
    let speaks = value.chars().count() >= 4;
    speaks.then(|| text(strip, range, ADDRESS_SIGNS.is_match(&value)))
}

/// The place in a sentence: `送到…`, `deliver to …`.
pub(super) fn sent_to(strip: &Strip) -> Option<Found<String>> {
    let mut places: Vec<Found<String>> = Vec::new();
    for at in SENT_TO.all_captures(&strip.plain).iter().filter_map(|found| found.get(1)) {
        let range = strip.trimmed(at.range());
        let value = part(strip, &range);
        let sure = ADDRESS_SIGNS.is_match(&value) && value.chars().count() >= 6;
        if value.chars().count() >= 3 && !goods::names_goods(&value) {
            places.push(text(strip, range, sure));
        }
    }
    if !places.is_empty() {
        let several = places.len() > 1;
        return places.into_iter().next().map(|place| Found { certain: place.certain && !several, ..place });
    }
    let at = SENT_TO_EN.captures(&strip.plain)?.get(1)?;
    let skipped = OUR_PLACE.find(at.as_str()).map_or(0, |ours| ours.end);
    let range = strip.trimmed(at.start() + skipped..at.end());
    let sure = part(strip, &range).contains(|c: char| c.is_ascii_digit());
    sure.then(|| text(strip, range, true))
}

/// The lines below a label that stands alone, up to a blank one or another label.
pub(super) fn lines_below(strips: &[&Strip], at: usize) -> Option<Found<String>> {
    let ends = |strip: &&&Strip| {
        let line = strip.plain.trim();
        line.is_empty()
            || super::labels::has_label(line)
            || goods::names_goods(line)
            || !super::quantity::find(line).is_empty()
    };
    let below: Vec<&&Strip> = strips.iter().skip(at + 1).take_while(|strip| !ends(strip)).take(5).collect();
    let (first, said) = (below.first()?, below.iter().map(|strip| strip.raw.trim()).collect::<Vec<_>>());
    let said = said.iter().map(|line| line.trim_end_matches([',', '，'])).collect::<Vec<_>>().join(", ");
    Some(Found { value: said.clone(), certain: true, source: first.source(0..first.plain.len()), said })
}

/// A remark to the end of its line, with its own full stop.
pub(super) fn remark(strip: &Strip, label: &Labelled) -> Found<String> {
    let after = strip.plain.get(label.value.end..).unwrap_or_default();
    let stop = after.chars().next().filter(|c| matches!(c, '.' | '。' | '!' | ')')).map_or(0, char::len_utf8);
    text(strip, label.value.start..label.value.end + stop, true)
}

/// A person behind a label, without the number that may follow.
pub(super) fn contact(strip: &Strip, label: &Labelled) -> Option<Found<String>> {
    let value = part(strip, &label.value);
    let phone = PHONE_AT.find(&value).map_or(value.len(), |at| at.start);
    let comma = value.find([',', '(', '/', ';', '、', '。']).unwrap_or(value.len());
    let word = ["电话", "手机", "tel", "phone"].iter().filter_map(|word| value.find(word)).min().unwrap_or(value.len());
    let range = strip.trimmed(label.value.start..label.value.start + phone.min(comma).min(word));
    let name = strip.said(range.clone());
    let sure = firms::is_person(&name) || name.chars().count() <= 24 && !name.contains(|c: char| c.is_ascii_digit());
    (!name.is_empty()).then(|| text(strip, range, sure))
}

/// A person in a sentence: `收货人钱伟`, `林涛 13900000099`.
pub(super) fn person_named(strip: &Strip) -> Option<Found<String>> {
    if let Some(at) = CONTACT_EN.captures(&strip.plain).and_then(|found| found.get(1)).map(|name| name.range()) {
        let sure = firms::is_person(&strip.said(at.clone()));
        return Some(text(strip, at, sure));
    }
    let at = [&RECEIVER, &NAME_AND_PHONE]
        .iter()
        .find_map(|pattern| pattern.captures(&strip.plain).and_then(|found| found.get(1)).map(|name| name.range()))?;
    let name = strip.said(at.clone());
    firms::is_person(&name).then(|| text(strip, at, true))
}

/// All telephone numbers of a line, as written with half-width figures.
pub(super) fn phones(strip: &Strip) -> Vec<Found<String>> {
    let all = PHONE_AT.find_all(&strip.plain).into_iter().filter(|at| {
        let before = strip.plain.get(..at.start).and_then(|before| before.chars().next_back());
        let after = strip.plain.get(at.end..).and_then(|after| after.chars().next());
        !before.is_some_and(|c| c.is_ascii_alphanumeric()) && !after.is_some_and(|c| c.is_ascii_digit())
    });
    all.map(|at| {
        let mut found = text(strip, at.clone(), true);
        found.value = part(strip, &at).trim().to_owned();
        found
    })
    .collect()
}

/// The number behind a label.
pub(super) fn phone(strip: &Strip, label: &Labelled) -> Option<Found<String>> {
    let value = Strip { raw: strip.said(label.value.clone()), plain: part(strip, &label.value), place: Place::Subject };
    let digits = value.plain.bytes().filter(u8::is_ascii_digit).count();
    let known = phones(&value).into_iter().next();
    let (said, sure) = match known {
        Some(found) => (found.value, true),
        None if (5..=16).contains(&digits) && value.plain.len() <= 30 => (value.plain.trim().to_owned(), false),
        None => return None,
    };
    Some(Found { value: said, certain: sure, source: strip.source(label.value.clone()), said: value.raw })
}

/// Terms of payment behind a label, or among words that only they use.
pub(super) fn terms(strip: &Strip, label: Option<&Labelled>) -> Option<Found<TermsSaid>> {
    let range = match label {
        Some(label) => {
            let value = part(strip, &label.value);
            let end = value.find(['。', ';']).unwrap_or(value.len());
            strip.trimmed(label.value.start..label.value.start + end)
        }
        None => TERMS_HAN.find(&strip.plain).or_else(|| {
            let found = TERMS_EN.captures(&strip.plain)?;
            found.get(1).or_else(|| found.get(2)).map(|at| at.range())
        })?,
    };
    let said = strip.said(range.clone());
    let value = TermsSaid { terms: ours(&part(strip, &range)), text: said.clone() };
    (!said.is_empty()).then(|| Found { value, certain: true, source: strip.source(range), said })
}

fn ours(plain: &str) -> Option<Terms> {
    let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    if plain.contains('%') {
        None
    } else if has(&["月结60", "月结 60"]) {
        Some(Terms::Monthly60)
    } else if has(&["月结30", "月结 30"]) || plain == "月结" {
        Some(Terms::Monthly30)
    } else if has(&["款到发货", "预付", "in advance", "prepaid"]) {
        Some(Terms::Prepaid)
    } else if has(&["货到付款", "现结", "现款现货", "cash on delivery"]) {
        Some(Terms::OnDelivery)
    } else {
        None
    }
}

/// An Incoterm with its place.
pub(super) fn incoterm(strip: &Strip) -> Option<Found<Incoterm>> {
    let found = INCOTERM.captures(&strip.plain)?;
    let (whole, rule, tail) = (found.get(0)?, found.get(1)?, found.get(2)?);
    let rule_value = IncotermRule::from_code(rule.as_str())?;
    let said = strip.said(tail.range());
    let place: Vec<&str> =
        said.split(' ').filter(|word| !word.is_empty()).take_while(|word| names_a_place(word)).take(4).collect();
    let place = place.join(" ");
    let certain = !place.is_empty();
    let value = Incoterm { rule: rule_value, place };
    Some(Found {
        value,
        certain,
        source: strip.source(whole.range()),
        said: strip.said(whole.range()).trim().to_owned(),
    })
}

fn names_a_place(word: &str) -> bool {
    let han = HAN.is_match(word) && word.chars().count() <= 8;
    let capital = word.chars().next().is_some_and(char::is_uppercase) && !word.contains(|c: char| c.is_ascii_digit());
    han || capital && !word.to_ascii_lowercase().starts_with("incoterm")
}

/// `我是杭州某某商贸的李四`: firm and person.
pub(super) fn introduced(strip: &Strip) -> Option<(Found<String>, Found<String>)> {
    let found = WE_ARE.captures(&strip.plain)?;
    let (firm, person) = (found.get(1)?, found.get(2)?);
    let sure = firms::is_firm(&strip.said(firm.range()));
    Some((text(strip, firm.range(), sure), text(strip, person.range(), sure)))
}

/// The customer behind a label.
pub(super) fn customer(strip: &Strip, label: &Labelled) -> Option<Found<String>> {
    let value = part(strip, &label.value);
    let end = value.find(['。', ';', '\t', '(']).unwrap_or(value.len());
    let range = strip.trimmed(label.value.start..label.value.start + end);
    let name = strip.said(range.clone());
    let length = name.chars().count();
    (2..=80).contains(&length).then(|| text(strip, range, true)).filter(|_| label.key == Key::Customer)
}
