//! Amounts of money in words: Chinese capitals as banks want them, and English as letters of credit want them.
//!
//! Chinese: a form bears the amount twice, in figures and in capitals that cannot be altered with one stroke. The zeros
//! follow the payment rules: one 零 for a run of zeros inside a group, none for zeros at its end, 零 after 元 only where
//! the 角 are nought and the 分 are not, 整 only after 元.

/// Which characters the capitals are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// 壹贰叁 … 万亿元
    Simplified,
    /// 壹貳參 … 萬億圓
    Traditional,
}

struct Signs {
    digits: [&'static str; 10],
    myriad: &'static str,
    hundred_million: &'static str,
    yuan: &'static str,
    minus: &'static str,
    renminbi: &'static str,
}

const SIMPLIFIED: Signs = Signs {
    digits: ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
    myriad: "万",
    hundred_million: "亿",
    yuan: "元",
    minus: "负",
    renminbi: "人民币",
};

const TRADITIONAL: Signs = Signs {
    digits: ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"],
    myriad: "萬",
    hundred_million: "億",
    yuan: "圓",
    minus: "負",
    renminbi: "人民幣",
};

impl Script {
    fn signs(self) -> &'static Signs {
        match self {
            Script::Simplified => &SIMPLIFIED,
            Script::Traditional => &TRADITIONAL,
        }
    }
}

/// An amount in fen as capitals with the currency before it: `人民币壹仟零壹元整`.
pub fn renminbi(fen: i64, script: Script) -> String {
    format!("{}{}", script.signs().renminbi, capitals(fen, script))
}

/// An amount in hundredths as capitals without a currency name: `壹仟零壹元整`; a negative one begins with 负.
pub fn capitals(fen: i64, script: Script) -> String {
    let signs = script.signs();
    let amount = fen.unsigned_abs();
    let (yuan, jiao, cents) = (amount / 100, amount / 10 % 10, amount % 10);
    let mut text = String::new();
    if fen < 0 {
        text.push_str(signs.minus);
    }
    if amount == 0 {
        text.push_str(signs.digits[0]);
    } else if yuan > 0 {
        whole(yuan, signs, &mut text);
    }
    if yuan > 0 || amount == 0 {
        text.push_str(signs.yuan);
    }
    if jiao > 0 {
        text.push_str(signs.digits[jiao as usize]);
        text.push('角');
    } else if cents > 0 && yuan > 0 {
        text.push_str(signs.digits[0]);
    }
    if cents > 0 {
        text.push_str(signs.digits[cents as usize]);
        text.push('分');
    }
    if jiao == 0 && cents == 0 {
        text.push('整');
    }
    text
}

/// Spells a positive whole number by groups of four and eight digits.
fn whole(number: u64, signs: &Signs, text: &mut String) {
    const HUNDRED_MILLION: u64 = 100_000_000;
    const MYRIAD: u64 = 10_000;
    for (group, name) in [(HUNDRED_MILLION, signs.hundred_million), (MYRIAD, signs.myriad)] {
        if number >= group {
            whole(number / group, signs, text);
            text.push_str(name);
            let rest = number % group;
            if rest > 0 {
                if rest < group / 10 {
                    text.push_str(signs.digits[0]);
                }
                whole(rest, signs, text);
            }
            return;
        }
    }
    four_digits(number as usize, signs, text);
}

fn four_digits(number: usize, signs: &Signs, text: &mut String) {
    let mut zero_owed = false;
    let mut begun = false;
    for (unit, name) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            zero_owed = begun;
            continue;
        }
        if zero_owed {
            text.push_str(signs.digits[0]);
            zero_owed = false;
        }
        text.push_str(signs.digits[digit]);
        text.push_str(name);
        begun = true;
    }
}

/// An amount in hundredths in English words: `USD One thousand two hundred and 50/100 only`.
pub fn english(minor: i64, currency: &str) -> String {
    let amount = minor.unsigned_abs();
    let mut words = english_whole(amount / 100);
    if let Some(first) = words.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    let sign = if minor < 0 { "minus " } else { "" };
    let cents = match amount % 100 {
        0 => String::new(),
        cents => format!(" and {cents:02}/100"),
    };
    format!("{currency} {sign}{words}{cents} only")
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [(u64, &str); 6] = [
    (1_000_000_000_000_000, "quadrillion"),
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
    (1_000, "thousand"),
    (100, "hundred"),
];

fn english_whole(number: u64) -> String {
    for (scale, name) in SCALES {
        if number >= scale {
            let head = english_whole(number / scale);
            return match number % scale {
                0 => format!("{head} {name}"),
                rest => format!("{head} {name} {}", english_whole(rest)),
            };
        }
    }
    match number {
        0..20 => SMALL[number as usize].to_owned(),
        _ if number.is_multiple_of(10) => TENS[number as usize / 10].to_owned(),
        _ => format!("{}-{}", TENS[number as usize / 10], SMALL[number as usize % 10]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_the_payment_rules() {
        for (fen, expected) in [
            (140_950, "壹仟肆佰零玖元伍角"),
            (600_714, "陆仟零柒元壹角肆分"),
            (168_032, "壹仟陆佰捌拾元叁角贰分"),
            (10_700_053, "壹拾万柒仟元伍角叁分"),
            (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
            (32_504, "叁佰贰拾伍元零肆分"),
            (0, "零元整"),
            (5, "伍分"),
            (50, "伍角"),
            (1_000, "壹拾元整"),
            (1_005, "壹拾元零伍分"),
            (10_010, "壹佰元壹角"),
            (100_100, "壹仟零壹元整"),
            (1_000_000, "壹万元整"),
            (100_000_000, "壹佰万元整"),
            (10_001_000_000, "壹亿零壹万元整"),
            (12_000_000_000, "壹亿贰仟万元整"),
            (123_456_789_012, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"),
            (100_000_000_000_000, "壹万亿元整"),
            (10_050_000, "壹拾万零伍佰元整"),
            (10_000_000_100, "壹亿零壹元整"),
            (200_080_000, "贰佰万零捌佰元整"),
        ] {
            assert_eq!(capitals(fen, Script::Simplified), expected, "{fen} fen");
            assert_eq!(renminbi(fen, Script::Simplified), format!("人民币{expected}"));
        }
    }

    #[test]
    fn red_letter_amounts_say_so_after_the_currency() {
        assert_eq!(renminbi(-140_950, Script::Simplified), "人民币负壹仟肆佰零玖元伍角");
        assert_eq!(renminbi(-140_950, Script::Traditional), "人民幣負壹仟肆佰零玖圓伍角");
    }

    #[test]
    fn traditional_digits() {
        let text = renminbi(123_456_789_012, Script::Traditional);
        assert_eq!(text, "人民幣壹拾貳億參仟肆佰伍拾陸萬柒仟捌佰玖拾圓壹角貳分");
        assert_eq!(capitals(0, Script::Traditional), "零圓整");
    }

    #[test]
    fn the_largest_amounts_are_spelled() {
        let text = capitals(i64::MAX, Script::Simplified);
        assert!(text.starts_with("玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿"), "{text}");
        assert!(capitals(i64::MIN, Script::Simplified).starts_with('负'));
    }

    #[test]
    fn english_amounts() {
        assert_eq!(english(120_050, "USD"), "USD One thousand two hundred and 50/100 only");
        assert_eq!(english(120_000, "USD"), "USD One thousand two hundred only");
        assert_eq!(english(7, "EUR"), "EUR Zero and 07/100 only");
        assert_eq!(
            english(123_456_789_000, "USD"),
            "USD One billion two hundred thirty-four million five hundred sixty-seven thousand eight hundred ninety only"
        );
        assert_eq!(english(-2_100, "USD"), "USD minus Twenty-one only");
    }
}
