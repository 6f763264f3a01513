//! Hulls around groups: a tinted pad below each member, ribbons of the same tint from member to member, and the
//! group's name.
//!
//! Ribbons bow around strangers, as cords do, and pads lie above all ribbons: whoever stands on a pad belongs to
//! its group, and nobody else does. The tint helps the eye; name and ribbon say the same without it.

use std::collections::BTreeMap;

use super::brush::{ASCENT, Brush, DESCENT, Type, round};
use super::plan::{Form, Node};
use super::route::{Field, Obstacle};
use super::sizes::Sizes;
use super::{Color, Stroke, TINTS, Tokens, contrast};
use crate::geom::overlap;
use crate::geom::{self, Point, Rect, Vec2};
use crate::model::{Document, NodeId};
use crate::text::{Measure, Weight};

/// A group on the picture.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Hull {
    name: String,
    width: f64,
    size: f64,
    /// The left end of the name's baseline.
    at: Point,
    tint: Color,
    /// Members with the room around them.
    pads: Vec<(Point, f64)>,
    /// Ways from one member to another.
    ties: Vec<Vec<Point>>,
    /// The width of those.
    tie: f64,
}

/// Room around a member.
const ROOM: f64 = 11.0;
/// How far a pad and a ribbon move from the canvas towards their tint: pale enough for every strand to be read.
const PAD: f64 = 0.30;
const RIBBON: f64 = 0.17;
/// The order in which groups take their tints: the first four differ for people who see fewer colors, too.
const ORDER: [usize; 8] = [5, 1, 3, 0, 4, 2, 6, 7];
/// The line around a pad.
const EDGE: f64 = 1.4;
/// A way beneath a stranger counts as so much longer.
const STRANGER: f64 = 160.0;
/// Members at which a name is tried, from the top.
const TRIED: usize = 12;

/// The groups of a map, in the order in which they first appear.
pub(super) fn hulls(
    document: &Document,
    nodes: &[Node],
    sizes: &Sizes,
    tokens: &Tokens,
    measure: &dyn Measure,
) -> Vec<Hull> {
    let unit = sizes.actor.max(0.5);
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, node) in nodes.iter().enumerate().filter(|(_, node)| node.form != Form::Leaf) {
        let NodeId::Actor(id) = node.id else { continue };
        let Some(group) = document.actor(id).map(|actor| actor.group.as_str()).filter(|group| !group.is_empty()) else {
            continue;
        };
        let place = *places.entry(group).or_insert(groups.len());
        if place == groups.len() {
            groups.push((group, Vec::new()));
        }
        groups[place].1.push(i);
    }
    let room = |node: &Node| node.reach(unit) + ROOM * unit;
    let obstacles: Vec<Obstacle> =
        nodes.iter().map(|node| Obstacle { at: node.at, reach: room(node), near: true }).collect();
    let mut field = Field::new(&obstacles, sizes.detail);
    let size = tokens.name_size + 1.0;
    let mut taken: Vec<Rect> = nodes.iter().map(|node| node.covers(unit) + node.at.to_vec2()).collect();
    let hull = |(i, (name, members)): (usize, (&str, Vec<usize>))| {
        let pads: Vec<(Point, f64)> = members.iter().map(|i| (nodes[*i].at, room(&nodes[*i]))).collect();
        let ties = tree(&pads, |a, b| {
            let length = (pads[a].0 - pads[b].0).hypot();
            // The ways of a large group are short, and asking about each pair takes too long.
            if pads.len() > 60 { length } else { length + STRANGER * field.strangers(members[a], members[b]) }
        });
        let way = |(a, b): (usize, usize)| {
            let (from, to) = if super::spine::runs_backward(pads[a].0, pads[b].0) { (b, a) } else { (a, b) };
            let bow = field.bow(members[from], members[to], None).share;
            let (from, to) = (pads[from].0, pads[to].0);
            geom::bow(from, to, bow * (to - from).hypot())
        };
        let ties = ties.into_iter().map(way).collect();
        let width = measure.width(name, size, Weight::SemiBold);
        let at = spot(&pads, (width, size), &taken);
        let hull =
            Hull { name: name.to_owned(), width, size, at, tint: tint(i, tokens), pads, ties, tie: 1.5 * ROOM * unit };
        taken.push(hull.name_area());
        hull
    };
    groups.into_iter().enumerate().map(hull).collect()
}

/// The tint of a group, by its place among them.
pub(super) fn tint(i: usize, tokens: &Tokens) -> Color {
    Color::from_hex(TINTS[ORDER[i % ORDER.len()]].0).unwrap_or(tokens.ink3)
}

/// Where a name stands: above or below one of the highest members, over as little as can be.
fn spot(pads: &[(Point, f64)], (width, size): (f64, f64), taken: &[Rect]) -> Point {
    let mut order: Vec<&(Point, f64)> = pads.iter().collect();
    order.sort_by(|a, b| (a.0.y - a.1).total_cmp(&(b.0.y - b.1)));
    let places = order
        .into_iter()
        .take(TRIED)
        .flat_map(|(at, room)| [-room - size * 0.4, room + size * 1.2].map(|y| *at + Vec2::new(-width / 2.0, y)));
    let covered = |at: &Point| {
        let area = name_area(*at, width, size).inflate(4.0, 2.0);
        taken.iter().filter(|other| overlap(**other, area)).count()
    };
    let best = places.enumerate().min_by_key(|(rank, at)| (covered(at), *rank));
    best.map_or(Point::ZERO, |(_, at)| at)
}

fn name_area(at: Point, width: f64, size: f64) -> Rect {
    Rect::new(at.x, at.y - ASCENT * size, at.x + width, at.y + DESCENT * size)
}

/// The ways that join all members at the least cost (Prim 1957).
fn tree(pads: &[(Point, f64)], cost: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let mut nearest: Vec<(f64, usize)> = (0..pads.len()).map(|i| (if i > 0 { cost(0, i) } else { 0.0 }, 0)).collect();
    let mut outside: Vec<usize> = (1..pads.len()).collect();
    let mut ties = Vec::with_capacity(outside.len());
    while let Some(next) = (0..outside.len()).min_by(|a, b| nearest[outside[*a]].0.total_cmp(&nearest[outside[*b]].0)) {
        let joined = outside.swap_remove(next);
        ties.push((nearest[joined].1, joined));
        for i in &outside {
            let way = cost(joined, *i);
            if way < nearest[*i].0 {
                nearest[*i] = (way, joined);
            }
        }
    }
    ties
}

impl Hull {
    /// The box of its name.
    pub(super) fn name_area(&self) -> Rect {
        name_area(self.at, self.width, self.size)
    }

    /// The box around all of it.
    pub(super) fn bounds(&self) -> Rect {
        let around = |(at, r): &(Point, f64)| Rect::from_center_size(*at, (2.0 * r + 3.0, 2.0 * r + 3.0));
        self.pads.iter().map(around).fold(self.name_area(), |a, b| a.union(b))
    }

    /// Paints the ribbons, which lie beneath the pads of all groups.
    pub(super) fn paint_ribbons(&self, brush: &mut Brush) {
        let color = brush.tokens.canvas.mix(self.tint, RIBBON);
        for tie in &self.ties {
            brush.line(tie.clone(), round(color, self.tie));
        }
    }

    /// Paints the pads, each with an edge that stands out as a mark must.
    pub(super) fn paint(&self, brush: &mut Brush) {
        let t = brush.tokens;
        let edge = Stroke::solid(t.mark(self.tint), EDGE.max(t.stroke_floor));
        for (at, radius) in &self.pads {
            brush.disc(*at, *radius, Some(t.canvas.mix(self.tint, PAD)), Some(edge));
        }
    }

    /// Paints the name near one of the highest members, in the tint of the group as far as that can be read.
    pub(super) fn paint_name(&self, brush: &mut Brush) {
        let t = brush.tokens;
        let mut inks = (0..=10).map(|step| self.tint.mix(t.ink, f64::from(step) / 10.0));
        let ink = inks.find(|ink| contrast(*ink, t.canvas) >= NAME_CONTRAST).unwrap_or(t.ink);
        let set = Type::new(self.size, Weight::SemiBold, ink).halo(super::names::HALO);
        brush.text_run(&self.name, self.width, self.at, set);
    }
}

/// The contrast of a group's name with the canvas: on a projector, too, where grey words need so much.
const NAME_CONTRAST: f64 = 7.0;

/// Paints a small hull around two places, for a legend.
pub(super) fn sample(brush: &mut Brush, from: Point, to: Point, radius: f64) {
    let (name, at, pads) = (String::new(), from, vec![(from, radius), (to, radius)]);
    let tint = tint(0, brush.tokens);
    let hull = Hull { name, width: 0.0, size: 0.0, at, tint, pads, ties: vec![vec![from, to]], tie: 0.9 * radius };
    hull.paint_ribbons(brush);
    hull.paint(brush);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hull_joins_all_members_by_the_shortest_lines() {
        let discs: Vec<(Point, f64)> = [0.0, 100.0, 210.0, 50.0].iter().map(|x| (Point::new(*x, 0.0), 10.0)).collect();
        let mut ties: Vec<_> = tree(&discs, |a, b| (discs[a].0 - discs[b].0).hypot())
            .into_iter()
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect();
        ties.sort_unstable();
        assert_eq!(ties, [(0, 3), (1, 2), (1, 3)]);
        assert!(tree(&discs[..1], |_, _| 0.0).is_empty());
    }
}
