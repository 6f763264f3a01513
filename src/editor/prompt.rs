//! The line at the top for the room, and the first five minutes of somebody who never saw the program.

use super::Editor;
use super::event::Request;
use super::tool::Tool;
use crate::geom::Point;
use crate::model::Actor;
use crate::scene::Target;

/// Whom the lesson asks about.
const WHOM: &str = "Mia";

/// What somebody new does next, each by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lesson {
    Find,
    Mend,
    Lose,
    Name,
}

impl Lesson {
    const fn words(self) -> &'static str {
        match self {
            Self::Find => "1 of 4. Press F8, then Right: the weakest cord.",
            Self::Mend => "2 of 4. Press 3: watch it thicken.",
            Self::Lose => "3 of 4. Hold Alt over Mia: what would we lose?",
            Self::Name => "4 of 4. Now type your own company's name, and Enter.",
        }
    }

    const fn next(self) -> Option<Self> {
        match self {
            Self::Find => Some(Self::Mend),
            Self::Mend => Some(Self::Lose),
            Self::Lose => Some(Self::Name),
            Self::Name => None,
        }
    }
}

impl Editor {
    /// What the room is asked now.
    #[must_use]
    pub fn prompt(&self) -> &'static str {
        if let Some(lesson) = self.session.lesson {
            return lesson.words();
        }
        let actors = self.document.actors().len();
        let connections = self.document.connections().len();
        if actors == 0 {
            "What do you promise, and to whom?"
        } else if actors < 5 {
            "Who is missing: employees, media, neighbours?"
        } else if connections + 1 < actors {
            "Who gives what to whom?"
        } else {
            "Who would notice if we vanished?"
        }
    }

    /// What the hand can do next, while it does something; `None` if nothing is under way.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match &self.tool {
            Tool::Linking(linking) if linking.moves_end() => {
                return Some("Let go on who it should join instead; Esc stops");
            }
            Tool::Linking(_) => return Some("Let go on somebody, or on empty space for somebody new; Esc stops"),
            Tool::Moving(moving) if moving.drop().is_some() => return Some("Let go to put it between the two"),
            Tool::Noting(_) => return Some("Let go on a cord to pin the note to it"),
            _ => {}
        }
        if self.session.sprout.is_some() {
            Some("More arrows show more; let go of Ctrl to name them")
        } else if self.session.dots.on {
            Some("Click a cord, or walk with the arrows and press a digit; Backspace takes back; Enter counts")
        } else if self.shows_neighbors() {
            Some("Ctrl+R shows a step more, Alt and an arrow go on from here; Esc shows everybody")
        } else if self.sees_nobody() {
            Some("Nobody of the map is in sight. Home shows everything")
        } else if self.session.hot.is_empty() || self.session.naming.is_some() {
            None
        } else if self.hot_made_an_actor() {
            Some("1, 2, 3: thin, medium, strong. Enter names the next, F2 rates")
        } else {
            Some("1, 2, 3: thin, medium, strong. Enter rates")
        }
    }

    /// The view has left everybody behind: too far aside, or too near.
    fn sees_nobody(&self) -> bool {
        let seen = self.session.camera.visible();
        self.document.placements().len() > 0 && !self.document.placements().any(|(_, p)| seen.contains(p.at))
    }

    /// Starts the first lesson, on the example made for it; Esc ends it.
    pub fn start_lesson(&mut self) -> Vec<Request> {
        self.session.lesson = Some(Lesson::Find);
        self.ask(Request::Repaint);
        self.answers()
    }

    /// A lesson is under way.
    #[must_use]
    pub fn is_learning(&self) -> bool {
        self.session.lesson.is_some()
    }

    /// The lesson waits for somebody to walk through the weak connections.
    pub(super) fn is_taught_to_find(&self) -> bool {
        self.session.lesson == Some(Lesson::Find)
    }

    /// Goes on with the lesson if this was what it asked for; `true` if so.
    pub(super) fn learned(&mut self, done: Lesson) -> bool {
        let learns = self.session.lesson == Some(done);
        if learns {
            self.session.lesson = done.next();
            if self.session.lesson == Some(Lesson::Lose) {
                // Whom to look at next must not lie under the card, or out of sight.
                self.session.card.open = false;
                self.fit_all();
            }
            self.ask(Request::Repaint);
        }
        learns
    }

    /// The room asks what would be lost without this. The lesson goes on if it is whom it names, or anything once she is
    /// gone.
    pub(super) fn learned_loss(&mut self, asked: Target) {
        let is_whom = |actor: &Actor| actor.name.starts_with(WHOM);
        let is_gone = || !self.document.actors().any(|(_, actor)| is_whom(actor));
        let is_meant = match asked {
            Target::Actor(id) if self.document.actor(id).is_some_and(is_whom) => true,
            _ => is_gone(),
        };
        let _goes_on = is_meant && self.learned(Lesson::Lose);
    }

    /// Where something typed without a place goes: the pointer, else the middle of the view.
    pub(super) fn typing_place(&mut self) -> Point {
        let at = self.pointed_place();
        self.free_place(at)
    }

    /// The map point under the pointer, else the middle of the view.
    pub(super) fn pointed_place(&self) -> Point {
        let camera = &self.session.camera;
        self.session.pointer.map_or(camera.center, |at| camera.map_from_screen(at))
    }
}
