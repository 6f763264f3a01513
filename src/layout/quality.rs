//! How good a layout is, in the measures of the field. It judges places, it makes none.

use super::LayoutRequest;
use super::distances::Scratch;
use super::graph::Graph;
use super::overlap::Grid;
use crate::geom::overlap;
use crate::geom::{Point, Rect, SplitMix64};

/// Measures of one layout.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quality {
    /// Normalized stress, 0 (perfect) to 1: the mean over connected pairs of (s * distance / wanted - 1)^2
    /// at the best scale s. Beyond 2,000 bodies from 200 evenly spread ones to all. 0 without pairs.
    pub stress: f64,
    /// Pairs of footprints that overlap.
    pub overlaps: usize,
    /// Pairs of springs that cross, those with a common end not counted; beyond 5,000 springs an estimate
    /// from two million pairs.
    pub crossings: usize,
    /// The mean over bodies with springs of the likeness (Jaccard) of their neighbours in the graph and as
    /// many nearest bodies on the map: 0 to 1, larger is better. 1 without springs.
    pub neighborhood: f64,
}

impl Quality {
    /// Measures `places` (one for each body). Wanted distances are the shortest ways along spring lengths,
    /// or along numbers of springs with `by_hops`. O(n^2) up to 2,000 bodies.
    #[must_use]
    pub fn of(request: &LayoutRequest, places: &[Point], by_hops: bool) -> Self {
        let graph = if by_hops {
            let mut hops = request.clone();
            hops.springs.iter_mut().for_each(|spring| spring.length = 1.0);
            hops.bodies.iter_mut().for_each(|body| body.footprint = Rect::ZERO);
            Graph::new(&hops.bodies, &hops.springs)
        } else {
            Graph::new(&request.bodies, &request.springs)
        };
        let rects: Vec<Rect> =
            request.bodies.iter().zip(places).map(|(body, p)| body.usable_footprint() + p.to_vec2()).collect();
        let mut overlaps = 0;
        Grid::new(&rects).pairs(&rects, |_, _| overlaps += 1);
        Self {
            stress: stress(&graph, places),
            overlaps,
            crossings: crossings(&graph, places),
            neighborhood: neighborhood(&graph, places),
        }
    }
}

fn stress(graph: &Graph, places: &[Point]) -> f64 {
    let n = graph.len();
    let stride = if n > 2000 { n / 200 } else { 1 };
    let mut scratch = Scratch::default();
    let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0);
    for a in (0..n).step_by(stride) {
        for (b, &d) in scratch.from(graph, a).iter().enumerate() {
            if d > 0.0 && d.is_finite() {
                let ratio = places[a].distance(places[b]) / f64::from(d);
                (sum, squares, count) = (sum + ratio, squares + ratio * ratio, count + 1.0);
            }
        }
    }
    // The sum of (s r - 1)^2 is least at s = sum / squares.
    if squares > 0.0 { 1.0 - sum * sum / (squares * count) } else { 0.0 }
}

/// The number of crossings; see [`Quality::crossings`].
pub(super) fn crossings(graph: &Graph, places: &[Point]) -> usize {
    const EXACT: usize = 5000;
    let lines: Vec<(usize, usize)> = graph.edges().map(|(a, link)| (a, link.to())).collect();
    let crosses = |i: usize, j: usize| {
        let ((a, b), (c, d)) = (lines[i], lines[j]);
        a != c && a != d && b != c && b != d && cross(places[a], places[b], places[c], places[d])
    };
    if lines.len() <= EXACT {
        return (0..lines.len()).map(|i| (i + 1..lines.len()).filter(|&j| crosses(i, j)).count()).sum();
    }
    const SAMPLES: usize = 2_000_000;
    let mut random = SplitMix64::new(lines.len() as u64);
    let hits = (0..SAMPLES).filter(|_| crosses(random.below(lines.len()), random.below(lines.len()))).count();
    let pairs = lines.len() as f64 * lines.len() as f64 / 2.0;
    (hits as f64 / SAMPLES as f64 * pairs) as usize
}

/// Whether the open segments `pq` and `rs` cross.
#[inline]
fn cross(p: Point, q: Point, r: Point, s: Point) -> bool {
    side(p, q, r) * side(p, q, s) < 0.0 && side(r, s, p) * side(r, s, q) < 0.0
}

/// On which side of the line `ab` a place lies: below zero, above zero, or zero on it.
#[inline]
pub(super) fn side(a: Point, b: Point, c: Point) -> f64 {
    (b - a).cross(c - a)
}

fn neighborhood(graph: &Graph, places: &[Point]) -> f64 {
    let spots: Vec<Rect> = places.iter().map(|p| Rect::from_center_size(*p, (1.0e-3, 1.0e-3))).collect();
    let grid = Grid::new(&spots);
    let bounds = super::packing::bounds(&spots);
    let reach = bounds.width().max(bounds.height());
    let start = (bounds.area() / places.len().max(1) as f64).sqrt().max(reach / 1.0e4).max(1.0e-6);
    let (mut sum, mut count) = (0.0, 0);
    for a in (0..graph.len()).filter(|&a| graph.degree(a) > 0) {
        let wanted = graph.degree(a);
        let mut radius = start;
        let near = loop {
            let around = Rect::from_center_size(places[a], (2.0 * radius, 2.0 * radius));
            let mut near = Vec::new();
            grid.near(around, |b| {
                if b != a && overlap(around, spots[b]) {
                    near.push((places[a].distance(places[b]), b));
                }
            });
            near.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
            near.dedup_by_key(|x| x.1);
            let sure = near.iter().take_while(|x| x.0 <= radius).count();
            if sure >= wanted || radius > 2.0 * reach {
                break near;
            }
            radius *= 2.0;
        };
        let both = near.iter().take(wanted).filter(|(_, b)| graph.of(a).iter().any(|link| link.to() == *b)).count();
        sum += both as f64 / (2 * wanted - both) as f64;
        count += 1;
    }
    if count > 0 { sum / f64::from(count) } else { 1.0 }
}
