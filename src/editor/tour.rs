//! The walk through the weak connections, the first to repair first.

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
    /// Its number among all weak ones, from 1.
    pub number: usize,
    /// How many are weak.
    pub total: usize,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TourState {
    /// The stop in focus and its place among the stops of then.
    at: Option<(ConnectionId, usize)>,
    /// How many weak connections come before the first numbered one.
    from: usize,
}

impl Editor {
    /// Where the walk stands; `None` outside the lens, before the first stop and off the list.
    #[must_use]
    pub fn weak_tour(&self) -> Option<WeakTour> {
        let (connection, _) = self.session.tour.at?;
        let place = self.analysis.weak.iter().position(|id| *id == connection)?;
        let here = self.session.lens == Lens::Weak && self.session.selection.connections.contains(&connection);
        here.then_some(WeakTour { connection, number: place + 1, total: self.analysis.weak.len() })
    }

    /// How many weak connections come before the first one that is numbered: 0, 7, 14, ...
    #[must_use]
    pub fn weak_from(&self) -> usize {
        if self.session.tour.from < self.analysis.weak.len() { self.session.tour.from } else { 0 }
    }

    /// Numbers the next seven weak connections instead; after the last the first again.
    pub fn show_more_weak(&mut self) -> Vec<Request> {
        self.set_lens(Lens::Weak);
        self.session.tour = TourState { at: None, from: self.weak_from() + STOPS };
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
                (Some(here), true) => (here + 1) % count,
                (Some(here), false) => (here + count - 1) % count,
                // Mended since: the one after it has moved into its place.
                (None, true) => place % count,
                (None, false) => (place + count - 1) % count,
            },
        };
        let Some(&id) = stops.get(next) else { return };
        self.session.tour.at = Some((id, next));
        self.set_selection(Selection { connections: [id].into(), ..Selection::default() });
        self.session.card.open = true;
        if let Some(area) = self.area_of(&self.session.selection) {
            self.visit(area);
        }
        self.learned(super::prompt::Lesson::Find);
        self.ask(Request::Repaint);
    }

    pub(super) fn set_lens(&mut self, lens: Lens) {
        if lens != self.session.lens {
            let before = std::mem::replace(&mut self.session.lens, lens);
            self.session.tour = TourState::default();
            self.follow_lens(before);
            self.ask(Request::Repaint);
        }
    }

    /// Fits an area into the canvas, in a short flight.
    pub(super) fn look_at(&mut self, area: Rect) {
        let (center, scale) = self.fitting(area);
        self.fly_to(center, scale);
    }

    /// The place and scale at which an area fills what is free between the head and the legend at the foot.
    fn fitting(&self, area: Rect) -> (Point, f64) {
        let (center, scale) = self.session.camera.fitting(area);
        (center + self.lift(scale), scale)
    }

    /// From the middle of an area to that of a canvas that shows it clear of what lies over its head and foot.
    fn lift(&self, scale: f64) -> Vec2 {
        let (head, foot) = self.covered();
        Vec2::new(0.0, (foot - head) / 2.0 / scale)
    }

    /// Brings an area into the middle; the scale stays if it is good enough, so that a walk does not pump.
    pub(super) fn visit(&mut self, area: Rect) {
        let fitting = self.session.camera.fitting(area).1;
        let scale = self.session.camera.scale;
        let scale = if scale <= fitting && scale >= fitting / 2.0 { scale } else { fitting };
        self.fly_to(area.center() + self.lift(scale), scale);
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

    /// Moves the view only if nothing of the area is in it.
    pub(super) fn look_at_if_away(&mut self, area: Rect) {
        let visible = self.session.camera.visible();
        let seen = visible.intersect(area);
        if seen.x0 > area.x1 || seen.y0 > area.y1 || area.x0 > visible.x1 || area.y0 > visible.y1 {
            let (center, fitting) = self.fitting(area);
            self.fly_to(center, fitting.min(self.session.camera.scale));
        }
    }
}
