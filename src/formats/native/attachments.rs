//! Kinds, notes, actions and scenarios on the wire, read and written side by side.
//! References are still texts here; `resolve` makes ids of them.

use super::json::{Item, Source};
use super::v1::{Place, keep, named, strands, word_of};
use super::write::{Object, levels, party_key};
use crate::formats::scan::Raw;
use crate::model::{
    Action, ActorId, Attachment, ConnectionId, CustomKind, Document, Effort, Family, List, Note, Scenario, Strands,
};

const FAMILIES: [(&str, Family); 5] = [
    ("inside", Family::Inside),
    ("customer", Family::Customer),
    ("organisation", Family::Organisation),
    ("society", Family::Society),
    ("carrier", Family::Carrier),
];
const EFFORTS: [(&str, Effort); 3] = [("S", Effort::Small), ("M", Effort::Medium), ("L", Effort::Large)];

/// An attachment whose actors and connections are known by the file's ids only.
#[derive(Debug)]
pub(super) struct AttachmentWire<'a> {
    pub(super) raw: Raw<'a>,
    pub(super) record: Attachment,
    /// The owner of an action.
    pub(super) owner: String,
    /// The connection of a note or an action, those of a scenario.
    pub(super) connections: Vec<String>,
    /// Those of a scenario.
    pub(super) actors: Vec<String>,
}

pub(super) fn read<'a>(source: &mut Source<'a>, list: List, raw: Raw<'a>) -> Option<AttachmentWire<'a>> {
    let mut item = Item::open(source, list.noun(), raw)?;
    let (mut owner, mut connections, mut actors) = (String::new(), Vec::new(), Vec::new());
    let record = match list {
        List::Kinds => Attachment::Kind(kind(&mut item)),
        List::Notes => Attachment::Note(note(&mut item, &mut connections)),
        List::Actions => Attachment::Action(action(&mut item, &mut owner, &mut connections)),
        List::Scenarios => Attachment::Scenario(scenario(&mut item, &mut actors, &mut connections)),
    };
    Some(AttachmentWire { raw, record, owner, connections, actors })
}

fn kind(item: &mut Item<'_, '_>) -> CustomKind {
    let mut kind = CustomKind::default();
    let mut name = None;
    for (key, raw) in item.fields() {
        match &*key {
            "id" => kind.key = item.key(&key, raw).unwrap_or_default(),
            "name" => name = item.text(&key, raw),
            "family" => kind.family = item.word(&key, raw, &FAMILIES),
            "icon" => kind.icon = item.text(&key, raw).unwrap_or_default(),
            "color" => kind.color = item.text(&key, raw).unwrap_or_default(),
            "inside" => kind.inside = item.flag(&key, raw),
            "counts" => kind.counts = item.flag(&key, raw),
            _ => keep(&mut kind.extra, &key, raw),
        }
    }
    kind.name = named(item, name, &kind.key);
    kind
}

fn note(item: &mut Item<'_, '_>, on: &mut Vec<String>) -> Note {
    let mut note = Note::default();
    let mut place = Place::default();
    for (key, raw) in item.fields() {
        match &*key {
            "id" => note.key = item.key(&key, raw).unwrap_or_default(),
            "text" => note.text = item.text(&key, raw).unwrap_or_default(),
            "x" | "y" => place.read(item, &key, raw),
            "on" => on.extend(item.key(&key, raw)),
            _ => keep(&mut note.extra, &key, raw),
        }
    }
    note.at = place.finish(item).map(|placement| placement.at);
    note
}

fn action(item: &mut Item<'_, '_>, owner: &mut String, connection: &mut Vec<String>) -> Action {
    let mut action = Action {
        key: String::new(),
        connection: ConnectionId(0),
        from: Strands::UNRATED,
        to: Strands::UNRATED,
        owner: None,
        due: None,
        first_thing: String::new(),
        effort: None,
        evidence: String::new(),
        extra: Vec::new(),
    };
    for (key, raw) in item.fields() {
        match &*key {
            "id" => action.key = item.key(&key, raw).unwrap_or_default(),
            "connection" => connection.extend(item.key(&key, raw)),
            "from" => action.from = strands(item, &key, raw),
            "to" => action.to = strands(item, &key, raw),
            "owner" => *owner = item.text(&key, raw).unwrap_or_default(),
            "due" => action.due = item.date(&key, raw),
            "first_thing" => action.first_thing = item.text(&key, raw).unwrap_or_default(),
            "effort" => action.effort = item.word(&key, raw, &EFFORTS),
            "evidence" => action.evidence = item.text(&key, raw).unwrap_or_default(),
            _ => keep(&mut action.extra, &key, raw),
        }
    }
    action
}

fn scenario(item: &mut Item<'_, '_>, actors: &mut Vec<String>, connections: &mut Vec<String>) -> Scenario {
    let mut scenario = Scenario::default();
    let mut name = None;
    for (key, raw) in item.fields() {
        match &*key {
            "id" => scenario.key = item.key(&key, raw).unwrap_or_default(),
            "name" => name = item.text(&key, raw),
            "actors" => *actors = item.texts(&key, raw),
            "connections" => *connections = item.texts(&key, raw),
            _ => keep(&mut scenario.extra, &key, raw),
        }
    }
    scenario.name = named(item, name, &scenario.key);
    scenario
}

/// Writes the lists that hold something.
pub(super) fn write(file: &mut Object<'_>, document: &Document) {
    for list in List::ALL {
        let mut records =
            document.attachments().map(|(_, record)| record).filter(|record| record.list() == list).peekable();
        if records.peek().is_some() {
            file.lines(list.key(), records, |line, record| one(line, document, record));
        }
    }
}

fn one(line: &mut Object<'_>, document: &Document, record: &Attachment) {
    let actor = |id: ActorId| document.actor(id).map_or("", |actor| actor.key.as_str());
    let connection = |id: ConnectionId| document.connection(id).map_or("", |connection| connection.key.as_str());
    match record {
        Attachment::Kind(CustomKind { key, name, family, icon, color, inside, counts, extra }) => {
            line.text("id", key);
            line.text("name", name);
            line.word("family", family.map(|family| word_of(&FAMILIES, family)));
            line.optional("icon", icon);
            line.optional("color", color);
            line.flag("inside", *inside);
            line.flag("counts", *counts);
            line.extra(extra);
        }
        Attachment::Note(Note { key, text, at, on, extra }) => {
            line.text("id", key);
            line.text("text", text);
            if let Some(at) = at {
                line.number("x", at.x);
                line.number("y", at.y);
            }
            line.optional("on", on.map_or("", connection));
            line.extra(extra);
        }
        Attachment::Action(action) => {
            let Action { key, connection: on, from, to, owner, due, first_thing, effort, evidence, extra } = action;
            line.text("id", key);
            line.text("connection", connection(*on));
            for (name, strands) in [("from", from), ("to", to)] {
                if !strands.is_unrated() {
                    line.object(name, |part| levels(part, *strands));
                }
            }
            line.optional("owner", owner.as_ref().map_or("", |owner| party_key(document, owner)));
            line.optional("due", &due.map(|date| date.to_string()).unwrap_or_default());
            line.optional("first_thing", first_thing);
            line.word("effort", effort.map(|effort| word_of(&EFFORTS, effort)));
            line.optional("evidence", evidence);
            line.extra(extra);
        }
        Attachment::Scenario(Scenario { key, name, actors, connections, extra }) => {
            line.text("id", key);
            line.text("name", name);
            line.texts("actors", actors.iter().map(|id| actor(*id)));
            line.texts("connections", connections.iter().map(|id| connection(*id)));
            line.extra(extra);
        }
    }
}
