//! Lists and tables of names poured in: a name a line, `name; kind`, `remark; note` for the park; of a table what its
//! header says, else names with kinds or the two ends of connections.
//!
//! Whoever is on the map already is not made twice. What lands is one undo step, and the room is told what it was.

use std::collections::{BTreeMap, BTreeSet};

use super::Editor;
use super::event::Request;
use super::guess::{self, Said};
use super::naming::placement;
use super::sheet::Sheet;
use crate::geom::{Point, Rect, Vec2};
use crate::model::words::count;
use crate::model::{Actor, ActorId, Attachment, Connection, Edit, NodeId, Note, Selection, Value};

/// The grid on which a list lands before the layout spreads it.
const STEP: Vec2 = Vec2::new(150.0, 90.0);

impl Editor {
    /// Pours in a list of names, as one undo step, and selects who is in it.
    pub fn paste_text(&mut self, text: &str) -> Vec<Request> {
        self.cancel_gesture();
        self.pour(text);
        self.answers()
    }

    pub(super) fn pour(&mut self, text: &str) {
        let list = match Sheet::read(text, |name| self.document.actor_named(name).is_some()) {
            Some(sheet) => List::of_sheet(sheet),
            None => List::read(text, |line| self.split_name(line)),
        };
        let (known, new): (Vec<_>, Vec<_>) =
            list.actors.iter().partition(|listed| self.document.actor_named(&listed.name).is_some());
        let held: BTreeSet<String> = self.document.values().map(|(_, value)| value.name.to_lowercase()).collect();
        let values: Vec<&String> = list.values.iter().filter(|name| !held.contains(&name.to_lowercase())).collect();
        let mut ids: BTreeMap<&str, ActorId> = BTreeMap::new();
        ids.extend(
            known.iter().filter_map(|listed| Some((listed.key.as_str(), self.document.actor_named(&listed.name)?))),
        );
        ids.extend(new.iter().map(|listed| listed.key.as_str()).zip((self.document.peek_id()..).map(ActorId)));

        let mut places = self.list_places(new.len() + values.len()).into_iter();
        let mut edits = Vec::new();
        let mut kinds = 0;
        for listed in &new {
            let kind = if let Said::Kind(kind) = &listed.said { Some(kind.clone()) } else { guess::kind(&listed.name) };
            kinds += usize::from(kind.is_some());
            let actor = self.new_actor(&listed.name, kind);
            let actor = Actor { group: listed.group.clone(), note: listed.note.clone(), ..actor };
            edits.push(Edit::AddActor(Box::new(actor), places.next().map(placement)));
        }
        for name in &values {
            let value = Value { key: self.new_key(), name: (*name).clone(), ..Value::default() };
            edits.push(Edit::AddValue(Box::new(value), places.next().map(placement)));
        }
        for text in &list.remarks {
            let note = Note { key: self.new_key(), text: text.clone(), ..Note::default() };
            edits.push(Edit::AddAttachment(Box::new(Attachment::Note(note))));
        }
        let made = edits.len();
        let mut joined = BTreeSet::new();
        for (a, b) in list.pairs.iter().filter_map(|(a, b)| Some((*ids.get(a.as_str())?, *ids.get(b.as_str())?))) {
            if self.document.between(a, b).is_none() && joined.insert((a.min(b), a.max(b))) {
                edits.push(Edit::AddConnection(Box::new(Connection::new(self.new_key(), a, b))));
            }
        }
        self.end_hot();
        let came = Came { names: new.len(), kinds, there: known.len(), made, lines: joined.len() };
        if came.step().is_none_or(|name| self.step(name, Edit::All(edits))) {
            let actors: BTreeSet<ActorId> = ids.into_values().collect();
            self.set_selection(Selection { actors, ..Selection::default() });
            if let Some(words) = came.words() {
                self.say(words);
            }
            if made > 0 {
                self.bring_selection();
            } else if let Some(area) = self.area_of(&self.session.selection) {
                self.look_at_if_away(area);
            }
        }
    }

    /// A block of places for a list: in the middle of what is clear, else where in sight nobody stands, else below the
    /// map.
    fn list_places(&self, count: usize) -> Vec<Point> {
        let columns = (1..=count).find(|n| n * n >= count).unwrap_or(1);
        let rows = count.div_ceil(columns);
        let size = Vec2::new(STEP.x * columns as f64, STEP.y * rows as f64);
        let clear = self.clear_on_map();
        let all = super::change::area(&self.document, self.document.placements().map(|(node, _): (NodeId, _)| node));
        let is_free = |block: &Rect| self.document.placements().all(|(_, placement)| !block.contains(placement.at));
        let room = Vec2::new((clear.width() - size.x).max(0.0), (clear.height() - size.y).max(0.0));
        let shares = [0.5, 0.0, 1.0, 0.25, 0.75].map(|share| share * room);
        let corners = shares.iter().flat_map(|x| shares.map(|y| clear.origin() + Vec2::new(x.x, y.y)));
        let fits = clear.width() >= size.x && clear.height() >= size.y;
        let blocks = corners.filter(|_| fits).map(|corner| Rect::from_origin_size(corner, size.to_size()));
        let corner = match (blocks.into_iter().find(is_free), all) {
            (Some(block), _) => block.origin(),
            (None, Some(area)) => Point::new(area.center().x - size.x / 2.0, area.y1 + STEP.y / 2.0),
            (None, None) => clear.center() - size / 2.0,
        };
        let place = |i: usize| {
            let cell = Vec2::new((i % columns) as f64 + 0.5, (i / columns) as f64 + 0.5);
            corner + Vec2::new(cell.x * STEP.x, cell.y * STEP.y)
        };
        (0..count).map(place).collect()
    }
}

/// What came in with a list.
#[derive(Clone, Copy, Debug)]
struct Came {
    /// Actors that are new, and those of them whose kind is known.
    names: usize,
    kinds: usize,
    /// Actors that were on the map already.
    there: usize,
    /// Everything that is new but connections.
    made: usize,
    lines: usize,
}

impl Came {
    /// The name of the undo step; `None` if there is nothing to undo.
    fn step(self) -> Option<String> {
        match (self.made, self.lines) {
            (0, 0) => None,
            (0, 1) => Some("add 1 connection".to_owned()),
            (0, lines) => Some(format!("add {lines} connections")),
            (1, _) => Some("add 1 name".to_owned()),
            (names, _) => Some(format!("add {names} names")),
        }
    }

    /// "12 names, 9 kinds known. Ctrl+Z takes them back"; `None` if nothing was in it.
    fn words(self) -> Option<String> {
        let mut parts = Vec::new();
        if self.names > 0 {
            parts.push(count(self.names, "name"));
            parts.push(format!("{} known", count(self.kinds, "kind")));
        }
        if self.made > self.names {
            parts.push(format!("{} or remarks", count(self.made - self.names, "value")));
        }
        if self.lines > 0 {
            parts.push(count(self.lines, "connection"));
        }
        if parts.is_empty() {
            return (self.there > 0).then(|| "All of these are on the map already".to_owned());
        }
        if self.there > 0 {
            parts.push(format!("{} on the map already", self.there));
        }
        Some(format!("{}. Ctrl+Z takes that back", parts.join(", ")))
    }
}

/// Somebody in a list.
#[derive(Clone, Debug)]
struct Listed {
    /// The name in small letters.
    key: String,
    name: String,
    said: Said,
    group: String,
    note: String,
}

/// A list as it was written, each name once.
#[derive(Default)]
struct List {
    actors: Vec<Listed>,
    values: Vec<String>,
    remarks: Vec<String>,
    /// Names in small letters.
    pairs: Vec<(String, String)>,
}

impl List {
    /// Reads a list; `split` tells a name from what it is said to be.
    fn read<'a>(text: &'a str, split: impl Fn(&'a str) -> (&'a str, Said)) -> Self {
        let mut list = Self::default();
        for line in text.lines() {
            let line = line.trim().trim_start_matches(['-', '*', '\u{2022}']).trim();
            let mut ends = line.split('\t').map(str::trim).filter(|part| !part.is_empty());
            let mut end = || ends.next().and_then(|end| list.add(split(end)));
            let (a, b) = (end(), end());
            list.pairs.extend(a.zip(b).filter(|(a, b)| a != b));
        }
        list
    }

    /// What a table says.
    fn of_sheet(sheet: Sheet) -> Self {
        let mut list = Self::default();
        match sheet {
            Sheet::Names(rows) => {
                for row in rows {
                    let said = row.kind.map_or(Said::Nothing, Said::Kind);
                    let key = list.add((&row.name, said));
                    let listed = list.actors.iter_mut().find(|listed| Some(&listed.key) == key.as_ref());
                    if let Some(listed) = listed.filter(|listed| listed.group.is_empty() && listed.note.is_empty()) {
                        (listed.group, listed.note) = (row.group, row.note);
                    }
                }
            }
            Sheet::Pairs(pairs) => {
                for (a, b) in pairs {
                    let ends = list.add((&a, Said::Nothing)).zip(list.add((&b, Said::Nothing)));
                    list.pairs.extend(ends.filter(|(a, b)| a != b));
                }
            }
        }
        list
    }

    /// Takes in a name; for an actor, the name in small letters.
    fn add(&mut self, (name, said): (&str, Said)) -> Option<String> {
        if name.is_empty() {
            return None;
        }
        if said == Said::Remark {
            self.remarks.push(name.to_owned());
            return None;
        }
        if said == Said::Value {
            if self.values.iter().all(|other| other.to_lowercase() != name.to_lowercase()) {
                self.values.push(name.to_owned());
            }
            return None;
        }
        let key = name.to_lowercase();
        if self.actors.iter().all(|other| other.key != key) {
            let (group, note) = (String::new(), String::new());
            self.actors.push(Listed { key: key.clone(), name: name.to_owned(), said, group, note });
        }
        Some(key)
    }
}
