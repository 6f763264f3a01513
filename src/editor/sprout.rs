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
#[derive(Clone, Debug)]
pub(super) struct Sprout {
    pub(super) from: ActorId,
    way: Key,
    /// Where they stand, a fan beside the actor.
    pub(super) places: Vec<Point>,
}

impl Editor {
    /// One more that way; one less the other way; sideways, the same number in another direction.
    pub(super) fn sprout(&mut self, from: ActorId, way: Key) {
        let now = self.session.sprout.take().filter(|sprout| sprout.from == from);
        let (way, count) = match now.map(|now| (now.way, now.places.len())) {
            None => (way, 1),
            Some((same, count)) if same == way => (way, (count + 1).min(MOST)),
            Some((before, count)) if opposite(before) == way => (before, count - 1),
            Some((_, count)) => (way, count),
        };
        let places = self.fan(from, way, count);
        self.session.sprout = (!places.is_empty()).then_some(Sprout { from, way, places });
        self.ask(Request::Repaint);
    }

    /// So many places in a fan beside an actor, from one end to the other: evenly, or where there is room.
    fn fan(&mut self, from: ActorId, way: Key, count: usize) -> Vec<Point> {
        let Some(placement) = self.document.placement(from) else { return Vec::new() };
        let (ahead, beside) = match way {
            Key::Up => (Vec2::new(0.0, -REACH), Vec2::new(GAP.x, 0.0)),
            Key::Down => (Vec2::new(0.0, REACH), Vec2::new(GAP.x, 0.0)),
            Key::Left => (Vec2::new(-REACH, 0.0), Vec2::new(0.0, GAP.y)),
            _ => (Vec2::new(REACH, 0.0), Vec2::new(0.0, GAP.y)),
        };
        let place = |along: f64, row: usize| placement.at + ahead * (1.0 + 0.6 * row as f64) + beside * along;
        let even: Vec<f64> = (0..count).map(|i| i as f64 - count.saturating_sub(1) as f64 / 2.0).collect();
        let is_free = self.is_free();
        if even.iter().all(|along| is_free(place(*along, 0))) {
            return even.into_iter().map(|along| place(along, 0)).collect();
        }
        // From the middle outwards, then in a second and third row.
        let sides = |i: usize| if i.is_multiple_of(2) { -(i as f64) / 2.0 } else { i as f64 / 2.0 + 0.5 };
        let slots = (0..3).flat_map(|row| (0..=MOST).map(move |i| (sides(i), row)));
        let mut found: Vec<(f64, usize)> =
            slots.filter(|(along, row)| is_free(place(*along, *row))).take(count).collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        found.into_iter().map(|(along, row)| place(along, row)).collect()
    }

    /// Ctrl was let go: the first of them is named now, the others wait.
    pub(super) fn name_sprouts(&mut self) {
        let Some(sprout) = self.session.sprout.take() else { return };
        let mut places = sprout.places.into_iter();
        if let Some(at) = places.next() {
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
