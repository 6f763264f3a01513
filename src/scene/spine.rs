//! The middle line of a cord, measured by arc length, with one side that is always the upper one.

use std::sync::Arc;

use crate::geom::{Point, Rect, Vec2, unit};

/// A polyline that knows its length and its sides.
///
/// It runs from left to right (upwards where it is upright), whichever end of the connection that is:
/// so swapping the ends changes nothing, and a positive offset is always below (right of an upright one).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spine {
    points: Arc<[Point]>,
    area: Rect,
    normals: Vec<Vec2>,
    walked: Vec<f64>,
    length: f64,
}

/// Whether a line from `a` to `b` has to be turned round to run from left to right.
pub(super) fn runs_backward(a: Point, b: Point) -> bool {
    let d = b - a;
    if d.x.abs() <= 0.01 * d.y.abs() { d.y > 0.0 } else { d.x < 0.0 }
}

impl Spine {
    /// A spine through these points; `None` for fewer than two or no length.
    pub(super) fn through(points: Vec<Point>) -> Option<Self> {
        let mut walked = Vec::with_capacity(points.len());
        let mut length = 0.0;
        for (i, p) in points.iter().enumerate() {
            if i > 0 {
                length += (*p - points[i - 1]).hypot();
            }
            walked.push(length);
        }
        if points.len() < 2 || length < 0.5 {
            return None;
        }
        let last = points.len() - 1;
        let normals = (0..points.len())
            .map(|i| {
                let t = unit(points[(i + 1).min(last)] - points[i.saturating_sub(1)]);
                Vec2::new(-t.y, t.x)
            })
            .collect();
        let area = points.iter().fold(Rect::from_points(points[0], points[0]), |r, p| r.union_pt(*p));
        Some(Self { points: points.into(), area, normals, walked, length })
    }

    /// The length of the line.
    pub(super) fn length(&self) -> f64 {
        self.length
    }

    /// The points it was made of.
    pub(super) fn points(&self) -> &Arc<[Point]> {
        &self.points
    }

    /// The box around it.
    pub(super) fn area(&self) -> Rect {
        self.area
    }

    /// Only two points.
    pub(super) fn is_straight(&self) -> bool {
        self.points.len() == 2
    }

    /// The place `s` along the line, `offset` to its lower side.
    pub(super) fn at(&self, s: f64, offset: f64) -> Point {
        let (i, t) = self.find(s);
        let at = self.points[i].lerp(self.points[i + 1], t);
        // Thousands are asked in each frame, mostly for the line itself: what need not be read is left alone.
        if offset == 0.0 {
            return at;
        }
        let normal = self.normals[i] + (self.normals[i + 1] - self.normals[i]) * t;
        at + normal * offset
    }

    /// The direction at `s`, from left to right.
    pub(super) fn direction(&self, s: f64) -> Vec2 {
        let (i, _) = self.find(s);
        unit(self.points[i + 1] - self.points[i])
    }

    /// The direction to the lower side at `s`.
    pub(super) fn normal(&self, s: f64) -> Vec2 {
        let d = self.direction(s);
        Vec2::new(-d.y, d.x)
    }

    /// The piece from `from` to `to` as a line of its own; `None` where nothing is left.
    pub(super) fn part(&self, from: f64, to: f64) -> Option<Self> {
        if from < to { Self::through(self.lane(from, to, 0.0)) } else { None }
    }

    /// The piece from `from` to `to`, moved to the lower side by a fixed `offset`.
    pub(super) fn lane(&self, from: f64, to: f64, offset: f64) -> Vec<Point> {
        let mut out = vec![self.at(from, offset)];
        for i in 1..self.points.len() - 1 {
            if self.walked[i] > from + 0.01 && self.walked[i] < to - 0.01 {
                out.push(self.points[i] + self.normals[i] * offset);
            }
        }
        out.push(self.at(to, offset));
        out
    }

    /// The piece from `from` to `to` in steps of at most `step`, moved by a varying offset.
    pub(super) fn wave(&self, from: f64, to: f64, step: f64, offset: impl Fn(f64) -> f64) -> Vec<Point> {
        let steps = (((to - from) / step).ceil() as usize).max(1);
        (0..=steps)
            .map(|i| {
                let s = from + (to - from) * i as f64 / steps as f64;
                self.at(s, offset(s))
            })
            .collect()
    }

    /// The segment that holds `s` and how far along it lies, 0..1.
    fn find(&self, s: f64) -> (usize, f64) {
        if self.is_straight() {
            return (0, (s / self.length).clamp(0.0, 1.0));
        }
        let last = self.points.len() - 2;
        let i = self.walked.partition_point(|w| *w <= s).saturating_sub(1).min(last);
        let span = self.walked[i + 1] - self.walked[i];
        let t = if span > 0.0 { ((s - self.walked[i]) / span).clamp(0.0, 1.0) } else { 0.0 };
        (i, t)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lower_side(a: Point, b: Point) -> Vec2 {
        let (a, b) = if runs_backward(a, b) { (b, a) } else { (a, b) };
        Spine::through(vec![a, b]).unwrap().normal(1.0)
    }

    #[test]
    fn the_lower_side_does_not_depend_on_the_ends() {
        for (x, y) in [(100.0, 0.0), (80.0, 60.0), (80.0, -60.0), (0.0, 100.0), (0.5, 100.0)] {
            let (a, b) = (Point::ORIGIN, Point::new(x, y));
            assert_eq!(lower_side(a, b), lower_side(b, a), "towards {b:?}");
        }
        assert!(lower_side(Point::ORIGIN, Point::new(100.0, 0.0)).y > 0.9, "below a level cord");
        assert!(lower_side(Point::ORIGIN, Point::new(0.0, 100.0)).x > 0.9, "right of an upright cord");
    }

    #[test]
    fn a_place_is_found_by_length() {
        let spine = Spine::through(vec![Point::ORIGIN, Point::new(30.0, 0.0), Point::new(30.0, 40.0)]).unwrap();
        assert_eq!(spine.length(), 70.0);
        assert_eq!(spine.at(50.0, 0.0), Point::new(30.0, 20.0));
        assert_eq!(spine.at(-5.0, 0.0), Point::ORIGIN);
        assert!(Spine::through(vec![Point::ORIGIN, Point::ORIGIN]).is_none());
    }
}
