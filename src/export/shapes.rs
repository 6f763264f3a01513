//! What all painters must agree on: which strokes are seen, and what a circle is made of.

use crate::geom::{BezPath, Point};
use crate::scene::{Color, Stroke};

/// The part of a quarter circle's radius at which its Bezier handles lie (the usual 4/3 tan(pi/8)).
const HANDLE: f64 = 0.552_284_749_830_793_4;

/// The fill, unless nobody would see it.
pub(super) fn seen_fill(fill: Option<Color>) -> Option<Color> {
    fill.filter(|color| color.a > 0)
}

/// The stroke, unless nobody would see it. Some formats draw a hairline for a width of 0.
pub(super) fn seen_stroke(stroke: Option<Stroke>) -> Option<Stroke> {
    stroke.filter(|stroke| stroke.color.a > 0 && stroke.width > 0.0)
}

/// The dashes, unless they are no pattern (then the line is solid).
pub(super) fn dashes(stroke: &Stroke) -> Option<[f64; 2]> {
    stroke.dash.filter(|[dash, gap]| *dash >= 0.0 && *gap >= 0.0 && dash + gap > 0.0 && (dash + gap).is_finite())
}

/// A circle of four curves.
pub(super) fn circle(center: Point, radius: f64) -> BezPath {
    let at = |x: f64, y: f64| Point::new(center.x + x * radius, center.y + y * radius);
    let mut path = BezPath::new();
    path.move_to(at(1.0, 0.0));
    path.curve_to(at(1.0, HANDLE), at(HANDLE, 1.0), at(0.0, 1.0));
    path.curve_to(at(-HANDLE, 1.0), at(-1.0, HANDLE), at(-1.0, 0.0));
    path.curve_to(at(-1.0, -HANDLE), at(-HANDLE, -1.0), at(0.0, -1.0));
    path.curve_to(at(HANDLE, -1.0), at(1.0, -HANDLE), at(1.0, 0.0));
    path.close_path();
    path
}

/// A line through the points; empty if there are fewer than two.
pub(super) fn polyline(points: &[Point]) -> BezPath {
    let mut path = BezPath::new();
    if let [first, rest @ ..] = points
        && !rest.is_empty()
    {
        path.move_to(*first);
        for point in rest {
            path.line_to(*point);
        }
    }
    path
}
