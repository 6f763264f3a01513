//! A note is pressed: it moves with the pointer, is pinned to the cord it is dropped on, opens by a click.

use super::{Cx, Effect, Input, Tool, is_drag};
use crate::geom::{Point, Vec2};
use crate::model::AttachmentId;

/// A note is held.
#[derive(Clone, Debug)]
pub(in crate::editor) struct Noting {
    note: AttachmentId,
    /// Where it was pressed, in screen points.
    from: Point,
    /// From there to its middle, in map units.
    grip: Vec2,
    dragged: bool,
}

impl Noting {
    pub(super) fn new(at: Point, note: AttachmentId, middle: Point, cx: &Cx<'_>) -> Self {
        Self { note, from: at, grip: middle - cx.camera.map_from_screen(at), dragged: false }
    }

    pub(super) fn on(mut self, input: &Input, cx: &Cx<'_>) -> (Tool, Vec<Effect>) {
        match *input {
            Input::Moved { at, .. } if self.dragged || is_drag(self.from, at) => {
                let begin = (!std::mem::replace(&mut self.dragged, true)).then_some(Effect::Begin);
                let place = Effect::PlaceNote(self.note, cx.camera.map_from_screen(at) + self.grip);
                (Tool::Noting(self), begin.into_iter().chain([place]).collect())
            }
            Input::Released { at, .. } if self.dragged => {
                let effect = match is_drag(self.from, at) {
                    false => Effect::RollBack,
                    true => Effect::DropNote(self.note, cx.any_cord_under(at)),
                };
                (Tool::Idle, vec![effect])
            }
            Input::Released { .. } => (Tool::Idle, vec![Effect::OpenNote(self.note)]),
            Input::Cancelled if self.dragged => (Tool::Idle, vec![Effect::RollBack]),
            Input::Cancelled => (Tool::Idle, Vec::new()),
            Input::Moved { .. } | Input::Pressed { .. } => (Tool::Noting(self), Vec::new()),
        }
    }
}
