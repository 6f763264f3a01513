//! Whose view the card rates: the agreed rating, or that of one perspective with where it comes from.
//! What a perspective has not rated stands as agreed.

use super::Editor;
use super::card::Row;
use super::event::Request;
use crate::model::{Connection, ConnectionChange, ConnectionId, Edit, Level, Perspective, PerspectiveRating, Source};
use crate::scene::Lens;

impl Editor {
    /// The perspective that digits rate, by its id in files; `None` for the agreed rating.
    #[must_use]
    pub fn side(&self) -> Option<&str> {
        self.session.side.as_deref()
    }

    /// The name of the perspective that digits rate.
    #[must_use]
    pub fn side_name(&self) -> Option<&str> {
        let key = self.side()?;
        self.document.perspectives().find(|perspective| perspective.key == key).map(|p| p.name.as_str())
    }

    /// Chooses whose view digits rate; one that the map does not know is the agreed rating.
    pub fn set_side(&mut self, side: Option<String>) -> Vec<Request> {
        self.take_side(side);
        self.answers()
    }

    fn take_side(&mut self, side: Option<String>) {
        self.session.side = side.filter(|key| self.document.has_perspective(key));
        // One rates what one sees.
        if matches!(self.session.lens, Lens::Side(_)) {
            let seen = self.side().and_then(|key| Lens::side(&self.document, key));
            self.session.lens = seen.unwrap_or(Lens::Strength);
        }
        self.session.card.aim = super::card::Aim::Itself;
        self.session.card.counting = None;
        self.ask(Request::Repaint);
    }

    /// Goes from the agreed rating through all perspectives and back.
    pub(super) fn next_side(&mut self) {
        let keys: Vec<&str> = self.document.perspectives().map(|perspective| perspective.key.as_str()).collect();
        let at = self.side().and_then(|side| keys.iter().position(|key| *key == side));
        let next = at.map_or(0, |at| at + 1);
        let side = keys.get(next).map(|key| (*key).to_owned());
        self.take_side(side);
        let words =
            self.side_name().map_or_else(|| "Rating what we agree on".to_owned(), |name| format!("Rating: {name}"));
        // The card shows it itself.
        if self.rating_card().is_none() {
            self.say(words);
        }
    }

    /// The lens has changed: one rates what one sees.
    pub(super) fn follow_lens(&mut self, before: Lens) {
        if let Lens::Side(place) = self.session.lens {
            let seen = self.document.perspectives().nth(place as usize).map(|perspective| perspective.key.clone());
            self.take_side(seen);
        } else if matches!(before, Lens::Side(_)) {
            self.take_side(None);
        }
    }

    /// Adds a perspective ("Table 1", "Interview with Mia") and rates as it sees things from now on.
    pub fn add_side(&mut self, name: &str) -> Vec<Request> {
        let key = self.new_key();
        let perspective = Perspective { key: key.clone(), name: name.to_owned(), extra: Vec::new() };
        if self.step(format!("add the view {name}"), Edit::AddPerspective(Box::new(perspective))) {
            self.take_side(Some(key));
        }
        self.answers()
    }

    /// Says where the ratings of the active perspective come from, for all connections of the card.
    pub fn set_source(&mut self, source: Option<Source>) -> Vec<Request> {
        let Some(key) = self.session.side.clone() else { return self.answers() };
        let word = match source {
            Some(Source::Guess) => "our guess",
            Some(Source::Told) => "they told us",
            Some(Source::Survey) => "a survey",
            None => "not said",
        };
        let connections = self.rateable();
        let change = |id: &ConnectionId| {
            let rating = self.document.connection(*id)?.ratings.get(&key).cloned().unwrap_or_default();
            let rating = PerspectiveRating { source, date: self.session.today.or(rating.date), ..rating };
            Some(Edit::Connection(*id, ConnectionChange::Rating(key.clone(), said_anything(rating))))
        };
        let edits = connections.iter().filter_map(change).collect();
        let name = format!("source of {}: {word}", self.title_of(&connections));
        self.step(name, Edit::All(edits));
        self.answers()
    }

    /// Where the ratings of the active perspective come from; `None` if nobody said or they differ.
    pub(super) fn common_source(&self, connections: &[ConnectionId]) -> Option<Source> {
        let key = self.side()?;
        let mut sources = (connections.iter())
            .filter_map(|id| self.document.connection(*id))
            .map(|connection| connection.ratings.get(key).and_then(|rating| rating.source));
        let first = sources.next().flatten();
        first.filter(|first| sources.all(|source| source == Some(*first)))
    }

    /// The level of a row as the active perspective sees it; its own rating only.
    pub(super) fn level_of(&self, row: Row, connection: &Connection) -> Option<Level> {
        match (row, self.side()) {
            (Row::Strand(strand), Some(key)) => connection.ratings.get(key)?.strands.get(strand),
            _ => row.level(connection),
        }
    }

    /// What a digit changes about a connection: the agreed rating, or the active perspective's.
    pub(super) fn rating_change(&self, row: Row, level: Option<Level>, id: ConnectionId) -> ConnectionChange {
        let (Row::Strand(strand), Some(key)) = (row, self.side()) else { return row.change(level) };
        let before = self.document.connection(id).and_then(|connection| connection.ratings.get(key));
        let before = before.cloned().unwrap_or_default();
        let strands = before.strands.with(strand, level);
        let rating = PerspectiveRating { strands, date: self.session.today.or(before.date), ..before };
        ConnectionChange::Rating(key.to_owned(), said_anything(rating))
    }
}

/// A rating without a level and a source says nothing: it is none.
fn said_anything(rating: PerspectiveRating) -> Option<PerspectiveRating> {
    (!rating.strands.is_unrated() || rating.source.is_some() || !rating.extra.is_empty()).then_some(rating)
}
