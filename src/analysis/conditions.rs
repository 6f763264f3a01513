//! Cohesion of one map under many conditions at once: every draw is made once. Found the way the map itself
//! is, so that all may be compared.

use rayon::prelude::*;

use super::block::{BLOCK, Searches, draws, holds, in_block, salts};
use super::draws::threshold;
use super::forest::Forest;
use super::network::Network;
use super::shakable::Shakable;
use super::shaking::{MAX_EXACT, Method, batch_error, pairs_of, percent};
use super::{Cohesion, Options};

/// The chance to hold of each link of a network.
pub(super) type Condition = Vec<f64>;

/// Cohesion under each condition, in their order.
pub(super) fn cohesions(network: &Network, conditions: &[Condition], options: &Options) -> Vec<Cohesion> {
    let num_live = |condition: &Condition| condition.iter().filter(|hold| **hold > 0.0).count();
    let methods: Vec<Method> =
        conditions.iter().map(|condition| Method::with_live(network, num_live(condition), options)).collect();
    cohesions_by(network, conditions, &methods)
}

/// The same, each by the method given for it.
pub(super) fn cohesions_by(network: &Network, conditions: &[Condition], methods: &[Method]) -> Vec<Cohesion> {
    let mut found = vec![Cohesion::default(); conditions.len()];
    let of = |is: fn(&Method) -> bool| -> Vec<usize> { (0..conditions.len()).filter(|at| is(&methods[*at])).collect() };
    let (exact, sampled) = (of(|m| *m == Method::Exact), of(|m| *m != Method::Exact));
    for (at, cohesion) in exact.iter().zip(enumerate(network, &pick(conditions, &exact))) {
        found[*at] = cohesion;
    }
    if let Some(Method::Sampled(samples)) = sampled.first().map(|at| methods[*at]) {
        for (at, cohesion) in sampled.iter().zip(sample(network, &pick(conditions, &sampled), samples)) {
            found[*at] = cohesion;
        }
    }
    found
}

fn pick<'a>(conditions: &'a [Condition], which: &[usize]) -> Vec<&'a Condition> {
    which.iter().map(|at| &conditions[*at]).collect()
}

/// Places of the links that may hold under some condition.
fn live(network: &Network, conditions: &[&Condition]) -> Vec<u32> {
    let is_live = |place: &u32| conditions.iter().any(|condition| condition[*place as usize] > 0.0);
    (0..network.links.len() as u32).filter(is_live).collect()
}

/// Exact values: linked pairs in every state of the links once, then a mean for each condition.
fn enumerate(network: &Network, conditions: &[&Condition]) -> Vec<Cohesion> {
    let places = live(network, conditions);
    if places.len() > MAX_EXACT {
        // Few links each, but not the same ones.
        return conditions.iter().flat_map(|condition| enumerate(network, &[*condition])).collect();
    }
    let nobody = Forest::new(&weights(network));
    let table: Vec<f64> = (0..1_usize << places.len())
        .into_par_iter()
        .map_with(nobody.clone(), |forest, state| {
            forest.copy(&nobody);
            for (at, place) in places.iter().enumerate() {
                if state >> at & 1 == 1 {
                    let link = &network.links[*place as usize];
                    forest.join(link.a as u32, link.b as u32);
                }
            }
            forest.pairs() as f64
        })
        .collect();
    let pairs = pairs_of(network.num_counted());
    let mean = |condition: &&Condition| {
        let mut table = table.clone();
        for place in places.iter().rev() {
            // The upper half holds the states in which this link holds.
            let half = table.len() / 2;
            let (lost, held) = table.split_at_mut(half);
            let hold = condition[*place as usize];
            for (lost, held) in lost.iter_mut().zip(held) {
                *lost = *lost * (1.0 - hold) + *held * hold;
            }
            table.truncate(half);
        }
        Cohesion { percent: percent(table[0], pairs), exact: true, ..Cohesion::default() }
    };
    conditions.iter().map(mean).collect()
}

fn weights(network: &Network) -> Vec<u32> {
    network.counted.iter().map(|counted| u32::from(*counted)).collect()
}

fn sample(network: &Network, conditions: &[&Condition], samples: u32) -> Vec<Cohesion> {
    let live = live(network, conditions);
    let map = Shakable::of(network, &live);
    let below = |condition: &&Condition| -> Vec<u32> {
        map.live.iter().map(|place| threshold(condition[*place as usize])).collect()
    };
    let below: Vec<Vec<u32>> = conditions.iter().map(below).collect();
    // By condition: the sum over all samples, and that of the squares of the sums of blocks.
    let none = || vec![(0_u64, 0_u128); conditions.len()];
    let num_blocks = samples.div_ceil(BLOCK);
    let sums = (0..num_blocks)
        .into_par_iter()
        .fold(
            || (none(), Searches::new(&map), vec![vec![0; map.live.len()]; conditions.len()]),
            |(mut sums, mut searches, mut up), block| {
                draw_block(&map, &below, block, &mut up);
                let all = u64::MAX >> (BLOCK - in_block(block, samples));
                for (up, sum) in up.iter().zip(&mut sums) {
                    let pairs = searches.pairs(&map, up, all);
                    sum.0 += pairs;
                    sum.1 += u128::from(pairs) * u128::from(pairs);
                }
                (sums, searches, up)
            },
        )
        .map(|(sums, ..)| sums)
        .reduce(none, |a, b| a.iter().zip(&b).map(|(a, b)| (a.0 + b.0, a.1 + b.1)).collect());
    let whole = pairs_of(network.num_counted());
    sums.into_iter()
        .map(|(pairs, squares)| Cohesion {
            percent: percent(pairs as f64 / f64::from(samples), whole),
            standard_error: percent(batch_error(pairs, squares, num_blocks, samples), whole),
            samples,
            exact: false,
        })
        .collect()
}

/// By condition and live link: the samples of the block in which it holds.
fn draw_block(map: &Shakable, below: &[Vec<u32>], block: u32, up: &mut [Vec<u64>]) {
    let salts = salts(block);
    for (at, hash) in map.hashes.iter().enumerate() {
        let draws = draws(*hash, &salts);
        let (mut last, mut bits) = (0, 0);
        for (below, up) in below.iter().zip(&mut *up) {
            // Neighbors often agree on a link.
            if below[at] != last {
                (last, bits) = (below[at], holds(&draws, below[at]));
            }
            up[at] = bits;
        }
    }
}
