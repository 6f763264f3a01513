//! The rating card beside the selected connections, and the sketch of a cord just drawn.
//!
//! It rates and names the undo steps; where the card stands and how it looks is the window's business.

use std::collections::BTreeSet;

use super::Editor;
use super::event::{Key, Request};
use super::naming::Chain;
use super::tally::Counting;
use crate::geom::Point;
use crate::model::{
    ActorId, Connection, ConnectionChange, ConnectionId, Document, Edit, Level, Selection, Sketch, Source, Strand,
    words,
};

/// A row of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    /// How much it matters.
    Need,
    /// One of the three strands.
    Strand(Strand),
}

impl Row {
    /// All four, from the top.
    pub const ALL: [Self; 4] =
        [Self::Need, Self::Strand(Strand::Exchange), Self::Strand(Strand::Relationship), Self::Strand(Strand::Values)];

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Need => words::NEED,
            Self::Strand(strand) => words::strand(strand),
        }
    }

    /// What a level of it means, in the room's words.
    #[must_use]
    pub const fn word(self, level: Level) -> &'static str {
        match self {
            Self::Need => words::need(level),
            Self::Strand(strand) => words::level(strand, level),
        }
    }

    /// Its level in one connection.
    #[must_use]
    pub fn level(self, connection: &Connection) -> Option<Level> {
        match self {
            Self::Need => connection.need,
            Self::Strand(strand) => connection.strands.get(strand),
        }
    }

    pub(super) const fn change(self, level: Option<Level>) -> ConnectionChange {
        match self {
            Self::Need => ConnectionChange::Need(level),
            Self::Strand(strand) => ConnectionChange::Strand(strand, level),
        }
    }
}

/// The open card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What it rates, all at once.
    pub connections: Vec<ConnectionId>,
    /// Whom it joins ("Executive team – Billing"), or how many and whom all of them join ("3 connections of Billing").
    pub title: String,
    /// Of several: whom each joins, or the ends that are not common to all.
    pub members: String,
    /// The four rows, from the top.
    pub rows: [CardRow; 4],
    /// Hands counted so far on the active row; empty if nobody counts.
    pub hands: Vec<Level>,
    /// Where the ratings of the active perspective come from; `None` if nobody said or they differ.
    pub source: Option<Source>,
    /// It is one of those that nobody has rated yet, and Enter goes on to the next.
    pub walks: bool,
}

impl Card {
    /// All is said: no digit goes anywhere until a row is chosen.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.rows.iter().all(|row| !row.active)
    }
}

/// One row as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardRow {
    /// Which.
    pub row: Row,
    /// The level that all have, as the active perspective sees it; `None` if unrated or mixed.
    pub level: Option<Level>,
    /// The agreed level that stands in where the active perspective has none.
    pub agreed: Option<Level>,
    /// The connections differ.
    pub mixed: bool,
    /// The lowest and the highest level of those that have one.
    pub range: Option<(Level, Level)>,
    /// How many have none.
    pub unset: usize,
    /// The next digit goes here.
    pub active: bool,
}

/// Where the next digit goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Aim {
    /// To the first row that is unrated, else to the lowest strand.
    #[default]
    Itself,
    /// To this row, to which the digits before have come.
    Come(Row),
    /// To this row, which somebody has chosen.
    Chosen(Row),
    /// Nowhere: everything is rated, this row last.
    Done(Row),
}

impl Aim {
    /// The row it names.
    pub(super) const fn row(self) -> Option<Row> {
        match self {
            Self::Itself => None,
            Self::Come(row) | Self::Chosen(row) | Self::Done(row) => Some(row),
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct CardState {
    pub(super) open: bool,
    pub(super) aim: Aim,
    /// It was opened by the walk through what nobody has rated yet.
    pub(super) walks: bool,
    /// The digit just given: Space makes it the first hand of a count.
    pub(super) last: Option<(Row, Level)>,
    pub(super) counting: Option<Counting>,
    /// What nobody had rated before this card: not complete yet, it may not look weak in front of the room.
    pub(super) begun: BTreeSet<ConnectionId>,
    /// Where it stands, in screen points.
    pub(super) at: Option<Point>,
}

impl Editor {
    /// The open rating card.
    #[must_use]
    pub fn rating_card(&self) -> Option<Card> {
        let connections = self.rateable();
        if !self.session.card.open || connections.is_empty() || !self.session.hot.is_empty() || self.hides_ratings() {
            return None;
        }
        let active = self.active_row(&connections);
        let rows = Row::ALL.map(|row| {
            let (level, mixed) = self.common_level(row, &connections);
            let agreed = self.side().and_then(|_| self.agreed_level(row, &connections));
            let given = || self.levels(row, &connections).flatten();
            let range = given().min().zip(given().max());
            let unset = connections.len() - given().count();
            CardRow { row, level, agreed, mixed, range, unset, active: Some(row) == active }
        });
        let hands = self.session.card.counting.as_ref().map_or_else(Vec::new, |counting| counting.hands.clone());
        let (source, walks) = (self.common_source(&connections), self.session.card.walks);
        let (title, members) = self.head_of(&connections);
        Some(Card { title, members, connections, rows, hands, source, walks })
    }

    /// Makes a row of the card the active one (a click on it).
    pub fn choose_row(&mut self, row: Row) -> Vec<Request> {
        self.session.card.aim = Aim::Chosen(row);
        self.ask(Request::Repaint);
        self.answers()
    }

    /// Sets a row of the card (a click on a number), or clears it; moves on as a digit would.
    pub fn set_row(&mut self, row: Row, level: Option<Level>) -> Vec<Request> {
        self.cancel_gesture();
        self.session.card.aim = Aim::Chosen(row);
        self.rate(level);
        self.answers()
    }

    /// The connections a card would be about: those selected, if nothing else is.
    #[must_use]
    pub fn rateable(&self) -> Vec<ConnectionId> {
        let selection = &self.session.selection;
        if selection.nodes().next().is_some() { Vec::new() } else { selection.connections.iter().copied().collect() }
    }

    pub(super) fn open_card(&mut self) {
        if !self.session.hot.is_empty() {
            let connections = self.session.hot.drain(..).collect();
            self.session.chain = None;
            self.set_selection(Selection { connections, ..Selection::default() });
        }
        self.session.card = CardState { open: !self.rateable().is_empty(), ..CardState::default() };
        self.ask(Request::Repaint);
    }

    /// A digit for the card or for the cord just drawn; `false` if nobody waits for one.
    pub(super) fn digit(&mut self, digit: u8) -> bool {
        if !self.session.hot.is_empty() {
            self.sketch(digit);
            return true;
        }
        if self.rateable().is_empty() || self.hides_ratings() {
            return false;
        }
        if !self.session.card.open {
            self.session.card.begun.clear();
            self.session.card.open = true;
        }
        if self.counting_key(Key::Digit(digit)) {
            return true;
        }
        if let Some(level) = Level::new(digit) {
            self.rate(Some(level));
        }
        true
    }

    /// Gives all connections of the card this level in the active row and moves on.
    pub(super) fn rate(&mut self, level: Option<Level>) {
        let connections = self.rateable();
        if connections.is_empty() {
            return;
        }
        let Some(row) = self.active_row(&connections) else {
            return self.say("All is rated here. Up or Down chooses a row to change, Enter goes on");
        };
        let name = self.rating_name(row, level, &connections);
        let unrated = |id: &ConnectionId| {
            let strands = || Row::ALL[1..].iter();
            self.document.connection(*id).is_some_and(|c| strands().all(|row| self.level_of(*row, c).is_none()))
        };
        let begun: Vec<ConnectionId> = connections.iter().copied().filter(unrated).collect();
        let edits = (connections.iter()).map(|id| Edit::Connection(*id, self.rating_change(row, level, *id))).collect();
        if self.step(name, Edit::All(edits)) {
            self.session.card.aim = self.aim_after(row, &connections);
            self.session.card.last = level.map(|level| (row, level));
            self.session.card.begun.extend(begun);
            self.has_answered(&[row], &connections);
            let _goes_on = self.learned(super::prompt::Lesson::Mend);
        }
        self.ask(Request::Repaint);
    }

    /// Connections whose first rating the open card is giving.
    pub(super) fn half_rated(&self) -> Vec<ConnectionId> {
        self.session.card.begun.iter().copied().filter(|_| self.session.card.open).collect()
    }

    /// A rating was taken back, or given again: a digit now is for its row.
    pub(super) fn mark_changed_row(&mut self, before: &Document) {
        let connections = self.rateable();
        let levels = |document: &Document, row| -> Vec<Option<Level>> {
            connections.iter().map(|id| document.connection(*id).and_then(|c| self.level_of(row, c))).collect()
        };
        let changed = Row::ALL.into_iter().find(|row| levels(before, *row) != levels(&self.document, *row));
        if let Some(row) = changed {
            self.session.card.aim = Aim::Chosen(row);
            self.session.card.last = None;
        }
    }

    /// Moves the active row up or down.
    pub(super) fn move_row(&mut self, down: bool) {
        let from = self.active_row(&self.rateable());
        // From where everything is rated, the way back is to what was said last.
        let row = from.or(self.session.card.aim.row()).unwrap_or(Row::Need);
        let at = Row::ALL.iter().position(|other| *other == row).unwrap_or(0);
        let to = match (from, down) {
            (None, false) => at,
            (_, false) => at.saturating_sub(1),
            (_, true) => (at + 1).min(3),
        };
        self.session.card.aim = Aim::Chosen(Row::ALL[to]);
        self.ask(Request::Repaint);
    }

    /// The room must not see ratings now.
    #[must_use]
    pub fn hides_ratings(&self) -> bool {
        self.session.room.on && !self.session.room.revealed && self.session.census.is_none()
    }

    /// Nothing is hot any more.
    pub(super) fn end_hot(&mut self) {
        if !self.session.hot.is_empty() {
            self.session.hot.clear();
            self.ask(Request::Repaint);
        }
    }

    /// The cord just drawn was the way to a new actor: Enter goes on with its sibling.
    pub(super) fn hot_made_an_actor(&self) -> bool {
        let made = |chain: &Chain| self.session.selection.actors.contains(&chain.actor) && !chain.parents.is_empty();
        self.session.chain.as_ref().is_some_and(made)
    }

    fn sketch(&mut self, digit: u8) {
        let (sketch, word) = match digit {
            1 => (Sketch::Thin, "thin"),
            2 => (Sketch::Medium, "medium"),
            3 => (Sketch::Strong, "strong"),
            _ => return,
        };
        let hot = self.session.hot.clone();
        let name = format!("sketch {}: {word}", self.title_of(&hot));
        let change = |id: &ConnectionId| Edit::Connection(*id, ConnectionChange::Sketch(Some(sketch)));
        self.step(name, Edit::All(hot.iter().map(change).collect()));
    }

    fn active_row(&self, connections: &[ConnectionId]) -> Option<Row> {
        match self.session.card.aim {
            Aim::Come(row) | Aim::Chosen(row) => Some(row),
            Aim::Done(_) => None,
            Aim::Itself => {
                let unset = Row::ALL.into_iter().find(|row| self.is_unset(*row, connections));
                let lowest = |row: &Row| self.levels(*row, connections).flatten().min();
                unset.or_else(|| Row::ALL[1..].iter().min_by_key(|row| lowest(row)).copied())
            }
        }
    }

    /// Where a digit moves on to: the next row that is unset, else the next one below a row that somebody chose. No
    /// digit that is typed on overwrites what is rated: past the last row it goes nowhere, but that a census stays.
    pub(super) fn aim_after(&self, row: Row, connections: &[ConnectionId]) -> Aim {
        let mut below = Row::ALL.into_iter().filter(|other| *other > row);
        let next = below.clone().next();
        let unset = below.find(|other| self.is_unset(*other, connections));
        let is_chosen = matches!(self.session.card.aim, Aim::Chosen(_));
        match (unset, next.filter(|_| is_chosen)) {
            _ if self.session.census.is_some() => Aim::Chosen(unset.or(next).unwrap_or(row)),
            (Some(row), _) if !is_chosen => Aim::Come(row),
            (Some(row), _) | (None, Some(row)) => Aim::Chosen(row),
            (None, None) => Aim::Done(row),
        }
    }

    fn levels<'a>(&'a self, row: Row, connections: &'a [ConnectionId]) -> impl Iterator<Item = Option<Level>> + 'a {
        connections.iter().filter_map(|id| self.document.connection(*id)).map(move |c| self.level_of(row, c))
    }

    fn is_unset(&self, row: Row, connections: &[ConnectionId]) -> bool {
        self.levels(row, connections).any(|level| level.is_none())
    }

    fn common_level(&self, row: Row, connections: &[ConnectionId]) -> (Option<Level>, bool) {
        let mut levels = self.levels(row, connections);
        let first = levels.next().flatten();
        if levels.all(|level| level == first) { (first, false) } else { (None, true) }
    }

    /// The level that all agreed on.
    fn agreed_level(&self, row: Row, connections: &[ConnectionId]) -> Option<Level> {
        let mut levels = connections.iter().filter_map(|id| self.document.connection(*id)).map(|c| row.level(c));
        let first = levels.next().flatten();
        first.filter(|_| levels.all(|level| level == first))
    }

    /// "Executive team - Billing", or "3 connections", in the name of a step.
    pub(super) fn title_of(&self, connections: &[ConnectionId]) -> String {
        self.joined(connections, '-')
    }

    /// The same as a heading: "Executive team – Billing".
    pub(super) fn heading_of(&self, connections: &[ConnectionId]) -> String {
        self.joined(connections, '–')
    }

    /// The heading of the card, and below it whom several connections join.
    fn head_of(&self, connections: &[ConnectionId]) -> (String, String) {
        /// Names may have commas in them.
        const BETWEEN: &str = " · ";
        let heading = self.heading_of(connections);
        let ends: Vec<[ActorId; 2]> =
            connections.iter().filter_map(|id| self.document.connection(*id)).map(|c| [c.a, c.b]).collect();
        let [first, _, ..] = ends.as_slice() else { return (heading, String::new()) };
        let name = |id: ActorId| self.document.actor(id).map_or("", |actor| &actor.name);
        match first.iter().find(|actor| ends.iter().all(|pair| pair.contains(actor))) {
            Some(common) => {
                let others: Vec<&str> = ends.iter().flatten().filter(|id| *id != common).map(|id| name(*id)).collect();
                (format!("{heading} of {}", name(*common)), others.join(BETWEEN))
            }
            None => {
                let pairs: Vec<String> = ends.iter().map(|[a, b]| format!("{} – {}", name(*a), name(*b))).collect();
                (heading, pairs.join(BETWEEN))
            }
        }
    }

    fn joined(&self, connections: &[ConnectionId], dash: char) -> String {
        let name = |id| self.document.actor(id).map_or("", |actor| &actor.name);
        match connections {
            [id] => self
                .document
                .connection(*id)
                .map_or_else(String::new, |c| format!("{} {dash} {}", name(c.a), name(c.b))),
            many => format!("{} connections", many.len()),
        }
    }

    /// "rate Executive team - Billing: trust 2 to 4".
    pub(super) fn rating_name(&self, row: Row, level: Option<Level>, connections: &[ConnectionId]) -> String {
        let word = |level: Option<Level>| level.map_or_else(|| "not rated".to_owned(), |level| level.get().to_string());
        let title = self.title_of(connections);
        let label = match (row, self.side_name()) {
            (Row::Strand(_), Some(side)) => format!("{} {}", row.label().to_lowercase(), words::lower_first(side)),
            _ => row.label().to_lowercase(),
        };
        match self.common_level(row, connections).0 {
            Some(before) => format!("rate {title}: {label} {} to {}", before.get(), word(level)),
            None => format!("rate {title}: {label} {}", word(level)),
        }
    }
}
