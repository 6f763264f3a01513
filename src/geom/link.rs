//! The way a link takes between two outlines: a straight line or one bow, trimmed where it meets a shape.
//! It does not choose the bow (that weighs labels and discs, and belongs to the scene).

use super::{Point, Rect, Vec2, unit};

/// The silhouette of a node, for trimming links and for distances; always centred on its node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outline {
    /// A circle of this radius.
    Disc(f64),
    /// An axis-parallel box of these half sizes.
    Box(f64, f64),
}

impl Outline {
    /// The radius of the circle around the shape.
    #[must_use]
    pub fn reach(self) -> f64 {
        match self {
            Self::Disc(r) => r,
            Self::Box(x, y) => libm::sqrt(x * x + y * y),
        }
    }

    /// Distance from the centre to the outline in `direction` (any length).
    #[must_use]
    pub fn distance(self, direction: Vec2) -> f64 {
        match self {
            Self::Disc(r) => r,
            Self::Box(x, y) => {
                let d = unit(direction);
                let tx = if d.x.abs() > 1.0e-9 { x / d.x.abs() } else { f64::MAX };
                let ty = if d.y.abs() > 1.0e-9 { y / d.y.abs() } else { f64::MAX };
                tx.min(ty)
            }
        }
    }

    /// The box around the shape when its node stands at `at`.
    #[must_use]
    pub fn bounds(self, at: Point) -> Rect {
        let (x, y) = match self {
            Self::Disc(r) => (r, r),
            Self::Box(x, y) => (x, y),
        };
        Rect::new(at.x - x, at.y - y, at.x + x, at.y + y)
    }
}

/// The left normal of a direction, with y down (a quarter turn against the clock on screen).
#[must_use]
pub fn normal(direction: Vec2) -> Vec2 {
    let d = unit(direction);
    Vec2::new(d.y, -d.x)
}

/// A polyline from `a` to `b` that bows `bow` units to the left at its middle; two points where straight.
///
/// The curve is the quadratic with its control point at twice the bow. So many steps lie at most `bow` divided
/// by their square beside it: under a tenth of a unit, which no eye sees, and a third of the points of even steps.
#[must_use]
pub fn bow(a: Point, b: Point, bow: f64) -> Vec<Point> {
    let chord = b - a;
    let length = chord.hypot();
    if bow.abs() < 1.0e-9 || length < 1.0e-9 {
        return vec![a, b];
    }
    let control = a + chord / 2.0 + normal(chord) * (2.0 * bow);
    let steps = ((bow.abs() * 12.0).sqrt().ceil() as usize).clamp(4, 200);
    (0..=steps)
        .map(|i| {
            let t = i as f64 / steps as f64;
            let (u, v) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t));
            Point::new(u * a.x + v * control.x + t * t * b.x, u * a.y + v * control.y + t * t * b.y)
        })
        .collect()
}

/// The length of a polyline.
#[must_use]
pub fn polyline_length(points: &[Point]) -> f64 {
    points.windows(2).map(|w| (w[1] - w[0]).hypot()).sum()
}

/// Cuts `start` units from the beginning and `end` units from the end of a polyline.
///
/// Empty when nothing would be left (the two shapes touch).
#[must_use]
pub fn trim(points: &[Point], start: f64, end: f64) -> Vec<Point> {
    let total = polyline_length(points);
    let (from, to) = (start.max(0.0), total - end.max(0.0));
    let mut out = Vec::with_capacity(points.len());
    if from >= to {
        return out;
    }
    let mut walked = 0.0;
    for w in points.windows(2) {
        let length = (w[1] - w[0]).hypot();
        if length > 0.0 && walked + length >= from && walked <= to {
            let first = ((from - walked) / length).clamp(0.0, 1.0);
            let last = ((to - walked) / length).clamp(0.0, 1.0);
            if out.is_empty() {
                out.push(w[0].lerp(w[1], first));
            }
            out.push(w[0].lerp(w[1], last));
        }
        walked += length;
    }
    out
}

/// The point of a polyline nearest to `p` and its distance; `None` for fewer than two points.
#[must_use]
pub fn nearest_on(points: &[Point], p: Point) -> Option<(Point, f64)> {
    points
        .windows(2)
        .map(|w| {
            let d = w[1] - w[0];
            let t = if d.hypot2() > 0.0 { ((p - w[0]).dot(d) / d.hypot2()).clamp(0.0, 1.0) } else { 0.0 };
            let q = w[0] + d * t;
            (q, (p - q).hypot())
        })
        .min_by(|x, y| x.1.total_cmp(&y.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming_keeps_the_middle() {
        let line = [Point::new(0.0, 0.0), Point::new(100.0, 0.0)];
        assert_eq!(trim(&line, 10.0, 20.0), [Point::new(10.0, 0.0), Point::new(80.0, 0.0)]);
        assert!(trim(&line, 60.0, 60.0).is_empty());
    }

    #[test]
    fn a_bow_reaches_its_height_at_the_middle() {
        let curve = bow(Point::new(0.0, 0.0), Point::new(100.0, 0.0), 10.0);
        let top = curve.iter().map(|p| p.y).fold(0.0, f64::min);
        assert!((top + 10.0).abs() < 0.1, "left of eastward is up: {top}");
        let (_, d) = nearest_on(&curve, Point::new(50.0, -10.0)).unwrap();
        assert!(d < 0.2);
    }

    #[test]
    fn a_box_is_left_through_its_side() {
        assert_eq!(Outline::Box(10.0, 5.0).distance(Vec2::new(0.0, 3.0)), 5.0);
        assert_eq!(Outline::Box(10.0, 5.0).distance(Vec2::new(-9.0, 0.0)), 10.0);
    }
}
