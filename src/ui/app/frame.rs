//! The frame around every panel: top bar, rail, status bar.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use eframe::egui;
use egui::{Frame, Margin, Panel, Ui};

use super::Shared;
use super::top::{self, TopAnswer};
use crate::domain::people::{Department, User};
use crate::i18n::{Lang, t, t_dyn, tf};
use crate::ops::online::Tally;
use crate::ops::orders::may_receive;
use crate::ui::cx::Tab;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::rail::{self, NARROW_RAIL, rail};
use crate::ui::widgets::status_bar::{Job, status_bar};
use crate::worker::JobState;

/// The tabs of a person: their own desks first, the others after them, the settings last.
pub fn tabs(user: &User) -> Vec<Tab> {
    let desks = Department::ALL.into_iter().filter(|desk| *desk != Department::Administration);
    let (own, others): (Vec<_>, Vec<_>) = desks.partition(|desk| user.belongs_to(*desk));
    let desks = own.into_iter().chain(others).map(Tab::Desk);
    std::iter::once(Tab::Work).chain(desks).chain([Tab::Settings]).collect()
}

/// The name of a tab.
pub fn title(lang: Lang, tab: Tab) -> String {
    match tab {
        Tab::Work => t(lang, "app-tab-work").to_owned(),
        Tab::Desk(desk) => t_dyn(lang, &format!("department-{}", desk.key())),
        Tab::Settings => t(lang, "app-tab-settings").to_owned(),
    }
}

fn icon(tab: Tab) -> Icon {
    match tab {
        Tab::Work => Icon::Inbox,
        Tab::Desk(Department::Sales) => Icon::Phone,
        Tab::Desk(Department::Credit) => Icon::Card,
        Tab::Desk(Department::Production) => Icon::Factory,
        Tab::Desk(Department::Quality) => Icon::Flask,
        Tab::Desk(Department::Logistics) => Icon::Truck,
        Tab::Desk(Department::Archive) => Icon::Archive,
        Tab::Desk(Department::Administration) | Tab::Settings => Icon::Gear,
    }
}

/// The bar on top.
pub fn top(ui: &mut Ui, shared: &mut Shared, user: &User) -> TopAnswer {
    let margin = Margin { left: 0, right: theme::GAP_WIDE as i8, top: 0, bottom: 0 };
    let ground = Frame::new().fill(theme::palette(ui).ground).inner_margin(margin);
    let panel = Panel::top("top").exact_size(theme::TOP_BAR).frame(ground).show_separator_line(true);
    panel.show(ui, |ui| top::bar(ui, shared, user, may_receive(user))).inner
}

/// What waits on the desks.
pub struct Waiting<'a> {
    /// How much.
    pub counts: &'a BTreeMap<Department, i64>,
    /// Where some of it is late.
    pub late: &'a BTreeSet<Department>,
}

/// The rail; `tab` changes by click and key.
pub fn side(ui: &mut Ui, lang: Lang, user: &User, work: &Waiting<'_>, tab: &mut Tab) {
    let narrow = ui.available_width() < 1_000.0;
    let width = if narrow { NARROW_RAIL } else { theme::RAIL };
    let all = tabs(user);
    let titles: Vec<String> = all.iter().map(|tab| title(lang, *tab)).collect();
    let waiting = |tab: Tab| -> i64 {
        match tab {
            Tab::Work => work.counts.iter().filter(|(desk, _)| user.belongs_to(**desk)).map(|(_, count)| count).sum(),
            Tab::Desk(desk) => work.counts.get(&desk).copied().unwrap_or(0),
            Tab::Settings => 0,
        }
    };
    let late = |tab: Tab| match tab {
        Tab::Work => work.late.iter().any(|desk| user.belongs_to(*desk)),
        Tab::Desk(desk) => work.late.contains(&desk),
        Tab::Settings => false,
    };
    let rows: Vec<rail::Tab<'_>> = all
        .iter()
        .zip(&titles)
        .map(|(tab, title)| rail::Tab {
            title,
            icon: icon(*tab),
            waiting: u32::try_from(waiting(*tab)).unwrap_or(u32::MAX),
            late: late(*tab),
        })
        .collect();
    let ground = Frame::new().fill(theme::palette(ui).ground).inner_margin(Margin::same(theme::GAP as i8));
    Panel::left("rail").exact_size(width).resizable(false).frame(ground).show(ui, |ui| {
        let mut at = all.iter().position(|one| one == tab).unwrap_or(0);
        if rail(ui, lang, &rows, &mut at, narrow) {
            *tab = all[at];
        }
    });
}

/// What the bar below says besides the work in the background.
pub struct Facts {
    /// How many orders there are.
    pub orders: Option<i64>,
    /// Today's copy: well or not, in words.
    pub copy: Option<(bool, String)>,
    /// Messages that are not sent.
    pub unsent: i64,
    /// To whom a message is being sent right now.
    pub sending: Option<String>,
    /// A file that is coming in, with how far it is.
    pub long_write: Option<Arc<Tally>>,
    /// The store does not answer.
    pub trouble: bool,
}

/// The bar below: where the data is, how many orders, today's copy, unsent messages, and what works in the background.
/// True when somebody stops the message that is being sent.
pub fn status(ui: &mut Ui, shared: &mut Shared, told: &Facts) -> bool {
    let Facts { orders, copy, unsent, sending, long_write, trouble } = told;
    let lang = shared.lang();
    let ground = Frame::new().fill(theme::palette(ui).ground).inner_margin(Margin::symmetric(theme::GAP_WIDE as i8, 0));
    let jobs = shared.jobs.list();
    let mut rows: Vec<Job> = jobs
        .iter()
        .enumerate()
        .map(|(at, job)| Job {
            key: at as u64,
            title: t_dyn(lang, job.name()),
            percent: match job.state() {
                JobState::Running { done, all } if all > 0 => Some((done * 100 / all).min(100) as u8),
                _ => None,
            },
        })
        .collect();
    let sends = jobs.len() as u64;
    if let Some(to) = sending {
        let title = tf(lang, "post-sending-to", &[("to", to.as_str().into())]);
        rows.push(Job { key: sends, title, percent: None });
    }
    if let Some(tally) = long_write {
        let (done, all) = tally.progress();
        let percent = (all > 0).then(|| (done * 100 / all).min(100) as u8);
        rows.push(Job { key: sends + 1, title: t(lang, "online-job-import").to_owned(), percent });
        // It goes on without a word to the window.
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(200));
    }
    let mut facts = Vec::new();
    if let Some(orders) = orders {
        facts.push((None, tf(lang, "app-orders-count", &[("count", crate::i18n::whole(*orders).into())])));
    }
    if let Some((well, words)) = copy {
        facts.push((Some(if *well { Icon::Check } else { Icon::Warning }), words.clone()));
    }
    if *unsent > 0 {
        facts.push((Some(Icon::Note), tf(lang, "post-unsent-count", &[("count", crate::i18n::whole(*unsent).into())])));
    }
    let panel = Panel::bottom("status").exact_size(theme::STATUS_BAR).frame(ground).show_separator_line(true);
    let stopped = panel.show(ui, |ui| {
        let place = shared.location.to_string();
        let name = place.rsplit(['/', '\\']).next().unwrap_or(&place);
        status_bar(ui, lang, (if *trouble { Tone::Bad } else { Tone::Good }, name), &facts, &rows)
    });
    let Some(key) = stopped.inner else { return false };
    match (jobs.get(key as usize), long_write) {
        (Some(job), _) => job.cancel(),
        (None, Some(tally)) if key > sends => tally.call_off(),
        _ => return true,
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::UserId;
    use crate::domain::people::{Rank, Role};

    #[test]
    fn ones_own_desks_come_first_and_nothing_is_hidden() {
        let roles = vec![Role::new(Department::Logistics, Rank::Staff)];
        let user =
            User { id: UserId(1), login: "w".into(), name: "王芳".into(), roles, active: true, own_only: false };
        let tabs = tabs(&user);
        assert_eq!(tabs[..2], [Tab::Work, Tab::Desk(Department::Logistics)]);
        assert_eq!(tabs.len(), 8);
        assert_eq!(tabs.last(), Some(&Tab::Settings));
    }
}
