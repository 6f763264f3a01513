//! One note moves with the pointer and is pinned to the cord it is dropped on.

use super::{Cx, Effect, Input, Tool, is_drag};
use crate::geom::{Point, Vec2};
use crate::model::AttachmentId;

/// A note is being moved.
#[derive(Clone, Debug)]
pub(in crate::editor) struct Noting {
    note: AttachmentId,
    /// Where it was pressed, in screen points.
    from: Point,
    /// From there to its middle, in map units.
    grip: Vec2,
}

impl Noting {
    pub(super) fn new(at: Point, note: AttachmentId, cx: &Cx<'_>) -> Self {
        let pressed = cx.camera.map_from_screen(at);
        Self { note, from: at, grip: cx.paper(note).map_or(Vec2::ZERO, |middle| middle - pressed) }
    }

    pub(super) fn on(self, input: &Input, cx: &Cx<'_>) -> (Tool, Vec<Effect>) {
        match *input {
            Input::Moved { at, .. } => {
                let place = Effect::PlaceNote(self.note, cx.camera.map_from_screen(at) + self.grip);
                (Tool::Noting(self), vec![place])
            }
            Input::Released { at, .. } if !is_drag(self.from, at) => (Tool::Idle, vec![Effect::RollBack]),
            Input::Released { at, .. } => (Tool::Idle, vec![Effect::DropNote(self.note, cx.any_cord_under(at))]),
            Input::Cancelled => (Tool::Idle, vec![Effect::RollBack]),
            Input::Pressed { .. } => (Tool::Noting(self), Vec::new()),
        }
    }
}
