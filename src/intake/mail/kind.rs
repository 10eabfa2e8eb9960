//! What a mail is: an order, a change of one, a question, or nothing that orders anything.
//!
//! A bounce, a machine's answer and advertising never become orders. Where words and goods do not agree, the verdict is not
//! certain and a person decides.

use super::draft::Draft;
use super::message::Message;
pub use crate::domain::post::MailKind as Kind;
use crate::domain::search_text::plain_char;

/// Why a mail is taken for what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The header says so.
    Header,
    /// These words in the subject.
    Subject(String),
    /// These words in the text.
    Text(String),
    /// So many lines name goods with a quantity.
    Goods(usize),
    /// A file that a person has to open.
    UnreadAttachment,
    /// Their number of an order.
    Reference(String),
}

impl Reason {
    /// A stable name for text keys (`mail-reason-header`).
    pub fn key(&self) -> &'static str {
        match self {
            Reason::Header => "header",
            Reason::Subject(_) => "subject",
            Reason::Text(_) => "text",
            Reason::Goods(_) => "goods",
            Reason::UnreadAttachment => "unread-attachment",
            Reason::Reference(_) => "reference",
        }
    }
}

/// What a mail is, whether that is certain, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What it is.
    pub kind: Kind,
    /// False where a person decides.
    pub certain: bool,
    /// The evidence.
    pub reasons: Vec<Reason>,
}

const BOUNCE: &[&str] = &[
    "undelivered mail",
    "undeliverable",
    "delivery status notification",
    "delivery failure",
    "mail delivery failed",
    "returned mail",
    "failure notice",
    "退信",
    "投递失败",
    "无法投递",
    "未送达",
];
const AUTO_REPLY: &[&str] =
    &["自动回复", "自动回覆", "自动答复", "automatic reply", "auto reply", "autoreply", "out of office", "外出自动"];
const ADVERTISING: &[&str] = &[
    "退订",
    "unsubscribe",
    "点击查看",
    "大促",
    "促销",
    "特价",
    "优惠券",
    "代开发票",
    "立省",
    "限时",
    "view in browser",
    "special offer",
    "discount",
    "% off",
    "折起",
    "5折",
    "免费试用",
    "newsletter",
];
const CANCEL: &[&str] = &[
    "取消订单",
    "取消该订单",
    "订单取消",
    "取消这",
    "取消此",
    "取消",
    "撤单",
    "撤销订单",
    "订单作废",
    "作废",
    "cancel",
    "cancellation",
    "call off",
];
const CHANGE: &[&str] = &[
    "改单",
    "加单",
    "追加",
    "更改订单",
    "修改订单",
    "订单修改",
    "订单变更",
    "变更",
    "需要修改",
    "调整",
    "改为",
    "改成",
    "不要了",
    "减到",
    "减少",
    "再增加",
    "增加到",
    "减少到",
    "更改",
    "amend",
    "amendment",
    "change to our order",
    "change order",
    "revise",
    "revised order",
    "instead of",
];
const ORDER: &[&str] = &[
    "采购订单",
    "订单",
    "订货",
    "要货",
    "采购",
    "下单",
    "落单",
    "订购",
    "补货",
    "叫货",
    "进货",
    "请安排",
    "请送",
    "请发",
    "送货",
    "purchase order",
    "order",
    "po ",
    "po#",
    "please send",
    "please supply",
    "please deliver",
    "can you send",
    "could you send",
    "pls send",
];
const QUESTION: &[&str] = &[
    "咨询",
    "询价",
    "请问",
    "报价",
    "报个价",
    "什么价格",
    "多少钱",
    "有货吗",
    "能否",
    "可否",
    "价格表",
    "price list",
    "quotation",
    "quote",
    "inquiry",
    "enquiry",
    "could you",
    "do you have",
    "?",
];
const TROUBLE: &[&str] = &[
    "发票",
    "开票",
    "对账",
    "invoice",
    "statement of account",
    "破损",
    "漏了",
    "变质",
    "过期",
    "投诉",
    "质量问题",
    "少发",
    "错发",
    "退货",
    "发霉",
    "有问题",
    "收到的",
    "damaged",
    "complaint",
    "leaking",
    "spoiled",
    "expired",
    "short delivered",
];

/// Tells what a mail is, with its draft at hand.
pub fn tell(message: &Message, draft: &Draft) -> Verdict {
    let words = Words::of(message);
    if let Some(verdict) = of_machines(message, &words) {
        return verdict;
    }
    let goods = draft.lines.iter().filter(|line| line.quantity.is_some() || line.like_last.is_some()).count();
    let mut verdict = of_people(draft, &words, goods);
    if goods > 0 {
        verdict.reasons.push(Reason::Goods(goods));
    }
    if let Some(reference) = draft.reference.as_ref().filter(|_| verdict.kind.concerns_an_order()) {
        verdict.reasons.push(Reason::Reference(reference.value.clone()));
    }
    verdict
}

/// Bounces, machines' answers, advertising.
fn of_machines(message: &Message, words: &Words) -> Option<Verdict> {
    let certain = |kind, reason| Some(Verdict { kind, certain: true, reasons: vec![reason] });
    if message.signals.bounce {
        return certain(Kind::Bounce, Reason::Header);
    }
    if let Some(word) = words.subject(BOUNCE) {
        return certain(Kind::Bounce, Reason::Subject(word));
    }
    if message.signals.auto_reply {
        return certain(Kind::AutoReply, Reason::Header);
    }
    if let Some(word) = words.subject(AUTO_REPLY) {
        return certain(Kind::AutoReply, Reason::Subject(word));
    }
    let praise: Vec<&&str> =
        ADVERTISING.iter().filter(|word| words.subject.contains(**word) || words.text.contains(**word)).collect();
    let bulk = message.signals.bulk;
    // A customer's own system may send with the marks of a list; then only its words tell, and a person looks.
    let sells = bulk && !praise.is_empty() || praise.len() >= 3;
    if !sells && !bulk {
        return None;
    }
    let mut reasons: Vec<Reason> = praise.iter().take(3).map(|word| Reason::Text((**word).to_owned())).collect();
    if bulk {
        reasons.insert(0, Reason::Header);
    }
    let orders = words.subject(&["订单", "purchase order", "采购单"]).is_some();
    Some(Verdict { kind: if sells { Kind::Advertising } else { Kind::Other }, certain: sells && !orders, reasons })
}

fn of_people(draft: &Draft, words: &Words, goods: usize) -> Verdict {
    let verdict = |kind, certain, reasons: Vec<Option<Reason>>| Verdict {
        kind,
        certain,
        reasons: reasons.into_iter().flatten().collect(),
    };
    let [cancel, change, order, question, trouble] =
        [CANCEL, CHANGE, ORDER, QUESTION, TROUBLE].map(|list| words.either(list));
    let in_subject = |list: &[&str]| words.subject(list).is_some();
    if cancel.is_some() && (in_subject(CANCEL) || goods == 0) {
        return verdict(Kind::Cancellation, draft.reference.is_some() && goods == 0, vec![cancel]);
    }
    if change.is_some() && (in_subject(CHANGE) || draft.reference.is_some()) {
        return verdict(Kind::Change, draft.reference.is_some(), vec![change]);
    }
    if trouble.is_some() && !in_subject(ORDER) {
        return verdict(Kind::Other, goods == 0, vec![trouble]);
    }
    let unread = draft.open.iter().any(|open| open.key() == "unreadable-attachment");
    match (goods, order.is_some(), question.is_some()) {
        (0, true, _) if unread => verdict(Kind::Order, false, vec![order, Some(Reason::UnreadAttachment)]),
        (0, _, true) => verdict(Kind::Question, !in_subject(ORDER), vec![question]),
        (0, true, false) => verdict(Kind::Other, false, vec![order]),
        (0, false, false) => verdict(Kind::Other, true, Vec::new()),
        (_, true, asks) => {
            let doubt = asks && !in_subject(ORDER) && draft.requested.is_none() && draft.ship_to.is_none();
            // Goods alone may be those of last month: an order says so in its subject, or where and when it goes.
            let meant =
                in_subject(ORDER) || draft.requested.is_some() || draft.ship_to.is_some() || draft.reference.is_some();
            verdict(Kind::Order, meant && trouble.is_none() && cancel.is_none() && !doubt, vec![order, trouble, cancel])
        }
        (_, false, true) => verdict(Kind::Question, false, vec![question]),
        (_, false, false) => verdict(Kind::Order, draft.requested.is_some() || draft.ship_to.is_some(), Vec::new()),
    }
}

/// Subject and text in the plain shape. Of the text only the writer's part counts, which stands first.
struct Words {
    subject: String,
    text: String,
}

impl Words {
    fn of(message: &Message) -> Words {
        let plain = |text: &str, most: usize| text.chars().take(most).map(plain_char).collect::<String>();
        let own = super::draft::own_words(message);
        Words { subject: plain(&message.subject, 500), text: plain(&own, 20_000) }
    }

    fn subject(&self, list: &[&str]) -> Option<String> {
        list.iter().find(|word| self.subject.contains(**word)).map(|word| (*word).to_owned())
    }

    fn either(&self, list: &[&str]) -> Option<Reason> {
        let in_text =
            || list.iter().find(|word| self.text.contains(**word)).map(|word| Reason::Text((*word).to_owned()));
        self.subject(list).map(Reason::Subject).or_else(in_text)
    }
}
