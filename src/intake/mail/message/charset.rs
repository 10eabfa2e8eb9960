//! Bytes of a mail become text, whatever its label says.
//!
//! Labels of Chinese mails lie in three ways: `gb2312` on text that needs GBK or GB18030 (all three are read as GB18030), no
//! label at all, and the label of the sender's program on text in another encoding. So a label is believed only while the
//! text it gives looks like text.

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, ISO_2022_JP, SHIFT_JIS, UTF_8, WINDOWS_1252};

/// Text is judged by its first characters; a longer look costs time and tells nothing more.
const JUDGED: usize = 4_000;

/// Characters that letters about goods are full of, in both scripts. A wrong decoding gives rare characters instead.
const COMMON: &str = "的一是在不了有我他这這中大来來上国國个個到说說们們为為子和你地出道也时時年得就那要下以生会會自着去之过過家学學对對可她里裡\
后後小么麼心多天而能好都然没沒日于於起还還发發成事只作当當想看文无無开開手十用主行方又如前所本见見经經头頭面公同三已老从從动動两兩长長\
请請您贵貴司订訂单單货貨品名规規格数數量箱盒件瓶袋提包盒牛奶酸纯純鲜鮮粉乳酪黄黃油送收址电電话話联聯系繫络絡人期交付款月结結价價元备備\
注註谢謝邮郵采採购購路号號市区區省县縣仓倉库庫商超店有限公司贸貿易食品明后早上午下周週二四五六七八九零加改取消回复復覆确認认安排到";

/// Decodes `bytes` by their label where that gives sensible text, else by what they look like.
pub fn decode(bytes: &[u8], label: Option<&str>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if bytes.is_ascii() && !bytes.contains(&0x1b) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let labelled = label.and_then(by_label);
    best(bytes, labelled, label.is_some_and(says_latin))
}

/// The encoding of a label, with those names that only mails use.
fn by_label(label: &str) -> Option<&'static Encoding> {
    let name = label.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'').to_ascii_lowercase();
    match name.as_str() {
        "gb2312" | "gbk" | "x-gbk" | "gb18030" | "cp936" | "ms936" | "gb_2312-80" | "gb2312-80" | "euc-cn"
        | "x-gb18030" => Some(GB18030),
        "cp950" | "ms950" | "x-big5" | "big5-hkscs" | "big5-eten" => Some(BIG5),
        "ks_c_5601" | "ksc5601" | "cp949" | "ms949" => Some(EUC_KR),
        "cp932" | "ms932" => Some(SHIFT_JIS),
        "utf8" => Some(UTF_8),
        // Programs write these when they know nothing better.
        "us-ascii" | "ascii" | "iso-8859-1" | "latin1" | "windows-1252" | "unknown" | "unknown-8bit" | "default" => {
            None
        }
        other => Encoding::for_label(other.as_bytes()),
    }
}

fn says_latin(label: &str) -> bool {
    let name = label.trim().to_ascii_lowercase();
    ["iso-8859-1", "latin1", "windows-1252", "iso-8859-15"].iter().any(|known| name.contains(known))
}

/// The most plausible reading. The label's own wins where it is as good as another.
fn best(bytes: &[u8], labelled: Option<&'static Encoding>, said_latin: bool) -> String {
    if bytes.contains(&0x1b) && labelled.is_none() {
        return ISO_2022_JP.decode_without_bom_handling(bytes).0.into_owned();
    }
    let strict_utf8 = UTF_8.decode_without_bom_handling_and_without_replacement(bytes);
    let mut candidates: Vec<(i64, String)> = Vec::new();
    if let Some(encoding) = labelled {
        let (text, wrong) = encoding.decode_without_bom_handling(bytes);
        if !wrong && !is_chinese(encoding) && encoding != UTF_8 {
            return text.into_owned();
        }
        candidates.push((plausibility(&text) + 40, text.into_owned()));
    }
    if let Some(text) = strict_utf8 {
        // Chinese text in another encoding is valid UTF-8 by chance only while it is very short.
        let sequences = text.chars().filter(|c| !c.is_ascii()).count().min(10);
        candidates.push((plausibility(&text) + 20 + sequences as i64 * 60, text.into_owned()));
    }
    for encoding in [GB18030, BIG5] {
        let text = encoding.decode_without_bom_handling(bytes).0;
        candidates.push((plausibility(&text), text.into_owned()));
    }
    let latin = WINDOWS_1252.decode_without_bom_handling(bytes).0;
    candidates.push((latin_plausibility(bytes) + if said_latin { 150 } else { 0 }, latin.into_owned()));
    let first_best = candidates.into_iter().reduce(|best, next| if next.0 > best.0 { next } else { best });
    first_best.map(|(_, text)| text).unwrap_or_default()
}

fn is_chinese(encoding: &'static Encoding) -> bool {
    encoding == GB18030 || encoding == BIG5
}

/// Points per hundred characters beyond ASCII: common ones count for the reading, impossible ones against it.
fn plausibility(text: &str) -> i64 {
    let (mut points, mut judged) = (0_i64, 0_i64);
    for c in text.chars().filter(|c| !c.is_ascii()).take(JUDGED) {
        judged += 1;
        points += match c {
            '\u{fffd}' => -20,
            // What replacement characters of UTF-8 look like when they are read as GBK.
            '锟' | '拷' => -10,
            '\u{e000}'..='\u{f8ff}' | '\u{80}'..='\u{9f}' => -10,
            '\u{4e00}'..='\u{9fff}' if COMMON.contains(c) => 6,
            '，' | '。' | '：' | '（' | '）' | '、' | '；' | '\u{3000}' => 1,
            '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}' => 1,
            '\u{3400}'..='\u{4dbf}' | '\u{20000}'.. => -3,
            _ => 0,
        };
    }
    if judged == 0 { 0 } else { points * 100 / judged }
}

/// Latin text has lone bytes above 0x80 among letters; Chinese text has them in pairs.
fn latin_plausibility(bytes: &[u8]) -> i64 {
    let high = |byte: u8| byte >= 0x80;
    let mut lone = 0_i64;
    let mut all = 0_i64;
    for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| high(**byte)).take(JUDGED) {
        all += 1;
        let before = at.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(|b| high(*b));
        let after = bytes.get(at + 1).is_some_and(|b| high(*b));
        lone += i64::from(!before && !after && byte.is_ascii_graphic() == byte.is_ascii());
    }
    if all == 0 { 0 } else { (lone * 300 / all) - 110 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "您好，请给我们送纯牛奶二十箱，酸奶10箱，送到西湖路8号。谢谢！";
    const SAID_HANT: &str = "您好，請送純牛奶二十箱、優酪乳10箱到中山路8號倉庫，謝謝！";

    #[test]
    fn the_label_may_be_missing_or_wrong() {
        let gbk = GB18030.encode(SAID).0;
        for label in [
            None,
            Some("gb2312"),
            Some("GBK"),
            Some("x-gbk"),
            Some("utf-8"),
            Some("us-ascii"),
            Some("big5"),
            Some("nonsense"),
        ] {
            assert_eq!(decode(&gbk, label), SAID, "{label:?}");
        }
        for label in [None, Some("gb2312"), Some("utf-8"), Some("iso-8859-1"), Some("big5")] {
            assert_eq!(decode(SAID.as_bytes(), label), SAID, "{label:?}");
        }
        let big5 = BIG5.encode(SAID_HANT).0;
        for label in [None, Some("big5"), Some("utf-8"), Some("iso-8859-1"), Some("gb2312")] {
            assert_eq!(decode(&big5, label), SAID_HANT, "{label:?}");
        }
    }

    #[test]
    fn other_languages_stay_what_they_are() {
        let (german, _, _) = WINDOWS_1252.encode("Grüße aus München, 20 Kartons Käse");
        assert_eq!(decode(&german, None), "Grüße aus München, 20 Kartons Käse");
        assert_eq!(decode(&WINDOWS_1252.encode("áéíóú").0, Some("iso-8859-1")), "áéíóú");
        assert_eq!(decode(&german, Some("iso-8859-1")), "Grüße aus München, 20 Kartons Käse");
        let (korean, _, _) = EUC_KR.encode("우유 스무 상자");
        assert_eq!(decode(&korean, Some("ks_c_5601-1987")), "우유 스무 상자");
        let (japanese, _, _) = ISO_2022_JP.encode("牛乳を二十箱");
        assert_eq!(decode(&japanese, Some("iso-2022-jp")), "牛乳を二十箱");
        assert_eq!(decode(&japanese, None), "牛乳を二十箱");
    }

    #[test]
    fn a_character_beyond_gbk_survives_the_gb2312_label() {
        let (bytes, _, wrong) = GB18030.encode("收货人：𠮷田，㐂来");
        assert!(!wrong);
        assert_eq!(decode(&bytes, Some("gb2312")), "收货人：𠮷田，㐂来");
    }
}
