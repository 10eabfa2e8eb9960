//! The facts of an order: who, where, when, how much.

use eframe::egui::Ui;

use crate::domain::money::Currency;
use crate::i18n::{date, money, t_dyn};
use crate::ops::orders::Dossier;
use crate::ui::cx::Cx;
use crate::ui::theme::Tone;
use crate::ui::widgets::date_field::weekday;
use crate::ui::widgets::facts::{Fact, facts};

pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier) {
    facts(ui, &of(cx, dossier, true));
}

/// The facts of an order as it stood: without the credit, which is known only as it is now.
pub(super) fn show_past(ui: &mut Ui, cx: &Cx<'_>, dossier: &Dossier) {
    facts(ui, &of(cx, dossier, false));
}

fn of(cx: &Cx<'_>, dossier: &Dossier, with_credit: bool) -> Vec<Fact> {
    let order = &dossier.order;
    let content = &order.content;
    let day = |day: chrono::NaiveDate| format!("{} {}", date(day), weekday(cx.lang, day));
    let lines = 1..=content.lines.len();
    let late = lines.clone().any(|line| order.promised_for(line).is_some_and(|day| day > content.wished(line)));
    let with_others = |main: chrono::NaiveDate, others: usize| match others {
        0 => day(main),
        count => cx.tf("dates-lines-differ", &[("day", day(main).into()), ("count", count.into())]),
    };
    let own = content.lines.iter().filter(|line| line.requested.is_some()).count();
    let own_promised = order.review.date.as_ref().map_or(0, |review| review.lines.len());
    let mut all = vec![
        Fact::new(cx.t("orders-customer"), format!("{} {}", dossier.customer.code, dossier.customer.name)).wide(),
        Fact::new(cx.t("orders-address"), content.address.as_str()).wide(),
        Fact::new(cx.t("orders-contact"), content.contact.as_str()),
        Fact::new(cx.t("orders-phone"), content.phone.as_str()),
        Fact::new(cx.t("orders-requested"), with_others(content.requested, own)),
        Fact::new(
            cx.t("orders-promised"),
            order.promised().map(|day| with_others(day, own_promised)).unwrap_or_default(),
        )
        .toned(if late { Tone::Warn } else { Tone::Quiet }),
        Fact::new(cx.t("orders-amount"), format!("{} {}", content.currency.code(), money(content.amount()))),
        Fact::new(cx.t("orders-channel"), t_dyn(cx.lang, &format!("channel-{}", order.channel.key()))),
        Fact::new(cx.t("orders-written-by"), received(cx, dossier)),
    ];
    if with_credit {
        all.insert(7, credit(cx, dossier));
    }
    if !content.reference.is_empty() {
        all.push(Fact::new(cx.t("orders-reference"), content.reference.as_str()));
    }
    if let Some(incoterm) = &content.incoterm {
        all.push(Fact::new(cx.t("orders-incoterm"), incoterm.to_string()));
    }
    if !content.note.is_empty() {
        all.push(Fact::new(cx.t("orders-note"), content.note.as_str()).wide());
    }
    if let Some(filed) = &order.filed {
        let until = match filed.keep_until {
            Some(day) => cx.tf("orders-keep-until", &[("day", date(day).into())]),
            None => cx.t("orders-keep-forever").to_owned(),
        };
        all.push(Fact::new(cx.t("orders-filed"), format!("{} · {until}", filed.number)).toned(Tone::Good).wide());
    }
    all
}

fn received(cx: &Cx<'_>, dossier: &Dossier) -> String {
    let mark = &dossier.order.received;
    let when = crate::ui::clock::moment(cx.lang, cx.company, cx.now, mark.at);
    cx.tf("orders-at", &[("who", dossier.name(mark.by).into()), ("when", when.into())])
}

/// What is left of the customer's credit now, in the company's own currency.
fn credit(cx: &Cx<'_>, dossier: &Dossier) -> Fact {
    let limit = crate::domain::credit::limit_on(&dossier.customer, cx.today);
    let left = limit - dossier.exposure.total();
    let words = format!("{} {}", Currency::Cny.code(), money(left));
    Fact::new(cx.t("orders-credit-free"), words).toned(if left < 0 { Tone::Bad } else { Tone::Quiet })
}
