//! Icons, drawn by the painter from short strokes in a 24-unit square, so they follow colour, zoom and theme, cost nothing to
//! load and look alike on every system.

use eframe::egui;
use egui::{Color32, Painter, Pos2, Rect, Stroke, Ui, Vec2, pos2};

use super::theme;

/// One stroke of an icon, in units of a 24 × 24 square with the origin on the top left.
enum Mark {
    /// An open line through points.
    Line(&'static [(f32, f32)]),
    /// A closed outline.
    Loop(&'static [(f32, f32)]),
    /// A circle: centre and radius.
    Ring(f32, f32, f32),
    /// A part of a circle: centre, radius, start and end in degrees, clockwise from the right.
    Arc(f32, f32, f32, f32, f32),
    /// A filled dot: centre and radius.
    Dot(f32, f32, f32),
}

use Mark::{Arc, Dot, Line, Loop, Ring};

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident => [$($mark:expr),* $(,)?],)*) => {
        /// A picture beside a word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Icon { $($(#[$doc])* $name,)* }

        impl Icon {
            /// All of them, for the gallery.
            pub const ALL: &'static [Icon] = &[$(Icon::$name),*];

            fn marks(self) -> &'static [Mark] {
                match self { $(Icon::$name => { const MARKS: &[Mark] = &[$($mark),*]; MARKS })* }
            }
        }
    };
}

icons! {
    /// Look for something.
    Search => [Ring(10.5, 10.5, 6.5), Line(&[(15.3, 15.3), (20.5, 20.5)])],
    /// Add.
    Plus => [Line(&[(12.0, 5.0), (12.0, 19.0)]), Line(&[(5.0, 12.0), (19.0, 12.0)])],
    /// Less.
    Minus => [Line(&[(5.0, 12.0), (19.0, 12.0)])],
    /// Done.
    Check => [Line(&[(4.5, 12.5), (9.5, 17.5), (19.5, 6.5)])],
    /// Close, clear, refuse.
    Cross => [Line(&[(6.0, 6.0), (18.0, 18.0)]), Line(&[(18.0, 6.0), (6.0, 18.0)])],
    /// More below.
    Down => [Line(&[(6.0, 9.0), (12.0, 15.0), (18.0, 9.0)])],
    /// Back up.
    Up => [Line(&[(6.0, 15.0), (12.0, 9.0), (18.0, 15.0)])],
    /// Previous.
    Left => [Line(&[(15.0, 6.0), (9.0, 12.0), (15.0, 18.0)])],
    /// Next.
    Right => [Line(&[(9.0, 6.0), (15.0, 12.0), (9.0, 18.0)])],
    /// Go there.
    Arrow => [Line(&[(4.0, 12.0), (20.0, 12.0)]), Line(&[(14.0, 6.0), (20.0, 12.0), (14.0, 18.0)])],
    /// A date.
    Calendar => [
        Loop(&[(4.0, 6.0), (20.0, 6.0), (20.0, 20.0), (4.0, 20.0)]),
        Line(&[(4.0, 10.5), (20.0, 10.5)]), Line(&[(8.0, 3.5), (8.0, 7.5)]), Line(&[(16.0, 3.5), (16.0, 7.5)]),
    ],
    /// Due, waiting.
    Clock => [Ring(12.0, 12.0, 8.5), Line(&[(12.0, 7.0), (12.0, 12.0), (15.5, 14.0)])],
    /// Something is wrong or soon will be.
    Warning => [
        Loop(&[(12.0, 3.5), (21.5, 20.0), (2.5, 20.0)]), Line(&[(12.0, 9.5), (12.0, 14.0)]), Dot(12.0, 17.0, 1.3),
    ],
    /// Refused, stopped.
    Stop => [Ring(12.0, 12.0, 8.5), Line(&[(6.2, 6.2), (17.8, 17.8)])],
    /// A fact to know.
    Info => [Ring(12.0, 12.0, 8.5), Line(&[(12.0, 11.0), (12.0, 16.5)]), Dot(12.0, 7.7, 1.3)],
    /// Print.
    Print => [
        Line(&[(7.0, 8.5), (7.0, 3.5), (17.0, 3.5), (17.0, 8.5)]),
        Line(&[(7.0, 17.0), (3.5, 17.0), (3.5, 8.5), (20.5, 8.5), (20.5, 17.0), (17.0, 17.0)]),
        Loop(&[(7.0, 13.5), (17.0, 13.5), (17.0, 20.5), (7.0, 20.5)]),
    ],
    /// Take out of the program.
    Export => [
        Line(&[(12.0, 4.0), (12.0, 15.0)]), Line(&[(7.5, 10.5), (12.0, 15.0), (16.5, 10.5)]),
        Line(&[(4.0, 16.0), (4.0, 20.0), (20.0, 20.0), (20.0, 16.0)]),
    ],
    /// Bring into the program.
    Import => [
        Line(&[(12.0, 15.0), (12.0, 4.0)]), Line(&[(7.5, 8.5), (12.0, 4.0), (16.5, 8.5)]),
        Line(&[(4.0, 16.0), (4.0, 20.0), (20.0, 20.0), (20.0, 16.0)]),
    ],
    /// Show only some.
    Filter => [Line(&[(4.0, 6.5), (20.0, 6.5)]), Line(&[(7.0, 12.0), (17.0, 12.0)]), Line(&[(10.0, 17.5), (14.0, 17.5)])],
    /// A person.
    Person => [Ring(12.0, 8.0, 4.0), Arc(12.0, 21.5, 8.0, 195.0, 345.0)],
    /// Light theme.
    Sun => [
        Ring(12.0, 12.0, 4.0), Line(&[(12.0, 2.5), (12.0, 5.0)]), Line(&[(12.0, 19.0), (12.0, 21.5)]),
        Line(&[(2.5, 12.0), (5.0, 12.0)]), Line(&[(19.0, 12.0), (21.5, 12.0)]), Line(&[(5.3, 5.3), (7.0, 7.0)]),
        Line(&[(17.0, 17.0), (18.7, 18.7)]), Line(&[(5.3, 18.7), (7.0, 17.0)]), Line(&[(17.0, 7.0), (18.7, 5.3)]),
    ],
    /// Dark theme.
    Moon => [Arc(11.0, 13.0, 8.0, 15.0, 255.0), Arc(17.2, 6.8, 8.2, 92.0, 178.0)],
    /// Language.
    Globe => [
        Ring(12.0, 12.0, 8.5), Line(&[(3.5, 12.0), (20.5, 12.0)]), Arc(4.5, 12.0, 11.3, -48.0, 48.0),
        Arc(19.5, 12.0, 11.3, 132.0, 228.0),
    ],
    /// More steps.
    Dots => [Dot(5.5, 12.0, 1.6), Dot(12.0, 12.0, 1.6), Dot(18.5, 12.0, 1.6)],
    /// Held, not to be changed.
    Lock => [
        Loop(&[(5.0, 11.0), (19.0, 11.0), (19.0, 20.5), (5.0, 20.5)]),
        Line(&[(8.0, 11.0), (8.0, 8.0)]), Arc(12.0, 8.0, 4.0, 180.0, 360.0), Line(&[(16.0, 8.0), (16.0, 11.0)]),
    ],
    /// What waits for me.
    Inbox => [
        Loop(&[(6.0, 5.0), (18.0, 5.0), (21.0, 13.0), (21.0, 19.5), (3.0, 19.5), (3.0, 13.0)]),
        Line(&[(3.0, 13.0), (8.0, 13.0), (9.5, 16.0), (14.5, 16.0), (16.0, 13.0), (21.0, 13.0)]),
    ],
    /// Sales, the telephone.
    Phone => [
        Loop(&[(4.0, 4.5), (8.5, 4.0), (10.5, 9.0), (8.0, 11.0), (13.0, 16.0), (15.0, 13.5), (20.0, 15.5), (19.5, 20.0),
            (15.5, 20.0), (9.5, 17.0), (6.0, 13.0), (4.0, 8.5)]),
    ],
    /// Credit.
    Card => [Loop(&[(3.0, 6.0), (21.0, 6.0), (21.0, 18.5), (3.0, 18.5)]), Line(&[(3.0, 10.5), (21.0, 10.5)]), Line(&[(6.5, 15.0), (10.5, 15.0)])],
    /// Production.
    Factory => [
        Loop(&[(3.5, 20.0), (3.5, 6.0), (7.5, 6.0), (7.5, 12.0), (13.5, 8.5), (13.5, 12.0), (20.5, 8.5), (20.5, 20.0)]),
        Line(&[(8.0, 16.0), (9.5, 16.0)]), Line(&[(14.0, 16.0), (15.5, 16.0)]),
    ],
    /// Quality.
    Flask => [
        Loop(&[(9.5, 3.5), (9.5, 9.5), (4.5, 18.5), (5.8, 20.5), (18.2, 20.5), (19.5, 18.5), (14.5, 9.5), (14.5, 3.5)]),
        Line(&[(8.0, 3.5), (16.0, 3.5)]), Line(&[(7.0, 14.5), (17.0, 14.5)]),
    ],
    /// Logistics.
    Truck => [
        Line(&[(4.5, 17.0), (2.5, 17.0), (2.5, 6.0), (14.0, 6.0), (14.0, 17.0), (9.5, 17.0)]),
        Line(&[(14.0, 10.0), (18.5, 10.0), (21.5, 13.5), (21.5, 17.0), (19.5, 17.0)]), Line(&[(14.0, 17.0), (14.5, 17.0)]),
        Ring(7.0, 17.5, 2.3), Ring(17.0, 17.5, 2.3),
    ],
    /// The archive.
    Archive => [
        Loop(&[(3.0, 4.5), (21.0, 4.5), (21.0, 9.0), (3.0, 9.0)]),
        Line(&[(4.5, 9.0), (4.5, 20.0), (19.5, 20.0), (19.5, 9.0)]), Line(&[(9.5, 13.0), (14.5, 13.0)]),
    ],
    /// Settings.
    Gear => [
        Line(&[(3.5, 7.0), (12.0, 7.0)]), Line(&[(17.0, 7.0), (20.5, 7.0)]), Ring(14.5, 7.0, 2.5),
        Line(&[(3.5, 17.0), (7.0, 17.0)]), Line(&[(12.0, 17.0), (20.5, 17.0)]), Ring(9.5, 17.0, 2.5),
    ],
    /// Goods, stock.
    Carton => [
        Loop(&[(12.0, 3.0), (20.5, 7.5), (20.5, 16.5), (12.0, 21.0), (3.5, 16.5), (3.5, 7.5)]),
        Line(&[(3.5, 7.5), (12.0, 12.0), (20.5, 7.5)]), Line(&[(12.0, 12.0), (12.0, 21.0)]),
    ],
    /// A paper.
    Paper => [
        Loop(&[(5.5, 3.0), (14.0, 3.0), (18.5, 7.5), (18.5, 21.0), (5.5, 21.0)]), Line(&[(14.0, 3.0), (14.0, 7.5), (18.5, 7.5)]),
        Line(&[(9.0, 12.5), (15.0, 12.5)]), Line(&[(9.0, 16.5), (15.0, 16.5)]),
    ],
    /// A lot's temperature.
    Thermometer => [Line(&[(9.5, 13.0), (9.5, 5.5)]), Arc(12.0, 5.5, 2.5, 180.0, 360.0), Line(&[(14.5, 5.5), (14.5, 13.0)]), Arc(12.0, 16.5, 4.3, -54.0, 234.0)],
    /// Change.
    Pen => [Loop(&[(4.0, 20.0), (5.0, 15.5), (15.5, 5.0), (19.0, 8.5), (8.5, 19.0)]), Line(&[(13.0, 7.5), (16.5, 11.0)])],
    /// Take back.
    Undo => [Line(&[(8.0, 5.0), (4.0, 9.0), (8.0, 13.0)]), Line(&[(4.0, 9.0), (14.0, 9.0)]), Arc(14.0, 14.0, 5.0, -90.0, 90.0), Line(&[(14.0, 19.0), (8.0, 19.0)])],
    /// Read again.
    Refresh => [Arc(12.0, 12.0, 8.0, -20.0, 270.0), Line(&[(19.6, 3.5), (19.6, 9.2), (14.0, 9.2)])],
    /// Store.
    Database => [
        Arc(12.0, 6.0, 8.0, 0.0, 0.1), Loop(&[(4.0, 6.0), (12.0, 3.0), (20.0, 6.0), (12.0, 9.0)]),
        Line(&[(4.0, 6.0), (4.0, 18.0), (12.0, 21.0), (20.0, 18.0), (20.0, 6.0)]), Line(&[(4.0, 12.0), (12.0, 15.0), (20.0, 12.0)]),
    ],
    /// The keys.
    Keyboard => [
        Loop(&[(2.5, 6.5), (21.5, 6.5), (21.5, 18.0), (2.5, 18.0)]), Line(&[(8.0, 14.5), (16.0, 14.5)]),
        Dot(6.5, 10.5, 1.1), Dot(10.2, 10.5, 1.1), Dot(13.8, 10.5, 1.1), Dot(17.5, 10.5, 1.1),
    ],
    /// Several people or a customer.
    People => [Ring(9.0, 8.0, 3.5), Arc(9.0, 20.5, 7.0, 195.0, 345.0), Arc(15.5, 8.0, 3.5, -90.0, 90.0), Arc(15.5, 20.5, 7.0, 275.0, 345.0)],
    /// A note, a remark.
    Note => [Loop(&[(3.5, 4.5), (20.5, 4.5), (20.5, 16.5), (12.0, 16.5), (7.5, 20.5), (7.5, 16.5), (3.5, 16.5)])],
    /// See, preview.
    Eye => [Arc(12.0, 17.5, 10.5, 212.0, 328.0), Arc(12.0, 6.5, 10.5, 32.0, 148.0), Ring(12.0, 12.0, 2.8)],
}

/// Draws an icon in a square with the given centre and edge (points).
pub fn paint(painter: &Painter, icon: Icon, center: Pos2, edge: f32, color: Color32) {
    let rect = Rect::from_center_size(center, Vec2::splat(edge));
    let scale = edge / 24.0;
    let at = |x: f32, y: f32| pos2(rect.left() + x * scale, rect.top() + y * scale);
    let stroke = Stroke::new((edge / 11.5).clamp(1.15, 2.2), color);
    for mark in icon.marks() {
        match *mark {
            Line(points) => {
                painter.line(points.iter().map(|(x, y)| at(*x, *y)).collect(), stroke);
            }
            Loop(points) => {
                let points = points.iter().map(|(x, y)| at(*x, *y)).collect();
                painter.add(egui::Shape::closed_line(points, stroke));
            }
            Ring(x, y, radius) => {
                painter.circle_stroke(at(x, y), radius * scale, stroke);
            }
            Dot(x, y, radius) => {
                painter.circle_filled(at(x, y), radius * scale, color);
            }
            Arc(x, y, radius, from, to) => {
                let steps = (((to - from).abs() / 12.0).ceil() as usize).max(2);
                let points = (0..=steps).map(|step| {
                    let angle = (from + (to - from) * step as f32 / steps as f32).to_radians();
                    at(x + radius * angle.cos(), y + radius * angle.sin())
                });
                painter.line(points.collect(), stroke);
            }
        }
    }
}

/// Places an icon in the flow of a layout.
pub fn show(ui: &mut Ui, icon: Icon, color: Color32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(theme::ICON), egui::Sense::hover());
    paint(ui.painter(), icon, rect.center(), theme::ICON, color);
}
