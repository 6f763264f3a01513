//! What stays as it is while the rest fades: whom one presses and holds or asks for by key, widened step by step, what
//! is thought away, and whom the pointer rests on.

use std::collections::BTreeSet;

use super::Editor;
use crate::model::{ActorId, NodeId, Selection};
use crate::scene::Target;

/// A click is over by then.
const FIRST_STEP_SECS: f64 = 0.45;
/// Time to read one circle before the next one comes.
const STEP_SECS: f64 = 1.1;
/// How opaque the veil over the rest is while somebody is held: the room looks at nothing else.
const HELD_VEIL: f64 = 0.80;
/// The same while the pointer only rests on somebody: the rest stays readable.
const GAZE_VEIL: f64 = 0.62;
/// A pointer that crosses the map rests nowhere so long.
const GAZE_AFTER_SECS: f64 = 0.5;
/// From one to the next the veil stays.
const GAZE_LINGERS_SECS: f64 = 0.15;
/// How long the veil takes to come and to go.
const GAZE_FADE_SECS: f64 = 0.2;

/// Whom the pointer rests on, and how far the rest has faded.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Gaze {
    /// Whom the pointer came to rest on; any key and any press looks away.
    aim: Option<NodeId>,
    /// How long it has rested there, or been nowhere.
    secs: f64,
    /// Whom the picture is about.
    on: Option<NodeId>,
    /// From 0 to 1.
    share: f64,
}

impl Gaze {
    /// The pointer moved onto this.
    fn turn(&mut self, aim: Option<NodeId>) {
        if aim != self.aim {
            (self.aim, self.secs) = (aim, 0.0);
        }
    }

    /// Looks away from whom the map no longer has.
    pub(super) fn keep(&mut self, is_there: impl Fn(NodeId) -> bool) {
        if self.aim.or(self.on).is_some_and(|node| !is_there(node)) {
            *self = Self::default();
        }
    }

    /// There is more to come as time goes by.
    fn is_moving(&self) -> bool {
        if self.aim.is_some() { self.aim != self.on || self.share < 1.0 } else { self.on.is_some() }
    }

    /// Moves on by `dt_secs`; `jumps` where motion is reduced.
    fn advance(&mut self, dt_secs: f64, jumps: bool) {
        self.secs += dt_secs;
        let looks = self.aim.is_some() && (self.on.is_some() || self.secs >= GAZE_AFTER_SECS);
        let stays = self.aim.is_none() && self.secs < GAZE_LINGERS_SECS;
        if looks {
            self.on = self.aim;
        }
        let step = if jumps { 1.0 } else { dt_secs / GAZE_FADE_SECS };
        self.share = match (looks, stays) {
            (true, _) => (self.share + step).min(1.0),
            (false, true) => self.share,
            (false, false) => (self.share - step).max(0.0),
        };
        if self.share == 0.0 && !looks {
            self.on = None;
        }
    }
}

impl Editor {
    /// What stays as it is while somebody is pressed and held; `None` while nobody is.
    #[must_use]
    pub fn focus(&self) -> Option<Selection> {
        let held = self.session.held_secs - FIRST_STEP_SECS;
        let Some(Target::Actor(actor)) = self.tool.held() else { return None };
        (held >= 0.0).then(|| self.neighborhood(NodeId::Actor(actor), 1 + (held / STEP_SECS) as usize))
    }

    /// What stays as it is while the rest fades, and how opaque the veil over the rest is, 0 to 1.
    #[must_use]
    pub fn faded(&self) -> Option<(Selection, f64)> {
        // What is thought away fades, so all else is in focus.
        if let Some(kept) = self.focus().or_else(|| self.neighbors()).or_else(|| self.left_over()) {
            return Some((kept, HELD_VEIL));
        }
        let Gaze { on, share, .. } = self.session.gaze;
        let eased = share * share * (3.0 - 2.0 * share);
        Some((self.neighborhood(on?, 1), GAZE_VEIL * eased)).filter(|_| share > 0.0)
    }

    /// The only name that is selected.
    pub(super) fn only_node(&self) -> Option<NodeId> {
        let mut nodes = self.session.selection.nodes();
        nodes.next().filter(|_| nodes.next().is_none())
    }

    /// The rest fades around the one selected.
    #[must_use]
    pub fn shows_neighbors(&self) -> bool {
        self.session.near > 0 && self.only_node().is_some()
    }

    fn neighbors(&self) -> Option<Selection> {
        self.only_node().filter(|_| self.shows_neighbors()).map(|node| self.neighborhood(node, self.session.near))
    }

    /// What press and hold does, by key: the neighbors of the one selected, and one step more each time.
    pub(super) fn show_neighbors(&mut self) {
        let Some(node) = self.only_node() else { return };
        let steps = self.session.near + 1;
        if self.neighbors() == Some(self.neighborhood(node, steps)) {
            self.say("Nobody more is connected. Esc shows everybody again");
        } else {
            self.session.near = steps;
        }
    }

    /// The pointer moved by hand and means this now.
    pub(super) fn gaze_at(&mut self, hovered: Option<Target>) {
        let busy = self.session.naming.is_some() || self.session.dots.on || !self.session.hot.is_empty();
        let aim = match hovered {
            _ if busy || self.session.card.open || self.session.modifiers.alt => None,
            Some(Target::Actor(id)) => Some(NodeId::Actor(id)),
            Some(Target::Value(id)) => Some(NodeId::Value(id)),
            Some(Target::Connection(_) | Target::Note(_)) | None => None,
        };
        self.session.gaze.turn(aim);
    }

    /// Hands and keys are at work: nothing is only looked at.
    pub(super) fn look_away(&mut self) {
        self.session.gaze.turn(None);
    }

    /// The rest is fading, or will if the pointer goes on resting.
    pub(super) fn is_gazing(&self) -> bool {
        self.session.gaze.is_moving()
    }

    /// Counts how long an actor is held or looked at; `true` while something about it changes.
    pub(super) fn hold_on(&mut self, dt_secs: f64) -> bool {
        let gazing = self.is_gazing();
        if gazing {
            let jumps = self.session.still;
            self.session.gaze.advance(dt_secs.max(0.0), jumps);
        }
        if !matches!(self.tool.held(), Some(Target::Actor(_))) {
            self.session.held_secs = 0.0;
            return gazing;
        }
        self.session.held_secs += dt_secs.max(0.0);
        true
    }

    /// Somebody, or a value, with everybody who is at most `steps` connections away, their cords and values, and
    /// what is pinned to those.
    fn neighborhood(&self, center: NodeId, steps: usize) -> Selection {
        let mut found = Selection::default();
        let mut edge: BTreeSet<ActorId> = match center {
            NodeId::Actor(actor) => [actor].into(),
            NodeId::Value(value) => {
                found.values.insert(value);
                let holds = self.document.actors().filter(|(_, actor)| actor.values.contains(&value));
                found.actors.extend(holds.map(|(id, _)| id));
                return found;
            }
        };
        found.actors.clone_from(&edge);
        for _ in 0..steps {
            let mut next = BTreeSet::new();
            for from in edge {
                for (cord, connection) in self.document.connections_of(from) {
                    found.connections.insert(cord);
                    next.extend(connection.other(from).filter(|other| found.actors.insert(*other)));
                }
            }
            if next.is_empty() {
                break;
            }
            edge = next;
        }
        let held = found.actors.iter().filter_map(|id| self.document.actor(*id)).flat_map(|actor| &actor.values);
        found.values = held.copied().filter(|id| self.document.placement(NodeId::Value(*id)).is_some()).collect();
        let on_cords = |on| found.connections.contains(&on);
        found.notes =
            self.document.notes().filter(|(_, note)| note.on.is_some_and(on_cords)).map(|(id, _)| id).collect();
        found
    }
}
