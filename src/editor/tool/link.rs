//! A line follows the pointer, from a rim to somebody, or to empty space where somebody new will be.

use super::{Cx, Effect, Input, Tool, is_drag, node_of};
use crate::geom::Point;
use crate::model::NodeId;

/// A line is being drawn.
#[derive(Clone, Debug)]
pub(in crate::editor) struct Linking {
    /// Where the drag began, in screen points.
    start: Point,
    /// The near ends: several where several are selected.
    from: Vec<NodeId>,
    /// The far end in screen points.
    at: Point,
    /// Whom it would reach.
    over: Option<NodeId>,
}

impl Linking {
    pub(super) fn new(start: Point, node: NodeId, cx: &Cx<'_>) -> Self {
        let selected: Vec<NodeId> = cx.selection.nodes().collect();
        let from = if selected.len() > 1 && selected.contains(&node) { selected } else { vec![node] };
        Self { start, from, at: start, over: None }
    }

    /// The near ends.
    pub(in crate::editor) fn from(&self) -> &[NodeId] {
        &self.from
    }

    /// The far end in screen points, and whom it would reach.
    pub(in crate::editor) fn to(&self) -> (Point, Option<NodeId>) {
        (self.at, self.over)
    }

    pub(super) fn on(mut self, input: &Input, cx: &Cx<'_>) -> (Tool, Vec<Effect>) {
        match *input {
            Input::Moved { at, .. } => {
                self.at = at;
                self.over = self.reached(at, cx);
                (Tool::Linking(self), Vec::new())
            }
            Input::Released { at, .. } => (Tool::Idle, self.drop(at, cx)),
            Input::Cancelled => (Tool::Idle, Vec::new()),
            Input::Pressed { .. } => (Tool::Linking(self), Vec::new()),
        }
    }

    fn reached(&self, at: Point, cx: &Cx<'_>) -> Option<NodeId> {
        let node = cx.hit(at).and_then(node_of)?;
        (self.from.len() > 1 || !self.from.contains(&node)).then_some(node)
    }

    fn drop(self, at: Point, cx: &Cx<'_>) -> Vec<Effect> {
        let back = !is_drag(self.start, at);
        match (cx.hit(at).and_then(node_of), self.reached(at, cx)) {
            _ if back => Vec::new(),
            (_, Some(to)) => vec![Effect::Connect { from: self.from, to }],
            (Some(_), None) => Vec::new(),
            (None, None) => {
                let actors = self.from.iter().filter_map(|node| match node {
                    NodeId::Actor(id) => Some(*id),
                    NodeId::Value(_) => None,
                });
                let from: Vec<_> = actors.collect();
                let at = cx.camera.map_from_screen(at);
                if from.is_empty() { Vec::new() } else { vec![Effect::Grow { from, at }] }
            }
        }
    }
}
