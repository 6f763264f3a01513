//! The document: tables of records, read freely, changed only through [`Document::apply`].
//!
//! Tables are ordered maps of shared records: order is id order, a clone is a snapshot that costs
//! little, and undoing a deletion puts a record back in its place.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::index::Index;
use super::{
    Action, Actor, ActorId, Answer, Attachment, AttachmentId, Connection, ConnectionId, CustomKind, Family, Kind,
    NodeId, Note, Party, Scenario, Value, ValueId,
};
use crate::geom::{self, Point};

/// Fields of a file that this version does not know: name and raw text, written back unchanged.
pub type Extra = Vec<(String, String)>;

/// A map.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) meta: Arc<Meta>,
    pub(super) actors: BTreeMap<ActorId, Arc<Actor>>,
    pub(super) values: BTreeMap<ValueId, Arc<Value>>,
    pub(super) connections: BTreeMap<ConnectionId, Arc<Connection>>,
    pub(super) perspectives: BTreeMap<u32, Arc<Perspective>>,
    pub(super) attachments: BTreeMap<AttachmentId, Arc<Attachment>>,
    pub(super) placements: BTreeMap<NodeId, Placement>,
    /// The next id of any table; never handed out twice, so it is no part of what a document equals.
    pub(super) next_id: u32,
    /// Follows from the tables.
    pub(super) index: Arc<Index>,
}

/// What is said about the map as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The document's UUID; kept for life.
    pub key: String,
    /// The name of the map.
    pub title: String,
    /// A paragraph about it.
    pub about: String,
    /// The mission, as written on the wall.
    pub mission: String,
    /// The promise, and to whom.
    pub promise: String,
    /// The actor in the middle, if anybody must be.
    pub core: Option<ActorId>,
    /// How the map is arranged.
    pub arrangement: Arrangement,
    /// The room's own answers to the seven signs, by their numbers 1 to 7.
    pub signs: BTreeMap<u8, Answer>,
    /// Top-level parts that are kept as they stand: snapshots, views, and whatever a later version adds.
    pub extra: Extra,
}

impl Meta {
    /// What stands in the middle: the promise or, where none is given, the mission; `None` without both.
    #[must_use]
    pub fn promised(&self) -> Option<&str> {
        [&self.promise, &self.mission].into_iter().map(|text| text.trim()).find(|text| !text.is_empty())
    }
}

/// How the layout arranges the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrangement {
    /// By connections alone.
    #[default]
    Free,
    /// Promise in the middle, then the inside, customers, society.
    Rings,
}

/// Who rated: the company, the other side, a table of the workshop.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Perspective {
    /// The immutable id in files.
    pub key: String,
    /// The name people see.
    pub name: String,
    /// Fields of the file that this version does not know.
    pub extra: Extra,
}

/// Where a node stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Placement {
    /// Map units, y down.
    pub at: Point,
    /// A hand placed it: the layout leaves it there.
    pub pinned: bool,
}

impl Perspective {
    /// The keys of the two that every map has: the company and the other side.
    pub const ALWAYS: [&'static str; 2] = ["company", "other"];
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        let Self { meta, actors, values, connections, perspectives, attachments, placements, next_id: _, index: _ } =
            self;
        *meta == other.meta
            && *actors == other.actors
            && *values == other.values
            && *connections == other.connections
            && *perspectives == other.perspectives
            && *attachments == other.attachments
            && *placements == other.placements
    }
}

impl Document {
    /// An empty map with the two perspectives that every map has.
    #[must_use]
    pub fn new(key: String) -> Self {
        let perspective =
            |key: &str, name: &str| Perspective { key: key.to_owned(), name: name.to_owned(), extra: Extra::new() };
        let company = perspective("company", "As the company sees it");
        let other = perspective("other", "As the other side sees it");
        Self::with_perspectives(key, vec![company, other])
    }

    /// An empty map with these perspectives; a second one with the same key is left out.
    #[must_use]
    pub fn with_perspectives(key: String, perspectives: Vec<Perspective>) -> Self {
        let mut keys = BTreeSet::new();
        let perspectives = perspectives.into_iter().filter(|perspective| keys.insert(perspective.key.clone()));
        Self {
            meta: Arc::new(Meta { key, ..Meta::default() }),
            actors: BTreeMap::new(),
            values: BTreeMap::new(),
            connections: BTreeMap::new(),
            perspectives: (0..).zip(perspectives.map(Arc::new)).collect(),
            attachments: BTreeMap::new(),
            placements: BTreeMap::new(),
            next_id: 0,
            index: Arc::default(),
        }
    }

    /// What is said about the map as a whole.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// All actors, in file order.
    pub fn actors(&self) -> impl ExactSizeIterator<Item = (ActorId, &Actor)> + Clone {
        self.actor_records().map(|(id, record)| (id, &**record))
    }

    /// The same as they are shared with snapshots: who holds one knows without reading whether it is still that one.
    pub(crate) fn actor_records(&self) -> impl ExactSizeIterator<Item = (ActorId, &Arc<Actor>)> + Clone {
        self.actors.iter().map(|(id, record)| (*id, record))
    }

    /// All shared values, in file order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = (ValueId, &Value)> + Clone {
        self.values.iter().map(|(id, record)| (*id, &**record))
    }

    /// All connections, in file order.
    pub fn connections(&self) -> impl ExactSizeIterator<Item = (ConnectionId, &Connection)> + Clone {
        self.connections.iter().map(|(id, record)| (*id, &**record))
    }

    /// All perspectives, in file order.
    pub fn perspectives(&self) -> impl ExactSizeIterator<Item = &Perspective> {
        self.perspectives.values().map(|record| &**record)
    }

    /// All attachments, in file order within each list.
    pub fn attachments(&self) -> impl ExactSizeIterator<Item = (AttachmentId, &Attachment)> + Clone {
        self.attachments.iter().map(|(id, record)| (*id, &**record))
    }

    /// The kinds that the room named itself.
    pub fn custom_kinds(&self) -> impl Iterator<Item = (AttachmentId, &CustomKind)> + Clone {
        self.attachments().filter_map(|(id, record)| match record {
            Attachment::Kind(kind) => Some((id, kind)),
            _ => None,
        })
    }

    /// The notes.
    pub fn notes(&self) -> impl Iterator<Item = (AttachmentId, &Note)> + Clone {
        self.attachments().filter_map(|(id, record)| match record {
            Attachment::Note(note) => Some((id, note)),
            _ => None,
        })
    }

    /// A note.
    #[must_use]
    pub fn note(&self, id: AttachmentId) -> Option<&Note> {
        match self.attachment(id)? {
            Attachment::Note(note) => Some(note),
            Attachment::Kind(_) | Attachment::Action(_) | Attachment::Scenario(_) => None,
        }
    }

    /// The steps that the room takes on.
    pub fn actions(&self) -> impl Iterator<Item = (AttachmentId, &Action)> + Clone {
        self.attachments().filter_map(|(id, record)| match record {
            Attachment::Action(action) => Some((id, action)),
            _ => None,
        })
    }

    /// What might be lost, by name.
    pub fn scenarios(&self) -> impl Iterator<Item = (AttachmentId, &Scenario)> + Clone {
        self.attachments().filter_map(|(id, record)| match record {
            Attachment::Scenario(scenario) => Some((id, scenario)),
            _ => None,
        })
    }

    /// One attachment.
    #[must_use]
    pub fn attachment(&self, id: AttachmentId) -> Option<&Attachment> {
        self.attachments.get(&id).map(|record| &**record)
    }

    /// All placements, actors first.
    pub fn placements(&self) -> impl ExactSizeIterator<Item = (NodeId, Placement)> + Clone {
        self.placements.iter().map(|(id, placement)| (*id, *placement))
    }

    /// One actor.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> Option<&Actor> {
        self.actors.get(&id).map(|record| &**record)
    }

    /// One shared value.
    #[must_use]
    pub fn value(&self, id: ValueId) -> Option<&Value> {
        self.values.get(&id).map(|record| &**record)
    }

    /// One connection.
    #[must_use]
    pub fn connection(&self, id: ConnectionId) -> Option<&Connection> {
        self.connections.get(&id).map(|record| &**record)
    }

    /// There is a perspective with this key.
    #[must_use]
    pub fn has_perspective(&self, key: &str) -> bool {
        self.perspectives.values().any(|perspective| perspective.key == key)
    }

    /// Where a node stands; `None` if it was never placed.
    #[must_use]
    pub fn placement(&self, id: impl Into<NodeId>) -> Option<Placement> {
        self.placements.get(&id.into()).copied()
    }

    /// The connection between two actors, whichever way round.
    #[must_use]
    pub fn between(&self, a: ActorId, b: ActorId) -> Option<ConnectionId> {
        self.index.between(a, b)
    }

    /// The connections of one actor, in file order.
    pub fn connections_of(&self, actor: ActorId) -> impl Iterator<Item = (ConnectionId, &Connection)> {
        self.index.connections_of(actor).filter_map(|id| Some((id, self.connection(id)?)))
    }

    /// Part of the company: as set on the actor, else as its kind usually is, a kind of the room's own included.
    #[must_use]
    pub fn is_inside(&self, actor: &Actor) -> bool {
        let own = || self.custom_kind(&actor.kind).and_then(|(_, kind)| kind.inside);
        actor.inside.or_else(own).unwrap_or_else(|| actor.is_inside())
    }

    /// Counts as one end of a pair: as set on the actor, else as its kind usually does.
    #[must_use]
    pub fn is_counted(&self, actor: &Actor) -> bool {
        let own = || self.custom_kind(&actor.kind).and_then(|(_, kind)| kind.counts);
        actor.counts.or_else(own).unwrap_or_else(|| actor.is_counted())
    }

    /// The actor with this name, ignoring case and outer blanks.
    #[must_use]
    pub fn actor_named(&self, name: &str) -> Option<ActorId> {
        let name = name.trim().to_lowercase();
        self.actors().find(|(_, actor)| actor.name.trim().to_lowercase() == name).map(|(id, _)| id)
    }

    /// The name of an owner or a channel, whoever it is.
    #[must_use]
    pub fn party_name<'a>(&'a self, party: &'a Party) -> &'a str {
        match party {
            Party::Actor(id) => self.actor(*id).map_or("", |actor| &actor.name),
            Party::Name(name) => name,
        }
    }

    /// The kind of the room's own that actors of this kind are of; `None` for the usual kinds.
    #[must_use]
    pub fn custom_kind(&self, kind: &Kind) -> Option<(AttachmentId, &CustomKind)> {
        let Kind::Other(key) = kind else { return None };
        self.custom_kinds().find(|(_, custom)| custom.key == *key)
    }

    /// The name that people see for a kind.
    #[must_use]
    pub fn kind_name(&self, kind: &Kind) -> String {
        self.custom_kind(kind).map_or_else(|| super::words::kind(kind), |(_, custom)| custom.name.clone())
    }

    /// The shape that an actor is drawn with: that of its kind of the room's own, else the usual one.
    #[must_use]
    pub fn family(&self, actor: &Actor) -> Family {
        match self.custom_kind(&actor.kind) {
            Some((_, CustomKind { family: Some(family), .. })) => *family,
            Some(_) if self.is_inside(actor) => Family::Inside,
            _ => actor.family(),
        }
    }

    /// Whoever a name stands for: an actor of the map, else the name alone; nobody for a blank.
    #[must_use]
    pub fn party(&self, name: &str) -> Option<Party> {
        let name = name.trim();
        let known = || self.actor_named(name).map_or_else(|| Party::Name(name.to_owned()), Party::Actor);
        (!name.is_empty()).then(known)
    }

    /// Nothing has been drawn.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.values.is_empty() && self.connections.is_empty()
    }

    /// Writes positions of the layout without recording: not an edit, never unsaved, never redo.
    ///
    /// Pinned nodes, unknown nodes and unusable positions are left as they are. `true` if anything stands elsewhere
    /// now. Allocates nothing for nodes that had a place.
    pub fn settle_positions(&mut self, positions: impl IntoIterator<Item = (NodeId, Point)>) -> bool {
        let mut moved = false;
        for (node, at) in positions {
            let Some(at) = geom::point(at.x, at.y) else { continue };
            if let Some(placement) = self.placements.get_mut(&node) {
                if !placement.pinned && placement.at != at {
                    placement.at = at;
                    moved = true;
                }
            } else if self.knows(node) {
                self.placements.insert(node, Placement { at, pinned: false });
                moved = true;
            }
        }
        moved
    }

    fn knows(&self, node: NodeId) -> bool {
        match node {
            NodeId::Actor(id) => self.actors.contains_key(&id),
            NodeId::Value(id) => self.values.contains_key(&id),
        }
    }

    /// Every broken invariant, in words; empty for a sound document.
    #[must_use]
    pub fn check<'a>(&'a self) -> Vec<String> {
        let mut faults = Vec::new();
        // Sorted by a number that stands for them: texts that begin alike are slow to compare.
        let mut keys: Vec<(u64, &'static str, &'a str)> = Vec::new();
        let mut key = |what: &'static str, key: &'a str| keys.push((geom::fnv1a(key.as_bytes()), what, key));
        let known = Known(self.actors.keys().map(|id| id.0).collect());
        for (id, actor) in self.actors() {
            key("actor", &actor.key);
            for value in actor.values.iter().filter(|value| !self.values.contains_key(value)) {
                faults.push(format!("actor \"{}\" ({id}) holds a value that does not exist: {value}", actor.key));
            }
            let unique: BTreeSet<_> = actor.values.iter().collect();
            if unique.len() != actor.values.len() {
                faults.push(format!("actor \"{}\" ({id}) holds a value twice", actor.key));
            }
        }
        for (_, value) in self.values() {
            key("value", &value.key);
        }
        for perspective in self.perspectives() {
            key("perspective", &perspective.key);
        }
        for (id, connection) in self.connections() {
            key("connection", &connection.key);
            let (a, b) = (connection.a, connection.b);
            if !known.has(a.0) || !known.has(b.0) {
                faults.push(format!("connection \"{}\" ({id}) has an end that does not exist", connection.key));
            }
            if a == b {
                faults.push(format!("connection \"{}\" ({id}) joins an actor to itself", connection.key));
            }
            if let Some(key) = connection.ratings.keys().find(|key| !self.has_perspective(key)) {
                faults.push(format!("connection \"{}\" ({id}) is rated by nobody known: \"{key}\"", connection.key));
            }
            for party in connection.owner.iter().chain(&connection.via) {
                if let Party::Actor(actor) = party
                    && !known.has(actor.0)
                {
                    faults.push(format!("connection \"{}\" ({id}) names an actor that does not exist", connection.key));
                }
            }
        }
        if let Some(core) = self.meta.core
            && !self.actors.contains_key(&core)
        {
            faults.push(format!("the core is an actor that does not exist: {core}"));
        }
        for (id, record) in self.attachments() {
            let (noun, name) = (record.list().noun(), record.key());
            key(noun, name);
            let actors = record.actors().iter().all(|id| self.actors.contains_key(id));
            if !actors || !record.connections().iter().all(|id| self.connections.contains_key(id)) {
                faults.push(format!("{noun} \"{name}\" ({id}) names something that does not exist"));
            }
            if let Attachment::Note(Note { at: Some(at), .. }) = record
                && geom::point(at.x, at.y) != Some(*at)
            {
                faults.push(format!("{noun} \"{name}\" ({id}) lies at an unusable place: {at:?}"));
            }
        }
        keys.sort_unstable();
        let is_wrong = |i: usize| keys[i].2.is_empty() || i > 0 && keys[i - 1] == keys[i];
        for (_, what, key) in (0..keys.len()).filter(|i| is_wrong(*i)).map(|i| keys[i]) {
            faults.push(format!("{what} \"{key}\": the id is empty or used twice"));
        }
        if let Some(number) = self.meta.signs.keys().find(|number| !(1..=7).contains(*number)) {
            faults.push(format!("there is an answer to sign {number}, and there are seven signs"));
        }
        for (node, placement) in self.placements() {
            let is_there = match node {
                NodeId::Actor(id) => known.has(id.0),
                NodeId::Value(id) => self.values.contains_key(&id),
            };
            if !is_there {
                faults.push(format!("a placement of a node that does not exist: {node:?}"));
            }
            if geom::point(placement.at.x, placement.at.y) != Some(placement.at) {
                faults.push(format!("{node:?} stands at an unusable place: {:?}", placement.at));
            }
        }
        let highest = (self.actors.keys().map(|id| id.0))
            .chain(self.values.keys().map(|id| id.0))
            .chain(self.connections.keys().map(|id| id.0))
            .chain(self.attachments.keys().map(|id| id.0))
            .max();
        if !self.index.fits(self.connections()) {
            self.check_index(&mut faults);
        }
        if highest.is_some_and(|highest| highest >= self.next_id) {
            faults.push(format!("the next id {} would be used twice", self.next_id));
        }
        faults
    }

    /// What the look-ups say otherwise than the tables.
    fn check_index(&self, faults: &mut Vec<String>) {
        for (id, c) in self.connections() {
            if self.index.between(c.a, c.b).is_some_and(|other| other != id) {
                faults.push(format!("connection \"{}\" ({id}) joins a pair that is joined already", c.key));
            }
            let listed = [c.a, c.b].iter().all(|end| self.index.is_end_of(*end, id));
            if self.index.between(c.a, c.b).is_none() || !listed {
                faults.push(format!("connection \"{}\" ({id}) is missing in the index", c.key));
            }
        }
        if self.index.sizes() != (self.connections.len(), 2 * self.connections.len()) {
            faults.push("the index lists connections that nobody has".to_owned());
        }
        if faults.is_empty() {
            faults.push("the index does not fit the connections".to_owned());
        }
    }
}

/// Ids in order, to ask quickly whether one is among them: most often they have no gaps.
struct Known(Vec<u32>);

impl Known {
    fn has(&self, id: u32) -> bool {
        let place = self.0.first().and_then(|first| self.0.get(id.checked_sub(*first)? as usize));
        place == Some(&id) || self.0.binary_search(&id).is_ok()
    }
}
