//! The one door: a closed list of intents, and how each becomes a difference.
//!
//! An edit is checked whole before anything changes; an error leaves the document as it was.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use super::index::Keyed;
use super::{
    Actor, ActorId, Arrangement, Authority, Change, Confidence, Connection, ConnectionId, Document, Extra, Flow, Gives,
    Kind, Kpi, Level, NodeId, Party, Patch, Perspective, PerspectiveRating, Placement, Quote, Sketch, Stance, Strand,
    Tally, Trend, Value, ValueId,
};
use crate::geom;

/// Something a person wants to do to a map. Keys of new records come in as data.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Several edits as one; if one fails nothing happens.
    All(Vec<Self>),
    /// Say something about the map as a whole.
    Meta(MetaChange),
    /// A new actor, whole; `at` places it.
    AddActor(Box<Actor>, Option<Placement>),
    /// A new shared value, whole; `at` places it.
    AddValue(Box<Value>, Option<Placement>),
    /// A new connection, whole, between two actors that have none yet.
    AddConnection(Box<Connection>),
    /// A further perspective.
    AddPerspective(Box<Perspective>),
    /// Change one thing about an actor.
    Actor(ActorId, ActorChange),
    /// Change one thing about a shared value.
    Value(ValueId, ValueChange),
    /// Change one thing about a connection.
    Connection(ConnectionId, ConnectionChange),
    /// Delete; connections of deleted actors go with them, an owner becomes its name.
    Delete(Selection),
    /// Put nodes somewhere (`None`: not placed). Records, unlike a layout tick.
    Place(Vec<(NodeId, Option<Placement>)>),
}

/// A set of things on the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Actors.
    pub actors: BTreeSet<ActorId>,
    /// Shared values.
    pub values: BTreeSet<ValueId>,
    /// Connections.
    pub connections: BTreeSet<ConnectionId>,
}

impl Selection {
    /// Nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many things are in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.actors.len() + self.values.len() + self.connections.len()
    }

    /// The actors and values in it, as nodes.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        (self.actors.iter().map(|id| NodeId::Actor(*id))).chain(self.values.iter().map(|id| NodeId::Value(*id)))
    }

    /// The same without what the document no longer has.
    #[must_use]
    pub fn existing(mut self, document: &Document) -> Self {
        self.actors.retain(|id| document.actor(*id).is_some());
        self.values.retain(|id| document.value(*id).is_some());
        self.connections.retain(|id| document.connection(*id).is_some());
        self
    }
}

/// One thing about the map as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetaChange {
    /// The name of the map.
    Title(String),
    /// A paragraph about it.
    About(String),
    /// The mission.
    Mission(String),
    /// The promise, and to whom.
    Promise(String),
    /// The actor in the middle.
    Core(Option<ActorId>),
    /// Free or rings.
    Arrangement(Arrangement),
    /// Parts kept as they stand in the file.
    Extra(Extra),
}

/// One thing about an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActorChange {
    /// Its name.
    Name(String),
    /// What it usually is.
    Kind(Kind),
    /// Its group; empty for none.
    Group(String),
    /// Part of the company; `None` follows the kind.
    Inside(Option<bool>),
    /// Counts as an end of a pair; `None` follows the kind.
    Counts(Option<bool>),
    /// What it wants.
    Goal(String),
    /// Its tags.
    Tags(Vec<String>),
    /// A remark.
    Note(String),
    /// Holds a shared value, or no longer.
    Holds(ValueId, bool),
}

/// One thing about a shared value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueChange {
    /// Its name.
    Name(String),
    /// A remark.
    Note(String),
}

/// One thing about a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectionChange {
    /// The agreed rating of one strand.
    Strand(Strand, Option<Level>),
    /// How much it matters.
    Need(Option<Level>),
    /// For us, strained, against us.
    Stance(Stance),
    /// A first size while drawing.
    Sketch(Option<Sketch>),
    /// How much passes each way.
    Flow(Flow),
    /// What passes each way.
    Gives(Gives),
    /// Channels it runs through.
    Via(Vec<Party>),
    /// Who looks after it.
    Owner(Option<Party>),
    /// Can the owner put things right?
    Authority(Option<Authority>),
    /// What would show its strength.
    Evidence(String),
    /// Whose number measures it.
    Kpi(Option<Kpi>),
    /// One perspective's rating (by perspective id); `None` takes it away.
    Rating(String, Option<PerspectiveRating>),
    /// Where it is going.
    Trend(Option<Trend>),
    /// How sure the room is.
    Confidence(Option<Confidence>),
    /// When it was last looked at.
    Reviewed(Option<super::Date>),
    /// What people said.
    Quotes(Vec<Quote>),
    /// Hands counted.
    Tally(Option<Tally>),
    /// Discuss later.
    Later(bool),
    /// A remark.
    Note(String),
}

/// Why an edit was refused. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// It names a record that does not exist (any more).
    Missing(&'static str),
    /// The two actors are connected already, by this connection.
    AlreadyConnected(ConnectionId),
    /// Both ends are the same actor.
    SelfConnection,
    /// A record with this key exists already.
    DuplicateKey(String),
    /// A position that is not a usable number.
    UnusablePlace,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(what) => write!(f, "This {what} is no longer on the map"),
            Self::AlreadyConnected(_) => f.write_str("These two are connected already"),
            Self::SelfConnection => f.write_str("A connection needs two different ends"),
            Self::DuplicateKey(key) => write!(f, "The id \"{key}\" is used already"),
            Self::UnusablePlace => f.write_str("This is not a place on the map"),
        }
    }
}

impl std::error::Error for EditError {}

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

    fn step(&mut self, edit: Edit, patch: &mut Patch) -> Result<(), EditError> {
        let part = match edit {
            Edit::All(edits) => {
                return edits.into_iter().try_for_each(|edit| self.step(edit, patch));
            }
            Edit::Meta(change) => self.change_meta(change)?,
            Edit::AddActor(actor, at) => self.add_actor(*actor, at)?,
            Edit::AddValue(value, at) => self.add_value(*value, at)?,
            Edit::AddConnection(connection) => self.add_connection(*connection)?,
            Edit::AddPerspective(perspective) => self.add_perspective(*perspective)?,
            Edit::Actor(id, change) => self.change_actor(id, change)?,
            Edit::Value(id, change) => self.change_value(id, change)?,
            Edit::Connection(id, change) => self.change_connection(id, change)?,
            Edit::Delete(selection) => self.delete(selection),
            Edit::Place(places) => self.place(places)?,
        };
        part.write(self);
        patch.squash(part);
        Ok(())
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
