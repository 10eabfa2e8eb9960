//! The shops' folders, looked into every half minute while somebody who takes orders sits here.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::SystemTime;

use crate::domain::online::{Mapping, Shop};
use crate::ops::Work;
use crate::ops::online::{self, Found, Report, Seen, Tally, look_into, move_read};
use crate::ops::orders::may_receive;
use crate::ui::ask::{Ask, Doing};
use crate::ui::cx::{Cx, Wish};

/// How often a folder is looked into, in seconds.
const EVERY: i64 = 30;

type Shops = (Vec<Shop>, Vec<Mapping>);

/// The look into folders that is under way.
#[derive(Default)]
pub(super) struct Watch {
    shops: Ask<Shops, i64>,
    seen: HashMap<i64, Seen>,
    /// Shops that are still to be looked at in this round.
    round: Vec<Shop>,
    looked: i64,
    looking: Option<(Shop, Receiver<Option<Found>>)>,
    bringing: Doing<Report>,
    brought: Option<(Shop, Vec<PathBuf>, Seen)>,
}

impl Watch {
    /// Goes on with the round; once a frame. True where there is a folder to look into.
    pub fn go_on(&mut self, cx: &mut Cx<'_>) -> bool {
        if !may_receive(cx.user) {
            return false;
        }
        let tick = cx.now.timestamp() / EVERY;
        self.shops.keep(tick, || cx.worker.ask(|office| Ok((online::shops(office)?, online::mappings(office)?))));
        if self.looked != tick && self.round.is_empty() && self.looking.is_none() && !self.shops.is_waiting() {
            let shops = self.shops.value().map(|(shops, _)| shops.as_slice()).unwrap_or_default();
            self.round = shops.iter().filter(|shop| !shop.folder.is_empty()).cloned().collect();
            self.looked = tick;
        }
        self.outcome(cx);
        if self.looking.is_none() && !self.bringing.is_busy() {
            self.next(cx);
        }
        self.shops.value().is_some_and(|(shops, _)| shops.iter().any(|shop| !shop.folder.is_empty()))
    }

    fn next(&mut self, cx: &Cx<'_>) {
        let Some(shop) = self.round.pop() else { return };
        let mappings = self.shops.value().map(|(_, mappings)| mappings.clone()).unwrap_or_default();
        let (seen, about) = (self.seen.get(&shop.id).cloned().unwrap_or_default(), shop.clone());
        let job = cx.jobs.run("online-job-look", move |_| look_into(&about, &mappings, seen, SystemTime::now()));
        self.looking = Some((shop, job));
    }

    fn outcome(&mut self, cx: &mut Cx<'_>) {
        if let Some((shop, job)) = self.looking.take() {
            match job.try_recv() {
                Ok(Some(found)) => self.bring_in(cx, shop, found),
                Ok(None) | Err(TryRecvError::Disconnected) => {}
                Err(TryRecvError::Empty) => self.looking = Some((shop, job)),
            }
        }
        match self.bringing.outcome() {
            Some(Ok(report)) => {
                if report.created + report.changed + report.waiting > 0 {
                    let values = [("count", (report.created + report.changed + report.waiting).to_string().into())];
                    cx.wish(Wish::Done(cx.tf("online-came-by-itself", &values)));
                }
                let Some((shop, paths, seen)) = self.brought.take() else { return };
                self.seen.insert(shop.id, seen);
                if report.refused > 0 {
                    // They stay where they are: the other half of a pair may be on its way, or a person must look.
                    let values = [("count", report.refused.to_string().into()), ("shop", shop.name.as_str().into())];
                    cx.wish(Wish::Done(cx.tf("online-folder-refused", &values)));
                } else {
                    // The answer does not matter: what could not be moved is known by its bytes.
                    drop(cx.jobs.run("online-job-look", move |_| move_read(&shop, &paths)));
                }
            }
            Some(Err(fault)) => {
                self.brought = None;
                cx.wish(Wish::Failed(fault));
            }
            None => {}
        }
    }

    fn bring_in(&mut self, cx: &Cx<'_>, shop: Shop, found: Found) {
        let Found { batch, paths, seen } = found;
        let id = shop.id;
        self.brought = Some((shop, paths, seen));
        let import = move |work: &mut Work<'_, '_>, tally: &Tally| online::import_unseen(work, id, &batch, tally);
        self.bringing.begin(|| cx.worker.write_beside(cx.user.id, &Arc::default(), import));
    }
}
