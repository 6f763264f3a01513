//! Stress: places whose distances come as near as possible to the shortest ways along the springs; and
//! the sweeps that finish an arrangement (localized majorization: Gansner, Koren and North, "Graph drawing
//! by stress majorization", 2004). Overlaps are not looked at here.

use super::distances::all_pairs;
use super::flat::{Flat, NOWHERE, Wish, misses, padded, wish};
use super::graph::{Graph, Link};
use super::rings::Band;
use crate::geom::Point;

/// How much the ring of a body counts, beside all its distances to others: with 1, rings blur where many
/// springs run across them; with 20, they are drawn with a compass.
pub(super) const RING_PULL: f64 = 8.0;

/// Wanted distances between all pairs of a connected graph, and to the middle of rings where there are any.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    n: usize,
    /// The length of a row, padded.
    row: usize,
    distances: Vec<f32>,
    /// The sum of 1 / distance^2 of each node, at scale 1.
    weights: Vec<f64>,
    /// Links count once more, so that strong springs come nearer to their length.
    graph: Graph,
    /// How far from the origin each node is wanted; empty without rings.
    bands: Vec<Band>,
    scale: f64,
}

impl Wanted {
    /// The shortest ways of a graph. With `bands` (one for each node) there is also a way through the middle:
    /// no pair is wanted further apart than opposite places on their rings.
    pub(super) fn new(graph: &Graph, bands: Vec<Band>) -> Self {
        Self::with(graph.clone(), all_pairs(graph, padded(graph.len())), bands)
    }

    /// The distances of a table, one row for each node.
    pub(super) fn between(rows: &[Vec<f32>], bands: Vec<Band>) -> Self {
        let row = padded(rows.len());
        let mut distances = vec![NOWHERE; rows.len() * row];
        for (to, from) in distances.chunks_exact_mut(row.max(1)).zip(rows) {
            to.iter_mut().zip(from).for_each(|(to, &from)| *to = from);
        }
        Self::with(Graph::from_arcs(rows.len(), std::iter::empty()), distances, bands)
    }

    fn with(graph: Graph, mut distances: Vec<f32>, bands: Vec<Band>) -> Self {
        let n = graph.len();
        let row = padded(n);
        for (a, row) in distances.chunks_exact_mut(row.max(1)).enumerate() {
            around_the_middle(row, a, &bands);
            row[a] = NOWHERE;
        }
        let weight = |row: &[f32]| row.iter().map(|&d| 1.0 / (f64::from(d) * f64::from(d))).sum();
        let weights = distances.chunks_exact(row.max(1)).map(weight).collect();
        Self { n, row, distances, weights, graph, bands, scale: 1.0 }
    }

    /// The wanted distances from one node; [`NOWHERE`] to itself and at the padded end.
    pub(super) fn row(&self, a: usize) -> &[f32] {
        &self.distances[a * self.row..(a + 1) * self.row]
    }

    /// The wanted distance of a pair.
    pub(super) fn distance(&self, a: usize, b: usize) -> f32 {
        self.distances[a * self.row + b]
    }

    /// The number of nodes.
    pub(super) fn len(&self) -> usize {
        self.n
    }

    /// Makes all wanted distances longer by one factor.
    pub(super) fn scale(&mut self, factor: f64) {
        self.distances.iter_mut().filter(|d| **d < NOWHERE).for_each(|d| *d *= factor as f32);
        self.bands.iter_mut().for_each(|band| *band = band.scaled(factor));
        self.weights.iter_mut().for_each(|weight| *weight /= factor * factor);
        self.scale *= factor;
    }

    /// Links that weigh more than their part as one pair of all: far end, length, and what they weigh more.
    pub(super) fn strong_links(&self, node: usize) -> impl Iterator<Item = (usize, f64, f64)> + '_ {
        let strong = self.graph.of(node).iter().filter(|link| extra(**link) > 0.0);
        strong.map(|link| (link.to(), link.length() * self.scale, extra(*link)))
    }

    /// How far from the origin a node that stands at `at` is wanted, and what that weighs beside weights of
    /// 1 / distance^2; `None` where it may stay.
    pub(super) fn ring(&self, node: usize, at: Point) -> Option<(f64, f64)> {
        off_band(&self.bands, node, at).map(|radius| (radius, RING_PULL * self.weights[node]))
    }

    /// Where the others, by their places and the wanted distances, want a node on average.
    pub(super) fn mean_place(&self, places: &Flat, node: usize) -> Point {
        let here = places.get(node);
        self.wish(here, places, node).place(here)
    }

    fn wish(&self, here: Point, places: &Flat, node: usize) -> Wish {
        let mut all = wish(here, places, (self.row(node), 1.0), 0.0);
        for (to, length, extra) in self.strong_links(node) {
            all.add(here, places.get(to), length, extra / (length * length));
        }
        if let Some((radius, weight)) = self.ring(node, here) {
            all.add(here, Point::ORIGIN, radius, weight);
        }
        all
    }

    /// The part of the stress that a node has when it stands at `at`.
    pub(super) fn node_stress(&self, places: &Flat, node: usize, at: Point) -> f64 {
        let miss = |far: Point, d: f64| (at.distance(far) / d - 1.0).powi(2);
        let links = self.strong_links(node);
        let strong = links.map(|(to, length, extra)| extra * miss(places.get(to), length)).sum::<f64>();
        let off_ring = |(radius, weight): (f64, f64)| weight * (at.to_vec2().hypot() - radius).powi(2);
        strong + self.ring(node, at).map_or(0.0, off_ring) + misses(at, places, self.row(node))
    }

    /// The median wanted length of a link; 0 without links.
    pub(super) fn median_link(&self) -> f64 {
        let mut lengths: Vec<f64> = self.graph.edges().map(|(_, link)| link.length() * self.scale).collect();
        lengths.sort_by(f64::total_cmp);
        lengths.get(lengths.len() / 2).copied().unwrap_or(0.0)
    }

    /// The least and the greatest wanted distance.
    pub(super) fn range(&self) -> (f64, f64) {
        let near = self.distances.iter().filter(|d| **d < NOWHERE);
        let range = near.fold((f32::INFINITY, 0.0_f32), |(least, most), &d| (least.min(d), most.max(d)));
        (f64::from(range.0), f64::from(range.1))
    }
}

/// Makes the wanted distances of a node such as rings allow: at most through the middle, at least from ring to
/// ring, and among those of one ring further than they stand apart when they share it evenly. (By their springs
/// alone all would crowd together on one side.)
pub(super) fn around_the_middle(distances: &mut [f32], node: usize, bands: &[Band]) {
    let Some(&own) = bands.get(node) else { return };
    let members = bands.iter().filter(|band| **band == own).count() as f64;
    /// Each has two neighbours, who stand at 1, and many others: with less than this, neighbours come too near.
    const EVEN: f64 = 1.5;
    let apart = own.middle() * (EVEN * std::f64::consts::TAU / members).min(2.0);
    for (d, &band) in distances.iter_mut().zip(bands) {
        let between = (own.inner - band.outer).max(band.inner - own.outer);
        let least = if band == own { apart } else { between }.max(1.0);
        *d = d.clamp(least as f32, (own.outer + band.outer).max(least) as f32);
    }
}

/// The distance from the origin that a node at `at` should rather have; `None` if it is in its band.
pub(super) fn off_band(bands: &[Band], node: usize, at: Point) -> Option<f64> {
    let (far, band) = (at.to_vec2().hypot(), bands.get(node)?);
    let nearest = band.nearest(far);
    (nearest != far).then_some(nearest)
}

/// What a strong spring weighs beyond its part as one pair of all.
fn extra(link: Link) -> f64 {
    (link.strength() - 1.0).max(0.0)
}

/// The sum over all pairs of (distance / wanted - 1)^2, and of what rings ask for.
pub(super) fn stress(wanted: &Wanted, places: &Flat) -> f64 {
    (0..wanted.len()).map(|node| wanted.node_stress(places, node, places.get(node))).sum::<f64>() / 2.0
}

/// One sweep of localized majorization: each free node goes `share` of the way to the place of least
/// stress. Never raises stress for `share` 1.
pub(super) fn settle(wanted: &Wanted, places: &mut Flat, fixed: &[bool], share: f64) {
    for node in (0..wanted.len()).filter(|&node| !fixed[node]) {
        let at = places.get(node).lerp(wanted.mean_place(places, node), share);
        places.set(node, at);
    }
}
