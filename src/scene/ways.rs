//! The ways of cords between planned bodies: which bow each takes and where it leaves its bodies.

use std::sync::Arc;

use super::cord::Look;
use super::lens::{self, Facts};
use super::plan::{Cord, Joined, Laid, Memory, Node, Painted};
use super::route::{self, Field, Obstacle};
use super::sizes::{Detail, Sizes};
use super::spine::{Spine, runs_backward};
use super::{Tokens, View};
use crate::analysis::{Analysis, Reason};
use crate::geom::{self, Point, Rect, Vec2};
use crate::model::{ConnectionId, Document, NodeId};

/// The ways of all cords: bows that avoid what stands in the way (bodies, names and other `words`), then ports that keep neighbors apart.
pub(super) fn ways(
    (nodes, words): (&[Node], &[Rect]),
    joined: &[Joined<'_>],
    (document, analysis): (&Document, &Analysis),
    sizes: &Sizes,
    tokens: &Tokens,
    memory: &mut Memory,
    view: &View,
) -> Vec<Cord> {
    let unit = sizes.actor.max(0.5);
    let bows = bows((nodes, words), joined, (unit, sizes.detail), memory, view);
    // From here on every cord runs from its left end to its right one.
    let turned = |ends: &[usize; 2]| {
        if runs_backward(nodes[ends[0]].at, nodes[ends[1]].at) { ([ends[1], ends[0]], true) } else { (*ends, false) }
    };
    let mut ports: Vec<Vec<(usize, usize, f64, f64)>> = vec![Vec::new(); nodes.len()];
    let mut looks = Vec::with_capacity(joined.len());
    for (i, (_, connection, ends)) in joined.iter().enumerate() {
        let (ends, flipped) = turned(ends);
        let look = Look::of(connection, lens::strands(document, connection, view.lens), flipped);
        let [left, right] = ends.map(|end| nodes[end].at);
        let (out_left, out_right) = route::leaving(left, right, bows[i]);
        for (side, (end, out)) in ends.into_iter().zip([out_left, out_right]).enumerate() {
            let rim = nodes[end].edge(out, unit).max(4.0);
            let room = (look.width(sizes.cord, tokens) / 2.0 + 1.5 * sizes.cord) / rim;
            ports[end].push((i, side, libm::atan2(out.y, out.x), room.min(0.6)));
        }
        looks.push((ends, look, flipped));
    }
    let mut leaves: Vec<[Point; 2]> = vec![[Point::ZERO; 2]; joined.len()];
    for (node, ports) in nodes.iter().zip(&ports) {
        let angles: Vec<_> = ports.iter().map(|(_, _, angle, room)| (*angle, *room)).collect();
        for ((cord, side, ..), angle) in ports.iter().zip(route::spread(&angles)) {
            let direction = Vec2::new(libm::cos(angle), libm::sin(angle));
            leaves[*cord][*side] = node.at + direction * (node.edge(direction, unit) + UNDER_COLLAR);
        }
    }
    (joined.iter().enumerate())
        .filter_map(|(i, (id, connection, _))| {
            let (ends, look, flipped) = looks[i];
            let [from, to] = leaves[i];
            let far_apart = (nodes[ends[1]].at - nodes[ends[0]].at).hypot();
            // Bodies that touch leave no room for a cord.
            if far_apart <= nodes[ends[0]].radius + nodes[ends[1]].radius {
                return None;
            }
            let spine = memory.spine(*id, from, to, bows[i])?;
            let bridge = (analysis.connections.get(id)).is_some_and(|f| f.reasons.contains(&Reason::FragileBridge));
            let facts = Facts::of(document, analysis, (*id, connection), view.lens, flipped);
            let (points, painted) = (connection.points(), Painted::default());
            Some(Cord { id: *id, look, spine, points, bridge, facts, painted })
        })
        .collect()
}

impl Memory {
    /// The middle line of a cord, from the picture before where its ends and its bow are the same.
    fn spine(&mut self, id: ConnectionId, from: Point, to: Point, bow: f64) -> Option<Arc<Spine>> {
        let way = (from, to, bow);
        if let Some(laid) = self.laid.get(&id).filter(|laid| laid.way == way) {
            return Some(Arc::clone(&laid.spine));
        }
        let spine = Arc::new(Spine::through(geom::bow(from, to, bow * 0.97 * (to - from).hypot()))?);
        self.laid.insert(id, Laid::new(way, Arc::clone(&spine)));
        Some(spine)
    }
}

/// Cords begin a little inside a body's collar, which then cuts them along the outline.
const UNDER_COLLAR: f64 = 0.5;

/// Among more lines than this nobody can follow a bow, and finding them takes longer than a frame.
const MOST_BOWED: usize = 10_000;
/// Boxes that may have changed for a cord to be asked about each: a bow costs about as much as this many questions.
const MOST_MOVED: usize = 128;

/// The bow of each cord. Where neither end nor anything near moved, the one of the picture before holds.
fn bows(
    (nodes, words): (&[Node], &[Rect]),
    joined: &[Joined<'_>],
    (unit, detail): (f64, Detail),
    memory: &mut Memory,
    view: &View,
) -> Vec<f64> {
    if joined.len() > MOST_BOWED {
        memory.bodies.clear();
        return vec![0.0; joined.len()];
    }
    let around = |node: &Node| {
        let r = node.reach(unit) + 15.0;
        let body = Rect::from_center_size(node.at, (2.0 * r, 2.0 * r));
        node.name.map_or(body, |name| body.union(name))
    };
    let now: Vec<(NodeId, Rect)> = nodes.iter().map(|node| (node.id, around(node))).collect();
    let same_scale = (memory.scale - view.scale).abs() < 1.0e-9;
    let same_nodes = now.len() == memory.bodies.len() && now.iter().zip(&memory.bodies).all(|(a, b)| a.0 == b.0);
    let mut moved: Vec<Rect> = Vec::new();
    if same_scale && same_nodes {
        let changed = now.iter().zip(&memory.bodies).filter(|(new, old)| new.1 != old.1);
        moved.extend(changed.flat_map(|(new, old)| [new.1, old.1]));
    }
    // With many moving at once every cord is looked at anew.
    let asks = same_scale && same_nodes && moved.len() <= MOST_MOVED;
    let obstacles: Vec<_> = nodes
        .iter()
        .map(|node| Obstacle {
            at: node.at,
            reach: node.reach(unit),
            name: node.name,
            near: view.may_show(node.at, node.at),
        })
        .collect();
    let field = Field::new(&obstacles, words, detail);
    let mut bows = Vec::with_capacity(joined.len());
    for (id, _, [a, b]) in joined {
        let before = memory.bows.get(id).copied();
        let (from, to) = (nodes[*a].at, nodes[*b].at);
        let calm = asks && !moved.iter().any(|area| route::may_pass(from, to, *area));
        bows.push(match before {
            Some(bow) if calm => bow,
            _ => field.bow(*a, *b, before),
        });
    }
    memory.bows = joined.iter().map(|(id, ..)| *id).zip(bows.iter().copied()).collect();
    memory.bodies = now;
    memory.scale = view.scale;
    bows
}
