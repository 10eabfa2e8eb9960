//! One person: name, places, whether they still work here, a new password.

use std::collections::BTreeMap;

use eframe::egui::{self, Ui};

use crate::domain::ids::UserId;
use crate::domain::people::{Department, Rank, Right, Role, User, WeakPassword, can_be_limited, check_password, may};
use crate::i18n::{Lang, t_dyn};
use crate::ops::{OpError, customers, people, words};
use crate::ui::ask::{Ask, Doing};
use crate::ui::cx::{Cx, Wish};
use crate::ui::steps::said;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::banner::banner;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::choice::{select, tick};
use crate::ui::widgets::field::Field;
use crate::ui::widgets::text;

/// The form of one person.
pub struct PersonForm {
    user: Option<User>,
    login: String,
    name: String,
    places: [usize; Department::ALL.len()],
    active: bool,
    own_only: bool,
    owned: Ask<BTreeMap<Option<UserId>, i64>, u64>,
    password: String,
    doing: Doing<()>,
    fault: Option<OpError>,
}

/// The places a person holds, in words.
pub fn roles_words(lang: Lang, user: &User) -> String {
    let names: Vec<String> = user.roles.iter().map(|role| words::role_name(lang, *role)).collect();
    crate::i18n::listed(lang, &names)
}

impl PersonForm {
    /// A person who is not there yet.
    pub fn new_person() -> PersonForm {
        PersonForm {
            user: None,
            login: String::new(),
            name: String::new(),
            places: Default::default(),
            active: true,
            own_only: false,
            owned: Ask::default(),
            password: String::new(),
            doing: Doing::default(),
            fault: None,
        }
    }

    /// A person who is there.
    pub fn of(user: &User) -> PersonForm {
        let place = |desk: Department| {
            let held = user.roles.iter().filter(|role| role.department == desk).map(|role| role.rank).max();
            held.map_or(0, |rank| 1 + rank as usize)
        };
        PersonForm {
            login: user.login.clone(),
            name: user.name.clone(),
            places: Department::ALL.map(place),
            active: user.active,
            own_only: user.own_only,
            user: Some(user.clone()),
            ..PersonForm::new_person()
        }
    }

    /// Whose form it is; none for a new person.
    pub fn person(&self) -> Option<UserId> {
        self.user.as_ref().map(|user| user.id)
    }

    fn roles(&self) -> Vec<Role> {
        let role = |(desk, place): (Department, usize)| match place {
            0 => None,
            1 => Some(Role::new(desk, Rank::Staff)),
            _ => Some(Role::new(desk, Rank::Head)),
        };
        Department::ALL.into_iter().zip(self.places).filter_map(role).collect()
    }

    /// Draws the form; true when the person is done with it.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        match self.doing.outcome() {
            Some(Ok(())) => {
                cx.wish(Wish::Done(cx.tf("settings-person-saved", &[("name", self.name.trim().into())])));
                return true;
            }
            Some(Err(fault)) => self.fault = Some(fault),
            None => {}
        }
        let mut done = false;
        egui::ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            egui::Frame::new().inner_margin(theme::PAGE).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = theme::GAP_WIDE;
                let heading =
                    if self.user.is_some() { self.name.clone() } else { cx.t("settings-person-new").to_owned() };
                text::title(ui, &heading);
                if let Some(fault) = &self.fault {
                    let (title, sentences) = said::fault(cx.lang, fault);
                    banner(ui, cx.lang, Tone::Bad, &title, &sentences, "", false);
                }
                self.fields(ui, cx);
                done = self.buttons(ui, cx);
            });
        });
        done
    }

    fn fields(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let width = ((ui.available_width() - theme::GAP_WIDE) / 2.0).floor();
        let new = self.user.is_none();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP_WIDE;
            Field::new(cx.t("settings-person-name"), &mut self.name).required().width(width).show(ui);
            Field::new(cx.t("settings-login"), &mut self.login).required().enabled(new).width(width).show(ui);
        });
        text::section(ui, cx.t("settings-roles"));
        let places = [cx.t("settings-no-place").to_owned(), t_dyn(cx.lang, "rank-staff"), t_dyn(cx.lang, "rank-head")];
        for (at, pair) in Department::ALL.chunks(2).enumerate() {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = theme::GAP_WIDE;
                for (offset, desk) in pair.iter().enumerate() {
                    let name = t_dyn(cx.lang, &format!("department-{}", desk.key()));
                    let place = &mut self.places[at * 2 + offset];
                    select(ui, &name, &places.each_ref().map(String::as_str), place, width);
                }
            });
        }
        let label = if new { cx.t("settings-password") } else { cx.t("settings-new-password") };
        let weak = self.weak(new).map(|why| words::weak_password(cx.lang, why).one_line());
        let mut field = Field::new(label, &mut self.password).secret().error(weak);
        if new {
            field = field.required();
        }
        field.show(ui);
        text::caption(ui, cx.t(if new { "settings-password-first" } else { "settings-password-hint" }));
        if can_be_limited(&self.roles()) {
            tick(ui, cx.t("owner-limit"), &mut self.own_only);
            text::caption(ui, cx.t("owner-limit-hint"));
        } else if self.own_only {
            text::caption(ui, cx.t("owner-limit-not"));
        }
        if !new {
            tick(ui, cx.t("settings-works-here"), &mut self.active);
            self.still_owned(ui, cx);
        }
    }

    /// Says of somebody who leaves that customers wait for somebody else to look after them.
    fn still_owned(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let Some(user) = self.user.as_ref().filter(|_| !self.active && may(cx.user, Right::HandOver)) else { return };
        self.owned.keep(cx.revision.customers, || cx.worker.ask(customers::owned));
        let count = self.owned.value().and_then(|owned| owned.get(&Some(user.id))).copied().unwrap_or_default();
        if count > 0 {
            let values = [("count", count.into()), ("name", user.name.as_str().into())];
            text::caption(ui, &cx.tf("owner-still", &values));
        }
    }

    /// Whether the person will see only her own customers, as far as her places allow it.
    fn limited(&self) -> bool {
        self.own_only && can_be_limited(&self.roles())
    }

    /// What is wrong with the password that is typed; nothing while none is wanted.
    fn weak(&self, new: bool) -> Option<WeakPassword> {
        let wanted = !self.password.is_empty();
        (wanted || (new && !self.password.is_empty()))
            .then(|| check_password(&self.login, &self.password).err())
            .flatten()
    }

    fn refusal(&self, cx: &Cx<'_>) -> Option<&'static str> {
        let new = self.user.is_none();
        let same = self.user.as_ref().is_some_and(|user| {
            user.name == self.name.trim()
                && (user.active, user.own_only) == (self.active, self.limited())
                && user.roles == self.roles()
        });
        if !may(cx.user, Right::KeepPeople) {
            Some(cx.t("settings-not-you"))
        } else if self.name.trim().is_empty() || self.login.trim().is_empty() {
            Some(cx.t("settings-name-missing"))
        } else if (new && self.password.is_empty()) || self.weak(new).is_some() {
            Some(cx.t("settings-password-weak"))
        } else if same && self.password.is_empty() {
            Some(cx.t("desk-nothing-changed"))
        } else {
            None
        }
    }

    fn buttons(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let refusal = self.refusal(cx);
        let (mut save, mut leave) = (false, false);
        ui.horizontal(|ui| {
            save = Button::primary(cx.t("desk-save")).refusal(refusal).show(ui).clicked();
            leave = Button::new(cx.t("widgets-cancel")).show(ui).clicked();
        });
        if save {
            self.fault = None;
            let (roles, password, name) = (self.roles(), self.password.clone(), self.name.trim().to_owned());
            let (known, login, active, own_only) = (self.user.clone(), self.login.clone(), self.active, self.limited());
            let write = move |work: &mut crate::ops::Work<'_, '_>| match known {
                None => {
                    let id = people::create(work, &login, &name, roles, &password)?;
                    if own_only { people::limit(work, id) } else { Ok(()) }
                }
                Some(user) => {
                    let password = (!password.is_empty()).then_some(password.as_str());
                    people::change(work, &user, User { name, roles, active, own_only, ..user.clone() }, password)
                }
            };
            self.doing.begin(|| cx.worker.write(cx.user.id, write));
        }
        leave
    }
}
