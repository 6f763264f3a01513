//! From the pointer to the tool in hand, and from what the tool asks for to the document.

use super::Editor;
use super::event::{Button, Modifiers, Request};
use super::session::Wheel;
use super::tool::{Cx, Effect, Input, Tool};
use crate::geom::{Point, Vec2};
use crate::model::{
    ActorChange, ActorId, AttachmentId, Connection, ConnectionChange, ConnectionId, Edit, NodeId, Placement, Record,
    Selection, words,
};
use crate::scene::Target;

/// Zoom by one notch of a wheel (40 points): a fifth nearer, four notches double. Fingers zoom in the same proportion.
/// (A pointer without axes of its own, as remote desktops and test tools have it, is reported twice a notch.)
const ZOOM_PER_POINT: f64 = 0.0046;

/// The shape of the pointer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cursor {
    /// An arrow.
    #[default]
    Default,
    /// Something can be clicked.
    Point,
    /// Something can be moved.
    Move,
    /// A line can be drawn from here.
    Link,
    /// The view can be moved.
    Grab,
    /// The view is being moved.
    Grabbing,
}

impl Editor {
    /// The shape that the pointer should have.
    #[must_use]
    pub fn cursor(&mut self) -> Cursor {
        match &self.tool {
            Tool::Panning(_) => Cursor::Grabbing,
            Tool::Moving(_) | Tool::Noting(_) => Cursor::Move,
            Tool::Linking(_) => Cursor::Link,
            Tool::Marquee(_) => Cursor::Default,
            Tool::Idle | Tool::Pressed(_) if self.session.hand => Cursor::Grab,
            Tool::Idle | Tool::Pressed(_) => match (self.session.hovered, self.session.pointer) {
                (Some(Target::Connection(_)), _) => Cursor::Point,
                (Some(target), Some(at)) => {
                    if self.with_cx(|cx| cx.is_rim(target, at)) {
                        Cursor::Link
                    } else {
                        Cursor::Move
                    }
                }
                _ => Cursor::Default,
            },
        }
    }

    /// The name of what the pointer is doing ("idle", "pressed", "moving", ...), for tests and hints.
    #[must_use]
    pub fn tool(&self) -> &'static str {
        self.tool.name()
    }

    pub(super) fn moved(&mut self, at: Point, modifiers: Modifiers) {
        let alt_changed = self.session.modifiers.alt != modifiers.alt;
        let by_hand = self.session.pointer.replace(at) != Some(at);
        self.session.modifiers = modifiers;
        if self.tool.is_idle() {
            let hovered = self.target_at(at);
            if by_hand || alt_changed {
                self.gaze_at(hovered);
            }
            if hovered != self.session.hovered || alt_changed {
                self.session.hovered = hovered;
                self.ask(Request::Repaint);
            }
            if let Some(asked) = hovered.filter(|_| modifiers.alt) {
                self.learned_loss(asked);
            }
        } else {
            self.ask(Request::Repaint);
            let at = self.kept_on_canvas(at);
            self.drive(&Input::Moved { at, modifiers });
        }
    }

    /// The view has moved under a pointer that stands: it is over something else, and looks at nobody any more.
    pub(super) fn look_again(&mut self) {
        let camera = &self.session.camera;
        let view = (camera.center, camera.scale);
        let has_moved = self.session.pointed_from.replace(view) != Some(view);
        if let Some(at) = self.session.pointer.filter(|_| has_moved && self.tool.is_idle()) {
            let hovered = self.target_at(at);
            if hovered != self.session.hovered {
                self.session.hovered = hovered;
                self.look_away();
                self.ask(Request::Repaint);
            }
        }
    }

    /// Who is dragged stops at the edge of the canvas: under a panel nobody would find them.
    fn kept_on_canvas(&self, at: Point) -> Point {
        const EDGE: f64 = 24.0;
        match &self.tool {
            Tool::Moving(_) | Tool::Noting(_) => {
                let size = self.session.camera.viewport;
                let within = |x: f64, room: f64| x.clamp(EDGE, (room - EDGE).max(EDGE));
                Point::new(within(at.x, size.x), within(at.y, size.y))
            }
            _ => at,
        }
    }

    /// Ctrl, Shift or Alt went down or came up.
    pub(super) fn held(&mut self, modifiers: Modifiers) {
        self.session.modifiers = modifiers;
        if !modifiers.ctrl {
            self.name_sprouts();
        }
    }

    pub(super) fn left(&mut self) {
        if self.tool.is_idle() && (self.session.pointer.take().is_some() || self.session.hovered.is_some()) {
            self.session.hovered = None;
            self.look_away();
            self.ask(Request::Repaint);
        }
    }

    pub(super) fn hand(&mut self, held: bool) {
        self.session.hand = held;
    }

    pub(super) fn pressed(&mut self, button: Button, at: Point, clicks: u8, modifiers: Modifiers) {
        self.session.pointer = Some(at);
        self.session.modifiers = modifiers;
        self.look_away();
        self.ask(Request::Repaint);
        if !self.tool.is_idle() {
            // A second button is a way out of a gesture.
            self.cancel_gesture();
            return;
        }
        self.end_hot();
        self.box_leave();
        self.end_hot();
        self.history.seal();
        let hand = self.session.hand;
        if self.session.dots.on && !hand && button != Button::Middle {
            let on = self.target_at(at);
            if self.dot_pressed(on, button == Button::Primary) {
                return;
            }
        }
        self.drive(&Input::Pressed { button, at, clicks, modifiers, hand });
    }

    pub(super) fn released(&mut self, at: Point, modifiers: Modifiers) {
        self.session.modifiers = modifiers;
        if !self.tool.is_idle() {
            self.ask(Request::Repaint);
            let at = self.kept_on_canvas(at);
            self.drive(&Input::Released { at, modifiers });
            self.session.hovered = self.target_at(at);
        }
    }

    /// Ends whatever the pointer is doing, as if it had never begun.
    pub(super) fn cancel_gesture(&mut self) {
        if !self.tool.is_idle() {
            self.drive(&Input::Cancelled);
            self.ask(Request::Repaint);
        }
    }

    pub(super) fn wheel(&mut self, delta: Vec2, at: Point, lines: bool, modifiers: Modifiers) {
        let zooms = match self.session.wheel {
            _ if modifiers.ctrl => true,
            Wheel::Auto => lines && !modifiers.shift,
            Wheel::Zoom => !modifiers.shift,
            Wheel::Pan => false,
        };
        if zooms {
            self.zoomed(libm::exp(delta.y.clamp(-400.0, 400.0) * ZOOM_PER_POINT), at);
        } else {
            let sideways = modifiers.shift && delta.x == 0.0;
            self.panned(if sideways { Vec2::new(delta.y, 0.0) } else { delta });
        }
    }

    pub(super) fn panned(&mut self, by: Vec2) {
        if by != Vec2::ZERO {
            self.session.camera.pan(by);
            self.session.shows_all = false;
            self.session.follows = false;
            self.session.fitted = true;
            self.ask(Request::Repaint);
        }
    }

    pub(super) fn zoomed(&mut self, factor: f64, at: Point) {
        self.session.camera.zoom(factor, at);
        self.session.shows_all = false;
        self.session.follows = false;
        self.session.fitted = true;
        self.ask(Request::Repaint);
    }

    fn drive(&mut self, input: &Input) {
        let tool = std::mem::replace(&mut self.tool, Tool::Idle);
        let moving = matches!(tool, Tool::Moving(_));
        let on = |cx: &Cx<'_>| tool.on(input, cx);
        let (tool, effects) = if moving { self.with_cx_as_shown(on) } else { self.with_cx(on) };
        self.tool = tool;
        for effect in effects {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Select(selection) => self.set_selection(selection),
            Effect::OpenCard => self.open_card(),
            Effect::Begin => self.begin_gesture(),
            Effect::Place(places, notes) => self.preview_places(&places, notes),
            Effect::Commit => {
                let name = format!("move {}", self.name_of_nodes(&self.session.selection));
                self.commit_gesture(&name);
            }
            Effect::RollBack => self.roll_back_gesture(),
            Effect::Insert { actor, cord } => self.insert_on_cord(actor, cord),
            Effect::Connect { from, to } => self.connect_nodes(&from, to),
            Effect::MoveEnd { cord, fixed, to } => self.move_end(cord, fixed, to),
            Effect::Grow { from, at } => self.name_at_end(from, at),
            Effect::Name(at) => {
                let at = self.free_spot(at);
                self.name_new(at, "");
            }
            Effect::Rename(node) => self.rename(node),
            Effect::Pan(by) => self.panned(by),
            Effect::PlaceNote(note, at) => self.drag_note(note, at),
            Effect::DropNote(note, cord) => self.drop_note(note, cord),
            Effect::OpenNote(note) => self.open_note(note),
            Effect::Menu(at) => self.ask(Request::Menu(at)),
        }
    }

    fn preview_places(&mut self, places: &[(NodeId, Point)], notes: Vec<(AttachmentId, Point)>) {
        let placement = |at: Point| crate::geom::point(at.x, at.y).map(|at| Placement { at, pinned: true });
        let edit = places.iter().filter_map(|(node, at)| Some((*node, Some(placement(*at)?)))).collect();
        self.live_hold(places);
        let record = Record::Merge { name: "move".to_owned(), key: "move".to_owned() };
        let edits = std::iter::once(Edit::Place(edit)).chain(self.note_moves(notes)).collect();
        self.change(Edit::All(edits), record);
    }

    /// Puts an actor between the two ends of a cord, as a part of the gesture under way.
    ///
    /// The cord itself stays, with all that was said of it, notes and plan steps included, and goes to the outer one of
    /// the two: what was rated is mostly how it is for them. The other half is new and knows only that it matters as much.
    fn insert_on_cord(&mut self, actor: ActorId, cord: ConnectionId) {
        let Some(old) = self.document.connection(cord).cloned() else { return self.roll_back_gesture() };
        let is_inside = |id| self.document.actor(id).is_some_and(|actor| self.document.is_inside(actor));
        let (outer, inner) = if is_inside(old.b) && !is_inside(old.a) { (old.a, old.b) } else { (old.b, old.a) };
        let is_linked = |end| self.document.between(end, actor).is_some();
        let stays = [(outer, inner), (inner, outer)].into_iter().find(|(end, _)| !is_linked(*end));
        let Some((kept, other)) = stays else {
            self.commit_gesture(&format!("move {}", self.actor_name(actor)));
            return self.say(format!("{} is connected with both already", self.actor_name(actor)));
        };
        let name = format!("put {} between {}", self.actor_name(actor), self.title_of(&[cord]));
        let ends = if kept == old.a { (kept, actor) } else { (actor, kept) };
        let mut edits = vec![Edit::Connection(cord, ConnectionChange::Ends(ends.0, ends.1))];
        let half = ConnectionId(self.document.peek_id());
        let is_new = !is_linked(other);
        if is_new {
            let added = Connection { need: old.need, ..Connection::new(self.new_key(), other, actor) };
            edits.push(Edit::AddConnection(Box::new(added)));
        }
        if self.change(Edit::All(edits), Record::Step(name.clone())) && is_new {
            let words = if said_nothing(&old) {
                format!("{} stands between the two now", self.actor_name(actor))
            } else {
                format!("{} keeps what was said; {} is new", self.heading_of(&[cord]), self.heading_of(&[half]))
            };
            self.say(words);
            // As one drawn from rim to rim: it waits for a sketch, and the layout brings both into sight.
            self.set_selection(Selection { connections: [cord, half].into(), ..Selection::default() });
            (self.session.hot, self.session.chain, self.session.follows) = (vec![half], None, true);
        }
        self.commit_gesture(&name);
    }

    /// A line between two nodes: a cord between actors, holding where one of them is a value.
    pub(super) fn connect_nodes(&mut self, from: &[NodeId], to: NodeId) {
        let actors: Vec<ActorId> = from.iter().filter_map(|node| actor_of(*node)).collect();
        match to {
            NodeId::Actor(to) => {
                let values = from.iter().filter_map(|node| match node {
                    NodeId::Value(value) => Some(*value),
                    NodeId::Actor(_) => None,
                });
                if let Some(value) = values.clone().next().and_then(|id| self.document.value(id)) {
                    let (name, count) = (value.name.clone(), values.clone().count());
                    let what = if count == 1 { name } else { words::count(count, "value") };
                    let held = values.map(|value| Edit::Actor(to, ActorChange::Holds(value, true))).collect();
                    self.step(format!("share {what} with {}", self.actor_name(to)), Edit::All(held));
                }
                self.connect(&actors, to);
            }
            NodeId::Value(to) => {
                let held = actors.iter().map(|actor| Edit::Actor(*actor, ActorChange::Holds(to, true))).collect();
                let value = self.document.value(to).map_or("", |value| &value.name).to_owned();
                self.step(format!("share {value}"), Edit::All(held));
            }
        }
    }

    /// An end of a cord goes to somebody else, with all that was said of the cord.
    fn move_end(&mut self, cord: ConnectionId, fixed: ActorId, to: NodeId) {
        let (Some(to), Some(connection)) = (actor_of(to), self.document.connection(cord)) else {
            return self.say("A connection joins two actors; a value is held");
        };
        if self.document.between(fixed, to).is_some_and(|other| other != cord) {
            return self.say(format!("{} and {} are connected already", self.actor_name(fixed), self.actor_name(to)));
        }
        let ends = if connection.a == fixed { (fixed, to) } else { (to, fixed) };
        let name = format!("connect {} with {} instead", self.actor_name(fixed), self.actor_name(to));
        self.step(name, Edit::Connection(cord, ConnectionChange::Ends(ends.0, ends.1)));
    }

    pub(super) fn actor_name(&self, id: ActorId) -> String {
        self.document.actor(id).map_or_else(String::new, |actor| actor.name.clone())
    }
}

/// A cord that is drawn and no more.
fn said_nothing(cord: &Connection) -> bool {
    *cord == Connection::new(cord.key.clone(), cord.a, cord.b)
}

fn actor_of(node: NodeId) -> Option<ActorId> {
    match node {
        NodeId::Actor(id) => Some(id),
        NodeId::Value(_) => None,
    }
}
