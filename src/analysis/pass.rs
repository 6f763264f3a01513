//! One walk over one shaken map: which pieces hold, and what each link and actor holds together in it.
//!
//! Bridges and articulation points by depth-first search (R. Tarjan, "Depth-first search and linear
//! graph algorithms", SIAM J. Comput. 1972), without recursion and without allocating. Most actors of most
//! samples are in one large piece: what only the rest needs is done for the rest only. Chance is not here.

use super::shakable::Shakable;

/// What a state of the map weighs: 1 in a sample, its chance in an enumeration.
pub(super) trait Amount: Copy + Default + Send + Sync + std::ops::AddAssign {
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

/// What is added up over the states of a map.
#[derive(Clone, Debug)]
pub(super) struct Sums<N> {
    /// Linked pairs of counted actors.
    pub(super) pairs: N,
    /// Their square: for the standard error of a sample.
    pub(super) squares: u128,
    /// By link of the network: pairs that only it links, in the states in which it holds, and pairs that it
    /// would link, in the states in which its ends are apart.
    pub(super) hanging: Vec<N>,
    /// By node: linked pairs among the others that part without it.
    pub(super) parted: Vec<N>,
    /// By pair of groups, row by row, the lower number first: linked pairs.
    pub(super) grouped: Vec<N>,
}

impl<N: Amount> Sums<N> {
    pub(super) fn new(map: &Shakable) -> Self {
        Self {
            pairs: N::default(),
            squares: 0,
            hanging: vec![N::default(); map.all.arcs.len() / 2],
            parted: vec![N::default(); map.num_nodes()],
            grouped: vec![N::default(); map.num_groups * map.num_groups],
        }
    }

    /// Adds what another part of the states summed up to.
    pub(super) fn add(&mut self, other: &Self) {
        self.pairs += other.pairs;
        self.squares += other.squares;
        let mine = [&mut self.hanging, &mut self.parted, &mut self.grouped];
        for (mine, theirs) in mine.into_iter().zip([&other.hanging, &other.parted, &other.grouped]) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine += *theirs;
            }
        }
    }

    pub(super) fn clear(&mut self) {
        self.pairs = N::default();
        self.squares = 0;
        for sums in [&mut self.hanging, &mut self.parted, &mut self.grouped] {
            sums.fill(N::default());
        }
    }
}

/// Which live links hold: a bit of each word.
#[derive(Clone, Copy)]
pub(super) struct Up<'a> {
    /// By live link.
    pub(super) words: &'a [u64],
    /// Which bit, 0 to 63.
    pub(super) bit: u32,
}

/// A node on the way from the root of the walk to the node at hand.
#[derive(Clone, Copy, Default)]
struct Step {
    node: u32,
    /// When it was found, from 1.
    found: u32,
    /// The next arc to follow, and one past the last that holds.
    cursor: u32,
    end: u32,
    /// The earliest node that it or those below it reach.
    low: u32,
    /// The live link that the walk came by.
    via: u32,
    /// Counted actors at it and below.
    size: u32,
    /// Counted actors below that part from the rest without it.
    below: u32,
    /// The sum of the squares of those pieces.
    squares: u64,
}

/// A piece of the map: nodes in the order in which they were found.
#[derive(Clone, Copy, Default)]
struct Piece {
    start: u32,
    end: u32,
    /// Counted actors in it.
    total: u32,
}

/// A link that alone joins what is behind it, seen from the root of the walk.
#[derive(Clone, Copy, Default)]
struct Bridge {
    /// As a place among the live links.
    link: u32,
    /// Counted actors behind it.
    behind: u32,
    /// When the first and the last node behind it were found.
    from: u32,
    to: u32,
}

/// Memory of the walk, kept from state to state.
pub(super) struct Walk {
    /// Arcs that hold, by node; where each node's end.
    arcs: Vec<(u32, u32)>,
    ends: Vec<u32>,
    /// By node: when it was found, from 1; 0 before.
    found: Vec<u32>,
    order: Vec<u32>,
    path: Vec<Step>,
    pieces: Vec<Piece>,
    /// Bridges of the piece at hand.
    bridges: Vec<Bridge>,
    /// Its articulation points: (node, counted actors that part, their squares).
    cuts: Vec<(u32, u32, u64)>,
    /// By node: its piece, from 1; 0 within the largest.
    label: Vec<u32>,
    /// By group: members in the piece at hand, and in the largest.
    met: Vec<u32>,
    left: Vec<u32>,
}

/// No link: the root of a walk was not come by.
const NONE: u32 = u32::MAX;

impl Walk {
    pub(super) fn new(map: &Shakable) -> Self {
        let num_nodes = map.num_nodes();
        Self {
            arcs: vec![(0, 0); map.holding.arcs.len() + 1],
            ends: vec![0; num_nodes],
            found: vec![0; num_nodes],
            order: vec![0; num_nodes],
            path: vec![Step::default(); num_nodes + 1],
            pieces: Vec::with_capacity(num_nodes),
            bridges: Vec::with_capacity(num_nodes),
            cuts: Vec::with_capacity(num_nodes),
            label: vec![0; num_nodes],
            met: vec![0; map.num_groups],
            left: vec![0; map.num_groups],
        }
    }

    /// Walks the map in which exactly the live links marked in `up` hold, and adds what it sees.
    ///
    /// Without `WHOLE` only pairs and what hangs on each link are looked at.
    pub(super) fn walk<N: Amount, const WHOLE: bool>(
        &mut self,
        map: &Shakable,
        up: Up<'_>,
        weight: N,
        sums: &mut Sums<N>,
    ) {
        self.keep_what_holds(map, up);
        self.found.fill(0);
        self.pieces.clear();
        let (mut num_found, mut pairs, mut largest) = (0, 0, 0);
        for root in 0..map.num_nodes() {
            if self.found[root] > 0 {
                continue;
            }
            let start = num_found;
            let total = self.explore::<WHOLE>(map, root as u32, &mut num_found);
            self.add_piece::<N, WHOLE>(map, total, weight, sums);
            pairs += u64::from(total) * u64::from(total.saturating_sub(1)) / 2;
            self.pieces.push(Piece { start, end: num_found, total });
            if total > self.pieces[largest].total {
                largest = self.pieces.len() - 1;
            }
        }
        sums.pairs += weight.weigh(pairs);
        sums.squares += u128::from(pairs) * u128::from(pairs);
        self.add_apart(map, largest, weight, sums);
        if WHOLE && map.num_groups > 0 {
            self.add_groups(map, largest, weight, sums);
        }
    }

    /// Walks the piece of `a` alone. If `b` is in it, adds what hangs on each bridge between the two, and
    /// tells so: with one more link from `a` to `b` nothing would hang on those, and all else stay as it is.
    pub(super) fn bridges_between(&mut self, map: &Shakable, up: Up<'_>, (a, b): (u32, u32), sums: &mut [u64]) -> bool {
        self.keep_what_holds(map, up);
        self.found.fill(0);
        let total = self.explore::<false>(map, a, &mut 0);
        let place = self.found[b as usize];
        for bridge in self.bridges.drain(..) {
            if (bridge.from..=bridge.to).contains(&place) {
                let pairs = u64::from(bridge.behind) * u64::from(total - bridge.behind);
                sums[map.live[bridge.link as usize] as usize] += pairs;
            }
        }
        place > 0
    }

    /// The number of pieces in the map last walked.
    pub(super) fn num_pieces(&self) -> usize {
        self.pieces.len()
    }

    /// Copies the arcs that hold; without branches, as no branch could be foreseen.
    fn keep_what_holds(&mut self, map: &Shakable, up: Up<'_>) {
        for (row_end, row) in self.ends.iter_mut().zip(map.holding.first.windows(2)) {
            let mut end = row[0];
            for &(to, link) in &map.holding.arcs[row[0] as usize..row[1] as usize] {
                self.arcs[end as usize] = (to, link);
                end += (up.words[link as usize] >> up.bit & 1) as u32;
            }
            *row_end = end;
        }
    }

    /// Finds the whole piece of `root`, its bridges and articulation points; returns its counted actors.
    ///
    /// The node at hand lives in local variables: a node is entered once but looked at for every arc.
    fn explore<const WHOLE: bool>(&mut self, map: &Shakable, root: u32, num_found: &mut u32) -> u32 {
        let Self { arcs, ends, found, order, path, bridges, cuts, .. } = self;
        let first = &map.holding.first;
        let mut enter = |(node, via): (u32, u32), found: &mut [u32]| {
            order[*num_found as usize] = node;
            *num_found += 1;
            found[node as usize] = *num_found;
            Step {
                node,
                found: *num_found,
                cursor: first[node as usize],
                end: ends[node as usize],
                low: *num_found,
                via,
                size: map.weight[node as usize],
                below: 0,
                squares: 0,
            }
        };
        let mut last = 0;
        let mut step = enter((root, NONE), found);
        let mut depth = 0;
        loop {
            let mut next = None;
            for (steps, &(to, link)) in (1..).zip(&arcs[step.cursor as usize..step.end as usize]) {
                let seen = found[to as usize];
                if seen == 0 {
                    step.cursor += steps;
                    next = Some((to, link));
                    break;
                }
                step.low = step.low.min(if link == step.via { NONE } else { seen });
            }
            if let Some(arc) = next {
                path[depth] = step;
                depth += 1;
                step = enter(arc, found);
                last = step.found;
                continue;
            }
            if WHOLE && step.below > 0 {
                cuts.push((step.node, step.below, step.squares));
            }
            if depth == 0 {
                return step.size;
            }
            depth -= 1;
            let done = step;
            step = path[depth];
            step.size += done.size;
            if done.low > step.found {
                bridges.push(Bridge { link: done.via, behind: done.size, from: done.found, to: last });
            }
            if WHOLE {
                // Nothing below the one just left reaches above its parent: it is a piece of its own.
                let parts = if done.low >= step.found { done.size } else { 0 };
                step.below += parts;
                step.squares += u64::from(parts) * u64::from(parts);
            }
            step.low = step.low.min(done.low);
        }
    }

    /// Adds up what the links and actors of the piece just found hold together in it.
    fn add_piece<N: Amount, const WHOLE: bool>(&mut self, map: &Shakable, total: u32, weight: N, sums: &mut Sums<N>) {
        for Bridge { link, behind, .. } in self.bridges.drain(..) {
            let pairs = u64::from(behind) * u64::from(total - behind);
            sums.hanging[map.live[link as usize] as usize] += weight.weigh(pairs);
        }
        if WHOLE {
            for (node, below, squares) in self.cuts.drain(..) {
                let others = u64::from(total - map.weight[node as usize]);
                let rest = others - u64::from(below);
                sums.parted[node as usize] += weight.weigh((others * others - squares - rest * rest) / 2);
            }
        }
    }

    /// For each link between two pieces: the pairs that it would link. Each such link has an end outside the
    /// largest piece.
    fn add_apart<N: Amount>(&mut self, map: &Shakable, largest: usize, weight: N, sums: &mut Sums<N>) {
        let pieces = &self.pieces;
        let outside = || (1_u32..).zip(pieces).filter(|(number, _)| *number as usize != largest + 1);
        for (number, piece) in outside() {
            for node in &self.order[piece.start as usize..piece.end as usize] {
                self.label[*node as usize] = number;
            }
        }
        let large = pieces.get(largest).map_or(0, |piece| piece.total);
        for (number, piece) in outside().filter(|(_, piece)| piece.total > 0) {
            for node in &self.order[piece.start as usize..piece.end as usize] {
                for &(other, place) in map.all.row(*node) {
                    let there = self.label[other as usize];
                    if there == 0 {
                        sums.hanging[place as usize] += weight.weigh(u64::from(piece.total) * u64::from(large));
                    } else if there > number {
                        let total = pieces[there as usize - 1].total;
                        sums.hanging[place as usize] += weight.weigh(u64::from(piece.total) * u64::from(total));
                    }
                }
            }
        }
        for (_, piece) in outside() {
            for node in &self.order[piece.start as usize..piece.end as usize] {
                self.label[*node as usize] = 0;
            }
        }
    }

    /// Linked pairs by their groups; who is not in any other piece is in the largest.
    fn add_groups<N: Amount>(&mut self, map: &Shakable, largest: usize, weight: N, sums: &mut Sums<N>) {
        self.left.copy_from_slice(&map.group_sizes);
        for (number, piece) in self.pieces.iter().enumerate() {
            if number == largest || piece.total == 0 {
                continue;
            }
            let members = &self.order[piece.start as usize..piece.end as usize];
            for node in members {
                if let Some(left) = self.left.get_mut(map.group[*node as usize] as usize) {
                    *left -= 1;
                    self.met[map.group[*node as usize] as usize] += 1;
                }
            }
            if piece.total > 1 {
                add_pairs(&self.met, weight, sums);
            }
            for node in members {
                if let Some(met) = self.met.get_mut(map.group[*node as usize] as usize) {
                    *met = 0;
                }
            }
        }
        add_pairs(&self.left, weight, sums);
    }
}

/// Adds the pairs among so many of each group.
fn add_pairs<N: Amount>(sizes: &[u32], weight: N, sums: &mut Sums<N>) {
    for (low, size) in sizes.iter().enumerate().filter(|(_, size)| **size > 0) {
        let size = u64::from(*size);
        let row = &mut sums.grouped[low * sizes.len()..(low + 1) * sizes.len()];
        row[low] += weight.weigh(size * (size - 1) / 2);
        for (sum, other) in row.iter_mut().zip(sizes).skip(low + 1) {
            *sum += weight.weigh(size * u64::from(*other));
        }
    }
}
