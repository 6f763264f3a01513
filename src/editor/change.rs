//! How the editor changes the document: one way in, undo and redo, gestures with a mark.

use std::collections::BTreeSet;

use super::Editor;
use super::event::Request;
use crate::geom::{Point, Rect};
use crate::model::{ConnectionId, Document, Edit, NodeId, Note, Record, Selection, Touches, key_from_bits};

impl Editor {
    /// Carries out the edit of a panel as one undo step of this name; a gesture under way ends first.
    ///
    /// An edit that is refused changes nothing and is said.
    pub fn edit(&mut self, name: &str, edit: Edit) -> Vec<Request> {
        self.cancel_gesture();
        self.change(edit, Record::Step(name.to_owned()));
        self.answers()
    }

    /// The same for a slider or a text that grows letter by letter: edits with one `key` are one step.
    pub fn edit_merged(&mut self, name: &str, key: &str, edit: Edit) -> Vec<Request> {
        self.cancel_gesture();
        self.change(edit, Record::Merge { name: name.to_owned(), key: key.to_owned() });
        self.answers()
    }

    /// A key for a new record: 64 random bits in base32.
    pub fn new_key(&mut self) -> String {
        key_from_bits(self.keys.next_u64())
    }

    /// Applies and records an edit; `false` if it was refused (and the room was told why).
    pub(super) fn change(&mut self, edit: Edit, record: Record) -> bool {
        self.finish_tidy();
        let is_alone = self.gesture.is_none();
        if is_alone {
            self.keep_drift();
        }
        let applied = self.history.apply(&mut self.document, edit, record);
        if is_alone {
            self.keep_places();
        }
        match applied {
            Ok(touches) => {
                self.follow(touches);
                true
            }
            Err(error) => {
                self.say(error.to_string());
                false
            }
        }
    }

    /// One undo step of its own.
    pub(super) fn step(&mut self, name: impl Into<String>, edit: Edit) -> bool {
        self.change(edit, Record::Step(name.into()))
    }

    /// Brings everything that is computed in step with the document.
    pub(super) fn follow(&mut self, touches: Touches) {
        if touches.is_empty() {
            return;
        }
        if touches.content() {
            self.revision += 1;
            self.ask(Request::Analyze);
        }
        if touches.placements {
            self.places += 1;
        }
        self.session.fitted = true;
        self.prune_session();
        self.live_follow(touches);
        self.ask(Request::Repaint);
    }

    /// Starts a gesture: what is changed from now on can be taken back as if it had never begun.
    pub(super) fn begin_gesture(&mut self) {
        self.finish_tidy();
        self.keep_drift();
        self.keep_places();
        self.gesture = Some(self.history.mark());
    }

    /// Ends a gesture as one undo step of this name, or none if nothing is different.
    pub(super) fn commit_gesture(&mut self, name: &str) {
        if let Some(mark) = self.gesture.take() {
            self.history.commit(mark, name);
            self.live_release();
        }
    }

    /// Ends a gesture as if it had never begun.
    pub(super) fn roll_back_gesture(&mut self) {
        if let Some(mark) = self.gesture.take() {
            let touches = self.history.roll_back(&mut self.document, mark);
            self.live_put_back();
            self.follow(touches);
        }
    }

    pub(super) fn undo(&mut self) {
        self.finish_tidy();
        self.walk_history(self.history.len().saturating_sub(1));
    }

    pub(super) fn redo(&mut self) {
        self.finish_tidy();
        self.walk_history(self.history.len() + 1);
    }

    /// The names of all steps from the first, and how many of them are done.
    #[must_use]
    pub fn steps(&self) -> (Vec<&str>, usize) {
        (self.history.names().collect(), self.history.len())
    }

    /// Goes back (or forward again) to the state in which so many steps are done.
    pub fn go_to_step(&mut self, done: usize) -> Vec<Request> {
        self.cancel_gesture();
        self.finish_tidy();
        self.walk_history(done);
        self.answers()
    }

    fn walk_history(&mut self, done: usize) {
        self.keep_drift();
        let before = self.document.clone();
        let mut touches = Touches::default();
        let mut said = Vec::new();
        while self.history.len() != done {
            let back = self.history.len() > done;
            let document = &mut self.document;
            let walked = if back { self.history.undo(document) } else { self.history.redo(document) };
            let Some((name, touched)) = walked else { break };
            touches = touches.and(touched);
            said.push(format!("{}: {name}", if back { "Undo" } else { "Redo" }));
        }
        let words = match said.as_slice() {
            [] => return self.keep_places(),
            [one] => one.clone(),
            _ => self
                .history
                .undo_name()
                .map_or_else(|| "Back to the start".to_owned(), |name| format!("Back to: {name}")),
        };
        self.history.seal();
        self.follow(touches);
        self.live_rest();
        self.say(words);
        self.mark_changed_row(&before);
        if self.is_fitted_to_all() && is_rearranged(&before, &self.document) {
            // An arrangement brought the whole map into view; without it that is another view.
            self.fit_all();
            return;
        }
        let here = self.session.camera.destination();
        if let Some(area) = changed_area(&before, &self.document) {
            self.look_at_if_away(area);
        }
        if self.session.camera.destination() == here && self.is_emptied(&before) {
            self.fit_all();
        }
    }

    /// Most of what was in sight is gone, and what is left of the map lies elsewhere.
    fn is_emptied(&self, before: &Document) -> bool {
        const LITTLE: usize = 4;
        let clear = self.clear_on_map();
        let seen = |document: &Document| document.placements().filter(|(_, place)| clear.contains(place.at)).count();
        let left = seen(&self.document);
        LITTLE * left < seen(before) && LITTLE * left < self.document.placements().len()
    }

    /// The part of the map that a selection covers; `None` for nothing that has a place.
    pub(super) fn area_of(&self, selection: &Selection) -> Option<Rect> {
        let ends = selection.connections.iter().filter_map(|id| self.document.connection(*id));
        let nodes = selection.nodes().chain(ends.flat_map(|c| [c.a.into(), c.b.into()]));
        let notes = selection.notes.iter().filter_map(|id| self.document.note(*id));
        let papers = around(notes.filter_map(|note| super::notes::place_of(&self.document, note)));
        area(&self.document, nodes).into_iter().chain(papers).reduce(|a, b| a.union(b))
    }
}

/// The box around the places of some nodes; `None` if none has one.
pub(super) fn area(document: &Document, nodes: impl Iterator<Item = NodeId>) -> Option<Rect> {
    around(nodes.filter_map(|node| document.placement(node)).map(|placement| placement.at))
}

/// The box around some points.
pub(super) fn around(points: impl Iterator<Item = Point>) -> Option<Rect> {
    points.map(|at| Rect::from_points(at, at)).reduce(|a, b| a.union(b))
}

/// Most of those who are in both states stand elsewhere: somebody has arranged the whole map.
fn is_rearranged(before: &Document, after: &Document) -> bool {
    let both = before.placements().filter_map(|(id, was)| Some((was.at, after.placement(id)?.at)));
    let (all, moved) = both.fold((0, 0), |(all, moved), (was, is)| (all + 1, moved + usize::from(was != is)));
    moved > 2 && 2 * moved > all
}

/// Where two states of a document differ: by nodes after, or before where they are gone.
///
/// Records are shared between states, so a record that is the same in memory has not changed.
fn changed_area(before: &Document, after: &Document) -> Option<Rect> {
    let mut nodes = BTreeSet::new();
    let mut cords: BTreeSet<ConnectionId> = BTreeSet::new();
    for (here, there) in [(before, after), (after, before)] {
        let actors = here.actors().filter(|(id, a)| there.actor(*id).map(std::ptr::from_ref) != Some(*a));
        nodes.extend(actors.map(|(id, _)| NodeId::Actor(id)));
        let values = here.values().filter(|(id, v)| there.value(*id).map(std::ptr::from_ref) != Some(*v));
        nodes.extend(values.map(|(id, _)| NodeId::Value(id)));
        let lines = here.connections().filter(|(id, c)| there.connection(*id).map(std::ptr::from_ref) != Some(*c));
        cords.extend(lines.map(|(id, _)| id));
        nodes.extend(here.placements().filter(|(id, p)| there.placement(*id) != Some(*p)).map(|(id, _)| id));
    }
    for id in cords {
        if let Some(c) = after.connection(id).or_else(|| before.connection(id)) {
            nodes.extend([NodeId::Actor(c.a), NodeId::Actor(c.b)]);
        }
    }
    let is_other = |document: &Document, id, note: &Note| document.note(id) != Some(note);
    let changed = |here: &Document, there: &Document| {
        let papers = here.notes().filter(|(id, note)| is_other(there, *id, note)).map(|(_, note)| note);
        let papers = around(papers.filter_map(|note| super::notes::place_of(here, note)));
        area(here, nodes.iter().copied()).into_iter().chain(papers).reduce(|a, b| a.union(b))
    };
    changed(after, before).or_else(|| changed(before, after))
}
