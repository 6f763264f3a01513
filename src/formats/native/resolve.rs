//! From the wire to a document: references become ids; duplicates, loops and dangling ends are
//! repaired or dropped by stated rules, and told.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::attachments::AttachmentWire;
use super::json::Source;
use super::v1::{ActorWire, ConnectionWire, FileWire, ValueWire};
use crate::formats::FormatError;
use crate::formats::scan::Raw;
use crate::geom::SplitMix64;
use crate::model::{
    ActorId, Attachment, Connection, ConnectionId, Document, Edit, EditError, Level, List, MetaChange, Party,
    Perspective, Strands, ValueId, key_from_bits, uuid_from_bits,
};

/// Makes the document, through its one door.
pub(super) fn resolve<'a>(file: FileWire<'a>, source: &mut Source<'a>, entropy: u64) -> Result<Document, FormatError> {
    let mut random = SplitMix64::new(entropy);
    let FileWire { mut meta, core, values, actors, connections, perspectives, attachments } = file;
    if meta.key.is_empty() {
        meta.key = uuid_from_bits(u128::from(random.next_u64()) << 64 | u128::from(random.next_u64()));
        source.about("map", "it had no id; it was given one");
    }
    let mut document = document(meta.key, perspectives, source);
    let mut next = document.peek_id();
    let mut edits = Vec::with_capacity(values.len() + actors.len() + connections.len() + 8);

    let mut known = Known { ids: BTreeMap::new(), kind: "value" };
    for ValueWire { raw, mut value, at } in values {
        value.key = known.claim(value.key, raw, source, &mut random, next);
        edits.push(Edit::AddValue(Box::new(value), at));
        next += 1;
    }
    let values = known.ids;

    let mut known = Known { ids: BTreeMap::new(), kind: "actor" };
    for ActorWire { raw, mut actor, values: held, at } in actors {
        actor.key = known.claim(actor.key, raw, source, &mut random, next);
        for key in held {
            match values.get(&key).map(|id| ValueId(*id)) {
                Some(id) if actor.values.contains(&id) => {
                    source.issue(
                        raw,
                        label("actor", &actor.key),
                        format!("it holds the value \"{key}\" twice; once is kept"),
                    );
                }
                Some(id) => actor.values.push(id),
                None => source.issue(
                    raw,
                    label("actor", &actor.key),
                    format!("there is no value with the id \"{key}\"; it was left out"),
                ),
            }
        }
        edits.push(Edit::AddActor(Box::new(actor), at));
        next += 1;
    }
    let actors = known.ids;

    let (connections, cords) = joined(connections, &actors, source, &mut random, next);
    for connection in connections {
        for key in connection.ratings.keys().filter(|key| !document.has_perspective(key)).cloned().collect::<Vec<_>>() {
            source.about(&label("perspective", &key), "ratings name it, but it was not listed; it was added");
            let perspective = Perspective { name: key.clone(), key, ..Perspective::default() };
            document.fill([Edit::AddPerspective(Box::new(perspective))]).map_err(|error| unfit(&error))?;
        }
        edits.push(Edit::AddConnection(Box::new(connection)));
    }

    edits.extend(attached(attachments, &actors, &cords, source, &mut random));

    let core = match actors.get(&core) {
        None if !core.is_empty() => {
            source.about("map", &format!("there is no actor with the id \"{core}\" to be the core; it was left out"));
            None
        }
        id => id.map(|id| ActorId(*id)),
    };
    edits.extend(
        [
            MetaChange::Title(meta.title),
            MetaChange::About(meta.about),
            MetaChange::Mission(meta.mission),
            MetaChange::Promise(meta.promise),
            MetaChange::Arrangement(meta.arrangement),
            MetaChange::Extra(meta.extra),
            MetaChange::Core(core),
        ]
        .map(Edit::Meta),
    );
    edits.extend(meta.signs.into_iter().map(|(number, answer)| Edit::Meta(MetaChange::Sign(number, Some(answer)))));
    document.fill(edits).map_err(|error| unfit(&error))?;
    Ok(document)
}

fn unfit(error: &EditError) -> FormatError {
    FormatError::new(&format!("The map does not fit together: {error}."))
}

fn label(kind: &str, key: &str) -> String {
    if key.is_empty() { kind.to_owned() } else { format!("{kind} \"{key}\"") }
}

/// An empty document with the perspectives of the file, or those that every map has.
fn document(key: String, perspectives: Option<Vec<(Perspective, Raw<'_>)>>, source: &mut Source<'_>) -> Document {
    let Some(perspectives) = perspectives else { return Document::new(key) };
    let mut kept: Vec<Perspective> = Vec::new();
    for (perspective, raw) in perspectives {
        if perspective.key.is_empty() {
            source.issue(raw, "perspective".to_owned(), "it has no id; it was left out");
        } else if kept.iter().any(|other| other.key == perspective.key) {
            source.issue(raw, label("perspective", &perspective.key), "this id is used already; it was left out");
        } else {
            kept.push(perspective);
        }
    }
    Document::with_perspectives(key, kept)
}

/// The ids that a table has handed out.
struct Known {
    ids: BTreeMap<String, u32>,
    kind: &'static str,
}

impl Known {
    /// The item's own key, or a new one where it has none or shares it; the first keeps it.
    fn claim(
        &mut self,
        key: String,
        raw: Raw<'_>,
        source: &mut Source<'_>,
        random: &mut SplitMix64,
        id: u32,
    ) -> String {
        let mut given = key;
        if !self.takes(&given, id) {
            let wanted = std::mem::take(&mut given);
            while !self.takes(&given, id) {
                given = key_from_bits(random.next_u64());
            }
            if wanted.is_empty() {
                source.issue(raw, self.kind.to_owned(), format!("it had no id; it was given \"{given}\""));
            } else {
                let why = format!("this id is used already; it was given \"{given}\"");
                source.issue(raw, label(self.kind, &wanted), why);
            }
        }
        given
    }

    /// The key was free, and is no more.
    fn takes(&mut self, key: &str, id: u32) -> bool {
        match self.ids.entry(key.to_owned()) {
            Entry::Vacant(place) if !key.is_empty() => {
                place.insert(id);
                true
            }
            _ => false,
        }
    }
}

/// The connections with both ends on the map, one per pair, and the ids they will have from `next` on.
fn joined<'a>(
    wires: Vec<ConnectionWire<'a>>,
    actors: &BTreeMap<String, u32>,
    source: &mut Source<'a>,
    random: &mut SplitMix64,
    next: u32,
) -> (Vec<Connection>, BTreeMap<String, u32>) {
    let mut known = Known { ids: BTreeMap::new(), kind: "connection" };
    let mut kept: Vec<Connection> = Vec::with_capacity(wires.len());
    let mut pairs: BTreeMap<(ActorId, ActorId), usize> = BTreeMap::new();
    for ConnectionWire { raw, mut connection, a, b, owner, via } in wires {
        let end = |key: &str| actors.get(key).map(|id| ActorId(*id));
        let (Some(first), Some(second)) = (end(&a), end(&b)) else {
            let missing = if end(&a).is_none() { a } else { b };
            let why = if missing.is_empty() {
                "one of its ends is missing; it was left out".to_owned()
            } else {
                format!("there is no actor with the id \"{missing}\"; it was left out")
            };
            source.issue(raw, label("connection", &connection.key), why);
            continue;
        };
        if first == second {
            source.issue(raw, label("connection", &connection.key), "both ends are the same actor; it was left out");
            continue;
        }
        if let Some(other) = pairs.get(&(first.min(second), first.max(second))) {
            let other = &mut kept[*other];
            other.strands = stronger(other.strands, connection.strands);
            let why = format!("\"{}\" joins the same two; the higher level of each strand is kept there", other.key);
            source.issue(raw, label("connection", &connection.key), why);
            continue;
        }
        connection.key = known.claim(connection.key, raw, source, random, next + kept.len() as u32);
        (connection.a, connection.b) = (first, second);
        connection.owner = Some(owner).filter(|owner| !owner.is_empty()).map(|owner| party(owner, actors));
        connection.via = via.into_iter().map(|via| party(via, actors)).collect();
        pairs.insert((first.min(second), first.max(second)), kept.len());
        kept.push(connection);
    }
    (kept, known.ids)
}

/// The attachments with what they name on the map; an action without its connection is left out.
fn attached<'a>(
    wires: Vec<AttachmentWire<'a>>,
    actors: &BTreeMap<String, u32>,
    cords: &BTreeMap<String, u32>,
    source: &mut Source<'a>,
    random: &mut SplitMix64,
) -> Vec<Edit> {
    let mut known = List::ALL.map(|list| Known { ids: BTreeMap::new(), kind: list.noun() });
    let mut edits = Vec::with_capacity(wires.len());
    for AttachmentWire { raw, record, owner, connections, actors: members } in wires {
        let list = record.list();
        let missing = |source: &mut Source<'a>, what: &str, key: &str| {
            let item = label(list.noun(), record.key());
            source.issue(raw, item, format!("there is no {what} with the id \"{key}\"; it was left out"));
        };
        let mut find = |what: &str, ids: &BTreeMap<String, u32>, keys: Vec<String>| -> Vec<u32> {
            let mut found = Vec::with_capacity(keys.len());
            for key in keys {
                match ids.get(&key) {
                    Some(id) => found.push(*id),
                    None => missing(source, what, &key),
                }
            }
            found
        };
        let cords: Vec<ConnectionId> = find("connection", cords, connections).into_iter().map(ConnectionId).collect();
        let members: Vec<ActorId> = find("actor", actors, members).into_iter().map(ActorId).collect();
        let mut record = record;
        match &mut record {
            Attachment::Kind(_) => {}
            Attachment::Note(note) => note.on = cords.first().copied(),
            Attachment::Action(action) => {
                let Some(cord) = cords.first() else {
                    source.issue(raw, label(list.noun(), &action.key), "it is about no connection; it was left out");
                    continue;
                };
                action.connection = *cord;
                action.owner = Some(owner).filter(|owner| !owner.is_empty()).map(|owner| party(owner, actors));
            }
            Attachment::Scenario(scenario) => {
                scenario.actors = members.into_iter().collect();
                scenario.connections = cords.into_iter().collect();
            }
        }
        let key = known[list as usize].claim(record.key().to_owned(), raw, source, random, 0);
        edits.push(Edit::AddAttachment(Box::new(record.with_key(key))));
    }
    edits
}

/// An actor of the map where the text is its id, else a name.
fn party(text: String, actors: &BTreeMap<String, u32>) -> Party {
    match actors.get(&text) {
        Some(id) => Party::Actor(ActorId(*id)),
        None => Party::Name(text),
    }
}

/// Strand by strand the higher level; unrated is below 0.
fn stronger(one: Strands, other: Strands) -> Strands {
    let mut levels: [Option<Level>; 3] = one.0;
    for (level, other) in levels.iter_mut().zip(other.0) {
        *level = (*level).max(other);
    }
    Strands(levels)
}
