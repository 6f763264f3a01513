//! Stress for large parts: instead of all pairs only links, some pairs two links apart, and pairs with a
//! sample of nodes (after Ortmann, Klimenta and Brandes, "A sparse stress model", 2017).
//!
//! The sample is random and all of it weighs the same: then the sums over it are fair estimates of the sums
//! over all nodes. Pivots far from one another with weights by region, the usual choice, were worse on every
//! graph with hubs (0.26 instead of 0.17 on a scale-free one of 100,000 nodes). First the sample is arranged
//! by the stress of all its pairs, then the rest finds its places between, then all move together.

use rayon::prelude::*;

use super::descent::{descend, scattered};
use super::distances::Scratch;
use super::flat::{Flat, LANES, NOWHERE, Wish};
use super::graph::Graph;
use super::rings::Band;
use super::stress::{RING_PULL, Wanted, around_the_middle, off_band, stress};
use super::table::Table;
use crate::geom::{Point, SplitMix64};

/// The part of the way beyond the place of least stress that a node goes: sweeps that overshoot a little
/// need a third fewer rounds.
const OVERSHOOT: f64 = 1.5;

/// The chosen pairs of a connected graph.
pub(super) struct SparseStress<'a> {
    graph: &'a Graph,
    sample: Vec<usize>,
    /// For each node, its distances to the sample.
    far: Table,
    /// How many nodes one of the sample stands for.
    share: f64,
    /// The square of a distance below which one of the sample has no more to say: nearer than that, the nodes
    /// for which it stands lie around the node rather than on one side.
    blunt: f32,
    /// Pairs two links apart: they spread what hangs on one node, which the sample cannot tell apart.
    near: Pairs,
    /// How far from the origin each node is wanted; empty without rings.
    bands: &'a [Band],
}

impl<'a> SparseStress<'a> {
    /// Chooses pairs, `size` (rounded up to whole lanes) with the sample for each node: O((n + m) * size) in
    /// time, O(n * size) in memory.
    /// `reached` hears how much of it is done; `None` where it answers that.
    pub(super) fn new(
        graph: &'a Graph,
        size: usize,
        bands: &'a [Band],
        random: &mut SplitMix64,
        reached: impl Fn(f64) -> Option<()>,
    ) -> Option<Self> {
        let n = graph.len();
        let size = size.min(n / LANES * LANES).next_multiple_of(LANES);
        let sample = sample(n, size, random);
        let mut far = Table::new(graph, sample[0], size, bands);
        let mut rows = vec![Vec::new(); LANES];
        for first in (0..size).step_by(LANES) {
            reached(first as f64 / size as f64)?;
            // A few at a time: all rows and the table together would take several times the memory.
            rows.par_iter_mut().zip(&sample[first..]).for_each_init(Scratch::default, |scratch, (row, &source)| {
                row.clear();
                row.extend_from_slice(scratch.from(graph, source));
                around_the_middle(row, source, bands);
                row[source] = NOWHERE;
            });
            far.set(first, &rows);
        }
        let apart = 2.0 * far.mean_nearest();
        let (blunt, near) = ((apart * apart) as f32, two_links_apart(graph, random));
        Some(Self { graph, sample, far, share: n as f64 / size as f64, blunt, near, bands })
    }

    /// Places for all nodes from nothing.
    pub(super) fn start(&self, random: &mut SplitMix64) -> Vec<Point> {
        /// The sample decides the shape of the whole, and its arrangement costs next to nothing.
        const ATTEMPTS: usize = 4;
        const ROUNDS: usize = 40;
        let size = self.sample.len();
        let rows: Vec<Vec<f32>> = self.sample.iter().map(|&node| self.far.row(node).collect()).collect();
        let bands = self.sample.iter().filter_map(|&node| self.bands.get(node).copied()).collect();
        let wanted = Wanted::between(&rows, bands);
        let seeds: Vec<u64> = (0..ATTEMPTS).map(|_| random.next_u64()).collect();
        let attempt = |&seed: &u64| {
            let random = &mut SplitMix64::new(seed);
            let mut pivots = scattered(size, wanted.range().1, random);
            descend(&wanted, &mut pivots, &vec![false; size], (ROUNDS, 1.0), random);
            (stress(&wanted, &pivots), pivots)
        };
        let attempts: Vec<(f64, Flat)> = seeds.par_iter().map(attempt).collect();
        let best = attempts.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        let pivots = best.map(|best| best.1).unwrap_or_default();
        let mut jitter = || random.next_f64() - 0.5;
        let link = self.graph.of(0).first().map_or(1.0, |link| link.length());
        let jitters: Vec<Point> = (0..self.graph.len()).map(|_| Point::new(link * jitter(), link * jitter())).collect();
        let between = |(node, jitter): (usize, &Point)| {
            let mut wish = Wish::default();
            for (p, d) in self.far.row(node).enumerate() {
                // The nearest few decide.
                let near = if d < NOWHERE { f64::from(d) } else { 0.01 * link };
                wish.add(pivots.get(p), pivots.get(p), 0.0, 1.0 / (near * near * near * near));
            }
            wish.place(Point::ORIGIN) + jitter.to_vec2()
        };
        jitters.par_iter().enumerate().map(between).collect()
    }

    /// Moves `places` to low stress in `rounds` of localized majorization. Fixed nodes do not move. The sums
    /// over the sample are taken in parallel, each node for itself, so the number of threads does not matter. They
    /// count by `far`: with less than 1, neighbours decide more.
    pub(super) fn settle(&self, places: &mut [Point], fixed: &[bool], rounds: usize, far: f64) {
        let share = self.share * far;
        let mut wishes = vec![Wish::default(); places.len()];
        for _ in 0..rounds {
            let sample: Vec<Point> = self.sample.iter().map(|&node| places[node]).collect();
            let sample = Flat::new(&sample);
            self.far.wishes(places, &sample, self.blunt, &mut wishes);
            for (node, far) in wishes.iter().enumerate().filter(|(node, _)| !fixed[*node]) {
                let here = places[node];
                let mut all = Wish { sum: far.sum * share, weight: far.weight * share };
                if let Some(radius) = off_band(self.bands, node, here) {
                    all.add(here, Point::ORIGIN, radius, RING_PULL * all.weight);
                }
                for link in self.graph.of(node) {
                    all.add(here, places[link.to()], link.length(), link.strength() / (link.length() * link.length()));
                }
                for (to, length) in self.near.of(node) {
                    all.add(here, places[to], length, 1.0 / (length * length));
                }
                places[node] = here + (all.place(here) - here) * OVERSHOOT;
            }
        }
    }
}

/// Different nodes, ascending, so that neighbours in memory are read together.
fn sample(n: usize, size: usize, random: &mut SplitMix64) -> Vec<usize> {
    let mut nodes: Vec<usize> = (0..n).collect();
    for i in 0..size.min(n) {
        let other = i + random.below(n - i);
        nodes.swap(i, other);
    }
    nodes.truncate(size);
    nodes.sort_unstable();
    nodes
}

/// Pairs of nodes with a wanted distance, each from both ends, in compressed rows.
struct Pairs {
    starts: Vec<u32>,
    far: Vec<u32>,
    /// Their distances; one for all where it is the same.
    lengths: Vec<f32>,
}

impl Pairs {
    fn new(n: usize, pairs: &[(u32, u32, f32)]) -> Self {
        let mut starts = vec![0_u32; n + 1];
        let ends = || pairs.iter().flat_map(|&(a, b, d)| [(a, b, d), (b, a, d)]);
        ends().for_each(|(a, ..)| starts[a as usize + 1] += 1);
        for i in 0..n {
            starts[i + 1] += starts[i];
        }
        let even = pairs.windows(2).all(|pair| pair[0].2 == pair[1].2);
        let (mut next, mut far) = (starts.clone(), vec![0; 2 * pairs.len()]);
        let mut lengths = vec![pairs.first().map_or(0.0, |pair| pair.2); if even { 1 } else { 2 * pairs.len() }];
        for (a, b, d) in ends() {
            let at = &mut next[a as usize];
            far[*at as usize] = b;
            if !even {
                lengths[*at as usize] = d;
            }
            *at += 1;
        }
        Self { starts, far, lengths }
    }

    fn of(&self, node: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let row = self.starts[node] as usize..self.starts[node + 1] as usize;
        let even = self.lengths.len() == 1;
        row.map(move |i| (self.far[i] as usize, f64::from(self.lengths[if even { 0 } else { i }])))
    }
}

/// For each node a few random nodes two links away.
fn two_links_apart(graph: &Graph, random: &mut SplitMix64) -> Pairs {
    const TRIES: usize = 4;
    let mut pairs = Vec::with_capacity(TRIES * graph.len());
    for a in 0..graph.len() {
        let links = graph.of(a);
        for _ in 0..TRIES {
            let Some(first) = links.get(random.below(links.len())) else { continue };
            let further = graph.of(first.to());
            let second = further[random.below(further.len())];
            let linked = links.binary_search_by_key(&second.to, |link| link.to).is_ok();
            if second.to() != a && !linked {
                pairs.push((a as u32, second.to, first.length + second.length));
            }
        }
    }
    Pairs::new(graph.len(), &pairs)
}
