//! A difference between two states of a document: per table, what a record was and what it is.
//!
//! Inverting and squashing are generic, so that every edit there will ever be can be undone.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::{
    Actor, ActorId, Attachment, AttachmentId, Connection, ConnectionId, Document, Meta, NodeId, Perspective, Placement,
    Value, ValueId,
};

/// What happened to one record; `None` before means created, `None` after means deleted.
#[derive(Clone, Debug, PartialEq)]
pub struct Change<T> {
    /// The record as it was.
    pub before: Option<T>,
    /// The record as it is.
    pub after: Option<T>,
}

type Table<K, T> = BTreeMap<K, Change<T>>;

/// A difference that can be applied, inverted and joined with the next one.
#[must_use]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Patch {
    pub(super) meta: Option<Change<Arc<Meta>>>,
    pub(super) actors: Table<ActorId, Arc<Actor>>,
    pub(super) values: Table<ValueId, Arc<Value>>,
    pub(super) connections: Table<ConnectionId, Arc<Connection>>,
    pub(super) perspectives: Table<u32, Arc<Perspective>>,
    pub(super) attachments: Table<AttachmentId, Arc<Attachment>>,
    pub(super) placements: Table<NodeId, Placement>,
}

/// Which parts of a document a patch touched: what has to be computed anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touches {
    /// Title, promise, core, arrangement.
    pub meta: bool,
    /// Who is there, or anything about them.
    pub actors: bool,
    /// Shared values.
    pub values: bool,
    /// Connections or their ratings.
    pub connections: bool,
    /// Perspectives.
    pub perspectives: bool,
    /// Kinds, notes, actions, scenarios.
    pub attachments: bool,
    /// Positions or pins.
    pub placements: bool,
}

impl Touches {
    /// Everything: after opening a document.
    pub const ALL: Self = Self {
        meta: true,
        actors: true,
        values: true,
        connections: true,
        perspectives: true,
        attachments: true,
        placements: true,
    };

    /// Nothing at all.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Anything but positions.
    #[must_use]
    pub fn content(self) -> bool {
        Self { placements: false, ..self } != Self::default()
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            meta: self.meta || other.meta,
            actors: self.actors || other.actors,
            values: self.values || other.values,
            connections: self.connections || other.connections,
            perspectives: self.perspectives || other.perspectives,
            attachments: self.attachments || other.attachments,
            placements: self.placements || other.placements,
        }
    }
}

impl Patch {
    /// Nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.touches().is_empty()
    }

    /// Which parts it changes.
    #[must_use]
    pub fn touches(&self) -> Touches {
        Touches {
            meta: self.meta.is_some(),
            actors: !self.actors.is_empty(),
            values: !self.values.is_empty(),
            connections: !self.connections.is_empty(),
            perspectives: !self.perspectives.is_empty(),
            attachments: !self.attachments.is_empty(),
            placements: !self.placements.is_empty(),
        }
    }

    /// The way back.
    pub fn inverted(&self) -> Self {
        fn turn<K: Ord + Copy, T: Clone>(table: &Table<K, T>) -> Table<K, T> {
            table.iter().map(|(k, c)| (*k, Change { before: c.after.clone(), after: c.before.clone() })).collect()
        }
        let Self { meta, actors, values, connections, perspectives, attachments, placements } = self;
        Self {
            meta: meta.as_ref().map(|c| Change { before: c.after.clone(), after: c.before.clone() }),
            actors: turn(actors),
            values: turn(values),
            connections: turn(connections),
            perspectives: turn(perspectives),
            attachments: turn(attachments),
            placements: turn(placements),
        }
    }

    /// This difference followed by `next`, as one. What comes back to where it began disappears.
    pub fn squash(&mut self, next: Self) {
        fn join<K: Ord + Copy, T: PartialEq>(into: &mut Table<K, T>, next: Table<K, T>) {
            for (id, change) in next {
                match into.entry(id) {
                    Entry::Occupied(mut first) => {
                        first.get_mut().after = change.after;
                        if first.get().before == first.get().after {
                            first.remove();
                        }
                    }
                    Entry::Vacant(place) => {
                        place.insert(change);
                    }
                }
            }
        }
        let Self { meta, actors, values, connections, perspectives, attachments, placements } = next;
        if let Some(change) = meta {
            match &mut self.meta {
                Some(first) => first.after = change.after,
                None => self.meta = Some(change),
            }
            if self.meta.as_ref().is_some_and(|c| c.before == c.after) {
                self.meta = None;
            }
        }
        join(&mut self.actors, actors);
        join(&mut self.values, values);
        join(&mut self.connections, connections);
        join(&mut self.perspectives, perspectives);
        join(&mut self.attachments, attachments);
        join(&mut self.placements, placements);
    }

    /// Writes every `after` into the document, whatever stands there now.
    ///
    /// Positions that the layout moved since are simply overwritten: a step about placement says where.
    pub(super) fn write(&self, document: &mut Document) {
        fn put<K: Ord + Copy, T: Clone>(into: &mut BTreeMap<K, T>, table: &Table<K, T>) {
            for (id, change) in table {
                match &change.after {
                    Some(record) => into.insert(*id, record.clone()),
                    None => into.remove(id),
                };
            }
        }
        let Self { meta, actors, values, connections, perspectives, attachments, placements } = self;
        if let Some(Change { after: Some(after), .. }) = meta {
            document.meta = Arc::clone(after);
        }
        Arc::make_mut(&mut document.index).follow(self);
        put(&mut document.actors, actors);
        put(&mut document.values, values);
        put(&mut document.connections, connections);
        put(&mut document.perspectives, perspectives);
        put(&mut document.attachments, attachments);
        put(&mut document.placements, placements);
        // A layout tick may have placed a node that this patch removes.
        for id in actors.iter().filter(|(_, c)| c.after.is_none()).map(|(id, _)| NodeId::Actor(*id)) {
            document.placements.remove(&id);
        }
        for id in values.iter().filter(|(_, c)| c.after.is_none()).map(|(id, _)| NodeId::Value(*id)) {
            document.placements.remove(&id);
        }
    }
}
