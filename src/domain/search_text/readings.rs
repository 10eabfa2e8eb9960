//! Pinyin and pinyin initials of Chinese text, with the second readings that people type.

use pinyin::ToPinyin;

/// At most so many whole variants of a name are written out.
const VARIANTS: usize = 8;
/// Names up to this many characters get every variant whole; longer texts get windows round each double reading.
const SHORT: usize = 12;
/// How far a window reaches on each side of a character with two readings.
const WINDOW: usize = 5;

/// Characters of names and goods that are read in more than one way, or typed so. The first reading is the usual one.
const DOUBLE: &[(char, &[&str])] = &[
    ('重', &["zhong", "chong"]),
    ('长', &["chang", "zhang"]),
    ('乐', &["le", "yue"]),
    ('行', &["xing", "hang"]),
    ('厦', &["xia", "sha"]),
    ('调', &["tiao", "diao"]),
    ('曾', &["zeng", "ceng"]),
    ('单', &["dan", "shan"]),
    ('解', &["jie", "xie"]),
    ('仇', &["chou", "qiu"]),
    ('区', &["qu", "ou"]),
    ('查', &["cha", "zha"]),
    ('盛', &["sheng", "cheng"]),
    ('沈', &["shen", "chen"]),
    ('六', &["liu", "lu"]),
    ('都', &["du", "dou"]),
    ('朝', &["chao", "zhao"]),
    ('会', &["hui", "kuai"]),
    ('番', &["fan", "pan"]),
    ('莘', &["xin", "shen"]),
    ('弹', &["dan", "tan"]),
    ('降', &["jiang", "xiang"]),
    ('传', &["chuan", "zhuan"]),
    ('参', &["can", "shen"]),
    ('藏', &["cang", "zang"]),
    ('泊', &["bo", "po"]),
    ('宿', &["su", "xiu"]),
    ('校', &["xiao", "jiao"]),
    ('系', &["xi", "ji"]),
    ('省', &["sheng", "xing"]),
    ('卡', &["ka", "qia"]),
    ('种', &["zhong", "chong"]),
    ('翟', &["zhai", "di"]),
    ('覃', &["qin", "tan"]),
    ('召', &["zhao", "shao"]),
    ('莞', &["guan", "wan"]),
    ('堡', &["bao", "pu"]),
    ('埔', &["pu", "bu"]),
    ('阿', &["a", "e"]),
    ('率', &["lv", "shuai"]),
    ('贾', &["jia", "gu"]),
    ('便', &["bian", "pian"]),
    ('朴', &["piao", "pu"]),
    ('扎', &["zha", "za"]),
    ('仔', &["zi", "zai"]),
    ('涌', &["yong", "chong"]),
    ('什', &["shi", "shen"]),
    ('提', &["ti", "di"]),
    ('大', &["da", "dai"]),
    ('吕', &["lv", "lu"]),
    ('绿', &["lv", "lu"]),
    ('旅', &["lv", "lu"]),
    ('律', &["lv", "lu"]),
    ('铝', &["lv", "lu"]),
    ('女', &["nv", "nu"]),
];

/// One sign of a name: a Chinese character with its readings, or a letter or digit as it is.
struct Sign {
    readings: &'static [&'static str],
    single: Option<&'static str>,
    other: char,
}

impl Sign {
    fn of(c: char) -> Option<Sign> {
        let simple = super::fold::simplified(c);
        if let Some((_, readings)) = DOUBLE.iter().find(|(known, _)| *known == simple) {
            return Some(Sign { readings, single: None, other: c });
        }
        let mut folded = String::new();
        super::fold::fold_into(c.encode_utf8(&mut [0; 4]), &mut folded);
        let other = folded.chars().next().unwrap_or(' ');
        match simple.to_pinyin() {
            Some(reading) => Some(Sign { readings: &[], single: Some(reading.plain()), other }),
            None => other.is_alphanumeric().then_some(Sign { readings: &[], single: None, other }),
        }
    }

    fn reading(&self, choice: usize) -> Option<&'static str> {
        self.single.or_else(|| self.readings.get(choice).copied())
    }
}

/// Appends, each on its own line, the full pinyin and the initials of `part`; nothing where there is no Chinese in it.
pub(super) fn push_pinyin(part: &str, out: &mut String) {
    let signs: Vec<Sign> = part.chars().filter_map(Sign::of).collect();
    let chinese = signs.iter().filter(|sign| sign.reading(0).is_some()).count();
    if chinese == 0 {
        return;
    }
    let plain = vec![0; signs.len()];
    push_forms(&signs, &plain, out);
    let double: Vec<usize> = (0..signs.len()).filter(|at| signs[*at].readings.len() > 1).collect();
    if signs.len() <= SHORT && double.len() < 4 {
        push_every_variant(&signs, &double, out);
    } else {
        for at in double.into_iter().take(VARIANTS) {
            let mut choice = plain.clone();
            choice[at] = 1;
            let window = at.saturating_sub(WINDOW)..(at + WINDOW + 1).min(signs.len());
            push_forms(&signs[window.clone()], &choice[window], out);
        }
    }
}

/// All combinations of second readings but the plain one, which is there already; at most `VARIANTS` in all.
fn push_every_variant(signs: &[Sign], double: &[usize], out: &mut String) {
    for mask in 1..(1_usize << double.len()) {
        let mut choice = vec![0; signs.len()];
        for (bit, at) in double.iter().enumerate() {
            choice[*at] = (mask >> bit) & 1;
        }
        push_forms(signs, &choice, out);
    }
}

fn push_forms(signs: &[Sign], choice: &[usize], out: &mut String) {
    out.push('\n');
    for (sign, choice) in signs.iter().zip(choice) {
        match sign.reading(*choice) {
            Some(reading) => out.push_str(reading),
            None => out.push(sign.other),
        }
    }
    out.push('\n');
    for (sign, choice) in signs.iter().zip(choice) {
        out.push(sign.reading(*choice).and_then(|reading| reading.chars().next()).unwrap_or(sign.other));
    }
}
