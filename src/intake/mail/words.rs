//! Kinds, reasons and open points in the words of the office.

use super::draft::Open;
use super::kind::{Kind, Reason, Verdict};
use super::matching;
use super::message::MailError;
use crate::i18n::{Lang, date, decimal, listed, t, t_dyn, tf};

/// Why a file is not taken as a mail.
pub fn error(lang: Lang, error: &MailError) -> String {
    let megabytes = |bytes: usize| decimal(i64::try_from(bytes / 100_000).unwrap_or(i64::MAX), 1);
    match error {
        MailError::Empty => t(lang, "mail-error-empty").to_owned(),
        MailError::NotAMail => t(lang, "mail-error-not-a-mail").to_owned(),
        MailError::TooLarge { bytes, most } => {
            tf(lang, "mail-error-too-large", &[("size", megabytes(*bytes).into()), ("most", megabytes(*most).into())])
        }
    }
}

/// The name of a kind of mail.
pub fn kind(lang: Lang, kind: Kind) -> String {
    t_dyn(lang, &format!("mail-kind-{}", kind.key()))
}

/// Why a mail is taken for what it is, one sentence a reason.
pub fn reasons(lang: Lang, verdict: &Verdict) -> Vec<String> {
    let said = |key: &'static str, words: &str| tf(lang, key, &[("said", words.into())]);
    let sentence = |reason: &Reason| match reason {
        Reason::Header => t(lang, "mail-reason-header").to_owned(),
        Reason::UnreadAttachment => t(lang, "mail-reason-unread-attachment").to_owned(),
        Reason::Subject(words) => said("mail-reason-subject", words),
        Reason::Text(words) => said("mail-reason-text", words),
        Reason::Reference(number) => said("mail-reason-reference", number),
        Reason::Goods(count) => tf(lang, "mail-reason-goods", &[("count", (*count).into())]),
    };
    verdict.reasons.iter().map(sentence).collect()
}

/// Why a customer or goods are taken to be meant.
pub fn match_reason(lang: Lang, reason: matching::Reason) -> String {
    t_dyn(lang, &format!("mail-match-{}", reason.key()))
}

/// An open point as the list beside a draft shows it.
pub fn open(lang: Lang, item: &Open) -> String {
    let key = format!("mail-open-{}", item.key());
    let list = |items: &[String]| listed(lang, items);
    let mut values: Vec<(&str, crate::i18n::Arg)> = Vec::new();
    if let Some(line) = item.line() {
        values.push(("line", line.into()));
    }
    match item {
        Open::SeveralCustomers(which) => values.push(("which", list(which).into())),
        Open::UnreadableAttachment(name) => values.push(("name", name.as_str().into())),
        Open::TwoDates(first, second) => {
            values.extend([("first", date(*first).into()), ("second", date(*second).into())])
        }
        Open::DoubtfulDate { said, read } => {
            values.extend([("said", said.as_str().into()), ("date", date(*read).into())])
        }
        Open::DateInPast(day) => values.push(("date", date(*day).into())),
        Open::DoubtfulAddress(said) | Open::DoubtfulContact(said) | Open::DoubtfulPhone(said) => {
            values.push(("said", said.as_str().into()))
        }
        Open::NoQuantity { goods, .. } | Open::LikeLast { goods, .. } | Open::UnknownGoods { goods, .. } => {
            values.push(("goods", goods.as_str().into()));
        }
        Open::NoUnit { goods, said, .. } | Open::DoubtfulQuantity { goods, said, .. } => {
            values.extend([("goods", goods.as_str().into()), ("said", said.as_str().into())]);
        }
        Open::SeveralGoods { goods, which, .. } => {
            values.extend([("goods", goods.as_str().into()), ("which", list(which).into())]);
        }
        Open::OtherUnit { goods, said, units, .. } => {
            values.extend([
                ("goods", goods.as_str().into()),
                ("said", said.as_str().into()),
                ("units", list(units).into()),
            ]);
        }
        _ => {}
    }
    tf(lang, &key, &values)
}
