//! One state of a map in the place of another, as a difference like any other: an earlier version that is
//! restored, a file that is taken over as another program left it.
//!
//! What both have under one key keeps its number, so that undo, the selection and the view find it again.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    Actor, ActorId, Attachment, AttachmentId, Change, Connection, ConnectionId, Document, Meta, NodeId, Party, Patch,
    ValueId,
};

impl Document {
    /// What would make this document equal the other one, in its order of records; ids may differ.
    pub(super) fn difference_to(&mut self, other: &Self) -> Patch {
        let mut next = self.next_id;
        let mut new = || {
            next += 1;
            next - 1
        };
        let values = matched(&self.values, &other.values, |value| &value.key, || ValueId(new()));
        let actors = matched(&self.actors, &other.actors, |actor| &actor.key, || ActorId(new()));
        let cords = matched(&self.connections, &other.connections, |cord| &cord.key, || ConnectionId(new()));
        let records = matched(
            &self.attachments,
            &other.attachments,
            |record| (record.list(), record.key()),
            || AttachmentId(new()),
        );
        let mut last = self.perspectives.keys().max().map_or(0, |id| id + 1);
        let sides = matched(
            &self.perspectives,
            &other.perspectives,
            |perspective| &perspective.key,
            || {
                last += 1;
                last - 1
            },
        );
        let party = |party: &Party| match party {
            Party::Actor(id) => Party::Actor(actors[id]),
            Party::Name(name) => Party::Name(name.clone()),
        };
        let actor =
            |actor: &Actor| Actor { values: actor.values.iter().map(|id| values[id]).collect(), ..actor.clone() };
        let cord = |cord: &Connection| Connection {
            a: actors[&cord.a],
            b: actors[&cord.b],
            owner: cord.owner.as_ref().map(party),
            via: cord.via.iter().map(party).collect(),
            ..cord.clone()
        };
        let record = |record: &Attachment| {
            let mut record = record.clone();
            match &mut record {
                Attachment::Kind(_) => {}
                Attachment::Note(note) => note.on = note.on.map(|id| cords[&id]),
                Attachment::Action(action) => {
                    action.connection = cords[&action.connection];
                    action.owner = action.owner.as_ref().map(party);
                }
                Attachment::Scenario(scenario) => {
                    scenario.actors = scenario.actors.iter().map(|id| actors[id]).collect();
                    scenario.connections = scenario.connections.iter().map(|id| cords[id]).collect();
                }
            }
            record
        };
        let node = |node: NodeId| match node {
            NodeId::Actor(id) => NodeId::Actor(actors[&id]),
            NodeId::Value(id) => NodeId::Value(values[&id]),
        };
        let meta = Arc::new(Meta { core: other.meta.core.map(|id| actors[&id]), ..(*other.meta).clone() });
        let changed = meta != self.meta;
        let patch = Patch {
            meta: changed.then(|| Change { before: Some(Arc::clone(&self.meta)), after: Some(meta) }),
            values: changes(&self.values, other.values.iter().map(|(id, value)| (values[id], Arc::clone(value)))),
            actors: changes(&self.actors, other.actors.iter().map(|(id, a)| (actors[id], Arc::new(actor(a))))),
            connections: changes(
                &self.connections,
                other.connections.iter().map(|(id, c)| (cords[id], Arc::new(cord(c)))),
            ),
            attachments: changes(
                &self.attachments,
                other.attachments.iter().map(|(id, r)| (records[id], Arc::new(record(r)))),
            ),
            perspectives: changes(
                &self.perspectives,
                other.perspectives.iter().map(|(id, side)| (sides[id], Arc::clone(side))),
            ),
            placements: changes(&self.placements, other.placements.iter().map(|(id, place)| (node(*id), *place))),
        };
        self.next_id = next;
        patch
    }
}

/// The number here of each record there: that of the same key, as long as the order of theirs is kept.
fn matched<'a, K: Ord + Copy, T, N: Ord>(
    here: &'a BTreeMap<K, Arc<T>>,
    there: &'a BTreeMap<K, Arc<T>>,
    name: impl Fn(&'a T) -> N,
    mut new: impl FnMut() -> K,
) -> BTreeMap<K, K> {
    let known: BTreeMap<N, K> = here.iter().map(|(id, record)| (name(record), *id)).collect();
    let mut last: Option<K> = None;
    let number = |(id, record): (&K, &'a Arc<T>)| {
        let same = known.get(&name(record)).copied().filter(|same| last.is_none_or(|last| last < *same));
        let own = same.unwrap_or_else(&mut new);
        last = Some(own);
        (*id, own)
    };
    there.iter().map(number).collect()
}

/// From one table to the other.
fn changes<K: Ord + Copy, T: PartialEq + Clone>(
    here: &BTreeMap<K, T>,
    there: impl Iterator<Item = (K, T)>,
) -> BTreeMap<K, Change<T>> {
    let gone = |(id, record): (&K, &T)| (*id, Change { before: Some(record.clone()), after: None });
    let mut changes: BTreeMap<K, Change<T>> = here.iter().map(gone).collect();
    for (id, record) in there {
        if here.get(&id) == Some(&record) {
            changes.remove(&id);
        } else {
            changes.insert(id, Change { before: here.get(&id).cloned(), after: Some(record) });
        }
    }
    changes
}
