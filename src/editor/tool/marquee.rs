//! A frame drawn on the ground selects whoever stands in it.

use super::{Cx, Effect, Input, Tool};
use crate::geom::{Point, Rect};
use crate::model::{NodeId, Selection};

/// A frame is being drawn.
#[derive(Clone, Debug)]
pub(in crate::editor) struct Marquee {
    /// The corner where it began, in map units.
    from: Point,
    /// The corner under the pointer, in map units.
    to: Point,
    /// What was selected before.
    before: Selection,
    /// It adds to what was selected.
    adds: bool,
}

impl Marquee {
    pub(super) fn new(at: Point, adds: bool, cx: &Cx<'_>) -> Self {
        let from = cx.camera.map_from_screen(at);
        Self { from, to: from, before: cx.selection.clone(), adds }
    }

    /// The frame in map units.
    pub(in crate::editor) fn frame(&self) -> Rect {
        Rect::from_points(self.from, self.to)
    }

    pub(super) fn on(mut self, input: &Input, cx: &Cx<'_>) -> (Tool, Vec<Effect>) {
        match *input {
            Input::Moved { at, .. } => {
                self.to = cx.camera.map_from_screen(at);
                let selection = self.selection(cx);
                (Tool::Marquee(self), vec![Effect::Select(selection)])
            }
            Input::Released { .. } => (Tool::Idle, Vec::new()),
            Input::Cancelled => (Tool::Idle, vec![Effect::Select(self.before)]),
            Input::Pressed { .. } => (Tool::Marquee(self), Vec::new()),
        }
    }

    fn selection(&self, cx: &Cx<'_>) -> Selection {
        let frame = self.frame();
        let mut selection = if self.adds { self.before.clone() } else { Selection::default() };
        for (node, _) in cx.document.placements().filter(|(_, placement)| frame.contains(placement.at)) {
            match node {
                NodeId::Actor(id) => selection.actors.insert(id),
                NodeId::Value(id) => selection.values.insert(id),
            };
        }
        let notes = cx.document.notes().map(|(id, _)| id);
        selection.notes.extend(notes.filter(|id| cx.paper(*id).is_some_and(|middle| frame.contains(middle))));
        selection
    }
}
