//! The same rows without the program: the floor that the disk and SQLite set.
//!
//! Every step of the orders that walked the line is one transaction of prepared statements on a bare connection with the
//! same schema and the same durability: its log row, the order's document as it stood after the step, its task, the
//! counts, and the lots and the customer where the step moved goods or money.

use rusqlite::{Connection, params};
use yili_orders::domain::ids::OrderId;
use yili_orders::domain::orders::{Event, Order, replay, stage};
use yili_orders::ops::{self, Office};

use crate::measure::Meter;

/// A step's rows, made before the clock starts.
struct Step {
    event: String,
    body: String,
    order: Order,
    new: bool,
    moves_goods: bool,
    moves_money: bool,
}

pub fn measure(office: &mut Office, walked: &[OrderId], meter: &Meter) {
    let orders: Vec<Vec<Step>> = walked.iter().map(|id| steps(office, *id)).collect();
    let folder = crate::folder().join("bare");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let mut conn = open(&folder.join("bare.db"));
    let clock = meter.start();
    for order in &orders {
        for (sequence, step) in order.iter().enumerate() {
            write(&mut conn, step, sequence as i64 + 1);
        }
    }
    let spent = clock.stop();
    meter.say("the same rows bare, orders per CPU-second", orders.len() as f64 / spent.cpu.as_secs_f64(), "1/s");
    meter.say("the same rows bare, orders per second", orders.len() as f64 / spent.wall.as_secs_f64(), "1/s");
}

fn steps(office: &mut Office, id: OrderId) -> Vec<Step> {
    let log = ops::orders::open(office, id).unwrap().log;
    (1..=log.len())
        .map(|upto| {
            let order = replay(log[..upto].iter().map(|entry| (&entry.event, entry.mark))).unwrap();
            let event = &log[upto - 1].event;
            Step {
                event: serde_json::to_string(event).unwrap(),
                body: serde_json::to_string(&order).unwrap(),
                order,
                new: upto == 1,
                moves_goods: matches!(event, Event::StockReviewed { .. } | Event::Dispatched { .. }),
                moves_money: matches!(event, Event::CreditReviewed { .. } | Event::Dispatched { .. }),
            }
        })
        .collect()
}

fn open(path: &std::path::Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;
         CREATE TABLE audit (area INTEGER NOT NULL, subject INTEGER NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL,
            actor INTEGER NOT NULL, data TEXT NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (area, subject, sequence)) STRICT, WITHOUT ROWID;
         CREATE TABLE orders (id INTEGER PRIMARY KEY NOT NULL, number TEXT NOT NULL UNIQUE, customer_id INTEGER NOT NULL,
            stage INTEGER NOT NULL, events INTEGER NOT NULL, head BLOB NOT NULL, body TEXT NOT NULL) STRICT;
         CREATE INDEX orders_stage ON orders (stage, id);
         CREATE INDEX orders_customer ON orders (customer_id, id);
         CREATE TABLE order_lines (order_id INTEGER NOT NULL REFERENCES orders (id), line INTEGER NOT NULL, product_id INTEGER NOT NULL,
            quantity INTEGER NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (order_id, line)) STRICT, WITHOUT ROWID;
         CREATE TABLE tasks (order_id INTEGER NOT NULL REFERENCES orders (id), desk TEXT NOT NULL, step TEXT NOT NULL, since INTEGER NOT NULL,
            due INTEGER NOT NULL, PRIMARY KEY (order_id, desk, step)) STRICT, WITHOUT ROWID;
         CREATE INDEX tasks_desk ON tasks (desk, due, order_id);
         CREATE TABLE counts (day TEXT NOT NULL, stage INTEGER NOT NULL, orders INTEGER NOT NULL, PRIMARY KEY (day, stage)) STRICT, WITHOUT ROWID;
         CREATE TABLE counters (series TEXT PRIMARY KEY NOT NULL, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
         CREATE TABLE search_texts (id INTEGER PRIMARY KEY NOT NULL, area INTEGER NOT NULL, subject INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
         CREATE TABLE lots (id INTEGER PRIMARY KEY NOT NULL, on_hand INTEGER NOT NULL, reserved INTEGER NOT NULL) STRICT;
         CREATE TABLE customers (id INTEGER PRIMARY KEY NOT NULL, shipped INTEGER NOT NULL, committed INTEGER NOT NULL) STRICT;
         INSERT INTO lots SELECT value, 1000000, 0 FROM json_each('[1,2,3,4,5]');
         INSERT INTO customers VALUES (1, 0, 0);",
    )
    .unwrap();
    conn
}

fn write(conn: &mut Connection, step: &Step, sequence: i64) {
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    let run = |sql: &str, values: &[&dyn rusqlite::ToSql]| tx.prepare_cached(sql).unwrap().execute(values).unwrap();
    let order = &step.order;
    let (id, stage) = (order.id.0, stage(order).number());
    run("INSERT INTO audit VALUES (1, ?1, ?2, 0, 1, ?3, ?4)", params![id, sequence, step.event, [0_u8; 32]]);
    if step.new {
        for series in ["orders", "orders/20261123"] {
            run(
                "INSERT INTO counters VALUES (?1, 1) ON CONFLICT (series) DO UPDATE SET last = last + 1",
                params![series],
            );
        }
        run(
            "INSERT INTO orders VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![id, order.number, order.content.customer.0, stage, sequence, [0_u8; 32], step.body],
        );
        for (line, content) in order.content.lines.iter().enumerate() {
            run(
                "INSERT INTO order_lines VALUES (?1, ?2, ?3, ?4, ?5)",
                params![id, line as i64, content.product.0, content.quantity, content.amount()],
            );
        }
        run("INSERT INTO search_texts VALUES (?1, 1, ?1, ?2)", params![id, order.number]);
    } else {
        run(
            "UPDATE orders SET stage = ?2, events = ?3, head = ?4, body = ?5 WHERE id = ?1",
            params![id, stage, sequence, [0_u8; 32], step.body],
        );
        run("DELETE FROM tasks WHERE order_id = ?1", params![id]);
    }
    for task in &order.tasks {
        run("INSERT INTO tasks VALUES (?1, ?2, ?3, 0, 0)", params![id, task.desk.key(), task.step.key()]);
    }
    run(
        "INSERT INTO counts VALUES ('2026-11-23', ?1, 1) ON CONFLICT (day, stage) DO UPDATE SET orders = orders + 1",
        params![stage],
    );
    if step.moves_goods {
        for lot in 1..=order.lines.len() as i64 {
            run("UPDATE lots SET on_hand = on_hand - 1, reserved = 0 WHERE id = ?1", params![lot]);
        }
    }
    if step.moves_money {
        run("UPDATE customers SET shipped = shipped + 1, committed = committed + 1 WHERE id = 1", &[]);
    }
    tx.commit().unwrap();
}
