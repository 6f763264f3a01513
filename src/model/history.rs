//! Undo and redo: named steps, marks for gestures, merging of repeated keys.
//!
//! It holds differences, never documents. Camera, selection and layout ticks are no steps, so they can neither clear
//! redo nor make a map unsaved; where the layout took nodes after a step goes back and forth with that step.

use std::collections::BTreeMap;

use super::{Document, Edit, EditError, NodeId, Patch, Touches};
use crate::geom::Point;

/// How an edit is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A step of its own with this name ("rate Customers - Support 4").
    Step(String),
    /// Joins the step before if that has the same key and nothing else came between (nudging, sliders).
    Merge {
        /// The name of the joined step.
        name: String,
        /// What makes two edits the same gesture.
        key: String,
    },
}

/// A place in the history to come back to; made by [`History::mark`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark(usize);

#[derive(Clone, Debug)]
struct Step {
    name: String,
    merge: Option<String>,
    patch: Patch,
    /// Where the layout took nodes from before the next step, and where to.
    drift: BTreeMap<NodeId, (Point, Point)>,
    /// Tells one state from another: what the document is after this step.
    state: u64,
}

impl Step {
    /// Whoever moved before has come from there, and stands here now.
    fn join_drift(&mut self, drift: impl IntoIterator<Item = Drift>) {
        for (node, was, now) in drift {
            self.drift.entry(node).and_modify(|way| way.1 = now).or_insert((was, now));
        }
    }
}

/// A node that the layout moved: where it stood, and where it stands.
pub type Drift = (NodeId, Point, Point);

/// Of more nodes it is not remembered where the layout took them: memory stays flat over a day on the largest maps.
const MOST_DRIFT: usize = 400;

/// Steps that can be undone at least: a day in a workshop has fewer, and this many need a few megabytes.
const MOST_STEPS: usize = 4_000;

/// The steps of one document.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    next_state: u64,
    saved_state: u64,
    /// The state before the oldest step that is kept.
    first_state: u64,
    /// The redo branch that a gesture put aside; it comes back when the gesture is rolled back.
    aside: Option<(usize, Vec<Step>)>,
}

impl History {
    /// Applies an edit and remembers it. An edit that changes nothing leaves no step and keeps redo.
    ///
    /// # Errors
    /// If the edit is refused; nothing has changed then.
    pub fn apply(&mut self, document: &mut Document, edit: Edit, record: Record) -> Result<Touches, EditError> {
        let patch = document.apply(edit)?;
        let touches = patch.touches();
        if patch.is_empty() {
            return Ok(touches);
        }
        self.redo.clear();
        self.next_state += 1;
        let (name, merge) = match record {
            Record::Step(name) => (name, None),
            Record::Merge { name, key } => (name, Some(key)),
        };
        match self.undo.last_mut() {
            Some(last) if merge.is_some() && last.merge == merge && last.state != self.saved_state => {
                last.patch.squash(patch);
                last.name = name;
                last.state = self.next_state;
            }
            _ => self.undo.push(Step { name, merge, patch, drift: BTreeMap::new(), state: self.next_state }),
        }
        self.forget_the_oldest();
        Ok(touches)
    }

    /// What the layout has moved since the last step (or since the last walk through them): undoing that step takes
    /// it back, too, so that a wrong move leaves no trace.
    pub fn drifted(&mut self, drift: Vec<Drift>) {
        let Some(last) = self.undo.last_mut() else { return };
        let new = drift.iter().filter(|(node, ..)| !last.drift.contains_key(node)).count();
        if last.drift.len() + new <= MOST_DRIFT {
            last.join_drift(drift);
        }
    }

    /// Keeps memory flat over a long day. Not during a gesture, whose mark counts the steps.
    fn forget_the_oldest(&mut self) {
        if self.aside.is_none() && self.undo.len() >= MOST_STEPS + MOST_STEPS / 8 {
            for step in self.undo.drain(..MOST_STEPS / 8) {
                self.first_state = step.state;
            }
        }
    }

    /// Ends the merging of repeated keys: the next edit makes a step of its own.
    pub fn seal(&mut self) {
        if let Some(last) = self.undo.last_mut() {
            last.merge = None;
        }
    }

    /// Remembers this place, at the start of a gesture.
    pub fn mark(&mut self) -> Mark {
        self.seal();
        self.aside = Some((self.undo.len(), self.redo.clone()));
        Mark(self.undo.len())
    }

    /// Ends a gesture: everything since the mark becomes one step with this name, or none if nothing
    /// is different from before.
    pub fn commit(&mut self, mark: Mark, name: &str) {
        let mut steps = self.undo.split_off(mark.0.min(self.undo.len())).into_iter();
        if let Some(mut first) = steps.next() {
            for step in steps {
                first.patch.squash(step.patch);
                first.join_drift(step.drift.into_iter().map(|(node, (was, now))| (node, was, now)));
                first.state = step.state;
            }
            if first.patch.is_empty() {
                self.restore_redo(mark);
            } else {
                self.undo.push(Step { name: name.to_owned(), merge: None, ..first });
            }
        }
        self.aside = None;
    }

    /// Ends a gesture by going back to the mark, as if it had never begun; redo survives.
    pub fn roll_back(&mut self, document: &mut Document, mark: Mark) -> Touches {
        let mut touches = Touches::default();
        while self.undo.len() > mark.0
            && let Some(step) = self.undo.pop()
        {
            document.apply_patch(&step.patch.inverted());
            touches = touches.and(step.patch.touches());
        }
        self.restore_redo(mark);
        self.aside = None;
        touches
    }

    fn restore_redo(&mut self, mark: Mark) {
        if let Some((at, redo)) = self.aside.take()
            && at == mark.0
        {
            self.redo = redo;
        }
    }

    /// Goes one step back; the name of what was undone and what it touched.
    pub fn undo(&mut self, document: &mut Document) -> Option<(String, Touches)> {
        let step = self.undo.pop()?;
        document.settle_positions(step.drift.iter().map(|(node, (was, _))| (*node, *was)));
        document.apply_patch(&step.patch.inverted());
        let done = (step.name.clone(), step.patch.touches());
        self.redo.push(step);
        Some(done)
    }

    /// Goes one step forward again.
    pub fn redo(&mut self, document: &mut Document) -> Option<(String, Touches)> {
        let step = self.redo.pop()?;
        document.apply_patch(&step.patch);
        document.settle_positions(step.drift.iter().map(|(node, (_, now))| (*node, *now)));
        let done = (step.name.clone(), step.patch.touches());
        self.undo.push(step);
        Some(done)
    }

    /// The name of the step that undo would take back.
    #[must_use]
    pub fn undo_name(&self) -> Option<&str> {
        self.undo.last().map(|step| step.name.as_str())
    }

    /// The name of the step that redo would do again.
    #[must_use]
    pub fn redo_name(&self) -> Option<&str> {
        self.redo.last().map(|step| step.name.as_str())
    }

    /// The names of all steps, from the first: [`Self::len`] of them are done, the others can be done again.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.undo.iter().chain(self.redo.iter().rev()).map(|step| step.name.as_str())
    }

    /// Number of steps that can be undone.
    #[must_use]
    pub fn len(&self) -> usize {
        self.undo.len()
    }

    /// Nothing can be undone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.undo.is_empty()
    }

    /// A number that tells the present state from every other: equal numbers, equal content.
    #[must_use]
    pub fn state(&self) -> u64 {
        self.undo.last().map_or(self.first_state, |step| step.state)
    }

    /// Remembers that this state is on disk (the one that was handed to the save, not the one of now).
    pub fn saved(&mut self, state: u64) {
        self.saved_state = state;
    }

    /// Something has changed since the last save (or since opening).
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.state() != self.saved_state
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorId, MetaChange, Placement};

    #[test]
    fn whoever_moved_many_times_hides_nobody_who_moved_once() {
        let (mut document, mut history) = (Document::new("d".to_owned()), History::default());
        let at = |x: f64| Placement { at: Point::new(x, 0.0), pinned: false };
        for key in ["a", "b"] {
            let actor = Actor { key: key.to_owned(), ..Actor::default() };
            let _ = document.apply(Edit::AddActor(Box::new(actor), Some(at(0.0)))).unwrap();
        }
        let [a, b] = [0, 1].map(|i| NodeId::Actor(ActorId(document.peek_id() - 2 + i)));
        let edit = Edit::Meta(MetaChange::Title("x".to_owned()));
        let _ = history.apply(&mut document, edit, Record::Step("call it x".to_owned())).unwrap();
        for i in 0..2 * MOST_DRIFT {
            let x = i as f64;
            document.settle_positions([(a, Point::new(x + 1.0, 0.0))]);
            history.drifted(vec![(a, Point::new(x, 0.0), Point::new(x + 1.0, 0.0))]);
        }
        document.settle_positions([(b, Point::new(9.0, 0.0))]);
        history.drifted(vec![(b, Point::ORIGIN, Point::new(9.0, 0.0))]);
        let moved = document.clone();
        let _ = history.undo(&mut document).unwrap();
        assert_eq!([a, b].map(|node| document.placement(node)), [Some(at(0.0)); 2]);
        let _ = history.redo(&mut document).unwrap();
        assert_eq!(document, moved);
    }
}
