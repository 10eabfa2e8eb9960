//! What the orders of the demo company ask of the store.

use chrono::{DateTime, Utc};

use crate::domain::orders::{Channel, Command};
use crate::domain::people::{Department, Rank, Role};
use crate::ops::{Location, Office, orders, people};
use crate::store::watch;

/// The hot path: an order taken and read back by somebody who sees all asks the store nothing about owners.
#[test]
fn whoever_sees_all_costs_no_query() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let mut office = Office::open(&Location::Memory, now).unwrap();
    super::build(&mut office, 12, 7, now, &mut |_, _| true).unwrap();
    let staff = Role::new(Department::Sales, Rank::Staff);
    let clerk = people::all(&mut office).unwrap().into_iter().find(|user| user.roles == [staff]).unwrap();
    let rows = orders::page(&mut office, &Default::default(), 0, 12).unwrap();
    let mut all = rows.iter().map(|row| orders::open(&mut office, row.id).unwrap());
    let own = all.find(|dossier| dossier.customer.owner == Some(clerk.id)).unwrap();
    let mut content = own.order.content;
    content.requested = "2026-12-01".parse().unwrap();
    let take = |office: &mut Office| {
        let content = content.clone();
        watch::take();
        let (id, _) =
            office.transact(clerk.id, now, |work| orders::receive(work, Channel::Telephone, content)).unwrap();
        let read_back = Command::ReadBack { caller: "刘敏".into() };
        office.transact(clerk.id, now, |work| orders::step(work, id, None, read_back)).unwrap();
        watch::take().into_iter().map(|(sql, _)| sql).collect::<Vec<_>>()
    };
    let asked = take(&mut office);
    let of_owners = |sql: &&String| sql.contains(" owner FROM ") && !sql.contains("body");
    assert!(asked.len() > 10 && !asked.iter().any(|sql| of_owners(&sql)), "{asked:#?}");
    // Nor does somebody who is limited, of her own customers: whose they are is read with them.
    let admin = people::all(&mut office).unwrap()[0].id;
    office.transact(admin, now, |work| people::limit(work, clerk.id)).unwrap();
    assert_eq!(take(&mut office).len(), asked.len());
}
