//! Customers of the demo company who want it otherwise after they confirmed (III.5).

use super::{Going, Walk};
use crate::demo::build::fates::Fate;
use crate::domain::orders::{Asker, Command, Content, Possible, Step};
use crate::domain::people::{Department, Rank};
use crate::ops::OpError;

/// A desk's answer: whether, days, cost in fen, why.
type Word = (Department, Possible, i64, i64, &'static str);

const COSTLY: &[Word] = &[
    (Department::Credit, Possible::Yes, 0, 0, ""),
    (Department::Production, Possible::OnlyIf, 1, 60_000, "须插入明日早班，加一条灌装线"),
    (Department::Logistics, Possible::Yes, 0, 30_000, "须加派一辆冷藏车"),
];
const FULL: &[Word] = &[
    (Department::Credit, Possible::Yes, 0, 0, ""),
    (Department::Production, Possible::No, 0, 0, "本周产能已排满，无法加产"),
    (Department::Logistics, Possible::Yes, 0, 0, ""),
];
const PART: &[Word] = &[(Department::Credit, Possible::Yes, 0, 0, "额度之内")];
const SMOOTH: &[Word] = &[(Department::Logistics, Possible::Yes, 0, 0, "已改送货安排")];

impl Walk<'_, '_, '_, '_> {
    /// What becomes of a confirmed order whose customer calls again.
    pub(super) fn change(&mut self) -> Result<Going, OpError> {
        match self.request.fate {
            Fate::ChangeAsked => {
                self.ask_for_more(PART)?;
                Ok(Going::Stays)
            }
            Fate::ChangeDeclined => {
                if self.ask_for_more(FULL)? == Going::On {
                    self.decide(false, "生产部本周产能已满，与客户商定按原订单执行")?;
                }
                Ok(Going::Stays)
            }
            Fate::Changed => {
                let plan = "生产部明日早班加排，物流部加派一车，费用由我方承担";
                if self.ask_for_more(COSTLY)? == Going::On {
                    self.decide(true, plan)?;
                }
                Ok(Going::Stays)
            }
            _ => self.change_and_go_on(),
        }
    }

    /// One more of the largest pack: stock, production and credit are asked.
    fn ask_for_more(&mut self, words: &[Word]) -> Result<Going, OpError> {
        let mut content = self.work.order(self.id)?.content.clone();
        if let Some(line) = content.lines.first_mut() {
            let product = self.cast.products.iter().find(|product| product.id == line.product);
            let pack = product.and_then(|product| product.packs.packs.iter().map(|pack| pack.base_units).max());
            line.quantity += 10 * pack.unwrap_or(1);
        }
        self.ask(content, "客户门店促销，来电加货", words)
    }

    /// Another time of delivery: only logistics is asked, the customer says yes again, and the goods go.
    fn change_and_go_on(&mut self) -> Result<Going, OpError> {
        let mut content = self.work.order(self.id)?.content.clone();
        content.note = "改为下午送货，请先联系库房".to_owned();
        if self.ask(content, "客户来电更改收货时间", SMOOTH)? == Going::Stays {
            return Ok(Going::Stays);
        }
        if self.decide(true, "")? == Going::Stays || self.passes((10, 60)) == Going::Stays {
            return Ok(Going::Stays);
        }
        self.note(Department::Logistics)?;
        let who = self.request.content.contact.clone();
        self.step(Department::Sales, Rank::Staff, Command::Confirm { channel: self.request.channel, who })?;
        Ok(Going::On)
    }

    fn ask(&mut self, content: Content, reason: &str, words: &[Word]) -> Result<Going, OpError> {
        if self.passes((30, 90)) == Going::Stays {
            return Ok(Going::Stays);
        }
        let asker = Asker::Customer { who: self.request.content.contact.clone(), channel: self.request.channel };
        let reason = reason.to_owned();
        let ask = Command::AskChange { no: 1, asker, reason, content, dropped: Vec::new() };
        self.step(Department::Sales, Rank::Staff, ask)?;
        for (desk, possible, days, cost, note) in words {
            if self.passes((10, 60)) == Going::Stays {
                return Ok(Going::Stays);
            }
            let (possible, note) = (*possible, (*note).to_owned());
            let answer = Command::AnswerChange { no: 1, desk: *desk, possible, days: *days, cost: *cost, note };
            self.step(*desk, Rank::Staff, answer)?;
        }
        Ok(Going::On)
    }

    fn decide(&mut self, adopted: bool, plan: &str) -> Result<Going, OpError> {
        if self.passes((20, 60)) == Going::Stays {
            return Ok(Going::Stays);
        }
        let plan = plan.to_owned();
        self.step(Department::Sales, Rank::Head, Command::DecideChange { no: 1, adopted, plan })?;
        Ok(Going::On)
    }

    fn note(&mut self, desk: Department) -> Result<(), OpError> {
        let waits =
            self.work.order(self.id)?.tasks.iter().any(|task| (task.desk, task.step) == (desk, Step::NoteChange));
        if waits { self.step(desk, Rank::Staff, Command::NoteChange { no: 1, desk }) } else { Ok(()) }
    }
}
