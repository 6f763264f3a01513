//! Who looks after what: how many connections each owner carries, and which key ones nobody does.

use super::reasons::VITAL;
use crate::model::{Connection, ConnectionId, Document, Level, Party};

/// Connections that one owner can well look after; more are listed.
pub const MAX_OWNED: usize = 5;

/// Who looks after what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Care {
    /// All owners, those with most connections first, then in file order.
    pub owners: Vec<Owner>,
    /// Connections that the promise needs (need of 4 or 5), in file order, and who looks after them.
    pub vital: Vec<(ConnectionId, Option<Party>)>,
}

/// Somebody who looks after connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Who: an actor of the map or a free name.
    pub party: Party,
    /// What is in their care, in file order.
    pub connections: Vec<ConnectionId>,
}

impl Owner {
    /// More than one can well look after.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.connections.len() > MAX_OWNED
    }
}

/// Who looks after what, connections of every stance. One name is one owner, on the map or not.
#[must_use]
pub fn care(document: &Document) -> Care {
    let mut care = Care::default();
    let same = |one: &Party, other: &Party| document.party_name(one).trim() == document.party_name(other).trim();
    for (id, connection) in document.connections() {
        let party = owner(document, connection);
        if connection.need >= Level::new(VITAL) {
            care.vital.push((id, party.cloned()));
        }
        let Some(party) = party else { continue };
        match care.owners.iter_mut().find(|owner| same(&owner.party, party)) {
            Some(owner) => owner.connections.push(id),
            None => care.owners.push(Owner { party: party.clone(), connections: vec![id] }),
        }
    }
    care.owners.sort_by_key(|owner| std::cmp::Reverse(owner.connections.len()));
    care
}

/// Who looks after a connection; a blank name is nobody.
pub(super) fn owner<'a>(document: &Document, connection: &'a Connection) -> Option<&'a Party> {
    connection.owner.as_ref().filter(|owner| match owner {
        Party::Actor(_) => true,
        Party::Name(_) => !document.party_name(owner).trim().is_empty(),
    })
}
