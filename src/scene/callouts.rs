//! The call-outs of a slide for a board: numbers with who is meant and why, beside the map or below it.

use super::brush::{Brush, Type};
use super::cord::marks;
use super::page::{BESIDE, Board};
use super::plan::Plan;
use crate::geom::{Point, Rect};
use crate::text::{Line, Measure, Weight, wrap};

/// How wide they are beside a map.
pub(super) fn callout_width(sheet: Rect) -> f64 {
    (sheet.width() * 0.29).min(560.0)
}

/// In so many steps their type may become smaller where they fill their column.
const SHARES: u8 = 7;

/// What the call-outs are: the sentence above the slide may speak of others as well.
const CALLED_OUT: &str = "The weakest, in this order";

/// The call-outs of a board as they are set on one page.
pub(super) struct Callouts<'a> {
    pub(super) board: &'a Board,
    pub(super) plan: &'a Plan,
    pub(super) measure: &'a dyn Measure,
}

impl Callouts<'_> {
    /// Of the caption, of who is meant and of why.
    fn sizes(&self, share: f64) -> [f64; 3] {
        [16.0, 21.0 * share, 18.0 * share].map(|size| self.plan.type_size(size))
    }

    /// The largest share of their type at which all of them stand below each other in a room, with air between.
    fn share(&self, room: Rect) -> f64 {
        let fits = |share: &f64| {
            let heights = self.board.callouts.iter().map(|callout| self.lines(callout, room.width(), *share).1);
            heights.map(|height| height + self.sizes(*share)[1]).sum::<f64>() <= room.height()
        };
        (0..SHARES).map(|step| 1.0 - 0.05 * f64::from(step)).find(fits).unwrap_or(1.0 - 0.05 * f64::from(SHARES))
    }

    fn radius(&self) -> f64 {
        marks::badge_radius(self.plan.tokens.text_scale) * 1.6
    }

    /// Who is meant and why in lines beside a number, in a room so wide; and how high they are.
    fn lines(&self, (who, why): &(String, String), width: f64, share: f64) -> ([Vec<Line>; 2], f64) {
        let ([_, title, words], room) = (self.sizes(share), width - 2.0 * self.radius() - 18.0);
        let who = wrap(self.measure, who, title, Weight::SemiBold, room, 3);
        let why = wrap(self.measure, why, words, Weight::Regular, room, 6);
        let height = title * 1.3 * who.len() as f64 + words * 1.4 * why.len() as f64 + 6.0;
        ([who, why], height)
    }

    /// How wide a column is where they stand beside each other.
    fn column(&self, width: f64) -> f64 {
        let count = self.board.callouts.len().max(1) as f64;
        (width - BESIDE * (count - 1.0)) / count
    }

    /// How high they are in columns across a room so wide, with what they are.
    pub(super) fn height(&self, width: f64) -> f64 {
        let column = self.column(width);
        let highest = self.board.callouts.iter().map(|callout| self.lines(callout, column, 1.0).1).fold(0.0, f64::max);
        if highest > 0.0 { highest + self.sizes(1.0)[0] * 2.4 } else { 0.0 }
    }

    /// Evenly down a room beside the map or, `across`, in columns below it.
    pub(super) fn paint(&self, brush: &mut Brush, room: Rect, across: bool) {
        if self.board.callouts.is_empty() {
            return;
        }
        let t = brush.tokens;
        let caption = self.sizes(1.0)[0];
        let set = brush.on_page(Type::new(caption, Weight::SemiBold, t.ink3));
        brush.text(self.measure, CALLED_OUT, Point::new(room.x0, room.y0 + caption), set);
        let room = Rect { y0: room.y0 + caption * if across { 1.8 } else { 2.0 }, ..room };
        let width = if across { self.column(room.width()) } else { room.width() };
        let share = if across { 1.0 } else { self.share(room) };
        let set: Vec<_> = self.board.callouts.iter().map(|callout| self.lines(callout, width, share)).collect();
        let spare = room.height() - set.iter().map(|(_, height)| height).sum::<f64>();
        let between = spare.max(0.0) / set.len() as f64;
        let [_, title, words] = self.sizes(share);
        let (title, words, radius) = (
            brush.on_page(Type::new(title, Weight::SemiBold, t.ink)),
            brush.on_page(Type::new(words, Weight::Regular, t.ink2)),
            self.radius(),
        );
        let figure =
            |number: usize| self.measure.width(&number.to_string(), marks::figure_size(radius), Weight::SemiBold);
        let mut below = room.y0 + between / 2.0;
        for (i, ([who, why], height)) in set.into_iter().enumerate() {
            let (left, mut y) =
                if across { (room.x0 + (width + BESIDE) * i as f64, room.y0) } else { (room.x0, below) };
            below += height + between;
            let badge = Point::new(left + radius + 2.0, y + title.size * 0.85);
            marks::badge(brush, badge, i + 1, radius, figure(i + 1));
            for (set, lead, lines) in [(title, 1.3, who), (words, 1.4, why)] {
                for line in lines {
                    y += set.size * lead;
                    let at = Point::new(left + 2.0 * radius + 18.0, y - set.size * 0.3);
                    brush.text_run(&line.text, line.width, at, set);
                }
                y += 6.0;
            }
        }
    }
}
