//! Lists of names poured in: a name a line, `name; kind`, `remark; note` for the park, two names with a tab
//! between for a connection.
//!
//! Whoever is on the map already is not made twice. What lands is one undo step.

use std::collections::{BTreeMap, BTreeSet};

use super::Editor;
use super::event::Request;
use super::guess::Said;
use super::naming::placement;
use crate::geom::{Point, Rect, Vec2};
use crate::model::{ActorId, Attachment, Connection, Edit, NodeId, Note, Selection, Value};

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
        let list = List::read(text, |line| self.split_name(line));
        let (known, new): (Vec<_>, Vec<_>) =
            list.actors.iter().partition(|(_, name, _)| self.document.actor_named(name).is_some());
        let held: BTreeSet<String> = self.document.values().map(|(_, value)| value.name.to_lowercase()).collect();
        let values: Vec<&String> = list.values.iter().filter(|name| !held.contains(&name.to_lowercase())).collect();
        let mut ids: BTreeMap<&str, ActorId> = BTreeMap::new();
        ids.extend(known.iter().filter_map(|(key, name, _)| Some((key.as_str(), self.document.actor_named(name)?))));
        ids.extend(new.iter().map(|(key, ..)| key.as_str()).zip((self.document.peek_id()..).map(ActorId)));

        let mut places = self.list_places(new.len() + values.len()).into_iter();
        let mut edits = Vec::new();
        for (_, name, said) in &new {
            let kind = if let Said::Kind(kind) = said { Some(kind.clone()) } else { None };
            let actor = self.new_actor(name, kind);
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
        let name = match (made, joined.len()) {
            (0, 0) => None,
            (0, 1) => Some("add 1 connection".to_owned()),
            (0, lines) => Some(format!("add {lines} connections")),
            (1, _) => Some("add 1 name".to_owned()),
            (names, _) => Some(format!("add {names} names")),
        };
        if name.is_none_or(|name| self.step(name, Edit::All(edits))) {
            let actors: BTreeSet<ActorId> = ids.into_values().collect();
            self.set_selection(Selection { actors, ..Selection::default() });
            if let Some(area) = self.area_of(&self.session.selection) {
                self.look_at_if_away(area);
            }
        }
    }

    /// A block of places in the middle of the view if nobody stands there, else below the map.
    fn list_places(&self, count: usize) -> Vec<Point> {
        let columns = (1..=count).find(|n| n * n >= count).unwrap_or(1);
        let rows = count.div_ceil(columns);
        let size = Vec2::new(STEP.x * columns as f64, STEP.y * rows as f64);
        let block = Rect::from_center_size(self.session.camera.center, size.to_size());
        let all = super::change::area(&self.document, self.document.placements().map(|(node, _): (NodeId, _)| node));
        let is_free = self.document.placements().all(|(_, placement)| !block.contains(placement.at));
        let corner = match all {
            Some(area) if !is_free => Point::new(area.center().x - size.x / 2.0, area.y1 + STEP.y / 2.0),
            _ => block.origin(),
        };
        let place = |i: usize| {
            let cell = Vec2::new((i % columns) as f64 + 0.5, (i / columns) as f64 + 0.5);
            corner + Vec2::new(STEP.x * cell.x, STEP.y * cell.y)
        };
        (0..count).map(place).collect()
    }
}

/// A list as it was written, each name once.
#[derive(Default)]
struct List {
    /// The name in small letters, as written, and what it is said to be.
    actors: Vec<(String, String, Said)>,
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
        if self.actors.iter().all(|(other, ..)| *other != key) {
            self.actors.push((key.clone(), name.to_owned(), said));
        }
        Some(key)
    }
}
