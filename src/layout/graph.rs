//! The springs of a request as a compact graph: one link per pair, usable lengths, connected parts.
//! It knows neither places nor shapes beyond what a link needs to be long enough.

use std::borrow::Cow;

use super::{Body, Spring};

/// The shortest length of a link where neither the spring nor the shapes ask for more.
const SHORTEST: f64 = 1.0;
/// The longest length of a link: an absurd length must not push the map out of its coordinates.
const LONGEST: f64 = 1.0e5;
/// Strengths beyond this ratio to 1 only make the arrangement stiff.
const STRONGEST: f64 = 16.0;

/// One direction of a spring; narrow, because a large graph is mostly links.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    pub(super) to: u32,
    pub(super) length: f32,
    pub(super) strength: f32,
}

impl Link {
    pub(super) fn to(self) -> usize {
        self.to as usize
    }

    pub(super) fn length(self) -> f64 {
        f64::from(self.length)
    }

    pub(super) fn strength(self) -> f64 {
        f64::from(self.strength)
    }
}

/// An undirected simple graph in compressed rows; the links of a node are sorted by their far end.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    starts: Vec<u32>,
    links: Vec<Link>,
    /// The far ends of all links: all that counting hops has to read.
    ends: Vec<u32>,
    uniform: Option<f32>,
}

impl Graph {
    /// The graph of `springs`; loops and ends that do not exist are left out, of parallel springs the
    /// shortest length and the greatest strength count.
    pub(super) fn new(bodies: &[Body], springs: &[Spring]) -> Self {
        let n = bodies.len();
        let usable = springs.iter().filter(|spring| spring.a != spring.b && spring.a < n && spring.b < n);
        let arcs = usable.flat_map(|spring| {
            let length = usable_length(spring, &bodies[spring.a], &bodies[spring.b]) as f32;
            let strength =
                if spring.strength.is_finite() { spring.strength.clamp(1.0 / STRONGEST, STRONGEST) } else { 1.0 };
            let link = |to: usize| Link { to: to as u32, length, strength: strength as f32 };
            [(spring.a, link(spring.b)), (spring.b, link(spring.a))]
        });
        Self::from_arcs(n, arcs)
    }

    /// The graph of directed links, which must come in both directions. They are asked for twice, so that no
    /// second copy of them is ever in memory.
    pub(super) fn from_arcs(n: usize, arcs: impl Iterator<Item = (usize, Link)> + Clone) -> Self {
        let mut starts = vec![0_u32; n + 1];
        arcs.clone().for_each(|(a, _)| starts[a + 1] += 1);
        for i in 0..n {
            starts[i + 1] += starts[i];
        }
        let mut links = vec![Link { to: 0, length: 0.0, strength: 0.0 }; starts[n] as usize];
        let mut next = starts.clone();
        for (a, link) in arcs {
            links[next[a] as usize] = link;
            next[a] += 1;
        }
        drop(next);
        let (mut from, mut kept) = (0, 0);
        for a in 0..n {
            let end = starts[a + 1] as usize;
            links[from..end].sort_unstable_by(|x, y| x.to.cmp(&y.to).then(x.length.total_cmp(&y.length)));
            let first = kept;
            for i in from..end {
                if kept > first && links[kept - 1].to == links[i].to {
                    links[kept - 1].strength = links[kept - 1].strength.max(links[i].strength);
                } else {
                    links[kept] = links[i];
                    kept += 1;
                }
            }
            (from, starts[a + 1]) = (end, kept as u32);
        }
        links.truncate(kept);
        let uniform = links.first().map(|link| link.length).filter(|&length| links.iter().all(|l| l.length == length));
        let ends = links.iter().map(|link| link.to).collect();
        Self { starts, links, ends, uniform }
    }

    /// The length of all links where it is the same: hops may be counted instead of added up.
    pub(super) fn uniform_length(&self) -> Option<f32> {
        self.uniform
    }

    /// The number of nodes.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn row(&self, node: usize) -> std::ops::Range<usize> {
        self.starts[node] as usize..self.starts[node + 1] as usize
    }

    /// The links of a node.
    pub(super) fn of(&self, node: usize) -> &[Link] {
        &self.links[self.row(node)]
    }

    /// The far ends of the links of a node.
    pub(super) fn ends(&self, node: usize) -> &[u32] {
        &self.ends[self.row(node)]
    }

    /// How many links a node has.
    pub(super) fn degree(&self, node: usize) -> usize {
        self.row(node).len()
    }

    /// Each link once, from its smaller end.
    pub(super) fn edges(&self) -> impl Iterator<Item = (usize, Link)> + '_ {
        (0..self.len()).flat_map(|a| self.of(a).iter().filter(move |link| a < link.to()).map(move |&link| (a, link)))
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
                    if !std::mem::replace(&mut seen[link.to()], true) {
                        members.push(link.to());
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
    pub(super) fn induced(&self, members: &[usize]) -> Cow<'_, Self> {
        if members.len() == self.len() {
            return Cow::Borrowed(self);
        }
        let mut number = vec![u32::MAX; self.len()];
        for (i, &node) in members.iter().enumerate() {
            number[node] = i as u32;
        }
        let arcs = members.iter().enumerate().flat_map(|(i, &node)| {
            let number = &number;
            let inside = self.of(node).iter().filter(move |link| number[link.to()] != u32::MAX);
            inside.map(move |link| (i, Link { to: number[link.to()], ..*link }))
        });
        Cow::Owned(Self::from_arcs(members.len(), arcs))
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
