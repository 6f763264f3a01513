//! Pivots: a few nodes far from one another, the distances to them, and the start they give
//! (Brandes and Pich, "Eigensolver methods for progressive multidimensional scaling", 2007).

use rayon::prelude::*;

use super::distances::Scratch;
use super::graph::Graph;
use crate::geom::Point;

/// Distances from some nodes to all.
#[derive(Clone, Debug)]
pub(super) struct Pivots {
    /// The chosen nodes.
    pub(super) nodes: Vec<usize>,
    /// One row for each pivot.
    pub(super) rows: Vec<Vec<f32>>,
}

impl Pivots {
    /// Up to `count` pivots of a connected graph, each the node farthest from those before it, the first
    /// the node farthest from node 0.
    pub(super) fn farthest(graph: &Graph, count: usize) -> Self {
        let mut pivots = Self { nodes: Vec::new(), rows: Vec::new() };
        let mut scratch = Scratch::default();
        let mut nearest: Vec<f32> = scratch.from(graph, 0).iter().map(|&d| d as f32).collect();
        for round in 0..count.min(graph.len()) {
            let next = (0..graph.len()).max_by(|&a, &b| nearest[a].total_cmp(&nearest[b]).then(b.cmp(&a)));
            let Some(next) = next.filter(|&node| round == 0 || nearest[node] > 0.0) else { break };
            let row: Vec<f32> = scratch.from(graph, next).iter().map(|&d| d as f32).collect();
            for (near, &d) in nearest.iter_mut().zip(&row) {
                *near = if round == 0 { d } else { near.min(d) };
            }
            pivots.nodes.push(next);
            pivots.rows.push(row);
        }
        pivots
    }

    /// Places by classical scaling of the distances to the pivots. Nodes with the same distances fall on
    /// one spot.
    pub(super) fn places(&self, n: usize) -> Vec<Point> {
        /// More pivots cost quadratically and change little: this is only a start.
        const ENOUGH: usize = 40;
        let columns: Vec<Vec<f64>> = centered(&self.rows[..self.rows.len().min(ENOUGH)], n);
        let k = columns.len();
        let rows: Vec<Vec<f64>> = (0..k)
            .into_par_iter()
            .map(|a| (0..k).map(|b| columns[a].iter().zip(&columns[b]).map(|(x, y)| x * y).sum()).collect())
            .collect();
        let first = dominant(&rows, None);
        let second = dominant(&rows, Some(&first));
        let along = |v: &[f64], i: usize| columns.iter().zip(v).map(|(column, &share)| column[i] * share).sum::<f64>();
        let mut places: Vec<Point> = (0..n).map(|i| Point::new(along(&first, i), along(&second, i))).collect();
        self.rescale(&mut places);
        places
    }

    /// Scales `places` so that distances to the pivots are right on average.
    fn rescale(&self, places: &mut [Point]) {
        let (mut have, mut both) = (0.0, 0.0);
        for (&pivot, row) in self.nodes.iter().zip(&self.rows) {
            for (place, &d) in places.iter().zip(row) {
                if d > 0.0 {
                    let ratio = place.distance(places[pivot]) / f64::from(d);
                    have += ratio;
                    both += ratio * ratio;
                }
            }
        }
        let factor = if both > 0.0 { have / both } else { 1.0 };
        for place in places {
            *place = (place.to_vec2() * factor).to_point();
        }
    }
}

/// Squared distances, centered in both directions, one column for each pivot.
fn centered(rows: &[Vec<f32>], n: usize) -> Vec<Vec<f64>> {
    let mut columns: Vec<Vec<f64>> =
        rows.iter().map(|row| row.iter().map(|&d| -0.5 * f64::from(d) * f64::from(d)).collect()).collect();
    for column in &mut columns {
        let mean = column.iter().sum::<f64>() / n as f64;
        column.iter_mut().for_each(|x| *x -= mean);
    }
    for i in 0..n {
        let mean = columns.iter().map(|column| column[i]).sum::<f64>() / columns.len() as f64;
        columns.iter_mut().for_each(|column| column[i] -= mean);
    }
    columns
}

/// The eigenvector with the largest eigenvalue, perpendicular to `not` (power iteration).
fn dominant(rows: &[Vec<f64>], not: Option<&[f64]>) -> Vec<f64> {
    const ROUNDS: usize = 60;
    // A start that is neither constant nor alternating meets every eigenvector in practice.
    let mut v: Vec<f64> = (0..rows.len()).map(|i| libm::sin(1.0 + 2.4 * i as f64)).collect();
    for _ in 0..ROUNDS {
        if let Some(not) = not {
            let share: f64 = v.iter().zip(not).map(|(x, y)| x * y).sum();
            v.iter_mut().zip(not).for_each(|(x, y)| *x -= share * y);
        }
        let next: Vec<f64> = rows.iter().map(|row| row.iter().zip(&v).map(|(x, y)| x * y).sum()).collect();
        let length = next.iter().map(|x: &f64| x * x).sum::<f64>().sqrt();
        if length <= 1.0e-12 {
            break;
        }
        v = next.into_iter().map(|x| x / length).collect();
    }
    let length = v.iter().map(|x| x * x).sum::<f64>().sqrt().max(1.0e-12);
    v.into_iter().map(|x| x / length).collect()
}
