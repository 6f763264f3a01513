//! The one door: how each intent becomes a difference.
//!
//! An edit is checked whole before anything changes; an error leaves the document as it was.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::edit::{ActorChange, ConnectionChange, Edit, EditError, MetaChange, Selection, ValueChange};
use super::index::Keyed;
use super::{
    Actor, ActorId, Attachment, AttachmentId, Change, Connection, ConnectionId, Document, NodeId, Party, Patch,
    Perspective, Placement, Value, ValueId,
};
use crate::geom;

impl Document {
    /// Carries out an edit and answers with the difference it made (empty if it changed nothing).
    ///
    /// # Errors
    /// If the edit cannot be done; the document is then as it was, bit for bit.
    pub fn apply(&mut self, edit: Edit) -> Result<Patch, EditError> {
        let mut patch = Patch::default();
        match self.step(edit, &mut patch) {
            Ok(()) => Ok(patch),
            Err(error) => {
                patch.inverted().write(self);
                Err(error)
            }
        }
    }

    /// Applies a difference that an earlier edit made (or its inverse).
    pub fn apply_patch(&mut self, patch: &Patch) {
        patch.write(self);
    }

    /// Carries out edits of which nobody wants the difference: a reader fills the document it has made.
    ///
    /// # Errors
    /// If one cannot be done; those before it are done, so the document is of no use then.
    pub fn fill(&mut self, edits: impl IntoIterator<Item = Edit>) -> Result<(), EditError> {
        edits.into_iter().try_for_each(|edit| match edit {
            Edit::All(edits) => self.fill(edits),
            Edit::AddConnection(connection) => self.put_connection(*connection),
            edit => self.difference(edit).map(|part| part.write(self)),
        })
    }

    fn step(&mut self, edit: Edit, patch: &mut Patch) -> Result<(), EditError> {
        if let Edit::All(edits) = edit {
            return edits.into_iter().try_for_each(|edit| self.step(edit, patch));
        }
        let part = self.difference(edit)?;
        part.write(self);
        patch.squash(part);
        Ok(())
    }

    /// What a single edit would change.
    fn difference(&mut self, edit: Edit) -> Result<Patch, EditError> {
        let part = match edit {
            // Its parts build on one another.
            Edit::All(_) => return Ok(Patch::default()),
            Edit::Meta(change) => self.change_meta(change)?,
            Edit::AddActor(actor, at) => self.add_actor(*actor, at)?,
            Edit::AddValue(value, at) => self.add_value(*value, at)?,
            Edit::AddConnection(connection) => self.add_connection(*connection)?,
            Edit::AddPerspective(perspective) => self.add_perspective(*perspective)?,
            Edit::RenamePerspective(key, name) => self.rename_perspective(&key, name)?,
            Edit::RemovePerspective(key) => self.remove_perspective(&key)?,
            Edit::Actor(id, change) => self.change_actor(id, change)?,
            Edit::Value(id, change) => self.change_value(id, change)?,
            Edit::Connection(id, change) => self.change_connection(id, change)?,
            Edit::AddAttachment(record) => self.add_attachment(*record)?,
            Edit::Attachment(id, record) => self.change_attachment(id, *record)?,
            Edit::RemoveAttachment(id) => self.remove_attachment(id)?,
            Edit::Become(other) => self.difference_to(&other),
            Edit::Delete(selection) => self.delete(selection),
            Edit::Place(places) => self.place(places)?,
        };
        Ok(part)
    }

    /// The id that the next new record will get.
    #[must_use]
    pub fn peek_id(&self) -> u32 {
        self.next_id
    }

    fn new_id(&mut self) -> u32 {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    fn change_meta(&self, change: MetaChange) -> Result<Patch, EditError> {
        let mut meta = (*self.meta).clone();
        match change {
            MetaChange::Title(text) => meta.title = text,
            MetaChange::About(text) => meta.about = text,
            MetaChange::Mission(text) => meta.mission = text,
            MetaChange::Promise(text) => meta.promise = text,
            MetaChange::Core(Some(id)) if !self.actors.contains_key(&id) => {
                return Err(EditError::Missing("actor"));
            }
            MetaChange::Core(core) => meta.core = core,
            MetaChange::Arrangement(arrangement) => meta.arrangement = arrangement,
            MetaChange::Sign(number, _) if !(1..=7).contains(&number) => return Err(EditError::Missing("sign")),
            MetaChange::Sign(number, Some(answer)) => {
                meta.signs.insert(number, answer);
            }
            MetaChange::Sign(number, None) => {
                meta.signs.remove(&number);
            }
            MetaChange::Extra(extra) => meta.extra = extra,
        }
        let mut patch = Patch::default();
        if meta != *self.meta {
            patch.meta = Some(Change { before: Some(Arc::clone(&self.meta)), after: Some(Arc::new(meta)) });
        }
        Ok(patch)
    }

    fn add_actor(&mut self, actor: Actor, at: Option<Placement>) -> Result<Patch, EditError> {
        if actor.key.is_empty() || self.index.has_key(Keyed::Actors, &actor.key) {
            return Err(EditError::DuplicateKey(actor.key));
        }
        if actor.values.iter().any(|value| !self.values.contains_key(value)) {
            return Err(EditError::Missing("value"));
        }
        let id = ActorId(self.new_id());
        let mut patch = Patch::default();
        patch.actors.insert(id, Change { before: None, after: Some(Arc::new(actor)) });
        place_new(&mut patch, id.into(), at)?;
        Ok(patch)
    }

    fn add_value(&mut self, value: Value, at: Option<Placement>) -> Result<Patch, EditError> {
        if value.key.is_empty() || self.index.has_key(Keyed::Values, &value.key) {
            return Err(EditError::DuplicateKey(value.key));
        }
        let id = ValueId(self.new_id());
        let mut patch = Patch::default();
        patch.values.insert(id, Change { before: None, after: Some(Arc::new(value)) });
        place_new(&mut patch, id.into(), at)?;
        Ok(patch)
    }

    fn add_connection(&mut self, connection: Connection) -> Result<Patch, EditError> {
        let Connection { ref key, a, b, .. } = connection;
        if key.is_empty() || self.index.has_key(Keyed::Connections, key) {
            return Err(EditError::DuplicateKey(key.clone()));
        }
        if a == b {
            return Err(EditError::SelfConnection);
        }
        self.known_references(&connection)?;
        if let Some(existing) = self.between(a, b) {
            return Err(EditError::AlreadyConnected(existing));
        }
        let id = ConnectionId(self.new_id());
        let mut patch = Patch::default();
        patch.connections.insert(id, Change { before: None, after: Some(Arc::new(connection)) });
        Ok(patch)
    }

    /// As adding it, without the difference: most of a large file is connections.
    fn put_connection(&mut self, connection: Connection) -> Result<(), EditError> {
        if connection.a == connection.b {
            return Err(EditError::SelfConnection);
        }
        self.known_references(&connection)?;
        let id = ConnectionId(self.new_id());
        Arc::make_mut(&mut self.index).add(id, &connection)?;
        self.connections.insert(id, Arc::new(connection));
        Ok(())
    }

    fn known_references(&self, connection: &Connection) -> Result<(), EditError> {
        let parties = connection.owner.iter().chain(&connection.via).filter_map(|party| match party {
            Party::Actor(id) => Some(*id),
            Party::Name(_) => None,
        });
        let all_known = [connection.a, connection.b].into_iter().chain(parties).all(|id| self.actors.contains_key(&id));
        if !all_known {
            return Err(EditError::Missing("actor"));
        }
        if connection.ratings.keys().any(|key| !self.has_perspective(key)) {
            return Err(EditError::Missing("perspective"));
        }
        Ok(())
    }

    fn add_perspective(&self, perspective: Perspective) -> Result<Patch, EditError> {
        if perspective.key.is_empty() || self.perspectives.values().any(|other| other.key == perspective.key) {
            return Err(EditError::DuplicateKey(perspective.key));
        }
        let id = self.perspectives.keys().max().map_or(0, |id| id + 1);
        let mut patch = Patch::default();
        patch.perspectives.insert(id, Change { before: None, after: Some(Arc::new(perspective)) });
        Ok(patch)
    }

    fn perspective_numbered(&self, key: &str) -> Result<(u32, &Arc<Perspective>), EditError> {
        let found = self.perspectives.iter().find(|(_, perspective)| perspective.key == key);
        found.map(|(id, perspective)| (*id, perspective)).ok_or(EditError::Missing("perspective"))
    }

    fn rename_perspective(&self, key: &str, name: String) -> Result<Patch, EditError> {
        let (id, before) = self.perspective_numbered(key)?;
        let mut patch = Patch::default();
        if before.name != name {
            let after = Perspective { name, ..(**before).clone() };
            patch.perspectives.insert(id, Change { before: Some(Arc::clone(before)), after: Some(Arc::new(after)) });
        }
        Ok(patch)
    }

    fn remove_perspective(&self, key: &str) -> Result<Patch, EditError> {
        let (id, before) = self.perspective_numbered(key)?;
        if super::Perspective::ALWAYS.contains(&key) {
            return Err(EditError::AlwaysThere);
        }
        let mut patch = Patch::default();
        patch.perspectives.insert(id, Change { before: Some(Arc::clone(before)), after: None });
        for (id, connection) in self.connections.iter().filter(|(_, c)| c.ratings.contains_key(key)) {
            let mut after = (**connection).clone();
            after.ratings.remove(key);
            patch
                .connections
                .insert(*id, Change { before: Some(Arc::clone(connection)), after: Some(Arc::new(after)) });
        }
        Ok(patch)
    }

    fn add_attachment(&mut self, record: Attachment) -> Result<Patch, EditError> {
        if record.key().is_empty() || self.index.has_attached(record.list(), record.key()) {
            return Err(EditError::DuplicateKey(record.key().to_owned()));
        }
        let record = self.sound(record)?;
        let id = AttachmentId(self.new_id());
        let mut patch = Patch::default();
        patch.attachments.insert(id, Change { before: None, after: Some(Arc::new(record)) });
        Ok(patch)
    }

    fn change_attachment(&self, id: AttachmentId, record: Attachment) -> Result<Patch, EditError> {
        let before = self.attachments.get(&id).ok_or(EditError::Missing("item"))?;
        if record.list() != before.list() || record.key() != before.key() {
            return Err(EditError::Missing("item"));
        }
        let record = self.sound(record)?;
        let mut patch = Patch::default();
        if record != **before {
            patch.attachments.insert(id, Change { before: Some(Arc::clone(before)), after: Some(Arc::new(record)) });
        }
        Ok(patch)
    }

    fn remove_attachment(&self, id: AttachmentId) -> Result<Patch, EditError> {
        let before = self.attachments.get(&id).ok_or(EditError::Missing("item"))?;
        let mut patch = Patch::default();
        patch.attachments.insert(id, Change { before: Some(Arc::clone(before)), after: None });
        Ok(patch)
    }

    /// The attachment, if what it names is on the map and it lies at a usable place.
    fn sound(&self, mut record: Attachment) -> Result<Attachment, EditError> {
        if !record.actors().iter().all(|id| self.actors.contains_key(id)) {
            return Err(EditError::Missing("actor"));
        }
        if !record.connections().iter().all(|id| self.connections.contains_key(id)) {
            return Err(EditError::Missing("connection"));
        }
        if let Attachment::Note(super::Note { at: Some(at), .. }) = &mut record {
            *at = geom::point(at.x, at.y).ok_or(EditError::UnusablePlace)?;
        }
        Ok(record)
    }

    fn change_actor(&self, id: ActorId, change: ActorChange) -> Result<Patch, EditError> {
        let before = self.actors.get(&id).ok_or(EditError::Missing("actor"))?;
        let mut actor = (**before).clone();
        match change {
            ActorChange::Name(name) => actor.name = name,
            ActorChange::Kind(kind) => actor.kind = kind,
            ActorChange::Group(group) => actor.group = group,
            ActorChange::Inside(inside) => actor.inside = inside,
            ActorChange::Counts(counts) => actor.counts = counts,
            ActorChange::Goal(goal) => actor.goal = goal,
            ActorChange::Tags(tags) => actor.tags = tags,
            ActorChange::Note(note) => actor.note = note,
            ActorChange::Holds(value, _) if !self.values.contains_key(&value) => {
                return Err(EditError::Missing("value"));
            }
            ActorChange::Holds(value, true) if !actor.values.contains(&value) => actor.values.push(value),
            ActorChange::Holds(_, true) => {}
            ActorChange::Holds(value, false) => actor.values.retain(|held| *held != value),
        }
        let mut patch = Patch::default();
        if actor != **before {
            patch.actors.insert(id, Change { before: Some(Arc::clone(before)), after: Some(Arc::new(actor)) });
        }
        Ok(patch)
    }

    fn change_value(&self, id: ValueId, change: ValueChange) -> Result<Patch, EditError> {
        let before = self.values.get(&id).ok_or(EditError::Missing("value"))?;
        let mut value = (**before).clone();
        match change {
            ValueChange::Name(name) => value.name = name,
            ValueChange::Note(note) => value.note = note,
        }
        let mut patch = Patch::default();
        if value != **before {
            patch.values.insert(id, Change { before: Some(Arc::clone(before)), after: Some(Arc::new(value)) });
        }
        Ok(patch)
    }

    fn change_connection(&self, id: ConnectionId, change: ConnectionChange) -> Result<Patch, EditError> {
        let before = self.connections.get(&id).ok_or(EditError::Missing("connection"))?;
        let mut connection = (**before).clone();
        match change {
            ConnectionChange::Strand(strand, level) => connection.strands = connection.strands.with(strand, level),
            ConnectionChange::Need(need) => connection.need = need,
            ConnectionChange::Stance(stance) => connection.stance = stance,
            ConnectionChange::Sketch(sketch) => connection.sketch = sketch,
            ConnectionChange::Flow(flow) => connection.flow = flow,
            ConnectionChange::Gives(gives) => connection.gives = gives,
            ConnectionChange::Via(via) => connection.via = via,
            ConnectionChange::Owner(owner) => connection.owner = owner,
            ConnectionChange::Authority(authority) => connection.authority = authority,
            ConnectionChange::Evidence(evidence) => connection.evidence = evidence,
            ConnectionChange::Kpi(kpi) => connection.kpi = kpi,
            ConnectionChange::Rating(perspective, Some(rating)) => {
                connection.ratings.insert(perspective, rating);
            }
            ConnectionChange::Rating(perspective, None) => {
                connection.ratings.remove(&perspective);
            }
            ConnectionChange::Trend(trend) => connection.trend = trend,
            ConnectionChange::Confidence(confidence) => connection.confidence = confidence,
            ConnectionChange::Reviewed(reviewed) => connection.reviewed = reviewed,
            ConnectionChange::Quotes(quotes) => connection.quotes = quotes,
            ConnectionChange::Tally(tally) => connection.tally = tally,
            ConnectionChange::Later(later) => connection.later = later,
            ConnectionChange::Note(note) => connection.note = note,
            ConnectionChange::Ends(a, b) => {
                if a == b {
                    return Err(EditError::SelfConnection);
                }
                if let Some(existing) = self.between(a, b).filter(|existing| *existing != id) {
                    return Err(EditError::AlreadyConnected(existing));
                }
                (connection.a, connection.b) = (a, b);
                self.known_references(&connection)?;
            }
        }
        self.known_references(&connection)?;
        let mut patch = Patch::default();
        if connection != **before {
            patch
                .connections
                .insert(id, Change { before: Some(Arc::clone(before)), after: Some(Arc::new(connection)) });
        }
        Ok(patch)
    }

    fn delete(&self, selection: Selection) -> Patch {
        let gone = selection.existing(self);
        let mut patch = Patch::default();
        for id in &gone.actors {
            patch.actors.insert(*id, Change { before: self.actors.get(id).cloned(), after: None });
        }
        for (id, actor) in &self.actors {
            if !gone.actors.contains(id) && actor.values.iter().any(|value| gone.values.contains(value)) {
                let mut after = (**actor).clone();
                after.values.retain(|value| !gone.values.contains(value));
                patch.actors.insert(*id, Change { before: Some(Arc::clone(actor)), after: Some(Arc::new(after)) });
            }
        }
        for id in &gone.values {
            patch.values.insert(*id, Change { before: self.values.get(id).cloned(), after: None });
        }
        for (id, connection) in &self.connections {
            let before = Some(Arc::clone(connection));
            let loses_end = gone.actors.contains(&connection.a) || gone.actors.contains(&connection.b);
            if loses_end || gone.connections.contains(id) {
                patch.connections.insert(*id, Change { before, after: None });
            } else if let Some(after) = self.without_parties(connection, &gone.actors) {
                patch.connections.insert(*id, Change { before, after: Some(Arc::new(after)) });
            }
        }
        let cut = |(id, change): (&ConnectionId, &Change<_>)| change.after.is_none().then_some(*id);
        let cords: BTreeSet<ConnectionId> = patch.connections.iter().filter_map(cut).collect();
        for (id, record) in &self.attachments {
            let name = |party: &Party| self.party_name(party).to_owned();
            let left = record.without(|actor| gone.actors.contains(&actor), |cord| cords.contains(&cord), name);
            let after = left.filter(|_| !gone.notes.contains(id));
            if after.as_ref() != Some(&**record) {
                let after = after.map(Arc::new);
                patch.attachments.insert(*id, Change { before: Some(Arc::clone(record)), after });
            }
        }
        for node in gone.nodes() {
            if let Some(placement) = self.placements.get(&node) {
                patch.placements.insert(node, Change { before: Some(*placement), after: None });
            }
        }
        if let Some(core) = self.meta.core
            && gone.actors.contains(&core)
        {
            let after = super::Meta { core: None, ..(*self.meta).clone() };
            patch.meta = Some(Change { before: Some(Arc::clone(&self.meta)), after: Some(Arc::new(after)) });
        }
        patch
    }

    /// The connection with owners and channels that go turned into their names; `None` if it names none.
    fn without_parties(&self, connection: &Connection, gone: &BTreeSet<ActorId>) -> Option<Connection> {
        let goes = |party: &Party| matches!(party, Party::Actor(id) if gone.contains(id));
        if !connection.owner.iter().chain(&connection.via).any(goes) {
            return None;
        }
        let mut after = connection.clone();
        for party in after.owner.iter_mut().chain(&mut after.via).filter(|party| goes(party)) {
            *party = Party::Name(self.party_name(party).to_owned());
        }
        Some(after)
    }

    fn place(&self, places: Vec<(NodeId, Option<Placement>)>) -> Result<Patch, EditError> {
        let mut patch = Patch::default();
        for (node, placement) in places {
            let known = match node {
                NodeId::Actor(id) => self.actors.contains_key(&id),
                NodeId::Value(id) => self.values.contains_key(&id),
            };
            if !known {
                return Err(EditError::Missing("actor"));
            }
            let after = placement.map(usable).transpose()?;
            let before = self.placements.get(&node).copied();
            if before != after {
                patch.placements.insert(node, Change { before, after });
            }
        }
        Ok(patch)
    }
}

fn usable(placement: Placement) -> Result<Placement, EditError> {
    let at = geom::point(placement.at.x, placement.at.y).ok_or(EditError::UnusablePlace)?;
    Ok(Placement { at, ..placement })
}

fn place_new(patch: &mut Patch, node: NodeId, at: Option<Placement>) -> Result<(), EditError> {
    if let Some(placement) = at {
        patch.placements.insert(node, Change { before: None, after: Some(usable(placement)?) });
    }
    Ok(())
}
