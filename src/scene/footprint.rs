//! The room that every node takes, for the layout.

use super::Tokens;
use super::names::{Block, Setting, Spot};
use super::plan::{connections, holders, leaf_radius};
use super::shapes;
use super::sizes::{Sizes, body_radius};
use crate::geom::{Point, Rect, Vec2};
use crate::model::{Document, NodeId};
use crate::text::Measure;

/// The room that every node takes at a scale of 1, name and margins included, relative to its place.
///
/// Holds for placed and unplaced nodes alike; actors in file order, then values.
pub(crate) fn footprints(
    document: &Document,
    measure: &dyn Measure,
    tokens: &Tokens,
    names: &mut NameSizes,
) -> Vec<Footprint> {
    let mut names = names.renew(tokens);
    let ((_, points), holders) = (connections(document), holders(document));
    let grown = Sizes::at(1.0, 0, tokens).actor;
    let mut footprint = |id: NodeId, name: &str, (x, y): (f64, f64), body: f64| {
        let shape = Rect::new(-x, -y, x, y).inflate(FOOTPRINT_MARGIN, FOOTPRINT_MARGIN);
        let size = names.of(id, name, || Block::new(measure, name, "", tokens)?.size(Setting::Full, tokens.name_floor));
        let area = size.map_or(shape, |size| {
            let name = Spot::BELOW.place(size, Point::ZERO, Rect::new(-x, -y, x, y));
            shape.union(name.inflate(FOOTPRINT_MARGIN / 2.0, FOOTPRINT_MARGIN / 2.0))
        });
        Footprint { id, area, body }
    };
    let mut all = Vec::with_capacity(document.actors().len() + document.values().len());
    for (id, actor) in document.actors() {
        let radius = body_radius(points.get(id.0 as usize).copied().unwrap_or(0)) * grown;
        let family = document.family(actor);
        all.push(footprint(id.into(), &actor.name, shapes::extent(family, radius), shapes::reach(family, radius)));
    }
    for (id, value) in document.values() {
        let radius = leaf_radius(holders.get(&id).copied().unwrap_or(0)) * grown;
        all.push(footprint(id.into(), &value.name, (radius, radius * 1.08), radius));
    }
    all
}

/// The sizes of names as they were measured last: after an edit, only names that it touched are measured.
#[derive(Debug, Default)]
pub struct NameSizes {
    /// The bits of the type size; another theme measures anew.
    type_size: u64,
    /// In the order of footprints; `None` for a blank name.
    known: Vec<(NodeId, String, Option<Vec2>)>,
}

/// A walk along all names, past those that are known.
struct Renewing<'a> {
    before: std::iter::Peekable<std::vec::IntoIter<(NodeId, String, Option<Vec2>)>>,
    now: &'a mut Vec<(NodeId, String, Option<Vec2>)>,
}

impl NameSizes {
    fn renew(&mut self, tokens: &Tokens) -> Renewing<'_> {
        let type_size = tokens.name_size.to_bits();
        let before = std::mem::take(&mut self.known);
        let before = if self.type_size == type_size { before } else { Vec::new() };
        self.type_size = type_size;
        self.known.reserve(before.len());
        Renewing { before: before.into_iter().peekable(), now: &mut self.known }
    }
}

impl Renewing<'_> {
    /// The size of the next name in order.
    fn of(&mut self, id: NodeId, name: &str, measured: impl FnOnce() -> Option<Vec2>) -> Option<Vec2> {
        while self.before.next_if(|(before, ..)| *before < id).is_some() {}
        let known = self.before.next_if(|(before, was, _)| *before == id && was == name);
        let known = known.unwrap_or_else(|| (id, name.to_owned(), measured()));
        let size = known.2;
        self.now.push(known);
        size
    }
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
