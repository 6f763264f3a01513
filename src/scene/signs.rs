//! Round marks on cords and where they sit: who looks after it, where it is going, that two sides disagree.
//!
//! Each is told by its shape; color only repeats it. Which cord bears which mark is decided in `lens`.

use super::Stroke;
use super::brush::{Brush, round};
use super::icons::Icon;
use super::lens::Mark;
use super::plan::Plan;
use crate::geom::{Point, Rect, Vec2};

/// A mark on its cord.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sign {
    /// The place in the order of cords.
    pub(super) cord: usize,
    pub(super) mark: Mark,
    pub(super) at: Point,
    pub(super) radius: f64,
}

/// Shares of the cord where a mark may sit, the best first.
const SHARES: [f64; 7] = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72];
/// The canvas-colored ring around a mark.
const RING: f64 = 1.5;

impl Sign {
    /// The box around it with its ring.
    pub(super) fn area(&self) -> Rect {
        let side = 2.0 * (self.radius + RING);
        Rect::from_center_size(self.at, (side, side))
    }
}

/// The radius of a mark in units, and never so small that its shape is lost.
pub(super) fn radius(mark: Mark, k: f64) -> f64 {
    let natural = if mark == Mark::Unequal { 8.5 } else { 7.5 };
    natural * k.max(0.85)
}

/// A place for the mark of each cord: off bodies, names and other marks if it can.
///
/// A contradiction stays in the middle, where its two halves meet.
pub(super) fn place(plan: &Plan) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    for (i, cord) in plan.cords.iter().enumerate() {
        let Some(mark) = plan.shown(i).mark.filter(|mark| *mark != Mark::Bridge) else { continue };
        let (length, radius) = (cord.spine.length(), radius(mark, plan.sizes.cord));
        let shares = if mark == Mark::Unequal { &SHARES[..1] } else { &SHARES };
        let cost = |at: Point| {
            let bodies = plan.nodes.iter().map(|node| {
                let onto = (at - node.at).hypot() < node.reach(plan.unit()) + radius + 2.0;
                let named = node.name.is_some_and(|name| name.inflate(radius, radius).contains(at));
                f64::from(u8::from(onto)) * 8.0 + f64::from(u8::from(named))
            });
            let crowd = signs.iter().filter(|other| (other.at - at).hypot() < other.radius + radius + 2.0).count();
            bodies.sum::<f64>() + 4.0 * crowd as f64
        };
        let places = shares.iter().enumerate().map(|(n, share)| {
            let at = cord.spine.at(length * share, 0.0);
            (cost(at) + 0.2 * n as f64, at)
        });
        if let Some((_, at)) = places.min_by(|a, b| a.0.total_cmp(&b.0)) {
            signs.push(Sign { cord: i, mark, at, radius });
        }
    }
    signs
}

/// Paints a mark.
pub(super) fn paint(brush: &mut Brush, mark: Mark, at: Point, radius: f64) {
    let t = brush.tokens;
    let color = match mark {
        Mark::Fading | Mark::Nobody => t.large,
        Mark::Growing => t.good,
        Mark::Bridge | Mark::Owned | Mark::Powerless | Mark::Unequal => t.ink,
    };
    let width = (radius / 5.0).max(t.stroke_floor).min(2.0);
    let line = round(color, width);
    let ring = if mark == Mark::Nobody { line.dashed(radius * 0.42, radius * 0.42) } else { line };
    brush.fill_disc(at, radius + RING, t.canvas);
    brush.disc(at, radius, Some(t.canvas), Some(ring));
    let place = |x: f64, y: f64| at + Vec2::new(x, y) * radius;
    let mut stroke = |points: &[(f64, f64)]| {
        let points: Vec<Point> = points.iter().map(|(x, y)| place(*x, *y)).collect();
        brush.line(points, line);
    };
    match mark {
        Mark::Fading => {
            stroke(&[(-0.36, -0.36), (0.36, 0.36)]);
            stroke(&[(0.36, -0.18), (0.36, 0.36), (-0.18, 0.36)]);
        }
        Mark::Growing => {
            stroke(&[(-0.36, 0.36), (0.36, -0.36)]);
            stroke(&[(0.36, 0.18), (0.36, -0.36), (-0.18, -0.36)]);
        }
        Mark::Unequal => {
            stroke(&[(-0.44, -0.2), (0.44, -0.2)]);
            stroke(&[(-0.44, 0.2), (0.44, 0.2)]);
            stroke(&[(0.26, -0.52), (-0.26, 0.52)]);
        }
        Mark::Owned | Mark::Powerless | Mark::Nobody => Icon::Role.paint(brush, at, radius * 1.3, color),
        Mark::Bridge => {}
    }
    if mark == Mark::Powerless {
        // Struck through, with an edge that keeps the person readable beneath.
        let strike = vec![place(-0.72, 0.72), place(0.72, -0.72)];
        brush.line(strike.clone(), Stroke::solid(t.canvas, width * 2.6));
        brush.line(strike, line);
    }
}
