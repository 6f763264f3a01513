//! Names beside bodies: their wrapped lines, and the spots around a body where they may stand.
//!
//! Who gets which spot is decided in `placing`.

use super::brush::{Brush, Type};
use super::{Color, Tokens};
use crate::geom::{Point, Rect, Vec2};
use crate::text::{Measure, Name, Weight, fit_name};

/// A wrapped name with its measures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    name: Name,
    /// The widest line.
    pub(super) width: f64,
    /// From one baseline to the next.
    lead: f64,
}

impl Block {
    /// `text` wrapped as a name in this theme; `None` for a blank one.
    pub(super) fn new(measure: &dyn Measure, text: &str, tokens: &Tokens) -> Option<Self> {
        let name = fit_name(measure, text, tokens.name_size, tokens.name_floor, Weight::Medium);
        let width = name.lines.iter().map(|line| line.width).fold(0.0, f64::max);
        let lead = (name.size * 1.22).round();
        (!name.lines.is_empty()).then_some(Self { name, width, lead })
    }

    pub(super) fn height(&self) -> f64 {
        self.lead * self.name.lines.len() as f64
    }

    /// Paints the lines, centered in `area`.
    pub(super) fn paint(&self, brush: &mut Brush, area: Rect, color: Color, weight: Weight) {
        for (i, line) in self.name.lines.iter().enumerate() {
            let baseline = area.y0 + self.name.size * 0.95 + self.lead * i as f64;
            let set = Type::new(self.name.size, weight, color).centered().halo(HALO);
            brush.text_run(&line.text, line.width, Point::new(area.center().x, baseline), set);
        }
    }
}

/// The canvas-colored edge of a name.
pub(super) const HALO: f64 = 3.0;
/// The room between a shape and the box of its name.
const ROOM: f64 = 5.5;

/// Where a name stands beside its body: one of a list of places, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot(u8);

/// The side of the body; a share moves the name along that side, by parts of its own width or height.
#[derive(Clone, Copy, Debug)]
enum Side {
    Below(f64),
    Above(f64),
    Right(f64),
    Left(f64),
    /// Off a corner: right or left, below or above.
    Corner(f64, f64),
}

/// All spots with what each costs by itself and its distance. A name leaves the place below only where
/// that frees it of a cord or of a neighbor, because names below are found fastest.
const SPOTS: [(Side, f64, f64); 30] = [
    (Side::Below(0.0), 0.0, 0.0),
    (Side::Above(0.0), 0.8, 0.0),
    (Side::Right(0.0), 0.9, 0.0),
    (Side::Left(0.0), 0.95, 0.0),
    (Side::Below(0.25), 1.05, 0.0),
    (Side::Below(-0.25), 1.1, 0.0),
    (Side::Right(0.4), 1.4, 0.0),
    (Side::Right(-0.4), 1.4, 0.0),
    (Side::Left(0.4), 1.45, 0.0),
    (Side::Left(-0.4), 1.45, 0.0),
    (Side::Above(0.25), 1.5, 0.0),
    (Side::Above(-0.25), 1.5, 0.0),
    (Side::Below(0.45), 1.9, 0.0),
    (Side::Below(-0.45), 1.9, 0.0),
    (Side::Above(0.45), 2.1, 0.0),
    (Side::Above(-0.45), 2.1, 0.0),
    (Side::Corner(1.0, 1.0), 2.2, 0.0),
    (Side::Corner(-1.0, 1.0), 2.2, 0.0),
    (Side::Corner(1.0, -1.0), 2.3, 0.0),
    (Side::Corner(-1.0, -1.0), 2.3, 0.0),
    (Side::Below(0.0), 3.0, 9.0),
    (Side::Above(0.0), 3.1, 9.0),
    (Side::Right(0.0), 3.2, 9.0),
    (Side::Left(0.0), 3.2, 9.0),
    (Side::Below(0.35), 3.4, 9.0),
    (Side::Below(-0.35), 3.4, 9.0),
    (Side::Above(0.35), 3.5, 9.0),
    (Side::Above(-0.35), 3.5, 9.0),
    (Side::Below(0.0), 4.2, 18.0),
    (Side::Above(0.0), 4.3, 18.0),
];

impl Spot {
    /// Centered below: the first choice.
    pub(super) const BELOW: Self = Self(0);

    /// All spots, the best first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..SPOTS.len() as u8).map(Self)
    }

    /// What standing here costs; never less than at the spot before.
    pub(super) const fn cost(self) -> f64 {
        SPOTS[self.0 as usize].1
    }

    /// The box of a name here, beside a shape at `at` that covers `body` relative to it.
    pub(super) fn place(self, block: &Block, at: Point, body: Rect) -> Rect {
        let (w, h) = (block.width, block.height());
        let (side, _, away) = SPOTS[usize::from(self.0)];
        let room = ROOM + away;
        let corner = match side {
            Side::Below(along) => Vec2::new((along - 0.5) * w, body.y1 + room),
            Side::Above(along) => Vec2::new((along - 0.5) * w, body.y0 - room - h + 1.0),
            Side::Right(along) => Vec2::new(body.x1 + room + 2.0, (along - 0.5) * h),
            Side::Left(along) => Vec2::new(body.x0 - room - 2.0 - w, (along - 0.5) * h),
            Side::Corner(x, y) => Vec2::new(
                if x > 0.0 { body.x1 * 0.8 + room } else { body.x0 * 0.8 - room - w },
                if y > 0.0 { body.y1 * 0.8 + room } else { body.y0 * 0.8 - room - h },
            ),
        };
        Rect::from_origin_size(at + corner, (w, h))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Theme;
    use crate::text::FixedWidth;

    #[test]
    fn no_spot_lies_on_its_own_body() {
        let block = Block::new(&FixedWidth, "Customers", Theme::Projector.tokens()).unwrap();
        let body = Rect::new(-20.0, -26.0, 20.0, 20.0);
        let mut least = 0.0;
        for spot in Spot::all() {
            let area = spot.place(&block, Point::ZERO, body);
            assert!(!crate::scene::grid::overlap(area, body), "{spot:?}");
            assert!(spot.cost() >= least, "the best come first");
            least = spot.cost();
        }
    }
}
