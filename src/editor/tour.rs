//! The walk through the weak connections, the first to repair first.

use std::collections::BTreeSet;

use super::Editor;
use super::event::Request;
use crate::geom::{Point, Rect, Vec2};
use crate::model::{ConnectionId, Selection};
use crate::scene::Lens;

/// As many as the lens numbers: where everything glows nothing does.
const STOPS: usize = 7;

/// Where the walk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeakTour {
    /// The connection in focus.
    pub connection: ConnectionId,
    /// Its number among all weak ones, from 1; `None` once it is weak no longer.
    pub number: Option<usize>,
    /// The number that those weak still left it when the walk began, if it is another: a rating has changed the order.
    pub before: Option<usize>,
    /// How many are numbered so far.
    pub total: usize,
    /// How many are weak besides.
    pub more: usize,
    /// How many were weak when the walk began and are no longer.
    pub mended: usize,
}

#[derive(Clone, Debug, Default)]
pub(super) struct TourState {
    /// The stop in focus and its place among the stops of then.
    at: Option<(ConnectionId, usize)>,
    /// What was weak when the walk began, in its order.
    began: Vec<ConnectionId>,
    /// How many weak connections come before the first numbered one.
    from: usize,
    way: Option<Way>,
}

/// The way of the view along the walk.
#[derive(Clone, Copy, Debug)]
struct Way {
    /// Where one looked before it, and whether that was the whole map.
    from: ((Point, f64), bool),
    /// Where the last stop is seen from.
    to: (Point, f64),
}

impl Editor {
    /// Where the walk stands; `None` outside the lens, before the first stop and off the list.
    #[must_use]
    pub fn weak_tour(&self) -> Option<WeakTour> {
        let (connection, _) = self.session.tour.at?;
        let (weak, began) = (&self.analysis.weak, &self.session.tour.began);
        let here = self.session.lens == Lens::Weak && self.session.selection.connections.contains(&connection);
        let still: BTreeSet<ConnectionId> = weak.iter().copied().collect();
        let mut left = began.iter().filter(|id| still.contains(id));
        let mended = began.len() - left.clone().count();
        let number = weak.iter().position(|id| *id == connection).map(|place| place + 1);
        let before =
            left.position(|id| *id == connection).map(|place| place + 1).filter(|place| Some(*place) != number);
        let total = self.weak_from() + self.stops().len();
        here.then_some(WeakTour { connection, number, before, total, more: weak.len() - total, mended })
    }

    /// How many weak connections come before the first one that is numbered: 0, 7, 14, ...
    #[must_use]
    pub fn weak_from(&self) -> usize {
        if self.session.tour.from < self.analysis.weak.len() { self.session.tour.from } else { 0 }
    }

    /// Numbers the next seven weak connections instead; after the last the first again.
    pub fn show_more_weak(&mut self) -> Vec<Request> {
        self.set_lens(Lens::Weak);
        let from = self.weak_from() + STOPS;
        (self.session.tour.at, self.session.tour.from) = (None, from);
        self.ask(Request::Repaint);
        self.answers()
    }

    fn stops(&self) -> &[ConnectionId] {
        let rest = &self.analysis.weak[self.weak_from()..];
        &rest[..rest.len().min(STOPS)]
    }

    /// Goes to the next stop, or to the one before, round and round; switches the lens on.
    pub(super) fn walk_weak(&mut self, forward: bool) {
        self.set_lens(Lens::Weak);
        let stops = self.stops();
        let count = stops.len();
        if count == 0 {
            self.say("No connection is weak yet");
            return;
        }
        let next = match self.session.tour.at {
            None => {
                if forward {
                    0
                } else {
                    count - 1
                }
            }
            Some((id, place)) => match (stops.iter().position(|stop| *stop == id), forward) {
                // Better since: those after it have moved up, and are next. Worse: those before it have been seen.
                (Some(here), true) if here > place => place % count,
                (Some(here), true) if here < place => (place + 1) % count,
                (Some(here), true) => (here + 1) % count,
                (Some(here), false) => (here + count - 1) % count,
                // Mended since: the one after it has moved into its place.
                (None, true) => place % count,
                (None, false) => (place + count - 1) % count,
            },
        };
        let Some(&id) = stops.get(next) else { return };
        if self.session.tour.began.is_empty() {
            self.session.tour.began.clone_from(&self.analysis.weak);
        }
        self.session.tour.at = Some((id, next));
        self.set_selection(Selection { connections: [id].into(), ..Selection::default() });
        self.session.card.open = true;
        self.visit_stop();
        let _goes_on = self.learned(super::prompt::Lesson::Find);
        self.ask(Request::Repaint);
    }

    /// Goes to the next connection that nobody has rated, in the order they were drawn, with its card open.
    pub(super) fn walk_unrated(&mut self) {
        let Some(id) = self.next_unrated() else { return };
        self.set_selection(Selection { connections: [id].into(), ..Selection::default() });
        self.session.card = super::card::CardState { open: true, walks: true, ..super::card::CardState::default() };
        self.bring_selection();
        self.ask(Request::Repaint);
    }

    /// Enter on a stop of that walk: on to the next one, or the end.
    pub(super) fn go_on_unrated(&mut self) {
        let next = self.next_unrated();
        if next.is_some_and(|id| !self.session.selection.connections.contains(&id)) {
            return self.walk_unrated();
        }
        self.session.card.open = false;
        if next.is_none() {
            self.say("Every connection is rated");
        }
        self.ask(Request::Repaint);
    }

    fn next_unrated(&self) -> Option<ConnectionId> {
        // The numbers may be those of before the last digit.
        let is_unrated = |id: &ConnectionId| self.document.connection(*id).is_some_and(|c| c.strands.is_unrated());
        let unrated = || self.analysis.unrated.iter().copied().filter(is_unrated);
        let here = self.session.selection.connections.last();
        here.and_then(|here| unrated().find(|id| id > here)).or_else(|| unrated().next())
    }

    pub(super) fn set_lens(&mut self, lens: Lens) {
        if lens != self.session.lens {
            // The stop was selected by the walk, and goes with it.
            let stop = self.weak_tour().is_some();
            let before = std::mem::replace(&mut self.session.lens, lens);
            if stop {
                self.set_selection(Selection::default());
            }
            let tour = std::mem::take(&mut self.session.tour);
            self.return_from(tour);
            self.follow_lens(before);
            self.ask(Request::Repaint);
        }
    }

    /// Fits an area into the canvas, in a short flight.
    pub(super) fn look_at(&mut self, area: Rect) {
        let (center, scale) = self.fitting(area);
        self.fly_to(center, scale);
    }

    /// The place and scale at which an area fills what is free between the head and the legend.
    fn fitting(&self, area: Rect) -> (Point, f64) {
        let (center, scale) = self.session.camera.fitting(area);
        (center + self.lift(scale), scale)
    }

    /// From the middle of an area to that of a canvas that shows it clear of what lies over its edges.
    fn lift(&self, scale: f64) -> Vec2 {
        (self.session.camera.viewport / 2.0 - self.clear().center().to_vec2()) / scale
    }

    /// Brings the stop into sight, and remembers from where one came.
    fn visit_stop(&mut self) {
        let camera = &self.session.camera;
        let (here, all) = (camera.destination(), self.session.shows_all);
        // Who has moved the view since the last stop wants to come back to there.
        let from = self.session.tour.way.filter(|way| way.to == here).map_or((here, all), |way| way.from);
        // Each stop from there, or the map would drift away from stop to stop; but only at one scale is it known where
        // names stand.
        let no_card = self.session.card_stands.room().filter(|_| self.has_card()).is_none();
        if from.0.1 != here.1 && from.1 && no_card {
            // All of the map was in sight there.
            self.fly_to(from.0.0, from.0.1);
        } else {
            self.bring_selection_from(if from.0.1 == here.1 { from.0 } else { here });
        }
        self.session.shows_all = from.1 && self.session.camera.destination() == from.0;
        self.session.tour.way = Some(Way { from, to: self.session.camera.destination() });
    }

    /// The middle of the canvas has moved by so many screen points: the way back leads to what was seen then.
    pub(super) fn carry_way(&mut self, moved: Vec2) {
        if let Some(Way { from: (from, _), to }) = &mut self.session.tour.way {
            for look in [from, to] {
                look.0 += moved / look.1;
            }
        }
    }

    /// A caption of more lines than there was room for: the stop keeps clear of it, unless the view is somebody's own.
    pub(super) fn keep_stop_clear(&mut self) {
        let shown_from = self.session.tour.way.map(|way| way.to);
        if self.weak_tour().is_some() && shown_from == Some(self.session.camera.destination()) {
            self.visit_stop();
        }
    }

    /// Goes back to where one looked before the walk, unless somebody has moved the view.
    fn return_from(&mut self, tour: TourState) {
        let Some(Way { from: (look, all), to }) = tour.way else { return };
        if self.session.camera.destination() == to && look != to {
            self.fly_to(look.0, look.1);
            self.session.shows_all = all;
        }
    }

    pub(super) fn fly_to(&mut self, center: Point, scale: f64) {
        self.session.shows_all = false;
        self.session.camera.fly_to(center, scale);
        if self.session.still {
            self.session.camera.land();
        }
        self.session.fitted = true;
        self.ask(Request::Repaint);
    }
}
