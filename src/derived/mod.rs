//! Everything computed from a document and kept in step with it: springs for the layout, the scene.

mod arrange;
mod picture;
mod springs;

pub use arrange::arrange;
pub use picture::Picture;
pub use springs::layout_request;

use crate::model::{ActorId, NodeId, ValueId};

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
    if body.is_multiple_of(2) { NodeId::Actor(ActorId(id)) } else { NodeId::Value(ValueId(id)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_found_by_its_number() {
        for node in [NodeId::Actor(ActorId(7)), NodeId::Value(ValueId(7)), NodeId::Actor(ActorId(u32::MAX))] {
            assert_eq!(node_of(body_id(node)), node);
        }
    }
}
