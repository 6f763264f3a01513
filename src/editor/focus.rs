//! Press and hold: the neighbourhood of an actor stays, the rest fades; it widens step by step.

use std::collections::BTreeSet;

use super::Editor;
use super::event::Request;
use crate::model::{ActorId, NodeId, Selection};
use crate::scene::Target;

/// A click is over by then.
const FIRST_STEP_SECS: f64 = 0.45;
/// Time to read one circle before the next one comes.
const STEP_SECS: f64 = 1.1;

impl Editor {
    /// What stays as it is while the rest fades; `None` while nobody holds an actor.
    #[must_use]
    pub fn focus(&self) -> Option<Selection> {
        let held = self.session.held_secs - FIRST_STEP_SECS;
        let Some(Target::Actor(actor)) = self.tool.held() else { return None };
        (held >= 0.0).then(|| self.neighborhood(actor, 1 + (held / STEP_SECS) as usize))
    }

    /// Counts how long an actor is held; `true` while one is.
    pub(super) fn hold_on(&mut self, dt_secs: f64) -> bool {
        if !matches!(self.tool.held(), Some(Target::Actor(_))) {
            self.session.held_secs = 0.0;
            return false;
        }
        self.session.held_secs += dt_secs.max(0.0);
        self.ask(Request::Repaint);
        true
    }

    /// An actor with everybody who is at most `steps` connections away, their cords and their values.
    fn neighborhood(&self, actor: ActorId, steps: usize) -> Selection {
        let mut found = Selection { actors: [actor].into(), ..Selection::default() };
        let mut edge = BTreeSet::from([actor]);
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
        found
    }
}
