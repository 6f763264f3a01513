//! The ways of cords around the middle of a portrait: along its oval, side by side, never beneath it.
//!
//! A cord that would pass beneath the oval takes the shorter side: straight to the oval, along it, and straight on.
//! Those with the longest way along it lie innermost, so that no cord has to cross another to leave.

use crate::geom::{self, Point, Vec2};

/// What cords lead around.
#[derive(Clone, Copy, Debug)]
pub(super) struct Oval {
    pub(super) at: Point,
    pub(super) half: Vec2,
}

/// A cord that may pass beneath: its left and its right end, and half its width.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passing {
    pub(super) ends: [Point; 2],
    pub(super) half: f64,
}

/// A way around.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Around {
    /// 1 where angles grow along the way, else -1.
    turn: f64,
    /// How far outside of the oval.
    off: f64,
}

/// Between the oval and the first cord, and between two cords beside each other.
const RIM: f64 = 9.0;
const BETWEEN: f64 = 2.0;
/// What it costs to pass beneath a body, in units of length.
const BENEATH: f64 = 160.0;
/// A piece of the way along the oval, in radians.
const STEP: f64 = 0.06;

impl Oval {
    /// The same oval, grown.
    fn grown(self, by: f64) -> Self {
        Self { at: self.at, half: self.half + Vec2::new(by, by) }
    }

    /// A place where the oval is the circle of radius 1.
    fn round(&self, p: Point) -> Vec2 {
        let from = p - self.at;
        Vec2::new(from.x / self.half.x, from.y / self.half.y)
    }

    fn place(&self, angle: f64) -> Point {
        let (s, c) = libm::sincos(angle);
        self.at + Vec2::new(c * self.half.x, s * self.half.y)
    }

    /// Whether a straight way between two places passes beneath.
    fn hides(&self, a: Point, b: Point) -> bool {
        let (a, b) = (self.round(a), self.round(b));
        let chord = b - a;
        let t = (-a.dot(chord) / chord.hypot2().max(1.0e-12)).clamp(0.0, 1.0);
        (a + chord * t).hypot() < 1.0
    }

    /// Whether a line comes nearer than cords around it do.
    pub(super) fn is_met(&self, line: &[Point]) -> bool {
        let edge = self.grown(RIM);
        line.windows(2).any(|ends| edge.hides(ends[0], ends[1]))
    }

    /// From which angle to which the way from `a` to `b` runs along the oval, when angles grow by `turn`.
    fn along(&self, a: Point, b: Point, turn: f64) -> (f64, f64) {
        let bend = |p: Vec2| libm::acos((1.0 / p.hypot()).min(1.0));
        let (a, b) = (self.round(a), self.round(b));
        let start = libm::atan2(a.y, a.x) + turn * bend(a);
        let end = libm::atan2(b.y, b.x) - turn * bend(b);
        (start, start + turn * (turn * (end - start)).rem_euclid(std::f64::consts::TAU))
    }

    /// Where a way around leads from `a` to `b`.
    pub(super) fn line(&self, around: Around, a: Point, b: Point) -> Vec<Point> {
        let lane = self.grown(around.off);
        let (start, end) = lane.along(a, b, around.turn);
        let steps = ((end - start).abs() / STEP).ceil().max(1.0);
        let arc = (0..=steps as u32).map(|i| lane.place(start + (end - start) * f64::from(i) / steps));
        std::iter::once(a).chain(arc).chain(std::iter::once(b)).collect()
    }

    /// The directions in which such a way leaves both ends.
    pub(super) fn leaving(&self, around: Around, a: Point, b: Point) -> (Vec2, Vec2) {
        let lane = self.grown(around.off);
        let (start, end) = lane.along(a, b, around.turn);
        (geom::unit(lane.place(start) - a), geom::unit(lane.place(end) - b))
    }

    /// The ways around of those that would pass beneath; `None` for the others.
    pub(super) fn ways(&self, all: &[Passing], bodies: &[(Point, f64)]) -> Vec<Option<Around>> {
        let inner = self.grown(RIM);
        // Longest way along the oval first: index, turn, from, to.
        let mut hidden: Vec<(usize, f64, f64, f64)> = Vec::new();
        for (i, cord) in all.iter().enumerate() {
            let [a, b] = cord.ends;
            if self.grown(RIM / 2.0 + cord.half).hides(a, b) {
                let cost = |turn: f64| {
                    let line = self.line(Around { turn, off: RIM + cord.half }, a, b);
                    geom::polyline_length(&line) + BENEATH * beneath(&line, &cord.ends, bodies)
                };
                let turn = if cost(-1.0) < cost(1.0) { -1.0 } else { 1.0 };
                let (start, end) = inner.along(a, b, turn);
                hidden.push((i, turn, start.min(end), start.max(end)));
            }
        }
        hidden.sort_by(|a, b| (b.3 - b.2).total_cmp(&(a.3 - a.2)).then(a.0.cmp(&b.0)));
        let mut ways = vec![None; all.len()];
        // Stretches along the oval that are taken, and from how far outside on they are free.
        let mut taken: Vec<(f64, f64, f64)> = Vec::new();
        for (i, turn, from, to) in hidden {
            let meets = |other: &&(f64, f64, f64)| meet((from, to), (other.0, other.1));
            let free = taken.iter().filter(meets).map(|other| other.2).fold(RIM, f64::max);
            let off = free + all[i].half;
            taken.push((from, to, off + all[i].half + BETWEEN));
            ways[i] = Some(Around { turn, off });
        }
        ways
    }
}

/// Whether two stretches of a circle meet.
fn meet(a: (f64, f64), b: (f64, f64)) -> bool {
    let (middle, reach) = ((a.0 + a.1 - b.0 - b.1) / 2.0, (a.1 - a.0 + b.1 - b.0) / 2.0);
    let apart = middle.rem_euclid(std::f64::consts::TAU);
    apart.min(std::f64::consts::TAU - apart) < reach
}

/// How many bodies of others a line passes beneath.
fn beneath(line: &[Point], ends: &[Point; 2], bodies: &[(Point, f64)]) -> f64 {
    let other = |body: &&(Point, f64)| ends.iter().all(|end| *end != body.0);
    let hit = |body: &&(Point, f64)| geom::nearest_on(line, body.0).is_some_and(|(_, away)| away < body.1 + 6.0);
    bodies.iter().filter(other).filter(hit).count() as f64
}
