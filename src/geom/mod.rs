//! Numbers in map space: points, rectangles, paths, one seeded generator.
//!
//! Units: `f64`, y down, 1 unit = 1 point at 100 % zoom. It knows nothing of actors, pictures or files.
//! This floor is the only place that decides what a usable number is: [`finite`], [`coordinate`] and
//! [`point`] refuse NaN, infinity and astronomic values, so that no other floor has to.

mod link;
mod random;

pub use kurbo::{Affine, BezPath, Line, PathEl, Point, Rect, Shape, Vec2, flatten};
pub use link::{Outline, bow, nearest_on, normal, polyline_length, trim};
pub use random::{SplitMix64, fnv1a, mix};

/// The largest coordinate that a map may hold, in map units.
///
/// Larger: `f32` screen coordinates lose whole units near the edge and other programs freeze on such
/// files. Smaller: a layout of 100,000 actors would no longer fit.
pub const MAX_COORDINATE: f64 = 1.0e7;

/// `value` if it is a number that can be computed with (neither NaN nor infinite).
#[must_use]
pub fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// A coordinate: finite, within [`MAX_COORDINATE`] of the origin, rounded to 0.01 so that saving and
/// loading it is exact. Negative zero becomes zero.
#[must_use]
pub fn coordinate(value: f64) -> Option<f64> {
    let value = finite(value)?;
    (value.abs() <= MAX_COORDINATE).then(|| round_to(value, 100.0) + 0.0)
}

/// A point with two [`coordinate`]s, or `None` if either is unusable.
#[must_use]
pub fn point(x: f64, y: f64) -> Option<Point> {
    Some(Point::new(coordinate(x)?, coordinate(y)?))
}

/// Rounds to the nearest 1/`steps`; `round_to(x, 100.0)` keeps two decimals.
#[must_use]
pub fn round_to(value: f64, steps: f64) -> f64 {
    (value * steps).round() / steps
}

/// Whether two boxes share any area; touching is none.
#[inline]
#[must_use]
pub fn overlap(a: Rect, b: Rect) -> bool {
    a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

/// `v` scaled to length 1; the unit x vector where `v` has no direction.
#[must_use]
pub fn unit(v: Vec2) -> Vec2 {
    let length = libm::sqrt(v.x * v.x + v.y * v.y);
    if length > 1.0e-12 { v / length } else { Vec2::new(1.0, 0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unusable_numbers_are_refused() {
        for bad in [f64::NAN, f64::INFINITY, -f64::INFINITY, 1.0e8, -1.0e300] {
            assert_eq!(coordinate(bad), None, "{bad} must not become a coordinate");
        }
    }

    #[test]
    fn coordinates_are_exact_after_rounding() {
        let x = coordinate(12.345_678).unwrap();
        assert_eq!(x, 12.35);
        assert_eq!(x.to_string().parse::<f64>().unwrap(), x);
        assert!(coordinate(-0.001).unwrap().is_sign_positive(), "-0 would print as -0");
    }
}
