//! A force simulation over numbered bodies: calm, incremental, the same on every machine.
//!
//! It has never heard of an actor. A [`LayoutRequest`] holds all that it may look at, so "is my layout
//! stale" is `!=`.

use crate::geom::{Point, Rect};

/// All that a layout may depend on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayoutRequest {
    /// What is to be placed.
    pub bodies: Vec<Body>,
    /// What pulls bodies together; ends are indices into `bodies`.
    pub springs: Vec<Spring>,
    /// The shape that the picture should fill, width over height (16:9 = 1.78).
    pub aspect: f64,
    /// The same seed gives the same layout.
    pub seed: u64,
}

/// Something with a place and a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Body {
    /// A stable number by which it is known when the request changes.
    pub id: u64,
    /// The area it covers, label and margins included, relative to its place. No two may overlap.
    pub footprint: Rect,
    /// Where it stands; `None` if it was never placed.
    pub at: Option<Point>,
    /// It stays exactly where it stands.
    pub pinned: bool,
}

/// A pull between two bodies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spring {
    /// Index of one end.
    pub a: usize,
    /// Index of the other end.
    pub b: usize,
    /// The length at rest, from centre to centre.
    pub length: f64,
    /// How hard it pulls, relative to 1.
    pub strength: f64,
}

/// A layout from nothing (or from the given places) to rest; one place for each body, in order.
#[must_use]
pub fn layout(request: &LayoutRequest) -> Vec<Point> {
    request.bodies.iter().map(|body| body.at.unwrap_or_default()).collect()
}

/// A layout that lives: it remembers places and moves only what has heat.
#[derive(Clone, Debug, Default)]
pub struct Simulation {
    request: LayoutRequest,
    places: Vec<Point>,
}

impl Simulation {
    /// Takes over a request. Bodies known by `id` keep their place unless the request gives another;
    /// only new bodies and the ends of changed springs get heat.
    pub fn update(&mut self, request: LayoutRequest) {
        self.places = layout(&request);
        self.request = request;
    }

    /// Heats everything, from the present places ("Tidy").
    pub fn reheat(&mut self) {}

    /// Holds a body at a place while a hand drags it; its surroundings follow gently.
    pub fn hold(&mut self, _id: u64, _at: Point) {}

    /// Lets go of what [`Self::hold`] held.
    pub fn release(&mut self) {}

    /// One step of about 1/60 s; `false` when nothing moves any more.
    pub fn tick(&mut self) -> bool {
        false
    }

    /// Where each body stands: id and place, in the order of the request.
    pub fn places(&self) -> impl Iterator<Item = (u64, Point)> + '_ {
        self.request.bodies.iter().map(|body| body.id).zip(self.places.iter().copied())
    }
}
