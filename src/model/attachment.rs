//! What goes with a map without being drawn as part of it: kinds of the room's own, notes, actions, scenarios.
//! One table for all four, so that a new list needs neither an edit nor an undo of its own.

use std::collections::BTreeSet;

use super::{ActorId, ConnectionId, Date, Extra, Family, Party, Strands};
use crate::geom::Point;

/// One record of one of the four lists.
#[derive(Clone, Debug, PartialEq)]
pub enum Attachment {
    /// A kind of actors that the room named itself.
    Kind(CustomKind),
    /// A remark: on the canvas, on a connection or in the park.
    Note(Note),
    /// A step that the room takes on.
    Action(Action),
    /// Something that might be lost, kept to be looked at again.
    Scenario(Scenario),
}

/// The list that an attachment stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are those of the records")]
pub enum List {
    Kinds,
    Notes,
    Actions,
    Scenarios,
}

impl List {
    /// All four, in file order.
    pub const ALL: [Self; 4] = [Self::Kinds, Self::Notes, Self::Actions, Self::Scenarios];

    /// The name in files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kinds => "kinds",
            Self::Notes => "notes",
            Self::Actions => "actions",
            Self::Scenarios => "scenarios",
        }
    }

    /// What one record of it is called.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Kinds => "kind",
            Self::Notes => "note",
            Self::Actions => "action",
            Self::Scenarios => "scenario",
        }
    }
}

/// A kind of actors that the room named itself. Actors name it by its key, as [`super::Kind::Other`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomKind {
    /// The immutable id in files; what `kind` of an actor says.
    pub key: String,
    /// The name people see.
    pub name: String,
    /// The shape; unset follows from whether its actors are inside.
    pub family: Option<Family>,
    /// The name of an icon; empty for none.
    pub icon: String,
    /// The tint of the icon, as `#rrggbb`; empty for ink.
    pub color: String,
    /// Its actors are usually part of the company.
    pub inside: Option<bool>,
    /// Its actors usually are somebody, not only carry connections.
    pub counts: Option<bool>,
    /// Fields of the file that this version does not know.
    pub extra: Extra,
}

/// A remark. With neither place nor connection it lies in the park.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// The immutable id in files.
    pub key: String,
    /// The words.
    pub text: String,
    /// Where it is pinned to the canvas.
    pub at: Option<Point>,
    /// The connection that it is pinned to.
    pub on: Option<ConnectionId>,
    /// Fields of the file that this version does not know.
    pub extra: Extra,
}

/// A step that the room takes on: one connection, a little stronger by a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The immutable id in files.
    pub key: String,
    /// What it strengthens.
    pub connection: ConnectionId,
    /// The strands when it was chosen.
    pub from: Strands,
    /// The strands that it aims at.
    pub to: Strands,
    /// Who does it.
    pub owner: Option<Party>,
    /// By when.
    pub due: Option<Date>,
    /// The first thing to do on Monday.
    pub first_thing: String,
    /// How much work it is.
    pub effort: Option<Effort>,
    /// What would show that it worked.
    pub evidence: String,
    /// Fields of the file that this version does not know.
    pub extra: Extra,
}

/// How much work an action is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// Days.
    Small,
    /// Weeks.
    Medium,
    /// Months.
    Large,
}

impl Effort {
    /// All three, the smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// How people say it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Small => "Days",
            Self::Medium => "Weeks",
            Self::Large => "Months",
        }
    }
}

/// A question of the kind "what would we lose?", kept under a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// The immutable id in files.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Actors that would be gone.
    pub actors: BTreeSet<ActorId>,
    /// Connections that would be gone.
    pub connections: BTreeSet<ConnectionId>,
    /// Fields of the file that this version does not know.
    pub extra: Extra,
}

impl Attachment {
    /// The list it stands in.
    #[must_use]
    pub const fn list(&self) -> List {
        match self {
            Self::Kind(_) => List::Kinds,
            Self::Note(_) => List::Notes,
            Self::Action(_) => List::Actions,
            Self::Scenario(_) => List::Scenarios,
        }
    }

    /// The immutable id in files, unique within its list.
    #[must_use]
    pub fn key(&self) -> &str {
        match self {
            Self::Kind(kind) => &kind.key,
            Self::Note(note) => &note.key,
            Self::Action(action) => &action.key,
            Self::Scenario(scenario) => &scenario.key,
        }
    }

    /// The same under another id.
    #[must_use]
    pub fn with_key(mut self, new: String) -> Self {
        match &mut self {
            Self::Kind(kind) => kind.key = new,
            Self::Note(note) => note.key = new,
            Self::Action(action) => action.key = new,
            Self::Scenario(scenario) => scenario.key = new,
        }
        self
    }

    /// The actors that it names.
    pub(super) fn actors(&self) -> Vec<ActorId> {
        match self {
            Self::Kind(_) | Self::Note(_) => Vec::new(),
            Self::Action(Action { owner: Some(Party::Actor(id)), .. }) => vec![*id],
            Self::Action(_) => Vec::new(),
            Self::Scenario(scenario) => scenario.actors.iter().copied().collect(),
        }
    }

    /// The connections that it names.
    pub(super) fn connections(&self) -> Vec<ConnectionId> {
        match self {
            Self::Kind(_) => Vec::new(),
            Self::Note(note) => note.on.into_iter().collect(),
            Self::Action(action) => vec![action.connection],
            Self::Scenario(scenario) => scenario.connections.iter().copied().collect(),
        }
    }

    /// What is left of it when actors and connections go; `None` if it goes with them.
    ///
    /// A note goes to the park, an owner becomes its name, an action goes with its connection.
    pub(super) fn without(
        &self,
        actor_gone: impl Fn(ActorId) -> bool,
        connection_gone: impl Fn(ConnectionId) -> bool,
        name: impl Fn(&Party) -> String,
    ) -> Option<Self> {
        let mut left = self.clone();
        match &mut left {
            Self::Kind(_) => {}
            Self::Note(note) => note.on = note.on.filter(|id| !connection_gone(*id)),
            Self::Action(action) if connection_gone(action.connection) => return None,
            Self::Action(action) => {
                if let Some(owner) = &mut action.owner
                    && matches!(owner, Party::Actor(id) if actor_gone(*id))
                {
                    *owner = Party::Name(name(owner));
                }
            }
            Self::Scenario(scenario) => {
                scenario.actors.retain(|id| !actor_gone(*id));
                scenario.connections.retain(|id| !connection_gone(*id));
            }
        }
        Some(left)
    }
}

/// The room's own answer to one of the seven signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// It shows.
    Yes,
    /// It shows in part.
    Partly,
    /// It does not show.
    No,
    /// The room does not know.
    Unknown,
}

impl Answer {
    /// All four, in the order of buttons.
    pub const ALL: [Self; 4] = [Self::Yes, Self::Partly, Self::No, Self::Unknown];

    /// The word in files and in JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}
