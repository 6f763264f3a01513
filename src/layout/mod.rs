//! Places for numbered bodies joined by springs: calm, incremental, the same on every machine.
//!
//! It has never heard of an actor. A [`LayoutRequest`] holds all that it may look at, so "is my layout
//! stale" is `!=`.

mod arrange;
mod arrivals;
mod descent;
mod distances;
mod flat;
mod graph;
mod lines;
mod motion;
mod orient;
mod overlap;
mod packing;
mod progress;
mod quality;
mod refine;
mod rings;
mod simulation;
mod sparse;
mod stress;
mod table;
mod whole;

pub use progress::Progress;
pub use quality::Quality;
pub use simulation::Simulation;
pub use whole::{in_rows, layout, layout_unless_stopped};

use std::borrow::Cow;

use crate::geom::{MAX_COORDINATE, Point, Rect, Vec2};

/// All that a layout may depend on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayoutRequest {
    /// What is to be placed.
    pub bodies: Vec<Body>,
    /// What pulls bodies together; ends are indices into `bodies`.
    pub springs: Vec<Spring>,
    /// The room that stays free in the middle of rings, relative to that middle: something else will stand there.
    pub hollow: Rect,
    /// The shape that the picture should fill, width over height (16:9 = 1.78).
    pub aspect: f64,
    /// The same seed gives the same layout.
    pub seed: u64,
}

/// Something with a place and a size.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Body {
    /// A stable number by which it is known when the request changes.
    pub id: u64,
    /// The area it covers, label and margins included, relative to its place. No two may overlap.
    pub footprint: Rect,
    /// Where it stands; `None` if it was never placed.
    pub at: Option<Point>,
    /// It stays exactly where it stands.
    pub pinned: bool,
    /// The ring that it belongs to, counted from the middle. If any body has one, all are arranged in rings,
    /// those without one outermost.
    pub ring: Option<u8>,
    /// The side that it belongs to, as far as the whole picture may be turned: below zero left, above zero
    /// right, the more the further.
    pub side: f64,
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

impl LayoutRequest {
    /// A request for a plain graph: small discs, and one length for every edge unless `lengths` has one
    /// for each (edges beyond its end get the usual one).
    #[must_use]
    pub fn from_graph(nodes: usize, edges: &[(usize, usize)], lengths: Option<&[f64]>) -> Self {
        const DISC: f64 = 4.0;
        const LENGTH: f64 = 60.0;
        let footprint = Rect::new(-DISC, -DISC, DISC, DISC);
        let length = |i: usize| lengths.and_then(|all| all.get(i)).copied().unwrap_or(LENGTH);
        let spring = |(i, &(a, b)): (usize, &(usize, usize))| Spring { a, b, length: length(i), strength: 1.0 };
        Self {
            bodies: (0..nodes as u64).map(|id| Body { id, footprint, ..Body::default() }).collect(),
            springs: edges.iter().enumerate().map(spring).collect(),
            hollow: Rect::ZERO,
            aspect: 1.6,
            seed: 0,
        }
    }

    /// Whether bodies belong to rings.
    fn has_rings(&self) -> bool {
        self.bodies.iter().any(|body| body.ring.is_some())
    }

    /// The same with a body in the middle that keeps the hollow free, if there is one.
    fn with_hollow(&self) -> Cow<'_, Self> {
        if !self.has_rings() || self.hollow.area() <= 0.0 {
            return Cow::Borrowed(self);
        }
        let mut filled = self.clone();
        filled.bodies.push(Body { footprint: self.hollow, ring: Some(0), ..Body::default() });
        Cow::Owned(filled)
    }

    /// The aspect where it can be used, else 16:9; never extreme.
    fn usable_aspect(&self) -> f64 {
        if self.aspect.is_finite() && self.aspect > 0.0 { self.aspect.clamp(0.1, 10.0) } else { 16.0 / 9.0 }
    }
}

impl Body {
    /// The footprint with finite, ordered and moderate sides; never quite empty, or bodies without a
    /// size could share a spot.
    fn usable_footprint(&self) -> Rect {
        /// Beyond this a single body would be wider than any map.
        const LARGEST: f64 = 1.0e5;
        const SMALLEST: f64 = 1.0;
        let side = |x: f64| if x.is_finite() { x.clamp(-LARGEST, LARGEST) } else { 0.0 };
        let f = self.footprint;
        let f = Rect::new(side(f.x0), side(f.y0), side(f.x1), side(f.y1)).abs();
        let grow = |length: f64| (SMALLEST - length).max(0.0) / 2.0;
        f.inflate(grow(f.width()), grow(f.height()))
    }

    /// The place where it can be used.
    fn usable_place(&self) -> Option<Point> {
        self.at.filter(|p| p.x.abs() <= MAX_COORDINATE && p.y.abs() <= MAX_COORDINATE)
    }

    /// The side where it can be used; no one body outweighs all others.
    fn usable_side(&self) -> f64 {
        if self.side.is_finite() { self.side.clamp(-1.0, 1.0) } else { 0.0 }
    }

    /// Pinned bodies without a place cannot stay anywhere.
    fn usable_pin(&self) -> Option<Point> {
        self.usable_place().filter(|_| self.pinned)
    }
}

/// A direction that depends only on two numbers, for bodies on one spot.
fn direction(a: usize, b: usize) -> Vec2 {
    let (s, c) = libm::sincos(2.399_963 * (a.min(b) as f64 + 0.5 * a.max(b) as f64) + 0.5);
    if a < b { Vec2::new(c, s) } else { Vec2::new(-c, -s) }
}
