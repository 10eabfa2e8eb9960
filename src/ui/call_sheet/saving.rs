//! Saving the sheet: as a draft after a short rest, and as an order when it is complete.

use eframe::egui::Context;

use super::form::Form;
use crate::domain::ids::OrderId;
use crate::domain::orders::{Asker, Command, Content};
use crate::ops::drafts;
use crate::ops::mails;
use crate::ops::orders::{self, Looked};
use crate::ui::ask::Doing;
use crate::ui::cx::{Cx, Wish};

/// Seconds of rest after which a draft is kept.
const REST: f64 = 0.6;
/// How much later than that a text that could not be kept is tried again, in seconds.
const AGAIN: f64 = 10.0;

/// What a sheet about an order that is there asks for: a correction, or a change of what was confirmed.
pub(super) fn command(form: &Form, content: Content) -> Command {
    let reason = form.reason.trim().to_owned();
    let Some(asking) = &form.asking else { return Command::Edit { content, reason } };
    let asker = match asking.desk {
        Some(desk) => Asker::Desk(desk),
        None => Asker::Customer { who: asking.who.trim().to_owned(), channel: form.channel },
    };
    Command::AskChange { no: asking.no, asker, reason, content, dropped: asking.dropped.clone() }
}

/// What is on its way to the store.
#[derive(Default)]
pub(super) struct Saving {
    order: Doing<(OrderId, String)>,
    /// A change was asked for, not an order written.
    asks: bool,
    keeping: Doing<i64>,
    draft: Option<i64>,
    /// What was kept last, and what was last seen with its time.
    kept: Option<Form>,
    seen: Option<(Form, f64)>,
    /// The order is written: nothing of this sheet is kept any more.
    over: bool,
}

impl Saving {
    /// Goes on with a draft that is there.
    pub fn goes_on(&mut self, draft: i64) {
        self.draft = Some(draft);
    }

    /// The draft of this sheet.
    pub fn draft(&self) -> Option<i64> {
        self.draft
    }

    /// Whether the order is on its way.
    pub fn is_busy(&self) -> bool {
        self.order.is_busy()
    }

    /// What stands beside the title.
    pub fn kept_words(&self, cx: &Cx<'_>) -> String {
        if self.draft.is_some() { cx.t("orders-draft-kept").to_owned() } else { String::new() }
    }

    /// Begins to write the order.
    pub fn begin(&mut self, cx: &Cx<'_>, form: &Form, content: Content, read_back: bool) {
        let (channel, caller) = (form.channel, form.caller.clone());
        let step = form
            .order
            .map(|(id, version, revision)| (id, Looked { version, revision }, command(form, content.clone())));
        self.asks = form.asking.is_some();
        let (actor, draft, mail) = (cx.user.id, self.draft, form.mail);
        self.order.begin(|| {
            cx.worker.write(actor, move |work| {
                let id = match step {
                    Some((id, looked, command)) => {
                        orders::step(work, id, Some(looked), command)?;
                        id
                    }
                    None => {
                        let id = orders::receive(work, channel, content)?;
                        if let Some(mail) = mail {
                            mails::became_order(work, mail, id)?;
                        }
                        id
                    }
                };
                if let Some(draft) = draft {
                    drafts::becomes_order(work, draft)?;
                }
                if read_back {
                    orders::step(work, id, None, Command::ReadBack { caller })?;
                }
                Ok((id, work.order(id)?.number.clone()))
            })
        });
    }

    /// Takes in what came back; true when the order is written.
    pub fn take_in(&mut self, cx: &mut Cx<'_>) -> Option<bool> {
        match self.keeping.outcome() {
            Some(Ok(id)) => self.draft = Some(id),
            Some(Err(fault)) => {
                self.kept = None;
                if let Some((_, since)) = &mut self.seen {
                    *since += AGAIN;
                }
                cx.wish(Wish::Failed(fault));
            }
            None => {}
        }
        match self.order.outcome()? {
            Ok((id, number)) => {
                self.over = true;
                self.finish(cx);
                let key = if self.asks { "changes-sheet-sent" } else { "orders-saved" };
                cx.wish(Wish::Done(cx.tf(key, &[("number", number.into())])));
                cx.wish(Wish::OpenOrder(id));
                Some(true)
            }
            Err(fault) => {
                cx.wish(Wish::Failed(fault));
                Some(false)
            }
        }
    }

    /// Keeps the form as a draft once typing rests.
    pub fn keep_draft(&mut self, ctx: &Context, cx: &Cx<'_>, form: &Form, opened: &Form) {
        if self.over || form.is_empty() || form == opened || self.kept.as_ref() == Some(form) {
            return;
        }
        let now = ctx.input(|input| input.time);
        match &self.seen {
            Some((seen, since)) if seen == form => {
                if now - since >= REST && !self.keeping.is_busy() {
                    self.keep_now(cx, form);
                }
            }
            _ => self.seen = Some((form.clone(), now)),
        }
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(REST));
    }

    /// Keeps the form as it stands; false while an older text is still on its way.
    pub fn keep_now(&mut self, cx: &Cx<'_>, form: &Form) -> bool {
        let (user, now, id, kept) = (cx.user.id, cx.now, self.draft, form.clone());
        let begun =
            self.keeping.begin(|| cx.worker.ask_to_write(move |office| drafts::keep(office, user, now, id, &kept)));
        if begun {
            self.kept = Some(form.clone());
        }
        begun
    }

    /// The draft is not wanted any more.
    pub fn discard(&mut self, cx: &Cx<'_>) {
        self.over = true;
        self.finish(cx);
    }

    fn finish(&mut self, cx: &Cx<'_>) {
        if let Some(id) = self.draft.take() {
            let (user, now) = (cx.user.id, cx.now);
            // Nobody waits for this answer: a draft too many is offered once more, and that is all.
            drop(cx.worker.ask_to_write(move |office| drafts::finish(office, user, id, now)));
        }
    }
}
