//! Find or do: what Ctrl+K finds, and where it leads.

use eframe::egui::Context;

use crate::domain::ids::{CustomerId, OrderId, ProductId};
use crate::domain::people::Department;
use crate::i18n::t_dyn;
use crate::ops::search::{self, Found};
use crate::ui::ask::Ask;
use crate::ui::cx::{Cx, Tab, Wish};
use crate::ui::say;
use crate::ui::widgets::finder::{Finder, FinderAnswer, Group};
use crate::ui::widgets::lookup::Candidate;

/// Found of each kind.
const LIMIT: usize = 8;

/// The open box with what was found.
pub struct FindBox {
    finder: Finder,
    words: String,
    found: Ask<Found, String>,
}

impl Default for FindBox {
    fn default() -> Self {
        FindBox { finder: Finder::open(), words: String::new(), found: Ask::default() }
    }
}

impl FindBox {
    /// Shows the box; false when it is done with.
    pub fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let words = self.words.clone();
        self.found.keep(words.clone(), || cx.worker.ask(move |office| search::find(office, &words, LIMIT)));
        let commands = commands(cx, &self.finder.words);
        let command_rows: Vec<Candidate> = commands.iter().map(|(row, _)| row.clone()).collect();
        let none = Found::default();
        let found = self.found.value().unwrap_or(&none);
        let (orders, customers, products) = rows(cx, found);
        let groups = [
            Group { title: cx.t("app-found-orders"), found: &orders, more: found.more[0] },
            Group { title: cx.t("app-found-customers"), found: &customers, more: found.more[1] },
            Group { title: cx.t("app-found-goods"), found: &products, more: found.more[2] },
            Group { title: cx.t("app-found-commands"), found: &command_rows, more: 0 },
        ];
        match self.finder.show(ctx, cx.lang, &groups, self.found.is_waiting()) {
            FinderAnswer::Nothing => true,
            FinderAnswer::Search(words) => {
                self.words = words;
                true
            }
            FinderAnswer::Closed => false,
            FinderAnswer::Picked(0, at) => {
                let id = OrderId(orders[at].key);
                cx.wish(Wish::OpenOrder(id));
                false
            }
            FinderAnswer::Picked(1, at) => {
                let id = CustomerId(customers[at].key);
                cx.wish(Wish::OrdersOf(id));
                false
            }
            FinderAnswer::Picked(2, at) => {
                cx.wish(Wish::OpenGoods(ProductId(products[at].key)));
                false
            }
            FinderAnswer::Picked(_, at) => {
                if let Some((_, command)) = commands.into_iter().nth(at) {
                    cx.wish(command);
                }
                false
            }
        }
    }
}

fn rows(cx: &Cx<'_>, found: &Found) -> (Vec<Candidate>, Vec<Candidate>, Vec<Candidate>) {
    let orders = found.orders.iter().map(|row| Candidate {
        key: row.id.0,
        name: format!("{}  {}", row.number, row.customer),
        detail: format!(
            "{} · {}",
            t_dyn(cx.lang, &format!("stage-{}", row.stage.key())),
            say::amount(row.amount, row.currency)
        ),
        ..Candidate::default()
    });
    let customers = found.customers.iter().map(|customer| Candidate {
        key: customer.id.0,
        name: customer.name.clone(),
        code: customer.code.clone(),
        detail: customer
            .contacts
            .first()
            .map(|contact| format!("{} {}", contact.name, contact.phone))
            .unwrap_or_default(),
        ..Candidate::default()
    });
    let products = found.products.iter().map(|product| Candidate {
        key: product.id.0,
        name: product.name_in(cx.lang.tag()).to_owned(),
        code: product.code.clone(),
        detail: product.specification.clone(),
        ..Candidate::default()
    });
    (orders.collect(), customers.collect(), products.collect())
}

/// The commands whose names hold the words, in the order of the rail.
fn commands(cx: &Cx<'_>, words: &str) -> Vec<(Candidate, Wish)> {
    let mut all = vec![(cx.t("app-new-order").to_owned(), "Ctrl+N", Wish::NewOrder(None))];
    all.push((cx.t("app-tab-work").to_owned(), "", Wish::Go(Tab::Work)));
    for desk in Department::ALL.into_iter().filter(|desk| *desk != Department::Administration) {
        all.push((t_dyn(cx.lang, &format!("department-{}", desk.key())), "", Wish::Go(Tab::Desk(desk))));
    }
    all.push((cx.t("app-tab-settings").to_owned(), "", Wish::Go(Tab::Settings)));
    all.push((cx.t("app-import").to_owned(), "", Wish::Import));
    let words = words.trim().to_lowercase();
    all.into_iter()
        .filter(|(name, _, _)| name.to_lowercase().contains(&words))
        .map(|(name, keys, wish)| (Candidate { name, detail: keys.to_owned(), ..Candidate::default() }, wish))
        .collect()
}
