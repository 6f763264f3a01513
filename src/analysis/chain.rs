//! The best chain: the one way between two actors that is likeliest to hold.

use std::collections::BinaryHeap;

use super::draws::hold;
use super::network::Network;
use crate::model::{ActorId, ConnectionId, Document};

/// A way from one actor to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chain {
    /// The chance that all of it holds, 0..1.
    pub hold: f64,
    /// Its connections, in order.
    pub connections: Vec<ConnectionId>,
}

/// The chain likeliest to hold (E. W. Dijkstra, "A note on two problems in connexion with graphs", 1959,
/// with products of chances for sums of lengths); `None` if nothing with points joins the two.
#[must_use]
pub fn best_chain(document: &Document, from: ActorId, to: ActorId) -> Option<Chain> {
    let network = Network::of(document);
    let (from, to) = (network.number(from)?, network.number(to)?);
    let neighbors = network.neighbors();
    let mut best = vec![0.0; neighbors.len()];
    let mut came = vec![None; neighbors.len()];
    best[from] = 1.0;
    let mut open = BinaryHeap::from([Open { hold: 1.0, actor: from }]);
    while let Some(Open { hold: so_far, actor }) = open.pop() {
        if actor == to {
            break;
        }
        if so_far < best[actor] {
            continue;
        }
        for &(next, place) in &neighbors[actor] {
            let chance = so_far * hold(network.links[place].points);
            if chance > best[next] {
                best[next] = chance;
                came[next] = Some((actor, place));
                open.push(Open { hold: chance, actor: next });
            }
        }
    }
    let mut connections = Vec::new();
    let mut actor = to;
    while actor != from {
        let (before, place) = came[actor]?;
        connections.extend(network.links[place].id);
        actor = before;
    }
    connections.reverse();
    Some(Chain { hold: best[to], connections })
}

/// An actor to go on from, the likeliest first, then the first of the map.
#[derive(PartialEq)]
struct Open {
    hold: f64,
    actor: usize,
}

impl Eq for Open {}

impl Ord for Open {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.hold.total_cmp(&other.hold).then_with(|| other.actor.cmp(&self.actor))
    }
}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
