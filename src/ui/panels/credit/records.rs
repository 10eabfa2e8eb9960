//! Temporary limits, safeguards and releases of a credit file: what counts now, what is over, and the forms of both.

use chrono::{Days, NaiveDate};
use eframe::egui::Ui;

use crate::domain::credit::{CreditRecord, RecordKind, SafeguardKind};
use crate::domain::ids::CustomerId;
use crate::domain::people::may;
use crate::i18n::{date, money, t_dyn};
use crate::ops::credit::{self, CreditFile, NewRecord};
use crate::ops::{OpError, Work};
use crate::ui::ask::Doing;
use crate::ui::cx::Cx;
use crate::ui::icons::Icon;
use crate::ui::steps::parts::Typed;
use crate::ui::steps::table::{Cell, Col, table};
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::select;
use crate::ui::widgets::date::Lean;
use crate::ui::widgets::date_field::date_field;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::number_field::{Place, money_field};
use crate::ui::widgets::text;

/// What is typed about a customer's records.
#[derive(Default)]
pub(super) struct Records {
    writing: Option<Writing>,
    ending: Option<Ending>,
    /// With the count of the file's changes as it was before the write.
    noting: Doing<i64>,
    closing: Doing<i64>,
}

/// A record that is being ended.
struct Ending {
    changes: i64,
    no: i64,
    reason: String,
}

/// A record that is being written.
struct Writing {
    changes: i64,
    what: What,
    kind: usize,
    who: String,
    document: String,
    amount: Typed<i64>,
    from: Typed<NaiveDate>,
    until: Typed<NaiveDate>,
    reason: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Temporary,
    Safeguard,
    Release,
}

impl What {
    const ALL: [What; 3] = [What::Safeguard, What::Temporary, What::Release];

    fn add(self) -> &'static str {
        match self {
            What::Temporary => "credit-add-temporary",
            What::Safeguard => "credit-add-safeguard",
            What::Release => "credit-add-release",
        }
    }

    /// An empty record of this kind, to ask for its right.
    fn blank(self) -> RecordKind {
        match self {
            What::Temporary => RecordKind::Temporary,
            What::Release => RecordKind::Release,
            What::Safeguard => {
                RecordKind::Safeguard { kind: SafeguardKind::default(), who: String::new(), document: String::new() }
            }
        }
    }
}

impl Writing {
    fn new(what: What, changes: i64, today: NaiveDate) -> Writing {
        let days = if what == What::Release { 7 } else { 90 };
        Writing {
            changes,
            what,
            kind: 0,
            who: String::new(),
            document: String::new(),
            amount: Typed::default(),
            from: Typed::day(today),
            until: Typed::day(today + Days::new(days)),
            reason: String::new(),
        }
    }

    /// The record as typed; none while a figure or day cannot be read.
    fn record(&self) -> Option<NewRecord> {
        let kind = match self.what {
            What::Safeguard => RecordKind::Safeguard {
                kind: SafeguardKind::ALL[self.kind],
                who: self.who.trim().to_owned(),
                document: self.document.trim().to_owned(),
            },
            other => other.blank(),
        };
        let (amount, from, until) = (self.amount.value?, self.from.value?, self.until.value?);
        Some(NewRecord { kind, amount, from, until, reason: self.reason.trim().to_owned() })
    }

    /// What is missing, in a sentence.
    fn refusal(&self, cx: &Cx<'_>) -> Option<&'static str> {
        let Some(record) = self.record() else {
            let amount = self.amount.value.is_none();
            return Some(cx.t(if amount { "steps-amount-not-read" } else { "steps-day-not-read" }));
        };
        let is_empty = |text: &str| text.trim().is_empty();
        if record.amount < 1 {
            Some(cx.t("steps-amount-not-read"))
        } else if record.until < record.from || record.until < cx.today {
            Some(cx.t("credit-until-past"))
        } else if self.what == What::Safeguard && (is_empty(&self.who) || is_empty(&self.document)) {
            Some(cx.t("credit-who-missing"))
        } else if self.what != What::Safeguard && is_empty(&self.reason) {
            Some(cx.t("credit-reason-missing"))
        } else {
            None
        }
    }
}

impl Records {
    /// What came of a write; what was typed for it is cleared once it is kept.
    pub(super) fn outcome(&mut self) -> Option<Result<i64, OpError>> {
        if let Some(answer) = self.noting.outcome() {
            self.writing = self.writing.take().filter(|_| answer.is_err());
            return Some(answer);
        }
        let answer = self.closing.outcome()?;
        self.ending = self.ending.take().filter(|_| answer.is_err());
        Some(answer)
    }

    /// One's own write moved the file on from `from`.
    pub(super) fn moved_on(&mut self, from: i64) {
        let open = self.writing.iter_mut().map(|writing| &mut writing.changes);
        let open = open.chain(self.ending.iter_mut().map(|ending| &mut ending.changes));
        open.filter(|changes| **changes == from).for_each(|changes| *changes += 1);
    }

    /// Draws the records and their forms.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, file: &CreditFile) {
        ui.add_space(theme::GAP);
        text::section(ui, cx.t("credit-records"));
        let records = &file.kept.customer.credit.records;
        if records.is_empty() {
            text::soft(ui, cx.t("credit-no-records"));
        } else {
            show_records(ui, cx, file);
        }
        self.show_ending(ui, cx, file);
        if self.writing.is_some() {
            return self.show_writing(ui, cx, file.kept.customer.id);
        }
        ui.horizontal_wrapped(|ui| {
            for what in What::ALL {
                let not_you = !may(cx.user, credit::right_for(&what.blank()));
                let refusal = not_you.then(|| cx.t("desk-credit-not-you"));
                if Button::new(cx.t(what.add())).icon(Icon::Plus).refusal(refusal).show(ui).clicked() {
                    self.writing = Some(Writing::new(what, file.kept.changes, cx.today));
                }
            }
        });
    }

    fn show_ending(&mut self, ui: &mut Ui, cx: &Cx<'_>, file: &CreditFile) {
        let open = |record: &&CreditRecord| record.ended.is_none() && record.until >= cx.today;
        let Some(ending) = &mut self.ending else {
            let mut open = file.kept.customer.credit.records.iter().filter(open).peekable();
            if open.peek().is_none() {
                return;
            }
            ui.horizontal_wrapped(|ui| {
                for record in open {
                    let not_you = !may(cx.user, credit::right_for(&record.kind));
                    let refusal = not_you.then(|| cx.t("desk-credit-not-you"));
                    let words = cx.tf("credit-end", &[("no", record.no.into())]);
                    if Button::new(&words).refusal(refusal).show(ui).clicked() {
                        let (changes, no) = (file.kept.changes, record.no);
                        self.ending = Some(Ending { changes, no, reason: String::new() });
                    }
                }
            });
            return;
        };
        Field::new(cx.t("widgets-reason"), &mut ending.reason).required().show(ui);
        let busy = self.closing.is_busy().then(|| cx.t("widgets-loading"));
        let missing = ending.reason.trim().is_empty().then(|| cx.t("credit-reason-missing"));
        let (mut save, mut leave) = (false, false);
        let words = cx.tf("credit-end", &[("no", ending.no.into())]);
        ui.horizontal(|ui| {
            save = Button::primary(&words).refusal(busy.or(missing)).show(ui).clicked();
            leave = Button::new(cx.t("widgets-cancel")).refusal(busy).show(ui).clicked();
        });
        if save {
            let (id, changes, no, reason) = (file.kept.customer.id, ending.changes, ending.no, ending.reason.clone());
            let write = move |work: &mut Work<'_, '_>| {
                credit::end_record(work, id, changes, no, &reason)?;
                Ok(changes)
            };
            self.closing.begin(|| cx.worker.write(cx.user.id, write));
        }
        if leave {
            self.ending = None;
        }
    }

    fn show_writing(&mut self, ui: &mut Ui, cx: &Cx<'_>, id: CustomerId) {
        let Some(writing) = &mut self.writing else { return };
        text::strong(ui, cx.t(writing.what.add()));
        show_fields(ui, cx, writing);
        let busy = self.noting.is_busy().then(|| cx.t("widgets-loading"));
        let refusal = busy.or(writing.refusal(cx));
        let (mut save, mut leave) = (false, false);
        ui.horizontal(|ui| {
            save = Button::primary(cx.t("desk-save")).refusal(refusal).show(ui).clicked();
            leave = Button::new(cx.t("widgets-cancel")).refusal(busy).show(ui).clicked();
        });
        if let Some(record) = writing.record().filter(|_| save) {
            let changes = writing.changes;
            let write = move |work: &mut Work<'_, '_>| {
                credit::write_record(work, id, changes, record)?;
                Ok(changes)
            };
            self.noting.begin(|| cx.worker.write(cx.user.id, write));
        }
        if leave {
            self.writing = None;
        }
    }
}

fn show_fields(ui: &mut Ui, cx: &Cx<'_>, writing: &mut Writing) {
    let width = ((ui.available_width() - theme::GAP_WIDE) / 2.0).floor();
    let place = || Place { width: Some(width), required: true, ..Place::default() };
    let row = |ui: &mut Ui, add: &mut dyn FnMut(&mut Ui)| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP_WIDE;
            add(ui);
        });
    };
    if writing.what == What::Safeguard {
        row(ui, &mut |ui| {
            let kinds = SafeguardKind::ALL.map(|kind| t_dyn(cx.lang, &format!("safeguard-{}", kind.key())));
            select(ui, cx.t("credit-kind"), &kinds.each_ref().map(String::as_str), &mut writing.kind, width);
            Field::new(cx.t("credit-who"), &mut writing.who).required().width(width).show(ui);
        });
    }
    row(ui, &mut |ui| {
        let Typed { text, value } = &mut writing.amount;
        money_field(ui, cx.lang, cx.t("desk-amount"), text, value, "CNY", place());
        if writing.what == What::Safeguard {
            Field::new(cx.t("steps-credit-document"), &mut writing.document).required().width(width).show(ui);
        }
    });
    row(ui, &mut |ui| {
        let Typed { text, value } = &mut writing.from;
        date_field(ui, cx.lang, cx.t("credit-from"), text, value, cx.today, Lean::Ahead, place());
        let Typed { text, value } = &mut writing.until;
        date_field(ui, cx.lang, cx.t("credit-until"), text, value, cx.today, Lean::Ahead, place());
    });
    let reason = Field::new(cx.t("widgets-reason"), &mut writing.reason);
    if writing.what == What::Safeguard {
        reason.show(ui)
    } else {
        reason.required().show(ui)
    };
}

fn show_records(ui: &mut Ui, cx: &Cx<'_>, file: &CreditFile) {
    let cols = [
        Col::words(cx.t("credit-no"), 36.0),
        Col::words(cx.t("credit-kind"), 0.0),
        Col::figures(cx.t("desk-amount"), 112.0),
        Col::words(cx.t("credit-until"), 120.0),
    ];
    let rows = file.kept.customer.credit.records.iter().rev().map(|record| {
        let (state, tone) = state(cx, file, record);
        vec![
            Cell::Toned(record.no.to_string(), Tone::Quiet),
            kind_cell(cx, record),
            Cell::Text(money(record.amount)),
            Cell::Two(date(record.until), state, tone),
        ]
    });
    table(ui, &cols, rows.collect::<Vec<_>>());
}

/// What a record is, and under it why or from whom.
fn kind_cell(cx: &Cx<'_>, record: &CreditRecord) -> Cell<'static> {
    match &record.kind {
        RecordKind::Temporary => Cell::Two(cx.t("credit-temporary").to_owned(), record.reason.clone(), Tone::Quiet),
        RecordKind::Release => Cell::Two(cx.t("credit-release").to_owned(), record.reason.clone(), Tone::Quiet),
        RecordKind::Safeguard { kind, who, document } => {
            Cell::Two(t_dyn(cx.lang, &format!("safeguard-{}", kind.key())), format!("{who} · {document}"), Tone::Quiet)
        }
    }
}

fn state(cx: &Cx<'_>, file: &CreditFile, record: &CreditRecord) -> (String, Tone) {
    let used = file.ledger.used.get(&record.no).copied().unwrap_or_default();
    if record.ended.is_some() {
        (cx.t("credit-ended").to_owned(), Tone::Quiet)
    } else if record.until < cx.today {
        (cx.t("credit-expired").to_owned(), Tone::Quiet)
    } else if record.from > cx.today {
        (cx.tf("credit-starts", &[("day", date(record.from).into())]), Tone::Warn)
    } else if record.kind == RecordKind::Release {
        (cx.tf("credit-unused", &[("left", money(record.amount - used).into())]), Tone::Good)
    } else {
        (cx.t("credit-counts").to_owned(), Tone::Good)
    }
}
