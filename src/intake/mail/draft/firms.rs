//! Names of firms and people as they stand in signatures and sentences.

use super::text::{Pattern, patterns, plain};

/// Endings of a firm's name that leave no doubt.
const ENDINGS: &str = "有限责任公司|股份有限公司|有限公司|分公司|公司|超市|商行|商店|便利店|食品店|副食店|粮油店|饮品店|烘焙店|蛋糕店|门店|食品厂|加工厂|小学|中学|大学|学院|学校|幼儿园|酒店|宾馆|餐厅|饭店|饼房|食堂|医院|集团|商社|企业社|企业行|批发部|经营部|合作社|茶餐厅|茶店";
const LATIN_ENDINGS: &str = r"co\.?,? ?ltd\.?|pte\.? ?ltd\.?|pty\.? ?ltd\.?|ltd\.?|limited|inc\.?|llc|gmbh|corp\.?|corporation|sdn\.? ?bhd\.?|b\.v\.|s\.a\.|plc|kg|oy|ab";

patterns! {
    HAN_FIRM = &format!(r"^([\p{{Han}}A-Za-z0-9()]{{1,24}}?(?:{ENDINGS}))(?:\s|$|[,、/|\t-])");
    HAN_FIRM_WHOLE = &format!(r"^[\p{{Han}}A-Za-z0-9()]{{1,30}}(?:{ENDINGS})$");
    LATIN_FIRM = &format!(r"^((?:[a-z0-9&.'-]+,? ){{1,7}}(?:{LATIN_ENDINGS}))(?:\s|$|[,|])");
    WEAK_FIRM = r"^([\p{Han}]{2,12}(?:便利|商贸|食品|生鲜|奶吧|水吧|烘焙|贸易|茶饮|茶铺))(?:\s|$)";
    HAN_PERSON = r"^[\p{Han}]{2,4}$";
    NOT_A_PERSON = "部|中心|公司|经理|先生|女士|小姐|老师|采购|销售|订单|仓库|电话|谢谢|您好|你好|此致|敬礼|商祺|奶|乳|酪|请|送|货|超市|商行|店|明天|后天|订|补|顺|祝|收到|贵";
    LATIN_PERSON = r"^[A-Z][a-z'-]+(?: [A-Z][a-z'-]+){1,2}$";
    NOT_A_LATIN_PERSON = r"(?i)\b(?:regards|dear|order|purchase|sales|team|department|milk|road|street|good|best|kind|thanks|thank|hello|phone|please|office|trading|mart|foods?)\b";
}

/// A firm named at the front of a line: its name as written and whether its ending leaves no doubt.
pub(super) fn firm_in(raw: &str) -> Option<(String, bool)> {
    let raw = raw.trim();
    let plain = plain(raw);
    let take =
        |end: usize| raw.chars().take(plain.get(..end).map_or(0, |name| name.chars().count())).collect::<String>();
    let found = |pattern: &Pattern| pattern.captures(&plain).and_then(|found| found.get(1)).map(|name| name.end());
    if let Some(end) = found(&HAN_FIRM).or_else(|| found(&LATIN_FIRM)) {
        return Some((take(end), true));
    }
    found(&WEAK_FIRM).map(|end| (take(end), false))
}

/// True where the whole text is a firm's name with a sure ending.
pub(super) fn is_firm(raw: &str) -> bool {
    let plain = plain(raw.trim());
    let whole_latin =
        LATIN_FIRM.captures(&plain).and_then(|found| found.get(1)).is_some_and(|name| name.end() == plain.len());
    HAN_FIRM_WHOLE.is_match(&plain) || whole_latin
}

/// True for a line that only a signature has: a firm, perhaps a person and a number behind it, and no sentence.
pub(super) fn signs(raw: &str) -> bool {
    let sentence = raw.contains(['，', '。', '：', ':', '；', '！', '？']);
    raw.chars().count() <= 60 && !sentence && firm_in(raw).is_some()
}

/// A person's name and nothing else.
pub(super) fn is_person(raw: &str) -> bool {
    let raw = raw.trim();
    let plain = plain(raw);
    HAN_PERSON.is_match(&plain) && !NOT_A_PERSON.is_match(&plain)
        || LATIN_PERSON.is_match(raw) && !NOT_A_LATIN_PERSON.is_match(raw)
}

pub(super) fn is_person_line(raw: &str) -> bool {
    is_person(raw)
}

/// True for a sender's name that may be a person's, for use where the text names them too.
pub(super) fn may_be_person(name: &str) -> bool {
    let plain = plain(name.trim());
    let length = plain.chars().count();
    let fits = (2..=30).contains(&length) && !plain.contains(|c: char| c.is_ascii_digit() || c == '@');
    fits && !NOT_A_PERSON.is_match(&plain) && !NOT_A_LATIN_PERSON.is_match(name) && firm_in(name).is_none()
}

/// The person named in a line of a signature: what stands between the firm, a department and a number.
pub(super) fn person_in(raw: &str) -> Option<String> {
    if is_person(raw) {
        return Some(raw.trim().to_owned());
    }
    raw.split([' ', '\t', '　', ',', '，', '/', '|']).map(str::trim).find(|word| is_person(word)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firms_and_people() {
        assert_eq!(firm_in("宁波嘉和食品有限公司 周敏"), Some(("宁波嘉和食品有限公司".to_owned(), true)));
        assert_eq!(firm_in("Sunrise Foods Pte Ltd"), Some(("Sunrise Foods Pte Ltd".to_owned(), true)));
        assert_eq!(firm_in("小麦便利 老宋 13900000194"), Some(("小麦便利".to_owned(), false)));
        assert_eq!(firm_in("請送純牛奶"), None);
        assert_eq!(person_in("宁波嘉和食品有限公司 周敏"), Some("周敏".to_owned()));
        assert_eq!(person_in("采购部 李建国"), Some("李建国".to_owned()));
        assert_eq!(person_in("Best regards"), None);
        assert_eq!(person_in("Anna Weber"), Some("Anna Weber".to_owned()));
    }
}
