//! The last touch for small maps: single bodies look for better places nearby, or swap, where that saves
//! crossings, springs under bodies or narrow angles for little stress (in the spirit of Davidson and
//! Harel, "Drawing graphs nicely using simulated annealing", 1996, but only downhill). Never overlaps.

use super::flat::Flat;
use super::graph::Graph;
use super::lines::{Lines, Sight};
use super::overlap::AIR;
use super::stress::Wanted;
use crate::geom::overlap;
use crate::geom::{Point, Rect, SplitMix64, Vec2};

/// Rounds in which bodies also swap; later everybody has found a place.
const SWAPPING: usize = 6;
/// Tries around a body for a better place.
const SHIFTS: usize = 8;
/// No swap saves more faults than this rise in stress would cost; not worth a look at the lines.
const HOPELESS: f64 = 2.0;

/// How much looking is worth while.
pub(super) struct Effort {
    /// How often every body may look for a better place.
    pub(super) rounds: usize,
    /// Whether crossings count.
    pub(super) crossings: bool,
}

impl Effort {
    /// As much as fits into a fixed amount of work, counted in looks from one try of a spring at another
    /// spring or a body: never a clock, so that every machine draws the same map.
    pub(super) fn new(graph: &Graph) -> Self {
        /// About a hundredth of a second. Up to some 70 bodies this is enough for all rounds; with more
        /// bodies, more work would save few faults where there are hundreds anyway.
        const WORK: usize = 8_000_000;
        const TRIES: usize = SHIFTS + 2;
        const MOST_ROUNDS: usize = 12;
        let (bodies, springs) = (graph.len(), graph.edges().count());
        let round = |met: usize| (TRIES * (2 * springs * met + bodies * bodies)).max(1);
        // In a thicket no single move clears crossings; springs under bodies still mislead.
        let crossings = round(bodies + springs) <= WORK;
        let cost = round(if crossings { bodies + springs } else { bodies });
        Self { rounds: (WORK / cost).min(MOST_ROUNDS), crossings }
    }
}

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
        let flat = &mut Flat::new(places);
        for round in 0..rounds {
            let radius = self.reach * libm::pow(0.6, round as f64);
            let mut moved = false;
            for node in (0..n).filter(|&node| !self.fixed[node]) {
                moved |= self.shift((places, flat), node, radius, random);
                let other = random.below(n);
                moved |= round < SWAPPING && self.swap((places, flat), node, other);
            }
            if !moved && round > 3 {
                break;
            }
        }
    }

    /// The best of eight places around and the one of least stress.
    fn shift(
        &self,
        (places, flat): (&mut [Point], &mut Flat),
        node: usize,
        radius: f64,
        random: &mut SplitMix64,
    ) -> bool {
        let here = places[node];
        let turn = random.next_f64();
        let mean = self.wanted.mean_place(flat, node);
        let around = Rect::from_center_size(here, (2.0 * radius, 2.0 * radius)).union_pt(mean);
        let sight = self.lines.sight(places, node, around);
        let now = self.cost(&sight, flat, (node, here), f64::INFINITY);
        let mut best = (now, here);
        for k in 0..=SHIFTS {
            let (s, c) = libm::sincos(std::f64::consts::TAU * (k as f64 + turn) / SHIFTS as f64);
            let far = if k % 2 == 0 { 1.0 } else { 0.45 };
            let at = if k == SHIFTS { mean } else { here + Vec2::new(c, s) * radius * far };
            if self.is_free(places, at, node, node) {
                let cost = self.cost(&sight, flat, (node, at), best.0);
                if cost < best.0 - 1.0e-9 {
                    best = (cost, at);
                }
            }
        }
        places[node] = best.1;
        flat.set(node, best.1);
        best.0 < now
    }

    /// Two bodies change places where that is better for both together.
    fn swap(&self, (places, flat): (&mut [Point], &mut Flat), a: usize, b: usize) -> bool {
        if a == b || self.fixed[b] {
            return false;
        }
        let near =
            |flat: &Flat| self.wanted.node_stress(flat, a, flat.get(a)) + self.wanted.node_stress(flat, b, flat.get(b));
        let now = near(flat);
        flat.swap(a, b);
        let then = near(flat);
        flat.swap(a, b);
        if then > now + HOPELESS {
            return false;
        }
        let before =
            self.present_cost((places, flat), a, f64::INFINITY) + self.present_cost((places, flat), b, f64::INFINITY);
        places.swap(a, b);
        flat.swap(a, b);
        let free = self.is_free(places, places[a], a, b) && self.is_free(places, places[b], b, a);
        let better = free && !overlap(self.stand(places[a], a), self.stand(places[b], b)) && {
            let first = self.present_cost((places, flat), a, before);
            first < before && first + self.present_cost((places, flat), b, before - first) < before - 1.0e-9
        };
        if !better {
            places.swap(a, b);
            flat.swap(a, b);
        }
        better
    }

    /// What a node costs at `at`, within its sight; gives up beyond `limit`.
    fn cost(&self, sight: &Sight<'_>, places: &Flat, (node, at): (usize, Point), limit: f64) -> f64 {
        let stress = self.wanted.node_stress(places, node, at);
        if stress > limit { stress } else { stress + sight.price(at, limit - stress) }
    }

    /// What a node costs where it stands.
    fn present_cost(&self, (places, flat): (&[Point], &Flat), node: usize, limit: f64) -> f64 {
        let at = places[node];
        self.cost(&self.lines.sight(places, node, Rect::from_points(at, at)), flat, (node, at), limit)
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

#[cfg(test)]
mod tests {
    use super::super::graph::Link;
    use super::*;

    #[track_caller]
    fn check(bodies: usize, springs: usize, rounds: std::ops::RangeInclusive<usize>, crossings: bool) {
        let mut random = SplitMix64::new(1);
        let arc = |from: usize, to: usize| (from, Link { to: to as u32, length: 1.0, strength: 1.0 });
        let pairs = (0..springs).map(|_| (random.below(bodies), random.below(bodies))).filter(|(a, b)| a != b);
        let graph =
            Graph::from_arcs(bodies, pairs.flat_map(|(a, b)| [arc(a, b), arc(b, a)]).collect::<Vec<_>>().into_iter());
        let effort = Effort::new(&graph);
        assert!(rounds.contains(&effort.rounds), "{} rounds", effort.rounds);
        assert_eq!(effort.crossings, crossings);
    }

    #[test]
    fn effort_for_each_body_falls_with_size() {
        check(1, 0, 12..=12, true);
        check(40, 100, 12..=12, true);
        check(100, 200, 4..=8, true);
        check(300, 450, 1..=1, true);
        check(300, 1000, 1..=1, false);
        check(300, 20_000, 0..=0, false);
    }
}
