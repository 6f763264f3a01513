//! The blind vote: the laptop goes round, nobody sees what others gave, then all is shown at once.
//!
//! A ballot is added to the counts and forgotten; counts are all that is kept, in the session and in the map.
//! Passing on and revealing are two keys: nobody ends a vote by pressing one of them twice.

use super::Editor;
use super::card::Row;
use super::event::{Key, Request};
use super::tally::{lower_median, with_counts};
use crate::model::{ConnectionChange, ConnectionId, Edit, Level};

/// A vote under way, or what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// What is voted on, as the card calls it.
    pub title: String,
    /// What everybody is asked, in order.
    pub rows: Vec<Row>,
    /// How many have voted.
    pub voters: u32,
    /// How many of the rows the person at the laptop has answered.
    pub given: usize,
    /// Enough have voted that nobody's ballot is told by showing all of them.
    pub can_reveal: bool,
    /// The counts of fingers 0 to 5 for each row, once they are revealed.
    pub revealed: Option<Vec<[u32; 6]>>,
}

/// So many ballots are a vote: one alone would be an answer with a name on it.
const QUORUM: u32 = 2;

#[derive(Clone, Debug)]
pub(super) struct VoteState {
    connections: Vec<ConnectionId>,
    rows: Vec<Row>,
    counts: Vec<[u32; 6]>,
    voters: u32,
    ballot: Vec<Level>,
    revealed: bool,
    /// Esc was pressed once over ballots that would be lost.
    warned: bool,
}

impl VoteState {
    /// Nobody is in the middle of a ballot, and enough are in with the one that is full and not passed on.
    pub(super) fn can_reveal(&self) -> bool {
        let is_whole = self.ballot.is_empty() || self.is_full();
        !self.revealed && is_whole && self.voters + u32::from(self.is_full()) >= QUORUM
    }

    /// Whoever sits there has answered everything.
    fn is_full(&self) -> bool {
        self.ballot.len() == self.rows.len()
    }

    /// Adds a full ballot to the counts and forgets it.
    fn count(&mut self) {
        if self.is_full() {
            for (counts, level) in self.counts.iter_mut().zip(self.ballot.drain(..)) {
                counts[usize::from(level.get())] += 1;
            }
            self.voters += 1;
        }
    }

    /// Ballots that are not revealed yet, with the one that is being filled in.
    pub(super) fn ballots(&self) -> u32 {
        if self.revealed { 0 } else { self.voters + u32::from(!self.ballot.is_empty()) }
    }
}

impl Editor {
    /// The vote under way.
    #[must_use]
    pub fn vote(&self) -> Option<Vote> {
        let vote = self.session.vote.as_ref()?;
        Some(Vote {
            title: self.heading_of(&vote.connections),
            rows: vote.rows.clone(),
            voters: vote.voters,
            given: vote.ballot.len(),
            can_reveal: vote.can_reveal(),
            revealed: vote.revealed.then(|| vote.counts.clone()),
        })
    }

    /// Answers the next question of the ballot (a click on a number).
    pub fn vote_with(&mut self, level: Level) -> Vec<Request> {
        self.ballot(level);
        self.answers()
    }

    /// The room answers now, by ballot or by show of hands: nothing may be on screen that gives away how things
    /// are rated so far.
    #[must_use]
    pub fn room_answers(&self) -> bool {
        self.is_voting() || self.session.census.is_some()
    }

    /// A blind vote is under way, or its outcome is before the room.
    #[must_use]
    pub fn is_voting(&self) -> bool {
        self.session.vote.is_some()
    }

    /// Shows the room what came of the vote, once enough have voted.
    pub fn reveal(&mut self) -> Vec<Request> {
        self.reveal_vote();
        self.answers()
    }

    /// A full ballot is counted and the laptop goes on; what was revealed is put away.
    pub fn pass_on(&mut self) -> Vec<Request> {
        self.vote_key(Key::Enter);
        self.answers()
    }

    pub(super) fn start_vote(&mut self) {
        if self.is_voting() {
            return;
        }
        let connections = self.rateable();
        let matters = connections.iter().filter_map(|id| self.document.connection(*id)).all(|c| c.need.is_some());
        let rows = Row::ALL[usize::from(matters)..].to_vec();
        self.session.card.counting = None;
        self.session.side = None;
        self.session.vote = Some(VoteState {
            counts: vec![[0; 6]; rows.len()],
            connections,
            rows,
            voters: 0,
            ballot: Vec::new(),
            revealed: false,
            warned: false,
        });
        self.ask(Request::Repaint);
    }

    /// Every key belongs to the vote while it lasts; `false` if none does.
    pub(super) fn vote_key(&mut self, key: Key) -> bool {
        let Some(vote) = &mut self.session.vote else { return false };
        match key {
            Key::Digit(digit) => {
                if let Some(level) = Level::new(digit) {
                    self.ballot(level);
                }
            }
            Key::Backspace => {
                vote.ballot.pop();
            }
            Key::Enter if vote.revealed => self.session.vote = None,
            Key::Enter => vote.count(),
            _ => {}
        }
        self.ask(Request::Repaint);
        true
    }

    fn ballot(&mut self, level: Level) {
        if let Some(vote) = self.session.vote.as_mut().filter(|vote| !vote.revealed) {
            vote.warned = false;
            if vote.ballot.len() < vote.rows.len() {
                vote.ballot.push(level);
            }
        }
        self.ask(Request::Repaint);
    }

    /// Esc: the ballot of whoever sits there goes; then, asked twice, the vote.
    pub(super) fn leave_vote(&mut self) -> bool {
        let Some(vote) = &mut self.session.vote else { return false };
        if vote.revealed || (vote.voters == 0 && vote.ballot.is_empty()) || vote.warned {
            self.session.vote = None;
        } else if vote.ballot.is_empty() {
            vote.warned = true;
            let warning = match vote.voters {
                1 => "Esc once more throws the ballot away".to_owned(),
                voters => format!("Esc once more throws {voters} ballots away; Ctrl+Enter reveals them"),
            };
            self.say(warning);
        } else {
            vote.ballot.clear();
        }
        self.ask(Request::Repaint);
        true
    }

    /// The lower median of each row becomes the rating and the counts are kept, as one undo step.
    pub(super) fn reveal_vote(&mut self) {
        let Some(vote) = self.session.vote.as_mut().filter(|vote| !vote.revealed) else { return };
        if !vote.can_reveal() {
            let is_begun = !vote.ballot.is_empty() && !vote.is_full();
            return self.say(if is_begun {
                "Somebody is in the middle of a ballot: first the rest of it, or Esc"
            } else {
                "Reveal takes two ballots at least: one alone would have a name on it"
            });
        }
        vote.count();
        vote.revealed = true;
        let (connections, rows, counts, voters) =
            (vote.connections.clone(), vote.rows.clone(), vote.counts.clone(), vote.voters);
        let mut edits = Vec::new();
        for id in &connections {
            let mut tally = self.document.connection(*id).and_then(|c| c.tally).unwrap_or_default();
            for (row, counts) in rows.iter().zip(&counts) {
                tally = with_counts(tally, *row, *counts);
                edits.push(Edit::Connection(*id, row.change(lower_median(counts))));
            }
            edits.push(Edit::Connection(*id, ConnectionChange::Tally(Some(tally))));
        }
        let title = self.title_of(&connections);
        self.step(format!("vote on {title}, {voters} ballots"), Edit::All(edits));
        self.has_answered(&rows, &connections);
        self.ask(Request::Repaint);
    }

    pub(super) fn prune_vote(&mut self) {
        let document = &self.document;
        let gone = |vote: &VoteState| vote.connections.iter().any(|id| document.connection(*id).is_none());
        if self.session.vote.as_ref().is_some_and(gone) {
            self.session.vote = None;
        }
    }
}
