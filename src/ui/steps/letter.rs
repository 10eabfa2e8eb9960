//! A letter to the customer inside the form of a step: by mail with its paper, by text message, or by a robot; what is not set
//! up says so. It goes into the outbox, never to a server from here.

use std::sync::mpsc::{Receiver, TryRecvError};

use eframe::egui::Ui;

use super::{At, parts};
use crate::domain::ids::PostId;
use crate::domain::orders::Order;
use crate::domain::post::{Message, Way};
use crate::i18n::{Lang, t_dyn};
use crate::ops::orders::Dossier;
use crate::ops::papers::PaperKind;
use crate::ops::post::letters::{self, Wording};
use crate::ops::post::{self, About, Draft, Kind};
use crate::ops::words;
use crate::print::PrintError;
use crate::ui::ask::Doing;
use crate::ui::cx::Cx;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::text;

/// A letter that is being written.
pub(super) struct Letter {
    kind: Kind,
    paper: PaperKind,
    /// The way it goes; none where no letter is wanted.
    pub way: Option<Way>,
    to: String,
    /// The wording as the program wrote it; what a person wrote stays.
    proposed: Wording,
    wording: Wording,
    with_paper: bool,
}

impl Letter {
    pub fn new(kind: Kind, paper: PaperKind) -> Letter {
        let (proposed, wording) = Default::default();
        Letter { kind, paper, way: None, to: String::new(), proposed, wording, with_paper: true }
    }

    /// Takes another way, with the address that the customer has there.
    pub fn choose(&mut self, way: Option<Way>, dossier: &Dossier) {
        self.way = way;
        self.to = way.map(|way| letters::recipient(dossier, way)).unwrap_or_default();
        (self.proposed, self.wording) = Default::default();
    }

    /// Takes over a new wording unless somebody wrote into the old one.
    pub fn propose(&mut self, wording: Wording) {
        if self.wording == self.proposed {
            self.wording.clone_from(&wording);
        }
        self.proposed = wording;
    }

    /// The ways in a row, those that are not set up with what to do instead; then the letter itself.
    pub fn show(&mut self, ui: &mut Ui, at: &At<'_>, label: &str, nothing: &str, wording: impl Fn(Way) -> Wording) {
        let settings = &at.dossier.company.post;
        let refusal = |way: Way| (!settings.is_set_up(way)).then(|| at.t("post-way-off").to_owned());
        let name = |way: Way| t_dyn(at.lang, &format!("post-way-{}", way.key()));
        let ways = Way::ALL.map(|way| (Some(way), name(way), refusal(way)));
        let among: Vec<_> = std::iter::once((None, nothing.to_owned(), None)).chain(ways).collect();
        let mut chosen = self.way;
        if parts::choice(ui, label, &mut chosen, &among) {
            self.choose(chosen, at.dossier);
        }
        if Way::ALL.into_iter().all(|way| !settings.is_set_up(way)) {
            text::caption(ui, at.t("post-way-off"));
        }
        let Some(way) = self.way else { return };
        self.propose(wording(way));
        parts::line(ui, &t_dyn(at.lang, &format!("post-to-{}", way.key())), &mut self.to, true);
        if way == Way::Mail {
            parts::line(ui, at.t("field-post-subject"), &mut self.wording.subject, true);
        }
        parts::lines(ui, at.t("field-post-text"), &mut self.wording.text, true, if way == Way::Mail { 7 } else { 3 });
        if way == Way::Mail {
            parts::tick(ui, &mut self.with_paper, at.t("post-with-paper"));
        }
    }

    /// The message without its paper; none where no letter is wanted.
    pub fn draft(&self, order: &Order) -> Option<Draft> {
        Some(Draft {
            way: self.way?,
            to: self.to.trim().to_owned(),
            subject: self.wording.subject.clone(),
            text: self.wording.text.clone(),
            papers: Vec::new(),
            about: About {
                kind: self.kind,
                order: Some(order.id),
                number: order.number.clone(),
                version: Some(order.version),
            },
            answers: None,
        })
    }

    /// The paper that goes with it.
    pub fn paper(&self) -> Option<PaperKind> {
        (self.with_paper && self.way == Some(Way::Mail)).then_some(self.paper)
    }

    /// What keeps it from being written, in a sentence.
    pub fn refusal(&self, at: &At<'_>) -> Option<String> {
        let draft = self.draft(&at.dossier.order)?;
        post::look(&at.dossier.company.post, &draft).err().map(|fault| words::op_error(at.lang, &fault).one_line())
    }
}

/// The letters of a kind that were written before, each with its version and how it stands.
pub(super) fn written_before(ui: &mut Ui, at: &At<'_>, messages: &[Message], kind: Kind) {
    let order = &at.dossier.order;
    for message in messages.iter().filter(|message| message.letter.about.kind == kind) {
        let values = [
            ("way", t_dyn(at.lang, &format!("post-way-{}", message.letter.way.key())).into()),
            ("to", message.letter.to.as_str().into()),
            ("version", message.letter.about.version.unwrap_or_default().to_string().into()),
            ("state", words::post_state(at.lang, at.dossier.company.zone(), message.state).into()),
        ];
        let older = message.is_of_older(order.version);
        let tone = if older { Tone::Warn } else { tone(message) };
        let said = at.tf(if older { "post-letter-older" } else { "post-letter-before" }, &values);
        parts::sentence(ui, tone, &said);
    }
}

/// The colour in which a message is shown.
pub(crate) fn tone(message: &Message) -> Tone {
    use crate::domain::post::State;
    match message.state {
        State::Sent => Tone::Good,
        State::Waiting | State::Sending => Tone::Accent,
        State::Failed { .. } => Tone::Warn,
        State::PerhapsSent | State::GivenUp => Tone::Bad,
        State::Withdrawn => Tone::Quiet,
    }
}

type Made = Result<Draft, PrintError>;

/// A letter on its way into the outbox: its paper is made on the thread for slow jobs.
#[derive(Default)]
pub(super) struct Posting {
    making: Option<Receiver<Made>>,
    queuing: Doing<PostId>,
}

impl Posting {
    pub fn is_busy(&self) -> bool {
        self.making.is_some() || self.queuing.is_busy()
    }

    /// Begins to make the paper of a letter from a dossier.
    pub fn make(&mut self, cx: &Cx<'_>, mut draft: Draft, paper: Option<PaperKind>, dossier: Dossier) {
        let lang: Lang = letters::language(&dossier.customer);
        self.making = Some(cx.jobs.run("post-job-paper", move |_| {
            if let Some(kind) = paper {
                draft.papers.extend(letters::paper(kind, &dossier, lang)?);
            }
            Ok(draft)
        }));
    }

    /// The letter once its paper is made. Call it once a frame.
    pub fn made(&mut self) -> Option<Made> {
        let made = match self.making.as_ref()?.try_recv() {
            Ok(made) => made,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Err(PrintError::Pdf("stopped".into())),
        };
        self.making = None;
        Some(made)
    }

    /// Puts a letter into the outbox by itself.
    pub fn queue(&mut self, cx: &Cx<'_>, draft: Draft) {
        let user = cx.user.id;
        self.queuing.begin(|| cx.worker.write(user, move |work| post::queue(work, draft)));
    }

    /// What became of it, once.
    pub fn outcome(&mut self) -> Option<Result<PostId, crate::ops::OpError>> {
        self.queuing.outcome()
    }
}

/// A line above a part of a form.
pub(super) fn seam(ui: &mut Ui) {
    ui.add_space(theme::GAP);
    ui.separator();
}
