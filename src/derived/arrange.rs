//! Places for whatever has none yet, for documents that nobody looks at while they settle.

use super::{layout_request, node_of};
use crate::layout::{Simulation, layout};
use crate::model::Document;
use crate::scene::{NameSizes, Theme};
use crate::text::Measure;

/// Steps after which a partly placed map is taken as it is; it rests long before.
const MOST_TICKS: usize = 600;

/// Gives every node without a place one; what has a place keeps it, or moves only to make room.
///
/// Does nothing to a map where everything is placed. Not an edit: nothing is recorded.
pub fn arrange(document: &mut Document, measure: &dyn Measure, aspect: f64) {
    let request = layout_request(document, measure, Theme::Light, aspect, &mut NameSizes::default());
    let placed = request.bodies.iter().filter(|body| body.at.is_some()).count();
    if placed == request.bodies.len() {
        return;
    }
    if placed == 0 {
        let ids: Vec<_> = request.bodies.iter().map(|body| body.id).collect();
        let places = layout(&request);
        document.settle_positions(ids.into_iter().map(node_of).zip(places));
    } else {
        let mut simulation = Simulation::default();
        simulation.update(request);
        let _ticks = (0..MOST_TICKS).take_while(|_| simulation.tick()).count();
        document.settle_positions(simulation.places().map(|(id, at)| (node_of(id), at)));
    }
}
