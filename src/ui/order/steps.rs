//! The buttons of an order: the one next step, the other steps with their refusals, and what can be printed.

use eframe::egui::{Key, Popup, Ui};

use crate::domain::ids::UserId;
use crate::domain::orders::{Order, Refusal, Step};
use crate::domain::people::{Department, Rank, Role, User};
use crate::i18n::t_dyn;
use crate::ops::orders::{Dossier, may_step};
use crate::ui::app::keys;
use crate::ui::cx::{Cx, PaperKind, Wish};
use crate::ui::icons::Icon;
use crate::ui::say;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::menu::{Item, menu};

/// The step that an order waits for: the first that this person may take, else the first of all with its refusal.
pub fn next(order: &Order, user: &User) -> Option<(Step, Result<(), Refusal>)> {
    let answers = || order.tasks.iter().map(|task| (task.step, may_step(order, task.step, user)));
    answers().find(|(_, answer)| answer.is_ok()).or_else(|| answers().next())
}

/// The other steps for the menu: possible ones first; of the others only those that fit where the order stands, whoever
/// may take them.
pub fn others(order: &Order, user: &User) -> Vec<(Step, Result<(), Refusal>)> {
    let first = next(order, user).map(|(step, _)| step);
    let anybody = anybody();
    let mut steps: Vec<_> = Step::ALL
        .into_iter()
        .filter(|step| Some(*step) != first && *step != Step::Seen)
        .filter(|step| !is_out_of_place(&may_step(order, *step, &anybody)))
        .map(|step| (step, may_step(order, step, user)))
        .collect();
    steps.sort_by_key(|(step, answer)| (answer.is_err(), takes_away(*step)));
    steps
}

/// A refusal that says the step belongs to another part of the way.
fn is_out_of_place(answer: &Result<(), Refusal>) -> bool {
    use Refusal::{NotOnHold, NothingToDo, WrongStatus};
    matches!(answer, Err(WrongStatus { .. } | NotOnHold | NothingToDo(_)))
}

/// Somebody who heads every department, to ask what fits whoever asks.
fn anybody() -> User {
    let roles = Department::ALL.map(|department| Role { department, rank: Rank::Head }).to_vec();
    User { id: UserId(0), login: String::new(), name: String::new(), roles, active: true, own_only: false }
}

fn takes_away(step: Step) -> bool {
    matches!(
        step,
        Step::Cancel
            | Step::CancelRest
            | Step::Hold
            | Step::ReverseReview
            | Step::ReverseConfirmation
            | Step::ReversePlan
            | Step::ReversePick
    )
}

/// Places the buttons from the right: menu, print, next step.
pub(super) fn buttons(ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier) -> Vec<Wish> {
    let order = &dossier.order;
    let mut wishes = Vec::new();
    other_steps(ui, cx, order, &mut wishes);
    print(ui, cx, dossier, &mut wishes);
    if let Some((step, answer)) = next(order, cx.user) {
        let word = t_dyn(cx.lang, &format!("step-{}", step.key()));
        let refusal = answer.err().map(|refusal| say::refusal(cx.lang, &refusal));
        if Button::primary(&word).refusal(refusal.as_deref()).shortcut("Ctrl+Enter").show(ui).clicked() {
            wishes.push(Wish::Take(order.id, step));
        }
    }
    wishes
}

fn other_steps(ui: &mut Ui, cx: &Cx<'_>, order: &Order, wishes: &mut Vec<Wish>) {
    let steps = others(order, cx.user);
    let words: Vec<(String, Option<String>)> = steps
        .iter()
        .map(|(step, answer)| {
            let refusal = answer.as_ref().err().map(|refusal| say::refusal(cx.lang, refusal));
            (t_dyn(cx.lang, &format!("step-{}", step.key())), refusal)
        })
        .collect();
    let first_refused = words.iter().position(|(_, refusal)| refusal.is_some());
    let items: Vec<Item<'_>> = words
        .iter()
        .enumerate()
        .map(|(at, (word, refusal))| Item {
            text: word,
            refusal: refusal.as_deref(),
            danger: matches!(steps[at].0, Step::Cancel | Step::CancelRest),
            apart: at > 0 && (Some(at) == first_refused || (takes_away(steps[at].0) && !takes_away(steps[at - 1].0))),
            ..Item::default()
        })
        .collect();
    let copy = Item { text: cx.t("orders-copy"), icon: Some(Icon::Note), apart: !items.is_empty(), ..Item::default() };
    let button = Button::only_icon(Icon::Dots, cx.t("orders-other-steps")).show(ui);
    match menu(&button, &items.into_iter().chain([copy]).collect::<Vec<_>>()) {
        Some(at) if at < steps.len() => wishes.push(Wish::Take(order.id, steps[at].0)),
        Some(_) => wishes.push(Wish::CopyOrder(order.id)),
        None => {}
    }
}

fn print(ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier, wishes: &mut Vec<Wish>) {
    let kinds: Vec<PaperKind> = PaperKind::ALL.into_iter().filter(|kind| kind.is_there(dossier)).collect();
    let names: Vec<String> = kinds.iter().map(|kind| t_dyn(cx.lang, &format!("orders-paper-{}", kind.key()))).collect();
    let items: Vec<Item<'_>> =
        names.iter().map(|text| Item { text, icon: Some(Icon::Paper), ..Item::default() }).collect();
    let button = Button::only_icon(Icon::Print, cx.t("orders-print")).shortcut("Ctrl+P").show(ui);
    if keys::command(ui.ctx(), Key::P) {
        Popup::toggle_id(ui.ctx(), Popup::default_response_id(&button));
    }
    if let Some(at) = menu(&button, &items) {
        wishes.push(Wish::Preview(kinds[at], vec![dossier.order.id]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::orders::Command;
    use crate::domain::orders::samples::{World, content, desk, lot};
    use crate::domain::people::Department;

    #[test]
    fn the_next_step_is_the_first_that_the_person_may_take() {
        let mut world = World::new(vec![lot(1, 1_000, "2027-05-01")]);
        let mut order = world.receive(content()).unwrap();
        let sales = desk(Department::Sales);
        assert_eq!(next(&order, &sales), Some((Step::ReadBack, Ok(()))));
        world.act(&mut order, &sales, Command::ReadBack { caller: "李建国".into() }).unwrap();
        assert_eq!(next(&order, &desk(Department::Credit)), Some((Step::ReviewCredit, Ok(()))));
        assert_eq!(next(&order, &desk(Department::Logistics)), Some((Step::ReviewStock, Ok(()))));
        // Whoever may do nothing of it sees what is awaited, and why not here.
        let (step, answer) = next(&order, &desk(Department::Archive)).unwrap();
        assert_eq!(step, Step::ReviewCredit);
        assert!(matches!(answer, Err(Refusal::NotAllowed(_))));
    }

    #[test]
    fn the_menu_holds_what_fits_and_possible_steps_come_first() {
        let mut world = World::new(Vec::new());
        let order = world.receive(content()).unwrap();
        let steps = others(&order, &desk(Department::Sales));
        assert!(steps.iter().any(|(step, answer)| *step == Step::Edit && answer.is_ok()));
        assert!(
            steps.iter().all(|(step, _)| !matches!(step, Step::ReadBack | Step::Seen | Step::Dispatch | Step::Resume))
        );
        let first_refused = steps.iter().position(|(_, answer)| answer.is_err()).unwrap_or(steps.len());
        assert!(steps[first_refused..].iter().all(|(_, answer)| answer.is_err()));
    }
}
