//! The forms of an order's steps: one small form each, filled with what is most likely, checked by the rules while it is
//! typed in, and sent by itself. Nothing typed is lost when the answer is no.

mod change;
mod check;
mod confirm;
mod credit;
pub mod data;
mod date;
mod deliver;
mod dispatch;
mod file;
mod foot;
mod inspect;
pub(crate) mod letter;
mod notify;
pub(crate) mod parts;
mod pick;
mod production;
mod question;
mod read_back;
mod reasons;
pub(crate) mod said;
mod stock;
pub(crate) mod table;

use chrono::{DateTime, NaiveDate, Utc};
use eframe::egui;
use egui::Ui;

use super::ask::{Ask, Doing};
use super::cx::{Cx, Wish};
use super::theme::{self, Tone};
use super::widgets::banner::banner;
use super::widgets::button::Button;
use super::widgets::{dialog, text};
use crate::domain::orders::{Command, Step, decide, gate};
use crate::domain::people::User;
use crate::domain::post::Message;
use crate::i18n::{Lang, t, tf};
use crate::ops::OpError;
use crate::ops::orders::{Dossier, Looked};
use crate::ops::post::Draft;
use foot::{Foot, Last, step_word};
use letter::Posting;

/// What became of a form in this frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepOutcome {
    /// It is still open.
    Stay,
    /// It was left without doing anything.
    Close,
    /// The step is taken; this sentence says so.
    Done(String),
}

/// What a form looks at.
pub(crate) struct At<'a> {
    /// The language.
    pub lang: Lang,
    /// The order with everything.
    pub dossier: &'a Dossier,
    /// Who sits here.
    pub user: &'a User,
    /// This frame's instant.
    pub now: DateTime<Utc>,
    /// The company's day.
    pub today: NaiveDate,
}

impl At<'_> {
    /// The text of a key.
    pub fn t(&self, key: &'static str) -> &'static str {
        t(self.lang, key)
    }

    /// The text of a key with its variables.
    pub fn tf(&self, key: &str, values: &[(&str, crate::i18n::Arg)]) -> String {
        tf(self.lang, key, values)
    }
}

/// One form.
trait Form {
    /// Draws the fields.
    fn show(&mut self, ui: &mut Ui, at: &At<'_>);

    /// The command that the fields mean.
    ///
    /// # Errors
    /// The sentence that says what cannot be read yet.
    fn command(&self, at: &At<'_>) -> Result<Command, String>;

    /// Draws the letter to the customer that belongs to the step, under the fields; nothing for most steps.
    fn show_letter(&mut self, _ui: &mut Ui, _at: &At<'_>, _messages: &[Message]) {}

    /// The letter that belongs to the step.
    fn letter(&self) -> Option<&letter::Letter> {
        None
    }

    /// What keeps the letter from being written, in a sentence.
    fn letter_refusal(&self, _at: &At<'_>) -> Option<String> {
        None
    }

    /// The word on the button by which the letter goes by itself, before the step is taken; none where there is none.
    fn posts_alone(&self, _at: &At<'_>) -> Option<&'static str> {
        None
    }

    /// The letter is in the outbox.
    fn was_posted(&mut self, _at: &At<'_>) {}

    /// True when the letter goes together with the step, in one transaction.
    fn posts_with_step(&self) -> bool {
        false
    }

    /// Takes in what changed in the order; what a person typed stays.
    fn renew(&mut self, _at: &At<'_>) {}

    /// The word of the last button, where the form holds a decision: the button says what was decided, not that a form is sent.
    fn verb(&self, _at: &At<'_>) -> Option<&'static str> {
        None
    }

    /// True when the step takes something away or refuses.
    fn takes_away(&self) -> bool {
        false
    }

    /// Width of the form, in points.
    fn width(&self) -> f32 {
        560.0
    }
}

/// The form of a step that is open.
pub struct StepForm {
    step: Step,
    dossier: Dossier,
    form: Option<Box<dyn Form>>,
    doing: Doing<()>,
    posting: Posting,
    /// The step that waits for the paper of its letter.
    waits: Option<Command>,
    messages: Ask<Vec<Message>>,
    newest: Ask<Dossier>,
    newest_asked: u64,
    fault: Option<OpError>,
    frames: u8,
    touched: bool,
    asks_to_leave: bool,
}

impl StepForm {
    /// Opens the form of a step. [`Step::Edit`], [`Step::AskChange`] and [`Step::Seen`] have none: the call sheet and the look itself are theirs;
    /// asked for one all the same, the form is empty and says so.
    pub fn open(step: Step, dossier: &Dossier, today: NaiveDate, lang: Lang) -> StepForm {
        let dossier = in_words_of(lang, dossier.clone());
        StepForm {
            step,
            form: form_of(step, &dossier, today),
            dossier,
            doing: Doing::default(),
            posting: Posting::default(),
            waits: None,
            messages: Ask::default(),
            newest: Ask::default(),
            newest_asked: 0,
            fault: None,
            frames: 0,
            touched: false,
            asks_to_leave: false,
        }
    }

    /// The step it takes.
    pub fn step(&self) -> Step {
        self.step
    }

    /// The order it is about.
    pub fn order(&self) -> crate::domain::ids::OrderId {
        self.dossier.order.id
    }

    /// Width that the form wants, in points.
    pub fn width(&self) -> f32 {
        self.form.as_ref().map_or(theme::DIALOG, |form| form.width())
    }

    /// True when somebody typed or chose something; leaving then asks once.
    pub fn is_changed(&self) -> bool {
        self.touched
    }

    /// Draws the form as a dialog over the window; Esc leaves it, asking once when something was typed.
    pub fn show_dialog(&mut self, ctx: &egui::Context, cx: &mut Cx<'_>) -> StepOutcome {
        let (mut outcome, closed) = dialog::modal(ctx, "", self.width(), |ui| self.show(ui, cx));
        if closed && outcome == StepOutcome::Stay && !self.asks_to_leave {
            outcome = self.leave();
        }
        outcome
    }

    /// Draws the form where `ui` is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> StepOutcome {
        if let Some(outcome) = self.take_in(cx) {
            return outcome;
        }
        self.take_in_letter(cx);
        ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
        let at = At { lang: cx.lang, dossier: &self.dossier, user: cx.user, now: cx.now, today: cx.today };
        heading(ui, &at, self.step);
        let messages = self.messages.value().map_or(&[][..], Vec::as_slice);
        let looks_again = show_fault(ui, &at, self.fault.as_ref());
        if looks_again {
            self.newest_asked += 1;
        }
        parts::begin(ui);
        let Some(form) = self.form.as_mut() else {
            text::soft(ui, at.t("steps-no-form"));
            return if Button::new(at.t("widgets-close")).show(ui).clicked() {
                StepOutcome::Close
            } else {
                StepOutcome::Stay
            };
        };
        let room = (ui.ctx().content_rect().height() - 260.0).max(200.0);
        parts::show_that_there_is_more(ui);
        // All of its room at once: an area in the middle of the window would else grow by a little in each frame.
        let scroll = egui::ScrollArea::vertical().id_salt("step").max_height(room).min_scrolled_height(room);
        scroll.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
            ui.set_width(ui.available_width());
            form.show(ui, &at);
            form.show_letter(ui, &at, messages);
        });
        let alone = form.posts_alone(&at).map(|word| (word, form.letter_refusal(&at)));
        self.touched |= parts::was_touched(ui);
        let missing = parts::missing(ui);
        let (command, refusal) = match ready(form.as_ref(), &at, self.step, &missing) {
            Ok(command) => (Some(command), None),
            Err(reason) => (None, Some(reason)),
        };
        let verb = form.verb(&at).map(str::to_owned);
        let last = Last { danger: form.takes_away(), word: verb.unwrap_or_else(|| step_word(at.lang, self.step)) };
        self.foot(ui, cx, Foot { command, refusal, last, alone })
    }

    /// Takes the step, at once or as soon as the paper of its letter is made.
    fn begin(&mut self, cx: &Cx<'_>, command: Command) {
        self.fault = None;
        if self.form.as_ref().is_some_and(|form| form.posts_with_step()) {
            self.post(cx, Some(command));
        } else {
            self.send(cx, command, None);
        }
    }

    /// Makes the letter's paper; the letter then goes with the step, or by itself where there is none.
    fn post(&mut self, cx: &Cx<'_>, step: Option<Command>) {
        let Some(letter) = self.form.as_ref().and_then(|form| form.letter()) else { return };
        let Some(draft) = letter.draft(&self.dossier.order) else { return };
        let dossier = match &step {
            Some(command) => data::as_if(&self.dossier, command, cx.user, cx.now),
            None => self.dossier.clone(),
        };
        self.fault = None;
        self.posting.make(cx, draft, letter.paper(), dossier);
        self.waits = step;
    }

    fn send(&mut self, cx: &Cx<'_>, command: Command, letter: Option<Draft>) {
        let (id, looked) = (self.dossier.order.id, Looked::at(&self.dossier.order));
        let (worker, user) = (cx.worker, cx.user.id);
        self.doing.begin(|| {
            worker.write(user, move |work| {
                crate::ops::orders::step(work, id, Some(looked), command)?;
                letter.map_or(Ok(()), |letter| crate::ops::post::queue(work, letter).map(drop))
            })
        });
    }

    /// What became of the letter.
    fn take_in_letter(&mut self, cx: &mut Cx<'_>) {
        let id = self.dossier.order.id;
        if self.form.as_ref().is_some_and(|form| form.letter().is_some()) {
            let worker = cx.worker;
            self.messages.keep(cx.revision.post, || worker.ask(move |office| crate::ops::post::of_order(office, id)));
        }
        match self.posting.made() {
            Some(Ok(draft)) => match self.waits.take() {
                Some(command) => self.send(cx, command, Some(draft)),
                None => self.posting.queue(cx, draft),
            },
            Some(Err(fault)) => {
                self.waits = None;
                cx.wish(Wish::Done(crate::ops::words::print_error(cx.lang, &fault).one_line()));
            }
            None => {}
        }
        match self.posting.outcome() {
            Some(Ok(_)) => {
                let at = At { lang: cx.lang, dossier: &self.dossier, user: cx.user, now: cx.now, today: cx.today };
                if let Some(form) = self.form.as_mut() {
                    form.was_posted(&at);
                }
                self.touched = false;
                cx.wish(Wish::Done(cx.t("post-letter-queued").to_owned()));
            }
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
    }

    /// Answers that came: of the write, and of a look at the newest.
    fn take_in(&mut self, cx: &Cx<'_>) -> Option<StepOutcome> {
        match self.doing.outcome() {
            Some(Ok(())) => {
                let step = step_word(cx.lang, self.step);
                let number = self.dossier.order.number.as_str();
                return Some(StepOutcome::Done(
                    cx.tf("steps-done", &[("number", number.into()), ("step", step.into())]),
                ));
            }
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
        if self.newest_asked > 0 {
            let (worker, id) = (cx.worker, self.dossier.order.id);
            self.newest.keep(self.newest_asked, || worker.ask(move |office| crate::ops::orders::open(office, id)));
            if !self.newest.is_waiting()
                && let Some(dossier) = self.newest.value()
            {
                self.dossier = in_words_of(cx.lang, dossier.clone());
                self.newest_asked = 0;
                self.newest.forget();
                self.fault = None;
                let at = At { lang: cx.lang, dossier: &self.dossier, user: cx.user, now: cx.now, today: cx.today };
                if let Some(form) = self.form.as_mut() {
                    form.renew(&at);
                }
            }
        }
        None
    }
}

/// The command, or the sentence that says why it cannot be given yet: the rules are asked before the store is.
fn ready(form: &dyn Form, at: &At<'_>, step: Step, missing: &[String]) -> Result<Command, String> {
    gate(&at.dossier.order, step, at.user).map_err(|refusal| said::refusal(at.lang, &refusal))?;
    if !missing.is_empty() {
        let fields = crate::i18n::listed(at.lang, missing);
        return Err(at.tf("steps-missing", &[("field", fields.into())]));
    }
    let command = form.command(at)?;
    match decide::decide(&at.dossier.order, command.clone(), &data::ctx(at.dossier, at.user, at.now)) {
        Ok(_) => match form.letter_refusal(at).filter(|_| form.posts_with_step()) {
            Some(refusal) => Err(refusal),
            None => Ok(command),
        },
        Err(refusal) => Err(said::refusal(at.lang, &refusal)),
    }
}

fn heading(ui: &mut Ui, at: &At<'_>, step: Step) {
    let order = &at.dossier.order;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        text::strong(ui, &step_word(at.lang, step));
        let amount = crate::i18n::money(order.content.amount());
        let line =
            format!("{} · {} · {} {amount}", order.number, at.dossier.customer.name, order.content.currency.code());
        text::soft(ui, &line);
    });
}

/// What went wrong with the write; true when the person wants to see the newest.
fn show_fault(ui: &mut Ui, at: &At<'_>, fault: Option<&OpError>) -> bool {
    let Some(fault) = fault else { return false };
    let (title, sentences) = said::fault(at.lang, fault);
    let step = if matches!(fault, OpError::Conflict { .. }) { at.t("steps-look-again") } else { "" };
    banner(ui, at.lang, Tone::Bad, &title, &sentences, step, false).step
}

/// The same order with units of quantities in the reader's language.
fn in_words_of(lang: Lang, mut dossier: Dossier) -> Dossier {
    for product in dossier.products.values_mut() {
        product.packs = crate::ops::words::packs_in(lang, &product.packs);
    }
    dossier
}

fn form_of(step: Step, dossier: &Dossier, today: NaiveDate) -> Option<Box<dyn Form>> {
    Some(match step {
        Step::Edit | Step::AskChange | Step::Seen => return None,
        Step::AnswerChange => Box::new(change::AnswerForm::new()),
        Step::DecideChange => Box::new(change::DecideForm::new()),
        Step::NoteChange => Box::new(change::NoteForm::default()),
        Step::ReadBack => Box::new(read_back::ReadBack::new(dossier)),
        Step::ReviewCredit => Box::new(credit::Credit::new(dossier, today)),
        Step::ReviewStock => Box::new(stock::Stock::new(true)),
        Step::Reserve => Box::new(stock::Stock::new(false)),
        Step::AskProduction => Box::new(question::AskForm::default()),
        Step::AnswerProduction => Box::new(question::AnswerForm::new(dossier, today)),
        Step::ReviewDate => Box::new(date::Date::new(dossier, today)),
        Step::Confirm => Box::new(confirm::Confirm::new(dossier)),
        Step::PlanProduction => Box::new(production::Plan::new(dossier, today)),
        Step::RecordOutput => Box::new(production::Output::new(dossier, today)),
        Step::Inspect => Box::new(inspect::Inspect::new(dossier)),
        Step::Pick => Box::new(pick::Pick::new(dossier, today)),
        Step::CheckGoods => Box::new(check::Check::new(dossier)),
        Step::Notify => Box::new(notify::Notify::new(dossier, today)),
        Step::Dispatch => Box::new(dispatch::Dispatch::new(dossier)),
        Step::Deliver => Box::new(deliver::Deliver::new(dossier, today)),
        Step::File => Box::new(file::File),
        Step::Close
        | Step::WithdrawChange
        | Step::Cancel
        | Step::CancelRest
        | Step::Hold
        | Step::Resume
        | Step::ReverseReview
        | Step::ReverseConfirmation
        | Step::ReversePlan
        | Step::ApproveShortLife
        | Step::ReversePick => Box::new(reasons::Reasons::new(step, dossier, today)),
    })
}
