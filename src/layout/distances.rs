//! Shortest ways along the links: from one node to all, or between all pairs of a small graph.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::flat::NOWHERE;
use super::graph::Graph;

/// Distances between all pairs of nodes, one row of length `row` for each, [`NOWHERE`] between parts and at
/// the end of rows (Dijkstra from each node: O(n m log n)). Rows are independent, so the number of threads
/// does not matter.
pub(super) fn all_pairs(graph: &Graph, row: usize) -> Vec<f32> {
    let n = graph.len();
    let mut all = vec![NOWHERE; n * row];
    let fill = |scratch: &mut Scratch, (source, row): (usize, &mut [f32])| {
        for (to, &d) in row.iter_mut().zip(scratch.from(graph, source)) {
            *to = d.min(NOWHERE);
        }
    };
    if n < 128 {
        let mut scratch = Scratch::default();
        all.chunks_mut(row.max(1)).enumerate().for_each(|row| fill(&mut scratch, row));
    } else {
        all.par_chunks_mut(row).enumerate().for_each_init(Scratch::default, fill);
    }
    all
}

/// Reusable memory of one search.
#[derive(Default)]
pub(super) struct Scratch {
    distance: Vec<f32>,
    heap: BinaryHeap<Reverse<(u32, u32)>>,
    queue: Vec<u32>,
}

impl Scratch {
    /// Distances from `source` to every node; infinite where no way leads.
    pub(super) fn from(&mut self, graph: &Graph, source: usize) -> &[f32] {
        self.distance.clear();
        self.distance.resize(graph.len(), f32::INFINITY);
        self.distance[source] = 0.0;
        match graph.uniform_length() {
            Some(length) => self.breadth_first(graph, source, length),
            None => self.dijkstra(graph, source),
        }
        &self.distance
    }

    fn breadth_first(&mut self, graph: &Graph, source: usize, length: f32) {
        self.queue.clear();
        self.queue.push(source as u32);
        let mut next = 0;
        while let Some(&node) = self.queue.get(next) {
            next += 1;
            let far = self.distance[node as usize] + length;
            for &to in graph.ends(node as usize) {
                let distance = &mut self.distance[to as usize];
                if *distance == f32::INFINITY {
                    *distance = far;
                    self.queue.push(to);
                }
            }
        }
    }

    /// The bits of a positive float sort like the float, so the heap needs no wrapper.
    fn dijkstra(&mut self, graph: &Graph, source: usize) {
        self.heap.clear();
        self.heap.push(Reverse((0, source as u32)));
        while let Some(Reverse((bits, node))) = self.heap.pop() {
            let here = f32::from_bits(bits);
            if here > self.distance[node as usize] {
                continue;
            }
            for link in graph.of(node as usize) {
                let far = here + link.length;
                if far < self.distance[link.to()] {
                    self.distance[link.to()] = far;
                    self.heap.push(Reverse((far.to_bits(), link.to)));
                }
            }
        }
    }
}
