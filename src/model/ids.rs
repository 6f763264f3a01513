//! Identities in memory: small numbers, handed out in file order and never reused.
//! The immutable text that a file knows a record by is its `key`, a field of the record.

use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

id!(
    /// An actor of one document.
    ActorId
);
id!(
    /// A shared value of one document.
    ValueId
);
id!(
    /// A connection of one document.
    ConnectionId
);

/// Whatever has a place on the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeId {
    /// An actor.
    Actor(ActorId),
    /// A shared value.
    Value(ValueId),
}

impl From<ActorId> for NodeId {
    fn from(id: ActorId) -> Self {
        Self::Actor(id)
    }
}

impl From<ValueId> for NodeId {
    fn from(id: ValueId) -> Self {
        Self::Value(id)
    }
}
