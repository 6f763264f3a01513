//! A network as shaking needs it: flat arrays, in an order that the order of the file does not change.

use super::network::Network;

/// More groups than this have no matrix of who still reaches whom: it would cost more than the rest.
pub(super) const MAX_GROUPS: usize = 64;

/// Rows of pairs, one row a node.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// By node: where its row begins; one more at the end.
    pub(super) first: Vec<u32>,
    /// (other end, what joins the two).
    pub(super) arcs: Vec<(u32, u32)>,
}

impl Rows {
    fn of(num_nodes: usize, joined: impl Iterator<Item = (u32, u32, u32)> + Clone) -> Self {
        let mut first = vec![0; num_nodes + 1];
        for (a, b, _) in joined.clone() {
            first[a as usize + 1] += 1;
            first[b as usize + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut next = first.clone();
        let mut arcs = vec![(0, 0); first[num_nodes] as usize];
        for (a, b, by) in joined {
            for (from, to) in [(a, b), (b, a)] {
                let slot = &mut next[from as usize];
                arcs[*slot as usize] = (to, by);
                *slot += 1;
            }
        }
        Self { first, arcs }
    }

    pub(super) fn row(&self, node: u32) -> &[(u32, u32)] {
        let node = node as usize;
        &self.arcs[self.first[node] as usize..self.first[node + 1] as usize]
    }
}

/// The part of a network that shaking can change.
///
/// Nodes are the actors at which any link ends; all are numbered as in the network.
#[derive(Clone, Debug)]
pub(super) struct Shakable {
    /// By node: 1 where it counts.
    pub(super) weight: Vec<u32>,
    /// By node: its group; `u32::MAX` for none and for who is not counted.
    pub(super) group: Vec<u32>,
    /// Groups of the network; 0 where there are too many.
    pub(super) num_groups: usize,
    /// By group: its counted members.
    pub(super) group_sizes: Vec<u32>,
    /// Places in the network of the links that may hold, by their draws' hash.
    pub(super) live: Vec<u32>,
    /// By live link: its hash.
    pub(super) hashes: Vec<u64>,
    /// By live link: its ends.
    pub(super) ends: Vec<(u32, u32)>,
    /// By node: its live links, as places in `live`.
    pub(super) holding: Rows,
    /// By node: all its links, as places in the network.
    pub(super) all: Rows,
}

impl Shakable {
    /// The map in which the links at these places may hold.
    pub(super) fn of(network: &Network, live: &[u32]) -> Self {
        let mut live = live.to_vec();
        live.sort_by_key(|place| (network.links[*place as usize].hash, *place));
        let ends_of = |place: u32| {
            let link = &network.links[place as usize];
            (link.a as u32, link.b as u32)
        };
        let ends: Vec<(u32, u32)> = live.iter().map(|place| ends_of(*place)).collect();
        let num_nodes = network.actors.len();
        let num_groups = if network.groups.len() <= MAX_GROUPS { network.groups.len() } else { 0 };
        let group: Vec<u32> = (network.group.iter().zip(&network.counted))
            .map(|(group, counted)| group.filter(|_| *counted).map_or(u32::MAX, |group| group as u32))
            .collect();
        let mut group_sizes = vec![0; num_groups];
        for group in &group {
            if let Some(size) = group_sizes.get_mut(*group as usize) {
                *size += 1;
            }
        }
        let joined = |(by, (a, b)): (usize, (u32, u32))| (a, b, by as u32);
        let places = 0..network.links.len() as u32;
        Self {
            weight: network.counted.iter().map(|counted| u32::from(*counted)).collect(),
            group,
            num_groups,
            group_sizes,
            hashes: live.iter().map(|place| network.links[*place as usize].hash).collect(),
            holding: Rows::of(num_nodes, ends.iter().copied().enumerate().map(joined)),
            all: Rows::of(num_nodes, places.map(|place| joined((place as usize, ends_of(place))))),
            live,
            ends,
        }
    }

    /// The map in which the links with points may hold.
    pub(super) fn with_points(network: &Network) -> Self {
        let has_points = |place: &u32| network.links[*place as usize].points > 0;
        Self::of(network, &(0..network.links.len() as u32).filter(has_points).collect::<Vec<_>>())
    }

    pub(super) fn num_nodes(&self) -> usize {
        self.weight.len()
    }
}
