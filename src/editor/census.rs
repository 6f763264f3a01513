//! The census (Shift+F7): the room walks through the connections that matter and rates all strands in one go.
//!
//! A stop is the selected connection with its card open, so digits, counts of hands and votes mean the same
//! as anywhere. It never asks for more than a dozen unless it is told to. What was rated before the census is no
//! answer in it: the room says it anew, or leaves it as it is.

use std::collections::BTreeSet;

use super::Editor;
use super::card::{Aim, Row};
use super::event::{Key, Request};
use crate::model::{Connection, ConnectionChange, ConnectionId, Edit, Level, Selection};

/// As many as a room rates before its attention is gone: about twenty minutes.
const CAP: usize = 12;
/// What matters at least this much is walked through.
const MATTERS: u8 = 3;

/// Where the walk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Census {
    /// The connection in front of the room; `None` after the last one.
    pub connection: Option<ConnectionId>,
    /// Its number, from 1.
    pub number: usize,
    /// How many stops there are now.
    pub total: usize,
    /// How many the room has rated in this census, so that no strand is unrated.
    pub rated: usize,
    /// How many it has left as they were, to discuss them later.
    pub put_off: usize,
    /// How many it has left as they were.
    pub skipped: usize,
    /// How many are to be discussed later.
    pub later: usize,
    /// How many more matter and were not asked for.
    pub left: usize,
    /// How many are not rated through and are no stop of this walk: nobody has said that they matter.
    pub unasked: usize,
    /// Which rows of the connection in front of the room it has answered in this census, as [`Row::ALL`].
    pub answered: [bool; 4],
}

#[derive(Clone, Debug)]
pub(super) struct CensusState {
    /// All that matter, the most important first.
    stops: Vec<ConnectionId>,
    /// How many of them are walked through.
    asked: usize,
    at: usize,
    /// What the room has said in this census.
    answered: BTreeSet<(ConnectionId, Row)>,
}

impl Editor {
    /// Where the census stands, while one is held.
    #[must_use]
    pub fn census(&self) -> Option<Census> {
        let state = self.session.census.as_ref()?;
        let stops = &state.stops[..state.asked.min(state.stops.len())];
        let records = || stops.iter().filter_map(|id| Some((id, self.document.connection(*id)?)));
        let said = |id: &ConnectionId| Row::ALL[1..].iter().any(|row| state.answered.contains(&(*id, *row)));
        let silent = |later: bool| records().filter(|(id, c)| !said(id) && c.later == later).count();
        Some(Census {
            connection: stops.get(state.at).copied(),
            number: state.at + 1,
            total: stops.len(),
            rated: records().filter(|(id, c)| said(id) && c.strands.is_complete()).count(),
            put_off: silent(true),
            skipped: silent(false),
            later: records().filter(|(_, c)| c.later).count(),
            left: state.stops.len() - stops.len(),
            unasked: self.unasked(state).len(),
            answered: Row::ALL.map(|row| stops.get(state.at).is_some_and(|id| state.answered.contains(&(*id, row)))),
        })
    }

    /// The room has given these rows of these connections a level.
    pub(super) fn has_answered(&mut self, rows: &[Row], connections: &[ConnectionId]) {
        if let Some(state) = &mut self.session.census {
            state.answered.extend(connections.iter().flat_map(|id| rows.iter().map(|row| (*id, *row))));
        }
    }

    /// Walks on through all that are not rated through and were no stop so far.
    pub fn ask_the_rest(&mut self) -> Vec<Request> {
        let stops = self.session.census.as_ref().map(|state| self.unasked(state)).unwrap_or_default();
        self.walk_through(stops);
        self.answers()
    }

    /// Walks once more through what is to be discussed later.
    pub fn ask_later_ones(&mut self) -> Vec<Request> {
        let is_later = |id: &ConnectionId| self.document.connection(*id).is_some_and(|c| c.later);
        let asked = self.session.census.iter().flat_map(|state| state.stops.iter().take(state.asked));
        self.walk_through(asked.copied().filter(is_later).collect());
        self.answers()
    }

    fn unasked(&self, state: &CensusState) -> Vec<ConnectionId> {
        let stops: BTreeSet<ConnectionId> = state.stops.iter().copied().collect();
        let rest = self.document.connections().filter(|(id, c)| !c.strands.is_complete() && !stops.contains(id));
        rest.map(|(id, _)| id).collect()
    }

    fn walk_through(&mut self, stops: Vec<ConnectionId>) {
        if !stops.is_empty() {
            self.session.census = Some(CensusState { stops, asked: CAP, at: 0, answered: BTreeSet::new() });
            self.open_stop();
        }
    }

    /// Goes on to the next stop (`true`), past the last one to a dozen more, or back by one question. Hands that are
    /// being counted are kept first, as Enter would.
    pub fn walk_census(&mut self, forward: bool) -> Vec<Request> {
        if forward && self.session.card.counting.is_some() {
            self.counting_key(Key::Enter);
        } else if forward {
            self.census_step(true);
        } else {
            self.census_back();
        }
        self.answers()
    }

    pub(super) fn toggle_census(&mut self) {
        if self.session.census.take().is_some() {
            self.set_selection(Selection::default());
            return;
        }
        let stops = self.what_matters();
        if stops.is_empty() {
            self.say("Nothing is marked as important yet. F7 lets the room put its dots");
            return;
        }
        self.session.dots.on = false;
        // The room agrees on one rating; whose view it was before does not matter here.
        self.session.side = None;
        self.walk_through(stops);
    }

    /// What matters, most first; what has a strand unrated comes before what is rated through.
    fn what_matters(&self) -> Vec<ConnectionId> {
        let need = |c: &Connection| c.need.map_or(0, Level::get);
        let mut stops: Vec<_> = self.document.connections().filter(|(_, c)| need(c) >= MATTERS).collect();
        stops.sort_by_key(|(id, c)| (c.strands.is_complete(), std::cmp::Reverse(need(c)), *id));
        stops.into_iter().map(|(id, _)| id).collect()
    }

    /// A key during the census; `false` if it means what it means anywhere.
    pub(super) fn census_key(&mut self, key: Key) -> bool {
        if self.session.census.is_none() {
            return false;
        }
        match key {
            Key::Right | Key::PageDown | Key::Enter => self.census_step(true),
            Key::Left => self.census_back(),
            Key::PageUp => self.census_step(false),
            Key::F(2) => {}
            _ => return false,
        }
        true
    }

    /// One question back: on the first of a stop, to the last of the stop before.
    fn census_back(&mut self) {
        let questions = &Row::ALL[1..];
        let at = self.session.card.aim.row().and_then(|row| questions.iter().position(|other| *other == row));
        let is_stop = self.census().is_some_and(|census| census.connection.is_some());
        let is_first = self.session.census.as_ref().is_none_or(|state| state.at == 0);
        let before = match at.filter(|_| is_stop) {
            Some(at) if at > 0 => questions[at - 1],
            Some(_) if is_first => questions[0],
            _ => {
                self.census_step(false);
                questions[questions.len() - 1]
            }
        };
        // The next digit goes where the mark is.
        self.session.card.aim = Aim::Chosen(before);
        self.session.card.last = None;
        self.ask(Request::Repaint);
    }

    fn census_step(&mut self, forward: bool) {
        let Some(state) = &mut self.session.census else { return };
        let total = state.asked.min(state.stops.len());
        match (forward, state.at == total) {
            (false, _) => state.at = state.at.saturating_sub(1),
            (true, false) => state.at += 1,
            (true, true) if total < state.stops.len() => state.asked += CAP,
            (true, true) => {
                self.toggle_census();
                self.ask(Request::Repaint);
                return;
            }
        }
        self.open_stop();
    }

    /// Selects the stop and makes its first unrated strand the active row.
    fn open_stop(&mut self) {
        let stop = self.census().and_then(|census| census.connection);
        self.history.seal();
        self.set_selection(Selection { connections: stop.into_iter().collect(), ..Selection::default() });
        self.session.card = super::card::CardState::default();
        if let Some(c) = stop.and_then(|id| self.document.connection(id)) {
            let unset = Row::ALL[1..].iter().find(|row| row.level(c).is_none());
            self.session.card.aim = Aim::Chosen(*unset.unwrap_or(&Row::ALL[1]));
            self.session.card.open = true;
        }
        self.ask(Request::Repaint);
    }

    /// Stops that are gone are left out; the walk stays where it was.
    pub(super) fn prune_census(&mut self) {
        let document = &self.document;
        if let Some(state) = &mut self.session.census {
            let before = state.stops.iter().take(state.at).filter(|id| document.connection(**id).is_some()).count();
            state.stops.retain(|id| document.connection(*id).is_some());
            state.at = before;
            if state.stops.is_empty() {
                self.session.census = None;
            }
        }
    }

    /// All connections of the card are marked to be discussed later.
    pub(super) fn is_for_later(&self) -> bool {
        let cords = self.rateable();
        !cords.is_empty() && cords.iter().all(|id| self.document.connection(*id).is_some_and(|c| c.later))
    }

    /// Marks the selected connections as ones to come back to, or takes the marks off; a census goes on.
    pub(super) fn discuss_later(&mut self) {
        let (cords, later) = (self.rateable(), !self.is_for_later());
        let name = format!("{} {}", if later { "discuss later:" } else { "settle" }, self.title_of(&cords));
        let edits = cords.iter().map(|id| Edit::Connection(*id, ConnectionChange::Later(later))).collect();
        if self.step(name, Edit::All(edits)) && later && self.session.census.is_some() {
            self.census_step(true);
        }
    }
}
