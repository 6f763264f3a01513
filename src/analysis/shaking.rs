//! Cohesion and everything that hangs on it: exact by enumeration while few connections are live, else by
//! Monte Carlo with draws tied to each connection. Sums are whole numbers or ordered: threads never matter.

use rayon::prelude::*;

use super::block::{BLOCK, draws, holds, in_block, salts};
use super::conditions::cohesions_by;
use super::draws::{hold, lost, threshold};
use super::network::Network;
use super::pass::{Sums, Up, Walk};
use super::shakable::Shakable;
use super::{Cohesion, Options};

/// Up to here every state of the map is looked at: 65,536 states take milliseconds, one more doubles it.
pub(super) const MAX_EXACT: usize = 16;
/// States in one piece of parallel work. Part of the result: sums of chances are made in this order.
const STATES_PER_PIECE: usize = 256;
/// Connections up to which a map gets [`MANY_SAMPLES`].
const LARGE_MAP: usize = 5_000;
const MANY_SAMPLES: u32 = 10_000;
const FEW_SAMPLES: u32 = 2_000;

/// How Cohesion is found. Two figures may be compared only if both were found in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    Exact,
    Sampled(u32),
}

impl Method {
    pub(super) fn of(network: &Network, options: &Options) -> Self {
        Self::with_live(network, network.live().count(), options)
    }

    /// The method for a variant of the network in which so many links have points.
    pub(super) fn with_live(network: &Network, num_live: usize, options: &Options) -> Self {
        let by_size = if network.links.len() <= LARGE_MAP { MANY_SAMPLES } else { FEW_SAMPLES };
        if num_live <= MAX_EXACT { Self::Exact } else { Self::Sampled(options.samples.unwrap_or(by_size).max(1)) }
    }
}

/// A figure and its standard error; 0 where it is exact.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Estimate {
    pub(super) value: f64,
    pub(super) error: f64,
}

/// What shaking a network tells.
#[derive(Clone, Debug)]
pub(super) struct Shaken {
    pub(super) cohesion: Cohesion,
    /// By link of the network: K with it surely holding less K with it surely lost, 0..1.
    pub(super) birnbaum: Vec<Estimate>,
    /// By actor: pairs of 100 among the others that part without it.
    pub(super) keystone: Vec<Estimate>,
    /// By group and group: the mean chance of 100 that two of them still reach each other.
    pub(super) linked: Vec<Vec<Option<f64>>>,
    /// What the samples summed up to; `None` where it is exact.
    pub(super) sums: Option<Sums<u64>>,
}

/// Shakes a network and looks at everything.
pub(super) fn shake(network: &Network, method: Method) -> Shaken {
    let map = Shakable::with_points(network);
    match method {
        Method::Exact => exact(network, &map, &enumerate(&map, network)),
        Method::Sampled(samples) => sampled(network, sample(&map, network, samples), samples),
    }
}

/// Only the second dial: cheaper, for a network of which no more is asked.
pub(super) fn cohesion(network: &Network, method: Method) -> Cohesion {
    let points: Vec<f64> = network.links.iter().map(|link| hold(link.points)).collect();
    cohesions_by(network, &[points], &[method])[0]
}

/// What an enumeration tells.
fn exact(network: &Network, map: &Shakable, sums: &Sums<f64>) -> Shaken {
    let counted = network.num_counted();
    let pairs = pairs_of(counted);
    let sure = |value: f64| Estimate { value, error: 0.0 };
    Shaken {
        cohesion: Cohesion { percent: percent(sums.pairs, pairs), exact: true, ..Cohesion::default() },
        birnbaum: sums.hanging.iter().map(|sum| sure(share(*sum, pairs))).collect(),
        keystone: (sums.parted.iter().enumerate())
            .map(|(actor, sum)| sure(percent(*sum, pairs_of(counted - usize::from(network.counted[actor])))))
            .collect(),
        linked: linked(map.num_groups, &map.group_sizes, |cell| sums.grouped[cell]),
        sums: None,
    }
}

/// What samples tell.
fn sampled(network: &Network, sampled: Sampled, samples: u32) -> Shaken {
    let counted = network.num_counted();
    let pairs = pairs_of(counted);
    let sums = &sampled.sums;
    let blocks = samples.div_ceil(BLOCK);
    let estimate = |sum: u64, squares: u128, whole: f64| {
        let (mean, error) = (sum as f64 / f64::from(samples), batch_error(sum, squares, blocks, samples));
        Estimate { value: share(mean, whole), error: share(error, whole) }
    };
    Shaken {
        cohesion: Cohesion {
            percent: percent(sums.pairs as f64 / f64::from(samples), pairs),
            standard_error: standard_error(sums.pairs, sums.squares, samples, counted),
            samples,
            exact: false,
        },
        birnbaum: (sums.hanging.iter().zip(&sampled.hanging_squares))
            .map(|(sum, squares)| estimate(*sum, *squares, pairs))
            .collect(),
        keystone: (sums.parted.iter().zip(&sampled.parted_squares).enumerate())
            .map(|(actor, (sum, squares))| {
                let others = pairs_of(counted - usize::from(network.counted[actor]));
                estimate(*sum, *squares, others / 100.0)
            })
            .collect(),
        linked: linked(sampled.group_sizes.len(), &sampled.group_sizes, |cell| {
            sums.grouped[cell] as f64 / f64::from(samples)
        }),
        sums: Some(sampled.sums),
    }
}

/// Looks at all states of the live links, each with its chance.
fn enumerate(map: &Shakable, network: &Network) -> Sums<f64> {
    let states = 1_usize << map.live.len();
    let points: Vec<u8> = map.live.iter().map(|place| network.links[*place as usize].points).collect();
    let parts: Vec<Sums<f64>> = (0..states.div_ceil(STATES_PER_PIECE))
        .into_par_iter()
        .map(|piece| {
            let (mut sums, mut walk) = (Sums::new(map), Walk::new(map));
            let mut words = vec![0; points.len()];
            let first = piece * STATES_PER_PIECE;
            for state in first..(first + STATES_PER_PIECE).min(states) {
                let mut chance = 1.0;
                for (at, (word, points)) in words.iter_mut().zip(&points).enumerate() {
                    *word = (state >> at & 1) as u64;
                    chance *= if *word == 1 { hold(*points) } else { lost(*points) };
                }
                walk.walk::<f64, true>(map, Up { words: &words, bit: 0 }, chance, &mut sums);
            }
            sums
        })
        .collect();
    // The sum of the chances is 1 but for rounding; the order is that of the pieces.
    let mut sums = Sums::new(map);
    for part in &parts {
        sums.add(part);
    }
    sums
}

/// What samples summed up to, and how blocks of them differed.
#[derive(Clone, Debug)]
pub(super) struct Sampled {
    pub(super) sums: Sums<u64>,
    /// As `sums`: the sum over blocks of the squares of their sums.
    hanging_squares: Vec<u128>,
    parted_squares: Vec<u128>,
    group_sizes: Vec<u32>,
}

impl Sampled {
    fn new(map: &Shakable) -> Self {
        let sums = Sums::new(map);
        Self {
            hanging_squares: vec![0; sums.hanging.len()],
            parted_squares: vec![0; sums.parted.len()],
            sums,
            group_sizes: map.group_sizes.clone(),
        }
    }

    fn add_block(&mut self, block: &Sums<u64>) {
        self.sums.add(block);
        let squares = [&mut self.hanging_squares, &mut self.parted_squares];
        for (squares, sums) in squares.into_iter().zip([&block.hanging, &block.parted]) {
            for (square, sum) in squares.iter_mut().zip(sums) {
                *square += u128::from(*sum) * u128::from(*sum);
            }
        }
    }

    fn add(mut self, other: &Self) -> Self {
        self.sums.add(&other.sums);
        let mine = [&mut self.hanging_squares, &mut self.parted_squares];
        for (mine, theirs) in mine.into_iter().zip([&other.hanging_squares, &other.parted_squares]) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine += theirs;
            }
        }
        self
    }
}

/// Walks all samples.
pub(super) fn sample(map: &Shakable, network: &Network, samples: u32) -> Sampled {
    let below = thresholds(map, network);
    (0..samples.div_ceil(BLOCK))
        .into_par_iter()
        .fold(
            || (Sampled::new(map), Sums::new(map), Walk::new(map), vec![0; map.live.len()]),
            |(mut all, mut sums, mut walk, mut words), block| {
                sums.clear();
                let salts = salts(block);
                for ((word, hash), below) in words.iter_mut().zip(&map.hashes).zip(&below) {
                    *word = holds(&draws(*hash, &salts), *below);
                }
                for bit in 0..in_block(block, samples) {
                    walk.walk::<u64, true>(map, Up { words: &words, bit }, 1, &mut sums);
                }
                all.add_block(&sums);
                (all, sums, walk, words)
            },
        )
        .map(|(all, ..)| all)
        .reduce(|| Sampled::new(map), |a, b| a.add(&b))
}

/// By live link: below which draw it holds.
pub(super) fn thresholds(map: &Shakable, network: &Network) -> Vec<u32> {
    map.live.iter().map(|place| threshold(hold(network.links[*place as usize].points))).collect()
}

/// The matrix from the mean of each cell.
fn linked(num_groups: usize, sizes: &[u32], mean: impl Fn(usize) -> f64) -> Vec<Vec<Option<f64>>> {
    let cell = |row: usize, column: usize| {
        let (one, other) = (sizes[row] as usize, sizes[column] as usize);
        let pairs = if row == column { pairs_of(one) } else { (one * other) as f64 };
        (pairs > 0.0).then(|| percent(mean(row.min(column) * num_groups + row.max(column)), pairs))
    };
    (0..num_groups).map(|row| (0..num_groups).map(|column| cell(row, column)).collect()).collect()
}

/// The number of pairs among `count` actors.
pub(super) fn pairs_of(count: usize) -> f64 {
    (count * count.saturating_sub(1) / 2) as f64
}

/// 0 where there is nothing to have a share of.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

pub(super) fn percent(part: f64, whole: f64) -> f64 {
    100.0 * share(part, whole)
}

/// Of the mean of a sample, in percent of the pairs; 0 for a single sample.
fn standard_error(sum: u64, squares: u128, samples: u32, counted: usize) -> f64 {
    if samples < 2 {
        return 0.0;
    }
    let samples_wide = u128::from(samples);
    // n sum(x^2) - (sum x)^2 in whole numbers: no cancellation.
    let spread = samples_wide * squares - u128::from(sum) * u128::from(sum);
    let n = f64::from(samples);
    percent((spread as f64 / (n * n * (n - 1.0))).sqrt(), pairs_of(counted))
}

/// The standard error of the mean of `samples` samples, by how the sums of `blocks` equal blocks differ (batch
/// means): a hundred times cheaper than looking at each sample, and as true to a few percent.
///
/// `sum` is over all, `squares` that of the squares of the blocks' sums. 0 for a single block.
pub(super) fn batch_error(sum: u64, squares: u128, blocks: u32, samples: u32) -> f64 {
    if blocks < 2 {
        return 0.0;
    }
    let spread = (u128::from(blocks) * squares).saturating_sub(u128::from(sum) * u128::from(sum));
    (spread as f64 / f64::from(blocks - 1)).sqrt() / f64::from(samples)
}
