//! The last touch for small maps: single bodies look for better places nearby, or swap, where that saves
//! crossings, springs under bodies or narrow angles for little stress (in the spirit of Davidson and
//! Harel, "Drawing graphs nicely using simulated annealing", 1996, but only downhill). Never overlaps.

use super::lines::Lines;
use super::overlap::{AIR, overlap};
use super::stress::Wanted;
use crate::geom::{Point, Rect, SplitMix64, Vec2};

/// Rounds in which bodies also swap; later everybody has found a place.
const SWAPPING: usize = 6;
/// No swap saves more faults than this rise in stress would cost; not worth a look at the lines.
const HOPELESS: f64 = 2.0;

/// A map whose bodies are moved one at a time.
pub(super) struct Refinement<'a> {
    pub(super) wanted: &'a Wanted,
    pub(super) lines: &'a Lines<'a>,
    pub(super) boxes: &'a [Rect],
    pub(super) fixed: &'a [bool],
    /// The distance of the first tries; later rounds look nearer.
    pub(super) reach: f64,
}

impl Refinement<'_> {
    /// Improves `places` for a number of rounds; they must be free of overlap and stay so.
    pub(super) fn improve(&self, places: &mut [Point], rounds: usize, random: &mut SplitMix64) {
        let n = places.len();
        for round in 0..rounds {
            let radius = self.reach * libm::pow(0.6, round as f64);
            let mut moved = false;
            for node in (0..n).filter(|&node| !self.fixed[node]) {
                moved |= self.shift(places, node, radius, random);
                let other = random.below(n);
                moved |= round < SWAPPING && self.swap(places, node, other);
            }
            if !moved && round > 3 {
                break;
            }
        }
    }

    /// The best of eight places around and the one of least stress.
    fn shift(&self, places: &mut [Point], node: usize, radius: f64, random: &mut SplitMix64) -> bool {
        const TRIES: usize = 8;
        let here = places[node];
        let now = self.cost(places, node, here, f64::INFINITY);
        let mut best = (now, here);
        let turn = random.next_f64();
        for k in 0..=TRIES {
            let (s, c) = libm::sincos(std::f64::consts::TAU * (k as f64 + turn) / TRIES as f64);
            let far = if k % 2 == 0 { 1.0 } else { 0.45 };
            let at =
                if k == TRIES { self.wanted.mean_place(places, node) } else { here + Vec2::new(c, s) * radius * far };
            if self.is_free(places, at, node, node) {
                let cost = self.cost(places, node, at, best.0);
                if cost < best.0 - 1.0e-9 {
                    best = (cost, at);
                }
            }
        }
        places[node] = best.1;
        best.0 < now
    }

    /// Two bodies change places where that is better for both together.
    fn swap(&self, places: &mut [Point], a: usize, b: usize) -> bool {
        if a == b || self.fixed[b] {
            return false;
        }
        let near = |places: &[Point]| {
            self.wanted.node_stress(places, a, places[a]) + self.wanted.node_stress(places, b, places[b])
        };
        let now = near(places);
        places.swap(a, b);
        let then = near(places);
        places.swap(a, b);
        if then > now + HOPELESS {
            return false;
        }
        let before = self.cost(places, a, places[a], f64::INFINITY) + self.cost(places, b, places[b], f64::INFINITY);
        places.swap(a, b);
        let free = self.is_free(places, places[a], a, b) && self.is_free(places, places[b], b, a);
        let better = free && !overlap(self.stand(places[a], a), self.stand(places[b], b)) && {
            let first = self.cost(places, a, places[a], before);
            first < before && first + self.cost(places, b, places[b], before - first) < before - 1.0e-9
        };
        if !better {
            places.swap(a, b);
        }
        better
    }

    fn cost(&self, places: &[Point], node: usize, at: Point, limit: f64) -> f64 {
        let stress = self.wanted.node_stress(places, node, at);
        if stress > limit { stress } else { stress + self.lines.price(places, node, at, limit - stress) }
    }

    fn stand(&self, at: Point, node: usize) -> Rect {
        self.boxes[node].inflate(AIR, AIR) + at.to_vec2()
    }

    /// Whether a body at `at` meets none but itself and `other`.
    fn is_free(&self, places: &[Point], at: Point, node: usize, other: usize) -> bool {
        let rect = self.stand(at, node);
        let clear = |(i, (p, b)): (usize, (&Point, &Rect))| i == node || i == other || !overlap(rect, *b + p.to_vec2());
        places.iter().zip(self.boxes).enumerate().all(clear)
    }
}
