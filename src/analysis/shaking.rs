//! Cohesion and everything that hangs on it: exact by enumeration while few connections are live, else by
//! Monte Carlo with draws tied to each connection. Sums are whole numbers or ordered: threads never matter.

use rayon::prelude::*;

use super::conditions::cohesions_by;
use super::draws::{draw, hold, lost, salt, threshold};
use super::network::Network;
use super::pass::{Sums, Walk};
use super::shakable::Shakable;
use super::{Cohesion, Options};

/// Up to here every state of the map is looked at: 65,536 states take milliseconds, one more doubles it.
pub(super) const MAX_EXACT: usize = 16;
/// States in one piece of parallel work. Part of the result: sums of chances are made in this order.
const STATES_PER_CHUNK: usize = 256;
/// Samples in one piece of parallel work; any number gives the same result, but for the standard errors,
/// which come from how these pieces differ.
pub(super) const SAMPLES_PER_CHUNK: u32 = 50;
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
    let map = Shakable::of(network, |_| false);
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
    let estimate = |sum: u64, squares: u128, whole: f64| {
        let (mean, error) = (sum as f64 / f64::from(samples), sampled.error(sum, squares, samples));
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
    let parts: Vec<Sums<f64>> = (0..states.div_ceil(STATES_PER_CHUNK))
        .into_par_iter()
        .map(|chunk| {
            let (mut sums, mut walk) = (Sums::new(map), Walk::new(map));
            let mut up = vec![0; points.len()];
            let first = chunk * STATES_PER_CHUNK;
            for state in first..(first + STATES_PER_CHUNK).min(states) {
                let mut chance = 1.0;
                for (at, (up, points)) in up.iter_mut().zip(&points).enumerate() {
                    *up = (state >> at & 1) as u8;
                    chance *= if *up == 1 { hold(*points) } else { lost(*points) };
                }
                walk.walk::<f64, true>(map, &up, chance, &mut sums);
            }
            sums
        })
        .collect();
    // The sum of the chances is 1 but for rounding; the order is that of the chunks.
    let mut sums = Sums::new(map);
    for part in &parts {
        sums.add(part);
    }
    sums
}

/// What samples summed up to, and how pieces of work differed.
#[derive(Clone, Debug)]
pub(super) struct Sampled {
    pub(super) sums: Sums<u64>,
    /// As `sums`: the sum over pieces of work of the squares of their sums.
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

    fn add_piece(&mut self, piece: &Sums<u64>) {
        self.sums.add(piece);
        let squares = [&mut self.hanging_squares, &mut self.parted_squares];
        for (squares, sums) in squares.into_iter().zip([&piece.hanging, &piece.parted]) {
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

    /// Of a mean, by how the pieces of work differ (batch means): a hundred times cheaper than looking at each
    /// sample, and as true to a few percent. 0 for a single piece.
    fn error(&self, sum: u64, squares: u128, samples: u32) -> f64 {
        let pieces = u128::from(samples.div_ceil(SAMPLES_PER_CHUNK));
        if pieces < 2 {
            return 0.0;
        }
        let spread = (pieces * squares).saturating_sub(u128::from(sum) * u128::from(sum));
        (spread as f64 / (pieces - 1) as f64).sqrt() / f64::from(samples)
    }
}

/// Walks all samples.
pub(super) fn sample(map: &Shakable, network: &Network, samples: u32) -> Sampled {
    let thresholds = thresholds(map, network);
    (0..samples.div_ceil(SAMPLES_PER_CHUNK))
        .into_par_iter()
        .fold(
            || (Sampled::new(map), Sums::new(map), Walk::new(map), vec![0; map.live.len()]),
            |(mut all, mut piece, mut walk, mut up), chunk| {
                piece.clear();
                for sample in chunk_samples(chunk, samples) {
                    draw_all(map, &thresholds, sample, &mut up);
                    walk.walk::<u64, true>(map, &up, 1, &mut piece);
                }
                all.add_piece(&piece);
                (all, piece, walk, up)
            },
        )
        .map(|(all, ..)| all)
        .reduce(|| Sampled::new(map), |a, b| a.add(&b))
}

/// By live link: below which draw it holds.
pub(super) fn thresholds(map: &Shakable, network: &Network) -> Vec<u32> {
    map.live.iter().map(|place| threshold(hold(network.links[*place as usize].points))).collect()
}

pub(super) fn chunk_samples(chunk: u32, samples: u32) -> std::ops::Range<u32> {
    chunk * SAMPLES_PER_CHUNK..samples.min((chunk + 1) * SAMPLES_PER_CHUNK)
}

/// Draws a state: each link by its own hash and the number of the sample, by nothing else.
pub(super) fn draw_all(map: &Shakable, thresholds: &[u32], sample: u32, up: &mut [u8]) {
    let salt = salt(sample);
    for ((up, hash), threshold) in up.iter_mut().zip(&map.hashes).zip(thresholds) {
        *up = u8::from(draw(*hash, salt) < *threshold);
    }
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
pub(super) fn standard_error(sum: u64, squares: u128, samples: u32, counted: usize) -> f64 {
    if samples < 2 {
        return 0.0;
    }
    let samples_wide = u128::from(samples);
    // n sum(x^2) - (sum x)^2 in whole numbers: no cancellation.
    let spread = samples_wide * squares - u128::from(sum) * u128::from(sum);
    let n = f64::from(samples);
    percent((spread as f64 / (n * n * (n - 1.0))).sqrt(), pairs_of(counted))
}
