//! What a person types for money, read without a window: `1234.5`, `1,234.50`, `¥88`, `1.2万`. Money is whole hundredths (fen).

/// Why a text is no amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyProblem {
    /// Not a number.
    #[error("not an amount")]
    NotUnderstood,
    /// Finer than a hundredth.
    #[error("more than two decimals")]
    TooFine,
    /// Beyond a hundred billion.
    #[error("too large")]
    TooLarge,
}

/// The largest amount that a field takes, in hundredths.
pub const LARGEST: i64 = 10_000_000_000_000;

/// Reads an amount as typed and gives hundredths.
///
/// # Errors
/// [`MoneyProblem`] for texts that are no amount, finer than a hundredth, or absurdly large.
pub fn parse_money(text: &str) -> Result<i64, MoneyProblem> {
    let half = |sign: char| match sign {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(sign as u32 - 0xFEE0).unwrap_or(sign),
        '。' => '.',
        _ => sign,
    };
    let text: String = text.chars().map(half).filter(|sign| !sign.is_whitespace() && *sign != ',').collect();
    let (negative, text) = text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
    let text = text.trim_start_matches(['¥', '￥', '$', '€']).trim_end_matches('元');
    let (number, places) = match text.strip_suffix(['万', '萬']) {
        Some(number) => (number, 6),
        None => (text, 2),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) {
        return Err(MoneyProblem::NotUnderstood);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > places {
        return Err(MoneyProblem::TooFine);
    }
    if whole.len() > 12 {
        return Err(MoneyProblem::TooLarge);
    }
    let joined = format!("{whole}{fraction:0<places$}");
    let value: i64 = joined.parse().map_err(|_| MoneyProblem::TooLarge)?;
    if value > LARGEST {
        return Err(MoneyProblem::TooLarge);
    }
    Ok(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_the_usual_forms() {
        assert_eq!(parse_money("1234.5"), Ok(123_450));
        assert_eq!(parse_money("1,234.50"), Ok(123_450));
        assert_eq!(parse_money("¥88"), Ok(8_800));
        assert_eq!(parse_money("88元"), Ok(8_800));
        assert_eq!(parse_money("１２．５"), Ok(1_250));
        assert_eq!(parse_money("1.2万"), Ok(1_200_000));
        assert_eq!(parse_money("3萬"), Ok(3_000_000));
        assert_eq!(parse_money("-0.05"), Ok(-5));
        assert_eq!(parse_money(".5"), Ok(50));
        assert_eq!(parse_money("2.500"), Ok(250));
    }

    #[test]
    fn nonsense_is_named() {
        for text in ["", "-", "¥", "abc", "1.2.3", "1-2", "--3"] {
            assert_eq!(parse_money(text), Err(MoneyProblem::NotUnderstood), "{text}");
        }
        assert_eq!(parse_money("0.005"), Err(MoneyProblem::TooFine));
        assert_eq!(parse_money("9999999999999"), Err(MoneyProblem::TooLarge));
        assert_eq!(parse_money("99999999999万"), Err(MoneyProblem::TooLarge));
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_can_be_read(minor in -LARGEST..LARGEST) {
            proptest::prop_assert_eq!(parse_money(&crate::i18n::money(minor)), Ok(minor));
        }
    }
}
