//! Which lines of a body are the writer's own, which are an older mail below, which were passed on, and where the
//! signature begins.

use super::text::{Place, Strip, patterns};
use crate::intake::mail::message::Message;

/// The lines of a mail by whose they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Zones {
    /// What the sender wrote, without the signature.
    pub own: Vec<Strip>,
    /// The last lines of it: name, firm, telephone.
    pub signature: Vec<Strip>,
    /// What was passed on, in the same two parts; empty unless the mail passes another on.
    pub passed_on: Option<Box<Zones>>,
    /// Sender of the mail that was passed on, as its header says.
    pub sender: String,
}

patterns! {
    FORWARD = r"forwarded message|begin forwarded|转发邮件|转发的邮件|转寄邮件|转发信息";
    ORIGINAL = r"^[-_ ]{2,}.{0,12}(?:original message|original appointment|原始邮件|原邮件|原始信件|历史邮件)";
    WROTE = r"^(?:on .{6,120} wrote:|于? ?.{4,80}写道:|在 ?.{4,80}写道:?)\s*$";
    HEADER_FROM = r"^\*?(?:from|发件人|寄件者|寄件人)\*?\s*:";
    HEADER_OTHER = r"^\*?(?:sent|date|to|cc|subject|发送时间|发送日期|日期|时间|收件人|收件者|抄送|主题|主旨|寄件日期)\*?\s*:";
    FORWARD_SUBJECT = r"^\s*(?:(?:re|回复|答复)\s*:\s*)?(?:fw|fwd|转发|转寄|转)\s*:";
    CLOSING = r"^(?:--+ ?$|best regards|kind regards|warm regards|regards|best wishes|thanks(?: and regards| & regards)?[,.!]?$|many thanks|thank you[,.!]?$|sincerely|yours |cheers|此致|顺祝|祝好|祝您|祝商祺|敬上|谢谢[!。,]?$|谢谢您[!。]?$|多谢[!。]?$)";
    SENT_FROM = r"^(?:sent from my|发自我的|从我的)";
}

/// Lines of a mail, sorted.
pub(super) fn zones(message: &Message) -> Zones {
    let subject = super::text::plain(&message.subject);
    let strips: Vec<Strip> = message
        .body
        .lines()
        .take(20_000)
        .enumerate()
        .map(|(at, line)| Strip::new(line, Place::Body(at as u32 + 1)))
        .collect();
    split(&strips, FORWARD_SUBJECT.is_match(&subject), 3)
}

fn split(strips: &[Strip], passes_on: bool, depth: usize) -> Zones {
    let (end, forward) = older_mail(strips);
    let (own, below) = strips.split_at(end);
    let own: Vec<Strip> = own.iter().filter(|strip| !strip.plain.trim_start().starts_with('>')).cloned().collect();
    let mut zones = with_signature(own);
    if (forward || passes_on) && !below.is_empty() && depth > 0 {
        let (sender, from) = inner_header(below);
        let below = below.get(from..).unwrap_or_default();
        // A mail passed on may be marked line by line.
        let unmarked: Vec<Strip> = below.iter().map(without_mark).collect();
        let mut inner = split(&unmarked, false, depth - 1);
        inner.sender = sender;
        zones.passed_on = Some(Box::new(inner));
    }
    zones
}

/// The index of the first line of an older mail, and whether it is one that was passed on.
fn older_mail(strips: &[Strip]) -> (usize, bool) {
    for (at, strip) in strips.iter().enumerate() {
        let line = strip.plain.trim();
        if FORWARD.is_match(line) && line.chars().count() < 60 {
            return (at, true);
        }
        if ORIGINAL.is_match(line) || WROTE.is_match(line) || wrote_on_two_lines(strips, at) {
            return (at, false);
        }
        let others =
            strips.iter().skip(at + 1).take(4).filter(|strip| HEADER_OTHER.is_match(strip.plain.trim())).count();
        if HEADER_FROM.is_match(line) && others >= 2 {
            return (at, false);
        }
    }
    (strips.len(), false)
}

/// A line that was broken in the middle of `On … wrote:`.
fn wrote_on_two_lines(strips: &[Strip], at: usize) -> bool {
    let (Some(first), Some(second)) = (strips.get(at), strips.get(at + 1)) else { return false };
    let begins = first.plain.trim_start().starts_with("on ") && first.plain.len() < 120;
    begins && second.plain.trim_end().ends_with("wrote:") && second.plain.len() < 100
}

/// The sender that the header of an older mail names, and the index of the first line behind that header.
fn inner_header(strips: &[Strip]) -> (String, usize) {
    let mut sender = String::new();
    let mut from = 0;
    for (at, strip) in strips.iter().enumerate().take(14) {
        let line = strip.plain.trim();
        let is_sender = HEADER_FROM.is_match(line);
        if is_sender {
            sender = strip.raw.split_once([':', '：']).map_or("", |(_, name)| name).trim().to_owned();
        }
        if is_sender || HEADER_OTHER.is_match(line) || at == 0 {
            from = at + 1;
        } else if !line.is_empty() {
            break;
        }
    }
    (sender, from)
}

fn without_mark(strip: &Strip) -> Strip {
    let raw = strip.raw.trim_start();
    match raw.strip_prefix('>') {
        Some(rest) => Strip::new(rest.trim_start_matches(['>', ' ']), strip.place.clone()),
        None => strip.clone(),
    }
}

/// At most so many lines at the end can be a signature.
const LONGEST_SIGNATURE: usize = 9;

fn with_signature(mut own: Vec<Strip>) -> Zones {
    own.retain(|strip| !SENT_FROM.is_match(strip.plain.trim()));
    while own.last().is_some_and(|strip| strip.plain.trim().is_empty()) {
        own.pop();
    }
    let begins = signature_start(&own);
    let signature = own.split_off(begins);
    Zones { own, signature, ..Zones::default() }
}

/// The first line of the signature: below a closing formula, or a firm's name that stands alone near the end.
fn signature_start(own: &[Strip]) -> usize {
    let earliest = own.len().saturating_sub(LONGEST_SIGNATURE).max(1);
    let mut start = own.len();
    for (at, strip) in own.iter().enumerate().skip(earliest) {
        let line = strip.plain.trim();
        let rest = &own[at + 1..];
        let goes_on = rest
            .iter()
            .any(|strip| super::labels::has_order_label(&strip.plain) || super::goods::names_goods(&strip.plain));
        if CLOSING.is_match(line) && !goes_on {
            return at;
        }
        let below_blank = own.get(at - 1).is_some_and(|before| before.plain.trim().is_empty());
        let person = below_blank && super::firms::is_person_line(&strip.raw);
        if (super::firms::signs(&strip.raw) || person) && !goes_on {
            start = start.min(at);
        }
    }
    // A person's name may stand above the firm's.
    while start > 1 && start < own.len() && super::firms::is_person_line(&own[start - 1].raw) {
        start -= 1;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(subject: &str, body: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
        let message = Message { subject: subject.to_owned(), body: body.to_owned(), ..Message::default() };
        let zones = zones(&message);
        let lines =
            |strips: &[Strip]| strips.iter().map(|strip| strip.raw.clone()).filter(|line| !line.is_empty()).collect();
        let inner = zones.passed_on.as_ref().map_or(Vec::new(), |inner| lines(&inner.own));
        (lines(&zones.own), lines(&zones.signature), inner)
    }

    #[test]
    fn an_older_mail_below_is_not_the_writers() {
        for below in [
            "------------------ 原始邮件 ------------------\n纯牛奶 99箱",
            "-----Original Message-----\nFrom: a\n纯牛奶 99箱",
            "On Mon, 23 Nov 2026 at 16:40, Orders <o@d.example> wrote:\n> 纯牛奶 99箱",
            "在 2026-11-23 16:40:00，\"订单组\" <o@d.example> 写道：\n纯牛奶 99箱",
            "发件人: 甲\n发送时间: 2026年11月30日\n收件人: 乙\n主题: 订货\n\n纯牛奶 99箱",
            "From: a\nSent: Monday\nTo: b\nSubject: c\n\n纯牛奶 99箱",
            "> 纯牛奶 99箱",
        ] {
            let (own, _, inner) = read("回复: 订货", &format!("酸奶 10箱\n\n{below}"));
            assert_eq!((own, inner), (vec!["酸奶 10箱".to_owned()], Vec::new()), "{below}");
        }
    }

    #[test]
    fn what_is_passed_on_is_read_as_such() {
        let body = "请处理\n\n---------- Forwarded message ----------\nFrom: 甲 <a@b.example>\nDate: x\nSubject: y\n\n纯牛奶 99箱\n-----Original Message-----\n旧";
        let (own, _, inner) = read("Fwd: y", body);
        assert_eq!((own, inner), (vec!["请处理".to_owned()], vec!["纯牛奶 99箱".to_owned()]));
    }
}
