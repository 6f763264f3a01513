//! The map follows the pointer.

use super::{Effect, Input, Tool};
use crate::geom::Point;

/// The view is being moved.
#[derive(Clone, Debug)]
pub(in crate::editor) struct Panning {
    /// Where the drag began, in screen points.
    from: Point,
    /// Where the pointer was last.
    last: Point,
}

impl Panning {
    pub(super) fn new(at: Point) -> Self {
        Self { from: at, last: at }
    }

    pub(super) fn on(self, input: &Input) -> (Tool, Vec<Effect>) {
        match *input {
            Input::Moved { at, .. } => (Tool::Panning(Self { last: at, ..self }), vec![Effect::Pan(at - self.last)]),
            Input::Released { .. } => (Tool::Idle, Vec::new()),
            Input::Cancelled => (Tool::Idle, vec![Effect::Pan(self.from - self.last)]),
            Input::Pressed { .. } => (Tool::Panning(self), Vec::new()),
        }
    }
}
