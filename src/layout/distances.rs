//! Shortest ways along the links: from one node to all, or between all pairs of a small graph.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::graph::Graph;

/// Distances between all pairs of nodes, row by row, `f32::INFINITY` between parts (Dijkstra from each
/// node: O(n m log n)). Rows are independent, so the number of threads does not matter.
pub(super) fn all_pairs(graph: &Graph) -> Vec<f32> {
    let n = graph.len();
    let mut all = vec![f32::INFINITY; n * n];
    let fill = |scratch: &mut Scratch, (source, row): (usize, &mut [f32])| {
        for (to, &d) in row.iter_mut().zip(scratch.from(graph, source)) {
            *to = d as f32;
        }
    };
    if n < 128 {
        let mut scratch = Scratch::default();
        all.chunks_mut(n.max(1)).enumerate().for_each(|row| fill(&mut scratch, row));
    } else {
        all.par_chunks_mut(n).enumerate().for_each_init(Scratch::default, fill);
    }
    all
}

/// Reusable memory of one search.
#[derive(Default)]
pub(super) struct Scratch {
    distance: Vec<f64>,
    heap: BinaryHeap<Reverse<(u64, usize)>>,
    queue: Vec<usize>,
}

impl Scratch {
    /// Distances from `source` to every node; infinite where no way leads.
    pub(super) fn from(&mut self, graph: &Graph, source: usize) -> &[f64] {
        self.distance.clear();
        self.distance.resize(graph.len(), f64::INFINITY);
        self.distance[source] = 0.0;
        match graph.uniform_length() {
            Some(length) => self.breadth_first(graph, source, length),
            None => self.dijkstra(graph, source),
        }
        &self.distance
    }

    fn breadth_first(&mut self, graph: &Graph, source: usize, length: f64) {
        self.queue.clear();
        self.queue.push(source);
        let mut next = 0;
        while next < self.queue.len() {
            let node = self.queue[next];
            next += 1;
            let far = self.distance[node] + length;
            for link in graph.of(node) {
                if self.distance[link.to] == f64::INFINITY {
                    self.distance[link.to] = far;
                    self.queue.push(link.to);
                }
            }
        }
    }

    /// The bits of a positive float sort like the float, so the heap needs no wrapper.
    fn dijkstra(&mut self, graph: &Graph, source: usize) {
        self.heap.clear();
        self.heap.push(Reverse((0, source)));
        while let Some(Reverse((bits, node))) = self.heap.pop() {
            let here = f64::from_bits(bits);
            if here > self.distance[node] {
                continue;
            }
            for link in graph.of(node) {
                let far = here + link.length;
                if far < self.distance[link.to] {
                    self.distance[link.to] = far;
                    self.heap.push(Reverse((far.to_bits(), link.to)));
                }
            }
        }
    }
}
