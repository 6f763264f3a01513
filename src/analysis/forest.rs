//! Which actors a shaken map still links, and nothing more: sets that unite.

/// Disjoint sets with path halving and union by size (of counted actors).
#[derive(Clone, Debug)]
pub(super) struct Forest {
    parent: Vec<u32>,
    /// By root: counted actors; by others: meaningless.
    counted: Vec<u32>,
    /// Pairs of counted actors that are in one set.
    pairs: u64,
}

impl Forest {
    /// Everybody alone; `weight` is 1 for who counts.
    pub(super) fn new(weight: &[u32]) -> Self {
        Self { parent: (0..weight.len() as u32).collect(), counted: weight.to_vec(), pairs: 0 }
    }

    /// Takes over the sets of another forest over the same actors.
    pub(super) fn copy(&mut self, other: &Self) {
        self.parent.copy_from_slice(&other.parent);
        self.counted.copy_from_slice(&other.counted);
        self.pairs = other.pairs;
    }

    /// Pairs of counted actors that are linked.
    pub(super) fn pairs(&self) -> u64 {
        self.pairs
    }

    /// Unites the sets of `a` and `b`: links each counted actor of one with each of the other.
    pub(super) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            let (small, large) = (self.counted[a as usize], self.counted[b as usize]);
            self.pairs += u64::from(small) * u64::from(large);
            let (under, over) = if small <= large { (a, b) } else { (b, a) };
            self.parent[under as usize] = over;
            self.counted[over as usize] = small + large;
        }
    }

    fn root(&mut self, mut node: u32) -> u32 {
        loop {
            let parent = self.parent[node as usize];
            if parent == node {
                return node;
            }
            let above = self.parent[parent as usize];
            self.parent[node as usize] = above;
            node = above;
        }
    }
}
