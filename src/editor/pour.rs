//! Lists and tables of names poured in: a name a line, `name; kind`, `remark; note` for the park; of a table what its
//! header says, else names with kinds or the two ends of connections.
//!
//! Whoever is on the map already is not made twice. What lands is one undo step, and the room is told what it was.

use std::collections::{BTreeMap, BTreeSet};

use super::Editor;
use super::event::Request;
use super::guess::{self, Said};
use super::naming::placement;
use crate::formats::{self, About, Cord, Issue, Sheet};
use crate::geom::{Point, Rect, Vec2};
use crate::model::words::{capitalized, count, of_no_kind};
use crate::model::{
    Actor, ActorChange, ActorId, Attachment, Connection, ConnectionChange, Edit, Kind, MetaChange, NodeId, Note, Party,
    Selection, Strand, Value, kinds,
};

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
        let list = match formats::read_sheet(text, &|name| self.document.actor_named(name).is_some()) {
            Some(sheet) => List::of_sheet(sheet, |word| self.said(word)),
            None => List::read(text, |word| self.said(word)),
        };
        // Of two who are called the same the first counts.
        let actors = self.document.actors().collect::<Vec<_>>().into_iter().rev();
        let mut ids: BTreeMap<String, ActorId> =
            actors.map(|(id, actor)| (actor.name.trim().to_lowercase(), id)).collect();
        // Whom a table of a graph calls by an id came with another table of it.
        let called: BTreeMap<&str, ActorId> = self
            .document
            .actors()
            .flat_map(|(id, actor)| [(&*actor.name, id), (&*actor.key, id)])
            .filter(|(word, _)| is_id(word))
            .collect();
        for listed in &list.actors {
            if let (None, Some(id)) = (ids.get(&listed.key), called.get(listed.id())) {
                ids.insert(listed.key.clone(), *id);
            }
        }
        let (known, new): (Vec<&Listed>, Vec<&Listed>) =
            list.actors.iter().partition(|listed| ids.contains_key(&listed.key));
        let known: Vec<(&Listed, ActorId)> = known.into_iter().map(|listed| (listed, ids[&listed.key])).collect();
        let held: BTreeSet<String> = self.document.values().map(|(_, value)| value.name.to_lowercase()).collect();
        let values: Vec<&String> = list.values.iter().filter(|name| !held.contains(&name.to_lowercase())).collect();
        let first = self.document.peek_id();
        ids.extend(new.iter().map(|listed| listed.key.clone()).zip((first..).map(ActorId)));

        let mut places = self.list_places(new.len() + values.len()).into_iter();
        let mut edits = Vec::new();
        let mut came = Came { names: new.len(), values: values.len(), joins: list.joins, ..Came::default() };
        let mut of_no_kind = BTreeSet::new();
        for (listed, id) in new.iter().zip((first..).map(ActorId)) {
            let kind =
                if let Said::Kind(kind) = &listed.said { Some(kind.clone()) } else { kinds::of_name(&listed.name) };
            if kind.is_none() {
                of_no_kind.insert(id);
            }
            let mut actor = self.new_actor(&listed.name, kind);
            // Connections in another table call them so.
            if is_id(&listed.about.id) && self.document.actors().all(|(_, other)| other.key != listed.about.id) {
                actor.key.clone_from(&listed.about.id);
            }
            (actor.group, actor.goal) = (listed.about.group.clone(), listed.about.goal.clone());
            (actor.note, actor.inside) = (listed.note(), listed.about.inside);
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
        came.made = edits.len();
        edits.extend(self.named_by(&edits));
        for (listed, id) in &known {
            let changes = self.document.actor(*id).map(|actor| listed.changes(actor)).unwrap_or_default();
            came.there += usize::from(changes.is_empty());
            came.changed += usize::from(!changes.is_empty());
            edits.extend(changes.into_iter().map(|change| Edit::Actor(*id, change)));
        }
        let mut joined = BTreeSet::new();
        for (a, b, cord) in &list.pairs {
            let (Some(a), Some(b)) = (ids.get(a).copied(), ids.get(b).copied()) else { continue };
            let named = || (!cord.owner.is_empty()).then(|| Party::Name(cord.owner.clone()));
            let owner = ids.get(&cord.owner.to_lowercase()).map(|id| Party::Actor(*id)).or_else(named);
            let old = self.document.between(a, b).and_then(|id| Some((id, self.document.connection(id)?)));
            if let Some((id, old)) = old {
                let changes = cord_changes(old, cord, owner);
                came.old_lines += usize::from(changes.is_empty());
                came.rerated += usize::from(!changes.is_empty());
                edits.extend(changes.into_iter().map(|change| Edit::Connection(id, change)));
            } else if a != b && joined.insert((a.min(b), a.max(b))) {
                let mut connection = Connection::new(self.new_key(), a, b);
                (connection.strands, connection.need) = (cord.strands, cord.need);
                (connection.flow, connection.later) = (cord.flow(), cord.later);
                (connection.owner, connection.note) = (owner, cord.note.clone());
                came.rated += usize::from(!cord.strands.is_unrated());
                edits.push(Edit::AddConnection(Box::new(connection)));
            }
        }
        came.lines = joined.len();
        came.of_no_kind = of_no_kind.len();
        self.bring_into_rings(&mut edits);
        self.end_hot();
        if came.step().is_none_or(|name| self.step(name, Edit::All(edits))) {
            let all = || list.actors.iter().filter_map(|listed| ids.get(&listed.key).copied()).collect();
            // Whoever must still be told what they are is in the hand for it.
            let actors: BTreeSet<ActorId> = if of_no_kind.is_empty() { all() } else { of_no_kind };
            self.set_selection(Selection { actors, ..Selection::default() });
            if let Some(words) = came.words(&list) {
                self.say(words);
            }
            if came.made > 0 {
                self.bring_selection();
            } else if let Some(area) = self.area_of(&self.session.selection) {
                self.look_at_if_away(area);
            }
        }
    }

    /// The one company that comes onto an empty map gives it its name.
    fn named_by(&self, edits: &[Edit]) -> Option<Edit> {
        let mut companies = edits.iter().filter_map(|edit| match edit {
            Edit::AddActor(actor, _) if actor.kind == Kind::Company => Some(&actor.name),
            _ => None,
        });
        let is_new = self.document.is_empty() && self.document.meta().title.is_empty();
        match (companies.next(), companies.next()) {
            (Some(one), None) if is_new => Some(Edit::Meta(MetaChange::Title(one.clone()))),
            _ => None,
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
#[derive(Clone, Copy, Debug, Default)]
struct Came {
    /// Actors that are new, and those of them whose kind nobody knows.
    names: usize,
    values: usize,
    of_no_kind: usize,
    /// Actors that were on the map already: as they are, and with something else about them.
    there: usize,
    changed: usize,
    /// Everything that is new but connections.
    made: usize,
    /// Connections that are new, and those of them with a rating.
    lines: usize,
    rated: usize,
    /// Connections that were there: as they are, and with something else about them.
    old_lines: usize,
    rerated: usize,
    /// It was about connections: that their ends are on the map goes without saying.
    joins: bool,
}

impl Came {
    /// The name of the undo step; `None` if there is nothing to undo.
    fn step(self) -> Option<String> {
        match (self.made, self.lines, self.changed + self.rerated) {
            (0, 0, 0) => None,
            (0, 0, rows) => Some(format!("take over {}", count(rows, "row"))),
            (0, lines, _) => Some(format!("add {}", count(lines, "connection"))),
            _ => Some(format!("add {}", self.things().join(" and "))),
        }
    }

    /// How many of what is new but connections.
    fn things(self) -> Vec<String> {
        let remarks = self.made - self.names - self.values;
        let all = [(self.names, "name"), (self.values, "value"), (remarks, "remark")];
        all.into_iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(n, noun)).collect()
    }

    /// What is new, what was there, what was not understood, and the way back; `None` if nothing was in it.
    fn words(self, list: &List) -> Option<String> {
        let (mut new, mut more) = (self.things(), Vec::new());
        if self.lines > 0 {
            let rated = if self.rated > 0 { format!(", {} of them rated", self.rated) } else { String::new() };
            new.push(count(self.lines, "connection") + &rated);
        }
        if !new.is_empty() {
            more.push(new.join(" and "));
        }
        let were = |n: usize, noun: &str| {
            format!("{} {} on the map already", count(n, noun), if n == 1 { "was" } else { "were" })
        };
        if self.there > 0 && !self.joins {
            more.push(were(self.there, "name"));
        }
        if self.old_lines > 0 {
            more.push(were(self.old_lines, "connection"));
        }
        for (n, noun) in [(self.changed, "name"), (self.rerated, "connection")] {
            if n > 0 {
                more.push(format!(
                    "{} on the map took over what is new about {}",
                    count(n, noun),
                    if n == 1 { "it" } else { "them" }
                ));
            }
        }
        let unknown = list.actors.iter().filter_map(|listed| match &listed.said {
            Said::Unknown(word) => Some(word.as_str()),
            _ => None,
        });
        let unknown: BTreeSet<&str> = unknown.collect();
        if let Some(first) = unknown.first() {
            more.push(format!("\u{201c}{first}\u{201d}{} is no kind: kept as a remark", and_more(unknown.len())));
        }
        if let Some(first) = list.issues.first() {
            more.push(capitalized(&format!("{first}{}", and_more(list.issues.len()))));
        }
        if self.of_no_kind > 0 {
            more.push(taken_for_ours(self.of_no_kind));
        }
        if more.is_empty() {
            return None;
        }
        if self.step().is_some() {
            more.push("Ctrl+Z takes that back".to_owned());
        } else if list.issues.is_empty() && unknown.is_empty() {
            return Some("All of these are on the map already".to_owned());
        }
        Some(more.join(". "))
    }
}

/// The rest of so many of which one is told.
fn and_more(many: usize) -> String {
    if many > 1 { format!(" (and {} more)", many - 1) } else { String::new() }
}

/// That nobody knows what somebody is, where they count meanwhile, and how to say better.
fn taken_for_ours(many: usize) -> String {
    let how = if many == 1 {
        "it is selected, Alt and a digit says what it is".to_owned()
    } else {
        format!("they are selected, {}", super::kinds::TO_SAY)
    };
    format!("{}: {how}", of_no_kind(many))
}

/// What a row of a table says otherwise about a connection that is there.
fn cord_changes(old: &Connection, cord: &Cord, owner: Option<Party>) -> Vec<ConnectionChange> {
    let mut changes = Vec::new();
    for strand in Strand::ALL {
        let level = cord.strands.get(strand);
        if level.is_some() && level != old.strands.get(strand) {
            changes.push(ConnectionChange::Strand(strand, level));
        }
    }
    if cord.need.is_some() && cord.need != old.need {
        changes.push(ConnectionChange::Need(cord.need));
    }
    if owner.is_some() && owner != old.owner {
        changes.push(ConnectionChange::Owner(owner));
    }
    if cord.later && !old.later {
        changes.push(ConnectionChange::Later(true));
    }
    if !cord.note.is_empty() && cord.note != old.note {
        changes.push(ConnectionChange::Note(cord.note.clone()));
    }
    changes
}

/// Somebody in a list.
#[derive(Clone, Debug)]
struct Listed {
    /// The name in small letters.
    key: String,
    name: String,
    said: Said,
    about: About,
}

/// What people write between two names that are connected.
const ARROWS: [&str; 6] = [" <-> ", " --> ", " -> ", " => ", " \u{2194} ", " \u{2192} "];

/// A word such as 8, n12 or E-17: no name.
fn is_id(word: &str) -> bool {
    word.len() <= 40 && !word.contains(char::is_whitespace) && word.contains(|c: char| c.is_ascii_digit())
}

impl Listed {
    /// What a table of a graph calls them.
    fn id(&self) -> &str {
        if self.about.id.is_empty() { &self.name } else { &self.about.id }
    }

    /// The remark about them; a word that is no kind is still worth keeping where nothing else is said.
    fn note(&self) -> String {
        match &self.said {
            Said::Unknown(word) if self.about.note.is_empty() => word.clone(),
            _ => self.about.note.clone(),
        }
    }

    /// What is said otherwise about somebody who is on the map.
    fn changes(&self, actor: &Actor) -> Vec<ActorChange> {
        let mut changes = Vec::new();
        // They came with their connections, which knew no more than this.
        if actor.name == self.about.id && actor.name != self.name {
            changes.push(ActorChange::Name(self.name.clone()));
        }
        if let Said::Kind(kind) = &self.said
            && *kind != actor.kind
        {
            changes.push(ActorChange::Kind(kind.clone()));
        }
        let texts = [
            (ActorChange::Group(self.about.group.clone()), &self.about.group, &actor.group),
            (ActorChange::Goal(self.about.goal.clone()), &self.about.goal, &actor.goal),
            (ActorChange::Note(self.about.note.clone()), &self.about.note, &actor.note),
        ];
        let told = texts.into_iter().filter(|(_, new, old)| !new.is_empty() && new != old);
        changes.extend(told.map(|(change, ..)| change));
        if self.about.inside.is_some_and(|inside| inside != actor.is_inside()) {
            changes.push(ActorChange::Inside(self.about.inside));
        }
        changes
    }
}

/// A list as it was written, each name once.
#[derive(Default)]
struct List {
    actors: Vec<Listed>,
    values: Vec<String>,
    remarks: Vec<String>,
    /// Values and actors so far, in small letters.
    keys: BTreeSet<(bool, String)>,
    /// Who is connected with whom, by names in small letters.
    pairs: Vec<(String, String, Cord)>,
    /// A table of connections.
    joins: bool,
    /// What of a table could not be used.
    issues: Vec<Issue>,
}

impl List {
    /// Reads a list; `said` tells what a word is.
    fn read(text: &str, said: impl Fn(&str) -> Said) -> Self {
        let mut list = Self::default();
        for line in text.lines() {
            let line = line.trim().trim_start_matches(['-', '*', '\u{2022}']).trim();
            // What stands behind two cells of a table is no name.
            let is_chain = ARROWS.iter().any(|arrow| line.contains(arrow));
            let line = ARROWS.iter().fold(line.to_owned(), |line, arrow| line.replace(arrow, "\t"));
            let names = line.split('\t').map(str::trim).filter(|part| !part.is_empty()).map(guess::split);
            let names = names.take(if is_chain { usize::MAX } else { 2 });
            let ends: Vec<Option<String>> =
                names.map(|(name, word)| list.add(name, said(word), About::default())).collect();
            let pairs = ends.windows(2).filter_map(|pair| pair[0].clone().zip(pair[1].clone()));
            list.pairs.extend(pairs.filter(|(a, b)| a != b).map(|(a, b)| (a, b, Cord::default())));
        }
        list
    }

    /// What a table says; `said` tells what a word is.
    fn of_sheet(sheet: Sheet, said: impl Fn(&str) -> Said) -> Self {
        let mut list = Self { joins: !sheet.cords.is_empty(), ..Self::default() };
        let is_about_a_row = |issue: &Issue| issue.item != "header";
        list.issues.extend(sheet.issues.into_iter().filter(is_about_a_row));
        let mut keys = Vec::new();
        for (name, about) in sheet.people {
            let (name, word) = if about.kind.is_empty() { guess::split(&name) } else { (&*name, &*about.kind) };
            let said = said(word);
            keys.push(list.add(name, said, about).unwrap_or_default());
        }
        for cord in sheet.cords {
            let (a, b) = cord.ends;
            list.pairs.push((keys[a].clone(), keys[b].clone(), cord));
        }
        list
    }

    /// Takes in a name; for an actor, the name in small letters.
    fn add(&mut self, name: &str, said: Said, about: About) -> Option<String> {
        if name.is_empty() {
            return None;
        }
        let key = name.to_lowercase();
        match said {
            Said::Remark => self.remarks.push(name.to_owned()),
            Said::Value if self.keys.insert((true, key.clone())) => self.values.push(name.to_owned()),
            Said::Value => {}
            said => {
                if self.keys.insert((false, key.clone())) {
                    self.actors.push(Listed { key: key.clone(), name: name.to_owned(), said, about });
                }
                return Some(key);
            }
        }
        None
    }
}
