//! The room that every node takes, for the layout.

use super::Tokens;
use super::names::{Block, Spot};
use super::plan::{holders, leaf_radius, points_by_actor};
use super::shapes;
use super::sizes::{Sizes, body_radius};
use crate::geom::{Point, Rect};
use crate::model::{Document, NodeId};
use crate::text::Measure;

/// The room that every node takes at a scale of 1, name and margins included, relative to its place.
///
/// Holds for placed and unplaced nodes alike; actors in file order, then values.
pub(crate) fn footprints(document: &Document, measure: &dyn Measure, tokens: &Tokens) -> Vec<Footprint> {
    let (points, holders) = (points_by_actor(document), holders(document));
    let grown = Sizes::at(1.0, 0, tokens).actor;
    let footprint = |id: NodeId, name: &str, (x, y): (f64, f64), body: f64| {
        let shape = Rect::new(-x, -y, x, y).inflate(FOOTPRINT_MARGIN, FOOTPRINT_MARGIN);
        let area = Block::new(measure, name, "", tokens).map_or(shape, |block| {
            let name = Spot::BELOW.place(&block, Point::ZERO, Rect::new(-x, -y, x, y));
            shape.union(name.inflate(FOOTPRINT_MARGIN / 2.0, FOOTPRINT_MARGIN / 2.0))
        });
        Footprint { id, area, body }
    };
    let actors = document.actors().map(|(id, actor)| {
        let radius = body_radius(points.get(id.0 as usize).copied().unwrap_or(0)) * grown;
        let family = document.family(actor);
        footprint(id.into(), &actor.name, shapes::extent(family, radius), shapes::reach(family, radius))
    });
    let values = document.values().map(|(id, value)| {
        let radius = leaf_radius(holders.get(&id).copied().unwrap_or(0)) * grown;
        footprint(id.into(), &value.name, (radius, radius * 1.08), radius)
    });
    actors.chain(values).collect()
}

/// The room that one node takes.
pub(crate) struct Footprint {
    pub(crate) id: NodeId,
    /// Relative to its place.
    pub(crate) area: Rect,
    /// The radius of the body alone.
    pub(crate) body: f64,
}

/// Room around a shape: the ring of a keystone, and air.
const FOOTPRINT_MARGIN: f64 = 9.0;
