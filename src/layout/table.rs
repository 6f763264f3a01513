//! The distances of all nodes to a sample, kept as whole steps in one or two bytes: this table is the largest
//! thing in memory while a large graph is laid out, and every round reads all of it.

use rayon::prelude::*;

use super::distances::Scratch;
use super::flat::{Flat, Kept, NOWHERE, Wish, wish};
use super::graph::Graph;
use super::rings::Band;
use crate::geom::Point;

/// A row of distances for each node.
pub(super) struct Table {
    /// The length of a row.
    size: usize,
    /// What one step stands for.
    step: f32,
    steps: Steps,
}

/// The greatest number stands for [`NOWHERE`].
enum Steps {
    Few(Vec<u8>),
    Many(Vec<u16>),
}

impl Kept for u8 {
    fn distance(self, step: f32) -> f32 {
        if self == Self::MAX { NOWHERE } else { f32::from(self) * step }
    }
}

impl Kept for u16 {
    fn distance(self, step: f32) -> f32 {
        if self == Self::MAX { NOWHERE } else { f32::from(self) * step }
    }
}

impl Table {
    /// An empty table for a graph that is connected, or whose distances its `bands` limit. No way is longer than
    /// twice the longest from any one node. Hops are kept exactly, other distances to a part in ten thousand of the
    /// longest.
    pub(super) fn new(graph: &Graph, node: usize, size: usize, bands: &[Band]) -> Self {
        let n = graph.len() * size;
        let longest = match bands.iter().map(|band| band.outer as f32).reduce(f32::max) {
            Some(outer) => 2.0 * outer + 1.0,
            None => 2.0 * Scratch::default().from(graph, node).iter().copied().fold(0.0, f32::max),
        };
        match graph.uniform_length().filter(|_| bands.is_empty()) {
            Some(length) if longest / length < 254.5 => {
                Self { size, step: length, steps: Steps::Few(vec![u8::MAX; n]) }
            }
            Some(length) if longest / length < 65_534.0 => {
                let step = length / (65_534.0 / (longest / length)).floor();
                Self { size, step, steps: Steps::Many(vec![u16::MAX; n]) }
            }
            _ => Self { size, step: longest / 65_534.0, steps: Steps::Many(vec![u16::MAX; n]) },
        }
    }

    /// Keeps the distances of all nodes (one row each) to those of the sample from number `first` on.
    pub(super) fn set(&mut self, first: usize, rows: &[Vec<f32>]) {
        let (size, step) = (self.size, self.step);
        let count = |d: f32, most: f32| if d < NOWHERE { (d / step).round().min(most) } else { most + 1.0 };
        match &mut self.steps {
            Steps::Few(all) => fill(all, size, (first, rows), |d| count(d, f32::from(u8::MAX - 1)) as u8),
            Steps::Many(all) => fill(all, size, (first, rows), |d| count(d, f32::from(u16::MAX - 1)) as u16),
        }
    }

    /// The distances of a node to the sample.
    pub(super) fn row(&self, node: usize) -> impl Iterator<Item = f32> + '_ {
        let all = node * self.size..(node + 1) * self.size;
        all.map(|i| match &self.steps {
            Steps::Few(all) => all[i].distance(self.step),
            Steps::Many(all) => all[i].distance(self.step),
        })
    }

    /// The mean over all nodes of the distance to the nearest of the sample.
    pub(super) fn mean_nearest(&self) -> f64 {
        fn sum<T: Kept + Ord>(all: &[T], size: usize, step: f32) -> f64 {
            let nearest = |row: &[T]| row.iter().min().map_or(0.0, |least| f64::from(least.distance(step)));
            all.chunks_exact(size).map(nearest).sum()
        }
        let (all, count) = match &self.steps {
            Steps::Few(all) => (sum(all, self.size, self.step), all.len()),
            Steps::Many(all) => (sum(all, self.size, self.step), all.len()),
        };
        all / (count / self.size) as f64
    }

    /// Where the sample wants each node, in parallel, each for itself.
    pub(super) fn wishes(&self, places: &[Point], sample: &Flat, blunt: f32, wishes: &mut [Wish]) {
        fn all<T: Kept>(
            rows: (&[T], usize, f32),
            places: &[Point],
            (sample, blunt): (&Flat, f32),
            wishes: &mut [Wish],
        ) {
            let (all, size, step) = rows;
            let each = all.par_chunks_exact(size).zip(places).zip(wishes).with_min_len(512);
            each.for_each(|((row, &here), sum)| *sum = wish(here, sample, (row, step), blunt));
        }
        match &self.steps {
            Steps::Few(steps) => all((steps, self.size, self.step), places, (sample, blunt), wishes),
            Steps::Many(steps) => all((steps, self.size, self.step), places, (sample, blunt), wishes),
        }
    }
}

fn fill<T>(all: &mut [T], size: usize, (first, rows): (usize, &[Vec<f32>]), count: impl Fn(f32) -> T) {
    for (node, to) in all.chunks_exact_mut(size).enumerate() {
        to[first..].iter_mut().zip(rows).for_each(|(to, row)| *to = count(row[node]));
    }
}

#[cfg(test)]
mod tests {
    use super::super::graph::Link;
    use super::*;

    /// What a table keeps of the distances of a path of this many links.
    #[track_caller]
    fn check(links: usize, length: impl Fn(usize) -> f32, off: f32) {
        let arcs = (0..links).flat_map(|i| {
            let link = |to: usize| Link { to: to as u32, length: length(i), strength: 1.0 };
            [(i, link(i + 1)), (i + 1, link(i))]
        });
        let graph = Graph::from_arcs(links + 1, arcs.collect::<Vec<_>>().into_iter());
        let row = Scratch::default().from(&graph, 0).to_vec();
        let mut table = Table::new(&graph, links / 2, 8, &[]);
        table.set(0, &vec![row.clone(); 8]);
        for (node, d) in row.iter().enumerate() {
            assert!(table.row(node).all(|kept| (kept - d).abs() <= off), "{d} is kept as {:?}", table.row(node).next());
        }
        assert!((table.mean_nearest() - row.iter().map(|d| f64::from(*d)).sum::<f64>() / row.len() as f64).abs() < 1.0);
    }

    #[test]
    fn hops_are_kept_exactly_and_other_distances_closely() {
        check(40, |_| 60.0, 0.0);
        check(1000, |_| 60.0, 0.01);
        check(1000, |i| 50.0 + (i % 7) as f32, 1.0);
    }
}
