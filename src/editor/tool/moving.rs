//! Nodes and notes follow the pointer; dropped on a cord, an actor without connections goes between its ends.

use super::{Cx, Effect, Input, Tool, is_drag};
use crate::editor::notes::papers;
use crate::geom::Point;
use crate::model::{ActorId, AttachmentId, ConnectionId, NodeId, Selection};

/// Nodes are being moved.
#[derive(Clone, Debug)]
pub(in crate::editor) struct Moving {
    /// Where the drag began, in screen points.
    from: Point,
    /// The same place in map units: the view may move under the hand.
    from_map: Point,
    /// What moves and where it stood.
    nodes: Vec<(NodeId, Point)>,
    notes: Vec<(AttachmentId, Point)>,
    /// The cord that the actor would be put on.
    drop: Option<ConnectionId>,
}

impl Moving {
    pub(super) fn new(at: Point, selection: &Selection, cx: &Cx<'_>) -> Self {
        let nodes = selection.nodes().filter_map(|node| Some((node, cx.document.placement(node)?.at))).collect();
        Self {
            from: at,
            from_map: cx.camera.map_from_screen(at),
            nodes,
            notes: papers(cx.document, selection).collect(),
            drop: None,
        }
    }

    /// The cord that would be cut if the button were let go here.
    pub(in crate::editor) fn drop(&self) -> Option<ConnectionId> {
        self.drop
    }

    pub(super) fn on(mut self, input: &Input, cx: &Cx<'_>) -> (Tool, Vec<Effect>) {
        match *input {
            Input::Moved { at, modifiers } => {
                let by = cx.camera.map_from_screen(at) - self.from_map;
                let places = self.nodes.iter().map(|(node, was)| (*node, *was + by)).collect();
                self.drop = self.single(cx, modifiers.alt).and_then(|actor| cx.cord_under(at, actor));
                let notes = self.notes.iter().map(|(note, was)| (*note, *was + by)).collect();
                (Tool::Moving(self), vec![Effect::Place(places, notes)])
            }
            Input::Released { at, .. } if !is_drag(self.from, at) => (Tool::Idle, vec![Effect::RollBack]),
            Input::Released { at, modifiers } => {
                let actor = self.single(cx, modifiers.alt);
                let cord = actor.and_then(|actor| cx.cord_under(at, actor));
                let end = actor.zip(cord).map_or(Effect::Commit, |(actor, cord)| Effect::Insert { actor, cord });
                (Tool::Idle, vec![end])
            }
            Input::Cancelled => (Tool::Idle, vec![Effect::RollBack]),
            Input::Pressed { .. } => (Tool::Moving(self), Vec::new()),
        }
    }

    /// The one actor that may be put on a cord: it has no connection yet, or Alt is held.
    fn single(&self, cx: &Cx<'_>, alt: bool) -> Option<ActorId> {
        match self.nodes.as_slice() {
            _ if !self.notes.is_empty() => None,
            [(NodeId::Actor(id), _)] if alt || cx.document.connections_of(*id).next().is_none() => Some(*id),
            _ => None,
        }
    }
}
