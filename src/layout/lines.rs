//! Springs as drawn lines: where they cross, run under bodies, or leave one body side by side.
//! The judgment that the search for better single places in `refine` and `arrivals` shares.

use super::graph::Graph;
use super::quality::cross;
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
            edges: graph.edges().map(|(a, link)| (a, link.to)).collect(),
            cores: boxes.iter().map(core).collect(),
        }
    }

    /// The price of all faults that `node` has a part in when it stands at `at`; gives up beyond `limit`.
    pub(super) fn price(&self, places: &[Point], node: usize, at: Point, limit: f64) -> f64 {
        let mut price = self.narrow_angles(places, node, at);
        let own = self.boxes[node] + at.to_vec2();
        let links = self.graph.of(node);
        let reach = links.iter().map(|link| places[link.to]).fold(own, |all, p| all.union_pt(p));
        for &(a, b) in &self.edges {
            let (p, q) = (places[a], places[b]);
            if p.x.max(q.x) < reach.x0 || p.x.min(q.x) > reach.x1 || p.y.max(q.y) < reach.y0 || p.y.min(q.y) > reach.y1
            {
                continue;
            }
            if a == node || b == node {
                continue;
            }
            price += self.runs_under(p, q, node, at);
            for link in links {
                if link.to != a && link.to != b && cross(at, places[link.to], p, q) {
                    price += self.prices.crossing;
                }
            }
            if price > limit {
                return price;
            }
        }
        for link in links {
            let far = places[link.to];
            for (body, &place) in places.iter().enumerate() {
                if body != node && body != link.to {
                    price += self.runs_under(at, far, body, place);
                }
            }
            if price > limit {
                return price;
            }
        }
        price
    }

    /// The price of the line `pq` running under a body that stands at `at`.
    #[inline]
    fn runs_under(&self, p: Point, q: Point, body: usize, at: Point) -> f64 {
        let r = self.boxes[body] + at.to_vec2();
        if p.x.max(q.x) <= r.x0 || p.x.min(q.x) >= r.x1 || p.y.max(q.y) <= r.y0 || p.y.min(q.y) >= r.y1 {
            return 0.0;
        }
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
            let lengths = (u.hypot2() * v.hypot2()).sqrt();
            let cosine = if lengths > 0.0 { u.dot(v) / lengths } else { 1.0 };
            if cosine > WIDE { self.prices.narrow * (cosine - WIDE) / (1.0 - WIDE) } else { 0.0 }
        };
        let links = self.graph.of(node);
        let mut price = 0.0;
        for (i, link) in links.iter().enumerate() {
            let far = places[link.to];
            price += links[i + 1..].iter().map(|other| blur(far - at, places[other.to] - at)).sum::<f64>();
            let others = self.graph.of(link.to).iter().filter(|other| other.to != node);
            price += others.map(|other| blur(at - far, places[other.to] - far)).sum::<f64>();
        }
        price
    }
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
