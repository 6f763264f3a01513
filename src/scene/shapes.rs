//! The outlines of bodies: disc, double ring, rounded square, hexagon, bar, leaf; and where a ray leaves them.

use super::Stroke;
use super::brush::Brush;
use crate::geom::{BezPath, Point, Rect, Vec2, unit};
use crate::model::Family;
use crate::scene::Color;

/// The control distance with which four cubics make a circle.
const ARC: f64 = 0.552_284_75;

/// What the second ring of a customer takes around the body: so much, and no more than a share of a small body.
const RING_ROOM: f64 = 5.0;
const RING_SHARE: f64 = 0.34;

/// A circle as an outline.
pub(super) fn circle(center: Point, r: f64) -> BezPath {
    rounded_box(Rect::from_center_size(center, (2.0 * r, 2.0 * r)), r)
}

/// A box with round corners of radius `r`.
pub(super) fn rounded_box(b: Rect, r: f64) -> BezPath {
    let r = r.min(b.width() / 2.0).min(b.height() / 2.0);
    let c = r * (1.0 - ARC);
    let mut path = BezPath::new();
    path.move_to((b.x0 + r, b.y0));
    path.line_to((b.x1 - r, b.y0));
    path.curve_to((b.x1 - c, b.y0), (b.x1, b.y0 + c), (b.x1, b.y0 + r));
    path.line_to((b.x1, b.y1 - r));
    path.curve_to((b.x1, b.y1 - c), (b.x1 - c, b.y1), (b.x1 - r, b.y1));
    path.line_to((b.x0 + r, b.y1));
    path.curve_to((b.x0 + c, b.y1), (b.x0, b.y1 - c), (b.x0, b.y1 - r));
    path.line_to((b.x0, b.y0 + r));
    path.curve_to((b.x0, b.y0 + c), (b.x0 + c, b.y0), (b.x0 + r, b.y0));
    path.close_path();
    path
}

/// A leaf whose stem points down left.
pub(super) fn leaf(at: Point, r: f64) -> BezPath {
    let p = |x: f64, y: f64| at + Vec2::new(x, y) * r;
    let mut path = BezPath::new();
    path.move_to(p(-0.82, 0.82));
    path.curve_to(p(-1.05, -0.55), p(-0.2, -1.0), p(0.92, -0.92));
    path.curve_to(p(1.0, 0.2), p(0.55, 1.05), p(-0.82, 0.82));
    path.close_path();
    path
}

/// The rib of a leaf, which runs out as its stem.
pub(super) fn midrib(at: Point, r: f64) -> BezPath {
    let p = |x: f64, y: f64| at + Vec2::new(x, y) * r;
    let mut path = BezPath::new();
    path.move_to(p(-1.08, 1.08));
    path.curve_to(p(-0.4, 0.3), p(0.0, -0.1), p(0.45, -0.42));
    path
}

/// The corners of a hexagon, point up.
fn hexagon(at: Point, r: f64) -> [Point; 6] {
    let half = r * 0.866_025_403_784;
    [(0.0, -r), (half, -r / 2.0), (half, r / 2.0), (0.0, r), (-half, r / 2.0), (-half, -r / 2.0)]
        .map(|(x, y)| at + Vec2::new(x, y))
}

/// The shape of a family at body radius `r`, `pad` larger on every side.
pub(super) fn body(
    brush: &mut Brush,
    family: Family,
    at: Point,
    r: f64,
    pad: f64,
    fill: Color,
    stroke: Option<Stroke>,
) {
    match family {
        Family::Inside | Family::Customer => brush.disc(at, r + pad, Some(fill), stroke),
        Family::Organisation => {
            let half = 0.92 * r + pad;
            let outline = Rect::from_center_size(at, (2.0 * half, 2.0 * half));
            brush.path(rounded_box(outline, 0.34 * half), Some(fill), stroke);
        }
        Family::Society => {
            let corners = hexagon(at, 1.08 * r + 1.15 * pad);
            let mut path = BezPath::new();
            path.move_to(corners[0]);
            corners[1..].iter().for_each(|corner| path.line_to(*corner));
            path.close_path();
            brush.path(path, Some(fill), stroke);
        }
        Family::Carrier => {
            let (x, y) = (1.25 * r + pad, 0.78 * r + pad);
            let outline = Rect::from_center_size(at, (2.0 * x, 2.0 * y));
            brush.path(rounded_box(outline, y), Some(fill), stroke);
        }
    }
}

/// Half the width and half the height of a shape.
pub(super) fn extent(family: Family, r: f64) -> (f64, f64) {
    match family {
        Family::Inside => (r, r),
        Family::Customer => (r + RING_ROOM.min(RING_SHARE * r), r + RING_ROOM.min(RING_SHARE * r)),
        Family::Organisation => (0.92 * r, 0.92 * r),
        Family::Society => (r, 1.08 * r),
        Family::Carrier => (1.25 * r, 0.78 * r),
    }
}

/// The radius of the circle around a shape.
pub(super) fn reach(family: Family, r: f64) -> f64 {
    match family {
        Family::Inside => r,
        Family::Customer => r + RING_ROOM.min(RING_SHARE * r),
        Family::Organisation => 1.16 * r,
        Family::Society => 1.08 * r,
        Family::Carrier => 1.27 * r,
    }
}

/// How far from the middle a ray in `direction` leaves the shape.
pub(super) fn edge(family: Family, r: f64, direction: Vec2) -> f64 {
    let d = unit(direction);
    let (x, y) = (d.x.abs().max(1.0e-6), d.y.abs().max(1.0e-6));
    match family {
        Family::Inside | Family::Customer => reach(family, r),
        Family::Organisation => {
            let half = 0.92 * r;
            (half / x).min(half / y).min(1.27 * half)
        }
        // The distance to the nearest pair of the six sides.
        Family::Society => {
            let inner = 1.08 * r * 0.866_025_403_784;
            inner / x.max(0.5 * x + 0.866_025_403_784 * y)
        }
        Family::Carrier => {
            // Through the flat side, or through the half circle at the end.
            let (half, cap) = (0.78 * r, 0.47 * r);
            let flat = half / y;
            if flat * x <= cap { flat } else { cap * x + (cap * cap * (x * x - 1.0) + half * half).sqrt() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Shape as _;

    #[test]
    fn rays_leave_shapes_on_their_outline() {
        for family in [Family::Inside, Family::Customer, Family::Organisation, Family::Society, Family::Carrier] {
            let (x, y) = extent(family, 20.0);
            let sideways = edge(family, 20.0, Vec2::new(-1.0, 0.0));
            let upward = edge(family, 20.0, Vec2::new(0.0, -1.0));
            assert!((upward - y).abs() < 0.01, "{family:?} upward {upward} {y}");
            assert!((sideways - x).abs() < 1.4, "{family:?} sideways {sideways} {x}");
            for i in 0..40 {
                let angle = f64::from(i) * 0.157;
                let ray = Vec2::new(libm::cos(angle), libm::sin(angle));
                assert!(edge(family, 20.0, ray) <= reach(family, 20.0) + 2.5, "{family:?} at {angle}");
            }
        }
    }

    #[test]
    fn a_leaf_stands_around_its_place() {
        let around = leaf(Point::ORIGIN, 10.0).bounding_box();
        assert!(around.contains(Point::ORIGIN) && around.width() > 15.0 && around.width() < 21.0);
    }
}
