//! Nothing pressed, and pressed but not yet dragging: here a click, a double click and each drag part ways.

use super::{
    Cx, Effect, Input, Linking, Marquee, Moving, Noting, Panning, Tool, contains, is_drag, node_of, only, toggled,
};
use crate::editor::event::{Button, Modifiers};
use crate::geom::Point;
use crate::model::{ActorId, ConnectionId, Selection};
use crate::scene::Target;

/// A button is down and has not moved yet.
#[derive(Clone, Debug)]
pub(in crate::editor) struct Pressed {
    /// Where, in screen points.
    at: Point,
    /// On what; `None` for the ground.
    on: Option<Target>,
    /// On the band of a body where lines start.
    rim: bool,
    /// On the handle of a chosen cord: the cord, and its other end.
    handle: Option<(ConnectionId, ActorId)>,
    /// Shift or Ctrl: adds to the selection.
    adds: bool,
}

/// Waits for a press.
pub(super) fn idle(input: &Input, cx: &Cx<'_>) -> (Tool, Vec<Effect>) {
    let Input::Pressed { button, at, clicks, modifiers, hand } = *input else { return (Tool::Idle, Vec::new()) };
    match button {
        Button::Middle => (Tool::Panning(Panning::new(at)), Vec::new()),
        Button::Primary if hand => (Tool::Panning(Panning::new(at)), Vec::new()),
        Button::Secondary => (Tool::Idle, menu(at, cx)),
        Button::Primary if clicks >= 2 => (Tool::Idle, double_click(at, cx)),
        Button::Primary => {
            let Modifiers { ctrl, shift, alt: _ } = modifiers;
            let on = cx.hit(at);
            let rim = on.is_some_and(|target| cx.is_rim(target, at));
            (Tool::Pressed(Pressed { at, on, rim, handle: cx.handle(at), adds: ctrl || shift }), Vec::new())
        }
    }
}

fn menu(at: Point, cx: &Cx<'_>) -> Vec<Effect> {
    let selection = match cx.hit(at) {
        Some(target) if contains(cx.selection, target) => None,
        Some(target) => Some(only(target)),
        None => Some(Selection::default()),
    };
    selection.map(Effect::Select).into_iter().chain([Effect::Menu(at)]).collect()
}

fn double_click(at: Point, cx: &Cx<'_>) -> Vec<Effect> {
    match cx.hit(at) {
        None => vec![Effect::Name(cx.camera.map_from_screen(at))],
        Some(target) => {
            let opens = match (target, node_of(target)) {
                (_, Some(node)) => Effect::Rename(node),
                (Target::Note(note), None) => Effect::OpenNote(note),
                (_, None) => Effect::OpenCard,
            };
            vec![Effect::Select(only(target)), opens]
        }
    }
}

impl Pressed {
    pub(super) fn on_what(&self) -> Option<Target> {
        self.on
    }

    pub(super) fn on(self, input: &Input, cx: &Cx<'_>) -> (Tool, Vec<Effect>) {
        match *input {
            Input::Moved { at, .. } if is_drag(self.at, at) => self.drag(input, cx),
            Input::Released { .. } => (Tool::Idle, self.click(cx)),
            Input::Cancelled => (Tool::Idle, Vec::new()),
            Input::Moved { .. } | Input::Pressed { .. } => (Tool::Pressed(self), Vec::new()),
        }
    }

    fn click(&self, cx: &Cx<'_>) -> Vec<Effect> {
        match self.on {
            None if self.adds => Vec::new(),
            None => vec![Effect::Select(Selection::default())],
            Some(target) => {
                let selection = if self.adds { toggled(cx.selection, target) } else { only(target) };
                let rates = selection.nodes().next().is_none();
                std::iter::once(Effect::Select(selection)).chain(rates.then_some(Effect::OpenCard)).collect()
            }
        }
    }

    fn drag(self, input: &Input, cx: &Cx<'_>) -> (Tool, Vec<Effect>) {
        let (tool, mut effects) = match (self.on, self.on.and_then(node_of)) {
            _ if let Some((cord, fixed)) = self.handle => {
                (Tool::Linking(Linking::of_end(self.at, cord, fixed)), Vec::new())
            }
            (Some(_), Some(node)) if self.rim => (Tool::Linking(Linking::new(self.at, node, cx)), Vec::new()),
            (Some(target @ Target::Note(_)), _) | (Some(target), Some(_)) => {
                let selection = match (contains(cx.selection, target), self.adds) {
                    (true, _) => cx.selection.clone(),
                    (false, true) => toggled(cx.selection, target),
                    (false, false) => only(target),
                };
                let tool = match target {
                    // One note alone may be pinned to a cord.
                    Target::Note(note) if selection.len() == 1 => Tool::Noting(Noting::new(self.at, note, cx)),
                    _ => Tool::Moving(Moving::new(self.at, &selection, cx)),
                };
                (tool, vec![Effect::Select(selection), Effect::Begin])
            }
            _ => (Tool::Marquee(Marquee::new(self.at, self.adds, cx)), Vec::new()),
        };
        let (tool, more) = tool.on(input, cx);
        effects.extend(more);
        (tool, effects)
    }
}
