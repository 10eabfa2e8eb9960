//! The check of files before they come in, and their coming in.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::batch::{Batch, Tally};
use super::judge::{Facts, Judged};
use crate::domain::ids::{OrderId, ProductId};
use crate::domain::online::flags::Flag;
use crate::domain::online::{News, Online, Platform, Sale, SaleGoods};
use crate::domain::orders::{Channel, Command, Content, Status, platform_news};
use crate::domain::people::Right;
use crate::intake::import::Finding;
use crate::intake::platforms::{self, Edits, Place, ReadSale};
use crate::ops::{Office, OpError, Work, orders};
use crate::store::online::File;
use crate::store::{self, Tx};

/// So many orders are written at a time, all in the one transaction.
const AT_A_TIME: u64 = 500;
/// So many rows with something to look at are shown; the counts are of all.
pub const MOST_SHOWN: usize = 2_000;

/// What would become of an order, or became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outlook {
    /// It becomes an order of ours, or is closed already and only noted.
    New,
    /// A file told of it before, and says otherwise now.
    Changed,
    /// A file said exactly this before.
    Same,
    /// It is noted and waits for goods to be assigned, or for something else that only a person can say.
    Waits,
    /// Its rows cannot be taken as they are; the findings say why.
    Refused,
}

/// How many orders are what. For a file that came in, kept as its result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// New ones that are right.
    pub created: u64,
    /// Known ones that changed.
    pub changed: u64,
    /// Known ones that are the same.
    pub same: u64,
    /// New ones that wait.
    pub waiting: u64,
    /// Those that cannot be taken.
    pub refused: u64,
}

impl Report {
    fn count(&mut self, outlook: Outlook) {
        let counted = match outlook {
            Outlook::New => &mut self.created,
            Outlook::Changed => &mut self.changed,
            Outlook::Same => &mut self.same,
            Outlook::Waits => &mut self.waiting,
            Outlook::Refused => &mut self.refused,
        };
        *counted += 1;
    }

    /// All orders.
    pub fn all(&self) -> u64 {
        self.created + self.changed + self.same + self.waiting + self.refused
    }
}

/// An order of the files with what would become of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// Where it begins in the files.
    pub place: Place,
    /// Its number, as far as it can be read.
    pub number: String,
    /// Who receives it.
    pub recipient: String,
    /// What would become of it.
    pub outlook: Outlook,
    /// What was found in its rows.
    pub findings: Vec<Finding>,
    /// What is not as a file said before.
    pub news: Vec<News>,
    /// What is unusual.
    pub flags: Vec<Flag>,
}

/// Goods that nobody has assigned yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownGoods {
    /// As the platform names them.
    pub goods: Arc<SaleGoods>,
    /// In how many lines of the files they stand.
    pub lines: u64,
    /// The product whose code or barcode they have, to be confirmed.
    pub suggested: Option<ProductId>,
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Check {
    /// How many orders are what.
    pub report: Report,
    /// Orders with something to look at, and the first ones without, at most [`MOST_SHOWN`].
    pub planned: Vec<Planned>,
    /// Goods to be assigned, those in most lines first.
    pub unknown: Vec<UnknownGoods>,
    /// Names of files whose very bytes came in before.
    pub came_before: Vec<String>,
}

/// Says of every order what would become of it. Changes nothing.
///
/// # Errors
/// [`OpError::OtherPlatform`], [`OpError::File`], [`OpError::CalledOff`], [`OpError::NotFound`]; the store's.
pub fn check(
    office: &mut Office,
    shop: i64,
    batch: &Batch,
    edits: &Edits,
    today: chrono::NaiveDate,
    tally: &Tally,
) -> Result<Check, OpError> {
    office.see(Right::ReceiveOrder, |tx, sight| {
        let facts = Facts::load(tx, sight, shop, today)?;
        fits(&facts, batch)?;
        let mut found = Check { came_before: came_before(tx, shop, batch)?, ..Check::default() };
        let mut unknown: BTreeMap<String, UnknownGoods> = BTreeMap::new();
        walk(&facts, batch, edits, tally, &mut |read| {
            let planned = match &read.sale {
                Some(sale) => {
                    note_unknown(&facts, sale, &mut unknown);
                    let judged = facts.judge(tx, sale)?;
                    planned(&read, sale, judged)
                }
                None => refused(read),
            };
            found.report.count(planned.outlook);
            let plain = planned.findings.is_empty() && planned.flags.is_empty() && planned.news.is_empty();
            // The first plain rows show what a file holds; the room is for those with something to look at.
            if found.planned.len() < if plain { MOST_SHOWN / 4 } else { MOST_SHOWN } {
                found.planned.push(planned);
            }
            Ok(())
        })?;
        found.unknown = unknown.into_values().collect();
        found.unknown.sort_by_key(|goods| std::cmp::Reverse(goods.lines));
        Ok(found)
    })
}

fn came_before(tx: &mut Tx<'_>, shop: i64, batch: &Batch) -> Result<Vec<String>, OpError> {
    let mut names = Vec::new();
    for file in &batch.files {
        if store::online::file(tx, shop, &file.opened.sum)?.is_some() {
            names.push(file.name.clone());
        }
    }
    Ok(names)
}

/// The files are those of the shop's platform. A person's own mapping fits any shop.
fn fits(facts: &Facts, batch: &Batch) -> Result<(), OpError> {
    let shop = facts.shop.platform;
    match batch.platforms().into_iter().find(|file| *file != shop && *file != Platform::Other) {
        Some(file) => Err(OpError::OtherPlatform { file, shop }),
        None => Ok(()),
    }
}

fn walk(
    facts: &Facts,
    batch: &Batch,
    edits: &Edits,
    tally: &Tally,
    f: &mut dyn FnMut(ReadSale) -> Result<(), OpError>,
) -> Result<(), OpError> {
    let all = batch.rows();
    let mut before = vec![0];
    for file in &batch.files {
        before.push(before.last().unwrap_or(&0) + file.opened.rows());
    }
    let mut done = 0;
    platforms::read(&batch.sources(), facts.zone(), edits, &mut |read: ReadSale| {
        let row = before.get(read.place.0).unwrap_or(&0) + u64::from(read.place.2);
        done = row.min(all).max(done);
        tally.go_on(done, all)?;
        f(read)
    })?;
    tally.go_on(all, all)
}

fn note_unknown(facts: &Facts, sale: &Sale, unknown: &mut BTreeMap<String, UnknownGoods>) {
    if sale.state.is_off() {
        return;
    }
    for line in sale.lines.iter().filter(|line| facts.assigned(&line.goods).is_none()) {
        let fresh = || UnknownGoods { goods: line.goods.clone(), lines: 0, suggested: facts.suggested(&line.goods) };
        unknown.entry(line.goods.key()).or_insert_with(fresh).lines += 1;
    }
}

fn outlook(sale: &Sale, judged: &Judged) -> Outlook {
    let waits = judged.content.is_none() && !sale.state.is_off();
    match &judged.known {
        Some(known) if judged.is_same() => {
            let now_fits = known.order.is_none() && judged.content.is_some();
            if now_fits { Outlook::New } else { Outlook::Same }
        }
        Some(_) => Outlook::Changed,
        None if waits => Outlook::Waits,
        None => Outlook::New,
    }
}

fn planned(read: &ReadSale, sale: &Sale, judged: Judged) -> Planned {
    Planned {
        place: read.place,
        number: sale.number.clone(),
        recipient: sale.recipient.clone(),
        outlook: outlook(sale, &judged),
        findings: read.findings.clone(),
        news: judged.news,
        flags: judged.flags,
    }
}

fn refused(read: ReadSale) -> Planned {
    Planned {
        place: read.place,
        number: read.number,
        recipient: String::new(),
        outlook: Outlook::Refused,
        findings: read.findings,
        news: Vec::new(),
        flags: Vec::new(),
    }
}

/// Brings in every order that is right. All of it is in the caller's transaction: when it is called off or fails, nothing is
/// kept.
///
/// # Errors
/// As [`check`]; [`OpError::NotAllowed`].
pub fn import(
    work: &mut Work<'_, '_>,
    shop: i64,
    batch: &Batch,
    edits: &Edits,
    tally: &Tally,
) -> Result<Report, OpError> {
    work.needs(Right::ReceiveOrder)?;
    let facts = Facts::load(work.tx, work.sight(), shop, work.today())?;
    fits(&facts, batch)?;
    let mut report = Report::default();
    walk(&facts, batch, edits, tally, &mut |read| {
        let outlook = match &read.sale {
            Some(sale) => take(work, &facts, sale)?,
            None => Outlook::Refused,
        };
        report.count(outlook);
        if report.all().is_multiple_of(AT_A_TIME) {
            work.settle()?;
        }
        Ok(())
    })?;
    note_files(work, shop, batch, &report)?;
    Ok(report)
}

/// The same for files that came by themselves: where all of their bytes came in before, nothing is read again.
///
/// # Errors
/// As [`import`].
pub fn import_unseen(work: &mut Work<'_, '_>, shop: i64, batch: &Batch, tally: &Tally) -> Result<Report, OpError> {
    if came_before(work.tx, shop, batch)?.len() == batch.files.len() {
        return Ok(Report::default());
    }
    import(work, shop, batch, &Edits::default(), tally)
}

/// Notes the files that are new. The same bytes again change nothing, so they are not noted again.
fn note_files(work: &mut Work<'_, '_>, shop: i64, batch: &Batch, report: &Report) -> Result<(), OpError> {
    let result = serde_json::to_string(report).map_err(|error| OpError::Program(error.to_string()))?;
    for file in &batch.files {
        let known = store::online::file(work.tx, shop, &file.opened.sum)?;
        if known.is_some_and(|known| known.result == result || report.created + report.changed + report.waiting == 0) {
            continue;
        }
        let id = work.next("platform-files")?;
        let file = File {
            sum: file.opened.sum.clone(),
            name: file.name.clone(),
            rows: i64::try_from(file.opened.rows()).unwrap_or(i64::MAX),
            by: work.actor.id,
            at: work.now,
            result: result.clone(),
        };
        store::online::note_file(work.tx, id, shop, &file)?;
    }
    Ok(())
}

fn take(work: &mut Work<'_, '_>, facts: &Facts, sale: &Sale) -> Result<Outlook, OpError> {
    let judged = facts.judge(work.tx, sale)?;
    let outlook = outlook(sale, &judged);
    match outlook {
        Outlook::Same | Outlook::Refused => {}
        Outlook::New | Outlook::Waits if judged.known.is_none() => {
            let order = receive(work, facts, sale, judged.content.as_ref())?;
            let id = work.next("platform-orders")?;
            store::online::insert(work.tx, id, sale, &judged.noted(facts.shop.id, order, None), work.now)?;
            work.touched.orders = true;
        }
        _ => update(work, facts, sale, judged)?,
    }
    Ok(outlook)
}

/// Writes the order of ours, where there can be one.
fn receive(
    work: &mut Work<'_, '_>,
    facts: &Facts,
    sale: &Sale,
    content: Option<&Content>,
) -> Result<Option<OrderId>, OpError> {
    let Some(content) = content else { return Ok(None) };
    let shop = &facts.shop;
    let online = Online { platform: shop.platform, shop: shop.name.clone(), state: sale.state, unheeded: None };
    orders::receive_from(work, Channel::Online, content.clone(), Some(online)).map(Some)
}

/// What a later file says of an order that is known.
fn update(work: &mut Work<'_, '_>, facts: &Facts, sale: &Sale, mut judged: Judged) -> Result<(), OpError> {
    let Some(known) = judged.known.take() else { return Ok(()) };
    let mut by_hand = false;
    let order = match known.order {
        Some(order) => {
            let before = facts.as_written(&known.sale()?);
            by_hand = follow(work, order, sale, &judged, before.as_ref())?;
            Some(order)
        }
        None => receive(work, facts, sale, judged.content.as_ref())?,
    };
    let matters = by_hand || judged.news.iter().any(News::matters);
    if matters {
        judged.flags.push(Flag::Changed);
    }
    // What nobody knows of yet goes back to those that nobody has looked at.
    let looked_at = known.looked_at.filter(|_| !matters && known.order == order);
    store::online::update(work.tx, known.id, sale, &judged.noted(facts.shop.id, order, looked_at), work.now)?;
    work.touched.orders = true;
    Ok(())
}

/// Puts news on record of the order. While nobody has worked on it, the order itself follows; afterwards people decide. What a
/// person corrected in it is never written over: `before` is the order as the platform's last word had it, and true is given
/// back where the order is no longer that and the platform now says something else.
fn follow(
    work: &mut Work<'_, '_>,
    id: OrderId,
    sale: &Sale,
    judged: &Judged,
    before: Option<&Content>,
) -> Result<bool, OpError> {
    let order = work.order(id)?.clone();
    if order.status == Status::Filed || order.online.is_none() || judged.news.is_empty() {
        return Ok(false);
    }
    let event = platform_news(&order, sale.state, judged.news.clone(), &work.actor)?;
    work.happen(id, &event)?;
    if order.status != Status::Receipt || order.hold.is_some() {
        return Ok(false);
    }
    if sale.state.is_off() {
        let word = if sale.state_word.is_empty() { sale.state.key() } else { &sale.state_word };
        orders::step(work, id, None, Command::Cancel { reason: word.to_owned() })?;
        return Ok(false);
    }
    let Some(content) = &judged.content else { return Ok(false) };
    // The day stays as it was agreed on or read; today's reckoning is not the platform's word.
    let requested = if order.content.requested >= work.today() { order.content.requested } else { content.requested };
    let content = Content { requested, ..content.clone() };
    if content == order.content {
        return Ok(false);
    }
    let as_before = before.map(|before| Content { requested: order.content.requested, ..before.clone() });
    if order.edited.is_some() && as_before.as_ref() != Some(&order.content) {
        return Ok(as_before.map(|before| Content { requested, ..before }).as_ref() != Some(&content));
    }
    orders::step(work, id, None, Command::Edit { content, reason: String::new() })?;
    Ok(false)
}

/// Orders of a shop that waited and can now be written become orders of ours.
pub(super) fn take_waiting(work: &mut Work<'_, '_>, shop: i64, tally: &Tally) -> Result<u64, OpError> {
    let facts = Facts::load(work.tx, work.sight(), shop, work.today())?;
    let (mut after, mut taken) = (0, 0);
    loop {
        let waiting = store::online::waiting(work.tx, shop, after, AT_A_TIME as i64)?;
        let Some(last) = waiting.last() else { return Ok(taken) };
        after = last.id;
        for known in waiting {
            let sale = known.sale()?;
            if sale.state.is_off() {
                continue;
            }
            let judged = facts.weigh(work.tx, &sale, known.said.clone(), Some(known))?;
            if judged.content.is_some() {
                update(work, &facts, &sale, judged)?;
                taken += 1;
            }
        }
        work.settle()?;
        // How many still wait is not counted before: it would be read twice.
        tally.go_on(taken, 0)?;
    }
}
