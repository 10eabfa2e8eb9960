//! What an edit changed, from → to (III.5).

use super::Teller;
use crate::domain::orders::{Content, Line, Review};
use crate::i18n::date;
use crate::ops::words;

/// Lines of the content before and after, paired by product. Places count from 0.
struct Pairs {
    /// (place before, place after).
    kept: Vec<(usize, usize)>,
    added: Vec<usize>,
    removed: Vec<usize>,
}

/// A line that stays in its place is paired first, then goods that moved; whatever is left was added or removed.
fn pair(before: &[Line], after: &[Line]) -> Pairs {
    let mut partner: Vec<Option<usize>> = vec![None; after.len()];
    let mut free = vec![true; before.len()];
    for (place, line) in after.iter().enumerate() {
        if before.get(place).is_some_and(|old| old.product == line.product) {
            partner[place] = Some(place);
            free[place] = false;
        }
    }
    for (slot, line) in partner.iter_mut().zip(after).filter(|(slot, _)| slot.is_none()) {
        *slot = (0..before.len()).find(|old| free[*old] && before[*old].product == line.product);
        if let Some(old) = *slot {
            free[old] = false;
        }
    }
    let mut pairs = Pairs { kept: Vec::new(), added: Vec::new(), removed: Vec::new() };
    for (place, old) in partner.into_iter().enumerate() {
        match old {
            Some(old) => pairs.kept.push((old, place)),
            None => pairs.added.push(place),
        }
    }
    pairs.removed = (0..before.len()).filter(|old| free[*old]).collect();
    pairs
}

impl Teller<'_> {
    pub(super) fn edited(&mut self, content: &Content, reason: &str) -> String {
        let version = self.version() + 1;
        self.fact("tell-fact-reason", reason);
        match self.before {
            Some(order) => self.differing(&order.content, content),
            None => self.content(content, 1_000_000),
        }
        self.freed();
        let voids = self.before.is_some_and(|order| order.review != Review::default() || order.confirmation.is_some());
        self.say(if voids { "tell-edited-voids" } else { "tell-edited" }, &[("version", version.into())])
    }

    /// Everything that differs between two contents, from → to.
    pub(super) fn differing(&mut self, from: &Content, to: &Content) {
        self.fields(from, to);
        self.changed_lines(from, to);
        self.total(from, to);
    }

    pub(super) fn change_words(&self, from: &str, to: &str) -> String {
        let shown = |text: &str| if text.trim().is_empty() { self.plain("tell-none") } else { text.to_owned() };
        self.say("tell-change", &[("from", shown(from).into()), ("to", shown(to).into())])
    }

    fn changed(&mut self, key: &'static str, from: &str, to: &str) {
        if from != to {
            self.fact(key, &self.change_words(from, to));
        }
    }

    fn fields(&mut self, from: &Content, to: &Content) {
        if from.customer != to.customer {
            self.changed("tell-fact-customer", &self.customer(from), &self.customer(to));
        }
        self.changed("field-contact", &from.contact, &to.contact);
        self.changed("field-phone", &from.phone, &to.phone);
        self.changed("field-address", &from.address, &to.address);
        self.changed("tell-fact-requested", &date(from.requested), &date(to.requested));
        self.changed("tell-fact-currency", &self.currency(from), &self.currency(to));
        let incoterm = |content: &Content| content.incoterm.as_ref().map(ToString::to_string).unwrap_or_default();
        self.changed("tell-fact-incoterm", &incoterm(from), &incoterm(to));
        self.changed("tell-fact-reference", &from.reference, &to.reference);
        self.changed("tell-fact-note", &from.note, &to.note);
    }

    fn changed_lines(&mut self, from: &Content, to: &Content) {
        let pairs = pair(&from.lines, &to.lines);
        for (old, new) in &pairs.kept {
            let mut parts = self.line_changes((from, &from.lines[*old]), (to, &to.lines[*new]));
            if from.lines[*old].requested != to.lines[*new].requested {
                let days = self.change_words(&date(from.wished(old + 1)), &date(to.wished(new + 1)));
                let values = [("what", self.plain("tell-fact-requested").into()), ("change", days.into())];
                parts.push(self.say("tell-change-of", &values));
            }
            if !parts.is_empty() {
                self.line_fact(new + 1, &to.lines[*new], parts.join(&self.plain("tell-separator")));
            }
        }
        for (key, content, places) in
            [("tell-fact-line-added", to, &pairs.added), ("tell-fact-line-removed", from, &pairs.removed)]
        {
            for place in places {
                let line = &content.lines[*place];
                let values = [("goods", self.goods_name(line).into()), ("line", self.line(content, line).into())];
                let label = self.say(key, &[("line", (place + 1).into())]);
                self.facts.push((label, self.say("tell-line-with-goods", &values)));
            }
        }
        if !pairs.kept.is_sorted_by_key(|(old, _)| *old) {
            self.fact("tell-fact-line-order", &self.plain("tell-rearranged"));
        }
    }

    fn line_changes(&self, (from, old): (&Content, &Line), (to, new): (&Content, &Line)) -> Vec<String> {
        let mut parts = Vec::new();
        let mut part = |key, before: &str, after: &str| {
            if before != after {
                let values = [("what", self.plain(key).into()), ("change", self.change_words(before, after).into())];
                parts.push(self.say("tell-change-of", &values));
            }
        };
        part("tell-name", &old.name, &new.name);
        part("tell-specification", &old.specification, &new.specification);
        part("tell-fact-quantity", &self.quantity(old, old.quantity), &self.quantity(new, new.quantity));
        part("tell-price-name", &self.price(from, old), &self.price(to, new));
        parts
    }

    fn total(&mut self, from: &Content, to: &Content) {
        let money = |content: &Content| words::money(self.lang, content.amount(), content.currency);
        let (before, after) = (money(from), money(to));
        self.changed("tell-fact-total", &before, &after);
    }
}
