//! What the pointer is doing: small states with a pure transition. A tool sees the map and asks for effects;
//! it changes nothing itself.

mod link;
mod marquee;
mod moving;
mod noting;
mod panning;
mod pressed;

pub(super) use link::Linking;
pub(super) use marquee::Marquee;
pub(super) use moving::Moving;
pub(super) use noting::Noting;
pub(super) use panning::Panning;
pub(super) use pressed::Pressed;

use super::Camera;
use super::event::{Button, Modifiers};
use super::picture::{REACH, picture_from_screen};
use super::session::{contains, only, toggled};
use crate::derived::Picture;
use crate::geom::{Point, Vec2, nearest_on};
use crate::model::{ActorId, AttachmentId, ConnectionId, Document, NodeId, Selection};
use crate::scene::Target;

/// A press becomes a drag after so many screen points: a nervous hand still clicks.
const THRESHOLD: f64 = 4.0;
/// The share of a body's radius inside which dragging moves it; outside, a line starts.
const CORE: f64 = 0.62;

/// A line that is let go so near to somebody, in screen points, reaches them.
const LANDING: f64 = 22.0;

/// How far from the middle of a handle it can be taken, in screen points.
const HANDLE: f64 = 9.0;

/// The states, each in its file.
#[derive(Clone, Debug)]
pub(super) enum Tool {
    /// Nothing is pressed.
    Idle,
    /// Pressed, not yet dragging.
    Pressed(Pressed),
    /// Nodes follow the pointer.
    Moving(Moving),
    /// A line follows the pointer.
    Linking(Linking),
    /// A frame is drawn around what will be selected.
    Marquee(Marquee),
    /// The map follows the pointer.
    Panning(Panning),
    /// A note follows the pointer.
    Noting(Noting),
}

/// What the pointer does. Positions are screen points.
#[derive(Clone, Copy, Debug)]
pub(super) enum Input {
    Pressed { button: Button, at: Point, clicks: u8, modifiers: Modifiers, hand: bool },
    Moved { at: Point, modifiers: Modifiers },
    Released { at: Point, modifiers: Modifiers },
    Cancelled,
}

/// What a tool may look at.
pub(super) struct Cx<'a> {
    pub(super) document: &'a Document,
    pub(super) picture: &'a Picture,
    pub(super) camera: &'a Camera,
    pub(super) selection: &'a Selection,
}

/// What a tool asks for. Positions are map points unless they say otherwise.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Effect {
    Select(Selection),
    OpenCard,
    /// A gesture that changes the document begins.
    Begin,
    /// Preview: these nodes stand here now, placed by hand, and these notes lie here.
    Place(Vec<(NodeId, Point)>, Vec<(AttachmentId, Point)>),
    /// The gesture ends as one step.
    Commit,
    /// The gesture ends as if it had never begun.
    RollBack,
    /// The gesture ends with the actor put between the ends of a cord.
    Insert {
        actor: ActorId,
        cord: ConnectionId,
    },
    Connect {
        from: Vec<NodeId>,
        to: NodeId,
    },
    /// An end of a cord goes to somebody else; the other stays.
    MoveEnd {
        cord: ConnectionId,
        fixed: ActorId,
        to: NodeId,
    },
    /// A linked actor is to be made here.
    Grow {
        from: Vec<ActorId>,
        at: Point,
    },
    /// Somebody new is to be named here.
    Name(Point),
    Rename(NodeId),
    /// The view moves by screen points.
    Pan(Vec2),
    /// The context menu opens at a screen point.
    Menu(Point),
    /// Preview: the middle of a note is here now.
    PlaceNote(AttachmentId, Point),
    /// The gesture ends with the note here, or pinned to a cord.
    DropNote(AttachmentId, Option<ConnectionId>),
    /// The words of a note are to be changed.
    OpenNote(AttachmentId),
}

impl Tool {
    pub(super) fn on(self, input: &Input, cx: &Cx<'_>) -> (Self, Vec<Effect>) {
        match self {
            Self::Idle => pressed::idle(input, cx),
            Self::Pressed(pressed) => pressed.on(input, cx),
            Self::Moving(moving) => moving.on(input, cx),
            Self::Linking(linking) => linking.on(input, cx),
            Self::Marquee(marquee) => marquee.on(input, cx),
            Self::Panning(panning) => panning.on(input),
            Self::Noting(noting) => noting.on(input, cx),
        }
    }

    pub(super) fn is_idle(&self) -> bool {
        matches!(self, Self::Idle)
    }

    /// What is pressed and not dragged.
    pub(super) fn held(&self) -> Option<Target> {
        match self {
            Self::Pressed(pressed) => pressed.on_what(),
            _ => None,
        }
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Pressed(_) => "pressed",
            Self::Moving(_) => "moving",
            Self::Linking(_) => "linking",
            Self::Marquee(_) => "framing",
            Self::Panning(_) => "panning",
            Self::Noting(_) => "moving a note",
        }
    }
}

impl Cx<'_> {
    /// What lies under a screen point.
    pub(super) fn hit(&self, at: Point) -> Option<Target> {
        self.picture.scene()?.hit(picture_from_screen(self.camera, at), REACH)
    }

    /// Who is nearest to a screen point where a line is let go: a hand in a hurry stops short of its aim.
    pub(super) fn node_near(&self, at: Point) -> Option<NodeId> {
        let p = picture_from_screen(self.camera, at);
        let nodes = self.picture.scene()?.hits.iter();
        let nodes = nodes.filter_map(|hit| Some((node_of(hit.target)?, hit.shape.distance(p))));
        let near = nodes.filter(|(_, distance)| *distance <= LANDING).min_by(|a, b| a.1.total_cmp(&b.1));
        near.map(|(node, _)| node)
    }

    /// The middle of a note that is shown, in map units.
    pub(super) fn paper(&self, id: AttachmentId) -> Option<Point> {
        let area = self.picture.plan()?.note_area(id)?;
        Some((area.center().to_vec2() / self.camera.scale).to_point())
    }

    /// The cord nearest to a screen point, whatever lies above it.
    pub(super) fn any_cord_under(&self, at: Point) -> Option<ConnectionId> {
        self.nearest_cord(at, |_| true)
    }

    /// The handle under a screen point: the one cord that is chosen, and its other end.
    pub(super) fn handle(&self, at: Point) -> Option<(ConnectionId, ActorId)> {
        let cord = self.selection.connections.first().copied().filter(|_| self.selection.len() == 1)?;
        let plan = self.picture.plan()?;
        let p = picture_from_screen(self.camera, at);
        let is_near = plan.cord_ends(cord)?.into_iter().any(|end| (p - end).hypot() <= HANDLE);
        let connection = self.document.connection(cord)?;
        let away = |actor| plan.body(NodeId::Actor(actor)).map(|(center, _)| (p - center).hypot());
        let (a, b) = (away(connection.a)?, away(connection.b)?);
        is_near.then_some((cord, if a < b { connection.b } else { connection.a }))
    }

    /// The screen point lies on the outer band of the node's body (or just outside): lines start here.
    pub(super) fn is_rim(&self, target: Target, at: Point) -> bool {
        let body = node_of(target).and_then(|node| self.picture.plan()?.body(node));
        body.is_some_and(|(center, reach)| {
            let distance = (picture_from_screen(self.camera, at) - center).hypot();
            distance > reach * CORE && distance <= reach + REACH
        })
    }

    /// The cord nearest to a screen point that does not touch `actor`.
    ///
    /// Cords bow out of the way of whoever comes near, so the straight way between two ends counts, too.
    pub(super) fn cord_under(&self, at: Point, actor: ActorId) -> Option<ConnectionId> {
        self.nearest_cord(at, |id| self.document.connection(id).is_some_and(|c| c.a != actor && c.b != actor))
    }

    fn nearest_cord(&self, at: Point, fits: impl Fn(ConnectionId) -> bool) -> Option<ConnectionId> {
        let p = picture_from_screen(self.camera, at);
        let hits = self.picture.scene()?.hits.iter();
        let cords = hits.filter_map(|hit| match hit.target {
            Target::Connection(id) if fits(id) => Some((id, hit.shape.distance(p).min(self.straight(id, p)))),
            _ => None,
        });
        let near = cords.filter(|(_, distance)| *distance <= REACH).min_by(|a, b| a.1.total_cmp(&b.1));
        near.map(|(id, _)| id)
    }

    /// How far a point of the picture is from the straight way between the ends of a cord.
    fn straight(&self, id: ConnectionId, p: Point) -> f64 {
        let place = |actor| self.document.placement(actor).map(|end| (end.at.to_vec2() * self.camera.scale).to_point());
        let ends = self.document.connection(id).and_then(|c| Some([place(c.a)?, place(c.b)?]));
        ends.and_then(|ends| nearest_on(&ends, p)).map_or(f64::MAX, |(_, distance)| distance)
    }
}

/// The node that a target is, if it is one.
fn node_of(target: Target) -> Option<NodeId> {
    match target {
        Target::Actor(id) => Some(NodeId::Actor(id)),
        Target::Value(id) => Some(NodeId::Value(id)),
        Target::Connection(_) | Target::Note(_) => None,
    }
}

/// Far enough from where it was pressed to be a drag.
fn is_drag(from: Point, to: Point) -> bool {
    (to - from).hypot() >= THRESHOLD
}
