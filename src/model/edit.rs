//! A closed list of intents: everything that a person can do to a map, as data.
//!
//! How each becomes a difference is in `apply`.

use std::collections::BTreeSet;
use std::fmt;

use super::{
    Actor, ActorId, Answer, Arrangement, Attachment, AttachmentId, Authority, Confidence, Connection, ConnectionId,
    Document, Extra, Flow, Gives, Kind, Kpi, Level, NodeId, Party, Perspective, PerspectiveRating, Placement, Quote,
    Sketch, Stance, Strand, Tally, Trend, Value, ValueId,
};

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
    /// Another name for a perspective (by its id in files).
    RenamePerspective(String, String),
    /// Take a perspective away with all it rated; the company and the other side stay.
    RemovePerspective(String),
    /// Change one thing about an actor.
    Actor(ActorId, ActorChange),
    /// Change one thing about a shared value.
    Value(ValueId, ValueChange),
    /// Change one thing about a connection.
    Connection(ConnectionId, ConnectionChange),
    /// A new kind, note, action or scenario, whole.
    AddAttachment(Box<Attachment>),
    /// Replace one of them; its list and key stay.
    Attachment(AttachmentId, Box<Attachment>),
    /// Take one of them away.
    RemoveAttachment(AttachmentId),
    /// Another state of this map, whole: an earlier version, or the file as another program left it.
    Become(Box<Document>),
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
    /// Notes; other attachments stand on no map.
    pub notes: BTreeSet<AttachmentId>,
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
        self.actors.len() + self.values.len() + self.connections.len() + self.notes.len()
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
        self.notes.retain(|id| document.note(*id).is_some());
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
    /// The room's answer to a sign, 1 to 7; `None` takes it back.
    Sign(u8, Option<Answer>),
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
    /// Joins these two instead, who have no connection yet; what goes `ab` and `ba` stays so.
    Ends(ActorId, ActorId),
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
    /// One of the two perspectives that every map has.
    AlwaysThere,
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(what) => write!(f, "This {what} is no longer on the map"),
            Self::AlreadyConnected(_) => f.write_str("These two are connected already"),
            Self::SelfConnection => f.write_str("A connection needs two different ends"),
            Self::DuplicateKey(key) => write!(f, "The id \"{key}\" is used already"),
            Self::AlwaysThere => f.write_str("Every map has these two sides"),
            Self::UnusablePlace => f.write_str("This is not a place on the map"),
        }
    }
}

impl std::error::Error for EditError {}
