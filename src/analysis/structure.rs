//! The shape of a map over connections with points, whatever their strength: bridges, cut actors, pieces.

use std::collections::BTreeSet;

use super::network::Network;
use super::pass::{Shakable, Sums, Walk};
use crate::model::ConnectionId;

/// What hangs together, and by what alone.
#[derive(Clone, Debug)]
pub(super) struct Structure {
    /// All bridges, in file order.
    pub(super) bridges: Vec<ConnectionId>,
    /// Bridges with counted actors on both sides.
    pub(super) between_counted: BTreeSet<ConnectionId>,
    /// By actor of the network: its piece falls apart without it.
    pub(super) is_cut: Vec<bool>,
    /// Pieces, an actor without points being one of its own.
    pub(super) components: usize,
}

impl Structure {
    pub(super) fn of(network: &Network) -> Self {
        let everybody = Network { counted: vec![true; network.actors.len()], ..network.clone() };
        let (map, sums, walk) = walk_whole(&everybody);
        let (_, counted, _) = walk_whole(network);
        let bridges = |sums: &Sums<u64>| {
            let mut bridges: Vec<ConnectionId> = (map.live.iter().zip(&sums.bridged))
                .filter(|(_, pairs)| **pairs > 0)
                .filter_map(|(link, _)| link.id)
                .collect();
            bridges.sort_unstable();
            bridges
        };
        let loose = map.nodes.iter().filter(|node| node.is_none()).count();
        Self {
            bridges: bridges(&sums),
            between_counted: bridges(&counted).into_iter().collect(),
            is_cut: map.nodes.iter().map(|node| node.is_some_and(|node| sums.parted[node] > 0)).collect(),
            components: walk.num_pieces() + loose,
        }
    }
}

/// Walks the map with everything holding.
fn walk_whole(network: &Network) -> (Shakable, Sums<u64>, Walk) {
    let map = Shakable::of(network);
    let (mut sums, mut walk) = (Sums::new(&map), Walk::new(&map));
    walk.walk(&map, &vec![1; map.live.len()], 1, &mut sums);
    (map, sums, walk)
}
