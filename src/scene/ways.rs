//! The ways of cords between planned bodies: which bow each takes and where it leaves its bodies.
//!
//! Bows are weighed at one scale, for the bodies of one theme, so a cord takes the same way at every zoom, in every
//! theme and in every file; only thousands of them run straight, where they are hairlines.

use std::sync::Arc;

use super::by_node::ByNode;
use super::cord::Look;
use super::lens::{self, Facts};
use super::memory::Memory;
use super::plan::{Cord, Joined, Node};
use super::promise::Middle;
use super::route::{self, Bow, Field, Obstacle, Spread};
use super::sizes::{Detail, Sizes};
use super::spine::{Spine, runs_backward};
use super::wreath::{self, Oval, Passing};
use super::{Lens, Theme, Tokens, View};
use crate::analysis::Analysis;
use crate::geom::{self, Point, Rect, Vec2};
use crate::model::{ConnectionId, Document, NodeId};

/// The ways of all cords: bows that avoid what stands in the way, then ports that keep neighbors apart.
pub(super) fn ways(
    (nodes, middle, promise): (&[Node], Option<Oval>, Option<&Middle>),
    joined: &[Joined<'_>],
    (document, analysis): (&Document, &Analysis),
    (sizes, tokens): (&Sizes, &Tokens),
    memory: &mut Memory,
    view: &View,
) -> Vec<Cord> {
    let unit = sizes.actor.max(0.5);
    // Every cord runs from its left end to its right one.
    let drawn: Vec<Drawn> = (joined.iter())
        .map(|(id, connection, [a, b])| {
            let flipped = runs_backward(nodes[*a].at, nodes[*b].at);
            let ends = if flipped { [*b, *a] } else { [*a, *b] };
            let strands = lens::strands(document, connection, view.lens);
            let mut look = Look::of(connection, strands, flipped);
            look.severity = look.severity.filter(|_| !view.awaits(*id, strands));
            if view.lens == Lens::Portrait {
                // What joins, not who gives more.
                look.taper = 0.0;
            }
            let facts = Facts::of(document, analysis, (*id, connection), (view.lens, sizes), flipped);
            Drawn { id: *id, ends, look, points: connection.points(), facts }
        })
        .collect();
    let around = middle.map_or(Vec::new(), |oval| around(oval, nodes, &drawn, (unit, sizes.cord), tokens));
    let around = |i: usize| middle.zip(around.get(i).copied().flatten());
    let far = sizes.detail == Detail::Far && document.connections().len() > MOST_BOWED_FAR;
    let (bows, leaves) = if far || joined.len() > MOST_BOWED {
        memory.bodies.clear();
        memory.bows.clear();
        (vec![0.0; joined.len()], straight(nodes, &drawn, unit))
    } else {
        let mut bows = bows((nodes, promise), joined, sizes, memory, view);
        if let Some(oval) = middle {
            // Whose straight way is free of the middle must not bow beneath it.
            for (cord, bow) in drawn.iter().zip(&mut bows) {
                let [left, right] = cord.ends.map(|end| nodes[end].at);
                if oval.is_met(&geom::bow(left, right, *bow * (right - left).hypot())) {
                    *bow = 0.0;
                }
            }
        }
        let leaving = |i: usize, [left, right]: [Point; 2]| match around(i) {
            Some((oval, around)) => oval.leaving(around, left, right),
            None => route::leaving(left, right, bows[i]),
        };
        let leaves = apart(nodes, &drawn, leaving, (unit, sizes.cord), tokens);
        (bows, leaves)
    };
    (drawn.into_iter().zip(leaves).zip(bows).enumerate())
        .filter_map(|(i, ((Drawn { id, ends, look, points, facts }, [from, to]), bow))| {
            let [left, right] = ends.map(|end| &nodes[end]);
            // Bodies that touch leave no room for a cord.
            if (right.at - left.at).hypot() <= left.radius + right.radius {
                return None;
            }
            let spine = match around(i) {
                Some((oval, around)) => Arc::new(Spine::through(oval.line(around, from, to))?),
                None => memory.spine(id, from, to, bow)?,
            };
            Some(Cord { id, ends, look, spine, points, facts })
        })
        .collect()
}

/// Which cords lead around the middle, and how.
fn around(
    oval: Oval,
    nodes: &[Node],
    drawn: &[Drawn],
    (unit, k): (f64, f64),
    tokens: &Tokens,
) -> Vec<Option<wreath::Around>> {
    let body = |node: &Node| (node.at, node.reach(unit));
    let bodies: Vec<(Point, f64)> = nodes.iter().map(body).collect();
    let passing = |cord: &Drawn| Passing {
        ends: cord.ends.map(|end| nodes[end].at),
        // Twisted as it is, it swings out further than its strands are wide.
        half: (cord.look.width(k, tokens) / 2.0).max(TWISTED * k),
    };
    oval.ways(&drawn.iter().map(passing).collect::<Vec<_>>(), &bodies)
}

/// Half the room of the thinnest twist.
const TWISTED: f64 = 5.2;

/// A cord that has no line yet: its left and its right end, and all that shows on it.
struct Drawn {
    id: ConnectionId,
    ends: [usize; 2],
    look: Look,
    points: u8,
    facts: Facts,
}

/// Where cords leave their left and right ends straight to each other.
fn straight(nodes: &[Node], drawn: &[Drawn], unit: f64) -> Vec<[Point; 2]> {
    let leaves = drawn.iter().map(|cord| {
        let [left, right] = cord.ends.map(|end| &nodes[end]);
        let direction = geom::unit(right.at - left.at);
        let leave = |node: &Node, direction| node.at + direction * (node.edge(direction, unit) + UNDER_COLLAR);
        [leave(left, direction), leave(right, -direction)]
    });
    leaves.collect()
}

/// Where cords leave their left and right ends so that neighbors do not blur into each other.
fn apart(
    nodes: &[Node],
    drawn: &[Drawn],
    leaving: impl Fn(usize, [Point; 2]) -> (Vec2, Vec2),
    (unit, k): (f64, f64),
    tokens: &Tokens,
) -> Vec<[Point; 2]> {
    let mut ports = ByNode::with_room(nodes.len(), drawn.iter().flat_map(|cord| cord.ends));
    for (i, cord) in drawn.iter().enumerate() {
        let (out_left, out_right) = leaving(i, cord.ends.map(|end| nodes[end].at));
        let half = cord.look.width(k, tokens) / 2.0 + 1.5 * k;
        for (side, (end, out)) in cord.ends.into_iter().zip([out_left, out_right]).enumerate() {
            let rim = nodes[end].edge(out, unit).max(4.0);
            ports.push(end, (i, side, (libm::atan2(out.y, out.x), (half / rim).min(0.6))));
        }
    }
    let mut leaves = vec![[Point::ZERO; 2]; drawn.len()];
    let (mut spread, mut angles) = (Spread::default(), Vec::new());
    for (i, node) in nodes.iter().enumerate() {
        angles.clear();
        angles.extend(ports.of(i).iter().map(|(.., port)| *port));
        for ((cord, side, _), angle) in ports.of(i).iter().zip(spread.apart(&angles)) {
            let direction = Vec2::new(libm::cos(*angle), libm::sin(*angle));
            leaves[*cord][*side] = node.at + direction * (node.edge(direction, unit) + UNDER_COLLAR);
        }
    }
    leaves
}

/// Cords begin a little inside a body's collar, which then cuts them along the outline.
const UNDER_COLLAR: f64 = 0.5;

/// Among more lines than this nobody can follow a bow or tell ports apart, and finding them takes longer than a frame.
const MOST_BOWED: usize = 10_000;
/// The same far out, where bows are so slight that only few lines show them.
const MOST_BOWED_FAR: usize = 3_000;
/// Boxes that may have changed for a cord to be asked about each: a bow costs about as much as this many questions.
const MOST_MOVED: usize = 128;
/// Among more cords than this, weighing them all takes longer than a frame has.
const CROWD: usize = 400;

/// The scale at which bows are weighed: that of a usual map in a window. Nearer, bodies take less of the room.
const WEIGHED_AT: f64 = 0.6;
/// Up to so many bodies all are asked; among more, only those near to what shows.
const FEW: usize = 600;

/// The bow of each cord. Where neither end nor anything near moved, the one of the picture before holds.
fn bows(
    (nodes, promise): (&[Node], Option<&Middle>),
    joined: &[Joined<'_>],
    sizes: &Sizes,
    memory: &mut Memory,
    view: &View,
) -> Vec<f64> {
    // A portrait has places of its own.
    let (scale, body) = if view.lens == Lens::Portrait {
        (1.0, sizes.actor)
    } else {
        (WEIGHED_AT / view.scale, Sizes::at(WEIGHED_AT, joined.len(), Theme::Light.tokens()).actor)
    };
    let few = nodes.len() <= FEW;
    let mut obstacles: Vec<_> = nodes
        .iter()
        .map(|node| Obstacle {
            at: (node.at.to_vec2() * scale).to_point(),
            reach: node.bare_reach(node.full * body),
            near: few || view.may_show(node.at, node.at),
        })
        .collect();
    obstacles.extend(promise.into_iter().flat_map(|middle| middle.obstacles(scale)));
    let ids = nodes.iter().map(|node| Some(node.id)).chain(std::iter::repeat(None));
    let now: Vec<(Option<NodeId>, Rect)> = ids.zip(&obstacles).map(|(id, obstacle)| (id, obstacle.area())).collect();
    let weighed_for = (sizes.detail == Detail::Far, if few { 0.0 } else { view.scale });
    let same_nodes = now.len() == memory.bodies.len() && now.iter().zip(&memory.bodies).all(|(a, b)| a.0 == b.0);
    let comparable = memory.weighed_for == Some(weighed_for) && same_nodes;
    let mut moved: Vec<Rect> = Vec::new();
    if comparable {
        let changed = now.iter().zip(&memory.bodies).filter(|(new, old)| !alike(new.1, old.1));
        moved.extend(changed.flat_map(|(new, old)| [new.1, old.1]));
    }
    // With many moving at once every cord is looked at anew; in a crowd once they rest, by where all stood before.
    let asks = comparable && moved.len() <= MOST_MOVED;
    let holds = comparable && !asks && view.moving && joined.len() > CROWD;
    let mut field = Field::new(&obstacles, sizes.detail);
    let widest = field.widest;
    let mut bows = Vec::with_capacity(joined.len());
    let mut known = memory.bows.iter().peekable();
    let mut left = Vec::new();
    for (id, _, [a, b]) in joined {
        while let Some((gone, bow)) = known.next_if(|(known, _)| known < id) {
            left.push((*gone, bow.share));
        }
        let before = known.next_if(|(known, _)| known == id).map(|(_, bow)| *bow);
        let (from, to) = (obstacles[*a].at, obstacles[*b].at);
        let calm = |bow: &Bow| {
            let concern = bow.concern((to - from).hypot(), widest);
            asks && !moved.iter().any(|area| route::may_pass(from, to, concern, *area))
        };
        let ran = || before.map(|bow| bow.share).or_else(|| memory.ran(*id));
        let bow = before.filter(|bow| holds || calm(bow)).unwrap_or_else(|| field.bow(*a, *b, ran()));
        bows.push((*id, bow));
    }
    left.extend(known.map(|(gone, bow)| (*gone, bow.share)));
    // In a crowd cords come and go with the view.
    if few {
        memory.keep_gone(left);
    }
    let shares = bows.iter().map(|(_, bow)| bow.share).collect();
    memory.bows = bows;
    if !holds {
        memory.bodies = now;
    }
    memory.weighed_for = Some(weighed_for);
    shares
}

/// Whether two boxes are the same but for what a change of the scale rounds off.
fn alike(a: Rect, b: Rect) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() < 1.0e-6;
    near(a.x0, b.x0) && near(a.y0, b.y0) && near(a.x1, b.x1) && near(a.y1, b.y1)
}
