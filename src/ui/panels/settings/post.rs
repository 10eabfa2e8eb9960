//! How messages leave and where mails arrive: accounts, services and robots; passwords are sealed on this workstation.

use eframe::egui::Ui;

use super::company::{line, section, two};
use super::kept::{save_button, show_fault};
use super::page;
use super::post_fields::{PostFields, RequestFields};
use crate::domain::company::Company;
use crate::domain::people::{Right, may};
use crate::domain::post::{Method, Tls, Way};
use crate::i18n::t_dyn;
use crate::ops::OpError;
use crate::ops::post::{self, About, Draft, Kind, carry, letters};
use crate::ui::ask::Doing;
use crate::ui::cx::{Cx, Wish};
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::select;
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;

/// The form.
#[derive(Default)]
pub struct PostForm {
    base: Option<Company>,
    fields: PostFields,
    test_phone: String,
    doing: Doing<()>,
    testing: Doing<()>,
    fault: Option<OpError>,
}

impl PostForm {
    fn is_untouched(&self) -> bool {
        let same = |base: &Company| self.fields.settings(&base.post).as_ref() == Ok(&base.post);
        self.base.as_ref().is_none_or(same) && self.fields.secrets().is_empty()
    }

    /// Takes over the settings unless somebody is in the middle of changing them.
    fn keep(&mut self, cx: &mut Cx<'_>) {
        if self.is_untouched() && self.base.as_ref() != Some(cx.company) && !self.doing.is_busy() {
            self.fields = PostFields::of(&cx.company.post);
            self.base = Some(cx.company.clone());
        }
        match self.doing.outcome() {
            Some(Ok(())) => {
                self.fault = None;
                self.fields.forget_secrets();
                if let Some(base) = &mut self.base
                    && let Ok(settings) = self.fields.settings(&base.post)
                {
                    base.post = settings;
                }
                cx.worker.post().look();
                cx.wish(Wish::Done(cx.t("settings-saved").to_owned()));
            }
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
        match self.testing.outcome() {
            Some(Ok(())) => cx.wish(Wish::Done(cx.t("post-test-queued").to_owned())),
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
    }

    /// Save, and back to how it was.
    pub fn tools(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.keep(cx);
        let Some(base) = &self.base else { return };
        let read = self.fields.settings(&base.post);
        let unread = match &read {
            Err(field) => Some(cx.tf("settings-unread", &[("field", t_dyn(cx.lang, field).into())])),
            Ok(_) => None,
        };
        let save = save_button(ui, cx, !self.is_untouched(), unread.as_deref());
        if save && let Ok(settings) = read {
            let company = Company { post: settings, ..base.clone() };
            self.save(cx, company);
        }
    }

    /// Settings and sealed secrets in one step: both or neither.
    fn save(&mut self, cx: &Cx<'_>, company: Company) {
        let Some(seen) = self.base.clone() else { return };
        let secrets = self.fields.secrets();
        let mut sealed = Vec::new();
        if !secrets.is_empty() {
            let key = match cx.worker.post().make_key() {
                Ok(key) => key,
                Err(fault) => return self.fault = Some(fault),
            };
            let seal = |(name, secret): &(String, String)| Some((name.clone(), key.station(), key.seal(name, secret)?));
            sealed.extend(secrets.iter().filter_map(seal));
        }
        self.doing.begin(|| {
            cx.worker.write(cx.user.id, move |work| {
                if seen != company {
                    crate::ops::company::change(work, &seen, &company)?;
                }
                for (name, station, secret) in &sealed {
                    carry::keep_secret(work, name, station, secret)?;
                }
                Ok(())
            })
        });
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        page(ui, |ui| {
            show_fault(ui, cx, self.fault.as_ref());
            tell_what_is_missing(ui, cx);
            ui.add_enabled_ui(may(cx.user, Right::KeepCompany), |ui| {
                ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
                self.mail(ui, cx);
                self.inbox(ui, cx);
                section(ui, cx.t("post-way-sms"));
                request(ui, cx, "sms", &mut self.fields.sms);
                two(ui, |ui, width| line(ui, cx.t("post-test-phone"), &mut self.test_phone, Some(width)));
                self.test(ui, cx, Way::Sms, self.test_phone.clone());
                self.robots(ui, cx);
            });
            ui.add_space(theme::SECTION);
        });
    }

    fn mail(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let fields = &mut self.fields;
        section(ui, cx.t("post-mail-out"));
        two(ui, |ui, width| {
            line(ui, cx.t("post-sender-name"), &mut fields.name, Some(width));
            line(ui, cx.t("field-post-address"), &mut fields.address, Some(width));
        });
        two(ui, |ui, width| {
            line(ui, cx.t("post-server-out"), &mut fields.server, Some(width));
            line(ui, cx.t("post-port"), &mut fields.port, Some(width));
        });
        tls(ui, cx, "post-tls-out", &mut fields.tls);
        two(ui, |ui, width| {
            line(ui, cx.t("post-user-out"), &mut fields.user, Some(width));
            secret(ui, cx, cx.t("post-password-out"), &mut fields.password, width);
        });
        let to = self.base.as_ref().map(|base| base.post.mail.address.clone()).unwrap_or_default();
        self.test(ui, cx, Way::Mail, to);
    }

    fn inbox(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let fields = &mut self.fields;
        section(ui, cx.t("post-mail-in"));
        text::caption(ui, cx.t("post-mail-in-how"));
        two(ui, |ui, width| {
            line(ui, cx.t("post-server-in"), &mut fields.inbox_server, Some(width));
            line(ui, cx.t("post-port-in"), &mut fields.inbox_port, Some(width));
        });
        tls(ui, cx, "post-tls-in", &mut fields.inbox_tls);
        two(ui, |ui, width| {
            line(ui, cx.t("post-user-in"), &mut fields.inbox_user, Some(width));
            secret(ui, cx, cx.t("post-password-in"), &mut fields.inbox_password, width);
        });
        two(ui, |ui, width| {
            line(ui, cx.t("post-folder"), &mut fields.folder, Some(width));
            line(ui, cx.t("post-minutes"), &mut fields.minutes, Some(width));
        });
        let saved = cx.company.post.fetches() && self.is_untouched();
        let off = (!saved).then(|| cx.t("post-save-first"));
        if Button::new(cx.t("post-fetch-now")).refusal(off).show(ui).clicked() {
            cx.worker.post().fetch_now();
        }
        let told = cx.worker.post().told();
        if let Some(at) = told.looked_at {
            let when = crate::ui::clock::moment(cx.lang, cx.company, cx.now, at);
            text::caption(ui, &cx.tf("post-looked-at", &[("when", when.into())]));
        }
        line(ui, cx.t("mails-folder"), &mut self.fields.mail_folder, None);
        text::caption(ui, cx.t("mails-folder-how"));
    }

    fn robots(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        section(ui, cx.t("post-robots"));
        let mut gone = None;
        for at in 0..self.fields.robots.len() {
            let Some(robot) = self.fields.robots.get_mut(at) else { continue };
            ui.push_id(("robot", at), |ui| {
                two(ui, |ui, width| {
                    line(ui, cx.t("post-robot-name"), &mut robot.name, Some(width));
                    if Button::only_icon(Icon::Cross, cx.t("post-robot-remove")).show(ui).clicked() {
                        gone = Some(at);
                    }
                });
                request(ui, cx, "robot", robot);
            });
            let name = self.fields.robots.get(at).map(|robot| robot.name.trim().to_owned()).unwrap_or_default();
            ui.push_id(("robot test", at), |ui| self.test(ui, cx, Way::Robot, name));
        }
        if let Some(at) = gone {
            self.fields.robots.remove(at);
        }
        if Button::new(cx.t("post-robot-add")).icon(Icon::Plus).show(ui).clicked() {
            self.fields.robots.push(RequestFields::default());
        }
    }

    /// The button that writes a test message. It goes through the outbox as every message does.
    fn test(&mut self, ui: &mut Ui, cx: &Cx<'_>, way: Way, to: String) {
        let saved = self.base.as_ref().is_some_and(|base| base.post.is_set_up(way)) && self.is_untouched();
        let refusal = (!saved).then(|| cx.t("post-save-first"));
        let name = t_dyn(cx.lang, &format!("post-test-{}", way.key()));
        if !Button::new(&name).icon(Icon::Arrow).refusal(refusal).show(ui).clicked() {
            return;
        }
        self.fault = None;
        let words = letters::test(cx.lang, cx.company.letterhead.name_in(cx.lang.tag()));
        let draft = Draft {
            way,
            to,
            subject: words.subject,
            text: words.text,
            papers: Vec::new(),
            about: About::nothing(Kind::Test),
            answers: None,
        };
        let user = cx.user.id;
        self.testing.begin(|| cx.worker.write(user, move |work| post::queue(work, draft).map(drop)));
    }
}

/// Passwords that are asked for on this workstation, and what the mailbox says.
fn tell_what_is_missing(ui: &mut Ui, cx: &Cx<'_>) {
    let told = cx.worker.post().told();
    if !told.missing.is_empty() {
        let names: Vec<String> = told.missing.iter().map(|name| secret_name(cx, name)).collect();
        let sentence = cx.tf("post-secrets-missing", &[("names", names.join(cx.t("errors-list-separator")).into())]);
        banner(ui, cx.lang, Tone::Warn, cx.t("post-secrets-missing-title"), &[sentence], "", false);
    }
    if let Some((trouble, words)) = told.mailbox {
        let why = crate::ops::words::post_trouble(cx.lang, trouble);
        banner(ui, cx.lang, Tone::Warn, cx.t("post-mailbox-trouble"), &[why, words], "", false);
    }
}

fn secret_name(cx: &Cx<'_>, name: &str) -> String {
    match name.split_once('/') {
        Some((_, robot)) => robot.to_owned(),
        None => t_dyn(cx.lang, &format!("post-secret-{name}")),
    }
}

fn tls(ui: &mut Ui, cx: &Cx<'_>, label: &'static str, chosen: &mut usize) {
    let names = Tls::ALL.map(|tls| t_dyn(cx.lang, &format!("post-tls-{}", tls.key())));
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    select(ui, cx.t(label), &names, chosen, 280.0);
}

/// A password: never shown again once it is kept.
fn secret(ui: &mut Ui, cx: &Cx<'_>, label: &str, typed: &mut String, width: f32) {
    Field::new(label, typed).secret().hint(cx.t("post-secret-hint")).width(width).show(ui);
}

fn request(ui: &mut Ui, cx: &Cx<'_>, salt: &str, fields: &mut RequestFields) {
    ui.push_id(salt, |ui| {
        line(ui, cx.t("post-request-url"), &mut fields.url, None);
        let methods = Method::ALL.map(Method::word);
        select(ui, cx.t("post-request-method"), &methods, &mut fields.method, 140.0);
        Field::new(cx.t("post-request-headers"), &mut fields.headers).rows(2).show(ui);
        Field::new(cx.t("post-request-body"), &mut fields.body).rows(3).show(ui);
        text::caption(ui, cx.t("post-request-how"));
        two(ui, |ui, width| {
            line(ui, cx.t("post-request-success"), &mut fields.success, Some(width));
            secret(ui, cx, cx.t("post-request-secret"), &mut fields.secret, width);
        });
    });
}
