//! Random days with changes: whatever is asked, answered, decided, made and shipped in whatever order, nothing shipped is lost
//! and the books stay true.

use proptest::prelude::*;

use super::change_tests::ask_for;
use super::decide::PickLine;
use super::samples::*;
use super::tests::{REST, any_command};
use super::*;
use crate::domain::people::{Department, Right, User, holders};

/// What happens next.
#[derive(Clone, Debug)]
enum Move {
    /// Some desk does what waits for it: which task, and how much or whether well.
    Task(usize, i64),
    /// Some of what is held is picked.
    Pick(i64),
    /// Sales asks for a change: of the first quantity, with a new line, another day or price, a line dropped.
    Ask {
        quantity: i64,
        more: Option<i64>,
        later: bool,
        dearer: bool,
        drop: usize,
    },
    Withdraw,
    /// Anything at all, mostly refused.
    Any(Box<Command>),
}

fn any_move() -> impl Strategy<Value = Move> {
    let ask = (0i64..120, prop::option::of(1i64..30), any::<bool>(), any::<bool>(), 0usize..8);
    prop_oneof![
        12 => (0usize..6, 0i64..20).prop_map(|(which, how)| Move::Task(which, how)),
        3 => (1i64..40).prop_map(Move::Pick),
        2 => ask.prop_map(|(quantity, more, later, dearer, drop)| Move::Ask { quantity, more, later, dearer, drop }),
        1 => Just(Move::Withdraw),
        2 => any_command().prop_map(|(_, _, command)| Move::Any(Box::new(command))),
    ]
}

fn command_of(order: &Order, step: Move) -> Option<(User, Command)> {
    match step {
        Move::Task(which, how) => {
            let task = order.tasks.get(which % order.tasks.len().max(1))?;
            Some((actor(task.desk, task.step), of_task(order, task, how)?))
        }
        Move::Pick(quantity) => {
            let (index, state) = order.lines.iter().enumerate().find(|(_, state)| !state.reserved.is_empty())?;
            let part = state.reserved[0];
            let lines = vec![PickLine { line: index + 1, lot: part.lot, quantity: quantity.min(part.quantity) }];
            Some((desk(Department::Logistics), Command::Pick { lines, lot_reason: Some("客户指定".into()) }))
        }
        Move::Ask { quantity, more, later, dearer, drop } => {
            let mut wish = order.content.clone();
            wish.lines[0].quantity = quantity;
            wish.lines[0].price.minor += i64::from(dearer);
            wish.lines.extend(more.map(|quantity| Line { quantity, ..content().lines[0].clone() }));
            if later {
                wish.requested = "2026-11-27".parse().unwrap();
            }
            let dropped = if (1..=order.lines.len()).contains(&drop) { vec![drop] } else { vec![] };
            Some((desk(Department::Sales), ask_for(wish, dropped)))
        }
        Move::Withdraw => {
            let no = order.open_change()?.no;
            Some((desk(Department::Sales), Command::WithdrawChange { no, reason: "客户改主意".into() }))
        }
        Move::Any(command) => {
            let department = holders(Right::Step(command.step()?)).first()?.department;
            Some((head(department), *command))
        }
    }
}

/// Heads decide and take the second look, staff does the rest.
fn actor(department: Department, step: Step) -> User {
    if matches!(step, Step::DecideChange | Step::CheckGoods) { head(department) } else { desk(department) }
}

/// The command that a task waits for.
fn of_task(order: &Order, task: &Task, how: i64) -> Option<Command> {
    let shipment = order.shipments.iter().filter(|part| part.reversed.is_none());
    let shipment =
        shipment.filter(|part| progress::next_of_shipment(part) == Some(task.step)).map(|part| part.no).next();
    let made = |has_output: bool| {
        let mut open = order.productions.iter().filter(|part| part.is_open());
        open.find(|part| part.output.is_some() == has_output)
    };
    Some(match task.step {
        Step::ReviewCredit => Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() },
        Step::ReviewStock => Command::ReviewStock,
        Step::ReviewDate => Command::ReviewDate { promised: order.content.requested, agreed: None, lines: Vec::new() },
        Step::Confirm => Command::Confirm { channel: Channel::Mail, who: "刘敏".into() },
        Step::PlanProduction => {
            let line = (1..=order.lines.len()).find(|line| to_plan(order, *line) > 0)?;
            let quantity = to_plan(order, line) + how % 7;
            Command::PlanProduction { line, quantity, due: today(), responsible: "孙伟".into() }
        }
        Step::RecordOutput => {
            let part = made(false)?;
            let (lot, code) = (LotId(100 + part.no as i64), format!("A{}", part.no));
            let quantity = (part.quantity - how % 5).max(1);
            Command::RecordOutput { production: part.no, lot, code, produced: today(), quantity }
        }
        Step::Inspect => {
            let (production, passed) = (made(true)?.no, how % 4 > 0);
            Command::Inspect { production, passed, finding: "见报告".into(), report: "QC".into() }
        }
        Step::CheckGoods => Command::CheckGoods { shipment: shipment? },
        Step::Notify => Command::Notify {
            shipment: shipment?,
            channel: Channel::Mail,
            to: "刘敏".into(),
            leaves: today(),
            expected: today(),
            waybill: "1".into(),
            carrier: "驿达".into(),
        },
        Step::Dispatch => Command::Dispatch {
            shipment: shipment?,
            transport: Transport::Road,
            vehicle: "蒙A".into(),
            driver: "赵刚".into(),
            driver_phone: String::new(),
            temperature: Some(40),
            credit_note: String::new(),
        },
        Step::Deliver => {
            let (on, signed_by) = (today(), "刘敏".to_owned());
            Command::Deliver { shipment: shipment?, on, signed_by, temperature: None, differences: Vec::new() }
        }
        Step::AnswerChange => {
            let possible = Possible::ALL[how as usize % 3];
            let no = order.open_change()?.no;
            Command::AnswerChange { no, desk: task.desk, possible, days: how % 2, cost: 0, note: "加班".into() }
        }
        Step::DecideChange => {
            let no = order.open_change()?.no;
            Command::DecideChange { no, adopted: how % 5 > 0, plan: "加班".into() }
        }
        Step::NoteChange => {
            let no = order.changes.iter().find(|change| change.to_note().contains(&task.desk))?.no;
            Command::NoteChange { no, desk: task.desk }
        }
        _ => return None,
    })
}

/// Stock, money and lines add up, whatever has happened.
fn books_are_true(world: &World, order: &Order, opened: i64) -> Result<(), TestCaseError> {
    prop_assert_eq!(order.lines.len(), order.content.lines.len());
    for line in 1..=order.lines.len() {
        prop_assert!(taken(order, line) <= order.content.lines[line - 1].quantity, "{:?}", order);
        let held: i64 = order.lines[line - 1].reserved.iter().map(|part| part.quantity).sum();
        prop_assert!(held <= open_to_pick(order, line), "a line holds more than it needs: {:?}", order);
    }
    let made: i64 = order.productions.iter().filter_map(|part| Some(part.output.as_ref()?.quantity)).sum();
    let print = footprint(order);
    let lots = || world.lots.values().flatten();
    let on_hand: i64 = lots().map(|lot| lot.on_hand).sum();
    let reserved: i64 = lots().map(|lot| lot.reserved).sum();
    prop_assert!(lots().all(|lot| lot.reserved >= 0 && lot.reserved <= lot.on_hand));
    prop_assert_eq!(on_hand + print.gone.values().sum::<i64>(), opened + made);
    prop_assert_eq!(reserved, print.held.values().sum::<i64>());
    prop_assert_eq!(
        (world.standing.exposure.shipped, world.standing.exposure.committed),
        (print.shipped, print.committed)
    );
    prop_assert!(order.changes.iter().filter(|change| change.is_open()).count() <= 1);
    // I.3: a time can be set for whatever waits on a desk.
    prop_assert!(order.tasks.iter().all(|task| work_of(task.desk).contains(&task.step)), "{:?}", order.tasks);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// What was shipped stays shipped, at its price; stock and money add up; the log replayed is the order.
    #[test]
    fn random_changes_lose_nothing_shipped(moves in prop::collection::vec(any_move(), 20..120), on_hand in 20i64..140) {
        let mut world = World::new(vec![lot(1, on_hand, REST), lot(2, 30, "2026-12-05")]);
        let mut order = world.confirmed();
        for step in moves {
            let Some((by, command)) = command_of(&order, step) else { continue };
            let gone: Vec<i64> = (1..=order.lines.len()).map(|line| shipped(&order, line)).collect();
            let owed = footprint(&order).shipped;
            let decides = matches!(command, Command::DecideChange { .. });
            let _ = world.act(&mut order, &by, command);
            for (index, gone) in gone.iter().enumerate() {
                prop_assert!(shipped(&order, index + 1) >= *gone, "{order:?}");
            }
            prop_assert!(!decides || footprint(&order).shipped == owed, "what left keeps its value: {order:?}");
            books_are_true(&world, &order, on_hand + 30)?;
        }
        prop_assert_eq!(replay(world.log.iter().map(|(event, mark)| (event, *mark))), Some(order));
    }
}
