//! The proof that written bytes are the map they were written from: every item is read again and compared with
//! its record. A map that was saved and cannot be opened is the worst there is, so no save goes without it.
//!
//! The long lists are compared item by item as they are read, in two halves that whoever asks may do at once.
//! References are compared as they are written, by key, so neither look-ups nor a second document are built.

use super::attachments::AttachmentWire;
use super::json::Source;
use super::scan::{Fields, Json, Raw};
use super::v1::{self, ActorWire, ConnectionWire, FileWire, ValueWire};
use super::write::party_key;
use crate::formats::Both;
use crate::formats::limits::MAX_ITEMS;
use crate::model::{Actor, ActorId, Attachment, Connection, Document, List, Meta, Party, Value, ValueId};

/// The lists that may be long, as the writer orders them.
const LONG: [&str; 3] = ["values", "actors", "connections"];

/// Every item of the file reads as the very record it was written from, without a remark. `false` also where
/// a text was cleaned as it was written, or a newer version's number is kept: reading all of it must tell then.
pub(super) fn reads_as(bytes: &[u8], document: &Document, both: Both<'_>) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Ok(json) = Json::scan(text) else { return false };
    let Some((fields, false)) = json.top().fields() else { return false };
    let (long, rest): (Fields<'_>, Fields<'_>) = fields.into_iter().partition(|(key, _)| LONG.contains(&&**key));
    let [(_, values), (_, actors), (_, connections)] = long.as_slice() else { return false };
    long.iter().map(|(key, _)| &**key).eq(LONG)
        && both(
            &|| {
                is_rest(&json, rest.clone(), document)
                    && all(&json, *values, document.values(), v1::value, |read, own| is_value(document, read, own))
                    && all(&json, *actors, document.actors(), v1::actor, |read, own| is_actor(document, read, own))
            },
            &|| {
                let records = document.connections().map(|(_, record)| record);
                all(&json, *connections, records, v1::connection, |read, own| is_connection(document, read, own))
            },
        )
}

/// Each element of a list reads, without a remark, as the record beside it, and neither side has more.
fn all<'a, W, R>(
    json: &Json<'a>,
    list: Raw<'a>,
    mut records: impl ExactSizeIterator<Item = R>,
    read: impl Fn(&mut Source<'a>, Raw<'a>) -> Option<W>,
    is_same: impl Fn(W, R) -> bool,
) -> bool {
    let mut source = Source::new(json);
    let Some(mut elements) = list.elements() else { return false };
    records.len() <= MAX_ITEMS
        && elements.all(|raw| {
            let read = read(&mut source, raw);
            read.zip(records.next()).is_some_and(|(read, own)| is_same(read, own))
        })
        && records.next().is_none()
        && source.issues.is_empty()
}

/// What is said of the map as a whole, and its short lists.
fn is_rest<'a>(json: &Json<'a>, fields: Fields<'a>, document: &Document) -> bool {
    let mut source = Source::new(json);
    if !matches!(super::newer_version(&mut source, &fields), Ok(None)) {
        return false;
    }
    let Ok(file) = v1::read(&mut source, fields) else { return false };
    let FileWire { meta, core, values: _, actors: _, connections: _, perspectives, attachments } = file;
    let own = document.meta();
    let own_core = own.core.and_then(|id| document.actor(id)).map_or("", |actor| &actor.key);
    let mut records = List::ALL
        .into_iter()
        .flat_map(|list| document.attachments().map(|(_, record)| record).filter(move |record| record.list() == list));
    source.issues.is_empty()
        && meta == Meta { core: None, ..own.clone() }
        && core == own_core
        && perspectives.iter().flatten().map(|(read, _)| read).eq(document.perspectives())
        && attachments.len() == document.attachments().len()
        && attachments.into_iter().all(|wire| records.next().is_some_and(|record| is_record(wire, record, document)))
}

fn is_value(document: &Document, wire: ValueWire<'_>, (id, record): (ValueId, &Value)) -> bool {
    wire.value == *record && wire.at == document.placement(id)
}

fn is_actor(document: &Document, wire: ActorWire<'_>, (id, record): (ActorId, &Actor)) -> bool {
    let ActorWire { raw: _, actor: mut read, values, at } = wire;
    read.values.clone_from(&record.values);
    let held = record.values.iter().map(|id| document.value(*id).map_or("", |value| &value.key));
    read == *record && at == document.placement(id) && held.eq(values)
}

fn is_connection(document: &Document, wire: ConnectionWire<'_>, record: &Connection) -> bool {
    let ConnectionWire { raw: _, connection: mut read, a, b, owner, via } = wire;
    let is_end = |id, key: &str| document.actor(id).is_some_and(|actor| actor.key == key);
    let same_ends = is_end(record.a, &a) && is_end(record.b, &b);
    let same_via = record.via.iter().map(|party| party_key(document, party)).eq(via);
    (read.a, read.b) = (record.a, record.b);
    read.owner.clone_from(&record.owner);
    read.via.clone_from(&record.via);
    same_ends && same_via && is_party(document, record.owner.as_ref(), &owner) && read == *record
}

fn is_party(document: &Document, party: Option<&Party>, written: &str) -> bool {
    party.map_or_else(|| written.is_empty(), |party| party_key(document, party) == *written)
}

fn is_record(wire: AttachmentWire<'_>, record: &Attachment, document: &Document) -> bool {
    let AttachmentWire { raw: _, record: mut read, owner, connections, actors } = wire;
    let (mut own_owner, mut own_actors, mut own_connections) = (None, Vec::new(), Vec::new());
    match (&mut read, record) {
        (Attachment::Kind(_), _) => {}
        (Attachment::Note(read), Attachment::Note(own)) => {
            read.on = own.on;
            own_connections.extend(own.on);
        }
        (Attachment::Action(read), Attachment::Action(own)) => {
            read.connection = own.connection;
            read.owner.clone_from(&own.owner);
            own_connections.push(own.connection);
            own_owner = own.owner.as_ref();
        }
        (Attachment::Scenario(read), Attachment::Scenario(own)) => {
            read.actors.clone_from(&own.actors);
            read.connections.clone_from(&own.connections);
            own_actors.extend(own.actors.iter().copied());
            own_connections.extend(own.connections.iter().copied());
        }
        _ => return false,
    }
    let cords = own_connections.into_iter().map(|id| document.connection(id).map_or("", |cord| &cord.key));
    let members = own_actors.into_iter().map(|id| document.actor(id).map_or("", |actor| &actor.key));
    read == *record && is_party(document, own_owner, &owner) && cords.eq(connections) && members.eq(actors)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, Edit, MetaChange};

    const EVERYTHING: &[u8] = include_bytes!("../../../tests/fixtures/native/v1/everything.strand");

    const IN_TURN: Both<'_> = &|one, other| one() && other();

    fn everything() -> Document {
        super::super::read(EVERYTHING, 7).unwrap().document
    }

    #[test]
    fn a_map_with_every_field_proves_itself() {
        assert!(reads_as(EVERYTHING, &everything(), IN_TURN));
    }

    /// One byte after the other: what still reads as the map is the same map, written otherwise.
    #[test]
    fn no_changed_byte_goes_unnoticed() {
        let document = everything();
        let (mut same, mut other) = (0, 0);
        for at in 0..EVERYTHING.len() {
            let mut hurt = EVERYTHING.to_vec();
            hurt[at] = if hurt[at] == b'3' { b'4' } else { b'3' };
            if reads_as(&hurt, &document, IN_TURN) {
                let read = super::super::read(&hurt, 7).unwrap();
                assert!(read.document == document && read.issues.is_empty(), "byte {at}");
                same += 1;
            } else {
                other += 1;
            }
        }
        assert!(same == 0 && other > 1_000, "{same}, {other}");
    }

    #[test]
    fn another_map_is_noticed() {
        let mut document = everything();
        let _ = document.apply(Edit::Meta(MetaChange::Mission("Another".to_owned()))).unwrap();
        assert!(!reads_as(EVERYTHING, &document, IN_TURN));
        let mut document = everything();
        let actor = Actor { key: "one-more".to_owned(), ..Actor::default() };
        let _ = document.apply(Edit::AddActor(Box::new(actor), None)).unwrap();
        assert!(!reads_as(EVERYTHING, &document, IN_TURN));
    }
}
