//! Stress: places whose distances come as near as possible to the shortest ways along the springs.
//!
//! Stochastic gradient descent (Zheng, Pawar and Goodman, "Graph drawing by stochastic gradient
//! descent", 2018) for the arrangement, localized majorization (Gansner, Koren and North, "Graph drawing
//! by stress majorization", 2004) to finish it. Overlaps are not looked at here.

use super::distances::all_pairs;
use super::graph::{Graph, Link};
use crate::geom::{Point, SplitMix64};

/// Wanted distances between all pairs of a connected graph.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    n: usize,
    distances: Vec<f32>,
    /// Links count once more, so that strong springs come nearer to their length.
    graph: Graph,
    scale: f64,
}

impl Wanted {
    /// The shortest ways of a graph.
    pub(super) fn new(graph: &Graph) -> Self {
        Self { n: graph.len(), distances: all_pairs(graph), graph: graph.clone(), scale: 1.0 }
    }

    /// The wanted distance of a pair.
    pub(super) fn distance(&self, a: usize, b: usize) -> f64 {
        f64::from(self.distances[a * self.n + b])
    }

    /// The wanted distances from one node.
    pub(super) fn row(&self, a: usize) -> &[f32] {
        &self.distances[a * self.n..(a + 1) * self.n]
    }

    /// The number of nodes.
    pub(super) fn len(&self) -> usize {
        self.n
    }

    /// Makes all wanted distances longer by one factor.
    pub(super) fn scale(&mut self, factor: f64) {
        for d in &mut self.distances {
            *d *= factor as f32;
        }
        self.scale *= factor;
    }

    /// Where the others, by their places and the wanted distances, want a node on average.
    pub(super) fn mean_place(&self, places: &[Point], node: usize) -> Point {
        let here = places[node];
        let (mut x, mut y, mut total) = (0.0, 0.0, 0.0);
        let mut add = |far: Point, d: f64, strength: f64| {
            let between = here - far;
            let near = 1.0 / d;
            let weight = strength * near * near;
            let stretch = strength * near / between.hypot().max(1.0e-9);
            x += weight * far.x + between.x * stretch;
            y += weight * far.y + between.y * stretch;
            total += weight;
        };
        let row = self.row(node);
        let sides = [(&row[..node], &places[..node]), (&row[node + 1..], &places[node + 1..])];
        for (distances, places) in sides {
            distances.iter().zip(places).for_each(|(&d, &far)| add(far, f64::from(d), 1.0));
        }
        for link in self.graph.of(node).iter().filter(|link| extra(**link) > 0.0) {
            add(places[link.to], link.length * self.scale, extra(*link));
        }
        if total > 0.0 { Point::new(x / total, y / total) } else { here }
    }

    /// The part of the stress that a node has when it stands at `at`.
    pub(super) fn node_stress(&self, places: &[Point], node: usize, at: Point) -> f64 {
        let miss = |far: Point, d: f64| {
            let miss = at.distance(far) / d - 1.0;
            miss * miss
        };
        let links = self.graph.of(node).iter().filter(|link| extra(**link) > 0.0);
        let strong = links.map(|link| extra(*link) * miss(places[link.to], link.length * self.scale)).sum::<f64>();
        let sum = |distances: &[f32], places: &[Point]| {
            distances.iter().zip(places).map(|(&d, &far)| miss(far, f64::from(d))).sum::<f64>()
        };
        let row = self.row(node);
        strong + sum(&row[..node], &places[..node]) + sum(&row[node + 1..], &places[node + 1..])
    }

    /// The median wanted length of a link; 0 without links.
    pub(super) fn median_link(&self) -> f64 {
        let mut lengths: Vec<f64> = self.graph.edges().map(|(_, link)| link.length * self.scale).collect();
        lengths.sort_by(f64::total_cmp);
        lengths.get(lengths.len() / 2).copied().unwrap_or(0.0)
    }

    fn range(&self) -> (f64, f64) {
        let mut range = (f32::INFINITY, 0.0_f32);
        for &d in &self.distances {
            if d > 0.0 {
                range = (range.0.min(d), range.1.max(d));
            }
        }
        (f64::from(range.0), f64::from(range.1))
    }
}

/// What a strong spring weighs beyond its part as one pair of all.
fn extra(link: Link) -> f64 {
    (link.strength - 1.0).max(0.0)
}

/// The sum over all pairs of (distance / wanted - 1)^2, divided by the number of pairs.
pub(super) fn stress(wanted: &Wanted, places: &[Point]) -> f64 {
    let n = wanted.len();
    let mut sum = 0.0;
    for a in 0..n {
        for (b, &d) in wanted.row(a).iter().enumerate().skip(a + 1) {
            let miss = places[a].distance(places[b]) / f64::from(d) - 1.0;
            sum += miss * miss;
        }
    }
    sum / (n * n.saturating_sub(1) / 2).max(1) as f64
}

/// Moves `places` to low stress in `rounds` over all pairs; `heat` 1 forgets the start, 0.01 keeps its
/// arrangement. Fixed places do not move.
pub(super) fn descend(
    wanted: &Wanted,
    places: &mut [Point],
    fixed: &[bool],
    (rounds, heat): (usize, f64),
    random: &mut SplitMix64,
) {
    let n = wanted.len();
    if n < 2 {
        return;
    }
    let (least, most) = wanted.range();
    // Step sizes fall exponentially from "satisfy every pair at once" to a tenth of the nearest pairs.
    let (first, last) = (heat * most * most, 0.1 * least * least);
    let rate = libm::log(last / first.max(last)) / (rounds.max(2) - 1) as f64;
    let mut order: Vec<usize> = (0..n).collect();
    for round in 0..rounds {
        let step = first * libm::exp(rate * round as f64);
        for i in (1..n).rev() {
            order.swap(i, random.below(i + 1));
        }
        tournament(n, |a, b| {
            let (a, b) = (order[a], order[b]);
            pull(places, fixed, (a, b), wanted.distance(a, b), step, 1.0);
        });
        for (a, link) in wanted.graph.edges() {
            pull(places, fixed, (a, link.to), link.length * wanted.scale, step, extra(link));
        }
    }
}

/// Every pair of 0..n once, in rounds in which every number appears at most once (the circle method):
/// nearly as well mixed as a shuffle of all pairs, without its memory.
fn tournament(n: usize, mut meet: impl FnMut(usize, usize)) {
    let players = n + n % 2;
    let circle = players - 1;
    for round in 0..circle {
        if circle < n {
            meet(circle, round);
        }
        let (mut a, mut b) = (round, round);
        for _ in 1..players / 2 {
            a = if a + 1 == circle { 0 } else { a + 1 };
            b = if b == 0 { circle - 1 } else { b - 1 };
            meet(a, b);
        }
    }
}

#[inline]
fn pull(places: &mut [Point], fixed: &[bool], (a, b): (usize, usize), wanted: f64, step: f64, weight: f64) {
    let share = (step * weight / (wanted * wanted)).min(1.0);
    let between = places[a] - places[b];
    let length = between.hypot();
    // Two on one spot part in a direction that depends on nothing but their numbers.
    let towards = if length > 1.0e-9 { between / length } else { super::direction(a, b) };
    let change = towards * (share * (wanted - length) * 0.5);
    match (fixed[a], fixed[b]) {
        (false, false) => {
            places[a] += change;
            places[b] -= change;
        }
        (false, true) => places[a] += change * 2.0,
        (true, false) => places[b] -= change * 2.0,
        (true, true) => {}
    }
}

/// One sweep of localized majorization: each free node goes `share` of the way to the place of least
/// stress. Never raises stress for `share` 1.
pub(super) fn settle(wanted: &Wanted, places: &mut [Point], fixed: &[bool], share: f64) {
    for node in (0..wanted.len()).filter(|&node| !fixed[node]) {
        places[node] = places[node].lerp(wanted.mean_place(places, node), share);
    }
}
