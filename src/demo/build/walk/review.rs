//! From the read-back to the customer's yes.

use chrono::TimeDelta;

use super::{Going, Walk};
use crate::demo::build::fates::{Fate, Stop};
use crate::domain::credit::{CreditSettings, Place, Standing, assess};
use crate::domain::customers::{Grade, Terms};
use crate::domain::money::to_company_currency;
use crate::domain::orders::{Agreement, Channel, Command, CreditDecision};
use crate::domain::people::{Department, Rank};
use crate::ops::{self, OpError};

/// So much of a limit may be used before the customer is asked to pay.
const USED_PERCENT: i64 = 70;

const CANCELLED: &[&str] = &["客户另行采购", "客户重复下单", "门店停业装修", "客户要求取消"];

impl Walk<'_, '_, '_, '_> {
    pub(super) fn review(&mut self) -> Result<Going, OpError> {
        let minutes =
            if self.request.channel == Channel::Telephone { self.rng.between(3, 12) } else { self.rng.between(10, 70) };
        if self.later(Stop::ReadBack, minutes) == Going::Stays {
            return Ok(Going::Stays);
        }
        let caller = self.request.content.contact.clone();
        self.step(Department::Sales, Rank::Staff, Command::ReadBack { caller })?;
        let minutes = self.rng.between(10, 90);
        if self.later(Stop::Credit, minutes) == Going::Stays {
            return Ok(Going::Stays);
        }
        if self.request.fate != Fate::Until(Stop::Stock) {
            self.credit()?;
        }
        if let Fate::Cancelled | Fate::CancelledFiled = self.request.fate {
            return self.cancel();
        }
        let minutes = self.rng.between(5, 60);
        if self.later(Stop::Stock, minutes) == Going::Stays {
            return Ok(Going::Stays);
        }
        self.step(Department::Logistics, Rank::Staff, Command::ReviewStock)?;
        if self.request.fate == Fate::Hold {
            let reason = "客户正在核对门店需求，要求暂缓".to_owned();
            self.at += TimeDelta::minutes(7);
            self.step(Department::Sales, Rank::Staff, Command::Hold { reason })?;
            return Ok(Going::Stays);
        }
        let minutes = self.rng.between(5, 60);
        if self.later(Stop::Date, minutes) == Going::Stays {
            return Ok(Going::Stays);
        }
        self.date()?;
        let minutes = self.rng.between(10, 120);
        if self.later(Stop::Confirm, minutes) == Going::Stays {
            return Ok(Going::Stays);
        }
        let who = self.request.content.contact.clone();
        self.step(Department::Sales, Rank::Staff, Command::Confirm { channel: self.request.channel, who })?;
        if self.request.fate.is_changed() { self.change() } else { Ok(Going::On) }
    }

    fn date(&mut self) -> Result<(), OpError> {
        let requested = self.request.content.requested;
        // Goods that must be made first are promised later, and the customer agrees.
        let later = self.request.fate.is_short();
        let promised = if later { requested + chrono::Days::new(6) } else { requested };
        let who = self.request.content.contact.clone();
        let agreed =
            later.then(|| Agreement { who, note: "库存不足，电话商定延后交货，客户同意".to_owned() });
        self.step(Department::Production, Rank::Staff, Command::ReviewDate { promised, agreed, lines: Vec::new() })
    }

    fn cancel(&mut self) -> Result<Going, OpError> {
        if self.passes((20, 70)) == Going::Stays {
            return Ok(Going::Stays);
        }
        let reason = self.rng.pick(CANCELLED).to_owned();
        self.step(Department::Sales, Rank::Staff, Command::Cancel { reason })?;
        if self.request.fate == Fate::CancelledFiled && self.passes((500, 900)) == Going::On {
            self.step(Department::Archive, Rank::Staff, Command::File { serial: 0, sum: String::new() })?;
        }
        Ok(Going::Stays)
    }

    fn credit(&mut self) -> Result<(), OpError> {
        let decision = self.decision()?;
        let rank = if matches!(decision, CreditDecision::Release { .. }) { Rank::Head } else { Rank::Staff };
        self.step(Department::Credit, rank, Command::ReviewCredit { decision, note: String::new() })
    }

    /// What credit decides, after the customer has paid what was due, or paid in advance.
    fn decision(&mut self) -> Result<CreditDecision, OpError> {
        let wants_concern = matches!(self.request.fate, Fate::Guarantee | Fate::Release | Fate::Refused);
        let id = self.request.content.customer;
        let order = self.work.order(self.id)?;
        let amount = to_company_currency(order.content.amount(), order.rate_ppm);
        let today = self.today();
        if wants_concern {
            self.overdraw()?;
        } else {
            self.pay(amount)?;
        }
        let Some((customer, exposure)) = self.work.customer(id)? else { return Ok(CreditDecision::Pass) };
        let standing = Standing { exposure, ..Standing::default() };
        let evidence = assess(customer, &standing, amount, today, &CreditSettings::default(), Place::Review);
        let over = match evidence.concern {
            None => return Ok(CreditDecision::Pass),
            Some(_) => -evidence.left(),
        };
        Ok(match self.request.fate {
            Fate::Refused => {
                CreditDecision::Refuse { reason: "超出信用额度，且有货款逾期未付".to_owned() }
            }
            Fate::Release => CreditDecision::Release {
                reason: "老客户，月底集中付款，经信用主管核准放行".to_owned(),
                seen: evidence.concerns(),
            },
            _ => CreditDecision::Guarantee {
                guarantor: "澜汀供应链担保有限公司".to_owned(),
                amount: over.max(amount),
                until: self.request.content.requested + chrono::Days::new(60),
                document: format!("DB{}-{:03}", today.format("%Y%m"), self.request.number % 1000),
            },
        })
    }

    /// Brings the customer's payments in, so that this order fits the terms.
    fn pay(&mut self, amount: i64) -> Result<(), OpError> {
        let id = self.request.content.customer;
        let Some((customer, exposure)) = self.work.customer(id)? else { return Ok(()) };
        let prepaid = customer.credit.grade == Grade::C || customer.credit.terms == Terms::Prepaid;
        let due = if prepaid {
            exposure.total() + amount
        } else if exposure.total() + amount > customer.credit.limit / 100 * USED_PERCENT {
            // An order larger than the limit is paid for in advance as far as it is over it.
            exposure.total().max(exposure.total() + amount - customer.credit.limit)
        } else {
            0
        };
        if due <= 0 {
            return Ok(());
        }
        let note = if prepaid { "预付货款" } else { "货款" };
        self.record(due, note)
    }

    /// For the set pieces about credit: the customer takes back what it paid too much, until the order goes over the limit.
    fn overdraw(&mut self) -> Result<(), OpError> {
        let id = self.request.content.customer;
        let Some((customer, exposure)) = self.work.customer(id)? else { return Ok(()) };
        let back = customer.credit.limit - exposure.total();
        if back > 0 { self.record(-back, "年度返利结算，退回多付货款") } else { Ok(()) }
    }

    fn record(&mut self, amount: i64, note: &str) -> Result<(), OpError> {
        let person = self.cast.of(Department::Credit, Rank::Staff, 0);
        self.work.act_as(person.clone(), self.at);
        let (id, today) = (self.request.content.customer, self.today());
        ops::credit::record_payment(self.work, id, amount, today, note)
    }
}
