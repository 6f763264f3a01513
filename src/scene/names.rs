//! Names beside bodies: their wrapped lines, and the spots around a body where they may stand.
//!
//! Who gets which spot is decided in `placing`.

use super::brush::{Brush, Type};
use super::{Color, Tokens, shapes};
use crate::geom::{Point, Rect, Vec2};
use crate::model::Strand;
use crate::text::{Line, Measure, Name, Weight, fit_name, narrow_name, wrap};

/// How a name may be set, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// As it was wrapped.
    Full,
    /// In narrower and more lines.
    Narrow,
    /// In the smallest type.
    Small,
    SmallAndNarrow,
}

impl Setting {
    pub(super) const ALL: [Self; 4] = [Self::Full, Self::Narrow, Self::Small, Self::SmallAndNarrow];
}

/// From one baseline to the next.
fn lead(size: f64) -> f64 {
    (size * 1.22).round()
}

/// A wrapped name with its measures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    name: Name,
    /// The widest line.
    pub(super) width: f64,
    /// From one baseline to the next.
    lead: f64,
    /// What it holds, in small words below.
    chips: Vec<Line>,
    /// The lines of a narrower wrap, where there is one.
    narrow: Vec<Line>,
}

impl Block {
    /// `text` wrapped as a name in this theme, with `chips` below it; `None` for a blank one.
    pub(super) fn new(measure: &dyn Measure, text: &str, chips: &str, tokens: &Tokens) -> Option<Self> {
        let name = fit_name(measure, text, tokens.name_size, tokens.name_floor, Weight::Medium);
        let small = name.size * CHIP;
        let chips = if chips.is_empty() {
            Vec::new()
        } else {
            wrap(measure, chips, small, Weight::Regular, CHIP_WIDTH * small, 3)
        };
        let names = name.lines.iter().map(|line| line.width);
        let width = names.chain(chips.iter().map(|line| line.width + 2.0 * CHIP_LEAF * small)).fold(0.0, f64::max);
        let lead = lead(name.size);
        let mut narrow = Vec::new();
        // One line between two others is no narrower, and three lines cannot become more.
        if name.lines.len() < 3 && name.lines.iter().any(|line| line.text.contains(' ')) {
            narrow = narrow_name(measure, text, name.size, Weight::Medium, NARROW);
        }
        (!name.lines.is_empty()).then_some(Self { name, width, lead, chips, narrow })
    }

    /// What the name covers when it is set so, in type of the size `floor` where it is small; `None` where that makes
    /// no difference.
    pub(super) fn size(&self, setting: Setting, floor: f64) -> Option<Vec2> {
        let (lead, share) = match setting {
            Setting::Full | Setting::Narrow => (self.lead, 1.0),
            Setting::Small | Setting::SmallAndNarrow if floor < self.name.size => (lead(floor), floor / self.name.size),
            Setting::Small | Setting::SmallAndNarrow => return None,
        };
        let (width, lines) = match setting {
            Setting::Full | Setting::Small => {
                (self.width, self.name.lines.len() as f64 + CHIP * self.chips.len() as f64)
            }
            Setting::Narrow | Setting::SmallAndNarrow => {
                let width = self.narrow.iter().map(|line| line.width).fold(0.0, f64::max);
                let differs = !self.narrow.is_empty() && self.chips.is_empty() && width < 0.9 * self.width;
                if !differs {
                    return None;
                }
                (width, self.narrow.len() as f64)
            }
        };
        Some(Vec2::new(width * share, lead * lines))
    }

    /// The name set so; `None` where that makes no difference.
    pub(super) fn set(&self, setting: Setting, floor: f64) -> Option<Self> {
        let size = self.size(setting, floor)?;
        let (lines, chips) = match setting {
            Setting::Full | Setting::Small => (&self.name.lines, &*self.chips),
            Setting::Narrow | Setting::SmallAndNarrow => (&self.narrow, &[][..]),
        };
        let (type_size, lead) = match setting {
            Setting::Full | Setting::Narrow => (self.name.size, self.lead),
            Setting::Small | Setting::SmallAndNarrow => (floor, lead(floor)),
        };
        let share = type_size / self.name.size;
        let sized = |line: &Line| Line { text: line.text.clone(), width: line.width * share };
        let name = Name { lines: lines.iter().map(sized).collect(), size: type_size };
        Some(Self { name, width: size.x, lead, chips: chips.iter().map(sized).collect(), narrow: Vec::new() })
    }

    /// Whether it says what its actor holds.
    pub(super) fn has_chips(&self) -> bool {
        !self.chips.is_empty()
    }

    /// Paints the lines, centered in `area`.
    pub(super) fn paint(&self, brush: &mut Brush, area: Rect, color: Color, weight: Weight) {
        for (i, line) in self.name.lines.iter().enumerate() {
            let baseline = area.y0 + self.name.size * 0.95 + self.lead * i as f64;
            let set = Type::new(self.name.size, weight, color).centered().halo(HALO);
            brush.text_run(&line.text, line.width, Point::new(area.center().x, baseline), set);
        }
        let t = brush.tokens;
        let small = self.name.size * CHIP;
        let below = area.y0 + self.lead * self.name.lines.len() as f64;
        for (i, line) in self.chips.iter().enumerate() {
            let at = Point::new(area.center().x, below + small * 0.95 + self.lead * CHIP * i as f64);
            let set = Type::new(small, Weight::Regular, t.ink2).centered().halo(HALO);
            brush.text_run(&line.text, line.width, at, set);
            if i == 0 {
                let leaf = at + Vec2::new(-line.width / 2.0 - CHIP_LEAF * small * 0.6, -small * 0.32);
                chip(brush, leaf, small * 0.36);
            }
        }
    }
}

/// The leaf before words of what an actor holds.
pub(super) fn chip(brush: &mut Brush, at: Point, r: f64) {
    let color = brush.tokens.strand(Strand::Values);
    brush.path(shapes::leaf(at, r), Some(color), None);
}

/// The size of words below a name, as a share of it, and how many ems wide they may be.
const CHIP: f64 = 0.86;
const CHIP_WIDTH: f64 = 12.0;
/// How wide, in ems, a name is wrapped where its usual wrap finds no room.
const NARROW: f64 = 5.0;
/// The room that the leaf before them takes, in ems.
const CHIP_LEAF: f64 = 0.95;

/// The canvas-colored edge of a name.
pub(super) const HALO: f64 = 3.0;
/// The room between a shape and the box of its name.
const ROOM: f64 = 5.5;

/// Where a name stands beside its body: one of a list of places, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot(u16);

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

/// Further off than this a line leads from the name to its body.
pub(super) const LED: f64 = 20.0;
/// How far off a name may stand that finds no spot beside its body, in as many directions.
const FAR: [f64; 14] = [3.0, 9.0, 17.0, 27.0, 40.0, 62.0, 90.0, 130.0, 170.0, 215.0, 265.0, 315.0, 370.0, 430.0];
const DIRECTIONS: usize = 24;
static DIRECTION: std::sync::LazyLock<[Vec2; DIRECTIONS]> = std::sync::LazyLock::new(|| {
    std::array::from_fn(|i| {
        let (s, c) = libm::sincos(std::f64::consts::TAU * i as f64 / DIRECTIONS as f64);
        Vec2::new(c, s)
    })
});
/// Up to here no line leads from the body.
const NEAR_BY: f64 = 17.0;

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

    /// All spots beside the body, the best first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..SPOTS.len() as u16).map(Self)
    }

    /// Spots off the body in all directions that are still seen to belong to it, the nearest first.
    pub(super) fn near_by() -> impl Iterator<Item = Self> {
        Self::far(NEAR_BY)
    }

    /// Spots further off, up to so far, the nearest first.
    pub(super) fn far(most: f64) -> impl Iterator<Item = Self> {
        let rings = FAR.iter().take_while(|away| **away <= most).count();
        (SPOTS.len() as u16..(SPOTS.len() + rings * DIRECTIONS) as u16).map(Self)
    }

    /// What standing here costs; never less than at the spot before.
    pub(super) fn cost(self) -> f64 {
        match self.away() {
            Some(away) if away > NEAR_BY => 5.0 + 0.05 * away,
            Some(away) => 2.0 + 0.1 * away,
            None => SPOTS[usize::from(self.0)].1,
        }
    }

    /// Whether it is so far off its body that a line leads there.
    pub(super) fn is_far(self) -> bool {
        self.away().is_some_and(|away| away > NEAR_BY)
    }

    /// How far off, for spots that are not beside the body.
    fn away(self) -> Option<f64> {
        Some(FAR[usize::from(self.0).checked_sub(SPOTS.len())? / DIRECTIONS])
    }

    /// The same and in which direction.
    fn off(self) -> Option<(f64, Vec2)> {
        let far = usize::from(self.0).checked_sub(SPOTS.len())?;
        Some((FAR[far / DIRECTIONS], DIRECTION[far % DIRECTIONS]))
    }

    /// The box of a name of this size here, beside a shape at `at` that covers `body` relative to it.
    pub(super) fn place(self, size: Vec2, at: Point, body: Rect) -> Rect {
        let (w, h) = (size.x, size.y);
        if let Some((away, direction)) = self.off() {
            let reach = |half_width: f64, half_height: f64| {
                (half_width / direction.x.abs().max(1.0e-9)).min(half_height / direction.y.abs().max(1.0e-9))
            };
            let out = reach(body.width() / 2.0 + w / 2.0, body.height() / 2.0 + h / 2.0) + away;
            return Rect::from_center_size(at + body.center().to_vec2() + direction * out, (w, h));
        }
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
        let block = Block::new(&FixedWidth, "Customers", "", Theme::Projector.tokens()).unwrap();
        let size = block.size(Setting::Full, 0.0).unwrap();
        let body = Rect::new(-20.0, -26.0, 20.0, 20.0);
        let mut least = 0.0;
        for spot in Spot::all() {
            let area = spot.place(size, Point::ZERO, body);
            assert!(!crate::geom::overlap(area, body), "{spot:?}");
            assert!(spot.cost() >= least, "the best come first");
            least = spot.cost();
        }
    }

    #[test]
    fn a_name_is_as_large_as_was_foretold() {
        let t = Theme::Light.tokens();
        let block = Block::new(&FixedWidth, "People who never heard of it", "Care, Courage", t).unwrap();
        let bare = Block::new(&FixedWidth, "A name of many very short words", "", t).unwrap();
        assert!(bare.size(Setting::SmallAndNarrow, 7.0).is_some() && block.size(Setting::Narrow, 7.0).is_none());
        for block in [&block, &bare] {
            for setting in Setting::ALL {
                let set = block.set(setting, 7.0);
                assert_eq!(set.and_then(|set| set.size(Setting::Full, 7.0)), block.size(setting, 7.0), "{setting:?}");
            }
        }
    }
}
