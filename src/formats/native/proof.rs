//! The proof that written bytes are the map they were written from: every item is read again and compared with
//! its record. A map that was saved and cannot be opened is the worst there is, so no save goes without it.
//!
//! We write one item a line. So the long lists are cut out of the text, and what is left is read as any file is;
//! their lines are read one by one, in two halves that whoever asks may do at once. If each line holds a whole
//! object, and there are commas between them, the text is sound exactly if what is left of it is.
//! References are compared as they are written, by key, so neither look-ups nor a second document are built.

use super::attachments::AttachmentWire;
use super::json::Source;
use super::v1::{self, ActorWire, ConnectionWire, FileWire, ValueWire};
use super::write::party_key;
use crate::formats::Both;
use crate::formats::limits::{MAX_FILE_BYTES, MAX_ITEMS};
use crate::formats::scan::{Json, Raw};
use crate::model::{Actor, ActorId, Attachment, Connection, Document, List, Meta, Party, Value, ValueId};

/// The lists that may be long, as the writer orders them.
const LONG: [&str; 3] = ["values", "actors", "connections"];
/// What stands between two items. No item holds it: a text that did would have a break in it.
const BETWEEN: &str = ",\n";

/// Every item of the file reads as the very record it was written from, without a remark. `false` also where
/// a text was cleaned as it was written, what we do not know has lines of its own, or a newer version's number
/// is kept: reading all of it must tell then.
pub(super) fn reads_as(bytes: &[u8], document: &Document, both: Both<'_>) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Some(Cut { rest, places, lists: [values, actors, cords] }) = cut(text) else { return false };
    let records = || document.connections().map(|(_, record)| record);
    let lengths = [document.values().len(), document.actors().len(), records().len()];
    // Half of the text for each.
    let middle = cords.floor_char_boundary(cords.len().saturating_sub(text.len() / 2));
    let (first, second) = cords[middle..].find(BETWEEN).map_or((cords, ""), |at| {
        let (first, second) = cords.split_at(middle + at);
        (first, &second[BETWEEN.len()..])
    });
    let in_first = first.bytes().filter(|byte| *byte == b'\n').count();
    text.len() <= MAX_FILE_BYTES
        && lengths.into_iter().all(|length| length <= MAX_ITEMS)
        && both(
            &|| {
                is_rest(&rest, places, document)
                    && all(values, document, document.values(), is_value)
                    && all(actors, document, document.actors(), is_actor)
                    && all(first, document, records().take(in_first), is_cord)
            },
            &|| all(second, document, records().skip(in_first), is_cord),
        )
}

/// A text without the items of its long lists.
struct Cut<'t> {
    rest: String,
    /// Where the long lists, now empty, stand in it.
    places: [usize; 3],
    lists: [&'t str; 3],
}

fn cut(text: &str) -> Option<Cut<'_>> {
    let (mut cut, mut left) = (Cut { rest: String::new(), places: [0; 3], lists: [""; 3] }, text);
    for (at, name) in LONG.into_iter().enumerate() {
        let begin = format!("\n  \"{name}\": ");
        let (before, list) = left.split_once(&format!("{begin}["))?;
        // One bracket is found in a tenth of the time that a text with it takes.
        let is_empty = list.starts_with(']');
        let whole = || list.match_indices(']').find_map(|(end, _)| list[..end].strip_suffix("\n  "));
        cut.lists[at] = if is_empty { "" } else { whole()? };
        left = &list[cut.lists[at].len()..];
        cut.rest += before;
        cut.rest += &begin;
        cut.places[at] = cut.rest.len();
        cut.rest.push('[');
    }
    cut.rest += left;
    Some(cut)
}

/// Whether an item of a list reads as this record; `None` if it cannot be read.
type IsSame<R> = for<'a> fn(&mut Source<'a>, Raw<'a>, &Document, R) -> Option<bool>;

/// Each item of a list reads, without a remark, as the record beside it, and neither side has more.
fn all<R>(items: &str, document: &Document, mut records: impl Iterator<Item = R>, is_same: IsSame<R>) -> bool {
    let mut lines = items.split('\n').filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next() {
        let item = if lines.peek().is_some() { line.strip_suffix(',') } else { Some(line) };
        let Some(Ok(json)) = item.map(Json::scan) else { return false };
        let mut source = Source::new(&json);
        let is_same = records.next().and_then(|record| is_same(&mut source, json.top(), document, record));
        if is_same != Some(true) || !source.issues.is_empty() {
            return false;
        }
    }
    records.next().is_none()
}

/// What is said of the map as a whole, and its short lists; the long ones are empty and where they were cut.
fn is_rest(rest: &str, places: [usize; 3], document: &Document) -> bool {
    let Ok(json) = Json::scan(rest) else { return false };
    let Some((fields, false)) = json.top().fields() else { return false };
    let is_long = |name, place| fields.iter().any(|(key, raw)| key == name && raw.start() == place);
    let mut source = Source::new(&json);
    if !LONG.into_iter().zip(places).all(|(name, place)| is_long(name, place))
        || !matches!(super::newer_version(&mut source, &fields), Ok(None))
    {
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

fn is_value<'a>(
    s: &mut Source<'a>,
    raw: Raw<'a>,
    document: &Document,
    (id, record): (ValueId, &Value),
) -> Option<bool> {
    let ValueWire { raw: _, value, at } = v1::value(s, raw)?;
    Some(value == *record && at == document.placement(id))
}

fn is_actor<'a>(
    s: &mut Source<'a>,
    raw: Raw<'a>,
    document: &Document,
    (id, record): (ActorId, &Actor),
) -> Option<bool> {
    let ActorWire { raw: _, actor: mut read, values, at } = v1::actor(s, raw)?;
    read.values.clone_from(&record.values);
    let held = record.values.iter().map(|id| document.value(*id).map_or("", |value| &value.key));
    Some(read == *record && at == document.placement(id) && held.eq(values))
}

fn is_cord<'a>(s: &mut Source<'a>, raw: Raw<'a>, document: &Document, record: &Connection) -> Option<bool> {
    let ConnectionWire { raw: _, connection: mut read, a, b, owner, via } = v1::connection(s, raw)?;
    let is_end = |id, key: &str| document.actor(id).is_some_and(|actor| actor.key == key);
    let same_ends = is_end(record.a, &a) && is_end(record.b, &b);
    let same_via = record.via.iter().map(|party| party_key(document, party)).eq(via);
    (read.a, read.b) = (record.a, record.b);
    read.owner.clone_from(&record.owner);
    read.via.clone_from(&record.via);
    Some(same_ends && same_via && is_party(document, record.owner.as_ref(), &owner) && read == *record)
}

fn is_party(document: &Document, party: Option<&Party>, written: &str) -> bool {
    party.map_or_else(|| written.is_empty(), |party| party_key(document, party) == written)
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
