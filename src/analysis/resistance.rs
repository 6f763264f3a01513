//! Irreplaceability: the share of all ways of holding a map together that need a connection. No chance in it.
//!
//! Each connection is a conductor of as many units as it has points; the figure is its conductance times the
//! effective resistance between its ends. It is 1 on bridges and sums to actors less pieces (R. M. Foster,
//! "The average impedance of an electrical network", 1949). Each biconnected block is solved on its own, by
//! a Cholesky factorization.

use std::collections::BTreeMap;

use super::network::Network;
use crate::model::ConnectionId;

/// A larger block is left out: its factorization takes seconds.
const MAX_BLOCK: usize = 1_000;

/// By connection that is for us: 0..1; 0 without points, `None` within a block of more than 1,000 actors.
pub(super) fn irreplaceability(network: &Network) -> BTreeMap<ConnectionId, Option<f64>> {
    let mut shares = vec![Some(0.0); network.links.len()];
    for block in blocks(network) {
        solve(network, &block, &mut shares);
    }
    (network.links.iter().zip(shares)).filter_map(|(link, share)| Some((link.id?, share))).collect()
}

/// The biconnected blocks over links with points: places of their links.
///
/// J. Hopcroft and R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", CACM 1973.
fn blocks(network: &Network) -> Vec<Vec<usize>> {
    let neighbors = network.neighbors();
    let num_actors = neighbors.len();
    let (mut found, mut low, mut cursor) = (vec![0; num_actors], vec![0; num_actors], vec![0; num_actors]);
    let (mut blocks, mut links, mut count) = (Vec::new(), Vec::new(), 0);
    for root in 0..num_actors {
        if found[root] > 0 {
            continue;
        }
        count += 1;
        (found[root], low[root]) = (count, count);
        // The path to the node at hand: (node, the link that it came by, links collected before it).
        let mut path = vec![(root, usize::MAX, 0)];
        while let Some(&(node, via, before)) = path.last() {
            if let Some(&(to, link)) = neighbors[node].get(cursor[node]) {
                cursor[node] += 1;
                if found[to] == 0 {
                    path.push((to, link, links.len()));
                    links.push(link);
                    count += 1;
                    (found[to], low[to]) = (count, count);
                } else if link != via && found[to] < found[node] {
                    links.push(link);
                    low[node] = low[node].min(found[to]);
                }
            } else {
                path.pop();
                if let Some(&(parent, ..)) = path.last() {
                    low[parent] = low[parent].min(low[node]);
                    if low[node] >= found[parent] {
                        blocks.push(links.split_off(before));
                    }
                }
            }
        }
    }
    blocks
}

fn solve(network: &Network, block: &[usize], shares: &mut [Option<f64>]) {
    if let [bridge] = block {
        shares[*bridge] = Some(1.0);
        return;
    }
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for place in block {
        let link = network.links[*place];
        for end in [link.a, link.b] {
            let next = numbers.len();
            numbers.entry(end).or_insert(next);
        }
    }
    if numbers.len() > MAX_BLOCK {
        for place in block {
            shares[*place] = None;
        }
        return;
    }
    // The last actor is the ground: without its row and column the Laplacian can be factorized.
    let size = numbers.len() - 1;
    let mut laplacian = vec![0.0; size * size];
    for place in block {
        let link = network.links[*place];
        let (a, b, conductance) = (numbers[&link.a], numbers[&link.b], f64::from(link.points));
        for (row, column, entry) in
            [(a, a, conductance), (b, b, conductance), (a, b, -conductance), (b, a, -conductance)]
        {
            if row < size && column < size {
                laplacian[row * size + column] += entry;
            }
        }
    }
    let inverse = inverse_factor(laplacian, size);
    for place in block {
        let link = network.links[*place];
        let column = |end: usize| inverse.get(end * size..(end + 1) * size);
        let (a, b) = (column(numbers[&link.a]), column(numbers[&link.b]));
        let resistance: f64 = (0..size)
            .map(|at| {
                let difference = a.map_or(0.0, |a| a[at]) - b.map_or(0.0, |b| b[at]);
                difference * difference
            })
            .sum();
        shares[*place] = Some((f64::from(link.points) * resistance).clamp(0.0, 1.0));
    }
}

/// The inverse of the Cholesky factor of a positive definite matrix, column by column.
///
/// With M = C C^T, resistance between a and b is the squared distance of columns a and b of C^-1.
fn inverse_factor(mut matrix: Vec<f64>, size: usize) -> Vec<f64> {
    for row in 0..size {
        for column in 0..=row {
            let (above, below) = matrix.split_at(row * size);
            let this = &below[..size];
            let that = if column == row { this } else { &above[column * size..(column + 1) * size] };
            let dot: f64 = this[..column].iter().zip(&that[..column]).map(|(x, y)| x * y).sum();
            let rest = this[column] - dot;
            let entry = if column == row { rest.sqrt() } else { rest / that[column] };
            matrix[row * size + column] = entry;
        }
    }
    let mut inverse = vec![0.0; size * size];
    for column in 0..size {
        let solution = &mut inverse[column * size..(column + 1) * size];
        for row in column..size {
            let factor = &matrix[row * size..(row + 1) * size];
            let dot: f64 = factor[column..row].iter().zip(&solution[column..row]).map(|(x, y)| x * y).sum();
            let right = if row == column { 1.0 } else { 0.0 };
            solution[row] = (right - dot) / factor[row];
        }
    }
    inverse
}
