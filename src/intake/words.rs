//! What the intake has to say, in the three languages.

use super::import::{Finding, FindingKind};
use super::{Extent, IntakeError};
use crate::domain::quantity::QuantityRefusal;
use crate::i18n::{Lang, decimal, listed, t, t_dyn, tf, whole};

/// A sentence in three parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What happened, in a few words.
    pub title: String,
    /// What exactly.
    pub detail: String,
    /// What to do now.
    pub advice: String,
}

/// The name of a field as the window shows it.
pub fn field(lang: Lang, key: &str) -> String {
    t_dyn(lang, &format!("intake-field-{key}"))
}

/// A file that cannot be read, in words.
pub fn error(lang: Lang, error: &IntakeError) -> Sentence {
    let megabytes = |bytes: u64| decimal(i64::try_from(bytes / 100_000).unwrap_or(i64::MAX), 1);
    let (detail, advice) = match error {
        IntakeError::Empty => (t(lang, "intake-error-empty").to_owned(), t(lang, "intake-advice-other-file")),
        IntakeError::TooLarge { bytes, most } => {
            let values = [("size", megabytes(*bytes).into()), ("most", megabytes(*most).into())];
            (tf(lang, "intake-error-too-large", &values), t(lang, "intake-advice-split"))
        }
        IntakeError::UnpacksTooLarge { most } => {
            (tf(lang, "intake-error-unpacks", &[("most", megabytes(*most).into())]), t(lang, "intake-advice-resave"))
        }
        IntakeError::TooMany { what, most } => {
            let what = match what {
                Extent::Rows => t(lang, "intake-extent-rows"),
                Extent::Columns => t(lang, "intake-extent-columns"),
                Extent::Cells => t(lang, "intake-extent-cells"),
            };
            let most = whole(i64::try_from(*most).unwrap_or(i64::MAX));
            (
                tf(lang, "intake-error-too-many", &[("what", what.into()), ("most", most.into())]),
                t(lang, "intake-advice-split"),
            )
        }
        IntakeError::UnknownEncoding => (t(lang, "intake-error-encoding").to_owned(), t(lang, "intake-advice-resave")),
        IntakeError::NotATable => (t(lang, "intake-error-not-a-table").to_owned(), t(lang, "intake-advice-resave")),
        IntakeError::Password => (t(lang, "intake-error-password").to_owned(), t(lang, "intake-advice-password")),
        IntakeError::Damaged { detail } => {
            (tf(lang, "intake-error-damaged", &[("detail", detail.as_str().into())]), t(lang, "intake-advice-resave"))
        }
        IntakeError::NoHeader { looked_for } => {
            let names: Vec<String> = looked_for.iter().map(|key| field(lang, key)).collect();
            let names = listed(lang, &names);
            (tf(lang, "intake-error-no-header", &[("names", names.into())]), t(lang, "intake-advice-header"))
        }
    };
    Sentence { title: t(lang, "intake-error-title").to_owned(), detail, advice: advice.to_owned() }
}

/// A finding with its place: `第 3 行，条码“690…”：校验位不对`.
pub fn finding(lang: Lang, finding: &Finding) -> String {
    let values = [
        ("row", whole(i64::from(finding.row)).into()),
        ("field", field(lang, finding.field).into()),
        ("value", finding.value.as_str().into()),
        ("what", finding_kind(lang, finding.kind).into()),
    ];
    if finding.value.is_empty() {
        tf(lang, "intake-finding-empty", &values)
    } else {
        tf(lang, "intake-finding", &values)
    }
}

/// What a finding says, without its place: the hint at a cell.
pub fn finding_kind(lang: Lang, kind: FindingKind) -> String {
    let plain = match kind {
        FindingKind::TooLong { most } => return tf(lang, "intake-finding-too-long", &[("most", most.into())]),
        FindingKind::Duplicate { first } => {
            return tf(lang, "intake-finding-duplicate", &[("first", whole(i64::from(first)).into())]);
        }
        FindingKind::Missing => t(lang, "intake-finding-missing"),
        FindingKind::NotANumber => t(lang, "intake-finding-not-a-number"),
        FindingKind::Negative => t(lang, "intake-finding-negative"),
        FindingKind::OutOfRange => t(lang, "intake-finding-out-of-range"),
        FindingKind::DamagedNumber => t(lang, "intake-finding-damaged-number"),
        FindingKind::LostDigits => t(lang, "intake-finding-lost-digits"),
        FindingKind::GoodsElsewhere => t(lang, "intake-finding-goods-elsewhere"),
        FindingKind::OrderElsewhere => t(lang, "intake-finding-order-elsewhere"),
        FindingKind::BarcodeCheckDigit => t(lang, "intake-finding-check-digit"),
        FindingKind::NotABarcode => t(lang, "intake-finding-not-a-barcode"),
        FindingKind::AbsurdShelfLife => t(lang, "intake-finding-shelf-life"),
        FindingKind::UnreadableRatio => t(lang, "intake-finding-ratio"),
        FindingKind::HalfARatio => t(lang, "intake-finding-half-a-ratio"),
        FindingKind::UnusableUnits => t(lang, "intake-finding-units"),
        FindingKind::UnreadableTemperature => t(lang, "intake-finding-temperature"),
        FindingKind::UnreadableTaxRate => t(lang, "intake-finding-tax"),
        FindingKind::NotADate => t(lang, "intake-finding-date"),
        FindingKind::ExpiresBeforeMade => t(lang, "intake-finding-expires-before-made"),
        FindingKind::NotAPhone => t(lang, "intake-finding-phone"),
        FindingKind::NotACurrency => t(lang, "intake-finding-currency"),
        FindingKind::NotAnIncoterm => t(lang, "intake-finding-incoterm"),
        FindingKind::UnreadableRemainingLife => t(lang, "intake-finding-remaining-life"),
        FindingKind::UnreadableQuantity => t(lang, "intake-finding-quantity"),
        FindingKind::UnknownWord => t(lang, "intake-finding-unknown-word"),
        FindingKind::NoNumber => t(lang, "intake-finding-no-number"),
        FindingKind::NoAudience => t(lang, "intake-finding-no-audience"),
        FindingKind::UnknownCustomer => t(lang, "intake-finding-unknown-customer"),
        FindingKind::EndsBefore => t(lang, "intake-finding-ends-before"),
        FindingKind::UnknownGoods => t(lang, "intake-finding-unknown-goods"),
        FindingKind::SeveralGoods => t(lang, "intake-finding-several-goods"),
        FindingKind::InFuture => t(lang, "intake-finding-in-future"),
        FindingKind::HeldLot => t(lang, "intake-finding-held-lot"),
        FindingKind::PacksKept => t(lang, "intake-finding-packs-kept"),
        FindingKind::ExpiryDiffers => t(lang, "intake-finding-expiry-differs"),
        FindingKind::CreditLeftOut => t(lang, "intake-finding-credit-left-out"),
        FindingKind::UnknownOwner => t(lang, "intake-finding-unknown-owner"),
        FindingKind::OwnerLeftOut => t(lang, "intake-finding-owner-left-out"),
        FindingKind::LookedAfter => t(lang, "intake-finding-looked-after"),
    };
    plain.to_owned()
}

/// Why a typed quantity is not taken, and what would be.
pub fn quantity_refusal(lang: Lang, refusal: &QuantityRefusal) -> String {
    match refusal {
        QuantityRefusal::Empty => t(lang, "intake-quantity-empty").to_owned(),
        QuantityRefusal::NotUnderstood { at } => {
            tf(lang, "intake-quantity-not-understood", &[("at", at.as_str().into())])
        }
        QuantityRefusal::UnknownUnit { unit, known } => {
            let known = listed(lang, known);
            tf(lang, "intake-quantity-unknown-unit", &[("unit", unit.as_str().into()), ("known", known.into())])
        }
        QuantityRefusal::UnitTwice { unit } => {
            tf(lang, "intake-quantity-unit-twice", &[("unit", unit.as_str().into())])
        }
        QuantityRefusal::Zero => t(lang, "intake-quantity-zero").to_owned(),
        QuantityRefusal::Negative => t(lang, "intake-quantity-negative").to_owned(),
        QuantityRefusal::TooLarge { largest } => {
            tf(lang, "intake-quantity-too-large", &[("largest", whole(*largest).into())])
        }
        QuantityRefusal::NotWhole { typed, unit } => {
            tf(lang, "intake-quantity-not-whole", &[("typed", typed.as_str().into()), ("unit", unit.as_str().into())])
        }
    }
}
