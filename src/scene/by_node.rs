//! Lists for every node of a picture, one beside the other: thousands of short lists of their own are slow to make.

/// A list for each of some nodes.
pub(super) struct ByNode<T> {
    /// Where the list of each node begins, and where the last one ends.
    starts: Vec<usize>,
    next: Vec<usize>,
    items: Vec<T>,
}

impl<T: Copy + Default> ByNode<T> {
    /// Empty lists with room for one item each time that a node is among `of`.
    pub(super) fn with_room(nodes: usize, of: impl Iterator<Item = usize>) -> Self {
        let mut starts = vec![0; nodes + 1];
        of.for_each(|node| starts[node + 1] += 1);
        (0..nodes).for_each(|node| starts[node + 1] += starts[node]);
        Self { next: starts.clone(), items: vec![T::default(); starts[nodes]], starts }
    }

    /// Adds to the list of a node, as far as room was made.
    pub(super) fn push(&mut self, node: usize, item: T) {
        let next = &mut self.next[node];
        if *next < self.starts[node + 1] {
            self.items[*next] = item;
            *next += 1;
        }
    }

    pub(super) fn of(&self, node: usize) -> &[T] {
        &self.items[self.starts[node]..self.next[node]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_has_its_own_list() {
        let pairs = [(2, 'a'), (0, 'b'), (2, 'c')];
        let mut lists = ByNode::with_room(3, pairs.iter().map(|pair| pair.0));
        pairs.iter().for_each(|(node, item)| lists.push(*node, *item));
        assert_eq!([0, 1, 2].map(|node| lists.of(node).to_vec()), [vec!['b'], vec![], vec!['a', 'c']]);
        lists.push(1, 'd');
        assert!(lists.of(1).is_empty(), "no room was made");
    }
}
