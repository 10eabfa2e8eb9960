//! A change of a confirmed order (III.5), from the asking to the noting; and two contents side by side (F56).

use super::{Dossier, Teller};
use crate::domain::orders::change::{Asker, Possible, outcome};
use crate::domain::orders::{Content, Event, Line, Order, apply, differences};
use crate::domain::people::Department;
use crate::i18n::{Lang, date, listed};
use crate::ops::words;

/// One row of two contents beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// What it is: a field, or a line by its number.
    pub label: String,
    /// The goods of a line; empty for a field.
    pub goods: String,
    /// As it stands in the first.
    pub from: String,
    /// As it stands in the second.
    pub to: String,
    /// True where the two are not the same.
    pub differs: bool,
}

/// Two contents of the order beside each other, field by field and line by line.
pub fn compare(lang: Lang, dossier: &Dossier, from: &Content, to: &Content) -> Vec<Compared> {
    let Some(entry) = dossier.log.first() else { return Vec::new() };
    let teller = Teller { lang, dossier, before: None, entry, facts: Vec::new() };
    teller.compare(from, to)
}

impl Teller<'_> {
    pub(super) fn change(&mut self) -> String {
        match &self.entry.event {
            Event::ChangeAsked { asker, reason, content, dropped, concerned } => {
                self.asked(asker, reason, content, dropped, concerned)
            }
            Event::ChangeAnswered { change, desk, possible, days, cost, note } => {
                if *days > 0 {
                    self.fact("tell-fact-days", &self.say("tell-days", &[("days", (*days).into())]));
                }
                if *cost > 0 {
                    self.fact("tell-fact-cost", &self.own_money(*cost));
                }
                self.fact("tell-fact-answer-note", note);
                self.answered(*change, *desk, *possible)
            }
            Event::ChangeDecided { change, adopted, plan, given_up, .. } => {
                self.decided(*change, *adopted, plan, given_up)
            }
            Event::ChangeWithdrawn { change, reason } => {
                self.fact("tell-fact-reason", reason);
                self.say("tell-change-withdrawn", &[("no", (*change).into())])
            }
            Event::ChangeNoted { change, desk } => {
                self.say("tell-change-noted", &[("no", (*change).into()), ("desk", self.desk(*desk).into())])
            }
            _ => String::new(),
        }
    }

    fn asked(
        &mut self,
        asker: &Asker,
        reason: &str,
        content: &Content,
        dropped: &[usize],
        concerned: &[Department],
    ) -> String {
        self.fact("tell-fact-reason", reason);
        self.fact("tell-fact-based-on", &self.version().to_string());
        if let Some(order) = self.before {
            self.differing(&order.content, &outcome(order, content, dropped));
            for line in dropped {
                let label = self.of_line("tell-fact-dropped", *line);
                self.facts.push((label, self.plain("tell-dropped")));
            }
        }
        self.fact("tell-fact-concerned", &self.desks(concerned));
        let no = ("no", self.before.map_or(1, |order| order.changes.len() + 1).into());
        match asker {
            Asker::Customer { who, channel } => {
                let channel = self.word("channel", channel.key());
                let values = [no, ("who", who.as_str().into()), ("channel", channel.into())];
                self.say("tell-change-asked-customer", &values)
            }
            Asker::Desk(desk) => self.say("tell-change-asked-desk", &[no, ("desk", self.desk(*desk).into())]),
        }
    }

    fn answered(&self, no: usize, desk: Department, possible: Possible) -> String {
        let answer = self.word("possible", possible.key());
        let values = [("no", no.into()), ("desk", self.desk(desk).into()), ("answer", answer.into())];
        self.say("tell-change-answered", &values)
    }

    fn decided(&mut self, no: usize, adopted: bool, plan: &str, given_up: &[(usize, i64)]) -> String {
        if !adopted {
            self.fact("tell-fact-reason", plan);
            return self.say("tell-change-declined", &[("no", no.into())]);
        }
        self.fact("tell-fact-plan", plan);
        let Some(before) = self.before else { return String::new() };
        let mut after = before.clone();
        apply(&mut after, &self.entry.event, self.entry.mark);
        self.differing(&before.content, &after.content);
        for (line, quantity) in given_up {
            let label = self.of_line("tell-fact-given-up", *line);
            self.facts.push((label, self.quantity_of(*line, *quantity)));
        }
        self.let_go_by(before, &after);
        let anew: Vec<String> = reviews_to_do(&after).into_iter().map(|step| self.word("step", step)).collect();
        self.fact("tell-fact-review-anew", &listed(self.lang, &anew));
        self.say("tell-change-adopted", &[("no", no.into()), ("version", after.version.into())])
    }

    /// Lots of which less is held than before.
    fn let_go_by(&mut self, before: &Order, after: &Order) {
        for (index, state) in before.lines.iter().enumerate() {
            let still = |lot| after.lines[index].reserved.iter().find(|part| part.lot == lot).map_or(0, |p| p.quantity);
            let mut less = state.reserved.clone();
            less.iter_mut().for_each(|part| part.quantity -= still(part.lot));
            less.retain(|part| part.quantity > 0);
            if !less.is_empty() {
                let label = self.say("tell-fact-freed", &[("line", (index + 1).into())]);
                let lots = self.lots(index + 1, &less);
                self.facts.push((label, lots));
            }
        }
    }

    fn of_line(&self, key: &str, line: usize) -> String {
        self.say(key, &[("line", line.into()), ("goods", self.goods_of(line).into())])
    }

    fn desks(&self, desks: &[Department]) -> String {
        if desks.is_empty() {
            return self.plain("tell-none");
        }
        listed(self.lang, &desks.iter().map(|desk| self.desk(*desk)).collect::<Vec<_>>())
    }

    fn quantity_and_price(&self, content: &Content, line: &Line) -> String {
        let values =
            [("quantity", self.quantity(line, line.quantity).into()), ("price", self.price(content, line).into())];
        let said = self.say("tell-quantity-price", &values);
        match line.requested {
            Some(day) => self.say("tell-line-on", &[("line", said.into()), ("day", date(day).into())]),
            None => said,
        }
    }

    fn compare(&self, from: &Content, to: &Content) -> Vec<Compared> {
        let incoterm = |content: &Content| content.incoterm.as_ref().map(ToString::to_string).unwrap_or_default();
        type Show<'a> = &'a dyn Fn(&Content) -> String;
        let fields: [(&'static str, Show<'_>); 9] = [
            ("tell-fact-customer", &|content| self.customer(content)),
            ("field-contact", &|content| content.contact.clone()),
            ("field-phone", &|content| content.phone.clone()),
            ("field-address", &|content| content.address.clone()),
            ("tell-fact-requested", &|content| date(content.requested)),
            ("tell-fact-currency", &|content| self.currency(content)),
            ("tell-fact-incoterm", &incoterm),
            ("tell-fact-reference", &|content| content.reference.clone()),
            ("tell-fact-note", &|content| content.note.clone()),
        ];
        let row = |label: String, from: String, to: String| {
            let (differs, goods) = (from != to, String::new());
            Compared { label, goods, from, to, differs }
        };
        let mut rows: Vec<Compared> =
            fields.into_iter().map(|(key, show)| row(self.plain(key), show(from), show(to))).collect();
        rows.retain(|row| !(row.from.is_empty() && row.to.is_empty()));
        let changed: Vec<usize> = differences(from, to).iter().filter_map(|changed| changed.line()).collect();
        for index in 0..from.lines.len().max(to.lines.len()) {
            let no = index + 1;
            let (old, new) = (from.lines.get(index), to.lines.get(index));
            let Some(named) = new.or(old) else { continue };
            let show = |content, line: Option<&Line>| match line {
                Some(line) if line.quantity > 0 => self.quantity_and_price(content, line),
                _ => String::new(),
            };
            let (label, goods) = (self.say("tell-line-no", &[("line", no.into())]), self.goods_name(named));
            let differs = changed.contains(&no);
            rows.push(Compared { label, goods, from: show(from, old), to: show(to, new), differs });
        }
        let total = |content: &Content| words::money(self.lang, content.amount(), content.currency);
        rows.push(row(self.plain("tell-fact-total"), total(from), total(to)));
        rows
    }
}

/// The reviews that a version waits for, as steps.
fn reviews_to_do(order: &Order) -> Vec<&'static str> {
    let review = &order.review;
    let steps = [
        (review.credit.is_none(), "review-credit"),
        (review.stock.is_none(), "review-stock"),
        (review.date.is_none(), "review-date"),
    ];
    steps.into_iter().filter(|(open, _)| *open).map(|(_, step)| step).collect()
}
