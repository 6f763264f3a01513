//! What the room takes on: a step on a connection becomes an action in the map.
//! Panels change its fields; here it begins.

use super::Editor;
use super::event::Request;
use crate::analysis::next_step;
use crate::model::{Action, Attachment, Connection, ConnectionId, Edit, Strands};

impl Editor {
    /// Puts connections on the list of actions, each with its smallest useful step, as one undo step.
    ///
    /// One that is on the list already, or as strong as can be, is left out.
    pub fn take_on(&mut self, connections: &[ConnectionId]) -> Vec<Request> {
        self.cancel_gesture();
        self.put_on_list(connections);
        self.answers()
    }

    pub(super) fn put_on_list(&mut self, connections: &[ConnectionId]) {
        let mut edits = Vec::new();
        let mut taken = Vec::new();
        for id in connections {
            let Some(connection) = self.document.connection(*id) else { continue };
            if self.is_taken_on(*id) {
                continue;
            }
            let Some(to) = strengthened(connection) else { continue };
            let action = Action {
                key: String::new(),
                connection: *id,
                from: connection.strands,
                to,
                owner: connection.owner.clone(),
                due: None,
                first_thing: String::new(),
                effort: None,
                evidence: connection.evidence.clone(),
                extra: Vec::new(),
            };
            let key = self.new_key();
            edits.push(Edit::AddAttachment(Box::new(Attachment::Action(action).with_key(key))));
            taken.push(*id);
        }
        if edits.is_empty() {
            self.say("Nothing here to take on that is not on the plan already");
        } else {
            let name = format!("take on {}", self.title_of(&taken));
            self.step(name, Edit::All(edits));
            self.ask(Request::TakenOn(format!("On the plan: {}", self.heading_of(&taken))));
        }
    }

    /// The connection is on the list of actions.
    #[must_use]
    pub fn is_taken_on(&self, connection: ConnectionId) -> bool {
        self.document.actions().any(|(_, action)| action.connection == connection)
    }
}

/// The strands after the smallest useful step; `None` if all are at their most.
fn strengthened(connection: &Connection) -> Option<Strands> {
    let (strand, _, to) = next_step(connection)?;
    Some(connection.strands.with(strand, Some(to)))
}
