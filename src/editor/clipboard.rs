//! Copying a part of a map out and inserting maps. It knows no clipboard and no file format.

use std::collections::{BTreeMap, BTreeSet};

use super::Editor;
use super::event::Request;
use crate::geom::{Point, Vec2};
use crate::model::{
    Actor, ActorId, Attachment, AttachmentId, Connection, ConnectionId, Document, Edit, NodeId, Note, Party, Placement,
    Selection,
};
use crate::model::{Value, ValueId};

/// How far a duplicate stands from its original: far enough to be seen as a second one.
pub(super) const DUPLICATE_OFFSET: Vec2 = Vec2::new(48.0, 48.0);

impl Editor {
    /// The part of the map that is selected: actors, values they hold, connections among them and what is pinned
    /// to those, notes.
    #[must_use]
    pub fn selection_document(&self) -> Document {
        let along = self.selected_with_what_goes_along();
        let mut part = Document::new(self.document.meta().key.clone());
        let graft = Graft {
            from: &self.document,
            values: self.document.values().filter(|(id, _)| along.values.contains(id)).collect(),
            actors: self.document.actors().filter(|(id, _)| along.actors.contains(id)).collect(),
            notes: self.document.notes().filter(|(id, _)| along.notes.contains(id)).map(|(_, note)| note).collect(),
            connections: self.document.connections().filter(|(id, _)| along.connections.contains(id)).collect(),
        };
        let (edits, _) = graft.edit(&part, Vec2::ZERO, |_, key| key.to_owned());
        let copied = part.apply(Edit::All(edits));
        debug_assert!(copied.is_ok(), "a part of a sound map is sound");
        part
    }

    /// This map with all but the selection deleted: its title, its kinds and its ids stay.
    #[must_use]
    pub fn selection_alone(&self) -> Document {
        let along = self.selected_with_what_goes_along();
        let mut part = self.document.clone();
        let others = Selection {
            actors: part.actors().map(|(id, _)| id).filter(|id| !along.actors.contains(id)).collect(),
            values: part.values().map(|(id, _)| id).filter(|id| !along.values.contains(id)).collect(),
            connections: part.connections().map(|(id, _)| id).filter(|id| !along.connections.contains(id)).collect(),
            notes: part.notes().map(|(id, _)| id).filter(|id| !along.notes.contains(id)).collect(),
        };
        let left_out = part.apply(Edit::Delete(others));
        debug_assert!(left_out.is_ok(), "all of it is there");
        part
    }

    /// The actors that are selected with their cords among themselves, what they hold, and what is noted there.
    fn selected_with_what_goes_along(&self) -> Selection {
        let selected = &self.session.selection;
        let is_inside = |c: &Connection| selected.actors.contains(&c.a) && selected.actors.contains(&c.b);
        let connections = self.document.connections().filter(|(_, c)| is_inside(c)).map(|(id, _)| id).collect();
        let actors: Vec<&Actor> = selected.actors.iter().filter_map(|id| self.document.actor(*id)).collect();
        let held = actors.iter().flat_map(|actor| actor.values.iter());
        let along = Selection { connections, ..selected.clone() };
        let goes_along = |note: &Note| note.on.is_some_and(|on| along.connections.contains(&on));
        let notes = self.document.notes().filter(|(_, note)| goes_along(note)).map(|(id, _)| id);
        Selection {
            values: along.values.iter().chain(held).copied().collect(),
            notes: along.notes.iter().copied().chain(notes).collect(),
            ..along
        }
    }

    /// Inserts another map as one undo step, its middle at the map point `at` (else in the middle of the
    /// view), and selects it. Shared values of the same name are joined; keys that are taken get new ones.
    pub fn paste_document(&mut self, other: &Document, at: Option<Point>) -> Vec<Request> {
        self.cancel_gesture();
        let papers = other.notes().filter_map(|(_, note)| super::notes::place_of(other, note));
        let area = super::change::around(other.placements().map(|(_, placement)| placement.at).chain(papers));
        let middle = area.map_or(Point::ORIGIN, |area| area.center());
        let to = at.unwrap_or_else(|| self.pointed_place());
        let was_empty = self.document.is_empty();
        self.insert(other, to - middle, "paste");
        if was_empty {
            self.fit_all();
        } else {
            self.bring_selection();
        }
        self.answers()
    }

    /// What was last copied or cut; the answer to [`Request::Copy`].
    #[must_use]
    pub fn copied(&self) -> Option<&Document> {
        self.session.copied.as_ref()
    }

    pub(super) fn copy(&mut self) {
        self.session.copied = Some(self.selection_document());
        self.ask(Request::Copy);
    }

    pub(super) fn insert(&mut self, other: &Document, offset: Vec2, verb: &str) {
        if other.is_empty() && other.notes().next().is_none() {
            return;
        }
        let offset = self.free_offset(other, offset);
        let graft = Graft {
            from: other,
            values: other.values().collect(),
            actors: other.actors().collect(),
            connections: other.connections().collect(),
            notes: other.notes().map(|(_, note)| note).collect(),
        };
        let document = &self.document;
        let mut taken: BTreeSet<String> = BTreeSet::new();
        taken.extend(document.actors().map(|(_, a)| a.key.clone()));
        taken.extend(document.values().map(|(_, v)| v.key.clone()));
        taken.extend(document.connections().map(|(_, c)| c.key.clone()));
        taken.extend(document.notes().map(|(_, note)| note.key.clone()));
        let mut fresh: Vec<String> = Vec::new();
        let wanted = graft.values.len() + graft.actors.len() + graft.connections.len() + graft.notes.len();
        fresh.extend((0..wanted).map(|_| self.new_key()));
        let (mut edits, made) =
            graft.edit(
                &self.document,
                offset,
                |index, key| {
                    if taken.contains(key) { fresh[index].clone() } else { key.to_owned() }
                },
            );
        self.bring_into_rings(&mut edits);
        let what = match (graft.actors.as_slice(), graft.notes.as_slice()) {
            ([], [note]) => format!("the note “{}”", super::notes::short(&note.text)),
            ([], notes) if !notes.is_empty() => format!("{} notes", notes.len()),
            ([(_, actor)], _) => actor.name.clone(),
            (many, _) => format!("{} actors", many.len()),
        };
        if self.step(format!("{verb} {what}"), Edit::All(edits)) {
            self.end_hot();
            self.set_selection(made);
        }
    }
}

/// A part of one map on its way into another.
struct Graft<'a> {
    from: &'a Document,
    values: Vec<(ValueId, &'a Value)>,
    actors: Vec<(ActorId, &'a Actor)>,
    connections: Vec<(ConnectionId, &'a Connection)>,
    notes: Vec<&'a Note>,
}

impl Graft<'_> {
    /// The edits that insert the part, moved by `offset`, and what will be selected then.
    ///
    /// `key` names the n-th record (values, actors, connections, notes), given the key it had.
    fn edit(&self, into: &Document, offset: Vec2, key: impl Fn(usize, &str) -> String) -> (Vec<Edit>, Selection) {
        let mut edits = self.perspectives(into);
        let mut selection = Selection::default();
        let mut next = into.peek_id();
        let mut values = BTreeMap::new();
        let mut actors = BTreeMap::new();
        let moved = |node: NodeId| {
            let placement = self.from.placement(node)?;
            let at = placement.at + offset;
            Some(Placement { at: crate::geom::point(at.x, at.y).unwrap_or(placement.at), ..placement })
        };
        let same_name = |name: &str| {
            let found = into.values().find(|(_, value)| value.name.trim().to_lowercase() == name.trim().to_lowercase());
            found.map(|(id, _)| id)
        };
        for (n, (id, value)) in self.values.iter().enumerate() {
            if let Some(known) = same_name(&value.name) {
                values.insert(*id, known);
                continue;
            }
            values.insert(*id, ValueId(next));
            selection.values.insert(ValueId(next));
            next += 1;
            let record = Value { key: key(n, &value.key), ..(*value).clone() };
            edits.push(Edit::AddValue(Box::new(record), moved((*id).into())));
        }
        for (n, (id, actor)) in self.actors.iter().enumerate() {
            actors.insert(*id, ActorId(next));
            selection.actors.insert(ActorId(next));
            next += 1;
            let held = actor.values.iter().filter_map(|value| values.get(value).copied()).collect();
            let key = key(self.values.len() + n, &actor.key);
            let record = Actor { key, values: held, ..(*actor).clone() };
            edits.push(Edit::AddActor(Box::new(record), moved((*id).into())));
        }
        let party = |party: &Party| match party {
            Party::Actor(id) => match actors.get(id) {
                Some(known) => Party::Actor(*known),
                None => Party::Name(self.from.party_name(party).to_owned()),
            },
            Party::Name(name) => Party::Name(name.clone()),
        };
        let mut cords = BTreeMap::new();
        for (n, (id, c)) in self.connections.iter().enumerate() {
            let (Some(a), Some(b)) = (actors.get(&c.a), actors.get(&c.b)) else { continue };
            let key = key(self.values.len() + self.actors.len() + n, &c.key);
            let (owner, via) = (c.owner.as_ref().map(party), c.via.iter().map(party).collect());
            let record = Connection { key, a: *a, b: *b, owner, via, ..(*c).clone() };
            edits.push(Edit::AddConnection(Box::new(record)));
            cords.insert(*id, ConnectionId(next));
            next += 1;
        }
        for (n, note) in self.notes.iter().enumerate() {
            let on = note.on.and_then(|on| cords.get(&on).copied());
            // What was pinned to a cord that stays behind lies where that ran.
            let at = if on.is_some() { None } else { super::notes::place_of(self.from, note) };
            let at = at.and_then(|at| crate::geom::point(at.x + offset.x, at.y + offset.y));
            let key = key(self.values.len() + self.actors.len() + self.connections.len() + n, &note.key);
            edits.push(Edit::AddAttachment(Box::new(Attachment::Note(Note { key, at, on, ..(*note).clone() }))));
            if at.is_some() {
                selection.notes.insert(AttachmentId(next));
            }
            next += 1;
        }
        edits.extend(self.kinds(into));
        (edits, selection)
    }

    /// Kinds of the other room's own that the actors are of and this map does not have. They come last: the
    /// ids of what is inserted were counted on.
    fn kinds(&self, into: &Document) -> Vec<Edit> {
        let mut keys = BTreeSet::new();
        let used = self.actors.iter().filter(|(_, actor)| into.custom_kind(&actor.kind).is_none());
        let own = used.filter_map(|(_, actor)| self.from.custom_kind(&actor.kind));
        let new = own.filter(|(_, kind)| keys.insert(kind.key.clone()));
        new.map(|(_, kind)| Edit::AddAttachment(Box::new(Attachment::Kind(kind.clone())))).collect()
    }

    /// Whoever rated one of the connections and is not known in the other map.
    fn perspectives(&self, into: &Document) -> Vec<Edit> {
        let rated = |key: &String| self.connections.iter().any(|(_, c)| c.ratings.contains_key(key));
        let missing = self.from.perspectives().filter(|p| !into.has_perspective(&p.key) && rated(&p.key));
        missing.map(|perspective| Edit::AddPerspective(Box::new(perspective.clone()))).collect()
    }
}
