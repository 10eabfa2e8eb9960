//! The mail beside the list: its head and what can be done with it, its text and files, and what was read out of it.

use std::sync::Arc;

use eframe::egui;
use egui::{Frame, Margin, ScrollArea, Ui, UiBuilder};

use super::aside::AsideForm;
use super::attach::AttachForm;
use super::list::{became, kind_chip, waits};
use super::{Asking, Beside, mail_text, values};
use crate::domain::ids::MailId;
use crate::domain::people::{Right, may};
use crate::domain::post::MailRefusal;
use crate::i18n::{date_time, whole};
use crate::intake::mail::draft::Source;
use crate::intake::mail::message::{Attachment, decoded_line};
use crate::intake::mail::words as mail_words;
use crate::ops::mails::{self, MailEnd, MailState, Reading, may_become_order, may_end, may_take_up};
use crate::ops::{OpError, StoreError, tell, words};
use crate::ui::clock;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::steps::{parts, said};
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::bar::bar;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::chip;
use crate::ui::widgets::dialog::DialogAnswer;
use crate::ui::widgets::text;

/// From this width on the mail and what was read stand side by side.
const TWO_COLUMNS: f32 = 640.0;

impl Beside {
    /// Draws the chosen mail.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, id: MailId) {
        self.reader.keep(cx, id);
        let margin = Margin::symmetric(theme::PAGE as i8, theme::GAP as i8);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            if let Some(fault) = self.reader.fault() {
                let (title, sentences) = said::fault(cx.lang, fault);
                banner(ui, cx.lang, Tone::Bad, &title, &sentences, "", false);
            }
            match self.reader.reading().filter(|reading| reading.mail.id == id) {
                Some(reading) => self.show_read(ui, cx, &reading),
                None if self.reader.fault().is_none() => {
                    text::soft(ui, cx.t("widgets-loading"));
                }
                None => {}
            }
        });
        self.ask(ui, cx, id);
    }

    fn show_read(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, reading: &Arc<Reading>) {
        let groups = values::groups(cx.lang, reading);
        let marks = values::marks(&groups);
        self.head(ui, cx, reading);
        let area = ui.available_rect_before_wrap();
        let mut clicked = None;
        let mut hovered = None;
        let chosen = self.pointed.clone().filter(|(id, _)| *id == reading.mail.id).map(|(_, source)| source);
        let pointed = self.hovered.clone().or(chosen.clone());
        let bring = std::mem::take(&mut self.bring);
        let two = area.width() >= TWO_COLUMNS;
        let (left, right) = if two {
            area.split_left_right_at_x((area.center().x + theme::GAP).round())
        } else {
            area.split_top_bottom_at_y((area.top() + area.height() * 0.42).round())
        };
        let (left, right) = if two {
            (left.with_max_x(left.right() - theme::GAP_WIDE), right)
        } else {
            (left.with_max_y(left.bottom() - theme::GAP), right)
        };
        let mut child = ui.new_child(UiBuilder::new().max_rect(left).id_salt("mail text"));
        child.shrink_clip_rect(left.expand(2.0));
        ScrollArea::vertical().id_salt(("mail text", reading.mail.id)).auto_shrink(false).show(&mut child, |ui| {
            self.show_text(ui, cx, reading, &marks, pointed.as_ref(), bring);
        });
        let mut child = ui.new_child(UiBuilder::new().max_rect(right).id_salt("mail values"));
        child.shrink_clip_rect(right.expand(2.0));
        ScrollArea::vertical().id_salt(("mail values", reading.mail.id)).auto_shrink(false).show(&mut child, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP;
            self.show_open(ui, cx, reading);
            if !groups.is_empty() {
                (hovered, clicked) = values::show(ui, cx, &groups, chosen.as_ref());
            }
            ui.add_space(theme::GAP);
            if reading.unreadable.is_none() {
                self.show_reply(ui, cx, reading);
            }
            self.show_history(ui, cx, reading);
            ui.add_space(theme::SECTION);
        });
        let palette = theme::palette(ui);
        if two {
            ui.painter().vline(right.left() - theme::GAP_WIDE / 2.0, area.y_range(), theme::hairline(palette));
        } else {
            ui.painter().hline(area.x_range(), right.top() - theme::GRID, theme::hairline(palette));
        }
        ui.advance_cursor_after_rect(area);
        let changed = clicked.is_some() || self.hovered != hovered;
        if let Some(source) = clicked {
            self.pointed = Some((reading.mail.id, source));
            self.bring = true;
        }
        self.hovered = hovered;
        if changed {
            ui.ctx().request_repaint();
        }
    }

    fn head(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, reading: &Reading) {
        let mail = &reading.mail;
        let subject = if reading.message.subject.is_empty() {
            cx.t("mails-no-subject").to_owned()
        } else {
            reading.message.subject.clone()
        };
        let mut asked = None;
        bar(
            ui,
            "mail",
            |ui| {
                ui.set_max_width(420.0);
                text::title(ui, &subject).on_hover_text(&subject);
            },
            |ui| asked = self.buttons(ui, cx, reading),
        );
        if let Some(asking) = asked {
            self.asking = Some((mail.id, asking));
        }
        ui.horizontal_wrapped(|ui| {
            let (kind, tone) = kind_chip(cx, mail);
            chip::chip(ui, &kind, tone).on_hover_text(values::reasons(cx, reading));
            text::body(ui, &reading.message.from.name);
            text::soft(ui, &reading.message.from.address);
            let sent = reading.message.date.map(|date| date_time(date.to_utc(), cx.company.zone()));
            text::caption(ui, &sent.unwrap_or_else(|| decoded_line(&mail.date)));
        });
        match &mail.end {
            Some(end) => {
                let words = match end {
                    MailEnd::Order { number, .. } => cx.tf("mails-is-order", &[("number", number.as_str().into())]),
                    MailEnd::Attached { .. } => became(cx, end),
                    MailEnd::SetAside { note, .. } => {
                        let values = [("kind", became(cx, end).into()), ("note", note.as_str().into())];
                        cx.tf(if note.is_empty() { "mails-is-aside" } else { "mails-is-aside-why" }, &values)
                    }
                };
                parts::sentence(ui, Tone::Good, &words);
            }
            None if mail.state != MailState::Done => {
                let (span, tone) = waits(cx, mail);
                parts::sentence(ui, tone, &cx.tf("mails-waits-for", &[("span", span.into())]));
            }
            None => {}
        }
        ui.add_space(theme::GAP);
    }

    /// What can be done with the mail; gives what must be asked first.
    fn buttons(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, reading: &Reading) -> Option<Asking> {
        let mail = &reading.mail;
        let off = if !may(cx.user, Right::ReceiveOrder) {
            Some(cx.t("app-may-not-receive").to_owned())
        } else {
            self.doing.is_busy().then(|| cx.t("steps-busy").to_owned())
        };
        let why = |rule: Result<(), MailRefusal>| {
            off.clone().or_else(|| rule.err().map(|why| words::mail_refusal(cx.lang, &why).one_line()))
        };
        let mut asked = None;
        let mut wish = None;
        if let Some((order, _)) = mail.end.as_ref().and_then(MailEnd::order)
            && Button::new(cx.t("mails-open-order")).icon(Icon::Paper).show(ui).clicked()
        {
            wish = Some(Wish::OpenOrder(order));
        }
        if mail.state == MailState::Done {
            let refusal = why(may_take_up(mail));
            if Button::new(cx.t("mails-take-up")).icon(Icon::Undo).refusal(refusal.as_deref()).show(ui).clicked() {
                let id = mail.id;
                self.doing.begin(|| cx.worker.write(cx.user.id, move |work| mails::take_up(work, id)));
            }
        } else {
            let refusal = why(may_become_order(mail));
            let order = Button::new(cx.t("mails-make-order")).icon(Icon::Plus).refusal(refusal.as_deref());
            let order = if reading.verdict.kind == mails::MailKind::Order {
                order.kind(crate::ui::widgets::button::Kind::Primary)
            } else {
                order
            };
            if order.show(ui).clicked() {
                wish = Some(Wish::OrderOfMail(mail.id));
            }
            let refusal = why(may_end(mail));
            if Button::new(cx.t("mails-attach")).icon(Icon::Paper).refusal(refusal.as_deref()).show(ui).clicked() {
                let said = reading.draft.reference.as_ref().map(|found| found.value.clone()).unwrap_or_default();
                asked = Some(Asking::Attach(AttachForm::new(said)));
            }
            if Button::new(cx.t("mails-aside")).icon(Icon::Archive).refusal(refusal.as_deref()).show(ui).clicked() {
                asked = Some(Asking::Aside(AsideForm::new(reading.verdict.kind)));
            }
        }
        cx.wishes.extend(wish);
        asked
    }

    fn show_text(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        reading: &Reading,
        marks: &[mail_text::Mark],
        pointed: Option<&Source>,
        bring: bool,
    ) {
        let message = &reading.message;
        mail_text::subject(ui, &message.subject, marks, pointed);
        if mail_text::body(ui, message, marks, pointed, bring) || message.cut {
            text::caption(ui, cx.t("mails-cut"));
        }
        ui.add_space(theme::GAP_WIDE);
        if !message.attachments.is_empty() {
            text::section(ui, cx.t("mails-files"));
            for (at, file) in message.attachments.iter().enumerate() {
                self.show_file(ui, cx, at, file, pointed);
            }
        }
        if Button::quiet(cx.t("mails-save-mail")).icon(Icon::Export).show(ui).clicked()
            && let Some(place) = cx.files.save(&mails::paper_name(&reading.mail))
        {
            let id = reading.mail.id;
            self.saving.begin(|| {
                cx.worker.ask(move |office| {
                    let (_, raw) = mails::open(office, id)?;
                    write(&place, &raw)
                })
            });
        }
        ui.add_space(theme::SECTION);
    }

    /// A file of the mail: saved where the person says, and never opened from here.
    fn show_file(&mut self, ui: &mut Ui, cx: &Cx<'_>, at: usize, file: &Attachment, pointed: Option<&Source>) {
        let name = if file.name.is_empty() { format!("{}.bin", at + 1) } else { file.name.clone() };
        let is_it = matches!(pointed, Some(Source::Cell { attachment, .. }) if *attachment == file.name);
        ui.horizontal(|ui| {
            let called = format!("{}: {name}", cx.t("orders-save-copy"));
            if Button::only_icon(Icon::Export, &called).show(ui).clicked()
                && let Some(place) = cx.files.save(&plain_name(&name))
            {
                let bytes = file.bytes.clone();
                self.saving.begin(|| cx.worker.ask(move |_| write(&place, &bytes)));
            }
            if is_it {
                chip::chip(ui, &name, Tone::Accent);
            } else {
                text::body(ui, &name);
            }
            text::caption(ui, &format!("{} KB", whole((file.bytes.len() as i64 + 1023) / 1024)));
        });
        if let Some(Source::Cell { sheet, row, .. }) = pointed.filter(|_| is_it) {
            let values = [("sheet", sheet.as_str().into()), ("row", (*row as usize).into())];
            text::caption(ui, &cx.tf("mails-cell", &values));
        }
    }

    /// What is missing or doubtful, or that nothing is.
    fn show_open(&self, ui: &mut Ui, cx: &Cx<'_>, reading: &Reading) {
        if let Some(why) = &reading.unreadable {
            let why = mail_words::error(cx.lang, why);
            banner(
                ui,
                cx.lang,
                Tone::Bad,
                cx.t("mails-unreadable"),
                &[why, cx.t("mails-look-there").into()],
                "",
                false,
            );
            return;
        }
        if !reading.mail.whole {
            let size = cx.tf("mails-size", &[("size", whole((reading.mail.size + 1023) / 1024).into())]);
            banner(
                ui,
                cx.lang,
                Tone::Warn,
                cx.t("mails-head-only"),
                &[size, cx.t("mails-look-there").into()],
                "",
                false,
            );
        }
        if !reading.verdict.kind.concerns_an_order() {
            text::soft(ui, &values::reasons(cx, reading));
            return;
        }
        if reading.is_complete() {
            banner(ui, cx.lang, Tone::Good, cx.t("mails-complete"), &[], "", false);
            return;
        }
        let mut sentences: Vec<String> =
            reading.matched.open.iter().map(|item| mail_words::open(cx.lang, item)).collect();
        if !reading.verdict.certain {
            sentences.insert(0, values::reasons(cx, reading));
        }
        let heading = if sentences.is_empty() {
            values::reasons(cx, reading)
        } else {
            cx.tf("mails-open", &[("count", sentences.len().into())])
        };
        banner(ui, cx.lang, Tone::Warn, &heading, &sentences, "", false);
    }

    fn show_history(&mut self, ui: &mut Ui, cx: &Cx<'_>, reading: &Reading) {
        let id = reading.mail.id;
        self.history.keep((id, cx.revision.post), || cx.worker.ask(move |office| mails::history(office, id)));
        let entries = self.history.value().filter(|_| self.history.key().is_some_and(|(shown, _)| *shown == id));
        let Some(entries) = entries else { return };
        ui.add_space(theme::GAP);
        text::section(ui, cx.t("mails-history"));
        for entry in entries.iter().rev() {
            let told = tell::tell_mail(cx.lang, &entry.event);
            let when = clock::moment(cx.lang, cx.company, cx.now, entry.mark.at);
            ui.horizontal_wrapped(|ui| {
                text::body(ui, &told.title);
                text::caption(ui, &cx.tf("orders-at", &[("who", entry.who.as_str().into()), ("when", when.into())]));
            });
            for (name, value) in &told.facts {
                text::caption(ui, &format!("{name}  {value}"));
            }
        }
    }

    /// The question that is open, and what follows a yes.
    fn ask(&mut self, ui: &Ui, cx: &Cx<'_>, id: MailId) {
        let Some((_, asking)) = self.asking.as_mut().filter(|(of, _)| *of == id) else { return };
        let answer = match asking {
            Asking::Attach(form) => form.show(ui.ctx(), cx),
            Asking::Aside(form) => form.show(ui.ctx(), cx),
        };
        if answer == DialogAnswer::Open {
            return;
        }
        let asked = self.asking.take().filter(|_| answer == DialogAnswer::Confirmed);
        let user = cx.user.id;
        match asked {
            Some((_, Asking::Attach(form))) => {
                if let Some(order) = form.chosen() {
                    self.doing.begin(|| cx.worker.write(user, move |work| mails::attach(work, id, order)));
                }
            }
            Some((_, Asking::Aside(form))) => {
                let (kind, note) = form.decided();
                self.doing.begin(|| cx.worker.write(user, move |work| mails::set_aside(work, id, kind, &note)));
            }
            None => {}
        }
    }
}

fn write(place: &std::path::Path, bytes: &[u8]) -> Result<(), OpError> {
    std::fs::write(place, bytes).map_err(|error| OpError::Store(StoreError::from_io(place, &error)))
}

/// A name without folders, for a stranger's file must not lead out of the chosen one.
fn plain_name(name: &str) -> String {
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    own.chars().filter(|c| !c.is_control() && !":*?\"<>|".contains(*c)).take(120).collect()
}
