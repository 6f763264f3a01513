//! Marks on cords and where they sit: the only link, who looks after it, where it is going, that two sides
//! disagree.
//!
//! Each is told by its shape; color only repeats it. Which cord bears which mark is decided in `lens`.

use super::Stroke;
use super::brush::{Brush, round};
use super::cord::Severity;
use super::icons::Icon;
use super::lens::Mark;
use super::plan::Plan;
use crate::geom::{self, Point, Rect, Vec2};

/// A mark on its cord.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sign {
    /// The place in the order of cords.
    pub(super) cord: usize,
    pub(super) mark: Mark,
    /// How far along its cord.
    pub(super) s: f64,
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
    let natural = match mark {
        Mark::Unequal => 8.5,
        // Half of what the brackets take along the cord.
        Mark::Bridge => 11.0,
        _ => 7.5,
    };
    natural * k.max(0.85)
}

/// A place for the mark of each cord: off bodies, names, the `words` in the middle and other marks if it can.
///
/// A contradiction stays in the middle, where its two halves meet.
pub(super) fn place(plan: &Plan, words: &[Rect]) -> Vec<Sign> {
    let mut signs: Vec<Sign> = Vec::new();
    for (i, cord) in plan.cords.iter().enumerate() {
        let Some(mark) = plan.shown[i].mark else { continue };
        let (length, radius) = (cord.spine.length(), radius(mark, plan.sizes.cord));
        let shares = if mark == Mark::Unequal { &SHARES[..1] } else { &SHARES };
        let cost = |at: Point| {
            let bodies = plan.nodes.iter().map(|node| {
                let onto = (at - node.at).hypot() < node.reach(plan.unit()) + radius + 2.0;
                let named = node.name.is_some_and(|name| name.inflate(radius, radius).contains(at));
                f64::from(u8::from(onto)) * 8.0 + f64::from(u8::from(named))
            });
            // Brackets say nothing where another cord runs through them.
            let crossed = mark == Mark::Bridge
                && (plan.cords.iter().enumerate()).any(|(j, other)| {
                    let near = other.spine.area().inflate(radius, radius).contains(at);
                    near && j != i && geom::nearest_on(other.spine.points(), at).is_some_and(|(_, d)| d < radius * 1.6)
                });
            let crowd = signs.iter().filter(|other| (other.at - at).hypot() < other.radius + radius + 2.0).count();
            // Hairs of a worn middle and brackets around it are a tangle.
            let tangled = mark == Mark::Bridge && plan.shown[i].worn == Some(Severity::Large);
            let worn = tangled && (at - cord.spine.at(length / 2.0, 0.0)).hypot() < 3.0 * radius;
            let beneath = words.iter().any(|words| words.inflate(radius, radius).contains(at));
            bodies.sum::<f64>()
                + f64::from(u8::from(beneath)) * 8.0
                + f64::from(u8::from(worn)) * 2.0
                + 4.0 * crowd as f64
                + f64::from(u8::from(crossed)) * 0.9
        };
        let mut best: Option<(f64, f64, Point)> = None;
        for (n, share) in shares.iter().enumerate() {
            let (rank, at) = (0.2 * n as f64, cord.spine.at(length * share, 0.0));
            // Places come in the order of their rank: nothing later can be better than what is free.
            if best.is_some_and(|(least, ..)| least <= rank) {
                break;
            }
            let cost = cost(at) + rank;
            if best.is_none_or(|(least, ..)| cost < least) {
                best = Some((cost, length * share, at));
            }
        }
        if let Some((_, s, at)) = best {
            signs.push(Sign { cord: i, mark, s, at, radius });
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
