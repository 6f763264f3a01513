//! Walking the map by keyboard: Alt and an arrow go to the next actor or value that way.

use super::Editor;
use super::event::{Key, Request};
use crate::geom::{Point, Rect, Vec2};
use crate::model::{NodeId, Selection};

/// What lies beside the way counts so many times what lies along it: a step goes where the arrow points.
const BESIDE: f64 = 2.0;

impl Editor {
    /// Selects the next one that way, from the one selected or from the middle of the view; with `adds` the
    /// others stay selected.
    pub(super) fn walk(&mut self, way: Key, adds: bool) {
        let way = match way {
            Key::Left => Vec2::new(-1.0, 0.0),
            Key::Right => Vec2::new(1.0, 0.0),
            Key::Up => Vec2::new(0.0, -1.0),
            _ => Vec2::new(0.0, 1.0),
        };
        let here = self.session.walker.filter(|node| self.session.selection.nodes().any(|other| other == *node));
        let here = here.or_else(|| self.session.selection.nodes().last());
        let from = here.and_then(|node| self.document.placement(node)).map(|placement| placement.at);
        let next = match from {
            Some(from) => self.next_that_way(from, way),
            // Nobody is selected: the walk begins with whoever is nearest to the middle.
            None => self.nearest(self.session.camera.center),
        };
        let Some((node, at)) = next else { return };
        let mut selection = if adds { self.session.selection.clone() } else { Selection::default() };
        selection.connections.clear();
        match node {
            NodeId::Actor(id) => selection.actors.insert(id),
            NodeId::Value(id) => selection.values.insert(id),
        };
        // Whoever looks at neighbors goes on looking at those of the next one.
        let near = self.session.near;
        self.set_selection(selection);
        self.session.near = near;
        self.session.walker = Some(node);
        self.look_at_if_away(Rect::from_points(at, at));
        self.ask(Request::Repaint);
    }

    fn next_that_way(&self, from: Point, way: Vec2) -> Option<(NodeId, Point)> {
        let cost = |at: Point| {
            let (along, beside) = ((at - from).dot(way), (at - from).cross(way).abs());
            (along > 1.0).then_some(along + BESIDE * beside)
        };
        let nodes = self.document.placements().map(|(node, placement)| (node, placement.at));
        let ahead = nodes.filter_map(|(node, at)| Some((cost(at)?, node, at)));
        ahead.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, node, at)| (node, at))
    }

    fn nearest(&self, to: Point) -> Option<(NodeId, Point)> {
        let nodes = self.document.placements().map(|(node, placement)| (node, placement.at));
        nodes.min_by(|a, b| (a.1 - to).hypot2().total_cmp(&(b.1 - to).hypot2()))
    }
}
