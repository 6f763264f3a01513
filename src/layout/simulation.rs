//! A layout that lives: it remembers places, plans where the few bodies with heat should rest, and walks
//! there in a fixed number of ticks. Nothing swings, so nothing can drift or fail to settle.

use std::collections::{BTreeMap, BTreeSet};

use super::arrivals::Newcomers;
use super::graph::Graph;
use super::motion::{Ease, Motion};
use super::overlap::free_all;
use super::rings::Standing;
use super::{Body, LayoutRequest, Spring, layout};
use crate::geom::{Point, Rect, Vec2};

/// Mobility of bodies that nobody touched, when something needs room next to them: they yield only
/// where the others cannot.
const RELUCTANT: f64 = 0.02;
/// Two places closer than this are the same: documents round places to 0.01.
const SAME: f64 = 0.02;
/// Ticks of a local change: short enough to feel immediate, long enough to follow with the eye.
const LOCAL_TICKS: u32 = 18;
/// Ticks of "Tidy".
const TIDY_TICKS: u32 = 24;
/// The part of its remaining way that a leaf follows the hand in one tick.
const FOLLOW: f64 = 0.25;

/// A layout that lives: it remembers places and moves only what has heat.
///
/// Pinned bodies never move, bodies that nobody touched move at most to make room. After the last change
/// it rests within 24 ticks, free of overlap (except between pinned or held bodies), and then stays.
#[derive(Clone, Debug, Default)]
pub struct Simulation {
    request: LayoutRequest,
    graph: Graph,
    boxes: Vec<Rect>,
    /// Where bodies are shown.
    places: Vec<Point>,
    motion: Option<Motion>,
    hand: Option<Hand>,
}

/// What is being dragged.
#[derive(Clone, Debug)]
struct Hand {
    held: usize,
    /// Where the held body rested before.
    home: Point,
    /// Leaves that are carried along, and where they hang relative to the held body.
    followers: Vec<(usize, Vec2)>,
}

impl Simulation {
    /// Takes over a request. Bodies known by `id` keep their place unless the request gives another;
    /// only new bodies and the ends of new springs get heat. A spring that is longer or shorter than before moves
    /// nobody: a map that drifts with every rating cannot be rated. A Tidy takes it into account.
    ///
    /// New bodies with a place stand there unless something is in the way; others appear at a free spot near
    /// their neighbours. Where nothing has a place yet, this is [`layout`], at once and without motion.
    pub fn update(&mut self, request: LayoutRequest) {
        if request == self.request {
            return;
        }
        let known = self.take_over(&request);
        let graph = Graph::new(&request.bodies, &request.springs);
        let boxes: Vec<Rect> = request.bodies.iter().map(Body::usable_footprint).collect();
        if known.iter().all(|known| known.rest.is_none()) {
            let places = layout(&request);
            *self = Self { graph, boxes, places, request, motion: None, hand: None };
            return;
        }
        let hand = self.hand.as_ref().and_then(|hand| hand.renumbered(&self.request, &request));
        let ends = self.new_ends(&request);
        let mut rest: Vec<Option<Point>> = known.iter().map(|known| known.rest).collect();
        let rings: Vec<Option<u8>> = request.bodies.iter().map(|body| body.ring).collect();
        let newcomers =
            Newcomers { graph: &graph, boxes: &boxes, request: &request, rings: Standing::new(&rings, &rest) };
        newcomers.place(&mut rest);
        let mut rest: Vec<Point> = rest.into_iter().map(Option::unwrap_or_default).collect();
        let mut fixed: Vec<bool> = request.bodies.iter().map(|body| body.usable_pin().is_some()).collect();
        if let Some(hand) = &hand {
            fixed[hand.held] = true;
        }
        newcomers.settle_ends(&mut rest, &ends, &fixed);
        let hot = |i: usize| known[i].hot || ends.binary_search(&i).is_ok();
        let mobility = |i: usize| match (fixed[i], hot(i)) {
            (true, _) => 0.0,
            (false, true) => 1.0,
            (false, false) => RELUCTANT,
        };
        // What is in the hand flies over the others; they make room when it lands.
        let landed: Vec<usize> =
            (0..rest.len()).filter(|&i| hand.as_ref().is_none_or(|hand| hand.bodies().all(|body| body != i))).collect();
        let mut standing: Vec<Point> = landed.iter().map(|&i| rest[i]).collect();
        let footprints: Vec<Rect> = landed.iter().map(|&i| boxes[i]).collect();
        free_all(&mut standing, &footprints, &landed.iter().map(|&i| mobility(i)).collect::<Vec<_>>());
        for (&i, &place) in landed.iter().zip(&standing) {
            rest[i] = place;
        }

        let places: Vec<Point> = known.iter().zip(&rest).map(|(known, &rest)| known.shown.unwrap_or(rest)).collect();
        let under_way = self.motion.take().filter(|motion| motion.rest() == rest && places == self.places);
        *self = Self { graph, boxes, places, request, motion: under_way, hand };
        if self.motion.is_none() {
            self.walk(rest, LOCAL_TICKS, Ease::Out);
        }
    }

    /// Arranges everything anew ("Tidy"), turned so that bodies stay near their present places, and walks
    /// there in 24 ticks. Pinned and held bodies stay.
    pub fn reheat(&mut self) {
        let request = self.tidied();
        let ids: Vec<u64> = request.bodies.iter().map(|body| body.id).collect();
        self.rearrange(ids.into_iter().zip(layout(&request)));
    }

    /// What [`Self::reheat`] lays out: the request with everybody where they are, for a large map to be laid out
    /// elsewhere.
    #[must_use]
    pub fn tidied(&self) -> LayoutRequest {
        let mut request = self.request.clone();
        for (body, &rest) in request.bodies.iter_mut().zip(self.rest()) {
            body.at = Some(rest);
        }
        if let Some(hand) = &self.hand {
            let held = &mut request.bodies[hand.held];
            (held.at, held.pinned) = (Some(self.places[hand.held]), true);
        }
        request
    }

    /// Walks to new places of the whole map in 24 ticks. Whoever has none stays nearby; pinned and held bodies
    /// stay where they are.
    pub fn rearrange(&mut self, places: impl Iterator<Item = (u64, Point)>) {
        let places: BTreeMap<u64, Point> = places.collect();
        let held = self.hand.as_ref().map(|hand| hand.held);
        let stays = |i: usize| held == Some(i) || self.request.bodies[i].usable_pin().is_some();
        let mut rest = self.rest().to_vec();
        for (i, body) in self.request.bodies.iter().enumerate().filter(|(i, _)| !stays(*i)) {
            rest[i] = places.get(&body.id).copied().unwrap_or(rest[i]);
        }
        let mobility: Vec<f64> = (0..rest.len()).map(|i| if stays(i) { 0.0 } else { 1.0 }).collect();
        free_all(&mut rest, &self.boxes, &mobility);
        self.walk(rest, TIDY_TICKS, Ease::InOut);
    }

    /// Holds a body at a place while a hand drags it: it is exactly there, and neighbours that hang on it
    /// alone follow gently, unless they are most of its neighbours. Unknown bodies and unusable places are ignored.
    pub fn hold(&mut self, id: u64, at: Point) {
        let Some(at) = crate::geom::point(at.x, at.y).map(|_| at) else { return };
        if self.hand.as_ref().is_none_or(|hand| self.request.bodies[hand.held].id != id) {
            self.release();
            self.take_hand(id);
        }
        if let Some(hand) = &self.hand {
            self.places[hand.held] = at;
        }
    }

    /// Lets go of what [`Self::hold`] held: it stays where it is, and what is in its way makes room.
    pub fn release(&mut self) {
        let Some(hand) = self.hand.take() else { return };
        let mut rest = self.rest().to_vec();
        // Whatever else walks goes on walking; the hand's own bodies rest where the hand left them.
        rest[hand.held] = self.places[hand.held];
        let mut mobility: Vec<f64> =
            self.request.bodies.iter().map(|body| if body.usable_pin().is_some() { 0.0 } else { 1.0 }).collect();
        mobility[hand.held] = 0.0;
        for &(leaf, offset) in &hand.followers {
            rest[leaf] = rest[hand.held] + offset;
        }
        free_all(&mut rest, &self.boxes, &mobility);
        self.walk(rest, LOCAL_TICKS, Ease::Out);
    }

    /// Ends a drag as if it had never begun: what was held, and what hangs on it, is where it rested before.
    pub fn put_back(&mut self) {
        let Some(hand) = self.hand.take() else { return };
        self.places[hand.held] = hand.home;
        for &(leaf, offset) in &hand.followers {
            self.places[leaf] = hand.home + offset;
        }
    }

    /// One step of about 1/60 s; `false` when nothing moves any more.
    pub fn tick(&mut self) -> bool {
        let mut moving = false;
        if let Some(motion) = &mut self.motion {
            moving = motion.step(&mut self.places);
            if !moving {
                self.motion = None;
            }
        }
        if let Some(hand) = &self.hand {
            for &(leaf, offset) in &hand.followers {
                let way = self.places[hand.held] + offset - self.places[leaf];
                let arrived = way.hypot() < 0.5;
                self.places[leaf] += if arrived { way } else { way * FOLLOW };
                moving |= !arrived;
            }
        }
        moving
    }

    /// Where each body stands: id and place, in the order of the request.
    pub fn places(&self) -> impl Iterator<Item = (u64, Point)> + '_ {
        self.request.bodies.iter().map(|body| body.id).zip(self.places.iter().copied())
    }

    /// Those of [`Self::places`] that the next tick may move, or a hand: few where the map is large. Allocates
    /// nothing.
    pub fn walkers(&self) -> impl Iterator<Item = (u64, Point)> + '_ {
        let walking = self.motion.iter().flat_map(Motion::walkers).copied();
        let carried = self.hand.iter().flat_map(Hand::bodies);
        walking.chain(carried).map(|i| (self.request.bodies[i].id, self.places[i]))
    }

    /// Where bodies will rest.
    fn rest(&self) -> &[Point] {
        self.motion.as_ref().map_or(&self.places, Motion::rest)
    }

    /// Starts the walk to `rest`, without those in the hand; none if everything is there.
    fn walk(&mut self, rest: Vec<Point>, ticks: u32, ease: Ease) {
        let mut motion = Motion::new(self.places.clone(), rest, ticks, ease);
        if let Some(hand) = &self.hand {
            hand.bodies().for_each(|body| motion.leave_alone(body));
        }
        self.motion = motion.is_needed().then_some(motion);
    }

    fn take_hand(&mut self, id: u64) {
        let Some(held) = self.request.bodies.iter().position(|body| body.id == id) else { return };
        let rest = self.rest();
        let leaf = |node: usize| self.graph.degree(node) == 1 && self.request.bodies[node].usable_pin().is_none();
        let leaves: Vec<usize> = self.graph.of(held).iter().map(|link| link.to()).filter(|&to| leaf(to)).collect();
        // The middle of a star is moved within it, or nothing would have moved.
        let stays = self.graph.degree(held) < 2 * leaves.len();
        let leaves = leaves.into_iter().filter(|_| !stays);
        let hand =
            Hand { held, home: rest[held], followers: leaves.map(|leaf| (leaf, rest[leaf] - rest[held])).collect() };
        if let Some(motion) = &mut self.motion {
            hand.bodies().for_each(|body| motion.leave_alone(body));
        }
        self.hand = Some(hand);
    }

    /// What is known of each body of a new request.
    fn take_over(&self, request: &LayoutRequest) -> Vec<Known> {
        let number = Numbers::of(&self.request);
        let take = |(i, body): (usize, &Body)| {
            let at = body.usable_place();
            let Some(old) = number.get(body.id, i) else { return Known { shown: at, rest: at, hot: true } };
            let (before, shown, rest) = (&self.request.bodies[old], self.places[old], self.rest()[old]);
            if self.hand.as_ref().is_some_and(|hand| hand.bodies().any(|i| i == old)) {
                return Known { shown: Some(shown), rest: Some(shown), hot: false };
            }
            let ours = |p: Point| {
                let on_way = self.motion.as_ref().is_some_and(|motion| motion.passes(old, p));
                on_way || p.distance(shown) < SAME || p.distance(rest) < SAME
            };
            match at {
                // A document that has not heard of the last ticks yet still says what it said before.
                Some(p) if body.at != before.at && !ours(p) => Known { shown: at, rest: at, hot: true },
                // A body that is pinned on its way stops there.
                Some(p) if body.pinned && (!before.pinned || body.at != before.at) => {
                    Known { shown: Some(p), rest: Some(p), hot: false }
                }
                _ => {
                    let grown = before.usable_footprint() != body.usable_footprint();
                    Known { shown: Some(shown), rest: Some(rest), hot: grown }
                }
            }
        };
        request.bodies.iter().enumerate().map(take).collect()
    }

    /// Ends of springs that are new between known bodies, and bodies that now belong to another ring, by their number
    /// in the new request, ascending.
    fn new_ends(&self, request: &LayoutRequest) -> Vec<usize> {
        let (old, new) = differing(&self.request, request);
        let (old, new) = (spring_ends(&self.request, old), spring_ends(request, new));
        let (before, number) = (Numbers::of(&self.request), Numbers::of(request));
        let known = |id: u64| before.get(id, 0).is_some();
        let drawn = |ends: &&(u64, u64)| !old.contains(ends) && known(ends.0) && known(ends.1);
        // Nobody walks because the whole map is to be arranged otherwise: a Tidy does that.
        let same_arrangement = self.request.has_rings() && request.has_rings();
        let elsewhere = |(i, body): &(usize, &Body)| {
            before.get(body.id, *i).is_some_and(|old| self.request.bodies[old].ring != body.ring)
        };
        let moved = request.bodies.iter().enumerate().filter(elsewhere).filter(|_| same_arrangement).map(|(i, _)| i);
        let ends: BTreeSet<usize> = new
            .iter()
            .filter(drawn)
            .flat_map(|ends| [ends.0, ends.1])
            .filter_map(|id| number.get(id, 0))
            .chain(moved)
            .collect();
        ends.into_iter().collect()
    }
}

impl Hand {
    /// All bodies in the hand.
    fn bodies(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.held).chain(self.followers.iter().map(|follower| follower.0))
    }

    /// The same hand in another request; `None` if what it held is gone.
    fn renumbered(&self, old: &LayoutRequest, new: &LayoutRequest) -> Option<Self> {
        let number = |i: usize| new.bodies.iter().position(|body| body.id == old.bodies[i].id);
        let followers = self.followers.iter().filter_map(|&(leaf, offset)| Some((number(leaf)?, offset))).collect();
        Some(Self { held: number(self.held)?, home: self.home, followers })
    }
}

/// The springs of two requests without those that are alike at the start and at the end: of a large map an edit
/// changes few.
fn differing<'a>(old: &'a LayoutRequest, new: &'a LayoutRequest) -> (&'a [Spring], &'a [Spring]) {
    let ends = |request: &LayoutRequest, spring: &Spring| {
        let id = |end: usize| request.bodies.get(end).map(|body| body.id);
        (id(spring.a), id(spring.b))
    };
    let same =
        |(a, b): &(&Spring, &Spring)| a.length == b.length && a.strength == b.strength && ends(old, a) == ends(new, b);
    let (mut from, mut to) = (old.springs.as_slice(), new.springs.as_slice());
    let start = from.iter().zip(to).take_while(same).count();
    (from, to) = (&from[start..], &to[start..]);
    let end = from.iter().rev().zip(to.iter().rev()).take_while(same).count();
    (&from[..from.len() - end], &to[..to.len() - end])
}

/// Springs by the ids of their ends.
fn spring_ends(request: &LayoutRequest, springs: &[Spring]) -> BTreeSet<(u64, u64)> {
    let ends = |spring: &Spring| Some((request.bodies.get(spring.a)?.id, request.bodies.get(spring.b)?.id));
    springs.iter().filter_map(ends).map(|(a, b)| (a.min(b), a.max(b))).collect()
}

/// Finds bodies of a request by their ids.
struct Numbers<'a> {
    bodies: &'a [Body],
    sorted: Vec<(u64, u32)>,
}

impl<'a> Numbers<'a> {
    fn of(request: &'a LayoutRequest) -> Self {
        let mut sorted: Vec<(u64, u32)> = request.bodies.iter().zip(0..).map(|(body, i)| (body.id, i)).collect();
        // Mostly sorted already, for which this is made.
        sorted.sort();
        Self { bodies: &request.bodies, sorted }
    }

    /// The number of a body, mostly the one that is guessed; of several with one id the last.
    fn get(&self, id: u64, guess: usize) -> Option<usize> {
        if self.bodies.get(guess).is_some_and(|body| body.id == id) {
            return Some(guess);
        }
        let after = self.sorted.partition_point(|(known, _)| *known <= id);
        let (known, number) = *self.sorted.get(after.checked_sub(1)?)?;
        (known == id).then_some(number as usize)
    }
}

/// What is known of a body when a request is taken over.
struct Known {
    shown: Option<Point>,
    rest: Option<Point>,
    /// It is new, was moved from outside or changed its size.
    hot: bool,
}
