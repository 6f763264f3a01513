//! A line follows the pointer, from a rim to somebody, or to empty space where somebody new will be; or the end of
//! a cord that is there already, to somebody else.

use super::{Cx, Effect, Input, Tool, is_drag};
use crate::geom::Point;
use crate::model::{ActorId, ConnectionId, NodeId};

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
    /// The cord whose end this is; `None` for a new one.
    moves: Option<ConnectionId>,
}

impl Linking {
    pub(super) fn new(start: Point, node: NodeId, cx: &Cx<'_>) -> Self {
        let selected: Vec<NodeId> = cx.selection.nodes().collect();
        let from = if selected.len() > 1 && selected.contains(&node) { selected } else { vec![node] };
        Self { start, from, at: start, over: None, moves: None }
    }

    /// The end of a cord is taken from where it was; `fixed` is the other.
    pub(super) fn of_end(start: Point, cord: ConnectionId, fixed: ActorId) -> Self {
        Self { start, from: vec![NodeId::Actor(fixed)], at: start, over: None, moves: Some(cord) }
    }

    /// It is the end of a cord that is there already.
    pub(in crate::editor) fn moves_end(&self) -> bool {
        self.moves.is_some()
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
        let node = cx.node_near(at)?;
        (self.from.len() > 1 || !self.from.contains(&node)).then_some(node)
    }

    fn drop(self, at: Point, cx: &Cx<'_>) -> Vec<Effect> {
        let back = !is_drag(self.start, at);
        match (cx.node_near(at), self.reached(at, cx)) {
            _ if back => Vec::new(),
            (_, to) if let (Some(cord), [NodeId::Actor(fixed)]) = (self.moves, self.from.as_slice()) => {
                to.map(|to| Effect::MoveEnd { cord, fixed: *fixed, to }).into_iter().collect()
            }
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
