//! Which actors a shaken map still links, and nothing more: sets that unite.

use super::pass::Shakable;

/// Disjoint sets with path halving and union by size.
pub(super) struct Forest {
    parent: Vec<u32>,
    /// By root: counted actors; by others: meaningless.
    counted: Vec<u32>,
}

impl Forest {
    pub(super) fn new(map: &Shakable) -> Self {
        let num_nodes = map.actors.len();
        Self { parent: vec![0; num_nodes], counted: vec![0; num_nodes] }
    }

    /// Pairs of counted actors that the live links marked 1 in `up` link.
    pub(super) fn linked_pairs(&mut self, map: &Shakable, up: &[u8]) -> u64 {
        for (node, parent) in self.parent.iter_mut().enumerate() {
            *parent = node as u32;
        }
        self.counted.copy_from_slice(&map.weight);
        let mut pairs = 0;
        for (&(a, b), up) in map.ends.iter().zip(up) {
            if *up == 1 {
                let (a, b) = (self.root(a), self.root(b));
                if a != b {
                    // Uniting two sets links each of one with each of the other.
                    let (small, large) = (self.counted[a as usize], self.counted[b as usize]);
                    pairs += u64::from(small) * u64::from(large);
                    let (under, over) = if small <= large { (a, b) } else { (b, a) };
                    self.parent[under as usize] = over;
                    self.counted[over as usize] = small + large;
                }
            }
        }
        pairs
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
