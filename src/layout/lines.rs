//! Springs as drawn lines: where they cross, run under bodies, or leave one body side by side.
//! The judgment that the search for better single places in `refine` and `arrivals` shares.

use super::graph::Graph;
use super::quality::side;
use crate::geom::overlap;
use crate::geom::{Point, Rect, Vec2};

/// What a fault of the picture costs, in units of relative stress: 1 is a pair at twice its distance.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prices {
    /// Two springs cross. Higher: fewer crossings in a less even picture.
    pub(super) crossing: f64,
    /// A spring runs through the middle of a body; less towards the rim. Worse than any crossing, since it
    /// shows a connection that is not there.
    pub(super) under: f64,
    /// A spring runs through a label from end to end.
    pub(super) label: f64,
    /// Two springs leave a body in the same direction.
    pub(super) narrow: f64,
}

/// All springs of a graph as lines between places that the caller keeps.
pub(super) struct Lines<'a> {
    graph: &'a Graph,
    boxes: &'a [Rect],
    prices: Prices,
    edges: Vec<(usize, usize)>,
    /// The radius of the disc that fits around the place inside each footprint.
    cores: Vec<f64>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(graph: &'a Graph, boxes: &'a [Rect], prices: Prices) -> Self {
        let core = |b: &Rect| (-b.x0).min(b.x1).min(-b.y0).min(b.y1).max(0.0);
        Self {
            graph,
            boxes,
            prices,
            edges: graph.edges().map(|(a, link)| (a, link.to())).collect(),
            cores: boxes.iter().map(core).collect(),
        }
    }

    /// What `node` can meet while it tries places within `around`: gathered once for many tries.
    pub(super) fn sight(&'a self, places: &'a [Point], node: usize, around: Rect) -> Sight<'a> {
        let links = self.graph.of(node);
        let spread = links.iter().map(|link| places[link.to()]).fold(around, |all, p| all.union_pt(p));
        let own = self.boxes[node];
        let covered = Rect::new(around.x0 + own.x0, around.y0 + own.y0, around.x1 + own.x1, around.y1 + own.y1);
        let mut sight = Sight {
            map: self,
            places,
            node,
            lines: Vec::new(),
            far_sides: Vec::new(),
            above: Vec::new(),
            bodies: Vec::new(),
        };
        let mut ends = Vec::new();
        for &(a, b) in &self.edges {
            let (p, q) = (places[a], places[b]);
            if a == node || b == node {
                continue;
            }
            if self.prices.crossing > 0.0 && bounds_meet(p, q, spread) {
                sight.lines.push((p, q));
                ends.push((a, b));
            }
            if bounds_meet(p, q, covered) {
                sight.above.push((p, q));
            }
        }
        for link in links {
            let far = places[link.to()];
            // Lines with a common end do not cross.
            let side = |(&(p, q), &(a, b)): (&(Point, Point), &(usize, usize))| {
                if a == link.to() || b == link.to() { 0.0 } else { side(p, q, far) }
            };
            sight.far_sides.extend(sight.lines.iter().zip(&ends).map(side));
        }
        if !links.is_empty() {
            for (body, (&at, footprint)) in places.iter().zip(self.boxes).enumerate() {
                let stands = *footprint + at.to_vec2();
                if body != node && overlap(stands, spread) {
                    sight.bodies.push((body, at, stands));
                }
            }
        }
        sight
    }

    /// The price of the line `pq` running under a body that stands at `at`.
    #[inline]
    fn runs_under(&self, (p, q): (Point, Point), body: usize, at: Point) -> f64 {
        let r = self.boxes[body] + at.to_vec2();
        if bounds_meet(p, q, r) { self.price_under((p, q), r, body, at) } else { 0.0 }
    }

    fn price_under(&self, (p, q): (Point, Point), r: Rect, body: usize, at: Point) -> f64 {
        let inside = clipped(p, q, r);
        if inside <= 0.0 {
            return 0.0;
        }
        let d = q - p;
        let along = ((at - p).dot(d) / d.hypot2().max(1.0e-9)).clamp(0.0, 1.0);
        let core = self.cores[body].max(1.0e-6);
        let depth = 1.0 - (p + d * along).distance(at) / core;
        let label = self.prices.label * inside / (r.width() + r.height()).max(1.0e-6);
        label + self.prices.under * (1.5 * depth).clamp(0.0, 1.0)
    }

    /// Springs closer than about 20 degrees blur at the rim, at this node and at its neighbours.
    fn narrow_angles(&self, places: &[Point], node: usize, at: Point) -> f64 {
        const WIDE: f64 = 0.94;
        let blur = |u: Vec2, v: Vec2| {
            let (dot, lengths) = (u.dot(v), u.hypot2() * v.hypot2());
            // Most pairs are far from blurred: they need no root.
            if dot < 0.0 || dot * dot < WIDE * WIDE * lengths {
                return 0.0;
            }
            let cosine = if lengths > 0.0 { dot / lengths.sqrt() } else { 1.0 };
            self.prices.narrow * (cosine - WIDE).max(0.0) / (1.0 - WIDE)
        };
        let links = self.graph.of(node);
        let mut price = 0.0;
        for (i, link) in links.iter().enumerate() {
            let far = places[link.to()];
            price += links[i + 1..].iter().map(|other| blur(far - at, places[other.to()] - at)).sum::<f64>();
            let others = self.graph.of(link.to()).iter().filter(|other| other.to() != node);
            price += others.map(|other| blur(at - far, places[other.to()] - far)).sum::<f64>();
        }
        price
    }
}

/// The part of a map that matters to one node which looks for a place nearby.
pub(super) struct Sight<'a> {
    map: &'a Lines<'a>,
    places: &'a [Point],
    node: usize,
    /// Springs of others that one of its own may cross.
    lines: Vec<(Point, Point)>,
    /// For each of its links, on which side of each of these lines the far end lies.
    far_sides: Vec<f64>,
    /// Springs of others that may run under it.
    above: Vec<(Point, Point)>,
    /// Bodies under which its own springs may run.
    bodies: Vec<(usize, Point, Rect)>,
}

impl Sight<'_> {
    /// The price of all faults that the node has a part in when it stands at `at`, which must lie within
    /// the sight; gives up beyond `limit`.
    pub(super) fn price(&self, at: Point, limit: f64) -> f64 {
        let mut price = self.map.narrow_angles(self.places, self.node, at);
        price += self.above.iter().map(|&line| self.map.runs_under(line, self.node, at)).sum::<f64>();
        let links = self.map.graph.of(self.node);
        for link in links {
            if price > limit {
                return price;
            }
            let far = self.places[link.to()];
            let met = self.bodies.iter().filter(|body| bounds_meet(at, far, body.2) && body.0 != link.to());
            price +=
                met.map(|&(body, place, stands)| self.map.price_under((at, far), stands, body, place)).sum::<f64>();
        }
        if price > limit || self.lines.is_empty() {
            return price;
        }
        let near_sides: Vec<f64> = self.lines.iter().map(|&(p, q)| side(p, q, at)).collect();
        for (link, far_sides) in links.iter().zip(self.far_sides.chunks(self.lines.len())) {
            let far = self.places[link.to()];
            // Without a branch: about every second pair passes the first half of the test.
            let crosses = |((&(p, q), near), beyond): ((&(Point, Point), &f64), &f64)| {
                u64::from((near * beyond < 0.0) & (side(at, far, p) * side(at, far, q) < 0.0))
            };
            let crossings: u64 = self.lines.iter().zip(&near_sides).zip(far_sides).map(crosses).sum();
            price += self.map.prices.crossing * crossings as f64;
            if price > limit {
                return price;
            }
        }
        price
    }
}

/// Whether the box around the line `pq` shares area, or a stretch of the line, with a rectangle.
#[inline]
fn bounds_meet(p: Point, q: Point, r: Rect) -> bool {
    !((p.x <= r.x0 && q.x <= r.x0)
        || (p.x >= r.x1 && q.x >= r.x1)
        || (p.y <= r.y0 && q.y <= r.y0)
        || (p.y >= r.y1 && q.y >= r.y1))
}

/// How long the line `pq` runs inside a rectangle (Liang and Barsky, 1984).
fn clipped(p: Point, q: Point, r: Rect) -> f64 {
    let d = q - p;
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (start, way, low, high) in [(p.x, d.x, r.x0, r.x1), (p.y, d.y, r.y0, r.y1)] {
        if way.abs() < 1.0e-12 {
            if start <= low || start >= high {
                return 0.0;
            }
            continue;
        }
        let (a, b) = ((low - start) / way, (high - start) / way);
        from = from.max(a.min(b));
        to = to.min(a.max(b));
    }
    (to - from).max(0.0) * d.hypot()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(p: (f64, f64), q: (f64, f64), expected: f64) {
        let inside = clipped(p.into(), q.into(), Rect::new(0.0, 0.0, 10.0, 4.0));
        assert!((inside - expected).abs() < 1.0e-9, "{inside} instead of {expected}");
    }

    #[test]
    fn a_line_is_clipped_to_a_rectangle() {
        check((-5.0, 2.0), (15.0, 2.0), 10.0);
        check((5.0, -3.0), (5.0, 2.0), 2.0);
        check((-1.0, 9.0), (20.0, 9.0), 0.0);
        check((1.0, 1.0), (4.0, 1.0), 3.0);
    }
}
