//! Hulls around groups: one quiet shape that reaches from member to member, with the group's name above.
//!
//! A hull is discs and wide lines of one solid color, painted twice: first its outline, then its ground, so
//! that all pieces melt into one shape in every painter. It may pass beneath others who do not belong.

use super::brush::{ASCENT, Brush, DESCENT, Type, round};
use super::plan::{Form, Node};
use super::sizes::Sizes;
use super::{Color, Tokens};
use crate::geom::{Point, Rect, Vec2};
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
    /// Members with the room around them.
    discs: Vec<(Point, f64)>,
    /// Lines between members, as indices of discs.
    ties: Vec<(usize, usize)>,
    /// The width of those lines.
    tie: f64,
}

/// Room around a member.
const ROOM: f64 = 13.0;
/// How far the ground of a hull moves from the canvas towards ink.
const GROUND: f64 = 0.055;

/// The groups of a map that have two members or more, in the order in which they first appear.
pub(super) fn hulls(
    document: &Document,
    nodes: &[Node],
    sizes: &Sizes,
    tokens: &Tokens,
    measure: &dyn Measure,
) -> Vec<Hull> {
    let mut groups: Vec<(&str, Vec<(Point, f64)>)> = Vec::new();
    let unit = sizes.actor.max(0.5);
    for node in nodes.iter().filter(|node| node.form != Form::Leaf) {
        let NodeId::Actor(id) = node.id else { continue };
        let Some(group) = document.actor(id).map(|actor| actor.group.as_str()).filter(|group| !group.is_empty()) else {
            continue;
        };
        let disc = (node.at, node.reach(unit) + ROOM * unit);
        match groups.iter_mut().find(|(name, _)| *name == group) {
            Some((_, discs)) => discs.push(disc),
            None => groups.push((group, vec![disc])),
        }
    }
    let size = tokens.name_size + 1.0;
    let hull = |(name, discs): (&str, Vec<(Point, f64)>)| {
        let width = measure.width(name, size, Weight::SemiBold);
        let top = discs.iter().min_by(|a, b| (a.0.y - a.1).total_cmp(&(b.0.y - b.1))).copied().unwrap_or_default();
        let at = top.0 + Vec2::new(-width / 2.0, -top.1 - size * 0.4);
        Hull { name: name.to_owned(), width, size, at, ties: tree(&discs), discs, tie: 2.0 * ROOM * unit }
    };
    groups.into_iter().filter(|(_, discs)| discs.len() > 1).map(hull).collect()
}

/// The shortest lines that join all members (Prim 1957).
fn tree(discs: &[(Point, f64)]) -> Vec<(usize, usize)> {
    let mut nearest: Vec<(f64, usize)> = discs.iter().map(|disc| ((disc.0 - discs[0].0).hypot(), 0)).collect();
    let mut outside: Vec<usize> = (1..discs.len()).collect();
    let mut ties = Vec::with_capacity(outside.len());
    while let Some(next) = (0..outside.len()).min_by(|a, b| nearest[outside[*a]].0.total_cmp(&nearest[outside[*b]].0)) {
        let joined = outside.swap_remove(next);
        ties.push((nearest[joined].1, joined));
        for i in &outside {
            let distance = (discs[*i].0 - discs[joined].0).hypot();
            if distance < nearest[*i].0 {
                nearest[*i] = (distance, joined);
            }
        }
    }
    ties
}

impl Hull {
    /// The box of its name.
    pub(super) fn name_area(&self) -> Rect {
        let Self { at, width, size, .. } = self;
        Rect::new(at.x, at.y - ASCENT * size, at.x + width, at.y + DESCENT * size)
    }

    /// The box around all of it.
    pub(super) fn bounds(&self) -> Rect {
        let around = |(at, r): &(Point, f64)| Rect::from_center_size(*at, (2.0 * r + 3.0, 2.0 * r + 3.0));
        self.discs.iter().map(around).fold(self.name_area(), |a, b| a.union(b))
    }

    /// Paints the outline, then the ground.
    pub(super) fn paint(&self, brush: &mut Brush) {
        let t = brush.tokens;
        let edge = t.stroke_floor.max(1.25);
        for (grow, color) in [(edge, t.ink3), (0.0, t.canvas.mix(t.ink, GROUND))] {
            self.pass(brush, grow, color);
        }
    }

    fn pass(&self, brush: &mut Brush, grow: f64, color: Color) {
        for (a, b) in &self.ties {
            let line = vec![self.discs[*a].0, self.discs[*b].0];
            brush.line(line, round(color, self.tie + 2.0 * grow));
        }
        for (at, radius) in &self.discs {
            brush.fill_disc(*at, radius + grow, color);
        }
    }

    /// Paints the name above the highest member.
    pub(super) fn paint_name(&self, brush: &mut Brush) {
        let set = Type::new(self.size, Weight::SemiBold, brush.tokens.ink2).halo(super::names::HALO);
        brush.text_run(&self.name, self.width, self.at, set);
    }
}

/// Paints a small hull around two places, for a legend.
pub(super) fn sample(brush: &mut Brush, from: Point, to: Point, radius: f64) {
    let discs = vec![(from, radius), (to, radius)];
    let (name, at) = (String::new(), from);
    Hull { name, width: 0.0, size: 0.0, at, discs, ties: vec![(0, 1)], tie: 1.2 * radius }.paint(brush);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hull_joins_all_members_by_the_shortest_lines() {
        let discs: Vec<(Point, f64)> = [0.0, 100.0, 210.0, 50.0].iter().map(|x| (Point::new(*x, 0.0), 10.0)).collect();
        let mut ties: Vec<_> = tree(&discs).into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
        ties.sort_unstable();
        assert_eq!(ties, [(0, 3), (1, 2), (1, 3)]);
        assert!(tree(&discs[..1]).is_empty());
    }
}
