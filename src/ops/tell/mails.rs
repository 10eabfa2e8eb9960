//! What happened to a mail, in sentences.

use super::Told;
use crate::i18n::{Lang, t, t_dyn, tf};
use crate::ops::mails::{MailEnd, MailEvent, MailState};

/// Tells one entry of a mail's history.
pub fn tell_mail(lang: Lang, event: &MailEvent) -> Told {
    let mut facts = Vec::new();
    let title = match event {
        MailEvent::Received(mail) => t_dyn(lang, &format!("tell-mail-received-{}", mail.source.key())),
        MailEvent::Became(MailState::Done) => t(lang, "tell-mail-done").to_owned(),
        MailEvent::Became(_) => t(lang, "tell-mail-in-hand").to_owned(),
        MailEvent::Looked => t(lang, "tell-mail-looked").to_owned(),
        MailEvent::Ended(MailEnd::Order { number, .. }) => {
            tf(lang, "tell-mail-order", &[("number", number.as_str().into())])
        }
        MailEvent::Ended(MailEnd::Attached { number, .. }) => {
            tf(lang, "tell-mail-attached", &[("number", number.as_str().into())])
        }
        MailEvent::Ended(MailEnd::SetAside { kind, note }) => {
            if !note.is_empty() {
                facts.push((t(lang, "tell-fact-reason").to_owned(), note.clone()));
            }
            let kind = t_dyn(lang, &format!("mail-kind-{}", kind.key()));
            tf(lang, "tell-mail-set-aside", &[("kind", kind.into())])
        }
        MailEvent::Answered(_) => t(lang, "tell-mail-answered").to_owned(),
    };
    Told { title, facts }
}
