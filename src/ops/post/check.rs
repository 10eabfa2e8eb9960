//! Are messages and mails as they were written?

use super::super::check::{Fault, Report, walk};
use super::OpError;
use crate::domain::audit::{Area, digest, hex};
use crate::domain::orders::{Mark, Paper};
use crate::domain::post::{Event, IncomingMail, MailEnd, Message, replay};
use crate::ops::mails::{MailEvent, as_logged};
use crate::store::audit::LogRow;
use crate::store::{self, Tx};

const PAGE: i64 = 200;

/// Walks every message and every mail with their papers.
pub(in crate::ops) fn run(tx: &mut Tx<'_>, report: &mut Report) -> Result<(), OpError> {
    messages(tx, report)?;
    mails(tx, report)
}

fn messages(tx: &mut Tx<'_>, report: &mut Report) -> Result<(), OpError> {
    let mut after = 0;
    loop {
        let page = store::post::after(tx, after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.letter.id.0;
        for message in &page {
            let id = message.letter.id.0;
            let log = log(tx, Area::Message, id, report)?;
            let whole = papers_are_whole(tx, message)?;
            if replayed(&log).as_ref() != Some(message) || !whole {
                report.faults.push(Fault::Record { area: Area::Message, subject: id });
            }
        }
    }
    all_there(tx, "messages", after, Area::Message, report)
}

fn log(tx: &mut Tx<'_>, area: Area, subject: i64, report: &mut Report) -> Result<Vec<LogRow>, OpError> {
    let log = store::audit::chain(tx, area, subject)?;
    report.rows += log.len() as u64;
    if walk(area, subject, &log).0.is_some() {
        report.faults.push(Fault::Log { area, subject });
    }
    Ok(log)
}

fn replayed(log: &[LogRow]) -> Option<Message> {
    let read = |row: &LogRow| Some((serde_json::from_str(&row.data).ok()?, Mark { by: row.actor, at: row.at }));
    let events: Vec<(Event, Mark)> = log.iter().map(read).collect::<Option<_>>()?;
    replay(events.iter().map(|(event, mark)| (event, *mark)))
}

fn papers_are_whole(tx: &mut Tx<'_>, message: &Message) -> Result<bool, OpError> {
    for paper in &message.letter.attachments {
        let kept = store::post::paper(tx, paper.id)?;
        let same = kept.is_some_and(|(_, name, content)| name == paper.name && hex(&digest(&content)) == paper.sum);
        if !same {
            return Ok(false);
        }
    }
    Ok(true)
}

fn mails(tx: &mut Tx<'_>, report: &mut Report) -> Result<(), OpError> {
    let mut after = 0;
    loop {
        let page = store::mails::after(tx, after, PAGE)?;
        let Some(last) = page.last() else { break };
        after = last.mail.id.0;
        for kept in &page {
            let id = kept.mail.id.0;
            let log = log(tx, Area::Mail, id, report)?;
            let events: Option<Vec<MailEvent>> = log.iter().map(|row| serde_json::from_str(&row.data).ok()).collect();
            let same = events.and_then(as_logged).as_ref() == Some(&kept.mail) && log.len() as i64 == kept.events;
            let content = store::mails::content(tx, kept.mail.id)?;
            let same = same && lies_with_its_order(tx, &kept.mail)?;
            if !same || content.is_none_or(|content| hex(&digest(&content)) != kept.mail.sum) {
                report.faults.push(Fault::Record { area: Area::Mail, subject: id });
            }
        }
    }
    all_there(tx, "mails", after, Area::Mail, report)
}

/// A mail that became an order, or was put beside one, lies in that dossier with all its bytes.
fn lies_with_its_order(tx: &mut Tx<'_>, mail: &IncomingMail) -> Result<bool, OpError> {
    let Some((id, number)) = mail.end.as_ref().and_then(MailEnd::order) else { return Ok(true) };
    let order = store::orders::load(tx, id)?.map(|kept| kept.order);
    Ok(order.is_some_and(|order| {
        let is_it = |paper: &Paper| paper.mail == Some(mail.id) && paper.sum == mail.sum;
        order.number == number && order.papers.iter().any(is_it)
    }))
}

/// Numbers are given without gaps, so the last one given is the last one there.
fn all_there(tx: &mut Tx<'_>, series: &str, highest: i64, area: Area, report: &mut Report) -> Result<(), OpError> {
    let given = store::company::last_number(tx, series)?;
    if given != highest {
        report.faults.push(Fault::Record { area, subject: given });
    }
    Ok(())
}
