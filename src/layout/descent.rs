//! Stochastic gradient descent on the stress of all pairs (Zheng, Pawar and Goodman, "Graph drawing by
//! stochastic gradient descent", 2018): from any places to a good arrangement. It finishes nothing.
//!
//! The pairs of a round come as matchings (the circle method of tournaments), in which nobody stands twice, in
//! random order: as well mixed as a shuffle of all pairs, without its memory, and all pairs of a matching can
//! be moved at once. (In the order of the circle the result is a good deal worse: neighbours in the circle
//! then meet the same others one after the other.)

use super::flat::{Flat, LANES, NOWHERE};
use super::stress::Wanted;
use crate::geom::{Point, SplitMix64};

/// Moves `places` to low stress in `rounds` over all pairs; `heat` 1 forgets the start, 0.01 keeps its
/// arrangement. Fixed places do not move.
pub(super) fn descend(
    wanted: &Wanted,
    places: &mut Flat,
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
    let mut matchings = Matchings::new(n);
    for round in 0..rounds {
        let step = first * libm::exp(rate * round as f64);
        matchings.shuffle(random);
        for number in 0..matchings.order.len() {
            for pairs in matchings.get(number).chunks(LANES) {
                meet(wanted, places, fixed, pairs, step as f32);
            }
        }
        for node in 0..n {
            // Each link once, so both ends weigh the same.
            for (to, length, extra) in wanted.strong_links(node).filter(|(to, ..)| node < *to) {
                pull(places, fixed, (node, to), length, (step * extra / (length * length)).min(1.0));
            }
            let at = places.get(node);
            if let Some((radius, weight)) = wanted.ring(node, at).filter(|_| !fixed[node]) {
                let on = at.to_vec2() * (radius / at.to_vec2().hypot().max(1.0e-6));
                places.set(node, at.lerp(on.to_point(), (step * weight).min(0.5)));
            }
        }
    }
}

/// Brings two nodes nearer to their wanted distance.
fn pull(places: &mut Flat, fixed: &[bool], (a, b): (usize, usize), wanted: f64, share: f64) {
    let (p, q) = (places.get(a), places.get(b));
    let length = (p - q).hypot();
    let change = (p - q) * (share * (wanted - length) / length.max(1.0e-6));
    let (to_a, to_b) = match (fixed[a], fixed[b]) {
        (false, false) => (0.5, 0.5),
        (true, _) => (0.0, 1.0),
        (_, true) => (1.0, 0.0),
    };
    if !fixed[a] {
        places.set(a, p + change * to_a);
    }
    if !fixed[b] {
        places.set(b, q - change * to_b);
    }
}

/// Brings up to eight pairs, of which no two share a node, nearer to their wanted distances.
#[inline]
fn meet(wanted: &Wanted, places: &mut Flat, fixed: &[bool], pairs: &[(u32, u32)], step: f32) {
    let (mut d, mut dx, mut dy) = ([NOWHERE; LANES], [0.0_f32; LANES], [0.0_f32; LANES]);
    for (i, &(a, b)) in pairs.iter().enumerate() {
        let (a, b) = (a as usize, b as usize);
        d[i] = wanted.distance(a, b);
        (dx[i], dy[i]) = (places.x[a] - places.x[b], places.y[a] - places.y[b]);
    }
    for i in 0..LANES {
        let length = (dx[i] * dx[i] + dy[i] * dy[i] + 1.0e-12).sqrt();
        let share = 0.5 * (step / (d[i] * d[i])).min(1.0) * (d[i] - length) / length;
        (dx[i], dy[i]) = (share * dx[i], share * dy[i]);
    }
    for (i, &(a, b)) in pairs.iter().enumerate() {
        let (a, b) = (a as usize, b as usize);
        // One beside a fixed one goes the whole way.
        let (to_a, to_b) = match (fixed[a], fixed[b]) {
            (false, false) => (1.0, 1.0),
            (true, false) => (0.0, 2.0),
            (false, true) => (2.0, 0.0),
            (true, true) => (0.0, 0.0),
        };
        places.x[a] += to_a * dx[i];
        places.y[a] += to_a * dy[i];
        places.x[b] -= to_b * dx[i];
        places.y[b] -= to_b * dy[i];
    }
}

/// All pairs of some nodes as matchings of a circle of them; with an even number one stands in the middle.
struct Matchings {
    circle: Vec<u32>,
    middle: Option<u32>,
    order: Vec<usize>,
    pairs: Vec<(u32, u32)>,
}

impl Matchings {
    fn new(n: usize) -> Self {
        let mut circle: Vec<u32> = (0..n as u32).collect();
        let middle = if n.is_multiple_of(2) { circle.pop() } else { None };
        Self { order: (0..circle.len()).collect(), circle, middle, pairs: Vec::with_capacity(n / 2) }
    }

    /// Everybody stands elsewhere, and the matchings come in another order.
    fn shuffle(&mut self, random: &mut SplitMix64) {
        let n = self.circle.len();
        for i in (1..n).rev() {
            self.circle.swap(i, random.below(i + 1));
            self.order.swap(i, random.below(i + 1));
        }
        if let (Some(middle), true) = (&mut self.middle, n > 0) {
            std::mem::swap(middle, &mut self.circle[random.below(n)]);
        }
    }

    /// The pairs that face each other across one place of the circle; who stands there meets the middle.
    fn get(&mut self, number: usize) -> &[(u32, u32)] {
        let (n, at) = (self.circle.len(), self.order[number]);
        self.pairs.clear();
        self.pairs.extend(self.middle.map(|middle| (middle, self.circle[at])));
        let (mut left, mut right) = (at, at);
        for _ in 0..n / 2 {
            left = if left == 0 { n - 1 } else { left - 1 };
            right = if right + 1 == n { 0 } else { right + 1 };
            self.pairs.push((self.circle[left], self.circle[right]));
        }
        &self.pairs
    }
}

/// Random places on a square of this side around the origin.
pub(super) fn scattered(n: usize, side: f64, random: &mut SplitMix64) -> Flat {
    let mut number = || (random.next_f64() - 0.5) * side;
    let places: Vec<Point> = (0..n).map(|_| Point::new(number(), number())).collect();
    Flat::new(&places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_the_matchings_of_a_round_every_pair_meets_once() {
        for n in [2, 3, 4, 7, 12, 17] {
            let mut matchings = Matchings::new(n);
            matchings.shuffle(&mut SplitMix64::new(2));
            let mut met = Vec::new();
            for number in 0..matchings.order.len() {
                let pairs = matchings.get(number);
                let mut nodes: Vec<u32> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
                nodes.sort_unstable();
                nodes.dedup();
                assert_eq!(nodes.len(), 2 * pairs.len(), "somebody stands twice in a matching of {n}");
                met.extend(pairs.iter().map(|&(a, b)| (a.min(b), a.max(b))));
            }
            met.sort_unstable();
            let all: Vec<(u32, u32)> = (0..n as u32).flat_map(|a| (a + 1..n as u32).map(move |b| (a, b))).collect();
            assert_eq!(met, all, "{n} nodes");
        }
    }
}
