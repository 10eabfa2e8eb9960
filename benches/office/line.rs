//! The whole line: orders of five lines, from the call to the archive, every step a durable transaction of its own.

use chrono::{DateTime, Days, TimeDelta, Utc};
use yili_orders::domain::ids::{OrderId, UserId};
use yili_orders::domain::orders::decide::PickLine;
use yili_orders::domain::orders::{Channel, Command, Content, CreditDecision, Line, Order, Transport};
use yili_orders::ops::stock::NewLot;
use yili_orders::ops::{self, Office, Work};
use yili_orders::store;

use crate::measure::Meter;
use crate::now;

/// Orders that walk the line in a round, and rounds.
const WALKED: usize = 100;
const ROUNDS: usize = 5;
const LINES: usize = 5;
/// Orders before the first round.
const WARM_UP: usize = 10;
/// What an order asks for of each product, in its largest pack.
const PACKS: i64 = 5;

/// The people who take the steps.
struct Desks {
    sales: UserId,
    credit: UserId,
    planner: UserId,
    picker: UserId,
    checker: UserId,
    keeper: UserId,
    archivist: UserId,
}

fn person(office: &mut Office, login: &str) -> UserId {
    office.read(|tx| Ok(store::people::by_login(tx, login)?)).unwrap().unwrap().user.id
}

/// Walks orders and says how many a second; their ids.
pub fn measure(office: &mut Office, meter: &Meter) -> Vec<OrderId> {
    let desks = Desks {
        sales: person(office, "liwen"),
        credit: person(office, "sunhao"),
        planner: person(office, "wuting"),
        picker: person(office, "weijun"),
        checker: person(office, "jiangyun"),
        keeper: person(office, "chenbo"),
        archivist: person(office, "yangguang"),
    };
    let content = prepare(office, &desks);
    for _ in 0..WARM_UP {
        walk(office, &desks, &content, now());
    }
    let mut rounds = Vec::new();
    let mut walked = Vec::new();
    for round in 0..ROUNDS {
        let clock = meter.start();
        for index in 0..WALKED {
            walked.push(walk(office, &desks, &content, now() + TimeDelta::seconds((round * WALKED + index) as i64)));
        }
        rounds.push(clock.stop());
    }
    // The middle one of the rounds: other programs' work on the same machine comes and goes.
    let middle = |of: fn(&crate::measure::Spent) -> f64| {
        let mut seconds: Vec<f64> = rounds.iter().map(of).collect();
        seconds.sort_by(f64::total_cmp);
        seconds[ROUNDS / 2]
    };
    meter.say("whole line, orders per CPU-second", WALKED as f64 / middle(|spent| spent.cpu.as_secs_f64()), "1/s");
    meter.say("whole line, orders per second", WALKED as f64 / middle(|spent| spent.wall.as_secs_f64()), "1/s");
    walked
}

/// Stock for all of it, money for all of it, and what every order asks for.
fn prepare(office: &mut Office, desks: &Desks) -> Content {
    let customer = ops::customers::page(office, 0, 1).unwrap().remove(0).customer;
    let products: Vec<_> =
        ops::products::page(office, 0, 100).unwrap().into_iter().map(|(product, _)| product).collect();
    let ambient: Vec<_> = products.into_iter().filter(|product| product.storage.high.is_none()).take(LINES).collect();
    let code =
        format!("BENCH{}", std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos());
    let produced = now().date_naive() - Days::new(1);
    let pay = |work: &mut Work<'_, '_>| ops::credit::record_payment(work, customer.id, 1_000_000_000_000, produced, "");
    office.transact(desks.credit, now(), pay).unwrap();
    office
        .transact(desks.keeper, now(), |work| {
            for product in &ambient {
                // As much as is taken, so that the store is as full after the run as before.
                let quantity = (WARM_UP + ROUNDS * WALKED) as i64 * PACKS * product.packs.largest().1;
                let new = NewLot {
                    product: product.id,
                    code: code.clone(),
                    produced,
                    expires: None,
                    quantity,
                    place: String::new(),
                };
                ops::stock::open_lot(work, &new)?;
            }
            Ok(())
        })
        .unwrap();
    let line = |product: &yili_orders::domain::products::Product| Line {
        requested: None,
        product: product.id,
        name: product.name.clone(),
        specification: product.specification.clone(),
        quantity: PACKS * product.packs.largest().1,
        price: product.price,
    };
    Content {
        customer: customer.id,
        contact: customer.contacts[0].name.clone(),
        phone: customer.contacts[0].phone.clone(),
        address: customer.addresses[0].clone(),
        requested: now().date_naive() + Days::new(5),
        currency: customer.currency,
        incoterm: customer.incoterm.clone(),
        reference: String::new(),
        note: String::new(),
        price_reason: String::new(),
        lines: ambient.iter().map(line).collect(),
    }
}

fn walk(office: &mut Office, desks: &Desks, content: &Content, at: DateTime<Utc>) -> OrderId {
    let take = |work: &mut Work<'_, '_>| ops::orders::receive(work, Channel::Telephone, content.clone());
    let id = office.transact(desks.sales, at, take).unwrap().0;
    // Each step answers with the order, as a window that shows it would ask for.
    let mut step = |actor: UserId, command: Command| -> Order {
        office
            .transact(actor, at, |work| {
                ops::orders::step(work, id, None, command)?;
                Ok(work.order(id)?.clone())
            })
            .unwrap()
            .0
    };
    step(desks.sales, Command::ReadBack { caller: "张三".into() });
    step(desks.credit, Command::ReviewCredit { decision: CreditDecision::Pass, note: String::new() });
    step(desks.picker, Command::ReviewStock);
    step(desks.planner, Command::ReviewDate { promised: content.requested, agreed: None, lines: Vec::new() });
    let order = step(desks.sales, Command::Confirm { channel: Channel::Telephone, who: "张三".into() });
    let mut lines = Vec::new();
    for (index, state) in order.lines.iter().enumerate() {
        lines.extend(state.reserved.iter().map(|part| PickLine {
            line: index + 1,
            lot: part.lot,
            quantity: part.quantity,
        }));
    }
    step(desks.picker, Command::Pick { lines, lot_reason: None });
    step(desks.checker, Command::CheckGoods { shipment: 1 });
    let today = at.date_naive();
    step(
        desks.picker,
        Command::Notify {
            shipment: 1,
            channel: Channel::Telephone,
            to: content.phone.clone(),
            leaves: today,
            expected: today + Days::new(1),
            waybill: format!("ZY{id:010}"),
            carrier: "澄原乳业自有车队".into(),
        },
    );
    step(
        desks.picker,
        Command::Dispatch {
            shipment: 1,
            transport: Transport::Road,
            vehicle: "蒙AO1234".into(),
            driver: "李四".into(),
            driver_phone: "12900000000".into(),
            temperature: None,
            credit_note: String::new(),
        },
    );
    let deliver = Command::Deliver {
        shipment: 1,
        on: today,
        signed_by: "张三".into(),
        temperature: None,
        differences: Vec::new(),
    };
    step(desks.picker, deliver);
    step(desks.sales, Command::Close);
    step(desks.archivist, Command::File { serial: 0, sum: String::new() });
    id
}
