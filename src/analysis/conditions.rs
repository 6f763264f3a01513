//! Cohesion of one map under many conditions at once: every draw is made once, what holds under all of them
//! is joined once. Found the way the map itself is, so that all may be compared.

use rayon::prelude::*;

use super::Cohesion;
use super::Options;
use super::draws::{draw, salt, threshold};
use super::forest::Forest;
use super::network::Network;
use super::shakable::Shakable;
use super::shaking::{MAX_EXACT, Method, SAMPLES_PER_CHUNK, chunk_samples, pairs_of, percent, standard_error};

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
fn live(network: &Network, conditions: &[&Condition]) -> Vec<usize> {
    (0..network.links.len()).filter(|place| conditions.iter().any(|condition| condition[*place] > 0.0)).collect()
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
                    forest.join(network.links[*place].a as u32, network.links[*place].b as u32);
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
            let hold = condition[*place];
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

/// One condition of a sample: its links that hold join what holds already.
struct Rule {
    /// By live link: it holds where its draw is below this, and was joined before where below `from`.
    below: Vec<u32>,
    from: Vec<u32>,
    /// All that holds under the rule before holds under this one: it goes on from there.
    goes_on: bool,
}

fn sample(network: &Network, conditions: &[&Condition], samples: u32) -> Vec<Cohesion> {
    let mut map_network = network.clone();
    let live = live(network, conditions);
    for link in &mut map_network.links {
        link.points = 0;
    }
    for place in &live {
        map_network.links[*place].points = 1;
    }
    let map = Shakable::of(&map_network, |_| false);
    let below = |condition: &Condition| -> Vec<u32> {
        map.live.iter().map(|place| threshold(condition[*place as usize])).collect()
    };
    let all_below: Vec<Vec<u32>> = conditions.iter().map(|condition| below(condition)).collect();
    let over_all = |choose: fn(u32, u32) -> u32| -> Vec<u32> {
        (0..map.live.len()).map(|at| all_below.iter().map(|below| below[at]).reduce(choose).unwrap_or(0)).collect()
    };
    let (least, most) = (over_all(u32::min), over_all(u32::max));
    let rules: Vec<Rule> = (all_below.iter().enumerate())
        .map(|(at, below)| {
            let before = at.checked_sub(1).map(|at| &all_below[at]);
            let before = before.filter(|before| before.iter().zip(below).all(|(before, below)| before <= below));
            Rule { below: below.clone(), from: before.unwrap_or(&least).clone(), goes_on: before.is_some() }
        })
        .collect();
    let nobody = Forest::new(&map.weight);
    let none = || vec![(0_u64, 0_u128); rules.len()];
    let sums = (0..samples.div_ceil(SAMPLES_PER_CHUNK))
        .into_par_iter()
        .fold(
            || (none(), nobody.clone(), nobody.clone(), Vec::with_capacity(map.live.len())),
            |(mut sums, mut common, mut forest, mut open), chunk| {
                for sample in chunk_samples(chunk, samples) {
                    common.copy(&nobody);
                    open.clear();
                    let salt = salt(sample);
                    for (at, hash) in map.hashes.iter().enumerate() {
                        let draw = draw(*hash, salt);
                        if draw < least[at] {
                            common.join(map.ends[at].0, map.ends[at].1);
                        } else if draw < most[at] {
                            open.push((at, draw));
                        }
                    }
                    for (rule, sum) in rules.iter().zip(&mut sums) {
                        if !rule.goes_on {
                            forest.copy(&common);
                        }
                        for (at, draw) in &open {
                            if *draw < rule.below[*at] && *draw >= rule.from[*at] {
                                forest.join(map.ends[*at].0, map.ends[*at].1);
                            }
                        }
                        sum.0 += forest.pairs();
                        sum.1 += u128::from(forest.pairs()) * u128::from(forest.pairs());
                    }
                }
                (sums, common, forest, open)
            },
        )
        .map(|(sums, ..)| sums)
        .reduce(none, |a, b| a.iter().zip(&b).map(|(a, b)| (a.0 + b.0, a.1 + b.1)).collect());
    let counted = network.num_counted();
    sums.into_iter()
        .map(|(pairs, squares)| Cohesion {
            percent: percent(pairs as f64 / f64::from(samples), pairs_of(counted)),
            standard_error: standard_error(pairs, squares, samples, counted),
            samples,
            exact: false,
        })
        .collect()
}
