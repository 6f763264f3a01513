//! One walk over one shaken map: which pieces hold, and what each link and actor holds together in it.
//!
//! Bridges and articulation points by depth-first search (R. Tarjan, "Depth-first search and linear
//! graph algorithms", SIAM J. Comput. 1972), without recursion and without allocating. Chance is not here.

use super::network::{Link, Network};

/// More groups than this have no matrix of who still reaches whom: it would cost more than the rest.
pub(super) const MAX_GROUPS: usize = 64;

/// What a state of the map weighs: 1 in a sample, its chance in an enumeration.
pub(super) trait Amount: Copy + Default + Send + std::ops::AddAssign {
    /// `pairs` pairs of actors in a state of this weight.
    fn weigh(self, pairs: u64) -> Self;
}

impl Amount for u64 {
    fn weigh(self, pairs: u64) -> Self {
        self * pairs
    }
}

impl Amount for f64 {
    fn weigh(self, pairs: u64) -> Self {
        self * pairs as Self
    }
}

/// The part of a network that shaking can change, in flat arrays.
#[derive(Clone, Debug)]
pub(super) struct Shakable {
    /// By node: its number in the network.
    pub(super) actors: Vec<usize>,
    /// By actor of the network: its node, if a link with points ends there.
    pub(super) nodes: Vec<Option<usize>>,
    /// By node: 1 where it counts.
    pub(super) weight: Vec<u32>,
    /// By node: its group, `u32::MAX` for none.
    group: Vec<u32>,
    /// Groups of the network; 0 where there are too many.
    pub(super) num_groups: usize,
    /// Links with points, by their draws' hash: the order of the file makes no difference.
    pub(super) live: Vec<Link>,
    /// By live link: its place in the network.
    pub(super) places: Vec<usize>,
    /// By live link: the nodes at its ends.
    pub(super) ends: Vec<(u32, u32)>,
    /// Places in the network of the links with both ends among the nodes, and those ends.
    pub(super) inner: Vec<(usize, u32, u32)>,
    /// By node: where its arcs begin; one more at the end.
    first: Vec<u32>,
    /// Arcs by node: other end, place in `live`.
    arcs: Vec<(u32, u32)>,
}

impl Shakable {
    pub(super) fn of(network: &Network) -> Self {
        let mut places: Vec<usize> =
            (0..network.links.len()).filter(|place| network.links[*place].points > 0).collect();
        places.sort_by_key(|place| (network.links[*place].hash, *place));
        let live: Vec<Link> = places.iter().map(|place| network.links[*place]).collect();
        let mut is_end = vec![false; network.actors.len()];
        for link in &live {
            is_end[link.a] = true;
            is_end[link.b] = true;
        }
        let actors: Vec<usize> = (0..is_end.len()).filter(|actor| is_end[*actor]).collect();
        let mut nodes = vec![None; is_end.len()];
        for (node, actor) in actors.iter().enumerate() {
            nodes[*actor] = Some(node);
        }
        let node = |actor: usize| nodes[actor].unwrap_or_default() as u32;
        let ends: Vec<(u32, u32)> = live.iter().map(|link| (node(link.a), node(link.b))).collect();
        let mut first = vec![0; actors.len() + 1];
        for &(a, b) in &ends {
            first[a as usize + 1] += 1;
            first[b as usize + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut next = first.clone();
        let mut arcs = vec![(0, 0); 2 * live.len()];
        for (link, &(a, b)) in ends.iter().enumerate() {
            for (from, to) in [(a, b), (b, a)] {
                let slot = &mut next[from as usize];
                arcs[*slot as usize] = (to, link as u32);
                *slot += 1;
            }
        }
        let inner = (network.links.iter().enumerate())
            .filter(|(_, link)| is_end[link.a] && is_end[link.b])
            .map(|(place, link)| (place, node(link.a), node(link.b)))
            .collect();
        Self {
            weight: actors.iter().map(|actor| u32::from(network.counted[*actor])).collect(),
            group: actors.iter().map(|actor| network.group[*actor].map_or(u32::MAX, |group| group as u32)).collect(),
            num_groups: if network.groups.len() <= MAX_GROUPS { network.groups.len() } else { 0 },
            actors,
            nodes,
            live,
            places,
            ends,
            inner,
            first,
            arcs,
        }
    }
}

/// What is added up over the states of a map.
#[derive(Clone, Debug)]
pub(super) struct Sums<N> {
    /// Linked pairs of counted actors.
    pub(super) pairs: N,
    /// Their square: for the standard error of a sample.
    pub(super) squares: u128,
    /// By live link: pairs that only it links, in the states in which it holds.
    pub(super) bridged: Vec<N>,
    /// By inner link: pairs that it would link, in the states in which its ends are apart.
    pub(super) bridging: Vec<N>,
    /// By node: linked pairs among the others that part without it.
    pub(super) parted: Vec<N>,
    /// By node: counted actors that it reaches, itself among them.
    pub(super) reached: Vec<N>,
    /// By pair of groups, row by row, the lower number first: linked pairs.
    pub(super) grouped: Vec<N>,
}

impl<N: Amount> Sums<N> {
    pub(super) fn new(map: &Shakable) -> Self {
        Self {
            pairs: N::default(),
            squares: 0,
            bridged: vec![N::default(); map.live.len()],
            bridging: vec![N::default(); map.inner.len()],
            parted: vec![N::default(); map.actors.len()],
            reached: vec![N::default(); map.actors.len()],
            grouped: vec![N::default(); map.num_groups * map.num_groups],
        }
    }

    /// Adds what another part of the states summed up to.
    pub(super) fn add(mut self, other: &Self) -> Self {
        self.pairs += other.pairs;
        self.squares += other.squares;
        let mine = [&mut self.bridged, &mut self.bridging, &mut self.parted, &mut self.reached, &mut self.grouped];
        let theirs = [&other.bridged, &other.bridging, &other.parted, &other.reached, &other.grouped];
        for (mine, theirs) in mine.into_iter().zip(theirs) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine += *theirs;
            }
        }
        self
    }
}

/// A node on the walk, but for when it was found.
#[derive(Clone, Copy, Default)]
struct Visit {
    /// The next arc to follow.
    cursor: u32,
    /// One past its last arc that holds.
    end: u32,
    /// The earliest node that it or those below it reach.
    low: u32,
    /// Where the walk came from.
    parent: u32,
    /// The link that it came by.
    via: u32,
    /// Counted actors at it and below.
    size: u32,
    /// Counted actors below that part from the rest without it.
    below: u32,
    /// The sum of the squares of those pieces.
    squares: u64,
}

/// The piece of the map that a node is in.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Piece {
    root: u32,
    /// Counted actors in it.
    total: u32,
}

/// Memory of the walk, kept from state to state.
pub(super) struct Walk {
    visits: Vec<Visit>,
    /// By node: when it was found, from 1; 0 before.
    found: Vec<u32>,
    /// Arcs that hold, by node.
    arcs: Vec<(u32, u32)>,
    /// Nodes in the order in which they were found, and how many those are.
    order: Vec<u32>,
    num_found: usize,
    pieces: Vec<Piece>,
    group_sizes: Vec<u32>,
    groups_met: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Walk {
    pub(super) fn new(map: &Shakable) -> Self {
        let num_nodes = map.actors.len();
        Self {
            visits: vec![Visit::default(); num_nodes],
            found: vec![0; num_nodes],
            arcs: vec![(0, 0); map.arcs.len() + 1],
            order: vec![0; num_nodes],
            num_found: 0,
            pieces: vec![Piece::default(); num_nodes],
            group_sizes: vec![0; map.num_groups],
            groups_met: Vec::with_capacity(map.num_groups),
        }
    }

    /// Walks the map in which exactly the live links marked 1 in `up` hold, and adds what it sees.
    pub(super) fn walk<N: Amount>(&mut self, map: &Shakable, up: &[u8], weight: N, sums: &mut Sums<N>) {
        self.keep_what_holds(map, up);
        self.found.fill(0);
        self.num_found = 0;
        let mut pairs = 0;
        for root in 0..map.actors.len() {
            if self.found[root] == 0 {
                let start = self.num_found;
                self.explore(root);
                pairs += self.gather(map, start, weight, sums);
            }
        }
        sums.pairs += weight.weigh(pairs);
        sums.squares += u128::from(pairs) * u128::from(pairs);
        for (sum, &(_, a, b)) in sums.bridging.iter_mut().zip(&map.inner) {
            let (a, b) = (self.pieces[a as usize], self.pieces[b as usize]);
            let apart = u64::from(a.root != b.root);
            *sum += weight.weigh(apart * u64::from(a.total) * u64::from(b.total));
        }
    }

    /// The number of pieces in the map last walked.
    pub(super) fn num_pieces(&self) -> usize {
        self.pieces.iter().enumerate().filter(|(node, piece)| piece.root as usize == *node).count()
    }

    /// Copies the arcs that hold; without branches, as no branch could be foreseen.
    fn keep_what_holds(&mut self, map: &Shakable, up: &[u8]) {
        for ((visit, row), &weight) in self.visits.iter_mut().zip(map.first.windows(2)).zip(&map.weight) {
            let mut end = row[0];
            for &(to, link) in &map.arcs[row[0] as usize..row[1] as usize] {
                self.arcs[end as usize] = (to, link);
                end += u32::from(up[link as usize]);
            }
            *visit = Visit { cursor: row[0], end, size: weight, ..Visit::default() };
        }
    }

    /// Finds the whole piece of `root`, with low points and sizes.
    ///
    /// The node at hand lives in local variables: a node is entered once but looked at for every arc.
    fn explore(&mut self, root: usize) {
        let Self { visits, found, arcs, order, num_found, .. } = self;
        let mut node = root;
        let (mut cursor, mut end, mut low, mut via) = (visits[root].cursor, visits[root].end, NONE, NONE);
        visits[root].parent = NONE;
        visits[root].via = NONE;
        order[*num_found] = root as u32;
        *num_found += 1;
        found[root] = *num_found as u32;
        low = low.min(found[root]);
        loop {
            let mut next = None;
            for (steps, &(to, link)) in (1..).zip(&arcs[cursor as usize..end as usize]) {
                let seen = found[to as usize];
                if seen == 0 {
                    cursor += steps;
                    next = Some((to, link));
                    break;
                }
                low = low.min(if link == via { NONE } else { seen });
            }
            if let Some((to, link)) = next {
                let left = &mut visits[node];
                left.cursor = cursor;
                left.low = low;
                let entered = &mut visits[to as usize];
                entered.parent = node as u32;
                entered.via = link;
                (cursor, end, via) = (entered.cursor, entered.end, link);
                order[*num_found] = to;
                *num_found += 1;
                low = *num_found as u32;
                found[to as usize] = low;
                node = to as usize;
            } else {
                let done = &mut visits[node];
                done.low = low;
                let (parent, size) = (done.parent, done.size);
                if parent == NONE {
                    return;
                }
                node = parent as usize;
                let above = &mut visits[node];
                above.size += size;
                // Nothing below the one just left reaches above its parent: it is a piece of its own.
                let parts = if low >= found[node] { size } else { 0 };
                above.below += parts;
                above.squares += u64::from(parts) * u64::from(parts);
                (cursor, end, low, via) = (above.cursor, above.end, low.min(above.low), above.via);
            }
        }
    }

    /// Adds up one piece, found from `start` on; returns its linked pairs.
    fn gather<N: Amount>(&mut self, map: &Shakable, start: usize, weight: N, sums: &mut Sums<N>) -> u64 {
        let order = &self.order[start..self.num_found];
        let root = order[0];
        let total = self.visits[root as usize].size;
        let reached = weight.weigh(u64::from(total));
        for (&node, found) in order.iter().zip(start as u32 + 1..) {
            let at = node as usize;
            let Visit { low, via, size, below, squares, .. } = self.visits[at];
            self.pieces[at] = Piece { root, total };
            sums.reached[at] += reached;
            if low == found && via != NONE {
                sums.bridged[via as usize] += weight.weigh(u64::from(size) * u64::from(total - size));
            }
            if below > 0 {
                let others = u64::from(total - map.weight[at]);
                let rest = others - u64::from(below);
                sums.parted[at] += weight.weigh((others * others - squares - rest * rest) / 2);
            }
        }
        if total > 1 && map.num_groups > 0 {
            self.group_pairs(map, start, weight, sums);
        }
        u64::from(total) * u64::from(total.saturating_sub(1)) / 2
    }

    fn group_pairs<N: Amount>(&mut self, map: &Shakable, start: usize, weight: N, sums: &mut Sums<N>) {
        for &node in &self.order[start..self.num_found] {
            let (group, counts) = (map.group[node as usize], map.weight[node as usize]);
            if group != NONE && counts > 0 {
                let size = &mut self.group_sizes[group as usize];
                if *size == 0 {
                    self.groups_met.push(group);
                }
                *size += 1;
            }
        }
        for (at, &group) in self.groups_met.iter().enumerate() {
            let size = u64::from(self.group_sizes[group as usize]);
            let row = |low: u32, high: u32| low as usize * map.num_groups + high as usize;
            sums.grouped[row(group, group)] += weight.weigh(size * (size - 1) / 2);
            for &other in &self.groups_met[at + 1..] {
                let between = size * u64::from(self.group_sizes[other as usize]);
                sums.grouped[row(group.min(other), group.max(other))] += weight.weigh(between);
            }
        }
        for group in self.groups_met.drain(..) {
            self.group_sizes[group as usize] = 0;
        }
    }
}
