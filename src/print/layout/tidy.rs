//! Puts a page's things in painting order and joins strokes that run on.

use std::collections::BTreeMap;

use super::super::page::{Ink, Item, Um};

/// Grounds first, then strokes, then codes and text. Strokes of one colour and width that touch or overlap on one line
/// become one: fewer operations, and no seams on paper.
pub(crate) fn tidy(items: Vec<Item>) -> Vec<Item> {
    let (mut fills, mut upright, mut level, mut strokes, mut rest) =
        (Vec::new(), Strokes::new(), Strokes::new(), Vec::new(), Vec::new());
    for item in items {
        match item {
            Item::Fill { .. } => fills.push(item),
            Item::Line { from, to, width, ink } if from.0 == to.0 => {
                let key = (width, (ink.0, ink.1, ink.2), from.0);
                upright.entry(key).or_default().push((from.1.min(to.1), from.1.max(to.1)));
            }
            Item::Line { from, to, width, ink } if from.1 == to.1 => {
                let key = (width, (ink.0, ink.1, ink.2), from.1);
                level.entry(key).or_default().push((from.0.min(to.0), from.0.max(to.0)));
            }
            Item::Line { .. } => strokes.push(item),
            Item::Text(_) | Item::Code { .. } => rest.push(item),
        }
    }
    for ((width, ink, x), spans) in upright {
        let ink = Ink(ink.0, ink.1, ink.2);
        strokes.extend(joined(spans).map(|(top, bottom)| Item::Line { from: (x, top), to: (x, bottom), width, ink }));
    }
    for ((width, ink, y), spans) in level {
        let ink = Ink(ink.0, ink.1, ink.2);
        // Level strokes are a little longer, so that corners close.
        let over = width / 2;
        strokes.extend(joined(spans).map(|(left, right)| Item::Line {
            from: (left - over, y),
            to: (right + over, y),
            width,
            ink,
        }));
    }
    fills.extend(strokes);
    fills.extend(rest);
    fills
}

/// Strokes on one line, by width, colour and the line's place.
type Strokes = BTreeMap<(Um, (u8, u8, u8), Um), Vec<(Um, Um)>>;

fn joined(mut spans: Vec<(Um, Um)>) -> impl Iterator<Item = (Um, Um)> {
    spans.sort_unstable();
    let mut result: Vec<(Um, Um)> = Vec::new();
    for (start, end) in spans {
        match result.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => result.push((start, end)),
        }
    }
    result.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_that_touch_become_one_and_lie_over_the_grounds() {
        let line = |from, to| Item::Line { from, to, width: 100, ink: Ink::LINE };
        let fill = Item::Fill { x: 0, y: 0, width: 10, height: 10, ink: Ink::TINT };
        let items = tidy(vec![line((5, 0), (5, 10)), line((5, 10), (5, 30)), line((5, 40), (5, 50)), fill.clone()]);
        assert_eq!(items, [fill, line((5, 0), (5, 30)), line((5, 40), (5, 50))]);
    }
}
