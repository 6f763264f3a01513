//! A layout that lives.

use super::{LayoutRequest, layout};
use crate::geom::Point;

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
