//! The mail desk (II.2): mails that arrived with how long they wait; beside the list the mail, what was read out of it and from
//! where, what is open, the reply that asks for it, and what a clerk does with the mail.

mod aside;
mod attach;
mod bring;
mod detail;
mod list;
mod mail_text;
mod reply;
mod values;

use std::collections::HashMap;
use std::path::PathBuf;

use eframe::egui::{Frame, Ui};

use crate::domain::ids::MailId;
use crate::domain::people::{Right, may};
use crate::intake::mail::draft::Source;
use crate::ops::mails::{self, IncomingMail, MailState};
use crate::ops::words;
use crate::ui::app::Prefs;
use crate::ui::ask::{Ask, Doing};
use crate::ui::chosen::beside;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::reading::MailReader;
use crate::ui::rows::Rows;
use crate::ui::steps::said;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::segments;
use crate::ui::widgets::split::Split;
use crate::ui::widgets::table::TableState;
use aside::AsideForm;
use attach::AttachForm;
use bring::Bringing;
use reply::ReplyForm;

/// What is asked before something is done with the mail.
enum Asking {
    Attach(AttachForm),
    Aside(AsideForm),
}

/// The mail beside the list, and what is typed about mails.
#[derive(Default)]
struct Beside {
    reader: MailReader,
    /// The value whose words are shown in the mail, for the mail it belongs to.
    pointed: Option<(MailId, Source)>,
    /// The value under the pointer in the last frame.
    hovered: Option<Source>,
    /// The value was chosen just now: its words are brought into sight.
    bring: bool,
    /// Replies that somebody wrote into, by mail: they stay while other mails are looked at.
    replies: HashMap<MailId, ReplyForm>,
    asking: Option<(MailId, Asking)>,
    doing: Doing<()>,
    saving: Doing<()>,
    history: Ask<Vec<mails::Entry>, (MailId, u64)>,
}

/// The desk.
pub struct MailDesk {
    state: usize,
    rows: Rows<IncomingMail, usize>,
    counts: Ask<i64>,
    table: TableState,
    shown: Option<MailId>,
    beside: Beside,
    looking: Doing<()>,
    /// The mail of which was said that somebody looked.
    looked: Option<MailId>,
    bringing: Bringing,
    /// Where the divider stands.
    pub split: Split,
}

impl MailDesk {
    /// The desk with its divider where it was; at first the mail has more room than the list.
    pub fn new(prefs: &Prefs) -> MailDesk {
        let split = prefs.splits.get("mails").copied().unwrap_or(Split { beside: 0.38, above: 0.3 });
        MailDesk {
            state: 0,
            rows: Rows::default(),
            counts: Ask::default(),
            table: TableState::default(),
            shown: None,
            beside: Beside::default(),
            looking: Doing::default(),
            looked: None,
            bringing: Bringing::default(),
            split,
        }
    }

    /// Asks how many are new; once a frame, whatever is shown.
    pub fn ask(&mut self, cx: &Cx<'_>) {
        self.counts.keep(cx.revision.post, || cx.worker.ask(|office| mails::count(office, MailState::New)));
    }

    /// How many nobody has done anything about.
    pub fn waiting(&self) -> u32 {
        self.counts.value().map_or(0, |count| u32::try_from(*count).unwrap_or(u32::MAX))
    }

    /// What goes on whatever is shown: files come in, and the folder is looked into.
    pub fn behind(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        if self.bringing.go_on(cx) {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs(30));
        }
    }

    /// Takes in files that were dropped.
    pub fn bring(&mut self, paths: Vec<PathBuf>) {
        self.state = 0;
        self.bringing.bring(paths);
    }

    /// The filter and the way in, beside the tabs.
    pub fn tools(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let refusal = if !may(cx.user, Right::ReceiveOrder) {
            Some(cx.t("app-may-not-receive"))
        } else {
            self.bringing.is_busy().then(|| cx.t("widgets-loading"))
        };
        if Button::new(cx.t("mails-bring")).icon(Icon::Import).refusal(refusal).show(ui).clicked() {
            self.bringing.bring(cx.files.open_many());
        }
        let names = [cx.t("mails-new"), cx.t("mails-in-hand"), cx.t("mails-done")];
        segments(ui, &names, &mut self.state);
    }

    /// Fills the room below the bar.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let state = MailState::ALL[self.state.min(2)];
        let another =
            self.rows.keep(self.state, cx.revision.post, || cx.worker.ask(move |office| mails::count(office, state)));
        if another {
            self.table.reset();
        }
        self.stay_on_row();
        self.take_in(cx);
        self.look(cx);
        tell_mailbox(ui, cx);
        self.bringing.show(ui, cx);
        let MailDesk { rows, table, shown, beside: side, split, bringing, .. } = self;
        let is_empty = rows.is_empty() && !rows.is_counting();
        let invitation = cx.t(if is_empty { "mails-ways" } else { "mails-pick-one" });
        let mut first_step = false;
        let list = |ui: &mut Ui, cx: &Cx<'_>, shown: &mut Option<MailId>| {
            first_step = list::show(ui, cx, rows, table, state, shown);
        };
        beside(ui, cx, split, shown, invitation, list, |ui, cx, id| side.show(ui, cx, *id));
        if first_step {
            bringing.bring(cx.files.open_many());
        }
    }

    /// The cursor goes with the mail that is shown; what is done with a mail takes it off the list, and the next one does not open
    /// by itself.
    fn stay_on_row(&mut self) {
        let Some(shown) = self.shown else { return };
        let under = self.table.cursor.and_then(|row| self.rows.get(row)).map(|mail| mail.id);
        if under == Some(shown) || self.table.cursor.is_none() {
            return;
        }
        let place = self.rows.here().find(|(_, mail)| mail.id == shown).map(|(row, _)| row);
        match place {
            Some(row) => self.table.choose(row),
            None if under.is_some() => self.table.clear(),
            None => {}
        }
    }

    /// Whoever takes orders and opens a new mail has looked at it.
    fn look(&mut self, cx: &Cx<'_>) {
        let Some(reading) = self.beside.reader.reading().filter(|reading| Some(reading.mail.id) == self.shown) else {
            return;
        };
        let id = reading.mail.id;
        let is_new = reading.mail.state == MailState::New && !reading.mail.looked && self.looked != Some(id);
        if is_new && may(cx.user, Right::ReceiveOrder) && !self.looking.is_busy() {
            self.looked = Some(id);
            self.looking.begin(|| cx.worker.write(cx.user.id, move |work| mails::mark_seen(work, id)));
        }
    }

    fn take_in(&mut self, cx: &mut Cx<'_>) {
        let Beside { doing, saving, .. } = &mut self.beside;
        let outcomes = [doing.outcome(), saving.outcome(), self.looking.outcome()];
        for fault in outcomes.into_iter().flatten().filter_map(Result::err) {
            cx.wish(Wish::Failed(fault));
        }
    }
}

/// Why no mail comes from the mailbox, for whoever waits for one here.
fn tell_mailbox(ui: &mut Ui, cx: &Cx<'_>) {
    let told = cx.worker.post().told();
    let mut say = |heading: &str, sentences: &[String]| {
        Frame::new().inner_margin(theme::GAP).show(ui, |ui| {
            banner(ui, cx.lang, Tone::Warn, heading, sentences, "", false);
        });
    };
    if let Some((trouble, answer)) = told.mailbox {
        say(cx.t("post-mailbox-trouble"), &[words::post_trouble(cx.lang, trouble), answer]);
    }
    if let Some(fault) = told.unkept {
        let (title, mut sentences) = said::fault(cx.lang, &fault);
        sentences.insert(0, title);
        say(cx.t("mails-mailbox-unkept"), &sentences);
    }
}
