//! The springs of a request as a compact graph: one link per pair, usable lengths, connected parts.
//! It knows neither places nor shapes beyond what a link needs to be long enough.

use super::{Body, Spring};

/// The shortest length of a link where neither the spring nor the shapes ask for more.
const SHORTEST: f64 = 1.0;
/// The longest length of a link: an absurd length must not push the map out of its coordinates.
const LONGEST: f64 = 1.0e5;
/// Strengths beyond this ratio to 1 only make the arrangement stiff.
const STRONGEST: f64 = 16.0;

/// One direction of a spring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    pub(super) to: usize,
    pub(super) length: f64,
    pub(super) strength: f64,
}

/// An undirected simple graph in compressed rows; the links of a node are sorted by their far end.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    starts: Vec<usize>,
    links: Vec<Link>,
    /// The far ends of all links: all that counting hops has to read.
    ends: Vec<u32>,
    uniform: Option<f64>,
}

impl Graph {
    /// The graph of `springs`; loops and ends that do not exist are left out, of parallel springs the
    /// shortest length and the greatest strength count.
    pub(super) fn new(bodies: &[Body], springs: &[Spring]) -> Self {
        let n = bodies.len();
        let mut arcs = Vec::with_capacity(springs.len() * 2);
        for spring in springs {
            if spring.a == spring.b || spring.a >= n || spring.b >= n {
                continue;
            }
            let length = usable_length(spring, &bodies[spring.a], &bodies[spring.b]);
            let strength =
                if spring.strength.is_finite() { spring.strength.clamp(1.0 / STRONGEST, STRONGEST) } else { 1.0 };
            arcs.push((spring.a, Link { to: spring.b, length, strength }));
            arcs.push((spring.b, Link { to: spring.a, length, strength }));
        }
        Self::from_arcs(n, arcs)
    }

    /// The graph of directed links, which must come in both directions.
    pub(super) fn from_arcs(n: usize, mut arcs: Vec<(usize, Link)>) -> Self {
        arcs.sort_by(|(a, x), (b, y)| (a, x.to).cmp(&(b, y.to)).then(x.length.total_cmp(&y.length)));
        arcs.dedup_by(|(b, y), (a, x)| {
            let same = a == b && x.to == y.to;
            if same {
                x.strength = x.strength.max(y.strength);
            }
            same
        });
        let mut starts = vec![0; n + 1];
        for (a, _) in &arcs {
            starts[a + 1] += 1;
        }
        for i in 0..n {
            starts[i + 1] += starts[i];
        }
        let links: Vec<Link> = arcs.into_iter().map(|(_, link)| link).collect();
        let uniform = links.first().map(|link| link.length).filter(|&length| links.iter().all(|l| l.length == length));
        let ends = links.iter().map(|link| link.to as u32).collect();
        Self { starts, links, ends, uniform }
    }

    /// The length of all links where it is the same: hops may be counted instead of added up.
    pub(super) fn uniform_length(&self) -> Option<f64> {
        self.uniform
    }

    /// The number of nodes.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The links of a node.
    pub(super) fn of(&self, node: usize) -> &[Link] {
        &self.links[self.starts[node]..self.starts[node + 1]]
    }

    /// The far ends of the links of a node.
    pub(super) fn ends(&self, node: usize) -> &[u32] {
        &self.ends[self.starts[node]..self.starts[node + 1]]
    }

    /// How many links a node has.
    pub(super) fn degree(&self, node: usize) -> usize {
        self.starts[node + 1] - self.starts[node]
    }

    /// Each link once, from its smaller end.
    pub(super) fn edges(&self) -> impl Iterator<Item = (usize, Link)> + '_ {
        (0..self.len()).flat_map(|a| self.of(a).iter().filter(move |link| a < link.to).map(move |&link| (a, link)))
    }

    /// The connected parts, the largest first, then by their first node; members ascend.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.len()];
        let mut parts = Vec::new();
        for first in 0..self.len() {
            if std::mem::replace(&mut seen[first], true) {
                continue;
            }
            let mut members = vec![first];
            let mut next = 0;
            while next < members.len() {
                for link in self.of(members[next]) {
                    if !std::mem::replace(&mut seen[link.to], true) {
                        members.push(link.to);
                    }
                }
                next += 1;
            }
            members.sort_unstable();
            parts.push(members);
        }
        parts.sort_by_key(|members| (std::cmp::Reverse(members.len()), members[0]));
        parts
    }

    /// The graph of some nodes (ascending), renumbered in their order.
    pub(super) fn induced(&self, members: &[usize]) -> Self {
        if members.len() == self.len() {
            return self.clone();
        }
        let mut number = vec![usize::MAX; self.len()];
        for (i, &node) in members.iter().enumerate() {
            number[node] = i;
        }
        let arcs = members.iter().enumerate().flat_map(|(i, &node)| {
            let number = &number;
            self.of(node)
                .iter()
                .filter(move |link| number[link.to] != usize::MAX)
                .map(move |link| (i, Link { to: number[link.to], ..*link }))
        });
        Self::from_arcs(members.len(), arcs.collect())
    }
}

/// The length of a spring, long enough that its two shapes can stand beside or above each other.
fn usable_length(spring: &Spring, a: &Body, b: &Body) -> f64 {
    let (p, q) = (a.usable_footprint(), b.usable_footprint());
    let beside = (p.x1 - q.x0).min(q.x1 - p.x0);
    let above = (p.y1 - q.y0).min(q.y1 - p.y0);
    let wanted = if spring.length.is_finite() { spring.length } else { SHORTEST };
    wanted.max(beside.min(above)).clamp(SHORTEST, LONGEST)
}
