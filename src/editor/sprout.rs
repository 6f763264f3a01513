//! Ctrl and an arrow: linked actors that way are shown, one more with each press; they are named, one after
//! the other, once Ctrl is let go.

use super::Editor;
use super::event::{Key, Request};
use super::naming::{NameFor, OpenBox};
use crate::geom::{Point, Vec2};
use crate::model::ActorId;

/// How far from the actor they stand.
const REACH: f64 = 180.0;
/// How far from each other.
const GAP: Vec2 = Vec2::new(130.0, 100.0);
/// More siblings than this are a list: pour it in.
const MOST: usize = 12;

/// Linked actors that are shown and not made yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sprout {
    pub(super) from: ActorId,
    way: Key,
    count: usize,
}

impl Editor {
    /// One more that way; one less the other way; sideways, the same number in another direction.
    pub(super) fn sprout(&mut self, from: ActorId, way: Key) {
        let now = self.session.sprout.filter(|sprout| sprout.from == from);
        self.session.sprout = match now {
            None => Some(Sprout { from, way, count: 1 }),
            Some(now) if now.way == way => Some(Sprout { count: (now.count + 1).min(MOST), ..now }),
            Some(now) if opposite(now.way) == way => (now.count > 1).then_some(Sprout { count: now.count - 1, ..now }),
            Some(now) => Some(Sprout { way, ..now }),
        };
        self.ask(Request::Repaint);
    }

    /// Where the shown siblings stand, a fan beside the actor.
    pub(super) fn sprout_places(&self) -> Vec<Point> {
        let Some(Sprout { from, way, count }) = self.session.sprout else { return Vec::new() };
        let Some(placement) = self.document.placement(from) else { return Vec::new() };
        let (ahead, beside) = match way {
            Key::Up => (Vec2::new(0.0, -REACH), Vec2::new(GAP.x, 0.0)),
            Key::Down => (Vec2::new(0.0, REACH), Vec2::new(GAP.x, 0.0)),
            Key::Left => (Vec2::new(-REACH, 0.0), Vec2::new(0.0, GAP.y)),
            _ => (Vec2::new(REACH, 0.0), Vec2::new(0.0, GAP.y)),
        };
        let middle = (count - 1) as f64 / 2.0;
        (0..count).map(|i| placement.at + ahead + beside * (i as f64 - middle)).collect()
    }

    /// Ctrl was let go: the first of them is named now, the others wait.
    pub(super) fn name_sprouts(&mut self) {
        let mut places = self.sprout_places().into_iter();
        if let (Some(sprout), Some(at)) = (self.session.sprout.take(), places.next()) {
            let mut open = OpenBox::new(at, NameFor::Linked(vec![sprout.from]));
            open.rest = places.collect();
            self.open_box(open);
        }
    }
}

const fn opposite(way: Key) -> Key {
    match way {
        Key::Up => Key::Down,
        Key::Down => Key::Up,
        Key::Left => Key::Right,
        _ => Key::Left,
    }
}
