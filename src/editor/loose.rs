//! What the room has given that is not in the map yet: dots and ballots. They have no undo step, so whoever leaves the
//! map is asked about them first. How they are given is told in `dots` and `vote`.

use super::Editor;
use super::event::Request;
use crate::model::words::count;

impl Editor {
    /// "3 dots and 2 ballots": what would be gone with the map although it is saved; `None` if nothing would.
    #[must_use]
    pub fn uncounted(&self) -> Option<String> {
        let given = [(self.session.dots.placed() as usize, "dot"), (self.ballots() as usize, "ballot")];
        let told: Vec<String> = given.into_iter().filter(|(n, _)| *n > 0).map(|(n, one)| count(n, one)).collect();
        (!told.is_empty()).then(|| told.join(" and "))
    }

    /// All of that can be counted now: no vote is under way that is still too small to be revealed.
    #[must_use]
    pub fn can_count(&self) -> bool {
        self.ballots() == 0 || self.session.vote.as_ref().is_some_and(super::vote::VoteState::can_reveal)
    }

    /// Counts dots and ballots, each as an undo step.
    pub fn count_given(&mut self) -> Vec<Request> {
        self.reveal_vote();
        self.session.vote = None;
        if self.session.dots.placed() > 0 {
            self.count_dots();
        }
        self.answers()
    }

    /// Throws dots and ballots away.
    pub fn throw_given_away(&mut self) {
        self.session.dots = super::dots::DotState::default();
        self.session.vote = None;
    }

    /// Ballots that nobody has counted, with the one that somebody is filling in.
    fn ballots(&self) -> u32 {
        self.session.vote.as_ref().map_or(0, super::vote::VoteState::ballots)
    }
}
