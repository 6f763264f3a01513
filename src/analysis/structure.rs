//! The shape of a map over connections with points, whatever their strength: bridges, cut actors, pieces.

use std::collections::BTreeSet;

use super::network::Network;
use super::pass::{Sums, Up, Walk};
use super::shakable::Shakable;
use crate::model::ConnectionId;

/// What hangs together, and by what alone.
#[derive(Clone, Debug)]
pub(super) struct Structure {
    /// All bridges, in file order.
    pub(super) bridges: Vec<ConnectionId>,
    /// Bridges with counted actors on both sides, also once those hold that nobody has rated yet.
    pub(super) between_counted: BTreeSet<ConnectionId>,
    /// By actor of the network: its piece falls apart without it.
    pub(super) is_cut: Vec<bool>,
    /// Pieces, an actor without points being one of its own.
    pub(super) components: usize,
    /// The same where those hold, too, that nobody has rated yet.
    pub(super) pieces: usize,
}

impl Structure {
    /// `drawn` is the same network as [`Network::as_drawn`].
    pub(super) fn of(network: &Network, drawn: &Network) -> Self {
        let everybody = Network { counted: vec![true; network.actors.len()], ..network.clone() };
        let (sums, components) = walk_whole(&everybody);
        let (counted, pieces) = walk_whole(drawn);
        let bridges = |sums: &Sums<u64>| {
            let links = network.links.iter().zip(&sums.hanging);
            links.filter(|(link, pairs)| link.points > 0 && **pairs > 0).filter_map(|(link, _)| link.id).collect()
        };
        Self {
            bridges: bridges(&sums),
            between_counted: bridges(&counted).into_iter().collect(),
            is_cut: sums.parted.iter().map(|pairs| *pairs > 0).collect(),
            components,
            pieces,
        }
    }
}

/// Walks the map with everything holding; also the number of its pieces.
fn walk_whole(network: &Network) -> (Sums<u64>, usize) {
    let map = Shakable::with_points(network);
    let (mut sums, mut walk) = (Sums::new(&map), Walk::new(&map));
    walk.walk::<u64, true>(&map, Up { words: &vec![1; map.live.len()], bit: 0 }, 1, &mut sums);
    (sums, walk.num_pieces())
}
