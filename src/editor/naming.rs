//! The name box: where names are typed, found again and changed, and what is made of them.
//!
//! Nothing exists before its name is committed, so there is nothing to take back when it is not.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Editor;
use super::event::Request;
use super::guess::{self, Said};
use super::notes::Pin;
use crate::geom::{Point, Rect};
use crate::model::{
    Actor, ActorChange, ActorId, AttachmentId, Connection, ConnectionId, Document, Edit, Kind, MetaChange, NodeId,
    Placement, Selection, ValueChange, ValueId, kinds,
};

/// How many names are offered at most.
pub(super) const MAX_SUGGESTIONS: usize = 6;

/// The open name box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameBox {
    /// Where the thing stands or will stand, in whole screen points.
    pub at_screen: (i32, i32),
    /// What stands in the box.
    pub text: String,
    /// Names on the map that match, best first.
    pub suggestions: Vec<Suggestion>,
    /// The suggestion that Enter takes unless another is chosen; without one Enter makes what is typed.
    pub takes: Option<usize>,
    /// What the name is for.
    pub what: NameFor,
}

/// What a name is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameFor {
    /// Somebody new, or somebody to be found.
    New,
    /// Somebody to be linked with these, new or there already.
    Linked(Vec<ActorId>),
    /// Another name for this.
    Rename(NodeId),
    /// A shared value that these hold.
    Value(Vec<ActorId>),
    /// Somebody who holds this value, new or there already.
    Holder(ValueId),
    /// The group that these belong to.
    Group(Vec<ActorId>),
    /// A new note.
    Note(Pin),
    /// Other words for this note.
    Rewrite(AttachmentId),
}

/// A name that is on the map already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The name.
    pub label: String,
    /// Who that is; `None` for a group.
    pub node: Option<NodeId>,
}

/// How a box is committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// With the suggestion it offers to take, if any.
    Enter,
    /// With this suggestion.
    Offer(usize),
    /// As it is typed.
    Typed,
}

#[derive(Clone, Debug)]
pub(super) struct OpenBox {
    /// Where it will stand, in map units.
    pub(super) at: Point,
    pub(super) text: String,
    pub(super) what: NameFor,
    /// A hand has chosen the place: who is named there stays there, as if dragged.
    by_hand: bool,
    /// The kind to take if the name does not tell.
    kind: Option<Kind>,
    /// Where the siblings stand that will be named after this one.
    pub(super) rest: Vec<Point>,
}

/// What Enter goes on with.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    /// The actor named last.
    pub(super) actor: ActorId,
    /// What it was linked to when it was made.
    pub(super) parents: Vec<ActorId>,
}

impl OpenBox {
    pub(super) const fn new(at: Point, what: NameFor) -> Self {
        Self { at, text: String::new(), what, by_hand: false, kind: None, rest: Vec::new() }
    }

    pub(super) fn is_possible(&self, document: &Document) -> bool {
        match &self.what {
            // Whoever is gone by then does not hold it; the value is made all the same.
            NameFor::New | NameFor::Value(_) => true,
            NameFor::Linked(ids) | NameFor::Group(ids) => ids.iter().any(|id| document.actor(*id).is_some()),
            NameFor::Rename(node) => name_of(document, *node).is_some(),
            NameFor::Holder(value) => document.value(*value).is_some(),
            NameFor::Note(Pin::Cord(cord)) => document.connection(*cord).is_some(),
            NameFor::Note(Pin::Park | Pin::Canvas) => true,
            NameFor::Rewrite(note) => document.attachment(*note).is_some(),
        }
    }
}

impl Editor {
    /// The open name box.
    #[must_use]
    pub fn name_box(&self) -> Option<NameBox> {
        let open = self.session.naming.as_ref()?;
        let at = self.session.camera.screen_from_map(open.at);
        let suggestions = self.suggestions(open);
        Some(NameBox {
            at_screen: (at.x.round() as i32, at.y.round() as i32),
            text: open.text.clone(),
            takes: taken(open, &suggestions),
            suggestions,
            what: open.what.clone(),
        })
    }

    /// What stands in the open box, if it would make a difference to leave it now.
    #[must_use]
    pub fn typed(&self) -> Option<&str> {
        self.session.naming.as_ref().map(|open| open.text.trim()).filter(|text| !text.is_empty())
    }

    /// The map as it would be if the open box were left now: what to set aside for a crash.
    #[must_use]
    pub fn draft(&self) -> Document {
        let Some(_) = self.typed() else { return self.document.clone() };
        // Somebody else leaves the box: nothing moves here, and there is no step to undo.
        let mut other = Self::bare(self.document.clone(), Arc::clone(&self.measure), self.keys.clone());
        other.live.asleep = true;
        other.session.naming.clone_from(&self.session.naming);
        other.box_leave();
        other.document
    }

    /// Opens the box for somebody new at a map point.
    pub(super) fn name_new(&mut self, at: Point, text: &str) {
        self.open_box(OpenBox { text: text.to_owned(), ..OpenBox::new(at, NameFor::New) });
    }

    /// Opens the box for somebody linked with `parents`, where there is room.
    pub(super) fn name_linked(&mut self, parents: Vec<ActorId>) {
        let Some(near) = parents.last().and_then(|id| self.document.placement(*id)) else { return };
        let at = self.free_place(near.at);
        self.open_box(OpenBox::new(at, NameFor::Linked(parents)));
    }

    /// The same where a line was let go; if somebody stands there, beside them.
    pub(super) fn name_at_end(&mut self, parents: Vec<ActorId>, at: Point) {
        let at = self.free_spot(at);
        self.open_box(OpenBox { by_hand: true, ..OpenBox::new(at, NameFor::Linked(parents)) });
    }

    /// Opens the box for one more like `actor`, linked with the same if it was just made so.
    pub(super) fn name_sibling(&mut self, actor: ActorId) {
        let Some(placement) = self.document.placement(actor) else { return };
        let parents = match self.session.chain.take() {
            Some(chain) if chain.actor == actor => chain.parents,
            _ => Vec::new(),
        };
        let parent = parents.last().and_then(|parent| self.document.placement(*parent));
        let at = self.free_place(parent.unwrap_or(placement).at);
        let kind = self.document.actor(actor).map(|actor| actor.kind.clone());
        let what = if parents.is_empty() { NameFor::New } else { NameFor::Linked(parents) };
        self.open_box(OpenBox { kind, ..OpenBox::new(at, what) });
    }

    /// Opens the box for another name.
    pub(super) fn rename(&mut self, node: NodeId) {
        if let (Some(name), Some(placement)) = (name_of(&self.document, node), self.document.placement(node)) {
            let text = name.to_owned();
            self.open_box(OpenBox { text, ..OpenBox::new(placement.at, NameFor::Rename(node)) });
        }
    }

    pub(super) fn open_box(&mut self, open: OpenBox) {
        self.cancel_gesture();
        self.end_hot();
        // At the foot the box stands over the legend, in rings it only says beside whom: the view stays.
        if !self.session.camera.visible().contains(open.at) {
            self.look_at_if_away(Rect::from_points(open.at, open.at));
        }
        // On a blank screen nobody would see the box, and it has the keyboard.
        self.session.room.blank = false;
        self.session.naming = Some(open);
        self.ask(Request::Repaint);
    }

    pub(super) fn box_text(&mut self, text: String) {
        if let Some(open) = &mut self.session.naming
            && open.text != text
        {
            open.text = text;
            self.ask(Request::Repaint);
        }
    }

    pub(super) fn box_cancel(&mut self) {
        if self.session.naming.take().is_some() {
            self.ask(Request::Repaint);
        }
    }

    /// A click elsewhere keeps what was typed; a blank box just closes.
    pub(super) fn box_leave(&mut self) {
        if self.session.naming.is_some() {
            self.box_commit(Choice::Typed);
        }
    }

    /// What was typed is a remark, not a name: it goes into the park.
    pub(super) fn box_park(&mut self) {
        if let Some(open) = self.session.naming.take() {
            match open.what {
                NameFor::New | NameFor::Linked(_) | NameFor::Value(_) | NameFor::Holder(_) | NameFor::Note(_) => {
                    self.add_note(&open.text, None, Pin::Park);
                }
                NameFor::Rename(_) | NameFor::Group(_) | NameFor::Rewrite(_) => self.session.naming = Some(open),
            }
            self.ask(Request::Repaint);
        }
    }

    /// Commits, then opens the box for somebody linked with whom that was.
    pub(super) fn box_tab(&mut self) {
        let names =
            matches!(&self.session.naming, Some(open) if matches!(open.what, NameFor::New | NameFor::Linked(_)));
        self.box_commit(Choice::Enter);
        if let (true, true) = (names, self.session.naming.is_none())
            && let Some(actor) = self.only_actor()
        {
            self.name_linked(vec![actor]);
        }
    }

    pub(super) fn box_commit(&mut self, choice: Choice) {
        let Some(mut open) = self.session.naming.take() else { return };
        self.ask(Request::Repaint);
        let mut rest = std::mem::take(&mut open.rest).into_iter();
        let next = rest.next().filter(|_| !open.text.trim().is_empty()).map(|at| (at, open.what.clone()));
        self.commit_name(open, choice);
        if let Some((at, what)) = next {
            self.open_box(OpenBox { rest: rest.collect(), ..OpenBox::new(at, what) });
        }
    }

    fn commit_name(&mut self, open: OpenBox, choice: Choice) {
        let suggestions = self.suggestions(&open);
        let index = match choice {
            Choice::Enter => taken(&open, &suggestions),
            Choice::Offer(index) => Some(index),
            Choice::Typed => None,
        };
        let found = index.and_then(|index| suggestions.into_iter().nth(index));
        match &open.what {
            NameFor::Rename(node) => return self.commit_rename(*node, open.text.trim()),
            NameFor::Group(actors) => {
                let name = found.map_or_else(|| open.text.trim().to_owned(), |found| found.label);
                return self.commit_group(actors, &name);
            }
            NameFor::Note(pin) => return self.add_note(&open.text, Some(open.at), *pin),
            NameFor::Rewrite(note) => return self.write_note(*note, &open.text),
            NameFor::Value(holders) => {
                return self.commit_value(open.text.trim(), found.and_then(|found| found.node), open.at, holders);
            }
            NameFor::New | NameFor::Linked(_) | NameFor::Holder(_) => {}
        }
        let chosen = found.and_then(|found| found.node);
        let (name, word) = guess::split(&open.text);
        if let (Choice::Enter, Some(node)) = (choice, chosen)
            && let Some(there) =
                name_of(&self.document, node).filter(|there| !there.to_lowercase().starts_with(&name.to_lowercase()))
        {
            // Who meant somebody new must see it at once; a beginning of the name that was marked meant it.
            let words = format!("{there} is on the map already. Ctrl+Enter makes somebody new");
            self.say(words);
        }
        let known = chosen.or_else(|| self.document.actor_named(name).map(NodeId::Actor));
        match (known, open.what) {
            (Some(NodeId::Actor(actor)), NameFor::Linked(parents)) => {
                self.connect(&parents, actor);
            }
            (Some(NodeId::Actor(actor)), NameFor::Holder(value)) => {
                self.connect_nodes(&[NodeId::Actor(actor)], NodeId::Value(value));
            }
            (Some(node), _) => self.go_to(node),
            (None, _) if name.is_empty() => {}
            (None, what) => {
                let holds = if let NameFor::Holder(value) = what { Some(value) } else { None };
                let mut parents = if let NameFor::Linked(parents) = what { parents } else { Vec::new() };
                // One of them may have been taken back while the box was open.
                parents.retain(|id| self.document.actor(*id).is_some());
                let (kind, unknown) = match self.said(word) {
                    Said::Value => return self.make_value(name, open.at, &parents),
                    Said::Remark => return self.add_note(name, None, Pin::Park),
                    Said::Kind(kind) => (Some(kind), None),
                    Said::Nothing => (self.guessed(name).or(open.kind), None),
                    Said::Unknown(word) => (self.guessed(name).or(open.kind), Some(word)),
                };
                let place = Placement { pinned: open.by_hand, ..placement(open.at) };
                self.make(name, kind, place, parents, holds);
                if let Some(word) = unknown {
                    self.say(format!("\u{201c}{word}\u{201d} is no kind. {}", super::kinds::TO_SAY));
                }
            }
        }
    }

    fn commit_rename(&mut self, node: NodeId, name: &str) {
        let before = name_of(&self.document, node).unwrap_or_default().to_owned();
        if name.is_empty() || name == before {
            return;
        }
        let edit = match node {
            NodeId::Actor(id) => Edit::Actor(id, ActorChange::Name(name.to_owned())),
            NodeId::Value(id) => Edit::Value(id, ValueChange::Name(name.to_owned())),
        };
        let namesakes = if let NodeId::Actor(own) = node { self.namesakes(own, name) } else { None };
        if self.step(format!("rename {before} to {name}"), edit)
            && let Some((both, words)) = namesakes
        {
            self.set_selection(both);
            self.say(words);
        }
    }

    /// Somebody and all others who are called as he is to be, and what there is to say of it; `None` if nobody is.
    pub(super) fn namesakes(&self, own: ActorId, name: &str) -> Option<(Selection, String)> {
        let lower = name.trim().to_lowercase();
        let is_same = |actor: &Actor| actor.name.trim().to_lowercase() == lower;
        let others = self.document.actors().filter(|(id, actor)| *id != own && is_same(actor));
        let mut actors: BTreeSet<ActorId> = others.map(|(id, _)| id).collect();
        let words = format!(
            "{} is on the map already: \u{201c}Merge\u{201d} makes one of those selected, Ctrl+Z takes the name back",
            self.actor_name(*actors.first()?)
        );
        actors.insert(own);
        Some((Selection { actors, ..Selection::default() }, words))
    }

    /// Opens the box for the group of the selected actors.
    pub(super) fn name_group(&mut self) {
        let actors: Vec<ActorId> = self.session.selection.actors.iter().copied().collect();
        let mut groups = actors.iter().filter_map(|id| self.document.actor(*id)).map(|actor| &actor.group);
        let first = groups.next().cloned().unwrap_or_default();
        let text = if groups.all(|group| *group == first) { first } else { String::new() };
        if let Some(area) = self.area_of(&self.session.selection) {
            self.open_box(OpenBox { text, ..OpenBox::new(area.center(), NameFor::Group(actors)) });
        }
    }

    fn commit_group(&mut self, actors: &[ActorId], group: &str) {
        let there: Vec<ActorId> = actors.iter().copied().filter(|id| self.document.actor(*id).is_some()).collect();
        let who = self.name_of_nodes(&Selection { actors: there.iter().copied().collect(), ..Selection::default() });
        let name =
            if group.is_empty() { format!("take {who} out of the group") } else { format!("put {who} in {group}") };
        let change = |id: &ActorId| Edit::Actor(*id, ActorChange::Group(group.to_owned()));
        if self.step(name, Edit::All(there.iter().map(change).collect())) && !group.is_empty() {
            // Nothing on the map has changed: say where groups are to be seen.
            self.say(format!("{who}: in the group {group}. The lens Silos shows the groups on the map"));
        }
    }

    /// Groups that contain what is typed, in the order of the map.
    fn groups_like(&self, typed: &str) -> Vec<Suggestion> {
        let mut found: Vec<Suggestion> = Vec::new();
        for (_, actor) in self.document.actors().filter(|(_, actor)| !actor.group.is_empty()) {
            let fits = actor.group.to_lowercase().contains(typed) && actor.group.to_lowercase() != typed;
            if fits && found.iter().all(|other| other.label != actor.group) {
                found.push(Suggestion { label: actor.group.clone(), node: None });
            }
        }
        found.truncate(MAX_SUGGESTIONS);
        found
    }

    pub(super) fn go_to(&mut self, node: NodeId) {
        let mut selection = Selection::default();
        match node {
            NodeId::Actor(id) => selection.actors.insert(id),
            NodeId::Value(id) => selection.values.insert(id),
        };
        self.set_selection(selection);
        self.bring_selection();
    }

    /// Makes an actor, linked with `parents` and holding a value, as one undo step.
    fn make(&mut self, name: &str, kind: Option<Kind>, at: Placement, parents: Vec<ActorId>, holds: Option<ValueId>) {
        let actor = ActorId(self.document.peek_id());
        let kind = kind.or_else(|| self.is_the_company(name, &parents).then_some(Kind::Company));
        let is_guess = kind.is_none() && !std::mem::replace(&mut self.session.told_kind, true);
        let is_company = kind == Some(Kind::Company);
        let record = Actor { values: holds.into_iter().collect(), ..self.new_actor(name, kind) };
        let mut edits = vec![Edit::AddActor(Box::new(record), Some(at))];
        for parent in &parents {
            let key = self.new_key();
            edits.push(Edit::AddConnection(Box::new(Connection::new(key, *parent, actor))));
        }
        if self.document.is_empty() && self.document.meta().title.is_empty() && is_company {
            edits.push(Edit::Meta(MetaChange::Title(name.to_owned())));
        }
        self.bring_into_rings(&mut edits);
        let first_cord = self.document.peek_id() + 1;
        if self.step(format!("add {name}"), Edit::All(edits)) {
            self.set_selection(Selection { actors: [actor].into(), ..Selection::default() });
            self.session.hot = (0..parents.len() as u32).map(|i| ConnectionId(first_cord + i)).collect();
            self.session.chain = Some(Chain { actor, parents });
            self.session.follows = true;
            if is_guess {
                self.say(format!(
                    "\u{201c}{name}\u{201d} counts as our own team until somebody says else. {}",
                    super::kinds::TO_SAY
                ));
            }
            if self.learned(super::prompt::Lesson::Name) {
                self.ask(Request::OwnMap(name.to_owned()));
            }
        }
    }

    /// The kind that a typed name speaks of; the first bank, university, dairy or bakery on a map is the company, not
    /// somebody who works with it.
    fn guessed(&self, name: &str) -> Option<Kind> {
        let is_house =
            |kind: &Kind| matches!(kind, Kind::Investor | Kind::Partner | Kind::Supplier) || kinds::is_premises(name);
        let says_so = || kinds::word_for(name).is_some() || name.to_lowercase().ends_with('s');
        kinds::of_name(name).filter(|kind| !self.document.is_empty() || !is_house(kind) || says_so())
    }

    /// The first name on an empty map that speaks of no kind, said of one: the answer to who promises.
    fn is_the_company(&self, name: &str, parents: &[ActorId]) -> bool {
        parents.is_empty() && self.document.is_empty() && !name.to_lowercase().ends_with('s')
    }

    /// A record for a name: the kind as said, else guessed.
    pub(super) fn new_actor(&mut self, name: &str, kind: Option<Kind>) -> Actor {
        let kind = kind.or_else(|| kinds::of_name(name)).unwrap_or_default();
        Actor { key: self.new_key(), name: name.to_owned(), kind, ..Actor::default() }
    }

    /// Connects everybody of `from` with `to`. The new cords are hot; old ones are selected instead.
    pub(super) fn connect(&mut self, from: &[ActorId], to: ActorId) {
        let from: Vec<ActorId> = from.iter().copied().filter(|id| *id != to).collect();
        let old: Vec<ConnectionId> = from.iter().filter_map(|id| self.document.between(*id, to)).collect();
        let new: Vec<ActorId> = from.iter().copied().filter(|id| self.document.between(*id, to).is_none()).collect();
        if new.is_empty() {
            if !old.is_empty() {
                self.set_selection(Selection { connections: old.into_iter().collect(), ..Selection::default() });
                self.session.card.open = true;
                self.say("These two are connected already");
            }
            return;
        }
        let first = self.document.peek_id();
        let cords: Vec<ConnectionId> = (0..new.len() as u32).map(|i| ConnectionId(first + i)).collect();
        let mut edits = Vec::new();
        for id in &new {
            edits.push(Edit::AddConnection(Box::new(Connection::new(self.new_key(), *id, to))));
        }
        let name = |id| self.document.actor(id).map_or("", |actor| &actor.name);
        let step = match new.as_slice() {
            [one] => format!("connect {} - {}", name(*one), name(to)),
            many => format!("connect {} with {}", many.len(), name(to)),
        };
        if self.step(step, Edit::All(edits)) {
            self.set_selection(Selection { connections: cords.iter().copied().collect(), ..Selection::default() });
            self.session.chain = None;
            self.session.hot = cords;
            self.session.follows = true;
        }
    }

    fn suggestions(&self, open: &OpenBox) -> Vec<Suggestion> {
        let (typed, _) = guess::split(&open.text);
        let typed = typed.to_lowercase();
        let parents: &[ActorId] = match &open.what {
            NameFor::Rename(_) | NameFor::Note(_) | NameFor::Rewrite(_) => return Vec::new(),
            NameFor::Group(_) => return self.groups_like(&open.text.trim().to_lowercase()),
            NameFor::New | NameFor::Value(_) | NameFor::Holder(_) => &[],
            NameFor::Linked(parents) => parents,
        };
        if typed.is_empty() {
            return Vec::new();
        }
        let actors = self.document.actors().map(|(id, actor)| (NodeId::Actor(id), &actor.name));
        let values = self.document.values().map(|(id, value)| (NodeId::Value(id), &value.name));
        let offered = |node: &NodeId| match node {
            NodeId::Actor(id) => !parents.contains(id) && !matches!(open.what, NameFor::Value(_)),
            NodeId::Value(_) => parents.is_empty() && !matches!(open.what, NameFor::Holder(_)),
        };
        let mut found: Vec<_> = actors
            .chain(values)
            .filter(|(node, _)| offered(node))
            .filter_map(|(node, name)| Some((match_rank(&name.to_lowercase(), &typed)?, node, name)))
            .collect();
        found.sort_by_key(|(rank, node, _)| (*rank, *node));
        found.truncate(MAX_SUGGESTIONS);
        found.into_iter().map(|(_, node, name)| Suggestion { label: name.clone(), node: Some(node) }).collect()
    }

    /// The single selected actor.
    pub(super) fn only_actor(&self) -> Option<ActorId> {
        let selection = &self.session.selection;
        selection.actors.first().copied().filter(|_| selection.len() == 1)
    }
}

/// An unpinned placement at a usable place near `at`.
pub(super) fn placement(at: Point) -> Placement {
    Placement { at: crate::geom::point(at.x, at.y).unwrap_or_default(), pinned: false }
}

pub(super) fn name_of(document: &Document, node: NodeId) -> Option<&str> {
    match node {
        NodeId::Actor(id) => document.actor(id).map(|actor| actor.name.as_str()),
        NodeId::Value(id) => document.value(id).map(|value| value.name.as_str()),
    }
}

/// The suggestion that Enter takes by itself. Who links somebody mostly means somebody who is there: the first of
/// whose words one begins so. On the bare map, where names are typed one after another without looking, it is a name
/// typed in full, or the only one that begins so with an ending of two letters missing ("Customer" for Customers): a
/// name that is swallowed is worse than one that is there twice.
fn taken(open: &OpenBox, suggestions: &[Suggestion]) -> Option<usize> {
    const LEAST: usize = 3;
    const ENDING: usize = 2;
    let typed = open.text.trim_start().to_lowercase();
    match open.what {
        NameFor::New => {}
        NameFor::Value(ref holders) if holders.is_empty() => {}
        NameFor::Linked(_) | NameFor::Holder(_) | NameFor::Value(_) => {
            let typed = typed.trim_end();
            let begins = |label: &str| match_rank(&label.to_lowercase(), typed).is_some_and(|rank| rank <= 2);
            let is_enough = typed.chars().count() >= LEAST;
            return suggestions.iter().position(|suggestion| begins(&suggestion.label)).filter(|_| is_enough);
        }
        NameFor::Rename(_) | NameFor::Group(_) | NameFor::Note(_) | NameFor::Rewrite(_) => return None,
    }
    let begun = |suggestion: &Suggestion| suggestion.label.to_lowercase().strip_prefix(&typed).map(ToOwned::to_owned);
    let mut begun = suggestions.iter().enumerate().filter_map(|(i, suggestion)| Some((i, begun(suggestion)?)));
    let (index, rest) = begun.next()?;
    if rest.is_empty() {
        return Some(index);
    }
    let broken_off = rest.starts_with(char::is_alphanumeric) && typed.ends_with(char::is_alphanumeric);
    let long_enough = typed.chars().count() >= LEAST && rest.chars().count() <= ENDING;
    (begun.next().is_none() && broken_off && long_enough).then_some(index)
}

/// How well a name fits what is typed, the best first: whole, its beginning, that of a word, somewhere.
pub(super) fn match_rank(name: &str, typed: &str) -> Option<u8> {
    if name == typed {
        Some(0)
    } else if name.starts_with(typed) {
        Some(1)
    } else if name.split_whitespace().any(|word| word.starts_with(typed)) {
        Some(2)
    } else {
        name.contains(typed).then_some(3)
    }
}
