//! Everything computed from a document and kept in step with it: springs for the layout, the scene.

use crate::layout::LayoutRequest;
use crate::model::{Document, NodeId};
use crate::scene::Theme;
use crate::text::Measure;

/// The number by which the layout knows a node.
#[must_use]
pub fn body_id(node: NodeId) -> u64 {
    match node {
        NodeId::Actor(id) => u64::from(id.0) * 2,
        NodeId::Value(id) => u64::from(id.0) * 2 + 1,
    }
}

/// The node of a body; the inverse of [`body_id`].
#[must_use]
pub fn node_of(body: u64) -> NodeId {
    let id = (body / 2) as u32;
    if body.is_multiple_of(2) {
        NodeId::Actor(crate::model::ActorId(id))
    } else {
        NodeId::Value(crate::model::ValueId(id))
    }
}

/// What the layout has to know of a document: footprints with labels, springs from strength.
#[must_use]
pub fn layout_request(_document: &Document, _measure: &dyn Measure, _theme: Theme, _aspect: f64) -> LayoutRequest {
    LayoutRequest::default()
}
