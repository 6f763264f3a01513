//! Names beside bodies: below where that is free, else above or at a side; and which ones fit at all.

use std::sync::Arc;

use super::brush::{Brush, Type};
use super::grid::{Grid, overlap};
use super::{Color, Tokens};
use crate::geom::{Point, Rect, Vec2};
use crate::text::{Measure, Name, Weight, fit_name};

/// A wrapped name with its measures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    name: Name,
    weight: Weight,
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
        (!name.lines.is_empty()).then_some(Self { name, weight: Weight::Medium, width, lead })
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

    /// The weight it was measured in.
    pub(super) const fn weight(&self) -> Weight {
        self.weight
    }
}

/// The canvas-colored edge of a name.
pub(super) const HALO: f64 = 3.0;
/// The room between a shape and the box of its name.
const ROOM: f64 = 5.5;

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Below,
    Above,
    Right,
    Left,
}

impl Side {
    const ALL: [Self; 4] = [Self::Below, Self::Above, Self::Right, Self::Left];

    /// The box of a name on this side of a shape that covers `body`, relative to its place.
    pub(super) fn place(self, block: &Block, at: Point, body: Rect) -> Rect {
        let (w, h) = (block.width, block.height());
        let corner = match self {
            Self::Below => Vec2::new(-w / 2.0, body.y1 + ROOM),
            Self::Above => Vec2::new(-w / 2.0, body.y0 - ROOM - h + 1.0),
            Self::Right => Vec2::new(body.x1 + ROOM + 2.0, -h / 2.0),
            Self::Left => Vec2::new(body.x0 - ROOM - 2.0 - w, -h / 2.0),
        };
        Rect::from_origin_size(at + corner, (w, h))
    }
}

/// A body that wants a name.
pub(super) struct Request {
    pub(super) block: Option<Arc<Block>>,
    pub(super) at: Point,
    /// What the shape with its rings and marks covers, relative to its place.
    pub(super) body: Rect,
    /// Directions in which cords leave.
    pub(super) leaving: Vec<Vec2>,
    /// What goes first where there is not room for all.
    pub(super) importance: f64,
    /// The side it had in the picture before.
    pub(super) before: Option<Side>,
}

/// Up to so many bodies every name is shown, unless the map is seen from far away.
pub(super) const ALWAYS_SHOWN: usize = 60;
/// What a cord of its own across a name costs, and what each side costs by itself: a name moves only
/// where that frees it of a cord, because names below are found fastest.
const CROSSED: f64 = 1.0;
const SIDE_COST: [f64; 4] = [0.0, 0.8, 0.9, 0.95];
/// What covering somebody else costs; only a name below may, so that none is left without a place.
const COVERING: f64 = 2.5;
/// How much better another side must be to leave the one of the picture before.
const LOYALTY: f64 = 0.5;

/// The side and box of each name; in a crowd `None` where it would cover a name or a body.
pub(super) fn place(requests: &[Request], crowded: bool) -> Vec<Option<(Side, Rect)>> {
    let body = |r: &Request| r.body + r.at.to_vec2();
    let below = |r: &Request| r.block.as_ref().map(|b| Side::Below.place(b, r.at, r.body));
    let Some(area) = (requests.iter().map(|r| body(r).inflate(220.0, 80.0))).reduce(|a, b| a.union(b)) else {
        return Vec::new();
    };
    // Everything that a name must not cover: bodies, and the names of the others where they usually are.
    let mut boxes: Vec<(usize, Rect, bool)> = Vec::with_capacity(2 * requests.len());
    let mut grid = Grid::over(area, 90.0);
    for (i, request) in requests.iter().enumerate() {
        for (covered, is_body) in [(Some(body(request)), true), (below(request), false)] {
            if let Some(covered) = covered {
                grid.insert(covered, boxes.len() as u32);
                boxes.push((i, covered, is_body));
            }
        }
    }
    let mut placed = vec![None; requests.len()];
    let mut order: Vec<usize> = (0..requests.len()).collect();
    order.sort_by(|a, b| requests[*b].importance.total_cmp(&requests[*a].importance).then(a.cmp(b)));
    let mut taken = Grid::over(area, 90.0);
    let mut taken_boxes: Vec<Rect> = Vec::new();
    for i in order {
        let request = &requests[i];
        let Some(block) = &request.block else { continue };
        let covered = |area: Rect| {
            let area = area.inflate(2.0, 1.0);
            let other = |b: &u32| boxes[*b as usize].0 != i && overlap(area, boxes[*b as usize].1);
            grid.within(area).iter().any(other) || covered_by_names(&taken, &taken_boxes, area)
        };
        let mut best: Option<(f64, Side, Rect)> = None;
        for side in Side::ALL {
            // Nothing can be better than a free place below.
            if best.as_ref().is_some_and(|(least, ..)| *least <= 0.0) && request.before != Some(side) {
                continue;
            }
            let area = side.place(block, request.at, request.body);
            let on_others = covered(area);
            if side != Side::Below && on_others {
                continue;
            }
            let crossings = request.leaving.iter().filter(|d| crosses(request.at, **d, area)).count() as f64;
            let loyal = if request.before == Some(side) { LOYALTY } else { 0.0 };
            let cost = SIDE_COST[side as usize] + CROSSED * crossings - loyal + if on_others { COVERING } else { 0.0 };
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, side, area));
            }
        }
        let Some((_, side, area)) = best else { continue };
        let on_a_body = |b: &u32| {
            let (owner, other, is_body) = boxes[*b as usize];
            is_body && owner != i && overlap(area, other)
        };
        if crowded && (covered_by_names(&taken, &taken_boxes, area) || grid.within(area).iter().any(on_a_body)) {
            continue;
        }
        taken.insert(area, taken_boxes.len() as u32);
        taken_boxes.push(area);
        placed[i] = Some((side, area));
    }
    placed
}

fn covered_by_names(taken: &Grid, boxes: &[Rect], area: Rect) -> bool {
    taken.within(area).iter().any(|b| overlap(area, boxes[*b as usize]))
}

/// Whether a ray from `at` in `direction` passes through a box.
fn crosses(at: Point, direction: Vec2, area: Rect) -> bool {
    let mut span = (0.0_f64, f64::MAX);
    for (start, step, low, high) in [(at.x, direction.x, area.x0, area.x1), (at.y, direction.y, area.y0, area.y1)] {
        if step.abs() < 1.0e-9 {
            if start < low || start > high {
                return false;
            }
        } else {
            let (a, b) = ((low - start) / step, (high - start) / step);
            span = (span.0.max(a.min(b)), span.1.min(a.max(b)));
        }
    }
    span.0 < span.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Theme;
    use crate::text::FixedWidth;

    fn request(at: (f64, f64), leaving: &[(f64, f64)]) -> Request {
        Request {
            block: Block::new(&FixedWidth, "Customers", Theme::Light.tokens()).map(Arc::new),
            at: at.into(),
            body: Rect::new(-20.0, -20.0, 20.0, 20.0),
            leaving: leaving.iter().map(|d| Vec2::new(d.0, d.1)).collect(),
            importance: 0.0,
            before: None,
        }
    }

    #[track_caller]
    fn check(requests: &[Request], expected: Side) {
        assert_eq!(place(requests, false)[0].map(|(side, _)| side), Some(expected));
    }

    #[test]
    fn a_name_stands_below() {
        check(&[request((0.0, 0.0), &[(1.0, 0.0), (0.0, -1.0)])], Side::Below);
    }

    #[test]
    fn a_name_leaves_a_busy_side() {
        let down = [(0.0, 1.0), (0.3, 1.0), (-0.3, 1.0)];
        check(&[request((0.0, 0.0), &down)], Side::Above);
        check(&[request((0.0, 0.0), &down), request((0.0, -60.0), &[])], Side::Right);
    }

    #[test]
    fn a_crowd_drops_names_but_never_overlaps_them() {
        let crowd: Vec<_> =
            (0..100).map(|i| request((f64::from(i % 10) * 50.0, f64::from(i / 10) * 70.0), &[])).collect();
        let placed: Vec<_> = place(&crowd, true).into_iter().flatten().collect();
        assert!(placed.len() < 100 && placed.len() > 10, "{}", placed.len());
        for (i, (_, a)) in placed.iter().enumerate() {
            assert!(placed[..i].iter().all(|(_, b)| !overlap(*a, *b)));
        }
    }
}
