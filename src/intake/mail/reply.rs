//! The reply that asks for exactly what is open, in the language of the mail.

use super::draft::{Draft, Open};
use super::message::Message;
use crate::i18n::{Lang, date, listed, t, tf};

/// A reply, ready to be looked at and sent by a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// To whom.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Text, lines with `\n` between them.
    pub body: String,
    /// In which language.
    pub lang: Lang,
    /// How many questions it asks; none means that nothing is open.
    pub questions: usize,
}

/// Writes the reply. `company` is the name under it, in the mail's language.
pub fn ask(message: &Message, draft: &Draft, open: &[Open], company: &str) -> Reply {
    let lang = draft.lang;
    let mut questions: Vec<String> = Vec::new();
    for question in open.iter().filter(|item| is_asked(item, open)).filter_map(|item| question(lang, item)) {
        if !questions.contains(&question) {
            questions.push(question);
        }
    }
    let mut lines = vec![greeting(lang, draft), String::new()];
    if questions.is_empty() {
        lines.push(t(lang, "mail-reply-nothing").to_owned());
    } else {
        lines.push(thanks(lang, draft));
        lines.push(String::new());
        lines.extend(questions.iter().enumerate().map(|(at, question)| format!("{}. {question}", at + 1)));
        lines.extend([String::new(), t(lang, "mail-reply-closing").to_owned()]);
    }
    lines.extend([String::new(), t(lang, "mail-reply-regards").to_owned(), company.to_owned()]);
    let to =
        draft.customer.email.as_ref().map_or(message.from.address.as_str(), |found| found.value.as_str()).to_owned();
    Reply { to, subject: subject(lang, &message.subject), body: lines.join("\n"), lang, questions: questions.len() }
}

fn greeting(lang: Lang, draft: &Draft) -> String {
    match &draft.contact {
        Some(found) => tf(lang, "mail-reply-greeting", &[("name", found.value.as_str().into())]),
        None => t(lang, "mail-reply-greeting-nobody").to_owned(),
    }
}

fn thanks(lang: Lang, draft: &Draft) -> String {
    match draft.reference.as_ref().filter(|found| found.certain) {
        Some(found) => tf(lang, "mail-reply-thanks-reference", &[("reference", found.value.as_str().into())]),
        None => t(lang, "mail-reply-thanks").to_owned(),
    }
}

fn subject(lang: Lang, subject: &str) -> String {
    let lower = subject.to_lowercase();
    let answered = ["re:", "re：", "回复", "回覆", "答复"].iter().any(|mark| lower.starts_with(mark));
    if subject.is_empty() {
        t(lang, "mail-reply-no-subject").to_owned()
    } else if answered {
        subject.to_owned()
    } else {
        tf(lang, "mail-reply-subject", &[("subject", subject.into())])
    }
}

/// One question about a line is enough: which goods are meant comes before how much of them.
fn is_asked(item: &Open, all: &[Open]) -> bool {
    let about_goods = |other: &Open| matches!(other, Open::NoLines | Open::SeveralLists);
    match item {
        Open::NoLines => !all.iter().any(|other| matches!(other, Open::UnreadableAttachment(_))),
        Open::LikeLast { goods, .. } if goods.is_empty() => !all.iter().any(about_goods),
        _ => true,
    }
}

/// The question; none for what only the office has to look at.
fn question(lang: Lang, item: &Open) -> Option<String> {
    let text = match item {
        Open::Cut => return None,
        Open::NoCustomer | Open::SeveralCustomers(_) => t(lang, "mail-ask-no-customer").to_owned(),
        Open::NoLines => t(lang, "mail-ask-no-lines").to_owned(),
        Open::SeveralLists => t(lang, "mail-ask-several-lists").to_owned(),
        Open::UnreadableAttachment(name) => {
            tf(lang, "mail-ask-unreadable-attachment", &[("name", name.as_str().into())])
        }
        Open::NoDate => t(lang, "mail-ask-no-date").to_owned(),
        Open::TwoDates(first, second) => {
            tf(lang, "mail-ask-two-dates", &[("first", date(*first).into()), ("second", date(*second).into())])
        }
        Open::DoubtfulDate { said, read } => {
            tf(lang, "mail-ask-doubtful-date", &[("said", said.trim().into()), ("date", date(*read).into())])
        }
        Open::DateInPast(day) => tf(lang, "mail-ask-date-in-past", &[("date", date(*day).into())]),
        Open::NoAddress => t(lang, "mail-ask-no-address").to_owned(),
        Open::DoubtfulAddress(said) => tf(lang, "mail-ask-doubtful-address", &[("said", said.as_str().into())]),
        Open::NoContact => t(lang, "mail-ask-no-contact").to_owned(),
        Open::DoubtfulContact(said) => tf(lang, "mail-ask-doubtful-contact", &[("said", said.as_str().into())]),
        Open::NoPhone => t(lang, "mail-ask-no-phone").to_owned(),
        Open::DoubtfulPhone(said) => tf(lang, "mail-ask-doubtful-phone", &[("said", said.as_str().into())]),
        Open::LikeLast { goods, .. } if goods.is_empty() => t(lang, "mail-ask-like-last-all").to_owned(),
        about_a_line => return question_of_line(lang, about_a_line),
    };
    Some(text)
}

fn question_of_line(lang: Lang, item: &Open) -> Option<String> {
    let text = match item {
        Open::NoQuantity { goods, .. } => tf(lang, "mail-ask-no-quantity", &[("goods", goods.as_str().into())]),
        Open::NoUnit { goods, said, .. } => {
            tf(lang, "mail-ask-no-unit", &[("goods", goods.as_str().into()), ("said", said.trim().into())])
        }
        Open::DoubtfulQuantity { goods, said, .. } => {
            tf(lang, "mail-ask-doubtful-quantity", &[("goods", goods.as_str().into()), ("said", said.trim().into())])
        }
        Open::LikeLast { goods, .. } => tf(lang, "mail-ask-like-last", &[("goods", goods.as_str().into())]),
        Open::UnknownGoods { goods, .. } => tf(lang, "mail-ask-unknown-goods", &[("goods", goods.as_str().into())]),
        Open::SeveralGoods { goods, which, .. } => {
            let which = listed(lang, which);
            tf(lang, "mail-ask-several-goods", &[("goods", goods.as_str().into()), ("which", which.into())])
        }
        Open::OtherUnit { goods, said, units, .. } => {
            let values =
                [("goods", goods.as_str().into()), ("said", said.trim().into()), ("units", listed(lang, units).into())];
            tf(lang, "mail-ask-other-unit", &values)
        }
        _ => return None,
    };
    Some(text)
}
