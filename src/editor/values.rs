//! Shared values by name: the box for one, and what is made of it. Who holds it is said by selecting them first.

use super::Editor;
use super::naming::{NameFor, OpenBox, placement};
use crate::geom::Point;
use crate::model::{Actor, ActorChange, ActorId, Edit, NodeId, Placement, Selection, Value, ValueId};

impl Editor {
    /// Opens the box for a shared value that the selected actors hold, or those who hold the selected value; beside them
    /// or where the pointer is.
    pub(super) fn name_value(&mut self) {
        let selection = &self.session.selection;
        let mut holders: Vec<ActorId> = selection.actors.iter().copied().collect();
        if holders.is_empty() {
            // Beside a value: one more of those who hold it.
            let holds = |actor: &Actor| actor.values.iter().any(|value| selection.values.contains(value));
            holders = self.document.actors().filter(|(_, actor)| holds(actor)).map(|(id, _)| id).collect();
        }
        let near = self.area_of(&self.session.selection).map(|area| area.center());
        let at = match near {
            Some(near) => self.free_place(near),
            None => self.typing_place(),
        };
        self.open_box(OpenBox::new(at, NameFor::Value(holders)));
    }

    /// Opens the box for somebody who holds a value.
    pub(super) fn name_holder(&mut self, value: ValueId) {
        let Some(near) = self.document.placement(NodeId::Value(value)) else { return };
        let at = self.free_place(near.at);
        self.open_box(OpenBox::new(at, NameFor::Holder(value)));
    }

    /// A value named for `holders`: a new one, or one that is there already and they hold from now on.
    pub(super) fn commit_value(&mut self, name: &str, found: Option<NodeId>, at: Point, holders: &[ActorId]) {
        let there: Vec<ActorId> = holders.iter().copied().filter(|id| self.document.actor(*id).is_some()).collect();
        let lower = name.to_lowercase();
        let known = match found {
            Some(NodeId::Value(id)) => Some(id),
            _ => self.document.values().find(|(_, value)| value.name.to_lowercase() == lower).map(|(id, _)| id),
        };
        match known {
            Some(id) if there.is_empty() => self.go_to(NodeId::Value(id)),
            Some(id) => {
                let name = self.document.value(id).map_or("", |value| &value.name);
                let change = |holder: &ActorId| Edit::Actor(*holder, ActorChange::Holds(id, true));
                self.step(format!("hold {name}"), Edit::All(there.iter().map(change).collect()));
            }
            None if name.is_empty() => {}
            None => self.make_value(name, at, &there),
        }
    }

    /// Makes a shared value that `holders` hold, as one undo step.
    pub(super) fn make_value(&mut self, name: &str, at: Point, holders: &[ActorId]) {
        let value = ValueId(self.document.peek_id());
        let mut edits = self.value_edits(value, name, Some(placement(at)), holders);
        self.bring_into_rings(&mut edits);
        if self.step(format!("add {name}"), Edit::All(edits)) {
            self.set_selection(Selection { values: [value].into(), ..Selection::default() });
        }
    }

    /// What makes a shared value, the next to be made with this id, that `holders` hold.
    pub(super) fn value_edits(
        &mut self,
        value: ValueId,
        name: &str,
        at: Option<Placement>,
        holders: &[ActorId],
    ) -> Vec<Edit> {
        let record = Value { key: self.new_key(), name: name.to_owned(), ..Value::default() };
        let holds = |holder: &ActorId| Edit::Actor(*holder, ActorChange::Holds(value, true));
        std::iter::once(Edit::AddValue(Box::new(record), at)).chain(holders.iter().map(holds)).collect()
    }
}
