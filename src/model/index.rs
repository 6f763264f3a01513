//! Look-ups that follow from the tables: who is connected to whom, which keys are taken.
//!
//! Kept in step by `Patch::write` alone; no part of what a document equals.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{ActorId, Attachment, Change, Connection, ConnectionId, EditError, List, Patch};

/// Look-ups of one document. The large ones are shared with snapshots until a change concerns them: most
/// edits (a rating, a note) concern none.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pairs: Arc<BTreeMap<(ActorId, ActorId), ConnectionId>>,
    ends: Arc<BTreeMap<ActorId, BTreeSet<ConnectionId>>>,
    keys: [Arc<BTreeSet<String>>; 3],
    attached: BTreeSet<(List, String)>,
}

/// The tables whose records have keys.
#[derive(Clone, Copy, Debug)]
pub(super) enum Keyed {
    Actors,
    Values,
    Connections,
}

impl Index {
    /// The connection between two actors, whichever way round.
    pub(super) fn between(&self, a: ActorId, b: ActorId) -> Option<ConnectionId> {
        self.pairs.get(&(a.min(b), a.max(b))).copied()
    }

    /// The connections of an actor, in id order.
    pub(super) fn connections_of(&self, actor: ActorId) -> impl Iterator<Item = ConnectionId> + '_ {
        self.ends.get(&actor).into_iter().flatten().copied()
    }

    /// Whether an actor is an end of a connection.
    pub(super) fn is_end_of(&self, actor: ActorId, connection: ConnectionId) -> bool {
        self.ends.get(&actor).is_some_and(|set| set.contains(&connection))
    }

    /// Whether the look-ups say exactly what these connections say.
    pub(super) fn fits<'a>(&self, connections: impl Iterator<Item = (ConnectionId, &'a Connection)> + Clone) -> bool {
        let mut pairs: Vec<_> = connections.clone().map(|(id, connection)| (pair(connection), id)).collect();
        let mut ends: Vec<_> =
            connections.flat_map(|(id, connection)| [(connection.a, id), (connection.b, id)]).collect();
        pairs.sort_unstable();
        ends.sort_unstable();
        let listed = self.ends.iter().flat_map(|(end, set)| set.iter().map(|id| (*end, *id)));
        self.pairs.iter().map(|(pair, id)| (*pair, *id)).eq(pairs) && listed.eq(ends)
    }

    /// How many pairs are listed, and how many ends of connections.
    pub(super) fn sizes(&self) -> (usize, usize) {
        (self.pairs.len(), self.ends.values().map(BTreeSet::len).sum())
    }

    /// Whether a record of this table has the key already.
    pub(super) fn has_key(&self, table: Keyed, key: &str) -> bool {
        self.keys[table as usize].contains(key)
    }

    /// Whether a record of this list has the key already.
    pub(super) fn has_attached(&self, list: List, key: &str) -> bool {
        self.attached.contains(&(list, key.to_owned()))
    }

    /// Lists a connection; an error says that its pair or its key was taken.
    pub(super) fn add(&mut self, id: ConnectionId, connection: &Connection) -> Result<(), EditError> {
        let key = &connection.key;
        let is_new = Arc::make_mut(&mut self.keys[Keyed::Connections as usize]).insert(key.clone());
        let ends = Arc::make_mut(&mut self.ends);
        for end in [connection.a, connection.b] {
            ends.entry(end).or_default().insert(id);
        }
        match Arc::make_mut(&mut self.pairs).insert(pair(connection), id) {
            _ if key.is_empty() || !is_new => Err(EditError::DuplicateKey(key.clone())),
            Some(other) => Err(EditError::AlreadyConnected(other)),
            None => Ok(()),
        }
    }

    /// Follows a patch that is being written: first what goes, then what comes.
    pub(super) fn follow(&mut self, patch: &Patch) {
        // A connection that keeps its ends and its key is found where it was.
        let moved = |change: &&Change<Arc<Connection>>| match (&change.before, &change.after) {
            (Some(before), Some(after)) => (before.a, before.b, &before.key) != (after.a, after.b, &after.key),
            _ => true,
        };
        for change in patch.connections.values().filter(moved) {
            if let Some(gone) = &change.before {
                Arc::make_mut(&mut self.pairs).remove(&pair(gone));
                Arc::make_mut(&mut self.keys[Keyed::Connections as usize]).remove(&gone.key);
            }
        }
        for (id, change) in patch.connections.iter().filter(|(_, change)| moved(change)) {
            let ends = Arc::make_mut(&mut self.ends);
            if let Some(gone) = &change.before {
                for end in [gone.a, gone.b] {
                    if let Some(set) = ends.get_mut(&end) {
                        set.remove(id);
                    }
                }
            }
            if let Some(come) = &change.after {
                // What is taken was asked before the patch was made.
                let _ = self.add(*id, come);
            }
        }
        let actors =
            patch.actors.values().map(|c| (c.before.as_ref().map(|r| &r.key), c.after.as_ref().map(|r| &r.key)));
        follow_keys(&mut self.keys[Keyed::Actors as usize], actors);
        let values =
            patch.values.values().map(|c| (c.before.as_ref().map(|r| &r.key), c.after.as_ref().map(|r| &r.key)));
        follow_keys(&mut self.keys[Keyed::Values as usize], values);
        let name = |record: &Attachment| (record.list(), record.key().to_owned());
        for gone in patch.attachments.values().filter_map(|change| change.before.as_deref()) {
            self.attached.remove(&name(gone));
        }
        for come in patch.attachments.values().filter_map(|change| change.after.as_deref()) {
            self.attached.insert(name(come));
        }
    }
}

fn follow_keys<'a>(
    keys: &mut Arc<BTreeSet<String>>,
    changes: impl Iterator<Item = (Option<&'a String>, Option<&'a String>)> + Clone,
) {
    let changes = changes.filter(|(before, after)| before != after);
    for gone in changes.clone().filter_map(|(before, _)| before) {
        Arc::make_mut(keys).remove(gone);
    }
    for come in changes.filter_map(|(_, after)| after) {
        Arc::make_mut(keys).insert(come.clone());
    }
}

fn pair(connection: &Connection) -> (ActorId, ActorId) {
    (connection.a.min(connection.b), connection.a.max(connection.b))
}
