//! Stress for large parts: instead of all pairs only links, some pairs two links apart, and pairs with a
//! few pivots, each of which stands for the nodes around it (Ortmann, Klimenta and Brandes, "A sparse
//! stress model", 2017).

use rayon::prelude::*;

use super::graph::{Graph, Link};
use super::pivots::Pivots;
use crate::geom::{Point, SplitMix64};

/// The chosen pairs of a connected graph.
pub(super) struct SparseStress<'a> {
    graph: &'a Graph,
    pivots: &'a Pivots,
    /// For each node, one (distance, weight) for each pivot; the weight counts the nodes around the pivot
    /// for which it stands.
    far: Vec<(f32, f32)>,
    /// Pairs two links apart: they spread what hangs on one node, which pivots cannot tell apart.
    near: Graph,
}

impl<'a> SparseStress<'a> {
    /// Chooses pairs: O((n + m) * pivots) in time, O(n * pivots) in memory.
    pub(super) fn new(graph: &'a Graph, pivots: &'a Pivots, random: &mut SplitMix64) -> Self {
        Self { graph, pivots, far: regions(pivots, graph.len()), near: two_links_apart(graph, random) }
    }

    /// Moves `places` to low stress in `rounds` of localized majorization, starting from places that are
    /// roughly right already. Fixed nodes do not move. The sums over the pivots are taken in parallel, each
    /// node for itself, so the number of threads does not matter.
    pub(super) fn descend(&self, places: &mut [Point], fixed: &[bool], rounds: usize) {
        for _ in 0..rounds {
            let sums = self.pivot_sums(places);
            for (node, &(x, y, total)) in sums.iter().enumerate() {
                if fixed[node] {
                    continue;
                }
                let here = places[node];
                let mut sum = (x, y, total);
                for link in self.graph.of(node).iter().chain(self.near.of(node)) {
                    let weight = link.strength / (link.length * link.length);
                    let far = places[link.to];
                    let between = here - far;
                    let length = between.hypot();
                    let towards = if length > 1.0e-9 { between / length } else { super::direction(node, link.to) };
                    let wish = far + towards * link.length;
                    sum = (sum.0 + weight * wish.x, sum.1 + weight * wish.y, sum.2 + weight);
                }
                if sum.2 > 0.0 {
                    places[node] = Point::new(sum.0 / sum.2, sum.1 / sum.2);
                }
            }
        }
    }

    /// Weighted sums of where the pivots want each node, and the sum of the weights.
    fn pivot_sums(&self, places: &[Point]) -> Vec<(f64, f64, f64)> {
        let k = self.pivots.nodes.len();
        let pivots: Vec<Point> = self.pivots.nodes.iter().map(|&node| places[node]).collect();
        let sum = |(row, &here): (&[(f32, f32)], &Point)| {
            let (mut x, mut y, mut total) = (0.0, 0.0, 0.0);
            for (&(wanted, weight), pivot) in row.iter().zip(&pivots) {
                let between = here - *pivot;
                let stretch = f64::from(wanted) / (between.hypot2() + 1.0e-12).sqrt();
                let weight = f64::from(weight);
                x += weight * (pivot.x + between.x * stretch);
                y += weight * (pivot.y + between.y * stretch);
                total += weight;
            }
            (x, y, total)
        };
        self.far.par_chunks(k).zip(places.par_iter()).with_min_len(512).map(sum).collect()
    }
}

/// Distances to the pivots, and the number of nodes of a pivot's region (those nearest to it) that are at
/// most half as far from it: only they look the same from the node.
fn regions(pivots: &Pivots, n: usize) -> Vec<(f32, f32)> {
    let k = pivots.nodes.len();
    let mut members: Vec<Vec<f32>> = vec![Vec::new(); k];
    for node in 0..n {
        let nearest = (0..k).min_by(|&a, &b| pivots.rows[a][node].total_cmp(&pivots.rows[b][node]));
        if let Some(p) = nearest {
            members[p].push(pivots.rows[p][node]);
        }
    }
    members.iter_mut().for_each(|distances| distances.sort_by(f32::total_cmp));
    let mut far = vec![(0.0, 0.0); n * k];
    for (p, row) in pivots.rows.iter().enumerate() {
        for (node, &d) in row.iter().enumerate() {
            let region = members[p].partition_point(|&other| other <= d / 2.0);
            if d > 0.0 {
                far[node * k + p] = (d, region as f32 / (d * d));
            }
        }
    }
    far
}

/// For each node a few random nodes two links away.
fn two_links_apart(graph: &Graph, random: &mut SplitMix64) -> Graph {
    const TRIES: usize = 4;
    let mut arcs = Vec::with_capacity(2 * TRIES * graph.len());
    for a in 0..graph.len() {
        let links = graph.of(a);
        for _ in 0..TRIES {
            let Some(first) = links.get(random.below(links.len())) else { continue };
            let further = graph.of(first.to);
            let second = further[random.below(further.len())];
            let linked = links.binary_search_by_key(&second.to, |link| link.to).is_ok();
            if second.to != a && !linked {
                let length = first.length + second.length;
                arcs.push((a, Link { to: second.to, length, strength: 1.0 }));
                arcs.push((second.to, Link { to: a, length, strength: 1.0 }));
            }
        }
    }
    Graph::from_arcs(graph.len(), arcs)
}
