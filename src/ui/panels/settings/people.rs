//! Everybody who may sign in, with the places they hold; the chosen one beside the list.

use eframe::egui::{Id, Ui};

use super::person::{PersonForm, roles_words};
use crate::domain::ids::UserId;
use crate::domain::people::{Right, User, may};
use crate::ops::people;
use crate::ui::ask::Ask;
use crate::ui::cx::Cx;
use crate::ui::desk::part_of;
use crate::ui::icons::Icon;
use crate::ui::theme::{self, Tone};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::split::{Split, split};
use crate::ui::widgets::table::{Column, Empty, Table, TableState};
use crate::ui::widgets::text;

/// The list.
#[derive(Default)]
pub struct PeopleList {
    people: Ask<Vec<User>>,
    table: TableState,
    form: Option<PersonForm>,
    split: Split,
}

impl PeopleList {
    /// A new person.
    pub fn tools(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let refusal = (!may(cx.user, Right::KeepPeople)).then(|| cx.t("settings-not-you"));
        if Button::new(cx.t("settings-person-new")).icon(Icon::Plus).refusal(refusal).show(ui).clicked() {
            self.form = Some(PersonForm::new_person());
            self.table.clear();
        }
    }

    /// Fills the room that there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.people.keep(cx.revision.company, || cx.worker.ask(people::all));
        let PeopleList { people, table, form, split: place } = self;
        let people = people.value().map_or(&[][..], Vec::as_slice);
        let shown = form.as_ref().and_then(PersonForm::person);
        let (chosen, (closed, mut wishes)) = split(
            ui,
            cx.lang,
            place,
            |ui| list(ui, cx, people, table),
            |ui| {
                let mut cx = part_of(cx);
                let closed = match form {
                    Some(form) => form.show(ui, &mut cx),
                    None => {
                        ui.add_space(theme::SECTION * 3.0);
                        ui.vertical_centered(|ui| text::soft(ui, cx.t("settings-choose-person")));
                        false
                    }
                };
                (closed, cx.wishes)
            },
        );
        if closed {
            self.form = None;
            self.table.clear();
        }
        if let Some(user) =
            chosen.and_then(|id| people_of(self.people.value(), id)).filter(|user| Some(user.id) != shown)
        {
            self.form = Some(PersonForm::of(user));
            ui.ctx().request_repaint();
        }
        cx.wishes.append(&mut wishes);
    }
}

fn people_of(people: Option<&Vec<User>>, id: UserId) -> Option<&User> {
    people?.iter().find(|user| user.id == id)
}

/// Draws the list; gives whom the person chose just now.
fn list(ui: &mut Ui, cx: &Cx<'_>, people: &[User], table: &mut TableState) -> Option<UserId> {
    let columns = [
        Column::new("name", cx.t("settings-person-name"), 120.0),
        Column::new("login", cx.t("settings-login"), 120.0),
        Column::new("roles", cx.t("settings-roles"), 180.0).grows(),
        Column::new("state", cx.t("desk-state"), 92.0),
    ];
    let empty = Empty { icon: Icon::People, sentence: cx.t("settings-no-people"), step: "" };
    let answer = Table::new(Id::unique("people"), cx.t("settings-people"), &columns, people.len()).empty(empty).show(
        ui,
        table,
        |row| {
            let Some(user) = people.get(row.index) else { return };
            row.cell("name").strong(&user.name);
            row.cell("login").soft(&user.login);
            row.cell("roles").text(&roles_words(cx.lang, user));
            let (word, tone) =
                if user.active { (cx.t("settings-active"), Tone::Good) } else { (cx.t("settings-gone"), Tone::Quiet) };
            row.cell("state").chip(word, tone);
        },
    );
    let moved = answer.moved || answer.response.clicked() || answer.opened.is_some();
    table.cursor.and_then(|row| people.get(row)).filter(|_| moved).map(|user| user.id)
}
